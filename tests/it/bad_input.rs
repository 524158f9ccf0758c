//! Bad notes, with the real binary: what `check` says, its exit status, and that the other notes are counted as if the bad
//! one did not exist. Texts are in `tests/cases/bad-input/`; bytes, names and links are here.
//!
//! The block `check` lists the problems of `check --format json`. The exit status must be 1 if one of them is an error. The
//! files before the first heading of a document are the other notes: `show --format json` gives the same numbers for them
//! with the case's own notes and without.

use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::cases::{self, Answer};
use crate::sandbox::{Ran, Sandbox, times};

const AS_OF: &str = "2026-11-22";

/// Path and text.
type Files = Vec<(String, String)>;

pub fn documents() -> Answer {
    // The numbers of the other notes alone are the same in every case of a document.
    let mut alone: Vec<(Files, Vec<Value>)> = Vec::new();
    Box::new(move |case, expected| {
        let without = match alone.iter().find(|(files, _)| *files == case.shared) {
            Some((_, numbers)) => numbers.clone(),
            None => {
                let here = Sandbox::empty();
                case.shared.iter().for_each(|(path, text)| here.write(path, text));
                alone.push((case.shared.clone(), other_notes(&here)));
                other_notes(&here)
            }
        };
        let here = Sandbox::empty();
        case.files.iter().for_each(|(path, text)| here.write(path, text));
        match expected.kind.as_str() {
            "check" => {}
            "counted" => return Some(counted(&here)),
            _ => return None,
        }
        let problems = check(&here);
        if problems.iter().any(|p| p["file"] == "journal.md" && p["level"] == "error") {
            nothing_is_written(&here);
        } else {
            let with = other_notes(&here);
            if without != with {
                return Some(format!("the other notes are counted differently\n{without:?}\n{with:?}"));
            }
        }
        Some(shown(&problems))
    })
}

/// Settings are never guessed: only `notes-to-fix.md` is written.
fn nothing_is_written(here: &Sandbox) {
    let before = here.files(".");
    assert_eq!(run(here, &["report", ".", "--as-of", AS_OF]).status, 2);
    let after = here.files(".");
    let new: Vec<&str> = after.iter().filter(|file| !before.contains(file)).map(|(path, _)| path.as_str()).collect();
    assert_eq!(new, ["notes-to-fix.md"]);
}

/// The problems of `check`, as JSON. Its exit status must fit, and its text must name the same places.
fn check(here: &Sandbox) -> Vec<Value> {
    let ran = run(here, &["check", ".", "--format", "json", "--as-of", AS_OF]);
    let problems: Vec<Value> = serde_json::from_str(&ran.out).expect("a list");
    let errors = problems.iter().filter(|p| p["level"] == "error").count();
    assert_eq!(ran.status, i32::from(errors > 0), "{}\n{}", ran.out, ran.err);
    assert_eq!(ran.err, "");
    let text = run(here, &["check", ".", "--as-of", AS_OF]);
    assert_eq!(text.status, ran.status);
    for problem in &problems {
        let place =
            format!("--> {}:{}:{}", problem["file"].as_str().expect("a file"), problem["line"], problem["column"]);
        assert!(text.out.contains(&place), "{place} in {}", text.out);
        assert!(!problem["help"].as_str().expect("help").is_empty(), "{problem}");
    }
    problems
}

/// Problems as a document shows them.
fn shown(problems: &[Value]) -> String {
    let mut out = String::new();
    for problem in problems {
        let text = |key: &str| problem[key].as_str().unwrap_or_default();
        let (line, column) = (&problem["line"], &problem["column"]);
        let _ = writeln!(out, "{}:{line}:{column} {}[{}]", text("file"), text("level"), text("code"));
        let _ = writeln!(out, "  {}\n  {}", text("message"), text("help"));
    }
    out
}

