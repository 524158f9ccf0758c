//! One note -> one rule, compiled and tried, or the problems that say what to write instead.

use minijinja::{Value, context};

use super::brief::shorten_for_prompt;
use super::checks;
use super::evaluate::{ConditionUse, engine_error_text, render_prompt};
use super::expression::{condition_parts, sorted_names};
use super::facts::{self, BarrierFacts, Fact, PlanFacts, WeekFacts};
use super::rule::{AgendaPart, Audience, Rule, RuleSubject, RuleSummary};
use super::rule_set::{CompiledRules, CompiledTexts};
use crate::folder::copy_names::{is_certain_conflict_copy, possible_originals};
use crate::note::{self, Field, FrontMatter, Note, Text};
use crate::problem::{Code, Place, Problem};
use crate::text::{fold, fold_key, nearest_but_not_equal};

/// Where no `priority` is written.
const DEFAULT_PRIORITY: i32 = 50;
/// Lines in which an unreadable note is searched for `for:`.
const MAX_FRONT_LINES: usize = 50;
const AUDIENCES: [&str; 2] = ["client", "agenda"];
const KEYS: &[&str] = &["for", "if", "about", "part", "priority", "family", "theme", "source", "from", "kind"];

/// What a note in `prompts/` is.
pub(super) enum ParsedRule {
    Rule(Box<Rule>, CompiledTexts),
    /// `kind: ignore`: it silences the rule of its name.
    Silence,
    /// No rule, or one that cannot be used.
    NoRule,
}

/// Reads a built-in rule. It is not checked: a test checks them all.
pub(super) fn read_built_in_rule(rules: &CompiledRules, name: &str, text: &str) -> ParsedRule {
    let note = note::read_note(name, text.as_bytes());
    RuleReader { rules, note: &note, name, path: None, problems: Vec::new() }.read()
}

/// Reads and checks a note of the journal's `prompts/`. Only a note with `for: client` or `for: agenda`, or with the name of
/// a built-in rule, is meant as a rule; others are somebody's own.
pub(super) fn read_journal_rule(
    rules: &CompiledRules,
    path: &str,
    name: &str,
    bytes: &[u8],
) -> (ParsedRule, Vec<Problem>) {
    let note = note::read_note(path, bytes);
    let mut reader = RuleReader { rules, note: &note, name, path: Some(path), problems: Vec::new() };
    if !reader.is_meant_as_rule() {
        reader.hint_if_resembles_rule();
        return (ParsedRule::NoRule, reader.problems);
    }
    if is_certain_conflict_copy(path) {
        let message =
            "This is a copy of a rule that your sync program made, since it was changed in two places at once.";
        reader.report_conflict_copy(message.to_owned());
        return (ParsedRule::NoRule, reader.problems);
    }
    let parsed = reader.read();
    (parsed, reader.problems)
}

/// A rule whose name is that of a numbered copy of another one and that asks the same is a copy, too.
pub(super) fn numbered_copy_problem(path: &str, rule: &Rule, others: &[(&str, &Rule)]) -> Option<Problem> {
    let is_same = |other: &Rule| {
        let (a, b) = (&other.summary, &rule.summary);
        a.audience == b.audience && a.question == b.question
    };
    let originals = possible_originals(path);
    let (original, _) =
        others.iter().find(|(other, rule)| is_same(rule) && originals.iter().any(|(_, original)| original == other))?;
    let message = format!("This looks like a copy of {original} that your sync program made.");
    let note = note::read_note(path, b"");
    let help =
        "Take from it what is missing there, then delete it; or give it another name. Until then it is not used.";
    Some(note.problem_at(Place::START, Code::ConflictCopy, message, help.into()))
}

/// A note that is read as a rule, and what is wrong with it.
struct RuleReader<'n, 'a> {
    /// To compile with.
    rules: &'n CompiledRules,
    note: &'n Note<'a>,
    name: &'n str,
    /// `None` for a built-in rule.
    path: Option<&'n str>,
    problems: Vec<Problem>,
}

