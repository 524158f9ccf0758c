//! A quick look that says whether a text may hold a word for privacy at all (docs/specification.md#6-sharing): nearly no text does, and the
//! words themselves are in `private_words.rs`.

use crate::journal::sharing::words_of_languages::may_say_private_in_other_script;

/// Pictures that say it at the beginning or the end of a line: locks, a hushing face, and the monkeys that do not look or speak.
pub(crate) const SIGNS_OF_PRIVACY: [char; 7] =
    ['\u{1F910}', '\u{1F512}', '\u{1F510}', '\u{1F50F}', '\u{1F92B}', '\u{1F648}', '\u{1F64A}'];

/// Whether a text may hold a word for privacy: a quick look at the beginning of each word, since nearly no text does.
pub(crate) fn may_say_private(text: &str) -> bool {
    // `o` with its dots as two signs, as some file systems write it.
    let is_turkish = || ["özel", "Özel", "ÖZEL", "o\u{308}zel", "O\u{308}zel"].iter().any(|word| text.contains(word));
    holds_beginning_of_privacy(text.as_bytes())
        || !text.is_ascii()
            && (text.contains(SIGNS_OF_PRIVACY) || is_turkish() || may_say_private_in_other_script(text))
}

/// Whether a word of a text begins as a word of privacy does. A word begins behind anything but a letter, and at the capital of
/// `KeepPrivate`.
fn holds_beginning_of_privacy(text: &[u8]) -> bool {
    let begins_so = |at: usize| {
        let rest = text.get(at..).unwrap_or_default();
        let letter_at = |place: usize| letter_index(rest.get(place).copied().unwrap_or_default());
        let is_known = |known: &&[u8]| rest.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known));
        THIRD_LETTERS[letter_at(0)][letter_at(1)] & (1 << letter_at(2)) != 0
            && FOURTH_LETTERS[letter_at(0)][letter_at(2)] & (1 << letter_at(3)) != 0
            && beginnings_of_privacy(rest.first().copied().unwrap_or_default().to_ascii_lowercase())
                .iter()
                .any(is_known)
    };
    let mut before = NO_LETTER_CASE;
    text.iter().enumerate().any(|(at, &byte)| {
        let case = LETTER_CASES[usize::from(byte)];
        let begins_word = case > before;
        before = case;
        begins_word && begins_so(at)
    })
}

/// How the words of privacy begin that begin with `d`.
const BEGINNINGS_WITH_D: &[&[u8]] = &[
    b"do-not-sh",
    b"dont-sh",
    b"don't sh",
    b"do not sh",
    b"dont sh",
    b"don't tell",
    b"do not tell",
    b"dontsh",
    b"donotsh",
    b"dela",
    b"dele",
    b"del:",
    b"del ",
    b"delt",
    b"do not inc",
    b"does not",
    b"doesn",
    b"don't inc",
    b"dont inc",
    b"don't men",
    b"don't put",
    b"do not put",
    b"del ik",
    b"don't want",
    b"do not want",
    b"don't let",
    b"don\xE2\x80\x99t ",
    b"dont tell",
    b"dont want",
    b"dont let",
    b"dont men",
    b"dont put",
    b"do not let",
    b"d\xC5\xAFv",
    b"d\xC5\xAEv",
];
/// How the words of privacy begin that begin with `n`.
const BEGINNINGS_WITH_N: &[&[u8]] = &[
    b"not-for",
    b"not_for",
    b"no-share",
    b"not for",
    b"not in",
    b"not to",
    b"nobody",
    b"none of",
    b"no one",
    b"noone",
    b"not on",
    b"nicht-",
    b"niet-",
    b"ne-pas",
    b"no-mos",
    b"no-com",
    b"non-con",
    b"nie-",
    b"nur-",
    b"need not",
    b"no rep",
    b"none",
    b"nosh",
    b"nicht ",
    b"niet ",
    b"nur f",
    b"ne pas",
    b"no mos",
    b"no com",
    b"non mos",
    b"non con",
    b"n\xC3",
    b"nao ",
    b"nie p",
    b"nie u",
    b"never sh",
];

/// Whether a byte is no letter of the alphabet, a small one or a capital, in this order: a word begins where it rises. It is asked of
/// each byte of each note, so it is looked up.
const LETTER_CASES: [u8; 256] = {
    let mut cases = [NO_LETTER_CASE; 256];
    let mut letter = 0;
    while letter < NO_LETTER {
        cases[b'a' as usize + letter] = 1;
        cases[b'A' as usize + letter] = 2;
        letter += 1;
    }
    cases
};
const NO_LETTER_CASE: u8 = 0;

/// By the first and the second letter the third letters, as bits, of all beginnings of words for privacy. Most words of a text are
/// known by them to be none of these.
const THIRD_LETTERS: LetterTable = letters_behind(1, 2);