/// What counts of a case's own notes in the week of the as-of date: its plans, and what was also done.
fn counted(here: &Sandbox) -> String {
    let ran = run(here, &["show", ".", "--format", "json", "--as-of", AS_OF]);
    let week: Value = serde_json::from_str(&ran.out).expect("JSON");
    let mut out = String::new();
    for (key, what) in [("plans", "plan"), ("also_done", "also done")] {
        for found in week[key].as_array().expect("a list") {
            let text = |key: &str| found[key].as_str().unwrap_or_default();
            if !is_other_note(found) {
                let _ = write!(out, "{what} {} ({}", text("task"), text("note"));
                let _ = if key == "plans" {
                    writeln!(out, ") {} planned, {} done", found["planned"], found["done"])
                } else {
                    writeln!(out, ") {}, minutes {}", text("date"), found["minutes"])
                };
            }
        }
    }
    let _ = writeln!(out, "left out: {}", week["problems"]["notes"]);
    out
}

/// Is this one of the notes that every case has?
fn is_other_note(found: &Value) -> bool {
    ["rest/walk.md", "rest/piano.md"].iter().any(|note| found["note"] == *note)
}

/// The numbers of the week for the notes that every case has.
fn other_notes(here: &Sandbox) -> Vec<Value> {
    let ran = run(here, &["show", ".", "--format", "json", "--as-of", AS_OF]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let week: Value = serde_json::from_str(&ran.out).expect("JSON");
    let list = |key: &str| week[key].as_array().expect("a list").clone();
    list("plans").iter().chain(&list("also_done")).filter(|found| is_other_note(found)).cloned().collect()
}

/// `tests/growth` checks that no step is quadratic, and [`speed`] that each case takes less than a second.
fn run(here: &Sandbox, arguments: &[&str]) -> Ran {
    let ran = here.run(arguments);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    ran
}

const REST: &[(&str, &str)] = &[
    ("journal.md", "# My journal\n"),
    ("rest/walk.md", "---\ntask: Walk\nwhen: every day at 18:00\nfrom: 2026-11-02\n---\n"),
    ("rest/2026-11-18.md", "- [x] Walk\n"),
    ("rest/piano.md", "---\ntask: Piano\nwhen: 2026-11-18\n---\n"),
];

/// A note of these bytes has these problems (`line:column code`), and the other notes are counted as without it.
#[track_caller]
fn bytes(path: &str, bytes: impl AsRef<[u8]>, expected: &[&str]) -> Vec<Value> {
    static WITHOUT: LazyLock<Vec<Value>> = LazyLock::new(|| other_notes(&Sandbox::with(REST)));
    let here = Sandbox::with(REST);
    here.write(path, bytes);
    let problems = check(&here);
    assert_eq!(*WITHOUT, other_notes(&here), "{path}: the other notes are counted differently");
    assert_eq!(places(&problems, path), expected, "{path}\n{}", shown(&problems));
    problems
}

/// The problems of a file as `line:column code`.
fn places(problems: &[Value], path: &str) -> Vec<String> {
    let code = |p: &Value| p["code"].as_str().unwrap_or_default().to_owned();
    problems
        .iter()
        .filter(|p| p["file"] == path)
        .map(|p| format!("{}:{} {}", p["line"], p["column"], code(p)))
        .collect()
}

fn entry(body: &str) -> String {
    format!("---\ntask: Walk\nwhen: 2026-11-19\n---\n{body}")
}

fn utf16(text: &str, mark: bool, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = mark.then_some('\u{feff}');
    mark.into_iter().chain(text.chars()).collect::<String>().encode_utf16().flat_map(unit).collect()
}

#[test]
fn bytes_that_are_not_text() {
    // A note with a line `task:` was meant to count, so it is a problem. Others are not ours.
    bytes("bad.md", b"---\ntask: Walk\nwhen: 2026-11-19\nfelt: \xff\n---\n", &["4:7 not-utf8"]);
    bytes("bad.md", b"---\ntask: Walk\nwhen: 2026-11-19\n---\nIt was caf\xe9.\n", &["5:11 not-utf8"]);
    bytes("bad.md", b"\xff---\ntask: Walk\nwhen: 2026-11-19\n---\n", &["1:1 not-utf8"]);
    bytes("2026-11-19.md", b"- [x] Walk\ncaf\xe9\n", &["2:4 not-utf8"]);
    bytes("photo.md", b"\xff\xd8\xff\xe0 JFIF", &[]);
    bytes("bad.md", entry("").replace("Walk", "Wa\0lk"), &["2:9 not-utf8"]);
    bytes("nul.md", b"\0\0\0\0", &[]);
    for mark in [true, false] {
        for unit in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
            bytes("bad.md", utf16(&entry("x\n"), mark, unit), &["1:1 not-utf8"]);
            bytes("ordinary.md", utf16("# Shopping\n", mark, unit), &[]);
        }
    }
}

