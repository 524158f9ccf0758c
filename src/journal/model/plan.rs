//! A plan: what, when, where, for how long.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{RatingItem, Share};
use crate::problem::Place;
use crate::text::word_enum;
use crate::when::{DateSpan, Minutes, When};

/// An implementation intention: what, when, where, for how long; one version of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Plan {
    pub task: String,
    /// Its file; and the places of its fields by folded key, for `--why` and problems.
    pub note: Arc<str>,
    pub field_places: Vec<(String, Place)>,
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
    pub is_start_written: bool,
    pub end: Option<NaiveDate>,
    pub pauses: Vec<DateSpan>,
    /// Another version runs until the day before `start` / from the day after `end`.
    pub follows_version: bool,
    pub ends_for_version: bool,
    pub rate: Vec<RatingItem>,
    pub obstacle: Option<String>,
    pub then: Option<String>,
    pub confidence: Option<u8>,
    pub chosen_by: Option<ChosenBy>,
    pub photos: Option<String>,
    pub collects: Option<String>,
    pub helper_card: bool,
    /// Whether the helper's response to an entry is shared (docs/specification.md#6-sharing).
    pub share_response: Option<bool>,
    pub share: Share,
    /// The plan's own text, less its log, where its note itself says `full`: shown once, in the week in which it begins.
    pub words: Option<String>,
}

word_enum! {
    /// The stage of a plan: concepts first, behaviour later.
    pub enum Stage {
        Notice = "notice",
        Try = "try",
        Do = "do",
    }
}

word_enum! {
    /// Who chose a plan.
    pub enum ChosenBy {
        Me = "me",
        Together = "together",
        Clinician = "clinician",
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
