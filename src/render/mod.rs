//! The report model -> text. Decides nothing: what is told is in the model, and how it is laid out in the templates.
//!
//! | derived | from | by |
//! | --- | --- | --- |
//! | `week-`, `prompts-DATE.md`, `index.md`, the same as HTML | reports | [`Templates`] |
//! | `helper-card/` | cards | [`Templates`] |
//! | `notes-to-fix.md` | problems | [`Templates`] |
//! | `show` as text, as JSON, with `--why` | report; journal and counted week | [`text()`], [`json()`], [`why()`] |
//! | `prompts` as text | report | [`prompts_text()`] |

mod html;
mod json;
mod markdown;
pub mod overview;
mod templates;
mod terminal;
mod to_fix;
mod why;
mod wrap;

pub use json::json;
pub use overview::{Glance, GlancePlan, Overview};
pub use templates::{BUILT_IN, Templates};
pub use terminal::{prompts_text, text};
pub use to_fix::{FileToFix, LineToFix, NotesToFix};
pub use why::why;
