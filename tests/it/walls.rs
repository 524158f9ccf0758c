//! The walls of the house: a room of `src` knows only the rooms above it, and the middle rooms touch no file, clock,
//! environment or terminal. `clippy.toml` cannot say that for one folder, so this test reads the source.

use std::path::{Path, PathBuf};

/// The rooms from top to bottom (docs/architecture.md), and whether a room is pure.
const ROOMS: [(&str, bool); 16] = [
    ("text", true),
    ("problem", true),
    ("folder", false),
    ("note", true),
    ("when", true),
    ("journal", true),
    ("week", true),
    ("phrases", true),
    ("prompt", true),
    ("report", true),
    ("render", true),
    ("photo", true),
    ("output", false),
    ("build", false),
    ("watch", false),
    ("cli", false),
];

/// What no pure room names, and why.
const IMPURE: [(&str, &str); 9] = [
    ("std::fs", "files come in by folder/ and go out by output/"),
    ("std::env", "the same notes give the same bytes on any machine"),
    ("std::time", "the clock becomes \"today\" in cli/"),
    ("std::process", "one place picks the exit status"),
    ("std::thread", "who runs what in parallel is decided at the edge"),
    ("std::io", "what is printed goes through cli/"),
    ("chrono::Local", "the clock becomes \"today\" in cli/"),
    ("chrono::Utc", "the clock becomes \"today\" in cli/"),
    ("rustix", "the system is for the edge rooms"),
];

/// What no room at all names.
const NOWHERE: [(&str, &str); 1] = [("std::net", "notes never leave the machine")];

const PRINTS: [&str; 5] = ["print", "println", "eprint", "eprintln", "dbg"];

#[test]
fn every_room_has_its_place() {
    let mut there: Vec<String> = std::fs::read_dir(root().join("src"))
        .expect("src")
        .map(|entry| entry.expect("a listed file").file_name().to_string_lossy().replace(".rs", ""))
        .filter(|name| name != "lib" && name != "main")
        .collect();
    there.sort();
    let mut known: Vec<&str> = ROOMS.iter().map(|&(name, _)| name).collect();
    known.sort_unstable();
    assert_eq!(there, known, "a new room gets its place in tests/it/walls.rs and docs/architecture.md");
    let page = std::fs::read_to_string(root().join("docs/architecture.md")).expect("docs/architecture.md");
    for (name, _) in ROOMS {
        assert!(page.contains(&format!("`{name}")), "docs/architecture.md does not show the room `{name}`");
    }
}

#[test]
fn a_room_knows_only_what_is_above_it_and_the_middle_is_pure() {
    let mut broken = String::new();
    for (at, (room, pure)) in ROOMS.into_iter().enumerate() {
        for file in files(room) {
            let text = std::fs::read_to_string(&file).expect("source");
            for found in look(&text, at, pure) {
                broken +=
                    &format!("{}:{}: {}\n", file.strip_prefix(root()).unwrap_or(&file).display(), found.0, found.1);
            }
        }
    }
    assert!(broken.is_empty(), "\n{broken}");
}

