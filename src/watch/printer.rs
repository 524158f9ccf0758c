//! Printing that never blocks: a terminal that is stopped (Ctrl-S) or a full pipe must not stop the updates.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::Duration;

/// At most this many lines wait to be printed. If there are more, the newest are left out.
const WAITING: usize = 1000;
/// How long the last lines may take at the end.
const END_AT_MOST: Duration = Duration::from_secs(1);

/// Prints lines in a separate thread.
#[derive(Debug)]
pub struct Printer {
    lines: Option<SyncSender<PrintedLine>>,
    ended: Receiver<io::Result<()>>,
    left_out: usize,
}

#[derive(Debug)]
struct PrintedLine {
    is_error: bool,
    text: String,
}

impl Printer {
    /// Prints to these two. `on_output_closed` is called if nobody reads them any more. A disk that is full passes: only the lines are
    /// lost.
    pub fn start(
        mut out: Box<dyn Write + Send>,
        mut err: Box<dyn Write + Send>,
        on_output_closed: impl Fn() + Send + 'static,
    ) -> Printer {
        let (lines, receiver) = sync_channel::<PrintedLine>(WAITING);
        let (end, ended) = sync_channel(1);
        thread::spawn(move || {
            let mut result = Ok(());
            for PrintedLine { is_error, text } in receiver {
                let to = if is_error { &mut err } else { &mut out };
                result = writeln!(to, "{text}").and_then(|()| to.flush());
                if result.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
                    on_output_closed();
                    break;
                }
            }
            let _ = end.send(result);
        });
        Printer { lines: Some(lines), ended, left_out: 0 }
    }

    /// A line for standard output.
    pub fn print(&mut self, text: String) {
        self.send(false, text);
    }

    /// A line for standard error.
    pub fn warn(&mut self, text: String) {
        self.send(true, text);
    }

    fn send(&mut self, is_error: bool, text: String) {
        let Some(lines) = &self.lines else { return };
        if self.left_out > 0 {
            let text = format!("({} lines were left out: nothing could be printed.)", self.left_out);
            match lines.try_send(PrintedLine { is_error: true, text }) {
                Ok(()) => self.left_out = 0,
                Err(_) => {
                    self.left_out += 1;
                    return;
                }
            }
        }
        if let Err(TrySendError::Full(_)) = lines.try_send(PrintedLine { is_error, text }) {
            self.left_out += 1;
        }
    }

    /// Prints what is left, but does not wait long for a terminal that is stopped.
    ///
    /// # Errors
    /// The system's error when something was printed.
    pub fn print_rest(mut self) -> io::Result<()> {
        self.lines = None;
        self.ended.recv_timeout(END_AT_MOST).unwrap_or(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    /// Something that takes nothing until it is let go.
    struct Standing(mpsc::Receiver<()>);

    impl Write for Standing {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let _ = self.0.recv();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_terminal_that_is_stopped_blocks_nothing() {
        let (let_go, stands) = mpsc::channel();
        let mut printer = Printer::start(Box::new(Standing(stands)), Box::new(io::sink()), || {});
        for n in 0..3 * WAITING {
            printer.print(n.to_string());
        }
        assert!(printer.left_out > WAITING);
        assert!(printer.print_rest().is_ok(), "it ends all the same");
        drop(let_go);
    }

    #[test]
    fn a_full_disk_costs_only_the_lines() {
        /// Room for a line only the second time.
        struct Full(mpsc::Sender<String>, bool);
        impl Write for Full {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                if !std::mem::replace(&mut self.1, true) {
                    return Err(io::ErrorKind::StorageFull.into());
                }
                let _ = self.0.send(String::from_utf8_lossy(bytes).into_owned());
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let (lines, printed) = mpsc::channel();
        let closed = || panic!("it is not closed");
        let mut printer = Printer::start(Box::new(Full(lines, false)), Box::new(io::sink()), closed);
        printer.print("lost".to_owned());
        printer.print("a line".to_owned());
        assert_eq!(printed.recv_timeout(Duration::from_secs(20)), Ok("a line".to_owned()));
        assert!(printer.print_rest().is_ok());
    }

    #[test]
    fn a_pipe_that_nobody_reads_is_reported() {
        struct Broken;
        impl Write for Broken {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let (broken, told) = mpsc::channel();
        let mut printer = Printer::start(Box::new(Broken), Box::new(io::sink()), move || _ = broken.send(()));
        printer.print("a line".to_owned());
        assert!(told.recv_timeout(Duration::from_secs(20)).is_ok());
        assert_eq!(printer.print_rest().map_err(|e| e.kind()), Err(io::ErrorKind::BrokenPipe));
    }
}
