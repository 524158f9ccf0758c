//! What `show`, `prompts` and `reflect` look at: one week of a journal.

use chrono::NaiveDate;

use crate::build::Snapshot;
use crate::cli::error::CommandError;
use crate::cli::journal_folder::{JournalArguments, load, settings_or_defaults_for_new_note, settings_or_error};
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
        self.select(snapshot, settings, view, world)
    }

    /// Reads the journal that a note is added to, as it is shared; and whether its settings could not be read.
    pub(crate) fn read_week_for_new_note(
        &self,
        root: &FolderIdentity,
        world: &mut World,
    ) -> Result<(SelectedWeek, bool), CommandError> {
        let snapshot = load(root, world)?;
        let settings = settings_or_defaults_for_new_note(&snapshot, world)?;
        let is_guessed = snapshot.settings.is_err();
        Ok((self.select(snapshot, settings, View::Shared, world)?, is_guessed))
    }

    fn select(
        &self,
        snapshot: Snapshot,
        settings: Settings,
        view: View,
        world: &World,
    ) -> Result<SelectedWeek, CommandError> {
        let today = self.journal.today(world)?;
        let as_of = settings.cap_today_after_last_week_of_course(today);
        // After a course has ended, its last week is shown.
        let date = settings.until.map_or(as_of, |until| until.min(as_of));
        let which = self.week.as_ref().unwrap_or(&WeekSelector::WeeksAgo(0));
        Ok(SelectedWeek {
            journal: snapshot.assemble_journal(&settings, today, view),
            week: which.resolve(date, settings.week_starts)?,
            as_of,
            settings,
            snapshot,
        })
    }
}
