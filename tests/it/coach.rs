//! The planning coach: one question about a plan, with the sentence that could come of it, in `check` and on the page.

use crate::sandbox::Sandbox;

const AS_OF: &str = "2026-11-23";

fn check(plan: &str) -> String {
    let here = Sandbox::with(&[("journal.md", "# J\n")]);
    here.write("plans/walk.md", plan);
    here.run_to(0, &["check", "--as-of", AS_OF]).out
}

#[test]
fn a_plan_is_asked_one_thing_with_its_sentence() {
    for (front, log, told) in [
        (
            "when: sometime",
            "",
            "At what moment could it begin? `when: Thursday morning, while my coffee is brewing` would read: “If it is Thursday morning, while my coffee is brewing: Walk.”",
        ),
        (
            "when: 3 times a week",
            "",
            "`when: 3 times a week, after dinner` would read: “Three times this week, after dinner: Walk.”",
        ),
        (
            "when: daily at 18:00\nminutes: 20\nwhere: park\ngoal: sleep",
            "- [x] 2026-11-09\n- [-] 2026-11-10\n- [-] 2026-11-11\n",
            "What would a two-minute version look like?",
        ),
        (
            "when: daily at 18:00\nminutes: 2\ngoal: sleep",
            "- [x] 2026-11-09\n- [-] 2026-11-10\n- [-] 2026-11-11\n",
            "What would a one-minute version look like?",
        ),
        (
            "when: Mon at 18:00\nwhere: park\nstage: do",
            "",
            "What do you hope this will do for you? It now reads: “If it is Monday at 18:00: Walk (park).”",
        ),
        ("when: Mon at 18:00\ngoal: sleep", "", "Where could this be?"),
    ] {
        let out = check(&format!("---\ntask: Walk\n{front}\nfrom: 2026-11-02\n---\n{log}"));
        assert!(out.contains(told), "{front}\n{out}");
        assert!(out.contains("Every note can be read. 1 hint."), "{front}\n{out}");
    }
}

#[test]
fn nothing_is_asked_where_there_is_nothing_to_ask() {
    for plan in [
        "task: Walk\nwhen: daily at 18:00\nfrom: 2026-11-02",
        "task: Walk\nwhen: daily at 18:00\nwhere: park\ngoal: sleep\nfrom: 2026-11-02",
        "task: Walk\nwhen: when I feel tense\nstage: notice\nfrom: 2026-11-02",
        "task: Walk\nwhen: daily at 18:00\nwhere: park\nstage: do\nfrom: 2026-11-02\nuntil: 2026-11-15",
    ] {
        assert!(check(&format!("---\n{plan}\n---\n")).contains("Every note can be read. No hints."), "{plan}");
    }
}

#[test]
fn three_plans_at_once_bring_a_question_about_what_can_wait() {
    let here = Sandbox::with(&[("journal.md", "# J\n")]);
    for name in ["a", "b", "c"] {
        here.write(&format!("{name}.md"), format!("---\ntask: {name}\nwhen: daily at 8\nfrom: 2026-11-02\n---\n"));
    }
    let out = here.run_to(0, &["check", "--as-of", AS_OF]).out;
    assert!(
        out.contains("Which two matter most right now?") && out.contains("`a`, `b` and `c` run at the same time"),
        "{out}"
    );
}

#[test]
fn the_page_asks_about_one_plan() {
    let here = Sandbox::with(&[("journal.md", "# J\n")]);
    for name in ["Walk", "Read"] {
        here.write(&format!("{name}.md"), format!("---\ntask: {name}\nwhen: sometime\nfrom: 2026-11-02\n---\n"));
    }
    here.run_to(0, &["report", "--as-of", AS_OF]);
    let page = here.read("reports/week-2026-11-16.md").split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(page.matches("At what moment could this begin?").count(), 1, "{page}");
    // What nobody wrote stands in `check` alone.
    assert!(!page.contains("my coffee is brewing"), "{page}");
}
