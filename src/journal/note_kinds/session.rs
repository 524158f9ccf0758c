//! What was agreed in a session (docs/specification.md#1-notes).

use std::sync::Arc;

use crate::journal::catalog::name_table::NameTarget;
use crate::journal::catalog::notes::VisibleNote;
use crate::journal::catalog::outline::NamesAndSharing;
use crate::journal::draft::{AgreementDraft, DraftKind};
use crate::journal::lines::link_target::link_targets;
use crate::journal::note_fields::fields::FieldReader;
use crate::journal::note_text::excerpt_at;
use crate::journal::sharing::names_of_note::find_name_of_hidden_plan;
use crate::journal::{AgreedItem, Session, Share, View, sharing::private_words, sharing::shared_text};
use crate::problem::Code;

/// More words than these begin no item's name of a plan.
const MOST_WORDS: usize = 40;

pub(crate) fn read_session_fields(fields: &mut FieldReader) -> AgreementDraft {
    let texts = fields.list_or_one_text("agreed", Code::BadValue).unwrap_or_default();
    let (mut agreed, mut links) = (Vec::new(), Vec::new());
    for text in texts {
        let written = fields.note.line_at_place(text.place);
        let has_links = !link_targets(written).is_empty();
        // One line is one item, commas or not.
        for line in text.text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            agreed.push(line.to_owned());
            links.push(has_links.then(|| written.into()));
        }
    }
    let agreed_at = fields.note.filled_field("agreed").map(|field| excerpt_at(fields.note, field.key_place));
    AgreementDraft { agreed, links, agreed_at, next: fields.date_field("next").ok().flatten() }
}

/// A session as it is told in this view; none where the note is none, or keeps it private.
pub(crate) fn session_in_view(note: VisibleNote, outline: &NamesAndSharing) -> Option<Session> {
    let DraftKind::Day(day) = &note.content.kind else { return None };
    let draft = day.session.as_ref()?;
    let share = note.content.share.unwrap_or(outline.facts.settings.share);
    if outline.facts.view == View::Shared && share == Share::None {
        return None;
    }
    let is_kept_back = |links: &Option<Box<str>>| {
        let links_to_hidden = |line: &str| outline.hidden.links_to_hidden_plan(line);
        outline.facts.view == View::Shared && links.as_deref().is_some_and(links_to_hidden)
    };
    // Of a note that is called by the name of a private plan no words are shared.
    let is_named = outline.facts.view == View::Shared && find_name_of_hidden_plan(note, &outline.hidden).is_some();
    let items = draft.agreed.iter().filter(|_| !is_named).zip(&draft.links).filter(|(_, links)| !is_kept_back(links));
    let agreed = items.filter_map(|(words, _)| agreed_item(words, outline)).collect();
    Some(Session { note: Arc::clone(note.path), date: day.date, share, agreed, next: draft.next })
}

/// The first item that is not shared since it names a private plan.
pub(crate) fn first_item_naming_hidden_plan<'a>(
    agreement: &'a AgreementDraft,
    outline: &NamesAndSharing,
) -> Option<&'a str> {
    let links_to_hidden =
        |links: &Option<Box<str>>| links.as_deref().is_some_and(|line| outline.hidden.links_to_hidden_plan(line));
    let mut items = agreement.agreed.iter().zip(&agreement.links);
    let named = items.find(|(words, links)| {
        !outline.hidden.is_empty() && (links_to_hidden(links) || names_hidden_plan(words, outline))
    });
    named.map(|(words, _)| words.as_str())
}

/// Whether an item names a plan that is not shared, at its beginning or, by a name of several words, later in it.
fn names_hidden_plan(words: &str, outline: &NamesAndSharing) -> bool {
    let is_name_of_words = |start: &&str| start.contains(' ') && outline.hidden.is_hidden_name(start);
    begins_with_hidden_plan(words, outline)
        || later_parts(words).iter().any(|(part, _)| beginnings_longest_first(part).iter().any(is_name_of_words))
}

