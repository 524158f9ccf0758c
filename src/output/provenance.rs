//! The provenance of a file we made: that it is ours, in which format it is, what it was made from, and whether anybody has
//! changed it since.
//!
//! Each kind of file carries it in its own [`ProvenanceSyntax`]: text as a comment in the first line
//! (`<!-- tinystep 1 0123456789abcdef 89abcdef01234567: made from notes. ... -->`), JSON as its first field, a calendar as a
//! property. A photo is named by its content instead. The numbers are the format, a checksum of everything else in the file
//! and, if there is one, the [`PageContentKey`]. The checksum does not depend on line ends, a byte-order mark or empty lines at the
//! end, because git, phones and editors change those by themselves.
//!
//! Editors also indent, quote, escape or move such a line. What is left of it is still recognised, and the file then counts
//! as edited.

use std::borrow::Cow;

use super::key::PageContentKey;

/// The format of what we make. It is raised when an older version must no longer replace our files.
pub const FORMAT: u32 = 1;

const SENTENCE: &str = ": made from notes. What is typed here moves to edited/";
/// In hexadecimal digits.
const CHECKSUM: usize = 16;
const ZEROS: &str = "0000000000000000";
const BOM: &[u8] = "\u{feff}".as_bytes();

/// How a file carries its provenance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProvenanceSyntax {
    /// A comment in the first line of markdown or HTML.
    HtmlComment,
    /// The first field of a JSON object.
    JsonField,
    /// A property of an iCalendar file.
    CalendarProperty,
}

impl ProvenanceSyntax {
    const ALL: [ProvenanceSyntax; 3] =
        [ProvenanceSyntax::HtmlComment, ProvenanceSyntax::JsonField, ProvenanceSyntax::CalendarProperty];

    /// The form of a file with this name.
    #[must_use]
    pub fn of_name(name: &str) -> ProvenanceSyntax {
        match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("json") => ProvenanceSyntax::JsonField,
            Some("ics") => ProvenanceSyntax::CalendarProperty,
            _ => ProvenanceSyntax::HtmlComment,
        }
    }

    /// What comes right before the number of the format.
    fn marker_start(self) -> &'static str {
        match self {
            ProvenanceSyntax::HtmlComment => "<!-- tinystep ",
            ProvenanceSyntax::JsonField => "\"tinystep\": \"",
            ProvenanceSyntax::CalendarProperty => "X-TINYSTEP:",
        }
    }

    /// Splits a file where its provenance starts.
    fn split_at_provenance(self, text: &[u8]) -> Option<(&[u8], &[u8])> {
        let before = match self {
            ProvenanceSyntax::HtmlComment => 0,
            ProvenanceSyntax::JsonField => {
                1 + text.strip_prefix(b"{")?.iter().take_while(|b| b.is_ascii_whitespace()).count()
            }
            ProvenanceSyntax::CalendarProperty => {
                text.iter().position(|&b| b == b'\n').filter(|_| is_calendar(text))? + 1
            }
        };
        text.split_at_checked(before)
    }

    /// The text with its provenance.
    #[must_use]
    pub fn with_provenance(self, body: &str, key: Option<PageContentKey>) -> String {
        let body = body.strip_prefix('\u{feff}').unwrap_or(body);
        let key = key.map(|key| format!(" {key}")).unwrap_or_default();
        let (before, after_checksum, rest) = match self {
            ProvenanceSyntax::HtmlComment => (String::new(), format!("{key}{SENTENCE} -->\n"), body),
            ProvenanceSyntax::JsonField => {
                let fields = body.trim_start().strip_prefix('{').unwrap_or_default();
                let comma = if fields.trim_start().starts_with('}') { "" } else { "," };
                ("{\n  ".to_owned(), format!("{key}{SENTENCE}\"{comma}"), fields)
            }
            ProvenanceSyntax::CalendarProperty => {
                let (first, others) = body.split_once('\n').unwrap_or((body, ""));
                (format!("{first}\n"), format!("{key}\r\n"), others)
            }
        };
        let start = format!("{before}{}{FORMAT} ", self.marker_start());
        let checked_from = start.len() + CHECKSUM;
        // A page can have megabytes, so its text is copied once. The checksum takes the place of these zeros.
        let mut text = String::with_capacity(checked_from + after_checksum.len() + rest.len() + 1);
        for piece in [&*start, ZEROS, &*after_checksum, rest] {
            text.push_str(piece);
        }
        let checked = text.as_bytes().get(checked_from..).map(normalised_text).unwrap_or_default();
        let checksum = checksum(self, FORMAT, before.replace("\r\n", "\n").as_bytes(), &checked);
        if let Cow::Owned(normalised) = checked
            // Calendars keep their CRLF.
            && self != ProvenanceSyntax::CalendarProperty
        {
            text.truncate(checked_from);
            // Valid UTF-8 stays valid when line ends are changed.
            text.push_str(&String::from_utf8_lossy(&normalised));
        }
        text.replace_range(start.len()..checked_from, &checksum);
        text
    }
}

