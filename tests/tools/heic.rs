//! A HEIC photo, opened by libheif.

use std::fs;
use std::process::Command;

use image::{ImageFormat, Rgb, RgbImage};
use tinystep::photo::{self, NotShownReason};

use crate::ToolTest;
use crate::sandbox::Sandbox;

pub const TESTS: &[ToolTest] = &[ToolTest {
    name: "libheif_opens_a_heic_photo",
    needs: &[&["heif-enc"], &["heif-convert", "heif-dec"]],
    is_long: false,
    run: libheif_opens_a_heic_photo,
}];

fn libheif_opens_a_heic_photo() {
    let here = Sandbox::with(&[
        ("journal.md", "---\nname: Sam\n---\n"),
        ("plan.md", "---\ntask: Tidy\nwhen: every day at 8\nfrom: 2026-11-01\n---\n"),
        ("entry.md", "---\ntask: Tidy\nwhen: 2026-11-17\nshare: full\nphotos: [phone.heic]\n---\n"),
    ]);
    // Red at the top, blue at the bottom.
    let picture = RgbImage::from_fn(1200, 800, |_, y| if y < 400 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) });
    picture.save_with_format(here.path(".photo.jpg"), ImageFormat::Jpeg).expect("a JPEG");
    let mut heif = Command::new("heif-enc");
    let output = heif.arg(here.path(".photo.jpg")).arg("-o").arg(here.path("phone.heic")).output().expect("heif-enc");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(
        photo::check_photo_header(&fs::read(here.path("phone.heic")).expect("bytes")),
        Err(NotShownReason::Heic)
    );
    here.run_to(0, &["report", "--as-of", "2026-11-18"]);
    let page = here.read("reports/week-2026-11-16.md");
    let photos = here.files("reports/photos");
    let [(_, bytes)] = photos.as_slice() else { panic!("{} photos\n{page}", photos.len()) };
    let image = image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).expect("a JPEG").to_rgb8();
    assert_eq!(image.dimensions(), (480, 320));
    let (top, bottom) = (image.get_pixel(240, 10), image.get_pixel(240, 310));
    assert!(top[0] > 150 && top[2] < 100 && bottom[2] > 150 && bottom[0] < 100, "{top:?} {bottom:?}");
    assert!(page.contains("(photos/"));
}
