//! Big journals: the time grows with the length alone. A part of the size without `TINYSTEP_TIMES=1`.

use std::fmt::Write as _;
use std::time::Duration;

use chrono::NaiveDate;
use tinystep::journal::{self, Journal, NoteDraft, Settings, View};

use crate::sandbox::{self, cpu_time};

fn settings() -> Settings {
    journal::settings("journal.md", b"# J\n").expect("settings")
}

fn both(drafts: &[NoteDraft], others: &[String]) -> (Journal, Duration) {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
    let start = cpu_time();
    let journal = journal::assemble(&settings(), drafts, others, today, View::Client);
    let _ = journal::assemble(&settings(), drafts, others, today, View::Shared);
    (journal, cpu_time() - start)
}

/// Of processor time. Generous, since tests run unoptimised: what is quadratic takes minutes.
const MOST: Duration = Duration::from_secs(90);

fn plans(count: usize) -> Vec<NoteDraft> {
    (0..count)
        .map(|n| {
            let text =
                format!("---\ntask: Walk number {n}\nwhen: every day at 18:00\nfrom: 2026-11-01\nhelper: Mom\n---\n");
            journal::understand(&format!("plans/{n}.md"), text.as_bytes())
        })
        .collect()
}

#[test]
fn fifty_thousand_boxes_and_forty_plans() {
    let mut text = String::new();
    let lines = sandbox::times(50_000) as usize;
    for n in 0..lines {
        let _ = writeln!(text, "- [x] 07:35 Walk number {}, 3 min @kitchen — fine\n  - Mom: noticed", n % 40);
    }
    let start = cpu_time();
    let mut drafts = plans(40);
    drafts.push(journal::understand("2026-11-19.md", text.as_bytes()));
    let read = cpu_time() - start;
    let (journal, assembled) = both(&drafts, &[]);
    assert_eq!(journal.entries.len(), lines);
    assert!(read < MOST && assembled < MOST, "{read:?} {assembled:?}");
}

#[test]
fn a_log_of_fifty_thousand_lines() {
    let mut text = String::from("---\ntask: Walk\nwhen: every day at 18:00\nfrom: 2026-11-01\n---\n");
    let lines = sandbox::times(50_000) as usize;
    for _ in 0..lines {
        text.push_str("- [x] 2026-11-19 07:35 3 min @kitchen — fine\n");
    }
    let start = cpu_time();
    let drafts = [journal::understand("walk.md", text.as_bytes())];
    let (journal, _) = both(&drafts, &[]);
    assert_eq!(journal.entries.len(), lines);
    assert!(cpu_time() - start < MOST, "{:?}", cpu_time() - start);
}

#[test]
fn many_plans_of_one_beginning() {
    let count = sandbox::times(5_000) as usize;
    let mut drafts = plans(count);
    let line =
        "- [x] Walk number Walk number Walk number 12 and more\n".repeat(sandbox::times(16_000).min(2_000) as usize);
    drafts.push(journal::understand("2026-11-19.md", line.as_bytes()));
    let (journal, took) = both(&drafts, &[]);
    assert_eq!(journal.plans.len(), count);
    assert!(took < MOST, "{took:?}");
}

#[test]
fn long_lines() {
    let long = sandbox::times(500_000) as usize;
    let mut drafts = plans(3);
    for (n, unit) in ["walk number ", "[", "*", "#a ", "@", "[[", "1 ", "- ", "é", "2026-11-19 "].iter().enumerate() {
        let line = unit.repeat(long / unit.len());
        let text = format!("- [x] Walk number 1 {line}\n- [x] {line}\n");
        drafts.push(journal::understand(&format!("{n}/2026-11-19.md"), text.as_bytes()));
        let text = format!("---\ntask: T{n}\nwhen: weekdays at noon\nshare: full\n---\n- [x] 2026-11-19 {line}\n");
        drafts.push(journal::understand(&format!("{n}.md"), text.as_bytes()));
    }
    let (_, took) = both(&drafts, &[]);
    assert!(took < MOST, "{took:?}");
}

#[test]
fn ten_thousand_notes_stay_small() {
    let count = sandbox::times(10_000) as usize;
    let drafts: Vec<NoteDraft> = (0..count)
        .map(|n| {
            let text = format!(
                "---\ntask: Walk number {}\nwhen: 2026-11-{:02} 07:35\nwhere: kitchen\nminutes: 3\nfelt: calm and a little tired\nbarrier: no_time\n---\n{}",
                n % 40,
                n % 28 + 1,
                "It went well today, and I noticed it early.\n".repeat(4)
            );
            journal::understand(&format!("log/{n:05}.md"), text.as_bytes())
        })
        .collect();
    let start = cpu_time();
    let (journal, took) = both(&drafts, &[]);
    assert_eq!(journal.entries.len(), count);
    assert!(took < MOST, "{took:?} {:?}", cpu_time() - start);
}
