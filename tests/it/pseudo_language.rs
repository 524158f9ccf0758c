//! A language made for this test, in which every fixed word is in brackets. The client of its journal writes Greek, so
//! whatever Latin letters are left outside brackets are fixed words that no translation could reach.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{NaiveDate, Weekday};
use tinystep::caseload::{Caseload, Client, UnreadPath};
use tinystep::cli::{self, Status, World};
use tinystep::data::WeekData;
use tinystep::journal::{Barrier, KnownBarrier, Number, Scale, View};
use tinystep::phrases::{
    BuiltInTexts, ClinicalRecordSentence, CoachQuestion, CoachReason, DEFAULT_LANGUAGE, EffortNoticed, Language,
    NextStepComment, PhotoBeforeOrAfter, Phrases, Tally, TerminalLabel, UnreadReason, WhoWrote, WhyPagePhrase,
};
use tinystep::prompt::{self, Rules};
use tinystep::render::{self, ClientBlocks, Templates};
use tinystep::report::{self, Glance, Overview};
use tinystep::week::{
    EntryRole, Metric, NotCountedReason, Ratio, State, TimeOfDayCounts, TrendDirection, weeks_with_report,
};
use tinystep::when::{Minutes, TimeOfDay, When};

use crate::report::{Files, journal_of, weeks_to};
use crate::sandbox::Sandbox;

const OPEN: char = '⟦';
const CLOSE: char = '⟧';

/// English in brackets; what a phrase is given stays outside them.
#[derive(Debug)]
struct Pseudo;

const ENGLISH: &dyn Phrases = DEFAULT_LANGUAGE.phrases;

/// English in brackets, with its templates and rules.
static PSEUDO: LazyLock<Language> = LazyLock::new(|| Language {
    code: "pseudo",
    phrases: &Pseudo,
    templates: texts_of(DEFAULT_LANGUAGE.templates, |name, text| pseudo_template(text, name.ends_with(".html.j2"))),
    rules: texts_of(DEFAULT_LANGUAGE.rules, |_, text| pseudo_rule(text)),
    first_notes: texts_of(DEFAULT_LANGUAGE.first_notes, |_, text| text.to_owned()),
});

/// The texts of a language, made from those of another language. They are kept until the test ends, as those of the program are.
fn texts_of(texts: BuiltInTexts, change: impl Fn(&str, &str) -> String) -> BuiltInTexts {
    let changed = texts.iter().map(|&(name, text)| (name, &*change(name, text).leak()));
    changed.collect::<Vec<_>>().leak()
}

fn leaked(language: Language) -> &'static Language {
    Box::leak(Box::new(language))
}

/// Puts brackets round every piece of `text` that has a letter, line by line.
fn bracketed(text: &str) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let start = line.find(char::is_alphabetic).unwrap_or(line.len());
        let end = line
            .rfind(|c: char| !c.is_whitespace())
            .map_or(0, |at| at + line[at..].chars().next().map_or(0, char::len_utf8));
        if start >= end {
            out += line;
            continue;
        }
        out += &format!("{}{OPEN}{}{CLOSE}{}", &line[..start], &line[start..end], &line[end..]);
    }
    out
}

/// A phrase that is given texts: they come back unchanged, and what is between them in brackets.
fn around(texts: &[&str], phrase: impl Fn(&[String]) -> String) -> String {
    let held = |at: usize| char::from_u32(0xE000 + u32::try_from(at).unwrap()).unwrap();
    let given: Vec<String> = (0..texts.len()).map(|at| held(at).to_string()).collect();
    let said = phrase(&given);
    let mut out = String::new();
    let mut rest = said.as_str();
    while let Some(at) = rest.find(|c| ('\u{E000}'..'\u{F8FF}').contains(&c)) {
        out += &bracketed(&rest[..at]);
        let c = rest[at..].chars().next().unwrap();
        out += texts[c as usize - 0xE000];
        rest = &rest[at + c.len_utf8()..];
    }
    out + &bracketed(rest)
}

fn texts(of: &[String]) -> Vec<&str> {
    of.iter().map(String::as_str).collect()
}

macro_rules! in_brackets {
    ($($name:ident($($arg:ident: $type:ty),*);)+) => {
        $(fn $name(&self, $($arg: $type),*) -> String { bracketed(&ENGLISH.$name($($arg),*)) })+
    };
}

