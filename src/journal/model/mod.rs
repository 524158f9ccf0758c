//! What a journal is, once its notes are understood.

mod entry;
mod journal;
mod number;
mod plan;
mod settings;

pub use entry::{
    AgreedItem, Barrier, Counted, Entry, EntryForm, HelperNote, HelperWords, KnownBarrier, Photo, Reflection, Response,
    Session, Status, SupersededEntry, ThenUse,
};
pub use journal::{Journal, TrackedNumber};
pub use number::{Number, RatingItem, Scale, TrackedItem};
pub use plan::{ChosenBy, Plan, Stage};
pub use settings::{CalendarNames, CalendarSetting, Settings, Share, View};
