//! What is left out of a shared text below a line that goes (docs/specification.md#6-sharing): what is nested under it, its section, its
//! list or its paragraph.

use crate::journal::lines::markup::{heading_level, text_after_list_mark, without_quote_signs};
use crate::journal::lines::practice_signs;
use crate::journal::sharing::private_sections::title_of_callout;
use crate::journal::sharing::private_titles::without_tags;
use crate::note::LineField;
use crate::text::fold_key;

/// What goes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineRemoval {
    Nothing,
    /// All of it, with what is nested under it.
    Line,
    /// The same, with the items of a list right below a short line.
    LineAndList,
    /// The same for a line about a hidden plan. A new line behind it that is not indented is about the day.
    PracticeLine,
    /// All of it, with what is indented below it. The lines of its paragraph stay.
    LineAlone,
    /// The same for an item that is only the name. An unindented line right below continues it.
    ItemTitle,
    /// All of it, with what stands under it as a title.
    Title,
    /// All of it, with the items behind it, up to the next label, a box or an empty line.
    Label,
    /// From the first sentence that is named to the end of its paragraph or item.
    Sentences,
}

/// What is being left out below a line that goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OngoingRemoval {
    /// What is nested under an item, or goes on from it: its indentation, and whether a blank line came since.
    Item { indent: usize, is_blank: bool },
    /// The same for practice of a hidden plan, or a sentence that names one. An unindented line below an item stays unless it continues the
    /// line before.
    Practice { indent: usize, is_blank: bool, is_open: bool, is_long: bool, is_item: bool },
    /// What is indented below a line.
    Indented { indent: usize },
    /// The items of a list behind a label of this indentation, or what is nested below it where the first of them is. In a list with an
    /// empty line before its first item, such lines are between all of them.
    Items { indent: usize, has_item: bool, is_nested: bool, is_loose: bool, is_blank: bool },
    /// Nothing: a row of a table.
    Row,
    /// The section of a heading of this level.
    Section { level: usize },
    /// The lines of a callout.
    Callout,
    /// What is indented below the title of an admonition, empty lines included.
    Admonition { indent: usize },
    /// The lines up to the row of colons that closes an admonition, and whether it came.
    FencedAdmonition { is_closed: bool },
    /// What stands in a part of HTML, and whether the line that closes it came.
    PartOfHtml { is_closed: bool },
    /// The paragraph or the list below a title, of which this came so far.
    Block { came: BlockSoFar, end: BlockEnd, is_quoted: bool },
}

/// What ends the block below a title, besides its own end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockEnd {
    OfBlock,
    /// Below `20:00 Call Dad` the next line with a time.
    NextTime,
    /// Below `\u{2022} Call Dad` the next line with that sign.
    NextBullet,
    /// Below a tag or a tick an empty line, an item with a label of its own (`- Tea: hot`), or the next of these: it says that something was done, and is less of a title.
    EmptyLine,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockSoFar {
    /// The title, or a row of signs that underlines it.
    Title,
    /// The title and an empty line.
    Nothing,
    Text,
    List,
    /// A blank line behind an item: another may follow.
    ListAndBlank,
    /// A rule behind text, with which the block ends.
    Rule,
}

