//! Finds the copies that sync clients leave after a conflict. A strong name is enough; a weak name counts only where the original
//! is beside it and says the same.

use std::collections::HashMap;

use crate::folder::copy_names::{
    CopyNamePattern, ends_with_sign_of_copy, is_certain_conflict_copy, name_behind_original_says_earlier_state,
    possible_originals, tail_behind_original,
};
use crate::journal::Share;
use crate::journal::draft::{DayNoteDraft, DraftContent, DraftKind};
use crate::text::fold;
use crate::when::TimeOfDay;

/// For each note (in order of path) the path of the note it is a copy of; a strong copy names itself's likeliest.
pub(crate) fn find_conflict_copies<'a>(notes: &[(&'a str, &'a DraftContent)]) -> Vec<Option<ConflictCopy>> {
    let by_path: HashMap<&str, &DraftContent> = notes.iter().map(|&(path, content)| (path, content)).collect();
    let private_days: Vec<(&str, &DayNoteDraft)> = notes
        .iter()
        .filter(|(_, content)| content.share == Some(Share::None))
        .filter_map(|&(path, content)| Some((path, day_of_note(content)?)))
        .collect();
    let copy = |&(path, content): &(&str, &DraftContent)| {
        if is_certain_conflict_copy(path) {
            return Some(ConflictCopy::Strong);
        }
        // `2026-11-16 0800.md` is a note of its own.
        let is_timed = || crate::when::has_time_behind_date_in_name(path);
        let same = |(form, original): &(CopyNamePattern, String)| {
            let is_copy_of = |other: &&DraftContent| {
                is_copied_content(*form, content, other)
                    || is_of_same_moment(content, other) && name_behind_original_says_earlier_state(path, original)
                    || may_be_older_state_of_private(content, other) && name_behind_original_says_copy(path, original)
            };
            by_path.get(original.as_str()).filter(|_| !is_certain_conflict_copy(original)).is_some_and(is_copy_of)
                && !(*form == CopyNamePattern::SameText && is_timed())
        };
        let originals = possible_originals(path);
        let found = originals.iter().find(|original| same(original)).map(|(_, original)| original.clone());
        let sibling = || find_sibling_without_original(path, content, &originals, &by_path);
        let private = || find_private_original(path, content, &private_days);
        found.or_else(sibling).or_else(private).map(ConflictCopy::Weak)
    };
    notes.iter().map(copy).collect()
}

/// The first of several numbered copies whose original is not there: `n 2.md` for `n 3.md`. Of notes that tell no time only day notes
/// are taken for copies: others are named `Untitled 2.md`.
fn find_sibling_without_original(
    path: &str,
    content: &DraftContent,
    originals: &[(CopyNamePattern, String)],
    by_path: &HashMap<&str, &DraftContent>,
) -> Option<String> {
    let may_be_copy = match &content.kind {
        DraftKind::Day(_) => true,
        DraftKind::Entry(entry) => entry.time.is_some(),
        _ => false,
    };
    let is_number = |form: CopyNamePattern| matches!(form, CopyNamePattern::Number | CopyNamePattern::BareNumber);
    let missing =
        originals.iter().filter(|(form, original)| is_number(*form) && !by_path.contains_key(original.as_str()));
    missing.filter(|_| may_be_copy).find_map(|(form, original)| {
        let (stem, ending) = original.rsplit_once('.')?;
        let siblings = (1..=9).flat_map(|n| [format!("{stem} {n}.{ending}"), format!("{stem} ({n}).{ending}")]);
        siblings
            .take_while(|sibling| sibling != path)
            .find(|sibling| by_path.get(sibling.as_str()).is_some_and(|other| is_copied_content(*form, content, other)))
    })
}

/// The private day note that a day note says nearly the same as, where it has its name and a tail in signs:
/// `2026-11-19-DESKTOP-AB12CD3.md`, `2026-11-19~20261118-120000.md`, `2026-11-19 (from iPhone).md`. Programs name copies in more ways than
/// anybody knows, and one of them may have lost the line that keeps the note private. `2026-11-19 evening.md` is a note of its own.
fn find_private_original(path: &str, content: &DraftContent, private_days: &[(&str, &DayNoteDraft)]) -> Option<String> {
    // One that says `share: full` may be from before the day was made private.
    let day = day_of_note(content).filter(|_| content.share != Some(Share::None))?;
    let is_original = |(original, private): &&(&str, &DayNoteDraft)| {
        let is_nearly_same = || has_name_of_copy(path, original) && are_nearly_same_days(day, private);
        private.date == day.date && (has_same_words(day, private) || is_nearly_same())
    };
    private_days.iter().find(is_original).map(|(original, _)| (*original).to_owned())
}

/// Whether two day notes have the same text, of some length: then one is a copy, whatever its name and its folder are.
fn has_same_words(copy: &DayNoteDraft, original: &DayNoteDraft) -> bool {
    const SHORTEST: usize = 20;
    let words = |day: &DayNoteDraft| day.words.as_ref().map(|words| words.text.trim().to_owned());
    words(copy).is_some_and(|text| text.len() >= SHORTEST && words(original).as_ref() == Some(&text))
}

fn day_of_note(content: &DraftContent) -> Option<&DayNoteDraft> {
    match &content.kind {
        DraftKind::Day(day) => Some(day),
        _ => None,
    }
}

