//! The blocks of the clients on the page of all clients. Each is laid out once and kept while its client stays the same, since after
//! one client's change nothing else on the page is new.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use minijinja::value::Value;
use serde::{Serialize, Serializer};

use super::client_view::ClientView;
use super::engine::PageFormat;
use crate::caseload::{Caseload, Client};
use crate::phrases::Phrases;

/// The block of one client. As JSON it is a hash of everything that it shows.
#[derive(Clone)]
pub struct ClientBlock(Arc<RenderedClient>);

/// A client and what was made of them so far.
struct RenderedClient {
    client: Arc<Client>,
    view: ClientView,
    /// None if the view cannot be written as JSON.
    hash: Option<[u8; 32]>,
    /// The text in each form, already escaped, in the order of [`PageFormat::ALL`]. It is made when a page first needs it.
    texts: [OnceLock<Value>; PageFormat::ALL.len()],
}

impl ClientBlock {
    pub(super) fn new(client: &Arc<Client>, as_of: NaiveDate, phrases: &dyn Phrases) -> ClientBlock {
        let view = ClientView::new(client, as_of, phrases);
        let hash = serde_json::to_vec(&view).ok().map(|json| *blake3::hash(&json).as_bytes());
        ClientBlock(Arc::new(RenderedClient {
            client: Arc::clone(client),
            view,
            hash,
            texts: PageFormat::ALL.map(|_| OnceLock::new()),
        }))
    }

    /// What its templates are given.
    #[must_use]
    pub fn view(&self) -> &ClientView {
        &self.0.view
    }

    /// Its text in one form, made by `render` if it is not there yet.
    pub(super) fn text(&self, form: PageFormat, render: impl FnOnce() -> Value) -> &Value {
        self.0.texts[form as usize].get_or_init(render)
    }
}

impl Serialize for ClientBlock {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Without a hash nothing shows whether a page is still right, so it gets no key.
        let hash = self.0.hash.ok_or_else(|| serde::ser::Error::custom("a block without a hash"))?;
        serializer.serialize_bytes(&hash)
    }
}

impl fmt::Debug for ClientBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.view.fmt(f)
    }
}

/// The blocks of all clients. Passed on from one page to the next, they save laying out again the clients that stayed the same; without them
/// the page is the same.
#[derive(Clone, Debug, Default)]
pub struct ClientBlocks {
    /// The date they were laid out for, and the hash of the templates.
    made_for: Option<(NaiveDate, [u8; 32])>,
    by_folder: BTreeMap<Arc<str>, ClientBlock>,
}

impl ClientBlocks {
    /// The blocks of these clients and of nobody else, made with the templates of this hash.
    pub(super) fn new(
        caseload: &Caseload,
        before: &ClientBlocks,
        (templates, phrases): (&[u8; 32], &dyn Phrases),
    ) -> ClientBlocks {
        let made_for = Some((caseload.as_of, *templates));
        let none = ClientBlocks::default();
        let before = if before.made_for == made_for { before } else { &none };
        let block =
            |client: &Arc<Client>| (Arc::clone(&client.folder), before.block_of(client, caseload.as_of, phrases));
        ClientBlocks { made_for, by_folder: caseload.clients.iter().map(block).collect() }
    }

    /// The blocks, in order of folder.
    pub(super) fn iter(&self) -> impl Iterator<Item = &ClientBlock> {
        self.by_folder.values()
    }

    /// The block of one client: the kept one if it is of this very client, else a new one.
    pub(super) fn block_of(&self, client: &Arc<Client>, as_of: NaiveDate, phrases: &dyn Phrases) -> ClientBlock {
        let is_of_date = self.made_for.is_some_and(|(date, _)| date == as_of);
        // A client that was not read again is the same object in memory.
        let is_same = |kept: &&ClientBlock| Arc::ptr_eq(&kept.0.client, client) || kept.0.client == *client;
        let kept = self.by_folder.get(&client.folder).filter(|_| is_of_date).filter(is_same);
        kept.cloned().unwrap_or_else(|| ClientBlock::new(client, as_of, phrases))
    }
}
