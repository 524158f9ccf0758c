//! Flags that take one of the words of a field.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::text::value_of_word;

/// Reads one of these words; `--help` lists them.
pub(super) fn word_choice_parser<T: Copy + Send + Sync + 'static>(
    words: &'static [(&'static str, T)],
) -> impl TypedValueParser<Value = T> {
    let parser = PossibleValuesParser::new(words.iter().map(|(word, _)| *word));
    parser.try_map(|word| value_of_word(words, &word).ok_or("no such word"))
}
