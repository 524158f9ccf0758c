//! The notes that a new journal starts with.

use std::io::{self, Write as _};
use std::path::Path;

use super::error::CommandError;
use super::world::{World, printable_path};
use crate::output;

/// Makes `root` a journal. Never touches a file that is there.
pub(super) fn make_journal(root: &Path, world: &mut World) -> Result<(), CommandError> {
    let today = (world.today)().to_string();
    for (name, text) in world.language.first_notes {
        let path = root.join(name);
        match output::write_new_note(&path, &text.replace("DATE", &today)) {
            Ok(()) => writeln!(world.out, "made   {name}")?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                writeln!(world.out, "there  {name} (left as it is)")?
            }
            Err(error) => {
                return Err(CommandError::Message(format!(
                    "tinystep: {} cannot be written ({error}).",
                    printable_path(&path)
                )));
            }
        }
    }
    Ok(())
}
