//! English. Sixth-grade words, none of those that docs/practice.md lists.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::journal::{Barrier, KnownBarrier, Number, Scale};
use crate::phrases::language::Language;
use crate::phrases::phrase_kinds::{
    ClinicalRecordSentence, CoachQuestion, CoachReason, EffortNoticed, HelpNotedBy, NextStepComment, NotedOfStep,
    PhotoBeforeOrAfter, TerminalLabel, UnreadReason, WhoWrote, WhyPagePhrase,
};
use crate::phrases::phrase_list::Phrases;
use crate::phrases::plain::{as_label, one_plain_line, with_capital, with_full_stop, without_closing_marks};
use crate::phrases::tally::Tally;
use crate::text::fold;
use crate::week::{
    CameUpCounts, Counts, EntryRole, Metric, NotCountedReason, Ratio, State, TimeOfDayCounts, TrendDirection,
};
use crate::when::{self, DayPart, LAST_DATE, Minutes, Schedule, TimeOfDay, When};

pub(super) static ENGLISH: Language = Language {
    code: "en",
    phrases: &English,
    templates: templates_in!("../../../templates/"),
    rules: rules_in!("../../../templates/"),
    first_notes: first_notes_in!("../../../templates/"),
};

/// Words with which somebody says what to do in need.
const WHAT_TO_DO: [&str; 36] = [
    "ask", "bring", "call", "come", "contact", "dial", "email", "find", "get", "go", "head", "knock", "let", "look",
    "message", "open", "phone", "please", "press", "reach", "ring", "say", "see", "send", "show", "sit", "speak",
    "stay", "take", "talk", "tell", "text", "turn", "wake", "walk", "write",
];

#[derive(Debug)]
struct English;

impl Phrases for English {
    fn weekday(&self, day: Weekday) -> String {
        NaiveDate::from_isoywd_opt(2026, 1, day).map(|date| date.format("%A").to_string()).unwrap_or_default()
    }

    fn short_weekday(&self, day: Weekday) -> String {
        day.to_string()
    }

    fn shortest_weekday(&self, day: Weekday) -> String {
        self.short_weekday(day).chars().take(2).collect()
    }

    fn short_weekday_and_day(&self, date: NaiveDate) -> String {
        date.format("%a %-d").to_string()
    }

    fn weekday_and_day_range(&self, first: NaiveDate, last: NaiveDate) -> String {
        format!("{} to {}", self.short_weekday_and_day(first), self.short_weekday_and_day(last))
    }

    fn iso_date_range(&self, first: NaiveDate, last: NaiveDate) -> String {
        if last == LAST_DATE { format!("from {first}") } else { format!("{first} to {last}") }
    }

    fn day_and_short_month(&self, date: NaiveDate) -> String {
        date.format("%-d %b").to_string()
    }

    fn day_of_month(&self, date: NaiveDate) -> String {
        date.day().to_string()
    }

    fn short_month(&self, date: NaiveDate) -> String {
        date.format("%b").to_string()
    }

    fn date_without_year(&self, date: NaiveDate) -> String {
        date.format("%A %-d %B").to_string()
    }

    fn full_date(&self, date: NaiveDate) -> String {
        date.format("%A %-d %B %-Y").to_string()
    }

    fn full_date_range(&self, first: NaiveDate, last: NaiveDate) -> String {
        let start = if first.year() != last.year() {
            self.full_date(first)
        } else if first.month() != last.month() {
            self.date_without_year(first)
        } else {
            first.format("%A %-d").to_string()
        };
        format!("{start} to {}", self.full_date(last))
    }

    fn short_date_range_with_year(&self, first: NaiveDate, last: NaiveDate) -> String {
        if first.year() == last.year() {
            return format!("{} {}", self.short_date_range(first, last), last.year());
        }
        format!(
            "{} {} to {} {}",
            self.day_and_short_month(first),
            first.year(),
            self.day_and_short_month(last),
            last.year()
        )
    }

    fn short_date_range(&self, first: NaiveDate, last: NaiveDate) -> String {
        let start =
            if first.month() == last.month() { first.day().to_string() } else { self.day_and_short_month(first) };
        format!("{start} to {}", self.day_and_short_month(last))
    }

    fn how_many_times(&self, count: usize) -> String {
        match count {
            0 => "not once".to_owned(),
            1 => "once".to_owned(),
            2 => "twice".to_owned(),
            n => format!("{n} times"),
        }
    }

    fn small_number_word(&self, number: usize) -> String {
        const WORDS: [&str; 13] =
            ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
        WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
    }

