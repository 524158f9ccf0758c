//! `tinystep log`: what was done, in one line as in a daily note. The line becomes a new note of the client, and it is written
//! only if it counts: it is read first as the reports will read it.

use std::fmt::Write as _;
use std::io::Write as _;

use chrono::{Days, NaiveDate};

use crate::build::{self, Snapshot};
use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::journal_folder::{JournalOptions, read_journal_for_new_note};
use crate::cli::new_notes::beginning_of_name::lines_with_whole_names;
use crate::cli::new_notes::daily_note_names::daily_note_path;
use crate::cli::new_notes::entry_words::entry_in_words;
use crate::cli::new_notes::new_note::{
    errors_of_note, hints_of_note, print_joined_lines, print_note_hints, print_what_is_shown_differently,
};
use crate::cli::new_notes::note_of_day::{numbered_paths, refuse_folder_that_is_not_read, write_note_of_day};
use crate::cli::new_notes::plan_fields::link_refused_error;
use crate::cli::summary::path_from_journal;
use crate::cli::typed_day::{TypedDay, read_day_of_log};
use crate::cli::word_argument::word_choice_parser;
use crate::cli::world::World;
use crate::journal::{self, Barrier, Entry, IF_NO_PRACTICE, Journal, Plan, Share, View, find_separator_dash};
use crate::note::{box_at_start, quote_for_yaml};
use crate::problem::{Code, draw};
use crate::text::{fold, fold_key, with_single_spaces};
use crate::week::{Week, cap_at_day_after_week, count_week};

/// The folder of the notes that are made here, if no other program keeps daily notes.
const FOLDER: &str = "log";

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tinystep log voice memo
  tinystep log \"voice memo 7:35 3 min @kitchen, too big - noticed it early\"
  tinystep log walk --partly --yesterday --felt \"tired, then glad\"
  tinystep log walk --by Mom --helper noticed      the helper's own note

Exit status: 0 fine; 2 nothing was written, or the message says what was.")]
pub(in crate::cli) struct Arguments {
    /// The plan's name, or the beginning of one; around it a time, minutes, @place and a barrier, and after a dash your own words. Without it you are
    /// asked
    #[arg(add = crate::cli::plan_names::plan_name_completer())]
    text: Vec<String>,
    /// It was done in part
    #[arg(long, conflicts_with_all = ["not_done", "skip"])]
    partly: bool,
    /// It was not done
    #[arg(long, conflicts_with = "skip")]
    not_done: bool,
    /// The day was left out on purpose
    #[arg(long)]
    skip: bool,
    /// How it felt
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    felt: Option<String>,
    /// What got in the way; give one for each
    #[arg(long = "barrier", value_name = "WORDS", allow_hyphen_values = true)]
    barriers: Vec<String>,
    /// What the helper did: noticed, praised, warm
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    helper: Option<String>,
    /// A rating of the plan, such as ease=7; give one for each
    #[arg(long = "rate", value_name = "NAME=NUMBER", value_parser = read_rating)]
    ratings: Vec<(String, String)>,
    /// Who writes it, if that is the helper and not the client
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    by: Option<String>,
    /// Bring it up first in the session
    #[arg(long)]
    discuss: bool,
    /// How much of it is shared [default: what journal.md says]
    #[arg(long, value_parser = word_choice_parser(Share::ALL))]
    share: Option<Share>,
    /// The day on which it was done [default: today]
    #[arg(long, value_name = "DATE", value_parser = read_day_of_log, conflicts_with = "yesterday",
        allow_negative_numbers = true)]
    date: Option<TypedDay>,
    /// It was done yesterday
    #[arg(long)]
    yesterday: bool,
    #[command(flatten)]
    journal: JournalOptions,
}

impl Arguments {
    /// What was typed in a person's own words.
    fn texts(&self) -> impl Iterator<Item = &str> {
        let flags = self.felt.iter().chain(&self.barriers).chain(&self.helper).chain(&self.by);
        self.text.iter().chain(flags).map(String::as_str)
    }
}

fn read_rating(text: &str) -> Result<(String, String), String> {
    // A name may hold the sign too.
    match text.rsplit_once('=') {
        Some((name, number)) if !name.trim().is_empty() => Ok((with_single_spaces(name), with_single_spaces(number))),
        _ => Err("write the name, `=` and the number: ease=7".to_owned()),
    }
}

