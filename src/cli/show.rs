//! `tinystep show`: one week, printed; nothing is written.

use std::io::Write as _;

use chrono::NaiveDate;
use clap::ValueEnum;

use crate::cli::{Outcome, Status, Where, World, load, read_date, settings};
use crate::journal::View;
use crate::week::Week;
use crate::{pass, report};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: Where,
    /// A date of the week to show [default: the week of today]
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    week: Option<NaiveDate>,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// List under each number the notes behind it, and what was read but not counted
    #[arg(long, conflicts_with = "format")]
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
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> Outcome {
    let root = arguments.place.root(world)?;
    let loaded = load(None, &root, world)?;
    let settings = settings(&loaded, world)?;
    let today = arguments.place.today(world);
    let as_of = settings.as_of(today);
    let view = if arguments.shared { View::Shared } else { View::Client };
    let journal = loaded.journal(settings, today, view);
    // After a course has ended its last week is the one to see.
    let date = arguments.week.unwrap_or_else(|| settings.until.map_or(as_of, |until| until.min(as_of)));
    let week = Week::of(date, settings.week_starts);
    let photos = match arguments.format {
        Format::Md | Format::Html => loaded.photos(&pass::reports_folder(root.path(), Some(settings))),
        Format::Text | Format::Json => pass::Photos::none(),
    };
    let (page, counted) = pass::page(&loaded, &journal, week, as_of, &photos);
    if arguments.why {
        write!(world.out, "{}", report::why(&journal, &counted))?;
        return Ok(Status::Fine);
    }
    match arguments.format {
        Format::Text => write!(world.out, "{}", report::text(&page, world.width.min(80), world.colour))?,
        Format::Md => {
            let (templates, _) = report::Templates::new(&loaded.templates);
            write!(world.out, "{}", templates.week(&page).0)?;
        }
        Format::Html => {
            let (templates, _) = report::Templates::new(&loaded.templates);
            write!(world.out, "{}", templates.week_page(&page).0)?;
        }
        Format::Json => {
            serde_json::to_writer_pretty(&mut world.out, &report::json(&journal, &counted, as_of))
                .map_err(std::io::Error::from)?;
            writeln!(world.out)?;
        }
    }
    Ok(Status::Fine)
}
