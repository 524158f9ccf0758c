//! The report model -> text. Decides nothing: what is shown is in the model, its fixed words in `phrases` and the templates.
//!
//! | derived | from | by |
//! | --- | --- | --- |
//! | `week-`, `prompts-DATE.md`, `index.md`, the same as HTML | reports | [`Templates`] |
//! | `helper-card/` | cards | [`Templates`] |
//! | `notes-to-fix.md` | problems | [`Templates`] |
//! | `caseload.html`, `caseload.md`; as JSON | caseload | [`Templates`]; [`caseload_json`] |
//! | `show` as text, with `--why` | report; journal and counted week | [`report_text`], [`why_page`] |
//! | `show` as JSON, `data/` | journal and counted week, report | [`week_data`], which gives a [`crate::data::WeekData`] |
//! | `show --format note` | report | [`clinical_record_note()`] |
//! | the tables of `export` | the data of a week | [`export_week`] |
//! | `prompts` as text | report | [`prompts_text`] |
//! | `calendar.ics` | times of plans | [`calendar_file()`] |
//!
//! People's text was made plain with the model and is escaped when a page is made (`markdown`, `html`), so that nothing
//! somebody wrote can change what a page is.

mod answer_note;
mod calendar_file;
mod card_view;
mod caseload_json;
mod caseload_view;
mod client_block;
mod client_view;
mod course_view;
mod day_grid;
mod engine;
mod export_cells;
mod export_names;
mod export_rows;
mod html;
mod in_words;
mod legend;
mod markdown;
mod marks;
mod notes_to_fix;
mod overview_view;
mod paper;
mod picture;
mod plan_view;
mod record_note;
mod template_mistake;
mod templates;
mod terminal;
mod terminal_page;
mod tidy;
mod view;
mod week_entries_facts;
mod week_facts;
mod week_view;
mod why;

pub use answer_note::{SHARE_AS_SET, answer_note_end, answer_note_head, empty_answer_note};
pub use calendar_file::calendar_file;
pub use card_view::HelperCardView;
pub use caseload_json::caseload_json;
pub use caseload_view::CaseloadView;
pub use client_block::{ClientBlock, ClientBlocks};
pub use export_cells::{ExportFormat, ExportTable};
pub use export_names::ExportNames;
pub use export_rows::{TableLines, export_week};
pub use notes_to_fix::{FileToFix, LineToFix, NotesToFix};
pub use overview_view::OverviewView;
pub use record_note::clinical_record_note;
pub use templates::Templates;
pub use terminal::{prompts_text, report_text};
pub use view::WeekView;
pub use week_facts::{week_data, week_data_of_counts_only};
pub use why::why_page;
