//! The plans as entries of a calendar: when each begins, how it repeats, and on which days it does not. Times are those of the
//! wall clock.
//!
//! A time of a plan is one entry: `every day at 7:30 and 19:00` is two. Days without a time are entries of the whole day. A plan
//! that names no days (a bare cue, `3 times a week`) has none, and is listed instead.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};

use crate::journal::{Journal, Plan};
use crate::text::fold;
use crate::when::{DayPart, EVERY_DAY, LAST_DATE, Schedule, Slot};

/// What a calendar shows of a journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PracticeCalendar {
    /// In order of task, then of start, then of time.
    pub entries: Vec<PracticeCalendarEntry>,
    /// The tasks of plans that go on and name no days.
    pub without_days: Vec<String>,
}

/// A time of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticeCalendarEntry {
    /// The same whenever it is made of the same task, version and time.
    pub uid: String,
    pub task: String,
    /// The first day on which it is.
    pub first: NaiveDate,
    /// None: the whole day.
    pub time: Option<TimeSpan>,
    pub repeats: Repeats,
    /// The last day on which it can be.
    pub last: Option<NaiveDate>,
    /// Days after the first on which it is not: pauses, and days that were left out on purpose.
    pub without: Vec<NaiveDate>,
}

/// A time of the day, in minutes after midnight, and how long it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeSpan {
    pub start: u16,
    pub minutes: u16,
}

/// On which days an entry is, from the first on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repeats {
    /// Every `step` days, where the day of the week is one of these (a bit each, Monday the lowest).
    Days { step: u32, weekday_mask: u8 },
    /// In every `step`th Monday week, on these days of the week.
    Weeks { step: u32, weekday_mask: u8 },
    /// On the first day and on these.
    On(Vec<NaiveDate>),
}

/// How long an entry is where the plan does not say.
const USUAL_MINUTES: u16 = 15;

/// The longest entry: the rest of a long day.
const MOST_MINUTES: u16 = 16 * 60;

/// A pause that goes on for longer than this ends the entry.
const LONGEST_PAUSE_DAYS: i64 = 2 * 366;

impl PracticeCalendar {
    /// `as_of` is today, as the reports take it.
    #[must_use]
    pub fn new(journal: &Journal, as_of: NaiveDate) -> PracticeCalendar {
        let mut times = PracticeCalendar::default();
        for (at, plan) in journal.plans.iter().enumerate() {
            if plan.when.schedule() != Schedule::OnDates {
                if plan.end.is_none_or(|end| as_of <= end) {
                    times.without_days.push(plan.task.clone());
                }
                continue;
            }
            let of_plan = journal.entries.iter().filter(|entry| entry.plan == Some(at) && entry.written_by.is_none());
            let skips =
                of_plan.filter(|entry| entry.status.cancels_occasions_of_date()).map(|entry| entry.date).collect();
            times.entries.extend(PlanInCalendar { plan, skips, as_of }.entries());
        }
        times.without_days.dedup();
        times
    }
}

/// A plan, and what its entries in a calendar depend on.
struct PlanInCalendar<'a> {
    plan: &'a Plan,
    /// Days that were left out on purpose.
    skips: BTreeSet<NaiveDate>,
    as_of: NaiveDate,
}

