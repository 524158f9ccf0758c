//! A line without what other programs put into it: emphasis, `#tags`, `^ids`, date marks, links around their text. It keeps
//! track of where each byte came from, so that a client's words can be given back as they were written.

use std::ops::Range;

use chrono::NaiveDate;

use crate::journal::lines::separator_dash::find_separator_dash;
use crate::note::{hashtag_name_len, wiki_link_at_start};
use crate::text::{fold_key, is_variation_selector};
use crate::when;

/// A cleaned line.
#[derive(Clone, Debug, Default)]
pub(crate) struct CleanLine {
    pub text: String,
    /// Inline fields: `(minutes:: 5)`, `[where:: kitchen]`.
    pub fields: Vec<InlineField>,
    /// The date on which a task was done (`✅ 2026-11-19`, `[completion:: 2026-11-19]`) or given up (`❌ 2026-11-19`,
    /// `[cancelled:: 2026-11-19]`), as the Tasks plugin writes it in its two formats.
    pub done_on: Option<(DoneMark, NaiveDate)>,
    /// Pairs of (offset in `text`, offset in the line): a run that was copied starts there.
    copied_runs: Vec<(usize, usize)>,
    /// Where in the line marks of other programs and ids are.
    marks: Vec<Range<usize>>,
}

/// A field inside a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InlineField {
    pub key: String,
    pub value: String,
    /// Bytes of the line.
    pub range: Range<usize>,
}

/// What the date of a finished task says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DoneMark {
    Done,
    GivenUp,
}

/// Bytes of a line that are read.
const MOST: usize = 4096;

/// Emoji of task lists, each perhaps with a date behind it.
const DATED: [char; 14] = ['📅', '📆', '🗓', '⏳', '⌛', '🛫', '✅', '➕', '❌', '🔺', '⏫', '🔼', '🔽', '⏬'];
/// Emoji with words behind them, to the next such mark.
const WORDED: [char; 4] = ['🔁', '🏁', '🆔', '⛔'];
/// Names that some programs write as `@done(2026-11-19)`.
const AT_MARKS: [&str; 14] = [
    "done",
    "due",
    "completed",
    "created",
    "started",
    "cancelled",
    "defer",
    "start",
    "priority",
    "today",
    "lasted",
    "est",
    "repeat",
    "remind",
];

impl CleanLine {
    pub(crate) fn clean(line: &str) -> CleanLine {
        CleanLine::clean_around_names_and_places(line, &[], &[])
    }

    /// The same, where the ranges in `name_ranges` (in order, apart from each other) are copied as they are: they are names that
    /// hold such marks themselves. Those in `place_ranges` (in order) are known places with their `@`, and become fields.
    pub(crate) fn clean_around_names_and_places(
        line: &str,
        name_ranges: &[Range<usize>],
        place_ranges: &[Range<usize>],
    ) -> CleanLine {
        let mut out = CleanLine::default();
        let line = start_up_to_read_limit(line);
        let mut name_ranges = name_ranges.iter().filter(|name| name.end <= line.len()).peekable();
        let mut place_ranges = place_ranges.iter().filter(|place| place.end <= line.len()).peekable();
        let mut at = 0;
        while let Some(c) = line[at..].chars().next() {
            let next_name = name_ranges.peek().map_or(line.len(), |name| name.start);
            let plain = length_before_first_mark(line.get(at..next_name).unwrap_or_default());
            if plain > 0 {
                out.append_verbatim(line, at..at + plain);
                at += plain;
                continue;
            }
            let rest = &line[at..];
            while place_ranges.next_if(|place| place.start < at).is_some() {}
            if let Some(place) = place_ranges.next_if(|place| place.start == at) {
                out.record_place(line, place);
                at = place.end;
                continue;
            }
            if let Some(name) = name_ranges.next_if(|name| name.start <= at) {
                out.append_verbatim(line, at..name.end.max(at));
                at = name.end.max(at);
                continue;
            }
            let taken =
                mark_length(line, at, c).filter(|taken| name_ranges.peek().is_none_or(|name| at + taken <= name.start));
            if let Some(taken) = taken {
                out.record_field_or_done_date(line, at..at + taken);
                out.marks.push(at..at + taken);
                out.append_space();
                at += taken;
            } else if let Some((inner, taken)) = link_text_and_length(rest) {
                out.append_verbatim(line, at + inner.start..at + inner.end);
                at += taken;
            } else if let Some(taken) = emphasis_length(line, at, c) {
                at += taken;
            } else {
                out.append_verbatim(line, at..at + c.len_utf8());
                at += c.len_utf8();
            }
        }
        out
    }