    fn list_with_and(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [most @ .., last] => format!("{} and {last}", most.join(", ")),
        }
    }

    fn list_and_more(&self, items: &[String]) -> String {
        format!("{} and more", items.join(", "))
    }

    fn every_day(&self) -> String {
        "every day".to_owned()
    }

    fn number_of_days(&self, many: usize) -> String {
        format!("{many} {}", if many == 1 { "day" } else { "days" })
    }

    fn minutes_as_number(&self, minutes: Minutes) -> String {
        let hundredths = (u64::from(minutes.seconds) * 10 + 3) / 6;
        let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    fn minutes(&self, minutes: Minutes) -> String {
        format!("{} {}", self.minutes_as_number(minutes), if minutes.seconds == 60 { "minute" } else { "minutes" })
    }

    fn short_minutes(&self, minutes: Minutes) -> String {
        format!("{} min", self.minutes_as_number(minutes))
    }

    fn rating_number(&self, number: Number) -> String {
        number.to_string()
    }

    fn hours_and_minutes(&self, hours: Number) -> String {
        // The nearest minute: a hundredth of an hour is shorter than one.
        let minutes = (i64::from(hours.hundredths) * 60 + 50).div_euclid(100);
        match (minutes / 60, minutes % 60) {
            (0, minutes) => format!("{minutes} min"),
            (hours, 0) => format!("{hours} h"),
            (hours, minutes) => format!("{hours} h {minutes} min"),
        }
    }

    fn scale(&self, scale: Scale) -> String {
        format!("{} to {}", self.rating_number(scale.least), self.rating_number(scale.most))
    }

    fn rated_this_week(&self, numbers: &[(NaiveDate, Number)], noted: usize) -> String {
        let on = |(date, number): &(NaiveDate, Number)| {
            format!("{}: {}", self.short_weekday_and_day(*date), self.rating_number(*number))
        };
        if noted <= numbers.len() {
            return join(numbers.iter().map(on));
        }
        // Each number that is shown says which it is; one that is two of these stands once.
        let number_at = |at: usize| numbers.get(at).map(|(_, number)| *number);
        let last = numbers.len().saturating_sub(1);
        let (least, most) = (numbers.iter().map(|(_, n)| *n).min(), numbers.iter().map(|(_, n)| *n).max());
        if least == most {
            let both = join(
                [(0, "first"), (last, "last")]
                    .iter()
                    .filter_map(|&(at, which)| numbers.get(at).map(|of| format!("{} ({which})", on(of)))),
            );
            return format!("{both}; {noted} numbers, all the same");
        }
        let is_told_at_an_end = |number: Option<Number>| number == number_at(0) || number == number_at(last);
        let shown = numbers.iter().enumerate().filter_map(|(at, of)| {
            let mut which = Vec::new();
            if at == 0 {
                which.push("first");
            }
            if at == last {
                which.push("last");
            }
            let is_told = at == 0 || at == last || !is_told_at_an_end(Some(of.1));
            for (end, word) in [(least, "lowest"), (most, "highest")] {
                if Some(of.1) == end && is_told {
                    which.push(word);
                }
            }
            (is_told && !which.is_empty())
                .then(|| format!("{} ({})", on(of), join(which.into_iter().map(str::to_owned))))
        });
        format!("{}; {noted} numbers", join(shown))
    }

    fn median_of_earlier_week(&self, start: NaiveDate, number: &str) -> String {
        format!("{number} in the week of {}", self.day_and_short_month(start))
    }

    fn rating_pair(&self, first: Number, second: Number) -> String {
        format!("{}, then {}", self.rating_number(first), self.rating_number(second))
    }

    fn count_of_total(&self, ratio: Ratio) -> String {
        format!("{} of {}", ratio.count, ratio.total)
    }

    fn dates_done(&self, dates: &[(NaiveDate, bool)]) -> String {
        let dates: Vec<String> = dates
            .iter()
            .map(|(date, is_partly)| {
                format!("{}{}", self.short_weekday_and_day(*date), if *is_partly { " (partly)" } else { "" })
            })
            .collect();
        self.list_with_and(&dates)
    }

    fn time_of_day(&self, time: TimeOfDay) -> String {
        match time {
            TimeOfDay::Clock(clock) => clock.to_string(),
            TimeOfDay::Part(part) => part.name().to_owned(),
        }
    }

    fn at_time_of_day(&self, time: TimeOfDay) -> String {
        let preposition = match time {
            TimeOfDay::Clock(_) | TimeOfDay::Part(DayPart::Midday | DayPart::Bedtime | DayPart::Night) => "at",
            TimeOfDay::Part(_) => "in the",
        };
        format!("{preposition} {}", self.time_of_day(time))
    }

    fn counts_by_time_of_day(&self, times: &[TimeOfDayCounts]) -> Option<String> {
        let time = |of: &TimeOfDayCounts| format!("{} {}", self.at_time_of_day(of.time), self.done_of_due_at_time(*of));
        (!times.is_empty()).then(|| times.iter().map(time).collect::<Vec<_>>().join("; "))
    }

    fn done_of_due_at_time(&self, counts: TimeOfDayCounts) -> String {
        let partly = if counts.partly > 0 { format!(" and {} partly", counts.partly) } else { String::new() };
        format!("{} of {}{partly}", counts.done, counts.due)
    }

    fn on_time_or_another_time(&self, is_on_time: bool) -> String {
        if is_on_time { "on time" } else { "another time" }.to_owned()
    }

    fn state_name(&self, state: State) -> String {
        match state {
            State::Done => "done",
            State::Partly => "partly",
            State::NotDone => "not done",
            State::Moved => "moved",
            State::Skipped => "skipped",
            State::Open => "no note",
            State::Upcoming => "to come",
            State::None => "",
        }
        .to_owned()
    }

    fn meaning_of_mark(&self, state: State) -> String {
        match state {
            State::Moved => "moved: done on another day".to_owned(),
            State::Skipped => "skipped: not asked for that day".to_owned(),
            State::Open => "no note for that day".to_owned(),
            state => self.state_name(state),
        }
    }

    fn moved_to(&self, date: NaiveDate) -> String {
        format!("moved to {}", self.short_weekday_and_day(date))
    }

    fn role_if_not_plain(&self, role: EntryRole) -> Option<String> {
        Some(match role {
            EntryRole::Occasion | EntryRole::Skip | EntryRole::CameUpNotDone => return None,
            EntryRole::MovedFrom(date) => format!("for {}", self.short_weekday_and_day(date)),
            EntryRole::Extra => "extra".to_owned(),
            EntryRole::NotCounted(NotCountedReason::InFuture) => "not counted yet".to_owned(),
            EntryRole::NotCounted(NotCountedReason::MadeUp) => "another day counts instead".to_owned(),
            EntryRole::NotCounted(NotCountedReason::NoOccasion) => "not a planned time".to_owned(),
            EntryRole::NotCounted(NotCountedReason::NotBestOfDate) => "another note counts".to_owned(),
            EntryRole::NotCounted(_) => "not counted".to_owned(),
        })
    }

    fn written_on(&self, date: NaiveDate) -> String {
        format!("written {}", self.day_and_short_month(date))
    }

    fn barrier_in_sentence(&self, barrier: &Barrier) -> String {
        match barrier {
            Barrier::Known(known) => known.phrase.to_owned(),
            Barrier::Other(written) => without_underscores(written),
        }
    }

    fn barrier_label(&self, barrier: &Barrier) -> String {
        let label = match barrier {
            Barrier::Other(written) => return with_capital(&without_underscores(written)),
            Barrier::Known(known) => match known.name {
                "too_big" => "It was too big",
                "too_hard" => "It was too hard",
                "unclear" => "It was not clear",
                "not_useful" => "It did not seem useful",
                "rushed_plan" => "The plan was rushed",
                "not_enough" => "Feeling not enough",
                "prefer_not_to_say" => "Would rather not say",
                _ => known.phrase,
            },
        };
        with_capital(label)
    }

    fn barrier_with_times(&self, barrier: &Barrier, count: usize) -> String {
        let said = self.barrier_in_sentence(barrier);
        // Words of one's own would run into the count: `I was sad once`.
        let said = if matches!(barrier, Barrier::Other(_)) { quoted(&said) } else { said };
        match barrier.is_counted_aloud() {
            true => format!("{said} {}", self.how_many_times(count)),
            false => said,
        }
    }

    fn barrier_question(&self, barrier: &KnownBarrier, days: usize) -> Option<String> {
        let question = barrier.question?;
        Some(if days > 1 { question.replace("that day", "those days") } else { question.to_owned() })
    }

    fn asks_about_size_or_time(&self, question: &str) -> bool {
        // `What small sign ...` and `this small step` ask nothing of its size.
        const SIGNS: [&str; 16] = [
            "how small",
            "smaller",
            "smallest",
            "small thing would you like to try",
            "enough",
            "size",
            "minute",
            "how long",
            "how often",
            "how many",
            "which day",
            "what day",
            "what time",
            "time frame",
            "lighter",
            "already happens",
        ];
        let question = question.to_lowercase();
        SIGNS.iter().any(|sign| question.contains(sign))
    }

    fn barrier_group_name(&self, group: &str) -> String {
        match group {
            "practical" | "task" | "inner" | "people" | "life" => group,
            _ => "other",
        }
        .to_owned()
    }

    fn response_counts(&self, warm: usize, neutral: usize, hard: usize) -> String {
        let all = [(warm, "warm"), (neutral, "neutral"), (hard, "hard")];
        join(all.into_iter().filter(|(many, _)| *many > 0).map(|(many, what)| format!("{many} {what}")))
    }

    fn done_counts(&self, tally: &Tally) -> String {
        if tally.is_due_and_nothing_noted() {
            // Where nothing is to come, what is open is what was planned.
            let is_told = tally.skipped > 0 && tally.counts.open == tally.counts.planned;
            let planned = if is_told { String::new() } else { format!("; {} planned", tally.counts.planned) };
            return without_practice_yet(tally) + &planned;
        }
        if tally.is_all_due_noted_not_done() {
            return self.not_done_words(tally.counts.due, &tally.not_done_on);
        }
        match (tally.counts.planned, tally.schedule, tally.counts.extra) {
            (0, Schedule::AsItComes, _) if tally.came_up.total() == 0 && tally.skipped > 0 => {
                format!("{} skipped", tally.skipped)
            }
            (0, Schedule::AsItComes, _) => self.came_up_counts(tally),
            (0, _, 0) if tally.skipped > 0 => format!("{} skipped", tally.skipped),
            (0, _, 0) => "nothing planned".to_owned(),
            (0, _, many) => format!("{many} extra"),
            _ => self.planned_counts(tally),
        }
    }

    fn done_counts_in_pieces(&self, tally: &Tally) -> Vec<String> {
        if matches!(tally.schedule, Schedule::AsItComes) && tally.counts.planned == 0 {
            return self.came_up_in_pieces(tally);
        }
        if tally.is_due_and_nothing_noted() {
            return vec![without_practice(tally)];
        }
        let so_far = tally.is_float_going_on();
        let mut out = Vec::new();
        match (tally.counts.planned, tally.counts.due) {
            (0, _) if tally.counts.extra > 0 => {}
            (0, _) if tally.skipped > 0 => out.push(format!("{} skipped", tally.skipped)),
            (0, _) => out.push("none".to_owned()),
            (_, 0) if tally.has_no_day_left => out.push(without_practice(tally)),
            (planned, 0) => out.push(format!("{planned} to come")),
            _ if so_far && tally.counts.done == 0 => {}
            _ if so_far => out.push(format!("{} so far", tally.counts.done)),
            (_, due) => out.push(format!("{} of {due}", tally.counts.done)),
        }
        if tally.counts.partly > 0 {
            out.push(format!("{} partly", tally.counts.partly));
        }
        if tally.counts.extra > 0 {
            out.push(format!("{} extra", tally.counts.extra));
        }
        out
    }

    fn practised_of_due(&self, tally: &Tally) -> String {
        if tally.is_due_and_nothing_noted() {
            return without_practice(tally);
        }
        // Of so many times a week nothing is due while the week goes on.
        let count = match tally.is_float_going_on() {
            true => format!("{} of {} so far", tally.counts.done, tally.counts.planned),
            // Nobody is told a count of none.
            false if tally.counts.due == 0 => {
                return match (tally.counts.extra, tally.skipped) {
                    (0, 0) if tally.counts.planned > 0 => format!("{} to come", tally.counts.planned),
                    (0, 0) => "nothing planned".to_owned(),
                    (0, skipped) => format!("{skipped} skipped"),
                    (extra, _) => format!("{extra} extra"),
                };
            }
            false => self.count_of_total(Ratio { count: tally.counts.done, total: tally.counts.due }),
        };
        if tally.counts.partly == 0 { count } else { format!("{count}, and {} partly", tally.counts.partly) }
    }

    fn effort_noticed(&self, effort: EffortNoticed<'_>) -> String {
        let EffortNoticed { noticed, praised, days, helpers, noted_by } = effort;
        let who = if helpers.is_empty() { "the helper".to_owned() } else { self.list_with_and(helpers) };
        let note = match noted_by {
            HelpNotedBy::Client => format!("a note about {who}"),
            HelpNotedBy::Helper => format!("a note from {who}"),
            HelpNotedBy::Both => format!("a note about or from {who}"),
        };
        let noted = format!("{} with {note}", self.number_of_days(days));
        match (noticed, days) {
            (0, _) => with_capital(&format!("{noted}.")),
            (1, 1) if praised == 1 => format!("Effort was noticed on the one day with {note}, and praised."),
            (1, 1) => format!("Effort was noticed on the one day with {note}."),
            _ => format!("Effort was noticed on {noticed} of {noted}."),
        }
    }

    fn count_in_two_pieces(&self, tally: &Tally) -> (String, String) {
        let none = || "–".to_owned();
        match (tally.counts.planned, tally.schedule, tally.counts.extra) {
            (0, Schedule::AsItComes, _) if tally.came_up.total() == 0 => (none(), String::new()),
            (0, Schedule::AsItComes, _) if tally.came_up.done == tally.came_up.total() => {
                (tally.came_up.done.to_string(), String::new())
            }
            (0, Schedule::AsItComes, _) => (tally.came_up.done.to_string(), format!("of {}", tally.came_up.total())),
            (0, _, 0) => (String::new(), String::new()),
            (0, _, many) => (many.to_string(), String::new()),
            _ if tally.counts.due == 0 || tally.is_due_and_nothing_noted() => {
                (none(), format!("of {}", tally.counts.planned))
            }
            (planned, Schedule::Floating(_), _) if tally.is_running => {
                (tally.counts.done.to_string(), format!("of {planned}"))
            }
            _ => (tally.counts.done.to_string(), format!("of {}", tally.counts.due)),
        }
    }

    fn week_summary(&self, plans: usize, done: u32, partly: u32) -> String {
        let plans = match plans {
            0 => return "no plan".to_owned(),
            1 => "1 plan".to_owned(),
            many => format!("{many} plans"),
        };
        match (done, partly) {
            (0, 0) => plans,
            (done, 0) => format!("{plans}: done {}", self.how_many_times(as_usize(done))),
            (0, partly) => format!("{plans}: partly {}", self.how_many_times(as_usize(partly))),
            (done, partly) => {
                format!(
                    "{plans}: done {}, partly {}",
                    self.how_many_times(as_usize(done)),
                    self.how_many_times(as_usize(partly))
                )
            }
        }
    }

    fn paused(&self) -> String {
        "paused".to_owned()
    }

    fn not_in_this_week(&self) -> String {
        "not in this week".to_owned()
    }

    fn counts_beside_done(&self, tally: &Tally) -> Option<String> {
        // Of so many times a week nobody knows which were left open, and a note may say that it was not done.
        let floats = matches!(tally.schedule, Schedule::Floating(_));
        let open_word = if floats { "left open" } else { "without a note" };
        // Where nothing is to come, what is open is what was planned; beside a skip, the count says it.
        let is_told = tally.is_due_and_nothing_noted() && (tally.counts.upcoming == 0 || tally.skipped > 0);
        let open = if is_told { 0 } else { tally.counts.open };
        let not_done = if tally.is_all_due_noted_not_done() { 0 } else { tally.counts.not_done };
        let parts = [(not_done, "not done"), (open, open_word), (tally.counts.upcoming, "to come")];
        let parts = parts.into_iter().filter(|(many, _)| tally.counts.due > 0 && *many > 0);
        some_if_not_empty(join(parts.map(|(many, what)| format!("{many} {what}"))))
    }

    fn minutes_noted_and_planned(
        &self,
        noted: Option<(Minutes, u32)>,
        each: Option<Minutes>,
        week: Option<Minutes>,
    ) -> Option<String> {
        let mut parts = Vec::new();
        if let Some((minutes, notes)) = noted {
            let what = if notes == 1 { "note" } else { "notes" };
            parts.push(format!("{} in {notes} {what}", self.minutes_as_number(minutes)));
        }
        if let Some(week) = week {
            parts.push(format!("{} planned for the week", self.minutes_as_number(week)));
        } else if let (Some(each), true) = (each, noted.is_some()) {
            parts.push(format!("{} planned each", self.minutes_as_number(each)));
        }
        some_if_not_empty(parts.join("; "))
    }

    fn written_later(&self, notes: &[(NaiveDate, NaiveDate)]) -> Option<String> {
        match notes.len() {
            0 => None,
            1 | 2 => {
                let each = |(date, written): &(NaiveDate, NaiveDate)| {
                    format!("{}, on {}", self.short_weekday_and_day(*date), self.day_and_short_month(*written))
                };
                Some(notes.iter().map(each).collect::<Vec<_>>().join("; "))
            }
            many => Some(format!("{many} notes")),
        }
    }

    fn trend_sentences(&self, direction: TrendDirection, weeks: usize, late: &Tally, before: &Tally) -> String {
        let lately = match direction {
            TrendDirection::More => "More often lately.",
            TrendDirection::Same => "About as often as before.",
            TrendDirection::Less => "Less often lately.",
            // With fewer notes nothing can be compared.
            TrendDirection::FewerNotes => return "Fewer notes lately.".to_owned(),
        };
        let partly = |of: Counts| if of.partly > 0 { format!(", and {} partly", of.partly) } else { String::new() };
        let weeks = self.small_number_word(weeks);
        let (late, before) = (late.counts, before.counts);
        // What the numbers are of is said once.
        let last = format!("done on {} of the {} with a note{}", late.done, late.due, partly(late));
        format!(
            "{lately} Last {weeks} weeks: {last}. First {weeks}: {} of {}{}.",
            before.done,
            before.due,
            partly(before)
        )
    }

    fn warm_responses_lately(&self, weeks: usize, late: usize, before: usize) -> String {
        let weeks = self.small_number_word(weeks);
        format!(
            "Warm {} in the last {weeks} weeks, {} in the {weeks} before.",
            self.how_many_times(late),
            self.how_many_times(before)
        )
    }

    fn begins_on(&self, date: NaiveDate) -> String {
        format!("Begins on {}.", self.date_without_year(date))
    }

    fn ended_on(&self, date: NaiveDate) -> String {
        format!("Ended on {}.", self.date_without_year(date))
    }

    fn paused_on(&self, first: NaiveDate, last: NaiveDate) -> String {
        let days =
            if first == last { self.short_weekday_and_day(first) } else { self.weekday_and_day_range(first, last) };
        format!("paused {days}")
    }

    fn paused_this_week(&self) -> String {
        "Paused this week.".to_owned()
    }

    fn nothing_noted_for_weeks(&self, weeks: usize) -> String {
        let weeks = self.small_number_word(weeks);
        format!(
            "No practice was noted in these {weeks} weeks. That can happen. A smaller step or another moment may fit better."
        )
    }

    fn if_then_sentence(&self, when: &When, task: &str, minutes: Option<Minutes>, place: Option<&str>) -> String {
        let when = one_plain_line(&when.if_clause());
        let mut out = when.trim_end_matches([' ', ',', ';', ':', '.', '?', '!']).to_owned();
        // A moment that says nothing of when is left out, and so is one with which the task ends: `Walk after dinner`.
        if out == "Sometime" || ends_with_words(task, &out) {
            out.clear();
        }
        let minutes = minutes.filter(|&each| !names_length(task, each));
        if !out.is_empty() {
            out.push_str(": ");
        }
        let place = place.map(without_closing_marks).filter(|p| !p.is_empty());
        // What follows the task closes the sentence; a mark of the task's own stays only where nothing follows.
        let is_last = minutes.is_none() && place.is_none();
        out.push_str(if is_last { task.trim_end() } else { without_closing_marks(task) });
        if let Some(each) = minutes {
            out.push_str(", ");
            out.push_str(&self.minutes(each));
        }
        if let Some(place) = place {
            out.push_str(" (");
            out.push_str(place);
            out.push(')');
        }
        with_full_stop(out)
    }

    fn obstacle_and_coping_sentence(&self, obstacle: Option<&str>, then: Option<&str>) -> Option<String> {
        // Each stands in a sentence of its own, so that the client's words stay as they are, however they were written.
        let sentence = |text: Option<&str>| {
            text.map(without_closing_marks).filter(|t| !t.is_empty()).map(|t| with_full_stop(t.to_owned()))
        };
        match (sentence(obstacle), sentence(then)) {
            (None, None) => None,
            (Some(o), Some(t)) => Some(format!("If this gets in the way: {o} Then: {t}")),
            (Some(o), None) => Some(format!("What may get in the way: {o}")),
            (None, Some(t)) => Some(format!("If something gets in the way: {t}")),
        }
    }

    fn obstacle_and_plan_used(&self, obstacle: Option<&str>, came_up: usize, used: usize) -> String {
        let what = obstacle.map(|obstacle| format!("{}: ", as_label(obstacle))).unwrap_or_default();
        let told = match (came_up, used) {
            (0, _) => "the plan for it was not needed".to_owned(),
            (came_up, 0) => format!("came up {}, the plan was not used", self.how_many_times(came_up)),
            (came_up, used) => {
                format!("came up {}, the plan was used {}", self.how_many_times(came_up), self.how_many_times(used))
            }
        };
        format!("{what}{}.", if what.is_empty() { with_capital(&told) } else { told })
    }

    fn went_well_sentence(&self, task: &str, tally: &Tally, done_on: &[Weekday]) -> Option<String> {
        // A low count in large type reads as a mark.
        let is_low = matches!(tally.schedule, Schedule::OnDates)
            && tally.counts.done > 0
            && 2 * tally.counts.done < tally.counts.due;
        let well = match done_on.len() {
            1..=3 if is_low => {
                let days: Vec<String> = done_on.iter().map(|day| self.weekday(*day)).collect();
                format!("done on {}", self.list_with_and(&days))
            }
            _ if is_low => format!("done {}", self.how_many_times(as_usize(tally.counts.done))),
            _ => self.done_words(tally)?,
        };
        Some(format!("{}: {well}.", as_label(task)))
    }

    fn barrier_came_up(&self, barrier: &Barrier, count: usize, days: &[Weekday]) -> String {
        let days: Vec<String> = days.iter().map(|day| self.weekday(*day)).collect();
        let said = self.barrier_in_sentence(barrier);
        let said = without_closing_marks(&said).to_owned();
        let days = self.list_with_and(&days);
        match barrier.is_counted_aloud() {
            true => format!("{} came up {}: {days}.", quoted(&with_capital(&said)), self.how_many_times(count)),
            false => format!("Noted on {days}: {}.", quoted(&said)),
        }
    }

    fn moment_is_open(&self, task: &str) -> String {
        format!("The moment for {} is still open.", quoted(without_closing_marks(task)))
    }

    fn welcome(&self, has_plans: bool) -> String {
        let nothing =
            if has_plans { "No notes yet: what you note" } else { "No plans and no notes yet: what you write" };
        format!("Welcome. {nothing} will show here.")
    }

    fn no_notes(&self, has_plans: bool, is_running: bool) -> String {
        let nothing = if has_plans { "No notes" } else { "No plans and no notes" };
        format!("{nothing} {}this week.", if is_running { "yet " } else { "" })
    }

    fn only_unread_lines(&self) -> String {
        "Something was noted this week, but it could not be read.".to_owned()
    }

    fn more_than_planned(&self, task: &str, days: &[Weekday]) -> String {
        let on = match days.len() {
            1..=3 => {
                let days: Vec<String> = days.iter().map(|day| self.weekday(*day)).collect();
                format!(" on {}", self.list_with_and(&days))
            }
            _ => String::new(),
        };
        format!("{}: more than planned{on}.", as_label(task))
    }

    fn only_words_this_week(&self, is_running: bool, who: WhoWrote<'_>) -> String {
        let WhoWrote { name, is_about_week, days, helpers, helper_days } = who;
        let days: Vec<String> = days.iter().map(|day| self.weekday(*day)).collect();
        let about = match (days.is_empty(), is_about_week) {
            (false, _) => format!("words of {}", self.list_with_and(&days)),
            (true, _) => "words about the week".to_owned(),
        };
        let of_client = (is_about_week || !days.is_empty())
            .then(|| name.map_or_else(|| format!("there are {about}"), |name| format!("{name} shared {about}")));
        let of_helpers = match helpers {
            [] => None,
            [one] if helper_days == 1 => Some(format!("{one} wrote a note")),
            several => Some(format!("{} wrote notes", self.list_with_and(several))),
        };
        let all: Vec<String> = [of_helpers, of_client].into_iter().flatten().collect();
        let yet = if is_running { "yet " } else { "" };
        let wrote = if all.is_empty() { "There are words to read".to_owned() } else { all.join(", and ") };
        format!("No practice noted {yet}this week. {}.", with_capital(&wrote))
    }

    fn coach_reason(&self, reason: &CoachReason) -> String {
        match *reason {
            CoachReason::MomentOpen => "The moment is still open.".to_owned(),
            CoachReason::LittleDone { done, partly, due, open, weeks } => {
                let weeks = match weeks {
                    1 => String::new(),
                    n => format!(" in {} weeks", self.small_number_word(n)),
                };
                // Days without a note are no days on which it was not done.
                if done + partly == 0 {
                    return format!("Not done {}{weeks}.", self.how_many_times(as_usize(due.saturating_sub(open))));
                }
                let partly = if partly > 0 { format!(" and {partly} partly") } else { String::new() };
                let all_noted = if open == 0 { "; each one was noted" } else { "" };
                format!("Done {done}{partly} of {due}{weeks}{all_noted}.")
            }
            CoachReason::NoGoal => "It does not say what it is for.".to_owned(),
            CoachReason::NoPlace => "It names no place.".to_owned(),
        }
    }

    fn coach_question(&self, question: CoachQuestion) -> String {
        match question {
            CoachQuestion::Moment => "At what moment could this begin?",
            CoachQuestion::TwoMinutes => "What would a two-minute version look like?",
            CoachQuestion::OneMinute => "What would a one-minute version look like?",
            CoachQuestion::Smaller => "What would be small enough to try?",
            CoachQuestion::Goal => "What do you hope this will do for you?",
            CoachQuestion::Place => "Where could this be?",
        }
        .to_owned()
    }

    fn coach_question_with_sentence(&self, question: CoachQuestion, sentence: &str) -> String {
        let reads = if question == CoachQuestion::Goal { "It now reads" } else { "It could read" };
        format!("{} {reads}: “{sentence}”", self.coach_question(question))
    }

    fn to_discuss_heading(&self, name: Option<&str>) -> String {
        name.map_or_else(|| "To bring up first".to_owned(), |name| format!("{name} wants to bring this up first"))
    }

    fn own_words_heading(&self, possessive: Option<&str>) -> String {
        possessive.map_or_else(|| "In my own words".to_owned(), |possessive| format!("In {possessive} words"))
    }

    fn felt_sentence(&self, felt: &str) -> String {
        with_full_stop(format!("Felt: {felt}"))
    }

    fn helped_sentence(&self, helped: &str) -> String {
        with_full_stop(format!("What helped: {helped}"))
    }

    fn weekly_medians_label(&self, name: &str, scale: Option<&str>) -> String {
        let scale = scale.map(|scale| format!(", {scale}")).unwrap_or_default();
        format!("{name}{scale}, middle value of each week")
    }

    fn rating_of_week(&self, name: &str, scale: Option<&str>, said: Option<&str>, before: Option<&str>) -> String {
        let scale = scale.map(|scale| format!(", {scale}")).unwrap_or_default();
        let before = before.map(|before| format!("; before: {before}")).unwrap_or_default();
        format!("{name} this week{scale}: {}{before}", said.unwrap_or("no notes"))
    }

    fn possessive_name(&self, name: &str) -> String {
        format!("{name}’s")
    }

    fn entry_source(&self, date: NaiveDate, task: &str) -> String {
        format!("{}, {task}", self.short_weekday_and_day(date))
    }

    fn helper_source(&self, by: &str, date: NaiveDate, task: Option<&str>) -> String {
        let about = task.map(|task| format!(", about {task}")).unwrap_or_default();
        format!("{by}, {}{about}", self.short_weekday_and_day(date))
    }

    fn plan_source(&self, task: &str) -> String {
        format!("About the plan {task}")
    }

    fn week_source(&self, start: NaiveDate) -> String {
        format!("the week of {}", self.day_and_short_month(start))
    }

    fn photo_moment(&self, moment: Option<PhotoBeforeOrAfter>) -> String {
        match moment {
            Some(PhotoBeforeOrAfter::Before) => "before",
            Some(PhotoBeforeOrAfter::After) => "after",
            None => "photo",
        }
        .to_owned()
    }

    fn no_notes_about(&self, helpers: &[String]) -> String {
        let helpers = match helpers {
            [] => "the helper".to_owned(),
            [one] => one.clone(),
            [most @ .., last] => format!("{} or {last}", most.join(", ")),
        };
        format!("No notes about {helpers} this week.")
    }

    fn rating_then_and_now(&self, name: &str, (before, weeks): (Number, usize), now: Number) -> String {
        // `fear end` is a name for a list, and `fear at the end` one for a sentence.
        let moments = [
            (" after", " afterwards"),
            (" at start", " at the start"),
            (" at end", " at the end"),
            (" start", " at the start"),
            (" end", " at the end"),
        ];
        let moment = moments.iter().find_map(|(ending, said)| Some((name.strip_suffix(ending)?, *said)));
        let (name, moment) = moment.unwrap_or((name, ""));
        // `“how hard it was” was 3`
        let name = if name.contains(' ') { format!("\u{201C}{name}\u{201D}") } else { name.to_owned() };
        let week_before = match weeks {
            1 => "the week before".to_owned(),
            many => format!("{} weeks before", self.small_number_word(many)),
        };
        let (before, now) = (self.rating_number(before), self.rating_number(now));
        format!("{name}{moment} was {before} {week_before}, and {now} this week")
    }

    fn rating_change(&self, first: Number, last: Number) -> String {
        let (from, to) = (self.rating_number(first), self.rating_number(last));
        if first == last { format!("at {from}") } else { format!("from {from} to {to}") }
    }

    fn counts_this_week(&self, tally: &Tally) -> String {
        format!("{} this week", self.done_counts(tally))
    }

    fn counts_in_week(&self, tally: &Tally, start: NaiveDate) -> String {
        format!("{} in the week of {}", self.done_counts(tally), self.day_and_short_month(start))
    }

    fn no_plan_of_this_name(&self) -> String {
        "no plan of this name".to_owned()
    }

    fn and_more(&self, count: usize) -> String {
        format!("and {count} more")
    }

    fn day_made_up_on(&self, from: Weekday, to: Weekday) -> String {
        format!("{} moved to {}", self.short_weekday(from), self.short_weekday(to))
    }

    fn note_of_day(&self, date: NaiveDate) -> String {
        format!("a note from {}", self.short_weekday_and_day(date))
    }

    fn the_answers(&self) -> String {
        "the answers".to_owned()
    }

    fn note_about_the_week(&self) -> String {
        "the note about the week".to_owned()
    }

    fn answers_about(&self, possessive: Option<&str>, week: NaiveDate) -> String {
        let answers = format!("answers to the questions of {}", self.week_source(week));
        possessive.map_or_else(|| with_capital(&answers), |possessive| format!("{possessive} {answers}"))
    }

    fn confidence_comment(&self) -> String {
        "0 to 10: does it feel realistic?".to_owned()
    }

    fn comment_for_open_when(&self) -> String {
        "Which day and time, or right after what?".to_owned()
    }

    fn next_step_comment(&self, note: NextStepComment<'_>) -> String {
        match note {
            NextStepComment::ChosenBy => "me, together or clinician".to_owned(),
            NextStepComment::DoneOn { days, is_before, is_partly } => {
                let days: Vec<String> = days.iter().map(|day| self.weekday(*day)).collect();
                let start = if is_before { "In the weeks before it was" } else { "It was" };
                let done = if is_partly { "partly done" } else { "done" };
                format!("{start} {done} on {}.", self.list_with_and(&days))
            }
            NextStepComment::DoneOnceBefore { date, is_partly } => {
                let done = if is_partly { "Partly done" } else { "Done" };
                format!(
                    "{done} once before, on {} {}.",
                    self.short_weekday(date.weekday()),
                    self.day_and_short_month(date)
                )
            }
            NextStepComment::HardStepNotDone { dates, barriers } => {
                let dates: Vec<String> = dates.iter().map(|date| self.day_and_short_month(*date)).collect();
                let barriers = barriers.iter().map(|(barrier, count)| {
                    format!("; {} {}", without_closing_marks(barrier), self.how_many_times(*count))
                });
                let barriers: String = barriers.collect();
                format!("Not done on {}{barriers}: which step comes before this one?", self.list_with_and(&dates))
            }
            NextStepComment::CountsByTimeOfDay(times) => {
                self.counts_by_time_of_day(times).map(|times| format!("{}.", with_capital(&times))).unwrap_or_default()
            }
            NextStepComment::OwnSmaller(then) => {
                format!("Planned for when it gets hard: {}", without_closing_marks(then))
            }
            NextStepComment::Smaller { minutes, last, too_big, least, noted } => {
                // The fewest minutes are named with their day.
                let last = last.filter(|last| least.is_none_or(|(least, _)| least != *last));
                let planned = minutes.map(|each| match (noted, last) {
                    (NotedOfStep::HowItWent, None) => format!("{} last time", self.minutes_as_number(each)),
                    _ => format!("{} planned", self.minutes(each)),
                });
                // A number says its unit once.
                let last_with_unit = |last: Minutes| match minutes {
                    Some(_) => self.minutes_as_number(last),
                    None => self.minutes(last),
                };
                let last = last.map(|last| format!("{} last time", last_with_unit(last)));
                let too_big = (too_big > 0).then(|| format!("\"too big\" {}", self.times_in_words(too_big)));
                let least = least.map(|(least, date)| {
                    format!("{} on {}", self.minutes_as_number(least), self.short_weekday_and_day(date))
                });
                let silent = (noted == NotedOfStep::Nothing).then(|| "no notes".to_owned());
                let told: Vec<String> = [planned, last, too_big, least, silent].into_iter().flatten().collect();
                let asked = match (noted, minutes) {
                    (NotedOfStep::Nothing, _) => "what would fit now?",
                    // A minute is small enough: something else is in the way.
                    (_, Some(each)) if each.seconds <= 60 => "what would make it easier to begin?",
                    _ => "what would be small enough?",
                };
                match told.split_last() {
                    None => with_capital(asked),
                    Some((only, [])) => format!("{}: {asked}", with_capital(only)),
                    Some((last, rest)) => format!("{}, and {last}: {asked}", with_capital(&rest.join(", "))),
                }
            }
            NextStepComment::WentWell { is_exposure: true } => {
                "It went well: the same once more, or one small step further?".to_owned()
            }
            NextStepComment::WentWell { is_exposure: false } => {
                "It went well: the same, a little more, or a little less?".to_owned()
            }
        }
    }

    fn terminal_label(&self, label: TerminalLabel) -> String {
        match label {
            TerminalLabel::StartHere => "Start here",
            TerminalLabel::TheWeek => "The week",
            TerminalLabel::Rest => "The rest",
            TerminalLabel::Min => "min",
            TerminalLabel::Minutes => "Minutes",
            TerminalLabel::PlannedDay => "Planned day",
            TerminalLabel::ByTime => "By time",
            TerminalLabel::OnTime => "On time",
            TerminalLabel::ThatToldATime => "that gave a time",
            TerminalLabel::InPlace => "In place",
            TerminalLabel::ThatToldAPlace => "that gave a place",
            TerminalLabel::WrittenLater => "Written later",
            TerminalLabel::Trend => "Trend",
            TerminalLabel::WeekByWeek => "Week by week",
            TerminalLabel::NumbersOfTheDay => "Numbers of the day",
            TerminalLabel::GotInTheWay => "What got in the way",
            TerminalLabel::WasThere => "What was there when it was done",
            TerminalLabel::AlsoDone => "Also done",
            TerminalLabel::HelpersWeek => "The helper’s week",
            TerminalLabel::PraiseOn => "Praise on",
            TerminalLabel::Together => "together",
            TerminalLabel::HowItFelt => "How it felt",
            TerminalLabel::Partly => "partly",
            TerminalLabel::StepsNow => "The steps now",
            TerminalLabel::QuestionsForTheWeek => "Questions for the week",
            TerminalLabel::NoQuestions => "No questions this week.",
            TerminalLabel::First => "First:",
            TerminalLabel::Middle => "Middle:",
            TerminalLabel::Last => "Last:",
            TerminalLabel::NextStep => "The next step, to copy into a new note:",
        }
        .to_owned()
    }

    fn as_of_sentences(&self, date: NaiveDate, left_out: u32, unread_lines: u32) -> String {
        // A page never says that every note could be read: when front matter cannot be read, only the client is told.
        let read = match left_out {
            0 => String::new(),
            1 => " 1 note could not be read.".to_owned(),
            n => format!(" {n} notes could not be read."),
        };
        let lines = match unread_lines {
            0 => String::new(),
            1 => " 1 line of this week could not be read.".to_owned(),
            n => format!(" {n} lines of this week could not be read."),
        };
        format!("As of {}.{read}{lines}", self.date_without_year(date))
    }

    fn course_end_sentence(&self, date: NaiveDate, is_over: bool) -> String {
        format!("The course {} on {}.", if is_over { "ended" } else { "ends" }, self.full_date(date))
    }

    fn next_session_sentence(&self, date: NaiveDate) -> String {
        format!("The next session is on {}.", self.date_without_year(date))
    }

    fn last_time_heading(&self, day: &str) -> String {
        format!("Last time we agreed, {day}")
    }

    fn questions_heading(&self, name: Option<&str>) -> String {
        name.map_or_else(|| "Questions".to_owned(), |name| format!("Questions for {name}"))
    }

    fn agenda_heading(&self, date: Option<NaiveDate>) -> String {
        date.map_or_else(
            || "For the session".to_owned(),
            |date| format!("For the session on {}", self.date_without_year(date)),
        )
    }

    fn no_notes_in_weeks(&self, weeks: usize) -> String {
        format!("no notes in these {} weeks", self.small_number_word(weeks))
    }

    fn sentence_of_source(&self, notes: &str) -> String {
        with_full_stop(format!("From: {notes}"))
    }

    fn where_to_turn_clause(&self, written: &str) -> String {
        let first = written.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        if WHAT_TO_DO.contains(&first.as_str()) {
            return written.to_owned();
        }
        format!("here is where to turn: {written}")
    }

    fn safety_closing(&self, where_to_turn: Option<&str>) -> String {
        let turn =
            where_to_turn.unwrap_or("call your local emergency number or a crisis line, or go to someone you trust");
        format!("No one reads these notes as you write them. If you might hurt yourself or feel unsafe, {turn}.")
    }

    fn clinical_record_sentence(&self, sentence: ClinicalRecordSentence<'_>) -> String {
        match sentence {
            ClinicalRecordSentence::Week { name, start, end, as_of } => {
                let whose = name.map_or_else(|| "Practice".to_owned(), |name| format!("{name}: practice"));
                let as_of = as_of.map(|date| format!(", as of {}", self.date_without_year(date))).unwrap_or_default();
                format!("{whose} between sessions, {}{as_of}.", self.full_date_range(start, end))
            }
            ClinicalRecordSentence::Plans([]) => "No plan was in this week.".to_owned(),
            ClinicalRecordSentence::Plans(plans) => {
                let plans: Vec<String> = plans.iter().map(|[task, counts]| format!("{task} ({counts})")).collect();
                format!("The plans: {}.", self.list_with_and(&plans))
            }
            ClinicalRecordSentence::AlsoDone { what, more } => {
                let mut what: Vec<String> = what.iter().map(|[task, dates]| format!("{task}, {dates}")).collect();
                what.extend((more > 0).then(|| self.and_more(more)));
                format!("Also done: {}.", what.join("; "))
            }
            ClinicalRecordSentence::CourseEnd { date, is_over } => self.course_end_sentence(date, is_over),
            ClinicalRecordSentence::GotInTheWay { barriers, more } => {
                let mut barriers: Vec<String> =
                    barriers.iter().map(|[barrier, times]| format!("{barrier} ({times})")).collect();
                barriers.extend((more > 0).then(|| format!("{more} more")));
                format!("What got in the way: {}.", self.list_with_and(&barriers))
            }
            ClinicalRecordSentence::ToDiscuss { name, what } => {
                let who =
                    name.map_or_else(|| "To bring up first".to_owned(), |name| format!("{name} wants to discuss"));
                format!("{who}: {}.", what.join("; "))
            }
            ClinicalRecordSentence::NextSession(date) => self.next_session_sentence(date),
            ClinicalRecordSentence::Basis { left_out, unread_lines } => {
                let left_out = match left_out {
                    0 => String::new(),
                    1 => ", of which 1 could not be read".to_owned(),
                    many => format!(", of which {many} could not be read"),
                };
                let lines = match unread_lines {
                    0 => String::new(),
                    1 => ", without 1 line of this week that could not be read".to_owned(),
                    many => format!(", without {many} lines of this week that could not be read"),
                };
                format!(
                    "The counts are from the client’s own notes{left_out}{lines}; where there is no note, nothing is known."
                )
            }
        }
    }

    fn unread_reason(&self, why: &UnreadReason) -> String {
        match why {
            UnreadReason::NoData => {
                "There is a page and no data for it. Wait until it has synced; if it stays so, the client \
                                  needs a newer tinystep."
                    .to_owned()
            }
            UnreadReason::Empty => "It is empty. Wait until it has synced.".to_owned(),
            UnreadReason::Broken => "It is not whole. Wait until it has synced.".to_owned(),
            UnreadReason::NoWeek => "It does not hold a week as tinystep writes it.".to_owned(),
            UnreadReason::OtherWeek => "It is about a different week than its name says.".to_owned(),
            UnreadReason::OtherName => "It names a different client than the other weeks in its folder.".to_owned(),
            UnreadReason::TooLarge => "It is larger than 4 MB, which no week is.".to_owned(),
            UnreadReason::Link => {
                "It is a link, and links are not followed. Copy the folder here, or sync it here.".to_owned()
            }
            UnreadReason::NoFile => "It is not a plain file.".to_owned(),
            UnreadReason::Vanished => "It went away while it was read.".to_owned(),
            UnreadReason::Changing => "It kept changing while it was read.".to_owned(),
            UnreadReason::NoMark => "It does not bear tinystep’s mark, so nobody knows who made it.".to_owned(),
            UnreadReason::Edited => {
                "Somebody changed it after it was made. The client’s tinystep will replace it.".to_owned()
            }
            UnreadReason::Newer => "A newer tinystep made it. Update the one on this machine.".to_owned(),
            UnreadReason::ConflictCopy => {
                "It is a second version of a week, left by a sync. The one without it in its name \
                                        counts."
                    .to_owned()
            }
            UnreadReason::OnlyConflictCopy => {
                "It is a copy of a week, left by a sync, and the week itself is not here. Wait until it has synced, or ask \
                 for it."
                    .to_owned()
            }
            UnreadReason::NameIsNoWeek => {
                "Its name begins like that of a week, and no date follows. Ask where it comes from.".to_owned()
            }
            UnreadReason::NameIsNoText => "Its name cannot be read. Rename it.".to_owned(),
            UnreadReason::NotAllowed => "It may not be opened.".to_owned(),
            UnreadReason::Other(why) => format!("It cannot be read ({why})."),
        }
    }

    fn calendar_entry_title(&self) -> String {
        "Practice time".to_owned()
    }

    fn metric_name(&self, metric: Metric) -> String {
        match metric {
            Metric::Planned => "planned",
            Metric::Due => "due",
            Metric::Done => "done",
            Metric::Partly => "partly",
            Metric::NotDone => "not done",
            Metric::Open => "open",
            Metric::Upcoming => "upcoming",
            Metric::Moved => "moved",
            Metric::Extra => "extra",
            Metric::DaysPractised => "days practised",
            Metric::DaysPractisedOf => "days looked at",
            Metric::MinutesKnownFor => "minutes noted",
            Metric::OnTime => "on time",
            Metric::OnTimeOf => "told a time",
            Metric::InPlace => "in place",
            Metric::InPlaceOf => "told a place",
        }
        .to_owned()
    }

    fn not_counted_reason(&self, reason: NotCountedReason) -> String {
        match reason {
            NotCountedReason::NoOccasion => "not done, with no occasion left on its date",
            NotCountedReason::MadeUp => "not done, another day counts instead",
            NotCountedReason::InFuture => "later than the as-of date",
            NotCountedReason::NotBestOfDate => "not done, and another note of its date was",
            NotCountedReason::NoPlan => "names no plan of this week",
        }
        .to_owned()
    }

    fn why_page_phrase(&self, words: WhyPagePhrase<'_>) -> String {
        match words {
            WhyPagePhrase::Week { start, end, as_of } => format!("week {start} to {end}, as of {as_of}"),
            WhyPagePhrase::AlsoDone(many) => format!("also done {many}"),
            WhyPagePhrase::HelpersNotes(many) => format!("helper's notes {many}"),
            WhyPagePhrase::ReadNotCounted(many) => format!("read, not counted {many}"),
            WhyPagePhrase::AnotherNote => "another note tells of it on this date".to_owned(),
            WhyPagePhrase::ConflictCopies(many) => format!("conflict copies, not counted in any week {many}"),
            WhyPagePhrase::NotRead(many) => format!("notes that cannot be read {many} (tinystep check tells which)"),
            WhyPagePhrase::When(written) => format!("when: {}", written.unwrap_or("none")),
            WhyPagePhrase::Paused(dates) => format!("paused {dates}"),
            WhyPagePhrase::MinutesEach(minutes) => format!("minutes each {}", self.minutes_as_number(minutes)),
            WhyPagePhrase::MinutesAWeek(minutes) => format!("minutes a week {}", self.minutes_as_number(minutes)),
            WhyPagePhrase::MinutesNoted { noted, known_for } => {
                format!("{}, known for {known_for}", self.minutes_as_number(noted))
            }
            // In halves, since a half counts as a half.
            WhyPagePhrase::Completion { halves, due } => {
                let half = if halves.is_multiple_of(2) { "" } else { ".5" };
                format!("done so far {}{half} of {due}", halves / 2)
            }
            WhyPagePhrase::MadeUp { date, note, on } => format!("{date} {note}, of {on}"),
            WhyPagePhrase::NoNote(Some(date)) => format!("{date} no note"),
            WhyPagePhrase::NoNote(None) => "any day, no note".to_owned(),
            WhyPagePhrase::Skip => "a skip: takes its date's occasions away".to_owned(),
            WhyPagePhrase::Counted => "counted".to_owned(),
        }
    }

    fn plan_version(&self, task: &str, first: Option<NaiveDate>, last: Option<NaiveDate>) -> String {
        let day = |date| self.short_weekday_and_day(date);
        match (first, last) {
            (Some(first), Some(last)) if first == last => format!("{task} on {}", day(first)),
            (Some(first), Some(last)) => format!("{task} from {} to {}", day(first), day(last)),
            (Some(first), None) => format!("{task} from {}", day(first)),
            (None, Some(last)) => format!("{task} until {}", day(last)),
            (None, None) => task.to_owned(),
        }
    }

    fn not_known(&self) -> String {
        "not known".to_owned()
    }
}

