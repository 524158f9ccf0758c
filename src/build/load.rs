//! A journal's folder -> a snapshot of it.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::changed::ChangesSinceBuild;
use super::folder_names::reports_folder;
use super::note_reader::{NoteReader, UnderstoodNotes};
use super::read_settings::{
    read_daily_names, refuse_two_settings, settings_and_whether_note_is_there, unreadable_problem,
};
use super::snapshot::Snapshot;
use crate::folder::{self, FolderIdentity, Scan, names};
use crate::journal::Share;
use crate::phrases::Language;
use crate::problem::{Code, Problem};

/// Reads a folder at `now`. `after_each_note` is called after each note, with how many there are to read.
///
/// `before` is an earlier snapshot of the same folder: then only notes that may have changed since are opened. The result is
/// the same without it.
///
/// # Errors
/// If the folder itself cannot be listed.
pub fn load(
    before: Option<Snapshot>,
    identity: &FolderIdentity,
    language: &'static Language,
    now: SystemTime,
    after_each_note: &(dyn Fn(usize) + Sync),
) -> io::Result<Snapshot> {
    Loader { language, now, keep_unshared_words: true, after_each_note }.load(before, identity)
}

/// [`load`] for a pass that makes only what is shared (`publish`): words that are shown to nobody are not kept in memory.
///
/// # Errors
/// As for [`load`].
pub fn load_without_unshared_words(
    before: Option<Snapshot>,
    identity: &FolderIdentity,
    language: &'static Language,
    now: SystemTime,
    after_each_note: &(dyn Fn(usize) + Sync),
) -> io::Result<Snapshot> {
    let loader = Loader { language, now, keep_unshared_words: false, after_each_note };
    let snapshot = loader.load(before, identity)?;
    if !snapshot.has_dropped_wanted_words() {
        return Ok(snapshot);
    }
    // A plan says `full`: its words are read after all.
    let ChangesSinceBuild { files, unreadable, .. } = snapshot.changes;
    let mut snapshot = Loader { keep_unshared_words: true, ..loader }.load(None, identity)?;
    snapshot.changes = ChangesSinceBuild { files, unreadable, ..snapshot.changes };
    Ok(snapshot)
}

/// How a folder is read.
struct Loader<'a> {
    language: &'static Language,
    now: SystemTime,
    keep_unshared_words: bool,
    after_each_note: &'a (dyn Fn(usize) + Sync),
}

impl Loader<'_> {
    fn load(&self, before: Option<Snapshot>, identity: &FolderIdentity) -> io::Result<Snapshot> {
        let root = identity.path();
        let (settings, is_journal) = settings_and_whether_note_is_there(root);
        let listing = folder::list_journal_paths(root, &reports_folder(root, settings.as_ref().ok()))?;
        let settings = refuse_two_settings(settings, listing.note_paths());
        let daily_names = read_daily_names(root, settings.as_ref().ok());
        // If daily notes are named differently, any note can mean something different.
        let mut before = before.filter(|before| before.root == *identity && before.daily_names == daily_names);
        let mut changed =
            before.as_mut().map_or_else(ChangesSinceBuild::all_changed, |before| std::mem::take(&mut before.changes));
        let was = before.as_mut().map(|before| std::mem::take(&mut before.problems));
        let forget =
            !self.keep_unshared_words && !settings.as_ref().is_ok_and(|settings| settings.share == Share::Full);
        let reader = NoteReader {
            root,
            now: self.now,
            daily_names: &daily_names,
            drop_unshared_words: forget,
            after_each_note: self.after_each_note,
        };
        let (scan, rule_files, understood) = match before {
            // Nothing is compared, and nothing is kept twice: each note is looked at when it is read.
            None => {
                let (mut scan, understood) = reader.read_listing(listing);
                let rule_files = read_rule_files(root, &mut scan);
                (scan, rule_files, understood)
            }
            Some(before) => {
                let mut scan = listing.into_scan(root);
                let rule_files = read_rule_files(root, &mut scan);
                changed.record_rules_and_templates(&before.scan, &scan);
                changed.has_everything_changed |= settings != before.settings
                    || is_journal != before.is_journal
                    || scan.other_files != before.scan.other_files
                    || scan.problems != before.scan.problems;
                let understood = reader.reuse_or_read_notes(&scan, before, &mut changed);
                (scan, rule_files, understood)
            }
        };
        let UnderstoodNotes { mut drafts, mut problems, changed_while_read: moving, note_cache } = understood;
        crate::journal::settle_misspelt_share_keys(&mut drafts);
        let (rules, templates) = sort_rules_and_templates(rule_files, &mut problems);
        changed.has_everything_changed |= was.is_some_and(|was| was != problems);
        let root = identity.clone();
        Ok(Snapshot {
            language: self.language,
            root,
            scan,
            settings,
            is_journal,
            drafts,
            rules,
            templates,
            problems,
            changed_while_read: moving,
            changes: ChangesSinceBuild { checked_paths: None, ..changed },
            note_cache,
            daily_names,
            last_readable_paths: BTreeSet::new(),
        })
    }
}

/// A rule or template of the journal's own: its path, and its bytes if it can be read.
type RuleFile = (String, io::Result<Vec<u8>>);

/// Reads the rules and templates. Private plans that lie among them, where no plan is read, are added to the scan as notes of which only
/// the names are known.
fn read_rule_files(root: &Path, scan: &mut Scan) -> Vec<RuleFile> {
    let read = |path: &str| (path.to_owned(), folder::read_file(root, path));
    let files: Vec<RuleFile> = scan.rules_and_templates.iter().map(|found| read(&found.path)).collect();
    let notes = files.iter().filter(|(path, _)| names::is_note_by_ending(path));
    let tasks = notes.filter_map(|(path, bytes)| {
        let task = crate::journal::task_of_private_plan(path, bytes.as_ref().ok()?)?.replace('/', " ");
        Some(format!("{}/{task}.md/", path.split('/').next()?))
    });
    scan.other_files.extend(tasks);
    scan.other_files.sort_unstable();
    files
}

/// The notes of the journal's `prompts/`, path and bytes; and its own templates, path and text.
type RulesAndTemplates = (Vec<(String, Vec<u8>)>, Vec<(String, String)>);

fn sort_rules_and_templates(files: Vec<RuleFile>, problems: &mut Vec<Problem>) -> RulesAndTemplates {
    let (mut rules, mut templates) = (Vec::new(), Vec::new());
    for (path, read) in files {
        let is_rule = path.split_once('/').is_some_and(|(top, _)| top.eq_ignore_ascii_case(names::PROMPTS));
        match read {
            // `prompt` decides which of these notes are rules.
            Ok(bytes) if is_rule => rules.push((path, bytes)),
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => templates.push((path, text)),
                Err(_) => problems.push(Problem::for_file(
                    &path,
                    Code::NotUtf8,
                    "This file is not UTF-8 text.".to_owned(),
                    "Save it again as UTF-8.".to_owned(),
                )),
            },
            Err(error) => problems.push(unreadable_problem(&path, &error)),
        }
    }
    (rules, templates)
}
