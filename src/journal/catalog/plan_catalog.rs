//! The first step from notes to a journal: what all notes together say, before the entries of any date are looked at.
//!
//! With the same catalog, the entries of a date depend on the notes of that date alone.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::journal::catalog::collect::CollectedFiles;
use crate::journal::catalog::conflict::ConflictCopy;
use crate::journal::catalog::name_table::{self, NameTarget, TaskGroupIndex};
use crate::journal::catalog::notes::{NotesAndFiles, VisibleNote, visible_notes_and_copies};
use crate::journal::catalog::outline::{self, NamesAndSharing, NamesAndSharingInputs};
use crate::journal::catalog::versions::{self, PlanNote, PlanVersions, VersionPeriod};
use crate::journal::draft::{DraftKind, PlanDraft};
use crate::journal::entries::pending::PendingEntries;
use crate::journal::sharing::hidden::HiddenPlanNames;
use crate::journal::{
    Plan, RatingItem, Settings, Share, View, near_misses::date_help, near_misses::hints, near_misses::uncollected,
    note_fields::fields,
};
use crate::journal::{sharing::shared_fields, sharing::shared_text};
use crate::problem::{Code, Problem};
use crate::text::fold_key;
use crate::when::DateSpan;

/// Plans and their versions, names, sharing and settings: what all notes together say, for one view.
#[derive(Clone, Debug)]
pub struct PlanCatalog {
    pub(crate) outline: NamesAndSharing,
    /// In order of task (by code point of the folded text), then of start. Each version is a plan of its own.
    pub plans: Arc<[Plan]>,
    /// How many notes were left out of the counts because they cannot be read (docs/specification.md#8-problems).
    pub left_out_count: u32,
    /// The date of the first entry of each group in which a plan's start depends on it; none where there is no entry yet.
    first_entries: BTreeMap<TaskGroupIndex, Option<NaiveDate>>,
    /// Of each group the place of its first version among the plans; and behind them the number of plans.
    first_plan_of_group: Vec<usize>,
    /// Of each plan what it rates, by the folded key of its name.
    pub(crate) rating_names_by_plan: Vec<HashMap<String, RatingItem>>,
}

impl PartialEq for PlanCatalog {
    fn eq(&self, other: &PlanCatalog) -> bool {
        self.outline == other.outline && self.plans == other.plans && self.left_out_count == other.left_out_count
    }
}

impl Eq for PlanCatalog {}

impl Hash for PlanCatalog {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.outline.hash(state);
        self.plans.hash(state);
        self.left_out_count.hash(state);
    }
}

/// Everything a journal is made from.
#[derive(Clone, Copy)]
pub struct CatalogInputs<'s, 'a> {
    pub settings: &'s Settings,
    pub notes: &'s NotesAndFiles<'a>,
    pub today: NaiveDate,
}

/// An earlier catalog of the same view, and the dates of which notes or files have changed since.
#[derive(Clone, Copy)]
pub struct EarlierCatalog<'a> {
    pub catalog: &'a PlanCatalog,
    pub changed_dates: &'a BTreeSet<NaiveDate>,
}

/// A catalog, and what was found on the way to it.
pub struct CatalogAndProblems {
    pub catalog: PlanCatalog,
    pub collected_files: CollectedFiles,
    /// Problems of the notes that have no date, and of plans together. None in the shared view.
    pub problems: Vec<Problem>,
}

impl PlanCatalog {
    /// The catalog of all notes for one view. An earlier catalog only makes it faster.
    #[must_use]
    pub fn build(sources: CatalogInputs, view: View, earlier: Option<EarlierCatalog>) -> CatalogAndProblems {
        let CatalogInputs { settings, notes, today } = sources;
        let shaping = visible_notes_and_copies(notes.catalog_shaping_drafts().iter().copied());
        let hidden = HiddenPlanNames::new(settings, &shaping, notes.lost_notes());
        let is_seen = |note: &VisibleNote| view == View::Client || !outline::is_private_note(*note, settings, &hidden);
        let visible: Vec<VisibleNote> =
            shaping.iter().filter(|(note, copy)| copy.is_none() && is_seen(note)).map(|(note, _)| *note).collect();
        let groups = versions::versions_by_task(visible.iter().filter_map(PlanNote::of_note));
        let files = CollectedFiles::collect_for_plans(&groups, notes, view);
        let parts = NamesAndSharingInputs { settings, today, view, visible: &visible, groups: &groups, files: &files };
        let outline = NamesAndSharing::new(parts, hidden);

        let first_entries =
            PlanStartSearch { outline: &outline, notes, files: &files }.first_entry_dates_by_group(&groups, earlier);
        let mut catalog = PlanCatalog {
            left_out_count: count_left_out(&outline, &visible, &groups),
            plans: Arc::from([]),
            first_plan_of_group: Vec::with_capacity(groups.len() + 1),
            rating_names_by_plan: Vec::new(),
            first_entries,
            outline,
        };
        let mut starts = Vec::new();
        catalog.add_plans(&groups, &mut starts);
        let problems = match view {
            View::Client => {
                starts.extend(uncollected::uncollected_file_hints(&groups, notes));
                let mut problems = catalog.plan_problems(&shaping, &groups, starts);
                problems.iter_mut().for_each(|problem| date_help::put_dates_near(problem, today));
                problems
            }
            View::Shared => Vec::new(),
        };
        CatalogAndProblems { catalog, collected_files: files, problems }
    }