impl OngoingRemoval {
    /// What is left out below a line that goes.
    pub(crate) fn begin_below(removal: LineRemoval, line: &str, next: &str) -> OngoingRemoval {
        let indent = line.len() - without_quote_signs(line).len();
        match removal {
            LineRemoval::Title if title_of_callout(without_quote_signs(line)).is_some() => OngoingRemoval::Callout,
            LineRemoval::Title if is_part_of_html(without_quote_signs(line)) => {
                OngoingRemoval::PartOfHtml { is_closed: line.contains("</details") }
            }
            LineRemoval::Title if is_fenced_admonition(without_quote_signs(line)) => {
                OngoingRemoval::FencedAdmonition { is_closed: false }
            }
            LineRemoval::Title if title_of_admonition(without_quote_signs(line)).is_some() => {
                OngoingRemoval::Admonition { indent }
            }
            LineRemoval::Title => match level_of_heading(line, next) {
                Some(level) => OngoingRemoval::Section { level },
                None => OngoingRemoval::Block {
                    came: BlockSoFar::Title,
                    end: BlockEnd::below(without_quote_signs(line)),
                    is_quoted: is_quoted(line),
                },
            },
            // A row of a table is about itself; above the line of dashes it is the head of its columns.
            _ if is_row_of_table(line) && !is_line_below_head(next) => OngoingRemoval::Row,
            LineRemoval::Label => {
                OngoingRemoval::Items { indent, has_item: false, is_nested: false, is_loose: false, is_blank: false }
            }
            // `Yoga today` over a list is a label too.
            LineRemoval::PracticeLine | LineRemoval::LineAndList | LineRemoval::Sentences
                if is_right_over_list(line, next) =>
            {
                OngoingRemoval::Items { indent, has_item: false, is_nested: false, is_loose: false, is_blank: false }
            }
            // A program broke a line of this length, so that the next goes on with it.
            LineRemoval::LineAlone if !is_long_enough_to_be_broken(line) => OngoingRemoval::Indented { indent },
            LineRemoval::PracticeLine | LineRemoval::ItemTitle | LineRemoval::Sentences => {
                let (is_open, is_long) = (ends_within_sentence(line), is_long_enough_to_be_broken(line));
                OngoingRemoval::Practice {
                    indent,
                    is_blank: false,
                    is_open,
                    is_long,
                    // What follows a sentence or a title goes to the end of its item.
                    is_item: removal == LineRemoval::PracticeLine && is_list_item(without_quote_signs(line)),
                }
            }
            _ => OngoingRemoval::Item { indent, is_blank: false },
        }
    }

