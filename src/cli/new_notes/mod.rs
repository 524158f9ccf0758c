//! Notes that commands write: a new journal, plans and their versions, entries, what is imported.

pub(crate) mod beginning_of_name;
pub(crate) mod daily_note_names;
pub(crate) mod entry_words;
pub(crate) mod how_sure;
pub(crate) mod import_into_journal;
pub(crate) mod neighbours;
pub(crate) mod new_journal;
pub(crate) mod new_note;
pub(crate) mod note_of_day;
pub(crate) mod plan_conversation;
pub(crate) mod plan_fields;
pub(crate) mod plan_successor;
