//! One line while it is typed: what each key does to it, and which part of it a terminal shows. It knows no terminal.

use std::io;

use console::Key;
use unicode_width::UnicodeWidthChar as _;

/// A key, or what follows an escape if that is not a key by itself: `[1;5D`, `b`, `[200~`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TypedKey {
    Key(Key),
    Sequence(String),
}

impl TypedKey {
    /// Reads one. `read` gives the next key as the console crate knows it, which stops in the middle of long sequences.
    pub(crate) fn read(mut read: impl FnMut() -> io::Result<Key>) -> io::Result<TypedKey> {
        let start = match read()? {
            Key::UnknownEscSeq(start) => start,
            key => return Ok(TypedKey::Key(key)),
        };
        let mut sequence: String = start.into_iter().collect();
        let goes_on = |so_far: &str| match so_far.strip_prefix('[') {
            Some(rest) => !rest.ends_with(|c: char| ('@'..='~').contains(&c)),
            None => so_far == "O",
        };
        while goes_on(&sequence) {
            match read()? {
                Key::Char(c) => sequence.push(c),
                _ => break,
            }
        }
        Ok(TypedKey::Sequence(sequence))
    }
}

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyEffect {
    /// The line is not finished.
    Edited,
    /// The line is finished.
    Finished,
    /// The input ends (Ctrl+D in an empty line).
    EndOfInput,
    /// Back to the question before: the up arrow, or Escape in a line that is as it was.
    Back,
}

/// The line, and where the next letter goes.
#[derive(Clone, Debug, Default)]
pub(crate) struct LineEditor {
    initial: Vec<char>,
    letters: Vec<char>,
    at: usize,
    /// The first letter that is shown.
    first_shown: usize,
    is_pasting: bool,
    /// The line is the text that it began with, and the next letter replaces it.
    is_selected: bool,
    /// A line of the paste ended, and nothing came after it yet.
    is_after_break: bool,
    /// A paste had several lines, and there are spaces between them now.
    has_joined_lines: bool,
    /// A paste had a sign in it that is no letter, or something came that is no sign, and it was left out.
    has_left_out: bool,
}

/// What a terminal shows of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShownLine {
    pub text: String,
    /// How many columns of the text are after the cursor.
    pub columns_after_cursor: usize,
}

impl LineEditor {
    pub(crate) fn new(initial: &str) -> LineEditor {
        let letters: Vec<char> = initial.chars().collect();
        let is_selected = !letters.is_empty();
        LineEditor { at: letters.len(), initial: letters.clone(), letters, is_selected, ..LineEditor::default() }
    }

    /// Whether the next letter replaces the line, as it replaces a selected text everywhere.
    pub(crate) fn next_letter_replaces_line(&self) -> bool {
        self.is_selected
    }

    pub(crate) fn text(&self) -> String {
        self.letters.iter().collect()
    }

    /// Whether a paste is under way, so that nothing has to be shown yet.
    pub(crate) fn is_pasting(&self) -> bool {
        self.is_pasting
    }

    /// Whether lines of a paste were joined.
    pub(crate) fn has_joined_lines(&self) -> bool {
        self.has_joined_lines
    }

    /// Whether something that was pasted or typed is not in the line.
    pub(crate) fn has_left_out(&self) -> bool {
        self.has_left_out
    }

    /// Whether it is as it began.
    fn is_as_it_began(&self) -> bool {
        self.letters == self.initial
    }

    pub(crate) fn press(&mut self, key: &TypedKey) -> KeyEffect {
        match key {
            TypedKey::Key(Key::Enter) if !self.is_pasting => return KeyEffect::Finished,
            TypedKey::Key(Key::ArrowUp) if !self.is_pasting => return KeyEffect::Back,
            TypedKey::Sequence(up) if up == "OA" && !self.is_pasting => return KeyEffect::Back,
            TypedKey::Key(Key::Escape) if !self.is_pasting && self.is_as_it_began() => return KeyEffect::Back,
            TypedKey::Key(Key::Char('\x04')) if self.letters.is_empty() => return KeyEffect::EndOfInput,
            TypedKey::Key(key) => self.press_key(key),
            TypedKey::Sequence(sequence) => {
                self.is_selected &= matches!(sequence.as_str(), "[200~" | "[201~");
                self.press_sequence(sequence);
            }
        }
        KeyEffect::Edited
    }

    fn press_sequence(&mut self, sequence: &str) {
        match sequence {
            "b" | "[1;5D" | "[1;3D" | "[5D" | "Od" => self.at = self.start_of_word(),
            "f" | "[1;5C" | "[1;3C" | "[5C" | "Oc" => self.at = self.end_of_word(),
            "OH" | "[1;5H" => self.at = 0,
            "OF" | "[1;5F" => self.at = self.letters.len(),
            "d" | "[3;5~" => self.delete(self.at, self.end_of_word()),
            "\x7f" => self.delete(self.start_of_word(), self.at),
            "[200~" => self.is_pasting = true,
            "[201~" => (self.is_pasting, self.is_after_break) = (false, false),
            _ => {}
        }
    }