/// What goes into the note.
#[derive(Clone)]
struct LineToLog {
    mark: char,
    text: String,
    /// The plan that was chosen from the list.
    task: Option<String>,
    /// What is nested under it.
    fields: Vec<Field>,
}

#[derive(Clone)]
struct Field {
    name: String,
    value: String,
    is_rating: bool,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let (root, snapshot, settings) = read_journal_for_new_note(arguments.journal.folder(), world)?;
    let today = arguments.journal.today(world)?;
    let last_day = settings.cap_today_after_last_week_of_course(today);
    let (boxed, text) = mark_and_text_of_words(&arguments.text);
    let status = status_from_arguments(arguments);
    let mark = boxed.filter(|_| status == journal::Status::Done).unwrap_or_else(|| status.mark());
    let day = date_to_log(arguments, today, mark)?;
    refuse_unclear_mark(mark)?;
    refuse_unclear_arguments(arguments)?;
    let line = if text.is_empty() {
        ask(&snapshot.assemble_journal(&settings, today, View::Client), day, arguments, world)?
    } else {
        Some(LineToLog { mark, text, task: None, fields: fields_from_arguments(arguments) })
    };
    let Some(line) = line else {
        writeln!(world.out, "Nothing was noted, and nothing was written.")?;
        return Ok(Status::Fine);
    };
    let stem = match daily_note_path(root.path(), &settings, day) {
        Some(path) => path,
        None => {
            refuse_folder_that_is_not_read(root.path(), &settings, FOLDER)?;
            format!("{FOLDER}/{day}")
        }
    };
    let mut free_paths = (1..).zip(numbered_paths(stem.clone())).filter(|(_, path)| !snapshot.has_input_at(path));
    let (number, path) = free_paths.next().unwrap_or_default();
    let read_line = |line: LineToLog| {
        let note = note_text(day, number, &line, arguments);
        let after = snapshot.assemble_with_new_note(&settings, today, &path, &note);
        LineAndJournalWithIt { line, note, after }
    };
    let (read, is_completed) = with_whole_plan_name(read_line(line), &snapshot, (&path, day), &read_line)?;
    let LineAndJournalWithIt { line, note, after } = read;
    let entry = entry_of_line(&after, &path, day, &line)
        .and_then(|entry| match settings.cap_today_after_last_week_of_course(entry.date) < entry.date {
            true => Err(format!("the course is over by then, so {day} does not count.")),
            false => Ok(entry),
        })
        .and_then(|entry| match boxed {
            Some(_) => Ok(entry),
            None => refuse_done_and_forgotten(entry, &line).map(|()| entry),
        })
        .map_err(|why| CommandError::not_written(&why))?;
    let written = write_note_of_day(root.path(), stem, &note)?;
    world.print_path_of_made_note(&path_from_journal(root.path(), &written))?;
    if is_completed {
        // Only a part of the name was typed, so the person is shown which plan was understood.
        let shown: Vec<String> = note.lines().map(|line| format!("  {}", draw::escape_controls(line))).collect();
        writeln!(world.out, "{}", shown.join("\n"))?;
    }
    let understood = format!("{}: {}", entry.task, entry_in_words(entry, snapshot.language.phrases));
    world.print_sentence(&draw::escape_controls(&understood))?;
    print_joined_lines(arguments.texts(), world)?;
    print_what_is_passed_over(entry, &line, world)?;
    if entry.written_by.is_some() {
        world.print_sentence("It is shown as the helper's note, and never counted.")?;
    }
    print_note_hints(&after, &path, world)?;
    let plan = entry.plan.and_then(|plan| after.plans.get(plan));
    let is_hinted = after.problems.iter().any(|of| of.file == path && of.code == Code::BeforePlan);
    if let Some(plan) = plan.filter(|plan| !plan.runs_on(day) && entry.written_by.is_none() && !is_hinted) {
        world.print_sentence(&plan_not_running_message(plan, day))?;
    }
    let week = Week::containing(day, settings.week_starts);
    // With settings that cannot be read, nobody knows where the week begins.
    if week.start() > today || snapshot.settings.is_err() {
        return Ok(Status::Fine);
    }
    let as_of = cap_at_day_after_week(week, last_day);
    let (page, counted) = build::build_week_report(&snapshot, &after, week, as_of, &build::PhotoMaker::none());
    let of_plan = counted.plans.iter().zip(&page.plans).find(|(counted, _)| Some(counted.plan) == entry.plan);
    if let Some((_, plan)) = of_plan.filter(|_| entry.written_by.is_none()) {
        let count = snapshot.language.phrases.done_counts(&plan.tally);
        let which = if week.contains(today) { "This week" } else { "That week" };
        world.print_sentence(&format!("{which}: {count}."))?;
    }
    Ok(Status::Fine)
}

