//! The pages of HTML, without a browser: that what turns private goes and comes back, that nothing a person wrote is more
//! than text there, that photos are copies, and how large a page gets. `browser.rs` opens the same pages in a real one, and
//! `private.rs` compares them byte for byte.

use std::io::Cursor;
use tinystep::phrases::DEFAULT_LANGUAGE;

use image::{DynamicImage, ImageFormat, RgbImage};

use crate::sandbox::Sandbox;

const AS_OF: &str = "2026-11-18";

/// A journal with something of everything, and a word that is in none of its shared texts.
const BASE: &[(&str, &str)] = &[
    ("journal.md", "---\nname: Sam\nsession: Wednesdays\n---\n"),
    (
        "plans/tidy.md",
        "---\ntask: Tidy one corner\nwhen: Mon, Wed, Fri after dinner\nwhere: my room\nminutes: 10\nfrom: 2026-10-01\nhelper: Mom looks in once\nhelper card: yes\nrate: [ease]\n---\n- [x] 2026-11-13 19:00, 10 min @my room - went well\n",
    ),
    ("plans/memo.md", "---\ntask: Voice memo\nwhen: every day at 7:30\nfrom: 2026-10-01\ncollects: memos\n---\n"),
    ("memos/2026-11-12 07.31.m4a", "x"),
    (
        "days/2026-11-16.md",
        "- [x] 07:35 Voice memo, 2 min\n- [x] Tidy one corner\n  - helper: noticed, praised, warm\n",
    ),
    (
        "e/one.md",
        "---\ntask: Tidy one corner\nwhen: 2026-11-13 18:00\nshare: full\nfelt: light\nphotos: [p/before.png, p/after.png]\nease: 6\n---\nSaw the floor.\n",
    ),
    ("e/mom.md", "---\ntask: Tidy one corner\nwhen: 2026-11-16\nby: Mom\nshare: full\n---\nShe just began.\n"),
    ("r/answer.md", "---\nkind: reflection\nweek: 2026-11-12\nshare: full\n---\n## What helped?\nThe tea.\n"),
];

fn png(width: u32, height: u32) -> Vec<u8> {
    let image = RgbImage::from_fn(width, height, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 90]));
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image).write_to(&mut out, ImageFormat::Png).expect("a picture");
    out.into_inner()
}

fn base() -> Sandbox {
    let here = Sandbox::with(BASE);
    here.write("p/before.png", png(800, 600));
    here.write("p/after.png", png(801, 600));
    here
}

/// Everything that others may see, byte for byte.
fn shared(here: &Sandbox) -> Vec<(String, Vec<u8>)> {
    here.run_to(0, &["report", "--as-of", AS_OF]);
    let mut all = here.files("reports");
    all.extend(here.files("helper-card"));
    for form in ["text", "md", "html", "json"] {
        let out = here.run_to(0, &["show", "--shared", "--as-of", AS_OF, "--format", form]).out;
        all.push((form.to_owned(), out.into_bytes()));
    }
    all
}

#[test]
fn a_note_that_turns_private_leaves_no_trace() {
    let here = base();
    let before = shared(&here);
    let one = here.read("e/one.md");
    here.write("e/one.md", one.replace("share: full", "share: none"));
    shared(&here);
    assert!(here.files("reports/photos").is_empty(), "its photos are gone");
    assert!(!here.files("reports").iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("Saw the floor")));
    here.write("e/one.md", one);
    assert!(shared(&here) == before, "and come back with it");
}

#[test]
fn photos_are_copied_and_an_edited_copy_is_kept() {
    let here = base();
    shared(&here);
    let photos = here.files("reports/photos");
    assert_eq!(photos.len(), 2);
    for (name, bytes) in &photos {
        assert!(tinystep::photo::is_small_photo_intact(name, bytes), "{name}");
        assert_eq!(tinystep::photo::jpeg_width_and_height(bytes), Some((480, 360)));
    }
    let page = here.read("reports/week-2026-11-12.html");
    assert_eq!(page.matches("src=\"data:image/jpeg;base64,").count(), 2, "both are in the page");
    let markdown = here.read("reports/week-2026-11-12.md");
    for (name, _) in &photos {
        assert!(markdown.contains(&format!("(photos/{name})")), "{markdown}");
    }
    // Made once: nothing is written the second time.
    let again = here.run_to(0, &["report", "--as-of", AS_OF]).out;
    assert!(again.contains("up to date"), "{again}");
    here.write(&format!("reports/photos/{}", photos[0].0), "painted over");
    here.write("reports/photos/mine.jpg", "mine");
    here.run_to(0, &["report", "--as-of", AS_OF]);
    assert_eq!(here.read("reports/photos/mine.jpg"), "mine");
    assert!(here.files("edited").iter().any(|(_, bytes)| bytes == b"painted over"));
    assert!(here.files("reports/photos").contains(&photos[0]), "the fresh one is back");
}

