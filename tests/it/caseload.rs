//! `tinystep caseload`: one overview of many clients' reports, whatever is in their folders.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime};

use chrono::{NaiveDate, Weekday};
use proptest::prelude::*;
use serde_json::{Value, json};
use tinystep::caseload::{Caseload, Client, UnreadPath};
use tinystep::data::WeekData;
use tinystep::folder::FolderIdentity;
use tinystep::phrases::{DEFAULT_LANGUAGE, UnreadReason};
use tinystep::render::{CaseloadView, ClientBlocks, Templates};
use tinystep::watch::{
    CaseloadListener, CaseloadUpdateReport, CaseloadUpdater, Notice, UpdateCause, UpdateRequest, Updater,
};

use crate::client_folders::{data_path, forged, marked, share};
use crate::sandbox::{Ran, Sandbox, wait_for};

const AS_OF: &str = "2026-11-18";
const WEEK: &str = "2026-11-16";

/// A client who comes on this day and has this name; some notes, and one to bring up.
fn journal(name: &str, settings: &str) -> Sandbox {
    Sandbox::with(&[
        ("journal.md", &format!("---\nname: {name}\nshare: full\n{settings}---\n")),
        ("plan.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-09\n---\n"),
        ("a.md", "---\ntask: Walk\nwhen: 2026-11-16 07:30\ndone: no\nbarrier: low_energy\n---\n"),
        ("b.md", "---\ntask: Walk\nwhen: 2026-11-17 07:35\ndiscuss: true\n---\nIt was *quiet* by the river.\n"),
        ("hidden.md", "---\ntask: Canary\nwhen: 2026-11-17\nshare: none\ndiscuss: true\n---\ncanary\n"),
    ])
}

/// Session notes that name the next date.
fn with_next_session(here: &Sandbox, next: &str) {
    here.write("session.md", format!("---\nkind: session\ndate: 2026-11-16\nnext: {next}\n---\n"));
}

/// Ada comes on Thursday, Ben on Wednesday, Cem at a time that nobody knows.
fn clients() -> Sandbox {
    let here = Sandbox::empty();
    for (name, next, folder) in
        [("Ada", "2026-11-19", "ada/reports"), ("Ben", "2026-11-18", "shared/drive/ben"), ("Cem", "", "cem")]
    {
        let journal = journal(name, "");
        if !next.is_empty() {
            with_next_session(&journal, next);
        }
        share(&journal, AS_OF, &here, folder);
    }
    here
}

fn caseload(here: &Sandbox, status: i32, more: &[&str]) -> Ran {
    here.run_to(status, &[&["caseload", ".", "--as-of", AS_OF], more].concat())
}

fn json(here: &Sandbox, more: &[&str]) -> Value {
    serde_json::from_str(&caseload(here, 0, &[more, &["--format", "json"]].concat()).out).expect("JSON")
}

/// The clients' folders in the order of the page.
fn folders(json: &Value) -> Vec<&str> {
    json["clients"].as_array().expect("clients").iter().map(|of| of["folder"].as_str().expect("a folder")).collect()
}

/// Everything but our pages.
fn theirs(here: &Sandbox) -> Vec<(String, Vec<u8>)> {
    here.files("")
        .into_iter()
        .filter(|(name, _)| !name.starts_with("caseload") && !name.starts_with("edited/"))
        .collect()
}

