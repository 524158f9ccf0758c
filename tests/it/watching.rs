//! `tinystep watch` on a real folder. States are waited for, never seconds.

use rustix::process::Signal;

use crate::sandbox::{Sandbox, wait_for};

const PLAN: &str = "---\ntask: Stretch\nwhen: every day at 7:30\nminutes: 3\nfrom: 2026-11-16\n---\n";
const WEEK: &str = "reports/week-2026-11-16.md";
const WATCH: &[&str] = &["watch", ".", "--as-of", "2026-11-22"];

fn journal() -> Sandbox {
    Sandbox::with(&[("journal.md", "# Journal\n"), ("plan.md", PLAN), ("daily/2026-11-17.md", "- [ ] Stretch\n")])
}

/// What a one-shot report makes of a copy.
fn one_shot(here: &Sandbox) -> Vec<(String, Vec<u8>)> {
    let copy = Sandbox::empty();
    crate::sandbox::copy(here.root(), copy.root());
    copy.run_to(0, &["report", ".", "--as-of", "2026-11-22"]);
    copy.files("reports")
}

#[test]
fn the_report_follows_the_notes() {
    let here = journal();
    let watch = here.start(WATCH);
    wait_for("a first report", || here.exists(WEEK) && here.exists("reports/index.md"));
    let settle = |what: &str, here: &Sandbox| wait_for(what, || here.files("reports") == one_shot(here));
    settle("the first state", &here);
    let first = here.read(WEEK);

    here.write("daily/2026-11-17.md", "- [x] Stretch\n");
    wait_for("a tick", || here.read(WEEK) != first);
    settle("a tick", &here);
    std::fs::remove_file(here.path("daily/2026-11-17.md")).expect("removed");
    wait_for("the removal", || here.read(WEEK) == first);

    here.write("new/deep/2026-11-18.md", "- [x] Stretch\n");
    wait_for("a note in a new folder", || here.read(WEEK) != first);
    settle("a note in a new folder", &here);
    let deep = here.read(WEEK);
    std::fs::rename(here.path("new"), here.path("old")).expect("renamed");
    here.write("old/deep/2026-11-19.md", "- [x] Stretch\n");
    wait_for("a note in a renamed folder", || here.read(WEEK) != deep);
    settle("a note in a renamed folder", &here);
    std::fs::remove_dir_all(here.path("old")).expect("removed");
    wait_for("a folder's end", || here.read(WEEK) == first);

    here.write("journal.md", "---\nname: Alex\n---\n");
    wait_for("a new setting", || here.read(WEEK).contains("Alex"));
    settle("a new setting", &here);
    assert_eq!(watch.end(Signal::INT), Some(0));
    assert!(here.read(".out").contains("daily/2026-11-17.md"), "{}", here.read(".out"));
}

#[test]
fn an_update_says_what_it_understood() {
    let here = journal();
    here.write("swim.md", "---\ntask: Swim\nwhen: 3 times a week\nfrom: 2026-11-16\nshare: none\n---\n");
    let watch = here.start(WATCH);
    wait_for("a first report", || here.exists(WEEK) && here.exists("reports/index.html"));
    let says = |what: &str| wait_for(what, || here.read(".out").contains(what));
    here.write("daily/2026-11-17.md", "- [x] Stretch, 12 min\n");
    says("Tue 17: Stretch, done, 12 minutes (1 of 6 this week)");
    // The client's own terminal: what is private is named too.
    here.write("entries/1.md", "---\ntask: Swim\nwhen: 2026-11-18 18:00\ndone: partly\n---\n");
    says("Wed 18: Swim, partly (");
    here.write("entries/2.md", "---\ntask: Garden\nwhen: 2026-11-18\n---\n");
    says("Wed 18: Garden, done (no plan of this name)");
    here.write("entries/3.md", "---\ntask: Stretch\nwhen: 2026-11-24\n---\n");
    says("Tue 24: Stretch, done, not counted yet");
    // If there are many, the newest are listed. Ordinary notes and a helper's notes print nothing.
    here.write(
        "plan.md",
        PLAN.replace("2026-11-16", "2026-11-02")
            + "- [x] 2026-11-02\n- [x] 2026-11-03\n- [x] 2026-11-04\n- [-] 2026-11-05\n- [x] 2026-11-06, 4 min\n",
    );
    says("  and 2 more\n");
    let said = here.read(".out");
    assert!(said.contains("Fri 6: Stretch, done, 4 minutes (4 of 7 in the week of 2 Nov)"), "{said}");
    assert!(said.contains("Thu 5: Stretch, not done") && !said.contains("Tue 3: Stretch"), "{said}");
    let lines = said.lines().count();
    here.write("shopping.md", "- [x] milk\n");
    here.write("journal.md", "---\nname: Alex\n---\n");
    wait_for("a new setting", || here.read(WEEK).contains("Alex"));
    let said = here.read(".out");
    assert!(!said.lines().skip(lines).any(|line| line.contains("Stretch")), "{said}");
    // What closing the terminal sends.
    assert_eq!(watch.end(Signal::HUP), Some(0));
}

