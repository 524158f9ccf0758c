//! The report of made-up journals: what it says, that it says it plainly, and that nothing a person wrote can change what
//! a page is.

use chrono::{NaiveDate, Weekday};
use tinystep::journal::{
    Barrier, ChosenBy, Entry, HelperNote, Journal, KnownBarrier, Photo, Plan, Reflection, Response, Share, Status,
};
use tinystep::problem::{Class, Code, Place, Problem};
use tinystep::prompt::{Agenda, Prompt, Prompts};
use tinystep::report::{self, BUILT_IN, Report, Templates, model};
use tinystep::week::{Counted, Week, count};
use tinystep::when::Minutes;

use crate::week_journal::{empty, entry, plan};

static LOW_ENERGY: KnownBarrier = KnownBarrier {
    name: "low_energy",
    said: "low energy",
    group: "inner",
    question: Some("What is possible on a low day?"),
};
static FORGOT: KnownBarrier = KnownBarrier {
    name: "forgot",
    said: "forgot",
    group: "practical",
    question: Some("What already happens each day that could remind you?"),
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn known(barrier: &'static KnownBarrier) -> Vec<Barrier> {
    vec![Barrier::Known(barrier)]
}

/// The week that holds `as_of`, and the five before it, counted.
pub fn weeks(journal: &Journal, as_of: &str) -> Vec<Counted> {
    let as_of = day(as_of);
    let this = Week::of(as_of, journal.settings.week_starts);
    let starts = (0..6).rev().map(|back| this.start() - chrono::Days::new(7 * back));
    let week = |start| Week::of(start, journal.settings.week_starts);
    starts.map(|start| count(journal, week(start), as_of.min(start + chrono::Days::new(7)))).collect()
}

fn prompt(text: &str, from: &str) -> Prompt {
    Prompt { rule: "made-up".into(), text: text.into(), from: from.into(), plan: None }
}

fn prompts() -> Prompts {
    Prompts {
        client: vec![
            prompt("What made it possible to start on Sunday?", "Tidy one corner, made up on Sunday"),
            prompt("What is possible on a low day?", "low energy, noted Saturday and Sunday"),
        ],
        agenda: Agenda {
            first: vec![prompt("Hear about Saturday, and about starting on Sunday.", "the note Sam marked")],
            middle: vec![prompt("Plan the voice memo again, for a low day. Say when and where.", "low energy, twice")],
            last: vec![prompt("Ask how the noticing felt this week.", "effort noticed on 4 days")],
            next_step: "---\ntask: Voice memo\nwhen: every day at 7:30\nwhere: kitchen\nminutes: 2\nfrom: 2026-11-19\n---\n".into(),
        },
    }
}

/// Sam's journal: two plans over six weeks that start on Thursdays, and everything a note can tell.
pub fn sam() -> Journal {
    let mut journal = empty();
    journal.settings.name = Some("Sam".into());
    journal.settings.week_starts = Weekday::Thu;
    let tidy = Plan {
        goal: Some("getting Mom off my back".into()),
        chosen_by: Some(ChosenBy::Me),
        helper: Some("Mom, who notices that I started".into()),
        obstacle: Some("I am tired".into()),
        then: Some("pick up three things".into()),
        ..plan("Tidy one corner of my room: Mon, Tue, Thu, Sat, after dinner | minutes 10 | in my room | from 2026-10-15")
    };
    let memo = Plan {
        goal: Some("knowing what sets it off".into()),
        chosen_by: Some(ChosenBy::Together),
        rate: vec!["tension".into()],
        share: Share::Full,
        ..plan("Voice memo: every day at 7:30, while my coffee is brewing | minutes 2 | in kitchen | from 2026-10-08")
    };
    journal.plans = vec![tidy, memo];
    // Earlier weeks: more and more of both.
    for week in 0..5u64 {
        let start = day("2026-10-08") + chrono::Days::new(7 * week);
        for n in 0..=week.min(3) {
            let date = start + chrono::Days::new(n);
            journal.entries.push(Entry {
                ratings: vec![("tension".into(), 70 - u8::try_from(week).unwrap() * 5)],
                barriers: if n == 0 { known(&FORGOT) } else { Vec::new() },
                ..entry(Some(1), &format!("{date} done 07:40 2m @kitchen"))
            });
        }
        for n in [0, 2].into_iter().take(if week == 0 { 0 } else { week.min(2) as usize }) {
            let date = start + chrono::Days::new(n);
            let response = if week > 2 { Response::Warm } else { Response::Neutral };
            journal.entries.push(Entry {
                task: "Tidy one corner of my room".into(),
                helper: HelperNote { told: true, noticed: Some(true), response: Some(response), ..HelperNote::default() },
                ..entry(Some(0), &format!("{date} done 9m"))
            });
        }
    }
    let noticed = HelperNote {
        told: true,
        noticed: Some(true),
        praise: Some(true),
        response: Some(Response::Warm),
        minutes_together: Some(Minutes { seconds: 600 }),
    };
    let tidy = |line: &str| Entry { task: "Tidy one corner of my room".into(), ..entry(Some(0), line) };
    let memo = |line: &str| Entry { task: "Voice memo".into(), share: Share::Full, ..entry(Some(1), line) };
    let photo = |path: &str| Photo { path: path.into(), alt: String::new() };
    journal.entries.extend([
        Entry {
            helper: noticed.clone(),
            share: Share::Full,
            photos: vec![photo("p/corner before.jpg"), photo("p/corner after.jpg")],
            ..tidy("2026-11-12 done 10m @my_room")
        },
        memo("2026-11-12 done 07:35 2m @kitchen"),
        Entry { words: Some("Noticed my jaw before I noticed the worry.".into()), felt: Some("tense, then calmer".into()), ..memo("2026-11-13 done 07:50 3m @kitchen") },
        Entry { barriers: known(&LOW_ENERGY), ratings: vec![("tension".into(), 60)], discuss: true, words: Some("Saturday felt flat, like nothing left in the tank.\nI’d like to talk about weekends.".into()), ..memo("2026-11-14 no") },
        Entry { barriers: known(&LOW_ENERGY), written: Some(day("2026-11-17")), ratings: vec![("tension".into(), 50)], ..memo("2026-11-15 partly 1m") },
        Entry { helper: HelperNote { minutes_together: Some(Minutes { seconds: 720 }), ..noticed }, ..tidy("2026-11-15 done 12m @my_room") },
        tidy("2026-11-16 skip"),
        Entry { words: Some("It came when the school email popped up.".into()), ..memo("2026-11-17 done 12:10 3m @kitchen") },
        tidy("2026-11-17 done 9m"),
        Entry { task: "A walk round the block".into(), ..entry(None, "2026-11-15 done 15m") },
        Entry { words: Some("Sam started on Sunday without me saying a word.".into()), ..tidy("2026-11-15 done by:Mom") },
    ]);
    journal.entries.sort_by_key(|e| e.date);
    journal.reflections.push(Reflection {
        note: "reflections/a.md".into(),
        line: 1,
        date: day("2026-11-17"),
        discuss: false,
        share: Share::Full,
        answers: vec![("What is possible on a low day?".into(), "One sentence.\nMaybe just pressing record.".into())],
    });
    journal
}

pub fn sams_report() -> Report {
    let journal = sam();
    model(&journal, &weeks(&journal, "2026-11-18"), &prompts())
}

fn built_in() -> Templates {
    let (templates, problems) = Templates::new(&[]);
    assert!(problems.is_empty(), "{problems:?}");
    templates
}

#[test]
fn look() {
    let report = sams_report();
    let templates = built_in();
    println!("{}\n=======\n{}", templates.week(&report).0, templates.prompts(&report).0);
    println!("=======\n{}", templates.overview(&sam(), std::slice::from_ref(&report)).0);
    println!("=======\n{}", report::text(&report, 60, false));
    let journal = sam();
    println!("=======\n{}", report::why(&journal, weeks(&journal, "2026-11-18").last().unwrap()));
}
