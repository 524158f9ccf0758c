//! Exports of other programs -> habits with their days, and diary texts, and these as the text of notes. Nothing here reads or
//! writes a file.

mod csv_table;
mod harsh_log;
mod import_error;
mod imported;
mod jrnl_export;
mod loop_export;
mod note_texts;

pub use harsh_log::{HARSH_HABITS, read_harsh_log};
pub use import_error::ImportError;
pub use imported::{AppExport, DiaryText, ImportedDay, ImportedHabit, LeftOut};
pub use jrnl_export::read_jrnl_export;
pub use loop_export::{add_loop_notes, read_loop_export};
pub use note_texts::{DayLine, day_note, diary_note, letters_and_digits_of_name, plan_note};
