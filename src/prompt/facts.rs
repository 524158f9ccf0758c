//! The facts that a rule can name: numbers, days and words of a plan and its weeks. This is the only list of them;
//! `docs/prompts.md` prints it. `derive_facts` finds their values.

use minijinja::Value;
use minijinja::value::Serde;
use serde::{Serialize, Serializer};

/// One fact, as the documentation shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name in rules.
    pub name: &'static str,
    /// `number`, `yes or no`, `text`, `text or none`, or what a list or group of facts holds.
    pub kind: &'static str,
    /// One sentence, markdown.
    pub meaning: &'static str,
}

macro_rules! facts {
    ($(#[doc = $about:literal])+ $name:ident, $table:ident {
        $($(#[doc = $doc:literal])+ $field:ident: $type:ty => $kind:literal,)+
    }) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, Default, Serialize)]
        pub(super) struct $name { $($(#[doc = $doc])+ pub $field: $type,)+ }

        #[doc = concat!("The facts of `", stringify!($name), "`, as the documentation shows them.")]
        pub const $table: &[Fact] = &[$(Fact {
            name: stringify!($field),
            kind: $kind,
            meaning: concat!($($doc),+).trim_ascii(),
        },)+];
    };
}

facts! {
    /// A plan and its week.
    PlanFacts, PLAN {
        /// What is practised, in the client's words.
        task: String => "text",
        /// `notice`, `try` or `do`.
        stage: Option<&'static str> => "text or none",
        /// `when` as written.
        when: Option<String> => "text or none",
        /// `where` as written.
        place: Option<String> => "text or none",
        /// Minutes of one occasion.
        minutes: Option<FactNumber> => "number or none",
        /// What it is for, in the client's words.
        goal: Option<String> => "text or none",
        /// Who helps, and how.
        helper: Option<String> => "text or none",
        /// What may get in the way.
        obstacle: Option<String> => "text or none",
        /// What the client does then.
        then: Option<String> => "text or none",
        /// That is a smaller form of the step, and not a way to cope.
        then_is_smaller: bool => "yes or no",
        /// The task names a medicine: how much of it is no question for a prompt.
        medicine: bool => "yes or no",
        /// The task is to eat: how much of it is no question for a prompt, and it has no smaller form.
        meal: bool => "yes or no",
        /// The task is a thing not to do, or to hold back: `No alcohol`, `Ride out the urge`. It has no moment to begin and no smaller
        /// form.
        not_doing: bool => "yes or no",
        /// The task is to rest: `Lie down`. How little would be enough is no question, and neither is more of it.
        rest: bool => "yes or no",
        /// Its words or its cue tell of distress or of a night awake: that it came up is nothing to enjoy.
        distress: bool => "yes or no",
        /// The task or its `then` sets a limit: `Read the news, 10 min at most`. More of it is not what was wanted.
        limit: bool => "yes or no",
        /// It is planned for named dates alone.
        one_off: bool => "yes or no",
        /// The cue of `when`, with its first word: `after dinner`.
        cue: Option<String> => "text or none",
        /// 0 to 10.
        confidence: Option<u8> => "number or none",
        /// `me`, `together` or `clinician`.
        chosen_by: Option<&'static str> => "text or none",
        /// A stranger could tell the moment it starts.
        specific: bool => "yes or no",
        /// It could be any time.
        vague: bool => "yes or no",
        /// So many times a week, on any days.
        floating: bool => "yes or no",
        /// It has no planned number: it is noted as it comes up.
        as_it_comes: bool => "yes or no",
        /// Which week of this version of the plan it is, from 1.
        weeks: u32 => "number",
        /// The plan was changed: this version began in this week.
        changed: bool => "yes or no",
        /// Occasions of it that are due since it was changed in this week.
        due_since_change: u32 => "number",
        /// It was changed in this week, and what was mostly left open before is mostly done since: the week tells of the new version alone. Else all versions of the
        /// week are told as one.
        change_helped: bool => "yes or no",
        /// It was changed in this week, and not three occasions of it have come yet: too early to say how it went.
        just_changed: bool => "yes or no",
        /// The plan ends in this week.
        ends: bool => "yes or no",
        /// Its last day is past.
        ended: bool => "yes or no",
        /// The weekday of its last day: `Friday`. Empty where it has none.
        ends_on: String => "text",
        /// It goes on as it is after this week: no time to look ahead where it ends, where a newer version takes its place, or where
        /// the course ends.
        goes_on: bool => "yes or no",
        /// Its next version, where one is written that begins in the week after: `If it is 19:00: Walk. Begins on Monday 23 November`.
        next_version: String => "text",
        /// The next step is one of this plan.
        step: bool => "yes or no",
        /// So many weeks in a row, this one the last, three quarters or more of what was due was done; six at most.
        good_weeks: u32 => "number",
        /// So many weeks in a row, this one the last, something was due and nothing was noted; six at most.
        quiet_weeks: u32 => "number",
        /// The first notes after two weeks or more in which something was due and nothing was noted.
        back: bool => "yes or no",
        /// Dates of the week on which it is paused.
        paused: u32 => "number",
        /// A pause ended just before this week or in it.
        after_pause: bool => "yes or no",
        /// Planned occasions of the week.
        planned: u32 => "number",
        /// Occasions that are due so far.
        due: u32 => "number",
        /// Of these: done.
        done: u32 => "number",
        /// Of these: partly done.
        partly: u32 => "number",
        /// Of these: noted as not done.
        not_done: u32 => "number",
        /// Of these: without a note.
        open: u32 => "number",
        /// Occasions still to come this week.
        upcoming: u32 => "number",
        /// Occasions that another day made up for.
        moved: u32 => "number",
        /// Practised beyond what was planned.
        extra: u32 => "number",
        /// Dates with a skip.
        skipped: u32 => "number",
        /// Everything done or partly done, extra too.
        practised: u32 => "number",
        /// (done + partly / 2) / due, from 0 to 1. For rules alone; it is never shown.
        completion: Option<f64> => "number or none",
        /// How it went in numbers: `3 of 6`, `4 times` where it is noted as it comes up, or `no notes`.
        noted: String => "text",
        /// Minutes noted this week.
        minutes_noted: FactNumber => "number",
        /// How many entries give their minutes.
        minutes_known: u32 => "number",
        /// Days with something done or partly done: `Tue, Thu`.
        practised_on: String => "text",
        /// Days done.
        done_on: String => "text",
        /// Days done that may be named among what went well: those marked to talk about are left out, unless less happened than was expected.
        well_on: String => "text",
        /// Days partly done.
        partly_on: String => "text",
        /// Days noted as not done.
        not_done_on: String => "text",
        /// Days without a note.
        open_on: String => "text",
        /// Days without a note or noted as not done.
        not_yet_on: String => "text",
        /// Days that made up for another: `Saturday`, or `Tuesday and Saturday`.
        made_up_on: String => "text",
        /// These days could become days of the plan: its `when` leaves none of them out (`every day except Sunday`), and its days do not rotate (`every other day`).
        made_up_may_stay: bool => "yes or no",
        /// Which days were made up for, and when: `Thu on Sat`.
        made_up: String => "text",
        /// Days of the week on which alone it was done, in each of three weeks: `Saturday and Sunday`.
        same_days: String => "text",
        /// Days on which it took at least twice the planned minutes: `Saturday and Sunday`.
        longer_on: String => "text",
        /// The same days with those marked to talk about, for the session; where there are none, how often it was practised: `6 times`.
        overdone_on: String => "text",
        /// How many days that are over were longer, those marked to talk about aside.
        longer: u32 => "number",
        /// Such a day may have been too much: the step takes effort, pain or tiredness is named, or a later day of the week got less.
        may_tire: bool => "yes or no",
        /// Far more than planned, or so long that a day without energy or a "not done" goes with it: no time to ask for more.
        overdone: bool => "yes or no",
        /// More than twice the planned minutes on two days, more often beyond the plan than in it, or past a limit: no time to ask for more,
        /// though it may have gone well.
        beyond: bool => "yes or no",
        /// Another plan of the week was overdone more, or this one is a rest and that one is not: one of them is asked about.
        less_overdone: bool => "yes or no",
        /// This week or the week before all that was planned is done, or it was done on three days and is not mostly open: its moment is no
        /// open question.
        kept_without_moment: bool => "yes or no",
        /// How many of its notes say partly or not done.
        undone: u32 => "number",
        /// It may be called a success where it was done: no medicine, not overdone, no grief or life event, and nothing hard of it was
        /// marked to talk about, nor all of it.
        well: bool => "yes or no",
        /// A smaller step may be asked for: it is mostly open (`mostly_open`), the plan goes on, and it is no medicine, nothing
        /// left undone on purpose, no exposure, not done gladly (rated as a joy, with nothing in the way), and no week of grief or a life
        /// event nor the week after one.
        can_shrink: bool => "yes or no",
        /// Of what was due at least as much stayed open or was not done as was done: of all that was planned, or of three or more.
        mostly_open: bool => "yes or no",
        /// Days on which it was done, from the first day of the week with grief or a life event on.
        done_after_loss_on: String => "text",
        /// How many of its notes are marked to talk about.
        marked: u32 => "number",
        /// How many of its notes tell how it went and are not marked to talk about.
        unmarked: u32 => "number",
        /// How many of its notes say partly, are not marked to talk about, and have nothing inner, of people or of life in the way.
        partly_plain: u32 => "number",
        /// What it rates is how hard it feels (a fear, distress), or what is expected and what happens: practice that is not made
        /// lighter.
        exposure: bool => "yes or no",
        /// No plan that may be called well went better this week.
        best: bool => "yes or no",
        /// The time of day at which it was done most, where it is planned for several a day: `at 08:00`.
        kept_at: String => "text",
        /// A time of day at which it was done less often.
        open_at: String => "text",
        /// How often it was done at the first of them: `7 of 7`.
        kept_noted: String => "text",
        /// How often it was done at the other: `5 of 7`.
        open_noted: String => "text",
        /// How often the plan for the obstacle was used.
        then_used: u32 => "number",
        /// How often it was not used.
        then_not_used: u32 => "number",
        /// How often it was not needed.
        then_not_needed: u32 => "number",
        /// The same in words: `twice`.
        then_used_said: String => "text",
        /// How often it was not used, in words.
        then_not_used_said: String => "text",
        /// What got in the way, the most noted first.
        barriers: Vec<BarrierFacts> => "list of barrier facts",
        /// Grief or a life event was noted with it this week: no time to ask for a smaller step.
        loss: bool => "yes or no",
        /// What was felt, as far as it is shared; `on` is the day, `words` what was written.
        felt: Vec<FeltWordsOfDay> => "list of `on` and `words`",
        /// Days with something felt.
        felt_on: String => "text",
        /// Ratings of the week; each has `name`, `count`, `first`, `last`, `low`, `high`, `least` and `most` (the ends of its scale), `before` (the middle value of the last of the five weeks before that has any, or none) and `said` (`from 6 to 4`).
        ratings: Vec<WeekRatingFacts> => "list",
        /// The first rating that is different at the end of the week from at its start: `tension from 6 to 4`.
        rating_change: String => "text",
        /// A rating whose middle value is different from that of the last week that has it by a fifth of its scale or more: `fear was 8 the week before, and 4 this week`.
        rating_since: String => "text",
        /// Of ratings whose names end in `expected` and `happened`, in the entry in which they differ most, by a fifth of the scale or more: what was expected.
        expected: Option<FactNumber> => "number or none",
        /// What happened, in the same entry.
        happened: Option<FactNumber> => "number or none",
        /// The note with that pair is marked to talk about.
        expected_marked: bool => "yes or no",
        /// Both with their names and the day: `fear expected 7, fear happened 3 (Wed)`.
        expected_said: String => "text",
        /// Entries that say something about the helper.
        helper_noted: u32 => "number",
        /// How often the helper noticed.
        helper_noticed: u32 => "number",
        /// How often the helper gave praise.
        helper_praised: u32 => "number",
        /// Responses that felt warm.
        helper_warm: u32 => "number",
        /// Responses that felt neutral.
        helper_neutral: u32 => "number",
        /// Responses that felt hard.
        helper_hard: u32 => "number",
        /// Days on which the helper noticed or gave praise.
        helper_on: String => "text",
        /// Days on which a response felt hard.
        helper_hard_on: String => "text",
        /// The same plan in the week before, if it was in it.
        last: WeekSums => "sums",
        /// The sums over all weeks before, five at most.
        before: WeekSums => "sums",
        /// The week as a whole.
        week: Value => "week facts",
    }
}

facts! {
    /// A plan's numbers over one week or several (`last`, `before`).
    WeekSums, SUMS {
        /// How many weeks are in it; 0 where there is none.
        counted: u32 => "number",
        /// Planned occasions.
        planned: u32 => "number",
        /// Occasions that were due.
        due: u32 => "number",
        /// Done.
        done: u32 => "number",
        /// Partly done.
        partly: u32 => "number",
        /// Noted as not done.
        not_done: u32 => "number",
        /// Without a note.
        open: u32 => "number",
        /// Made up on another day.
        moved: u32 => "number",
        /// Beyond what was planned.
        extra: u32 => "number",
        /// Dates with a skip.
        skipped: u32 => "number",
        /// Everything done or partly done, extra too.
        practised: u32 => "number",
        /// Minutes noted.
        minutes_noted: FactNumber => "number",
        /// Entries that say something about the helper.
        helper_noted: u32 => "number",
        /// How often the helper noticed.
        helper_noticed: u32 => "number",
        /// How often the helper gave praise.
        helper_praised: u32 => "number",
        /// Responses that felt warm.
        helper_warm: u32 => "number",
        /// Responses that felt neutral.
        helper_neutral: u32 => "number",
        /// Responses that felt hard.
        helper_hard: u32 => "number",
    }
}

facts! {
    /// Something that got in the way this week.
    BarrierFacts, BARRIER {
        /// As it is written in notes: `no_time`.
        name: String => "text",
        /// In words: `no time`.
        said: String => "text",
        /// `practical`, `task`, `inner`, `people`, `life` or `other`.
        group: String => "text",
        /// A question that may follow.
        question: Option<String> => "text or none",
        /// How many entries name it.
        count: u32 => "number",
        /// How many of these are not wholly done: elsewhere it was there, and it was done anyway.
        in_the_way: u32 => "number",
        /// How many of these are done or partly done.
        tried: u32 => "number",
        /// All entries that name it are marked to talk about: it is for the session, and not to be written about alone.
        marked: bool => "yes or no",
        /// The days: `Tue, Thu`.
        on: String => "text",
        /// It is the obstacle that the plan names, and the plan says what to do then.
        planned_for: bool => "yes or no",
        /// It was noted on two days or more this week, with this plan or another. Its questions come before most others.
        repeated: bool => "yes or no",
        /// No other barrier of this plan was noted more often this week.
        most: bool => "yes or no",
    }
}

facts! {
    /// The week as a whole (`week`).
    WeekFacts, WEEK {
        /// Its dates: `16 to 22 Nov`.
        said: String => "text",
        /// Its number: one more than that of the week before.
        number: u32 => "number",
        /// Its dates that are past.
        days_so_far: u32 => "number",
        /// It has ended.
        over: bool => "yes or no",
        /// How many plans are in it.
        plans: u32 => "number",
        /// How many of them say what they are for.
        goals: u32 => "number",
        /// How many plans run on at least one of its dates.
        running: u32 => "number",
        /// Their tasks: `Voice memo, Walk`.
        tasks: String => "text",
        /// How many of those that run are no medicine and no meal.
        steps: u32 => "number",
        /// Their tasks.
        step_tasks: String => "text",
        /// Planned occasions of all plans.
        planned: u32 => "number",
        /// Occasions that are due so far.
        due: u32 => "number",
        /// Everything done or partly done.
        practised: u32 => "number",
        /// The same of what was due, in words: `4 of 6`, or `no notes`.
        noted: String => "text",
        /// Dates with a skip, counted for each plan.
        skipped: u32 => "number",
        /// The client's notes and lines about this week.
        entries: u32 => "number",
        /// The client noted nothing this week.
        nothing_noted: bool => "yes or no",
        /// The journal begins with this week, and nothing could be noted yet.
        begins: bool => "yes or no",
        /// So many weeks in a row, this one the last, plans ran and nothing was noted; six at most, and 0 before the week's
        /// sixth day.
        quiet_weeks: u32 => "number",
        /// Everything done or partly done in the week before.
        last_practised: u32 => "number",
        /// Grief or a life event is noted with any plan.
        loss: bool => "yes or no",
        /// The course ends in this week.
        course_ends: bool => "yes or no",
        /// The task of the next step; empty where there is none.
        step: String => "text",
        /// Whose notes they are: `Sam’s`. None without a name.
        whose: Option<String> => "text or none",
        /// Days with words of the client that the page shows: `Wed, Fri`.
        words_on: String => "text",
        /// Every plan is paused on all dates on which it would run.
        paused: bool => "yes or no",
        /// Done, and part of no plan.
        also_done: u32 => "number",
        /// How many notes the client marked to talk about.
        discuss: u32 => "number",
        /// Which: `Voice memo (Tue)`.
        discuss_on: String => "text",
        /// How often helpers noticed.
        helper_noticed: u32 => "number",
    }
}

/// A number that prints as `2` where it is whole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct FactNumber(pub f64);

impl Serialize for FactNumber {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 { to.serialize_i64(self.0 as i64) } else { to.serialize_f64(self.0) }
    }
}

/// What was felt on a day, as far as it is shared.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct FeltWordsOfDay {
    pub on: String,
    pub words: String,
}

