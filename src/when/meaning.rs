//! Pieces -> what they mean together: a plan's [`When`] or an entry's [`Moment`].

use chrono::{Datelike, NaiveDate, Weekday};

use super::count::{MOST_A_DAY, MOST_A_WEEK};
use super::cue::squeeze;
use super::days::EVERY_DAY;
use super::error::{SyntaxError, quote};
use super::parser::{self, Phrase, PhraseKind, Separator, TimePhrase};
use super::{Frequency, Hint, Moment, ParseError, Parsed, Schedule, Slot, TimeOfDay, When};
use crate::problem::Code;

/// Days that share their times.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct DayGroup {
    pub(super) days: Days,
    pub(super) times: Vec<Time>,
}

/// Which days; none of them is any day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Days {
    /// A bit for each day of the week, Monday the lowest.
    pub(super) mask: u8,
    /// Every so many days from the start.
    pub(super) every: Vec<u32>,
    /// Every so many weeks on these days of the week; no bit: on the start's.
    pub(super) weeks: Vec<(u32, u8)>,
    pub(super) dates: Vec<NaiveDate>,
    /// Days of the week on which nothing of this lies.
    pub(super) except: u8,
}

/// A time of a group.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Time {
    pub(super) slot: Slot,
    pub(super) open: bool,
    /// Its words as written.
    pub(super) words: String,
    /// Frequency of the same number make one occasion (`or`).
    pub(super) occasion: usize,
}

impl Days {
    pub(super) fn is_empty(&self) -> bool {
        self.mask == 0 && self.every.is_empty() && self.weeks.is_empty() && self.dates.is_empty()
    }

    fn tidy(&mut self) {
        self.every.sort_unstable();
        self.every.dedup();
        self.weeks.sort_unstable();
        self.weeks.dedup();
        self.dates.sort_unstable();
        self.dates.dedup();
    }
}

pub(super) fn bit(day: Weekday) -> u8 {
    1 << day.num_days_from_monday()
}

/// See [`super::read`].
pub(super) fn read(text: &str) -> Result<Parsed, SyntaxError> {
    let (phrases, is_sentence) = parser::phrases(text)?;
    let on = phrases.iter().any(|p| matches!(p.what, PhraseKind::Date { on: true, .. }));
    let dated = phrases.iter().any(|p| matches!(p.what, PhraseKind::Date { .. }));
    if dated && !on {
        return Ok(Parsed::Moment(moment(text, &phrases)?));
    }
    Ok(Parsed::When(plan(text, phrases, is_sentence)?))
}

/// An entry's moment.
fn moment(text: &str, phrases: &[Phrase]) -> Result<Moment, ParseError> {
    let mut found: Option<NaiveDate> = None;
    let mut wrong_weekday = None;
    let mut beside = None;
    let mut times = Vec::new();
    for phrase in phrases {
        match phrase.what {
            PhraseKind::Date { date, wrong, .. } => {
                if found.is_some_and(|first| first != date) {
                    return Err(ParseError::new(
                        Code::TwoDates,
                        phrase.at.clone(),
                        format!("{} is a second date.", quote(text.get(phrase.at.clone()).unwrap_or(""))),
                        "Write one note for each date; a plan for several dates says `on 2026-11-26 and 2026-11-28`.",
                    ));
                }
                found = Some(date);
                wrong_weekday = wrong_weekday.or(wrong);
            }
            PhraseKind::Days { mask, every: false } if mask.count_ones() == 1 => beside = Some(mask),
            PhraseKind::Time(time) => add_time(&mut times, time, phrase.sep),
            PhraseKind::Cue | PhraseKind::Vague => {}
            _ => return Err(beside_date(text, phrase)),
        }
    }
    let date = found.unwrap_or_default();
    if let Some(mask) = beside.filter(|&mask| mask != bit(date.weekday())) {
        wrong_weekday = wrong_weekday.or_else(|| Weekday::try_from(u8::try_from(mask.trailing_zeros()).ok()?).ok());
    }
    let time_of_day = times.iter().find_map(|(time, _)| time_of_day(time.slot, time.open));
    Ok(Moment { date, time: time_of_day, wrong_weekday })
}

fn beside_date(text: &str, phrase: &Phrase) -> ParseError {
    ParseError::new(
        Code::WhenNotUnderstood,
        phrase.at.clone(),
        format!("{} stands beside a date.", quote(text.get(phrase.at.clone()).unwrap_or(""))),
        "Leave one of them out: an entry has a date, a plan says how often. When a plan starts is said by `from`.",
    )
}

