//! What is made, as `stat` describes it, in a few bytes: two looks compare by it (docs/watching.md (10, 11)).

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::build::{CARDS, DATA, PHOTOS};
use crate::folder::names::FILES_MADE_AT_TOP;
use crate::folder::{self, FileStamp, RACY_WINDOW};

/// The state of our files on disk, to see later whether any may have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutputFingerprint {
    hash: blake3::Hash,
    /// Something was as young as this look itself: it can have changed since with the same fingerprint.
    is_racy: bool,
}

impl OutputFingerprint {
    /// Lists our files, with their stamps. What cannot be listed counts as missing.
    #[must_use]
    pub fn take(root: &Path, reports: &Path, now: SystemTime) -> OutputFingerprint {
        let mut taken =
            FingerprintBuilder { hash: blake3::Hasher::new(), youngest: i64::MIN, now: folder::nanos_since_1970(now) };
        let reports = root.join(reports);
        for folder in [reports.join(DATA), reports.join(PHOTOS), reports, root.join(CARDS)] {
            taken.add_folder(&folder);
        }
        for name in FILES_MADE_AT_TOP {
            if let Ok(meta) = fs::symlink_metadata(root.join(name)) {
                taken.add(name, &FileStamp::of_metadata(&meta));
            }
        }
        let age = taken.now.saturating_sub(taken.youngest);
        OutputFingerprint {
            hash: taken.hash.finalize(),
            is_racy: u128::from(age.unsigned_abs()) < RACY_WINDOW.as_nanos(),
        }
    }

    /// Whether anything can have changed since `before` was taken.
    #[must_use]
    pub fn may_differ_from(&self, before: &OutputFingerprint) -> bool {
        self.hash != before.hash || before.is_racy
    }
}

struct FingerprintBuilder {
    hash: blake3::Hasher,
    /// The youngest change among those that are not in the future.
    youngest: i64,
    now: i64,
}

impl FingerprintBuilder {
    fn add(&mut self, name: &str, stamp: &FileStamp) {
        self.hash.update(name.as_bytes());
        self.hash.update(&[0]);
        for n in [stamp.device, stamp.inode, stamp.size] {
            self.hash.update(&n.to_le_bytes());
        }
        for n in [stamp.modified, stamp.changed] {
            self.hash.update(&n.to_le_bytes());
        }
        // Two clocks can differ a little; a time far ahead says nothing about when it was written.
        let ahead = stamp.changed.saturating_sub(self.now);
        if ahead <= 0 || u128::from(ahead.unsigned_abs()) < RACY_WINDOW.as_nanos() {
            self.youngest = self.youngest.max(stamp.changed);
        }
    }

    fn add_folder(&mut self, folder: &Path) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        let mut all: Vec<(String, FileStamp)> = entries
            .filter_map(Result::ok)
            .filter_map(|entry| {
                Some((entry.file_name().into_string().ok()?, FileStamp::of_metadata(&entry.metadata().ok()?)))
            })
            .collect();
        all.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        for (name, print) in &all {
            self.add(name, print);
        }
    }
}