    /// The plans, with a hint for each whose start had to be found.
    fn add_plans(&mut self, groups: &[PlanVersions], found_start_hints: &mut Vec<Problem>) {
        let as_of = self.outline.as_of();
        let mut plans = Vec::new();
        for (at, group) in groups.iter().enumerate() {
            self.first_plan_of_group.push(plans.len());
            let first_entry = self.first_entries.get(&TaskGroupIndex(at)).copied().flatten();
            let periods = versions::version_periods(group, first_entry, as_of, self.outline.facts.settings.until);
            for (version, period) in group.versions.iter().zip(periods) {
                if !period.is_start_written {
                    found_start_hints.push(hints::start_found_hint(
                        version.path,
                        version.plan,
                        period.start,
                        period.end,
                        group.versions.len() > 1,
                    ));
                }
                plans.push(plan_of_version(*version, period, &self.outline));
            }
        }
        self.first_plan_of_group.push(plans.len());
        let rated = |plan: &Plan| plan.rate.iter().map(|rated| (fold_key(&rated.name), rated.clone())).collect();
        self.rating_names_by_plan = plans.iter().map(rated).collect();
        self.plans = plans.into();
    }

    fn plan_problems(
        &self,
        shaping: &[(VisibleNote, Option<ConflictCopy>)],
        groups: &[PlanVersions],
        mut problems: Vec<Problem>,
    ) -> Vec<Problem> {
        for (note, copy) in shaping {
            match copy {
                Some(copy) => problems.push(hints::conflict_copy_hint(note.path, copy)),
                None => {
                    problems.extend(self.outline.problems_worth_telling(*note).cloned());
                    problems.extend(self.kept_back_hints(*note));
                    problems.extend(self.near_miss_key_problems(*note));
                    problems.extend(self.near_line_problems_of_note(*note));
                    problems.extend(self.tracked_plan_hints(*note));
                    problems.extend(self.named_in_settings_hints(*note));
                }
            }
        }
        let duplicates = groups.iter().flat_map(|group| &group.duplicates);
        problems.extend(duplicates.map(|(plan, stands)| plan_twice_problem(plan, stands)));
        let without_effect = groups.iter().flat_map(PlanVersions::ends_without_effect);
        problems.extend(without_effect.map(|(ending, version)| hints::ends_without_effect_hint(ending, version)));
        problems.extend(name_table::alias_conflict_problems(groups));
        problems.extend(hints::hides_plan_hints(shaping, self.settings().share));
        problems.extend(hints::many_plans_hints(&self.plans, groups, self.outline.as_of()));
        problems
    }

    /// Keys of a note that are near misses; in a day note one may be the name of a plan.
    pub(crate) fn near_miss_key_problems(&self, note: VisibleNote) -> impl Iterator<Item = Problem> {
        let tracked = &self.settings().track;
        let is_name = |key: &str| {
            self.outline.names.target_of_folded_key_or_tag(key).is_some()
                || tracked.iter().any(|of| fold_key(&of.name) == key)
        };
        let near = note.content.near_miss_keys.iter().filter(move |near| !is_name(&near.key));
        near.map(|near| near.hint.clone())
    }

    /// Names in the settings' `track` that are a plan's.
    fn tracked_plan_hints(&self, note: VisibleNote) -> impl Iterator<Item = Problem> {
        let tracked = match &note.content.kind {
            DraftKind::Settings { tracked, .. } => tracked.as_slice(),
            _ => &[],
        };
        tracked
            .iter()
            .filter(|of| self.outline.names.target_of_folded_key_or_tag(&of.key).is_some())
            .map(|of| of.hint.clone())
    }

