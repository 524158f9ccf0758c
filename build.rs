//! Hashes the sources that make a page, so that pages are made again where a phrase, a rule or the layout changed, whatever
//! the version says.

use std::path::{Path, PathBuf};

/// The rooms of `src` that decide what a page says and how.
const ROOMS: [&str; 7] = ["when", "week", "phrases", "prompt", "report", "data", "render"];

fn main() {
    let mut files: Vec<PathBuf> = Vec::new();
    for room in ROOMS {
        let room = Path::new("src").join(room);
        println!("cargo::rerun-if-changed={}", room.display());
        find(&room, &mut files);
    }
    files.sort();
    // FNV-1a with 64 bits: it tells versions of our own sources apart, and is no defence against anybody.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for file in files {
        for byte in std::fs::read(&file).unwrap_or_default() {
            // A checkout with CRLF line ends is the same source.
            if byte != b'\r' {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=TINYSTEP_PAGE_SOURCES={hash:016x}");
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            find(&path, files);
        } else {
            files.push(path);
        }
    }
}
