//! The stable codes of problems (docs/specification.md#8-problems): each with its class, what it means, the smallest
//! note that gives it, and what to write instead. `docs/problems.md` is made from this table.

/// What a problem does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemClass {
    /// Cannot be read: `check` ends with exit status 1, and it is in `notes-to-fix.md`.
    Error,
    /// A hint that is in `notes-to-fix.md` too: near misses, conflict copies, notes only in the cloud.
    NearMiss,
    /// A hint that only `check` lists.
    Hint,
}

const fn first_example(examples: &[(&'static str, &'static str)]) -> Option<(&'static str, &'static str)> {
    match examples {
        [example, ..] => Some(*example),
        [] => None,
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident $code:literal $class:ident $($example:literal => $instead:literal)?;)+) => {
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
            pub const fn class(self) -> ProblemClass { match self { $(Code::$name => ProblemClass::$class,)+ } }

            /// The smallest note that gives it, and what to write instead, in markdown (docs/problems.md). A `⏎` is a line
            /// end.
            #[must_use]
            pub const fn example(self) -> Option<(&'static str, &'static str)> {
                match self { $(Code::$name => first_example(&[$(($example, $instead))?]),)+ }
            }

            /// What it means in general, in one sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str { match self { $(Code::$name => concat!($($doc),+).trim_ascii(),)+ } }
        }
    };
}