/// The texts of a rule, before they are compiled.
struct RuleSource {
    condition: Option<Text>,
    rests_on: Option<Text>,
    texts: CompiledTexts,
}

impl RuleReader<'_, '_> {
    fn read(&mut self) -> ParsedRule {
        if !self.check_front_matter() {
            return ParsedRule::NoRule;
        }
        self.problems.extend(self.note.problems.iter().cloned());
        let has_lost_if = self.report_misspelt_keys_and_lost_if();
        let kinds = [("ignore", true), ("rule", false), ("prompt", false)];
        if self.choice_field("kind", &kinds) == Some(true) {
            return ParsedRule::Silence;
        }
        let before = self.problems.len();
        let summary = self.read_summary();
        let subject = summary.as_ref().map_or(RuleSubject::Plan, |s| s.subject);
        let source = self.read_source();
        let hint = self.path.and_then(|_| self.check_texts(&source, subject));
        let (Some(summary), false) = (summary, self.problems.len() > before || has_lost_if) else {
            return ParsedRule::NoRule;
        };
        let rule = self.build_rule(summary, &source);
        if self.path.is_some() {
            self.try_on_example_weeks(&rule, &source);
        }
        if self.problems.len() > before {
            return ParsedRule::NoRule;
        }
        self.problems.extend(hint);
        ParsedRule::Rule(Box::new(rule), source.texts)
    }

    /// Whether the note says for whom it asks, or has the name of a built-in rule.
    fn is_meant_as_rule(&self) -> bool {
        if self.rules.language.rules.iter().any(|(built_in, _)| fold(built_in) == fold(self.name)) {
            return true;
        }
        match &self.note.front_matter {
            FrontMatter::Read => match self.note.filled_field("for").map(|f| &f.value) {
                Some(note::Value::Text(text)) => is_audience_word(&text.text),
                Some(note::Value::List(items)) => items.iter().any(|item| is_audience_word(&item.text)),
                Some(note::Value::Empty | note::Value::Map(_)) | None => false,
            },
            FrontMatter::Absent => false,
            // What cannot be read as fields is read line by line.
            FrontMatter::Template
            | FrontMatter::Unreadable { .. }
            | FrontMatter::NotText { .. }
            | FrontMatter::GitMarks { .. } => self.note.text.lines().take(MAX_FRONT_LINES).any(|line| {
                let field = line.trim_start().split_once(':');
                field.is_some_and(|(key, value)| fold_key(key.trim()) == "for" && is_audience_word(value))
            }),
        }
    }

    /// A hint for a note that is no rule and looks like one.
    fn hint_if_resembles_rule(&mut self) {
        let slip = |field: &&Field| match &field.value {
            note::Value::Text(text) if field.key == "for" => {
                nearest_but_not_equal(&fold_key(&text.text), AUDIENCES.iter().copied(), 2).is_some()
            }
            note::Value::Text(text) => {
                nearest_but_not_equal(&field.key, ["for"], 1).is_some() && is_audience_word(&text.text)
            }
            note::Value::Empty | note::Value::List(_) | note::Value::Map(_) => false,
        };
        let fields = self.note.fields.iter();
        let Some(field) = fields
            .clone()
            .find(slip)
            .or_else(|| fields.clone().find(|field| field.key == "if" || field.key == "priority"))
        else {
            return;
        };
        let message = format!("This note has `{}`, and it is no rule: it does not say whom it asks.", field.written);
        let help = "If it is meant as a rule, add a line `for: client` or `for: agenda`.";
        let problem = self.note.problem_at(field.key_place, Code::RuleNotUsed, message, help.into());
        self.problems.push(problem);
    }

    fn report_conflict_copy(&mut self, message: String) {
        let help = "Take from it what is missing in the rule itself, then delete it. Until then it is not used.";
        let problem = self.note.problem_at(Place::START, Code::ConflictCopy, message, help.into());
        self.problems.push(problem);
    }