fn is_calendar(text: &[u8]) -> bool {
    text.get(..15).is_some_and(|start| start.eq_ignore_ascii_case(b"BEGIN:VCALENDAR"))
}

/// How many lines at each end of a file are searched for what is left of its provenance.
const LINES_SEARCHED: usize = 20;
/// And how many bytes at most.
pub(super) const BYTES_SEARCHED: usize = 16 * 1024;

/// What the provenance of a file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// It has none, so it is somebody else's.
    None,
    /// Ours, and unchanged.
    Intact,
    /// Ours, and changed by somebody.
    Edited,
    /// Ours, in a newer format than this version knows.
    Newer,
}

/// Whether this program made these bytes, edited or not. Such a file is never input, wherever it is.
#[must_use]
pub fn is_written_by_us(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes).trim_ascii();
    // Nearly every note is short and does not contain the name: then its lines need not be counted.
    if bytes.len() <= BYTES_SEARCHED && !contains_our_name(bytes) {
        return false;
    }
    if !contains_our_name(first_lines_searched(bytes)) && !contains_our_name(last_lines_searched(bytes)) {
        return false;
    }
    parse_provenance(bytes).is_some()
        || begins_with_damaged_provenance(first_lines_searched(bytes))
        || below_front_matter(bytes).is_some_and(|below| begins_with_damaged_provenance(first_lines_searched(below)))
        || suffixes_of_last_lines(bytes)
            .any(|end| begins_with_damaged_provenance(end) && ends_with_provenance_sentence(end))
}

/// Reads the provenance of a file that has one of our names.
#[must_use]
pub fn read_provenance(bytes: &[u8]) -> Provenance {
    let text = normalised_text(bytes);
    let format = match parse_provenance(&text) {
        Some(ParsedProvenance { form, before, format, checksum: sum, rest }) if format <= FORMAT => {
            return if sum == checksum(form, format, before, rest).as_bytes() {
                Provenance::Intact
            } else {
                Provenance::Edited
            };
        }
        Some(parsed) => Some(parsed.format),
        None => find_damaged_provenance(first_lines_searched(&text))
            .or_else(|| find_damaged_provenance(last_lines_searched(&text)))
            .map(|(_, format)| format),
    };
    match format {
        None => Provenance::None,
        Some(format) if format > FORMAT => Provenance::Newer,
        Some(_) => Provenance::Edited,
    }
}

/// The key of a file that is ours and unchanged.
#[must_use]
pub fn key_if_intact(bytes: &[u8]) -> Option<PageContentKey> {
    if read_provenance(bytes) != Provenance::Intact {
        return None;
    }
    let text = bytes.strip_prefix(BOM).unwrap_or(bytes);
    let (key, rest) = PageContentKey::parse_at_start(parse_provenance(text)?.rest.strip_prefix(b" ")?)?;
    matches!(rest.first(), Some(b':' | b'\r' | b'\n')).then_some(key)
}

/// Whether two files differ at most in their byte-order mark, their line ends and empty lines at the end.
#[must_use]
pub fn differ_at_most_in_line_ends(a: &[u8], b: &[u8]) -> bool {
    a == b || normalised_text(a) == normalised_text(b)
}

