//! All notes together -> plans, entries, reflections and problems, for one view.
//!
//! In the shared view what is `none` goes first of all, before anything is derived from anything, so that the result is
//! what it would be if those notes were not there.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::conflict::{self, ConflictCopy};
use super::draft::{Draft, DraftContent, DraftKind, PlanDraft};
use super::finish::finish;
use super::name_table::{self, NameTable, NameTarget};
use super::name_trie::NameTrie;
use super::pending::{self, PendingEntry};
use super::photos::PhotoIndex;
use super::share::{self, HiddenNames};
use super::versions::{self, PlanCandidate, PlanPeriod};
use super::{Entry, Form, Journal, Plan, Reflection, Settings, Share, Status, Superseded, View};
use super::{fields, helper, hints, reflection};
use crate::problem::{Code, Problem};
use crate::text::{fold, fold_key};
use crate::when::TimeOfDay;

/// A note of ours that takes part.
#[derive(Clone, Copy)]
pub(super) struct VisibleNote<'a> {
    pub path: &'a Arc<str>,
    pub content: &'a DraftContent,
}

pub(super) fn assemble(
    settings: &Settings,
    drafts: &[&Draft],
    others: &[String],
    today: NaiveDate,
    view: View,
) -> Journal {
    let as_of = settings.as_of(today);
    let mut ours: Vec<(&Draft, &DraftContent)> =
        drafts.iter().filter_map(|&d| Some((d, d.content.as_deref()?))).collect();
    ours.sort_by(|a, b| a.0.path.cmp(&b.0.path));
    let paths: Vec<(&str, &DraftContent)> = ours.iter().map(|(d, content)| (&*d.path, *content)).collect();
    let copies = conflict::find_copies(&paths);
    let mut problems: Vec<Problem> = Vec::new();
    let all: Vec<(&Draft, &DraftContent, bool)> = ours
        .iter()
        .zip(&copies)
        .map(|(&(d, content), copy)| (d, content, copy.is_some() && is_reported(&d.path, content)))
        .collect();
    let hidden = HiddenNames::new(settings, &all);
    for ((draft, content, is_copy), copy) in all.iter().zip(&copies) {
        match copy {
            Some(copy) if *is_copy => problems.push(conflict_hint(&draft.path, copy)),
            _ => problems.extend(content.problems.iter().cloned()),
        }
    }
    let seen: Vec<VisibleNote> = all
        .iter()
        .filter(|(_, content, is_copy)| !is_copy && (view == View::Client || !is_none(content, settings, &hidden)))
        .map(|(draft, content, _)| VisibleNote { path: &draft.path, content })
        .collect();

    let candidates = seen.iter().enumerate().filter_map(|(note, ours)| match &ours.content.kind {
        DraftKind::Plan(plan) => Some(PlanCandidate { note, path: ours.path, plan }),
        _ => None,
    });
    let groups = versions::groups(candidates);
    problems.extend(groups.iter().flat_map(|g| &g.duplicates).map(|(plan, stands)| twice(plan, stands)));
    problems.extend(name_table::alias_conflicts(&groups));
    let broken: Vec<&[String]> =
        seen.iter().filter_map(|o| name_table::names_of_broken_plan(&o.content.kind)).collect();
    let table = NameTable::new(&groups, &hidden, &broken);
    let fallback = FallbackShare::new(settings, &seen);

    let mut pending = Vec::with_capacity(seen.iter().filter(|o| matches!(o.content.kind, DraftKind::Entry(_))).count());
    let mut noted: HashSet<(usize, NaiveDate)> = HashSet::new();
    for ours in &seen {
        if let DraftKind::Entry(draft) = &ours.content.kind {
            pending.push(pending::from_note(*ours, draft, settings, &table));
        }
    }
    if view == View::Shared {
        pending.retain(|r| {
            r.group.is_some() || r.own_share.unwrap_or_else(|| fallback.share(&r.entry.task)) != Share::None
        });
    }
    let logging = groups.iter().enumerate().flat_map(|(n, g)| g.versions.iter().map(move |v| (n, *v)));
    for (n, version) in logging {
        if let Some(ours) = seen.get(version.note) {
            pending.extend(version.plan.log.iter().map(|log| pending::from_log(*ours, n, version.plan, log)));
        }
    }
    noted.extend(pending.iter().filter(|r| r.entry.by.is_none()).filter_map(|r| Some((r.group?, r.entry.date))));
    let helpers: Vec<HashSet<String>> =
        groups.iter().map(|g| helper::called(g.versions.iter().filter_map(|v| v.plan.helper.as_deref()))).collect();
    let mut mentioned = HashSet::new();
    let mut superseded: Vec<Superseded> = Vec::new();
    for ours in &seen {
        if let DraftKind::Day(day) = &ours.content.kind {
            let found = pending::from_day_note(*ours, day, &table, &groups, &helpers, &mut problems);
            for entry in found {
                if entry.group.is_none_or(|g| noted.contains(&(g, entry.entry.date))) {
                    superseded.push(pass(entry));
                    continue;
                }
                mentioned.extend(entry.group.map(|g| (g, entry.entry.date)));
                pending.push(entry);
            }
        }
    }
    noted.extend(mentioned);
    for entry in pending::from_files(drafts, &all, others, &groups, settings, &hidden, view) {
        if entry.group.is_some_and(|g| noted.contains(&(g, entry.entry.date))) {
            superseded.push(pass(entry));
        } else {
            pending.push(entry);
        }
    }
    superseded.sort();

    let mut plans: Vec<Plan> = Vec::new();
    // For each group the index of its first version among the plans.
    let mut firsts: Vec<usize> = Vec::new();
    let mut first_entries: BTreeMap<usize, NaiveDate> = BTreeMap::new();
    for entry in pending.iter().filter(|r| r.entry.by.is_none() && r.entry.date <= as_of) {
        if let Some(group) = entry.group {
            let first = first_entries.entry(group).or_insert(entry.entry.date);
            *first = (*first).min(entry.entry.date);
        }
    }
    for (n, group) in groups.iter().enumerate() {
        firsts.push(plans.len());
        let runs = versions::periods(group, first_entries.get(&n).copied(), as_of, settings.until);
        for (version, runs) in group.versions.iter().zip(runs) {
            let Some(ours) = seen.get(version.note) else { continue };
            if !runs.written {
                problems.push(hints::start_found(version.path, version.plan, runs.start, runs.end));
            }
            plans.push(plan(*ours, version.plan, runs, settings, &hidden, view));
        }
    }
    firsts.push(plans.len());

    // Of each plan the names it rates, by their folded key.
    let rates: Vec<HashMap<String, String>> =
        plans.iter().map(|p| p.rate.iter().map(|name| (fold_key(name), name.clone())).collect()).collect();
    let files = std::cell::OnceCell::new();
    let mut entries: Vec<Entry> = pending
        .into_iter()
        .map(|entry| {
            let versions = entry.group.and_then(|g| Some(*firsts.get(g)?..*firsts.get(g + 1)?)).unwrap_or(0..0);
            let plan = version_of(&plans, versions, entry.entry.date);
            if entry.entry.by.is_none() && entry.entry.date > as_of && entry.entry.status != Status::Skip {
                problems.extend(entry.excerpt.map(|s| hints::in_future(&entry.entry, s, as_of, today)));
            }
            finish(entry, plan, &plans, &rates, &fallback, &hidden, view, &mut problems, || {
                files.get_or_init(|| PhotoIndex::new(others))
            })
        })
        .collect();
    entries.sort_by(|a, b| order(a).cmp(&order(b)));

    let mut kept_short: NameTrie<()> = NameTrie::new();
    for version in groups.iter().flat_map(|g| &g.versions) {
        let share = seen.get(version.note).and_then(|o| o.content.share).unwrap_or(settings.share);
        if share != Share::Full {
            version.names().for_each(|name| share::add_line_name(&mut kept_short, name));
        }
    }
    let mut reflections: Vec<Reflection> =
        seen.iter().filter_map(|ours| reflected(*ours, settings, &hidden, &kept_short, view)).collect();
    reflections.sort_by(|a, b| (a.date, &a.note).cmp(&(b.date, &b.note)));

    let is_counted = |ours: &&VisibleNote| match &ours.content.kind {
        // Nothing in the note itself says whether it is shared: its plan does, else the settings.
        DraftKind::Broken { names, is_plan: false } if view == View::Shared && ours.content.share.is_none() => {
            let named = names.first().map(String::as_str);
            let has_plan = named.is_some_and(|n| matches!(table.task(n), Some(NameTarget::Plan(_))));
            has_plan || named.map_or(settings.share, |n| fallback.share(n)) != Share::None
        }
        _ => ours.content.is_left_out(),
    };
    let second_plans: usize = groups.iter().map(|g| g.duplicates.len()).sum();
    let left_out = seen.iter().filter(is_counted).count() + second_plans;
    problems.extend(hints::many_plans(&plans, &groups, as_of));
    problems.extend(near_keys(&seen, &table));
    problems.sort();
    problems.dedup();
    if view == View::Shared {
        problems.clear();
    }
    Journal {
        view,
        settings: settings.clone(),
        plans,
        entries,
        reflections,
        superseded,
        problems,
        left_out: u32::try_from(left_out).unwrap_or(u32::MAX),
    }
}

