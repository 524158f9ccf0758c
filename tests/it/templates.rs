//! `docs/templates.md`: its tables are what the model says of itself, its examples work, and every field it names can be used.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::time::SystemTime;

use chrono::NaiveDate;
use tinystep::build::{self, UneditedPagesOnDisk};
use tinystep::folder::FolderIdentity;
use tinystep::output::OutputFile;
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::problem::Code;
use tinystep::render::{NotesToFix, OverviewView, WeekView};

use crate::sandbox::Sandbox;

/// Where the types are that templates are given, and the type that each page is given, with its name there.
const SOURCES: [&str; 5] =
    ["render/view", "render/overview_view", "render/course_view", "render/card_view", "render/notes_to_fix"];
const PAGES: [(&str, &str, &str); 8] = [
    ("week.md.j2", "WeekView", ""),
    ("week.html.j2", "WeekView", ""),
    ("prompts.md.j2", "WeekView", ""),
    ("overview.md.j2", "OverviewView", ""),
    ("overview.html.j2", "OverviewView", ""),
    ("helper-card.md.j2", "HelperCardView", "card"),
    ("helper-card.html.j2", "HelperCardView", "card"),
    ("notes-to-fix.md.j2", "NotesToFix", ""),
];

/// What a field has.
#[derive(Clone, Debug)]
enum Kind {
    Text,
    Number,
    Truth,
    Of(String),
    Maybe(Box<Kind>),
    List(Box<Kind>),
    Pair(Box<Kind>, Box<Kind>),
}

struct Struct {
    name: String,
    meaning: String,
    /// Name, kind, meaning.
    fields: Vec<(String, Kind, String)>,
}

/// The types, in the order of the source.
fn model() -> Vec<Struct> {
    let mut all = Vec::new();
    for source in SOURCES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/{source}.rs"));
        let text = std::fs::read_to_string(&path).expect("the model");
        for item in syn::parse_file(&text).expect("Rust").items {
            let syn::Item::Struct(item) = item else { continue };
            if !matches!(item.vis, syn::Visibility::Public(_)) {
                continue;
            }
            let fields = item.fields.iter().filter(|field| !field.attrs.iter().any(|a| a.path().is_ident("serde")));
            let fields = fields.map(|field| {
                let name = field.ident.as_ref().expect("a name").to_string();
                let meaning = docs(&field.attrs);
                assert!(!meaning.is_empty(), "{source}.rs: {} says nothing of `{name}`", item.ident);
                (name, kind(&field.ty), meaning)
            });
            all.push(Struct { name: item.ident.to_string(), meaning: docs(&item.attrs), fields: fields.collect() });
        }
    }
    all
}

/// The words above an item, as one line.
fn docs(attributes: &[syn::Attribute]) -> String {
    let lines = attributes.iter().filter(|a| a.path().is_ident("doc")).filter_map(|attribute| {
        let syn::Meta::NameValue(doc) = &attribute.meta else { return None };
        let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &doc.value else { return None };
        Some(text.value().trim().to_owned())
    });
    lines.collect::<Vec<_>>().join(" ")
}

fn kind(of: &syn::Type) -> Kind {
    match of {
        syn::Type::Reference(to) => kind(&to.elem),
        syn::Type::Tuple(pair) => {
            let two: Vec<Kind> = pair.elems.iter().map(kind).collect();
            let [a, b] = two.try_into().expect("a pair");
            Kind::Pair(a.into(), b.into())
        }
        syn::Type::Path(path) => {
            let last = path.path.segments.last().expect("a name");
            let inner = || match &last.arguments {
                syn::PathArguments::AngleBracketed(of) => match of.args.first() {
                    Some(syn::GenericArgument::Type(of)) => Box::new(kind(of)),
                    _ => panic!("{}: of what?", last.ident),
                },
                _ => panic!("{}: of what?", last.ident),
            };
            match last.ident.to_string().as_str() {
                "String" | "str" => Kind::Text,
                "u32" | "usize" => Kind::Number,
                "bool" => Kind::Truth,
                "Option" => Kind::Maybe(inner()),
                "Vec" => Kind::List(inner()),
                other => Kind::Of(other.to_owned()),
            }
        }
        _ => panic!("a type that templates have no word for"),
    }
}

impl Kind {
    fn words(&self) -> String {
        match self {
            Kind::Text => "text".to_owned(),
            Kind::Number => "number".to_owned(),
            Kind::Truth => "true or false".to_owned(),
            Kind::Of(name) => format!("[{name}](#{})", name.to_lowercase()),
            Kind::Maybe(of) => format!("{}, or none", of.words()),
            Kind::List(of) => match of.as_ref() {
                Kind::Pair(a, b) => format!("list of pairs: {} and {}", a.words(), b.words()),
                Kind::Maybe(of) => format!("list of {}, each may be none", of.words()),
                of => format!("list of {}", of.words()),
            },
            Kind::Pair(..) => panic!("a pair stands in a list"),
        }
    }
}

