//! The structure of a body, from the events of a markdown parser. Code, quotes (callouts aside) and comments are left out.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::parts::{Body, CheckBox, Image, Note, Text, UnboxedText, UnreadBox, UnreadPlace};
use super::plain_line::hashtag_name_len;
use super::several_ticks;
use super::share_heading::{self, HeadingOfLevel};
use super::signs::BytesInText;
use super::unboxed::{self, TableReader, UnboxedTick};
use super::unread;
use super::{check_box, lines};
use crate::text::fold;

/// Whether a body can hold boxes, ticks or tags: a look that costs less than parsing it.
pub(crate) fn may_hold_boxes_or_tags(body: &str) -> bool {
    let signs = BytesInText::of(body);
    signs.has_any(b"#")
        || check_box::may_hold_malformed_box(body, &signs)
        || check_box::may_hold_logseq_word(body, &signs)
        || unboxed::may_hold_unboxed_tick(body, &signs)
        || body.lines().any(several_ticks::tells_of_several)
}

fn markdown_events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    Parser::new_ext(text, Options::ENABLE_WIKILINKS).into_offset_iter()
}

/// The images of a text that is no whole note.
pub(crate) fn images_of_text(text: &str) -> Vec<Image> {
    read_body(&Note::of_text(text)).images
}

/// Check boxes, tags, images and the range that is shared.
pub(super) fn read_body(note: &Note<'_>) -> Body {
    let base = note.body_range.start.min(note.text.len());
    let source = &note.text[base..];
    let mut reader = BodyReader::new(note, base, source);
    // For each open block whether it is left out.
    let mut blocks: Vec<bool> = Vec::new();
    let mut hidden = 0_usize;
    let mut headings = HeadingCollector::default();
    for (event, range) in markdown_events(source) {
        match &event {
            _ if reader.is_in_logseq_code_or_quote(range.start) => {}
            Event::Start(Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                // Inside of what is left out nothing is shown, so twenty thousand nested quotes are not each looked at.
                let is_callout = hidden == 0
                    && matches!(event, Event::Start(Tag::BlockQuote(_)))
                    && check_box::is_callout(&source[range.clone()]);
                if !is_callout {
                    if hidden == 0 {
                        reader.add_unread_block(&event, range.clone());
                    }
                    hidden += 1;
                    reader.skipped.push(range);
                    reader.starts_item = false;
                }
                blocks.push(!is_callout);
            }
            Event::End(TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                hidden -= usize::from(blocks.pop().unwrap_or(false)).min(hidden);
            }
            _ if hidden > 0 => {}
            _ => {
                if reader.items.is_empty() {
                    headings.take_event(&event, &range);
                }
                reader.take_event(&event, range);
            }
        }
    }
    reader.read_share_headings(headings.found);
    reader.read_malformed_box_lines();
    reader.read_unread_boxes();
    reader.nest_indented_items();
    reader.body
}

struct Heading {
    level: HeadingLevel,
    text: String,
    range: Range<usize>,
}

/// Collects headings as events come by.
#[derive(Default)]
struct HeadingCollector {
    found: Vec<Heading>,
    open: bool,
}

