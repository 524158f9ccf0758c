//! All notes together -> plans, entries, reflections and problems, for one view.
//!
//! In the shared view what is `none` goes first of all, before anything is derived from anything, so that the result is
//! what it would be if those notes were not there.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::collect::{self, Folders};
use super::conflict::{self, Copy};
use super::draft::{BoxDraft, DayDraft, Draft, EntryDraft, Kept, KeyDraft, PlanDraft, Spot, What};
use super::line::{self, Line};
use super::names::Names;
use super::photos::Files;
use super::share::{self, Hidden};
use super::table::{self, Meant, Table};
use super::versions::{self, Candidate, Group, Runs};
use super::{Entry, Form, HelperNote, Journal, Plan, Reflection, Settings, Share, Status, View};
use super::{fields, helper, hints, reflection};
use crate::problem::{Code, Problem};
use crate::text::{fold, fold_key};
use crate::when::Told;

/// A note of ours that takes part.
#[derive(Clone, Copy)]
struct Ours<'a> {
    path: &'a Arc<str>,
    kept: &'a Kept,
}

/// An entry on its way: its plan still a group of versions, and what must be known to finish it.
struct Rough<'a> {
    group: Option<usize>,
    own_share: Option<Share>,
    spot: Option<&'a Spot>,
    /// The note it stands in, where that is an entry's own.
    draft: Option<&'a EntryDraft>,
    near: &'a [super::draft::NearKey],
    entry: Entry,
}

