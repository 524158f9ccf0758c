//! All clients, in the order in which they come.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{NaiveDate, Weekday};

use super::client::Client;
use super::unread_path::UnreadPath;
use crate::text::{fold, natural_order_key};

/// At most this many other folders of a name are named.
const MOST_SAME_NAMES: usize = 3;

/// All clients of a folder, or those who come on one weekday.
#[derive(Clone, Debug, PartialEq)]
pub struct Caseload {
    pub as_of: NaiveDate,
    /// The weekday of the sessions, if only those are asked for.
    pub day: Option<Weekday>,
    /// In order of the next session, then of name (2 before 10), then of folder. Those without a known session come last.
    pub clients: Vec<Arc<Client>>,
    /// How many clients there are on all days.
    pub of_all: usize,
    /// How many clients have no session whose date is known: they are on no day's sheet.
    pub without_session: usize,
    /// What could not be used, in order of path: in the folders of these clients, and if all are shown outside any.
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
            (session, natural_order_key(&fold(&client.shown_name())), Arc::clone(&client.folder))
        });
        unread.extend(clients.iter().flat_map(|client| client.unread.iter().cloned()));
        unread.sort();
        let without_session = clients.iter().filter(|client| client.next_session.is_none()).count();
        Caseload { as_of, day: None, of_all: clients.len(), without_session, clients, unread }
    }

    /// Only the clients who come on this weekday, and what could not be read of theirs: a day's sheet names nobody else.
    #[must_use]
    pub fn of_session_day(&self, day: Weekday) -> Caseload {
        let of_day = self.clients.iter().filter(|client| client.session_day() == Some(day));
        let clients: Vec<Arc<Client>> = of_day.cloned().collect();
        let mut unread: Vec<UnreadPath> = clients.iter().flat_map(|client| client.unread.iter().cloned()).collect();
        unread.sort();
        Caseload { day: Some(day), clients, unread, ..*self }
    }
}

/// Gives each client the other folders with the same name, so that nobody mistakes one for the other.
fn link_same_named_clients(clients: &mut [Arc<Client>]) {
    let mut by_name: BTreeMap<String, Vec<Arc<str>>> = BTreeMap::new();
    for client in clients.iter() {
        if let Some(name) = client.name() {
            by_name.entry(fold(name)).or_default().push(Arc::clone(&client.folder));
        }
    }
    for client in clients {
        let folders = client.name().and_then(|name| by_name.get(&fold(name)));
        let others = folders.into_iter().flatten().filter(|folder| **folder != client.folder);
        let same_name_in: Vec<String> = others.take(MOST_SAME_NAMES).map(|folder| folder.to_string()).collect();
        if client.same_name_in != same_name_in {
            Arc::make_mut(client).same_name_in = same_name_in;
        }
    }
}
