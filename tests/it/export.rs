//! `tinystep export`: the tables hold the numbers of `show --format json`, nothing that is private, and with pseudonyms no
//! word of the client's.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::cases;
use crate::client_folders::{data_path, forged, share};
use crate::full_week;
use crate::sandbox::Sandbox;

const AS_OF: &str = "2026-11-20";
const TABLES: [&str; 5] = ["weeks", "occasions", "entries", "ratings", "barriers"];

fn rows(here: &Sandbox, table: &str, more: &[&str]) -> Vec<Value> {
    let out = here.run_to(0, &[&["export", "--table", table], more].concat()).out;
    out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

/// How many rows have these values.
fn count(rows: &[Value], wanted: &[(&str, Value)]) -> usize {
    rows.iter().filter(|row| wanted.iter().all(|(name, value)| row[name] == *value)).count()
}

#[test]
fn tables_hold_the_numbers_of_json() {
    let mut weeks = 0;
    for here in [Sandbox::example("sam"), Sandbox::example("daily-notes"), full_week::journal()] {
        for view in ["--shared", "--all"] {
            let more = if view == "--all" { &["--all"][..] } else { &[] };
            let tables: BTreeMap<&str, Vec<Value>> =
                TABLES.into_iter().map(|table| (table, rows(&here, table, more))).collect();
            let mut starts: Vec<&str> = tables["weeks"].iter().map(|row| row["week"].as_str().unwrap()).collect();
            starts.dedup();
            for week in starts {
                let own = ["show", "--format", "json", "--week", week, "--shared"];
                let shown = if view == "--all" { &own[..5] } else { &own };
                let json: Value = serde_json::from_str(&here.run_to(0, shown).out).expect("JSON");
                same_week(&json, week, &tables);
                weeks += 1;
            }
        }
    }
    assert!(weeks > 20, "{weeks}");
}

fn same_week(json: &Value, week: &str, tables: &BTreeMap<&str, Vec<Value>>) {
    let of_week =
        |table: &str| -> Vec<Value> { tables[table].iter().filter(|row| row["week"] == week).cloned().collect() };
    let (weeks, occasions, entries) = (of_week("weeks"), of_week("occasions"), of_week("entries"));
    let plans = json["plans"].as_array().expect("plans");
    assert_eq!(weeks.len(), plans.len(), "{week}");
    for (row, plan) in weeks.iter().zip(plans) {
        for name in [
            "task",
            "when",
            "planned",
            "due",
            "done",
            "partly",
            "not_done",
            "open",
            "upcoming",
            "moved",
            "extra",
            "completion",
        ] {
            assert_eq!(row[name], plan[name], "{week} {name}: {row}");
        }
        for name in ["days_practised", "on_time", "in_place"] {
            assert_eq!(row[name], plan[name]["count"], "{week} {name}: {row}");
            assert_eq!(row[format!("{name}_of")], plan[name]["of"], "{week} {name}: {row}");
        }
        for name in ["noted", "known_for", "planned_each", "planned_week"] {
            assert_eq!(row[format!("minutes_{name}")], plan["minutes"][name], "{week} {name}: {row}");
        }
        for name in ["done", "partly", "not_done"] {
            assert_eq!(row[format!("came_up_{name}")], plan["came_up"][name], "{week} {name}: {row}");
        }
        assert_eq!((&row["then_came_up"], &row["then_used"]), (&plan["then"]["came_up"], &plan["then"]["used"]));
        let this = [("task", row["task"].clone()), ("plan_start", row["plan_start"].clone())];
        let with = |name, value: &str| [&this[..], &[(name, Value::from(value))]].concat();
        for state in ["done", "partly", "not_done", "open", "upcoming"] {
            assert_eq!(Value::from(count(&occasions, &with("state", state))), row[state], "{week} {state}: {row}");
        }
        let moved = [&this[..], &[("moved", Value::from(true))]].concat();
        assert_eq!(Value::from(count(&occasions, &moved)), row["moved"], "{week}: {row}");
        assert_eq!(Value::from(count(&entries, &with("counts_as", "extra"))), row["extra"], "{week}: {row}");
        assert_eq!(Value::from(count(&entries, &with("counts_as", "moved"))), row["moved"], "{week}: {row}");
    }
    let also = json["also_done"].as_array().expect("also done").len();
    assert_eq!(count(&entries, &[("counts_as", Value::from("also_done"))]), also, "{week}");
    let rated = plans.iter().chain(std::iter::once(json)).flat_map(|of| {
        let lists = [&of["ratings"], &of["tracked"]].into_iter().filter_map(Value::as_array).flatten();
        lists.map(|rating| rating["values"].as_array().map_or(0, Vec::len)).collect::<Vec<_>>()
    });
    assert_eq!(of_week("ratings").len(), rated.sum::<usize>(), "{week}");
}

/// Every case of `none.md` at once. That nothing else changes is checked in `private.rs`, case by case.
#[test]
fn private_notes_leave_no_trace_in_tables() {
    let document = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/private/none.md");
    let all = cases::parse(&std::fs::read_to_string(document).expect("the cases"));
    let here = Sandbox::empty();
    for (path, text) in &all[0].shared {
        here.write(path, text);
    }
    for (n, case) in all.iter().enumerate() {
        for (path, text) in case.files.iter().filter(|file| !case.shared.contains(file)) {
            here.write(&format!("{n}/{path}"), text);
        }
    }
    for form in ["jsonl", "csv"] {
        for table in TABLES {
            let arguments = ["export", "--as-of", "2026-11-18", "--format", form, "--table", table];
            let ran = here.run_to(0, &arguments);
            let said = (ran.out + &ran.err).to_lowercase();
            assert!(!said.contains("canary"), "{table}: {said}");
        }
    }
    assert!(here.run_to(0, &["export", "--all", "--table", "entries", "--as-of", "2026-11-18"]).out.contains("CANARY"));
}

/// The client's words are all of one kind, so that any of them is found.
const WORDS: &[(&str, &str)] = &[
    ("journal.md", "---\nname: Quagga\nshare: full\ntrack: [quaggasleep]\n---\nquagga\n"),
    (
        "plans/quagga.md",
        "---\ntask: Quagga walk\nwhen: Mondays, while quagga tea brews\nwhere: quagga park\nminutes: 10\nfrom: 2026-11-09\n\
         goal: quagga\nobstacle: quagga\nthen: quagga\nhelper: Quagga\nrate: [quaggafear, quaggacalm 1-5]\n---\nquagga\n",
    ),
    ("plans/b.md", "---\ntask: Quagga talk\nwhen: every day\nfrom: 2026-11-09\nrate: quaggafear\n---\n"),
    (
        "quagga.md",
        "---\ntask: Quagga walk\nwhen: 2026-11-16 07:30\nwhere: quagga lane\nbarrier: [quagga rain, no time]\nquaggafear: 4\n\
         felt: quagga\nhelped: quagga\ndiscuss: true\n---\nquagga\n",
    ),
    ("2026-11-17.md", "---\nquaggasleep: 7\n---\n- [x] Quagga talk @quagga park - quagga\n"),
    ("else.md", "---\ntask: Quagga else\nwhen: 2026-11-18\n---\n"),
];

#[cfg(unix)]
fn write_key(here: &Sandbox, name: &str, bytes: &str, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    here.write(name, bytes);
    std::fs::set_permissions(here.path(name), std::fs::Permissions::from_mode(mode)).expect("a mode");
}

const KEY: &str = "0123456789abcdef0123456789abcdef\n";

#[cfg(unix)]
#[test]
fn with_pseudonyms_no_word_leaves() {
    let here = Sandbox::with(WORDS);
    write_key(&here, ".key", KEY, 0o600);
    write_key(&here, ".other", &KEY.replace('0', "1"), 0o600);
    let mut all = String::new();
    for form in ["jsonl", "csv"] {
        for table in TABLES {
            let told = |more: &[&str]| {
                let arguments = ["export", "--table", table, "--as-of", AS_OF, "--format", form];
                here.run_to(0, &[&arguments[..], more].concat()).out
            };
            assert!(told(&[]).to_lowercase().contains("quagga"), "{table}");
            let hidden = told(&["--pseudonyms", ".key"]);
            assert!(!hidden.to_lowercase().contains("quagga"), "{hidden}");
            assert_eq!(hidden.lines().count(), told(&[]).lines().count(), "{table}: the same rows");
            assert_eq!(hidden, told(&["--pseudonyms", ".key"]), "the same each time");
            assert_ne!(hidden, told(&["--pseudonyms", ".other"]), "another key, other names");
            all += &hidden;
        }
    }
    for name in ["client-", "task-1", "task-2", "task-3", "place-1", "place-2", "rating-1", "barrier-1", "no_time"] {
        assert!(all.contains(name), "{name}: {all}");
    }
    // What a program has to join: one name, one number, in every table.
    let of = |table: &str| rows(&here, table, &["--as-of", AS_OF, "--pseudonyms", ".key"]);
    let (weeks, occasions) = (of("weeks"), of("occasions"));
    assert!(occasions.iter().all(|row| weeks.iter().any(|week| week["task"] == row["task"])));
}

#[cfg(unix)]
#[test]
fn a_key_that_is_no_secret_is_refused() {
    let here = Sandbox::with(WORDS);
    let said = |key: &str| {
        let ran = here.run_to(2, &["export", "--table", "weeks", "--pseudonyms", key]);
        assert_eq!(ran.out, "");
        ran.err
    };
    assert!(said(".gone").contains("cannot be read"));
    write_key(&here, ".short", "0123456789abcdef0123456789abcde\n", 0o600);
    assert!(said(".short").contains("too short"));
    for mode in [0o640, 0o604, 0o620] {
        write_key(&here, ".open", KEY, mode);
        assert!(said(".open").contains("chmod 600"), "{mode:o}");
    }
    std::fs::create_dir(here.path(".folder")).expect("a folder");
    assert!(said(".folder").contains("no plain file") || said(".folder").contains("others can read"));
    write_key(&here, ".key", KEY, 0o600);
    here.run_to(2, &["export", "--table", "weeks", "--all", "--pseudonyms", ".key"]);
}

#[test]
fn a_cell_is_never_a_formula() {
    let here = Sandbox::with(&[
        ("journal.md", "---\nname: \"=cmd, she said \\\"no\\\"\"\n---\n"),
        (
            "a.md",
            "---\ntask: \"@SUM(A1)\"\nwhen: every day\nfrom: 2026-11-16\nwhere: -1+1\n---\n- [x] 2026-11-16 @-1+1\n",
        ),
    ]);
    let csv = here.run_to(0, &["export", "--table", "weeks", "--format", "csv", "--as-of", AS_OF]).out;
    let line = csv.lines().nth(1).expect("a row");
    assert!(line.starts_with("\"'=cmd, she said \"\"no\"\"\",2026-11-16,2026-11-20,'@SUM(A1),"), "{csv}");
    for line in csv.lines() {
        assert!(!line.starts_with(['=', '+', '-', '@']) && !line.contains(",@") && !line.contains(",="), "{csv}");
    }
}

#[test]
fn files_are_written_where_they_differ_and_never_over_others() {
    let here = Sandbox::example("sam");
    let export = |status: i32, more: &[&str]| {
        here.run_to(status, &[&["export", "--as-of", AS_OF, "--out", "tables"], more].concat())
    };
    let out = export(0, &[]).out;
    for table in TABLES {
        assert!(out.contains(&format!("made     tables/{table}.jsonl\n")), "{out}");
    }
    let weeks = here.read("tables/weeks.jsonl");
    assert_eq!(weeks, here.run_to(0, &["export", "--table", "weeks", "--as-of", AS_OF]).out);
    assert_eq!(export(0, &[]).out, "Up to date: 5.\n");
    here.write("tables/weeks.jsonl", weeks.clone() + "x");
    assert_eq!(export(0, &[]).out, "made     tables/weeks.jsonl\nUp to date: 4.\n");
    assert_eq!(here.read("tables/weeks.jsonl"), weeks);
    // Somebody's file stays, and nothing is written beside it.
    here.write("tables/ratings.csv", "my own\n");
    assert!(export(2, &["--format", "csv"]).err.contains("ratings.csv was not made"));
    let names: Vec<String> = here.files("tables").into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        ["barriers.jsonl", "entries.jsonl", "occasions.jsonl", "ratings.csv", "ratings.jsonl", "weeks.jsonl"]
    );
    export(0, &["--format", "csv", "--table", "weeks"]);
    assert!(here.read("tables/weeks.csv").starts_with("client,week,as_of,task,"));
    // What is shared holds only pages.
    assert!(here.run_to(2, &["export", "--out", "reports", "--all"]).err.contains("for the reports alone"));
    here.run_to(2, &["export"]);
}

