//! Check-box lines (docs/specification.md#1-notes, "Day notes and logs"): a plan's name with a time, minutes and a
//! place around it, and free text behind a dash; and the lines of a log, which begin with a date.

use std::borrow::Cow;
use std::ops::Range;

use chrono::Weekday;

use crate::journal::lines::clean_line::{CleanLine, DoneMark, InlineField, may_hold_inline_field};
use crate::journal::lines::contrast::contrast_before_name;
use crate::journal::lines::dates_in_marks::with_plain_date;
use crate::journal::lines::line_names::NameFinder;
use crate::journal::lines::name_trie::{self, NameMatch};
use crate::journal::lines::same_words::is_emoji;
use crate::journal::lines::separator_dash::{find_separator_dash, is_time_range_dash};
use crate::journal::{KnownBarrier, Status, lines::practice_signs, note_fields::barrier};
use crate::note::LineField;
use crate::problem::Code;
use crate::text::{fold, fold_key, is_dash, is_invisible};
use crate::when::{self, Moment, ParseError, TimeOfDay};

/// So many names of one line are tried, longest first.
const TRIED: usize = 32;

/// What a line says besides the name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LineDetails {
    pub time: Option<TimeOfDay>,
    pub minutes: Option<when::Minutes>,
    pub place: Option<String>,
    pub barriers: Vec<&'static KnownBarrier>,
    /// `(felt:: fine)` and `(felt: fine)`, in the order written.
    pub fields: Vec<InlineField>,
    /// A number before the name that can be a time: `2000`; `at 3`, which can be before noon or after it. Bytes of the cleaned line.
    pub unclear_time: Option<Range<usize>>,
    /// The minutes were written as `7h30`, which can be this time as well.
    time_or_length: Option<TimeOfDay>,
}

/// A piece that is of a known kind and yet cannot be read (`99999 min`): where in the line, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LineDetailError {
    pub range: Range<usize>,
    pub error: ParseError,
}

/// What a line of a day note turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LineMeaning<T> {
    NamesPlan {
        plan: T,
        details: LineDetails,
        words: Option<String>,
    },
    /// It names a plan, but a piece cannot be read.
    InvalidDetail(LineDetailError),
    /// It holds a plan's name, but something else is left.
    NameAmongOtherWords {
        plan: T,
        name: String,
    },
    /// It begins with words that are close to a plan's name.
    CloseToName {
        plan: T,
    },
    Other,
}

/// A line of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LogLine {
    pub moment: Moment,
    pub details: LineDetails,
    pub words: Option<String>,
}

/// On which side of the plan's name a detail is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SideOfName {
    Before,
    After,
    /// A log line without a name.
    Log,
}

/// The date that the Tasks plugin wrote into a line: the day it was done, or given up where the box says that it was not.
pub(crate) fn done_or_given_up_date(line: &str, status: Status) -> Option<chrono::NaiveDate> {
    // Most lines hold neither format, and are not worth the cleaning.
    if !line.contains(['\u{2705}', '\u{274C}']) && !may_hold_inline_field(line) {
        return None;
    }
    let (mark, date) = CleanLine::clean(line).done_on?;
    let fits = match mark {
        DoneMark::Done => status != Status::NotDone,
        DoneMark::GivenUp => status == Status::NotDone,
    };
    fits.then_some(date)
}

/// Whether a ticked line is crossed out as well, before its free text: `Walk ❌`. Nobody can tell what is meant.
pub(crate) fn has_cross_outside_words_and_name(line: &str, words: Option<&str>, name: &str) -> bool {
    let crosses = |text: &str| text.matches(crate::note::CROSSES).count();
    crosses(line) > words.map_or(0, crosses) + crosses(name)
}

/// The inline fields of a line, wherever they are.
pub(crate) fn inline_fields(line: &str) -> Vec<InlineField> {
    if may_hold_inline_field(line) { CleanLine::clean(line).fields } else { Vec::new() }
}

/// The tag that a line is, if it is one tag alone.
pub(crate) fn tag_if_alone(line: &str) -> Option<&str> {
    let tag = line.trim().strip_prefix('#')?;
    // Logseq's tag of several words.
    if let Some(inside) = tag.strip_prefix("[[").and_then(|inside| inside.strip_suffix("]]")) {
        return (!inside.contains(['[', ']'])).then_some(inside);
    }
    // Bear's, with a `#` at its end.
    if let Some(inside) = tag.strip_suffix('#').filter(|inside| inside.contains(' ')) {
        return (!inside.contains('#') && inside.trim() == inside).then_some(inside);
    }
    let len = crate::note::hashtag_name_len(tag)?;
    tag[len..].trim().is_empty().then(|| &tag[..len])
}

/// Reads a line of a day note: `line` is what follows the box.
pub(crate) fn parse_day_line<T: Clone + PartialEq>(line: &str, names: &NameFinder<T>) -> LineMeaning<T> {
    if names.is_empty() {
        return LineMeaning::Other;
    }
    let clean = names.clean_line(line);
    let text = clean.text.as_str();
    let found = names.find_names(&name_trie::tokenize(text));
    for name in found.iter().take(TRIED) {
        match read_details_around_name(text, &name.range) {
            Ok(Some((mut details, free))) => {
                let words = free.and_then(|at| clean.written_words_from(line, at));
                let free = free.map_or(line.len(), |at| clean.source_offset(at));
                add_fields_of_marks(&mut details, &clean, free);
                details.unclear_time = details.unclear_time.map(|range| clean.source_range(range));
                let plan =
                    names.find_longer_name_with_length_or_time(text, &name.range).unwrap_or_else(|| name.value.clone());
                return LineMeaning::NamesPlan { plan, details, words };
            }
            Ok(None) => {}
            Err(wrong) => {
                return LineMeaning::InvalidDetail(LineDetailError { range: clean.source_range(wrong.range), ..wrong });
            }
        }
    }
    let start = take_details(text, 0, SideOfName::Before, &mut LineDetails::default()).unwrap_or(0);
    let is_rest = |rest: &str| {
        let end = find_separator_dash(rest).map_or(rest.len(), |(stop, _)| stop);
        take_details(&rest[..end], 0, SideOfName::After, &mut LineDetails::default()).is_ok_and(|taken| taken == end)
    };
    // A longer name with a slip in it beats a shorter one that stands there: `Walk-the-dog` is not about `Walk`.
    let inside = found.first().map(|name| &text[name.range.clone()]);
    let letters = inside.map_or(0, |name| name.chars().count());
    // A bracket behind a time is none of the name's: `(18:40) Wlak`.
    let rest = text.get(start..).unwrap_or_default().trim_start_matches(|c: char| is_bracket(c) || c.is_whitespace());
    // `2 walks`, `two walks`, `3 x wlak`
    let rest = text_behind_amount(rest);
    // The same words in another form beat a shorter name among them: `Walk and talk` is not about `Walk`.
    let same = plan_with_same_words(rest, names).filter(|plan| found.iter().all(|at| at.value != *plan));
    if let Some(plan) = same {
        return LineMeaning::CloseToName { plan };
    }
    // `Walk-in closet` is about something else.
    let mentions = || found.iter().filter(|name| !is_part_of_compound(text, &name.range));
    // `Walk instead of Voice memo` is about `Walk`.
    let is_told =
        |name: &&NameMatch<T>| contrast_before_name(text.get(..name.range.start).unwrap_or_default()).is_none();
    let mention = mentions().find(is_told).or_else(|| mentions().next());
    let inside = mention.map(|name| &text[name.range.clone()]);
    match (names.near_miss_at_start(rest, letters, is_rest), mention, inside) {
        (Some(plan), ..) => LineMeaning::CloseToName { plan },
        (None, Some(found), Some(name)) => {
            LineMeaning::NameAmongOtherWords { plan: found.value.clone(), name: name.to_owned() }
        }
        _ => plan_of_shortened_name(rest, names).map_or(LineMeaning::Other, |plan| LineMeaning::CloseToName { plan }),
    }
}

