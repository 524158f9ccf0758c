//! The text of a file while it waits to be written. All pages of a run wait until the first is written, and those of a thousand plans over
//! two years are hundreds of megabytes, so long ones wait in a compressed form.

use std::borrow::Cow;
use std::io::{self, Read as _, Write as _};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

/// The text of a file, without the line that says that it is ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileText(Form);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    Plain(String),
    Compressed { bytes: Vec<u8>, len: usize },
}

/// In bytes. The pages of most journals are shorter, and stay as they are.
const LONG: usize = 256 * 1024;

impl FileText {
    /// A text that may wait for many others. It is compressed if it is long.
    #[must_use]
    pub fn compressed_if_long(mut text: String) -> FileText {
        let bytes = if text.len() >= LONG { compressed(&text) } else { None };
        match bytes {
            Some(bytes) => FileText(Form::Compressed { bytes, len: text.len() }),
            None => {
                // A text that grew may hold twice what it needs.
                text.shrink_to_fit();
                FileText::from(text)
            }
        }
    }

    /// The text.
    ///
    /// # Errors
    /// If what was compressed cannot be read, which would be a mistake in this program.
    pub fn text(&self) -> io::Result<Cow<'_, str>> {
        match &self.0 {
            Form::Plain(text) => Ok(Cow::Borrowed(text)),
            Form::Compressed { bytes, len } => {
                let mut text = String::with_capacity(*len);
                DeflateDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
                Ok(Cow::Owned(text))
            }
        }
    }
}

impl From<String> for FileText {
    fn from(text: String) -> FileText {
        FileText(Form::Plain(text))
    }
}

fn compressed(text: &str) -> Option<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).ok()?;
    let mut bytes = encoder.finish().ok()?;
    bytes.shrink_to_fit();
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_comes_back_as_it_was_and_takes_less_room() {
        let line = "| Mon 16 | \u{25CF} done, 10 min |\n";
        let long = line.repeat(2 * LONG / line.len());
        let body = FileText::compressed_if_long(long.clone());
        assert!(matches!(&body.0, Form::Compressed { bytes, .. } if bytes.len() * 20 < long.len()));
        assert_eq!(body.text().expect("what was compressed just now"), long);
        let body = FileText::compressed_if_long(line.to_owned());
        assert_eq!((&body.0, body.text().expect("a plain text")), (&Form::Plain(line.to_owned()), line.into()));
    }
}
