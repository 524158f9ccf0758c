//! What one note means, read alone: the raw material of [`super::assemble()`]. Owns little, since ten thousand of them are
//! kept at once.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use super::lines::day_titles::DayTitle;
use super::lines::tag_denial::TagDenial;
use super::{Barrier, ChosenBy, HelperNote, Number, RatingItem, Share, Stage, Status, ThenUse};
use crate::note::UnreadPlace;
use crate::problem::{Code, Place, Problem};
use crate::when::{self, DateSpan, Minutes, TimeOfDay, When};

/// One note, understood by itself: owns what it needs of the text, no more.
#[derive(Clone, Debug)]
pub struct NoteDraft {
    pub(crate) path: Arc<str>,
    /// None for somebody's ordinary note, of which the path alone is kept (a plan may collect it).
    pub(crate) content: Option<Box<DraftContent>>,
    dates_affected: DatesAffected,
    /// Whether it names tasks in fields that are not read: told here, so that not every note has to be looked into.
    has_tasks_in_unread_fields: bool,
}

/// Which dates of the journal a note can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DatesAffected {
    /// In none: it only is there.
    Nothing,
    /// With the entries of its date.
    Date(NaiveDate),
    /// With the catalog: a plan, or a name to be hidden.
    Everything,
}

/// What is kept of a note that is ours, or that has something to tell.
#[derive(Clone, Debug)]
pub(crate) struct DraftContent {
    pub kind: DraftKind,
    /// What `share` says in the note itself; a value that cannot be read says `none`.
    pub share: Option<Share>,
    /// Of the text, line ends and byte-order mark aside: two notes are the same text if these are equal. 0 where it could
    /// not be read.
    pub text_hash: u64,
    pub problems: Vec<Problem>,
    /// A key one slip away from `share` makes the note `none`, unless it is a name: the folded key, and what the note says
    /// without it.
    pub misspelt_share_key: Option<(Box<str>, Option<Share>)>,
    /// Lines that are nearly the heading `## To share`: hints, where such a heading would share something.
    pub nearly_share_headings: Vec<Problem>,
    /// Keys one slip away from a known one: hints, unless a plan turns out to have such a name.
    pub near_miss_keys: Vec<NearMissKey>,
    /// Tasks named by fields of the note that are not read (docs/specification.md#6-sharing and
    /// docs/specification.md#8-problems): what names them is `none` where no plan of such a task can be read.
    pub task_names_in_unread_fields: Vec<String>,
    /// Of a note without a single byte what its file is named: it may have been the plan of that task.
    pub name_of_empty_note: Option<Box<str>>,
    /// What of it says itself that it is private: hints, by line.
    pub kept_back: Vec<PartKeptBack>,
    /// The title above its front matter. Where that names a `none` plan, all of the note is about it.
    pub title: Option<SourceLine>,
    /// What its fields call it, as words. Where one names a `none` plan, the text of the note is about it.
    pub names: Vec<SourceLine>,
    /// The tags of its front matter, as words.
    pub tags: Vec<SourceLine>,
}

/// A part of a note that says that it is private.
#[derive(Clone, Debug)]
pub(crate) struct PartKeptBack {
    pub hint: Problem,
    /// It would be shown where the note is shared as much as this.
    pub shown_from: Share,
    /// The text behind its box: where that names a plan, it would be counted in a `summary` too.
    pub text_after_box: Option<Box<str>>,
}

/// What a note is.
#[derive(Clone, Debug)]
pub(crate) enum DraftKind {
    /// Somebody's ordinary note that says something about sharing, or has a near miss.
    Ordinary,
    /// Its text or front matter cannot be read; the names behind its `task:` lines.
    /// `may_be_of_any_task`: nothing of it is known, since it could not be opened or is all zeros.
    Unreadable {
        tasks: Vec<String>,
        may_be_of_any_task: bool,
    },
    /// Left out of the counts, since a field that matters cannot be read: its names, and whether it is a plan.
    Broken {
        names: Vec<String>,
        is_plan: bool,
    },
    /// `journal.md`: what it tracks, each with a hint that a plan has that name, and where its fields of words are.
    Settings {
        tracked: Vec<NearMissKey>,
        word_fields: Vec<(&'static str, Excerpt)>,
    },
    /// A note without a date that holds ticked lines.
    Undated(Box<TickedLinesDraft>),
    Plan(Box<PlanDraft>),
    Entry(Box<EntryDraft>),
    Day(Box<DayNoteDraft>),
    Reflection(Box<ReflectionDraft>),
}

/// A place in a note with its line: for problems that only all notes together tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    pub place: Place,
    /// As a problem carries it, cut round the place.
    pub line: Box<str>,
    pub skipped: u32,
}

