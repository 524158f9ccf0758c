//! The pages in a real browser: that axe finds nothing at any width, in light, dark and print; that nothing scrolls
//! sideways, runs or loads; that a phone's first screen and a printed page hold what they have to.
//!
//! Needs chromium, node, pdftotext, and `npm install` of `tests/browser/` in `target/browser/` (`.ci/run` does so).

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::sandbox::{Sandbox, tool};

/// A page as the browser saw it.
struct Seen(Value);

impl Seen {
    fn name(&self) -> String {
        self.0["file"].as_str().and_then(|f| f.rsplit('/').next()).unwrap_or_default().to_owned()
    }

    fn pdf(&self, format: &str) -> PathBuf {
        PathBuf::from(self.0["pdf"][format].as_str().expect("a PDF"))
    }
}

/// Opens pages; none where something is missing on this machine, which is then said.
fn look(pages: &[PathBuf]) -> Option<Vec<Seen>> {
    if !["node", "chromium", "pdftotext", "pdfinfo"].into_iter().all(tool) {
        return None;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let there = root.join("target/browser");
    if !there.join("node_modules/axe-core").is_dir() || !there.join("node_modules/playwright-core").is_dir() {
        let what = "target/browser holds no axe-core and playwright-core";
        assert!(std::env::var_os("TINYSTEP_ALL").is_none(), "{what}");
        eprintln!("left out: {what}");
        return None;
    }
    // Each test has a copy of its own, so that two at once do not meet.
    let script = there.join(format!("look-{}-{:?}.mjs", std::process::id(), std::thread::current().id()));
    std::fs::copy(root.join("tests/browser/look.mjs"), &script).expect("the script");
    let browser = std::env::split_paths(&std::env::var_os("PATH").expect("a path"))
        .map(|folder| folder.join("chromium"))
        .find(|path| path.is_file())
        .expect("a browser");
    let output = Command::new("node").arg(&script).arg(browser).args(pages).output().expect("node runs");
    let _ = std::fs::remove_file(&script);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let seen: Vec<Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    Some(seen.into_iter().map(Seen).collect())
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
    assert_eq!(page.0["mode"], "CSS1Compat", "{name}: the mark above the doctype changes nothing");
    assert_eq!(page.0["requests"], Value::Array(Vec::new()), "{name} asks for something");
    assert_eq!((&page.0["dialogs"], &page.0["ran"]), (&Value::from(0), &Value::from(0)), "{name} runs something");
    assert!(page.0["body_text_pt"].as_f64() >= Some(9.99), "{name}: {}", page.0["body_text_pt"]);
}

#[test]
fn sams_pages_are_good_in_a_real_browser() {
    let here = Sandbox::example("sam");
    here.run_to(0, &["report", "--as-of", "2026-11-12"]);
    let weeks = ["2026-09-04", "2026-10-23", "2026-11-06"];
    let mut pages: Vec<PathBuf> = weeks.iter().map(|w| here.path(&format!("reports/week-{w}.html"))).collect();
    pages.push(here.path("reports/index.html"));
    pages.push(here.path("helper-card/card-tidy-one-corner-of-my-room.html"));
    let Some(seen) = look(&pages) else { return };
    for page in &seen {
        check(page);
    }
    for (page, week) in seen.iter().zip(weeks) {
        let pdf = page.pdf("A4");
        let pdf = pdf.to_str().expect("a path");
        let pages = text_of("pdfinfo", &[pdf]);
        let count: u32 = pages
            .lines()
            .find_map(|l| l.strip_prefix("Pages:"))
            .and_then(|n| n.trim().parse().ok())
            .expect("a number of pages");
        assert!(count <= 2, "{week} takes {count} pages");
        // The numbers of the same week, as other programs read them.
        let json =
            here.run_to(0, &["show", "--shared", "--week", week, "--format", "json", "--as-of", "2026-11-12"]).out;
        let json: Value = serde_json::from_str(&json).expect("JSON");
        let text = text_of("pdftotext", &["-layout", pdf, "-"]).split_whitespace().collect::<Vec<_>>().join(" ");
        for plan in json["plans"].as_array().expect("plans") {
            let (done, due) = (plan["done"].as_u64().unwrap_or(0), plan["due"].as_u64().unwrap_or(0));
            if due > 0 && done > 0 {
                assert!(text.contains(&format!("{done} of {due}")), "{week}: {plan}\n{text}");
            }
            for share in ["days_practised", "on_time", "in_place"] {
                if let (Some(count), Some(of)) = (plan[share]["count"].as_u64(), plan[share]["of"].as_u64())
                    && of > 0
                    && done + plan["partly"].as_u64().unwrap_or(0) > 0
                {
                    assert!(text.contains(&format!("{count} of {of}")), "{week}, {share}: {plan}\n{text}");
                }
            }
            if let Some(noted) = plan["minutes"]["noted"].as_u64().filter(|noted| *noted > 0) {
                assert!(text.contains(&format!("Minutes {noted} in ")), "{week}: {plan}\n{text}");
            }
        }
    }
    // Name, week, where to start and the first plan's seven days, on the first screen of a phone.
    let first = &seen[2].0["first_screen"];
    for what in ["name", "week", "start", "days"] {
        assert!(first[what].as_f64().is_some_and(|bottom| bottom <= 640.0), "{what}: {first}");
    }
}

#[test]
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
    let Some(seen) = look(&pages) else { return };
    for page in &seen {
        check(page);
        for link in page.0["links"].as_array().expect("links") {
            let link = link.as_str().unwrap_or_default();
            assert!(link.starts_with("https://") || link.ends_with(".html") && !link.contains(':'), "{link}");
        }
    }
}
