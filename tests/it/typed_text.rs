//! Whatever a person types into `init`, `plan`, `log` or `reflect` comes back as it was typed, spaces aside, or nothing is written.

use proptest::prelude::*;
use tinystep::journal::{Barrier, Response, Share};

use crate::plan::{journal, plan_of};
use crate::sandbox::{Ran, Sandbox, times};

/// What people type, and what they do not.
const TYPED: &str = "\\PC{0,30}|[ -~äß–—#@🙂\n\t]{0,40}";

/// What a person's own words may end with, though programs write the like.
const ENDING: &str = "|| \\^a| 5 \\^2| ✅| ⏫| 🔁| ⛔ no| ☀\u{FE0F}| \\(minutes:: 5\\)| @done| #tag";

/// A text as it comes back: runs of space are one.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same; none for a text that says nothing.
fn typed(text: &str) -> Option<String> {
    Some(spaced(text)).filter(|text| !text.is_empty())
}

/// Nothing may be refused but for one of these reasons: whether it holds, and what is said then.
fn refused_for(ran: &Ran, reasons: &[(bool, &str)]) -> Result<(), TestCaseError> {
    prop_assert_eq!(ran.status, 2, "{}", ran.err);
    prop_assert!(reasons.iter().any(|(holds, says)| *holds && ran.err.contains(says)), "{}", ran.err);
    Ok(())
}

/// A name of letters and spaces is always taken.
fn has_signs(name: &str) -> bool {
    !name.chars().all(|c| c.is_alphabetic() || c == ' ') || name.trim().is_empty()
}

/// The lines of a text that say something, as they come back.
fn lines(text: &str) -> Vec<String> {
    text.lines().filter_map(typed).collect()
}

const AS_OF: &str = "2026-11-20";

const WALK: (&str, &str) =
    ("plans/walk.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-09\nrate: [ease]\n---\n");

const DONE: (&str, &str) = ("2026-11-18.md", "- [x] Walk\n");

