//! Other programs that read the same notes or entries, and the files that they read.

use std::fmt::Write as _;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use chrono::{Days, NaiveDate};

use crate::Work;
use crate::notes::TASKS;

/// Counts the notes of each task, as a short script of somebody's own would.
const FRONT_MATTER: &str = "
import collections, glob, frontmatter
counts = collections.Counter(frontmatter.load(path).get('task') for path in glob.glob('**/*.md', recursive=True))
print(counts)
";

/// Writes what the other programs read beside the folder of notes: the same entries, and for mdbook its list of chapters.
pub fn write_files(folder: &Path, notes: u64) -> io::Result<()> {
    let (mut timedot, mut jrnl, mut org) = (String::new(), String::new(), String::new());
    let last = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
    for n in (0..notes).rev() {
        let (date, task, minutes) = (last - Days::new(n / 7), TASKS[(n % 5) as usize], 1 + n % 9);
        let (hour, minute) = (6 + n % 15, n * 7 % 60);
        let (day, name) = (date.format("%Y-%m-%d"), date.format("%a"));
        let to = hour * 60 + minute + minutes;
        let _ = write!(timedot, "{day}\n{task}  {minutes}m\n\n");
        let _ = write!(jrnl, "[{day} {hour:02}:{minute:02}] {task} @done\nIt was quiet.\n\n");
        let _ = write!(
            org,
            "* {task}\n:LOGBOOK:\nCLOCK: [{day} {name} {hour:02}:{minute:02}]--[{day} {name} {:02}:{:02}] =>  0:{minutes:02}\n:END:\n",
            to / 60,
            to % 60
        );
    }
    std::fs::write(folder.join("entries.timedot"), timedot)?;
    std::fs::write(folder.join("entries.txt"), jrnl)?;
    std::fs::write(folder.join("entries.org"), org)?;
    let text = folder.join("entries.txt");
    let settings = format!("journals:\n  default:\n    journal: {}\neditor: ''\nencrypt: false\n", text.display());
    std::fs::write(folder.join("jrnl.yaml"), settings)?;
    let mut chapters = String::from("# Summary\n\n");
    for entry in walkdir::WalkDir::new(folder.join("notes")).sort_by_file_name().into_iter().filter_map(Result::ok) {
        if let Ok(path) = entry.path().strip_prefix(folder)
            && entry.file_type().is_file()
        {
            let path = path.display();
            let _ = writeln!(chapters, "- [{path}](<{path}>)");
        }
    }
    std::fs::write(folder.join("SUMMARY.md"), chapters)?;
    std::fs::create_dir_all(folder.join("book"))?;
    std::fs::write(folder.join("book/book.toml"), "[book]\ntitle = \"Notes\"\nsrc = \"..\"\n")
}

/// The other programs, each with its work.
pub fn works(folder: &Path) -> io::Result<Vec<(String, Work)>> {
    let path = |name: &str| folder.join(name).display().to_string();
    let command = |words: &[&str]| if_there(words.iter().map(|word| (*word).to_owned()).collect());
    let has_front_matter = runs(Command::new("python3").args(["-c", "import frontmatter"]));
    let script = if has_front_matter { command(&["python3", "-c", FRONT_MATTER]) } else { Work::Absent };
    let sums = "(progn (require 'org-clock) (org-clock-sum) (princ org-clock-file-total-minutes))";
    let exported = path("exported");
    std::fs::create_dir_all(&exported)?;
    Ok(vec![
        (
            "hledger, weekly balance of a timedot file".to_owned(),
            command(&["hledger", "-f", &path("entries.timedot"), "balance", "--weekly"]),
        ),
        ("a script with python-frontmatter".to_owned(), script),
        ("jrnl, all entries in short".to_owned(), command(&["jrnl", "--config-file", &path("jrnl.yaml"), "--short"])),
        ("obsidian-export".to_owned(), command(&["obsidian-export", ".", &exported])),
        (
            "emacs, clock sums of an org file".to_owned(),
            command(&["emacs", "-Q", "--batch", &path("entries.org"), "--eval", sums]),
        ),
        ("mdbook build".to_owned(), command(&["mdbook", "build", &path("book"), "--dest-dir", &path("pages")])),
    ])
}

/// Work for a program, where it is installed.
pub fn if_there(words: Vec<String>) -> Work {
    let is_there = words.first().is_some_and(|program| runs(Command::new(program).arg("--version")));
    if is_there { Work::Program(words) } else { Work::Absent }
}

fn runs(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}
