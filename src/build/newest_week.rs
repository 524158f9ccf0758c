//! The newest week of a client's folder that is this client's own: a week that a sync program or a person put there may be somebody else's.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;

use chrono::NaiveDate;

use super::client_files::read_week_data;
use super::client_folders::ClientFolder;
use crate::caseload::first_date_of_marks;
use crate::data::WeekData;
use crate::phrases::UnreadReason;
use crate::text::fold;

/// At most this many weeks are tried, from the newest back, until one can be read.
const MOST_TRIED: usize = 6;

/// The newest week that can be used, and why newer ones cannot.
#[derive(Clone, Debug, Default)]
pub struct NewestWeek {
    pub data: Option<WeekData>,
    /// Other weeks that had to be read for that.
    pub others: Vec<WeekData>,
    /// Each with the date on which its week begins: the newer ones that cannot be read, and all seen with a different name.
    pub unread: Vec<(NaiveDate, UnreadReason)>,
}

/// The newest of `weeks` (newest first) that can be read and has the name that most of them have; of equally frequent names, the
/// newest. If the newest two and the oldest agree, no more are read. `before_read` is called with the path of each file before it
/// is opened.
pub fn read_newest_week_of_client(
    root: &Path,
    folder: &ClientFolder,
    weeks: impl Iterator<Item = NaiveDate>,
    buffer: &mut Vec<u8>,
    mut before_read: impl FnMut(String),
) -> NewestWeek {
    let mut weeks: VecDeque<NaiveDate> = weeks.collect();
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    let mut read_week = |start: NaiveDate, read: &mut Vec<WeekData>| {
        let path = folder.data_path(start);
        before_read(path.clone());
        match read_week_data(root, &path, start, buffer) {
            Ok(data) => read.push(data),
            Err(why) => unread.push((start, why)),
        }
    };
    let mut tried = 0;
    while read.len() < 2 && tried < MOST_TRIED {
        let Some(start) = weeks.pop_front() else { break };
        read_week(start, &mut read);
        tried += 1;
    }
    // What a sync program or a person put there is seldom as old as the client's first week.
    if let Some(oldest) = weeks.pop_back().filter(|_| !read.is_empty()) {
        read_week(oldest, &mut read);
    }
    let is_one_name = read.iter().all(|data| read.first().is_some_and(|first| folded_name(first) == folded_name(data)));
    if !is_one_name {
        weeks.into_iter().for_each(|start| read_week(start, &mut read));
        read.sort_by_key(|data| Reverse(data.week.start));
    }
    let mut counts: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for data in &read {
        *counts.entry(folded_name(data)).or_default() += 1;
    }
    let count = |data: &WeekData| counts.get(&folded_name(data)).copied().unwrap_or_default();
    // Of equally frequent names the last, which is the newest since the oldest comes first.
    let Some(own) = read.iter().rev().max_by_key(|data| count(data)).map(folded_name) else {
        return NewestWeek { data: None, others: Vec::new(), unread };
    };
    let newest = read.iter().position(|data| folded_name(data) == own).unwrap_or(0);
    let own_start = read.get(newest).map(|data| data.week.start);
    unread.retain(|(start, _)| own_start.is_none_or(|own| *start > own));
    let of_others = read.iter().filter(|data| folded_name(data) != own);
    unread.extend(of_others.map(|data| (data.week.start, UnreadReason::OtherName)));
    unread.sort_by_key(|(start, _)| Reverse(*start));
    let data = (newest < read.len()).then(|| read.remove(newest));
    NewestWeek { data, others: read, unread }
}

/// The weeks of the same client before `newest`, newest first, as far back as something that was marked to bring up is still wanted. `before_read`
/// is called with the path of each file before it is opened. What cannot be read is given with the date on which its week begins.
pub(super) fn read_weeks_before(
    (root, folder): (&Path, &ClientFolder),
    newest: &NewestWeek,
    as_of: NaiveDate,
    buffer: &mut Vec<u8>,
    mut before_read: impl FnMut(String),
) -> (Vec<WeekData>, Vec<(NaiveDate, UnreadReason)>) {
    let (mut before, mut unread): (Vec<WeekData>, Vec<_>) = (Vec::new(), Vec::new());
    let Some(own) = &newest.data else { return (before, unread) };
    for start in folder.data_weeks.iter().rev().copied().filter(|start| *start < own.week.start) {
        if start.iter_days().nth(6).is_none_or(|end| end < first_date_of_marks(own, &before, as_of)) {
            break;
        }
        let data = match newest.others.iter().find(|data| data.week.start == start) {
            Some(data) => Ok(data.clone()),
            None => {
                let path = folder.data_path(start);
                before_read(path.clone());
                read_week_data(root, &path, start, buffer)
            }
        };
        match data {
            Ok(data) if folded_name(&data) == folded_name(own) => before.push(data),
            Ok(_) => {}
            Err(why) => unread.push((start, why)),
        }
    }
    (before, unread)
}

fn folded_name(data: &WeekData) -> Option<String> {
    data.name.as_deref().map(fold)
}
