//! How `export` calls clients, tasks, places, ratings and barriers: as they were written, or by pseudonyms.

use std::collections::BTreeMap;

use super::export_cells::Cell;
use crate::text::fold;

/// How many hexadecimal digits a client's pseudonym has.
const DIGITS: usize = 16;
/// The context from which the key of the pseudonyms is derived: no other use of the same file gives the same hashes.
const CONTEXT: &str = "tinystep 2026-11 export: pseudonyms of clients";

/// The names of one client's rows. Numbers are given in the order in which things first come.
#[derive(Clone, Default)]
pub struct ExportNames {
    key: Option<[u8; 32]>,
    numbers: BTreeMap<&'static str, BTreeMap<String, usize>>,
}

impl ExportNames {
    /// Everything as it was written.
    #[must_use]
    pub fn as_written() -> ExportNames {
        ExportNames::default()
    }

    /// Pseudonyms that only somebody with these bytes can make again.
    #[must_use]
    pub fn pseudonyms(secret: &[u8]) -> ExportNames {
        ExportNames { key: Some(blake3::derive_key(CONTEXT, secret)), ..ExportNames::default() }
    }

    /// The name of the client.
    pub(super) fn client(&self, name: Option<&str>) -> Cell<'static> {
        self.client_name(name).map_or(Cell::Null, |name| Cell::Text(name.into()))
    }

    /// The same as text.
    #[must_use]
    pub fn client_name(&self, name: Option<&str>) -> Option<String> {
        let Some(key) = &self.key else { return name.map(str::to_owned) };
        let hash = blake3::keyed_hash(key, fold(name?).as_bytes()).to_hex();
        Some(format!("client-{}", hash.get(..DIGITS).unwrap_or_default()))
    }

    /// Whether a name has the form of a client's pseudonym.
    #[must_use]
    pub fn is_pseudonym_of_client(name: &str) -> bool {
        let digits = name.strip_prefix("client-").unwrap_or_default();
        digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    }

    /// Whether nothing gets a pseudonym, so that weeks can be taken in any order.
    #[must_use]
    pub fn has_no_pseudonyms(&self) -> bool {
        self.key.is_none()
    }

    /// A name of this client's own, or `task-1`.
    pub(super) fn name_or_numbered_pseudonym<'a>(&mut self, kind: &'static str, name: &'a str) -> Cell<'a> {
        if self.key.is_none() {
            return Cell::text(name);
        }
        let known = self.numbers.entry(kind).or_default();
        let next = known.len() + 1;
        Cell::Text(format!("{kind}-{}", known.entry(fold(name)).or_insert(next)).into())
    }

    /// Any other text, or nothing.
    pub(super) fn text_unless_pseudonymous<'a>(&self, text: Option<&'a str>) -> Cell<'a> {
        text.filter(|_| self.key.is_none()).map_or(Cell::Null, Cell::text)
    }
}
