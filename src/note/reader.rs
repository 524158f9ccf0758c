//! Reads the bytes of one file, and gives what can be asked of it.

use std::sync::OnceLock;

use super::parts::{Body, Field, FrontMatter, Note, Value};
use super::stray::StrayFields;
use super::{body, encoding, front, git, stray, yaml};
use crate::problem::{Code, Place};

/// Reads a file's bytes. Never fails and never panics; linear in its length.
#[must_use]
pub fn read<'a>(path: &'a str, bytes: &'a [u8]) -> Note<'a> {
    let (text, bad_encoding) = encoding::text(bytes);
    let mut note = Note {
        path,
        text,
        front: FrontMatter::Absent,
        fields: Vec::new(),
        body: 0..0,
        problems: Vec::new(),
        index: OnceLock::new(),
    };
    let end = note.text.len();
    if let Some(bad_encoding) = bad_encoding {
        let head = front::undecodable_head(&note.text);
        note.front = FrontMatter::NotText {
            has_task: front::has_task(&note.text[..head]),
            has_date: front::has_date(&note.text[..head]),
        };
        note.body = head..end;
        note.add(bad_encoding.at, Code::NotUtf8, bad_encoding.message, bad_encoding.help);
        return note;
    }
    let is_settings = crate::folder::names::is_settings(path);
    let block = front::find_block(&note.text, is_settings);
    note.body = block.as_ref().map_or(0, |b| b.body)..end;
    if block.as_ref().is_some_and(|b| front::is_template(&note.text, b)) {
        note.front = FrontMatter::Template;
        return note;
    }
    if let Some(mark) = git::conflict(&note.text, note.body.start) {
        // A conflict in the front matter hides where that ends.
        let head = front::head_of_conflict(&note.text, block.as_ref(), &mark);
        note.body = head..end;
        let text = &note.text[..head];
        note.front = FrontMatter::GitMarks { has_task: front::has_task(text), has_date: front::has_date(text) };
        let at = note.place(mark);
        note.add(
            at,
            Code::GitConflict,
            "Git could not join two versions of this note.".into(),
            "Keep the lines you want, and take out the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`."
                .into(),
        );
        return note;
    }
    let Some(block) = block else { return note };
    if !block.closed {
        note.front =
            FrontMatter::Unreadable { has_task: front::has_task(&note.text), has_date: front::has_date(&note.text) };
        let at = note.place(block.fence);
        note.add(
            at,
            Code::FrontMatterOpen,
            "The block that begins here never ends.".into(),
            "Put a line `---` below its last `key: value` line.".into(),
        );
        return note;
    }
    match yaml::fields(path, &note.text, block.inside, block.first_line) {
        Ok((fields, problems)) => {
            (note.front, note.fields, note.problems) = (FrontMatter::Read, fields, problems);
        }
        Err(problem) => {
            let head = &note.text[..block.body];
            note.front = FrontMatter::Unreadable { has_task: front::has_task(head), has_date: front::has_date(head) };
            note.problems.push(*problem);
        }
    }
    note
}

impl Note<'_> {
    /// The field with this folded key, if there is one and it is not empty.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.key == key && !matches!(f.value, Value::Empty))
    }

    /// The structure of the body. This parses markdown, so ask for it only where it is needed.
    #[must_use]
    pub fn body(&self) -> Body {
        body::body(self)
    }

    /// The headings of the body, without their marks, each with the trimmed markdown below it up to the next heading of
    /// any level. What stands before the first heading is not in it.
    #[must_use]
    pub fn sections(&self) -> Vec<(String, String)> {
        body::sections(self)
    }

    /// The names after `task:` and `aka:` in front matter that cannot be read, as far as the lines tell
    /// (docs/specification.md#6-sharing: entries of such a task are `none`). Empty where the front matter was read.
    #[must_use]
    pub fn task_lines(&self) -> Vec<String> {
        match self.front {
            FrontMatter::Unreadable { .. } | FrontMatter::NotText { .. } | FrontMatter::GitMarks { .. } => {
                front::task_lines(&self.text[..self.body.start])
            }
            FrontMatter::Absent | FrontMatter::Read | FrontMatter::Template => Vec::new(),
        }
    }

    /// The same in front matter that can be read.
    #[must_use]
    pub fn task_names(&self) -> Vec<String> {
        front::task_lines(&self.text[..self.body.start])
    }

    /// Fields outside the front matter that name a task: a note that is not read, but looks like practice
    /// (docs/specification.md#8-problems). `is_field` says which folded keys are fields of a plan or an entry.
    #[must_use]
    pub fn stray_fields(&self, is_field: &dyn Fn(&str) -> bool) -> Option<StrayFields> {
        match self.front {
            FrontMatter::Absent | FrontMatter::Read => {
                stray::find(&self.text, self.body.start, self.front == FrontMatter::Read, is_field)
            }
            _ => None,
        }
    }

    /// Folded keys of fields that stand at a fence which is no front matter, each with its place.
    #[must_use]
    pub fn fenced_keys(&self) -> Vec<(String, Place)> {
        let found = stray::fenced_keys(&self.text, self.body.start);
        found.into_iter().map(|(key, line)| (key, self.place(line))).collect()
    }

    /// The place of the line that names the task of stray fields.
    #[must_use]
    pub fn stray_place(&self, stray: &StrayFields) -> Place {
        self.place(stray.line.clone())
    }
}
