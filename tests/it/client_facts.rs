//! What a clinician is told of a client: by the block of the page of all clients, the note for the record, and `data/`.

use serde_json::{Value, json};

use crate::client_folders::{data_path, share};
use crate::sandbox::Sandbox;

const AS_OF: &str = "2026-11-20";

type Notes<'a> = &'a [(&'a str, &'a str)];

/// A journal of Fay, who walks every day at 8.
fn fay(notes: Notes<'_>) -> Sandbox {
    let here = Sandbox::with(&[
        ("journal.md", "---\nname: Fay\n---\n"),
        ("plan.md", "---\ntask: Walk\nwhen: every day at 8\nfrom: 2026-11-16\n---\n"),
    ]);
    for (path, text) in notes {
        here.write(path, text);
    }
    here
}

/// The clients' folder after Fay's reports of one date, read on another.
fn read_on(journal: &Sandbox, made: &str, read: &str) -> Sandbox {
    let clients = Sandbox::empty();
    share(journal, made, &clients, "fay");
    clients.run_to(0, &["caseload", ".", "--as-of", read]);
    clients
}

/// The markdown of Fay's block.
fn block(journal: &Sandbox, made: &str, read: &str) -> String {
    let page = read_on(journal, made, read).read("caseload.md");
    page.split_once("### Fay\n").expect("Fay").1.split("\n---\n").next().expect("a block").to_owned()
}

fn caseload_json(clients: &Sandbox, read: &str) -> Value {
    let out = clients.run_to(0, &["caseload", ".", "--as-of", read, "--format", "json"]).out;
    serde_json::from_str(&out).expect("JSON")
}

fn note(journal: &Sandbox, as_of: &str) -> String {
    journal.run_to(0, &["show", "--format", "note", "--as-of", as_of]).out
}

/// The facts of a week as they are shared.
fn data(journal: &Sandbox, as_of: &str) -> Value {
    let out = journal.run_to(0, &["show", "--shared", "--format", "json", "--as-of", as_of]).out;
    serde_json::from_str(&out).expect("JSON")
}

#[test]
fn words_how_it_felt_and_what_helped_are_told_apart() {
    let said =
        "---\ntask: Walk\nwhen: 2026-11-19\nshare: full\ndiscuss: true\nfelt: awful\nhelped: tea\n---\nI did not\n";
    let helped = "---\ntask: Walk\nwhen: 2026-11-18\nshare: full\ndiscuss: true\nhelped: Mum sat near\n---\n";
    let journal = fay(&[("a.md", said), ("b.md", helped)]);
    let text = block(&journal, AS_OF, AS_OF);
    assert!(
        text.contains("- To bring up first: **I did not** (Thu 19, Walk). Felt: awful. What helped: tea.\n"),
        "{text}"
    );
    assert!(text.contains("- To bring up first: **Wed 18, Walk**. What helped: Mum sat near.\n"), "{text}");
    let clients = read_on(&journal, AS_OF, AS_OF);
    let page = clients.read("caseload.html");
    assert!(page.contains("<span>Felt:</span> <bdi>awful</bdi>"), "{page}");
    assert!(page.contains("<span>What helped:</span> <bdi>Mum sat near</bdi>"), "{page}");
    let items = caseload_json(&clients, AS_OF)["clients"][0]["week"]["to_discuss"].clone();
    assert_eq!((&items[0]["words"], &items[0]["helped"]), (&json!([]), &json!("Mum sat near")));
    let of = &items[1];
    assert_eq!((&of["words"], &of["felt"], &of["helped"]), (&json!(["I did not"]), &json!("awful"), &json!("tea")));
    assert!(
        note(&journal, AS_OF).contains(
            "Fay wants to discuss: Wed 18, Walk (What helped: Mum sat near.); “I did not” (Thu 19, Walk. Felt: awful. What \
             helped: tea.)."
        ),
        "{}",
        note(&journal, AS_OF)
    );
}

