//! The helper's week, and how the helper's responses changed over the weeks (CLINICAL.md, practice one).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::make::{self, Weeks};
use super::model::{HelperWeek, Quote, Responses};
use super::{picture, plain, words};
use crate::journal::{Entry, Response, Status};
use crate::when::Minutes;

/// None where there is no helper and nothing was told of one.
pub(super) fn week(weeks: &Weeks<'_>) -> Option<HelperWeek> {
    let plan_has_helper =
        |e: &Entry| e.plan.and_then(|p| weeks.journal.plans.get(p)).is_some_and(|plan| plan.helper.is_some());
    let planned = weeks.this.plans.iter().filter_map(|of| weeks.journal.plans.get(of.plan)).any(|p| p.helper.is_some());
    let told = weeks.entries.iter().any(|e| e.helper.is_noted);
    if !planned && !told && weeks.this.helpers.is_empty() {
        return None;
    }
    let logged = weeks.own.iter().filter(|e| e.status != Status::Skip && (plan_has_helper(e) || e.helper.is_noted));
    let days = |is: &dyn Fn(&Entry) -> bool| {
        logged.clone().filter(|e| is(e)).map(|e| e.date).collect::<BTreeSet<NaiveDate>>().len()
    };
    let together =
        weeks.own.iter().filter_map(|e| e.helper.minutes_together).fold(0u32, |sum, m| sum.saturating_add(m.seconds));
    let all = responses(weeks);
    let lately = lately(&all);
    let responses: Vec<Responses> = all.into_iter().filter(|r| r.warm + r.neutral + r.hard > 0).collect();
    Some(HelperWeek {
        logged_days: days(&|_| true),
        noticed: days(&|e| e.helper.noticed == Some(true)),
        praised: days(&|e| e.helper.praise == Some(true)),
        together: (together > 0).then(|| words::minutes(Minutes { seconds: together })),
        lately,
        picture: picture::responses(&responses),
        responses,
        notes: weeks.this.helpers.iter().filter_map(|&e| weeks.journal.entries.get(e)).map(note).collect(),
    })
}

fn responses(weeks: &Weeks<'_>) -> Vec<Responses> {
    let in_week = |first: NaiveDate, last: NaiveDate| {
        let many = |which: Response| {
            let those = weeks.entries.iter().filter(|e| e.date >= first && e.date <= last);
            those.filter(|e| e.helper.response == Some(which)).count()
        };
        let (warm, neutral, hard) = (many(Response::Warm), many(Response::Neutral), many(Response::Hard));
        let line: Vec<String> = [("warm", warm), ("neutral", neutral), ("hard", hard)]
            .into_iter()
            .filter(|(_, many)| *many > 0)
            .map(|(what, many)| format!("{many} {what}"))
            .collect();
        Responses { label: words::short_date(first), warm, neutral, hard, line: line.join(", ") }
    };
    weeks.all.iter().map(|w| in_week(w.week.start(), w.week.end())).collect()
}

/// The warm responses of the later half of the weeks beside those of the earlier half, where at least four weeks have any
/// response. Numbers alone: so few carry no word of a trend.
fn lately(all: &[Responses]) -> Option<String> {
    if all.iter().filter(|r| r.warm + r.neutral + r.hard > 0).count() < 4 {
        return None;
    }
    let half = all.len() / 2;
    let warm = |of: &[Responses]| of.iter().map(|r| r.warm).sum::<usize>();
    let (before, late) = (warm(all.get(all.len() - 2 * half..all.len() - half)?), warm(all.get(all.len() - half..)?));
    let weeks = words::number(half);
    Some(format!(
        "Warm {} in the last {weeks} weeks, {} in the {weeks} before.",
        words::times(late),
        words::times(before)
    ))
}

/// A note of the helper's own.
fn note(entry: &Entry) -> Quote {
    let by = plain::cut(&plain::plain(entry.by.as_deref().unwrap_or_default()), 60);
    let (_, went) = words::went(entry.status);
    Quote {
        lines: entry.words.as_deref().map(plain::lines).unwrap_or_default(),
        from: format!("{by}, {}, {}", words::day(entry.date), make::title(&entry.task)),
        detail: Some(went.to_owned()),
        felt: entry.felt.as_deref().map(plain::plain).filter(|f| !f.is_empty()),
    }
}
