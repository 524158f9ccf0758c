//! Wiki links, as other programs write them: `[[a]]`, `[[dir/a#heading|text]]`, `![[photo.jpg]]` (docs/specification.md#1-notes).

use std::borrow::Cow;
use std::ops::Range;

/// A wiki link in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WikiLink<'t> {
    /// Its bytes in the text, with its brackets and the `!` of an embed.
    pub range: Range<usize>,
    /// The bytes in the text of what is shown in place of it: `text`; without that the name of the note, `a`.
    pub shown: Range<usize>,
    /// The note or file it leads to, as written: `dir/a`. Empty where it leads to a heading of its own note.
    pub target: &'t str,
    /// It begins with `!`: what it leads to is shown in its place.
    pub is_embed: bool,
}

/// The link that a text begins with.
pub(crate) fn wiki_link_at_start(text: &str) -> Option<WikiLink<'_>> {
    wiki_link_at(text, 0)
}

/// The links of a text, from left to right.
pub(crate) fn wiki_links(text: &str) -> impl Iterator<Item = WikiLink<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let open = at + text.get(at..)?.find("[[")?;
            let Some(link) = wiki_link_at(text, open) else {
                at = open + 1;
                continue;
            };
            at = link.range.end;
            return Some(link);
        }
    })
}

/// A text with its wiki links as their text.
pub(super) fn links_as_text(text: &str) -> Cow<'_, str> {
    if !text.contains("[[") {
        return Cow::Borrowed(text);
    }
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for link in wiki_links(text) {
        out.push_str(&text[at..link.range.start]);
        out.push_str(&text[link.shown]);
        at = link.range.end;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// The link whose brackets open at a byte of a text.
fn wiki_link_at(text: &str, open: usize) -> Option<WikiLink<'_>> {
    let start = open + "[[".len();
    let inside = text.get(open..)?.strip_prefix("[[")?;
    // A link is on one line, and holds no bracket that opens.
    let inside = inside.find(['[', '\n']).map_or(inside, |end| &inside[..end]);
    let inside = &inside[..inside.find("]]").filter(|&end| end > 0)?];
    let is_embed = text[..open].ends_with('!');
    Some(WikiLink {
        range: open - usize::from(is_embed)..start + inside.len() + "]]".len(),
        shown: shown_range(text, start..start + inside.len()),
        target: inside.split(['|', '#']).next().unwrap_or(inside),
        is_embed,
    })
}

/// What is shown of a link, given the range between its brackets.
fn shown_range(text: &str, inside: Range<usize>) -> Range<usize> {
    let (end, words) = (inside.end, &text[inside.clone()]);
    let bar = words.find('|').map_or(end, |bar| inside.start + bar);
    let sign = text[inside.start..bar].find('#').map_or(bar, |sign| inside.start + sign);
    let name = text[inside.start..sign].rfind('/').map_or(inside.start, |slash| inside.start + slash + 1);
    let (label, heading) = ((bar + 1).min(end)..end, (sign + 1).min(bar)..bar);
    let shown = [label, name..sign, heading].into_iter().map(|range| trimmed(text, range));
    shown.into_iter().find(|range| !range.is_empty()).unwrap_or(inside)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text[range.clone()].trim_start();
    let start = range.end - words.len();
    start..start + words.trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_shows_its_text_or_the_name_of_its_note() {
        for (text, shown) in [
            ("see [[plans/secret#why|the plan]] and [[plans/secret]]", "see the plan and secret"),
            ("[[a#h]] [[#h]] [[ dir/a ]] [[a| b ]] [[a|]]", "a h a b a"),
            ("[[a|b|c]] ![[a.jpg]]", "b|c a.jpg"),
            ("[[]] [[ [x [[a]]", "[[]] [[ [x a"),
            ("[[[a]] [[b]]] [[a\nb]] [[a", "[a b] [[a\nb]] [[a"),
            ("[[#]] [[|]]", "# |"),
        ] {
            assert_eq!(links_as_text(text), shown, "{text}");
        }
    }

    #[test]
    fn a_link_leads_to_what_is_before_its_heading_and_its_text() {
        let links: Vec<WikiLink> = wiki_links("[[plans/dad#why|Dad]] ![[a.jpg]] [[#h]]").collect();
        let targets: Vec<&str> = links.iter().map(|link| link.target).collect();
        assert_eq!(targets, ["plans/dad", "a.jpg", ""]);
        assert_eq!(links.iter().map(|link| link.is_embed).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!(wiki_link_at_start("[[a]] b").map(|link| link.range), Some(0..5));
        assert_eq!(wiki_link_at_start(" [[a]]"), None);
    }
}
