//! The names of copies that sync clients leave after a conflict, and that people make (docs/watching.md, "Conflict copies").

/// Words for a conflict or their beginnings, in the languages in which Dropbox and other programs write them.
const CONFLICT_WORDS: [&str; 14] = [
    "conflict",
    "conflit",
    "konflik",
    "motstrid",
    "modstrid",
    "ristiriita",
    "конфл",
    "競合",
    "冲突",
    "衝突",
    "충돌",
    "ขัดแย้ง",
    "çakışan",
    "xung đột",
];

/// Whether the name alone shows a copy.
#[must_use]
pub(crate) fn is_certain_conflict_copy(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    if bracketed_end(name).is_some_and(is_seafile_suffix) {
        return true;
    }
    let Some(stem) = without_markdown_ending(name) else { return false };
    // A copy of a copy is still a copy.
    is_certain_conflict_stem(stem) || stems_without_copy_tails(stem).iter().any(|stem| is_certain_conflict_stem(stem))
}

/// Whether a name may have one of these forms: a quick look, since every note's name is looked at. Without brackets they hold the word
/// for a conflict or capitals of their own.
fn may_be_certain_conflict_stem(stem: &str) -> bool {
    stem.bytes().any(|b| matches!(b, b'(' | b'[' | b'B' | b'L' | b'R'))
        || stem.as_bytes().windows(5).any(|part| part.eq_ignore_ascii_case(b"onfli"))
}

fn is_certain_conflict_stem(stem: &str) -> bool {
    if !may_be_certain_conflict_stem(stem) {
        return false;
    }
    bracketed_end(stem).is_some_and(|inside| {
        is_seafile_suffix(inside)
            || is_conflicted_copy_suffix(inside)
            || is_dropbox_suffix(inside)
            || is_dropbox_case_suffix(inside)
            || inside.starts_with("case clash from ")
            || inside.starts_with("# Edit conflict ")
            || is_fsnotes_suffix(inside)
    }) || is_owncloud_stem(stem)
        || is_syncthing_stem(stem)
        || is_synology_stem(stem)
        || stem.strip_suffix(".Conflict").is_some_and(|n| !n.is_empty())
        || is_safe_backup_stem(stem)
        || is_git_version_stem(stem)
        || is_named_conflict_stem(stem)
}

/// Whether a file is a copy of `journal.md`, by its name.
#[must_use]
pub(crate) fn is_settings_copy(path: &str) -> bool {
    let (start, rest) = path.split_at_checked("journal".len()).unwrap_or(("", path));
    let is_beside = start.eq_ignore_ascii_case("journal") && !path.contains('/');
    is_beside && !rest.starts_with(|c: char| c.is_alphanumeric()) && is_certain_conflict_copy(path)
}

/// The forms of names that a copy may have, though other files may have them too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CopyNamePattern {
    /// `n (1).md`, `n copy.md`
    Number,
    /// `n 2.md`: of a day, a copy only if its text is nearly the same.
    BareNumber,
    /// `n-laptop.md`
    Machine,
    /// `n (recovered).md`, `n_1.md`, `n.bak.md`: a copy only if its text is the same to the letter.
    SameText,
}

/// Whether a file may be a copy of one of these, by its name in any case of letters: of two plans of one task the original
/// counts (docs/specification.md#1-notes).
pub(crate) fn may_be_copy_by_name<'a>(path: &str, others: impl IntoIterator<Item = &'a str>) -> bool {
    if is_certain_conflict_copy(path) {
        return true;
    }
    let originals: Vec<String> =
        possible_originals(path).into_iter().map(|(_, original)| original.to_lowercase()).collect();
    others.into_iter().any(|other| other != path && originals.contains(&other.to_lowercase()))
}

/// The names that a file of any kind may be a weak copy of: a note, a page, a file of data.
pub(crate) fn possible_originals_of_name(name: &str) -> Vec<String> {
    if let Some(original) = name.strip_suffix('~') {
        return vec![original.to_owned()];
    }
    if let Some((original, _)) = name.strip_suffix(')').and_then(|name| name.rsplit_once(" (SFConflict ")) {
        return vec![original.to_owned()];
    }
    let Some((stem, _)) = name.rsplit_once('.') else { return Vec::new() };
    originals_of_stem("", stem, &name[stem.len()..]).into_iter().map(|(_, original)| original).collect()
}

