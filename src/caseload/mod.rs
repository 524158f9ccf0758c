//! The newest weeks of many clients -> one overview for a clinician (docs/caseload.md): what each wants to bring up, the week's
//! marks, what got in the way. Clients are in order of their next session, then of name. They are never compared.
//!
//! | derived | from | by |
//! | --- | --- | --- |
//! | [`Client`] | the newest data of a client's folder that can be read | [`Client::with_week`] |
//! | [`Caseload`] | clients, a date | [`Caseload::new`] |

mod all_clients;
mod client;
mod client_plan;
mod discussion;
mod unread_path;

pub use all_clients::Caseload;
pub use client::{Client, ClientWeek, ExpectedSession};
pub use client_plan::ClientPlan;
pub use discussion::{DiscussionItem, first_date_of_marks};
pub use unread_path::UnreadPath;