impl HeadingCollector {
    fn take_event(&mut self, event: &Event<'_>, range: &Range<usize>) {
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

/// A line of the text, measured.
struct IndentedLine<'a> {
    /// The byte at which the line begins.
    start: usize,
    /// Blank characters before its words, behind the `>` of a callout.
    indent: usize,
    /// The byte at which its words begin.
    bare_start: usize,
    bare: &'a str,
}

impl<'a> IndentedLine<'a> {
    fn measure((start, line): (usize, &'a str)) -> IndentedLine<'a> {
        let unquoted = line.trim_start_matches('>');
        let is_quoted = unquoted.len() < line.len();
        let blank = unquoted.len() - unquoted.trim_start().len();
        let bare = check_box::without_callout_mark(line);
        IndentedLine {
            start,
            // The first space belongs to the `>`.
            indent: blank - usize::from(is_quoted && unquoted.starts_with(' ')),
            bare_start: start + line.len() - bare.len(),
            bare,
        }
    }
}

/// An item that is nested under a box.
#[derive(Clone, Copy)]
struct NestedItem {
    indent: usize,
    kind: NestedKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NestedKind {
    Box,
    /// `minutes: 5`: a field that stands deeper is the box's as well.
    Field,
    /// `fear: 7` or `Mum: she asked`: what stands deeper may be about that.
    MayBeField,
    Words,
}

impl NestedItem {
    fn new(indent: usize, item: &str, is_box: bool) -> NestedItem {
        let kind = match () {
            () if is_box => NestedKind::Box,
            () if check_box::is_field_without_mark(item) => NestedKind::Field,
            () if check_box::is_like_field(item) => NestedKind::MayBeField,
            () => NestedKind::Words,
        };
        NestedItem { indent, kind }
    }

    /// Whether a line is this item's own: under a box all that is nested, under a field all but boxes, under words the lines
    /// without a list mark.
    fn owns(self, line: &IndentedLine) -> bool {
        let item = check_box::line_without_list_mark(line.bare);
        let is_own = || match self.kind {
            NestedKind::Box => true,
            NestedKind::Field | NestedKind::MayBeField => check_box::box_at_start(item.trim_start()).is_none(),
            NestedKind::Words => item.len() == line.bare.len(),
        };
        !line.bare.is_empty() && line.indent > self.indent && is_own()
    }

    fn is_field(self) -> bool {
        matches!(self.kind, NestedKind::Field | NestedKind::MayBeField)
    }
}

/// What a heading or a line with a colon says of the lines below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Under {
    Nothing,
    /// They are still to come.
    Later,
    /// They were done.
    Done,
}

impl Under {
    fn of_title(title: &str) -> Under {
        if is_heading_of_future_plans(title) {
            Under::Later
        } else if unboxed::is_title_of_done(title) {
            Under::Done
        } else {
            Under::Nothing
        }
    }
}

struct BodyReader<'a> {
    note: &'a Note<'a>,
    /// Where the body begins in the note's text; `source` is the text from there.
    base: usize,
    source: &'a str,
    body: Body,
    /// The items that are open, each with its range and its index among the boxes if it has one.
    items: Vec<(Range<usize>, Option<usize>)>,
    /// An item began, and nothing of it was read yet.
    starts_item: bool,
    /// Ranges of `source` in which no check box is looked for: code, quotes, HTML, comments.
    skipped: Vec<Range<usize>>,
    /// Quotes, HTML and indented code outside comments: what is ticked in them is told.
    unread_blocks: Vec<(Range<usize>, UnreadPlace)>,
    /// Between `%%` and `%%`: a comment in Obsidian; where it began.
    comment: Option<usize>,
    /// Logseq's blocks of code and quotes.
    closed_blocks: Vec<Range<usize>>,
    /// The comments that ended.
    comments: Vec<Range<usize>>,
    /// Where the last `%%` stands.
    last_comment: Option<usize>,
    /// Where the last line with a check box ends: tags up to there are that line's.
    box_line: usize,
    /// The images that are open, by index.
    images: Vec<usize>,
}

impl<'a> BodyReader<'a> {
    fn new(note: &'a Note<'a>, base: usize, source: &'a str) -> BodyReader<'a> {
        let blocks = unread::logseq_quote_and_code_blocks(source);
        let quotes = blocks.iter().filter(|(_, is_quote)| *is_quote);
        BodyReader {
            note,
            base,
            source,
            body: Body::default(),
            items: Vec::new(),
            starts_item: false,
            skipped: blocks.iter().map(|(range, _)| range.clone()).collect(),
            unread_blocks: quotes.map(|(range, _)| (range.clone(), UnreadPlace::QuoteBlock)).collect(),
            comment: None,
            closed_blocks: blocks.into_iter().map(|(range, _)| range).collect(),
            comments: Vec::new(),
            last_comment: source.rfind("%%"),
            box_line: 0,
            images: Vec::new(),
        }
    }

    /// Whether a byte stands in one of Logseq's blocks of code and quotes.
    fn is_in_logseq_code_or_quote(&self, at: usize) -> bool {
        let next = self.closed_blocks.partition_point(|block| block.end <= at);
        self.closed_blocks.get(next).is_some_and(|block| block.start <= at)
    }

    fn take_event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Item) => {
                self.items.push((range, None));
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
            self.read_item_start(range.start);
        }
        match event {
            Event::Start(Tag::Image { link_type, dest_url, .. }) => self.add_image(*link_type, dest_url, range),
            Event::End(TagEnd::Image) => {
                self.images.pop();
            }
            Event::Text(text) => {
                if let Some(image) = self.images.last().and_then(|&at| self.body.images.get_mut(at)) {
                    image.alt.push_str(text);
                } else {
                    self.read_tags_and_comments(range);
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
    fn read_item_start(&mut self, start: usize) {
        if self.comment.is_some() {
            return;
        }
        let line = lines::first_line(self.source.get(start..).unwrap_or(""));
        let end = start + line.len();
        let escaped = self.source[..start].ends_with('\\');
        let boxed = check_box::box_at_start(line).filter(|_| !escaped);
        let text = self.trimmed_text(start + boxed.map_or(0, |(_, len)| len)..end);
        let above = self.items.iter().rev().skip(1).find_map(|&(_, found)| found);
        let parent = self.items.len().checked_sub(2).and_then(|at| self.items.get(at)).and_then(|&(_, found)| found);
        if let Some(parent) = parent.and_then(|at| self.body.boxes.get_mut(at)) {
            parent.nested_items.push(text.clone());
        } else if let Some(above) = above.and_then(|at| self.body.boxes.get_mut(at)) {
            above.nested_deeper.push(text.clone());
        }
        if let Some((mark, _)) = boxed {
            let at = self.body.boxes.len();
            let whole = self.items.last().map_or(start..end, |(range, _)| range.clone());
            // Blank lines behind an item belong to nobody.
            let whole = whole.start..whole.start + self.source[whole.clone()].trim_end().len();
            if let Some((_, found)) = self.items.last_mut() {
                *found = Some(at);
            }
            let title = self.title_of_box(&text.text, start);
            self.body.boxes.push(CheckBox {
                mark,
                text,
                title,
                nested_items: self.logseq_properties(end),
                nested_deeper: Vec::new(),
                fields_below: Vec::new(),
                parent: above,
                range: self.base + whole.start..self.base + whole.end,
            });
            self.box_line = end;
        }
    }

    /// The text under the headings `## To share`, and what is nearly one.
    fn read_share_headings(&mut self, mut found: Vec<Heading>) {
        if !share_heading::may_hold_share_heading(self.source) && found.is_empty() {
            return;
        }
        found.retain(|heading| !self.comments.iter().any(|comment| comment.contains(&heading.range.start)));
        let headings: Vec<HeadingOfLevel> = found
            .iter()
            .map(|found| HeadingOfLevel { level: found.level, text: &found.text, range: found.range.clone() })
            .collect();
        let in_note = |range: Range<usize>| self.base + range.start..self.base + range.end;
        let to_share = share_heading::ranges_to_share(&headings, self.source.len()).into_iter().map(in_note).collect();
        let near = share_heading::nearly_share_headings(self.source, &self.skipped, &headings);
        let over_nothing: Vec<Range<usize>> = share_heading::headings_over_nothing(self.source, &headings).collect();
        self.body.to_share_over_nothing = over_nothing.into_iter().map(|range| self.trimmed_text(range)).collect();
        self.body.nearly_to_share = near.into_iter().map(|range| self.trimmed_text(range)).collect();
        self.body.to_share = to_share;
    }

    /// What a box stands under whose own text names nothing: the item that it is nested in, else the heading or the line with a colon
    /// above its list.
    fn title_of_box(&self, text: &str, start: usize) -> Option<String> {
        const MOST_LINES: usize = 40;
        const LONGEST_TITLE: usize = 60;
        if !is_too_little_for_name(text) {
            return None;
        }
        let trimmed = |line: &str| {
            let item = check_box::line_without_list_mark(check_box::without_callout_mark(line));
            let bare = check_box::box_at_start(item).and_then(|(_, len)| item.get(len..)).unwrap_or(item);
            let title = bare.trim_matches(|c: char| matches!(c, '#' | '*' | '_' | ':') || check_box::is_blank(c));
            (!title.is_empty()).then(|| title.to_owned())
        };
        if let Some((parent, _)) = self.items.len().checked_sub(2).and_then(|at| self.items.get(at)) {
            return trimmed(lines::first_line(self.source.get(parent.start..)?));
        }
        let above = self.source.get(..start)?;
        let above = above.rfind('\n').and_then(|end| above.get(..end))?;
        let is_of_list = |line: &&str| {
            let bare = line.trim();
            bare.is_empty() || check_box::is_list_item(bare) || line.starts_with([' ', '\t'])
        };
        let title = above.rsplit('\n').take(MOST_LINES).find(|line| !is_of_list(line))?.trim_end();
        // A short line right above the list is its title as well.
        let is_right_above = title.len() <= LONGEST_TITLE
            && above.rfind(title).and_then(|at| above.get(at..)).is_some_and(|below| !below.contains("\n\n"));
        let is_title = title.starts_with('#') || title.trim_end_matches(['*', '_']).ends_with(':') || is_right_above;
        if is_title { trimmed(title) } else { None }
    }

    /// Keeps a block that is left out, if people write lists into such.
    fn add_unread_block(&mut self, event: &Event<'_>, range: Range<usize>) {
        let place = match event {
            Event::Start(Tag::BlockQuote(_)) if self.source.get(range.clone()).is_some_and(check_box::is_quotation) => {
                return;
            }
            Event::Start(Tag::BlockQuote(_)) => UnreadPlace::Quote,
            Event::Start(Tag::HtmlBlock) if unread::is_open_comment(self.source, range.clone()) => {
                UnreadPlace::OpenComment
            }
            Event::Start(Tag::HtmlBlock) => UnreadPlace::Html,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => UnreadPlace::IndentedCode,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_)))
                if unread::is_open_fence(self.source, range.clone()) =>
            {
                UnreadPlace::OpenFence
            }
            _ => return,
        };
        if self.comment.is_none() {
            self.unread_blocks.push((range, place));
        }
    }

