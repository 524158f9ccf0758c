//! The rows: each makes one fault as `docs/reliability.md` describes, and says when all has to be well again.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::case::{AS_OF, Case, Looking, Outcome, PLAN, Running, START, Trouble, WEEK, is_open};
use super::{Row, chance, syncthing};

const fn row(name: &'static str, rules: &'static str, is_short: bool, run: fn(&mut Case) -> Outcome) -> Row {
    Row { name, rules, is_short, run }
}

pub const ROWS: &[Row] = &[
    row("overflow of the queue of events", "2 3 6", true, overflow),
    row("limit of watches", "7 10", true, limit_of_watches),
    row("no watcher at all", "7 10", true, no_instances),
    row("no space left", "20", true, no_space),
    row("no inodes left", "20", false, no_inodes),
    row("an error at each sync, write and rename", "19 20", true, errors_at_each_call),
    row("a kill at each sync, write, rename and unlink", "18-21", true, kill_at_each_call),
    row("a kill at any moment of a watch", "18-21", true, kill_at_random),
    row("a report that cannot be replaced", "20", true, immutable),
    row("notes that may not be read", "9", true, unreadable),
    row("a folder that cannot be listed for a while", "9 22", true, unlisted),
    row("the folder is moved away and comes back", "8 9", true, moved_away),
    row("the folder is removed and made again", "8 9", true, made_again),
    row("a link in the place of the folder", "8 12", true, link_in_place),
    row("the disk is taken out and put in", "8 9", true, unmounted),
    row("journal.md is empty, broken, away", "9", true, settings_away),
    row("a disk without events", "10", false, no_events),
    row("a disk without events, --poll", "10", true, no_events_polled),
    row("edits that a stat hides", "11", true, hidden_edits),
    row("the same size in the same moment", "11", true, same_tick),
    row("a note changes while it is read", "14", true, changed_while_read),
    row("notes change between reading and writing", "22", true, changed_before_writing),
    row("a slow writer", "14", true, slow_writer),
    row("a storm of edits", "1 4 22", true, storm),
    row("as editors save", "6 14", true, editors_by_script),
    row("vim, backupcopy auto, no and yes", "14", true, vim),
    row("nano", "14", true, nano),
    row("emacs", "14", true, emacs),
    row("sed -i", "14", true, sed),
    row("a person writes into a report", "18 19", true, person_edits),
    row("a person saves a report while it is replaced", "18 19", true, person_saves_slowly),
    row("a person saves at the moment of the exchange", "19", true, saved_at_the_exchange),
    row("a folder, a link, a pipe, a note at a report's name", "18 20", true, person_in_the_way),
    row("something in the way of edited pages", "18 19", true, edited_in_the_way),
    row("a program that stamps every page", "18", true, stamped),
    row("a folder that only takes new files", "20", true, append_only),
    row("a pipe, a device, a huge file for .git", "28", true, strange_git),
    row("a note that is being typed", "14", false, being_typed),
    row("conflict copies of reports and of notes", "18", true, conflict_copies),
    row("a report with CRLF and a byte-order mark", "17 23", true, crlf),
    row("names: NFC and NFD, case, bytes, newline, long", "13", true, names),
    row("midnight in two zones", "16 27", true, zones),
    row("git is at work", "28", true, git_at_work),
    row("git checkout between two branches", "22 28", true, git_checkout),
    row("git merge with a conflict, then rebase", "28", false, git_merge),
    row("git pull", "22 24", true, git_pull),
    row("rsync, and rsync --inplace", "14 22", true, rsync),
    row("two machines write at once", "24 25", true, two_machines),
    row("Syncthing between two watches, both write", "18 24", true, syncthing::both_write),
    row("Syncthing between two watches, writer", "25", true, syncthing::one_writes),
    row("writer: another machine", "25", true, another_writes),
    row("a newer tinystep made the reports", "26", true, newer),
    row("a second watch", "-", true, second_watch),
    row("anything, in any order", "1-23 28", true, chance::anything),
];

fn overflow(c: &mut Case) -> Outcome {
    // There, and watched, before the program is stopped: otherwise no event reports what is made in it.
    fs::create_dir_all(c.path("many")).expect("a folder");
    c.watch()?;
    c.signal(Signal::STOP);
    let many = if c.is_full { 20_000 } else { 9_000 };
    for n in 0..many {
        c.write(&format!("many/{n}.txt"), "x");
    }
    fs::create_dir_all(c.path("new/sub")).expect("a folder");
    c.signal(Signal::CONT);
    c.says("Events were lost")?;
    c.write("new/sub/2026-11-18.md", "- [x] Stretch\n");
    c.converges("an edit in a folder whose making was lost")?;
    c.write("new/sub/2026-11-18.md", "- [ ] Stretch\n");
    c.converges("another edit there")
}

fn limit_of_watches(c: &mut Case) -> Outcome {
    let script = r#"echo 4 >/proc/sys/user/max_inotify_watches && exec "$@""#;
    c.set_up("unshare -Ur sh -c 'echo 4 >/proc/sys/user/max_inotify_watches'")?;
    for n in 0..8 {
        fs::create_dir_all(c.path(&format!("f{n}"))).expect("a folder");
    }
    c.watch_under(&["unshare", "-Ur", "sh", "-c", script, "sh"], &[])?;
    c.by_looking(Looking::Often)?;
    c.says("sysctl fs.inotify.max_user_watches")?;
    polled(c)
}

fn no_instances(c: &mut Case) -> Outcome {
    let script = r#"echo 0 >/proc/sys/user/max_inotify_instances && exec "$@""#;
    c.set_up("unshare -Ur sh -c 'echo 0 >/proc/sys/user/max_inotify_instances'")?;
    c.watch_under(&["unshare", "-Ur", "sh", "-c", script, "sh"], &[])?;
    c.by_looking(Looking::Often)?;
    c.says("checked every 2 seconds")?;
    polled(c)
}

