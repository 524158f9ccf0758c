//! The files that make packages, checked as data: none of them runs here.

use crate::sandbox::Sandbox;

fn text(path: &str) -> String {
    std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).expect("a file")
}

#[test]
fn packages_name_this_version_and_what_the_program_can_do() {
    let version = env!("CARGO_PKG_VERSION");
    let formula = text(".ci/packaging/tinystep.rb");
    let manifest = text(".ci/packaging/winget.yaml");
    assert!(formula.contains(&format!("/v{version}.tar.gz")));
    assert!(manifest.contains(&format!("PackageVersion: {version}\n")) && manifest.contains(&format!("/v{version}/")));
    let workflow = text(".github/workflows/release.yml");
    for target in ["x86_64-unknown-linux-musl", "aarch64-unknown-linux-musl", "apple-darwin", "windows-msvc"] {
        assert!(workflow.contains(target), "{target}");
    }
    let here = Sandbox::empty();
    here.run_to(0, &["man-pages", "out/man"]);
    for shell in ["bash", "zsh", "fish", "powershell"] {
        assert!(!here.run_to(0, &["completions", shell]).out.is_empty(), "{shell}");
    }
    // What the Debian package takes from here is made under these names.
    let cargo = text("Cargo.toml");
    assert!(cargo.contains("out/man/*.1") && here.exists("out/man/tinystep.1"));
    for shell in ["bash", "zsh", "fish"] {
        assert!(cargo.contains(&format!("out/completions/tinystep.{shell}")) && workflow.contains(shell), "{shell}");
    }
    let container = text(".ci/packaging/Containerfile");
    assert!(container.contains("--profile dist") && container.contains("target/dist/tinystep"));
    assert!(cargo.contains("[profile.dist]"));
}