impl Phrases for Pseudo {
    in_brackets! {
        calendar_entry_title();
        weekday(day: Weekday);
        short_weekday(day: Weekday);
        shortest_weekday(day: Weekday);
        short_weekday_and_day(date: NaiveDate);
        note_of_day(date: NaiveDate);
        the_answers();
        note_about_the_week();
        weekday_and_day_range(first: NaiveDate, last: NaiveDate);
        iso_date_range(first: NaiveDate, last: NaiveDate);
        day_and_short_month(date: NaiveDate);
        day_of_month(date: NaiveDate);
        short_month(date: NaiveDate);
        date_without_year(date: NaiveDate);
        full_date(date: NaiveDate);
        full_date_range(first: NaiveDate, last: NaiveDate);
        short_date_range_with_year(first: NaiveDate, last: NaiveDate);
        short_date_range(first: NaiveDate, last: NaiveDate);
        how_many_times(count: usize);
        small_number_word(number: usize);
        every_day();
        number_of_days(many: usize);
        minutes_as_number(minutes: Minutes);
        minutes(minutes: Minutes);
        short_minutes(minutes: Minutes);
        rating_number(number: Number);
        hours_and_minutes(hours: Number);
        scale(scale: Scale);
        rated_this_week(numbers: &[(NaiveDate, Number)], noted: usize);
        rating_pair(first: Number, second: Number);
        count_of_total(ratio: Ratio);
        time_of_day(time: TimeOfDay);
        dates_done(dates: &[(NaiveDate, bool)]);
        at_time_of_day(time: TimeOfDay);
        done_of_due_at_time(of: TimeOfDayCounts);
        on_time_or_another_time(is_on_time: bool);
        state_name(state: State);
        meaning_of_mark(state: State);
        moved_to(date: NaiveDate);
        written_on(date: NaiveDate);
        barrier_group_name(group: &str);
        response_counts(warm: usize, neutral: usize, hard: usize);
        done_counts(tally: &Tally);
        week_summary(plans: usize, done: u32, partly: u32);
        paused();
        not_in_this_week();
        trend_sentences(direction: TrendDirection, weeks: usize, late: &Tally, before: &Tally);
        warm_responses_lately(weeks: usize, late: usize, before: usize);
        begins_on(date: NaiveDate);
        ended_on(date: NaiveDate);
        paused_on(first: NaiveDate, last: NaiveDate);
        paused_this_week();
        nothing_noted_for_weeks(weeks: usize);
        no_notes(has_plans: bool, is_running: bool);
        only_unread_lines();
        coach_reason(reason: &CoachReason);
        coach_question(question: CoachQuestion);
        week_source(start: NaiveDate);
        photo_moment(moment: Option<PhotoBeforeOrAfter>);
        terminal_label(label: TerminalLabel);
        as_of_sentences(date: NaiveDate, left_out: u32, unread_lines: u32);
        course_end_sentence(date: NaiveDate, is_over: bool);
        agenda_heading(date: Option<NaiveDate>);
        rating_change(first: Number, last: Number);
        counts_this_week(tally: &Tally);
        counts_in_week(tally: &Tally, start: NaiveDate);
        no_plan_of_this_name();
        and_more(count: usize);
        day_made_up_on(from: Weekday, to: Weekday);
        confidence_comment();
        comment_for_open_when();
        metric_name(metric: Metric);
        not_counted_reason(reason: NotCountedReason);
        not_known();
    }

    fn list_with_and(&self, items: &[String]) -> String {
        around(&texts(items), |items| ENGLISH.list_with_and(items))
    }

    fn median_of_earlier_week(&self, start: NaiveDate, number: &str) -> String {
        around(&[number], |given| ENGLISH.median_of_earlier_week(start, &given[0]))
    }

    fn plan_version(&self, task: &str, first: Option<NaiveDate>, last: Option<NaiveDate>) -> String {
        around(&[task], |given| ENGLISH.plan_version(&given[0], first, last))
    }

    fn list_and_more(&self, items: &[String]) -> String {
        around(&texts(items), |items| ENGLISH.list_and_more(items))
    }

    fn role_if_not_plain(&self, role: EntryRole) -> Option<String> {
        ENGLISH.role_if_not_plain(role).map(|role| bracketed(&role))
    }

    fn barrier_in_sentence(&self, barrier: &Barrier) -> String {
        match barrier {
            Barrier::Known(_) => bracketed(&ENGLISH.barrier_in_sentence(barrier)),
            Barrier::Other(written) => written.clone(),
        }
    }

    fn barrier_label(&self, barrier: &Barrier) -> String {
        match barrier {
            Barrier::Known(_) => bracketed(&ENGLISH.barrier_label(barrier)),
            Barrier::Other(written) => written.clone(),
        }
    }

    fn barrier_with_times(&self, barrier: &Barrier, count: usize) -> String {
        match barrier {
            Barrier::Known(_) => bracketed(&ENGLISH.barrier_with_times(barrier, count)),
            Barrier::Other(written) => {
                around(&[written], |given| ENGLISH.barrier_with_times(&Barrier::Other(given[0].clone()), count))
            }
        }
    }