/// Whether something is held back is nobody's to know.
#[test]
fn a_mark_without_shared_words_is_its_task_and_date_alone() {
    let with = |text: &str| {
        let entry = format!("---\ntask: Walk\nwhen: 2026-11-19\ndiscuss: true\n---\n{text}");
        block(&fay(&[("a.md", &entry)]), AS_OF, AS_OF)
    };
    assert_eq!(with(""), with("gargoyle\n"));
    assert!(with("").contains("- To bring up first: **Thu 19, Walk**\n"), "{}", with(""));
}

/// The note of day or week, and what the page, the block and the note for the record have of it.
const MARKED_NOTES: [(&str, &str, Option<&str>); 8] = [
    ("2026-11-18.md", "---\ndiscuss: true\n---\nDay words\n", Some("Wed 18")),
    ("d.md", "---\ndate: 2026-11-18\ndiscuss: true\nsleep: 5\n---\n", Some("Wed 18")),
    (
        "r.md",
        "---\nkind: reflection\ndate: 2026-11-18\ndiscuss: true\n---\n## What helped?\nhushword\n",
        Some("Wed 18"),
    ),
    ("w.md", "---\nkind: reflection\nweek: 2026-11-18\ndiscuss: true\n---\nhushword\n", Some("The week of 16 Nov")),
    // A line is private, the note is not: what its mark says is what it says without that line.
    ("2026-11-18.md", "---\ndiscuss: true\n---\n- [x] Gargoyle\n", Some("Wed 18")),
    ("2026-11-18.md", "---\ndiscuss: true\nshare: none\n---\nDay words\n", None),
    ("2026-11-18.md", "---\ndiscuss: true\nby: Mum\n---\nDay words\n", None),
    ("2026-11-18.md", "---\ndiscuss: false\n---\nDay words\n", None),
];

#[test]
fn a_marked_note_of_a_day_or_a_week_is_not_lost() {
    for (path, text, expected) in MARKED_NOTES {
        let journal = fay(&[(path, text)]);
        journal.write("journal.md", "---\nname: Fay\ntrack: [sleep]\n---\n");
        journal.write("gargoyle.md", "---\ntask: Gargoyle\nwhen: every day\nshare: none\n---\n");
        let block = block(&journal, AS_OF, AS_OF);
        let page = journal.read("reports/week-2026-11-16.md");
        let (_, first) = page.split_once("wants to bring this up first").unwrap_or_default();
        let first = first.split("\n##").next().expect("a part");
        let record = note(&journal, AS_OF);
        let to_discuss = data(&journal, AS_OF)["to_discuss"].clone();
        match expected {
            Some(source) => {
                assert!(block.contains(&format!("- To bring up first: **{source}**\n")), "{text}{block}");
                assert_eq!(first.trim(), format!("{source}."), "{text}{page}");
                assert!(record.contains(&format!("Fay wants to discuss: {source}.")), "{text}{record}");
                assert_eq!(to_discuss.as_array().map(Vec::len), Some(1), "{text}{to_discuss}");
                assert_eq!(to_discuss[0]["words"], Value::Null, "{text}");
            }
            None => {
                assert!(!block.contains("To bring up first"), "{text}{block}");
                assert!(first.is_empty() && !record.contains("discuss"), "{text}{page}{record}");
                assert!(!page.contains("about what you marked"), "{text}{page}");
                assert_eq!(to_discuss, json!([]), "{text}");
            }
        }
        for shown in [&block, &page, &record] {
            assert!(!shown.to_lowercase().contains("gargoyle") && !shown.contains("hushword"), "{shown}");
        }
    }
}

#[test]
fn a_date_stands_once_beside_what_is_marked_of_it() {
    let journal = fay(&[
        ("2026-11-18.md", "---\ndiscuss: true\n---\n- [x] Walk\n"),
        ("2026-11-19.md", "---\ndiscuss: true\nshare: full\n---\nLook at this\n"),
    ]);
    let block = block(&journal, AS_OF, AS_OF);
    let first: Vec<&str> = block.lines().filter(|line| line.starts_with("- To bring up first")).collect();
    let expected = ["- To bring up first: **Wed 18, Walk**", "- To bring up first: **Look at this** (Thu 19)."];
    assert_eq!(first, expected, "{block}");
}

