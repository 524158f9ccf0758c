//! The mark at the top of what is made (SPEC 4, WATCHING 18, 26): it tells that a file is ours, by which format, and whether
//! anybody typed into it.
//!
//! The first line is a comment: `<!-- tinystep 1 0123456789abcdef 89abcdef01234567: made from notes. ... -->`. The checksum,
//! which comes first, covers everything else, the rest of that line included, so that words typed anywhere are seen. It is
//! taken over normalised bytes: a file that git or a phone gave other line ends, a byte-order mark or another last line end
//! is still intact. Behind it stands the [`Key`] of what the file was laid out from, where it has one.

use std::borrow::Cow;
use std::fmt;
use std::io;

use serde::Serialize;

/// The format of what is made, raised when an older version of this program is no longer to write over it.
pub const FORMAT: u32 = 1;

const BEGIN: &str = "<!-- tinystep ";
const END: &str = ": made from notes. What is typed here moves to edited/ -->\n";
/// In hexadecimal digits.
const CHECKSUM: usize = 16;
const BOM: &[u8] = "\u{feff}".as_bytes();

/// What a text was laid out from, in 64 bits: two of one key and one name are the same text, so that the second need not be
/// laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(u64);

/// In hexadecimal digits.
const KEY: usize = 16;

impl Key {
    /// The key of what a page shows and of what lays it out; none for what has no form as JSON.
    #[must_use]
    pub fn of(model: &impl Serialize, laid_out_by: &[u8; 32]) -> Option<Key> {
        struct Into(blake3::Hasher);
        impl io::Write for Into {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0.update(bytes);
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut hash = Into(blake3::Hasher::new_keyed(laid_out_by));
        serde_json::to_writer(io::BufWriter::with_capacity(16 * 1024, &mut hash), model).ok()?;
        let mut first = [0; 8];
        first.copy_from_slice(&hash.0.finalize().as_bytes()[..8]);
        Some(Key(u64::from_le_bytes(first)))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// How far down a mark is looked for at a name of ours: a person, an editor or git can have put lines above it.
const LINES_ABOVE: usize = 20;

/// What the mark of a file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// It has none: it is somebody's.
    None,
    /// Ours, as it was written.
    Intact,
    /// Ours, and somebody typed into it.
    Edited,
    /// Ours, by a format that this version does not know.
    Newer,
}

/// Whether these bytes were made by this program: such a file is never input, wherever it lies (SPEC 4). Says yes for one
/// that was edited too, and for one of a newer format.
#[must_use]
pub fn is_made(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    parse(bytes.trim_ascii_start()).is_some()
}

/// A text with the mark, its checksum and its key on top, its line ends normalised.
#[must_use]
pub fn add(body: &str, key: Option<Key>) -> String {
    let body = body.strip_prefix('\u{feff}').unwrap_or(body);
    let rest = match key {
        Some(key) => format!(" {key}{END}{body}"),
        None => format!("{END}{body}"),
    };
    // It was text before its line ends were touched, and it is text after.
    let rest = String::from_utf8_lossy(&normal(rest.as_bytes())).into_owned();
    format!("{BEGIN}{FORMAT} {}{rest}", checksum(FORMAT, rest.as_bytes()))
}

/// Looks at the mark of a file that lies at a name of ours.
#[must_use]
pub fn inspect(bytes: &[u8]) -> Provenance {
    let bytes = normal(bytes);
    let mut below: &[u8] = &bytes;
    for line in 0..LINES_ABOVE {
        if let Some((format, sum, rest)) = parse(below) {
            return if format > FORMAT {
                Provenance::Newer
            } else if line == 0 && sum == checksum(format, rest).as_bytes() {
                Provenance::Intact
            } else {
                Provenance::Edited
            };
        }
        let Some(end) = below.iter().position(|&b| b == b'\n') else { break };
        below = below.get(end + 1..).unwrap_or_default();
    }
    Provenance::None
}

/// The key of a file that is ours and as it was written.
#[must_use]
pub fn key(bytes: &[u8]) -> Option<Key> {
    if inspect(bytes) != Provenance::Intact {
        return None;
    }
    let (_, _, rest) = parse(bytes.strip_prefix(BOM).unwrap_or(bytes))?;
    let (key, rest) = rest.strip_prefix(b" ")?.split_at_checked(KEY)?;
    let key = u64::from_str_radix(str::from_utf8(key).ok()?, 16).ok()?;
    rest.starts_with(b":").then_some(Key(key))
}

/// Whether two files are the same but for byte-order mark, line ends and the last line end (WATCHING 17).
#[must_use]
pub fn is_same_text(a: &[u8], b: &[u8]) -> bool {
    a == b || normal(a) == normal(b)
}

/// A short name for some content: the first `digits` of its hash.
#[must_use]
pub fn short_hash(bytes: &[u8], digits: usize) -> String {
    let mut hex = blake3::hash(bytes).to_hex().to_string();
    hex.truncate(digits);
    hex
}

/// The format, the checksum and what stands behind it, where a mark stands right here.
fn parse(bytes: &[u8]) -> Option<(u32, &[u8], &[u8])> {
    let rest = bytes.strip_prefix(BEGIN.as_bytes())?;
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let (format, rest) = rest.split_at_checked(digits)?;
    let format = str::from_utf8(format).ok().filter(|digits| !digits.is_empty())?;
    let (sum, rest) = rest.strip_prefix(b" ")?.split_at_checked(CHECKSUM)?;
    // A number too large to hold is a format that is not known either.
    let format = format.parse().unwrap_or(u32::MAX);
    sum.iter().all(u8::is_ascii_hexdigit).then_some((format, sum, rest))
}

fn checksum(format: u32, rest: &[u8]) -> String {
    let mut hash = blake3::Hasher::new();
    hash.update(format!("{BEGIN}{format}").as_bytes());
    hash.update(rest);
    let mut hex = hash.finalize().to_hex().to_string();
    hex.truncate(CHECKSUM);
    hex
}

/// Without byte-order mark, with LF for CRLF (and for more than one CR before it), and with one line end at the end. What is
/// normal stays as it is.
fn normal(bytes: &[u8]) -> Cow<'_, [u8]> {
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
    use super::*;

    #[test]
    fn what_was_marked_is_intact_until_a_word_is_typed() {
        let text = add("# Week\n\nwords\n", None);
        assert!(text.starts_with(&format!("{BEGIN}1 ")) && text.ends_with("-->\n# Week\n\nwords\n"));
        for same_to_us in [
            text.clone(),
            text.replace('\n', "\r\n"),
            format!("\u{feff}{text}"),
            text.trim_end().to_owned(),
            format!("{text}\n\n"),
        ] {
            assert_eq!(inspect(same_to_us.as_bytes()), Provenance::Intact, "{same_to_us:?}");
            assert!(is_same_text(same_to_us.as_bytes(), text.as_bytes()));
            assert!(is_made(same_to_us.as_bytes()));
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
            assert_eq!(inspect(edited.as_bytes()), Provenance::Edited, "{edited:?}");
        }
        assert_eq!(inspect(text.replace(" 1 ", " 2 ").as_bytes()), Provenance::Newer);
        assert_eq!(inspect(text.replace(" 1 ", " 99999999999999999999 ").as_bytes()), Provenance::Newer);
    }

    #[test]
    fn what_has_no_mark_is_somebodys() {
        for text in
            ["", "# Mine\n", "<!-- tinystep -->", "<!-- tinystep 1 xyz -->\n", "see <!-- tinystep 1 0123456789abcdef"]
        {
            assert_eq!(inspect(text.as_bytes()), Provenance::None, "{text:?}");
            assert!(!is_made(text.as_bytes()), "{text:?}");
        }
        assert_eq!(inspect(&[0xff, 0xfe, 0, 1, b'\n', 0xff]), Provenance::None);
        // A note that speaks of a report further down is a note.
        assert!(!is_made(format!("# Notes\n{}", add("x", None)).as_bytes()));
    }

    #[test]
    fn a_key_is_that_of_an_intact_file() {
        let by = [7; 32];
        let key_of = |model: &str| Key::of(&model, &by).expect("a text is JSON");
        let text = add("# Week\n", Some(key_of("a")));
        assert_eq!(inspect(text.as_bytes()), Provenance::Intact);
        assert_eq!(key(text.as_bytes()), Some(key_of("a")));
        assert_eq!(key(text.replace('\n', "\r\n").as_bytes()), Some(key_of("a")));
        assert_ne!(key_of("a"), key_of("b"));
        assert_ne!(Key::of(&"a", &[8; 32]), Some(key_of("a")));
        assert_eq!(key(text.replace("Week", "Weak").as_bytes()), None);
        assert_eq!(key(text.replace(&key_of("a").to_string(), &key_of("b").to_string()).as_bytes()), None);
        assert_eq!(key(add("# Week\n", None).as_bytes()), None);
    }

    #[test]
    fn odd_bodies_hold_their_checksum() {
        for body in ["", "\n", "a", "a\n\n\n", "a\rb\r\nc", "\r", "\r\n", "\u{feff}a", "a\r\r\n"] {
            assert_eq!(inspect(add(body, None).as_bytes()), Provenance::Intact, "{body:?}");
        }
    }
}
