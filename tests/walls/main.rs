//! The walls of the house, read from the source of `src`: a room knows only the rooms above it; the middle rooms touch no
//! file, clock, environment or terminal; the files of a room have no cycle; `mod.rs` only declares and re-exports;
//! functions stay short; file names are unique. `cargo test --test walls -- --nocapture figures` prints the sizes.

mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use source::{Resolver, Source};

/// The rooms from top to bottom (docs/architecture.md), and whether a room is pure.
const ROOMS: [(&str, bool); 19] = [
    ("text", true),
    ("problem", true),
    ("folder", false),
    ("note", true),
    ("when", true),
    ("journal", true),
    ("import", true),
    ("week", true),
    ("phrases", true),
    ("prompt", true),
    ("report", true),
    ("data", true),
    ("caseload", true),
    ("render", true),
    ("photo", true),
    ("output", false),
    ("build", false),
    ("watch", false),
    ("cli", false),
];

static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(source::read);

/// What no pure room names, and why.
const IMPURE: [(&str, &str); 9] = [
    ("std::fs", "files come in through folder/ and go out through output/"),
    ("std::env", "the same notes give the same bytes on any machine"),
    ("std::time", "the clock becomes \"today\" in cli/"),
    ("std::process", "one place picks the exit status"),
    ("std::thread", "the edge decides what runs in parallel"),
    ("std::io", "what is printed goes through cli/"),
    ("chrono::Local", "the clock becomes \"today\" in cli/"),
    ("chrono::Utc", "the clock becomes \"today\" in cli/"),
    ("rustix", "the operating system is for the edge rooms"),
];

/// What no room names.
const FORBIDDEN: [(&str, &str); 1] = [("std::net", "notes never leave the machine")];

const PRINTS: [&str; 5] = ["print!", "println!", "eprint!", "eprintln!", "dbg!"];

const MOST_LINES: usize = 80;

/// With `self`.
const MOST_ARGUMENTS: usize = 5;

/// What is known to break a rule and is to be mended. An entry that breaks nothing any more fails the test, so the lists
/// only get shorter.
mod known {
    /// Rooms with cycles.
    pub const CYCLES: &[&str] = &[];
    /// `mod.rs` files with code.
    pub const CODE_IN_MOD_RS: &[&str] = &[];
    /// `path: function`.
    pub const LONG: &[&str] = &[];
    pub const MANY_ARGUMENTS: &[&str] = &[];
    /// File names.
    pub const SAME_NAME: &[&str] = &[];
}

/// Breaches by subject: exactly the known ones.
#[track_caller]
fn compare(rule: &str, found: &BTreeMap<String, String>, known: &[&str]) {
    let new: Vec<&String> =
        found.iter().filter(|(key, _)| !known.contains(&key.as_str())).map(|(_, text)| text).collect();
    let mended: Vec<&&str> = known.iter().filter(|key| !found.contains_key(**key)).collect();
    assert!(new.is_empty(), "{rule}:\n{}", new.iter().map(|text| format!("  {text}\n")).collect::<String>());
    assert!(mended.is_empty(), "take these out of `known`, they are mended: {mended:?}");
}

#[test]
fn every_room_is_listed() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rooms: BTreeSet<String> = SOURCES.iter().map(|source| source.room().to_owned()).collect();
    let known: BTreeSet<String> = ROOMS.iter().map(|(name, _)| (*name).to_owned()).chain([String::new()]).collect();
    assert_eq!(rooms, known, "a new room gets its place in tests/walls/main.rs and docs/architecture.md");
    let page = std::fs::read_to_string(top.join("docs/architecture.md")).expect("docs/architecture.md");
    for (name, _) in ROOMS {
        assert!(page.contains(&format!("`{name}")), "docs/architecture.md does not show the room `{name}`");
    }
}

#[test]
fn rooms_depend_only_on_rooms_above_and_the_middle_is_pure() {
    let broken: String = SOURCES.iter().flat_map(breaches).map(|breach| breach + "\n").collect();
    assert!(broken.is_empty(), "\n{broken}");
}