/// What is behind a small number that a text begins with.
fn text_behind_amount(text: &str) -> &str {
    const WORDS: [&str; 6] = ["two", "three", "four", "five", "both", "several"];
    let Some((word, rest)) = text.split_once(' ') else { return text };
    let number = word.trim_end_matches(['x', 'X', '\u{d7}']);
    let is_number = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let is_amount = is_number || WORDS.iter().any(|known| word.eq_ignore_ascii_case(known));
    let behind = ["x ", "X ", "\u{d7} "].iter().find_map(|times| rest.strip_prefix(times)).unwrap_or(rest);
    if is_amount { behind.trim_start() } else { text }
}

/// Adds the fields that are marks of the line before its free text (`(felt:: good)`) to those that were read (`(felt: good)`).
fn add_fields_of_marks(details: &mut LineDetails, clean: &CleanLine, free: usize) {
    for field in &mut details.fields {
        field.range = clean.source_range(field.range.clone());
    }
    details.fields.extend(clean.fields.iter().filter(|field| field.range.start < free).cloned());
    details.fields.sort_by_key(|field| field.range.start);
}

/// Whether a name is joined to one other word by a hyphen, or owns what follows: `Call Mum's doctor`, `Walk-in closet`, `school-walk`. `Walk-10min`, `Walk-done` and `Walk-the-dog`
/// are meant for the plan.
fn is_part_of_compound(text: &str, name: &Range<usize>) -> bool {
    // `Call Mum's doctor`
    let is_owner =
        ["'s ", "\u{2019}s "].iter().any(|end| text.get(name.end..).is_some_and(|rest| rest.starts_with(end)));
    if is_owner {
        return true;
    }
    let before = text.get(..name.start).unwrap_or_default().strip_suffix('-');
    let behind = text.get(name.end..).unwrap_or_default().strip_prefix('-');
    let is_in_word = |c: char| c.is_alphanumeric() || c == '-';
    let word = behind.map(|rest| rest.split(|c: char| !is_in_word(c)).next().unwrap_or_default());
    before.is_some_and(|before| before.ends_with(char::is_alphabetic))
        || word.is_some_and(|word| {
            word.starts_with(char::is_lowercase)
                && !word.contains('-')
                && !practice_signs::is_word_of_outcome_or_todo(word)
                && !is_detail_alone(word)
        })
}

/// The plan whose name says what a line says before its free text and its place, or before its first comma.
fn plan_with_same_words<T: Clone + PartialEq>(line: &str, names: &NameFinder<T>) -> Option<T> {
    parts_that_may_be_name(line).into_iter().find_map(|part| names.find_same_words(part).into_iter().next())
}

/// The plan of whose name a line says a part, and nothing else up to there: `Eat breakfast` of `Eat breakfast slowly`.
fn plan_of_shortened_name<T: Clone + PartialEq>(line: &str, names: &NameFinder<T>) -> Option<T> {
    parts_that_may_be_name(line).into_iter().find_map(|part| names.find_shortened_names(part).into_iter().next())
}

/// The parts at the start of a line that may be a name as a whole.
pub(crate) fn parts_that_may_be_name(line: &str) -> [&str; 3] {
    let head = part_before_free_text(line);
    let head = head.split('@').next().unwrap_or(head);
    [head, head.split(',').next().unwrap_or(head), head.split(": ").next().unwrap_or(head)]
}

/// The details before and after a name, and the byte at which free text begins, if there is any. `None` if anything else stands
/// there.
#[allow(clippy::type_complexity, reason = "no second place writes this type")]
fn read_details_around_name(
    text: &str,
    name_range: &Range<usize>,
) -> Result<Option<(LineDetails, Option<usize>)>, LineDetailError> {
    let (before, after) = (&text[..name_range.start], &text[name_range.end..]);
    let mut details = LineDetails::default();
    if take_details(before, 0, SideOfName::Before, &mut details)? != before.len() {
        return Ok(None);
    }
    let skipped = after.len() - after.strip_prefix(':').unwrap_or(after).len();
    let taken = skipped + take_details(&after[skipped..], name_range.end + skipped, SideOfName::After, &mut details)?;
    if taken == after.len() {
        return Ok(Some((details, None)));
    }
    // Behind a dash comes free text, in which nothing is read.
    let free = find_separator_dash(after)
        .filter(|&(stop, _)| after.get(taken..stop).is_some_and(|left| left.trim().is_empty()));
    Ok(free.map(|(_, free)| (details, (free < after.len()).then_some(name_range.end + free))))
}

/// A line up to the dash behind which free text begins.
pub(crate) fn part_before_free_text(line: &str) -> &str {
    find_separator_dash(line).and_then(|(stop, _)| line.get(..stop)).unwrap_or(line)
}

/// Whether a text is nothing but a time, minutes or another detail of a line.
pub(crate) fn is_detail_alone(text: &str) -> bool {
    take_details(text, 0, SideOfName::After, &mut LineDetails::default()).is_ok_and(|taken| taken == text.len())
}

/// Whether a text is a length: `half an hour`, `10 min`.
pub(crate) fn begins_with_length(text: &str) -> bool {
    when::find_minutes_at_start_or_end(text, false).is_some()
}

/// Whether what stands behind a length says that it was so much more or less: `longer`, `more than usual`. `10 min more slowly` says nothing
/// of it.
pub(crate) fn begins_with_word_of_difference(behind: &str) -> bool {
    const WORDS: [&str; 4] = ["longer", "shorter", "extra", "additional"];
    const BEFORE_THAN: [&str; 4] = ["more", "less", "over", "under"];
    const BEHIND: [&str; 5] = ["than", "then", "planned", "plan", "usual"];
    let mut words = behind.trim_start().split(|c: char| !c.is_alphanumeric()).map(fold);
    let (word, next) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_less_alone = word == "less" && next.is_empty();
    WORDS.contains(&word.as_str())
        || is_less_alone
        || BEFORE_THAN.contains(&word.as_str()) && BEHIND.contains(&next.as_str())
}

/// Whether a word is a day of the week.
pub(crate) fn is_weekday_word(word: &str) -> bool {
    weekday_of_word(word).is_some()
}

/// Whether a word is the name of a month, or the beginning of one: `Nov`, `november`.
pub(crate) fn is_month_word(word: &str) -> bool {
    let folded = fold(word.trim_end_matches('.'));
    when::is_name_of_month(&folded) || folded == "sept"
}

