//! The edges on real folders: what is found and read, what is written, and what a watcher does about changes.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tempfile::TempDir;
use tinystep::folder::{self, FolderIdentity, Scan};
use tinystep::output::{self, Destination, OutputFile, WriteSummary, is_written_by_us, plan_and_write};
use tinystep::problem::Code;

/// A folder with these files; a path that ends in `/` is a folder.
fn folder_with(files: &[(&str, &str)]) -> TempDir {
    let folder = crate::sandbox::temporary_folder();
    for (path, text) in files {
        write(&folder.path().join(path), text);
    }
    folder
}

fn write(path: &Path, text: &str) {
    if path.as_os_str().as_encoded_bytes().ends_with(b"/") {
        fs::create_dir_all(path).expect("a folder");
        return;
    }
    fs::create_dir_all(path.parent().expect("a folder above")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn text(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path.as_ref()).unwrap_or_else(|e| panic!("{}: {e}", path.as_ref().display()))
}

/// Every file below a folder with its text; links with their targets.
fn all(folder: &Path) -> BTreeMap<String, String> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below").to_string_lossy().into_owned();
            let bytes = fs::read(entry.path()).expect("a file");
            (path, String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect()
}

pub mod scanning {
    use super::*;

    pub fn scan(root: &Path) -> Scan {
        folder::scan(root, Path::new("reports")).expect("a scan")
    }

    pub fn notes(scan: &Scan) -> Vec<&str> {
        scan.notes.iter().map(|found| &*found.path).collect()
    }

    fn problems(scan: &Scan) -> Vec<(Code, &str)> {
        scan.problems.iter().map(|p| (p.code, p.file.as_str())).collect()
    }

    #[test]
    fn notes_other_files_and_overrides_are_distinguished() {
        let root = folder_with(&[
            ("journal.md", "# J"),
            ("plans/a.md", "a"),
            ("plans-b.md", "b"),
            ("plans/deep/er/B.MARKDOWN", "b"),
            ("n.md (SFConflict name@example.com 2015-03-07-11-30-28)", "c"),
            ("folder.md/inner.md", "i"),
            ("voice/2026-11-19.m4a", ""),
            ("voice/2026-11-20.m4a.part", ""),
            ("templates/report.md.j2", "t"),
            ("Prompts/own.md", "p"),
            ("plans/templates/x.md", "deeper, so an ordinary note"),
        ]);
        let scan = scan(root.path());
        assert_eq!(
            notes(&scan),
            [
                "folder.md/inner.md",
                "journal.md",
                "n.md (SFConflict name@example.com 2015-03-07-11-30-28)",
                "plans-b.md",
                "plans/a.md",
                "plans/deep/er/B.MARKDOWN",
                "plans/templates/x.md",
            ]
        );
        assert_eq!(scan.other_files, ["voice/2026-11-19.m4a"]);
        assert_eq!(
            scan.rules_and_templates.iter().map(|f| &*f.path).collect::<Vec<_>>(),
            ["Prompts/own.md", "templates/report.md.j2"]
        );
        assert_eq!(problems(&scan), []);
        assert!(scan.is_complete);
        assert_eq!(scan.notes[1].stamp.size, 3);
    }

    #[test]
    fn folders_that_are_never_read_are_not_listed() {
        let root = folder_with(&[
            ("journal.md", "# J"),
            ("private/a.md", ""),
            ("plans/PRIVATE/deep/a.md", ""),
            ("reports/week-2026-11-16.md", ""),
            ("helper-card/a.md", ""),
            ("edited/a.md", ""),
            ("notes-to-fix.md", ""),
            (".obsidian/a.md", ""),
            (".hidden.md", ""),
            ("4913", ""),
            ("n.md~", ""),
            ("sub/edited/a.md", "not at the top: a note"),
            ("sub/reports/a.md", "the same"),
        ]);
        let scan = scan(root.path());
        assert_eq!(notes(&scan), ["journal.md", "sub/edited/a.md", "sub/reports/a.md"]);
        // Of private notes the names are known, and no path that could be opened.
        assert_eq!(scan.other_files, [".hidden.md/", "plans/PRIVATE/deep/a.md/", "private/a.md/"]);
        assert!(scan.rules_and_templates.is_empty() && scan.problems.is_empty());
    }

    #[test]
    fn reports_are_never_read_as_notes_in_any_folder() {
        let root =
            folder_with(&[("journal.md", ""), ("for/clinic/week.md", ""), ("for/a.md", ""), ("reports/b.md", "")]);
        let absolute = root.path().join("for/clinic");
        for reports in [Path::new("for/clinic"), Path::new("for/../for/clinic/"), absolute.as_path()] {
            let scan = folder::scan(root.path(), reports).expect("a scan");
            assert_eq!(notes(&scan), ["for/a.md", "journal.md", "reports/b.md"]);
        }
        for elsewhere in ["/nowhere", ".", "..", ""] {
            let scan = folder::scan(root.path(), Path::new(elsewhere)).expect("a scan");
            assert_eq!(notes(&scan).len(), 4, "{elsewhere}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn links_pipes_and_sockets_are_never_opened() {
        use std::os::unix::fs::symlink;
        use std::os::unix::net::UnixListener;
        let root = folder_with(&[("journal.md", ""), ("a/n.md", "")]);
        let at = |path: &str| root.path().join(path);
        symlink(at("journal.md"), at("link.md")).expect("a link");
        symlink(root.path(), at("a/loop")).expect("a link");
        symlink(at("nothing"), at("dangling.md")).expect("a link");
        rustix::fs::mknodat(rustix::fs::CWD, at("pipe.md"), rustix::fs::FileType::Fifo, 0o600.into(), 0)
            .expect("a pipe");
        let _socket = UnixListener::bind(at("socket.md")).expect("a socket");
        let scan = scan(root.path());
        assert_eq!(notes(&scan), ["a/n.md", "journal.md"]);
        assert!(scan.other_files.is_empty() && scan.problems.is_empty());
        for path in ["pipe.md", "link.md", "socket.md", "a"] {
            assert!(folder::read_file(root.path(), path).is_err(), "{path}");
        }
        // The journal itself may be reached through a link.
        let other = crate::sandbox::temporary_folder();
        symlink(root.path(), other.path().join("journal")).expect("a link");
        assert_eq!(super::scanning::scan(&other.path().join("journal")).notes.len(), 2);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn file_names_that_are_not_text_are_reported_and_skipped() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let root = folder_with(&[("journal.md", ""), ("new\nline.md", "")]);
        for name in [b"caf\xe9.md".as_slice(), b"d\xff/inner.md", b".\xff.md"] {
            write(&root.path().join(OsStr::from_bytes(name)), "");
        }
        let scan = scan(root.path());
        assert_eq!(notes(&scan), ["journal.md", "new\nline.md"]);
        assert_eq!(problems(&scan), [(Code::NameNotUtf8, "caf\u{fffd}.md"), (Code::NameNotUtf8, "d\u{fffd}")]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn file_names_that_some_systems_confuse_are_reported() {
        let root = folder_with(&[
            ("journal.md", ""),
            ("Plans/A.md", ""),
            ("plans/a.md", ""),
            ("café.md", ""),
            ("cafe\u{301}.md", ""),
            ("STRASSE.md", ""),
            ("straße.md", ""),
            ("x/a.md", ""),
            ("y/a.md", ""),
        ]);
        let scan = scan(root.path());
        assert_eq!(scan.notes.len(), 9);
        assert_eq!(
            problems(&scan),
            [(Code::NamesCollide, "café.md"), (Code::NamesCollide, "plans/a.md"), (Code::NamesCollide, "straße.md")]
        );
    }

    #[test]
    fn a_note_that_is_only_in_the_cloud_is_reported() {
        let root = folder_with(&[("journal.md", ""), ("plans/.x.md.icloud", ""), (".photo.jpg.icloud", "")]);
        let scan = scan(root.path());
        assert_eq!(notes(&scan), ["journal.md"]);
        assert_eq!(problems(&scan), [(Code::OnlyInCloud, "plans/x.md")]);
    }

    #[cfg(unix)]
    #[test]
    fn an_unreadable_folder_hides_nothing_else() {
        use std::os::unix::fs::PermissionsExt;
        let root = folder_with(&[("journal.md", ""), ("shut/a.md", ""), ("z.md", "")]);
        let shut = root.path().join("shut");
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o000)).expect("a mode");
        if fs::read_dir(&shut).is_ok() {
            eprintln!("skipped: this user may read everything");
            return;
        }
        let scan = scan(root.path());
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o700)).expect("a mode");
        assert_eq!(notes(&scan), ["journal.md", "z.md"]);
        assert_eq!(problems(&scan), [(Code::FileUnreadable, "shut")]);
        assert!(scan.is_complete);
    }

    /// Notes, other files, overrides, what is never input, what is a problem, and folders of each.
    const PLACES: [&str; 14] = [
        "a.md",
        "A.md",
        "plans/a.md",
        "plans/b.md",
        "plans",
        "voice/1.m4a",
        "templates/report.md.j2",
        "prompts/own.md",
        "reports/week-2026-11-16.md",
        "private/a.md",
        ".hidden.md",
        "a.md~",
        ".c.md.icloud",
        "away/a.md",
    ];

    /// Writes, removes (2) or renames (3) at one place of [`PLACES`]; what the system refuses is no step.
    fn step(root: &Path, (what, place, other): (usize, usize, usize)) {
        let (at, to) = (root.join(PLACES[place]), root.join(PLACES[other]));
        let _ = match what {
            0 | 1 => {
                let _ = fs::create_dir_all(at.parent().expect("a folder above"));
                fs::write(at, "x".repeat(what + 1))
            }
            2 if at.is_dir() => fs::remove_dir_all(at),
            2 => fs::remove_file(at),
            _ => fs::rename(at, to),
        };
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(crate::sandbox::times(96)))]
        #[test]
        fn a_scan_is_valid_as_long_as_a_new_one_says_the_same(
            before in prop::collection::vec((0..2usize, 0..PLACES.len(), 0..PLACES.len()), 0..8),
            after in prop::collection::vec((0..4usize, 0..PLACES.len(), 0..PLACES.len()), 0..4),
        ) {
            let root = folder_with(&[("journal.md", "")]);
            before.iter().for_each(|&told| step(root.path(), told));
            let first = scan(root.path());
            prop_assert!(first.is_still_same(root.path(), Path::new("reports")));
            for told in after {
                step(root.path(), told);
                let holds = first.is_still_same(root.path(), Path::new("reports"));
                prop_assert_eq!(holds, scan(root.path()) == first, "after {:?} at {}", told, PLACES[told.1]);
            }
        }
    }

    #[test]
    fn a_missing_root_folder_is_an_error() {
        let root = folder_with(&[("a.md", "")]);
        assert_eq!(
            folder::scan(&root.path().join("no"), Path::new("r")).map_err(|e| e.kind()),
            Err(io::ErrorKind::NotFound)
        );
        assert!(folder::scan(&root.path().join("a.md"), Path::new("r")).is_err());
    }

    #[test]
    fn the_journal_is_the_nearest_folder_upward() {
        let root =
            folder_with(&[("journal.md", ""), ("a/b/c.md", ""), ("a/inner/journal.md", ""), ("a/odd/journal.md/", "")]);
        let top = root.path().canonicalize().expect("a path");
        assert_eq!(folder::find_journal_upward(root.path()), Some(top.clone()));
        assert_eq!(folder::find_journal_upward(&root.path().join("a/b")), Some(top.clone()));
        assert_eq!(folder::find_journal_upward(&root.path().join("a/odd")), Some(top.clone()));
        assert_eq!(folder::find_journal_upward(&root.path().join("a/inner")), Some(top.join("a/inner")));
        assert_eq!(folder::find_journal_upward(crate::sandbox::temporary_folder().path()), None);
    }
}

