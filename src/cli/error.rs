//! How a command ends.

use std::io;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Fine,
    /// `check` found errors.
    FoundErrors,
    /// Wrong usage, or it could not run.
    CouldNotRun,
}

/// A reason to stop, as it is printed on standard error.
#[derive(Debug)]
pub(crate) enum CommandError {
    Message(String),
    /// A person left the questions, by Ctrl+C or by ending the input, before anything was written.
    Stopped,
    /// A person goes back to the question before.
    Back,
    Io(io::Error),
}

impl CommandError {
    /// Why a note is not written.
    pub(crate) fn not_written(why: &str) -> CommandError {
        CommandError::Message(format!("tinystep: {} Nothing was written.", why.trim_end()))
    }
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> CommandError {
        CommandError::Io(error)
    }
}

pub(crate) type CommandResult = Result<Status, CommandError>;
