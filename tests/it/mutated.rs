//! Damaged notes on the whole way from bytes to pages: nothing panics, and nothing takes long.
//!
//! A longer run: `TINYSTEP_TIMES=2000 cargo test --release --test it mutated`.

use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::sample::Index;
use tinystep::build::{self, Snapshot, UneditedPagesOnDisk};
use tinystep::folder::{FolderIdentity, Scan};
use tinystep::journal::{self, View};
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::problem::draw;
use tinystep::week::Week;
use tinystep::when;

use crate::cases;
use crate::sandbox::{cpu_time, times};

/// The notes to damage: those of the case documents and the examples, by path.
static NOTES: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let mut notes = Vec::new();
    for folder in ["tests/cases", "examples", "templates/prompts"] {
        let top = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in walkdir::WalkDir::new(&top).sort_by_file_name().into_iter().filter_map(Result::ok) {
            let path = entry.path();
            if path.extension().is_none_or(|e| e != "md") {
                continue;
            }
            let text = std::fs::read_to_string(path).expect("a readable note");
            if folder == "tests/cases" {
                let files = cases::parse(&text).into_iter().flat_map(|case| case.files);
                notes.extend(files.map(|(path, text)| (path, text.into_bytes())));
            } else {
                let name = path.strip_prefix(&top).expect("below").to_string_lossy().into_owned();
                notes.push((name, text.into_bytes()));
            }
        }
    }
    notes
});

/// Texts that mean something to one of the parsers.
const PIECES: &[&str] = &[
    "---\n",
    "...\n",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\0",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "—",
    "“",
    "”",
    "'",
    "\"",
    "[",
    "]",
    "{",
    "}",
    "{{",
    "<%",
    ": ",
    ":",
    "#",
    "# ",
    "- ",
    "- [x] ",
    "- [ ] ",
    "- [/] ",
    "> ",
    "```\n",
    "%%",
    "<!--",
    "-->",
    "[[",
    "]]",
    "|",
    "@",
    "`",
    "&a",
    "*a",
    "!t ",
    "\\",
    "/",
    "~",
    "é",
    "ı",
    "İ",
    "ß",
    "👍🏽",
    "\u{301}",
    "task: ",
    "task: Walk\n",
    "when: ",
    "when: 2026-11-19 07:35\n",
    "date: ",
    "minutes: ",
    "from: ",
    "until: ",
    "pause: ",
    "times: ",
    "share: none\n",
    "share: full\n",
    "done: ",
    "helper: ",
    "barrier: ",
    "rate: ",
    "aka: ",
    "kind: reflection\n",
    "week: ",
    "stage: notice\n",
    "discuss: true\n",
    "collects: ",
    "photos: ",
    "until: 2026-11-01\n",
    "week starts: Thursday\n",
    "2026-11-19",
    "1969-12-31",
    "2200-12-31",
    "2201-01-01",
    "9999-99-99",
    "0001-01-01",
    "3/4/2026",
    "today",
    "yesterday",
    "every day",
    "every other Tuesday",
    "Mon-Fri",
    "Mon, Wed at 7:30",
    "3 times a week",
    "4000000000 times a day",
    "every 99999999999 days",
    "twice a day",
    "after dinner",
    "while ",
    "except ",
    " or ",
    " and ",
    " to ",
    "at 25:61",
    "18:00-18:30",
    "noon",
    "night",
    "99999999999999999999",
    "-5",
    "0",
    "1e309",
    "NaN",
    "1h 30m",
    "30 min",
    "10",
    "Walk",
    "<<<<<<< a\n",
    "=======\n",
    ">>>>>>> b\n",
    "## To share\n",
    "![[a.jpg|before]]",
    "![b](c%20d.png)",
    "[a](b)",
    "\u{2028}",
];

/// Texts that mean something in a template or a rule.
const MARKS: &[&str] = &[
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "{# ",
    " #}",
    "{%- if plans %}",
    "{% else %}",
    "{% endif %}",
    "{% for plan in plans %}",
    "{% for a in range(99999) %}",
    "{% endfor %}",
    "{% include \"week.md.j2\" %}",
    "{% macro m(a) %}{{ m(a) }}{% endmacro %}{{ m(1) }}",
    "{% set x = [1] * 99999 %}",
    "{% raw %}",
    "{% autoescape false %}",
    "|safe",
    "|code",
    "|fenced",
    "|rendered",
    "|nothing",
    "|join('x'*99999)",
    "plans[0].task",
    "plan.due",
    "done / 0",
    "9999999999 * 9999999999",
    "'x' ~ 1",
    "-",
    "(",
    ")",
    "[",
    "not ",
    " and ",
    " in ",
    "loop.index",
    "<script>",
    "if: ",
    "if: due > 0 and done / due > 0.5\n",
    "for: client\n",
    "for: agenda\n",
    "priority: 99\n",
    "priority: x\n",
    "family: a\n",
    "silence: yes\n",
    "about: barrier\n",
    "---\n",
    "\n",
    "\0",
    "\u{202e}",
];

