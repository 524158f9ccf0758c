//! A photo as a report shows it. Pure: bytes in, bytes out.

mod thumbnail;

pub use thumbnail::{
    NotShownReason, base64, check_photo_header, is_small_photo_intact, jpeg_width_and_height, key_of_size_and_ends,
    shrink_photo, shrink_upright_photo, small_photo_name, source_key_in_name,
};
