//! Titles that name a private plan and say nothing else (docs/specification.md#6-sharing): what stands below one is about that plan. One rule
//! holds for headings, bold lines and plain lines: signs, tags of HTML, dates, times, labels and remarks in brackets may stand around the
//! name. A name of a different plan that holds the private one is no such title.

use std::cmp::Reverse;
use std::ops::Range;

use crate::journal::lines::line;
use crate::journal::sharing::hidden::HiddenPlanNames;
use crate::note::wiki_links;
use crate::text::{fold, fold_key};
use crate::when::{self, TimeOfDay};

/// In a text that is compared it stands for a link to the note of a private plan.
const LINK: char = '\u{FFFC}';
/// No longer line is a title.
const LONGEST: usize = 200;
/// So many pieces are taken away on each side of a name.
const MOST_PIECES: usize = 6;

/// How a line that is no more than the name of a hidden plan says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TitleForm {
    Name,
    /// Beside a length or another amount, as practice is noted: `Call Dad, 10 min`.
    NameWithAmount,
}

/// Whether a line is the name of a hidden plan and nothing else, besides what may stand around it in a title. A plain line with an amount is
/// a note of practice.
pub(crate) fn is_name_of_hidden_plan_alone(line: &str, hidden: &HiddenPlanNames) -> bool {
    match form_of_title(line, hidden) {
        Some(TitleForm::Name) => true,
        Some(TitleForm::NameWithAmount) => is_marked_as_title(line),
        None => false,
    }
}

fn is_marked_as_title(line: &str) -> bool {
    line.trim_start().starts_with(['#', '*', '_', '=', '<']) || line.trim_end().ends_with(':')
}

/// The form in which a line says the name of a hidden plan and nothing else; none where it is no such title.
pub(crate) fn form_of_title(line: &str, hidden: &HiddenPlanNames) -> Option<TitleForm> {
    if hidden.is_empty() || line.len() > LONGEST {
        return None;
    }
    let line = &*hidden.without_longer_open_names(line);
    let text = without_tags(&without_links(line.trim(), |link| hidden.links_to_hidden_plan(link)));
    let text = without_block_id(&text);
    // `Run today` is a phrase, `## Run today` and `[[Run]] today` are titles.
    let is_marked = is_marked_as_title(line);
    let is_name = |name: &str| hidden.is_hidden_name(name) || hidden.is_hidden_name(&fold_key(name));
    for part in parts_without_pieces(text) {
        let written = text.get(part.range).unwrap_or_default().trim();
        let name = written.trim_matches(is_sign);
        if hidden.is_name_of_open_plan(written) || hidden.is_name_of_open_plan(&fold_key(name)) {
            return None;
        }
        let is_link = || name.chars().eq(std::iter::once(LINK));
        let may_be_phrase = || part.is_phrase && !is_marked && !hidden.holds_distinctive_name(name);
        let is_said = || is_name(written) || is_name(name) || is_tag_with_name(written, is_name);
        if is_link() || is_said() && !may_be_phrase() {
            return Some(if part.has_amount { TitleForm::NameWithAmount } else { TitleForm::Name });
        }
    }
    None
}

/// Whether a text is a tag with a name in its path: `#family/call-dad`.
fn is_tag_with_name(written: &str, is_name: impl Fn(&str) -> bool) -> bool {
    let is_before_tag = |before: &str| before.chars().all(|c| c == '#' || c.is_whitespace());
    let tag = written.rsplit_once('#').filter(|(before, _)| is_before_tag(before)).map(|(_, tag)| tag);
    tag.filter(|tag| tag.contains('/') && !tag.contains(char::is_whitespace))
        .is_some_and(|tag| tag.split('/').any(&is_name) || is_name(&tag.replace('/', " ")))
}

/// A part of a line: what is left where some pieces on both sides are taken away.
struct Part {
    range: Range<usize>,
    /// A word such as `today` stands beside it with a space between them.
    is_phrase: bool,
    has_amount: bool,
}

/// Where a part may begin or end, and what was taken away on that side.
#[derive(Clone, Copy, Default)]
struct Cut {
    at: usize,
    is_phrase: bool,
    has_amount: bool,
}

impl Cut {
    fn behind(self, at: usize, piece: &Piece, is_joined: bool) -> Cut {
        let is_phrase = self.is_phrase || piece.kind == PieceKind::OfPhrase && is_joined;
        Cut { at, is_phrase, has_amount: self.has_amount || piece.kind == PieceKind::Amount }
    }

