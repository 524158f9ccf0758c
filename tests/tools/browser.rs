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
use crate::sandbox::{Sandbox, copy};

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
    test(
        "browser/a_caseload_on_paper_keeps_names_and_marks_together",
        a_caseload_on_paper_keeps_names_and_marks_together,
    ),
    test("browser/an_overfull_week_is_printed_in_full", an_overfull_week_is_printed_in_full),
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

/// What to look at: everything; or only a phone's first screen, and the sheets in the widest font.
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
        assert!(view["wide"].as_u64() <= view["width"].as_u64(), "{name} scrolls sideways: {view}");
    }
    assert_eq!(page.0["views"].as_array().map(Vec::len), Some(11));
    assert_eq!(page.0["mode"], "CSS1Compat", "{name}: the comment above the doctype changes the mode");
    assert_eq!(page.0["requests"], Value::Array(Vec::new()), "{name} asks for something");
    assert_eq!((&page.0["dialogs"], &page.0["ran"]), (&Value::from(0), &Value::from(0)), "{name} runs something");
}

/// What everybody can use: nothing is too small to tap, and nothing breaks or scrolls sideways if the browser's own type is
/// twice as large.
fn check_phone(page: &Seen) {
    let name = page.name();
    assert_eq!(page.0["small_taps"], Value::Array(Vec::new()), "{name}: too small to tap");
    assert_eq!(page.0["touching_words"], Value::Array(Vec::new()), "{name}: words of one day touch those of the next");
    assert_eq!(
        page.0["broken_days"],
        Value::Array(Vec::new()),
        "{name}: a day's words take two lines beside free days"
    );
    assert_eq!(page.0["broken_words"], Value::Array(Vec::new()), "{name}: words are broken");
    let large = &page.0["large"];
    assert_eq!(large["size"], 32.0, "{name}: the type is not large");
    assert!(large["wide"].as_u64() <= Some(390), "{name} scrolls sideways with large type: {}", large["wide"]);
    assert_eq!(large["broken"], Value::Array(Vec::new()), "{name}: words are broken with large type");
}

/// These are on a phone's first screen (390 x 844).
fn check_first_screen(page: &Seen, things: &[&str]) {
    let first = &page.0["first_screen"];
    for what in things {
        let bottom = first[what].as_f64();
        // Not every week has a line to start with.
        let absent = *what == "start" && bottom.is_none();
        assert!(absent || bottom.is_some_and(|bottom| bottom <= 844.0), "{}, {what}: {first}", page.name());
    }
}

/// Every sheet that a page was printed on, with its name.
fn prints(page: &Seen) -> Vec<(String, String)> {
    let pdfs = page.0["pdf"].as_object().expect("PDFs");
    assert!(matches!(pdfs.len(), 2 | 8), "two papers, in the widest font or in four");
    let name = page.name();
    pdfs.iter().map(|(of, path)| (format!("{name}, {of}"), path.as_str().expect("a path").to_owned())).collect()
}

fn sheets_of(pdf: &str) -> usize {
    let info = text_of("pdfinfo", &[pdf]);
    info.lines().find_map(|l| l.strip_prefix("Pages:")).and_then(|n| n.trim().parse().ok()).expect("a number of sheets")
}

/// No word is printed over another, and the closing lines are not alone on a sheet.
fn check_paper(page: &Seen) {
    let html = std::fs::read_to_string(page.0["file"].as_str().expect("a path")).expect("a page");
    let closing: String =
        html.split("<footer").nth(1).expect("closing lines").split('<').flat_map(|tag| tag.split('>').nth(1)).collect();
    let closing = words_of(&closing).split(' ').count();
    for (name, pdf) in prints(page) {
        let sheets = words_on_sheets(&pdf);
        for (at, words) in sheets.iter().enumerate() {
            if let Some((one, other)) = overprinted(words) {
                panic!("{name}: on sheet {}, `{}` is printed over `{}`", at + 1, one.text, other.text);
            }
        }
        let beside_closing = sheets.last().map_or(0, Vec::len).saturating_sub(closing);
        assert!(sheets.len() == 1 || beside_closing >= 10, "{name}: {beside_closing} words beside the closing lines");
    }
}

