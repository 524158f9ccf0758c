//! What was noted: entries, and answers to prompts.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Number, Share};
use crate::text::word_enum;
use crate::when::{Minutes, TimeOfDay};

/// Something noted about a date.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// Index into `Journal::plans`; none for what goes under "Also done".
    pub plan: Option<usize>,
    /// The name of its plan. Where it belongs to no plan, the text as the note has it.
    pub task: String,
    pub note: Arc<str>,
    pub line: u32,
    pub form: EntryForm,
    pub date: NaiveDate,
    pub time: Option<TimeOfDay>,
    pub status: Status,
    pub minutes: Option<Minutes>,
    pub place: Option<String>,
    pub felt: Option<String>,
    pub barriers: Vec<Barrier>,
    pub helper: HelperNote,
    /// Name as the plan's `rate` has it, and the number, which lies on the scale that stands there.
    pub ratings: Vec<(String, Number)>,
    pub photos: Vec<Photo>,
    /// Who wrote it, where that is not the client: such a note is the helper's and never counted.
    pub written_by: Option<String>,
    pub written: Option<NaiveDate>,
    pub discuss: bool,
    /// The day note that it stands in is marked `discuss`.
    pub is_day_marked: bool,
    /// Whether the plan for the obstacle was used.
    pub then: Option<ThenUse>,
    /// What the helper did that helped, in the client's words; shared as `felt` is.
    pub helped: Option<String>,
    /// The same, where the note says that it may stand on the helper's card. It is for the card alone.
    pub helped_on_card: Option<String>,
    pub share: Share,
    /// The client's words of this entry: its text, or the free text of its line; in the shared view only as far as shared.
    pub words: Option<Arc<str>>,
}

impl Entry {
    /// An entry that says nothing yet but that something was done.
    #[must_use]
    pub fn new(note: &Arc<str>, task: &str, date: NaiveDate, form: EntryForm) -> Entry {
        Entry {
            plan: None,
            task: task.to_owned(),
            note: Arc::clone(note),
            line: 1,
            form,
            date,
            time: None,
            status: Status::Done,
            minutes: None,
            place: None,
            felt: None,
            barriers: Vec::new(),
            helper: HelperNote::default(),
            ratings: Vec::new(),
            photos: Vec::new(),
            written_by: None,
            written: None,
            discuss: false,
            is_day_marked: false,
            then: None,
            helped: None,
            helped_on_card: None,
            share: Share::default(),
            words: None,
        }
    }
}

word_enum! {
    /// How practice went, each with the word of `done` that is written for it. In the order of preference: of two that count
    /// alike ([`Status::counts_as`]) the earlier one takes an occasion first.
    pub enum Status {
        Done = "yes",
        Partly = "partly",
        NotDone = "no",
        Skip = "skip",
    }
}

/// What a status means for the occasions of its date, in the order in which the entries of a date are matched with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counted {
    /// Practice: it takes an occasion of its date, or makes up for one of another date, or is extra.
    Practised,
    /// It takes an occasion of its date that no practice took, and is no practice.
    NotPractised,
    /// It takes no occasion and removes those of its date that no practice took, on later dates than today too.
    OccasionsCancelled,
}

impl Status {
    /// What it counts as. Everything that counts, and every number, follows from this.
    #[must_use]
    pub fn counts_as(self) -> Counted {
        match self {
            Status::Done | Status::Partly => Counted::Practised,
            Status::NotDone => Counted::NotPractised,
            Status::Skip => Counted::OccasionsCancelled,
        }
    }

    /// Whether something of it was practised.
    #[must_use]
    pub fn is_practice(self) -> bool {
        self.counts_as() == Counted::Practised
    }

    /// Whether nothing is planned on its date any more. Such a note counts on a date that is still to come too.
    #[must_use]
    pub fn cancels_occasions_of_date(self) -> bool {
        self.counts_as() == Counted::OccasionsCancelled
    }