#[test]
fn an_empty_journal_file_is_half_synced() {
    let here = Sandbox::with(REST);
    here.write("journal.md", "");
    assert_eq!(places(&check(&here), "journal.md"), ["1:1 settings-unreadable"]);
    nothing_is_written(&here);
    here.write("journal.md", utf16("# My journal\n", true, u16::to_le_bytes));
    assert_eq!(places(&check(&here), "journal.md"), ["1:1 not-utf8"]);
    here.write("journal.md", b"---\nname: Zo\xeb\n---\n");
    assert_eq!(places(&check(&here), "journal.md"), ["2:9 not-utf8"]);
    nothing_is_written(&here);
}

#[test]
fn a_folder_named_journal_md_is_no_journal() {
    let here = Sandbox::with(&REST[1..]);
    std::fs::create_dir(here.path("journal.md")).expect("a folder");
    assert_eq!(run(&here, &["report", ".", "--as-of", AS_OF]).status, 2);
    check(&here);
}

#[test]
fn names_that_are_not_utf8() {
    let here = Sandbox::with(REST);
    let without = other_notes(&here);
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9 2026-11-19.md");
    std::fs::write(here.root().join(name), entry("")).expect("a written note");
    let folder = here.root().join(std::ffi::OsStr::from_bytes(b"\xfffolder"));
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::write(folder.join("a.md"), entry("")).expect("a written note");
    let problems = check(&here);
    let codes: Vec<&str> = problems.iter().filter_map(|p| p["code"].as_str()).collect();
    // What cannot be opened may be the private plan of a task that no plan has.
    assert_eq!(codes, ["name-not-utf8", "part-kept-private", "name-not-utf8"], "{}", shown(&problems));
    assert_eq!(without, other_notes(&here));
    assert_eq!(run(&here, &["report", ".", "--as-of", AS_OF]).status, 0);
}

#[test]
fn byte_order_marks_and_line_ends_are_no_problem() {
    let text = "---\ntask: Walk\nwhen: 2026-11-19 18:00\nminutes: 10\n---\nFine.\n";
    for form in
        [format!("\u{feff}{text}"), text.replace('\n', "\r\n"), format!("\u{feff}{}", text.replace('\n', "\r\n"))]
    {
        let here = Sandbox::with(REST);
        here.write("a.md", text);
        let plain = other_notes(&here);
        here.write("a.md", form);
        assert_eq!(check(&here), [] as [Value; 0]);
        assert_eq!(plain, other_notes(&here));
    }
    let here = Sandbox::with(REST);
    here.write("journal.md", "\u{feff}---\r\nname: Al\r\n---\r\n");
    assert_eq!(check(&here), [] as [Value; 0]);
    run(&here, &["report", ".", "--as-of", AS_OF]);
    assert!(here.read("reports/index.md").contains("Al"));
}

