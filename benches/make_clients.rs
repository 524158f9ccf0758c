//! Makes the reports of many clients as a clinician has them: `cargo bench --bench make_clients -- CLIENTS WEEKS FOLDER`.
//!
//! Each has the same notes and a name of their own: five plans, an entry a day of each. `data/` is as `report` writes it; the pages of
//! a client are one small file with many names, since nothing opens them. `FOLDER.changed.json` is the newest week of the first client with
//! other words to start with.

#[path = "shared/five_plans.rs"]
mod five_plans;

use std::fs;
use std::io;
use std::path::Path;

use chrono::Days;
use five_plans::{AS_OF, PLANS};
use tinystep::data::WeekData;
use tinystep::journal::{self, Journal, NoteDraft, View};
use tinystep::output::provenance::ProvenanceSyntax;
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::prompt::{self, Rules};
use tinystep::week::{self, CountedWeek, Week};
use tinystep::{render, report};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let [clients, weeks, folder] = arguments.as_slice() else {
        println!("usage: cargo bench --bench make_clients -- CLIENTS WEEKS FOLDER");
        return Ok(());
    };
    let number = |text: &str| text.parse::<u32>().map_err(|_| io::Error::other("CLIENTS and WEEKS are numbers"));
    make(Path::new(folder), number(clients)?, number(weeks)?)
}

fn make(root: &Path, clients: u32, weeks: u32) -> io::Result<()> {
    let weeks = data_of_weeks(weeks);
    fs::create_dir_all(root)?;
    for client in 0..clients {
        let reports = root.join(format!("client-{client:04}/reports"));
        fs::create_dir_all(reports.join("data"))?;
        // No file system takes a name for each page of all clients for one file.
        let page = reports.join("index.html");
        fs::write(&page, "<!doctype html>\n")?;
        for week in &weeks {
            let start = week.week.start;
            fs::hard_link(&page, reports.join(format!("week-{start}.html")))?;
            fs::hard_link(&page, reports.join(format!("week-{start}.md")))?;
            fs::write(reports.join(format!("data/week-{start}.json")), text_of(week, &format!("Client {client:04}")))?;
        }
    }
    if let Some(newest) = weeks.last() {
        // With another name it would be somebody else's week, which is waited for as one that is half written.
        let newest = WeekData { start_with: Some("Other words to start with.".to_owned()), ..newest.clone() };
        fs::write(root.with_extension("changed.json"), text_of(&newest, "Client 0000"))?;
    }
    Ok(())
}

fn text_of(week: &WeekData, name: &str) -> String {
    let week = WeekData { name: Some(name.to_owned()), ..week.clone() };
    ProvenanceSyntax::JsonField.with_provenance(&week.to_json(), None)
}

/// The newest weeks of one journal, oldest first.
fn data_of_weeks(weeks: u32) -> Vec<WeekData> {
    let journal = a_journal(weeks);
    let last = Week::containing(AS_OF, journal.settings.week_starts);
    let (rules, _) = Rules::new(DEFAULT_LANGUAGE, &[]);
    let count = |week: Week| {
        let six: Vec<CountedWeek> = (0..6)
            .rev()
            .map(|back| week.weeks_earlier(back))
            .map(|week| week::count_week(&journal, week, week::cap_at_day_after_week(week, AS_OF)))
            .collect();
        let report = report::make_report(&journal, &six, &prompt::choose_prompts(&rules, &journal, &six));
        let counted = six.last().expect("six weeks");
        render::week_data(&journal, counted, counted.as_of, &report, DEFAULT_LANGUAGE.phrases)
    };
    (0..weeks).rev().map(|back| count(last.weeks_earlier(back))).collect()
}

fn a_journal(weeks: u32) -> Journal {
    let days = u64::from(weeks) * 7;
    let from = AS_OF - Days::new(days + 7);
    let plan = |(n, (task, when)): (usize, &(&str, &str))| {
        let text = format!("---\ntask: {task}\nwhen: {when}\nwhere: kitchen\nminutes: 5\nfrom: {from}\n---\n");
        (format!("plans/{n}.md"), text)
    };
    let entry = |n: u64| {
        let date = AS_OF - Days::new(n / 5);
        let (task, _) = PLANS[(n % 5) as usize];
        let done = ["yes", "partly", "no"][(n % 3) as usize];
        let more = if n.is_multiple_of(7) { "barrier: no time\n" } else { "" };
        let text = format!(
            "---\ntask: {task}\nwhen: {date} {:02}:{:02}\nwhere: kitchen\nminutes: 4\ndone: {done}\n{more}---\nSome words.\n",
            6 + n % 15,
            n * 7 % 60
        );
        (format!("entries/{n}.md"), text)
    };
    let notes = PLANS.iter().enumerate().map(plan).chain((0..days * 5).map(entry));
    let drafts: Vec<NoteDraft> = notes.map(|(path, text)| journal::understand(&path, text.as_bytes())).collect();
    let settings = journal::settings("journal.md", b"---\nsession: Thursdays\n---\n").expect("settings");
    journal::assemble(&settings, &drafts, &[], AS_OF, View::Shared)
}