/// Refuses a box that does not say how it went.
fn refuse_unclear_mark(mark: char) -> Result<(), CommandError> {
    const KNOWN: [char; 5] = ['x', '/', '~', '-', '>'];
    match mark {
        ' ' => Err(CommandError::not_written(
            "an empty box says nothing yet. Write the line without it, or with --partly, --not-done or --skip.",
        )),
        mark if KNOWN.contains(&mark) => Ok(()),
        mark => Err(CommandError::not_written(&format!(
            "the box `[{}]` says nothing known. `[x]` is done, `[/]` partly, `[-]` not done, and `[>]` left out on purpose.",
            draw::escape_controls(&mark.to_string())
        ))),
    }
}

/// Refuses arguments that say nothing, or say two things.
fn refuse_unclear_arguments(arguments: &Arguments) -> Result<(), CommandError> {
    let rated: Vec<String> = arguments.ratings.iter().map(|(name, _)| fold_key(name)).collect();
    if let Some((_, twice)) =
        rated.iter().enumerate().find(|(n, name)| rated.iter().take(*n).any(|other| other == *name))
    {
        return Err(CommandError::Message(format!(
            "tinystep: `{}` is rated twice. Nothing was written.",
            draw::escape_controls(twice)
        )));
    }
    if let Some(by) = arguments.by.as_ref().filter(|by| by.contains("[[")) {
        return Err(link_refused_error("by", by));
    }
    if arguments.by.as_ref().is_some_and(|by| by.trim().is_empty()) {
        return Err(CommandError::Message("tinystep: --by needs the helper's name. Nothing was written.".to_owned()));
    }
    Ok(())
}

/// A line, its note, and the journal with that note.
struct LineAndJournalWithIt {
    line: LineToLog,
    note: String,
    after: Journal,
}

/// What was typed and is read as nothing: a mark of another program behind the words, a barrier that is none, a time without its
/// colon.
fn print_what_is_passed_over(entry: &Entry, line: &LineToLog, world: &mut World) -> Result<(), CommandError> {
    if let Some(number) = number_like_time(&line.text).filter(|_| entry.time.is_none()) {
        let time = number.replace('.', ":");
        world
            .print_sentence(&format!("`{number}` is read as a number, and passed over. The time would be `{time}`."))?;
    }
    if let Some(marks) = journal::marks_behind_words(&line.text) {
        world.print_sentence(&format!(
            "`{}` at the end is read as a mark of another program, and is no part of your words.",
            draw::escape_controls(marks)
        ))?;
    }
    let of_fields = line.fields.iter().map(|field| field.value.as_str());
    print_what_is_shown_differently(entry.words.as_deref().into_iter().chain(of_fields), world)?;
    for field in line.fields.iter().filter(|field| field.name == "barrier" && journal::is_no_barrier(&field.value)) {
        let value = draw::escape_controls(&field.value);
        world.print_sentence(&format!("`{value}` says that nothing got in the way, so no barrier is noted."))?;
    }
    Ok(())
}

/// The line with the whole name of the one plan that it begins, if it is not read unchanged; and whether that was so.
fn with_whole_plan_name(
    read: LineAndJournalWithIt,
    snapshot: &Snapshot,
    (path, day): (&str, NaiveDate),
    read_line: &dyn Fn(LineToLog) -> LineAndJournalWithIt,
) -> Result<(LineAndJournalWithIt, bool), CommandError> {
    if read.line.task.is_some() || entry_of_line(&read.after, path, day, &read.line).is_ok() {
        return Ok((read, false));
    }
    let completed = lines_with_whole_names(snapshot, &read.after, &read.line.text).into_iter().map(|completed| {
        let line = LineToLog { text: completed.text, task: Some(completed.task), ..read.line.clone() };
        read_line(line)
    });
    let (mut found, unread): (Vec<LineAndJournalWithIt>, Vec<LineAndJournalWithIt>) =
        completed.partition(|with| entry_of_line(&with.after, path, day, &with.line).is_ok());
    if found.is_empty() && hints_of_note(&read.after, path).next().is_none() {
        // With the whole name it is known which words beside it are no detail.
        found = unread;
    }
    let runs = |with: &LineAndJournalWithIt| {
        let is_it = |plan: &&Plan| with.line.task.as_ref().is_some_and(|task| fold(task) == fold(&plan.task));
        with.after.plans.iter().filter(is_it).any(|plan| plan.runs_on(day))
    };
    if found.len() > 1 && found.iter().any(runs) {
        found.retain(runs);
    }
    if found.len() > 1 {
        let names: Vec<String> = found
            .iter()
            .filter_map(|with| with.line.task.as_deref())
            .map(|task| format!("`{}`", draw::escape_controls(task)))
            .collect();
        return Err(CommandError::not_written(&format!(
            "several plans begin like `{}`: {}. Write more of the name.",
            draw::escape_controls(&read.line.text),
            names.join(", ")
        )));
    }
    Ok(found.pop().map_or((read, false), |found| (found, true)))
}

