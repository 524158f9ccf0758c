//! Names in a folder that this program fills: its temporaries, and the copies that sync clients make of its files.

/// Whether `name` is what a sync client calls a conflict copy of one of ours, as `is_ours` knows them (WATCHING, "Conflict
/// copies"). Weak forms count as well: the mark in the file decides, the name only says that it is worth a look.
#[must_use]
pub fn is_copy_of_ours(name: &str, is_ours: &dyn Fn(&str) -> bool) -> bool {
    if name.ends_with(')') && name.rsplit_once(" (SFConflict ").is_some_and(|(original, _)| is_ours(original)) {
        return true;
    }
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    stem.char_indices().filter(|(_, c)| matches!(c, ' ' | '-' | '_' | '.')).any(|(at, _)| {
        let (original, tail) = stem.split_at(at);
        is_copy_tail(tail) && is_ours(&format!("{original}.{ending}"))
    })
}

/// Whether what stands between a name and its ending is a sync client's.
fn is_copy_tail(tail: &str) -> bool {
    let tail = tail.to_lowercase();
    if let Some(inner) = tail.strip_prefix(" (").and_then(|t| t.strip_suffix(')')) {
        // Dropbox, Nextcloud, Obsidian; FSNotes; Seafile; Google Drive.
        return inner.contains("conflicted copy")
            || inner.starts_with("conflict ")
            || inner.starts_with("sfconflict ")
            || (!inner.is_empty() && inner.bytes().all(|b| b.is_ascii_digit()));
    }
    if let Some(number) = tail.strip_prefix(' ') {
        // iCloud.
        return matches!(number.as_bytes(), [b'2'..=b'9']);
    }
    if let Some(synology) = tail.strip_prefix('_') {
        // Nextcloud's older form, then Synology's.
        return synology.starts_with("conflict-") || synology.contains("conflict_") || synology.ends_with("_conflict");
    }
    // Syncthing; Resilio; OneDrive with any host.
    tail.starts_with(".sync-conflict-") || tail == ".conflict" || (tail.starts_with('-') && tail.len() > 1)
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
        ] {
            assert!(is_copy_of_ours(name, &ours), "{name}");
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
            assert!(!is_copy_of_ours(name, &ours), "{name}");
        }
    }
}
