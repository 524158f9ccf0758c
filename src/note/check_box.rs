//! What a check box looks like at the start of a line: the boxes that are read, and the lines that only look like one.

use super::line_fields::LineField;
use super::signs::BytesInText;
use crate::text::is_variation_selector;

/// A line that no markdown program shows as a check box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MalformedBoxLine {
    /// Only its white space is unusual: it is read. Its mark, and the bytes before its text.
    Box(char, usize),
    /// It looks like a ticked box, and must be written differently to count. The bytes before its text.
    NearMiss(usize),
}

/// Words that Logseq puts before a task, with the mark they stand for.
const LOGSEQ: [(&str, char); 5] = [("DONE", 'x'), ("TODO", ' '), ("LATER", ' '), ("NOW", ' '), ("DOING", ' ')];

/// Signs of something that was not done.
pub(crate) const CROSSES: [char; 6] = ['\u{274C}', '\u{274E}', '\u{2612}', '\u{2716}', '\u{2717}', '\u{2718}'];

/// Words that people write between the brackets, with the mark they stand for.
const WORDS_IN_BRACKETS: [(&str, char); 23] = [
    ("done", 'x'),
    ("complete", 'x'),
    ("completed", 'x'),
    ("did", 'x'),
    ("did it", 'x'),
    ("yes", 'x'),
    ("ok", 'x'),
    ("finished", 'x'),
    ("partly", '/'),
    ("partially", '/'),
    ("partial", '/'),
    ("half", '/'),
    ("no", '-'),
    ("nope", '-'),
    ("not done", '-'),
    ("missed", '-'),
    ("skip", '>'),
    ("skipped", '>'),
    ("ill", '>'),
    ("sick", '>'),
    ("away", '>'),
    ("travelling", '>'),
    ("traveling", '>'),
];

/// Signs that people draw instead of a box with a tick in it.
const TICKS: [char; 9] = ['☑', '✅', '✔', '✓', '🗹', '☒', '🗸', '√', '🟩'];

/// White space of any kind; zero-width characters too, which nobody sees.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{180E}')
}

/// The box that an item's text begins with: its mark, and the bytes it takes. White space or nothing follows it.
pub(crate) fn box_at_start(line: &str) -> Option<(char, usize)> {
    let bare = line.trim_start_matches(is_blank);
    let before = line.len() - bare.len();
    if let Some((mark, len)) = logseq_box_at_start(bare) {
        return Some((mark, before + len));
    }
    let mut inner = bare.strip_prefix('[')?.chars();
    let mark = inner.next()?;
    let rest = inner.as_str().strip_prefix(']')?;
    (rest.is_empty() || rest.starts_with(is_blank)).then_some((mark, line.len() - rest.len()))
}

/// `DONE Walk`, and a priority such as `[#A]` behind the word.
fn logseq_box_at_start(text: &str) -> Option<(char, usize)> {
    let (word, mark) = LOGSEQ.into_iter().find(|(word, _)| text.starts_with(word))?;
    let rest = &text[word.len()..];
    if !rest.starts_with(is_blank) || rest.trim_matches(is_blank).is_empty() {
        return None;
    }
    let bare = rest.trim_start_matches(is_blank);
    let priority = ["[#A]", "[#B]", "[#C]"].into_iter().find_map(|letter| bare.strip_prefix(letter));
    let rest = priority.filter(|rest| rest.starts_with(is_blank)).unwrap_or(rest);
    Some((mark, text.len() - rest.len()))
}

/// Brackets in which people draw a tick, markdown's first.
const BRACKETS: [(char, char); 6] = [('[', ']'), ('［', '］'), ('【', '】'), ('(', ')'), ('（', '）'), ('{', '}')];

/// A box or a tick as HTML, as an entity and as the short name of an emoji.
const OPEN_ENTITIES: [&str; 3] = ["&#91;", "&#x5b;", "&lbrack;"];
const CLOSE_ENTITIES: [&str; 3] = ["&#93;", "&#x5d;", "&rbrack;"];
const TICK_NAMES: [&str; 10] = [
    ":white_check_mark:",
    ":heavy_check_mark:",
    ":ballot_box_with_check:",
    ":check_mark:",
    ":check:",
    "&check;",
    "&#10003;",
    "&#10004;",
    "&#x2713;",
    "&#9745;",
];

