//! Privacy as a law (docs/specification.md#6-sharing): what is made of a journal with something private in it is, byte
//! for byte, what is made of it without. The forms that it can have are the cases of `tests/cases/private/`; random
//! journals hold something private in all of them at once.
//!
//! The law is made to break as well: `traces unhidden` in the documents, and the last lines of the random journals, hand the
//! same comparison what is made with the hiding turned off, and it must see that.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::time::SystemTime;

use chrono::NaiveDate;
use image::{DynamicImage, ImageFormat, RgbImage};
use tinystep::build::{self, PublishOptions, PublishOutcome, Snapshot};
use tinystep::folder::FolderIdentity;
use tinystep::journal::View;
use tinystep::output::WriteMode;
use tinystep::phrases::DEFAULT_LANGUAGE;
use tinystep::render::{self, ExportFormat, ExportNames, ExportTable, Templates};
use tinystep::report::{self, Glance, Overview};
use tinystep::week::{self, Week};

use crate::cases::{self, Answer};
use crate::sandbox::{Sandbox, times};
use crate::two_journals::Two;

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 18).unwrap();

/// Stands wherever something private can be written.
const CANARY: &str = "canary";

/// What others may see: by name, byte for byte.
pub(crate) type Shown = BTreeMap<String, Vec<u8>>;

fn write(here: &Sandbox, files: &[(String, String)]) {
    for (path, text) in files {
        match picture(path, text) {
            Some(bytes) => here.write(path, bytes),
            None => here.write(path, text),
        }
    }
}

/// A picture of this size (`800 x 600`), with the word wherever a camera or a program puts words.
fn picture(path: &str, size: &str) -> Option<Vec<u8>> {
    let (width, height) = size.trim().split_once(" x ")?;
    let image = RgbImage::from_fn(width.parse().ok()?, height.parse().ok()?, |x, y| {
        image::Rgb([(x % 256) as u8, (y % 256) as u8, 90])
    });
    let format = ImageFormat::from_path(path).ok()?;
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image).write_to(&mut out, format).expect("a picture");
    let bytes = out.into_inner();
    let (head, rest) = bytes.split_at(if format == ImageFormat::Png { 33 } else { 2 });
    Some([head, &told_by_a_camera(format), rest].concat())
}

