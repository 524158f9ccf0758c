//! One line of a tidy random journal, or the name of one file, is spoiled the way people, phones and programs spoil them.
//! Two laws hold. Every number stays the same, or `check` names that line. And what was `none` leaves no trace in what is
//! shared, whatever is spoiled.

use std::fmt::Write;
use std::sync::LazyLock;

use chrono::NaiveDate;
use tinystep::journal::{self, Entry, Journal, NoteDraft, Plan, Settings, View};
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::prompt::{self, Rules};
use tinystep::render::{self, Templates};
use tinystep::report;
use tinystep::week::{self, Week};

use crate::dice::Dice;
use crate::random_journal;
use crate::sandbox::times;
use crate::two_journals::Two;

/// A file: its path and its text.
type File = (String, String);

/// What is spoiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    /// The first line of a block of fields.
    Fence,
    /// The last one.
    End,
    /// `key: value`.
    Field,
    /// A check box of a day note or a log.
    Line,
    /// An item below a check box.
    Item,
    /// The name of a file.
    Name,
}

/// One way to spoil a line; none if it does not fit.
struct Spoil {
    name: &'static str,
    place: Place,
    apply: fn(&str) -> Option<String>,
}

macro_rules! spoils {
    ($list:ident: $($place:ident $name:literal $apply:expr;)+) => {
        const $list: &[Spoil] = &[$(Spoil { name: $name, place: Place::$place, apply: $apply },)+];
    };
}