impl English {
    /// `once`, `twice`, `three times`.
    fn times_in_words(&self, count: usize) -> String {
        if count < 3 { self.how_many_times(count) } else { format!("{} times", self.small_number_word(count)) }
    }

    /// `came up 4 times: done 1, partly 1, not done 2`; without the parts where all of it was done.
    fn came_up_counts(&self, tally: &Tally) -> String {
        let CameUpCounts { done, partly, not_done } = tally.came_up;
        let all = tally.came_up.total();
        if all == 0 {
            return if tally.is_running { "not noted yet" } else { "not noted" }.to_owned();
        }
        let verb = match (tally.is_without_moment, done == all) {
            (false, _) => "came up",
            (true, true) => "done",
            (true, false) => "noted",
        };
        let came_up = format!("{verb} {}", self.how_many_times(as_usize(all)));
        if done == all {
            return came_up;
        }
        let parts = [("done", done), ("partly", partly), ("not done", not_done)];
        let parts = parts.into_iter().filter(|(_, many)| *many > 0);
        format!("{came_up}: {}", join(parts.map(|(what, many)| format!("{what} {many}"))))
    }

    /// `twice`, `4 not done`, `2 done` and `1 not done`: a number alone is what was done.
    fn came_up_in_pieces(&self, tally: &Tally) -> Vec<String> {
        let CameUpCounts { done, partly, not_done } = tally.came_up;
        match (done, partly, not_done) {
            (0, 0, 0) if tally.skipped > 0 => vec![format!("{} skipped", tally.skipped)],
            (0, 0, 0) if tally.is_running => vec!["none yet".to_owned()],
            (0, 0, 0) => vec!["none".to_owned()],
            (done, 0, 0) => vec![self.how_many_times(as_usize(done))],
            _ => {
                let parts = [("done", done), ("partly", partly), ("not done", not_done)];
                let parts = parts.into_iter().filter(|(_, many)| *many > 0);
                parts.map(|(what, many)| format!("{many} {what}")).collect()
            }
        }
    }

