//! What to write instead of a line that says another day than its note's, or several times of a day
//! (docs/specification.md#8-problems).

use chrono::NaiveDate;

use crate::journal::catalog::name_table::TaskGroupIndex;
use crate::journal::catalog::plan_catalog::PlanCatalog;
use crate::journal::lines::said_days::{SaidDays, SaidForm};
use crate::journal::lines::said_times::{PlannedTimes, SaidTimes};
use crate::journal::near_misses::near_line::{NearMissLine, NearMissReason};
use crate::journal::near_misses::near_miss::whole_line;
use crate::journal::near_misses::written_line::WrittenLine;
use crate::journal::{Plan, near_misses::near_line_help, note_fields::fields};
use crate::text::fold;
use crate::when::Slot;

impl PlanCatalog {
    /// What to write where a line says that it is still to come: `Walk tomorrow`, `Walk next week`. It is no line of today.
    pub(crate) fn help_for_day_to_come(&self, near: &NearMissLine, plan: &Plan) -> Option<String> {
        const NEXT: [&str; 9] =
            ["week", "weekend", "month", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
        const BEFORE: [&str; 11] =
            ["for", "until", "till", "before", "as", "like", "than", "about", "of", "by", "because"];
        let head = crate::journal::lines::line::part_before_free_text(&near.line.text);
        let folded = fold(head);
        let task = fold(&plan.task);
        let is_between = |c: char| !(c.is_alphanumeric() || c == '\'');
        let is_of_task = |word: &str| task.split(is_between).any(|of_task| of_task == word);
        let words: Vec<&str> = folded.split(is_between).filter(|word| !word.is_empty()).collect();
        let next = |at: usize| words.get(at + 1).copied().unwrap_or_default();
        // `later than usual`, `a bit later`, `10 min later`
        let is_to_come = |at: usize, word: &str| match word {
            "later" | "soon" if at == 0 => words.len() > 1 && words.iter().skip(1).all(|word| is_of_task(word)),
            "later" | "soon" => {
                next(at).is_empty()
                    && !matches!(
                        at.checked_sub(1).and_then(|at| words.get(at).copied()),
                        Some("bit" | "min" | "little" | "much" | "too" | "hour" | "hours" | "minutes" | "pretty")
                    )
            }
            // `ready for next Friday`, `until tomorrow` say more of this day.
            _ if at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| BEFORE.contains(word)) => false,
            "tomorrow" | "tmrw" => true,
            "next" => NEXT.contains(&next(at)) || next(at) == "sunday",
            _ => false,
        };
        let at =
            words.iter().enumerate().find(|(at, word)| !is_of_task(word) && is_to_come(*at, word)).map(|(at, _)| at)?;
        let said = words.get(at..at + 1 + usize::from(words.get(at) == Some(&"next")))?.join(" ");
        // As it is written.
        let said = head.to_lowercase().find(&said).and_then(|at| head.get(at..at + said.len())).unwrap_or(&said);
        let task = fields::shortened_for_message(&plan.task);
        Some(format!(
            "`{said}` is still to come: write `- [x] {task}` once it is done, into the note of that day. If it is done already, leave \
             `{said}` out or put it after a dash."
        ))
    }

    /// The first day of a line that is not its note's, where the line counts nowhere for the words that it has.
    pub(crate) fn other_day_of_line(&self, near: &NearMissLine, group: TaskGroupIndex) -> Option<NaiveDate> {
        let of_note = near.date.filter(|_| matches!(near.reason, NearMissReason::WordsLeft(_)))?;
        let plan = self.plans.get(self.version_on_date_or_nearest(group, of_note)?)?;
        let said = days_and_no_hours(near, plan, Some(of_note))?;
        said.dates.into_iter().find(|date| *date != of_note)
    }

    /// What to write where a line says on which days it was, and they are not the note's: `Walk on Monday`.
    pub(crate) fn help_for_other_days(&self, near: &NearMissLine, plan: &Plan) -> Option<String> {
        let of_note = near.date?;
        let said = days_and_no_hours(near, plan, Some(of_note))?;
        let before = near_line_help::box_for_rewritten_line(whole_line(near));
        let line = self.line_without_days(near, plan, &said);
        let line = format!("`{before}{line}`");
        let yesterday = of_note.pred_opt();
        match (said.dates.as_slice(), said.form) {
            ([], _) => Some(format!("Write {line} into the note of each day that it is about.")),
            ([one], _) if *one == of_note => None,
            ([date], SaidForm::Dates) => Some(format!("Write {line} into the note of {date}.")),
            ([date], SaidForm::Weekdays) => {
                let on_this_day = self.written_line(near, plan).map_or_else(String::new, |line| {
                    let line = line.whole();
                    format!(" If it was on this day, put your own words after a dash: `{before}{line}`.")
                });
                let day = &said.written;
                Some(format!("If it was on {day}, write {line} into the note of {date}.{on_this_day}"))
            }
            ([date], _) if Some(*date) == yesterday => {
                Some(format!("If it was yesterday, write {line} into the note of {date}."))
            }
            ([date], _) if said.written.starts_with("day before") => {
                Some(format!("If it was the {}, write {line} into the note of {date}.", said.written))
            }
            ([date], _) => Some(format!("If it was {}, write {line} into the note of {date}.", said.written)),
            (dates, _) => Some(format!("Write {line} into the note of each day: {}.", dates_in_words(dates, ""))),
        }
    }

