//! A client's text as it is shared (docs/specification.md#6-sharing): without the lines that name a `none` plan, links
//! to notes as their text, and without comments.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::journal::draft::NoteText;
use crate::journal::lines::line_names::NameFinder;
use crate::journal::lines::markup::{
    heading_level, text_after_list_mark, without_comments, without_open_comment, without_quote_signs,
};
use crate::journal::sharing::hidden::{
    HYPHENS, HiddenPlanNames, begins_with_dash, joined_lines, line_holds_name_with_true,
};
use crate::journal::sharing::ongoing_removal::{
    BULLET, LineRemoval, OngoingRemoval, begins_with_tag_or_tick, ends_at_empty_line, ends_within_sentence, is_label,
    is_label_over_text, is_list_item, is_long_enough_to_be_broken, is_part_of_html, is_rule, title_of_admonition,
};
use crate::journal::sharing::private_sections::title_of_callout;
use crate::journal::sharing::private_titles::{form_of_title, is_name_of_hidden_plan_alone};
use crate::journal::sharing::reference_links::ReferenceLinks;
use crate::journal::{
    Share, Status, lines::practice_signs, note_fields::nested, sharing::private_sections, sharing::private_words,
};
use crate::note::{hashtag_name_len, wiki_links};
use crate::text::{fold, text_between_tags};

/// A text as it is shared; none where nothing is left. A line that says that it is private goes, with what is nested under it.
/// Where a sentence only mentions a hidden plan, it goes with what follows in its paragraph or item.
pub(crate) fn shareable_text(text: &str, hidden: &HiddenPlanNames) -> Option<String> {
    // Nearly no text has a line that goes, and this look is quick.
    let kept = match hidden.is_empty() && !private_words::may_say_private(text) {
        true => keep_only_web_links(text),
        false => {
            let is_named = |sentence: &str| is_sentence_about_hidden_plan(sentence, hidden);
            let text = private_sections::without_private_blocks(text);
            let text = with_names_on_one_line(&text, hidden);
            let text = without_lines_and_sentences(&text, |line| removal_of_line(line, hidden), is_named);
            keep_only_web_links(&if hidden.is_empty() { text } else { without_footnote_words(&text) })
        }
    };
    let kept = with_single_empty_lines(kept.trim());
    (!kept.is_empty()).then_some(kept)
}

/// The text with one empty line in place of several: how many stand beside each other would tell that something was left out there.
fn with_single_empty_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_below_empty = false;
    for line in text.split_inclusive('\n') {
        let is_empty = line.trim().is_empty();
        match is_empty {
            true if is_below_empty => {}
            true => out.push('\n'),
            false => out.push_str(line),
        }
        is_below_empty = is_empty;
    }
    out
}

fn is_sentence_naming_hidden_plan(sentence: &str, hidden: &HiddenPlanNames) -> bool {
    hidden.box_text_may_name_hidden_plan(sentence)
        || hidden.holds_distinctive_name(sentence)
        || hidden.begins_with_hidden_practice(&hidden.without_other_meanings(sentence))
}

/// Whether a sentence names a hidden plan in a line that does.
fn is_sentence_about_hidden_plan(sentence: &str, hidden: &HiddenPlanNames) -> bool {
    is_sentence_naming_hidden_plan(sentence, hidden) || goes_as_line(sentence, hidden)
}

/// Whether a sentence would go if it were a line of its own.
fn goes_as_line(sentence: &str, hidden: &HiddenPlanNames) -> bool {
    removal_for_hidden_plan(&LineWithBoxText::new(sentence), hidden) != LineRemoval::Nothing
}

/// A text without the marks of footnotes whose label has letters: `[^yoga]` names a plan, and no page shows the footnote.
fn without_footnote_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once("[^") {
        out.push_str(before);
        let label = inside.split_once(']').filter(|(label, _)| !label.contains('\n'));
        match label {
            Some((label, behind)) if label.contains(char::is_alphabetic) => {
                rest = behind.strip_prefix(':').unwrap_or(behind);
            }
            _ => {
                out.push_str("[^");
                rest = inside;
            }
        }
    }
    out + rest
}

/// Whether a line of a text goes, all or in part, since it names a hidden plan.
pub(crate) fn line_names_hidden_plan(line: &str, hidden: &HiddenPlanNames) -> bool {
    removal_for_hidden_plan(&LineWithBoxText::new(without_quote_signs(line)), hidden) != LineRemoval::Nothing
}

/// Whether a text stands under a title that names a hidden plan, all of it: its note is about that plan. So it is where the first line is
/// such a name as an item, with a tick or as a tag, and an empty line below it parts it from the rest.
pub(crate) fn is_under_hidden_title(words: &NoteText, hidden: &HiddenPlanNames) -> bool {
    if hidden.is_empty() {
        return false;
    }
    let mut lines = words.text.lines().skip_while(|line| !line.contains(char::is_alphanumeric)).peekable();
    let Some(line) = lines.next() else { return false };
    let bare = without_quote_signs(line).trim_end();
    let is_parted = lines.peek().is_some_and(|next| next.trim().is_empty());
    let next = lines.find(|line| !line.trim().is_empty()).unwrap_or_default();
    let is_title = removal_for_hidden_plan(&LineWithBoxText::new(bare), hidden) == LineRemoval::Title;
    let is_lone = is_lone_title(bare, next, hidden);
    let takes_less = !is_title || ends_at_empty_line(bare);
    let is_quoted = line.trim_start().starts_with('>');
    is_lone && is_parted && takes_less && !is_quoted
        || (is_title || is_lone) && shareable_text(&words.text, hidden).is_none()
}

/// Whether a line is the name of a hidden plan and nothing else, in any form but that of a box, and no other item stands below it.
fn is_lone_title(bare: &str, next: &str, hidden: &HiddenPlanNames) -> bool {
    let is_box = crate::note::behind_any_box(bare).is_some() && !begins_with_tag_or_tick(bare) && !ends_with_tick(bare);
    let is_over_items = is_list_item(bare) && is_list_item(without_quote_signs(next));
    !is_box && !is_over_items && form_of_title(item_text(bare), hidden).is_some()
}

fn ends_with_tick(bare: &str) -> bool {
    bare.ends_with(crate::note::is_tick_char) && !is_list_item(bare)
}

/// What goes of a line of a text that is shared.
fn removal_of_line(line: &LineWithBoxText, hidden: &HiddenPlanNames) -> LineRemoval {
    if line_with_box_says_private(line) {
        return LineRemoval::Line;
    }
    removal_for_hidden_plan(line, hidden)
}

/// The same for the names of hidden plans alone.
fn removal_for_hidden_plan(line: &LineWithBoxText, hidden: &HiddenPlanNames) -> LineRemoval {
    removal_if_name_may_be_there(line, hidden).unwrap_or(LineRemoval::Nothing)
}

/// The same; none where a quick look says that no such name is in the line.
fn removal_if_name_may_be_there(line: &LineWithBoxText, hidden: &HiddenPlanNames) -> Option<LineRemoval> {
    if hidden.is_empty() {
        return None;
    }
    let may_be_there = hidden.line_may_be_about_hidden_plan(line.text);
    debug_assert!(may_be_there || removal_by_names(line, hidden) == LineRemoval::Nothing, "{}", line.text);
    let found = may_be_there.then(|| removal_by_names(line, hidden));
    let is_close = || line.text_after_box.is_some_and(|text| hidden.is_line_that_check_calls_close(text));
    match found {
        None | Some(LineRemoval::Nothing) if is_close() => Some(LineRemoval::PracticeLine),
        None | Some(LineRemoval::Nothing) => removal_of_close_title(line, hidden).or(found),
        found => found,
    }
}

/// What goes of a title or a label that says a hidden name in another form: what keeps a ticked line back keeps a title back.
fn removal_of_close_title(line: &LineWithBoxText, hidden: &HiddenPlanNames) -> Option<LineRemoval> {
    let text = line.text.trim_end();
    let is_box = crate::note::behind_any_box(text).is_some() && !begins_with_tag_or_tick(text);
    if is_box || line.text_after_box.is_some() {
        return None;
    }
    let is_close = |title: &str| hidden.is_title_close_to_hidden_name(title);
    let is_item = is_list_item(text) && !text.starts_with(BULLET);
    match () {
        () if title_of_folded_part(text).is_some_and(|title| is_close(&title)) => Some(LineRemoval::Title),
        () if is_item && is_label(text) => is_close(item_text(text)).then_some(LineRemoval::Label),
        () if !is_item && is_marked_as_title(text) && is_close(text) => Some(LineRemoval::Title),
        () => label_of_line(item_text(text)).is_some_and(is_close).then_some(LineRemoval::PracticeLine),
    }
}