    /// Words of `done` that say the same as its own.
    fn words_with_same_meaning(self) -> &'static [&'static str] {
        match self {
            Status::Done => &["true", "done", "x"],
            Status::NotDone => &["false"],
            Status::Partly | Status::Skip => &[],
        }
    }

    /// The marks of its box: the one to write, and the others that are read.
    fn marks(self) -> (char, &'static [char]) {
        match self {
            Status::Done => ('x', &['X']),
            Status::Partly => ('/', &['~']),
            Status::NotDone => ('-', &[]),
            Status::Skip => ('>', &[]),
        }
    }

    fn all() -> impl Iterator<Item = Status> + Clone {
        Status::ALL.iter().map(|&(_, status)| status)
    }

    /// The words that say it, as help texts list them.
    pub(in crate::journal) fn words() -> impl Iterator<Item = &'static str> + Clone {
        Status::all().map(Status::word)
    }

    /// What a folded word says.
    pub(in crate::journal) fn of_folded_word(folded_word: &str) -> Option<Status> {
        Status::all()
            .find(|status| status.word() == folded_word || status.words_with_same_meaning().contains(&folded_word))
    }

    /// What a box's mark says; `None` where it says nothing.
    pub(in crate::journal) fn of_mark(mark: char) -> Option<Status> {
        Status::all().find(|status| {
            let (written, read) = status.marks();
            mark == written || read.contains(&mark)
        })
    }

    /// The mark to write into its box.
    #[must_use]
    pub fn mark(self) -> char {
        self.marks().0
    }
}

word_enum! {
    /// What became of the plan for an obstacle.
    pub enum ThenUse {
        Used = "used",
        NotUsed = "not_used",
        NotNeeded = "not_needed",
    }
}

/// In which form an entry was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryForm {
    Note,
    Log,
    CheckBox,
    Key,
    Tag,
    File,
}

impl Entry {
    /// It is marked to talk about, by itself or with the day note that it stands in.
    #[must_use]
    pub fn is_marked_to_discuss(&self) -> bool {
        self.discuss || self.is_day_marked
    }

    /// How the helper's response felt to the client. A helper's own note cannot say that.
    #[must_use]
    pub fn response_felt(&self) -> Option<Response> {
        self.helper.response.filter(|_| self.written_by.is_none())
    }
}

/// Something noted that does not count, since another note tells of that plan and date.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SupersededEntry {
    pub date: NaiveDate,
    pub form: EntryForm,
    pub note: Arc<str>,
    pub line: u32,
    pub task: String,
}

/// What got in the way (docs/practice.md): a known barrier, or words as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Barrier {
    Known(&'static KnownBarrier),
    Other(String),
}

/// A barrier of the list in docs/practice.md.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KnownBarrier {
    /// As it is written in notes: `no_time`.
    pub name: &'static str,
    /// As it is said: `no time`.
    pub phrase: &'static str,
    pub group: Option<&'static str>,
    /// A question that may follow; none for `prefer_not_to_say`.
    pub question: Option<&'static str>,
}

word_enum! {
    /// How a helper's response felt.
    pub enum Response {
        Warm = "warm",
        Neutral = "neutral",
        Hard = "hard",
    }
}

/// What a helper did about an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct HelperNote {
    /// Nothing was said about a helper unless this is true.
    pub is_noted: bool,
    pub noticed: Option<bool>,
    pub praise: Option<bool>,
    pub response: Option<Response>,
    pub minutes_together: Option<Minutes>,
    /// Whom the line names, as it is written: `Ben` of `- Ben: noticed`. None where it only says `helper`.
    pub named: Option<String>,
}

/// A photo named in an entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Photo {
    /// Relative to the journal.
    pub path: String,
    /// Its description as the note has it; from it the report tells a photo from before and one from after.
    pub alt: String,
}

/// What was agreed in a session.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Session {
    pub note: Arc<str>,
    pub date: NaiveDate,
    pub share: Share,
    pub agreed: Vec<AgreedItem>,
    /// The date of the next session.
    pub next: Option<NaiveDate>,
}

/// One thing that was agreed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AgreedItem {
    /// In the words used.
    pub words: String,
    /// The task of the plan whose name it begins with.
    pub task: Option<String>,
    /// The tasks of the plans whose names come later in it: `Walk daily and call Mum`.
    pub further_tasks: Vec<String>,
    /// More was agreed in it than the plan it begins with, so the count says which plan it is of.
    pub has_several: bool,
}

/// What a helper wrote in a day note beside its lines, as far as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HelperWords {
    pub note: Arc<str>,
    pub date: NaiveDate,
    pub written_by: String,
    pub text: String,
}

/// An answer to a week's prompts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reflection {
    pub note: Arc<str>,
    pub line: u32,
    /// A date in the week it speaks of.
    pub date: NaiveDate,
    /// It names a week, and no day.
    pub is_about_week: bool,
    pub discuss: bool,
    pub share: Share,
    /// Prompt and answer, in order; in the shared view only as far as shared.
    pub answers: Vec<(String, String)>,
}
