//! The commands: arguments as typed become arguments as meant. The clock and the terminal come in here and nowhere else.

mod changed_counts;
mod command_line;
mod commands;
mod error;
mod export_tables;
mod journal_folder;
mod new_notes;
mod one_week;
mod plan_names;
mod preview;
mod summary;
mod terminal;
mod typed_day;
mod which_week;
mod word_argument;
mod world;

pub use command_line::{main, run_in};
pub use error::Status;
pub use world::{InputMode, World};
