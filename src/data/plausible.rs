//! Whether the facts of a week can be those of a week at all. What is read can be anybody's.

use chrono::{Days, NaiveDate};

use super::week_data::{PlanData, WeekData};

/// More than any week holds of anything that is counted, so that sums of them have room.
const MOST: u32 = 100_000;

/// The first and the last date that a note can have.
const FIRST: Option<NaiveDate> = NaiveDate::from_ymd_opt(1969, 12, 25);
const LAST: Option<NaiveDate> = NaiveDate::from_ymd_opt(2201, 1, 14);

impl WeekData {
    /// Whether its week has seven dates, its plans are of these, and no count is beyond all reason.
    #[must_use]
    pub fn is_plausible(&self) -> bool {
        let (start, end) = (self.week.start, self.week.end);
        let is_calendar_date =
            |date: NaiveDate| FIRST.is_some_and(|first| first <= date) && LAST.is_some_and(|last| date <= last);
        let dates = [self.session, self.next_session, self.course_end, self.last_noted].into_iter().flatten();
        start.checked_add_days(Days::new(6)) == Some(end)
            && [start, self.as_of].into_iter().chain(dates).all(is_calendar_date)
            && start <= self.as_of
            && self.to_discuss.iter().all(|of| is_calendar_date(of.date))
            && self.plans.iter().all(|plan| plan.is_plausible(start))
    }
}

impl PlanData {
    fn is_plausible(&self, start: NaiveDate) -> bool {
        let came_up = self.came_up.unwrap_or_default();
        let came_up = [came_up.done, came_up.partly, came_up.not_done];
        self.counts.all().iter().chain(&came_up).all(|count| *count <= MOST)
            && self.days.iter().map(|day| day.date).eq(start.iter_days().take(self.days.len()))
            && self.days.len() == 7
    }
}
