//! The notes that links in a text lead to: `[[plans/dad|Dad]]`, `[Dad](plans/dad.md)`.

use crate::note::{WikiLink, wiki_links};
use crate::text::fold;

/// The notes that the links of a text lead to, as they are written.
pub(crate) fn link_targets(text: &str) -> Vec<String> {
    if !text.contains('[') {
        return Vec::new();
    }
    let wiki = wiki_links(text).map(|link| link.target);
    let plain = text.split("](").skip(1).filter_map(|behind| {
        let (target, _) = behind.split_once(')')?;
        // What stands in quotes behind it is its title.
        let target = target.split_once(" \"").map_or(target, |(target, _)| target);
        target.split('#').next()
    });
    let targets = wiki.map(str::to_owned).chain(plain.map(|target| target.replace("%20", " ")));
    targets.map(|target| target.trim_matches(['<', '>', ' ']).to_owned()).filter(|target| !target.is_empty()).collect()
}

/// A wiki link by which a plan may be meant that its shown text does not name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LinkWithDifferentName<'t> {
    /// The link with its brackets.
    pub written: &'t str,
    /// All that stands between them, which may be one name: `Mom/Dad letter`, `Letter #2`.
    pub whole: &'t str,
    /// The name of the note it leads to under a different word: `Voice memo` of `[[Voice memo|memo]]`.
    pub renamed: Option<&'t str>,
}

/// The links of a text that have a `/`, a `#` or a `|` in them.
pub(crate) fn links_with_different_names(text: &str) -> Vec<LinkWithDifferentName<'_>> {
    if !text.contains("[[") {
        return Vec::new();
    }
    let named = |link: WikiLink<'_>| {
        let written = text.get(link.range)?;
        let inside = written.trim_start_matches('!').strip_prefix("[[")?.strip_suffix("]]")?;
        let target = inside.split_once('|').map(|(target, _)| target);
        let renamed = target.and_then(|target| target.split('#').next()?.rsplit('/').next()).map(str::trim);
        let has_sign = inside.contains(['/', '#', '|']);
        has_sign.then(|| LinkWithDifferentName { written, whole: inside.trim(), renamed })
    };
    wiki_links(text).filter_map(named).collect()
}

/// A path as links are compared with it: folded, without the ending of a note.
pub(crate) fn folded_note_path(path: &str) -> String {
    let folded = fold(path);
    let stem = [".md", ".markdown"].iter().find_map(|ending| folded.strip_suffix(ending));
    stem.unwrap_or(&folded).to_owned()
}

/// Whether a link leads to the note with this folded path: by its name, or by the end of its path.
pub(crate) fn target_leads_to_folded_path(target: &str, folded_path: &str) -> bool {
    let target = folded_note_path(target);
    let target = target.trim_start_matches(['.', '/']);
    !target.is_empty()
        && folded_path.strip_suffix(target).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_may_hold_a_whole_name() {
        for (text, written, whole, renamed) in [
            ("[[Mom/Dad letter]], 3 min", "[[Mom/Dad letter]]", "Mom/Dad letter", None),
            ("a [[Letter #2]]", "[[Letter #2]]", "Letter #2", None),
            ("[[Voice memo|memo]]", "[[Voice memo|memo]]", "Voice memo|memo", Some("Voice memo")),
            (
                "[[plans/Voice memo#why|memo]]",
                "[[plans/Voice memo#why|memo]]",
                "plans/Voice memo#why|memo",
                Some("Voice memo"),
            ),
        ] {
            assert_eq!(links_with_different_names(text), [LinkWithDifferentName { written, whole, renamed }], "{text}");
        }
        assert!(links_with_different_names("[[Walk]] [a](b|c.md)").is_empty());
    }

    #[test]
    fn a_link_leads_to_a_note_by_its_name_or_the_end_of_its_path() {
        let leads =
            |text: &str| link_targets(text).iter().any(|target| target_leads_to_folded_path(target, "plans/my dad"));
        for text in [
            "[[my dad]] drunk again",
            "[[Plans/My Dad|Dad]]",
            "![[my dad#why]]",
            "[Dad](../plans/my%20dad.md)",
            "a [b](<my dad.md>)",
            "[b](my%20dad.md \"x\")",
        ] {
            assert!(leads(text), "{text}");
        }
        for text in ["my dad", "[[dad]]", "[my dad](a.md)", "[[]]", "[[a|my dad]]", "[[other/my dad]]"] {
            assert!(!leads(text), "{text}");
        }
    }
}
