//! Prompts and the agenda (docs/specification.md#5-prompts). `prompts AS-OF` is what is asked in the week of that date,
//! in the client's own view; `asked AS-OF` the client's questions of it alone and `agenda AS-OF` the agenda without the
//! next step; `shared AS-OF` the same as the report has it; `why AS-OF RULE` what became of a rule; `problems` what is
//! wrong with the journal's own rules.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use chrono::NaiveDate;
use tinystep::journal::{self, Journal, Plan, View};
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::problem::{Code, Problem};
use tinystep::prompt::{self, Agenda, AgendaPart, Audience, Fact, Prompt, Prompts, RuleOutcome, RuleSubject, Rules};
use tinystep::week::{CountedWeek, Week, cap_at_day_after_week, count_week, weeks_with_report};

use crate::cases::{self, Answer, Case, Expected};
use crate::sandbox::times;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// The files of a case as a journal, and its last weeks.
fn weeks(files: &[(String, String)], as_of: NaiveDate, view: View) -> (Journal, Vec<CountedWeek>) {
    let text = files.iter().find(|(path, _)| path == "journal.md").map_or("# Journal\n", |(_, text)| text);
    let settings = journal::settings("journal.md", text.as_bytes()).expect("settings that can be read");
    let is_note = |path: &str| path.ends_with(".md") && path != "journal.md" && !path.starts_with("prompts/");
    let drafts: Vec<_> = files
        .iter()
        .filter(|(path, _)| is_note(path))
        .map(|(path, text)| journal::understand(path, text.as_bytes()))
        .collect();
    let others: Vec<String> =
        files.iter().map(|(path, _)| path.clone()).filter(|path| !path.ends_with(".md")).collect();
    let journal = journal::assemble(&settings, &drafts, &others, as_of, view);
    let last = Week::containing(as_of, settings.week_starts);
    let first = weeks_with_report(&journal, as_of).first().copied().unwrap_or(last).max(last.weeks_earlier(5));
    let weeks = (0..6).rev().map(|n| last.weeks_earlier(n)).filter(|week| *week >= first);
    let weeks = weeks.map(|week| count_week(&journal, week, cap_at_day_after_week(week, as_of))).collect();
    (journal, weeks)
}

/// The built-in rules alone.
static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::new(DEFAULT_LANGUAGE, &[]).0);

fn rules(case: &Case) -> (Rules, String) {
    let own = case.files.iter().filter(|(path, _)| path.starts_with("prompts/"));
    let own: Vec<_> = own.map(|(path, text)| (path.clone(), text.clone().into_bytes())).collect();
    let (rules, problems) = Rules::new(DEFAULT_LANGUAGE, &own);
    let mut told = String::new();
    for p in problems {
        let _ = writeln!(told, "{}:{}:{}: {} {}", p.file, p.place.line, p.place.column, p.message, p.help);
    }
    (rules, told)
}

fn drawn(prompts: &Prompts, kind: &str) -> String {
    let mut out = String::new();
    let mut group = |name: &str, of: &[Prompt]| {
        for p in of {
            let _ = writeln!(out, "{name}: {} [{}: {}]", p.text, p.rule, p.from);
        }
    };
    if kind != "agenda" {
        group("client", &prompts.client);
    }
    if kind == "asked" {
        return out;
    }
    group("first", &prompts.agenda.first);
    group("middle", &prompts.agenda.middle);
    group("last", &prompts.agenda.last);
    if kind == "agenda" { out } else { out + &prompts.agenda.next_step }
}

fn why(rules: &Rules, journal: &Journal, weeks: &[CountedWeek], name: &str) -> String {
    let mut out = String::new();
    for explained in prompt::explain_rules(rules, journal, weeks).into_iter().filter(|e| e.rule.name == name) {
        for evaluation in explained.evaluations {
            let facts: Vec<String> = evaluation.facts.iter().map(|(name, value)| format!("{name} = {value}")).collect();
            // How much the template engine says of a reason depends on how it was built.
            let outcome = match evaluation.outcome {
                RuleOutcome::Broken(reason) if !reason.is_empty() => "Broken".to_owned(),
                outcome => format!("{outcome:?}"),
            };
            let deciding_part = Some(evaluation.deciding_part)
                .filter(|p| !p.is_empty())
                .map(|p| format!(" by `{p}`"))
                .unwrap_or_default();
            let _ = writeln!(out, "{}: {outcome}{deciding_part} ({})", evaluation.applied_to, facts.join(", "));
        }
    }
    out
}

pub fn documents() -> Answer {
    Box::new(|case, expected| answer(case, expected).map(|(text, _)| text))
}