/// What is left of a name without the tails that copying adds, one after the other: for `n (1) (2)` it is `n (1)`, then `n`. Four at
/// most.
fn stems_without_copy_tails(stem: &str) -> Vec<String> {
    const MOST: usize = 4;
    let mut stems: Vec<String> = Vec::new();
    while stems.len() < MOST {
        let last = stems.last().map_or(stem, String::as_str);
        if !may_have_copy_tail(last) {
            break;
        }
        let shorter = without_number_inside_copy_brackets(last)
            .or_else(|| original_of_copied_stem(last).map(str::to_owned))
            .or_else(|| {
                let (before, number) = last.rsplit_once(' ')?;
                let inside = number.strip_prefix('(').and_then(|number| number.strip_suffix(')'));
                let is_number = inside.map_or(matches!(number.as_bytes(), [b'2'..=b'9']), |inside| {
                    (1..=2).contains(&inside.len()) && is_digits(inside) && inside != "0"
                });
                (is_number && !before.is_empty()).then(|| before.to_owned())
            });
        match shorter {
            Some(shorter) => stems.push(shorter),
            None => break,
        }
    }
    stems
}

/// Whether a name can end as a copy does: a quick look, since every note's name is looked at.
fn may_have_copy_tail(stem: &str) -> bool {
    const LETTERS: [char; 6] = ['y', 'Y', 'e', 'E', 'a', 'A'];
    let ends_so = |c: char| c.is_ascii_digit() || matches!(c, '(' | ')') || LETTERS.contains(&c);
    const BEFORE: [&str; 2] = ["Kopie ", "Cop"];
    stem.contains(' ') && (stem.ends_with(ends_so) || BEFORE.into_iter().any(|before| stem.starts_with(before)))
}

/// `n (copy 2026-11-20)` of `n (copy 2026-11-20 (1))`.
fn without_number_inside_copy_brackets(stem: &str) -> Option<String> {
    let (before, number) = stem.strip_suffix("))")?.rsplit_once(" (")?;
    is_digits(number).then(|| format!("{before})"))
}

/// The name that a file manager copied: `n copy`, `n copy 2`, `n - Copy`, `n - Copy (2)`, `n - Kopie`, `Copy of n`.
fn original_of_copied_stem(stem: &str) -> Option<&str> {
    const COPY: [&str; 9] =
        [" - copy", " copy", " - kopie", " kopie", " - copie", " copie", " - copia", " copia", " - kopia"];
    const BEFORE: [&str; 6] = ["Copy of ", "Kopie von ", "Kopie van ", "Copie de ", "Copia de ", "Copia di "];
    let unnumbered = match stem.rsplit_once(' ') {
        Some((before, number)) if is_digits(number.trim_matches(['(', ')'])) => before,
        _ => stem,
    };
    let lower = unnumbered.to_ascii_lowercase();
    let ending = COPY.into_iter().find(|ending| lower.ends_with(ending));
    match ending {
        Some(ending) => unnumbered.get(..unnumbered.len() - ending.len()),
        None => BEFORE.into_iter().find_map(|before| stem.strip_prefix(before)),
    }
    .filter(|original| !original.is_empty())
}

/// The files that a file may be a weak copy of: their paths.
pub(crate) fn possible_originals(path: &str) -> Vec<(CopyNamePattern, String)> {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (&path[..=folder.len()], name));
    let Some(stem) = without_markdown_ending(name) else { return Vec::new() };
    let mut out = originals_of_stem(folder, stem, &name[stem.len()..]);
    // `recovered/n.md`: a copy only if its text is the same.
    if let Some(outside) = folder_around_recovered_files(folder) {
        out.push((CopyNamePattern::SameText, format!("{outside}{name}")));
    }
    out
}