spoils! {
    SPOILS:
    Fence "an empty line above" |line| Some(format!("\n{line}"));
    Fence "a title above" |line| Some(format!("# Title\n{line}"));
    Fence "words above" |line| Some(format!("My day\n{line}"));
    Fence "two lines above" |line| Some(format!("My day\nwas good\n{line}"));
    Fence "four hyphens" |line| Some(line.replacen("---", "----", 1));
    Fence "two hyphens" |line| Some(line.replacen("---", "--", 1));
    Fence "no fence" |line| Some(line.replacen("---", "", 1));
    Fence "a long dash" |line| Some(line.replacen("---", "\u{2014}", 1));
    Fence "a long dash and a hyphen" |line| Some(line.replacen("---", "\u{2014}-", 1));
    Fence "a space before" |line| Some(line.replacen("---", " ---", 1));
    Fence "stars" |line| Some(line.replacen("---", "***", 1));
    Fence "plus signs" |line| Some(line.replacen("---", "+++", 1));
    Fence "an invisible sign before" |line| Some(line.replacen("---", "\u{200b}---", 1));
    Fence "an empty block above" |line| Some(format!("---\ntitle: x\n---\n\n{line}"));
    End "four hyphens" |line| Some(line.replacen("---", "----", 1));
    End "two hyphens" |line| Some(line.replacen("---", "--", 1));
    End "no fence" |line| Some(line.replacen("---", "", 1));
    End "a long dash" |line| Some(line.replacen("---", "\u{2014}", 1));
    End "a space before" |line| Some(line.replacen("---", " ---", 1));
    End "stars" |line| Some(line.replacen("---", "***", 1));
    Field "an equals sign" |line| Some(line.replacen(": ", " = ", 1));
    Field "a tight equals sign" |line| Some(line.replacen(": ", "=", 1));
    Field "two colons" |line| Some(line.replacen(": ", ":: ", 1));
    Field "no space" |line| Some(line.replacen(": ", ":", 1));
    Field "no colon" |line| Some(line.replacen(": ", " ", 1));
    Field "a semicolon" |line| Some(line.replacen(": ", "; ", 1));
    Field "a dash" |line| Some(line.replacen(": ", " - ", 1));
    Field "a space before the colon" |line| Some(line.replacen(": ", " : ", 1));
    Field "a wide colon" |line| Some(line.replacen(": ", "\u{ff1a}", 1));
    Field "a wide colon and a space" |line| Some(line.replacen(": ", "\u{ff1a} ", 1));
    Field "a no-break space" |line| Some(line.replacen(": ", ":\u{a0}", 1));
    Field "a no-break space before" |line| Some(format!("\u{a0}{line}"));
    Field "a no-break space behind" |line| Some(format!("{line}\u{a0}"));
    Field "an invisible sign before" |line| Some(format!("\u{200b}{line}"));
    Field "a space before" |line| Some(format!(" {line}"));
    Field "a tab before" |line| Some(format!("\t{line}"));
    Field "an item" |line| Some(format!("- {line}"));
    Field "a quote" |line| Some(format!("> {line}"));
    Field "bold" |line| line.split_once(": ").map(|(key, value)| format!("**{key}:** {value}"));
    Field "two letters of the key swapped" |line| keyed(line, swapped);
    Field "a letter of the key left out" |line| keyed(line, shortened);
    Field "capitals" |line| keyed(line, |key| Some(key.to_uppercase()));
    Field "curly quotes" |line| line.split_once(": ").map(|(key, value)| format!("{key}: \u{201c}{value}\u{201d}"));
    Line "a no-break space" |line| line.contains("] ").then(|| line.replacen("] ", "]\u{a0}", 1));
    Line "a no-break space in the bullet" |line| line.contains(" [").then(|| line.replacen(" [", "\u{a0}[", 1));
    Line "a wide space" |line| line.contains("] ").then(|| line.replacen("] ", "]\u{3000}", 1));
    Line "an invisible sign" |line| line.contains("] ").then(|| line.replacen("] ", "] \u{200b}", 1));
    Line "a tab" |line| line.contains("] ").then(|| line.replacen("] ", "]\t", 1));
    Line "no space" |line| line.contains("] ").then(|| line.replacen("] ", "]", 1));
    Line "no space before" |line| line.contains(" [").then(|| line.replacen(" [", "[", 1));
    Line "no bullet" |line| line.find('[').map(|at| line[at..].to_owned());
    Line "a round bullet" |line| line.find('[').map(|at| format!("\u{2022} {}", &line[at..]));
    Line "a long bullet" |line| line.find('[').map(|at| format!("\u{2013} {}", &line[at..]));
    Line "a plus as bullet" |line| line.find('[').map(|at| format!("+ {}", &line[at..]));
    Line "a number as bullet" |line| line.find('[').map(|at| format!("1) {}", &line[at..]));
    Line "a sign as tick" |line| ticked(line, "[\u{2713}]");
    Line "a heavy sign as tick" |line| ticked(line, "[\u{2714}\u{fe0f}]");
    Line "a letter of another alphabet" |line| ticked(line, "[х]");
    Line "a times sign" |line| ticked(line, "[\u{d7}]");
    Line "a large letter" |line| ticked(line, "[X]");
    Line "a space in the box" |line| ticked(line, "[x ]");
    Line "round brackets" |line| ticked(line, "(x)");
    Line "a box drawn as one sign" |line| ticked(line, "\u{2611}");
    Line "wide brackets" |line| ticked(line, "\u{ff3b}x\u{ff3d}");
    Line "escaped" |line| line.contains('[').then(|| line.replacen('[', "\\[", 1).replacen(']', "\\]", 1));
    Line "a callout" |line| Some(format!("> [!todo]\n> {line}"));
    Line "indented" |line| Some(format!("  {line}"));
    Line "a slip in the name" |line| named(line, &swapped);
    Line "a letter of the name left out" |line| named(line, &shortened);
    Line "a name in quotes" |line| named(line, &|name| Some(format!("\u{201c}{name}\u{201d}")));
    Line "a name in other quotes" |line| named(line, &|name| Some(format!("\u{ab}{name}\u{bb}")));
    Line "a name in low quotes" |line| named(line, &|name| Some(format!("\u{201e}{name}\u{201c}")));
    Line "a name as code" |line| named(line, &|name| Some(format!("`{name}`")));
    Line "a bold name" |line| named(line, &|name| Some(format!("**{name}**")));
    Line "a struck name" |line| named(line, &|name| Some(format!("~~{name}~~")));
    Line "a marked name" |line| named(line, &|name| Some(format!("=={name}==")));
    Line "a name as a link" |line| named(line, &|name| Some(format!("[[{name}]]")));
    Line "a name as a markdown link" |line| named(line, &|name| Some(format!("[{name}](plans/x.md)")));
    Line "a sign before the name" |line| named(line, &|name| Some(format!("\u{1f6b6} {name}")));
    Line "a sign behind the name" |line| named(line, &|name| Some(format!("{name} \u{23ec}")));
    Line "a word behind the name" |line| named(line, &|name| Some(format!("{name} again")));
    Line "a word before the name" |line| named(line, &|name| Some(format!("did {name}")));
    Line "a full stop behind the name" |line| named(line, &|name| Some(format!("{name}.")));
    Line "an exclamation mark behind the name" |line| named(line, &|name| Some(format!("{name}!")));
    Line "a plural of the name" |line| named(line, &|name| Some(format!("{name}s")));
    Line "no-break spaces in the name" |line| named(line, &|name| Some(name.replace(' ', "\u{a0}")));
    Line "hyphens in the name" |line| named(line, &|name| Some(name.replace(' ', "-")));
    Line "a colon behind the time" |line| timed(line, &|time| format!("{time}:"));
    Line "a bar behind the time" |line| timed(line, &|time| format!("{time} |"));
    Line "a dash behind the time" |line| timed(line, &|time| format!("{time} \u{2013}"));
    Line "the time in brackets" |line| timed(line, &|time| format!("({time})"));
    Line "the time as code" |line| timed(line, &|time| format!("`{time}`"));
    Line "a bold time" |line| timed(line, &|time| format!("**{time}**"));
    Line "at the time" |line| timed(line, &|time| format!("at {time}"));
    Line "a sign at the time" |line| timed(line, &|time| format!("@{time}"));
    Line "about the time" |line| timed(line, &|time| format!("~{time}"));
    Line "the time with a dot" |line| timed(line, &|time| time.replace(':', "."));
    Line "the time with an h" |line| timed(line, &|time| time.replace(':', "h"));
    Line "the time without a colon" |line| timed(line, &|time| time.replace(':', ""));
    Line "the time with seconds" |line| timed(line, &|time| format!("{time}:00"));
    Line "the time with a word" |line| timed(line, &|time| format!("{time} Uhr"));
    Item "no indent" |line| Some(line.trim_start().to_owned());
    Item "a tab" |line| Some(format!("\t{}", line.trim_start()));
    Item "no bullet" |line| Some(line.replacen("- ", "  ", 1));
    Item "another bullet" |line| Some(line.replacen("- ", "* ", 1));
    Item "a long bullet" |line| Some(line.replacen("- ", "\u{2013} ", 1));
    Item "a round bullet" |line| Some(line.replacen("- ", "\u{2022} ", 1));
    Item "an equals sign" |line| Some(line.replacen(": ", " = ", 1));
    Item "two colons" |line| Some(line.replacen(": ", ":: ", 1));
    Item "no space" |line| Some(line.replacen(": ", ":", 1));
    Item "a wide colon" |line| Some(line.replacen(": ", "\u{ff1a}", 1));
    Item "a no-break space" |line| Some(line.replacen(": ", ":\u{a0}", 1));
    Item "a no-break space behind the bullet" |line| Some(line.replacen("- ", "-\u{a0}", 1));
    Item "two letters of the key swapped" |line| line.split_once("- ").and_then(|(b, rest)| Some(format!("{b}- {}", keyed(rest, swapped)?)));
    Item "bold" |line| line.split_once("- ").and_then(|(b, rest)| rest.split_once(": ").map(|(k, v)| format!("{b}- **{k}:** {v}")));
    Name "a weekday before" |path| dated(path, &|date| date.format("%a %Y-%m-%d").to_string());
    Name "a weekday behind" |path| dated(path, &|date| date.format("%Y-%m-%d %A").to_string());
    Name "dots" |path| dated(path, &|date| date.format("%Y.%m.%d").to_string());
    Name "underscores" |path| dated(path, &|date| date.format("%Y_%m_%d").to_string());
    Name "no signs" |path| dated(path, &|date| date.format("%Y%m%d").to_string());
    Name "long dashes" |path| dated(path, &|date| date.format("%Y\u{2013}%m\u{2013}%d").to_string());
    Name "spaces" |path| dated(path, &|date| date.format("%Y %m %d").to_string());
    Name "the day first" |path| dated(path, &|date| date.format("%d-%m-%Y").to_string());
    Name "in words" |path| dated(path, &|date| date.format("%B %d, %Y").to_string());
    Name "the other ending" |path| path.strip_suffix(".md").map(|bare| format!("{bare}.markdown"));
    Name "the ending of a text" |path| path.strip_suffix(".md").filter(|_| !path.starts_with("daily/")).map(|bare| format!("{bare}.txt"));
    Name "both endings" |path| path.strip_suffix(".md").filter(|_| !path.starts_with("daily/")).map(|bare| format!("{bare}.md.txt"));
}

