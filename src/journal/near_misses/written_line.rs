//! A line of practice written so that it counts, for what is told of one that does not: what it says of time, length and place
//! beside the plan's name, and its own words behind a dash. Nothing that could be counted is lost on the way
//! (docs/specification.md#8-problems).

use std::borrow::Cow;

use crate::journal::lines::line::{self, LineDetails, LineMeaning, SideOfName};
use crate::journal::lines::line_names::NameFinder;
use crate::journal::lines::same_words::{QualifierMatch, without_details_if_any};
use crate::journal::near_misses::odd_pieces;
use crate::journal::{RatingItem, lines::name_trie, lines::practice_signs, lines::separator_dash, note_fields::scale};
use crate::text::{fold, is_dash, is_invisible, is_typo_or_other_form};
use crate::when;

/// A line as it would count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WrittenLine {
    /// The name with what is counted: `7:30 Walk, 10 min @park`.
    pub counted: String,
    /// The client's own words.
    pub words: Option<String>,
    /// What stands before them: the person's own dash, where there is one.
    pub dash: char,
}

/// The dash that is put into a line that has none.
pub(crate) const DASH: char = '\u{2014}';

/// A longer line is not quoted: what is counted of it is.
const LONGEST: usize = 90;
/// A time, a length or a place has no more letters.
const LONGEST_DETAIL: usize = 200;
/// So many words at the start of a line may be a slip of a name.
const WORDS_OF_SLIP: usize = 8;

impl WrittenLine {
    /// The name alone, or a whole line that counts.
    pub(crate) fn of_name(task: &str) -> WrittenLine {
        WrittenLine { counted: task.to_owned(), words: None, dash: DASH }
    }

    /// All of it, on one line.
    pub(crate) fn whole(&self) -> String {
        let whole = self.words.as_ref().map(|words| format!("{} {} {words}", self.counted, self.dash));
        whole.filter(|whole| whole.chars().count() <= LONGEST).unwrap_or_else(|| self.counted.clone())
    }

    /// Whether its words say how many minutes more or less it was: `10 min longer than planned`.
    pub(crate) fn says_how_much_more_or_less(&self) -> bool {
        let words: Vec<&str> = self.words.as_deref().unwrap_or_default().split(' ').collect();
        let from = |at: usize| words.get(at..).unwrap_or_default().join(" ");
        let has_length = (0..words.len()).any(|at| line::begins_with_length(&from(at)));
        let says_difference = (0..words.len()).any(|at| line::begins_with_word_of_difference(&from(at)));
        let is_total_said = self.counted.split(", ").any(line::begins_with_length);
        has_length && !is_total_said && says_difference
    }

    fn if_short(self) -> Option<WrittenLine> {
        (self.counted.chars().count() <= LONGEST && !self.whole().contains('`')).then_some(self)
    }
}

/// How lines are written out with the names of plans.
pub(crate) struct LineWriter<'n, T> {
    pub names: &'n NameFinder<T>,
    /// The plan that a line is to count for.
    pub plan: T,
    /// Its names.
    pub task: &'n str,
    /// What is rated in its entries, and where it is to be.
    pub rate: &'n [RatingItem],
    pub place: Option<&'n str>,
}

