//! The pages of a range of weeks.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use rayon::prelude::*;

use super::files::UneditedPagesOnDisk;
use super::folder_names::{DATA, PHOTOS};
use super::photo_maker::PhotoMaker;
use super::rendered::reuse_or_render;
use super::week_range::{WeekBatch, with_lookback_weeks};
use crate::journal::{CollectedFiles, Journal, NotesAndFiles, PlanCatalog};
use crate::output::{OutputFile, PageContentKey};
use crate::problem::Problem;
use crate::prompt::{self, Rules};
use crate::render::{self, Templates};
use crate::report::{self, Glance, HelperCard, LOOKS_BACK, PageInputHashes, Report, page_names};
use crate::week::{self, CountedWeek, Week};

/// What is kept of a week for the next build.
#[derive(Clone)]
pub(super) struct CachedWeek {
    /// What its pages show at a glance; none if nobody asked for it and the pages are up to date.
    pub glance: Option<Glance>,
    pub key: Option<PageContentKey>,
    /// That of its facts in `data/`.
    pub data_key: Option<PageContentKey>,
    /// The photos that its pages show, by name.
    pub photos: Vec<String>,
}

/// What is made from a range of weeks.
pub(super) struct BatchOutput {
    pub weeks: Vec<WeekOutput>,
    pub newest: NewestWeekCards,
}

/// What the newest week of a range gives besides its pages. Only the last range has files of it.
#[derive(Default)]
pub(super) struct NewestWeekCards {
    cards: Vec<HelperCard>,
}

/// What is made from a week.
pub(super) struct WeekOutput {
    pub week: Week,
    pub cached: CachedWeek,
    pub files: Vec<OutputFile>,
    /// Its facts in `data/`.
    pub data: Vec<OutputFile>,
    pub problems: Vec<Problem>,
}

/// Everything that pages are made from.
pub(super) struct PageMaker<'a, 'n> {
    pub catalog: &'a PlanCatalog,
    pub notes: &'a NotesAndFiles<'n>,
    pub collected_files: &'a CollectedFiles,
    pub templates: &'a Templates,
    pub rules: &'a Rules,
    pub rules_fingerprint: [u8; 32],
    pub photos: &'a PhotoMaker<'a>,
    pub pages_on_disk: &'a UneditedPagesOnDisk,
    /// Whether every week is wanted at a glance, even if its pages are up to date.
    pub always_with_glance: bool,
}

/// A range of weeks, counted.
struct CountedWeekBatch {
    journal: Journal,
    counted_weeks: Vec<CountedWeek>,
    page_hashes: PageInputHashes,
    /// The weeks that have a page, including those right before and after the range.
    weeks_with_report: BTreeSet<Week>,
}

impl CountedWeekBatch {
    /// The weeks that a week's page speaks of: itself, last, and those it looks back on.
    fn six_weeks_up_to(&self, week: Week) -> Option<&[CountedWeek]> {
        let last = self.counted_weeks.binary_search_by_key(&week, |counted| counted.week).ok()?;
        self.counted_weeks.get((last + 1).saturating_sub(LOOKS_BACK as usize)..=last)
    }
}

impl PageMaker<'_, '_> {
    pub(super) fn make_batch(&self, range: WeekBatch) -> BatchOutput {
        let journal =
            self.catalog.journal_of_dates(self.notes, self.collected_files, range.dates_that_pages_show()).journal;
        let as_of = self.catalog.as_of();
        let reported = week::weeks_with_report(&journal, as_of);
        let weeks: Vec<Week> = reported.iter().copied().filter(|week| range.contains(*week)).collect();
        let reported = reported.into_iter().collect();
        // Weeks overlap in what they look back on, so each is counted once.
        let counted: Vec<CountedWeek> = with_lookback_weeks(&weeks)
            .into_par_iter()
            .map(|week| week::count_week(&journal, week, week::cap_at_day_after_week(week, as_of)))
            .collect();
        let basis = PageInputHashes::new(&journal, &counted, &self.rules_fingerprint);
        let range =
            CountedWeekBatch { journal, counted_weeks: counted, page_hashes: basis, weeks_with_report: reported };
        let weeks = weeks.into_par_iter().filter_map(|week| self.make_week(&range, week)).collect();
        let cards = report::helper_cards(&range.journal, &range.counted_weeks);
        BatchOutput { weeks, newest: NewestWeekCards { cards } }
    }

