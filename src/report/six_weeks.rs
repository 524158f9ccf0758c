//! What the parts of the model are made from: the week of the report and the weeks it looks back on.

use crate::journal::{Entry, Journal, Plan};
use crate::phrases::plain::one_plain_line;
use crate::text::fold;
use crate::week::{self, CountedWeek, PlanWeek};

/// How many weeks a page looks back on, its own among them.
pub const LOOKS_BACK: u32 = 6;

/// A week with those before it.
pub(super) struct SixWeekWindow<'a> {
    pub journal: &'a Journal,
    /// Oldest first; never empty.
    pub all: &'a [CountedWeek],
    /// The last of them, which the report is about.
    pub this: &'a CountedWeek,
    /// Every client's entry of all weeks that is not later than the as-of date, in the journal's order.
    pub entries: Vec<&'a Entry>,
    /// Those of this week.
    pub client_entries_this_week: Vec<&'a Entry>,
}

impl<'a> SixWeekWindow<'a> {
    /// None where there is no week.
    pub fn new(journal: &'a Journal, all: &'a [CountedWeek]) -> Option<SixWeekWindow<'a>> {
        let (first, this) = (all.first()?, all.last()?);
        let last = this.week.end().min(this.as_of);
        let entries: Vec<&Entry> =
            journal.entries_between(first.week.start(), last).iter().filter(|e| e.written_by.is_none()).collect();
        let own = entries.iter().copied().filter(|e| e.date >= this.week.start()).collect();
        Some(SixWeekWindow { journal, all, this, entries, client_entries_this_week: own })
    }

    /// The week has not ended as of the as-of date.
    pub fn is_running(&self) -> bool {
        self.this.as_of <= self.this.week.end()
    }

    /// The journal begins with this week, and nothing could be noted yet.
    pub fn begins_without_notes(&self) -> bool {
        let since = self.all.first().map_or(self.this.week.start(), |first| first.week.start());
        week::is_first_week_without_notes(self.journal, since, self.this)
    }

    /// How many ticked lines of this week could not be read.
    pub fn unread_lines(&self) -> u32 {
        week::count_unread_lines(self.journal, self.this)
    }

    /// A pause takes every day of a plan's week.
    pub fn is_paused_all_week(&self, plan: &Plan) -> bool {
        !plan.pauses.is_empty() && !self.this.week.dates().any(|date| plan.runs_on(date))
    }

    pub fn plan_of(&self, week: &PlanWeek) -> Option<&'a Plan> {
        self.journal.plans.get(week.plan)
    }
}

/// A text as it can be shown; none where nothing of it is left.
pub(super) fn plain_unless_empty(text: Option<&str>) -> Option<String> {
    text.map(one_plain_line).filter(|text| !text.is_empty())
}

/// Whether two texts are the same as names are compared.
pub(super) fn is_same_when_folded(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}
