//! `tinystep log`: a line becomes a new note if it counts, and nothing is written if it does not.

use std::io::Write as _;
use std::process::Stdio;

use proptest::prelude::*;
use tinystep::journal::{Entry, Status};

use crate::sandbox::{Sandbox, times};

const JOURNAL: &[(&str, &str)] = &[
    ("journal.md", "---\nname: Sam\n---\n"),
    (
        "plans/memo.md",
        "---\ntask: Voice memo\nwhen: weekdays at 7:30\nrate: [ease]\nhelper: Mom\nfrom: 2026-11-16\n---\n",
    ),
    ("plans/walk.md", "---\ntask: Walk\nwhen: 3 times a week, after dinner\nfrom: 2026-11-16\n---\n"),
];
const AS_OF: &str = "2026-11-20";

fn log(here: &Sandbox, status: i32, arguments: &[&str]) -> (String, String) {
    let ran = here.run_to(status, &[&["log", "--as-of", AS_OF], arguments].concat());
    (ran.out, ran.err)
}

/// The entries of the folder, as the client sees them.
fn entries(here: &Sandbox) -> Vec<Entry> {
    here.journal(AS_OF).entries
}

#[test]
fn a_line_is_a_new_note_that_counts() {
    let here = Sandbox::with(JOURNAL);
    let (out, _) = log(&here, 0, &["voice", "memo", "7:35", "3", "min", "@kitchen", "-", "noticed", "it", "early"]);
    assert_eq!(
        out,
        "made  log/2026-11-20.md\nVoice memo: done, 07:35, 3 min, kitchen; noticed it early\nThis week: 1 of 5.\n"
    );
    assert_eq!(
        here.read("log/2026-11-20.md"),
        "---\nkind: day\ndate: 2026-11-20\n---\n- [x] voice memo 7:35 3 min @kitchen - noticed it early\n"
    );
    let entries = entries(&here);
    assert_eq!(entries.len(), 1);
    let entry = &entries[0];
    assert_eq!((entry.place.as_deref(), entry.words.as_deref()), (Some("kitchen"), Some("noticed it early")));
    assert!(entry.minutes.is_some() && entry.time.is_some(), "{entry:?}");
}

#[test]
fn what_is_no_part_of_the_words_is_said() {
    let here = Sandbox::with(JOURNAL);
    let (out, _) = log(&here, 0, &["walk - it was 5 ^2"]);
    assert!(out.contains("Walk: done; it was 5 ^2\n") && !out.contains("another program"), "{out}");
    let (out, _) = log(&here, 0, &["walk - glad ✅ ^a1b2"]);
    let said =
        "Walk: done; glad ✅\n`^a1b2` at the end is read as a mark of another program, and is no part of your words.\n";
    assert!(out.contains(said), "{out}");
    let (out, _) = log(&here, 0, &["walk", "--barrier", "No"]);
    assert!(out.contains("`No` says that nothing got in the way, so no barrier is noted."), "{out}");
    let (out, _) = log(&here, 0, &["walk 7.35 5m @park - 6.10"]);
    assert!(
        out.contains("5 min, park; 6.10\n`7.35` is read as a number, and passed over. The time would be `7:35`."),
        "{out}"
    );
    let (out, _) = log(&here, 0, &["walk 7.35 min - 6.10"]);
    assert!(!out.contains("passed over"), "{out}");
    let (_, err) = log(&here, 2, &["walk", "yesterday"]);
    assert!(err.contains("into the note of 2026-11-19. For another day: --yesterday"), "{err}");
    let (_, err) = log(&here, 2, &["walk", "--by", "[[Mom]]"]);
    assert!(err.contains("`[[Mom]]` in `by` is a link"), "{err}");
}

#[test]
fn words_before_the_dash_keep_it_and_are_perhaps_a_barrier() {
    let here = Sandbox::with(JOURNAL);
    let (_, err) = log(&here, 2, &["Walk, 5 min, @sofa, too tired - she laughed"]);
    let instead =
        "`Walk, 5 min, @sofa - too tired she laughed`. Or write `low_energy` for `too tired`, if that got in the way.";
    assert!(err.contains(instead), "{err}");
    let (_, err) = log(&here, 2, &["walk, no energy - it was ok"]);
    assert!(err.contains("Or write `low_energy` for `no energy`"), "{err}");
}

