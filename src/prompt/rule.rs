//! One note -> one rule, compiled and tried once, or the problems that say what to write instead.

use minijinja::{Environment, Error, UndefinedBehavior, Value, context};

use super::facts::{self, BarrierFacts, Fact, PlanFacts, WeekFacts};
use super::said::brief;
use super::{BUILT_IN, Rules, condition, sense};
use crate::note::{self, Field, FrontMatter, Note, Text};
use crate::problem::{Code, Place, Problem};
use crate::text::{fold, fold_key, nearest};

/// Who is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    Client,
    Agenda,
}

/// Where in the agenda it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    First,
    Middle,
    Last,
}

/// What a rule is asked of: every plan of the week, every barrier noted beside one, or the week once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    Plan,
    Barrier,
    Week,
}

/// One rule. Its compiled texts lie in the environment of [`Rules`].
#[derive(Clone, Debug)]
pub(super) struct Rule {
    /// Its file name without ending.
    pub name: String,
    /// Its file, where it is the journal's own.
    pub own: Option<String>,
    pub reader: Reader,
    pub part: Part,
    pub about: About,
    pub priority: i32,
    /// Of rules of one family only one is asked of a plan; they take turns.
    pub family: Option<String>,
    /// Where it comes from: a book, a study, a person.
    pub source: String,
    /// `if` as written; empty where there is none.
    pub condition: String,
    /// Names of the compiled texts.
    pub if_name: Option<String>,
    pub from_name: Option<String>,
    pub body_name: String,
}

/// How much work one text of a rule may cost. The built-in ones need less than a hundredth of it.
const FUEL: u64 = 20_000;
/// Bytes a prompt may have.
pub(super) const LONGEST: usize = 600;
/// Where no `priority` is written.
const PRIORITY: i32 = 50;
const KEYS: &[&str] = &["for", "if", "about", "part", "priority", "family", "source", "from", "kind"];

/// The environment of all rules: pure, with a bound on work and depth, and strict about what is not there.
pub(super) fn environment() -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    env.set_recursion_limit(40);
    env.set_fuel(Some(FUEL));
    env.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    env
}

/// The built-in rules with `own` (path, text) over them, and what is wrong with these.
pub(super) fn all(own: &[(String, String)]) -> (Rules, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut rules = Rules { env: environment(), rules: Vec::new() };
    for &(name, text) in BUILT_IN {
        // Built-in rules are read without a problem: a test reads every one of them.
        if let Read::Rule(rule, texts) = read(&rules.env, name, name, text, None, &mut Vec::new()) {
            rules.put(*rule, texts);
        }
    }
    let mut own: Vec<&(String, String)> = own.iter().collect();
    own.sort();
    for (path, text) in own {
        let Some(name) = name_of(path) else { continue };
        match read(&rules.env, path, name, text, Some(path), &mut problems) {
            Read::Rule(rule, texts) => rules.put(*rule, texts),
            Read::Silence => rules.rules.retain(|r| fold(&r.name) != fold(name)),
            Read::Nothing => {}
        }
    }
    rules.rules.sort_by(|a, b| (b.priority, &a.name).cmp(&(a.priority, &b.name)));
    (rules, problems)
}

impl Rules {
    /// What tells these rules from any others: of every rule in force what it says, in order.
    #[must_use]
    pub fn print(&self) -> [u8; 32] {
        let mut hash = blake3::Hasher::new();
        for rule in &self.rules {
            let Rule { name, own: _, reader, part, about, priority, family, source: _, condition, .. } = rule;
            let mut take = |text: &str| {
                hash.update(format!("{}:{text}", text.len()).as_bytes());
            };
            take(name);
            take(condition);
            take(&format!("{reader:?} {part:?} {about:?} {priority} {family:?}"));
            for text in [rule.if_name.as_deref(), rule.from_name.as_deref(), Some(rule.body_name.as_str())] {
                let template = text.and_then(|name| self.env.get_template(name).ok());
                take(template.as_ref().map_or("", |template| template.source()));
            }
        }
        *hash.finalize().as_bytes()
    }