codes! {
    /// The file's bytes are not UTF-8 text.
    NotUtf8 "not-utf8" Error "a note saved as Windows-1252 or UTF-16"
        => "the same note, saved again as UTF-8";
    /// The front matter block never ends.
    FrontMatterOpen "front-matter-open" Error "`---` ⏎ `task: Walk`"
        => "`---` ⏎ `task: Walk` ⏎ `---`";
    /// The front matter is not YAML that can be read.
    FrontMatterUnreadable "front-matter-unreadable" Error "`task: \"Walk` in a block"
        => "`task: Walk`";
    /// A key appears twice; the first one counts.
    KeyTwice "key-twice" Error "`share: none` ⏎ `share: full` in a block"
        => "one of the two lines";
    /// The note has git's conflict marks in it.
    GitConflict "git-conflict" Error "`<<<<<<< HEAD` ⏎ `=======` ⏎ `>>>>>>> other` in a note"
        => "the lines you want, without the marks";
    /// A date that does not exist, or that can mean two dates or none.
    BadDate "bad-date" Error "`task: Walk` ⏎ `when: 3/4/2026`"
        => "`when: 2026-04-03`";
    /// A word such as `today` that changes its meaning as the file ages.
    RelativeDate "relative-date" Error "`task: Walk` ⏎ `when: yesterday`"
        => "`when: 2026-11-19`";
    /// A date before 1970 or after 2200.
    DateOutOfRange "date-out-of-range" Error "`task: Walk` ⏎ `when: 1026-11-19`"
        => "`when: 2026-11-19`";
    /// Two dates where one is meant.
    TwoDates "two-dates" Error "`task: Walk` ⏎ `done: yes` ⏎ `when: 2026-11-19 2026-11-20`"
        => "an entry for each date";
    /// A `when` that is not understood.
    WhenNotUnderstood "when-not-understood" Error "`task: Walk` ⏎ `when: evry day`"
        => "`when: every day`";
    /// A number that is far too large, zero or negative.
    BadNumber "bad-number" Error "`task: Walk` ⏎ `minutes: -5`"
        => "`minutes: 5`";
    /// A field with a value that it cannot have.
    BadValue "bad-value" Error "`task: Walk` ⏎ `stage: begin`"
        => "`stage: notice`, `try` or `do`";
    /// A task that cannot be read.
    BadTask "bad-task" Error "`task: [Walk, Run]` in a block"
        => "`task: Walk`, and a note of its own for the other";
    /// An entry whose date is missing.
    DateMissing "date-missing" Error "`task: Walk` ⏎ `done: yes`"
        => "`task: Walk` ⏎ `when: 2026-11-19` ⏎ `done: yes`";
    /// Two plans of one task.
    PlanTwice "plan-twice" Error "two notes with `task: Walk` ⏎ `when: every day`"
        => "`from: 2026-11-16` in each, or one of the two notes";
    /// A name that two plans claim.
    NameTwice "name-twice" Error "`aka: stroll` in the plans of two tasks"
        => "another name in one of them";
    /// `journal.md` cannot be read, or a setting in it has a problem.
    SettingsUnreadable "settings-unreadable" Error "`week starts: Someday` in `journal.md`"
        => "`week starts: Monday`";
    /// A file that could not be opened or read.
    FileUnreadable "file-unreadable" Error "a note that you have no permission to read"
        => "permission to read it";
    /// A file name that is not UTF-8.
    NameNotUtf8 "name-not-utf8" Error "a file name in Latin-1, with `\\xe9` for `é`"
        => "a new name, with plain letters and digits";
    /// A template or rule of the journal's own that cannot be used; the built-in one is used instead.
    BadTemplate "bad-template" Error "`{% if %}` in `templates/week.md.j2`"
        => "a template as `tinystep templates` prints it";
    /// A sync program's conflict copy, left out of the counts.
    ConflictCopy "conflict-copy" NearMiss "`walk.sync-conflict-20200521-184717-5RQAITR.md`"
        => "one note with what you want to keep of both";
    /// A note that is only in the cloud.
    OnlyInCloud "only-in-cloud" NearMiss "`.walk.md.icloud`"
        => "the note itself: open it once on this device";
    /// A page that somebody typed into, kept in `edited/`.
    KeptPage "kept-page" NearMiss "a page of `reports/` with a sentence typed into it"
        => "a note of your own with what you want to keep; then delete the file in `edited/`";
    /// A file of somebody's own with the name of a page; it can be an old page that has lost its first line.
    StrangePage "strange-page" NearMiss "`reports/week-2026-11-16.md` without its first line"
        => "another name for it; if it is an old page, delete it";
    /// A key one slip away from a known one.
    KeyNearMiss "key-near-miss" NearMiss "`task: Walk` ⏎ `minuts: 3`"
        => "`minutes: 3`";
    /// A task that is empty, because a `#` makes the rest a comment.
    TaskIsComment "task-is-comment" NearMiss "`task: #walk`"
        => "`task: \"#walk\"` or `task: walk`";
    /// Fields that look like practice, outside the lines of `---` or in a file that is not a note.
    StrayFields "stray-fields" NearMiss "`task: Walk` ⏎ `when: 2026-11-19` without lines of `---`"
        => "`---` ⏎ `task: Walk` ⏎ `when: 2026-11-19` ⏎ `---` at the top of a note that ends in `.md`";
    /// A barrier one slip away from a known one.
    BarrierNearMiss "barrier-near-miss" NearMiss "`barrier: forgott` in an entry"
        => "`barrier: forgot`";
    /// A check-box line that begins with a plan's name and still counts for no plan.
    LineNamesNoPlan "line-names-no-plan" NearMiss "`- [x] Walk quickly` where a plan is named Walk"
        => "`- [x] Walk - quickly`";
    /// A line that looks like a ticked box with a plan's name, but is not one.
    BoxNearMiss "box-near-miss" NearMiss "`[x] Walk` or `- [✓] Walk` in a day note"
        => "`- [x] Walk`";
    /// A ticked line with a plan's name in a note without a date.
    LineWithoutDate "line-without-date" NearMiss "`- [x] Walk` in a note without a date"
        => "the line in a day note, or `- [x] Walk ✅ 2026-11-19`";
    /// A ticked or dated line in a plan's note that is not read as part of its log.
    LogLineNotRead "log-line-not-read" NearMiss "`- [x] yesterday` in the note of a plan"
        => "`- [x] YEAR-MONTH-DAY \u{2014} your words`, as in `- [x] 2026-11-19 \u{2014} in the park`";
    /// A line that counts as it is ticked, though a word, a date or a name in it or above it says otherwise.
    TickUnclear "tick-unclear" NearMiss "`- [x] Walk, forgot` in a day note"
        => "`- [-] Walk, forgot`, if it was not done";
    /// Ticked lines in a helper's note, which are not counted, where the client's own notes say nothing of that plan and date.
    HelperTicks "helper-ticks" Hint "`by: Mom` above `- [x] Walk` in a day note"
        => "`by: me`, if the note is your own";
    /// A number in a line which can be a time, or far more minutes than are likely.
    TimeUnclear "time-unclear" NearMiss "`- [x] 2000 Walk` in a day note"
        => "`- [x] 20:00 Walk`";
    /// Several times a day in one line or key, which counts once.
    CountsOnce "counts-once" NearMiss "`- [x] Meds x2` where Meds is planned twice a day"
        => "`- [x] Meds` on two lines";
    /// An entry whose task is close to a plan's name.
    TaskNearMiss "task-near-miss" NearMiss "`task: walk around the block` where a plan is named Walk round the block"
        => "`task: Walk round the block`";
    /// An entry dated before its plan begins.
    BeforePlan "before-plan" NearMiss "`task: Walk` ⏎ `when: 2025-11-19` where the plan begins on 2026-11-16"
        => "`when: 2026-11-19`, or an earlier `from` in the plan";
    /// A value after a plan's name, in the front matter of a day note, that is not understood.
    KeyValueUnclear "key-value-unclear" NearMiss "`walk: 8342` in a day note"
        => "`walk: yes`, or minutes: `walk: 20`";
    /// A barrier in the client's own words, which the clinician will read.
    BarrierUnknown "barrier-unknown" NearMiss "`barrier: rain` in an entry"
        => "leave it as it is, or use a word of the list";
    /// A folder that a plan collects from and that is not there, or files in it that are not counted.
    FilesNotCollected "files-not-collected" NearMiss "`collects: memos` where the folder is named `memo`"
        => "`collects: memo`";
    /// A plan without `from`, so that tinystep has to work out when it starts.
    StartFound "start-found" NearMiss "`task: Walk` ⏎ `when: every day`"
        => "`from: 2026-11-16` as well";
    /// A value that YAML would refuse, read as plain text.
    QuoteMissing "quote-missing" Hint "`task: Call a friend: briefly`"
        => "`task: \"Call a friend: briefly\"`";
    /// An entry later than the as-of date.
    InFuture "in-future" Hint "`task: Walk` ⏎ `when: 2199-01-01`"
        => "the date on which it was done";
    /// A weekday that does not match its date.
    WeekdayDiffers "weekday-differs" Hint "`task: Walk` ⏎ `when: Mon 2026-11-19`"
        => "`when: Thu 2026-11-19`";
    /// A `when` that could be any time.
    WhenVague "when-vague" Hint "`task: Walk` ⏎ `when: sometime`"
        => "`when: Thursday morning, while my coffee is brewing`";
    /// A time without a day, taken as every day.
    DayMissing "day-missing" Hint "`task: Walk` ⏎ `when: 7:30`"
        => "`when: every day at 7:30`";
    /// More often a week than there are days.
    TooOften "too-often" Hint "`task: Walk` ⏎ `when: 9 times a week`"
        => "`when: every day`";
    /// A note kept private in other words than `share: none`.
    PrivateInOtherWords "private-in-other-words" Hint "`private: true`"
        => "`share: none`";
    /// A line, a field or an entry that is kept back: it says itself that it is private, or may be about a private plan.
    PartKeptPrivate "part-kept-private" Hint "`- [x] Walk (private)` in a day note"
        => "`- [x] Walk`, if it is to be shared";
    /// A heading `## To share` in the note of a plan or a helper, where it shares nothing.
    NothingToShare "nothing-to-share" Hint "`## To share` in the note of a plan"
        => "`share: full` in the plan, or the text in an entry";
    /// A line that is nearly the heading `## To share`, so that nothing is shared under it.
    ShareHeadingNearMiss "share-heading-near-miss" NearMiss "`**To share**` or `## To share (Thursday)` in a day note"
        => "`## To share`";
    /// A date in the note that is not the date in its file name.
    DatesDiffer "dates-differ" Hint "`2026-11-19.md` with `date: 2026-11-18`"
        => "one date in both";
    /// A line with a time of its own that gives way to a note of the same plan and date.
    LineGivesWay "line-gives-way" Hint "`- [x] 8:10 Meds` beside `task: Meds` ⏎ `when: 2026-11-19 20:05`"
        => "`- [x] 8:10 Meds` and `- [x] 20:05 Meds`, and no note";
    /// A name in `track` that is also the name of a plan; the key counts for the plan.
    TrackedIsPlan "tracked-is-plan" Hint "`track: [walk]` in `journal.md` where a plan is named Walk"
        => "`track: [steps]`, and `steps: 8342` in day notes";
    /// A field that means nothing in this kind of note.
    FieldIgnored "field-ignored" Hint "`then: used` in a note that only ends a plan"
        => "the field in the note that it belongs to";
    /// More than 24 hours noted on one date.
    LongDay "long-day" Hint "`minutes: 900` in two entries of one date"
        => "the minutes of each, such as `minutes: 90`";
    /// More than two plans of one kind at once.
    ManyPlans "many-plans" Hint "three plans that run in one week"
        => "two plans; the third later";
    /// A private note of a plan that another note shares: all of the plan is private.
    HidesPlan "hides-plan" Hint "`share: none` in a version of a plan, or in the note that ends it"
        => "`share: none` in all notes of the plan, or a `task` that no other plan has";
    /// A plan of which only a little was done in the last weeks.
    PlanTooBig "plan-too-big" Hint "a plan of which 1 of 9 was done"
        => "`minutes: 2`";
    /// A plan that does not say what it is for.
    GoalMissing "goal-missing" Hint "`task: Walk` ⏎ `when: Mondays at 18:00`"
        => "`goal: sleep better` as well";
    /// A plan without a place.
    PlaceMissing "place-missing" Hint "`task: Walk` ⏎ `when: Mondays at 18:00` ⏎ `goal: sleep better`"
        => "`where: park` as well";
    /// A photo that is not shown, in a note that is shared in full or under `## To share`.
    PhotoNotShown "photo-not-shown" Hint "`photos: a.jpg` ⏎ `share: full` in an entry, and no such file"
        => "`photos:` with the name of a file that is there";
    /// A rule of the journal's own that no week could make true.
    RuleNeverTrue "rule-never-true" Hint "`if: stage == \"begin\"` in a rule"
        => "`if: stage == \"notice\"`";
    /// A note in `prompts/` that looks like a rule and is not one.
    RuleNotUsed "rule-not-used" Hint "`if: open > 1` in a note in `prompts/`"
        => "`for: client` or `for: agenda` as well";
    /// Pages outside the folder of the reports, which nothing keeps up to date.
    OldPage "old-page" NearMiss "`out/week-2026-11-16.md`, after `report to: out` was changed"
        => "delete the old pages, or move them out of the journal";
    /// A folder below the journal that is a journal of its own.
    AnotherJournal "another-journal" Hint "`trip/journal.md` with `name: Sam`"
        => "another name for that file, if the folder is part of this journal";
    /// The names of daily notes are known only from the settings of another program.
    DailyNotesElsewhere "daily-notes-elsewhere" Hint "`19-11-2026.md` and `DD-MM-YYYY` in Obsidian's settings"
        => "`daily notes: DD-MM-YYYY` in `journal.md`";
    /// Two file names that are the same on some systems.
    NamesCollide "names-collide" Hint "`Walk.md` beside `walk.md`"
        => "names that differ in more than case";
}