impl<T: Clone + PartialEq> LineWriter<'_, T> {
    /// A line that names the plan, perhaps among other words, or with a slip; none where it cannot be written so that it counts.
    pub(crate) fn written_line(&self, text: &str) -> Option<WrittenLine> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
        let text = without_further_boxes(text);
        let text = &*with_amount_in_digits(text);
        let text = &*odd_pieces::with_plain_lengths(text);
        let text = &*odd_pieces::with_bracketed_fields(text);
        if self.is_counted_for_plan(text) && !text.contains(['`', '\n']) && text.chars().count() <= LONGEST {
            return Some(WrittenLine::of_name(text));
        }
        self.split_off_words(text, |_| true)
            .or_else(|| self.correct_slip(text))
            .or_else(|| self.with_own_name_for_same_words(text))
    }

    /// The same of a line without a box, in which a word or a sign says how it went.
    pub(crate) fn written_line_without_tick(&self, text: &str) -> Option<WrittenLine> {
        const STATUS: [&str; 11] = ["task", "yes", "no", "y", "n", "x", "true", "false", "ok", "not", "nope"];
        let is_own = |word: &str| {
            let folded = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
            !folded.is_empty()
                && !STATUS.contains(&folded.as_str())
                && !practice_signs::is_word_of_outcome_or_todo(&folded)
        };
        let text = &*without_dash_before_tick(text);
        let text = &*odd_pieces::with_plain_lengths(text);
        let text = &*with_unit_at_end(text);
        let without =
            |signs: &[char]| -> String { text.chars().map(|c| if signs.contains(&c) { ' ' } else { c }).collect() };
        // `[walk:: yes]` has the name within the brackets.
        self.split_off_words(&without(&['|', '~']), is_own)
            .or_else(|| self.split_off_words(&without(&['|', '~', '[', ']', '(', ')']), is_own))
    }

    fn is_counted_for_plan(&self, text: &str) -> bool {
        matches!(line::parse_day_line(text, self.names), LineMeaning::NamesPlan { plan, .. } if plan == self.plan)
    }

    /// What is counted beside the name, and the words of which `is_own` holds behind a dash.
    fn split_off_words(&self, text: &str, is_own: impl Fn(&str) -> bool) -> Option<WrittenLine> {
        let clean = self.names.clean_line(text);
        let names = self.names.find_names(&name_trie::tokenize(&clean.text));
        let name = names.iter().find(|name| name.value == self.plan)?;
        let (before, after) = (clean.text.get(..name.range.start)?, clean.text.get(name.range.end..)?);
        // A date or a stamp of another program (`[15.11.26, 18:20:11] Kim:`) says nothing of the practice.
        let is_stamp =
            before.trim_start().strip_prefix('[').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let before = if line::holds_date(before) || is_stamp { "" } else { before };
        let mut details = LineDetails::default();
        let (said_before, mut words) = pieces_of(before, SideOfName::Before, &mut details);
        let (core, dash, free) = match separator_dash::find_separator_dash(after) {
            Some((stop, free)) => (after.get(..stop)?, after.get(stop..)?.chars().next()?, after.get(free..)?),
            None => (after, DASH, ""),
        };
        let (mut said, own) = pieces_of(core, SideOfName::After, &mut details);
        let as_written = clean.text.get(name.range.clone())?;
        let name_written = if fold(as_written) == fold(self.task) { self.task } else { as_written };
        // `Done today: Walk`, `I did the Walk`: that is what the tick says.
        let is_lead = before.trim_end().ends_with(':') || own.iter().all(|word| says_only_done(word));
        if is_lead && words.iter().all(|word| says_only_done(word)) {
            words.clear();
        }
        // `Went for a walk with Mum` stays a sentence; `Tue: Walk` is none.
        if words.iter().any(|word| is_own(word)) && !before.trim_end().ends_with(':') {
            let comma = if core.starts_with(',') && !own.is_empty() { "," } else { "" };
            words.push(format!("{as_written}{comma}"));
        }
        words.extend(own);
        take_ratings(self.rate, &mut words, &mut said);
        if details.place.is_none() {
            self.take_place(&mut words, &mut said);
        }
        let fields = clean.fields.iter().filter_map(|field| text.get(field.range.clone()));
        said.extend(fields.map(str::to_owned));
        // The `no` of `no memo` is a part of what it says.
        let denies = |at: usize| {
            let is_denying = words.get(at).is_some_and(|word| matches!(fold(word).as_str(), "no" | "not"));
            at > 0 && is_denying && words.get(at + 1).is_some_and(|next| is_own(next))
        };
        let kept: Vec<bool> = words.iter().enumerate().map(|(at, word)| is_own(word) || denies(at)).collect();
        let mut words: Vec<String> =
            words.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(word, _)| word).collect();
        if words.iter().all(|word| says_only_done(word)) {
            words.clear();
        }
        words.extend(Some(free.trim().to_owned()).filter(|free| !free.is_empty()));
        let words = words.join(" ");
        let words = with_matching_brackets(words.trim_start_matches(['.', ':']));
        let words = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':') || is_dash(c));
        let mut words = Some(words.to_owned());
        // `Walk -10 min`
        let is_length = |words: &mut String| {
            when::find_minutes_at_start_or_end(words, false).is_some_and(|(_, end)| end == words.len())
        };
        if details.minutes.is_none() {
            said.extend(words.take_if(is_length));
        }
        let lead: String = said_before.iter().map(|piece| format!("{piece} ")).collect();
        let counted = std::iter::once(format!("{lead}{name_written}")).chain(said).collect::<Vec<_>>().join(", ");
        let written = WrittenLine { counted, words: words.filter(|words| !words.is_empty()), dash }.if_short()?;
        self.is_counted_for_plan(&written.whole()).then_some(written)
    }

    /// The plan's own place among the words, as it is read: `in the park` is `@park`.
    fn take_place(&self, words: &mut Vec<String>, said: &mut Vec<String>) {
        let is_lead = |word: &str| matches!(word, "in" | "at" | "on");
        let bare = |word: &str| fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        let Some(place) = self.place.filter(|place| !place.contains([',', ';', '@', '(', ')'])) else { return };
        let own: Vec<String> = place.split_whitespace().map(bare).collect();
        let own = own.iter().skip_while(|word| is_lead(word) || *word == "the");
        let own: Vec<&String> = own.collect();
        let folded: Vec<String> = words.iter().map(|word| bare(word)).collect();
        let start = (0..folded.len()).find(|&at| {
            let behind = at + 1 + usize::from(folded.get(at + 1).is_some_and(|word| word == "the"));
            let rest = folded.get(behind..behind + own.len()).unwrap_or_default();
            is_lead(&folded[at]) && !own.is_empty() && rest.len() == own.len() && rest.iter().eq(own.iter().copied())
        });
        if let Some(at) = start {
            let has_the = folded.get(at + 1).is_some_and(|word| word == "the");
            words.drain(at..at + 1 + usize::from(has_the) + own.len());
            said.push(format!("@{place}"));
        }
    }

    /// The same with the plan's name in place of words that say it in different ones: `Read 1 page` for `Read one page`.
    fn with_own_name_for_same_words(&self, text: &str) -> Option<WrittenLine> {
        let cleaned = self.names.clean_line(text);
        let fields = cleaned.fields.iter().filter_map(|field| text.get(field.range.clone()));
        let fields: String = fields.map(|field| format!(" {field}")).collect();
        let clean = cleaned.text.trim_end();
        let tokens = name_trie::tokenize(line::part_before_free_text(clean));
        let first_words = tokens.len().min(2 * WORDS_OF_SLIP);
        // The fewest words first: a time or a length beside them stays as it is.
        let ranges = (1..=WORDS_OF_SLIP).flat_map(|many| {
            let starts = tokens.iter().take(first_words).enumerate();
            starts.filter_map({
                let tokens = &tokens;
                move |(at, start)| Some(start.range.start..tokens.get(at + many - 1)?.range.end)
            })
        });
        let ranges: Vec<std::ops::Range<usize>> = ranges.collect();
        let is_meant = |range: &&std::ops::Range<usize>, qualifiers| {
            let said = clean.get((*range).clone()).unwrap_or_default();
            self.names.find_same_words_with(said, qualifiers) == [self.plan.clone()]
        };
        let range = ranges.iter().find(|range| is_meant(range, QualifierMatch::Same));
        let range = range.or_else(|| ranges.iter().find(|range| is_meant(range, QualifierMatch::MayBeLeftOut)));
        // Of a shortened name the most words: all that the name holds.
        let is_shortened = |range: &&std::ops::Range<usize>| {
            let said = clean.get((*range).clone()).unwrap_or_default();
            // What parts it from a time or a place is none of it.
            let is_of_words = said.starts_with(char::is_alphanumeric) && said.ends_with(char::is_alphanumeric);
            is_of_words
                && without_details_if_any(said).is_none()
                && self.names.find_shortened_names(said) == [self.plan.clone()]
        };
        let range = range.or_else(|| ranges.iter().rev().find(is_shortened))?;
        let line = format!("{}{}{}{fields}", clean.get(..range.start)?, self.task, clean.get(range.end..)?);
        let line = line.trim();
        match self.is_counted_for_plan(line) {
            true => WrittenLine::of_name(line).if_short(),
            false => self.split_off_words(line, |_| true),
        }
    }

    /// The same with the plan's name in place of the words that are close to it.
    fn correct_slip(&self, text: &str) -> Option<WrittenLine> {
        let cleaned = self.names.clean_line(text);
        let fields = cleaned.fields.iter().filter_map(|field| text.get(field.range.clone()));
        let fields: String = fields.map(|field| format!(" {field}")).collect();
        let clean = cleaned.text.trim_end();
        let tokens = name_trie::tokenize(clean);
        let named = fold(self.task);
        let tries = tokens.iter().take(WORDS_OF_SLIP).enumerate().flat_map(|(first, start)| {
            let ends = tokens.get(first..).unwrap_or_default().iter().take(WORDS_OF_SLIP).rev();
            ends.map(|end| start.range.start..end.range.end)
        });
        tries.into_iter().find_map(|range| {
            let written = clean.get(range.clone())?;
            if !is_typo_or_other_form(&fold(written), &named) {
                return None;
            }
            let line = format!("{}{}{}{fields}", clean.get(..range.start)?, self.task, clean.get(range.end..)?);
            let line = line.trim();
            match self.is_counted_for_plan(line) {
                true => WrittenLine::of_name(line).if_short(),
                false => self.split_off_words(line, |_| true),
            }
        })
    }
}

