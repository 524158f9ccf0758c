//! Signals that would end the program, held back while a question or an editor holds words that are not written yet.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use signal_hook::consts;

#[cfg(unix)]
const SIGNALS: [i32; 3] = [consts::SIGINT, consts::SIGTERM, consts::SIGHUP];
#[cfg(not(unix))]
const SIGNALS: [i32; 2] = [consts::SIGINT, consts::SIGTERM];

/// How many [`HeldSignals`] there are.
static HOLDERS: AtomicUsize = AtomicUsize::new(0);

struct SignalFlags {
    /// Whether a signal ends the program at once, as if nobody had asked for it.
    ends_program: Arc<AtomicBool>,
    /// A signal came that was no Ctrl+C: the terminal was closed, or the program was told to end.
    must_end: Arc<AtomicBool>,
}

fn flags() -> &'static SignalFlags {
    static FLAGS: OnceLock<SignalFlags> = OnceLock::new();
    FLAGS.get_or_init(|| {
        let flags =
            SignalFlags { ends_program: Arc::new(AtomicBool::new(true)), must_end: Arc::new(AtomicBool::new(false)) };
        for signal in SIGNALS {
            // Without a handler the signal does what it always did.
            let held = signal_hook::flag::register_conditional_default(signal, Arc::clone(&flags.ends_program));
            if held.is_ok() && signal != consts::SIGINT {
                let _ = signal_hook::flag::register(signal, Arc::clone(&flags.must_end));
            }
        }
        flags
    })
}

/// As long as one of these lives, Ctrl+C, a terminal that is closed and a request to end stop a question and not the program.
pub(crate) struct HeldSignals(());

impl HeldSignals {
    pub(crate) fn new() -> HeldSignals {
        HOLDERS.fetch_add(1, Ordering::SeqCst);
        flags().ends_program.store(false, Ordering::SeqCst);
        HeldSignals(())
    }
}

impl Drop for HeldSignals {
    fn drop(&mut self) {
        if HOLDERS.fetch_sub(1, Ordering::SeqCst) == 1 {
            flags().ends_program.store(true, Ordering::SeqCst);
        }
    }
}

/// Whether somebody holds words that a signal must not lose.
pub(crate) fn are_held() -> bool {
    HOLDERS.load(Ordering::SeqCst) > 0
}

/// Whether the terminal was closed or the program was told to end, so that nothing more can be asked.
pub(crate) fn must_end() -> bool {
    flags().must_end.load(Ordering::SeqCst)
}

/// Whether an error while a person is asked means that they left: Ctrl+C, the end of the input, or a terminal that is gone. A
/// terminal that is gone can give an error of the system before the signal comes that says so.
pub(crate) fn means_person_left(error: &io::Error) -> bool {
    must_end()
        || error.raw_os_error().is_some()
        || matches!(error.kind(), io::ErrorKind::Interrupted | io::ErrorKind::UnexpectedEof)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_that_is_gone_means_that_the_person_left() {
        // EIO and ENXIO: what reading a terminal gives once it is closed.
        for code in [5, 6] {
            assert!(means_person_left(&io::Error::from_raw_os_error(code)), "{code}");
        }
        assert!(means_person_left(&io::ErrorKind::UnexpectedEof.into()));
        assert!(!means_person_left(&io::ErrorKind::InvalidData.into()));
    }
}
