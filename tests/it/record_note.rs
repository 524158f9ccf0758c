//! `tinystep show --format note`: a paragraph for a clinician's record.

use crate::sandbox::Sandbox;

const AS_OF: &str = "2026-11-20";

const JOURNAL: &[(&str, &str)] = &[
    ("journal.md", "---\nname: Sam\n---\n"),
    ("walk.md", "---\ntask: Walk\nwhen: every day at 8\nfrom: 2026-11-16\n---\n"),
    ("hidden.md", "---\ntask: CANARY\nwhen: every day at 9\nfrom: 2026-11-16\nshare: none\n---\n- [x] 2026-11-16\n"),
    ("a.md", "---\ntask: Walk\nwhen: 2026-11-16\n---\nCANARY words that are not shared.\n"),
    ("b.md", "---\ntask: Walk\nwhen: 2026-11-17\ndone: no\nbarrier: low energy\ndiscuss: true\n---\nCANARY\n"),
    ("c.md", "---\ntask: Walk\nwhen: 2026-11-18\nshare: none\ndiscuss: true\nbarrier: CANARY\n---\n"),
    ("s.md", "---\nkind: session\ndate: 2026-11-12\nnext: 2026-11-26\n---\n"),
];

#[test]
fn a_paragraph_for_the_record_holds_counts_and_the_clients_priority() {
    let here = Sandbox::with(JOURNAL);
    let said = here.run_to(0, &["show", "--format", "note", "--as-of", AS_OF]);
    assert_eq!(
        said.out,
        "Sam: practice between sessions, Monday 16 to Sunday 22 November 2026, as of Friday 20 November. The plans: Walk \
         (1 of 4). What got in the way: low energy (once). Sam wants to discuss: Tue 17, Walk. The next session is on Thursday \
         26 November. The counts are from the client’s own notes; where there is no note, nothing is known.\n"
    );
    assert_eq!(said.out, here.run_to(0, &["show", "--shared", "--format", "note", "--as-of", AS_OF]).out);
    // With the words, if they are shared.
    here.write("b.md", "---\ntask: Walk\nwhen: 2026-11-17\ndiscuss: true\nshare: full\n---\nWhat a\n\nday\n");
    let said = here.run_to(0, &["show", "--format", "note", "--as-of", AS_OF]).out;
    assert!(said.contains("Sam wants to discuss: “What a day” (Tue 17, Walk)."), "{said}");
    // A week without any plan, of somebody without a name.
    let empty = Sandbox::with(&[("journal.md", "# J\n"), ("broken.md", "---\ntask: Walk\nwhen: 2026-11-99\n---\n")]);
    let said = empty.run_to(0, &["show", "--format", "note", "--week", "last", "--as-of", AS_OF]).out;
    assert_eq!(
        said,
        "Practice between sessions, Monday 9 to Sunday 15 November 2026. No plan was in this week. The counts are from the \
         client’s own notes, of which 1 could not be read; where there is no note, nothing is known.\n"
    );
}

#[test]
fn what_an_earlier_week_holds_to_discuss_is_in_its_own_note() {
    let here = Sandbox::with(&[
        ("journal.md", "---\nname: Sam\n---\n"),
        ("walk.md", "---\ntask: Walk\nwhen: every day at 8\nfrom: 2026-11-16\n---\n- [x] 2026-11-24\n"),
        ("a.md", "---\ntask: Walk\nwhen: 2026-11-19\ndiscuss: true\n---\n"),
    ]);
    let note = |week: &str| here.run_to(0, &["show", "--format", "note", "--week", week, "--as-of", "2026-11-30"]).out;
    assert!(note("2026-11-16").contains("wants to discuss: Thu 19, Walk."));
    assert!(!note("2026-11-23").contains("discuss"));
    // Since the last session, where one is known.
    here.write("s.md", "---\nkind: session\ndate: 2026-11-18\nnext: 2026-12-02\n---\n");
    assert!(note("2026-11-23").contains("wants to discuss: Thu 19, Walk."));
}

#[test]
fn the_notes_behind_the_counts_are_for_the_client() {
    let here = Sandbox::with(JOURNAL);
    here.run_to(2, &["show", "--why", "--format", "note"]);
}
