//! Notes -> the files of every week.
//!
//! A whole build is a loop over ranges of weeks. An update asks whether the catalog is what it was; if so, it builds only the
//! weeks that changed notes can reach: their own and those whose pages look back on them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::calendar_of_plans::calendar_output_file;
use super::files::{BuiltFiles, UneditedPagesOnDisk};
use super::pages::{BatchOutput, CachedWeek, NewestWeekCards, PageMaker};
use super::photo_maker::PhotoMaker;
use super::rendered::{all_have_key, reuse_or_render};
use super::snapshot::Snapshot;
use super::week_range::{WeekBatch, weeks_whose_pages_depend_on};

use crate::journal::{
    CatalogAndProblems, CatalogInputs, EarlierCatalog, Journal, NotesAndFiles, PlanCatalog, Settings, View,
};
use crate::output::{OutputFile, PageContentKey};
use crate::problem::Problem;
use crate::prompt::Rules;
use crate::render::Templates;
use crate::report::{Glance, Overview, PracticeCalendar, page_names};
use crate::week::{self, CountedWeek, Week};
use crate::when::DateSpan;

/// What one build keeps for the next.
pub struct BuildCache {
    today: NaiveDate,
    /// As the client sees the journal, and as it is shared.
    client_catalog: CatalogAndProblems,
    shared_catalog: PlanCatalog,
    /// The weeks that have a report.
    weeks: BTreeMap<Week, CachedWeek>,
    /// Problems of the notes of each week, in the client's own view.
    problems: BTreeMap<Week, Vec<Problem>>,
    /// Whether a template or a rule is broken: only a whole build finds all of that.
    has_broken_templates: bool,
    /// What was there before anything was written.
    pub(super) pages_on_disk: UneditedPagesOnDisk,
}

impl BuildCache {
    /// A week as the client sees it: its entries, counted.
    #[must_use]
    pub fn count_client_week(&self, snapshot: &Snapshot, week: Week) -> (Journal, CountedWeek) {
        let notes = NotesAndFiles::with_drafts_in_place(
            &snapshot.drafts,
            &snapshot.last_readable_drafts(),
            &snapshot.scan.other_files,
        );
        let CatalogAndProblems { catalog, collected_files: files, .. } = &self.client_catalog;
        let dates = DateSpan { first: week.start(), last: week.end() };
        let journal = catalog.journal_of_dates(&notes, files, dates).journal;
        let counted = week::count_week(&journal, week, week::cap_at_day_after_week(week, catalog.as_of()));
        (journal, counted)
    }
}

/// Everything that a build is made from.
pub(super) struct BuildInputs<'a> {
    pub snapshot: &'a Snapshot,
    pub settings: &'a Settings,
    pub today: NaiveDate,
    pub photos: PhotoMaker<'a>,
    pub pages_on_disk: &'a UneditedPagesOnDisk,
}

/// Both catalogs, and the notes they are of.
struct NotesAndCatalogs<'a> {
    notes: NotesAndFiles<'a>,
    client_view: CatalogAndProblems,
    shared_view: CatalogAndProblems,
}

/// Which weeks are built.
struct WeeksToBuild {
    /// Whose notes have changed, or all that have notes: their problems are found again.
    with_changed_notes: BTreeSet<Week>,
    /// Whose pages are made.
    with_pages_to_make: BTreeSet<Week>,
}

/// Why a build has to begin again.
enum BuildRetryReason {
    /// The newest week no longer has a report, and a helper's card is for a different one.
    CardOfOtherWeek,
    /// The overview is made, and not every week is known at a glance.
    GlancesMissing,
}

/// The weeks and files of a build, the problems that are not cached, and the cache for the next build.
struct BuiltWeeks {
    weeks: ReusedAndBuiltWeeks,
    cards: Vec<OutputFile>,
    at_top: Vec<OutputFile>,
    problems: Vec<Problem>,
    cache: BuildCache,
}

/// Everything that is made of a folder, as text, and the photos in it. `settings` are the folder's; a page that `pages_on_disk`
/// shows to be there already has no text.
#[must_use]
pub fn build_all_files(
    snapshot: &Snapshot,
    settings: &Settings,
    today: NaiveDate,
    photos: PhotoMaker<'_>,
    pages_on_disk: &UneditedPagesOnDisk,
) -> BuiltFiles {
    build_files(BuildInputs { snapshot, settings, today, photos, pages_on_disk }, None, false).0
}

