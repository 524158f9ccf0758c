//! Lists the files of a journal: one look at each note, none at other files. Both the folders and the notes are looked at in
//! parallel.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::find_journal::makes_folder_a_journal;
use super::listing::{ListedFile, Scan, StampedFile};
use super::names;
use super::read::read_with_stamps;
use super::stamp::FileStamp;
use crate::problem::{Code, Problem};

/// Lists a journal. `reports` is the reports folder (absolute, or relative to the root), which is never read. Links
/// are not followed, except for the root itself.
///
/// # Errors
/// Where the root itself cannot be listed. What cannot be listed below it is a problem in the scan.
pub fn scan(root: &Path, reports: &Path) -> io::Result<Scan> {
    Ok(list_journal_paths(root, reports)?.into_scan(root))
}

/// The names in a journal, before any of its notes was looked at.
pub struct ListedPaths {
    scan: Scan,
    /// In order.
    notes: Vec<Arc<str>>,
    rules_and_templates: Vec<Arc<str>>,
}

/// The first half of [`scan`]: lists the folders.
///
/// # Errors
/// As for [`scan`].
pub fn list_journal_paths(root: &Path, reports: &Path) -> io::Result<ListedPaths> {
    let FolderWalkResult { mut scan, mut notes, rules_and_templates, settings_paths: settings, .. } =
        FolderWalker::new(root, reports, true).walk_all_folders()?;
    for path in settings.iter().filter(|path| makes_folder_a_journal(root, path)) {
        let Some((folder, _)) = path.rsplit_once('/') else { continue };
        scan.problems.push(another_journal_problem(path));
        scan.nested_journals.push(folder.to_owned());
    }
    scan.nested_journals.sort_unstable();
    if !scan.nested_journals.is_empty() {
        let journals = std::mem::take(&mut scan.nested_journals);
        notes.retain(|path| !lies_in_one_of(&journals, path));
        scan.other_files.retain(|path| !lies_in_one_of(&journals, path));
        scan.problems.retain(|p| p.code == Code::AnotherJournal || !lies_in_one_of(&journals, &p.file));
        scan.problems.retain(|p| {
            let folder = p.file.rsplit_once('/').map_or("", |(folder, _)| folder);
            !lies_in_one_of(&journals, folder)
        });
        scan.nested_journals = journals;
    }
    Ok(ListedPaths { scan, notes, rules_and_templates })
}

impl ListedPaths {
    /// The paths of the notes, in order.
    pub fn note_paths(&self) -> impl Iterator<Item = &str> {
        self.notes.iter().map(|path| &**path)
    }

    /// The second half of [`scan`]: looks at each file.
    #[must_use]
    pub fn into_scan(self, root: &Path) -> Scan {
        let looks = stat_files(root, self.notes);
        finish_scan(root, self.scan, looks, self.rules_and_templates).0
    }

    /// The same, and reads each note by the way, as [`read_all`](super::read_all) does: what is read belongs to the stamp in
    /// the scan. One for each note of the scan.
    pub fn scan_and_read_notes<T: Send>(
        self,
        root: &Path,
        map: impl Fn(&Arc<str>, Result<&[u8], io::Error>) -> T + Sync,
    ) -> (Scan, Vec<T>) {
        let read = read_with_stamps(root, self.notes, map);
        finish_scan(root, self.scan, read, self.rules_and_templates)
    }
}

/// Adds the files that were looked at to a scan, the notes with what was made of each.
fn finish_scan<T>(
    root: &Path,
    mut scan: Scan,
    notes: Vec<StampedFile<T>>,
    rules_and_templates: Vec<Arc<str>>,
) -> (Scan, Vec<T>) {
    let made;
    (scan.notes, made) = split_off_unlistable_files(&mut scan, notes);
    scan.rules_and_templates = stamp_files(&mut scan, root, rules_and_templates);
    add_collision_problems(&mut scan);
    scan.problems.sort();
    (scan, made)
}

