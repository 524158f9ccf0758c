//! Flags that take one of the words of a field, and those that take any words.

use std::ffi::OsString;

use clap::Command;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;

use crate::problem::draw;
use crate::text::value_of_word;

/// Reads one of these words; `--help` lists them.
pub(crate) fn word_choice_parser<T: Copy + Send + Sync + 'static>(
    words: &'static [(&'static str, T)],
) -> impl TypedValueParser<Value = T> {
    let parser = PossibleValuesParser::new(words.iter().map(|(word, _)| *word));
    parser.try_map(|word| value_of_word(words, &word).ok_or("no such word"))
}

/// Refuses an option that stands where the words of a flag are missing: `--goal --where x`. Words that begin so are joined to their
/// flag, as in `--goal=--where`.
pub(crate) fn refuse_option_as_words(command: &Command, arguments: &[OsString]) -> Result<(), clap::Error> {
    let Some(of) = arguments.iter().skip(1).find_map(|name| command.find_subcommand(name)) else { return Ok(()) };
    let takes_words: Vec<String> = of
        .get_arguments()
        .filter(|flag| flag.is_allow_hyphen_values_set())
        .filter_map(|flag| Some(format!("--{}", flag.get_long()?)))
        .collect();
    let before_words = arguments.iter().take_while(|argument| *argument != "--");
    let texts: Vec<&str> = before_words.map(|argument| argument.to_str().unwrap_or_default()).collect();
    let mut pairs = texts.windows(2).filter_map(|pair| pair.first().zip(pair.last()));
    match pairs.find(|(flag, words)| takes_words.iter().any(|of| of == *flag) && is_like_option(words)) {
        Some((flag, words)) => {
            let words = draw::escape_controls(words);
            let why = format!(
                "`{flag}` needs words, and `{words}` looks like the next option. If it is meant as the words: {flag}={words}\n"
            );
            Err(clap::Error::raw(ErrorKind::InvalidValue, why))
        }
        None => Ok(()),
    }
}

/// `-x`, `--option`
fn is_like_option(text: &str) -> bool {
    let is_short = text.len() == 2 && text.starts_with('-') && text.ends_with(|c: char| c.is_ascii_alphabetic());
    is_short || text.strip_prefix("--").is_some_and(|word| word.starts_with(|c: char| c.is_ascii_lowercase()))
}
