//! Plans and entries -> counted weeks. Pure: a journal, a week and an as-of date in, numbers with the entries behind each of
//! them out.
//!
//! Two steps for each plan: its week's entries are matched with the occasions (`matching`), then everything is counted
//! from what was matched (`counting`). So every number can name its notes (`evidence`).

mod assessment;
mod calendar;
mod counting;
mod counts;
mod evidence;
mod floats_due;
mod matching;
mod report_weeks;
mod step_words;
mod task_weeks;
mod time_and_place;
mod times_of_day;
mod trends;
mod types;

pub use assessment::{
    WeekAssessment, assess_plan_week, dates_of_long_practice, has_just_changed_with_little_due, is_better_week,
    is_done_in_full, is_kept_without_moment, is_mostly_open_or_not_done, is_well_beyond_plan, may_ask_for_smaller_step,
    may_be_called_well, may_long_practice_tire, most_overdone_plan, resumes_after_silent_weeks,
};
pub use calendar::Week;
pub use counting::count_week;
pub use counts::{CameUpCounts, Counts};
pub use evidence::{Evidence, Metric};
pub use floats_due::weeks_with_floats_due;
pub use report_weeks::{cap_at_day_after_week, count_unread_lines, is_first_week_without_notes, weeks_with_report};
pub use step_words::{is_holding_back, is_meal, is_of_distress, is_rest, names_limit};
pub use task_weeks::plans_of_week_by_task;
pub use times_of_day::TimeOfDayCounts;
pub use trends::{
    TaskTrend, TrendDirection, TrendPoint, counts_of_task, is_ended_by_note, trend_of_task, version_of_coming_week,
    versions_of_task,
};
pub use types::{
    CountedEntry, CountedWeek, EntryRole, MinutesNoted, NotCountedReason, Occasion, PlanDay, PlanWeek, Ratio, State,
};
