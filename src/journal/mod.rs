//! Notes -> settings, plans, entries and problems. Each note is understood by itself ([`understand`]); then all of them
//! together ([`assemble`]), for the client's own view or for what is shared.

mod assemble;
mod barrier;
mod clean_line;
mod collect;
mod conflict;
mod day;
mod draft;
mod entry;
mod fields;
mod finish;
mod helper;
mod hints;
mod line;
mod name_table;
mod name_trie;
mod pending;
mod photos;
mod plan;
mod reflection;
mod settings;
mod share;
mod understand;
mod versions;

pub use barrier::BARRIERS;
pub use draft::{Draft, Reach};

use std::ops::Range;
use std::sync::Arc;

use chrono::{NaiveDate, Weekday};

use crate::problem::{Place, Problem};
use crate::when::{Minutes, Span, TimeOfDay, When};

/// Who looks: the client at everything, or a reader of `reports/` at what is shared (SPEC 6). In the shared view what is
/// `none` is not there at all, and what is `summary` holds no words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    Client,
    Shared,
}

/// A whole journal, understood.
#[derive(Clone, Debug)]
pub struct Journal {
    /// For whom it was assembled.
    pub view: View,
    pub settings: Settings,
    /// In order of task (by code point of the folded text), then of start. Each version is a plan of its own.
    pub plans: Vec<Plan>,
    /// In order of date, told time (none last), path, line. Entries later than the as-of date are among them; counting
    /// leaves them out. Helpers' notes too (`by`).
    pub entries: Vec<Entry>,
    /// In order of date, then of note.
    pub reflections: Vec<Reflection>,
    /// What a day note or a collected file tells of a plan and date of which another note tells (SPEC 1): read and not
    /// counted. By date, note and line.
    pub superseded: Vec<Superseded>,
    /// In order of file, place, code. In the shared view empty: problems are told to the client alone.
    pub problems: Vec<Problem>,
    /// How many notes were left out of the counts because they cannot be read (SPEC 8); in the shared view less those
    /// that are `none`.
    pub left_out: u32,
}

/// `journal.md` (SPEC 1). A broken one never gets this far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub name: Option<String>,
    /// The first day of a week.
    pub week_starts: Weekday,
    /// The day of the session, where it was named so.
    pub session: Option<Weekday>,
    pub until: Option<NaiveDate>,
    /// How many weeks have a report of their own; `None` for all.
    pub weeks: Option<u32>,
    pub share: Share,
    pub in_need: Option<String>,
    pub report_to: Option<String>,
    pub writer: Option<String>,
}

/// How much of a note is shared (SPEC 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Share {
    None,
    #[default]
    Summary,
    Full,
}

/// The stage of a plan: concepts first, behaviour later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Notice,
    Try,
    Do,
}

/// Who chose a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChosenBy {
    Me,
    Together,
    Clinician,
}

/// An implementation intention: what, when, where, for how long; one version of it.
#[derive(Clone, Debug)]
pub struct Plan {
    pub task: String,
    /// Its file; and the places of its fields by folded key, for `--why` and problems.
    pub note: Arc<str>,
    pub places: Vec<(String, Place)>,
    pub when: When,
    /// `when` as written, a list joined with `, `.
    pub when_text: Option<String>,
    pub place: Option<String>,
    pub minutes: Option<Minutes>,
    pub weekly_minutes: Option<Minutes>,
    pub goal: Option<String>,
    pub stage: Option<Stage>,
    pub helper: Option<String>,
    /// Runs from `start` to `end`, both included, less `pauses`. `end` is the earliest of `until`, the last date of
    /// `on DATE`, the day before the next version, and the course's end.
    pub start: NaiveDate,
    pub start_written: bool,
    pub end: Option<NaiveDate>,
    pub pauses: Vec<Span>,
    /// Another version runs until the day before `start` / from the day after `end`.
    pub follows_version: bool,
    pub ends_for_version: bool,
    pub rate: Vec<String>,
    pub obstacle: Option<String>,
    pub then: Option<String>,
    pub confidence: Option<u8>,
    pub chosen_by: Option<ChosenBy>,
    pub photos: Option<String>,
    pub collects: Option<String>,
    pub helper_card: bool,
    pub share: Share,
    /// The plan's own words that are shared: its text where `full`, what stands under `## To share` otherwise.
    pub words: Option<String>,
}

/// How a thing went, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    Done,
    Partly,
    NotDone,
    Skip,
}

/// In which form an entry was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    Note,
    Log,
    CheckBox,
    Key,
    Tag,
    File,
}

/// Something noted about a date.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Index into [`Journal::plans`]; none for what goes under "Also done".
    pub plan: Option<usize>,
    pub task: String,
    pub note: Arc<str>,
    pub line: u32,
    pub form: Form,
    pub date: NaiveDate,
    pub time: Option<TimeOfDay>,
    pub status: Status,
    pub minutes: Option<Minutes>,
    pub place: Option<String>,
    pub felt: Option<String>,
    pub barriers: Vec<Barrier>,
    pub helper: HelperNote,
    /// Name as the plan's `rate` has it, and tenths (65 is 6.5).
    pub ratings: Vec<(String, u8)>,
    pub photos: Vec<Photo>,
    /// Who wrote it, where that is not the client: such a note is the helper's and never counted.
    pub by: Option<String>,
    pub written: Option<NaiveDate>,
    pub discuss: bool,
    pub share: Share,
    /// The client's words of this entry: its text, or the free text of its line; in the shared view only as far as shared.
    pub words: Option<Arc<str>>,
}

