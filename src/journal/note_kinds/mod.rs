//! One note -> a draft: a reader for each kind of note (docs/specification.md#1-notes, Kinds).

pub(crate) mod broken_note;
pub(crate) mod day;
pub(crate) mod entry_note;
pub(crate) mod grid_cells;
pub(crate) mod log;
pub(crate) mod log_days;
pub(crate) mod log_grid;
pub(crate) mod plan_note;
pub(crate) mod reflection;
pub(crate) mod session;
pub(crate) mod settings_note;
pub(crate) mod step_kind;
pub(crate) mod stray;
pub(crate) mod undated;
pub(crate) mod understand;
pub(crate) mod week_grid;