/// Roam's ticked box.
const ROAM_DONE: [&str; 2] = ["{{[[DONE]]}}", "{{DONE}}"];

/// Letters that stand for a tick by themselves, and the sign that looks like them.
const LETTER_TICKS: [char; 3] = ['x', 'X', '\u{D7}'];

/// Whether a text can hold a line that [`malformed_box_line`] knows: a look that costs less than reading every line.
pub(super) fn may_hold_malformed_box(text: &str, signs: &BytesInText) -> bool {
    let has = |sign: u8| signs.has_any(&[sign]);
    has(b'[')
        || signs.has_other_than_ascii()
            && (text.contains(['［', '【', '（']) || text.contains(TICKS) || text.contains(CROSSES))
        || signs.has_any(b"xX") && (has_lone_x(text) || text.contains("x]") || text.contains("X]"))
        || signs.has_any(b"({") && has_tick_in_brackets(text)
        || signs.has_any(b"&:") && TICK_NAMES.iter().any(|name| text.contains(name))
        || signs.has_other_than_ascii() && has_lone_x(text)
        || has(b'{') && text.contains(ROAM_DONE[1])
        || has(b'*') && text.contains("DONE")
        || has(b'&') && OPEN_ENTITIES.iter().any(|name| text.contains(name))
        || has(b'<') && text.contains("<input")
}

/// Whether a text holds an `x` that begins a line or is a word of its own: `x Walk`.
fn has_lone_x(text: &str) -> bool {
    text.match_indices(LETTER_TICKS).any(|(at, sign)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text.get(at + sign.len()..).and_then(|behind| behind.chars().next());
        before.is_none_or(|c| c == '\n' || is_blank(c)) && behind.is_some_and(is_blank)
    })
}

/// Whether a text holds a round or curly bracket with a tick, or a word for one, behind it: `(x`, `{ done]`.
fn has_tick_in_brackets(text: &str) -> bool {
    text.match_indices(['(', '{']).any(|(at, _)| {
        let inner = text.get(at + 1..).unwrap_or_default().trim_start_matches(is_blank);
        inner.starts_with(looks_like_box_mark) || text_after_bracketed_word(inner).is_some()
    })
}

/// Whether a text can hold one of Logseq's words for a task: each has one of these letters.
pub(super) fn may_hold_logseq_word(text: &str, signs: &BytesInText) -> bool {
    signs.has_any(b"OR") && LOGSEQ.iter().any(|(word, _)| text.contains(word))
}

/// A line without the `>` of a callout before it.
pub(super) fn without_callout_mark(line: &str) -> &str {
    line.trim_start_matches(|c: char| c == '>' || is_blank(c))
}

/// What a line is that the markdown parser did not take for an item with a box. It begins with its first visible sign.
pub(super) fn malformed_box_line(line: &str) -> Option<MalformedBoxLine> {
    let (mark, rest) = split_list_mark(line);
    let bare = rest.trim_start_matches(is_blank);
    let has_space = bare.len() < rest.len();
    if let Some((found, len)) = box_at_start(bare).filter(|_| bare.starts_with('[') && mark == Some(true) && has_space)
    {
        return Some(MalformedBoxLine::Box(found, line.len() - bare.len() + len));
    }
    // `** DONE Walk`: a heading of Emacs.
    if let Some(('x', len)) = logseq_box_at_start(bare).filter(|_| line.starts_with("**") && has_space) {
        return Some(MalformedBoxLine::NearMiss(line.len() - bare.len() + len));
    }
    if let Some(rest) = bare.strip_prefix(TICKS).or_else(|| bare.strip_prefix(CROSSES)) {
        return (!rest.trim_matches(is_blank).is_empty())
            .then_some(MalformedBoxLine::NearMiss(line.len() - rest.len()));
    }
    let rest = text_after_bracketed_tick(bare, mark.is_some())
        .or_else(|| text_after_half_box(bare))
        .or_else(|| text_after_split_box(bare))
        .or_else(|| text_after_sign_and_box(bare).filter(|_| mark.is_none()))
        .or_else(|| text_after_letter_tick(bare))
        .or_else(|| text_after_emoji_or_html_tick(bare))?;
    (!rest.trim_matches(is_blank).is_empty()).then_some(MalformedBoxLine::NearMiss(line.len() - rest.len()))
}