    /// The version that runs on the date, else the nearest before it, else the first. They do not overlap, so the last that
    /// starts by then is the one.
    pub(crate) fn version_on_date_or_nearest(&self, group: TaskGroupIndex, date: NaiveDate) -> Option<usize> {
        let (first, end) = (*self.first_plan_of_group.get(group.0)?, *self.first_plan_of_group.get(group.0 + 1)?);
        let versions = self.plans.get(first..end).filter(|versions| !versions.is_empty())?;
        Some(first + versions.partition_point(|plan| plan.start <= date).saturating_sub(1))
    }

    /// The version of a plan that runs on a date, else on the as-of date.
    pub(crate) fn plan_on_date_or_nearest(&self, group: TaskGroupIndex, date: Option<NaiveDate>) -> Option<&Plan> {
        self.plans.get(self.version_on_date_or_nearest(group, date.unwrap_or(self.as_of()))?)
    }

    /// How much an entry of a task shares where it says nothing itself.
    pub(crate) fn share_of_task_on_date(&self, task: &str, date: NaiveDate) -> Share {
        let plan = match self.outline.names.target_of_task(task) {
            Some(NameTarget::Plan(group)) => self.plan_on_date_or_nearest(group, Some(date)),
            _ => None,
        };
        plan.map_or_else(|| self.outline.facts.share_without_plan.share_of_task(task), |plan| plan.share)
    }

    /// Today as the reports take it.
    #[must_use]
    pub fn as_of(&self) -> NaiveDate {
        self.outline.as_of()
    }

    #[must_use]
    pub fn view(&self) -> View {
        self.outline.facts.view
    }

    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.outline.facts.settings
    }
}

/// Finds the first entries of the plans that do not say when they start.
struct PlanStartSearch<'n, 'a> {
    outline: &'n NamesAndSharing,
    notes: &'n NotesAndFiles<'a>,
    files: &'n CollectedFiles,
}

/// So many dates are looked at at once.
const DATES_AT_ONCE: usize = 28;

impl PlanStartSearch<'_, '_> {
    /// The date of the first entry of each group in which a plan's start depends on it; none where there is no entry yet.
    fn first_entry_dates_by_group(
        &self,
        groups: &[PlanVersions],
        earlier: Option<EarlierCatalog>,
    ) -> BTreeMap<TaskGroupIndex, Option<NaiveDate>> {
        let depends = groups.iter().enumerate().filter(|(_, group)| group.starts_with_first_entry());
        let mut found: BTreeMap<TaskGroupIndex, Option<NaiveDate>> =
            depends.map(|(at, _)| (TaskGroupIndex(at), None)).collect();
        let mut unknown: BTreeSet<TaskGroupIndex> = found.keys().copied().collect();
        if let Some(EarlierCatalog { catalog, changed_dates: changed }) =
            earlier.filter(|earlier| earlier.catalog.outline == *self.outline)
        {
            // Only what changed can be a new first entry, as long as the first one of before is as it was.
            for (group, first) in &mut found {
                let Some(known) = catalog.first_entries.get(group) else { continue };
                if !known.is_some_and(|known| changed.contains(&known)) {
                    *first = *known;
                    unknown.remove(group);
                }
            }
            let known = found.keys().copied().filter(|group| !unknown.contains(group)).collect();
            self.search_first_entries_on_dates(changed.iter().copied().collect(), known, &mut found);
        }
        if !unknown.is_empty() {
            let mut dates = self.notes.all_dates();
            dates.extend(self.files.dates());
            dates.sort_unstable();
            dates.dedup();
            self.search_first_entries_on_dates(dates, unknown, &mut found);
        }
        found
    }

    /// Looks for first entries on these dates, in order, until all that are wanted are found.
    fn search_first_entries_on_dates(
        &self,
        mut dates: Vec<NaiveDate>,
        mut wanted: BTreeSet<TaskGroupIndex>,
        found: &mut BTreeMap<TaskGroupIndex, Option<NaiveDate>>,
    ) {
        let as_of = self.outline.as_of();
        dates.retain(|date| *date <= as_of);
        for dates in dates.chunks(DATES_AT_ONCE) {
            let (Some(&first), Some(&last)) = (dates.first(), dates.last()) else { continue };
            let pending = PendingEntries::of_dates(self.outline, self.notes, self.files, DateSpan { first, last });
            for pending in pending.counted.iter().filter(|pending| pending.entry.written_by.is_none()) {
                let Some(group) = pending.group.filter(|group| wanted.contains(group)) else { continue };
                if let Some(first) = found.get_mut(&group) {
                    *first = (*first).into_iter().chain([pending.entry.date]).min();
                }
            }
            wanted.retain(|group| found.get(group).copied().flatten().is_none_or(|first| first > last));
            if wanted.is_empty() {
                return;
            }
        }
    }
}

