//! `tinystep watch`: what is made, kept up to date while notes change.

mod autostart;
mod command;
mod messages;
mod watch_terminal;

pub(super) use command::{Arguments, run};
pub(super) use messages::{lost_folder_reason, notice_text};