pub(super) fn assemble(
    settings: &Settings,
    drafts: &[Draft],
    others: &[String],
    today: NaiveDate,
    view: View,
) -> Journal {
    let as_of = settings.as_of(today);
    let mut ours: Vec<(&Draft, &Kept)> = drafts.iter().filter_map(|d| Some((d, d.kept.as_deref()?))).collect();
    ours.sort_by(|a, b| a.0.path.cmp(&b.0.path));
    let paths: Vec<(&str, &Kept)> = ours.iter().map(|(d, kept)| (&*d.path, *kept)).collect();
    let copies = conflict::copies(&paths);
    let mut problems: Vec<Problem> = Vec::new();
    let all: Vec<(&Draft, &Kept, bool)> = ours
        .iter()
        .zip(&copies)
        .map(|(&(d, kept), copy)| (d, kept, copy.is_some() && is_told(&d.path, kept)))
        .collect();
    let hidden = Hidden::of(settings, &all);
    for ((draft, kept, is_copy), copy) in all.iter().zip(&copies) {
        match copy {
            Some(copy) if *is_copy => problems.push(conflict_hint(&draft.path, copy)),
            _ => problems.extend(kept.problems.iter().cloned()),
        }
    }
    let seen: Vec<Ours> = all
        .iter()
        .filter(|(_, kept, is_copy)| !is_copy && (view == View::Client || !is_none(kept, settings, &hidden)))
        .map(|(draft, kept, _)| Ours { path: &draft.path, kept })
        .collect();

    let candidates = seen.iter().enumerate().filter_map(|(note, ours)| match &ours.kept.what {
        What::Plan(plan) => Some(Candidate { note, path: ours.path, plan }),
        _ => None,
    });
    let groups = versions::groups(candidates);
    problems.extend(groups.iter().flat_map(|g| &g.twice).map(|(plan, stands)| twice(plan, stands)));
    problems.extend(table::claimed_twice(&groups));
    let broken: Vec<&[String]> = seen.iter().filter_map(|o| table::broken_names(&o.kept.what)).collect();
    let table = Table::new(&groups, &hidden, &broken);
    let loose = Loose::of(settings, &seen);

    let mut roughs = Vec::new();
    let mut told: HashSet<(usize, NaiveDate)> = HashSet::new();
    for ours in &seen {
        if let What::Entry(draft) = &ours.kept.what {
            roughs.push(entry(*ours, draft, settings, &table));
        }
    }
    if view == View::Shared {
        roughs
            .retain(|r| r.group.is_some() || r.own_share.unwrap_or_else(|| loose.share(&r.entry.task)) != Share::None);
    }
    let logging = groups.iter().enumerate().flat_map(|(n, g)| g.versions.iter().map(move |v| (n, *v)));
    for (n, version) in logging {
        if let Some(ours) = seen.get(version.note) {
            roughs.extend(version.plan.log.iter().map(|log| logged(*ours, n, version.plan, log)));
        }
    }
    told.extend(roughs.iter().filter(|r| r.entry.by.is_none()).filter_map(|r| Some((r.group?, r.entry.date))));
    let helpers: Vec<HashSet<String>> =
        groups.iter().map(|g| helper::called(g.versions.iter().filter_map(|v| v.plan.helper.as_deref()))).collect();
    let mut mentioned = HashSet::new();
    for ours in &seen {
        if let What::Day(day) = &ours.kept.what {
            let found = mentions(*ours, day, &table, &groups, &helpers, &mut problems);
            let found = found.into_iter().filter(|r| r.group.is_some_and(|g| !told.contains(&(g, r.entry.date))));
            for rough in found {
                mentioned.extend(rough.group.map(|g| (g, rough.entry.date)));
                roughs.push(rough);
            }
        }
    }
    told.extend(mentioned);
    roughs.extend(collected(drafts, &all, others, &groups, settings, &hidden, view, &told));

    let mut plans: Vec<Plan> = Vec::new();
    // For each group the index of its first version among the plans.
    let mut firsts: Vec<usize> = Vec::new();
    let mut first_entries: BTreeMap<usize, NaiveDate> = BTreeMap::new();
    for rough in roughs.iter().filter(|r| r.entry.by.is_none() && r.entry.date <= as_of) {
        if let Some(group) = rough.group {
            let first = first_entries.entry(group).or_insert(rough.entry.date);
            *first = (*first).min(rough.entry.date);
        }
    }
    for (n, group) in groups.iter().enumerate() {
        firsts.push(plans.len());
        let runs = versions::runs(group, first_entries.get(&n).copied(), as_of, settings.until);
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
    let mut entries: Vec<Entry> = roughs
        .into_iter()
        .map(|rough| {
            let versions = rough.group.and_then(|g| Some(*firsts.get(g)?..*firsts.get(g + 1)?)).unwrap_or(0..0);
            let plan = version_of(&plans, versions, rough.entry.date);
            if rough.entry.by.is_none() && rough.entry.date > as_of && rough.entry.status != Status::Skip {
                problems.extend(rough.spot.map(|s| hints::in_future(&rough.entry, s, as_of, today)));
            }
            finish(rough, plan, &plans, &rates, &loose, &hidden, view, &mut problems, || {
                files.get_or_init(|| Files::new(others))
            })
        })
        .collect();
    entries.sort_by(|a, b| order(a).cmp(&order(b)));

    let mut kept_short: Names<()> = Names::new();
    for version in groups.iter().flat_map(|g| &g.versions) {
        let share = seen.get(version.note).and_then(|o| o.kept.share).unwrap_or(settings.share);
        if share != Share::Full {
            version.names().for_each(|name| kept_short.add(&line::clean_name(name), ()));
        }
    }
    let mut reflections: Vec<Reflection> =
        seen.iter().filter_map(|ours| reflected(*ours, settings, &hidden, &kept_short, view)).collect();
    reflections.sort_by(|a, b| (a.date, &a.note).cmp(&(b.date, &b.note)));

    let is_counted = |ours: &&Ours| match &ours.kept.what {
        // Nothing in the note itself says whether it is shared: its plan does, else the settings.
        What::Broken { names, is_plan: false } if view == View::Shared && ours.kept.share.is_none() => {
            let named = names.first().map(String::as_str);
            let has_plan = named.is_some_and(|n| matches!(table.task(n), Some(Meant::Plan(_))));
            has_plan || named.map_or(settings.share, |n| loose.share(n)) != Share::None
        }
        _ => ours.kept.is_left_out(),
    };
    let second_plans: usize = groups.iter().map(|g| g.twice.len()).sum();
    let left_out = seen.iter().filter(is_counted).count() + second_plans;
    problems.extend(hints::many_plans(&plans, &groups, as_of));
    problems.extend(near_keys(&seen, &table));
    problems.sort();
    problems.dedup();
    if view == View::Shared {
        problems.clear();
    }
    Journal {
        settings: settings.clone(),
        plans,
        entries,
        reflections,
        problems,
        left_out: u32::try_from(left_out).unwrap_or(u32::MAX),
    }
}

/// How much is shared of what names no plan that stands: as a plan of that name says that is left out, else as the
/// settings say.
struct Loose {
    plans: HashMap<String, Share>,
    settings: Share,
}

impl Loose {
    fn of(settings: &Settings, seen: &[Ours]) -> Loose {
        let mut plans: HashMap<String, Share> = HashMap::new();
        for ours in seen {
            let share = ours.kept.share.unwrap_or(settings.share);
            for name in table::broken_names(&ours.kept.what).into_iter().flatten() {
                plans.entry(fold(name)).and_modify(|least| *least = (*least).min(share)).or_insert(share);
            }
        }
        Loose { plans, settings: settings.share }
    }

    fn share(&self, task: &str) -> Share {
        self.plans.get(&fold(task)).copied().unwrap_or(self.settings)
    }
}

/// By date, told time (none last), path, line (SPEC 3).
fn order(entry: &Entry) -> (NaiveDate, u32, &str, u32, Form) {
    (entry.date, entry.told.map_or(u32::MAX, minute), &entry.note, entry.line, entry.form)
}

/// The minute of the day at which a told time begins, for the order of entries; a clock time before a part.
fn minute(told: Told) -> u32 {
    match told {
        Told::Clock(clock) => u32::from(clock.0) * 2,
        Told::Part(part) => u32::from(part.minutes().0) * 2 + 1,
    }
}

/// A copy of an ordinary note is nobody's concern but its owner's; one of the settings' is told.
fn is_told(path: &str, kept: &Kept) -> bool {
    !matches!(kept.what, What::Ordinary) || conflict::is_settings_copy(path)
}

fn conflict_hint(path: &str, copy: &Copy) -> Problem {
    let (message, help) = match copy {
        Copy::Strong => (
            "This is a copy that your sync program made, since a note was changed in two places at once.".to_owned(),
            "Take from it what is missing in the note itself, then delete it. Until then it is not counted.".to_owned(),
        ),
        Copy::Weak(original) => (
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
fn is_none(kept: &Kept, settings: &Settings, hidden: &Hidden) -> bool {
    let own = kept.share;
    let inherited = own.unwrap_or(settings.share) == Share::None;
    match &kept.what {
        What::Unreadable { .. } => true,
        What::Ordinary | What::Day(_) => own == Some(Share::None),
        What::Plan(plan) => inherited || hidden.has(&plan.task),
        What::Reflection(_) => inherited,
        What::Broken { names, is_plan } => {
            let named = names.first().is_some_and(|n| hidden.has(n));
            // Whether an entry's plan says otherwise only the names tell.
            named || own == Some(Share::None) || (inherited && *is_plan)
        }
        // Without a `share` of its own an entry is as its plan is, which only the names tell.
        What::Entry(entry) => own == Some(Share::None) || hidden.has(&entry.task),
    }
}

fn twice(plan: &Candidate, stands: &Candidate) -> Problem {
    let message = format!("{} is a plan of `{}` already.", stands.path, fields::short(&stands.plan.task));
    let help = if plan.plan.name_date.is_some() {
        "If this is an entry, write `when:` with its date, or take `when` out. If it is a new plan, give each its own `from`."
    } else {
        "Keep one of the two. If this one takes over later, write in it `from:` with the day on which it begins."
    };
    plan.plan.task_at.problem(plan.path, Code::PlanTwice, message, help.to_owned())
}

fn blank(ours: Ours, task: &str, date: NaiveDate, form: Form) -> Entry {
    Entry {
        plan: None,
        task: task.to_owned(),
        note: Arc::clone(ours.path),
        line: 1,
        form,
        date,
        told: None,
        status: Status::Done,
        minutes: None,
        place: None,
        felt: None,
        barriers: Vec::new(),
        helper: HelperNote::default(),
        ratings: Vec::new(),
        photos: Vec::new(),
        by: None,
        written: None,
        discuss: false,
        share: Share::default(),
        words: None,
    }
}

fn entry<'a>(ours: Ours<'a>, draft: &'a EntryDraft, settings: &Settings, table: &Table) -> Rough<'a> {
    let group = match table.task(&draft.task) {
        Some(Meant::Plan(group)) => Some(group),
        _ => None,
    };
    let is_client = |who: &String| settings.name.as_ref().is_some_and(|name| fold(name) == fold(who));
    let entry = Entry {
        told: draft.told,
        status: draft.status,
        minutes: draft.minutes,
        place: draft.place.clone(),
        felt: draft.felt.clone(),
        barriers: draft.barriers.clone(),
        helper: draft.helper.clone(),
        by: draft.by.clone().filter(|who| !is_client(who)),
        written: draft.written,
        discuss: draft.discuss,
        ..blank(ours, &draft.task, draft.date, Form::Note)
    };
    Rough {
        group,
        own_share: ours.kept.share,
        spot: Some(&draft.date_at),
        draft: Some(draft),
        near: &ours.kept.near,
        entry,
    }
}

fn logged<'a>(ours: Ours<'a>, group: usize, plan: &PlanDraft, log: &'a super::draft::LogDraft) -> Rough<'a> {
    let entry = Entry {
        line: log.spot.place.line,
        told: log.told,
        status: log.status,
        minutes: log.minutes,
        place: log.place.clone(),
        helper: log.helper.clone(),
        words: log.words.clone(),
        ..blank(ours, &plan.task, log.date, Form::Log)
    };
    Rough { group: Some(group), own_share: ours.kept.share, spot: Some(&log.spot), draft: None, near: &[], entry }
}

/// The entries of a day note: of each plan one, unless there are several check boxes (SPEC 1).
fn mentions<'a>(
    ours: Ours<'a>,
    day: &'a DayDraft,
    table: &Table,
    groups: &[Group],
    helpers: &[HashSet<String>],
    problems: &mut Vec<Problem>,
) -> Vec<Rough<'a>> {
    let rough = |group: usize, spot: &'a Spot, form: Form| {
        let task = groups.get(group).and_then(|g| g.versions.first()).map_or("", |v| &v.plan.task);
        let entry = Entry { line: spot.place.line, ..blank(ours, task, day.date, form) };
        Rough { group: Some(group), own_share: ours.kept.share, spot: Some(spot), draft: None, near: &[], entry }
    };
    let mut found: Vec<Rough> = Vec::new();
    let mut boxes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for item in &day.boxes {
        match line::read(&item.line.text, &table.lines) {
            Line::Names { plan: Meant::Plan(group), pieces, words } => {
                let entry = Entry {
                    told: pieces.told,
                    status: item.status,
                    minutes: pieces.minutes,
                    place: pieces.place,
                    words,
                    helper: helpers.get(group).map_or_else(HelperNote::default, |h| nested(ours, item, h, problems)),
                    ..rough(group, &item.line.spot, Form::CheckBox).entry
                };
                boxes.entry(group).or_default().push(found.len());
                found.push(Rough { entry, ..rough(group, &item.line.spot, Form::CheckBox) });
            }
            Line::Wrong(wrong) => {
                let mut problem =
                    item.line.spot.problem(ours.path, wrong.misread.code, wrong.misread.message, wrong.misread.help);
                problem.place = item.line.within(wrong.at);
                problems.push(problem);
            }
            Line::Nearly { name } => problems.push(hints::names_no_plan(ours.path, &item.line.spot, &name)),
            Line::Names { plan: Meant::Out, .. } | Line::Other => {}
        }
    }
    // What keys and tags say of a plan: the first word counts, the others fill in.
    let mut said: BTreeMap<usize, Rough> = BTreeMap::new();
    for key in &day.keys {
        let KeyDraft { key, status, minutes, spot } = key;
        if let Some(Meant::Plan(group)) = table.key(key) {
            let known = said.entry(group).or_insert_with(|| {
                let mut rough = rough(group, spot, Form::Key);
                rough.entry.status = *status;
                rough
            });
            known.entry.minutes = known.entry.minutes.or(*minutes);
        }
    }
    for (tag, spot) in &day.tags {
        if let Some(Meant::Plan(group)) = table.key(tag) {
            said.entry(group).or_insert_with(|| rough(group, spot, Form::Tag));
        }
    }
    for (group, rough) in said {
        match boxes.get(&group).map(Vec::as_slice) {
            None => found.push(rough),
            Some([one]) => {
                if let Some(only) = found.get_mut(*one) {
                    only.entry.minutes = only.entry.minutes.or(rough.entry.minutes);
                }
            }
            Some(_) => {}
        }
    }
    found
}

/// What a helper did, in an item under the line.
fn nested(ours: Ours, item: &BoxDraft, helpers: &HashSet<String>, problems: &mut Vec<Problem>) -> HelperNote {
    let mut note = HelperNote::default();
    for under in &item.under {
        let Some(rest) = helper::behind_name(&under.text, helpers) else { continue };
        match helper::read([rest]) {
            Ok(read) if read.told => note = read,
            Ok(_) => {}
            Err(piece) => {
                let message = format!("`{}` is not a word for what a helper did.", fields::short(&piece));
                problems.push(under.spot.problem(ours.path, Code::BadValue, message, helper::WORDS.to_owned()));
            }
        }
    }
    note
}

/// One entry for each date on which a plan's folder holds files, unless anything else tells of it.
#[allow(clippy::too_many_arguments)] // everything that is known by now
fn collected<'a>(
    drafts: &'a [Draft],
    all: &[(&'a Draft, &'a Kept, bool)],
    others: &'a [String],
    groups: &[Group],
    settings: &Settings,
    hidden: &Hidden,
    view: View,
    told: &HashSet<(usize, NaiveDate)>,
) -> Vec<Rough<'a>> {
    if !groups.iter().flat_map(|g| &g.versions).any(|v| v.plan.collects.is_some()) {
        return Vec::new();
    }
    // A note in the folder is a file like any other where it tells nothing else.
    let plain = drafts.iter().filter(|d| d.kept.is_none()).map(|d| &*d.path).filter(|p| !conflict::is_strong(p));
    let noted = all.iter().filter(|(_, kept, is_copy)| {
        let is_file = matches!(kept.what, What::Ordinary | What::Day(_));
        is_file && !is_copy && (view == View::Client || !is_none(kept, settings, hidden))
    });
    let paths = others.iter().map(String::as_str).chain(plain).chain(noted.map(|(d, ..)| &*d.path));
    let folders = Folders::new(paths);
    let mut found = Vec::new();
    for (n, group) in groups.iter().enumerate() {
        let mut done: BTreeSet<NaiveDate> = BTreeSet::new();
        for version in &group.versions {
            let Some(folder) = &version.plan.collects else { continue };
            for (date, files) in folders.dates(version.path, folder) {
                let Some(first) = files.first() else { continue };
                if told.contains(&(n, date)) || !done.insert(date) {
                    continue;
                }
                let pictures = files.iter().filter(|p| collect::is_picture(p));
                let path: Arc<str> = Arc::from(*first);
                let entry = Entry {
                    photos: pictures.map(|p| super::Photo { path: (*p).to_owned(), alt: String::new() }).collect(),
                    ..blank_at(&path, &version.plan.task, date)
                };
                found.push(Rough { group: Some(n), own_share: None, spot: None, draft: None, near: &[], entry });
            }
        }
    }
    found
}

