//! What holds for every note: reading never panics, and line ends, a byte-order mark and quotes do not change what a note
//! says.

use proptest::prelude::*;
use tinystep::note::{self, Field, FrontMatter, Note, Text, Value};
use tinystep::problem::draw;

use crate::note::fields;

const NOTES: [&str; 6] = [
    "---\ntask: Voice memo\nwhen: Thursday morning, while my coffee is brewing\nminutes: 3\n---\n- [x] 2026-11-19 07:35 #tag\n",
    "---\ntask: Call a friend: briefly\nwhere: @home\nbarrier: [no_time, “too big”]\nhelper:\n  noticed: yes\n---\n## To share\nx\n",
    "—\ntask: [[plans/walk#x|Walk]]\nwhen: 2026-11-19 # c\ngoal: |\n  two\n  lines\n…\n—\n![[a.jpg|b]] ![c](d%20e.jpg)\n",
    "---\ntask: 'it''s'\nfelt: \"a\\tb\"\npause:\n  - 2026-01-01 to 2026-01-05\n  - \"x\"\n---\n> - [ ] q\n\n1. [/] b\n   - Mom: noticed\n",
    "<<<<<<< a\n---\ntask: x\n=======\n---\ntask: y\n>>>>>>> b\nwhen: 2026-11-19\n---\n",
    "---\ntask: &a b\nfoo: *a\nbar: !t c\n---\n%% - [x] %%\n",
];

/// What means something in YAML or markdown.
const SIGNS: &[u8] = b"[]{}'\"#:&*!@%`|>-\t\n\r \\~<";

/// Everything that can be asked of a note is asked.
fn ask(bytes: &[u8]) {
    let note = note::read_note("a.md", bytes);
    let body = note.body();
    assert!(body.to_share.iter().all(|r| note.text.get(r.clone()).is_some()));
    let _ = (note.task_names_in_unreadable_fields(), note.body_text());
    for problem in &note.problems {
        let _ = (draw::draw_full(problem, true), draw::draw_one_line(problem));
        assert!(problem.line.chars().count() < 400);
    }
    let texts = body.boxes.iter().flat_map(|b| std::iter::once(&b.text).chain(&b.nested_items)).chain(&body.tags);
    for text in texts {
        // A place of the body points at its very words.
        let line: String = note.line_at_place(text.place).chars().skip(text.place.column as usize - 1).collect();
        assert!(line.starts_with(&text.text), "{text:?} in {line:?}");
    }
    every_place_is_in_its_line(&note, &note.fields);
}

fn every_place_is_in_its_line(note: &Note<'_>, fields: &[Field]) {
    let within = |at: tinystep::problem::Place| {
        let length = note.line_at_place(at).chars().count() as u32;
        assert!(at.column >= 1 && at.column - 1 + at.width <= length, "{at:?} in a line of {length}");
    };
    for field in fields {
        within(field.key_place);
        match &field.value {
            Value::Empty => {}
            Value::Text(text) => within(text.place),
            Value::List(items) => items.iter().for_each(|text| within(text.place)),
            Value::Map(fields) => every_place_is_in_its_line(note, fields),
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        ask(&bytes);
    }

    #[test]
    fn any_text_in_front_matter_is_read(text in "\\PC{0,80}") {
        ask(format!("---\ntask: {text}\n---\n{text}").as_bytes());
    }

    #[test]
    fn mutations_are_read(which in 0..NOTES.len(), cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = NOTES[which].as_bytes().to_vec();
        for (at, to, byte) in cuts {
            let (at, to) = (at.index(bytes.len()), to.index(bytes.len()));
            match byte % 4 {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, SIGNS[to % SIGNS.len()]),
                2 => { bytes.remove(at); }
                _ => { let piece = bytes[at.min(to)..at.max(to)].to_vec(); bytes.splice(to..to, piece); }
            }
            if bytes.is_empty() || bytes.len() > 5000 { break; }
        }
        ask(&bytes);
    }

    /// Lines that are nearly YAML; LF, CRLF and CR, and a byte-order mark, make no difference to what they say.
    #[test]
    fn line_ends_and_a_mark_change_nothing(lines in prop::collection::vec(yaml_line(), 0..10)) {
        let text = format!("---\n{}\n---\n- [x] a\n", lines.join("\n"));
        ask(text.as_bytes());
        let plain = fields(&note::read_note("a.md", text.as_bytes()));
        let marked = format!("\u{feff}{text}");
        prop_assert_eq!(&plain, &fields(&note::read_note("a.md", marked.as_bytes())));
        for end in ["\r\n", "\r"] {
            let other = text.replace('\n', end);
            prop_assert_eq!(&plain, &fields(&note::read_note("a.md", other.as_bytes())), "{:?}", other);
        }
    }

    /// A value that YAML can read says the same with the help of stand-ins and in quotes.
    #[test]
    fn a_value_in_quotes_says_the_same(value in "[a-z0-9@%`é漢][a-z0-9@%` :,.#é漢-]{0,19}") {
        let value = value.trim();
        if value.contains(" #") {
            return Ok(());
        }
        let bare = format!("---\ntask: {value}\n---\n");
        let quoted = format!("---\ntask: '{value}'\n---\n");
        let (bare, quoted) = (note::read_note("a.md", bare.as_bytes()), note::read_note("a.md", quoted.as_bytes()));
        prop_assert_eq!(task(&bare), task(&quoted));
        prop_assert_eq!(task(&bare), Some(value.to_owned()));
    }
}

