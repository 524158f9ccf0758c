//! The edge out: bytes to files, safely. The only room that writes.
//!
//! Each file we make says that it is ours ([`provenance`]). So nothing has to be remembered, and a one-shot run, a watch and
//! a second machine decide alike.

mod conflict_copies;
mod edited;
mod existing;
mod file;
mod folders;
pub mod instance_lock;
mod key;
mod page_keys;
mod photo_files;
mod plan;
pub mod provenance;
mod swap;
mod temporary;
mod write;

pub use edited::kept;
pub use existing::foreign;
pub use file::{OutputFile, WriteSummary, new_note, replace_program_file};
pub use key::Key;
pub use page_keys::{KeyedFile, keys};
pub use photo_files::publish_photos;
pub use plan::{Destination, WritePlan, plan};
pub use provenance::is_made;
pub use temporary::machine;
pub use write::{Mode, publish};