/// All files, and what is kept for the next build; `before` is what the build before kept. `with_all_glances`: every week is wanted at
/// a glance.
pub(super) fn build_files(
    build: BuildInputs<'_>,
    mut before: Option<&BuildCache>,
    mut with_all_glances: bool,
) -> (BuiltFiles, BuildCache) {
    let (templates, broken) = build.snapshot.compile_templates();
    let (rules, mut broken_rules) = build.snapshot.compile_prompt_rules();
    broken_rules.extend(broken);
    let maker = TemplatesAndRules { templates: &templates, rules: &rules, template_problems: &broken_rules };
    let built = loop {
        match build.build_weeks(maker, before, with_all_glances) {
            Ok(built) => break built,
            Err(BuildRetryReason::CardOfOtherWeek) => before = None,
            Err(BuildRetryReason::GlancesMissing) => with_all_glances = true,
        }
    };
    let BuiltWeeks { weeks, cards, at_top, mut problems, cache } = built;
    problems.extend(cache.problems.values().flatten().cloned());
    problems.extend(build.snapshot.problems.iter().chain(&build.snapshot.scan.problems).cloned());
    problems.sort();
    problems.dedup();
    let need = build.settings.where_to_turn.as_deref();
    let (mut notes_to_fix, broken) = templates.notes_to_fix_markdown(&problems, need);
    if let Some(broken) = broken {
        problems.push(broken);
        problems.sort();
        problems.dedup();
        notes_to_fix = templates.notes_to_fix_markdown(&problems, need).0;
    }
    let mut photos = build.photos.into_shown_photos();
    for name in cache.weeks.values().flat_map(|week| &week.photos) {
        photos.entry(name.clone()).or_insert(None);
    }
    (BuiltFiles { reports: weeks.files, data: weeks.data, photos, cards, at_top, notes_to_fix, problems }, cache)
}

/// The journal's templates and rules, with what is wrong with them.
#[derive(Clone, Copy)]
struct TemplatesAndRules<'a> {
    templates: &'a Templates,
    rules: &'a Rules,
    template_problems: &'a [Problem],
}

