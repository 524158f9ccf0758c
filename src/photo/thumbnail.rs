//! A photo as a report shows it: small, upright, and without the metadata of a camera (place, device, a
//! thumbnail of its own).
//!
//! A made photo is named by its source and by itself (`KEY-SUM.jpg`), so that it is made once and anybody can see whether
//! it is still as it was made.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

/// The longest side of a made photo, in pixels: sharp at twice the width it is shown at.
const SIDE: u32 = 480;

/// JPEG quality of a made photo.
const QUALITY: u8 = 72;

/// How many pixels a source may have, and how much memory decoding may take: larger ones are not opened at all.
const MOST_PIXELS: u64 = 40_000_000;
const MOST_BYTES: u64 = 130_000_000;

/// The boxes that say how large a HEIC is come before the picture, within this many bytes.
const HEIC_HEAD: usize = 256 * 1024;

/// In hexadecimal digits, each part of a made photo's name.
const DIGITS: usize = 16;

/// Why a photo is not shown. The templates have the words for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotShownReason {
    /// There is no such file in the journal's folder, or not where a report may look.
    Missing,
    /// Too many pixels or bytes.
    Large,
    /// HEIC, as some phones take them.
    Heic,
    /// Not a picture, not a JPEG, PNG or WebP, or cut off.
    Broken,
}

impl NotShownReason {
    /// As templates know it.
    #[must_use]
    pub fn template_word(self) -> &'static str {
        match self {
            NotShownReason::Missing => "missing",
            NotShownReason::Large => "large",
            NotShownReason::Heic => "heic",
            NotShownReason::Broken => "broken",
        }
    }
}

/// The JPEG of a photo made small: at most 480 pixels on its longer side, turned upright, with no metadata.
///
/// # Errors
/// Why it is not shown. Its first bytes are enough to see that it is too large.
pub fn shrink_photo(bytes: &[u8]) -> Result<Vec<u8>, NotShownReason> {
    decode_and_shrink(bytes, true)
}

/// [`shrink_photo`] of a picture that is upright, whatever its metadata say.
///
/// # Errors
/// As for [`shrink_photo`].
pub fn shrink_upright_photo(bytes: &[u8]) -> Result<Vec<u8>, NotShownReason> {
    decode_and_shrink(bytes, false)
}

/// What keeps a photo from being shown, judging by the first bytes of its file.
///
/// # Errors
/// Why it is not shown; [`NotShownReason::Heic`] for every HEIC that is not too large.
pub fn check_photo_header(head: &[u8]) -> Result<(), NotShownReason> {
    if is_heic(head) {
        return Err(if heic_pixels(head) > MOST_PIXELS { NotShownReason::Large } else { NotShownReason::Heic });
    }
    let reader = ImageReader::new(Cursor::new(head)).with_guessed_format().map_err(|_| NotShownReason::Broken)?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) {
        return Err(NotShownReason::Broken);
    }
    match reader.into_dimensions() {
        Ok((width, height)) if u64::from(width) * u64::from(height) > MOST_PIXELS => Err(NotShownReason::Large),
        // What is further down is seen when it is opened.
        _ => Ok(()),
    }
}

fn decode_and_shrink(bytes: &[u8], should_turn_upright: bool) -> Result<Vec<u8>, NotShownReason> {
    check_photo_header(bytes)?;
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| NotShownReason::Broken)?;
    let format = reader.format();
    // A JPEG that ends early is decoded without an error, with grey below.
    if format == Some(ImageFormat::Jpeg) && !has_jpeg_end(bytes) {
        return Err(NotShownReason::Broken);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| match error {
        image::ImageError::Limits(_) => NotShownReason::Large,
        _ => NotShownReason::Broken,
    })?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_BYTES {
        return Err(NotShownReason::Large);
    }
    let orientation = if should_turn_upright {
        decoder.orientation().unwrap_or(Orientation::NoTransforms)
    } else {
        Orientation::NoTransforms
    };
    let image = DynamicImage::from_decoder(decoder).map_err(|error| match error {
        image::ImageError::Limits(_) => NotShownReason::Large,
        _ => NotShownReason::Broken,
    })?;
    let mut image = if width.max(height) > SIDE { image.thumbnail(SIDE, SIDE) } else { image };
    image.apply_orientation(orientation);
    let opaque = flatten_onto_white(&image);
    let mut jpeg = Vec::new();
    opaque.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY)).map_err(|_| NotShownReason::Broken)?;
    Ok(jpeg)
}

