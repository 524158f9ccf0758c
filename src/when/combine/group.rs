//! The days, times and cue that belong together, while they are read.

use crate::when::parse::cue::squeeze_white_space;
use crate::when::parse::half_days::{refuse_small_hours, refuse_unclear_order, resolve_twelve_hour_times};
use crate::when::tokens::amount::MOST_A_DAY;
use crate::when::tokens::cursor::{PartOfDayBeside, Phrase, PhraseKind, Separator, WrittenTime};
use crate::when::tokens::parse_error::ParseError;
use crate::when::value::schedule::{DayGroup, Days, EVERY_DAY, PlannedTime};
use crate::when::value::time::{DayPart, Slot};

#[derive(Default)]
pub(crate) struct GroupBuilder {
    days: Days,
    pub(crate) has_days: bool,
    pub(crate) times: Vec<(WrittenTime, Separator)>,
    cue: Option<String>,
    /// The time or the cue came before the days.
    moment_first: bool,
    /// Days of the week that are excepted from others, and have this instead.
    pub(crate) exception: Option<u8>,
}

impl GroupBuilder {
    pub(crate) fn add_day(&mut self, what: PhraseKind) {
        self.moment_first |= !self.has_days && !self.times.is_empty();
        self.has_days = true;
        match what {
            PhraseKind::Days { mask, has_every: false }
                if self.times.is_empty() && !self.days.every_n_weeks.is_empty() =>
            {
                // `every other Tuesday and Thursday`
                for (_, days) in &mut self.days.every_n_weeks {
                    *days |= mask;
                }
            }
            PhraseKind::Days { mask, .. } => self.days.weekday_mask |= mask,
            PhraseKind::EveryDays(n) => self.days.every_n_days.push(n),
            PhraseKind::EveryWeeks(n, mask) => self.days.every_n_weeks.push((n, mask)),
            PhraseKind::Date { date, .. } => self.days.dates.push(date),
            _ => {}
        }
    }

    pub(crate) fn add_cue(&mut self, words: &str, separator: Separator) {
        self.cue = Some(join_cues(self.cue.take(), separator, words));
    }

    /// `after work on Tuesdays`
    pub(crate) fn add_cue_before_days(&mut self, words: &str) {
        self.moment_first |= !self.has_days;
        self.add_cue(words, Separator::Comma);
    }

    pub(crate) fn has_cue(&self) -> bool {
        self.cue.is_some()
    }

    /// The part of the day that stands before its times, for those of days that are excepted.
    pub(crate) fn part_before(&self) -> Option<PartOfDayBeside> {
        let beside = self.times.iter().find_map(|(time, _)| time.part).filter(|beside| beside.is_first);
        beside.or(self.only_part().map(|part| PartOfDayBeside { part, is_first: true }))
    }

    /// The part of the day, where that is the only time so far.
    fn only_part(&self) -> Option<DayPart> {
        match self.times.as_slice() {
            [(WrittenTime { slot: Slot::In(part), .. }, _)] => Some(*part),
            _ => None,
        }
    }

    /// The part of the day that is named before all days or with every day, and so holds for those that follow: `evenings, Mon
    /// at 6, Wed at 8`.
    pub(crate) fn part_for_following_days(&self) -> Option<PartOfDayBeside> {
        let is_all = !self.has_days || self.days.weekday_mask == EVERY_DAY && self.only_part().is_some();
        self.part_before().filter(|_| is_all && self.cue.is_none())
    }

    /// `every evening at 8 except Sunday at 7`: the Sunday's time is in the evening too.
    pub(crate) fn set_part_of_unclear_times(&mut self, part: PartOfDayBeside) {
        for (time, _) in self.times.iter_mut().filter(|(time, _)| time.half_day_unknown) {
            time.part.get_or_insert(part);
        }
    }

    /// `evenings, Mon at 6, Wed`: the Wednesday is in the evening too.
    pub(crate) fn inherit_moment(&mut self, part: PartOfDayBeside) {
        if self.has_days && !self.has_moment() {
            self.times.push((WrittenTime::of_part_written_elsewhere(part.part), Separator::None));
        }
    }

    /// A time or a cue is known.
    pub(crate) fn has_moment(&self) -> bool {
        !self.times.is_empty() || self.cue.is_some()
    }