    fn press_key(&mut self, key: &Key) {
        let is_letter = matches!(key, Key::Char(c) if !c.is_control()) || self.is_pasting;
        if self.is_selected && is_letter {
            self.delete(0, self.letters.len());
        }
        self.is_selected = false;
        match key {
            // Pasted lines become one.
            Key::Enter | Key::Tab if self.is_pasting => {
                self.is_after_break |= *key == Key::Enter && !self.letters.is_empty();
                self.insert(' ');
            }
            Key::Char(c) if !c.is_control() => {
                self.has_joined_lines |= self.is_after_break && !c.is_whitespace();
                self.insert(*c);
            }
            Key::Char(_) if self.is_pasting => self.has_left_out = true,
            // Bytes that are no letter here.
            Key::Unknown => self.has_left_out = true,
            Key::ArrowLeft | Key::Char('\x02') => self.at = self.at.saturating_sub(1),
            Key::ArrowRight | Key::Char('\x06') => self.at = (self.at + 1).min(self.letters.len()),
            Key::Home => self.at = 0,
            Key::End => self.at = self.letters.len(),
            Key::Backspace => self.delete(self.at.saturating_sub(1), self.at),
            Key::Del | Key::Char('\x04') => self.delete(self.at, self.at + 1),
            Key::Char('\x15') => self.delete(0, self.at),
            Key::Char('\x0b') => self.delete(self.at, self.letters.len()),
            Key::Char('\x17') => self.delete(self.start_of_word(), self.at),
            // Back to what the line began with.
            Key::Escape => *self = LineEditor::new(&self.initial.iter().collect::<String>()),
            _ => {}
        }
    }

    fn insert(&mut self, c: char) {
        self.letters.insert(self.at, c);
        self.at += 1;
    }

    /// Deletes the letters from `start` up to `end`, if there are any.
    fn delete(&mut self, start: usize, end: usize) {
        let end = end.min(self.letters.len());
        if start < end {
            self.letters.drain(start..end);
            self.at = start;
        }
    }

    /// Where the word before the cursor begins.
    fn start_of_word(&self) -> usize {
        let before = self.letters.get(..self.at).unwrap_or_default();
        let word = before.iter().rposition(|c| !c.is_whitespace()).unwrap_or(0);
        before.get(..word).unwrap_or_default().iter().rposition(|c| c.is_whitespace()).map_or(0, |space| space + 1)
    }

    /// Where the word after the cursor ends.
    fn end_of_word(&self) -> usize {
        let end = self.letters.len();
        let position = |from: usize, is_wanted: &dyn Fn(&char) -> bool| {
            let found = self.letters.get(from..).and_then(|behind| behind.iter().position(is_wanted));
            found.map_or(end, |found| from + found)
        };
        position(position(self.at, &|c| !c.is_whitespace()), &|c| c.is_whitespace())
    }

    /// What fits into this many columns, with the cursor in it. If the line continues to the left, `…` is shown there.
    pub(crate) fn shown(&mut self, columns: usize) -> ShownLine {
        // The cursor can be after the last letter.
        let room = columns.saturating_sub(1).max(2);
        let width = |letters: &[char]| letters.iter().map(|c| width_of(*c)).sum::<usize>();
        self.first_shown = self.first_shown.min(self.at.saturating_sub(1));
        let end = (self.at + 1).min(self.letters.len());
        while width(self.letters.get(self.first_shown..end).unwrap_or_default()) > room {
            self.first_shown += 1;
        }
        let (mut text, mut used, mut behind) = (String::new(), 0, 0);
        for (n, &c) in self.letters.iter().enumerate().skip(self.first_shown) {
            if used + width_of(c) > room {
                break;
            }
            used += width_of(c);
            if n >= self.at {
                behind += width_of(c);
            }
            if n == self.first_shown && n > 0 {
                text.push_str(if width_of(c) == 2 { "… " } else { "…" });
            } else {
                text.push(c);
            }
        }
        ShownLine { text, columns_after_cursor: behind }
    }
}

