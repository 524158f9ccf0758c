//! Two random journals of one seed: one with something private in every note form, and the same without that.

use chrono::NaiveDate;

use crate::dice::Dice;
use crate::random_journal;
use crate::sandbox::Sandbox;

/// A random journal with something private among its notes, and the same without that.
pub struct Two {
    pub with: Vec<(String, String)>,
    pub without: Vec<(String, String)>,
    pub today: NaiveDate,
    /// The tasks of the plans that are private.
    pub hidden: Vec<String>,
}

impl Two {
    /// Some notes of the journal are `none` themselves; and everything more in a second journal belongs to plans that are, in
    /// notes of its own and in day notes that both share.
    pub fn new(seed: u64) -> Two {
        let mut dice = Dice::new(seed);
        let open = random_journal::journal(seed);
        let hidden = (1_u64..)
            .map(|n| random_journal::journal(seed + n * 1_000_003))
            .find(|other| !other.plans.iter().any(|plan| open.plans.iter().any(|known| known.task == plan.task)))
            .expect("other names");
        let hidden_tasks = hidden.plans.iter().map(|plan| plan.task.clone()).collect();
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for (path, text) in open.files {
            let is_note = !path.starts_with("plans/") && path != "journal.md";
            if is_note && dice.roll(4) == 0 {
                with.push((path, private(&text)));
            } else {
                without.push((path.clone(), text.clone()));
                with.push((path, text));
            }
        }
        for (path, text) in hidden.files {
            let there = with.iter_mut().find(|(other, _)| *other == path && path.starts_with("daily/"));
            match there {
                _ if path == "journal.md" => {}
                Some((_, there)) if dice.roll(2) == 0 => *there = both(there, &text),
                _ if path.starts_with("plans/") => with.push((path, private(&text))),
                // What names no plan is `none` by itself.
                _ if text.contains("task: Knit") => with.push((format!("second/{path}"), private(&text))),
                _ => with.push((format!("second/{path}"), text)),
            }
        }
        let files = |others: Vec<String>| others.into_iter().map(|path| (path, "x".to_owned()));
        with.extend(files(hidden.others));
        with.extend(files(open.others.clone()));
        without.extend(files(open.others));
        Two { with, without, today: open.today, hidden: hidden_tasks }
    }
}

/// A note with `share: none`.
fn private(text: &str) -> String {
    let (mark, bare) = text.split_at(if text.starts_with('\u{feff}') { 3 } else { 0 });
    match bare
        .strip_prefix("---\r\n")
        .map(|rest| ("\r\n", rest))
        .or(bare.strip_prefix("---\n").map(|rest| ("\n", rest)))
    {
        Some((end, rest)) => format!("{mark}---{end}share: none{end}{rest}"),
        None => format!("{mark}---\nshare: none\n---\n{bare}"),
    }
}

/// Two day notes of one date as one: the keys and the lines of both.
fn both(one: &str, other: &str) -> String {
    let parts = |text: &str| {
        let inner = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
        inner.map_or_else(|| (String::new(), text.to_owned()), |(keys, body)| (keys.to_owned(), body.to_owned()))
    };
    let ((keys, body), (more, lines)) = (parts(one), parts(other));
    let keys = [keys, more.replace("mood: 6\n", "")].into_iter().filter(|keys| !keys.is_empty());
    format!("---\n{}\n---\n{body}{lines}", keys.collect::<Vec<_>>().join("\n"))
}

#[test]
fn a_journal_is_not_made_above_one_that_it_would_take_in() {
    let here = Sandbox::with(&[
        ("ana/journal.md", "# My journal\n"),
        ("ana/walk.md", "---\ntask: Walk\nwhen: daily at 8\n---\n"),
    ]);
    let refused = here.run_to(2, &["init", ".", "--yes"]).err;
    assert!(refused.contains("ana") && refused.contains("Nothing was written."), "{refused}");
    assert!(!here.exists("journal.md"));
    // What the message says works: with a setting the two stay apart.
    here.write("ana/journal.md", "---\nname: Ana\n---\n# My journal\n");
    here.run_to(0, &["init", ".", "--yes"]);
    assert!(here.exists("journal.md"));
}
