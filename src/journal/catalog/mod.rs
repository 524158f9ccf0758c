//! What all notes together say: plans and their versions, names, sharing.

pub(crate) mod collect;
pub(crate) mod conflict;
pub(crate) mod name_table;
pub(crate) mod notes;
pub(crate) mod outline;
pub(crate) mod photo_index;
pub(crate) mod plan_catalog;
pub(crate) mod versions;