/// The text behind a tick in brackets of any kind: `[x]`, `\[x\]`, `[ x]`, `(x)`, `【x】`. None if the brackets hold no tick.
fn text_after_bracketed_tick(bare: &str, is_item: bool) -> Option<&str> {
    let inside = bare.strip_prefix('\\').unwrap_or(bare);
    let open = inside.chars().next()?;
    let (_, close) = BRACKETS.into_iter().find(|(sign, _)| *sign == open)?;
    let inner = inside[open.len_utf8()..].trim_start_matches(is_blank);
    if let Some(behind) = text_after_bracketed_word(inner) {
        return Some(behind);
    }
    let behind = inner.trim_start_matches(|c| looks_like_box_mark(c) || is_variation_selector(c));
    // `[xx]` is a slip, `[---]` is something else.
    let signs = inner[..inner.len() - behind.len()].chars().filter(|&c| !is_variation_selector(c)).count();
    let behind = behind.trim_start_matches(is_blank);
    let bare = behind.strip_prefix('\\').unwrap_or(behind);
    // `[x}` and `{x]` are slips.
    let closes = |c: char| c == close || matches!(c, ']' | '}');
    let rest = bare.strip_prefix(closes).or_else(|| bare.strip_prefix(')').filter(|_| is_item))?;
    // `[x]] Walk`
    let rest = rest.strip_prefix(']').filter(|rest| rest.starts_with(is_blank)).unwrap_or(rest);
    // `[x][x] Walk`
    let rest = ["[x]", "[X]", "[ ]"].into_iter().find_map(|twice| rest.strip_prefix(twice)).unwrap_or(rest);
    // `[x](a.md)` is a link, `[x]: a.md` and `[x][a]` belong to one.
    let is_link = open == '[' && (begins_with_link_target(rest) || rest.starts_with(':') && !is_item);
    // `- [x](Walk) 10 min`, `- [x][Walk]`: an editor made a link of a box.
    let is_link = is_link && !(is_item && begins_with_plain_words_in_brackets(rest));
    ((1..=2).contains(&signs) && !is_link).then_some(rest)
}

/// The text behind a box with one bracket, or with one too many: `[x Walk`, `x] Walk`, `[x| Walk`, `[[x] Walk`, `[x Walk]`.
fn text_after_half_box(bare: &str) -> Option<&str> {
    let is_apart = |rest: &&str| rest.starts_with(is_blank);
    let opened = || {
        let rest = bare.strip_prefix("[[").or_else(|| bare.strip_prefix('['))?.strip_prefix(['x', 'X'])?;
        let is_half = bare.starts_with("[x") || bare.starts_with("[X");
        let rest = match is_half {
            true => rest.strip_prefix(['|', '\\', '[']).unwrap_or(rest),
            // `[[x]] Walk` is a link to a note.
            false => rest.strip_prefix(']').filter(|rest| !rest.starts_with(']'))?,
        };
        is_apart(&rest).then_some(rest)
    };
    let closed = || bare.strip_prefix(['x', 'X'])?.strip_prefix([']', '}']).filter(is_apart);
    opened().or_else(closed).map(|rest| match rest.contains('[') {
        // `[x Walk]`
        false => rest.strip_suffix(']').unwrap_or(rest),
        true => rest,
    })
}

/// The text behind an empty box with its tick beside it: `x[] Walk`, `[]x Walk`, `[ ]x Walk`.
fn text_after_split_box(bare: &str) -> Option<&str> {
    const EMPTY: [&str; 2] = ["[]", "[ ]"];
    let empty = |text: &'_ str| EMPTY.iter().find_map(|empty| Some(text.len() - text.strip_prefix(empty)?.len()));
    let letter = |text: &'_ str| text.starts_with(['x', 'X']).then_some(1);
    let len = match letter(bare) {
        Some(one) => one + empty(bare.get(one..)?)?,
        None => {
            let len = empty(bare)?;
            let rest = bare.get(len..)?;
            let tick = if bare.starts_with("[]") { rest.trim_start_matches(is_blank) } else { rest };
            len + rest.len() - tick.len() + letter(tick)?
        }
    };
    bare.get(len..).filter(|rest| rest.starts_with(is_blank))
}