/// Whether a word is a clock time and nothing else: `8:00`, `8pm`.
pub(crate) fn is_clock_time_alone(word: &str) -> bool {
    let is_all = |found: (TimeOfDay, usize)| matches!(found.0, TimeOfDay::Clock(_)) && found.1 == word.len();
    word.starts_with(|c: char| c.is_ascii_digit()) && when::find_time_at_start_or_end(word, false).is_some_and(is_all)
}

/// Takes details from the start of `text` for as long as there are any; says how far it came (`text.len()` if all of it).
/// `offset_in_line` is where `text` is in the cleaned line.
fn take_details(
    text: &str,
    offset_in_line: usize,
    side: SideOfName,
    details: &mut LineDetails,
) -> Result<usize, LineDetailError> {
    // Up to here everything was understood. What may be passed over counts once something else, a comma or the end follows.
    let mut stop = 0;
    let mut at = 0;
    // The next closing bracket, looked for once: a long line has many details.
    let mut bracket = None;
    loop {
        let rest = text[at..].trim_start_matches(|c: char| c.is_whitespace());
        if rest.is_empty() {
            return Ok(text.len());
        }
        at = text.len() - rest.len();
        let end = match bracket.filter(|&end| at <= end) {
            Some(end) => end,
            None => at + rest.find([')', ']']).unwrap_or(rest.len()),
        };
        bracket = Some(end);
        if rest.starts_with([',', ';']) {
            at += 1;
            stop = at;
        } else if side != SideOfName::Before && rest.trim_end_matches(['.', '!', '\u{2026}']).is_empty() {
            // The full stop of a line written as a sentence: `Walk, 10 min.`
            return Ok(text.len());
        } else if rest.starts_with(is_dash) {
            // A dash that joins two times is a part of the range; any other begins free text.
            let dash = rest.chars().next().map_or(1, char::len_utf8);
            let Some((_, taken)) = when::find_time_at_start_or_end(rest[dash..].trim_start(), false)
                .filter(|_| details.time.is_some() && is_time_range_dash(&text[..at], &rest[dash..]))
            else {
                let behind = &rest[dash..];
                let is_separator = text[..at].ends_with(char::is_whitespace)
                    && (behind.is_empty() || behind.starts_with(char::is_whitespace));
                return Ok(if is_separator { at } else { stop });
            };
            at = text.len() - rest[dash..].trim_start().len() + taken;
            stop = at;
        } else if let Some(taken) = take_detail(rest, &text[at..end], offset_in_line + at, side, details)? {
            at += taken;
            stop = at;
        } else if let Some(taken) = filler_length(rest) {
            if side == SideOfName::After && details.time.is_none() && is_clock_time_without_colon(&rest[..taken]) {
                details.unclear_time.get_or_insert(offset_in_line + at..offset_in_line + at + taken);
            }
            at += taken;
        } else {
            return Ok(stop);
        }
    }
}

/// The same of one detail, if there is one that can be read and is the first of its kind. In a sentence the word of a barrier is
/// none.
pub(crate) fn detail_at_start(
    rest: &str,
    side: SideOfName,
    is_sentence: bool,
    details: &mut LineDetails,
) -> Option<usize> {
    let before = details.clone();
    let end = rest.find([')', ']']).unwrap_or(rest.len());
    let taken = take_detail(rest, rest.get(..end)?, 0, side, details).ok().flatten();
    let is_none = taken.is_none_or(|taken| taken == 0)
        || is_sentence && details.barriers.len() > before.barriers.len()
        || details.unclear_time != before.unclear_time;
    if is_none {
        *details = before;
        return None;
    }
    taken
}

/// Takes one detail from the start of `rest`: how many bytes it takes, if there is one and it is the first of its kind.
/// A closing bracket ends every detail but a place: `[07:35]`, `(10 min)`; `in_brackets` is `rest` up to there.
fn take_detail(
    rest: &str,
    in_brackets: &str,
    offset_in_line: usize,
    side: SideOfName,
    details: &mut LineDetails,
) -> Result<Option<usize>, LineDetailError> {
    if let Some(place) = rest.strip_prefix('@') {
        return Ok(take_place(place, offset_in_line + 1, details).map(|taken| taken + 1));
    }
    if let Some(inside) = field_in_brackets(rest, in_brackets).filter(|_| side != SideOfName::Before) {
        let (key, value) = inside.split_once(':').unwrap_or_default();
        let range = offset_in_line..offset_in_line + inside.len() + 2;
        details.fields.push(InlineField { key: key.trim().to_owned(), value: value.trim().to_owned(), range });
        return Ok(Some(inside.len() + 2));
    }
    let rest = in_brackets;
    if let Some(error) = length_of_two_readings(rest).filter(|_| side == SideOfName::Log) {
        let range = offset_in_line + error.byte_range.start..offset_in_line + error.byte_range.end;
        return Err(LineDetailError { range, error });
    }
    if let Some((minutes, taken)) = stopwatch_time(rest).filter(|_| side != SideOfName::Before) {
        if details.minutes.is_some() {
            return Ok(None);
        }
        details.minutes = Some(minutes);
        return Ok(Some(taken));
    }
    if let Some((time, taken)) = time_without_colon(rest, side).filter(|_| details.time.is_none()) {
        match time {
            Some(time) => details.time = Some(time),
            None => details.unclear_time = Some(offset_in_line..offset_in_line + taken),
        }
        return Ok(Some(taken));
    }
    if let Some((time, taken)) = time_or_length_at_start(rest) {
        return Ok(take_time_or_length(time, &rest[..taken], side, details).then_some(taken));
    }
    if let Some((minutes, taken)) = minutes_at_start(rest, offset_in_line)? {
        // In a log it is free text: `10 min longer than planned`.
        if side == SideOfName::Log && begins_with_word_of_difference(&rest[taken..]) {
            return Ok(None);
        }
        let clock = details.time_or_length.take();
        match (details.minutes, clock) {
            (None, _) => details.minutes = Some(minutes),
            // `7h30 20 min`: the first was the time.
            (Some(_), Some(clock)) if details.time.is_none() => {
                (details.time, details.minutes) = (Some(clock), Some(minutes));
            }
            _ => return Ok(None),
        }
        return Ok(Some(taken));
    }
    if let Some((time, taken)) = when::find_time_at_start_or_end(rest, false).filter(|&(_, n)| is_end_of_word(rest, n))
    {
        let time = match (details.time, time) {
            (None, _) if when::unclear_half_of_day(&rest[..taken]).is_some() => {
                details.unclear_time.get_or_insert(offset_in_line..offset_in_line + taken);
                return Ok(Some(taken));
            }
            // `evening, Walk at 5`
            (Some(TimeOfDay::Part(part)), TimeOfDay::Clock(clock))
                if when::unclear_half_of_day(&rest[..taken]).is_some() =>
            {
                part.resolve_twelve_hour_clock(clock.0).map_or(time, |at| TimeOfDay::Clock(when::Clock(at)))
            }
            _ => time,
        };
        let Some(time) = merge_times(details.time, time) else { return Ok(None) };
        details.time = Some(time);
        return Ok(Some(taken + usize::from(rest[taken..].starts_with(':'))));
    }
    Ok(barrier::known_barrier_at_start(rest).map(|(known, taken)| {
        if !details.barriers.contains(&known) {
            details.barriers.push(known);
        }
        taken
    }))
}

