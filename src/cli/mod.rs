//! The commands: arguments as typed become arguments as meant. The clock and the terminal come in here and nowhere else.

mod ask;
mod beginning_of_name;
mod changed_counts;
mod colour;
mod command_line;
mod commands;
mod daily_note_names;
mod entry_words;
mod error;
mod export_reports;
mod export_target;
mod import_into_journal;
mod journal_folder;
mod line_editor;
mod neighbours;
mod new_journal;
mod new_note;
mod note_of_day;
mod one_week;
mod plan_conversation;
mod plan_fields;
mod plan_names;
mod plan_successor;
mod preview;
mod quiet_terminal;
mod same_named_clients;
mod secret_key;
mod shell_word;
mod summary;
mod watch_lines;
mod which_week;
mod word_argument;
mod world;

pub use command_line::{main, run_in};
pub use error::Status;
pub use world::{InputMode, World};
