//! The newest week of a client's folder that is this client's own: a week that a sync or a hand put there may be somebody else's.

use std::path::Path;

use chrono::NaiveDate;

use super::client_files::read_week_data;
use super::client_folders::ClientFolder;
use crate::data::WeekData;
use crate::phrases::UnreadReason;
use crate::text::fold;

/// So many weeks of a client are tried, from the newest back.
const MOST_TRIED: usize = 6;

/// The newest week that can be used, and why newer ones cannot.
#[derive(Clone, Debug, Default)]
pub struct NewestWeek {
    pub data: Option<WeekData>,
    /// Other weeks that had to be read for that.
    pub others: Vec<WeekData>,
    /// Each with the date on which its week begins.
    pub unread: Vec<(NaiveDate, UnreadReason)>,
}

/// The newest of `weeks` (newest first) that can be read and has the name that most of them have. Where the newest two agree, no more
/// are read. `before_read` is called with the path of each file before it is opened.
pub fn read_newest_week_of_client(
    root: &Path,
    folder: &ClientFolder,
    weeks: impl Iterator<Item = NaiveDate>,
    buffer: &mut Vec<u8>,
    mut before_read: impl FnMut(String),
) -> NewestWeek {
    let mut read: Vec<WeekData> = Vec::new();
    let mut unread = Vec::new();
    for start in weeks.take(MOST_TRIED) {
        let path = folder.data_path(start);
        before_read(path.clone());
        match read_week_data(root, &path, start, buffer) {
            Ok(data) => read.push(data),
            Err(why) => unread.push((start, why)),
        }
        if let [newest, next] = read.as_slice()
            && folded_name(newest) == folded_name(next)
        {
            break;
        }
    }
    let names: Vec<Option<String>> = read.iter().map(folded_name).collect();
    let count = |name: &Option<String>| names.iter().filter(|other| *other == name).count();
    // Of names that are as many the last, which is that of the oldest week.
    let Some(own) = names.iter().max_by_key(|name| count(name)) else {
        return NewestWeek { data: None, others: Vec::new(), unread };
    };
    let newest = names.iter().position(|name| name == own).unwrap_or(0);
    unread.extend(read.iter().take(newest).map(|data| (data.week.start, UnreadReason::OtherName)));
    let own_start = read.get(newest).map(|data| data.week.start);
    unread.retain(|(start, _)| own_start.is_none_or(|own| *start > own));
    unread.sort_by_key(|(start, _)| std::cmp::Reverse(*start));
    let data = (newest < read.len()).then(|| read.remove(newest));
    NewestWeek { data, others: read, unread }
}

fn folded_name(data: &WeekData) -> Option<String> {
    data.name.as_deref().map(fold)
}
