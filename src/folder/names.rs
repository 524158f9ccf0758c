//! What a name says: the special folders and files of a journal, which names are notes (docs/specification.md#1-notes),
//! and which files and folders are never read (docs/specification.md#1-notes, docs/watching.md).

/// The settings of a journal, at its top, in any case of letters.
pub const SETTINGS: &str = "journal.md";

/// The reports folder, unless the settings name another.
pub const REPORTS: &str = "reports";

/// The folder of the pages for helpers.
pub const HELPER_CARDS: &str = "helper-card";

/// The folder that keeps pages that somebody edited.
pub const EDITED: &str = "edited";

/// The list of what to fix, for the client alone.
pub const NOTES_TO_FIX: &str = "notes-to-fix.md";

/// The calendar of the plans, at the top of the journal.
pub const CALENDAR: &str = "calendar.ics";

/// The journal's own templates, at its top, in any case of letters.
pub const TEMPLATES: &str = "templates";

/// The journal's own prompt rules, at its top, in any case of letters.
pub const PROMPTS: &str = "prompts";

/// A folder that is never read, at any depth, in any case of letters.
pub const PRIVATE: &str = "private";

/// The two files of other programs that are read, only for the names of daily notes (docs/specification.md#1-notes).
pub const DAILY_NOTE_SETTINGS: [&str; 2] = [".obsidian/daily-notes.json", "logseq/config.edn"];

/// The keys of the settings, folded.
pub const SETTING_KEYS: [&str; 13] = [
    "name",
    "week starts",
    "session",
    "until",
    "pause",
    "track",
    "daily notes",
    "weeks",
    "share",
    "in need",
    "report to",
    "writer",
    "calendar",
];

/// The folders at the top of a journal that tinystep writes into, the reports aside (docs/specification.md#4-what-is-made).
const FOLDERS_MADE_AT_TOP: [&str; 2] = [HELPER_CARDS, EDITED];

/// The files at the top of a journal that tinystep writes. They are never read as notes, and `watch` sees when they change.
pub const FILES_MADE_AT_TOP: [&str; 2] = [CALENDAR, NOTES_TO_FIX];

/// Bins, backups, versions and indexes that programs and file servers keep beside a person's files, by their exact names,
/// in any case of letters. Those that begin with a dot (`.stversions`, `.trash`) are never read anyway. `docs/notes.md`
/// lists them; a folder that a person named `backup` or `archive` is read.
pub const PROGRAM_FOLDERS: [&str; 25] = [
    // Windows
    "$RECYCLE.BIN",
    "RECYCLER",
    "System Volume Information",
    "~snapshot",
    // Linux
    "lost+found",
    // macOS, and file servers for it
    "Network Trash Folder",
    "Temporary Items",
    "TheFindByContentFolder",
    "TheVolumeSettingsFolder",
    "__MACOSX",
    // Synology
    "#recycle",
    "#snapshot",
    "@eaDir",
    "@sharebin",
    "@tmp",
    // QNAP
    "@Recycle",
    "@Recently-Snapshot",
    // Buffalo
    "trashbox",
    // Nextcloud, ownCloud
    "files_trashbin",
    "files_versions",
    // GoodSync
    "_gsdata_",
    // VNote
    "vx_recycle_bin",
    "_v_recycle_bin",
    // Programs' libraries, with notes of their own
    "node_modules",
    "__pycache__",
];

/// The same, if only the name of the folder above distinguishes them from a person's own.
pub const PROGRAM_SUBFOLDERS: [(&str, &str); 2] = [("logseq", "bak"), ("logseq", "version-files")];

