//! The template engine of each form of a page: it holds only that form's templates and escapes for it whatever a template
//! prints, so that no filter, no block and no part of another form gets around that.

use std::sync::{Arc, Mutex, PoisonError};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};

use super::marks::shapes;
use super::tidy::collapse_empty_lines;
use super::{html, markdown};
use crate::phrases::{
    Language,
    plain::{as_label, with_capital, with_full_stop},
};

/// The forms of a page. A template's name tells its form: `week.md.j2`, `week.html.j2`. Everything that depends on the form is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageFormat {
    Markdown,
    Html,
}

impl PageFormat {
    pub(super) const ALL: [PageFormat; 2] = [PageFormat::Markdown, PageFormat::Html];

    /// How the names of its templates end.
    pub(super) fn template_ending(self) -> &'static str {
        match self {
            PageFormat::Markdown => ".md.j2",
            PageFormat::Html => ".html.j2",
        }
    }

    /// The form of a template; markdown if the name has an unknown ending.
    pub(super) fn of_template_name(name: &str) -> PageFormat {
        let form = PageFormat::ALL.into_iter().find(|form| name.ends_with(form.template_ending()));
        form.unwrap_or(PageFormat::Markdown)
    }

    /// Writes a text so that it is only text in a page of this form.
    fn escape(self, text: &str, out: &mut String) {
        match self {
            PageFormat::Markdown => markdown::escape_as_one_markdown_line(text, out),
            PageFormat::Html => html::escape_html(text, out),
        }
    }

    /// What its templates can use besides what every template can.
    fn add_filters(self, env: &mut Environment<'static>) {
        match self {
            PageFormat::Markdown => {
                env.add_filter("listed", |text: String| markdown::line_with_list_signs(&text));
                env.add_filter("quoted", |text: String| Value::from_safe_string(markdown::message_as_markdown(&text)));
                env.add_filter("code", |text: String| Value::from_safe_string(markdown::inline_code(&text)));
                env.add_filter("fenced", |text: String| Value::from_safe_string(markdown::fenced_block(&text)));
            }
            PageFormat::Html => {
                for filter in TRUSTING {
                    env.remove_filter(filter);
                }
                env.add_global("mark_shapes", Value::from_iter(shapes()));
                env.add_filter("rendered", |lines: Vec<String>| {
                    Value::from_safe_string(html::markdown_as_html(&lines))
                });
                env.add_filter("isolated", |text: String, own: Vec<String>| {
                    Value::from_safe_string(html::escape_and_isolate(&text, &own))
                });
            }
        }
    }

    /// A finished page without empty lines at its ends; in markdown without two of them in a row.
    pub(super) fn tidy(self, mut page: String) -> String {
        match self {
            PageFormat::Markdown => collapse_empty_lines(page.trim()),
            PageFormat::Html => {
                page.truncate(page.trim_end().len());
                page.push('\n');
                let begins_at = page.len() - page.trim_start().len();
                page.drain(..begins_at);
                page
            }
        }
    }
}

/// Filters of the engine that call a text safe, whatever it holds: HTML has none of them. In markdown somebody may want a mark
/// or two unescaped.
const TRUSTING: [&str; 4] = ["safe", "escape", "e", "tojson"];

/// The templates of a language in one form, compiled, with everything a template can use.
pub(super) fn built_in_environment(language: &Language, form: PageFormat) -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    // A tag on a line of its own leaves no empty line.
    if let Ok(syntax) =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()
    {
        env.set_syntax(syntax);
    }
    env.set_debug(false);
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
        let shown;
        let text = match value.as_str() {
            Some(text) => text,
            None => {
                shown = value.to_string();
                &shown
            }
        };
        if safe {
            return out.write_str(text).map_err(Error::from);
        }
        let mut escaped = String::new();
        form.escape(text, &mut escaped);
        out.write_str(&escaped).map_err(Error::from)
    });
    env.add_filter("capital", |text: String| with_capital(&text));
    env.add_filter("label", |text: String| as_label(&text));
    env.add_filter("sentence", with_full_stop);
    form.add_filters(&mut env);
    for &(name, text) in language.templates.iter().filter(|(name, _)| PageFormat::of_template_name(name) == form) {
        // They compile (a test checks this); one that does not is left out.
        let _ = env.add_template(name, text);
    }
    env
}

/// [`built_in_environment()`], compiled once in a program, however many journals and weeks it makes. Languages are few, and are never dropped.
pub(super) fn shared_built_in_environment(language: &'static Language, form: PageFormat) -> Arc<Environment<'static>> {
    type Compiled = (&'static Language, PageFormat, Arc<Environment<'static>>);
    static COMPILED: Mutex<Vec<Compiled>> = Mutex::new(Vec::new());
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let known = compiled.iter().find(|(of, in_form, _)| std::ptr::eq(*of, language) && *in_form == form);
    if let Some((_, _, environment)) = known {
        return Arc::clone(environment);
    }
    let environment = Arc::new(built_in_environment(language, form));
    compiled.push((language, form, Arc::clone(&environment)));
    environment
}