    /// What is left out behind this line: none where the line stays.
    pub(crate) fn next_after_line(self, line: &str) -> Option<OngoingRemoval> {
        let bare = without_quote_signs(line);
        let is_blank_line = line.trim().is_empty();
        let indent = line.len() - bare.len();
        let is_item = is_list_item(bare);
        // A quote behind an empty line, though its sign is counted as a space.
        let is_apart = |depth: usize, is_blank: bool| is_blank && depth == 0 && is_quoted(line);
        match self {
            OngoingRemoval::Item { indent: depth, .. } if is_blank_line => {
                Some(OngoingRemoval::Item { indent: depth, is_blank: true })
            }
            OngoingRemoval::Item { indent: depth, is_blank } => {
                let is_new = is_item && !(indent == depth && is_field_of_line(bare)) || bare.starts_with('#');
                (indent > depth && !is_apart(depth, is_blank) || !(is_blank || is_new)).then_some(self)
            }
            OngoingRemoval::Practice { indent: depth, is_open, is_long, is_item, .. } if is_blank_line => {
                Some(OngoingRemoval::Practice { indent: depth, is_blank: true, is_open, is_long, is_item })
            }
            OngoingRemoval::Practice {
                indent: depth,
                is_blank,
                is_open,
                is_long: is_before_long,
                is_item: of_item,
            } => {
                let is_new =
                    is_blank || is_item || bare.starts_with('#') || practice_signs::begins_with_clock_time(bare);
                // A paragraph is one text.
                let goes_on = !of_item || is_open && (is_before_long || bare.starts_with(char::is_lowercase));
                let (is_open, is_long) = (ends_within_sentence(line), is_long_enough_to_be_broken(line));
                let behind = OngoingRemoval::Practice { indent: depth, is_blank, is_open, is_long, is_item: of_item };
                let is_field = || !is_blank && indent == depth && is_field_of_line(bare);
                (indent > depth && !is_apart(depth, is_blank) || !is_new && goes_on || is_field()).then_some(behind)
            }
            OngoingRemoval::Indented { indent: depth } => (!is_blank_line && indent > depth).then_some(self),
            OngoingRemoval::Items { indent: depth, has_item, is_nested, is_loose, .. } if is_blank_line => {
                let is_loose = is_loose || !has_item;
                Some(OngoingRemoval::Items { indent: depth, has_item, is_nested, is_loose, is_blank: true })
            }
            OngoingRemoval::Items { indent: depth, has_item, is_nested: is_list_nested, is_loose, is_blank } => {
                let is_nested = indent > depth && heading_level(line, "").is_none();
                let is_list_nested = if has_item { is_list_nested } else { is_nested };
                let ends = is_list_nested
                    || indent < depth
                    || is_blank && !(is_loose && is_item)
                    || heading_level(line, "").is_some()
                    || is_label(bare)
                    || indent <= depth && has_label_of_its_own(bare)
                    || crate::note::behind_any_box(bare).is_some();
                let going = OngoingRemoval::Items {
                    indent: depth,
                    has_item: true,
                    is_nested: is_list_nested,
                    is_loose,
                    is_blank: false,
                };
                (is_nested || !ends).then_some(going)
            }
            OngoingRemoval::Admonition { indent: depth } => {
                (is_blank_line || indent > depth && !is_apart(depth, true)).then_some(self)
            }
            OngoingRemoval::FencedAdmonition { is_closed } => {
                (!is_closed).then(|| OngoingRemoval::FencedAdmonition { is_closed: closes_admonition(bare) })
            }
            OngoingRemoval::Callout => line.trim_start().starts_with('>').then_some(self),
            OngoingRemoval::PartOfHtml { is_closed } => {
                (!is_closed).then(|| OngoingRemoval::PartOfHtml { is_closed: line.contains("</details") })
            }
            OngoingRemoval::Row => None,
            OngoingRemoval::Section { level } => match level_of_heading(line, "") {
                Some(of_line) if of_line <= level => None,
                _ => Some(self),
            },
            OngoingRemoval::Block { came, end, is_quoted } => {
                let is_over = end.is_at(line) || is_quoted && is_blank_line || level_of_heading(line, "").is_some();
                let came = if is_over { None } else { came.with_line(line) };
                came.map(|came| OngoingRemoval::Block { came, end, is_quoted })
            }
        }
    }
}

impl BlockSoFar {
    /// With the next line: none where that is behind the block.
    fn with_line(self, line: &str) -> Option<BlockSoFar> {
        let bare = without_quote_signs(line);
        let (is_item, is_indented) = (is_list_item(bare), bare.len() < line.len());
        match (self, line.trim().is_empty()) {
            (BlockSoFar::Rule, _) => None,
            (BlockSoFar::Text | BlockSoFar::List, false) if is_rule(bare) => Some(BlockSoFar::Rule),
            (BlockSoFar::Title | BlockSoFar::Nothing, true) => Some(BlockSoFar::Nothing),
            (BlockSoFar::List | BlockSoFar::ListAndBlank, true) => Some(BlockSoFar::ListAndBlank),
            (BlockSoFar::Text, true) => None,
            (BlockSoFar::ListAndBlank, false) if !is_item && !is_indented => None,
            // `</center>`, `***`
            (BlockSoFar::Title, false) if !without_tags(bare).contains(char::is_alphanumeric) => {
                Some(BlockSoFar::Title)
            }
            (BlockSoFar::Title | BlockSoFar::Nothing | BlockSoFar::Text, false) if !is_item => Some(BlockSoFar::Text),
            _ => Some(BlockSoFar::List),
        }
    }
}

impl BlockEnd {
    fn below(title: &str) -> BlockEnd {
        match () {
            () if begins_with_tag_or_tick(title) || title.trim_end().ends_with(crate::note::is_tick_char) => {
                BlockEnd::EmptyLine
            }
            () if title.starts_with(BULLET) => BlockEnd::NextBullet,
            () if practice_signs::begins_with_clock_time(title) => BlockEnd::NextTime,
            () => BlockEnd::OfBlock,
        }
    }