/// Transparent parts show white: JPEG has no transparency.
fn flatten_onto_white(image: &DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return DynamicImage::ImageRgb8(image.to_rgb8());
    }
    let rgba = image.to_rgba8();
    let mut out = image::RgbImage::new(rgba.width(), rgba.height());
    for (to, from) in out.pixels_mut().zip(rgba.pixels()) {
        let [r, g, b, a] = from.0.map(u32::from);
        let over = |c: u32| u8::try_from((c * a + 255 * (255 - a)) / 255).unwrap_or(255);
        to.0 = [over(r), over(g), over(b)];
    }
    DynamicImage::ImageRgb8(out)
}

fn is_heic(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp")
        && bytes.get(8..12).is_some_and(|brand| {
            [*b"heic", *b"heix", *b"hevc", *b"hevx", *b"heim", *b"heis", *b"mif1", *b"msf1", *b"avif"]
                .iter()
                .any(|known| known == brand)
        })
}

/// How many pixels the largest picture in a HEIC says that it has: the whole one, if it is made of tiles.
fn heic_pixels(bytes: &[u8]) -> u64 {
    let head = bytes.get(..bytes.len().min(HEIC_HEAD)).unwrap_or_default();
    let number = |at: usize| head.get(at..at + 4)?.first_chunk().map(|four| u64::from(u32::from_be_bytes(*four)));
    let sizes = head.windows(4).enumerate().filter(|(_, four)| four == b"ispe");
    // The kind of the box, its version, then width and height.
    sizes.filter_map(|(at, _)| Some(number(at + 8)?.saturating_mul(number(at + 12)?))).max().unwrap_or(0)
}

/// Whether the picture itself ends: a mark of the end after the first scan. A thumbnail's own mark comes before it, in a
/// segment that is skipped.
fn has_jpeg_end(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[0xff, kind, high, low]) = bytes.get(at..at + 4).and_then(|head| head.first_chunk::<4>()) {
        let length = usize::from(u16::from_be_bytes([high, low]));
        at += 2 + length.max(2);
        if kind == 0xda {
            return bytes.get(at..).is_some_and(|scan| scan.windows(2).any(|two| two == [0xff, 0xd9]));
        }
    }
    false
}

/// What a source is known by: its size and both its ends (see `folder::read_size_head_and_tail`).
#[must_use]
pub fn key_of_size_and_ends(size_and_ends: &[u8]) -> String {
    short_hash(size_and_ends)
}

/// The name of a made photo.
#[must_use]
pub fn small_photo_name(key: &str, jpeg: &[u8]) -> String {
    format!("{key}-{}.jpg", short_hash(jpeg))
}

/// The key of its source, if a name is that of a photo that we made.
#[must_use]
pub fn source_key_in_name(name: &str) -> Option<&str> {
    let (key, sum) = name.strip_suffix(".jpg")?.split_once('-')?;
    let hex = |text: &str| text.len() == DIGITS && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    (hex(key) && hex(sum)).then_some(key)
}

/// Whether a made photo is as it was made.
#[must_use]
pub fn is_small_photo_intact(photo: &str, bytes: &[u8]) -> bool {
    source_key_in_name(photo).is_some_and(|key| small_photo_name(key, bytes) == photo)
}

fn short_hash(bytes: &[u8]) -> String {
    let mut hex = blake3::hash(bytes).to_hex().to_string();
    hex.truncate(DIGITS);
    hex
}

/// Width and height of a made photo, read from its head.
#[must_use]
pub fn jpeg_width_and_height(jpeg: &[u8]) -> Option<(u32, u32)> {
    ImageReader::with_format(Cursor::new(jpeg), ImageFormat::Jpeg).into_dimensions().ok()
}