    /// Where in the line a place of the cleaned text is.
    pub(crate) fn source_offset(&self, clean_offset: usize) -> usize {
        let n = self.copied_runs.partition_point(|&(clean, _)| clean <= clean_offset);
        self.copied_runs.get(n.wrapping_sub(1)).map_or(clean_offset, |&(clean, line)| line + (clean_offset - clean))
    }

    /// The bytes of the line that a range of the cleaned text came from.
    pub(crate) fn source_range(&self, clean_range: Range<usize>) -> Range<usize> {
        self.source_offset(clean_range.start)..self.source_offset(clean_range.end.saturating_sub(1)) + 1
    }

    /// The client's own words from a place of the cleaned text to the end, as written but for what is certainly a
    /// program's mark at their end.
    pub(crate) fn written_words_from(&self, source_line: &str, clean_offset: usize) -> Option<String> {
        if clean_offset >= self.text.len() {
            return None;
        }
        let from = self.source_offset(clean_offset);
        let words = source_line.get(from..self.end_of_words(source_line, from)).unwrap_or_default().trim();
        (!words.is_empty()).then(|| words.to_owned())
    }

    /// Where the words end that begin at a byte of the line: before the marks at its end that are certainly a program's.
    fn end_of_words(&self, source_line: &str, from: usize) -> usize {
        let mut to = source_line.len();
        for mark in self.marks.iter().rev() {
            let kept = source_line.get(from..to).unwrap_or_default().trim_end().len() + from;
            if mark.start < from || mark.end < kept || !is_certainly_mark(&source_line[mark.clone()]) {
                break;
            }
            to = mark.start;
        }
        to
    }

    /// Keeps what a mark says: an inline field, or the day a task was done.
    fn record_field_or_done_date(&mut self, line: &str, mark_range: Range<usize>) {
        let mark = &line[mark_range.clone()];
        if let Some(WrittenField { key, value, .. }) = inline_field_at_start(mark) {
            let done = match fold_key(key).as_str() {
                "completion" => Some(DoneMark::Done),
                "cancelled" => Some(DoneMark::GivenUp),
                _ => None,
            };
            self.done_on = self.done_on.or_else(|| Some((done?, value.parse().ok()?)));
            self.fields.push(InlineField { key: key.to_owned(), value: value.to_owned(), range: mark_range });
            return;
        }
        let done = match mark.chars().next() {
            Some('✅') => DoneMark::Done,
            Some('❌') => DoneMark::GivenUp,
            _ => return,
        };
        let date = mark.trim_start_matches(|c: char| !c.is_ascii_digit());
        self.done_on = self.done_on.or_else(|| Some((done, date.parse().ok()?)));
    }

    /// Keeps a known place as the field it is.
    fn record_place(&mut self, line: &str, range: &Range<usize>) {
        let value = line.get(range.start + 1..range.end).unwrap_or_default().trim().to_owned();
        self.fields.push(InlineField { key: "where".to_owned(), value, range: range.clone() });
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.copied_runs.push((self.text.len(), range.start));
            self.text.push(' ');
        }
    }

    fn append_verbatim(&mut self, line: &str, range: Range<usize>) {
        let follows =
            self.copied_runs.last().is_some_and(|&(clean, start)| start + (self.text.len() - clean) == range.start);
        if !follows {
            self.copied_runs.push((self.text.len(), range.start));
        }
        self.text.push_str(&line[range]);
    }

    fn append_space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            // The space has no place of its own in the line: it takes the mark's.
            let source = self.marks.last().map_or(0, |m| m.start);
            self.copied_runs.push((self.text.len(), source));
            self.text.push(' ');
        }
    }
}

/// The brackets in which an inline field can be.
const FIELD_BRACKETS: [(char, char); 2] = [('[', ']'), ('(', ')')];

/// An inline field as it is written.
struct WrittenField<'a> {
    key: &'a str,
    value: &'a str,
    /// With its brackets, in bytes.
    length: usize,
}

