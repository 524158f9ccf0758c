//! What a watch says on a terminal. Each line begins with the time of day.

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::messages;
use crate::build::{self, Snapshot};
use crate::cli::summary::warning_lines;
use crate::cli::world::{World, now};
use crate::problem::draw;
use crate::watch::{Notice, Printer, StopHandle, UpdateListener, UpdateReport, UpdateRequest};

/// Tells a terminal what a watch does. It never waits for the terminal. If nobody reads any more, the watch ends.
pub(super) struct Terminal<'w> {
    root: PathBuf,
    world: &'w mut World,
    printer: Printer,
    quiet: bool,
    verbose: bool,
    /// The warnings of the last update: what has been wrong for a year is said once.
    last_warnings: Vec<String>,
}

impl<'w> Terminal<'w> {
    pub fn new(root: &Path, world: &'w mut World, stop: StopHandle) -> Terminal<'w> {
        let out = std::mem::replace(&mut world.out, Box::new(io::sink()));
        let err = std::mem::replace(&mut world.err, Box::new(io::sink()));
        let printer = Printer::start(out, err, move || stop.stop_watch());
        Terminal { root: root.to_owned(), world, printer, quiet: false, verbose: false, last_warnings: Vec::new() }
    }

    pub fn quiet(self, quiet: bool) -> Self {
        Terminal { quiet, ..self }
    }

    pub fn verbose(self, verbose: bool) -> Self {
        Terminal { verbose, ..self }
    }

    /// Prints what is left.
    pub fn print_rest(self) -> io::Result<()> {
        self.printer.print_rest()
    }

    fn print(&mut self, text: &str) {
        if !self.quiet {
            let line = with_time_of_day(&(self.world.clock)(), text, self.world.out_drawn_width);
            self.printer.print(line);
        }
    }

    fn warn(&mut self, text: &str) {
        let line = with_time_of_day(&(self.world.clock)(), text, self.world.err_drawn_width);
        self.printer.warn(line);
    }

    /// Warns of what was not said at the last update.
    fn warn_of_new(&mut self, warnings: Vec<String>) {
        let before = std::mem::replace(&mut self.last_warnings, warnings.clone());
        for warning in warnings.iter().filter(|line| !before.contains(line)) {
            self.warn(warning);
        }
    }
}

impl UpdateListener for Terminal<'_> {
    fn now(&self) -> SystemTime {
        now()
    }

    fn load(&mut self, before: Option<Snapshot>, request: &UpdateRequest<'_>) -> io::Result<Snapshot> {
        let progress = self.world.progress();
        let snapshot = build::load_for_publishing(before, request.root, self.world.language, now(), &|all| {
            progress.add_one_read(all)
        });
        progress.clear();
        snapshot
    }

    fn report(&mut self, report: UpdateReport, snapshot: &Snapshot) {
        match report {
            UpdateReport::NotWritten(error) => {
                self.warn_of_new(vec![format!("The reports cannot be written now ({error}). It is tried again.")]);
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
                    self.print(&line);
                    let lines = messages::entry_lines(snapshot.language.phrases, &understood);
                    lines.iter().for_each(|line| self.print(line));
                }
                let warnings = warning_lines(&self.root, &update, self.world);
                self.warn_of_new(warnings);
                if let Some((weeks, plan)) = past_weeks {
                    self.warn(&messages::past_weeks_hint(weeks, &plan));
                }
            }
        }
    }

    fn notice(&mut self, notice: Notice) {
        let text = messages::notice_text(&notice, &self.root);
        if matches!(notice, Notice::Watching { .. } | Notice::ScanningEvery(_)) {
            self.print(&text)
        } else {
            self.warn(&text)
        }
    }
}

/// A text behind the time of day. Further lines begin below its first word.
fn with_time_of_day(time: &str, text: &str, width: usize) -> String {
    let indent = format!("\n{:1$}", "", time.len() + 2);
    let wrapped = text.lines().map(|line| draw::wrap(line, width.saturating_sub(time.len() + 2)));
    let lines: Vec<String> = wrapped.map(|lines| lines.replace('\n', &indent)).collect();
    format!("{time}  {}", lines.join(&indent))
}