    /// `not done on Monday and Tuesday`; of more days than three how often.
    fn not_done_words(&self, due: u32, days: &[Option<Weekday>]) -> String {
        let days: Vec<String> = days.iter().flatten().map(|day| self.weekday(*day)).collect();
        match days.len() {
            _ if due == 1 => "not done".to_owned(),
            1..=3 => format!("not done on {}", self.list_with_and(&days)),
            _ => format!("not done {}", self.how_many_times(as_usize(due))),
        }
    }

    /// `3 of 6, and 1 partly`; `2 so far, 3 planned`.
    fn planned_counts(&self, tally: &Tally) -> String {
        let so_far = tally.is_float_going_on() && tally.counts.due > 0;
        let is_noted_not_done = tally.counts.due == 0 && tally.notes > 0 && tally.counts.extra == 0;
        let mut out = if tally.counts.due == 0 && tally.has_no_day_left {
            format!("{}; {} planned", without_practice_yet(tally), tally.counts.planned)
        } else if is_noted_not_done && matches!(tally.schedule, Schedule::Floating(_)) {
            format!("none so far, {} planned", tally.counts.planned)
        } else if tally.counts.due == 0 {
            format!("{} to come", tally.counts.planned)
        } else if so_far {
            match (tally.counts.done, tally.counts.partly) {
                (done, 0) => format!("{done} so far, {} planned", tally.counts.planned),
                (0, partly) => format!("{partly} partly so far, {} planned", tally.counts.planned),
                (done, partly) => format!("{done} so far and {partly} partly, {} planned", tally.counts.planned),
            }
        } else {
            format!("{} of {}", tally.counts.done, tally.counts.due)
        };
        let partly = if so_far { 0 } else { tally.counts.partly };
        let mut more = Vec::new();
        if partly > 0 {
            more.push(format!("{partly} partly"));
        }
        match (tally.counts.moved, tally.counts.done + partly) {
            (0, _) => {}
            (_, 1) => more.push("on another day".to_owned()),
            (moved, _) => more.push(format!("{} of them moved", self.small_number_word(as_usize(moved)))),
        }
        if tally.counts.extra > 0 {
            more.push(format!("{} extra", tally.counts.extra));
        }
        let last = more.len();
        for (at, part) in more.iter().enumerate() {
            // What was moved is part of what stands before it, so no "and" leads to it.
            let adds = part.starts_with(|c: char| c.is_ascii_digit());
            out += &format!(", {}{part}", if at + 1 == last && adds { "and " } else { "" });
        }
        out
    }

