//! Phrases -> what they mean together: a plan's [`When`] or an entry's [`Moment`].

use chrono::{Datelike, NaiveDate, Weekday};

use crate::problem::Code;
use crate::when::combine::alternatives::count_of_alternatives;
use crate::when::combine::bound_days::complete_day_phrases;
use crate::when::combine::conditions::{UNSURE_FILLERS, refuse_unclear_conditions};
use crate::when::combine::exceptions::refuse_unclear_list;
use crate::when::combine::group::{GroupBuilder, count_meant_days, join_cues};
use crate::when::combine::own_moments::{refuse_excepted_part, refuse_moment_left_without_days, refuse_time_in_part};
use crate::when::combine::two_counts::{refuse_second_count, refuse_this_week};
use crate::when::parse::cue::squeeze_white_space;
use crate::when::parse::date_choices::{
    find_day_joined_to_date, is_range_sign, range_of_dates_error, refuse_choice_of_dates, refuse_days_behind_dots,
};
use crate::when::parse::grammar::parse_phrases;
use crate::when::parse::half_days::{
    add_or_merge_time, part_that_moves, refuse_small_hours, refuse_unclear_half_of_day, resolve_twelve_hour_times,
};
use crate::when::parse::second_range::refuse_second_range;
use crate::when::tokens::amount::{Frequency, MOST_A_DAY, MOST_A_WEEK};
use crate::when::tokens::cursor::{PartOfDayBeside, Phrase, PhraseKind, Separator, WrittenTime};
use crate::when::tokens::parse_error::{
    ParseError, SyntaxError, list_with_word, quote_for_message, suggest_texts_unless_too_long,
};
use crate::when::value::if_then::{day_names, occasion_count};
use crate::when::value::moment::Moment;
use crate::when::value::schedule::{DayGroup, EVERY_DAY, NotCompared, PlannedTime, When, weekday_bit};
use crate::when::value::time::{DayPart, Slot, TimeOfDay};

/// Of more days with times of their own, only so many are compared with each other: the reader is linear.
const MOST_GROUPS: usize = 32;

/// What a `when` is; one reader for both, since the kind of a note depends on it.
#[allow(clippy::large_enum_variant, reason = "it lives for a moment, one at a time")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Parsed {
    /// A date, perhaps with a weekday, a time or part of the day beside it: an entry's `when`.
    Moment(Moment),
    /// A frequency, days, times, cues, `on DATE`, or something vague: a plan's `when`. In a note dated by its name, one for
    /// which [`When::names_days_or_frequency`] is false is an entry's, and [`When::single_time`] is its time.
    When(When),
}

/// What a text means as a `when`.
pub(crate) fn interpret_when(text: &str) -> Result<Parsed, SyntaxError> {
    let (phrases, is_sentence) = parse_phrases(text)?;
    if !is_sentence {
        refuse_unclear_conditions(text, &phrases)?;
        refuse_second_range(text, &phrases)?;
    }
    let phrases = complete_day_phrases(text, phrases, is_sentence)?;
    if !is_sentence {
        refuse_choice_of_dates(text, &phrases)?;
    }
    let on = phrases.iter().any(|p| matches!(p.kind, PhraseKind::Date { has_on: true, .. }));
    let dated = phrases.iter().any(|p| matches!(p.kind, PhraseKind::Date { .. }));
    if let Some(day) = find_day_joined_to_date(text, &phrases).filter(|_| dated && !is_sentence) {
        return Err(beside_date_error(text, day).into());
    }
    if dated && !on {
        return Ok(Parsed::Moment(moment_of_phrases(text, &phrases)?));
    }
    Ok(Parsed::When(ScheduleReader::new(text, &phrases, is_sentence).combine_phrases()?))
}

