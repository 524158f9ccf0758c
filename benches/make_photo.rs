//! Makes a journal with one photo of N megapixels: `cargo bench --bench make_photo -- 12 FOLDER`.
//!
//! The photo is like a phone's: 4 to 3, a few MB of JPEG, with edges, soft light and grain. The same bytes on any machine.

use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, Rgb, RgbImage};

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let [megapixels, folder] = arguments.as_slice() else {
        println!("usage: cargo bench --bench make_photo -- MEGAPIXELS FOLDER");
        return Ok(());
    };
    let pixels: f64 = megapixels.parse::<f64>().map_err(|_| std::io::Error::other("MEGAPIXELS is a number"))? * 1e6;
    let root = Path::new(folder);
    std::fs::create_dir_all(root)?;
    std::fs::write(root.join("journal.md"), "---\nname: Alex\n---\n# My journal\n")?;
    std::fs::write(root.join("plan.md"), "---\ntask: Tidy one corner\nwhen: every day\nfrom: 2026-11-16\n---\n")?;
    let entry = "---\ntask: Tidy one corner\nwhen: 2026-11-20\nshare: full\nphotos: photo.jpg\n---\n";
    std::fs::write(root.join("entry.md"), entry)?;
    let (width, height) = ((pixels * 4.0 / 3.0).sqrt() as u32, (pixels * 3.0 / 4.0).sqrt() as u32);
    let mut jpeg = Vec::new();
    DynamicImage::ImageRgb8(photo(width, height))
        .write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, 90))
        .map_err(std::io::Error::other)?;
    println!("{width} x {height}, {} KB", jpeg.len() / 1000);
    std::fs::write(root.join("photo.jpg"), jpeg)
}

fn photo(width: u32, height: u32) -> RgbImage {
    let mut seed = 1u32;
    RgbImage::from_fn(width, height, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (seed >> 28) as i32 - 8;
        let light = (x * 120 / width + y * 80 / height) as i32;
        // Shelves and books.
        let edge = if (x / 97 + y / 211) % 3 == 0 { 50 } else { 0 };
        Rgb([light + edge, light + edge / 2, 200 - light].map(|v| (v + grain).clamp(0, 255) as u8))
    })
}
