//! Reads the clients below a folder: of each the newest week that can be read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::client_files::is_page_edited;
use super::client_folders::{ClientFolder, find_client_folders, read_client_folder};
use super::newest_week::{read_newest_week_of_client, read_weeks_before};
use crate::caseload::{Caseload, Client, UnreadPath};
use crate::folder::{FileStamp, nanos_since_1970};
use crate::phrases::UnreadReason;

/// All clients below a folder, as they were read for one date.
#[derive(Clone, Debug)]
pub struct ClientsSnapshot {
    as_of: NaiveDate,
    /// By the path of their folder.
    by_folder: BTreeMap<Arc<str>, Arc<ClientSnapshot>>,
    /// What could not be looked into, outside any of these folders.
    unread: Vec<UnreadPath>,
    /// Whether the folder that was searched is itself a client's.
    pub is_client_itself: bool,
}

/// One client, and what shows whether the files have changed since.
#[derive(Clone, Debug)]
struct ClientSnapshot {
    folder: ClientFolder,
    client: Arc<Client>,
    /// The data that was opened, with its stamps before that.
    opened: Vec<(String, Option<FileStamp>)>,
    /// It was so young when it was read that it can have changed since with the same stamps.
    is_racy: bool,
}

/// Reads all clients below `root` as of a date, at the time `now`. What is as it was `before` is not read again.
///
/// # Errors
/// If the root itself cannot be listed.
pub fn read_clients(
    root: &Path,
    as_of: NaiveDate,
    now: SystemTime,
    before: Option<&ClientsSnapshot>,
) -> io::Result<ClientsSnapshot> {
    let found = find_client_folders(root)?;
    let before = before.filter(|before| before.as_of == as_of);
    let read = found.folders.into_par_iter().map_init(Vec::new, |buffer, folder| {
        let known = before.and_then(|before| before.by_folder.get(folder.path.as_str()));
        let is_as_before = known.is_some_and(|known| known.folder == folder && !known.may_have_changed(root));
        let client = match known.filter(|_| is_as_before) {
            Some(known) => Arc::clone(known),
            None => Arc::new(read_client(root, folder, (as_of, now), buffer)),
        };
        (Arc::clone(&client.client.folder), client)
    });
    Ok(ClientsSnapshot {
        as_of,
        by_folder: read.collect(),
        unread: found.unread,
        is_client_itself: found.itself.is_some(),
    })
}

impl ClientsSnapshot {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_folder.is_empty()
    }

    /// How many clients there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.by_folder.len()
    }

    /// The date that they were read for.
    #[must_use]
    pub fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// The folders in which a week that could be read before now cannot, although its file is there: a sync may be writing it.
    #[must_use]
    pub fn folders_with_half_written_week(&self, before: &ClientsSnapshot) -> Vec<String> {
        let is_half_written = |(path, now): &(&Arc<str>, &Arc<ClientSnapshot>)| {
            if now.client.unread.is_empty() {
                return false;
            }
            let week = before.by_folder.get(*path).and_then(|before| before.client.week.as_ref());
            week.is_some_and(|week| {
                let data = now.folder.data_path(week.start);
                now.client.unread.iter().any(|unread| unread.path == data)
            })
        };
        self.by_folder.iter().filter(is_half_written).map(|(path, _)| path.to_string()).collect()
    }

    /// Leaves the clients in these folders as they were before.
    pub fn restore_folders_from(&mut self, before: &ClientsSnapshot, folders: &BTreeSet<String>) {
        for (path, known) in folders.iter().filter_map(|path| before.by_folder.get_key_value(path.as_str())) {
            // It has to be read again, whatever its stamps say.
            self.by_folder
                .insert(Arc::clone(path), Arc::new(ClientSnapshot { is_racy: true, ..ClientSnapshot::clone(known) }));
        }
    }

    /// All of them, in order.
    #[must_use]
    pub fn to_caseload(&self) -> Caseload {
        let clients = self.by_folder.values().map(|read| Arc::clone(&read.client));
        Caseload::new(clients, self.unread.clone(), self.as_of)
    }

    /// Reads the clients again whose files these paths name. False if anything else is among them, or a client's folder is gone: then
    /// everything has to be searched.
    pub fn try_refresh_clients(&mut self, root: &Path, paths: &BTreeSet<String>, now: SystemTime) -> bool {
        let folders: Option<BTreeSet<String>> =
            paths.iter().map(|path| self.folder_of(path).map(str::to_owned)).collect();
        let mut buffer = Vec::new();
        let read_again = |path: String| {
            let folder = read_client_folder(root, &path)?;
            let client = read_client(root, folder, (self.as_of, now), &mut buffer);
            self.by_folder.insert(Arc::from(path), Arc::new(client));
            Some(())
        };
        folders.is_some_and(|folders| folders.into_iter().map(read_again).all(|read| read.is_some()))
    }

    /// The client's folder that holds a page or data of this path. A new folder in it may be somebody else's.
    fn folder_of(&self, path: &str) -> Option<&str> {
        let (folder, _) = path.rsplit_once('/')?;
        let above = folder.strip_suffix("/data").unwrap_or(folder);
        self.by_folder.get_key_value(above).map(|(key, _)| &**key)
    }

    /// Whether reading again would give the same.
    #[must_use]
    pub fn is_still_same(&self, root: &Path) -> bool {
        let Ok(found) = find_client_folders(root) else { return true };
        found.unread == self.unread
            && found.folders.len() == self.by_folder.len()
            && found.folders.par_iter().all(|folder| {
                let known = self.by_folder.get(folder.path.as_str());
                known.is_some_and(|known| known.folder == *folder && !known.may_have_changed(root))
            })
    }
}

