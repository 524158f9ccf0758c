//! One fault: its own journal, the real program, a reader that never rests, and what must be true in the end.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::Read as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use tinystep::output::is_written_by_us;
use tinystep::output::provenance::{self, Provenance};

use super::second;

pub const AS_OF: &str = "2026-11-22";
pub const WEEK: &str = "reports/week-2026-11-16.md";
pub const PLAN: &str = "---\ntask: Stretch\nwhen: every day at 7:30\nminutes: 3\nfrom: 2026-11-02\n---\n";

/// Why a row did not end well.
pub enum Trouble {
    /// This machine cannot make the fault.
    Impossible(String),
    Diverged(String),
}

impl From<String> for Trouble {
    fn from(why: String) -> Trouble {
        Trouble::Diverged(why)
    }
}

/// What the looks at everything are for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Looking {
    /// Events report all changes, and a scan may find none that no event reported.
    Beside,
    /// There are no events, as the program knows: it looks often.
    Often,
    /// There are no events and the program does not know: the look of each minute has to find it.
    Alone,
}

pub type Outcome = Result<(), Trouble>;

pub struct Case {
    folder: tempfile::TempDir,
    root: PathBuf,
    watch: Option<Child>,
    reader: Option<JoinHandle<()>>,
    shared: Arc<Shared>,
    /// Mounts to be undone, the last first.
    mounts: Vec<PathBuf>,
    pub is_full: bool,
    /// The name of the machine that one shot is made on.
    pub machine: Option<&'static str>,
    /// Something to print besides the result.
    pub note: String,
    /// How long it took from the last change until all was well, if events report changes, and after what change.
    pub waits: Vec<(Duration, String)>,
    /// How many pages the second counter counted again.
    pub counted: usize,
    /// Whether it does: it knows fewer words than there are.
    pub is_counted_again: bool,
    by_looking: Looking,
    /// Since when something is waited for that was changed before.
    since: Cell<Option<Instant>>,
}

#[derive(Default)]
struct Shared {
    stop: AtomicBool,
    reads: AtomicUsize,
    torn: AtomicUsize,
    torn_what: Mutex<String>,
    /// What a person typed at a name of ours.
    precious: Mutex<Vec<Vec<u8>>>,
    /// What no report may ever say, and whether one did.
    never: Mutex<Vec<String>>,
    said_never: AtomicBool,
}