fn pass(entry: PendingEntry) -> Superseded {
    let Entry { date, form, note, line, task, .. } = entry.entry;
    Superseded { date, form, note, line, task }
}

/// How much is shared of what names no plan that stands: as a plan of that name says that is left out, else as the
/// settings say.
pub(super) struct FallbackShare {
    plans: HashMap<String, Share>,
    settings: Share,
}

impl FallbackShare {
    fn new(settings: &Settings, seen: &[VisibleNote]) -> FallbackShare {
        let mut plans: HashMap<String, Share> = HashMap::new();
        for ours in seen {
            let share = ours.content.share.unwrap_or(settings.share);
            for name in name_table::names_of_broken_plan(&ours.content.kind).into_iter().flatten() {
                plans.entry(fold(name)).and_modify(|least| *least = (*least).min(share)).or_insert(share);
            }
        }
        FallbackShare { plans, settings: settings.share }
    }

    pub(super) fn share(&self, task: &str) -> Share {
        self.plans.get(&fold(task)).copied().unwrap_or(self.settings)
    }
}

/// By date, told time (none last), path, line (SPEC 3).
fn order(entry: &Entry) -> (NaiveDate, u32, &str, u32, Form) {
    (entry.date, entry.time.map_or(u32::MAX, minute), &entry.note, entry.line, entry.form)
}