/// The text of a block, and the names of the rules that ask something in it.
fn answer(case: &Case, expected: &Expected) -> Option<(String, Vec<String>)> {
    let (rules, problems) = rules(case);
    let mut args = expected.args.split_whitespace();
    let as_of = args.next().map(date);
    let view = if expected.kind == "shared" { View::Shared } else { View::Client };
    match (expected.kind.as_str(), as_of) {
        ("prompts" | "shared" | "asked" | "agenda", Some(as_of)) => {
            let (journal, weeks) = weeks(&case.files, as_of, view);
            let prompts = prompt::choose_prompts(&rules, &journal, &weeks);
            let Agenda { first, middle, last, next_step, own_answer: _ } = &prompts.agenda;
            let client = if expected.kind == "agenda" { &[][..] } else { prompts.client.as_slice() };
            let agenda = if expected.kind == "asked" { [&[][..]; 3] } else { [first.as_slice(), middle, last] };
            let asked = client.iter().chain(agenda.into_iter().flatten()).map(|p| p.rule.clone()).collect();
            if view == View::Client {
                pasted(case, &journal, as_of, next_step);
            }
            Some((drawn(&prompts, &expected.kind), asked))
        }
        ("why", Some(as_of)) => {
            let (journal, weeks) = weeks(&case.files, as_of, view);
            Some((why(&rules, &journal, &weeks, args.next().unwrap_or_default()), Vec::new()))
        }
        ("problems", None) => Some((problems, Vec::new())),
        _ => None,
    }
}

#[test]
fn every_built_in_rule_asks_something_in_a_case_document() {
    let mut asked = BTreeSet::new();
    for document in cases::documents("prompt") {
        let text = std::fs::read_to_string(document).expect("a document");
        for case in cases::parse(&text) {
            asked.extend(
                case.expected.iter().filter_map(|expected| answer(&case, expected)).flat_map(|(_, rules)| rules),
            );
        }
    }
    let silent: Vec<&str> =
        DEFAULT_LANGUAGE.rules.iter().map(|&(name, _)| name).filter(|name| !asked.contains(*name)).collect();
    assert_eq!(silent, Vec::<&str>::new(), "rules that no case asks");
}

/// Pastes the next step into a new note: nothing is wrong with it, and it is a version of its plan that leaves the past.
fn pasted(case: &Case, before: &Journal, as_of: NaiveDate, next_step: &str) {
    if next_step.is_empty() {
        return;
    }
    let mut files = case.files.clone();
    files.push(("plans/next step.md".into(), next_step.to_owned()));
    let (after, _) = weeks(&files, as_of, View::Client);
    let new = after.problems.iter().filter(|p| !before.problems.contains(p) && p.code != Code::WhenVague);
    assert_eq!(new.collect::<Vec<_>>(), Vec::<&Problem>::new(), "{}: {next_step}", case.name);
    let is_new = |plan: &&Plan| &*plan.note == "plans/next step.md";
    let new = after.plans.iter().find(is_new).unwrap_or_else(|| panic!("{}: no plan: {next_step}", case.name));
    let old: Vec<&Plan> = after.plans.iter().filter(|p| p.task == new.task && !is_new(p)).collect();
    let was: Vec<&Plan> = before.plans.iter().filter(|p| p.task == new.task).collect();
    assert_eq!(old.len(), was.len(), "{}: {next_step}", case.name);
    let (Some(old), Some(was)) = (old.last(), was.last()) else { panic!("{}: no old version", case.name) };
    assert!(new.is_start_written, "{}", case.name);
    assert_eq!((old.start, old.end.is_some_and(|end| end < new.start)), (was.start, true), "{}", case.name);
    let vague = was.when.is_vague() || was.when.span_of_named_dates().is_some();
    assert!(vague || new.when == was.when, "{}: {next_step}", case.name);
    let words = |p: &Plan| (p.place.clone(), p.goal.clone(), p.helper.clone(), p.obstacle.clone(), p.then.clone());
    assert_eq!(words(new), words(was), "{}", case.name);
    let kept = |p: &Plan| (p.rate.clone(), p.share, p.share_response);
    assert_eq!(kept(new), kept(was), "{}", case.name);
    // How long is asked again if it was too big, and who chose it always is.
    let is_asked = next_step.contains("\nminutes:\n");
    assert_eq!((new.minutes, new.chosen_by), (was.minutes.filter(|_| !is_asked), None), "{}", case.name);
}

