//! A journal's folder -> a snapshot of it.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::changed::Changed;
use super::folder_names::reports_folder;
use super::notes::{NoteReader, Notes};
use super::read_settings::{one_settings, read_daily_names, read_settings, unreadable};
use super::snapshot::Snapshot;
use crate::folder::{self, FolderIdentity, Scan, names};
use crate::journal::Share;
use crate::problem::{Code, Problem};

/// Reads a folder at `now`. `read` is called after each note, with how many there are to read.
///
/// An earlier pass over it may have understood some of the notes already: only those are opened that can be other than they
/// were then. What comes out is the same without one.
///
/// # Errors
/// Where the folder itself cannot be listed.
pub fn load(
    before: Option<Snapshot>,
    identity: &FolderIdentity,
    now: SystemTime,
    read: &(dyn Fn(usize) + Sync),
) -> io::Result<Snapshot> {
    load_words(before, identity, now, true, read)
}

/// [`load`] for a pass that makes only what is shared (`publish`): words that nobody is shown are not kept in memory.
///
/// # Errors
/// As for [`load`].
pub fn load_shared(
    before: Option<Snapshot>,
    identity: &FolderIdentity,
    now: SystemTime,
    read: &(dyn Fn(usize) + Sync),
) -> io::Result<Snapshot> {
    let snapshot = load_words(before, identity, now, false, read)?;
    if !snapshot.lacks_words() {
        return Ok(snapshot);
    }
    // A plan says `full`: its words are read after all.
    let Changed { files, unreadable, .. } = snapshot.changed;
    let mut snapshot = load(None, identity, now, read)?;
    snapshot.changed = Changed { files, unreadable, ..snapshot.changed };
    Ok(snapshot)
}

fn load_words(
    before: Option<Snapshot>,
    identity: &FolderIdentity,
    now: SystemTime,
    words: bool,
    read: &(dyn Fn(usize) + Sync),
) -> io::Result<Snapshot> {
    let root = identity.path();
    let (settings, is_journal) = read_settings(root);
    let scan = folder::scan(root, &reports_folder(root, settings.as_ref().ok()))?;
    let settings = one_settings(settings, &scan);
    let daily_names = read_daily_names(root, settings.as_ref().ok());
    // With other names of daily notes, any note can mean something different.
    let mut before = before.filter(|before| before.root == *identity && before.daily_names == daily_names);
    let mut changed = before.as_mut().map_or_else(Changed::everything, |before| std::mem::take(&mut before.changed));
    let mut was = None;
    if let Some(before) = &mut before {
        changed.overrides(&before.scan, &scan);
        changed.everything |= settings != before.settings || is_journal != before.is_journal;
        changed.everything |= scan.others != before.scan.others || scan.problems != before.scan.problems;
        was = Some(std::mem::take(&mut before.problems));
    }
    let forget = !words && !settings.as_ref().is_ok_and(|settings| settings.share == Share::Full);
    let reader = NoteReader { root, now, daily_names: &daily_names, forget, read };
    let Notes { mut drafts, mut problems, moving, note_cache } = reader.notes(&scan, before, &mut changed);
    crate::journal::settle_shares(&mut drafts);
    let (rules, templates) = overrides(root, &scan, &mut problems);
    changed.everything |= was.is_some_and(|was| was != problems);
    let root = identity.clone();
    Ok(Snapshot {
        root,
        scan,
        settings,
        is_journal,
        drafts,
        rules,
        templates,
        problems,
        moving,
        changed: Changed { looked_at: None, ..changed },
        note_cache,
        daily_names,
        held: BTreeSet::new(),
    })
}

/// The notes of the journal's `prompts/`, path and bytes; and its own templates, path and text.
type Overrides = (Vec<(String, Vec<u8>)>, Vec<(String, String)>);

fn overrides(root: &Path, scan: &Scan, problems: &mut Vec<Problem>) -> Overrides {
    let (mut rules, mut templates) = (Vec::new(), Vec::new());
    for found in &scan.overrides {
        let is_rule = found.path.split_once('/').is_some_and(|(top, _)| top.eq_ignore_ascii_case(names::PROMPTS));
        match folder::read(root, &found.path) {
            // `prompt` decides which of these notes are rules.
            Ok(bytes) if is_rule => rules.push((found.path.to_string(), bytes)),
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => templates.push((found.path.to_string(), text)),
                Err(_) => problems.push(Problem::for_file(
                    &found.path,
                    Code::NotUtf8,
                    "This file is not UTF-8 text.".to_owned(),
                    "Save it again as UTF-8.".to_owned(),
                )),
            },
            Err(error) => problems.push(unreadable(&found.path, &error)),
        }
    }
    (rules, templates)
}