// Drawn by themselves, so that each seed of the others stays as it was.
spoils! {
    SPOILS_OF_ITEMS:
    Item "no bullet, where the bullet was" |line| Some(line.replacen("- ", "", 1));
    Item "no bullet, with a tab" |line| Some(line.replacen("    - ", "      \t", 1));
    Item "a tab for the bullet" |line| Some(line.replacen("    - ", "\t\t", 1));
    Item "no colon" |line| Some(line.replacen(": ", " ", 1));
    Item "a dash for the colon" |line| Some(line.replacen(": ", " - ", 1));
}

/// Two letters in the middle change places.
fn swapped(word: &str) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    let at = (1..letters.len().saturating_sub(1)).find(|&at| letters[at] != letters[at + 1])?;
    letters.swap(at, at + 1);
    Some(letters.into_iter().collect())
}

fn shortened(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    (letters.len() > 4).then(|| [&letters[..2], &letters[3..]].concat().into_iter().collect())
}

fn keyed(line: &str, change: fn(&str) -> Option<String>) -> Option<String> {
    let (key, rest) = line.split_once(": ")?;
    Some(format!("{}: {rest}", change(key)?))
}

fn ticked(line: &str, to: &str) -> Option<String> {
    line.contains("[x]").then(|| line.replacen("[x]", to, 1))
}

