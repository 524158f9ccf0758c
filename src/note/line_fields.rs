//! The fields that a line can have, in it or under it: one table of what each list of them needs. A new field has to be decided
//! about here.

use crate::text::{value_of_word, word_enum};

word_enum! {
    /// A field of a line, by its folded key.
    pub enum LineField {
        Minutes = "minutes",
        Where = "where",
        Felt = "felt",
        Barrier = "barrier",
        Helper = "helper",
        Then = "then",
        Helped = "helped",
        ToHelper = "to helper",
        Discuss = "discuss",
    }
}

/// What a field of a line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineFieldValue {
    Minutes,
    /// One of the words that we know.
    KnownWords,
    /// Any words. What follows a comma is no more of them.
    Words,
    /// Any words, commas among them.
    Sentence,
}

/// What is known of a field of a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineFieldFacts {
    pub value: LineFieldValue,
    /// Words that people write for its key, folded.
    pub other_keys: &'static [&'static str],
    /// Its words are shown in a `summary` already; if not, only where all is shared.
    pub is_in_summary: bool,
    /// `- felt: good` in a text belongs to the practice above it, and is kept back with it. An item of any other key is taken
    /// for something else, and is shared.
    pub belongs_to_practice_above: bool,
    /// It is read without a list mark before it. Keys that begin ordinary sentences (`then`, `helped`) are not.
    pub needs_no_list_mark: bool,
}

impl LineField {
    /// All of them, in the order in which they are tried.
    pub(crate) fn all() -> impl Iterator<Item = LineField> + Clone {
        LineField::ALL.iter().map(|&(_, field)| field)
    }

    /// The field of a folded key.
    pub(crate) fn of_folded_key(folded_key: &str) -> Option<LineField> {
        value_of_word(LineField::ALL, folded_key)
    }

    /// Its row of the table.
    pub(crate) const fn facts(self) -> LineFieldFacts {
        match self {
            LineField::Minutes => LineFieldFacts {
                value: LineFieldValue::Minutes,
                other_keys: &["min", "mins", "duration", "length", "took", "how long"],
                is_in_summary: true,
                belongs_to_practice_above: true,
                needs_no_list_mark: true,
            },
            LineField::Where => LineFieldFacts {
                value: LineFieldValue::Words,
                other_keys: &["place", "location"],
                is_in_summary: true,
                belongs_to_practice_above: true,
                needs_no_list_mark: true,
            },
            LineField::Felt => LineFieldFacts {
                value: LineFieldValue::Sentence,
                other_keys: &["feeling", "feelings"],
                is_in_summary: false,
                belongs_to_practice_above: true,
                needs_no_list_mark: true,
            },
            LineField::Barrier => LineFieldFacts {
                value: LineFieldValue::Words,
                other_keys: &["reason", "obstacle", "got in the way"],
                is_in_summary: true,
                belongs_to_practice_above: true,
                needs_no_list_mark: true,
            },
            LineField::Helper => LineFieldFacts {
                value: LineFieldValue::KnownWords,
                other_keys: &[],
                is_in_summary: true,
                belongs_to_practice_above: true,
                needs_no_list_mark: false,
            },
            LineField::Helped => LineFieldFacts {
                value: LineFieldValue::Sentence,
                other_keys: &[],
                is_in_summary: false,
                belongs_to_practice_above: true,
                needs_no_list_mark: false,
            },
            LineField::Then | LineField::ToHelper | LineField::Discuss => LineFieldFacts {
                value: LineFieldValue::KnownWords,
                other_keys: &[],
                is_in_summary: true,
                belongs_to_practice_above: true,
                needs_no_list_mark: false,
            },
        }
    }

    /// Whether it holds words of the client's own.
    pub(crate) const fn holds_words(self) -> bool {
        matches!(self.facts().value, LineFieldValue::Words | LineFieldValue::Sentence)
    }

    /// Those that hold words of the client's own.
    pub(crate) fn all_with_words() -> impl Iterator<Item = LineField> + Clone {
        LineField::all().filter(|field| field.holds_words())
    }
}