    /// Done, as much as the notes say of it. None where nothing was.
    fn done_words(&self, tally: &Tally) -> Option<String> {
        if tally.counts.done + tally.counts.partly + tally.counts.extra == 0 {
            return None;
        }
        if matches!(tally.schedule, Schedule::AsItComes) {
            return Some(self.came_up_counts(tally));
        }
        let mut out = match (tally.counts.done, tally.counts.partly) {
            (0, 0) => {
                return Some(format!("done {} beyond the plan", self.how_many_times(as_usize(tally.counts.extra))));
            }
            // What was done later took no occasion, since the partly done one keeps its own.
            (0, partly) if tally.counts.extra > 0 => {
                let [partly, extra] = [partly, tally.counts.extra].map(|many| self.how_many_times(as_usize(many)));
                format!("partly done {partly}, and {extra} more")
            }
            (0, partly) => format!("partly done {}", self.how_many_times(as_usize(partly))),
            (done, _) if tally.is_float_going_on() => format!("done {} so far", self.how_many_times(as_usize(done))),
            (1, _) if tally.counts.due == 1 && tally.counts.moved > 0 => "done".to_owned(),
            (1, _) if tally.counts.due == 1 && tally.counts.extra > 0 => "done once".to_owned(),
            (1, _) if tally.counts.due == 1 => "done, as planned".to_owned(),
            (done, _) => format!("done {done} of {} times", tally.counts.due),
        };
        if tally.counts.done > 0 && tally.counts.partly > 0 {
            out += &format!(", and partly {}", self.how_many_times(as_usize(tally.counts.partly)));
        }
        match (tally.counts.moved, tally.counts.done + tally.counts.partly) {
            (0, _) => {}
            (1, 1) if tally.counts.extra == 0 => out += ", on another day",
            (moved, _) => out += &format!(", {} on another day", self.how_many_times(as_usize(moved))),
        }
        if tally.counts.done > 0 && tally.counts.extra > 0 {
            out += &format!(", and {} more", self.how_many_times(as_usize(tally.counts.extra)));
        }
        Some(out)
    }
}

