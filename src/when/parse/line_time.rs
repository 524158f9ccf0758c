//! Times at the start or the end of a check-box line.

use crate::when::parse::half_days::{add_or_merge_time, refuse_small_hours, resolve_twelve_hour_times};
use crate::when::tokens::cursor::{Parser, Separator, TokenIndex, WrittenTime};
use crate::when::tokens::lexer::{TokenKind, tokenize};
use crate::when::tokens::parse_error::ParseError;
use crate::when::tokens::vocabulary::Word;
use crate::when::value::time::{Clock, Slot, TimeOfDay};

/// How many bytes of a line are looked at: no time is longer.
const NEAR: usize = 120;
/// How many tokens a time can have.
const TOKENS: usize = 12;

/// A time or part of the day at the start (or, `at_end`, at the end) of a check-box line's rest: the time and how many bytes
/// of `text` it takes.
#[must_use]
pub fn find_time_at_start_or_end(text: &str, at_end: bool) -> Option<(TimeOfDay, usize)> {
    find_at_start_or_end(text, at_end, |parser, i| {
        let (time, to) = time_of_line_at(parser, i)?;
        let time_of_day = match time.slot {
            Slot::At(clock) => TimeOfDay::Clock(clock),
            Slot::In(part) => TimeOfDay::Part(part),
            Slot::Between(from, _) => TimeOfDay::Clock(Clock(from % crate::when::value::time::DAY)),
        };
        Some((time_of_day, to))
    })
}

/// What to say of a time of a line that can be before noon or after it, since few people are up then before noon: `at 3`, `5 o'clock`.
/// `3:00` is written as clocks of 24 hours show it.
#[must_use]
pub fn unclear_half_of_day(text: &str) -> Option<ParseError> {
    let tokens = tokenize(text);
    let parser = Parser::new(text, &tokens);
    let (time, _) = time_of_line_at(&parser, 0).filter(|(_, to)| *to == tokens.len())?;
    refuse_small_hours(text, &[(time, Separator::None)]).err()
}

/// A time or part of the day at token `i` of a line, and the token behind it.
fn time_of_line_at(parser: &Parser<'_>, i: TokenIndex) -> Option<(WrittenTime, TokenIndex)> {
    let first = if parser.word_at(i) == Some(Word::This) { i + 1 } else { i };
    let small = parser.skip_filler_words(first);
    let at = (i..small).any(|j| parser.word_at(j) == Some(Word::At) || parser.is_sign(j, '@'));
    let (time, to) = parser.time_at(small, at).ok()??;
    if let Some(dash) = (small..to).find(|&j| is_dash_before_words(parser, j)) {
        // `21:40 — one, two, three`: own words begin there.
        return time_of_line_at(&Parser::new(parser.text, &parser.tokens[..dash]), i);
    }
    // `7.30` alone is a number like any other.
    let number = parser.is_sign(small + 1, '.') && to == small + 3 && !at;
    let (time, to) = merge_with_part_of_day(parser, time, to).unwrap_or((time, to));
    // `at 10 min` is none, and the `from` of a range without an end belongs to other words.
    (!number && !time.is_open).then_some((time, to))
}

/// A dash with spaces on both sides, and a word behind it: no range of times in digits.
fn is_dash_before_words(parser: &Parser<'_>, i: TokenIndex) -> bool {
    parser.is_sign(i, '-')
        && !parser.is_glued_to_previous(i)
        && !parser.is_glued_to_previous(i + 1)
        && parser.kind_at(i + 1) != Some(TokenKind::Number)
}

/// A part of the day and a clock time beside each other are one time: `8 in the evening`.
fn merge_with_part_of_day(
    parser: &Parser<'_>,
    first: WrittenTime,
    to: TokenIndex,
) -> Option<(WrittenTime, TokenIndex)> {
    let next = parser.skip_filler_words(to);
    // What comes after `@` is a place.
    if (to..next).any(|i| parser.is_sign(i, '@')) {
        return None;
    }
    let at = (to..next).any(|i| parser.word_at(i) == Some(Word::At));
    let (second, end) = parser.time_at(next, at).ok()??;
    let mut times = vec![(first, Separator::None)];
    add_or_merge_time(&mut times, second, Separator::None);
    resolve_twelve_hour_times(parser.text, &mut times).ok()?;
    match times.as_slice() {
        [(one, _)] => Some((*one, end)),
        _ => None,
    }
}

