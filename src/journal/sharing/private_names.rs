//! The names of private plans, for what is made beside a journal's notes: a rule of the journal's own is shown on shared pages too.

use crate::journal::catalog::notes::{NotesAndFiles, visible_notes_and_copies};
use crate::journal::draft::DraftKind;
use crate::journal::note_kinds::understand::understand;
use crate::journal::sharing::hidden::HiddenPlanNames;
use crate::journal::{Settings, Share, note_text};
use crate::note::{self, Value};
use crate::problem::{Code, Place, Problem};

/// The task of a private plan that lies where no notes are read, such as among the prompts.
#[must_use]
pub fn task_of_private_plan(path: &str, bytes: &[u8]) -> Option<String> {
    let draft = understand(path, bytes);
    let content = draft.content.filter(|content| content.share == Some(Share::None))?;
    match content.kind {
        DraftKind::Plan(plan) => Some(plan.task),
        _ => None,
    }
}

/// The names of a journal's private plans.
pub struct PrivatePlanNames(HiddenPlanNames);

impl PrivatePlanNames {
    /// Those that these notes tell.
    #[must_use]
    pub fn of_notes(settings: &Settings, notes: &NotesAndFiles) -> PrivatePlanNames {
        let shaping = visible_notes_and_copies(notes.catalog_shaping_drafts().iter().copied());
        PrivatePlanNames(HiddenPlanNames::new(settings, &shaping, notes.lost_notes()))
    }

    /// Why a rule of the journal's own is not used: its words name a private plan. `if` may, since it is not shown.
    #[must_use]
    pub fn rule_kept_back_hint(&self, path: &str, bytes: &[u8]) -> Option<Problem> {
        if self.0.is_empty() {
            return None;
        }
        let note = note::read_note(path, bytes);
        let body = note.text.get(note.body_range.clone()).unwrap_or_default();
        let lines = (note_text::first_body_line(&note)..).zip(body.lines());
        let named =
            lines.filter(|(_, line)| self.is_named_in(line)).map(|(line, _)| Place { line, column: 1, width: 0 });
        let from = note.filled_field("from").and_then(|field| match &field.value {
            Value::Text(text) => Some(text),
            _ => None,
        });
        let place =
            from.filter(|text| self.is_named_in(&text.text)).map(|text| text.place).into_iter().chain(named).next()?;
        let message = "This rule names a private plan, so it is kept back: what it asks stands on no page.".to_owned();
        let help = "To ask it after all, say it without that name.".to_owned();
        Some(note.problem_at(place, Code::PartKeptPrivate, message, help))
    }

    fn is_named_in(&self, text: &str) -> bool {
        self.0.is_hidden_name_in_text(text) || self.0.is_named_in_field(text)
    }
}