#[test]
fn half_written_settings_change_nothing() {
    let here = journal();
    let watch = here.start(WATCH);
    wait_for("a first report", || here.exists("reports/index.md") && here.files("reports") == one_shot(&here));
    let before = here.files("reports");
    for (n, broken) in ["", "---\nname: Al", "---\nweek starts: someday\n---\n"].into_iter().enumerate() {
        here.write("journal.md", broken);
        here.write("daily/2026-11-17.md", "- [x] Stretch\n");
        // What was read is printed, so when this note is named the tick was seen too.
        here.write(&format!("bad-{n}.md"), "---\ntask: Stretch\nwhen: 3/4/2026\n---\n");
        wait_for("a word about it", || {
            here.exists("notes-to-fix.md") && here.read("notes-to-fix.md").contains(&format!("bad-{n}.md"))
        });
        assert_eq!(before, here.files("reports"), "{broken:?}");
        std::fs::remove_file(here.path(&format!("bad-{n}.md"))).expect("removed");
    }
    std::fs::remove_file(here.path("journal.md")).expect("removed");
    wait_for("a word about the journal's absence", || here.read(".err").contains("no journal.md"));
    assert_eq!(before, here.files("reports"));
    here.write("journal.md", "# Journal\n");
    wait_for("the reports of whole settings", || here.files("reports") == one_shot(&here));
    assert_ne!(before, here.files("reports"));
    assert!(!here.exists("notes-to-fix.md"));
    assert_eq!(watch.end(Signal::TERM), Some(0));
}

#[test]
fn own_rules_are_followed_while_it_watches() {
    let here = journal();
    here.write("entry.md", "---\ntask: Stretch\nwhen: 2026-11-18 07:30\nbarrier: too_big\n---\n");
    let watch = here.start(WATCH);
    const PROMPTS: &str = "reports/prompts-2026-11-16.md";
    wait_for("first prompts", || here.exists(PROMPTS) && here.files("reports") == one_shot(&here));
    let asked = |words: &str| here.read(PROMPTS).replace('\n', " ").replace("  ", " ").contains(words);
    let first = here.read(PROMPTS);

    // One more; then in the place of a built-in; then silence; then broken.
    let rule = |text: &str| format!("---\nfor: client\nif: done\npriority: 99\nfrom: task\n---\n{text}\n");
    here.write("prompts/mine.md", rule("What did the cat do meanwhile?"));
    wait_for("a rule of one's own", || asked("What did the cat do meanwhile?"));
    here.write("prompts/mine.md", rule("What did the dog do meanwhile?"));
    wait_for("a rule in another wording", || asked("What did the dog do meanwhile?"));
    here.write("prompts/barrier.md", "---\nkind: ignore\n---\n");
    wait_for("a silenced rule", || here.files("reports") == one_shot(&here) && asked("the dog"));
    here.write("prompts/mine.md", "---\nfor: client\nif: dne > 0\npriority: 99\nfrom: task\n---\nWhat now?\n");
    wait_for("a word about the broken one", || {
        here.exists("notes-to-fix.md") && here.read("notes-to-fix.md").contains("prompts/mine.md")
    });
    wait_for("the others", || !asked("the dog") && here.files("reports") == one_shot(&here));
    let check = here.run_to(1, &["check", ".", "--as-of", "2026-11-22"]).out;
    assert!(check.contains("prompts/mine.md:3:5") && check.contains("not a fact"), "{check}");
    std::fs::remove_dir_all(here.path("prompts")).expect("removed");
    wait_for("the built-in rules alone", || here.read(PROMPTS) == first && !here.exists("notes-to-fix.md"));
    assert_eq!(watch.end(Signal::TERM), Some(0));
}