/// `felt: good` of `(felt: good)` or `[felt: good]`, whose brackets begin at `rest` and end behind `in_brackets`.
fn field_in_brackets<'t>(rest: &str, in_brackets: &'t str) -> Option<&'t str> {
    let inside = in_brackets.strip_prefix(['(', '['])?;
    let is_pair = match rest.get(in_brackets.len()..)?.chars().next()? {
        ')' => rest.starts_with('('),
        ']' => rest.starts_with('[') && !rest.get(in_brackets.len() + 1..)?.starts_with('('),
        _ => false,
    };
    let (key, value) = inside.split_once(':')?;
    // `(minutes: 12, felt: good)` is more than one.
    let is_field =
        !value.trim().is_empty() && !value.contains(": ") && LineField::of_folded_key(&fold_key(key)).is_some();
    (is_pair && !inside.contains(['(', '[']) && is_field).then_some(inside)
}

/// `1:30 min`, which can be hours and minutes, or minutes and seconds.
fn length_of_two_readings(text: &str) -> Option<ParseError> {
    let digits = text.find(|c: char| !(c.is_ascii_digit() || c == ':')).unwrap_or(text.len());
    let (first, second) = text.get(..digits)?.split_once(':')?;
    let behind = text.get(digits..)?.trim_start_matches(' ');
    let unit = behind.get(..behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len()))?;
    let is_unit = matches!(unit.to_ascii_lowercase().as_str(), "min" | "mins" | "minute" | "minutes");
    let (first, second): (u32, u32) = (first.parse().ok()?, second.parse().ok().filter(|_| second.len() == 2)?);
    if !is_unit || first == 0 || second > 59 {
        return None;
    }
    let taken = text.len() - behind.len() + unit.len();
    let written = text.get(..taken)?;
    let message = format!("`{written}` can be hours and minutes, or minutes and seconds.");
    let help = format!("Write `{first} h {second} min` or `{first} min {second} s`.");
    Some(ParseError::new(Code::BadNumber, 0..taken, message, help))
}

/// `0:10:00` behind the name, as a stopwatch shows it: hours, minutes and seconds. From four hours on it is a time of the day.
fn stopwatch_time(text: &str) -> Option<(when::Minutes, usize)> {
    const FEWEST_HOURS_OF_TIME: u32 = 4;
    let taken = text.find(|c: char| !(c.is_ascii_digit() || c == ':')).unwrap_or(text.len());
    let parts: Vec<&str> = text.get(..taken)?.split(':').collect();
    let [hours, minutes, seconds] = parts.as_slice() else { return None };
    let of_two = |part: &str| part.parse::<u32>().ok().filter(|n| part.len() == 2 && *n < 60);
    let hours = hours.parse::<u32>().ok().filter(|n| hours.len() <= 2 && *n < FEWEST_HOURS_OF_TIME)?;
    let seconds = hours * 3600 + of_two(minutes)? * 60 + of_two(seconds)?;
    let is_length = seconds > 0 && is_end_of_word(text, taken);
    is_length.then_some((when::Minutes { seconds }, taken))
}

/// `@where`, to the next comma or the end, less a time or minutes at its end.
fn take_place(place: &str, offset_in_line: usize, details: &mut LineDetails) -> Option<usize> {
    let end = place.find([',', ';']).unwrap_or(place.len());
    let end = find_separator_dash(&place[..end]).map_or(end, |(stop, _)| stop);
    let end = start_of_bracket_behind_place(&place[..end]).unwrap_or(end);
    let mut inner = LineDetails { place: None, ..details.clone() };
    let whole = without_unopened_brackets(place[..end].trim());
    let offset_of_whole = offset_in_line + (place.len() - place.trim_start().len());
    let name = without_time_at_end(whole, offset_of_whole, &mut inner);
    if whole.is_empty() || (details.place.is_some() && !name.is_empty()) {
        return None;
    }
    // `@ 7:35` is no place.
    let name = (!name.is_empty()).then(|| name.to_owned()).or(details.place.take());
    *details = LineDetails { place: name, ..inner };
    Some(end)
}

/// Where a bracket begins that is no part of a place, as that of `park (10 min)` and `park 10 min (cold)`: it holds a time or
/// minutes, or stands behind them. That of `gym (upstairs)` is one.
fn start_of_bracket_behind_place(place: &str) -> Option<usize> {
    let at = [" (", " ["].into_iter().filter_map(|open| place.find(open)).min()? + 1;
    let (before, behind) = (place.get(..at)?.trim_end(), place.get(at + 1..)?);
    let inside = behind.find([')', ']']).map_or(behind, |end| &behind[..end]);
    let tells_time = |text: &str, at_end: bool| {
        when::find_minutes_at_start_or_end(text, at_end).is_some()
            || when::find_time_at_start_or_end(text, at_end).is_some()
    };
    let is_detail = tells_time(inside.trim_start(), false) && is_detail_alone(inside);
    (!before.is_empty() && (is_detail || tells_time(before, true))).then_some(at)
}