    /// What to write for a line with a date of its own, in a note that has none.
    pub(crate) fn help_for_dated_line(&self, near: &NearMissLine, plan: &Plan) -> String {
        let before = near_line_help::box_for_rewritten_line(whole_line(near));
        let said = SaidDays::find(&near.line.text, &plan.task, None);
        let Some(said) = said.filter(|said| !said.dates.is_empty()) else {
            let line = self.written_line_or_task(near, plan).whole();
            return format!(
                "Write `{before}{line}` into the note of that day, or `{before}YEAR-MONTH-DAY {line}` into the note of the plan."
            );
        };
        let line = self.line_without_days(near, plan, &said);
        match said.dates.as_slice() {
            [date] => format!(
                "Write `{before}{line}` into the note of {date}, or `{before}{date} {line}` into the note of the plan."
            ),
            dates => format!("Write `{before}{line}` into the note of each day: {}.", dates_in_words(dates, "")),
        }
    }

    /// What to write for a line in a note without a date that says its day in words: `Walk yesterday`, `Tue 17 Nov Walk`.
    pub(crate) fn help_for_day_without_date(&self, near: &NearMissLine, plan: &Plan) -> Option<String> {
        // Which day that was, nobody can tell: only its words are looked for.
        let said = SaidDays::find(&near.line.text, &plan.task, Some(self.as_of()))?;
        if near_line_help::help_if_not_done(&near.line.text, &plan.task, &self.written_line_or_task(near, plan), true)
            .is_some()
        {
            return None;
        }
        let before = near_line_help::box_for_rewritten_line(whole_line(near));
        let line = self.line_without_days(near, plan, &said);
        let day = if said.form == SaidForm::Unnamed { "each day that it is about" } else { "that day" };
        Some(format!(
            "Write `{before}{line}` into the note of {day}, or `{before}YEAR-MONTH-DAY {line}` into the note of the plan."
        ))
    }

    /// A line without its days, as it would count.
    fn line_without_days(&self, near: &NearMissLine, plan: &Plan, said: &SaidDays) -> String {
        let task = || WrittenLine::of_name(&fields::shortened_for_message(&plan.task));
        let rest = said.rest.replace('`', "'");
        self.writer(near, plan).written_line(&rest).unwrap_or_else(task).whole()
    }

    /// What to write where a line tells several times: a line for each.
    pub(crate) fn help_for_several_times(&self, near: &NearMissLine, plan: &Plan) -> Option<String> {
        let text = near.line.text.replace('`', "'");
        let before = near_line_help::box_for_rewritten_line(whole_line(near));
        let Some(SaidTimes { range, times }) = PlannedTimes::of_plan(plan).find_several_in(&text) else {
            return self.help_for_number_of_times(near, plan, &before);
        };
        let (start, end) = (text.get(..range.start)?, text.get(range.end..)?);
        let writer = self.writer(near, plan);
        let line_of = |time: &String| {
            let written = writer.written_line(&format!("{start}{time}{end}"))?;
            Some(format!("`{before}{}`", written.whole()))
        };
        let lines: Vec<String> = times.iter().filter_map(line_of).collect();
        let (last, rest) = lines.split_last().filter(|_| lines.len() == times.len())?;
        Some(format!("Write a line for each: {} and {last}.", rest.join(", ")))
    }

    /// The same where a line only says how often: `Meds twice`.
    fn help_for_number_of_times(&self, near: &NearMissLine, plan: &Plan, before: &str) -> Option<String> {
        let head = crate::journal::lines::line::part_before_free_text(&near.line.text);
        let folded = crate::text::fold(head);
        let mut words = folded.split(|c: char| !c.is_alphanumeric());
        let clocks: Vec<String> = plan
            .when
            .all_slots()
            .into_iter()
            .filter_map(|slot| match slot {
                Slot::At(clock) => Some(clock.to_string()),
                _ => None,
            })
            .collect();
        if let Some((word, time)) = PlannedTimes::of_plan(plan).find_one_bare_time_in(&near.line.text) {
            let at = near.line.text.find(word)?;
            let text = format!("{}{time}{}", near.line.text.get(..at)?, near.line.text.get(at + word.len()..)?);
            let written = self.writer(near, plan).written_line(&text).filter(|_| !text.contains('`'))?;
            return Some(format!("Write `{before}{}`.", written.whole()));
        }
        let is_twice = words.any(|word| matches!(word, "twice" | "both")) && clocks.len() == 2;
        let lines: Vec<String> = clocks.iter().map(|clock| format!("`{before}{clock} {}`", plan.task)).collect();
        is_twice.then(|| format!("Write a line for each: {}.", lines.join(" and ")))
    }
}

/// The days of a line. `8/20` are two hours of a plan at 8:00 and at 20:00, and no day of August.
fn days_and_no_hours(near: &NearMissLine, plan: &Plan, of_note: Option<NaiveDate>) -> Option<SaidDays> {
    let said = SaidDays::find(&near.line.text, &plan.task, of_note)?;
    let is_numbers = said.written.bytes().all(|b| b.is_ascii_digit() || b == b'/');
    let are_hours = is_numbers && PlannedTimes::of_plan(plan).find_several_in(&near.line.text).is_some();
    (!are_hours).then_some(said)
}

/// `2026-11-16, 2026-11-17 and 2026-11-18`
pub(crate) fn dates_in_words(dates: &[NaiveDate], quote: &str) -> String {
    let dates: Vec<String> = dates.iter().map(|date| format!("{quote}{date}{quote}")).collect();
    match dates.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => dates.concat(),
    }
}
