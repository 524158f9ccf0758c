//! No step is quadratic: four times as much of anything takes about four times as long, from bytes to pages. The ratio of
//! two times of one run is the same on any machine, busy or idle. `bad_input::speed` measures each bad input.

use std::fmt::Write as _;
use std::time::Duration;

use chrono::NaiveDate;
use rustix::time::{ClockId, clock_gettime};
use tinystep::journal::{self, View};
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::problem::draw;
use tinystep::prompt::{self, Rules};
use tinystep::render::Templates;
use tinystep::report::make_report;
use tinystep::week::{self, Week};

/// Paths and texts of a journal.
type Files = Vec<(String, String)>;

const AS_OF: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();

/// With four times as much input a linear step takes 4 times as long, a quadratic one 16 times.
const MOST: f64 = 8.0;

/// How often a large ratio is measured again: a busy machine can only add time.
const ROUNDS: usize = 12;

/// The CPU time of this thread, without any other work of the machine.
fn cpu_time() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().expect("a time that has passed")
}

/// The time for four times as much, divided by the time for as much; each is the shortest of several runs.
fn ratio(work: &mut dyn FnMut(usize) -> Duration) -> f64 {
    // So much that the work for an empty journal does not matter.
    let nothing = (0..3).map(|_| work(0)).min().unwrap_or_default();
    let enough = (nothing * 2).max(Duration::from_millis(3));
    let mut many = 250;
    while work(many) < nothing + enough && many < 1_000_000 {
        many *= 2;
    }
    let (mut one, mut four) = (Duration::MAX, Duration::MAX);
    let mut ratio = f64::MAX;
    for _ in 0..ROUNDS {
        one = one.min(work(many));
        four = four.min(work(4 * many));
        ratio = four.as_secs_f64() / one.as_secs_f64();
        if ratio <= MOST {
            break;
        }
    }
    ratio
}

/// What is the same for every journal.
struct Fixed {
    templates: Templates,
    rules: Rules,
}

impl Fixed {
    fn new() -> Fixed {
        Fixed { templates: Templates::new(DEFAULT_LANGUAGE, &[]).0, rules: Rules::new(DEFAULT_LANGUAGE, &[]).0 }
    }

    /// From bytes to printed problems in both views and, with `pages`, to the week's page in both formats.
    fn time(&self, files: &Files, pages: bool) -> Duration {
        let start = cpu_time();
        let settings = journal::settings("journal.md", b"# J\n").expect("settings");
        let drafts: Vec<_> = files.iter().map(|(path, text)| journal::understand(path, text.as_bytes())).collect();
        let own = journal::assemble(&settings, &drafts, &[], AS_OF, View::Client);
        for problem in &own.problems {
            let _ = (draw::draw_full(problem, false), draw::draw_one_line(problem));
        }
        let _ = self.templates.notes_to_fix_markdown(&own.problems, None);
        let shared = journal::assemble(&settings, &drafts, &[], AS_OF, View::Shared);
        if pages {
            let counted = [week::count_week(&shared, Week::containing(AS_OF, settings.week_starts), AS_OF)];
            let report = make_report(&shared, &counted, &prompt::choose_prompts(&self.rules, &shared, &counted));
            let _ = (self.templates.week_markdown(&report), self.templates.week_html(&report));
        }
        cpu_time() - start
    }
}

fn file(path: &str, text: impl Into<String>) -> (String, String) {
    (path.to_owned(), text.into())
}

fn plan(task: &str, more: &str) -> String {
    format!("---\ntask: {task}\nwhen: every day at 18:00\nfrom: 2026-11-02\n{more}---\n")
}

/// Makes a journal with this many of something.
type Journal = fn(usize) -> Files;