/// The facts in `data/` are written, kept and cleared as pages are.
#[test]
fn data_of_each_week_come_and_go_with_its_page() {
    let here = base();
    let weeks = |folder: &str, ending: &str| -> Vec<String> {
        let names = here.files(folder).into_iter().map(|(name, _)| name);
        let weeks = names.filter(|name| name.starts_with("week-"));
        weeks.filter_map(|name| name.strip_suffix(ending).map(str::to_owned)).collect()
    };
    let preview = here.run_to(0, &["report", "--preview", "--as-of", AS_OF]).out;
    assert!(preview.contains("new     data/week-2026-11-12.json"), "{preview}");
    assert!(!here.exists("reports"));
    let name = "week-2026-11-12.json";
    let file = here.run_to(0, &["report", "--preview", "--file", name, "--as-of", AS_OF]).out;
    shared(&here);
    let path = &format!("reports/data/{name}");
    assert_eq!(here.read(path), file);
    assert_eq!(weeks("reports/data", ".json"), weeks("reports", ".html"));
    let again = here.run_to(0, &["report", "--as-of", AS_OF]).out;
    assert!(again.contains("up to date"), "{again}");

    let before = here.files("reports");
    // An edited one, one that is gone, copies of sync clients, and files of somebody.
    here.write(path, file.replace("Sam", "Pat"));
    std::fs::remove_file(here.path("reports/data/week-2026-11-05.json")).expect("a file");
    here.write("reports/data/week-2026-11-12 (1).json", &file);
    here.write("reports/data/week-2026-11-12.sync-conflict-20261118-101010-ABCDEFG.json", &file);
    for mine in ["reports/data/mine.json", "reports/data/week-2026-11-12 (2).json"] {
        here.write(mine, "{}");
    }
    here.write("reports/data/note.md", "---\ntask: Not read\nwhen: every day\n---\n");
    here.run_to(0, &["report", "--as-of", AS_OF]);
    let kept = here.files("edited");
    assert_eq!(kept.iter().map(|(_, text)| text).collect::<Vec<_>>(), [file.replace("Sam", "Pat").as_bytes()]);
    for mine in ["mine.json", "note.md", "week-2026-11-12 (2).json"] {
        std::fs::remove_file(here.path(&format!("reports/data/{mine}"))).expect("somebody's file");
    }
    assert!(here.files("reports") == before);
    here.write("reports/data/week-2026-11-19.json", "{\"mine\": true}");
    let said = here.run_to(0, &["report", "--as-of", AS_OF]).err;
    assert!(said.contains("reports/data/week-2026-11-19.json was not made by tinystep"), "{said}");
    std::fs::remove_file(here.path("reports/data/week-2026-11-19.json")).expect("somebody's file");

    // Weeks without a page have none, and with the reports the folder goes elsewhere.
    here.write("journal.md", "---\nname: Sam\nsession: Wednesdays\nweeks: 2\nreport to: shared\n---\n");
    here.run_to(0, &["report", "--as-of", AS_OF]);
    assert_eq!(weeks("shared/data", ".json"), ["week-2026-11-05", "week-2026-11-12"]);
}

#[test]
fn a_photo_that_cannot_be_shown_says_so() {
    let here = base();
    here.write("p/words.png", "words");
    here.write("p/phone.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1");
    here.write("private/hidden.png", png(8, 8));
    let mut bomb = png(8, 8);
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    here.write("p/bomb.png", bomb);
    here.write(
        "e/p.md",
        "---\ntask: Tidy one corner\nwhen: 2026-11-15\nshare: full\nphotos: [p/words.png, p/phone.heic, p/bomb.png, private/hidden.png, ../out.png, p/none.png]\n---\n",
    );
    shared(&here);
    for page in ["reports/week-2026-11-12.md", "reports/week-2026-11-12.html"] {
        let text = here.read(page).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("was taken as HEIC"), "{text}");
        assert!(text.contains("cannot be opened as a picture"), "{text}");
        assert!(text.matches("was not found in").count() >= 2, "{text}");
        assert!(!text.contains("hidden.png"), "{text}");
    }
    assert_eq!(here.files("reports/photos").len(), 2, "only those of the other note");
}