    /// Whether there are fields to read. If not, says why.
    fn check_front_matter(&mut self) -> bool {
        match self.note.front_matter {
            FrontMatter::Read => return true,
            FrontMatter::Absent => {
                let help = "Begin it with `---`, a line `for: client` or `for: agenda`, and `---`.";
                self.add_problem(Place::START, "This rule has no front matter.".into(), help.into());
            }
            FrontMatter::Template => {
                let help = "Write facts there without braces: `from: task`. Braces belong in the text below.";
                self.add_problem(
                    Place::START,
                    "The front matter of this rule contains `{{` or `<%`.".into(),
                    help.into(),
                );
            }
            FrontMatter::Unreadable { .. } | FrontMatter::NotText { .. } | FrontMatter::GitMarks { .. } => {
                self.problems.extend(self.note.problems.iter().cloned());
                if self.problems.is_empty() {
                    let help = "Write it as `key: value` lines between two lines of `---`.";
                    self.add_problem(Place::START, "The front matter of this rule cannot be read.".into(), help.into());
                }
            }
        }
        false
    }

    /// What the fields say, less the condition; `None` where it is not known whom the rule is for.
    fn read_summary(&mut self) -> Option<RuleSummary> {
        let before = self.problems.len();
        let audience = self.choice_field("for", &[("client", Audience::Client), ("agenda", Audience::Agenda)]);
        if audience.is_none() && self.problems.len() == before {
            let help = "Add a line `for: client` or `for: agenda`.";
            self.add_problem(Place::START, "This rule does not say whom it is for.".into(), help.into());
        }
        let subjects = [("plan", RuleSubject::Plan), ("barrier", RuleSubject::Barrier), ("week", RuleSubject::Week)];
        let parts = [("first", AgendaPart::First), ("middle", AgendaPart::Middle), ("last", AgendaPart::Last)];
        let subject = self.choice_field("about", &subjects).unwrap_or(RuleSubject::Plan);
        let part = self.choice_field("part", &parts).unwrap_or(AgendaPart::Middle);
        let priority = self.priority_field();
        Some(RuleSummary {
            name: self.name.to_owned(),
            question: crate::text::with_single_spaces(self.body_text()),
            path: self.path.map(str::to_owned),
            audience: audience?,
            part,
            subject,
            priority,
            family: self.text_field("family").map(|t| fold(&t.text)),
            theme: self.text_field("theme").map_or_else(|| self.name.to_owned(), |t| fold(&t.text)),
            source: self.text_field("source").map(|t| t.text).unwrap_or_default(),
            condition: String::new(),
        })
    }

    fn read_source(&mut self) -> RuleSource {
        let (condition, rests_on) = (self.text_field("if"), self.text_field("from"));
        let mut texts = CompiledTexts::new();
        if let Some(condition) = &condition {
            texts.push((self.compiled_text_name("if"), format!("{{% if {} %}}1{{% endif %}}", condition.text)));
        }
        if let Some(rests_on) = &rests_on {
            texts.push((self.compiled_text_name("from"), format!("{{{{ {} }}}}", rests_on.text)));
        }
        texts.push((self.compiled_text_name("body"), self.body_text().to_owned()));
        RuleSource { condition, rests_on, texts }
    }

    fn build_rule(&self, summary: RuleSummary, source: &RuleSource) -> Rule {
        let condition = source.condition.as_ref().map(|t| t.text.clone()).unwrap_or_default();
        Rule {
            summary: RuleSummary { condition, ..summary },
            if_name: source.condition.is_some().then(|| self.compiled_text_name("if")),
            from_name: source.rests_on.is_some().then(|| self.compiled_text_name("from")),
            body_name: self.compiled_text_name("body"),
            text_hash: blake3::hash(self.note.text.as_bytes()),
        }
    }

    /// The name of one of the compiled texts.
    fn compiled_text_name(&self, what: &str) -> String {
        format!("{}/{what}", self.name)
    }

