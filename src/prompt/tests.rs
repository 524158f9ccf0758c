use std::collections::BTreeSet;
use std::path::Path;

use super::choose::{ChoiceContext, select_client_and_agenda};
use super::derive_facts::FactSet;
use super::evaluate::{ConditionUse, EvaluatedRule, evaluate_all_rules, render_prompt};
use super::facts::{BarrierFacts, PlanFacts, WeekFacts, to_value};
use super::prompts::Prompt;
use super::read_rule::{ExampleWeek, example_facts};
use super::rule::{Audience, RuleSubject, RuleSummary};
use super::rule_set::Rules;
use crate::phrases::{DEFAULT_LANGUAGE, LANGUAGES, Language, NextStepComment, NotedOfStep};
use crate::problem::{Code, Problem};

/// Stems of the words that never appear (docs/practice.md), with those that are whole words.
const STEMS: [&str; 6] = ["complian", "noncomplian", "adheren", "fail", "refus", "resist"];
const WORDS: [&str; 11] =
    ["should", "must", "missed", "poor", "lazy", "excuse", "claims", "denies", "streak", "score", "grade"];

fn own(text: &str) -> (Rules, Vec<Problem>) {
    Rules::new(DEFAULT_LANGUAGE, &[("prompts/mine.md".into(), text.into())])
}

fn says(text: &str) -> Vec<String> {
    own(text)
        .1
        .iter()
        .map(|p| format!("{}:{} {}: {} {}", p.place.line, p.place.column, p.code.name(), p.message, p.help))
        .collect()
}

/// What a rule says where everything is noted.
fn rendered(rules: &Rules, name: &str) -> Option<(String, String)> {
    let (_, rule) = rules.iter().find(|(_, r)| r.summary.name == name)?;
    let facts = example_facts(rule.summary.subject, ExampleWeek::Everything);
    render_prompt(rules.environment(), rule, &facts, ConditionUse::Ignored).expect("a rule that can be evaluated")
}

/// The same in an even and in an odd week: many rules have two wordings, so that no question comes twice running.
fn wordings(rules: &Rules, name: &str) -> [(String, String); 2] {
    let (_, rule) = rules.iter().find(|(_, r)| r.summary.name == name).expect("a rule");
    [0, 1].map(|number| {
        let facts = example_facts(rule.summary.subject, ExampleWeek::Everything);
        let week = minijinja::context! { number, ..facts.get_attr("week").expect("the week") };
        let facts = minijinja::context! { week, ..facts };
        render_prompt(rules.environment(), rule, &facts, ConditionUse::Ignored)
            .expect("a rule that can be evaluated")
            .expect("a text")
    })
}

#[test]
fn the_list_is_the_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/prompts");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the folder of rules")
        .map(|f| f.expect("a file").file_name().to_string_lossy().trim_end_matches(".md").to_owned())
        .collect();
    let list: Vec<&str> = DEFAULT_LANGUAGE.rules.iter().map(|&(name, _)| name).collect();
    assert!(list.is_sorted());
    assert_eq!(files.iter().map(String::as_str).collect::<Vec<_>>(), list);
}

#[test]
fn built_in_rules_can_be_read_and_evaluated() {
    for language in LANGUAGES {
        rules_can_be_read_and_evaluated(language);
    }
}

fn rules_can_be_read_and_evaluated(language: &'static Language) {
    let (rules, problems) = Rules::new(language, &[]);
    assert_eq!(problems, []);
    assert_eq!(rules.summaries().count(), language.rules.len());
    // As the journal's own they are tried on a week with nothing and on one with everything, too.
    let as_own: Vec<(String, Vec<u8>)> =
        language.rules.iter().map(|&(name, text)| (format!("prompts/{name}.md"), text.into())).collect();
    let (rules, problems) = Rules::new(language, &as_own);
    assert_eq!(problems, []);
    for (_, rule) in rules.iter() {
        let has_from = rule.from_name.is_some();
        let rule = &rule.summary;
        assert!(!rule.source.is_empty() && has_from, "{} says where it comes from", rule.name);
        let (text, from) = rendered(&rules, &rule.name).expect("a text");
        assert!(!text.is_empty() && !from.is_empty(), "{}", rule.name);
        assert!(!(text.clone() + &from).contains("none"), "{}: {text} {from}", rule.name);
    }
}

