//! A photo as a report shows it: small, upright, and without what a camera writes beside the picture (place, device, a
//! thumbnail of its own).
//!
//! A made photo is named by its source and by itself (`KEY-SUM.jpg`), so that it is made once and anybody can tell whether
//! it is still as it was made.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

/// The longest side of a made photo, in pixels: sharp at twice the width it is shown at.
const SIDE: u32 = 480;

/// JPEG quality of a made photo.
const QUALITY: u8 = 72;

/// A source may have so many pixels, and take so much memory when it is decoded: larger ones are not opened at all.
const MOST_PIXELS: u64 = 40_000_000;
const MOST_BYTES: u64 = 130_000_000;

/// The boxes that say how large a HEIC is come before the picture, within so many bytes.
const HEIC_HEAD: usize = 256 * 1024;

/// In hexadecimal digits, each part of a made photo's name.
const DIGITS: usize = 16;

/// Why a photo is not shown. The templates have the words for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unseen {
    /// There is no such file in the journal's folder, or not where a report may look.
    Missing,
    /// Too many pixels or bytes.
    Large,
    /// HEIC, as some phones take them.
    Heic,
    /// No picture, of another kind than JPEG, PNG and WebP, or cut off.
    Broken,
}

impl Unseen {
    /// As templates know it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Unseen::Missing => "missing",
            Unseen::Large => "large",
            Unseen::Heic => "heic",
            Unseen::Broken => "broken",
        }
    }
}

/// The JPEG of a photo made small: at most 480 pixels on its longer side, turned upright, with no metadata.
///
/// # Errors
/// Why it is not shown. What is too large is told from its head alone.
pub fn small(bytes: &[u8]) -> Result<Vec<u8>, Unseen> {
    made(bytes, true)
}

/// [`small`] of a picture that is upright, whatever its metadata say.
///
/// # Errors
/// As for [`small`].
pub fn small_of_upright(bytes: &[u8]) -> Result<Vec<u8>, Unseen> {
    made(bytes, false)
}

/// What keeps a photo from being shown, as far as the first bytes of its file tell.
///
/// # Errors
/// Why it is not shown; [`Unseen::Heic`] for every HEIC that is not too large.
pub fn look(head: &[u8]) -> Result<(), Unseen> {
    if is_heic(head) {
        return Err(if heic_pixels(head) > MOST_PIXELS { Unseen::Large } else { Unseen::Heic });
    }
    let reader = ImageReader::new(Cursor::new(head)).with_guessed_format().map_err(|_| Unseen::Broken)?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) {
        return Err(Unseen::Broken);
    }
    match reader.into_dimensions() {
        Ok((width, height)) if u64::from(width) * u64::from(height) > MOST_PIXELS => Err(Unseen::Large),
        // What stands further down is seen when it is opened.
        _ => Ok(()),
    }
}

fn made(bytes: &[u8], turn: bool) -> Result<Vec<u8>, Unseen> {
    look(bytes)?;
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Unseen::Broken)?;
    let format = reader.format();
    // A JPEG that ends early decodes without a word, with grey below.
    if format == Some(ImageFormat::Jpeg) && !jpeg_ends(bytes) {
        return Err(Unseen::Broken);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| match error {
        image::ImageError::Limits(_) => Unseen::Large,
        _ => Unseen::Broken,
    })?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_BYTES {
        return Err(Unseen::Large);
    }
    let orientation =
        if turn { decoder.orientation().unwrap_or(Orientation::NoTransforms) } else { Orientation::NoTransforms };
    let image = DynamicImage::from_decoder(decoder).map_err(|error| match error {
        image::ImageError::Limits(_) => Unseen::Large,
        _ => Unseen::Broken,
    })?;
    let mut image = if width.max(height) > SIDE { image.thumbnail(SIDE, SIDE) } else { image };
    image.apply_orientation(orientation);
    let opaque = on_white(&image);
    let mut jpeg = Vec::new();
    opaque.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY)).map_err(|_| Unseen::Broken)?;
    Ok(jpeg)
}