mod reading {
    use super::*;

    #[test]
    fn a_note_is_read_unchanged() {
        let root = folder_with(&[("journal.md", "# J\n"), ("empty.md", ""), ("a/b.md", "b")]);
        assert_eq!(folder::read_file(root.path(), "journal.md").ok(), Some(b"# J\n".to_vec()));
        assert_eq!(folder::read_file(root.path(), "empty.md").ok(), Some(Vec::new()));
        assert_eq!(folder::read_file(root.path(), "a/b.md").ok(), Some(b"b".to_vec()));
        let kind = |path: &str| folder::read_file(root.path(), path).map_err(|e| e.kind());
        assert_eq!(kind("none.md"), Err(io::ErrorKind::NotFound));
        for outside in ["../x.md", "/etc/hostname", "a/../../x.md"] {
            assert_eq!(kind(outside), Err(io::ErrorKind::InvalidInput), "{outside}");
        }
    }

    #[test]
    fn a_huge_file_is_a_clear_error() {
        let root = folder_with(&[("huge.md", "")]);
        let file = fs::File::options().write(true).open(root.path().join("huge.md")).expect("a file");
        file.set_len(folder::MAX_FILE_SIZE + 1).expect("a hole");
        assert_eq!(folder::read_file(root.path(), "huge.md").map_err(|e| e.kind()), Err(io::ErrorKind::FileTooLarge));
        file.set_len(folder::MAX_FILE_SIZE).expect("a hole");
        assert_eq!(
            folder::read_file(root.path(), "huge.md").map(|bytes| bytes.len() as u64).ok(),
            Some(folder::MAX_FILE_SIZE)
        );
    }

