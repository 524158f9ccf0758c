//! One pass from a folder to the files to be made: every command and the watcher go this way.
//!
//! [`load`] is the edge in. What [`files`] gives depends on what was loaded, the date and the photos alone. A watcher hands what
//! it has from the pass before to the next one ([`load`]), which then reads only what is other; a pass that is handed nothing
//! is the same pass. Nor is a page laid out again that lies there already ([`PageKeys`]).

mod changed;
mod heic;
mod notes;
mod pages;
mod photos;
mod places;
mod publish;
mod rendered;
mod week_range;
mod weeks;

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

pub use changed::Changed;
pub use notes::NoteCache;
pub use photos::Photos;
pub use publish::{NOTES_TO_FIX, PublishOptions, Update, publish};
pub use weeks::BuildCache;

use crate::folder::{self, FolderIdentity, ListedFile, Lookup, Scan, names};
use crate::journal::{self, Draft, Journal, Settings, Share, View};
use crate::output::{KeyedFile, OutputFile};
use crate::phrases::ENGLISH;
use crate::problem::{Code, Problem};
use crate::prompt::{self, RuleExplanation, Rules};
use crate::report::{self, Report};
use crate::week::{self, CountedWeek, Week};
use chrono::NaiveDate;
use weeks::Build;

/// What lies in a journal's folder, each note understood by itself.
pub struct Snapshot {
    /// The folder as it was when it was read.
    pub root: FolderIdentity,
    pub scan: Scan,
    pub settings: Result<Settings, Vec<Problem>>,
    /// Whether there was a `journal.md`; where there was none, the settings set nothing, and nothing is ever written.
    pub is_journal: bool,
    /// In order of path.
    pub drafts: Vec<Draft>,
    /// The notes of the journal's `prompts/`: path and bytes.
    pub rules: Vec<(String, Vec<u8>)>,
    /// The journal's own templates: path and text.
    pub templates: Vec<(String, String)>,
    /// Files that could not be read, besides those of the scan.
    pub problems: Vec<Problem>,
    /// A note went away or kept changing while it was read: a later pass will see more.
    pub moving: bool,
    /// What is other than when something was last made of this folder.
    pub changed: Changed,
    /// What the next pass needs to know of the notes.
    pub note_cache: NoteCache,
}

/// The files of a pass.
pub struct Files {
    /// Into the folder of the reports.
    pub reports: Vec<OutputFile>,
    /// Into `photos/` beside them: by name, with the bytes of those that are new.
    pub photos: BTreeMap<String, Option<Vec<u8>>>,
    /// Into `helper-card/`.
    pub cards: Vec<OutputFile>,
    /// The text of `notes-to-fix.md`; none where there is nothing to fix.
    pub notes_to_fix: Option<String>,
    /// All problems of the client's own view, sorted.
    pub problems: Vec<Problem>,
}

/// The folder beside the reports that holds the photos they show.
pub const PHOTOS: &str = "photos";

/// The folder at the top of the journal for what a client may hand to a helper.
pub const CARDS: &str = names::HELPER_CARDS;

/// The folder of the reports where nothing else is said.
const REPORTS: &str = names::REPORTS;

/// The name of the settings note.
pub const SETTINGS: &str = names::SETTINGS;

/// A settings note that sets nothing.
const NO_SETTINGS: &[u8] = b"# Journal\n";

/// Where the reports go: `report to` as seen from the journal, else `reports`.
#[must_use]
pub fn reports_folder(root: &Path, settings: Option<&Settings>) -> PathBuf {
    let mut folder = PathBuf::new();
    // Without `..`, so that it can be told whether it lies in the journal.
    for part in root.join(settings.and_then(|s| s.report_to.as_deref()).unwrap_or(REPORTS)).components() {
        match part {
            Component::ParentDir => drop(folder.pop()),
            Component::CurDir => {}
            part => folder.push(part),
        }
    }
    folder
}

/// Reads a folder at `now`. `read` is called after each note, with how many there are to read.
///
/// An earlier pass over it may have understood some of the notes already: only those are opened that can be other than they
/// were then. What comes out is the same without one.
///
/// # Errors
/// Where the folder itself cannot be listed.
pub fn load(
    before: Option<Snapshot>,
    identity: &FolderIdentity,
    now: SystemTime,
    read: &(dyn Fn(usize) + Sync),
) -> io::Result<Snapshot> {
    load_words(before, identity, now, true, read)
}

