//! A photo as a report shows it. Pure: bytes in, bytes out.

mod thumbnail;

pub use thumbnail::{Unseen, base64, is_intact, key, key_of, look, name, size, small, small_of_upright};