#[test]
fn questions_are_open_short_and_plain() {
    let (rules, _) = Rules::new(DEFAULT_LANGUAGE, &[]);
    let mut hard: Vec<String> = Vec::new();
    let choice = ["Does that feel realistic?"];
    let all = rules.summaries().flat_map(|rule| wordings(&rules, &rule.name).map(|wording| (rule, wording)));
    for (rule, (text, from)) in all {
        let mut questions = 0;
        for sentence in text.split_inclusive(['.', '?', '!']).map(str::trim) {
            assert!(sentence.split_whitespace().count() <= 16, "{}: {sentence}", rule.name);
            assert!(!sentence.starts_with("Why"), "{}: {sentence}", rule.name);
            let first = sentence.rsplit(": ").next().unwrap_or_default().split(' ').next().unwrap_or_default();
            let closed =
                ["do", "does", "did", "is", "are", "was", "were", "can", "could", "would", "will", "have", "has"];
            let open = !closed.contains(&first.to_lowercase().as_str());
            assert!(open || choice.contains(&sentence), "{}: {sentence}", rule.name);
            questions += usize::from(sentence.ends_with('?'));
        }
        assert!(questions > 0, "{} asks", rule.name);
        let source = DEFAULT_LANGUAGE.rules.iter().find(|(name, _)| *name == rule.name).map_or("", |(_, text)| text);
        for word in format!("{text} {from} {source}").to_lowercase().split(|c: char| !c.is_alphabetic()) {
            assert!(!WORDS.contains(&word) && !STEMS.iter().any(|s| word.starts_with(s)), "{}: {word}", rule.name);
        }
        if reading_level(&text) > 6.0 {
            hard.push(format!("{}: {text} {:.1}", rule.name, reading_level(&text)));
        }
    }
    assert!(hard.is_empty(), "{hard:#?}");
}

/// To be read aloud: `cargo test --lib prompt::tests::all_that_is_asked -- --nocapture`.
#[test]
fn all_that_is_asked() {
    let (rules, _) = Rules::new(DEFAULT_LANGUAGE, &[]);
    let barriers =
        crate::journal::BARRIERS.iter().filter_map(|barrier| Some((barrier.name.to_owned(), barrier.question?)));
    let barriers = barriers.map(|(name, question)| (name, question.to_owned(), String::new()));
    let asked = rules.summaries().flat_map(|rule| {
        let name = format!("{:?} {}", rule.audience, rule.name);
        wordings(&rules, &rule.name).map(|(text, from)| (name.clone(), text, from))
    });
    let all: Vec<(String, String, String)> = asked.chain(barriers).collect();
    for (name, text, from) in &all {
        println!("{name}: {text} [{from}]");
    }
    assert!(all.len() > DEFAULT_LANGUAGE.rules.len());
}

#[test]
fn what_may_follow_a_barrier_is_as_open_and_short() {
    for barrier in &crate::journal::BARRIERS {
        let Some(question) = barrier.question else { continue };
        assert!(question.ends_with('?') && question.split_whitespace().count() <= 16, "{question}");
        assert!(!question.starts_with("Why"), "{question}");
        assert!(reading_level(question) <= 6.0, "{question} {}", reading_level(question));
    }
}

