//! Two folders that two real Syncthings keep in sync, with a watch on each and edits on both sides. They speak to each other
//! alone: no discovery, no relays, no reports of use.

// Two free ports of this machine, for Syncthing.
#![allow(clippy::disallowed_types)]

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::case::{AS_OF, Case, Outcome, Running, Trouble, limit};
use super::rows::tool;
use super::second;

/// Without `writer`: both write, and at rest both sides hold the same bytes and nothing strays.
pub fn both_write(c: &mut Case) -> Outcome {
    both_edit(c, "# J\n").map(|copies| c.note = format!(" {copies} copies of reports came and went."))
}

/// With `writer`: one writes, and Syncthing never has two reports to choose from.
pub fn one_writes(c: &mut Case) -> Outcome {
    match both_edit(c, "---\nwriter: laptop\n---\n")? {
        0 => Ok(()),
        copies => Err(format!("{copies} conflict copies of reports came").into()),
    }
}

/// How many conflict copies of reports were seen.
fn both_edit(c: &mut Case, settings: &str) -> Result<usize, Trouble> {
    tool("syncthing")?;
    c.machine = Some("laptop");
    c.write("journal.md", settings);
    let (one, other) = (c.root().to_owned(), c.above("other/journal"));
    let synced = synced(c, [&one, &other])?;
    c.comes("the notes on the other side", || theirs(&one) == theirs(&other))?;
    let copies = Copies::count([&one, &other]);
    c.watch_under(&[], &[])?;
    let other_watch = watch_other(c)?;
    let rounds: u32 = if c.is_full { 60 } else { 4 };
    let write = |side: &Path, day: u32, text: String| {
        fs::write(side.join(format!("daily/2026-11-{:02}.md", 1 + day % 20)), text).expect("a note");
    };
    for n in 0..rounds {
        // Now and then both write into one note: Syncthing keeps a copy, and both sides have it.
        write(&one, n, format!("- [x] Stretch, {} min\n", 1 + n));
        write(&other, if n % 7 == 5 { n } else { n + 1 }, format!("- [/] Stretch, {} min\n", 100 + n));
        if n % 2 == 0 {
            thread::sleep(Duration::from_millis(u64::from(n * 37 % 400)));
            write(&other, n + 3, format!("- [x] Stretch, {} min\n", 200 + n));
        }
        rest(c, &one, &other, &format!("round {n}"))?;
    }
    // At rest nothing moves any more.
    let before = all(&one);
    thread::sleep(Duration::from_secs(2));
    rest(c, &one, &other, "the last round")?;
    if all(&one) != before {
        return Err("it was not at rest".to_owned().into());
    }
    let strays: Vec<&String> = before.keys().filter(|name| is_stray(name)).collect();
    if !strays.is_empty() {
        return Err(format!("left behind: {strays:?}").into());
    }
    drop((other_watch, synced));
    c.counted += second::differs(&one, &before)?;
    Ok(copies.seen())
}