    #[test]
    fn a_reader_sees_the_old_or_the_new_page_never_a_mix() {
        let root = folder_with(&[("n.md", &"a".repeat(50_000))]);
        let path = root.path().join("n.md");
        let stop = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|threads| {
            threads.spawn(|| {
                let temporary = root.path().join("t");
                for letter in ["b", "a"].iter().cycle() {
                    if stop.load(std::sync::atomic::Ordering::Relaxed) {
                        break;
                    }
                    fs::write(&temporary, letter.repeat(50_000)).expect("a file");
                    fs::rename(&temporary, &path).expect("a rename");
                }
            });
            for _ in 0..200 {
                match folder::read_file(root.path(), "n.md") {
                    Ok(bytes) => assert!(bytes.len() == 50_000 && bytes.iter().all(|&b| b == bytes[0])),
                    Err(e) => assert_eq!(e.kind(), io::ErrorKind::Interrupted),
                }
            }
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
        });
    }

    #[test]
    fn all_notes_are_read_in_order() {
        let root = crate::sandbox::temporary_folder();
        for n in 0..500 {
            write(&root.path().join(format!("{n:03}.md")), &format!("text {n}"));
        }
        let scan = folder::scan(root.path(), Path::new("reports")).expect("a scan");
        fs::remove_file(root.path().join("250.md")).expect("a file");
        let read = folder::read_all(root.path(), &scan.notes, |path, bytes| {
            (path.to_owned(), bytes.map(|b| String::from_utf8_lossy(b).into_owned()).map_err(|e| e.kind()))
        });
        assert_eq!(read.len(), 500);
        for (n, (path, text)) in read.into_iter().enumerate() {
            assert_eq!(*path, *format!("{n:03}.md"));
            assert_eq!(text, if n == 250 { Err(io::ErrorKind::NotFound) } else { Ok(format!("text {n}")) });
        }
    }
}

