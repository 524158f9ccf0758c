//! Flags that take one of the words of a field, and those that take any words.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::text::value_of_word;

/// Reads one of these words; `--help` lists them.
pub(crate) fn word_choice_parser<T: Copy + Send + Sync + 'static>(
    words: &'static [(&'static str, T)],
) -> impl TypedValueParser<Value = T> {
    let parser = PossibleValuesParser::new(words.iter().map(|(word, _)| *word));
    parser.try_map(|word| value_of_word(words, &word).ok_or("no such word"))
}

/// Reads any words, those that begin with a dash among them. What looks like the next option is not taken: then the words are missing.
pub(crate) fn read_free_text(text: &str) -> Result<String, String> {
    let is_short_option = text.len() == 2 && text.starts_with('-') && text.ends_with(|c: char| c.is_ascii_alphabetic());
    let is_option = text.strip_prefix("--").is_some_and(|word| word.starts_with(|c: char| c.is_ascii_lowercase()));
    if is_short_option || is_option {
        return Err("this looks like the next option, so the words are missing".to_owned());
    }
    Ok(text.to_owned())
}
