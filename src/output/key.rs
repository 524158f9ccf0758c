//! The key of a page: what it was made from, in 64 bits.

use std::fmt;
use std::io;

use serde::Serialize;

/// Two pages with the same name and the same key have the same text, so the second one need not be rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageContentKey(u64);

/// In hexadecimal digits.
const DIGITS: usize = 16;

impl PageContentKey {
    /// The key of what a page shows and of what renders it. None if the model cannot be written as JSON.
    #[must_use]
    pub fn new(model: &impl Serialize, rendered_by: &[u8; 32]) -> Option<PageContentKey> {
        struct Hashing(blake3::Hasher);
        impl io::Write for Hashing {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0.update(bytes);
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut hash = Hashing(blake3::Hasher::new_keyed(rendered_by));
        serde_json::to_writer(io::BufWriter::with_capacity(16 * 1024, &mut hash), model).ok()?;
        let mut first = [0; 8];
        first.copy_from_slice(&hash.0.finalize().as_bytes()[..8]);
        Some(PageContentKey(u64::from_le_bytes(first)))
    }

    /// Reads a key at the start of some bytes, and returns it with what follows.
    pub(super) fn parse_at_start(bytes: &[u8]) -> Option<(PageContentKey, &[u8])> {
        let (digits, rest) = bytes.split_at_checked(DIGITS)?;
        let key = u64::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?;
        Some((PageContentKey(key), rest))
    }
}

impl fmt::Display for PageContentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}
