//! An entry finished: with its plan, its share, its ratings and photos; and in the shared view without what is not shared.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::assemble::FallbackShare;
use super::draft::EntryDraft;
use super::pending::PendingEntry;
use super::photos::PhotoIndex;
use super::share::{self, HiddenNames};
use super::{Entry, Plan, Share, View, fields};
use crate::problem::{Code, Problem};
use crate::text::fold;

#[allow(clippy::too_many_arguments)] // everything that is known by now
pub(super) fn finish<'f>(
    pending: PendingEntry,
    plan: Option<usize>,
    plans: &[Plan],
    rates: &[HashMap<String, String>],
    fallback: &FallbackShare,
    hidden: &HiddenNames,
    view: View,
    problems: &mut Vec<Problem>,
    files: impl FnOnce() -> &'f PhotoIndex<'f>,
) -> Entry {
    let mut entry = pending.entry;
    let of = plan.and_then(|n| plans.get(n));
    entry.plan = plan;
    entry.share = match of {
        _ if hidden.has(&entry.task) => Share::None,
        Some(plan) if plan.share == Share::None => Share::None,
        Some(plan) => pending.own_share.unwrap_or(plan.share),
        None => pending.own_share.unwrap_or_else(|| fallback.share(&entry.task)),
    };
    if let Some(draft) = pending.draft {
        let rated = |key: &str| plan.and_then(|n| rates.get(n)).and_then(|names| names.get(key));
        let extras = draft.extras.as_deref();
        for unknown in extras.iter().flat_map(|b| &b.unknown) {
            let Some(name) = rated(&unknown.key) else { continue };
            match fields::tenths(&unknown.value) {
                Some(tenths) => entry.ratings.push((name.clone(), tenths)),
                None => {
                    let message = format!("`{}` is no number from 0 to 10.", fields::short(&unknown.value));
                    let help = "Write a number from 0 to 10, such as `7` or `6.5`.".to_owned();
                    problems.push(unknown.excerpt.problem(&entry.note, Code::BadNumber, message, help));
                }
            }
        }
        if let Some((written, problem)) = extras.and_then(|b| b.helper_text.as_ref())
            && of.and_then(|p| p.helper.as_ref()).is_none_or(|helper| fold(helper) != fold(written))
        {
            problems.push(problem.clone());
        }
        let near = pending.near.iter().filter(|near| rated(&near.key).is_none());
        problems.extend(near.map(|n| n.hint.clone()));
        entry.words = draft.words.as_ref().map(|w| Arc::clone(&w.text));
        let is_shown = view == View::Client || entry.share == Share::Full;
        if let Some(extras) = extras.filter(|b| is_shown && !b.photos.is_empty()) {
            let files = files();
            entry.photos =
                extras.photos.iter().filter_map(|(target, alt)| files.photo(&entry.note, target, alt)).collect();
            let mut paths = HashSet::new();
            entry.photos.retain(|p| paths.insert(p.path.clone()));
        }
    }
    if view == View::Shared {
        redact(&mut entry, pending.draft, of, hidden);
    }
    entry
}

/// What a reader of the reports may see of an entry (SPEC 6).
fn redact(entry: &mut Entry, draft: Option<&EntryDraft>, plan: Option<&Plan>, hidden: &HiddenNames) {
    let shown = match draft {
        Some(draft) => share::shared_part(draft.words.as_ref(), entry.share).map(Arc::from),
        // A line goes if its check box holds a hidden name; that it was done stays.
        None => entry.words.take().filter(|words| entry.share == Share::Full && !hidden.is_named_in(words)),
    };
    entry.words = shown.and_then(|words| hidden.shown(&words)).map(Arc::from);
    if entry.share != Share::Full {
        entry.felt = None;
        entry.photos.clear();
        // Whether it was the planned place is shared, which other place it was is not.
        entry.place = match (entry.place.take(), plan.and_then(|p| p.place.as_ref())) {
            (Some(place), Some(planned)) if same_place(&place, planned) => Some(planned.clone()),
            (Some(_), Some(_)) => Some("elsewhere".to_owned()),
            _ => None,
        };
    }
}

/// Places compare as tasks do, a leading `in`, `at`, `on`, `the` aside (SPEC 3).
fn same_place(a: &str, b: &str) -> bool {
    fn bare(place: &str) -> String {
        let folded = fold(place);
        let mut rest = folded.as_str();
        while let Some((_, behind)) =
            rest.split_once(' ').filter(|(word, _)| matches!(*word, "in" | "at" | "on" | "the"))
        {
            rest = behind;
        }
        rest.to_owned()
    }
    bare(a) == bare(b)
}