/// Whether a path is in one of these folders.
fn lies_in_one_of(folders: &[String], path: &str) -> bool {
    folders.iter().any(|folder| path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/')))
}

impl Scan {
    /// Whether [`scan`] would give the same now, at less cost: if nothing changed, as nearly always, the folders are
    /// listed and each note is looked at once, both at the same time.
    #[must_use]
    pub fn is_still_same(&self, root: &Path, reports: &Path) -> bool {
        // A scan does not record whether an unreadable file is a note, or what makes a folder below it a journal.
        let is_rare = !self.is_complete
            || !self.nested_journals.is_empty()
            || self.problems.iter().any(|problem| problem.code == Code::FileUnreadable);
        if is_rare {
            return scan(root, reports).is_ok_and(|now| now == *self);
        }
        let is_there = |note: &ListedFile| {
            fs::symlink_metadata(root.join(&*note.path)).is_ok_and(|meta| FileStamp::of_metadata(&meta) == note.stamp)
        };
        let (listed, are_there) = rayon::join(
            || {
                let FolderWalkResult {
                    scan: mut now,
                    rules_and_templates: overrides,
                    settings_paths: settings,
                    note_count,
                    ..
                } = FolderWalker::new(root, reports, false).walk_all_folders().ok()?;
                now.rules_and_templates = stamp_files(&mut now, root, overrides);
                now.problems.sort();
                let is_alone = settings.iter().all(|path| !makes_folder_a_journal(root, path));
                is_alone.then_some((note_count, now))
            },
            || self.notes.par_iter().with_min_len(256).all(is_there),
        );
        // All notes are there, and no more are listed, so they are the same, and the same names collide.
        are_there
            && listed.is_some_and(|(notes, now)| {
                notes == self.notes.len()
                    && now.other_files.iter().eq(self.other_files.iter().filter(|path| !is_plan_among_rules(path)))
                    && now.rules_and_templates == self.rules_and_templates
                    && now.is_complete
                    && now.problems.iter().eq(self.problems.iter().filter(|p| p.code != Code::NamesCollide))
            })
    }

    /// Looks at one path of the journal (relative, with `/`) as a new scan would.
    #[must_use]
    pub fn look_up(&self, root: &Path, reports: &Path, path: &str) -> PathLookup {
        if lies_in_one_of(&self.nested_journals, path) {
            return if names::is_settings_path(file_name(path)) { PathLookup::Unclear } else { PathLookup::Ignored };
        }
        match look_up(root, reports, path) {
            PathLookup::Ignored if self.has_stale_name(root, path) => PathLookup::Unclear,
            found => found,
        }
    }

    /// Whether a note that is never opened, and of which only the name counts, came or went since the scan.
    fn has_stale_name(&self, root: &Path, path: &str) -> bool {
        if !only_its_name_counts(path) {
            return false;
        }
        let from = format!("{path}/");
        let at = self.other_files.partition_point(|other| *other < from);
        let listed = self.other_files.get(at).filter(|other| other.starts_with(&from));
        match fs::symlink_metadata(root.join(path)) {
            Ok(meta) if meta.is_dir() => true,
            Ok(meta) => (meta.is_file() && names::is_note_by_ending(path)) != (listed == Some(&from)),
            Err(_) => listed.is_some(),
        }
    }
}

/// Whether an entry of the other files is a private plan among the rules or templates, which only reading them shows.
fn is_plan_among_rules(path: &str) -> bool {
    let parts = path.strip_suffix('/').and_then(|path| path.split_once('/'));
    parts.is_some_and(|(top, name)| {
        names::is_rules_or_templates_folder(top) && !name.contains('/') && !names::is_dot_name(name)
    })
}

/// Whether a path is in a private folder, or is a hidden note: see [`FolderWalker::add_names_of_private_notes`].
fn only_its_name_counts(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let mut parent = None;
    for part in folders.split('/').filter(|part| !part.is_empty()) {
        if part.eq_ignore_ascii_case(names::PRIVATE) {
            return true;
        }
        if names::is_never_read_folder(parent.replace(part), part) {
            return false;
        }
    }
    names::is_hidden_note(name)
}

/// What a walk over folders found.
#[derive(Default)]
struct FolderWalkResult {
    /// Without notes, rules and templates, which have not been looked at.
    scan: Scan,
    /// Empty if they are only counted.
    notes: Vec<Arc<str>>,
    note_count: usize,
    rules_and_templates: Vec<Arc<str>>,
    /// Files named `journal.md` below the top: each may make its folder a journal of its own.
    settings_paths: Vec<String>,
    /// Folders that still have to be listed.
    folders: Vec<String>,
}

impl FolderWalkResult {
    /// Adds what was found in one more folder, its folders aside.
    fn add_folder_result(&mut self, one: FolderWalkResult) {
        self.scan.is_complete &= one.scan.is_complete;
        self.scan.problems.extend(one.scan.problems);
        self.scan.other_files.extend(one.scan.other_files);
        self.notes.extend(one.notes);
        self.note_count += one.note_count;
        self.rules_and_templates.extend(one.rules_and_templates);
        self.settings_paths.extend(one.settings_paths);
    }
}

/// Walks over the folders of a journal, level by level: those of one level are listed in parallel.
struct FolderWalker<'a> {
    root: &'a Path,
    reports: ReportsFolder,
    /// Whether the paths of the notes are wanted, or only how many there are.
    keeps_notes: bool,
}

