//! `drawn`: every problem of the files of a case, in full. `json`: as `check --format json` lists them.

use tinystep::note;
use tinystep::problem::{Code, Place, Problem, ProblemClass, draw};

use crate::cases::Answer;

pub fn documents() -> Answer {
    Box::new(|case, expected| {
        let mut problems: Vec<Problem> =
            case.files.iter().flat_map(|(path, text)| note::read_note(path, text.as_bytes()).problems).collect();
        problems.sort();
        match expected.kind.as_str() {
            "drawn" => Some(problems.iter().map(|p| draw::draw_full(p, false)).collect::<Vec<_>>().join("\n")),
            "one-line" => Some(problems.iter().map(|p| draw::draw_one_line(p) + "\n").collect()),
            "json" => Some(draw::problems_as_json(&problems)),
            _ => None,
        }
    })
}

fn problem(line: &str, place: Place) -> Problem {
    let (message, help) = ("`x` is not so.".to_owned(), "Write `y`.".to_owned());
    Problem { file: "a.md".into(), place, code: Code::BadDate, message, help, line: line.into(), chars_cut_before: 0 }
}

fn at(column: u32, width: u32) -> Place {
    Place { line: 7, column, width }
}

/// The carets are under the same cells as the words, however wide the signs before them are.
#[test]
fn carets_point_at_their_words() {
    for (line, column) in
        [("when: 3/4", 7), ("\twhen: 3/4", 8), ("漢字: 3/4", 5), ("e\u{301}: 3/4", 5), ("👩\u{200d}👩 3/4", 5)]
    {
        let drawn = draw::draw_full(&problem(line, at(column, 3)), false);
        let rows: Vec<&str> = drawn.lines().filter(|l| l.contains('|')).collect();
        let words = rows.iter().find(|l| l.contains("3/4")).expect("the line");
        let carets = rows.iter().find(|l| l.contains("^^^")).expect("the carets");
        let cells = |row: &str, what: &str| unicode_width::UnicodeWidthStr::width(&row[..row.find(what).unwrap_or(0)]);
        // Terminals differ in joined signs; there each sign counts by itself.
        if !line.contains('\u{200d}') {
            assert_eq!(cells(words, "3/4"), cells(carets, "^^^"), "{drawn}");
        }
    }
}

#[test]
fn no_excerpt_is_drawn_for_an_empty_line() {
    for line in ["", "   "] {
        let drawn = draw::draw_full(&problem(line, at(1, 0)), false);
        assert_eq!(drawn, "error[bad-date]: `x` is not so.\n --> a.md:7:1\n |\n = help: Write `y`.\n", "{drawn}");
    }
}

/// On a terminal the sentences are broken between words, and the place still follows the message.
#[test]
fn sentences_are_broken_between_words() {
    let mut bad = problem("when: 3/4/2026", at(7, 8));
    bad.message = "`3/4/2026` can be two dates, as far as anybody can tell.".to_owned();
    bad.help = "Write it as `2026-04-03` or as `2026-03-04`, whichever it is.".to_owned();
    let drawn = draw::draw_full_at_width(&bad, false, 50);
    let wanted = "\
error[bad-date]: `3/4/2026` can be two dates, as
                 far as anybody can tell.
 --> a.md:7:7
  |
7 | when: 3/4/2026
  |       ^^^^^^^^
  |
  = help: Write it as `2026-04-03` or as
          `2026-03-04`, whichever it is.
";
    assert_eq!(drawn, wanted);
    let coloured = draw::draw_full_at_width(&bad, true, 50);
    assert!(coloured.contains("can be two dates, as") && coloured.contains("a.md:7:7"), "{coloured}");
    assert!(coloured.find("anybody can tell.") < coloured.find("a.md:7:7"), "{coloured}");
    assert!(!draw::draw_full(&bad, false).contains("as\n"));
}

/// A place after the end of its line, or wider than it, is drawn at its end.
#[test]
fn positions_outside_the_line_are_harmless() {
    for place in [at(4, 0), at(40, 3), at(2, u32::MAX), at(0, 0), at(u32::MAX, u32::MAX)] {
        assert!(draw::draw_full(&problem("abc", place), false).contains('^'));
    }
}

#[test]
fn no_terminal_control_codes_are_printed() {
    let evil = "a\u{1b}]0;x\u{7}b\u{9b}31mc\u{202e}d\u{7f}\re\nf\u{2066}\u{feff}";
    let bad = Problem {
        file: evil.into(),
        place: at(3, 4),
        code: Code::BadDate,
        message: evil.into(),
        help: evil.into(),
        line: evil.into(),
        chars_cut_before: 0,
    };
    let colored = draw::draw_full(&bad, true);
    let own = without_color(&colored);
    for text in [
        draw::draw_full(&bad, false),
        draw::draw_one_line(&bad),
        draw::problems_as_json(std::slice::from_ref(&bad)),
        own,
    ] {
        let steering = |c: char| {
            (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        };
        assert!(!text.contains(steering), "{text:?}");
    }
    assert_eq!(draw::draw_one_line(&bad).lines().count(), 1);
    let read: serde_json::Value = serde_json::from_str(&draw::problems_as_json(&[bad])).expect("JSON");
    assert_eq!(read[0]["message"], evil);
}

/// Takes out `ESC [ digits m`, which is all that colour is made of.
fn without_color(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        out.push_str(before);
        let end = after.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(0);
        assert!(after[end..].starts_with('m'), "{after:?}");
        rest = &after[end + 1..];
    }
    out + rest
}

/// `docs/problems.md` has a table of every code, made from the source: each with what to write instead.
#[test]
fn every_code_is_documented() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/problems.md");
    let text = std::fs::read_to_string(path).expect("docs/problems.md");
    let class = |code: Code| match code.class() {
        ProblemClass::Error => "error",
        ProblemClass::NearMiss => "near miss",
        ProblemClass::Hint => "hint",
    };
    let row = |code: &Code| {
        let (example, instead) =
            code.example().unwrap_or_else(|| panic!("`{}` has no example in code.rs", code.name()));
        format!("| `{}` | {} | {} | {example} | {instead} |\n", code.name(), class(*code), code.meaning())
    };
    let rows: String = Code::ALL.iter().map(row).collect();
    let before = text.split_inclusive('\n').take_while(|line| !line.starts_with("| `")).collect::<String>();
    let after = text.split_inclusive('\n').skip_while(|line| !line.starts_with("| `"));
    let after = after.skip_while(|line| line.starts_with("| `")).collect::<String>();
    let made = format!("{before}{rows}{after}");
    if std::env::var_os("TINYSTEP_RENEW").is_some() {
        std::fs::write(path, made).expect("docs/problems.md");
    } else {
        assert!(text == made, "docs/problems.md is not as the source has it: run this test with TINYSTEP_RENEW=1");
    }
}
