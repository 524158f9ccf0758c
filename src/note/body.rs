//! The structure of a body, from the events of a markdown parser: what is code, a quote or a comment is never looked at.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::plain::tag_len;
use super::{Body, CheckBox, Image, Note, Text, lines};
use crate::text::fold;

/// The heading under which a `summary` note shares its text (SPEC 6).
const TO_SHARE: &str = "to share";

fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    Parser::new_ext(text, Options::ENABLE_WIKILINKS).into_offset_iter()
}

/// Check boxes, tags, images and the range that is shared.
pub(super) fn body(note: &Note<'_>) -> Body {
    let base = note.body.start.min(note.text.len());
    let source = &note.text[base..];
    let mut reader = Reader {
        note,
        base,
        source,
        body: Body::default(),
        items: Vec::new(),
        starts_item: false,
        commented: false,
        last_comment: source.rfind("%%"),
        box_line: 0,
        images: Vec::new(),
    };
    let mut hidden = 0_usize;
    let mut headings = Headings::default();
    for (event, range) in events(source) {
        match &event {
            Event::Start(Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                hidden += 1;
                reader.starts_item = false;
            }
            Event::End(TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                hidden = hidden.saturating_sub(1);
            }
            _ if hidden > 0 => {}
            _ => {
                if reader.items.is_empty() {
                    headings.event(&event, &range);
                }
                reader.event(&event, range);
            }
        }
    }
    let mut body = reader.body;
    let found = headings.found;
    let share = found.iter().position(|h| h.level == HeadingLevel::H2 && fold(&h.text) == TO_SHARE);
    body.to_share = share.map(|at| {
        let end = found[at + 1..].iter().find(|h| h.level <= HeadingLevel::H2).map_or(source.len(), |h| h.range.start);
        base + found[at].range.end..base + end
    });
    body
}

/// The headings, each with the text below it.
pub(super) fn sections(note: &Note<'_>) -> Vec<(String, String)> {
    let source = &note.text[note.body.start.min(note.text.len())..];
    let (mut headings, mut nested) = (Headings::default(), 0_usize);
    for (event, range) in events(source) {
        match &event {
            Event::Start(Tag::BlockQuote(_) | Tag::Item) => nested += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::Item) => nested = nested.saturating_sub(1),
            _ if nested == 0 => headings.event(&event, &range),
            _ => {}
        }
    }
    let ends = headings.found.iter().skip(1).map(|h| h.range.start).chain([source.len()]).collect::<Vec<_>>();
    let text = |h: &Heading, end: usize| source.get(h.range.end..end).unwrap_or("").trim().to_owned();
    headings.found.iter().zip(ends).map(|(h, end)| (h.text.trim().to_owned(), text(h, end))).collect()
}

struct Heading {
    level: HeadingLevel,
    text: String,
    range: Range<usize>,
}

/// Collects headings as events come by.
#[derive(Default)]
struct Headings {
    found: Vec<Heading>,
    open: bool,
}

impl Headings {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                self.found.push(Heading { level: *level, text: String::new(), range: range.clone() });
                self.open = true;
            }
            Event::End(TagEnd::Heading(_)) => self.open = false,
            Event::Text(text) | Event::Code(text) if self.open => {
                if let Some(heading) = self.found.last_mut() {
                    heading.text.push_str(text);
                }
            }
            Event::SoftBreak | Event::HardBreak if self.open => {
                if let Some(heading) = self.found.last_mut() {
                    heading.text.push(' ');
                }
            }
            _ => {}
        }
    }
}