/// An entry's moment.
fn moment_of_phrases(text: &str, phrases: &[Phrase]) -> Result<Moment, ParseError> {
    let mut found: Option<NaiveDate> = None;
    let mut wrong_weekday = None;
    let mut beside = None;
    let mut times = Vec::new();
    let mut end_of_date = 0;
    for phrase in phrases {
        match phrase.kind {
            PhraseKind::Date { date, wrong_weekday: wrong, .. } => {
                let gap = text.get(end_of_date..phrase.byte_range.start).unwrap_or_default();
                if let Some(first) = found.filter(|first| *first < date && is_range_sign(gap)) {
                    return Err(range_of_dates_error(text, phrase.byte_range.clone(), first, date));
                }
                refuse_days_behind_dots(text, phrase, date)?;
                end_of_date = phrase.byte_range.end;
                if found.is_some_and(|first| first != date) {
                    return Err(ParseError::new(
                        Code::TwoDates,
                        phrase.byte_range.clone(),
                        format!(
                            "{} is a second date.",
                            quote_for_message(text.get(phrase.byte_range.clone()).unwrap_or(""))
                        ),
                        format!(
                            "Write one note for each date, `{first}` and `{date}`; a plan for both says `on {first} and {date}`.",
                            first = found.unwrap_or(date)
                        ),
                    ));
                }
                found = Some(date);
                wrong_weekday = wrong_weekday.or(wrong);
            }
            PhraseKind::Days { mask, has_every: false } if mask.count_ones() == 1 => beside = Some(mask),
            PhraseKind::Time(time) => add_or_merge_time(&mut times, time, phrase.separator),
            PhraseKind::Cue | PhraseKind::Condition | PhraseKind::Vague => {}
            _ => return Err(beside_date_error(text, phrase)),
        }
    }
    let date = found.unwrap_or_default();
    if let Some(mask) = beside.filter(|&mask| mask != weekday_bit(date.weekday())) {
        wrong_weekday = wrong_weekday.or_else(|| weekday_of_mask(mask));
    }
    resolve_twelve_hour_times(text, &mut times)?;
    refuse_small_hours(text, times.get(..1).unwrap_or_default())?;
    let time = times.iter().find_map(|(time, _)| TimeOfDay::from_slot(time.slot, time.is_open));
    Ok(Moment { date, time, wrong_weekday })
}

/// The lowest day of a mask.
fn weekday_of_mask(mask: u8) -> Option<Weekday> {
    Weekday::try_from(u8::try_from(mask.trailing_zeros()).ok()?).ok()
}

fn beside_date_error(text: &str, phrase: &Phrase) -> ParseError {
    ParseError::new(
        Code::WhenNotUnderstood,
        phrase.byte_range.clone(),
        format!("{} is beside a date.", quote_for_message(text.get(phrase.byte_range.clone()).unwrap_or(""))),
        "Leave one of them out: an entry has a date, a plan says how often. The day a plan starts has its own field: \
         `from`.",
    )
}

/// A plan's `when`, phrase by phrase.
struct ScheduleReader<'a> {
    text: &'a str,
    phrases: &'a [Phrase],
    is_sentence: bool,
    /// A date is named, and on which days of the week the dates are.
    has_dates: bool,
    weekdays_of_dates: u8,
    when: When,
    groups: Vec<DayGroup>,
    current: GroupBuilder,
    /// Cues of no days of their own, and how each is joined.
    cues: Vec<(Separator, String)>,
    /// Every so many weeks, on the days named elsewhere.
    every_n_weeks: Option<u32>,
    except: u8,
    /// `except Sunday at 9`: days of the week with what they have instead.
    exceptions: Vec<(u8, DayGroup)>,
    /// How the days are joined.
    joined: Vec<Separator>,
    /// The part of the day before the times of the last days that are no exception.
    part_before: Option<PartOfDayBeside>,
    /// The part of the day that moved a clock time of the last days.
    part_that_moved: Option<DayPart>,
    /// The part of the day before all days.
    part_for_following_days: Option<PartOfDayBeside>,
    /// The last phrase that names days, and the last behind `or`.
    last_day: usize,
    last_or: usize,
    /// The last time behind `and`.
    last_and: usize,
}

