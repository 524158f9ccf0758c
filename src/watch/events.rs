//! Events of the system: what each means for the watch, and which paths they name. A storm of events becomes one message.

use std::collections::BTreeSet;
use std::path::{Component, Path};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Mutex, PoisonError};

use notify::EventKind;

use super::state::WatchEvent;
use super::stop::WatchMessage;
use crate::build;
use crate::folder::names;

/// Which events are already in the channel, and the paths that events have named.
#[derive(Debug, Default)]
pub(super) struct PendingEvents {
    is_dirty_pending: AtomicBool,
    is_outputs_changed_pending: AtomicBool,
    is_rescan_pending: AtomicBool,
    paths: Mutex<DirtyPaths>,
}

/// What may have changed.
#[derive(Debug)]
pub(super) enum DirtyPaths {
    /// Only these paths, relative with `/`.
    Paths(BTreeSet<String>),
    Everything,
}

impl Default for DirtyPaths {
    fn default() -> Self {
        DirtyPaths::Paths(BTreeSet::new())
    }
}

/// Up to this many paths are looked at one by one. If there are more, a scan is faster.
const MOST_PATHS: usize = 256;

impl DirtyPaths {
    fn add(&mut self, named: EventPaths) {
        match (&mut *self, named) {
            (DirtyPaths::Paths(paths), EventPaths::Paths(more)) if paths.len() + more.len() <= MOST_PATHS => {
                paths.extend(more)
            }
            _ => *self = DirtyPaths::Everything,
        }
    }
}

/// What an event names.
#[derive(Debug, PartialEq, Eq)]
enum EventPaths {
    /// These paths, relative with `/`. Those of our own files are left out, since every update looks at them.
    Paths(Vec<String>),
    /// Anything may have changed.
    Anything,
}

impl PendingEvents {
    fn flag_if_coalesced(&self, event: WatchEvent) -> Option<&AtomicBool> {
        match event {
            WatchEvent::Dirty => Some(&self.is_dirty_pending),
            WatchEvent::OutputsChanged => Some(&self.is_outputs_changed_pending),
            WatchEvent::Rescan => Some(&self.is_rescan_pending),
            _ => None,
        }
    }

    /// Takes in an event of the system.
    pub fn record_system_event(
        &self,
        event: notify::Result<notify::Event>,
        root: &Path,
        owner_of: &dyn Fn(&Path) -> Option<PathOwner>,
        sender: &Sender<WatchMessage>,
    ) {
        if let Some((event, paths)) = classify_system_event(event, root, owner_of) {
            // In this order: whoever receives the event finds the paths it names.
            self.paths.lock().unwrap_or_else(PoisonError::into_inner).add(paths);
            self.send_unless_waiting(event, sender);
        }
    }

    /// The paths that were named since the last time.
    pub fn take_dirty_paths(&self) -> DirtyPaths {
        std::mem::take(&mut *self.paths.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Sends an event unless one of its kind waits already.
    fn send_unless_waiting(&self, event: WatchEvent, sender: &Sender<WatchMessage>) {
        if self.flag_if_coalesced(event).is_none_or(|flag| !flag.swap(true, Ordering::SeqCst)) {
            // The receiver is gone only if nobody watches any more.
            let _ = sender.send(WatchMessage::Event(event));
        }
    }

    /// To be called before an event is acted on, so that the next one of its kind is sent again.
    pub fn mark_received(&self, event: WatchEvent) {
        if let Some(flag) = self.flag_if_coalesced(event) {
            flag.store(false, Ordering::SeqCst);
        }
    }
}

/// What an event of the system means, and the paths it names; none if it means nothing to us.
fn classify_system_event(
    event: notify::Result<notify::Event>,
    root: &Path,
    owner_of: &dyn Fn(&Path) -> Option<PathOwner>,
) -> Option<(WatchEvent, EventPaths)> {
    let Ok(event) = event else { return Some((WatchEvent::Rescan, EventPaths::Anything)) };
    if event.need_rescan() {
        return Some((WatchEvent::Rescan, EventPaths::Anything));
    }
    if matches!(event.kind, EventKind::Access(_)) {
        return None;
    }
    if event.paths.is_empty() {
        return Some((WatchEvent::Dirty, EventPaths::Anything));
    }
    let (mut is_change, mut named) = (false, Some(Vec::new()));
    for path in &event.paths {
        match owner_of(path) {
            None => {}
            Some(PathOwner::Ours) => is_change = true,
            Some(PathOwner::Theirs) => {
                is_change = true;
                let relative = path.strip_prefix(root).ok().and_then(Path::to_str).filter(|path| !path.is_empty());
                named = named.zip(relative).map(|(mut named, path)| {
                    named.push(if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() });
                    named
                });
            }
        }
    }
    let named = named.map_or(EventPaths::Anything, EventPaths::Paths);
    let event = if named == EventPaths::Paths(Vec::new()) { WatchEvent::OutputsChanged } else { WatchEvent::Dirty };
    is_change.then_some((event, named))
}

/// Whose a path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathOwner {
    /// One of our files.
    Ours,
    Theirs,
}

