//! `tinystep watch` while a real editor saves a note.

use std::process::Command;

use crate::ToolTest;
use crate::sandbox::{Sandbox, wait_for};
use crate::tmux::Tmux;

pub const TESTS: &[ToolTest] = &[
    ToolTest { name: "vim_ticks_a_box", needs: &[&["vim"]], is_long: false, run: vim_ticks_a_box },
    ToolTest { name: "nano_ticks_a_box", needs: &[&["nano"], &["tmux"]], is_long: false, run: nano_ticks_a_box },
];

const PLAN: &str = "---\ntask: Stretch\nwhen: every day at 7:30\nminutes: 3\nfrom: 2026-11-16\n---\n";
const DAY: &str = "daily/2026-11-17.md";
const WEEK: &str = "reports/week-2026-11-16.md";
const WATCH: &[&str] = &["watch", ".", "--as-of", "2026-11-22"];

fn journal() -> Sandbox {
    Sandbox::with(&[("journal.md", "# Journal\n"), ("plan.md", PLAN), (DAY, "- [ ] Stretch\n")])
}

fn vim_ticks_a_box() {
    for copying in ["auto", "no", "yes"] {
        let here = journal();
        let _watch = here.start(WATCH);
        wait_for("a first report", || here.exists(WEEK));
        let first = here.read(WEEK);
        let status = Command::new("vim")
            .args(["-u", "NONE", "-es", "-c", "set backupskip= writebackup"])
            .args(["-c", &format!("set backupcopy={copying}"), "-c", "%s/\\[ \\]/[x]/", "-c", "wq", DAY])
            .current_dir(here.root())
            .status();
        assert!(status.expect("vim runs").success());
        assert_eq!(here.read(DAY), "- [x] Stretch\n");
        wait_for("vim's change", || here.read(WEEK) != first);
    }
}

fn nano_ticks_a_box() {
    let here = journal();
    let _watch = here.start(WATCH);
    wait_for("a first report", || here.exists(WEEK));
    let first = here.read(WEEK);
    let tmux = Tmux(&here);
    tmux.run(&["-f", "/dev/null", "new-session", "-d", "-x", "60", "-y", "20", "nano", "-R", DAY]);
    wait_for("nano", || tmux.screen().contains("Stretch"));
    tmux.run(&["send-keys", "Right", "Right", "Right", "Delete", "x", "C-s"]);
    wait_for("nano's change", || here.read(DAY).contains("[x]") && here.read(WEEK) != first);
}