/// The text behind a box with a wrong sign for a list mark: `_ [x] Walk`, `. [x] Walk`.
fn text_after_sign_and_box(bare: &str) -> Option<&str> {
    let rest = bare.strip_prefix(['_', '.', ',', '=', '~', '\'', ':', ';'])?;
    let inner = rest.trim_start_matches(is_blank);
    let (found, len) = box_at_start(inner).filter(|_| inner.starts_with('[') && inner.len() < rest.len())?;
    looks_like_box_mark(found).then(|| inner.get(len..))?
}

/// Whether a text begins with what a link has behind its brackets. `(7:30)` and `(10 min)` are no targets.
fn begins_with_link_target(text: &str) -> bool {
    let Some(target) = text.strip_prefix('(') else { return text.starts_with('[') };
    let inner = target.split(')').next().unwrap_or_default();
    !inner.starts_with(|c: char| c.is_ascii_digit()) || inner.contains('/') || inner.contains(".md")
}

/// Whether a text begins with words in brackets that are no address.
fn begins_with_plain_words_in_brackets(text: &str) -> bool {
    let close = match text.chars().next() {
        Some('(') => ')',
        Some('[') => ']',
        _ => return false,
    };
    let inside = text.get(1..).and_then(|rest| rest.split_once(close)).map_or("", |(inside, _)| inside);
    inside.starts_with(char::is_alphabetic) && !inside.contains(['/', '.', '#', ':', '<', '['])
}

/// What is behind `done]`.
fn text_after_bracketed_word(inner: &str) -> Option<&str> {
    /// In bytes: a long line has many brackets.
    const LONGEST: usize = 16;
    let end = inner.bytes().take(LONGEST).position(|byte| byte == b']')?;
    let (word, rest) = (inner.get(..end)?, inner.get(end + 1..)?);
    (mark_of_word(word).is_some() && rest.starts_with(is_blank)).then_some(rest)
}

/// The mark that a word between brackets stands for.
fn mark_of_word(word: &str) -> Option<char> {
    let word = word.trim_matches(is_blank);
    WORDS_IN_BRACKETS.iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map(|(_, mark)| *mark)
}

/// What is meant by the box of a line, or by what looks like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MeantMark {
    /// One of the marks that are read.
    One(char),
    /// Several, such as `[->]`: nobody can tell which.
    Several,
}

/// The mark that the first brackets of a line with a mark or a word for one in them stand for: `-[-] Walk`, `[no] Walk`. None
/// where there are no such brackets.
pub(crate) fn mark_meant_by_line(line: &str) -> Option<MeantMark> {
    /// So many brackets are looked at.
    const MOST: usize = 8;
    line.char_indices().filter(|(_, c)| BRACKETS.iter().any(|(open, _)| open == c)).take(MOST).find_map(|(at, open)| {
        let inner = line.get(at + open.len_utf8()..)?;
        let end = inner.char_indices().take(16).find(|&(_, c)| matches!(c, ']' | '］' | '】' | ')' | '）' | '}'))?.0;
        let inside =
            inner.get(..end)?.trim_end_matches('\\').trim_matches(|c: char| is_blank(c) || is_variation_selector(c));
        if let Some(mark) = mark_of_word(inside) {
            return Some(MeantMark::One(mark));
        }
        let mut marks = inside.chars().map(mark_of_char);
        let first = marks.next()??;
        let is_short = inside.chars().count() <= 2;
        let rest: Vec<Option<char>> = marks.collect();
        match rest.iter().all(|mark| *mark == Some(first)) {
            _ if !is_short || rest.contains(&None) => None,
            true => Some(MeantMark::One(first)),
            false => Some(MeantMark::Several),
        }
    })
}

/// The mark that a sign between brackets stands for. A cross can be a tick as well as its opposite, and stands for none.
fn mark_of_char(sign: char) -> Option<char> {
    match sign {
        '/' | '~' | '>' => Some(sign),
        '／' => Some('/'),
        '～' => Some('~'),
        '＞' => Some('>'),
        'n' | 'N' => Some('-'),
        'y' | 'Y' | 'o' | 'O' => Some('x'),
        sign if is_dash(sign) => Some('-'),
        sign if CROSSES.contains(&sign) => None,
        sign => looks_like_box_mark(sign).then_some('x'),
    }
}

