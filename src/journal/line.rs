//! Check-box lines (SPEC 1, "Day notes and logs"): a plan's name with a time, minutes and a place round it, and free text
//! behind a dash; and the lines of a log, which begin with a date.

use std::ops::Range;

use chrono::Weekday;

use super::Status;
use super::clean_line::CleanLine;
use super::name_trie::{self, NameMatch, NameTrie};
use crate::text::fold;
use crate::when::{self, Moment, ParseError, TimeOfDay};

/// So many names of one line are tried, longest first.
const TRIED: usize = 32;

/// What a line tells beside the name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LineDetails {
    pub time: Option<TimeOfDay>,
    pub minutes: Option<when::Minutes>,
    pub place: Option<String>,
}

/// A piece that is of a known kind and yet cannot be read (`99999 min`): where in the line, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LineError {
    pub at: Range<usize>,
    pub error: ParseError,
}

/// What a line of a day note turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LineMeaning<T> {
    Names {
        plan: T,
        details: LineDetails,
        words: Option<String>,
    },
    /// It names a plan, but a piece cannot be read.
    Wrong(LineError),
    /// Begins with a plan's name, but something else is left.
    Nearly {
        name: String,
    },
    Other,
}

/// A line of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LogLine {
    pub moment: Moment,
    pub details: LineDetails,
    pub words: Option<String>,
}

/// What a box's mark says; `None` where it says nothing.
pub(super) fn status(mark: char) -> Option<Status> {
    match mark {
        'x' | 'X' => Some(Status::Done),
        '/' | '~' => Some(Status::Partly),
        '-' => Some(Status::NotDone),
        '>' => Some(Status::Skip),
        _ => None,
    }
}

/// A name as lines are compared with it.
pub(super) fn clean_name(name: &str) -> String {
    CleanLine::new(name).text.trim().to_owned()
}

/// Reads a line of a day note: `line` is what stands behind the box.
pub(super) fn parse<T: Clone>(line: &str, names: &NameTrie<T>) -> LineMeaning<T> {
    if names.is_empty() {
        return LineMeaning::Other;
    }
    let clean = CleanLine::new(line);
    let text = clean.text.as_str();
    let cut = name_trie::tokens(text);
    let hits = names.find(&cut);
    for hit in hits.iter().take(TRIED) {
        match details_around(text, &hit.at) {
            Ok(Some((details, free))) => {
                let words = free.and_then(|at| clean.source_words_from(line, at));
                return LineMeaning::Names { plan: hit.value.clone(), details, words };
            }
            Ok(None) => {}
            Err(wrong) => {
                let at = clean.source_offset(wrong.at.start)..clean.source_offset(wrong.at.end.saturating_sub(1)) + 1;
                return LineMeaning::Wrong(LineError { at, ..wrong });
            }
        }
    }
    match names.at_start(&cut) {
        Some(hit) => LineMeaning::Nearly { name: text[hit.at].to_owned() },
        None => LineMeaning::Other,
    }
}

/// The pieces round a name, and where free text begins; `None` if anything else is left.
#[allow(clippy::type_complexity)] // said once, here
fn details_around(text: &str, name: &Range<usize>) -> Result<Option<(LineDetails, Option<usize>)>, LineError> {
    let (before, after) = (&text[..name.start], &text[name.end..]);
    let mut details = LineDetails::default();
    // Behind a dash comes free text, in which nothing is read.
    if separator(before).is_some() || take_details(before, 0, &mut details)? != before.len() {
        return Ok(None);
    }
    let skipped = after.len() - after.strip_prefix(':').unwrap_or(after).len();
    let (stop, free) = separator(after).unwrap_or((after.len(), after.len()));
    let stop = stop.max(skipped);
    if skipped + take_details(&after[skipped..stop], name.end + skipped, &mut details)? != stop {
        return Ok(None);
    }
    Ok(Some((details, (free < after.len()).then_some(name.end + free))))
}

/// The first ` - `, ` – ` or ` — `: where it begins, and where the free text behind it does.
fn separator(text: &str) -> Option<(usize, usize)> {
    text.char_indices().filter(|&(_, c)| matches!(c, '-' | '\u{2013}' | '\u{2014}')).find_map(|(at, c)| {
        let (before, behind) = (&text[..at], &text[at + c.len_utf8()..]);
        let free = behind.is_empty() || behind.starts_with(char::is_whitespace);
        (before.ends_with(char::is_whitespace) && free).then_some((at, at + c.len_utf8()))
    })
}

