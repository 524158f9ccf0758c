//! The templates in force, and what is made with them. A template only lays out what the model decided.
//!
//! Each form has an engine of its own, which holds that form's templates alone and escapes for it whatever a template
//! prints: no filter, no block and no part of another form gets around that. Lines of markdown are broken for a phone when
//! the page is done.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::sync::OnceLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, context};

use super::overview::{Overview, shape};
use super::to_fix::NotesToFix;
use super::{html, markdown, wrap};
use crate::note::excerpt;
use crate::problem::{Code, Place, Problem};
use crate::report::Card;
use crate::report::model::Report;
use crate::report::{plain, words};
use crate::text::nearest;

macro_rules! built_in {
    ($($name:literal),+ $(,)?) => {
        /// The templates that are built in: name, text.
        pub const BUILT_IN: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../templates/", $name)))),+];
    };
}

built_in!(
    "week.md.j2",
    "prompts.md.j2",
    "overview.md.j2",
    "notes-to-fix.md.j2",
    "parts/read.md.j2",
    "parts/quote.md.j2",
    "parts/agenda.md.j2",
    "parts/plan.md.j2",
    "parts/behind.md.j2",
    "parts/helper.md.j2",
    "parts/question.md.j2",
    "parts/definitions.md.j2",
    "parts/closing.md.j2",
    "parts/unseen.md.j2",
    "helper-card.md.j2",
    "helper-card.html.j2",
    "week.html.j2",
    "overview.html.j2",
    "parts/head.html.j2",
    "parts/style.html.j2",
    "parts/marks.html.j2",
    "parts/read.html.j2",
    "parts/quote.html.j2",
    "parts/agenda.html.j2",
    "parts/point.html.j2",
    "parts/plan.html.j2",
    "parts/six-weeks.html.j2",
    "parts/helper.html.j2",
    "parts/responses.html.j2",
    "parts/question.html.j2",
    "parts/definitions.html.j2",
    "parts/legend.html.j2",
    "parts/closing.html.j2",
    "parts/unseen.html.j2",
);

/// What a part can name beside what pages are given: what the page that includes it holds in hand.
const IN_PARTS: [&str; 7] = ["quote", "plan", "question", "point", "picture", "photo", "at"];

/// How much work a template of the journal's own may make: some 40 ms, and then it is stopped.
const FUEL: u64 = 2_000_000;

/// The forms of a page. A template's name tells its form: `week.md.j2`, `week.html.j2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Markdown,
    Html,
}

impl Form {
    fn of(name: &str) -> Form {
        if name.ends_with(".html.j2") { Form::Html } else { Form::Markdown }
    }
}

/// The templates in force: those built in (`templates/`), with the journal's own over them.
#[derive(Debug)]
pub struct Templates {
    markdown: Engine,
    html: Engine,
    print: [u8; 32],
}

/// The templates of one form.
struct Engine {
    form: Form,
    /// Compiled when a page is first made: in most passes none is.
    built_in: OnceLock<Environment<'static>>,
    /// The built-in ones with the journal's own over them, and the paths of these by name.
    own: Option<(Environment<'static>, BTreeMap<String, String>)>,
}

impl Templates {
    /// The built-in templates, with the journal's own (path, text) over them; a broken one is a problem, and the built-in
    /// stands in. Files that do not end in `.j2` are somebody's own and passed over.
    #[must_use]
    pub fn new(own: &[(String, String)]) -> (Templates, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut engine = |form: Form| {
            let engine = Engine { form, built_in: OnceLock::new(), own: None };
            let mut over: Option<Environment<'static>> = None;
            let mut paths = BTreeMap::new();
            for (path, text) in own {
                let name = path.split_once('/').map_or(path.as_str(), |(_, name)| name);
                if !name.ends_with(".j2") || Form::of(name) != form {
                    continue;
                }
                if !BUILT_IN.iter().any(|(known, _)| *known == name) {
                    problems.push(no_such_template(path, name));
                    continue;
                }
                let built_in = engine.built_in();
                let checked = compiled(built_in, name, text).and_then(|()| known_names(built_in, name, text));
                match checked {
                    Ok(()) => {
                        let env = over.get_or_insert_with(|| {
                            let mut env = environment(form);
                            env.set_fuel(Some(FUEL));
                            env
                        });
                        // It compiled just now; where it would not, the built-in one stays.
                        if env.add_template_owned(name.to_owned(), text.clone()).is_ok() {
                            paths.insert(name.to_owned(), path.clone());
                        }
                    }
                    Err(slip) => problems.push(slip.problem(path, text, name)),
                }
            }
            Engine { own: over.map(|env| (env, paths)), ..engine }
        };
        let (markdown, html) = (engine(Form::Markdown), engine(Form::Html));
        (Templates { markdown, html, print: print(own) }, problems)
    }