    fn only_words_this_week(&self, is_running: bool, who: WhoWrote<'_>) -> String {
        let all: Vec<&str> = who.name.into_iter().chain(texts(who.helpers)).collect();
        around(&all, |given| {
            let (names, helpers) = given.split_at(usize::from(who.name.is_some()));
            ENGLISH
                .only_words_this_week(is_running, WhoWrote { name: names.first().map(String::as_str), helpers, ..who })
        })
    }

    fn asks_about_size_or_time(&self, question: &str) -> bool {
        ENGLISH.asks_about_size_or_time(question)
    }

    fn barrier_question(&self, barrier: &KnownBarrier, days: usize) -> Option<String> {
        ENGLISH.barrier_question(barrier, days).map(|question| bracketed(&question))
    }

    fn practised_of_due(&self, tally: &Tally) -> String {
        bracketed(&ENGLISH.practised_of_due(tally))
    }
    fn count_in_two_pieces(&self, tally: &Tally) -> (String, String) {
        let (number, below) = ENGLISH.count_in_two_pieces(tally);
        (bracketed(&number), bracketed(&below))
    }
    fn done_counts_in_pieces(&self, tally: &Tally) -> Vec<String> {
        ENGLISH.done_counts_in_pieces(tally).iter().map(|piece| bracketed(piece)).collect()
    }

    fn counts_by_time_of_day(&self, times: &[TimeOfDayCounts]) -> Option<String> {
        ENGLISH.counts_by_time_of_day(times).map(|times| bracketed(&times))
    }

    fn counts_beside_done(&self, tally: &Tally) -> Option<String> {
        ENGLISH.counts_beside_done(tally).map(|rest| bracketed(&rest))
    }

    fn minutes_noted_and_planned(
        &self,
        noted: Option<(Minutes, u32)>,
        each: Option<Minutes>,
        week: Option<Minutes>,
    ) -> Option<String> {
        ENGLISH.minutes_noted_and_planned(noted, each, week).map(|minutes| bracketed(&minutes))
    }

    fn written_later(&self, notes: &[(NaiveDate, NaiveDate)]) -> Option<String> {
        ENGLISH.written_later(notes).map(|notes| bracketed(&notes))
    }

    fn if_then_sentence(&self, when: &When, task: &str, minutes: Option<Minutes>, place: Option<&str>) -> String {
        // The words of `when` are English, or the client's own between them.
        around(&[task, place.unwrap_or_default()], |given| {
            ENGLISH.if_then_sentence(when, &given[0], minutes, place.map(|_| given[1].as_str()))
        })
    }

    fn obstacle_and_coping_sentence(&self, obstacle: Option<&str>, then: Option<&str>) -> Option<String> {
        ENGLISH.obstacle_and_coping_sentence(obstacle, then)?;
        let given = [obstacle.unwrap_or_default(), then.unwrap_or_default()];
        Some(around(&given, |given| {
            ENGLISH
                .obstacle_and_coping_sentence(obstacle.map(|_| given[0].as_str()), then.map(|_| given[1].as_str()))
                .unwrap()
        }))
    }

    fn went_well_sentence(&self, task: &str, tally: &Tally, done_on: &[Weekday]) -> Option<String> {
        ENGLISH.went_well_sentence(task, tally, done_on)?;
        Some(around(&[task], |given| ENGLISH.went_well_sentence(&given[0], tally, done_on).unwrap()))
    }

    fn barrier_came_up(&self, barrier: &Barrier, count: usize, days: &[Weekday]) -> String {
        bracketed(&ENGLISH.barrier_came_up(barrier, count, days))
    }

    fn more_than_planned(&self, task: &str, days: &[Weekday]) -> String {
        around(&[task], |given| ENGLISH.more_than_planned(&given[0], days))
    }

    fn moment_is_open(&self, task: &str) -> String {
        around(&[task], |given| ENGLISH.moment_is_open(&given[0]))
    }

    fn coach_question_with_sentence(&self, question: CoachQuestion, sentence: &str) -> String {
        around(&[sentence], |given| ENGLISH.coach_question_with_sentence(question, &given[0]))
    }

    fn to_discuss_heading(&self, name: Option<&str>) -> String {
        around(name.as_slice(), |given| ENGLISH.to_discuss_heading(given.first().map(String::as_str)))
    }

    fn own_words_heading(&self, possessive: Option<&str>) -> String {
        around(possessive.as_slice(), |given| ENGLISH.own_words_heading(given.first().map(String::as_str)))
    }

    fn felt_sentence(&self, felt: &str) -> String {
        around(&[felt], |given| ENGLISH.felt_sentence(&given[0]))
    }

    fn helped_sentence(&self, helped: &str) -> String {
        around(&[helped], |given| ENGLISH.helped_sentence(&given[0]))
    }