    fn body_text(&self) -> &str {
        self.note.text.get(self.note.body_range.clone()).unwrap_or_default()
    }

    /// Checks the rule's texts. Gives the hint that its `if` is never true.
    fn check_texts(&mut self, source: &RuleSource, subject: RuleSubject) -> Option<Problem> {
        let mut hint = None;
        if let Some(condition) = &source.condition {
            self.check_expression(condition, subject);
            hint = self.check_condition(condition, subject);
        }
        if let Some(rests_on) = &source.rests_on {
            self.check_expression(rests_on, subject);
        }
        self.check_body(subject);
        hint
    }

    /// Reports a fact that is compared with what it can never be, and gives the hint that the condition is never true.
    fn check_condition(&mut self, condition: &Text, subject: RuleSubject) -> Option<Problem> {
        let fact_of = |name: &str| find_fact(name, subject);
        if let Some(error) = checks::find_comparison_type_mismatch(&condition.text, fact_of) {
            let at = place_of_name(self.note, condition.place, &error.part);
            self.add_problem(at, error.message, error.help);
            return None;
        }
        let parts = condition_parts(&self.rules.env, &condition.text);
        let compiled: Vec<_> = parts.iter().filter_map(|p| Some((p.text.as_str(), p.compiled.as_ref()?))).collect();
        let error = checks::find_never_true(&compiled, fact_of)?;
        let at = place_of_name(self.note, condition.place, &error.part);
        Some(self.note.problem_at(at, Code::RuleNeverTrue, error.message, error.help))
    }

    fn check_expression(&mut self, text: &Text, subject: RuleSubject) {
        match self.rules.env.compile_expression_owned(text.text.clone()) {
            Ok(expression) => {
                for name in sorted_names(expression.undeclared_variables(true)) {
                    self.check_name(&name, subject, |note| place_of_name(note, text.place, &name));
                }
            }
            Err(error) => {
                let message =
                    format!("`{}` is not understood: {}.", shorten_for_prompt(&text.text), engine_error_text(&error));
                let help = "Write an expression over facts, such as `open > 1 and not cue`.";
                self.add_problem(text.place, message, help.into());
            }
        }
    }

    fn check_body(&mut self, subject: RuleSubject) {
        let body = self.body_text().to_owned();
        if body.trim().is_empty() {
            let help = "Write the question below the second `---`.";
            self.add_problem(Place::START, "This rule has no text.".into(), help.into());
        }
        let start = self.note.body_range.start;
        match self.rules.env.template_from_named_str("body", &body) {
            Ok(template) => {
                for name in sorted_names(template.undeclared_variables(true)) {
                    self.check_name(&name, subject, |note| {
                        let at = body.find(&format!("{{{{ {name}")).map_or(0, |i| i + 3);
                        place_of_byte(note, start + at, name.chars().count())
                    });
                }
            }
            Err(error) => {
                // The engine counts the lines of the text; the front matter is above them.
                let line = error.line().unwrap_or(1).saturating_sub(1);
                let byte = body.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
                let at = place_of_byte(self.note, start + byte, 0);
                let message = format!("The text of this rule is not understood: {}.", engine_error_text(&error));
                self.add_problem(at, message, "Put facts in double braces: `{{ task }}`.".into());
            }
        }
    }

