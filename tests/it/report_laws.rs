//! What holds for every page: its words, its reading level, its width, and that what a person wrote is inert in it.

use std::path::Path;
use std::time::Instant;

use pulldown_cmark::{Event, Options, Parser, Tag};
use tinystep::journal::View;
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::render::{self, Templates};
use tinystep::report::{self, Report};

use crate::cases;
use crate::report::{Files, built_in, fix, made, overview, page, report};
use crate::same_numbers;
use crate::sandbox::{Sandbox, cpu_time};

const AS_OF: &str = "2026-11-18";

fn sam() -> Files {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/report/sam.md");
    let text = std::fs::read_to_string(path).expect("Sam's week");
    cases::parse(&text).into_iter().next().expect("a case").files
}

/// Every page there is of a journal.
fn pages(files: &Files) -> Vec<String> {
    let all = ["week", "prompts", "overview", "fix", "show", "why"];
    all.into_iter().map(|what| made(files, what, AS_OF).expect("a known block")).collect()
}

#[test]
fn no_word_of_the_list_is_in_a_page_a_template_or_a_string() {
    let starts = ["complian", "noncomplian", "adheren", "fail", "refus", "resist"];
    let whole = [
        "should", "must", "missed", "poor", "poorly", "lazy", "excuse", "excuses", "claims", "denies", "streak",
        "score", "scores", "grade", "grades",
    ];
    let check = |name: &str, text: &str| {
        for word in text.to_lowercase().split(|c: char| !c.is_alphabetic()) {
            let bad = starts.iter().any(|s| word.starts_with(s)) || whole.contains(&word);
            assert!(!bad, "`{word}` in {name}");
        }
    };
    for (name, text) in DEFAULT_LANGUAGE.templates {
        check(name, text);
    }
    for page in pages(&sam()) {
        check("a page", &page);
    }
    for (name, page) in html_pages(&sam()) {
        check(&name, &same_numbers::text_of(&page));
    }
    let room = |room: &str| std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(room)).expect("the room");
    for file in room("src/report").chain(room("src/render")).map(|f| f.expect("a file").path()) {
        let code = std::fs::read_to_string(&file).expect("a source file");
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        // What is in quotes, line by line.
        for line in code.lines().filter(|l| !l.trim_start().starts_with("//")) {
            for text in line.split('"').skip(1).step_by(2) {
                check(&file.display().to_string(), text);
            }
        }
    }
}

/// Every page of HTML there is of a journal: the weeks, the overview, the helper's card.
fn html_pages(files: &Files) -> Vec<(String, String)> {
    let here = Sandbox::empty();
    here.write("journal.md", "# My journal\n");
    for (path, text) in files {
        here.write(path, text);
    }
    here.run(&["report", "--as-of", AS_OF]);
    let all = here.files("reports").into_iter().chain(here.files("helper-card"));
    let pages = all.filter(|(name, _)| name.ends_with(".html"));
    pages.map(|(name, bytes)| (name, String::from_utf8(bytes).expect("text"))).collect()
}

/// Sam's journal with nothing in it but what the program says: one-syllable names, no text.
fn plain() -> Files {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    vec![
        file("plans/walk.md", "---\ntask: Walk\nwhen: every day at 8\nminutes: 5\nfrom: 2026-10-08\n---\n"),
        file("plans/read.md", "---\ntask: Read\nwhen: Mon, Wed, Fri at 20:00\nwhere: bed\nfrom: 2026-10-08\n---\n"),
        file("days/2026-11-09.md", "- [x] 8:10 Walk, 5 min\n- [x] Read @bed\n"),
        file("days/2026-11-16.md", "- [x] 8:10 Walk, 5 min\n- [/] 20:10 Read @bed\n"),
        file("days/2026-11-17.md", "- [x] 12:00 Walk, 5 min\n"),
    ]
}

/// Flesch-Kincaid, over sentences and list items.
fn reading_level(page: &str) -> f64 {
    let (mut words, mut sentences, mut syllables) = (0.0, 0.0, 0.0);
    let text: String = page
        .lines()
        .filter(|l| !l.starts_with('#') && !l.starts_with("---"))
        .map(|l| match l.strip_prefix("- ") {
            Some(item) => format!(". {item} "),
            None if l.is_empty() => ". ".to_owned(),
            None => format!("{l} "),
        })
        .collect();
    for sentence in text.split(['.', '?', '!', ':', ';']) {
        let mut any = false;
        for word in sentence.split(|c: char| !c.is_alphabetic() && c != '’').filter(|w| !w.is_empty()) {
            any = true;
            words += 1.0;
            syllables += f64::from(syllables_of(word));
        }
        sentences += if any { 1.0 } else { 0.0 };
    }
    0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59
}

