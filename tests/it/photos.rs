//! Photos from the folder to the page: HEIC by a program of the system's, and what cannot be shown.

use std::ffi::OsString;
use std::fs;
use std::io::Cursor;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::sandbox::Sandbox;

const AS_OF: &str = "2026-11-18";
const WEEK: &str = "reports/week-2026-11-16";

/// A journal whose one entry shares these photos.
fn journal(photos: &str) -> Sandbox {
    Sandbox::with(&[
        ("journal.md", "---\nname: Sam\n---\n"),
        ("plan.md", "---\ntask: Tidy\nwhen: every day at 8\nfrom: 2026-11-01\n---\n"),
        ("entry.md", &format!("---\ntask: Tidy\nwhen: 2026-11-17\nshare: full\nphotos: [{photos}]\n---\n")),
    ])
}

/// The sum at the end of a piece of a PNG.
fn crc(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for &byte in bytes {
        sum ^= u32::from(byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

/// Red at the top, blue below, wider than high.
fn picture() -> RgbImage {
    RgbImage::from_fn(1200, 800, |_, y| if y < 400 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) })
}

fn jpeg(image: RgbImage) -> Vec<u8> {
    let mut out = Vec::new();
    DynamicImage::ImageRgb8(image).write_with_encoder(JpegEncoder::new_with_quality(&mut out, 90)).expect("a JPEG");
    out
}

/// The same with the metadata of a camera: how to turn it, and a place.
fn from_camera(image: RgbImage, orientation: u8) -> Vec<u8> {
    let plain = jpeg(image);
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"CANARY-PLACE-52.5200N");
    let mut out = plain[..2].to_vec();
    out.extend([0xff, 0xe1]);
    out.extend(u16::try_from(exif.len() + 2).expect("short").to_be_bytes());
    out.extend(exif);
    out.extend(&plain[2..]);
    out
}

/// A folder with programs of these names, each a script.
fn programs(scripts: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, script) in scripts {
        let path = folder.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a script");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a mode");
    }
    folder
}

/// Runs with only these programs, and what a shell needs if there are any.
fn run(here: &Sandbox, programs: &Path, arguments: &[&str]) -> (String, String) {
    let path: OsString = std::env::join_paths([programs]).expect("a path");
    let output = here.command(arguments).env("PATH", path).output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

/// The one made photo.
fn made(here: &Sandbox) -> Option<(PathBuf, RgbImage)> {
    let photos = here.files("reports/photos");
    assert!(photos.len() <= 1, "{}", photos.len());
    let (name, bytes) = photos.into_iter().next()?;
    assert!(tinystep::photo::is_small_photo_intact(&name, &bytes) && !bytes.windows(6).any(|w| w == b"CANARY"));
    let image = image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg).expect("a JPEG").to_rgb8();
    Some((here.path("reports/photos").join(name), image))
}

fn page(here: &Sandbox) -> String {
    here.read(&format!("{WEEK}.md")).split_whitespace().collect::<Vec<_>>().join(" ")
}

const HEIC: &[u8] = b"\0\0\0\x18ftypheic\0\0\0\0mif1";

#[test]
fn heic_without_a_program_is_a_note_on_the_page_and_a_hint_that_says_what_to_do() {
    let here = journal("phone.heic");
    here.write("phone.heic", HEIC);
    let none = programs(&[]);
    run(&here, none.path(), &["report", "--as-of", AS_OF]);
    assert!(page(&here).contains("was taken as HEIC. Save it as JPEG"), "{}", page(&here));
    assert!(made(&here).is_none());
    let (check, _) = run(&here, none.path(), &["check", "--as-of", AS_OF]);
    assert!(check.contains("hint[photo-not-shown]") && check.contains("libheif"), "{check}");
}

#[test]
fn heic_is_opened_by_the_program_that_is_there_and_kept() {
    let here = journal("phone.heic");
    here.write("phone.heic", HEIC);
    here.write(".out.jpg", from_camera(picture(), 6));
    let source = here.path(".out.jpg");
    // One that cannot open it, and then one that leaves it to the metadata how the picture is to be turned.
    let copy = format!("[ \"$8\" = out.jpg ] && /bin/cp '{}' out.jpg", source.display());
    let programs = programs(&[("heif-dec", "exit 1"), ("sips", &copy)]);
    let (_, err) = run(&here, programs.path(), &["report", "--as-of", AS_OF]);
    let (path, image) = made(&here).unwrap_or_else(|| panic!("{}\n{err}", page(&here)));
    assert_eq!(image.dimensions(), (320, 480), "turned");
    assert!(page(&here).contains("(photos/"));
    let (check, _) = run(&here, programs.path(), &["check", "--as-of", AS_OF]);
    assert!(!check.contains("photo-not-shown"), "{check}");
    // Another machine without such a program keeps what was made.
    let none = self::programs(&[]);
    let (again, _) = run(&here, none.path(), &["report", "--as-of", AS_OF]);
    assert!(again.contains("up to date") && path.is_file(), "{again}");
}

#[test]
fn a_photo_rotated_by_libheif_is_not_rotated_again() {
    let here = journal("phone.heic");
    here.write("phone.heic", HEIC);
    here.write(".out.jpg", from_camera(picture(), 6));
    let programs = programs(&[("heif-dec", &format!("/bin/cp '{}' \"$4\"", here.path(".out.jpg").display()))]);
    run(&here, programs.path(), &["report", "--as-of", AS_OF]);
    let (_, image) = made(&here).unwrap_or_else(|| panic!("{}", page(&here)));
    assert_eq!(image.dimensions(), (480, 320));
}

#[test]
fn photos_that_cannot_be_shown_are_reported_by_check() {
    let here = journal("none.jpg, words.jpg, large.jpg, bomb.png, fine.jpg");
    here.write("words.jpg", "words");
    here.write("fine.jpg", jpeg(picture()));
    // 50 megapixels by its header, but no pixels after it.
    let mut large = jpeg(RgbImage::new(8, 8));
    let at = large.windows(2).position(|two| two == [0xff, 0xc0]).expect("its size");
    large[at + 5..at + 9].copy_from_slice(&[0x17, 0xe8, 0x20, 0x00]);
    here.write("large.jpg", large);
    // 3.6 billion pixels in a few bytes.
    let mut bomb = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::new(8, 8)).write_to(&mut bomb, ImageFormat::Png).expect("a PNG");
    let mut bomb = bomb.into_inner();
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let sum = crc(&bomb[12..29]).to_be_bytes();
    bomb[29..33].copy_from_slice(&sum);
    here.write("bomb.png", bomb);
    let check = here.run(&["check", "--as-of", AS_OF]).out;
    for (photo, what) in [
        ("none.jpg", "is not in the journal"),
        ("words.jpg", "is no picture"),
        ("large.jpg", "is too large"),
        ("bomb.png", "is too large"),
    ] {
        assert!(check.contains(&format!("The photo `{photo}` {what}")), "{photo}: {check}");
    }
    assert!(!check.contains("fine.jpg"), "{check}");
    here.run_to(0, &["report", "--as-of", AS_OF]);
    let page = page(&here);
    assert_eq!(page.matches("is too large to show here").count(), 2, "{page}");
    assert!(page.contains("was not found") && page.contains("cannot be opened as a picture"), "{page}");
    assert!(made(&here).is_some());
}