    /// The ticked lines of the blocks that are left out.
    fn read_unread_boxes(&mut self) {
        for (range, place) in std::mem::take(&mut self.unread_blocks) {
            let fence = self.text_of_range(range.clone()).place;
            let table = range.clone();
            for line in unread::ticked_lines_of_block(self.source, range, place) {
                let text = self.trimmed_text(line);
                let text = if place.is_told_once() { Text { place: fence, ..text } } else { text };
                self.body.unread_boxes.push(UnreadBox { text, place });
            }
            if place == UnreadPlace::Html {
                self.read_html_rows(table);
            }
        }
    }

    /// The ticks in the rows of an HTML table.
    fn read_html_rows(&mut self, block: Range<usize>) {
        let source = self.source;
        let text = source.get(block.clone()).unwrap_or_default();
        if !text.contains("<td") {
            return;
        }
        for (from, line) in lines::lines_with_offsets(text).filter(|(_, line)| line.contains("<td")) {
            let start = block.start + from;
            self.add_unboxed_ticks(unboxed::ticks_of_html_row(start..start + line.len(), line));
        }
    }

    /// Logseq's `minutes:: 5` on the lines below a box, which belong to its item.
    fn logseq_properties(&self, end: usize) -> Vec<Text> {
        let mut found = Vec::new();
        let at = end + lines::line_break_len(self.source.get(end..).unwrap_or(""));
        for (from, line) in lines::lines_with_offsets(self.source.get(at..).unwrap_or("")) {
            let bare = line.trim();
            if !line.starts_with(char::is_whitespace) || !check_box::is_logseq_property(bare) {
                break;
            }
            found.push(self.trimmed_text(at + from..at + from + line.len()));
        }
        found
    }

