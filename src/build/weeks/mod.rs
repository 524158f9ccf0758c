//! Notes -> the files of every week. Where a pass went before, only the weeks are made again that can be other ([`Part`]).
//!
//! What can be other is never guessed: [`Changed`](super::Changed) says whether dates are all there is to it, and from the
//! notes of a few weeks and those that reach everything comes of these weeks what comes from all notes
//! ([`journal::assemble_some`]).

mod part;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use part::Part;
use rayon::prelude::*;

use super::rendered::{is_current, rendered};
use super::starts::{Found, Starts};
use super::{Files, LOOKS_BACK, PHOTOS, PageKeys, Photos, Snapshot};
use crate::journal::{self, Draft, Reach, Settings, View};
use crate::output::{Key, OutputFile};
use crate::problem::Problem;
use crate::prompt::{self, Rules};
use crate::render::{Glance, Overview, Templates};
use crate::report::{self, Basis, Card, page_names};
use crate::week::{self, CountedWeek, Week};

/// What one pass keeps for the next.
pub struct BuildCache {
    today: NaiveDate,
    /// By week: what its pages show at a glance, their key and their photos.
    weeks: BTreeMap<Week, CachedWeek>,
    /// Weeks that hold an entry, reported or not.
    noted: BTreeSet<Week>,
    /// Of each plan that does not say when it starts, its first entry.
    found: [Found; 2],
    /// Whether a plan collects files.
    collects: bool,
    /// Problems of the notes in the client's own view.
    own: Vec<Problem>,
    /// Whether a template or a rule is broken: a whole pass tells of it.
    broken: bool,
    /// What lay there before anything was written.
    pub(super) there: PageKeys,
}

#[derive(Clone)]
struct CachedWeek {
    /// None where nobody asked for it, and the pages lie there.
    glance: Option<Glance>,
    key: Option<Key>,
    photos: Vec<String>,
}

/// The names of a week's files, in the order of [`Templates::pages`].
fn names_of(week: Week) -> [String; 3] {
    let start = week.start();
    [page_names::week(start), page_names::week_page(start), page_names::prompts(start)]
}

/// These weeks and all that their pages look back on.
fn looked_back_on<'w>(weeks: impl IntoIterator<Item = &'w Week>) -> BTreeSet<Week> {
    weeks.into_iter().flat_map(|week| (0..LOOKS_BACK).map(|back| week.before(back))).collect()
}

/// A stretch of weeks that is made at once, so that the entries of a long journal never stand in memory at once.
enum Stretch<'p> {
    /// From a week to another, both included.
    Between(Week, Week),
    /// Those that are made again.
    Some(&'p Part<'p>),
    /// All of them: with plans that collect files every note can be one.
    All,
}

/// So many weeks are made at once, where all are.
const AT_ONCE: u32 = 13;

impl Stretch<'_> {
    fn holds(&self, week: Week) -> bool {
        match self {
            Stretch::Between(from, to) => *from <= week && week <= *to,
            Stretch::Some(part) => part.again.contains(&week),
            Stretch::All => true,
        }
    }

    /// Whether a note can say something of its weeks, or of those they look back on.
    fn looks_at(&self, draft: &Draft, settings: &Settings) -> bool {
        match (self, draft.reach()) {
            (Stretch::All, _) | (_, Reach::Everything) => true,
            (Stretch::Some(part), _) => part.looks_at(draft, settings),
            (Stretch::Between(..), Reach::Nothing) => false,
            (Stretch::Between(from, to), Reach::Date(date)) => {
                let week = Week::containing(date, settings.week_starts);
                from.before(LOOKS_BACK - 1) <= week && week <= *to
            }
        }
    }

    /// All weeks that can have a report, in stretches, oldest first.
    fn all(starts: &Starts, snapshot: &Snapshot, settings: &Settings, as_of: NaiveDate) -> Vec<Stretch<'static>> {
        if starts.collects {
            return vec![Stretch::All];
        }
        let week_of = |date| Week::containing(date, settings.week_starts);
        let dates = snapshot.drafts.iter().filter_map(|draft| match draft.reach() {
            Reach::Date(date) => Some(date),
            Reach::Nothing | Reach::Everything => None,
        });
        let last = week_of(as_of);
        let first = dates.chain(starts.begins).min().map_or(last, week_of).min(last);
        let oldest = settings.weeks.map_or(first, |weeks| last.before(weeks.saturating_sub(1)).max(first));
        std::iter::successors(Some(oldest), |from| Some(from.after(AT_ONCE)))
            .take_while(|from| *from <= last)
            .map(|from| Stretch::Between(from, from.after(AT_ONCE - 1).min(last)))
            .collect()
    }
}