impl<'a> ScheduleReader<'a> {
    fn new(text: &'a str, phrases: &'a [Phrase], is_sentence: bool) -> ScheduleReader<'a> {
        let dates = phrases.iter().filter_map(|p| match p.kind {
            PhraseKind::Date { date, .. } => Some(weekday_bit(date.weekday())),
            _ => None,
        });
        let (on, dated) = dates.fold((false, 0), |(_, mask), bit| (true, mask | bit));
        ScheduleReader {
            text,
            phrases,
            is_sentence,
            has_dates: on,
            weekdays_of_dates: dated,
            when: When { whole_range: 0..text.len(), ..When::default() },
            groups: Vec::new(),
            current: GroupBuilder::default(),
            cues: Vec::new(),
            every_n_weeks: None,
            except: 0,
            exceptions: Vec::new(),
            joined: Vec::new(),
            part_before: None,
            part_that_moved: None,
            part_for_following_days: None,
            last_or: phrases.iter().rposition(|p| p.separator == Separator::Or).unwrap_or(0),
            last_and: phrases
                .iter()
                .rposition(|p| p.separator == Separator::And && matches!(p.kind, PhraseKind::Time(_)))
                .unwrap_or(0),
            last_day: phrases.iter().rposition(|p| p.kind.is_day()).unwrap_or(0),
        }
    }

    fn combine_phrases(mut self) -> Result<When, ParseError> {
        if !self.is_sentence {
            refuse_unclear_list(self.text, self.phrases)?;
        }
        let alternatives = if self.is_sentence { None } else { count_of_alternatives(self.text, self.phrases)? };
        for (i, phrase) in self.phrases.iter().enumerate() {
            self.add_phrase(i, phrase)?;
        }
        self.end_group()?;
        let first_groups = self.groups.get(..self.groups.len().min(MOST_GROUPS)).unwrap_or_default();
        refuse_time_in_part(self.text, self.phrases, first_groups)?;
        let ScheduleReader { text, phrases, is_sentence, groups, mut when, exceptions, except, cues, joined, .. } =
            self;
        let step = self.every_n_weeks;
        when.names_days |= groups.iter().any(|g| !g.days.is_empty());
        when.groups = merge_groups(text, groups)?;
        if !is_sentence {
            when.settle_count_with_days(text, phrases)?;
        }
        if let Some(n) = step {
            when.apply_week_interval(n);
        }
        when.left_out = NotCompared(except);
        if except != 0 {
            // `7 days a week except Sunday`
            when.times_a_week = when.times_a_week.filter(|&n| n != 7);
            let mut instead = Vec::new();
            let are_few = exceptions.len() <= MOST_GROUPS;
            for (mask, group) in exceptions.into_iter().filter(|(mask, _)| *mask != 0) {
                let left = if is_sentence || !are_few {
                    Some(group)
                } else {
                    when.replacement_group(text, phrases, mask, group)?
                };
                instead.extend(left.map(|group| when.exception_group(mask, group)));
            }
            when.apply_exceptions(text, except, !instead.is_empty())?;
            when.groups.extend(instead);
        }
        let is_choice = joined.contains(&Separator::Or) || alternatives.is_some();
        if is_choice && !is_sentence && !self.has_dates && when.times_a_week.is_none() {
            when.apply_choice(alternatives.unwrap_or_else(|| count_meant_days(&joined)));
        }
        when.apply_shared_cue(cues);
        // `at 8 if I can` is at 8, as `at 8 if it is dry` is.
        if !when.has_days() && when.has_times() && are_all_conditions(text, phrases) {
            when.vague = None;
        }
        // In `3 times a week, ideally on Mon` the word is said of a day that is not planned.
        if when.times_a_week.is_none() || !phrases.iter().any(|phrase| phrase.kind.is_day()) {
            when.remarks.extend(unsure_filler_outside_cues(text, phrases));
        }
        when.find_hints();
        Ok(when)
    }

    fn add_phrase(&mut self, i: usize, phrase: &Phrase) -> Result<(), ParseError> {
        self.refuse_joined_cue(i, phrase)?;
        match phrase.kind {
            PhraseKind::Days { mask, has_every: false } if self.has_dates && mask.count_ones() == 1 => {
                // A weekday beside a date is only checked against it.
                if let (0, Some(day)) = (self.weekdays_of_dates & mask, weekday_of_mask(mask)) {
                    self.when.wrong_weekday = Some((phrase.byte_range.clone(), day));
                }
            }
            PhraseKind::Days { .. }
            | PhraseKind::EveryDays(_)
            | PhraseKind::EveryWeeks(..)
            | PhraseKind::Count(Frequency::PerWeek(_))
                if self.has_dates =>
            {
                return Err(beside_date_error(self.text, phrase));
            }
            PhraseKind::Count(times) => {
                refuse_second_count(self.text, self.phrases, i)?;
                self.when.count_range = Some(phrase.byte_range.clone());
                self.when.names_days = true;
                match times {
                    Frequency::PerWeek(n) => self.when.times_a_week = Some(n),
                    Frequency::PerDay(n) => self.when.times_a_day = Some(n),
                }
            }
            PhraseKind::EveryWeeks(n, 0) => {
                self.every_n_weeks = Some(n);
                self.when.names_days = true;
            }
            PhraseKind::Except(mask) => self.add_exception(i, mask)?,
            PhraseKind::Condition => {
                let words = squeeze_white_space(self.text.get(phrase.byte_range.clone()).unwrap_or(""));
                self.cues.push((Separator::Comma, format!("if {words}")));
            }
            PhraseKind::Cue => {
                self.assign_cue_to_days(
                    i,
                    squeeze_white_space(self.text.get(phrase.byte_range.clone()).unwrap_or("")),
                )?;
            }
            PhraseKind::Vague => {
                refuse_this_week(self.text, self.phrases, phrase)?;
                // `after lunch, or when I can`
                if phrase.separator == Separator::Or && (!self.cues.is_empty() || self.current.has_cue()) {
                    let words = squeeze_white_space(self.text.get(phrase.byte_range.clone()).unwrap_or(""));
                    return self.assign_cue_to_days(i, words);
                }
                let words = squeeze_white_space(self.text.get(phrase.byte_range.clone()).unwrap_or(""));
                self.when.remarks.push(words);
                // `If it is 8 o'clock, if possible` is of every day.
                if !self.is_sentence || self.current.has_days {
                    self.when.vague.get_or_insert_with(|| squeeze_white_space(self.text));
                }
            }
            PhraseKind::Time(time) => self.add_or_merge_time(i, time, phrase)?,
            what => self.add_days(i, what, phrase)?,
        }
        Ok(())
    }

    /// The phrase after `i` belongs to it alone: a time or a cue without a comma before it.
    fn has_own_moment(&self, i: usize) -> bool {
        self.phrases
            .get(i + 1)
            .is_some_and(|p| matches!(p.kind, PhraseKind::Time(_) | PhraseKind::Cue) && p.separator == Separator::None)
    }

    fn add_or_merge_time(&mut self, i: usize, time: WrittenTime, phrase: &Phrase) -> Result<(), ParseError> {
        if self.current.is_split_by_time(self.phrases, i) {
            self.end_group()?;
        }
        // `If it is evening, 8 o'clock and again at 20:00` lists three times.
        let is_list = self.is_sentence && self.last_or.max(self.last_and) > i;
        let separator = if is_list && phrase.separator == Separator::Comma { Separator::And } else { phrase.separator };
        add_or_merge_time(&mut self.current.times, time, separator);
        self.when.time_range.get_or_insert_with(|| phrase.byte_range.clone());
        Ok(())
    }

    fn add_days(&mut self, i: usize, what: PhraseKind, phrase: &Phrase) -> Result<(), ParseError> {
        if let PhraseKind::Date { wrong_weekday: Some(day), .. } = what {
            self.when.wrong_weekday = Some((phrase.byte_range.clone(), day));
        }
        if self.current.exception.is_some() && self.current.has_moment() {
            self.end_group()?;
            // `every day at 7 except Sat at 8 and Sun at 9`
            if let (PhraseKind::Days { mask, has_every: false }, true) = (what, self.has_own_moment(i)) {
                self.except |= mask;
                self.current.exception = Some(mask);
                return Ok(());
            }
        }
        // `any day but Sunday, at 7:30, or Sunday at 9`
        if let PhraseKind::Days { mask, has_every: false } = what
            && mask & self.except == mask
            && self.has_own_moment(i)
        {
            self.end_group()?;
            self.current.exception = Some(mask);
            return Ok(());
        }
        self.joined.push(phrase.separator);
        if self.groups.is_empty() && !self.is_sentence && !self.current.has_days {
            refuse_moment_left_without_days(self.text, self.phrases, i)?;
        }
        if let Some(first) = self.current.first_day_if_time_is_of_last_or_all(self.phrases, i) {
            self.refuse_time_of_last_or_all(first, i)?;
        }
        if self.groups.is_empty() && !self.is_sentence {
            self.part_for_following_days = self.part_for_following_days.or(self.current.part_for_following_days());
        }
        if self.current.is_ended_by_day(self.text, self.phrases, i) {
            self.end_group()?;
        }
        self.current.add_day(what);
        Ok(())
    }

    /// `after work on Mondays, Wednesdays at 18:30`: nobody can tell whether that is the time of the Mondays too. A semicolon
    /// says that it is not.
    fn refuse_time_of_last_or_all(&self, first: usize, last: usize) -> Result<(), ParseError> {
        let (Some(moment), Some(time)) = (self.phrases.get(first - 1), self.phrases.get(last + 1)) else {
            return Ok(());
        };
        let range_of = |i: usize| self.phrases.get(i).map_or(0..0, |p| p.byte_range.clone());
        let written = |from: usize, to: usize| squeeze_white_space(self.text.get(from..to).unwrap_or(""));
        if written(range_of(last - 1).end, range_of(last).start).contains(';') {
            return Ok(());
        }
        let moment = written(moment.byte_range.start, moment.byte_range.end);
        let days = written(range_of(first).start, range_of(last - 1).end);
        let timed = written(range_of(last).start, time.byte_range.end);
        let at = time.byte_range.clone();
        let clock = quote_for_message(&written(at.start, at.end));
        let message = format!("{clock} can be the time of all these days or of the last.");
        let (of_all, of_last) = (format!("{moment} on {days} and {timed}"), format!("{days} {moment}; {timed}"));
        let help =
            suggest_texts_unless_too_long("Write", &[&of_all, &of_last], "Write a semicolon before days of their own.");
        Err(ParseError::new(Code::WhenNotUnderstood, at, message, help))
    }

    /// `every day at 7:30 except Sunday at 9`: the Sunday has a time of its own where the other days have one.
    fn add_exception(&mut self, i: usize, mask: u8) -> Result<(), ParseError> {
        self.except |= mask;
        // `every day at 8 except weekends at 9, not Saturday`
        if !self.has_own_moment(i) && !self.is_sentence {
            self.exceptions.iter_mut().for_each(|(days, _)| *days &= !mask);
            self.current.exception = self.current.exception.map(|days| days & !mask);
        }
        // `after breakfast (except Sundays after lunch)`
        if self.has_own_moment(i) && !self.current.has_moment() && self.groups.is_empty() && !self.is_sentence {
            for (separator, words) in std::mem::take(&mut self.cues) {
                self.current.add_cue(&words, separator);
            }
        }
        let other = self.current.has_moment() || !self.groups.is_empty();
        if !(other || self.is_sentence || self.current.exception.is_some()) {
            refuse_excepted_part(self.text, self.phrases, i)?;
        }
        if self.has_own_moment(i) && (other || self.current.exception.is_some()) {
            self.end_group()?;
            self.current.exception = Some(mask);
        }
        Ok(())
    }

    /// A cue belongs to the days it is directly beside, else to all.
    fn assign_cue_to_days(&mut self, i: usize, words: String) -> Result<(), ParseError> {
        let after_days = i
            .checked_sub(1)
            .and_then(|i| self.phrases.get(i))
            .is_some_and(|p| p.kind.is_day() || matches!(p.kind, PhraseKind::Time(_) | PhraseKind::Except(_)));
        // `If it is any day but Sunday, after lunch, or Sunday at 9`
        let is_of_rest = self.is_sentence
            && i.checked_sub(1).is_some_and(|i| matches!(self.phrases[i].kind, PhraseKind::Except(_)))
            && self.last_day > i;
        let joined = is_of_rest || self.phrases.get(i).is_some_and(|p| p.separator == Separator::None);
        if after_days && joined && (self.current.has_days || self.current.exception.is_some()) {
            self.current.add_cue(&words, Separator::Comma);
            return Ok(());
        }
        let before_days = self.phrases.get(i + 1).is_some_and(|p| p.kind.is_day() && p.separator == Separator::None);
        if before_days {
            if self.current.has_days && self.current.has_moment() {
                self.end_group()?;
            }
            self.current.add_cue_before_days(&words);
            return Ok(());
        }
        let separator = self.phrases.get(i).map_or(Separator::Comma, |p| p.separator);
        // `Monday after work, or before dinner`
        let is_next = self.phrases.get(i + 1).is_none();
        if separator == Separator::Or && is_next && self.cues.is_empty() && self.current.has_cue() {
            self.current.add_cue(&words, separator);
            return Ok(());
        }
        self.cues.push((separator, words));
        Ok(())
    }

    /// `every day at 8 or when I get home`, `after work and on Saturdays at 10`: a cue joined to something else would be
    /// taken for a part of the same moment.
    fn refuse_joined_cue(&self, i: usize, phrase: &Phrase) -> Result<(), ParseError> {
        let Some(before) = i.checked_sub(1).and_then(|i| self.phrases.get(i)) else { return Ok(()) };
        let is_joined = matches!(phrase.separator, Separator::And | Separator::Or) && !self.is_sentence;
        let has_own_days = |p: &Phrase| p.kind.is_day() && p.separator == Separator::None;
        let is_clock = |kind| matches!(kind, PhraseKind::Time(time) if !matches!(time.slot, Slot::In(_)));
        // `8am after breakfast and 8pm after dinner`
        let is_time = |p: &Phrase| matches!(p.kind, PhraseKind::Time(_));
        let are_two = is_clock(phrase.kind) && self.phrases.iter().take(i).any(|p| is_clock(p.kind))
            || is_time(phrase) && self.phrases.iter().take(i).any(is_time);
        let written = |from: usize, to: usize| squeeze_white_space(self.text.get(from..to).unwrap_or(""));
        let (left, right, cue_last) = match (before.kind, phrase.kind) {
            _ if !is_joined => return Ok(()),
            (PhraseKind::Cue, PhraseKind::Cue | PhraseKind::Vague) => return Ok(()),
            // `Monday before work and Thursday after work`
            (PhraseKind::Cue, kind)
                if !matches!(kind, PhraseKind::Time(_))
                    && (self.current.has_days || self.current.exception.is_some()) =>
            {
                return Ok(());
            }
            (PhraseKind::Cue, _) => {
                let left = written(0, before.byte_range.end);
                let right = written(before.byte_range.end, self.text.len());
                let joining = |word: &&str| matches!(word.to_lowercase().as_str(), "and" | "or" | "&" | "+" | ",");
                let right: Vec<&str> = right.split(' ').skip_while(joining).collect();
                (left, right.join(" "), false)
            }
            (_, PhraseKind::Cue) if self.phrases.get(i + 1).is_some_and(has_own_days) => {
                if self.phrases.iter().take(i).any(|p| p.kind.is_day()) {
                    return Ok(());
                }
                // `at 12 or after lunch on Mondays`
                let days = written(phrase.byte_range.end, self.text.len());
                let cue = written(phrase.byte_range.start, self.text.len());
                (format!("{} {days}", written(0, before.byte_range.end)), cue, true)
            }
            // `Mon, Tue, or whenever I am off`
            (kind, PhraseKind::Cue) if kind.is_day() && phrase.separator == Separator::Or => {
                let cue = written(phrase.byte_range.start, phrase.byte_range.end);
                (written(0, before.byte_range.end), cue, true)
            }
            (_, PhraseKind::Cue) => {
                let named = self.phrases.iter().take(i).take_while(|p| p.kind.is_day()).last();
                let days = named.map_or(String::new(), |p| written(0, p.byte_range.end) + " ");
                let cue = written(phrase.byte_range.start, phrase.byte_range.end);
                (written(0, before.byte_range.end), format!("{days}{cue}"), true)
            }
            _ => return Ok(()),
        };
        let word = if phrase.separator == Separator::Or { "or" } else { "and" };
        let message = format!("`{word}` joins a cue to something that is no cue.");
        let (first, second) = (quote_for_message(&left), quote_for_message(&right));
        let is_left_out = self.phrases.iter().take(i).any(|p| matches!(p.kind, PhraseKind::Except(_)));
        let help = if is_left_out {
            // `every day except Sunday or when it rains`: the rest is left out too, and must not be planned.
            format!("Write {first}. A day on which it is not done can be noted with a box such as `- [>]`.")
        } else if phrase.separator == Separator::Or {
            format!("Write the one that you mean: {first} or {second}.")
        } else if are_two {
            format!("Write a plan for each moment: {first} and {second}.")
        } else {
            let cue = written(phrase.byte_range.start, phrase.byte_range.end);
            let one = if cue_last { format!("{left}, {cue}") } else { format!("{right}, {left}") };
            format!("If that is one moment, write {}; a second moment is a plan of its own.", quote_for_message(&one))
        };
        let gap = self.text.get(before.byte_range.end..phrase.byte_range.start).unwrap_or("");
        let from = before.byte_range.end + gap.find(char::is_alphanumeric).unwrap_or(0);
        Err(ParseError::new(Code::WhenNotUnderstood, from..phrase.byte_range.end, message, help))
    }

    /// The days read so far are complete.
    fn end_group(&mut self) -> Result<(), ParseError> {
        let mut builder = std::mem::take(&mut self.current);
        let exception = builder.exception;
        match (exception, self.part_before) {
            // In the sentence each time is in full.
            (Some(_), Some(part)) if !self.is_sentence => builder.set_part_of_unclear_times(part),
            (None, _) => self.part_before = builder.part_before(),
            _ => {}
        }
        if let Some(part) = self.part_for_following_days {
            builder.set_part_of_unclear_times(part);
            builder.inherit_moment(part);
        }
        if !self.is_sentence && exception.is_none() {
            if let Some(part) = self.part_that_moved {
                refuse_unclear_half_of_day(self.text, &builder.times, part)?;
            }
            self.part_that_moved = part_that_moves(&builder.times);
        }
        let group = builder.build(self.text, self.is_sentence)?;
        match exception {
            Some(mask) => self.exceptions.push((mask, group)),
            None => self.groups.push(group),
        }
        Ok(())
    }
}

