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

/// The wiki links of a text by which a plan may be meant that their shown text does not name: each as written, with its brackets, and the
/// names that it may stand for. `[[Mom/Dad letter]]` and `[[Letter #2]]` may be whole names; `[[Voice memo|memo]]` leads to one.
pub(crate) fn links_with_different_names(text: &str) -> Vec<(&str, [&str; 2])> {
    if !text.contains("[[") {
        return Vec::new();
    }
    let names = |link: WikiLink<'_>| {
        let written = text.get(link.range)?;
        let whole = written.trim_start_matches('!').strip_prefix("[[")?.strip_suffix("]]")?;
        let target = whole.split('|').next()?;
        let last = target.split('#').next()?.rsplit('/').next()?;
        whole
            .contains(['/', '#', '|'])
            .then_some((written, [whole.trim(), if whole == target { whole.trim() } else { last.trim() }]))
    };
    wiki_links(text).filter_map(names).collect()
}

/// A path as links are compared with it: folded, without the ending of a note.
pub(crate) fn folded_note_path(path: &str) -> String {
    let folded = fold(path);
    let stem = [".md", ".markdown"].iter().find_map(|ending| folded.strip_suffix(ending));
    stem.unwrap_or(&folded).to_owned()
}

/// Whether a link leads to the note with this folded path: by its name, or by the end of its path.
pub(crate) fn target_leads_to_note(target: &str, folded_path: &str) -> bool {
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
        for (text, written, names) in [
            ("[[Mom/Dad letter]], 3 min", "[[Mom/Dad letter]]", ["Mom/Dad letter", "Mom/Dad letter"]),
            ("a [[Letter #2]]", "[[Letter #2]]", ["Letter #2", "Letter #2"]),
            ("[[Voice memo|memo]]", "[[Voice memo|memo]]", ["Voice memo|memo", "Voice memo"]),
            (
                "[[plans/Voice memo#why|memo]]",
                "[[plans/Voice memo#why|memo]]",
                ["plans/Voice memo#why|memo", "Voice memo"],
            ),
        ] {
            assert_eq!(links_with_different_names(text), [(written, names)], "{text}");
        }
        assert!(links_with_different_names("[[Walk]] [a](b|c.md)").is_empty());
    }

    #[test]
    fn a_link_leads_to_a_note_by_its_name_or_the_end_of_its_path() {
        let leads = |text: &str| link_targets(text).iter().any(|target| target_leads_to_note(target, "plans/my dad"));
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
