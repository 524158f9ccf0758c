//! What got in the way, and what was there: this week with its dates, and over the weeks by group.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::model::{BarrierDates, BarrierGroup, StartHere};
use super::six_weeks::{SixWeekWindow, is_same_when_folded};
use crate::journal::{BARRIER_GROUPS, Barrier, Entry, Status};
use crate::phrases::plain::{cut_with_ellipsis, one_plain_line};

/// The longest barrier in the client's own words, in characters.
const LONGEST: usize = 60;

/// Each barrier with the dates it was noted on (one for each entry), the most often noted first, then the earliest.
fn barrier_dates<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<BarrierDates> {
    // By its word, so that what is noted equally often comes in the same order on every machine.
    let mut found: BTreeMap<(String, &'static str), BarrierDates> = BTreeMap::new();
    for entry in entries {
        for barrier in &entry.barriers {
            let (word, barrier) = match barrier {
                Barrier::Known(known) => (known.phrase.to_owned(), Barrier::Known(known)),
                Barrier::Other(written) => {
                    let short = cut_with_ellipsis(&one_plain_line(written), LONGEST);
                    (short.clone(), Barrier::Other(short))
                }
            };
            let key = (word, barrier.group());
            let none = || BarrierDates { barrier, dates: Vec::new(), tasks: Vec::new() };
            let of = found.entry(key).or_insert_with(none);
            of.dates.push(entry.date);
            let task = one_plain_line(&entry.task);
            match of.tasks.iter_mut().find(|(other, _)| is_same_when_folded(other, &task)) {
                Some((_, dates)) => dates.push(entry.date),
                None => of.tasks.push((task, vec![entry.date])),
            }
        }
    }
    let mut found: Vec<BarrierDates> = found.into_values().collect();
    found.sort_by_key(|of| (Reverse(of.dates.len()), of.dates.first().copied()));
    found
}

/// Barriers of this week's notes of what was not or only partly done.
pub(super) fn barriers_of_undone_entries_this_week(weeks: &SixWeekWindow<'_>) -> Vec<BarrierDates> {
    barrier_dates(weeks.client_entries_this_week.iter().copied().filter(|entry| entry.status != Status::Done))
}

/// What was noted beside something that was done all the same.
pub(super) fn barriers_of_done_entries_this_week(weeks: &SixWeekWindow<'_>) -> Vec<BarrierDates> {
    barrier_dates(weeks.client_entries_this_week.iter().copied().filter(|entry| entry.status == Status::Done))
}

/// The barrier noted on most days, if on two or more, with how often it was noted. One bad day is no pattern, however many plans it touched.
pub(super) fn start_with_repeated_barrier(weeks: &SixWeekWindow<'_>) -> Option<StartHere> {
    let noted = barrier_dates(weeks.client_entries_this_week.iter().copied()).into_iter();
    let by_day = noted.map(|BarrierDates { barrier, mut dates, .. }| {
        let count = dates.len();
        dates.dedup();
        (barrier, dates, count)
    });
    // The first of those that were noted on equally many days.
    let most = by_day.reduce(|most, of| if of.1.len() > most.1.len() { of } else { most });
    most.filter(|(_, dates, _)| dates.len() > 1).map(|(barrier, dates, count)| StartHere::Barrier {
        barrier,
        count,
        dates,
    })
}

/// All weeks' counts by group of what got in the way; nothing where no week but this one has any, or where there is only one.
pub(super) fn barrier_groups(weeks: &SixWeekWindow<'_>) -> Vec<BarrierGroup> {
    let all = barrier_dates(weeks.entries.iter().copied().filter(|entry| entry.status != Status::Done));
    let many = |of: &[BarrierDates]| of.iter().map(|one| one.dates.len()).sum::<usize>();
    if many(&all) < 2 || many(&all) == many(&barriers_of_undone_entries_this_week(weeks)) {
        return Vec::new();
    }
    let of_group = |name: &'static str| {
        let of = all.iter().filter(|one| one.barrier.group() == name);
        let barriers: Vec<(Barrier, usize)> = of.map(|one| (one.barrier.clone(), one.dates.len())).collect();
        (!barriers.is_empty()).then_some(BarrierGroup { group: name, barriers })
    };
    BARRIER_GROUPS.into_iter().filter_map(of_group).collect()
}