/// A hyphen, or a dash that phones make of it.
fn is_dash(sign: char) -> bool {
    matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}')
}

/// The bytes before the text of an item with a box that says something, or before that of a line that looks like one.
pub(super) fn ticked_line_prefix_len(line: &str) -> Option<usize> {
    let (mark, rest) = split_list_mark(line);
    let bare = rest.trim_start_matches(is_blank);
    if let Some((found, len)) = box_at_start(bare).filter(|_| mark.is_some() && bare.len() < rest.len()) {
        return looks_like_box_mark(found).then_some(line.len() - bare.len() + len);
    }
    match malformed_box_line(line)? {
        MalformedBoxLine::Box(found, len) => looks_like_box_mark(found).then_some(len),
        MalformedBoxLine::NearMiss(len) => Some(len),
    }
}

/// Whether a line is an item of a list.
pub(super) fn is_list_item(line: &str) -> bool {
    matches!(split_list_mark(line), (Some(_), rest) if rest.starts_with(is_blank))
}

/// What is behind `:white_check_mark:`, a ticked box of HTML, or one with brackets as entities.
fn text_after_emoji_or_html_tick(bare: &str) -> Option<&str> {
    if let Some(rest) = TICK_NAMES.iter().chain(&ROAM_DONE).find_map(|name| bare.strip_prefix(name)) {
        return Some(rest);
    }
    if let Some((tag, rest)) = bare.strip_prefix("<input").and_then(|tag| tag.split_once('>')) {
        let lower = tag.to_ascii_lowercase();
        return (lower.contains("checkbox") && lower.contains("checked")).then_some(rest);
    }
    let behind = OPEN_ENTITIES.iter().find_map(|open| bare.strip_prefix(open))?;
    let (inner, rest) = (CLOSE_ENTITIES.iter().copied().chain(["]"])).find_map(|close| behind.split_once(close))?;
    let mut signs = inner.chars().filter(|&c| !is_blank(c));
    (signs.next().is_some_and(looks_like_box_mark) && signs.next().is_none()).then_some(rest)
}

/// What is behind an `x` without brackets: `- x Walk`.
fn text_after_letter_tick(bare: &str) -> Option<&str> {
    bare.strip_prefix(LETTER_TICKS).filter(|rest| rest.starts_with(is_blank))
}

/// What is behind a box of any look, ticked or not: read widely, for lines that must not be shared.
pub(crate) fn text_after_box_of_any_look(line: &str) -> Option<&str> {
    let (mark, rest) = split_list_mark(line.trim_start_matches(is_blank));
    let bare = rest.trim_start_matches(is_blank);
    if let Some(rest) = bare.strip_prefix(TICKS).or_else(|| text_after_letter_tick(bare).filter(|_| mark.is_some())) {
        return Some(rest);
    }
    let inside = bare.strip_prefix('\\').unwrap_or(bare);
    let open = inside.chars().next()?;
    let (_, close) = BRACKETS.into_iter().find(|(sign, _)| *sign == open)?;
    let (sign, behind) = inside[open.len_utf8()..].split_once(close)?;
    let signs = sign.trim_end_matches('\\').chars().filter(|&c| !is_blank(c) && !is_variation_selector(c)).count();
    (signs <= 2).then_some(behind)
}

/// Whether a sign between brackets is a tick, or looks like one.
pub(crate) fn looks_like_box_mark(sign: char) -> bool {
    matches!(sign, 'x' | 'X' | 'х' | 'Х' | 'χ' | '×' | '✕' | '✖' | '✗' | '✘' | '╳' | '√' | '/' | '~' | '>' | '-')
        || matches!(sign, 'v' | 'V' | '／' | '～' | '＞')
        || matches!(sign, 'ｘ' | 'Ｘ' | 'ⅹ' | 'Ⅹ' | '⨯' | '⨉' | '☓' | '❌' | '❎')
        || is_dash(sign)
        || TICKS.contains(&sign)
}

/// Whether a sign is a tick or a cross that people draw by itself.
pub(crate) fn is_tick_char(sign: char) -> bool {
    TICKS.contains(&sign) || CROSSES.contains(&sign)
}