    /// Adds a rule, in place of the one of its name.
    fn put(&mut self, rule: Rule, texts: Texts) {
        for (name, source) in texts {
            // Compiled once already when it was read.
            if self.env.add_template_owned(name, source).is_err() {
                return;
            }
        }
        self.rules.retain(|r| fold(&r.name) != fold(&rule.name));
        self.rules.push(rule);
    }
}

/// Compiled texts of a rule: name, source.
type Texts = Vec<(String, String)>;

enum Read {
    Rule(Box<Rule>, Texts),
    /// `kind: ignore`: the rule of this name is silent.
    Silence,
    /// No rule, or one that cannot be used.
    Nothing,
}

/// The rule's name in a path, if it is a markdown note.
fn name_of(path: &str) -> Option<&str> {
    let file = path.rsplit('/').next()?;
    let (name, ending) = file.rsplit_once('.')?;
    let note = ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown");
    (note && !name.is_empty()).then_some(name)
}

fn read(
    env: &Environment<'static>,
    path: &str,
    name: &str,
    text: &str,
    own: Option<&str>,
    problems: &mut Vec<Problem>,
) -> Read {
    let note = note::read(path, text.as_bytes());
    let mut reader = Reading { env, note: &note, problems: Vec::new() };
    let read = reader.rule(name, own);
    problems.append(&mut reader.problems);
    read
}

/// A note being read as a rule, and what was found wrong with it.
struct Reading<'n, 'a> {
    /// To compile with.
    env: &'n Environment<'static>,
    note: &'n Note<'a>,
    problems: Vec<Problem>,
}

impl Reading<'_, '_> {
    fn rule(&mut self, name: &str, own: Option<&str>) -> Read {
        match self.note.front {
            FrontMatter::Read => {}
            FrontMatter::Absent => {
                // Somebody's ordinary note, unless it is meant to stand for a rule of ours.
                if BUILT_IN.iter().any(|(built_in, _)| fold(built_in) == fold(name)) {
                    let help = "Begin it with `---`, a line `for: client` or `for: agenda`, and `---`.";
                    self.tell(Place::START, "This rule has no front matter.".into(), help.into());
                }
                return Read::Nothing;
            }
            FrontMatter::Template => {
                let help = "Write facts there without braces: `from: task`. Braces belong into the text below.";
                self.tell(Place::START, "The front matter of this rule holds `{{` or `<%`.".into(), help.into());
                return Read::Nothing;
            }
            FrontMatter::Unreadable { .. } | FrontMatter::NotText { .. } | FrontMatter::GitMarks { .. } => {
                self.problems.extend(self.note.problems.iter().cloned());
                if self.problems.is_empty() {
                    let help = "Write it as `key: value` lines between two lines of `---`.";
                    self.tell(Place::START, "The front matter of this rule cannot be read.".into(), help.into());
                }
                return Read::Nothing;
            }
        }
        self.problems.extend(self.note.problems.iter().cloned());
        let lost_if = self.near_misses();
        if self
            .one_of("kind", &[("ignore", ()), ("rule", ()), ("prompt", ())])
            .is_some_and(|()| self.says("kind", "ignore"))
        {
            return Read::Silence;
        }
        let before = self.problems.len();
        let reader = self.one_of("for", &[("client", Reader::Client), ("agenda", Reader::Agenda)]);
        if reader.is_none() && self.problems.len() == before {
            let help = "Add a line `for: client` or `for: agenda`.";
            self.tell(Place::START, "This rule does not say whom it is for.".into(), help.into());
        }
        let abouts = [("plan", About::Plan), ("barrier", About::Barrier), ("week", About::Week)];
        let about = self.one_of("about", &abouts).unwrap_or(About::Plan);
        let parts = [("first", Part::First), ("middle", Part::Middle), ("last", Part::Last)];
        let part = self.one_of("part", &parts).unwrap_or(Part::Middle);
        let priority = self.priority();
        let family = self.text("family").map(|t| fold(&t.text));
        let source = self.text("source").map(|t| t.text).unwrap_or_default();

        let condition = self.text("if");
        let mut hints = None;
        let rests_on = self.text("from");
        let mut texts = Texts::new();
        let key = |what: &str| format!("{name}/{what}");
        if let Some(condition) = &condition {
            if own.is_some() {
                self.expression(condition, about);
                hints = self.sense(condition, about);
            }
            texts.push((key("if"), format!("{{% if {} %}}1{{% endif %}}", condition.text)));
        }
        if let Some(rests_on) = &rests_on {
            if own.is_some() {
                self.expression(rests_on, about);
            }
            texts.push((key("from"), format!("{{{{ {} }}}}", rests_on.text)));
        }
        let body = self.note.text.get(self.note.body.clone()).unwrap_or_default();
        if body.trim().is_empty() {
            let help = "Write the question below the second `---`.";
            self.tell(Place::START, "This rule has no text.".into(), help.into());
        }
        // The built-in ones are checked by a test.
        if own.is_some() {
            self.body(body, about);
        }
        texts.push((key("body"), body.to_owned()));

        let clean = self.problems.len() == before && !lost_if;
        let (Some(reader), true) = (reader, clean) else { return Read::Nothing };
        let rule = Rule {
            name: name.to_owned(),
            own: own.map(str::to_owned),
            reader,
            part,
            about,
            priority,
            family,
            source,
            condition: condition.as_ref().map(|t| t.text.clone()).unwrap_or_default(),
            if_name: condition.is_some().then(|| key("if")),
            from_name: rests_on.is_some().then(|| key("from")),
            body_name: key("body"),
        };
        if own.is_some() {
            self.try_out(&rule, &texts, condition.map(|t| t.at).unwrap_or(Place::START));
        }
        if self.problems.len() > before {
            return Read::Nothing;
        }
        self.problems.extend(hints);
        Read::Rule(Box::new(rule), texts)
    }

