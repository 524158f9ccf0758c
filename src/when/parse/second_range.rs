//! A second range behind `between`, which is written as the first: `between 7 and 9 or 17 and 19`.

use crate::problem::Code;
use crate::text::fold;
use crate::when::tokens::cursor::{Phrase, PhraseKind, Separator};
use crate::when::tokens::parse_error::{ParseError, quote_for_message, suggest_texts_unless_too_long};
use crate::when::value::time::{Clock, Slot};

/// `between 7 and 9 or 17 and 19`: the last two hours are meant as one range, and would be read as two times.
///
/// # Errors
/// With both ranges.
pub(crate) fn refuse_second_range(text: &str, phrases: &[Phrase]) -> Result<(), ParseError> {
    let slot_of = |p: &Phrase| match p.kind {
        PhraseKind::Time(time) => Some(time.slot),
        _ => None,
    };
    for three in phrases.windows(3) {
        let [first, from, to] = three else { continue };
        let (Some(Slot::Between(a, b)), Some(Slot::At(Clock(c))), Some(Slot::At(Clock(d)))) =
            (slot_of(first), slot_of(from), slot_of(to))
        else {
            continue;
        };
        let is_joined = matches!(from.separator, Separator::And | Separator::Or) && to.separator == Separator::And;
        let says_between = text.get(first.byte_range.clone()).is_some_and(|words| fold(words).starts_with("between"));
        // `between 7 and 9, and at 17 and 19`
        let gap = fold(text.get(first.byte_range.end..from.byte_range.start).unwrap_or(""));
        let is_apart = gap.contains(',') || gap.split(' ').any(|word| word == "at");
        if !(is_joined && says_between && c < d) || is_apart {
            continue;
        }
        let clock = |minutes: u16| format!("{}:{:02}", minutes / 60 % 24, minutes % 60);
        let word = if from.separator == Separator::Or { "or" } else { "and" };
        let ranges = format!("{}-{} {word} {}-{}", clock(a), clock(b), clock(c), clock(d));
        let at = from.byte_range.start..to.byte_range.end;
        let written = quote_for_message(text.get(at.clone()).unwrap_or(""));
        let message = format!("{written} can be a second range, or two times.");
        let help = suggest_texts_unless_too_long(
            "Write each range with a dash, as in",
            &[&ranges],
            "Write each range with a dash.",
        );
        return Err(ParseError::new(Code::WhenNotUnderstood, at, message, help));
    }
    Ok(())
}
