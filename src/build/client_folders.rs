//! Finds the reports folders below a folder: one for each client, at any depth. Only names are looked at: nothing is opened, and
//! no link is followed.

use std::collections::BTreeMap;
use std::fs::{self, FileType};
use std::io;
use std::path::Path;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::client_files::unread_reason;
use super::folder_names::{DATA, PHOTOS};
use crate::caseload::UnreadPath;
use crate::folder::names;
use crate::output;
use crate::phrases::UnreadReason;
use crate::report::page_names;

/// A reports folder, by the names in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientFolder {
    /// Relative to the folder that was searched, with `/`.
    pub path: String,
    /// The first dates of the weeks in its `data`, oldest first.
    pub data_weeks: Vec<NaiveDate>,
    /// The first dates of the weeks that have a page, with the ending of its name: `html` if there is one, else `md`.
    pub page_weeks: BTreeMap<NaiveDate, &'static str>,
    /// The name of the overview, if there is one.
    pub overview: Option<&'static str>,
    /// What in it cannot be used.
    pub unread: Vec<UnreadPath>,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundClientFolders {
    /// In order of path.
    pub folders: Vec<ClientFolder>,
    /// The folder that was searched, if it is itself such a folder; its path is empty then.
    pub itself: Option<ClientFolder>,
    /// What could not be looked into, outside any of these folders.
    pub unread: Vec<UnreadPath>,
}

/// A folder whose names are still to be looked at: its path, relative with `/`.
type FolderToSearch = String;

/// The names in one folder.
struct SearchedFolder {
    client: Option<ClientFolder>,
    folders: Vec<FolderToSearch>,
    unread: Vec<UnreadPath>,
}

/// Finds all reports folders below `root`.
///
/// # Errors
/// If the root itself cannot be listed.
pub fn find_client_folders(root: &Path) -> io::Result<FoundClientFolders> {
    fs::read_dir(root)?;
    let mut found = FoundClientFolders::default();
    // Level by level, so that any depth is possible.
    let mut level = vec![FolderToSearch::new()];
    while !level.is_empty() {
        let listed: Vec<SearchedFolder> = level.par_iter().map(|path| list_folder(root, path)).collect();
        level = Vec::new();
        for SearchedFolder { client, folders, unread } in listed {
            found.unread.extend(unread);
            level.extend(folders);
            match client {
                Some(client) if client.path.is_empty() => found.itself = Some(client),
                client => found.folders.extend(client),
            }
        }
    }
    found.folders.sort_by(|a, b| a.path.cmp(&b.path));
    found.unread.sort();
    Ok(found)
}

/// Looks at one reports folder again. None if it is no longer one.
#[must_use]
pub fn read_client_folder(root: &Path, path: &str) -> Option<ClientFolder> {
    list_folder(root, path).client
}

/// Whether a folder of this name is searched. `above` is the path of the folder it is in.
fn should_search_folder(above: &str, name: &str) -> bool {
    let is_ours = above.is_empty() && name == names::EDITED;
    !is_ours && !names::is_never_read_folder(None, name)
}

fn list_folder(root: &Path, path: &str) -> SearchedFolder {
    let mut listed = SearchedFolder { client: None, folders: Vec::new(), unread: Vec::new() };
    let entries = match list_names_and_types(root, path, &mut listed.unread) {
        Ok(entries) => entries,
        Err(error) => {
            listed.unread.push(UnreadPath::new(path, unread_reason(&error)));
            return listed;
        }
    };
    let mut client = ClientFolder { path: path.to_owned(), ..ClientFolder::default() };
    let mut has_data_folder = false;
    for (name, kind) in entries {
        if kind.is_dir() {
            if name == DATA {
                has_data_folder = true;
            } else if should_search_folder(path, &name) {
                listed.folders.push(join(path, &name));
            }
        } else if kind.is_symlink() {
            // A folder that somebody linked may well be a client's, so leaving it out is reported.
            let is_folder = || fs::metadata(root.join(path).join(&name)).is_ok_and(|meta| meta.is_dir());
            if should_search_folder(path, &name) && is_folder() {
                listed.unread.push(UnreadPath::new(&join(path, &name), UnreadReason::Link));
            }
        } else {
            client.record_page_name(&name);
        }
    }
    if has_data_folder {
        client.record_data_weeks(root);
        if !client.is_folder_of_reports() {
            listed.folders.push(join(path, DATA));
            listed.unread.append(&mut client.unread);
        }
    }
    if client.is_folder_of_reports() {
        // Beside pages there are only photos.
        let photos = join(path, PHOTOS);
        listed.folders.retain(|folder| *folder != photos);
        client.unread.append(&mut listed.unread);
        listed.client = Some(client);
    }
    listed
}

