//! The Debian package of Cargo.toml, made with the program of this build and installed into a folder: the program runs, `man` finds
//! its page, and each shell loads its completions from where the package puts them.

use std::path::Path;
use std::process::Command;

use crate::ToolTest;
use crate::sandbox::Sandbox;

pub const TESTS: &[ToolTest] = &[ToolTest {
    name: "debian_package_is_made_and_installed",
    needs: &[&["cargo-deb"], &["dpkg"], &["man"], &["bash"], &["zsh"], &["fish"]],
    is_long: true,
    run: debian_package_is_made_and_installed,
}];

/// What a program prints that ends well.
fn run(command: &mut Command) -> String {
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// The manifest with what a package needs to know. The cargo-deb that needs no compiling is older than our edition.
fn manifest() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let whole = std::fs::read_to_string(root.join("Cargo.toml")).expect("a manifest");
    let sections = whole.split("\n[").filter(|text| {
        let head = text.trim_start_matches('[').split(']').next();
        matches!(head, Some("package" | "package.metadata.deb"))
    });
    let text: String = sections.map(|text| format!("[{}\n", text.trim_start_matches('['))).collect();
    text.replace("edition = \"2024\"", "edition = \"2021\"")
}

fn debian_package_is_made_and_installed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let here = Sandbox::with(&[("Cargo.toml", &manifest()), ("src/main.rs", "fn main() {}\n")]);
    for file in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        here.write(file, std::fs::read(root.join(file)).expect("a file"));
    }
    let staged = here.path("target/package");
    run(Command::new(root.join(".ci/packaging/stage")).arg(env!("CARGO_BIN_EXE_tinystep")).arg(&staged));
    run(Command::new("cargo-deb")
        .args(["--no-build", "--no-strip", "--fast", "--output", "x.deb"])
        .current_dir(here.root()));

    // A system of its own, in a folder.
    here.write("system/var/lib/dpkg/status", "");
    let system = here.path("system");
    let install = ["--force-not-root", "--force-depends", "--log=/dev/null", "--install", "x.deb"];
    run(Command::new("dpkg").arg(format!("--root={}", system.display())).args(install).current_dir(here.root()));

    let program = system.join("usr/bin/tinystep");
    assert!(run(Command::new(&program).arg("--version")).contains(env!("CARGO_PKG_VERSION")));
    let man = |page: &str| run(Command::new("man").arg("-M").arg(system.join("usr/share/man")).arg(page));
    assert!(man("tinystep").contains("journaling toolkit") && man("tinystep-log").contains("--yesterday"));

    here.write("journal/journal.md", "# Journal\n");
    here.write("journal/a.md", "---\ntask: Voice memo\nwhen: every day at 7:30\n---\n");
    let path = format!("{}:{}", system.join("usr/bin").display(), std::env::var("PATH").expect("a path"));
    let shell = |shell: &[&str], script: String| {
        run(Command::new(shell[0]).args(&shell[1..]).arg(script).current_dir(here.path("journal")).env("PATH", &path))
    };
    let of = |file: &str| system.join("usr/share").join(file).display().to_string();
    let bash = format!(
        "source {}\nCOMP_WORDS=(tinystep log vo); COMP_CWORD=2; COMP_TYPE=9\n_clap_complete_tinystep tinystep vo log \
         2>/dev/null; printf '%s' \"${{COMPREPLY[@]}}\"",
        of("bash-completion/completions/tinystep")
    );
    assert_eq!(shell(&["bash", "--norc", "-c"], bash), "Voice\\ memo");
    let fish = format!("source {}; complete -C 'tinystep log vo'", of("fish/vendor_completions.d/tinystep.fish"));
    assert_eq!(shell(&["fish", "--no-config", "-c"], fish), "Voice memo\n");
    let zsh = format!(
        "fpath=({} $fpath); autoload -Uz compinit; compinit -u -D; print $_comps[tinystep]",
        of("zsh/vendor-completions")
    );
    assert_eq!(shell(&["zsh", "-f", "-c"], zsh).trim(), "_tinystep");
}