/// The day that the line is about. Only a skip can be noted ahead of its day.
fn date_to_log(arguments: &Arguments, today: NaiveDate, mark: char) -> Result<NaiveDate, CommandError> {
    let day = match (&arguments.date, arguments.yesterday) {
        (Some(day), _) => day.on(today)?,
        (None, true) => today.checked_sub_days(Days::new(1)).unwrap_or(today),
        (None, false) => today,
    };
    if day > today && mark != journal::Status::Skip.mark() {
        return Err(CommandError::Message(format!(
            "tinystep: {day} is still to come, so nothing was written. What you leave out on purpose can be noted ahead: --skip"
        )));
    }
    Ok(day)
}

/// What was typed as one line, and the mark of a box that was copied with it.
fn mark_and_text_of_words(words: &[String]) -> (Option<char>, String) {
    let text = with_single_spaces(&words.join(" "));
    let item = text.strip_prefix("- ").unwrap_or(&text);
    let boxed = item.strip_prefix('[').and_then(|_| box_at_start(item));
    match boxed.map(|(mark, len)| (mark, item[len..].trim_start())).filter(|(_, line)| !line.is_empty()) {
        Some((mark, line)) => (Some(mark.to_ascii_lowercase()), line.to_owned()),
        None => (None, text),
    }
}

/// That the plan does not run on the day, which counts as extra.
fn plan_not_running_message(plan: &Plan, day: NaiveDate) -> String {
    let task = draw::escape_controls(&plan.task);
    let is_paused = plan.pauses.iter().any(|pause| pause.first <= day && day <= pause.last);
    if is_paused {
        format!("{task} is paused on {day}. It is noted all the same.")
    } else if plan.start > day {
        format!("{task} begins on {}. It is noted all the same.", plan.start)
    } else {
        format!("{task} had ended before {day}. It is noted all the same.")
    }
}

fn status_from_arguments(arguments: &Arguments) -> journal::Status {
    match (arguments.partly, arguments.not_done, arguments.skip) {
        (true, ..) => journal::Status::Partly,
        (_, true, _) => journal::Status::NotDone,
        (.., true) => journal::Status::Skip,
        _ => journal::Status::Done,
    }
}

fn fields_from_arguments(arguments: &Arguments) -> Vec<Field> {
    let of = |name: &str, value: &str| {
        let value = with_single_spaces(value);
        (!value.is_empty()).then(|| Field { name: name.to_owned(), value, is_rating: false })
    };
    let felt = arguments.felt.iter().filter_map(|felt| of("felt", felt));
    let barriers = arguments
        .barriers
        .iter()
        .flat_map(|words| split_if_all_are_known_barriers(words))
        .filter_map(|barrier| of("barrier", barrier));
    let helper = arguments.helper.iter().filter_map(|helper| of("helper", helper));
    let rating =
        |(name, number): &(String, String)| Field { name: name.clone(), value: number.clone(), is_rating: true };
    let discuss = arguments.discuss.then(|| Field { name: "discuss".into(), value: "true".into(), is_rating: false });
    felt.chain(barriers).chain(helper).chain(discuss).chain(arguments.ratings.iter().map(rating)).collect()
}

/// Words of the list, with commas between them as in a line; any other words are one barrier.
fn split_if_all_are_known_barriers(words: &str) -> Vec<&str> {
    let parts: Vec<&str> = words.split(',').map(str::trim).collect();
    let is_known = |part: &&str| journal::BARRIERS.iter().any(|known| fold_key(known.name) == fold_key(part));
    if parts.iter().all(is_known) { parts } else { vec![words] }
}

