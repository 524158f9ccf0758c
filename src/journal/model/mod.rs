//! What a journal is, once its notes are understood.

mod entry;
mod journal;
mod number;
mod plan;
mod settings;

pub use entry::{
    Agreed, Barrier, Entry, EntryForm, HelperNote, KnownBarrier, Photo, Reflection, Response, Session, Status,
    SupersededEntry, ThenUse,
};
pub use journal::{Journal, TrackedNumber};
pub use number::{Number, Rated, Scale, Tracked};
pub use plan::{ChosenBy, Plan, Stage};
pub use settings::{Settings, Share, View};