/// The few words before a colon that a line begins with: `Call Daddy: he cried`.
fn label_of_line(text: &str) -> Option<&str> {
    const FEW: usize = 4;
    let (label, _) = text.split_once(':')?;
    (label.contains(char::is_alphabetic) && label.split_whitespace().count() <= FEW).then_some(label)
}

/// The same by a close look at each word.
fn removal_by_names(line: &LineWithBoxText, hidden: &HiddenPlanNames) -> LineRemoval {
    let row = without_heads_of_columns(line.text);
    let without_heads = row.as_deref().map(LineWithBoxText::new);
    let line = without_heads.as_ref().unwrap_or(line);
    // `Date: 19 November`
    let text = hidden.without_other_meanings(line.text);
    let plain = LineWithBoxText::new(&text);
    match () {
        () if title_of_folded_part(line.text).is_some_and(|title| is_title_naming_hidden_plan(&title, hidden)) => {
            LineRemoval::Title
        }
        () if is_title_of_hidden_plan(&plain, hidden) => LineRemoval::Title,
        () if is_label_of_hidden_plan(&plain, hidden) => LineRemoval::Label,
        () if is_item_of_hidden_plan(&plain, hidden) => LineRemoval::ItemTitle,
        () if is_timed_line_of_hidden_plan(&plain, hidden) => LineRemoval::LineAlone,
        () if is_practice_of_hidden_plan(line, hidden) => LineRemoval::PracticeLine,
        () if is_note_of_hidden_plan(plain.text, hidden) => match names_hidden_plan_in_sentences(line.text, hidden) {
            // `## Call missed`
            _ if heading_level(plain.text, "").is_some() => LineRemoval::Title,
            true => LineRemoval::Sentences,
            false => LineRemoval::PracticeLine,
        },
        // What stands under a question goes with it.
        () if may_be_about_hidden_plan(&plain, hidden) => match heading_level(plain.text, "") {
            Some(_) => LineRemoval::Title,
            None => LineRemoval::Sentences,
        },
        () => match sentences_of_line(line.text).as_slice() {
            // A sentence is about the same wherever it stands in its line.
            sentences @ [_, _, ..] if sentences.iter().any(|of| goes_as_line(of, hidden)) => LineRemoval::Sentences,
            _ => LineRemoval::Nothing,
        },
    }
}

/// What the names of hidden plans do to a text that is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EffectOfNames {
    /// This line is kept back, or a part of it.
    KeptBack,
    /// It is a title, and is kept back with the text under it.
    KeptBackWithTextBelow,
    /// It holds an everyday word that is such a name, and is shown.
    ShownAsEverydayWord,
}

/// The first line of a text that the names of hidden plans keep back, else the first that holds one and is shown: its byte. Lines for which
/// `is_told_otherwise` holds are passed over.
pub(crate) fn first_line_naming_hidden_plan(
    text: &str,
    hidden: &HiddenPlanNames,
    is_told_otherwise: impl Fn(&str) -> bool,
) -> Option<(usize, EffectOfNames)> {
    if hidden.is_empty() {
        return None;
    }
    let mut shown = None;
    let mut start = 0;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let links = reference_links_to_hidden_plans(text, hidden);
    for (at, line) in lines.iter().enumerate() {
        let bare = without_quote_signs(line).trim_end();
        let next = lines_that_go_on(&lines, at).next();
        let with_links = links.beside_words(bare);
        let bare =
            next.and_then(|next| hidden.with_broken_word_joined(&with_links, next)).map_or(with_links, Cow::Owned);
        let bare = &*bare;
        let of_line = LineWithBoxText::new(bare);
        let removal = removal_if_name_may_be_there(&of_line, hidden);
        // What looks like a box in a title is none: `## [[Call Dad]]`.
        let is_practice_told =
            removal != Some(LineRemoval::Title) && of_line.text_after_box.is_some_and(&is_told_otherwise);
        let is_told = is_practice_told || line_with_box_says_private(&of_line);
        let is_broken = || hidden.lines_of_broken_name(line, lines_that_go_on(&lines, at)) > 0;
        let removal = removal.filter(|_| !is_told);
        let above = at.checked_sub(1).and_then(|above| lines.get(above)).copied().unwrap_or_default();
        let is_title = match removal {
            Some(LineRemoval::Label) => is_label_over_text(above, lines.iter().skip(at + 1).copied()),
            removal => removal == Some(LineRemoval::Title),
        };
        if !is_told && (removal.is_some_and(|removal| removal != LineRemoval::Nothing) || is_broken()) {
            let effect = if is_title { EffectOfNames::KeptBackWithTextBelow } else { EffectOfNames::KeptBack };
            return Some((start, effect));
        }
        if removal.is_some() && shown.is_none() && hidden.is_hidden_name_in_text(bare) {
            shown = Some((start, EffectOfNames::ShownAsEverydayWord));
        }
        start += line.len();
    }
    shown
}

/// The targets of the images in what is shared of a text. An image goes with its line, its section and its item, and with a sentence of its
/// paragraph.
pub(crate) fn targets_of_shareable_images(text: &str, hidden: &HiddenPlanNames) -> HashSet<String> {
    if !text.contains("![") {
        return HashSet::new();
    }
    let kept = match hidden.is_empty() && !private_words::may_say_private(text) {
        true => Cow::Borrowed(text),
        false => {
            let text = private_sections::without_private_blocks(text);
            let text = without_images_above_lines_that_go(&with_names_on_one_line(&text, hidden), hidden);
            Cow::Owned(without_lines_and_sentences(&text, |line| removal_beside_image(line, hidden), |_| true))
        }
    };
    let images = crate::note::images_of_text(&without_open_comment(&without_comments(&kept)));
    let shown = images.into_iter().filter(|image| !is_private_image(&image.target.text, &image.alt, hidden));
    shown.map(|image| image.target.text).collect()
}

/// Whether an image is private by its own words, or names a hidden plan: `![private](a.png)`, `![Call Dad](a.png)`, `![](call-dad.png)`.
pub(crate) fn is_private_image(target: &str, alt: &str, hidden: &HiddenPlanNames) -> bool {
    let says = |text: &str| {
        private_words::field_text_says_private(text)
            || private_words::is_private_in_brackets(text.trim_matches(|c: char| !c.is_alphanumeric()))
    };
    let path = target.split('|').next().unwrap_or(target);
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['-', '_'], " ");
    let names_plan = |folder: &str| hidden.is_named_in_title(&folder.replace("%20", " ").replace(['-', '_'], " "));
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    says(target)
        || !hidden.is_empty() && folders.split('/').any(names_plan)
        || target.split('|').skip(1).chain([alt]).any(says)
        || private_words::is_private_path(path)
        || !hidden.is_empty() && (hidden.box_text_may_name_hidden_plan(alt) || hidden.is_hidden_name_in_text(&name))
}

/// What goes of a line for the images on it, below it in its paragraph, and in the list right below: where a sentence goes, all of it.
fn removal_beside_image(line: &LineWithBoxText, hidden: &HiddenPlanNames) -> LineRemoval {
    match removal_of_line(line, hidden) {
        LineRemoval::LineAlone => LineRemoval::Line,
        LineRemoval::Sentences | LineRemoval::PracticeLine | LineRemoval::ItemTitle => LineRemoval::LineAndList,
        removal => removal,
    }
}

/// The text without the lines that are an image and nothing else, where words right below them go: they stand under it.
fn without_images_above_lines_that_go(text: &str, hidden: &HiddenPlanNames) -> String {
    let is_image = |line: &str| line.trim().starts_with("![") && line.trim().ends_with([')', ']']);
    let goes = |line: &str| {
        let bare = without_quote_signs(line);
        let is_new = bare.trim().is_empty() || is_list_item(bare) || bare.starts_with('#');
        !is_new && removal_beside_image(&LineWithBoxText::new(bare), hidden) != LineRemoval::Nothing
    };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut kept: Vec<&str> = Vec::with_capacity(lines.len());
    let mut is_above_gone = false;
    for line in lines.into_iter().rev() {
        is_above_gone = if is_image(line) { is_above_gone } else { goes(line) };
        if !(is_above_gone && is_image(line)) {
            kept.push(line);
        }
    }
    kept.reverse();
    kept.concat()
}

