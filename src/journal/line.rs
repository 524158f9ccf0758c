//! Check-box lines (SPEC 1, "Day notes and logs"): a plan's name with a time, minutes and a place round it, and free text
//! behind a dash; and the lines of a log, which begin with a date.

use std::ops::Range;

use chrono::Weekday;

use super::Status;
use super::clean::Clean;
use super::names::{self, Hit, Names};
use crate::text::fold;
use crate::when::{self, Misread, Moment, Told};

/// So many names of one line are tried, longest first.
const TRIED: usize = 32;

/// What a line tells beside the name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pieces {
    pub told: Option<Told>,
    pub minutes: Option<when::Minutes>,
    pub place: Option<String>,
}

/// A piece that is of a known kind and yet cannot be read (`99999 min`): where in the line, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub at: Range<usize>,
    pub misread: Misread,
}

/// What a line of a day note turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line<T> {
    Names {
        plan: T,
        pieces: Pieces,
        words: Option<String>,
    },
    /// It names a plan, but a piece cannot be read.
    Wrong(Wrong),
    /// Begins with a plan's name, but something else is left.
    Nearly {
        name: String,
    },
    Other,
}

/// A line of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Log {
    pub moment: Moment,
    pub pieces: Pieces,
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
    Clean::of(name).text.trim().to_owned()
}

/// Reads a line of a day note: `line` is what stands behind the box.
pub(super) fn read<T: Clone>(line: &str, names: &Names<T>) -> Line<T> {
    if names.is_empty() {
        return Line::Other;
    }
    let clean = Clean::of(line);
    let text = clean.text.as_str();
    let cut = names::pieces(text);
    let hits = names.find(&cut);
    for hit in hits.iter().take(TRIED) {
        match around(text, &hit.at) {
            Ok(Some((pieces, free))) => {
                let words = free.and_then(|at| clean.words_from(line, at));
                return Line::Names { plan: hit.what.clone(), pieces, words };
            }
            Ok(None) => {}
            Err(wrong) => {
                let at = clean.origin(wrong.at.start)..clean.origin(wrong.at.end.saturating_sub(1)) + 1;
                return Line::Wrong(Wrong { at, ..wrong });
            }
        }
    }
    match names.at_start(&cut) {
        Some(hit) => Line::Nearly { name: text[hit.at].to_owned() },
        None => Line::Other,
    }
}

