//! How much was read, so that nobody has to guess whether a note counts (docs/specification.md#8-problems).

use crate::journal::draft::DraftKind;
use crate::journal::{EntryForm, Journal, NoteDraft};

/// What a journal's notes are, by number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JournalCounts {
    /// Every version is a plan of its own.
    pub plans: usize,
    pub entries: usize,
    /// Of the entries those in day notes.
    pub entries_in_day_notes: usize,
    /// Entries that a helper wrote, which are not counted and not among the others.
    pub entries_by_helper: usize,
    pub day_notes: usize,
    pub reflections: usize,
    /// Notes that say nothing of practice, and notes that are left out.
    pub other_notes: usize,
}

impl JournalCounts {
    /// `journal` is the client's own view of the notes in `drafts`.
    #[must_use]
    pub fn new(drafts: &[NoteDraft], journal: &Journal) -> JournalCounts {
        let (own, by_helper): (Vec<_>, Vec<_>) = journal.entries.iter().partition(|entry| entry.written_by.is_none());
        let mut summary = JournalCounts {
            plans: journal.plans.len(),
            entries: own.len(),
            entries_in_day_notes: own.iter().filter(|entry| is_in_day_note(entry.form)).count(),
            entries_by_helper: by_helper.len(),
            ..JournalCounts::default()
        };
        for draft in drafts {
            match draft.content.as_deref().map(|content| &content.kind) {
                Some(DraftKind::Plan(_) | DraftKind::Entry(_)) => {}
                Some(DraftKind::Day(_)) => summary.day_notes += 1,
                Some(DraftKind::Reflection(_)) => summary.reflections += 1,
                _ if crate::folder::names::is_settings_path(&draft.path) => {}
                // A text file is no note, unless it looks like one.
                None if crate::folder::names::may_be_misnamed_note(&draft.path) => {}
                _ => summary.other_notes += 1,
            }
        }
        summary
    }

    /// `2 plans, 14 entries (9 of them in day notes), 3 day notes; 5 other notes`
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut out = format!("{}, {}", count_with_noun(self.plans, "plan"), entry_count_in_words(self.entries));
        match (self.entries_in_day_notes, self.entries) {
            (0, _) => {}
            (1, 1) => out.push_str(" (in a day note)"),
            (n, all) if n == all => out.push_str(" (all of them in day notes)"),
            (n, _) => out.push_str(&format!(" ({n} of them in day notes)")),
        }
        if self.entries_by_helper > 0 {
            let whose = if self.entries_by_helper == 1 { "a helper's" } else { "helpers'" };
            out.push_str(&format!(", {} more in {whose} notes (not counted)", self.entries_by_helper));
        }
        out.push_str(&format!(", {}", count_with_noun(self.day_notes, "day note")));
        if self.reflections > 0 {
            out.push_str(&format!(", {}", count_with_noun(self.reflections, "reflection")));
        }
        out.push_str(&format!("; {}", count_with_noun(self.other_notes, "other note")));
        out
    }
}

fn is_in_day_note(form: EntryForm) -> bool {
    matches!(form, EntryForm::CheckBox | EntryForm::Key | EntryForm::Tag)
}

fn count_with_noun(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

fn entry_count_in_words(n: usize) -> String {
    if n == 1 { "1 entry".to_owned() } else { format!("{n} entries") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_in_one_sentence() {
        let read = |plans, entries, entries_in_day_notes, day_notes, reflections, other_notes| JournalCounts {
            plans,
            entries,
            entries_in_day_notes,
            entries_by_helper: 0,
            day_notes,
            reflections,
            other_notes,
        };
        let helped = JournalCounts { entries_by_helper: 2, ..read(1, 3, 0, 4, 0, 0) };
        assert_eq!(
            helped.sentence(),
            "1 plan, 3 entries, 2 more in helpers' notes (not counted), 4 day notes; 0 other notes"
        );
        let read = |a, b, c, d, e, f| read(a, b, c, d, e, f).sentence();
        assert_eq!(read(2, 14, 9, 3, 0, 5), "2 plans, 14 entries (9 of them in day notes), 3 day notes; 5 other notes");
        assert_eq!(read(1, 1, 1, 1, 1, 0), "1 plan, 1 entry (in a day note), 1 day note, 1 reflection; 0 other notes");
        assert_eq!(read(0, 0, 0, 0, 0, 1), "0 plans, 0 entries, 0 day notes; 1 other note");
    }
}
