//! Every phrase that a language gives.

use std::fmt;

use chrono::{NaiveDate, Weekday};

use super::phrase_kinds::{
    ClinicalRecordSentence, CoachQuestion, CoachReason, EffortNoticed, NextStepComment, PhotoBeforeOrAfter,
    TerminalLabel, UnreadReason, WhoWrote, WhyPagePhrase,
};
use super::tally::Tally;
use crate::journal::{Barrier, KnownBarrier, Number, Scale};
use crate::week::{EntryRole, Metric, NotCountedReason, Ratio, State, TimeOfDayCounts, TrendDirection};
use crate::when::{Minutes, TimeOfDay, When};

/// The words of one language. Everything it gives is text on one line.
pub trait Phrases: fmt::Debug + Sync {
    /// `Thursday`.
    fn weekday(&self, day: Weekday) -> String;
    /// `Thu`.
    fn short_weekday(&self, day: Weekday) -> String;
    /// `Th`, for a row of seven days.
    fn shortest_weekday(&self, day: Weekday) -> String;
    /// `Thu 12`: a date of the week that a page is about.
    fn short_weekday_and_day(&self, date: NaiveDate) -> String;
    /// `Wed 18 to Sun 22`.
    fn weekday_and_day_range(&self, first: NaiveDate, last: NaiveDate) -> String;
    /// `2026-11-16 to 2026-11-18`, as notes write it.
    fn iso_date_range(&self, first: NaiveDate, last: NaiveDate) -> String;
    /// `8 Oct`.
    fn day_and_short_month(&self, date: NaiveDate) -> String;
    /// `8`: what stands above `short_month` in a narrow column.
    fn day_of_month(&self, date: NaiveDate) -> String;
    /// `Oct`.
    fn short_month(&self, date: NaiveDate) -> String;
    /// `Thursday 12 November`.
    fn date_without_year(&self, date: NaiveDate) -> String;
    /// `Thursday 12 November 2026`.
    fn full_date(&self, date: NaiveDate) -> String;
    /// `Thursday 12 to Wednesday 18 November 2026`.
    fn full_date_range(&self, first: NaiveDate, last: NaiveDate) -> String;
    /// `12 to 18 Nov 2026`.
    fn short_date_range_with_year(&self, first: NaiveDate, last: NaiveDate) -> String;
    /// `12 to 18 Nov`.
    fn short_date_range(&self, first: NaiveDate, last: NaiveDate) -> String;

    /// `once`, `twice`, `3 times`; `not once`.
    fn how_many_times(&self, count: usize) -> String;
    /// A small number as a word: `six`.
    fn small_number_word(&self, number: usize) -> String;
    /// `a`, `a and b`, `a, b and c`.
    fn list_with_and(&self, items: &[String]) -> String;
    /// A list that was cut short: `a, b and more`.
    fn list_and_more(&self, items: &[String]) -> String;
    /// `every day`.
    fn every_day(&self) -> String;
    /// `5 days`.
    fn number_of_days(&self, many: usize) -> String;
    /// A number of minutes: `9`, `1.5`.
    fn minutes_as_number(&self, minutes: Minutes) -> String;
    /// `1 minute`, `9 minutes`.
    fn minutes(&self, minutes: Minutes) -> String;
    /// `9 min`.
    fn short_minutes(&self, minutes: Minutes) -> String;
    /// A rating, or a number of the day: `6`, `6.5`.
    fn rating_number(&self, number: Number) -> String;
    /// A number of hours that was written as a length of time: `6 h 40 min`, `7 h`, `45 min`.
    fn hours_and_minutes(&self, hours: Number) -> String;
    /// `0 to 10`.
    fn scale(&self, scale: Scale) -> String;
    /// What was rated this week: `Mon 16: 6, Sat 21: 4`; where there are more numbers than are shown,
    /// `Mon 16: 6, Wed 18: 9, Sat 21: 4 (9 numbers: the first, lowest, highest and last)`.
    fn rated_this_week(&self, numbers: &[(NaiveDate, Number)], noted: usize) -> String;
    /// The middle value of an earlier week: `7 in the week of 9 Nov`.
    fn median_of_earlier_week(&self, start: NaiveDate, number: &str) -> String;
    /// Two ratings that belong together: `7, then 3`.
    fn rating_pair(&self, first: Number, second: Number) -> String;
    /// `4 of 6`.
    fn count_of_total(&self, ratio: Ratio) -> String;
    /// The dates on which something was done, each with whether it was done partly: `Tue 17 and Wed 18 (partly)`.
    fn dates_done(&self, dates: &[(NaiveDate, bool)]) -> String;
    /// `07:35`, `morning`.
    fn time_of_day(&self, time: TimeOfDay) -> String;
    /// `at 08:00`, `in the morning`.
    fn at_time_of_day(&self, time: TimeOfDay) -> String;
    /// `6 of 7`, `4 of 7 and 2 partly`.
    fn done_of_due_at_time(&self, counts: TimeOfDayCounts) -> String;
    /// `in the morning 6 of 7; in the evening 1 of 7`. None where there is no time.
    fn counts_by_time_of_day(&self, times: &[TimeOfDayCounts]) -> Option<String>;
    /// Whether a time was that of the plan: `on time`, `another time`.
    fn on_time_or_another_time(&self, is_on_time: bool) -> String;