/// The note: a day with one check box.
/// The note as text. `number` says which note of its day it is.
fn note_text(day: NaiveDate, number: usize, line: &LineToLog, arguments: &Arguments) -> String {
    let mut note = format!("---\nkind: day\ndate: {day}\n");
    if let Some(share) = arguments.share {
        let _ = writeln!(note, "share: {}", share.word());
    }
    if let Some(by) = arguments.by.as_deref().map(with_single_spaces).filter(|by| !by.is_empty()) {
        let _ = writeln!(note, "by: {}", quote_for_yaml(&by));
    }
    // Writing to a string does not go wrong.
    let _ = writeln!(note, "---\n- [{}] {}", line.mark, line.text);
    for Field { name, value, .. } in &line.fields {
        let value = if name == "barrier" { quote_as_one_barrier(value) } else { value.clone() };
        let _ = writeln!(note, "  - {name}: {value}");
    }
    if number > 1 {
        // Who does the same twice a day logs it twice. A note with the very text of another one would be taken for its copy.
        let _ = writeln!(note, "<!-- Note {number} of this day. -->");
    }
    note
}

/// A barrier written so that it is read as one: commas and brackets would make a list.
fn quote_as_one_barrier(words: &str) -> String {
    if words.contains(',') || words.starts_with(['[', '"']) || words.ends_with(']') {
        format!("\"{words}\"")
    } else {
        words.to_owned()
    }
}

/// The entry that the new note gives, or why it gives none and what to write instead.
fn entry_of_line<'a>(after: &'a Journal, path: &str, day: NaiveDate, line: &LineToLog) -> Result<&'a Entry, String> {
    if let Some(errors) = errors_of_note(after, path) {
        return Err(errors);
    }
    let mut entries = after.entries.iter().filter(|entry| *entry.note == *path && entry.plan.is_some());
    let entry = entries.next();
    if entries.next().is_some() {
        return Err("this names more than one plan, perhaps by a #tag.".to_owned());
    }
    let Some(entry) = entry.filter(|entry| line.task.as_ref().is_none_or(|task| fold(task) == fold(&entry.task)))
    else {
        if let Some(word) = todo_word_at_start(&line.text) {
            return Err(format!(
                "`{word}` says that it is still to do. Write the line without it, or with --partly, --not-done or --skip."
            ));
        }
        if let Some(word) = impossible_time(&line.text) {
            return Err(format!(
                "`{}` is no time of the day. Write one from 0:00 to 23:59.",
                draw::escape_controls(word)
            ));
        }
        return Err(match (hints_of_note(after, path).next(), overriding_note_of_day(after, day, &line.text)) {
            // Advice on what to write into a plan does not help somebody who is noting something.
            (Some(hint), _) => {
                let of_day = if hint.contains(" into the note of ") {
                    "For another day: --yesterday, or --date DATE."
                } else {
                    ""
                };
                let help = hint.split(IF_NO_PRACTICE).next().unwrap_or_default();
                format!("{} {of_day}", help.trim_end()).trim_end().to_owned()
            }
            (None, Some(note)) => {
                format!("{note} tells of it on {day}, and no further line counts beside it. Write it there.")
            }
            (None, None) => no_plan_message(after, &line.text) + &unread_notes_words(after),
        });
    };
    if let Some(name) = unread_rating(entry, line) {
        return Err(unread_rating_message(after, entry, name));
    }
    match line.fields.iter().find(|field| !is_read_as_typed(entry, field)) {
        Some(Field { name, value, .. }) => Err(format!(
            "--{name} `{}` would not be read as you typed it. Say it in plain words, without quotes or brackets.",
            draw::escape_controls(value)
        )),
        None => Ok(entry),
    }
}

/// Logseq's word for what is still to do, at the start of a line.
fn todo_word_at_start(text: &str) -> Option<&str> {
    const WORDS: [&str; 4] = ["TODO", "LATER", "NOW", "DOING"];
    text.split_once(' ').map(|(first, _)| first).filter(|first| WORDS.contains(first))
}