fn syllables_of(word: &str) -> u32 {
    let word = word.to_lowercase();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let (mut groups, mut before) = (0, false);
    for c in word.chars() {
        groups += u32::from(vowel(c) && !before);
        before = vowel(c);
    }
    let silent = word.ends_with('e') && !word.ends_with("le")
        || word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded");
    (groups - u32::from(silent && groups > 1)).max(1)
}

#[test]
fn a_page_reads_at_sixth_grade_level_or_below() {
    for what in ["week", "prompts", "overview"] {
        let page = made(&plain(), what, AS_OF).expect("a page");
        let level = reading_level(&page);
        assert!(level <= 6.0, "{what}: {level:.1}\n{page}");
    }
}

#[test]
fn an_html_page_reads_at_sixth_grade_level_or_below() {
    let mut files = plain();
    files[0].1 = files[0].1.replace("minutes: 5\n", "minutes: 5\nhelper: Mom\nhelper card: yes\n");
    let pages = html_pages(&files);
    assert!(pages.iter().any(|(name, _)| name.starts_with("card-")) && pages.len() > 6, "{}", pages.len());
    for (name, page) in pages {
        // Each block is a line of its own, as in markdown.
        let mut lines = page;
        for end in ["</p>", "</li>", "</dd>", "</dt>", "</h1>", "</h2>", "</h3>", "</summary>", "</label>", "</pre>"] {
            lines = lines.replace(end, "\u{b6} ");
        }
        let text = same_numbers::text_of(&lines);
        // Labels and days are read at a glance; it is the sentences that have to be easy.
        let sentences: Vec<&str> = text.split('\u{b6}').filter(|block| block.split_whitespace().count() > 4).collect();
        let text = sentences.join("\n\n");
        let level = reading_level(&text);
        assert!(level <= 6.0, "{name}: {level:.1}\n{text}");
    }
}

#[test]
fn a_markdown_page_reads_the_same_raw_and_rendered() {
    for files in [plain(), sam(), written("calm words")] {
        for what in ["week", "prompts", "overview", "fix"] {
            let page = made(&files, what, AS_OF).expect("a page");
            // What is on a line of its own in the text is so on the page as well: no viewer joins two lines.
            assert!(!parsed(&page).any(|event| event == Event::SoftBreak), "{what}:\n{page}");
        }
    }
}

#[test]
fn every_mark_is_followed_by_its_word() {
    for what in ["week", "overview"] {
        let page = made(&sam(), what, AS_OF).expect("a page");
        let marks = ["●", "◐", "○", "→", "←", "□", "·"];
        for line in page.lines() {
            for mark in marks {
                for behind in line.split(mark).skip(1) {
                    assert!(behind.starts_with(' '), "{line}");
                    assert!(behind.trim_start().starts_with(|c: char| c.is_alphanumeric()), "{line}");
                }
            }
        }
    }
}

#[test]
fn the_page_begins_with_one_look_and_details_follow() {
    let page = made(&plain(), "week", AS_OF).expect("a page");
    let look = page.split("\n## The plans").next().unwrap_or_default();
    assert!(look.lines().filter(|line| !line.is_empty()).count() <= 40, "{page}");
    let mut weeks = 0;
    for name in ["sam", "daily-notes"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name).join("reports");
        for path in std::fs::read_dir(folder).expect("reports").map(|f| f.expect("a file").path()) {
            let file = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if !file.starts_with("week-") || !file.ends_with(".md") {
                continue;
            }
            let page = std::fs::read_to_string(&path).expect("a page");
            let (lines, plans) = (lines_of_first_look(&page), page.matches("\n### ").count());
            assert!(lines <= 10 * plans.max(2) + 10, "{name}, {file}: {lines} lines for {plans} plans");
            weeks += 1;
        }
    }
    assert!(weeks > 12, "only {weeks} weeks");
}

/// The lines with words before the agenda, apart from what a person wrote, which may be of any length.
fn lines_of_first_look(page: &str) -> usize {
    let before = page.split("\n## For the session").next().unwrap_or_default();
    let own = |section: &&str| section.lines().next().unwrap_or_default().ends_with("bring this up first");
    let said = before.split("\n## ").filter(|section| !own(section)).flat_map(str::lines);
    said.filter(|line| !line.trim().is_empty() && !line.starts_with(['>', '<'])).count()
}

