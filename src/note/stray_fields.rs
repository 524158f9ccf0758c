//! Finds fields that are not in the front matter, so that a note that looks like practice is not lost in silence
//! (docs/specification.md#8-problems): fields without fences, below a second fence, or written with `=`.

use std::ops::Range;

use super::front;
use super::lines;
use crate::text::{fold_key, is_dash, is_invisible};

/// Fields that stand outside the front matter and name a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrayFields {
    /// The line that names the task, as a byte range of the text.
    pub(super) line: Range<usize>,
    /// The names of the tasks, as far as the lines tell.
    pub tasks: Vec<String>,
    pub form: StrayForm,
}

/// In what way the fields miss the front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrayForm {
    /// There is no line of dashes above them, or it is not `---`.
    NoFence,
    /// They stand below the front matter, or below text.
    Below,
    /// They are not written as `key: value`.
    NotPlain,
    /// They stand in a block of code.
    InCode,
}

/// The first group of lines at `from` or below it that holds a task and another field for which `is_field` is true. Code,
/// comments, quotes and lists of check boxes are not looked at. `has_front` says that the note has front matter.
pub(super) fn find_first_stray_task_fields(
    text: &str,
    from: usize,
    has_front: bool,
    is_field: &dyn Fn(&str) -> bool,
) -> Option<StrayFields> {
    let body = text.get(from..)?;
    // Most notes hold no such word, and a search for it costs little.
    if !["task", "Task", "TASK"].iter().any(|word| body.contains(word)) {
        return None;
    }
    let mut search = StrayFieldSearch {
        text,
        group: FieldGroup::default(),
        is_field,
        texts: 0,
        after_fence: false,
        fenced: false,
        after_indented_fence: false,
    };
    let mut fence: Option<(char, usize)> = None;
    let mut commented = false;
    for (at, line) in lines::lines_with_offsets(body) {
        fence = super::git::open_fence_after_line(fence, line);
        let is_code = fence.is_some() || is_code_line(line) && search.group.is_empty();
        let was_commented = commented;
        commented = is_comment_open_after(commented, line);
        if is_code || was_commented || commented {
            search.group = FieldGroup::default();
            continue;
        }
        if let Some(found) = search.read_line(from + at, line) {
            return Some(search.describe(&found, has_front));
        }
    }
    let whole = search.group.clone();
    let found = search.end_group().or_else(|| {
        // A note that is nothing but its task.
        let line = text.get(whole.task.clone()?)?.trim();
        (whole.not_plain && !line.is_empty() && body.trim() == line).then_some(whole)
    });
    let found = found.map(|found| search.describe(&found, has_front));
    found.or_else(|| if has_front { None } else { fields_in_code(text, from, is_field) })
}

/// The first block of code that is nothing but fields, a task among them: a note that was copied with the lines of backticks round it.
fn fields_in_code(text: &str, from: usize, is_field: &dyn Fn(&str) -> bool) -> Option<StrayFields> {
    let mut fence: Option<(char, usize)> = None;
    let mut group = FieldGroup::default();
    let mut is_fields = false;
    for (at, line) in lines::lines_with_offsets(text.get(from..)?) {
        let was = fence;
        fence = super::git::open_fence_after_line(fence, line);
        let start = from + at;
        match (was, fence) {
            (None, Some(_)) => {
                is_fields = true;
                group = FieldGroup { start: start + line.len(), ..FieldGroup::default() };
            }
            (Some(_), None) if is_fields && group.task.is_some() && group.fields > 0 => {
                let lines = text.get(group.start..start)?;
                let is_template = lines.contains("{{") || lines.contains("<%");
                let task = group.task.clone().filter(|_| !is_template)?;
                return Some(StrayFields {
                    line: task,
                    tasks: front::task_names_in_lines(lines),
                    form: StrayForm::InCode,
                });
            }
            (Some(_), Some(_)) => {
                let trimmed = line.trim();
                match field_key_of_line(trimmed).filter(|_| !line.starts_with([' ', '\t'])) {
                    Some((key, false)) if fold_key(key) == "task" => {
                        group.task.get_or_insert(start..start + line.trim_end().len());
                    }
                    Some((key, false)) => group.fields += usize::from(is_field(&fold_key(key))),
                    _ => {
                        // An item or an indented line goes on with the field above it.
                        let goes_on = line.starts_with([' ', '\t', '-']) && (group.task.is_some() || group.fields > 0);
                        is_fields &= trimmed.is_empty() || is_fence_like(trimmed) || goes_on;
                    }
                }
            }
            _ => {}
        }
    }
    None
}

