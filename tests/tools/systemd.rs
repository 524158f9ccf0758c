//! systemd accepts the unit file that `watch --print systemd` prints.

use std::process::Command;

use crate::ToolTest;
use crate::sandbox::Sandbox;

pub const TESTS: &[ToolTest] = &[ToolTest {
    name: "systemd_accepts_the_printed_unit",
    needs: &[&["systemd-analyze"]],
    is_long: false,
    run: systemd_accepts_the_printed_unit,
}];

fn systemd_accepts_the_printed_unit() {
    const ODD: &str = "tools/a 100% $HOME \"journal\"";
    let here = Sandbox::with(&[("journal.md", "# Journal\n")]);
    here.write(&format!("{ODD}/journal.md"), "# Journal\n");
    // systemd-analyze asks for a session folder, which a machine without a login session does not have.
    let session = tempfile::tempdir().expect("a folder");
    let verify = |unit: &str| {
        here.write("tinystep-test.service", unit);
        let output = Command::new("systemd-analyze")
            .args(["verify", "--user", "--man=no"])
            .arg(here.path("tinystep-test.service"))
            .env("XDG_RUNTIME_DIR", session.path())
            .env("HOME", session.path())
            .output()
            .expect("systemd-analyze runs");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    for folder in [".", ODD] {
        let unit = here.run_to(0, &["watch", "--print", "systemd", folder]).out;
        assert_eq!(verify(&unit), (true, String::new()), "{unit}");
        let (is_accepted, message) = verify(&unit.replace("ExecStart=\"/", "ExecStart=\"/nowhere/"));
        assert!(!is_accepted && message.contains("nowhere"), "a wrong path was accepted: {message}");
    }
}
