//! Days that are excepted: what is left of a plan without them, and what they have instead.

use crate::problem::Code;
use crate::text::fold;
use crate::when::combine::replaced_days::moment_as_adverb;
use crate::when::parse::cue::squeeze_white_space;
use crate::when::parse::minutes::spoken_clock;
use crate::when::tokens::cursor::{Phrase, PhraseKind, Separator, WrittenTime};
use crate::when::tokens::parse_error::{ParseError, list_with_word, quote_for_message, suggest_texts_unless_too_long};
use crate::when::value::if_then::day_names;
use crate::when::value::schedule::{DayGroup, Days, EVERY_DAY, PlannedTime, When};
use crate::when::value::time::{Clock, DAY, DayPart, Slot};

fn is_moment(phrase: &Phrase) -> bool {
    matches!(phrase.kind, PhraseKind::Time(_) | PhraseKind::Cue)
}

/// `every day except Sunday at 9 and 10`: the times can be those of the other days, which have none, or of the Sunday.
fn refuse_two_times_of_excepted(text: &str, phrases: &[Phrase]) -> Result<(), ParseError> {
    let excepted = phrases.iter().enumerate().find_map(|(i, p)| match p.kind {
        PhraseKind::Except(mask) => Some((i, mask)),
        _ => None,
    });
    let Some((at, mask)) = excepted else { return Ok(()) };
    let times = phrases.iter().skip(at + 1).take_while(|p| matches!(p.kind, PhraseKind::Time(_))).count();
    let (before, times) = (&phrases[..at], &phrases[at + 1..at + 1 + times]);
    let is_joined = |p: &Phrase| matches!(p.separator, Separator::And | Separator::Or);
    let (Some(first), Some(second), Some(last)) = (times.first(), times.get(1), times.last()) else { return Ok(()) };
    if before.iter().any(is_moment) || first.separator != Separator::None || !is_joined(second) {
        return Ok(());
    }
    let word = if last.separator == Separator::Or { "or" } else { "and" };
    let moments: Vec<String> = times.iter().map(|p| moment_as_adverb(text, p)).collect();
    let moments = list_with_word(&moments, word);
    let behind = squeeze_white_space(text.get(last.byte_range.end..).unwrap_or(""));
    let days = squeeze_white_space(text.get(..phrases[at].byte_range.start).unwrap_or(""));
    let days = days.trim_end_matches(|c: char| !c.is_alphanumeric());
    let short = |mask| day_names(mask).into_iter().filter_map(|name| name.get(..3)).collect::<Vec<_>>();
    let except = list_with_word(&short(mask), "and");
    let days = if days.is_empty() { "every day" } else { days };
    let of_others = format!("{days} {moments} except {except}");
    let named = before.iter().try_fold(0, |all, p| match p.kind {
        PhraseKind::Days { mask, .. } => Some(all | mask),
        _ => None,
    });
    let rest = named.map_or(0, |named| if named == 0 { EVERY_DAY } else { named } & !mask);
    let of_them = format!("{}; {except} {moments}", list_with_word(&short(rest), "and"));
    let range = phrases[at].byte_range.start..last.byte_range.end;
    let message = format!(
        "{} can be the times of the other days, or of those left out.",
        quote_for_message(text.get(range.clone()).unwrap_or(""))
    );
    let otherwise = "Write the times before `except`, or name the days of each time.";
    let help = match (behind.contains(char::is_alphanumeric), rest) {
        (true, _) => otherwise.to_owned(),
        (false, 0) => suggest_texts_unless_too_long("Write", &[&of_others], otherwise),
        _ => suggest_texts_unless_too_long("Write", &[&of_others, &of_them], otherwise),
    };
    Err(ParseError::new(Code::WhenNotUnderstood, range, message, help))
}

