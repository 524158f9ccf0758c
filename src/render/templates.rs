//! The templates in force, and what is made with them. A template only lays out what the model decided.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use minijinja::value::{Serde, Value};
use minijinja::{Environment, context};
use rayon::prelude::*;

use super::card_view::HelperCardView;
use super::caseload_view::CaseloadView;
use super::client_block::{ClientBlock, ClientBlocks};
use super::engine::{PageFormat, built_in_environment, shared_built_in_environment};
use super::notes_to_fix::NotesToFix;
use super::overview_view::OverviewView;
use super::template_mistake::{
    check_compiles, check_names_known, check_says_something, problem_of_failed_page, unknown_template_name_problem,
};
use super::week_view::week_view;
use crate::caseload::Caseload;
use crate::phrases::{Language, Phrases};
use crate::problem::Problem;
use crate::report::page_names::WEEK_PAGES;
use crate::report::{HelperCard, Overview, Report};

/// A page as text, and what was wrong with the journal's template that should have made it.
pub type PageAndProblem = (String, Option<Problem>);

/// How much work a journal's own template may do: some 40 ms, and then it is stopped.
const FUEL: u64 = 2_000_000;

/// The templates in force: those of the language, with the journal's own over them.
pub struct Templates {
    /// In the order of [`PageFormat::ALL`].
    by_format: [TemplatesOfFormat; PageFormat::ALL.len()],
    hash: [u8; 32],
    language: &'static Language,
}

/// The templates of one form.
struct TemplatesOfFormat {
    language: &'static Language,
    form: PageFormat,
    /// Compiled when a page is first made: most passes make none.
    built_in: OnceLock<Arc<Environment<'static>>>,
    /// The built-in ones with the journal's own over them, and the paths of these by name.
    own: Option<(Environment<'static>, BTreeMap<String, String>)>,
}

impl Templates {
    /// The built-in templates, with the journal's own (path, text) over them; a broken one is a problem, and the built-in
    /// one is used. Files that do not end in `.j2` are somebody's own and ignored.
    #[must_use]
    pub fn new(language: &'static Language, own: &[(String, String)]) -> (Templates, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut engine = |form: PageFormat| {
            let engine = TemplatesOfFormat { language, form, built_in: OnceLock::new(), own: None };
            let mut over: Option<Environment<'static>> = None;
            let mut paths = BTreeMap::new();
            for (path, text) in own {
                let name = path.split_once('/').map_or(path.as_str(), |(_, name)| name);
                if !name.ends_with(".j2") || PageFormat::of_template_name(name) != form {
                    continue;
                }
                if !language.templates.iter().any(|(known, _)| *known == name) {
                    problems.push(unknown_template_name_problem(language, path, name));
                    continue;
                }
                let built_in = engine.built_in();
                let checked = check_says_something(text).and_then(|()| check_compiles(built_in, name, text));
                let checked = checked.and_then(|()| check_names_known(built_in, name, text));
                match checked {
                    Ok(()) => {
                        let env = over.get_or_insert_with(|| {
                            let mut env = built_in_environment(language, form);
                            env.set_fuel(Some(FUEL));
                            env
                        });
                        // It compiled just now; if it did not, the built-in one stays.
                        if env.add_template_owned(name.to_owned(), text.clone()).is_ok() {
                            paths.insert(name.to_owned(), path.clone());
                        }
                    }
                    Err(slip) => problems.push(slip.problem(path, text, name)),
                }
            }
            TemplatesOfFormat { own: over.map(|env| (env, paths)), ..engine }
        };
        let by_format = PageFormat::ALL.map(&mut engine);
        (Templates { by_format, hash: hash_of_templates_and_page_code(language, own), language }, problems)
    }

    /// What distinguishes these templates from any other set: the same model laid out by templates of the same hash is the same text.
    #[must_use]
    pub fn templates_and_page_code_hash(&self) -> &[u8; 32] {
        &self.hash
    }

