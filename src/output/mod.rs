//! The edge out: bytes to files, safely. The only room that writes.
//!
//! Each file we make says that it is ours ([`provenance`]). So nothing has to be remembered, and a one-shot run, a watch and
//! a second machine decide in the same way.

mod conflict_copies;
mod edited;
mod existing;
mod file;
mod file_text;
mod folders;
pub mod instance_lock;
mod key;
mod notes_together;
mod page_copies;
mod page_keys;
mod photo_files;
pub mod provenance;
mod swap;
mod table_file;
mod temporary;
mod write;
mod write_plan;

pub use conflict_copies::may_be_copy_of_ours;
pub use edited::list_edited_page_names;
pub use existing::find_foreign_files_at_our_names;
pub use file::{OutputFile, WriteSummary, replace_program_file, write_new_note};
pub use file_text::FileText;
pub use key::PageContentKey;
pub use notes_together::NotesMadeTogether;
pub use page_copies::find_marked_files_below;
pub use page_keys::{KeyedFile, find_unchanged_files_of_ours};
pub use photo_files::publish_photos;
pub use provenance::is_written_by_us;
pub use table_file::{TableFile, read_first_bytes};
pub use temporary::read_machine_name;
pub use write::{WriteMode, plan_and_write};
pub use write_plan::{Destination, WritePlan, plan_writes};
