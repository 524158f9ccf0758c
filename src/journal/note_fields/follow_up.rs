//! What an entry says of the plan for its obstacle, and of what helped: `then`, `helped` and `to helper`.

use crate::journal::ThenUse;
use crate::journal::draft::FollowUpFields;
use crate::journal::note_fields::fields::FieldReader;
use crate::text::fold;

impl FollowUpFields {
    pub(crate) fn read_follow_up_fields(fields: &mut FieldReader) -> FollowUpFields {
        FollowUpFields {
            then: fields.text_or_joined_list("then").and_then(|words| parse_then_use(&words)),
            helped: fields.text_or_joined_list("helped"),
            is_for_helper: fields.yes_or_no_field("to helper").unwrap_or(false),
        }
    }

    /// What may stand on the helper's card.
    pub(crate) fn helped_for_card(&self) -> Option<String> {
        self.helped.clone().filter(|_| self.is_for_helper)
    }
}

/// Other words say nothing: an entry copied from its plan holds the plan's own.
pub(crate) fn parse_then_use(words: &str) -> Option<ThenUse> {
    let folded = fold(words);
    ThenUse::ALL.iter().find(|(word, _)| word.replace('_', " ") == folded).map(|&(_, then)| then)
}