fn begins_with_hidden_plan(words: &str, outline: &NamesAndSharing) -> bool {
    if outline.hidden.speaks_of_doing_hidden_plan(words) {
        return true;
    }
    let starts = beginnings_longest_first(words);
    // The longest name that fits.
    for start in &starts {
        // The client's own view knows the private plans by their names too.
        if outline.hidden.is_hidden_name(start) {
            return true;
        }
        if matches!(outline.names.target_of_task(start), Some(NameTarget::Plan(_))) {
            return false;
        }
    }
    starts.iter().any(|start| outline.hidden.is_hidden_name_or_close(start)) || outline.hidden.may_name_lost_plan(words)
}

/// One item; none where it names a plan that is not shared.
fn agreed_item(words: &str, outline: &NamesAndSharing) -> Option<AgreedItem> {
    let is_private = private_words::field_text_says_private(words) || private_words::item_makes_line_private(words);
    if outline.facts.view == View::Shared && (is_private || names_hidden_plan(words, outline)) {
        return None;
    }
    let (task, rest) = match plan_at_beginning(words, outline) {
        Some((task, rest)) => (Some(task), rest),
        None => (None, ""),
    };
    let mut tasks: Vec<String> = task.iter().cloned().collect();
    // The part that comes next is looked for behind a name that was found: `Walk and talk` may be one name.
    let mut left = rest;
    while let Some((part, _)) = later_parts(left).into_iter().next() {
        left = match plan_at_beginning(part, outline) {
            Some((further, rest)) => {
                tasks.extend((!tasks.contains(&further)).then_some(further));
                rest
            }
            None => part,
        };
    }
    let further_tasks: Vec<String> = tasks.into_iter().skip(1).collect();
    let has_several = !further_tasks.is_empty() || later_parts(rest).iter().any(|(_, adds)| *adds);
    words_for_view(words, outline).map(|words| AgreedItem { words, task, further_tasks, has_several })
}

/// The task of the plan with whose name a text begins, the longest that fits, and what stands behind that name.
fn plan_at_beginning<'w>(words: &'w str, outline: &NamesAndSharing) -> Option<(String, &'w str)> {
    beginnings_longest_first(words).into_iter().find_map(|start| match outline.names.target_of_task(start) {
        Some(NameTarget::Plan(group)) => {
            let task = outline.facts.groups.get(group.0)?.task.clone();
            Some((task, words.get(start.len()..)?))
        }
        _ => None,
    })
}

/// What may be agreed besides, in order: each part of a text behind `and`, a comma or the like. True where the mark adds something
/// (`Walk daily and call Mum`); a comma alone may only say more of the same.
fn later_parts(words: &str) -> Vec<(&str, bool)> {
    const MARKS: [(&str, bool); 8] = [
        (", and ", true),
        (" and ", true),
        (" then ", true),
        (" plus ", true),
        (" & ", true),
        (" + ", true),
        ("; ", true),
        (", ", false),
    ];
    let (mut parts, mut from) = (Vec::new(), 0);
    while let Some(rest) = words.get(from..) {
        let found = MARKS.iter().filter_map(|&(mark, adds)| Some((rest.find(mark)?, mark.len(), adds)));
        // Of two at one place the longer.
        let Some((at, len, adds)) = found.min_by_key(|&(at, len, _)| (at, std::cmp::Reverse(len))) else { break };
        from += at + len;
        parts.extend(words.get(from..).map(|part| (part, adds)));
    }
    parts.truncate(MOST_WORDS);
    parts
}

fn words_for_view(words: &str, outline: &NamesAndSharing) -> Option<String> {
    match outline.facts.view {
        View::Client => Some(words.to_owned()),
        View::Shared => shared_text::shareable_text(words, &outline.hidden),
    }
}

/// The beginnings of a text that end with a word, the longest first, without the signs at their end.
fn beginnings_longest_first(words: &str) -> Vec<&str> {
    let ends = words.char_indices().zip(words.chars().skip(1).map(Some).chain([None]));
    let ends = ends.filter(|((_, c), next)| {
        !c.is_whitespace() && next.is_none_or(|n| !n.is_alphanumeric() || !c.is_alphanumeric())
    });
    let mut starts: Vec<&str> =
        ends.filter_map(|((at, c), _)| words.get(..at + c.len_utf8())).take(MOST_WORDS).collect();
    starts.reverse();
    starts
}
