//! Which days of a week are those of each version of a plan, where a week has several.

use chrono::NaiveDate;

use super::six_weeks::is_same_when_folded;

/// The days on which a version of a plan runs, as far as they tell it from another version in the same week: from the second version
/// on the first day, up to the last but one the last day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VersionDays {
    pub first: Option<NaiveDate>,
    pub last: Option<NaiveDate>,
}

/// The days of each of these plans, given as task and start; versions of a task follow each other. None of a plan that is alone.
#[must_use]
pub fn days_of_versions(plans: &[(&str, Option<NaiveDate>)]) -> Vec<VersionDays> {
    let is_next_of_task = |at: usize| match (plans.get(at), plans.get(at + 1)) {
        (Some((task, _)), Some((next, _))) => is_same_when_folded(task, next),
        _ => false,
    };
    let of = |(at, (_, start)): (usize, &(&str, Option<NaiveDate>))| VersionDays {
        first: at.checked_sub(1).filter(|before| is_next_of_task(*before)).and(*start),
        last: plans.get(at + 1).filter(|_| is_next_of_task(at)).and_then(|(_, next)| (*next)?.pred_opt()),
    };
    plans.iter().enumerate().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_has_the_days_that_tell_it_from_the_next() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day);
        let days = |first, last| VersionDays { first, last };
        let alone = VersionDays::default();
        assert_eq!(days_of_versions(&[("Read", day(1)), ("Walk", day(1))]), [alone, alone]);
        assert_eq!(
            days_of_versions(&[("Walk", day(1)), ("walk", day(18)), ("Walk", day(20)), ("Zen", day(1))]),
            [days(None, day(17)), days(day(18), day(19)), days(day(20), None), alone]
        );
    }
}
