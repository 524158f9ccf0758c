//! Reads the bytes of one file, and gives what can be asked of it.

use std::sync::OnceLock;

use super::parts::{Body, Field, FrontMatter, Note, Value};
use super::stray_fields::StrayFields;
use super::{body, encoding, front, git, lines, stray_fields, yaml};
use crate::problem::{Code, Place};
use crate::text::is_dash;

/// Reads a file's bytes. Never fails and never panics; linear in its length.
#[must_use]
pub fn read_note<'a>(path: &'a str, bytes: &'a [u8]) -> Note<'a> {
    let (text, bad_encoding) = encoding::decode_text(bytes);
    let mut note = Note {
        path,
        text,
        front_matter: FrontMatter::Absent,
        fields: Vec::new(),
        body_range: 0..0,
        problems: Vec::new(),
        line_index: OnceLock::new(),
        parsed_body: OnceLock::new(),
    };
    let end = note.text.len();
    if let Some(bad_encoding) = bad_encoding {
        let head = front::front_matter_end_of_undecodable(&note.text);
        note.front_matter = FrontMatter::NotText {
            has_task: front::has_line_beginning_with_task(&note.text[..head]),
            has_date: front::has_line_with_date(&note.text[..head]),
        };
        note.body_range = head..end;
        note.add_problem(bad_encoding.place, Code::NotUtf8, bad_encoding.message, bad_encoding.help);
        return note;
    }
    let is_settings = crate::folder::names::is_settings_path(path);
    let block = front::find_front_matter(&note.text, is_settings);
    note.body_range = block.as_ref().map_or(0, |b| b.body_start)..end;
    if block.as_ref().is_some_and(|b| front::has_template_signs(&note.text, b)) {
        note.front_matter = FrontMatter::Template;
        return note;
    }
    if let Some(mark) = git::find_git_conflict(&note.text, note.body_range.start) {
        // A conflict in the front matter hides where that ends.
        let head = front::front_matter_end_of_conflict(&note.text, block.as_ref(), &mark);
        note.body_range = head..end;
        let text = &note.text[..head];
        note.front_matter = FrontMatter::GitMarks {
            has_task: front::has_line_beginning_with_task(text),
            has_date: front::has_line_with_date(text),
        };
        let at = note.place_of_range(mark);
        note.add_problem(
            at,
            Code::GitConflict,
            "Git could not join two versions of this note.".into(),
            "Keep the lines you want, and take out the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`."
                .into(),
        );
        return note;
    }
    let Some(block) = block else { return note };
    if !block.is_closed {
        note.front_matter = FrontMatter::Unreadable {
            has_task: front::has_line_beginning_with_task(&note.text),
            has_date: front::has_line_with_date(&note.text),
        };
        let at = note.place_of_range(block.fence);
        note.add_problem(
            at,
            Code::FrontMatterOpen,
            "The block that begins here never ends.".into(),
            "Put a line `---` below its last `key: value` line.".into(),
        );
        return note;
    }
    match yaml::read_yaml_fields(path, &note.text, block.inside, block.first_line) {
        Ok((fields, problems)) => {
            (note.front_matter, note.fields, note.problems) = (FrontMatter::Read, fields, problems);
        }
        Err(problem) => {
            let head = &note.text[..block.body_start];
            note.front_matter = FrontMatter::Unreadable {
                has_task: front::has_line_beginning_with_task(head),
                has_date: front::has_line_with_date(head),
            };
            note.problems.push(*problem);
        }
    }
    note
}

impl Note<'_> {
    /// The field with this folded key, if there is one and it is not empty.
    #[must_use]
    pub fn filled_field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.key == key && !matches!(f.value, Value::Empty))
    }

    /// The title above the front matter, and the number of its line. None where the block is the first thing in the note.
    #[must_use]
    pub fn title_above_front_matter(&self) -> Option<(&str, u32)> {
        let head = self.text.get(..self.body_range.start).filter(|_| self.front_matter == FrontMatter::Read)?;
        let mut lines = lines::lines_with_offsets(head).map(|(_, line)| line.trim()).zip(1..);
        let is_fence = |line: &str| line.starts_with(is_dash) && line.chars().all(is_dash);
        lines.find(|(line, _)| !line.is_empty()).filter(|(line, _)| !is_fence(line))
    }

    /// The structure of the body. The first call parses markdown, so ask for it only where it is needed; later calls are free.
    #[must_use]
    pub fn body(&self) -> &Body {
        self.parsed_body.get_or_init(|| body::read_body(self))
    }

    /// The names after `task:` and `aka:` in front matter that cannot be read, as far as the lines tell
    /// (docs/specification.md#6-sharing: entries of such a task are `none`). Empty where the front matter was read.
    #[must_use]
    pub fn task_names_in_unreadable_fields(&self) -> Vec<String> {
        match self.front_matter {
            FrontMatter::Unreadable { .. } | FrontMatter::NotText { .. } | FrontMatter::GitMarks { .. } => {
                front::task_names_in_lines(&self.text[..self.body_range.start])
            }
            FrontMatter::Absent | FrontMatter::Read | FrontMatter::Template => Vec::new(),
        }
    }

    /// The names after `task:` and `aka:` in front matter that can be read, as far as the lines tell.
    #[must_use]
    pub fn task_names_in_readable_fields(&self) -> Vec<String> {
        front::task_names_in_lines(&self.text[..self.body_range.start])
    }

    /// Fields outside the front matter that name a task: a note that is not read, but looks like practice
    /// (docs/specification.md#8-problems). `is_field` says which folded keys are fields of a plan or an entry.
    #[must_use]
    pub fn stray_fields(&self, is_field: &dyn Fn(&str) -> bool) -> Option<StrayFields> {
        match self.front_matter {
            FrontMatter::Absent | FrontMatter::Read => stray_fields::find_first_stray_task_fields(
                &self.text,
                self.body_range.start,
                self.front_matter == FrontMatter::Read,
                is_field,
            ),
            _ => None,
        }
    }

    /// Folded keys of fields that stand at a fence which is no front matter, each with its place.
    #[must_use]
    pub fn keys_at_stray_fences(&self) -> Vec<(String, Place)> {
        let found = stray_fields::keys_at_stray_fences(&self.text, self.body_range.start);
        found.into_iter().map(|(key, line)| (key, self.place_of_range(line))).collect()
    }

    /// The place of the line that names the task of stray fields.
    #[must_use]
    pub fn place_of_stray_task(&self, stray: &StrayFields) -> Place {
        self.place_of_range(stray.line.clone())
    }
}
