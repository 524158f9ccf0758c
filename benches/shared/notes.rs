//! Journals for measuring: N notes of about 400 bytes, five plans over several years; mostly entry notes, every tenth a day
//! note. The same number gives the same bytes on any machine.

use std::fmt::Write as _;
use std::path::Path;

use chrono::{Days, NaiveDate};

pub const TASKS: [&str; 5] = ["Voice memo", "Tidy one corner", "Walk to the river", "Breathe", "Write three lines"];
const WHENS: [&str; 5] = [
    "every day at 7:30",
    "Mon, Thu and Sat after dinner",
    "3 times a week",
    "when I notice tension starting",
    "weekdays at 21:00",
];

/// Writes the journal: one folder a month, seven notes a day.
pub fn make_notes(root: &Path, notes: u64) -> std::io::Result<()> {
    std::fs::create_dir_all(root.join("plans"))?;
    std::fs::write(root.join("journal.md"), "---\nname: Alex\nweek starts: Monday\n---\n# My journal\n")?;
    let last = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
    let first = last - Days::new(notes / 7 + 1);
    for (n, task) in TASKS.iter().enumerate() {
        let text = format!(
            "---\ntask: {task}\nwhen: {}\nwhere: kitchen\nminutes: 5\nfrom: {first}\ngoal: a calmer morning\n---\n",
            WHENS[n]
        );
        std::fs::write(root.join(format!("plans/{n}.md")), text)?;
    }
    for n in 0..notes {
        let date = last - Days::new(n / 7);
        let folder = root.join(date.format("%Y-%m").to_string());
        if n % 7 == 0 || n % 70 == 1 {
            std::fs::create_dir_all(&folder)?;
        }
        let task = TASKS[(n % 5) as usize];
        let (hour, minute) = (6 + n % 15, n * 7 % 60);
        let (name, mut text) = if n % 10 == 3 {
            let text = format!("# {date}\n\n- [x] {hour:02}:{minute:02} {task}, 4 min @kitchen\n- [ ] buy milk\n\n");
            (format!("{date} {n}.md"), text)
        } else {
            let done = ["yes", "yes", "partly", "no"][(n % 4) as usize];
            let text = format!(
                "---\ntask: {task}\nwhen: {date} {hour:02}:{minute:02}\nwhere: kitchen\nminutes: {}\ndone: {done}\nfelt: calm\n---\n",
                1 + n % 9
            );
            (format!("{n}.md"), text)
        };
        while text.len() < 400 {
            let _ = write!(text, "It was quiet, and line {} of this note says so. ", text.len());
        }
        std::fs::write(folder.join(name), text)?;
    }
    Ok(())
}