/// Changes the first plan's name in a line.
fn named(line: &str, change: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    // The longer of two names that begin alike first.
    let name = ["Walk the dog", "Walk", "Voice memo", "Tidy one corner", "Breathe", "Stretch"]
        .into_iter()
        .find(|name| line.contains(name))?;
    Some(line.replacen(name, &change(name)?, 1))
}

/// Changes the time at the beginning of a line.
fn timed(line: &str, change: &dyn Fn(&str) -> String) -> Option<String> {
    let at = line.find("] ")? + 2;
    let length = line[at..].find(' ')?;
    let time = &line[at..at + length];
    let is_time = time.split_once(':').is_some_and(|(h, m)| h.parse::<u8>().is_ok() && m.parse::<u8>().is_ok());
    is_time.then(|| format!("{}{}{}", &line[..at], change(time), &line[at + length..]))
}

/// Changes the date at the beginning of a file's name.
fn dated(path: &str, change: &dyn Fn(&NaiveDate) -> String) -> Option<String> {
    let at = path.rfind('/').map_or(0, |at| at + 1);
    let date = path.get(at..at + 10)?.parse().ok()?;
    Some(format!("{}{}{}", &path[..at], change(&date), &path[at + 10..]))
}

/// The lines that can be spoiled: their numbers from 0, and what they are.
fn lines(text: &str) -> Vec<(usize, Place)> {
    let mut found = vec![(0, Place::Name)];
    let (mut fences, mut after_box) = (0, false);
    for (number, line) in text.lines().enumerate() {
        let is_item = after_box && line.starts_with("    - ");
        after_box = is_item || line.contains('[') && line.contains(']');
        if line.trim_start_matches('\u{feff}') == "---" {
            fences += 1;
            match fences {
                1 if number == 0 => found.push((number, Place::Fence)),
                2 => found.push((number, Place::End)),
                _ => {}
            }
        } else if fences == 1 && line.contains(": ") && !line.starts_with([' ', '-']) {
            found.push((number, Place::Field));
        } else if fences != 1 && is_item {
            found.push((number, Place::Item));
        } else if fences != 1 && after_box && !line.starts_with('>') {
            found.push((number, Place::Line));
        }
    }
    found
}