/// `at seven twenty`, `at 6 15`: one time with its minutes, or two times.
fn refuse_hour_and_minutes_apart(text: &str, phrases: &[Phrase]) -> Result<(), ParseError> {
    let words = |p: &Phrase| fold(text.get(p.byte_range.clone()).unwrap_or(""));
    let clock_of = |first: &Phrase, second: &Phrase| {
        let (first, second) = (words(first), words(second));
        let said = format!("{} {second}", first.trim_start_matches("at "));
        spoken_clock(&said.split(' ').collect::<Vec<_>>())
    };
    let are_one = |first: &Phrase, second: &Phrase| {
        let is_bare = words(first).trim_start_matches("at ").chars().all(char::is_alphanumeric);
        let are_times = matches!((first.kind, second.kind), (PhraseKind::Time(_), PhraseKind::Time(_)));
        are_times && is_bare && second.separator == Separator::None && !words(second).starts_with("at ")
    };
    let found = phrases.windows(2).find_map(|two| match two {
        [first, second] if are_one(first, second) => Some((first, second, clock_of(first, second)?)),
        _ => None,
    });
    let Some((first, second, clock)) = found else { return Ok(()) };
    let range = first.byte_range.start..second.byte_range.end;
    let message = format!("{} can be one time or two.", quote_for_message(text.get(range.clone()).unwrap_or("")));
    let (hour, minute) = (clock.hour, clock.minutes);
    let (before, behind) = (text.get(..range.start).unwrap_or(""), text.get(range.end..).unwrap_or(""));
    let one = format!("{before}{hour}:{minute:02}{behind}");
    let two = format!("{before}{hour}:00 and {minute}:00{behind}");
    let help = suggest_texts_unless_too_long("Write", &[one.trim(), two.trim()], "Write the minutes as in `at 7:20`.");
    Err(ParseError::new(Code::WhenNotUnderstood, range, message, help))
}

/// `every day, not Sunday but Saturday`, `weekdays but Friday but Saturday`: the second days can be those that it is instead, or
/// left out too.
fn refuse_but_behind_exception(text: &str, phrases: &[Phrase]) -> Result<(), ParseError> {
    let words = |p: &Phrase| fold(text.get(p.byte_range.clone()).unwrap_or(""));
    let is_bare_but = |p: &Phrase| {
        let words = words(p);
        words.starts_with("but ") && !words.split(' ').any(|word| matches!(word, "not" | "no" | "never"))
    };
    let pair = phrases.windows(2).enumerate().find_map(|(i, two)| match two {
        [first, second] => match (first.kind, second.kind) {
            (PhraseKind::Except(out), PhraseKind::Except(then)) if out & then == 0 && is_bare_but(second) => {
                Some((i, out, then, first.byte_range.start..second.byte_range.end.max(first.byte_range.start)))
            }
            _ => None,
        },
        _ => None,
    });
    let Some((at, out, then, range)) = pair else { return Ok(()) };
    let short = |mask| {
        let names: Vec<&str> = day_names(mask).into_iter().filter_map(|name| name.get(..3)).collect();
        list_with_word(&names, "and")
    };
    let named = phrases.iter().take(at).fold(0, |all, p| match p.kind {
        PhraseKind::Days { mask, .. } => all | mask,
        _ => all,
    });
    let before = text.get(..range.start).unwrap_or("").trim_end_matches([',', ' ', '(']);
    let behind = text.get(range.end..).unwrap_or("").trim_end_matches(')');
    let has_days = phrases.iter().take(at).any(|p| p.kind.is_day());
    let left_out = format!("{before} except {}{behind}", short(out | then));
    let instead = match named {
        _ if !has_days => format!("{before} on {}{behind}", short(then)),
        0 | EVERY_DAY => format!("{before} except {}{behind}", short(out)),
        _ => short(named & !out | then),
    };
    let message = format!(
        "{} can be days that are left out, or the days that it is instead.",
        quote_for_message(text.get(range.clone()).unwrap_or(""))
    );
    let otherwise = "Name the days on which it happens.";
    let both = [instead.trim().to_owned(), left_out.trim().to_owned()];
    // Of weekdays with a time the days alone would lose it.
    let is_whole = !has_days || matches!(named, 0 | EVERY_DAY) || phrases.len() == at + 2 && at == 1;
    let help = match is_whole {
        true => suggest_texts_unless_too_long("Write", &[&both[0], &both[1]], otherwise),
        false => otherwise.to_owned(),
    };
    Err(ParseError::new(Code::WhenNotUnderstood, range, message, help))
}