/// Metadata in a picture: after the first chunk of a PNG, after the first mark of a JPEG.
fn told_by_a_camera(format: ImageFormat) -> Vec<u8> {
    let mut out = Vec::new();
    if format == ImageFormat::Png {
        for (kind, text) in [(b"tEXt", "Author\0CANARY"), (b"iTXt", "XML:com.adobe.xmp\0\0\0\0\0<x>CANARY</x>")] {
            let chunk = [kind.as_slice(), text.as_bytes()].concat();
            out.extend(u32::try_from(text.len()).expect("short").to_be_bytes());
            out.extend(&chunk);
            out.extend(crc(&chunk).to_be_bytes());
        }
        return out;
    }
    // EXIF with the name of a device, XMP, and a comment.
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x0f\x01\x02\0\x07\0\0\0\x1a\0\0\0\0\0\0\0CANARY\0";
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x>CANARY</x>";
    for (mark, text) in [(0xe1, exif.as_slice()), (0xe1, xmp.as_slice()), (0xfe, b"CANARY".as_slice())] {
        out.extend([0xff, mark]);
        out.extend(u16::try_from(text.len() + 2).expect("short").to_be_bytes());
        out.extend(text);
    }
    out
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

fn load(here: &Sandbox) -> Snapshot {
    let root = FolderIdentity::resolve(here.root()).expect("a folder");
    build::load(None, &root, DEFAULT_LANGUAGE, SystemTime::now(), &|_| {}).expect("a folder that can be read")
}

/// Brings what is made up to date, without a process of its own, and reads it.
pub(crate) fn made(here: &Sandbox, today: NaiveDate) -> Shown {
    let options = PublishOptions {
        write_even_if_changed: true,
        ..PublishOptions::for_single_run(today, SystemTime::now(), "here", WriteMode::Write)
    };
    let update = build::publish(&load(here), options, None).expect("a folder that can be written");
    let PublishOutcome::Published(done, _) = update else { panic!("nothing was written") };
    assert!(done.failed.is_empty() && done.foreign.is_empty(), "{done:?}");
    let folders = ["reports", "helper-card"];
    folders
        .iter()
        .flat_map(|folder| here.files(folder).into_iter().map(move |(name, bytes)| (format!("{folder}/{name}"), bytes)))
        .collect()
}

/// The week's page in every form of `show`, and its prompts: of what is shared, or with the hiding turned off.
fn shown(here: &Sandbox, today: NaiveDate, view: View) -> Shown {
    let snapshot = load(here);
    let settings = snapshot.settings.as_ref().expect("settings");
    let journal = snapshot.assemble_journal(settings, today, view);
    let as_of = settings.cap_today_after_last_week_of_course(today);
    let week = Week::containing(as_of, settings.week_starts);
    let photos = snapshot.photo_maker(&here.path("reports"));
    let (page, counted) = build::build_week_report(&snapshot, &journal, week, as_of, &photos);
    let (templates, _) = Templates::new(DEFAULT_LANGUAGE, &[]);
    let overview = templates.overview_markdown(&Overview::new(settings, vec![Glance::new(&page)])).0;
    let cards = report::helper_cards(&journal, std::slice::from_ref(&counted));
    let cards: Vec<String> =
        cards.iter().flat_map(|card| [templates.card_markdown(card).0, templates.card_html(card).0]).collect();
    let data = render::week_data_of_counts_only(&journal, &counted, as_of, DEFAULT_LANGUAGE.phrases);
    let tables = render::export_week(&data, &mut ExportNames::as_written(), ExportFormat::JsonLines, &ExportTable::ALL);
    let forms = [
        ("tables", tables.concat()),
        ("text", render::report_text(&page, DEFAULT_LANGUAGE.phrases, 60, false)),
        ("note", render::clinical_record_note(&page, DEFAULT_LANGUAGE.phrases)),
        ("md", templates.week_markdown(&page).0),
        ("html", templates.week_html(&page).0),
        ("json", render::week_data(&journal, &counted, as_of, &page, DEFAULT_LANGUAGE.phrases).to_json()),
        ("why", without_lines(&render::why_page(&journal, &counted, DEFAULT_LANGUAGE.phrases))),
        ("weeks", format!("{:?}", week::weeks_with_report(&journal, as_of))),
        ("prompts", render::prompts_text(&page, DEFAULT_LANGUAGE.phrases, 60, false)),
        ("overview", overview),
        ("card", cards.concat()),
    ];
    forms.into_iter().map(|(form, text)| (form.to_owned(), text.into_bytes())).collect()
}

/// Without the line numbers after files, which `show --why` shows only to the client.
fn without_lines(text: &str) -> String {
    let parts = text.split(".md:").map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()));
    parts.collect::<Vec<_>>().join(".md:")
}

/// The names of what differs.
fn traces(with: &Shown, without: &Shown) -> Vec<String> {
    let names: std::collections::BTreeSet<&String> = with.keys().chain(without.keys()).collect();
    names.into_iter().filter(|&name| with.get(name) != without.get(name)).cloned().collect()
}

fn said(traces: &[String]) -> String {
    if traces.is_empty() { "none".to_owned() } else { traces.join("\n") }
}

#[track_caller]
fn no_canary(name: &str, shown: &Shown) {
    for (file, bytes) in shown {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        assert!(!text.contains(CANARY) && !file.to_lowercase().contains(CANARY), "{name}: {file}\n{text}");
    }
}

/// The same notes as somebody wrote them who shares everything.
fn opened(files: &[(String, String)]) -> Vec<(String, String)> {
    let shared = |text: &str| {
        let lines = text.split_inclusive('\n').map(|line| match line.to_lowercase().starts_with("share:") {
            true if text.contains("\nShare:") && line.starts_with("share:") => "",
            true => "share: full\n",
            false => line,
        });
        lines.collect::<String>()
    };
    let name = |path: &str| {
        path.replace("Private/", "open/").replace("PRIVATE/", "open/").replace(" (conflicted copy 2026-11-14)", " more")
    };
    files.iter().map(|(path, text)| (name(path), shared(text))).collect()
}

