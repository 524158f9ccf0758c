//! A terminal that shows nothing by itself while a question is asked, and distinguishes a paste from typing.

use std::time::Duration;

/// Longer than somebody needs from a letter to the Enter after it, and too short to be noticed.
const ENTER_FOLLOWS_WITHIN: Duration = Duration::from_millis(200);

#[cfg(unix)]
mod system {
    use std::io::{self, Write as _};
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

    /// As long as it lives, letters are not echoed and come one by one. Between two reads of a key the terminal would echo what
    /// arrives, into the line that is drawn.
    pub(crate) struct NoEchoTerminal(Option<Termios>);

    impl NoEchoTerminal {
        pub(crate) fn new() -> NoEchoTerminal {
            let before = tcgetattr(io::stdin()).ok();
            if let Some(mut quiet) = before.clone() {
                quiet.local_modes &= !(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG);
                let _ = tcsetattr(io::stdin(), OptionalActions::Drain, &quiet);
            }
            let _ = io::stderr().write_all(b"\x1b[?2004h");
            NoEchoTerminal(before)
        }
    }

    impl Drop for NoEchoTerminal {
        fn drop(&mut self) {
            let _ = io::stderr().write_all(b"\x1b[?2004l");
            if let Some(before) = &self.0 {
                let _ = tcsetattr(io::stdin(), OptionalActions::Drain, before);
            }
        }
    }

    pub(crate) fn is_key_pressed_within(time: Duration) -> bool {
        let stdin = io::stdin();
        let mut waiting = [PollFd::new(&stdin, PollFlags::IN)];
        let seconds = i64::try_from(time.as_secs()).unwrap_or_default();
        let time = Timespec { tv_sec: seconds, tv_nsec: i64::from(time.subsec_nanos()) };
        poll(&mut waiting, Some(&time)).is_ok_and(|ready| ready > 0)
    }

    pub(crate) fn wait_for_input() -> io::Result<()> {
        let stdin = io::stdin();
        poll(&mut [PollFd::new(&stdin, PollFlags::IN)], None)?;
        Ok(())
    }
}

#[cfg(not(unix))]
mod system {
    use std::time::Duration;

    /// The console shows nothing by itself here.
    pub(crate) struct NoEchoTerminal;

    impl NoEchoTerminal {
        pub(crate) fn new() -> NoEchoTerminal {
            NoEchoTerminal
        }
    }

    pub(crate) fn is_key_pressed_within(_: Duration) -> bool {
        false
    }

    pub(crate) fn wait_for_input() -> std::io::Result<()> {
        Ok(())
    }
}

/// Waits until standard input has something to read. A signal interrupts it.
pub(crate) use system::wait_for_input;

pub(crate) use system::NoEchoTerminal;

/// Whether another key follows at once.
pub(crate) fn another_key_follows() -> bool {
    system::is_key_pressed_within(ENTER_FOLLOWS_WITHIN)
}

/// Whether another key follows within this time.
pub(crate) fn another_key_follows_within(time: Duration) -> bool {
    system::is_key_pressed_within(time)
}