/// `every day at 7 not Sunday, 9 on Sunday`: the Sunday is left out, and has a time of its own behind that. It has that time instead.
fn refuse_excepted_day_with_time(text: &str, phrases: &[Phrase]) -> Result<(), ParseError> {
    /// Of the phrases behind an exception, only so many are looked at.
    const MOST: usize = 8;
    let found = phrases.iter().enumerate().find_map(|(at, p)| {
        let PhraseKind::Except(mask) = p.kind else { return None };
        let behind = phrases.iter().enumerate().skip(at + 1).take(MOST);
        let named = |(i, p): (usize, &Phrase)| match p.kind {
            PhraseKind::Days { mask: own, has_every: false } if own & mask == own => Some(i),
            _ => None,
        };
        Some((at, mask, behind.filter_map(named).next()?))
    });
    let Some((at, excepted, days)) = found else { return Ok(()) };
    // `not Sunday, Sunday at 9` is read: there the time stands behind the day.
    if phrases.get(days + 1).is_some_and(|p| is_moment(p) && p.separator == Separator::None) {
        return Ok(());
    }
    let moment =
        [days + 1, days.wrapping_sub(1)].into_iter().find(|&i| i > at && phrases.get(i).is_some_and(is_moment));
    let is_first = phrases.iter().take(at).any(is_moment);
    let (Some(moment), true) = (moment.and_then(|i| phrases.get(i)), is_first) else { return Ok(()) };
    let (Some(except), Some(day)) = (phrases.get(at), phrases.get(days)) else { return Ok(()) };
    let PhraseKind::Days { mask, .. } = day.kind else { return Ok(()) };
    let names: Vec<&str> = day_names(mask).into_iter().filter_map(|name| name.get(..3)).collect();
    let before = text.get(..except.byte_range.start).unwrap_or("").trim_end_matches([',', ' ', '(', ';']);
    let before = before.strip_suffix(" but").unwrap_or(before);
    let whole = format!("{before} except {} {}", list_with_word(&names, "and"), moment_as_adverb(text, moment));
    let range = except.byte_range.start..day.byte_range.end.max(moment.byte_range.end);
    let message =
        format!("{} leaves a day out and gives it a time.", quote_for_message(text.get(range.clone()).unwrap_or("")));
    let otherwise = "Name the days of each time, as in `every day at 7 except Sunday at 9`.";
    let is_all = days + 1 >= phrases.len() || moment.byte_range.end >= text.trim_end().len();
    let help = match is_all {
        true if excepted == mask => suggest_texts_unless_too_long("Write", &[whole.trim()], otherwise),
        _ => otherwise.to_owned(),
    };
    Err(ParseError::new(Code::WhenNotUnderstood, range, message, help))
}

/// `every day except Mon at 8, Wed at 9`: the first time can be that of the other days or of the Monday, and the second is that of
/// a day which has the first.
///
/// # Errors
/// With how to write it.
pub(crate) fn refuse_unclear_list(text: &str, phrases: &[Phrase]) -> Result<(), ParseError> {
    refuse_hour_and_minutes_apart(text, phrases)?;
    refuse_two_times_of_excepted(text, phrases)?;
    refuse_but_behind_exception(text, phrases)?;
    refuse_excepted_day_with_time(text, phrases)?;
    let has_own = |i: usize| phrases.get(i + 1).is_some_and(|p| is_moment(p) && p.separator == Separator::None);
    let excepted = phrases.iter().enumerate().find_map(|(i, p)| match p.kind {
        PhraseKind::Except(mask) => Some((i, mask)),
        _ => None,
    });
    let Some((at, mask)) = excepted.filter(|&(i, _)| has_own(i)) else { return Ok(()) };
    let mut before = phrases.iter().take(at);
    let named = before.clone().fold(0, |all, p| match p.kind {
        PhraseKind::Days { mask, .. } => all | mask,
        _ => all,
    });
    let is_of_rest = |(i, p): (usize, &Phrase)| match p.kind {
        PhraseKind::Days { mask: own, has_every: false } => {
            i > at && own & !named == 0 && own & mask == 0 && p.separator != Separator::None && has_own(i)
        }
        _ => false,
    };
    if before.any(is_moment) || !phrases.iter().enumerate().any(is_of_rest) {
        return Ok(());
    }
    let range = phrases[at].byte_range.start..text.len();
    let says = "can be days with these times, or days without.";
    let message = format!("{} {says}", quote_for_message(text.get(range.clone()).unwrap_or("")));
    let help = "Name the days of each time, as in `Mon at 8, Wed at 9 and other days at 7`.";
    Err(ParseError::new(Code::WhenNotUnderstood, range, message, help))
}