    fn weekly_medians_label(&self, name: &str, scale: Option<&str>) -> String {
        let texts: Vec<&str> = [name].into_iter().chain(scale).collect();
        around(&texts, |given| ENGLISH.weekly_medians_label(&given[0], given.get(1).map(String::as_str)))
    }

    fn rating_of_week(&self, name: &str, scale: Option<&str>, said: Option<&str>, before: Option<&str>) -> String {
        let texts: Vec<&str> = [name].into_iter().chain(scale).chain(said).chain(before).collect();
        around(&texts, |given| {
            let mut rest = given.iter().skip(1).map(String::as_str);
            let (scale, said) = (scale.and_then(|_| rest.next()), said.and_then(|_| rest.next()));
            ENGLISH.rating_of_week(&given[0], scale, said, before.and_then(|_| rest.next()))
        })
    }

    fn answers_about(&self, possessive: Option<&str>, week: NaiveDate) -> String {
        around(&[possessive.unwrap_or_default()], |given| {
            ENGLISH.answers_about(possessive.map(|_| given[0].as_str()), week)
        })
    }

    fn obstacle_and_plan_used(&self, obstacle: Option<&str>, came_up: usize, used: usize) -> String {
        around(&[obstacle.unwrap_or_default()], |given| {
            ENGLISH.obstacle_and_plan_used(obstacle.map(|_| given[0].as_str()), came_up, used)
        })
    }

    fn rating_then_and_now(&self, name: &str, before: (Number, usize), now: Number) -> String {
        around(&[name], |given| ENGLISH.rating_then_and_now(&given[0], before, now))
    }

    fn next_step_comment(&self, note: NextStepComment<'_>) -> String {
        match note {
            NextStepComment::OwnSmaller(then) => {
                around(&[then], |given| ENGLISH.next_step_comment(NextStepComment::OwnSmaller(&given[0])))
            }
            NextStepComment::HardStepNotDone { dates, barriers } => {
                let names: Vec<&str> = barriers.iter().map(|(name, _)| name.as_str()).collect();
                around(&names, |given| {
                    let named = given.iter().cloned().zip(barriers.iter().map(|(_, count)| *count));
                    let barriers: Vec<(String, usize)> = named.collect();
                    ENGLISH.next_step_comment(NextStepComment::HardStepNotDone { dates, barriers: &barriers })
                })
            }
            note => bracketed(&ENGLISH.next_step_comment(note)),
        }
    }

    fn possessive_name(&self, name: &str) -> String {
        around(&[name], |given| ENGLISH.possessive_name(&given[0]))
    }

    fn entry_source(&self, date: NaiveDate, task: &str) -> String {
        around(&[task], |given| ENGLISH.entry_source(date, &given[0]))
    }

    fn helper_source(&self, by: &str, date: NaiveDate, task: Option<&str>) -> String {
        match task {
            Some(task) => around(&[by, task], |given| ENGLISH.helper_source(&given[0], date, Some(&given[1]))),
            None => around(&[by], |given| ENGLISH.helper_source(&given[0], date, None)),
        }
    }

    fn plan_source(&self, task: &str) -> String {
        around(&[task], |given| ENGLISH.plan_source(&given[0]))
    }

    fn effort_noticed(&self, effort: EffortNoticed<'_>) -> String {
        around(&texts(effort.helpers), |helpers| ENGLISH.effort_noticed(EffortNoticed { helpers, ..effort }))
    }

    fn welcome(&self, has_plans: bool) -> String {
        bracketed(&ENGLISH.welcome(has_plans))
    }

    fn no_notes_about(&self, helpers: &[String]) -> String {
        around(&texts(helpers), |helpers| ENGLISH.no_notes_about(helpers))
    }

    fn no_notes_in_weeks(&self, weeks: usize) -> String {
        bracketed(&ENGLISH.no_notes_in_weeks(weeks))
    }

    fn next_session_sentence(&self, date: NaiveDate) -> String {
        bracketed(&ENGLISH.next_session_sentence(date))
    }

    fn last_time_heading(&self, day: &str) -> String {
        around(&[day], |given| ENGLISH.last_time_heading(&given[0]))
    }

    fn questions_heading(&self, name: Option<&str>) -> String {
        around(&[name.unwrap_or_default()], |given| ENGLISH.questions_heading(name.map(|_| given[0].as_str())))
    }

    fn sentence_of_source(&self, notes: &str) -> String {
        around(&[notes], |given| ENGLISH.sentence_of_source(&given[0]))
    }

    fn where_to_turn_clause(&self, written: &str) -> String {
        around(&[written], |given| ENGLISH.where_to_turn_clause(&given[0]))
    }

