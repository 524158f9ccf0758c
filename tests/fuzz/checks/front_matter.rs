//! The front matter of a note, from any bytes: every place is in its line, and what a field says does not depend on line ends.

use tinystep::note::{Field, Note, Value, quote_for_yaml, quote_for_yaml_list, read_note};
use tinystep::problem::{Place, draw};

/// # Panics
/// If one of these does not hold.
pub fn check(bytes: &[u8]) {
    let note = read_note("a.md", bytes);
    let _ = (note.task_names_in_unreadable_fields(), note.body_text());
    for problem in &note.problems {
        let _ = (draw::draw_full(problem, true), draw::draw_one_line(problem));
        assert!(problem.place.line >= 1 && problem.place.column >= 1, "{problem:?}");
        assert!(problem.line.chars().count() < 400, "{problem:?}");
    }
    check_places(&note, &note.fields);
    let said = said(&note.fields);

    // Read again with different line ends, it says the same.
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\r')
    {
        let other = text.replace('\n', "\r\n");
        assert_eq!(self::said(&read_note("a.md", other.as_bytes()).fields), said);
        // Any text can be the value of a field. Wiki links are read as their text, and quotes round the whole are taken off.
        let one_line: String = text.chars().take(200).map(|c| if c.is_control() { ' ' } else { c }).collect();
        if !one_line.contains("[[") && !one_line.contains(['“', '”', '‘', '’', '„', '‚', '«', '»', '‹', '›'])
        {
            comes_back(one_line.trim());
        }
    }
}

fn check_places(note: &Note<'_>, fields: &[Field]) {
    let check = |place: Place| {
        let length = note.line_at_place(place).chars().count() as u32;
        assert!(place.column >= 1 && place.column - 1 + place.width <= length, "{place:?} in a line of {length}");
    };
    for field in fields {
        check(field.key_place);
        match &field.value {
            Value::Empty => {}
            Value::Text(text) => check(text.place),
            Value::List(items) => items.iter().for_each(|text| check(text.place)),
            Value::Map(fields) => check_places(note, fields),
        }
    }
}

/// What the fields say, without their places.
fn said(fields: &[Field]) -> Vec<String> {
    let of = |field: &Field| match &field.value {
        Value::Empty => format!("{}:", field.key),
        Value::Text(text) => format!("{}: {:?}", field.key, text.text),
        Value::List(items) => format!("{}: {:?}", field.key, items.iter().map(|t| &t.text).collect::<Vec<_>>()),
        Value::Map(fields) => format!("{}: {:?}", field.key, self::said(fields)),
    };
    fields.iter().map(of).collect()
}

fn comes_back(text: &str) {
    let note = format!("---\na: {}\nb: [{}]\n---\n", quote_for_yaml(text), quote_for_yaml_list(text));
    let note = read_note("a.md", note.as_bytes());
    assert!(note.problems.is_empty(), "{:?} of {text:?}", note.problems);
    match (note.fields.first().map(|f| &f.value), note.fields.get(1).map(|f| &f.value)) {
        (Some(Value::Text(a)), Some(Value::List(b))) => {
            assert_eq!(a.text, text);
            assert_eq!(b.iter().map(|t| t.text.as_str()).collect::<Vec<_>>(), [text]);
        }
        // An empty text says nothing.
        other => assert!(text.is_empty(), "{text:?}: {other:?}"),
    }
}