fn blank_at(path: &Arc<str>, task: &str, date: NaiveDate) -> Entry {
    let kept = Kept { what: What::Ordinary, share: None, print: [0; 16], problems: Vec::new(), near: Vec::new() };
    blank(Ours { path, kept: &kept }, task, date, Form::File)
}

/// The version that runs on the date, else the nearest before it, else the first. They do not overlap, so the last that
/// starts by then is the one.
fn version_of(plans: &[Plan], versions: std::ops::Range<usize>, date: NaiveDate) -> Option<usize> {
    let first = versions.start;
    let of_task = plans.get(versions).filter(|p| !p.is_empty())?;
    Some(first + of_task.partition_point(|p| p.start <= date).saturating_sub(1))
}

#[allow(clippy::too_many_arguments)] // everything that is known by now
fn finish<'f>(
    rough: Rough,
    plan: Option<usize>,
    plans: &[Plan],
    rates: &[HashMap<String, String>],
    loose: &Loose,
    hidden: &Hidden,
    view: View,
    problems: &mut Vec<Problem>,
    files: impl FnOnce() -> &'f Files<'f>,
) -> Entry {
    let mut entry = rough.entry;
    let of = plan.and_then(|n| plans.get(n));
    entry.plan = plan;
    entry.share = match of {
        _ if hidden.has(&entry.task) => Share::None,
        Some(plan) if plan.share == Share::None => Share::None,
        Some(plan) => rough.own_share.unwrap_or(plan.share),
        None => rough.own_share.unwrap_or_else(|| loose.share(&entry.task)),
    };
    if let Some(draft) = rough.draft {
        let rated = |key: &str| plan.and_then(|n| rates.get(n)).and_then(|names| names.get(key));
        for unknown in &draft.unknown {
            let Some(name) = rated(&unknown.key) else { continue };
            match fields::tenths(&unknown.value) {
                Some(tenths) => entry.ratings.push((name.clone(), tenths)),
                None => {
                    let message = format!("`{}` is no number from 0 to 10.", fields::short(&unknown.value));
                    let help = "Write a number from 0 to 10, such as `7` or `6.5`.".to_owned();
                    problems.push(unknown.spot.problem(&entry.note, Code::BadNumber, message, help));
                }
            }
        }
        let near = rough.near.iter().filter(|near| rated(&near.key).is_none());
        problems.extend(near.map(|n| n.hint.clone()));
        entry.words = draft.words.as_ref().map(|w| w.text.to_string());
        let wants_photos = !draft.photos.is_empty() && (view == View::Client || entry.share == Share::Full);
        if wants_photos {
            let files = files();
            entry.photos =
                draft.photos.iter().filter_map(|(target, alt)| files.photo(&entry.note, target, alt)).collect();
            let mut paths = HashSet::new();
            entry.photos.retain(|p| paths.insert(p.path.clone()));
        }
    }
    if view == View::Shared {
        redact(&mut entry, rough.draft, of, hidden);
    }
    entry
}