/// Bytes as a `data:` address holds them.
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0u32, |bits, &b| bits << 8 | u32::from(b)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let digit = (bits >> (18 - 6 * at)) & 63;
            out.push(if at > three.len() { '=' } else { char::from(DIGITS[digit as usize]) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let image = image::RgbaImage::from_fn(width, height, |x, y| {
            image::Rgba([(x % 251) as u8, (y % 241) as u8, 40, if x < 2 { 0 } else { 255 }])
        });
        let mut out = Cursor::new(Vec::new());
        DynamicImage::ImageRgba8(image).write_to(&mut out, ImageFormat::Png).unwrap();
        out.into_inner()
    }

    /// A JPEG with an orientation, a place and words in its metadata.
    fn jpeg(width: u32, height: u32, orientation: u8) -> Vec<u8> {
        let image = image::RgbImage::from_fn(width, height, |x, _| image::Rgb([(x * 255 / width) as u8, 0, 0]));
        let mut plain = Vec::new();
        DynamicImage::ImageRgb8(image).write_with_encoder(JpegEncoder::new_with_quality(&mut plain, 90)).unwrap();
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        exif.extend(b"CANARY-PLACE-52.5200N");
        let mut out = plain[..2].to_vec();
        out.extend([0xff, 0xe1]);
        out.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
        out.extend(exif);
        out.extend(&plain[2..]);
        out
    }

    #[test]
    fn a_photo_is_made_small_upright_and_bare() {
        let made = shrink_photo(&jpeg(1600, 800, 6)).unwrap();
        assert_eq!(jpeg_width_and_height(&made), Some((240, 480)));
        assert!(!made.windows(6).any(|w| w == b"CANARY") && !made.windows(4).any(|w| w == b"Exif"));
        assert_eq!(shrink_photo(&jpeg(100, 50, 1)).map(|made| jpeg_width_and_height(&made)), Ok(Some((100, 50))));
        assert_eq!(shrink_photo(&png(900, 300)).map(|made| jpeg_width_and_height(&made)), Ok(Some((480, 160))));
        let whole = jpeg(1600, 800, 6);
        assert_eq!(shrink_photo(&whole), shrink_photo(&whole));
    }

    #[test]
    fn what_cannot_be_shown_says_why_and_costs_little() {
        assert_eq!(shrink_photo(b"# words"), Err(NotShownReason::Broken));
        assert_eq!(shrink_photo(b""), Err(NotShownReason::Broken));
        assert_eq!(shrink_photo(b"GIF89a\x01\0\x01\0"), Err(NotShownReason::Broken));
        let mut heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1 ... \0\0\0\x14ispe\0\0\0\0".to_vec();
        assert_eq!(shrink_photo(&heic), Err(NotShownReason::Heic));
        heic.extend([0, 0, 15, 192, 0, 0, 11, 208]);
        assert_eq!(shrink_photo(&heic), Err(NotShownReason::Heic), "12 megapixels");
        heic.extend(b"\0\0\0\x14ispe\0\0\0\0\0\0\x20\0\0\0\x18\0");
        assert_eq!(shrink_photo(&heic), Err(NotShownReason::Large), "50 megapixels, of tiles");
        let whole = jpeg(800, 600, 1);
        assert_eq!(shrink_photo(&whole[..whole.len() / 2]), Err(NotShownReason::Broken));
        let whole = png(800, 600);
        assert_eq!(shrink_photo(&whole[..whole.len() / 2]), Err(NotShownReason::Broken));
        // A picture whose header says that it is huge: only the header is read.
        let mut bomb = png(8, 8);
        bomb[16..20].copy_from_slice(&60_000u32.to_be_bytes());
        bomb[20..24].copy_from_slice(&60_000u32.to_be_bytes());
        assert!(shrink_photo(&bomb).is_err());
        let mut bomb = jpeg(8, 8, 1);
        let at = bomb.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
        bomb[at + 5..at + 9].copy_from_slice(&[0xea, 0x60, 0xea, 0x60]);
        assert_eq!(shrink_photo(&bomb), Err(NotShownReason::Large));
    }

    #[test]
    fn a_name_tells_source_and_content() {
        let made = small_photo_name(&key_of_size_and_ends(b"source"), b"made");
        assert!(is_small_photo_intact(&made, b"made") && !is_small_photo_intact(&made, b"Made"));
        assert_eq!(source_key_in_name(&made), Some(key_of_size_and_ends(b"source").as_str()));
        for other in ["photo.jpg", "0123456789abcdef.jpg", "0123456789abcdef-0123456789ABCDEF.jpg", ""] {
            assert_eq!(source_key_in_name(other), None);
        }
    }

    #[test]
    fn bytes_become_text_and_stay_what_they_are() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