#[test]
fn clients_stand_in_order_of_their_next_session() {
    let here = clients();
    let before = theirs(&here);
    let out = caseload(&here, 0, &[]).out;
    assert_eq!(out, "made     caseload.html\nmade     caseload.md\n3 clients.\n");
    assert_eq!(theirs(&here), before, "nothing is written into a client's folder");
    let shown = json(&here, &[]);
    assert_eq!(folders(&shown), ["shared/drive/ben", "ada/reports", "cem"]);
    let week = &shown["clients"][1]["week"];
    assert_eq!(week["to_discuss"][0]["words"][0], "It was *quiet* by the river.");
    assert_eq!((&week["plans"][0]["done"], &week["plans"][0]["not_done"]), (&1.into(), &1.into()));
    assert_eq!((&week["barriers"][0]["name"], &week["last_noted"]), (&"low_energy".into(), &"2026-11-17".into()));
    let (page, text) = (here.read("caseload.html"), here.read("caseload.md"));
    let at = |what: &str| page.find(what).unwrap_or_else(|| panic!("{what}: {page}"));
    assert!(at("Today, Wednesday 18 November") < at(">Ben<"));
    assert!(at(">Ben<") < at("Thursday 19 November") && at("Thursday 19 November") < at(">Ada<"));
    assert!(at(">Ada<") < at("No session known") && at("No session known") < at(">Cem<"));
    for what in [
        "## Today, Wednesday 18 November",
        "To bring up first: **It was \\*quiet\\* by the river.** (Tue 17, Walk)",
        "- Walk: **1 of 2**: Mon 16 ○ not done, Tue 17 ● done, Wed 18 · to come",
        "In the way: low energy, once",
        "The last note is from Tuesday 17 November.",
        "[The week of 16 to 22 Nov](./shared/drive/ben/week-2026-11-16.html), [all weeks](./shared/drive/ben/index.html)",
    ] {
        assert!(text.contains(what), "{what}: {text}");
    }
    let links: Vec<&str> = page.split("href=\"./").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.len() == 6 && links.iter().all(|link| here.exists(link)), "{links:?}");
    assert!(!(page + &text + &shown.to_string()).to_lowercase().contains("canary"));
    assert_eq!(caseload(&here, 0, &[]).out, "Everything is up to date (3 clients).\n");
}

#[test]
fn without_a_date_the_weekday_of_the_last_session_counts() {
    let here = Sandbox::empty();
    let ada = journal("Ada", "session: Mondays\n");
    share(&ada, AS_OF, &here, "ada");
    let on = |as_of: &str| {
        let out = here.run_to(0, &["caseload", ".", "--as-of", as_of, "--format", "json"]).out;
        let json: Value = serde_json::from_str(&out).expect("JSON");
        (json["clients"][0]["next_session"].clone(), json["clients"][0]["session_is_named"].clone())
    };
    assert_eq!(on("2026-11-18"), ("2026-11-23".into(), true.into()));
    assert_eq!(on("2026-11-23"), ("2026-11-23".into(), true.into()));
    // The data is of the week before.
    assert_eq!(on("2026-11-25"), ("2026-11-30".into(), false.into()));
    assert_eq!(on("2027-01-25").0, Value::Null, "after so long nobody knows");
}

#[test]
fn a_course_that_has_ended_has_no_next_session() {
    let here = Sandbox::empty();
    share(&journal("Ada", "session: Mondays\nuntil: 2026-11-24\n"), AS_OF, &here, "ada");
    let on = |as_of: &str| {
        let out = here.run_to(0, &["caseload", ".", "--as-of", as_of, "--format", "json"]).out;
        serde_json::from_str::<Value>(&out).expect("JSON")["clients"][0]["next_session"].clone()
    };
    // The week of 16 November does not know that the next one is the last.
    assert_eq!(on("2026-11-20"), "2026-11-23");
    share(&journal("Ada", "session: Mondays\nuntil: 2026-11-24\n"), "2026-11-24", &here, "ada");
    assert_eq!(on("2026-11-30"), "2026-11-30", "the session that closes the last week");
    assert_eq!(on("2026-12-01"), Value::Null);
}

#[test]
fn a_day_has_a_sheet_that_is_kept_up_to_date() {
    let here = clients();
    let out = caseload(&here, 0, &["--day", "Thursdays"]).out;
    assert!(out.contains("made     caseload-thursday.html\nmade     caseload-thursday.md\n"), "{out}");
    let sheet = here.read("caseload-thursday.md");
    assert!(sheet.contains("1 of 3 clients") && sheet.contains("### Ada") && !sheet.contains("### Ben"), "{sheet}");
    assert_eq!(folders(&json(&here, &["--day", "thu"])), ["ada/reports"]);
    assert!(out.ends_with("1 of 3 clients on that day.\n"), "{out}");
    assert!(caseload(&here, 0, &["--day", "mon"]).out.ends_with("0 of 3 clients on that day.\n"));
    assert!(here.read("caseload-monday.md").contains("No client comes on Mondays"));
    // Any later run renews it; whoever deletes the page in HTML ends it.
    std::fs::remove_dir_all(here.path("ada")).expect("removed");
    std::fs::remove_file(here.path("caseload-monday.html")).expect("removed");
    caseload(&here, 0, &[]);
    assert!(here.read("caseload-thursday.md").contains("No client comes on Thursdays"));
    assert!(!here.exists("caseload-monday.md"));
    assert!(caseload(&here, 2, &["--day", "Thrusday"]).err.contains("thursday"));
}