/// A line of a body with its place. Only all notes together show whether it names a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SourceLine {
    pub text: Box<str>,
    pub excerpt: Excerpt,
}

#[derive(Clone, Debug)]
pub(crate) struct NearMissKey {
    pub key: Box<str>,
    pub hint: Problem,
}

/// A text of the client's: the whole, and the parts under `## To share`.
#[derive(Clone, Debug, Default)]
pub(crate) struct NoteText {
    pub text: Arc<str>,
    pub ranges_to_share: Vec<Range<u32>>,
    /// Where each piece of the note begins in the text, and on which line of the note.
    pub line_of_each_piece: Vec<(u32, u32)>,
}

#[derive(Clone, Debug)]
pub(crate) struct PlanDraft {
    pub task: String,
    pub task_at: Excerpt,
    pub aka: Vec<(String, Excerpt)>,
    pub field_places: Vec<(String, Place)>,
    /// The lines of the fields that are shared and hold words.
    pub excerpts_of_word_fields: Vec<(&'static str, Excerpt)>,
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
    pub pauses: Vec<DateSpan>,
    pub rate: Vec<RatingItem>,
    pub obstacle: Option<String>,
    pub then: Option<String>,
    pub confidence: Option<u8>,
    pub chosen_by: Option<ChosenBy>,
    pub photos: Option<String>,
    pub collects: Option<String>,
    /// Where `collects` stands.
    pub collects_at: Option<Excerpt>,
    pub helper_card: bool,
    /// How the helper responded is shared too.
    pub share_response: Option<bool>,
    /// The note only says that the plan ends on the day before `from`.
    pub only_ends_plan: bool,
    /// Names that look like this plan's and are not.
    pub not_practice: Vec<String>,
    pub log: Vec<LogLineDraft>,
    /// Lines of the note that look like a part of the log and count nowhere: hints.
    pub near_misses: Vec<SourceLine>,
    /// Rows of tables that tell of days of the plan: hints.
    pub grid_rows: Vec<GridRow>,
    /// Lines of the log that are not read for the place they are in: hints.
    pub unread_boxes: Vec<UnreadTickedLine>,
    pub words: Option<NoteText>,
}

/// A row of a table in a plan's note that tells of days.
#[derive(Clone, Debug)]
pub(crate) struct GridRow {
    pub line: SourceLine,
    pub days: Vec<GridDay>,
}

/// What such a row says of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GridDay {
    /// As it is written.
    pub day: String,
    /// Its date, where it has one.
    pub date: Option<String>,
    /// Of the box that says the same; `?` for words that may say either.
    pub mark: char,
    /// Minutes and the like.
    pub said: String,
}

/// The fields `then`, `helped` and `to helper` of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FollowUpFields {
    pub then: Option<ThenUse>,
    pub helped: Option<String>,
    pub is_for_helper: bool,
}

/// What the fields of one line say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LineFields {
    pub minutes: Option<Minutes>,
    pub place: Option<String>,
    pub felt: Option<String>,
    pub barriers: Vec<Barrier>,
    pub helper: HelperNote,
    pub discuss: bool,
    pub follow_up: FollowUpFields,
    /// Values behind keys that are not ours: ratings, where the plan rates such a name.
    pub unknown: Vec<UnknownField>,
}

