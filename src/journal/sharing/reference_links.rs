//! Links by reference that lead to the note of a private plan (docs/sharing.md): `[that one][1]`, with `[1]: plans/letter.md` on a line of
//! its own. They are compared as links that have their target beside them.

use std::borrow::Cow;

use crate::journal::lines::markup::without_quote_signs;
use crate::text::fold;

/// The labels of a text that stand for such notes, folded, each with its target.
pub(crate) struct ReferenceLinks<'t>(Vec<(String, &'t str)>);

impl<'t> ReferenceLinks<'t> {
    /// Those of a text of which `is_hidden` says that a link leads to a private plan.
    pub(crate) fn of_text(text: &'t str, is_hidden: impl Fn(&str) -> bool) -> ReferenceLinks<'t> {
        // Nearly no text has one, and this look is quick.
        if !text.contains("]:") {
            return ReferenceLinks(Vec::new());
        }
        let hidden = text.lines().filter_map(label_and_target).filter_map(|(label, target)| {
            // A path with spaces is none for markdown, and is written.
            let targets = [target, target.split_whitespace().next().unwrap_or_default()];
            let target = targets.into_iter().find(|target| is_hidden(&format!("[x]({target})")))?;
            Some((fold(label), target))
        });
        ReferenceLinks(hidden.collect())
    }

    /// A text of these lines with the targets beside the words of the links, and in place of the definitions.
    pub(crate) fn beside_words<'l>(&self, text: &'l str) -> Cow<'l, str> {
        if self.0.is_empty() {
            return Cow::Borrowed(text);
        }
        let lines = text.split_inclusive('\n').map(|line| match label_and_target(line) {
            Some((label, _)) if self.target_of(label).is_some() => self.links_of_definition(line, label),
            _ => self.links_of_line(line),
        });
        Cow::Owned(lines.collect())
    }

    fn target_of(&self, label: &str) -> Option<&'t str> {
        let label = fold(label);
        self.0.iter().find(|(known, _)| *known == label).map(|(_, target)| *target)
    }

    fn links_of_definition(&self, line: &str, label: &str) -> String {
        let end = if line.ends_with('\n') { "\n" } else { "" };
        format!("[{label}]({}){end}", self.target_of(label).unwrap_or_default())
    }

    fn links_of_line(&self, line: &str) -> String {
        let (mut out, mut rest) = (String::with_capacity(line.len()), line);
        while let Some(open) = rest.find('[') {
            let (before, link) = rest.split_at(open);
            out.push_str(before);
            let words = words_in_brackets(link);
            let label = words.and_then(|words| words_in_brackets(&link[words.len() + 2..])).unwrap_or_default();
            let target = words.and_then(|words| self.target_of(if label.is_empty() { words } else { label }));
            let taken = words.map_or(0, |words| words.len() + 2);
            let behind = &link[taken..];
            if let (Some(words), Some(target)) = (words, target.filter(|_| !behind.starts_with('('))) {
                out.push_str(&format!("[{words}]({target})"));
                rest = behind.strip_prefix('[').map_or(behind, |label_and_rest| {
                    label_and_rest.split_once(']').map_or(behind, |(_, behind_label)| behind_label)
                });
            } else {
                out.push('[');
                rest = &link[1..];
            }
        }
        out.push_str(rest);
        out
    }
}

/// What stands in the brackets that a text begins with.
fn words_in_brackets(text: &str) -> Option<&str> {
    // No longer label is a link, and a row of brackets costs its length.
    const LONGEST: usize = 1000;
    let inside = text.strip_prefix('[')?;
    let end = inside.bytes().take(LONGEST).position(|b| matches!(b, b'[' | b']'))?;
    let (words, behind) = inside.split_at(end);
    behind.starts_with(']').then_some(words)
}

/// The label and the target of a line that defines a link. A footnote is none.
fn label_and_target(line: &str) -> Option<(&str, &str)> {
    let (label, behind) = without_quote_signs(line).strip_prefix('[')?.split_once("]:")?;
    let behind = behind.trim();
    // What stands in quotes behind it is its title.
    let target =
        [" \"", " '", " ("].into_iter().find_map(|title| behind.split_once(title)).map_or(behind, |(to, _)| to);
    (!label.starts_with('^') && !label.is_empty() && !target.is_empty()).then_some((label, target.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_by_reference_has_its_target_beside_it() {
        let is_hidden = |link: &str| link.ends_with("letter.md)") || link.ends_with("letter.md>)");
        for (text, shown) in [
            ("a [it][1] b\n\n[1]: letter.md\n", "a [it](letter.md) b\n\n[1](letter.md)\n"),
            (
                "[It][] and [it], [x](y)\n[it]: <letter.md> \"t\"",
                "[It](<letter.md>) and [it](<letter.md>), [x](y)\n[it](<letter.md>)",
            ),
            ("[a][2] [b][1]\n[1]: letter.md\n[2]: tea.md", "[a][2] [b](letter.md)\n[1](letter.md)\n[2]: tea.md"),
            ("[a][1]\n[1]: letter.md and more\n", "[a](letter.md)\n[1](letter.md)\n"),
            ("- [x] [a] [[b]] [\n[^1]: letter.md", "- [x] [a] [[b]] [\n[^1]: letter.md"),
        ] {
            assert_eq!(ReferenceLinks::of_text(text, is_hidden).beside_words(text), shown, "{text}");
        }
        let row = "[".repeat(20_000) + "\n[1]: letter.md";
        let _ = ReferenceLinks::of_text(&row, is_hidden).beside_words(&row);
    }
}