/// What an exception that names a moment says of its days.
enum ExceptionReading {
    /// They have this moment instead.
    Replacement,
    /// They have only these moments of the other days.
    Without(Vec<PlannedTime>),
    /// It can be either.
    Unclear(Vec<PlannedTime>),
}

impl When {
    /// What the days of `mask` have, which are excepted with a moment of their own: `every day at 7:30 except Sunday at 9` has
    /// that instead; `every evening except Monday evening` has nothing then, and `mornings and evenings except Sunday evening`
    /// the morning.
    ///
    /// # Errors
    /// `every day at 8 and 20 except Sunday at 8`: the Sunday can have that time or the other.
    pub(crate) fn replacement_group(
        &self,
        text: &str,
        phrases: &[Phrase],
        mask: u8,
        own: DayGroup,
    ) -> Result<Option<DayGroup>, ParseError> {
        let is_of = |g: &&DayGroup| g.days.weekday_mask & mask != 0 || g.days.is_interval() || g.days.is_empty();
        let excepted = phrases.iter().find(|p| matches!(p.kind, PhraseKind::Except(except) if except & mask != 0));
        let written = fold(excepted.and_then(|p| text.get(p.byte_range.start..)).unwrap_or(""));
        // `mornings and evenings except Sunday, only mornings`
        if written.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "only" | "just" | "instead")) {
            return Ok(Some(own));
        }
        let mut of = self.groups.iter().filter(is_of);
        let (Some(of), more) = (of.next(), of.next()) else { return Ok(Some(own)) };
        // `every day at 7 and Sundays at 9 except Sunday at 7`
        let is_told = |of: &DayGroup| !matches!(reading_of_exception(phrases, of, &own), ExceptionReading::Replacement);
        if more.is_some() && (is_told(of) || more.is_some_and(is_told)) {
            return Err(unclear_exception_error(text, phrases, mask, of, None));
        }
        match reading_of_exception(phrases, of, &own) {
            ExceptionReading::Replacement => Ok(Some(own)),
            ExceptionReading::Without(left) if left.is_empty() => Ok(None),
            ExceptionReading::Without(left) => Ok(Some(DayGroup { times: left, cue: of.cue.clone(), ..own })),
            ExceptionReading::Unclear(left) => {
                Err(unclear_exception_error(text, phrases, mask, of, Some((&own.times, &left))))
            }
        }
    }

    /// The group for the days of `mask`, which replaces what this plans for them.
    pub(crate) fn exception_group(&self, mask: u8, group: DayGroup) -> DayGroup {
        let is_interval = |g: &&DayGroup| g.days.is_interval();
        if self.groups.iter().any(|g| !g.days.is_interval()) || self.groups.is_empty() {
            return DayGroup { days: Days { weekday_mask: mask, ..Days::default() }, ..group };
        }
        // Where days come round in intervals, only those of them that are such a day of the week.
        let mut days = Days { except: EVERY_DAY & !mask, ..Days::default() };
        for of in self.groups.iter().filter(is_interval) {
            days.every_n_days.extend(&of.days.every_n_days);
            days.every_n_weeks
                .extend(of.days.every_n_weeks.iter().map(|&(n, on)| (n, if on == 0 { 0 } else { on & mask })));
        }
        days.sort_and_dedup();
        DayGroup { days, ..group }
    }

    pub(crate) fn apply_exceptions(&mut self, text: &str, except: u8, has_instead: bool) -> Result<(), ParseError> {
        if !self.has_days() {
            if self.groups.is_empty() {
                self.groups.push(DayGroup::default());
            }
            self.groups.iter_mut().for_each(|g| g.days.weekday_mask = EVERY_DAY);
            self.names_days = true;
        }
        for days in self.groups.iter_mut().map(|g| &mut g.days) {
            days.weekday_mask &= !except;
            days.every_n_weeks.retain_mut(|(_, mask)| {
                let named = *mask != 0;
                *mask &= !except;
                !named || *mask != 0
            });
            days.except = if days.is_interval() { except } else { 0 };
        }
        self.groups.retain(|g| !g.days.is_empty());
        if !has_instead && (self.groups.is_empty() || except == EVERY_DAY) {
            return Err(ParseError::new(
                Code::WhenNotUnderstood,
                0..text.len(),
                format!("{} leaves no day.", quote_for_message(text)),
                "Name a day that is left, as in `every day except Sunday`.",
            ));
        }
        Ok(())
    }
}