#[test]
fn its_flags_are_fields_of_the_entry() {
    let here = Sandbox::with(JOURNAL);
    let flags = ["--partly", "--yesterday", "--felt", "tired: then \"glad\" # yes", "--helper", "noticed, warm"];
    log(&here, 0, &[&["voice memo", "--rate", "ease=7", "--barrier", "no time", "--discuss"], &flags[..]].concat());
    let entry = &entries(&here)[0];
    assert_eq!((entry.date.to_string().as_str(), entry.status), ("2026-11-19", Status::Partly));
    assert_eq!(entry.felt.as_deref(), Some("tired: then \"glad\" # yes"));
    assert!(entry.discuss && entry.helper.noticed == Some(true), "{entry:?}");
    assert_eq!((entry.ratings.len(), entry.barriers.len()), (1, 1), "{entry:?}");
    assert!(here.run_to(0, &["check", "--as-of", AS_OF]).out.contains("Every note can be read"));
}

#[test]
fn what_does_not_count_is_not_written_and_what_it_says_instead_works() {
    let here = Sandbox::with(JOURNAL);
    here.write("own.md", "---\ntask: Walk\nwhen: 2026-11-18\n---\n");
    for (arguments, says) in [
        (&["wlak"][..], "Write `Walk` if it is meant"),
        (&["walk the dog"], "Put your own words after a dash"),
        (&["swim"], "The plans are `Voice memo`, `Walk`."),
        (&["walk", "--date", "2026-11-21"], "2026-11-21 is still to come"),
        (&["walk", "25:00"], "`25:00` is no time of the day"),
        (&["walk", "7:61", "-", "late"], "`7:61` is no time of the day"),
        (&["walk", "--barrier", "\"a\", b"], "would not be read as you typed it"),
        (&["walk", "--date", "2026-11-18"], "own.md tells of it on 2026-11-18"),
        (&["walk", "--rate", "ease=7"], "`Walk` is not rated"),
        (&["voice memo", "--rate", "fear=7"], "Its plan asks for: ease."),
        (&["voice memo", "--rate", "ease=70"], "`70` is no number from 0 to 10."),
        (&[], "say what was done"),
    ] {
        let (out, err) = log(&here, 2, arguments);
        assert!(out.is_empty() && err.contains(says), "{arguments:?}: {err}");
        assert!(!here.exists("log"), "{arguments:?}");
    }
    assert!(log(&here, 2, &["- [ ] walk"]).1.contains("an empty box"));
    log(&here, 0, &["Walk"]);
    log(&here, 0, &["walk", "-", "the", "dog"]);
    log(&here, 0, &["- [-] walk, 18:00"]);
    assert!(entries(&here).iter().any(|entry| entry.status == Status::NotDone));
}

#[test]
fn a_line_that_does_not_say_how_it_went_is_refused() {
    let here = Sandbox::with(JOURNAL);
    here.write("plans/walk.md", JOURNAL[2].1.replace("task: Walk", "task: Walk\naka: [wk]"));
    for (arguments, says) in [
        (&["forgot walk"][..], "add --not-done"),
        (&["walk, forgot"], "add --not-done"),
        (&["walk", "--barrier", "forgot"], "add --not-done"),
        (&["[?] wk"], "the box `[?]` says nothing known"),
        (&["- [ ] wk"], "an empty box"),
        (&["TODO wk"], "`TODO` says that it is still to do"),
        (&["DOING walk"], "`DOING` says that it is still to do"),
    ] {
        let (out, err) = log(&here, 2, arguments);
        assert!(out.is_empty() && err.contains(says) && err.contains("Nothing was written."), "{arguments:?}: {err}");
        assert!(!here.exists("log"), "{arguments:?}");
    }
    // What follows the help, or says it in the box, is written once.
    for (arguments, status) in [
        (&["forgot walk", "--not-done"][..], Status::NotDone),
        (&["- [-] forgot walk"], Status::NotDone),
        (&["[x] walk, forgot"], Status::Done),
        (&["walk - forgot my gloves"], Status::Done),
    ] {
        log(&here, 0, arguments);
        let told: Vec<Status> = entries(&here).iter().map(|entry| entry.status).collect();
        assert_eq!(told, [status], "{arguments:?}");
        std::fs::remove_file(here.path("log/2026-11-20.md")).expect("the note");
    }
}