/// By the first and the third letter the fourth letters. Of the words that are left, these leave few.
const FOURTH_LETTERS: LetterTable = letters_behind(2, 3);

type LetterTable = [[u32; LETTER_KINDS]; LETTER_KINDS];

/// By the letters at 0 and at `place` of the beginnings of words for privacy the letters at `next`, as bits. A
/// beginning that is shorter allows every letter there.
const fn letters_behind(place: usize, next: usize) -> LetterTable {
    let mut letters = [[0; LETTER_KINDS]; LETTER_KINDS];
    let mut first = b'a';
    while first <= b'z' {
        let all = beginnings_of_privacy(first);
        let mut at = 0;
        while at < all.len() {
            let beginning = all[at];
            let bits = if beginning.len() > next { 1 << letter_index(beginning[next]) } else { u32::MAX };
            let mut kind = 0;
            while kind < LETTER_KINDS {
                if beginning.len() <= place || letter_index(beginning[place]) == kind {
                    letters[letter_index(first)][kind] |= bits;
                }
                kind += 1;
            }
            at += 1;
        }
        first += 1;
    }
    letters
}

/// What `letter_index` gives for anything but a letter of the alphabet.
const NO_LETTER: usize = 26;
const LETTER_KINDS: usize = NO_LETTER + 1;

/// A letter's place in the alphabet, in any case of letters.
const fn letter_index(byte: u8) -> usize {
    let at = (byte | 0x20).wrapping_sub(b'a') as usize;
    if at < NO_LETTER { at } else { NO_LETTER }
}

/// How the words of privacy begin that begin with this lower-case letter. `öffentlich` begins with its second one: the first has dots.
const fn beginnings_of_privacy(first: u8) -> &'static [&'static [u8]] {
    match first {
        b'a' => &[b"alleen v", b"a bit priv"],
        b'b' => &[b"between us", b"bitte n", b"bara f", b"bare for", b"bizalm", b"b\xC3\xAD m", b"b\xC3\x8D m"],
        b'c' => &[b"conf", b"compart", b"condivi"],
        b'd' => BEGINNINGS_WITH_D,
        b'e' => &[b"eyes", b"exclude"],
        b'f' => &[b"for m", b"for-me", b"fortro", b"freig", b"ffentl"],
        b'g' => &[b"gehe", b"gizli", b"g\xC3\xB6st", b"g\xC3\x96st", b"geteilt", b"gedeeld"],
        b'h' => &[b"hidd", b"hide", b"heml", b"hemm"],
        b'i' => &[b"ispriv", b"ikke vis"],
        b'j' => &[b"just m", b"just-", b"just_", b"justfo", b"justme"],
        b'k' => &[b"keep ", b"kun for", b"kimseye"],
        b'l' => &[b"leave ", b"luottam"],
        // `## Me` ends with its line, `<h2>Me</h2>` and `**Me**` with a sign.
        b'm' => {
            &[b"my eyes", b"must not", b"mustn", b"may not", b"me only", b"me-only", b"me\n", b"me\r", b"me<", b"me*"]
        }
        b'n' => BEGINNINGS_WITH_N,
        b'o' => &[
            b"off the rec",
            b"offentl",
            b"oeffentl",
            b"openb",
            b"omit",
            b"only m",
            b"only-",
            b"only_",
            b"onlyfo",
            b"onlyme",
        ],
        b'p' => &[
            b"priv",
            b"prva",
            b"pryw",
            b"pvt",
            b"pouf",
            b"pour moi",
            b"payla",
            b"priba",
            b"partag",
            b"partilh",
            b"publi",
            b"pubbl",
            b"p\xC3\xBAbl",
            b"p\xC3\x9Abl",
        ],
        b'r' => &[b"riserv", b"rien que", b"redacted", b"ri\xC3\xAA", b"ri\xC3\x8A", b"rahasia"],
        b's' => &[
            b"shar",
            b"secr",
            b"segr",
            b"show",
            b"should not",
            b"shouldn",
            b"skip in",
            b"stays w",
            b"stays b",
            b"solo p",
            b"so para",
            b"s\xC3",
            b"soukrom",
            b"salain",
            b"sichtb",
            b"synlig",
        ],
        b't' => &[b"to mys", b"tajn", b"tylko", b"tell no", b"this stays", b"too priv", b"titkos", b"take ", b"teilen"],
        b'u' => &[b"unsh", b"unlis", b"udost"],
        b'v' => &[b"vertr", b"visa in", b"vis ik", b"visib", b"vis\xC3"],
        b'w' => &[b"widoczn"],
        b'y' => &[b"yksity"],
        b'z' => &[b"zichtb"],
        _ => &[],
    }
}