proptest! {
    #![proptest_config(ProptestConfig::with_cases(times(128)))]

    /// Any text in a field of a plan comes back as it was typed, spaces aside, or nothing is written.
    #[test]
    fn any_text_of_a_plan_reads_back_the_same(task in "\\PC{1,30}|[ -~]{1,30}", goal in TYPED, cue in "[a-z]{3,9}( [a-z]{3,9})?", ending in ENDING) {
        let here = Sandbox::with(&[("journal.md", "# Mine\n")]);
        let goal = goal + &ending;
        let when = format!("each time I zz{cue}");
        let mut arguments: Vec<String> = vec!["plan".into(), "--new".into(), format!("--when={when}"), "--times=daily".into(), format!("--rate=zz{cue}")];
        arguments.extend(["goal", "where", "helper", "obstacle", "then"].map(|key| format!("--{key}={goal}")));
        arguments.extend(["--".into(), task.clone()]);
        let ran = here.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        let plans = if here.exists("plans") { here.files("plans") } else { Vec::new() };
        if ran.status == 0 {
            prop_assert_eq!(plans.len(), 1);
            let plan = plan_of(&here, &format!("plans/{}", plans[0].0));
            prop_assert_eq!(&plan.task, &spaced(&task));
            prop_assert_eq!(plan.when_text.as_deref(), Some(when.as_str()));
            prop_assert_eq!(&plan.rate.iter().map(|of| of.name.clone()).collect::<Vec<_>>(), &[format!("zz{cue}")]);
            let goal = typed(&goal);
            for (key, read) in [("goal", &plan.goal), ("where", &plan.place), ("helper", &plan.helper), ("obstacle", &plan.obstacle), ("then", &plan.then)] {
                prop_assert_eq!(read, &goal, "{}", key);
            }
            prop_assert_eq!(plan.share, Share::Summary);
        } else {
            prop_assert!(plans.is_empty());
            refused_for(&ran, &[(goal.contains("[[") || task.contains("[["), "is a link"), (has_signs(&task), "")])?;
        }
    }

    /// What is read of a line beside its words is a name, a place and a number of its own here; no two texts could be confused.
    #[test]
    fn any_text_of_an_entry_reads_back_the_same(
        words in TYPED,
        ending in ENDING,
        felt in TYPED,
        barrier in "[a-c,\"\\[\\]: ]{0,9}|[ -~]{0,9}",
        (place, ease) in ("[a-zß]{5,9}( [a-z]{5,9})?", 0..=10_u8),
    ) {
        let here = Sandbox::with(&[("journal.md", "# Mine\n"), WALK]);
        let words = words + &ending;
        let line = format!("walk @zz{place} - {words}");
        let barrier = format!("I {barrier}");
        let flags = [format!("--felt={felt}"), format!("--barrier={barrier}"), format!("--rate=ease={ease}")];
        let more = ["--barrier=zz", "--helper=noticed, warm", "--", &line];
        let ran = here.run(&[&["log", "--as-of", AS_OF][..], &flags.each_ref().map(String::as_str), &more].concat());
        if ran.status == 0 {
            let journal = journal(&here);
            let [entry] = journal.entries.as_slice() else { panic!("{:?}", journal.entries) };
            let read = entry.words.as_deref().map(spaced);
            // What is certainly a program's mark is no part of the words, and is named.
            match ran.out.contains("is read as a mark of another program") {
                true => prop_assert!(spaced(&words).starts_with(read.as_deref().unwrap_or_default())),
                false => prop_assert_eq!(read, typed(&words)),
            }
            prop_assert_eq!(entry.felt.as_deref().map(spaced), typed(&felt));
            prop_assert_eq!(&entry.barriers, &[spaced(&barrier), "zz".to_owned()].map(Barrier::Other));
            prop_assert_eq!(entry.place.as_ref(), Some(&format!("zz{place}")));
            prop_assert_eq!(entry.ratings.iter().map(|(_, number)| number.to_string()).collect::<Vec<_>>(), [ease.to_string()]);
            prop_assert_eq!((entry.helper.noticed, entry.helper.response), (Some(true), Some(Response::Warm)));
        } else {
            prop_assert!(!here.exists("log"));
            let has_quotes = |text: &str| text.contains(['"', '\'', '[', ']']);
            refused_for(&ran, &[(has_quotes(&barrier) || has_quotes(&felt), "would not be read as you typed it")])?;
        }
    }

    #[test]
    fn any_helper_who_writes_reads_back_the_same(by in TYPED) {
        // Such a word is the client: `I`, `me`, `ich`.
        let letters = by.chars().filter(|c| c.is_alphabetic()).count();
        prop_assume!(letters != 1 && !["me", "ik", "yo", "io", "moi", "ich"].contains(&by.trim().to_lowercase().as_str()));
        let here = Sandbox::with(&[("journal.md", "# Mine\n"), WALK]);
        let ran = here.run(&["log", "--as-of", AS_OF, &format!("--by={by}"), "walk"]);
        if ran.status == 0 {
            let journal = journal(&here);
            let [entry] = journal.entries.as_slice() else { panic!("{:?}", journal.entries) };
            prop_assert_eq!(&entry.written_by, &typed(&by));
        } else {
            prop_assert!(!here.exists("log"));
            refused_for(&ran, &[(by.contains("[["), "is a link"), (by.trim().is_empty(), "needs the helper's name")])?;
        }
    }

    #[test]
    fn any_answer_reads_back_the_same(answer in TYPED) {
        let here = Sandbox::with(&[("journal.md", "# Mine\n"), WALK, DONE]);
        let ran = here.run(&["reflect", "--as-of", AS_OF, &format!("--answer={answer}"), "--answer=second one"]);
        prop_assert_eq!(ran.status, 0, "{}", ran.err);
        let journal = journal(&here);
        // A line that would be a heading has a backslash in the note, which no reader shows.
        let shown = |answer: &str| lines(&answer.replace("\\#", "#"));
        let all = journal.reflections.iter().flat_map(|of| &of.answers);
        let answers: Vec<Vec<String>> = all.map(|(_, answer)| shown(answer)).collect();
        let first = Some(shown(&answer)).filter(|lines| !lines.is_empty());
        prop_assert_eq!(answers, Vec::from_iter(first.into_iter().chain([shown("second one")])));
    }

    /// What opens a block of code, a comment or a heading ends with its answer.
    #[test]
    fn an_answer_takes_nothing_of_the_next(mark in "```|~~~|``` then|<!--|a <!-- b|50%% sure|%% x %%|%%%%%|# x|-->|> ```|- ```", words in "[a-z ]{0,12}", indent in " {0,3}") {
        let here = Sandbox::with(&[("journal.md", "# Mine\n"), WALK, DONE]);
        let first = format!("{words}\n{indent}{mark}\nmore");
        let ran = here.run(&["reflect", "--as-of", AS_OF, &format!("--answer={first}"), "--answer=second one"]);
        prop_assert_eq!(ran.status, 0, "{}", ran.err);
        let journal = journal(&here);
        let all = journal.reflections.iter().flat_map(|of| &of.answers);
        let answers: Vec<String> = all.map(|(_, answer)| spaced(answer)).collect();
        prop_assert_eq!(answers, [spaced(&first), "second one".to_owned()]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(times(16)))]

    #[test]
    fn any_text_of_init_reads_back_the_same(name in TYPED, in_need in TYPED, goal in TYPED, ending in ENDING) {
        let here = Sandbox::empty();
        let goal = goal + &ending;
        let flags = ["goal", "where", "helper", "obstacle", "then"].map(|key| format!("--{key}={goal}"));
        let start = [format!("--name={name}"), format!("--in-need={in_need}")];
        let all = start.iter().chain(&flags).map(String::as_str);
        let ran = here.run(&["init", ".", "--yes", "--task=Walk", "--when=every day at 8", "--rate=ease"].into_iter().chain(all).collect::<Vec<_>>());
        if ran.status == 0 {
            let journal = journal(&here);
            let [plan] = &*journal.plans else { panic!("{:?}", journal.plans) };
            let read = [&plan.goal, &plan.place, &plan.helper, &plan.obstacle, &plan.then];
            let goal = typed(&goal);
            prop_assert_eq!(read, [&goal; 5]);
            prop_assert_eq!((plan.task.as_str(), plan.rate.len()), ("Walk", 1));
            let settings = journal.settings;
            prop_assert_eq!(settings.name, typed(&name));
            // What to do is around the name. Signs alone name nobody.
            let turn = settings.where_to_turn.unwrap_or_default();
            let names_somebody = in_need.contains(char::is_alphanumeric);
            prop_assert!(!names_somebody || turn.contains(&spaced(&in_need)), "{:?} {}", in_need, turn);
        } else {
            prop_assert!(here.files("").is_empty());
            refused_for(&ran, &[([&name, &in_need, &goal].iter().any(|text| text.contains("[[")), "is a link")])?;
        }
    }
}