#[test]
fn what_the_next_step_says_is_as_plain() {
    let ten = Some(crate::when::Minutes { seconds: 600 });
    let least = ten.zip(chrono::NaiveDate::from_ymd_opt(2026, 11, 17));
    let days = [chrono::Weekday::Sat, chrono::Weekday::Sun];
    let smaller = |too_big, least, noted| NextStepComment::Smaller { minutes: ten, last: None, too_big, least, noted };
    // What `chosen by` can be is no sentence.
    for note in [
        NextStepComment::DoneOn { days: &days, is_before: false, is_partly: false },
        NextStepComment::DoneOn { days: &days, is_before: true, is_partly: true },
        NextStepComment::OwnSmaller("one minute is enough"),
        smaller(0, None, NotedOfStep::HowItWent),
        smaller(3, least, NotedOfStep::HowItWent),
        smaller(0, None, NotedOfStep::Nothing),
        smaller(0, None, NotedOfStep::OnlySkips),
        NextStepComment::WentWell { is_exposure: false },
        NextStepComment::WentWell { is_exposure: true },
    ] {
        let said = DEFAULT_LANGUAGE.phrases.next_step_comment(note);
        println!("{said}");
        // It is a comment of one line, and what is listed in it is no sentence.
        assert!(
            !said.contains('\n') && reading_level(&said.replace(", ", ". ")) <= 6.0,
            "{said} {}",
            reading_level(&said)
        );
        for word in said.to_lowercase().split(|c: char| !c.is_alphabetic()) {
            assert!(!WORDS.contains(&word) && !STEMS.iter().any(|s| word.starts_with(s)), "{said}");
        }
    }
}

/// Flesch-Kincaid.
fn reading_level(text: &str) -> f64 {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic() && c != '\'').filter(|w| !w.is_empty()).collect();
    let sentences = text.matches(['.', '?', '!']).count().max(1);
    let syllables: usize = words.iter().map(|w| syllables(w)).sum();
    0.39 * words.len() as f64 / sentences as f64 + 11.8 * syllables as f64 / words.len() as f64 - 15.59
}

fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let vowel = |c: char| "aeiouy".contains(c);
    let mut before = false;
    let mut count = 0;
    for c in word.chars() {
        count += usize::from(vowel(c) && !before);
        before = vowel(c);
    }
    let silent = word.ends_with('e') && !word.ends_with("le") || word.ends_with("ed") && !word.ends_with("ted");
    if silent && count > 1 { count - 1 } else { count.max(1) }
}

#[test]
fn an_unknown_fact_is_reported_with_its_place_and_the_nearest_fact() {
    assert_eq!(
        says("---\nfor: client\nif: opn > 1\n---\nHow was it?\n"),
        ["3:5 bad-template: `opn` is not a fact. Write `open`, or see `docs/prompts.md` for all facts."]
    );
    assert_eq!(
        says("---\nfor: client\nif: done and last.donee > 1\n---\nHow was it?\n"),
        ["3:14 bad-template: `last.donee` is not a fact. Write `last.done`, or see `docs/prompts.md` for all facts."]
    );
    assert_eq!(
        says("---\nfor: client\n---\nHow was {{ tsk }}?\n"),
        ["4:12 bad-template: `tsk` is not a fact. Write `task`, or see `docs/prompts.md` for all facts."]
    );
    assert_eq!(
        says("---\nfor: client\nabout: week\nif: practised\n---\nHow was it?\n"),
        ["4:5 bad-template: `practised` is not a fact. A rule about the week names its facts like `week.practised`."]
    );
    assert_eq!(
        says("---\nfor: client\nif: barrier.count\n---\nHow was it?\n"),
        ["3:5 bad-template: `barrier.count` is not a fact. See `docs/prompts.md` for all facts."]
    );
}

#[test]
fn a_rule_that_cannot_be_used_says_what_to_write_instead() {
    for (text, start) in [
        ("---\nfor: [client, agenda]\n---\nHow?\n", "2:1 bad-template: `for` has several values. Write just one"),
        ("---\nfor: client\nif: open >\n---\nHow?\n", "3:5 bad-template: `open >` is not understood:"),
        ("---\nfor: client\npriority: high\n---\nHow?\n", "3:11 bad-template: `priority: high` is not a number"),
        ("---\nfor: client\n---\n\n", "1:1 bad-template: This rule has no text."),
        ("---\nfor: client\n---\nOne\n{{ task }\n", "5:1 bad-template: The text of this rule is not understood:"),
        ("---\nfor: client\niff: open\n---\nHow?\n", "3:1 key-near-miss: `iff` is not a field of a rule. Write `if`."),
    ] {
        let told = says(text);
        assert!(told.first().is_some_and(|t| t.starts_with(start)), "{text}\n{told:?}");
    }
}