/// What is made of a stretch of weeks.
struct Stretched {
    noted: BTreeSet<Week>,
    weeks: Vec<(Week, CachedWeek)>,
    reports: Vec<OutputFile>,
    /// Of its newest week.
    cards: Vec<Card>,
    broken: Vec<Problem>,
}

/// Everything a pass makes pages with.
struct Making<'a> {
    snapshot: &'a Snapshot,
    settings: &'a Settings,
    as_of: NaiveDate,
    templates: &'a Templates,
    rules: &'a Rules,
    rules_fingerprint: [u8; 32],
    photos: &'a Photos<'a>,
    there: &'a PageKeys,
    starts: &'a Starts,
    /// Whether every week is wanted at a glance, also where its pages lie there.
    glances: bool,
}

impl Making<'_> {
    fn stretch(&self, stretch: &Stretch<'_>) -> Stretched {
        let Making { snapshot, settings, as_of, templates, rules, rules_fingerprint, photos, there, starts, glances } =
            *self;
        let drafts: Vec<&Draft> =
            snapshot.drafts.iter().filter(|d| stretch.looks_at(d, settings) || starts.is_first(d)).collect();
        let shared = journal::assemble_some(settings, &drafts, &snapshot.scan.others, as_of, View::Shared);
        let mut noted = week::weeks_with_entry(&shared);
        noted.retain(|week| match stretch {
            Stretch::Some(part) => part.changed.contains(week) || part.last.noted.contains(week),
            _ => stretch.holds(*week),
        });
        let mut weeks = week::weeks_with_report_among(&shared, noted.clone(), as_of);
        weeks.retain(|week| stretch.holds(*week));
        // Weeks overlap in what they look back on, so each is counted once.
        let counted: Vec<CountedWeek> = looked_back_on(&weeks)
            .into_par_iter()
            .map(|week| week::count(&shared, week, week::cap_as_of(week, as_of)))
            .collect();
        let six = |week: Week| {
            let last = counted.binary_search_by_key(&week, |counted| counted.week).ok()?;
            counted.get((last + 1).saturating_sub(LOOKS_BACK as usize)..=last)
        };
        let basis = Basis::of(&shared, &counted, &rules_fingerprint);
        let made: Vec<(Week, CachedWeek, Vec<OutputFile>, Vec<Problem>)> = weeks
            .into_par_iter()
            .filter_map(|week| {
                let six = six(week)?;
                let model = || {
                    let mut report = report::model(&shared, six, &prompt::choose(rules, &shared, six));
                    photos.fill(&mut report);
                    report
                };
                // What a photo shows stands in no note.
                let has_photos =
                    shared.entries_between(week.start(), week.end()).iter().any(|entry| !entry.photos.is_empty());
                let early = (has_photos || glances).then(model);
                let pictures = || early.iter().flat_map(|report| &report.photos).flat_map(|line| &line.pictures);
                let shown: Vec<(&Option<String>, Option<&str>)> = pictures().map(|p| (&p.file, p.unseen)).collect();
                let key = Key::of(&(basis.page(six), &shown), templates.print());
                let photos = shown.iter().filter_map(|(file, _)| {
                    Some(file.as_deref()?.strip_prefix(PHOTOS)?.trim_start_matches('/').to_owned())
                });
                let mut of = CachedWeek { glance: early.as_ref().map(Glance::of), key, photos: photos.collect() };
                let names = names_of(week);
                let names = names.each_ref().map(String::as_str);
                let (files, broken) = rendered(names, key, &there.reports, || match &early {
                    Some(report) => templates.pages(report),
                    None => {
                        let report = model();
                        of.glance = Some(Glance::of(&report));
                        templates.pages(&report)
                    }
                });
                of.key = files.first().and_then(|made| made.key);
                Some((week, of, files, broken))
            })
            .collect();
        let cards = counted.last().map(|week| report::cards(&shared, week)).unwrap_or_default();
        let mut out = Stretched { noted, weeks: Vec::new(), reports: Vec::new(), cards, broken: Vec::new() };
        for (week, of, files, broken) in made {
            out.weeks.push((week, of));
            out.reports.extend(files);
            out.broken.extend(broken);
        }
        out
    }
}