/// The text with each hidden name, and each link to its note, on one line.
fn with_names_on_one_line(text: &str, hidden: &HiddenPlanNames) -> String {
    let text = reference_links_to_hidden_plans(text, hidden).beside_words(text);
    with_broken_names_joined(&with_broken_words_joined(&text, hidden), hidden).into_owned()
}

fn reference_links_to_hidden_plans<'t>(text: &'t str, hidden: &HiddenPlanNames) -> ReferenceLinks<'t> {
    ReferenceLinks::of_text(text, |link| hidden.links_to_hidden_plan(link))
}

/// The text with each word of a hidden name on one line that is broken over two with a hyphen.
fn with_broken_words_joined<'t>(text: &'t str, hidden: &HiddenPlanNames) -> Cow<'t, str> {
    let lines: Vec<&str> = text.lines().collect();
    // Nearly no line ends so.
    if !lines.iter().any(|line| line.trim_end().ends_with(HYPHENS)) {
        return Cow::Borrowed(text);
    }
    let mut joined = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let mut whole = (*line).to_owned();
        while let Some(longer) =
            lines_that_go_on(&lines, at).next().and_then(|next| hidden.with_broken_word_joined(&whole, next))
        {
            whole = longer;
            at += 1;
        }
        joined.push_str(&whole);
        joined.push('\n');
        at += 1;
    }
    Cow::Owned(joined)
}

/// The text with each hidden name of several words on one line that begins at the end of a line and ends on one of the next.
fn with_broken_names_joined<'t>(text: &'t str, hidden: &HiddenPlanNames) -> Cow<'t, str> {
    let lines: Vec<&str> = text.lines().collect();
    let many_below =
        |at: usize| lines.get(at).map_or(0, |line| hidden.lines_of_broken_name(line, lines_that_go_on(&lines, at)));
    if !(0..lines.len()).any(|at| many_below(at) > 0) {
        return Cow::Borrowed(text);
    }
    let mut joined = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let mut whole = (*line).to_owned();
        let mut many = many_below(at);
        while many > 0 {
            for next in lines.iter().skip(at + 1).take(many) {
                whole = joined_lines(&whole, without_quote_signs(next));
            }
            at += many;
            // Its end may begin a name again.
            many = many_below(at);
        }
        joined.push_str(&whole);
        joined.push('\n');
        at += 1;
    }
    Cow::Owned(joined)
}

/// The lines below one that may go on with its text, without the signs of a quote: in a paragraph, a box, an item or a quote. A heading
/// ends with its line.
fn lines_that_go_on<'l>(lines: &'l [&str], at: usize) -> impl Iterator<Item = &'l str> {
    let is_heading = lines.get(at).is_some_and(|line| heading_level(line, "").is_some());
    let below = if is_heading { &[] } else { lines.get(at + 1..).unwrap_or_default() };
    let bare = below.iter().map(|line| without_quote_signs(line));
    bare.take_while(|bare| !(bare.trim().is_empty() || is_list_item(bare) || bare.starts_with(['#', '|'])))
}

/// The text of a plan, each paragraph up to the first sentence that names a hidden plan.
pub(crate) fn without_sentences_naming_hidden_plan<'t>(text: &'t str, hidden: &HiddenPlanNames) -> Cow<'t, str> {
    let is_named = |text: &str| hidden.is_named_in_field(text);
    if !text.lines().any(is_named) {
        return Cow::Borrowed(text);
    }
    let removal =
        |line: &LineWithBoxText| if is_named(line.text) { LineRemoval::Sentences } else { LineRemoval::Nothing };
    Cow::Owned(without_lines_and_sentences(text, removal, is_named))
}

/// Whether a line of a note's text says itself that it is private.
pub(crate) fn text_line_says_private(line: &str) -> bool {
    let bare = without_quote_signs(line);
    private_words::may_say_private(bare) && line_with_box_says_private(&LineWithBoxText::new(bare))
}

fn line_with_box_says_private(line: &LineWithBoxText) -> bool {
    let item = text_after_list_mark(line.text);
    private_words::has_private_mark(line.text)
        || private_words::begins_with_private_mark(line.text)
        || private_words::begins_with_private_label(line.text)
        || item.is_some_and(|item| nested::may_be_field(item) && item.split_whitespace().count() <= MOST_WORDS_OF_ITEM)
            && item.is_some_and(private_words::item_makes_line_private)
        || text_after_list_box(line.text).is_some_and(private_words::practice_line_says_private)
        || is_private_row(line.text)
        || is_element_of_private_class(line.text)
        || private_words::private_tag_in(line.text).is_some()
}

/// Whether a cell of a table's row says it and nothing else.
fn is_private_row(line: &str) -> bool {
    line.starts_with('|')
        && line.split('|').any(|cell| !cell.trim().is_empty() && private_words::is_privacy_phrase_alone(cell))
}

/// Whether a line holds HTML of a class that says it: `<span class="private">`.
fn is_element_of_private_class(line: &str) -> bool {
    let classes = line.split("class=\"").skip(1).filter_map(|behind| behind.split_once('"'));
    line.contains('<') && classes.flat_map(|(names, _)| names.split(' ')).any(private_words::is_private_tag)
}

/// An item such as `share: none, please` has no more words.
const MOST_WORDS_OF_ITEM: usize = 3;

/// Whether a line tells of practice of a hidden plan, or names it by a tag.
fn is_practice_of_hidden_plan(line: &LineWithBoxText, hidden: &HiddenPlanNames) -> bool {
    !hidden.is_empty()
        && (line.names().any(|name| hidden.box_text_may_name_hidden_plan(name))
            || tags_of_line(line.text).any(|tag| hidden.is_hidden_tag(tag))
            || line.key_behind_box().is_some_and(|key| hidden.is_or_begins_with_hidden_name(key))
            || practice_signs::has_tick_or_box(line.text) && hidden.is_hidden_name_in_text(line.text)
            || text_after_entry_box(line.text).is_some_and(|text| hidden.may_be_of_moved_plan(text))
            || line
                .text_after_box
                .is_some_and(|text| hidden.may_name_lost_plan(text) || hidden.is_name_of_empty_note(text)))
}

/// Whether a line is a title of what a hidden plan was like: its name with what may stand around it in a title, or a heading, a line in
/// emphasis or one with a colon that names it (`## Walk in the park with Tom`; `## Run club` is a different thing).
fn is_title_of_hidden_plan(line: &LineWithBoxText, hidden: &HiddenPlanNames) -> bool {
    let text = line.text.trim_end();
    // `[[p]]` and `[x](plans/p.md)` are links.
    let is_link = || text.starts_with("[[") || text.contains("](");
    let is_box = || crate::note::behind_any_box(text).is_some() && !begins_with_tag_or_tick(text) && !is_link();
    if hidden.is_empty() || is_list_item(text) && !text.starts_with(BULLET) || is_box() {
        return false;
    }
    let names = || is_marked_as_title(text) && hidden.is_named_in_title(text);
    is_name_of_hidden_plan_alone(text, hidden) || names()
}

/// Whether a line is a heading, in emphasis or ends with a colon.
fn is_marked_as_title(text: &str) -> bool {
    let is_stressed = || text.starts_with(['*', '_']) && text.ends_with(['*', '_']);
    // `#run` is a tag.
    let is_marked =
        || heading_level(text, "").is_some() || text.starts_with("##") || text.ends_with(':') || is_stressed();
    !text.starts_with(|c: char| c.is_ascii_digit()) && is_marked()
}

fn is_title_naming_hidden_plan(title: &str, hidden: &HiddenPlanNames) -> bool {
    is_name_of_hidden_plan_alone(title, hidden) || hidden.is_named_in_title(title)
}

/// Whether an item of a list is the name of a hidden plan, with what may stand around it in a title.
fn is_item_of_hidden_plan(line: &LineWithBoxText, hidden: &HiddenPlanNames) -> bool {
    let item = text_after_list_mark(line.text).filter(|_| crate::note::behind_any_box(line.text).is_none());
    item.is_some_and(|item| form_of_title(item, hidden).is_some())
}

/// The title of a callout (`[!note]- Call Dad`) or of a part of HTML that opens and closes: what stands in it is about that.
fn title_of_folded_part(bare: &str) -> Option<Cow<'_, str>> {
    if is_part_of_html(bare) {
        return text_between_tags(bare).map(Cow::Owned);
    }
    title_of_callout(bare).or_else(|| title_of_admonition(bare)).map(Cow::Borrowed)
}

