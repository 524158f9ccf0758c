//! A temporary folder with a journal, and the real binary run in it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tinystep::journal::{self, Journal, NoteDraft, View};

/// A temporary folder, in memory if the machine has room for it there: tests write thousands of pages, and tinystep waits for the
/// disk after each.
pub fn temporary_folder() -> tempfile::TempDir {
    let in_memory = memory_folder().and_then(|folder| tempfile::tempdir_in(folder).ok());
    in_memory.unwrap_or_else(|| tempfile::tempdir().expect("a temporary folder"))
}

/// Where files are in memory; none if there is little room, or no program may be started there.
#[cfg(target_os = "linux")]
fn memory_folder() -> Option<&'static str> {
    use rustix::fs::{StatVfsMountFlags, statvfs};
    const FOLDER: &str = "/dev/shm";
    const ROOM_IN_BYTES: u64 = 1 << 30;
    let system = statvfs(FOLDER).ok()?;
    let has_room = system.f_bavail.saturating_mul(system.f_frsize) >= ROOM_IN_BYTES;
    (has_room && !system.f_flag.contains(StatVfsMountFlags::NOEXEC)).then_some(FOLDER)
}

#[cfg(not(target_os = "linux"))]
fn memory_folder() -> Option<&'static str> {
    None
}

/// A temporary folder, removed with the value.
pub struct Sandbox {
    folder: tempfile::TempDir,
}

impl Sandbox {
    pub fn empty() -> Sandbox {
        Sandbox { folder: temporary_folder() }
    }

    pub fn with(files: &[(&str, &str)]) -> Sandbox {
        let sandbox = Sandbox::empty();
        for (path, text) in files {
            sandbox.write(path, text);
        }
        sandbox
    }

    /// A copy of one of the examples.
    pub fn example(name: &str) -> Sandbox {
        Sandbox::copy_of(&format!("examples/{name}"))
    }

    /// A copy of a folder of this repository.
    pub fn copy_of(folder: &str) -> Sandbox {
        let sandbox = Sandbox::empty();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), sandbox.root());
        sandbox
    }

    /// Adds a copy of a folder of this repository, at the same path.
    pub fn add_copy_of(&self, folder: &str) {
        self.copy_to(folder, folder);
    }

    /// Adds a copy of a folder of this repository at a path.
    pub fn copy_to(&self, folder: &str, to: &str) {
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &self.path(to));
    }

    /// What its notes say as of a date, read in memory as the client sees it.
    pub fn journal(&self, as_of: &str) -> Journal {
        let settings = journal::settings("journal.md", self.read("journal.md").as_bytes()).expect("settings");
        let files = self.files("");
        let notes = files.iter().filter(|(path, _)| path.ends_with(".md") && path != "journal.md");
        let drafts: Vec<NoteDraft> = notes.map(|(path, bytes)| journal::understand(path, bytes)).collect();
        journal::assemble(&settings, &drafts, &[], as_of.parse().expect("a date"), View::Client)
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a written file");
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    pub fn exists(&self, path: &str) -> bool {
        self.path(path).symlink_metadata().is_ok()
    }

    /// Every file with its bytes, by path: for comparing whole folders.
    pub fn files(&self, under: &str) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        let top = self.path(under);
        for entry in walkdir::WalkDir::new(&top).sort_by_file_name().into_iter().filter_map(Result::ok) {
            if entry.file_type().is_file() {
                let name = entry.path().strip_prefix(&top).expect("below").to_string_lossy().into_owned();
                // A watcher may remove a file between the listing and the read.
                files.extend(std::fs::read(entry.path()).ok().map(|bytes| (name, bytes)));
            }
        }
        files
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tinystep"));
        command
            .args(arguments)
            .current_dir(self.root())
            .stdin(Stdio::null())
            .env_remove("NO_COLOR")
            .env_remove("TINYSTEP_MACHINE");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().expect("the program runs"))
    }

    /// Runs, and checks the exit status.
    pub fn run_to(&self, status: i32, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.status, status, "{arguments:?}\n{}\n{}", ran.out, ran.err);
        ran
    }

    /// Starts a program that keeps running. Its output goes to `.out` and `.err`, names that are never input.
    pub fn start(&self, arguments: &[&str]) -> Running {
        let file = |name: &str| std::fs::File::create(self.path(name)).expect("a file");
        let child = self.command(arguments).stdout(file(".out")).stderr(file(".err")).spawn();
        Running(child.expect("the program starts"))
    }
}

/// The result of a run.
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    fn of(output: Output) -> Ran {
        Ran {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("text"),
            err: String::from_utf8(output.stderr).expect("text"),
        }
    }
}

/// A running program, killed with the value.
pub struct Running(pub Child);

impl Running {
    /// Sends a signal, waits for the end and returns the exit status.
    pub fn end(mut self, signal: rustix::process::Signal) -> Option<i32> {
        rustix::process::kill_process(rustix::process::Pid::from_child(&self.0), signal).expect("a signal sent");
        self.0.wait().expect("an end").code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

const LIMIT: Duration = Duration::from_secs(180);

/// Waits for a state. The limit is generous: it only ends the test of a program that hangs.
#[track_caller]
pub fn wait_for(what: &str, mut state: impl FnMut() -> bool) {
    let since = Instant::now();
    while !state() {
        assert!(since.elapsed() < LIMIT, "still waiting after {LIMIT:?}: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// [`wait_for`] something.
#[track_caller]
pub fn waited_for<T>(what: &str, mut thing: impl FnMut() -> Option<T>) -> T {
    let mut found = None;
    wait_for(what, || {
        found = thing();
        found.is_some()
    });
    found.expect("it was waited for")
}

/// Python, with the packages that `.ci/run` fetches into the build folder.
pub fn python() -> Command {
    let fetched = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/python");
    let more = std::env::var_os("PYTHONPATH").unwrap_or_default();
    let paths = std::iter::once(fetched).chain(std::env::split_paths(&more));
    let mut python = Command::new("python3");
    python.env("PYTHONPATH", std::env::join_paths(paths).expect("paths")).stdin(Stdio::null());
    python
}

/// Whether a program of this name is in the `PATH`; a name with a slash is a path in this repository, and `python3 with x` is
/// a package of Python.
pub fn has_tool(name: &str) -> bool {
    if let Some(package) = name.strip_prefix("python3 with ") {
        let found = python().args(["-c", &format!("import {package}")]).stderr(Stdio::null()).status();
        return found.is_ok_and(|status| status.success());
    }
    if name.contains('/') {
        return Path::new(env!("CARGO_MANIFEST_DIR")).join(name).exists();
    }
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()))
}

pub fn copy(from: &Path, to: &Path) {
    // A watcher may remove a file between the listing and the copy.
    for entry in walkdir::WalkDir::new(from).into_iter().filter_map(Result::ok) {
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&target).expect("a folder");
        } else if entry.file_type().is_file() {
            match std::fs::copy(entry.path(), &target) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                other => drop(other.expect("a copy")),
            }
        }
    }
}

/// How many cases a random test tries: all with `TINYSTEP_TIMES=1` (`cargo test-laws`), an eighth in CI (`cargo test-all`),
/// a twentieth without it.
pub fn times(cases: u32) -> u32 {
    let share = std::env::var("TINYSTEP_TIMES").ok().and_then(|times| times.parse::<f64>().ok()).unwrap_or(0.05);
    (f64::from(cases) * share).ceil() as u32
}

/// The processor time of this thread: unlike the time on the clock, it does not include other work on the machine.
pub fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.try_into().expect("a time that has passed")
}