    /// Lines that no markdown program shows as a check box. Those with unusual white space behind the list mark are read;
    /// those that look like a ticked box, or begin with a date, are kept for a hint.
    fn read_malformed_box_lines(&mut self) {
        let may_hold = check_box::may_hold_malformed_box(self.source, &BytesInText::of(self.source));
        // By their lines: behind a tab the parser lets an item begin before its line does.
        let mut known: Vec<u32> = self.body.boxes.iter().map(|found| found.text.place.line).collect();
        known.sort_unstable();
        let first_line = self.note.place_of_range(self.base..self.base).line;
        let mut skipped = std::mem::take(&mut self.skipped);
        skipped.sort_by_key(|range| range.start);
        let source = self.source;
        let mut hidden_to = 0;
        let mut next = skipped.iter().peekable();
        let mut table = TableReader::default();
        let mut under = Under::Nothing;
        for ((from, line), number) in lines::lines_with_offsets(source).zip(first_line..) {
            let end = from + line.len();
            while let Some(range) = next.next_if(|range| range.start < end.max(from + 1)) {
                hidden_to = hidden_to.max(range.end);
            }
            if from < hidden_to || known.binary_search(&number).is_ok() {
                self.add_unboxed_ticks(table.finish_table());
                continue;
            }
            let bare = check_box::without_callout_mark(line);
            let start = end - bare.len();
            self.add_unboxed_ticks(table.take_line(start..end, bare));
            if let Some(len) = unread::callout_title_prefix_len(bare) {
                let text = self.trimmed_text(start + len..end);
                self.body.unread_boxes.push(UnreadBox { text, place: UnreadPlace::CalloutTitle });
                continue;
            }
            if bare.starts_with('#') || bare.ends_with(':') {
                under = Under::of_title(bare);
            }
            match check_box::malformed_box_line(bare).filter(|_| may_hold) {
                Some(check_box::MalformedBoxLine::Box(mark, len)) => {
                    let text = self.trimmed_text(start + len..end);
                    let (range, under, deeper) = (self.base + from..self.base + end, Vec::new(), Vec::new());
                    let beside = Vec::new();
                    self.body.boxes.push(CheckBox {
                        mark,
                        text,
                        title: None,
                        nested_items: under,
                        nested_deeper: deeper,
                        fields_below: beside,
                        parent: None,
                        range,
                    });
                }
                Some(check_box::MalformedBoxLine::NearMiss(len)) => {
                    let text = self.trimmed_text(start + len..end);
                    self.body.near_miss_boxes.push(text);
                }
                None => {
                    self.read_line_without_box(bare, end, under);
                    if let Some(len) = check_box::unboxed_line_prefix_len(bare) {
                        let text = self.trimmed_text(start + len..end);
                        let nested_to = nested_block_length(&source[from..]);
                        self.body.dated_lines.push((text, self.base + from..self.base + from + nested_to));
                    }
                }
            }
        }
        self.add_unboxed_ticks(table.finish_table());
    }