#[test]
fn a_fact_is_compared_with_what_it_can_be() {
    let says = |condition: &str| says(&format!("---\nfor: client\nif: {condition}\n---\nHow was it?\n"));
    for (condition, told) in [
        ("done > 1 and open > \"2\"", "3:18 bad-template: `open` is a number, and `\"2\"` is a text. Compare it with"),
        ("stage == 1", "3:5 bad-template: `stage` is a text, and `1` is a number. Put a text in quotes:"),
        ("1 < cue", "3:5 bad-template: `cue` is a text, and `1` is a number."),
        ("vague == \"yes\"", "3:5 bad-template: `vague` is yes or no, and `\"yes\"` is a text. Write `vague` or"),
        ("barriers > 1", "3:5 bad-template: `barriers` is a list or a group of facts, and `1` is a number."),
        ("week.over and last.done == \"none\"", "3:19 bad-template: `last.done` is a number"),
        ("done and stage == \"begin\"", "3:14 rule-never-true: `stage == \"begin\"` is never true"),
        ("stage in [\"begin\", \"end\"]", "3:5 rule-never-true: `stage in"),
        ("confidence is not none and confidence > 10", "3:32 rule-never-true: `confidence > 10` is never true"),
        ("completion > 75", "3:5 rule-never-true: `completion > 75` is never true"),
        ("done < 0", "3:5 rule-never-true: `done < 0` is never true"),
        ("open > 2 and open < 2", "3:5 rule-never-true: The parts of this `if` are never true together"),
        ("vague and not vague", "3:5 rule-never-true: The parts"),
    ] {
        let came = says(condition);
        assert!(came.len() == 1 && came[0].starts_with(told), "{condition}\n{came:?}");
    }
    for fine in [
        "open > 1 and \"Sat\" in practised_on",
        "completion >= 0.75 and minutes is not none and minutes > 2.5",
        "open + not_done >= done + partly and week.over",
        "barriers and barriers[0].count > 1",
        "task|length > 40",
        "done > open or stage != \"do\"",
        "2 * open == 6 and place == \"salt and pepper\"",
        "confidence is none or confidence == 10",
        "goal == \"a\" and place == \"b\" and practised_on == \"Mon, Tue\"",
    ] {
        assert_eq!(says(fine), Vec::<String>::new(), "{fine}");
    }
}

#[test]
fn hostile_rules_are_problems_and_nothing_else() {
    let bodies = [
        "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
        "{% set ns = namespace(x='aaaa') %}{% for a in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}",
        "{{ 'a' * 100000000 }}",
        "{{ 'a' * 5000 }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include 'mine/body' %}",
        "{% include 'barrier/body' %}",
        "{{ felt[7].words }}",
        "{{ minutes + task }}",
        "{{ task.no_such.thing }}",
        "{{ 1 / 0 }}",
        "{{ [1, 2] | nothing }}",
    ];
    for body in bodies {
        let (rules, problems) = own(&format!("---\nfor: client\n---\n{body}\n"));
        assert_eq!(problems.len(), 1, "{body} {problems:?}");
        assert!(problems.iter().all(|p| p.code == Code::BadTemplate), "{body}");
        assert_eq!(rules.summaries().count(), DEFAULT_LANGUAGE.rules.len(), "{body}");
    }
    let deep = format!("---\nfor: client\nif: {}1{}\n---\nHow?\n", "(".repeat(20_000), ")".repeat(20_000));
    assert_eq!(own(&deep).1.len(), 1);
    let deep = format!("---\nfor: client\n---\n{}\n", "{% if 1 %}".repeat(20_000));
    assert_eq!(own(&deep).1.len(), 1);
}