fn originals_of_stem(folder: &str, stem: &str, ending: &str) -> Vec<(CopyNamePattern, String)> {
    let whole = |stem: &str| format!("{folder}{stem}{ending}");
    let mut out = Vec::new();
    let copied = stems_without_copy_tails(stem).into_iter().filter(|original| !original.is_empty());
    out.extend(copied.map(|original| (pattern_of_copied_stem(stem, &original), whole(&original))));
    // The hyphens inside a date part no machine from a name.
    let is_inside_date = |at: usize| {
        let (before, behind) = (&stem.as_bytes()[..at], stem.as_bytes().get(at + 1));
        behind.is_some_and(u8::is_ascii_digit) && before.iter().all(|&b| b.is_ascii_digit() || b == b'-')
    };
    let hyphens = stem.match_indices('-').map(|(at, _)| at);
    let hyphens = hyphens.filter(|&at| at > 0 && at + 1 < stem.len() && !is_inside_date(at)).take(64);
    out.extend(hyphens.map(|at| (CopyNamePattern::Machine, whole(&stem[..at]))));
    for (pattern, original) in stems_before_tails(stem) {
        let original = whole(original);
        let is_known = |(known, path): &(CopyNamePattern, String)| {
            *path == original && (*known != CopyNamePattern::Machine || *known == pattern)
        };
        if !out.iter().any(is_known) {
            out.push((pattern, original));
        }
    }
    out
}

/// A number without brackets may count the notes of a day.
fn pattern_of_copied_stem(stem: &str, original: &str) -> CopyNamePattern {
    let tail = stem.strip_prefix(original).unwrap_or_default();
    if is_digits(tail.trim_start()) { CopyNamePattern::BareNumber } else { CopyNamePattern::Number }
}

/// The folder in which a folder lies whose name says that its files were recovered.
fn folder_around_recovered_files(folder: &str) -> Option<&str> {
    const NAMES: [&str; 7] =
        ["recovered", "recovered files", "restored", "restored files", "recovery", "conflicts", "conflicted copies"];
    let inside = folder.strip_suffix('/')?;
    let (outside, name) =
        inside.rsplit_once('/').map_or(("", inside), |(outside, name)| (&folder[..=outside.len()], name));
    NAMES.iter().any(|known| name.eq_ignore_ascii_case(known)).then_some(outside)
}

/// The paths of the files that a file says it was copied from, with a word such as `recovered`. What it says besides may be its own.
pub(crate) fn originals_of_named_copy(path: &str) -> Vec<String> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| &path[..=folder.len()]);
    let outside = folder_around_recovered_files(folder).map(|outside| format!("{outside}{}", &path[folder.len()..]));
    let is_outside_recovered = |original: &str| outside.as_deref() == Some(original);
    let originals = possible_originals(path).into_iter().map(|(_, original)| original);
    originals.filter(|original| ends_with_sign_of_copy(path, original) || is_outside_recovered(original)).collect()
}

/// Whether a name says that the file is an earlier state of another: `n (recovered).md`, `n backup.md`, `n old.md`.
pub(crate) fn name_behind_original_says_earlier_state(path: &str, original: &str) -> bool {
    const WORDS: [&str; 7] = ["recovered", "restored", "backup", "bak", "old", "orig", "original"];
    let tail = tail_behind_original(path, original).to_lowercase();
    is_sign_of_copy(&tail) && words_of(&tail).any(|word| WORDS.contains(&word))
}

/// Whether a name is that of the original and a copy's sign: `n (Copy).md`, `n backup 2.md`.
pub(crate) fn ends_with_sign_of_copy(path: &str, original: &str) -> bool {
    is_sign_of_copy(&tail_behind_original(path, original).to_lowercase())
}

/// What stands in a name behind that of the original, before the ending.
pub(crate) fn tail_behind_original<'p>(path: &'p str, original: &str) -> &'p str {
    let stem = |path: &str| path.rsplit_once('.').map_or(path.len(), |(stem, _)| stem.len());
    path.get(stem(original)..stem(path)).unwrap_or_default()
}

/// Words for a copy, or their beginnings, in the languages of the programs that write them.
const COPY_WORDS: [&str; 26] = [
    "copy",
    "copi",
    "cópi",
    "kopi",
    "kópi",
    "копи",
    "másolat",
    "salinan",
    "backup",
    "sicherung",
    "sicherungskopie",
    "sauvegarde",
    "server",
    "recovered",
    "restored",
    "wiederhergestellt",
    "version",
    "duplicad",
    "duplicat",
    "duplikat",
    "dupe",
    "副本",
    "複本",
    "复制",
    "コピー",
    "사본",
];

/// Words for a copy that have no endings.
const WHOLE_COPY_WORDS: [&str; 4] = ["bak", "orig", "original", "old"];