/// `07.35` or `0735` before the name, where a number means nothing else: as a time, and the bytes it takes. None for a time
/// that can be a number of steps: `2000`.
fn time_without_colon(text: &str, side: SideOfName) -> Option<(Option<TimeOfDay>, usize)> {
    if side == SideOfName::Before
        && let Some(found) = full_hour_with_h(text)
    {
        return Some(found);
    }
    let taken = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let written = text.get(..taken)?;
    let behind = text.get(taken..)?.trim_start();
    // In a log free text may begin with a number: `7.30 km`.
    let is_alone = behind.is_empty() || behind.starts_with([',', ';']) || behind.starts_with(is_dash);
    let fits = side == SideOfName::Before || side == SideOfName::Log && is_alone;
    let (hour, minute) = match written.split_once('.') {
        Some(parts) => parts,
        None => (written.len() == 4).then(|| written.split_at_checked(2)).flatten()?,
    };
    let is_clock = (1..=2).contains(&hour.len()) && minute.len() == 2 && is_end_of_word(text, taken);
    if !fits || !is_clock {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let time = TimeOfDay::Clock(when::Clock::at(hours, minutes)?);
    let is_number = taken == 4 && minute == "00" && !hour.starts_with('0');
    Some(((!is_number).then_some(time), taken))
}

/// `19h`, `07.30h` and `0730h` before the name: nobody practises for nineteen hours. `7h` can be a length as well.
fn full_hour_with_h(text: &str) -> Option<(Option<TimeOfDay>, usize)> {
    const LONGEST: u16 = 4;
    let taken = text.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
    if !text.get(taken..)?.starts_with(['h', 'H']) || !is_end_of_word(text, taken + 1) {
        return None;
    }
    let written = text.get(..taken)?;
    let (hour, minute) = match written.split_once('.') {
        Some(parts) => parts,
        // `0730h`, as soldiers and nurses write it.
        None if written.len() == 4 => written.split_at_checked(2)?,
        None => (written, "00"),
    };
    if !(1..=2).contains(&hour.len()) || minute.len() != 2 {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let time = TimeOfDay::Clock(when::Clock::at(hours, minutes)?);
    let is_time = hours > 12 || minutes > 0 || hour.starts_with('0') || written.len() == 4;
    (is_time || hours > LONGEST).then_some((is_time.then_some(time), taken + 1))
}

/// `7h30`: as a time, and the bytes it takes.
fn time_or_length_at_start(text: &str) -> Option<(TimeOfDay, usize)> {
    let digits = |t: &str| t.len() - t.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let hours = digits(text);
    let behind = text.get(hours..)?.strip_prefix(['h', 'H'])?;
    let taken = hours + 3;
    if !(1..=2).contains(&hours) || digits(behind) != 2 || !is_end_of_word(text, taken) {
        return None;
    }
    let (hour, minute): (u16, u16) = (text[..hours].parse().ok()?, behind[..2].parse().ok()?);
    Some((TimeOfDay::Clock(when::Clock::at(hour, minute)?), taken))
}

/// Before the name `7h30` is a time and after it a length; in a log line without a name it is a time where another length
/// is given, else a length (docs/specification.md#1-notes). After the name it is a time beside another length too, from four hours on:
/// `Walk 18h40, 25 min`.
fn take_time_or_length(time: TimeOfDay, written: &str, side: SideOfName, details: &mut LineDetails) -> bool {
    const FIRST_MINUTE_OF_TIME: u16 = 4 * 60;
    let may_be_time = match (side, time) {
        (SideOfName::After, TimeOfDay::Clock(clock)) => clock.0 >= FIRST_MINUTE_OF_TIME,
        _ => true,
    };
    let is_time = side == SideOfName::Before || (details.minutes.is_some() && may_be_time);
    if is_time {
        let Some(time) = merge_times(details.time, time) else { return false };
        details.time = Some(time);
        return true;
    }
    let Some(minutes) = when::parse_minutes(written).ok().filter(|_| details.minutes.is_none()) else { return false };
    details.minutes = Some(minutes);
    details.time_or_length = may_be_time.then_some(time);
    true
}

/// Whether a number behind the name is hardly anything but a time: `0910`.
fn is_clock_time_without_colon(written: &str) -> bool {
    let (hour, minute) = written.split_at_checked(2).unwrap_or_default();
    let number = |digits: &str| digits.parse::<u16>().ok();
    let is_clock =
        number(hour).zip(number(minute)).is_some_and(|(hour, minute)| when::Clock::at(hour, minute).is_some());
    written.len() == 4 && written.starts_with('0') && written.bytes().all(|b| b.is_ascii_digit()) && is_clock
}

/// The bytes that filler at the start takes, which means nothing here: a bare number, an amount (`3x10`), an emoji, brackets,
/// quotes.
fn filler_length(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    if is_bracket(first) || is_emoji(first) || is_invisible(first) {
        return Some(first.len_utf8());
    }
    let end_of_word =
        |text: &str| text.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | ']')).unwrap_or(text.len());
    let is_number =
        |t: &str| t.starts_with(|c: char| c.is_ascii_digit()) && t.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    // `3 x 10`
    let times = |text: &str| {
        let behind = text.trim_start().strip_prefix(['x', 'X', '×', '*'])?;
        let number = behind.trim_start_matches(' ');
        let end = end_of_word(number);
        (behind.len() > number.len() && is_number(&number[..end])).then(|| text.len() - number.len() + end)
    };
    let end = end_of_word(rest);
    // `18.11.`, `18.11.2026` and `20261118` are dates.
    let word = &rest[..end];
    if is_possible_day_and_month(word)
        || word.len() >= 8 && looks_like_date(word) && (word.contains('.') || is_whole_date(word))
    {
        return None;
    }
    if let Some(more) = times(&rest[end..]).filter(|_| is_number(&rest[..end])) {
        return Some(end + more);
    }
    let word = rest[..end].to_lowercase().replace(['×', '*'], "x");
    let parts: Vec<&str> = word.split('x').collect();
    let is_amount = parts.len() == 2 && parts.iter().all(|p| p.is_empty() || is_number(p)) && word != "x";
    (is_number(&word) || is_amount).then_some(end)
}

/// Whether a word is a day and a month, as in `18.11.`
fn is_possible_day_and_month(word: &str) -> bool {
    let numbers = word.split_once('.').filter(|_| is_day_and_month(word));
    let number = |digits: &str| digits.trim_end_matches('.').parse::<u32>().unwrap_or_default();
    numbers.is_some_and(|(day, month)| (1..=31).contains(&number(day)) && (1..=12).contains(&number(month)))
}

/// Brackets and quotes of any language.
fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']' | '"' | '\'' | '\u{2018}'..='\u{201F}' | '«' | '»' | '‹' | '›' | '\u{3008}'..='\u{3011}')
}

/// A text without the brackets at its end that it does not open: the line may have opened them before.
fn without_unopened_brackets(text: &str) -> &str {
    let mut text = text;
    for (open, close) in [('(', ')'), ('[', ']')] {
        while text.ends_with(close) && text.matches(close).count() > text.matches(open).count() {
            text = text.strip_suffix(close).unwrap_or(text).trim_end();
        }
    }
    text
}

/// A place less the times and minutes at its end, and the signs behind these: `park 10 min!`.
fn without_time_at_end<'a>(place: &'a str, offset_in_line: usize, details: &mut LineDetails) -> &'a str {
    let is_sign = |c: char| is_emoji(c) || is_invisible(c) || c.is_whitespace() || matches!(c, '!' | '\u{2026}');
    let bare = without_own_day_at_end(place.trim_end_matches(is_sign));
    let kept = without_time_at_bare_end(bare, offset_in_line, details);
    let has_day = bare.len() < place.trim_end_matches(is_sign).len();
    if kept.len() < bare.len() || has_day { without_own_day_at_end(kept) } else { place }
}

/// A place less a word for the day of the note at its end: `park today`.
fn without_own_day_at_end(place: &str) -> &str {
    let (before, word) = place.rsplit_once(' ').unwrap_or(("", place));
    let is_own_day = !before.is_empty() && matches!(fold(word).as_str(), "today" | "tonight");
    if is_own_day { before.trim_end() } else { place }
}

/// `0:10:00` at the end of a text.
fn stopwatch_time_at_end(text: &str) -> Option<(when::Minutes, usize)> {
    let (_, word) = text.rsplit_once(' ')?;
    stopwatch_time(word).filter(|(_, taken)| *taken == word.len())
}

/// The same of a place that ends with them.
fn without_time_at_bare_end<'a>(place: &'a str, offset_in_line: usize, details: &mut LineDetails) -> &'a str {
    let mut place = place;
    loop {
        // The space before what is taken belongs to neither.
        let before = |taken: usize| {
            let kept = place.get(..place.len().checked_sub(taken)?)?;
            (kept.is_empty() || kept.ends_with(char::is_whitespace)).then(|| kept.trim_end())
        };
        let time = when::find_time_at_start_or_end(place, true)
            .and_then(|(time, taken)| Some((merge_times(details.time, time)?, before(taken)?)));
        let minutes = stopwatch_time_at_end(place).or_else(|| when::find_minutes_at_start_or_end(place, true));
        let minutes = minutes.filter(|_| details.minutes.is_none());
        let is_unclear =
            |kept: &str| place.get(kept.len()..).is_some_and(|time| when::unclear_half_of_day(time.trim()).is_some());
        if let Some((_, kept)) = time.filter(|(_, kept)| details.time.is_none() && is_unclear(kept)) {
            let lead = place.len() - place.get(kept.len()..).unwrap_or_default().trim_start().len();
            details.unclear_time.get_or_insert(offset_in_line + lead..offset_in_line + place.len());
            place = kept;
        } else if let Some((time, kept)) = time {
            (details.time, place) = (Some(time), kept);
        } else if let Some((minutes, kept)) = minutes.and_then(|(minutes, taken)| Some((minutes, before(taken)?))) {
            // `@park for 10 min`
            let lead = [" for", " about"].into_iter().find_map(|lead| kept.strip_suffix(lead));
            (details.minutes, place) = (Some(minutes), lead.unwrap_or(kept).trim_end());
        } else {
            return place;
        }
    }
}