    /// Tells of a fact that is compared with what it can never be, and gives the hint that it is never true.
    fn sense(&mut self, condition: &Text, about: About) -> Option<Problem> {
        let kind_of = |name: &str| fact(name, about);
        if let Some(slip) = sense::wrong_kind(&condition.text, kind_of) {
            let at = within(self.note, condition.at, &slip.piece);
            self.tell(at, slip.message, slip.help);
            return None;
        }
        let parts = condition::parts(self.env, &condition.text);
        let compiled: Vec<_> = parts.iter().filter_map(|p| Some((p.text.as_str(), p.compiled.as_ref()?))).collect();
        let slip = sense::never_true(&compiled, kind_of)?;
        let at = within(self.note, condition.at, &slip.piece);
        Some(self.note.problem(at, Code::RuleNeverTrue, slip.message, slip.help))
    }

    /// Keys one slip away from a known one. Whether an `if` is lost by one: such a rule would always be true.
    fn near_misses(&mut self) -> bool {
        let mut lost = false;
        for field in self.note.fields.iter().filter(|f| !KEYS.contains(&f.key.as_str())) {
            // Most words of two letters are one slip from `if`.
            let like_if = field.key.contains('i') && field.key.contains('f');
            let known = KEYS.iter().copied().filter(|&key| like_if || key != "if");
            let Some(known) = nearest(&field.key, known, 1) else { continue };
            let message = format!("`{}` is not a field of a rule.", field.written);
            let problem = self.note.problem(field.key_at, Code::KeyNearMiss, message, format!("Write `{known}`."));
            self.problems.push(problem);
            lost |= known == "if" && self.note.field("if").is_none();
        }
        lost
    }

    fn says(&self, key: &str, word: &str) -> bool {
        matches!(self.note.field(key).map(|f| &f.value), Some(note::Value::Text(t)) if fold_key(&t.text) == word)
    }

