//! What the templates of a helper's card are given.

use serde::Serialize;

use super::in_words::shorten_for_heading;
use crate::phrases::Phrases;
use crate::report::HelperCard;

/// What a helper's card says: one plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct HelperCardView {
    /// The name of the card in markdown: `card-tidy-one-corner.md`.
    pub file: String,
    /// The name of the card in HTML: `card-tidy-one-corner.html`.
    pub page_file: String,
    /// The client's name, cut to 60 characters.
    pub name: Option<String>,
    /// The task, cut for a heading.
    pub title: String,
    /// The task is a thing not to do, such as `No alcohol`.
    pub not_doing: bool,
    /// `If it is Tuesday, after dinner: Tidy one corner, 10 minutes (my room).`
    pub sentence: String,
    /// Who helps, and what they do, in the client's words.
    pub helper: Option<String>,
    /// The week that it is about: `6 to 12 Nov 2026`.
    pub period: String,
    /// The days on which something of it was done: `Tue 10 and Thu 12`. None if there are none.
    pub days: Option<String>,
    /// On how many days effort was noticed.
    pub noticed: usize,
    /// What helped, in the client's words, from notes with `to helper: yes`.
    pub helped: Vec<String>,
}

impl HelperCardView {
    pub(super) fn new(card: &HelperCard, phrases: &dyn Phrases) -> HelperCardView {
        let days: Vec<String> = card.dates.iter().map(|date| phrases.short_weekday_and_day(*date)).collect();
        HelperCardView {
            file: card.markdown_file_name(),
            page_file: card.html_file_name(),
            name: card.name.as_deref().map(shorten_for_heading),
            title: shorten_for_heading(&card.task),
            not_doing: card.is_not_doing,
            sentence: phrases.if_then_sentence(&card.when, &card.task, card.minutes, card.place.as_deref()),
            helper: card.helper.clone(),
            period: phrases.short_date_range_with_year(card.week.start(), card.week.end()),
            days: (!days.is_empty()).then(|| phrases.list_with_and(&days)),
            noticed: card.noticed,
            helped: card.helped.clone(),
        }
    }
}
