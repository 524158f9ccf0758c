//! What is wrong in a journal's own template, as a problem with its place.

use std::collections::BTreeMap;
use std::error::Error as _;

use minijinja::{Environment, Error, ErrorKind};

use super::caseload_view::CaseloadView;
use super::notes_to_fix::NotesToFix;
use super::overview_view::OverviewView;
use super::view::WeekView;
use crate::note::excerpt_around;
use crate::phrases::Language;
use crate::phrases::plain::cut_with_ellipsis;
use crate::problem::{Code, Place, Problem};
use crate::report::page_names::WEEK_PAGES;
use crate::text::nearest_but_not_equal;

/// What a part can name besides what pages are given: the variables of the page that includes it.
const IN_PARTS: [&str; 10] = ["week", "quote", "plan", "question", "point", "picture", "photo", "at", "folds", "of"];

/// Names of earlier versions, and what they have become.
const OLD_NAMES: [(&str, &str); 6] = [
    ("plan.picture", "plan.cells"),
    ("helper.picture", "helper.responses"),
    (".strokes", "count"),
    ("legend.shapes", "legend.marks"),
    ("parts/six-weeks.html.j2", "parts/week-by-week.html.j2"),
    ("parts/responses.html.j2", "parts/helper.html.j2"),
];

/// A place in a template that cannot be used: byte range, what is wrong, what to write.
pub(super) struct TemplateMistake {
    range: std::ops::Range<usize>,
    pub(super) message: String,
    help: Option<String>,
}

impl TemplateMistake {
    pub(super) fn problem(self, path: &str, text: &str, name: &str) -> Problem {
        let start = char_start_at_or_before(text, self.range.start);
        let before = text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let number = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        let marked = text.get(start..char_start_at_or_before(text, self.range.end)).unwrap_or_default();
        let column = number(before.get(line_start..).unwrap_or_default().chars().count() + 1);
        let (line, skipped) = excerpt_around(text, start, column);
        Problem {
            file: path.to_owned(),
            place: Place {
                line: number(before.matches('\n').count() + 1),
                column,
                width: number(marked.lines().next().unwrap_or_default().chars().count()),
            },
            code: Code::BadTemplate,
            message: self.message,
            help: self.help.unwrap_or_else(|| {
                format!("The built-in template is used. To see it, type `tinystep templates {name}`.")
            }),
            line,
            chars_cut_before: skipped,
        }
    }
}