/// Whether a sign that fills a cell of a table by itself is a mark there: a dash is an empty cell.
pub(super) fn is_mark_in_cell(sign: char) -> bool {
    !matches!(sign, '/' | '~' | '>') && !is_dash(sign) && (looks_like_box_mark(sign) || matches!(sign, 'y' | 'Y'))
}

/// A line without the mark of a list item.
pub(super) fn line_without_list_mark(line: &str) -> &str {
    match split_list_mark(line) {
        (Some(_), rest) if rest.starts_with(is_blank) => rest,
        _ => line,
    }
}

/// Signs that people and other programs put before the items of a list.
const BULLETS: [char; 26] = [
    '•', '–', '—', '―', '−', '－', '‐', '‑', '·', '∙', '・', '◦', '▪', '▫', '■', '□', '‣', '⁃', '●', '○', '➤', '►',
    '▶', '▸', '→', '✱',
];

/// The mark of a list item, if a line begins with one (and whether it is markdown's), and what follows it.
fn split_list_mark(line: &str) -> (Option<bool>, &str) {
    let escaped = line.strip_prefix('\\').filter(|rest| rest.starts_with(['-', '*', '+']));
    let mut chars = escaped.unwrap_or(line).chars();
    match chars.next() {
        Some(mark @ ('-' | '*' | '+')) => {
            let rest = chars.as_str().trim_start_matches(mark);
            (Some(escaped.is_none() && rest.len() == chars.as_str().len()), rest)
        }
        Some(sign) if BULLETS.contains(&sign) => (Some(false), chars.as_str()),
        Some(c) if c.is_ascii_digit() => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.strip_prefix(['.', ')']).map_or((None, line), |rest| (Some(true), rest))
        }
        // `a) Walk`, `a. Walk`
        Some(c) if c.is_ascii_alphabetic() && chars.as_str().starts_with([')', '.']) => {
            (Some(false), &chars.as_str()[1..])
        }
        // `(1) Walk`
        Some('(') => {
            let rest = chars.as_str().trim_start_matches(|c: char| c.is_ascii_digit());
            match rest.strip_prefix(')').filter(|_| rest.len() < chars.as_str().len()) {
                Some(rest) => (Some(false), rest),
                None => (None, line),
            }
        }
        _ => (None, line),
    }
}

/// Words about sharing that people write under a box without a list mark, as they do fields of a line.
const BARE_WORDS_ABOUT_SHARING: [&str; 6] = ["share", "sharing", "private", "secret", "hidden", "visibility"];

fn needs_no_list_mark(key: &str) -> bool {
    let fields = LineField::all().filter(|field| field.facts().needs_no_list_mark).map(LineField::word);
    fields.chain(BARE_WORDS_ABOUT_SHARING).any(|known| key.eq_ignore_ascii_case(known))
}

/// The text behind a list mark of any kind. A line that is a field needs no mark.
pub(super) fn item_text_or_bare_field(line: &str) -> Option<&str> {
    let (mark, rest) = split_list_mark(line);
    if mark.is_some() {
        return rest.starts_with(is_blank).then_some(rest);
    }
    let key = line.split([':', '=', '\u{FF1A}', ' ']).next().unwrap_or_default();
    needs_no_list_mark(key).then_some(line)
}

/// Whether a line is a field that needs no list mark, with a sign between its key and its value.
pub(super) fn is_field_without_mark(line: &str) -> bool {
    let key = line.split_once([':', '=', '\u{FF1A}']).map_or("", |(key, _)| key.trim_matches(['*', '_', ' ']));
    needs_no_list_mark(key)
}

/// Whether a line without a list mark is like a field: a short key, a colon and a value.
pub(super) fn is_like_field(line: &str) -> bool {
    const LONGEST_KEY: usize = 40;
    line.split_once(':').is_some_and(|(key, value)| {
        (1..=LONGEST_KEY).contains(&key.len())
            && key.starts_with(char::is_alphabetic)
            && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
            && value.starts_with(is_blank)
            && !value.trim_matches(is_blank).is_empty()
    })
}

