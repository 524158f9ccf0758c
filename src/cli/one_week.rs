//! What `show`, `prompts` and `reflect` look at: one week of a journal.

use chrono::NaiveDate;

use crate::build::Snapshot;
use crate::cli::error::CommandError;
use crate::cli::journal_folder::{JournalArguments, load, settings_or_error};
use crate::cli::which_week::{WeekSelector, read_week};
use crate::cli::world::World;
use crate::folder::FolderIdentity;
use crate::journal::{Journal, Settings, View};
use crate::week::Week;

#[derive(clap::Args)]
pub(crate) struct WeekArguments {
    #[command(flatten)]
    pub journal: JournalArguments,
    /// Any date of the week, or `last`, `-2` (two weeks back), `2026-W43` [default: the week of today]
    #[arg(long, value_name = "WEEK", value_parser = read_week, allow_negative_numbers = true)]
    week: Option<WeekSelector>,
}

/// A journal that was read, and the week of it that is looked at.
pub(crate) struct SelectedWeek {
    pub snapshot: Snapshot,
    pub settings: Settings,
    pub journal: Journal,
    pub week: Week,
    pub as_of: NaiveDate,
}

impl WeekArguments {
    /// Reads the journal in this folder.
    pub(crate) fn read_week(
        &self,
        root: &FolderIdentity,
        view: View,
        world: &World,
    ) -> Result<SelectedWeek, CommandError> {
        let snapshot = load(root, world)?;
        let settings = settings_or_error(&snapshot, world)?.clone();
        let today = self.journal.today(world);
        let as_of = settings.cap_today_at_course_end(today);
        // After a course has ended, its last week is shown.
        let date = settings.until.map_or(as_of, |until| until.min(as_of));
        let which = self.week.unwrap_or(WeekSelector::ContainingDate(date));
        Ok(SelectedWeek {
            journal: snapshot.assemble_journal(&settings, today, view),
            week: which.resolve(date, settings.week_starts),
            as_of,
            settings,
            snapshot,
        })
    }
}