impl<'a> FolderWalker<'a> {
    fn new(root: &'a Path, reports: &Path, keeps_notes: bool) -> FolderWalker<'a> {
        FolderWalker { root, reports: ReportsFolder::identify(root, reports), keeps_notes }
    }

    /// # Errors
    /// Where the root itself cannot be listed.
    fn walk_all_folders(&self) -> io::Result<FolderWalkResult> {
        let mut all = self.list_folder("", fs::read_dir(self.root)?);
        let mut level = std::mem::take(&mut all.folders);
        while !level.is_empty() {
            let listed: Vec<FolderWalkResult> =
                level.into_par_iter().map(|folder| self.list_subfolder(&folder)).collect();
            level = Vec::new();
            for mut one in listed {
                level.append(&mut one.folders);
                all.add_folder_result(one);
            }
        }
        // Each folder is in order, so this only joins them.
        all.notes.sort();
        all.rules_and_templates.sort_unstable();
        all.scan.other_files.sort_unstable();
        all.settings_paths.sort_unstable();
        Ok(all)
    }

    fn list_subfolder(&self, folder: &str) -> FolderWalkResult {
        match fs::read_dir(self.root.join(folder)) {
            Ok(entries) => self.list_folder(folder, entries),
            Err(error) => {
                let mut found = FolderWalkResult {
                    scan: Scan { is_complete: true, ..Scan::default() },
                    ..FolderWalkResult::default()
                };
                add_unlistable_problem(&mut found.scan, folder, Some(&error));
                found
            }
        }
    }

    /// What is in one folder: its path from the journal, with `/`, and empty for the journal itself.
    fn list_folder(&self, folder: &str, entries: fs::ReadDir) -> FolderWalkResult {
        let mut found =
            FolderWalkResult { scan: Scan { is_complete: true, ..Scan::default() }, ..FolderWalkResult::default() };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    add_unlistable_problem(&mut found.scan, folder, Some(&error));
                    break;
                }
            };
            let path = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
            match entry.file_type() {
                Ok(kind) if kind.is_dir() || kind.is_file() => {
                    let name = entry.file_name();
                    let Some(name) = name.to_str() else {
                        if name.as_encoded_bytes().first() != Some(&b'.') {
                            let path = path(&name.to_string_lossy());
                            found.scan.problems.push(name_not_utf8_problem(&path));
                            if kind.is_dir() || names::is_note_by_ending(&path) {
                                found.scan.other_files.push(other_file_name_of_unopened(&path));
                            }
                        }
                        continue;
                    };
                    match kind.is_dir() {
                        true if self.should_walk_into(folder, name, &entry) => found.folders.push(path(name)),
                        // Nothing in it is opened. What its notes are named matters: a plan may have been moved into it.
                        true if name.eq_ignore_ascii_case(names::PRIVATE) => {
                            self.add_names_of_private_notes(&mut found, &path(name), 0);
                        }
                        true => {}
                        false => self.add_classified_file(&mut found, folder, name),
                    }
                }
                // Links, pipes, sockets, devices.
                Ok(_) => {}
                Err(error) => {
                    add_unlistable_problem(&mut found.scan, &path(&entry.file_name().to_string_lossy()), Some(&error));
                }
            }
        }
        found.notes.sort_unstable();
        found.folders.sort_unstable();
        found
    }

    /// Adds the paths of the notes in a private folder, followed by a `/`, so that none of them is taken for a file to open.
    fn add_names_of_private_notes(&self, found: &mut FolderWalkResult, folder: &str, depth: usize) {
        const DEEPEST: usize = 8;
        // A folder that cannot be listed is as private as one that can.
        let Ok(entries) = fs::read_dir(self.root.join(folder)) else { return };
        for entry in entries.flatten() {
            let (name, kind) = (entry.file_name(), entry.file_type());
            let (Some(name), Ok(kind)) = (name.to_str(), kind) else { continue };
            if kind.is_dir() && depth < DEEPEST && !names::is_dot_name(name) {
                self.add_names_of_private_notes(found, &format!("{folder}/{name}"), depth + 1);
            } else if kind.is_file() && names::is_note_by_ending(name) {
                found.scan.other_files.push(format!("{folder}/{name}/"));
            }
        }
    }

    /// Whether a folder is walked into.
    fn should_walk_into(&self, parent: &str, name: &str, entry: &fs::DirEntry) -> bool {
        let is_made = parent.is_empty() && names::is_our_output_at_top(name);
        let parent = Some(file_name(parent)).filter(|parent| !parent.is_empty());
        !names::is_never_read_folder(parent, name) && !is_made && !self.reports.is_same_folder(entry)
    }

    fn add_classified_file(&self, found: &mut FolderWalkResult, folder: &str, name: &str) {
        let path = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        match classify(top_folder(folder), name) {
            FileClass::Note => {
                found.note_count += 1;
                if !folder.is_empty() && names::is_settings_path(name) {
                    found.settings_paths.push(path(name));
                }
                if self.keeps_notes {
                    found.notes.push(path(name).into());
                }
            }
            FileClass::RuleOrTemplate => found.rules_and_templates.push(path(name).into()),
            FileClass::Other => found.scan.other_files.push(path(name)),
            // It is not opened. What it is named matters, as in a private folder.
            FileClass::NeverRead if names::is_hidden_note(name) => {
                found.scan.other_files.push(format!("{}/", path(name)))
            }
            FileClass::NeverRead => {}
            FileClass::InCloud(note) => {
                found.scan.problems.push(only_in_cloud_problem(&path(note)));
                found.scan.other_files.push(path(name));
            }
        }
    }
}

