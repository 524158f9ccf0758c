//! Which file a photo's name means: paths as people write them -> paths relative to the journal.

use std::collections::HashMap;

use crate::journal::Photo;

/// The files of the journal that are no notes, by path and by name.
#[derive(Debug)]
pub(crate) struct PhotoIndex<'a> {
    paths: HashMap<&'a str, ()>,
    by_name: HashMap<&'a str, &'a str>,
}

impl<'a> PhotoIndex<'a> {
    pub(crate) fn new(others: &'a [String]) -> PhotoIndex<'a> {
        let mut by_name: HashMap<&str, &str> = HashMap::new();
        for path in others {
            let name = path.rsplit('/').next().unwrap_or(path);
            // Of several files of one name the first by path.
            by_name.entry(name).and_modify(|first| *first = (*first).min(path)).or_insert(path);
        }
        PhotoIndex { paths: others.iter().map(|p| (p.as_str(), ())).collect(), by_name }
    }

    /// Beside the note, else from the top of the journal, else the file of that name wherever it lies. A web address, or a
    /// path that leads out of the journal, is no photo of it.
    pub(crate) fn find_photo(&self, note: &str, target: &str, alt: &str) -> Option<Photo> {
        let target = target.trim().trim_matches(['<', '>']);
        let target = target.split('|').next().unwrap_or(target).trim();
        if target.is_empty() || target.contains("://") || target.starts_with("data:") {
            return None;
        }
        let folder = note.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut likeliest = None;
        for target in [target.to_owned(), percent_decoded(target)] {
            let beside = normalised_path(folder, &target);
            let top = normalised_path("", &target);
            for path in [&beside, &top].into_iter().flatten() {
                if self.paths.contains_key(path.as_str()) {
                    return Some(Photo { path: path.clone(), alt: alt.to_owned() });
                }
            }
            let name = target.rsplit('/').next().unwrap_or(&target);
            if !target.contains('/')
                && let Some(path) = self.by_name.get(name)
            {
                return Some(Photo { path: (*path).to_owned(), alt: alt.to_owned() });
            }
            likeliest = likeliest.or(beside);
        }
        // Without an ending it is no file: `photos: before and after`, copied from the plan.
        let likeliest = likeliest.filter(|path| path.rsplit('/').next().is_some_and(|name| name.contains('.')));
        likeliest.map(|path| Photo { path, alt: alt.to_owned() })
    }
}

/// A path without `.` and `..`; `None` where it leads out of the journal.
pub(crate) fn normalised_path(folder: &str, target: &str) -> Option<String> {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in from.split('/').chain(target.split(['/', '\\'])) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// `a%20b.jpg` is `a b.jpg`.
fn percent_decoded(target: &str) -> String {
    let mut bytes = Vec::with_capacity(target.len());
    let mut rest = target.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        let code = (byte == b'%').then(|| behind.get(..2)).flatten().and_then(|h| std::str::from_utf8(h).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(code) => {
                bytes.push(code);
                rest = &behind[2..];
            }
            None => {
                bytes.push(byte);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| target.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_is_found_where_people_mean_it() {
        let others: Vec<String> = ["photos/a b.jpg", "e/x.jpg", "z.png"].map(String::from).to_vec();
        let files = PhotoIndex::new(&others);
        let path = |target: &str| files.find_photo("e/n.md", target, "").map(|p| p.path);
        assert_eq!(path("x.jpg").as_deref(), Some("e/x.jpg"));
        assert_eq!(path("../photos/a%20b.jpg").as_deref(), Some("photos/a b.jpg"));
        assert_eq!(path("photos/a b.jpg").as_deref(), Some("photos/a b.jpg"));
        assert_eq!(path("a b.jpg").as_deref(), Some("photos/a b.jpg"));
        assert_eq!(path("/z.png").as_deref(), Some("z.png"));
        assert_eq!(path("none.jpg").as_deref(), Some("e/none.jpg"));
        assert_eq!(path("../../out.jpg"), None);
        assert_eq!(path("https://x.org/a.jpg"), None);
    }
}
