//! The template engine of each form of a page: it holds only that form's templates and escapes for it whatever a template
//! prints, so that no filter, no block and no part of another form gets around that.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};

use super::marks::shapes;
use super::{html, markdown};
use crate::phrases::{
    Language,
    plain::{as_label, with_capital, with_full_stop},
};

/// The forms of a page. A template's name tells its form: `week.md.j2`, `week.html.j2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageFormat {
    Markdown,
    Html,
}

impl PageFormat {
    pub(super) fn of_template_name(name: &str) -> PageFormat {
        if name.ends_with(".html.j2") { PageFormat::Html } else { PageFormat::Markdown }
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
    if form == PageFormat::Html {
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
        match form {
            PageFormat::Markdown => markdown::escape_as_one_markdown_line(text, &mut escaped),
            PageFormat::Html => html::escape_html(text, &mut escaped),
        }
        out.write_str(&escaped).map_err(Error::from)
    });
    env.add_filter("capital", |text: String| with_capital(&text));
    env.add_filter("label", |text: String| as_label(&text));
    env.add_filter("sentence", with_full_stop);
    match form {
        PageFormat::Markdown => {
            env.add_filter("listed", |text: String| markdown::line_with_list_signs(&text));
            env.add_filter("quoted", |text: String| Value::from_safe_string(markdown::message_as_markdown(&text)));
            env.add_filter("code", |text: String| Value::from_safe_string(markdown::inline_code(&text)));
            env.add_filter("fenced", |text: String| Value::from_safe_string(markdown::fenced_block(&text)));
        }
        PageFormat::Html => {
            env.add_global("mark_shapes", Value::from_iter(shapes()));
            env.add_filter("rendered", |lines: Vec<String>| Value::from_safe_string(html::markdown_as_html(&lines)));
            env.add_filter("isolated", |text: String, own: Vec<String>| {
                Value::from_safe_string(html::escape_and_isolate(&text, &own))
            });
        }
    }
    for &(name, text) in language.templates.iter().filter(|(name, _)| PageFormat::of_template_name(name) == form) {
        // They compile (a test checks this); one that does not is left out.
        let _ = env.add_template(name, text);
    }
    env
}