    /// Reports `name` (`last.done`) if rules about this subject have no such fact.
    fn check_name(&mut self, name: &str, subject: RuleSubject, place: impl Fn(&Note) -> Place) {
        let groups = fact_groups(subject);
        let is_group = |word: &str| groups.iter().any(|(group, _)| *group == word);
        let has = |group: &str, field: &str| {
            groups.iter().any(|(g, facts)| *g == group && fact_names(facts).any(|n| n == field))
        };
        let is_known = match name.split_once('.') {
            Some((first, rest)) if is_group(first) => has(first, rest.split('.').next().unwrap_or_default()),
            Some((first, _)) => has("", first) || self.rules.env.globals().any(|(global, _)| global == first),
            None => has("", name) || is_group(name) || self.rules.env.globals().any(|(global, _)| global == name),
        };
        if is_known {
            return;
        }
        let every = groups.iter().flat_map(|(group, facts)| {
            fact_names(facts).map(move |n| if group.is_empty() { n.into() } else { format!("{group}.{n}") })
        });
        let every: Vec<String> = every.collect();
        let help = match (nearest_but_not_equal(name, every.iter().map(String::as_str), 2), subject) {
            (Some(near), _) => format!("Write `{near}`, or see `docs/prompts.md` for all facts."),
            (None, RuleSubject::Week) => "A rule about the week names its facts like `week.practised`.".into(),
            (None, _) => "See `docs/prompts.md` for all facts.".into(),
        };
        let at = place(self.note);
        self.add_problem(at, format!("`{name}` is not a fact."), help);
    }

    /// Evaluates the rule for a week in which nothing is noted and for one in which everything is.
    fn try_on_example_weeks(&mut self, rule: &Rule, source: &RuleSource) {
        let mut rules = CompiledRules::empty(self.rules.language);
        rules.add_or_replace(rule.clone(), source.texts.clone());
        for (week, example, condition) in [
            ("a week in which nothing is noted", ExampleWeek::Nothing, ConditionUse::Checked),
            ("a week in which everything is noted", ExampleWeek::Everything, ConditionUse::Ignored),
        ] {
            let facts = example_facts(rule.summary.subject, example);
            if let Err(error) = render_prompt(&rules.env, rule, &facts, condition) {
                let message = format!("This rule cannot be evaluated for {week}: {error}.");
                let help = "Ask first if a fact is there: `barriers and barriers[0].count > 1`.";
                let at = source.condition.as_ref().map_or(Place::START, |condition| condition.place);
                self.add_problem(at, message, help.into());
                return;
            }
        }
    }

    /// Reports keys one slip away from a known one. Gives whether an `if` is lost by one: such a rule would always be
    /// true.
    fn report_misspelt_keys_and_lost_if(&mut self) -> bool {
        let mut has_lost_if = false;
        for field in self.note.fields.iter().filter(|f| !KEYS.contains(&f.key.as_str())) {
            // Most words of two letters are one slip from `if`.
            let is_like_if = field.key.contains('i') && field.key.contains('f');
            let known = KEYS.iter().copied().filter(|&key| is_like_if || key != "if");
            let Some(known) = nearest_but_not_equal(&field.key, known, 1) else { continue };
            let message = format!("`{}` is not a field of a rule.", field.written);
            let problem =
                self.note.problem_at(field.key_place, Code::KeyNearMiss, message, format!("Write `{known}`."));
            self.problems.push(problem);
            has_lost_if |= known == "if" && self.note.filled_field("if").is_none();
        }
        has_lost_if
    }

    /// The text of a field; a problem where it is a list or a block.
    fn text_field(&mut self, key: &str) -> Option<Text> {
        let Field { value, key_place: key_at, .. } = self.note.filled_field(key)?;
        match value {
            note::Value::Text(text) if !text.text.trim().is_empty() => Some(text.clone()),
            note::Value::Text(_) | note::Value::Empty => None,
            note::Value::List(_) | note::Value::Map(_) => {
                let message = format!("`{key}` has several values.");
                self.add_problem(*key_at, message, "Write just one, in one line.".into());
                None
            }
        }
    }

    fn choice_field<T: Copy>(&mut self, key: &str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text_field(key)?;
        let word = fold_key(&text.text);
        if let Some(&(_, choice)) = choices.iter().find(|(name, _)| *name == word) {
            return Some(choice);
        }
        let names: Vec<String> = choices.iter().map(|(name, _)| format!("`{key}: {name}`")).collect();
        let message = format!("`{key}: {}` is not understood.", shorten_for_prompt(&text.text));
        self.add_problem(text.place, message, format!("Write {}.", names.join(" or ")));
        None
    }

