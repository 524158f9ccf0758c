//! `tinystep prompts`, and what `check` says about a journal's own rules: the real binary.

use crate::sandbox::Sandbox;
use tinystep::phrases::DEFAULT_LANGUAGE;

const JOURNAL: &[(&str, &str)] = &[
    ("journal.md", "---\nname: Alex\n---\n# My journal\n"),
    (
        "plans/memo.md",
        "---\ntask: Voice memo\nwhen: every day at 7:30\nwhere: kitchen\nminutes: 2\ngoal: Say it early\nfrom: 2026-11-02\n---\n",
    ),
    ("plans/walk.md", "---\ntask: Walk\nwhen: daily at noon\nfrom: 2026-11-02\nshare: none\nobstacle: rain\n---\n"),
    (
        "entries/1.md",
        "---\ntask: Voice memo\nwhen: 2026-11-16 07:35\nbarrier: too_big\ndone: partly\n---\nIt was fine.\n",
    ),
];
const AS_OF: &str = "2026-11-22";

#[test]
fn questions_agenda_and_next_step_are_printed() {
    let here = Sandbox::with(JOURNAL);
    let ran = here.run_to(0, &["prompts", "--as-of", AS_OF]);
    for part in [
        "Questions for Alex\nMonday 16 to Sunday 22 November 2026.\n",
        "\nWhat part of this would be easy enough to begin with?\n  From: Voice memo: too big (Mon).\n",
        "\nMiddle: Plan the next step now, not at the end.",
        "\n---\ntask: Walk\n",
        "\nNo one reads these notes as you write them.",
    ] {
        assert!(ran.out.contains(part), "{part}\n{}", ran.out);
    }
    assert!(
        here.run_to(0, &["prompts", "--as-of", AS_OF, "--week", "2026-11-04"]).out.contains("2 to Sunday 8 November")
    );
}

#[test]
fn shared_pages_hold_no_trace_of_private_notes() {
    let here = Sandbox::with(JOURNAL);
    let own = here.run_to(0, &["prompts", "--as-of", AS_OF, "--why"]);
    assert!(own.out.contains("Walk"), "{}", own.out);
    for why in [&[][..], &["--why"]] {
        let ran = here.run_to(0, &[&["prompts", "--shared", "--as-of", AS_OF], why].concat());
        assert!(!ran.out.contains("Walk") && !ran.out.contains("rain"), "{}", ran.out);
    }
}

#[test]
fn why_names_every_rule_and_its_fact() {
    let here = Sandbox::with(JOURNAL);
    here.write("prompts/mine.md", "---\nfor: client\nif: done > 5 and week.over\n---\nHow was it?\n");
    let ran = here.run_to(0, &["prompts", "--as-of", AS_OF, "--why"]);
    for (rule, _) in DEFAULT_LANGUAGE.rules {
        assert!(ran.out.contains(&format!("\n{rule} (priority ")), "{rule}");
    }
    for part in [
        "\nbarrier-first-piece (priority 80, takes turns in `barrier`)\n  What part of this would be easy enough to begin with? Or: Which first piece of this would feel safe to begin?\n  asked: Voice memo: too big (barrier.",
        "\nmine (priority 50, prompts/mine.md)\n  How was it?\n  not true: Voice memo; Walk, by `done > 5` (done: 0)\n",
        "\nafter-pause (priority 90)\n",
        "by `after_pause` (after_pause: no)",
        "\n  true, others came first: ",
    ] {
        assert!(ran.out.contains(part), "{part}\n{}", ran.out);
    }
}

#[test]
fn check_reads_the_rules_of_the_journal() {
    let here = Sandbox::with(JOURNAL);
    here.write("prompts/saturday.md", "---\nfor: client\nif: done > 1 and opn\n---\nHow was it?\n");
    let ran = here.run_to(1, &["check", "--as-of", AS_OF]);
    assert!(ran.out.contains("prompts/saturday.md:3:18"), "{}", ran.out);
    assert!(ran.out.contains("`opn` is not a fact.") && ran.out.contains("Write `open`"), "{}", ran.out);
    // The others are asked all the same.
    assert!(here.run_to(0, &["prompts", "--as-of", AS_OF]).out.contains("easy enough to begin with"));
}