/// The minute of the day at which a told time begins, for the order of entries; a clock time before a part.
fn minute(time: TimeOfDay) -> u32 {
    match time {
        TimeOfDay::Clock(clock) => u32::from(clock.0) * 2,
        TimeOfDay::Part(part) => u32::from(part.minutes().0) * 2 + 1,
    }
}

/// A copy of an ordinary note is nobody's concern but its owner's; one of the settings' is told.
fn is_reported(path: &str, content: &DraftContent) -> bool {
    !matches!(content.kind, DraftKind::Ordinary) || conflict::is_settings_copy(path)
}

fn conflict_hint(path: &str, copy: &ConflictCopy) -> Problem {
    let (message, help) = match copy {
        ConflictCopy::Strong => (
            "This is a copy that your sync program made, since a note was changed in two places at once.".to_owned(),
            "Take from it what is missing in the note itself, then delete it. Until then it is not counted.".to_owned(),
        ),
        ConflictCopy::Weak(original) => (
            format!("This looks like a copy of {original} that your sync program made."),
            "Take from it what is missing there, then delete it; or give it another name. Until then it is not counted."
                .to_owned(),
        ),
    };
    Problem {
        file: path.to_owned(),
        place: crate::problem::Place::START,
        code: Code::ConflictCopy,
        message,
        help,
        line: String::new(),
        skipped: 0,
    }
}

/// Whether a note is `none` as a whole (SPEC 6): by itself, by its plan, by the settings, or since it cannot be read. A
/// day note that says nothing itself is not: each of its lines is as its plan is.
pub(super) fn is_none(content: &DraftContent, settings: &Settings, hidden: &HiddenNames) -> bool {
    let own = content.share;
    let inherited = own.unwrap_or(settings.share) == Share::None;
    match &content.kind {
        DraftKind::Unreadable { .. } => true,
        DraftKind::Ordinary | DraftKind::Day(_) => own == Some(Share::None),
        DraftKind::Plan(plan) => inherited || hidden.has(&plan.task),
        DraftKind::Reflection(_) => inherited,
        DraftKind::Broken { names, is_plan } => {
            // Of a plan the first is its task, the others are what it is called besides.
            let tasks = if *is_plan { 1 } else { names.len() };
            let named = names.iter().take(tasks).any(|n| hidden.has(n));
            // Whether an entry's plan says otherwise only the names tell.
            named || own == Some(Share::None) || (inherited && *is_plan)
        }
        // Without a `share` of its own an entry is as its plan is, which only the names tell.
        DraftKind::Entry(entry) => own == Some(Share::None) || hidden.has(&entry.task),
    }
}