#[test]
fn a_journal_adds_replaces_and_silences() {
    let (rules, problems) = own("---\nfor: agenda\n---\nHow was it?\n");
    assert!(problems.is_empty());
    assert_eq!(rules.summaries().count(), DEFAULT_LANGUAGE.rules.len() + 1);
    let one = |path: &str, text: &str| Rules::new(DEFAULT_LANGUAGE, &[(path.into(), text.into())]);
    let (rules, problems) = one("prompts/Celebrate.md", "---\nfor: client\n---\nWhat now?\n");
    assert!(problems.is_empty());
    assert_eq!(rules.summaries().count(), DEFAULT_LANGUAGE.rules.len());
    assert_eq!(rendered(&rules, "Celebrate").map(|(text, _)| text).as_deref(), Some("What now?"));
    let (rules, problems) = one("prompts/celebrate.md", "---\nkind: ignore\n---\n");
    assert!(problems.is_empty());
    assert_eq!(rules.summaries().count(), DEFAULT_LANGUAGE.rules.len() - 1);
    // A broken one leaves the built-in, and so does an empty one, half-synced.
    for text in ["---\nfor: client\nif: opn\n---\nWhat now?\n", ""] {
        let (rules, problems) = one("prompts/celebrate.md", text);
        assert_eq!((rules.summaries().count(), problems.len()), (DEFAULT_LANGUAGE.rules.len(), 1));
        assert_ne!(rendered(&rules, "celebrate").map(|(text, _)| text).as_deref(), Some("What now?"));
    }
    assert_eq!(
        one("prompts/notes.txt", "---\nfor: client\n---\nHow?\n").0.summaries().count(),
        DEFAULT_LANGUAGE.rules.len()
    );
}

/// Somebody's own notes in a folder `Prompts/`: no rules, and nothing to report.
#[test]
fn ordinary_notes_beside_rules_are_left_alone() {
    let notes: [(&str, &[u8]); 14] = [
        ("prompts/about these.md", b"What is in this folder.\n"),
        ("prompts/ai.md", b"---\ntags: [ai]\n---\nSummarise this text: {{ text }} in three points.\n"),
        ("prompts/draft.md", b"---\ntags: [ai]\nkind: prompt\n---\nAct as an editor.\n"),
        ("Prompts/templater.md", b"---\ncreated: <% tp.date.now() %>\n---\nText\n"),
        ("prompts/curly.md", b"---\ntitle: {{title}}\n---\nText\n"),
        ("prompts/latin1.md", b"Caf\xe9, sch\xf6n\n"),
        ("prompts/latin1 fields.md", b"---\ntitle: Caf\xe9\n---\n"),
        ("prompts/utf16.md", b"\xff\xfeh\0i\0"),
        ("prompts/open.md", b"---\ntitle: a\nNever closed\n"),
        ("prompts/broken.md", b"---\ntitle: \"a\n---\n"),
        ("prompts/git.md", b"---\n<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> other\n---\n"),
        ("prompts/for.md", b"---\nfor: Anna\n---\nA gift\n"),
        ("prompts/fort.md", b"---\nform: long\nfort: 3\n---\nText\n"),
        ("prompts/empty.md", b""),
    ];
    for (path, bytes) in notes {
        let (rules, problems) = Rules::new(DEFAULT_LANGUAGE, &[(path.into(), bytes.into())]);
        assert_eq!((rules.summaries().count(), problems), (DEFAULT_LANGUAGE.rules.len(), vec![]), "{path}");
    }
}

#[test]
fn a_note_that_looks_like_a_rule_gets_a_hint() {
    for (text, hint) in [
        ("---\nif: open\n---\nHow?\n", "2:1 rule-not-used: This note has `if`, and it is no rule"),
        ("---\ntags: [ai]\nPriority: 3\n---\nHow?\n", "3:1 rule-not-used: This note has `Priority`, and"),
        ("---\nfor: clients\n---\nHow?\n", "2:1 rule-not-used: This note has `for`, and it is no rule"),
        ("---\nfro: client\n---\nHow?\n", "2:1 rule-not-used: This note has `fro`, and it is no rule"),
        ("---\nfor:\nif: open\n---\nHow?\n", "3:1 rule-not-used: This note has `if`, and it is no rule"),
    ] {
        let hints = says(text);
        assert!(hints.len() == 1 && hints[0].starts_with(hint), "{text}\n{hints:?}");
        assert_eq!(own(text).0.summaries().count(), DEFAULT_LANGUAGE.rules.len(), "{text}");
    }
}