#[test]
fn the_walls_hold_against_what_they_are_for() {
    let week = ROOMS.iter().position(|&(name, _)| name == "week").expect("week");
    let bad = [
        "use crate::report::Report;",
        "use crate::{journal::Journal, output};",
        "use std::{collections::BTreeMap, fs::File};",
        "fn f() { let x = std::env::var(\"X\"); }",
        "fn f() { println!(\"x\"); }",
        "use super::super::cli;",
        "use ::std::fs;",
        "use chrono::{Local, NaiveDate};",
        "fn f<'a>(x: &'a str) { let c = '\"'; std::fs::read(x); }",
    ];
    for text in bad {
        assert_eq!(look(text, week, true).len(), 1, "{text}");
    }
    let good = [
        "use crate::{journal::Journal, when::{Minutes, When}};",
        "// std::fs\n/* std::env /* nested */ println!() */ const X: &str = \"std::fs\"; const Y: &str = r#\"crate::cli\"#;",
        "use super::State; use std::collections::BTreeMap; use chrono::NaiveDate;",
        "fn f(print: u32) -> bool { print != 0 }",
        "#[cfg(test)]\nmod tests { use std::fs; fn f() { if true { println!() } } }\nfn g() {}",
    ];
    for text in good {
        assert_eq!(look(text, week, true), [], "{text}");
    }
    assert_eq!(look("\n\nuse std::fs;", week, true)[0].0, 3);
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The source files of a room, less those that hold its tests.
fn files(room: &str) -> Vec<PathBuf> {
    let single = root().join("src").join(format!("{room}.rs"));
    if single.is_file() {
        return vec![single];
    }
    let (mut open, mut found) = (vec![root().join("src").join(room)], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a room") {
            let path = entry.expect("a listed file").path();
            if path.file_stem().is_some_and(|stem| stem == "tests" || stem == "laws" || stem == "model_tests") {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The lines of a room's source that go through a wall, and how.
fn look(text: &str, at: usize, pure: bool) -> Vec<(usize, String)> {
    let words = without_tests(words(text));
    let mut broken = Vec::new();
    let mut n = 0;
    while n < words.len() {
        let (line, word) = &words[n];
        let follows = |at: usize, sign: &str| words.get(n + at).is_some_and(|w| w.1 == sign);
        // Not a name that is compared: `print != 0`.
        if pure && PRINTS.contains(&word.as_str()) && follows(1, "!") && !follows(2, "=") {
            broken.push((*line, format!("`{word}!` in a pure room: what is printed goes through cli/")));
        }
        if is_name(word) && word != "use" {
            let mut paths = Vec::new();
            let end = path(&words, n, String::new(), &mut paths);
            for (line, path) in paths {
                broken.extend(wrong(&path, at, pure).map(|why| (line, why)));
            }
            n = end.max(n + 1);
        } else {
            n += 1;
        }
    }
    broken
}

/// What is wrong with naming `path` in a room.
fn wrong(path: &str, at: usize, pure: bool) -> Option<String> {
    let inner = path.strip_prefix("crate::").or_else(|| path.strip_prefix("super::super::"));
    if let Some(room) = inner.and_then(|rest| rest.split("::").next()) {
        let below = ROOMS.iter().skip(at + 1).any(|&(name, _)| name == room);
        return below.then(|| format!("`{path}`: {} knows only the rooms above it", ROOMS[at].0));
    }
    let names = |walled: &str| path == walled || path.strip_prefix(walled).is_some_and(|rest| rest.starts_with("::"));
    // Bytes in memory that are read like a file are no file.
    let impure = IMPURE.iter().filter(|_| pure && path != "std::io::Cursor");
    let (_, why) = impure.chain(&NOWHERE).find(|(walled, _)| names(walled))?;
    Some(format!("`{path}`: {why}"))
}

/// Reads a path, or a tree of paths as `use` has it, from word `n`; returns the word behind it.
fn path(words: &[(usize, String)], mut n: usize, mut before: String, out: &mut Vec<(usize, String)>) -> usize {
    let line = words[n].0;
    loop {
        match words.get(n).map(|w| w.1.as_str()) {
            Some("{") => {
                n += 1;
                while words.get(n).is_some_and(|w| w.1 != "}") {
                    n = if is_name(&words[n].1) { path(words, n, before.clone(), out) } else { n + 1 };
                }
                return n + 1;
            }
            Some(name) if is_name(name) => {
                before += name;
                n += 1;
            }
            _ => break,
        }
        if words.get(n).is_some_and(|w| w.1 == "::") {
            before += "::";
            n += 1;
        } else {
            break;
        }
    }
    out.push((line, before.trim_end_matches("::").to_owned()));
    n
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The names and signs of a source text with their lines; comments, strings and characters are left out.
fn words(text: &str) -> Vec<(usize, String)> {
    let chars: Vec<char> = text.chars().collect();
    let (mut out, mut n, mut line) = (Vec::new(), 0, 1);
    let is = |n: usize, what: &str| what.chars().enumerate().all(|(k, c)| chars.get(n + k) == Some(&c));
    while n < chars.len() {
        let from = n;
        let c = chars[n];
        if is(n, "//") {
            while n < chars.len() && chars[n] != '\n' {
                n += 1;
            }
        } else if is(n, "/*") {
            let mut deep = 0;
            while n < chars.len() {
                if is(n, "/*") {
                    deep += 1;
                    n += 2;
                } else if is(n, "*/") {
                    deep -= 1;
                    n += 2;
                } else {
                    n += 1;
                }
                if deep == 0 {
                    break;
                }
            }
        } else if let Some(end) = raw_string(&chars, n) {
            n = end;
        } else if c == '"' {
            n += 1;
            while n < chars.len() && chars[n] != '"' {
                n += if chars[n] == '\\' { 2 } else { 1 };
            }
            n += 1;
        } else if c == '\'' {
            // A character, or the `'` of a lifetime.
            if chars.get(n + 1) == Some(&'\\') {
                n += 3;
                while n < chars.len() && chars[n] != '\'' {
                    n += 1;
                }
                n += 1;
            } else {
                n += if chars.get(n + 2) == Some(&'\'') { 3 } else { 1 };
            }
        } else if c.is_alphanumeric() || c == '_' {
            while n < chars.len() && (chars[n].is_alphanumeric() || chars[n] == '_') {
                n += 1;
            }
            out.push((line, chars[from..n].iter().collect()));
        } else if is(n, "::") {
            n += 2;
            out.push((line, "::".to_owned()));
        } else {
            n += 1;
            if !c.is_whitespace() {
                out.push((line, c.to_string()));
            }
        }
        line += chars[from..n.min(chars.len())].iter().filter(|&&c| c == '\n').count();
    }
    out
}

/// Where the raw string that begins at `n` ends, if one does.
fn raw_string(chars: &[char], n: usize) -> Option<usize> {
    if n > 0 && (chars[n - 1].is_alphanumeric() || chars[n - 1] == '_') {
        return None;
    }
    let after_r = n + 1 + usize::from(chars.get(n) == Some(&'b'));
    let hashes = chars.get(after_r..)?.iter().take_while(|&&c| c == '#').count();
    if chars.get(after_r - 1) != Some(&'r') || chars.get(after_r + hashes) != Some(&'"') {
        return None;
    }
    let start = after_r + hashes + 1;
    let ends = |k: &usize| chars[*k] == '"' && (1..=hashes).all(|h| chars.get(k + h) == Some(&'#'));
    Some((start..chars.len()).find(ends).map_or(chars.len(), |k| k + hashes + 1))
}

/// Leaves out what stands behind `#[cfg(test)]`: tests may read files.
fn without_tests(words: Vec<(usize, String)>) -> Vec<(usize, String)> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut out = Vec::with_capacity(words.len());
    let mut n = 0;
    while n < words.len() {
        if words.len() >= n + MARK.len() && MARK.iter().enumerate().all(|(k, mark)| words[n + k].1 == *mark) {
            let mut deep = 0;
            while n < words.len() {
                match words[n].1.as_str() {
                    "{" => deep += 1,
                    "}" => deep -= 1,
                    _ => {}
                }
                n += 1;
                if deep == 0 && matches!(words[n - 1].1.as_str(), "}" | ";") {
                    break;
                }
            }
        } else {
            out.push(words[n].clone());
            n += 1;
        }
    }
    out
}