/// The same in a folder that holds the reports of many clients: everything is theirs but the pages about all of them.
pub(super) fn owner_in_clients_folder(path: &Path, root: &Path) -> Option<PathOwner> {
    let Ok(relative) = path.strip_prefix(root) else { return Some(PathOwner::Theirs) };
    let mut parts = relative.components().map(|part| part.as_os_str().to_str().unwrap_or_default());
    let top = parts.clone().next().unwrap_or_default();
    if top == names::EDITED || build::may_be_our_caseload_name(top) {
        return Some(PathOwner::Ours);
    }
    let is_temporary = parts.next_back().is_some_and(|name| name.starts_with('.'));
    (!is_temporary && !names::has_never_read_folder(parts)).then_some(PathOwner::Theirs)
}

/// Whether a path of a journal is one of ours or a person's. None if a change of it changes no report.
pub(super) fn owner_in_journal(path: &Path, root: &Path, reports: &Path) -> Option<PathOwner> {
    let Ok(relative) = path.strip_prefix(root) else { return Some(PathOwner::Theirs) };
    if reports != root && path.starts_with(reports) {
        let is_temporary = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        return (!is_temporary).then_some(PathOwner::Ours);
    }
    let mut parts = relative.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_str()),
        _ => None,
    });
    if let Some(Some(top)) = parts.clone().next()
        && names::is_our_output_at_top(top)
    {
        return Some(PathOwner::Ours);
    }
    // Settings of other programs are read only for the names of daily notes.
    if names::DAILY_NOTE_SETTINGS.iter().any(|settings| relative == Path::new(settings)) {
        return Some(PathOwner::Theirs);
    }
    // A name that is not UTF-8 is a problem, and cannot be a folder that is never read.
    let last = parts.next_back();
    if names::has_never_read_folder(parts.map(Option::unwrap_or_default)) {
        return None;
    }
    match last.flatten() {
        Some(name)
            if names::original_name_of_cloud_placeholder(name).is_some()
                || names::is_cloud_placeholder_of_file(name) =>
        {
            Some(PathOwner::Theirs)
        }
        Some(name) if names::is_ignored_file_name(name) || names::is_never_read_folder(None, name) => None,
        _ => Some(PathOwner::Theirs),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, CreateKind, Flag};

    #[test]
    fn only_what_can_change_a_page_is_a_change() {
        let owner_of =
            |path: &str| owner_in_journal(&Path::new("/j").join(path), Path::new("/j"), Path::new("/j/reports"));
        for path in
            ["a.md", "plans", "plans/a.md", "voice/2026-11-19.m4a", "", ".a.md.icloud", "edited notes/a.md", "/x"]
        {
            assert_eq!(owner_of(path), Some(PathOwner::Theirs), "{path}");
        }
        for path in ["reports", "reports/week-2026-11-16.md", "notes-to-fix.md", "helper-card/a.md", "edited/a.md"] {
            assert_eq!(owner_of(path), Some(PathOwner::Ours), "{path}");
        }
        for path in [
            "reports/.tinystep-0-1-2.part",
            ".tinystep-0-1.part",
            ".git/index",
            "private/a.md",
            "a/Private/b/c.md",
            "4913",
            "a.md~",
        ] {
            assert_eq!(owner_of(path), None, "{path}");
        }
    }

    #[test]
    fn in_a_folder_of_clients_only_what_is_about_all_of_them_is_ours() {
        let owner_of = |path: &str| owner_in_clients_folder(&Path::new("/c").join(path), Path::new("/c"));
        for path in ["sam", "sam/reports/data/week-2026-11-16.json", "sam/caseload.html", "", "notes-to-fix.md"] {
            assert_eq!(owner_of(path), Some(PathOwner::Theirs), "{path}");
        }
        for path in ["caseload.html", "caseload-monday.md", "edited/caseload-1a2b3c4d.md"] {
            assert_eq!(owner_of(path), Some(PathOwner::Ours), "{path}");
        }
        for path in [".tinystep-0-1.part", "sam/.git/index", "sam/.stfolder", "sam/private/a.md"] {
            assert_eq!(owner_of(path), None, "{path}");
        }
    }

    #[test]
    fn reading_is_no_change_and_lost_events_are_one() {
        let root = Path::new("/j");
        let owner_of = |path: &Path| owner_in_journal(path, root, &root.join("reports"));
        let read = notify::Event::new(EventKind::Access(AccessKind::Any)).add_path(root.join("a.md"));
        assert_eq!(classify_system_event(Ok(read), root, &owner_of), None);
        let lost = notify::Event::new(EventKind::Other).set_flag(Flag::Rescan);
        let rescan = Some((WatchEvent::Rescan, EventPaths::Anything));
        assert_eq!(classify_system_event(Ok(lost), root, &owner_of), rescan);
        assert_eq!(classify_system_event(Err(notify::Error::generic("x")), root, &owner_of), rescan);
    }

    #[test]
    fn an_event_names_the_notes_it_is_about() {
        let root = Path::new("/j");
        let owner_of = |path: &Path| owner_in_journal(path, root, &root.join("reports"));
        let named = |paths: &[&str]| {
            let event = paths.iter().fold(notify::Event::new(EventKind::Create(CreateKind::File)), |event, path| {
                event.add_path(root.join(path))
            });
            classify_system_event(Ok(event), root, &owner_of).map(|(event, named)| {
                let is_ours = named == EventPaths::Paths(Vec::new());
                assert_eq!(event, if is_ours { WatchEvent::OutputsChanged } else { WatchEvent::Dirty });
                named
            })
        };
        assert_eq!(named(&["a.md~"]), None);
        assert_eq!(named(&["a.md~", "a.md"]), Some(EventPaths::Paths(vec!["a.md".into()])));
        assert_eq!(named(&["reports/a.md", "a.md"]), Some(EventPaths::Paths(vec!["a.md".into()])));
        assert_eq!(named(&["a.md", "b/c.md"]), Some(EventPaths::Paths(vec!["a.md".into(), "b/c.md".into()])));
        assert_eq!(named(&["a.md~", "a.md", "reports/a.md"]), Some(EventPaths::Paths(vec!["a.md".into()])));
        assert_eq!(named(&["reports/a.md"]), Some(EventPaths::Paths(Vec::new())));
        assert_eq!(named(&["", "a.md"]), Some(EventPaths::Anything));
        assert_eq!(named(&["/x.md", "a.md"]), Some(EventPaths::Anything));
        let mut marked = DirtyPaths::default();
        marked.add(EventPaths::Paths((0..MOST_PATHS).map(|n| n.to_string()).collect()));
        assert!(matches!(&marked, DirtyPaths::Paths(paths) if paths.len() == MOST_PATHS));
        marked.add(EventPaths::Paths(vec!["one more".into()]));
        assert!(matches!(marked, DirtyPaths::Everything));
    }
}