/// Notes that cannot be read, and plans beside another of their task.
fn count_left_out(outline: &NamesAndSharing, visible: &[VisibleNote], groups: &[PlanVersions]) -> u32 {
    let is_counted = |note: &&VisibleNote| match &note.content.kind {
        // Nothing in the note itself says whether it is shared: its plan does, else the settings.
        DraftKind::Broken { names, is_plan: false }
            if outline.facts.view == View::Shared && note.content.share.is_none() =>
        {
            let named = names.first().map(String::as_str);
            let has_plan =
                named.is_some_and(|name| matches!(outline.names.target_of_task(name), Some(NameTarget::Plan(_))));
            let fallback = &outline.facts.share_without_plan;
            has_plan || named.map_or(outline.facts.settings.share, |name| fallback.share_of_task(name)) != Share::None
        }
        _ => note.content.is_left_out(),
    };
    let second_plans: usize = groups.iter().map(|group| group.duplicates.len()).sum();
    u32::try_from(visible.iter().filter(is_counted).count() + second_plans).unwrap_or(u32::MAX)
}

fn plan_twice_problem(plan: &PlanNote, counting_plan: &PlanNote) -> Problem {
    let message = format!(
        "{} is a plan of `{}` already.",
        counting_plan.path,
        fields::shortened_for_message(&counting_plan.plan.task)
    );
    let help = if plan.plan.name_date.is_some() {
        "If this is an entry, write `when:` with its date, or take `when` out. If it is a new plan, give each its own `from`."
    } else {
        "Keep one of the two. If this one takes over later, write in it `from:` with the day on which it begins."
    };
    plan.plan.task_at.problem(plan.path, Code::PlanTwice, message, help.to_owned())
}

fn plan_of_version(version: PlanNote, period: VersionPeriod, outline: &NamesAndSharing) -> Plan {
    let draft: &PlanDraft = version.plan;
    let own = version.share.unwrap_or(outline.facts.settings.share);
    let share = if outline.hidden.is_hidden_name(&draft.task) { Share::None } else { own };
    // Only what the plan's own note says shares its text.
    let text = draft.words.as_ref().filter(|_| version.share == Some(Share::Full)).map(|words| &*words.text);
    let words = text.and_then(|text| match outline.facts.view {
        View::Shared => {
            let text = shared_text::shareable_text(text, &outline.hidden)?;
            let text = shared_text::without_sentences_naming_hidden_plan(&text, &outline.hidden);
            Some(text.trim().to_owned()).filter(|text| !text.is_empty())
        }
        View::Client => Some(text.to_owned()),
    });
    let shown = |key: &str, field: &Option<String>| {
        shared_fields::field_in_view(field.as_deref(), outline)
            .filter(|_| !shared_fields::is_linked_to_hidden_plan(draft, key, outline))
    };
    let (when, when_text) = shared_fields::when_in_view(draft, outline);
    let pauses = draft.pauses.iter().chain(&outline.facts.settings.pauses).copied().collect();
    Plan {
        task: draft.task.clone(),
        note: Arc::clone(version.path),
        field_places: draft.field_places.clone(),
        when: when.with_week_start(outline.facts.settings.week_starts),
        when_text,
        place: shown("where", &draft.place),
        minutes: draft.minutes,
        weekly_minutes: draft.weekly_minutes,
        goal: shown("goal", &draft.goal),
        stage: draft.stage,
        helper: shown("helper", &draft.helper),
        start: period.start,
        is_start_written: period.is_start_written,
        end: period.end,
        pauses,
        follows_version: period.follows_version,
        ends_for_version: period.ends_for_version,
        rate: shared_fields::rated_names_in_view(&draft.rate, outline),
        obstacle: shown("obstacle", &draft.obstacle),
        then: shown("then", &draft.then),
        confidence: draft.confidence,
        chosen_by: draft.chosen_by,
        photos: shown("photos", &draft.photos),
        collects: shown("collects", &draft.collects),
        helper_card: draft.helper_card,
        share_response: draft.share_response,
        share,
        words,
    }
}