/// A part of the day and a clock time are one; two of a kind are not.
fn merge_times(so_far: Option<TimeOfDay>, time: TimeOfDay) -> Option<TimeOfDay> {
    match (so_far, time) {
        (None, time) => Some(time),
        (Some(clock @ TimeOfDay::Clock(_)), TimeOfDay::Part(_))
        | (Some(TimeOfDay::Part(_)), clock @ TimeOfDay::Clock(_)) => Some(clock),
        _ => None,
    }
}

/// Minutes with their unit at the start, and how many bytes they take.
fn minutes_at_start(text: &str, offset_in_line: usize) -> Result<Option<(when::Minutes, usize)>, LineDetailError> {
    if let Some(found) = when::find_minutes_at_start_or_end(text, false) {
        return Ok(Some(found));
    }
    let Some(taken) = duration_text_length(text) else { return Ok(None) };
    match when::parse_minutes(&text[..taken]) {
        Ok(minutes) => Ok(Some((minutes, taken))),
        Err(error) => Err(LineDetailError { range: offset_in_line..offset_in_line + taken, error }),
    }
}

fn is_end_of_word(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Longer ones first.
const UNITS: [&str; 15] = [
    "hours", "hour", "hrs", "hr", "h", "minutes", "minute", "mins", "min", "m", "seconds", "second", "secs", "sec", "s",
];

/// Bytes of an amount of time with its unit at the start: `1 h 30 min`, `10m`.
fn duration_text_length(text: &str) -> Option<usize> {
    let mut end = 0;
    loop {
        let rest = &text[end..];
        let rest = if end == 0 { rest } else { rest.trim_start() };
        let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
        let behind = rest[digits..].trim_start_matches(' ');
        let unit = UNITS.iter().find(|u| {
            behind.get(..u.len()).is_some_and(|b| b.eq_ignore_ascii_case(u))
                && !behind[u.len()..].starts_with(|c: char| c.is_alphabetic())
        });
        match unit {
            Some(unit) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
                end = text.len() - behind.len() + unit.len()
            }
            _ => return (end > 0).then_some(end),
        }
    }
}

/// Reads a line of a log: `None` where it does not begin with a date. The plan's own names may be among the details; what
/// follows is free text.
pub(crate) fn parse_log_line<T: Clone + PartialEq>(
    line: &str,
    own_names: &NameFinder<T>,
) -> Option<Result<LogLine, LineDetailError>> {
    let clean = own_names.clean_line(line);
    let text = clean.text.as_str();
    let in_line = |wrong: LineDetailError| LineDetailError { range: clean.source_range(wrong.range), ..wrong };
    let (moment, at) = match leading_date(text)? {
        Ok(found) => found,
        Err(wrong) => return Some(Err(in_line(wrong))),
    };
    // A line is one day's.
    if begins_with_another_date(&text[at..]) {
        return None;
    }
    let at = at + (text[at..].len() - text[at..].trim_start_matches([':', ',']).len());
    let rest = &text[at..];
    let mut details = LineDetails { time: moment.time, ..LineDetails::default() };
    let free = match take_details_and_own_name(rest, at, own_names, &mut details) {
        Ok(Some(free)) => Ok(free),
        Ok(None) => take_details(rest, at, SideOfName::Log, &mut details).map(|taken| at + taken),
        Err(wrong) => Err(wrong),
    };
    let free = match free {
        Ok(free) => free,
        Err(wrong) => return Some(Err(in_line(wrong))),
    };
    let lead = |c: char| c.is_whitespace() || matches!(c, ',' | ':') || is_dash(c);
    let free = text.len() - text[free..].trim_start_matches(lead).len();
    let until = if free < text.len() { clean.source_offset(free) } else { line.len() };
    add_fields_of_marks(&mut details, &clean, until);
    details.unclear_time = details.unclear_time.map(|range| clean.source_range(range));
    Some(Ok(LogLine { moment, details, words: clean.written_words_from(line, free) }))
}

/// Whether a line holds a date, wherever it is.
pub(crate) fn holds_date(line: &str) -> bool {
    line.split([' ', ',', ';', '(', ')', ':']).any(is_whole_date)
}

/// The dates of a log line that holds several, as they are written: none where it is not read for another reason.
pub(crate) fn dates_of_line_with_several(line: &str) -> Vec<String> {
    let text = CleanLine::clean(line).text;
    let Some(Ok((_, at))) = leading_date(&text) else { return Vec::new() };
    if !begins_with_another_date(text.get(at..).unwrap_or_default()) {
        return Vec::new();
    }
    text.split([' ', ',', ';', '&', '\u{2013}']).filter(|word| is_whole_date(word)).map(str::to_owned).collect()
}

/// A line with a space on both sides of its dash, where that is all it lacks: `Walk -- nice`, `Walk\u{2014} nice`.
pub(crate) fn with_spaced_dash(line: &str) -> Option<String> {
    let is_blank_or_end = |c: Option<char>| c.is_none_or(char::is_whitespace);
    line.char_indices().filter(|&(_, c)| is_dash(c)).find_map(|(at, c)| {
        let before = line.get(..at)?;
        let behind = line.get(at + c.len_utf8()..)?;
        let rest = behind.trim_start_matches(is_dash);
        let is_double = rest.len() < behind.len();
        let is_long = c != '-';
        let is_spaced = (is_blank_or_end(before.chars().next_back()), is_blank_or_end(rest.chars().next()));
        // `Walk-the-dog` is one word.
        let is_meant = is_double || is_long && is_spaced != (true, true) || is_spaced.0 != is_spaced.1;
        // Minutes and a place are no free words, and an arrow is no dash: `walk—10 min`, `walk -> 10 min`.
        let is_detail = rest.trim_start().starts_with(|c: char| c.is_ascii_digit() || matches!(c, '@' | '>'));
        (is_meant && !is_detail && !before.trim().is_empty() && !rest.trim().is_empty())
            .then(|| format!("{} \u{2014} {}", before.trim_end(), rest.trim_start()))
    })
}