/// [`load`] for a pass that makes only what is shared ([`publish`]): words that nobody is shown are not kept in memory.
///
/// # Errors
/// As for [`load`].
pub fn load_shared(
    before: Option<Snapshot>,
    identity: &FolderIdentity,
    now: SystemTime,
    read: &(dyn Fn(usize) + Sync),
) -> io::Result<Snapshot> {
    let snapshot = load_words(before, identity, now, false, read)?;
    if !snapshot.lacks_words() {
        return Ok(snapshot);
    }
    // A plan says `full`: its words are read after all.
    let files = snapshot.changed.files;
    let mut snapshot = load(None, identity, now, read)?;
    snapshot.changed.files = files;
    Ok(snapshot)
}

fn load_words(
    before: Option<Snapshot>,
    identity: &FolderIdentity,
    now: SystemTime,
    words: bool,
    read: &(dyn Fn(usize) + Sync),
) -> io::Result<Snapshot> {
    let root = identity.path();
    let (settings, is_journal) = read_settings(root);
    let scan = folder::scan(root, &reports_folder(root, settings.as_ref().ok()))?;
    let settings = one_settings(settings, &scan);
    let mut before = before.filter(|before| before.root == *identity);
    let mut changed = before.as_mut().map_or_else(Changed::everything, |before| std::mem::take(&mut before.changed));
    let mut was = None;
    if let Some(before) = &mut before {
        changed.overrides(&before.scan, &scan);
        changed.everything |= settings != before.settings || is_journal != before.is_journal;
        changed.everything |= scan.others != before.scan.others || scan.problems != before.scan.problems;
        was = Some(std::mem::take(&mut before.problems));
    }
    let forget = !words && !settings.as_ref().is_ok_and(|settings| settings.share == Share::Full);
    let notes::Notes { drafts, mut problems, moving, note_cache } =
        notes::read(root, &scan, before, now, &mut changed, forget, read);
    let (mut rules, mut templates) = (Vec::new(), Vec::new());
    for found in &scan.overrides {
        let is_rule = found.path.split_once('/').is_some_and(|(top, _)| top.eq_ignore_ascii_case(names::PROMPTS));
        match folder::read(root, &found.path) {
            // `prompt` decides which of these notes are rules.
            Ok(bytes) if is_rule => rules.push((found.path.to_string(), bytes)),
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => templates.push((found.path.to_string(), text)),
                Err(_) => problems.push(Problem::for_file(
                    &found.path,
                    Code::NotUtf8,
                    "This file is not UTF-8 text.".to_owned(),
                    "Save it again as UTF-8.".to_owned(),
                )),
            },
            Err(error) => problems.push(unreadable(&found.path, &error)),
        }
    }
    changed.everything |= was.is_some_and(|was| was != problems);
    let root = identity.clone();
    Ok(Snapshot {
        root,
        scan,
        settings,
        is_journal,
        drafts,
        rules,
        templates,
        problems,
        moving,
        changed: Changed { looked_at: None, ..changed },
        note_cache,
    })
}