fn page() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/templates.md")).expect("docs/templates.md")
}

#[test]
fn every_template_of_the_folder_is_compiled_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut files = BTreeSet::new();
    for part in ["", "parts/"] {
        for file in std::fs::read_dir(root.join(part)).expect("a folder of templates") {
            let name = file.expect("a file").file_name().into_string().expect("a name");
            if name.ends_with(".j2") {
                files.insert(format!("{part}{name}"));
            }
        }
    }
    let list: BTreeSet<String> = DEFAULT_LANGUAGE.templates.iter().map(|&(name, _)| name.to_owned()).collect();
    assert_eq!(files, list);
}

#[test]
fn the_documentation_has_every_field() {
    let mut tables = String::new();
    for of in model() {
        let _ = write!(
            tables,
            "\n### {}\n\n{}\n\n| name | kind | what it is |\n| --- | --- | --- |\n",
            of.name, of.meaning
        );
        for (name, kind, meaning) in &of.fields {
            let _ = writeln!(tables, "| `{name}` | {} | {meaning} |", kind.words());
        }
    }
    let text = page();
    let (before, rest) = text.split_once("<!-- fields -->\n").expect("the mark of the tables");
    let (_, behind) = rest.split_once("<!-- end -->").expect("the end of the tables");
    let renewed = format!("{before}<!-- fields -->\n{tables}\n<!-- end -->{behind}");
    if std::env::var_os("TINYSTEP_RENEW").is_some() {
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/templates.md"), &renewed).expect("a document");
    } else {
        let other = text.lines().zip(renewed.lines()).find(|(is, should_be)| is != should_be);
        assert!(text == renewed, "TINYSTEP_RENEW=1 writes the tables anew: {other:#?}");
    }
    for (name, _) in DEFAULT_LANGUAGE.templates {
        assert!(text.contains(name), "docs/templates.md does not name {name}");
    }
}

#[test]
fn templates_name_exactly_the_fields_of_the_model() {
    let all = model();
    for (of, known) in
        [("WeekView", WeekView::FIELDS), ("OverviewView", OverviewView::FIELDS), ("NotesToFix", NotesToFix::FIELDS)]
    {
        let fields = &all.iter().find(|s| s.name == of).expect("a type").fields;
        let names: Vec<&str> = fields.iter().map(|(name, ..)| name.as_str()).collect();
        assert_eq!(names, known, "{of}");
    }
}

/// A template that prints every field, with a separate mark beside each that is not empty.
struct Everything<'a> {
    model: &'a [Struct],
    text: String,
    /// The marks that it can print.
    marks: BTreeSet<String>,
    names: usize,
}

impl Everything<'_> {
    fn all_of(&mut self, of: &str, at: &str) {
        let model = self.model;
        let found = model.iter().find(|s| s.name == of).unwrap_or_else(|| panic!("{of} is not documented"));
        for (name, kind, _) in &found.fields {
            let path = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
            let mark = format!("Z{of}{}Z", name.replace('_', ""));
            self.marks.insert(mark.clone());
            self.field(kind, &path, &format!(" {mark} "));
        }
    }

    /// `mark` is printed if there is something.
    fn field(&mut self, kind: &Kind, path: &str, mark: &str) {
        self.names += 1;
        let here = format!("v{}", self.names);
        match kind {
            Kind::Text => self.text += &format!("{{% if {path} %}}{mark}{{% endif %}}[{{{{ {path} }}}}]\n"),
            Kind::Number | Kind::Truth => self.text += &format!("{mark}{{{{ {path} }}}}\n"),
            Kind::Of(of) => {
                self.text += mark;
                self.all_of(of, path);
            }
            Kind::Maybe(of) => {
                // What is none prints nothing.
                if matches!(**of, Kind::Text | Kind::Number) {
                    self.text += &format!("[{{{{ {path} }}}}]");
                }
                self.text += &format!("{{% if {path} is not none %}}");
                self.field(of, path, mark);
                self.text += "{% endif %}";
            }
            Kind::List(of) => match of.as_ref() {
                Kind::Pair(a, b) => {
                    self.text += &format!("{{% for {here}a, {here}b in {path} %}}");
                    self.field(a, &format!("{here}a"), mark);
                    self.field(b, &format!("{here}b"), mark);
                    self.text += "{% endfor %}";
                }
                of => {
                    self.text += &format!("{{% for {here} in {path} %}}");
                    self.field(of, &here, mark);
                    self.text += "{% endfor %}";
                }
            },
            Kind::Pair(..) => panic!("a pair stands in a list"),
        }
    }
}

