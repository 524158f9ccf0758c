//! Writes what is made of a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::NaiveDate;

use super::files::{Files, PageKeys};
use super::folder_names::{CARDS, NOTES_TO_FIX, PHOTOS, reports_folder};
use super::places::{self, EDITED};
use super::problems::problems;
use super::snapshot::Snapshot;
use super::weeks::{self, Build, BuildCache};
use crate::journal::Settings;
use crate::output::{self, Destination, Mode, OutputFile, WritePlan, WriteSummary};
use crate::problem::{Class, Problem};
use crate::render::Templates;
use crate::report::page_names;
use crate::text::fold;

/// What became of an update.
pub enum Update {
    /// `writer` names another machine: nothing was written.
    NotTheWriter(String),
    /// The settings cannot be read: only `notes-to-fix.md` was written.
    SettingsUnreadable(Vec<Problem>, WriteSummary),
    /// A folder could not be listed, so what was read may not be the whole journal: nothing was written.
    Incomplete(Vec<Problem>),
    /// The folder changed after it was read: nothing was written, and it has to be read again.
    Moved,
    Published(WriteSummary, Vec<Problem>),
}

/// How to write.
#[derive(Clone, Copy, Debug)]
pub struct PublishOptions<'a> {
    pub today: NaiveDate,
    /// The time now, to tell how old a file is.
    pub now: SystemTime,
    /// This machine's name.
    pub machine: &'a str,
    /// Write even if the folder changed after it was read: for one that never stops changing.
    pub force: bool,
    pub mode: Mode,
    /// Pages that another program keeps writing into: they are left as they are if they were edited again.
    pub left_alone: &'a BTreeSet<PathBuf>,
    /// Where the reports were before the settings named another folder. Ours are removed from there.
    pub former_reports: Option<&'a Path>,
}

impl<'a> PublishOptions<'a> {
    /// The options of a single run.
    #[must_use]
    pub fn once(today: NaiveDate, now: SystemTime, machine: &'a str, mode: Mode) -> PublishOptions<'a> {
        const NONE: &BTreeSet<PathBuf> = &BTreeSet::new();
        PublishOptions { today, now, machine, force: false, mode, left_alone: NONE, former_reports: None }
    }
}

/// Writes what is made of a folder, where it differs from what is there. If another update is to follow, `cache` is what the
/// last one kept, and is left for the next, which then has to look only at what changed.
///
/// # Errors
/// If the journal is not the one that was read, or is none.
pub fn publish(
    snapshot: &Snapshot,
    options: PublishOptions<'_>,
    mut cache: Option<&mut Option<BuildCache>>,
) -> io::Result<Update> {
    if !snapshot.is_journal {
        return Err(io::Error::new(io::ErrorKind::NotFound, "there is no journal.md"));
    }
    if !snapshot.scan.complete {
        return Ok(Update::Incomplete(snapshot.scan.problems.clone()));
    }
    let before = cache.as_deref_mut().and_then(Option::take);
    let settings = match &snapshot.settings {
        Ok(settings) => settings,
        Err(broken) => return publish_notes_to_fix(snapshot, options, broken),
    };
    if let Some(writer) = settings.writer.as_ref().filter(|writer| fold(writer) != fold(options.machine)) {
        return Ok(Update::NotTheWriter(writer.clone()));
    }
    let places = Places::of(snapshot, settings);
    let known = before.as_ref().map(|before| &before.there);
    let there = PageKeys {
        reports: output::keys(&places.reports, &page_names::is_ours, known.map(|keys| &keys.reports), options.now),
        cards: output::keys(&places.cards, &page_names::is_card, known.map(|keys| &keys.cards), options.now),
    };
    let build =
        Build { snapshot, settings, today: options.today, photos: snapshot.photos(&places.reports), there: &there };
    let (files, made) = weeks::build(build, before.as_ref(), cache.is_some());
    let Some((done, problems)) = write(snapshot, options, settings, &places, files)? else {
        if let Some(cache) = cache {
            *cache = before;
        }
        return Ok(Update::Moved);
    };
    if let Some(cache) = cache {
        *cache = done.failed.is_empty().then_some(made);
    }
    Ok(Update::Published(done, problems))
}

/// The folders that are written into.
struct Places {
    root: PathBuf,
    reports: PathBuf,
    cards: PathBuf,
    edited: PathBuf,
}

impl Places {
    fn of(snapshot: &Snapshot, settings: &Settings) -> Places {
        let root = snapshot.root.path().to_owned();
        Places {
            reports: reports_folder(&root, Some(settings)),
            cards: root.join(CARDS),
            edited: root.join(EDITED),
            root,
        }
    }
}

/// Writes all files. None if the folder changed after it was read.
fn write(
    snapshot: &Snapshot,
    options: PublishOptions<'_>,
    settings: &Settings,
    places: &Places,
    files: Files,
) -> io::Result<Option<(WriteSummary, Vec<Problem>)>> {
    let (photos, edited, left_alone) = (places.reports.join(PHOTOS), &*places.edited, options.left_alone);
    let former = options.former_reports.filter(|former| *former != places.reports && former.is_dir());
    let former_photos = former.map(|former| former.join(PHOTOS));
    let to = |folder| Destination { root: &snapshot.root, folder, edited, left_alone };
    let planned = [
        output::plan(to(&places.reports), &files.reports, &page_names::is_ours)?,
        output::plan(to(&places.cards), &files.cards, &page_names::is_card)?,
    ];
    let moves: Vec<(PathBuf, PathBuf)> =
        planned.iter().flat_map(WritePlan::moves).map(|(from, to)| (from, to.to_owned())).collect();
    let foreign: Vec<PathBuf> = planned.iter().flat_map(WritePlan::foreign).cloned().collect();
    let mut all = files.problems;
    all.extend(foreign.iter().map(|path| places::strange(&places.root, path)));
    all.extend(places::old_pages(snapshot));
    let fix = FixFile { snapshot, to: to(&places.root), found: &all, in_need: settings.in_need.as_deref() };
    let (_, top_plan) = fix.plan(&moves)?;
    // If nothing is written, nothing outdated is.
    let idle = planned.iter().chain([&top_plan]).all(WritePlan::is_empty)
        && files.photos.values().all(Option::is_none)
        && former.is_none();
    if !options.force && !idle && !snapshot.is_current() {
        return Ok(None);
    }
    drop(top_plan);
    let [into_reports, into_cards] = planned;
    let mut done = options.mode.apply(into_reports)?;
    if done.newer.is_empty() {
        // Photos are beside the pages, or nowhere.
        if done.failed.iter().all(|(path, _)| *path != places.reports) {
            done.add(output::publish_photos(options.mode, to(&photos), &files.photos)?);
        }
        done.add(options.mode.apply(into_cards)?);
    }
    if let Some(former) = former.filter(|_| done.failed.is_empty() && done.newer.is_empty()) {
        done.add(options.mode.apply(output::plan(to(former), &[], &page_names::is_ours)?)?);
        if let Some(photos) = &former_photos {
            done.add(output::publish_photos(options.mode, to(photos), &BTreeMap::new())?);
        }
    }
    // Planned again: by now, different files may have been kept.
    let (problems, top) = fix.plan_naming_itself(&done.moved)?;
    if done.newer.is_empty() {
        done.add(options.mode.apply(top)?);
    }
    Ok(Some((done, problems)))
}

fn is_notes_to_fix(name: &str) -> bool {
    name == NOTES_TO_FIX
}

/// These problems with those of the edited pages, sorted.
fn with_kept(problems: &[Problem], root: &Path, moves: &[(PathBuf, PathBuf)]) -> Vec<Problem> {
    let mut all = problems.to_vec();
    all.extend(places::kept(root, moves));
    all.sort();
    all.dedup();
    all
}

/// What the file of what to fix is made from, and where it goes.
struct FixFile<'a> {
    snapshot: &'a Snapshot,
    to: Destination<'a>,
    found: &'a [Problem],
    in_need: Option<&'a str>,
}