/// What a journal can have many of.
const MANY: &[(&str, Journal)] = &[
    ("plans of one task", |n| (0..n).map(|k| file(&format!("{k}.md"), plan("Walk", ""))).collect()),
    ("plans of one other name", |n| {
        (0..n).map(|k| file(&format!("{k}.md"), plan(&format!("Walk {k}"), "aka: [stroll]\n"))).collect()
    }),
    ("versions of a plan", |n| {
        let from = |k: usize| NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + chrono::Days::new(k as u64 % 13_000);
        (0..n)
            .map(|k| file(&format!("{k}.md"), format!("---\ntask: Walk\nwhen: daily at 8\nfrom: {}\n---\n", from(k))))
            .collect()
    }),
    ("entries of a day", |n| {
        let entry = "---\ntask: Walk\nwhen: 2026-11-19 07:35\n---\nWords.\n";
        let notes = (0..n).map(|k| file(&format!("{k}.md"), entry));
        notes.chain([file("walk.md", plan("Walk", "share: full\n"))]).collect()
    }),
    ("entries that name no plan", |n| {
        (0..n).map(|k| file(&format!("{k}.md"), format!("---\ntask: Walk {k}\nwhen: 2026-11-19\n---\n"))).collect()
    }),
    ("entries of plans that are none", |n| {
        let of = |k: usize| format!("---\ntask: Walk {k}\nwhen: 2026-11-19\nshare: full\n---\n- [x] Walk {k}\n");
        let plans = (0..n).map(|k| file(&format!("p{k}.md"), plan(&format!("Walk {k}"), "share: none\n")));
        plans.chain((0..n).map(|k| file(&format!("{k}.md"), of(k)))).collect()
    }),
    ("day notes of a day", |n| {
        let notes = (0..n).map(|k| file(&format!("{k}/2026-11-19.md"), "- [x] 07:35 Walk, 5 min\n"));
        notes.chain([file("walk.md", plan("Walk", ""))]).collect()
    }),
    ("conflict copies of a note", |n| {
        let name = |k: usize| format!("a (conflicted copy 2026-11-19 {k:06}).md");
        let note = "---\ntask: Walk\nwhen: 2026-11-19\n---\n";
        (0..n).map(|k| file(&name(k), note)).chain([file("a.md", note), file("walk.md", plan("Walk", ""))]).collect()
    }),
    ("numbered copies of a note", |n| {
        let note = "---\ntask: Walk\nwhen: 2026-11-19 08:00\n---\n";
        (0..n).map(|k| file(&format!("a {}.md", k + 2), note)).chain([file("a.md", note)]).collect()
    }),
    ("notes that cannot be read", |n| {
        (0..n).map(|k| file(&format!("{k}.md"), format!("---\ntask: Walk {k}\nwhen: [\n---\n"))).collect()
    }),
    ("notes with git's marks", |n| {
        (0..n).map(|k| file(&format!("{k}.md"), "<<<<<<< a\n---\ntask: A\n=======\ntask: B\n>>>>>>> b\n")).collect()
    }),
    ("keys that are a slip", |n| {
        let keys: String = (0..n).fold(String::new(), |keys, k| keys + &format!("minuts{k}: 3\ntaks{k}: x\n"));
        vec![file("a.md", format!("---\ntask: Walk\nwhen: 2026-11-19\n{keys}---\n"))]
    }),
    ("keys that stand twice", |n| vec![file("a.md", format!("---\n{}---\n", "task: x\n".repeat(n)))]),
    ("names of ratings", |n| {
        let names: Vec<String> = (0..n).map(|k| format!("r{k}")).collect();
        let rated: String = (0..n).fold(String::new(), |keys, k| keys + &format!("r{k}: 5\n"));
        vec![
            file("walk.md", plan("Walk", &format!("rate: [{}]\n", names.join(", ")))),
            file("a.md", format!("---\ntask: Walk\nwhen: 2026-11-19\n{rated}---\n")),
        ]
    }),
    ("names of ratings beside a private plan", |n| {
        let names: Vec<String> = (0..n).map(|k| format!("r{k}")).collect();
        vec![
            file("walk.md", plan("Walk", &format!("rate: [{}]\n", names.join(", ")))),
            file("yoga.md", plan("Yoga", "share: none\n")),
        ]
    }),
    ("barriers", |n| {
        let words: Vec<String> = (0..n).map(|k| format!("forgott {k}")).collect();
        vec![file("a.md", format!("---\ntask: Walk\nwhen: 2026-11-19\nbarrier: [{}]\n---\n", words.join(", ")))]
    }),
    ("pauses", |n| {
        let spans: Vec<&str> = (0..n).map(|_| "2026-11-03 to 2026-11-05").collect();
        vec![file("walk.md", plan("Walk", &format!("pause: [{}]\n", spans.join(", "))))]
    }),
    ("photos of a note", |n| {
        let photos: String = (0..n).fold(String::new(), |all, k| all + &format!("![](p/{k}.jpg)\n"));
        vec![file("a.md", format!("---\ntask: Walk\nwhen: 2026-11-19\nshare: full\n---\n{photos}"))]
    }),
    ("answers", |n| {
        let answers: String = (0..n).fold(String::new(), |all, k| all + &format!("## What {k}?\nThat.\n"));
        vec![file("a.md", format!("---\nkind: reflection\nweek: 2026-11-16\nshare: full\n---\n{answers}"))]
    }),
    ("lines of a log", |n| {
        vec![file(
            "walk.md",
            plan("Walk", "share: full\n") + &"- [x] 2026-11-19 07:35 3 min @kitchen — fine\n".repeat(n),
        )]
    }),
    ("check boxes and plans", |n| {
        let mut text = String::new();
        for k in 0..n {
            let _ = writeln!(text, "- [x] 07:35 Walk {}, 3 min @kitchen — fine\n  - Mom: noticed, warm", k % 40);
        }
        let plans = (0..40).map(|k| file(&format!("p{k}.md"), plan(&format!("Walk {k}"), "helper: Mom\n")));
        plans.chain([file("2026-11-19.md", text)]).collect()
    }),
    ("lines that begin with a plan's name", |n| {
        vec![file("walk.md", plan("Walk", "")), file("2026-11-19.md", "- [x] Walk the dog again\n".repeat(n))]
    }),
    // One long line: each tag keeps its whole line.
    ("tags", |n| vec![file("walk.md", plan("Walk", "")), file("2026-11-19.md", "#walk #run ".repeat(8 * n))]),
    ("boxes inside boxes", |n| {
        let depth = |k: usize| "  ".repeat(k % 60);
        let lines = (0..n).fold(String::new(), |all, k| all + &format!("{}- [x] deeper\n", depth(k)));
        vec![file("2026-11-19.md", lines)]
    }),
];