/// What a journal makes, by the template of each page; no template may have a problem.
fn made(here: &Sandbox, today: NaiveDate) -> BTreeMap<&'static str, String> {
    let root = FolderIdentity::resolve(here.root()).expect("a folder");
    let snapshot = build::load(None, &root, DEFAULT_LANGUAGE, SystemTime::now(), &|_| {}).expect("a journal");
    let settings = snapshot.settings.as_ref().expect("settings");
    let photos = snapshot.photo_maker(&here.path("reports"));
    let files = build::build_all_files(&snapshot, settings, today, photos, &UneditedPagesOnDisk::default());
    let wrong: Vec<_> = files.problems.iter().filter(|p| p.code == Code::BadTemplate).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let mut made: BTreeMap<&str, String> = BTreeMap::new();
    let to_fix = files.notes_to_fix.map(|body| OutputFile::new("notes-to-fix.md", body));
    for file in files.reports.into_iter().chain(files.cards).chain(to_fix) {
        let (start, ending) = file.name.rsplit_once('.').expect("an ending");
        let page = match start.split('-').next() {
            Some("week") => "week",
            Some("prompts") => "prompts",
            Some("index") => "overview",
            Some("card") => "helper-card",
            _ => "notes-to-fix",
        };
        let (page, ..) = PAGES.iter().find(|(name, ..)| *name == format!("{page}.{ending}.j2")).expect("a page");
        made.entry(page).or_default().push_str(&file.body.expect("a page that is laid out").text().expect("its text"));
    }
    made
}

/// A journal with the rarer things, beside the examples.
fn rare() -> Sandbox {
    Sandbox::with(&[
        (
            "journal.md",
            "---\nname: Sam\nin need: tell Mom\nsession: Thursdays\nuntil: 2026-11-20\nshare: full\ntrack: [sleep, mood 1-5]\n---\n",
        ),
        (
            "plans/walk.md",
            "---\ntask: Walk\nwhen: sometime\nfrom: 2026-07-01\nchosen by: together\nhelper: Mom looks in\nhelper card: yes\nobstacle: rain\nthen: an umbrella\n---\n",
        ),
        (
            "plans/read.md",
            "---\ntask: Read\nwhen: daily at 8\nfrom: 2026-11-01\npause: 2026-11-13 to 2026-11-19\n---\n",
        ),
        (
            "e/1.md",
            "---\ntask: Walk\nwhen: 2026-11-13\nbarrier: rain\ndiscuss: true\nhelper:\n  noticed: yes\n  praise: yes\n  response: warm\n  minutes together: 12\nphotos: [none.png]\n---\nIt went.\n",
        ),
        (
            "e/2.md",
            "---\ntask: Walk\nwhen: 2026-11-13 18:00\nwritten: 2026-11-18\nminutes: -3\nthen: used\nhelped: a song\nto helper: yes\n---\n",
        ),
        ("e/3.md", "---\ntask: Walk\nwhen: 2026-11-14\nby: Mom\n---\nShe just went.\n"),
        (
            "plans/tea.md",
            "---\ntask: Tea\nwhen: twice a day at 8:00 and 20:00\nfrom: 2026-11-01\nrate: [fear before 0-100, fear after 0-100]\n---\n",
        ),
        ("plans/call.md", "---\ntask: Call\nwhen: Sundays at 9\nfrom: 2026-11-01\nhelper: Dad\n---\n"),
        ("e/call.md", "---\ntask: Call\nwhen: 2026-11-15\nhelper: noticed, praised\n---\n"),
        ("e/5.md", "---\ntask: Tea\nwhen: 2026-11-14 08:00\nfear before: 60\nfear after: 20\n---\n"),
        ("d/2026-11-07.md", "---\nsleep: 6\nmood: 3\n---\n- [x] 08:00 Tea\n  - fear before: 80\n  - fear after: 70\n"),
        ("d/2026-11-14.md", "---\nsleep: 7h 30m\nmood: 4\n---\n"),
        (
            "d/2026-11-16.md",
            "- [x] Walk the dog a\n- [x] Walk the dog b\n- [x] Walk the dog c\n- [x] Walk the dog d\n- [x] Walk the dog e\n- [x] Walk the dog f\n- [x] Walk the dog g\n- [x] Walk the dog h\n- [x] Walk the dog i\n- [x] Walk the dog j\n- [x] Walk the dog k\n",
        ),
        (
            "e/long.md",
            "---\ntask: Walk\nwhen: 2026-11-17\n---\none two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten one\n",
        ),
        ("s/1.md", "---\nkind: session\ndate: 2026-11-12\nagreed: Walk to the corner\nnext: 2026-11-26\n---\n"),
        ("e/4.md", "---\ntask: Swim\nwhen: 2026-11-14\nminutes: 15\n---\n"),
        ("r/1.md", "---\nkind: reflection\nweek: 2026-11-13\n---\n## What helped?\nThe tea.\n"),
    ])
}