/// Whether another date follows the first of a log line: `, 2026-09-02`, `& 2 Sep`, `and 20`, `to 2026-09-05`.
fn begins_with_another_date(after: &str) -> bool {
    let after = after.trim_start();
    // `, [x] 2026-09-02`: a box with a date of its own.
    let bare = after.trim_start_matches([',', ';', ' ']);
    let behind_box = crate::note::box_at_start(bare).filter(|(mark, _)| Status::of_mark(*mark).is_some());
    if behind_box.and_then(|(_, len)| bare.get(len..)).is_some_and(|rest| leading_date(rest.trim_start()).is_some()) {
        return true;
    }
    let joins = ["and ", "to ", "until ", "& ", "&", ", ", ",", "+ ", "- ", "\u{2013} ", "\u{2013}"];
    let Some((joined, next)) = joins.into_iter().find_map(|join| Some((join, after.strip_prefix(join)?.trim_start())))
    else {
        return false;
    };
    let word = next.split([' ', ',', ';']).next().unwrap_or_default();
    let is_day_alone = word.len() <= 2 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let stands_alone = next.get(word.len()..).is_none_or(|rest| rest.trim_start().is_empty() || rest.starts_with(','));
    is_whole_date(word) || matches!(joined, "and " | "& " | "&") && is_day_alone && stands_alone
}

/// A date with its year: `2026-09-02`.
fn is_whole_date(word: &str) -> bool {
    word.len() >= 8 && looks_like_date(word) && when::parse_date(word).is_ok()
}

/// Where the free text begins, if the plan's own name is among the details.
fn take_details_and_own_name<T: Clone + PartialEq>(
    rest: &str,
    offset_in_line: usize,
    own_names: &NameFinder<T>,
    details: &mut LineDetails,
) -> Result<Option<usize>, LineDetailError> {
    for NameMatch { range: at, .. } in own_names.find_names(&name_trie::tokenize(rest)).into_iter().take(TRIED) {
        let mut tried = details.clone();
        if take_details(&rest[..at.start], offset_in_line, SideOfName::Before, &mut tried)? != at.start {
            continue;
        }
        let after = &rest[at.end..];
        let skipped = after.len() - after.strip_prefix(':').unwrap_or(after).len();
        let taken = take_details(&after[skipped..], offset_in_line + at.end + skipped, SideOfName::After, &mut tried)?;
        *details = tried;
        return Ok(Some(offset_in_line + at.end + skipped + taken));
    }
    Ok(None)
}

/// Whether a line begins with a date, or with something that is meant as one: `2026-11-24`, `Tue 24.11.`.
pub(crate) fn seems_to_begin_with_date(line: &str) -> bool {
    let text = CleanLine::clean(&with_plain_date(line)).text;
    let mut words =
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':')).filter(|word| !word.is_empty());
    let Some(first) = words.next() else { return false };
    let is_date = |word: &str| looks_like_date(word) || is_day_and_month(word);
    is_date(first) || (weekday_of_word(first).is_some() && words.next().is_some_and(is_date))
}

/// `24.11.`
pub(crate) fn is_day_and_month(word: &str) -> bool {
    let numbers: Vec<&str> = word.strip_suffix('.').unwrap_or_default().split('.').collect();
    numbers.len() == 2 && numbers.iter().all(|n| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
}

/// What a line of todo.txt is about: `(A) 2026-11-10 2026-11-09 Walk +home` without its priority, its dates and its projects.
pub(crate) fn text_of_todo_txt_line(line: &str) -> Cow<'_, str> {
    let mut rest = line.trim();
    let priority = rest.strip_prefix('(').and_then(|inner| inner.strip_prefix(|c: char| c.is_ascii_uppercase()));
    if let Some(behind) = priority.and_then(|inner| inner.strip_prefix(") ")) {
        rest = behind.trim_start();
    }
    while let Some((_, behind)) = rest.split_once(' ').filter(|(word, _)| is_whole_date(word)) {
        rest = behind.trim_start();
    }
    // A project may stand before a place: `Walk +home @park`.
    let is_project = |word: &&str| word.starts_with('+') && word.len() > 1;
    if !rest.split(' ').any(|word| is_project(&word)) {
        return Cow::Borrowed(rest);
    }
    Cow::Owned(rest.split(' ').filter(|word| !is_project(word)).collect::<Vec<_>>().join(" "))
}

/// The date that a text begins with (a weekday before it read along), and where it ends.
fn leading_date(text: &str) -> Option<Result<(Moment, usize), LineDetailError>> {
    let start = text.len() - text.trim_start().len();
    let word = |from: usize| {
        let end = text[from..].find(|c: char| c.is_whitespace() || c == ',').map_or(text.len(), |n| from + n);
        let word = text[from..end].trim_end_matches([':', ';', '.']);
        (word, from + word.len(), end)
    };
    let (first, mut end, stop) = word(start);
    let mut date = first;
    if !first.starts_with(|c: char| c.is_ascii_digit()) {
        weekday_of_word(first)?;
        let next = stop + (text[stop..].len() - text[stop..].trim_start_matches([',', ' ', '\t']).len());
        (date, end, _) = word(next);
    }
    if !looks_like_date(date) {
        return None;
    }
    let whole = &text[start..end];
    let read = match when::parse_date(whole) {
        // `2026-11-19T07:35`
        Err(error) => match when::parse_when(whole) {
            Ok(when::Parsed::Moment(moment)) => Ok(moment),
            _ => Err(error),
        },
        read => read,
    };
    Some(read.map(|moment| (moment, end)).map_err(|error| LineDetailError { range: start..end, error }))
}

/// How many bytes the date takes that a text begins with.
pub(crate) fn bytes_of_leading_date(text: &str) -> usize {
    leading_date(text).and_then(Result::ok).map_or(0, |(_, end)| end)
}

fn weekday_of_word(word: &str) -> Option<Weekday> {
    let word = word.trim_end_matches('.');
    let may_be_one = (3..=10).contains(&word.len()) && !begins_as_no_weekday(word);
    may_be_one.then(|| when::parse_weekday(word).ok()).flatten()
}

/// Whether a word begins as no weekday does. Nearly each word of a note is asked for, and reading one as a value costs more.
fn begins_as_no_weekday(word: &str) -> bool {
    const BEGINNINGS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];
    // `Tues`, `Thurs`. Words such as `the`, `we` and `so` are in every sentence.
    const SHORT: [&str; 9] = ["mon", "tue", "wed", "wen", "thu", "thr", "fri", "sat", "sun"];
    const LONGEST_SHORT: usize = 5;
    let begins =
        |beginning: &&str| word.get(..beginning.len()).is_some_and(|first| first.eq_ignore_ascii_case(beginning));
    let may_be_long = || word.contains(['d', 'D']) && word.contains(['a', 'A', 'y', 'Y']);
    let may_be_one = || {
        if word.len() <= LONGEST_SHORT {
            SHORT.iter().any(begins)
        } else {
            BEGINNINGS.iter().any(begins) && may_be_long()
        }
    };
    word.starts_with(|c: char| c.is_ascii_alphanumeric()) && !may_be_one()
}