/// What a reader of the reports may see of an entry (SPEC 6).
fn redact(entry: &mut Entry, draft: Option<&EntryDraft>, plan: Option<&Plan>, hidden: &Hidden) {
    let shown = match draft {
        Some(draft) => share::open_part(draft.words.as_ref(), entry.share).map(str::to_owned),
        // A line goes if its check box holds a hidden name; that it was done stays.
        None => entry.words.take().filter(|words| entry.share == Share::Full && !hidden.is_in(words)),
    };
    entry.words = shown.and_then(|words| hidden.shown(&words));
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

fn plan(ours: Ours, draft: &PlanDraft, runs: Runs, settings: &Settings, hidden: &Hidden, view: View) -> Plan {
    let share = if hidden.has(&draft.task) { Share::None } else { ours.kept.share.unwrap_or(settings.share) };
    let words = share::open_part(draft.words.as_ref(), share);
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
    ours: Ours,
    settings: &Settings,
    hidden: &Hidden,
    kept_short: &Names<()>,
    view: View,
) -> Option<Reflection> {
    let share = ours.kept.share.unwrap_or(settings.share);
    let (date, line, discuss, words, is_day) = match &ours.kept.what {
        What::Reflection(draft) => (draft.date, draft.line, draft.discuss, draft.words.as_ref(), false),
        What::Day(draft) => (draft.date, draft.line, draft.discuss, draft.words.as_ref(), true),
        _ => return None,
    };
    let text = match view {
        View::Client if is_day => share::open_part(words, share).map(str::to_owned),
        View::Client => words.map(|w| w.text.to_string()),
        View::Shared => share::open_part(words, share).and_then(|text| {
            if is_day && ours.kept.share.is_none() && share == Share::Full {
                hidden.shown(&share::without_lines(text, kept_short))
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
fn near_keys(seen: &[Ours], table: &Table) -> Vec<Problem> {
    let others = seen.iter().filter(|o| !matches!(o.kept.what, What::Entry(_)));
    let near = others.flat_map(|o| &o.kept.near).filter(|n| table.key(&n.key).is_none());
    near.map(|n| n.hint.clone()).collect()
}