/// The settings, and whether there is a note of them.
fn read_settings(root: &Path) -> (Result<Settings, Vec<Problem>>, bool) {
    let name = match folder::settings_name(root) {
        Ok(Some(name)) => name,
        // A folder that is no journal can be shown and checked: as if its settings were empty.
        Ok(None) => return (journal::settings(SETTINGS, NO_SETTINGS), false),
        Err(error) => return (Err(vec![unreadable(SETTINGS, &error)]), true),
    };
    match folder::read(root, &name) {
        Ok(bytes) => (journal::settings(&name, &bytes).and_then(|settings| reports_apart(root, settings)), true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (journal::settings(SETTINGS, NO_SETTINGS), false),
        Err(error) => (Err(vec![unreadable(&name, &error)]), true),
    }
}

/// The settings of a scan: a problem where there are two files of them.
fn one_settings(settings: Result<Settings, Vec<Problem>>, scan: &folder::Scan) -> Result<Settings, Vec<Problem>> {
    let names: Vec<&str> = scan.notes.iter().map(|note| &*note.path).filter(|path| names::is_settings(path)).collect();
    let [first, second, ..] = names.as_slice() else { return settings };
    let problem = Problem::for_file(
        second,
        Code::SettingsUnreadable,
        format!("This journal has two files of settings, `{first}` and `{second}`."),
        "Put the settings into one of them, and give the other a name of its own.".to_owned(),
    );
    let mut problems = settings.err().unwrap_or_default();
    problems.push(problem);
    Err(problems)
}

/// Settings whose reports would take in the journal itself would leave no note to read, and give all of them away.
fn reports_apart(root: &Path, settings: Settings) -> Result<Settings, Vec<Problem>> {
    let reports = reports_folder(root, Some(&settings));
    // By a whole path through a link as well.
    if !root.starts_with(reports.canonicalize().unwrap_or(reports)) {
        return Ok(settings);
    }
    Err(vec![Problem::for_file(
        SETTINGS,
        Code::BadValue,
        "`report to` names a folder that holds the journal, and reports need one of their own.".to_owned(),
        "Write a folder that holds nothing else, such as `reports` or `../for my therapist`.".to_owned(),
    )])
}

fn unreadable(path: &str, error: &io::Error) -> Problem {
    Problem::for_file(
        path,
        Code::FileUnreadable,
        format!("This file could not be read ({error})."),
        if error.kind() == io::ErrorKind::FileTooLarge {
            "If it is a note, write it as several. If it is none, move it out of the journal, or give it another ending."
        } else {
            "See whether it opens in an editor, and whether it is yours to read."
        }
        .to_owned(),
    )
}

impl Snapshot {
    /// Whether the folder is still as it was read: the same files, with the same prints, and the same settings
    /// (WATCHING 22). What was read while a folder was being changed can be of no moment at all.
    #[must_use]
    pub fn is_current(&self) -> bool {
        let root = self.root.path();
        let (settings, _) = read_settings(root);
        let settings = one_settings(settings, &self.scan);
        let reports = reports_folder(root, settings.as_ref().ok());
        let is_same = |path: &String| match self.scan.look_up(root, &reports, path) {
            Lookup::Note(found) => self.found(path) == Some(&found),
            Lookup::Missing | Lookup::Ignored => self.found(path).is_none(),
            Lookup::Unclear => false,
        };
        settings == self.settings
            && match &self.changed.looked_at {
                Some(paths) => paths.iter().all(is_same),
                None => self.scan.is_current(root, &reports),
            }
    }

    /// Whether the folder is as it was read, as far as a scan tells: the same files, with the same prints, and none that was
    /// so young that it can have changed since without showing it (WATCHING 10, 11).
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        let reports = reports_folder(self.root.path(), self.settings.as_ref().ok());
        !self.note_cache.is_any_racy() && self.scan.is_current(self.root.path(), &reports)
    }

    /// Whether a note, a template or a rule is at this path.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.found(path).is_some() || self.is_override(path)
    }

    /// Whether a template or a rule is.
    #[must_use]
    pub fn is_override(&self, path: &str) -> bool {
        self.scan.overrides.iter().any(|found| *found.path == *path)
    }

    /// A note of the scan.
    #[must_use]
    pub fn found(&self, path: &str) -> Option<&ListedFile> {
        let at = self.scan.notes.binary_search_by(|note| (*note.path).cmp(path)).ok()?;
        self.scan.notes.get(at)
    }

    /// Whether the note at this path is a plan.
    #[must_use]
    pub fn is_plan(&self, path: &str) -> bool {
        let at = self.drafts.binary_search_by(|draft| draft.path().cmp(path));
        at.ok().and_then(|at| self.drafts.get(at)).is_some_and(Draft::is_plan)
    }

    /// Its photos, with those that were made for the reports in this folder.
    #[must_use]
    pub fn photos(&self, reports: &Path) -> Photos<'_> {
        Photos::new(self.root.path(), &self.scan.others, reports)
    }

    /// The journal as the client sees it, or as it is shared.
    #[must_use]
    pub fn journal(&self, settings: &Settings, today: NaiveDate, view: View) -> Journal {
        journal::assemble(settings, &self.drafts, &self.scan.others, settings.as_of(today), view)
    }
}