    /// A line without a box, which ends at the byte `end`: a tick in words, or an item under a heading such as `## Done`.
    fn read_line_without_box(&mut self, bare: &str, end: usize, under: Under) {
        /// A longer line under `## Done` is a text.
        const LONGEST: usize = 120;
        let start = end - bare.len();
        if let Some(beside) = unboxed::range_beside_tick_or_verb(bare)
            .filter(|_| !(under == Under::Later && unboxed::ends_with_amount(bare)))
        {
            let range = start + beside.start..start + beside.end;
            let name = self.source.get(range.clone()).unwrap_or_default().to_owned();
            self.add_unboxed_ticks(vec![UnboxedTick::beside_name(range, name)]);
        } else if under == Under::Done && !bare.starts_with('#') && !bare.ends_with(':') && bare.len() <= LONGEST {
            let item = check_box::line_without_list_mark(bare).trim_matches(check_box::is_blank);
            let range =
                end - check_box::line_without_list_mark(bare).trim_start_matches(check_box::is_blank).len()..end;
            if !item.is_empty() {
                self.add_unboxed_ticks(vec![UnboxedTick::beside_name(range, item.to_owned())]);
            }
        } else if under != Under::Later && several_ticks::tells_of_several(bare) {
            self.add_unboxed_ticks(vec![UnboxedTick::beside_name(start..end, bare.to_owned())]);
        }
    }

