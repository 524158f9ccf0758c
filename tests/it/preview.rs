//! `report --preview`: it writes nothing at all, and what it says is what `report` then does.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::NaiveDate;
use tinystep::build::{self, PublishOptions, PublishOutcome};
use tinystep::folder::FolderIdentity;
use tinystep::output::{WriteMode, WriteSummary, provenance, read_machine_name};
use tinystep::phrases::DEFAULT_LANGUAGE;

use crate::sandbox::{Sandbox, copy};

const AS_OF: &str = "2026-11-12";
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 12).unwrap();

/// A file with everything that a write can change: its times, its inode and mode, its bytes.
type Stamped = (PathBuf, [i64; 4], (u64, u32), Vec<u8>);

/// Everything under a folder.
fn tree(root: &Path) -> Vec<Stamped> {
    let entries = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(|entry| entry.expect("a listing"));
    entries
        .map(|entry| {
            let meta = entry.path().symlink_metadata().expect("a file");
            let bytes = if meta.is_file() { std::fs::read(entry.path()).expect("bytes") } else { Vec::new() };
            let stamps = [meta.mtime(), meta.mtime_nsec(), meta.ctime(), meta.ctime_nsec()];
            (entry.path().to_owned(), stamps, (meta.ino(), meta.mode()), bytes)
        })
        .collect()
}

fn update(root: &Path, mode: WriteMode) -> std::io::Result<PublishOutcome> {
    let root = FolderIdentity::resolve(root).expect("a folder");
    let snapshot = build::load(None, &root, DEFAULT_LANGUAGE, SystemTime::now(), &|_| {}).expect("a folder");
    let options = PublishOptions {
        write_even_if_changed: true,
        ..PublishOptions::for_single_run(TODAY, SystemTime::now(), "here", mode)
    };
    build::publish(&snapshot, options, None)
}

fn done(update: std::io::Result<PublishOutcome>) -> Result<WriteSummary, String> {
    match update {
        Ok(PublishOutcome::Published(done, _) | PublishOutcome::SettingsUnreadable(_, done)) => Ok(done),
        Ok(PublishOutcome::OtherMachineWrites(writer)) => Err(writer),
        Ok(PublishOutcome::FolderNotFullyListed(_) | PublishOutcome::FolderChangedMeanwhile) => {
            Err("not now".to_owned())
        }
        Err(error) => Err(format!("{:?}", error.kind())),
    }
}