    /// Whether the day that is phrase `i` begins days with times or a cue of their own.
    pub(crate) fn is_ended_by_day(&self, text: &str, phrases: &[Phrase], i: usize) -> bool {
        if !self.has_days {
            return false;
        }
        if !self.has_moment() {
            return self.is_ended_without_moment(text, phrases, i);
        }
        // `7:30 on Mon and Wed`, but not `7:30 on Mon, Wed 18:00`.
        let after_day = i.checked_sub(1).and_then(|i| phrases.get(i)).is_some_and(|p| p.kind.is_day());
        let own = phrases
            .get(i + 1)
            .is_some_and(|p| matches!(p.kind, PhraseKind::Time(_) | PhraseKind::Cue) && p.separator == Separator::None);
        !(self.moment_first && after_day && (!own || self.clock_time_is_for_earlier_days(phrases, i) == Some(true)))
    }

    /// `weekdays; Sat at 10`, `every day, Sundays at 9`: days without a moment, and others with one.
    fn is_ended_without_moment(&self, text: &str, phrases: &[Phrase], i: usize) -> bool {
        let (Some(before), Some(day)) = (i.checked_sub(1).and_then(|i| phrases.get(i)), phrases.get(i)) else {
            return false;
        };
        let gap = text.get(before.byte_range.end..day.byte_range.start).unwrap_or("");
        let is_again = match day.kind {
            PhraseKind::Days { mask, has_every: false } => {
                mask & !self.days.weekday_mask == 0
                    && mask != self.days.weekday_mask
                    && day.separator != Separator::None
            }
            _ => false,
        };
        // There are seven days.
        let behind = phrases.iter().skip(i).take(8).find(|p| !p.kind.is_day());
        let has_own = behind
            .is_some_and(|p| matches!(p.kind, PhraseKind::Time(_) | PhraseKind::Cue) && p.separator == Separator::None);
        has_own && (gap.contains(';') || is_again && !self.days.is_interval())
    }

    /// Whether the clock time behind the day that is phrase `i` is that of the days before it too, which have a cue or a part
    /// of the day before them: `after work on Mondays and Wednesdays at 18:30`. None where there is no such time.
    fn clock_time_is_for_earlier_days(&self, phrases: &[Phrase], i: usize) -> Option<bool> {
        let is_clock = |p: &Phrase| matches!(p.kind, PhraseKind::Time(time) if !matches!(time.slot, Slot::In(_)));
        let has_time = phrases.get(i + 1).is_some_and(|p| is_clock(p) && p.separator == Separator::None);
        if !has_time || !(self.times.is_empty() || self.only_part().is_some()) {
            return None;
        }
        // `evenings: Mon, Wed at 7`
        let first = first_day_of_list(phrases, i);
        let stands_above = phrases.get(first).is_some_and(|p| p.separator != Separator::None);
        let is_joined = phrases.get(i).is_some_and(|p| p.separator == Separator::And);
        Some(is_joined || stands_above && self.cue.is_none())
    }

    /// `after work on Mondays, Wednesdays at 18:30`: the time can be that of all days or of the last alone. The phrase that
    /// is the first of the days.
    pub(crate) fn first_day_if_time_is_of_last_or_all(&self, phrases: &[Phrase], i: usize) -> Option<usize> {
        let after_day = i.checked_sub(1).and_then(|i| phrases.get(i)).is_some_and(|p| p.kind.is_day());
        let is_list = phrases.get(i).is_some_and(|p| matches!(p.separator, Separator::Comma | Separator::None));
        let is_unclear = self.has_moment()
            && self.moment_first
            && after_day
            && is_list
            && self.clock_time_is_for_earlier_days(phrases, i) == Some(false);
        is_unclear.then(|| first_day_of_list(phrases, i)).filter(|&first| first > 0)
    }