    /// The words of the language that they are in.
    #[must_use]
    pub fn phrases(&self) -> &'static dyn Phrases {
        self.language.phrases
    }

    fn week_values(&self, report: &Report) -> Value {
        Value::from(Serde(week_view(report, self.language.phrases)))
    }

    /// `week-DATE.md`. An override that cannot be rendered is a problem, and the built-in one is used.
    #[must_use]
    pub fn week_markdown(&self, report: &Report) -> PageAndProblem {
        self.render_page("week.md.j2", &self.week_values(report))
    }

    /// `week-DATE.html`.
    #[must_use]
    pub fn week_html(&self, report: &Report) -> PageAndProblem {
        self.render_page("week.html.j2", &self.week_values(report))
    }

    /// All pages of a week, in the order of [`WEEK_PAGES`].
    #[must_use]
    pub fn week_pages(&self, report: &Report) -> [PageAndProblem; WEEK_PAGES.len()] {
        let values = self.week_values(report);
        WEEK_PAGES.map(|page| self.render_page(&page.template_name(), &values))
    }

    /// `prompts-DATE.md`.
    #[must_use]
    pub fn prompts_markdown(&self, report: &Report) -> PageAndProblem {
        self.render_page("prompts.md.j2", &self.week_values(report))
    }

    /// `index.md`.
    #[must_use]
    pub fn overview_markdown(&self, overview: &Overview) -> PageAndProblem {
        self.render_page("overview.md.j2", &Value::from(Serde(OverviewView::new(overview, self.language.phrases))))
    }

    /// `index.html`, the same.
    #[must_use]
    pub fn overview_html(&self, overview: &Overview) -> PageAndProblem {
        self.render_page("overview.html.j2", &Value::from(Serde(OverviewView::new(overview, self.language.phrases))))
    }

    /// The blocks of the clients of a caseload. A client that is the same as in `before` keeps its block.
    #[must_use]
    pub fn client_blocks(&self, caseload: &Caseload, before: &ClientBlocks) -> ClientBlocks {
        ClientBlocks::new(caseload, before, (&self.hash, self.language.phrases))
    }

    /// What the templates of the caseload are given. A client without a block gets one.
    #[must_use]
    pub fn caseload_view(&self, caseload: &Caseload, blocks: &ClientBlocks) -> CaseloadView {
        CaseloadView::new(caseload, blocks, self.language.phrases)
    }

    /// Makes the texts of a block that it does not have yet. Pages do that by themselves, one block after the other.
    pub fn lay_out_block(&self, block: &ClientBlock) {
        for form in PageFormat::ALL {
            self.block_text(form, block);
        }
    }

    /// The same for all of these.
    pub fn lay_out_blocks(&self, blocks: &ClientBlocks) {
        blocks.iter().collect::<Vec<_>>().into_par_iter().for_each(|block| self.lay_out_block(block));
    }

    /// The caseload in markdown.
    #[must_use]
    pub fn caseload_markdown(&self, view: &CaseloadView) -> String {
        self.render_page("caseload.md.j2", &self.caseload_values(PageFormat::Markdown, view)).0
    }

    /// The same in HTML.
    #[must_use]
    pub fn caseload_html(&self, view: &CaseloadView) -> String {
        self.render_page("caseload.html.j2", &self.caseload_values(PageFormat::Html, view)).0
    }

    fn caseload_values(&self, form: PageFormat, view: &CaseloadView) -> Value {
        let sessions = view.sessions.iter().map(|on| {
            let clients: Vec<Value> = on.clients.iter().map(|block| self.block_text(form, block)).collect();
            context! { date => &on.date, today => on.today, clients }
        });
        let CaseloadView { as_of, day, many, of_all, without_session, unread, more_unread, marks, .. } = view;
        context! {
            as_of, day, many, of_all, without_session, more_unread, has_unknown_days => view.has_unknown_days,
            sessions => sessions.collect::<Vec<Value>>(),
            unread => Serde(unread),
            marks => Serde(marks),
        }
    }

    /// The text of a block, escaped for its form.
    fn block_text(&self, form: PageFormat, block: &ClientBlock) -> Value {
        let render = || {
            let values = context! { client => Serde(block.view()) };
            let name = format!("parts/client{}", form.template_ending());
            // As for pages, the built-in templates render any model.
            let text = self.of_format(form).built_in().get_template(&name).and_then(|template| template.render(values));
            Value::from_safe_string(text.unwrap_or_default())
        };
        block.text(form, render).clone()
    }

    fn of_format(&self, form: PageFormat) -> &TemplatesOfFormat {
        &self.by_format[form as usize]
    }

    /// What the templates of a helper's card are given.
    #[must_use]
    pub fn card_view(&self, card: &HelperCard) -> HelperCardView {
        HelperCardView::new(card, self.language.phrases)
    }

    /// A helper's card in markdown.
    #[must_use]
    pub fn card_markdown(&self, card: &HelperCard) -> PageAndProblem {
        self.render_page("helper-card.md.j2", &context! { card => Serde(self.card_view(card)) })
    }

    /// The same in HTML.
    #[must_use]
    pub fn card_html(&self, card: &HelperCard) -> PageAndProblem {
        self.render_page("helper-card.html.j2", &context! { card => Serde(self.card_view(card)) })
    }

    /// `notes-to-fix.md`, or none if there is nothing to fix: errors and near misses, by file. Only for the client.
    #[must_use]
    pub fn notes_to_fix_markdown(
        &self,
        problems: &[Problem],
        where_to_turn: Option<&str>,
    ) -> (Option<String>, Option<Problem>) {
        let Some(to_fix) = NotesToFix::new(problems, where_to_turn, self.language.phrases) else { return (None, None) };
        let (page, problem) = self.render_page("notes-to-fix.md.j2", &Value::from(Serde(to_fix)));
        (Some(page), problem)
    }

    /// Renders a page, with the journal's own templates if that works.
    fn render_page(&self, name: &str, values: &Value) -> PageAndProblem {
        let render = |env: &Environment<'_>| env.get_template(name)?.render(values.clone());
        let mut problem = None;
        let form = PageFormat::of_template_name(name);
        let engine = self.of_format(form);
        if let Some((env, paths)) = &engine.own {
            match render(env) {
                Ok(page) => return (form.tidy(page), None),
                Err(error) => problem = Some(problem_of_failed_page(env, paths, name, &error)),
            }
        }
        // The built-in templates render any model (a test checks this).
        (form.tidy(render(engine.built_in()).unwrap_or_default()), problem)
    }
}