fn twice(plan: &PlanCandidate, stands: &PlanCandidate) -> Problem {
    let message = format!("{} is a plan of `{}` already.", stands.path, fields::short(&stands.plan.task));
    let help = if plan.plan.name_date.is_some() {
        "If this is an entry, write `when:` with its date, or take `when` out. If it is a new plan, give each its own `from`."
    } else {
        "Keep one of the two. If this one takes over later, write in it `from:` with the day on which it begins."
    };
    plan.plan.task_at.problem(plan.path, Code::PlanTwice, message, help.to_owned())
}

/// The version that runs on the date, else the nearest before it, else the first. They do not overlap, so the last that
/// starts by then is the one.
fn version_of(plans: &[Plan], versions: std::ops::Range<usize>, date: NaiveDate) -> Option<usize> {
    let first = versions.start;
    let of_task = plans.get(versions).filter(|p| !p.is_empty())?;
    Some(first + of_task.partition_point(|p| p.start <= date).saturating_sub(1))
}

fn plan(
    ours: VisibleNote,
    draft: &PlanDraft,
    runs: PlanPeriod,
    settings: &Settings,
    hidden: &HiddenNames,
    view: View,
) -> Plan {
    let share = if hidden.has(&draft.task) { Share::None } else { ours.content.share.unwrap_or(settings.share) };
    let words = share::shared_part(draft.words.as_ref(), share);
    Plan {
        task: draft.task.clone(),
        note: Arc::clone(ours.path),
        places: draft.places.clone(),
        when: draft.when.clone(),
        when_text: draft.when_text.clone(),
        place: draft.place.clone(),
        minutes: draft.minutes,
        weekly_minutes: draft.weekly_minutes,
        goal: draft.goal.clone(),
        stage: draft.stage,
        helper: draft.helper.clone(),
        start: runs.start,
        start_written: runs.written,
        end: runs.end,
        pauses: draft.pauses.clone(),
        follows_version: runs.follows_version,
        ends_for_version: runs.ends_for_version,
        rate: draft.rate.clone(),
        obstacle: draft.obstacle.clone(),
        then: draft.then.clone(),
        confidence: draft.confidence,
        chosen_by: draft.chosen_by,
        photos: draft.photos.clone(),
        collects: draft.collects.clone(),
        helper_card: draft.helper_card,
        share,
        words: words.and_then(|text| if view == View::Shared { hidden.shown(text) } else { Some(text.to_owned()) }),
    }
}

/// A reflection; or of a day note what it shares (its text where `full`, what stands under `## To share` otherwise) and
/// that it is to be brought up.
///
/// Where a day note says nothing about sharing, each line is as its plan is: `kept_short` are the names of plans that are
/// not `full`, whose lines are no part of a text that is.
fn reflected(
    ours: VisibleNote,
    settings: &Settings,
    hidden: &HiddenNames,
    kept_short: &NameTrie<()>,
    view: View,
) -> Option<Reflection> {
    let share = ours.content.share.unwrap_or(settings.share);
    let (date, line, discuss, words, is_day) = match &ours.content.kind {
        DraftKind::Reflection(draft) => (draft.date, draft.line, draft.discuss, draft.words.as_ref(), false),
        DraftKind::Day(draft) => (draft.date, draft.line, draft.discuss, draft.words.as_ref(), true),
        _ => return None,
    };
    let text = match view {
        View::Client if is_day => share::shared_part(words, share).map(str::to_owned),
        View::Client => words.map(|w| w.text.to_string()),
        View::Shared => share::shared_part(words, share).and_then(|text| {
            if is_day && ours.content.share.is_none() && share == Share::Full {
                hidden.shown(&share::without_lines_naming(text, kept_short))
            } else {
                hidden.shown(text)
            }
        }),
    };
    let answers = text.map_or_else(Vec::new, |text| reflection::answers(&text));
    // Of a day note as such nothing is told.
    let is_shown = if is_day { !answers.is_empty() || (discuss && share != Share::None) } else { true };
    is_shown.then(|| Reflection { note: Arc::clone(ours.path), line, date, discuss, share, answers })
}

/// Near misses of the notes that are no entries; a day note's key may be the name of a plan.
fn near_keys(seen: &[VisibleNote], table: &NameTable) -> Vec<Problem> {
    let others = seen.iter().filter(|o| !matches!(o.content.kind, DraftKind::Entry(_)));
    let near = others.flat_map(|o| &o.content.near).filter(|n| table.key(&n.key).is_none());
    near.map(|n| n.hint.clone()).collect()
}