    /// Whether the time that is phrase `i` belongs to other days than these.
    pub(crate) fn is_split_by_time(&self, phrases: &[Phrase], i: usize) -> bool {
        if !self.has_days || !self.has_moment() {
            return false;
        }
        // `10 at night on weekends`: the part of the day belongs to the time.
        let has_part = phrases.get(i + 1).is_some_and(|p| {
            matches!(p.kind, PhraseKind::Time(WrittenTime { slot: Slot::In(_), .. })) && p.separator == Separator::None
        });
        // `7:00 on weekdays, 8:00 or 9:00 on weekends`
        let is_joined = |p: &&Phrase| {
            matches!(p.kind, PhraseKind::Time(_)) && matches!(p.separator, Separator::And | Separator::Or)
        };
        let is_comma = phrases.get(i).is_some_and(|p| p.separator == Separator::Comma);
        let joined = if is_comma { phrases.iter().skip(i + 1).take(8).take_while(is_joined).count() } else { 0 };
        let behind = i + 1 + usize::from(has_part).max(joined);
        let mut rest = phrases.iter().skip(behind).filter(|p| !matches!(p.kind, PhraseKind::Vague)).take(2);
        let Some(next) = rest.next().filter(|p| p.kind.is_day()) else {
            return false;
        };
        // `7:30 Mon, 18:00 Wed`
        if self.moment_first && !self.times.is_empty() && next.separator == Separator::None {
            return true;
        }
        // `Mon 7:30, 18:00 on Wed`, but not `Mon 7:30 18:00, Wed 20:00`.
        let separator = phrases.get(i).map_or(Separator::None, |p| p.separator);
        let own = rest.next().is_some_and(|p| matches!(p.kind, PhraseKind::Time(_)) && p.separator == Separator::None);
        separator != Separator::None && next.separator == Separator::None && !own
    }

    /// # Errors
    /// A time of which nobody can tell whether it is before or after noon.
    pub(crate) fn build(mut self, text: &str, is_sentence: bool) -> Result<DayGroup, ParseError> {
        resolve_twelve_hour_times(text, &mut self.times)?;
        if !is_sentence {
            refuse_unclear_order(text, &self.times)?;
            refuse_small_hours(text, &self.times)?;
        }
        let mut days = self.days;
        days.sort_and_dedup();
        // A sentence says `8:00 or 20:00` for each of them.
        let separators: Vec<Separator> = self
            .times
            .iter()
            .map(|&(_, s)| if is_sentence && s == Separator::Or { Separator::And } else { s })
            .collect();
        let numbers = occasion_number_of_each(&separators);
        let mut times: Vec<PlannedTime> = Vec::new();
        for ((time, _), occasion) in self.times.into_iter().zip(numbers) {
            // More than are allowed are kept by one, so that they are found.
            if times.len() <= MOST_A_DAY as usize && !times.iter().any(|t| t.slot == time.slot) {
                let words = squeeze_white_space(text.get(time.start_byte..time.end_byte).unwrap_or(""));
                times.push(PlannedTime { slot: time.slot, is_open: time.is_open, words, occasion });
            }
        }
        Ok(DayGroup { days, times, cue: self.cue })
    }
}

/// Cues in one text, with the word that joins them: `after breakfast or before bed`.
pub(crate) fn join_cues(before: Option<String>, separator: Separator, words: &str) -> String {
    match (before, separator) {
        (None, _) => words.to_owned(),
        (Some(before), Separator::Or) => format!("{before} or {words}"),
        (Some(before), Separator::And) => format!("{before} and {words}"),
        (Some(before), Separator::Comma | Separator::None) => format!("{before}, {words}"),
    }
}

/// The first of the days that lead up to the one that is phrase `i`.
fn first_day_of_list(phrases: &[Phrase], i: usize) -> usize {
    i - phrases.iter().take(i).rev().take_while(|p| p.kind.is_day()).count()
}

/// Of days joined by commas, `and` and `or`, how many are meant: `Mon, Tue or Wed` is one of three.
pub(crate) fn count_meant_days(separators: &[Separator]) -> u32 {
    let last = occasion_number_of_each(separators).last().copied();
    last.map_or(1, |last| u32::try_from(last).unwrap_or(u32::MAX).saturating_add(1))
}

/// For each of several times, the number of the occasion it belongs to. `or` puts two times into one occasion, everything else
/// starts a new one. A comma counts as the word after it does.
fn occasion_number_of_each(separators: &[Separator]) -> Vec<usize> {
    let mut or = false;
    let mut begins: Vec<bool> = separators
        .iter()
        .rev()
        .map(|separator| {
            match separator {
                Separator::Or => or = true,
                Separator::And => or = false,
                Separator::Comma | Separator::None => {}
            }
            !or
        })
        .collect();
    begins.reverse();
    let mut number = 0;
    let numbered = begins.iter().enumerate().map(|(i, &begins)| {
        number += usize::from(i > 0 && begins);
        number
    });
    numbered.collect()
}
