//! The pages in a real browser: axe finds nothing at any width, in light, dark and print; nothing scrolls sideways, runs or
//! loads; a phone's first screen and a printed page have what they need.
//!
//! Needs chromium, node, poppler's pdftotext, pdftohtml and pdfinfo, and in `target/browser/` an `npm install` of
//! `tests/browser/package.json` (`.ci/run` does both).

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::ToolTest;
use crate::full_week;
use crate::sandbox::Sandbox;

const NEEDS: &[&[&str]] = &[
    &["node"],
    &["chromium"],
    &["pdftotext"],
    &["pdftohtml"],
    &["pdfinfo"],
    &["target/browser/node_modules/axe-core"],
    &["target/browser/node_modules/playwright-core"],
];

pub const TESTS: &[ToolTest] = &[
    test("browser/sams_pages", sams_pages_are_good_in_a_real_browser),
    test(
        "browser/every_week_fits_a_phones_first_screen_and_two_sheets",
        every_week_fits_a_phones_first_screen_and_two_sheets,
    ),
    test("browser/a_full_week", a_full_week_is_good_in_a_real_browser),
    test("browser/hostile_notes_run_and_load_nothing", hostile_notes_run_and_load_nothing),
];

const fn test(name: &'static str, run: fn()) -> ToolTest {
    ToolTest { name, needs: NEEDS, is_long: true, run }
}

/// A page as the browser shows it.
struct Seen(Value);

impl Seen {
    fn name(&self) -> String {
        self.0["file"].as_str().and_then(|f| f.rsplit('/').next()).unwrap_or_default().to_owned()
    }

    fn pdf(&self, format: &str) -> PathBuf {
        PathBuf::from(self.0["pdf"][format].as_str().expect("a PDF"))
    }
}

/// What to look at: everything, or only a phone's first screen and the printed sheets.
#[derive(Clone, Copy)]
enum What {
    All,
    Sheets,
}

/// Opens pages in the browser.
fn look(what: What, pages: &[PathBuf]) -> Vec<Seen> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let there = root.join("target/browser");
    // A copy for each test: tests run in parallel.
    let script = there.join(format!("look-{}-{:?}.mjs", std::process::id(), std::thread::current().id()));
    std::fs::copy(root.join("tests/browser/look.mjs"), &script).expect("the script");
    let browser = std::env::split_paths(&std::env::var_os("PATH").expect("a path"))
        .map(|folder| folder.join("chromium"))
        .find(|path| path.is_file())
        .expect("a browser");
    let what = match what {
        What::All => "all",
        What::Sheets => "sheets",
    };
    let output = Command::new("node").arg(&script).arg(browser).arg(what).args(pages).output().expect("node runs");
    let _ = std::fs::remove_file(&script);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let seen: Vec<Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    seen.into_iter().map(Seen).collect()
}