#[test]
fn several_journals_are_told_apart() {
    let two = |second: &str| {
        let plan = "---\ntask: Walk\nwhen: every day\nfrom: 2026-11-16\n---\n";
        let settings = format!("---\n{second}\n---\n");
        Sandbox::with(&[
            ("a/journal.md", "---\nname: Ada\n---\n"),
            ("a/p.md", plan),
            ("b/journal.md", &settings),
            ("b/p.md", plan),
        ])
    };
    let here = two("name: Ben");
    let out = here.run_to(0, &["export", "a", "b", "--table", "weeks", "--as-of", AS_OF]).out;
    let clients: Vec<Value> =
        out.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON")["client"].clone()).collect();
    assert_eq!(clients, ["Ada", "Ben"]);
    assert!(here.run_to(2, &["export", "--table", "weeks"]).err.contains("Name one of them"));
    for second in ["name: ADA", "session: Thursdays"] {
        let here = two(second);
        here.run_to(2, &["export", "a", "b", "--out", "tables", "--as-of", AS_OF]);
        assert_eq!(here.files("tables"), [], "{second}");
    }
}

/// What a journal gives and what its reports give, table by table.
#[test]
fn a_journal_and_its_reports_give_the_same_tables() {
    let mut rows = 0;
    for here in [Sandbox::with(WORDS), Sandbox::example("sam"), full_week::journal()] {
        let clients = Sandbox::empty();
        share(&here, AS_OF, &clients, "client/reports");
        for form in ["jsonl", "csv"] {
            for table in TABLES {
                let arguments = ["export", ".", "--table", table, "--format", form];
                let own = here.run_to(0, &[&arguments[..], &["--as-of", AS_OF]].concat()).out;
                assert_eq!(clients.run_to(0, &arguments).out, own, "{table}");
                assert_eq!(
                    clients.run_to(0, &["export", "client/reports", "--table", table, "--format", form]).out,
                    own
                );
                rows += own.lines().count();
            }
        }
        assert!(clients.run_to(2, &["export", "--table", "weeks", "--all"]).err.contains("--all needs a journal"));
        assert!(
            clients
                .run_to(2, &["export", "--table", "weeks", "--as-of", AS_OF])
                .err
                .contains("--as-of needs a journal")
        );
        assert!(clients.run_to(2, &["export", "--out", "client/reports/x"]).err.contains("for the reports alone"));
    }
    assert!(rows > 500, "{rows}");
}