/// The keys of lines like `key: value` that stand at a fence which is no front matter: each with its line, as a byte range of
/// the text. Only the first lines are looked at.
pub(super) fn keys_at_stray_fences(text: &str, from: usize) -> Vec<(String, Range<usize>)> {
    const MOST: usize = 24;
    let (mut group, mut found): (Vec<(String, Range<usize>)>, Vec<_>) = (Vec::new(), Vec::new());
    let mut is_fenced = false;
    for (at, line) in lines::lines_with_offsets(text.get(from..).unwrap_or("")).take(MOST) {
        let trimmed = line.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
        if is_fence_like(trimmed) {
            found.append(&mut group);
            is_fenced = true;
        } else if let Some((key, _)) = field_key_of_line(trimmed).filter(|_| !is_code_line(line)) {
            group.push((fold_key(key), from + at..from + at + line.trim_end().len()));
        } else {
            if is_fenced {
                found.append(&mut group);
            }
            group.clear();
            is_fenced &= trimmed.is_empty();
        }
    }
    if is_fenced {
        found.append(&mut group);
    }
    found
}

/// A line that only indents a field of a group is not code.
fn is_code_line(line: &str) -> bool {
    line.starts_with("    ") || line.starts_with('\t')
}

/// Whether a comment (`<!-- -->` or `%% %%`) is open behind a line.
pub(super) fn is_comment_open_after(open: bool, line: &str) -> bool {
    let mut open = open ^ (line.matches("%%").count() % 2 == 1);
    if let Some(start) = line.rfind("<!--") {
        open = !line[start..].contains("-->");
    } else if line.contains("-->") {
        open = false;
    }
    open
}

/// Lines one below the other that are like fields.
#[derive(Clone, Default)]
struct FieldGroup {
    start: usize,
    /// The line that names a task.
    task: Option<Range<usize>>,
    /// How many lines are fields.
    fields: usize,
    end: usize,
    not_plain: bool,
}

impl FieldGroup {
    fn is_empty(&self) -> bool {
        self.fields == 0 && self.task.is_none()
    }
}

struct StrayFieldSearch<'a> {
    text: &'a str,
    group: FieldGroup,
    is_field: &'a dyn Fn(&str) -> bool,
    /// How many lines of text stood above the group.
    texts: usize,
    /// The line above is like a fence.
    after_fence: bool,
    /// The group began below a line that is like a fence.
    fenced: bool,
    /// The line above is a fence that is indented, so the fields below it may be as well.
    after_indented_fence: bool,
}