/// The bytes before a date that a line without a box begins with, behind its list mark.
pub(super) fn unboxed_line_prefix_len(line: &str) -> Option<usize> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let (mark, rest) = split_list_mark(line);
    let rest = if mark.is_some() && rest.starts_with(is_blank) { rest } else { line };
    // A row of a table may begin with a date too.
    let bare = rest.trim_start_matches(|c: char| c == '|' || is_blank(c));
    // `[[2026-11-19]] 10 min`, `2026-11-19,10,done`
    let inner = bare.strip_prefix("[[").or_else(|| bare.strip_prefix('[')).unwrap_or(bare);
    let word =
        inner.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ']' | '|')).next().unwrap_or_default();
    let is_number = word.starts_with(|c: char| c.is_ascii_digit())
        && word.len() >= 4
        && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'/' | b'_' | b':' | b'T' | b','))
        && word.contains(['-', '.', '/', '_']);
    let is_day = DAYS.iter().any(|day| word.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(day)));
    (is_number || (is_day && bare.chars().any(|c| c.is_ascii_digit()))).then_some(line.len() - bare.len())
}

/// Whether a quote is one of Obsidian's callouts: `> [!todo] Today`. `> [!quote]` is a quote all the same.
pub(super) fn is_callout(quote: &str) -> bool {
    title_of_bare_callout_line(first_line_of_quote(quote)).is_some() && !is_quotation(quote)
}

/// Whether a quote says that it quotes somebody: `> [!quote]`, `> [!cite]`.
pub(super) fn is_quotation(quote: &str) -> bool {
    let first = first_line_of_quote(quote);
    let is_kind = |kind: &str| {
        first.get(2..2 + kind.len()).is_some_and(|start| start.eq_ignore_ascii_case(kind))
            && first.get(2 + kind.len()..).is_some_and(|rest| rest.starts_with([']', '|']))
    };
    first.starts_with("[!") && (is_kind("quote") || is_kind("cite"))
}

fn first_line_of_quote(quote: &str) -> &str {
    without_callout_mark(quote.lines().next().unwrap_or_default())
}

/// The title of a callout: what is behind `[!todo]`, with the sign that folds it. It may be empty.
pub(crate) fn title_of_bare_callout_line(line: &str) -> Option<&str> {
    let (kind, title) = line.strip_prefix("[!")?.split_once(']')?;
    (!kind.is_empty()).then_some(title)
}

