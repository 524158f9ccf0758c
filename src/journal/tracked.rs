//! The days' own numbers: what stands in day notes behind a key that `track` in the settings lists
//! (docs/specification.md#1-notes).

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::draft::{DayNoteDraft, DraftKind, NumberFieldDraft};
use super::notes::VisibleNote;
use super::outline::NamesAndSharing;
use super::{Settings, Share, TrackedNumber, View, scale};
use crate::problem::{Code, Problem};
use crate::text::fold_key;

/// The numbers in these notes, which are in order of path: of two of a date the first counts. One that lies outside its scale
/// is a problem.
pub(super) fn tracked_numbers(
    notes: &[VisibleNote],
    outline: &NamesAndSharing,
    problems: &mut Vec<(NaiveDate, Problem)>,
) -> Vec<TrackedNumber> {
    let settings = &outline.facts.settings;
    let places: HashMap<String, usize> =
        settings.track.iter().enumerate().map(|(at, tracked)| (fold_key(&tracked.name), at)).collect();
    let mut found: BTreeMap<(NaiveDate, usize), TrackedNumber> = BTreeMap::new();
    if places.is_empty() {
        return Vec::new();
    }
    for note in notes {
        let DraftKind::Day(day) = &note.content.kind else { continue };
        let is_none = note.content.share.unwrap_or(settings.share) == Share::None;
        if is_written_by_helper(day, settings) || (is_none && outline.facts.view == View::Shared) {
            continue;
        }
        for NumberFieldDraft { key, number, excerpt } in &day.numbers {
            let Some((at, tracked)) = places.get(&**key).and_then(|&at| Some((at, settings.track.get(at)?))) else {
                continue;
            };
            if let Some(scale) = tracked.scale.filter(|scale| !scale.contains(*number)) {
                let (message, help) = scale::off_scale_message_and_help(scale, &number.to_string());
                problems.push((day.date, excerpt.problem(note.path, Code::BadNumber, message, help)));
                continue;
            }
            let number = TrackedNumber { date: day.date, track_index: at, number: *number };
            found.entry((day.date, at)).or_insert(number);
        }
    }
    found.into_values().collect()
}

/// Whether a helper wrote the day note: only the client's numbers are tracked.
pub(super) fn is_written_by_helper(day: &DayNoteDraft, settings: &Settings) -> bool {
    day.written_by.as_deref().is_some_and(|who| !settings.is_client(who))
}