/// The names in a folder that are text, in order, and what each is.
fn list_names_and_types(root: &Path, path: &str, unread: &mut Vec<UnreadPath>) -> io::Result<Vec<(String, FileType)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(root.join(path))? {
        let entry = entry?;
        let kind = entry.file_type()?;
        match entry.file_name().into_string() {
            Ok(name) => entries.push((name, kind)),
            Err(name) if kind.is_dir() => {
                unread.push(UnreadPath::new(&join(path, &name.to_string_lossy()), UnreadReason::NameIsNoText));
            }
            Err(_) => {}
        }
    }
    entries.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    Ok(entries)
}

impl ClientFolder {
    fn record_page_name(&mut self, name: &str) {
        if name == page_names::OVERVIEW_PAGE {
            self.overview = Some(page_names::OVERVIEW_PAGE);
        } else if name == page_names::OVERVIEW {
            self.overview = self.overview.or(Some(page_names::OVERVIEW));
        } else if let Some((start, ending)) = page_names::week_start_and_ending(name) {
            match ending {
                "html" => drop(self.page_weeks.insert(start, "html")),
                "md" => drop(self.page_weeks.entry(start).or_insert("md")),
                _ => {}
            }
        }
    }

    fn record_data_weeks(&mut self, root: &Path) {
        let folder = join(&self.path, DATA);
        let mut unread = Vec::new();
        match list_names_and_types(root, &folder, &mut unread) {
            Ok(entries) => {
                let start = |name: &str| match page_names::week_start_and_ending(name) {
                    Some((start, "json")) => Some(start),
                    _ => None,
                };
                self.data_weeks = entries.iter().filter_map(|(name, _)| start(name)).collect();
                for (name, _) in entries.iter().filter(|(name, _)| start(name).is_none()) {
                    let is_there = |name: &str| start(name).is_some_and(|start| self.data_weeks.contains(&start));
                    let why = if output::may_be_copy_of_ours(name, &is_there) {
                        UnreadReason::ConflictCopy
                    } else if output::may_be_copy_of_ours(name, &|name| start(name).is_some()) {
                        UnreadReason::OnlyConflictCopy
                    } else if name.starts_with("week-") && name.ends_with(".json") {
                        UnreadReason::NameIsNoWeek
                    } else {
                        continue;
                    };
                    self.unread.push(UnreadPath::new(&join(&folder, name), why));
                }
            }
            Err(error) => self.unread.push(UnreadPath::new(&folder, unread_reason(&error))),
        }
    }

    /// Whether it is one at all. A person may have notes named like pages in markdown, so these alone do not make one.
    fn is_folder_of_reports(&self) -> bool {
        let has_pages = self.page_weeks.values().any(|ending| *ending == "html") || self.overview.is_some();
        !self.data_weeks.is_empty() || has_pages && !self.page_weeks.is_empty()
    }

    /// The path of the page of a week, relative to the folder that was searched.
    #[must_use]
    pub fn page_path(&self, start: NaiveDate) -> Option<String> {
        let ending = self.page_weeks.get(&start)?;
        Some(join(&self.path, &format!("week-{start}.{ending}")))
    }

    /// The path of the data of a week, relative to the folder that was searched.
    #[must_use]
    pub fn data_path(&self, start: NaiveDate) -> String {
        join(&join(&self.path, DATA), &page_names::week_data_name(start))
    }
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
