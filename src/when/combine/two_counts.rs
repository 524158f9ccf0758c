//! Numbers of times that cannot be one plan: two of them, or one of some days alone.

use crate::problem::Code;
use crate::text::fold;
use crate::when::tokens::amount::Frequency;
use crate::when::tokens::cursor::{Parser, Phrase, PhraseKind, Separator, TokenIndex};
use crate::when::tokens::parse_error::{ParseError, quote_for_message};
use crate::when::tokens::vocabulary::Word;

/// Of the phrases before one, only so many are looked at: the reader is linear.
const MOST: usize = 32;

/// `weekdays once a day, weekends twice a day`: a plan has one number. Phrase `i` is a count.
///
/// # Errors
/// With how to write it.
pub(crate) fn refuse_second_count(text: &str, phrases: &[Phrase], i: usize) -> Result<(), ParseError> {
    let (Some(count), Some(PhraseKind::Count(n))) = (phrases.get(i), phrases.get(i).map(|p| p.kind)) else {
        return Ok(());
    };
    let written = |p: &Phrase| quote_for_message(text.get(p.byte_range.clone()).unwrap_or(""));
    let before = phrases.iter().take(i.min(MOST));
    let first = before.clone().find_map(|p| match p.kind {
        PhraseKind::Count(first) if first != n => Some((p, first)),
        _ => None,
    });
    let error = |message: String, help: String| {
        Err(ParseError::new(Code::WhenNotUnderstood, count.byte_range.clone(), message, help))
    };
    match (first, n) {
        // `3 times a week, once a day`
        (Some((_, Frequency::PerWeek(_))), Frequency::PerDay(1))
        | (Some((_, Frequency::PerDay(1))), Frequency::PerWeek(_)) => Ok(()),
        (Some((first, Frequency::PerDay(_))), Frequency::PerDay(_)) => {
            error(format!("{} is a second number, beside {}.", written(count), written(first)), EACH_DAY.to_owned())
        }
        (Some((first, _)), _) => error(
            format!("{} is a second number, beside {}.", written(count), written(first)),
            format!("Write one of them: {} or {}.", written(first), written(count)),
        ),
        // `once a week on Monday and once a week on Thursday`
        (None, Frequency::PerWeek(_)) => {
            let has_days = phrases.get(i + 1).is_some_and(|p| p.kind.is_day() && p.separator == Separator::None);
            let is_again = before.clone().any(|p| matches!(p.kind, PhraseKind::Count(_)));
            if is_again && has_days && before.clone().any(|p| p.kind.is_day()) {
                return error(
                    format!("{} is a second number, with days of its own.", written(count)),
                    EACH_WEEK.to_owned(),
                );
            }
            Ok(())
        }
        // `weekdays, and twice on Saturday`
        (None, Frequency::PerDay(_)) => {
            let has_days = phrases.get(i + 1).is_some_and(|p| p.kind.is_day() && p.separator == Separator::None);
            let is_joined = matches!(count.separator, Separator::Comma | Separator::And);
            let is_again = before.clone().any(|p| matches!(p.kind, PhraseKind::Count(_)));
            if is_joined && has_days && !is_again && before.clone().any(|p| p.kind.is_day()) {
                return error(
                    format!("{} has days of its own, beside other days.", written(count)),
                    EACH_DAY.to_owned(),
                );
            }
            Ok(())
        }
    }
}

const EACH_WEEK: &str =
    "A plan has one number of times a week: name all the days, as in `Mon and Thu`, or write two plans.";
const EACH_DAY: &str = "A plan has one number of times a day: name the times, as in `weekdays at 8:00, weekends at 8:00 \
                        and 18:00`, or write two plans.";

/// `every day this week`: a plan that ends. Alone, `this week` is only vague.
///
/// # Errors
/// With the fields in which it ends.
pub(crate) fn refuse_this_week(text: &str, phrases: &[Phrase], vague: &Phrase) -> Result<(), ParseError> {
    let words = text.get(vague.byte_range.clone()).unwrap_or("");
    let plans = |p: &Phrase| {
        let is_other = matches!(
            p.kind,
            PhraseKind::Time(_) | PhraseKind::Count(_) | PhraseKind::Except(_) | PhraseKind::EveryWeeks(..)
        );
        p.kind.is_day() || is_other
    };
    if !matches!(fold(words).as_str(), "this week" | "this month") || !phrases.iter().take(MOST).any(plans) {
        return Ok(());
    }
    let message = format!("{} changes its meaning as time goes by.", quote_for_message(words));
    let help = "When a plan starts and ends are fields of their own: `from` and `until`, each with its date.";
    Err(ParseError::new(Code::WhenNotUnderstood, vague.byte_range.clone(), message, help))
}

impl Parser<'_> {
    /// `3 times a week, one on Sunday`, `with at least one at the weekend`, `including Sunday`: days for a part of a count.
    ///
    /// # Errors
    /// With how to write it.
    pub(crate) fn refuse_part_of_count(&self, start: TokenIndex) -> Result<(), ParseError> {
        let start = self.skip_words(start, "of which").or_else(|| self.skip_words(start, "of them")).unwrap_or(start);
        let is_with = self.is_word(start, "with");
        let is_including = self.is_word(start, "including") || self.is_word(start, "incl");
        let mut i = start + usize::from(is_with || is_including);
        i += usize::from(is_including && self.is_sign(i, '.'));
        if self.word_at(i) == Some(Word::At) && self.word_at(i + 1) == Some(Word::Least) {
            i += 2;
        }
        let number = self.number_once_or_twice_at(i);
        let Some((_, mut to)) = number.or(is_including.then_some((1, i))) else { return Ok(()) };
        let mut is_of_them = is_including;
        for words in ["of them", "of those", "of these", "of which"] {
            let behind = self.skip_words(to, words);
            is_of_them |= behind.is_some();
            to = behind.unwrap_or(to);
        }
        let day = self.skip_filler_words(to);
        if self.day_mask_of_word(day).is_none() || day == to && !is_of_them {
            return Ok(());
        }
        let is_count = |p: &&Phrase| matches!(p.kind, PhraseKind::Count(Frequency::PerWeek(_)));
        let Some(count) = self.phrases.iter().take(MOST).find(is_count) else { return Ok(()) };
        let count = quote_for_message(self.text.get(count.byte_range.clone()).unwrap_or(""));
        let help = format!(
            "A number of times a week leaves the days open: write {count}, or name all the days, as in `Tue, Thu and Sun`."
        );
        let says = "names days for only some of them.";
        Err(self.error_at_tokens(Code::WhenNotUnderstood, start..day + 1, says, &help))
    }
}
