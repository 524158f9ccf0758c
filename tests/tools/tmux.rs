//! A terminal that a test types into.

use std::process::Command;

use crate::sandbox::Sandbox;

/// A tmux server that ends with the value, also when an assertion fails.
pub struct Tmux<'a>(pub &'a Sandbox);

impl Tmux<'_> {
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("tmux");
        command.arg("-S").arg(self.0.path(".tmux")).args(arguments).current_dir(self.0.root());
        command
    }

    pub fn run(&self, arguments: &[&str]) {
        assert!(self.command(arguments).status().expect("tmux runs").success());
    }

    pub fn screen(&self) -> String {
        let output = self.command(&["capture-pane", "-p"]).output().expect("tmux runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for Tmux<'_> {
    fn drop(&mut self) {
        let _ = self.command(&["kill-server"]).output();
    }
}