/// A text without the boxes that it begins with: `[x] Walk` of `- [x] [x] Walk`.
fn without_further_boxes(mut text: &str) -> &str {
    while let Some((_, len)) = crate::note::box_at_start(text).filter(|_| text.starts_with('[')) {
        let Some(rest) = text.get(len..).map(str::trim_start).filter(|rest| !rest.is_empty()) else { break };
        text = rest;
    }
    text
}

/// `2 walks` for `two walks`: a number that is passed over.
fn with_amount_in_digits(text: &str) -> Cow<'_, str> {
    const WORDS: [(&str, u8); 4] = [("two", 2), ("three", 3), ("four", 4), ("five", 5)];
    let found = text.split_once(' ').and_then(|(word, rest)| {
        WORDS.iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map(|(_, many)| format!("{many} {rest}"))
    });
    found.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// `Walk completed 7:35` for `Walk - completed 7:35`: what is behind the dash is a tick and what is counted, and no free words.
fn without_dash_before_tick(text: &str) -> Cow<'_, str> {
    let Some((stop, free)) = separator_dash::find_separator_dash(text) else { return Cow::Borrowed(text) };
    let (before, behind) = (text.get(..stop).unwrap_or_default(), text.get(free..).unwrap_or_default());
    let (said, own) = details_and_words_after_name(behind);
    let is_tick = own.iter().all(|word| practice_signs::is_word_of_outcome_or_todo(word));
    match !said.is_empty() && !own.is_empty() && is_tick {
        true => format!("{} {}", before.trim_end(), behind.trim_start()).into(),
        false => Cow::Borrowed(text),
    }
}