    /// What tells these templates from any others: the same model laid out by templates of the same print is the same text.
    #[must_use]
    pub fn print(&self) -> &[u8; 32] {
        &self.print
    }

    /// `week-DATE.md`. An override that cannot be rendered is a problem, and the built-in stands in.
    #[must_use]
    pub fn week(&self, report: &Report) -> (String, Option<Problem>) {
        self.page("week.md.j2", &Value::from(Serde(report)))
    }

    /// `week-DATE.html`.
    #[must_use]
    pub fn week_page(&self, report: &Report) -> (String, Option<Problem>) {
        self.page("week.html.j2", &Value::from(Serde(report)))
    }

    /// All three pages of a week, in this order: [`Templates::week`], [`Templates::week_page`], [`Templates::prompts`].
    #[must_use]
    pub fn pages(&self, report: &Report) -> [(String, Option<Problem>); 3] {
        let values = Value::from(Serde(report));
        ["week.md.j2", "week.html.j2", "prompts.md.j2"].map(|name| self.page(name, &values))
    }

    /// `prompts-DATE.md`.
    #[must_use]
    pub fn prompts(&self, report: &Report) -> (String, Option<Problem>) {
        self.page("prompts.md.j2", &Value::from(Serde(report)))
    }

    /// `index.md`.
    #[must_use]
    pub fn overview(&self, overview: &Overview) -> (String, Option<Problem>) {
        self.page("overview.md.j2", &Value::from(Serde(overview)))
    }

    /// `index.html`, the same.
    #[must_use]
    pub fn overview_page(&self, overview: &Overview) -> (String, Option<Problem>) {
        self.page("overview.html.j2", &Value::from(Serde(overview)))
    }

    /// A helper's card in markdown.
    #[must_use]
    pub fn card(&self, card: &Card) -> (String, Option<Problem>) {
        self.page("helper-card.md.j2", &context! { card => Serde(card) })
    }

    /// The same in HTML.
    #[must_use]
    pub fn card_page(&self, card: &Card) -> (String, Option<Problem>) {
        self.page("helper-card.html.j2", &context! { card => Serde(card) })
    }

    /// `notes-to-fix.md`, or none where there is nothing to fix: errors and near misses, by file. For the client alone.
    #[must_use]
    pub fn notes_to_fix(&self, problems: &[Problem], need: Option<&str>) -> (Option<String>, Option<Problem>) {
        let Some(to_fix) = NotesToFix::new(problems, need) else { return (None, None) };
        let (page, problem) = self.page("notes-to-fix.md.j2", &Value::from(Serde(to_fix)));
        (Some(page), problem)
    }

    /// Renders a page, with the journal's own templates where that works.
    fn page(&self, name: &str, values: &Value) -> (String, Option<Problem>) {
        let render = |env: &Environment<'_>| env.get_template(name)?.render(values.clone());
        let mut problem = None;
        let form = Form::of(name);
        let engine = if form == Form::Html { &self.html } else { &self.markdown };
        if let Some((env, paths)) = &engine.own {
            match render(env) {
                Ok(page) => return (finished(form, &page), None),
                Err(error) => problem = Some(slip_of_page(env, paths, name, &error)),
            }
        }
        // The built-in templates render whatever a model holds (a test holds them to it).
        (finished(form, &render(engine.built_in()).unwrap_or_default()), problem)
    }
}

impl Engine {
    fn built_in(&self) -> &Environment<'static> {
        self.built_in.get_or_init(|| environment(self.form))
    }
}

