//! Where a program that keeps daily notes keeps them: Obsidian's folder for them, or Logseq's journals, and how they are named there.
//! What is noted by a command goes beside them.

use std::fs;
use std::path::Path;

use chrono::{Datelike, NaiveDate};

use crate::cli::new_notes::note_of_day::refuse_folder_that_is_not_read;
use crate::folder::names;
use crate::journal::Settings;
use crate::when::DateNamePattern;

/// How both programs name a daily note, unless their settings say something else.
const OBSIDIAN_PATTERN: &str = "YYYY-MM-DD";
const LOGSEQ_PATTERN: &str = "yyyy_MM_dd";

/// The folder of daily notes, and the pattern of their names, as another program's settings say.
#[derive(Clone, Debug, PartialEq, Eq)]
struct DailyNotes {
    folder: String,
    pattern: String,
}

/// The path of a daily note from the journal, without its ending. None if no program keeps daily notes in a folder of the journal
/// that is read.
pub(crate) fn daily_note_path(root: &Path, settings: &Settings, day: NaiveDate) -> Option<String> {
    let text = |path: &str| fs::read_to_string(root.join(path)).ok();
    let [obsidian, logseq] = names::DAILY_NOTE_SETTINGS.map(text);
    let found = obsidian.and_then(|text| obsidian_daily_notes(&text));
    let DailyNotes { folder, pattern } = found.or_else(|| logseq.map(|text| logseq_daily_notes(&text)))?;
    let pattern = settings.daily_notes.as_ref().map_or(pattern, |own| own.as_str().to_owned());
    let path = format!("{folder}/{}", name_of_day(&pattern, day)?);
    is_folder_read(root, settings, path.rsplit_once('/')?.0).then_some(path)
}

/// The folder of Obsidian's own templates: that of its settings, else the one in which the template of daily notes is.
pub(crate) fn template_folder(root: &Path) -> Option<String> {
    let text = |path: &str| fs::read_to_string(root.join(path)).ok();
    let of_templates = text(".obsidian/templates.json").and_then(|text| folder_in_setting(&text, "folder"));
    let of_daily_notes = || {
        let template = folder_in_setting(&text(names::DAILY_NOTE_SETTINGS[0])?, "template")?;
        Some(template.rsplit_once('/')?.0.to_owned())
    };
    let folder = of_templates.or_else(of_daily_notes)?;
    let is_there = folder_and_parents_from_top(&folder)
        .all(|part| root.join(part).symlink_metadata().is_ok_and(|meta| meta.is_dir()));
    is_there.then_some(folder)
}

fn obsidian_daily_notes(text: &str) -> Option<DailyNotes> {
    let pattern = setting(text, "format").unwrap_or_else(|| OBSIDIAN_PATTERN.to_owned());
    Some(DailyNotes { folder: folder_in_setting(text, "folder")?, pattern })
}

fn logseq_daily_notes(text: &str) -> DailyNotes {
    let value = |key: &str| {
        let lines = text.lines().map(|line| line.split(';').next().unwrap_or_default());
        let mut values =
            lines.filter_map(|line| line.split_once(key)?.1.trim_start().strip_prefix('"')?.split_once('"'));
        values.next_back().map(|(value, _)| value.to_owned())
    };
    let folder = value(":journals-directory").and_then(|named| inner_folder(&named));
    DailyNotes {
        folder: folder.unwrap_or_else(|| "journals".to_owned()),
        pattern: value(":journal/file-name-format").unwrap_or_else(|| LOGSEQ_PATTERN.to_owned()),
    }
}

