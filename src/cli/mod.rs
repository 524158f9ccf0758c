//! The commands: arguments as typed become arguments as meant. The clock and the terminal come in here and nowhere else.

mod changed_counts;
mod check;
mod command_line;
mod error;
mod init;
mod journal_folder;
mod one_week;
mod preview;
mod prompts_command;
mod reflect;
mod report;
mod show;
mod summary;
mod templates_command;
mod watch;
mod world;

pub use command_line::{main, run_in};
pub use error::Status;
pub use world::World;