#[test]
fn links_pipes_and_folders_with_the_names_of_notes_are_no_problem() {
    let here = Sandbox::with(REST);
    let without = other_notes(&here);
    std::os::unix::fs::symlink(here.root(), here.path("loop")).expect("a link");
    std::os::unix::fs::symlink("self.md", here.path("self.md")).expect("a link");
    std::os::unix::fs::symlink("rest/walk.md", here.path("walk again.md")).expect("a link");
    std::os::unix::fs::symlink("nowhere.md", here.path("dangling.md")).expect("a link");
    std::os::unix::fs::symlink("..", here.path("rest/up")).expect("a link");
    rustix::fs::mknodat(rustix::fs::CWD, here.path("pipe.md"), rustix::fs::FileType::Fifo, 0o644.into(), 0)
        .expect("a pipe");
    let _socket = std::os::unix::net::UnixListener::bind(here.path("socket.md")).expect("a socket");
    here.write("x.md/inner.md", "---\ntask: Knit\nwhen: 2026-11-19\n---\n");
    assert_eq!(check(&here), [] as [Value; 0]);
    assert_eq!(without, other_notes(&here));
    assert!(counted(&here).contains("Knit (x.md/inner.md)"), "a folder may have any name");
    assert_eq!(run(&here, &["report", ".", "--as-of", AS_OF]).status, 0);
}