/// What to ask about a line without a box that says it was forgotten: nobody could tell whether it was done.
fn refuse_done_and_forgotten(entry: &Entry, line: &LineToLog) -> Result<(), String> {
    let is_forgotten = |barrier: &Barrier| matches!(barrier, Barrier::Known(known) if known.name == "forgot");
    if entry.status != journal::Status::Done || !entry.barriers.iter().any(is_forgotten) {
        return Ok(());
    }
    Err(format!(
        "`{}` says that it was forgotten, and it would count as done. If it was not done, add --not-done. If it was, put \
         `forgot` behind a dash, or take it out.",
        draw::escape_controls(&line.text)
    ))
}

/// What stands before the dash behind which nothing is read.
fn words_before_dash(text: &str) -> &str {
    find_separator_dash(text).map_or(text, |(at, _)| text.get(..at).unwrap_or(text))
}

/// A word before the dash that is written as a time and is none: `25:00`.
fn impossible_time(text: &str) -> Option<&str> {
    let line = words_before_dash(text);
    let is_impossible = |word: &&str| {
        let number = |digits: &str| digits.parse::<u32>().ok().filter(|_| digits.len() <= 2);
        let parts = word.split_once(':').and_then(|(hours, minutes)| Some((number(hours)?, number(minutes)?)));
        parts.is_some_and(|(hours, minutes)| minutes > 59 || hours > 24 || (hours == 24 && minutes > 0))
    };
    line.split([' ', ',']).find(is_impossible)
}

/// A number before the dash that may be meant as a time, and is no part of a length: `7.35`.
fn number_like_time(text: &str) -> Option<&str> {
    let mut words = words_before_dash(text).split([' ', ',']).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let is_below = |digits: &str, most: u8| digits.parse::<u8>().is_ok_and(|number| number < most);
        let is_time = word.split_once('.').is_some_and(|(hours, minutes)| {
            minutes.len() == 2 && hours.len() <= 2 && is_below(hours, 24) && is_below(minutes, 60)
        });
        if is_time && !words.peek().is_some_and(|next| next.starts_with(char::is_alphabetic)) {
            return Some(word);
        }
    }
    None
}

/// Whether the words of a field come back as they are.
fn is_read_as_typed(entry: &Entry, field: &Field) -> bool {
    match field.name.as_str() {
        _ if field.is_rating => true,
        "felt" => entry.felt.as_ref() == Some(&field.value),
        "barrier" if journal::is_no_barrier(&field.value) => true,
        "barrier" => entry.barriers.iter().any(|barrier| match barrier {
            Barrier::Known(known) => fold_key(known.name) == fold_key(&field.value),
            Barrier::Other(words) => *words == field.value,
        }),
        _ => true,
    }
}

/// A number that was given and that the plan does not ask for.
fn unread_rating<'a>(entry: &Entry, line: &'a LineToLog) -> Option<&'a str> {
    let is_read = |name: &str| entry.ratings.iter().any(|(of, _)| fold_key(of) == fold_key(name));
    line.fields.iter().filter(|field| field.is_rating).map(|field| field.name.as_str()).find(|name| !is_read(name))
}

fn unread_rating_message(journal: &Journal, entry: &Entry, name: &str) -> String {
    let rated: Vec<&str> = entry
        .plan
        .and_then(|plan| journal.plans.get(plan))
        .map(|plan| plan.rate.iter().map(|rated| rated.name.as_str()).collect())
        .unwrap_or_default();
    let (task, name) = (draw::escape_controls(&entry.task), draw::escape_controls(name));
    match rated.as_slice() {
        [] => format!("`{task}` is not rated, so `{name}` would be lost. `rate: [{name}]` in its plan asks for it."),
        rated => format!("`{task}` is not rated by `{name}`. Its plan asks for: {}.", rated.join(", ")),
    }
}

/// The note because of which no line of this plan and day counts: an entry note, or the plan's own note with a log.
fn overriding_note_of_day(journal: &Journal, day: NaiveDate, text: &str) -> Option<String> {
    let text = fold(text);
    let names = |task: &str| {
        let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        text.match_indices(task).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + task.len()..]);
            !is_part(before.chars().next_back()) && !is_part(after.chars().next())
        })
    };
    let is_named = |entry: &&Entry| entry.date == day && entry.plan.is_some() && names(&fold(&entry.task));
    journal.entries.iter().find(is_named).map(|entry| draw::escape_controls(&entry.note).into_owned())
}