/// `Walk:: 10`, `Walk = 10`: a bare number at the end is minutes, as it is behind a key.
fn with_unit_at_end(text: &str) -> Cow<'_, str> {
    // `"Walk","10"`
    if let Some((name, value)) = text.trim().strip_prefix('"').and_then(|rest| rest.split_once('"')) {
        let value = value.trim_matches(|c: char| matches!(c, '"' | ',' | ';') || c.is_whitespace());
        let is_number = (1..=3).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit());
        return format!("{name}, {value}{}", if is_number { " min" } else { "" }).into();
    }
    let bare = text.trim_end_matches([' ', ']', ')', '.']);
    let before = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = bare.len() - before.len();
    let before = before.trim_end();
    let is_bare = before.ends_with([':', '=']) && !before.contains(|c: char| c.is_ascii_digit());
    if (1..=3).contains(&digits) && is_bare { format!("{bare} min").into() } else { text.into() }
}

/// Ratings that stand among the words, as they are read: `fear 7` is `(fear:: 7)`.
pub(crate) fn take_ratings(rate: &[RatingItem], words: &mut Vec<String>, said: &mut Vec<String>) {
    for RatingItem { name, scale } in rate {
        let named: Vec<String> = fold(name).split(' ').map(str::to_owned).collect();
        let parts: Vec<(usize, String)> = words
            .iter()
            .enumerate()
            .flat_map(|(at, word)| {
                word.split([':', '=', ',']).filter(|part| !part.is_empty()).map(move |part| (at, part.to_owned()))
            })
            .collect();
        let found = parts.windows(named.len() + 1).find_map(|window| {
            let (number, name) = window.split_last()?;
            let is_name = name.iter().zip(&named).all(|((_, word), of_name)| fold(word) == *of_name);
            let number_at = number.0;
            let number = number.1.trim_end_matches(['.', '!', ')']);
            let is_number = scale::parse_number_on_scale(*scale, number).is_some();
            let bare = number.split('/').next().unwrap_or(number).to_owned();
            (is_name && is_number).then_some((name.first()?.0..=number_at, bare))
        });
        if let Some((range, number)) = found {
            said.push(format!("({name}:: {number})"));
            words.drain(range);
        }
    }
}

