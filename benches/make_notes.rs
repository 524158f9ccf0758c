//! Makes a journal of N notes of about 400 bytes: `cargo bench --bench make_notes -- 10000 FOLDER`.

#[path = "shared/notes.rs"]
mod notes;

use std::path::Path;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let [notes, folder] = arguments.as_slice() else {
        println!("usage: cargo bench --bench make_notes -- NOTES FOLDER");
        return Ok(());
    };
    let notes: u64 = notes.parse().map_err(|_| std::io::Error::other("NOTES is a number"))?;
    notes::make_notes(Path::new(folder), notes)
}