fn no_plan_message(journal: &Journal, text: &str) -> String {
    const MOST_NAMES: usize = 8;
    let mut names: Vec<String> =
        journal.plans.iter().map(|plan| format!("`{}`", draw::escape_controls(&plan.task))).collect();
    names.dedup();
    let first = names.first().map_or("", |name| name.trim_matches('`')).to_owned();
    if names.len() > MOST_NAMES {
        let more = names.len() - MOST_NAMES;
        names.truncate(MOST_NAMES);
        names.push(format!("{more} more"));
    }
    let text = draw::escape_controls(text);
    match names.as_slice() {
        [] => format!("`{text}` names no plan, and there is no plan yet. Make one first: `tinystep plan`."),
        names => format!(
            "`{text}` names no plan, or has words beside it that are read as no detail. The plans are {}. Your own words go \
             behind a dash: `{first} - it was cold`. For another day: --yesterday, or --date DATE.",
            names.join(", ")
        ),
    }
}

/// That the plan may be in a note that cannot be read.
fn unread_notes_words(journal: &Journal) -> String {
    match journal.left_out_count {
        0 => String::new(),
        1 => " One note cannot be read, which may be its plan: `tinystep check` names it.".to_owned(),
        many => format!(" {many} notes cannot be read, and one of them may be its plan: `tinystep check` names them."),
    }
}

/// The plans that run on a day: those with an occasion on it first.
fn plans_of_day(journal: &Journal, week: Week, day: NaiveDate) -> Vec<&Plan> {
    let counted = count_week(journal, week, day);
    let of_day = counted.plans.iter().filter_map(|plan| {
        let is_planned = plan.days.iter().any(|of| of.date == day && of.planned > 0);
        Some((!is_planned, journal.plans.get(plan.plan)?))
    });
    let mut running: Vec<(bool, &Plan)> = of_day.filter(|(_, plan)| plan.runs_on(day)).collect();
    running.sort_by_key(|(is_other, _)| *is_other);
    running.into_iter().map(|(_, plan)| plan).collect()
}

/// Asks what was done and how it went. None if nothing is answered.
fn ask(
    journal: &Journal,
    day: NaiveDate,
    arguments: &Arguments,
    world: &mut World,
) -> Result<Option<LineToLog>, CommandError> {
    if !world.can_ask {
        return Err(CommandError::Message(
            "tinystep: say what was done, as in: tinystep log voice memo 7:35 - it was short".to_owned(),
        ));
    }
    let week = Week::containing(day, journal.settings.week_starts);
    let plans = plans_of_day(journal, week, day);
    if plans.is_empty() {
        return Err(CommandError::Message(format!("tinystep: no plan runs on {day}, so there is nothing to note.")));
    }
    let way_back = world.how_to_go_back();
    world.warn(&format!("{way_back} Ctrl+C stops, and nothing is written."))?;
    let tasks: Vec<String> = plans.iter().map(|plan| plan.task.clone()).collect();
    let chosen = match tasks.as_slice() {
        [_] => Some(0),
        _ => world.ask_choice("What was it?", &tasks)?,
    };
    let Some(plan) = chosen.and_then(|n| plans.get(n)) else {
        return Ok(None);
    };
    let status = if arguments.partly || arguments.not_done || arguments.skip {
        status_from_arguments(arguments)
    } else {
        let keys = [('d', "done"), ('p', "partly"), ('n', "not done"), ('s', "left out on purpose")];
        let question = match tasks.as_slice() {
            [only] => format!("{}: how did it go?", draw::escape_controls(only)),
            _ => "How did it go?".to_owned(),
        };
        match world.ask_key(&question, &keys)? {
            'p' => journal::Status::Partly,
            'n' => journal::Status::NotDone,
            's' => journal::Status::Skip,
            _ => journal::Status::Done,
        }
    };
    let mut fields = fields_from_arguments(arguments);
    if matches!(status, journal::Status::Partly | journal::Status::NotDone) && arguments.barriers.is_empty() {
        let value = world.ask_line("What got in the way? Enter skips it.", "")?;
        if !value.is_empty() {
            fields.push(Field { name: "barrier".to_owned(), value, is_rating: false });
        }
    }
    let words = world.ask_line("A few words, or nothing:", "")?;
    let task = with_single_spaces(&plan.task);
    let text = if words.is_empty() { task.clone() } else { format!("{task} - {words}") };
    Ok(Some(LineToLog { mark: status.mark(), text, task: Some(plan.task.clone()), fields }))
}
