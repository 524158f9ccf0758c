//! A key one slip away from `share` keeps its note private (docs/specification.md#6-sharing), unless it is a name: of a
//! plan (`shave: yes`), of something that a plan rates, or of a number that the settings track. Only all notes together show that.

use std::collections::HashSet;

use crate::journal::Share;
use crate::journal::draft::{DraftKind, NoteDraft};
use crate::text::fold_key;

/// Decides for each note with a slip of `share` whether it is private. Must be called after every change of the notes.
pub fn settle_misspelt_share_keys(drafts: &mut [NoteDraft]) {
    let has_slip =
        |draft: &NoteDraft| draft.content.as_deref().is_some_and(|content| content.misspelt_share_key.is_some());
    if !drafts.iter().any(has_slip) {
        return;
    }
    let names: HashSet<String> = drafts.iter().flat_map(plan_and_rating_names).collect();
    for content in drafts.iter_mut().filter_map(|draft| draft.content.as_deref_mut()) {
        if let Some((key, without)) = &content.misspelt_share_key {
            content.share = if names.contains(&**key) { *without } else { Some(Share::None) };
        }
    }
}

/// The names of a plan and of what it rates, and of what the settings track, folded as keys are.
fn plan_and_rating_names(draft: &NoteDraft) -> Vec<String> {
    match draft.content.as_deref().map(|content| &content.kind) {
        Some(DraftKind::Plan(plan)) => {
            let names = std::iter::once(&plan.task).chain(plan.aka.iter().map(|(name, _)| name));
            names.chain(plan.rate.iter().map(|rated| &rated.name)).map(|name| fold_key(name)).collect()
        }
        Some(DraftKind::Settings { tracked, .. }) => tracked.iter().map(|of| of.key.to_string()).collect(),
        Some(DraftKind::Broken { names, is_plan: true }) => names.iter().map(|name| fold_key(name)).collect(),
        _ => Vec::new(),
    }
}
