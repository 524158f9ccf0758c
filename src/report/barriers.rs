//! What got in the way: this week with its days, and over the weeks by group.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::make::Weeks;
use super::model::{BarrierCount, BarrierGroup, BarrierLine};
use super::{picture, plain, words};
use crate::journal::{Barrier, Entry};

/// The order in which groups are shown (CLINICAL.md).
const GROUPS: [&str; 6] = ["practical", "task", "inner", "people", "life", "other"];

/// As it is said, and its group.
fn said_and_group(barrier: &Barrier) -> (String, &'static str) {
    match barrier {
        Barrier::Known(known) => {
            (known.phrase.to_owned(), GROUPS.into_iter().find(|&g| g == known.group).unwrap_or("other"))
        }
        Barrier::Other(written) => (plain::cut(&plain::plain(written), 60), "other"),
    }
}

/// Each barrier with the dates it was noted on (one for each entry), the most often noted first, then the earliest.
fn noted(entries: &[&Entry]) -> Vec<(String, &'static str, Vec<NaiveDate>)> {
    let mut found: BTreeMap<(String, &'static str), Vec<NaiveDate>> = BTreeMap::new();
    for entry in entries {
        for barrier in &entry.barriers {
            found.entry(said_and_group(barrier)).or_default().push(entry.date);
        }
    }
    let mut found: Vec<_> = found.into_iter().map(|((said, group), dates)| (said, group, dates)).collect();
    found.sort_by_key(|(_, _, dates)| (std::cmp::Reverse(dates.len()), dates.first().copied()));
    found
}

/// `Low energy`, `twice`, `Sat 14 and Sun 15`.
pub(super) fn this_week(weeks: &Weeks<'_>) -> Vec<BarrierLine> {
    let lines = noted(&weeks.own).into_iter().map(|(said, _, mut dates)| {
        let times = words::times(dates.len());
        dates.dedup();
        let days: Vec<String> = dates.into_iter().map(words::day).collect();
        BarrierLine { name: words::capital(&said), times, days: words::list(&days) }
    });
    lines.collect()
}

/// `Low energy came up twice: Saturday and Sunday.`, for the barrier noted most often, if twice or more.
pub(super) fn twice(weeks: &Weeks<'_>) -> Option<String> {
    let (said, _, mut dates) = noted(&weeks.own).into_iter().find(|(_, _, dates)| dates.len() > 1)?;
    let times = words::times(dates.len());
    dates.dedup();
    let days: Vec<String> = dates.iter().map(|d| words::weekday(chrono::Datelike::weekday(d)).to_owned()).collect();
    Some(format!("{} came up {times}: {}.", words::capital(words::bare(&said)), words::list(&days)))
}

/// All weeks' counts by group; nothing where no week but this one has any.
pub(super) fn groups(weeks: &Weeks<'_>) -> Vec<BarrierGroup> {
    let all = noted(&weeks.entries);
    let many = |of: &[(String, &str, Vec<NaiveDate>)]| of.iter().map(|(_, _, dates)| dates.len()).sum::<usize>();
    if many(&all) == many(&noted(&weeks.own)) {
        return Vec::new();
    }
    let group = |group: &'static str| {
        let of: Vec<_> = all.iter().filter(|(_, g, _)| *g == group).collect();
        let names: Vec<String> = of.iter().map(|(said, _, dates)| format!("{said} {}", dates.len())).collect();
        let names = match (of.as_slice(), names) {
            ([(said, ..)], _) => vec![said.clone()],
            (_, names) => names,
        };
        let count = of.iter().map(|(_, _, dates)| dates.len()).sum();
        let one = |(name, _, dates): &&(String, &str, Vec<NaiveDate>)| {
            let (strokes, width) = picture::strokes(dates.len());
            BarrierCount { name: name.clone(), count: dates.len(), strokes, width }
        };
        let barriers = of.iter().map(one).collect();
        (count > 0).then(|| BarrierGroup { group, count, names: names.join(", "), barriers })
    };
    GROUPS.into_iter().filter_map(group).collect()
}
