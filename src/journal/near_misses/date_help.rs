//! The dates in the help of a problem: near the note's own date, else near the day that counts as today. An example's date would be
//! copied, and would end a plan or move an entry (docs/specification.md#2-when).

use chrono::{Days, NaiveDate};

use crate::problem::{Code, Problem};
use crate::when;

/// As the help of a value has them, which knows no note.
const DATE: &str = "2026-11-19";
const SPAN: &str = "2026-01-01 to 2026-01-05";
const WEEK: &str = "2026-11-16";

/// Puts a date near the note's into a help that holds one of an example.
pub(crate) fn put_dates_near(problem: &mut Problem, today: NaiveDate) {
    use Code::{BadDate, DateMissing, DateOutOfRange, RelativeDate, TwoDates};
    if !matches!(problem.code, BadDate | RelativeDate | DateOutOfRange | TwoDates | DateMissing) {
        return;
    }
    let name = problem.file.rsplit('/').next().unwrap_or_default();
    let near = when::find_date_in_path(name).and_then(Result::ok).unwrap_or(today);
    let examples = [format!("as in `{DATE}`"), format!("as in `from {DATE}`"), format!("as in `{SPAN}`")];
    let holds_example = examples.iter().any(|example| problem.help.contains(example.as_str()));
    let quoted = problem.message.split('`').nth(1).unwrap_or_default().trim();
    let lacks_year = problem.message.ends_with(" has no year.")
        && (holds_example || problem.help == "Write the whole date, as year, month and day.");
    let meant = when::resolve_relative_date(quoted, near).filter(|_| lacks_year);
    if let Some(date) = meant {
        problem.help = format!("Write it with its year: `{date}`, if that is the day you mean.");
    } else if problem.code == DateMissing {
        problem.help = problem.help.replace(DATE, &near.to_string()).replace(WEEK, &near.to_string());
    } else if holds_example {
        // `2027-03`
        let of_month = when::parse_date(&format!("{quoted}-01")).ok().filter(|_| quoted.len() == "2027-03".len());
        let date = of_month.map_or(near, |moment| moment.date);
        let end = date.checked_add_days(Days::new(4)).unwrap_or(date);
        problem.help = problem.help.replace(SPAN, &format!("{date} to {end}")).replace(DATE, &date.to_string());
    }
}