/// A word before a name that says no more than a tick: `Done today: Walk`.
fn says_only_done(word: &str) -> bool {
    const WORDS: [&str; 16] = [
        "did",
        "took",
        "done",
        "finished",
        "completed",
        "managed",
        "achieved",
        "have",
        "i've",
        "what",
        "i",
        "it",
        "my",
        "the",
        "today",
        "also",
    ];
    WORDS.contains(&fold(word.trim_matches(|c: char| !c.is_alphanumeric())).as_str())
}

/// A text without its brackets where one of a pair is missing: the detail within them stands elsewhere.
fn with_matching_brackets(text: &str) -> String {
    let is_pair = |open: char, close: char| text.matches(open).count() == text.matches(close).count();
    let (is_round_pair, is_square_pair) = (is_pair('(', ')'), is_pair('[', ']'));
    let is_left_over = |c: char| match c {
        '(' | ')' => !is_round_pair,
        '[' | ']' => !is_square_pair,
        _ => false,
    };
    text.chars().filter(|c| !is_left_over(*c)).collect()
}

/// What a text without a name says that is counted, and its other words.
pub(crate) fn details_and_words_after_name(text: &str) -> (Vec<String>, Vec<String>) {
    pieces_of(text, SideOfName::After, &mut LineDetails::default())
}

/// What a part of a line says that is counted, and its other words.
fn pieces_of(text: &str, side: SideOfName, details: &mut LineDetails) -> (Vec<String>, Vec<String>) {
    let (mut said, mut words) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let is_between =
            |c: char| c.is_whitespace() || is_invisible(c) || matches!(c, ',' | ';' | ':' | '(' | ')' | '~');
        // `(felt: good)` is a piece with its brackets.
        let bare = rest.trim_start_matches(|c: char| is_between(c) && c != '(');
        if bare.starts_with(['(', '['])
            && let Some(taken) = line::detail_at_start(bare, side, false, details)
        {
            said.extend(bare.get(..taken).map(str::to_owned));
            at = text.len() - bare.len() + taken;
            continue;
        }
        let bare = bare.trim_start_matches(is_between);
        at = text.len() - bare.len();
        if bare.is_empty() {
            break;
        }
        // A barrier's word in a sentence is a word of it: `no time for walk`.
        let is_sentence = !words.is_empty() || side == SideOfName::Before;
        // Only so much is looked at, so that a long line costs its length.
        let near = bare.char_indices().nth(LONGEST_DETAIL).map_or(bare, |(end, _)| &bare[..end]);
        let before = details.clone();
        if let Some(taken) = line::detail_at_start(near, side, is_sentence, details) {
            if let Some(length) =
                bare.get(..taken).filter(|length| is_length_of_something_else(length, &bare[taken..], &words))
            {
                // It is not said how long the practice was.
                *details = before;
                words.push(length.trim().to_owned());
                at += taken;
                continue;
            }
            // `for half an hour` is a length.
            let is_for = words.last().is_some_and(|word: &String| matches!(fold(word).as_str(), "for" | "about"));
            if is_for && line::begins_with_length(&bare[..taken]) {
                words.pop();
            }
            said.push(bare[..taken].trim().to_owned());
            at += taken;
            continue;
        }
        let end = bare.find(|c: char| c.is_whitespace()).unwrap_or(bare.len());
        let word = &bare[..end];
        if !word.chars().all(|c| c.is_ascii_punctuation()) {
            words.push(word.to_owned());
        }
        at += end;
    }
    (said, words)
}

