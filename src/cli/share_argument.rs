//! `--share`: how much of a new note is shared.

use clap::ValueEnum;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Share {
    None,
    Summary,
    Full,
}

impl Share {
    /// The line of a note's front matter that says it.
    pub(super) fn line(self) -> &'static str {
        match self {
            Share::None => "share: none",
            Share::Summary => "share: summary",
            Share::Full => "share: full",
        }
    }
}
