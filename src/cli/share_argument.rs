//! `--share`: how much of a new note is shared.

use clap::ValueEnum;

use crate::journal;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Share {
    None,
    Summary,
    Full,
}

impl Share {
    /// What `journal.md` says, where a note says nothing.
    pub(super) fn of_settings(share: journal::Share) -> Share {
        match share {
            journal::Share::None => Share::None,
            journal::Share::Summary => Share::Summary,
            journal::Share::Full => Share::Full,
        }
    }

    /// The line of a note's front matter that says it.
    pub(super) fn line(self) -> &'static str {
        match self {
            Share::None => "share: none",
            Share::Summary => "share: summary",
            Share::Full => "share: full",
        }
    }
}