impl TemplatesOfFormat {
    fn built_in(&self) -> &Environment<'static> {
        self.built_in.get_or_init(|| shared_built_in_environment(self.language, self.form))
    }
}

/// A hash of everything that makes a page: the sources of the rooms that do so (`build.rs`), the language, and the text of every
/// template.
fn hash_of_templates_and_page_code(language: &Language, own: &[(String, String)]) -> [u8; 32] {
    let mut hash = blake3::Hasher::new();
    let in_force = |&(name, text): &(&str, &'static str)| {
        let over = own.iter().find(|(path, _)| path.split_once('/').is_some_and(|(_, own)| own == name));
        over.map_or(text, |(_, text)| text.as_str()).to_owned()
    };
    let sources = [env!("TINYSTEP_PAGE_SOURCES"), language.code].map(str::to_owned);
    for text in sources.into_iter().chain(language.templates.iter().map(in_force)) {
        // With its length, so that no two different lists of texts give one hash.
        hash.update(format!("{}:{text}", text.len()).as_bytes());
    }
    *hash.finalize().as_bytes()
}

impl std::fmt::Debug for TemplatesOfFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("own", &self.own.as_ref().map(|(_, paths)| paths)).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases::LANGUAGES;

    #[test]
    fn every_built_in_template_compiles_and_is_given_all_that_it_names() {
        for (language, &(name, text)) in LANGUAGES.iter().flat_map(|of| of.templates.iter().map(move |text| (of, text)))
        {
            assert!(PageFormat::ALL.iter().any(|form| name.ends_with(form.template_ending())), "{name}");
            let env = built_in_environment(language, PageFormat::of_template_name(name));
            assert!(env.get_template(name).is_ok(), "{name}");
            assert!(check_compiles(&env, name, text).is_ok(), "{name}");
            if let Err(slip) = check_names_known(&env, name, text) {
                panic!("{name}: {}", slip.message);
            }
        }
    }

    #[test]
    fn every_page_can_be_made_of_nothing() {
        for language in LANGUAGES {
            every_page_of_nothing(language);
        }
    }

    fn every_page_of_nothing(language: &Language) {
        let report = Value::from(Serde(week_view(&Report::default(), language.phrases)));
        let none = context! { files => Vec::<u32>::new(), kinds => Vec::<u32>::new(), count => 1, in_need => () };
        let no_weeks = Overview { name: None, weeks: Vec::new(), course: None, where_to_turn: None };
        let no_weeks = Value::from(Serde(OverviewView::new(&no_weeks, language.phrases)));
        let safety = language.phrases.safety_closing(None);
        for (name, values) in [
            ("week.md.j2", &report),
            ("week.html.j2", &report),
            ("overview.html.j2", &no_weeks),
            ("prompts.md.j2", &report),
            ("overview.md.j2", &no_weeks),
            ("notes-to-fix.md.j2", &none),
        ] {
            let env = built_in_environment(language, PageFormat::of_template_name(name));
            let page = env.get_template(name).and_then(|t| t.render(values.clone()));
            assert!(page.is_ok_and(|page| page.contains(&safety)), "{name}");
        }
    }
}
