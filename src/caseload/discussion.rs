//! What a client wants to bring up: in the newest week, and before it since the last session.

use chrono::NaiveDate;

use crate::data::{ToDiscuss, WeekData};
use crate::phrases::plain::{one_plain_line, plain_lines};
use crate::report::first_date_of_earlier_marks;

/// Something that a client wants to bring up.
#[derive(Clone, Debug, PartialEq)]
pub struct DiscussionItem {
    pub date: NaiveDate,
    /// It is about the week that begins on the date.
    pub is_about_week: bool,
    pub task: Option<String>,
    /// If they are shared, what was written, how it felt and what the helper did that helped. Each is the client's own, and none may be
    /// read as part of another.
    pub words: Vec<String>,
    pub felt: Option<String>,
    pub helped: Option<String>,
}

impl DiscussionItem {
    fn new(data: &ToDiscuss) -> DiscussionItem {
        let line = |text: &Option<String>| text.as_deref().map(one_plain_line).filter(|text| !text.is_empty());
        let words = data.words.as_deref().map(plain_lines).unwrap_or_default();
        DiscussionItem {
            date: data.date,
            is_about_week: data.about_week,
            task: line(&data.task),
            words: words.into_iter().filter(|line| !line.is_empty()).collect(),
            felt: line(&data.felt),
            helped: line(&data.helped),
        }
    }
}

/// What the client marked in a week.
pub(super) fn marked_items_of_week(data: &WeekData) -> Vec<DiscussionItem> {
    data.to_discuss.iter().map(DiscussionItem::new).collect()
}

/// What the client marked in the weeks before `newest` (the newest of them first) and is still wanted, in order of time.
pub(super) fn marked_items_before_newest_week(
    newest: &WeekData,
    before: &[WeekData],
    as_of: NaiveDate,
) -> Vec<DiscussionItem> {
    let from = first_date_of_marks(newest, before, as_of);
    let weeks = before.iter().rev().filter(|data| data.week.end >= from);
    weeks.flat_map(marked_items_of_week).filter(|item| item.is_about_week || item.date >= from).collect()
}

/// The first date whose marks are wanted beside those of the newest week, by the last session that these weeks tell of. On the day of the
/// session itself something can be marked after it.
#[must_use]
pub fn first_date_of_marks(newest: &WeekData, before: &[WeekData], as_of: NaiveDate) -> NaiveDate {
    let told = std::iter::once(newest).chain(before);
    let told = told.flat_map(|data| [data.session, data.last_time.as_ref().map(|last| last.date)]);
    first_date_of_earlier_marks(newest.week.start, told.flatten().filter(|date| *date < as_of).max())
}