/// The first word such as `usually` that is no part of a cue: the sentence keeps it, and no number depends on it.
fn unsure_filler_outside_cues(text: &str, phrases: &[Phrase]) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let is_word_at = |at: usize, word: &str| {
        let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        is_end(lower.get(..at).and_then(|before| before.chars().next_back()))
            && is_end(lower.get(at + word.len()..).and_then(|behind| behind.chars().next()))
    };
    let is_in_cue = |at: usize| {
        phrases.iter().any(|p| matches!(p.kind, PhraseKind::Cue | PhraseKind::Condition) && p.byte_range.contains(&at))
    };
    let found = UNSURE_FILLERS.iter().filter_map(|word| lower.find(word).map(|at| (at, *word)));
    let first = found.filter(|(at, word)| is_word_at(*at, word) && !is_in_cue(*at)).min();
    first.map(|(_, word)| word.to_owned())
}

/// Whether all that is vague in a text is a condition, such as `if I can` and `when possible`.
fn are_all_conditions(text: &str, phrases: &[Phrase]) -> bool {
    const BEGINNINGS: [&str; 3] = ["if", "when", "whenever"];
    let is_condition = |phrase: &Phrase| {
        let words = text.get(phrase.byte_range.clone()).unwrap_or("").to_lowercase();
        let words = words.strip_prefix("only ").unwrap_or(&words);
        BEGINNINGS.contains(&words.split_whitespace().next().unwrap_or(""))
    };
    phrases.iter().filter(|phrase| matches!(phrase.kind, PhraseKind::Vague)).all(is_condition)
}