    /// The text of a field; a problem where it is a list or a block.
    fn text(&mut self, key: &str) -> Option<Text> {
        let Field { value, key_at, .. } = self.note.field(key)?;
        match value {
            note::Value::Text(text) if !text.text.trim().is_empty() => Some(text.clone()),
            note::Value::Text(_) | note::Value::Empty => None,
            note::Value::List(_) | note::Value::Map(_) => {
                self.tell(
                    *key_at,
                    format!("`{key}` holds more than one value."),
                    "Write one value, in one line.".into(),
                );
                None
            }
        }
    }

    fn one_of<T: Copy>(&mut self, key: &str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        let word = fold_key(&text.text);
        if let Some(&(_, choice)) = choices.iter().find(|(name, _)| *name == word) {
            return Some(choice);
        }
        let names: Vec<String> = choices.iter().map(|(name, _)| format!("`{key}: {name}`")).collect();
        let message = format!("`{key}: {}` is not understood.", brief(&text.text));
        self.tell(text.at, message, format!("Write {}.", names.join(" or ")));
        None
    }

    fn priority(&mut self) -> i32 {
        let Some(text) = self.text("priority") else { return PRIORITY };
        match text.text.trim().parse::<i32>() {
            Ok(n) if (0..=100).contains(&n) => n,
            _ => {
                let message = format!("`priority: {}` is not a number from 0 to 100.", brief(&text.text));
                self.tell(text.at, message, "Write a whole number, such as `priority: 50`.".into());
                PRIORITY
            }
        }
    }

    /// Checks an expression.
    fn expression(&mut self, text: &Text, about: About) {
        match self.env.compile_expression_owned(text.text.clone()) {
            Ok(expression) => {
                for name in sorted(expression.undeclared_variables(true)) {
                    self.known(&name, about, |note| within(note, text.at, &name));
                }
            }
            Err(error) => {
                let message = format!("`{}` is not understood: {}.", brief(&text.text), reason(&error));
                self.tell(text.at, message, "Write an expression over facts, such as `open > 1 and not cue`.".into());
            }
        }
    }

    fn body(&mut self, body: &str, about: About) {
        let start = self.note.body.start;
        match self.env.template_from_named_str("body", body) {
            Ok(template) => {
                for name in sorted(template.undeclared_variables(true)) {
                    self.known(&name, about, |note| {
                        let at = body.find(&format!("{{{{ {name}")).map_or(0, |i| i + 3);
                        place_of(note, start + at, name.chars().count())
                    });
                }
            }
            Err(error) => {
                // The engine counts the lines of the text; the front matter stands above them.
                let line = error.line().unwrap_or(1).saturating_sub(1);
                let byte = body.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
                let at = place_of(self.note, start + byte, 0);
                let message = format!("The text of this rule is not understood: {}.", reason(&error));
                self.tell(at, message, "Facts stand in double braces: `{{ task }}`.".into());
            }
        }
    }

    /// A problem where `name` (`last.done`) is no fact of a rule about this.
    fn known(&mut self, name: &str, about: About, at: impl Fn(&Note) -> Place) {
        let (first, rest) = name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)));
        let groups = groups(about);
        let top: Vec<&str> = groups.iter().filter(|(group, _)| group.is_empty()).flat_map(|(_, f)| names(f)).collect();
        let fits = if first == name || !groups.iter().any(|(group, _)| *group == first) {
            (top.contains(&first) || groups.iter().any(|(group, _)| *group == first))
                || self.env.globals().any(|(global, _)| global == first)
        } else {
            let field = rest.unwrap_or_default().split('.').next().unwrap_or_default();
            groups.iter().any(|(group, facts)| *group == first && names(facts).any(|n| n == field))
        };
        if fits {
            return;
        }
        let every: Vec<String> = groups
            .iter()
            .flat_map(|(group, facts)| {
                names(facts).map(move |n| if group.is_empty() { n.into() } else { format!("{group}.{n}") })
            })
            .collect();
        let near = nearest(name, every.iter().map(String::as_str), 2);
        let help = match (near, about) {
            (Some(near), _) => format!("Write `{near}`, or see `docs/prompts.md` for all facts."),
            (None, About::Week) => "A rule about the week asks its facts as `week.practised`.".into(),
            (None, _) => "See `docs/prompts.md` for all facts.".into(),
        };
        let place = at(self.note);
        self.tell(place, format!("`{name}` is not a fact."), help);
    }

    /// Works the rule out on a week in which nothing is told and on one in which everything is.
    fn try_out(&mut self, rule: &Rule, texts: &Texts, at: Place) {
        let mut rules = Rules { env: environment(), rules: Vec::new() };
        rules.put(rule.clone(), texts.clone());
        for (everything, facts) in [(false, example(rule.about, false)), (true, example(rule.about, true))] {
            let week = if everything { "a week in which all is noted" } else { "a week in which nothing is noted" };
            if let Err(error) = super::choose::work_out(&rules, rule, &facts, everything) {
                let message = format!("This rule cannot be worked out for {week}: {error}.");
                let help = "Ask first if a fact is there: `barriers and barriers[0].count > 1`.";
                self.tell(at, message, help.into());
                return;
            }
        }
    }

    fn tell(&mut self, at: Place, message: String, help: String) {
        self.problems.push(self.note.problem(at, Code::BadTemplate, message, help));
    }
}