    fn safety_closing(&self, in_need: Option<&str>) -> String {
        around(&[in_need.unwrap_or_default()], |given| ENGLISH.safety_closing(in_need.map(|_| given[0].as_str())))
    }

    fn unread_reason(&self, why: &UnreadReason) -> String {
        match why {
            UnreadReason::Other(why) => {
                around(&[why], |given| ENGLISH.unread_reason(&UnreadReason::Other(given[0].clone())))
            }
            why => bracketed(&ENGLISH.unread_reason(why)),
        }
    }
    fn clinical_record_sentence(&self, sentence: ClinicalRecordSentence<'_>) -> String {
        let flat = |pairs: &[[String; 2]]| pairs.iter().flatten().cloned().collect::<Vec<_>>();
        let pairs = |given: &[String]| given.chunks(2).map(|of| [of[0].clone(), of[1].clone()]).collect::<Vec<_>>();
        match sentence {
            ClinicalRecordSentence::Week { name: Some(name), start, end, as_of } => around(&[name], |given| {
                ENGLISH.clinical_record_sentence(ClinicalRecordSentence::Week {
                    name: Some(&given[0]),
                    start,
                    end,
                    as_of,
                })
            }),
            ClinicalRecordSentence::Plans(plans) => around(&texts(&flat(plans)), |given| {
                ENGLISH.clinical_record_sentence(ClinicalRecordSentence::Plans(&pairs(given)))
            }),
            ClinicalRecordSentence::AlsoDone { what, more } => around(&texts(&flat(what)), |given| {
                ENGLISH.clinical_record_sentence(ClinicalRecordSentence::AlsoDone { what: &pairs(given), more })
            }),
            ClinicalRecordSentence::GotInTheWay { barriers, more } => around(&texts(&flat(barriers)), |given| {
                ENGLISH.clinical_record_sentence(ClinicalRecordSentence::GotInTheWay { barriers: &pairs(given), more })
            }),
            ClinicalRecordSentence::ToDiscuss { name, what } => {
                let all: Vec<&str> = name.into_iter().chain(texts(what)).collect();
                around(&all, |given| {
                    let (names, what) = given.split_at(usize::from(name.is_some()));
                    let name = names.first().map(String::as_str);
                    ENGLISH.clinical_record_sentence(ClinicalRecordSentence::ToDiscuss { name, what })
                })
            }
            sentence => bracketed(&ENGLISH.clinical_record_sentence(sentence)),
        }
    }

    fn why_page_phrase(&self, words: WhyPagePhrase<'_>) -> String {
        match words {
            WhyPagePhrase::When(Some(written)) => {
                around(&[written], |given| ENGLISH.why_page_phrase(WhyPagePhrase::When(Some(&given[0]))))
            }
            WhyPagePhrase::Paused(dates) => {
                around(&[dates], |given| ENGLISH.why_page_phrase(WhyPagePhrase::Paused(&given[0])))
            }
            WhyPagePhrase::MadeUp { date, note, on } => {
                around(&[note], |given| ENGLISH.why_page_phrase(WhyPagePhrase::MadeUp { date, note: &given[0], on }))
            }
            words => bracketed(&ENGLISH.why_page_phrase(words)),
        }
    }
}

/// A template with its fixed text in brackets.
fn pseudo_template(text: &str, is_html: bool) -> String {
    let mut out = String::new();
    let mut rest = text;
    let mut is_style = false;
    while !rest.is_empty() {
        let ends = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")].iter().find(|(open, _)| rest.starts_with(open));
        if let Some((_, close)) = ends {
            let end = rest.find(close).map_or(rest.len(), |at| at + 2);
            out += &rest[..end];
            rest = &rest[end..];
        } else if is_html && rest.starts_with('<') {
            let end = end_of_tag(rest);
            let tag = &rest[..end];
            is_style = tag.starts_with("<style") || (is_style && !tag.starts_with("</style"));
            out += &pseudo_tag(tag);
            rest = &rest[end..];
        } else {
            let end = rest.char_indices().skip(1).map(|(at, _)| at).find(|&at| {
                let here = &rest[at..];
                here.starts_with("{{")
                    || here.starts_with("{%")
                    || here.starts_with("{#")
                    || is_html && here.starts_with('<')
            });
            let end = end.unwrap_or(rest.len());
            out += &if is_style { rest[..end].to_owned() } else { bracketed(&rest[..end]) };
            rest = &rest[end..];
        }
    }
    out
}

