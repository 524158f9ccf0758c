//! `tinystep init`: a settings note and one plan to start from. Never touches a file that is there.

use std::io::Write as _;
use std::path::PathBuf;

use crate::cli::error::{CommandResult, Status};
use crate::cli::new_journal::make_journal;
use crate::cli::world::{World, printable_path};

#[derive(clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The folder of the journal; created if it does not exist
    folder: PathBuf,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let root = world.folder.join(&arguments.folder);
    make_journal(&root, world)?;
    writeln!(world.out)?;
    world.say("Open plans/first-step.md in any editor and make the step your own.")?;
    writeln!(world.out, "Then: tinystep watch {}", printable_path(&arguments.folder))?;
    Ok(Status::Fine)
}
