//! Counted weeks -> the report model (docs/specification.md#4-what-is-made): everything that a week's page tells, as
//! facts. `render` words it.
//!
//! | derived | from | by |
//! | --- | --- | --- |
//! | [`Report`] | journal (what is shared), up to six counted weeks, prompts | [`make_report`] |
//! | [`Overview`] | reports | [`Glance::new`], [`Overview::new`] |
//! | [`HelperCard`] | journal (what is shared), the newest week | [`helper_cards`] |
//! | [`CoachPrompt`] | journal, counted weeks | [`coach_prompts_of_plans`] |
//! | [`PracticeCalendar`] | journal (what is shared) | [`PracticeCalendar::new`] |
//! | [`PageInputHash`] | what a week's page is made from, as a hash | [`PageInputHashes`] |

mod barriers;
mod basis;
mod card;
mod coach;
mod course;
mod entry_facts;
mod glance;
mod helper_week;
mod last_time;
mod make;
pub mod model;
mod overview;
mod own_words;
pub mod page_names;
mod photo_entries;
mod plan_versions;
mod plan_week;
mod practice_times;
mod questions;
mod ratings;
mod six_weeks;

pub use basis::{PageInputHash, PageInputHashes};
pub use card::{HelperCard, helper_cards};
pub use coach::{CoachPrompt, coach_prompts_of_plans};
pub use course::{COURSE_WEEKS, TaskInWeek, TaskOverWeeks, TasksByWeeks};
pub use entry_facts::time_of_entry_as_shown;
pub use glance::{Glance, GlanceDay, GlancePlan, RunningPlan};
pub use helper_week::names_of_helpers;
pub use make::make_report;
pub use model::Report;
pub use overview::Overview;
pub use own_words::{first_date_of_earlier_marks, quote_of_entry};
pub use page_names::may_be_our_page_name;
pub use plan_versions::{VersionDays, days_of_versions};
pub use plan_week::obstacle_counts_and_plan_use;
pub use practice_times::{PracticeCalendar, PracticeCalendarEntry, Repeats, TimeSpan};
pub use six_weeks::LOOKS_BACK;