fn end_of_tag(text: &str) -> usize {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Attributes that are read aloud or shown.
const SHOWN: [&str; 3] = ["aria-label=\"", "alt=\"", "title=\""];

fn pseudo_tag(tag: &str) -> String {
    for name in SHOWN {
        if let Some((before, rest)) = tag.split_once(name) {
            let (value, behind) = rest.split_once('"').unwrap();
            return format!("{before}{name}{}\"{behind}", pseudo_template(value, false));
        }
    }
    tag.to_owned()
}

/// A rule with its fixed words in brackets: its body, and the texts in the expression that says what it rests on.
fn pseudo_rule(text: &str) -> String {
    let (front, body) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).expect("a rule");
    let line = |line: &str| match line.strip_prefix("from: ") {
        Some(from) => {
            let from = from.replace("\\\"", "\u{1}");
            let pieces = from.split('"').enumerate();
            let pieces = pieces.map(|(at, piece)| if at % 2 == 1 { bracketed(piece) } else { piece.to_owned() });
            format!("from: {}", pieces.collect::<Vec<_>>().join("\"")).replace('\u{1}', "\\\"")
        }
        None => line.to_owned(),
    };
    let front: Vec<String> = front.lines().map(line).collect();
    format!("---\n{}\n---\n{}", front.join("\n"), pseudo_template(body, false))
}

/// The words of a page outside brackets that are not written in Greek.
fn left_over(page: &str) -> Vec<String> {
    let mut text = String::new();
    let mut depth = 0;
    for c in page.chars() {
        match c {
            OPEN => depth += 1,
            CLOSE => depth -= 1,
            c if depth == 0 => text.push(c),
            // So that what is on both sides is not one word.
            _ if !text.ends_with(' ') => text.push(' '),
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{page}");
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1);
    words.map(str::to_owned).collect()
}

/// What is read of markdown: no addresses of links, and of a block to copy only its comments.
fn read_of_markdown(page: &str) -> String {
    let mut out = String::new();
    let mut is_block = false;
    for line in page.lines() {
        if line.starts_with("```") {
            is_block = !is_block;
        } else if !is_block || line.starts_with('#') && line != render::SHARE_AS_SET {
            // (A field that is switched off is no comment.)
            let mut line = line;
            while let Some((before, rest)) = line.split_once("](") {
                out += before;
                line = rest.split_once(')').map_or("", |(_, rest)| rest);
            }
            out += line;
            out.push('\n');
        }
    }
    out
}

/// What is read of HTML: no tags but what is read aloud of them, no style, and of a block to copy only its comments.
fn read_of_html(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        out += &rest[..at];
        let end = at + end_of_tag(&rest[at..]);
        let tag = &rest[at..end];
        for name in SHOWN {
            if let Some((_, value)) = tag.split_once(name) {
                out += value.split('"').next().unwrap_or_default();
            }
        }
        out.push('\n');
        rest = &rest[end..];
        if tag.starts_with("<style") {
            rest = rest.split_once("</style>").expect("an end").1;
        }
        if tag.starts_with("<pre") {
            let (block, behind) = rest.split_once("</pre>").expect("an end");
            out += &block.lines().filter(|line| line.starts_with('#')).collect::<Vec<_>>().join("\n");
            rest = behind;
        }
    }
    (out + rest).replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&")
}

const AS_OF: &str = "2026-11-19";

/// Weeks of somebody who writes Greek, with everything in them that a page can show.
fn greek() -> Files {
    include_str!("pseudo_language.md")
        .split("```md ")
        .skip(1)
        .map(|file| {
            let (path, rest) = file.split_once('\n').expect("a path");
            (path.to_owned(), rest.split("```").next().unwrap_or_default().to_owned())
        })
        .collect()
}

/// Without what the client wrote in Latin letters: `when` is a language of its own.
fn without_client(page: &str) -> String {
    let files = greek();
    let whens = files.iter().flat_map(|(_, text)| text.lines()).filter_map(|line| line.strip_prefix("when: "));
    whens.fold(page.to_owned(), |page, when| {
        // A line of a page can end at any space.
        let broken: Vec<String> =
            when.match_indices(' ').map(|(at, _)| format!("{}\n  {}", &when[..at], &when[at + 1..])).collect();
        broken.iter().chain([&when.to_owned()]).fold(page, |page, when| page.replace(when.as_str(), ""))
    })
}

