//! Notes -> the files of every week.
//!
//! A whole build is a loop over ranges of weeks. An update asks whether the catalog is what it was; if so, it builds only the
//! weeks that changed notes can reach: their own and those whose pages look back on them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::files::{Files, PageKeys};
use super::pages::{CachedWeek, PageMaker, RangeOutput, names_of};
use super::photos::Photos;
use super::rendered::{is_current, rendered};
use super::snapshot::Snapshot;
use super::week_range::{WeekRange, looked_at_from};

use crate::journal::{Catalog, Cataloged, Earlier, Journal, Notes, Settings, Sources, View};
use crate::output::{Key, OutputFile};
use crate::problem::Problem;
use crate::prompt::Rules;
use crate::render::Templates;
use crate::report::{Card, Glance, Overview, page_names};
use crate::week::{self, CountedWeek, Week};
use crate::when::Span;

/// What one build keeps for the next.
pub struct BuildCache {
    today: NaiveDate,
    /// As the client sees the journal, and as it is shared.
    client: Cataloged,
    shared: Catalog,
    /// The weeks that have a report.
    weeks: BTreeMap<Week, CachedWeek>,
    /// Problems of the notes of each week, in the client's own view.
    problems: BTreeMap<Week, Vec<Problem>>,
    /// Whether a template or a rule is broken: only a whole build finds all of that.
    broken: bool,
    /// What was there before anything was written.
    pub(super) there: PageKeys,
}

impl BuildCache {
    /// A week as the client sees it: its entries, counted.
    #[must_use]
    pub fn client_week(&self, snapshot: &Snapshot, week: Week) -> (Journal, CountedWeek) {
        let notes = Notes::holding(&snapshot.drafts, &snapshot.held(), &snapshot.scan.others);
        let Cataloged { catalog, files, .. } = &self.client;
        let dates = Span { first: week.start(), last: week.end() };
        let journal = catalog.journal_of(&notes, files, dates).journal;
        let counted = week::count(&journal, week, week::cap_as_of(week, catalog.as_of()));
        (journal, counted)
    }
}

/// Everything that a build is made from.
pub(super) struct Build<'a> {
    pub snapshot: &'a Snapshot,
    pub settings: &'a Settings,
    pub today: NaiveDate,
    pub photos: Photos<'a>,
    pub there: &'a PageKeys,
}

/// Both catalogs, and the notes they are of.
struct Read<'a> {
    notes: Notes<'a>,
    client: Cataloged,
    shared: Cataloged,
}

/// Which weeks are built.
struct Scope {
    /// Whose notes have changed, or all that have notes: their problems are found again.
    changed: BTreeSet<Week>,
    /// Whose pages are made.
    pages: BTreeSet<Week>,
}

/// Why a build has to begin again.
enum Retry {
    /// The newest week has no report any more, and a helper's card is of another.
    Whole,
    /// The overview is made, and not every week is known at a glance.
    WithGlances,
}

/// A build as far as its files, with the problems that are not cached.
struct Built {
    weeks: Weeks,
    cards: Vec<OutputFile>,
    problems: Vec<Problem>,
    cache: BuildCache,
}

/// Everything that is made of a folder, as text, and the photos in it. `settings` are the folder's; of what `there` shows to
/// lie there already there is no text.
#[must_use]
pub fn files(
    snapshot: &Snapshot,
    settings: &Settings,
    today: NaiveDate,
    photos: Photos<'_>,
    there: &PageKeys,
) -> Files {
    build(Build { snapshot, settings, today, photos, there }, None, false).0
}

/// All files, and what is kept for the next build; `before` is what the build before kept. `glances`: every week is wanted at
/// a glance.
pub(super) fn build(build: Build<'_>, mut before: Option<&BuildCache>, mut glances: bool) -> (Files, BuildCache) {
    let (templates, broken) = Templates::new(&build.snapshot.templates);
    let (rules, mut broken_rules) = Rules::new(&build.snapshot.rules);
    broken_rules.extend(broken);
    let maker = Makers { templates: &templates, rules: &rules, broken: &broken_rules };
    let built = loop {
        match build.weeks(maker, before, glances) {
            Ok(built) => break built,
            Err(Retry::Whole) => before = None,
            Err(Retry::WithGlances) => glances = true,
        }
    };
    let Built { weeks, cards, mut problems, cache } = built;
    problems.extend(cache.problems.values().flatten().cloned());
    problems.extend(build.snapshot.problems.iter().chain(&build.snapshot.scan.problems).cloned());
    problems.sort();
    problems.dedup();
    let need = build.settings.in_need.as_deref();
    let (mut notes_to_fix, broken) = templates.notes_to_fix(&problems, need);
    if let Some(broken) = broken {
        problems.push(broken);
        problems.sort();
        problems.dedup();
        notes_to_fix = templates.notes_to_fix(&problems, need).0;
    }
    let mut photos = build.photos.shown();
    for name in cache.weeks.values().flat_map(|week| &week.photos) {
        photos.entry(name.clone()).or_insert(None);
    }
    (Files { reports: weeks.files, photos, cards, notes_to_fix, problems }, cache)
}

