//! docs/week.schema.json is what the types say.

use schemars::generate::SchemaSettings;
use serde_json::json;

use super::WeekData;
use super::week_data::SCHEMA;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/week.schema.json");

/// What readers can rely on: fields that may be absent are not required, and unknown ones are allowed.
fn schema_text() -> String {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<WeekData>();
    schema.insert("$id".to_owned(), json!(format!("urn:tinystep:week:{SCHEMA}")));
    schema.insert("title".to_owned(), json!(format!("The facts of one week of tinystep, version {SCHEMA}")));
    serde_json::to_string_pretty(&schema).unwrap() + "\n"
}

#[test]
fn the_schema_in_docs_is_that_of_the_types() {
    let made = schema_text();
    if std::env::var_os("TINYSTEP_RENEW").is_some() {
        std::fs::write(PATH, made).unwrap();
    } else {
        let committed = std::fs::read_to_string(PATH).unwrap_or_default();
        assert!(
            committed == made,
            "docs/week.schema.json is not as the types have it: run this test with TINYSTEP_RENEW=1"
        );
    }
}

/// A week as the first version with `data/` may have written it, and as a later one may.
#[test]
fn fields_may_be_absent_and_new_ones_are_passed_over() {
    let mut week = json!({
        "schema": 1, "as_of": "2026-11-22", "week": {"start": "2026-11-16", "end": "2026-11-22"},
        "plans": [], "also_done": [], "problems": {"notes": 0},
    });
    let read = |week: &serde_json::Value| WeekData::from_json(week.to_string().as_bytes());
    let old = read(&week).unwrap();
    assert_eq!((&old.name, old.entries.len(), old.last_noted), (&None, 0, None));
    assert_eq!(WeekData::from_json(old.to_json().as_bytes()).unwrap(), old);
    week["weather"] = json!({"rain": true});
    week["week"]["number"] = json!(47);
    assert_eq!(read(&week).unwrap(), old);
    week["schema"] = json!(2);
    assert!(read(&week).unwrap_err().to_string().contains("`schema` is 2"));
    for (name, wrong) in [("as_of", json!("2026-11-31")), ("plans", json!(null)), ("problems", json!({"notes": -1}))] {
        let mut other = week.clone();
        other["schema"] = json!(1);
        other[name] = wrong;
        assert!(read(&other).is_err(), "{name}");
    }
    assert!(WeekData::from_json("[".repeat(100_000).as_bytes()).is_err());
    assert!(WeekData::from_json(b"").is_err());
}