/// Whether a name is another's with a tail in signs behind it, or the same name in a folder for conflicts.
fn has_name_of_copy(path: &str, original: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (folder_of_original, name_of_original) = original.rsplit_once('/').unwrap_or(("", original));
    if folder != folder_of_original {
        return name == name_of_original && folder.to_lowercase().contains("conflict");
    }
    let stem = name_of_original.rsplit_once('.').map_or(name_of_original, |(stem, _)| stem);
    name.strip_prefix(stem)
        .is_some_and(|tail| tail.starts_with(['-', '~', '(', '[', '_', '.']) || tail.starts_with(" ("))
}

/// How a conflict copy was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ConflictCopy {
    Strong,
    Weak(String),
}

/// Both have the same kind, task and `when`; where `when` tells no time, the same text. Plans with a `from` of their own
/// are versions, never copies.
fn is_copied_content(form: CopyNamePattern, copy: &DraftContent, original: &DraftContent) -> bool {
    let text = copy.text_hash == original.text_hash;
    if form == CopyNamePattern::SameText {
        return text && is_of_same_date(copy, original);
    }
    match (&copy.kind, &original.kind) {
        (DraftKind::Plan(a), DraftKind::Plan(b)) => {
            let when = |p: &crate::journal::draft::PlanDraft| p.when_text.as_deref().map(fold);
            fold(&a.task) == fold(&b.task)
                && when(a) == when(b)
                && a.from == b.from
                && (text || !a.when.all_slots().is_empty())
        }
        (DraftKind::Entry(a), DraftKind::Entry(b)) => {
            fold(&a.task) == fold(&b.task) && (a.date, a.time) == (b.date, b.time) && (text || a.time.is_some())
        }
        (DraftKind::Day(a), DraftKind::Day(b)) => {
            let may_be_copy = match form {
                CopyNamePattern::Number => true,
                CopyNamePattern::BareNumber => text || are_nearly_same_days(a, b),
                CopyNamePattern::Machine | CopyNamePattern::SameText => false,
            };
            may_be_copy && a.date == b.date
        }
        (DraftKind::Undated(_), DraftKind::Undated(_)) => text,
        (DraftKind::Reflection(a), DraftKind::Reflection(b)) => text && a.date == b.date,
        _ => false,
    }
}

/// Whether two day notes say nearly the same of what was done: half of the lines and fields of the longer one, or more, stand in both, or
/// go on in one of them.
fn are_nearly_same_days(copy: &DayNoteDraft, original: &DayNoteDraft) -> bool {
    let lines = |day: &DayNoteDraft| -> Vec<String> {
        let boxes = day.boxes.iter().map(|item| &item.line.excerpt);
        boxes.chain(day.keys.iter().map(|key| &key.excerpt)).map(|of| of.line.trim().to_owned()).collect()
    };
    let (copied, mut rest) = (lines(copy), lines(original));
    let longer = copied.len().max(rest.len());
    let mut same = 0;
    for line in &copied {
        let is_same = |of: &String| of.starts_with(line.as_str()) || line.starts_with(of.as_str());
        if let Some(at) = rest.iter().position(is_same) {
            rest.swap_remove(at);
            same += 1;
        }
    }
    same > 0 && same * 2 >= longer
}

/// Whether two entries are of one task, date and time, or nearly so: in one of them something was changed.
fn is_of_same_moment(copy: &DraftContent, original: &DraftContent) -> bool {
    match (&copy.kind, &original.kind) {
        (DraftKind::Entry(a), DraftKind::Entry(b)) => {
            fold(&a.task) == fold(&b.task) && a.date == b.date && are_times_of_one_moment(a.time, b.time)
        }
        _ => false,
    }
}

/// Whether two times may be one that was written down again: one is missing, or they lie within an hour.
pub(crate) fn are_times_of_one_moment(one: Option<TimeOfDay>, other: Option<TimeOfDay>) -> bool {
    const MINUTES_APART: u16 = 60;
    match (one, other) {
        (Some(TimeOfDay::Clock(a)), Some(TimeOfDay::Clock(b))) => a.0.abs_diff(b.0) <= MINUTES_APART,
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// Whether a note may be what another was before that became `none`: it is of the same task and moment. Its text may be older.
fn may_be_older_state_of_private(copy: &DraftContent, original: &DraftContent) -> bool {
    let is_same = match (&copy.kind, &original.kind) {
        (DraftKind::Entry(a), DraftKind::Entry(b)) => {
            let is_same_time = a.time.is_none() || b.time.is_none() || a.time == b.time;
            fold(&a.task) == fold(&b.task) && a.date == b.date && is_same_time
        }
        _ => is_of_same_date(copy, original),
    };
    original.share == Some(Share::None) && is_same
}

/// Whether a name says that it is a copy, and not only that it is another note: `n (Copy).md`, `n (1).md`, `n.conflict1.md`.
fn name_behind_original_says_copy(path: &str, original: &str) -> bool {
    const CONFLICT: [&str; 3] = ["conflict", "konflikt", "conflit"];
    let tail = tail_behind_original(path, original).to_lowercase();
    let number = tail.trim_matches(|c: char| matches!(c, ' ' | '(' | ')' | '_'));
    let is_number = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    is_number
        || ends_with_sign_of_copy(path, original)
        || CONFLICT.iter().any(|word| tail.contains(word))
        || path.to_lowercase().contains("copy of ")
}

/// Whether two notes of the same text are entries or day notes of one date: the second would count again.
fn is_of_same_date(copy: &DraftContent, original: &DraftContent) -> bool {
    match (&copy.kind, &original.kind) {
        (DraftKind::Entry(a), DraftKind::Entry(b)) => a.date == b.date,
        (DraftKind::Day(a), DraftKind::Day(b)) => a.date == b.date,
        (DraftKind::Reflection(a), DraftKind::Reflection(b)) => a.date == b.date,
        _ => false,
    }
}