#[test]
fn a_pause_is_shown() {
    let (journal, here) = (journal("Ada", "pause: 2026-11-09 to 2026-11-22\n"), Sandbox::empty());
    for note in ["a.md", "b.md"] {
        std::fs::remove_file(journal.path(note)).expect("a note");
    }
    share(&journal, AS_OF, &here, "ada");
    caseload(&here, 0, &[]);
    let page = here.read("caseload.md");
    assert!(page.contains("Walk: **paused**") && !page.contains("nothing planned"), "{page}");
}

#[test]
fn our_pages_are_kept_as_all_pages_are() {
    let here = clients();
    here.write("caseload.md", "my own list\n");
    let err = caseload(&here, 2, &[]).err;
    assert!(err.contains("caseload.md was not made by tinystep"), "{err}");
    assert_eq!(here.read("caseload.md"), "my own list\n");
    let made = here.read("caseload.html");
    here.write("caseload.html", made.clone() + "a thought\n");
    std::fs::remove_file(here.path("caseload.md")).expect("somebody's file");
    let err = caseload(&here, 0, &[]).err;
    assert!(err.contains("caseload.html had been edited"), "{err}");
    assert_eq!(here.read("caseload.html"), made);
    assert!(here.files("edited").iter().any(|(_, bytes)| bytes.ends_with(b"a thought\n")));
    // What was moved away is no client's.
    assert_eq!(folders(&json(&here, &[])).len(), 3);
}

#[test]
fn a_page_that_somebody_edited_is_linked_with_a_word() {
    let here = clients();
    let edited = || -> Vec<bool> {
        let json = json(&here, &[]);
        json["clients"].as_array().expect("clients").iter().map(|of| of["week"]["page_edited"] == true).collect()
    };
    assert_eq!(edited(), [false; 3]);
    let page = "ada/reports/week-2026-11-16.html";
    let made = here.read(page);
    here.write(page, made.replacen("<h1>", "<h1>My ", 1));
    assert_eq!(edited(), [false, true, false], "Ben, Ada, Cem");
    caseload(&here, 0, &[]);
    assert_eq!(here.read("caseload.html").matches("edited by hand").count(), 1);
    let list = here.read("caseload.md");
    assert!(list.contains("week-2026-11-16.html) (edited by hand), [all weeks]"), "{list}");
    // What is still being synced is no edit.
    here.write(page, made.split_at(made.len() / 2).0);
    assert_eq!(edited(), [false; 3]);
    here.write(page, made);
    assert_eq!(edited(), [false; 3]);
}

#[test]
fn where_there_is_no_client_it_says_what_to_do() {
    let here = Sandbox::empty();
    assert!(caseload(&here, 2, &[]).err.contains("no client's reports are in"));
    here.write("sam/notes.md", "# Notes\n");
    here.write("old/week-2026-11-16.md", "my own week\n");
    assert!(caseload(&here, 2, &[]).err.contains("Put the folder that each client shares"));
    assert_eq!(here.files("").len(), 2, "nothing is written");
    let one = Sandbox::empty();
    share(&journal("Ada", ""), AS_OF, &one, "reports");
    let ran = one.run_to(2, &["caseload", "reports", "--as-of", AS_OF]);
    assert!(ran.err.contains("is one client's folder of reports") && !one.exists("reports/caseload.html"));
    let journal = journal("Ada", "");
    assert!(journal.run_to(2, &["caseload"]).err.contains("is a client's journal"));
    assert!(here.run_to(2, &["caseload", "nowhere"]).err.contains("cannot be opened"));
}