#[test]
fn what_is_past_and_not_known_is_said_as_not_known() {
    let done = "---\ntask: Walk\nwhen: 2026-11-23 08:00\n---\n";
    let journal = fay(&[("a.md", done)]);
    let behind = block(&journal, "2026-11-24", "2026-11-29");
    assert!(behind.contains("- **Counted up to Tuesday 24 November. What came after is not known here.**"), "{behind}");
    assert!(behind.contains("Walk: **1 of 1**: Mon 23 ● done, Tue 24 ? not known, Wed 25 ? not known"), "{behind}");
    assert!(behind.contains("Sat 28 ? not known, Sun 29 · to come"), "{behind}");
    let page = read_on(&journal, "2026-11-24", "2026-11-29");
    assert!(
        page.read("caseload.html").contains("#m-unknown-20") && page.read("caseload.html").contains("? not known:")
    );
    let days = caseload_json(&page, "2026-11-29")["clients"][0]["week"]["plans"][0]["days"].clone();
    assert_eq!((&days[0]["known"], &days[2]["known"], &days[6]["known"]), (&json!(true), &json!(false), &json!(true)));
    // Counted yesterday: that is usual, and a small line is enough.
    let usual = block(&journal, "2026-11-24", "2026-11-25");
    assert!(!usual.contains("Counted up to") && usual.contains("Counted as of Tuesday 24 November."), "{usual}");
    // Of the day itself all is known.
    assert!(!block(&journal, "2026-11-24", "2026-11-24").contains("ounted"));
}

#[test]
fn nothing_is_claimed_of_a_week_that_is_over_and_was_not_counted() {
    for when in ["every day at 8", "3 times a week"] {
        let journal = fay(&[]);
        journal.write("plan.md", format!("---\ntask: Walk\nwhen: {when}\nfrom: 2026-11-23\n---\n"));
        let now = block(&journal, "2026-11-23", "2026-11-23");
        assert!(now.contains("Start here: ") && now.contains("to come"), "{now}");
        let over = block(&journal, "2026-11-23", "2026-12-06");
        assert!(over.contains("Counted up to Monday 23 November."), "{over}");
        assert!(over.contains("- Walk: **not known**"), "{over}");
        assert!(!over.contains("yet") && !over.contains("to come") && !over.contains("Start here"), "{over}");
    }
}

#[test]
fn the_days_without_a_note_are_named_as_far_as_they_are_known() {
    // The first plan is eight days old.
    let young = fay(&[]);
    young.write("plan.md", "---\ntask: Walk\nwhen: every day at 8\nfrom: 2026-11-12\n---\n");
    let text = block(&young, AS_OF, AS_OF);
    assert!(text.contains("There is no note from 12 Nov to 20 Nov."), "{text}");
    let old = fay(&[]);
    old.write("plan.md", "---\ntask: Walk\nwhen: every day at 8\nfrom: 2026-09-01\n---\n");
    let text = block(&old, AS_OF, AS_OF);
    assert!(text.contains("There is no note from 12 Oct to 20 Nov."), "{text}");
    // The newest week cannot be read: it may have notes.
    let clients = Sandbox::empty();
    old.write("a.md", "---\ntask: Walk\nwhen: 2026-11-17\n---\n");
    share(&old, AS_OF, &clients, "fay");
    clients.write(&data_path("fay", "2026-11-16"), "");
    clients.run_to(0, &["caseload", ".", "--as-of", AS_OF]);
    let text = clients.read("caseload.md");
    assert!(text.contains("There is no note from 5 Oct to 15 Nov."), "{text}");
    assert!(text.contains("Counted up to Sunday 15 November.") && !text.contains("No notes this week"), "{text}");
}

