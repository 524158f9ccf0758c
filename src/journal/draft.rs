//! What one note means, read alone: the raw material of [`super::assemble`]. Owns little, since ten thousand of them are
//! kept at once.

use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Barrier, ChosenBy, HelperNote, Share, Stage, Status, collect};
use crate::problem::{Code, Place, Problem};
use crate::when::{Minutes, Span, Told, When};

/// One note, understood by itself: owns what it needs of the text, no more.
#[derive(Clone, Debug)]
pub struct Draft {
    pub(super) path: Arc<str>,
    /// None for somebody's ordinary note, of which the path alone is kept (a plan may collect it).
    pub(super) kept: Option<Box<Kept>>,
    reach: Reach,
}

/// How far what a note says can reach: a journal with another note in its place is the same but for that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It says nothing but that it is there.
    Nothing,
    /// It tells of one date.
    Date(NaiveDate),
    /// It can say something of every note: a plan, or a name to be hidden.
    Everything,
}

/// What is kept of a note that is ours, or that has something to tell.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub what: What,
    /// What `share` says in the note itself; a value that cannot be read says `none`.
    pub share: Option<Share>,
    /// Of the text, line ends and byte-order mark aside: two notes are the same text if these are equal.
    pub print: [u8; 16],
    pub problems: Vec<Problem>,
    /// Keys one slip away from a known one: hints, unless a plan turns out to have such a name.
    pub near: Vec<NearKey>,
}

/// What a note is.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// Somebody's ordinary note that says something about sharing, or has a near miss.
    Ordinary,
    /// Its text or front matter cannot be read; the names behind its `task:` lines.
    Unreadable {
        tasks: Vec<String>,
    },
    /// Left out of the counts, since a field that matters cannot be read: its names, and whether it is a plan.
    Broken {
        names: Vec<String>,
        is_plan: bool,
    },
    Plan(Box<PlanDraft>),
    Entry(Box<EntryDraft>),
    Day(Box<DayDraft>),
    Reflection(Box<ReflectionDraft>),
}

/// A place in a note with its line: for problems that only all notes together tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub place: Place,
    /// As a problem carries it, cut round the place.
    pub line: Box<str>,
    pub skipped: u32,
}

/// A text in a body that a plan's name may turn into something.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub text: Box<str>,
    pub spot: Spot,
}

#[derive(Clone, Debug)]
pub(super) struct NearKey {
    pub key: Box<str>,
    pub hint: Problem,
}

/// A text of the client's: the whole, and the part under `## To share`.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub text: Arc<str>,
    pub to_share: Option<Range<u32>>,
}

#[derive(Clone, Debug)]
pub(super) struct PlanDraft {
    pub task: String,
    pub task_at: Spot,
    pub aka: Vec<(String, Spot)>,
    pub places: Vec<(String, Place)>,
    pub when: When,
    pub when_text: Option<String>,
    pub place: Option<String>,
    pub minutes: Option<Minutes>,
    pub weekly_minutes: Option<Minutes>,
    pub goal: Option<String>,
    pub stage: Option<Stage>,
    pub helper: Option<String>,
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    /// The date at the start of the file name.
    pub name_date: Option<NaiveDate>,
    pub pauses: Vec<Span>,
    pub rate: Vec<String>,
    pub obstacle: Option<String>,
    pub then: Option<String>,
    pub confidence: Option<u8>,
    pub chosen_by: Option<ChosenBy>,
    pub photos: Option<String>,
    pub collects: Option<String>,
    pub helper_card: bool,
    pub log: Vec<LogDraft>,
    pub words: Option<Words>,
}

/// A line of a plan's log.
#[derive(Clone, Debug)]
pub(super) struct LogDraft {
    pub spot: Spot,
    pub status: Status,
    pub date: NaiveDate,
    pub told: Option<Told>,
    pub minutes: Option<Minutes>,
    pub place: Option<String>,
    pub words: Option<String>,
    pub helper: HelperNote,
}

