//! One pass from a folder to the files to be made: every command and the watcher go this way.
//!
//! [`load`] is the edge in; [`files`] is pure: the same drafts and the same date give the same bytes.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::folder::{self, Identity, Scan};
use crate::journal::{self, Draft, Journal, Settings, View};
use crate::output::{self, Done, Made};
use crate::problem::{Code, Problem};
use crate::prompt::{self, RuleTold, Rules};
use crate::report::{self, Report, Templates, names};
use crate::text::fold;
use crate::week::{self, Counted, Week};

/// What lies in a journal's folder, each note understood by itself.
pub struct Loaded {
    /// The folder as it was when it was read.
    pub root: Identity,
    pub scan: Scan,
    pub settings: Result<Settings, Vec<Problem>>,
    pub drafts: Vec<Draft>,
    /// The journal's own rules (`prompts/`) and templates (`templates/`): path and text.
    pub rules: Vec<(String, String)>,
    pub templates: Vec<(String, String)>,
    /// Files that could not be read, besides those of the scan.
    pub problems: Vec<Problem>,
    /// A note went away or kept changing while it was read: a later pass will see more.
    pub moving: bool,
}

/// The files of a pass.
pub struct Files {
    /// Into the folder of the reports.
    pub reports: Vec<Made>,
    /// The text of `notes-to-fix.md`; none where there is nothing to fix.
    pub notes_to_fix: Option<String>,
    /// All problems of the client's own view, sorted.
    pub problems: Vec<Problem>,
}

/// The name of the settings note.
pub const SETTINGS: &str = "journal.md";

/// A settings note that sets nothing.
const NO_SETTINGS: &[u8] = b"# Journal\n";

/// Where the reports go: `report to` as seen from the journal, else `reports`.
#[must_use]
pub fn reports_folder(root: &Path, settings: Option<&Settings>) -> PathBuf {
    root.join(settings.and_then(|s| s.report_to.as_deref()).unwrap_or("reports"))
}

/// Reads a folder. `read` is called after each note, with how many there are in all.
///
/// # Errors
/// Where the folder itself cannot be listed.
pub fn load(identity: &Identity, read: &(dyn Fn(usize) + Sync)) -> io::Result<Loaded> {
    let root = identity.path();
    let bytes = folder::read(root, SETTINGS);
    let settings = match &bytes {
        Ok(bytes) => journal::settings(SETTINGS, bytes).and_then(|settings| reports_apart(root, settings)),
        // A folder that is no journal can be shown and checked: as if its settings were empty.
        Err(error) if error.kind() == io::ErrorKind::NotFound => journal::settings(SETTINGS, NO_SETTINGS),
        Err(error) => Err(vec![unreadable(SETTINGS, error)]),
    };
    let scan = folder::scan(root, &reports_folder(root, settings.as_ref().ok()))?;
    let all = scan.notes.len();
    let moving = AtomicBool::new(false);
    let understood = folder::read_all(root, &scan.notes, |path, bytes| {
        let answer = match bytes {
            Ok(bytes) if output::is_made(bytes) => Ok(None),
            Ok(bytes) => Ok(Some(journal::understand(path, bytes))),
            // A note that went away between the scan and the reading is not there; the next scan says so too.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                moving.store(true, Ordering::Relaxed);
                Ok(None)
            }
            Err(error) => {
                moving.fetch_or(error.kind() == io::ErrorKind::Interrupted, Ordering::Relaxed);
                Err(unreadable(path, &error))
            }
        };
        read(all);
        answer
    });
    let (mut drafts, mut problems) = (Vec::with_capacity(all + 1), Vec::new());
    // Its hints; what stops everything is told by the settings.
    drafts.extend(bytes.ok().map(|bytes| journal::understand(SETTINGS, &bytes)));
    for answer in understood {
        match answer {
            Ok(draft) => drafts.extend(draft),
            Err(problem) => problems.push(problem),
        }
    }
    let (mut rules, mut templates) = (Vec::new(), Vec::new());
    for found in &scan.overrides {
        match folder::read(root, &found.path).map(String::from_utf8) {
            Ok(Ok(text)) => match found.path.split_once('/') {
                Some((folder, _)) if folder.eq_ignore_ascii_case("prompts") => rules.push((found.path.clone(), text)),
                Some(_) => templates.push((found.path.clone(), text)),
                None => {}
            },
            Ok(Err(_)) => problems.push(Problem::of_file(
                &found.path,
                Code::NotUtf8,
                "This file is not UTF-8 text.".to_owned(),
                "Save it again as UTF-8.".to_owned(),
            )),
            Err(error) => problems.push(unreadable(&found.path, &error)),
        }
    }
    Ok(Loaded {
        root: identity.clone(),
        scan,
        settings,
        drafts,
        rules,
        templates,
        problems,
        moving: moving.into_inner(),
    })
}