    fn add_unboxed_ticks(&mut self, ticks: Vec<UnboxedTick>) {
        for UnboxedTick { range, name, in_table, cell } in ticks {
            let place = self.text_of_range(range).place;
            self.body.unboxed.push(UnboxedText { text: Text { text: name, place }, in_table, cell });
        }
    }

    /// Items that are indented below a box, though the markdown parser does not nest them there (below `1. [x]`, behind a
    /// callout, below unusual white space): people mean them as the box's own.
    fn nest_indented_items(&mut self) {
        if self.body.boxes.is_empty() {
            return;
        }
        // Each line is measured once: of many that are deeply nested, each is looked at for many boxes.
        let lines: Vec<IndentedLine> = lines::lines_with_offsets(self.source).map(IndentedLine::measure).collect();
        for at in 0..self.body.boxes.len() {
            let Some(found) = self.body.boxes.get(at) else { continue };
            let (more, beside) = self.lines_meant_for_box(found, &lines);
            if let Some(found) = self.body.boxes.get_mut(at) {
                found.nested_items.extend(more);
                found.fields_below = beside;
            }
        }
    }

    /// The lines that are read as items of a box though the parser does not nest them there, and those that are only like its
    /// fields.
    fn lines_meant_for_box(&self, found: &CheckBox, lines: &[IndentedLine]) -> (Vec<Text>, Vec<Text>) {
        const MOST_LINES: usize = 64;
        const MOST_BESIDE: usize = 8;
        let (mut more, mut beside): (Vec<Text>, Vec<Text>) = (Vec::new(), Vec::new());
        let box_start = found.range.start - self.base;
        let line_index = lines.partition_point(|line| line.start <= box_start).saturating_sub(1);
        let is_among = |texts: &[Text], of: &Text| texts.iter().any(|text| text.place.line == of.place.line);
        let Some((first, following)) = lines.get(line_index..).and_then(<[IndentedLine]>::split_first) else {
            return (more, beside);
        };
        // What is nested behind a line of text is that line's.
        let mut is_past_text = false;
        let mut nested: Option<NestedItem> = None;
        for line in following.iter().take(MOST_LINES) {
            let is_under = line.indent > first.indent;
            let end = line.bare_start + line.bare.len();
            if let Some(above) = nested.filter(|item| item.owns(line)) {
                let marked = check_box::line_without_list_mark(line.bare);
                let item = marked.trim_start_matches(check_box::is_blank);
                if !above.is_field() || !check_box::is_like_field(item) && !check_box::is_field_without_mark(item) {
                    continue;
                }
                // Of what stands below a field, only a field can be meant for the box.
                let text = self.trimmed_text(end - item.len()..end);
                let is_read = marked.len() < line.bare.len() || check_box::is_field_without_mark(item);
                match above.kind {
                    _ if is_among(&found.nested_items, &text) => {}
                    NestedKind::Field if is_read => more.push(text),
                    _ if beside.len() <= MOST_BESIDE => beside.push(text),
                    _ => {}
                }
                continue;
            }
            // A field that is not indented can only follow the box or another such field.
            if line.bare.is_empty() || is_under && is_past_text || !is_under && !more.is_empty() {
                break;
            }
            let Some(item) = check_box::item_text_or_bare_field(line.bare) else {
                // `fear: 6` without a list mark is not read, whether it is indented or not.
                if check_box::is_like_field(line.bare) && beside.len() <= MOST_BESIDE {
                    beside.push(self.trimmed_text(line.bare_start..end));
                    is_past_text |= !is_under;
                } else if !is_under {
                    break;
                }
                continue;
            };
            let text = self.trimmed_text(end - item.len()..end);
            let is_box = check_box::box_at_start(&text.text).is_some();
            if item.len() < line.bare.len() {
                nested = Some(NestedItem::new(line.indent, &text.text, is_box));
            }
            if !is_under && (is_box || beside.len() > MOST_BESIDE) {
                break;
            }
            if !is_under {
                beside.push(text);
            } else if !is_box && !is_among(&found.nested_items, &text) && !is_among(&found.nested_deeper, &text) {
                more.push(text);
            }
        }
        (more, beside)
    }