pub(super) fn time_of_day(slot: Slot, open: bool) -> Option<TimeOfDay> {
    match slot {
        Slot::At(clock) => Some(TimeOfDay::Clock(clock)),
        Slot::In(part) => Some(TimeOfDay::Part(part)),
        Slot::Between(from, _) if !open => Some(TimeOfDay::Clock(super::Clock(from))),
        Slot::Between(..) => None,
    }
}

/// A plan's `when`.
fn plan(text: &str, phrases: Vec<Phrase>, is_sentence: bool) -> Result<When, ParseError> {
    let mut when = When { whole: 0..text.len(), ..When::empty() };
    let mut step = None;
    let mut except = 0;
    let mut cues: Vec<String> = Vec::new();
    let mut groups: Vec<DayGroup> = Vec::new();
    let mut builder = GroupBuilder::default();
    let on = phrases.iter().any(|p| matches!(p.what, PhraseKind::Date { .. }));
    // The days of the week of its dates.
    let dated = phrases.iter().fold(0, |mask, p| match p.what {
        PhraseKind::Date { date, .. } => mask | bit(date.weekday()),
        _ => mask,
    });
    // Whether days are joined by `or`, and into how many that all count.
    let mut any_of = Choice::default();
    for (i, phrase) in phrases.iter().enumerate() {
        let written = || text.get(phrase.at.clone()).unwrap_or("");
        match phrase.what {
            PhraseKind::Days { mask, every: false } if on && mask.count_ones() == 1 => {
                // A weekday beside a date is only read along.
                let day = u8::try_from(mask.trailing_zeros()).ok().and_then(|d| Weekday::try_from(d).ok());
                if let (0, Some(day)) = (dated & mask, day) {
                    when.other_weekday = Some((phrase.at.clone(), day));
                }
                continue;
            }
            PhraseKind::Days { .. }
            | PhraseKind::EveryDays(_)
            | PhraseKind::EveryWeeks(..)
            | PhraseKind::Count(Frequency::PerWeek(_))
                if on =>
            {
                return Err(beside_date(text, phrase));
            }
            PhraseKind::Count(times) => {
                when.count_at = Some(phrase.at.clone());
                match times {
                    Frequency::PerWeek(n) => when.a_week = Some(n),
                    Frequency::PerDay(n) => when.a_day = Some(n),
                }
            }
            PhraseKind::EveryWeeks(n, 0) => step = Some(n),
            PhraseKind::Except(mask) => except |= mask,
            PhraseKind::Cue => cues.push(squeeze(written())),
            PhraseKind::Vague => {
                when.vague.get_or_insert_with(|| squeeze(text));
            }
            PhraseKind::Time(time) => {
                if builder.splits_at(&phrases, i) {
                    groups.push(builder.done(text, is_sentence));
                }
                add_time(&mut builder.times, time, phrase.sep);
                when.time_at.get_or_insert_with(|| phrase.at.clone());
                continue;
            }
            PhraseKind::Days { .. }
            | PhraseKind::EveryDays(_)
            | PhraseKind::EveryWeeks(..)
            | PhraseKind::Date { .. } => {
                if let PhraseKind::Date { date: _, wrong: Some(day), .. } = phrase.what {
                    when.other_weekday = Some((phrase.at.clone(), day));
                }
                any_of.add(phrase.sep);
                if builder.ends_before(&phrases, i) {
                    groups.push(builder.done(text, is_sentence));
                }
                builder.add_day(phrase.what);
                continue;
            }
        }
        when.frequency |= matches!(phrase.what, PhraseKind::Count(_) | PhraseKind::EveryWeeks(..));
    }
    groups.push(builder.done(text, is_sentence));
    when.frequency |= groups.iter().any(|g| !g.days.is_empty());
    when.groups = merged(text, groups)?;
    if let Some(n) = step {
        when.stepped(n);
    }
    if except != 0 {
        when.except(text, except)?;
    }
    if !cues.is_empty() {
        when.cue = Some(cues.join(", "));
    }
    if any_of.or && !is_sentence && !on && when.a_week.is_none() {
        let count = any_of.count();
        when.any_of = when.weekdays().filter(|&mask| count < mask.count_ones()).map(|_| count);
    }
    when.find_hints();
    Ok(when)
}

/// Days joined by commas, `and`, `or`: how many of them are meant.
#[derive(Default)]
struct Choice {
    seps: Vec<Separator>,
    or: bool,
}

impl Choice {
    fn add(&mut self, sep: Separator) {
        self.or |= sep == Separator::Or;
        self.seps.push(sep);
    }