/// Whether an item of a list is a label for the items behind it, and names a hidden plan: `- Run:`, `- [[Yoga]]:`, `- Yoga today:`.
fn is_label_of_hidden_plan(line: &LineWithBoxText, hidden: &HiddenPlanNames) -> bool {
    !hidden.is_empty()
        && crate::note::behind_any_box(line.text).is_none()
        && is_label(line.text)
        && hidden.is_named_in_title(item_text(line.text))
}

/// What is behind a list mark; the whole line where it has none.
fn item_text(bare: &str) -> &str {
    text_after_list_mark(bare).unwrap_or(bare).trim()
}

/// Whether a line begins with a clock time and holds the name of a hidden plan among other words: `08:15 to the run of Ana`. It may be
/// about something else, and what stands below it is.
fn is_timed_line_of_hidden_plan(line: &LineWithBoxText, hidden: &HiddenPlanNames) -> bool {
    !hidden.is_empty()
        && line.text_after_box.is_none()
        && practice_signs::begins_with_clock_time(line.text)
        && !practice_signs::has_tick_or_box(line.text)
        && !hidden.begins_with_hidden_practice(line.text)
        && (hidden.is_hidden_name_in_text(line.text) || is_note_of_hidden_plan(line.text, hidden))
}

/// Whether a line with the name of a hidden plan is a note of it and no sentence: it begins with the name, a word such as `done`
/// stands right beside it, or the name stands before a colon that comes soon.
fn is_note_of_hidden_plan(line: &str, hidden: &HiddenPlanNames) -> bool {
    const FEW: usize = 4;
    let bare = text_after_list_mark(line).unwrap_or(line).trim_start_matches(|c: char| !c.is_alphanumeric());
    let key = bare.split_once(':').map(|(key, _)| key);
    let is_name_first = || {
        let behind = hidden.text_behind_hidden_name(bare);
        let is_list = |rest: &str| rest.trim_start().starts_with([',', '(']) || begins_with_dash(rest);
        let begins = bare.starts_with(char::is_uppercase) && practice_signs::may_be_practice(bare);
        behind.is_some_and(|rest| begins || is_list(&rest))
    };
    // `**Run** 5 km`
    let stressed = || {
        let item = item_text(line);
        let signs = ["**", "__"].into_iter().find_map(|sign| item.strip_prefix(sign)?.split_once(sign));
        signs.is_some_and(|(inner, _)| hidden.is_hidden_title(inner))
    };
    let behind_word = bare.split_once(' ').filter(|(word, _)| practice_signs::is_word_of_outcome_or_todo(word));
    key.is_some_and(|key| key.split_whitespace().count() <= FEW && hidden.box_text_may_name_hidden_plan(key))
        || behind_word.is_some_and(|(_, rest)| hidden.text_behind_hidden_name(rest).is_some())
        || crate::note::text_beside_tick(bare).is_some_and(|beside| hidden.is_or_begins_with_hidden_name(beside))
        || is_name_first()
        || stressed()
        || hidden.is_hidden_title(bare)
        || hidden.begins_with_hidden_practice(bare)
        || hidden.words_beside_hidden_names(bare).iter().any(|word| practice_signs::is_word_of_outcome_or_todo(word))
}

/// Whether a line names a hidden plan in sentences alone, so that what stands before them stays: `We ate. Then I did yoga.` A tick, a box or a time,
/// and what is no sentence (`Yoga, 30 min`, `Yoga. It was good.`, `Yoga done.`), make it a note of practice.
fn names_hidden_plan_in_sentences(line: &str, hidden: &HiddenPlanNames) -> bool {
    let is_whole = |sentence: &str| {
        sentence.trim_end().ends_with(['.', '!', '?', '\u{2026}']) || is_long_enough_to_be_broken(line)
    };
    let is_plain = |sentence: &str| {
        let goes_on = || hidden.goes_on_behind_hidden_name(sentence) && !practice_signs::may_be_practice(sentence);
        is_whole(sentence)
            && !practice_signs::has_sign_of_practice(sentence)
            && !sentence.contains(':')
            && (goes_on() || says_who_acts(sentence))
    };
    let sentences = sentences_of_line(line).into_iter();
    let mut named = sentences.filter(|sentence| is_sentence_naming_hidden_plan(sentence, hidden)).peekable();
    !is_list_item(line) && named.peek().is_some() && named.all(is_plain)
}

/// Whether a sentence says that somebody did something, so that it is no label for what stands behind it: `I went for a walk.`
fn says_who_acts(sentence: &str) -> bool {
    const ACTS: [&str; 11] = ["i", "i've", "i'd", "we", "he", "she", "they", "went", "did", "had", "took"];
    let mut words = sentence.split_whitespace().map(|word| fold(word.trim_matches(|c: char| !c.is_alphanumeric())));
    words.any(|word| ACTS.contains(&word.as_str()))
}

/// Whether a sentence of a line may be about a hidden plan: its name stands there beside a word of practice, or before a colon.
fn may_be_about_hidden_plan(line: &LineWithBoxText, hidden: &HiddenPlanNames) -> bool {
    !hidden.is_empty()
        && (line.key().is_some_and(|key| hidden.box_text_may_name_hidden_plan(key))
            || crate::note::text_beside_tick(line.text)
                .is_some_and(|beside| hidden.box_text_may_name_hidden_plan(beside))
            || practice_signs::may_be_practice(line.text) && hidden.is_hidden_name_in_text(line.text)
            || hidden.speaks_of_doing_hidden_plan(line.text)
            || hidden.holds_distinctive_name(line.text)
            || hidden.links_to_hidden_plan(line.text))
}

/// The text without the items of lists whose check box names one of those that are marked, with what is nested under them.
pub(crate) fn without_check_boxes_naming(text: &str, names: &NameFinder<bool>) -> String {
    if names.is_empty() {
        return text.to_owned();
    }
    let is_removed = |line: &LineWithBoxText| {
        let beside = crate::note::text_beside_tick(line.text);
        line.names().chain(line.key()).chain(beside).any(|name| line_holds_name_with_true(names, name))
    };
    let removal = |line: &LineWithBoxText| if is_removed(line) { LineRemoval::Line } else { LineRemoval::Nothing };
    without_lines_and_sentences(text, removal, |_| false)
}

/// What becomes of a check box in a day note's own text.
pub(crate) struct CountedBoxes<'r> {
    /// Whether the text behind a box names a plan and says nothing more.
    pub is_plain: &'r dyn Fn(&str) -> bool,
    /// Whether it names a plan.
    pub names_plan: &'r dyn Fn(&str) -> bool,
    /// Whether a line under it is one of its fields.
    pub is_field: &'r dyn Fn(&str) -> bool,
    /// Whether it says what a helper did, and nothing else.
    pub is_helper_note: &'r dyn Fn(&str) -> bool,
    /// The words of the entries are shown with them, and so not here.
    pub has_words_with_entry: bool,
}

/// The text without the check boxes that are counted: their numbers and words stand elsewhere on the page. Where the words do not,
/// only boxes go that have none. What a program put there for itself goes too, and so does the title of a callout of which nothing else
/// is left.
pub(crate) fn without_counted_check_boxes(text: &str, boxes: &CountedBoxes<'_>) -> String {
    let lines: Vec<LineInQuote> = text.split_inclusive('\n').map(LineInQuote::new).collect();
    let mut out = TextOfCallouts::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let bare = line.inside.trim();
        // A tick of any other look counts nowhere, and so it stays.
        let box_line = if bare.starts_with(BULLET) { "" } else { bare };
        let behind_box = text_after_list_box(box_line).or_else(|| text_after_logseq_word(box_line));
        let below = behind_box.map_or(0, |_| line.count_lines_below(lines.get(at..).unwrap_or_default()));
        let nested = lines.get(at..at + below).unwrap_or_default();
        let right_below = nested.iter().take_while(|line| !line.inside.trim().is_empty());
        let has_fields_alone =
            || right_below.clone().all(|line| text_after_list_mark(line.inside.trim()).is_some_and(boxes.is_field));
        if behind_box.is_some_and(boxes.is_plain) && has_fields_alone() {
            at += right_below.count();
            out.skip();
        } else if boxes.has_words_with_entry && text_after_entry_box(box_line).is_some_and(boxes.names_plan) {
            // A box below it that names no plan begins something of its own.
            let is_own = |line: &LineInQuote| {
                text_after_anything_like_check_box(line.inside.trim()).is_some_and(|behind| !(boxes.names_plan)(behind))
            };
            at += nested.iter().position(is_own).unwrap_or(below);
            out.skip();
        } else {
            // How a helper responded is shared with the entry, or not at all.
            let is_nested = line.indent() > 0;
            let is_helper_note = || text_after_list_mark(bare).is_some_and(boxes.is_helper_note);
            if !(is_nested && is_helper_note() || is_line_of_program(bare)) {
                out.push(line);
            }
        }
    }
    out.finish()
}