/// Whether a length in a sentence is not that of the practice: `5 min late`, `after 10 min rest`, `instead of 10 min`, `not the 10 min`.
fn is_length_of_something_else(length: &str, behind: &str, before: &[String]) -> bool {
    const BEHIND: [&str; 10] =
        ["late", "later", "early", "earlier", "ago", "rest", "break", "pause", "delay", "before"];
    const BEFORE: [&str; 8] = ["after", "within", "before", "no", "not", "without", "than", "never"];
    let word = fold(behind.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default());
    let mut last_words = before.iter().rev().map(|word| fold(word.trim_matches(|c: char| !c.is_alphanumeric())));
    let (right_before, one_more) = (last_words.next().unwrap_or_default(), last_words.next().unwrap_or_default());
    // `planned 20 min`, `extra 10 min`; but `the planned 20 min` were done.
    let is_planned = matches!(right_before.as_str(), "planned" | "goal" | "target" | "extra" | "additional")
        && !matches!(one_more.as_str(), "the" | "my" | "our");
    if line::begins_with_length(length) && (is_planned || line::begins_with_word_of_difference(behind)) {
        return true;
    }
    let is_between = |word: &String| odd_pieces::WORDS_BEFORE_PLANNED.contains(&word.as_str());
    let mut words = before.iter().rev().map(|word| fold(word)).skip_while(is_between);
    let (last, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_behind = BEFORE.contains(&last.as_str()) || last == "of" && second == "instead";
    line::begins_with_length(length) && (BEHIND.contains(&word.as_str()) || is_behind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Number, Scale};

    #[test]
    fn a_line_keeps_what_it_says() {
        let names = NameFinder::new([("Walk", 1), ("Voice memo", 2)]);
        let scale = Scale { least: Number::from_whole(0), most: Number::from_whole(10) };
        let rate = ["fear", "low mood"].map(|name| RatingItem { name: name.to_owned(), scale });
        let writer = LineWriter { names: &names, plan: 1, task: "Walk", rate: &rate, place: Some("the park") };
        let whole = |text: &str| writer.written_line(text).map(|line| line.whole()).unwrap_or_default();
        for (line, written) in [
            ("7:30 Walk, 10 min @park", "7:30 Walk, 10 min @park"),
            ("7:30 Walk with Mum, 10 min @park", "7:30 Walk, 10 min, @park \u{2014} with Mum"),
            ("Went for a Walk 10 min at 7:30 - nice", "Walk, 10 min, at 7:30 - Went for a Walk nice"),
            ("Wlak 10 min", "Walk 10 min"),
            ("Wlak with Mum 10 min", "Walk, 10 min \u{2014} with Mum"),
            ("Walk the dog (minutes:: 5)", "Walk, (minutes:: 5) \u{2014} the dog"),
            ("Walk for half an hour with Mum", "Walk, half an hour \u{2014} with Mum"),
            ("Walk (7:30 with Mum)", "Walk, 7:30 \u{2014} with Mum"),
            ("Walk (with Mum)", "Walk \u{2014} with Mum"),
            ("Walk fear 7", "Walk, (fear:: 7)"),
            ("Walk with Mum, fear: 7/10, 10 min", "Walk, 10 min, (fear:: 7) \u{2014} with Mum"),
            ("Walk low mood=4 nice", "Walk, (low mood:: 4) \u{2014} nice"),
            ("Walk fear 17", "Walk \u{2014} fear 17"),
            ("Walk in the park with Mum", "Walk, @the park \u{2014} with Mum"),
            ("Walk at park", "Walk, @the park"),
            ("Walk 5 min late", "Walk \u{2014} 5 min late"),
            ("Walk 10 min late, 20 min", "Walk, 20 min \u{2014} 10 min late"),
            ("Walk after 10 min rest", "Walk \u{2014} after 10 min rest"),
            ("Walk 10 minutes longer than planned", "Walk \u{2014} 10 minutes longer than planned"),
            ("Walk, 5 min less than usual", "Walk \u{2014} 5 min less than usual"),
            ("Walk 10 min, more than usual", "Walk, 10 min \u{2014} more than usual"),
            ("Walk (planned 20 min) 10 min", "Walk, 10 min \u{2014} planned 20 min"),
            ("Walk extra 10 min", "Walk \u{2014} extra 10 min"),
            ("Walk, 20 instead of the usual 10 min", "Walk, 20 min \u{2014} instead of the usual 10 min"),
            ("Walk at 9 instead of 8", "Walk, at 9 \u{2014} instead of 8"),
            ("Walk past the park", "Walk \u{2014} past the park"),
            ("Done today: Walk", "Walk"),
            ("Did: Walk, 10 min", "Walk, 10 min"),
            ("Did it: Walk with Mum", "Walk \u{2014} with Mum"),
            ("[x] Walk 10 min", "Walk 10 min"),
            ("Walk the dog (felt: good)", "Walk, (felt: good) \u{2014} the dog"),
            ("Call Mum", ""),
        ] {
            assert_eq!(whole(line), written, "{line}");
        }
        let ticked = |text: &str| writer.written_line_without_tick(text).map(|line| line.whole()).unwrap_or_default();
        assert_eq!(ticked("Walk: done 10 min"), "Walk, 10 min");
        assert_eq!(ticked("| Walk | x | 10 min |"), "Walk, 10 min");
        assert_eq!(ticked("Walk:: 10"), "Walk, 10 min");
        assert_eq!(ticked("Walk - completed 7:35"), "Walk, 7:35");
        assert_eq!(ticked("\"Walk\",\"10\""), "Walk, 10 min");
        assert_eq!(ticked("20:00 - [-] Walk - nice"), "20:00 Walk - nice");
    }
}