fn yaml_line() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "task",
        "when",
        ": ",
        ":",
        " ",
        "  ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "'",
        "\"",
        "#",
        " #",
        "|",
        ">",
        "&a",
        "*a",
        "!t",
        "@x",
        "%",
        "`",
        "“",
        "”",
        "‘",
        "’",
        "[[a|b]]",
        "[[",
        "]]",
        "~",
        "2026-11-19",
        "7:30",
        "\t",
        "é",
        "漢",
        "\\",
        "?",
        "{{",
        "a",
    ]);
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn task(note: &Note<'_>) -> Option<String> {
    match &note.filled_field("task")?.value {
        Value::Text(Text { text, .. }) => Some(text.clone()),
        _ => None,
    }
}

#[test]
fn other_encodings_are_reported_and_not_read() {
    let text = "---\ntask: Walk\nwhen: 2026-11-19\n---\n";
    let little = |mark: bool| -> Vec<u8> {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let latin = [
        b"---\ntask: Caf\xE9\nwhen: 2026-11-19\n---\n".to_vec(),
        b"\x97\ntask: Caf\xE9\ndate: 2026-11-19\n\x97\n".to_vec(),
    ];
    let nul = format!("{text}\0").into_bytes();
    for bytes in [little(true), little(false), big, nul].iter().chain(&latin) {
        let note = note::read_note("a.md", bytes);
        assert_eq!(note.front_matter, FrontMatter::NotText { has_task: true, has_date: true }, "{:?}", note.text);
        assert_eq!(note.problems.len(), 1);
        assert!(note.fields.is_empty());
        assert_eq!(note.task_names_in_unreadable_fields().len(), 1);
        ask(bytes);
    }
    for bytes in &latin {
        assert_eq!(
            note::read_note("a.md", bytes).task_names_in_unreadable_fields(),
            ["Café"],
            "as other notes write it"
        );
    }
    let ordinary = note::read_note("a.md", b"a letter about my task: caf\xE9");
    assert_eq!(ordinary.front_matter, FrontMatter::NotText { has_task: false, has_date: false });
    assert_eq!(note::read_note("a.md", b"").front_matter, FrontMatter::Absent);
}

/// Inputs made to be slow or deep end, and a problem never shows more of a line than a person can read.
#[test]
fn hard_inputs_end() {
    let many = 20_000;
    let texts = [
        format!("---\ntask: {}\n---\n", "[".repeat(many)),
        format!("---\ntask: {}\n---\n", "{".repeat(many)),
        format!("---\ntask: {}\n---\n", "[a: ".repeat(many)),
        format!("---\ntask:\n{}\n---\n", "- ".repeat(many)),
        format!("---\ntask: [{}]\n---\n", "“a, ".repeat(many)),
        format!("---\ntask: [{}]\n---\n", "‘a, ".repeat(many)),
        format!("---\ntask: [{}]\n---\n", "[[a]], b: c, ".repeat(many)),
        format!("---\ntask: \"{}\n---\n", "é\n".repeat(many)),
        format!("---\n{}---\n", "task: x\n".repeat(many)),
        format!("---\ntask: {} y: \"\n---\n", "é".repeat(2_500_000)),
        format!("---\ntask: 'a' {}\n---\n", "é".repeat(2_500_000)),
        "- [x] Walk\n".repeat(50_000),
        "- ".repeat(many) + "[x] Walk",
        ">".repeat(many) + " - [x] Walk",
        "#tag ".repeat(many),
        "![a".repeat(many) + &"](b)".repeat(many),
        "![a".repeat(many) + &"](b&amp;c)".repeat(many),
        "![[".repeat(many),
        "%% a ".repeat(many),
        "@due(".repeat(many),
    ];
    for text in &texts {
        let note = note::read_note("a.md", text.as_bytes());
        let body = note.body();
        assert!(body.boxes.len() <= 50_000);
        assert!(note.problems.iter().all(|p| p.line.len() < 2000));
        let _ = note.task_names_in_unreadable_fields();
    }
    assert_eq!(note::read_note("a.md", texts[11].as_bytes()).body().boxes.len(), 50_000);
    assert_eq!(note::read_note("a.md", texts[8].as_bytes()).problems.len(), many - 1);
}

/// A long line is cut round the place, which stays true.
#[test]
fn a_long_line_is_cut_round_its_place() {
    let text = format!("---\ntask: {}\n---\n{} 3/4/2026 {}", "x", "é".repeat(5000), "b".repeat(5000));
    let note = note::read_note("a.md", text.as_bytes());
    let place = tinystep::problem::Place { line: 4, column: 5002, width: 8 };
    let problem = note.problem_at(place, tinystep::problem::Code::BadDate, "m".into(), "h".into());
    assert!(problem.line.chars().count() < 400);
    let at = (place.column - problem.chars_cut_before - 1) as usize;
    assert_eq!(problem.line.chars().skip(at).take(8).collect::<String>(), "3/4/2026");
    assert!(problem.line.starts_with("…é") && problem.line.ends_with("b…"));
    let drawn = draw::draw_full(&problem, false);
    assert!(drawn.contains("a.md:4:5002") && drawn.contains("^^^^^^^^"), "{drawn}");
}