/// A line, and what it is without the marks of the quotes that it stands in.
struct LineInQuote<'t> {
    whole: &'t str,
    quotes: usize,
    inside: &'t str,
}

impl<'t> LineInQuote<'t> {
    fn new(whole: &'t str) -> LineInQuote<'t> {
        let (mut inside, mut quotes) = (whole, 0);
        while let Some(rest) = inside.trim_start_matches(' ').strip_prefix('>') {
            (inside, quotes) = (rest.strip_prefix(' ').unwrap_or(rest), quotes + 1);
        }
        LineInQuote { whole, quotes, inside }
    }

    fn indent(&self) -> usize {
        self.inside.len() - self.inside.trim_start().len()
    }

    /// How many of the lines behind it are nested under it, empty lines between them included.
    fn count_lines_below(&self, behind: &[LineInQuote]) -> usize {
        let is_blank = |line: &LineInQuote| line.inside.trim().is_empty();
        let is_nested = |line: &LineInQuote| line.quotes == self.quotes && line.indent() > self.indent();
        let among = behind.iter().take_while(|line| is_blank(line) || is_nested(line));
        among.enumerate().filter(|(_, line)| !is_blank(line)).last().map_or(0, |(at, _)| at + 1)
    }

    /// The words of the title of a callout: `Today` of `> [!todo] Today`.
    fn title_of_callout(&self) -> Option<&'t str> {
        let title = crate::note::title_of_bare_callout_line(self.inside.trim()).filter(|_| self.quotes > 0)?;
        Some(title.trim_start_matches(['+', '-']).trim())
    }
}

/// Puts lines together again. Where all lines of a callout are gone, its title is a line of text, if it says more than a word or two.
#[derive(Default)]
struct TextOfCallouts<'t> {
    text: String,
    /// The titles that nothing stands behind so far, each in the quote of the one before.
    titles: Vec<LoneTitle<'t>>,
}

struct LoneTitle<'t> {
    start: usize,
    quotes: usize,
    words: &'t str,
    /// Lines behind it are gone.
    has_lost: bool,
}

impl<'t> TextOfCallouts<'t> {
    fn push(&mut self, line: &LineInQuote<'t>) {
        let title = line.title_of_callout();
        self.close_titles(if title.is_some() { line.quotes } else { line.quotes + 1 });
        match title {
            Some(words) => {
                let title = LoneTitle { start: self.text.len(), quotes: line.quotes, words, has_lost: false };
                self.titles.push(title);
            }
            None if line.inside.trim().is_empty() => {}
            None => self.titles.clear(),
        }
        self.text.push_str(line.whole);
    }

    fn skip(&mut self) {
        self.titles.iter_mut().for_each(|title| title.has_lost = true);
    }

    /// Closes the callouts of so many quotes or more.
    fn close_titles(&mut self, least_quotes: usize) {
        const MOST_WORDS: usize = 2;
        while let Some(title) = self.titles.pop_if(|title| title.quotes >= least_quotes) {
            let is_short = title.words.split_whitespace().count() <= MOST_WORDS;
            match title.has_lost {
                true if is_short => self.text.truncate(title.start),
                true => {
                    self.text.truncate(title.start);
                    self.text.push_str(&format!("{}\n", title.words));
                    self.titles.clear();
                }
                false => self.titles.clear(),
            }
        }
    }

    fn finish(mut self) -> String {
        self.close_titles(0);
        self.text
    }
}

/// Whether an outliner wrote a line for itself: `id:: 63f0aa11`, `collapsed:: true`, `:LOGBOOK:`, `CLOCK: [2026-11-12 Thu 06:30:00]`.
fn is_line_of_program(bare: &str) -> bool {
    const BEGINNINGS: [&str; 9] = [
        "id:: ",
        "collapsed:: ",
        "heading:: ",
        "logseq.",
        ":LOGBOOK:",
        ":END:",
        "CLOCK: [",
        "SCHEDULED: <",
        "DEADLINE: <",
    ];
    BEGINNINGS.iter().any(|beginning| bare.starts_with(beginning))
        && (!bare.starts_with("logseq.") || bare.contains(":: "))
}

/// What is behind a box that says how something went: `[x]`, `[/]`, `[-]`, `DONE`.
fn text_after_entry_box(bare: &str) -> Option<&str> {
    let (mark, _) = crate::note::box_at_start(text_after_list_mark(bare)?)?;
    Status::of_mark(mark)?;
    text_after_list_box(bare)
}

/// What is behind the box of a list's item.
fn text_after_list_box(bare: &str) -> Option<&str> {
    let item = text_after_list_mark(bare)?;
    let (_, len) = crate::note::box_at_start(item)?;
    item.get(len..).map(str::trim)
}

/// What stands over the columns of a table that tells of days: `| date | mood |`.
fn is_head_of_column(cell: &str) -> bool {
    const OF_DAYS: [&str; 5] = ["date", "time", "day", "week", "month"];
    OF_DAYS.iter().any(|known| cell.eq_ignore_ascii_case(known))
}

/// A row of a table without such cells; none where it has none.
fn without_heads_of_columns(line: &str) -> Option<String> {
    if !line.starts_with('|') || !line.split('|').any(|cell| is_head_of_column(cell.trim())) {
        return None;
    }
    let cells = line.split('|').map(|cell| if is_head_of_column(cell.trim()) { "" } else { cell });
    Some(cells.collect::<Vec<_>>().join("|"))
}

/// A line of a text.
struct LineWithBoxText<'t> {
    text: &'t str,
    /// What is behind its check box, or behind a word of Logseq's that stands for one.
    text_after_box: Option<&'t str>,
}

impl<'t> LineWithBoxText<'t> {
    /// A line without the signs of a quote before it.
    fn new(text: &'t str) -> LineWithBoxText<'t> {
        // The bracket of a callout is no box: `[!note] Evening walk`.
        let said = crate::note::title_of_bare_callout_line(text).unwrap_or(text).trim_start();
        LineWithBoxText { text, text_after_box: text_after_anything_like_check_box(said) }
    }

    /// What may name a task: behind a box, or in the cells of a table's row. Read widely: what looks like practice of a private plan
    /// is not shared, even where it would not be counted.
    fn names(&self) -> impl Iterator<Item = &'t str> {
        let cells = self.text.strip_prefix('|').into_iter().flat_map(|row| row.split('|')).map(str::trim);
        self.text_after_box.into_iter().chain(cells)
    }

    /// What stands before a colon behind a box.
    fn key_behind_box(&self) -> Option<&'t str> {
        self.text_after_box?.split_once(':').map(|(key, _)| key.trim())
    }

    /// What stands before a colon.
    fn key(&self) -> Option<&'t str> {
        self.text.split_once(':').map(|(key, _)| key.trim())
    }
}

/// What becomes of a line of a text that is shared.
struct LineWithRemoval<'t> {
    line: &'t str,
    removal: LineRemoval,
    /// It goes since it stands under a line that goes.
    is_below: bool,
    /// A blank line that went parts it from what is kept before it.
    is_parted: bool,
}

/// What becomes of each line of a text.
fn lines_with_removals<'t>(
    text: &'t str,
    removal: impl Fn(&LineWithBoxText) -> LineRemoval,
) -> Vec<LineWithRemoval<'t>> {
    let mut found = Vec::new();
    let mut leaving: Option<OngoingRemoval> = None;
    let (mut end, mut line) = (0, "");
    for next_line in text.split_inclusive('\n') {
        let above = std::mem::replace(&mut line, next_line);
        end += line.len();
        let next = text.get(end..).unwrap_or_default().lines().next().unwrap_or_default();
        let mut is_parted = false;
        if let Some(before) = leaving {
            leaving = before.next_after_line(line);
            if leaving.is_some() {
                found.push(LineWithRemoval { line, removal: LineRemoval::Nothing, is_below: true, is_parted });
                continue;
            }
            is_parted = above.trim().is_empty() || is_rule(without_quote_signs(above));
        }
        let removal = match removal(&LineWithBoxText::new(without_quote_signs(line))) {
            LineRemoval::Label if is_label_over_text(above, text.get(end..).unwrap_or_default().lines()) => {
                LineRemoval::Title
            }
            removal => removal,
        };
        if removal != LineRemoval::Nothing {
            leaving = Some(OngoingRemoval::begin_below(removal, line, next));
        }
        found.push(LineWithRemoval { line, removal, is_below: false, is_parted });
    }
    found
}