#[test]
fn a_week_of_somebody_else_does_not_take_a_client_away() {
    let here = clients();
    // Of two weeks that differ nobody could say whose they are.
    let ada = journal("Ada", "");
    ada.write("plan.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-02\n---\n");
    share(&ada, AS_OF, &here, "ada/reports");
    let newest = "data/week-2026-11-16.json";
    let of_ben = std::fs::read(here.path(&format!("shared/drive/ben/{newest}"))).expect("a week");
    here.write(&format!("ada/reports/{newest}"), of_ben);
    let page = caseload(&here, 0, &[]);
    assert!(page.err.contains(&format!("ada/reports/{newest}: It names a different client")), "{}", page.err);
    let json = json(&here, &[]);
    let ada =
        json["clients"].as_array().expect("clients").iter().find(|of| of["folder"] == "ada/reports").expect("Ada");
    assert_eq!((&ada["name"], &ada["week"]["start"]), (&Value::from("Ada"), &Value::from("2026-11-09")), "{ada:#}");
    let weeks = here.run_to(0, &["export", ".", "--table", "weeks"]);
    assert!(weeks.out.contains("\"Ada\"") && weeks.err.contains("a different client"), "{}{}", weeks.out, weeks.err);
}

#[test]
fn a_client_keeps_the_name_that_most_weeks_have() {
    let here = Sandbox::empty();
    let as_of = "2027-01-06";
    for (name, day, folder) in [("Ada", "Monday", "ada"), ("Ben", "Tuesday", "ben")] {
        let journal = journal(name, &format!("week starts: {day}\n"));
        share(&journal, as_of, &here, folder);
    }
    let weeks = |folder: &str| {
        here.files(&format!("{folder}/data")).into_iter().map(|(name, bytes)| (name.replace("data/", ""), bytes)).rev()
    };
    // The three newest of Ada's come between Ben's, of which the newest stays the newest.
    let own = weeks("ben").count();
    let foreign: Vec<_> = weeks("ada").filter(|(name, _)| !here.exists(&format!("ben/data/{name}"))).take(3).collect();
    assert!(own > 4 && foreign.len() == 3);
    for (name, bytes) in &foreign {
        here.write(&format!("ben/data/{name}"), bytes);
    }
    let page = here.run_to(0, &["caseload", ".", "--as-of", as_of, "--format", "json"]);
    let page: Value = serde_json::from_str(&page.out).expect("JSON");
    let names: Vec<&Value> = page["clients"].as_array().expect("clients").iter().map(|of| &of["name"]).collect();
    assert!(names.contains(&&Value::from("Ada")) && names.contains(&&Value::from("Ben")), "{names:?}");
    let said = here.run_to(0, &["caseload", ".", "--as-of", as_of]).err;
    for (name, _) in &foreign {
        assert!(said.contains(&format!("ben/data/{name}: It names a different client")), "{name}: {said}");
    }
    assert_eq!(said.matches("It names a different client").count(), 3, "{said}");
    // Of two weeks that differ, the newest says the name.
    let two = Sandbox::empty();
    for (at, (name, bytes)) in weeks("ben").take(2).enumerate() {
        let text = String::from_utf8(bytes).expect("text");
        let own = text.contains("\"name\": \"Ben\"");
        let (from, to) = if own { ("\"Ben\"", "\"Cem\"") } else { ("\"Ada\"", "\"Dan\"") };
        let text = if at == 0 { text } else { forged(&text, &format!("\"name\": {from}"), &format!("\"name\": {to}")) };
        two.write(&format!("x/data/{name}"), text);
    }
    let page = two.run_to(0, &["caseload", ".", "--as-of", as_of, "--format", "json"]).out;
    let page: Value = serde_json::from_str(&page).expect("JSON");
    assert_eq!(page["clients"][0]["name"], json!("Ben"));
}

#[test]
fn two_clients_of_one_name_are_told_apart() {
    let here = clients();
    share(&journal("ADA", ""), AS_OF, &here, "zoe");
    let err = caseload(&here, 0, &[]).err;
    assert!(err.contains("ada/reports: The client has the same name as in zoe."), "{err}");
    let text = here.read("caseload.md");
    assert!(text.contains("This is the folder ada/reports. The same name is used in zoe."), "{text}");
    assert_eq!(json(&here, &[])["clients"].as_array().map(Vec::len), Some(4));
}

