//! Tables as Loop writes them: cells with commas between them, in quotes if they hold a comma, a quote or a line end.

use std::iter::Peekable;
use std::str::Chars;

use super::import_error::ImportError;

/// A cell and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub text: String,
    pub at: (usize, usize),
}

/// The rows of a table that begins in this line of its file. Empty lines are not rows.
pub(super) fn read_rows(file: &str, text: &str, first_line: usize) -> Result<Vec<Vec<Cell>>, ImportError> {
    let mut reader = Reader { file, chars: text.chars().peekable(), at: (first_line, 1) };
    let mut rows = Vec::new();
    while reader.chars.peek().is_some() {
        let row = reader.read_row()?;
        if row.len() > 1 || row.iter().any(|cell| !cell.text.is_empty()) {
            rows.push(row);
        }
    }
    Ok(rows)
}

struct Reader<'a> {
    file: &'a str,
    chars: Peekable<Chars<'a>>,
    /// Line and column of the next character.
    at: (usize, usize),
}

impl Reader<'_> {
    fn take(&mut self) -> Option<char> {
        let c = self.chars.next()?;
        self.at = if c == '\n' { (self.at.0 + 1, 1) } else { (self.at.0, self.at.1 + 1) };
        Some(c)
    }

    fn read_row(&mut self) -> Result<Vec<Cell>, ImportError> {
        let mut row = Vec::new();
        loop {
            let at = self.at;
            let text = if self.chars.peek() == Some(&'"') { self.read_quoted()? } else { self.read_plain() };
            row.push(Cell { text, at });
            if self.take() != Some(',') {
                return Ok(row);
            }
        }
    }

    /// Up to the comma or the line end, which stays.
    fn read_plain(&mut self) -> String {
        let mut text = String::new();
        while let Some(&c) = self.chars.peek().filter(|c| !matches!(c, ',' | '\n')) {
            text.push(c);
            self.take();
        }
        text.truncate(text.trim_end_matches('\r').len());
        text
    }

    fn read_quoted(&mut self) -> Result<String, ImportError> {
        let begin = self.at;
        let mut text = String::new();
        self.take();
        loop {
            match self.take() {
                None => {
                    let message = "the quotes that begin here never end. Perhaps the file was cut off.";
                    return Err(ImportError::new(self.file, begin, message));
                }
                Some('"') if self.chars.peek() == Some(&'"') => {
                    self.take();
                    text.push('"');
                }
                Some('"') => break,
                Some(c) => text.push(c),
            }
        }
        if self.chars.peek() == Some(&'\r') {
            self.take();
        }
        match self.chars.peek() {
            None | Some(',' | '\n') => Ok(text),
            Some(_) => Err(ImportError::new(self.file, self.at, "a comma or the end of the line belongs here.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        let rows = read_rows("a.csv", text, 1).expect("a table");
        rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn cells_can_hold_anything() {
        assert_eq!(texts("a,\"b \"\"c\"\", d\ne\",\r\n\r\n,1\n"), [vec!["a", "b \"c\", d\ne", ""], vec!["", "1"]]);
        assert_eq!(texts("\"a\"\r\nb\r\n"), [["a"], ["b"]]);
        assert!(texts("").is_empty());
        let rows = read_rows("a.csv", "a,b\n\"x\ny\",ä,z", 5).expect("a table");
        assert_eq!(rows[1].iter().map(|cell| cell.at).collect::<Vec<_>>(), [(6, 1), (7, 4), (7, 6)]);
    }

    #[test]
    fn quotes_end() {
        let error = |text: &str| read_rows("a.csv", text, 1).expect_err("no table");
        assert_eq!((error("a\nb,\"c").line, error("a\nb,\"c").column), (2, 3));
        assert_eq!((error("\"a\"b").line, error("\"a\"b").column), (1, 4));
    }
}