#[derive(Clone, Debug)]
pub(super) struct EntryDraft {
    pub task: String,
    pub date: NaiveDate,
    pub date_at: Spot,
    pub told: Option<Told>,
    pub status: Status,
    pub minutes: Option<Minutes>,
    pub place: Option<String>,
    pub felt: Option<String>,
    pub written: Option<NaiveDate>,
    pub discuss: bool,
    pub words: Option<Words>,
    /// None where nothing of it was said.
    pub besides: Option<Box<Besides>>,
}

/// What few entries say.
#[derive(Clone, Debug, Default)]
pub(super) struct Besides {
    pub barriers: Vec<Barrier>,
    pub helper: HelperNote,
    /// A `helper` that does not say what was done: a problem, unless it is the plan's own text, copied with the rest.
    pub helper_copied: Option<(String, Problem)>,
    /// Fields that may be ratings: which names are rated, the plan says.
    pub unknown: Vec<Unknown>,
    /// Target and alternative text.
    pub photos: Vec<(String, String)>,
    pub by: Option<String>,
}

impl Besides {
    /// Kept only where there is something to keep.
    pub fn kept(self) -> Option<Box<Besides>> {
        let Besides { barriers, helper, helper_copied, unknown, photos, by } = &self;
        let is_empty = barriers.is_empty()
            && *helper == HelperNote::default()
            && helper_copied.is_none()
            && unknown.is_empty()
            && photos.is_empty()
            && by.is_none();
        (!is_empty).then(|| Box::new(self))
    }
}

/// A field that is none of ours.
#[derive(Clone, Debug)]
pub(super) struct Unknown {
    pub key: Box<str>,
    pub value: Box<str>,
    pub spot: Spot,
}

#[derive(Clone, Debug, Default)]
pub(super) struct DayDraft {
    pub date: NaiveDate,
    pub boxes: Vec<BoxDraft>,
    pub keys: Vec<KeyDraft>,
    /// Folded keys, and where.
    pub tags: Vec<(Box<str>, Spot)>,
    pub discuss: bool,
    pub words: Option<Words>,
    pub line: u32,
}

/// A check-box line that says something.
#[derive(Clone, Debug)]
pub(super) struct BoxDraft {
    pub status: Status,
    /// The text behind the box.
    pub line: Line,
    /// The items under it that may be a helper's.
    pub under: Vec<Line>,
}

/// A field of a day note that says something if its key names a plan.
#[derive(Clone, Debug)]
pub(super) struct KeyDraft {
    pub key: Box<str>,
    pub status: Status,
    pub minutes: Option<Minutes>,
    pub spot: Spot,
}

#[derive(Clone, Debug)]
pub(super) struct ReflectionDraft {
    pub date: NaiveDate,
    pub line: u32,
    pub discuss: bool,
    pub words: Option<Words>,
}

impl Draft {
    /// A note of ours.
    pub(super) fn of(path: &str, kept: Kept) -> Draft {
        let reach = match &kept.what {
            What::Entry(entry) => Reach::Date(entry.date),
            What::Day(day) => Reach::Date(day.date),
            What::Reflection(reflection) => Reach::Date(reflection.date),
            What::Ordinary | What::Unreadable { .. } | What::Broken { .. } | What::Plan(_) => Reach::Everything,
        };
        Draft { path: Arc::from(path), kept: Some(Box::new(kept)), reach }
    }

    /// Somebody's ordinary note.
    pub(super) fn ordinary(path: &str) -> Draft {
        Draft { path: Arc::from(path), kept: None, reach: Reach::Nothing }
    }

    /// Whether both are notes of ours with one path and one text, line ends aside.
    #[must_use]
    pub fn is_same_text(&self, other: &Draft) -> bool {
        let prints = self.kept.as_deref().zip(other.kept.as_deref());
        // What could not be read bears no print.
        self.path == other.path && prints.is_some_and(|(a, b)| a.print == b.print && [0; 16] != a.print)
    }

