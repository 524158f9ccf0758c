//! The mark of each state, and the name of its shape in HTML. Its word is in the phrases.

use chrono::NaiveDate;

use crate::week::State;

/// How a state is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// A character.
    pub glyph: &'static str,
    /// The shape's name, and its class.
    pub shape: &'static str,
}

/// The mark of a state. `moved_to` is where the occasion of `date` was made up: a day before it, or after.
pub(super) fn mark_of_state(state: State, date: NaiveDate, moved_to: Option<NaiveDate>) -> Mark {
    let (glyph, shape) = match state {
        State::Done => ("●", "m-done"),
        State::Partly => ("◐", "m-partly"),
        State::NotDone => ("○", "m-not-done"),
        State::Moved if moved_to.is_some_and(|to| to < date) => ("←", "m-moved-back"),
        State::Moved => ("→", "m-moved"),
        State::Skipped => ("–", "m-skipped"),
        State::Open => ("□", "m-open"),
        State::Upcoming => ("·", "m-upcoming"),
        State::None => ("", ""),
    };
    Mark { glyph, shape }
}