/// Whether the end of a name, in small letters, is a copy's sign and no more: ` (recovered)`, ` - backup 2`, ` old version`. In ` old friend`
/// and ` backup plan` the word belongs to a title.
fn is_sign_of_copy(tail: &str) -> bool {
    /// An ending of the word: `copies`, `kopia`.
    const MOST_LETTERS_BEHIND: usize = 2;
    const BESIDE: [&str; 8] = ["of", "from", "von", "de", "file", "local", "remote", "previous"];
    let is_sign = |word: &str| {
        let is_form = |start: &&str| {
            word.strip_prefix(*start).is_some_and(|behind| behind.chars().count() <= MOST_LETTERS_BEHIND)
        };
        WHOLE_COPY_WORDS.contains(&word) || COPY_WORDS.iter().any(is_form)
    };
    let is_beside = |word: &str| {
        word.bytes().any(|b| b.is_ascii_digit())
            || BESIDE.contains(&word)
            || DEVICES.contains(&word)
            || CONFLICT_WORDS.iter().any(|start| word.starts_with(start))
    };
    words_of(tail).any(is_sign) && words_of(tail).all(|word| is_sign(word) || is_beside(word))
}

fn words_of(tail: &str) -> impl Iterator<Item = &str> {
    tail.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a name may end as [`stems_before_tails`] looks for: a quick look, since every note's name is looked at. `lower` is the
/// stem in small letters.
fn may_have_tail_of_copy(lower: &str) -> bool {
    let ends_in_number = || words_of(lower).last().is_some_and(|word| word.bytes().any(|b| b.is_ascii_digit()));
    // Each word of ASCII for a conflict has one of these in it.
    let may_say_conflict =
        || lower.as_bytes().windows(5).any(|part| matches!(part, b"onfli" | b"tstri" | b"dstri" | b"istir"));
    let is_sign = |word: &str| {
        WHOLE_COPY_WORDS.contains(&word)
            || DEVICES.contains(&word)
            || COPY_WORDS.iter().any(|start| word.starts_with(start))
    };
    !lower.is_ascii() || lower.contains('~') || ends_in_number() || may_say_conflict() || words_of(lower).any(is_sign)
}

/// The stems of which a name may be a copy's, with what the tail shows: a conflict, or nothing certain.
fn stems_before_tails(stem: &str) -> Vec<(CopyNamePattern, &str)> {
    let lower = stem.to_lowercase();
    if may_have_tail_of_copy(&lower) { find_stems_before_tails(stem, &lower).collect() } else { Vec::new() }
}

fn find_stems_before_tails<'s>(stem: &'s str, lower: &str) -> impl Iterator<Item = (CopyNamePattern, &'s str)> {
    let parts = stem.match_indices([' ', '_', '-', '.', '(', '[', '~', '+']).take(64);
    parts.filter_map(move |(at, _)| {
        let (original, _) = stem.split_at_checked(at)?;
        let (original, tail) = (original.trim_end(), lower.get(at..)?);
        // Nearly every name is a date, and the parts of a date are not names.
        let is_part_of_date = || original.len() < 10 && original.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if original.is_empty() || is_part_of_date() {
            return None;
        }
        let says_copy = is_sign_of_copy(tail);
        let digits = tail.bytes().filter(u8::is_ascii_digit).count();
        // `2026-11-18 day 3.md` is a note of its own.
        let is_number = || words_of(tail).all(|word| word.bytes().any(|b| b.is_ascii_digit()));
        // `2026-11-16 (evening).md`, `2026-11-16 at 8pm.md` are separate notes.
        if names_time_of_day(tail) {
            return None;
        }
        let says_conflict = CONFLICT_WORDS.iter().any(|word| tail.contains(word));
        let has_copy_beside = || words_of(tail).any(|word| COPY_WORDS.iter().any(|start| word.starts_with(start)));
        if says_conflict && (digits >= 8 || has_copy_beside()) {
            return Some((CopyNamePattern::Number, original));
        }
        let may_be_copy =
            says_conflict || says_copy || names_device(tail) || digits > 0 && is_number() || tail.contains('~');
        may_be_copy.then_some((CopyNamePattern::SameText, original))
    })
}

/// Whether the end of a name says when on the day: `at 8pm`, `20h`, `(evening)`.
fn names_time_of_day(tail: &str) -> bool {
    const PARTS: [&str; 9] =
        ["morning", "noon", "midday", "afternoon", "evening", "night", "bedtime", "breakfast", "dinner"];
    let is_clock = |word: &str| {
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
        (1..=4).contains(&(word.len() - unit.len())) && matches!(unit, "h" | "am" | "pm" | "uhr")
    };
    let words = tail.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty()).any(|word| PARTS.contains(&word) || is_clock(word))
}

