//! Writes what is made of a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::NaiveDate;

use super::files::{BuiltFiles, UneditedPagesOnDisk};
use super::folder_names::{CARDS, DATA, NOTES_TO_FIX, PHOTOS, is_kept_at_top, reports_folder};
use super::places::{self, EDITED};
use super::problems::journal_problems;
use super::snapshot::Snapshot;
use super::weeks::{self, BuildCache, BuildInputs};
use crate::folder::names::FILES_MADE_AT_TOP;
use crate::journal::Settings;
use crate::output::{self, Destination, OutputFile, WriteMode, WritePlan, WriteSummary};
use crate::problem::{Problem, ProblemClass};
use crate::report::page_names;
use crate::text::fold;

/// What became of an update.
pub enum PublishOutcome {
    /// `writer` names another machine: nothing was written.
    OtherMachineWrites(String),
    /// The settings cannot be read: only `notes-to-fix.md` was written. All problems of the folder, those of the settings
    /// among them.
    SettingsUnreadable(Vec<Problem>, WriteSummary),
    /// A folder could not be listed, so what was read may not be the whole journal: nothing was written.
    FolderNotFullyListed(Vec<Problem>),
    /// The folder changed after it was read: nothing was written, and it has to be read again.
    FolderChangedMeanwhile,
    Published(WriteSummary, Vec<Problem>),
}

/// How to write.
#[derive(Clone, Copy, Debug)]
pub struct PublishOptions<'a> {
    pub today: NaiveDate,
    /// The time now, to know how old a file is.
    pub now: SystemTime,
    /// This machine's name.
    pub machine: &'a str,
    /// Write even if the folder changed after it was read: for one that never stops changing.
    pub write_even_if_changed: bool,
    pub mode: WriteMode,
    /// Pages that another program keeps writing into: they are left as they are if they were edited again.
    pub backed_off: &'a BTreeSet<PathBuf>,
    /// Where the reports were before the settings named another folder. Ours are removed from there.
    pub former_reports: Option<&'a Path>,
}