impl Case {
    pub fn new(is_full: bool) -> Case {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("journal");
        let shared = Arc::new(Shared::default());
        let case = Case {
            root,
            watch: None,
            reader: Some(reader(folder.path().join("journal/reports"), Arc::clone(&shared))),
            folder,
            shared,
            mounts: Vec::new(),
            is_full,
            machine: None,
            note: String::new(),
            waits: Vec::new(),
            counted: 0,
            is_counted_again: true,
            by_looking: Looking::Beside,
            since: Cell::new(None),
        };
        case.write("journal.md", "# J\n");
        case.write("plan.md", PLAN);
        case.write("daily/2026-11-17.md", "- [ ] Stretch\n");
        case
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn above(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        self.since.set(None);
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder above")).expect("a folder");
        fs::write(&path, text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    }

    /// Ticks the box of one day, or takes the tick back.
    pub fn tick(&self, day: u32, done: bool) {
        let mark = if done { 'x' } else { ' ' };
        self.write(&format!("daily/2026-11-{day:02}.md"), format!("- [{mark}] Stretch\n"));
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_default()
    }

    /// What a person wrote at a name of ours: it has to be somewhere in the end.
    pub fn precious(&self, path: &str, text: &str) {
        self.shared.precious.lock().expect("a list").push(text.as_bytes().to_vec());
        self.write(path, text);
    }

    /// The same, as an editor saves that empties the file first.
    pub fn precious_slowly(&self, path: &str, text: &str, wait: Duration) {
        self.shared.precious.lock().expect("a list").extend([text.as_bytes().to_vec(), Vec::new()]);
        let mut file = File::create(self.path(path)).expect("a file");
        thread::sleep(wait);
        std::io::Write::write_all(&mut file, text.as_bytes()).expect("a written file");
    }

    /// Words for a moment that never was: no report may say them, however briefly.
    pub fn never(&self, words: &str) {
        self.shared.never.lock().expect("a list").push(words.to_owned());
    }

    pub fn sh(&self, script: &str) -> Result<String, Trouble> {
        self.since.set(None);
        let output =
            Command::new("sh").args(["-ec", script]).current_dir(self.folder.path()).stdin(Stdio::null()).output();
        let output = output.map_err(|e| Trouble::Impossible(e.to_string()))?;
        let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        if output.status.success() { Ok(text) } else { Err(Trouble::Diverged(format!("`{script}`: {text}"))) }
    }

    /// A step that only sets the fault up: if it does not work, the fault is impossible here.
    pub fn set_up(&self, script: &str) -> Outcome {
        self.sh(script).map(drop).map_err(|e| match e {
            Trouble::Diverged(why) | Trouble::Impossible(why) => Trouble::Impossible(why),
        })
    }

    pub fn mount(&mut self, at: PathBuf, kind_and_options: &str) -> Outcome {
        fs::create_dir_all(&at).expect("a folder");
        self.set_up(&format!("mount {kind_and_options} '{}'", at.display()))?;
        self.mounts.push(at);
        Ok(())
    }

    /// The program, as everybody runs it here.
    pub fn program() -> &'static str {
        env!("CARGO_BIN_EXE_tinystep")
    }

    pub fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        command.env("XDG_RUNTIME_DIR", self.above("run")).env_remove("TINYSTEP_MACHINE");
        command.envs(self.machine.map(|name| ("TINYSTEP_MACHINE", name)));
        command
    }

    /// From here on no event reports changes: a scan of everything has to find them. Until here no scan had to.
    pub fn by_looking(&mut self, how: Looking) -> Outcome {
        self.found_as_meant()?;
        self.by_looking = how;
        Ok(())
    }

    fn found_as_meant(&self) -> Outcome {
        match self.by_looking {
            Looking::Beside if self.is_found_by_looking() => {
                Err("only the look at everything found it".to_owned().into())
            }
            Looking::Alone => self.comes("an update that was found by looking", || self.is_found_by_looking()),
            Looking::Beside | Looking::Often => Ok(()),
        }
    }

    fn is_found_by_looking(&self) -> bool {
        self.said().contains("found by a scan, not by an event")
    }

    /// Whether no event reported a change, and the scan once a minute found it, as it had to.
    pub fn is_rescued(&self) -> bool {
        self.by_looking == Looking::Alone && self.is_found_by_looking()
    }

    /// What is still to be checked when a row has ended well.
    pub fn ends_well(&self) -> Outcome {
        if self.shared.said_never.load(Ordering::SeqCst) {
            let never = self.shared.never.lock().expect("a list");
            return Err(format!("a report told of a moment that never was: {never:?}").into());
        }
        self.found_as_meant()
    }

    /// Starts the watch, by itself or under another program's command.
    pub fn watch_under(&mut self, before: &[&str], more: &[&str]) -> Outcome {
        let mut all: Vec<&str> = before.to_vec();
        all.extend([Case::program(), "watch", "journal", "-v", "--as-of", AS_OF]);
        all.extend(more);
        let file = |name: &str| {
            let file = OpenOptions::new().create(true).append(true).open(self.above(name));
            file.expect("a file")
        };
        let child = self.command(all[0], &all[1..]).stdout(file("out")).stderr(file("err")).process_group(0).spawn();
        self.watch = Some(child.map_err(|e| Trouble::Impossible(format!("{}: {e}", all[0])))?);
        Ok(())
    }

    pub fn watch(&mut self) -> Outcome {
        self.watch_under(&[], &[])?;
        self.converges(START)
    }

    /// Whether the watch has this file open, below another program.
    pub fn is_open_below(&self, file: &Path) -> bool {
        self.watch.as_ref().is_some_and(|child| is_open(child, file))
    }

