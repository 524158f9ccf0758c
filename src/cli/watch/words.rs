//! What the watch says about itself.

use std::path::Path;

use super::Said;
use crate::cli::check::counted;
use crate::cli::world::shown;
use crate::watch::Line;

/// What the shell tells, in words.
pub(super) fn of(line: &Line, root: &Path) -> Vec<Said> {
    let (place, err) = (shown(root), |text: String| vec![Said::Err(text)]);
    match line {
        Line::Watching => vec![Said::Out(format!(
            "Watching {place}. The system tells of changes; every minute everything is looked at besides. Ctrl-C ends it."
        ))],
        Line::Looking(every) => vec![Said::Out(format!(
            "Watching {place} by a look every {}. Ctrl-C ends it.",
            counted(usize::try_from(every.as_secs()).unwrap_or(usize::MAX), "second")
        ))],
        Line::Polling { limit: true, .. } => {
            err("The system has no watches left, so the folder is looked at every 2 seconds.\n\
             More of them: sudo sysctl fs.inotify.max_user_watches=524288"
                .to_owned())
        }
        Line::Polling { limit: false, why } => {
            err(format!("The system gives no events here ({why}), so the folder is looked at every 2 seconds."))
        }
        Line::Rescan => err("Events were lost, so everything is looked at again.".to_owned()),
        Line::Lost => err(format!("{place} holds no journal.md now. Nothing is written until it is back.")),
        Line::Back => err("The journal is back.".to_owned()),
        Line::Git(file) => err(format!(
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