impl<'a> PublishOptions<'a> {
    /// The options of a single run.
    #[must_use]
    pub fn for_single_run(today: NaiveDate, now: SystemTime, machine: &'a str, mode: WriteMode) -> PublishOptions<'a> {
        const NONE: &BTreeSet<PathBuf> = &BTreeSet::new();
        PublishOptions {
            today,
            now,
            machine,
            write_even_if_changed: false,
            mode,
            backed_off: NONE,
            former_reports: None,
        }
    }
}

/// Nothing is written if a part of the folder could not be listed: its notes would be missing from the pages.
///
/// # Errors
/// If the folder is not a journal.
pub(super) fn outcome_if_not_listed(snapshot: &Snapshot) -> io::Result<Option<PublishOutcome>> {
    if !snapshot.is_journal {
        return Err(io::Error::new(io::ErrorKind::NotFound, "there is no journal.md"));
    }
    let problems = &snapshot.scan.problems;
    Ok((!snapshot.scan.is_complete).then(|| PublishOutcome::FolderNotFullyListed(problems.clone())))
}

/// Nothing is written if the settings name another machine as the one that writes.
pub(super) fn outcome_if_another_writes(settings: &Settings, machine: &str) -> Option<PublishOutcome> {
    let writer = settings.writer.as_ref().filter(|writer| fold(writer) != fold(machine));
    writer.map(|writer| PublishOutcome::OtherMachineWrites(writer.clone()))
}

/// Writes what is made from a folder, if it differs from what is there. If another update is to follow, `cache` is what the
/// last one kept, and is left for the next, which then has to look only at what changed.
///
/// # Errors
/// If the folder is not the journal that was read, or not a journal.
pub fn publish(
    snapshot: &Snapshot,
    options: PublishOptions<'_>,
    mut cache: Option<&mut Option<BuildCache>>,
) -> io::Result<PublishOutcome> {
    if let Some(outcome) = outcome_if_not_listed(snapshot)? {
        return Ok(outcome);
    }
    let before = cache.as_deref_mut().and_then(Option::take);
    let settings = match &snapshot.settings {
        Ok(settings) => settings,
        Err(_) => return publish_notes_to_fix(snapshot, options),
    };
    if let Some(outcome) = outcome_if_another_writes(settings, options.machine) {
        return Ok(outcome);
    }
    let places = OutputFolders::new(snapshot, settings);
    let known = before.as_ref().map(|before| &before.pages_on_disk);
    let there = UneditedPagesOnDisk {
        reports: output::find_unchanged_files_of_ours(
            &places.reports,
            &page_names::may_be_our_page_name,
            known.map(|keys| &keys.reports),
            options.now,
        ),
        data: output::find_unchanged_files_of_ours(
            &places.data,
            &page_names::may_be_our_data_name,
            known.map(|keys| &keys.data),
            options.now,
        ),
        cards: output::find_unchanged_files_of_ours(
            &places.cards,
            &page_names::may_be_our_card_name,
            known.map(|keys| &keys.cards),
            options.now,
        ),
    };
    let build = BuildInputs {
        snapshot,
        settings,
        today: options.today,
        photos: snapshot.photo_maker(&places.reports),
        pages_on_disk: &there,
    };
    let (files, made) = weeks::build_files(build, before.as_ref(), cache.is_some());
    let Some((done, problems)) = write_all_files(snapshot, options, settings, &places, files)? else {
        if let Some(cache) = cache {
            *cache = before;
        }
        return Ok(PublishOutcome::FolderChangedMeanwhile);
    };
    if let Some(cache) = cache {
        *cache = done.failed.is_empty().then_some(made);
    }
    Ok(PublishOutcome::Published(done, problems))
}

/// The folders that are written into.
struct OutputFolders {
    root: PathBuf,
    reports: PathBuf,
    data: PathBuf,
    cards: PathBuf,
    edited: PathBuf,
}

impl OutputFolders {
    fn new(snapshot: &Snapshot, settings: &Settings) -> OutputFolders {
        let root = snapshot.root.path().to_owned();
        let reports = reports_folder(&root, Some(settings));
        OutputFolders { data: reports.join(DATA), reports, cards: root.join(CARDS), edited: root.join(EDITED), root }
    }
}

/// Removes our files from the folder where the reports were before `report to` changed.
fn remove_former_pages(former: Destination<'_>, mode: WriteMode, done: &mut WriteSummary) -> io::Result<()> {
    let [data, photos] = [DATA, PHOTOS].map(|name| former.folder.join(name));
    let pages = output::plan_writes(former, Vec::new(), &page_names::may_be_our_page_name)?;
    done.add(mode.carry_out_or_preview(pages)?);
    let data = Destination { folder: &data, ..former }.inside_folder_of_ours();
    let data = output::plan_writes(data, Vec::new(), &page_names::may_be_our_data_name)?;
    done.add(mode.carry_out_or_preview(data)?);
    done.add(output::publish_photos(mode, Destination { folder: &photos, ..former }, &BTreeMap::new())?);
    Ok(())
}

/// Writes all files. None if the folder changed after it was read.
fn write_all_files(
    snapshot: &Snapshot,
    options: PublishOptions<'_>,
    settings: &Settings,
    places: &OutputFolders,
    files: BuiltFiles,
) -> io::Result<Option<(WriteSummary, Vec<Problem>)>> {
    let (photos, edited, backed_off) = (places.reports.join(PHOTOS), &*places.edited, options.backed_off);
    let former = options.former_reports.filter(|former| *former != places.reports && former.is_dir());
    let to = |folder| Destination { backed_off, ..Destination::new(&snapshot.root, folder, edited) };
    let planned = [
        output::plan_writes(to(&places.reports), files.reports, &page_names::may_be_our_page_name)?,
        output::plan_writes(to(&places.data).inside_folder_of_ours(), files.data, &page_names::may_be_our_data_name)?,
        output::plan_writes(to(&places.cards), files.cards, &page_names::may_be_our_card_name)?,
    ];
    let moves: Vec<(PathBuf, PathBuf)> =
        planned.iter().flat_map(WritePlan::planned_moves).map(|(from, to)| (from, to.to_owned())).collect();
    let mut foreign: Vec<PathBuf> = planned.iter().flat_map(WritePlan::foreign_files_at_our_names).cloned().collect();
    foreign.extend(foreign_files_at_top(to(&places.root), &files.at_top, settings)?);
    let need = settings.where_to_turn.as_deref();
    let mut fix = NotesToFixPage::new(snapshot, need).with_text(files.notes_to_fix, &files.problems);
    let mut all = files.problems;
    all.extend(foreign.iter().map(|path| places::foreign_file_problem(&places.root, path)));
    all.extend(places::pages_outside_reports_problems(snapshot));
    let mut plan_fix = |moves: &[(PathBuf, PathBuf)]| {
        let problems = with_edited_page_problems(&all, &places.root, moves);
        let at_top = fix.file_for_problems(&problems).iter().chain(&files.at_top).cloned().collect();
        let is_kept = |name: &str| is_kept_at_top(name, settings);
        output::plan_writes(to(&places.root), at_top, &is_kept).map(|plan| (problems, plan))
    };
    let top_plan = plan_fix(&moves)?.1;
    // If nothing is written, nothing outdated is.
    let idle = planned.iter().chain([&top_plan]).all(WritePlan::is_empty)
        && files.photos.values().all(Option::is_none)
        && former.is_none();
    if !options.write_even_if_changed && !idle && !snapshot.is_folder_unchanged() {
        return Ok(None);
    }
    drop(top_plan);
    let [into_reports, into_data, into_cards] = planned;
    let mut done = options.mode.carry_out_or_preview(into_reports)?;
    if done.newer.is_empty() {
        // Data and photos are only ever beside the pages.
        if done.failed.iter().all(|(path, _)| *path != places.reports) {
            done.add(options.mode.carry_out_or_preview(into_data)?);
            done.add(output::publish_photos(options.mode, to(&photos), &files.photos)?);
        }
        done.add(options.mode.carry_out_or_preview(into_cards)?);
    }
    if let Some(former) = former.filter(|_| done.failed.is_empty() && done.newer.is_empty()) {
        remove_former_pages(to(former), options.mode, &mut done)?;
    }
    // Planned again, since the files that were kept may be different from those planned; and the file of what to fix may itself be
    // one of them.
    let mut moves = done.moved.clone();
    moves.extend(plan_fix(&moves)?.1.planned_moves().map(|(from, to)| (from, to.to_owned())));
    let (problems, top) = plan_fix(&moves)?;
    if done.newer.is_empty() {
        done.add(options.mode.carry_out_or_preview(top)?);
    }
    Ok(Some((done, problems)))
}

/// Somebody's own files at the names of those that are kept at the top, `notes-to-fix.md` aside. The plan is dropped here: it
/// holds the lock of its folder, and what is to be fixed goes into the same one.
fn foreign_files_at_top(to: Destination<'_>, made: &[OutputFile], settings: &Settings) -> io::Result<Vec<PathBuf>> {
    let is_looked_for = |name: &str| !is_notes_to_fix(name) && is_kept_at_top(name, settings);
    if !FILES_MADE_AT_TOP.into_iter().any(is_looked_for) {
        return Ok(Vec::new());
    }
    Ok(output::plan_writes(to, made.to_vec(), &is_looked_for)?.foreign_files_at_our_names().to_vec())
}

fn is_notes_to_fix(name: &str) -> bool {
    name == NOTES_TO_FIX
}

/// These problems with those of the edited pages, sorted.
fn with_edited_page_problems(problems: &[Problem], root: &Path, moves: &[(PathBuf, PathBuf)]) -> Vec<Problem> {
    let mut all = problems.to_vec();
    all.extend(places::edited_page_problems(root, moves));
    all.sort();
    all.dedup();
    all
}

/// The file `notes-to-fix.md`. It is rendered again only if the problems are not the same as before.
struct NotesToFixPage<'a> {
    snapshot: &'a Snapshot,
    where_to_turn: Option<&'a str>,
    /// What it was made of.
    last_problems: Vec<Problem>,
    last_file: Option<OutputFile>,
}