    /// A range of the text without the white space at its ends.
    fn trimmed_text(&self, range: Range<usize>) -> Text {
        let text = self.source.get(range.clone()).unwrap_or("");
        let from = range.end - text.trim_start_matches(check_box::is_blank).len();
        let to = from + self.source.get(from..range.end).unwrap_or("").trim_end_matches(check_box::is_blank).len();
        self.text_of_range(from..to)
    }

    /// The tags in a piece of text, and the comments that begin and end in it. Read from the source, since the parser cuts
    /// a tag in pieces at its `_`.
    fn read_tags_and_comments(&mut self, range: Range<usize>) {
        let within = self.source.get(range.clone()).unwrap_or("");
        let mut next = 0;
        while let Some(offset) = within.get(next..).and_then(|rest| rest.find(['#', '%'])) {
            let at = range.start + next + offset;
            next += offset + 1;
            if self.source[at..].starts_with("%%") {
                // One that is never closed is no comment: better to read too much than to lose what was noted.
                match self.comment.take() {
                    Some(from) => {
                        self.skipped.push(from..at);
                        self.comments.push(from..at);
                    }
                    None if self.last_comment.is_some_and(|last| last > at + 1) => self.comment = Some(at),
                    None => {}
                }
                next += 1;
            } else if self.source[at..].starts_with('#') && self.comment.is_none() {
                let before = self.source[..at].chars().next_back();
                if self.source[at + 1..].starts_with("[[") && before.is_none_or(char::is_whitespace) {
                    self.add_linked_tag(at + 3);
                    continue;
                }
                if let Some(sign) = before.filter(|c| !c.is_whitespace()) {
                    let is_tight = matches!(sign, '(' | '[' | '{' | ',' | ';' | '"' | '\'');
                    // `[[#Walk]]` is a link to a heading.
                    if is_tight && at >= self.box_line && !self.source[..at].ends_with("[[") {
                        let tag = hashtag_name_len(&self.source[at + 1..])
                            .map(|len| self.text_of_range(at + 1..at + 1 + len));
                        self.body.tags_after_bracket_or_comma.extend(tag);
                    }
                    continue;
                }
                // The first word stays a tag of its own, which may say that the note is private.
                let whole = spaced_tag_len(&self.source[at + 1..]);
                if let Some(len) = whole.filter(|_| at >= self.box_line) {
                    self.body.tags.push(self.text_of_range(at + 1..at + 1 + len));
                }
                if let Some(len) = hashtag_name_len(&self.source[at + 1..]) {
                    let tag = self.text_of_range(at + 1..at + 1 + len);
                    if at >= self.box_line {
                        self.body.tags.push(tag);
                    } else {
                        self.body.box_tags.push(tag);
                    }
                }
            }
        }
    }

    /// `#[[Walk]]` of Roam and Logseq in a text: it is no tag that is read, and is told.
    fn add_linked_tag(&mut self, start: usize) {
        const LONGEST: usize = 60;
        let near = lines::first_bytes_to_char_end(self.source.get(start..).unwrap_or(""), LONGEST);
        if let Some(len) = near.find("]]").filter(|_| start >= self.box_line) {
            let tag = self.text_of_range(start..start + len);
            self.body.tags_after_bracket_or_comma.push(tag);
        }
    }