/// What shines through shines through onto white: JPEG knows no transparency.
fn on_white(image: &DynamicImage) -> DynamicImage {
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

/// How many pixels the largest picture in a HEIC says that it has: the whole one, where it is made of tiles.
fn heic_pixels(bytes: &[u8]) -> u64 {
    let head = bytes.get(..bytes.len().min(HEIC_HEAD)).unwrap_or_default();
    let number = |at: usize| head.get(at..at + 4)?.first_chunk().map(|four| u64::from(u32::from_be_bytes(*four)));
    let sizes = head.windows(4).enumerate().filter(|(_, four)| four == b"ispe");
    // The kind of the box, its version, then width and height.
    sizes.filter_map(|(at, _)| Some(number(at + 8)?.saturating_mul(number(at + 12)?))).max().unwrap_or(0)
}

/// Whether the picture itself ends: a mark of the end behind the first scan. A thumbnail's own mark stands before it, in a
/// segment that is passed over.
fn jpeg_ends(bytes: &[u8]) -> bool {
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

/// What a source is known by: its size and both its ends (see `folder::read_ends`).
#[must_use]
pub fn key(ends: &[u8]) -> String {
    short_hash(ends)
}

/// The name of a made photo.
#[must_use]
pub fn name(key: &str, jpeg: &[u8]) -> String {
    format!("{key}-{}.jpg", short_hash(jpeg))
}

/// The key of its source, where a name is one of a made photo.
#[must_use]
pub fn key_of(name: &str) -> Option<&str> {
    let (key, sum) = name.strip_suffix(".jpg")?.split_once('-')?;
    let hex = |text: &str| text.len() == DIGITS && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    (hex(key) && hex(sum)).then_some(key)
}

/// Whether a made photo is as it was made.
#[must_use]
pub fn is_intact(photo: &str, bytes: &[u8]) -> bool {
    key_of(photo).is_some_and(|key| name(key, bytes) == photo)
}

fn short_hash(bytes: &[u8]) -> String {
    let mut hex = blake3::hash(bytes).to_hex().to_string();
    hex.truncate(DIGITS);
    hex
}

/// Width and height of a made photo, read from its head.
#[must_use]
pub fn size(jpeg: &[u8]) -> Option<(u32, u32)> {
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
        let made = small(&jpeg(1600, 800, 6)).unwrap();
        assert_eq!(size(&made), Some((240, 480)));
        assert!(!made.windows(6).any(|w| w == b"CANARY") && !made.windows(4).any(|w| w == b"Exif"));
        assert_eq!(small(&jpeg(100, 50, 1)).map(|made| size(&made)), Ok(Some((100, 50))));
        assert_eq!(small(&png(900, 300)).map(|made| size(&made)), Ok(Some((480, 160))));
        let whole = jpeg(1600, 800, 6);
        assert_eq!(small(&whole), small(&whole));
    }

    #[test]
    fn what_cannot_be_shown_says_why_and_costs_little() {
        assert_eq!(small(b"# words"), Err(Unseen::Broken));
        assert_eq!(small(b""), Err(Unseen::Broken));
        assert_eq!(small(b"GIF89a\x01\0\x01\0"), Err(Unseen::Broken));
        let mut heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1 ... \0\0\0\x14ispe\0\0\0\0".to_vec();
        assert_eq!(small(&heic), Err(Unseen::Heic));
        heic.extend([0, 0, 15, 192, 0, 0, 11, 208]);
        assert_eq!(small(&heic), Err(Unseen::Heic), "12 megapixels");
        heic.extend(b"\0\0\0\x14ispe\0\0\0\0\0\0\x20\0\0\0\x18\0");
        assert_eq!(small(&heic), Err(Unseen::Large), "50 megapixels, of tiles");
        let whole = jpeg(800, 600, 1);
        assert_eq!(small(&whole[..whole.len() / 2]), Err(Unseen::Broken));
        let whole = png(800, 600);
        assert_eq!(small(&whole[..whole.len() / 2]), Err(Unseen::Broken));
        // A picture that says of itself that it is huge: only its head is looked at.
        let mut bomb = png(8, 8);
        bomb[16..20].copy_from_slice(&60_000u32.to_be_bytes());
        bomb[20..24].copy_from_slice(&60_000u32.to_be_bytes());
        assert!(small(&bomb).is_err());
        let mut bomb = jpeg(8, 8, 1);
        let at = bomb.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
        bomb[at + 5..at + 9].copy_from_slice(&[0xea, 0x60, 0xea, 0x60]);
        assert_eq!(small(&bomb), Err(Unseen::Large));
    }

    #[test]
    fn a_name_tells_source_and_content() {
        let made = name(&key(b"source"), b"made");
        assert!(is_intact(&made, b"made") && !is_intact(&made, b"Made"));
        assert_eq!(key_of(&made), Some(key(b"source").as_str()));
        for other in ["photo.jpg", "0123456789abcdef.jpg", "0123456789abcdef-0123456789ABCDEF.jpg", ""] {
            assert_eq!(key_of(other), None);
        }
    }

    #[test]
    fn bytes_become_text_and_stay_what_they_are() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