impl<'a> NotesToFixPage<'a> {
    fn new(snapshot: &'a Snapshot, where_to_turn: Option<&'a str>) -> NotesToFixPage<'a> {
        NotesToFixPage { snapshot, where_to_turn, last_problems: Vec::new(), last_file: None }
    }

    /// The same, given the text already rendered for these problems.
    fn with_text(self, text: Option<String>, problems: &[Problem]) -> NotesToFixPage<'a> {
        let made = text.map(|text| OutputFile::new(NOTES_TO_FIX, text));
        NotesToFixPage { last_problems: without_hints(problems), last_file: made, ..self }
    }

    /// The file for these problems; none if there is nothing to fix.
    fn file_for_problems(&mut self, problems: &[Problem]) -> &[OutputFile] {
        let to_fix = without_hints(problems);
        if to_fix != self.last_problems {
            let (templates, _) = self.snapshot.compile_templates();
            let text = templates.notes_to_fix_markdown(&to_fix, self.where_to_turn).0;
            self.last_file = text.map(|text| OutputFile::new(NOTES_TO_FIX, text));
            self.last_problems = to_fix;
        }
        self.last_file.as_slice()
    }
}

fn without_hints(problems: &[Problem]) -> Vec<Problem> {
    problems.iter().filter(|problem| problem.code.class() != ProblemClass::Hint).cloned().collect()
}

/// Without settings that can be read, only the file of what to fix is written.
fn publish_notes_to_fix(snapshot: &Snapshot, options: PublishOptions<'_>) -> io::Result<PublishOutcome> {
    let root = snapshot.root.path();
    let edited = root.join(EDITED);
    let to = Destination { backed_off: options.backed_off, ..Destination::new(&snapshot.root, root, &edited) };
    let found = journal_problems(snapshot, options.today);
    let mut fix = NotesToFixPage::new(snapshot, None);
    let mut plan = |moves: &[(PathBuf, PathBuf)]| {
        output::plan_writes(
            to,
            fix.file_for_problems(&with_edited_page_problems(&found, root, moves)).to_vec(),
            &is_notes_to_fix,
        )
    };
    let moves: Vec<(PathBuf, PathBuf)> = plan(&[])?.planned_moves().map(|(from, to)| (from, to.to_owned())).collect();
    let planned = plan(&moves)?;
    if !options.write_even_if_changed && !planned.is_empty() && !snapshot.is_folder_unchanged() {
        return Ok(PublishOutcome::FolderChangedMeanwhile);
    }
    let done = options.mode.carry_out_or_preview(planned)?;
    let problems = with_edited_page_problems(&found, root, &done.moved);
    Ok(PublishOutcome::SettingsUnreadable(problems, done))
}