#[test]
fn what_was_marked_before_the_week_began_is_still_there() {
    let marked = "---\ntask: Walk\nwhen: 2026-11-22\nshare: full\ndiscuss: true\n---\nAsk me\n";
    let discussed = "---\ntask: Walk\nwhen: 2026-11-17\nshare: full\ndiscuss: true\n---\nlong ago\n";
    let session = "---\nkind: session\ndate: 2026-11-19\nagreed: Walk\nnext: 2026-11-26\n---\n";
    let journal = fay(&[("a.md", marked), ("b.md", discussed), ("s.md", session)]);
    let text = block(&journal, "2026-11-25", "2026-11-26");
    assert!(text.contains("- To bring up first: **Ask me** (Sun 22, Walk).\n") && !text.contains("long ago"), "{text}");
    let record = note(&journal, "2026-11-25");
    assert!(record.contains("Fay wants to discuss: “Ask me” (Sun 22, Walk)."), "{record}");
    assert!(!record.contains("long ago"), "{record}");
    // After that session it is no longer new.
    journal.write("s2.md", "---\nkind: session\ndate: 2026-11-26\nagreed: Walk\n---\n");
    assert!(!note(&journal, "2026-12-01").contains("discuss"));
    assert!(!block(&journal, "2026-12-01", "2026-12-02").contains("Ask me"));
    // If nothing tells of a session, it is the week before; in the note for the record each mark is in its own week.
    for note in ["s.md", "s2.md"] {
        std::fs::remove_file(journal.path(note)).expect("a note");
    }
    let text = block(&journal, "2026-11-25", "2026-11-26");
    assert!(text.contains("Ask me") && text.contains("long ago"), "{text}");
    assert!(!note(&journal, "2026-11-25").contains("discuss"));
    assert!(note(&journal, "2026-11-20").contains("“long ago” (Tue 17, Walk)"));
    // What became private is gone.
    journal.write("a.md", marked.replace("share: full", "share: none"));
    let text = block(&journal, "2026-11-25", "2026-11-26");
    assert!(!text.contains("Ask me") && !text.contains("Sun 22") && !note(&journal, "2026-11-25").contains("Sun 22"));
}

#[test]
fn the_newest_marks_are_shown_in_order_of_time() {
    let journal = fay(&[]);
    for day in 16..=20 {
        let entry = format!("---\ntask: Walk\nwhen: 2026-11-{day}\nshare: full\ndiscuss: true\n---\nword {day}\n");
        journal.write(&format!("a{day}.md"), &entry);
        journal.write(&format!("b{day}.md"), entry.replace("word", "also").replace("Walk", "Sing"));
    }
    let text = block(&journal, AS_OF, AS_OF);
    assert_eq!(text.matches("To bring up first").count(), 6, "{text}");
    assert!(!text.contains("word 17") && text.contains("word 18") && text.contains("also 20"), "{text}");
    assert!(text.contains("And 4 from earlier days, on the pages of the weeks."), "{text}");
}

#[test]
fn the_record_tells_versions_pauses_skips_and_the_end_of_the_course_apart() {
    let piano = |day: u32, status: &str| format!("---\ntask: Piano\nwhen: 2026-11-{day}\ndone: {status}\n---\n");
    let journal = fay(&[
        ("p1.md", &piano(17, "yes")),
        ("p2.md", &piano(18, "partly")),
        ("walk-2.md", "---\ntask: Walk\nwhen: every day at 9\nfrom: 2026-11-18\n---\n"),
        ("rest.md", "---\ntask: Rest\nwhen: every day\nfrom: 2026-11-01\npause: from 2026-11-10\n---\n"),
        ("sing.md", "---\ntask: Sing\nwhen: on 2026-11-18\nfrom: 2026-11-01\n---\n- [>] 2026-11-18\n"),
        ("journal.md", "---\nname: Fay\nuntil: 2026-11-19\n---\n"),
    ]);
    let said = note(&journal, AS_OF);
    assert!(
        said.contains("The plans: Rest (paused Mon 16 to Thu 19), Sing (1 skipped), Walk until Tue 17 ("),
        "{said}"
    );
    assert!(said.contains("and Walk from Wed 18 ("), "{said}");
    assert!(said.contains("Also done: Piano, Tue 17 and Wed 18 (partly). "), "{said}");
    assert!(said.contains("The course ended on Thursday 19 November 2026."), "{said}");
    let text = block(&journal, AS_OF, AS_OF);
    for what in ["- Walk until Tue 17: **", "- Walk from Wed 18: **", "- Sing: **1 skipped**", "- Rest: **paused**"] {
        assert!(text.contains(what), "{what}: {text}");
    }
    assert!(text.contains("The course ended on Thursday 19 November 2026."), "{text}");
    // After the course nothing is missing.
    assert!(!block(&journal, AS_OF, "2026-12-20").contains("not known"));
}