/// The inline field that a text begins with: `(where:: kitchen)`.
fn inline_field_at_start(text: &str) -> Option<WrittenField<'_>> {
    let first = text.chars().next()?;
    let (open, close) = FIELD_BRACKETS.into_iter().find(|(open, _)| *open == first)?;
    let end = text.find(close)?;
    let (key, value) = text.get(open.len_utf8()..end)?.split_once("::")?;
    let is_key = !key.is_empty() && !key.contains(FIELD_BRACKETS.map(|(open, _)| open));
    is_key.then(|| WrittenField { key: key.trim(), value: value.trim(), length: end + close.len_utf8() })
}

/// Whether there can be an inline field in a line: a quick look, before the line is cleaned.
pub(crate) fn may_hold_inline_field(line: &str) -> bool {
    line.contains("::")
}

/// Whether a text may begin with an inline field, even if its second bracket is missing.
pub(crate) fn may_begin_with_inline_field(text: &str) -> bool {
    text.starts_with(FIELD_BRACKETS.map(|(open, _)| open)) && may_hold_inline_field(text)
}

/// Whether a sign is one of the brackets of inline fields.
pub(crate) fn is_field_bracket(c: char) -> bool {
    FIELD_BRACKETS.iter().any(|(open, close)| c == *open || c == *close)
}

/// The part of a line in which anything is read: what comes later is free text at best.
fn start_up_to_read_limit(line: &str) -> &str {
    let mut to = line.len().min(MOST);
    while !line.is_char_boundary(to) {
        to -= 1;
    }
    &line[..to]
}

/// How many bytes at the start of a text are the client's own, whatever follows: no mark, link or emphasis begins in them.
fn length_before_first_mark(text: &str) -> usize {
    let may_begin_mark = |b: u8| {
        !b.is_ascii()
            || matches!(b, b'#' | b'^' | b'[' | b'@' | b'<' | b'%' | b'*' | b'`' | b'~' | b'=' | b'_')
            || FIELD_BRACKETS.iter().any(|(open, _)| *open == char::from(b))
    };
    text.bytes().position(may_begin_mark).unwrap_or(text.len())
}

/// How many bytes at `at` are a tag, an id, a comment or a mark of another program.
fn mark_length(line: &str, at: usize, c: char) -> Option<usize> {
    let rest = &line[at..];
    let at_word_start = line[..at].chars().next_back().is_none_or(|b| b.is_whitespace() || b == ',' || b == '(');
    if let Some(field) = inline_field_at_start(rest) {
        return Some(field.length);
    }
    match c {
        '#' if at_word_start => hashtag_name_len(&rest[1..]).map(|name| name + 1),
        '^' if at_word_start => {
            let id = rest[1..].trim_end();
            (!id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).then_some(rest.len())
        }
        '@' => {
            // `@done` alone is no place either.
            const DONE: &str = "@done";
            if rest.strip_prefix(DONE).is_some_and(|behind| behind.is_empty() || behind.starts_with([' ', ','])) {
                return Some(DONE.len());
            }
            let open = rest.find('(')?;
            let end = rest.find(')')?;
            (AT_MARKS.contains(&&rest[1..open]) && end > open).then_some(end + 1)
        }
        '<' if rest.starts_with("<!--") => Some(rest.find("-->").map_or(rest.len(), |end| end + 3)),
        '%' if rest.starts_with("%%") => rest[2..].find("%%").map(|end| end + 4),
        c if DATED.contains(&c) => {
            let behind = rest[c.len_utf8()..].trim_start_matches(|c: char| c == ' ' || is_variation_selector(c));
            Some(if begins_with_digits_of_date(behind) { rest.len() - behind.len() + 10 } else { c.len_utf8() })
        }
        c if WORDED.contains(&c) => {
            let behind = &rest[c.len_utf8()..];
            let next = behind.find(|c| DATED.contains(&c) || WORDED.contains(&c)).unwrap_or(behind.len());
            Some(c.len_utf8() + find_separator_dash(&behind[..next]).map_or(next, |(dash, _)| dash))
        }
        c if is_variation_selector(c) => Some(c.len_utf8()),
        _ => None,
    }
}

/// `2026-11-19`
fn begins_with_digits_of_date(text: &str) -> bool {
    text.get(..10).is_some_and(|date| {
        date.bytes().enumerate().all(|(n, b)| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() })
    })
}