/// The pieces round a name, and where free text begins; `None` if anything else is left.
#[allow(clippy::type_complexity)] // said once, here
fn around(text: &str, name: &Range<usize>) -> Result<Option<(Pieces, Option<usize>)>, Wrong> {
    let (before, after) = (&text[..name.start], &text[name.end..]);
    let mut pieces = Pieces::default();
    // Behind a dash comes free text, in which nothing is read.
    if separator(before).is_some() || take(before, 0, &mut pieces)? != before.len() {
        return Ok(None);
    }
    let skipped = after.len() - after.strip_prefix(':').unwrap_or(after).len();
    let (stop, free) = separator(after).unwrap_or((after.len(), after.len()));
    let stop = stop.max(skipped);
    if skipped + take(&after[skipped..stop], name.end + skipped, &mut pieces)? != stop {
        return Ok(None);
    }
    Ok(Some((pieces, (free < after.len()).then_some(name.end + free))))
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
fn take(text: &str, base: usize, pieces: &mut Pieces) -> Result<usize, Wrong> {
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
            let mut inner = Pieces { told: pieces.told, minutes: pieces.minutes, place: None };
            let whole = place[..end].trim();
            let place = without_end(whole, &mut inner);
            if whole.is_empty() || (pieces.place.is_some() && !place.is_empty()) {
                return Ok(stop);
            }
            // `@ 7:35` is no place.
            let place = (!place.is_empty()).then(|| place.to_owned()).or(pieces.place.take());
            *pieces = Pieces { place, ..inner };
            at += 1 + end;
        } else if let Some((minutes, taken)) = minutes(rest, base + at)? {
            if pieces.minutes.is_some() {
                return Ok(stop);
            }
            pieces.minutes = Some(minutes);
            at += taken;
        } else if let Some((told, taken)) = when::told_in_line(rest, false).filter(|&(_, n)| word_ends(rest, n)) {
            match one_told(pieces.told, told) {
                Some(told) => pieces.told = Some(told),
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
fn without_end<'a>(place: &'a str, pieces: &mut Pieces) -> &'a str {
    let mut place = place;
    loop {
        // The space before what is taken belongs to neither.
        let before = |taken: usize| {
            let kept = place.get(..place.len().checked_sub(taken)?)?;
            (kept.is_empty() || kept.ends_with(char::is_whitespace)).then(|| kept.trim_end())
        };
        let told = when::told_in_line(place, true)
            .and_then(|(told, taken)| Some((one_told(pieces.told, told)?, before(taken)?)));
        let minutes = when::minutes_in_line(place, true).filter(|_| pieces.minutes.is_none());
        if let Some((told, kept)) = told {
            (pieces.told, place) = (Some(told), kept);
        } else if let Some((minutes, kept)) = minutes.and_then(|(minutes, taken)| Some((minutes, before(taken)?))) {
            (pieces.minutes, place) = (Some(minutes), kept);
        } else {
            return place;
        }
    }
}

/// A part of the day and a clock time are one; two of a kind are not.
fn one_told(so_far: Option<Told>, told: Told) -> Option<Told> {
    match (so_far, told) {
        (None, told) => Some(told),
        (Some(clock @ Told::Clock(_)), Told::Part(_)) | (Some(Told::Part(_)), clock @ Told::Clock(_)) => Some(clock),
        _ => None,
    }
}

/// Minutes with their unit at the start, and how many bytes they take.
fn minutes(text: &str, base: usize) -> Result<Option<(when::Minutes, usize)>, Wrong> {
    if let Some(found) = when::minutes_in_line(text, false) {
        return Ok(Some(found));
    }
    let Some(taken) = amount(text) else { return Ok(None) };
    match when::minutes(&text[..taken]) {
        Ok(minutes) => Ok(Some((minutes, taken))),
        Err(misread) => Err(Wrong { at: base..base + taken, misread }),
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
pub(super) fn log<T: Clone>(line: &str, own: &Names<T>) -> Option<Result<Log, Wrong>> {
    let clean = Clean::of(line);
    let text = clean.text.as_str();
    let (moment, at) = match leading_date(text)? {
        Ok(found) => found,
        Err(wrong) => {
            let at = clean.origin(wrong.at.start)..clean.origin(wrong.at.end.saturating_sub(1)) + 1;
            return Some(Err(Wrong { at, ..wrong }));
        }
    };
    let at = at + (text[at..].len() - text[at..].trim_start_matches([':', ',']).len());
    let rest = &text[at..];
    let mut pieces = Pieces { told: moment.told, ..Pieces::default() };
    let free = match named(rest, at, own, &mut pieces) {
        Ok(Some(free)) => Ok(free),
        Ok(None) => {
            let stop = separator(rest).map_or(rest.len(), |(stop, _)| stop);
            take(&rest[..stop], at, &mut pieces).map(|taken| at + taken)
        }
        Err(wrong) => Err(wrong),
    };
    let free = match free {
        Ok(free) => free,
        Err(wrong) => {
            let at = clean.origin(wrong.at.start)..clean.origin(wrong.at.end.saturating_sub(1)) + 1;
            return Some(Err(Wrong { at, ..wrong }));
        }
    };
    let lead = |c: char| c.is_whitespace() || matches!(c, ',' | ':' | '-' | '\u{2013}' | '\u{2014}');
    let free = text.len() - text[free..].trim_start_matches(lead).len();
    Some(Ok(Log { moment, pieces, words: clean.words_from(line, free) }))
}

/// Where the free text begins, if the plan's own name stands among the pieces.
fn named<T: Clone>(rest: &str, base: usize, own: &Names<T>, pieces: &mut Pieces) -> Result<Option<usize>, Wrong> {
    for Hit { at, .. } in own.find(&names::pieces(rest)).into_iter().take(TRIED) {
        let mut tried = pieces.clone();
        if separator(&rest[..at.start]).is_some() || take(&rest[..at.start], base, &mut tried)? != at.start {
            continue;
        }
        let after = &rest[at.end..];
        let skipped = after.len() - after.strip_prefix(':').unwrap_or(after).len();
        let stop = separator(after).map_or(after.len(), |(stop, _)| stop).max(skipped);
        let taken = take(&after[skipped..stop], base + at.end + skipped, &mut tried)?;
        *pieces = tried;
        return Ok(Some(base + at.end + skipped + taken));
    }
    Ok(None)
}

/// The date that a text begins with (a weekday before it read along), and where it ends.
fn leading_date(text: &str) -> Option<Result<(Moment, usize), Wrong>> {
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
    let read = match when::date(whole) {
        // `2026-11-19T07:35`
        Err(misread) => match when::read(whole) {
            Ok(when::Read::Moment(moment)) => Ok(moment),
            _ => Err(misread),
        },
        read => read,
    };
    Some(read.map(|moment| (moment, end)).map_err(|misread| Wrong { at: start..end, misread }))
}

fn is_weekday(word: &str) -> Option<Weekday> {
    let word = word.trim_end_matches('.');
    (3..=10).contains(&word.len()).then(|| when::weekday(word).ok()).flatten()
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

    fn names() -> Names<&'static str> {
        let mut names = Names::new();
        for name in ["Voice memo", "Walk", "Evening walk", "10 breaths", "Read 10 min", "Walk - long", "Memo app"] {
            names.add(&clean_name(name), name);
        }
        names
    }

    /// A line as one text: what it names, its pieces and its words.
    fn said(line: &str) -> String {
        match read(line, &names()) {
            Line::Names { plan, pieces, words } => {
                let told = pieces.told.map_or(String::new(), |t| format!(" {t:?}"));
                let minutes = pieces.minutes.map_or(String::new(), |m| format!(" {}s", m.seconds));
                let place = pieces.place.map_or(String::new(), |p| format!(" @{p}"));
                let words = words.map_or(String::new(), |w| format!(" | {w}"));
                format!("{plan}{told}{minutes}{place}{words}")
            }
            Line::Wrong(wrong) => format!("wrong: {}", &line[wrong.at]),
            Line::Nearly { name } => format!("nearly {name}"),
            Line::Other => "nothing".into(),
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
        let mut own = Names::new();
        own.add("Voice memo", ());
        match log(line, &own) {
            None => "no log".into(),
            Some(Err(wrong)) => format!("wrong: {}", &line[wrong.at]),
            Some(Ok(log)) => {
                let told = log.pieces.told.map_or(String::new(), |t| format!(" {t:?}"));
                let minutes = log.pieces.minutes.map_or(String::new(), |m| format!(" {}s", m.seconds));
                let place = log.pieces.place.map_or(String::new(), |p| format!(" @{p}"));
                let words = log.words.map_or(String::new(), |w| format!(" | {w}"));
                format!("{}{told}{minutes}{place}{words}", log.moment.date)
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