/// A note that says for whom it asks is a rule, and is reported where it cannot be read.
#[test]
fn a_rule_that_cannot_be_read_is_reported() {
    let notes: [(&str, &[u8]); 6] = [
        ("prompts/a.md", b"---\nfor: client\n---\nCaf\xe9?\n"),
        ("prompts/a.md", b"---\nfor: agenda\nHow was it?\n"),
        ("prompts/a.md", b"---\nfor: \"client\nif: open\n---\nHow was it?\n"),
        ("prompts/a.md", b"---\nfor: client\nfrom: {{ task }}\n---\nHow was it?\n"),
        ("prompts/celebrate.md", b"Caf\xe9\n"),
        ("prompts/celebrate.md", b"---\n<<<<<<< HEAD\nif: a\n=======\nif: b\n>>>>>>> other\n---\nHow?\n"),
    ];
    for (path, bytes) in notes {
        let (rules, problems) = Rules::new(DEFAULT_LANGUAGE, &[(path.into(), bytes.into())]);
        let errors = problems.iter().filter(|p| p.code.class() == crate::problem::ProblemClass::Error).count();
        assert!(errors > 0, "{path} {problems:?}");
        assert_eq!(rules.summaries().count(), DEFAULT_LANGUAGE.rules.len(), "{path}");
    }
}

#[test]
fn a_conflict_copy_of_a_rule_is_reported_and_is_no_rule() {
    let text = "---\nfor: client\n---\nWhat is different about Saturdays?\n";
    let changed = text.replace("different", "special");
    for (name, text) in [
        ("saturday.sync-conflict-20200521-184717-5RQAITR.md", &*changed),
        ("saturday (Sam's conflicted copy 2026-11-21).md", &changed),
        ("saturday (conflicted copy 2025-04-10 093612).md", &changed),
        ("saturday-fedora-safeBackup-0001.md", &changed),
        ("saturday (1).md", text),
        ("saturday 2.md", text),
        ("saturday-laptop.md", text),
        // The same question, with a different priority.
        ("saturday (2).md", &text.replace("client", "client\npriority: 70")),
    ] {
        let files = [("prompts/saturday.md".to_owned(), text_bytes()), (format!("prompts/{name}"), text.into())];
        let (rules, problems) = Rules::new(DEFAULT_LANGUAGE, &files);
        assert_eq!(rules.summaries().count(), DEFAULT_LANGUAGE.rules.len() + 1, "{name}");
        assert!(rules.summaries().any(|rule| rule.name == "saturday"), "{name}");
        assert_eq!(
            problems.iter().map(|p| (&*p.file, p.code)).collect::<Vec<_>>(),
            [(&*files[1].0, Code::ConflictCopy)]
        );
    }
    // Another question is another rule, and so is a copy without its original.
    for files in [vec![("saturday.md", text), ("saturday 2.md", &changed)], vec![("saturday 2.md", text)]] {
        let files: Vec<(String, Vec<u8>)> = files.iter().map(|(n, t)| (format!("prompts/{n}"), (*t).into())).collect();
        let (rules, problems) = Rules::new(DEFAULT_LANGUAGE, &files);
        assert_eq!((rules.summaries().count(), problems), (DEFAULT_LANGUAGE.rules.len() + files.len(), vec![]));
    }

    fn text_bytes() -> Vec<u8> {
        b"---\nfor: client\n---\nWhat is different about Saturdays?\n".to_vec()
    }
}