#[test]
fn all_that_is_written_is_told_and_a_helpers_line_has_no_hint() {
    let here = Sandbox::with(JOURNAL);
    let (out, _) = log(&here, 0, &["voice memo", "--helper", "noticed, warm, 10 min together"]);
    assert!(out.contains("Voice memo: done; helper: noticed, warm, 10 min together\n"), "{out}");
    let (out, _) = log(&here, 0, &["walk", "--by", "Mom", "--helper", "noticed"]);
    assert!(
        out.contains("helper: noticed") && out.contains("never counted") && !out.contains("take `by` out"),
        "{out}"
    );
    here.run_to(0, &["check", "--as-of", AS_OF, "log/2026-11-20-2.md", "--strict"]);
    // A line that says nothing of the helper may be the client's own.
    let (out, _) = log(&here, 0, &["walk", "--by", "Mom", "--yesterday"]);
    assert!(out.contains("take `by` out"), "{out}");
}

#[test]
fn several_words_of_the_list_are_several_barriers_and_ratings_may_have_commas() {
    let here = Sandbox::with(JOURNAL);
    here.run_to(
        0,
        &[
            "plan",
            "Call",
            "--when",
            "every day",
            "--rate",
            "fear 0-100, ease",
            "--from",
            "2026-11-16",
            "--as-of",
            AS_OF,
        ],
    );
    assert!(here.read("plans/call.md").contains("rate: [fear 0-100, ease]"), "{}", here.read("plans/call.md"));
    log(&here, 0, &["call", "--not-done", "--barrier", "too big, no time", "--rate", "ease=5", "--rate", "fear=70"]);
    let entry = &entries(&here)[0];
    assert_eq!((entry.barriers.len(), entry.ratings.len()), (2, 2), "{entry:?}");
    log(&here, 0, &["walk", "--not-done", "--barrier", "too big, and it rained"]);
    assert_eq!(entries(&here)[0].barriers.len(), 1);
}

#[test]
fn a_day_is_read_in_one_way_by_every_flag() {
    let here = Sandbox::with(JOURNAL);
    log(&here, 0, &["walk", "--date", "yesterday"]);
    log(&here, 0, &["walk", "--date", "2 days ago"]);
    assert!(here.exists("log/2026-11-19.md") && here.exists("log/2026-11-18.md"));
    here.run_to(0, &["show", "--week", "monday", "--as-of", AS_OF]);
    here.run_to(0, &["show", "--as-of", "18"]);
    here.run_to(0, &["plan", "walk", "--until", "tomorrow", "--as-of", AS_OF]);
    assert!(here.read("plans/walk-2.md").contains("until: 2026-11-21\n"));
    here.run_to(0, &["show", "--week", "yesterday", "--as-of", "2026-11-16"]);
    for arguments in [&["today"][..], &["check"], &["export", "--table", "weeks"], &["show"], &["prompts"]] {
        here.run_to(0, &[arguments, &["--as-of", "yesterday"]].concat());
    }
    for (arguments, says) in [
        (&["log", "walk", "--date", "2026-11-19 07:30"][..], "without a time: 2026-11-19. The time goes into the line"),
        (&["log", "walk", "--date", "2026-11-19 evening"], "without a time"),
        (&["log", "walk", "--date", "Mon 2026-11-19"], "2026-11-19 is a Thursday"),
        (&["log", "walk", "--date", "-1"], "`-1` is no date."),
        (&["log", "walk", "--as-of", AS_OF, "--date", "25"], "2026-11-25 is still to come"),
        (&["plan", "walk", "--as-of", AS_OF, "--from", "monday"], "`monday` can be 2026-11-16 or 2026-11-23"),
        (&["plan", "walk", "--from", "2026-12-01 07:30"], "without a time: 2026-12-01"),
        (&["plan", "walk", "--until", "2026-12-01 07:30"], "without a time: 2026-12-01"),
        (&["plan", "walk", "--pause", "2026-12-01 07:30"], "without a time: 2026-12-01"),
        (&["today", "--as-of", "2026-12-01 07:30"], "without a time: 2026-12-01"),
    ] {
        let err = here.run_to(2, arguments).err;
        assert!(err.contains(says), "{arguments:?}: {err}");
    }
    assert_eq!((here.files("log").len(), here.files("plans").len()), (2, 3));
}

