//! Ticked lines where nothing is read: in quotes, in HTML, and in lists that begin with so much space that they are code
//! (docs/specification.md#8-problems). They count nowhere, and are told.

use std::ops::Range;

use super::parts::UnreadPlace;
use super::{check_box, git, lines, stray_fields};

/// HTML in which a list is no list of the client's.
const CODE_TAGS: [&str; 6] = ["<pre", "<script", "<style", "<textarea", "<code", "<?"];

/// The texts behind the boxes of a block's ticked lines, as bytes of `source`. Code and comments in it are not looked at.
pub(super) fn ticked_lines_of_block(source: &str, block: Range<usize>, place: UnreadPlace) -> Vec<Range<usize>> {
    let start = source.get(..block.start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let Some(text) = source.get(start..block.end) else { return Vec::new() };
    let is_told = match place {
        UnreadPlace::Html => !begins_with_code_tag(text),
        UnreadPlace::IndentedCode => is_indented_list(source, start, text),
        UnreadPlace::Quote
        | UnreadPlace::CalloutTitle
        | UnreadPlace::QuoteBlock
        | UnreadPlace::OpenFence
        | UnreadPlace::OpenComment => true,
    };
    if !is_told {
        return Vec::new();
    }
    let (mut found, mut fence, mut is_comment) = (Vec::new(), None, false);
    let lines = lines::lines_with_offsets(text).skip(usize::from(place.is_told_once()));
    for (from, line) in lines {
        let bare = check_box::without_callout_mark(line);
        // Below a fence that is never closed another sign closes nothing, and opens nothing.
        fence = if place == UnreadPlace::OpenFence { None } else { git::open_fence_after_line(fence, bare) };
        let was_comment = is_comment;
        is_comment = place != UnreadPlace::OpenComment && stray_fields::is_comment_open_after(is_comment, bare);
        if fence.is_some() || was_comment || is_comment {
            continue;
        }
        let end = start + from + line.len();
        if place == UnreadPlace::Html {
            let inside = range_between_html_tags(bare);
            let (at, inner) = (end - bare.len(), bare.get(inside.clone()).unwrap_or_default());
            let text = check_box::ticked_line_prefix_len(inner);
            found.extend(text.map(|len| at + inside.start + len..at + inside.end));
            continue;
        }
        found.extend(check_box::ticked_line_prefix_len(bare).map(|len| end - bare.len() + len..end));
    }
    found
}

/// What Logseq keeps between `#+BEGIN_QUOTE` and `#+END_QUOTE`, and its likes, as bytes of the text; true for a quote, false for code. One
/// that is never closed is none.
pub(super) fn logseq_quote_and_code_blocks(source: &str) -> Vec<(Range<usize>, bool)> {
    const KINDS: [(&str, bool); 6] =
        [("src", false), ("example", false), ("export", false), ("comment", false), ("quote", true), ("verse", true)];
    if !source.contains("#+") {
        return Vec::new();
    }
    let (mut found, mut fence) = (Vec::new(), None);
    let mut open: Option<(usize, &str, bool)> = None;
    for (from, line) in lines::lines_with_offsets(source) {
        let bare = check_box::line_without_list_mark(check_box::without_callout_mark(line)).trim_start();
        fence = git::open_fence_after_line(fence, bare);
        let Some((mark, kind)) = bare.strip_prefix("#+").and_then(|word| word.split_once('_')) else { continue };
        let kind = kind.split_whitespace().next().unwrap_or_default();
        if mark.eq_ignore_ascii_case("begin") && open.is_none() && fence.is_none() {
            let known = KINDS.iter().find(|(known, _)| kind.eq_ignore_ascii_case(known));
            open = known.map(|&(known, is_quote)| (from, known, is_quote));
        } else if let Some((start, known, is_quote)) = open
            && mark.eq_ignore_ascii_case("end")
            && kind.eq_ignore_ascii_case(known)
        {
            found.push((start..from + line.len(), is_quote));
            open = None;
        }
    }
    found
}

/// Whether a block of code between fences goes to the end of the text without a line that closes it.
pub(super) fn is_open_fence(source: &str, block: Range<usize>) -> bool {
    let Some(text) = source.get(block.clone()).map(str::trim_end) else { return false };
    let Some(sign) = text.chars().next() else { return false };
    let opening = text.len() - text.trim_start_matches(sign).len();
    let last = text.lines().skip(1).last().map(|line| check_box::without_callout_mark(line).trim()).unwrap_or_default();
    let is_closed = last.len() >= opening && last.chars().all(|c| c == sign);
    !is_closed && source.get(block.end..).is_none_or(|rest| rest.trim().is_empty())
}

/// Whether a block of HTML is a comment that goes to the end of the text without being closed.
pub(super) fn is_open_comment(source: &str, block: Range<usize>) -> bool {
    let is_comment =
        source.get(block.clone()).is_some_and(|text| text.trim_start().starts_with("<!--") && !text.contains("-->"));
    is_comment && source.get(block.end..).is_none_or(|rest| rest.trim().is_empty())
}

/// The bytes of a line of HTML without the tags round its text: `<li>[x] Walk</li>`. A box of HTML stays.
fn range_between_html_tags(line: &str) -> Range<usize> {
    let mut inner = line.trim_start();
    while let Some(rest) = inner.strip_prefix('<').filter(|rest| !rest.starts_with("input")) {
        let Some((_, behind)) = rest.split_once('>') else { break };
        inner = behind.trim_start();
    }
    let start = line.len() - inner.len();
    let mut inner = inner.trim_end();
    while let Some(at) = inner.ends_with('>').then(|| inner.rfind("</")).flatten() {
        inner = inner.get(..at).unwrap_or_default().trim_end();
    }
    start..start + inner.len()
}

/// The bytes before the text of a ticked line that stands in the title of a callout: `[!todo] - [x] Walk`.
pub(super) fn callout_title_prefix_len(line: &str) -> Option<usize> {
    let title = check_box::title_of_bare_callout_line(line).filter(|_| !check_box::is_quotation(line))?;
    let bare = title.trim_start_matches(check_box::is_blank);
    // The sign that folds a callout.
    let unfolded = title.strip_prefix(['+', '-']).map_or("", |rest| rest.trim_start_matches(check_box::is_blank));
    let behind = |bare: &str| Some(line.len() - bare.len() + check_box::ticked_line_prefix_len(bare)?);
    behind(bare).or_else(|| behind(unfolded))
}

fn begins_with_code_tag(html: &str) -> bool {
    let bare = html.trim_start();
    bare.starts_with("<!")
        || CODE_TAGS.iter().any(|tag| bare.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
}

/// Whether indented code is a list that slipped to the right: nothing but items, below a line of text or indented by a tab.
fn is_indented_list(source: &str, start: usize, text: &str) -> bool {
    let above = source.get(..start).unwrap_or_default().trim_end_matches(['\r', '\n', ' ', '\t']);
    let is_below_text =
        !above.is_empty() && source.get(above.len()..start).unwrap_or_default().matches('\n').count() < 2;
    let mut filled = text.lines().filter(|line| !line.trim().is_empty());
    (is_below_text || text.starts_with('\t')) && filled.all(|line| check_box::is_list_item(line.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticked(source: &str, place: UnreadPlace) -> Vec<&str> {
        let found = ticked_lines_of_block(source, 0..source.len(), place);
        found.into_iter().filter_map(|range| source.get(range).map(str::trim)).collect()
    }

    #[test]
    fn ticked_lines_of_quotes_and_html_are_known() {
        let quote = "> **Todo**\n> - [x] Walk\n> - [ ] Read\n> > - [-] Sit\n> [x] Tidy\n> ```\n> - [x] code\n> ```\n";
        assert_eq!(ticked(quote, UnreadPlace::Quote), ["Walk", "Sit", "Tidy"]);
        assert_eq!(ticked("<br>\n- [x] Walk\n<!--\n- [x] Read\n-->\n", UnreadPlace::Html), ["Walk"]);
        assert_eq!(ticked("<li><input type=\"checkbox\" checked> Walk</li>\n", UnreadPlace::Html), ["Walk"]);
        for html in ["<pre>\n- [x] Walk\n</pre>\n", "<!-- a\n- [x] Walk\n-->\n"] {
            assert_eq!(ticked(html, UnreadPlace::Html), [""; 0], "{html}");
        }
    }

    #[test]
    fn only_a_list_that_slipped_to_the_right_is_told() {
        assert_eq!(ticked("\t- [x] Walk\n", UnreadPlace::IndentedCode), ["Walk"]);
        assert_eq!(ticked("    - [x] Walk\n", UnreadPlace::IndentedCode), [""; 0]);
        assert_eq!(ticked("\tlet x = 1;\n\t- [x] Walk\n", UnreadPlace::IndentedCode), [""; 0]);
        let below = "# Today\n    - [x] Walk\n";
        let found = ticked_lines_of_block(below, 12..below.len(), UnreadPlace::IndentedCode);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_box_in_the_title_of_a_callout_is_known() {
        let text = |line: &'static str| callout_title_prefix_len(line).map(|len| line[len..].trim());
        assert_eq!(text("[!todo] - [x] Walk"), Some("Walk"));
        assert_eq!(text("[!todo]+ - [-] Walk"), Some("Walk"));
        assert_eq!(text("[!todo]- Today"), None);
        assert_eq!(text("- [x] Walk"), None);
    }
}
