//! Laws of the journal: what holds for every journal, whatever is in its notes.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use tinystep::journal::{self, Journal, NoteDraft, Settings, Share, View};
use tinystep::problem::Problem;
use tinystep::week::{Week, count_week};

/// A word that is in everything that must not be seen.
const UNSEEN: &str = "zqx";

const TASKS: [&str; 4] = ["Walk", "Long walk", "Voice memo", "Read 10 min"];
const OTHERS: [&str; 3] = ["stroll", "memo", "walk"];

/// Names of private plans, of which a text is made that is close to one.
const PRIVATE_NAMES: [&str; 10] = [
    "Call Dad",
    "No porn",
    "AA meeting",
    "Go to church",
    "Vape less",
    "Write to Marisol",
    "Meet Jo",
    "Visit Grandma grave",
    "Swim",
    "\u{1F64F} Pray",
];

/// A text with one thing changed, as a person mistypes or shortens it.
fn edited(text: &str, which: u8, at: usize) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let words: Vec<&str> = text.split(' ').collect();
    let at_letter = at % letters.len().max(1);
    match which % 9 {
        0 if letters.len() > 2 => drop(letters.remove(at_letter)),
        1 if !letters.is_empty() => letters.insert(at_letter, letters[at_letter]),
        2 if at_letter + 1 < letters.len() => letters.swap(at_letter, at_letter + 1),
        3 => letters.push('s'),
        4 => letters.extend("dy".chars()),
        5 if words.len() > 1 => return words[1..].join(" "),
        6 if words.len() > 1 => return words[..words.len() - 1].join(" "),
        7 => return format!("\u{1F4DE} {text}"),
        8 => return text.to_lowercase(),
        _ => return format!("my {text}"),
    }
    letters.into_iter().collect()
}

/// A note, as it was made up.
#[derive(Clone, Debug)]
struct Made {
    kind: Kind,
    task: &'static str,
    aka: Option<&'static str>,
    share: Option<Share>,
    day: u32,
    /// Lines of a day note or a log: the plan each names.
    lines: Vec<(&'static str, char)>,
    number: u32,
    broken: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plan,
    Entry,
    Day,
    Reflection,
}

impl Made {
    fn path(&self) -> String {
        let unseen = if self.share == Some(Share::None) { UNSEEN } else { "n" };
        match self.kind {
            Kind::Day => format!("{unseen}/{}/2026-11-{:02}.md", self.number, self.day),
            _ => format!("{unseen}/{}.md", self.number),
        }
    }

    /// Its text without what names one of the `hidden`. Of these none is named by what names one of the `open` plans.
    fn text(&self, hidden: &[String], open: &[String]) -> String {
        let stands = |name: &str| {
            let name = name.to_lowercase();
            let is_open = open.contains(&name);
            let holds =
                |h: &String| name == *h || (self.kind == Kind::Plan && !is_open && name.ends_with(&format!(" {h}")));
            !hidden.iter().any(holds)
        };
        let mut out = String::from("---\n");
        match self.kind {
            Kind::Plan => {
                out += &format!(
                    "task: {}\nwhen: {}\n",
                    self.task,
                    if self.broken { "blue moon" } else { "every day at 18:00" }
                );
                if !self.day.is_multiple_of(3) {
                    out += &format!("from: 2026-10-{:02}\n", self.day);
                }
                if let Some(aka) = self.aka {
                    out += &format!("aka: {aka}\n");
                }
                if self.day.is_multiple_of(4) {
                    out += "collects: files\n";
                }
                if self.share == Some(Share::None) {
                    out += &format!("goal: {UNSEEN}\nwhere: {UNSEEN}\nhelper: {UNSEEN}\n");
                }
            }
            Kind::Entry => {
                let task = self.aka.unwrap_or(self.task);
                out += &format!("task: {task}\nwhen: 2026-11-{:02} 07:35\nfelt: {}\n", self.day, self.hush());
                if self.broken {
                    out += "done: mostly\n";
                }
            }
            Kind::Day => out += "mine: 1\n",
            Kind::Reflection => out += &format!("kind: reflection\ndate: 2026-11-{:02}\n", self.day),
        }
        if let Some(share) = self.share {
            out += &format!("share: {}\n", format!("{share:?}").to_lowercase());
        }
        out += "---\n";
        if self.kind == Kind::Day || self.kind == Kind::Plan {
            for (name, mark) in &self.lines {
                let date = if self.kind == Kind::Plan { "2026-11-12 " } else { "" };
                let own = self.kind == Kind::Plan && [Some(self.task), self.aka].contains(&Some(*name));
                if stands(name) || own {
                    out += &format!("- [{mark}] {date}{name}, 3 min — {}\n", self.hush());
                } else if self.kind == Kind::Plan {
                    // A log line belongs to its own plan, whatever it is about: if it is about another, only its words go.
                    out += &format!("- [{mark}] {date}\n");
                } else {
                    out.push('\n');
                }
            }
        }
        out + &format!("\n{}\n\n## To share\n\nseen {}\n", self.hush(), self.number)
    }