/// A line of a plan's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LogLineDraft {
    pub excerpt: Excerpt,
    pub status: Status,
    pub date: NaiveDate,
    pub time: Option<TimeOfDay>,
    pub words: Option<String>,
    pub fields: LineFields,
    /// Lines at it that are not read, and may be meant as its fields.
    pub possible_fields: Vec<UnreadFieldLine>,
    /// An item under it keeps it private (docs/specification.md#6-sharing).
    pub is_private: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct EntryDraft {
    pub task: String,
    pub task_at: Excerpt,
    /// The task as it is written, where that is a link to a note.
    pub task_link: Option<Box<str>>,
    pub date: NaiveDate,
    pub date_at: Excerpt,
    pub time: Option<TimeOfDay>,
    pub status: Status,
    pub minutes: Option<Minutes>,
    pub place: Option<String>,
    pub felt: Option<String>,
    pub written: Option<NaiveDate>,
    pub discuss: bool,
    pub words: Option<NoteText>,
    /// Ticked lines in its text: they count nowhere.
    pub ticked: Option<Box<TickedLinesDraft>>,
    /// The lines of the fields that are shared and hold words.
    pub excerpts_of_word_fields: Box<[(&'static str, Excerpt)]>,
    /// None where nothing of it was said.
    pub extras: Option<Box<RareEntryFields>>,
}

/// Fields that few entries have.
#[derive(Clone, Debug, Default)]
pub(crate) struct RareEntryFields {
    pub barriers: Vec<Barrier>,
    pub helper: HelperNote,
    /// A `helper` that does not say what was done: a problem, unless it is the plan's own text, copied with the rest.
    pub helper_text: Option<(String, Problem)>,
    /// Fields that may be ratings: which names are rated, the plan says.
    pub unknown: Vec<UnknownField>,
    /// Target and alternative text of those in `photos`.
    pub photos: Vec<(String, String)>,
    /// The same of the images in its text.
    pub images: Vec<(String, String)>,
    pub written_by: Option<String>,
    pub follow_up: FollowUpFields,
    /// The fields of words that link to notes, each with its line: the field itself holds what is shown of a link.
    pub links: Vec<(&'static str, Box<str>)>,
}

impl EntryDraft {
    /// Whether a summary may show words of it: a barrier in the client's own words, or what is for the helper.
    fn has_words_in_summary(&self) -> bool {
        let is_own = |barrier: &Barrier| matches!(barrier, Barrier::Other(_));
        let has_any =
            |extras: &RareEntryFields| extras.barriers.iter().any(is_own) || extras.follow_up.helped.is_some();
        self.extras.as_deref().is_some_and(has_any)
    }

    /// The fields of words that link to notes, each with its line.
    pub(crate) fn links(&self) -> &[(&'static str, Box<str>)] {
        self.extras.as_ref().map_or(&[], |extras| &extras.links)
    }

    /// Where a field of words stands: the first of its texts that is meant, else its first.
    pub(crate) fn excerpt_of_word_field(&self, key: &str, is_meant: impl Fn(&str) -> bool) -> Option<&Excerpt> {
        let texts = || self.excerpts_of_word_fields.iter().filter(|(of, _)| *of == key).map(|(_, excerpt)| excerpt);
        let is_it = |excerpt: &&Excerpt| is_meant(&excerpt.place.marked_words(&excerpt.line, excerpt.skipped));
        texts().find(is_it).or_else(|| texts().next())
    }
}

impl RareEntryFields {
    /// Kept only where there is something to keep.
    pub fn boxed_unless_empty(self) -> Option<Box<RareEntryFields>> {
        let RareEntryFields {
            barriers,
            helper,
            helper_text,
            unknown,
            photos,
            images,
            written_by: by,
            follow_up,
            links,
        } = &self;
        let is_empty = barriers.is_empty()
            && *helper == HelperNote::default()
            && helper_text.is_none()
            && unknown.is_empty()
            && photos.is_empty()
            && images.is_empty()
            && by.is_none()
            && links.is_empty()
            && *follow_up == FollowUpFields::default();
        (!is_empty).then(|| Box::new(self))
    }
}

/// A field that is none of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnknownField {
    pub key: Box<str>,
    pub value: Box<str>,
    pub excerpt: Excerpt,
}

impl UnknownField {
    /// Longer values are no ratings; they are kept to this length, so that a problem can quote them.
    const LONGEST: usize = 64;

    pub(crate) fn new(key: &str, value: &str, excerpt: Excerpt) -> UnknownField {
        let value: String = value.trim().chars().take(UnknownField::LONGEST).collect();
        UnknownField { key: key.into(), value: value.into(), excerpt }
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct DayNoteDraft {
    pub date: NaiveDate,
    pub boxes: Vec<CheckBoxDraft>,
    /// Lines that look like a ticked box and are none: what stands behind the box.
    pub near_misses: Vec<SourceLine>,
    /// Lines with an empty box and something that only a note of what happened has: a barrier, or how it felt.
    pub told_by_empty_boxes: Vec<SourceLine>,
    pub unread_boxes: Vec<UnreadTickedLine>,
    pub unboxed: Vec<UnboxedLine>,
    pub keys: Vec<PlanKeyDraft>,
    /// Keys with a value that says nothing known: hints, where they name a plan.
    pub unclear_keys: Vec<NearMissKey>,
    /// Keys that say that something was done: hints, where they are close to a plan's name.
    pub near_keys: Vec<NearMissKey>,
    /// Fields at the top that belong to an entry, and so mean nothing here: each gives a hint, unless it is the name of a plan or a number.
    pub fields_of_no_line: Vec<NearMissKey>,
    /// Values behind other keys than `task`, in a note that says how something went: hints, where they name a plan.
    pub named_values: Vec<NearMissKey>,
    /// Keys that hold a number: the day's own, where the settings track it.
    pub numbers: Vec<NumberFieldDraft>,
    /// A hint that the date in the note is not that of its name.
    pub dates_differ: Option<Problem>,
    /// Folded keys, and where.
    pub tags: Vec<SourceLine>,
    /// Tags that their sentence denies, folded, and why they count nothing.
    pub denied_tags: Vec<(SourceLine, TagDenial)>,
    /// The days that its headings name, where they are not its own.
    pub day_titles: Vec<DayTitle>,
    /// Tags that a sign before them makes none, folded.
    pub tags_after_bracket_or_comma: Vec<SourceLine>,
    /// Its photos, each with the line of the box that it stands under.
    pub photos: Vec<DayPhoto>,
    /// The lines whose tags and photos the shared view passes over: half-open ranges of line numbers, in order.
    pub private_lines: Vec<Range<u32>>,
    /// Who wrote it, where that is not the client.
    pub written_by: Option<String>,
    pub discuss: bool,
    pub words: Option<NoteText>,
    pub line: u32,
    /// Of the note of a session.
    pub session: Option<AgreementDraft>,
}

/// A photo of a day note.
#[derive(Clone, Debug)]
pub(crate) struct DayPhoto {
    pub target: String,
    pub alt: String,
    pub excerpt: Excerpt,
    pub box_line: Option<u32>,
    /// It stands under `## To share`.
    pub is_to_share: bool,
}

/// What was agreed in a session.
#[derive(Clone, Debug, Default)]
pub(crate) struct AgreementDraft {
    /// Each on one line.
    pub agreed: Vec<String>,
    /// Of each, in the same order, the line of the note where that holds links.
    pub links: Vec<Option<Box<str>>>,
    /// Where the items stand.
    pub agreed_at: Option<Excerpt>,
    pub next: Option<NaiveDate>,
}

/// The ticked lines of a note without a date.
#[derive(Clone, Debug, Default)]
pub(crate) struct TickedLinesDraft {
    pub boxes: Vec<TickedBox>,
    /// The text around them, where one of them is an entry.
    pub words: Option<NoteText>,
    /// Lines that look like a ticked box and are none.
    pub near_misses: Vec<SourceLine>,
    pub unread_boxes: Vec<UnreadTickedLine>,
    pub unboxed: Vec<UnboxedLine>,
    /// Fields that would count in a note with a date, where they name a plan. None in an entry's note.
    pub keys: Vec<PlanKeyDraft>,
}

/// A ticked line that is not read for the place it is in: what stands behind the box.
#[derive(Clone, Debug)]
pub(crate) struct UnreadTickedLine {
    pub line: SourceLine,
    pub place: UnreadPlace,
}

/// A tick without a box (`done Walk`, `| Walk | x |`): what it may be for, and its line.
#[derive(Clone, Debug)]
pub(crate) struct UnboxedLine {
    pub line: SourceLine,
    pub in_table: bool,
    /// What the columns of a table say whose heads are days.
    pub days: Vec<GridDay>,
}

/// A ticked line with the date that the Tasks plugin wrote into it.
#[derive(Clone, Debug)]
pub(crate) struct TickedBox {
    pub check_box: CheckBoxDraft,
    pub date: Option<NaiveDate>,
}

/// A check-box line that says something.
#[derive(Clone, Debug)]
pub(crate) struct CheckBoxDraft {
    pub status: Status,
    /// The text behind the box.
    pub line: SourceLine,
    /// What it stands under, where its text names nothing.
    pub title: Option<Box<str>>,
    /// The heading that it stands under, where that may be a name.
    pub heading: Option<Box<str>>,
    /// The items under it that may be fields of it.
    pub nested_lines: Vec<SourceLine>,
    /// Lines at it that are not read, and may be meant as its fields.
    pub possible_fields: Vec<UnreadFieldLine>,
    /// The line right below, which goes on with its text.
    pub next_line: Option<Box<str>>,
    /// What else is written under it.
    pub words_below: Option<Box<str>>,
    /// An item under it keeps it private (docs/specification.md#6-sharing).
    pub is_private: bool,
}

impl CheckBoxDraft {
    /// Whether a summary may show words of it: a barrier, or what is for the helper.
    fn may_have_words_in_summary(&self) -> bool {
        let is_of_summary = |text: &str| ["barrier", "helped"].iter().any(|key| contains_ignoring_case(text, key));
        is_of_summary(&self.line.text) || self.nested_lines.iter().any(|line| is_of_summary(&line.text))
    }
}

/// Whether a text holds a word of ASCII letters, in either case.
fn contains_ignoring_case(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

/// A line at a box or a log line that is not read, and may be meant as a field of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnreadFieldLine {
    pub line: SourceLine,
    /// Nested under it, so that only a colon is missing; else it stands below it.
    pub is_under: bool,
}

/// A field of a day note that says something if its key names a plan.
#[derive(Clone, Debug)]
pub(crate) struct PlanKeyDraft {
    pub key: Box<str>,
    pub status: Status,
    pub minutes: Option<Minutes>,
    pub excerpt: Excerpt,
}

/// A field of a day note that holds a number, or a value that may be meant as one.
#[derive(Clone, Debug)]
pub(crate) struct NumberFieldDraft {
    pub key: Box<str>,
    pub value: NumberValue,
    pub excerpt: Excerpt,
}

/// The value of such a field.
#[derive(Clone, Debug)]
pub(crate) enum NumberValue {
    Number(Number),
    /// `6h 40m`
    Hours(Number),
    /// `6/10`: a number only where the scale ends there.
    OfMost(Number, Number),
    /// `3200 steps`: a number only of what is named so.
    WithUnit(Number, Box<str>),
    /// `six`, `06:30`: meant as a number, and nobody can tell for sure.
    Unclear(Box<str>),
}

#[derive(Clone, Debug)]
pub(crate) struct ReflectionDraft {
    pub date: NaiveDate,
    pub is_about_week: bool,
    pub line: u32,
    pub discuss: bool,
    pub words: Option<NoteText>,
    /// Ticked lines in its text: they count nowhere.
    pub ticked: Option<Box<TickedLinesDraft>>,
}

impl NoteDraft {
    /// A note of ours.
    pub(crate) fn with_content(path: &Arc<str>, content: DraftContent) -> NoteDraft {
        let reach = content.kind.date().map_or(DatesAffected::Everything, DatesAffected::Date);
        let has_lost_tasks = !content.task_names_in_unread_fields.is_empty();
        NoteDraft {
            path: Arc::clone(path),
            content: Some(Box::new(content)),
            dates_affected: reach,
            has_tasks_in_unread_fields: has_lost_tasks,
        }
    }

    /// Somebody's ordinary note.
    pub(crate) fn of_ordinary_note(path: &Arc<str>) -> NoteDraft {
        NoteDraft {
            path: Arc::clone(path),
            content: None,
            dates_affected: DatesAffected::Nothing,
            has_tasks_in_unread_fields: false,
        }
    }

    /// Whether both are notes of ours with one path and one text, line ends aside.
    #[must_use]
    pub fn is_same_path_and_text(&self, other: &NoteDraft) -> bool {
        let prints = self.content.as_deref().zip(other.content.as_deref());
        // What could not be read bears no print.
        self.path == other.path && prints.is_some_and(|(a, b)| a.text_hash == b.text_hash && a.text_hash != 0)
    }

    /// The tasks named by fields that are not read.
    pub(crate) fn task_names_in_unread_fields(&self) -> impl Iterator<Item = &str> {
        let content = self.content.as_deref().filter(|_| self.has_tasks_in_unread_fields);
        content.into_iter().flat_map(|content| &content.task_names_in_unread_fields).map(String::as_str)
    }

    pub(crate) fn dates_affected(&self) -> DatesAffected {
        self.dates_affected
    }

    /// The dates of the lines of its log, or of its ticked lines.
    pub(crate) fn dates_of_dated_lines(&self) -> impl Iterator<Item = NaiveDate> {
        self.plan_log_lines().iter().map(|line| line.date).chain(self.dates_of_ticked_lines_if_undated())
    }

    /// The dates of the lines of a note without a date.
    fn dates_of_ticked_lines_if_undated(&self) -> impl Iterator<Item = NaiveDate> {
        self.as_ticked_lines().into_iter().flat_map(|undated| undated.boxes.iter().filter_map(|item| item.date))
    }

    pub(crate) fn as_ticked_lines(&self) -> Option<&TickedLinesDraft> {
        match &self.content.as_deref()?.kind {
            DraftKind::Undated(undated) => Some(undated),
            _ => None,
        }
    }

    /// The log lines of a plan's own note; none of another note.
    fn plan_log_lines(&self) -> &[LogLineDraft] {
        match self
            .content
            .as_deref()
            .filter(|_| self.dates_affected == DatesAffected::Everything)
            .map(|content| &content.kind)
        {
            Some(DraftKind::Plan(plan)) => &plan.log,
            _ => &[],
        }
    }

    /// Its date as a file that a plan can collect (docs/specification.md#1-notes), by its name: it tells of no practice
    /// itself.
    fn date_if_collected(&self) -> Option<NaiveDate> {
        let is_file = self.content.as_ref().is_none_or(|content| content.kind.may_be_collected());
        is_file.then(|| date_in_file_name(&self.path)).flatten()
    }

    /// Its file, as it was given.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Drops the words that are shown only if a plan or the settings say `full`.
    pub fn drop_text_shown_only_if_full(&mut self) {
        let Some(content) = self.content.as_deref_mut().filter(|content| content.share != Some(Share::Full)) else {
            return;
        };
        let words = match &mut content.kind {
            // A summary shows some words of a line, and what these stand under may be the name of a private plan.
            DraftKind::Day(day) if day.boxes.iter().any(CheckBoxDraft::may_have_words_in_summary) => return,
            DraftKind::Entry(entry) if entry.has_words_in_summary() => return,
            DraftKind::Entry(entry) => &mut entry.words,
            DraftKind::Day(day) => &mut day.words,
            DraftKind::Reflection(reflection) => &mut reflection.words,
            DraftKind::Ordinary
            | DraftKind::Settings { .. }
            | DraftKind::Unreadable { .. }
            | DraftKind::Broken { .. }
            | DraftKind::Undated(_)
            | DraftKind::Plan(_) => return,
        };
        let shared = words.as_ref().and_then(NoteText::text_under_share_headings);
        let part = shared.map(|part| {
            let whole = 0..part.len() as u32;
            NoteText {
                text: part.into(),
                ranges_to_share: std::iter::once(whole).collect(),
                line_of_each_piece: Vec::new(),
            }
        });
        *words = part;
    }

    /// Whether it is a plan that is shared in full.
    #[must_use]
    pub fn is_plan_shared_in_full(&self) -> bool {
        self.dates_affected == DatesAffected::Everything
            && self.is_plan()
            && self.content.as_ref().is_some_and(|content| content.share == Some(Share::Full))
    }

    /// Of a note that could not be opened.
    #[must_use]
    pub fn of_unopened_note(path: &Arc<str>) -> NoteDraft {
        let kind = DraftKind::Unreadable { tasks: Vec::new(), may_be_of_any_task: true };
        NoteDraft::with_content(
            path,
            DraftContent { kind, share: Some(Share::None), ..DraftContent::of_ordinary_note() },
        )
    }

    /// Whether nothing of it is known but its name, since it could not be opened or is all zeros.
    #[must_use]
    pub fn may_be_of_any_task(&self) -> bool {
        self.content
            .as_deref()
            .is_some_and(|content| matches!(content.kind, DraftKind::Unreadable { may_be_of_any_task: true, .. }))
    }

    /// Whether it is a plan that says itself that nothing of it is shared.
    #[must_use]
    pub fn is_private_plan(&self) -> bool {
        self.content.as_deref().is_some_and(|content| {
            content.share == Some(Share::None)
                && matches!(content.kind, DraftKind::Plan(_) | DraftKind::Broken { is_plan: true, .. })
        })
    }

    /// Whether two notes have the same text, which says something.
    #[must_use]
    pub fn has_same_text_as(&self, other: &NoteDraft) -> bool {
        let hash = |draft: &NoteDraft| draft.content.as_deref().map_or(0, |content| content.text_hash);
        hash(self) != 0 && hash(self) == hash(other)
    }

    /// Whether it cannot be read, or is left out of the counts: perhaps since it is being typed. One that says that it is
    /// `none` has been read, and one with git's marks is whole.
    #[must_use]
    pub fn is_unreadable_or_left_out(&self) -> bool {
        self.content.as_deref().is_some_and(|content| match &content.kind {
            DraftKind::Unreadable { .. } => !content.problems.iter().any(|problem| problem.code == Code::GitConflict),
            DraftKind::Broken { .. } => content.share != Some(Share::None),
            _ => false,
        })
    }

    /// The task of a plan that the note ends, and the day from which it has ended. None where it is no such note.
    #[must_use]
    pub fn ended_task_and_date(&self) -> Option<(&str, NaiveDate)> {
        match &self.content.as_ref()?.kind {
            DraftKind::Plan(plan) if plan.only_ends_plan => Some((&plan.task, plan.from.or(plan.name_date)?)),
            _ => None,
        }
    }

    /// The other names of a plan (`aka`); none of any other note.
    pub fn other_names_of_plan(&self) -> impl Iterator<Item = String> + '_ {
        let plan = self.content.as_ref().and_then(|content| match &content.kind {
            DraftKind::Plan(plan) => Some(plan),
            _ => None,
        });
        plan.into_iter().flat_map(|plan| plan.aka.iter().map(|(name, _)| name.clone()))
    }

    /// Whether it is a plan.
    #[must_use]
    pub fn is_plan(&self) -> bool {
        self.content.as_ref().is_some_and(|content| matches!(content.kind, DraftKind::Plan(_)))
    }
}

/// The dates whose entries can be different once a note is `now` what it was `before`, as long as the catalog is the same.
#[must_use]
pub fn dates_affected_by_change(before: Option<&NoteDraft>, now: Option<&NoteDraft>) -> BTreeSet<NaiveDate> {
    if before.zip(now).is_some_and(|(before, now)| before.is_same_path_and_text(now)) {
        return BTreeSet::new();
    }
    let mut dates = BTreeSet::new();
    for draft in before.into_iter().chain(now) {
        dates.extend(draft.date_if_collected());
        dates.extend(draft.dates_of_ticked_lines_if_undated());
        if let DatesAffected::Date(date) = draft.dates_affected {
            dates.insert(date);
        }
    }
    let [before, now] = [before, now].map(|draft| {
        let mut lines: BTreeMap<NaiveDate, Vec<&LogLineDraft>> = BTreeMap::new();
        draft
            .map_or(&[][..], NoteDraft::plan_log_lines)
            .iter()
            .for_each(|line| lines.entry(line.date).or_default().push(line));
        lines
    });
    let logged = before.keys().chain(now.keys()).filter(|date| before.get(date) != now.get(date));
    dates.extend(logged);
    dates
}

impl DraftKind {
    /// The one date that the note is of.
    pub(crate) fn date(&self) -> Option<NaiveDate> {
        match self {
            DraftKind::Entry(entry) => Some(entry.date),
            DraftKind::Day(day) => Some(day.date),
            DraftKind::Reflection(reflection) => Some(reflection.date),
            DraftKind::Ordinary
            | DraftKind::Settings { .. }
            | DraftKind::Unreadable { .. }
            | DraftKind::Broken { .. }
            | DraftKind::Undated(_)
            | DraftKind::Plan(_) => None,
        }
    }

    /// A note in a folder that a plan collects is a file like any other where it tells nothing else.
    pub(crate) fn may_be_collected(&self) -> bool {
        matches!(self, DraftKind::Ordinary | DraftKind::Undated(_) | DraftKind::Day(_))
    }
}

impl DraftContent {
    /// What is kept of somebody's ordinary note.
    pub(crate) fn of_ordinary_note() -> DraftContent {
        DraftContent {
            kind: DraftKind::Ordinary,
            share: None,
            misspelt_share_key: None,
            text_hash: 0,
            problems: Vec::new(),
            nearly_share_headings: Vec::new(),
            near_miss_keys: Vec::new(),
            task_names_in_unread_fields: Vec::new(),
            name_of_empty_note: None,
            kept_back: Vec::new(),
            title: None,
            names: Vec::new(),
            tags: Vec::new(),
        }
    }

    /// Left out of the counts (docs/specification.md#8-problems), before a second plan of a task is.
    pub(crate) fn is_left_out(&self) -> bool {
        matches!(self.kind, DraftKind::Unreadable { .. } | DraftKind::Broken { .. })
    }
}

impl NoteDraft {
    /// A problem at the task of a plan; none where this is no plan.
    #[must_use]
    pub fn problem_at_task(&self, code: Code, message: String, help: String) -> Option<Problem> {
        match &self.content.as_ref()?.kind {
            DraftKind::Plan(plan) => Some(plan.task_at.problem(&self.path, code, message, help)),
            _ => None,
        }
    }
}

impl Excerpt {
    /// No line: for what is wrong with a file as a whole.
    pub(crate) fn of_whole_file() -> Excerpt {
        Excerpt { place: Place::START, line: "".into(), skipped: 0 }
    }

    pub(crate) fn problem(&self, file: &str, code: Code, message: String, help: String) -> Problem {
        let (line, skipped) = (self.line.to_string(), self.skipped);
        Problem { file: file.to_owned(), place: self.place, code, message, help, line, chars_cut_before: skipped }
    }
}

impl SourceLine {
    /// A line where its place is not needed.
    pub(crate) fn with_unused_place(text: &str) -> SourceLine {
        SourceLine { text: text.into(), excerpt: Excerpt::of_whole_file() }
    }

    /// A place inside the text, by its bytes.
    pub(crate) fn place_of_range(&self, byte_range: Range<usize>) -> Place {
        let chars = |bytes: Range<usize>| self.text.get(bytes).map_or(0, |t| t.chars().count()) as u32;
        let from = byte_range.start.min(self.text.len());
        Place {
            column: self.excerpt.place.column + chars(0..from),
            width: chars(from..byte_range.end.clamp(from, self.text.len())),
            ..self.excerpt.place
        }
    }
}

impl NoteText {
    /// The line of the note that holds a byte of the text.
    pub(crate) fn line_of_byte(&self, byte: usize) -> u32 {
        let pieces = &self.line_of_each_piece;
        let n = pieces.partition_point(|&(start, _)| start as usize <= byte);
        let (start, line) = pieces.get(n.wrapping_sub(1)).copied().unwrap_or((0, 1));
        line + self.text.get(start as usize..byte).unwrap_or_default().matches('\n').count() as u32
    }

    /// Its lines, each with its number in the note.
    pub(crate) fn lines_with_numbers(&self) -> impl Iterator<Item = (u32, &str)> {
        let (mut start, mut number) = (0, self.line_of_byte(0));
        self.text.split_inclusive('\n').map(move |line| {
            let of_line = number;
            start += line.len();
            let is_piece = self.line_of_each_piece.binary_search_by_key(&start, |&(start, _)| start as usize).is_ok();
            number = if is_piece { self.line_of_byte(start) } else { number.saturating_add(1) };
            (of_line, line)
        })
    }

    /// The parts under `## To share`, one below the other; none where there is no such heading.
    pub(crate) fn text_under_share_headings(&self) -> Option<Cow<'_, str>> {
        let mut parts =
            self.ranges_to_share.iter().filter_map(|range| self.text.get(range.start as usize..range.end as usize));
        let first = parts.next()?;
        let whole = parts.fold(Cow::Borrowed(first), |before, part| {
            Cow::Owned(format!("{}\n\n{}", before.trim_end(), part.trim_start()))
        });
        Some(whole)
    }
}

/// The date of a file in a folder.
pub(crate) fn date_in_file_name(path: &str) -> Option<NaiveDate> {
    path.rsplit_once('/').and_then(|(_, name)| when::find_date_in_name(name))
}
