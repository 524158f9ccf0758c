//! Pieces -> what they mean together: a plan's [`When`] or an entry's [`Moment`].

use chrono::{Datelike, NaiveDate, Weekday};

use super::count::{MOST_A_DAY, MOST_A_WEEK};
use super::cue::squeeze;
use super::days::EVERY_DAY;
use super::misread::{Trouble, quote};
use super::parser::{self, Piece, Sep, TimeAt, What};
use super::{Misread, Moment, Plans, Read, Remark, Slot, Times, Told, When};
use crate::problem::Code;

/// Days that share their times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) days: Days,
    pub(super) times: Vec<Time>,
}

/// Which days; none of them is any day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) slot: Slot,
    pub(super) open: bool,
    /// Its words as written.
    pub(super) words: String,
    /// Times of the same number make one occasion (`or`).
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
pub(super) fn read(text: &str) -> Result<Read, Trouble> {
    let (pieces, spoken) = parser::pieces(text)?;
    let on = pieces.iter().any(|p| matches!(p.what, What::Date { on: true, .. }));
    let dated = pieces.iter().any(|p| matches!(p.what, What::Date { .. }));
    if dated && !on {
        return Ok(Read::Moment(moment(text, &pieces)?));
    }
    Ok(Read::When(plan(text, pieces, spoken)?))
}

/// An entry's moment.
fn moment(text: &str, pieces: &[Piece]) -> Result<Moment, Misread> {
    let mut found: Option<NaiveDate> = None;
    let mut wrong_weekday = None;
    let mut beside = None;
    let mut times = Vec::new();
    for piece in pieces {
        match piece.what {
            What::Date { date, wrong, .. } => {
                if found.is_some_and(|first| first != date) {
                    return Err(Misread::new(
                        Code::TwoDates,
                        piece.at.clone(),
                        format!("{} is a second date.", quote(text.get(piece.at.clone()).unwrap_or(""))),
                        "Write one note for each date; a plan for several dates says `on 2026-11-26 and 2026-11-28`.",
                    ));
                }
                found = Some(date);
                wrong_weekday = wrong_weekday.or(wrong);
            }
            What::Days { mask, every: false } if mask.count_ones() == 1 => beside = Some(mask),
            What::Time(time) => add_time(&mut times, time, piece.sep),
            What::Cue | What::Vague => {}
            _ => return Err(beside_date(text, piece)),
        }
    }
    let date = found.unwrap_or_default();
    if let Some(mask) = beside.filter(|&mask| mask != bit(date.weekday())) {
        wrong_weekday = wrong_weekday.or_else(|| Weekday::try_from(u8::try_from(mask.trailing_zeros()).ok()?).ok());
    }
    let told = times.iter().find_map(|(time, _)| told(time.slot, time.open));
    Ok(Moment { date, told, wrong_weekday })
}

fn beside_date(text: &str, piece: &Piece) -> Misread {
    Misread::new(
        Code::WhenNotUnderstood,
        piece.at.clone(),
        format!("{} stands beside a date.", quote(text.get(piece.at.clone()).unwrap_or(""))),
        "Leave one of them out: an entry has a date, a plan says how often. When a plan starts is said by `from`.",
    )
}

pub(super) fn told(slot: Slot, open: bool) -> Option<Told> {
    match slot {
        Slot::At(clock) => Some(Told::Clock(clock)),
        Slot::In(part) => Some(Told::Part(part)),
        Slot::Between(from, _) if !open => Some(Told::Clock(super::Clock(from))),
        Slot::Between(..) => None,
    }
}