/// Waits until both sides hold the same, and the reports are what a single report makes.
fn rest(c: &Case, one: &Path, other: &Path, after: &str) -> Outcome {
    let begun = Instant::now();
    loop {
        let (here, there) = (all(one), all(other));
        if here == there && ours(&here) == c.one_shot()? && all(one) == here && all(other) == here {
            return Ok(());
        }
        if begun.elapsed() > limit() {
            let names = here.keys().chain(there.keys());
            let differ: Vec<&String> = names.filter(|name| here.get(*name) != there.get(*name)).collect();
            let logs = ["one/log", "two/log"].map(|log| fs::read_to_string(c.above(log)).unwrap_or_default());
            return Err(format!("no rest after {after}: {differ:?}; it said:\n{}{}", c.said(), logs.join("\n")).into());
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// A temporary of anybody's, or a copy of a report.
fn is_stray(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with('.') || (path.starts_with("reports/") || !path.contains('/')) && name.contains(".sync-conflict-")
}

/// Every file by its path, but Syncthing's own: its mark, and the parts of what it began to fetch, which it keeps for a day.
fn all(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file());
    let named = files.filter_map(|entry| {
        let path = entry.path().strip_prefix(root).ok()?.to_string_lossy().into_owned();
        let is_own = path.starts_with(".st") || path.contains("/.syncthing.") || path.starts_with(".syncthing.");
        (!is_own).then_some((path, fs::read(entry.path()).ok()?))
    });
    named.collect()
}

fn is_made(path: &str) -> bool {
    path.starts_with("reports/") || path == "notes-to-fix.md"
}

fn ours(all: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    all.iter().filter(|(path, _)| is_made(path)).map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

fn theirs(root: &Path) -> BTreeMap<String, Vec<u8>> {
    all(root).into_iter().filter(|(path, _)| !is_made(path)).collect()
}

/// Counts the conflict copies of reports that come, however briefly.
struct Copies {
    stop: Arc<AtomicBool>,
    seen: Arc<AtomicUsize>,
}

impl Copies {
    fn count(sides: [&Path; 2]) -> Copies {
        let copies = Copies { stop: Arc::default(), seen: Arc::default() };
        let (stop, seen) = (Arc::clone(&copies.stop), Arc::clone(&copies.seen));
        let folders = sides.map(|side| side.join("reports"));
        thread::spawn(move || {
            let mut known = std::collections::BTreeSet::new();
            while !stop.load(Ordering::SeqCst) {
                for entry in folders.iter().flat_map(fs::read_dir).flatten().filter_map(Result::ok) {
                    let name = entry.file_name().to_string_lossy().into_owned();
                    if name.contains(".sync-conflict-") && !name.starts_with('.') && known.insert(name) {
                        seen.fetch_add(1, Ordering::SeqCst);
                    }
                }
                thread::sleep(Duration::from_millis(2));
            }
        });
        copies
    }

    fn seen(&self) -> usize {
        self.seen.load(Ordering::SeqCst)
    }
}

impl Drop for Copies {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
    }
}

/// Two Syncthings, one for each side.
fn synced(c: &Case, sides: [&Path; 2]) -> Result<Vec<Running>, Trouble> {
    let homes = ["one", "two"].map(|name| c.above(name));
    let mut ids = Vec::new();
    for home in &homes {
        c.set_up(&format!("syncthing generate --no-default-folder --home='{}'", home.display()))?;
        let id = c.sh(&format!("syncthing serve --device-id --home='{}' 2>/dev/null", home.display()))?;
        ids.push(id.trim().to_owned());
    }
    // Both are held until both are known, so that they differ.
    let listeners = homes.each_ref().map(|_| TcpListener::bind("127.0.0.1:0").expect("a port"));
    let ports = listeners.each_ref().map(|listener| listener.local_addr().expect("an address").port());
    drop(listeners);
    let mut programs = Vec::new();
    for (n, (home, side)) in homes.iter().zip(sides).enumerate() {
        fs::create_dir_all(side.join(".stfolder")).expect("a folder");
        fs::write(home.join("config.xml"), config(&ids, &ports, n, side)).expect("a file");
        let log = fs::File::create(home.join("log")).expect("a file");
        let mut command = Command::new("syncthing");
        command.args(["serve", "--no-browser", "--no-restart", "--no-upgrade", "--no-default-folder"]);
        command.arg(format!("--home={}", home.display())).env("HOME", home);
        command.stdout(log.try_clone().expect("a file")).stderr(log);
        programs.push(Running::start(&mut command)?);
    }
    Ok(programs)
}

/// The second watch, as another machine.
fn watch_other(c: &Case) -> Result<Running, Trouble> {
    let mut command = c.command(Case::program(), &["watch", "journal", "--as-of", AS_OF]);
    command.current_dir(c.above("other")).env("XDG_RUNTIME_DIR", c.above("other/run")).env("TINYSTEP_MACHINE", "desk");
    Running::start(command.stdout(Stdio::null()).stderr(Stdio::null()))
}

/// Two devices that know each other by address, and one folder.
fn config(ids: &[String], ports: &[u16; 2], own: usize, side: &Path) -> String {
    let devices: String = ids
        .iter()
        .zip(ports)
        .map(|(id, port)| format!("<device id=\"{id}\"><address>tcp://127.0.0.1:{port}</address></device>"))
        .collect();
    let shared: String = ids.iter().map(|id| format!("<device id=\"{id}\"/>")).collect();
    let (port, side) = (ports[own], side.display());
    format!(
        r#"<configuration version="36">
<folder id="j" path="{side}" type="sendreceive" rescanIntervalS="60" fsWatcherEnabled="true" fsWatcherDelayS="1">
{shared}<maxConflicts>-1</maxConflicts></folder>
{devices}<gui enabled="false"/>
<options><listenAddress>tcp://127.0.0.1:{port}</listenAddress>
<globalAnnounceEnabled>false</globalAnnounceEnabled><localAnnounceEnabled>false</localAnnounceEnabled>
<relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled><reconnectionIntervalS>1</reconnectionIntervalS>
<startBrowser>false</startBrowser><urAccepted>-1</urAccepted><autoUpgradeIntervalH>0</autoUpgradeIntervalH>
<crashReportingEnabled>false</crashReportingEnabled><progressUpdateIntervalS>-1</progressUpdateIntervalS></options>
</configuration>
"#
    )
}