#[test]
fn a_terminal_page_fits_and_aligns_its_marks() {
    use unicode_width::UnicodeWidthStr;
    let mut names = plain();
    names[0].1 = names[0].1.replace("Walk", "每天早上写一行日记然后去散步每天早上写一行日记然后去散步");
    names[1].1 = names[1].1.replace("Read", "Read a page of the book that lies at the bed");
    for files in [plain(), sam(), names] {
        let report = report(&files, AS_OF, View::Client);
        for width in [40, 60, 80, 120] {
            let page = render::report_text(&report, DEFAULT_LANGUAGE.phrases, width, false);
            for line in page.lines() {
                assert!(line.width() <= width, "{width}: {line}\n{page}");
            }
            // Below the name of a day there are only marks of that day.
            let lines: Vec<&str> = page.lines().collect();
            let head = lines.iter().position(|line| line.contains("Th  Fr  Sa")).expect("a row of days");
            let column =
                |text: &str, at: usize| text.char_indices().find(|&(i, _)| text[..i].width() == at).map(|(_, c)| c);
            let first = lines[head].len() - lines[head].trim_start().len();
            let marks = ['●', '◐', '○', '→', '←', '–', '□', '·'];
            let rows = lines[head..].iter().take_while(|line| !line.is_empty());
            let rows: Vec<_> = rows.filter(|line| line.contains(marks)).collect();
            assert_eq!(rows.len(), report.plans.len(), "{page}");
            for row in rows {
                for day in 0..7 {
                    let mark = column(row, first + 4 * day).unwrap_or(' ');
                    assert!(mark == ' ' || marks.contains(&mark), "{width}: {row}\n{page}");
                }
            }
        }
    }
}

#[test]
fn a_markdown_page_has_its_parts_in_order() {
    let page = made(&sam(), "week", AS_OF).expect("a page");
    let heads: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let order = [
        "bring this up first",
        "Start here",
        "The week",
        "Week by week",
        "For the session",
        "words",
        "The plans",
        "What got in the way",
        "The helper’s week",
        "Before and after",
        "Also done",
        "Questions for",
        "The next step",
        "What the marks",
    ];
    let places: Vec<usize> = order
        .iter()
        .map(|part| heads.iter().position(|h| h.contains(part)).unwrap_or_else(|| panic!("no {part}: {heads:?}")))
        .collect();
    assert!(places.is_sorted(), "{heads:?}");
}

/// Sam's week with `text` wherever a person can write.
fn written(text: &str) -> Files {
    // A semicolon ends a cue.
    let cue = format!("after {}", text.replace(';', ""));
    let quoted = serde_json::to_string(text).expect("a string");
    let file = |path: &str, text: String| (path.to_owned(), text);
    vec![
        file("journal.md", format!("---\nname: {quoted}\nshare: full\nin need: {quoted}\n---\n")),
        file(
            "plans/a.md",
            format!(
                "---\ntask: {quoted}\nwhen: [every day, {}]\nwhere: {quoted}\nminutes: 2\ngoal: {quoted}\nhelper: {quoted}\nobstacle: {quoted}\nthen: {quoted}\nrate: [{quoted}]\nfrom: 2026-11-02\nchosen by: me\n---\n",
                serde_json::to_string(&cue).expect("a string"),
            ),
        ),
        file(
            "entries/2026-11-16.md",
            format!("---\ntask: {quoted}\nwhere: {quoted}\nbarrier: {quoted}\nfelt: {quoted}\ndiscuss: true\n---\n"),
        ),
        file("entries/2026-11-17.md", format!("---\ntask: {quoted}\nfelt: {quoted}\nbarrier: {quoted}\n---\n")),
        file("entries/2026-11-17b.md", format!("---\ntask: {quoted}\nby: {quoted}\n---\n")),
        file(
            "entries/2026-11-17c.md",
            format!("---\ntask: {}\n---\n", serde_json::to_string(&format!("{text} z")).expect("a string")),
        ),
    ]
}

fn parsed(page: &str) -> impl Iterator<Item = Event<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS;
    Parser::new_ext(page, options)
}

/// What a page is made of, without its words.
fn shape(page: &str) -> Vec<String> {
    let marks = parsed(page).filter(|e| !matches!(e, Event::Text(_) | Event::SoftBreak));
    marks.map(|e| format!("{e:?}")).collect()
}