impl BuildInputs<'_> {
    fn build_weeks(
        &self,
        makers: TemplatesAndRules<'_>,
        before: Option<&BuildCache>,
        with_all_glances: bool,
    ) -> Result<BuiltWeeks, BuildRetryReason> {
        let mut read = self.build_catalogs(before);
        let before = before.filter(|before| self.can_build_changed_weeks_only(before, &read));
        let scope = match before {
            Some(before) => self.weeks_of_changes(before),
            None => self.all_weeks(&read),
        };
        let pages = PageMaker {
            catalog: &read.shared_view.catalog,
            notes: &read.notes,
            collected_files: &read.shared_view.collected_files,
            templates: makers.templates,
            rules: makers.rules,
            rules_fingerprint: makers.rules.fingerprint(),
            photos: &self.photos,
            pages_on_disk: self.pages_on_disk,
            always_with_glance: with_all_glances,
        };
        let (of_changed, made) = rayon::join(
            || self.problems_by_week(&read, &scope.with_changed_notes),
            || {
                WeekBatch::group_weeks_into_batches(&scope.with_pages_to_make)
                    .into_par_iter()
                    .map(|range| pages.make_batch(range))
                    .collect::<Vec<_>>()
            },
        );

        let mut weeks = ReusedAndBuiltWeeks::reuse_unchanged_weeks(before, &scope);
        let newest_kept = weeks.cached.keys().next_back().copied();
        made.into_iter().for_each(|range| weeks.add_batch(range));
        if before.is_some() && newest_kept == weeks.cached.keys().next_back().copied() {
            return Err(BuildRetryReason::CardOfOtherWeek);
        }
        let shown = read.shared_view.catalog.settings();
        weeks.add_page_files(
            self.overview_files(shown, makers.templates, &weeks).ok_or(BuildRetryReason::GlancesMissing)?,
        );
        let (cards, broken_cards) = pages.helper_card_files(&weeks.newest);
        weeks.template_problems.extend(broken_cards);

        let at_top = self.calendar_file(&read).into_iter().collect();
        let mut of_weeks = before.map_or_else(BTreeMap::new, |before| before.problems.clone());
        of_weeks.retain(|week, _| !scope.with_changed_notes.contains(week));
        of_weeks.extend(of_changed);
        let mut problems = std::mem::take(&mut read.client_view.problems);
        let broken: Vec<&Problem> = makers.template_problems.iter().chain(&weeks.template_problems).collect();
        problems.extend(broken.iter().copied().cloned());
        let cache = BuildCache {
            today: self.today,
            client_catalog: CatalogAndProblems { problems: Vec::new(), ..read.client_view },
            shared_catalog: read.shared_view.catalog,
            weeks: std::mem::take(&mut weeks.cached),
            problems: of_weeks,
            has_broken_templates: !broken.is_empty(),
            pages_on_disk: self.pages_on_disk.clone(),
        };
        Ok(BuiltWeeks { weeks, cards, at_top, problems, cache })
    }

    fn week_containing(&self, date: NaiveDate) -> Week {
        Week::containing(date, self.settings.week_starts)
    }

    fn as_of(&self) -> NaiveDate {
        self.settings.cap_today_after_last_week_of_course(self.today)
    }

    fn build_catalogs(&self, before: Option<&BuildCache>) -> NotesAndCatalogs<'_> {
        let Snapshot { drafts, scan, .. } = self.snapshot;
        let notes =
            NotesAndFiles::with_drafts_in_place(drafts, &self.snapshot.last_readable_drafts(), &scan.other_files);
        let sources = CatalogInputs { settings: self.settings, notes: &notes, today: self.today };
        let before = before.filter(|_| !self.snapshot.changes.has_everything_changed);
        let changed = &self.snapshot.changes.dates;
        let earlier = |catalog| EarlierCatalog { catalog, changed_dates: changed };
        let (client, shared) = rayon::join(
            || PlanCatalog::build(sources, View::Client, before.map(|before| earlier(&before.client_catalog.catalog))),
            || PlanCatalog::build(sources, View::Shared, before.map(|before| earlier(&before.shared_catalog))),
        );
        NotesAndCatalogs { notes, client_view: client, shared_view: shared }
    }

    /// Whether only the weeks of changed notes can be different from what they were.
    fn can_build_changed_weeks_only(&self, before: &BuildCache, read: &NotesAndCatalogs) -> bool {
        !self.snapshot.changes.has_everything_changed
            && !before.has_broken_templates
            && before.today == self.today
            && before.client_catalog.catalog == read.client_view.catalog
            && before.shared_catalog == read.shared_view.catalog
    }

    fn weeks_of_changes(&self, before: &BuildCache) -> WeeksToBuild {
        let changed: BTreeSet<Week> =
            self.snapshot.changes.dates.iter().map(|&date| self.week_containing(date)).collect();
        let last = self.week_containing(self.as_of());
        let mut pages: BTreeSet<Week> =
            changed.iter().flat_map(|week| weeks_whose_pages_depend_on(*week)).filter(|week| *week <= last).collect();
        // The newest is always among them: a helper's card is of it.
        pages.extend(before.weeks.keys().next_back());
        let is_current = |(week, cached): &(&Week, &CachedWeek)| {
            let (pages, data) = (page_names::week_page_names(week.start()), page_names::week_data_name(week.start()));
            all_have_key(&pages.each_ref().map(String::as_str), cached.key, &self.pages_on_disk.reports)
                && all_have_key(&[&data], cached.data_key, &self.pages_on_disk.data)
        };
        pages.extend(before.weeks.iter().filter(|week| !is_current(week)).map(|(week, _)| week));
        WeeksToBuild { with_changed_notes: changed, with_pages_to_make: pages }
    }

    fn all_weeks(&self, read: &NotesAndCatalogs) -> WeeksToBuild {
        let noted: BTreeSet<Week> = read.notes.all_dates().into_iter().map(|date| self.week_containing(date)).collect();
        let last = self.week_containing(self.as_of());
        let starts = read.shared_view.catalog.plans.iter().map(|plan| self.week_containing(plan.start)).min();
        let collected = read.shared_view.collected_files.dates().next().map(|date| self.week_containing(date));
        let first = noted.first().copied().into_iter().chain(starts).chain(collected).min().unwrap_or(last).min(last);
        let oldest = self.settings.weeks.map_or(first, |weeks| last.weeks_earlier(weeks.saturating_sub(1)).max(first));
        let pages =
            std::iter::successors(Some(oldest), |week| Some(week.weeks_later(1))).take_while(|week| *week <= last);
        WeeksToBuild { with_changed_notes: noted, with_pages_to_make: pages.collect() }
    }

    /// The calendar, if the settings want it kept.
    fn calendar_file(&self, read: &NotesAndCatalogs) -> Option<OutputFile> {
        let names = self.settings.calendar.names()?;
        // A day that was skipped is not in it, so the entries of all dates are needed.
        let dates = read.notes.all_dates();
        let as_of = self.as_of();
        let all =
            DateSpan { first: dates.first().copied().unwrap_or(as_of), last: dates.last().copied().unwrap_or(as_of) };
        let CatalogAndProblems { catalog, collected_files: files, .. } = &read.shared_view;
        let journal = catalog.journal_of_dates(&read.notes, files, all).journal;
        calendar_output_file(&PracticeCalendar::new(&journal, as_of), names, self.snapshot.language.phrases)
    }

    /// The problems of the notes of these weeks.
    fn problems_by_week(&self, read: &NotesAndCatalogs, weeks: &BTreeSet<Week>) -> BTreeMap<Week, Vec<Problem>> {
        let CatalogAndProblems { catalog, collected_files: files, .. } = &read.client_view;
        let found = WeekBatch::group_weeks_into_batches(weeks)
            .into_par_iter()
            .flat_map_iter(|range| catalog.journal_of_dates(&read.notes, files, range.dates()).problems)
            .collect::<Vec<_>>();
        let mut by_week: BTreeMap<Week, Vec<Problem>> = BTreeMap::new();
        for (date, problem) in found {
            by_week.entry(self.week_containing(date)).or_default().push(problem);
        }
        by_week
    }

    /// The overview, which shows a part of each week's page. None if the glance of any week is missing. `shown` are the settings as they
    /// are shared.
    fn overview_files(
        &self,
        shown: &Settings,
        templates: &Templates,
        weeks: &ReusedAndBuiltWeeks,
    ) -> Option<(Vec<OutputFile>, Vec<Problem>)> {
        let keys: Option<Vec<_>> =
            weeks.cached.iter().map(|(week, of)| Some((week.start().to_string(), of.key?.to_string()))).collect();
        let Settings { name, where_to_turn: in_need, .. } = shown;
        let key =
            keys.and_then(|keys| PageContentKey::new(&(name, in_need, keys), templates.templates_and_page_code_hash()));
        let names = [page_names::OVERVIEW, page_names::OVERVIEW_PAGE];
        let glances: Option<Vec<Glance>> = weeks.cached.values().map(|of| of.glance.clone()).collect();
        if glances.is_none() && !all_have_key(&names, key, &self.pages_on_disk.reports) {
            return None;
        }
        Some(reuse_or_render(names, key, &self.pages_on_disk.reports, || {
            let overview = Overview::new(shown, glances.unwrap_or_default());
            [templates.overview_markdown(&overview), templates.overview_html(&overview)]
        }))
    }
}