/// A journal with what writing into it needs.
struct Place {
    _folder: TempDir,
    root: FolderIdentity,
}

impl Place {
    fn new(files: &[(&str, &str)]) -> Place {
        let folder = folder_with(files);
        write(&folder.path().join("journal.md"), "# J\n");
        let root = FolderIdentity::resolve(folder.path()).expect("a journal");
        Place { _folder: folder, root }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn try_publish(&self, files: &[(&str, &str)]) -> io::Result<WriteSummary> {
        let made: Vec<OutputFile> =
            files.iter().map(|(name, body)| OutputFile::new(name, (*body).to_owned())).collect();
        let is_ours = |name: &str| {
            name == "index.md"
                || name.strip_prefix("week-").and_then(|n| n.strip_suffix(".md")).is_some_and(|n| n.len() == 10)
        };
        plan_and_write(Destination::new(&self.root, &self.at("reports"), &self.at("edited")), &made, &is_ours)
    }

    fn publish(&self, files: &[(&str, &str)]) -> WriteSummary {
        self.try_publish(files).expect("a publish")
    }

    /// The reports, less their first lines.
    fn reports(&self) -> BTreeMap<String, String> {
        all(&self.at("reports")).into_iter().map(|(path, text)| (path, body(&text))).collect()
    }

    fn edited(&self) -> Vec<String> {
        if self.at("edited").exists() { all(&self.at("edited")).into_values().collect() } else { Vec::new() }
    }
}

fn body(text: &str) -> String {
    text.split_once('\n').map_or_else(|| text.to_owned(), |(_, body)| body.to_owned())
}

fn map(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

mod writing {
    use super::*;

    const WEEK: &str = "week-2026-11-16.md";
    const TWO: [(&str, &str); 2] = [("index.md", "# Weeks\n"), (WEEK, "# Week\n\nwords\n")];

    #[test]
    fn output_is_marked_and_written_once() {
        let place = Place::new(&[]);
        let first = place.publish(&TWO);
        assert_eq!(first.written, [place.at("reports/index.md"), place.at("reports/week-2026-11-16.md")]);
        assert_eq!(place.reports(), map(&TWO));
        assert!(all(&place.at("reports")).values().all(|text| is_written_by_us(text.as_bytes())));
        let before = fs::metadata(place.at("reports")).and_then(|m| m.modified()).expect("a time");
        let second = place.publish(&TWO);
        assert_eq!(second, WriteSummary { unchanged: 2, ..WriteSummary::default() });
        assert!(!second.has_changed_disk() && first.has_changed_disk());
        assert_eq!(fs::metadata(place.at("reports")).and_then(|m| m.modified()).ok(), Some(before));
        let third = place.publish(&[TWO[0], (WEEK, "# Week\n\nother words\n")]);
        assert_eq!((third.written.len(), third.unchanged), (1, 1));
        assert_eq!(place.reports()[WEEK], "# Week\n\nother words\n");
    }

    #[test]
    fn no_report_folder_is_made_without_reports() {
        let place = Place::new(&[]);
        assert_eq!(place.publish(&[]), WriteSummary::default());
        assert!(!place.at("reports").exists());
    }

    #[test]
    fn line_ends_and_byte_order_marks_are_no_edits() {
        let place = Place::new(&[]);
        place.publish(&TWO);
        let week = place.at("reports").join(WEEK);
        let lf = text(&week);
        for rewritten in [lf.replace('\n', "\r\n"), format!("\u{feff}{lf}"), lf.trim_end().to_owned()] {
            fs::write(&week, &rewritten).expect("a file");
            assert_eq!(place.publish(&TWO), WriteSummary { unchanged: 2, ..WriteSummary::default() });
            assert_eq!(text(&week), rewritten);
            // And if the report is different, it is written without a copy in `edited`.
            let done = place.publish(&[TWO[0], (WEEK, "# New\n")]);
            assert_eq!((done.written.len(), done.moved.len()), (1, 0));
        }
    }

    #[test]
    fn edits_are_kept_and_the_report_is_current() {
        let place = Place::new(&[]);
        place.publish(&TWO);
        let week = place.at("reports").join(WEEK);
        let edited = text(&week).replace("words", "words of mine");
        for again in 0..3 {
            fs::write(&week, &edited).expect("a file");
            let done = place.publish(&TWO);
            assert_eq!((done.written.len(), done.unchanged, done.moved.len()), (1, 1, 1), "time {again}");
            assert_eq!(place.reports(), map(&TWO));
            assert_eq!(place.edited(), [edited.as_str()]);
        }
        let other = format!("mine at the top\n{edited}");
        fs::write(&week, &other).expect("a file");
        let done = place.publish(&TWO);
        assert!(done.moved[0].1.starts_with(place.at("edited")));
        let mut both = [edited, other];
        both.sort();
        let mut kept = place.edited();
        kept.sort();
        assert_eq!(kept, both);
        for name in all(&place.at("edited")).keys() {
            assert!(
                name.starts_with("week-2026-11-16-") && name.ends_with(".md") && name.len() == 16 + 8 + 3,
                "{name}"
            );
        }
    }

    #[test]
    fn an_edited_copy_that_was_edited_again_is_never_replaced() {
        let place = Place::new(&[]);
        place.publish(&TWO);
        let week = place.at("reports").join(WEEK);
        let edited = text(&week).replace("words", "mine");
        fs::write(&week, &edited).expect("a file");
        let kept = place.publish(&TWO).moved[0].1.clone();
        fs::write(&kept, "the person went on here").expect("a file");
        fs::write(&week, &edited).expect("a file");
        let done = place.publish(&TWO);
        assert_ne!(done.moved[0].1, kept);
        assert_eq!((text(&kept), text(&done.moved[0].1)), ("the person went on here".to_owned(), edited));
    }

    #[test]
    fn a_file_that_we_did_not_make_is_kept_at_our_path() {
        let place = Place::new(&[("reports/index.md", "# My own\n"), ("reports/notes.md", "mine too\n")]);
        let done = place.publish(&TWO);
        assert_eq!((done.foreign.clone(), done.written.len()), (vec![place.at("reports/index.md")], 1));
        assert_eq!(text(place.at("reports/index.md")), "# My own\n");
        assert_eq!(text(place.at("reports/notes.md")), "mine too\n");
        // An empty one is half-synced, and of nobody.
        fs::write(place.at("reports/index.md"), "").expect("a file");
        assert_eq!(place.publish(&TWO).written, [place.at("reports/index.md")]);
        assert_eq!(place.edited(), [""; 0]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn folders_links_and_pipes_at_names_of_ours_stay() {
        use std::os::unix::fs::symlink;
        let place = Place::new(&[("reports/index.md/", ""), ("elsewhere.md", "mine")]);
        symlink(place.at("elsewhere.md"), place.at("reports").join(WEEK)).expect("a link");
        let pipe = place.at("reports/week-2026-11-09.md");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0).expect("a pipe");
        let done = place.publish(&[TWO[0], TWO[1], ("week-2026-11-09.md", "# W\n")]);
        assert_eq!((done.foreign.len(), done.written.len(), done.failed.len()), (3, 0, 0));
        assert_eq!(text(place.at("elsewhere.md")), "mine");
        // A reports folder that is a link leads somewhere that nobody named.
        let place = Place::new(&[("elsewhere/", "")]);
        symlink(place.at("elsewhere"), place.at("reports")).expect("a link");
        let done = place.publish(&TWO);
        assert_eq!(done.failed.len(), 1);
        assert!(done.failed[0].1.contains("is a link where a folder has to be"), "{done:?}");
        assert_eq!(fs::read_dir(place.at("elsewhere")).expect("a listing").count(), 0);
    }

    #[test]
    fn pages_of_a_vanished_week_are_removed_unless_edited() {
        let place = Place::new(&[]);
        let four = [("index.md", "i"), ("week-2026-11-02.md", "a"), ("week-2026-11-09.md", "b"), (WEEK, "c")];
        place.publish(&four);
        let second = place.at("reports/week-2026-11-09.md");
        let edited = text(&second) + "mine\n";
        fs::write(&second, &edited).expect("a file");
        write(&place.at("reports/week-2026-10-05.md"), "somebody's\n");
        write(&place.at("reports/week-2026-10-12.md"), "");
        let done = place.publish(&[four[0], four[3]]);
        assert_eq!(done.removed, [place.at("reports/week-2026-10-12.md"), place.at("reports/week-2026-11-02.md")]);
        assert_eq!((done.moved.len(), done.unchanged), (1, 2));
        assert_eq!(place.edited(), [edited]);
        assert_eq!(all(&place.at("reports")).len(), 3);
        assert_eq!(text(place.at("reports/week-2026-10-05.md")), "somebody's\n");
    }

    #[test]
    fn conflict_copies_of_our_pages_are_removed() {
        let place = Place::new(&[]);
        place.publish(&TWO);
        let ours = text(place.at("reports/index.md"));
        for name in ["index (1).md", "index-laptop.md", "index.sync-conflict-20200521-184717-5RQAITR.md"] {
            write(&place.at("reports").join(name), &ours);
        }
        write(&place.at("reports/index 2.md"), &ours.replace("Weeks", "My weeks"));
        write(&place.at("reports/index (2).md"), "somebody's\n");
        write(&place.at("reports/other (1).md"), &ours);
        let done = place.publish(&TWO);
        assert_eq!((done.removed.len(), done.moved.len(), done.unchanged), (3, 1, 2));
        assert_eq!(place.edited(), [ours.replace("Weeks", "My weeks")]);
        let left: Vec<String> = all(&place.at("reports")).into_keys().collect();
        assert_eq!(left, ["index (2).md", "index.md", "other (1).md", WEEK]);
    }

    #[test]
    fn a_newer_format_stops_all_writing() {
        let place = Place::new(&[]);
        place.publish(&TWO);
        let index = place.at("reports/index.md");
        let newer = text(&index).replacen("tinystep 1 ", "tinystep 2 ", 1);
        fs::write(&index, &newer).expect("a file");
        let before = all(place.root.path());
        let done = place.publish(&[TWO[0], (WEEK, "other"), ("week-2026-11-23.md", "new")]);
        assert_eq!(done, WriteSummary { newer: vec![index], ..WriteSummary::default() });
        assert_eq!(all(place.root.path()), before);
    }

    #[cfg(unix)]
    #[test]
    fn mode_and_owner_stay_as_they_were() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let place = Place::new(&[]);
        place.publish(&TWO);
        let index = place.at("reports/index.md");
        fs::set_permissions(&index, fs::Permissions::from_mode(0o640)).expect("a mode");
        let may_give_away = std::os::unix::fs::chown(&index, Some(65534), Some(65534)).is_ok();
        place.publish(&[("index.md", "# Other\n"), TWO[1]]);
        let meta = fs::metadata(&index).expect("a file");
        assert_eq!(meta.mode() & 0o7777, 0o640);
        if may_give_away {
            assert_eq!((meta.uid(), meta.gid()), (65534, 65534));
        }
    }

    #[test]
    fn a_failure_with_one_file_stops_no_other() {
        let place = Place::new(&[]);
        let long = format!("{}.md", "x".repeat(300));
        let done = place.publish(&[("../out.md", "x"), (&long, "x"), ("a/b.md", "x"), TWO[0], TWO[1]]);
        assert_eq!((done.failed.len(), done.written.len()), (3, 2));
        assert_eq!(place.reports(), map(&TWO));
        assert!(!place.at("out.md").exists());
    }

    #[test]
    fn an_edited_file_that_cannot_be_moved_stays() {
        let place = Place::new(&[("edited", "a file where the folder would be")]);
        place.publish(&TWO);
        let week = place.at("reports").join(WEEK);
        let edited = text(&week) + "mine\n";
        fs::write(&week, &edited).expect("a file");
        let done = place.publish(&TWO);
        assert_eq!((done.failed.len(), done.written.len(), done.unchanged), (1, 0, 1));
        assert_eq!(text(&week), edited);
        assert_eq!(all(&place.at("reports")).len(), 2);
        // The same if its week is gone.
        let done = place.publish(&TWO[..1]);
        assert_eq!((done.failed.len(), done.removed.len()), (1, 0));
        assert_eq!(text(&week), edited);
    }

    #[test]
    fn leftovers_of_a_killed_run_are_cleared_and_no_edit_is_lost() {
        let place = Place::new(&[]);
        place.publish(&TWO);
        let index = text(place.at("reports/index.md"));
        // The prefix of this machine, as a name shows it that is made while a file is exchanged.
        let prefix =
            format!(".tinystep-{}-", output::provenance::short_hash(output::read_machine_name().as_bytes(), 8));
        let left = |name: &str, text: &str| write(&place.at("reports").join(format!("{prefix}{name}")), text);
        left("1-0.part", "half a rep");
        left("1-1.part", "");
        left("1-2-index.md.out", &index);
        left("1-3-index.md.out", &index.replace("Weeks", "My weeks"));
        left("1-4-index.md.out", "typed by somebody at that moment");
        write(&place.at("reports/.tinystep-00000000-1-0.part"), "another machine's");
        let done = place.publish(&TWO);
        assert_eq!((done.moved.len(), done.unchanged), (2, 2));
        let mut kept = place.edited();
        kept.sort();
        assert_eq!(kept, [index.replace("Weeks", "My weeks"), "typed by somebody at that moment".to_owned()]);
        let names: Vec<String> = all(&place.at("reports")).into_keys().collect();
        assert_eq!(names, [".tinystep-00000000-1-0.part", "index.md", WEEK]);
    }

    #[test]
    fn nothing_is_written_into_another_journal() {
        let above = folder_with(&[("j/journal.md", "# J")]);
        let at = above.path().join("j");
        let root = FolderIdentity::resolve(&at).expect("a journal");
        let made = [OutputFile::new("index.md", "x".to_owned())];
        let try_publish = || {
            let path = root.path();
            let (reports, edited) = (path.join("reports"), path.join("edited"));
            plan_and_write(Destination::new(&root, &reports, &edited), &made, &|n| n == "index.md")
        };
        assert!(root.is_still_at_path());
        fs::rename(&at, above.path().join("away")).expect("a rename");
        assert!(!root.is_still_at_path());
        assert!(try_publish().is_err() && !at.exists());
        fs::create_dir(&at).expect("a folder");
        assert!(!root.is_still_at_path());
        assert!(try_publish().is_err() && fs::read_dir(&at).expect("a listing").count() == 0);
        fs::remove_dir(&at).expect("a folder");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(above.path().join("away"), &at).expect("a link");
            assert!(!root.is_still_at_path() && try_publish().is_err());
            fs::remove_file(&at).expect("a link");
        }
        fs::rename(above.path().join("away"), &at).expect("a rename");
        assert!(root.is_still_at_path() && try_publish().is_ok());
    }

    #[test]
    fn nothing_is_written_where_the_disk_is_missing() {
        let place = Place::new(&[]);
        let outside = crate::sandbox::temporary_folder();
        let made = [OutputFile::new("index.md", "x".to_owned())];
        let to = |folder: &Path| {
            plan_and_write(Destination::new(&place.root, folder, &place.at("edited")), &made, &|n| n == "index.md")
        };
        let failed = to(&outside.path().join("stick/reports")).expect("a summary").failed;
        assert!(failed[0].1.contains("no folder above"), "{failed:?}");
        assert!(!outside.path().join("stick").exists());
        assert_eq!(to(&outside.path().join("reports")).map(|done| done.written.len()).ok(), Some(1));
        assert_eq!(to(&place.at("for/the/clinic")).map(|done| done.written.len()).ok(), Some(1));
    }

    #[test]
    fn one_file_at_the_top_comes_and_goes() {
        let place = Place::new(&[("mine.md", "mine")]);
        let one = |body: Option<&str>| {
            let edited = place.at("edited");
            let file = body.map(|body| OutputFile::new("notes-to-fix.md", body.to_owned()));
            let is_ours = |name: &str| name == "notes-to-fix.md";
            plan_and_write(Destination::new(&place.root, place.root.path(), &edited), file.as_slice(), &is_ours)
                .expect("a publish")
        };
        assert_eq!(one(None), WriteSummary::default());
        assert_eq!(one(Some("# Fix\n")).written, [place.at("notes-to-fix.md")]);
        assert_eq!(one(Some("# Fix\n")).unchanged, 1);
        assert_eq!(one(None).removed, [place.at("notes-to-fix.md")]);
        assert_eq!(all(place.root.path()).into_keys().collect::<Vec<_>>(), ["journal.md", "mine.md"]);
    }

    #[test]
    fn two_runs_at_once_give_the_same_result() {
        let place = Place::new(&[]);
        std::thread::scope(|threads| {
            for n in 0..4 {
                let place = &place;
                threads.spawn(move || {
                    for round in 0..10 {
                        let text = format!("# Week {}\n", (n + round) % 3);
                        let done = place.publish(&[("index.md", &text), (WEEK, &text)]);
                        assert_eq!((done.failed, done.moved, done.foreign), (vec![], vec![], vec![]));
                    }
                });
            }
        });
        place.publish(&TWO);
        assert_eq!(place.reports(), map(&TWO));
        assert!(!place.at("edited").exists());
    }

    #[test]
    fn edits_at_any_moment_are_kept() {
        // A person saves again and again (each time whole, by rename, as editors do) while the report changes all the time.
        let place = Place::new(&[]);
        place.publish(&TWO);
        let week = place.at("reports").join(WEEK);
        let words: Vec<String> = (0..60).map(|n| format!("typed-{n}-by-hand")).collect();
        let done = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|threads| {
            threads.spawn(|| {
                for word in &words {
                    let now = fs::read_to_string(&week).unwrap_or_default();
                    if now.is_empty() {
                        continue;
                    }
                    fs::write(place.at("save"), format!("{now}{word}\n")).expect("a file");
                    fs::rename(place.at("save"), &week).expect("a rename");
                    std::thread::sleep(std::time::Duration::from_millis(2));
                    // An editor that saves over its own last save replaces it itself: only what the publisher took counts.
                }
                done.store(true, std::sync::atomic::Ordering::SeqCst);
            });
            let mut round = 0;
            while !done.load(std::sync::atomic::Ordering::SeqCst) {
                round += 1;
                place.publish(&[TWO[0], (WEEK, &format!("# Week {round}\n"))]);
            }
        });
        place.publish(&TWO);
        let everything: String = all(place.root.path()).into_values().collect();
        for word in words {
            assert!(everything.contains(&word), "{word} is lost");
        }
        assert_eq!(place.reports(), map(&TWO));
    }
}

