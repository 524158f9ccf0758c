//! Lines for a terminal: broken at its width, bold and soft if it can show that.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::phrases::plain::one_plain_line;

/// The narrowest page that is laid out; on a narrower terminal, lines are as long as this.
const NARROWEST: usize = 30;

pub(super) struct TerminalPage {
    pub out: String,
    pub width: usize,
    colour: bool,
}

impl TerminalPage {
    pub fn new(width: usize, colour: bool) -> TerminalPage {
        TerminalPage { out: String::new(), width: width.max(NARROWEST), colour }
    }

    pub fn empty_line(&mut self) {
        self.out.push('\n');
    }

    pub fn heading_line(&mut self, text: &str) {
        self.empty_line();
        self.bold_line("", text);
    }

    pub fn bold_line(&mut self, indent: &str, text: &str) {
        self.styled_line("\u{1b}[1m", indent, text);
    }

    pub fn dim_line(&mut self, indent: &str, text: &str) {
        self.styled_line("\u{1b}[2m", indent, text);
    }

    fn styled_line(&mut self, escape_code: &str, indent: &str, text: &str) {
        let on = self.colour;
        if on {
            self.out.push_str(escape_code);
        }
        self.wrapped_line(indent, text);
        if on {
            // Before the line's end, so that no colour runs into the next line.
            self.out.truncate(self.out.trim_end_matches('\n').len());
            self.out.push_str("\u{1b}[0m\n");
        }
    }

    pub fn wrapped_line(&mut self, indent: &str, text: &str) {
        self.wrapped_with_prefixes(indent, indent, text);
    }

    /// A label and its value, which continues below itself.
    pub fn label_and_value(&mut self, label: &str, text: &str) {
        self.wrapped_with_prefixes(label, &" ".repeat(label.width()), text);
    }

    pub fn wrapped_with_prefixes(&mut self, first: &str, later: &str, text: &str) {
        // The text was made plain with the model, and is made plain again here, since a terminal obeys what it is sent.
        let text = one_plain_line(text);
        let mut used = first.width();
        let mut empty = true;
        self.out.push_str(first);
        let room = self.width.saturating_sub(later.width()).max(2);
        for word in text.split(' ').flat_map(|word| breakable_pieces(word, room)) {
            let wide = word.width();
            if !empty && used + 1 + wide > self.width {
                self.out.push('\n');
                self.out.push_str(later);
                used = later.width();
            } else if !empty {
                self.out.push(' ');
                used += 1;
            }
            self.out.push_str(&word);
            used += wide;
            empty = false;
        }
        self.out.push('\n');
    }

    /// A line unchanged, without the spaces at its end.
    pub fn unwrapped_line(&mut self, indent: usize, text: &str) {
        let row = format!("  {}{text}", " ".repeat(indent));
        self.out.push_str(row.trim_end());
        self.out.push('\n');
    }
}

/// A word unchanged, or, if it is wider than a line, in pieces that fit.
fn breakable_pieces(word: &str, room: usize) -> Vec<String> {
    let mut pieces = vec![word.to_owned()];
    while let Some(last) = pieces.last_mut().filter(|last| last.width() > room) {
        let rest = split_off_rest(last, room);
        pieces.push(rest);
    }
    pieces
}

/// Cuts a line at `width` columns, and returns the rest.
pub(super) fn split_off_rest(line: &mut String, width: usize) -> String {
    let mut used = 0;
    let at = line.char_indices().find(|(_, c)| {
        used += UnicodeWidthChar::width(*c).unwrap_or(0);
        used > width
    });
    match at {
        Some((at, _)) if at > 0 => line.split_off(at),
        _ => String::new(),
    }
}