#[cfg(unix)]
#[test]
fn nothing_goes_into_a_folder_of_reports_or_through_a_link() {
    let (here, clients) = (Sandbox::with(WORDS), Sandbox::empty());
    share(&here, AS_OF, &clients, "one");
    share(&here, AS_OF, &clients, "two");
    let before = clients.files("");
    for out in ["two/reports", "two/reports/x", "two/reports/data/x"] {
        let ran = clients.run_to(2, &["export", "one", "--out", out]);
        assert!(ran.err.contains("for the reports alone"), "{out}: {}", ran.err);
    }
    assert_eq!(clients.files(""), before);
    assert!(!clients.exists("two/reports/x"));
    let outside = Sandbox::empty();
    clients.write("tables/.keep", "");
    std::os::unix::fs::symlink(outside.root(), clients.path("tables/weeks")).expect("a link");
    let ran = clients.run_to(2, &["export", "one", "--out", "tables", "--partition", "client"]);
    assert!(ran.err.contains("its folder is a link"), "{}", ran.err);
    assert!(outside.files("").is_empty());
}

#[cfg(unix)]
#[test]
fn pseudonyms_are_the_same_from_a_journal_and_from_its_reports() {
    let (here, clients) = (Sandbox::with(WORDS), Sandbox::empty());
    share(&here, AS_OF, &clients, "quagga");
    let text = clients.read(&data_path("quagga", "2026-11-16"));
    for of in [&here, &clients] {
        write_key(of, ".key", KEY, 0o600);
    }
    for table in TABLES {
        let hidden = clients.run_to(0, &["export", ".", "--table", table, "--pseudonyms", ".key"]).out;
        assert_eq!(hidden, here.run_to(0, &["export", "--table", table, "--as-of", AS_OF, "--pseudonyms", ".key"]).out);
        assert!(!hidden.to_lowercase().contains("quagga"), "{hidden}");
    }
    // Data that somebody else made can have anything in place of a known word.
    let text = forged(&text, "\"group\": null", "\"group\": \"quagga\"");
    let text = forged(&text, "\"time\": \"07:30\"", "\"time\": \"quagga\"");
    clients.write(&data_path("quagga", "2026-11-16"), text);
    for table in TABLES {
        let hidden = clients.run_to(0, &["export", ".", "--table", table, "--pseudonyms", ".key"]).out;
        assert!(!hidden.to_lowercase().contains("quagga"), "{hidden}");
    }
}

