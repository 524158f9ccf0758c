//! A help works when it is followed: what it says to write is counted, as what the line said, and nothing more is told.

use tinystep::journal::{Journal, Status, View, assemble, settings, understand};

const JOURNAL: &str = "---\nname: Sam\n---\n";
const WALK: &str = "---\ntask: Walk\nwhen: every day at 7:30\nfrom: 2026-11-02\n---\n";
const MEMO: &str = "---\ntask: Voice memo\nwhen: every day at 8:00\nfrom: 2026-11-02\n---\n";

fn read(notes: &[(&str, &str)]) -> Journal {
    let settings = settings("journal.md", JOURNAL.as_bytes()).expect("settings");
    let drafts: Vec<_> = notes.iter().map(|(path, text)| understand(path, text.as_bytes())).collect();
    assemble(&settings, &drafts, &[], "2026-11-22".parse().expect("a date"), View::Client)
}

fn read_day(text: &str) -> Journal {
    read(&[("walk.md", WALK), ("memo.md", MEMO), ("2026-11-18.md", text)])
}

/// What the first problem says to write.
fn written_in_help(journal: &Journal, line: &str) -> String {
    let problem = journal.problems.first().unwrap_or_else(|| panic!("nothing is told: {line}"));
    assert!(journal.entries.is_empty(), "{line} is counted");
    let help = problem.help.split('`').nth(1).unwrap_or_else(|| panic!("{line}: {}", problem.help));
    help.to_owned()
}

#[test]
fn lines_of_day_notes_are_counted_as_the_help_writes_them() {
    use Status::{Done, NotDone, Partly, Skip};
    for (line, status) in [
        ("• [-] Walk", NotDone),
        ("-[-] Walk", NotDone),
        ("- [-]Walk", NotDone),
        ("[-] Walk", NotDone),
        ("- [ - ] Walk", NotDone),
        ("- [--] Walk", NotDone),
        ("- \\[-\\] Walk", NotDone),
        ("[/] Walk", Partly),
        ("- [/]Walk", Partly),
        ("[>] Walk", Skip),
        ("- [>]Walk", Skip),
        ("[~] Walk", Partly),
        ("[x] Walk", Done),
        ("- [✓] Walk", Done),
        ("20:00 - [-] Walk", NotDone),
        ("- [partly] Walk", Partly),
        ("- [half] Walk", Partly),
        ("- [skip] Walk", Skip),
        ("- [no] Walk", NotDone),
        ("- [ill] Walk", Skip),
        ("- (-) Walk", NotDone),
        ("- (/) Walk", Partly),
        ("- [–] Walk", NotDone),
        ("- [—] Walk", NotDone),
        ("Walk: done", Done),
        ("Walk: partly", Partly),
        ("Walk: no", NotDone),
        ("Walk: skipped", Skip),
        ("- Walk ❌", NotDone),
        ("- skipped Walk", Skip),
        ("[walk:: partly]", Partly),
        ("walk:: true", Done),
        ("#walk-partly", Partly),
        ("> - [-] Walk", NotDone),
        ("> [!todo] - [-] Walk", NotDone),
        ("# Today\n\t- [/] Walk", Partly),
        ("- [x] Walk -- nice", Done),
        ("- [x] Walk— nice", Done),
        ("---\nwalk :yes\n---", Done),
        ("(#walk)", Done),
    ] {
        let mut written = written_in_help(&read_day(line), line);
        if written.contains(": ") {
            written = format!("---\n{written}\n---");
        } else if written.starts_with("> ") {
            written = format!("> [!todo]\n{written}");
        } else if written.starts_with("Walk") {
            written = format!("- [x] {written}");
        }
        let followed = read_day(&written);
        let said: Vec<(&str, Status)> = followed.entries.iter().map(|entry| (&*entry.task, entry.status)).collect();
        assert_eq!(said, [("Walk", status)], "{line} -> {written}");
        assert_eq!(followed.problems.first().map(|problem| &problem.help), None, "{line} -> {written}");
    }
}

#[test]
fn a_list_below_html_counts_behind_an_empty_line() {
    for html in [
        "<br>",
        "<img src=\"a.png\">",
        "<hr>",
        "<h2>Today</h2>",
        "<details>\n<summary>Today</summary>",
        "<center>",
        "<p>",
    ] {
        let told = read_day(&format!("{html}\n- [x] Walk"));
        let help = told.problems.first().map(|problem| problem.help.as_str());
        assert_eq!(help, Some("Leave an empty line above the list."), "{html}");
        let followed = read_day(&format!("{html}\n\n- [x] Walk"));
        assert!(followed.entries.len() == 1 && followed.problems.is_empty(), "{html}");
    }
}