#[derive(Clone, Debug)]
struct Damage {
    kind: u8,
    at: Index,
    to: Index,
    piece: usize,
}

fn damage() -> impl Strategy<Value = Damage> {
    (0u8..8, any::<Index>(), any::<Index>(), 0..PIECES.len()).prop_map(|(kind, at, to, piece)| Damage {
        kind,
        at,
        to,
        piece,
    })
}

fn do_damage(bytes: &mut Vec<u8>, damage: &Damage) {
    do_damage_with(PIECES, bytes, damage);
}

fn do_damage_with(pieces: &[&str], bytes: &mut Vec<u8>, damage: &Damage) {
    let (at, to) = (damage.at.index(bytes.len() + 1), damage.to.index(bytes.len() + 1));
    let (first, last) = (at.min(to), at.max(to).min(at.min(to) + 200));
    let piece = pieces[damage.piece % pieces.len()].as_bytes();
    match damage.kind {
        // Insert a piece; replace a line; insert a piece many times; delete a part; double a part; cut the end off; change
        // a byte; swap two parts.
        0 | 1 => drop(bytes.splice(at..at, piece.iter().copied())),
        2 => {
            let from = bytes[..at].iter().rposition(|&b| b == b':').map_or(at, |n| n + 1);
            let end = bytes[from..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |n| n + from);
            bytes.splice(from..end, [b" ", piece].concat());
        }
        3 => drop(bytes.splice(at..at, piece.repeat(1 + to % 40))),
        4 => drop(bytes.drain(first..last)),
        5 => {
            let part = bytes[first..last].to_vec();
            bytes.splice(at..at, part);
        }
        6 => bytes.truncate(at.max(4)),
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = to as u8;
            }
        }
    }
}

/// A journal of damaged notes.
fn damaged() -> impl Strategy<Value = Vec<(String, Vec<u8>)>> {
    let note = (any::<Index>(), prop::collection::vec(damage(), 0..5), any::<bool>());
    prop::collection::vec(note, 1..12).prop_map(|notes| {
        notes
            .into_iter()
            .enumerate()
            .map(|(n, (which, damages, own))| {
                let (path, bytes) = which.get(&NOTES);
                let mut bytes = bytes.clone();
                damages.iter().for_each(|damage| do_damage(&mut bytes, damage));
                (if own { path.clone() } else { format!("{n}/{path}") }, bytes)
            })
            .collect()
    })
}

/// One or more of these texts, damaged, under their own names.
fn damaged_of(texts: &'static [(&'static str, &'static str)]) -> impl Strategy<Value = Own> {
    let one = (0..texts.len(), prop::collection::vec(damage(), 1..6));
    prop::collection::vec(one, 1..4).prop_map(|those| {
        those
            .into_iter()
            .map(|(which, damages)| {
                let (name, text) = texts[which];
                let mut bytes = text.as_bytes().to_vec();
                damages.iter().for_each(|damage| do_damage_with(MARKS, &mut bytes, damage));
                (name.to_owned(), String::from_utf8_lossy(&bytes).into_owned())
            })
            .collect()
    })
}

/// A week with some of everything, for overrides to work on.
fn sam() -> Vec<(String, Vec<u8>)> {
    NOTES.iter().filter(|(path, _)| path.starts_with("sam/") && !path.contains("/reports/")).cloned().collect()
}

/// An undamaged picture.
fn picture(format: image::ImageFormat) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    let image = image::RgbImage::from_fn(60, 40, |x, y| image::Rgb([(4 * x) as u8, (5 * y) as u8, 90]));
    image::DynamicImage::ImageRgb8(image).write_to(&mut out, format).expect("a picture");
    out.into_inner()
}

/// Of processor time. Generous: tests run unoptimised. `tests/growth` checks that no step is quadratic.
const MOST: Duration = Duration::from_secs(60);

/// Path and text of overrides.
type Own = Vec<(String, String)>;

/// Takes all notes as rules of the journal's own too: a rule is a note.
fn whole_way(notes: &[(String, Vec<u8>)], settings: &[u8], today: NaiveDate) {
    let rules = notes.iter().map(|(path, bytes)| (path.replace('/', "-"), bytes.clone())).collect();
    with_overrides(notes, settings, today, rules, Vec::new());
}

