//! `tinystep watch`: what is made, kept up to date while notes change.

mod autostart;
mod command;
mod messages;
mod watch_terminal;

pub(super) use command::{Arguments, run};
pub(super) use messages::{notice_text, why_folder_is_lost};