/// Merges groups that have the same times or the same days.
fn merge_groups(text: &str, groups: Vec<DayGroup>) -> Result<Vec<DayGroup>, ParseError> {
    let mut out: Vec<DayGroup> = Vec::new();
    for group in groups {
        if group.days.is_empty() && group.times.is_empty() && group.cue.is_none() {
            continue;
        }
        let slots = |g: &DayGroup| g.times.iter().map(|t| (t.slot, t.occasion)).collect::<Vec<_>>();
        let own = slots(&group);
        if let Some(same) = out.iter_mut().find(|g| g.times.len() == own.len() && g.cue == group.cue && slots(g) == own)
        {
            same.days.dates.extend(&group.days.dates);
            same.days.weekday_mask |= group.days.weekday_mask;
            same.days.every_n_days.extend(&group.days.every_n_days);
            same.days.every_n_weeks.extend(&group.days.every_n_weeks);
            same.days.sort_and_dedup();
        } else if let Some(same) = out
            .iter_mut()
            .find(|g| !g.times.is_empty() && !own.is_empty() && g.days == group.days && g.cue == group.cue)
        {
            let next = same.times.iter().map(|t| t.occasion).max().unwrap_or(0) + 1;
            for time in group.times {
                if !same.times.iter().any(|t| t.slot == time.slot) {
                    same.times.push(PlannedTime { occasion: next + time.occasion, ..time });
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
                format!("{} names more times than anybody can keep.", quote_for_message(text)),
                format!("Name at most {MOST_A_DAY} times a day."),
            ));
        }
    }
    out.iter_mut().for_each(|g| g.days.sort_and_dedup());
    Ok(out)
}