    pub fn signal(&self, signal: Signal) {
        let child = self.watch.as_ref().expect("a watch");
        kill_process(Pid::from_child(child), signal).expect("a signal sent");
    }

    /// Ends the watch, and the program it runs under: strace would leave it behind.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.watch.take() {
            let _ = kill_process_group(Pid::from_child(&child), Signal::KILL);
            let _ = child.wait();
        }
    }

    /// Waits until the watch has ended, and ended well.
    pub fn ends_by_itself(&mut self) -> Outcome {
        let Some(mut child) = self.watch.take() else { return Ok(()) };
        let begun = Instant::now();
        while begun.elapsed() < limit() {
            if let Ok(Some(status)) = child.try_wait() {
                return if status.success() { Ok(()) } else { Err(format!("it ended with {status}").into()) };
            }
            thread::sleep(Duration::from_millis(5));
        }
        let _ = child.kill();
        let _ = child.wait();
        Err("it did not end".to_owned().into())
    }

    pub fn report(&self) -> Outcome {
        let output = self.command(Case::program(), &["report", "journal", "--as-of", AS_OF]).output().expect("it runs");
        if output.status.success() {
            Ok(())
        } else {
            Err(format!("report: {}", String::from_utf8_lossy(&output.stderr)).into())
        }
    }

    pub fn said(&self) -> String {
        fs::read_to_string(self.above("out")).unwrap_or_default()
            + &fs::read_to_string(self.above("err")).unwrap_or_default()
    }

    pub fn says(&self, words: &str) -> Outcome {
        self.comes(&format!("the words {words:?}"), || self.said().contains(words))
    }

    /// Waits for a state.
    pub fn comes(&self, what: &str, state: impl Fn() -> bool) -> Outcome {
        let begun = Instant::now();
        self.since.set(self.since.get().or(Some(begun)));
        while !state() {
            if begun.elapsed() > limit() {
                return Err(format!("never came: {what}; it said:\n{}", self.said()).into());
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    /// Waits until what is made is what one shot makes of a copy, and what the second counter counts; notes how long that
    /// took from the last change on.
    pub fn converges(&mut self, after: &str) -> Outcome {
        let since = self.since.take().unwrap_or_else(Instant::now);
        let states = States::follow(self.root.clone());
        let mut kept = kept(&self.root);
        let mut wanted = self.one_shot()?;
        let begun = Instant::now();
        let (at, at_once) = loop {
            if let Some(found) = states.which_is(&wanted) {
                break found;
            }
            // A page that was edited may only now have been kept.
            let now = self::kept(&self.root);
            if now != kept {
                kept = now;
                wanted = self.one_shot()?;
            }
            if begun.elapsed() > limit() {
                let there = made(&self.root);
                let differs: Vec<&String> =
                    wanted.keys().chain(there.keys()).filter(|name| wanted.get(*name) != there.get(*name)).collect();
                return Err(format!("after {after} it never converged: {differs:?}; it said:\n{}", self.said()).into());
            }
            thread::sleep(Duration::from_millis(2));
        };
        if self.watch.is_some() && self.by_looking == Looking::Beside && !at_once && after != START {
            self.waits.push((at.saturating_duration_since(since), after.to_owned()));
        }
        if self.is_counted_again {
            self.counted += second::differs(&self.root, &wanted).map_err(|why| format!("after {after}: {why}"))?;
        }
        Ok(())
    }

    /// What one shot makes of all that is not ours.
    pub fn one_shot(&self) -> Result<BTreeMap<String, Vec<u8>>, Trouble> {
        let other = tempfile::tempdir().expect("a folder");
        copy_what_is_theirs(&self.root, &other.path().join("journal"));
        let output = self
            .command(Case::program(), &["report", "journal", "--as-of", AS_OF])
            .current_dir(other.path())
            .output()
            .expect("it runs");
        if output.status.code().is_none_or(|code| code == 101) {
            return Err(format!("one shot: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        Ok(made(&other.path().join("journal")))
    }

    /// Ends everything. How many bytes that a person typed are nowhere, how many reads were torn (and what), of how many.
    pub fn end(mut self) -> (usize, usize, usize, String) {
        self.kill();
        self.shared.stop.store(true, Ordering::SeqCst);
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
        let mut all = Vec::new();
        for entry in walkdir::WalkDir::new(&self.root).into_iter().filter_map(Result::ok) {
            if entry.file_type().is_file() {
                all.extend(fs::read(entry.path()));
            }
        }
        let precious = self.shared.precious.lock().expect("a list");
        // What somebody wrote on from has the older words in it.
        let is_there =
            |text: &[u8]| all.iter().any(|file: &Vec<u8>| file.windows(text.len().max(1)).any(|part| part == text));
        let lost = precious.iter().filter(|text| !is_there(text)).map(Vec::len).sum();
        let torn = self.shared.torn.load(Ordering::SeqCst);
        (lost, torn, self.shared.reads.load(Ordering::SeqCst), self.shared.torn_what.lock().expect("words").clone())
    }
}

impl Drop for Case {
    fn drop(&mut self) {
        self.kill();
        self.shared.stop.store(true, Ordering::SeqCst);
        for mount in self.mounts.drain(..).rev() {
            let _ = Command::new("umount").arg("-l").arg(mount).output();
        }
    }
}

/// Whether a program below this one has the file open.
pub fn is_open(above: &Child, file: &Path) -> bool {
    let children = fs::read_to_string(format!("/proc/{0}/task/{0}/children", above.id())).unwrap_or_default();
    children.split_whitespace().any(|child| {
        let open = fs::read_dir(format!("/proc/{child}/fd")).into_iter().flatten().filter_map(Result::ok);
        open.filter_map(|entry| fs::read_link(entry.path()).ok()).any(|of| of == file)
    })
}

/// The wait for what is made when the watch begins.
pub const START: &str = "the start";

/// How long a state is waited for: longer than a look at everything takes to come round.
pub fn limit() -> Duration {
    let seconds = std::env::var("TINYSTEP_LIMIT").ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(seconds.unwrap_or(75))
}

/// A program with all that it started, ended with the value.
pub struct Running(pub Child);

impl Running {
    pub fn start(command: &mut Command) -> Result<Running, Trouble> {
        let child = command.stdin(Stdio::null()).process_group(0).spawn();
        child.map(Running).map_err(|e| Trouble::Impossible(e.to_string()))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = kill_process_group(Pid::from_child(&self.0), Signal::KILL);
        let _ = self.0.wait();
    }
}

/// A state of what is made, and the moment it was first seen.
type Seen = (Instant, BTreeMap<String, Vec<u8>>);

/// Watches what is made, in a separate thread.
struct States {
    seen: Arc<Mutex<Vec<Seen>>>,
    stop: Arc<AtomicBool>,
}

impl States {
    fn follow(root: PathBuf) -> States {
        let states = States { seen: Arc::default(), stop: Arc::default() };
        let (seen, stop) = (Arc::clone(&states.seen), Arc::clone(&states.stop));
        thread::spawn(move || {
            let mut before = None;
            while !stop.load(Ordering::SeqCst) {
                let (now, prints) = (Instant::now(), prints(&root));
                if before.as_ref() != Some(&prints) {
                    before = Some(prints);
                    seen.lock().expect("a list").push((now, made(&root)));
                }
                thread::sleep(Duration::from_millis(1));
            }
        });
        states
    }

    /// Since when it has been the wanted one, if it is; and whether it was so when it was first looked at.
    fn which_is(&self, wanted: &BTreeMap<String, Vec<u8>>) -> Option<(Instant, bool)> {
        let seen = self.seen.lock().expect("a list");
        let same = seen.iter().rev().take_while(|(_, made)| made == wanted).count();
        let first = seen.len().checked_sub(same)?;
        seen.get(first).map(|(at, _)| (*at, first == 0))
    }
}

impl Drop for States {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
    }
}

/// How to see, without reading it, that something that is made is different.
fn prints(root: &Path) -> Vec<(PathBuf, [i64; 5])> {
    let paths = walkdir::WalkDir::new(root.join("reports")).sort_by_file_name().into_iter().filter_map(Result::ok);
    let paths = paths.map(walkdir::DirEntry::into_path).chain([root.join("notes-to-fix.md")]);
    let print = |path: PathBuf| {
        let meta = fs::symlink_metadata(&path).ok()?;
        let at = [meta.mtime(), meta.mtime_nsec(), meta.ctime_nsec(), meta.ino() as i64, meta.size() as i64];
        Some((path, at))
    };
    paths.filter_map(print).collect()
}

/// Reads every report again and again: each must be whole.
fn reader(reports: PathBuf, shared: Arc<Shared>) -> JoinHandle<()> {
    thread::spawn(move || {
        while !shared.stop.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_millis(1));
            let Ok(entries) = fs::read_dir(&reports) else { continue };
            for entry in entries.filter_map(Result::ok) {
                let name = entry.file_name();
                let ours = name.to_str().is_some_and(tinystep::report::may_be_our_page_name);
                let Some(bytes) = ours.then(|| read_plain(&entry.path())).flatten() else { continue };
                shared.reads.fetch_add(1, Ordering::Relaxed);
                let text = String::from_utf8_lossy(&bytes);
                if shared.never.lock().expect("a list").iter().any(|words| text.contains(words.as_str())) {
                    shared.said_never.store(true, Ordering::SeqCst);
                }
                let whole = matches!(provenance::read_provenance(&bytes), Provenance::Intact)
                    || shared.precious.lock().expect("a list").iter().any(|text| text.starts_with(&bytes));
                if !whole {
                    shared.torn.fetch_add(1, Ordering::SeqCst);
                    *shared.torn_what.lock().expect("words") =
                        format!("{} ({} bytes)", name.to_string_lossy(), bytes.len());
                }
            }
        }
    })
}

/// A plain file's bytes, without waiting for a pipe.
fn read_plain(path: &Path) -> Option<Vec<u8>> {
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOFOLLOW;
    let mut file: File = OpenOptions::new().read(true).custom_flags(flags.bits() as i32).open(path).ok()?;
    let mut bytes = Vec::new();
    file.metadata().ok().filter(fs::Metadata::is_file)?;
    file.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The names of the pages that are kept because somebody typed into them.
fn kept(root: &Path) -> Vec<std::ffi::OsString> {
    let entries = fs::read_dir(root.join("edited")).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<_> = entries.map(|entry| entry.file_name()).collect();
    names.sort();
    names
}

/// What is in the reports folder, and the note of what to fix.
pub fn made(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root.join("reports")).into_iter().filter_map(Result::ok) {
        if !entry.file_type().is_dir() {
            let name = entry.path().strip_prefix(root).expect("below").to_string_lossy().into_owned();
            all.insert(name, read_plain(entry.path()).unwrap_or_default());
        }
    }
    all.extend(read_plain(&root.join("notes-to-fix.md")).map(|bytes| ("notes-to-fix.md".to_owned(), bytes)));
    all
}

fn copy_what_is_theirs(from: &Path, to: &Path) {
    let entries = walkdir::WalkDir::new(from).into_iter().filter_entry(|entry| {
        let name = entry.file_name().to_string_lossy();
        !(entry.depth() > 0 && name.starts_with('.'))
    });
    for entry in entries.filter_map(Result::ok) {
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        let kind = entry.file_type();
        if kind.is_dir() {
            fs::create_dir_all(&target).expect("a folder");
        } else if kind.is_symlink() {
            let _ = fs::read_link(entry.path()).and_then(|link| std::os::unix::fs::symlink(link, &target));
        } else if kind.is_file() {
            let bytes = fs::read(entry.path()).unwrap_or_default();
            // Pages that are kept are listed in notes-to-fix.md, so a single report has to see them.
            let is_kept = entry.path().starts_with(from.join("edited"));
            if is_kept || !is_written_by_us(&bytes) {
                let _ = fs::write(&target, bytes);
            }
        } else {
            let _ = Command::new("mkfifo").arg(&target).status();
        }
    }
}