/// How many weeks a page looks back on, itself among them.
const LOOKS_BACK: u32 = 6;

/// The counted weeks that a week's page speaks of: the week itself, last, and the five before it.
#[must_use]
pub fn six_weeks(journal: &Journal, week: Week, as_of: NaiveDate) -> Vec<CountedWeek> {
    (0..LOOKS_BACK)
        .rev()
        .map(|back| week.before(back))
        .map(|w| week::count(journal, w, week::cap_as_of(w, as_of)))
        .collect()
}

/// What lies there as it was made, by name: in the folder of the reports, and in that of the helper's cards.
#[derive(Clone, Debug, Default)]
pub struct PageKeys {
    pub reports: BTreeMap<String, KeyedFile>,
    pub cards: BTreeMap<String, KeyedFile>,
}

/// Everything that is made of a folder, as text, and the photos in it. `settings` are the folder's; of what `there` shows to
/// lie there already there is no text.
#[must_use]
pub fn files(
    snapshot: &Snapshot,
    settings: &Settings,
    today: NaiveDate,
    photos: Photos<'_>,
    there: &PageKeys,
) -> Files {
    weeks::files(Build { snapshot, settings, today, photos, there }, None, false).0
}

/// The page of one week as `show` gives it.
#[must_use]
pub fn page(
    snapshot: &Snapshot,
    journal: &Journal,
    week: Week,
    as_of: NaiveDate,
    photos: &Photos<'_>,
) -> (Report, CountedWeek) {
    let (rules, _) = Rules::new(&snapshot.rules);
    let six = six_weeks(journal, week, as_of);
    let prompts = prompt::choose(&rules, journal, &six);
    let mut report = report::model(journal, &six, &prompts);
    photos.fill(&mut report);
    let counted = six.into_iter().next_back().unwrap_or_else(|| week::count(journal, week, as_of));
    (report, counted)
}

/// What became of every rule in a week, best first: the same choice as its page shows.
#[must_use]
pub fn why(snapshot: &Snapshot, journal: &Journal, week: Week, as_of: NaiveDate) -> Vec<RuleExplanation> {
    let (rules, _) = Rules::new(&snapshot.rules);
    prompt::explain(&rules, journal, &six_weeks(journal, week, as_of))
}

/// The problems of a folder in the client's own view, sorted; those of its settings among them.
#[must_use]
pub fn problems(snapshot: &Snapshot, today: NaiveDate) -> Vec<Problem> {
    match &snapshot.settings {
        Ok(settings) => {
            let mut problems = files(snapshot, settings, today, Photos::none(), &PageKeys::default()).problems;
            problems.extend(hints(snapshot, settings, today));
            problems.extend(places::problems(snapshot));
            problems.sort();
            problems
        }
        // The other notes are read all the same, with no settings at all, so that everything to fix is told at once.
        Err(broken) => {
            let others = journal::settings(SETTINGS, NO_SETTINGS)
                .map(|none| files(snapshot, &none, today, Photos::none(), &PageKeys::default()).problems);
            let beside = places::problems(snapshot);
            broken.iter().cloned().chain(others.unwrap_or_default()).chain(beside).collect()
        }
    }
}

/// The hints of `check` alone: what the planning coach would ask about the plans that run, and photos that cannot be shown.
fn hints(snapshot: &Snapshot, settings: &Settings, today: NaiveDate) -> Vec<Problem> {
    let as_of = settings.as_of(today);
    let journal = snapshot.journal(settings, today, View::Client);
    let asked = report::coach(&journal, &six_weeks(&journal, Week::containing(as_of, settings.week_starts), as_of));
    // A vague moment is told where it was read.
    let asked = asked.iter().filter(|asked| asked.code != Code::WhenVague);
    let mut hints: Vec<Problem> = asked
        .filter_map(|asked| {
            let note = &journal.plans.get(asked.plan)?.note;
            let draft = snapshot.drafts.iter().find(|draft| draft.path() == &**note)?;
            draft.problem_at_task(asked.code, asked.because(&ENGLISH), asked.asked(&ENGLISH))
        })
        .collect();
    hints.extend(photos::not_shown(snapshot.root.path(), &snapshot.scan.others, &journal));
    hints
}
