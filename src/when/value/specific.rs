//! A moment that a stranger could tell, in place of one that could be any time.

use crate::text::fold;
use crate::when::combine::meaning::Parsed;
use crate::when::value::schedule::{Schedule, When};
use crate::when::whole_values::parse_when;

/// A moment of everyday life, for where none is named.
const EXAMPLE: &str = "Thursday morning, while my coffee is brewing";
/// What makes a day or a number of times a moment.
const CUE: &str = "after dinner";

/// What could be written instead of a vague `when`, as an example: what it says with a cue behind it where it names days or
/// a number of times, else another moment.
#[must_use]
pub fn suggest_specific_when(written: Option<&str>) -> (String, When) {
    let with_cue = written.map(|written| format!("{}, {CUE}", written.trim()));
    let read_to = |text: String| match parse_when(&text) {
        Ok(Parsed::When(when)) if !when.is_vague() => Some((text, when)),
        _ => None,
    };
    // Of `sometime, after dinner` nothing but the cue would count.
    let planned = |(_, when): &(String, When)| !matches!(when.schedule(), Schedule::AsItComes);
    // `often at 8` has a time already.
    let words = written.and_then(|written| written.trim().split_once(' '));
    let vague = words.filter(|(first, _)| ["often", "sometimes", "regularly"].contains(&fold(first).as_str()));
    let with_number = || read_to(format!("3 times a week {}", vague?.1)).filter(planned);
    let instead = with_cue.and_then(read_to).filter(planned).or_else(with_number);
    let instead = instead.or_else(|| read_to(EXAMPLE.to_owned()));
    instead.unwrap_or_else(|| (String::new(), When::absent()))
}

#[cfg(test)]
mod tests {
    use super::suggest_specific_when;

    #[test]
    fn a_vague_moment_gets_a_cue_and_nothing_at_all_gets_an_example() {
        for (written, text, sentence) in [
            (Some("3 times a week"), "3 times a week, after dinner", "Three times this week, after dinner"),
            (Some("daily"), "daily, after dinner", "Every day, after dinner"),
            (Some("often at 8"), "3 times a week at 8", "Three times this week, at 8"),
            (Some("sometime"), super::EXAMPLE, "If it is Thursday morning, while my coffee is brewing"),
            (None, super::EXAMPLE, "If it is Thursday morning, while my coffee is brewing"),
        ] {
            let (instead, when) = suggest_specific_when(written);
            assert_eq!((instead.as_str(), when.if_clause().as_str()), (text, sentence));
        }
    }
}