/// The ratings of one name over the week.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct WeekRatingFacts {
    pub name: String,
    pub count: u32,
    pub first: FactNumber,
    pub last: FactNumber,
    pub low: FactNumber,
    pub high: FactNumber,
    /// The ends of its scale.
    pub least: FactNumber,
    pub most: FactNumber,
    /// The middle value of the last week before this one that has any.
    pub before: Option<FactNumber>,
    pub said: String,
}

/// Facts as a rule sees them.
pub(super) fn to_value(facts: impl Serialize) -> Value {
    Value::from(Serde(facts))
}

impl WeekSums {
    /// Adds the numbers of another week.
    pub(super) fn add(&mut self, other: &WeekSums) {
        let pairs: [(&mut u32, u32); 17] = [
            (&mut self.counted, other.counted),
            (&mut self.planned, other.planned),
            (&mut self.due, other.due),
            (&mut self.done, other.done),
            (&mut self.partly, other.partly),
            (&mut self.not_done, other.not_done),
            (&mut self.open, other.open),
            (&mut self.moved, other.moved),
            (&mut self.extra, other.extra),
            (&mut self.skipped, other.skipped),
            (&mut self.practised, other.practised),
            (&mut self.helper_noted, other.helper_noted),
            (&mut self.helper_noticed, other.helper_noticed),
            (&mut self.helper_praised, other.helper_praised),
            (&mut self.helper_warm, other.helper_warm),
            (&mut self.helper_neutral, other.helper_neutral),
            (&mut self.helper_hard, other.helper_hard),
        ];
        for (sum, more) in pairs {
            *sum = sum.saturating_add(more);
        }
        self.minutes_noted.0 += other.minutes_noted.0;
    }
}