/// The folder at the top of the journal that a folder is, or is in; none for the journal itself.
fn top_folder(folder: &str) -> Option<&str> {
    folder.split('/').next().filter(|top| !top.is_empty())
}

/// What a scan would find at one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathLookup {
    /// A note is there.
    Note(ListedFile),
    /// Nothing is there.
    Missing,
    /// It is not part of a scan.
    Ignored,
    /// A folder, a link, a photo, a rule: only a whole scan can find out.
    Unclear,
}

/// See [`Scan::look_up`].
fn look_up(root: &Path, reports: &Path, path: &str) -> PathLookup {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let reports = ReportsFolder::identify(root, reports);
    let mut folder = root.to_owned();
    let mut parent = None;
    for (depth, part) in folders.split('/').filter(|part| !part.is_empty()).enumerate() {
        folder.push(part);
        if names::is_never_read_folder(parent.replace(part), part) || (depth == 0 && names::is_our_output_at_top(part))
        {
            return PathLookup::Ignored;
        }
        match fs::symlink_metadata(&folder) {
            Ok(meta) if meta.is_dir() && !reports.may_be_reports_folder(&folder, &meta) => {}
            Err(e) if e.kind() == io::ErrorKind::NotFound => return PathLookup::Missing,
            _ => return PathLookup::Unclear,
        }
    }
    // It may make its folder a journal of its own, or be the settings of this one.
    if names::is_settings_path(name) {
        return PathLookup::Unclear;
    }
    match (classify(top_folder(folders), name), fs::symlink_metadata(folder.join(name))) {
        (FileClass::NeverRead, _) => PathLookup::Ignored,
        (FileClass::InCloud(_), _) => PathLookup::Unclear,
        (_, Err(e)) if e.kind() == io::ErrorKind::NotFound => PathLookup::Missing,
        (FileClass::Note, Ok(meta)) if meta.is_file() => {
            PathLookup::Note(ListedFile { path: path.into(), stamp: FileStamp::of_metadata(&meta) })
        }
        _ => PathLookup::Unclear,
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether some systems take a path for the same as one that a scan found (docs/watching.md (13)).
#[must_use]
pub fn collides_with_listed(scan: &Scan, path: &str) -> bool {
    let others = scan.notes.iter().map(|found| &*found.path).chain(scan.other_files.iter().map(String::as_str));
    let own = folded_path(path);
    others.filter(|other| *other != path).any(|other| {
        if path.is_ascii() && other.is_ascii() { other.eq_ignore_ascii_case(path) } else { folded_path(other) == own }
    })
}

/// What a plain file is, by its name and place.
enum FileClass<'a> {
    Note,
    RuleOrTemplate,
    Other,
    NeverRead,
    /// A placeholder for this note, which is only in the cloud.
    InCloud(&'a str),
}

/// `top_folder` is the folder at the top of the journal that the file is in, unless it is at the top itself.
fn classify<'a>(top_folder: Option<&str>, name: &'a str) -> FileClass<'a> {
    if let Some(note) = names::original_name_of_cloud_placeholder(name) {
        return FileClass::InCloud(note);
    }
    if names::is_cloud_placeholder_of_file(name) {
        return FileClass::Other;
    }
    if names::is_ignored_file_name(name) || (top_folder.is_none() && names::is_our_output_at_top(name)) {
        return FileClass::NeverRead;
    }
    if top_folder.is_some_and(names::is_rules_or_templates_folder) {
        return FileClass::RuleOrTemplate;
    }
    if names::is_note_by_ending(name) || names::may_be_misnamed_note(name) { FileClass::Note } else { FileClass::Other }
}