impl PlanInCalendar<'_> {
    fn entries(&self) -> Vec<PracticeCalendarEntry> {
        let (times, last) = (self.times_and_repeats(), self.last_day());
        let mut entries: Vec<PracticeCalendarEntry> = Vec::new();
        for (time, repeats) in times {
            let starts =
                |entry: &PracticeCalendarEntry| entry.time.map(|time| time.start) == time.map(|time| time.start);
            let is_first = !entries.last().is_some_and(starts);
            entries.extend(
                self.entry(time, repeats, last)
                    .map(|entry| PracticeCalendarEntry { uid: self.uid(time, is_first), ..entry }),
            );
        }
        entries
    }

    /// Each time of the plan and how it repeats.
    fn times_and_repeats(&self) -> BTreeMap<Option<TimeSpan>, Repeats> {
        let groups = self.plan.when.groups();
        let start = self.plan.start;
        if groups.iter().all(|group| !group.days.is_interval() && group.days.dates.is_empty()) {
            return self.repeats_by_weekday(days_from(start).take(7), |weekday_mask| match weekday_mask {
                EVERY_DAY => Repeats::Days { step: 1, weekday_mask },
                _ => Repeats::Weeks { step: 1, weekday_mask },
            });
        }
        if let [group] = groups
            && group.days.weekday_mask == 0
            && group.days.dates.is_empty()
        {
            match (group.days.every_n_days.as_slice(), group.days.every_n_weeks.as_slice()) {
                (&[step], []) => {
                    let rounds = days_from(start).step_by(step.max(1) as usize).take(7);
                    return self.repeats_by_weekday(rounds, |_| Repeats::Days {
                        step,
                        weekday_mask: EVERY_DAY & !group.days.except,
                    });
                }
                ([], &[(step, _)]) => {
                    let two_rounds = days_from(start).take(2 * 7 * step.max(1) as usize);
                    return self.repeats_by_weekday(two_rounds, |weekday_mask| Repeats::Weeks { step, weekday_mask });
                }
                _ => {}
            }
        }
        self.repeats_on_single_dates_by_time()
    }

    /// The times of these dates, each with the days of the week on which it is.
    fn repeats_by_weekday(
        &self,
        dates: impl Iterator<Item = NaiveDate>,
        repeats: impl Fn(u8) -> Repeats,
    ) -> BTreeMap<Option<TimeSpan>, Repeats> {
        let mut masks: BTreeMap<Option<TimeSpan>, u8> = BTreeMap::new();
        for date in dates {
            for time in self.times_if_running_on(date) {
                *masks.entry(time).or_default() |= 1 << date.weekday().num_days_from_monday();
            }
        }
        masks.into_iter().map(|(time, mask)| (time, repeats(mask))).collect()
    }

    /// The dates themselves, where no rule says them: those that are named, else those from the start of last year to the end of
    /// next year, so that the list is the same all year.
    fn repeats_on_single_dates_by_time(&self) -> BTreeMap<Option<TimeSpan>, Repeats> {
        let year = self.as_of.year();
        let from = NaiveDate::from_ymd_opt(year - 1, 1, 1).unwrap_or(NaiveDate::MIN).max(self.plan.start);
        let to = NaiveDate::from_ymd_opt(year + 1, 12, 31).unwrap_or(NaiveDate::MAX);
        let named = self.plan.when.groups().iter().flat_map(|group| group.days.dates.iter().copied());
        let dates: BTreeSet<NaiveDate> = days_from(from).take_while(|date| *date <= to).chain(named).collect();
        let mut by_time: BTreeMap<Option<TimeSpan>, Vec<NaiveDate>> = BTreeMap::new();
        for date in dates {
            for time in self.times_if_running_on(date) {
                by_time.entry(time).or_default().push(date);
            }
        }
        by_time.into_iter().map(|(time, dates)| (time, Repeats::On(dates))).collect()
    }

    /// The last day of the plan: an open or very long pause ends it too.
    fn last_day(&self) -> Option<NaiveDate> {
        let mut last = self.plan.end;
        let mut pauses: Vec<_> = self.plan.pauses.iter().collect();
        pauses.sort_by_key(|pause| std::cmp::Reverse(pause.first));
        for pause in pauses {
            let days = pause.last.signed_duration_since(pause.first.max(self.plan.start)).num_days();
            let is_endless = pause.last >= LAST_DATE || days > LONGEST_PAUSE_DAYS;
            if last.map_or(is_endless, |last| pause.first <= last && last <= pause.last) {
                last = pause.first.pred_opt();
            }
        }
        last
    }

    /// None where there is no day on which it is.
    fn entry(
        &self,
        time: Option<TimeSpan>,
        repeats: Repeats,
        last: Option<NaiveDate>,
    ) -> Option<PracticeCalendarEntry> {
        let is_in_time = |date: &NaiveDate| last.is_none_or(|last| *date <= last);
        let is_named = |date: &NaiveDate| match &repeats {
            Repeats::On(dates) => dates.binary_search(date).is_ok(),
            Repeats::Days { .. } | Repeats::Weeks { .. } => self.times_if_running_on(*date).contains(&time),
        };
        let is_left_out = |date: &NaiveDate| !self.plan.runs_on(*date) || self.skips.contains(date);
        // Longer than any step and any pause that does not end the plan.
        let first = match &repeats {
            Repeats::On(dates) => dates.iter().copied().filter(is_in_time).find(|date| !is_left_out(date))?,
            Repeats::Days { .. } | Repeats::Weeks { .. } => {
                let mut days = days_from(self.plan.start).take(20 * 366).take_while(is_in_time);
                days.find(|date| is_named(date) && !is_left_out(date))?
            }
        };
        let repeats = match repeats {
            Repeats::On(dates) => {
                let later = dates.into_iter().filter(|date| *date > first && is_in_time(date) && !is_left_out(date));
                Repeats::On(later.collect())
            }
            rule => rule,
        };
        let without = match &repeats {
            Repeats::On(_) => Vec::new(),
            Repeats::Days { .. } | Repeats::Weeks { .. } => {
                let paused = self.plan.pauses.iter().flat_map(|pause| {
                    days_from(pause.first.max(first)).take_while(move |date| *date <= pause.last).take_while(is_in_time)
                });
                let days: BTreeSet<NaiveDate> = paused.chain(self.skips.iter().copied()).collect();
                let is_rule_day = |date: &NaiveDate| self.times_if_running_on(*date).contains(&time);
                days.into_iter().filter(|date| *date > first && is_in_time(date) && is_rule_day(date)).collect()
            }
        };
        Some(PracticeCalendarEntry {
            uid: String::new(),
            task: self.plan.task.clone(),
            first,
            time,
            repeats,
            last,
            without,
        })
    }

    /// The times of a date, whether the plan runs on it or not. One without a time is there only where all are.
    fn times_if_running_on(&self, date: NaiveDate) -> Vec<Option<TimeSpan>> {
        let occasions = self.plan.when.occasions(date, self.plan.start);
        let mut times: Vec<Option<TimeSpan>> = occasions.iter().map(|slots| self.time_span(slots)).collect();
        times.sort();
        times.dedup();
        if times.len() > 1 {
            times.retain(Option::is_some);
        }
        times
    }

    /// When an occasion is that may be at any of these times: at the first.
    fn time_span(&self, slots: &[Slot]) -> Option<TimeSpan> {
        let slot = slots.iter().min_by_key(|slot| slot.start_minute())?;
        let planned = self.plan.minutes.map(|minutes| minutes.seconds.div_ceil(60));
        let minutes = planned.and_then(|minutes| u16::try_from(minutes).ok()).unwrap_or(USUAL_MINUTES);
        let minutes = minutes.clamp(1, MOST_MINUTES);
        Some(match *slot {
            Slot::At(clock) => TimeSpan { start: clock.0, minutes },
            // `before 9am`, `after 6pm`.
            Slot::Between(0, to) => TimeSpan { start: to.saturating_sub(minutes), minutes },
            Slot::Between(from, 1440) => TimeSpan { start: from, minutes },
            Slot::Between(from, to) => {
                TimeSpan { start: from, minutes: to.saturating_sub(from).clamp(1, MOST_MINUTES) }
            }
            Slot::In(part) => TimeSpan { start: usual_hour(part) * 60, minutes },
        })
    }

    /// The start tells the times of a plan apart. Where it does not (`is_first`), their length does.
    fn uid(&self, time: Option<TimeSpan>, is_first: bool) -> String {
        // A start that is not written moves with today.
        let start = if self.plan.is_start_written { self.plan.start.to_string() } else { String::new() };
        let time = match time {
            None => "day".to_owned(),
            Some(time) if is_first => time.start.to_string(),
            Some(TimeSpan { start, minutes }) => format!("{start} {minutes}"),
        };
        let hash = blake3::hash(format!("{}\n{start}\n{time}", fold(&self.plan.task)).as_bytes()).to_hex();
        format!("{}@tinystep", hash.get(..32).unwrap_or_default())
    }
}

/// The hour of a part of the day at which a calendar shows it: one at which nobody is woken.
fn usual_hour(part: DayPart) -> u16 {
    match part {
        DayPart::EarlyMorning => 7,
        DayPart::Morning => 9,
        DayPart::Midday => 12,
        DayPart::Afternoon => 15,
        DayPart::Evening => 19,
        DayPart::Bedtime => 21,
        DayPart::Night => 22,
    }
}

fn days_from(date: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    (0..).map_while(move |days| date.checked_add_days(Days::new(days)))
}