/// A short name for some content: the first `digits` of its hash.
#[must_use]
pub fn short_hash(bytes: &[u8], digits: usize) -> String {
    let mut hex = blake3::hash(bytes).to_hex().to_string();
    hex.truncate(digits);
    hex
}

/// A provenance that is still where it was written.
struct ParsedProvenance<'a> {
    form: ProvenanceSyntax,
    before: &'a [u8],
    format: u32,
    checksum: &'a [u8],
    rest: &'a [u8],
}

fn parse_provenance(text: &[u8]) -> Option<ParsedProvenance<'_>> {
    ProvenanceSyntax::ALL.into_iter().find_map(|form| {
        let (before, text) = form.split_at_provenance(text)?;
        let rest = text.strip_prefix(form.marker_start().as_bytes())?;
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let (format, rest) = rest.split_at_checked(digits)?;
        let format = str::from_utf8(format).ok().filter(|digits| !digits.is_empty())?;
        let (sum, rest) = rest.strip_prefix(b" ")?.split_at_checked(CHECKSUM)?;
        // A number that is too large is also a format that we do not know.
        let format = format.parse().unwrap_or(u32::MAX);
        sum.iter().all(u8::is_ascii_hexdigit).then_some(ParsedProvenance { form, before, format, checksum: sum, rest })
    })
}

/// In bytes.
const LARGEST_IN_ONE_PIECE: usize = 256 * 1024;

fn checksum(form: ProvenanceSyntax, format: u32, before: &[u8], rest: &[u8]) -> String {
    let start = format!("{}{format}", form.marker_start());
    // A file of a usual size is hashed in one piece: beginning with a few bytes leaves most of it to the slow way.
    let hash = if rest.len() <= LARGEST_IN_ONE_PIECE {
        blake3::hash(&[start.as_bytes(), before, rest].concat())
    } else {
        let mut hash = blake3::Hasher::new();
        hash.update(start.as_bytes()).update(before).update(rest);
        hash.finalize()
    };
    let mut hex = hash.to_hex().to_string();
    hex.truncate(CHECKSUM);
    hex
}

/// What is left of a provenance that an editor indented, quoted, escaped or wrapped: the byte of the plain text at which it
/// starts, and the format.
fn find_damaged_provenance(bytes: &[u8]) -> Option<(usize, u32)> {
    contains_our_name(bytes).then(|| find_damaged_mark_and_format(&text_as_editors_display_it(bytes)))?
}

fn find_damaged_mark_and_format(text: &str) -> Option<(usize, u32)> {
    text.match_indices("tinystep").find_map(|(at, name)| {
        let is_property = text.get(..at).is_some_and(|before| before.ends_with("x-"));
        let rest = text.get(at + name.len()..)?.trim_start_matches([' ', ':', '"']);
        let digits = rest.find(|c: char| !c.is_ascii_digit()).filter(|&digits| digits > 0)?;
        let (format, rest) = rest.split_at(digits);
        let rest = skip_16_hex_digits(rest)?;
        let rest = skip_16_hex_digits(rest).unwrap_or(rest);
        let is_whole = is_property || rest.trim_start_matches([' ', ':']).starts_with("made from notes");
        is_whole.then(|| (at, format.parse().unwrap_or(u32::MAX)))
    })
}

/// Skips one number of 16 digits.
fn skip_16_hex_digits(text: &str) -> Option<&str> {
    let (digits, rest) = text.trim_start().split_at_checked(CHECKSUM)?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then_some(rest)
}

