//! A full week (`tests/full-week/`): about as much as one week can have. Its photos are drawn here.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::sandbox::Sandbox;

/// The start of the full week.
pub const WEEK: &str = "2026-11-12";

/// The journal, with four pairs of photos.
pub fn journal() -> Sandbox {
    let here = Sandbox::copy_of("tests/full-week");
    for (at, day) in ["2026-11-12", "2026-11-13", "2026-11-16", "2026-11-17"].into_iter().enumerate() {
        for (side, what) in ["before", "after"].into_iter().enumerate() {
            here.write(&format!("photos/{day}-{what}.png"), desk(at, side));
        }
    }
    here
}

/// A desk with many things on it before, and with few after.
fn desk(at: usize, side: usize) -> Vec<u8> {
    let things = if side == 0 { 7 } else { 2 };
    let image = RgbImage::from_fn(640, 480, |x, y| {
        let here = |left: u32, top: u32, wide: u32, high: u32| {
            (left..left + wide).contains(&x) && (top..top + high).contains(&y)
        };
        let thing = (0..things).find(|n| here(60 + 75 * n, 250 - 12 * (n % 3), 60, 50 + 12 * (n % 3)));
        match thing {
            Some(n) => Rgb([90 + 20 * n as u8, 120, 150 - 15 * at as u8]),
            None if here(30, 300, 580, 24) || here(60, 324, 20, 156) || here(560, 324, 20, 156) => Rgb([120, 84, 52]),
            None => Rgb([226, 218, 200]),
        }
    });
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image).write_to(&mut out, ImageFormat::Png).expect("a picture");
    out.into_inner()
}

/// The bytes of a page without its photos.
pub fn without_photos(page: &str) -> usize {
    let photos: usize = page.split("base64,").skip(1).map(|p| p.find('"').unwrap_or(0)).sum();
    page.len() - photos
}

#[test]
fn it_has_all_that_a_week_can_have() {
    let here = journal();
    assert!(here.run_to(0, &["check"]).out.starts_with("Every note can be read. No hints.\n"));
    here.run_to(0, &["report"]);
    let page = here.read(&format!("reports/week-{WEEK}.html"));
    assert_eq!(page.matches("<article>").count(), 3);
    // Twelve notes of the client's, one of them to bring up first, and one of the helper's.
    assert_eq!(page.matches("<blockquote").count(), 12 + 1 + 1, "and one answer");
    assert_eq!(page.matches("src=\"data:image/jpeg;base64,").count(), 8);
    let json = here.run_to(0, &["show", "--why", "--week", WEEK]).out;
    assert!(!json.is_empty());
    assert!(page.contains("Effort was noticed on 6 of"), "six days with a helper");
}

#[test]
fn a_weeks_page_without_photos_is_at_most_150_kilobytes() {
    let full = journal();
    full.run_to(0, &["report"]);
    let sam = Sandbox::example("sam");
    let mut pages = 0;
    for here in [full, sam] {
        for (name, bytes) in here.files("reports") {
            if name.starts_with("week-") && name.ends_with(".html") {
                let page = String::from_utf8(bytes).expect("text");
                assert!(without_photos(&page) <= 150_000, "{name}: {}", without_photos(&page));
                pages += 1;
            }
        }
    }
    assert!(pages > 12, "only {pages}");
}