fn polled(c: &mut Case) -> Outcome {
    c.converges(START)?;
    c.tick(17, true);
    c.converges("a tick")?;
    c.write("f7/deep/2026-11-18.md", "- [x] Stretch\n");
    c.converges("a note in a new folder")
}

fn full_disk(c: &mut Case, options: &str, fill: &str) -> Outcome {
    c.mount(c.path("reports"), &format!("-t tmpfs -o {options} none"))?;
    c.watch()?;
    let before = c.read(WEEK);
    c.sh(&format!("cd journal/reports && {fill}"))?;
    c.tick(17, true);
    c.says("could not be written")?;
    if c.read(WEEK) != before {
        return Err("the old report is not there any more".to_owned().into());
    }
    c.sh("rm -f journal/reports/.fill*")?;
    c.converges("room on the disk")
}

fn no_space(c: &mut Case) -> Outcome {
    full_disk(c, "size=640k,nr_inodes=60", "dd if=/dev/zero of=.fill bs=1k count=1000 2>/dev/null || true")
}

fn no_inodes(c: &mut Case) -> Outcome {
    full_disk(c, "size=1m,nr_inodes=20", "for n in $(seq 40); do touch .fill$n || break; done 2>/dev/null")
}

/// Runs a report under strace, which changes the n-th call of a kind, for n from 1 until nothing is changed any more.
fn inject(c: &mut Case, calls: &[&str], what: &str, most: u32) -> Outcome {
    if Command::new("strace").arg("-V").output().is_err() {
        return Err(Trouble::Impossible("no strace".to_owned()));
    }
    c.report()?;
    let mut hits = 0;
    let mut minutes = 0;
    for call in calls {
        for n in 1..=most {
            // Something to write each time, and something of a person's in the way.
            minutes += 1;
            c.write("daily/2026-11-05.md", format!("- [x] Stretch, {minutes} min\n"));
            c.precious(WEEK, &format!("{}\nMy words, {call} {what} {n}.\n", c.read(WEEK)));
            let log = c.above("strace");
            let arguments = ["-f", "-qq", "-o", &log.to_string_lossy(), "-e", &format!("trace={call}"), "-e"];
            let inject = format!("inject={call}:{what}:when={n}");
            let mut all: Vec<&str> = arguments.to_vec();
            all.extend([&inject, Case::program(), "report", "journal", "--as-of", AS_OF]);
            let output = c.command("strace", &all).output().expect("strace runs");
            let log = fs::read_to_string(&log).unwrap_or_default();
            let was_hit = log.contains("INJECTED") || log.contains("+++ killed by SIGKILL") || !output.status.success();
            c.report()?;
            c.converges(&format!("{call}, {what}, the {n}. time"))?;
            if !was_hit {
                break;
            }
            hits += 1;
        }
    }
    if hits == 0 {
        return Err(format!("no {calls:?} came").into());
    }
    c.note += &format!(" {hits} x {what} at {}.", calls.join(", "));
    Ok(())
}

fn errors_at_each_call(c: &mut Case) -> Outcome {
    let most = if c.is_full { 60 } else { 3 };
    inject(c, &["fsync"], "error=EIO", most)?;
    inject(c, &["write"], "error=ENOSPC", most)?;
    inject(c, &["renameat2"], "error=EACCES", most)?;
    // No such step here: the longer way round.
    inject(c, &["renameat2"], "error=EINVAL", most)?;
    inject(c, &["unlink"], "error=EPERM", most)
}

fn kill_at_each_call(c: &mut Case) -> Outcome {
    let most = if c.is_full { 60 } else { 4 };
    for call in ["fsync", "write", "renameat2", "unlink"] {
        inject(c, &[call], "signal=KILL", most)?;
    }
    Ok(())
}

fn kill_at_random(c: &mut Case) -> Outcome {
    let times = if c.is_full { 200 } else { 15 };
    c.note = format!(" {times} kills.");
    for n in 0..times {
        c.watch_under(&[], &[])?;
        std::thread::sleep(Duration::from_millis(n * 37 % 260));
        c.tick(1 + (n % 20) as u32, n % 3 == 0);
        if n % 4 == 0 && !c.read(WEEK).is_empty() {
            c.precious(WEEK, &format!("{}\nMine, {n}.\n", c.read(WEEK)));
        }
        std::thread::sleep(Duration::from_millis(n * 53 % 190));
        c.kill();
    }
    c.watch()
}

fn immutable(c: &mut Case) -> Outcome {
    c.watch()?;
    let week = c.path(WEEK);
    c.set_up(&format!("chattr +i '{}'", week.display()))?;
    c.tick(17, true);
    let said = c.says("could not be written");
    c.sh(&format!("chattr -i '{}'", week.display()))?;
    said?;
    c.converges("the report may be replaced")
}

fn unreadable(c: &mut Case) -> Outcome {
    c.set_up("setpriv --reuid 65534 true")?;
    c.sh("chown -R 65534 . && chmod 755 . && mkdir -p run && chown 65534 run")?;
    c.watch_under(&["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"], &[])?;
    c.converges(START)?;
    c.write("daily/2026-11-18.md", "- [x] Stretch\n");
    c.sh("chown -R 65534 journal && chmod 000 journal/daily/2026-11-18.md")?;
    c.comes("a word in notes-to-fix.md", || c.read("notes-to-fix.md").contains("2026-11-18.md"))?;
    c.sh("chmod 644 journal/daily/2026-11-18.md")?;
    c.converges("it may be read again")
}

/// Words that no report may contain later must be words that it would contain now, or their absence proves nothing.
fn reports_say(c: &Case, words: &str) -> Outcome {
    c.report()?;
    let page = c.read(WEEK);
    if page.contains(words) { Ok(()) } else { Err(format!("no {words:?} in:\n{page}").into()) }
}

