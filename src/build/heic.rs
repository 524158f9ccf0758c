//! Photos as HEIC, as some phones take them: opened by a program on the system, if one is found.
//!
//! It is run without a shell, in a separate folder with a copy of the photo in it, so that no name in a journal is ever an
//! argument. Its time and its output are limited, and it is ended if it goes beyond a limit.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a program may take for one photo, and how many bytes it may write.
const TIME: Duration = Duration::from_secs(20);
const MOST: u64 = 32 * 1024 * 1024;

/// How often to check whether it has finished.
const LOOK: Duration = Duration::from_millis(5);

/// What goes in, and what comes out, in the folder where a program runs.
const IN: &str = "photo.heic";
const OUT: &str = "out.jpg";
/// If a file holds several pictures, libheif numbers them.
const FIRST_OUT: &str = "out-1.jpg";

/// A program that makes a JPEG from a HEIC.
struct HeicProgram {
    program: &'static str,
    arguments: &'static [&'static str],
    /// The picture comes out upright, whatever its metadata say.
    turns_upright: bool,
}

/// The best first. They also make it smaller if they can.
const CONVERTERS: &[HeicProgram] = &[
    HeicProgram { program: "heif-dec", arguments: &["-q", "92", IN, OUT], turns_upright: true },
    HeicProgram { program: "heif-convert", arguments: &["-q", "92", IN, OUT], turns_upright: true },
    HeicProgram {
        program: "sips",
        arguments: &["-s", "format", "jpeg", "-Z", "1200", IN, "--out", OUT],
        turns_upright: false,
    },
    HeicProgram { program: "magick", arguments: MAGICK, turns_upright: true },
    // On Windows this is a program for disks.
    #[cfg(not(windows))]
    HeicProgram { program: "convert", arguments: MAGICK, turns_upright: true },
];
const MAGICK: &[&str] = &["heic:photo.heic[0]", "-auto-orient", "-thumbnail", "1200x1200>", "jpeg:out.jpg"];

/// A JPEG made from a HEIC, and whether it is already upright.
pub(super) struct ConvertedJpeg {
    pub jpeg: Vec<u8>,
    pub is_upright: bool,
}

/// Whether there is a program on this machine that may open HEIC.
pub(super) fn has_heic_program() -> bool {
    installed_programs().next().is_some()
}

/// Opens a HEIC; none if no program does so in time.
pub(super) fn convert_heic_to_jpeg(heic: &[u8]) -> Option<ConvertedJpeg> {
    let since = Instant::now();
    installed_programs().find_map(|(converter, program)| {
        let left = TIME.checked_sub(since.elapsed())?;
        let jpeg = run_program(&program, converter.arguments, heic, left).ok()?;
        Some(ConvertedJpeg { jpeg, is_upright: converter.turns_upright })
    })
}

/// The programs that this machine has, with their paths.
fn installed_programs() -> impl Iterator<Item = (&'static HeicProgram, PathBuf)> {
    CONVERTERS.iter().filter_map(|converter| Some((converter, find_on_search_path(converter.program)?)))
}

fn find_on_search_path(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    // A relative folder would be looked up wherever we were called.
    let path = std::env::var_os("PATH")?;
    let folders = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
    folders.map(|folder| folder.join(&name)).find(|path| path.is_file())
}

/// What `program` makes from `heic`.
fn run_program(program: &Path, arguments: &[&str], heic: &[u8], time_limit: Duration) -> io::Result<Vec<u8>> {
    // Only this user may look into it, and it is removed with this value.
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join(IN), heic)?;
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder.path());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn()?;
    let ended = wait_for_program(&mut child, folder.path(), time_limit);
    kill_process_group(&mut child);
    ended?;
    let out = [OUT, FIRST_OUT].into_iter().find_map(|name| File::open(folder.path().join(name)).ok());
    let mut jpeg = Vec::new();
    if let Some(out) = out {
        io::Read::read_to_end(&mut io::Read::take(out, MOST), &mut jpeg)?;
    }
    if jpeg.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok(jpeg) }
}

/// Waits until a program has ended by itself; an error if it takes too long or makes too much.
fn wait_for_program(child: &mut Child, folder: &Path, time_limit: Duration) -> io::Result<()> {
    let since = Instant::now();
    loop {
        if child.try_wait()?.is_some() {
            return Ok(());
        }
        if since.elapsed() > time_limit {
            return Err(io::ErrorKind::TimedOut.into());
        }
        let sizes = fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.metadata().ok()?.len()));
        if sizes.sum::<u64>() > 2 * MOST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        thread::sleep(LOOK);
    }
}

/// Ends a program with everything that it started.
fn kill_process_group(child: &mut Child) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn program(script: &str) -> (tempfile::TempDir, PathBuf) {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("program");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a script");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a mode");
        (folder, path)
    }

    fn ran(script: &str, time: Duration) -> Result<Vec<u8>, io::ErrorKind> {
        let (_folder, path) = program(script);
        run_program(&path, &[], b"heic", time).map_err(|error| error.kind())
    }

    #[test]
    fn a_program_is_given_a_copy_and_leaves_one_picture() {
        assert_eq!(ran("cat photo.heic > out.jpg", TIME), Ok(b"heic".to_vec()));
        assert_eq!(ran("cp photo.heic out-1.jpg; cp photo.heic out-2.jpg", TIME), Ok(b"heic".to_vec()));
        assert_eq!(ran("exit 0", TIME), Err(io::ErrorKind::NotFound));
        // Its output and exit status do not matter, only the file it made.
        assert_eq!(ran("echo x > out.jpg; exit 3", TIME), Ok(b"x\n".to_vec()));
    }

    #[test]
    fn a_program_that_is_late_or_makes_too_much_is_ended_with_all_it_started() {
        let alive = tempfile::NamedTempFile::new().expect("a file");
        let script = format!("sleep 1000 & echo $! > {}; wait", alive.path().display());
        assert_eq!(ran(&script, Duration::from_millis(300)), Err(io::ErrorKind::TimedOut));
        let pid: i32 = fs::read_to_string(alive.path()).expect("a number").trim().parse().expect("a number");
        let pid = rustix::process::Pid::from_raw(pid).expect("a process");
        // It may still be listed as a process that has ended.
        let gone = || {
            rustix::process::test_kill_process(pid).is_err()
                || fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| stat.contains(") Z"))
        };
        while !gone() {
            thread::sleep(LOOK);
        }
        assert_eq!(ran("yes > out.jpg", TIME), Err(io::ErrorKind::FileTooLarge));
    }
}