/// The words and numbers of `data/` are those of the page.
#[test]
fn data_has_no_time_or_place_that_the_page_has_not() {
    let journal = fay(&[
        ("plan.md", "---\ntask: Walk\nwhen: every day at 8\nwhere: park\nfrom: 2026-11-16\n---\n"),
        ("later.md", "---\ntask: Sing\nwhen: every day\nfrom: 2026-11-30\n---\n"),
        ("a.md", "---\ntask: Piano\nwhen: 2026-11-17 21:15\nwhere: PLACEWORD\nminutes: 5\nshare: full\n---\n"),
        ("b.md", "---\ntask: Sing\nwhen: 2026-11-17\ndone: skip\n---\n"),
        ("c.md", "---\ntask: Dance\nwhen: 2026-11-18\ndone: no\n---\n"),
        ("d.md", "---\ntask: Walk\nwhen: 2026-11-16 08:00\nwhere: the beach\n---\n"),
        ("e.md", "---\ntask: Walk\nwhen: 2026-11-17 08:00\nwhere: the hill\n---\n"),
        ("f.md", "---\ntask: Walk\nwhen: 2026-11-18 08:00\nwhere: the park\n---\n"),
        ("g.md", "---\ntask: Walk\nwhen: 2026-11-19 08:00\nwhere: the pier\nshare: full\n---\n"),
    ]);
    let data = data(&journal, AS_OF);
    let entries = data["entries"].as_array().expect("entries");
    let of = |entry: &Value| json!([entry["date"], entry["task"], entry["time"], entry["where"], entry["in_place"]]);
    let shown: Vec<Value> = entries.iter().map(of).collect();
    assert_eq!(
        shown,
        [
            json!(["2026-11-16", "Walk", null, null, false]),
            json!(["2026-11-17", "Walk", null, null, false]),
            json!(["2026-11-17", "Piano", null, null, null]),
            json!(["2026-11-18", "Walk", null, "park", true]),
            json!(["2026-11-19", "Walk", "08:00", "the pier", false]),
        ]
    );
    for word in ["Sing", "Dance", "PLACEWORD", "21:15", "elsewhere"] {
        assert!(!data.to_string().contains(word), "{word}: {data}");
    }
    // The client's own view has everything, and so has the table.
    let own = journal.run_to(0, &["show", "--format", "json", "--as-of", AS_OF]).out;
    assert!(["Sing", "Dance", "PLACEWORD", "21:15", "the beach"].iter().all(|word| own.contains(word)), "{own}");
    let table = journal.run_to(0, &["export", "--table", "entries", "--as-of", AS_OF]).out;
    assert!(!table.contains("elsewhere") && !table.contains("PLACEWORD"), "{table}");
}

