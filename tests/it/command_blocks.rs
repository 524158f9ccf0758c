//! Every command that a document shows in a block is run unchanged, in the order of its page.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::sandbox::Sandbox;

/// The pages that people follow: README and the book.
pub fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let summary = std::fs::read_to_string(root.join("docs/SUMMARY.md")).expect("the book");
    let links = summary.lines().filter_map(|line| line.split("](").nth(1)?.strip_suffix(')'));
    links.map(|link| root.join("docs").join(link)).chain([root.join("README.md")]).collect()
}

/// The lines in blocks of code that call the program, without the words after them.
fn commands_of(page: &str) -> Vec<String> {
    let is_call = |line: &&str| line.starts_with("tinystep ");
    let in_blocks = page.lines().scan(false, |is_fenced, line| {
        *is_fenced ^= line.trim_start().starts_with("```");
        Some((*is_fenced || line.starts_with("    ")).then(|| line.trim_start().trim_start_matches("$ ")))
    });
    in_blocks.flatten().filter(is_call).map(|line| line.split("   ").next().unwrap_or(line).to_owned()).collect()
}

/// A journal with the plans that the documents name, inside a folder with two more and the examples.
fn world() -> Sandbox {
    let here = Sandbox::empty();
    for (name, folder) in [("Mine", "journal"), ("Sam", "sam"), ("Alex", "alex")] {
        here.write(&format!("{folder}/journal.md"), format!("---\nname: {name}\n---\n"));
        for task in ["Voice memo", "Walk"] {
            let note = format!("---\ntask: {task}\nwhen: every day at 7:30\nminutes: 5\nfrom: 2026-10-01\n---\n");
            here.write(&format!("{folder}/plans/{task}.md"), note);
        }
    }
    here.add_copy_of("examples/sam");
    here.copy_to("examples/sam/reports", "clients/Sam");
    here.write("home/study.key", "a key of forty bytes that nobody guesses");
    let only_me = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(here.path("home/study.key"), only_me).expect("rights");
    here.write("journal/templates/parts/.keep", "");
    here
}

/// What a command that asks, or that needs a file of the reader's, says instead.
fn says_instead(command: &str) -> Option<&'static str> {
    match command {
        "tinystep plan" => Some("say what and when"),
        "tinystep log" => Some("say what was done"),
        "tinystep init my-journal" => Some("--yes"),
        _ if command.starts_with("tinystep import ") => Some("tinystep:"),
        _ => None,
    }
}

#[test]
fn every_command_in_the_documents_runs() {
    let programs = Path::new(env!("CARGO_BIN_EXE_tinystep")).parent().expect("a folder");
    let path = std::env::join_paths(
        [programs.to_owned()].into_iter().chain(std::env::split_paths(&std::env::var_os("PATH").expect("a path"))),
    )
    .expect("a path");
    let mut run = 0;
    for page in pages() {
        let text = std::fs::read_to_string(&page).expect("a page");
        let commands = commands_of(&text);
        if commands.is_empty() {
            continue;
        }
        let here = world();
        for command in commands {
            // A watch does not end by itself.
            let line = if command.contains("watch") { format!("{command} --help") } else { command.clone() };
            let outside = ["tinystep init", " sam ", "examples/", " clients"];
            let is_outside = outside.iter().any(|word| line.contains(word));
            let output = Command::new("sh")
                .args(["-c", &line])
                .current_dir(here.path(if is_outside { "." } else { "journal" }))
                .env("PATH", &path)
                .env("HOME", here.path("home"))
                .envs([("BROWSER", "true"), ("NO_COLOR", "1")])
                .env_remove("VISUAL")
                .env_remove("EDITOR")
                .stdin(Stdio::null())
                .output()
                .expect("a shell");
            let (status, err) = (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned());
            let is_right = match says_instead(&command) {
                Some(says) => status == Some(2) && err.contains(says),
                None => status == Some(0),
            };
            assert!(is_right, "{}: {command}: {status:?}\n{err}", page.display());
            run += 1;
        }
    }
    assert!(run > 30, "{run} commands");
}
