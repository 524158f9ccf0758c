//! The names that a plan's `rate` and the settings' `track` list, each with its range.

use super::fields::Fields;
use super::scale::split_range;
use super::{Number, Rated, Scale, Tracked};
use crate::note::Text;
use crate::problem::Code;
use crate::text::fold_key;

/// What a plan's `rate` lists; of a name that stands twice the first counts.
pub(super) fn rated(fields: &mut Fields) -> Vec<Rated> {
    let named = named(fields, "rate").into_iter();
    named.map(|(name, scale)| Rated { name, scale: scale.unwrap_or(Scale::ZERO_TO_TEN) }).collect()
}

/// What the settings' `track` lists; of a name that stands twice the first counts.
pub(super) fn tracked(fields: &mut Fields) -> Vec<Tracked> {
    named(fields, "track").into_iter().map(|(name, scale)| Tracked { name, scale }).collect()
}

fn named(fields: &mut Fields, key: &str) -> Vec<(String, Option<Scale>)> {
    let mut found: Vec<(String, Option<Scale>)> = Vec::new();
    for text in fields.comma_list(key) {
        let (name, range) = split_range(text.text.trim());
        let scale = match range {
            Some((least, most)) if least < most => Some(Scale { least, most }),
            Some((least, most)) => {
                no_range(fields, &text, least, most);
                continue;
            }
            None => None,
        };
        if !found.iter().any(|(other, _)| fold_key(other) == fold_key(name)) {
            found.push((name.to_owned(), scale));
        }
    }
    found
}

fn no_range(fields: &mut Fields, text: &Text, least: Number, most: Number) {
    let message = format!("From {least} to {most} is no range of numbers.");
    let help = "Write the lower number first, such as `fear 0-100`.";
    fields.add_problem(text.at, Code::BadNumber, message, help);
}
