//! Check-box lines of a day note, with what is nested below them, from any text: places are in their lines, and line ends do
//! not change what is counted.

use tinystep::journal::{Entry, Journal, View, assemble, settings, understand};
use tinystep::note::read_note;
use tinystep::problem::draw;

const PLANS: [(&str, &str); 2] = [
    ("plans/walk.md", "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-01\nrate: [mood]\nhelper: Mom\n---\n"),
    ("plans/memo.md", "---\ntask: Voice memo\naka: [memo]\nwhen: 3 a week\nminutes: 2\nfrom: 2026-11-01\n---\n"),
];

/// # Panics
/// If one of these does not hold.
pub fn check(text: &str) {
    let note = read_note("days/2026-11-18.md", text.as_bytes());
    let body = note.body();
    let texts = body.boxes.iter().flat_map(|b| std::iter::once(&b.text).chain(&b.nested_items)).chain(&body.tags);
    for text in texts {
        let line: String = note.line_at_place(text.place).chars().skip(text.place.column as usize - 1).collect();
        assert!(line.starts_with(&text.text), "{text:?} in {line:?}");
    }
    let journal = journal_with(text, View::Client);
    for problem in &journal.problems {
        let _ = (draw::draw_full(problem, false), draw::draw_one_line(problem));
        // Of a long line only a part is kept.
        let length = problem.line.chars().count() as u32;
        let column = problem.place.column - problem.chars_cut_before;
        assert!(column >= 1 && column <= length + 1, "{problem:?}");
    }
    let said = said(&journal);
    assert_eq!(self::said(&journal_with(text, View::Client)), said);
    if !text.contains('\r') {
        assert_eq!(self::said(&journal_with(&text.replace('\n', "\r\n"), View::Client)), said);
    }
    // What is shared is no more than what there is.
    assert!(journal_with(text, View::Shared).entries.len() <= journal.entries.len());
}

fn journal_with(text: &str, view: View) -> Journal {
    let settings = settings("journal.md", b"# Mine\n").expect("settings");
    let notes = PLANS.iter().copied().chain([("days/2026-11-18.md", text)]);
    let drafts: Vec<_> = notes.map(|(path, text)| understand(path, text.as_bytes())).collect();
    assemble(&settings, &drafts, &[], "2026-11-20".parse().expect("a date"), view)
}

/// The entries and the codes of the problems, without their places.
fn said(journal: &Journal) -> Vec<String> {
    let entry = |e: &Entry| format!("{} {:?} {:?} {:?}", e.task, e.status, e.date, e.minutes);
    journal.entries.iter().map(entry).chain(journal.problems.iter().map(|p| format!("{:?}", p.code))).collect()
}
