//! What of a plan's fields is shared (docs/specification.md#6-sharing): nothing that says that it is private, and nothing that names a
//! private plan. A moment that names one is told without its words: its days and times stay.

use crate::journal::catalog::outline::NamesAndSharing;
use crate::journal::draft::PlanDraft;
use crate::journal::sharing::hidden::HiddenPlanNames;
use crate::journal::{RatingItem, View, lines::markup, sharing::private_words};
use crate::text::fold;
use crate::when::When;

/// A field as it is told in this view.
pub(crate) fn field_in_view(field: Option<&str>, outline: &NamesAndSharing) -> Option<String> {
    let may_show =
        |text: &&str| !private_words::field_text_says_private(text) && !outline.hidden.is_named_in_field(text);
    if outline.facts.view == View::Client {
        return field.map(str::to_owned);
    }
    field.filter(may_show).map(|text| markup::without_comments(text).trim().to_owned()).filter(|text| !text.is_empty())
}

/// Whether a field is not told in this view since it links to a private plan: of `[[plans/letter|it]]` it holds `it` alone.
pub(crate) fn is_linked_to_hidden_plan(draft: &PlanDraft, key: &str, outline: &NamesAndSharing) -> bool {
    let is_linked = |line: &str| outline.hidden.links_to_hidden_plan(line);
    outline.facts.view == View::Shared
        && draft.excerpts_of_word_fields.iter().any(|(of, excerpt)| *of == key && is_linked(&excerpt.line))
}

/// What a plan rates, as it is told in this view.
pub(crate) fn rated_names_in_view(rate: &[RatingItem], outline: &NamesAndSharing) -> Vec<RatingItem> {
    let may_show =
        |item: &&RatingItem| outline.facts.view == View::Client || !outline.hidden.is_named_in_field(&item.name);
    rate.iter().filter(may_show).cloned().collect()
}

/// A plan's `when` and its words, as they are told in this view.
pub(crate) fn when_in_view(draft: &PlanDraft, outline: &NamesAndSharing) -> (When, Option<String>) {
    let hidden = &outline.hidden;
    let is_linked = is_linked_to_hidden_plan(draft, "when", outline);
    if outline.facts.view == View::Client || !is_linked && !is_moment_kept_back(&draft.when, hidden) {
        return (draft.when.clone(), draft.when_text.clone());
    }
    let is_named = |words: &str| is_linked || hidden.is_named_in_moment(words);
    let when = draft.when.without_words_of_cues(is_named);
    let is_all_vague = draft.when.vague_words().is_some_and(is_named);
    let text = draft.when_text.clone().filter(|_| !is_all_vague);
    let named = draft.when.all_cues().filter(|cue| is_named(cue));
    let rest = named.fold(text, |text, cue| without_cue(&text?, cue));
    (when, rest.filter(|rest| rest.contains(char::is_alphanumeric)))
}

/// Whether the words of a moment name a private plan. Days and times have no words of their own: beside a private plan `Evening`, `every
/// evening` stays.
pub(crate) fn is_moment_kept_back(when: &When, hidden: &HiddenPlanNames) -> bool {
    when.all_cues().chain(when.vague_words()).any(|words| hidden.is_named_in_moment(words))
}

/// The text of a `when` without one of its cues; none where the cue is not found in it as it is.
fn without_cue(text: &str, cue: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_cue = |words: &[&str]| {
        let end = words.join(" ");
        fold(end.trim_end_matches([',', ';', '.'])) == fold(cue)
    };
    let length = cue.split_whitespace().count();
    let at = words.windows(length).position(is_cue)?;
    let is_joining = |word: &&&str| matches!(word.to_ascii_lowercase().as_str(), "and" | "or");
    let (before, behind) = (words.get(..at)?, words.get(at + length..)?);
    // What joined the cue to the rest goes with it.
    let before = if before.last().is_some_and(|word| is_joining(&word)) { &before[..before.len() - 1] } else { before };
    let behind =
        if before.is_empty() && behind.first().is_some_and(|word| is_joining(&word)) { &behind[1..] } else { behind };
    let rest = [before, behind].concat().join(" ");
    let rest = rest.trim_matches(|c: char| matches!(c, ',' | ';' | '-') || c.is_whitespace());
    Some(rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cue_is_taken_out_of_its_text() {
        for (text, cue, rest) in [
            ("every day after the letter", "after the letter", Some("every day")),
            ("After the  letter, on Mondays at 9", "After the letter", Some("on Mondays at 9")),
            (
                "Monday before work and Thursday after the letter",
                "after the letter",
                Some("Monday before work and Thursday"),
            ),
            ("after the letter", "after the letter", Some("")),
            ("every day at 9", "after the letter", None),
        ] {
            assert_eq!(without_cue(text, cue).as_deref(), rest, "{text}");
        }
    }
}