impl ClientSnapshot {
    fn may_have_changed(&self, root: &Path) -> bool {
        self.is_racy || self.opened.iter().any(|(path, stamp)| stat_path(root, path) != *stamp)
    }
}

fn stat_path(root: &Path, path: &str) -> Option<FileStamp> {
    fs::symlink_metadata(root.join(path)).ok().map(|meta| FileStamp::of_metadata(&meta))
}

fn read_client(
    root: &Path,
    folder: ClientFolder,
    (as_of, now): (NaiveDate, SystemTime),
    buffer: &mut Vec<u8>,
) -> ClientSnapshot {
    let newest_page = folder.page_weeks.range(..=as_of).next_back().map(|(start, _)| *start);
    let mut client = Client {
        folder: Arc::from(folder.path.as_str()),
        overview: folder.overview.map(|name| format!("{}/{name}", folder.path)),
        newest_page: newest_page.and_then(|start| Some((start, folder.page_path(start)?))),
        unread: folder.unread.clone(),
        ..Client::default()
    };
    let mut opened = Vec::new();
    let weeks = folder.data_weeks.iter().rev().filter(|start| **start <= as_of);
    let newest_data = weeks.clone().next();
    if let Some(start) = newest_page.filter(|start| newest_data.is_none_or(|newest| newest < start)) {
        let page = folder.page_path(start).unwrap_or_default();
        client.unread.push(UnreadPath::new(&page, UnreadReason::NoData));
    }
    let mut note_stamp = |path: String| {
        let stamp = stat_path(root, &path);
        opened.push((path, stamp));
    };
    let newest = read_newest_week_of_client(root, &folder, weeks.copied(), buffer, &mut note_stamp);
    let (before, unread_before) = read_weeks_before((root, &folder), &newest, as_of, buffer, &mut note_stamp);
    let unread = newest.unread.iter().chain(&unread_before);
    client.unread.extend(unread.map(|(start, why)| UnreadPath::new(&folder.data_path(*start), why.clone())));
    let oldest = [folder.data_weeks.first(), folder.page_weeks.keys().next()].into_iter().flatten().min().copied();
    client.first_week = oldest.filter(|start| *start > as_of);
    if let Some(data) = &newest.data {
        let page = folder.page_path(data.week.start);
        page.iter().for_each(|page| note_stamp(page.clone()));
        let is_edited = page.as_ref().is_some_and(|page| is_page_edited(root, page, buffer));
        client = client.with_week(data, page, as_of).with_weeks_before(data, &before, oldest, as_of);
        client = client.with_edited_page(is_edited);
    }
    let now = nanos_since_1970(now);
    let is_racy = opened.iter().any(|(_, stamp)| stamp.is_none_or(|stamp| stamp.is_racy(now)));
    ClientSnapshot { folder, client: Arc::new(client), opened, is_racy }
}