    /// Within a piece, of which this is taken away.
    fn within(self, at: usize, taken: &str) -> Cut {
        let has_word = taken.trim_start().starts_with(char::is_alphabetic);
        Cut { at, is_phrase: self.is_phrase || has_word, has_amount: self.has_amount }
    }
}

/// The parts that are left of a text, longest first.
fn parts_without_pieces(text: &str) -> Vec<Part> {
    let mut starts = vec![Cut::default()];
    let mut cut = Cut::default();
    for _ in 0..MOST_PIECES {
        let rest = text.get(cut.at..).unwrap_or_default();
        let bare = rest.trim_start_matches(is_sign);
        let signs = rest.get(..rest.len() - bare.len()).unwrap_or_default();
        let Some(piece) = tag_at_start(signs, bare).or_else(|| piece_at_start(bare)) else { break };
        let start = text.len() - bare.len();
        let end = start + piece.len;
        // `19:00 Evening` is one time, and the part of the day may be the name's.
        starts
            .extend(ends_of_words(text, start..end).map(|at| cut.within(at, text.get(start..at).unwrap_or_default())));
        cut = cut.behind(end, &piece, is_joined(text.get(end..).unwrap_or_default().chars()));
        starts.push(cut);
    }
    let mut cut = Cut { at: text.len(), ..Cut::default() };
    let mut ends = vec![cut];
    for _ in 0..MOST_PIECES {
        // A bracket ends a remark.
        let bare = text
            .get(..cut.at)
            .unwrap_or_default()
            .trim_end_matches(|c: char| is_sign(c) && !matches!(c, ')' | ']' | '}'));
        let Some(piece) = piece_at_end(bare) else { break };
        let (start, end) = (bare.len() - piece.len, bare.len());
        ends.extend(ends_of_words(text, start..end).map(|at| cut.within(at, text.get(at..end).unwrap_or_default())));
        cut = cut.behind(start, &piece, is_joined(text.get(..start).unwrap_or_default().chars().rev()));
        ends.push(cut);
    }
    let pairs = starts.iter().flat_map(|start| ends.iter().map(move |end| (start, end)));
    let parts = pairs.filter(|(start, end)| start.at < end.at);
    let mut parts: Vec<Part> = parts
        .map(|(start, end)| Part {
            range: start.at..end.at,
            is_phrase: start.is_phrase || end.is_phrase,
            has_amount: start.has_amount || end.has_amount,
        })
        .collect();
    parts.sort_by_key(|part| Reverse(part.range.len()));
    parts
}

/// Where the words of a piece end, but for the last: a remark in brackets is one.
fn ends_of_words(text: &str, piece: Range<usize>) -> impl Iterator<Item = usize> {
    let inside = text.get(piece.clone()).unwrap_or_default();
    let is_remark = inside.contains(['(', '[', '{']);
    inside.match_indices(' ').filter(move |_| !is_remark).map(move |(at, _)| piece.start + at)
}

/// Whether nothing but white space stands between a piece and the next word.
fn is_joined(mut beside: impl Iterator<Item = char>) -> bool {
    beside.find(|c| !c.is_whitespace()).is_some_and(|c| !is_sign(c))
}

fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && c != LINK
}

/// What may stand beside a name in a title.
struct Piece {
    /// In bytes.
    len: usize,
    kind: PieceKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PieceKind {
    /// A date, a time, a label, a remark, a tag, the number of an item.
    Plain,
    /// With the name beside it, it makes a phrase where no sign parts them: `Run today`.
    OfPhrase,
    /// A length or another number.
    Amount,
}

impl Piece {
    fn plain(len: usize) -> Piece {
        Piece { len, kind: PieceKind::Plain }
    }

