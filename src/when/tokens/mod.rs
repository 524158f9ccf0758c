//! A value as words, numbers and signs, and the table of the words that the language has.

pub(crate) mod amount;
pub(crate) mod cursor;
pub(crate) mod lexer;
pub(crate) mod parse_error;
pub(crate) mod vocabulary;