pub fn documents() -> Answer {
    let mut bases = BTreeMap::new();
    Box::new(move |case, expected| {
        let (made_without, shared_without, own_without) = bases.entry(case.shared.clone()).or_insert_with(|| {
            let here = Sandbox::empty();
            write(&here, &case.shared);
            (made(&here, TODAY), shown(&here, TODAY, View::Shared), shown(&here, TODAY, View::Client))
        });
        let here = Sandbox::empty();
        match (expected.kind.as_str(), expected.args.as_str()) {
            ("traces", "unhidden") => {
                write(&here, &case.files);
                Some(said(&traces(&shown(&here, TODAY, View::Client), own_without)))
            }
            ("traces", "") => {
                // Where it says itself that it is private: shared at first, so that what was made of it has to go.
                let open = opened(&case.files);
                if open != case.files {
                    write(&here, &open);
                    assert!(made(&here, TODAY) != *made_without, "{}: not even shared it would show", case.name);
                    for (path, _) in &open {
                        std::fs::remove_file(here.path(path)).expect("a file that was written");
                    }
                }
                write(&here, &case.files);
                let made = made(&here, TODAY);
                let shown = shown(&here, TODAY, View::Shared);
                for shown in [&made, &shown] {
                    no_canary(&case.name, shown);
                }
                assert!(!here.exists("edited"), "{}: nobody wrote into a page", case.name);
                let mut traces = traces(&made, made_without);
                traces.extend(self::traces(&shown, shared_without));
                Some(said(&traces))
            }
            _ => None,
        }
    })
}

/// Every case of `none.md` at once, and through the program itself: no command shows anything of it to others.
#[test]
fn no_shared_output_mentions_private_notes() {
    let document = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/private/none.md");
    let all = cases::parse(&std::fs::read_to_string(document).expect("the cases"));
    let here = Sandbox::empty();
    write(&here, &all[0].shared);
    for (n, case) in all.iter().enumerate() {
        let own = case.files.iter().filter(|file| !case.shared.contains(file));
        write(&here, &own.map(|(path, text)| (format!("{n}/{path}"), text.clone())).collect::<Vec<_>>());
    }
    let day = TODAY.to_string();
    here.run_to(0, &["report", "--as-of", &day]);
    let files = ["reports", "helper-card"].iter().flat_map(|folder| here.files(folder));
    let mut shown: Shown = files.collect();
    for folder in ["photos/", "data/"] {
        assert!(shown.keys().any(|name| name.starts_with(folder)), "{folder} is there");
    }
    for forms in [&["show"][..], &["prompts"], &["prompts", "--why"]] {
        let told = here.run_to(0, &[forms, &["--shared", "--as-of", &day]].concat());
        shown.insert(forms.join(" "), [told.out, told.err].concat().into_bytes());
    }
    for form in ["md", "html", "json", "note"] {
        let told = here.run_to(0, &["show", "--shared", "--as-of", &day, "--format", form]);
        shown.insert(form.to_owned(), [told.out, told.err].concat().into_bytes());
    }
    no_canary("all at once", &shown);
    // The client's own view is another thing, so the word is there to be found.
    assert!(here.run_to(0, &["show", "--as-of", &day]).out.contains("CANARY"));
    assert!(here.run_to(1, &["check", "--as-of", &day]).out.contains("CANARY"));
}