#[test]
fn a_template_can_use_every_field_that_is_documented() {
    let all = model();
    let mut missing: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut written: BTreeMap<&str, String> = BTreeMap::new();
    for (page, of, at) in PAGES {
        let mut everything = Everything { model: &all, text: String::new(), marks: BTreeSet::new(), names: 0 };
        everything.all_of(of, at);
        missing.insert(page, everything.marks);
        written.insert(page, everything.text);
    }
    let journals = [
        (Sandbox::example("sam"), "2026-11-13"),
        (Sandbox::example("daily-notes"), "2026-11-13"),
        (rare(), "2026-11-19"),
    ];
    for (here, today) in journals {
        for (page, text) in &written {
            here.write(&format!("templates/{page}"), text);
        }
        for (page, text) in made(&here, today.parse().expect("a date")) {
            let seen: BTreeSet<&str> = text.split_whitespace().collect();
            missing.entry(page).or_default().retain(|mark| !seen.contains(mark.as_str()));
        }
    }
    missing.retain(|_, marks| !marks.is_empty());
    assert!(missing.is_empty(), "in no journal of this test: {missing:#?}");
}

#[test]
fn the_examples_of_the_documentation_work() {
    let text = page();
    let here = rare();
    let built_in = made(&here, NaiveDate::from_ymd_opt(2026, 11, 19).expect("a date"));
    let mut tried = 0;
    for example in text.split("```jinja ").skip(1) {
        let (name, rest) = example.split_once('\n').expect("a name");
        let body = rest.split("```").next().expect("a template");
        here.write(&format!("templates/{name}"), body);
        tried += 1;
    }
    assert!(tried > 6, "{tried}");
    let own = made(&here, NaiveDate::from_ymd_opt(2026, 11, 19).expect("a date"));
    for (page, ..) in PAGES.iter().filter(|(page, ..)| text.contains(&format!("```jinja {page}\n"))) {
        assert!(own[page] != built_in[page] && !own[page].is_empty(), "{page}");
    }
    assert!(own["week.md.j2"].contains("In need: tell Mom."), "{}", own["week.md.j2"]);

    // The problem that it shows is the one that comes.
    let shown =
        text.split("    $ tinystep check\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a problem");
    let shown: String = shown.lines().map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line))).collect();
    let line = shown.lines().find_map(|line| line.strip_prefix("1 | ")).expect("the line");
    let here = Sandbox::with(&[("journal.md", "# J\n")]);
    here.write("templates/week.md.j2", format!("{line}\n"));
    let came = here.run_to(1, &["check"]).out;
    assert!(came.contains(&shown), "{came}");
}

#[test]
fn a_template_for_an_earlier_version_gets_the_new_names() {
    let here = rare();
    for (part, text, new) in [
        ("plan", "{{ plan.picture.width }}", "plan.cells"),
        ("helper", "{{ helper.picture.width }}", "helper.responses"),
        ("plan", "{% include \"parts/six-weeks.html.j2\" %}", "parts/week-by-week.html.j2"),
    ] {
        here.write(&format!("templates/parts/{part}.html.j2"), format!("<p>\n{text}\n</p>\n"));
        let came = here.run_to(1, &["check", "--as-of", "2026-11-19"]).out;
        assert!(came.contains(&format!("help: In this version it is `{new}`.")), "{came}");
        assert!(came.contains(&format!("--> templates/parts/{part}.html.j2:2:")), "{came}");
        std::fs::remove_file(here.path(&format!("templates/parts/{part}.html.j2"))).expect("it is there");
    }
}

#[test]
fn an_empty_template_is_reported_and_the_built_in_one_is_used() {
    for text in ["", "\n \n"] {
        let here = Sandbox::example("sam");
        here.run_to(0, &["report", ".", "--as-of", "2026-11-19"]);
        let before = here.files("reports");
        here.write("templates/week.md.j2", text);
        here.write("templates/overview.html.j2", text);
        here.run_to(0, &["report", ".", "--as-of", "2026-11-19"]);
        let says = here.run(&["check", ".", "--as-of", "2026-11-19"]).out;
        assert!(says.contains("templates/week.md.j2") && says.contains("This template is empty."), "{says}");
        let words = |files: Vec<(String, Vec<u8>)>| -> Vec<(String, usize)> {
            files.into_iter().map(|(name, bytes)| (name, bytes.len())).collect()
        };
        assert_eq!(words(before), words(here.files("reports")), "only the marks may differ");
    }
}