/// The facts that a rule about this can name: group (empty for those named as they are), facts.
pub(super) fn groups(about: About) -> Vec<(&'static str, &'static [Fact])> {
    let mut groups: Vec<(&str, &[Fact])> = vec![("week", facts::WEEK)];
    if about != About::Week {
        groups.extend([("", facts::PLAN), ("last", facts::SUMS), ("before", facts::SUMS)]);
    }
    if about == About::Barrier {
        groups.push(("barrier", facts::BARRIER));
    }
    groups
}

/// The fact that a rule about this names so: `last.done`.
fn fact(name: &str, about: About) -> Option<&'static Fact> {
    let (group, field) = name.split_once('.').unwrap_or(("", name));
    groups(about).into_iter().filter(|(g, _)| *g == group).flat_map(|(_, facts)| facts).find(|fact| fact.name == field)
}

/// Facts to try a rule on.
pub(super) fn example(about: About, everything: bool) -> Value {
    let week = facts::value(if everything { WeekFacts::example() } else { WeekFacts::default() });
    let plan = if everything {
        PlanFacts::example(week.clone())
    } else {
        PlanFacts { week: week.clone(), ..PlanFacts::default() }
    };
    match about {
        About::Week => context! { week },
        About::Plan => facts::value(plan),
        About::Barrier => {
            let barrier = if everything { BarrierFacts::example() } else { BarrierFacts::default() };
            context! { barrier => facts::value(barrier), ..facts::value(plan) }
        }
    }
}

fn names(facts: &'static [Fact]) -> impl Iterator<Item = &'static str> {
    facts.iter().map(|fact| fact.name)
}

pub(super) fn sorted(names: std::collections::HashSet<String>) -> Vec<String> {
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort();
    names
}

/// What is wrong, in the engine's words, without values from the notes.
pub(super) fn reason(error: &Error) -> String {
    let kind = error.kind().to_string();
    match error.detail() {
        Some(detail) => brief(detail).trim_end_matches('.').to_owned(),
        None => kind,
    }
}

/// Where `name` stands in the line of a value, or the value itself.
fn within(note: &Note, at: Place, name: &str) -> Place {
    let line = note.line(at);
    let skip = at.column.saturating_sub(1) as usize;
    let from = line.char_indices().nth(skip).map_or(line.len(), |(i, _)| i);
    let rest = line.get(from..).unwrap_or_default();
    match rest.find(name).and_then(|i| rest.get(..i)) {
        Some(before) => Place { line: at.line, column: at.column.saturating_add(chars(before)), width: chars(name) },
        None => at,
    }
}

fn chars(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// The place of a byte of the note's text.
fn place_of(note: &Note, byte: usize, width: usize) -> Place {
    let before = note.text.get(..byte).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    Place {
        line: u32::try_from(before.matches('\n').count()).unwrap_or(u32::MAX).saturating_add(1),
        column: chars(line).saturating_add(1),
        width: u32::try_from(width).unwrap_or(u32::MAX),
    }
}