/// Notes that are deep or long: the path, the text, and the problems it has.
fn hard() -> Vec<(&'static str, String, &'static [&'static str])> {
    let (deep, megabytes, lines) = (20_000, times(5) as usize * (1 << 20), times(50_000) as usize);
    let felt = |value: String| format!("---\ntask: Walk\nwhen: 2026-11-19\nfelt: {value}\n---\n");
    let deeper = (0..2_000).map(|n| format!("{}- [ ] deeper\n", "  ".repeat(n)));
    vec![
        ("bad.md", felt("[".repeat(deep)), &["4:262 front-matter-unreadable"]),
        ("bad.md", felt("[".repeat(deep) + &"]".repeat(deep)), &["4:262 front-matter-unreadable"]),
        ("bad.md", felt("{a: ".repeat(deep)), &["4:1027 front-matter-unreadable"]),
        ("bad.md", felt("\n  ".to_owned() + &"- ".repeat(deep)), &["5:511 front-matter-unreadable"]),
        ("bad.md", felt("? ".repeat(deep)), &["4:7 front-matter-unreadable"]),
        ("bad.md", felt("\"".repeat(deep + 1)), &["4:9 front-matter-unreadable"]),
        ("ordinary.md", format!("---\ntitle: {}\n---\n", "[".repeat(deep)), &[]),
        ("a.md", "x".repeat(megabytes), &[]),
        ("a.md", entry(&"word ".repeat(megabytes / 5)).replace("Walk", "Knit"), &[]),
        ("a.md", entry("").replace("Walk", &"k".repeat(megabytes)), &[]),
        ("2026-11-19.md", "- [x] bread\n".repeat(lines), &[]),
        ("2026-11-19.md", deeper.collect(), &[]),
        ("2026-11-19.md", (">".repeat(20_000) + " - [x] bread\n").repeat(5), &[]),
        ("2026-11-19.md", "- ".repeat(20_000) + "[x] bread\n", &[]),
        (
            "2026-11-19.md",
            "*".repeat(2 * lines) + &"[".repeat(2 * lines) + &"`".repeat(2 * lines) + &"<!--".repeat(deep),
            &[],
        ),
    ]
}

#[test]
fn deep_and_long_texts() {
    for (path, text, expected) in hard() {
        bytes(path, text, expected);
    }
}

/// Each bad input takes less than a second from start to end; the shortest of three runs counts:
/// `cargo test --release --test it bad_input::speed -- --ignored --nocapture`
#[test]
#[ignore = "a measurement: needs a release build"]
fn speed() {
    let mut journals: Vec<(String, Files)> = Vec::new();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/bad-input");
    for entry in std::fs::read_dir(folder).expect("the cases") {
        let document = entry.expect("a document").path();
        let cases = cases::parse(&std::fs::read_to_string(&document).expect("the cases"));
        let name = document.file_name().unwrap_or_default().to_string_lossy().into_owned();
        journals.extend(cases.into_iter().map(|case| (format!("{name}, {}", case.name), case.files)));
    }
    let rest = || REST.iter().map(|&(path, text)| (path.to_owned(), text.to_owned()));
    for (n, (path, text, _)) in hard().into_iter().enumerate() {
        let first: String = text.chars().skip(text.find("felt").unwrap_or(0)).take(16).collect();
        let name = format!("hard text {n}, {} KB, {first:?}", text.len() / 1000);
        journals.push((name, rest().chain([(path.to_owned(), text)]).collect()));
    }
    let mut times = Vec::new();
    for (name, files) in &journals {
        let here = Sandbox::empty();
        files.iter().for_each(|(path, text)| here.write(path, text));
        for command in ["check", "report"] {
            let time = || {
                let start = Instant::now();
                run(&here, &[command, ".", "--as-of", AS_OF]);
                start.elapsed()
            };
            let least = (0..3).map(|_| time()).min().unwrap_or_default();
            times.push((least, format!("{command}: {name}")));
        }
    }
    times.sort();
    let middle = times[times.len() / 2].0;
    println!("{} journals with `check` and `report`; the middle one took {middle:?}, the slowest:", journals.len());
    times.iter().rev().take(8).for_each(|(time, name)| println!("{time:>12.1?} {name}"));
    assert!(times.iter().all(|(time, _)| *time < Duration::from_secs(1)));
}

#[test]
fn a_vault_of_thousands_of_ordinary_notes_is_no_problem() {
    let here = Sandbox::with(REST);
    let without = other_notes(&here);
    for n in 0..3_000 {
        let text = match n % 4 {
            0 => format!("# Note {n}\n\n- [ ] milk\n[[Note {}]] #shopping\n", n / 2),
            1 => format!("---\ntitle: Note {n}\ntags: [a, b]\ncreated: 2026-11-19\n---\nText\n"),
            2 => format!("---\naliases:\n  - n{n}\ndone: maybe\nminutes: many\n---\n"),
            _ => format!("---\ntitle: [broken {n}\n---\n"),
        };
        here.write(&format!("vault/{}/{n}.md", n % 50), text);
    }
    assert_eq!(check(&here), [] as [Value; 0]);
    assert_eq!(without, other_notes(&here));
}

/// What people keep beside a journal: none of it is about a plan, so nothing is reported, dated or not.
#[test]
fn unrelated_notes_give_no_near_miss() {
    const TEXTS: [&str; 45] = [
        "- [x] buy milk\n- [x] talk to Ann\n- [X] walls painted\n- [-] cancelled the gym\n",
        "- [x]milk\n• [x] milk\n☑ milk\n- ✅ milk\n- (x) milk\n[x] milk\n- [✓] milk\nx milk\n",
        "We took a walk along the river. Walking is good. I walked home.\n",
        "# Walk\n\n## Walking\n\n- Walk\n- walk the dog at 7\n- [ ] walk\n- walks I like\n",
        "`- [x] Walk`\n\n```\n- [x] Walk\ntask: Walk\nwhen: 2026-11-19\n```\n\n    - [x] Walk\n",
        "> - [x] milk\n> task: Walk\n> done: yes\n> Walk\n> - [ ] Walk\n",
        "<!-- - [x] Walk -->\n\n%%\n- [x] Walk\n%%\n",
        "| done | walk |\n|---|---|\n| x | long |\n",
        "See [x] and [Walk](https://walk.example), [x][walk].\n\n[x]: https://walk.example\n[walk]: https://walk.example\n",
        "(x) = f(x)\n\nx + y = z\n\nX marks the spot.\n\n(a) one\n(b) two\n",
        "Task: write the letter\n\nWhen: some day\n",
        "Tasks:\n- when: now\n- where: here\n",
        "To: Ann\nSubject: Walk\nDate: 2026-11-19\n\nDear Ann,\nwhen shall we walk?\n",
        "Share: I told Mum. Private: the doctor said no. Secret: none of your business, he said.\n",
        "Shame: strong\nShare of the rent: 400\nHidden costs: none\n",
        "---\ntitle: Walk\ntags: [walk, health]\nstatus: done\n---\nA page about walks.\n",
        "---\ncreated: 2026-11-19\nupdated: 2026-11-19\ndone: maybe\nminutes: many\nhelper: none\n---\n",
        "---\ntask_id: 12\ntasks: 4\nshare_link: x\n---\n",
        "---\ntitle: a\n---\n\n---\nAnother rule: here.\n---\n",
        "# Title\n---\nIt was long: and good.\n---\n",
        "----\nHello: there\n----\n",
        "+++\ntitle = \"Walk\"\ndate = 2026-11-19\n+++\n",
        "2026-11-19 walked\n2026-11-20: a walk\n- 2026-11-21 done\n",
        "- 07:35 train to town\n- [x] 07:35 train to town\n- [x] 12 min of sun\n",
        "- DONE milk\n- TODO Walk\n- LATER read\n",
        "- [x] Walkman repaired\n- [x] Sidewalk swept\n- [x] walkie-talkie\n- [x] talk\n",
        "> [!note] Walk\n> We walked.\n\n> [!quote]\n> - [x] milk\n",
        "1. Read\n2. Walk\n3. Sleep\n",
        "Talk, walk, chalk; balk.\n\n- Wall\n- Walker's crisps\n- [x] Walker's crisps\n",
        "minutes: 30\nwhere: office\nby: Ann\n\nMinutes of the meeting.\n- [x] agenda\n- minutes: Ann\n- where: office\n",
        "- [x] agenda\n- minutes: Ann\n  minutes: 5\n  where: office\n",
        "task: {{title}}\nwhen: {{date}}\n",
        "#todo #health #Walks\n",
        "<br>\n- [x] milk\n- [ ] Walk\n\n<div>\nA walk, [x].\n</div>\n\n<pre>\n- [x] Walk\n</pre>\n",
        "# Code\n\tlet walk = true;\n\t- [x] Walk\n\n\t- [x] milk\n\n> ```\n> - [x] Walk\n> ```\n",
        "No walk today, not even a short one. Half of the walk was fine.\n\nSkipped lunch. Missed the bus.\n",
        "- [no] milk\n- [ill] me\n- (-) milk\n- [\u{2013}] milk\n\u{274c} milk\n- milk: no\n- skipped milk\n- [->] milk\n",
        "| Walk | \u{2013} |\n|---|---|\n| Walk | - |\n| Walk | long |\n",
        "- [x] milk and bread\n- [x] Mum, Dad & Ann\n- [x] milk / bread; tea + cake\n",
        "https://walk.example/#walk and page#walk, [up](#walk), [[#walk]], `#walk/morning`, #walkway #sidewalk/walker\n",
        "> On Monday Ann wrote:\n> > Shall we walk?\n> done: the shopping\n",
        "- [x] milk\n- fear: 6\nfear: 6\n    - 10 min\n    - minutes 10\n",
        "walk -- nice\nwalk\u{2014} nice\n- walk-the-dog\n",
        "  ---\n  title: Walk\n  when: 2026-11-19\n  ---\n",
        "W\u{200b}hat\u{ad}ever \u{fe0f}\n- [x] \u{200b}what\u{ad}ever\n",
    ];
    let here = Sandbox::with(&[
        ("journal.md", "# J\n"),
        ("plans/walk.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-16\n---\n"),
    ]);
    for (n, text) in TEXTS.iter().enumerate() {
        here.write(&format!("other/{n}.md"), text);
        here.write(&format!("daily/{n}/2026-11-19.md"), text);
    }
    assert_eq!(check(&here), [] as [Value; 0]);
}
