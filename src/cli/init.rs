//! `tinystep init`: a settings note and one plan to start from. Never touches a file that is there.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::world::{World, printable_path};
use crate::output;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The folder of the journal; created if it does not exist
    folder: PathBuf,
}

const FILES: &[(&str, &str)] = &[
    ("journal.md", include_str!("../../templates/init/journal.md")),
    ("plans/first-step.md", include_str!("../../templates/init/plan.md")),
];

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let root = world.folder.join(&arguments.folder);
    make_journal(&root, world)?;
    writeln!(world.out)?;
    world.say("Open plans/first-step.md in any editor and make the step your own.")?;
    writeln!(world.out, "Then: tinystep watch {}", printable_path(&arguments.folder))?;
    Ok(Status::Fine)
}

/// Makes `root` a journal.
pub(super) fn make_journal(root: &Path, world: &mut World) -> Result<(), CommandError> {
    let today = (world.today)().to_string();
    for (name, text) in FILES {
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