/// What a note may be written on.
const DEVICES: [&str; 14] = [
    "iphone", "ipad", "macbook", "imac", "mac", "android", "pixel", "galaxy", "phone", "tablet", "laptop", "desktop",
    "handy", "pc",
];

/// Whether the end of a name says on which device it was written and no more: ` - iPhone`, ` Anas iPad`, ` iPhone von Anna`, `-MacBook-Pro-2`.
/// A `phone call` is something else.
fn names_device(tail: &str) -> bool {
    const OF: [&str; 8] = ["von", "van", "de", "di", "of", "av", "af", "d"];
    const MODELS: [&str; 6] = ["pro", "air", "mini", "max", "plus", "ultra"];
    const MOST_BEFORE: usize = 2;
    let words: Vec<&str> = words_of(tail).collect();
    let Some(at) = words.iter().position(|word| DEVICES.contains(word)) else { return false };
    let is_by = words.iter().take(at).any(|word| matches!(*word, "by" | "on" | "over" | "per" | "the" | "a" | "no"));
    let behind = words.get(at + 1..).unwrap_or_default();
    let is_model = |word: &&str| MODELS.contains(word) || word.bytes().any(|b| b.is_ascii_digit());
    let is_last = behind.iter().all(is_model) || behind.first().is_some_and(|word| OF.contains(word));
    at <= MOST_BEFORE && !is_by && is_last
}

fn without_markdown_ending(name: &str) -> Option<&str> {
    let (stem, ending) = name.rsplit_once('.')?;
    let is_note = ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown");
    (is_note && !stem.is_empty()).then_some(stem)
}

/// The text in the last pair of brackets, which must end the name and have something before it.
fn bracketed_end(name: &str) -> Option<&str> {
    let (before, inside) = name.strip_suffix(')')?.rsplit_once(" (")?;
    (!before.is_empty()).then_some(inside)
}

/// `DESKTOP-UMS014A's conflicted copy 2019-04-24`, `conflicted copy jane 2025-04-10 093612`,
/// `Conflicted copy ThinkPad-T14-G5 202603121129`
fn is_conflicted_copy_suffix(inside: &str) -> bool {
    let lower = inside.to_ascii_lowercase();
    let Some((_, behind)) = lower.split_once("conflicted copy ") else { return false };
    let mut words = behind.split(' ').rev();
    let last = words.next().unwrap_or_default();
    is_date(last)
        || (last.len() == 12 && is_digits(last))
        || (last.len() == 6 && is_digits(last) && words.next().is_some_and(is_date))
}

/// Dropbox in any language, and Maestral: a word for a conflict, one for a copy, and a date at the end, perhaps with a
/// number: `Sam's conflicting copy 2026-11-21`, `Copie en conflit de Sam 2026-11-21`, `2026-11-21 1`.
fn is_dropbox_suffix(inside: &str) -> bool {
    const COPY: [&str; 13] = [
        "copy",
        "copie",
        "copia",
        "cópia",
        "còpia",
        "kopi",
        "salinan",
        "копи",
        "копі",
        "コピー",
        "사본",
        "副本",
        "複本",
    ];
    let is_number = |word: &str| word.len() <= 2 && is_digits(word.trim_matches(['(', ')']));
    let lower = inside.to_lowercase();
    let mut words = lower.split_whitespace().rev();
    let last = words.next().unwrap_or_default();
    let stamp = if is_number(last) { words.next().unwrap_or_default() } else { last };
    is_date(stamp.trim_matches(','))
        && CONFLICT_WORDS.iter().any(|word| lower.contains(word))
        && (COPY.iter().any(|word| lower.contains(word)) || lower.contains("複製") || lower.contains("복사본"))
}

/// Dropbox for names that some systems take for one: `Case Conflict`, `Case Conflict 1`, `Unicode Encoding Conflict`.
fn is_dropbox_case_suffix(inside: &str) -> bool {
    const MARKS: [&str; 4] =
        ["Case Conflict", "Unicode Encoding Conflict", "Selective Sync Conflict", "White Space Conflict"];
    MARKS.iter().any(|mark| {
        let rest =
            inside.get(..mark.len()).filter(|start| start.eq_ignore_ascii_case(mark)).map(|_| &inside[mark.len()..]);
        rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix(' ').is_some_and(is_digits))
    })
}