/// The files with their stamps, in order of path.
fn stamp_files(scan: &mut Scan, root: &Path, paths: Vec<Arc<str>>) -> Vec<ListedFile> {
    let looks = stat_files(root, paths);
    split_off_unlistable_files(scan, looks).0
}

/// What the system says about each file.
fn stat_files(root: &Path, paths: Vec<Arc<str>>) -> Vec<StampedFile<()>> {
    let looks = paths.into_par_iter().with_min_len(256).map(|path| {
        let look = fs::symlink_metadata(root.join(&*path)).map(|meta| (FileStamp::of_metadata(&meta), ()));
        (path, look)
    });
    looks.collect()
}

/// The files that are there, with what was made of each; a problem for each that could not be looked at.
fn split_off_unlistable_files<T>(scan: &mut Scan, looks: Vec<StampedFile<T>>) -> (Vec<ListedFile>, Vec<T>) {
    let (mut found, mut made) = (Vec::with_capacity(looks.len()), Vec::with_capacity(looks.len()));
    for (path, look) in looks {
        match look {
            Ok((stamp, of_it)) => {
                found.push(ListedFile { path, stamp });
                made.push(of_it);
            }
            Err(e) => add_unlistable_problem(scan, &path, Some(&e)),
        }
    }
    (found, made)
}