/// Whether a line below an item is one of Logseq's properties: `minutes:: 5`.
pub(super) fn is_logseq_property(line: &str) -> bool {
    line.split_once("::").is_some_and(|(key, _)| {
        !key.is_empty()
            && key.len() <= 40
            && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
            && key.starts_with(char::is_alphabetic)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The quick look at a text passes over no line that is one of these.
        #[test]
        fn no_odd_box_is_passed_over(pieces in prop::collection::vec(prop::sample::select(vec![
            "x", "X", " x ", "- ", "* ", "[", "]", "(", ")", "{", "}", "［", "］", "【", "（", "☑", "✅", "DONE ", "TODO ", "NOW ",
            "LATER ", "&#91;", "&check;", ":check:", "<input", " checked>", "Walk", " ", "\n", "\u{FE0F}", "\\",
        ]), 0..7)) {
            let text = pieces.concat();
            let signs = BytesInText::of(&text);
            let may_hold = may_hold_malformed_box(&text, &signs) || may_hold_logseq_word(&text, &signs);
            let is_box = |line: &str| {
                let bare = line.trim_start_matches(is_blank);
                malformed_box_line(bare).is_some() || logseq_box_at_start(bare).is_some()
            };
            prop_assert!(may_hold || !text.split('\n').any(is_box), "{:?}", text);
        }
    }

    #[test]
    fn a_box_is_one_sign_between_brackets_and_white_space() {
        for (line, mark) in [
            ("[x] Walk", 'x'),
            ("[x]\u{A0}Walk", 'x'),
            ("[/]\u{3000}Walk", '/'),
            ("[ ] Walk", ' '),
            ("\u{200B}[x] \u{200B}Walk", 'x'),
            ("[x]", 'x'),
            ("DONE Walk", 'x'),
            ("DONE [#A] Walk", 'x'),
            ("LATER Walk", ' '),
        ] {
            assert_eq!(box_at_start(line).map(|found| found.0), Some(mark), "{line}");
        }
        for line in ["[x]Walk", "[xx] Walk", "[x](a.md)", "Done Walk", "DONE", "DONEWalk", "WAITING Walk"] {
            assert_eq!(box_at_start(line), None, "{line}");
        }
    }

    #[test]
    fn the_mark_that_is_meant_is_the_one_that_is_written() {
        let meant = |line| match mark_meant_by_line(line) {
            Some(MeantMark::One(mark)) => mark.to_string(),
            Some(MeantMark::Several) => "several".to_owned(),
            None => "none".to_owned(),
        };
        for (line, mark) in [
            ("-[-] Walk", "-"),
            ("• [-] Walk", "-"),
            ("- [ - ] Walk", "-"),
            ("- [--] Walk", "-"),
            ("- \\[-\\] Walk", "-"),
            ("- [\u{2013}] Walk", "-"),
            ("[/] Walk", "/"),
            ("- [~]Walk", "~"),
            ("[>] Walk", ">"),
            ("- [xx] Walk", "x"),
            ("> [!todo] - [-] Walk", "-"),
            ("- [half] Walk", "/"),
            ("- [No] Walk", "-"),
            ("- [ill] Walk", ">"),
            ("- [->] Walk", "several"),
            ("- [\u{2717}] Walk", "none"),
            ("Walk (3 km) [[x]]", "x"),
            ("Walk: no", "none"),
            ("- [walk:: no]", "none"),
        ] {
            assert_eq!(meant(line), mark, "{line}");
        }
    }

    #[test]
    fn lines_that_only_look_like_a_box_are_known() {
        for line in [
            "- [x]Walk",
            "-[x] Walk",
            "[x] Walk",
            "• [x] Walk",
            "•[x] Walk",
            "- \\[x\\] Walk",
            "- \\[x] Walk",
            "- [x ] Walk",
            "- [ x] Walk",
            "☑ Walk",
            "- ✅ Walk",
            "1.[x] Walk",
            "[х] Walk",
            "- [✔\u{FE0F}] Walk",
            "- [xx] Walk",
            "- (x) Walk",
            "［x］ Walk",
            "- 【x】 Walk",
            "{x} Walk",
            "− [x] Walk",
            "➤ [x] Walk",
            "-- [x] Walk",
            "\\- \\[x\\] Walk",
            "- x Walk",
            "[x Walk",
            "-[x Walk",
            "- [x Walk",
            "- x] Walk",
            "- [x| Walk",
            "- [[x] Walk",
            "- [x]] Walk",
            "x[] Walk",
            "- []x Walk",
            "- [] x Walk",
            "[ ]x Walk",
            "_ [x] Walk",
            "x Walk",
            "\u{D7} Walk",
            "** DONE Walk",
            "- [COMPLETE] Walk",
            "{{[[DONE]]}} Walk",
            "- {{DONE}} Walk",
            ":white_check_mark: Walk",
            "- :heavy_check_mark: Walk",
            "<input type=\"checkbox\" checked> Walk",
            "- <input checked type=checkbox /> Walk",
            "&#91;x] Walk",
            "- &#91;x&#93; Walk",
            "&check; Walk",
            "-[-] Walk",
            "[/] Walk",
            "- [>]Walk",
            "- [--] Walk",
            "- [partly] Walk",
            "- [Not done] Walk",
            "- (-) Walk",
            "\u{274C} Walk",
        ] {
            let Some(MalformedBoxLine::NearMiss(len)) = malformed_box_line(line) else { panic!("{line}") };
            assert_eq!(line[len..].trim(), "Walk", "{line}");
        }
        assert_eq!(malformed_box_line("-\u{A0}[x] Walk"), Some(MalformedBoxLine::Box('x', "-\u{A0}[x]".len())));
        for line in [
            "[x](a.md) b",
            "[x]: a.md",
            "[a] Walk",
            "Walk [x]",
            "- [ ]Walk",
            "[1] note",
            "- Walk",
            "(c) Walk",
            "xWalk",
            "[---] a",
            "[[x]] Walk",
            "[xylophone] Walk",
            "[ ] x Walk",
            "",
        ] {
            assert_eq!(malformed_box_line(line), None, "{line}");
        }
    }
}