/// Of all that lays out a page: the version of this program (filters, line breaks) and the text of every template.
fn print(own: &[(String, String)]) -> [u8; 32] {
    let mut hash = blake3::Hasher::new();
    let in_force = |&(name, text): &(&str, &'static str)| {
        let over = own.iter().find(|(path, _)| path.split_once('/').is_some_and(|(_, own)| own == name));
        over.map_or(text, |(_, text)| text.as_str()).to_owned()
    };
    for text in [env!("CARGO_PKG_VERSION").to_owned()].into_iter().chain(BUILT_IN.iter().map(in_force)) {
        // With its length, so that no two lists of texts are one.
        hash.update(format!("{}:{text}", text.len()).as_bytes());
    }
    *hash.finalize().as_bytes()
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("own", &self.own.as_ref().map(|(_, paths)| paths)).finish_non_exhaustive()
    }
}

/// No empty lines at the ends; in markdown none twice in a row, and lines broken for a phone.
fn finished(form: Form, page: &str) -> String {
    match form {
        Form::Markdown => wrap::wrap(page.trim(), wrap::NARROW),
        Form::Html => format!("{}\n", page.trim()),
    }
}

/// Filters of the engine that call a text safe, whatever it holds: HTML has none of them. In markdown a mark or two may be
/// wanted as they are.
const TRUSTING: [&str; 4] = ["safe", "escape", "e", "tojson"];

/// The built-in templates of a form, compiled, with everything a template can use.
fn environment(form: Form) -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    // A tag on a line of its own leaves no line behind.
    if let Ok(syntax) =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()
    {
        env.set_syntax(syntax);
    }
    env.set_debug(false);
    if form == Form::Html {
        for filter in TRUSTING {
            env.remove_filter(filter);
        }
    }
    env.set_auto_escape_callback(|_| AutoEscape::Custom("ours".into()));
    env.set_formatter(move |out, _, value| {
        if value.is_undefined() {
            return Err(Error::from(ErrorKind::UndefinedError));
        }
        if value.is_none() {
            return Ok(());
        }
        if value.is_number() {
            return out.write_str(&value.to_string()).map_err(Error::from);
        }
        // Only our own filters and what was printed once already are safe: a block that turns escaping off does not count.
        let safe = value.is_safe();
        let shown = value.to_string();
        let text = value.as_str().unwrap_or(&shown);
        if safe {
            return out.write_str(text).map_err(Error::from);
        }
        let mut escaped = String::new();
        match form {
            Form::Markdown => markdown::escape(text, &mut escaped),
            Form::Html => html::escape(text, &mut escaped),
        }
        out.write_str(&escaped).map_err(Error::from)
    });
    env.add_filter("capital", |text: String| words::capital(&text));
    match form {
        Form::Markdown => {
            env.add_filter("quoted", |text: String| Value::from_safe_string(markdown::quoted(&text)));
            env.add_filter("code", |text: String| Value::from_safe_string(markdown::code(&text)));
            env.add_filter("fenced", |text: String| Value::from_safe_string(markdown::fenced(&text)));
        }
        Form::Html => {
            env.add_filter("rendered", |lines: Vec<String>| Value::from_safe_string(html::rendered(&lines)));
            env.add_filter("shape", |mark: String| shape(&mark));
            env.add_filter("words", |text: String| match text.split_once(' ') {
                Some((first, rest)) => vec![first.to_owned(), rest.to_owned()],
                None => vec![text, String::new()],
            });
        }
    }
    for &(name, text) in BUILT_IN.iter().filter(|(name, _)| Form::of(name) == form) {
        // They compile (a test holds them to it); one that does not is not there.
        let _ = env.add_template(name, text);
    }
    env
}

/// A place in a template that cannot be used: byte range, what is wrong, what to write.
struct Slip {
    at: std::ops::Range<usize>,
    message: String,
    help: Option<String>,
}