#[test]
fn any_text_of_a_person_is_shown_as_text() {
    let long = "x".repeat(500);
    let hostile = [
        "# head",
        "- item",
        "12. item",
        "a\n\n# b",
        "a\n---\nb",
        "a\n```\nb",
        "~~~",
        "**bold** _it_ ~~no~~",
        "`code`",
        "``` x",
        "![x](https://y/z.png)",
        "[x](javascript:alert(1))",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "&lt;b&gt;",
        "{ { 7 * 7 }} {% include \"x\" %} {# no #}",
        "https://x.y/z www.x.y a@b.c",
        "a\u{202e}b",
        "\u{1b}[31mred",
        "a | b | c",
        "[[note]] ![[note]]",
        "[^1]: x",
        "$x$ $$y$$",
        "\\",
        "\\*",
        "> quote",
        "| a |",
        "***",
        "===",
        "+ x",
        "[ ] x",
        "[x] y",
        long.as_str(),
        "日本語のとても長い名前",
    ];
    for what in ["week", "prompts", "overview"] {
        let calm = shape(&made(&written("calm words"), what, AS_OF).expect("a page"));
        for text in hostile {
            let page = made(&written(text), what, AS_OF).expect("a page");
            assert_eq!(shape(&page), calm, "{text}\n{page}");
            assert!(!page.contains(['\u{202e}', '\u{1b}']), "{text}");
        }
        // What a field says in a comment is not shown; in a name it is text.
        let page = made(&written("<!-- hidden"), what, AS_OF).expect("a page");
        assert!(!page.lines().any(|line| line.trim_start().starts_with("<!-- hidden")), "{page}");
    }
    for text in hostile {
        for what in ["show", "why"] {
            let page = made(&written(text), what, AS_OF).expect("a page");
            assert!(!page.contains(['\u{202e}', '\u{1b}']), "{text}");
        }
    }
}

#[test]
fn template_syntax_in_notes_is_shown_as_text() {
    let mut files = sam();
    files
        .push(("entries/2026-11-16-x.md".into(), "---\ntask: Voice memo\n---\nSo {{ 7 * 7 }} and {% if x %}\n".into()));
    let page = made(&files, "week", AS_OF).expect("a page");
    assert!(page.contains("> So {{ 7 * 7 }} and {% if x %}"), "{page}");
}

#[test]
fn a_page_has_no_html_and_links_only_to_weeks() {
    for what in ["week", "prompts", "overview"] {
        let page = made(&sam(), what, AS_OF).expect("a page");
        for event in parsed(&page) {
            match event {
                Event::Html(html) | Event::InlineHtml(html) => panic!("{html}"),
                Event::Start(Tag::Image { .. }) => panic!("an image"),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    assert!(report::may_be_our_page_name(&dest_url), "{dest_url}")
                }
                _ => {}
            }
        }
    }
}

#[test]
fn notes_to_fix_shows_lines_as_they_are() {
    let files: Files = ["`x`", "<b>x</b>", "![](x)", "a ``` b"]
        .iter()
        .enumerate()
        .map(|(n, text)| (format!("e{n}.md"), format!("---\ntask: A\nwhen: {text} 3/4/2026\n---\n")))
        .collect();
    let page = fix(&files, AS_OF).expect("something to fix");
    for event in parsed(&page) {
        assert!(
            !matches!(
                event,
                Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Image { .. } | Tag::Link { .. })
            ),
            "{page}"
        );
    }
    assert!(page.contains("<b>x</b> 3/4/2026"), "{page}");
}

fn overridden(name: &str, text: &str) -> (Templates, Vec<String>) {
    let (templates, problems) = Templates::new(DEFAULT_LANGUAGE, &[(format!("templates/{name}"), text.to_owned())]);
    (templates, problems.iter().map(told).collect())
}

fn told(p: &tinystep::problem::Problem) -> String {
    format!("{}:{}:{}+{} {} | {} | {}", p.file, p.place.line, p.place.column, p.place.width, p.message, p.help, p.line)
}