/// Something noted that does not count, since another note tells of that plan and date.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Superseded {
    pub date: NaiveDate,
    pub form: Form,
    pub note: Arc<str>,
    pub line: u32,
    pub task: String,
}

/// What got in the way (CLINICAL.md): a known barrier, or words as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Barrier {
    Known(&'static KnownBarrier),
    Other(String),
}

/// A barrier of the list in CLINICAL.md.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KnownBarrier {
    /// As it is written in notes: `no_time`.
    pub name: &'static str,
    /// As it is said: `no time`.
    pub phrase: &'static str,
    pub group: &'static str,
    /// A question that may follow; none for `prefer_not_to_say`.
    pub question: Option<&'static str>,
}

/// How a helper's response felt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Response {
    Warm,
    Neutral,
    Hard,
}

/// What a helper did about an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HelperNote {
    /// Nothing was said about a helper unless this is true.
    pub is_noted: bool,
    pub noticed: Option<bool>,
    pub praise: Option<bool>,
    pub response: Option<Response>,
    pub minutes_together: Option<Minutes>,
}

/// A photo named in an entry: its path relative to the journal, and whether it is a before or an after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    pub path: String,
    pub alt: String,
}

/// An answer to a week's prompts.
#[derive(Clone, Debug)]
pub struct Reflection {
    pub note: Arc<str>,
    pub line: u32,
    /// A date in the week it speaks of.
    pub date: NaiveDate,
    pub discuss: bool,
    pub share: Share,
    /// Prompt and answer, in order; in the shared view only as far as shared.
    pub answers: Vec<(String, String)>,
}

/// What one file means, read alone. Never fails; runs in parallel over the files. Of `journal.md` it keeps the hints.
#[must_use]
pub fn understand(path: &str, bytes: &[u8]) -> Draft {
    understand::understand(path, bytes)
}

/// The settings in the bytes of `journal.md`.
///
/// # Errors
/// Every problem in it: settings are never guessed (SPEC 1).
pub fn settings(path: &str, bytes: &[u8]) -> Result<Settings, Vec<Problem>> {
    settings::read(path, bytes)
}

/// All notes together. `drafts` may come in any order, `others` are the paths of files that are no notes (`collects`,
/// photos). In the view [`View::Shared`] the result is what it would be if the `none` notes were not there.
#[must_use]
pub fn assemble(settings: &Settings, drafts: &[Draft], others: &[String], today: NaiveDate, view: View) -> Journal {
    let drafts: Vec<&Draft> = drafts.iter().collect();
    assemble_some(settings, &drafts, others, today, view)
}

/// The same of some of the notes. Given all notes that reach [`Reach::Everything`], and of each plan that does not say when
/// it starts the note of its first entry, what it gives of a date is what all notes give, as long as all notes that reach
/// that date are among them.
#[must_use]
pub fn assemble_some(
    settings: &Settings,
    drafts: &[&Draft],
    others: &[String],
    today: NaiveDate,
    view: View,
) -> Journal {
    assemble::assemble(settings, drafts, others, today, view)
}

impl Journal {
    /// Where the entries of the dates from `first` to `last` stand among all, both included.
    #[must_use]
    pub fn places_between(&self, first: NaiveDate, last: NaiveDate) -> Range<usize> {
        let from = self.entries.partition_point(|entry| entry.date < first);
        from..self.entries.partition_point(|entry| entry.date <= last).max(from)
    }

    /// The entries of the dates from `first` to `last`, both included.
    #[must_use]
    pub fn entries_between(&self, first: NaiveDate, last: NaiveDate) -> &[Entry] {
        self.entries.get(self.places_between(first, last)).unwrap_or_default()
    }

    /// The reflections of the dates from `first` to `last`, both included.
    #[must_use]
    pub fn reflections_between(&self, first: NaiveDate, last: NaiveDate) -> &[Reflection] {
        let from = self.reflections.partition_point(|reflection| reflection.date < first);
        let to = self.reflections.partition_point(|reflection| reflection.date <= last);
        self.reflections.get(from..to).unwrap_or_default()
    }
}

impl Settings {
    /// Today as the reports take it: never later than the day after the week of the course's end (SPEC 1).
    #[must_use]
    pub fn as_of(&self, today: NaiveDate) -> NaiveDate {
        let last = self.until.and_then(|until| until.week(self.week_starts).checked_last_day()?.succ_opt());
        last.map_or(today, |last| today.min(last))
    }
}

impl Plan {
    /// Whether it runs on a date: from its start to its end, less its pauses.
    #[must_use]
    pub fn runs_on(&self, date: NaiveDate) -> bool {
        self.start <= date
            && self.end.is_none_or(|end| date <= end)
            && !self.pauses.iter().any(|pause| pause.first <= date && date <= pause.last)
    }
}