    fn of_time(time: TimeOfDay, len: usize) -> Piece {
        let is_word = matches!(time, TimeOfDay::Part(_));
        Piece { len, kind: if is_word { PieceKind::OfPhrase } else { PieceKind::Plain } }
    }
}

/// Words of the day, and words for what stands below.
const WORDS_BEFORE: [&str; 8] = ["today", "tonight", "yesterday", "tomorrow", "this", "how", "my", "after"];
const WORDS_BEHIND: [&str; 20] = [
    "today",
    "tonight",
    "yesterday",
    "tomorrow",
    "again",
    "went",
    "notes",
    "note",
    "log",
    "diary",
    "update",
    "part",
    "week",
    "done",
    "yes",
    "no",
    "on",
    "at",
    "in",
    "the",
];
/// Labels before a name: `Re: Call Dad`, `topic:: Call Dad`; with a number behind them too: `Step 2: Call Dad`.
const LABELS: [&str; 29] = [
    "re", "topic", "subject", "about", "title", "plan", "task", "habit", "project", "next", "now", "then", "later",
    "first", "last", "also", "today", "note", "homework", "step", "part", "session", "day", "week", "attempt",
    "update", "done", "did", "exercise",
];

/// A tag: `#call Call Dad`. `## Call` is a heading.
fn tag_at_start(signs: &str, bare: &str) -> Option<Piece> {
    let before = signs.strip_suffix('#')?;
    let is_tag = before.is_empty() || before.ends_with(char::is_whitespace);
    is_tag.then(|| Piece::plain(bare.find(char::is_whitespace).unwrap_or(bare.len())))
}

fn piece_at_start(rest: &str) -> Option<Piece> {
    if let Some((label, _)) = rest.split_once(':').filter(|(label, _)| is_label(label)) {
        return Some(Piece::plain(label.len() + 1));
    }
    if let Some((time, len)) = when::find_time_at_start_or_end(rest, false).filter(|(_, len)| *len > 0) {
        return Some(Piece::of_time(time, len));
    }
    let word = rest.split(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '/')).next()?;
    if is_number_of_item_or_box(word) || is_hour(word) {
        return Some(Piece::plain(word.len()));
    }
    // `18 Uhr`, `10 min`
    let unit = rest.get(word.len()..).map(str::trim_start).and_then(|behind| behind.split(char::is_whitespace).next());
    if let Some(unit) = unit.filter(|unit| begins_with_digit(word) && is_unit(unit)) {
        let len = rest.get(word.len()..)?.find(unit)? + word.len() + unit.len();
        return Some(Piece { len, kind: if is_clock_word(unit) { PieceKind::Plain } else { PieceKind::Amount } });
    }
    piece_of_word(word, &WORDS_BEFORE)
}

fn piece_at_end(rest: &str) -> Option<Piece> {
    // `(evening)`, `[evening]`, and the `{#call}` of programs that make pages.
    let remark = [(')', '('), (']', '['), ('}', '{')]
        .into_iter()
        .find_map(|(close, open)| rest.strip_suffix(close).and_then(|inside| inside.rfind(open)));
    if let Some(remark) = remark {
        return Some(Piece::plain(rest.len() - remark));
    }
    if let Some((time, len)) = when::find_time_at_start_or_end(rest, true).filter(|(_, len)| *len > 0) {
        return Some(Piece::of_time(time, len));
    }
    const LIKE_THIS: &str = "like this";
    let start = rest.len().checked_sub(LIKE_THIS.len());
    if start.and_then(|start| rest.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(LIKE_THIS)) {
        return Some(Piece { len: LIKE_THIS.len(), kind: PieceKind::OfPhrase });
    }
    if let Some(tag) = rest.rsplit(char::is_whitespace).next().filter(|word| word.starts_with('#') && word.len() > 1) {
        return Some(Piece::plain(tag.len()));
    }
    let word = rest.rsplit(|c: char| c.is_whitespace() || matches!(c, ',' | ':')).next()?;
    // `10 minutes`, `18 Uhr`
    if is_unit(word) {
        let before = rest.strip_suffix(word)?.trim_end();
        let number = before.rsplit(|c: char| c.is_whitespace() || matches!(c, ',' | ':')).next()?;
        let len = rest.len() - before.len() + number.len();
        let kind = if is_clock_word(word) { PieceKind::Plain } else { PieceKind::Amount };
        return (begins_with_digit(number) || is_number_word(number)).then_some(Piece { len, kind });
    }
    piece_of_word(word, &WORDS_BEHIND)
}

