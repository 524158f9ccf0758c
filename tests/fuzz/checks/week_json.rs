//! The facts of a week as JSON, from any bytes: what can be read is written and read again as the same, and fills the tables
//! of `export` and the page of all clients.

use std::sync::LazyLock;

use tinystep::caseload::{Caseload, Client};
use tinystep::data::WeekData;
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::render::{ClientBlocks, ExportFormat, ExportNames, ExportTable, Templates, export_week};

use super::inert;

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| Templates::new(DEFAULT_LANGUAGE, &[]).0);

/// # Panics
/// If one of these does not hold.
pub fn check(bytes: &[u8]) {
    let Ok(week) = WeekData::from_json(bytes) else { return };
    let json = week.to_json();
    let again = WeekData::from_json(json.as_bytes()).expect("what we wrote");
    assert_eq!(again, week);
    assert_eq!(again.to_json(), json);

    for form in [ExportFormat::Csv, ExportFormat::JsonLines] {
        for names in [ExportNames::as_written(), ExportNames::pseudonyms(b"secret")] {
            let mut names = names;
            let _ = export_week(&week, &mut names, form, &ExportTable::ALL);
        }
    }
    let as_of = "2026-11-20".parse().expect("a date");
    let client = Client { folder: "sam".into(), ..Client::default() }.with_week(&week, None, as_of);
    let caseload = Caseload::new(vec![client], Vec::new(), as_of);
    let view = TEMPLATES.caseload_view(&caseload, &ClientBlocks::default());
    inert::check_html(&TEMPLATES.caseload_html(&view));
    let _ = TEMPLATES.caseload_markdown(&view);
}