fn is_seafile_suffix(inside: &str) -> bool {
    let Some(behind) = inside.strip_prefix("SFConflict ") else { return false };
    let stamp = behind.rsplit(' ').next().unwrap_or_default();
    has_digit_shape(stamp, "9999-99-99-99-99-99")
}

fn is_fsnotes_suffix(inside: &str) -> bool {
    inside.strip_prefix("CONFLICT ").is_some_and(|stamp| has_digit_shape(stamp, "99999999T999999"))
}

fn is_owncloud_stem(stem: &str) -> bool {
    stem.rsplit_once("_conflict-")
        .is_some_and(|(before, stamp)| !before.is_empty() && has_digit_shape(stamp, "99999999-999999"))
}

fn is_syncthing_stem(stem: &str) -> bool {
    stem.rsplit_once(".sync-conflict-").is_some_and(|(before, stamp)| {
        let (time, device) = (stamp.get(..15).unwrap_or_default(), stamp.get(15..).unwrap_or_default());
        // If a version or program names no device, nothing follows the time.
        let is_device =
            |device: &str| (4..=63).contains(&device.len()) && device.bytes().all(|b| b.is_ascii_alphanumeric());
        !before.is_empty()
            && has_digit_shape(time, "99999999-999999")
            && (device.is_empty() || device.strip_prefix('-').is_some_and(is_device))
    })
}

/// `a_Andy-PC_Jan-03-0901-2013_CaseConflict_1`
fn is_synology_stem(stem: &str) -> bool {
    let numbered = stem.rsplit_once('_').filter(|(_, n)| is_digits(n)).map_or(stem, |(before, _)| before);
    let Some(before) = numbered.strip_suffix("_CaseConflict").or_else(|| numbered.strip_suffix("_Conflict")) else {
        return false;
    };
    let mut parts = before.rsplit('_');
    let stamp = parts.next().unwrap_or_default();
    let month = stamp.get(..3).is_some_and(|m| m.bytes().all(|b| b.is_ascii_alphabetic()));
    month
        && has_digit_shape(stamp.get(3..).unwrap_or_default(), "-99-9999-9999")
        && parts.next().is_some()
        && parts.next().is_some()
}

/// What `git mergetool` leaves: `n_BASE_1234`, `n.LOCAL.1234`.
fn is_git_version_stem(stem: &str) -> bool {
    ['_', '.'].into_iter().any(|sign| {
        let parts = stem.rsplit_once(sign).filter(|(_, number)| is_digits(number));
        let version = parts.and_then(|(before, _)| before.rsplit_once(sign));
        version
            .is_some_and(|(before, word)| !before.is_empty() && matches!(word, "BASE" | "BACKUP" | "LOCAL" | "REMOTE"))
    })
}

/// `n [conflict]`, `n-Konfliktkopie`, `n (# Name clash 2026-11-19 abcdefg #)`
fn is_named_conflict_stem(stem: &str) -> bool {
    const WORDS: [&str; 6] =
        ["conflict", "conflicted", "conflicted copy", "konflikt", "konfliktkopie", "in konflikt stehende kopie"];
    let lower = stem.to_lowercase();
    let ends_so = |word: &str| {
        let inside = lower.strip_suffix(']').and_then(|rest| rest.strip_suffix(word));
        inside.is_some_and(|rest| rest.ends_with(" ["))
            || word.starts_with("konflikt") && {
                let before = lower.strip_suffix(word).unwrap_or_default();
                before.len() > 1 && before.ends_with(['-', '_', ' '])
            }
    };
    WORDS.into_iter().any(ends_so) || bracketed_end(stem).is_some_and(|inside| inside.starts_with("# Name clash "))
}

fn is_safe_backup_stem(stem: &str) -> bool {
    stem.rsplit_once("-safeBackup-").is_some_and(|(before, n)| before.contains('-') && has_digit_shape(n, "9999"))
}

fn is_date(word: &str) -> bool {
    has_digit_shape(word, "9999-99-99")
}