#[test]
fn hostile_text_is_shown_as_text() {
    let hostile = "<script>tinystep_ran=1</script> <img src=x onerror=tinystep_ran=1> [x](javascript:alert(1)) ![y](https://example.org/y.png) </blockquote></main> &lt;b&gt; \" ' {{ 7*7 }} {% raw %}";
    let here = Sandbox::with(&[]);
    // A note with these marks in its front matter is somebody's template.
    let quoted = hostile.replace('\'', "''").replace("{%", "").replace("{{", "");
    here.write("journal.md", format!("---\nname: '<b>Sam</b>'\nin need: '{quoted}'\n---\n"));
    here.write(
        "plans/p.md",
        format!("---\ntask: '{quoted}'\nwhen: every day at 8\nwhere: '{quoted}'\ngoal: '{quoted}'\nhelper: '{quoted}'\nhelper card: yes\nobstacle: '{quoted}'\nthen: '{quoted}'\nfrom: 2026-11-01\nshare: full\n---\n{hostile}\n"),
    );
    here.write("e/e.md", format!("---\ntask: '{quoted}'\nwhen: 2026-11-16\nshare: full\nfelt: '{quoted}'\nbarrier: '{quoted}'\ndiscuss: true\n---\n{hostile}\n"));
    here.write(
        "e/f.md",
        format!("---\ntask: Other '\"><svg onload=x>\nwhen: 2026-11-17\nshare: full\n---\n{hostile}\n"),
    );
    here.run(&["report", "--as-of", AS_OF]);
    let pages: Vec<_> = here
        .files("reports")
        .into_iter()
        .chain(here.files("helper-card"))
        .filter(|(name, _)| name.ends_with(".html"))
        .collect();
    assert!(pages.len() >= 2);
    for (name, bytes) in pages {
        let page = String::from_utf8(bytes).expect("text");
        let known = [
            "!--",
            "!doctype",
            "html",
            "head",
            "title",
            "meta",
            "style",
            "body",
            "svg",
            "symbol",
            "defs",
            "circle",
            "path",
            "use",
            "desc",
            "text",
            "g",
            "header",
            "main",
            "footer",
            "section",
            "div",
            "p",
            "span",
            "h1",
            "h2",
            "h3",
            "a",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "b",
            "blockquote",
            "em",
            "strong",
            "s",
            "code",
            "pre",
            "br",
            "details",
            "summary",
            "nav",
            "article",
            "bdi",
            "small",
            "i",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "figure",
            "figcaption",
            "img",
        ];
        for tag in page.split('<').skip(1) {
            let tag = tag.trim_start_matches('/');
            let tag_name = tag.split([' ', '>', '\n', '/']).next().unwrap_or_default();
            assert!(known.contains(&tag_name), "{name}: <{tag_name}");
            let inside = tag.split('>').next().unwrap_or_default();
            // What is between quotes is a value; outside them there are only names.
            let names: String = inside.split('"').step_by(2).collect();
            assert!(!names.contains(" on") && !inside.contains("href=\"javascript:"), "{name}: {inside}");
            if tag_name == "img" {
                assert!(inside.contains("src=\"data:image/jpeg;base64,"), "{name}: {inside}");
            }
        }
    }
}

#[test]
fn a_page_stays_small_for_any_week() {
    let here = base();
    for day in 12..=18 {
        let lines: String =
            (0..40).map(|n| format!("- [x] {:02}:{:02} Voice memo, 2 min — a short line\n", n / 3, n % 60)).collect();
        here.write(&format!("days/2026-11-{day}.md"), lines);
    }
    here.run_to(0, &["report", "--as-of", AS_OF]);
    let page = here.read("reports/week-2026-11-12.html");
    let bytes = crate::full_week::without_photos(&page);
    assert!(bytes < 150_000, "{bytes} bytes");
    assert!(page.starts_with("<!-- tinystep ") && page.contains("\n<!doctype html>\n"));
}

#[test]
fn both_forms_use_the_same_words() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let read = |name: &str| std::fs::read_to_string(root.join(name)).expect("a template");
    // Every fixed sentence of the markdown forms is also in the HTML forms.
    let all: String = DEFAULT_LANGUAGE
        .templates
        .iter()
        .filter(|(name, _)| name.ends_with(".html.j2"))
        .map(|(_, text)| *text)
        .collect();
    let html = words(&all);
    // Only in markdown is the next step at the end, do minutes have their unit in the template, and have a task's weeks
    // one line with the week that it starts in.
    let said_otherwise = [("week", "end"), ("week", "min"), ("overview", "named")];
    for part in [
        "week",
        "overview",
        "helper-card",
        "parts/definitions",
        "parts/closing",
        "parts/helper",
        "parts/agenda",
        "parts/read",
        "parts/plan",
        "parts/unseen",
    ] {
        let markdown = words(&read(&format!("{part}.md.j2")));
        let missing: Vec<&str> = markdown.iter().filter(|word| !html.contains(word)).map(String::as_str).collect();
        let otherwise = said_otherwise.iter().filter(|(of, _)| *of == part).map(|(_, word)| *word);
        let mut otherwise: Vec<&str> = otherwise.collect();
        otherwise.sort_unstable();
        assert_eq!(missing, otherwise, "{part}");
    }
}

/// The words of a template outside its tags. The address of a link is not a word.
fn words(template: &str) -> Vec<String> {
    let mut text = String::new();
    let template = template.replace("](index.md)", "]");
    let mut rest = template.as_str();
    while let Some(at) = rest.find(['{', '<']) {
        text.push_str(&rest[..at]);
        text.push(' ');
        let end = if rest[at..].starts_with("{{") {
            "}}"
        } else if rest[at..].starts_with("{%") {
            "%}"
        } else {
            ">"
        };
        rest = rest[at..].find(end).map_or("", |to| &rest[at + to + end.len()..]);
    }
    text.push_str(rest);
    let mut words: Vec<String> =
        text.split(|c: char| !c.is_alphabetic() && c != '’').filter(|w| w.len() > 2).map(str::to_lowercase).collect();
    words.sort();
    words.dedup();
    words
}