impl When {
    /// `4 times a week on Mon and Wed at 8 and 18` is all of these times.
    ///
    /// # Errors
    /// `twice a week and on Sundays`: two plans.
    fn settle_count_with_days(&mut self, text: &str, phrases: &[Phrase]) -> Result<(), ParseError> {
        let (Some(n), Some(mask)) = (self.times_a_week, self.weekday_mask_if_alone()) else { return Ok(()) };
        if mask == EVERY_DAY {
            return Ok(());
        }
        let is_count = |p: &Phrase| matches!(p.kind, PhraseKind::Count(Frequency::PerWeek(_)));
        let Some(count) = phrases.iter().position(is_count) else { return Ok(()) };
        // The phrase that joins the days to the count, or the count to the days.
        let later = if phrases.iter().take(count).any(|p| p.kind.is_day()) { count } else { count + 1 };
        let is_joined =
            phrases.get(later).is_some_and(|p| p.separator == Separator::And && (later == count || p.kind.is_day()));
        let all: u32 =
            self.groups.iter().map(|g| g.days.weekday_mask.count_ones() * occasion_count(&g.times).max(1)).sum();
        if !is_joined && n == all && n > mask.count_ones() {
            self.times_a_week = None;
            return Ok(());
        }
        // A count beside named days that are not as many floats over the week.
        if !is_joined {
            return Ok(());
        }
        let written = |p: &Phrase| squeeze_white_space(text.get(p.byte_range.clone()).unwrap_or(""));
        let mut named = phrases.iter().filter(|p| p.kind.is_day());
        let days = match (named.next(), named.next()) {
            (Some(only), None) => written(only),
            _ => list_with_word(&day_names(mask), "and"),
        };
        let count = phrases.get(count).map_or(String::new(), written);
        let message = format!("{} is a number of times beside days of their own.", quote_for_message(&count));
        let instead = [count.as_str(), days.as_str()];
        let help = suggest_texts_unless_too_long("One plan is one of them: write", &instead, "Write one of them.");
        Err(ParseError::new(Code::WhenNotUnderstood, 0..text.len(), message, help))
    }

