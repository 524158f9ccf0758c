//! `tinystep watch` on a real folder, with real editors. States are waited for, never seconds.

use std::process::Command;

use rustix::process::Signal;

use crate::sandbox::{Sandbox, tool, wait_for};

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
fn settings_in_pieces_change_nothing_until_they_are_whole() {
    let here = journal();
    let watch = here.start(WATCH);
    wait_for("a first report", || here.exists("reports/index.md") && here.files("reports") == one_shot(&here));
    let before = here.files("reports");
    for (n, broken) in ["", "---\nname: Al", "---\nweek starts: someday\n---\n"].into_iter().enumerate() {
        here.write("journal.md", broken);
        here.write("daily/2026-11-17.md", "- [x] Stretch\n");
        // What was read is told, so when this note is named the tick was seen too.
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
fn vim_and_nano_tick_a_box() {
    let (vim, nano) = (tool("vim"), tool("nano") && tool("tmux"));
    for copying in ["auto", "no", "yes"].into_iter().filter(|_| vim) {
        let here = journal();
        let watch = here.start(WATCH);
        wait_for("a first report", || here.exists(WEEK));
        let first = here.read(WEEK);
        let status = Command::new("vim")
            .args(["-u", "NONE", "-es", "-c", "set backupskip= writebackup"])
            .args([
                "-c",
                &format!("set backupcopy={copying}"),
                "-c",
                "%s/\\[ \\]/[x]/",
                "-c",
                "wq",
                "daily/2026-11-17.md",
            ])
            .current_dir(here.root())
            .status();
        assert!(status.expect("vim runs").success());
        assert_eq!(here.read("daily/2026-11-17.md"), "- [x] Stretch\n");
        wait_for("vim's change", || here.read(WEEK) != first);
        drop(watch);
    }
    if nano {
        let here = journal();
        let watch = here.start(WATCH);
        wait_for("a first report", || here.exists(WEEK));
        let first = here.read(WEEK);
        let socket = here.path(".tmux");
        let tmux = |arguments: &[&str]| {
            let status = Command::new("tmux").arg("-S").arg(&socket).args(arguments).current_dir(here.root()).status();
            assert!(status.expect("tmux runs").success());
        };
        tmux(&["-f", "/dev/null", "new-session", "-d", "-x", "60", "-y", "20", "nano", "-R", "daily/2026-11-17.md"]);
        let screen = || {
            let seen = Command::new("tmux").arg("-S").arg(&socket).args(["capture-pane", "-p"]).output();
            String::from_utf8_lossy(&seen.expect("tmux runs").stdout).into_owned()
        };
        wait_for("nano", || screen().contains("Stretch"));
        tmux(&["send-keys", "Right", "Right", "Right", "Delete", "x", "C-s"]);
        wait_for("nano's change", || here.read("daily/2026-11-17.md").contains("[x]") && here.read(WEEK) != first);
        tmux(&["kill-server"]);
        drop(watch);
    }
}
