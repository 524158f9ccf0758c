//! Counted weeks -> the report model -> text (SPEC 4). The model decides everything; templates only lay it out.
//!
//! | derived | from | by |
//! | --- | --- | --- |
//! | [`Report`] | journal (what is shared), up to six counted weeks, prompts | [`model()`] |
//! | `week-`, `prompts-DATE.md`, `index.md`, the same as HTML | reports | [`Templates`] |
//! | `helper-card/` | journal (what is shared), the newest week | [`cards()`], [`Templates`] |
//! | `notes-to-fix.md` | problems | [`Templates`] |
//! | `show` as text, as JSON, with `--why` | report; journal and counted week | [`text()`], [`json()`], [`why()`] |
//! | `prompts` as text | report | [`prompts_text()`] |
//!
//! People's text is made plain where the model is built and escaped where a page is made (`said`), so that nothing
//! somebody wrote can change what a page is.

mod barriers;
mod basis;
mod card;

mod coach;
mod helper;
mod html;
mod json;
mod make;
pub mod model;
pub mod names;
pub mod overview;
mod own_words;
mod picture;
mod plan;
mod said;
mod templates;
mod text;
mod to_fix;
mod why;
mod words;
mod wrap;

pub use basis::{Basis, PageBasis};
pub use card::{Card, cards};

pub use coach::{Coached, coach};
pub use json::json;
pub use model::Report;
pub use names::is_ours;
pub use overview::{Glance, GlancePlan, Overview};
pub use templates::{BUILT_IN, Templates};
pub use text::{prompts_text, text};
pub use to_fix::{FileToFix, LineToFix, NotesToFix};
pub use why::why;

use crate::journal::Journal;
use crate::prompt::Prompts;
use crate::week::Counted;

/// The model of the last of `weeks` (oldest first, at most six, without gaps). Shows everything that `journal` holds, so
/// what is shared is decided by the view it was assembled for. An empty report where there are no weeks.
#[must_use]
pub fn model(journal: &Journal, weeks: &[Counted], prompts: &Prompts) -> Report {
    make::report(journal, weeks, prompts).unwrap_or_default()
}
