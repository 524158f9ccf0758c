//! Notes that are left out of the counts, since a field that matters cannot be read (docs/specification.md#8-problems).

use crate::journal::draft::DraftKind;
use crate::journal::note_fields::fields::FieldReader;
use crate::note::{Text, Value};

/// A note that is left out: its names are kept, since what names a `none` plan is `none`, read or not.
pub(crate) fn draft_kind_of_broken_note(
    fields: &mut FieldReader,
    task: Result<Option<Text>, ()>,
    is_plan: bool,
) -> DraftKind {
    let mut names: Vec<String> = match task {
        Ok(task) => task.map(|t| t.text).into_iter().collect(),
        // Several values, of which each may be meant.
        Err(()) => match fields.note.filled_field("task").map(|f| &f.value) {
            Some(Value::List(items)) => items.iter().map(|t| t.text.clone()).collect(),
            _ => Vec::new(),
        },
    };
    if is_plan {
        let before = fields.problems.len();
        names.extend(fields.comma_list("aka").into_iter().map(|t| t.text));
        fields.problems.truncate(before);
    }
    DraftKind::Broken { names, is_plan }
}
