//! People's text on its way into a page of HTML: escaped, or, if markdown is meant, rendered with everything taken out
//! that could run, load or lead elsewhere.

use std::collections::{BTreeSet, HashSet};

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

/// How deep blocks inside blocks are followed; anything deeper is shown as if it were at this depth.
const DEEPEST: usize = 8;

/// Schemes that a link may have. Anything else becomes its text.
const SCHEMES: [&str; 3] = ["http://", "https://", "mailto:"];

/// Writes `text` so that it is text in an element and in an attribute between double quotes.
pub fn escape_html(text: &str, out: &mut String) {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return out.push_str(text);
    }
    out.reserve(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

/// `text` as HTML, with each of `own_texts` that is in it as a whole word in a `<bdi>`, so that text in the other direction of
/// writing moves nothing around it. If several fit, the longest counts.
#[must_use]
pub fn escape_and_isolate(text: &str, own_texts: &[String]) -> String {
    // Looked up by length, since one person can have very many.
    let known: HashSet<&str> = own_texts.iter().map(String::as_str).filter(|own| !own.is_empty()).collect();
    let lengths: BTreeSet<usize> = own_texts.iter().map(String::len).filter(|&length| length > 0).collect();
    let mut out = String::with_capacity(text.len() * 2);
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut rest = text;
    let mut before: Option<char> = None;
    while let Some(c) = rest.chars().next() {
        let is_inside_word = is_word(before) && is_word(Some(c));
        let own_text_here = |&length: &usize| {
            let (own, behind) = rest.split_at_checked(length)?;
            let ends_in_word = is_word(own.chars().next_back()) && is_word(behind.chars().next());
            (!ends_in_word && known.contains(own)).then_some(own)
        };
        let found = if is_inside_word { None } else { lengths.iter().rev().find_map(own_text_here) };
        let piece = match found {
            Some(own) => {
                out.push_str("<bdi>");
                escape_html(own, &mut out);
                out.push_str("</bdi>");
                own
            }
            None => {
                let one = rest.get(..c.len_utf8()).unwrap_or_default();
                escape_html(one, &mut out);
                one
            }
        };
        before = piece.chars().next_back();
        rest = rest.get(piece.len()..).unwrap_or_default();
    }
    out
}

/// Lines of somebody's markdown as HTML: paragraphs, lists, quotes, code, emphasis and links to the web. Raw HTML is shown
/// as the text it is, images as their words, headings as strong lines; the only attribute is the address of a link.
/// Linear.
#[must_use]
pub fn markdown_as_html(lines: &[String]) -> String {
    let text = lines.join("\n");
    let mut page = HtmlWriter {
        out: String::with_capacity(text.len() * 2),
        open: Vec::new(),
        links: Vec::new(),
        signs_of_line: 0,
    };
    for event in Parser::new_ext(&text, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS) {
        page.write_event(event);
    }
    while let Some(end) = page.open.pop() {
        page.out.push_str(end.unwrap_or_default());
    }
    page.out
}

struct HtmlWriter {
    out: String,
    /// What closes each block and span that is open; none for one that is not shown.
    open: Vec<Option<&'static str>>,
    /// Whether each link that is open is shown as one.
    links: Vec<bool>,
    /// How many signs of text the line has so far, as it was written.
    signs_of_line: usize,
}

/// A line of this length was broken by a program; a shorter one ends where the client ended it, as in a note typed on a phone.
const LENGTH_OF_BROKEN_LINE: usize = 60;

impl HtmlWriter {
    fn write_event(&mut self, event: Event<'_>) {
        self.signs_of_line = match &event {
            Event::Text(text) | Event::Code(text) => self.signs_of_line + text.chars().count(),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::Heading { .. }) | Event::HardBreak => 0,
            _ => self.signs_of_line,
        };
        match event {
            Event::Start(tag) => self.write_start_tag(tag),
            Event::End(TagEnd::Link) => {
                if self.links.pop() == Some(true) {
                    self.out.push_str("</a>");
                }
            }
            Event::End(_) => {
                let end = self.open.pop().flatten();
                self.out.push_str(end.unwrap_or_default());
            }
            Event::Code(text) => {
                self.out.push_str("<code>");
                escape_html(&text, &mut self.out);
                self.out.push_str("</code>");
            }
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => escape_html(&text, &mut self.out),
            Event::HardBreak => self.out.push_str("<br>"),
            Event::SoftBreak => {
                let is_own = self.signs_of_line < LENGTH_OF_BROKEN_LINE;
                self.out.push_str(if is_own { "<br>" } else { "\n" });
                self.signs_of_line = 0;
            }
            Event::Rule => self.out.push('\n'),
            Event::TaskListMarker(is_ticked) => self.out.push_str(if is_ticked { "☑ " } else { "☐ " }),
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn write_start_tag(&mut self, tag: Tag<'_>) {
        let (begin, end) = match tag {
            Tag::Link { dest_url, .. } => return self.write_link_start(&dest_url),
            Tag::Paragraph | Tag::HtmlBlock => ("<p>", "</p>"),
            Tag::Heading { .. } => ("<p><strong>", "</strong></p>"),
            Tag::BlockQuote(_) => ("<blockquote>", "</blockquote>"),
            Tag::CodeBlock(_) => ("<pre><code>", "</code></pre>"),
            Tag::List(None) => ("<ul>", "</ul>"),
            Tag::List(Some(_)) => ("<ol>", "</ol>"),
            Tag::Item => ("<li>", "</li>"),
            Tag::Emphasis => ("<em>", "</em>"),
            Tag::Strong => ("<strong>", "</strong>"),
            Tag::Strikethrough => ("<s>", "</s>"),
            _ => ("", ""),
        };
        // An item is only one in its list: both are shown, or neither.
        let shown = self.open.len() < DEEPEST - usize::from(begin == "<ul>" || begin == "<ol>");
        if shown {
            self.out.push_str(begin);
        }
        self.open.push(shown.then_some(end));
    }

    fn write_link_start(&mut self, address: &CowStr<'_>) {
        let safe = SCHEMES.iter().any(|scheme| {
            address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        }) && !address.chars().any(|c| c.is_control() || c.is_whitespace())
            // A link inside a link is not allowed, and a browser would close the outer one.
            && !self.links.contains(&true);
        if safe {
            self.out.push_str("<a rel=\"noreferrer noopener\" href=\"");
            escape_html(address, &mut self.out);
            self.out.push_str("\">");
        }
        self.links.push(safe);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        markdown_as_html(&text.lines().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn peoples_texts_are_set_apart_in_a_sentence() {
        let own = ["قراءة <b>".to_owned(), "tea".to_owned()];
        assert_eq!(
            escape_and_isolate("If it is 8: قراءة <b>, 10 min.", &own),
            "If it is 8: <bdi>قراءة &lt;b&gt;</bdi>, 10 min."
        );
        assert_eq!(escape_and_isolate("tea, not steam or teas", &own), "<bdi>tea</bdi>, not steam or teas");
        assert_eq!(escape_and_isolate("", &own), "");
    }

    #[test]
    fn what_people_write_reads_as_they_meant_it() {
        assert_eq!(of("one *two* **three**\nfour"), "<p>one <em>two</em> <strong>three</strong><br>four</p>");
        // A program broke this line.
        let long = "a line that an editor broke where it was seventy letters wide or so";
        assert_eq!(of(&format!("{long}\nfour")), format!("<p>{long}\nfour</p>"));
        assert_eq!(of("- a\n- b"), "<ul><li>a</li><li>b</li></ul>");
        assert_eq!(of("- [x] a\n- [ ] b"), "<ul><li>☑ a</li><li>☐ b</li></ul>");
        assert_eq!(
            of("# Head\n> said\n\n`code`"),
            "<p><strong>Head</strong></p><blockquote><p>said</p></blockquote><p><code>code</code></p>"
        );
        assert_eq!(
            of("[a page](https://example.org/?a=1&b=\"2\")"),
            "<p><a rel=\"noreferrer noopener\" href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\">a page</a></p>"
        );
    }

    #[test]
    fn nothing_runs_loads_or_leads_elsewhere() {
        for text in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "a <b onclick=alert(1)>b</b>",
            "[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) [z](&#106;avascript:alert(1)) [w](data:text/html,x)",
            "![remote](https://example.org/x.png) ![](file:///etc/passwd)",
            "<svg><style>@import url(//x)</style></svg>",
            "[note](../plans/secret.md) <file:///x>",
            "[a](vbscript:x) [b](//example.org) [c](https:example.org)",
            "<!-- --> <![CDATA[ x ]]> <?php ?>",
            "| a | b |\n| - | - |\n| <i>x</i> | y |",
        ] {
            let page = of(text);
            for tag in page.split('<').skip(1) {
                let name = tag.trim_start_matches('/').split(['>', ' ']).next().unwrap_or_default();
                assert!(
                    ["p", "ul", "ol", "li", "em", "strong", "s", "code", "pre", "blockquote", "br"].contains(&name),
                    "{text}: {page}"
                );
            }
            assert!(!page.contains("href"), "{page}");
        }
    }

    #[test]
    fn deep_and_long_texts_take_no_long_time() {
        for piece in ["> ", "- ", "*a ", "[", "![", "<a ", "**", "`", "1. "] {
            let page = markdown_as_html(&[piece.repeat(50_000), "x".to_owned()]);
            assert!(page.matches("<blockquote").count() + page.matches("<ul").count() <= DEEPEST);
        }
    }
}