/// What `read` finds at the start of a line, or so that it ends with the line, and how many bytes it takes. Looks at a
/// bounded number of tokens, however long the line is.
pub(crate) fn find_at_start_or_end<T>(
    text: &str,
    at_end: bool,
    read: impl Fn(&Parser<'_>, usize) -> Option<(T, usize)>,
) -> Option<(T, usize)> {
    let cut = if at_end { text.len().saturating_sub(NEAR) } else { NEAR.min(text.len()) };
    let cut = (cut..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
    let near = if at_end { text.get(cut..)? } else { text.get(..cut)? };
    let tokens = tokenize(near);
    let parser = Parser::new(near, &tokens);
    let whole = near.len() == text.len();
    if !at_end {
        let (found, to) = read(&parser, 0)?;
        let end = tokens.get(to.checked_sub(1)?)?.end;
        // A token that the cut may have shortened, or that goes on without a gap, is not the word it looks like.
        let open = !whole && to >= tokens.len();
        return (!open && !is_phrase_continued(&parser, to)).then_some((found, end));
    }
    // The cut may go through a word, so the first token is none to begin with.
    let first = tokens.len().saturating_sub(TOKENS).max(usize::from(!whole));
    (first..tokens.len()).find_map(|i| {
        if !is_start_of_phrase(&parser, i) {
            return None;
        }
        let (found, to) = read(&parser, i)?;
        let start = tokens.get(i)?.start;
        (to == tokens.len()).then_some((found, near.len() - start))
    })
}

/// Token `i` begins something: white space, a comma or a bracket stands before it.
fn is_start_of_phrase(parser: &Parser<'_>, i: TokenIndex) -> bool {
    i == 0 || !parser.is_glued_to_previous(i) || matches!(parser.kind_at(i - 1), Some(TokenKind::Sign(',' | ';' | '(')))
}

/// What ends before token `i` is only the beginning of something: `7:30x`, `10-fold`.
fn is_phrase_continued(parser: &Parser<'_>, i: TokenIndex) -> bool {
    parser.is_glued_to_previous(i)
        && !matches!(parser.kind_at(i), Some(TokenKind::Sign(',' | ';' | ':' | '.' | ')' | '@')))
}

#[cfg(test)]
mod tests {
    use crate::when::{Clock, DayPart, Minutes, TimeOfDay, find_minutes_at_start_or_end, find_time_at_start_or_end};

    #[track_caller]
    fn check(line: &str, at_end: bool, is: Option<(TimeOfDay, &str)>) {
        let found = find_time_at_start_or_end(line, at_end)
            .map(|(time_of_day, n)| (time_of_day, if at_end { &line[line.len() - n..] } else { &line[..n] }));
        assert_eq!(found, is, "{line:?}");
    }

    #[test]
    fn a_time_stands_at_the_start_of_a_line() {
        let at = |minutes| TimeOfDay::Clock(Clock(minutes));
        check("07:35 Voice memo, 3 min @kitchen", false, Some((at(455), "07:35")));
        check(" 7:35pm: memo", false, Some((at(1175), " 7:35pm")));
        check("at 6 pm, memo", false, Some((at(1080), "at 6 pm")));
        check("in the morning @kitchen", false, Some((TimeOfDay::Part(DayPart::Morning), "in the morning")));
        check("morning", false, Some((TimeOfDay::Part(DayPart::Morning), "morning")));
        check("this evening walk", false, Some((TimeOfDay::Part(DayPart::Evening), "this evening")));
        check("early morning, x", false, Some((TimeOfDay::Part(DayPart::EarlyMorning), "early morning")));
        check("18:00-18:30 walk", false, Some((at(1080), "18:00-18:30")));
        check("18:00 - 18:30 walk", false, Some((at(1080), "18:00 - 18:30")));
        check("21:40 \u{2014} one, two, three", false, Some((at(1300), "21:40")));
        check("7:30 - noon, sun", false, Some((at(450), "7:30")));
        check("7:30-noon, sun", false, Some((at(450), "7:30-noon")));
        check("noon", false, Some((at(720), "noon")));
        check("8 in the evening Walk", false, Some((at(1200), "8 in the evening")));
        check("at 9 at night, Walk", false, Some((at(1260), "at 9 at night")));
        check("in the evening at 8:15 Walk", false, Some((at(1215), "in the evening at 8:15")));
        check("in the evening @8:15 bar", false, Some((TimeOfDay::Part(DayPart::Evening), "in the evening")));
        check("7:30 in the garden", false, Some((at(450), "7:30")));
        for none in [
            "10 min",
            "at 10 min",
            "3",
            "7.30 km",
            "mornings-only",
            "morningside",
            "25:00 x",
            "",
            "  ",
            "@ the park",
            "from 6pm",
        ] {
            let found = find_time_at_start_or_end(none, false);
            assert!(found.is_none(), "{none:?}: {found:?}");
        }
    }

    #[test]
    fn a_time_stands_at_the_end_of_a_line() {
        let at = |minutes| TimeOfDay::Clock(Clock(minutes));
        check("kitchen 07:35", true, Some((at(455), "07:35")));
        check("kitchen in the morning", true, Some((TimeOfDay::Part(DayPart::Morning), "in the morning")));
        check("kitchen, at 8", true, Some((at(480), "at 8")));
        check("kitchen 8 in the evening", true, Some((at(1200), "8 in the evening")));
        check("café 8 p.m.", true, Some((at(1200), "8 p.m.")));
        check(&format!("{} 7:30 ", "x".repeat(5000)), true, Some((at(450), "7:30 ")));
        for none in ["kitchen 3", "7:30 kitchen", "room 7.30", "x07:35", "the morningside", "", "bus 12:3"] {
            let found = find_time_at_start_or_end(none, true);
            assert!(found.is_none(), "{none:?}: {found:?}");
        }
    }

    #[test]
    fn minutes_stand_with_their_unit() {
        let found = |line: &str, at_end| {
            find_minutes_at_start_or_end(line, at_end).map(|(Minutes { seconds }, n)| (seconds, n))
        };
        assert_eq!(found("3 min @kitchen", false), Some((180, 5)));
        assert_eq!(found("1h 30m, kitchen", false), Some((5400, 6)));
        assert_eq!(found("3min.", false), Some((180, 5)));
        assert_eq!(found("kitchen 3 min", true), Some((180, 5)));
        assert_eq!(found("kitchen, half an hour", true), Some((1800, 12)));
        assert_eq!(found("kitchen 1 hour 15 minutes", true), Some((4500, 17)));
        for none in ["3 @kitchen", "10", "3 miles", "-3 min", "0 min", "10080000 min"] {
            assert_eq!(found(none, false), None, "{none}");
        }
        assert_eq!(found("room 3", true), None);
    }
}
