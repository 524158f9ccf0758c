//! `--week` of `show`, `prompts` and `reflect`, as it is typed.

use crate::sandbox::Sandbox;

const JOURNAL: &[(&str, &str)] = &[
    ("journal.md", "# Journal\n"),
    (
        "plan.md",
        "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-10-01\n---\n- [x] 2026-11-03\n- [x] 2026-11-10\n",
    ),
];
const AS_OF: &str = "2026-11-19";

#[test]
fn a_week_can_be_named_in_several_ways() {
    let here = Sandbox::with(JOURNAL);
    let show = |week: &[&str]| here.run_to(0, &[&["show", "--as-of", AS_OF], week].concat()).out;
    let same = |a: &[&str], b: &[&str]| assert_eq!(show(a), show(b), "{a:?} {b:?}");
    same(&["--week", "last"], &["--week", "2026-11-09"]);
    same(&["--week", "-1"], &["--week", "2026-11-15"]);
    same(&["--week", "-2"], &["--week", "2026-11-04"]);
    same(&["--week=-2"], &["--week", "2026-11-04"]);
    same(&["--week", "2026-W45"], &["--week", "2026-11-02"]);
    assert!(show(&["--week", "-2", "."]).contains("Monday 2 to Sunday 8 November"));
    let ran = here.run_to(2, &["show", "--as-of", AS_OF, "--week", "the 31st"]);
    assert!(ran.err.contains("November 2026 has no such day as `the 31st`"), "{}", ran.err);
    let prompts = |week: &str| here.run_to(0, &["prompts", "--as-of", AS_OF, "--week", week]).out;
    assert_eq!(prompts("last"), prompts("2026-11-12"));
    here.run_to(0, &["reflect", "--as-of", AS_OF, "--week", "-1", "--answer", "It went well."]);
    assert!(here.read("reflections/2026-11-19.md").contains("week: 2026-11-09"));
}

#[test]
fn a_numbered_week_is_the_one_that_holds_its_monday() {
    let here = Sandbox::with(JOURNAL);
    here.write("journal.md", "---\nweek starts: Thursday\n---\n");
    let shown = here.run_to(0, &["show", "--as-of", AS_OF, "--week", "2026-W46"]).out;
    assert!(shown.contains("Thursday 5 to Wednesday 11 November"), "{shown}");
}

#[test]
fn after_a_course_the_weeks_go_back_from_its_last_one() {
    let here = Sandbox::with(JOURNAL);
    here.write("journal.md", "---\nuntil: 2026-11-11\n---\n");
    let shown = here.run_to(0, &["show", "--as-of", "2026-12-30", "--week", "last"]).out;
    assert!(shown.contains("Monday 2 to Sunday 8 November"), "{shown}");
}

#[test]
fn what_is_no_week_is_wrong_usage() {
    let here = Sandbox::with(JOURNAL);
    for (week, says) in [
        ("2026-W60", "Its weeks are W01 to W53."),
        ("2025-W53", "Its weeks are W01 to W52."),
        ("next", "Write a date of the week, `last`, `-2` for two weeks back, or `2026-W43`."),
        ("-0", "leave `--week` out"),
        ("3/4/2026", "2026-"),
    ] {
        let ran = here.run_to(2, &["show", "--week", week]);
        assert!(ran.err.contains(says), "{week}: {}", ran.err);
    }
}
