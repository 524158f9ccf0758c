//! The stable codes of SPEC 8, one line each: the code, its class, and what it means in general.

/// What a problem does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Cannot be read: `check` ends with exit status 1, and it stands in `notes-to-fix.md`.
    Error,
    /// A hint that stands in `notes-to-fix.md` too: near misses, conflict copies, notes only in the cloud.
    NearMiss,
    /// A hint that stands in `check` alone.
    Hint,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident $code:literal $class:ident;)+) => {
        /// A stable name for one kind of problem, kebab-case where it is shown.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// Every code there is, in the order of the documentation.
            pub const ALL: &[Code] = &[$(Code::$name,)+];

            /// As it is shown and stays: `no-such-date`.
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Code::$name => $code,)+ } }

            /// What a problem of this kind does.
            #[must_use]
            pub const fn class(self) -> Class { match self { $(Code::$name => Class::$class,)+ } }

            /// What it means in general, in one sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str { match self { $(Code::$name => concat!($($doc),+).trim_ascii(),)+ } }
        }
    };
}

codes! {
    /// The file's bytes are not UTF-8 text.
    NotUtf8 "not-utf8" Error;
    /// The front matter block never ends.
    FrontMatterOpen "front-matter-open" Error;
    /// The front matter is not YAML that can be read.
    FrontMatterUnreadable "front-matter-unreadable" Error;
    /// A key stands twice; the first counts.
    KeyTwice "key-twice" Error;
    /// Git's conflict marks stand in the note.
    GitConflict "git-conflict" Error;
    /// A date that does not exist, or that is written so that it can be two dates or none.
    BadDate "bad-date" Error;
    /// A word such as `today` that changes its meaning as the file ages.
    RelativeDate "relative-date" Error;
    /// A date before 1970 or after 2200.
    DateOutOfRange "date-out-of-range" Error;
    /// Two dates where one is meant.
    TwoDates "two-dates" Error;
    /// A `when` that is not understood.
    WhenNotUnderstood "when-not-understood" Error;
    /// A number that is far too large, zero or negative.
    BadNumber "bad-number" Error;
    /// A field whose value is none of those it can have.
    BadValue "bad-value" Error;
    /// A task that cannot be read.
    BadTask "bad-task" Error;
    /// An entry whose date is missing.
    DateMissing "date-missing" Error;
    /// Two plans of one task.
    PlanTwice "plan-twice" Error;
    /// A name that two plans claim.
    NameTwice "name-twice" Error;
    /// `journal.md` cannot be read, or a setting in it has a problem.
    SettingsUnreadable "settings-unreadable" Error;
    /// A file that could not be opened or read.
    FileUnreadable "file-unreadable" Error;
    /// A file name that is not UTF-8.
    NameNotUtf8 "name-not-utf8" Error;
    /// A template or rule of the journal's own that cannot be used; the built-in one stands in.
    BadTemplate "bad-template" Error;
    /// A sync client's conflict copy, left out of the counts.
    ConflictCopy "conflict-copy" NearMiss;
    /// A note that is only in the cloud.
    OnlyInCloud "only-in-cloud" NearMiss;
    /// A page that somebody typed into, kept in `edited/`.
    KeptPage "kept-page" NearMiss;
    /// Somebody's file at the name of a page: it can be an old page that has lost its first line.
    StrangePage "strange-page" NearMiss;
    /// A key one slip away from a known one.
    KeyNearMiss "key-near-miss" NearMiss;
    /// A task emptied by a `#` behind it.
    TaskIsComment "task-is-comment" NearMiss;
    /// Fields that look like practice, outside the lines of `---` or in a file that is no note.
    StrayFields "stray-fields" NearMiss;
    /// A barrier one slip away from a known one.
    BarrierNearMiss "barrier-near-miss" NearMiss;
    /// A check-box line that begins with a plan's name and yet names none.
    LineNamesNoPlan "line-names-no-plan" NearMiss;
    /// A line that looks like a ticked box with a plan's name, and is none.
    BoxNearMiss "box-near-miss" NearMiss;
    /// A ticked line with a plan's name in a note without a date.
    LineWithoutDate "line-without-date" NearMiss;
    /// A ticked or dated line in a plan's note that is no line of its log.
    LogLineNotRead "log-line-not-read" NearMiss;
    /// An entry whose task is close to a plan's name.
    TaskNearMiss "task-near-miss" NearMiss;
    /// An entry dated before its plan begins.
    BeforePlan "before-plan" NearMiss;
    /// A value behind a plan's name, in a day note's front matter, that says nothing known.
    KeyValueUnclear "key-value-unclear" NearMiss;
    /// A barrier in the client's own words, which the clinician will read.
    BarrierUnknown "barrier-unknown" NearMiss;
    /// A plan without `from` whose start had to be found.
    StartFound "start-found" NearMiss;
    /// A value that YAML would refuse, taken as the text it is.
    QuoteMissing "quote-missing" Hint;
    /// An entry later than the as-of date.
    InFuture "in-future" Hint;
    /// A weekday that is not its date's.
    WeekdayDiffers "weekday-differs" Hint;
    /// A `when` that could be any time.
    WhenVague "when-vague" Hint;
    /// A time without a day, taken as every day.
    DayMissing "day-missing" Hint;
    /// More often a week than there are days.
    TooOften "too-often" Hint;
    /// A note kept private in other words than `share: none`.
    PrivateInOtherWords "private-in-other-words" Hint;
    /// A heading `## To share` in a note of which no text is shared under it.
    NothingToShare "nothing-to-share" Hint;
    /// A date in the note that is not that of its name.
    DatesDiffer "dates-differ" Hint;
    /// A field that says nothing in this kind of note.
    FieldIgnored "field-ignored" Hint;
    /// More than two plans of one kind at once.
    ManyPlans "many-plans" Hint;
    /// A plan of which little was done in the last weeks.
    PlanTooBig "plan-too-big" Hint;
    /// A plan that does not say what it is for.
    GoalMissing "goal-missing" Hint;
    /// A plan without a place.
    PlaceMissing "place-missing" Hint;
    /// A photo of a note that is shared in full, and that cannot be shown.
    PhotoNotShown "photo-not-shown" Hint;
    /// A rule of the journal's own that no week could make true.
    RuleNeverTrue "rule-never-true" Hint;
    /// A note in `prompts/` that looks like a rule and is none.
    RuleNotUsed "rule-not-used" Hint;
    /// Pages that were made outside the folder of the reports, and that nothing keeps up to date.
    OldPage "old-page" Hint;
    /// A folder below the journal that is a journal of its own.
    AnotherJournal "another-journal" Hint;
    /// The names of daily notes are known only from the settings of another program.
    DailyNotesElsewhere "daily-notes-elsewhere" Hint;
    /// A note whose name and `date` differ.
    DateDiffers "date-differs" Hint;
    /// Two file names that some systems take for one.
    NamesCollide "names-collide" Hint;
}
