//! The notes that a new journal starts with.

use std::collections::BTreeSet;
use std::io::{self, Write as _};
use std::path::Path;

use chrono::NaiveDate;

use crate::cli::error::CommandError;
use crate::cli::new_notes::note_of_day::numbered_paths;
use crate::cli::new_notes::plan_fields::{file_stem_of_task, yaml_value_of};
use crate::cli::world::{World, printable_path};
use crate::folder::{self, names};
use crate::output::NotesMadeTogether;

/// The name of the example plan, which a person's own plan replaces.
const EXAMPLE: &str = "plans/first-step.md";
/// The template of a day note, which is put beside the templates that a person has.
const TEMPLATE: &str = "day-note-template.md";
/// The note that shows how to write notes.
const WELCOME: &str = "welcome.md";

/// What a new journal will say. Anything missing stays an example that is switched off.
#[derive(Clone, Debug, Default)]
pub(crate) struct FirstNotes {
    /// Settings by their keys.
    pub settings: Vec<(&'static str, String)>,
    /// The task of the first plan, and the text of its note.
    pub plan: Option<(String, String)>,
    /// The folder of the templates for notes, if there is one.
    pub template_folder: Option<String>,
}

impl FirstNotes {
    /// The notes, by their paths from the journal.
    pub(crate) fn texts(&self, built_in: &[(&str, &str)], today: NaiveDate) -> Vec<(String, String)> {
        let task = self.plan.as_ref().map_or("Voice memo", |(task, _)| task.as_str());
        let filled = |text: &str| text.replace("DATE", &today.to_string()).replace("TASK", task);
        built_in
            .iter()
            .map(|&(name, text)| match &self.plan {
                Some((task, plan)) if name == EXAMPLE => {
                    (format!("plans/{}.md", file_stem_of_task(task)), plan.clone())
                }
                _ if name == names::SETTINGS => (name.to_owned(), self.with_settings(text)),
                _ if name == TEMPLATE => {
                    let folder = self.template_folder.as_ref().map(|folder| format!("{folder}/")).unwrap_or_default();
                    (folder + name, filled(text))
                }
                _ => (name.to_owned(), filled(text)),
            })
            .collect()
    }

    /// The texts that hold a person's own words.
    fn own_texts<'a>(&self, texts: &'a [(String, String)]) -> Vec<&'a str> {
        let is_own = |(name, text): &&(String, String)| {
            name == names::SETTINGS && !self.settings.is_empty()
                || self.plan.as_ref().is_some_and(|(_, plan)| plan == text)
        };
        texts.iter().filter(is_own).map(|(_, text)| text.as_str()).collect()
    }

    /// `journal.md`, with the settings that are known switched on.
    fn with_settings(&self, text: &str) -> String {
        let line = |line: &str| {
            let key = line.trim_start_matches("# ").split(':').next().unwrap_or_default();
            match self.settings.iter().find(|(known, _)| *known == key) {
                Some((key @ "share", value)) => format!("{key}: {value}\n"),
                Some((key, value)) if line.contains(": ") => format!("{key}: {}\n", yaml_value_of(value)),
                _ => format!("{line}\n"),
            }
        };
        let (fields, rest) = text.split_at(text.find("\n---\n").map_or(0, |at| at + 1));
        fields.lines().map(line).collect::<String>() + rest
    }
}

/// The notes that `init` made; others of their names were there before.
#[derive(Debug, Default)]
pub(crate) struct MadeNotes {
    /// Their paths from the journal.
    paths: BTreeSet<String>,
}

impl MadeNotes {
    /// Whether the note that shows how to write notes is among them.
    pub(crate) fn has_welcome(&self) -> bool {
        self.paths.contains(WELCOME)
    }

    pub(crate) fn contains(&self, path: &str) -> bool {
        self.paths.contains(path)
    }
}

/// Makes `root` a journal. Never touches a file that is there. If not all of it can be made, none of it is.
pub(crate) fn make_journal(root: &Path, notes: &FirstNotes, world: &mut World) -> Result<MadeNotes, CommandError> {
    let texts = notes.texts(world.language.first_notes, (world.today)());
    let mut together = NotesMadeTogether::default();
    let mut lines = Vec::new();
    let mut made = MadeNotes::default();
    for (name, text) in &texts {
        let is_own_plan = notes.plan.as_ref().is_some_and(|(_, plan)| plan == text);
        let name = free_or_known_name(root, name, is_own_plan);
        let path = root.join(&name);
        // Looked at first, since a full disk refuses any new file, and this one is not needed.
        let written = match path.symlink_metadata() {
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => together.write(&path, text),
        };
        match written {
            Ok(()) => {
                lines.push(format!("made   {name}"));
                made.paths.insert(name);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                lines.push(format!("there  {name} (left as it is)"));
            }
            Err(error) => {
                together.take_away();
                return Err(CommandError::Message(unwritten_message(&path, &error, &notes.own_texts(&texts))));
            }
        }
    }
    for line in lines {
        writeln!(world.out, "{line}")?;
    }
    Ok(made)
}

/// The name for one of the first notes. A plan that was just made up is written, whatever else has its name.
fn free_or_known_name(root: &Path, name: &str, is_own_plan: bool) -> String {
    if is_own_plan {
        let mut paths = numbered_paths(name.trim_end_matches(".md").to_owned());
        return paths.find(|name| root.join(name).symlink_metadata().is_err()).unwrap_or_else(|| name.to_owned());
    }
    // `Journal.md`: with a second one it could not be read any more.
    let settings = || folder::find_settings_name(root).ok().flatten();
    let there = if name == names::SETTINGS { settings() } else { None };
    there.unwrap_or_else(|| name.to_owned())
}

/// Why there is no journal, with a person's own words, so that they can be kept.
fn unwritten_message(path: &Path, error: &io::Error, own_texts: &[&str]) -> String {
    let words = match own_texts {
        [] => String::new(),
        texts => format!(" This is what was to be written:\n\n{}", texts.join("\n")),
    };
    format!("tinystep: {} cannot be written ({error}). Nothing was made.{words}", printable_path(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Share, settings};
    use crate::phrases::DEFAULT_LANGUAGE;

    fn texts(notes: &FirstNotes) -> Vec<(String, String)> {
        notes.texts(DEFAULT_LANGUAGE.first_notes, NaiveDate::from_ymd_opt(2026, 11, 19).unwrap_or_default())
    }

    #[test]
    fn the_settings_are_those_that_were_given_and_no_others() {
        let text = &texts(&FirstNotes::default())[0].1;
        let read = settings("journal.md", text.as_bytes()).expect("settings");
        assert_eq!((read.name, read.share, read.where_to_turn), (None, Share::Summary, None));
        let given = vec![
            ("share", "full".to_owned()),
            ("name", "Sam: \"S\" # {{x}}".to_owned()),
            ("session", "Thursday".to_owned()),
            ("in need", "go to Ana, or ring Mr. Bell".to_owned()),
        ];
        let text = &texts(&FirstNotes { settings: given, ..FirstNotes::default() })[0].1;
        let read = settings("journal.md", text.as_bytes()).expect("settings");
        assert_eq!(read.name.as_deref(), Some("Sam: \"S\" # {{x}}"));
        assert_eq!(read.where_to_turn.as_deref(), Some("go to Ana, or ring Mr. Bell"));
        assert_eq!((read.share, read.session), (Share::Full, Some(chrono::Weekday::Thu)));
    }
}
