//! Questions and lines at a terminal.

pub(crate) mod answers_so_far;
pub(crate) mod ask;
pub(crate) mod choice_list;
pub(crate) mod colour;
pub(crate) mod editor;
pub(crate) mod line_editor;
pub(crate) mod one_of_keys;
pub(crate) mod quiet_terminal;
pub(crate) mod shell_word;
pub(crate) mod stop_signals;
pub(crate) mod watch_lines;
pub(crate) mod way_back;