/// Everything that is made for a person of a journal, by its name.
fn everything(language: &'static Language) -> BTreeMap<String, String> {
    let (templates, problems) = Templates::new(language, &[]);
    assert!(problems.is_empty(), "{problems:#?}");
    let (rules, problems) = Rules::new(language, &[]);
    assert!(problems.is_empty(), "{problems:#?}");
    let phrases = language.phrases;
    let mut out = BTreeMap::new();
    let as_of: NaiveDate = AS_OF.parse().unwrap();
    for view in [View::Client, View::Shared] {
        let journal = journal_of(&greek(), AS_OF, view);
        let (mut glances, mut clients) = (Vec::new(), Vec::new());
        for week in weeks_with_report(&journal, as_of) {
            let six = weeks_to(&journal, week, as_of);
            let mut page = report::make_report(&journal, &six, &prompt::choose_prompts(&rules, &journal, &six));
            let mut unseen = ["missing", "large", "heic", "broken", "more"].into_iter().cycle();
            page.photos.iter_mut().flat_map(|of| &mut of.pictures).for_each(|picture| picture.unseen = unseen.next());
            glances.push(Glance::new(&page));
            let name = |what: &str| format!("{what} of {} for {view:?}", week.start());
            out.insert(name("week.md"), read_of_markdown(&templates.week_markdown(&page).0));
            out.insert(name("week.html"), read_of_html(&templates.week_html(&page).0));
            out.insert(name("prompts.md"), read_of_markdown(&templates.prompts_markdown(&page).0));
            out.insert(name("show"), render::report_text(&page, phrases, 60, false));
            out.insert(name("record"), render::clinical_record_note(&page, phrases));
            out.insert(name("prompts"), without_block(&render::prompts_text(&page, phrases, 60, false)));
            let counted = six.last().unwrap();
            out.insert(name("why"), without_files(&render::why_page(&journal, counted, phrases)));
            let data = render::week_data(&journal, counted, as_of, &page, phrases);
            let client = Client { folder: format!("πελάτης {}", glances.len()).into(), ..Client::default() };
            clients.push(client.with_week(&data, Some("σελίδα".to_owned()), as_of));
            for card in report::helper_cards(&journal, &six) {
                out.insert(name("card.md"), read_of_markdown(&templates.card_markdown(&card).0));
                out.insert(name("card.html"), read_of_html(&templates.card_html(&card).0));
            }
        }
        let whys =
            [UnreadReason::NoData, UnreadReason::Empty, UnreadReason::Edited, UnreadReason::Other("λάθος".to_owned())];
        let unread = whys.into_iter().map(|why| UnreadPath::new("αρχείο", why)).collect();
        let caseload = Caseload::new(clients, unread, as_of);
        for sheet in [caseload.of_session_day(Weekday::Mon), caseload] {
            let shown = templates.caseload_view(&sheet, &ClientBlocks::default());
            let name = |what: &str| format!("caseload.{what} of {:?} for {view:?}", sheet.day);
            out.insert(name("md"), read_of_markdown(&templates.caseload_markdown(&shown)));
            out.insert(name("html"), read_of_html(&templates.caseload_html(&shown)));
        }
        let overview = Overview::new(&journal.settings, glances);
        out.insert(format!("index.md for {view:?}"), read_of_markdown(&templates.overview_markdown(&overview).0));
        out.insert(format!("index.html for {view:?}"), read_of_html(&templates.overview_html(&overview).0));
    }
    out
}

/// Without the next step to copy, less its comments.
fn without_block(text: &str) -> String {
    let mut is_block = false;
    let lines = text.lines().filter(|line| {
        is_block ^= *line == "---";
        !is_block || line.starts_with('#')
    });
    lines.collect::<Vec<_>>().join("\n").replace("---", "")
}

/// Without the endings of files: names of notes are the client's words.
fn without_files(text: &str) -> String {
    text.replace(".md:", ":").replace(".md)", ")").replace(".md\n", "\n").replace(".md,", ",")
}

#[test]
fn fixed_words_are_only_in_phrases_templates_and_rules() {
    let mut left = String::new();
    for (name, page) in everything(&PSEUDO) {
        let words = left_over(&without_client(&page));
        if !words.is_empty() {
            left += &format!("{name}: {}\n{page}\n", words.join(" "));
        }
    }
    assert!(left.is_empty(), "fixed words outside of phrases, templates and rules:\n{left}");
}

#[test]
fn a_fixed_word_that_is_left_in_is_found() {
    // In a template, in a phrase, and beside what the client wrote.
    assert_eq!(left_over("⟦done⟧ partly, ⟦of⟧ βόλτα"), ["partly"]);
    let page = pseudo_template("<p title=\"The walk\">Walk {{ name }} of</p>", true);
    assert_eq!(page, "<p title=\"⟦The walk⟧\">⟦Walk⟧ {{ name }} ⟦of⟧</p>");
    assert_eq!(read_of_html(&page.replace("{{ name }}", "late")).trim(), "⟦The walk⟧\n⟦Walk⟧ late ⟦of⟧");
    let pseudo = *PSEUDO;
    // A template that was never put into brackets, phrases that were not, rules that were not.
    for (language, left) in [
        (Language { templates: DEFAULT_LANGUAGE.templates, ..pseudo }, "Weekly"),
        (Language { phrases: ENGLISH, ..pseudo }, "November"),
        (Language { rules: DEFAULT_LANGUAGE.rules, ..pseudo }, "What"),
    ] {
        let all = everything(leaked(language));
        assert!(all.values().any(|page| left_over(page).iter().any(|word| word == left)), "{left}");
    }
}