    fn is_at(self, line: &str) -> bool {
        let bare = without_quote_signs(line);
        match self {
            BlockEnd::OfBlock => false,
            BlockEnd::NextBullet => bare.starts_with(BULLET),
            BlockEnd::NextTime => !is_list_item(bare) && practice_signs::begins_with_clock_time(bare),
            BlockEnd::EmptyLine => {
                let is_box = || crate::note::behind_any_box(bare).is_some();
                let is_of_its_own = || bare.len() == line.len() && has_label_of_its_own(bare) && !is_box();
                bare.trim().is_empty() || begins_with_tag_or_tick(bare) || is_of_its_own()
            }
        }
    }
}

/// Whether a line is a rule that parts texts: `***`, `---`, `* * *`, `___`.
pub(crate) fn is_rule(bare: &str) -> bool {
    const LEAST: usize = 3;
    let signs = || bare.chars().filter(|c| !c.is_whitespace());
    let first = signs().next().filter(|c| matches!(c, '*' | '-' | '_'));
    first.is_some_and(|first| signs().all(|c| c == first) && signs().count() >= LEAST)
}

/// No program shows it as the mark of a list.
pub(crate) const BULLET: char = '\u{2022}';

/// Whether a line begins with a tag or a tick, which say that something was done: the next such line is about something else.
pub(crate) fn begins_with_tag_or_tick(bare: &str) -> bool {
    let is_tag = bare.starts_with('#') && heading_level(bare, "").is_none() && !bare.starts_with("##");
    is_tag || bare.starts_with(crate::note::is_tick_char)
}

pub(crate) fn is_part_of_html(bare: &str) -> bool {
    ["<details", "<summary"].iter().any(|tag| bare.starts_with(tag))
}

/// Whether an item of a list ends with a colon.
pub(crate) fn is_label(bare: &str) -> bool {
    text_after_list_mark(bare)
        .is_some_and(|item| item.trim_end_matches(|c: char| c.is_whitespace() || c == '*').ends_with(':'))
}

/// Whether an item says before a colon what it is about (`- Tea: hot`), and that is no detail of the practice above it (`- time: 20 min`).
fn has_label_of_its_own(bare: &str) -> bool {
    const MOST_WORDS: usize = 3;
    // What people note of practice beside the fields of a line.
    const OF_PRACTICE: [&str; 17] = [
        "time", "min", "length", "duration", "distance", "pace", "speed", "route", "effort", "place", "with", "who",
        "feeling", "note", "notes", "how", "what",
    ];
    let of_fields = LineField::all().filter(|field| field.facts().belongs_to_practice_above).map(LineField::word);
    let mut of_practice = of_fields.chain(OF_PRACTICE);
    let Some((key, value)) = text_after_list_mark(bare).and_then(|item| item.split_once(':')) else { return false };
    let key = key.trim_matches(|c: char| !c.is_alphanumeric());
    key.starts_with(char::is_alphabetic)
        && key.split_whitespace().count() <= MOST_WORDS
        && value.starts_with([' ', '*', '_'])
        && !of_practice.any(|known| key.eq_ignore_ascii_case(known))
}

/// Whether an item is a field of the practice above it, where a list has both at one depth: `- felt: good` right below `- [x] Walk`.
fn is_field_of_line(bare: &str) -> bool {
    let key = text_after_list_mark(bare).and_then(|item| item.split_once(':')).map(|(key, _)| fold_key(key));
    let field = key.and_then(|key| LineField::of_folded_key(&key));
    field.is_some_and(|field| field.facts().belongs_to_practice_above)
}