/// Takes out lines, with what is nested under them, and sentences with what follows in their paragraph. Without the sentence before it,
/// what follows could say what nobody meant: `I do not want to go there. Ever again.`
fn without_lines_and_sentences(
    text: &str,
    removal: impl Fn(&LineWithBoxText) -> LineRemoval,
    is_named: impl Fn(&str) -> bool,
) -> String {
    let mut out = String::with_capacity(text.len());
    for LineWithRemoval { line, removal, is_below, is_parted } in lines_with_removals(text, removal) {
        if is_parted {
            out.push('\n');
        }
        match removal {
            _ if is_below => {}
            LineRemoval::Nothing => out.push_str(line),
            LineRemoval::Sentences => append_sentences_before_named(&mut out, line, &is_named),
            _ if without_quote_signs(line).starts_with(char::is_lowercase) => cut_open_sentence(&mut out, line),
            _ => {}
        }
    }
    out
}

/// The lines of a note that stand under the name of a hidden plan, in its section, callout or item: half-open ranges of line numbers, in
/// order. A tick of a different plan counts there, and what it says may be about the hidden one.
pub(crate) fn lines_under_hidden_names(words: &NoteText, hidden: &HiddenPlanNames) -> Vec<Range<u32>> {
    let mut ranges: Vec<Range<u32>> = Vec::new();
    if hidden.is_empty() {
        return ranges;
    }
    let mut open: Option<Range<u32>> = None;
    let text = reference_links_to_hidden_plans(&words.text, hidden).beside_words(&words.text);
    let lines = lines_with_removals(&text, |line| removal_for_hidden_plan(line, hidden));
    for (removed, (number, line)) in lines.iter().zip(words.lines_with_numbers()) {
        if removed.is_below {
            // Behind a blank line a new line may have been cut out.
            let end = if line.trim().is_empty() { 0 } else { number.saturating_add(1) };
            open = open.map(|range| range.start..range.end.max(end));
            continue;
        }
        // What was cut out of the text behind a title stands under it.
        ranges.extend(open.take().map(|range| range.start..if range.end == u32::MAX { number } else { range.end }));
        open = match removed.removal {
            LineRemoval::Nothing => None,
            LineRemoval::Title => Some(number.saturating_add(1)..u32::MAX),
            _ => Some(number.saturating_add(1)..number.saturating_add(1)),
        };
    }
    ranges.extend(open);
    ranges
}

/// Appends the sentences of a line that stand before the first one that is named: none where the name is in no sentence alone.
fn append_sentences_before_named(out: &mut String, line: &str, is_named: impl Fn(&str) -> bool) {
    let sentences = sentences_of_line(line);
    let first = sentences.iter().position(|sentence| is_named(sentence)).unwrap_or(0);
    if first == 0 {
        cut_open_sentence(out, line);
        return;
    }
    let kept = sentences.into_iter().take(first).collect::<String>();
    out.push_str(kept.trim_end());
    out.push('\n');
}

/// Whether the last sentence of a line can go on below it: it has no end, and the line is as long as programs break them, or the next
/// begins with a small letter.
fn may_sentence_go_on_below(line: &str, next: &str) -> bool {
    let next = without_quote_signs(next);
    let is_new = next.trim().is_empty() || is_list_item(next) || next.starts_with(['#', '|']);
    !is_new && ends_within_sentence(line) && (is_long_enough_to_be_broken(line) || next.starts_with(char::is_lowercase))
}

/// Takes from the end of what is kept the beginning of the sentence that goes on in this line.
fn cut_open_sentence(out: &mut String, line: &str) {
    let mut next = line.to_owned();
    loop {
        let start = out.trim_end_matches('\n').rfind('\n').map_or(0, |at| at + 1);
        let before = out.get(start..).unwrap_or_default().to_owned();
        if before.trim().is_empty() || out.ends_with("\n\n") || !may_sentence_go_on_below(&before, &next) {
            return;
        }
        let sentences = sentences_of_line(&before);
        let last = sentences.last().map_or(0, |last| last.len());
        out.truncate(out.len() - last);
        if sentences.len() > 1 {
            out.truncate(out.trim_end().len());
            out.push('\n');
            return;
        }
        next = before;
    }
}

/// Whether a full stop behind this word is no end of a sentence: `Dr. Ray`, `J. Lee`, `Nov. 3`, `no. 3`.
fn is_abbreviation_before(word: &str, next: &str) -> bool {
    const BEFORE_NAMES: [&str; 9] = ["dr", "mr", "mrs", "ms", "prof", "st", "sr", "jr", "fr"];
    const BEFORE_NUMBERS: [&str; 15] =
        ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "no", "nr", "ch"];
    let is_one_of = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(|c| c.is_uppercase() && c != 'I') && letters.next().is_none();
    is_initial
        || is_one_of(&BEFORE_NAMES)
        || next.starts_with(|c: char| c.is_ascii_digit()) && is_one_of(&BEFORE_NUMBERS)
}

/// The sentences of a line, with what stands behind each. `e.g. a walk` is within one.
fn sentences_of_line(line: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut signs = line.char_indices().peekable();
    while let Some((stop, sign)) = signs.next() {
        if !matches!(sign, '.' | '!' | '?' | '\u{2026}') {
            continue;
        }
        let before = line.get(..stop).unwrap_or_default();
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_closing =
            |c: char| matches!(c, '.' | '!' | '?' | '"' | '\'' | ')' | '\u{201D}' | '\u{2019}' | '*' | '_');
        while signs.next_if(|(_, c)| is_closing(*c)).is_some() {}
        let Some(&(at, _)) = signs.peek() else { break };
        let behind = line.get(at..).unwrap_or_default();
        let next = behind.trim_start();
        let is_end = sign != '.' || !is_abbreviation_before(word, next);
        if is_end && next.len() < behind.len() && !next.is_empty() && !next.starts_with(char::is_lowercase) {
            let end = line.len() - next.len();
            sentences.extend(line.get(start..end));
            start = end;
        }
    }
    sentences.extend(line.get(start..).filter(|rest| !rest.is_empty()));
    sentences
}

/// The tags of a line, without `#`.
fn tags_of_line(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices('#').filter_map(move |(at, _)| {
        let (before, behind) = (line.get(..at)?, line.get(at + 1..)?);
        let is_start = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        // Logseq's tags of several words.
        if let Some(end) = behind.strip_prefix("[[").and_then(|inside| inside.find("]]")) {
            return behind.get(2..2 + end).filter(|_| is_start);
        }
        behind.get(..hashtag_name_len(behind)?).filter(|_| is_start)
    })
}

/// What is behind the check box of a line: read widely, so that a line that only looks like one is not shared either.
fn text_after_anything_like_check_box(bare: &str) -> Option<&str> {
    let item = text_after_list_mark(bare);
    let rest = item.unwrap_or_else(|| bare.trim_start_matches(['-', '*', '+', '\u{2022}'])).trim_start();
    if let Some(behind) = crate::note::behind_any_box(bare) {
        return Some(behind);
    }
    text_after_logseq_word(bare).or_else(|| text_after_drawn_tick(rest))
}

/// What is behind Logseq's word for the state of a task: `- DONE Walk`.
fn text_after_logseq_word(bare: &str) -> Option<&str> {
    let (word, behind) = text_after_list_mark(bare)?.trim_start().split_once(char::is_whitespace)?;
    LOGSEQ.contains(&word).then_some(behind)
}

/// What is behind a tick of any other look: `x Walk`, `[X} Walk`, `❌ Walk`, `<input type="checkbox" checked> Walk`.
fn text_after_drawn_tick(rest: &str) -> Option<&str> {
    if rest.starts_with("<input") {
        return rest.split_once('>').map(|(_, behind)| behind.trim_start());
    }
    let is_quoting = |c: char| c.is_whitespace() || "(\"'*_#>`~\u{201C}\u{2018}\u{AB}\u{201E}".contains(c);
    let behind = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let signs = rest.get(..rest.len() - behind.len())?;
    let has_sign = signs.chars().any(|c| !is_quoting(c));
    // The letter of a box.
    let letter = behind.strip_prefix(['x', 'X']).filter(|after| !after.starts_with(char::is_alphanumeric));
    let inside = letter.map(|after| after.trim_start_matches(|c: char| !c.is_alphanumeric()));
    inside.or(has_sign.then_some(behind)).filter(|behind| !behind.is_empty())
}