/// Where a file goes through a wall.
fn breaches(source: &Source) -> Vec<String> {
    let Some(at) = ROOMS.iter().position(|(name, _)| *name == source.room()) else { return Vec::new() };
    let is_pure = ROOMS[at].1;
    let mut broken = Vec::new();
    for reference in &source.references {
        let path = reference.path.join("::");
        let below = |room: &String| ROOMS.iter().skip(at + 1).any(|(name, _)| name == room);
        let names = |forbidden: &str| {
            path.strip_prefix(forbidden).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        };
        let why = if reference.path[0] == "crate" && reference.path.get(1).is_some_and(below) {
            Some("a room knows only the rooms above it")
        } else if is_pure && PRINTS.contains(&path.as_str()) {
            Some("what is printed goes through cli/")
        } else if let Some((_, why)) = FORBIDDEN.iter().find(|(name, _)| names(name)) {
            Some(*why)
        } else {
            // A cursor reads bytes in memory.
            let impure = IMPURE.iter().find(|(name, _)| names(name) && !path.starts_with("std::io::Cursor"));
            impure.filter(|_| is_pure).map(|(_, why)| *why)
        };
        broken.extend(why.map(|why| format!("src/{}:{}: `{path}`: {why}", source.path, reference.line)));
    }
    broken
}

#[test]
fn no_cycle_between_the_files_of_a_room() {
    compare("files that need each other", &cycles(&SOURCES), known::CYCLES);
}

/// By room, the files that need each other, with the places.
fn cycles(sources: &[Source]) -> BTreeMap<String, String> {
    let resolver = Resolver::new(sources);
    let mut needs: BTreeMap<&str, BTreeMap<&str, String>> = BTreeMap::new();
    for source in sources.iter().filter(|source| !source.room().is_empty()) {
        for reference in source.references.iter().filter(|r| !(r.is_reexport && source.is_mod_rs())) {
            let Some(target) = resolver.file(&reference.path) else { continue };
            if target.room() == source.room() && target.path != source.path {
                let place = format!("src/{}:{}: {}", source.path, reference.line, reference.path.join("::"));
                needs.entry(&source.path).or_default().entry(&target.path).or_insert(place);
            }
        }
    }
    let mut cycles: BTreeMap<String, String> = BTreeMap::new();
    for source in sources {
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        let mut open = vec![source.path.as_str()];
        while let Some(file) = open.pop() {
            open.extend(needs.get(file).into_iter().flat_map(BTreeMap::keys).filter(|next| reached.insert(next)));
        }
        if !reached.contains(source.path.as_str()) {
            continue;
        }
        let text = cycles.entry(source.room().to_owned()).or_insert_with(|| format!("{}/", source.room()));
        for (target, place) in needs.get(source.path.as_str()).into_iter().flatten() {
            if reaches(&needs, target, &source.path) {
                *text += &format!("\n    {place} ({target})");
            }
        }
    }
    cycles
}

fn reaches(needs: &BTreeMap<&str, BTreeMap<&str, String>>, from: &str, to: &str) -> bool {
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut open = vec![from];
    while let Some(file) = open.pop() {
        if file == to {
            return true;
        }
        open.extend(needs.get(file).into_iter().flat_map(BTreeMap::keys).filter(|next| reached.insert(next)));
    }
    false
}

#[test]
fn a_mod_rs_only_declares_and_re_exports() {
    compare("code in a mod.rs", &code_in_mod_rs(&SOURCES), known::CODE_IN_MOD_RS);
}

fn code_in_mod_rs(sources: &[Source]) -> BTreeMap<String, String> {
    let with_code = sources.iter().filter(|source| source.is_mod_rs() && !source.code.is_empty());
    with_code.map(|s| (s.path.clone(), format!("src/{}:{}: {} items", s.path, s.code[0], s.code.len()))).collect()
}

#[test]
fn no_function_is_long() {
    compare("functions of more than 80 lines", &long(&SOURCES), known::LONG);
}

fn long(sources: &[Source]) -> BTreeMap<String, String> {
    functions(sources, |function| (function.lines > MOST_LINES).then(|| format!("{} lines", function.lines)))
}