    fn priority_field(&mut self) -> i32 {
        let Some(text) = self.text_field("priority") else { return DEFAULT_PRIORITY };
        match text.text.trim().parse::<i32>() {
            Ok(n) if (0..=100).contains(&n) => n,
            _ => {
                let message = format!("`priority: {}` is not a number from 0 to 100.", shorten_for_prompt(&text.text));
                self.add_problem(text.place, message, "Write a whole number, such as `priority: 50`.".into());
                DEFAULT_PRIORITY
            }
        }
    }

    fn add_problem(&mut self, place: Place, message: String, help: String) {
        self.problems.push(self.note.problem_at(place, Code::BadTemplate, message, help));
    }
}

fn is_audience_word(value: &str) -> bool {
    let word = fold_key(value.trim().trim_matches(['"', '\'']));
    AUDIENCES.contains(&word.as_str())
}

/// The facts that a rule can name: group (empty for those without one) and facts.
fn fact_groups(subject: RuleSubject) -> Vec<(&'static str, &'static [Fact])> {
    let mut groups: Vec<(&str, &[Fact])> = vec![("week", facts::WEEK)];
    if subject != RuleSubject::Week {
        groups.extend([("", facts::PLAN), ("last", facts::SUMS), ("before", facts::SUMS)]);
    }
    if subject == RuleSubject::Barrier {
        groups.push(("barrier", facts::BARRIER));
    }
    groups
}

/// The fact of this name: `last.done`.
fn find_fact(name: &str, subject: RuleSubject) -> Option<&'static Fact> {
    let (group, field) = name.split_once('.').unwrap_or(("", name));
    let facts = fact_groups(subject).into_iter().filter(|(g, _)| *g == group).flat_map(|(_, facts)| facts);
    facts.into_iter().find(|fact| fact.name == field)
}

fn fact_names(facts: &'static [Fact]) -> impl Iterator<Item = &'static str> {
    facts.iter().map(|fact| fact.name)
}

/// The made-up weeks that a rule is tried on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExampleWeek {
    Nothing,
    Everything,
}

/// Facts to try a rule on.
pub(super) fn example_facts(subject: RuleSubject, example: ExampleWeek) -> Value {
    let (week, plan, barrier) = match example {
        ExampleWeek::Everything => (WeekFacts::example(), PlanFacts::example(), BarrierFacts::example()),
        ExampleWeek::Nothing => (WeekFacts::default(), PlanFacts::default(), BarrierFacts::default()),
    };
    let week = facts::to_value(week);
    let plan = PlanFacts { week: week.clone(), ..plan };
    match subject {
        RuleSubject::Week => context! { week },
        RuleSubject::Plan => facts::to_value(plan),
        RuleSubject::Barrier => context! { barrier => facts::to_value(barrier), ..facts::to_value(plan) },
    }
}

/// The place of `name` in the line of a value, or the value itself.
fn place_of_name(note: &Note, value_place: Place, name: &str) -> Place {
    let line = note.line_at_place(value_place);
    let skip = value_place.column.saturating_sub(1) as usize;
    let from = line.char_indices().nth(skip).map_or(line.len(), |(i, _)| i);
    let rest = line.get(from..).unwrap_or_default();
    match rest.find(name).and_then(|i| rest.get(..i)) {
        Some(before) => {
            let column = value_place.column.saturating_add(char_count(before));
            Place { line: value_place.line, column, width: char_count(name) }
        }
        None => value_place,
    }
}

fn char_count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// The place of a byte of the note's text.
fn place_of_byte(note: &Note, byte: usize, width: usize) -> Place {
    let before = note.text.get(..byte).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    Place {
        line: u32::try_from(before.matches('\n').count()).unwrap_or(u32::MAX).saturating_add(1),
        column: char_count(line).saturating_add(1),
        width: u32::try_from(width).unwrap_or(u32::MAX),
    }
}
