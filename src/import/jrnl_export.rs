//! jrnl's JSON export: entries with a title, a body, a date and a time, as its documentation shows them.

use chrono::{NaiveDate, NaiveTime, Timelike};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::import_error::ImportError;
use super::imported::{AppExport, DiaryText, date_of_text};

#[derive(Deserialize)]
struct Export {
    entries: Vec<ExportedEntry>,
}

#[derive(Deserialize)]
struct ExportedEntry {
    title: String,
    #[serde(default)]
    body: String,
    #[serde(deserialize_with = "read_date")]
    date: NaiveDate,
    #[serde(default, deserialize_with = "read_time")]
    time: Option<(u32, u32)>,
}

fn read_date<'de, D: Deserializer<'de>>(value: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(value)?;
    date_of_text(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is no date like 2026-11-19")))
}

fn read_time<'de, D: Deserializer<'de>>(value: D) -> Result<Option<(u32, u32)>, D::Error> {
    let text = String::deserialize(value)?;
    let time = NaiveTime::parse_from_str(&text, "%H:%M")
        .map_err(|_| D::Error::custom(format!("`{text}` is no time like 07:35")))?;
    Ok(Some((time.hour(), time.minute())))
}

/// What is wrong, in plain words.
fn mismatch_in_words(said: &str) -> String {
    if said.starts_with('`') {
        // It is about a date or a time, in our own words.
        return said.to_owned();
    }
    let missing = said.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    match missing {
        Some("entries") => "it has no `entries`".to_owned(),
        Some(key) => format!("an entry has no `{key}`"),
        None => "a list, a text or a number stands where jrnl writes something else".to_owned(),
    }
}

/// The text of the file.
///
/// # Errors
/// If it is not JSON, is cut off, or has no entries as jrnl writes them.
pub fn read_jrnl_export(file: &str, text: &str) -> Result<AppExport, ImportError> {
    let export: Export = serde_json::from_str(text).map_err(|error| {
        let at = (error.line().max(1), error.column().max(1));
        let said = error.to_string();
        let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
        let message = match error.classify() {
            serde_json::error::Category::Eof => "the file ends too early. Perhaps it was cut off.".to_owned(),
            serde_json::error::Category::Data => {
                format!(
                    "this is not as jrnl exports it ({}). Is it from `jrnl --format json`?",
                    mismatch_in_words(said)
                )
            }
            _ => format!("this is no JSON ({said})."),
        };
        ImportError::new(file, at, message)
    })?;
    let texts = export.entries.into_iter().map(|entry| DiaryText {
        date: entry.date,
        time: entry.time,
        text: [entry.title.trim(), entry.body.trim_matches('\n').trim_end()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n"),
    });
    Ok(AppExport { texts: texts.collect(), ..AppExport::default() })
}