struct Reader<'a> {
    note: &'a Note<'a>,
    /// Where the body begins in the note's text; `source` is the text from there.
    base: usize,
    source: &'a str,
    body: Body,
    /// The items that are open, each with its index among the boxes if it has one.
    items: Vec<Option<usize>>,
    /// An item began, and nothing of it was read yet.
    starts_item: bool,
    /// Between `%%` and `%%`: a comment in Obsidian.
    commented: bool,
    /// Where the last `%%` stands.
    last_comment: Option<usize>,
    /// Where the last line with a check box ends: tags up to there are that line's.
    box_line: usize,
    /// The images that are open, by index.
    images: Vec<usize>,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Item) => {
                self.items.push(None);
                self.starts_item = true;
                return;
            }
            Event::End(TagEnd::Item) => {
                self.items.pop();
                self.starts_item = false;
                return;
            }
            Event::Start(Tag::List(_)) | Event::Rule => {
                self.starts_item = false;
                return;
            }
            _ => {}
        }
        if std::mem::take(&mut self.starts_item) {
            self.item(range.start);
        }
        match event {
            Event::Start(Tag::Image { link_type, dest_url, .. }) => self.image(*link_type, dest_url, range),
            Event::End(TagEnd::Image) => {
                self.images.pop();
            }
            Event::Text(text) => {
                if let Some(image) = self.images.last().and_then(|&at| self.body.images.get_mut(at)) {
                    image.alt.push_str(text);
                } else {
                    self.tags(range);
                }
            }
            Event::Code(text) => {
                if let Some(image) = self.images.last().and_then(|&at| self.body.images.get_mut(at)) {
                    image.alt.push_str(text);
                }
            }
            _ => {}
        }
    }

    /// The first line of an item, from where its text begins.
    fn item(&mut self, start: usize) {
        if self.commented {
            return;
        }
        let line = lines::first_line(self.source.get(start..).unwrap_or(""));
        let end = start + line.len();
        let escaped = self.source[..start].ends_with('\\');
        let boxed = check_box(line).filter(|_| !escaped);
        let rest = boxed.map_or(line, |(_, len)| &line[len..]);
        let from = end - rest.trim_start().len();
        let text = self.text(from..from + rest.trim().len());
        let parent = self.items.len().checked_sub(2).and_then(|at| self.items[at]);
        if let Some(parent) = parent.and_then(|at| self.body.boxes.get_mut(at)) {
            parent.under.push(text.clone());
        }
        if let Some((mark, _)) = boxed {
            if let Some(item) = self.items.last_mut() {
                *item = Some(self.body.boxes.len());
            }
            self.body.boxes.push(CheckBox { mark, text, under: Vec::new() });
            self.box_line = end;
        }
    }

    /// The tags in a piece of text, and the comments that begin and end in it. Read from the source, since the parser cuts
    /// a tag in pieces at its `_`.
    fn tags(&mut self, range: Range<usize>) {
        let within = self.source.get(range.clone()).unwrap_or("");
        let mut next = 0;
        while let Some(offset) = within.get(next..).and_then(|rest| rest.find(['#', '%'])) {
            let at = range.start + next + offset;
            next += offset + 1;
            if self.source[at..].starts_with("%%") {
                // One that is never closed is no comment: better to read too much than to lose what was noted.
                self.commented = !self.commented && self.last_comment.is_some_and(|last| last > at + 1);
                next += 1;
            } else if self.source[at..].starts_with('#') && !self.commented && at >= self.box_line {
                let before = self.source[..at].chars().next_back();
                if before.is_some_and(|c| !c.is_whitespace()) {
                    continue;
                }
                if let Some(len) = tag_len(&self.source[at + 1..]) {
                    let text = self.text(at + 1..at + 1 + len);
                    self.body.tags.push(text);
                }
            }
        }
    }

    fn image(&mut self, link_type: LinkType, target: &str, range: Range<usize>) {
        let written = self.source.get(range.clone()).unwrap_or("");
        // Looked for only where a target stands, behind `![[` or before the last bracket: images can be nested, and long.
        let near = target.len() + 256;
        let found = match link_type {
            LinkType::WikiLink { .. } => lines::head(written, near).find(target),
            _ => {
                let tail = lines::tail(written, near);
                tail.rfind(target).map(|at| written.len() - tail.len() + at)
            }
        };
        let place = match found {
            Some(from) if !target.is_empty() => range.start + from..range.start + from + target.len(),
            _ => range.start..range.start + 2.min(range.len()),
        };
        let at = self.note.place(self.base + place.start..self.base + place.end);
        let target = if target.contains("://") { target.to_owned() } else { percent_decoded(target) };
        self.images.push(self.body.images.len());
        self.body.images.push(Image { target: Text { text: target, at }, alt: String::new() });
    }

    fn text(&self, range: Range<usize>) -> Text {
        let text = self.source.get(range.clone()).unwrap_or("").to_owned();
        Text { text, at: self.note.place(self.base + range.start..self.base + range.end) }
    }
}

/// The mark of the check box that a line begins with, and the box's length. White space or nothing follows it.
fn check_box(line: &str) -> Option<(char, usize)> {
    let mut inner = line.strip_prefix('[')?.chars();
    let mark = inner.next()?;
    let rest = inner.as_str().strip_prefix(']')?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some((mark, line.len() - rest.len()))
}

/// A link's target with `%20` and its like as the signs they stand for; as it is where they stand for none.
fn percent_decoded(target: &str) -> String {
    if !target.contains('%') {
        return target.to_owned();
    }
    let bytes = target.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = (byte == b'%').then(|| target.get(at + 1..at + 3)).flatten();
        match code.filter(|c| c.bytes().all(|b| b.is_ascii_hexdigit())).and_then(|c| u8::from_str_radix(c, 16).ok()) {
            Some(decoded) => {
                out.push(decoded);
                at += 3;
            }
            None => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok().filter(|t| !t.chars().any(char::is_control)).unwrap_or_else(|| target.to_owned())
}