/// Ada's reports under other names.
fn many_clients() -> Sandbox {
    let plan =
        "---\ntask: Walk\nwhen: every day\nfrom: 2026-11-02\n---\n- [x] 2026-11-03\n- [-] 2026-11-17 - no time\n";
    let (ada, clients) = (Sandbox::with(&[("journal.md", "---\nname: Ada\n---\n"), ("p.md", plan)]), Sandbox::empty());
    share(&ada, AS_OF, &clients, "ada/reports");
    for name in ["Ben/x", "Cem"] {
        for week in ["2026-11-02", "2026-11-09", "2026-11-16"] {
            let text = clients.read(&data_path("ada/reports", week));
            let folder = name.replace('/', "-").to_lowercase();
            clients
                .write(&data_path(&folder, week), forged(&text, "\"name\": \"Ada\"", &format!("\"name\": \"{name}\"")));
        }
    }
    clients
}

#[test]
fn what_cannot_be_read_is_listed_and_the_rest_is_there() {
    let here = many_clients();
    let clients = |here: &Sandbox| {
        let ran = here.run_to(0, &["export", ".", "--table", "weeks"]);
        let rows = ran.out.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        (rows.map(|row| format!("{} {}", row["client"], row["week"]).replace('"', "")).collect::<Vec<_>>(), ran.err)
    };
    assert_eq!(clients(&here).0.len(), 9);
    let whole = here.read(&data_path("cem", "2026-11-09"));
    here.write(&data_path("ada/reports", "2026-11-02"), "");
    here.write(&data_path("ben-x", "2026-11-09"), &whole[..500]);
    // Another client's week, by mistake.
    here.write(&data_path("cem", "2026-11-02"), here.read(&data_path("ben-x", "2026-11-02")));
    here.write(&data_path("dup", "2026-11-16"), here.read(&data_path("cem", "2026-11-16")));
    here.write(
        &data_path("none", "2026-11-16"),
        forged(&here.read(&data_path("cem", "2026-11-16")), "\"Cem\"", "null"),
    );
    let (rows, err) = clients(&here);
    assert_eq!(
        rows,
        [
            "Ada 2026-11-09",
            "Ada 2026-11-16",
            "Ben/x 2026-11-02",
            "Ben/x 2026-11-16",
            "Cem 2026-11-09",
            "Cem 2026-11-16"
        ]
    );
    for said in [
        "ada/reports/data/week-2026-11-02.json: It is empty.",
        "ben-x/data/week-2026-11-09.json: It is not whole.",
        "cem/data/week-2026-11-02.json: It names a different client",
        "dup has the name of another client",
        "none names no client",
    ] {
        assert!(err.contains(said), "{said}: {err}");
    }
}

