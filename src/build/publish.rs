//! Writes what is made of a folder.

use std::collections::BTreeMap;
use std::io;
use std::time::SystemTime;

use chrono::NaiveDate;

use super::weeks::{self, Build};
use super::{BuildCache, CARDS, PHOTOS, PageKeys, REPORTS, Snapshot, problems, reports_folder};
use crate::output::{self, Mode, OutputFile, WritePlan, WriteSummary};
use crate::problem::Problem;
use crate::render::Templates;
use crate::report::page_names;
use crate::text::fold;

/// What became of an update.
pub enum Update {
    /// `writer` names another machine: nothing was written.
    NotTheWriter(String),
    /// The settings cannot be read: only `notes-to-fix.md` was written, and what became of it.
    SettingsUnreadable(Vec<Problem>, WriteSummary),
    /// A folder could not be listed, so what was read may not be the whole journal: nothing was written.
    Incomplete(Vec<Problem>),
    /// The folder changed after it was read: nothing was written, and it wants to be read again.
    Moved,
    Published(WriteSummary, Vec<Problem>),
}

/// The file at the top of the journal that tells the client what to fix.
pub const NOTES_TO_FIX: &str = "notes-to-fix.md";

/// For whom a pass writes.
#[derive(Clone, Copy, Debug)]
pub struct PublishOptions<'a> {
    pub today: NaiveDate,
    /// The moment of the system's clock, which tells how old a file is.
    pub now: SystemTime,
    /// This machine's name.
    pub machine: &'a str,
    /// Write even where the folder changed after it was read: for one that never stops changing.
    pub force: bool,
    /// Whether anything is written, or only told.
    pub mode: Mode,
}

/// Writes what is made of a folder, where it differs from what lies there. Where another pass is to follow, `last` is what the
/// one before kept, and is left for the next, which then has to look only at what changed.
///
/// # Errors
/// Where a folder to write into cannot be made or opened, or the journal is not the one that was read, or is none.
pub fn publish(
    snapshot: &Snapshot,
    options: PublishOptions<'_>,
    mut last: Option<&mut Option<BuildCache>>,
) -> io::Result<Update> {
    let today = options.today;
    if !snapshot.is_journal {
        return Err(io::Error::new(io::ErrorKind::NotFound, "there is no journal.md"));
    }
    if !snapshot.scan.complete {
        return Ok(Update::Incomplete(snapshot.scan.problems.clone()));
    }
    let before = last.as_deref_mut().and_then(Option::take);
    let root = snapshot.root.path();
    let edited = root.join("edited");
    let at_top = |name: &str| name == NOTES_TO_FIX;
    let settings = match &snapshot.settings {
        Ok(settings) => settings,
        Err(broken) => {
            let (templates, _) = Templates::new(&snapshot.templates);
            let (text, _) = templates.notes_to_fix(&problems(snapshot, today), None);
            let to_fix = text.map(|text| OutputFile::new(NOTES_TO_FIX, text));
            let planned = output::plan(&snapshot.root, root, &edited, to_fix.as_slice(), &at_top)?;
            if !options.force && !planned.is_empty() && !snapshot.is_current() {
                return Ok(Update::Moved);
            }
            return Ok(Update::SettingsUnreadable(broken.clone(), options.mode.carry_out(planned)?));
        }
    };
    if let Some(writer) = settings.writer.as_ref().filter(|writer| fold(writer) != fold(options.machine)) {
        return Ok(Update::NotTheWriter(writer.clone()));
    }
    let (reports, cards) = (reports_folder(root, Some(settings)), root.join(CARDS));
    let known = before.as_ref().map(|last| &last.there);
    let there = PageKeys {
        reports: output::keys(&reports, &page_names::is_ours, known.map(|keys| &keys.reports), options.now),
        cards: output::keys(&cards, &page_names::is_card, known.map(|keys| &keys.cards), options.now),
    };
    let build = Build { snapshot, settings, today, photos: snapshot.photos(&reports), there: &there };
    let (files, made) = weeks::files(build, before.as_ref(), last.is_some());
    let to_fix = files.notes_to_fix.map(|body| OutputFile::new(NOTES_TO_FIX, body));
    // Where the reports lay before `report to` named another folder, none stays behind that nobody brings up to date.
    let usual = root.join(REPORTS);
    // On some file systems `Reports` is the same folder.
    let is_same = fold(&usual.to_string_lossy()) == fold(&reports.to_string_lossy());
    let is_left = !is_same && usual.is_dir() && !usual.is_symlink();

    let planned = [
        output::plan(&snapshot.root, &reports, &edited, &files.reports, &page_names::is_ours)?,
        output::plan(&snapshot.root, &cards, &edited, &files.cards, &page_names::is_card)?,
        output::plan(&snapshot.root, root, &edited, to_fix.as_slice(), &at_top)?,
    ];
    // Where nothing is written, nothing stale is.
    let idle = planned.iter().all(WritePlan::is_empty) && files.photos.values().all(Option::is_none) && !is_left;
    if !options.force && !idle && !snapshot.is_current() {
        if let Some(last) = last {
            *last = before;
        }
        return Ok(Update::Moved);
    }
    let [into_reports, into_cards, to_the_top] = planned;
    let mut done = options.mode.carry_out(into_reports)?;
    if done.newer.is_empty() {
        done.add(output::publish_photos(options.mode, &snapshot.root, &reports.join(PHOTOS), &edited, &files.photos)?);
        done.add(options.mode.carry_out(into_cards)?);
    }
    if is_left && done.failed.is_empty() && done.newer.is_empty() {
        let old = output::plan(&snapshot.root, &usual, &edited, &[], &page_names::is_ours)?;
        done.add(options.mode.carry_out(old)?);
        done.add(output::publish_photos(options.mode, &snapshot.root, &usual.join(PHOTOS), &edited, &BTreeMap::new())?);
    }
    done.add(options.mode.carry_out(to_the_top)?);
    if let Some(last) = last {
        *last = done.failed.is_empty().then_some(made);
    }
    Ok(Update::Published(done, files.problems))
}
