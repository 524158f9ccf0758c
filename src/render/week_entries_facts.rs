//! The entries of one week for other programs, of those that the view of the journal has.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::data::{BarrierName, Decimal, EntryData, EntryRoleData, HelperData, HelperNote, RatedValue};
use crate::journal::{Barrier, Entry, Journal, Plan, Share, View};
use crate::phrases::plain::{one_plain_line, plain_lines};
use crate::report::model::{Quote, TimeShown};
use crate::report::{LOOKS_BACK, names_of_helpers, quote_of_entry, time_of_entry_as_shown};
use crate::week::{CountedEntry, CountedWeek, EntryRole, State};
use crate::when::TimeOfDay;

/// An entry of the week, the plan that it belongs to and what it counts as.
struct EntryWithPlanAndRole<'a> {
    entry: &'a Entry,
    plan: Option<&'a Plan>,
    counted: Option<&'a CountedEntry>,
}

/// The client's own entries of the week up to the as-of date, in order of time.
pub(super) fn client_entry_data_of_week(journal: &Journal, counted: &CountedWeek) -> Vec<EntryData> {
    client_entries_with_roles(journal, counted).iter().map(|found| entry_data(journal, found)).collect()
}

fn client_entries_with_roles<'a>(journal: &'a Journal, counted: &'a CountedWeek) -> Vec<EntryWithPlanAndRole<'a>> {
    let mut known: BTreeMap<usize, (Option<usize>, &CountedEntry)> = BTreeMap::new();
    for plan in &counted.plans {
        known.extend(plan.entries.iter().map(|of| (of.entry, (Some(plan.plan), of))));
    }
    for of in &counted.not_counted {
        known.entry(of.entry).or_insert((None, of));
    }
    let of_week = journal.entry_indexes_between(counted.week.start(), counted.week.end());
    let found = of_week.filter_map(|at| {
        let entry = journal.entries.get(at)?;
        let (plan, of) = known.get(&at).map_or((None, None), |&(plan, of)| (plan, Some(of)));
        Some(EntryWithPlanAndRole { entry, plan: plan.and_then(|at| journal.plans.get(at)), counted: of })
    });
    let is_shown = |found: &EntryWithPlanAndRole<'_>| journal.view == View::Client || is_told_on_page(found);
    found
        .filter(|found| is_written_by_client(found.entry) && found.entry.date <= counted.as_of && is_shown(found))
        .collect()
}

/// Whether the page of the week tells of an entry at all. Of one that is of no plan of the week it does so only where something was
/// done, or it has something to say: the name of its task is the client's word too.
fn is_told_on_page(found: &EntryWithPlanAndRole<'_>) -> bool {
    let entry = found.entry;
    found.plan.is_some()
        || entry.status.is_practice()
        || entry.is_marked_to_discuss()
        || entry.helper.is_noted
        || !entry.barriers.is_empty()
        || [entry.felt.is_some(), entry.helped.is_some(), entry.words.is_some()].contains(&true)
}

/// The place of an entry if the page names it: a different place than the planned one is not shared, and of what belongs to no plan the
/// page has neither place nor time.
fn place_as_shown<'a>(journal: &Journal, found: &EntryWithPlanAndRole<'a>) -> Option<&'a String> {
    let EntryWithPlanAndRole { entry, plan, .. } = *found;
    if journal.view == View::Client {
        return entry.place.as_ref();
    }
    let is_planned_place = plan.is_some_and(|plan| plan.place == entry.place);
    let is_shown = are_time_and_place_told(found) || (is_planned_place && entry.share != Share::Full);
    entry.place.as_ref().filter(|_| is_shown)
}

/// Whether the page tells time and place of an entry: it is shared in full, and stands among a plan's notes or what is to be brought up.
fn are_time_and_place_told(found: &EntryWithPlanAndRole<'_>) -> bool {
    found.entry.share == Share::Full && (found.plan.is_some() || found.entry.is_marked_to_discuss())
}

fn is_written_by_client(entry: &Entry) -> bool {
    entry.written_by.is_none()
}

fn entry_data(journal: &Journal, found: &EntryWithPlanAndRole<'_>) -> EntryData {
    let EntryWithPlanAndRole { entry, plan, counted } = *found;
    let (counts_as, moved_from) = role_and_moved_date(counted.map(|of| of.role));
    let Quote { lines, .. } = quote_of_entry(entry);
    // As written: a page takes the full stop off, since its own sentence continues.
    let as_written = |text: &Option<String>| text.as_deref().map(one_plain_line).filter(|text| !text.is_empty());
    let rated = |(name, number): &(String, crate::journal::Number)| {
        let scale = plan.and_then(|plan| plan.rate.iter().find(|item| item.name == *name)).map(|item| item.scale);
        RatedValue {
            name: name.clone(),
            value: (*number).into(),
            least: scale.map(|scale| scale.least.into()),
            most: scale.map(|scale| scale.most.into()),
        }
    };
    EntryData {
        task: plan.map_or(&entry.task, |plan| &plan.task).clone(),
        plan_start: plan.map(|plan| plan.start),
        date: entry.date,
        time: time_as_shown(journal, found),
        on_time: counted.and_then(|of| of.on_time),
        place: place_as_shown(journal, found).cloned(),
        in_place: counted.and_then(|of| of.in_place),
        minutes: entry.minutes.map(Decimal::from_minutes),
        status: State::of_status(entry.status),
        counts_as,
        moved_from,
        written: entry.written,
        discuss: entry.discuss,
        then: entry.then,
        felt: as_written(&entry.felt),
        words: (!lines.is_empty()).then(|| lines.join("\n")),
        helped: as_written(&entry.helped),
        barriers: entry.barriers.iter().map(barrier_name).collect(),
        helper: helper_data(entry),
        ratings: entry.ratings.iter().map(rated).collect(),
    }
}