/// The weeks of a build: those that were kept as they are, and those that were built.
#[derive(Default)]
struct ReusedAndBuiltWeeks {
    cached: BTreeMap<Week, CachedWeek>,
    files: Vec<OutputFile>,
    data: Vec<OutputFile>,
    newest: NewestWeekCards,
    /// Problems of templates.
    template_problems: Vec<Problem>,
}

impl ReusedAndBuiltWeeks {
    fn reuse_unchanged_weeks(before: Option<&BuildCache>, weeks_to_build: &WeeksToBuild) -> ReusedAndBuiltWeeks {
        let mut weeks = ReusedAndBuiltWeeks::default();
        let Some(before) = before else { return weeks };
        for (week, cached) in before.weeks.iter().filter(|(week, _)| !weeks_to_build.with_pages_to_make.contains(week))
        {
            weeks.files.extend(page_names::week_page_names(week.start()).map(|name| OutputFile {
                name,
                body: None,
                key: cached.key,
                on_disk: None,
            }));
            let name = page_names::week_data_name(week.start());
            weeks.data.push(OutputFile { name, body: None, key: cached.data_key, on_disk: None });
            weeks.cached.insert(*week, cached.clone());
        }
        weeks
    }

    /// Ranges come oldest first.
    fn add_batch(&mut self, range: BatchOutput) {
        if !range.weeks.is_empty() {
            self.newest = range.newest;
        }
        for week in range.weeks {
            self.cached.insert(week.week, week.cached);
            self.data.extend(week.data);
            self.add_page_files((week.files, week.problems));
        }
    }

    fn add_page_files(&mut self, (files, problems): (Vec<OutputFile>, Vec<Problem>)) {
        self.files.extend(files);
        self.template_problems.extend(problems);
    }
}