fn setting(text: &str, key: &str) -> Option<String> {
    let settings: serde_json::Value = serde_json::from_str(text.trim_start_matches('\u{FEFF}')).ok()?;
    let value = settings.get(key)?.as_str()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn folder_in_setting(text: &str, key: &str) -> Option<String> {
    inner_folder(&setting(text, key)?)
}

/// A folder below the vault, as a path with `/`; none if it is the vault itself or not in it.
fn inner_folder(named: &str) -> Option<String> {
    let parts: Vec<&str> = named.split(['/', '\\']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_inside = parts.iter().all(|part| !part.starts_with('.') && !part.contains(':'));
    (is_inside && !parts.is_empty()).then(|| parts.join("/"))
}

/// `a`, then `a/b`.
fn folder_and_parents_from_top(folder: &str) -> impl Iterator<Item = &str> {
    let ends = folder.match_indices('/').map(|(at, _)| at).chain([folder.len()]);
    ends.filter_map(|end| folder.get(..end))
}

/// Whether notes in this folder are read.
fn is_folder_read(root: &Path, settings: &Settings, folder: &str) -> bool {
    let top = folder.split('/').next().unwrap_or_default();
    let is_ours = names::is_our_output_at_top(top) || names::is_rules_or_templates_folder(top);
    let is_in_way = |part: &str| root.join(part).symlink_metadata().is_ok_and(|meta| !meta.is_dir());
    !is_ours
        && !names::has_never_read_folder(folder.split('/'))
        && !folder_and_parents_from_top(folder).any(is_in_way)
        && folder_and_parents_from_top(folder).all(|part| refuse_folder_that_is_not_read(root, settings, part).is_ok())
}

/// The name that a pattern gives a day, with the folders that the pattern has. None if the pattern is not known.
fn name_of_day(pattern: &str, day: NaiveDate) -> Option<String> {
    let known = DateNamePattern::parse(pattern)?;
    // The longest words first.
    let words: [(&str, String); 17] = [
        ("YYYY", format!("{:04}", day.year())),
        ("yyyy", format!("{:04}", day.year())),
        ("MMMM", day.format("%B").to_string()),
        ("MMM", day.format("%b").to_string()),
        ("MM", day.format("%m").to_string()),
        ("M", day.month().to_string()),
        ("dddd", day.format("%A").to_string()),
        ("EEEE", day.format("%A").to_string()),
        ("ddd", day.format("%a").to_string()),
        ("EEE", day.format("%a").to_string()),
        ("E", day.format("%a").to_string()),
        ("DD", day.format("%d").to_string()),
        ("dd", day.format("%d").to_string()),
        ("Do", with_ordinal_ending(day.day())),
        ("do", with_ordinal_ending(day.day())),
        ("D", day.day().to_string()),
        ("d", day.day().to_string()),
    ];
    let (mut name, mut rest) = (String::new(), known.as_str());
    while let Some(c) = rest.chars().next() {
        let (text, behind) = match words.iter().find(|(word, _)| rest.starts_with(word)) {
            Some((word, text)) => (text.as_str(), rest.get(word.len()..)?),
            None if c == '[' => rest.get(1..)?.split_once(']')?,
            None if c == '\'' => rest.get(1..)?.split_once('\'')?,
            None => rest.split_at(c.len_utf8()),
        };
        name.push_str(text);
        rest = behind;
    }
    // The name is read back as the day that it is for.
    (known.date_of_path(&format!("{name}.md")) == Some(day)).then_some(name)
}

/// `1st`, `22nd`, `13th`
fn with_ordinal_ending(number: u32) -> String {
    let ending = match (number / 10 % 10, number % 10) {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_names_each_day_as_it_is_read() {
        let mut day = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date");
        for _ in 0..366 {
            for pattern in ["YYYY-MM-DD", "yyyy_MM_dd", "D-M-YYYY", "dddd, MMMM Do, YYYY", "YYYY/MM-MMM/[day] DD"] {
                assert!(name_of_day(pattern, day).is_some(), "{pattern}, {day}");
            }
            day = day.succ_opt().expect("a date");
        }
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        assert_eq!(name_of_day("dddd, MMMM Do, YYYY", day).as_deref(), Some("Sunday, November 22nd, 2026"));
        assert_eq!(name_of_day("YYYY/MM-MMM/[day] DD", day).as_deref(), Some("2026/11-Nov/day 22"));
        assert_eq!(name_of_day("gggg-[W]ww", day), None);
    }

    #[test]
    fn the_programs_say_where_their_daily_notes_are() {
        let obsidian = |text: &str| obsidian_daily_notes(text).map(|of| (of.folder, of.pattern));
        let both = |folder: &str, pattern: &str| Some((folder.to_owned(), pattern.to_owned()));
        assert_eq!(obsidian(r#"{"folder": "/Daily/2026/"}"#), both("Daily/2026", "YYYY-MM-DD"));
        assert_eq!(obsidian(r#"{"folder": "d", "format": "DD-MM-YYYY"}"#), both("d", "DD-MM-YYYY"));
        for nowhere in ["", "{", r#"{"format": "DD-MM-YYYY"}"#, r#"{"folder": "../x"}"#, r#"{"folder": "/"}"#] {
            assert_eq!(obsidian(nowhere), None, "{nowhere}");
        }
        let logseq = |text: &str| Some(logseq_daily_notes(text)).map(|of| (of.folder, of.pattern));
        assert_eq!(logseq("{:meta/version 1}"), both("journals", "yyyy_MM_dd"));
        let text = "{\n ;; :journals-directory \"x\"\n :journals-directory \"days\"\n :journal/file-name-format \"yyyy-MM-dd\"}";
        assert_eq!(logseq(text), both("days", "yyyy-MM-dd"));
    }
}