    /// Every `n` weeks, on the days named.
    fn apply_week_interval(&mut self, n: u32) {
        if !self.has_days() {
            if n == 1 {
                self.times_a_week = self.times_a_week.or(Some(1));
                return;
            }
            if self.groups.is_empty() {
                self.groups.push(DayGroup::default());
            }
            for group in &mut self.groups {
                group.days.every_n_weeks.push((n, 0));
            }
        } else if n > 1 {
            for days in self.groups.iter_mut().map(|g| &mut g.days).filter(|d| d.weekday_mask != 0) {
                days.every_n_weeks.push((n, days.weekday_mask));
                days.weekday_mask = 0;
                days.sort_and_dedup();
            }
        }
    }

    /// `Thursday or Friday`, `every other Thursday or Friday`: so many of the days named.
    fn apply_choice(&mut self, count: u32) {
        let named = self.weekday_mask_if_alone().or(match self.groups.as_slice() {
            [only]
                if only.days.weekday_mask == 0 && only.days.every_n_days.is_empty() && only.days.dates.is_empty() =>
            {
                only.days.every_n_weeks.first().filter(|_| only.days.every_n_weeks.len() == 1).map(|&(_, mask)| mask)
            }
            _ => None,
        });
        self.any_of = named.filter(|&mask| count < mask.count_ones()).map(|_| count);
    }

    /// A cue that all days have is said once.
    fn apply_shared_cue(&mut self, shared: Vec<(Separator, String)>) {
        let mut all: Option<String> = None;
        let first = self.groups.first().and_then(|g| g.cue.clone());
        if self.groups.iter().all(|g| g.cue == first) {
            self.groups.iter_mut().for_each(|g| g.cue = None);
            all = first;
        }
        for (separator, words) in shared {
            all = Some(join_cues(all, separator, &words));
        }
        self.cue = all;
    }
}