    /// The state of a date or an occasion: `done`, `no note`. Empty where there is none.
    fn state_name(&self, state: State) -> String;
    /// What its mark means: `moved: done on another day`.
    fn meaning_of_mark(&self, state: State) -> String;
    /// `moved to Thu 12`.
    fn moved_to(&self, date: NaiveDate) -> String;
    /// What an entry counts as, where that is not plain from its state.
    fn role_if_not_plain(&self, role: EntryRole) -> Option<String>;
    /// `written 17 Nov`.
    fn written_on(&self, date: NaiveDate) -> String;
    /// A barrier inside a sentence: `no time`.
    fn barrier_in_sentence(&self, barrier: &Barrier) -> String;
    /// A barrier at the head of a line: `Feeling not enough`.
    fn barrier_label(&self, barrier: &Barrier) -> String;
    /// A barrier and how often it was noted over some weeks: `worried twice`.
    fn barrier_with_times(&self, barrier: &Barrier, count: usize) -> String;
    /// A question that may follow a barrier, which was noted on so many days.
    fn barrier_question(&self, barrier: &KnownBarrier, days: usize) -> Option<String>;
    /// Whether a question asks how small a step could be, how often, how long or when.
    fn asks_about_size_or_time(&self, question: &str) -> bool;
    /// `practical`, `inner`.
    fn barrier_group_name(&self, group: &str) -> String;
    /// `2 warm, 1 hard`.
    fn response_counts(&self, warm: usize, neutral: usize, hard: usize) -> String;

    /// What became of a week: `3 of 6, and 1 partly`.
    fn done_counts(&self, tally: &Tally) -> String;
    /// The same in pieces of nine characters or so: `2 of 3`, `1 partly`.
    fn done_counts_in_pieces(&self, tally: &Tally) -> Vec<String>;
    /// What was done or partly done, of what was due: `3 of 6`; without any note, `no notes`.
    fn practised_of_due(&self, tally: &Tally) -> String;
    /// The same in two words for a narrow column, the number first: `2`, `of 3`.
    fn count_in_two_pieces(&self, tally: &Tally) -> (String, String);
    /// A week of some plans in a line, with how often anything was done and partly done: `3 plans: done 12 times, partly twice`.
    fn week_summary(&self, plans: usize, done: u32, partly: u32) -> String;
    /// For a week in which a plan rests: `paused`.
    fn paused(&self) -> String;
    /// For a week that does not hold the plan.
    fn not_in_this_week(&self) -> String;
    /// What was planned beside what was done: `1 not done, 2 without a note, 1 to come`. None where the counts say it.
    fn counts_beside_done(&self, tally: &Tally) -> Option<String>;
    /// `9 in 4 notes; 2 planned each`.
    fn minutes_noted_and_planned(
        &self,
        noted: Option<(Minutes, u32)>,
        each: Option<Minutes>,
        week: Option<Minutes>,
    ) -> Option<String>;
    /// What was written down later, each with its date and that of writing.
    fn written_later(&self, notes: &[(NaiveDate, NaiveDate)]) -> Option<String>;
    /// `More often lately. Last three weeks: 10 of 20. First three: 6 of 21.`
    fn trend_sentences(&self, direction: TrendDirection, weeks: usize, late: &Tally, before: &Tally) -> String;
    /// `Warm 8 times in the last three weeks, 4 times in the three before.`
    fn warm_responses_lately(&self, weeks: usize, late: usize, before: usize) -> String;
    /// `Begins on Thursday 12 November.`
    fn begins_on(&self, date: NaiveDate) -> String;
    /// Of a plan whose last day is past: `Ended on Friday 13 November.`
    fn ended_on(&self, date: NaiveDate) -> String;
    /// The days of a pause behind a count: `paused Fri 23 to Mon 26`.
    fn paused_on(&self, first: NaiveDate, last: NaiveDate) -> String;
    /// `Paused this week.`
    fn paused_this_week(&self) -> String;
    /// That nothing was noted in the last weeks.
    fn nothing_noted_for_weeks(&self, weeks: usize) -> String;