/// Settings whose reports would take in the journal itself would leave no note to read.
fn reports_apart(root: &Path, settings: Settings) -> Result<Settings, Vec<Problem>> {
    let mut reports = PathBuf::new();
    for part in reports_folder(root, Some(&settings)).components() {
        match part {
            Component::ParentDir => drop(reports.pop()),
            Component::CurDir => {}
            part => reports.push(part),
        }
    }
    if !root.starts_with(&reports) {
        return Ok(settings);
    }
    Err(vec![Problem::of_file(
        SETTINGS,
        Code::BadValue,
        "`report to` names a folder that holds the journal, and reports need one of their own.".to_owned(),
        "Write a folder that holds nothing else, such as `reports` or `../for my therapist`.".to_owned(),
    )])
}

fn unreadable(path: &str, error: &io::Error) -> Problem {
    Problem::of_file(
        path,
        Code::FileUnreadable,
        format!("This file could not be read ({error})."),
        "See whether it opens in an editor, and whether it is yours to read.".to_owned(),
    )
}

impl Loaded {
    /// The journal as the client sees it, or as it is shared.
    #[must_use]
    pub fn journal(&self, settings: &Settings, today: NaiveDate, view: View) -> Journal {
        journal::assemble(settings, &self.drafts, &self.scan.others, settings.as_of(today), view)
    }
}

/// The counted weeks that a week's page speaks of: the week itself, last, and the five before it.
#[must_use]
pub fn six_weeks(journal: &Journal, week: Week, as_of: NaiveDate) -> Vec<Counted> {
    (0..6).rev().map(|back| week.before(back)).map(|w| week::count(journal, w, week::as_of_for(w, as_of))).collect()
}

/// Everything that is made of a folder, as text. `settings` are the folder's.
#[must_use]
pub fn files(loaded: &Loaded, settings: &Settings, today: NaiveDate) -> Files {
    let (templates, broken) = Templates::new(&loaded.templates);
    let (own, (reports, mut problems)) = rayon::join(
        || loaded.journal(settings, today, View::Client).problems,
        || reports(loaded, settings, &templates, today),
    );
    problems.extend(broken);
    problems.extend(own);
    problems.extend(loaded.problems.iter().chain(&loaded.scan.problems).cloned());
    problems.sort();
    problems.dedup();
    let (notes_to_fix, broken) = templates.notes_to_fix(&problems, settings.in_need.as_deref());
    problems.extend(broken);
    Files { reports, notes_to_fix, problems }
}

/// What goes into the folder of the reports, and what is wrong with the journal's own rules and templates.
fn reports(loaded: &Loaded, settings: &Settings, templates: &Templates, today: NaiveDate) -> (Vec<Made>, Vec<Problem>) {
    let as_of = settings.as_of(today);
    let shared = loaded.journal(settings, today, View::Shared);
    let (rules, mut problems) = Rules::new(&loaded.rules);

    let weeks = week::reported(&shared, as_of);
    // Weeks overlap in what they look back on, so each is counted once.
    let first = weeks.first().map(|week| week.before(5));
    let last = weeks.last().copied();
    let counted: Vec<Counted> = std::iter::successors(first, |week| Some(week.after(1)))
        .take_while(|&week| Some(week) <= last)
        .collect::<Vec<Week>>()
        .into_par_iter()
        .map(|week| week::count(&shared, week, week::as_of_for(week, as_of)))
        .collect();
    let pages: Vec<(Report, Vec<Made>, Vec<Problem>)> = weeks
        .par_iter()
        .filter_map(|&week| {
            let last = usize::try_from(week.weeks_since(first?)).ok()?;
            let six = counted.get(last.saturating_sub(5)..=last)?;
            let report = report::model(&shared, six, &prompt::choose(&rules, &shared, six));
            let (page, broken) = templates.week(&report);
            let (questions, also_broken) = templates.prompts(&report);
            let made = vec![
                Made { name: names::week(week.start()), body: page },
                Made { name: names::prompts(week.start()), body: questions },
            ];
            Some((report, made, broken.into_iter().chain(also_broken).collect()))
        })
        .collect();
    let (mut models, mut reports) = (Vec::new(), Vec::new());
    for (report, made, broken) in pages {
        models.push(report);
        reports.extend(made);
        problems.extend(broken);
    }
    let (overview, broken) = templates.overview(&shared, &models);
    problems.extend(broken);
    reports.push(Made { name: names::OVERVIEW.to_owned(), body: overview });
    (reports, problems)
}