    /// A word that is seen only if the whole note is shared.
    fn hush(&self) -> &'static str {
        if self.share == Some(Share::Full) { "open" } else { UNSEEN }
    }
}

fn share() -> impl Strategy<Value = Option<Share>> {
    prop_oneof![3 => Just(None), 1 => Just(Some(Share::None)), 1 => Just(Some(Share::Summary)), 1 => Just(Some(Share::Full))]
}

fn made() -> impl Strategy<Value = Made> {
    let kind =
        prop_oneof![2 => Just(Kind::Plan), 3 => Just(Kind::Entry), 2 => Just(Kind::Day), 1 => Just(Kind::Reflection)];
    let names = prop::sample::select([TASKS.as_slice(), OTHERS.as_slice()].concat());
    let line = (names, prop::sample::select(vec!['x', '/', '-', '>', ' ']));
    (
        kind,
        prop::sample::select(TASKS.to_vec()),
        prop::option::weighted(0.3, prop::sample::select(OTHERS.to_vec())),
        share(),
        1_u32..=28,
        prop::collection::vec(line, 0..4),
        prop::bool::weighted(0.15),
    )
        .prop_map(|(kind, task, aka, share, day, mut lines, broken)| {
            // A log line of `Walk` may name it, whatever other plans are called.
            lines.retain(|(name, _)| kind == Kind::Day || !name.to_lowercase().contains("walk"));
            Made { kind, task, aka, share, day, lines, number: 0, broken }
        })
}

fn notes() -> impl Strategy<Value = Vec<Made>> {
    prop::collection::vec(made(), 0..14).prop_map(|mut notes| {
        for (n, note) in notes.iter_mut().enumerate() {
            note.number = n as u32;
        }
        notes
    })
}

fn settings(share: Option<Share>) -> Settings {
    let share = share.map_or(String::new(), |s| format!("share: {}\n", format!("{s:?}").to_lowercase()));
    journal::settings("journal.md", format!("---\nname: Ana\n{share}---\n").as_bytes()).expect("settings")
}

fn drafts(notes: &[Made], hidden: &[String]) -> Vec<NoteDraft> {
    let plans = notes.iter().filter(|n| n.kind == Kind::Plan);
    let open: Vec<String> = plans.flat_map(|p| [Some(p.task), p.aka]).flatten().map(str::to_lowercase).collect();
    notes.iter().map(|n| journal::understand(&n.path(), n.text(hidden, &open).as_bytes())).collect()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date")
}

fn others() -> Vec<String> {
    (10..20).map(|d| format!("files/2026-11-{d}.jpg")).collect()
}

fn assembled(settings: &Settings, drafts: &[NoteDraft], view: View) -> Journal {
    journal::assemble(settings, drafts, &others(), today(), view)
}

