//! The files that make packages, checked as data. The Debian package is made in tests/tools/debian.rs; the rest does not run here.

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
    // What a package holds is put there by one script; tests/tools/debian.rs makes a package of it.
    let here = Sandbox::empty();
    let stage = concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/packaging/stage");
    let staged =
        std::process::Command::new(stage).arg(env!("CARGO_BIN_EXE_tinystep")).arg(here.path("package")).status();
    assert!(staged.expect("a shell").success());
    let cargo = text("Cargo.toml");
    assert!(cargo.contains("target/package/man/*.1") && here.exists("package/man/tinystep.1"));
    assert!(here.exists("package/tinystep") && workflow.contains(".ci/packaging/stage target/debug/tinystep"));
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = format!("completions/tinystep.{shell}");
        assert!(!here.read(&format!("package/{script}")).is_empty(), "{shell}");
        assert!(shell == "powershell" || cargo.contains(&format!("target/package/{script}")), "{shell}");
    }
    let container = text(".ci/packaging/Containerfile");
    assert!(container.contains("--profile dist") && container.contains("target/dist/tinystep"));
    assert!(cargo.contains("[profile.dist]"));
}

#[cfg(unix)]
#[test]
fn a_release_fills_in_addresses_and_checksums() {
    let here = Sandbox::empty();
    let fill = concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/packaging/fill");
    let (source, windows) = ("a1".repeat(32), "b2".repeat(32));
    let mut filling = std::process::Command::new(fill);
    filling.args(["https://example.org/x/tinystep", &source, &windows]).arg(here.path("release"));
    assert!(filling.status().expect("a shell").success());
    let (formula, manifest) = (here.read("release/tinystep.rb"), here.read("release/winget.yaml"));
    assert!(formula.contains(&format!("sha256 \"{source}\"")), "{formula}");
    assert!(manifest.contains(&format!("InstallerSha256: {windows}\n")), "{manifest}");
    for text in [formula, manifest] {
        assert!(text.contains("https://example.org/x/tinystep/"), "{text}");
        assert!(!text.contains("HOMEPAGE") && !text.contains("SHA256\n") && !text.contains("\"SHA256\""), "{text}");
    }
    assert!(text(".github/workflows/release.yml").contains(".ci/packaging/fill "));
}