/// All files, and what is kept for the next pass; `last` is what the pass before kept.
pub(super) fn files(
    snapshot: &Snapshot,
    settings: &Settings,
    today: NaiveDate,
    photos: Photos<'_>,
    there: &PageKeys,
    last: Option<&BuildCache>,
    glances: bool,
) -> (Files, BuildCache) {
    let (templates, broken_templates) = Templates::new(&snapshot.templates);
    let (rules, mut broken) = Rules::new(&snapshot.rules);
    broken.extend(broken_templates);
    let as_of = settings.as_of(today);
    let part = last.and_then(|last| Part::of(last, snapshot, settings, as_of, today, there));
    let whole;
    let starts = match &part {
        Some(part) => &part.starts,
        None => {
            whole = Starts::of(snapshot, settings, as_of);
            &whole
        }
    };
    let making = Making {
        snapshot,
        settings,
        as_of,
        templates: &templates,
        rules: &rules,
        rules_fingerprint: rules.fingerprint(),
        photos: &photos,
        there,
        starts,
        glances,
    };
    let stretches = match &part {
        Some(part) => vec![Stretch::Some(part)],
        None => Stretch::all(starts, snapshot, settings, as_of),
    };
    let (own, made) = rayon::join(
        || match &part {
            Some(part) => part.own(snapshot, settings, as_of),
            None => starts.own(snapshot, settings, as_of),
        },
        || stretches.par_iter().map(|stretch| making.stretch(stretch)).collect::<Vec<_>>(),
    );

    let (mut weeks, mut noted) = (BTreeMap::new(), BTreeSet::new());
    let mut reports = Vec::new();
    if let Some(part) = &part {
        noted.extend(part.last.noted.iter().filter(|week| !part.changed.contains(week)));
        for (week, of) in part.last.weeks.iter().filter(|(week, _)| !part.again.contains(week)) {
            reports.extend(names_of(*week).map(|name| OutputFile { name, body: None, key: of.key }));
            weeks.insert(*week, of.clone());
        }
    }
    let (before, mut newest_cards) = (weeks.keys().next_back().copied(), Vec::new());
    for stretched in made {
        noted.extend(stretched.noted);
        if !stretched.weeks.is_empty() {
            newest_cards = stretched.cards;
        }
        weeks.extend(stretched.weeks);
        reports.extend(stretched.reports);
        broken.extend(stretched.broken);
    }
    if part.is_some() && before == weeks.keys().next_back().copied() {
        // The newest week has no report any more, and a helper's card is of another.
        return files(snapshot, settings, today, photos, there, None, glances);
    }
    // The overview shows of every week a part of what its pages show.
    let keys: Option<Vec<_>> =
        weeks.iter().map(|(week, of)| Some((week.start().to_string(), of.key?.to_string()))).collect();
    let key = keys.and_then(|keys| Key::of(&(&settings.name, &settings.in_need, keys), templates.print()));
    let overview = [page_names::OVERVIEW, page_names::OVERVIEW_PAGE];
    let seen: Option<Vec<Glance>> = weeks.values().map(|of| of.glance.clone()).collect();
    if seen.is_none() && !is_current(&overview, key, &there.reports) {
        return self::files(snapshot, settings, today, photos, there, last, true);
    }
    let (files, problems) = rendered(overview, key, &there.reports, || {
        let overview = Overview::new(settings, seen.unwrap_or_default());
        [templates.overview(&overview), templates.overview_page(&overview)]
    });
    reports.extend(files);
    broken.extend(problems);
    let mut cards = Vec::new();
    for card in newest_cards {
        let names = [card.file.as_str(), &card.page_file];
        let (files, problems) = rendered(names, Key::of(&card, templates.print()), &there.cards, || {
            [templates.card(&card), templates.card_page(&card)]
        });
        cards.extend(files);
        broken.extend(problems);
    }

    let (found, collects) = (starts.found.clone(), starts.collects);
    let is_broken = !broken.is_empty();
    let kept =
        BuildCache { today, weeks, noted, found, collects, own: own.clone(), broken: is_broken, there: there.clone() };
    let mut problems = own;
    problems.extend(broken);
    problems.extend(snapshot.problems.iter().chain(&snapshot.scan.problems).cloned());
    problems.sort();
    problems.dedup();
    let (notes_to_fix, broken) = templates.notes_to_fix(&problems, settings.in_need.as_deref());
    problems.extend(broken);
    let mut shown = photos.shown();
    for name in kept.weeks.values().flat_map(|of| &of.photos) {
        shown.entry(name.clone()).or_insert(None);
    }
    (Files { reports, photos: shown, cards, notes_to_fix, problems }, kept)
}