/// Its name, how it spoils the newest week of one client, and what is said about it.
type Spoiled = (&'static str, fn(&Sandbox, &str), &'static str);

const SPOILED: &[Spoiled] = &[
    ("empty", |here, path| here.write(path, ""), "It is empty."),
    ("cut", |here, path| here.write(path, &here.read(path)[..900]), "It is not whole."),
    ("no-json", |here, path| here.write(path, "\0\u{1}{{{"), "It is not whole."),
    ("deep", |here, path| here.write(path, marked(&deep())), "It does not hold"),
    (
        "types",
        |here, path| here.write(path, forged(&here.read(path), "\"planned\": 7", "\"planned\": \"7\"")),
        "It does not hold",
    ),
    (
        "counts",
        |here, path| here.write(path, forged(&here.read(path), "\"planned\": 7", "\"planned\": 4294967295")),
        "It does not hold",
    ),
    (
        "dates",
        |here, path| here.write(path, forged(&here.read(path), "\"end\": \"2026-11-22\"", "\"end\": \"9999-11-22\"")),
        "It does not hold",
    ),
    ("array", |here, path| here.write(path, marked("{\"schema\": 1}")), "It does not hold"),
    (
        "newer",
        |here, path| here.write(path, forged(&here.read(path), "\"schema\": 1", "\"schema\": 2")),
        "A newer tinystep",
    ),
    (
        "other-week",
        |here, path| {
            here.write(path, forged(&here.read(path), "\"start\": \"2026-11-16\"", "\"start\": \"2026-11-09\""))
        },
        "a different week",
    ),
    (
        "changed",
        |here, path| here.write(path, here.read(path).replace("\"done\": 1", "\"done\": 7")),
        "Somebody changed it",
    ),
    ("unmarked", |here, path| here.write(path, "{\"schema\": 1}"), "does not bear"),
    ("large", |here, path| large(here, path), "larger than 4 MB"),
    ("folder", |here, path| folder(here, path), "not a plain file"),
    #[cfg(unix)]
    ("pipe", |here, path| pipe(here, path), "not a plain file"),
    #[cfg(unix)]
    ("link", |here, path| link(here, path), "It is a link"),
];