/// A line of a journal and a way to spoil it.
struct Drawn {
    file: usize,
    line: usize,
    spoil: &'static Spoil,
}

impl Drawn {
    fn new(files: &[File], spoils: &'static [Spoil], dice: &mut Dice) -> Option<Drawn> {
        // Each way is as likely as any other, though some fit few lines.
        for _ in 0..20 {
            let spoil = dice.pick(spoils);
            let fitting: Vec<(usize, usize)> = (files.iter().enumerate())
                .filter(|(_, (path, _))| path != "journal.md")
                .flat_map(|(file, (_, text))| lines(text).into_iter().map(move |(line, place)| (file, line, place)))
                .filter(|(_, _, place)| *place == spoil.place)
                .map(|(file, line, _)| (file, line))
                .collect();
            for _ in 0..4 {
                if fitting.is_empty() {
                    break;
                }
                let (file, line) = *dice.pick(&fitting);
                let drawn = Drawn { file, line, spoil };
                if drawn.of(&files[file], line).is_some() {
                    return Some(drawn);
                }
            }
        }
        None
    }

    /// The file with this line of it spoiled. Line ends stay as they are.
    fn of(&self, (path, text): &File, line: usize) -> Option<File> {
        if self.spoil.place == Place::Name {
            // A tag or a key of a note that no longer has a date has no effect.
            if path.starts_with("daily/") && !text.contains("[x]") {
                return None;
            }
            return Some(((self.spoil.apply)(path)?, text.clone()));
        }
        let mut parts: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        let part = parts.get_mut(line)?;
        // In a log all that follows a word is the client's own text.
        if path.starts_with("plans/") && self.spoil.name.contains("name") {
            return None;
        }
        let bare = part.trim_end_matches(['\r', '\n']);
        let changed = (self.spoil.apply)(bare).filter(|changed| changed != bare)?;
        *part = changed + &part[bare.len()..];
        Some((path.clone(), parts.concat()))
    }

    fn spoil(&self, files: &mut [File]) {
        if let Some(spoiled) = self.of(&files[self.file], self.line) {
            files[self.file] = spoiled;
        }
    }

    fn told(&self, before: &File, after: &File) -> String {
        let Spoil { place, name, .. } = self.spoil;
        if *place == Place::Name {
            return format!("{place:?}, {name}: {} -> {}\n{}", before.0, after.0, after.1);
        }
        let old = before.1.lines().nth(self.line).unwrap_or_default();
        format!("{place:?}, {name}: {}:{}\n  {old:?}\n{}", after.0, self.line + 1, after.1)
    }
}

fn settings(files: &[File]) -> Settings {
    let text = files.iter().find(|(path, _)| path == "journal.md").map_or("", |(_, text)| text);
    journal::settings("journal.md", text.as_bytes()).expect("settings")
}

fn assemble(files: &[File], others: &[String], today: NaiveDate, view: View) -> Journal {
    let settings = settings(files);
    let is_note = |path: &str| [".md", ".markdown", ".txt"].iter().any(|ending| path.ends_with(ending));
    let notes = files.iter().filter(|(path, _)| path != "journal.md" && is_note(path));
    let mut drafts: Vec<NoteDraft> = notes.map(|(path, text)| journal::understand(path, text.as_bytes())).collect();
    journal::settle_misspelt_share_keys(&mut drafts);
    let mut others = others.to_vec();
    others.extend(files.iter().filter(|(path, _)| !is_note(path)).map(|(path, _)| path.clone()));
    journal::assemble(&settings, &drafts, &others, settings.cap_today_after_last_week_of_course(today), view)
}

