//! A photo as a report shows it. Pure: bytes in, bytes out.

mod thumbnail;

pub use thumbnail::{
    NotShownReason, base64, check_head, is_made_photo_intact, jpeg_width_and_height, made_photo_name, make_small,
    make_small_of_upright, source_key, source_key_in_name,
};