/// `a)`, `(a)`, `1.`, `iv.`, and the box of `[x] Call Dad`; signs before it are taken away.
fn is_number_of_item_or_box(word: &str) -> bool {
    const MOST_LETTERS: usize = 4;
    let number = word.strip_suffix([')', '.']);
    let is_number = |number: &str| {
        let is_roman = number.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x'));
        let is_letter = number.chars().count() == 1 && number.chars().all(char::is_alphabetic);
        is_letter || number.len() <= MOST_LETTERS && (is_roman || number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let box_mark = word.strip_suffix(']').filter(|mark| mark.chars().count() == 1);
    number.is_some_and(|number| !number.is_empty() && is_number(number)) || box_mark.is_some()
}

/// `18h`, `18h30`
fn is_hour(word: &str) -> bool {
    let bare = word.trim_matches(is_sign);
    let is_of_digits = |text: &str| text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    bare.split_once(['h', 'H'])
        .is_some_and(|(hour, minute)| !hour.is_empty() && is_of_digits(hour) && is_of_digits(minute))
}

fn begins_with_digit(word: &str) -> bool {
    word.trim_start_matches(is_sign).starts_with(|c: char| c.is_ascii_digit())
}

/// The word that makes a clock time of a number: `18 Uhr`.
fn is_clock_word(word: &str) -> bool {
    word.trim_matches(is_sign).eq_ignore_ascii_case("uhr")
}

/// What is counted or measured of practice.
fn is_unit(word: &str) -> bool {
    const UNITS: [&str; 25] = [
        "uhr", "m", "min", "mins", "minute", "minutes", "minuten", "h", "hr", "hrs", "hour", "hours", "stunde",
        "stunden", "s", "sec", "second", "seconds", "km", "mile", "miles", "page", "pages", "time", "times",
    ];
    UNITS.contains(&fold(word.trim_matches(is_sign)).as_str())
}

fn is_number_word(word: &str) -> bool {
    const NUMBERS: [&str; 16] = [
        "a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "fifteen", "twenty",
        "thirty", "forty",
    ];
    NUMBERS.contains(&fold(word.trim_matches(is_sign)).as_str())
}

/// A number with its unit: `10m`, `5km`, `1h30`, `3/10`, `50%`.
fn is_amount(word: &str) -> bool {
    const MOST_LETTERS: usize = 8;
    begins_with_digit(word) && word.chars().count() <= MOST_LETTERS
}

/// What a word beside a name says, if it is one of these, a date or an amount.
fn piece_of_word(word: &str, of_phrase: &[&str]) -> Option<Piece> {
    let bare = word.trim_matches(is_sign);
    let is_of_calendar = || line::is_weekday_word(bare) || line::is_month_word(bare) || is_date_in_digits(bare);
    let kind = match () {
        () if bare.is_empty() => return None,
        () if of_phrase.contains(&fold(bare).as_str()) => PieceKind::OfPhrase,
        () if is_of_calendar() => PieceKind::Plain,
        () if is_amount(word) => PieceKind::Amount,
        () => return None,
    };
    Some(Piece { len: word.len(), kind })
}

fn is_label(label: &str) -> bool {
    let bare = label.trim_matches(is_sign).trim_end_matches(|c: char| c.is_ascii_digit() || is_sign(c));
    LABELS.contains(&fold_key(bare).as_str())
}

/// `19`, `19th`, `19.11`, `2026-11-19`, `11/19`
fn is_date_in_digits(word: &str) -> bool {
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    bare.contains(|c: char| c.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '/' | '-' | ':'))
}

/// A text with each link as its words, and as [`LINK`] where it leads to a hidden plan. An image is none.
fn without_links(text: &str, leads_to_hidden: impl Fn(&str) -> bool) -> String {
    let wiki = wiki_links(text).map(|link| (link.range, link.shown));
    let text = with_links_replaced(text, wiki, &leads_to_hidden);
    with_links_replaced(&text, plain_links(&text).into_iter(), &leads_to_hidden)
}

/// The text with each of these links, given with the range of its words.
fn with_links_replaced(
    text: &str,
    links: impl Iterator<Item = (Range<usize>, Range<usize>)>,
    leads_to_hidden: impl Fn(&str) -> bool,
) -> String {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (range, words) in links {
        let before = text.get(at..range.start).unwrap_or_default();
        out.push_str(before);
        match text.get(range.clone()).is_some_and(&leads_to_hidden) {
            _ if before.ends_with('!') => out.push_str("image"),
            true => out.push(LINK),
            false => out.push_str(text.get(words).unwrap_or_default()),
        }
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Where the links `[words](target)` of a text stand, and their words.
fn plain_links(text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let (mut links, mut at) = (Vec::new(), 0);
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('[')).map(|open| at + open) {
        at = start + 1;
        let behind = text.get(at..).unwrap_or_default();
        let words = behind.split_once("](").map(|(words, _)| words).filter(|words| !words.contains(['[', ']']));
        let Some(words) = words else { continue };
        let target = at + words.len() + "](".len();
        let Some(close) = text.get(target..).and_then(|rest| rest.find(')')) else { continue };
        links.push((start..target + close + 1, at..at + words.len()));
        at = target + close + 1;
    }
    links
}

/// A text without its tags of HTML, whatever stands in them.
pub(crate) fn without_tags(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, behind)) = rest.split_once('<') {
        out.push_str(before);
        let is_tag = behind.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic());
        match behind.split_once('>').filter(|_| is_tag) {
            Some((_, behind)) => {
                out.push(' ');
                rest = behind;
            }
            None => {
                out.push('<');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A text without the mark of a block at its end: `Call Dad ^abc`.
fn without_block_id(text: &str) -> &str {
    let text = text.trim();
    match text.rsplit_once(char::is_whitespace) {
        Some((before, last)) if last.starts_with('^') => before.trim_end(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_name_with_what_may_stand_around_it() {
        let hidden = HiddenPlanNames::of_names(&["Call Dad", "Walk"]);
        for title in [
            "Call Dad",
            "## 19 Nov: Call Dad (evening)",
            "Thu 18:00 \u{2014} Call Dad!",
            "Re: **Call Dad**, evening ^ab1",
            "<h3 id=\"x\">[Call Dad]()</h3>",
            "#call-dad",
            "Call Dad today",
            "Walk, 18:00",
            "Evening: walk",
            "How walk went:",
            "Homework: Call Dad",
            "Step 2: Call Dad",
            "Call Dad, part 2",
            "Call Dad [evening]",
            "Done: Call Dad",
            "Call Dad: yes",
            "## Walk today",
            "Call Dad #call",
            "#call Call Dad",
            "## #x/call-dad",
            "#x/call-dad #y",
            "18h Call Dad",
            "18h30 walk",
            "18 Uhr: WALK",
            "a) Call Dad",
            "(b) Call Dad",
            "iv. Call Dad",
            "## [x] Call Dad",
            "## Call Dad, 10 min",
            "## Call Dad 10m",
            "**Walk \u{2013} ten minutes**",
            "## Call Dad {#call .x}",
        ] {
            assert!(is_name_of_hidden_plan_alone(title, &hidden), "{title}");
        }
        for line in [
            "Call Dad was hard today, then I read.",
            "Call Dad and Mom",
            "Walk today",
            "Evening walk",
            "Walk to the shop",
            "Mom: Walk",
            "![Call Dad](a.png)",
            "(evening)",
            "Call Dad, 10 min",
            "#x/call-dad-back",
            "a) Walk to the shop",
            "",
        ] {
            assert!(!is_name_of_hidden_plan_alone(line, &hidden), "{line}");
        }
    }

    #[test]
    fn a_part_of_the_day_may_belong_to_the_name() {
        let hidden = HiddenPlanNames::of_names(&["Evening walk", "Night out", "Walk in the morning"]);
        for title in ["19:00 Evening walk", "- 7 pm Evening walk", "22:00 Night out!", "Walk in the morning 7:30"] {
            let title = title.trim_start_matches("- ");
            assert!(is_name_of_hidden_plan_alone(title, &hidden), "{title}");
        }
        for line in ["19:00 Morning walk", "19:00 Evening", "Walk in the park 7:30"] {
            assert!(!is_name_of_hidden_plan_alone(line, &hidden), "{line}");
        }
    }

    #[test]
    fn the_longer_name_of_another_plan_is_no_title() {
        let hidden = HiddenPlanNames::of_names_beside(&["Walk"], &["Evening walk", "Walk the dog"]);
        for line in ["18:00 Evening walk", "Evening walk, 18:00", "## Walk the dog", "Evening: Walk the dog #x"] {
            assert!(!is_name_of_hidden_plan_alone(line, &hidden), "{line}");
        }
        assert!(is_name_of_hidden_plan_alone("## Afternoon walk", &hidden));
    }

    #[test]
    fn rows_of_signs_cost_their_length() {
        let hidden = HiddenPlanNames::of_names(&["Walk"]);
        for unit in ["[", "[[a", "[a](", "<a", "(", "on ", "Mon "] {
            let _ = is_name_of_hidden_plan_alone(&unit.repeat(LONGEST / unit.len()), &hidden);
        }
    }
}