/// Takes pieces from the start of `text` for as long as there are any; says how far it came (`text.len()` if all of it).
/// `base` is where `text` stands in the cleaned line.
fn take_details(text: &str, base: usize, details: &mut LineDetails) -> Result<usize, LineError> {
    let mut at = 0;
    // A bare number counts as passed over only once something else, a comma or the end comes behind it.
    let mut number: Option<usize> = None;
    loop {
        let rest = text[at..].trim_start();
        let commas = rest.trim_start_matches(|c: char| c == ',' || c == ';' || c.is_whitespace());
        if commas.len() < rest.len() {
            number = None;
        }
        at = text.len() - commas.len();
        let rest = commas;
        if rest.is_empty() {
            return Ok(at);
        }
        let stop = number.unwrap_or(at);
        if let Some(place) = rest.strip_prefix('@') {
            let end = place.find(',').unwrap_or(place.len());
            let mut inner = LineDetails { time: details.time, minutes: details.minutes, place: None };
            let whole = place[..end].trim();
            let place = without_end(whole, &mut inner);
            if whole.is_empty() || (details.place.is_some() && !place.is_empty()) {
                return Ok(stop);
            }
            // `@ 7:35` is no place.
            let place = (!place.is_empty()).then(|| place.to_owned()).or(details.place.take());
            *details = LineDetails { place, ..inner };
            at += 1 + end;
        } else if let Some((minutes, taken)) = minutes(rest, base + at)? {
            if details.minutes.is_some() {
                return Ok(stop);
            }
            details.minutes = Some(minutes);
            at += taken;
        } else if let Some((time, taken)) = when::find_time_in_line(rest, false).filter(|&(_, n)| word_ends(rest, n)) {
            match one_time(details.time, time) {
                Some(time) => details.time = Some(time),
                None => return Ok(stop),
            }
            at += taken;
        } else if let Some(taken) = bare_number(rest) {
            number = Some(stop);
            at += taken;
            continue;
        } else {
            return Ok(stop);
        }
        number = None;
    }
}

/// A place less the times and minutes at its end.
fn without_end<'a>(place: &'a str, details: &mut LineDetails) -> &'a str {
    let mut place = place;
    loop {
        // The space before what is taken belongs to neither.
        let before = |taken: usize| {
            let kept = place.get(..place.len().checked_sub(taken)?)?;
            (kept.is_empty() || kept.ends_with(char::is_whitespace)).then(|| kept.trim_end())
        };
        let time = when::find_time_in_line(place, true)
            .and_then(|(time, taken)| Some((one_time(details.time, time)?, before(taken)?)));
        let minutes = when::find_minutes_in_line(place, true).filter(|_| details.minutes.is_none());
        if let Some((time, kept)) = time {
            (details.time, place) = (Some(time), kept);
        } else if let Some((minutes, kept)) = minutes.and_then(|(minutes, taken)| Some((minutes, before(taken)?))) {
            (details.minutes, place) = (Some(minutes), kept);
        } else {
            return place;
        }
    }
}

/// A part of the day and a clock time are one; two of a kind are not.
fn one_time(so_far: Option<TimeOfDay>, time: TimeOfDay) -> Option<TimeOfDay> {
    match (so_far, time) {
        (None, time) => Some(time),
        (Some(clock @ TimeOfDay::Clock(_)), TimeOfDay::Part(_))
        | (Some(TimeOfDay::Part(_)), clock @ TimeOfDay::Clock(_)) => Some(clock),
        _ => None,
    }
}

/// Minutes with their unit at the start, and how many bytes they take.
fn minutes(text: &str, base: usize) -> Result<Option<(when::Minutes, usize)>, LineError> {
    if let Some(found) = when::find_minutes_in_line(text, false) {
        return Ok(Some(found));
    }
    let Some(taken) = amount(text) else { return Ok(None) };
    match when::parse_minutes(&text[..taken]) {
        Ok(minutes) => Ok(Some((minutes, taken))),
        Err(error) => Err(LineError { at: base..base + taken, error }),
    }
}

