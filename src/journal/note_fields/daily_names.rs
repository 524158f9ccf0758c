//! The form of the names of a person's daily notes: from `journal.md`, else from Obsidian's or Logseq's settings
//! (docs/specification.md#1-notes).

use chrono::NaiveDate;

use crate::journal::Settings;
use crate::problem::{Code, Problem};
use crate::when::{self, DateNamePattern};

/// How the names of daily notes are read, besides the forms that are always read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DailyNoteNames {
    pattern: Option<DateNamePattern>,
    /// The program whose settings have the pattern, where `journal.md` has none.
    program: Option<&'static str>,
}

impl DailyNoteNames {
    /// `obsidian` is the text of `.obsidian/daily-notes.json`, `logseq` that of `logseq/config.edn`. What cannot be read in
    /// them says nothing.
    #[must_use]
    pub fn new(settings: Option<&Settings>, obsidian: Option<&str>, logseq: Option<&str>) -> DailyNoteNames {
        if let Some(pattern) = settings.and_then(|settings| settings.daily_notes.clone()) {
            return DailyNoteNames { pattern: Some(pattern), program: None };
        }
        let obsidian = obsidian.and_then(obsidian_pattern).map(|pattern| (pattern, "Obsidian"));
        let found = obsidian.or_else(|| logseq.and_then(logseq_pattern).map(|pattern| (pattern, "Logseq")));
        found.map_or_else(DailyNoteNames::default, |(pattern, program)| DailyNoteNames {
            pattern: Some(pattern),
            program: Some(program),
        })
    }

    /// The date of a note by its name, where that has the form of a daily note.
    #[must_use]
    pub fn date_of_note(&self, path: &str) -> Option<NaiveDate> {
        self.pattern.as_ref()?.date_of_path(path)
    }

    /// The pattern, where it gives names that are not read as dates without it.
    #[must_use]
    pub fn unusual_pattern(&self) -> Option<String> {
        const READ_ANYWAY: [&str; 5] = ["YYYY-MM-DD", "YYYYMMDD", "YYYY_MM_DD", "YYYY.MM.DD", "YYYY/MM/DD"];
        let pattern = self.pattern.as_ref()?.as_str();
        (!READ_ANYWAY.iter().any(|usual| pattern.starts_with(usual))).then(|| pattern.to_owned())
    }

    /// A hint with the line for `journal.md`, where a note has its date only by another program's settings: other machines
    /// may lack these.
    #[must_use]
    pub fn setting_to_add_hint<'a>(&self, settings: &str, notes: impl IntoIterator<Item = &'a str>) -> Option<Problem> {
        let (program, pattern) = self.program.zip(self.pattern.as_ref())?;
        let needs = |path: &str| {
            let date = pattern.date_of_path(path);
            date.is_some() && !matches!((when::find_date_in_path(path), date), (Some(Ok(a)), Some(b)) if a == b)
        };
        let example = notes.into_iter().find(|path| needs(path))?;
        let message = format!("`{example}` is read as a daily note because the settings of {program} say so.");
        let help = format!(
            "Write `daily notes: {}` into `{settings}`, between its two lines of `---`, so that every machine reads it.",
            pattern.as_str()
        );
        Some(Problem::for_file(settings, Code::DailyNotesElsewhere, message, help))
    }
}

/// The `format` in Obsidian's settings of daily notes.
fn obsidian_pattern(text: &str) -> Option<DateNamePattern> {
    let settings: serde_json::Value = serde_json::from_str(text.trim_start_matches('\u{FEFF}')).ok()?;
    DateNamePattern::parse(settings.get("format")?.as_str()?)
}

/// The text after `:journal/file-name-format` in Logseq's settings.
fn logseq_pattern(text: &str) -> Option<DateNamePattern> {
    const KEY: &str = ":journal/file-name-format";
    let mut found = text.lines().filter_map(|line| {
        let at = line.find(KEY)?;
        // What follows a `;` is a comment.
        let is_comment = line.get(..at)?.contains(';');
        let value = line.get(at + KEY.len()..)?.trim_start().strip_prefix('"')?;
        (!is_comment).then(|| value.split_once('"').map(|(value, _)| value))?
    });
    found.next_back().and_then(DateNamePattern::parse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_of_programs_say_how_daily_notes_are_named() {
        let obsidian = |text: &str| DailyNoteNames::new(None, Some(text), None);
        let logseq = |text: &str| DailyNoteNames::new(None, None, Some(text));
        let date = |names: &DailyNoteNames, path: &str| names.date_of_note(path).map(|date| date.to_string());
        let expected = Some("2026-11-19".to_owned());
        assert_eq!(date(&obsidian(r#"{"folder": "d", "format": "DD-MM-YYYY"}"#), "d/19-11-2026.md"), expected);
        let names = logseq(
            "{:meta/version 1\n ;; :journal/file-name-format \"yyyy\"\n :journal/file-name-format \"dd.MM.yyyy\"}",
        );
        assert_eq!(date(&names, "journals/19.11.2026.md"), expected);
        for broken in ["", "{", "[]", r#"{"format": 3}"#, r#"{"format": ""}"#, r#"{"format": "YYYY-[W]WW"}"#] {
            assert_eq!(obsidian(broken), DailyNoteNames::default(), "{broken}");
        }
        for broken in
            ["", "{:journal/file-name-format}", ":journal/file-name-format \"yyyy", ":journal/file-name-format 3"]
        {
            assert_eq!(logseq(broken), DailyNoteNames::default(), "{broken}");
        }
    }

    #[test]
    fn a_hint_gives_the_line_for_the_settings() {
        let names = DailyNoteNames::new(None, Some(r#"{"format": "DD-MM-YYYY"}"#), None);
        let hint = names.setting_to_add_hint("journal.md", ["a.md", "19-11-2026.md"]).expect("a hint");
        assert!(hint.help.contains("`daily notes: DD-MM-YYYY`"), "{}", hint.help);
        assert_eq!(names.setting_to_add_hint("journal.md", ["a.md", "2026-11-19.md"]), None);
        let usual = DailyNoteNames::new(None, Some(r#"{"format": "YYYY-MM-DD"}"#), None);
        assert_eq!(usual.setting_to_add_hint("journal.md", ["2026-11-19.md"]), None);
    }
}
