//! A whole journal, as the rooms below are given it.

use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Entry, HelperWords, Number, Plan, Reflection, Session, Settings, SupersededEntry, View};
use crate::problem::Problem;

/// A whole journal, understood.
#[derive(Clone, Debug)]
pub struct Journal {
    /// For whom it was assembled.
    pub view: View,
    pub settings: Settings,
    /// In order of task (by code point of the folded text), then of start. Each version is a plan of its own.
    pub plans: Arc<[Plan]>,
    /// In order of date, told time (none last), path, line. Entries later than the as-of date are among them; counting
    /// leaves them out. Helpers' notes too (`by`).
    pub entries: Vec<Entry>,
    /// In order of date, then of note.
    pub reflections: Vec<Reflection>,
    /// In order of date, then of note.
    pub helper_words: Vec<HelperWords>,
    /// The days' own numbers, in order of date, then as `Settings::track` lists them.
    pub tracked: Vec<TrackedNumber>,
    /// In order of date, then of note.
    pub sessions: Vec<Session>,
    /// What a day note or a collected file tells of a plan and date of which another note tells
    /// (docs/specification.md#1-notes): read and not counted. By date, note and line.
    pub superseded: Vec<SupersededEntry>,
    /// In order of file, place, code. In the shared view empty: problems are told to the client alone.
    pub problems: Vec<Problem>,
    /// How many notes were left out of the counts because they cannot be read (docs/specification.md#8-problems); in
    /// the shared view less those that are `none`.
    pub left_out_count: u32,
    /// The dates of the ticked lines in day notes that look like a plan's and could not be read, one for each line, in order
    /// (docs/specification.md#8-problems). In the shared view less those that are `none` or name such a plan.
    pub unread_lines: Vec<NaiveDate>,
}

/// A number that a day note holds (docs/specification.md#1-notes).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrackedNumber {
    pub date: NaiveDate,
    /// Index into `Settings::track`.
    pub track_index: usize,
    pub number: Number,
    /// It was written as a length of time: `6h 40m`, in hours.
    pub is_length: bool,
}

impl Journal {
    /// Where the entries of the dates from `first` to `last` stand among all, both included.
    #[must_use]
    pub fn entry_indexes_between(&self, first: NaiveDate, last: NaiveDate) -> Range<usize> {
        let from = self.entries.partition_point(|entry| entry.date < first);
        from..self.entries.partition_point(|entry| entry.date <= last).max(from)
    }

    /// The entries of the dates from `first` to `last`, both included.
    #[must_use]
    pub fn entries_between(&self, first: NaiveDate, last: NaiveDate) -> &[Entry] {
        self.entries.get(self.entry_indexes_between(first, last)).unwrap_or_default()
    }

    /// The days' own numbers of the dates from `first` to `last`, both included.
    #[must_use]
    pub fn tracked_between(&self, first: NaiveDate, last: NaiveDate) -> &[TrackedNumber] {
        let from = self.tracked.partition_point(|tracked| tracked.date < first);
        let to = self.tracked.partition_point(|tracked| tracked.date <= last);
        self.tracked.get(from..to).unwrap_or_default()
    }

    /// How many lines of the dates from `first` to `last`, both included, could not be read.
    #[must_use]
    pub fn unread_lines_between(&self, first: NaiveDate, last: NaiveDate) -> u32 {
        let from = self.unread_lines.partition_point(|date| *date < first);
        let to = self.unread_lines.partition_point(|date| *date <= last);
        u32::try_from(to.saturating_sub(from)).unwrap_or(u32::MAX)
    }

    /// The sessions of the dates from `first` to `last`, both included.
    #[must_use]
    pub fn sessions_between(&self, first: NaiveDate, last: NaiveDate) -> &[Session] {
        let from = self.sessions.partition_point(|session| session.date < first);
        let to = self.sessions.partition_point(|session| session.date <= last);
        self.sessions.get(from..to).unwrap_or_default()
    }

    /// What helpers wrote in day notes of the dates from `first` to `last`, both included.
    #[must_use]
    pub fn helper_words_between(&self, first: NaiveDate, last: NaiveDate) -> &[HelperWords] {
        let from = self.helper_words.partition_point(|words| words.date < first);
        let to = self.helper_words.partition_point(|words| words.date <= last);
        self.helper_words.get(from..to).unwrap_or_default()
    }

    /// The reflections of the dates from `first` to `last`, both included.
    #[must_use]
    pub fn reflections_between(&self, first: NaiveDate, last: NaiveDate) -> &[Reflection] {
        let from = self.reflections.partition_point(|reflection| reflection.date < first);
        let to = self.reflections.partition_point(|reflection| reflection.date <= last);
        self.reflections.get(from..to).unwrap_or_default()
    }
}
