//! Lines that a watch prints while it runs. Each begins with the time of day.

use std::io;

use crate::cli::world::World;
use crate::problem::draw;
use crate::watch::{Printer, StopHandle};

/// Prints without ever waiting for the terminal. If nobody reads any more, the watch ends.
pub(crate) struct WatchOutput<'w> {
    pub world: &'w mut World,
    printer: Printer,
    quiet: bool,
    /// The warnings of the last update: what has been wrong for a year is reported once.
    last_warnings: Vec<String>,
}

impl<'w> WatchOutput<'w> {
    /// `quiet` prints only warnings.
    pub fn new(world: &'w mut World, stop: StopHandle, quiet: bool) -> WatchOutput<'w> {
        let out = std::mem::replace(&mut world.out, Box::new(io::sink()));
        let err = std::mem::replace(&mut world.err, Box::new(io::sink()));
        let printer = Printer::start(out, err, move || stop.stop_watch());
        WatchOutput { world, printer, quiet, last_warnings: Vec::new() }
    }

    /// Prints what is left.
    pub fn print_rest(self) -> io::Result<()> {
        self.printer.print_rest()
    }

    pub fn print(&mut self, text: &str) {
        if !self.quiet {
            let line = with_time_of_day(&(self.world.clock)(), text, self.world.out_drawn_width);
            self.printer.print(line);
        }
    }

    pub fn warn(&mut self, text: &str) {
        let line = with_time_of_day(&(self.world.clock)(), text, self.world.err_drawn_width);
        self.printer.warn(line);
    }

    /// Warns about what was not reported at the last update.
    pub fn warn_of_new(&mut self, warnings: Vec<String>) {
        let before = std::mem::replace(&mut self.last_warnings, warnings.clone());
        for warning in warnings.iter().filter(|line| !before.contains(line)) {
            self.warn(warning);
        }
    }
}

/// A text after the time of day. Further lines begin below its first word.
fn with_time_of_day(time: &str, text: &str, width: usize) -> String {
    let indent = format!("\n{:1$}", "", time.len() + 2);
    let wrapped = text.lines().map(|line| draw::wrap(line, width.saturating_sub(time.len() + 2)));
    let lines: Vec<String> = wrapped.map(|lines| lines.replace('\n', &indent)).collect();
    format!("{time}  {}", lines.join(&indent))
}