    /// How far what it says can reach.
    #[must_use]
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// Whether a plan that collects its folder has it as a file (SPEC 1): it tells of no practice itself.
    #[must_use]
    pub fn is_file(&self) -> bool {
        self.kept.as_ref().is_none_or(|kept| kept.what.is_file())
    }

    /// The date of such a file, by its name.
    #[must_use]
    pub fn file_date(&self) -> Option<NaiveDate> {
        self.is_file().then(|| collect::date(&self.path)).flatten()
    }

    /// The same, with its path where it is kept once for all.
    #[must_use]
    pub fn at(mut self, path: &Arc<str>) -> Draft {
        if *self.path == **path {
            self.path = Arc::clone(path);
        }
        self
    }

    /// Its file, as it was given.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Lets go of the words that nobody is shown unless a plan or the settings say `full`.
    pub fn forget_words(&mut self) {
        let Some(kept) = self.kept.as_deref_mut().filter(|kept| kept.share != Some(Share::Full)) else { return };
        let words = match &mut kept.what {
            What::Entry(entry) => &mut entry.words,
            What::Day(day) => &mut day.words,
            What::Reflection(reflection) => &mut reflection.words,
            What::Ordinary | What::Unreadable { .. } | What::Broken { .. } | What::Plan(_) => return,
        };
        let shared = words.as_ref().and_then(Words::shared_part);
        *words = shared.map(|part| Words { text: part.into(), to_share: Some(0..part.len() as u32) });
    }

    /// Whether it says itself that nothing of it is shared.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.kept.as_ref().is_some_and(|kept| kept.share == Some(Share::None))
    }

    /// Whether it is a plan that is shared in full.
    #[must_use]
    pub fn is_full_plan(&self) -> bool {
        self.reach == Reach::Everything
            && self.is_plan()
            && self.kept.as_ref().is_some_and(|kept| kept.share == Some(Share::Full))
    }

    /// Whether it is a plan.
    #[must_use]
    pub fn is_plan(&self) -> bool {
        self.kept.as_ref().is_some_and(|kept| matches!(kept.what, What::Plan(_)))
    }
}

impl What {
    /// A note in a folder that a plan collects is a file like any other where it tells nothing else.
    pub(super) fn is_file(&self) -> bool {
        matches!(self, What::Ordinary | What::Day(_))
    }
}

impl Kept {
    /// Left out of the counts (SPEC 8), before a second plan of a task is.
    pub(super) fn is_left_out(&self) -> bool {
        matches!(self.what, What::Unreadable { .. } | What::Broken { .. })
    }
}

impl Draft {
    /// A problem at the task of a plan; none where this is no plan.
    #[must_use]
    pub fn at_task(&self, code: Code, message: String, help: String) -> Option<Problem> {
        match &self.kept.as_ref()?.what {
            What::Plan(plan) => Some(plan.task_at.problem(&self.path, code, message, help)),
            _ => None,
        }
    }
}

impl Spot {
    pub(super) fn problem(&self, file: &str, code: Code, message: String, help: String) -> Problem {
        let (line, skipped) = (self.line.to_string(), self.skipped);
        Problem { file: file.to_owned(), place: self.place, code, message, help, line, skipped }
    }
}

impl Line {
    /// A place inside the text, by its bytes.
    pub(super) fn within(&self, at: Range<usize>) -> Place {
        let chars = |bytes: Range<usize>| self.text.get(bytes).map_or(0, |t| t.chars().count()) as u32;
        let from = at.start.min(self.text.len());
        Place {
            column: self.spot.place.column + chars(0..from),
            width: chars(from..at.end.clamp(from, self.text.len())),
            ..self.spot.place
        }
    }
}

impl Words {
    pub(super) fn shared_part(&self) -> Option<&str> {
        let range = self.to_share.as_ref()?;
        self.text.get(range.start as usize..range.end as usize)
    }
}
