//! Each room on its own, in memory: `cargo bench --bench rooms`. `ratio.sh` measures the whole command.

#[path = "shared/five_plans.rs"]
mod five_plans;

use divan::{Bencher, black_box};
use five_plans::{AS_OF, PLANS};
use tinystep::journal::{self, Journal, NoteDraft, Settings, View};
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::prompt::{self, Rules};
use tinystep::render::Templates;
use tinystep::report;
use tinystep::week::{self, CountedWeek, Week};
use tinystep::when;

fn main() {
    divan::main();
}

/// Five plans, and entries up to the as-of date, seven a day.
fn notes(entries: u64) -> Vec<(String, String)> {
    let from = AS_OF - chrono::Days::new(entries / 7 + 1);
    let plan = |(n, (task, when)): (usize, &(&str, &str))| {
        let text = format!("---\ntask: {task}\nwhen: {when}\nwhere: kitchen\nminutes: 5\nfrom: {from}\n---\n");
        (format!("plans/{n}.md"), text)
    };
    let entry = |n: u64| {
        let date = AS_OF - chrono::Days::new(n / 7);
        let (task, _) = PLANS[(n % 5) as usize];
        let done = ["yes", "partly", "no"][(n % 3) as usize];
        let text = format!(
            "---\ntask: {task}\nwhen: {date} {:02}:{:02}\nwhere: kitchen\nminutes: 4\ndone: {done}\n---\nSome words.\n",
            6 + n % 15,
            n * 7 % 60
        );
        (format!("entries/{n}.md"), text)
    };
    PLANS.iter().enumerate().map(plan).chain((0..entries).map(entry)).collect()
}

fn settings() -> Settings {
    journal::settings("journal.md", b"# Journal\n").expect("settings")
}

fn drafts(entries: u64) -> Vec<NoteDraft> {
    notes(entries).iter().map(|(path, text)| journal::understand(path, text.as_bytes())).collect()
}

fn a_journal(entries: u64) -> Journal {
    journal::assemble(&settings(), &drafts(entries), &[], AS_OF, View::Shared)
}

fn six(journal: &Journal) -> Vec<CountedWeek> {
    let last = Week::containing(AS_OF, journal.settings.week_starts);
    (0..6).rev().map(|back| week::count_week(journal, last.weeks_earlier(back), AS_OF)).collect()
}

#[divan::bench]
fn when_read(bencher: Bencher) {
    bencher.bench(|| when::parse_when(black_box("weekdays at 7:30 after breakfast")));
}

#[divan::bench(args = [1_000, 10_000])]
fn understand(bencher: Bencher, entries: u64) {
    let notes = notes(entries);
    bencher.bench(|| {
        notes.iter().map(|(path, text)| journal::understand(path, text.as_bytes())).collect::<Vec<_>>().len()
    });
}

#[divan::bench(args = [1_000, 10_000])]
fn assemble(bencher: Bencher, entries: u64) {
    let (settings, drafts) = (settings(), drafts(entries));
    bencher.bench(|| journal::assemble(&settings, &drafts, &[], AS_OF, View::Shared).entries.len());
}

#[divan::bench(args = [1_000, 10_000])]
fn count_one_week(bencher: Bencher, entries: u64) {
    let journal = a_journal(entries);
    let last = Week::containing(AS_OF, journal.settings.week_starts);
    bencher.bench(|| week::count_week(&journal, last, AS_OF).plans.len());
}

#[divan::bench]
fn choose_prompts(bencher: Bencher) {
    let journal = a_journal(1_000);
    let (six, (rules, _)) = (six(&journal), Rules::new(DEFAULT_LANGUAGE, &[]));
    bencher.bench(|| prompt::choose_prompts(&rules, &journal, &six).client.len());
}

#[divan::bench]
fn lay_out_one_week(bencher: Bencher) {
    let journal = a_journal(1_000);
    let (six, (rules, _), (templates, _)) =
        (six(&journal), Rules::new(DEFAULT_LANGUAGE, &[]), Templates::new(DEFAULT_LANGUAGE, &[]));
    let report = report::make_report(&journal, &six, &prompt::choose_prompts(&rules, &journal, &six));
    bencher.bench(|| templates.week_markdown(&report).0.len());
}
