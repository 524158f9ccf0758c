//! What the watch says about itself.

use std::path::Path;

use super::OutputLine;
use crate::cli::check::counted;
use crate::cli::world::shown;
use crate::watch::Notice;

/// What the shell tells, in words.
pub(super) fn of(line: &Notice, root: &Path) -> Vec<OutputLine> {
    let (place, err) = (shown(root), |text: String| vec![OutputLine::Err(text)]);
    match line {
        Notice::Watching => vec![OutputLine::Out(format!(
            "Watching {place}. The system tells of changes; every minute everything is looked at besides. Ctrl-C ends it."
        ))],
        Notice::Looking(every) => vec![OutputLine::Out(format!(
            "Watching {place} by a look every {}. Ctrl-C ends it.",
            counted(usize::try_from(every.as_secs()).unwrap_or(usize::MAX), "second")
        ))],
        Notice::Polling { limit: true, .. } => {
            err("The system has no watches left, so the folder is looked at every 2 seconds.\n\
             More of them: sudo sysctl fs.inotify.max_user_watches=524288"
                .to_owned())
        }
        Notice::Polling { limit: false, why } => {
            err(format!("The system gives no events here ({why}), so the folder is looked at every 2 seconds."))
        }
        Notice::Rescan => err("Events were lost, so everything is looked at again.".to_owned()),
        Notice::Lost => err(format!("{place} holds no journal.md now. Nothing is written until it is back.")),
        Notice::Returned => err("The journal is back.".to_owned()),
        Notice::Git(file) => err(format!(
            "Git has not ended what it does here ({}), so what lies there now is taken as it is.",
            shown(file)
        )),
    }
}

/// At most three of a list, and how many more there are.
pub(super) fn several(list: &[String]) -> String {
    match list {
        [first, second, third, rest @ ..] if !rest.is_empty() => {
            format!("{first}, {second}, {third} and {} more", rest.len())
        }
        all => all.join(", "),
    }
}
