//! Conditions that stand behind one of several days or times: `every day at 7, or 7pm if I work late`, `Mondays, Tuesdays if I
//! can`, `weekdays except Wednesday, when I work late`. Whether the condition is that of all of them or of one, nobody can tell,
//! so it is a problem that shows how to write either.

use crate::problem::Code;
use crate::text::fold;
use crate::when::combine::replaced_days::gap_before;
use crate::when::parse::cue::squeeze_white_space;
use crate::when::parse::line_time::find_time_at_start_or_end;
use crate::when::tokens::cursor::{Phrase, PhraseKind, Separator, WrittenTime};
use crate::when::tokens::parse_error::{ParseError, list_with_word, quote_for_message, suggest_texts_unless_too_long};
use crate::when::value::if_then::day_names;
use crate::when::value::time::{DAY, Slot, TimeOfDay};

/// Of the phrases around one, only so many are looked at: the reader is linear.
const MOST: usize = 32;

/// Words that say of a day or a time that it is not sure.
const UNSURE: &[&str] = &["sometimes", "occasionally", "now and then", "from time to time", "once in a while", "often"];

/// The same, which change no number of a plan that has only one day or time.
pub(crate) const UNSURE_FILLERS: &[&str] =
    &["ideally", "usually", "normally", "mostly", "hopefully", "preferably", "generally", "typically"];

const EITHER: &str = "If either will do, write";
const ALL: &str = "If all of it is planned, write";
const SURE: &str = "Else write only what is sure: what is done at another time counts too.";
const ONLY_SURE: &str = "Write only what is sure: what is done at another time counts too.";
const OTHERWISE: &str = "Write the days and the times that are planned, and the rest in the text of the note.";

/// A condition, or a word such as `sometimes`, that can be said of one of several days or times, or of all.
///
/// # Errors
/// With how to write each.
pub(crate) fn refuse_unclear_conditions(text: &str, phrases: &[Phrase]) -> Result<(), ParseError> {
    let finder = ConditionFinder { text, phrases };
    for (i, phrase) in phrases.iter().enumerate() {
        let error = match phrase.kind {
            PhraseKind::Cue | PhraseKind::Vague if finder.is_condition(i) => finder
                .reason_of_exception(i)
                .or_else(|| finder.condition_before_choice(i))
                .or_else(|| finder.condition_behind_choice(i))
                .or_else(|| finder.condition_of_some_parts(i))
                .or_else(|| finder.time_at_end_of_condition(i)),
            PhraseKind::Vague => finder.unsure_word(i),
            _ => finder.unsure_filler(i),
        };
        if let Some(error) = error {
            return Err(error);
        }
    }
    Ok(())
}

fn is_day_or_time(phrase: &Phrase) -> bool {
    phrase.kind.is_day() || matches!(phrase.kind, PhraseKind::Time(_))
}

/// Days, clock times or parts of the day: what can stand in one list.
fn are_alike(one: &Phrase, other: &Phrase) -> bool {
    let sort = |p: &Phrase| match p.kind {
        PhraseKind::Time(time) if matches!(time.slot, Slot::In(_)) => 1,
        PhraseKind::Time(_) => 2,
        kind if kind.is_day() => 3,
        _ => 0,
    };
    sort(one) != 0 && sort(one) == sort(other)
}

/// Finds conditions among the phrases of a text.
struct ConditionFinder<'a> {
    text: &'a str,
    phrases: &'a [Phrase],
}