/// The words of some text as editors show it: without escapes and signs that cannot be seen, in lower case, one space
/// between words.
fn text_as_editors_display_it(bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    for (entity, sign) in
        [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&#32;", " "), ("&#58;", ":")]
    {
        if text.contains(entity) {
            text = text.replace(entity, sign);
        }
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Whether some text starts with a provenance, whatever signs and tags an editor put before it.
fn begins_with_damaged_provenance(bytes: &[u8]) -> bool {
    if !contains_our_name(bytes) {
        return false;
    }
    let text = text_as_editors_display_it(bytes);
    let Some((at, _)) = find_damaged_mark_and_format(&text) else { return false };
    let before = text.get(..at).unwrap_or_default();
    before
        .split(|c: char| !c.is_alphanumeric())
        .all(|word| matches!(word, "" | "x" | "p" | "br" | "div" | "span" | "pre" | "code" | "li" | "blockquote"))
}

/// Whether nothing but signs and tags follows the sentence of a provenance.
fn ends_with_provenance_sentence(bytes: &[u8]) -> bool {
    let text = text_as_editors_display_it(bytes);
    let Some((_, rest)) = text.rsplit_once("made from notes") else { return false };
    rest.split(|c: char| !c.is_alphanumeric()).all(|word| {
        matches!(word, "" | "what" | "is" | "typed" | "here" | "moves" | "to" | "edited")
            || matches!(word, "p" | "div" | "span" | "pre" | "code" | "blockquote")
    })
}

/// What follows a block of front matter.
fn below_front_matter(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes.strip_prefix(b"---")?;
    let end = rest.windows(4).position(|four| four == b"\n---")?;
    rest.get(end + 4..).map(<[u8]>::trim_ascii_start)
}

/// The ends of a file from its last lines on, the shortest first: one line, two, three.
fn suffixes_of_last_lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let end = last_lines_searched(bytes);
    end.iter().enumerate().rev().filter(|&(_, &b)| b == b'\n').take(3).filter_map(|(at, _)| end.get(at + 1..))
}

/// The first lines of a file.
fn first_lines_searched(text: &[u8]) -> &[u8] {
    let text = text.get(..BYTES_SEARCHED).unwrap_or(text);
    let end = text.iter().enumerate().filter(|&(_, &b)| b == b'\n').nth(LINES_SEARCHED - 1);
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// The last lines of a file.
fn last_lines_searched(text: &[u8]) -> &[u8] {
    let text = text.get(text.len().saturating_sub(BYTES_SEARCHED)..).unwrap_or(text);
    let start = text.iter().enumerate().rev().filter(|&(_, &b)| b == b'\n').nth(LINES_SEARCHED);
    start.and_then(|(start, _)| text.get(start..)).unwrap_or(text)
}

/// By the last byte of where the name may be: it says how far away the next such place is (Horspool's search). Every note is
/// searched.
fn contains_our_name(bytes: &[u8]) -> bool {
    const NAME: &[u8; 8] = b"tinystep";
    let mut at = 0;
    while let Some(eight) = bytes.get(at..at + NAME.len()) {
        if eight.eq_ignore_ascii_case(NAME) {
            return true;
        }
        at += match eight[NAME.len() - 1].to_ascii_lowercase() {
            b'e' => 1,
            b't' => 2,
            b's' => 3,
            b'y' => 4,
            b'n' => 5,
            b'i' => 6,
            _ => NAME.len(),
        };
    }
    false
}

/// Without byte-order mark, with LF for CRLF (and for more than one CR before an LF), and with one line end at the end.
fn normalised_text(bytes: &[u8]) -> Cow<'_, [u8]> {
    let text = bytes.strip_prefix(BOM).unwrap_or(bytes);
    if text.strip_suffix(b"\n").is_some_and(|body| !body.ends_with(b"\n") && !body.contains(&b'\r')) {
        return Cow::Borrowed(text);
    }
    let mut out = Vec::with_capacity(text.len() + 1);
    for &b in text {
        while b == b'\n' && out.last() == Some(&b'\r') {
            out.pop();
        }
        out.push(b);
    }
    while matches!(out.last(), Some(b'\n' | b'\r')) {
        out.pop();
    }
    if !out.is_empty() {
        out.push(b'\n');
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn our_name_is_found_wherever_it_is(before in "[tinysepTINYSEP -]{0,24}", name in "tinystep|TinyStep|TINYSTEP|tinyste|", after in "[tinysep -]{0,12}") {
            let text = format!("{before}{name}{after}");
            prop_assert_eq!(contains_our_name(text.as_bytes()), text.to_ascii_lowercase().contains("tinystep"), "{:?}", text);
        }
    }

    fn marked(body: &str, key: Option<PageContentKey>) -> String {
        ProvenanceSyntax::HtmlComment.with_provenance(body, key)
    }

    #[test]
    fn a_file_is_intact_until_somebody_types_into_it() {
        let text = marked("# Week\n\nwords\n", None);
        assert!(text.starts_with("<!-- tinystep 1 ") && text.ends_with("-->\n# Week\n\nwords\n"));
        for same_to_us in [
            text.clone(),
            text.replace('\n', "\r\n"),
            format!("\u{feff}{text}"),
            text.trim_end().to_owned(),
            format!("{text}\n\n"),
        ] {
            assert_eq!(read_provenance(same_to_us.as_bytes()), Provenance::Intact, "{same_to_us:?}");
            assert!(differ_at_most_in_line_ends(same_to_us.as_bytes(), text.as_bytes()));
            assert!(is_written_by_us(same_to_us.as_bytes()));
        }
        for edited in [
            text.replace("words", "words of mine"),
            text.replace(" -->", " mine -->"),
            text.replace("-->\n", "--> mine\n"),
            format!("mine\n{text}"),
            text.replace(" 1 ", " 0 "),
            text.replace("# Week", "<<<<<<< HEAD\n# Week"),
            format!("---\ntags: a\n---\n{text}"),
        ] {
            assert_eq!(read_provenance(edited.as_bytes()), Provenance::Edited, "{edited:?}");
        }
        assert_eq!(read_provenance(text.replace(" 1 ", " 2 ").as_bytes()), Provenance::Newer);
        assert_eq!(read_provenance(text.replace(" 1 ", " 99999999999999999999 ").as_bytes()), Provenance::Newer);
    }

    #[test]
    fn a_damaged_provenance_is_still_recognised() {
        let long = "A line of the page.\n".repeat(60);
        for key in [None, PageContentKey::new(&"a", &[7; 32])] {
            let text = marked(&long, key);
            let (line, body) = text.split_once('\n').expect("two lines");
            let escaped = line.replace('<', "&lt;").replace('>', "&gt;");
            for damaged in [
                format!(" {text}"),
                format!("\t{text}"),
                format!("\n\n{text}"),
                format!("\\{text}"),
                format!("{escaped}\n{body}"),
                format!("{}\n{body}", escaped.replace('&', "&amp;")),
                format!("> {text}"),
                format!("> > {text}"),
                format!("- {text}"),
                format!("`{line}`\n{body}"),
                format!("```\n{line}\n```\n{body}"),
                format!("<p>{escaped}</p>\n{body}"),
                format!("{}\n{body}", line.replace("<!--", "<!–").replace("-->", "–>")),
                format!("{}\n{body}", line.replace("<!--", "<\\!\\-\\-")),
                format!("{}\n{body}", line.replace(' ', "\u{a0}")),
                format!("{}\n{body}", line.replacen(": made from", ":\nmade from", 1)),
                format!("{}\n{body}", line.trim_start_matches("<!-- ").trim_end_matches(" -->")),
                format!("{body}{line}\n"),
                format!("{body}\n\n> {line}\n\n"),
                format!("---\nupdated: 2026-11-22\n---\n\n{escaped}\n{body}"),
            ] {
                let start: String = damaged.chars().take(120).collect();
                assert_eq!(read_provenance(damaged.as_bytes()), Provenance::Edited, "{start:?}");
                assert!(is_written_by_us(damaged.as_bytes()), "{start:?}");
            }
            let newer = format!("> {}", text.replacen(" 1 ", " 2 ", 1));
            assert_eq!(read_provenance(newer.as_bytes()), Provenance::Newer);
        }
    }

    #[test]
    fn a_file_without_provenance_is_somebody_elses() {
        for text in
            ["", "# Mine\n", "<!-- tinystep -->", "<!-- tinystep 1 xyz -->\n", "see <!-- tinystep 1 0123456789abcdef"]
        {
            assert_eq!(read_provenance(text.as_bytes()), Provenance::None, "{text:?}");
            assert!(!is_written_by_us(text.as_bytes()), "{text:?}");
        }
        assert_eq!(read_provenance(&[0xff, 0xfe, 0, 1, b'\n', 0xff]), Provenance::None);
        // A note that quotes a page further down is a note.
        let page = marked("x\nEnd of the page.\n", None);
        assert!(!is_written_by_us(format!("# Notes\n{page}").as_bytes()));
        assert!(!is_written_by_us(
            format!("# Notes\nIt begins with {}\nI think.\n", page.lines().next().unwrap_or("")).as_bytes()
        ));
        // Nor is it one of ours in the middle of a long file.
        let long = "mine\n".repeat(40);
        assert_eq!(read_provenance(format!("{long}{page}{long}").as_bytes()), Provenance::None);
    }

    #[test]
    fn only_an_unchanged_file_gives_its_key() {
        let by = [7; 32];
        let key_of = |model: &str| PageContentKey::new(&model, &by).expect("a text is JSON");
        let text = marked("# Week\n", Some(key_of("a")));
        assert_eq!(read_provenance(text.as_bytes()), Provenance::Intact);
        assert_eq!(key_if_intact(text.as_bytes()), Some(key_of("a")));
        assert_eq!(key_if_intact(text.replace('\n', "\r\n").as_bytes()), Some(key_of("a")));
        assert_ne!(key_of("a"), key_of("b"));
        assert_ne!(PageContentKey::new(&"a", &[8; 32]), Some(key_of("a")));
        assert_eq!(key_if_intact(text.replace("Week", "Weak").as_bytes()), None);
        assert_eq!(key_if_intact(text.replace(&key_of("a").to_string(), &key_of("b").to_string()).as_bytes()), None);
        assert_eq!(key_if_intact(marked("# Week\n", None).as_bytes()), None);
    }

    #[test]
    fn every_body_keeps_its_checksum() {
        for body in ["", "\n", "a", "a\n\n\n", "a\rb\r\nc", "\r", "\r\n", "\u{feff}a", "a\r\r\n"] {
            assert_eq!(read_provenance(marked(body, None).as_bytes()), Provenance::Intact, "{body:?}");
        }
    }

    #[test]
    fn json_and_calendars_carry_it_in_their_own_way() {
        let key = PageContentKey::new(&"a", &[7; 32]);
        for body in ["{}", "{\"a\": 1}\n", "{\n  \"a\": [1, 2]\n}\n"] {
            let text = ProvenanceSyntax::of_name("week-2026-11-16.json").with_provenance(body, key);
            let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            assert!(json["tinystep"].as_str().is_some_and(|words| words.contains("made from notes")), "{text}");
            assert_eq!(
                (read_provenance(text.as_bytes()), super::key_if_intact(text.as_bytes())),
                (Provenance::Intact, key),
                "{text}"
            );
            assert_eq!(read_provenance(text.replace('\n', "\r\n").as_bytes()), Provenance::Intact);
            assert_eq!(read_provenance(text.replace("tinystep", "tinystep ").as_bytes()), Provenance::Edited);
            assert!(is_written_by_us(text.as_bytes()));
        }
        let text = ProvenanceSyntax::of_name("calendar.ics")
            .with_provenance("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", key);
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nX-TINYSTEP:1 ") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert_eq!(
            (read_provenance(text.as_bytes()), super::key_if_intact(text.as_bytes())),
            (Provenance::Intact, key),
            "{text}"
        );
        assert_eq!(read_provenance(text.replace("\r\n", "\n").as_bytes()), Provenance::Intact);
        assert_eq!(read_provenance(text.replace("2.0", "2.1").as_bytes()), Provenance::Edited);
        assert!(is_written_by_us(text.as_bytes()));
        assert_eq!(ProvenanceSyntax::of_name("index.md"), ProvenanceSyntax::HtmlComment);
        assert_eq!(ProvenanceSyntax::of_name("index.html"), ProvenanceSyntax::HtmlComment);
    }
}