    /// The helper cards of the newest week, and what is wrong with their templates.
    pub(super) fn helper_card_files(&self, newest: &NewestWeekCards) -> (Vec<OutputFile>, Vec<Problem>) {
        let (mut cards, mut problems) = (Vec::new(), Vec::new());
        for card in &newest.cards {
            let names = [card.markdown_file_name(), card.html_file_name()];
            let names = names.each_ref().map(String::as_str);
            let key =
                PageContentKey::new(&self.templates.card_view(card), self.templates.templates_and_page_code_hash());
            let (files, broken) = reuse_or_render(names, key, &self.pages_on_disk.cards, || {
                [self.templates.card_markdown(card), self.templates.card_html(card)]
            });
            cards.extend(files);
            problems.extend(broken);
        }
        (cards, problems)
    }

    fn make_week(&self, range: &CountedWeekBatch, week: Week) -> Option<WeekOutput> {
        let six = range.six_weeks_up_to(week)?;
        let journal = &range.journal;
        let model = || {
            let report = report::make_report(journal, six, &prompt::choose_prompts(self.rules, journal, six));
            let mut report = report.with_neighbours(|week| range.weeks_with_report.contains(&week));
            self.photos.fill_in(&mut report);
            report
        };
        // What a photo shows is in no note.
        let entries = journal.entries_between(week.start(), week.end());
        let has_photos = entries.iter().any(|entry| !entry.photos.is_empty());
        let report = OnceCell::new();
        if has_photos || self.always_with_glance {
            report.get_or_init(model);
        }
        let shown = report.get().map(photo_files_and_reasons).unwrap_or_default();
        let beside = [week.weeks_earlier(1), week.weeks_later(1)].map(|week| range.weeks_with_report.contains(&week));
        let basis = range.page_hashes.hash_of_page(six);
        let key = PageContentKey::new(&(&basis, &shown, beside), self.templates.templates_and_page_code_hash());
        let photos = shown
            .iter()
            .filter_map(|(file, _)| Some(file.as_deref()?.strip_prefix(PHOTOS)?.trim_start_matches('/').to_owned()))
            .collect();
        let names = page_names::week_page_names(week.start());
        let names = names.each_ref().map(String::as_str);
        let (files, problems) = reuse_or_render(names, key, &self.pages_on_disk.reports, || {
            self.templates.week_pages(report.get_or_init(model))
        });
        let key = files.first().and_then(|file| file.key);
        // The facts have neither photos nor the weeks before and after.
        let data_key = PageContentKey::new(&(basis, DATA), self.templates.templates_and_page_code_hash());
        let name = page_names::week_data_name(week.start());
        let (data, _) = reuse_or_render([name.as_str()], data_key, &self.pages_on_disk.data, || {
            let counted = six.last();
            let facts = |counted: &CountedWeek| {
                let report = report.get_or_init(model);
                render::week_data(journal, counted, counted.as_of, report, self.templates.phrases()).to_json()
            };
            [(counted.map(facts).unwrap_or_default(), None)]
        });
        let cached = CachedWeek { glance: report.get().map(Glance::new), key, data_key, photos };
        Some(WeekOutput { week, cached, files, data, problems })
    }
}

/// The photos of a report: the file of each, or why it cannot be shown.
fn photo_files_and_reasons(report: &Report) -> Vec<(Option<String>, Option<&'static str>)> {
    let pictures = report.photos.iter().flat_map(|line| &line.pictures);
    pictures.map(|picture| (picture.file.clone(), picture.unseen)).collect()
}