/// Adds a problem for a path below the root that could not be listed or looked at. What vanished meanwhile is not there.
fn add_unlistable_problem(scan: &mut Scan, path: &str, error: Option<&io::Error>) {
    let kind = error.map_or(io::ErrorKind::Other, io::Error::kind);
    if kind == io::ErrorKind::NotFound {
        return;
    }
    // Rights, a path that is too long and a loop of links stay as they are. Any other error can pass.
    let is_lasting = kind == io::ErrorKind::PermissionDenied || error.is_some_and(is_path_unusable);
    scan.is_complete &= is_lasting;
    scan.problems.push(unreadable_problem(path, error));
    scan.other_files.push(other_file_name_of_unopened(path));
}

/// How something that could not be opened stands among the other files: a plan of any task may be in it. The ending of a note is left
/// out, so that it is no note in a private folder, of which only the name counts.
fn other_file_name_of_unopened(path: &str) -> String {
    let stem = if names::is_note_by_ending(path) { path.rsplit_once('.').map_or(path, |(stem, _)| stem) } else { path };
    format!("{stem}/")
}

/// Whether a path is longer than the system can open, or goes through too many links.
fn is_path_unusable(error: &io::Error) -> bool {
    #[cfg(unix)]
    {
        use rustix::io::Errno;
        [Errno::NAMETOOLONG, Errno::LOOP].iter().any(|errno| error.raw_os_error() == Some(errno.raw_os_error()))
    }
    #[cfg(not(unix))]
    {
        error.kind() == io::ErrorKind::InvalidFilename
    }
}

/// The reports folder, known by what it is and not by how it is written: on many disks `Reports` is `reports`.
struct ReportsFolder {
    path: Option<PathBuf>,
    #[cfg(unix)]
    inode: Option<(u64, u64)>,
}

impl ReportsFolder {
    /// Without a path if the reports are in the journal's own folder: then only their mark distinguishes them from notes.
    fn identify(root: &Path, reports: &Path) -> ReportsFolder {
        let path = fs::canonicalize(root.join(reports)).ok().filter(|path| {
            // A reports folder that is a link is not walked into anyway.
            fs::canonicalize(root).is_ok_and(|root| root != *path)
        });
        #[cfg(unix)]
        {
            let inode = path.as_deref().and_then(|path| fs::metadata(path).ok()).map(|meta| {
                let stamp = FileStamp::of_metadata(&meta);
                (stamp.device, stamp.inode)
            });
            ReportsFolder { path, inode }
        }
        #[cfg(not(unix))]
        ReportsFolder { path }
    }

    /// Whether this folder may be the reports folder.
    fn may_be_reports_folder(&self, folder: &Path, meta: &fs::Metadata) -> bool {
        #[cfg(unix)]
        {
            let stamp = FileStamp::of_metadata(meta);
            self.path.as_deref() == Some(folder) || Some((stamp.device, stamp.inode)) == self.inode
        }
        #[cfg(not(unix))]
        {
            let _ = meta;
            self.path.is_some() && fs::canonicalize(folder).ok() == self.path
        }
    }

    fn is_same_folder(&self, folder: &fs::DirEntry) -> bool {
        let Some(path) = &self.path else { return false };
        #[cfg(unix)]
        {
            // The listing gives the inode at no cost; only if that fits is the folder looked at. (On layered file
            // systems the listing can give a different inode, so the name is compared as well.)
            use std::os::unix::fs::DirEntryExt;
            let may_be = self.inode.is_some_and(|(_, inode)| inode == folder.ino())
                || path.file_name() == Some(&folder.file_name());
            may_be
                && folder.metadata().is_ok_and(|meta| {
                    let stamp = FileStamp::of_metadata(&meta);
                    Some((stamp.device, stamp.inode)) == self.inode
                })
        }
        #[cfg(not(unix))]
        fs::canonicalize(folder.path()).is_ok_and(|it| it == *path)
    }
}

