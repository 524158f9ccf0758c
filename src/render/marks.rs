//! The mark of each state, and the name of its shape in HTML. Its words are in the phrases.

use chrono::NaiveDate;

use super::view::LegendMark;
use crate::phrases::Phrases;
use crate::week::State;

/// How a state is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// A character.
    pub glyph: &'static str,
    /// The shape's name, and its class.
    pub shape: &'static str,
}

/// The states in the order in which their marks are explained.
pub(super) const EXPLAINED: [State; 7] =
    [State::Done, State::Partly, State::NotDone, State::Moved, State::Skipped, State::Open, State::Upcoming];

/// The mark of a state. `moved_to` is the day on which the occasion of `date` was made up for: before it, or after.
pub(super) fn mark_of_state(state: State, date: NaiveDate, moved_to: Option<NaiveDate>) -> Mark {
    mark(state, moved_to.is_some_and(|to| to < date))
}

fn mark(state: State, is_moved_back: bool) -> Mark {
    let (glyph, shape) = match state {
        State::Done => ("●", "m-done"),
        State::Partly => ("◐", "m-partly"),
        State::NotDone => ("○", "m-not-done"),
        State::Moved if is_moved_back => ("←", "m-moved-back"),
        State::Moved => ("→", "m-moved"),
        State::Skipped => ("–", "m-skipped"),
        State::Open => ("□", "m-open"),
        State::Upcoming => ("·", "m-upcoming"),
        State::None => ("", ""),
    };
    Mark { glyph, shape }
}

/// All marks of a state: one that was moved has an arrow for each direction.
pub(super) fn marks_of_state(state: State) -> impl Iterator<Item = Mark> {
    let (one, other) = (mark(state, false), mark(state, true));
    std::iter::once(one).chain((other != one).then_some(other))
}

/// The name of every shape, in the order in which the marks are explained. Templates know them as `mark_shapes`.
pub(super) fn shapes() -> impl Iterator<Item = &'static str> {
    EXPLAINED.into_iter().flat_map(marks_of_state).map(|mark| mark.shape)
}

/// The marks that are used, explained.
pub(super) fn legend_marks(is_used: impl Fn(&str) -> bool, phrases: &dyn Phrases) -> Vec<LegendMark> {
    let used = |state: State| marks_of_state(state).filter(|mark| is_used(mark.shape)).map(move |mark| (state, mark));
    let explained = EXPLAINED.into_iter().flat_map(used).map(|(state, Mark { glyph, shape })| LegendMark {
        mark: glyph,
        shape,
        meaning: phrases.meaning_of_mark(state),
    });
    explained.collect()
}
