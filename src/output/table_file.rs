//! A table of `export`: written line by line beside its place, and moved there only if it differs from what is there.

use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::temporary;

/// How much is read or written at once, in bytes.
const BUFFER: usize = 256 * 1024;

/// A table that is being written.
pub struct TableFile {
    /// Where it will be.
    path: PathBuf,
    part: PathBuf,
    file: Option<BufWriter<File>>,
}

impl TableFile {
    /// Begins a file of this name in a folder that is there.
    ///
    /// # Errors
    /// As the system says.
    pub fn create(folder: &Path, name: &str) -> io::Result<TableFile> {
        let (part, file) = temporary::create_temporary(folder, &temporary::temporary_name_prefix_of_machine())?;
        Ok(TableFile { path: folder.join(name), part, file: Some(BufWriter::with_capacity(BUFFER, file)) })
    }

    /// Adds lines.
    ///
    /// # Errors
    /// As the system says.
    pub fn add(&mut self, lines: &str) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), |file| file.write_all(lines.as_bytes()))
    }

    /// Puts it in its place. Returns whether anything changed.
    ///
    /// # Errors
    /// As the system says. What was there before is still there.
    pub fn finish(mut self) -> io::Result<bool> {
        if let Some(file) = self.file.take() {
            file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        }
        if has_same_bytes(&self.part, &self.path)? {
            return Ok(false);
        }
        fs::rename(&self.part, &self.path)?;
        Ok(true)
    }
}

impl Drop for TableFile {
    fn drop(&mut self) {
        // If it was put in its place, nothing is left here.
        self.file = None;
        let _ = fs::remove_file(&self.part);
    }
}

/// The first bytes of a file at a name; none if nothing is there.
///
/// # Errors
/// If there is something that is not a plain file, or it cannot be read.
pub fn read_first_bytes(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    match fs::symlink_metadata(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(e),
        Ok(meta) if !meta.is_file() => return Err(io::Error::new(io::ErrorKind::AlreadyExists, "it is no plain file")),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

fn has_same_bytes(a: &Path, b: &Path) -> io::Result<bool> {
    let there = match File::open(b) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(false),
        there => there?,
    };
    let here = File::open(a)?;
    if here.metadata()?.len() != there.metadata()?.len() {
        return Ok(false);
    }
    let (mut here, mut there) = (BufReader::with_capacity(BUFFER, here), BufReader::with_capacity(BUFFER, there));
    loop {
        let (a, b) = (here.fill_buf()?, there.fill_buf()?);
        let same = a.len().min(b.len());
        if a.get(..same) != b.get(..same) || a.is_empty() != b.is_empty() {
            return Ok(false);
        }
        if same == 0 {
            return Ok(true);
        }
        here.consume(same);
        there.consume(same);
    }
}
