//! Whatever a person types into `init`, `plan`, `log` or `reflect` comes back as it was typed, spaces aside, or nothing is written.

use proptest::prelude::*;
use tinystep::journal::{Barrier, Share};

use crate::plan::{journal, plan_of};
use crate::sandbox::{Sandbox, times};

/// What people type, and what they do not.
const TYPED: &str = "\\PC{0,30}|[ -~äß–—#@🙂\n\t]{0,40}";

/// A text as it comes back: runs of space are one.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same; none for a text that says nothing.
fn typed(text: &str) -> Option<String> {
    Some(spaced(text)).filter(|text| !text.is_empty())
}

const AS_OF: &str = "2026-11-20";

const WALK: (&str, &str) = ("plans/walk.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-09\n---\n");

const DONE: (&str, &str) = ("2026-11-18.md", "- [x] Walk\n");

proptest! {
    #![proptest_config(ProptestConfig::with_cases(times(128)))]

    /// Any text in a field of a plan comes back as it was typed, spaces aside, or nothing is written.
    #[test]
    fn any_text_of_a_plan_reads_back_the_same(task in "\\PC{1,30}|[ -~]{1,30}", goal in TYPED) {
        let here = Sandbox::with(&[("journal.md", "# Mine\n")]);
        let flags = |key: &str, text: &str| [format!("--{key}"), text.to_owned()];
        let mut arguments: Vec<String> = vec!["plan".into(), "--new".into(), "--when".into(), "every day at 8".into()];
        for key in ["goal", "where", "helper", "obstacle", "then"] {
            arguments.extend(flags(key, &goal));
        }
        arguments.extend(["--".into(), task.clone()]);
        let ran = here.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        let plans = if here.exists("plans") { here.files("plans") } else { Vec::new() };
        if ran.status == 0 {
            prop_assert_eq!(plans.len(), 1);
            let plan = plan_of(&here, &format!("plans/{}", plans[0].0));
            prop_assert_eq!(&plan.task, &spaced(&task));
            let goal = typed(&goal);
            for (key, read) in [("goal", &plan.goal), ("where", &plan.place), ("helper", &plan.helper), ("obstacle", &plan.obstacle), ("then", &plan.then)] {
                prop_assert_eq!(read, &goal, "{}", key);
            }
            prop_assert_eq!(plan.share, Share::Summary);
        } else {
            prop_assert_eq!(ran.status, 2, "{}", ran.err);
            prop_assert!(plans.is_empty());
        }
    }

    #[test]
    fn any_text_of_an_entry_reads_back_the_same(words in TYPED, felt in TYPED, barrier in "[a-c,\"\\[\\]: ]{0,9}|[ -~]{0,9}") {
        let here = Sandbox::with(&[("journal.md", "# Mine\n"), WALK]);
        let line = format!("walk - {words}");
        let barrier = format!("I {barrier}");
        let felt_flag = format!("--felt={felt}");
        let ran = here.run(&["log", "--as-of", AS_OF, &felt_flag, &format!("--barrier={barrier}"), "--barrier=zz", "--", &line]);
        if ran.status == 0 {
            let journal = journal(&here);
            let [entry] = journal.entries.as_slice() else { panic!("{:?}", journal.entries) };
            prop_assert_eq!((entry.words.as_deref().map(spaced), entry.felt.as_deref().map(spaced)), (typed(&words), typed(&felt)));
            prop_assert_eq!(&entry.barriers, &[spaced(&barrier), "zz".to_owned()].map(Barrier::Other));
        } else {
            prop_assert_eq!(ran.status, 2, "{}", ran.err);
            prop_assert!(!here.exists("log"));
        }
    }

    #[test]
    fn any_answer_reads_back_the_same(answer in TYPED) {
        let here = Sandbox::with(&[("journal.md", "# Mine\n"), WALK, DONE]);
        let ran = here.run(&["reflect", "--as-of", AS_OF, &format!("--answer={answer}")]);
        prop_assert_eq!(ran.status, 0, "{}", ran.err);
        let journal = journal(&here);
        // A line that would be a heading has a backslash in the note, which no reader shows.
        let shown = |answer: &str| spaced(answer).replace("\\#", "#");
        let all = journal.reflections.iter().flat_map(|of| &of.answers);
        let answers: Vec<String> = all.map(|(_, answer)| shown(answer)).collect();
        prop_assert_eq!(answers, Vec::from_iter(typed(&answer).map(|answer| shown(&answer))));
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
    fn any_text_of_init_reads_back_the_same(name in TYPED, in_need in TYPED) {
        let here = Sandbox::empty();
        let ran = here.run(&["init", ".", "--yes", "--name", &name, "--in-need", &in_need]);
        if ran.status == 0 {
            let settings = journal(&here).settings;
            prop_assert_eq!(settings.name, typed(&name));
            // What to do is around the name. Signs alone name nobody.
            let turn = settings.where_to_turn.unwrap_or_default();
            let names_somebody = in_need.contains(char::is_alphanumeric);
            prop_assert!(!names_somebody || turn.contains(&spaced(&in_need)), "{:?} {}", in_need, turn);
        } else {
            prop_assert_eq!(ran.status, 2, "{}", ran.err);
            prop_assert!(here.files("").is_empty());
        }
    }
}