/// Whatever people, phones and sync clients do between two runs.
mod laws {
    use super::*;

    const NAMES: [&str; 3] = ["index.md", "week-2026-11-09.md", "week-2026-11-16.md"];

    #[derive(Clone, Debug)]
    enum Act {
        /// These of the names are wanted, in this version.
        Publish([bool; 3], u8),
        Type(usize),
        TypeOnTop(usize),
        Own(usize),
        Delete(usize),
        Empty(usize),
        Crlf(usize),
        Copy(usize, &'static str),
    }

    fn act() -> impl Strategy<Value = Act> {
        let n = 0..NAMES.len();
        prop_oneof![
            4 => (any::<[bool; 3]>(), 0..3u8).prop_map(|(wanted, version)| Act::Publish(wanted, version)),
            3 => n.clone().prop_map(Act::Type),
            1 => n.clone().prop_map(Act::TypeOnTop),
            1 => n.clone().prop_map(Act::Own),
            1 => n.clone().prop_map(Act::Delete),
            1 => n.clone().prop_map(Act::Empty),
            1 => n.clone().prop_map(Act::Crlf),
            2 => (n, prop::sample::select(vec![" (1)", "-laptop", " 2", ".sync-conflict-20200521-184717-5RQAITR"]))
                .prop_map(|(n, tail)| Act::Copy(n, tail)),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn words_are_kept_and_reports_are_fresh(acts in prop::collection::vec(act(), 1..24)) {
            let place = Place::new(&[("reports/", "")]);
            let mut typed: Vec<String> = Vec::new();
            for (step, act) in acts.into_iter().enumerate() {
                let at = |n: usize| place.at("reports").join(NAMES[n]);
                let now = |n: usize| fs::read_to_string(at(n)).unwrap_or_default();
                let word = format!("<{step} by hand>\n");
                match act {
                    Act::Publish(wanted, version) => {
                        let texts: Vec<(&str, String)> = (0..NAMES.len())
                            .filter(|&n| wanted[n])
                            .map(|n| (NAMES[n], format!("# {} {version}\n", NAMES[n])))
                            .collect();
                        let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
                        let done = place.publish(&files);
                        prop_assert_eq!(&done.failed, &[]);
                        for (name, text) in files {
                            let there = fs::read_to_string(place.at("reports").join(name)).unwrap_or_default();
                            let is_kept = done.foreign.contains(&place.at("reports").join(name));
                            prop_assert_eq!(is_kept, !is_written_by_us(there.as_bytes()), "{}", there);
                            prop_assert!(is_kept || body(&there).replace("\r\n", "\n") == text, "{} is not fresh", name);
                        }
                        for (name, text) in all(&place.at("reports")) {
                            let is_somebodys = !text.contains("<!-- tinystep");
                            prop_assert!(is_somebodys || texts.iter().any(|(wanted, _)| *wanted == name), "{} is left", name);
                        }
                        let again = place.publish(&texts.iter().map(|(n, t)| (*n, t.as_str())).collect::<Vec<_>>());
                        prop_assert!(!again.has_changed_disk(), "a second time changes nothing: {:?}", again);
                    }
                    Act::Type(n) if !now(n).is_empty() => {
                        fs::write(at(n), now(n) + &word).expect("a file");
                        typed.push(word);
                    }
                    Act::TypeOnTop(n) if !now(n).is_empty() => {
                        fs::write(at(n), word.clone() + &now(n)).expect("a file");
                        typed.push(word);
                    }
                    // A person who types over or deletes what they typed has done so themselves.
                    Act::Own(n) if now(n).is_empty() => {
                        fs::write(at(n), &word).expect("a file");
                        typed.push(word);
                    }
                    Act::Delete(n) if !now(n).contains("by hand") => drop(fs::remove_file(at(n))),
                    Act::Empty(n) if !now(n).contains("by hand") => fs::write(at(n), "").expect("a file"),
                    Act::Crlf(n) if at(n).exists() => {
                        fs::write(at(n), now(n).replace("\r\n", "\n").replace('\n', "\r\n")).expect("a file");
                    }
                    Act::Copy(n, tail) if at(n).exists() => {
                        let copy = place.at("reports").join(NAMES[n].replace(".md", &format!("{tail}.md")));
                        if !copy.exists() {
                            fs::copy(at(n), copy).expect("a copy");
                        }
                    }
                    _ => {}
                }
                let everything: String = all(place.root.path()).into_values().collect();
                for word in &typed {
                    prop_assert!(everything.contains(word.trim_end()), "{} is lost", word);
                }
            }
        }
    }
}