fn unlisted(c: &mut Case) -> Outcome {
    tool("strace")?;
    // What half of the journal would say.
    let half = ["- **No notes yet; 7 planned**", "- **0 of 6, and 1 partly**"];
    for (mark, words) in [' ', '/'].into_iter().zip(half) {
        c.write("other/2026-11-19.md", format!("- [{mark}] Stretch\n"));
        reports_say(c, words)?;
    }
    c.write("daily/2026-11-17.md", "- [x] Stretch\n");
    c.write("other/2026-11-19.md", "- [ ] Stretch\n");
    let folder = c.path("daily").canonicalize().expect("a path").display().to_string();
    let log = c.above("strace").display().to_string();
    let strace = |what| ["strace", "-f", "-qq", "-o", &log, "-P", &folder, "-e", "trace=getdents64", "-e", what];
    c.report()?;
    for words in half {
        c.never(words);
    }
    c.write("other/2026-11-19.md", "- [/] Stretch\n");
    let words = strace("inject=getdents64:error=EIO");
    let one_shot = [&words[1..], &[Case::program(), "report", "journal", "--as-of", AS_OF]].concat();
    let said = c.command(words[0], &one_shot).output().expect("it runs").stderr;
    if !String::from_utf8_lossy(&said).contains("could be listed") {
        return Err(format!("one shot only said {}", String::from_utf8_lossy(&said)).into());
    }
    c.report()?;
    // Some of the looks of a watch.
    c.watch_under(&strace("inject=getdents64:error=EIO:when=15..18"), &[])?;
    c.converges(START)?;
    c.sh("mv journal/other journal/other0")?;
    for n in 0..10 {
        // A folder under a different name: everything is scanned.
        c.sh(&format!("mv journal/other{n} journal/other{}", n + 1))?;
        let note = format!("other{}/2026-11-19.md", n + 1);
        c.write(&note, format!("- [{}] Stretch\n", if n % 2 == 0 { ' ' } else { '/' }));
        c.converges("an edit beside the folder")?;
    }
    c.says("could be listed")
}

/// Once it has written, it scans again by itself: later changes have to be reported by an event.
fn wait_for_its_own_look() {
    std::thread::sleep(Duration::from_secs(1));
}

fn moved_away(c: &mut Case) -> Outcome {
    c.watch()?;
    c.sh("mv journal away && printf -- '- [x] Stretch\n' >away/daily/2026-11-17.md")?;
    c.says("is not there")?;
    c.sh("mv away journal")?;
    c.converges("it is back")?;
    c.tick(18, true);
    c.converges("a tick after that")
}

fn made_again(c: &mut Case) -> Outcome {
    c.watch()?;
    c.sh("cp -r journal kept && rm -r kept/reports journal && mkdir journal && sleep 1.5 && test -z \"$(ls -A journal)\"")?;
    c.sh("cp -r kept/. journal/")?;
    c.converges("it is made again")?;
    wait_for_its_own_look();
    c.tick(18, true);
    c.converges("a tick after that")
}

fn link_in_place(c: &mut Case) -> Outcome {
    c.watch()?;
    c.sh("mkdir elsewhere && mv journal moved && ln -s ../elsewhere journal && ln -sfn elsewhere journal")?;
    c.says("is a link now")?;
    // Another whole journal is there, for longer than the check whether the old one has come back takes.
    c.sh("cp moved/*.md elsewhere/ && sleep 3.5 && test ! -e elsewhere/reports")?;
    c.sh("rm journal && mv moved journal")?;
    c.tick(18, true);
    c.converges("the folder is back")
}

fn unmounted(c: &mut Case) -> Outcome {
    let root = c.root().to_owned();
    c.sh("mv journal kept && mkdir journal")?;
    c.mount(root.clone(), "-t tmpfs -o size=4m none")?;
    c.sh("cp -r kept/. journal/")?;
    c.watch()?;
    c.sh("cp -r journal/. kept/ && rm -r kept/reports && umount -l journal")?;
    c.says("is another folder now")?;
    c.sh("sleep 0.5; test -z \"$(ls -A journal)\"")?;
    c.mount(root, "-t tmpfs -o size=4m none")?;
    c.sh("cp -r kept/. journal/")?;
    c.tick(18, true);
    c.converges("it is mounted again")?;
    wait_for_its_own_look();
    c.tick(18, false);
    c.converges("a tick after that")
}

fn settings_away(c: &mut Case) -> Outcome {
    c.watch()?;
    let before = c.read(WEEK);
    for broken in ["", "---\nweek starts: someday\n---\n"] {
        c.write("journal.md", broken);
        c.tick(17, true);
        std::thread::sleep(Duration::from_millis(600));
        if c.read(WEEK) != before {
            return Err("a report was written by guessed settings".to_owned().into());
        }
    }
    fs::remove_file(c.path("journal.md")).expect("removed");
    c.says("has no journal.md")?;
    if c.read(WEEK) != before {
        return Err("a report was written without settings".to_owned().into());
    }
    c.write("journal.md", "---\nname: Alex\n---\n");
    c.converges("settings that can be read")
}

fn overlay(c: &mut Case, more: &[&str]) -> Outcome {
    c.sh("mv journal lower && mkdir journal layers")?;
    c.mount(c.above("layers"), "-t tmpfs none")?;
    c.sh("mkdir layers/lower layers/upper layers/work && cp -r lower/. layers/lower/")?;
    c.mount(
        c.root().to_owned(),
        "-t overlay -o lowerdir=layers/lower,upperdir=layers/upper,workdir=layers/work overlay",
    )?;
    c.watch_under(&[], more)?;
    c.converges(START)?;
    c.by_looking(if more.is_empty() { Looking::Alone } else { Looking::Often })?;
    if more.is_empty() {
        wait_for_its_own_look();
    }
    let begun = Instant::now();
    c.sh("printf -- '- [x] Stretch\n' >layers/lower/daily/2026-11-17.md")?;
    c.converges("an edit in the layer below")?;
    c.note = format!(" Found after {:.0} s.", begun.elapsed().as_secs_f32());
    Ok(())
}