fn width_of(c: char) -> usize {
    c.width().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line after these bytes, as a terminal sends them.
    fn typed(initial: &str, keys: &[Key]) -> (String, usize) {
        let line = edited(initial, keys);
        (line.text(), line.at)
    }

    fn edited(initial: &str, keys: &[Key]) -> LineEditor {
        let mut keys = keys.iter().cloned();
        let mut line = LineEditor::new(initial);
        while keys.len() > 0 {
            let key = TypedKey::read(|| keys.next().ok_or_else(|| io::ErrorKind::UnexpectedEof.into())).expect("a key");
            if line.press(&key) == KeyEffect::Finished {
                break;
            }
        }
        line
    }

    fn letters(text: &str) -> Vec<Key> {
        text.chars().map(Key::Char).collect()
    }

    fn sequence(start: &str, rest: &str) -> Vec<Key> {
        [vec![Key::UnknownEscSeq(start.chars().collect())], letters(rest)].concat()
    }

    #[test]
    fn keys_edit_the_line_as_everywhere() {
        let line = "one two three";
        for (keys, after) in [
            (vec![Key::Home, Key::Char('x')], ("xone two three", 1)),
            (vec![Key::Home, Key::Del, Key::Char('\x04')], ("e two three", 0)),
            (vec![Key::Char('\x17')], ("one two ", 8)),
            (vec![Key::Char('\x15')], ("", 0)),
            (vec![Key::ArrowLeft, Key::Backspace], ("one two thre", 11)),
            (vec![Key::Home, Key::ArrowRight, Key::Char('\x0b')], ("o", 1)),
            (vec![Key::Home, Key::End, Key::Char('!')], ("one two three!", 14)),
            (vec![Key::End, Key::Char('x'), Key::Escape], (line, 13)),
            (sequence("[1;", "5D"), (line, 8)),
            ([sequence("[1;", "5D"), sequence("[1;", "5D"), sequence("[1;", "5C")].concat(), (line, 7)),
            ([sequence("O", "H"), sequence("[3;", "5~")].concat(), (" two three", 0)),
            (sequence("\x7f", ""), ("one two ", 8)),
            (vec![Key::Tab, Key::PageUp, Key::Char('\x01')], (line, 13)),
        ] {
            assert_eq!(typed(line, &keys), (after.0.to_owned(), after.1), "{keys:?}");
        }
    }

    #[test]
    fn the_first_letter_replaces_what_was_there_and_other_keys_edit_it() {
        let was = "park";
        assert_eq!(LineEditor::new(was).press(&TypedKey::Key(Key::Escape)), KeyEffect::Back);
        for (keys, after) in [
            (letters("garden"), "garden"),
            ([sequence("[20", "0~"), letters("a b"), sequence("[20", "1~")].concat(), "a b"),
            ([vec![Key::ArrowRight], letters("s")].concat(), "parks"),
            ([vec![Key::End], letters("s")].concat(), "parks"),
            ([vec![Key::Home], letters("a ")].concat(), "a park"),
            ([vec![Key::Backspace], letters("t")].concat(), "part"),
            ([sequence("[1;", "5D"), letters("a ")].concat(), "a park"),
            ([letters("x"), vec![Key::Escape], letters("y")].concat(), "y"),
            (vec![Key::Char('\x15')], ""),
            (vec![], "park"),
        ] {
            assert_eq!(typed(was, &keys).0, after, "{keys:?}");
        }
    }

    #[test]
    fn pasted_lines_are_one_answer() {
        let keys =
            [sequence("[20", "0~"), letters("a"), vec![Key::Enter], letters("b"), sequence("[20", "1~")].concat();
        assert_eq!(typed("", &keys).0, "a b");
        for (pasted, joined, left_out) in
            [("a\rb", true, false), ("\ra\r", false, false), ("a b", false, false), ("a\u{7}b", false, true)]
        {
            let keys = [sequence("[20", "0~"), letters(pasted), sequence("[20", "1~")].concat();
            let keys = keys.into_iter().map(|key| if key == Key::Char('\r') { Key::Enter } else { key });
            let line = edited("", &keys.collect::<Vec<Key>>());
            assert_eq!((line.has_joined_lines(), line.has_left_out()), (joined, left_out), "{pasted:?}");
        }
        assert_eq!(typed("", &[letters("a"), vec![Key::Enter], letters("b")].concat()).0, "a");
    }

    #[test]
    fn a_long_line_is_shown_round_the_cursor() {
        let mut line = LineEditor::new("0123456789");
        let shown = |line: &mut LineEditor| {
            let ShownLine { text, columns_after_cursor } = line.shown(6);
            (text, columns_after_cursor)
        };
        assert_eq!(shown(&mut line), ("…6789".to_owned(), 0));
        line.press(&TypedKey::Key(Key::Home));
        assert_eq!(shown(&mut line), ("01234".to_owned(), 5));
        line.press(&TypedKey::Key(Key::End));
        line.press(&TypedKey::Key(Key::ArrowLeft));
        assert_eq!(shown(&mut line).1, 1);
        assert_eq!(LineEditor::new("day").shown(6), ShownLine { text: "day".to_owned(), columns_after_cursor: 0 });
        assert_eq!(LineEditor::new("日本語の文").shown(6).text, "… 文");
    }

    proptest::proptest! {
        #[test]
        fn what_is_shown_always_fits(text in "\\PC{0,40}", columns in 3_usize..40, lefts in 0_usize..45) {
            let mut line = LineEditor::new(&text);
            for _ in 0..lefts {
                line.press(&TypedKey::Key(Key::ArrowLeft));
                let shown = line.shown(columns);
                let width: usize = shown.text.chars().map(width_of).sum();
                proptest::prop_assert!(width <= columns && shown.columns_after_cursor <= width);
            }
        }
    }
}