#[test]
fn two_clients_of_one_name_have_pseudonyms_of_their_own() {
    let here = many_clients();
    let clients = |here: &Sandbox| {
        let ran = here.run_to(0, &["export", ".", "--table", "weeks", "--pseudonyms", ".key"]);
        assert_eq!(ran.err, "");
        let rows = ran.out.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        rows.map(|row| row["client"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    write_key(&here, ".key", KEY, 0o600);
    let before = clients(&here);
    for week in ["2026-11-02", "2026-11-09", "2026-11-16"] {
        here.write(&data_path("dup", week), here.read(&data_path("cem", week)));
    }
    let after = clients(&here);
    assert_eq!((before.len(), after.len()), (9, 12));
    let names = |of: &[String]| of.iter().cloned().collect::<std::collections::BTreeSet<_>>();
    assert_eq!((names(&before).len(), names(&after).len()), (3, 4));
    // Neither has the one that came from the name alone, which would be either of the two.
    assert_eq!(names(&before).intersection(&names(&after)).count(), 2);
    // By name they cannot be distinguished.
    let ran = here.run_to(0, &["export", ".", "--table", "weeks"]);
    assert!(ran.out.lines().count() == 9 && ran.err.contains("dup has the name of another client"), "{}", ran.err);
}

#[test]
fn each_client_can_have_a_folder_that_engines_read_in_place() {
    let here = many_clients();
    let export = |status: i32| here.run_to(status, &["export", ".", "--out", "tables", "--partition", "client"]);
    assert_eq!(export(0).out, "3 clients: 15 files made.\n");
    let names: Vec<String> = here.files("tables/weeks").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["client=Ada/part.jsonl", "client=Ben%2Fx/part.jsonl", "client=Cem/part.jsonl"]);
    let all: String = names.iter().map(|name| here.read(&format!("tables/weeks/{name}"))).collect();
    assert_eq!(all, here.run_to(0, &["export", ".", "--table", "weeks"]).out);
    assert_eq!(export(0).out, "3 clients: 0 files made.\nUp to date: 15.\n");
    // Only what changed is written; a client who is gone is reported.
    let week = data_path("ada/reports", "2026-11-16");
    here.write(&week, forged(&here.read(&week), "\"moved\": 0", "\"moved\": 1"));
    std::fs::remove_dir_all(here.path("cem")).expect("removed");
    let ran = export(0);
    assert_eq!(ran.out, "2 clients: 1 file made.\nUp to date: 9.\n");
    assert!(ran.err.contains("tables/weeks/client=Cem is of a client who is not among these now"), "{}", ran.err);
    // A file in the way of the last client stops all of it, before anything is written.
    here.write(&week, forged(&here.read(&week), "\"moved\": 1", "\"moved\": 2"));
    let old = here.read("tables/barriers/client=Ben%2Fx/part.jsonl");
    here.write("tables/barriers/client=Ben%2Fx/part.jsonl", "my own\n");
    let before = here.files("tables");
    assert!(export(2).err.contains("so it stays, and nothing was written."));
    assert_eq!(here.files("tables"), before);
    // Names and pseudonyms side by side would count each client twice.
    here.write("tables/barriers/client=Ben%2Fx/part.jsonl", old);
    #[cfg(unix)]
    {
        let before = here.files("tables");
        write_key(&here, ".key", KEY, 0o600);
        let pseudonyms = ["--out", "tables", "--partition", "client", "--pseudonyms", ".key"];
        let ran = here.run_to(2, &[&["export", "."], &pseudonyms[..]].concat());
        assert!(ran.err.contains("each would be there twice"), "{}", ran.err);
        assert_eq!(here.files("tables"), before);
    }
    // One of the two is enough.
    assert!(here.run_to(2, &["export", "."]).err.contains("`--table NAME` prints one of them, `--out DIR`"));
    assert!(!here.run_to(2, &["export", ".", "--partition", "client"]).err.contains("--table"));
    // A journal, by pseudonym.
    #[cfg(unix)]
    {
        let one = Sandbox::with(WORDS);
        write_key(&one, ".key", KEY, 0o600);
        one.run_to(0, &["export", "--as-of", AS_OF, "--out", "t", "--partition", "client", "--pseudonyms", ".key"]);
        let files = one.files("t");
        assert!(files.iter().all(|(name, _)| name.contains("/client=client-")) && files.len() == 5, "{files:?}");
    }
}

/// docs/data.md describes every column, in the order in which they come.
#[test]
fn the_document_lists_every_column() {
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/data.md");
    let page = std::fs::read_to_string(page).expect("docs/data.md");
    let here = Sandbox::with(&[("journal.md", "# J\n")]);
    for table in TABLES {
        let section = page.split(&format!("\n## {table}\n")).nth(1).and_then(|rest| rest.split("\n## ").next());
        let cells = section.expect("a section").lines().filter_map(|line| line.strip_prefix("| `"));
        let listed: Vec<&str> =
            cells.filter_map(|rest| rest.split(" |").next()).flat_map(|cell| cell.split('`')).collect();
        let listed: Vec<&str> = listed.into_iter().filter(|name| !name.is_empty() && *name != ", ").collect();
        let csv = here.run_to(0, &["export", "--table", table, "--format", "csv", "--as-of", AS_OF]).out;
        assert_eq!(listed.join(","), csv.lines().next().expect("a head"), "{table}");
    }
}