/// Three numbers with the marks of a date between them, or eight digits: a date, right or wrong.
fn looks_like_date(word: &str) -> bool {
    // Phones make other dashes of hyphens.
    let word = word.split('T').next().unwrap_or(word);
    let word = fold(word);
    let parts: Vec<&str> = word.split(['-', '/', '.', '_']).collect();
    let digits = |p: &&str| (1..=4).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit());
    (parts.len() == 3 && parts.iter().all(digits) && word.len() >= 6)
        || (word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> NameFinder<&'static str> {
        let names = ["Voice memo", "Walk", "Evening walk", "10 breaths", "Read 10 min", "Walk - long", "Memo app"];
        NameFinder::new(names.map(|name| (name, name)))
    }

    /// A line as one text: what it names, its pieces and its words.
    fn said(line: &str) -> String {
        match parse_day_line(line, &names()) {
            LineMeaning::NamesPlan { plan, details, words } => {
                let time = details.time.map_or(String::new(), |t| format!(" {t:?}"));
                let minutes = details.minutes.map_or(String::new(), |m| format!(" {}s", m.seconds));
                let place = details.place.map_or(String::new(), |p| format!(" @{p}"));
                let words = words.map_or(String::new(), |w| format!(" | {w}"));
                format!("{plan}{time}{minutes}{place}{words}")
            }
            LineMeaning::InvalidDetail(wrong) => format!("wrong: {}", &line[wrong.range]),
            LineMeaning::NameAmongOtherWords { name, .. } => format!("nearly {name}"),
            LineMeaning::CloseToName { plan } => format!("close to {plan}"),
            LineMeaning::Other => "nothing".into(),
        }
    }

    #[test]
    fn pieces_stand_in_any_order() {
        let whole = "Voice memo Clock(Clock(455)) 180s @kitchen | noticed it early";
        for line in [
            "07:35 Voice memo, 3 min @kitchen — noticed it early",
            "Voice memo @kitchen, 3 min, 7:35 - noticed it early",
            "Voice memo: @kitchen 07:35 3 min – noticed it early",
            "3 min @kitchen, voice  MEMO 7:35am — noticed it early",
            "**Voice memo** 3m, 07:35 @kitchen #habit — noticed it early ✅ 2026-11-19",
            "1 07:35 Voice memo 2, 3 min, 4 @kitchen — noticed it early ^a1b2",
            "@kitchen Voice memo 07:35 morning, 3 min — noticed it early",
        ] {
            assert_eq!(said(line), whole, "{line}");
        }
    }

    #[test]
    fn the_longest_name_that_fits_comes_first() {
        assert_eq!(said("evening walk"), "Evening walk");
        assert_eq!(said("walk evening"), "Walk In(Evening)".replace("In(Evening)", "Part(Evening)"));
        assert_eq!(said("Walk - long - nice"), "Walk - long | nice");
        assert_eq!(said("Walk - short"), "Walk | short");
        assert_eq!(said("Walk — memo app"), "Walk | memo app");
        assert_eq!(said("10 breaths, 2 min"), "10 breaths 120s");
        // A stopwatch behind the name; before it, and from four hours on, a time.
        assert_eq!(said("Walk 0:10:00"), "Walk 600s");
        assert_eq!(said("Walk (1:05:30)"), "Walk 3930s");
        assert_eq!(said("7:35:00 Walk"), "Walk Clock(Clock(455))");
        assert_eq!(said("Walk 7:35:00"), "Walk Clock(Clock(455))");
        assert_eq!(said("Read 10 min 10 min"), "Read 10 min 600s");
        assert_eq!(said("Walk 2*10 min"), "Walk 1200s");
        assert_eq!(said("Walk 2 * 10 min"), "Walk 1200s");
        assert_eq!(said("Walk 3*10, 5 min"), "Walk 300s");
        assert_eq!(said("Walk 2**5 min"), "nearly Walk");
        assert_eq!(said("Walk 1*2*3 min"), "nearly Walk");
    }

    #[test]
    fn a_place_keeps_no_minutes_and_no_time() {
        for line in [
            "Walk @park (10 min)",
            "Walk @park [10 min]",
            "Walk @park 10 min \u{1F44D}",
            "Walk @park 10 min!",
            "Walk @park for 10 min",
            "Walk @park 10 min today",
            "Walk @park today, 10 min",
            "Walk (@park 10 min)",
        ] {
            assert_eq!(said(line), "Walk 600s @park", "{line}");
        }
        assert_eq!(said("Walk @park (7:10)"), "Walk Clock(Clock(430)) @park");
        assert_eq!(said("Walk @park 1:30 h"), "Walk 5400s @park");
        assert_eq!(said("Walk @park 10 min (cold)"), "nearly Walk");
        assert_eq!(said("Walk @gym (upstairs)"), "Walk @gym (upstairs)");
        assert_eq!(said("Walk @room (2)"), "Walk @room (2)");
        assert_eq!(said("Walk @park \u{1F44D}"), "Walk @park \u{1F44D}");
    }

    #[test]
    fn anything_else_left_means_no_plan() {
        assert_eq!(said("Walk the dog"), "nearly Walk");
        assert_eq!(said("Walk-in closet"), "nothing");
        assert_eq!(said("a school-walk"), "nothing");
        assert_eq!(said("Walk-done"), "nearly Walk");
        assert_eq!(said("Walk-in, then Walk with Mum"), "nearly Walk");
        assert_eq!(said("Call about Voice memo"), "nearly Voice memo");
        assert_eq!(said("07:35 — Walk"), "nearly Walk");
        assert_eq!(said("Walk @"), "nearly Walk");
        assert_eq!(said("Walk 3 min 4 min"), "nearly Walk");
        assert_eq!(said("Walking"), "close to Walk");
        assert_eq!(said(""), "nothing");
        assert_eq!(said("Walk, 99999 min"), "wrong: 99999 min");
    }

    fn logged(line: &str) -> String {
        let own = NameFinder::new([("Voice memo", ())]);
        match parse_log_line(line, &own) {
            None => "no log".into(),
            Some(Err(wrong)) => format!("wrong: {}", &line[wrong.range]),
            Some(Ok(log)) => {
                let time = log.details.time.map_or(String::new(), |t| format!(" {t:?}"));
                let minutes = log.details.minutes.map_or(String::new(), |m| format!(" {}s", m.seconds));
                let place = log.details.place.map_or(String::new(), |p| format!(" @{p}"));
                let words = log.words.map_or(String::new(), |w| format!(" | {w}"));
                format!("{}{time}{minutes}{place}{words}", log.moment.date)
            }
        }
    }

    #[test]
    fn a_log_line_begins_with_its_date() {
        let whole = "2026-11-19 Clock(Clock(455)) 180s @kitchen | noticed it early";
        for line in [
            "2026-11-19 07:35 Voice memo, 3 min @kitchen — noticed it early",
            "Thu 2026-11-19: 07:35, 3 min, @kitchen, noticed it early",
            "Thursday, 2026-11-19 3 min 07:35 voice memo @kitchen - noticed it early",
        ] {
            assert_eq!(logged(line), whole, "{line}");
        }
        assert_eq!(logged("2026-11-19 went well"), "2026-11-19 | went well");
        assert_eq!(logged("2026-11-19 3 good things"), "2026-11-19 | 3 good things");
        assert_eq!(logged("2026-11-19"), "2026-11-19");
        assert_eq!(logged("2026-11-19T07:35"), "2026-11-19 Clock(Clock(455))");
        assert_eq!(logged("buy batteries"), "no log");
        assert_eq!(logged("3 batteries"), "no log");
        assert_eq!(logged("Sun lotion"), "no log");
        assert_eq!(logged("3/4/2026 went well"), "wrong: 3/4/2026");
        assert_eq!(logged("2026-02-30 went well"), "wrong: 2026-02-30");
        assert_eq!(logged("2026-11-19 99999 min"), "wrong: 99999 min");
    }
}