/// The nearest place at or before `at` where a character begins.
fn char_start_at_or_before(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

pub(super) fn unknown_template_name_problem(language: &Language, path: &str, name: &str) -> Problem {
    let near = nearest_but_not_equal(name, language.templates.iter().map(|(known, _)| *known), 3);
    Problem {
        file: path.to_owned(),
        place: Place::START,
        code: Code::BadTemplate,
        message: format!("There is no template called `{name}`, so this one is not used."),
        help: near.map_or_else(
            || "To see their names, type `tinystep templates`.".to_owned(),
            |near| format!("Is it meant to be `{near}`?"),
        ),
        line: String::new(),
        chars_cut_before: 0,
    }
}

/// A template of nothing would make a page of nothing: perhaps it is just being saved.
pub(super) fn check_says_something(text: &str) -> Result<(), TemplateMistake> {
    match text.trim().is_empty() {
        true => Err(TemplateMistake { range: 0..0, message: "This template is empty.".to_owned(), help: None }),
        false => Ok(()),
    }
}

pub(super) fn check_compiles(env: &Environment<'_>, name: &str, text: &str) -> Result<(), TemplateMistake> {
    env.template_from_named_str(name, text).map(drop).map_err(|error| mistake_of_engine_error(&error, text))
}

/// Checks that every name that a template takes from outside is one that it is given.
pub(super) fn check_names_known(env: &Environment<'_>, name: &str, text: &str) -> Result<(), TemplateMistake> {
    let Ok(template) = env.template_from_named_str(name, text) else { return Ok(()) };
    let known: Vec<&str> = match name {
        "overview.md.j2" | "overview.html.j2" => OverviewView::FIELDS.to_vec(),
        "caseload.md.j2" | "caseload.html.j2" => CaseloadView::FIELDS.to_vec(),
        "parts/client.md.j2" | "parts/client.html.j2" => vec!["client"],
        "notes-to-fix.md.j2" => NotesToFix::FIELDS.to_vec(),
        "helper-card.md.j2" | "helper-card.html.j2" => vec!["card"],
        name if WEEK_PAGES.iter().any(|page| page.template_name() == name) => WeekView::FIELDS.to_vec(),
        _ => [WeekView::FIELDS, OverviewView::FIELDS, NotesToFix::FIELDS, &IN_PARTS].concat(),
    };
    let unknown = template
        .undeclared_variables(false)
        .into_iter()
        .filter(|word| !known.contains(&word.as_str()) && !env.globals().any(|(global, _)| global == word));
    // The one that comes first; the set itself has no order.
    let first = unknown.filter_map(|word| Some((find_word_in_tag(text, &word)?, word))).min();
    let Some((at, word)) = first else { return Ok(()) };
    Err(TemplateMistake {
        range: at..at + word.len(),
        message: format!("`{word}` is not a name that this template is given."),
        help: nearest_but_not_equal(&word, known, 2).map(|near| format!("Is it meant to be `{near}`?")),
    })
}

/// Where a word is in a template by itself, inside a tag.
fn find_word_in_tag(text: &str, word: &str) -> Option<usize> {
    let part_of_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let alone = |at: &usize| {
        let (before, behind) = (text.get(..*at).unwrap_or_default(), text.get(at + word.len()..).unwrap_or_default());
        !part_of_word(before.chars().next_back())
            && !before.ends_with('.')
            && !part_of_word(behind.chars().next())
            && (before.rfind("{{").max(before.rfind("{%")) > before.rfind("}}").max(before.rfind("%}")))
    };
    text.match_indices(word).map(|(at, _)| at).take(1000).find(alone)
}

/// What is wrong, in words of our own: those of the engine are for programmers, and change.
fn mistake_of_engine_error(error: &Error, text: &str) -> TemplateMistake {
    let at = error.range().unwrap_or_else(|| {
        let line = error.line().unwrap_or(1);
        let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        start..start + text.get(start..).unwrap_or_default().lines().next().unwrap_or_default().len()
    });
    let marked = text.get(at.clone()).unwrap_or_default().lines().next().unwrap_or_default().trim();
    let marked = cut_with_ellipsis(marked, 60);
    let message = match error.kind() {
        ErrorKind::UndefinedError => format!("`{marked}` is a name that has no value here."),
        ErrorKind::UnknownFilter => format!("`{marked}` uses a filter that is not known."),
        ErrorKind::UnknownTest => format!("`{marked}` uses a test that is not known."),
        ErrorKind::UnknownFunction | ErrorKind::UnknownMethod => format!("`{marked}` is not known."),
        ErrorKind::TemplateNotFound | ErrorKind::BadInclude => {
            format!("`{marked}` names a template that is not there.")
        }
        ErrorKind::OutOfFuel => "This template takes too long to make a page.".to_owned(),
        // The end of the text, or the last thing before it.
        ErrorKind::SyntaxError if text.get(at.end..).is_none_or(|rest| rest.trim().is_empty()) => {
            "Something is missing at the end of this template.".to_owned()
        }
        ErrorKind::SyntaxError => format!("`{marked}` is not understood here."),
        _ => format!("`{marked}` cannot be worked out."),
    };
    let line_start = text.get(..at.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let line = text.get(line_start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let of_old = |(old, new): &(&str, &str)| {
        line.contains(old).then(|| format!("In this version it is `{new}`. docs/templates.md lists all names."))
    };
    let is_gone =
        matches!(error.kind(), ErrorKind::UndefinedError | ErrorKind::TemplateNotFound | ErrorKind::BadInclude);
    let help = OLD_NAMES.iter().filter(|_| is_gone).find_map(of_old);
    TemplateMistake { range: at, message, help }
}

/// The problem of a page that could not be rendered: at the journal's own template in which it arose, else at the first.
pub(super) fn problem_of_failed_page(
    env: &Environment<'_>,
    paths: &BTreeMap<String, String>,
    page: &str,
    error: &Error,
) -> Problem {
    // The innermost error that knows its template is the one that says where.
    let mut inner = error;
    let mut next = error.source();
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<Error>().filter(|e| e.name().is_some()) {
            inner = error;
        }
        next = error.source();
    }
    let name = [inner.name(), error.name(), Some(page)]
        .into_iter()
        .flatten()
        .find(|name| paths.contains_key(*name))
        .or_else(|| paths.keys().next().map(String::as_str))
        .unwrap_or(page);
    let path = paths.get(name).map_or(name, String::as_str);
    let template = env.get_template(name);
    let text = template.as_ref().map_or("", |t| t.source());
    let at_fault = if inner.name() == Some(name) { inner } else { error };
    mistake_of_engine_error(at_fault, text).problem(path, text, name)
}
