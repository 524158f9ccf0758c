//! Ending a watch: by a signal, or from elsewhere in the program.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};

use super::state::WatchEvent;

/// What arrives at the shell.
#[derive(Debug)]
pub(super) enum WatchMessage {
    Event(WatchEvent),
    Stop,
}

/// Ends a watch from elsewhere. Holds the channel on which the watch waits.
#[derive(Debug)]
pub struct StopSignal {
    pub(super) sender: Sender<WatchMessage>,
    pub(super) receiver: Receiver<WatchMessage>,
    pub(super) stopped: Arc<AtomicBool>,
}

/// Ends the watch that it belongs to. It can be cloned and sent.
#[derive(Clone, Debug)]
pub struct StopHandle {
    sender: Sender<WatchMessage>,
    stopped: Arc<AtomicBool>,
}

impl Default for StopSignal {
    fn default() -> Self {
        let (sender, receiver) = mpsc::channel();
        StopSignal { sender, receiver, stopped: Arc::default() }
    }
}

impl StopSignal {
    /// What ends the watch.
    #[must_use]
    pub fn stop_handle(&self) -> StopHandle {
        StopHandle { sender: self.sender.clone(), stopped: Arc::clone(&self.stopped) }
    }

    /// Ends the watch on SIGINT, SIGTERM and SIGHUP: after the current update, or at once if it only waits. A second signal
    /// ends the program there and then, and so does an update that takes longer than `UPDATE_AT_MOST` after the first (a
    /// drive that does not answer). That is safe at any moment.
    ///
    /// # Errors
    /// If the system does not accept a handler.
    pub fn stop_on_system_signals(&self) -> io::Result<()> {
        for signal in SIGNALS {
            // In this order: the first signal only raises the flag, the second finds it raised.
            signal_hook::flag::register_conditional_default(signal, Arc::clone(&self.stopped))?;
            signal_hook::flag::register(signal, Arc::clone(&self.stopped))?;
        }
        #[cfg(unix)]
        {
            use std::io::Read;
            use std::os::unix::net::UnixStream;
            let (mut reader, writer) = UnixStream::pair()?;
            for signal in SIGNALS {
                signal_hook::low_level::pipe::register(signal, writer.try_clone()?)?;
            }
            let stop = self.stop_handle();
            std::thread::spawn(move || {
                if reader.read_exact(&mut [0]).is_ok() {
                    stop.stop_watch();
                    std::thread::sleep(UPDATE_AT_MOST);
                    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTERM);
                }
            });
        }
        Ok(())
    }
}

#[cfg(unix)]
const SIGNALS: [i32; 3] = [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP];
#[cfg(not(unix))]
const SIGNALS: [i32; 2] = [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM];

/// How long an update may go on after the first signal.
#[cfg(unix)]
const UPDATE_AT_MOST: std::time::Duration = std::time::Duration::from_secs(10);

impl StopHandle {
    /// Ends the watch after the current update.
    pub fn stop_watch(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        // If nobody watches any more, there is nothing to end.
        let _ = self.sender.send(WatchMessage::Stop);
    }
}