/// What an entry counts as; one that belongs to no plan is `also_done` if something was done.
fn role_and_moved_date(role: Option<EntryRole>) -> (EntryRoleData, Option<NaiveDate>) {
    match role {
        Some(EntryRole::Occasion) => (EntryRoleData::Occasion, None),
        Some(EntryRole::MovedFrom(date)) => (EntryRoleData::Moved, Some(date)),
        Some(EntryRole::Extra) => (EntryRoleData::Extra, None),
        Some(EntryRole::CameUpNotDone) => (EntryRoleData::CameUp, None),
        Some(EntryRole::Skip) => (EntryRoleData::Skip, None),
        Some(EntryRole::NotCounted(_)) => (EntryRoleData::NotCounted, None),
        None => (EntryRoleData::AlsoDone, None),
    }
}

/// The time of an entry if it may be shown: whether it was the plan's is in a separate field.
fn time_as_shown(journal: &Journal, found: &EntryWithPlanAndRole<'_>) -> Option<String> {
    if journal.view == View::Shared && !are_time_and_place_told(found) {
        return None;
    }
    match time_of_entry_as_shown(journal.view, found.entry, None)? {
        TimeShown::At(TimeOfDay::Clock(clock)) => Some(clock.to_string()),
        TimeShown::At(TimeOfDay::Part(part)) => Some(part.name().to_owned()),
        TimeShown::OnTime(_) => None,
    }
}

/// What a barrier is called, and its group.
pub(super) fn barrier_name(barrier: &Barrier) -> BarrierName {
    match barrier {
        Barrier::Known(known) => BarrierName { name: known.name.to_owned(), group: known.group.map(str::to_owned) },
        Barrier::Other(written) => BarrierName { name: written.clone(), group: None },
    }
}

fn helper_data(entry: &Entry) -> HelperData {
    let helper = &entry.helper;
    HelperData {
        noticed: helper.noticed,
        praise: helper.praise,
        response: helper.response,
        minutes_together: helper.minutes_together.map(Decimal::from_minutes),
    }
}

/// What the client noted about the helper, and the helper's own notes, by date.
pub(super) fn notes_about_helper(journal: &Journal, counted: &CountedWeek) -> Vec<HelperNote> {
    let found = client_entries_with_roles(journal, counted);
    let noted = found.iter().filter(|found| found.entry.helper.is_noted).map(note_about_helper);
    let by_helper = counted.helper_entries.iter().filter_map(|&at| journal.entries.get(at)).map(note_by_helper);
    let last = counted.week.end().min(counted.as_of);
    let words = journal.helper_words_between(counted.week.start(), last).iter().map(|words| HelperNote {
        task: None,
        helper: name_unless_empty(&words.written_by),
        date: words.date,
        noticed: None,
        praise: None,
        response: None,
        minutes_together: None,
        own_note: true,
        text: some_lines(plain_lines(&words.text)),
    });
    let mut notes: Vec<HelperNote> = noted.chain(by_helper).chain(words).collect();
    notes.sort_by_key(|note| note.date);
    notes
}

fn note_about_helper(found: &EntryWithPlanAndRole<'_>) -> HelperNote {
    let EntryWithPlanAndRole { entry, plan, .. } = *found;
    let HelperData { noticed, praise, response, minutes_together } = helper_data(entry);
    HelperNote {
        task: Some(plan.map_or(&entry.task, |plan| &plan.task).clone()),
        helper: name_unless_empty(&names_of_helpers(plan.and_then(|plan| plan.helper.as_deref())).join(", ")),
        date: entry.date,
        noticed,
        praise,
        response,
        minutes_together,
        own_note: false,
        text: None,
    }
}

/// A helper's own note. How a response felt is the client's to say.
fn note_by_helper(entry: &Entry) -> HelperNote {
    let HelperData { noticed, praise, minutes_together, .. } = helper_data(entry);
    let words = entry.words.as_deref().map(plain_lines).unwrap_or_default();
    let felt = entry.felt.as_deref().map(one_plain_line);
    HelperNote {
        task: Some(one_plain_line(&entry.task)),
        helper: name_unless_empty(entry.written_by.as_deref().unwrap_or_default()),
        date: entry.date,
        noticed,
        praise,
        response: None,
        minutes_together,
        own_note: true,
        text: some_lines(words.into_iter().chain(felt).collect()),
    }
}

fn name_unless_empty(written_by: &str) -> Option<String> {
    Some(one_plain_line(written_by)).filter(|name| !name.is_empty())
}

fn some_lines(lines: Vec<String>) -> Option<String> {
    Some(lines.join("\n")).filter(|text| !text.is_empty())
}

/// The date of the client's newest entry up to the as-of date, in the weeks that the page looks at.
pub(super) fn date_of_last_client_entry(journal: &Journal, counted: &CountedWeek) -> Option<NaiveDate> {
    let first = counted.week.weeks_earlier(LOOKS_BACK - 1).start();
    let entries = journal.entries_between(first, counted.week.end().min(counted.as_of));
    entries.iter().filter(|entry| is_written_by_client(entry)).map(|entry| entry.date).max()
}