fn text_of(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().expect("it runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn check(page: &Seen) {
    let name = page.name();
    for view in page.0["views"].as_array().expect("views") {
        assert_eq!(view["violations"], Value::Array(Vec::new()), "{name}, {} {}", view["width"], view["view"]);
        // No paper is as narrow as a phone.
        let paper = view["view"] == "print" && view["width"] == 320;
        assert!(paper || view["wide"].as_u64() <= view["width"].as_u64(), "{name} scrolls sideways: {view}");
    }
    assert_eq!(page.0["views"].as_array().map(Vec::len), Some(9));
    assert_eq!(page.0["mode"], "CSS1Compat", "{name}: the comment above the doctype changes the mode");
    assert_eq!(page.0["requests"], Value::Array(Vec::new()), "{name} asks for something");
    assert_eq!((&page.0["dialogs"], &page.0["ran"]), (&Value::from(0), &Value::from(0)), "{name} runs something");
}

/// Name, week, where to start and the first plan's seven days are on a phone's first screen (360 x 640).
fn check_first_screen(page: &Seen) {
    let first = &page.0["first_screen"];
    for what in ["name", "week", "start", "plan", "days"] {
        let bottom = first[what].as_f64();
        // Not every week has a line to start with.
        let absent = what == "start" && bottom.is_none();
        assert!(absent || bottom.is_some_and(|bottom| bottom <= 640.0), "{}, {what}: {first}", page.name());
    }
}

/// One or two sheets of A4 or Letter, with text of 10 points, not shrunk, and with every number of `show --shared`.
fn check_sheets(page: &Seen, here: &Sandbox, week: &str) {
    let name = page.name();
    assert!(page.0["body_text_pt"].as_f64() >= Some(9.99), "{name}: {}", page.0["body_text_pt"]);
    let show = |form: &str| here.run_to(0, &["show", "--shared", "--week", week, "--format", form]).out;
    let (shown, json): (String, Value) = (show("text"), serde_json::from_str(&show("json")).expect("JSON"));
    for format in ["A4", "Letter"] {
        let pdf = page.pdf(format);
        let pdf = pdf.to_str().expect("a path");
        let info = text_of("pdfinfo", &[pdf]);
        let sheets = info.lines().find_map(|l| l.strip_prefix("Pages:")).and_then(|n| n.trim().parse().ok());
        assert!(sheets.is_some_and(|n: u32| (1..=2).contains(&n)), "{name} takes {sheets:?} sheets of {format}");
        assert!(printed_pt(pdf) >= 9.9, "{name} was shrunk to {} points on {format}", printed_pt(pdf));
        let text = words_of(&text_of("pdftotext", &["-raw", pdf, "-"]));
        for number in numbers_of(&shown) {
            let there = format!(" {text} ").contains(&format!(" {number} "));
            assert!(there, "{name}, {format}: `{number}` is not on paper\n{text}");
        }
        for plan in json["plans"].as_array().expect("plans") {
            let (done, due) = (plan["done"].as_u64().unwrap_or(0), plan["due"].as_u64().unwrap_or(0));
            assert!(due == 0 || done == 0 || text.contains(&format!("{done} of {due}")), "{name}: {plan}\n{text}");
        }
    }
}

/// The font size of the last line, which is body text, in the PDF.
fn printed_pt(pdf: &str) -> f64 {
    let xml = text_of("pdftohtml", &["-xml", "-i", "-stdout", pdf]);
    let attribute = |line: &str, name: &str| {
        line.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split('"').next()).map(str::to_owned)
    };
    let line = xml.lines().find(|l| l.contains("No one reads these")).expect("the last line");
    let font = attribute(line, "font").expect("a font");
    let spec = xml.lines().find(|l| l.contains("<fontspec") && attribute(l, "id").as_ref() == Some(&font));
    let size: f64 = spec.and_then(|l| attribute(l, "size")).and_then(|n| n.parse().ok()).expect("a size");
    // pdftohtml scales a page by one and a half.
    size / 1.5
}