impl ConditionFinder<'_> {
    fn written(&self, from: usize, to: usize) -> String {
        squeeze_white_space(self.text.get(from..to).unwrap_or(""))
    }

    fn words_of(&self, i: usize) -> String {
        self.phrases.get(i).map_or(String::new(), |p| self.written(p.byte_range.start, p.byte_range.end))
    }

    fn starts_with(&self, i: usize, words: &[&str]) -> bool {
        let folded = fold(&self.words_of(i));
        let folded = folded.strip_prefix("only ").unwrap_or(&folded);
        words.iter().any(|word| folded.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
    }

    /// `if I work late`, `when I can`
    fn is_condition(&self, i: usize) -> bool {
        self.starts_with(i, &["if", "when", "whenever"])
    }

    fn error(&self, from: usize, to: usize, says: &str, help: String) -> ParseError {
        let words = quote_for_message(&self.written(from, to));
        let help = if help.is_empty() { OTHERWISE.to_owned() } else { help };
        ParseError::new(Code::WhenNotUnderstood, from..to, format!("{words} {says}"), help)
    }

    /// `every day at 8 except Wednesday, when I work late`: why not on the Wednesday, or when on the other days.
    fn reason_of_exception(&self, i: usize) -> Option<ParseError> {
        let (except, cue) = (self.phrases.get(i.checked_sub(1)?)?, self.phrases.get(i)?);
        let is_next = matches!(cue.separator, Separator::None | Separator::Comma);
        let PhraseKind::Except(mask) = except.kind else { return None };
        if !(cue.kind == PhraseKind::Cue && is_next) {
            return None;
        }
        let gap = gap_before(self.text, self.phrases, i);
        // `every day (except Sunday), when I get home`
        if gap.contains([')', ']']) {
            return None;
        }
        let behind = self.text.get(cue.byte_range.end..).unwrap_or("");
        let own_brackets = gap.contains(['(', '[']);
        let rest = if own_brackets { behind.trim_start().trim_start_matches([')', ']']) } else { behind };
        let is_last = !rest.contains(char::is_alphanumeric);
        let comma = if is_last || rest.trim_start().starts_with([',', ';']) { "" } else { ", " };
        let without = self.written(0, except.byte_range.end) + comma + &squeeze_white_space(rest);
        let head = self.written(0, except.byte_range.start);
        let head = head.trim_end_matches([',', ';', '(', '[', '-', ' ']);
        let (words, days) = (self.words_of(i), list_with_word(&day_names(mask), "and"));
        let others = format!("{words}, {head} except {days}");
        let reason = suggest_texts_unless_too_long("If it says why, write", &[&without], "");
        let cue_of_others =
            suggest_texts_unless_too_long("If it is the moment of the other days, write", &[&others], "");
        // The cue cannot be brought before all where more stands behind it, and no second one.
        let mut before = self.phrases.iter().take(i - 1).take(MOST);
        let is_alone = !before.clone().any(|p| p.kind == PhraseKind::Cue) && before.any(|p| p.kind.is_day());
        let help = if is_last && is_alone { format!("{reason} {cue_of_others}") } else { reason };
        let (from, to) = (except.byte_range.start, cue.byte_range.end);
        Some(self.error(from, to, "can say why those days are left out, or when it is.", help.trim().to_owned()))
    }

    /// `at 7 or, if I work late, at 9`, `Mon, and if I can Tue`: the condition of what stands behind it.
    fn condition_before_choice(&self, i: usize) -> Option<ParseError> {
        let (before, cue, next) =
            (self.phrases.get(i.checked_sub(1)?)?, self.phrases.get(i)?, self.phrases.get(i + 1)?);
        let is_vague = cue.kind == PhraseKind::Vague;
        let is_joined = match cue.separator {
            Separator::Or | Separator::And => true,
            Separator::Comma => is_vague || self.starts_with(i, &["if"]),
            Separator::None => false,
        };
        let is_own = matches!(next.separator, Separator::None | Separator::Comma);
        let is_list = are_alike(before, next) && (is_vague || matches!(next.kind, PhraseKind::Time(_)));
        if !(is_joined && is_own && is_list) {
            return None;
        }
        let word = if cue.separator == Separator::Or { "or" } else { "and" };
        let left = self.written(0, before.byte_range.end);
        let to = self.phrases.last().map_or(next.byte_range.end, |p| p.byte_range.end);
        let gap = gap_before(self.text, self.phrases, i + 1);
        let at = if fold(gap).split(' ').any(|word| word == "at") { "at " } else { "" };
        let all = format!("{left} {word} {at}{}", self.written(next.byte_range.start, to));
        let help = suggest_texts_unless_too_long(if word == "or" { EITHER } else { ALL }, &[&all], "");
        let help = if help.is_empty() { help } else { format!("{help} {SURE}") };
        Some(self.error(cue.byte_range.start, next.byte_range.end, "is planned under a condition.", help))
    }

    /// The first phrase of the days and times that end before phrase `i` and stand together: `Tuesdays at 8`.
    fn start_of_item(&self, i: usize) -> usize {
        let together = |p: &&Phrase| is_day_or_time(p) && p.separator == Separator::None;
        i.saturating_sub(1 + self.phrases.iter().take(i).rev().take(MOST).take_while(together).count())
    }

    /// `every day at 7, or 7pm if I work late`, `Mondays, Tuesdays if I can`: the condition of the last of them, or of all.
    fn condition_behind_choice(&self, i: usize) -> Option<ParseError> {
        let (last, cue) = (self.phrases.get(i.checked_sub(1)?)?, self.phrases.get(i)?);
        let start = self.start_of_item(i);
        let (first, before) = (self.phrases.get(start)?, self.phrases.get(start.checked_sub(1)?)?);
        let is_first_alike = |p: &Phrase| are_alike(p, first) || are_alike(p, last);
        let earlier = self.phrases.iter().take(start).rev().take(MOST);
        if !is_day_or_time(last) || !is_day_or_time(before) || !earlier.into_iter().any(is_first_alike) {
            return None;
        }
        let is_vague = cue.kind == PhraseKind::Vague;
        let is_if = self.starts_with(i, &["if"]);
        let has_comma = gap_before(self.text, self.phrases, start).contains([',', ';', '-', '(']);
        let is_behind = cue.separator == Separator::None;
        let is_time = matches!(first.kind, PhraseKind::Time(_));
        let has_own_time = !is_time && matches!(last.kind, PhraseKind::Time(_));
        let is_unclear = match first.separator {
            Separator::None => false,
            Separator::Or => is_behind && (is_if || is_time || has_comma) || is_if && cue.separator == Separator::Comma,
            // `Monday at 7, Tuesday at 8 when I work late`: that is the Tuesday's.
            Separator::Comma if has_own_time => is_behind && is_vague,
            Separator::Comma => is_behind && (is_vague || is_if || is_time),
            Separator::And => is_behind && has_comma && (is_vague || is_if),
        };
        if !is_unclear {
            return None;
        }
        let choice = self.written(0, last.byte_range.end);
        let behind = self.text.get(cue.byte_range.end..).unwrap_or("");
        let rest = if behind.contains(char::is_alphanumeric) { squeeze_white_space(behind) } else { String::new() };
        let rest = if rest.starts_with(char::is_alphanumeric) { format!(" {rest}") } else { rest };
        let (all, words) = (format!("{choice}{rest}"), self.words_of(i));
        let is_or = first.separator == Separator::Or;
        let of_all =
            suggest_texts_unless_too_long("If the condition is that of all, write", &[&format!("{words}, {all}")], "");
        let planned = suggest_texts_unless_too_long(if is_or { EITHER } else { ALL }, &[&all], "");
        let help = match is_vague {
            _ if planned.is_empty() || of_all.is_empty() => String::new(),
            true => format!("{planned} {SURE}"),
            false => format!("{planned} {of_all}"),
        };
        Some(self.error(first.byte_range.start, cue.byte_range.end, "can be planned under a condition.", help))
    }

    /// `if I wake up`, `when I can't sleep`, `when it rains`: a state that comes now and then. `When I get home` is a moment of each day.
    fn is_state(&self, i: usize) -> bool {
        const OF_STATE: [&str; 15] = [
            "can't", "cant", "cannot", "couldn't", "don't", "dont", "not", "no", "feel", "i'm", "am", "it", "it's",
            "need", "there",
        ];
        let words = fold(&self.words_of(i)).replace('\u{2019}', "'");
        let is_cue = self.phrases.get(i).is_some_and(|phrase| phrase.kind == PhraseKind::Cue);
        is_cue
            && self.is_condition(i)
            && (self.starts_with(i, &["if"]) || words.split(' ').any(|word| OF_STATE.contains(&word)))
    }

    /// `on nights when I can't sleep`, `nights if I wake up`: not each night, though no day is named.
    fn condition_of_some_parts(&self, i: usize) -> Option<ParseError> {
        let (part, cue) = (self.phrases.get(i.checked_sub(1)?)?, self.phrases.get(i)?);
        let is_part = matches!(part.kind, PhraseKind::Time(time) if matches!(time.slot, Slot::In(_)));
        let is_alone = cue.separator == Separator::None && !self.phrases.iter().take(MOST).any(|p| p.kind.is_day());
        let name = fold(&self.words_of(i - 1));
        let name = name.split(' ').next_back().unwrap_or_default();
        let before = fold(&self.written(0, part.byte_range.end));
        let is_some =
            name.ends_with('s') && (before.ends_with(&format!("on {name}")) || before == name && self.is_state(i));
        if !(is_part && is_alone && is_some && gap_before(self.text, self.phrases, i).trim().is_empty()) {
            return None;
        }
        let one = name.trim_end_matches('s');
        let times = self.times_beside_part(i);
        let each = format!("every {one}, {}{times}", self.words_of(i));
        let some = suggest_texts_unless_too_long("If it is not each of them, write", &[&self.words_of(i)], "");
        // With a time it would be each of them.
        let some = match times.is_empty() || some.is_empty() {
            true => some,
            false => format!("{}, and the time in the text of the note.", some.trim_end_matches('.')),
        };
        let all = suggest_texts_unless_too_long("If it is each of them, write", &[&each], "");
        let help = format!("{some} {all}");
        Some(self.error(
            part.byte_range.start,
            cue.byte_range.end,
            "can be some of them, or all.",
            help.trim().to_owned(),
        ))
    }

    /// The clock times beside a part of the day with a condition: `, at 2:00` of `nights when I can't sleep, at 2`.
    fn times_beside_part(&self, cue: usize) -> String {
        let part = match self.phrases.get(cue.wrapping_sub(1)).map(|p| p.kind) {
            Some(PhraseKind::Time(WrittenTime { slot: Slot::In(part), .. })) => part,
            _ => return String::new(),
        };
        let clock = |phrase: &Phrase| match phrase.kind {
            PhraseKind::Time(WrittenTime { slot: Slot::At(clock), half_day_unknown, .. }) => {
                let of_part = part.resolve_twelve_hour_clock(clock.0 % (DAY / 2)).filter(|_| half_day_unknown);
                let minutes = of_part.unwrap_or(clock.0) % DAY;
                Some(format!("{}:{:02}", minutes / 60, minutes % 60))
            }
            _ => None,
        };
        let times: Vec<String> = self.phrases.iter().take(MOST).filter_map(clock).collect();
        if times.is_empty() { String::new() } else { format!(", at {}", list_with_word(&times, "and")) }
    }

    /// `every day at 7, if I work late at 9`: a second time, which the cue would hide.
    fn time_at_end_of_condition(&self, i: usize) -> Option<ParseError> {
        let cue = self.phrases.get(i).filter(|p| p.kind == PhraseKind::Cue)?;
        let is_clock = |p: &&Phrase| matches!(p.kind, PhraseKind::Time(time) if !matches!(time.slot, Slot::In(_)));
        let first = self.phrases.iter().take(i).rev().take(MOST).find(is_clock)?;
        let words = self.words_of(i);
        let (time, taken) = find_time_at_start_or_end(&words, true)?;
        let own = words.get(words.len() - taken..)?.trim().to_owned();
        if !matches!(time, TimeOfDay::Clock(_)) || taken >= words.len() {
            return None;
        }
        let left = self.written(0, first.byte_range.end);
        // `7 or 9pm` can be before noon or after it.
        let is_unclear = matches!(first.kind, PhraseKind::Time(time) if time.half_day_unknown)
            && own.ends_with(|c: char| c.is_alphabetic());
        let either = if is_unclear {
            String::new()
        } else {
            suggest_texts_unless_too_long(EITHER, &[&format!("{left} or {own}")], "")
        };
        let (from, to) = (cue.byte_range.start, cue.byte_range.end);
        Some(self.error(
            from,
            to,
            "holds a second time, under a condition.",
            if either.is_empty() { ONLY_SURE.to_owned() } else { format!("{either} {SURE}") },
        ))
    }

    /// `Mon and sometimes Tue`, `Mon, Wed sometimes`: a day or a time that is not sure.
    fn unsure_word(&self, i: usize) -> Option<ParseError> {
        let vague = self.phrases.get(i).filter(|_| i > 0 && self.starts_with(i, UNSURE))?;
        let before = self.phrases.get(i - 1)?;
        let next = self.phrases.get(i + 1);
        let is_between = next.is_some_and(is_day_or_time) && is_day_or_time(before);
        let is_last = vague.separator == Separator::None && before.separator == Separator::Comma && i > 1;
        let is_list = self.phrases.get(i.wrapping_sub(2)).is_some_and(|p| are_alike(p, before));
        if !(is_between || next.is_none() && is_last && is_list) {
            return None;
        }
        // `sometimes on Mondays, sometimes on Tuesdays`
        if self.starts_with(0, UNSURE) {
            let first = self.phrases.first()?;
            let left = self.written(first.byte_range.end, vague.byte_range.start);
            let left = left.trim_end_matches([' ', ',', ';']);
            let left = [" and", " or", " but"].iter().find_map(|end| left.strip_suffix(end)).unwrap_or(left);
            let right = self.written(vague.byte_range.end, self.text.len());
            let one =
                suggest_texts_unless_too_long("If one of them will do, write", &[&format!("{left} or {right}")], "");
            let all = suggest_texts_unless_too_long(ALL, &[&format!("{left} and {right}")], "");
            let help = format!("{one} {all}");
            return Some(self.error(first.byte_range.start, self.text.len(), "is not sure.", help.trim().to_owned()));
        }
        let to = next.map_or(vague.byte_range.end, |p| p.byte_range.end);
        let left = self.written(0, vague.byte_range.start);
        let rest = self.written(vague.byte_range.end, self.text.len());
        let all = format!("{} {rest}", left.trim_end_matches(" and").trim_end_matches([' ', ',']));
        let join = if vague.separator == Separator::Or { "or" } else { "and" };
        let all = match next {
            Some(p) if p.separator == Separator::None && vague.separator != Separator::None => {
                let left = self.written(0, before.byte_range.end);
                format!("{left} {join} {rest}")
            }
            _ => all,
        };
        let help = suggest_texts_unless_too_long(ALL, &[all.trim()], "");
        let help = if help.is_empty() { help } else { format!("{help} {SURE}") };
        Some(self.error(vague.byte_range.start, to, "is not sure.", help))
    }

    /// `Mon, ideally Tue too`: a day or a time that is not sure, among others.
    fn unsure_filler(&self, i: usize) -> Option<ParseError> {
        let (before, phrase) = (self.phrases.get(i.checked_sub(1)?)?, self.phrases.get(i)?);
        let gap = gap_before(self.text, self.phrases, i);
        let says = |word: &&&str| fold(gap).split(|c: char| !c.is_alphabetic()).any(|other| other == **word);
        let word = UNSURE_FILLERS.iter().find(says)?;
        if phrase.separator == Separator::None || !are_alike(before, phrase) {
            return None;
        }
        let left = self.written(0, before.byte_range.end);
        let right = self.written(phrase.byte_range.start, self.text.len());
        let right = right.strip_suffix(" too").unwrap_or(&right);
        let join = if phrase.separator == Separator::Or { "or" } else { "and" };
        let help = suggest_texts_unless_too_long(ALL, &[&format!("{left} {join} {right}")], "");
        let help = if help.is_empty() { help } else { format!("{help} {SURE}") };
        let from = before.byte_range.end + gap.to_ascii_lowercase().find(word).unwrap_or(0);
        Some(self.error(from, phrase.byte_range.end, "is not sure.", help))
    }
}
