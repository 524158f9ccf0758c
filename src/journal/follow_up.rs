//! What an entry says of the plan for its obstacle, and of what helped: `then`, `helped` and `to helper`.

use super::ThenUse;
use super::draft::FollowUp;
use super::fields::{Fields, parse_yes_or_no};
use crate::text::fold;

impl FollowUp {
    pub(super) fn read(fields: &mut Fields) -> FollowUp {
        FollowUp {
            then: fields.text_or_joined_list("then").and_then(|words| then_use(&words)),
            helped: fields.text_or_joined_list("helped"),
            to_helper: fields.yes_or_no_field("to helper").unwrap_or(false),
        }
    }

    /// Takes one field of a line; of a field that is given twice the first counts. Gives whether it is one of these.
    pub(super) fn set(&mut self, key: &str, value: &str) -> bool {
        match key {
            "then" => self.then = self.then.or_else(|| then_use(value)),
            "helped" => self.helped = self.helped.take().or_else(|| Some(value.to_owned())),
            "to helper" => self.to_helper |= parse_yes_or_no(value).unwrap_or(false),
            _ => return false,
        }
        true
    }

    /// What may stand on the helper's card.
    pub(super) fn on_card(&self) -> Option<String> {
        self.helped.clone().filter(|_| self.to_helper)
    }
}

/// Other words say nothing: an entry copied from its plan holds the plan's own.
fn then_use(words: &str) -> Option<ThenUse> {
    match fold(words).as_str() {
        "used" => Some(ThenUse::Used),
        "not used" => Some(ThenUse::NotUsed),
        "not needed" => Some(ThenUse::NotNeeded),
        _ => None,
    }
}