fn no_events(c: &mut Case) -> Outcome {
    overlay(c, &[])
}

fn no_events_polled(c: &mut Case) -> Outcome {
    overlay(c, &["--poll", "1"])
}

fn hidden_edits(c: &mut Case) -> Outcome {
    c.watch()?;
    c.sh("cd journal/daily && printf -- '- [x] Stretch\n' >.n && touch -r 2026-11-17.md .n && mv .n 2026-11-17.md")?;
    c.converges("a file of the same age and size moved over")?;
    c.sh("cd journal/daily && printf -- '- [ ] Stretch\n' >2026-11-17.md && touch -d 2001-01-01 2026-11-17.md")?;
    c.converges("an edit dated 2001")?;
    // The same without any event: the watch is stopped, and started again.
    c.kill();
    c.watch_under(&[], &["--poll", "1"])?;
    c.converges(START)?;
    c.by_looking(Looking::Often)?;
    c.sh("cd journal/daily && printf -- '- [x] Stretch\n' >2026-11-17.md && touch -d 2001-01-01 2026-11-17.md")?;
    c.converges("an edit dated 2001, found by looking")
}

fn same_tick(c: &mut Case) -> Outcome {
    c.by_looking(Looking::Often)?;
    c.watch_under(&[], &["--poll", "1"])?;
    c.converges(START)?;
    for n in 0..if c.is_full { 40 } else { 5 } {
        c.tick(17, n % 2 == 0);
        c.tick(17, n % 2 == 1);
        c.tick(17, n % 2 == 0);
        c.converges("edits of one size in one moment")?;
    }
    Ok(())
}

/// strace, set to delay each call of these kinds for a while, only on this file if one is named.
fn held_back(c: &Case, calls: &str, file: Option<&Path>, milliseconds: u32) -> Result<Vec<String>, Trouble> {
    tool("strace")?;
    let log = c.above("strace").display().to_string();
    let hold = format!("inject={calls}:delay_enter={}", milliseconds * 1_000);
    let all = ["strace", "-f", "-qq", "-o", &log, "-e", &format!("trace={calls}"), "-e", &hold].map(str::to_owned);
    let file = file.map(|file| ["-P".to_owned(), file.display().to_string()]);
    Ok(all.into_iter().chain(file.into_iter().flatten()).collect())
}

fn start(c: &Case, before: &[String], arguments: &[&str]) -> Result<Running, Trouble> {
    let words: Vec<&str> = before.iter().map(String::as_str).chain([Case::program()]).collect();
    let mut command = c.command(words[0], &[&words[1..], arguments].concat());
    Running::start(command.stdout(Stdio::piped()).stderr(Stdio::null()))
}

fn changed_while_read(c: &mut Case) -> Outcome {
    let note = c.path("daily/2026-11-17.md").canonicalize().expect("a path");
    let show = ["show", "journal", "--as-of", AS_OF];
    // Longer, in place, after it was opened and before it is read: as many bytes as there were are only a part of it.
    let mut running = start(c, &held_back(c, "read", Some(&note), 600)?, &show)?;
    c.comes("a look into the note", || is_open(&running.0, &note))?;
    std::thread::sleep(Duration::from_millis(100));
    c.write("daily/2026-11-17.md", "- [x] Stretch, 30 min\n");
    let mut shown = Vec::new();
    let mut out = running.0.stdout.take().expect("what it says");
    std::io::Read::read_to_end(&mut out, &mut shown).expect("what it says");
    let wanted = c.command(Case::program(), &show).output().expect("it runs").stdout;
    if shown != wanted || !String::from_utf8_lossy(&shown).contains("30") {
        return Err(format!("half a note was counted:\n{}", String::from_utf8_lossy(&shown)).into());
    }
    Ok(())
}

fn changed_before_writing(c: &mut Case) -> Outcome {
    let write = |c: &Case, name: &str, minutes: u32| {
        c.write("daily/.n", format!("- [x] Stretch, {minutes} min\n"));
        fs::rename(c.path("daily/.n"), c.path(name)).expect("a rename");
    };
    let (first, last) = ("daily/2026-11-18.md", "daily/2026-11-19.md");
    // What an old first note with a new last one would say.
    let mixed = ["- Minutes: 301 in 2 notes", "- Minutes: 1020 in 2 notes"];
    for ((one, other), words) in [(1, 300), (20, 1_000)].into_iter().zip(mixed) {
        write(c, first, one);
        write(c, last, other);
        reports_say(c, words)?;
    }
    write(c, first, 1);
    write(c, last, 1);
    c.report()?;
    let note = c.path(last).canonicalize().expect("a path");
    let hold = held_back(c, "read", Some(&note), 500)?;
    for words in mixed {
        c.never(words);
    }
    // One shot: it has read the first and is held back at the last.
    let mut running = start(c, &hold, &["report", "journal", "--as-of", AS_OF])?;
    c.comes("a look into the last note", || is_open(&running.0, &note))?;
    write(c, first, 20);
    write(c, last, 300);
    running.0.wait().expect("an end");
    c.converges("both notes changed during one shot")?;
    // The same while it watches: 20 and 300, then 400 and 1,000, the first before the last.
    write(c, first, 1);
    write(c, last, 1);
    let hold: Vec<&str> = hold.iter().map(String::as_str).collect();
    c.watch_under(&hold, &[])?;
    c.converges(START)?;
    write(c, first, 20);
    write(c, last, 300);
    c.comes("a look into the last note", || c.is_open_below(&note))?;
    write(c, first, 400);
    write(c, last, 1_000);
    c.converges("both notes changed during an update")
}