/// Whether the name of a step says how long it takes: `Ten minutes of math`, `Walk, 8 min`, `Half an hour outside`.
fn names_length(task: &str, length: Minutes) -> bool {
    let words = task.to_lowercase();
    let words: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| word.parse::<u64>().ok().or_else(|| when::number_of_word(word));
    let is_minute = |word: &str| matches!(word, "m" | "min" | "mins" | "minute" | "minutes");
    let is_hour = |word: &str| matches!(word, "h" | "hour" | "hours");
    let says = |minutes: u64| minutes.checked_mul(60) == Some(u64::from(length.seconds));
    let half = words.windows(3).any(|three| three == ["half", "an", "hour"]);
    let of_two = words.windows(2).any(|pair| match pair {
        ["an", unit] if is_hour(unit) && !half => says(60),
        [many, unit] if is_minute(unit) => number(many).is_some_and(says),
        [many, unit] if is_hour(unit) => number(many).and_then(|many| many.checked_mul(60)).is_some_and(says),
        _ => false,
    });
    // `10min`, with the number and its unit in one word.
    let in_one = words.iter().any(|word| {
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let many = word.strip_suffix(unit).unwrap_or_default();
        is_minute(unit) && number(many).is_some_and(says)
    });
    of_two || in_one || half && says(30)
}