/// Whether a mark at the end of a person's words cannot be theirs: a comment, a sign, a field or `@done` with a date, how often a
/// task comes again, an id as programs make it. Anything else, such as `\u{2705}` alone, `5 ^2` or `(minutes:: 5)`, they may have
/// typed.
fn is_certainly_mark(mark: &str) -> bool {
    const SHORTEST_ID: usize = 4;
    let sign = mark.chars().next().unwrap_or_default();
    let behind = mark
        .strip_prefix(sign)
        .unwrap_or_default()
        .trim_start_matches(|c: char| c == ' ' || is_variation_selector(c))
        .trim_end();
    if let Some(field) = inline_field_at_start(mark) {
        return begins_with_digits_of_date(field.value);
    }
    match sign {
        '<' | '%' => true,
        '^' => behind.len() >= SHORTEST_ID && behind.contains(|c: char| c.is_ascii_alphabetic()),
        '🔁' if behind.is_empty() => false,
        '🔁' => when::parse_when(behind.strip_suffix("when done").unwrap_or(behind)).is_ok(),
        '@' => behind.split_once('(').is_some_and(|(_, value)| begins_with_digits_of_date(value.trim_start())),
        _ => DATED.contains(&sign) && begins_with_digits_of_date(behind),
    }
}

/// What a line has at its end, behind the dash before its free text, that is no part of the words: the marks of programs.
pub(crate) fn marks_behind_words(line: &str) -> Option<&str> {
    let (_, from) = find_separator_dash(line)?;
    let marks = line.get(CleanLine::clean(line).end_of_words(line, from)..)?.trim();
    (!marks.is_empty()).then_some(marks)
}

/// A link at the start of `rest`: where its text is, and how long the whole is.
fn link_text_and_length(rest: &str) -> Option<(Range<usize>, usize)> {
    if rest.starts_with("[[") {
        return wiki_link_at_start(rest).map(|link| (link.shown, link.range.end));
    }
    let inside = rest.strip_prefix('[')?;
    let middle = inside.find(']')?;
    let target = inside[middle + 1..].strip_prefix('(')?;
    let end = target.find(')')?;
    (middle > 0 && !inside[..middle].contains('[')).then(|| (1..middle + 1, middle + 3 + end + 1))
}

/// How many bytes of emphasis there are at `at`.
fn emphasis_length(line: &str, at: usize, c: char) -> Option<usize> {
    let rest = &line[at..];
    match c {
        _ if joins_digits(line, at, c) => None,
        '*' | '`' => Some(1),
        '~' if rest.starts_with("~~") => Some(2),
        '=' if rest.starts_with("==") => Some(2),
        // Inside a word `_` is a letter like any other.
        '_' => {
            let before = line[..at].chars().next_back().is_some_and(char::is_alphanumeric);
            let after = rest[1..].chars().next().is_some_and(char::is_alphanumeric);
            (!(before && after)).then_some(1)
        }
        _ => None,
    }
}