/// A form of name that is never input. Letters compare without regard to ASCII case.
enum IgnoredNamePattern {
    Is(&'static str),
    Starts(&'static str),
    Ends(&'static str),
    Contains(&'static str),
    /// Begins with the one and ends with the other.
    StartsAndEnds(&'static str, &'static str),
    /// Ends like this; each `?` is one ASCII letter or digit.
    EndsLike(&'static str),
}

use IgnoredNamePattern::{Contains, Ends, EndsLike, Is, Starts, StartsAndEnds};

/// docs/watching.md's table "Never read", without the names that begin with a dot: those are never input whatever follows.
const NEVER_INPUT: &[IgnoredNamePattern] = &[
    // vim
    Is("4913"),
    Ends("~"),
    // emacs
    StartsAndEnds("#", "#"),
    // helix, kate, JetBrains
    Ends(".bck"),
    Ends(".kate-swp"),
    Ends("jb_tmp___"),
    Ends("jb_old___"),
    Ends("jb_bak___"),
    // macOS
    EndsLike(".sb-????????-??????"),
    // Office
    Starts("~$"),
    StartsAndEnds("~", ".tmp"),
    // Syncthing
    Starts("~syncthing~"),
    // Nextcloud
    Ends(".part"),
    Ends(".filepart"),
    Ends(".crdownload"),
    Contains(".~"),
    // Google
    Ends(".gdoc"),
    Ends(".gsheet"),
    Ends(".gslides"),
    // Windows
    Is("desktop.ini"),
];

/// Whether a file of this name is left alone wherever it is: half-written, a lock, a program's own.
#[must_use]
pub fn is_ignored_file_name(name: &str) -> bool {
    is_dot_name(name) || NEVER_INPUT.iter().any(|pattern| pattern.matches(name.as_bytes()))
}

/// Whether a name begins with a dot: neither opened nor walked into.
#[must_use]
pub fn is_dot_name(name: &str) -> bool {
    name.starts_with('.')
}

/// Whether a file is a note that a person hid by a dot before its name. What programs keep beside a note has a sign behind the dot.
#[must_use]
pub fn is_hidden_note(name: &str) -> bool {
    name.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric) && is_note_by_ending(rest))
}

/// Whether a folder is never read, by its name and that of the folder above it in the journal.
#[must_use]
pub fn is_never_read_folder(parent: Option<&str>, name: &str) -> bool {
    let is_subfolder = |(above, folder): &(&str, &str)| {
        name.eq_ignore_ascii_case(folder) && parent.is_some_and(|parent| parent.eq_ignore_ascii_case(above))
    };
    is_dot_name(name)
        || name.eq_ignore_ascii_case(PRIVATE)
        || PROGRAM_FOLDERS.iter().any(|folder| name.eq_ignore_ascii_case(folder))
        || PROGRAM_SUBFOLDERS.iter().any(is_subfolder)
}

/// Whether any of the folders of a path below the journal is never read.
#[must_use]
pub fn has_never_read_folder<'a>(folders: impl IntoIterator<Item = &'a str>) -> bool {
    let mut parent = None;
    folders.into_iter().any(|name| is_never_read_folder(parent.replace(name), name))
}

/// Whether a path of the journal is its settings.
#[must_use]
pub fn is_settings_path(path: &str) -> bool {
    path.eq_ignore_ascii_case(SETTINGS)
}

/// Whether a name at the top of the journal is one that tinystep writes.
#[must_use]
pub fn is_our_output_at_top(name: &str) -> bool {
    FOLDERS_MADE_AT_TOP.contains(&name) || FILES_MADE_AT_TOP.contains(&name)
}

/// Whether a folder at the top of the journal holds its own templates or rules.
#[must_use]
pub fn is_rules_or_templates_folder(name: &str) -> bool {
    [TEMPLATES, PROMPTS].iter().any(|folder| name.eq_ignore_ascii_case(folder))
}

/// Whether a file of this name is plain text that may be a note with the wrong ending, or with none
/// (docs/specification.md#8-problems).
#[must_use]
pub fn may_be_misnamed_note(path: &str) -> bool {
    // Nearly every note ends in `.md`, and it is asked of each.
    !path.ends_with(".md") && (has_text_ending(path) || is_date_without_ending(path))
}

/// Whether a name ends as the names of plain text do.
#[must_use]
pub fn has_text_ending(path: &str) -> bool {
    [&b".txt"[..], b".text", b".mdown", b".mkd", b".mkdn", b".mdwn", b".mdtxt"]
        .iter()
        .any(|ending| ends_ignoring_case(path.as_bytes(), ending))
}

/// Whether a name has the digits of a date and no ending, as some editors on phones leave it: `2026-11-19`.
fn is_date_without_ending(path: &str) -> bool {
    const DIGITS_OF_DATE: usize = 8;
    const MOST_BYTES: usize = 60;
    let name = path.rsplit('/').next().unwrap_or(path);
    // The day in `2026.11.19` is not an ending.
    let has_ending = name.rsplit_once('.').is_some_and(|(_, ending)| !ending.bytes().all(|b| b.is_ascii_digit()));
    !has_ending && name.len() <= MOST_BYTES && name.bytes().filter(u8::is_ascii_digit).count() >= DIGITS_OF_DATE
}

/// Whether a file of this name is a note: by its ending, or as a conflict copy that lost it.
#[must_use]
pub fn is_note_by_ending(name: &str) -> bool {
    has_markdown_ending(name) || is_seafile_copy(name)
}

/// `.x.md.icloud` -> `x.md`: a note that is there, but only in the cloud.
#[must_use]
pub fn original_name_of_cloud_placeholder(name: &str) -> Option<&str> {
    let inner = name.strip_prefix('.')?.strip_suffix(".icloud")?;
    (is_note_by_ending(inner) && !is_ignored_file_name(inner)).then_some(inner)
}

/// Whether a name is that of a file that is not a note and is only in the cloud: `.2026-11-18 07.30.m4a.icloud`. Its name says
/// as much as the file itself.
#[must_use]
pub fn is_cloud_placeholder_of_file(name: &str) -> bool {
    let inner = name.strip_prefix('.').and_then(|rest| rest.strip_suffix(".icloud"));
    inner.is_some_and(|inner| inner.contains('.') && !is_note_by_ending(inner) && !is_ignored_file_name(inner))
}

fn has_markdown_ending(name: &str) -> bool {
    ends_ignoring_case(name.as_bytes(), b".md") || ends_ignoring_case(name.as_bytes(), b".markdown")
}

/// `n.md (SFConflict name@example.com 2015-03-07-11-30-28)`: the only sync program that writes its mark after the ending.
fn is_seafile_copy(name: &str) -> bool {
    name.ends_with(')') && name.rsplit_once(" (SFConflict ").is_some_and(|(original, _)| has_markdown_ending(original))
}

impl IgnoredNamePattern {
    fn matches(&self, name: &[u8]) -> bool {
        match *self {
            Is(whole) => name.eq_ignore_ascii_case(whole.as_bytes()),
            Starts(head) => starts_ignoring_case(name, head.as_bytes()),
            Ends(tail) => ends_ignoring_case(name, tail.as_bytes()),
            Contains(part) => name.windows(part.len()).any(|w| w.eq_ignore_ascii_case(part.as_bytes())),
            StartsAndEnds(head, tail) => {
                name.len() >= head.len() + tail.len()
                    && starts_ignoring_case(name, head.as_bytes())
                    && ends_ignoring_case(name, tail.as_bytes())
            }
            EndsLike(mask) => name.len().checked_sub(mask.len()).and_then(|at| name.get(at..)).is_some_and(|tail| {
                tail.iter().zip(mask.as_bytes()).all(|(c, m)| match m {
                    b'?' => c.is_ascii_alphanumeric(),
                    m => c.eq_ignore_ascii_case(m),
                })
            }),
        }
    }
}

fn starts_ignoring_case(name: &[u8], head: &[u8]) -> bool {
    name.get(..head.len()).is_some_and(|h| h.eq_ignore_ascii_case(head))
}

fn ends_ignoring_case(name: &[u8], tail: &[u8]) -> bool {
    name.len().checked_sub(tail.len()).and_then(|at| name.get(at..)).is_some_and(|t| t.eq_ignore_ascii_case(tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_and_clients_leave_is_never_input() {
        for name in [
            "4913",
            "n.md~",
            ".n.md.swp",
            ".n.md.swx",
            "#n.md#",
            ".#n.md",
            "n.mdHbCX9d.bck",
            ".n.md.kate-swp",
            "n.md___jb_tmp___",
            "n.md___jb_old___",
            "n.md___jb_bak___",
            ".goutputstream-X",
            "n.md.sb-515b24a2-00Ug5l",
            "~$n.docx",
            ".~lock.n.md#",
            "~WRL0001.tmp",
            ".syncthing.n.md.tmp",
            "~syncthing~n.md.tmp",
            ".stfolder",
            ".dropbox",
            ".dropbox.attr",
            "n.md.part",
            "n.md.filepart",
            "n.md.crdownload",
            "n.md.~a1b2",
            "n.gdoc",
            ".DS_Store",
            "desktop.ini",
            "Desktop.ini",
            ".md",
        ] {
            assert!(is_ignored_file_name(name), "{name}");
        }
        for name in [
            "n.md",
            "4913.md",
            "#1 walk.md",
            "~ thoughts.md",
            "walk.sb-long-name.md",
            "a part.md",
            "n~1.md",
            "desktop.md",
            "walk #.md",
            "partner.md",
            "2026-11-19.m4a",
            "tmp.md",
            "é.md",
            "n.sb-md",
        ] {
            assert!(!is_ignored_file_name(name), "{name}");
        }
    }

    #[test]
    fn notes_are_known_by_their_ending() {
        for name in [
            "n.md",
            "N.MD",
            "n.markdown",
            "journal.md",
            "n (1).md",
            "n.sync-conflict-20200521-184717-5RQAITR.md",
            "n.md (SFConflict name@example.com 2015-03-07-11-30-28)",
            "é.Markdown",
        ] {
            assert!(is_note_by_ending(name), "{name}");
        }
        for name in ["n.txt", "md", "n.md.txt", "n.jpg (SFConflict a 2015-03-07-11-30-28)", "n.md (SFConflict", "n.mdx"]
        {
            assert!(!is_note_by_ending(name), "{name}");
        }
    }

    #[test]
    fn plain_text_can_be_a_note_with_another_name() {
        for name in
            ["n.txt", "n.md.TXT", "n.text", "n.mdown", "2026-11-19", "d/2026.11.19", "Thu 20261119", "2026-11-19 walk"]
        {
            assert!(may_be_misnamed_note(name), "{name}");
        }
        for name in ["n", "2026-11-19/n", "2026-11-19.jpg", "2026-11", "LICENSE", "20261119.m4a", "n.textile"] {
            assert!(!may_be_misnamed_note(name), "{name}");
        }
    }

    #[test]
    fn some_folders_are_never_read() {
        for name in ["private", "Private", ".git", ".obsidian", ".stversions", ".trash", "#recycle", "$Recycle.Bin"] {
            assert!(is_never_read_folder(None, name), "{name}");
        }
        for name in ["privat", "my private", "plans", "reports", "backup", "archive", "old", "Trash talk", "bak"] {
            assert!(!is_never_read_folder(None, name), "{name}");
        }
        assert!(
            has_never_read_folder(["notes", "logseq", "bak", "journals"]) && !has_never_read_folder(["notes", "bak"])
        );
        assert!(
            is_rules_or_templates_folder("Templates")
                && is_rules_or_templates_folder("PROMPTS")
                && !is_rules_or_templates_folder("prompt")
        );
        assert!(
            is_our_output_at_top("edited")
                && is_our_output_at_top("notes-to-fix.md")
                && !is_our_output_at_top("Edited")
        );
    }

    #[test]
    fn a_cloud_placeholder_names_its_note() {
        assert_eq!(original_name_of_cloud_placeholder(".x.md.icloud"), Some("x.md"));
        assert_eq!(original_name_of_cloud_placeholder("..x.md.icloud"), None);
        assert_eq!(original_name_of_cloud_placeholder(".x.jpg.icloud"), None);
        assert_eq!(original_name_of_cloud_placeholder("x.md.icloud"), None);
        assert!(is_cloud_placeholder_of_file(".2026-11-18 07.30.m4a.icloud"));
        assert!(!is_cloud_placeholder_of_file(".x.md.icloud") && !is_cloud_placeholder_of_file("..x.m4a.icloud"));
    }
}
