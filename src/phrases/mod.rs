//! The fixed words of everything that is made, one module for each language: dates, numbers, lists, counts and the
//! if-then sentence. The templates and rules of a language hold its other fixed words.
//!
//! What people wrote is given to a phrase as it is, and stays as it is.

#[macro_use]
mod built_in;

mod language;
mod languages;
mod phrase_kinds;
mod phrase_list;
pub mod plain;
mod tally;

pub use language::{BuiltInTexts, Language};
pub use languages::{DEFAULT_LANGUAGE, LANGUAGES};
pub use phrase_kinds::{
    ClinicalRecordSentence, CoachQuestion, CoachReason, EffortNoticed, HelpNotedBy, NextStepComment, NotedOfStep,
    PhotoBeforeOrAfter, TerminalLabel, UnreadReason, WhoWrote, WhyPagePhrase,
};
pub use phrase_list::Phrases;
pub use tally::Tally;