#[test]
fn a_days_sheet_names_nobody_else() {
    let clients = Sandbox::empty();
    for (name, day) in [("Ada", "Thursday"), ("Zoe", "Wednesday"), ("Kim", "")] {
        let journal = fay(&[("journal.md", &format!("---\nname: {name}\nsession: {day}\n---\n"))]);
        share(&journal, AS_OF, &clients, &name.to_lowercase());
    }
    for name in ["zoe", "ada"] {
        clients.write(&format!("{name}/data/week-2026-11-16 (1).json"), "");
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(clients.path("zoe"), clients.path("zoe-linked")).expect("a link");
    clients.run_to(0, &["caseload", ".", "--as-of", AS_OF, "--day", "Thursday"]);
    for page in ["caseload-thursday.md", "caseload-thursday.html"] {
        let sheet = clients.read(page);
        assert!(sheet.contains("ada/data/week-2026-11-16 (1).json"), "{sheet}");
        assert!(!sheet.to_lowercase().contains("zoe") && !sheet.contains("Kim"), "{sheet}");
        assert!(sheet.contains("No date of a session is known for 1 client;"), "{sheet}");
    }
    let all = clients.read("caseload.md");
    assert!(all.contains("zoe/data/week-2026-11-16 (1).json") && !all.contains("No date of a session"), "{all}");
}

#[test]
fn a_name_in_the_direction_of_hebrew_moves_nothing_around_it() {
    let journal = fay(&[("a.md", "---\ntask: הליכה\nwhen: 2026-11-16\n---\n")]);
    journal.write("plan.md", "---\ntask: הליכה\nwhen: Mondays\nfrom: 2026-11-16\n---\n");
    let page = read_on(&journal, AS_OF, AS_OF).read("caseload.html");
    assert!(page.contains("<p class=\"begin\"><bdi>הליכה</bdi>: "), "{page}");
}

#[test]
fn what_cannot_be_read_is_named_by_what_it_is() {
    let journal = fay(&[("a.md", "---\ntask: Walk\nwhen: 2026-11-16\ndiscuss: true\n---\n")]);
    let clients = Sandbox::empty();
    share(&journal, AS_OF, &clients, "fay");
    let whole = clients.read(&data_path("fay", "2026-11-16"));
    clients.write("fay/data/week-2026-11-23 (1).json", &whole);
    clients.write("fay/data/week-2026-11-16 (1).json", &whole);
    clients.write("fay/data/week-2026-13-45.json", &whole);
    clients.write("fay/data/notes.json", &whole);
    let ran = clients.run_to(0, &["caseload", ".", "--as-of", AS_OF]);
    for what in [
        "week-2026-11-23 (1).json: It is a copy of a week, left by a sync, and the week itself is not here.",
        "week-2026-11-16 (1).json: It is a second version of a week",
        "week-2026-13-45.json: Its name begins like that of a week, and no date follows.",
    ] {
        assert!(ran.err.contains(what), "{what}: {}", ran.err);
    }
    assert!(!ran.err.contains("notes.json"), "{}", ran.err);
    // What the client wants comes first.
    let text = clients.read("caseload.md");
    assert!(text.find("To bring up first") < text.find("It is a copy of a week"), "{text}");
    // Before the first week nothing is wrong.
    clients.run_to(0, &["caseload", ".", "--as-of", "2026-11-01"]);
    let text = clients.read("caseload.md");
    assert!(text.contains("The first week here begins on Monday 16 November, after the date of this page."), "{text}");
    assert!(!text.contains("No week could be read"), "{text}");
}

#[test]
fn clients_are_in_natural_order_and_a_page_that_is_not_there_is_said() {
    let clients = Sandbox::empty();
    for name in ["Client 10", "Client 2", "Client 1"] {
        let journal = fay(&[("journal.md", &format!("---\nname: {name}\n---\n"))]);
        share(&journal, AS_OF, &clients, &name.replace(' ', ""));
    }
    for (name, _) in clients.files("Client2").into_iter().filter(|(name, _)| !name.contains("data/")) {
        std::fs::remove_file(clients.path(&format!("Client2/{name}"))).expect("a page");
    }
    clients.run_to(0, &["caseload", ".", "--as-of", AS_OF]);
    let (text, page) = (clients.read("caseload.md"), clients.read("caseload.html"));
    let at = |name: &str| text.find(&format!("### {name}\n")).expect("a client");
    assert!(at("Client 1") < at("Client 2") && at("Client 2") < at("Client 10"), "{text}");
    assert_eq!(text.matches("The page of this week is not in the folder, only its data.").count(), 1, "{text}");
    assert!(page.contains("y=\"11\">Mo</text>") && page.contains("y=\"25\">16</text>"), "{page}");
}
