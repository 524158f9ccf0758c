//! How problems are shown: in full with an excerpt, in one line, and as JSON (docs/specification.md#8-problems and
//! docs/specification.md#9-commands).
//!
//! Whatever a person wrote goes through [`escape_controls`] first: no control character or escape sequence reaches a terminal.

use std::borrow::Cow;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::code::ProblemClass;
use super::place::Problem;

/// A problem with the line it speaks of, the place under it, and what to write instead. Ends with a line end. `color` is
/// the caller's to choose; without it the text holds no escape sequence at all.
#[must_use]
pub fn draw_full(problem: &Problem, color: bool) -> String {
    draw_full_at_width(problem, color, usize::MAX)
}

/// The same for a terminal of so many columns: its sentences are broken between words.
#[must_use]
pub fn draw_full_at_width(problem: &Problem, color: bool, width: usize) -> String {
    let level = match problem.code.class() {
        ProblemClass::Error => Level::ERROR,
        ProblemClass::NearMiss | ProblemClass::Hint => Level::NOTE.with_name(Some("hint")),
    };
    let number = problem.place.line as usize;
    let line = escape_controls(&problem.line);
    let excerpt = !line.trim().is_empty();
    let indent = if excerpt { number.to_string().len() } else { 1 };
    // What the crate sets before each, and below it before the lines that follow.
    let before_message = level_name(problem).len() + problem.code.name().len() + "[]: ".len();
    let before_help = indent + " = help: ".len();
    let file = escape_controls(&problem.file);
    let message = wrap(&escape_controls(&problem.message), width.saturating_sub(before_message));
    let lines = message.split('\n').count();
    let help = wrap(&escape_controls(&problem.help), width.saturating_sub(before_help));
    let mut group: Group<'_> =
        level.primary_title(message).id(problem.code.name()).elements([] as [Snippet<'_, Annotation<'_>>; 0]);
    if excerpt {
        let mark = AnnotationKind::Primary.span(drawn_place_range(problem, &line));
        group = group.element(Snippet::source(line).line_start(number).annotation(mark));
    }
    if !help.is_empty() {
        group = group.element(Level::HELP.message(help));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = if width < usize::MAX { renderer.term_width(width) } else { renderer };
    let mut drawn = renderer.render(&[group]);
    // The crate would take the column from the line it is given, which may be a piece of the real one.
    let (on, off) = if color { (ARROW_STYLE, STYLE_RESET) } else { ("", "") };
    let from = format!("\n{:indent$}{on}-->{off} {file}:{number}:{}", "", problem.place.column);
    let end = drawn.match_indices('\n').nth(lines - 1).map_or(drawn.len(), |(at, _)| at);
    drawn.insert_str(end, &from);
    drawn.push('\n');
    drawn
}

fn level_name(problem: &Problem) -> &'static str {
    problem.code.class().level()
}

/// A text in lines of at most so many columns, broken at spaces. A longer word has a line of its own.
#[must_use]
pub fn wrap(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column: usize = 0;
    for word in text.split(' ') {
        let wide = UnicodeWidthStr::width(word);
        if column > 0 && column.saturating_add(1 + wide) > width.max(20) {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += wide;
    }
    out
}

/// Bright blue and bold, as the frame of the excerpt; and the end of it.
const ARROW_STYLE: &str = "\x1b[1m\x1b[94m";
const STYLE_RESET: &str = "\x1b[0m";

/// `file:line:column: error[code]: message`, without a line end.
#[must_use]
pub fn draw_one_line(problem: &Problem) -> String {
    let (place, code) = (problem.place, problem.code);
    let (file, message) = (escape_controls(&problem.file), escape_controls(&problem.message));
    format!("{file}:{}:{}: {}[{}]: {message}", place.line, place.column, code.class().level(), code.name())
}

/// One problem as `check --format json` lists it: stable (docs/specification.md#9-commands).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProblemJson<'a> {
    pub file: &'a str,
    pub line: u32,
    pub column: u32,
    /// `error` or `hint`.
    pub level: &'static str,
    pub code: &'static str,
    pub message: &'a str,
    pub help: &'a str,
}

impl<'a> From<&'a Problem> for ProblemJson<'a> {
    fn from(problem: &'a Problem) -> ProblemJson<'a> {
        ProblemJson {
            file: &problem.file,
            line: problem.place.line,
            column: problem.place.column,
            level: problem.code.class().level(),
            code: problem.code.name(),
            message: &problem.message,
            help: &problem.help,
        }
    }
}

/// All problems as a JSON list, in the order given, one line each; ends with a line end. Control characters that JSON
/// would allow as they are stand as escapes, so that a terminal is safe too.
#[must_use]
pub fn problems_as_json(problems: &[Problem]) -> String {
    let mut out = String::from("[");
    for (at, problem) in problems.iter().enumerate() {
        out.push_str(if at == 0 { "\n  " } else { ",\n  " });
        // Strings and numbers alone cannot go wrong.
        let view = serde_json::to_string(&ProblemJson::from(problem)).unwrap_or_default();
        for c in view.chars() {
            if is_unsafe_to_print(c) {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            } else {
                out.push(c);
            }
        }
    }
    out.push_str(if problems.is_empty() { "]\n" } else { "\n]\n" });
    out
}

/// The bytes of the line as it is drawn that the place takes. A point is drawn as one sign.
fn drawn_place_range(problem: &Problem, line: &str) -> std::ops::Range<usize> {
    let column = problem.place.column.saturating_sub(problem.chars_cut_before).saturating_sub(1) as usize;
    let byte = |chars: usize| line.char_indices().nth(chars).map_or(line.len(), |(at, _)| at);
    let from = byte(column);
    from..byte(column.saturating_add(problem.place.width as usize)).max(from)
}

/// A text with a visible sign in place of each character that could steer a terminal: one for one, so that columns stay
/// true. Tabs stay.
#[must_use]
pub fn escape_controls(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe_to_print) {
        return Cow::Borrowed(text);
    }
    let sign = |c: char| match u32::from(c) {
        code @ 0..=0x1F => char::from_u32(0x2400 + code).unwrap_or('\u{FFFD}'),
        0x7F => '\u{2421}',
        _ => '\u{FFFD}',
    };
    Cow::Owned(text.chars().map(|c| if is_unsafe_to_print(c) { sign(c) } else { c }).collect())
}

/// The same for a text of several lines.
#[must_use]
pub fn escape_controls_in_lines(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", escape_controls(line))).collect()
}

/// Control characters, and those that turn the direction of the text round them.
fn is_unsafe_to_print(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

impl ProblemClass {
    /// `error` or `hint` (docs/specification.md#8-problems).
    #[must_use]
    pub const fn level(self) -> &'static str {
        match self {
            ProblemClass::Error => "error",
            ProblemClass::NearMiss | ProblemClass::Hint => "hint",
        }
    }
}