/// The page of one week as `show` gives it.
#[must_use]
pub fn page(loaded: &Loaded, journal: &Journal, week: Week, as_of: NaiveDate) -> (Report, Counted) {
    let (rules, _) = Rules::new(&loaded.rules);
    let six = six_weeks(journal, week, as_of);
    let prompts = prompt::choose(&rules, journal, &six);
    let report = report::model(journal, &six, &prompts);
    let counted = six.into_iter().next_back().unwrap_or_else(|| week::count(journal, week, as_of));
    (report, counted)
}

/// What became of every rule in a week, best first: the same choice as its page shows.
#[must_use]
pub fn why(loaded: &Loaded, journal: &Journal, week: Week, as_of: NaiveDate) -> Vec<RuleTold> {
    let (rules, _) = Rules::new(&loaded.rules);
    prompt::why(&rules, journal, &six_weeks(journal, week, as_of))
}

/// The problems of a folder in the client's own view, sorted; those of its settings among them.
#[must_use]
pub fn problems(loaded: &Loaded, today: NaiveDate) -> Vec<Problem> {
    match &loaded.settings {
        Ok(settings) => {
            let mut problems = files(loaded, settings, today).problems;
            problems.extend(coached(loaded, settings, today));
            problems.sort();
            problems
        }
        // The other notes are read all the same, with no settings at all, so that everything to fix is told at once.
        Err(broken) => {
            let others = journal::settings(SETTINGS, NO_SETTINGS).map(|none| files(loaded, &none, today).problems);
            broken.iter().cloned().chain(others.unwrap_or_default()).collect()
        }
    }
}

/// What the planning coach would ask about the plans that run, as hints of `check`.
fn coached(loaded: &Loaded, settings: &Settings, today: NaiveDate) -> Vec<Problem> {
    let as_of = settings.as_of(today);
    let journal = loaded.journal(settings, today, View::Client);
    let asked = report::coach(&journal, &six_weeks(&journal, Week::of(as_of, settings.week_starts), as_of));
    // A vague moment is told where it was read.
    let asked = asked.iter().filter(|asked| asked.code != Code::WhenVague);
    asked
        .filter_map(|asked| {
            let note = &journal.plans.get(asked.plan)?.note;
            let draft = loaded.drafts.iter().find(|draft| draft.path() == &**note)?;
            draft.at_task(asked.code, asked.because.clone(), asked.asked())
        })
        .collect()
}

/// What became of an update.
pub enum Update {
    /// `writer` names another machine: nothing was written.
    NotTheWriter(String),
    /// The settings cannot be read: only `notes-to-fix.md` was written, and what became of it.
    SettingsUnreadable(Vec<Problem>, Done),
    /// A folder could not be listed, so what was read may not be the whole journal: nothing was written.
    Incomplete(Vec<Problem>),
    Published(Done, Vec<Problem>),
}

/// The file at the top of the journal that tells the client what to fix.
pub const NOTES_TO_FIX: &str = "notes-to-fix.md";

/// Writes what is made of a folder, where it differs from what lies there.
///
/// # Errors
/// Where a folder to write into cannot be made or opened, or the journal is not the one that was read.
pub fn publish(loaded: &Loaded, today: NaiveDate, machine: &str) -> io::Result<Update> {
    let root = loaded.root.path();
    let edited = root.join("edited");
    let notes_to_fix = |text: Option<&str>| output::publish_one(&loaded.root, root, &edited, NOTES_TO_FIX, text);
    if !loaded.scan.complete {
        return Ok(Update::Incomplete(loaded.scan.problems.clone()));
    }
    let settings = match &loaded.settings {
        Ok(settings) => settings,
        Err(broken) => {
            let (templates, _) = Templates::new(&loaded.templates);
            let (text, _) = templates.notes_to_fix(&problems(loaded, today), None);
            return Ok(Update::SettingsUnreadable(broken.clone(), notes_to_fix(text.as_deref())?));
        }
    };
    if let Some(writer) = settings.writer.as_ref().filter(|writer| fold(writer) != fold(machine)) {
        return Ok(Update::NotTheWriter(writer.clone()));
    }
    let files = files(loaded, settings, today);
    let mut done =
        output::publish(&loaded.root, &reports_folder(root, Some(settings)), &edited, &files.reports, &names::is_ours)?;
    done.add(notes_to_fix(files.notes_to_fix.as_deref())?);
    Ok(Update::Published(done, files.problems))
}