#[test]
fn no_function_has_many_arguments() {
    compare("functions of more than five arguments", &many_arguments(&SOURCES), known::MANY_ARGUMENTS);
}

fn many_arguments(sources: &[Source]) -> BTreeMap<String, String> {
    functions(sources, |function| {
        (function.arguments > MOST_ARGUMENTS).then(|| format!("{} arguments", function.arguments))
    })
}

fn functions(sources: &[Source], wrong: impl Fn(&source::Function) -> Option<String>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for source in sources {
        for function in &source.functions {
            if let Some(what) = wrong(function) {
                let text = format!("src/{}:{}: {}: {what}", source.path, function.line, function.name);
                found.insert(format!("{}: {}", source.path, function.name), text);
            }
        }
    }
    found
}

#[test]
fn file_names_are_unique() {
    compare("files of one name", &same_name(&SOURCES), known::SAME_NAME);
}

fn same_name(sources: &[Source]) -> BTreeMap<String, String> {
    let mut by_name: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for source in sources.iter().filter(|source| !source.is_mod_rs()) {
        let name = source.path.rsplit('/').next().unwrap_or_default().to_owned();
        by_name.entry(name).or_default().push(&source.path);
    }
    by_name.into_iter().filter(|(_, paths)| paths.len() > 1).map(|(name, paths)| (name, paths.join(", "))).collect()
}

#[test]
fn figures() {
    let sources = &*SOURCES;
    let all = || sources.iter().flat_map(|source| source.functions.iter().map(move |function| (source, function)));
    println!("lines of src without tests: {}", sources.iter().map(|source| source.lines).sum::<usize>());
    println!("files: {}", sources.len());
    if let Some((source, longest)) = all().max_by_key(|(_, function)| function.lines) {
        println!("longest function: {} lines, {} in src/{}", longest.lines, longest.name, source.path);
    }
    if let Some((source, most)) = all().max_by_key(|(_, function)| function.arguments) {
        println!("most arguments: {}, {} in src/{}", most.arguments, most.name, source.path);
    }
    println!("rooms with a cycle between their files: {}", cycles(sources).len());
}

/// Each check finds what it is for.
mod the_checks_find {
    use super::*;

    fn sources(texts: &[(&str, &str)]) -> Vec<Source> {
        source::parse(texts.iter().copied())
    }

    fn week(text: &str) -> Vec<String> {
        breaches(&Source::parse("week/a.rs", text))
    }

    #[test]
    fn walls() {
        for text in [
            "use crate::report::Report;",
            "use crate::{journal::Journal, report::{self, Report}};",
            "fn f() { crate::cli::run() }",
            "use std::fs;",
            "use std::{collections::BTreeMap, fs::File};",
            "fn f() { let x = std::env::var(\"X\"); }",
            "fn f() { println!(\"x\"); }",
            "fn f() { if true { drop(format!(\"{}\", vec![crate::cli::run()].len())); } }",
            "fn f() { assert!({ println!(); true }) }",
            "use super::super::cli;",
            "mod inner { use super::super::super::cli; }",
            "use ::std::fs;",
            "use chrono::{Local, NaiveDate};",
            "fn f(x: &std::net::TcpStream) {}",
            "fn f<'a>(x: &'a str) { let c = '\"'; std::fs::read(x); }",
        ] {
            assert!(!week(text).is_empty(), "{text}");
        }
        for text in [
            "use crate::{journal::Journal, when::{Minutes, When}};",
            "// std::fs\n/* std::env println!() */ const X: &str = \"std::fs\"; const Y: &str = r#\"crate::cli\"#;",
            "use super::State; use std::collections::BTreeMap; use chrono::NaiveDate;",
            "fn f(print: u32) -> bool { print != 0 }",
            "#[cfg(test)]\nmod tests { use std::fs; fn f() { if true { println!() } } }\nfn g() {}",
        ] {
            assert_eq!(week(text), [] as [String; 0], "{text}");
        }
        assert!(week("\n\nuse std::fs;")[0].starts_with("src/week/a.rs:3: "));
    }

