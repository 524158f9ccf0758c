//! Writes the overview of many clients, and the sheets of single weekdays, into the folder that holds the clients' folders.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;
use std::time::SystemTime;

use chrono::Weekday;
use rayon::prelude::*;

use crate::caseload::Caseload;
use crate::folder::{FolderIdentity, names};
use crate::output::{self, Destination, KeyedFile, OutputFile, PageContentKey, WriteSummary};
use crate::phrases::Language;
use crate::render::{ClientBlocks, Templates};

/// The days of a week, as `--day` and the names of the sheets have them.
pub const DAY_NAMES: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// How to write.
#[derive(Clone, Copy, Debug)]
pub struct CaseloadOptions<'a> {
    /// A sheet of this weekday is wanted. Those that are there already are kept up to date in any case.
    pub day: Option<Weekday>,
    /// The time now, to know how old a file is.
    pub now: SystemTime,
    /// Pages that another program keeps writing into: they are left as they are if they were edited again.
    pub backed_off: &'a BTreeSet<PathBuf>,
}

/// What one run leaves for the next, so that what has not changed is neither read nor laid out again. Without it the pages are the same.
#[derive(Debug, Default)]
pub struct CachedCaseload {
    /// The pages that were there.
    pages: Option<BTreeMap<String, KeyedFile>>,
    blocks: ClientBlocks,
}

impl CachedCaseload {
    /// Lays out every client, so that the first change after pages that were up to date does not have to.
    pub fn lay_out_clients(&self, language: &'static Language) {
        Templates::new(language, &[]).0.lay_out_blocks(&self.blocks);
    }
}

/// Whether a file of this name can be one of ours: `caseload.html`, or the sheet of a weekday, `caseload-thursday.html`.
#[must_use]
pub fn may_be_our_caseload_name(name: &str) -> bool {
    let Some((stem, "html" | "md")) = name.rsplit_once('.') else { return false };
    stem == "caseload" || weekday_of_sheet_stem(stem).is_some()
}

fn weekday_of_sheet_stem(stem: &str) -> Option<Weekday> {
    let day = stem.strip_prefix("caseload-")?;
    DAY_NAMES.iter().find(|(name, _)| *name == day).map(|(_, day)| *day)
}

/// The name of a sheet without its ending.
#[must_use]
pub fn caseload_stem(day: Option<Weekday>) -> String {
    let name = DAY_NAMES.iter().find(|(_, of)| Some(*of) == day).map(|(name, _)| *name);
    name.map_or_else(|| "caseload".to_owned(), |name| format!("caseload-{name}"))
}

/// Writes the pages into `root` if they differ from what is there. `kept` is what the last run left, and is left for the next.
///
/// # Errors
/// If the folder is not the one that was read.
pub fn publish_caseload(
    root: &FolderIdentity,
    caseload: &Caseload,
    language: &'static Language,
    options: CaseloadOptions<'_>,
    kept: &mut CachedCaseload,
) -> io::Result<WriteSummary> {
    let there =
        output::find_unchanged_files_of_ours(root.path(), &may_be_our_caseload_name, kept.pages.as_ref(), options.now);
    let sheets = DAY_NAMES.iter().map(|(_, day)| Some(*day)).filter(|day| {
        // To end the sheet, a person deletes the HTML page.
        *day == options.day || root.path().join(format!("{}.html", caseload_stem(*day))).is_file()
    });
    let (templates, _) = Templates::new(language, &[]);
    kept.blocks = templates.client_blocks(caseload, &kept.blocks);
    let sheets = [None].into_iter().chain(sheets);
    let files: Vec<OutputFile> =
        sheets.flat_map(|day| sheet_files((caseload, &kept.blocks), day, &templates, &there)).collect();
    let edited = root.path().join(names::EDITED);
    let to = Destination { backed_off: options.backed_off, ..Destination::new(root, root.path(), &edited) };
    let done = output::plan_writes(to, files, &may_be_our_caseload_name)?.carry_out()?;
    kept.pages = Some(there);
    Ok(done)
}

/// One sheet in both forms. An existing one that was made from the same is not made again.
fn sheet_files(
    (caseload, blocks): (&Caseload, &ClientBlocks),
    day: Option<Weekday>,
    templates: &Templates,
    there: &BTreeMap<String, KeyedFile>,
) -> [OutputFile; 2] {
    let view = match day {
        None => templates.caseload_view(caseload, blocks),
        Some(day) => templates.caseload_view(&caseload.of_session_day(day), blocks),
    };
    let key = PageContentKey::new(&view, templates.templates_and_page_code_hash());
    let file = |ending: &str| {
        let name = format!("{}.{ending}", caseload_stem(day));
        let on_disk = there.get(&name).copied();
        let is_there = on_disk.is_some_and(|file| Some(file.key) == key);
        let render = || {
            view.blocks().collect::<Vec<_>>().into_par_iter().for_each(|block| templates.lay_out_block(block));
            if ending == "html" { templates.caseload_html(&view) } else { templates.caseload_markdown(&view) }
        };
        OutputFile { body: (!is_there).then(|| render().into()), name, key, on_disk }
    };
    rayon::join(|| file("html"), || file("md")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_sheets_are_ours() {
        for day in DAY_NAMES.iter().map(|(_, day)| Some(*day)).chain([None]) {
            assert!(may_be_our_caseload_name(&format!("{}.html", caseload_stem(day))));
        }
        for name in ["caseload.txt", "caseload-x.md", "my caseload.md", "caseload", "caseload-monday.html.bak"] {
            assert!(!may_be_our_caseload_name(name), "{name}");
        }
    }
}