/// What is said where nothing can be written: a limit on the size of files stands for a full disk.
#[cfg(target_os = "linux")]
fn on_full_disk(here: &Sandbox, arguments: &str) -> String {
    let line = format!("trap '' XFSZ; ulimit -f 0; exec \"$0\" {arguments}");
    let program = env!("CARGO_BIN_EXE_tinystep");
    let ran = std::process::Command::new("sh").args(["-c", &line, program]).current_dir(here.root()).output();
    let ran = ran.expect("a shell runs");
    assert_eq!(ran.status.code(), Some(2));
    String::from_utf8_lossy(&ran.stderr).into_owned()
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_names_a_note_that_is_not_there_yet() {
    let here = Sandbox::with(JOURNAL);
    log(&here, 0, &["walk", "7:30"]);
    let full = |arguments: &str| on_full_disk(&here, arguments);
    let err = full("log walk 18:00 --as-of 2026-11-20");
    assert!(err.contains("log/2026-11-20-2.md cannot be written") && err.contains("- [x] walk 18:00"), "{err}");
    assert_eq!(here.files("log").len(), 1);
    assert!(full("open --as-of 2026-11-20").contains("there is no page yet, since none could be written."));
    // What is there already needs no room.
    assert!(full("init . --yes").contains("plans/first-step.md cannot be written"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_journal_is_made_as_a_whole_or_not_at_all_and_the_words_are_printed() {
    let here = Sandbox::empty();
    let plan = "--task 'Voice memo' --when 'every day at 8' --goal 'being in touch'";
    let err = on_full_disk(&here, &format!("init new/mine --yes {plan} --name Sam"));
    for said in
        ["journal.md cannot be written", "Nothing was made.", "name: Sam", "task: Voice memo", "goal: being in touch"]
    {
        assert!(err.contains(said), "{said}: {err}");
    }
    assert!(!here.exists("new"), "nothing half made stays");
}

#[test]
fn a_word_that_is_no_detail_is_named_beside_the_beginning_of_a_name_too() {
    let here = Sandbox::with(JOURNAL);
    for (line, named) in [
        ("wal 10 min, tired", "after a dash: `Walk, 10 min — tired`"),
        ("wal tired and cold", "after a dash: `Walk — tired and cold`"),
        ("walk 10 min, tired", "after a dash: `Walk, 10 min — tired`"),
    ] {
        let (_, err) = log(&here, 2, &[line]);
        assert!(err.contains(named), "{line}: {err}");
    }
}

#[test]
fn what_becomes_a_space_and_what_nobody_sees_is_said_once() {
    let here = Sandbox::with(JOURNAL);
    let (out, _) = log(&here, 0, &["walk 7:30 - it was\ncold", "--felt", "odd\nbut fine"]);
    assert_eq!(out.matches("Line breaks in what you wrote are spaces now.").count(), 1, "{out}");
    assert!(!out.contains("nobody sees"), "{out}");
    let (out, _) = log(&here, 0, &["walk 18:00 - it was \u{202e}dloc\u{7}\n"]);
    assert_eq!(out.matches("A sign that nobody sees").count(), 1, "{out}");
    assert!(!out.contains("Line breaks"), "{out}");
    let (out, _) = log(&here, 0, &["walk 19:00 - ☀\u{fe0f} mild"]);
    assert!(!out.contains("nobody sees"), "{out}");
}

#[test]
fn a_day_to_come_can_be_left_out_ahead() {
    let here = Sandbox::with(JOURNAL);
    let (out, _) = log(&here, 0, &["walk", "--skip", "--date", "2026-12-05"]);
    assert!(out.contains("made  log/2026-12-05.md"), "{out}");
    log(&here, 0, &["- [>] voice memo", "--date", "2026-11-23"]);
    let ahead = here.run_to(0, &["show", "--week", "2026-11-23", "--as-of", "2026-11-29", "--format", "json"]).out;
    assert!(ahead.contains("\"skipped\""), "{ahead}");
    assert_eq!(entries(&here).iter().filter(|entry| entry.status == Status::Skip).count(), 2);
}

#[test]
fn one_barrier_is_one_and_what_was_felt_comes_back_in_json() {
    let here = Sandbox::with(JOURNAL);
    let barriers = ["--barrier", "no, not today", "--barrier", "it's raining, [hard]", "--barrier", "too big"];
    log(&here, 0, &[&["walk", "--not-done", "--felt", "..."], &barriers[..]].concat());
    let json = here.run_to(0, &["show", "--format", "json", "--as-of", AS_OF]).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let entry = &json["entries"][0];
    assert_eq!(entry["felt"], "...");
    let names: Vec<&str> =
        entry["barriers"].as_array().expect("a list").iter().filter_map(|b| b["name"].as_str()).collect();
    assert_eq!(names, ["no, not today", "it's raining, [hard]", "too_big"]);
}

/// A device that takes nothing.
#[cfg(target_os = "linux")]
#[test]
fn a_written_note_is_reported_if_printing_fails() {
    let here = Sandbox::with(JOURNAL);
    for arguments in [&["log", "walk"][..], &["plan", "walk", "--minutes", "3"]] {
        let full = std::fs::File::options().write(true).open("/dev/full").expect("the device");
        let ran = here.command(arguments).stdout(full).output().expect("the program runs");
        let err = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.code() == Some(2) && err.contains(".md is written, but"), "{err}");
    }
    assert_eq!(here.files("log").len() + here.files("plans").len(), 4);
}

#[test]
fn a_second_note_of_a_day_gets_a_number_and_both_count() {
    let here = Sandbox::with(JOURNAL);
    here.write("daily/2026-11-20.md", "- [x] Walk, 6:00\n");
    log(&here, 0, &["walk 7:00"]);
    let first = here.read("log/2026-11-20.md");
    assert!(log(&here, 0, &["walk 18:00"]).0.starts_with("made  log/2026-11-20-2.md\n"));
    assert_eq!(here.read("log/2026-11-20.md"), first);
    assert_eq!(entries(&here).len(), 3);
}

#[test]
fn what_a_page_shows_differently_is_said() {
    let here = Sandbox::with(JOURNAL);
    let (out, _) =
        log(&here, 0, &["walk - with [[Anna|her]]", "--felt", "![sun](sun.png) warm", "--barrier", "rain %% x %%"]);
    for said in ["A picture among your words", "A link among your words", "is a comment, and is not shown."] {
        assert_eq!(out.matches(said).count(), 1, "{said}: {out}");
    }
    let (out, _) = log(&here, 0, &["walk - 100% fine (really) [so]"]);
    assert!(!out.contains("shown"), "{out}");
}

#[test]
fn the_same_line_twice_a_day_counts_twice() {
    let here = Sandbox::with(JOURNAL);
    for n in 0..3 {
        let (out, _) = log(&here, 0, &["Walk"]);
        // Three days were planned, and this is one of them.
        let extra = ["", ", and 1 extra", ", and 2 extra"][n];
        assert!(out.ends_with(&format!("This week: 1 so far, 3 planned{extra}.\n")), "{out}");
    }
    assert_eq!(entries(&here).len(), 3);
    assert!(here.run_to(0, &["check", "--as-of", AS_OF]).out.contains("Every note can be read"));
    // The beginning of a name, as often.
    let (first, second) = (log(&here, 0, &["voice"]).0, log(&here, 0, &["voice"]).0);
    assert!(first.contains("Voice memo: done") && second.contains("Voice memo: done"), "{first}{second}");
}

#[test]
fn a_note_of_none_stays_out_of_the_reports() {
    let here = Sandbox::with(JOURNAL);
    log(&here, 0, &["walk - CANARY", "--share", "none"]);
    here.run_to(0, &["report", "--as-of", AS_OF]);
    for (page, bytes) in here.files("reports") {
        assert!(!String::from_utf8_lossy(&bytes).contains("CANARY"), "{page}");
    }
    assert_eq!(entries(&here).len(), 1);
}

#[test]
fn nothing_is_written_where_it_would_not_be_read_or_would_be_shared() {
    let here = Sandbox::with(JOURNAL);
    here.write("journal.md", "---\nreport to: log\n---\n");
    assert!(log(&here, 2, &["walk"]).1.contains("the reports are made in log/"));
    here.write("journal.md", "---\nuntil: 2026-11-10\nweek starts: Monday\n---\n");
    assert!(log(&here, 2, &["walk"]).1.contains("Nothing was written"));
    here.write("journal.md", "---\nname: Sam\n---\n");
    assert!(log(&here, 2, &["walk", "--felt", "good #voice-memo"]).1.contains("more than one plan"));
    assert!(!here.exists("log"));
    here.write("log", "a file");
    assert!(log(&here, 2, &["walk"]).1.contains("no folder"));
}

#[test]
fn a_folder_that_is_no_journal_gets_nothing() {
    let here = Sandbox::empty();
    let (_, err) = log(&here, 2, &["walk"]);
    assert!(err.contains("has no journal.md"), "{err}");
    assert_eq!(here.files("").len(), 0);
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let here = Sandbox::with(JOURNAL);
    let mut child = here
        .command(&["log", "--as-of", AS_OF])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("tinystep");
    child.stdin.take().expect("a pipe").write_all(b"1\n1\n\n").expect("typed");
    assert_eq!(child.wait().expect("an end").code(), Some(2));
    assert!(!here.exists("log"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(times(128)))]

    /// Whatever is typed: a line that is written counts once, is one line in the note, and its own words come back as they are.
    #[test]
    fn any_text_is_written_and_counts_or_is_refused(text in "[ -~äß–—#@🙂\n]{0,40}", felt in "\\PC{0,20}", named in any::<bool>()) {
        let here = Sandbox::with(JOURNAL);
        let typed = if named { format!("Walk - {text}") } else { text.clone() };
        let ran = here.run(&["log", "--as-of", AS_OF, "--felt", &format!("f {felt}"), "--", &typed]);
        let notes = if here.exists("log") { here.files("log") } else { Vec::new() };
        if ran.status == 0 {
            prop_assert_eq!(notes.len(), 1);
            let entries = entries(&here);
            prop_assert_eq!(entries.len(), 1, "{}", here.read("log/2026-11-20.md"));
            let felt = format!("f {felt}").split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(entries[0].felt.as_deref(), Some(felt.as_str()));
        } else {
            prop_assert_eq!(ran.status, 2);
            prop_assert!(notes.is_empty());
        }
    }
}

#[test]
fn the_beginning_of_a_name_is_the_plan_that_alone_has_it() {
    let here = Sandbox::with(JOURNAL);
    let (out, _) = log(&here, 0, &["v", "3", "min", "-", "short"]);
    assert_eq!(
        out,
        "made  log/2026-11-20.md\n  ---\n  kind: day\n  date: 2026-11-20\n  ---\n  - [x] Voice memo 3 min - short\n\
         Voice memo: done, 3 min; short\nThis week: 1 of 5.\n"
    );
    log(&here, 0, &["7:35", "voice,", "3", "min"]);
    here.write("plans/voice.md", "---\ntask: Voices\nwhen: every day at 9\nfrom: 2026-11-16\n---\n");
    let (_, err) = log(&here, 2, &["voi", "3", "min"]);
    assert!(err.contains("several plans begin like `voi 3 min`: `Voice memo`, `Voices`"), "{err}");
    // Words that are not a beginning, or have other words beside them, name no plan.
    for text in ["memo", "voice notes", "x"] {
        assert!(log(&here, 2, &[text]).1.contains("Nothing was written"), "{text}");
    }
    // Of several that begin so, the one that runs on the day.
    here.write("plans/voice.md", "---\ntask: Voices\nwhen: every day at 9\nfrom: 2026-11-16\nuntil: 2026-11-18\n---\n");
    assert!(log(&here, 0, &["voi"]).0.contains("Voice memo: done"));
}

#[test]
fn a_line_goes_beside_the_daily_notes_of_a_vault_or_a_graph() {
    for (settings, text, path) in [
        (".obsidian/daily-notes.json", r#"{"folder": "Daily/2026"}"#, "Daily/2026/2026-11-20"),
        (".obsidian/daily-notes.json", r#"{"folder": "d", "format": "YYYY/DD-MM-YYYY"}"#, "d/2026/20-11-2026"),
        (".obsidian/daily-notes.json", r#"{"format": "DD-MM-YYYY"}"#, "log/2026-11-20"),
        (".obsidian/daily-notes.json", r#"{"folder": "private"}"#, "log/2026-11-20"),
        (".obsidian/daily-notes.json", r#"{"folder": "reports"}"#, "log/2026-11-20"),
        (".obsidian/daily-notes.json", r#"{"folder": "../elsewhere"}"#, "log/2026-11-20"),
        ("logseq/config.edn", "{:meta/version 1}", "journals/2026_11_20"),
    ] {
        let here = Sandbox::with(JOURNAL);
        here.write(settings, text);
        assert!(log(&here, 0, &["walk"]).0.starts_with(&format!("made  {path}.md\n")), "{text}");
        // Never into a file that is there.
        let first = here.read(&format!("{path}.md"));
        assert!(log(&here, 0, &["voice memo"]).0.starts_with(&format!("made  {path}-2.md\n")), "{text}");
        assert_eq!(here.read(&format!("{path}.md")), first);
        assert_eq!(entries(&here).len(), 2, "{text}");
        assert!(here.run_to(0, &["check", "--as-of", AS_OF]).out.contains("2 entries"), "{text}");
    }
}

#[test]
fn a_date_long_before_the_plan_is_told_once() {
    let here = Sandbox::with(JOURNAL);
    let (out, _) = log(&here, 0, &["walk", "--date", "2020-01-01"]);
    assert_eq!(out.matches("2026-11-16").count(), 1, "{out}");
}