fn shown(journal: &Journal) -> String {
    format!("{journal:#?}")
}

/// The plans that are `none`, by docs/specification.md#6-sharing: by themselves, by the settings, or since another
/// version is.
fn none_plans<'a>(notes: &'a [Made], settings: &Settings) -> Vec<&'a Made> {
    let plans = || notes.iter().filter(|n| n.kind == Kind::Plan);
    let own: Vec<&str> = plans().filter(|p| p.share.unwrap_or(settings.share) == Share::None).map(|p| p.task).collect();
    plans().filter(|p| own.contains(&p.task)).collect()
}

/// The names that are hidden (folded).
fn hidden(notes: &[Made], settings: &Settings) -> Vec<String> {
    let none = none_plans(notes, settings);
    let open: Vec<String> = notes
        .iter()
        .filter(|n| n.kind == Kind::Plan && !none.iter().any(|p| p.number == n.number))
        .map(|n| n.task.to_lowercase())
        .collect();
    let names = none.iter().flat_map(|p| [Some(p.task), p.aka]).flatten().map(str::to_lowercase);
    names.filter(|n| !open.contains(n)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_notes_changes_nothing(notes in notes(), share in share(), seed in any::<u64>()) {
        let settings = settings(share);
        let drafts = drafts(&notes, &[]);
        let mut mixed = drafts.clone();
        let len = mixed.len().max(1);
        for n in 0..mixed.len() {
            mixed.swap(n, (seed as usize).wrapping_mul(n + 7) % len);
        }
        for view in [View::Client, View::Shared] {
            prop_assert_eq!(shown(&assembled(&settings, &drafts, view)), shown(&assembled(&settings, &mixed, view)));
        }
    }

    /// However late the journal is read.
    #[test]
    fn a_week_that_has_ended_counts_the_same_later(notes in notes(), share in share(), later in 1_u64..400, back in 1_u32..4) {
        let (settings, drafts) = (settings(share), drafts(&notes, &[]));
        let week = Week::containing(today(), settings.week_starts).weeks_earlier(back);
        let counted = |today: NaiveDate| {
            let journal = journal::assemble(&settings, &drafts, &others(), today, View::Shared);
            format!("{:#?}", count_week(&journal, week, today))
        };
        prop_assert_eq!(counted(today()), counted(today() + Days::new(later)));
    }

    #[test]
    fn what_is_none_leaves_no_trace(notes in notes(), share in share()) {
        let settings = settings(share);
        let hidden = hidden(&notes, &settings);
        let none = none_plans(&notes, &settings);
        let open_plans = notes.iter().filter(|n| n.kind == Kind::Plan && !none.iter().any(|p| p.number == n.number));
        let open_names: Vec<String> =
            open_plans.flat_map(|p| [Some(p.task), p.aka]).flatten().map(str::to_lowercase).collect();
        // `Long walk` contains `Walk` and `memo` is a part of `Voice memo`, unless a plan has that name.
        let ends_with_words = |text: &str, words: &str| text.ends_with(&format!(" {words}"));
        let holds_hidden = |task: String| {
            hidden.contains(&task)
                || !open_names.contains(&task)
                    && hidden.iter().any(|hidden| ends_with_words(&task, hidden) || ends_with_words(hidden, &task))
        };
        let is_none = |n: &Made| {
            let own = n.share;
            let names_hidden = match n.kind {
                Kind::Plan => none.iter().any(|p| p.number == n.number),
                Kind::Entry => holds_hidden(n.aka.unwrap_or(n.task).to_lowercase()),
                Kind::Day | Kind::Reflection => false,
            };
            own == Some(Share::None) || names_hidden
        };
        let open: Vec<Made> = notes.iter().filter(|n| !is_none(n)).cloned().collect();
        let whole = assembled(&settings, &drafts(&notes, &[]), View::Shared);
        // A line that stays must name the same plan after the hidden names are gone.
        let rest = assembled(&settings, &drafts(&open, &hidden), View::Shared);
        let text = |j: &Journal| {
            let reflections: Vec<_> = j.reflections.iter().map(|r| (&r.note, r.date, r.share)).collect();
            let plans: Vec<_> = j.plans.iter().map(|p| (&p.note, &p.task, p.start, p.end, p.share, p.is_start_written)).collect();
            format!("{plans:#?}\n{:#?}\n{reflections:#?}\n{}", j.entries, j.left_out_count)
        };
        prop_assert_eq!(text(&whole), text(&rest));
        prop_assert!(whole.problems.is_empty());
        prop_assert!(whole.plans.iter().map(|p| p.share).chain(whole.entries.iter().map(|e| e.share)).all(|s| s != Share::None));
    }

    /// What `check` calls close to the name of a private plan is kept back as the plan is (docs/specification.md#6-sharing).
    #[test]
    fn what_check_calls_close_to_a_private_plan_leaves_no_trace(
        name in prop::sample::select(PRIVATE_NAMES.to_vec()),
        edits in prop::collection::vec(any::<(u8, u8)>(), 0..3),
        as_task in any::<bool>(),
    ) {
        let written = edits.into_iter().fold(name.to_owned(), |text, (which, at)| edited(&text, which, at.into()));
        let settings = settings(Some(Share::Full));
        let plan = format!("---\ntask: {name}\nwhen: every day\nfrom: 2026-11-02\nshare: none\n---\n");
        let walk = "---\ntask: Walk\nwhen: every day\nfrom: 2026-11-02\n---\n";
        let (path, text) = match as_task {
            true => ("e.md", format!("---\ntask: \"{written}\"\nwhen: 2026-11-18\nfelt: {UNSEEN}\n---\n")),
            false => ("2026-11-18.md", format!("- [x] {written} - {UNSEEN}\n")),
        };
        let notes = [("plans/p.md", plan.as_str()), ("plans/w.md", walk), (path, &text)];
        let drafts: Vec<NoteDraft> =
            notes.iter().map(|(path, text)| journal::understand(path, text.as_bytes())).collect();
        let client = assembled(&settings, &drafts, View::Client);
        let is_close = |problem: &&Problem| problem.file == path && problem.message.contains(&format!("`{name}`"));
        if let Some(problem) = client.problems.iter().find(is_close) {
            let shared = shown(&assembled(&settings, &drafts, View::Shared));
            prop_assert!(!shared.contains(UNSEEN), "{written}: {}", problem.message);
        }
    }

    #[test]
    fn words_that_are_not_shared_are_not_there(notes in notes(), share in prop_oneof![Just(None), Just(Some(Share::None)), Just(Some(Share::Summary))]) {
        let settings = settings(share);
        let journal = assembled(&settings, &drafts(&notes, &[]), View::Shared);
        // Of a plan that is `full` its own log lines hold nothing unseen; of an entry without a `share` in such a plan the
        // words are shared, and this test calls them unseen: only what is below `full` is looked at.
        let entries: Vec<_> = journal.entries.iter().filter(|e| e.share != Share::Full).collect();
        let plans: Vec<_> = journal.plans.iter().filter(|p| p.share != Share::Full).collect();
        let reflections: Vec<_> = journal.reflections.iter().filter(|r| r.share != Share::Full).collect();
        let mut text = format!("{entries:?}{plans:?}");
        // The words of a line that gives way to an entry stand with its note, and are shared as its plan is.
        for (_, words) in reflections.iter().flat_map(|r| &r.answers) {
            text.extend(words.lines().filter(|line| !line.contains(" — ")));
        }
        prop_assert!(!text.contains(UNSEEN), "{text}");
    }

    #[test]
    fn the_same_thing_in_three_forms_is_the_same(
        minutes in 1_u32..120, hour in 0_u32..24, minute in 0_u32..60, place in "[a-k]{2,8}( [a-k]{2,8})?", words in "[a-z]{3,9}( [a-z]{1,9}){0,3}",
        (mark, done) in prop::sample::select(vec![('x', "yes"), ('/', "partly"), ('-', "no"), ('>', "skip")]),
    ) {
        let plan = "---\ntask: Voice memo\nwhen: every day at 18:00\nfrom: 2026-11-01\n---\n";
        let time = format!("{hour:02}:{minute:02}");
        let log = format!("{plan}- [{mark}] 2026-11-19 {time} {minutes} min @{place} — {words}\n");
        let note = format!("---\ntask: voice memo\nwhen: 2026-11-19 {time}\nminutes: {minutes}\nwhere: {place}\ndone: {done}\n---\n{words}\n");
        let day = format!("- [{mark}] {time} Voice memo, {minutes} min @{place} — {words}\n");
        let entry = |files: &[(&str, &str)]| {
            let drafts: Vec<NoteDraft> = files.iter().map(|(path, text)| journal::understand(path, text.as_bytes())).collect();
            let journal = assembled(&settings(Some(Share::Full)), &drafts, View::Client);
            let facts: Vec<_> = journal.entries.iter().map(|e| {
                (e.plan, e.date, e.time, e.status, e.minutes, e.place.clone(), e.words.clone(), e.share)
            }).collect();
            format!("{facts:?}")
        };
        let as_note = entry(&[("p.md", plan), ("e.md", &note)]);
        prop_assert_eq!(&as_note, &entry(&[("p.md", &log)]));
        prop_assert_eq!(&as_note, &entry(&[("p.md", plan), ("2026-11-19.md", &day)]));
    }

    #[test]
    fn nothing_panics(path in "(journal|2026-11-19|n|n 2|n-a|a/2026/11/19)(\\.Conflict)?\\.md", bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = journal::settings(&path, &bytes);
        let drafts = [journal::understand(&path, &bytes), journal::understand("n.md", &bytes)];
        for view in [View::Client, View::Shared] {
            let _ = assembled(&settings(None), &drafts, view);
        }
    }

    #[test]
    fn nothing_panics_in_what_looks_like_a_note(
        lines in prop::collection::vec(prop_oneof![
            prop::sample::select(vec![
                "---", "task: Walk", "task:", "task: # x", "task: [a, b]", "when: every day", "when: 2026-11-19 07:35", "when: yesterday",
                "date: 2026-11-18", "share: none", "share: x", "from: 2026-11-01", "until: 2026-10-01", "aka: Walk", "aka: [stroll, '']",
                "collects: ..", "collects: files", "rate: a, b", "a: 11", "b: 5", "helper: Mom: x", "helper:", "  noticed: yes", "barrier: forgott, no time",
                "photos: ../../x, a.jpg", "kind: reflection", "week: 2026-11-16", "done: no", "## To share", "# Head", "- [x] Walk", "- [x] 2026-11-19",
                "  - Mom: noticed", "- [/] @", "- [x] Walk @é 3 min — ü ✅ 2026-11-19", "- [x] 9999-99-99 x", "#walk ![[a.jpg]] [[b|c]]", "<<<<<<< a",
                "=======", ">>>>>>> b", "```", "times: 9 a week", "pause: [2026-01-01 to 2026-01-05, x]",
            ]).prop_map(str::to_owned),
            "\\PC{0,20}",
        ], 0..16),
        path in prop::sample::select(vec!["n.md", "2026-11-19.md", "journal.md"]),
    ) {
        let text = lines.join("\n");
        let drafts = [journal::understand(path, text.as_bytes()), journal::understand("n 2.md", text.as_bytes())];
        for view in [View::Client, View::Shared] {
            let journal = assembled(&settings(None), &drafts, view);
            for problem in &journal.problems {
                prop_assert!(!problem.message.is_empty() && !problem.help.is_empty());
                prop_assert!(problem.place.line >= 1 && problem.place.column >= 1);
            }
        }
        let _ = journal::settings(path, text.as_bytes());
    }
}