impl StrayFieldSearch<'_> {
    /// Reads a line; gives the group that it ends, where that is a stray one.
    fn read_line(&mut self, at: usize, line: &str) -> Option<FieldGroup> {
        let trimmed = line.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
        if trimmed.is_empty() {
            // An empty line ends a group, but not the reach of a fence.
            return self.end_group();
        }
        if is_fence_like(trimmed) {
            let found = self.end_group();
            self.after_fence = true;
            self.after_indented_fence = line.starts_with([' ', '\t']);
            return found;
        }
        let may_be_indented = std::mem::take(&mut self.after_indented_fence);
        let indented = line.starts_with([' ', '\t']) && !may_be_indented;
        let item = trimmed.strip_prefix("- ").or_else(|| trimmed.strip_prefix("* "));
        let inside = item.unwrap_or(trimmed).trim_start();
        if is_table_delimiter_row(inside) {
            return None;
        }
        let key = field_key_of_line(inside).or_else(|| self.key_without_colon(inside).map(|key| (key, true)));
        match key {
            Some((key, not_plain)) if !(indented && self.group.is_empty()) => {
                let not_plain = not_plain || item.is_some();
                if self.group.is_empty() {
                    self.group = FieldGroup { start: at, ..FieldGroup::default() };
                    self.fenced = self.after_fence;
                }
                let key = fold_key(key);
                if key == "task" {
                    self.group.task.get_or_insert(at..at + line.trim_end().len());
                    self.group.not_plain |= not_plain;
                } else {
                    self.group.fields += usize::from((self.is_field)(&key));
                }
                self.group.end = at + line.len();
                self.after_fence = false;
                None
            }
            // An item or an indented line goes on with the field above it.
            _ if (indented || item.is_some()) && !self.group.is_empty() => {
                self.group.end = at + line.len();
                None
            }
            _ => {
                let found = self.end_group();
                self.after_fence = false;
                self.texts += usize::from(!trimmed.starts_with('#'));
                found
            }
        }
    }

    /// The key of a line like `task - Walk` or `| task | Walk |`: one of ours, since any word can stand before a dash.
    fn key_without_colon<'l>(&self, line: &'l str) -> Option<&'l str> {
        let bare = line.trim_start_matches(['|', '*', '_', ' ', '\t']);
        let end = bare.find(|c: char| !(c.is_alphanumeric() || c == '_'))?;
        let (key, rest) = bare.split_at(end);
        let behind = rest.trim_start_matches(['*', '_']);
        let spaced = behind.trim_start();
        let is_split = behind.starts_with('\t')
            || spaced.starts_with('|')
            || spaced.starts_with(is_dash) && spaced.len() < behind.len();
        let value = spaced.trim_start_matches(|c: char| c == '|' || is_dash(c) || c.is_whitespace());
        let folded = fold_key(key);
        (is_split && !value.is_empty() && (folded == "task" || (self.is_field)(&folded))).then_some(key)
    }

    /// Ends the group: it is a stray one where it names a task and has another field, and stands at the top of the text or
    /// below a fence.
    fn end_group(&mut self) -> Option<FieldGroup> {
        let group = std::mem::take(&mut self.group);
        if group.is_empty() {
            return None;
        }
        let is_template = self.text.get(group.start..group.end).is_some_and(|t| t.contains("{{") || t.contains("<%"));
        let is_placed = self.fenced || self.texts <= 1;
        let is_stray = group.task.is_some() && group.fields > 0 && is_placed && !is_template;
        self.texts += 1;
        is_stray.then_some(group)
    }

    fn describe(&self, group: &FieldGroup, has_front: bool) -> StrayFields {
        let form = match () {
            () if group.not_plain => StrayForm::NotPlain,
            () if has_front || self.texts > 2 => StrayForm::Below,
            () => StrayForm::NoFence,
        };
        let lines = self.text.get(group.start..group.end).unwrap_or("");
        StrayFields { line: group.task.clone().unwrap_or(0..0), tasks: front::task_names_in_lines(lines), form }
    }
}

/// The key of a line like `key: value`, and whether something else than one colon stands behind it: `key = value`,
/// `key:: value`, `**key:** value`.
fn field_key_of_line(line: &str) -> Option<(&str, bool)> {
    let bare = line.trim_start_matches(['*', '_', '"', '\'']);
    let end = bare.find(front::SEPARATORS)?;
    let (key, rest) = bare.split_at(end);
    let key = key.trim_end_matches(['*', '_', '"', '\'', ' ', '\t']);
    if key.is_empty() || key.len() > 40 || !key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-')) {
        return None;
    }
    let plain = bare.len() == line.len() && rest.starts_with(':') && !rest.starts_with("::");
    let behind = rest.trim_start_matches(front::SEPARATORS).trim_start_matches(['*', '_']);
    // `10:30` and `https://` are no fields.
    let is_spaced = behind.is_empty() || behind.starts_with(char::is_whitespace) || !plain || key.len() >= 4;
    (is_spaced && !behind.starts_with("//")).then_some((key, !plain))
}

/// Whether a line is the rule below the head of a table.
fn is_table_delimiter_row(line: &str) -> bool {
    line.contains('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// Whether a line is like a fence: three or more signs of one kind, or dashes of any kind.
fn is_fence_like(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else { return false };
    let is_dashes = is_dash(first) && line.chars().all(|c| is_dash(c) || c.is_whitespace());
    is_dashes || matches!(first, '*' | '_' | '=' | '+') && line.len() >= 3 && signs.all(|c| c == first)
}
