//! What the templates of the caseload are given.

use std::sync::Arc;

use serde::Serialize;

use super::client_block::{ClientBlock, ClientBlocks};
use super::client_view::{UNKNOWN_SHAPE, UnreadView, date_in_words, unread_view};
use super::marks::legend_marks;
use super::view::LegendMark;
use crate::caseload::{Caseload, Client};
use crate::phrases::Phrases;

/// At most this many paths that could not be used are listed.
const MOST_UNREAD: usize = 100;

/// All clients of a folder, or those of one weekday.
#[derive(Clone, Debug, Serialize)]
pub struct CaseloadView {
    /// The date that it is made for: `Thursday 19 November 2026`.
    pub as_of: String,
    /// The weekday of the sessions, if only those are shown: `Thursday`.
    pub day: Option<String>,
    /// How many clients are shown.
    pub many: usize,
    /// How many clients there are on all days.
    pub of_all: usize,
    /// Of a day's sheet, how many clients have no session whose date is known.
    pub without_session: usize,
    /// The clients by the date of their next session.
    pub sessions: Vec<SessionDateView>,
    /// What could not be read, a hundred at most.
    pub unread: Vec<UnreadView>,
    /// How many more paths could not be read.
    pub more_unread: usize,
    /// The marks that the page uses.
    pub marks: Vec<LegendMark>,
    /// Whether it uses the mark of a day that is past and not known.
    pub has_unknown_days: bool,
}

/// The clients whose next session is on one date.
#[derive(Clone, Debug, Serialize)]
pub struct SessionDateView {
    /// `Thursday 26 November`. None if no date is known.
    pub date: Option<String>,
    /// Whether that is the date of the page.
    pub today: bool,
    /// The block of each.
    pub clients: Vec<ClientBlock>,
}

impl CaseloadView {
    /// The names of its fields, as templates use them.
    pub const FIELDS: &[&str] = &[
        "as_of",
        "day",
        "many",
        "of_all",
        "without_session",
        "sessions",
        "unread",
        "more_unread",
        "marks",
        "has_unknown_days",
    ];

    pub(super) fn new(caseload: &Caseload, blocks: &ClientBlocks, phrases: &dyn Phrases) -> CaseloadView {
        let date = |client: &Client| client.next_session.map(|session| session.date);
        let of_date = |clients: &[Arc<Client>]| {
            let on = clients.first().and_then(|client| date(client));
            SessionDateView {
                date: on.map(|on| date_in_words(on, caseload.as_of, phrases)),
                today: on == Some(caseload.as_of),
                clients: clients.iter().map(|client| blocks.block_of(client, caseload.as_of, phrases)).collect(),
            }
        };
        let sessions: Vec<SessionDateView> =
            caseload.clients.chunk_by(|a, b| date(a) == date(b)).map(of_date).collect();
        let shapes = || {
            let plans = sessions.iter().flat_map(|on| &on.clients).flat_map(|client| &client.view().plans);
            plans.flat_map(|plan| {
                let small = plan.glance.small_shapes.iter().map(|(_, shape)| *shape);
                plan.glance.shapes.iter().map(|(_, shape)| *shape).chain(small)
            })
        };
        CaseloadView {
            as_of: phrases.full_date(caseload.as_of),
            day: caseload.day.map(|day| phrases.weekday(day)),
            many: caseload.clients.len(),
            of_all: caseload.of_all,
            without_session: if caseload.day.is_some() { caseload.without_session } else { 0 },
            unread: caseload.unread.iter().take(MOST_UNREAD).map(|unread| unread_view(unread, phrases)).collect(),
            more_unread: caseload.unread.len().saturating_sub(MOST_UNREAD),
            marks: legend_marks(|shape| shapes().any(|used| used == shape), phrases),
            has_unknown_days: shapes().any(|used| used == UNKNOWN_SHAPE),
            sessions,
        }
    }

    /// The blocks of all clients that are shown.
    pub fn blocks(&self) -> impl Iterator<Item = &ClientBlock> {
        self.sessions.iter().flat_map(|on| &on.clients)
    }
}