    /// A comma joins as the word behind it does: `Mon, Tue or Wed` is one of three.
    fn count(&self) -> u32 {
        let joins = occasions(self.seps.iter().copied());
        joins.last().map_or(1, |&last| u32::try_from(last).unwrap_or(u32::MAX).saturating_add(1))
    }
}

/// For each of several things joined, the number of the one it is part of: `or` joins, everything else parts.
fn occasions(seps: impl DoubleEndedIterator<Item = Separator> + ExactSizeIterator) -> Vec<usize> {
    let mut or = false;
    let mut parts: Vec<bool> = seps
        .rev()
        .map(|sep| {
            match sep {
                Separator::Or => or = true,
                Separator::And => or = false,
                Separator::Comma | Separator::None => {}
            }
            !or
        })
        .collect();
    parts.reverse();
    let mut number = 0;
    parts
        .iter()
        .enumerate()
        .map(|(i, &parts)| {
            number += usize::from(i > 0 && parts);
            number
        })
        .collect()
}

/// The days and times that stand together, while they are read.
#[derive(Default)]
struct GroupBuilder {
    days: Days,
    has_days: bool,
    times: Vec<(TimePhrase, Separator)>,
    times_first: bool,
}

impl GroupBuilder {
    fn add_day(&mut self, what: PhraseKind) {
        self.times_first |= !self.has_days && !self.times.is_empty();
        self.has_days = true;
        match what {
            PhraseKind::Days { mask, every: false } if self.times.is_empty() && !self.days.weeks.is_empty() => {
                // `every other Tuesday and Thursday`
                for (_, days) in &mut self.days.weeks {
                    *days |= mask;
                }
            }
            PhraseKind::Days { mask, .. } => self.days.mask |= mask,
            PhraseKind::EveryDays(n) => push_new(&mut self.days.every, n),
            PhraseKind::EveryWeeks(n, mask) => push_new(&mut self.days.weeks, (n, mask)),
            PhraseKind::Date { date, .. } => self.days.dates.push(date),
            _ => {}
        }
    }

    /// Whether the day that is phrase `i` begins days with times of their own.
    fn ends_before(&self, phrases: &[Phrase], i: usize) -> bool {
        if !self.has_days || self.times.is_empty() {
            return false;
        }
        // `7:30 on Mon and Wed`, but not `7:30 on Mon, Wed 18:00`.
        let behind_day = i.checked_sub(1).and_then(|i| phrases.get(i)).is_some_and(|p| is_day(p.what));
        let own = phrases.get(i + 1).is_some_and(|p| matches!(p.what, PhraseKind::Time(_)) && p.sep == Separator::None);
        !(self.times_first && behind_day && !own)
    }

    /// Whether the time that is phrase `i` belongs to other days than these.
    fn splits_at(&self, phrases: &[Phrase], i: usize) -> bool {
        if !self.has_days || self.times.is_empty() {
            return false;
        }
        let mut rest =
            phrases.iter().skip(i + 1).filter(|p| !matches!(p.what, PhraseKind::Cue | PhraseKind::Vague)).take(2);
        let Some(next) = rest.next().filter(|p| is_day(p.what)) else {
            return false;
        };
        // `7:30 Mon, 18:00 Wed`
        if self.times_first {
            return true;
        }
        // `Mon 7:30, 18:00 on Wed`, but not `Mon 7:30 18:00, Wed 20:00`.
        let sep = phrases.get(i).map_or(Separator::None, |p| p.sep);
        let own = rest.next().is_some_and(|p| matches!(p.what, PhraseKind::Time(_)) && p.sep == Separator::None);
        sep != Separator::None && next.sep == Separator::None && !own
    }

    fn done(&mut self, text: &str, is_sentence: bool) -> DayGroup {
        let builder = std::mem::take(self);
        let mut days = builder.days;
        days.tidy();
        let seps = builder
            .times
            .iter()
            .map(|&(_, sep)| if is_sentence && sep == Separator::Or { Separator::And } else { sep });
        let numbers = occasions(seps);
        let mut times: Vec<Time> = Vec::new();
        for ((time, _), occasion) in builder.times.into_iter().zip(numbers) {
            // More than are allowed are kept by one, so that they are found.
            if times.len() <= MOST_A_DAY as usize && !times.iter().any(|t| t.slot == time.slot) {
                let words = squeeze(text.get(time.from..time.to).unwrap_or(""));
                times.push(Time { slot: time.slot, open: time.open, words, occasion });
            }
        }
        DayGroup { days, times }
    }
}