/// Files whose paths some systems take for one (docs/watching.md (13)): compared by NFC and case folding. Only hashes
/// are kept, and names are written out if two of them are equal.
fn add_collision_problems(scan: &mut Scan) {
    let paths = || scan.notes.iter().map(|found| &*found.path).chain(scan.other_files.iter().map(String::as_str));
    let mut hashes: Vec<u64> = scan
        .notes
        .par_iter()
        .map(|found| &*found.path)
        .chain(scan.other_files.par_iter().map(String::as_str))
        .map(hash_of_path_when_folded)
        .collect();
    hashes.par_sort_unstable();
    // The usual case.
    if hashes.windows(2).all(|two| two.first() != two.last()) {
        return;
    }
    let mut first: HashMap<u64, &str> = HashMap::with_capacity(scan.notes.len() + scan.other_files.len());
    let mut found = Vec::new();
    for path in paths() {
        match first.entry(hash_of_path_when_folded(path)) {
            Entry::Vacant(free) => {
                free.insert(path);
            }
            Entry::Occupied(taken) if folded_path(taken.get()) == folded_path(path) => {
                found.push(names_collide_problem(path, taken.get()))
            }
            Entry::Occupied(_) => {}
        }
    }
    scan.problems.append(&mut found);
}

fn hash_of_path_when_folded(path: &str) -> u64 {
    let mut hash = DefaultHasher::new();
    if path.is_ascii() {
        let mut lower = [0; 64];
        for chunk in path.as_bytes().chunks(lower.len()) {
            let Some(lower) = lower.get_mut(..chunk.len()) else { continue };
            lower.copy_from_slice(chunk);
            lower.make_ascii_lowercase();
            hash.write(lower);
        }
    } else {
        // Written in the same chunks, since a folded name can be ASCII even if the name is not.
        for chunk in folded_path(path).as_bytes().chunks(64) {
            hash.write(chunk);
        }
    }
    hash.finish()
}

fn folded_path(path: &str) -> String {
    unicase::UniCase::unicode(path.nfc().collect::<String>()).to_folded_case().nfc().collect()
}

fn problem(code: Code, file: &str, message: String, help: String) -> Problem {
    Problem::for_file(file, code, message, help)
}

/// Said of what cannot be opened.
pub(crate) const NOTHING_SHARED_MEANWHILE: &str =
    "Until then nothing is shared of a task that no plan has: it may be a private one.";

fn name_not_utf8_problem(file: &str) -> Problem {
    let message = format!("The name of `{file}` holds bytes that are no text.");
    let help = format!("Give it a new name, with plain letters and digits. {NOTHING_SHARED_MEANWHILE}");
    problem(Code::NameNotUtf8, file, message, help)
}

fn unreadable_problem(file: &str, error: Option<&io::Error>) -> Problem {
    let why = error.map_or_else(|| "it leads back to itself".to_owned(), ToString::to_string);
    let message = format!("`{file}` cannot be opened ({why}).");
    let help = format!("Check that you may read it, then try again. {NOTHING_SHARED_MEANWHILE}");
    problem(Code::FileUnreadable, file, message, help)
}

fn only_in_cloud_problem(file: &str) -> Problem {
    let message = format!("`{file}` is only in the cloud.");
    let help = "Download it to this device; then it counts. Until then nothing is shared of a task that no plan has: it may be \
                this note's.";
    problem(Code::OnlyInCloud, file, message, help.to_owned())
}

fn another_journal_problem(settings: &str) -> Problem {
    let folder = settings.rsplit_once('/').map_or("", |(folder, _)| folder);
    let message = format!("`{folder}` is a journal of its own, so its notes are not read here.");
    let help = "Name that folder to read it. If it is part of this journal, give its `journal.md` another name.";
    problem(Code::AnotherJournal, settings, message, help.to_owned())
}

fn names_collide_problem(file: &str, other: &str) -> Problem {
    let message = format!("`{file}` and `{other}` are one name on some systems.");
    problem(Code::NamesCollide, file, message, "Give one of them another name.".to_owned())
}
