//! `--pseudonyms KEYFILE`: a secret that nobody else can read.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use crate::cli::error::CommandError;
use crate::cli::world::{World, printable_path};

/// How long it has to be, and how much of a file is read.
const LEAST: usize = 32;
const MOST: u64 = 64 * 1024;

/// The bytes of a key file.
pub(crate) fn read_key_file(named: &Path, world: &World) -> Result<Vec<u8>, CommandError> {
    let place = printable_path(named);
    let cannot = |error: io::Error| {
        CommandError::Message(format!(
            "tinystep: the key file {place} cannot be read ({error}). Make one, outside of any folder that is shared: \
             (umask 077; head -c 32 /dev/urandom > {place})"
        ))
    };
    // Checked before it is opened: opening a pipe waits until something writes into it.
    let path = world.folder.join(named);
    if !std::fs::metadata(&path).map_err(cannot)?.is_file() {
        return Err(CommandError::Message(format!("tinystep: the key file {place} is no plain file.")));
    }
    let file = File::open(&path).map_err(cannot)?;
    let meta = file.metadata().map_err(cannot)?;
    if is_readable_by_others(&meta) {
        return Err(CommandError::Message(format!(
            "tinystep: others can read the key file {place}, and with it find out who is who. Make it yours alone: \
             chmod 600 {place}"
        )));
    }
    let mut bytes = Vec::new();
    file.take(MOST).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.trim_ascii().len() < LEAST {
        return Err(CommandError::Message(format!(
            "tinystep: the key file {place} is too short: it needs {LEAST} bytes that nobody can guess."
        )));
    }
    Ok(bytes)
}

#[cfg(unix)]
fn is_readable_by_others(meta: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    meta.permissions().mode() & 0o077 != 0
}

/// If files have no such mode, nothing is known.
#[cfg(not(unix))]
fn is_readable_by_others(_: &std::fs::Metadata) -> bool {
    false
}