/// What a long text can consist of.
const UNITS: &[&str] = &[
    "word ",
    "k",
    "é",
    "\u{301}",
    "[",
    "]",
    "[[",
    "[[a",
    "[[a]] ",
    "{",
    "{a: ",
    "\"",
    "'",
    "“a, ",
    "? ",
    "- ",
    "> ",
    ">",
    "*",
    "**a",
    "_",
    "`",
    "`a",
    "~~",
    "<",
    "<!--",
    "<b>",
    "&amp;",
    "&a",
    "*a ",
    "%% ",
    "![a",
    "](b)",
    "![a](b) ",
    "![[",
    "@due(",
    "#a ",
    "@",
    "1 ",
    "1. ",
    "| a ",
    "$",
    "\\",
    "/",
    "https://x.y ",
    "a@b.c ",
    "2026-11-19 ",
    "07:35 ",
    "3 min ",
    "every day ",
    "Mon, ",
    "after ",
    " or ",
    "\n",
    "\n\n",
    "\n- [x] ",
    "\n## To share\n",
    "\n# a\n",
    "\n---\n",
    "\n```\n",
    "\n| a | b |\n",
    "(",
    "not ",
    "on Monday ",
    "07:35 and ",
    "hidden out ",
    "quiet 20 min ",
    "\n## Hidden\n",
    "\u{1F512} ",
];

/// Makes a journal with this text in it.
type Place = fn(&str) -> Files;

/// Where a long text can be.
const PLACES: &[(&str, Place)] = &[
    ("a value", |text| {
        vec![file("a.md", format!("---\ntask: Walk\nwhen: 2026-11-19\nfelt: {text}\nshare: full\n---\n"))]
    }),
    ("a task", |text| vec![file("a.md", format!("---\ntask: Walk {text}\nwhen: 2026-11-19\n---\n"))]),
    ("when", |text| vec![file("walk.md", format!("---\ntask: Walk\nfrom: 2026-11-02\nwhen: {text}\n---\n"))]),
    ("a shared text", |text| {
        let note = format!("---\ntask: Walk\nwhen: 2026-11-19\nshare: full\n---\n{text}\n");
        vec![
            file("walk.md", plan("Walk", "")),
            file("hidden.md", plan("Hidden", "share: none\n")),
            file("quiet.md", plan("20 min quiet", "share: none\n")),
            file("a.md", note),
        ]
    }),
    ("a day's line", |text| {
        vec![
            file("walk.md", plan("Walk", "share: full\n")),
            file("2026-11-19.md", format!("- [x] Walk {text}\n- [x] {text}\n")),
        ]
    }),
];

#[test]
fn time_grows_with_the_number_of_anything() {
    let fixed = Fixed::new();
    let mut wrong = Vec::new();
    for (what, journal) in MANY {
        let ratio = ratio(&mut |many| fixed.time(&journal(many), true));
        if ratio > MOST {
            wrong.push(format!("{what}: {ratio:.1}"));
        }
    }
    assert!(wrong.is_empty(), "four times as many take this many times as long: {wrong:#?}");
}

#[test]
fn time_grows_with_the_length_of_a_text() {
    let fixed = Fixed::new();
    let mut wrong = Vec::new();
    let all = PLACES.iter().flat_map(|place| UNITS.iter().map(move |unit| (place, unit)));
    for ((place, files), unit) in all {
        let ratio = ratio(&mut |many| fixed.time(&files(&unit.repeat(many)), *place == "a shared text"));
        if ratio > MOST {
            wrong.push(format!("{unit:?} in {place}: {ratio:.1}"));
        }
    }
    assert!(wrong.is_empty(), "a text four times as long takes this many times as long: {wrong:#?}");
}

/// The check can fail.
#[test]
fn a_quadratic_step_is_found() {
    let work = |steps: usize| {
        let start = cpu_time();
        std::hint::black_box((0..steps).fold(0_u64, |sum, n| std::hint::black_box(sum ^ n as u64)));
        cpu_time() - start
    };
    assert!(ratio(&mut |many| work(many * 20)) < MOST);
    assert!(ratio(&mut |many| work(many * many / 10)) > MOST);
}