fn slow_writer(c: &mut Case) -> Outcome {
    c.watch()?;
    let seconds = if c.is_full { 20 } else { 4 };
    let text = "- [x] Stretch\n".to_owned() + &"A line. ".repeat(seconds * 20 / 8);
    let path = c.path("daily/2026-11-18.md");
    let mut file = fs::File::create(path).expect("a file");
    for byte in text.bytes().take(seconds * 20) {
        std::io::Write::write_all(&mut file, &[byte]).expect("a byte");
        std::thread::sleep(Duration::from_millis(50));
    }
    drop(file);
    c.converges("the last byte")
}

fn storm(c: &mut Case) -> Outcome {
    c.watch()?;
    let edits = if c.is_full { 10_000 } else { 1_500 };
    for n in 0..edits {
        c.tick(1 + n % 20, n % 7 < 3);
        if n % 50 == 0 {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    c.converges("a storm")
}

fn editors_by_script(c: &mut Case) -> Outcome {
    c.watch()?;
    let saves = [
        ("vim, renaming", "mv n.md n.md~; printf '%s' \"$T\" >n.md; rm n.md~"),
        ("vim, through 4913", ": >4913; rm 4913; mv n.md n.md~; printf '%s' \"$T\" >n.md; sleep 0.05; rm n.md~"),
        ("emacs", "ln -s x@y.1 .#n.md; cp n.md n.md~; printf '%s' \"$T\" >n.md; rm .#n.md"),
        ("helix", "cp n.md n.mdHbCX9d.bck; : >n.md; sleep 0.06; printf '%s' \"$T\" >n.md; rm n.mdHbCX9d.bck"),
        ("kate, gedit", "printf '%s' \"$T\" >.goutputstream-AB12; mv .goutputstream-AB12 n.md"),
        (
            "JetBrains",
            "printf '%s' \"$T\" >n.md___jb_tmp___; mv n.md n.md___jb_old___; mv n.md___jb_tmp___ n.md; rm n.md___jb_old___",
        ),
        ("macOS", "printf '%s' \"$T\" >n.md.sb-515b24a2-00Ug5l; mv n.md.sb-515b24a2-00Ug5l n.md"),
        ("Office", ": >'~$n.md'; printf '%s' \"$T\" >'~WRL0001.tmp'; rm n.md; mv '~WRL0001.tmp' n.md; rm '~$n.md'"),
        ("Syncthing", "printf '%s' \"$T\" >.syncthing.n.md.tmp; mv .syncthing.n.md.tmp n.md"),
        ("Nextcloud", "printf '%s' \"$T\" >n.md.~1a2b; mv n.md.~1a2b n.md"),
        ("away for long", "rm n.md; sleep 0.6; printf '%s' \"$T\" >n.md"),
    ];
    c.write("daily/n.md", "---\ndate: 2026-11-18\n---\n- [ ] Stretch\n");
    for (n, (who, script)) in saves.into_iter().enumerate() {
        let text = format!("---\ndate: 2026-11-{}\n---\n- [x] Stretch\n", 10 + n % 10);
        c.sh(&format!("cd journal/daily; T='{text}'; {script}"))?;
        c.converges(who)?;
    }
    Ok(())
}

pub fn tool(name: &str) -> Outcome {
    let found =
        Command::new("sh").args(["-c", &format!("command -v {name}")]).output().is_ok_and(|o| o.status.success());
    if found { Ok(()) } else { Err(Trouble::Impossible(format!("{name} is not on this machine"))) }
}

fn vim(c: &mut Case) -> Outcome {
    tool("vim")?;
    c.watch()?;
    for (how, from, to) in [("auto", ' ', 'x'), ("no", 'x', ' '), ("yes", ' ', 'x')] {
        c.sh(&format!(
            "cd journal && vim -u NONE -es -c 'set backupskip= writebackup backupcopy={how}' \
             -c '%s/\\[{from}\\]/[{to}]/' -c wq daily/2026-11-17.md </dev/null && grep -q '\\[{to}\\]' daily/2026-11-17.md"
        ))?;
        c.converges(&format!("vim, {how}"))?;
    }
    Ok(())
}

fn nano(c: &mut Case) -> Outcome {
    tool("nano")?;
    tool("tmux")?;
    c.watch()?;
    c.sh("tmux -S tm -f /dev/null new-session -d -x 60 -y 20 nano -R journal/daily/2026-11-17.md")?;
    let at = c.above("tm");
    let tmux = format!("tmux -S '{}'", at.display());
    c.comes("nano", || c.sh(&format!("{tmux} capture-pane -p")).is_ok_and(|screen| screen.contains("Stretch")))?;
    c.sh(&format!("{tmux} send-keys Right Right Right Delete x C-s"))?;
    c.comes("the save", || c.read("daily/2026-11-17.md").contains("[x]"))?;
    c.converges("nano")?;
    let _ = c.sh(&format!("{tmux} kill-server"));
    Ok(())
}

fn emacs(c: &mut Case) -> Outcome {
    tool("emacs")?;
    c.watch()?;
    c.sh("emacs --batch -Q journal/daily/2026-11-17.md --eval \
         '(progn (goto-char (point-min)) (search-forward \"[ ]\") (replace-match \"[x]\") (save-buffer))' 2>&1 \
         && grep -q '\\[x\\]' journal/daily/2026-11-17.md")?;
    c.converges("emacs")
}

fn sed(c: &mut Case) -> Outcome {
    c.watch()?;
    c.sh("sed -i 's/\\[ \\]/[x]/' journal/daily/*.md")?;
    c.converges("sed -i")
}

fn person_edits(c: &mut Case) -> Outcome {
    c.watch()?;
    for n in 0..5 {
        c.precious(WEEK, &format!("{}\nWhat I think, {n}.\n", c.read(WEEK)));
        c.tick(17, n % 2 == 0);
        c.converges("words in a report")?;
    }
    c.says("had been edited")?;
    let kept = fs::read_dir(c.path("edited")).map_or(0, Iterator::count);
    if kept == 5 { Ok(()) } else { Err(format!("{kept} of 5 edited files are kept").into()) }
}

fn person_saves_slowly(c: &mut Case) -> Outcome {
    c.watch()?;
    for n in 0..if c.is_full { 200 } else { 15 } {
        c.tick(17, n % 2 == 0);
        std::thread::sleep(Duration::from_millis(90 + n * 7 % 100));
        c.precious_slowly(WEEK, &format!("{}\nSaved slowly, {n}.\n", c.read(WEEK)), Duration::from_millis(n * 11 % 40));
        c.converges("a slow save")?;
    }
    Ok(())
}

fn saved_at_the_exchange(c: &mut Case) -> Outcome {
    let hold = held_back(c, "rename,renameat,renameat2", None, 300)?;
    c.report()?;
    for (round, wait) in [100, 200, 400, 500].into_iter().enumerate() {
        // Only one report has to be made again: one of ours, and older.
        let older = c.read(WEEK);
        c.tick(17, round % 2 == 0);
        c.report()?;
        c.write(".older", older);
        fs::rename(c.path(".older"), c.path(WEEK)).expect("a rename");
        let mut running = start(c, &hold, &["report", "journal", "--as-of", AS_OF])?;
        let is_part = |entry: fs::DirEntry| entry.file_name().to_string_lossy().starts_with('.');
        let reports = c.path("reports");
        c.comes("a fresh report beside the old one", || {
            fs::read_dir(&reports).is_ok_and(|all| all.filter_map(Result::ok).any(is_part))
        })?;
        std::thread::sleep(Duration::from_millis(wait));
        c.precious(WEEK, &format!("{}\nSaved just then, {round}.\n", c.read(WEEK)));
        running.0.wait().expect("an end");
        c.report()?;
        c.converges("a save at the moment of the exchange")?;
    }
    Ok(())
}

fn person_in_the_way(c: &mut Case) -> Outcome {
    c.watch()?;
    let ways = [
        ("a folder", "mkdir W && printf mine >W/mine.txt", "test \"$(cat W/mine.txt)\" = mine", "rm -r W"),
        ("a link", "printf mine >../mine.txt && ln -s ../mine.txt W", "test \"$(cat W)\" = mine", "rm W ../mine.txt"),
        ("a pipe", "mkfifo W", "test -p W", "rm W"),
        ("a note", "printf 'my own note\n' >W", "test \"$(cat W)\" = 'my own note'", "rm W"),
    ];
    for (n, (what, put, is_there, take)) in ways.into_iter().enumerate() {
        let w = "week-2026-11-16.md";
        if what == "a note" {
            c.precious("mine.keep", "my own note\n");
        }
        c.sh(&format!("cd journal/reports && rm -f {w} && {}", put.replace('W', w)))?;
        c.tick(17, n % 2 == 0);
        c.converges(what)?;
        c.sh(&format!("cd journal/reports && {}", is_there.replace('W', w)))?;
        c.sh(&format!("cd journal/reports && {}", take.replace('W', w)))?;
        c.converges("it went away again")?;
    }
    c.says("was not made by tinystep")?;
    // At the name of the folder itself: tried again and again, and reported once.
    c.sh("rm -r journal/reports && printf mine >journal/reports")?;
    c.says("is a file where a folder has to be")?;
    c.tick(18, true);
    std::thread::sleep(Duration::from_secs(1));
    let told = c.said().matches("is a file where a folder has to be").count();
    if told != 1 {
        return Err(format!("it was told {told} times").into());
    }
    c.sh("test \"$(cat journal/reports)\" = mine && rm journal/reports")?;
    c.converges("there is room for the folder")
}

fn edited_in_the_way(c: &mut Case) -> Outcome {
    c.watch()?;
    for (what, put, take) in [
        ("a file", "printf mine >edited", "rm edited"),
        ("a link", "mkdir ../elsewhere && ln -s ../elsewhere edited", "rm edited && rmdir ../elsewhere"),
    ] {
        c.sh(&format!("cd journal && rm -rf edited && {put}"))?;
        let typed = format!("{}\nTyped, {what} in the way.\n", c.read(WEEK));
        c.precious(WEEK, &typed);
        c.says(&format!("edited` is {what} where a folder has to be"))?;
        let inode = || std::os::unix::fs::MetadataExt::ino(&c.path(WEEK).metadata().expect("a page"));
        let before = inode();
        // Tried again with patience; the reader never sees another page meanwhile.
        std::thread::sleep(Duration::from_millis(1500));
        if c.read(WEEK) != typed || inode() != before {
            return Err("the page was exchanged though it could not be kept".to_owned().into());
        }
        c.sh(&format!("cd journal && {take}"))?;
        c.tick(17, what == "a file");
        c.converges("the way is free")?;
        c.sh("cd journal && mkdir kept && cp edited/* kept/ && cd kept && for f in *; do mv $f $f.keep; done")?;
        c.sh("cd journal && mkdir -p all && mv kept/* all/ && rmdir kept")?;
        c.converges("what was kept is kept")?;
    }
    Ok(())
}

fn stamped(c: &mut Case) -> Outcome {
    c.watch()?;
    let stamp = |n: u32| c.precious(WEEK, &format!("{}\nupdated: {n}\n", c.read(WEEK)));
    let mut renewals = 0;
    let begun = Instant::now();
    while !c.said().contains("keeps writing into") {
        if !c.read(WEEK).contains("updated:") {
            stamp(renewals);
            renewals += 1;
        }
        if begun.elapsed() > super::case::limit() {
            return Err(format!("it was renewed {renewals} times, and nothing was said").into());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let kept = fs::read_dir(c.path("edited")).map_or(0, Iterator::count);
    if kept != 3 {
        return Err(format!("{kept} are kept").into());
    }
    c.tick(17, true);
    c.converges("a note changed")
}

fn append_only(c: &mut Case) -> Outcome {
    c.watch()?;
    let reports = c.path("reports").display().to_string();
    c.set_up(&format!("chattr +a '{reports}'"))?;
    c.tick(17, true);
    let said = c.says("could not be written");
    std::thread::sleep(Duration::from_secs(3));
    let entries = fs::read_dir(&reports).into_iter().flatten().filter_map(Result::ok);
    let temporary = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with('.')).count();
    c.sh(&format!("chattr -a '{reports}'"))?;
    said?;
    if temporary > 1 {
        return Err(format!("{temporary} temporary files").into());
    }
    c.tick(18, true);
    c.converges("everything may be replaced")
}

fn strange_git(c: &mut Case) -> Outcome {
    for (n, make) in ["mkfifo .git", "ln -s /dev/zero .git", "truncate -s 3G .git"].into_iter().enumerate() {
        c.sh(&format!("cd journal && rm -f .git && {make}"))?;
        c.watch()?;
        c.tick(17, n % 2 == 0);
        c.converges(make)?;
        c.signal(Signal::TERM);
        c.ends_by_itself()?;
    }
    Ok(())
}

fn being_typed(c: &mut Case) -> Outcome {
    c.watch()?;
    let before = c.read(WEEK);
    c.write("plan.md", PLAN.replace("from: 2026-11-02", "from: 2026-11-"));
    std::thread::sleep(Duration::from_secs(3));
    if c.read(WEEK) != before {
        return Err("pages changed while a plan was typed".to_owned().into());
    }
    c.converges("half a minute")?;
    // That was the wait for the rest of the note.
    c.waits.pop();
    c.write("plan.md", PLAN);
    c.converges("the whole plan")
}

fn conflict_copies(c: &mut Case) -> Outcome {
    c.watch()?;
    for name in [
        "week-2026-11-16 (conflicted copy 2026-11-20 093612).md",
        "week-2026-11-16.sync-conflict-20261120-184717-5RQAITR.md",
        "index-laptop.md",
        "index 2.md",
    ] {
        c.sh(&format!("cd journal/reports && cp index.md '{name}'"))?;
        c.converges(name)?;
    }
    c.precious("reports/index (1).md", &(c.read("reports/index.md") + "\nMine.\n"));
    c.converges("an edited copy")?;
    c.write("daily/2026-11-17.sync-conflict-20261120-184717-5RQAITR.md", "- [x] Stretch\n");
    c.converges("a copy of a note")?;
    c.comes("a word about it", || c.read("notes-to-fix.md").contains("sync-conflict"))
}

fn crlf(c: &mut Case) -> Outcome {
    c.watch()?;
    let text = format!("\u{feff}{}", c.read(WEEK).replace('\n', "\r\n"));
    c.precious(WEEK, &text);
    std::thread::sleep(Duration::from_millis(1500));
    if c.read(WEEK) != text {
        return Err("it was written though it is the same".to_owned().into());
    }
    c.tick(17, true);
    c.comes("a fresh report", || !c.read(WEEK).contains('\r'))?;
    c.write("mine.keep", &text);
    c.converges("a tick")
}

fn names(c: &mut Case) -> Outcome {
    c.watch()?;
    let bytes = <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"2026-11-18 \xff.md");
    fs::write(c.root().join(bytes), "- [x] Stretch\n").expect("a file");
    for name in
        ["2026-11-19 café.md", "2026-11-19 cafe\u{301}.md", "2026-11-20 A.md", "2026-11-20 a.md", "2026-11-21 a\nb.md"]
    {
        c.write(name, "- [x] Stretch\n");
    }
    c.write(&format!("2026-11-16 {}.md", "x".repeat(241)), "- [x] Stretch\n");
    c.converges("names of all kinds")?;
    c.comes("a word about the bytes", || c.read("notes-to-fix.md").contains("bytes that are no text"))
}

fn zones(c: &mut Case) -> Outcome {
    c.report()?;
    let first = c.read(WEEK);
    for zone in ["Pacific/Kiritimati", "Etc/GMT+12"] {
        fs::remove_dir_all(c.path("reports")).expect("removed");
        let status = c.command(Case::program(), &["report", "journal", "--as-of", AS_OF]).env("TZ", zone).output();
        if !status.expect("it runs").status.success() || c.read(WEEK) != first {
            return Err(format!("{zone} makes another report").into());
        }
    }
    Ok(())
}

const GIT: &str = "git -c user.name=a -c user.email=a@example.com -c commit.gpgsign=false -c init.defaultBranch=main";

fn repository(c: &Case) -> Outcome {
    tool("git")?;
    c.sh(&format!(
        "cd journal && printf '/reports/\n/edited/\n/notes-to-fix.md\n' >.gitignore && {GIT} init -q && {GIT} add -A \
         && {GIT} commit -qm one"
    ))
    .map(drop)
}

fn git_at_work(c: &mut Case) -> Outcome {
    repository(c)?;
    c.watch()?;
    let before = c.read(WEEK);
    c.sh(": >journal/.git/index.lock")?;
    c.tick(17, true);
    std::thread::sleep(Duration::from_millis(1500));
    if c.read(WEEK) != before {
        return Err("it was written while git held its lock".to_owned().into());
    }
    c.sh("rm journal/.git/index.lock")?;
    c.converges("git has ended")?;
    if c.is_full {
        c.sh(": >journal/.git/index.lock")?;
        c.tick(17, false);
        c.says("Git has not finished")?;
        c.converges("half a minute")?;
        c.waits.pop();
    }
    Ok(())
}

/// This many entries, each at this hour.
fn entries(c: &Case, which: std::ops::Range<u32>, hour: u32) {
    for n in which {
        let when = format!("2026-11-{:02} {hour}:30", 1 + n % 20);
        c.write(&format!("entries/{n}.md"), format!("---\ntask: Stretch\nwhen: {when}\n---\n"));
    }
}

fn git(c: &Case, commands: &str) -> Outcome {
    let all: Vec<String> = commands.split(" && ").map(|command| format!("{GIT} {command}")).collect();
    c.sh(&format!("cd journal && {}", all.join(" && "))).map(drop)
}

fn git_checkout(c: &mut Case) -> Outcome {
    let many = if c.is_full { 5_000 } else { 400 };
    c.write("journal.md", "---\nweeks: 8\n---\n");
    entries(c, 0..many, 7);
    repository(c)?;
    git(c, "checkout -qb other")?;
    entries(c, 0..many, 9);
    git(c, "commit -qam two")?;
    c.watch()?;
    for branch in ["main", "other", "main"] {
        git(c, &format!("checkout -q {branch}"))?;
        c.converges(branch)?;
    }
    Ok(())
}

fn git_merge(c: &mut Case) -> Outcome {
    c.write("journal.md", "---\nweeks: 8\n---\n");
    entries(c, 0..2_000, 7);
    repository(c)?;
    git(c, "checkout -qb other")?;
    c.tick(17, true);
    c.tick(18, true);
    entries(c, 0..1_000, 9);
    git(c, "add -A && commit -qm two && checkout -q main")?;
    c.write("daily/2026-11-17.md", "- [/] Stretch\n");
    entries(c, 1_000..2_000, 9);
    git(c, "commit -qam three")?;
    c.watch()?;
    c.sh(&format!("cd journal && ! {GIT} merge -q other"))?;
    c.says("Git has not finished")?;
    c.converges("a merge with a conflict, half a minute on")?;
    // That was git's own half minute.
    c.waits.pop();
    c.tick(17, true);
    git(c, "add -A && commit -qm merged")?;
    c.converges("the merge")?;
    git(c, "checkout -q other")?;
    c.tick(19, true);
    git(c, "add -A && commit -qm four && rebase -q main")?;
    c.converges("a rebase")
}

fn git_pull(c: &mut Case) -> Outcome {
    let many = if c.is_full { 2_000 } else { 100 };
    c.write("journal.md", "---\nweeks: 8\n---\n");
    entries(c, 0..many, 7);
    repository(c)?;
    c.sh(&format!("{GIT} clone -q journal other"))?;
    c.sh(&format!(
        "cd other && sed -i 's/\\[ \\]/[x]/; s/ 7:30/ 9:30/' daily/*.md entries/*.md && {GIT} commit -qam two"
    ))?;
    c.watch()?;
    git(c, "pull -q --ff-only ../other HEAD")?;
    c.converges("a pull")
}

fn rsync(c: &mut Case) -> Outcome {
    tool("rsync")?;
    c.watch()?;
    c.sh("cp -r journal other && rm -rf other/reports")?;
    for (how, mark) in [("", 'x'), ("--inplace", ' '), ("--checksum --inplace --times", 'x')] {
        c.sh(&format!("printf -- '- [{mark}] Stretch\n' >other/daily/2026-11-17.md"))?;
        c.sh(&format!("rsync -a --delete --exclude reports --exclude .git --ignore-times {how} other/ journal/"))?;
        c.converges(&format!("rsync {how}"))?;
    }
    Ok(())
}

fn two_machines(c: &mut Case) -> Outcome {
    let rounds = if c.is_full { 40 } else { 6 };
    let report = |machine: &str| {
        c.command(Case::program(), &["report", "journal", "--as-of", AS_OF])
            .env("TINYSTEP_MACHINE", machine)
            .env("XDG_RUNTIME_DIR", c.above(machine))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs")
    };
    for n in 0..rounds {
        c.tick(1 + n % 20, n % 3 == 0);
        if n % 3 == 1 {
            c.precious(WEEK, &format!("{}\nMine, {n}.\n", c.read(WEEK)));
        }
        let (mut one, mut two) = (report("laptop"), report("desk"));
        let _ = (one.wait(), two.wait());
    }
    c.converges("two at once")
}

fn another_writes(c: &mut Case) -> Outcome {
    c.write("journal.md", "---\nwriter: laptop\n---\n");
    c.watch_under(&["env", "TINYSTEP_MACHINE=phone"], &[])?;
    c.says("names laptop as the writer")?;
    if c.path("reports").exists() {
        return Err("another machine wrote".to_owned().into());
    }
    c.kill();
    c.write("journal.md", "# J\n");
    c.watch()
}

fn newer(c: &mut Case) -> Outcome {
    c.watch()?;
    let newer = c.read(WEEK).replacen("<!-- tinystep 1 ", "<!-- tinystep 999 ", 1);
    c.precious(WEEK, &newer);
    let index = c.read("reports/index.md");
    c.tick(17, true);
    c.says("newer tinystep")?;
    if c.read(WEEK) != newer || c.read("reports/index.md") != index {
        return Err("it was written over".to_owned().into());
    }
    c.write("mine.keep", &newer);
    fs::remove_file(c.path(WEEK)).expect("removed");
    c.converges("it went away")
}

fn second_watch(c: &mut Case) -> Outcome {
    c.watch()?;
    let second = c.command(Case::program(), &["watch", "journal", "--as-of", AS_OF]).output().expect("it runs");
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    if second.status.code() != Some(2) || !said.contains("watched already") {
        return Err(format!("{:?}: {said}", second.status).into());
    }
    c.write("plan.md", PLAN.replace("7:30", "8:30"));
    c.converges("a plan edited in place")?;
    c.says("past week")
}