    #[test]
    fn cycles_between_files() {
        let found = |texts: &[(&str, &str)]| cycles(&sources(texts)).len();
        let a = ("week/a.rs", "use super::b::B; pub struct A;");
        assert_eq!(found(&[a, ("week/b.rs", "pub struct B(super::a::A);")]), 1);
        assert_eq!(found(&[a, ("week/b.rs", "pub struct B;")]), 0);
        // Through a re-export, which itself is no dependency.
        let top = ("week/mod.rs", "mod a; mod b; pub use a::A; pub use b::B;");
        assert_eq!(found(&[top, a, ("week/b.rs", "use super::A; pub struct B;")]), 1);
        assert_eq!(found(&[top, a, ("week/b.rs", "use crate::week::A as C; pub struct B;")]), 1);
        assert_eq!(found(&[top, a, ("week/b.rs", "pub struct B;")]), 0);
        let children = ("week/b.rs", "mod c; pub struct B(c::C);");
        assert_eq!(found(&[children, ("week/b/c.rs", "pub struct C(super::B);")]), 1);
        assert_eq!(found(&[children, ("week/b/c.rs", "pub(super) struct C;")]), 0);
        assert_eq!(found(&[top, a, ("week/b.rs", "pub struct B; #[cfg(test)] mod tests { use super::super::A; }")]), 0);
        // With code in mod.rs, and over three files.
        let code = ("week/mod.rs", "mod a; pub fn f() { a::g() }");
        assert_eq!(found(&[code, ("week/a.rs", "pub fn g() { super::f() }")]), 1);
        let three =
            [a, ("week/b.rs", "use crate::week::c::C; pub struct B;"), ("week/c.rs", "use super::a::*; pub struct C;")];
        assert_eq!(found(&three), 1);
    }

    #[test]
    fn code_beside_declarations() {
        let found = |text: &str| code_in_mod_rs(&sources(&[("week/mod.rs", text)])).len();
        assert_eq!(found("//! Words.\nmod a;\npub use a::A;\n#[cfg(test)]\nmod tests;"), 0);
        assert_eq!(found("mod a;\nfn f() {}"), 1);
        assert_eq!(found("mod a;\nuse a::A;"), 1);
    }

    #[test]
    fn long_functions_and_many_arguments() {
        let with = |lines: usize| format!("impl A {{ fn f() {{\n{}}} }}", "g();\n".repeat(lines - 2));
        assert_eq!(long(&sources(&[("week/a.rs", &with(80))])).len(), 0);
        assert_eq!(long(&sources(&[("week/a.rs", &with(81))])).len(), 1);
        let arguments = |text: &str| many_arguments(&sources(&[("week/a.rs", text)])).len();
        assert_eq!(arguments("fn f(a: A, b: A, c: A, d: A, e: A) {}"), 0);
        assert_eq!(arguments("fn f(a: A, b: A, c: A, d: A, e: A, f: A) {}"), 1);
        assert_eq!(arguments("#[cfg(test)] fn f(a: A, b: A, c: A, d: A, e: A, f: A) {}"), 0);
    }

    #[test]
    fn files_of_the_same_name() {
        assert_eq!(same_name(&sources(&[("week/a.rs", ""), ("when/a.rs", "")])).len(), 1);
        assert_eq!(
            same_name(&sources(&[("week/a.rs", ""), ("when/b.rs", ""), ("when/mod.rs", ""), ("week/mod.rs", "")]))
                .len(),
            0
        );
    }

    #[test]
    fn files_of_tests_are_left_out() {
        let found = sources(&[
            ("week/mod.rs", "#[cfg(test)]\nmod tests;\nmod a;"),
            ("week/tests.rs", "use std::fs;"),
            ("week/a.rs", ""),
        ]);
        assert_eq!(found.iter().map(|source| source.path.as_str()).collect::<Vec<_>>(), ["week/a.rs", "week/mod.rs"]);
        assert_eq!(Source::parse("a.rs", "fn f() {}\n#[cfg(test)]\nmod tests {\n}\n").lines, 1);
    }
}