fn reading_of_exception(phrases: &[Phrase], group: &DayGroup, own: &DayGroup) -> ExceptionReading {
    if own.times.is_empty() && own.cue.is_some() && own.cue == group.cue {
        return ExceptionReading::Without(Vec::new());
    }
    if own.times.is_empty() || own.cue.is_some() {
        return ExceptionReading::Replacement;
    }
    // `every evening at 8 except Monday evening`
    let is_named = |slot: Slot| {
        let before = phrases.iter().take_while(|p| !matches!(p.kind, PhraseKind::Except(_)));
        before.into_iter().any(|p| matches!(p.kind, PhraseKind::Time(WrittenTime { slot: named, .. }) if named == slot))
    };
    let has_same = |own: &PlannedTime| group.times.iter().any(|time| time.slot == own.slot);
    let is_within = |time: &PlannedTime, own: &PlannedTime| match (time.slot, own.slot) {
        (one, other) if has_same(own) => one == other,
        (Slot::At(_), Slot::In(part)) => part.contains(Clock(time.slot.start_minute() % DAY)),
        // `every evening except Friday night`
        (Slot::In(one), Slot::In(other)) => one.overlaps(other) && one != DayPart::Midday && other != DayPart::Midday,
        (one, other) => one == other,
    };
    if !own.times.iter().all(|own| group.times.iter().any(|time| is_within(time, own))) {
        return ExceptionReading::Replacement;
    }
    let is_left = |time: &&PlannedTime| !own.times.iter().any(|own| is_within(time, own));
    let left: Vec<PlannedTime> = group.times.iter().filter(is_left).cloned().collect();
    let are_named = own.times.iter().all(|own| matches!(own.slot, Slot::In(_)) && is_named(own.slot));
    let are_same = left.is_empty() && own.times.iter().all(has_same);
    if are_named || are_same { ExceptionReading::Without(left) } else { ExceptionReading::Unclear(left) }
}

fn slot_as_adverb(slot: Slot) -> String {
    let clock = |minutes: u16| format!("{}:{:02}", minutes / 60 % 24, minutes % 60);
    match slot {
        Slot::In(part) => part.as_adverb().to_owned(),
        Slot::At(Clock(at)) => format!("at {}", clock(at)),
        Slot::Between(from, to) => format!("{}-{}", clock(from), clock(to)),
    }
}

/// Both readings of an exception with a moment that the other days have too.
fn unclear_exception_error(
    text: &str,
    phrases: &[Phrase],
    mask: u8,
    of: &DayGroup,
    readings: Option<(&[PlannedTime], &[PlannedTime])>,
) -> ParseError {
    let excepted = phrases.iter().find(|p| matches!(p.kind, PhraseKind::Except(except) if except & mask != 0));
    let from = excepted.map_or(0, |p| p.byte_range.start);
    let of_days = |mask: u8, times: &[PlannedTime]| {
        let names: Vec<&str> = day_names(mask).into_iter().filter_map(|name| name.get(..3)).collect();
        let times: Vec<String> = times.iter().map(|time| slot_as_adverb(time.slot)).collect();
        format!("{} {}", list_with_word(&names, "and"), list_with_word(&times, "and"))
    };
    let all = if of.days.is_empty() { EVERY_DAY } else { of.days.weekday_mask };
    let rest = all & !mask;
    let at = from..text.len();
    let message = format!(
        "{} can be what those days have, or what they leave out.",
        quote_for_message(text.get(at.clone()).unwrap_or(""))
    );
    let otherwise = "Name the days of each time.";
    let help = match readings.filter(|_| rest != 0) {
        Some((own, left)) => {
            let others = of_days(rest, &of.times);
            let without = if left.is_empty() { others.clone() } else { format!("{others}; {}", of_days(mask, left)) };
            suggest_texts_unless_too_long("Write", &[&without, &format!("{others}; {}", of_days(mask, own))], otherwise)
        }
        None => otherwise.to_owned(),
    };
    ParseError::new(Code::WhenNotUnderstood, at, message, help)
}