#[test]
fn a_custom_template_replaces_the_built_in_one() {
    let report = report(&sam(), AS_OF, View::Shared);
    let (templates, problems) = overridden("parts/closing.md.j2", "Be well, {{ short_name }}.\n");
    assert_eq!(problems, Vec::<String>::new());
    let page = page(templates.week_markdown(&report));
    assert!(page.ends_with("Be well, Sam.\n"), "{page}");
    let (templates, _) = overridden("week.md.j2", "{{ plans[1].task }}: {{ \"**\" }} {{ \"**\"|safe }}\n");
    assert_eq!(page_of(&templates, &report), "Voice memo: \\*\\* **\n");
}

fn page_of(templates: &Templates, report: &Report) -> String {
    page(templates.week_markdown(report))
}

#[test]
fn a_broken_template_is_reported_and_the_built_in_one_is_used() {
    let report = report(&sam(), AS_OF, View::Shared);
    let built_in = page(built_in().week_markdown(&report));
    let help = "The built-in template is used. To see it, type `tinystep templates week.md.j2`.";
    for (text, problem) in [
        ("# A\n{% for x in %}\nx\n", "templates/week.md.j2:2:13+2 `%}` is not understood here."),
        ("# A\n{% if name %}x", "templates/week.md.j2:2:14+1 Something is missing at the end of this template."),
    ] {
        let (templates, problems) = overridden("week.md.j2", text);
        let line = text.lines().nth(1).unwrap();
        assert_eq!(problems, [format!("{problem} | {help} | {line}")]);
        assert_eq!(page(templates.week_markdown(&report)), built_in);
    }
    let (_, problems) = overridden("week.md.j2", "{{ short_nam }}");
    assert_eq!(
        problems,
        [
            "templates/week.md.j2:1:4+9 `short_nam` is not a name that this template is given. | Is it meant to be `short_name`? | {{ short_nam }}"
        ]
    );
    let (_, problems) = overridden("weak.md.j2", "x");
    assert_eq!(
        problems,
        [
            "templates/weak.md.j2:1:1+0 There is no template called `weak.md.j2`, so this one is not used. | Is it meant to be `week.md.j2`? | "
        ]
    );
    // Somebody's own note template is none of ours.
    assert_eq!(overridden("Daily note.md", "{{ broken").1, Vec::<String>::new());
    // What only shows while a page is made.
    for (text, problem) in [
        ("# A\n{{ plans[0].tasc }}", "templates/week.md.j2:2:4+13 `plans[0].tasc` is a name that has no value here."),
        ("{{ name|nice }}", "templates/week.md.j2:1:9+4 `nice` uses a filter that is not known."),
        (
            "{% include \"x.md.j2\" %}",
            "templates/week.md.j2:1:4+17 `include \"x.md.j2\"` names a template that is not there.",
        ),
        (
            "{% for a in range(9999) %}{% for b in range(9999) %}{{ a * b }}{% endfor %}{% endfor %}",
            "This template takes too long to make a page.",
        ),
        ("{% include \"week.md.j2\" %}", "cannot be worked out."),
    ] {
        let (templates, problems) = overridden("week.md.j2", text);
        assert_eq!(problems, Vec::<String>::new());
        let (page, found) = templates.week_markdown(&report);
        let found = told(&found.expect("a problem"));
        assert!(found.contains(problem), "{found}");
        assert_eq!(page, built_in);
    }
}

#[test]
fn an_endless_template_is_stopped() {
    let report = report(&sam(), AS_OF, View::Shared);
    let text = "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}{% endfor %}{% endfor %}{% endfor %}";
    let (templates, _) = overridden("week.md.j2", text);
    let before = cpu_time();
    assert!(templates.week_markdown(&report).1.is_some());
    assert!((cpu_time() - before).as_secs() < 10);
}

#[test]
fn the_overview_has_the_newest_week_first() {
    let page = overview(&sam(), AS_OF);
    let weeks: Vec<&str> = page.lines().filter_map(|l| l.split_once("](")).map(|(_, l)| l).collect();
    assert_eq!(weeks.len(), 6);
    assert!(weeks.is_sorted_by(|a, b| a >= b), "{weeks:?}");
}

/// `cargo test --release --test it report_laws::speed -- --ignored --nocapture`
#[test]
#[ignore = "a measurement: needs a release build"]
fn speed() {
    let report = report(&sam(), AS_OF, View::Shared);
    let templates = built_in();
    let before = Instant::now();
    let mut bytes = 0;
    for _ in 0..1000 {
        bytes += templates.week_markdown(&report).0.len() + templates.prompts_markdown(&report).0.len();
    }
    println!("{:?} for a week's report and prompts, {} bytes", before.elapsed() / 1000, bytes / 1000);
}