#[test]
fn every_practice_has_rules() {
    let (rules, _) = Rules::new(DEFAULT_LANGUAGE, &[]);
    for practice in ["small and supported", "concepts first", "planned mid-session", "what came up"] {
        for audience in [Audience::Client, Audience::Agenda] {
            let fits = |r: &RuleSummary| r.source.contains(practice) && r.audience == audience;
            assert!(rules.summaries().any(fits), "{practice} {audience:?}");
        }
    }
    assert!(rules.summaries().filter(|r| r.subject == RuleSubject::Barrier).count() >= 3);
}

/// Rule and plan of what is asked in a week of plans in which everything is noted; `(client, agenda)`.
fn asked(rules: &Rules, plans: &[PlanFacts], rotation: usize) -> [Vec<(String, Option<usize>)>; 2] {
    let week = to_value(WeekFacts::example());
    let plans = plans.iter().enumerate().map(|(i, p)| (i, PlanFacts { week: week.clone(), ..p.clone() })).collect();
    let candidates = evaluate_all_rules(rules, &FactSet { week, plans });
    let (client, agenda) =
        select_client_and_agenda(rules, &candidates, &ChoiceContext { rotation, ..ChoiceContext::default() });
    [client, agenda].map(|of| {
        of.iter().map(|&i| candidates[i].prompt().expect("a true rule")).map(|p| (p.rule.clone(), p.plan)).collect()
    })
}

/// Rules of these names and priorities, and no others.
fn only(rules: &[(&str, &str, u32)]) -> Rules {
    let mut own: Vec<(String, Vec<u8>)> = DEFAULT_LANGUAGE
        .rules
        .iter()
        .map(|(name, _)| (format!("prompts/{name}.md"), "---\nkind: ignore\n---\n".into()))
        .collect();
    let of = |(name, front, priority): &(&str, &str, u32)| {
        let text = format!("---\n{front}\npriority: {priority}\n---\nWhat about {name}?\n");
        (format!("prompts/{name}.md"), text.into_bytes())
    };
    own.extend(rules.iter().map(of));
    let (rules, problems) = Rules::new(DEFAULT_LANGUAGE, &own);
    assert_eq!(problems, []);
    rules
}

fn plan(task: &str) -> PlanFacts {
    PlanFacts { task: task.into(), ..PlanFacts::default() }
}

