//! `tinystep show`: one week, printed; nothing is written.

use std::io::Write as _;

use clap::ValueEnum;

use crate::cli::error::{CommandResult, Status};
use crate::cli::journal_folder::refuse_made_pages_or_several_journals;
use crate::cli::one_week::{SelectedWeek, WeekArguments};
use crate::cli::summary::count_to_fix_in_words;
use crate::cli::world::World;
use crate::journal::View;
use crate::{build, render};

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tinystep show
  tinystep show --week last
  tinystep show --week 2026-W43 --why
  tinystep show --format json
  tinystep show --week last --format note

Exit status: 0 fine; 2 wrong usage, or it could not run.")]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    week: WeekArguments,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// List under each number the notes behind it, and what was read but not counted
    #[arg(long, conflicts_with_all = ["format", "shared"])]
    why: bool,
    /// Show what the report shows: only what is shared
    #[arg(long)]
    shared: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Md,
    Html,
    Json,
    /// A paragraph for a clinician's record: always as with --shared
    Note,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let root = arguments.week.journal.root(world)?;
    refuse_made_pages_or_several_journals(root.path())?;
    let is_shared = arguments.shared || arguments.format == Format::Note;
    let view = if is_shared { View::Shared } else { View::Client };
    let SelectedWeek { snapshot, settings, journal, week, as_of } = arguments.week.read_week(&root, view, world)?;
    let photos = match arguments.format {
        Format::Md | Format::Html => snapshot.photo_maker(&build::reports_folder(root.path(), Some(&settings))),
        Format::Text | Format::Json | Format::Note => build::PhotoMaker::none(),
    };
    let (page, counted) = build::build_week_report(&snapshot, &journal, week, as_of, &photos);
    if arguments.why {
        for line in render::why_page(&journal, &counted, snapshot.language.phrases).lines() {
            // What is indented is a list; in the rest, only the last line is longer than the terminal.
            if line.starts_with(' ') { writeln!(world.out, "{line}")? } else { world.print_sentence(line)? }
        }
        return Ok(Status::Fine);
    }
    match arguments.format {
        Format::Text => write!(
            world.out,
            "{}",
            render::report_text(&page, snapshot.language.phrases, world.width.min(80), world.has_colour)
        )?,
        Format::Note => writeln!(world.out, "{}", render::clinical_record_note(&page, snapshot.language.phrases))?,
        Format::Md => {
            let (templates, _) = snapshot.compile_templates();
            write!(world.out, "{}", templates.week_markdown(&page).0)?;
        }
        Format::Html => {
            let (templates, _) = snapshot.compile_templates();
            write!(world.out, "{}", templates.week_html(&page).0)?;
        }
        Format::Json => {
            let data = render::week_data(&journal, &counted, as_of, &page, snapshot.language.phrases);
            write!(world.out, "{}", data.to_json())?;
        }
    }
    if view == View::Client && arguments.format == Format::Text {
        world.out.flush()?;
        let count = build::count_journal_problems_to_fix(&snapshot, &journal, arguments.week.journal.today(world)?);
        if let Some(count) = count_to_fix_in_words(count) {
            world.warn(&format!("{count}: run `tinystep check`."))?;
        }
    }
    Ok(Status::Fine)
}
