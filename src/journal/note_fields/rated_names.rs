//! The names that a plan's `rate` and the settings' `track` list, each with its range.

use std::collections::HashSet;

use crate::journal::note_fields::fields::FieldReader;
use crate::journal::note_fields::scale::split_name_and_range;
use crate::journal::note_fields::values::shortened_for_message;
use crate::journal::sharing::private_words::key_other_than_share_makes_private;
use crate::journal::{Number, RatingItem, Scale, TrackedItem, note_fields::known_fields};
use crate::note::Text;
use crate::problem::Code;
use crate::text::{edit_distance_within, fold_key};

/// What a plan's `rate` lists; of a name that stands twice the first counts.
pub(crate) fn rate_field(fields: &mut FieldReader) -> Vec<RatingItem> {
    let name_of = |text: &Text| split_name_and_range(text.text.trim()).0.to_owned();
    let (rated, refused): (Vec<Text>, Vec<Text>) =
        fields.comma_list("rate").into_iter().partition(|text| !is_entry_field_name(&name_of(text)));
    refused.iter().for_each(|text| add_name_of_field_problem(fields, text));
    let (rated, unread): (Vec<Text>, Vec<Text>) =
        rated.into_iter().partition(|text| can_be_read_as_key(&name_of(text)));
    unread.iter().for_each(|text| add_no_name_problem(fields, text));
    let named = names_and_scales(fields, rated).into_iter();
    named.map(|(name, scale)| RatingItem { name, scale: scale.unwrap_or(Scale::ZERO_TO_TEN) }).collect()
}

/// What the settings' `track` lists; of a name that stands twice the first counts.
pub(crate) fn track_field(fields: &mut FieldReader) -> Vec<TrackedItem> {
    let tracked = fields.comma_list("track");
    names_and_scales(fields, tracked).into_iter().map(|(name, scale)| TrackedItem { name, scale }).collect()
}

fn names_and_scales(fields: &mut FieldReader, texts: Vec<Text>) -> Vec<(String, Option<Scale>)> {
    let mut found: Vec<(String, Option<Scale>)> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    for text in texts {
        let (name, range) = split_name_and_range(text.text.trim());
        let scale = match range {
            Some((least, most)) if least < most => Some(Scale { least, most }),
            Some((least, most)) => {
                add_bad_range_problem(fields, &text, least, most);
                continue;
            }
            None => None,
        };
        if known.insert(fold_key(name)) {
            found.push((name.to_owned(), scale));
        }
    }
    found
}

/// Whether an entry has a field of this name already, or one slip away from `share`: a number there would be lost, or would keep
/// the entry back.
fn is_entry_field_name(name: &str) -> bool {
    let key = fold_key(name);
    known_fields::ENTRY.contains(&key.as_str())
        || edit_distance_within(&key, "share", 1).is_some()
        || key_other_than_share_makes_private(&key, "5")
}

/// Whether an entry can give a number beside this name: `x=y: 7` says something else, and a number alone is a number.
fn can_be_read_as_key(name: &str) -> bool {
    let is_of_number = |c: char| c.is_ascii_digit() || c.is_ascii_punctuation() || c.is_whitespace();
    !name.contains(['=', ':']) && !name.chars().all(is_of_number)
}

fn add_no_name_problem(fields: &mut FieldReader, text: &Text) {
    let name = shortened_for_message(text.text.trim());
    let message = format!("An entry cannot give `{name}` a number, so it cannot be rated.");
    fields.add_problem(text.place, Code::BadValue, message, "Write a name in words, such as `ease` or `fear 0-100`.");
}

fn add_name_of_field_problem(fields: &mut FieldReader, text: &Text) {
    let (name, _) = split_name_and_range(text.text.trim());
    let name = shortened_for_message(name);
    let message = format!("`{name}` is a word that entries use for something else, so it cannot be rated.");
    fields.add_problem(text.place, Code::BadValue, message, "Give the number another name, such as `ease`.");
}

fn add_bad_range_problem(fields: &mut FieldReader, text: &Text, least: Number, most: Number) {
    let message = format!("From {least} to {most} is no range of numbers.");
    let help = "Write the lower number first, such as `fear 0-100`.";
    fields.add_problem(text.place, Code::BadNumber, message, help);
}