/// The level of a heading, of markdown or of HTML.
fn level_of_heading(line: &str, next: &str) -> Option<usize> {
    let of_html = || {
        let level = without_quote_signs(line).strip_prefix("<h").and_then(|behind| behind.chars().next()?.to_digit(10));
        level.filter(|level| (1..=6).contains(level)).and_then(|level| usize::try_from(level).ok())
    };
    heading_level(line, next).or_else(of_html)
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

fn is_row_of_table(line: &str) -> bool {
    without_quote_signs(line).starts_with('|')
}

/// Whether a line is the one below the head of a table: `|---|:-:|`.
fn is_line_below_head(line: &str) -> bool {
    is_row_of_table(line) && line.contains("--") && !line.contains(char::is_alphanumeric)
}

/// A line of this length was broken by a program, not by a person.
const LENGTH_OF_BROKEN_LINE: usize = 60;

/// Whether the last sentence of a line has no end.
pub(crate) fn ends_within_sentence(line: &str) -> bool {
    let ends = line.trim_end().trim_end_matches(['"', '\'', ')', '\u{201D}', '\u{2019}', '*', '_']);
    !ends.ends_with(['.', '!', '?', '\u{2026}', ':'])
}

/// Whether a line is as long as programs break them.
pub(crate) fn is_long_enough_to_be_broken(line: &str) -> bool {
    line.trim_end().chars().count() >= LENGTH_OF_BROKEN_LINE
}

/// Whether a line that is not a list item is right above a list whose first item has no check box and no clock time.
fn is_right_over_list(line: &str, next: &str) -> bool {
    let (bare, next) = (without_quote_signs(line), without_quote_signs(next));
    !is_list_item(bare)
        && is_list_item(next)
        && !is_long_enough_to_be_broken(line)
        && !practice_signs::begins_with_clock_time(next)
        && crate::note::behind_any_box(next).is_none()
}

/// Whether a line is a list item.
pub(crate) fn is_list_item(bare: &str) -> bool {
    text_after_list_mark(bare).is_some()
}

/// The title of an admonition: `!!! note "Call Dad"`, `??? note "Call Dad"`, `=== "Call Dad"`, `:::note[Call Dad]`, `::: note Call Dad`.
pub(crate) fn title_of_admonition(bare: &str) -> Option<&str> {
    let opening = ["!!!", "???", "==="].into_iter().find_map(|sign| bare.strip_prefix(sign));
    let said = match opening {
        Some(said) => said.trim_start_matches(['+', '!']).trim(),
        None => bare.strip_prefix(":::")?.trim_start_matches(':').trim(),
    };
    let between = |open: char, close: char| Some(said.split_once(open)?.1.rsplit_once(close)?.0);
    let quoted = between('"', '"').or_else(|| between('[', ']'));
    // Behind the word for its kind.
    let title = quoted.or_else(|| said.split_once(char::is_whitespace).map(|(_, title)| title.trim()));
    title.filter(|title| title.contains(char::is_alphanumeric))
}

fn closes_admonition(bare: &str) -> bool {
    bare.starts_with(":::") && !bare.contains(char::is_alphanumeric)
}

fn is_fenced_admonition(bare: &str) -> bool {
    bare.starts_with(":::") && title_of_admonition(bare).is_some()
}

/// Whether a label stands alone over text with an empty line between them, and not over items: `- Call Dad:`.
pub(crate) fn is_label_over_text<'l>(above: &str, mut below: impl Iterator<Item = &'l str>) -> bool {
    let is_first = !is_list_item(without_quote_signs(above));
    is_first
        && below.next().is_some_and(|line| line.trim().is_empty())
        && below
            .find(|line| !line.trim().is_empty())
            .is_some_and(|line| !is_list_item(without_quote_signs(line)) && level_of_heading(line, "").is_none())
}

/// Whether less goes below a title of this form, a paragraph above all: it is an item, or says that something was done.
pub(crate) fn ends_at_empty_line(title: &str) -> bool {
    is_list_item(title) || BlockEnd::below(title) == BlockEnd::EmptyLine
}
