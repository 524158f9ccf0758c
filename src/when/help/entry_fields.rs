//! A place or a length in the `when` of an entry: both have fields of their own, and the rest stays (`2026-11-18 7:10 @park`).

use crate::when::combine::meaning::{Parsed, interpret_when};
use crate::when::parse::minutes::find_minutes_at_start_or_end;

/// A longer value is not quoted.
const LONGEST: usize = 120;

/// What to write for a date with a place, minutes, or both behind it; none where anything else stands there.
pub(super) fn help_for_fields_of_entry(text: &str) -> Option<String> {
    const MOST_WORDS: usize = 6;
    if text.len() > LONGEST || text.contains('`') || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let ends = text.match_indices(' ').map(|(at, _)| at).take(MOST_WORDS);
    let is_moment = |part: &str| matches!(interpret_when(part), Ok(Parsed::Moment(_)));
    let bare = |at: usize| text.get(..at).map(|part| part.trim_end_matches([',', ' ']));
    let (end, moment) = ends.filter_map(|at| Some((at, bare(at)?))).filter(|(_, part)| is_moment(part)).last()?;
    let (mut minutes, mut place) = (None, None);
    for piece in text.get(end..)?.split(',') {
        let mut rest = piece.trim();
        while !rest.is_empty() {
            if let Some((length, taken)) = find_minutes_at_start_or_end(rest, false).filter(|_| minutes.is_none()) {
                minutes = Some(length.seconds);
                rest = rest.get(taken..)?.trim_start();
            } else if let Some(said) = place_at_start(rest).filter(|_| place.is_none()) {
                let length = find_minutes_at_start_or_end(said, true).filter(|_| minutes.is_none());
                let kept = length.and_then(|(_, taken)| said.get(..said.len() - taken)).unwrap_or(said).trim();
                minutes = minutes.or(length.map(|(length, _)| length.seconds));
                place = Some(kept).filter(|kept| !kept.is_empty() && !kept.contains(|c: char| c.is_ascii_digit()));
                place?;
                rest = "";
            } else {
                return None;
            }
        }
    }
    let place = place.map(|place| format!("`where: {place}`"));
    let minutes = minutes.filter(|seconds| seconds % 60 == 0).map(|seconds| format!("`minutes: {}`", seconds / 60));
    let fields: Vec<String> = place.into_iter().chain(minutes).collect();
    match fields.as_slice() {
        [] => None,
        [one] => Some(format!("Write `{moment}` here, and {one} as a field of its own.")),
        fields => Some(format!("Write `{moment}` here, and {} as fields of their own.", fields.join(" and "))),
    }
}

/// What a text says of a place: behind `@`, or a word such as `at` with an article.
fn place_at_start(text: &str) -> Option<&str> {
    const LEADS: [&str; 5] = ["at the ", "in the ", "on the ", "at my ", "in my "];
    let behind_lead = |lead: &&str| text.get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead));
    let of_lead =
        || LEADS.iter().find(|lead| behind_lead(lead)).and_then(|_| text.split_once(' ')).map(|(_, place)| place);
    text.strip_prefix('@').map(str::trim_start).or_else(of_lead)
}