#[test]
fn each_plan_is_asked_once_where_others_have_something_to_say() {
    let rules = only(&[("a", "for: client", 90), ("b", "for: client", 80), ("c", "for: client\nif: open", 10)]);
    let three = [plan("x"), plan("y"), PlanFacts { open: 1, ..plan("z") }];
    let [client, agenda] = asked(&rules, &three, 0);
    assert_eq!(client.iter().map(|(_, p)| *p).collect::<Vec<_>>(), [Some(0), Some(1), Some(2)]);
    assert!(agenda.is_empty());
    // One plan alone may be asked more than once, best first.
    let [client, _] = asked(&rules, &three[2..], 0);
    assert_eq!(client.iter().map(|(r, _)| r.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
}

#[test]
fn what_to_be_curious_about_is_never_a_question_for_the_client_too() {
    let (rules, _) = Rules::new(DEFAULT_LANGUAGE, &[]);
    let last_question = |rule: &RuleSummary| {
        let text = rule.question.trim_end_matches('?');
        text.rsplit(['.', ':']).next().unwrap_or_default().trim().to_lowercase()
    };
    let of = |audience: Audience| rules.summaries().filter(move |rule| rule.audience == audience);
    let client: BTreeSet<String> = of(Audience::Client).map(last_question).collect();
    for rule in of(Audience::Agenda).filter(|rule| rule.theme == "curious") {
        assert!(!client.contains(&last_question(rule)), "{}", rule.name);
    }
}

#[test]
fn the_same_words_are_never_asked_twice() {
    let rules = only(&[("a", "for: client", 90)]);
    let [client, _] = asked(&rules, &[plan("x"), plan("y")], 0);
    assert_eq!(client, [("a".to_owned(), Some(0))]);
}

#[test]
fn the_agenda_has_one_item_of_each_with_planning_in_its_middle() {
    let (rules, _) = Rules::new(DEFAULT_LANGUAGE, &[]);
    for n in 1..5 {
        let plans: Vec<PlanFacts> = (0..n).map(|_| PlanFacts::example()).collect();
        for turn in 0..7 {
            let [client, agenda] = asked(&rules, &plans, turn);
            assert_eq!((client.len(), agenda.len()), (3, 4), "{client:?} {agenda:?}");
            assert_eq!(agenda[0].0, "agenda-discuss");
            assert!(
                ["agenda-went-well", "agenda-happened"].iter().any(|well| agenda[1].0.starts_with(well)),
                "{agenda:?}"
            );
            assert!(agenda[2].0.starts_with("agenda-plan"), "{agenda:?}");
            assert!(
                ["agenda-curious", "agenda-overdone", "agenda-helper"]
                    .iter()
                    .any(|start| agenda[3].0.starts_with(start)),
                "{agenda:?}"
            );
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]
    #[test]
    fn choosing_keeps_its_laws(
        rules in proptest::collection::vec((0_u32..3, 0_u32..4), 1..7),
        open in proptest::collection::vec(0_u32..4, 0..6),
        turn in 0_usize..5000,
    ) {
        let written: Vec<(String, String, u32)> = rules.iter().enumerate()
            .map(|(i, (priority, least))| (format!("r{i}"), format!("for: client\nif: open >= {least}"), priority * 10))
            .collect();
        let rules = only(&written.iter().map(|(n, f, p)| (n.as_str(), f.as_str(), *p)).collect::<Vec<_>>());
        let plans: Vec<PlanFacts> = open.iter().map(|&open| PlanFacts { open, ..plan("x") }).collect();
        let [client, _] = asked(&rules, &plans, turn);
        // At most three, none twice, and the same for the same notes.
        proptest::prop_assert!(client.len() <= 3);
        proptest::prop_assert_eq!(client.iter().map(|(r, _)| r).collect::<BTreeSet<_>>().len(), client.len());
        proptest::prop_assert_eq!(&asked(&rules, &plans, turn)[0], &client);
        // One plan: as many as fit, the best of them; and the next week differs where the best are more than are asked.
        if let [one] = &plans[..] {
            let mut fit: Vec<u32> = written.iter().filter(|(_, f, _)| f.ends_with(|c: char| c.to_digit(10).is_some_and(|n| n <= one.open))).map(|w| w.2).collect();
            fit.sort_by_key(|&p| std::cmp::Reverse(p));
            let priority = |name: &str| written.iter().find(|(n, ..)| n == name).map_or(0, |w| w.2);
            let asked_for: Vec<u32> = client.iter().map(|(r, _)| priority(r)).collect();
            proptest::prop_assert_eq!(&asked_for[..], &fit[..fit.len().min(3)]);
            if fit.len() > 1 && fit[0] == fit[1] {
                proptest::prop_assert_ne!(&asked(&rules, &plans, turn + 1)[0], &client);
            }
        }
    }
}

#[test]
fn a_barrier_is_named_where_it_was_noted_most() {
    let (rules, _) = Rules::new(DEFAULT_LANGUAGE, &[]);
    // The question of the barrier itself is asked in even weeks.
    let week = to_value(WeekFacts { number: 2, ..WeekFacts::example() });
    let rare = BarrierFacts {
        name: "no_time".into(),
        said: "no time".into(),
        question: Some("What would a two-minute version look like?".to_owned()),
        count: 1,
        most: false,
        ..BarrierFacts::example()
    };
    let facts =
        PlanFacts { barriers: vec![BarrierFacts::example(), rare], goes_on: true, week: week.clone(), ..plan("Walk") };
    let candidates = evaluate_all_rules(&rules, &FactSet { week, plans: vec![(0, facts)] });
    let asked: Vec<&Prompt> =
        candidates.iter().filter_map(EvaluatedRule::prompt).filter(|p| p.rule == "barrier").collect();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].text, "What is the smallest piece worth trying?");
    assert_eq!(asked[0].from, "Walk: too big (Tue, Thu)");
}