#[test]
fn lines_of_a_log_are_counted_as_the_help_writes_them() {
    use Status::{Done, NotDone, Partly, Skip};
    for (line, status) in [
        ("- [–] 2026-11-18", NotDone),
        ("[-] 2026-11-18", NotDone),
        ("- [no] 2026-11-18", NotDone),
        ("[/] 2026-11-18", Partly),
        ("- 2026-11-18: not done", NotDone),
        ("- 2026-11-18 skipped, ill", Skip),
        ("| 2026-11-18 | no |", NotDone),
        ("> - [-] 2026-11-18", NotDone),
        ("- [x] 2026-11-18, 2026-11-17", Done),
        ("- 2026-11-18 went well", Done),
    ] {
        let written = written_in_help(&read(&[("walk.md", &format!("{WALK}{line}"))]), line);
        let written = written.replace("YEAR-MONTH-DAY", "2026-11-18");
        let followed = read(&[("walk.md", &format!("{WALK}{written}"))]);
        let said: Vec<Status> = followed.entries.iter().map(|entry| entry.status).collect();
        assert_eq!(said, [status], "{line} -> {written}");
        assert!(followed.problems.is_empty(), "{line} -> {written}");
    }
}

#[test]
fn several_plans_on_one_line_are_a_line_for_each() {
    for line in
        ["Walk and Voice memo", "Walk & Voice memo", "Walk + Voice memo", "Walk / Voice memo", "Walk; Voice memo"]
    {
        let told = read_day(&format!("- [x] {line}"));
        let help = told.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
        let lines: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
        let followed = read_day(&lines.join("\n"));
        assert!(followed.entries.len() == 2 && followed.problems.is_empty(), "{line}: {help}");
    }
}

/// A field that the help moves is read there, and the entry or the plan still counts.
#[test]
fn fields_are_read_where_the_help_puts_them() {
    let entry = |field: &str| format!("---\ntask: Walk\nwhen: 2026-11-18\n{field}\n---\n");
    for field in ["time: 10 min", "time: 20", "time: 7:30"] {
        let told = read(&[("walk.md", WALK), ("a.md", &entry(field))]);
        let help = told.problems.first().map(|problem| problem.help.clone()).unwrap_or_default();
        let written = help.split('`').nth(1).unwrap_or_default();
        let text = match written.strip_prefix("when: ") {
            Some(when) => format!("---\ntask: Walk\nwhen: {when}\n---\n"),
            None => entry(written),
        };
        let followed = read(&[("walk.md", WALK), ("a.md", &text)]);
        assert!(followed.entries.len() == 1 && followed.problems.is_empty(), "{field} -> {written}");
    }
    for fields in ["time: 8:00", "when: Mondays\ntime: 8:00"] {
        let plan = |fields: &str| format!("---\ntask: Sit\n{fields}\nfrom: 2026-11-02\n---\n");
        let told = read(&[("sit.md", &plan(fields))]);
        let help = told.problems.iter().find(|problem| problem.help.contains("`when`")).expect("a help for the time");
        let written = help.help.split('`').nth(3).unwrap_or_default();
        assert!(read(&[("sit.md", &plan(written))]).problems.is_empty(), "{fields} -> {written}");
    }
}

/// A line that says a plan's name in different words counts as the help writes it, and by itself once it is a name of the plan.
#[test]
fn the_same_name_in_different_words_can_become_a_name_of_the_plan() {
    for (task, line) in [
        ("Walk 20 min", "Walk"),
        ("Walk 20 min", "Walk 25 min - nice"),
        ("Piano, 30 min", "Piano"),
        ("Get up at 7:30", "get up 7:40"),
        ("Walk & talk", "Walk and talk, 10 min"),
        ("No phone in bed", "no-phone-in-bed"),
        ("Call Dad", "Dad call"),
        ("Evening tidying", "Tidy @kitchen"),
    ] {
        let plan = |more: &str| format!("---\ntask: {task}\nwhen: every day at 7:30\nfrom: 2026-11-02\n{more}---\n");
        let line = format!("- [x] {line}\n");
        let told = read(&[("p.md", &plan("")), ("2026-11-18.md", &line)]);
        let help = told.problems.first().unwrap_or_else(|| panic!("nothing is told: {line}")).help.clone();
        let written: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
        assert!(told.entries.is_empty() && written.first() == Some(&task), "{line}: {help}");
        let followed = read(&[("p.md", &plan("")), ("2026-11-18.md", &format!("- [x] {task}\n"))]);
        assert!(followed.entries.len() == 1 && followed.problems.is_empty(), "{line}: {help}");
        let name = written.get(1).unwrap_or_else(|| panic!("{help}"));
        let followed = read(&[("p.md", &plan(&format!("aka: {name}\n"))), ("2026-11-18.md", &line)]);
        assert!(followed.entries.len() == 1 && followed.problems.is_empty(), "{line}: {help}");
    }
}