/// Logseq's words for the state of a task.
const LOGSEQ: [&str; 11] =
    ["DONE", "TODO", "LATER", "NOW", "DOING", "WAITING", "WAIT", "CANCELED", "CANCELLED", "IN-PROGRESS", "STARTED"];

/// How much of a text is shown at all: `full` all of it, `summary` what stands under `## To share`.
pub(crate) fn part_that_share_allows(words: Option<&NoteText>, share: Share) -> Option<Cow<'_, str>> {
    let words = words?;
    match share {
        Share::None => None,
        Share::Summary => words.text_under_share_headings(),
        Share::Full => Some(Cow::Borrowed(&words.text)),
    }
}

/// Links to notes and files of the journal become their text, embeds and comments go. Links to the web stay.
fn keep_only_web_links(text: &str) -> String {
    let text = without_open_comment(&without_comments(text));
    if !text.contains('[') && !text.contains('<') {
        return text;
    }
    let text = without_html_links(&without_wiki_links(&text));
    let parser =
        Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS);
    let definitions: Vec<_> = parser
        .reference_definitions()
        .iter()
        .filter(|(_, d)| !is_web_mail_or_phone_address(&d.dest))
        .map(|(_, d)| d.span.clone())
        .collect();
    // Ranges of the text that go.
    let mut gone = definitions;
    // Of each open link: its start, whether it goes, and where its inner text ends.
    let mut open: Vec<(usize, bool, Option<usize>)> = Vec::new();
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                open.push((range.start, !is_web_mail_or_phone_address(&dest_url), None))
            }
            Event::End(TagEnd::Link) => {
                if let Some((start, true, inner_end)) = open.pop() {
                    gone.push(inner_end.unwrap_or(start)..range.end);
                }
            }
            // A photo is shown in its own place; its path is nobody's business.
            Event::Start(Tag::Image { .. }) => gone.push(range),
            _ => {
                if let Some((start, true, inner_end)) = open.last_mut() {
                    if inner_end.is_none() {
                        gone.push(*start..range.start);
                    }
                    *inner_end = Some(range.end.max(inner_end.unwrap_or(0)));
                }
            }
        }
    }
    gone.sort_by_key(|range| (range.start, range.end));
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for range in gone {
        if let Some(kept) = text.get(at..range.start) {
            out.push_str(kept);
        }
        at = at.max(range.end);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The text without the tags of links written in HTML: `<a href="notes/x.md">here</a>` is `here`.
fn without_html_links(text: &str) -> String {
    if !text.contains("<a") && !text.contains("<A") {
        return text.to_owned();
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let name = tag.trim_start_matches(['<', '/']);
        let is_link = name.starts_with(['a', 'A']) && name[1..].starts_with([' ', '>', '\t', '\n']);
        if !is_link {
            out.push('<');
            rest = &tag[1..];
            continue;
        }
        let Some(end) = tag.find('>') else {
            rest = tag;
            break;
        };
        rest = &tag[end + 1..];
    }
    out.push_str(rest);
    out
}

fn is_web_mail_or_phone_address(target: &str) -> bool {
    let lower = target.get(..8).unwrap_or(target).to_ascii_lowercase();
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme))
}