/// One way in which a journal with reports can change.
type Step = (&'static str, fn(&Sandbox));

const STEPS: &[Step] = &[
    ("nothing made yet", |here| {
        let settings = here.read("journal.md").replacen("---\n", "---\nweeks: 5\n", 1);
        here.write("journal.md", settings);
        for made in ["reports", "helper-card"] {
            std::fs::remove_dir_all(here.path(made)).expect("a folder");
        }
    }),
    ("nothing to do", |_| {}),
    ("a note more, with a problem", |here| {
        here.write("entries/new.md", "---\ntask: Voice memo\nwhen: 2026-11-10 07:35\nminutes: -2\n---\n");
    }),
    ("pages written into, emptied and gone", |here| {
        let typed = here.read("reports/week-2026-10-23.md") + "mine\n";
        here.write("reports/week-2026-10-23.md", typed);
        here.write("reports/index.md", "");
        std::fs::remove_file(here.path("reports/week-2026-10-30.html")).expect("a page");
        // What was emptied a moment ago is waited for.
        let file = std::fs::File::options().write(true).open(here.path("reports/index.md")).expect("a page");
        file.set_modified(SystemTime::now() - Duration::from_secs(60)).expect("a time");
    }),
    ("somebody's own at a name of ours", |here| {
        here.write("reports/prompts-2026-10-23.md", "my own\n");
        std::fs::remove_file(here.path("reports/week-2026-10-16.html")).expect("a page");
        here.write("reports/week-2026-10-16.html/a.md", "a folder\n");
        here.write("reports/mine.md", "mine\n");
    }),
    ("copies and pages without a week", |here| {
        let page = here.read("reports/week-2026-10-09.md");
        here.write("reports/week-2026-10-09 (1).md", &page);
        here.write("reports/week-2026-10-09.sync-conflict-20200521-184717-5RQAITR.md", format!("{page}typed\n"));
        here.write("reports/week-2020-01-03.md", &page);
        here.write("helper-card/card-old.md", &page);
    }),
    ("what a killed run left", |here| {
        let prefix = format!("reports/.tinystep-{}-", provenance::short_hash(read_machine_name().as_bytes(), 8));
        let index = here.read("reports/index.html");
        here.write(&format!("{prefix}1-0.part"), "half");
        here.write(&format!("{prefix}1-1-index.html.out"), &index);
        here.write(&format!("{prefix}1-2-index.md.out"), "typed at that moment");
    }),
    ("photos painted over, gone and of nobody", |here| {
        let names: Vec<String> = here.files("reports/photos").into_iter().map(|(name, _)| name).collect();
        here.write(&format!("reports/photos/{}", names[0]), "painted over");
        std::fs::remove_file(here.path(&format!("reports/photos/{}", names[1]))).expect("a photo");
        here.write("reports/photos/mine.jpg", "mine");
    }),
    ("everything private", |here| {
        let settings = here.read("journal.md").replacen("---\n", "---\nshare: none\n", 1);
        let settings: String = settings.lines().filter(|l| *l != "share: summary").map(|l| format!("{l}\n")).collect();
        here.write("journal.md", settings);
    }),
    ("another folder for the reports", |here| {
        let settings = here.read("journal.md").replacen("---\n", "---\nreport to: for my therapist\n", 1);
        here.write("journal.md", settings.replacen("share: none\n", "", 1));
    }),
    ("a folder on a disk that is not there", |here| {
        let settings = here.read("journal.md").replacen("for my therapist", "../not-there/reports", 1);
        here.write("journal.md", settings);
    }),
    ("a template of one's own", |here| {
        let settings = here.read("journal.md").replacen("report to: ../not-there/reports\n", "", 1);
        here.write("journal.md", settings);
        here.write("templates/week.md.j2", "Mine: {{ period }}\n");
    }),
    ("a page of a newer format", |here| {
        let page = here.read("reports/index.md").replacen("tinystep 1 ", "tinystep 2 ", 1);
        here.write("reports/index.md", page);
    }),
    ("settings that cannot be read", |here| {
        std::fs::remove_file(here.path("reports/index.md")).expect("a page");
        here.write("journal.md", "---\nweek starts: Someday\n---\n");
    }),
    ("another writer", |here| here.write("journal.md", "---\nwriter: there\n---\n")),
    ("everything gone", |here| {
        here.write("journal.md", "# J\n");
        for notes in ["entries", "days", "plans", "reflections", "memos"] {
            std::fs::remove_dir_all(here.path(notes)).expect("a folder");
        }
    }),
];

#[test]
fn a_preview_lists_what_a_run_then_does() {
    let here = Sandbox::example("sam");
    let mut seen = WriteSummary::default();
    for (step, make) in STEPS {
        make(&here);
        let before = tree(here.root());
        let told = done(update(here.root(), WriteMode::DryRun));
        assert_eq!(tree(here.root()), before, "{step}: something was written");
        let did = done(update(here.root(), WriteMode::Write));
        let told = match told {
            Ok(mut told) => {
                for (path, text) in &std::mem::take(&mut told.preview_texts) {
                    assert!(told.written.contains(path), "{step}");
                    assert_eq!(&std::fs::read_to_string(path).expect("a page"), text, "{step}: {}", path.display());
                }
                Ok(told)
            }
            stopped => stopped,
        };
        assert_eq!(told, did, "{step}");
        seen.add(did.unwrap_or_default());
        let again = done(update(here.root(), WriteMode::DryRun));
        assert!(again.is_ok_and(|again| !again.has_changed_disk()) || told.is_err(), "{step}: all is done");
    }
    let many = [seen.written.len(), seen.removed.len(), seen.moved.len(), seen.foreign.len(), seen.newer.len()];
    assert!(many.iter().all(|n| *n > 0), "not every kind was there: {many:?}");
}

#[test]
fn preview_writes_nothing_and_lists_every_file() {
    let here = Sandbox::example("sam");
    here.run_to(0, &["report", "--as-of", AS_OF]);
    std::fs::remove_dir_all(here.path("helper-card")).expect("a folder");
    here.write("reports/week-2026-10-09 (1).md", here.read("reports/week-2026-10-09.md"));
    here.write("reports/week-2026-10-23.md", here.read("reports/week-2026-10-23.md") + "mine\n");
    here.write("entries/new.md", "---\ntask: Voice memo\nwhen: 2026-11-10 07:35\n---\n");
    let before = tree(here.root());
    let preview = here.run_to(0, &["report", "--preview", "--as-of", AS_OF]);
    let page = here.run_to(0, &["report", "--preview", "--as-of", AS_OF, "--file", "week-2026-11-06.html"]);
    let by_path = here.run_to(0, &["report", "--preview", "--as-of", AS_OF, "--file", "reports/week-2026-11-06.html"]);
    let none = here.run_to(2, &["report", "--preview", "--as-of", AS_OF, "--file", "week-2026-09-11.html"]);
    assert_eq!(tree(here.root()), before, "not one byte, and no stamp");
    assert!(none.err.contains("would be written"), "{}", none.err);

    let report = here.run_to(0, &["report", "--as-of", AS_OF]);
    assert_eq!(here.read("reports/week-2026-11-06.html"), page.out);
    assert_eq!(by_path.out, page.out);
    let names = |out: &str, verbs: &[&str]| {
        let name = |line: &str| line.split_whitespace().nth(1).map(|n| n.rsplit('/').next().unwrap_or(n).to_owned());
        let mut names: Vec<String> = out
            .lines()
            .filter(|line| verbs.iter().any(|verb| line.trim_start().starts_with(verb) && line.contains('.')))
            .filter_map(name)
            .collect();
        names.sort();
        names
    };
    let told = preview.out.split("\nWhat changes in").next().expect("a list");
    assert_eq!(names(told, &["new ", "change "]), names(&report.out, &["made "]));
    assert_eq!(names(told, &["remove "]), names(&report.out, &["removed "]));
    assert!(told.contains("helper-card/") && told.contains("reports/, for whoever you share it with"), "{told}");
    let edited = &here.files("edited")[0].0;
    assert!(told.contains(&format!("to edited/{edited}")) && report.err.contains(edited), "{told}");
    // What is different is in the page that was made, line for line.
    let (_, other) = preview.out.split_once("What changes in reports/week-2026-11-06.md").expect("a week");
    let week = here.read("reports/week-2026-11-06.md");
    let added: Vec<&str> = other.lines().filter_map(|line| line.strip_prefix("+ ")).collect();
    assert!(!added.is_empty() && added.iter().all(|line| week.lines().any(|w| w.trim_end() == *line)), "{other}");
    let after = here.run_to(0, &["report", "--preview", "--as-of", AS_OF]);
    assert!(after.out.starts_with("Nothing would be written"), "{}", after.out);
}

#[test]
fn reports_and_photos_can_go_to_a_folder_beside_the_journal() {
    let here = Sandbox::empty();
    copy(Sandbox::example("sam").root(), &here.path("journal"));
    let settings = here.read("journal/journal.md").replacen("---\n", "---\nreport to: ../for my therapist\n", 1);
    here.write("journal/journal.md", settings);
    let root = here.path("journal");
    let before = tree(here.root());
    let mut told = done(update(&root, WriteMode::DryRun)).expect("what would be done");
    assert_eq!(tree(here.root()), before, "something was written");
    told.preview_texts.clear();
    assert_eq!(Ok(told), done(update(&root, WriteMode::Write)));
    assert!(!here.files("for my therapist/photos").is_empty(), "no photo is there");
    assert!(!here.files("journal/reports").is_empty(), "a single run removes nothing outside the present folder");
}

#[test]
fn a_folder_without_a_journal_is_left_alone() {
    let here = Sandbox::with(&[("plan.md", "---\ntask: Walk\nwhen: daily\n---\n")]);
    let before = tree(here.root());
    let ran = here.run_to(2, &["report", "--preview", "."]);
    assert!(ran.err.contains("tinystep init"), "{}", ran.err);
    assert_eq!(tree(here.root()), before);
}

#[test]
fn preview_says_which_counts_of_older_pages_change() {
    use provenance::ProvenanceSyntax;
    let plan = "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-02\n---\n- [x] 2026-11-02\n- [x] 2026-11-03\n- [x] 2026-11-09\n";
    let here = Sandbox::with(&[("journal.md", "# J\n"), ("walk.md", plan)]);
    here.run_to(0, &["report", "--as-of", AS_OF]);
    // As an earlier version made them, with different counts and different words.
    let older = |page: &str, from: &str, to: &str| {
        let (_, body) = here.read(page).split_once('\n').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("a mark");
        assert!(body.contains(from), "{page}: {body}");
        here.write(page, ProvenanceSyntax::HtmlComment.with_provenance(&body.replace(from, to), None));
    };
    older("reports/week-2026-11-02.md", "## Walk\n", "## Walk\n**1 of 7.**\n\n");
    older("reports/week-2026-11-09.md", "Made by software", "Made by a program");
    let preview = here.run_to(0, &["report", "--preview", "--as-of", AS_OF]).out;
    assert!(
        preview.contains("2 pages of weeks change. These counts change:\n  week of 2 Nov: Walk 2 of 7, was 1 of 7\n"),
        "{preview}"
    );
    here.run_to(0, &["report", "--as-of", AS_OF]);
    older("reports/week-2026-11-09.md", "Made by software", "Made by a program");
    let preview = here.run_to(0, &["report", "--preview", "--as-of", AS_OF]).out;
    assert!(preview.contains("1 page of a week changes, and no count of a plan on it."), "{preview}");
}