/// A plan's `when`.
fn plan(text: &str, pieces: Vec<Piece>, spoken: bool) -> Result<When, Misread> {
    let mut when = When { whole: 0..text.len(), ..When::empty() };
    let mut step = None;
    let mut except = 0;
    let mut cues: Vec<String> = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut draft = Draft::default();
    let on = pieces.iter().any(|p| matches!(p.what, What::Date { .. }));
    // The days of the week of its dates.
    let dated = pieces.iter().fold(0, |mask, p| match p.what {
        What::Date { date, .. } => mask | bit(date.weekday()),
        _ => mask,
    });
    // Whether days are joined by `or`, and into how many that all count.
    let mut any_of = Choice::default();
    for (i, piece) in pieces.iter().enumerate() {
        let written = || text.get(piece.at.clone()).unwrap_or("");
        match piece.what {
            What::Days { mask, every: false } if on && mask.count_ones() == 1 => {
                // A weekday beside a date is only read along.
                let day = u8::try_from(mask.trailing_zeros()).ok().and_then(|d| Weekday::try_from(d).ok());
                if let (0, Some(day)) = (dated & mask, day) {
                    when.other_weekday = Some((piece.at.clone(), day));
                }
                continue;
            }
            What::Days { .. } | What::EveryDays(_) | What::EveryWeeks(..) | What::Count(Times::AWeek(_)) if on => {
                return Err(beside_date(text, piece));
            }
            What::Count(times) => {
                when.count_at = Some(piece.at.clone());
                match times {
                    Times::AWeek(n) => when.a_week = Some(n),
                    Times::ADay(n) => when.a_day = Some(n),
                }
            }
            What::EveryWeeks(n, 0) => step = Some(n),
            What::Except(mask) => except |= mask,
            What::Cue => cues.push(squeeze(written())),
            What::Vague => {
                when.vague.get_or_insert_with(|| squeeze(text));
            }
            What::Time(time) => {
                if draft.splits_at(&pieces, i) {
                    groups.push(draft.done(text, spoken));
                }
                add_time(&mut draft.times, time, piece.sep);
                when.time_at.get_or_insert_with(|| piece.at.clone());
                continue;
            }
            What::Days { .. } | What::EveryDays(_) | What::EveryWeeks(..) | What::Date { .. } => {
                if let What::Date { date: _, wrong: Some(day), .. } = piece.what {
                    when.other_weekday = Some((piece.at.clone(), day));
                }
                any_of.add(piece.sep);
                if draft.ends_before(&pieces, i) {
                    groups.push(draft.done(text, spoken));
                }
                draft.add_day(piece.what);
                continue;
            }
        }
        when.frequency |= matches!(piece.what, What::Count(_) | What::EveryWeeks(..));
    }
    groups.push(draft.done(text, spoken));
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
    if any_of.or && !spoken && !on && when.a_week.is_none() {
        let count = any_of.count();
        when.any_of = when.weekdays().filter(|&mask| count < mask.count_ones()).map(|_| count);
    }
    when.remark();
    Ok(when)
}

/// Days joined by commas, `and`, `or`: how many of them are meant.
#[derive(Default)]
struct Choice {
    seps: Vec<Sep>,
    or: bool,
}

impl Choice {
    fn add(&mut self, sep: Sep) {
        self.or |= sep == Sep::Or;
        self.seps.push(sep);
    }

    /// A comma joins as the word behind it does: `Mon, Tue or Wed` is one of three.
    fn count(&self) -> u32 {
        let joins = occasions(self.seps.iter().copied());
        joins.last().map_or(1, |&last| u32::try_from(last).unwrap_or(u32::MAX).saturating_add(1))
    }
}