/// What a person typed is kept whole (docs/specification.md#4-what-is-made), in the journal and never in what is
/// shared, whatever stood around it on the page. What is made has no trace of it (docs/specification.md#6-sharing).
#[test]
fn an_edited_page_is_kept_beside_the_notes_only() {
    let note = |share: &str| format!("---\ntask: CANARY\nwhen: 2026-11-17\nfelt: light\nshare: {share}\n---\nCANARY\n");
    let (here, plain) = (Sandbox::with(&[("journal.md", "# J\n")]), Sandbox::with(&[("journal.md", "# J\n")]));
    let walk = "---\ntask: Walk\nwhen: every day\nfrom: 2026-11-10\n---\n- [x] 2026-11-17\n";
    here.write("walk.md", walk);
    plain.write("walk.md", walk);
    here.write("e.md", note("full"));
    made(&here, TODAY);
    let pages = ["reports/data/week-2026-11-16.json", "reports/week-2026-11-16.md"];
    let typed = pages.map(|page| here.read(page) + "\nMy own words.\n");
    for (page, typed) in pages.iter().zip(&typed) {
        assert!(typed.contains("CANARY"), "it was shared at first: {page}");
        here.write(page, typed);
    }
    here.write("e.md", note("none"));
    let made_then = made(&here, TODAY);
    no_canary("edited", &made_then);
    assert!(traces(&made_then, &made(&plain, TODAY)).is_empty());
    let kept = here.files("edited");
    let texts: Vec<&[u8]> = kept.iter().map(|(_, bytes)| &bytes[..]).collect();
    assert!(typed.iter().all(|typed| texts.contains(&typed.as_bytes())), "all that was there");
    assert_eq!(kept.len(), 2);
    // Nor is it ever read as a note.
    let (name, _) = kept.iter().find(|(name, _)| name.ends_with(".md")).expect("the page");
    here.write(&format!("edited/{name}"), "---\ntask: CANARY\nwhen: 2026-11-17\nshare: full\n---\n");
    assert!(traces(&made(&here, TODAY), &made_then).is_empty());
}

/// A journal whose settings cannot be read has none: nothing is written of what might be private, and nothing is taken
/// away, not even of a note that turned private meanwhile.
#[test]
fn without_settings_nothing_is_written() {
    let note = |share: &str| format!("---\ntask: Walk\nwhen: 2026-11-17\nshare: {share}\n---\nCANARY\n");
    for broken in [
        "",
        "---\nshare: CANARY\n---\n",
        "---\nshare: none\nshare: full\n---\n",
        "---\nshar: none\n---\n",
        "---\nname: S",
    ] {
        let here = Sandbox::with(&[("journal.md", broken), ("e.md", &note("full"))]);
        here.run_to(2, &["report", "--as-of", "2026-11-18"]);
        let names: Vec<String> = here.files(".").into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["e.md", "journal.md", "notes-to-fix.md"], "{broken:?}");
        here.write("journal.md", "# J\n");
        let before = made(&here, TODAY);
        here.write("e.md", note("none"));
        here.write("journal.md", broken);
        here.run_to(2, &["report", "--as-of", "2026-11-18"]);
        let files = here.files("reports").into_iter().map(|(name, bytes)| (format!("reports/{name}"), bytes));
        assert_eq!(files.collect::<Shown>(), before, "{broken:?}");
        here.write("journal.md", "# J\n");
        no_canary(broken, &made(&here, TODAY));
    }
}

#[test]
fn random_journals() {
    let seeds = u64::from(times(12));
    for seed in 0..seeds {
        let Two { with, without, today, .. } = Two::new(seed);
        let here = Sandbox::empty();
        write(&here, &opened(&with));
        made(&here, today);
        write(&here, &with);
        let plain = Sandbox::empty();
        write(&plain, &without);
        let mut traces = traces(&made(&here, today), &made(&plain, today));
        traces.extend(self::traces(&shown(&here, today, View::Shared), &shown(&plain, today, View::Shared)));
        assert!(traces.is_empty(), "journal {seed}: {traces:?}\n{with:#?}");
        assert!(!here.exists("edited"), "journal {seed}: nobody wrote into a page");
    }
    // With the hiding turned off nearly every journal shows it in its numbers. Always asked of ten or more: of fewer it can
    // be any.
    let all = seeds.max(10);
    let seen = (0..all).filter(|&seed| {
        let Two { with, without, today, .. } = Two::new(seed);
        let (here, plain) = (Sandbox::empty(), Sandbox::empty());
        write(&here, &with);
        write(&plain, &without);
        let unhidden = traces(&shown(&here, today, View::Client), &shown(&plain, today, View::Client));
        unhidden.contains(&"json".to_owned())
    });
    let seen = seen.count() as u64;
    assert!(seen * 10 > all * 8, "seen in {seen} of {all}");
}