pub(super) fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    // The values are few: intervals of at most a year, days of a week.
    if !list.contains(&item) {
        list.push(item);
    }
}

fn is_day(what: PhraseKind) -> bool {
    matches!(what, PhraseKind::Days { .. } | PhraseKind::EveryDays(_) | PhraseKind::Date { .. })
        || matches!(what, PhraseKind::EveryWeeks(_, m) if m != 0)
}

/// Adds a time to those that stand together; a part of the day and a clock time beside it are one.
fn add_time(times: &mut Vec<(TimePhrase, Separator)>, time: TimePhrase, sep: Separator) {
    let one = times.last().and_then(|&(last, _)| one_time(last, time, sep));
    match (one, times.last_mut()) {
        (Some(one), Some((last, _))) => *last = one,
        _ => times.push((time, sep)),
    }
}

fn one_time(first: TimePhrase, second: TimePhrase, sep: Separator) -> Option<TimePhrase> {
    if first.merged || second.merged || first.open || second.open {
        return None;
    }
    let (part, clock) = match (first.slot, second.slot) {
        (Slot::In(part), Slot::At(_) | Slot::Between(..)) => (part, second),
        (Slot::At(_) | Slot::Between(..), Slot::In(part)) => (part, first),
        // `every night at bedtime` is one time; `morning and evening` are two.
        (Slot::In(one), Slot::In(other)) if sep == Separator::None && one.overlaps(other) => {
            return Some(TimePhrase { merged: true, ..second });
        }
        _ => return None,
    };
    let (slot, start) = match clock.slot {
        Slot::At(at) => {
            let moved = super::Clock(if clock.soft && sep == Separator::None { part.nearest_half(at.0) } else { at.0 });
            (Slot::At(moved), moved)
        }
        Slot::Between(from, to) => (Slot::Between(from, to), super::Clock(from)),
        Slot::In(_) => return None,
    };
    let together = match sep {
        Separator::None => true,
        Separator::Comma => part.holds(start),
        Separator::And | Separator::Or => false,
    };
    // Words of a clock that the part has moved say another time alone; is_sentence.rs writes it in full then.
    let (from, to) = if slot == clock.slot { (clock.from, clock.to) } else { (0, 0) };
    together.then_some(TimePhrase { slot, open: false, soft: false, merged: true, from, to })
}

/// Groups with the same times or the same days as one.
fn merged(text: &str, groups: Vec<DayGroup>) -> Result<Vec<DayGroup>, ParseError> {
    let mut out: Vec<DayGroup> = Vec::new();
    for group in groups {
        if group.days.is_empty() && group.times.is_empty() {
            continue;
        }
        let slots = |g: &DayGroup| g.times.iter().map(|t| (t.slot, t.occasion)).collect::<Vec<_>>();
        let own = slots(&group);
        if let Some(same) = out.iter_mut().find(|g| g.times.len() == own.len() && slots(g) == own) {
            same.days.dates.extend(&group.days.dates);
            same.days.mask |= group.days.mask;
            group.days.every.iter().for_each(|&n| push_new(&mut same.days.every, n));
            group.days.weeks.iter().for_each(|&n| push_new(&mut same.days.weeks, n));
        } else if let Some(same) =
            out.iter_mut().find(|g| !g.times.is_empty() && !own.is_empty() && g.days == group.days)
        {
            let behind = same.times.iter().map(|t| t.occasion).max().unwrap_or(0) + 1;
            for time in group.times {
                if !same.times.iter().any(|t| t.slot == time.slot) {
                    same.times.push(Time { occasion: behind + time.occasion, ..time });
                }
            }
        } else {
            out.push(group);
        }
        let many = out.len() > MOST_A_WEEK as usize || out.iter().any(|g| g.times.len() > MOST_A_DAY as usize);
        if many {
            return Err(ParseError::new(
                Code::BadNumber,
                0..text.len(),
                format!("{} names more times than anybody can keep.", quote(text)),
                format!("Name at most {MOST_A_DAY} times a day."),
            ));
        }
    }
    out.iter_mut().for_each(|g| g.days.tidy());
    Ok(out)
}

impl When {
    pub(super) fn empty() -> When {
        When {
            groups: Vec::new(),
            a_week: None,
            a_day: None,
            any_of: None,
            cue: None,
            vague: None,
            frequency: false,
            whole: 0..0,
            time_at: None,
            count_at: None,
            other_weekday: None,
            hints: Vec::new(),
        }
    }