/// What each entry says, and whether its plan runs on its date. `of_item` takes in what only a field below a line says.
fn entries_of(journal: &Journal, of_item: bool) -> Vec<(String, bool)> {
    let said = |entry: &Entry| {
        let plan = entry.plan.and_then(|n| journal.plans.get(n));
        let (task, runs) = (plan.map(|plan| &plan.task), plan.is_none_or(|plan| plan.runs_on(entry.date)));
        let Entry { date, status, minutes, time, place, ratings, barriers, helper, then, discuss, .. } = entry;
        // In which order they stand changes nothing.
        let mut ratings: Vec<String> = ratings.iter().map(|rating| format!("{rating:?}")).collect();
        ratings.sort();
        let further = format!("{ratings:?} {barriers:?} {helper:?} {then:?} {discuss}");
        let further = if of_item { &further } else { "" };
        (format!("{task:?} {date} {status:?} {minutes:?} {time:?} {place:?} {further}"), runs)
    };
    journal.entries.iter().map(said).collect()
}

/// All that is counted: what the plans plan, and what each entry says.
fn counted_of(journal: &Journal, of_item: bool) -> Vec<String> {
    let plans = journal.plans.iter().map(|plan| {
        let Plan { task, when_text, start, end, minutes, place, .. } = plan;
        format!("{task} {when_text:?} {start:?} {end:?} {minutes:?} {place:?}")
    });
    let entries = entries_of(journal, of_item).into_iter().map(|(said, _)| said);
    let mut all: Vec<String> = plans.chain(entries).collect();
    all.sort();
    all
}

/// Whether one list, in order, has nothing that the other does not have as often.
fn is_within(some: &[String], all: &[String]) -> bool {
    let mut all = all.iter();
    some.iter().all(|one| all.any(|other| other == one))
}

/// Fails with one of each kind of failure.
fn report_failures(tried: usize, what: &str, mut failed: Vec<(&str, String)>) {
    failed.sort_by_key(|(name, text)| (*name, text.len()));
    let count = failed.len();
    failed.dedup_by_key(|(name, _)| *name);
    let kinds = failed.len();
    let shown: String = failed.into_iter().fold(String::new(), |mut all, (_, text)| {
        let _ = writeln!(all, "{text}\n");
        all
    });
    assert!(shown.is_empty(), "{count} of {tried} {what}, in {kinds} ways; one of each:\n{shown}");
}

#[test]
fn a_spoiled_line_changes_no_number_or_is_named() {
    let mut failed = Vec::new();
    let mut tried = 0;
    let of_items = (0..times(600)).map(|seed| (u64::from(seed), SPOILS_OF_ITEMS));
    for (seed, spoils) in (0..times(2400)).map(|seed| (u64::from(seed), SPOILS)).chain(of_items) {
        let random = random_journal::journal(seed);
        let Some(drawn) = Drawn::new(&random.files, spoils, &mut Dice::new(seed ^ 0x51)) else { continue };
        tried += 1;
        let before = assemble(&random.files, &random.others, random.today, View::Client);
        let mut files = random.files.clone();
        drawn.spoil(&mut files);
        let after = assemble(&files, &random.others, random.today, View::Client);
        let of_item = drawn.spoil.place == Place::Item;
        if counted_of(&before, of_item) == counted_of(&after, of_item) {
            continue;
        }
        let (path, _) = &files[drawn.file];
        let anywhere = matches!(drawn.spoil.place, Place::Fence | Place::End | Place::Name);
        let is_named = after.problems.iter().any(|problem| {
            // What is put above moves the line.
            let near = (drawn.line + 1..=drawn.line + 2).contains(&(problem.place.line as usize));
            problem.file == *path && (anywhere || near)
        });
        // Nothing is asked of a date on which the plan does not run.
        let (old, new) = (entries_of(&before, of_item), entries_of(&after, of_item));
        let mut changed = old.iter().filter(|(line, _)| !new.iter().any(|(other, _)| other == line)).peekable();
        let is_outside = changed.peek().is_some() && changed.all(|(_, runs)| !runs);
        if !is_named && !is_outside {
            let told = drawn.told(&random.files[drawn.file], &files[drawn.file]);
            failed.push((drawn.spoil.name, format!("seed {seed}: {told}")));
        }
    }
    assert!(tried > 0);
    report_failures(tried, "spoiled lines change numbers in silence", failed);
}

