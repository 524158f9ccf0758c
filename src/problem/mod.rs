//! One type for every problem: a code, a place, what is wrong, and what to write instead
//! (docs/specification.md#8-problems).
//!
//! A problem carries the line it speaks of, so that nothing has to be read again to draw it. How it is drawn is in
//! [`draw`].

mod code;
pub mod draw;
mod place;

pub use code::{Code, ProblemClass};
pub use place::{Place, Problem};