/// Whether a text ends in these words, whatever their case, and has more before them.
fn ends_with_words(text: &str, words: &str) -> bool {
    let (text, words) = (fold(without_closing_marks(text)), fold(words));
    !words.is_empty() && text.strip_suffix(&words).is_some_and(|before| before.ends_with(' '))
}

/// A week in which nothing was done. A skip is a note (somebody was ill or away), and so is that it was not done.
fn without_practice(tally: &Tally) -> String {
    let skipped = (tally.skipped > 0).then(|| format!("{} skipped", tally.skipped));
    let not_done = (tally.notes > 0).then(|| format!("{} not done", tally.notes));
    // Beside a skip, what has no note is no part of it.
    let open = (tally.skipped > 0 && tally.counts.open > 0).then(|| format!("{} open", tally.counts.open));
    let noted = join([skipped, not_done, open].into_iter().flatten());
    if noted.is_empty() { "no notes".to_owned() } else { noted }
}

/// The same of a week that may go on.
fn without_practice_yet(tally: &Tally) -> String {
    let yet = if tally.is_running && tally.is_without_note() { " yet" } else { "" };
    format!("{}{yet}", without_practice(tally))
}

/// `no energy`, where it is written as the words of the list are: `no_energy`.
fn without_underscores(barrier: &str) -> String {
    if barrier.contains(char::is_whitespace) { barrier.to_owned() } else { barrier.replace('_', " ") }
}