/// A word on a sheet, and its position.
struct Word {
    text: String,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

fn words_on_sheets(pdf: &str) -> Vec<Vec<Word>> {
    let number = |line: &str, name: &str| -> Option<f64> {
        line.split_once(&format!("{name}=\""))?.1.split('"').next()?.parse().ok()
    };
    let word = |line: &str| {
        let text = line.split_once('>')?.1.split_once("</word>")?.0.to_owned();
        Some(Word {
            text,
            left: number(line, "xMin")?,
            top: number(line, "yMin")?,
            right: number(line, "xMax")?,
            bottom: number(line, "yMax")?,
        })
    };
    let all = text_of("pdftotext", &["-bbox", pdf, "-"]);
    all.split("<page ").skip(1).map(|sheet| sheet.lines().filter_map(word).collect()).collect()
}

/// Two words that share a third of the smaller one's room.
fn overprinted(words: &[Word]) -> Option<(&Word, &Word)> {
    let pairs = words.iter().enumerate().flat_map(|(at, one)| words.iter().skip(at + 1).map(move |other| (one, other)));
    let room = |word: &Word| (word.right - word.left) * (word.bottom - word.top);
    let shared = |one: &Word, other: &Word| {
        let wide = one.right.min(other.right) - one.left.max(other.left);
        let high = one.bottom.min(other.bottom) - one.top.max(other.top);
        wide.max(0.0) * high.max(0.0)
    };
    pairs.into_iter().find(|(one, other)| shared(one, other) > room(one).min(room(other)) / 3.0)
}

/// One or two sheets of A4 or Letter in each font, with text of 10 points, not shrunk, and with every number of
/// `show --shared`.
fn check_sheets(page: &Seen, here: &Sandbox, week: &str) {
    let name = page.name();
    assert!(page.0["body_text_pt"].as_f64() >= Some(9.99), "{name}: {}", page.0["body_text_pt"]);
    let show = |form: &str| here.run_to(0, &["show", "--shared", "--week", week, "--format", form]).out;
    let (shown, json): (String, Value) = (show("text"), serde_json::from_str(&show("json")).expect("JSON"));
    for (name, pdf) in prints(page) {
        let sheets = sheets_of(&pdf);
        assert!((1..=2).contains(&sheets), "{name} takes {sheets} sheets");
        assert!(printed_pt(&pdf) >= 9.9, "{name} was shrunk to {} points", printed_pt(&pdf));
    }
    for format in ["DejaVu A4", "DejaVu Letter"] {
        let pdf = page.pdf(format);
        let text = words_of(&text_of("pdftotext", &["-raw", pdf.to_str().expect("a path"), "-"]));
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
    let clients = Sandbox::empty();
    for name in ["sam", "daily-notes"] {
        copy(&Sandbox::example(name).path("reports"), &clients.path(name));
    }
    clients.write("new/week-2026-11-16.html", "");
    clients.run_to(0, &["caseload", "--as-of", "2026-11-12"]);
    pages.push(clients.path("caseload.html"));
    let seen = look(What::All, &pages);
    for page in &seen {
        check(page);
    }
    check_phone(seen.last().expect("the caseload"));
    let week = seen.iter().find(|page| page.name() == "week-2026-10-23.html").expect("the week that is looked at");
    check_first_screen(week, &["name", "week", "start", "plan", "plans"]);
    check_paper(week);
    check_sheets(week, &here, "2026-10-23");
    let roomy = week.0["roomy_days"].as_array().expect("days");
    assert!(roomy.contains(&Value::from("not done")), "{roomy:?}");
    // A quote that fits is not broken over two columns.
    for (name, pdf) in prints(week) {
        assert!(are_in_one_column(&pdf, "pencil", "floor"), "{name}: a short quote is broken");
    }
    // Each figure of a plan has its own line, and the questions are open.
    assert!(week.0["screens"].as_f64() <= Some(5.5), "{} screens", week.0["screens"]);
}

/// Whether two words are in the same column of the same sheet, each where it comes last.
fn are_in_one_column(pdf: &str, one: &str, other: &str) -> bool {
    let sheets = words_on_sheets(pdf);
    let place = |text: &str| {
        let mut all = sheets.iter().enumerate().flat_map(|(at, words)| words.iter().map(move |word| (at, word)));
        // Both papers are about 600 points wide.
        all.rfind(|(_, word)| word.text == text).map(|(at, word)| (at, word.left < 290.0))
    };
    place(one).is_some() && place(one) == place(other)
}

/// A section that begins near the foot of a sheet moves on with its client: no marks are without a name.
fn a_caseload_on_paper_keeps_names_and_marks_together() {
    let clients = Sandbox::empty();
    let client = |name: &str, session: &str, words: &str| {
        let here = Sandbox::empty();
        here.write("journal.md", format!("---\nname: {name}\nsession: {session}\nshare: full\n---\n"));
        for (task, hour) in [("walk", 7), ("read", 9)] {
            let when = format!("every day at {hour}:00");
            let plan = format!("---\ntask: {name}{task}\nwhen: {when}\nfrom: 2026-11-09\n---\n- [x] 2026-11-17\n");
            here.write(&format!("{task}.md"), plan);
        }
        let note = format!("---\ntask: {name}walk\nwhen: 2026-11-18\ndiscuss: true\n---\n{words}\n");
        here.write("e.md", note);
        here.run_to(0, &["report", "--as-of", "2026-11-19"]);
        copy(&here.path("reports"), &clients.path(name));
    };
    for name in ["Tom0", "Tom1", "Tom2", "Tom3", "Tom4", "Tom5", "Tom6", "Tom7", "Tom8"] {
        client(name, "Thursdays", "It was a good week, and I want to say so.");
    }
    for lines in 1..6 {
        client("Fritz", "Fridays", &"I would like to talk about it.\n".repeat(lines));
        clients.run_to(0, &["caseload", "--as-of", "2026-11-19"]);
        for (name, pdf) in prints(&look(What::Sheets, &[clients.path("caseload.html")])[0]) {
            assert!(are_in_one_column(&pdf, "Fritz", "Fritzread"), "{name}, {lines} lines: marks without a name");
        }
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
            check_first_screen(page, &["name", "week", "start", "plan"]);
            check_phone(page);
            check_paper(page);
            check_sheets(page, &here, &name["week-".len()..name.len() - ".html".len()]);
        }
    }
}

fn a_full_week_is_good_in_a_real_browser() {
    let here = full_week::journal();
    here.run_to(0, &["report"]);
    let seen = look(What::All, &[here.path(&format!("reports/week-{}.html", full_week::WEEK))]);
    check(&seen[0]);
    check_paper(&seen[0]);
    check_sheets(&seen[0], &here, full_week::WEEK);
}

/// Eight plans, a hundred notes, 2,000 words, names without spaces, writing from the right: nothing overprints, breaks out or is
/// lost.
fn an_overfull_week_is_printed_in_full() {
    let here = Sandbox::empty();
    here.write("journal.md", "---\nname: Sam\nshare: full\n---\n");
    for plan in 0..6 {
        let text = format!(
            "---\ntask: Plan {plan}\nwhen: every day at 8\nfrom: 2026-10-01\ngoal: to see\nrate: [ease]\n---\n"
        );
        here.write(&format!("plans/{plan}.md"), text);
    }
    let long = "Donaudampfschifffahrtsgesellschaft".repeat(9);
    here.write(
        "plans/long.md",
        format!("---\ntask: {long}\nwhen: twice a day at 8:00 and 20:00\nfrom: 2026-11-09\n---\n"),
    );
    here.write(
        "plans/rtl.md",
        "---\ntask: قراءة قصيرة 📖\nwhen: every day at 9\nminutes: 10\nwhere: المطبخ\nfrom: 2026-11-01\n---\n",
    );
    for day in 16..=22 {
        let lines = (0..15).map(|n| format!("- [x] {:02}:{:02} Plan {}, 2 min — a short line\n", 6 + n, n, n % 6));
        here.write(&format!("days/2026-11-{day}.md"), lines.collect::<String>());
    }
    let words: String =
        (0..2_000).map(|n| if n % 90 == 89 { "word.\n\n".to_owned() } else { format!("word{n} ") }).collect();
    here.write("e/much.md", format!("---\ntask: Plan 1\nwhen: 2026-11-17 07:00\n---\n{words}\n"));
    here.write("e/first.md", format!("---\ntask: Plan 2\nwhen: 2026-11-18 07:00\ndiscuss: true\n---\n{words}\n"));
    here.write("e/rtl.md", "---\ntask: قراءة قصيرة 📖\nwhen: 2026-11-18 09:00\nfelt: هادئ\n---\nقرأت صفحة واحدة.\n");
    here.run_to(0, &["report", "--as-of", "2026-11-23"]);
    let seen = look(What::All, &[here.path("reports/week-2026-11-16.html")]);
    check(&seen[0]);
    check_phone(&seen[0]);
    check_paper(&seen[0]);
    for (name, pdf) in prints(&seen[0]) {
        let text = words_of(&text_of("pdftotext", &["-raw", &pdf, "-"]));
        for word in ["word0", "word1000", "word1998"] {
            let many = text.split(' ').filter(|other| *other == word).count();
            assert_eq!(many, 2, "{name}: {word} is there {many} times");
        }
    }
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