/// The pages, in the order in which docs/phrases.md lists what is new in each.
const LISTED: [(&str, &str); 12] = [
    ("week.md", "The page of a week"),
    ("prompts.md", "The questions"),
    ("index.md", "All weeks"),
    ("card.md", "The helper's card"),
    ("caseload.md", "All clients"),
    ("record", "The note for a clinical record"),
    ("why", "How a week was counted"),
    ("show", "In a terminal"),
    ("week.html", "The page of a week in a browser"),
    ("index.html", "All weeks in a browser"),
    ("card.html", "The helper's card in a browser"),
    ("caseload.html", "All clients in a browser"),
];

/// To be read aloud: every fixed phrase once, as a page has it, with `…` for what a client wrote.
#[test]
fn the_documentation_lists_every_phrase() {
    let pages = everything(&PSEUDO);
    let mut seen = BTreeSet::new();
    let mut list = String::from("\n");
    for (kind, title) in LISTED {
        let of_kind = pages.iter().filter(|(name, _)| name.split(' ').next() == Some(kind));
        let lines = of_kind.flat_map(|(_, page)| page.lines()).filter(|line| line.contains(OPEN)).map(as_read_aloud);
        let is_new = |line: &String| seen.insert(line.replace(|c: char| !c.is_ascii_alphabetic(), ""));
        let new: String = lines.filter(is_new).map(|line| format!("- {line}\n")).collect();
        assert!(!new.is_empty(), "{kind}");
        list += &format!("## {title}\n\n{new}\n");
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/phrases.md");
    let text = std::fs::read_to_string(&path).expect("docs/phrases.md");
    let mark = "<!-- phrases -->\n";
    let (head, _) = text.split_once(mark).expect("the mark of the list");
    let renewed = format!("{head}{mark}{}", list.trim_end_matches('\n').to_owned() + "\n");
    if std::env::var_os("TINYSTEP_RENEW").is_some() {
        std::fs::write(&path, &renewed).expect("a writable document");
    } else {
        assert_eq!(text, renewed, "TINYSTEP_RENEW=1 writes the list anew");
    }
}

/// A line of a page without brackets and signs of markdown, and with `…` for Greek.
fn as_read_aloud(line: &str) -> String {
    let mut out = String::new();
    for c in line.chars().filter(|c| !"⟦⟧*\\`|<>[]#".contains(*c)) {
        let is_clients = ('\u{370}'..='\u{3FF}').contains(&c) || ('\u{1F00}'..='\u{1FFF}').contains(&c);
        match (is_clients, out.trim_end().ends_with('…')) {
            (true, true) => out.truncate(out.trim_end().len()),
            (true, false) => out.push('…'),
            (false, _) => out.push(c),
        }
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    words.join(" ").trim_start_matches("- ").to_owned()
}

#[test]
fn a_second_language_goes_through_the_whole_program() {
    let here = Sandbox::empty();
    for (path, text) in greek() {
        here.write(&path, text);
    }
    let run = |arguments: &[&str]| {
        let mut world = World::of_process();
        world.language = &PSEUDO;
        world.folder = here.root().to_owned();
        world.out = Box::new(std::fs::File::create(here.path(".out")).expect("a file"));
        world.width = 60;
        world.has_colour = false;
        assert_eq!(cli::run_in(arguments, &mut world), Status::Fine, "{arguments:?}");
        drop(world);
        here.read(".out")
    };
    run(&["tinystep", "report", "--as-of", AS_OF]);
    let mut pages = 0;
    for (name, bytes) in here.files("reports").into_iter().chain(here.files("helper-card")) {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let read = if name.ends_with(".json") {
            // Its form is the same in every language, its sentences are not.
            let WeekData { start_with, agenda, .. } = WeekData::from_json(text.as_bytes()).expect("a week");
            start_with.into_iter().chain(agenda).collect::<Vec<_>>().join("\n")
        } else {
            let (_, page) = text.split_once("-->").expect("a mark");
            if name.ends_with(".html") { read_of_html(page) } else { read_of_markdown(page) }
        };
        assert_eq!(left_over(&without_client(&read)), [] as [&str; 0], "{name}: {read}");
        pages += 1;
    }
    assert!(pages > 6, "{pages}");
    for arguments in [&["tinystep", "show", "--as-of", AS_OF][..], &["tinystep", "prompts", "--as-of", AS_OF]] {
        assert_eq!(left_over(&without_client(&without_block(&run(arguments)))), [] as [&str; 0], "{arguments:?}");
    }
}
