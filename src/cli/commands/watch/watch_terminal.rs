//! What a watch says on a terminal.

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::messages;
use crate::build::{self, Snapshot};
use crate::cli::summary::warning_lines;
use crate::cli::terminal::watch_lines::WatchOutput;
use crate::cli::world::{World, now};
use crate::watch::{Notice, StopHandle, UpdateListener, UpdateReport, UpdateRequest};

/// Prints on a terminal what a watch does.
pub(super) struct Terminal<'w> {
    root: PathBuf,
    lines: WatchOutput<'w>,
    verbose: bool,
}

impl<'w> Terminal<'w> {
    /// `quiet` prints only warnings.
    pub fn new(root: &Path, world: &'w mut World, stop: StopHandle, quiet: bool) -> Terminal<'w> {
        Terminal { root: root.to_owned(), lines: WatchOutput::new(world, stop, quiet), verbose: false }
    }

    pub fn verbose(self, verbose: bool) -> Self {
        Terminal { verbose, ..self }
    }

    /// Prints what is left.
    pub fn print_rest(self) -> io::Result<()> {
        self.lines.print_rest()
    }
}

impl UpdateListener for Terminal<'_> {
    fn now(&self) -> SystemTime {
        now()
    }

    fn load(&mut self, before: Option<Snapshot>, request: &UpdateRequest<'_>) -> io::Result<Snapshot> {
        let progress = self.lines.world.progress();
        let snapshot =
            build::load_without_unshared_words(before, request.root, self.lines.world.language, now(), &|all| {
                progress.add_one_read(all)
            });
        progress.clear();
        snapshot
    }

    fn report(&mut self, report: UpdateReport, snapshot: &Snapshot) {
        match report {
            UpdateReport::NotWritten(error) => {
                self.lines
                    .warn_of_new(vec![format!("The reports cannot be written now ({error}). It is tried again.")]);
            }
            UpdateReport::Updated {
                outcome: update,
                subject: about,
                times,
                past_weeks,
                understood_entries: understood,
            } => {
                if let Some(line) =
                    about.and_then(|about| messages::update_text(&self.root, &about, &update, times, self.verbose))
                {
                    self.lines.print(&line);
                    let entries = messages::entry_lines(snapshot.language.phrases, &understood);
                    entries.iter().for_each(|line| self.lines.print(line));
                }
                let warnings = warning_lines(&self.root, &update, self.lines.world);
                self.lines.warn_of_new(warnings);
                if let Some((weeks, plan)) = past_weeks {
                    self.lines.warn(&messages::past_weeks_hint(weeks, &plan));
                }
            }
        }
    }

    fn show_notice(&mut self, notice: Notice) {
        let text = messages::notice_text(&notice, &self.root);
        if matches!(notice, Notice::Watching { .. } | Notice::ScanningEvery(_)) {
            self.lines.print(&text)
        } else {
            self.lines.warn(&text)
        }
    }
}
