//! The pages of a range of weeks.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::files::PageKeys;
use super::folder_names::PHOTOS;
use super::photos::Photos;
use super::rendered::rendered;
use super::week_range::{LOOKS_BACK, WeekRange, looked_back_on};
use crate::journal::{Catalog, CollectedFiles, Journal, Notes};
use crate::output::{Key, OutputFile};
use crate::problem::Problem;
use crate::prompt::{self, Rules};
use crate::render::Templates;
use crate::report::{self, Basis, Card, Glance, Report, page_names};
use crate::week::{self, CountedWeek, Week};

/// What is kept of a week for the next build.
#[derive(Clone)]
pub(super) struct CachedWeek {
    /// What its pages show at a glance; none where nobody asked for it, and the pages are up to date.
    pub glance: Option<Glance>,
    pub key: Option<Key>,
    /// The photos that its pages show, by name.
    pub photos: Vec<String>,
}

/// The names of a week's files, in the order of [`Templates::pages`].
pub(super) fn names_of(week: Week) -> [String; 3] {
    let start = week.start();
    [page_names::week(start), page_names::week_page(start), page_names::prompts(start)]
}

/// What is made of a range of weeks.
pub(super) struct RangeOutput {
    pub weeks: Vec<WeekOutput>,
    /// Of its newest week.
    pub cards: Vec<Card>,
}

/// What is made of a week.
pub(super) struct WeekOutput {
    pub week: Week,
    pub cached: CachedWeek,
    pub files: Vec<OutputFile>,
    pub problems: Vec<Problem>,
}

/// Everything that pages are made with.
pub(super) struct PageMaker<'a, 'n> {
    pub catalog: &'a Catalog,
    pub notes: &'a Notes<'n>,
    pub files: &'a CollectedFiles,
    pub templates: &'a Templates,
    pub rules: &'a Rules,
    pub rules_fingerprint: [u8; 32],
    pub photos: &'a Photos<'a>,
    pub there: &'a PageKeys,
    /// Whether every week is wanted at a glance, also where its pages are up to date.
    pub glances: bool,
}

/// A range of weeks, counted.
struct CountedRange {
    journal: Journal,
    counted: Vec<CountedWeek>,
    basis: Basis,
    /// The weeks that have a page, those beside the range among them.
    reported: BTreeSet<Week>,
}

impl CountedRange {
    /// The weeks that a week's page speaks of: itself, last, and those it looks back on.
    fn six(&self, week: Week) -> Option<&[CountedWeek]> {
        let last = self.counted.binary_search_by_key(&week, |counted| counted.week).ok()?;
        self.counted.get((last + 1).saturating_sub(LOOKS_BACK as usize)..=last)
    }
}

impl PageMaker<'_, '_> {
    pub(super) fn range(&self, range: WeekRange) -> RangeOutput {
        let journal = self.catalog.journal_of(self.notes, self.files, range.dates_looked_at()).journal;
        let as_of = self.catalog.as_of();
        let reported = week::weeks_with_report_among(&journal, week::weeks_with_entry(&journal), as_of);
        let weeks: Vec<Week> = reported.iter().copied().filter(|week| range.holds(*week)).collect();
        let reported = reported.into_iter().collect();
        // Weeks overlap in what they look back on, so each is counted once.
        let counted: Vec<CountedWeek> = looked_back_on(&weeks)
            .into_par_iter()
            .map(|week| week::count(&journal, week, week::cap_as_of(week, as_of)))
            .collect();
        let basis = Basis::of(&journal, &counted, &self.rules_fingerprint);
        let range = CountedRange { journal, counted, basis, reported };
        let weeks = weeks.into_par_iter().filter_map(|week| self.week(&range, week)).collect();
        let cards = range.counted.last().map(|week| report::cards(&range.journal, week)).unwrap_or_default();
        RangeOutput { weeks, cards }
    }

    fn week(&self, range: &CountedRange, week: Week) -> Option<WeekOutput> {
        let six = range.six(week)?;
        let journal = &range.journal;
        let model = || {
            let report = report::model(journal, six, &prompt::choose(self.rules, journal, six));
            let mut report = report.with_neighbours(|week| range.reported.contains(&week));
            self.photos.fill(&mut report);
            report
        };
        // What a photo shows is in no note.
        let entries = journal.entries_between(week.start(), week.end());
        let has_photos = entries.iter().any(|entry| !entry.photos.is_empty());
        let early = (has_photos || self.glances).then(model);
        let shown = early.as_ref().map(shown_photos).unwrap_or_default();
        let beside = [week.before(1), week.after(1)].map(|week| range.reported.contains(&week));
        let key = Key::of(&(range.basis.page(six), &shown, beside), self.templates.print());
        let photos = shown
            .iter()
            .filter_map(|(file, _)| Some(file.as_deref()?.strip_prefix(PHOTOS)?.trim_start_matches('/').to_owned()));
        let mut cached = CachedWeek { glance: early.as_ref().map(Glance::new), key, photos: photos.collect() };
        let names = names_of(week);
        let names = names.each_ref().map(String::as_str);
        let (files, problems) = rendered(names, key, &self.there.reports, || match &early {
            Some(report) => self.templates.pages(report),
            None => {
                let report = model();
                cached.glance = Some(Glance::new(&report));
                self.templates.pages(&report)
            }
        });
        cached.key = files.first().and_then(|file| file.key);
        Some(WeekOutput { week, cached, files, problems })
    }
}

/// The photos of a report: the file of each, or why it cannot be shown.
fn shown_photos(report: &Report) -> Vec<(Option<String>, Option<&'static str>)> {
    let pictures = report.photos.iter().flat_map(|line| &line.pictures);
    pictures.map(|picture| (picture.file.clone(), picture.unseen)).collect()
}
