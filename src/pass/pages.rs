//! The pages of the weeks, kept from one pass to the next: where the templates are the same text and the model of a week is
//! equal, its pages are the same bytes.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::output::Made;
use crate::problem::Problem;
use crate::report::{Report, Templates};

/// Pages as an earlier pass made them; none at the start. The default is for a pass that none follows, and keeps nothing.
#[derive(Default)]
pub struct Pages {
    /// The journal's own templates by which they were made.
    templates: Vec<(String, String)>,
    /// By the first date of the week.
    weeks: BTreeMap<String, Page>,
    /// How many were made in the last pass, and not kept.
    pub made: usize,
    /// Whether there is a next pass to keep them for.
    keep: bool,
}

struct Page {
    report: Report,
    files: Vec<Made>,
    broken: Vec<Problem>,
}

impl Pages {
    /// For a pass that others follow.
    #[must_use]
    pub fn kept() -> Pages {
        Pages { keep: true, ..Pages::default() }
    }

    /// The files of these weeks, in their order, and what is wrong with the templates. Keeps their pages, and no others.
    pub(super) fn of(
        &mut self,
        own: &[(String, String)],
        templates: &Templates,
        weeks: &[Report],
    ) -> (Vec<Made>, Vec<Problem>) {
        if self.templates != own {
            *self = Pages { templates: own.to_vec(), keep: self.keep, ..Pages::default() };
        }
        let kept = &self.weeks;
        let new: Vec<Page> = weeks
            .par_iter()
            .filter(|week| kept.get(&week.start).is_none_or(|page| page.report != **week))
            .map(|week| Page::new(templates, week, self.keep))
            .collect();
        self.made = new.len();
        if !self.keep {
            let (files, broken): (Vec<_>, Vec<_>) = new.into_iter().map(|page| (page.files, page.broken)).unzip();
            return (files.into_iter().flatten().collect(), broken.into_iter().flatten().collect());
        }
        self.weeks.extend(new.into_iter().map(|page| (page.report.start.clone(), page)));
        let (mut files, mut broken) = (Vec::new(), Vec::new());
        let mut old = std::mem::take(&mut self.weeks);
        for week in weeks {
            let Some(page) = old.remove(&week.start) else { continue };
            files.extend(page.files.iter().cloned());
            broken.extend(page.broken.iter().cloned());
            self.weeks.insert(week.start.clone(), page);
        }
        (files, broken)
    }
}

impl Page {
    fn new(templates: &Templates, report: &Report, keep: bool) -> Page {
        let names = [&report.file, &report.page_file, &report.prompts_file];
        let (mut files, mut broken) = (Vec::new(), Vec::new());
        for (name, (body, problem)) in names.into_iter().zip(templates.pages(report)) {
            files.push(Made { name: name.clone(), body });
            broken.extend(problem);
        }
        Page { files, broken, report: if keep { report.clone() } else { Report::default() } }
    }
}
