//! The times of plans -> a calendar file (RFC 5545). The times have no zone: they are those of the wall clock wherever it is
//! opened, and summer time does not move them.

use chrono::{Days, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use icalendar::{Alarm, Calendar, Class, Component as _, Event, EventLike as _, Property};

use crate::journal::CalendarNames;
use crate::phrases::Phrases;
use crate::phrases::plain::one_plain_line;
use crate::report::{PracticeCalendar, PracticeCalendarEntry, Repeats, TimeSpan};

const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// The file, without provenance; none if there is no entry. The first day of an entry is in the place where other programs write the
/// time of the clock, so that the same plans give the same bytes on every day.
#[must_use]
pub fn calendar_file(times: &PracticeCalendar, names: CalendarNames, phrases: &dyn Phrases) -> Option<String> {
    if times.entries.is_empty() {
        return None;
    }
    let mut calendar = Calendar::empty();
    for (name, value) in [("VERSION", "2.0"), ("PRODID", "-//tinystep//plans//EN"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(Property::new(name, value));
    }
    calendar.name(&phrases.calendar_entry_title());
    for entry in &times.entries {
        let summary = match names {
            CalendarNames::Neutral => phrases.calendar_entry_title(),
            CalendarNames::Tasks => one_plain_line(&entry.task),
        };
        calendar.push(event(entry, &summary));
    }
    Some(calendar.to_string())
}

fn event(entry: &PracticeCalendarEntry, summary: &str) -> Event {
    let stamp = format!("{}T000000Z", entry.first.format("%Y%m%d"));
    let mut event = Event::new();
    event.uid(&entry.uid).add_property("DTSTAMP", &stamp).summary(summary).class(Class::Private);
    event.append_property(moment_property("DTSTART", entry.first, entry.time));
    event.append_property(match entry.time {
        // An all-day entry ends on the day after it.
        None => moment_property("DTEND", days_after(entry.first, 1), None),
        Some(time) => moment_property(
            "DTEND",
            entry.first,
            Some(TimeSpan { start: time.start.saturating_add(time.minutes), ..time }),
        ),
    });
    if entry.time.is_none() {
        // An all-day entry takes up no time.
        event.add_property("TRANSP", "TRANSPARENT");
    }
    match &entry.repeats {
        Repeats::On(dates) if dates.is_empty() => {}
        Repeats::On(dates) => {
            event.append_property(moments_property("RDATE", dates, entry.time));
        }
        rule => {
            event.add_property("RRULE", recurrence_rule_text(rule, entry));
        }
    }
    if !entry.without.is_empty() {
        event.append_property(moments_property("EXDATE", &entry.without, entry.time));
    }
    if entry.time.is_some() {
        let mut alarm = Alarm::display(summary, Duration::zero());
        // Not every program reads the `P0D` of the crate.
        alarm.add_property("TRIGGER", "PT0S");
        // Otherwise these would depend on chance and on the clock.
        alarm.uid(&format!("alarm-{}", entry.uid)).add_property("DTSTAMP", &stamp);
        event.alarm(alarm);
    }
    event.done()
}

fn recurrence_rule_text(repeats: &Repeats, entry: &PracticeCalendarEntry) -> String {
    let (frequency, step, weekday_mask) = match *repeats {
        Repeats::Days { step, weekday_mask } => ("DAILY", step, weekday_mask),
        Repeats::Weeks { step, weekday_mask } => ("WEEKLY", step, weekday_mask),
        Repeats::On(_) => return String::new(),
    };
    let mut parts = vec![format!("FREQ={frequency}")];
    if let Some(last) = entry.last {
        // Of the same kind as the start.
        let time = if entry.time.is_some() { "T235959" } else { "" };
        parts.push(format!("UNTIL={}{time}", last.format("%Y%m%d")));
    }
    if step > 1 {
        parts.push(format!("INTERVAL={step}"));
    }
    let days: Vec<&str> = WEEKDAYS
        .into_iter()
        .enumerate()
        .filter(|(day, _)| weekday_mask & (1 << day) != 0)
        .map(|(_, name)| name)
        .collect();
    if days.len() < 7 {
        parts.push(format!("BYDAY={}", days.join(",")));
    }
    if frequency == "WEEKLY" {
        parts.push("WKST=MO".to_owned());
    }
    parts.join(";")
}

fn moment_property(name: &str, date: NaiveDate, time: Option<TimeSpan>) -> Property {
    moments_property(name, &[date], time)
}

fn moments_property(name: &str, dates: &[NaiveDate], time: Option<TimeSpan>) -> Property {
    let moments: Vec<String> = dates.iter().map(|&date| moment_text(date, time)).collect();
    let mut property = Property::new(name, moments.join(","));
    if time.is_none() {
        property.add_parameter("VALUE", "DATE");
    }
    property.done()
}

/// `20261119T073000`, or `20261119` for a whole day.
fn moment_text(date: NaiveDate, time: Option<TimeSpan>) -> String {
    let Some(TimeSpan { start, .. }) = time else { return date.format("%Y%m%d").to_string() };
    let midnight = NaiveDateTime::new(date, NaiveTime::MIN);
    let moment = midnight.checked_add_signed(Duration::minutes(start.into())).unwrap_or(midnight);
    moment.format("%Y%m%dT%H%M%S").to_string()
}

fn days_after(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(date)
}