    /// Every `n` weeks, on the days named.
    fn stepped(&mut self, n: u32) {
        if !self.has_days() {
            if n == 1 {
                self.a_week = self.a_week.or(Some(1));
                return;
            }
            if self.groups.is_empty() {
                self.groups.push(DayGroup::default());
            }
            for group in &mut self.groups {
                group.days.weeks.push((n, 0));
            }
        } else if n > 1 {
            for days in self.groups.iter_mut().map(|g| &mut g.days).filter(|d| d.mask != 0) {
                days.weeks.push((n, days.mask));
                days.mask = 0;
                days.tidy();
            }
        }
    }

    fn except(&mut self, text: &str, except: u8) -> Result<(), ParseError> {
        if !self.has_days() {
            if self.groups.is_empty() {
                self.groups.push(DayGroup::default());
            }
            self.groups.iter_mut().for_each(|g| g.days.mask = EVERY_DAY);
            self.frequency = true;
        }
        for days in self.groups.iter_mut().map(|g| &mut g.days) {
            days.mask &= !except;
            days.weeks.retain_mut(|(_, mask)| {
                let named = *mask != 0;
                *mask &= !except;
                !named || *mask != 0
            });
            days.except = if days.every.is_empty() && days.weeks.is_empty() { 0 } else { except };
        }
        self.groups.retain(|g| !g.days.is_empty());
        if self.groups.is_empty() || except == EVERY_DAY {
            return Err(ParseError::new(
                Code::WhenNotUnderstood,
                0..text.len(),
                format!("{} leaves no day.", quote(text)),
                "Name a day that is left, as in `every day except Sunday`.",
            ));
        }
        Ok(())
    }

    pub(super) fn has_days(&self) -> bool {
        self.groups.iter().any(|g| !g.days.is_empty())
    }

    pub(super) fn has_times(&self) -> bool {
        self.groups.iter().any(|g| !g.times.is_empty())
    }

    /// The days of the week that are named, if nothing but such days is.
    pub(super) fn weekdays(&self) -> Option<u8> {
        let only =
            self.groups.iter().all(|g| g.days.every.is_empty() && g.days.weeks.is_empty() && g.days.dates.is_empty());
        let mask = self.groups.iter().fold(0, |mask, g| mask | g.days.mask);
        (only && mask != 0).then_some(mask)
    }

    /// Builds the hints anew.
    fn find_hints(&mut self) {
        let mut hints = Vec::new();
        if let Some((at, day)) = self.other_weekday.clone() {
            hints.push(Hint {
                code: Code::WeekdayDiffers,
                at,
                message: format!("That date is no {}.", super::if_then::day_name(day)),
                help: "The date counts. Take the weekday out, or put it right.".to_owned(),
            });
        }
        let every_day = !self.has_days() && self.a_day.is_none() && matches!(self.schedule(), Schedule::OnDates);
        if let (true, Some(at)) = (every_day, self.time_at.clone()) {
            hints.push(Hint {
                code: Code::DayMissing,
                at,
                message: "No day is named, so this is taken as every day.".to_owned(),
                help: "Write `every day` with it, or the days you mean, as in `Mon and Thu`.".to_owned(),
            });
        }
        if let Some(n) = self.a_week.filter(|&n| n > 7) {
            hints.push(Hint {
                code: Code::TooOften,
                at: self.count_at.clone().unwrap_or(0..0),
                message: format!("{n} times a week is more than there are days; it is counted as 7."),
                help: "Write `twice a day` for more than once a day.".to_owned(),
            });
        }
        if self.is_vague() {
            hints.push(Hint {
                code: Code::WhenVague,
                at: self.whole.clone(),
                message: "This could be any time.".to_owned(),
                help: "A moment that you can tell is easier to keep: `Thursday morning, while my coffee is brewing`."
                    .to_owned(),
            });
        }
        self.hints = hints;
    }

    /// See [`super`].
    #[must_use]
    pub fn none() -> When {
        let mut when = When::empty();
        when.find_hints();
        when
    }

    /// With the plan's `times` field over it: its number takes the place of any that `when` says. The find_hints
    /// `Code::TooOften` then lies at `0..0`, since the number stands elsewhere.
    #[must_use]
    pub fn with_times(mut self, times: Frequency) -> When {
        (self.a_week, self.a_day) = match times {
            Frequency::PerWeek(n) => (Some(n), None),
            Frequency::PerDay(n) => (None, Some(n)),
        };
        self.any_of = None;
        self.count_at = None;
        self.find_hints();
        self
    }
}