/// Whether a sign stands between two digits, so that they would be one number without it: `2*10`, `2 * 10`.
fn joins_digits(line: &str, at: usize, c: char) -> bool {
    /// A longer row of signs joins nothing.
    const MOST: usize = 6;
    let is_sign = |c: &char| matches!(c, '*' | '`' | '~' | '=' | '_');
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (before, behind) = (&line[..at], &line[at + c.len_utf8()..]);
    let is_spaced = || {
        let left = before.strip_suffix(' ').and_then(|left| left.chars().next_back());
        let right = behind.strip_prefix(' ').and_then(|right| right.chars().next());
        c == '*' && is_digit(left) && is_digit(right)
    };
    let left = before.chars().rev().take(MOST).find(|c| !is_sign(c));
    let right = behind.chars().take(MOST).find(|c| !is_sign(c));
    is_digit(left) && is_digit(right) || is_spaced()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(line: &str) -> String {
        CleanLine::clean(line).text.trim().to_owned()
    }

    #[test]
    fn what_other_programs_write_is_passed_over() {
        assert_eq!(text("**Voice memo**, _3 min_ #habit ^a1b2"), "Voice memo, 3 min");
        assert_eq!(text("Voice memo ✅ 2026-11-19 🔁 every day"), "Voice memo");
        assert_eq!(text("Voice memo [completion:: 2026-11-19] @done(2026-11-19)"), "Voice memo");
        assert_eq!(text("[[plans/voice memo|Voice memo]] 3 min"), "Voice memo 3 min");
        assert_eq!(text("[Voice memo](plans/voice-memo.md)"), "Voice memo");
        assert_eq!(text("[[plans/voice memo#why]]"), "voice memo");
        assert_eq!(text("Walk 2*10 min"), "Walk 2*10 min");
        assert_eq!(text("Walk 2 * 10 min"), "Walk 2 * 10 min");
        assert_eq!(text("Walk `2``5` min"), "Walk 2``5 min");
        assert_eq!(text("Walk ~~2~~5 min"), "Walk 2~~5 min");
        assert_eq!(text("Walk *10 min* and **5**"), "Walk 10 min and 5");
        assert_eq!(text("Walk 2 *10 min*"), "Walk 2 10 min");
        assert_eq!(text("Rule #1 snake_case @kitchen"), "Rule #1 snake_case @kitchen");
    }

    #[test]
    fn what_marks_say_is_kept() {
        let clean = CleanLine::clean("Walk (minutes:: 5) [where:: the park] ✅ 2026-11-18");
        let fields: Vec<(&str, &str)> = clean.fields.iter().map(|f| (f.key.as_str(), f.value.as_str())).collect();
        assert_eq!(fields, [("minutes", "5"), ("where", "the park")]);
        assert_eq!(
            clean.done_on.map(|(mark, date)| (mark, date.to_string())),
            Some((DoneMark::Done, "2026-11-18".into()))
        );
        assert_eq!(clean.text.trim(), "Walk");
        let done_on = |line: &str| CleanLine::clean(line).done_on.map(|(mark, date)| (mark, date.to_string()));
        let day = || "2026-11-18".to_owned();
        assert_eq!(done_on("Walk [completion:: 2026-11-18]"), Some((DoneMark::Done, day())));
        assert_eq!(done_on("Walk (cancelled:: 2026-11-18)"), Some((DoneMark::GivenUp, day())));
        assert_eq!(done_on("Walk [due:: 2026-11-18] [completion:: soon]"), None);
    }

    #[test]
    fn names_that_hold_marks_stay_whole() {
        let line = "**No phone ⛔ in bed** ⏫";
        let at = line.find("No").expect("there")..line.find("bed").expect("there") + 3;
        assert_eq!(CleanLine::clean_around_names_and_places(line, &[at], &[]).text.trim(), "No phone ⛔ in bed");
    }

    #[test]
    fn words_come_back_as_written() {
        let line = "**Voice** memo — it *was* [fine](x) #ok ✅ 2026-11-19 ^a1b2";
        let clean = CleanLine::clean(line);
        let at = clean.text.find('—').expect("there") + '—'.len_utf8();
        assert_eq!(clean.written_words_from(line, at).as_deref(), Some("it *was* [fine](x) #ok"));
        assert_eq!(clean.written_words_from(line, clean.text.len()), None);
    }

    #[test]
    fn only_what_is_certainly_a_mark_ends_the_words() {
        let words = |line: &str| {
            let clean = CleanLine::clean(line);
            let at = clean.text.find('-').expect("there") + 1;
            clean.written_words_from(line, at).unwrap_or_default()
        };
        for own in [
            "it was 5 ^2",
            "great ⏫",
            "yes ✅",
            "home 🔁 again",
            "home 🔁",
            "(minutes:: 5)",
            "no ⛔ bed",
            "#a ^id",
            "ok ☀\u{FE0F}",
            "@done",
        ] {
            assert_eq!(words(&format!("Walk - {own}")), own);
            assert_eq!(marks_behind_words(&format!("Walk - {own}")), None, "{own}");
        }
        for mark in [
            "✅ 2026-11-19",
            "🗓\u{FE0F} 2026-11-19",
            "🔁 every day when done",
            "^a1b2",
            "<!-- y -->",
            "%%a%%",
            "[due:: 2026-11-19]",
            "@done(2026-11-19)",
            "➕ 2026-11-18 ✅ 2026-11-19",
        ] {
            assert_eq!(words(&format!("Walk - yes ✅ {mark}")), "yes ✅");
            assert_eq!(marks_behind_words(&format!("Walk - yes {mark}")), Some(mark));
            assert_eq!(words(&format!("Walk - {mark}")), "");
        }
        assert_eq!(words("Walk 🔁 every day - nice"), "nice");
        assert_eq!(marks_behind_words("Walk ✅ 2026-11-19"), None);
    }

    #[test]
    fn a_long_line_costs_its_length() {
        for unit in ["[", "[[", "#", "*_", "✅ ", "(a", "@done(", "<!--", "%%", "^"] {
            let line = unit.repeat(20_000);
            let _ = CleanLine::clean(&line);
        }
    }
}