fn with_overrides(
    notes: &[(String, Vec<u8>)],
    settings: &[u8],
    today: NaiveDate,
    rules: Vec<(String, Vec<u8>)>,
    templates: Own,
) {
    let start = cpu_time();
    let settings = journal::settings("journal.md", settings);
    let drafts = notes.iter().map(|(path, bytes)| journal::understand(path, bytes)).collect();
    let folder = crate::sandbox::temporary_folder();
    let snapshot = Snapshot {
        language: DEFAULT_LANGUAGE,
        daily_names: Default::default(),
        root: FolderIdentity::resolve(folder.path()).expect("an identity"),
        scan: Scan { is_complete: true, ..Scan::default() },
        settings,
        drafts,
        rules,
        templates,
        problems: Vec::new(),
        changed_while_read: false,
        is_journal: true,
        changes: build::ChangesSinceBuild::default(),
        last_readable_paths: std::collections::BTreeSet::new(),
        note_cache: build::NoteCache::default(),
    };
    for problem in build::journal_problems(&snapshot, today) {
        let _ = (draw::draw_full(&problem, true), draw::draw_one_line(&problem));
        assert!(!problem.message.is_empty() && !problem.help.is_empty(), "{problem:?}");
        assert!(problem.message.chars().count() < 1000 && problem.line.chars().count() < 1000, "{problem:?}");
    }
    if let Ok(settings) = &snapshot.settings {
        let files = build::build_all_files(
            &snapshot,
            settings,
            today,
            build::PhotoMaker::none(),
            &UneditedPagesOnDisk::default(),
        );
        assert!(files.reports.iter().any(|made| made.name == "index.md"));
        for view in [View::Client, View::Shared] {
            let journal = snapshot.assemble_journal(settings, today, view);
            let _ = build::build_week_report(
                &snapshot,
                &journal,
                Week::containing(today, settings.week_starts),
                settings.cap_today_after_last_week_of_course(today),
                &build::PhotoMaker::none(),
            );
        }
    }
    assert!(cpu_time() - start < MOST, "{:?}", cpu_time() - start);
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![
        8 => Just(NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date")),
        1 => (0..84_000).prop_map(|n| NaiveDate::from_ymd_opt(1970, 1, 1).expect("a date") + chrono::Days::new(n as u64)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(times(48)))]

    #[test]
    fn damaged_notes(notes in damaged(), today in any_day()) {
        whole_way(&notes, b"# Journal\n", today);
    }

    #[test]
    fn damaged_settings(notes in damaged(), damages in prop::collection::vec(damage(), 1..8), today in any_day()) {
        let mut settings = b"---\nname: Sam\nsession: Thursdays 15:00\nuntil: 2026-12-16\nweeks: 12\nshare: full\nin need: call Mom\nreport to: reports\n---\n# J\n".to_vec();
        damages.iter().for_each(|damage| do_damage(&mut settings, damage));
        whole_way(&notes, &settings, today);
    }

    #[test]
    fn damaged_values(pieces in prop::collection::vec(0..PIECES.len(), 1..12), gap in any::<bool>()) {
        let text: Vec<&str> = pieces.iter().map(|&n| PIECES[n]).collect();
        let text = text.join(if gap { " " } else { "" });
        let start = cpu_time();
        let _ = (when::parse_when(&text), when::parse_date(&text), when::parse_minutes(&text), when::parse_frequency(&text), when::parse_span(&text));
        let _ = (when::parse_weekday(&text), when::find_time_at_start_or_end(&text, true), when::find_minutes_at_start_or_end(&text, false));
        let _ = (when::find_date_in_path(&text), when::find_date_in_name(&text));
        let quoted = serde_json::to_string(&text).expect("text");
        let plan = format!("---\ntask: Walk\nwhen: {quoted}\nfrom: 2026-10-01\n---\n- [x] 2026-11-19 {text}\n").into_bytes();
        let day = format!("- [x] Walk {text}\n- [x] {text} Walk\n").into_bytes();
        let notes = [("walk.md".to_owned(), plan), ("2026-11-18.md".to_owned(), day)];
        whole_way(&notes, b"# Journal\n", NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date"));
        prop_assert!(cpu_time() - start < MOST);
    }

    /// A broken template of the journal's own costs no page: the built-in one is used.
    #[test]
    fn damaged_templates(own in damaged_of(DEFAULT_LANGUAGE.templates)) {
        let own = own.into_iter().map(|(name, text)| (format!("templates/{name}"), text)).collect();
        let settings = b"---\nname: Sam\nsession: Thursdays\nweeks: 2\n---\n";
        with_overrides(&sam(), settings, NaiveDate::from_ymd_opt(2026, 11, 5).expect("a date"), Vec::new(), own);
    }

    #[test]
    fn damaged_rules(own in damaged_of(DEFAULT_LANGUAGE.rules)) {
        let own = own.into_iter().map(|(name, text)| (format!("prompts/{name}.md"), text.into_bytes())).collect();
        let settings = b"---\nname: Sam\nsession: Thursdays\nweeks: 2\n---\n";
        with_overrides(&sam(), settings, NaiveDate::from_ymd_opt(2026, 11, 5).expect("a date"), own, Vec::new());
    }

    #[test]
    fn damaged_photos(
        format in prop::sample::select(vec![image::ImageFormat::Jpeg, image::ImageFormat::Png, image::ImageFormat::WebP]),
        damages in prop::collection::vec(damage(), 1..6),
    ) {
        let mut bytes = picture(format);
        damages.iter().for_each(|damage| do_damage(&mut bytes, damage));
        let start = cpu_time();
        if let Ok(small) = tinystep::photo::shrink_photo(&bytes) {
            prop_assert!(tinystep::photo::jpeg_width_and_height(&small).is_some_and(|(width, height)| width.max(height) <= 480));
        }
        prop_assert!(cpu_time() - start < MOST);
    }
}