/// The words of a text without punctuation.
fn words_of(text: &str) -> String {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%').to_owned();
    text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The numbers that `show` prints, each with what it counts: `3 of 6`, `9 in`, `5 planned`.
fn numbers_of(shown: &str) -> Vec<String> {
    let mut out = Vec::new();
    for paragraph in shown.split("\n\n") {
        // On paper the block to copy is in columns.
        let paragraph = paragraph.split("to copy into a new note:").next().unwrap_or_default();
        let words = words_of(paragraph);
        let words: Vec<&str> = words.split(' ').collect();
        let digit = |word: &&str| word.bytes().any(|b| b.is_ascii_digit());
        for (at, word) in words.iter().enumerate().filter(|(_, word)| digit(word)) {
            match words.get(at + 1..at + 3) {
                Some([of, many]) if *of == "of" => out.push(format!("{word} of {many}")),
                Some([what @ ("in" | "planned" | "times" | "notes"), _]) => out.push(format!("{word} {what}")),
                _ => out.push((*word).to_owned()),
            }
        }
    }
    out
}

fn sams_pages_are_good_in_a_real_browser() {
    let here = Sandbox::example("sam");
    here.run_to(0, &["report"]);
    let weeks = ["week-2026-09-04.html", "week-2026-10-23.html", "week-2026-11-06.html", "index.html"];
    let mut pages: Vec<PathBuf> = weeks.iter().map(|page| here.path(&format!("reports/{page}"))).collect();
    pages.push(here.path("helper-card/card-tidy-one-corner-of-my-room.html"));
    let seen = look(What::All, &pages);
    for page in &seen {
        check(page);
    }
}

fn every_week_fits_a_phones_first_screen_and_two_sheets() {
    for here in [Sandbox::example("sam"), Sandbox::example("daily-notes"), full_week::journal()] {
        here.run_to(0, &["report"]);
        let is_page = |name: &String| name.starts_with("week-") && name.ends_with(".html");
        let names: Vec<String> = here.files("reports").into_iter().map(|(name, _)| name).filter(is_page).collect();
        let pages: Vec<PathBuf> = names.iter().map(|name| here.path(&format!("reports/{name}"))).collect();
        let seen = look(What::Sheets, &pages);
        for (page, name) in seen.iter().zip(&names) {
            check_first_screen(page);
            check_sheets(page, &here, &name["week-".len()..name.len() - ".html".len()]);
        }
    }
}

fn a_full_week_is_good_in_a_real_browser() {
    let here = full_week::journal();
    here.run_to(0, &["report"]);
    let seen = look(What::All, &[here.path(&format!("reports/week-{}.html", full_week::WEEK))]);
    check(&seen[0]);
    assert!(seen[0].0["pdf"].is_object());
}

fn hostile_notes_run_and_load_nothing() {
    let here = Sandbox::empty();
    here.write("journal.md", "---\nname: \"<img src=x onerror='tinystep_ran1=1'>\"\n---\n");
    here.write(
        "plans/p.md",
        "---\ntask: '\"><script>tinystep_ran2=1</script>'\nwhen: every day at 8\nfrom: 2026-11-01\nshare: full\ngoal: \"<svg onload=tinystep_ran3=1>\"\nhelper: a\u{202e}b <iframe src=https://example.org>\nhelper card: yes\n---\n<style>@import url(https://example.org/x.css)</style>\n",
    );
    let long = "x".repeat(500);
    here.write("plans/long.md", format!("---\ntask: {long}\nwhen: every day at 9\nfrom: 2026-11-01\n---\n"));
    here.write(
        "plans/rtl.md",
        "---\ntask: תרגול יומי קצר 🌱 *bold* `code`\nwhen: every day at 10\nfrom: 2026-11-01\n---\n",
    );
    here.write(
        "e/e.md",
        "---\ntask: '\"><script>tinystep_ran2=1</script>'\nwhen: 2026-11-16\nshare: full\ndiscuss: true\nfelt: <b onmouseover=alert(1)>\n---\n<script>tinystep_ran4=1</script>\n<img src=https://example.org/a.png onerror=tinystep_ran5=1>\n![x](https://example.org/b.png)\n[go](javascript:tinystep_ran6=1) [ok](https://example.org/page)\n<svg><animate onbegin=alert(1) attributeName=x></svg>\n<link rel=stylesheet href=https://example.org/c.css>\n<meta http-equiv=refresh content=0;url=https://example.org>\n&#60;script&#62;\n",
    );
    here.run(&["report", "--as-of", "2026-11-18"]);
    let mut pages: Vec<PathBuf> =
        ["week-2026-11-16.html", "index.html"].iter().map(|p| here.path(&format!("reports/{p}"))).collect();
    pages.extend(
        here.files("helper-card")
            .iter()
            .map(|(name, _)| here.path(&format!("helper-card/{name}")))
            .filter(|p| p.extension().is_some_and(|e| e == "html")),
    );
    let seen = look(What::All, &pages);
    for page in &seen {
        check(page);
        for link in page.0["links"].as_array().expect("links") {
            let link = link.as_str().unwrap_or_default();
            assert!(link.starts_with("https://") || link.ends_with(".html") && !link.contains(':'), "{link}");
        }
    }
}