/// What others may see of the week.
fn shared(files: &[File], today: NaiveDate) -> (String, Vec<String>) {
    static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| Templates::new(DEFAULT_LANGUAGE, &[]).0);
    static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::new(DEFAULT_LANGUAGE, &[]).0);
    let journal = assemble(files, &[], today, View::Shared);
    let as_of = journal.settings.cap_today_after_last_week_of_course(today);
    let week = Week::containing(as_of, journal.settings.week_starts);
    let weeks = [week.weeks_earlier(1), week];
    let counted: Vec<_> =
        weeks.into_iter().map(|w| week::count_week(&journal, w, week::cap_at_day_after_week(w, as_of))).collect();
    let prompts = prompt::choose_prompts(&RULES, &journal, &counted);
    let page = report::make_report(&journal, &counted, &prompts);
    let forms = [
        render::week_data(&journal, &counted[1], as_of, &page, DEFAULT_LANGUAGE.phrases).to_json(),
        TEMPLATES.week_markdown(&page).0,
        format!("{:?}", week::weeks_with_report(&journal, as_of)),
    ];
    (forms.join("\n\n"), counted_of(&journal, false))
}

/// The same journal, with shared words too.
fn with_words(files: &[File]) -> Vec<File> {
    let shares = |text: &str| text.replacen("---\n", "---\nshare: full\n", 1);
    let full = |(path, text): &File| (path.clone(), if path == "journal.md" { shares(text) } else { text.clone() });
    files.iter().map(full).collect()
}

#[test]
fn private_notes_leave_no_trace_after_any_spoiled_line() {
    let mut failed = Vec::new();
    let mut tried = 0;
    for seed in 0..u64::from(times(400)) {
        let Two { mut with, mut without, today, hidden } = Two::new(seed);
        let Some(drawn) = Drawn::new(&with, SPOILS, &mut Dice::new(seed ^ 0x15)) else { continue };
        tried += 1;
        let before = with[drawn.file].clone();
        drawn.spoil(&mut with);
        let told = drawn.told(&before, &with[drawn.file]);
        // What is spoiled in an open note is spoiled there too.
        if let Some(file) = without.iter_mut().find(|(path, _)| *path == before.0) {
            let line = before.1.lines().nth(drawn.line);
            let there = file.1.lines().position(|other| Some(other) == line);
            let line = if file.1 == before.1 { Some(drawn.line) } else { there };
            if let Some(spoiled) = line.and_then(|line| drawn.of(file, line)) {
                *file = spoiled;
            }
        }
        let ((seen, counted), (wanted, all)) = (shared(&with, today), shared(&without, today));
        // A note that cannot be read may hide more than it did: the names in it, if no plan of theirs can be read.
        let hides_more = counted.len() < all.len() && is_within(&counted, &all);
        if seen != wanted && !hides_more {
            let more: Vec<&str> = seen.lines().filter(|line| !wanted.contains(line)).take(5).collect();
            let less: Vec<&str> = wanted.lines().filter(|line| !seen.contains(line)).take(5).collect();
            failed.push((drawn.spoil.name, format!("seed {seed}: {told}\n  more: {more:#?}\n  less: {less:#?}")));
            continue;
        }
        // The words of other notes contain `Walk`.
        let names: Vec<String> = hidden.iter().filter(|name| *name != "Walk").map(|name| name.to_lowercase()).collect();
        let seen = shared(&with_words(&with), today).0.to_lowercase();
        let seen_lines = seen.lines().filter(|line| names.iter().any(|name| line.contains(name)));
        let trace: Vec<&str> = seen_lines.take(5).collect();
        if !trace.is_empty() {
            failed.push((drawn.spoil.name, format!("seed {seed}, in words: {told}\n  {trace:#?}")));
        }
    }
    assert!(tried > 0);
    report_failures(tried, "spoiled lines leave a trace", failed);
}