/// For each of several things joined, the number of the one it is part of: `or` joins, everything else parts.
fn occasions(seps: impl DoubleEndedIterator<Item = Sep> + ExactSizeIterator) -> Vec<usize> {
    let mut or = false;
    let mut parts: Vec<bool> = seps
        .rev()
        .map(|sep| {
            match sep {
                Sep::Or => or = true,
                Sep::And => or = false,
                Sep::Comma | Sep::None => {}
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
struct Draft {
    days: Days,
    has_days: bool,
    times: Vec<(TimeAt, Sep)>,
    times_first: bool,
}

impl Draft {
    fn add_day(&mut self, what: What) {
        self.times_first |= !self.has_days && !self.times.is_empty();
        self.has_days = true;
        match what {
            What::Days { mask, every: false } if self.times.is_empty() && !self.days.weeks.is_empty() => {
                // `every other Tuesday and Thursday`
                for (_, days) in &mut self.days.weeks {
                    *days |= mask;
                }
            }
            What::Days { mask, .. } => self.days.mask |= mask,
            What::EveryDays(n) => push_new(&mut self.days.every, n),
            What::EveryWeeks(n, mask) => push_new(&mut self.days.weeks, (n, mask)),
            What::Date { date, .. } => self.days.dates.push(date),
            _ => {}
        }
    }

    /// Whether the day that is piece `i` begins days with times of their own.
    fn ends_before(&self, pieces: &[Piece], i: usize) -> bool {
        if !self.has_days || self.times.is_empty() {
            return false;
        }
        // `7:30 on Mon and Wed`, but not `7:30 on Mon, Wed 18:00`.
        let behind_day = i.checked_sub(1).and_then(|i| pieces.get(i)).is_some_and(|p| is_day(p.what));
        let own = pieces.get(i + 1).is_some_and(|p| matches!(p.what, What::Time(_)) && p.sep == Sep::None);
        !(self.times_first && behind_day && !own)
    }

    /// Whether the time that is piece `i` belongs to other days than these.
    fn splits_at(&self, pieces: &[Piece], i: usize) -> bool {
        if !self.has_days || self.times.is_empty() {
            return false;
        }
        let mut rest = pieces.iter().skip(i + 1).filter(|p| !matches!(p.what, What::Cue | What::Vague)).take(2);
        let Some(next) = rest.next().filter(|p| is_day(p.what)) else {
            return false;
        };
        // `7:30 Mon, 18:00 Wed`
        if self.times_first {
            return true;
        }
        // `Mon 7:30, 18:00 on Wed`, but not `Mon 7:30 18:00, Wed 20:00`.
        let sep = pieces.get(i).map_or(Sep::None, |p| p.sep);
        let own = rest.next().is_some_and(|p| matches!(p.what, What::Time(_)) && p.sep == Sep::None);
        sep != Sep::None && next.sep == Sep::None && !own
    }

    fn done(&mut self, text: &str, spoken: bool) -> Group {
        let draft = std::mem::take(self);
        let mut days = draft.days;
        days.tidy();
        let seps = draft.times.iter().map(|&(_, sep)| if spoken && sep == Sep::Or { Sep::And } else { sep });
        let numbers = occasions(seps);
        let mut times: Vec<Time> = Vec::new();
        for ((time, _), occasion) in draft.times.into_iter().zip(numbers) {
            // More than are allowed are kept by one, so that they are found.
            if times.len() <= MOST_A_DAY as usize && !times.iter().any(|t| t.slot == time.slot) {
                let words = squeeze(text.get(time.from..time.to).unwrap_or(""));
                times.push(Time { slot: time.slot, open: time.open, words, occasion });
            }
        }
        Group { days, times }
    }
}

pub(super) fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    // The values are few: intervals of at most a year, days of a week.
    if !list.contains(&item) {
        list.push(item);
    }
}

fn is_day(what: What) -> bool {
    matches!(what, What::Days { .. } | What::EveryDays(_) | What::Date { .. })
        || matches!(what, What::EveryWeeks(_, m) if m != 0)
}

/// Adds a time to those that stand together; a part of the day and a clock time beside it are one.
fn add_time(times: &mut Vec<(TimeAt, Sep)>, time: TimeAt, sep: Sep) {
    let one = times.last().and_then(|&(last, _)| one_time(last, time, sep));
    match (one, times.last_mut()) {
        (Some(one), Some((last, _))) => *last = one,
        _ => times.push((time, sep)),
    }
}

fn one_time(first: TimeAt, second: TimeAt, sep: Sep) -> Option<TimeAt> {
    if first.merged || second.merged || first.open || second.open {
        return None;
    }
    let (part, clock) = match (first.slot, second.slot) {
        (Slot::In(part), Slot::At(_) | Slot::Between(..)) => (part, second),
        (Slot::At(_) | Slot::Between(..), Slot::In(part)) => (part, first),
        // `every night at bedtime` is one time; `morning and evening` are two.
        (Slot::In(one), Slot::In(other)) if sep == Sep::None && one.overlaps(other) => {
            return Some(TimeAt { merged: true, ..second });
        }
        _ => return None,
    };
    let (slot, start) = match clock.slot {
        Slot::At(at) => {
            let moved = super::Clock(if clock.soft && sep == Sep::None { part.moved(at.0) } else { at.0 });
            (Slot::At(moved), moved)
        }
        Slot::Between(from, to) => (Slot::Between(from, to), super::Clock(from)),
        Slot::In(_) => return None,
    };
    let together = match sep {
        Sep::None => true,
        Sep::Comma => part.holds(start),
        Sep::And | Sep::Or => false,
    };
    // Words of a clock that the part has moved say another time alone; spoken.rs writes it in full then.
    let (from, to) = if slot == clock.slot { (clock.from, clock.to) } else { (0, 0) };
    together.then_some(TimeAt { slot, open: false, soft: false, merged: true, from, to })
}

/// Groups with the same times or the same days as one.
fn merged(text: &str, groups: Vec<Group>) -> Result<Vec<Group>, Misread> {
    let mut out: Vec<Group> = Vec::new();
    for group in groups {
        if group.days.is_empty() && group.times.is_empty() {
            continue;
        }
        let slots = |g: &Group| g.times.iter().map(|t| (t.slot, t.occasion)).collect::<Vec<_>>();
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
            return Err(Misread::new(
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
            remarks: Vec::new(),
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
                self.groups.push(Group::default());
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

    fn except(&mut self, text: &str, except: u8) -> Result<(), Misread> {
        if !self.has_days() {
            if self.groups.is_empty() {
                self.groups.push(Group::default());
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
            return Err(Misread::new(
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

    /// Builds the remarks anew.
    fn remark(&mut self) {
        let mut remarks = Vec::new();
        if let Some((at, day)) = self.other_weekday.clone() {
            remarks.push(Remark {
                code: Code::WeekdayDiffers,
                at,
                message: format!("That date is no {}.", super::spoken::day_name(day)),
                help: "The date counts. Take the weekday out, or put it right.".to_owned(),
            });
        }
        let every_day = !self.has_days() && self.a_day.is_none() && matches!(self.plans(), Plans::OnDates);
        if let (true, Some(at)) = (every_day, self.time_at.clone()) {
            remarks.push(Remark {
                code: Code::DayMissing,
                at,
                message: "No day is named, so this is taken as every day.".to_owned(),
                help: "Write `every day` with it, or the days you mean, as in `Mon and Thu`.".to_owned(),
            });
        }
        if let Some(n) = self.a_week.filter(|&n| n > 7) {
            remarks.push(Remark {
                code: Code::TooOften,
                at: self.count_at.clone().unwrap_or(0..0),
                message: format!("{n} times a week is more than there are days; it is counted as 7."),
                help: "Write `twice a day` for more than once a day.".to_owned(),
            });
        }
        if self.is_vague() {
            remarks.push(Remark {
                code: Code::WhenVague,
                at: self.whole.clone(),
                message: "This could be any time.".to_owned(),
                help: "A moment that you can tell is easier to keep: `Thursday morning, while my coffee is brewing`."
                    .to_owned(),
            });
        }
        self.remarks = remarks;
    }

    /// See [`super`].
    #[must_use]
    pub fn none() -> When {
        let mut when = When::empty();
        when.remark();
        when
    }

    /// With the plan's `times` field over it: its number takes the place of any that `when` says. The remark
    /// `Code::TooOften` then lies at `0..0`, since the number stands elsewhere.
    #[must_use]
    pub fn with_times(mut self, times: Times) -> When {
        (self.a_week, self.a_day) = match times {
            Times::AWeek(n) => (Some(n), None),
            Times::ADay(n) => (None, Some(n)),
        };
        self.any_of = None;
        self.count_at = None;
        self.remark();
        self
    }
}
