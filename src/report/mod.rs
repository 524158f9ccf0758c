//! Counted weeks -> the report model (SPEC 4): everything that a week's page tells, decided here and laid out in `render`.
//!
//! | derived | from | by |
//! | --- | --- | --- |
//! | [`Report`] | journal (what is shared), up to six counted weeks, prompts | [`model()`] |
//! | [`Card`] | journal (what is shared), the newest week | [`cards()`] |
//! | [`Coached`] | journal, counted weeks | [`coach()`] |
//! | [`PageBasis`] | what a week's page is made from, as a hash | [`Basis`] |
//!
//! People's text is made plain here (`plain`) and escaped where a page is made, so that nothing somebody wrote can change
//! what a page is.

mod barriers;
mod basis;
mod card;
mod coach;
mod helper_week;
mod make;
pub mod model;
mod own_words;
pub mod page_names;
mod picture;
pub mod plain;
mod plan_week;
pub mod words;

pub use basis::{Basis, PageBasis};
pub use card::{Card, cards};
pub use coach::{Coached, coach};
pub use make::model;
pub use model::Report;
pub use page_names::is_ours;
pub use plan_week::time;