    fn add_image(&mut self, link_type: LinkType, target: &str, range: Range<usize>) {
        let written = self.source.get(range.clone()).unwrap_or("");
        // Looked for only where a target stands, behind `![[` or before the last bracket: images can be nested, and long.
        let near = target.len() + 256;
        let found = match link_type {
            LinkType::WikiLink { .. } => lines::first_bytes_to_char_end(written, near).find(target),
            _ => {
                let tail = lines::last_bytes_from_char_start(written, near);
                tail.rfind(target).map(|at| written.len() - tail.len() + at)
            }
        };
        let place = match found {
            Some(from) if !target.is_empty() => range.start + from..range.start + from + target.len(),
            _ => range.start..range.start + 2.min(range.len()),
        };
        let at = self.note.place_of_range(self.base + place.start..self.base + place.end);
        let target = if target.contains("://") { target.to_owned() } else { percent_decoded(target) };
        self.images.push(self.body.images.len());
        self.body.images.push(Image { target: Text { text: target, place: at }, alt: String::new() });
    }

    fn text_of_range(&self, range: Range<usize>) -> Text {
        let text = self.source.get(range.clone()).unwrap_or("").to_owned();
        Text { text, place: self.note.place_of_range(self.base + range.start..self.base + range.end) }
    }
}

/// The bytes of the name of a tag of several words, as Bear has them with a `#` at their end: `#morning walk#`.
fn spaced_tag_len(text: &str) -> Option<usize> {
    const LONGEST: usize = 60;
    // Cut first: a long line may hold many tags.
    let near = lines::first_line(lines::first_bytes_to_char_end(text, LONGEST));
    let inside = near.split_once('#')?.0;
    let is_name = inside.starts_with(char::is_alphanumeric)
        && inside.contains(' ')
        && !inside.ends_with(char::is_whitespace)
        && !inside.contains(['[', ']', '(', ')', '`', '.', ',', ';', ':', '!', '?']);
    let behind = text.get(inside.len() + 1..)?.chars().next();
    (is_name && !behind.is_some_and(|c| c.is_alphanumeric() || c == '#')).then_some(inside.len())
}

/// Whether the text behind a box is too little for a name: a time, minutes, a place, a part of the day, or a word such as `done`.
fn is_too_little_for_name(text: &str) -> bool {
    const PARTS_OF_DAY: [&str; 12] = [
        "morning",
        "midday",
        "noon",
        "afternoon",
        "evening",
        "night",
        "bedtime",
        "lunch",
        "lunchtime",
        "in",
        "at",
        "this",
    ];
    const WORDS: [&str; 10] = ["done", "yes", "ok", "did it", "partly", "finished", "no", "not done", "skipped", "y"];
    const LONGEST: usize = 24;
    let is_short = text.len() <= LONGEST;
    let is_number = || text.starts_with(|c: char| c.is_ascii_digit() || !c.is_alphanumeric());
    let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_part_of_day = || PARTS_OF_DAY.iter().any(|part| first.eq_ignore_ascii_case(part));
    text.is_empty()
        || is_short && (is_number() || is_part_of_day())
        || WORDS.iter().any(|word| text.trim_end_matches(['.', '!']).eq_ignore_ascii_case(word))
}

/// Whether a heading or a line before a list says that it is of what is still to come: `Plan for tomorrow:`.
fn is_heading_of_future_plans(title: &str) -> bool {
    const WORDS: [&str; 7] = ["plan", "plans", "tomorrow", "todo", "goals", "timetable", "schedule"];
    let folded = fold(title);
    folded.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word)) || folded.contains("next week")
}

/// How many bytes the first line of a text takes with the lines below it that are indented deeper.
fn nested_block_length(text: &str) -> usize {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lines = lines::lines_with_offsets(text);
    let Some((_, first)) = lines.next() else { return 0 };
    let depth = indent(first);
    let mut end = first.len();
    for (from, line) in lines {
        if line.trim().is_empty() || indent(line) <= depth {
            break;
        }
        end = from + line.len();
    }
    end
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