impl Slip {
    fn problem(self, path: &str, text: &str, name: &str) -> Problem {
        let start = boundary(text, self.at.start);
        let before = text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let number = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        let marked = text.get(start..boundary(text, self.at.end)).unwrap_or_default();
        let column = number(before.get(line_start..).unwrap_or_default().chars().count() + 1);
        let (line, skipped) = excerpt(text, start, column);
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
            skipped,
        }
    }
}

/// The nearest place at or before `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn no_such_template(path: &str, name: &str) -> Problem {
    let near = nearest(name, BUILT_IN.iter().map(|(known, _)| *known), 3);
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
        skipped: 0,
    }
}

fn compiled(env: &Environment<'_>, name: &str, text: &str) -> Result<(), Slip> {
    env.template_from_named_str(name, text).map(drop).map_err(|error| slip(&error, text))
}

/// Every name that a template takes from outside is one that it is given.
fn known_names(env: &Environment<'_>, name: &str, text: &str) -> Result<(), Slip> {
    let Ok(template) = env.template_from_named_str(name, text) else { return Ok(()) };
    let known: Vec<&str> = match name {
        "overview.md.j2" | "overview.html.j2" => Overview::FIELDS.to_vec(),
        "notes-to-fix.md.j2" => NotesToFix::FIELDS.to_vec(),
        "helper-card.md.j2" | "helper-card.html.j2" => vec!["card"],
        "week.md.j2" | "week.html.j2" | "prompts.md.j2" => Report::FIELDS.to_vec(),
        _ => [Report::FIELDS, Overview::FIELDS, NotesToFix::FIELDS, &IN_PARTS].concat(),
    };
    let unknown = template
        .undeclared_variables(false)
        .into_iter()
        .filter(|word| !known.contains(&word.as_str()) && !env.globals().any(|(global, _)| global == word));
    // The one that stands first; the set itself has no order.
    let first = unknown.filter_map(|word| Some((find_word(text, &word)?, word))).min();
    let Some((at, word)) = first else { return Ok(()) };
    Err(Slip {
        at: at..at + word.len(),
        message: format!("`{word}` is not a name that this template is given."),
        help: nearest(&word, known, 2).map(|near| format!("Is it meant to be `{near}`?")),
    })
}

/// Where a word stands in a template by itself, inside a tag.
fn find_word(text: &str, word: &str) -> Option<usize> {
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
fn slip(error: &Error, text: &str) -> Slip {
    let at = error.range().unwrap_or_else(|| {
        let line = error.line().unwrap_or(1);
        let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        start..start + text.get(start..).unwrap_or_default().lines().next().unwrap_or_default().len()
    });
    let marked = text.get(at.clone()).unwrap_or_default().lines().next().unwrap_or_default().trim();
    let marked = plain::cut(marked, 60);
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
    Slip { at, message, help: None }
}

/// The problem of a page that could not be rendered: at the template of the journal's own where it arose, else at the first.
fn slip_of_page(env: &Environment<'_>, paths: &BTreeMap<String, String>, page: &str, error: &Error) -> Problem {
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
    slip(at_fault, text).problem(path, text, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_template_compiles_and_is_given_all_that_it_names() {
        for &(name, text) in BUILT_IN {
            let env = environment(Form::of(name));
            assert!(env.get_template(name).is_ok(), "{name}");
            assert!(compiled(&env, name, text).is_ok(), "{name}");
            if let Err(slip) = known_names(&env, name, text) {
                panic!("{name}: {}", slip.message);
            }
        }
    }

    #[test]
    fn every_page_can_be_made_of_nothing() {
        let report = Value::from(Serde(Report::default()));
        let none = context! { weeks => Vec::<u32>::new(), files => Vec::<u32>::new(), count => 1, name => (), short_name => (), in_need => () };
        for (name, values) in [
            ("week.md.j2", &report),
            ("week.html.j2", &report),
            ("overview.html.j2", &none),
            ("prompts.md.j2", &report),
            ("overview.md.j2", &none),
            ("notes-to-fix.md.j2", &none),
        ] {
            let env = environment(Form::of(name));
            let page = env.get_template(name).and_then(|t| t.render(values.clone()));
            assert!(page.is_ok_and(|page| page.contains("No one reads these notes")), "{name}");
        }
    }
}