/// The journal's templates and rules, with what is wrong with them.
#[derive(Clone, Copy)]
struct Makers<'a> {
    templates: &'a Templates,
    rules: &'a Rules,
    broken: &'a [Problem],
}

impl Build<'_> {
    fn weeks(&self, makers: Makers<'_>, before: Option<&BuildCache>, glances: bool) -> Result<Built, Retry> {
        let mut read = self.read(before);
        let before = before.filter(|before| self.is_update(before, &read));
        let scope = match before {
            Some(before) => self.changed_scope(before),
            None => self.whole_scope(&read),
        };
        let pages = PageMaker {
            catalog: &read.shared.catalog,
            notes: &read.notes,
            files: &read.shared.files,
            templates: makers.templates,
            rules: makers.rules,
            rules_fingerprint: makers.rules.fingerprint(),
            photos: &self.photos,
            there: self.there,
            glances,
        };
        let (of_changed, made) = rayon::join(
            || self.problems(&read, &scope.changed),
            || WeekRange::covering(&scope.pages).into_par_iter().map(|range| pages.range(range)).collect::<Vec<_>>(),
        );

        let mut weeks = Weeks::kept(before, &scope);
        let newest_kept = weeks.cached.keys().next_back().copied();
        made.into_iter().for_each(|range| weeks.add(range));
        if before.is_some() && newest_kept == weeks.cached.keys().next_back().copied() {
            return Err(Retry::Whole);
        }
        weeks.take(self.overview(makers.templates, &weeks).ok_or(Retry::WithGlances)?);
        let cards = self.cards(makers.templates, &mut weeks);

        let mut of_weeks = before.map_or_else(BTreeMap::new, |before| before.problems.clone());
        of_weeks.retain(|week, _| !scope.changed.contains(week));
        of_weeks.extend(of_changed);
        let mut problems = std::mem::take(&mut read.client.problems);
        let broken: Vec<&Problem> = makers.broken.iter().chain(&weeks.broken).collect();
        problems.extend(broken.iter().copied().cloned());
        let cache = BuildCache {
            today: self.today,
            client: Cataloged { problems: Vec::new(), ..read.client },
            shared: read.shared.catalog,
            weeks: std::mem::take(&mut weeks.cached),
            problems: of_weeks,
            broken: !broken.is_empty(),
            there: self.there.clone(),
        };
        Ok(Built { weeks, cards, problems, cache })
    }

    fn week_of(&self, date: NaiveDate) -> Week {
        Week::containing(date, self.settings.week_starts)
    }

    fn as_of(&self) -> NaiveDate {
        self.settings.as_of(self.today)
    }

    fn read(&self, before: Option<&BuildCache>) -> Read<'_> {
        let Snapshot { drafts, scan, .. } = self.snapshot;
        let notes = Notes::holding(drafts, &self.snapshot.held(), &scan.others);
        let sources = Sources { settings: self.settings, notes: &notes, today: self.today };
        let before = before.filter(|_| !self.snapshot.changed.everything);
        let changed = &self.snapshot.changed.dates;
        let earlier = |catalog| Earlier { catalog, changed };
        let (client, shared) = rayon::join(
            || Catalog::build(sources, View::Client, before.map(|before| earlier(&before.client.catalog))),
            || Catalog::build(sources, View::Shared, before.map(|before| earlier(&before.shared))),
        );
        Read { notes, client, shared }
    }

    /// Whether only the weeks of changed notes can be different from what they were.
    fn is_update(&self, before: &BuildCache, read: &Read) -> bool {
        !self.snapshot.changed.everything
            && !before.broken
            && before.today == self.today
            && before.client.catalog == read.client.catalog
            && before.shared == read.shared.catalog
    }

    fn changed_scope(&self, before: &BuildCache) -> Scope {
        let changed: BTreeSet<Week> = self.snapshot.changed.dates.iter().map(|&date| self.week_of(date)).collect();
        let last = self.week_of(self.as_of());
        let mut pages: BTreeSet<Week> =
            changed.iter().flat_map(|week| looked_at_from(*week)).filter(|week| *week <= last).collect();
        // The newest is always among them: a helper's card is of it.
        pages.extend(before.weeks.keys().next_back());
        let is_current = |(week, cached): &(&Week, &CachedWeek)| {
            is_current(&names_of(**week).each_ref().map(String::as_str), cached.key, &self.there.reports)
        };
        pages.extend(before.weeks.iter().filter(|week| !is_current(week)).map(|(week, _)| week));
        Scope { changed, pages }
    }

    fn whole_scope(&self, read: &Read) -> Scope {
        let noted: BTreeSet<Week> = read.notes.dates().into_iter().map(|date| self.week_of(date)).collect();
        let last = self.week_of(self.as_of());
        let starts = read.shared.catalog.plans.iter().map(|plan| self.week_of(plan.start)).min();
        let collected = read.shared.files.dates().next().map(|date| self.week_of(date));
        let first = noted.first().copied().into_iter().chain(starts).chain(collected).min().unwrap_or(last).min(last);
        let oldest = self.settings.weeks.map_or(first, |weeks| last.before(weeks.saturating_sub(1)).max(first));
        let pages = std::iter::successors(Some(oldest), |week| Some(week.after(1))).take_while(|week| *week <= last);
        Scope { changed: noted, pages: pages.collect() }
    }

    /// The problems of the notes of these weeks.
    fn problems(&self, read: &Read, weeks: &BTreeSet<Week>) -> BTreeMap<Week, Vec<Problem>> {
        let Cataloged { catalog, files, .. } = &read.client;
        let found = WeekRange::covering(weeks)
            .into_par_iter()
            .flat_map_iter(|range| catalog.journal_of(&read.notes, files, range.dates()).problems)
            .collect::<Vec<_>>();
        let mut by_week: BTreeMap<Week, Vec<Problem>> = BTreeMap::new();
        for (date, problem) in found {
            by_week.entry(self.week_of(date)).or_default().push(problem);
        }
        by_week
    }

    /// The overview, which shows of every week a part of what its pages show. None where that is not known of each.
    fn overview(&self, templates: &Templates, weeks: &Weeks) -> Option<(Vec<OutputFile>, Vec<Problem>)> {
        let keys: Option<Vec<_>> =
            weeks.cached.iter().map(|(week, of)| Some((week.start().to_string(), of.key?.to_string()))).collect();
        let Settings { name, in_need, .. } = self.settings;
        let key = keys.and_then(|keys| Key::of(&(name, in_need, keys), templates.print()));
        let names = [page_names::OVERVIEW, page_names::OVERVIEW_PAGE];
        let glances: Option<Vec<Glance>> = weeks.cached.values().map(|of| of.glance.clone()).collect();
        if glances.is_none() && !is_current(&names, key, &self.there.reports) {
            return None;
        }
        Some(rendered(names, key, &self.there.reports, || {
            let overview = Overview::new(self.settings, glances.unwrap_or_default());
            [templates.overview(&overview), templates.overview_page(&overview)]
        }))
    }

    fn cards(&self, templates: &Templates, weeks: &mut Weeks) -> Vec<OutputFile> {
        let mut cards = Vec::new();
        for card in std::mem::take(&mut weeks.newest_cards) {
            let names = [card.file(), card.page_file()];
            let names = names.each_ref().map(String::as_str);
            let key = Key::of(&templates.card_view(&card), templates.print());
            let (files, broken) =
                rendered(names, key, &self.there.cards, || [templates.card(&card), templates.card_page(&card)]);
            cards.extend(files);
            weeks.broken.extend(broken);
        }
        cards
    }
}

/// The weeks of a build: those that were kept as they are, and those that were built.
#[derive(Default)]
struct Weeks {
    cached: BTreeMap<Week, CachedWeek>,
    files: Vec<OutputFile>,
    newest_cards: Vec<Card>,
    /// Problems of templates.
    broken: Vec<Problem>,
}

impl Weeks {
    fn kept(before: Option<&BuildCache>, scope: &Scope) -> Weeks {
        let mut weeks = Weeks::default();
        let Some(before) = before else { return weeks };
        for (week, cached) in before.weeks.iter().filter(|(week, _)| !scope.pages.contains(week)) {
            weeks.files.extend(names_of(*week).map(|name| OutputFile { name, body: None, key: cached.key }));
            weeks.cached.insert(*week, cached.clone());
        }
        weeks
    }

    /// Ranges come oldest first.
    fn add(&mut self, range: RangeOutput) {
        if !range.weeks.is_empty() {
            self.newest_cards = range.cards;
        }
        for week in range.weeks {
            self.cached.insert(week.week, week.cached);
            self.take((week.files, week.problems));
        }
    }

    fn take(&mut self, (files, problems): (Vec<OutputFile>, Vec<Problem>)) {
        self.files.extend(files);
        self.broken.extend(problems);
    }
}
