//! Exports of other programs, from any text: what is read becomes notes that can be read.

use tinystep::import::{self, AppExport, DayLine};
use tinystep::note::{Value, read_note};

/// # Panics
/// If one of these does not hold.
pub fn check(text: &str) {
    let (first, second) = text.split_once("\n===\n").unwrap_or((text, ""));
    let read = [
        import::read_loop_export(first, second),
        import::read_harsh_log(first, (!second.is_empty()).then_some(second)),
        import::read_jrnl_export("export.json", text),
    ];
    for export in read {
        match export {
            Ok(export) => check_notes(&export),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

fn check_notes(export: &AppExport) {
    for habit in &export.habits {
        let note = import::plan_note(habit, None);
        let read = read_note("plans/a.md", note.as_bytes());
        assert!(read.problems.is_empty(), "{:?}\n{note}", read.problems);
        let task = read.fields.iter().find(|field| field.key == "task").map(|field| &field.value);
        let name = habit.name.split_whitespace().collect::<Vec<_>>().join(" ");
        match task {
            // Wiki links are read as their text, and quotes round the whole are taken off.
            Some(Value::Text(_)) if name.contains("[[") || name.contains(['“', '”', '‘', '’']) => {}
            Some(Value::Text(text)) => assert_eq!(text.text, name, "{note}"),
            other => assert!(name.is_empty(), "{other:?}\n{note}"),
        }
        for (date, day) in &habit.days {
            let name = import::letters_and_digits_of_name(&habit.name);
            let note = import::day_note(*date, [DayLine { name: &name, day }]);
            let read = read_note("days/a.md", note.as_bytes());
            assert!(read.problems.is_empty(), "{:?}\n{note}", read.problems);
            assert!(read.body().boxes.len() <= 1, "{note}");
        }
    }
    for text in &export.texts {
        let note = import::diary_note(text, true);
        let read = read_note("days/a.md", note.as_bytes());
        assert!(read.problems.is_empty(), "{:?}\n{note}", read.problems);
    }
}