/// `[[dir/a#h]]` is `a`, `[[a|b]]` is `b`, and `![[a.jpg]]` is nothing.
fn without_wiki_links(text: &str) -> String {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for link in wiki_links(text) {
        out.push_str(&text[at..link.range.start]);
        if !link.is_embed || !is_file_that_is_no_note(link.target) {
            out.push_str(&text[link.shown]);
        }
        at = link.range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Whether what an embed leads to is a file that is no note.
fn is_file_that_is_no_note(target: &str) -> bool {
    let ending = target.rsplit_once('.').map_or("", |(_, ending)| ending);
    (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric()) && ending != "md"
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown_without(names: &[&str], text: &str) -> Option<String> {
        shareable_text(text, &HiddenPlanNames::of_names(names))
    }

    #[test]
    fn lines_of_a_hidden_plan_go_with_what_is_under_them() {
        let text = "a\n- [x] Secret walk, 3 min\n  - Mom: noticed\n\n  and more\n- [x] Open\n1. [ ] about the secret WALK\nlazy\n\nend\n";
        assert_eq!(shown_without(&["Secret walk"], text).as_deref(), Some("a\n- [x] Open\n\nend"));
        assert_eq!(shown_without(&["Art"], "- [x] start").as_deref(), Some("- [x] start"));
    }

    #[test]
    fn a_sentence_goes_on_behind_an_abbreviation() {
        for named in ["Dr. Ray did yoga.", "J. Lee did yoga.", "Since Nov. 3 yoga again.", "No. 3 of yoga hurt."] {
            let shown = shown_without(&["Yoga"], &format!("It was cold. {named} We had soup."));
            assert_eq!(shown.as_deref(), Some("It was cold."), "{named}");
        }
        for kept in ["I like Nov.", "No."] {
            let shown = shown_without(&["Yoga"], &format!("{kept} Yoga with Ana hurt. We went."));
            assert_eq!(shown.as_deref(), Some(kept));
        }
    }

    #[test]
    fn a_name_with_a_hyphen_has_no_other_meaning() {
        for name in ["Check-in", "Check in", "Weekly check-in"] {
            for text in
                ["- [x] Check-in K01", "Check-in: K01", "## Check-in\nK01", "After check-in K01", "**Check-in**\nK01"]
            {
                let text =
                    if name == "Weekly check-in" { text.replace("heck-in", "heck-in weekly") } else { text.to_owned() };
                let shown = shown_without(&[name], &text).unwrap_or_default();
                assert!(!shown.contains("K01"), "{name}: {text}: {shown}");
            }
        }
        assert_eq!(shown_without(&["Run"], "The run-in was slow.").as_deref(), Some("The run-in was slow."));
    }

    #[test]
    fn a_rule_behind_the_text_below_a_title_ends_it() {
        for rule in ["***", "---", "* * *", "___"] {
            for title in ["Call Dad", "**Call Dad** \u{2714}"] {
                let text = format!("Tea.\n\n{title}\nK01\n{rule}\nK02");
                assert_eq!(shown_without(&["Call Dad"], &text).as_deref(), Some("Tea.\n\nK02"), "{text}");
            }
        }
        assert_eq!(shown_without(&["Call Dad"], "Call Dad\n***\nK01\n\nTea.").as_deref(), Some("Tea."));
    }

    #[test]
    fn a_title_in_a_form_that_keeps_a_tick_back_is_kept_back() {
        for (name, title) in [
            ("Mama anrufen", "## Mama angerufen\nK01"),
            ("Mama anrufen", "Mama angerufen: K01"),
            ("Mama anrufen", "- Mama angerufen: K01"),
            ("Call Dad", "## Call Daddy\nK01"),
            ("Letter to Ana", "**Letter to Anna**\nK01"),
            ("Laufen", "## gelaufen\nK01"),
            ("Call Dad", "> [!note] Call Daddy\n> K01"),
        ] {
            assert_eq!(shown_without(&[name], title), None, "{name}: {title}");
        }
        for (name, text) in [
            ("Run", "## Run club\nK02"),
            ("Call Dad", "## Call\nK02"),
            ("Call Dad", "## Call Mum\nK02"),
            ("Go for a run", "## Run\nK02"),
            ("Call Dad", "Dad: K02"),
        ] {
            assert_eq!(shown_without(&[name], text).as_deref(), Some(text), "{name}: {text}");
        }
    }

    #[test]
    fn the_words_of_footnotes_are_on_no_page() {
        let shown =
            shown_without(&["Yoga"], "A calm evening[^yoga]. More[^1].\n\n[^note]: Warm.\n\n[^yoga]: It was hard.");
        assert_eq!(shown.as_deref(), Some("A calm evening. More[^1].\n\n Warm."));
    }

    #[test]
    fn links_to_notes_are_their_text() {
        let shown = |text: &str| shown_without(&[], text).unwrap_or_default();
        assert_eq!(shown("see [[plans/secret#why|the plan]] and [[plans/secret]]"), "see the plan and secret");
        assert_eq!(shown("see [the *plan*](plans/secret.md \"t\"), [x](<a b.md>)!"), "see the *plan*, x!");
        assert_eq!(shown("see [the plan][s]\n\n[s]: plans/secret.md"), "see the plan");
        assert_eq!(shown("a ![[x.jpg]] b ![alt](x.jpg) c"), "a  b  c");
        assert_eq!(shown("![[plans/secret]]"), "secret");
        assert_eq!(shown("[web](https://example.org)"), "[web](https://example.org)");
        assert_eq!(shown("a <!-- note --> b %%c%%"), "a  b");
        assert_eq!(shown("a <a href=\"plans/x.md\">link</a>, <b>c</b>"), "a link, <b>c</b>");
        assert_eq!(shown("[[]] [[ [x [[a]]"), "[[]] [[ [x a");
    }

    #[test]
    fn rows_of_brackets_cost_their_length() {
        for unit in
            ["[", "[[", "[[a", "[[a]", "![[", "](", "[a](", "<!--", "%%", "<a", "(private", "- [x] secret walk\n"]
        {
            let _ = shown_without(&["Secret walk"], &unit.repeat(20_000));
        }
    }

    /// Changes a name as people and programs do, by a number for each change.
    fn written_otherwise(name: &str, changes: &[(u8, usize)]) -> String {
        let mut letters: Vec<char> = name.chars().collect();
        let mut has_swap = false;
        for &(change, number) in changes {
            // Twice in one word is more than a slip.
            if change == 1 && std::mem::replace(&mut has_swap, true) {
                continue;
            }
            let at = number % letters.len().max(1);
            match change {
                0 if letters.len() > 1 => drop(letters.remove(at)),
                1 if at + 1 < letters.len() => letters.swap(at, at + 1),
                2 if at < letters.len() => letters[at] = ['a', 'e', 'k', 'z', 'o'][number / 7 % 5],
                3 => letters.insert(at, ['a', 'e', 'h', '-', ' ', '\u{ad}', '*', '\''][number / 7 % 8]),
                4 => letters.iter_mut().filter(|c| **c == ' ').for_each(|c| *c = ['-', '_', '/', '\u{a0}'][number % 4]),
                5 => letters.retain(|c| *c != ' '),
                6 => letters.extend(["ing", "ed", "s", "es", "er", " with Tom"][number % 6].chars()),
                7 => letters.iter_mut().for_each(|c| *c = c.to_ascii_uppercase()),
                8 if letters.get(at).is_some_and(char::is_ascii_alphabetic) => {
                    letters[at] = char::from_u32(letters[at] as u32 + 0xfee0).unwrap_or('x');
                }
                9 => {
                    let second = letters.iter().position(|c| *c == ' ').map_or(0, |at| at + 1);
                    letters.rotate_left(second);
                }
                _ => letters.insert(0, '#'),
            }
        }
        letters.into_iter().collect()
    }

    /// Each letter of these alphabets, the tables of both looks included: with debug assertions each line is compared.
    #[test]
    fn the_quick_look_knows_each_letter() {
        use unicode_normalization::UnicodeNormalization;
        let references = |text: &str, sign: &str| text.chars().map(|c| format!("{sign}#{};", u32::from(c))).collect();
        let letters = ('\u{A0}'..='\u{52F}').chain('\u{1E00}'..='\u{1FFF}').chain('\u{2100}'..='\u{214F}');
        for letter in
            letters.chain('\u{FB00}'..='\u{FB06}').filter(|c| fold(&c.to_string()).contains(char::is_alphanumeric))
        {
            for name in
                [format!("{letter}uv\u{435}"), format!("{letter}{letter}x"), format!("na\u{308}{letter}ve caf\u{e9}")]
            {
                let hidden = HiddenPlanNames::of_names(&[&name]);
                let without_first: String = name.chars().skip(1).collect();
                let writings: [String; 9] = [
                    name.to_uppercase(),
                    name.to_lowercase(),
                    name.nfd().collect(),
                    name.nfkd().collect(),
                    name.to_uppercase().nfd().collect(),
                    crate::text::without_accents(&name),
                    references(&name, "&"),
                    references(&name, "&amp;"),
                    without_first,
                ];
                for text in writings.iter().chain([&name]) {
                    let _ = (
                        shareable_text(text, &hidden),
                        hidden.may_be_hidden_task(text),
                        hidden.is_named_in_field(text),
                    );
                }
                assert_eq!(shareable_text(&references(&name, "&amp;"), &hidden), None, "{name}");
            }
        }
    }

    #[test]
    fn what_is_private_leaves_no_empty_line() {
        let hidden = HiddenPlanNames::of_names(&["Call Dad"]);
        for (with, without) in [
            ("Soup.\n\n- Call Dad\n\nTea.", "Soup.\n\nTea."),
            ("Soup.\n\n- Call Dad\n\n  He shouted.\n\nTea.", "Soup.\n\nTea."),
            ("Soup.\n\n\n- Call Dad\n\n\nTea.", "Soup.\n\n\nTea."),
            ("Soup.\n- Call Dad\n\nTea.", "Soup.\n\nTea."),
            ("Soup.\n\n## Therapy (private)\nHe shouted.\n\n## Tea\nHot.", "Soup.\n\n## Tea\nHot."),
            ("Soup.\n- For myself\n  - He shouted.\n\nTea.", "Soup.\n\nTea."),
            ("Soup.\n!!! note \"Call Dad\"\n    He shouted.\n\nTea.", "Soup.\n\nTea."),
            ("!!! note \"Call Dad\"\n    He shouted.\n\n    Again.\n\n> a quote", "> a quote"),
            ("- Soup\n- Call Dad\n\n  He shouted.\n- Tea", "- Soup\n- Tea"),
        ] {
            assert_eq!(shareable_text(with, &hidden), shareable_text(without, &hidden), "{with}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        /// What is private changes no byte of what is shared, however many empty lines stand around it.
        #[test]
        fn what_is_private_changes_no_byte(
            blocks in prop::collection::vec((prop::sample::select(vec![
                (true, "It was calm.\nWe had soup."), (true, "- tea\n- soup"), (true, "## Evening\n\nWarm."), (true, "> a quote"),
                (true, "- [x] Tidy up"), (true, "| a | b |\n|---|---|\n| c | d |"),
                (false, "- Call Dad"), (false, "- [x] Call Dad\n  - he shouted"), (false, "- Call Dad\n\n  He shouted."),
                (false, "He shouted (private)."), (false, "- tea (secret)"), (false, "I had to call Dad."), (false, "#call-dad He shouted."),
                (false, "> [!note] Call Dad\n> He shouted."), (false, "!!! note \"Call Dad\"\n    He shouted.\n\n    Again."),
                (false, "18:00 to Call Dad late"), (false, "<details><summary>private</summary>\nHe shouted.\n</details>"),
            ]), 1_usize..4), 1..8),
        ) {
            let hidden = HiddenPlanNames::of_names(&["Call Dad"]);
            let text = |is_kept: &dyn Fn(bool) -> bool| {
                let kept = blocks.iter().filter(|((is_shared, _), _)| is_kept(*is_shared));
                kept.map(|((_, block), many)| format!("{block}{}", "\n".repeat(many + 1))).collect::<String>()
            };
            let (with, without) = (text(&|_| true), text(&|is_shared| is_shared));
            prop_assert_eq!(shareable_text(&with, &hidden), shareable_text(&without, &hidden), "{}", with);
        }

        /// What the quick look passes over, the close one does too: with debug assertions each line is compared.
        #[test]
        fn the_quick_look_misses_no_name(
            name in prop::sample::select(vec![
                "Yoga", "Tai-chi", "Visit Marisol", "Call Dad", "Go to church", "Eat breakfast", "No phone \u{26d4} in bed",
                "Walk \u{1f501} 10 min", "30 min piano", "Piano, 30 min", "Letter to Dad", "AA meeting", "Run", "Call-back",
                "#walk", "\u{d6}l malen", "Spaziergang", "\u{439}\u{43e}\u{433}\u{430}", "\u{1f9d8} Sit", "Meditation", "Evening swim (long)",
                "Say no to one thing", "Read 2 pages", "Tidy up", "Be outside", "Fu\u{df}ball", "Therapy",
            ]),
            changes in prop::collection::vec((0_u8..11, 0_usize..1000), 0..4),
            frame in prop::sample::select(vec![
                "I did {} today.", "- [x] {}, 10 min", "## {}", "{}: it was hard", "- {}:", "Then {}. It was cold.", "**{}** 5 km", "{}",
                "See [[{}]] and [it](plans/{}.md).", "07:30 {}", "| {} | x |", "We went for {} with Ana and came home late.",
            ]),
        ) {
            let hidden = HiddenPlanNames::of_names(&[name]);
            let text = frame.replace("{}", &written_otherwise(name, &changes));
            let _ = (shareable_text(&text, &hidden), first_line_naming_hidden_plan(&text, &hidden, |_| false));
            let _ = (hidden.may_be_hidden_task(&text), hidden.is_named_in_field(&text));
        }
    }
}
