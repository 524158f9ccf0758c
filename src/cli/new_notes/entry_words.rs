//! What was understood of an entry, in one line.

use crate::journal::{Entry, Share};
use crate::phrases::Phrases;
use crate::week::State;

/// `done, 07:35, 3 min, kitchen, too big; felt: tired; noticed it early`
pub(crate) fn entry_in_words(entry: &Entry, phrases: &dyn Phrases) -> String {
    let mut pieces = vec![phrases.state_name(State::of_status(entry.status))];
    pieces.extend(entry.time.map(|time| phrases.time_of_day(time)));
    pieces.extend(entry.minutes.map(|minutes| phrases.short_minutes(minutes)));
    pieces.extend(entry.place.clone());
    pieces.extend(entry.barriers.iter().map(|barrier| phrases.barrier_in_sentence(barrier)));
    let ratings = entry.ratings.iter();
    pieces.extend(ratings.map(|(name, number)| format!("{name} {}", phrases.rating_number(*number))));
    let mut said = pieces.join(", ");
    let behind = |said: &mut String, words: &str| {
        said.push_str("; ");
        said.push_str(words);
    };
    if let Some(felt) = &entry.felt {
        behind(&mut said, &format!("felt: {felt}"));
    }
    if let Some(helper) = helper_in_words(entry, phrases) {
        behind(&mut said, &helper);
    }
    if let Some(words) = &entry.words {
        behind(&mut said, words);
    }
    if let Some(by) = &entry.written_by {
        behind(&mut said, &format!("written by {by}"));
    }
    if entry.discuss {
        behind(&mut said, "to talk about first");
    }
    if entry.share == Share::None {
        behind(&mut said, "not shared");
    }
    said
}

/// `helper: noticed, praised, warm, 10 min together`; none if nothing was said about a helper.
fn helper_in_words(entry: &Entry, phrases: &dyn Phrases) -> Option<String> {
    let helper = &entry.helper;
    let either = |said: Option<bool>, yes: &str, no: &str| said.map(|said| if said { yes } else { no }.to_owned());
    let mut pieces: Vec<String> = Vec::new();
    pieces.extend(either(helper.noticed, "noticed", "did not notice"));
    pieces.extend(either(helper.praise, "praised", "no praise"));
    pieces.extend(entry.response_felt().map(|response| response.word().to_owned()));
    pieces.extend(helper.minutes_together.map(|minutes| format!("{} together", phrases.short_minutes(minutes))));
    (helper.is_noted && !pieces.is_empty()).then(|| format!("helper: {}", pieces.join(", ")))
}