fn deep() -> String {
    format!("{{\"schema\": 1, \"x\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000))
}

fn large(here: &Sandbox, path: &str) {
    let file = std::fs::OpenOptions::new().write(true).open(here.path(path)).expect("a file");
    file.set_len(100 * 1024 * 1024).expect("a hole");
}

fn folder(here: &Sandbox, path: &str) {
    std::fs::remove_file(here.path(path)).expect("removed");
    std::fs::create_dir(here.path(path)).expect("a folder");
}

#[cfg(unix)]
fn pipe(here: &Sandbox, path: &str) {
    std::fs::remove_file(here.path(path)).expect("removed");
    let made = std::process::Command::new("mkfifo").arg(here.path(path)).status().expect("mkfifo");
    assert!(made.success());
}

#[cfg(unix)]
fn link(here: &Sandbox, path: &str) {
    here.write("outside.json", here.read(path));
    std::fs::remove_file(here.path(path)).expect("removed");
    std::os::unix::fs::symlink(here.path("outside.json"), here.path(path)).expect("a link");
}

#[test]
fn what_cannot_be_read_is_reported_and_the_rest_is_there() {
    let here = Sandbox::empty();
    let ada = journal("Ada", "");
    share(&ada, AS_OF, &here, "good");
    for (name, spoil, _) in SPOILED {
        let named = forged(&here.read(&data_path("good", WEEK)), "\"name\": \"Ada\"", &format!("\"name\": \"{name}\""));
        here.write(&data_path(name, WEEK), named);
        here.write(&data_path(name, "2026-11-09"), here.read(&data_path("good", "2026-11-09")));
        spoil(&here, &data_path(name, WEEK));
    }
    // Half synced; conflict copies; a link to a folder; a name that is not a text.
    here.write("half/week-2026-11-16.html", "<!-- x -->");
    here.write("half/index.html", "<!-- x -->");
    here.write("good/data/week-2026-11-16 (1).json", here.read(&data_path("good", WEEK)));
    here.write("good/data/week-2026-11-16.sync-conflict-20261117-101010-ABCDEFG.json", "{}");
    #[cfg(unix)]
    std::os::unix::fs::symlink(here.path("good"), here.path("linked")).expect("a link");
    let before = theirs(&here).len();
    let ran = caseload(&here, 0, &[]);
    assert_eq!(theirs(&here).len(), before);
    let (page, text) = (here.read("caseload.html"), here.read("caseload.md"));
    let shown = json(&here, &[]);
    let unread = shown["unread"].as_array().expect("a list");
    let said_of = |path: &str| unread.iter().find(|of| of["path"] == path).map(|of| of["why"].as_str().expect("text"));
    for (name, _, why) in SPOILED {
        let path = data_path(name, WEEK);
        assert!(said_of(&path).is_some_and(|said| said.contains(why)), "{name}: {unread:#?}");
        assert!(ran.err.contains(&format!("{path}: ")), "{name}: {}", ran.err);
        let client = shown["clients"].as_array().and_then(|all| all.iter().find(|of| of["folder"] == *name));
        assert_eq!(client.expect(name)["week"]["start"], "2026-11-09", "{name}: the week before is shown");
        assert!(text.contains(&format!("- {path}: ")), "{name}");
    }
    assert!(said_of("half/week-2026-11-16.html").is_some_and(|why| why.contains("no data for it")), "{unread:#?}");
    assert!(said_of("good/data/week-2026-11-16 (1).json").is_some_and(|why| why.contains("second version")));
    #[cfg(unix)]
    assert!(said_of("linked").is_some_and(|why| why.contains("links are not followed")));
    assert_eq!(folders(&shown).len(), SPOILED.len() + 2);
    assert!(page.contains("What could not be read") && page.contains("No week could be read here."));
}

/// A stranger's data: all text in it is only text.
#[test]
fn whatever_a_strangers_file_says_is_only_text() {
    let here = clients();
    let evil =
        "<script>alert(1)</script><img src=x onerror=alert(1)>\\n# head\\u001b[31m\\u202e](javascript:x) ../../x";
    let text = here.read(&data_path("cem", WEEK));
    let text = forged(&text, "\"name\": \"Cem\"", &format!("\"name\": \"{evil}\""));
    let text = forged(&text, "\"task\": \"Walk\"", &format!("\"task\": \"{evil}\""));
    let text = forged(&text, "It was *quiet* by the river.", evil);
    let text = forged(&text, "\"low_energy\"", &format!("\"{evil}\""));
    here.write(&data_path("cem", WEEK), text);
    let folder = "a\"><b onclick=x>\u{1b}[31m\n javascript:x](y)";
    #[cfg(unix)]
    {
        std::fs::create_dir_all(here.path(folder)).expect("a folder");
        crate::sandbox::copy(&here.path("ada"), &here.path(folder));
    }
    let ran = caseload(&here, 0, &[]);
    assert!(!ran.err.contains('\u{1b}') && !ran.err.contains('\u{202e}'), "{}", ran.err);
    let (page, text) = (here.read("caseload.html"), here.read("caseload.md"));
    // In markdown a backslash makes them text.
    let text = text.replace("\\<", "").replace("\\]", "");
    for what in ["<script", "<img", "<b ", "\u{1b}", "\u{202e}"] {
        assert!(!page.contains(what) && !text.contains(what), "{what:?}: {text}");
    }
    assert!(!text.contains("\n# head") && !text.contains("](javascript:"), "{text}");
    assert!(page.split("href=\"").skip(1).all(|link| link.starts_with("./") || link.starts_with('#')), "{page}");
    assert!(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"));
}

/// Hears which files could not be read.
#[derive(Default)]
struct UnreadFiles(Vec<String>);

impl CaseloadListener for UnreadFiles {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn report(&mut self, update: CaseloadUpdateReport<'_>) {
        if let CaseloadUpdateReport::Written { caseload, .. } = update {
            let of_clients = caseload.clients.iter().flat_map(|client| &client.unread);
            self.0 = of_clients.map(|unread| unread.path.clone()).collect();
        }
    }

    fn show_notice(&mut self, _: Notice) {}
}

#[test]
fn a_week_that_stays_unreadable_is_reported_after_half_a_minute() {
    let here = clients();
    let (mut unread, path) = (UnreadFiles::default(), data_path("cem", WEEK));
    let whole = here.read(&path);
    {
        let mut updater = CaseloadUpdater::new(DEFAULT_LANGUAGE, None, &mut unread);
        let mut update = |seconds: u64, paths: Option<&[&str]>| {
            let paths: Option<BTreeSet<String>> =
                paths.map(|paths| paths.iter().map(|path| (*path).to_owned()).collect());
            updater.update(UpdateRequest {
                cause: UpdateCause::Changed,
                since_start: Duration::from_secs(seconds),
                paths: paths.as_ref(),
                root: &FolderIdentity::resolve(&here.path(".")).expect("a folder"),
                today: AS_OF.parse().expect("a date"),
            })
        };
        update(0, None);
        here.write(&path, "");
        assert_eq!(update(10, Some(&[&path])).retry_in, Some(Duration::from_secs(30)));
        assert!(!here.read("caseload.md").contains("It is empty"), "it is waited for");
        // The retry names no path, and another change none of this client's.
        update(40, Some(&[]));
        assert!(here.read("caseload.md").contains("It is empty"), "{}", here.read("caseload.md"));
        here.write(&path, &whole);
        update(41, Some(&[&path]));
        assert!(!here.read("caseload.md").contains("It is empty"));
    }
    assert_eq!(unread.0, [] as [&str; 0]);
}

#[test]
fn a_watch_keeps_it_current_and_waits_for_what_is_half_written() {
    let here = clients();
    let watch = here.start(&["caseload", ".", "--as-of", AS_OF, "--watch"]);
    wait_for("a first page", || here.exists("caseload.md") && here.read(".out").contains("Watching"));
    let path = data_path("cem", WEEK);
    let whole = here.read(&path);
    // A sync that writes in place.
    here.write(&path, &whole[..whole.len() / 2]);
    let named = |week: &str, name: &str| forged(week, "\"name\": \"Cem\"", &format!("\"name\": \"{name}\""));
    // A client with a different name has it on all pages.
    let before = here.read(&data_path("cem", "2026-11-09"));
    here.write(&data_path("ada/reports", "2026-11-09"), named(&before, "Dora"));
    here.write(&data_path("ada/reports", WEEK), named(&whole, "Dora"));
    wait_for("another client's change", || here.read("caseload.md").contains("### Dora"));
    let text = here.read("caseload.md");
    assert!(text.contains("### Cem") && !text.contains("not whole"), "it stays as it was: {text}");
    here.write(&data_path("cem", "2026-11-09"), named(&before, "Cemal"));
    here.write(&path, named(&whole, "Cemal"));
    wait_for("the whole file", || here.read("caseload.md").contains("### Cemal"));
    share(&journal("Eve", ""), AS_OF, &here, "new/eve");
    wait_for("a new client", || here.read("caseload.md").contains("### Eve"));
    std::fs::remove_dir_all(here.path("ada")).expect("removed");
    wait_for("a client who is gone", || !here.read("caseload.md").contains("### Dora"));
    here.write("caseload.html", here.read("caseload.html") + "x");
    wait_for("the page as it was", || here.exists("edited") && here.read("caseload.html").ends_with("</html>\n"));
    assert_eq!(watch.end(rustix::process::Signal::TERM), Some(0));
    let kept = ["caseload.md", "caseload.html"].map(|name| (name, here.read(name)));
    for (name, _) in &kept {
        std::fs::remove_file(here.path(name)).expect("removed");
    }
    caseload(&here, 0, &[]);
    for (name, page) in kept {
        assert_eq!(here.read(name), page, "a single run makes the same");
    }
}

/// What changes between two pages of a running watch.
#[derive(Clone, Debug)]
enum Change {
    /// A client has this newest week: which client, name, whether the week names the next session, and how often a plan was done.
    Week { client: usize, name: &'static str, has_next: bool, done: u32 },
    /// A client's week can no longer be read.
    Unread(usize),
    /// A client's folder is gone.
    Gone(usize),
    /// The page is made for another date.
    Date(u32),
}

fn any_change() -> impl Strategy<Value = Change> {
    let name = prop_oneof![Just("Ada"), Just("Ben"), Just("<b>*Cem*</b>")];
    prop_oneof![
        6 => (0..4_usize, name, any::<bool>(), 0..4_u32)
            .prop_map(|(client, name, has_next, done)| Change::Week { client, name, has_next, done }),
        1 => (0..4_usize).prop_map(Change::Unread),
        1 => (0..4_usize).prop_map(Change::Gone),
        1 => (16..20_u32).prop_map(Change::Date),
    ]
}

/// A client whose newest week has this.
fn client_of_week(folder: &str, name: &str, has_next: bool, done: u32, as_of: NaiveDate) -> Client {
    let week: NaiveDate = WEEK.parse().expect("a date");
    let days: Vec<Value> = (week.iter_days().take(7))
        .map(|date| json!({"date": date, "planned": 1, "status": if done > 0 { "done" } else { "open" }, "occasions": []}))
        .collect();
    let plan = json!({
        "task": format!("Walk with {name}"), "start": "2026-11-09", "planned": 7, "due": 2, "done": done,
        "partly": 0, "not_done": 0, "open": 0, "upcoming": 5, "moved": 0, "extra": 0, "days": days,
        "minutes": {"noted": 0, "known_for": 0},
    });
    let data = json!({
        "schema": 1, "name": name, "as_of": "2026-11-17", "week": {"start": WEEK, "end": "2026-11-22"},
        "next_session": has_next.then_some("2026-11-19"), "plans": [plan], "also_done": [], "problems": {"notes": done},
    });
    let data = WeekData::from_json(data.to_string().as_bytes()).expect("a week");
    Client { folder: folder.into(), ..Client::default() }.with_week(&data, Some(format!("{folder}/week.html")), as_of)
}

proptest! {
    /// Whatever changes, a page of kept blocks is the same as a page made without them.
    #[test]
    fn a_kept_block_is_a_new_one(changes in proptest::collection::vec(any_change(), 1..12)) {
        let (templates, _) = Templates::new(DEFAULT_LANGUAGE, &[]);
        let mut as_of: NaiveDate = AS_OF.parse().expect("a date");
        let mut weeks: BTreeMap<String, Option<(&str, bool, u32)>> = BTreeMap::new();
        let mut kept = ClientBlocks::default();
        for change in changes {
            let folder = |client: usize| format!("client-{client}");
            match change {
                Change::Week { client, name, has_next, done } => drop(weeks.insert(folder(client), Some((name, has_next, done)))),
                Change::Unread(client) => drop(weeks.insert(folder(client), None)),
                Change::Gone(client) => drop(weeks.remove(&folder(client))),
                Change::Date(day) => as_of = NaiveDate::from_ymd_opt(2026, 11, day).expect("a date"),
            }
            let clients = weeks.iter().map(|(folder, week)| match week {
                Some((name, has_next, done)) => client_of_week(folder, name, *has_next, *done, as_of),
                None => Client {
                    folder: folder.as_str().into(),
                    unread: vec![UnreadPath::new(folder, UnreadReason::Empty)],
                    ..Client::default()
                },
            });
            let caseload = Caseload::new(clients, Vec::new(), as_of);
            kept = templates.client_blocks(&caseload, &kept);
            for sheet in [caseload.of_session_day(Weekday::Thu), caseload] {
                let (view, new) = (templates.caseload_view(&sheet, &kept), templates.caseload_view(&sheet, &ClientBlocks::default()));
                prop_assert_eq!(templates.caseload_html(&view), templates.caseload_html(&new));
                prop_assert_eq!(templates.caseload_markdown(&view), templates.caseload_markdown(&new));
                let key = |view: &CaseloadView| serde_json::to_string(view).expect("JSON");
                prop_assert_eq!(key(&view), key(&new));
            }
        }
    }
}