const WHENS: [&str; 9] = [
    "every day at 07:30",
    "3 times a week",
    "Mon, Wed, Fri, after dinner",
    "sometime",
    "weekdays: after work, really",
    "twice a day",
    "every other Tuesday at 18:00",
    "on 2026-11-18",
    "while my coffee # 2 is brewing",
];

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(times(128)))]
    /// Whatever words a plan has, its next step is read without a problem and says the same.
    #[test]
    fn every_next_step_can_be_pasted(
        words in proptest::collection::vec("[a-zA-Z][a-c :#@%`{}<,'\"\\\\\n\t🙂-]{0,10}|[0-9 :#@%&*!|>?-]{1,6}[a-z]|no|~|null|- a|a: b", 5),
        when in 0..WHENS.len(),
        times in proptest::option::of(proptest::sample::select(vec!["3 a week", "twice a day", "once a week"])),
        share in proptest::option::of(proptest::sample::select(vec!["none", "full"])),
        response in proptest::option::of(proptest::sample::select(vec!["yes", "no"])),
        minutes in proptest::option::of(proptest::sample::select(vec!["10", "90 s", "1h 30m"])),
    ) {
        let mut note = String::from("---\nkind: plan\nfrom: 2026-11-16\n");
        for (key, text) in ["task", "where", "goal", "helper", "obstacle"].iter().zip(&words) {
            // A text in JSON is one in YAML.
            let _ = writeln!(note, "{key}: {}", serde_json::to_string(text).expect("a text"));
        }
        let _ = writeln!(note, "when: {}", serde_json::to_string(WHENS[when]).expect("a text"));
        for (key, text) in [("times", times), ("share", share), ("share response", response), ("minutes", minutes)] {
            if let Some(text) = text {
                let _ = writeln!(note, "{key}: {text}");
            }
        }
        note.push_str("---\n- [x] 2026-11-17\n");
        let case = Case { name: note.clone(), files: vec![("plans/a.md".into(), note)], ..Case::default() };
        let as_of = date("2026-11-22");
        let (journal, counted) = weeks(&case.files, as_of, View::Client);
        let prompts = prompt::choose_prompts(&RULES, &journal, &counted);
        // What is for one day has no next step.
        if journal.plans.iter().any(|plan| !plan.is_for_named_dates()) {
            assert_ne!(prompts.agenda.next_step, "", "{}", case.name);
        }
        pasted(&case, &journal, as_of, &prompts.agenda.next_step);
    }
}

/// The tables of `docs/prompts.md`, as the program has them.
#[test]
fn the_documentation_has_every_fact_and_rule() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/prompts.md");
    let text = std::fs::read_to_string(&path).expect("docs/prompts.md");
    let (rules, problems) =
        Rules::new(DEFAULT_LANGUAGE, &[("prompts/saturday.md".into(), example(&text).into_bytes())]);
    assert_eq!(problems, [], "the rule in the documentation");
    assert!(rules.summaries().any(|rule| rule.name == "saturday"));
    let mut renewed = text.clone();
    for (name, table) in [
        ("plan", facts(prompt::PLAN)),
        ("sums", facts(prompt::SUMS)),
        ("week", facts(prompt::WEEK)),
        ("barrier", facts(prompt::BARRIER)),
        ("client", table(Audience::Client)),
        ("agenda", table(Audience::Agenda)),
    ] {
        let mark = format!("<!-- {name} -->\n");
        let from = renewed.find(&mark).expect("the mark of a table") + mark.len();
        let to = from + renewed[from..].find("<!-- end -->").expect("the end of a table");
        renewed.replace_range(from..to, &table);
    }
    if std::env::var_os("TINYSTEP_RENEW").is_some() {
        std::fs::write(&path, &renewed).expect("a writable document");
    } else {
        assert_eq!(text, renewed, "TINYSTEP_RENEW=1 writes the tables anew");
    }
}

fn example(text: &str) -> String {
    let from = text.find("```md prompts/saturday.md\n").expect("the example") + "```md prompts/saturday.md\n".len();
    text[from..].split("```").next().unwrap_or_default().to_owned()
}

fn facts(facts: &[Fact]) -> String {
    let mut out = "\n| fact | kind | meaning |\n| --- | --- | --- |\n".to_owned();
    for fact in facts {
        let _ = writeln!(out, "| `{}` | {} | {} |", fact.name, fact.kind, fact.meaning);
    }
    out + "\n"
}

fn table(audience: Audience) -> String {
    let (rules, _) = Rules::new(DEFAULT_LANGUAGE, &[]);
    let mut out = "\n| rule | asks | fits where | priority | from |\n| --- | --- | --- | --- | --- |\n".to_owned();
    for rule in rules.summaries().filter(|rule| rule.audience == audience) {
        let question = rule.question_in_both_wordings();
        let subject = match rule.subject {
            RuleSubject::Plan => "",
            RuleSubject::Barrier => "for each barrier: ",
            RuleSubject::Week => "for the week: ",
        };
        let part = match (audience, rule.part) {
            (Audience::Client, _) => "",
            (Audience::Agenda, AgendaPart::First) => "first: ",
            (Audience::Agenda, AgendaPart::Middle) => "middle: ",
            (Audience::Agenda, AgendaPart::Last) => "last: ",
        };
        let fits = if rule.condition.is_empty() { "always".into() } else { format!("`{}`", rule.condition) };
        let _ = writeln!(
            out,
            "| `{}` | {part}{question} | {subject}{fits} | {} | {} |",
            rule.name, rule.priority, rule.source
        );
    }
    out + "\n"
}