fn word_ends(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Bytes of a bare number at the start.
fn bare_number(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let ends = text[end..].chars().next().is_none_or(|c| c == ',' || c.is_whitespace());
    (text.starts_with(|c: char| c.is_ascii_digit()) && ends).then_some(end)
}

const UNITS: [&str; 15] = [
    "hours", "hour", "hrs", "hr", "h", "minutes", "minute", "mins", "min", "m", "seconds", "second", "secs", "sec", "s",
];

/// Bytes of an amount of time with its unit at the start: `1 h 30 min`, `10m`.
fn amount(text: &str) -> Option<usize> {
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

/// Reads a line of a log: `None` where it does not begin with a date. The plan's own names may stand among the pieces; what
/// follows them is free text.
pub(super) fn parse_log<T: Clone>(line: &str, own: &NameTrie<T>) -> Option<Result<LogLine, LineError>> {
    let clean = CleanLine::new(line);
    let text = clean.text.as_str();
    let (moment, at) = match leading_date(text)? {
        Ok(found) => found,
        Err(wrong) => {
            let at = clean.source_offset(wrong.at.start)..clean.source_offset(wrong.at.end.saturating_sub(1)) + 1;
            return Some(Err(LineError { at, ..wrong }));
        }
    };
    let at = at + (text[at..].len() - text[at..].trim_start_matches([':', ',']).len());
    let rest = &text[at..];
    let mut details = LineDetails { time: moment.time, ..LineDetails::default() };
    let free = match named(rest, at, own, &mut details) {
        Ok(Some(free)) => Ok(free),
        Ok(None) => {
            let stop = separator(rest).map_or(rest.len(), |(stop, _)| stop);
            take_details(&rest[..stop], at, &mut details).map(|taken| at + taken)
        }
        Err(wrong) => Err(wrong),
    };
    let free = match free {
        Ok(free) => free,
        Err(wrong) => {
            let at = clean.source_offset(wrong.at.start)..clean.source_offset(wrong.at.end.saturating_sub(1)) + 1;
            return Some(Err(LineError { at, ..wrong }));
        }
    };
    let lead = |c: char| c.is_whitespace() || matches!(c, ',' | ':' | '-' | '\u{2013}' | '\u{2014}');
    let free = text.len() - text[free..].trim_start_matches(lead).len();
    Some(Ok(LogLine { moment, details, words: clean.source_words_from(line, free) }))
}

/// Where the free text begins, if the plan's own name stands among the pieces.
fn named<T: Clone>(
    rest: &str,
    base: usize,
    own: &NameTrie<T>,
    details: &mut LineDetails,
) -> Result<Option<usize>, LineError> {
    for NameMatch { at, .. } in own.find(&name_trie::tokens(rest)).into_iter().take(TRIED) {
        let mut tried = details.clone();
        if separator(&rest[..at.start]).is_some() || take_details(&rest[..at.start], base, &mut tried)? != at.start {
            continue;
        }
        let after = &rest[at.end..];
        let skipped = after.len() - after.strip_prefix(':').unwrap_or(after).len();
        let stop = separator(after).map_or(after.len(), |(stop, _)| stop).max(skipped);
        let taken = take_details(&after[skipped..stop], base + at.end + skipped, &mut tried)?;
        *details = tried;
        return Ok(Some(base + at.end + skipped + taken));
    }
    Ok(None)
}

/// The date that a text begins with (a weekday before it read along), and where it ends.
fn leading_date(text: &str) -> Option<Result<(Moment, usize), LineError>> {
    let start = text.len() - text.trim_start().len();
    let word = |from: usize| {
        let end = text[from..].find(|c: char| c.is_whitespace() || c == ',').map_or(text.len(), |n| from + n);
        let word = text[from..end].trim_end_matches([':', ';', '.']);
        (word, from + word.len(), end)
    };
    let (first, mut end, stop) = word(start);
    let mut date = first;
    if !first.starts_with(|c: char| c.is_ascii_digit()) {
        is_weekday(first)?;
        let next = stop + (text[stop..].len() - text[stop..].trim_start_matches([',', ' ', '\t']).len());
        (date, end, _) = word(next);
    }
    if !looks_like_date(date) {
        return None;
    }
    let whole = &text[start..end];
    let read = match when::parse_date(whole) {
        // `2026-11-19T07:35`
        Err(error) => match when::parse(whole) {
            Ok(when::Parsed::Moment(moment)) => Ok(moment),
            _ => Err(error),
        },
        read => read,
    };
    Some(read.map(|moment| (moment, end)).map_err(|error| LineError { at: start..end, error }))
}

fn is_weekday(word: &str) -> Option<Weekday> {
    let word = word.trim_end_matches('.');
    (3..=10).contains(&word.len()).then(|| when::parse_weekday(word).ok()).flatten()
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

    fn names() -> NameTrie<&'static str> {
        let mut names = NameTrie::new();
        for name in ["Voice memo", "Walk", "Evening walk", "10 breaths", "Read 10 min", "Walk - long", "Memo app"] {
            names.add(&clean_name(name), name);
        }
        names
    }

    /// A line as one text: what it names, its pieces and its words.
    fn said(line: &str) -> String {
        match parse(line, &names()) {
            LineMeaning::Names { plan, details, words } => {
                let time = details.time.map_or(String::new(), |t| format!(" {t:?}"));
                let minutes = details.minutes.map_or(String::new(), |m| format!(" {}s", m.seconds));
                let place = details.place.map_or(String::new(), |p| format!(" @{p}"));
                let words = words.map_or(String::new(), |w| format!(" | {w}"));
                format!("{plan}{time}{minutes}{place}{words}")
            }
            LineMeaning::Wrong(wrong) => format!("wrong: {}", &line[wrong.at]),
            LineMeaning::Nearly { name } => format!("nearly {name}"),
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
            "1 07:35 Voice memo 2, 3 min, 4 @kitchen — noticed it early ^id",
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
        assert_eq!(said("Read 10 min 10 min"), "Read 10 min 600s");
    }

    #[test]
    fn anything_else_left_means_no_plan() {
        assert_eq!(said("Walk the dog"), "nearly Walk");
        assert_eq!(said("Call about Voice memo"), "nothing");
        assert_eq!(said("07:35 — Walk"), "nothing");
        assert_eq!(said("Walk @"), "nearly Walk");
        assert_eq!(said("Walk 3 min 4 min"), "nearly Walk");
        assert_eq!(said("Walking"), "nothing");
        assert_eq!(said(""), "nothing");
        assert_eq!(said("Walk, 99999 min"), "wrong: 99999 min");
    }

    fn logged(line: &str) -> String {
        let mut own = NameTrie::new();
        own.add("Voice memo", ());
        match parse_log(line, &own) {
            None => "no log".into(),
            Some(Err(wrong)) => format!("wrong: {}", &line[wrong.at]),
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
