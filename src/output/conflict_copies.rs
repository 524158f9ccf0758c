//! Names in a folder that this program fills: its temporaries, and the copies that sync clients make of its files.

use std::collections::BTreeSet;

/// Whether a sync client could have made `name` as a conflict copy of one of our files, or as a copy of such a copy: tails are
/// taken off until a name of ours is left. Weak forms count as well. The name only says that the file is worth a look; its
/// provenance decides.
#[must_use]
pub fn may_be_copy_of_ours(name: &str, is_ours: &dyn Fn(&str) -> bool) -> bool {
    let (mut open, mut seen) = (possible_originals(name), BTreeSet::new());
    while let Some(original) = open.pop() {
        if is_ours(&original) {
            return true;
        }
        if seen.insert(original.clone()) {
            open.extend(possible_originals(&original));
        }
    }
    false
}

/// The names that a file may be a copy of. Each is shorter than its own.
fn possible_originals(name: &str) -> Vec<String> {
    if let Some((original, _)) = name.strip_suffix(')').and_then(|name| name.rsplit_once(" (SFConflict ")) {
        return vec![original.to_owned()];
    }
    let Some((stem, ending)) = name.rsplit_once('.') else { return Vec::new() };
    let separators = stem.char_indices().filter(|(_, c)| matches!(c, ' ' | '-' | '_' | '.'));
    let splits = separators.map(|(at, _)| stem.split_at(at));
    splits.filter(|(_, tail)| is_copy_tail(tail)).map(|(original, _)| format!("{original}.{ending}")).collect()
}

/// Whether a sync client puts this between a name and its ending.
fn is_copy_tail(tail: &str) -> bool {
    let tail = tail.to_lowercase();
    if let Some(inner) = tail.strip_prefix(" (").and_then(|t| t.strip_suffix(')')) {
        // Dropbox, Nextcloud, Obsidian; Maestral; FSNotes; Seafile; Dropbox in other languages; Google Drive.
        return !inner.contains(['(', ')'])
            && (CONFLICT_WORDS.iter().any(|word| inner.contains(word))
                || (!inner.is_empty() && inner.bytes().all(|b| b.is_ascii_digit())));
    }
    if let Some(word) = tail.strip_prefix(' ') {
        // iCloud; Finder and Explorer.
        return matches!(word.as_bytes(), [b'2'..=b'9']) || word == "copy" || word == "- copy";
    }
    if let Some(synology) = tail.strip_prefix('_') {
        // Nextcloud's older form, then Synology's.
        return synology.starts_with("conflict-") || synology.contains("conflict_") || synology.ends_with("_conflict");
    }
    // Syncthing; Resilio; OneDrive with any host.
    tail.starts_with(".sync-conflict-") || tail == ".conflict" || (tail.starts_with('-') && tail.len() > 1)
}

/// Words for a conflict, in the languages in which Dropbox and other programs write them.
const CONFLICT_WORDS: &[&str] = &[
    "conflict",
    "konflikt",
    "conflit",
    "conflicto",
    "conflito",
    "conflitto",
    "in conflitto",
    "konfliktu",
    "konfliktn",
    "ristiriita",
    "конфликт",
    "конфлікт",
    "競合",
    "冲突",
    "衝突",
    "충돌",
    "ขัดแย้ง",
    "çakışan",
    "xung đột",
];

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
        ] {
            assert!(may_be_copy_of_ours(name, &ours), "{name}");
        }
        for name in [
            "index.md",
            "index 1.md",
            "index 10.md",
            "index (my notes).md",
            "notes (1).md",
            "week-2026-11-17-laptop.md",
            "index-.txt",
            "indexes.md",
            "index",
            "index_notes.md",
            "week-2026-11.md",
            "index-.md",
            "index.md (SFConflict name",
        ] {
            assert!(!may_be_copy_of_ours(name, &ours), "{name}");
        }
    }
}