impl<'a> FixFile<'a> {
    /// The problems with those of files that are moved into `edited/`, and the plan to write them.
    fn plan(&self, moves: &[(PathBuf, PathBuf)]) -> io::Result<(Vec<Problem>, WritePlan<'a>)> {
        let problems = with_kept(self.found, self.snapshot.root.path(), moves);
        let file = notes_to_fix(self.snapshot, &problems, self.in_need);
        Ok((problems, output::plan(self.to, file.as_slice(), &is_notes_to_fix)?))
    }

    /// The same. Where somebody typed into the old file, so that it is moved too, the fresh one names it.
    fn plan_naming_itself(&self, moves: &[(PathBuf, PathBuf)]) -> io::Result<(Vec<Problem>, WritePlan<'a>)> {
        let (problems, planned) = self.plan(moves)?;
        let own: Vec<(PathBuf, PathBuf)> = planned.moves().map(|(from, to)| (from, to.to_owned())).collect();
        if own.is_empty() { Ok((problems, planned)) } else { self.plan(&[moves, &own].concat()) }
    }
}

/// The file of what to fix, if there is anything.
fn notes_to_fix(snapshot: &Snapshot, problems: &[Problem], in_need: Option<&str>) -> Option<OutputFile> {
    if problems.iter().all(|problem| problem.code.class() == Class::Hint) {
        return None;
    }
    let (templates, _) = Templates::new(&snapshot.templates);
    templates.notes_to_fix(problems, in_need).0.map(|text| OutputFile::new(NOTES_TO_FIX, text))
}

/// Without settings that can be read, only the file of what to fix is written.
fn publish_notes_to_fix(snapshot: &Snapshot, options: PublishOptions<'_>, broken: &[Problem]) -> io::Result<Update> {
    let root = snapshot.root.path();
    let edited = root.join(EDITED);
    let to = Destination { root: &snapshot.root, folder: root, edited: &edited, left_alone: options.left_alone };
    let found = problems(snapshot, options.today);
    let (_, planned) = FixFile { snapshot, to, found: &found, in_need: None }.plan_naming_itself(&[])?;
    if !options.force && !planned.is_empty() && !snapshot.is_current() {
        return Ok(Update::Moved);
    }
    Ok(Update::SettingsUnreadable(broken.to_vec(), options.mode.apply(planned)?))
}