    /// The if-then sentence.
    fn if_then_sentence(&self, when: &When, task: &str, minutes: Option<Minutes>, place: Option<&str>) -> String;
    /// What may get in the way and what to do then.
    fn obstacle_and_coping_sentence(&self, obstacle: Option<&str>, then: Option<&str>) -> Option<String>;

    /// `A knot in my stomach: came up 3 times, the plan was used twice.`
    fn obstacle_and_plan_used(&self, obstacle: Option<&str>, came_up: usize, used: usize) -> String;

    /// `Voice memo: done 3 of 6 times.`; of few `Voice memo: done on Tuesday.` None where nothing was. `done_on` are the days.
    fn went_well_sentence(&self, task: &str, tally: &Tally, done_on: &[Weekday]) -> Option<String>;
    /// `Low energy came up twice: Saturday and Sunday.`
    fn barrier_came_up(&self, barrier: &Barrier, count: usize, days: &[Weekday]) -> String;
    /// `The moment for Walk is still open.`
    fn moment_is_open(&self, task: &str) -> String;
    /// What the first page of a journal says.
    fn welcome(&self, has_plans: bool) -> String;
    /// `No notes yet this week.`
    fn no_notes(&self, has_plans: bool, is_running: bool) -> String;
    /// Of a week of which nothing that was noted could be read.
    fn only_unread_lines(&self) -> String;
    /// Of a plan that was overdone: `Errands: more than planned.` `days` are those that took longer.
    fn more_than_planned(&self, task: &str, days: &[Weekday]) -> String;
    /// Of a week in which only words were written: `No practice noted this week. Carol wrote a note.`
    fn only_words_this_week(&self, is_running: bool, who: WhoWrote<'_>) -> String;

    /// What the coach's question rests on.
    fn coach_reason(&self, reason: &CoachReason) -> String;
    /// The coach's question.
    fn coach_question(&self, question: CoachQuestion) -> String;
    /// The question with the sentence that could come of it.
    fn coach_question_with_sentence(&self, question: CoachQuestion, sentence: &str) -> String;

    /// `Sam wants to bring this up first`.
    fn to_discuss_heading(&self, name: Option<&str>) -> String;
    /// `In Sam’s words`, of whose it is.
    fn own_words_heading(&self, possessive: Option<&str>) -> String;
    /// `Felt: jumpy.`
    fn felt_sentence(&self, felt: &str) -> String;
    /// What the helper did that helped: `What helped: she waited.`
    fn helped_sentence(&self, helped: &str) -> String;
    /// What a row of middle values is of: `Tension, 0 to 10, middle value of each week`.
    fn weekly_medians_label(&self, name: &str, scale: Option<&str>) -> String;
    /// `Tension this week, 0 to 10: Mon 16: 6, Sat 21: 4; before: 7 in the week of 9 Nov`. None where there is none this week.
    fn rating_of_week(&self, name: &str, scale: Option<&str>, said: Option<&str>, before: Option<&str>) -> String;
    /// Whose something is: `Sam’s`.
    fn possessive_name(&self, name: &str) -> String;
    /// Where words are from: `Tue 17, Voice memo`.
    fn entry_source(&self, date: NaiveDate, task: &str) -> String;
    /// `Mum, Tue 17, about Voice memo`; of a note that names no task `Mum, Tue 17`.
    fn helper_source(&self, by: &str, date: NaiveDate, task: Option<&str>) -> String;
    /// `About the plan Voice memo`.
    fn plan_source(&self, task: &str) -> String;
    /// `the week of 8 Oct`.
    fn week_source(&self, start: NaiveDate) -> String;
    /// Of a photo: `before`, `after`, `photo`.
    fn photo_moment(&self, moment: Option<PhotoBeforeOrAfter>) -> String;
    /// `Effort was noticed on 4 of 6 days with a note about Dad.`; of Dad's own notes `with a note from Dad`; of a single day
    /// also whether it was praised.
    fn effort_noticed(&self, effort: EffortNoticed<'_>) -> String;
    /// `No notes about Dad this week.`
    fn no_notes_about(&self, helpers: &[String]) -> String;

    /// What a rating was in the last week that has it (so many weeks before), and is now: `fear was 8 the week before, and 4 this week`.
    fn rating_then_and_now(&self, name: &str, before: (Number, usize), now: Number) -> String;
    /// What a rating did over the week: `from 6 to 4`, `at 5`.
    fn rating_change(&self, first: Number, last: Number) -> String;
    /// `2 of 5 this week`.
    fn counts_this_week(&self, tally: &Tally) -> String;
    /// `2 of 5 in the week of 16 Nov`.
    fn counts_in_week(&self, tally: &Tally, start: NaiveDate) -> String;
    /// What is said of an entry whose task is no plan's.
    fn no_plan_of_this_name(&self) -> String;
    /// `and 12 more`.
    fn and_more(&self, count: usize) -> String;
    /// A day that was made up, and when: `Thu on Sat`.
    fn day_made_up_on(&self, from: Weekday, to: Weekday) -> String;
    /// `a note from Sun 14`.
    fn note_of_day(&self, date: NaiveDate) -> String;
    /// Answers to a week's questions, in a list of days: `the answers`.
    fn the_answers(&self) -> String;
    /// What is written about a week as a whole: `the note about the week`.
    fn note_about_the_week(&self) -> String;
    /// `Sam’s answers to the questions of the week of 8 Oct`; without a name `answers to …`.
    fn answers_about(&self, possessive: Option<&str>, week: NaiveDate) -> String;
    /// The comment above `confidence` in the next step.
    fn confidence_comment(&self) -> String;
    /// The comment above an open `when` in the next step.
    fn comment_for_open_when(&self) -> String;

    /// A comment in the next step.
    fn next_step_comment(&self, note: NextStepComment<'_>) -> String;

    /// The fixed words of `show` and `prompts` on a terminal.
    fn terminal_label(&self, label: TerminalLabel) -> String;
    /// `As of Wednesday 18 November. 1 note could not be read. 2 lines of this week could not be read.`
    fn as_of_sentences(&self, date: NaiveDate, left_out: u32, unread_lines: u32) -> String;
    /// Of a plan without a note in all weeks looked at: `no notes in these five weeks`.
    fn no_notes_in_weeks(&self, weeks: usize) -> String;
    /// `The next session is on Thursday 26 November.`
    fn next_session_sentence(&self, date: NaiveDate) -> String;
    /// `Last time we agreed, Thursday 12 November`
    fn last_time_heading(&self, day: &str) -> String;
    /// `The course ended on Wednesday 11 November 2026.`
    fn course_end_sentence(&self, date: NaiveDate, is_over: bool) -> String;
    /// `Questions for Sam`.
    fn questions_heading(&self, name: Option<&str>) -> String;
    /// `For the session on Thu 19`.
    fn agenda_heading(&self, date: Option<NaiveDate>) -> String;
    /// `From: Voice memo: too big (Tue).`
    fn sentence_of_source(&self, notes: &str) -> String;
    /// What follows "If you might hurt yourself or feel unsafe,": the client's own words where they begin with what to do (`call Fay`), else
    /// with a lead.
    fn where_to_turn_clause(&self, written: &str) -> String;
    /// That nobody reads the notes as they are written, and where to turn.
    fn safety_closing(&self, where_to_turn: Option<&str>) -> String;

    /// A sentence of the paragraph for a clinician's record.
    fn clinical_record_sentence(&self, sentence: ClinicalRecordSentence<'_>) -> String;

    /// Why a file or a folder of a client cannot be used, and what to do.
    fn unread_reason(&self, why: &UnreadReason) -> String;

    /// What an entry of a calendar is called: nothing that tells whose practice it is, or of what.
    fn calendar_entry_title(&self) -> String;

    /// The name of a number in `show --why`.
    fn metric_name(&self, metric: Metric) -> String;
    /// Why an entry is not counted, in `show --why`.
    fn not_counted_reason(&self, reason: NotCountedReason) -> String;
    /// The other fixed words of `show --why`.
    fn why_page_phrase(&self, words: WhyPagePhrase<'_>) -> String;

    /// One of several versions of a plan in a week, by its days: `Walk until Tue 17`, `Walk from Wed 18`, `Walk from Mon 16 to Tue 17`.
    fn plan_version(&self, task: &str, first: Option<NaiveDate>, last: Option<NaiveDate>) -> String;
    /// Of a date or a plan of which the data that is here does not tell yet: `not known`.
    fn not_known(&self) -> String;
}