/// One digit or more.
fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// `9` stands for a digit, anything else for itself.
fn has_digit_shape(word: &str, shape: &str) -> bool {
    word.len() == shape.len()
        && word.bytes().zip(shape.bytes()).all(|(b, s)| if s == b'9' { b.is_ascii_digit() } else { b == s })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name_part() -> impl Strategy<Value = String> {
        let words: Vec<&str> = COPY_WORDS
            .into_iter()
            .chain(WHOLE_COPY_WORDS)
            .chain(CONFLICT_WORDS)
            .chain(DEVICES)
            .chain(["walk", "evening", "2026-11-16", "2", "x3", "call", "von", "8pm", "", "~"])
            .collect();
        let word = prop_oneof![prop::sample::select(words).prop_map(str::to_owned), "[a-zO-Z0-9]{0,6}"];
        (word, "[a-z]{0,3}", "[ _.(~+-]{1,2}")
            .prop_map(|(word, behind, separator)| format!("{word}{behind}{separator}"))
    }

    proptest! {
        #[test]
        fn the_quick_look_misses_no_copy(parts in prop::collection::vec(name_part(), 1..6)) {
            let stem = parts.concat();
            let lower = stem.to_lowercase();
            if !may_have_tail_of_copy(&lower) {
                prop_assert_eq!(find_stems_before_tails(&stem, &lower).next(), None, "{:?}", stem);
            }
        }
    }

    #[test]
    fn strong_names_of_every_client() {
        for name in [
            "n (DESKTOP-UMS014A's conflicted copy 2019-04-24).md",
            "n (conflicted copy 2025-04-10 093612).md",
            "n (conflicted copy jane 2025-04-10 093612).md",
            "n_conflict-20180220-141213.md",
            "a/b/n.sync-conflict-20200521-184717-5RQAITR.md",
            "n (Conflicted copy ThinkPad-T14-G5 202603121129).md",
            "n.md (SFConflict name@example.com 2015-03-07-11-30-28)",
            "a_Andy-PC_Jan-03-0901-2013_CaseConflict_1.md",
            "n.Conflict.md",
            "n (CONFLICT 20231005T070858).md",
            "n-fedora-safeBackup-0001.md",
            "n (Sam's conflicting copy 2026-11-21).md",
            "n (Sam's conflicting copy 2026-11-21 1).md",
            "n (# Name clash 2026-11-19 abcdefg #).md",
            "n_BASE_1234.md",
            "n.BACKUP.1234.md",
            "n [conflict].md",
            "n-Konfliktkopie.md",
            "n.sync-conflict-20200521-184717.md",
            "n (Case Conflict).md",
            "n (case conflict 2).md",
            "n (Unicode Encoding Conflict).md",
            "n (In Konflikt stehende Kopie von Sam 2026-11-21).md",
            "n (Sams in Konflikt stehende Kopie 2026-11-21).md",
            "n (Copie en conflit de Sam 2026-11-21).md",
            "n (Copia en conflicto de Sam 2026-11-21).md",
            "n (Copia in conflitto di Sam 2026-11-21).md",
            "n (Cópia em conflito de Sam 2026-11-21).md",
            "n (Conflicterende kopie van Sam 2026-11-21).md",
            "n (Sams konfliktkopia 2026-11-21).md",
            "n (конфликтующая копия с Sam 2026-11-21).md",
            "n (Sam の競合コピー 2026-11-21).md",
            "n (Sam 的冲突副本 2026-11-21).md",
            "n (Sam 的衝突複本 2026-11-21).md",
            "n (Sam의 충돌하는 사본 2026-11-21).md",
        ] {
            assert!(is_certain_conflict_copy(name), "{name}");
        }
    }

    #[test]
    fn titles_are_no_copies() {
        for name in [
            "n.md",
            "Notes (Conflicts between families).md",
            "n (conflicted copy).md",
            "conflict-20180220.md",
            "n.sync-conflict-.md",
            "My conflict.md",
            "a_CaseConflict_1.md",
            "n (1).md",
            "2021-01-04-Monday.md",
            ".Conflict.md",
            "n-safeBackup-0001.md",
            "n (Conflict of 2026-11-21).md",
            "n (my copy 2026-11-21).md",
            "n (Case Conflict of Sam).md",
            "n (conflict copies).md",
            "",
        ] {
            assert!(!is_certain_conflict_copy(name), "{name}");
        }
    }

    #[test]
    fn the_original_is_known_by_its_name() {
        for copy in [
            "p/walk (1).md",
            "p/walk 2.md",
            "p/walk copy.md",
            "p/walk copy 2.md",
            "p/walk - Copy.md",
            "p/walk - Copy (2).md",
            "p/Copy of walk.md",
            "p/walk-laptop.md",
            "p/walk (Case Conflict).md",
            "p/walk (copy).md",
            "p/walk (Kopie).md",
            "p/walk (old).md",
            "p/walk (backup).md",
            "p/walk (recovered).md",
            "p/walk (whitespace conflict).md",
            "p/walk (Conflit de casse).md",
            "p/walk (Sams iPhone).md",
            "p/walk - backup.md",
            "p/walk [2].md",
            "p/walk.bak.md",
            "p/Walk_copy.md",
            "p/walk 12.md",
        ] {
            assert!(may_be_copy_by_name(copy, ["p/walk.md", copy]), "{copy}");
        }
        for other in ["p/walk.md", "walk copy.md", "p/walks.md", "p/walk evening.md", "p/walk home.md", "p/ copy.md"] {
            assert!(!may_be_copy_by_name(other, ["p/walk.md", other]), "{other}");
        }
    }

    #[test]
    fn a_name_may_say_that_it_is_an_earlier_state() {
        for copy in ["p/n (recovered).md", "p/n restored.md", "p/n-backup.md", "p/n old.md", "p/n.bak.md"] {
            assert!(originals_of_named_copy(copy).contains(&"p/n.md".to_owned()), "{copy}");
            assert!(name_behind_original_says_earlier_state(copy, "p/n.md"), "{copy}");
        }
        for other in ["p/n cold.md", "p/n evening.md", "p/n 2.md"] {
            assert!(!name_behind_original_says_earlier_state(other, "p/n.md"), "{other}");
        }
        for copy in [
            "n copy.md",
            "n (Copy) 2.md",
            "n old version.md",
            "n - Kopie.md",
            "n duplicate.md",
            "n_dupe.md",
            "n (copy from iPhone).md",
        ] {
            assert!(originals_of_named_copy(copy).contains(&"n.md".to_owned()), "{copy}");
        }
        // A word among others belongs to a title.
        for own in [
            "n old friend.md",
            "n copying homework.md",
            "n copying.md",
            "n copy shop.md",
            "n the old house.md",
            "n backup plan.md",
            "n version of me.md",
            "n recovery.md",
            "n conflict.md",
            "n 3.md",
        ] {
            assert!(!originals_of_named_copy(own).contains(&"n.md".to_owned()), "{own}");
            assert!(!name_behind_original_says_earlier_state(own, "n.md"), "{own}");
        }
    }

    #[test]
    fn what_a_weak_name_may_be_a_copy_of() {
        assert_eq!(possible_originals("p/n (1).md"), [(CopyNamePattern::Number, "p/n.md".into())]);
        assert_eq!(possible_originals("n 2.md"), [(CopyNamePattern::BareNumber, "n.md".into())]);
        assert_eq!(possible_originals("n 12.md"), [(CopyNamePattern::SameText, "n.md".into())]);
        assert_eq!(possible_originals("n (evening).md"), []);
        assert_eq!(possible_originals("n at 8pm.md"), []);
        for own in ["n phone call.md", "n (call with Ana).md", "n day 3.md", "n cold walk.md", "n call by phone.md"] {
            assert!(!possible_originals(own).iter().any(|(_, original)| original == "n.md"), "{own}");
        }
        for copy in [
            "n iPhone von Anna.md",
            "n-MacBook-Pro-2.md",
            "n (kópia).md",
            "n 20261118-0930.md",
            "n (wiederhergestellt).md",
        ] {
            assert!(possible_originals(copy).iter().any(|(_, original)| original == "n.md"), "{copy}");
        }
        let of_machine = possible_originals("n-MacBook Pro de Charlyne-10.md");
        assert_eq!(of_machine.iter().filter(|(pattern, _)| *pattern == CopyNamePattern::Machine).count(), 2);
        // As a plan it is a machine's copy; a day note is one if its text is the same.
        let of_laptop = [CopyNamePattern::Machine, CopyNamePattern::SameText].map(|form| (form, "n.markdown".into()));
        assert_eq!(possible_originals("n-laptop.markdown"), of_laptop);
        // The device may be `Anas iPhone` or `iPhone`.
        let of_device = ["n.md", "n Anas.md"].map(|original| (CopyNamePattern::SameText, original.into()));
        assert_eq!(possible_originals("n Anas iPhone.md"), of_device);
        assert_eq!(possible_originals("p/recovered/n.md"), [(CopyNamePattern::SameText, "p/n.md".into())]);
        assert_eq!(possible_originals("-.md"), []);
    }
}
