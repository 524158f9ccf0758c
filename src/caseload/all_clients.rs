//! All clients, in the order in which they come.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{NaiveDate, Weekday};

use super::client::Client;
use super::unread_path::UnreadPath;
use crate::text::fold;

/// At most this many other folders of a name are named.
const MOST_SAME_NAMES: usize = 3;

/// All clients of a folder, or those who come on one weekday.
#[derive(Clone, Debug, PartialEq)]
pub struct Caseload {
    pub as_of: NaiveDate,
    /// The weekday of the sessions, if only those are asked for.
    pub day: Option<Weekday>,
    /// In order of the next session, then of name, then of folder. Those without a known session come last.
    pub clients: Vec<Arc<Client>>,
    /// How many clients there are on all days.
    pub of_all: usize,
    /// What could not be used, in order of path: in the folders of all these clients, and outside any.
    pub unread: Vec<UnreadPath>,
}

impl Caseload {
    /// Puts clients in order. `unread` is what could not be used outside any client's folder.
    #[must_use]
    pub fn new(
        clients: impl IntoIterator<Item = impl Into<Arc<Client>>>,
        mut unread: Vec<UnreadPath>,
        as_of: NaiveDate,
    ) -> Caseload {
        let mut clients: Vec<Arc<Client>> = clients.into_iter().map(Into::into).collect();
        link_same_named_clients(&mut clients);
        clients.sort_by_cached_key(|client| {
            let session = client.next_session.map_or(NaiveDate::MAX, |session| session.date);
            (session, fold(&client.shown_name()), client.folder.clone())
        });
        unread.extend(clients.iter().flat_map(|client| client.unread.iter().cloned()));
        unread.sort();
        Caseload { as_of, day: None, of_all: clients.len(), clients, unread }
    }

    /// Only the clients who come on this weekday. What could not be read stays, since it may be about one of them.
    #[must_use]
    pub fn on_day(&self, day: Weekday) -> Caseload {
        let clients = self.clients.iter().filter(|client| client.session_day() == Some(day)).cloned().collect();
        Caseload { day: Some(day), clients, as_of: self.as_of, of_all: self.of_all, unread: self.unread.clone() }
    }
}

/// Gives each client the other folders with the same name, so that nobody mistakes one for the other.
fn link_same_named_clients(clients: &mut [Arc<Client>]) {
    let mut by_name: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for client in clients.iter() {
        if let Some(name) = client.name() {
            by_name.entry(fold(name)).or_default().push(client.folder.clone());
        }
    }
    for client in clients {
        let folders = client.name().and_then(|name| by_name.get(&fold(name)));
        let others = folders.into_iter().flatten().filter(|folder| **folder != client.folder);
        let same_name_in: Vec<String> = others.take(MOST_SAME_NAMES).cloned().collect();
        if client.same_name_in != same_name_in {
            Arc::make_mut(client).same_name_in = same_name_in;
        }
    }
}