fn quoted(text: &str) -> String {
    format!("“{text}”")
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

fn some_if_not_empty(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn as_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::week::Counts;

    fn date(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn tally(schedule: Schedule, is_running: bool, [planned, due, done, partly, moved, extra]: [u32; 6]) -> Tally {
        Tally {
            schedule,
            is_running,
            counts: Counts {
                planned,
                due,
                done,
                partly,
                open: due.saturating_sub(done + partly),
                moved,
                extra,
                ..Counts::default()
            },
            notes: done + partly + extra,
            came_up: CameUpCounts { done: extra, ..CameUpCounts::default() },
            ..Tally::default()
        }
    }

    #[test]
    fn a_period_says_month_and_year_once_where_it_can() {
        let period = |a, b| English.full_date_range(a, b);
        assert_eq!(period(date(2026, 11, 12), date(2026, 11, 18)), "Thursday 12 to Wednesday 18 November 2026");
        assert_eq!(period(date(2026, 9, 28), date(2026, 10, 4)), "Monday 28 September to Sunday 4 October 2026");
        assert_eq!(period(date(2026, 12, 28), date(2027, 1, 3)), "Monday 28 December 2026 to Sunday 3 January 2027");
    }

    #[test]
    fn counts_come_first_and_in_words() {
        let counts = |schedule, running, numbers| English.done_counts(&tally(schedule, running, numbers));
        let on = Schedule::OnDates;
        assert_eq!(counts(on, true, [7, 6, 3, 1, 0, 0]), "3 of 6, and 1 partly");
        assert_eq!(counts(on, false, [3, 3, 3, 0, 1, 0]), "3 of 3, one of them moved");
        assert_eq!(counts(on, true, [7, 6, 3, 1, 0, 2]), "3 of 6, 1 partly, and 2 extra");
        assert_eq!(counts(on, true, [7, 6, 3, 1, 2, 2]), "3 of 6, 1 partly, two of them moved, and 2 extra");
        assert_eq!(counts(on, false, [2, 2, 2, 0, 1, 1]), "2 of 2, one of them moved, and 1 extra");
        assert_eq!(counts(on, false, [2, 2, 1, 0, 1, 0]), "1 of 2, on another day");
        assert_eq!(counts(on, true, [7, 4, 0, 0, 0, 0]), "no notes yet; 7 planned");
        assert_eq!(counts(on, false, [7, 7, 0, 0, 0, 0]), "no notes; 7 planned");
        assert_eq!(counts(on, true, [5, 0, 0, 0, 0, 0]), "5 to come");
        assert_eq!(counts(Schedule::Floating(3), true, [3, 2, 2, 0, 0, 0]), "2 so far, 3 planned");
        assert_eq!(counts(Schedule::Floating(3), true, [3, 2, 1, 1, 0, 0]), "1 so far and 1 partly, 3 planned");
        assert_eq!(counts(Schedule::Floating(3), true, [3, 1, 0, 1, 0, 0]), "1 partly so far, 3 planned");
        assert_eq!(counts(Schedule::Floating(3), true, [3, 3, 3, 0, 0, 1]), "3 of 3, and 1 extra");
        assert_eq!(counts(Schedule::Floating(3), false, [3, 3, 2, 0, 0, 0]), "2 of 3");
        assert_eq!(counts(Schedule::AsItComes, true, [0, 0, 0, 0, 0, 4]), "came up 4 times");
    }

    #[test]
    fn a_week_without_a_note_is_no_week_of_zero() {
        let silent = tally(Schedule::Floating(3), false, [3, 3, 0, 0, 0, 0]);
        assert_eq!(English.done_counts(&silent), "no notes; 3 planned");
        assert_eq!(English.done_counts_in_pieces(&silent), ["no notes"]);
        assert_eq!(English.practised_of_due(&silent), "no notes");
        // It was written down that it was not done, on no day that was planned for it.
        let told = Tally { notes: 2, ..silent };
        assert_eq!(English.done_counts(&told), "0 of 3");
        assert_eq!(English.practised_of_due(&told), "0 of 3");
        assert_eq!(English.done_counts_in_pieces(&told), ["0 of 3"]);
        let begun = tally(Schedule::Floating(3), true, [3, 1, 0, 1, 0, 0]);
        assert_eq!(English.done_counts_in_pieces(&begun), ["1 partly"]);
    }

    #[test]
    fn what_came_up_is_told_with_how_it_went() {
        let came_up = |[done, partly, not_done]: [u32; 3]| {
            let came_up = CameUpCounts { done, partly, not_done };
            English.done_counts(&Tally { came_up, ..tally(Schedule::AsItComes, true, [0; 6]) })
        };
        assert_eq!(came_up([1, 1, 2]), "came up 4 times: done 1, partly 1, not done 2");
        assert_eq!(came_up([0, 0, 1]), "came up once: not done 1");
        assert_eq!(came_up([0; 3]), "not noted yet");
        let pieces = |[done, partly, not_done]: [u32; 3]| {
            let came_up = CameUpCounts { done, partly, not_done };
            English.done_counts_in_pieces(&Tally { came_up, ..tally(Schedule::AsItComes, false, [0; 6]) })
        };
        assert_eq!(pieces([2, 0, 0]), ["twice"]);
        assert_eq!(pieces([0, 1, 0]), ["1 partly"]);
        assert_eq!(pieces([0, 0, 4]), ["4 not done"]);
        assert_eq!(pieces([2, 0, 1]), ["2 done", "1 not done"]);
    }

    #[test]
    fn what_names_no_moment_is_done_and_does_not_come_up() {
        let of = |[done, partly, not_done]: [u32; 3]| {
            let came_up = CameUpCounts { done, partly, not_done };
            let tally = Tally { came_up, is_without_moment: true, ..tally(Schedule::AsItComes, false, [0; 6]) };
            English.done_counts(&tally)
        };
        assert_eq!(of([4, 0, 0]), "done 4 times");
        assert_eq!(of([2, 1, 0]), "noted 3 times: done 2, partly 1");
    }

    #[test]
    fn a_skipped_week_is_told_as_one() {
        let skipped = Tally { skipped: 7, ..tally(Schedule::OnDates, false, [0; 6]) };
        assert_eq!(English.done_counts(&skipped), "7 skipped");
        assert_eq!(English.done_counts_in_pieces(&skipped), ["7 skipped"]);
        let extra = tally(Schedule::OnDates, false, [0, 0, 0, 0, 0, 1]);
        assert_eq!(English.practised_of_due(&extra), "1 extra");
        assert_eq!(English.practised_of_due(&tally(Schedule::OnDates, true, [3, 0, 0, 0, 0, 0])), "3 to come");
    }

    #[test]
    fn skips_are_notes_and_no_stop_stands_twice() {
        let skipped = Tally { skipped: 6, ..tally(Schedule::OnDates, false, [7, 1, 0, 0, 0, 0]) };
        assert_eq!(English.done_counts(&skipped), "6 skipped, 1 open; 7 planned");
        assert_eq!(English.done_counts_in_pieces(&skipped), ["6 skipped, 1 open"]);
        assert_eq!(English.practised_of_due(&skipped), "6 skipped, 1 open");
        let ended = Tally { skipped: 2, ..tally(Schedule::OnDates, false, [5, 5, 0, 0, 0, 0]) };
        assert_eq!(English.done_counts(&ended), "2 skipped, 5 open");
        assert_eq!(English.felt_sentence("why me?"), "Felt: why me?");
        assert_eq!(English.helped_sentence("tea"), "What helped: tea.");
        // What the count says already is not told beside it.
        assert_eq!(English.counts_beside_done(&skipped), None);
        let goes_on = tally(Schedule::OnDates, true, [5, 4, 0, 0, 0, 0]);
        let goes_on = Tally { counts: Counts { upcoming: 1, ..goes_on.counts }, ..goes_on };
        assert_eq!(English.counts_beside_done(&goes_on).as_deref(), Some("4 without a note, 1 to come"));
    }

    #[test]
    fn words_of_ones_own_do_not_run_into_a_count() {
        let times = |words: &str| English.barrier_with_times(&Barrier::Other(words.to_owned()), 2);
        assert_eq!(times("I was sad"), "“I was sad”");
        assert_eq!(times("no_energy"), "“no energy”");
        assert_eq!(times("see a_b.md"), "“see a_b.md”");
        assert_eq!(English.barrier_label(&Barrier::Other("no_energy".to_owned())), "No energy");
        let drinks = English.rating_of_week("Drinks", None, None, Some("5 in the week of 9 Nov"));
        assert_eq!(drinks, "Drinks this week: no notes; before: 5 in the week of 9 Nov");
    }

    #[test]
    fn what_was_written_down_and_not_done_is_no_missing_note() {
        let mut all = tally(Schedule::OnDates, true, [7, 6, 0, 0, 0, 0]);
        (all.counts.not_done, all.counts.open, all.notes) = (6, 0, 6);
        assert_eq!(English.done_counts(&all), "not done 6 times");
        let days = [Some(Weekday::Mon), Some(Weekday::Tue), None, None, None, None, None];
        (all.counts.due, all.counts.not_done, all.not_done_on) = (2, 2, days);
        assert_eq!(English.done_counts(&all), "not done on Monday and Tuesday");
        let reason = CoachReason::LittleDone { done: 0, partly: 0, due: 6, open: 0, weeks: 1 };
        assert_eq!(English.coach_reason(&reason), "Not done 6 times.");
        let reason = CoachReason::LittleDone { done: 0, partly: 0, due: 13, open: 10, weeks: 2 };
        assert_eq!(English.coach_reason(&reason), "Not done 3 times in two weeks.");
        let reason = CoachReason::LittleDone { done: 1, partly: 1, due: 9, open: 4, weeks: 3 };
        assert_eq!(English.coach_reason(&reason), "Done 1 and 1 partly of 9 in three weeks.");
    }

    #[test]
    fn a_sentence_loses_what_is_absent() {
        let when = |text| match crate::when::parse_when(text) {
            Ok(crate::when::Parsed::When(when)) => when,
            other => panic!("{other:?}"),
        };
        let two = Some(Minutes { seconds: 120 });
        let coffee = when("Thursday morning, while my coffee is brewing");
        let start = "If it is Thursday morning, while my coffee is brewing";
        let task = "Voice memo";
        assert_eq!(
            English.if_then_sentence(&coffee, task, two, Some("kitchen")),
            format!("{start}: Voice memo, 2 minutes (kitchen).")
        );
        assert_eq!(English.if_then_sentence(&coffee, task, None, None), format!("{start}: Voice memo."));
        assert_eq!(English.if_then_sentence(&coffee, "Call a friend!", None, None), format!("{start}: Call a friend!"));
        assert_eq!(English.if_then_sentence(&When::absent(), "Tidy.", None, Some("my room.")), "Tidy (my room).");
        assert_eq!(English.if_then_sentence(&when("sometime"), "Tidy", two, None), "Tidy, 2 minutes.");
        // The moment is said once.
        let dinner = when("after dinner");
        assert_eq!(English.if_then_sentence(&dinner, "Walk after dinner", two, None), "Walk after dinner, 2 minutes.");
        assert_eq!(English.if_then_sentence(&dinner, "Walk", two, None), "After dinner: Walk, 2 minutes.");
    }

    #[test]
    fn a_length_is_said_once() {
        let ten = Minutes { seconds: 600 };
        for task in ["Ten minutes of math", "Walk, 10 min", "Ride out the urge, 10 minutes by the clock", "10min math"]
        {
            assert!(names_length(task, ten), "{task}");
        }
        for task in ["Ten pages", "Walk, 20 min", "Minutes of the meeting", "Ten to one", "10 stairs", ""] {
            assert!(!names_length(task, ten), "{task}");
        }
        assert!(names_length("Half an hour outside", Minutes { seconds: 1800 }));
        assert!(!names_length("Half an hour outside", Minutes { seconds: 3600 }));
        let place = Some("park");
        let said = English.if_then_sentence(
            &When::absent(),
            "Walk and turn back at 8 minutes",
            Some(Minutes { seconds: 480 }),
            place,
        );
        assert_eq!(said, "Walk and turn back at 8 minutes (park).");
    }

    #[test]
    fn coping_keeps_the_words() {
        for (obstacle, then, said) in [
            ("A late bus.", "do it at lunch", "If this gets in the way: A late bus. Then: do it at lunch."),
            (
                "I am tired",
                "I read only the subject line",
                "If this gets in the way: I am tired. Then: I read only the subject line.",
            ),
            (
                "if it rains",
                "then I will walk inside!",
                "If this gets in the way: if it rains. Then: then I will walk inside!",
            ),
            ("rain", " ", "What may get in the way: rain."),
            ("", "one minute", "If something gets in the way: one minute."),
        ] {
            assert_eq!(English.obstacle_and_coping_sentence(Some(obstacle), Some(then)).as_deref(), Some(said));
        }
        assert_eq!(English.obstacle_and_coping_sentence(None, Some(". ")), None);
    }

    #[test]
    fn a_trend_says_what_was_done_of_what_has_a_note() {
        let (late, before) = (
            tally(Schedule::OnDates, false, [10, 10, 9, 0, 0, 0]),
            tally(Schedule::OnDates, false, [8, 8, 5, 1, 0, 0]),
        );
        assert_eq!(
            English.trend_sentences(TrendDirection::Same, 2, &late, &before),
            "About as often as before. Last two weeks: done on 9 of the 10 with a note. First two: 5 of 8, and 1 partly."
        );
    }

    #[test]
    fn hours_are_told_as_lengths() {
        let said = |hundredths| English.hours_and_minutes(Number { hundredths });
        assert_eq!(
            (said(667), said(700), said(75), said(0)),
            ("6 h 40 min".into(), "7 h".into(), "45 min".into(), "0 min".into())
        );
        // Each minute keeps its own number of hundredths.
        for minutes in 0..24 * 60 {
            let hundredths = (minutes * 100 + 30) / 60;
            let (hours, rest) = (minutes / 60, minutes % 60);
            let long = format!("{hours} h {rest} min");
            assert!([long, format!("{hours} h"), format!("{rest} min")].contains(&said(hundredths)), "{minutes}");
        }
    }

    #[test]
    fn minutes_are_whole_or_short() {
        let of = |seconds| English.minutes_as_number(Minutes { seconds });
        assert_eq!(
            (of(540), of(90), of(100), of(0), of(6000)),
            ("9".into(), "1.5".into(), "1.67".into(), "0".into(), "100".into())
        );
    }
}
