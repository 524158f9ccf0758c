//! Names in a folder that this program fills: its temporaries, and the copies that sync clients make of its files.

use std::collections::BTreeSet;

use crate::folder::copy_names::possible_originals_of_name;

/// Whether a sync client could have made `name` as a conflict copy of one of our files, or as a copy of such a copy: tails are
/// taken off until a name of ours is left. Weak forms count as well. The name only says that the file is worth a look; its
/// provenance decides.
#[must_use]
pub fn may_be_copy_of_ours(name: &str, is_ours: &dyn Fn(&str) -> bool) -> bool {
    // Each is shorter than the name that it may be a copy of.
    let (mut open, mut seen) = (possible_originals_of_name(name), BTreeSet::new());
    while let Some(original) = open.pop() {
        if is_ours(&original) {
            return true;
        }
        if seen.insert(original.clone()) {
            open.extend(possible_originals_of_name(&original));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_ours_are_known_by_their_names() {
        let ours = |name: &str| matches!(name, "week-2026-11-16.md" | "week-2026-11-16.html" | "index.md");
        for name in [
            "week-2026-11-16 (DESKTOP-UMS014A's conflicted copy 2019-04-24).md",
            "week-2026-11-16 (conflicted copy 2025-04-10 093612).html",
            "index (conflicted copy jane 2025-04-10 093612).md",
            "index_conflict-20180220-141213.md",
            "index.sync-conflict-20200521-184717-5RQAITR.md",
            "week-2026-11-16.sync-conflict-20200521-184717-5RQAITR.md",
            "index (Conflicted copy ThinkPad-T14-G5 202603121129).md",
            "index.md (SFConflict name@example.com 2015-03-07-11-30-28)",
            "index_Andy-PC_Jan-03-0901-2013_CaseConflict_1.md",
            "index.Conflict.md",
            "index (CONFLICT 20231005T070858).md",
            "index-fedora-safeBackup-0001.md",
            "week-2026-11-16-laptop.md",
            "week-2026-11-16-MacBook Pro de Charlyne-10.md",
            "index (1).md",
            "index 2.md",
            "index (1) (1).md",
            "index 2 2.md",
            "index (1).sync-conflict-20200521-184717-5RQAITR.md",
            "index.sync-conflict-20200521-184717-5RQAITR (2).md",
            "index (1).md (SFConflict name@example.com 2015-03-07-11-30-28)",
            "week-2026-11-16-laptop (1) 3-desk.md",
            "index (Sam's conflicting copy 2026-11-21).md",
            "index (Case Conflict).md",
            "index (In Konflikt stehende Kopie von Sam 2026-11-21).md",
            "index (Copie en conflit de Sam 2026-11-21).md",
            "index (Sam \u{306e}\u{7af6}\u{5408}\u{30b3}\u{30d4}\u{30fc} 2026-11-21).md",
            "week-2026-11-16 kopie.md",
            "week-2026-11-16_1.md",
            "week-2026-11-16 (copy).html",
            "week-2026-11-16 (Kopie) (1).md",
            "week-2026-11-16 - Kopie.md",
            "week-2026-11-16 (recovered).md",
            "Copy of week-2026-11-16.md",
            "index 10.md",
            "index.md~",
        ] {
            assert!(may_be_copy_of_ours(name, &ours), "{name}");
        }
        for name in [
            "index.md",
            "index (my notes).md",
            "index for Anna.md",
            "notes (1).md",
            "week-2026-11-17-laptop.md",
            "index-.txt",
            "indexes.md",
            "index",
            "index_notes.md",
            "week-2026-11.md",
            "index-.md",
            "index.md (SFConflict name",
            "week-2026-11-16 (evening).md",
        ] {
            assert!(!may_be_copy_of_ours(name, &ours), "{name}");
        }
    }
}
