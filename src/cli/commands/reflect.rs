//! `tinystep reflect`: answers to a week's questions as a new note of the client. The questions are those of the page, so that
//! the answer is beside its question there, and nothing that is `none` gets into the note.

use std::fmt::Write as _;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::Command;

use chrono::NaiveDate;

use crate::build::Snapshot;
use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::journal_folder::require_or_offer_journal;
use crate::cli::new_notes::note_of_day::{refuse_folder_that_is_not_read, write_note_of_day};
use crate::cli::one_week::{SelectedWeek, WeekArguments};
use crate::cli::summary::path_from_journal;
use crate::cli::terminal::ask::Answer;
use crate::cli::word_argument::{read_free_text, word_choice_parser};
use crate::cli::world::{World, count_with_noun};
use crate::journal::{Settings, Share, View};
use crate::phrases::plain::one_plain_line;
use crate::report::model::{AskedQuestion, QuestionBasis};
use crate::text::fold;
use crate::week::Week;
use crate::{build, folder, render};

#[derive(clap::Args)]
#[command(after_help = "Examples:
  tinystep reflect
  tinystep reflect --week last
  tinystep reflect --answer \"It was easier with tea.\" --share full

The answers become a new note in reflections/. No note is changed.

Exit status: 0 fine; 2 wrong usage, or it could not run.")]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    week: WeekArguments,
    /// An answer; give one for each question that has none yet, in order, and "" for none. Without it, your editor opens at a
    /// terminal; elsewhere the answers are read from standard input, with a line `---` between them
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = read_free_text)]
    answer: Vec<String>,
    /// How much of the answers is shared [default: what journal.md says]
    #[arg(long, value_parser = word_choice_parser(Share::ALL))]
    share: Option<Share>,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let root = arguments.week.journal.root(world)?;
    require_or_offer_journal(root.path(), world)?;
    let SelectedWeek { snapshot, settings, journal, week, as_of } =
        arguments.week.read_week(&root, View::Shared, world)?;
    let (page, _) = build::build_week_report(&snapshot, &journal, week, as_of, &build::PhotoMaker::none());
    if page.questions.is_empty() {
        if !given_answers(arguments, world)?.iter().all(|answer| answer.trim().is_empty()) {
            return Err(CommandError::not_written("there are no questions in this week, so the answer has no place."));
        }
        writeln!(world.out, "There are no questions in this week, so there is nothing to answer.")?;
        return Ok(Status::Fine);
    }
    let today = arguments.week.journal.today(world);
    let earlier = EarlierAnswers::of_week(&snapshot, &settings, week, today);
    let asked = page.questions.iter().filter(|question| !earlier.has_answer_to(&question.text));
    let asked: Vec<&AskedQuestion> = asked.collect();
    let open: Vec<&str> = asked.iter().map(|question| question.text.as_str()).collect();
    let all = page.questions.len();
    let share_line = arguments.share.map(|share| format!("share: {}", share.word()));
    let head = render::answer_note_head(week, share_line.as_deref().unwrap_or(render::SHARE_AS_SET));
    let end = render::answer_note_end(page.where_to_turn.as_deref(), snapshot.language.phrases);
    let note = if arguments.answer.is_empty() && world.can_ask {
        let share = arguments.share.unwrap_or(settings.share);
        match (world.editor.clone(), &earlier.note) {
            (Some(editor), Some(earlier)) if arguments.share.is_none() => {
                return open_earlier_answers(&editor, root.path(), earlier, world);
            }
            _ if open.is_empty() => {
                earlier.print(world)?;
                writeln!(world.out, "Every question of this week has its answer. Nothing was written.")?;
                return Ok(Status::Fine);
            }
            (Some(editor), _) => {
                world.warn(&question_count_and_readers(open.len(), all, share))?;
                note_from_editor(&editor, &head, &open, &end)?
            }
            (None, _) => {
                earlier.print(world)?;
                world.warn(&question_count_and_readers(open.len(), all, share))?;
                note_with_answers(&head, &open, &ask_at_terminal(&asked, world)?)
            }
        }
    } else {
        let answers = given_answers(arguments, world)?;
        let is_answer = |answer: &&String| !answer.trim().is_empty();
        if arguments.answer.len() > open.len() || answers.iter().skip(open.len()).any(|answer| is_answer(&answer)) {
            return Err(too_many_answers(open.len(), all, earlier.note.as_deref()));
        }
        note_with_answers(&head, &open, &answers)
    };
    let Some(note) = note else {
        writeln!(world.out, "Nothing was answered, and nothing was written.")?;
        return Ok(Status::Fine);
    };
    let note = if note.contains(&end) { note } else { format!("{}\n\n{end}", note.trim_end()) };
    refuse_folder_that_is_not_read(root.path(), &settings, FOLDER)?;
    let path = write_note_of_day(root.path(), format!("{FOLDER}/{today}"), &note)?;
    world.print_made_note(&path_from_journal(root.path(), &path))?;
    print_who_reads_answers(arguments.share, settings.share, world)?;
    Ok(Status::Fine)
}

/// Who reads the answers, and the line that changes it; nothing if the note itself says it.
fn print_who_reads_answers(of_note: Option<Share>, of_settings: Share, world: &mut World) -> Result<(), CommandError> {
    match (of_note.unwrap_or(of_settings), of_note) {
        (Share::Full, None) => {
            world.print_sentence(
                "Your answers are on the page, for everybody who reads it. A line `share: none` keeps all of it.",
            )?;
        }
        (Share::None, None) => {
            world.print_sentence("Nobody else reads your answers. A line `share: full` puts them on the page.")?;
        }
        (Share::Summary, _) => {
            world.print_sentence(
                "A line `share: full` in it puts your answers on the page; `share: none` keeps all of it.",
            )?;
        }
        (Share::Full | Share::None, Some(_)) => {}
    }
    Ok(())
}

/// The error that there are more answers than questions without one. `earlier` is the note of the answers so far.
fn too_many_answers(open: usize, all: usize, earlier: Option<&str>) -> CommandError {
    let questions = count_with_noun(all, "question");
    if open == all {
        return CommandError::not_written(&format!("this week has {questions}, and there are more answers than that."));
    }
    let left = match open {
        0 => "each of them has an answer already".to_owned(),
        1 => "1 of them has no answer yet, and there are more answers than that".to_owned(),
        open => format!("{open} of them have no answer yet, and there are more answers than that"),
    };
    let place = earlier.map(crate::problem::draw::escape_controls);
    let place = place.map(|note| format!(" To change one, open {note}.")).unwrap_or_default();
    CommandError::not_written(&format!("this week has {questions}; {left}.{place}"))
}

/// Where the answers are written.
const FOLDER: &str = "reflections";

/// The answers by flags, or from standard input if nobody can be asked.
fn given_answers(arguments: &Arguments, world: &mut World) -> Result<Vec<String>, CommandError> {
    if !arguments.answer.is_empty() || world.can_ask {
        return Ok(arguments.answer.clone());
    }
    let mut text = String::new();
    world.input.read_to_string(&mut text)?;
    Ok(split_answers(&text))
}

/// The note with these answers, in the order of the questions; none if nothing was answered.
fn note_with_answers(head: &str, questions: &[&str], answers: &[String]) -> Option<String> {
    let mut note = head.to_owned();
    let mut any = false;
    for (question, answer) in questions.iter().zip(answers) {
        let answer = answer.trim();
        if answer.is_empty() {
            continue;
        }
        any = true;
        // The answer's own headings would end it. A `#tag` is not a heading.
        let is_heading =
            |line: &str| line.trim_start_matches('#').is_empty() || line.trim_start_matches('#').starts_with(' ');
        let lines: Vec<String> = answer
            .lines()
            .map(|line| match line.trim_start() {
                bare if bare.starts_with('#') && is_heading(bare) => format!("\\{bare}"),
                _ => line.to_owned(),
            })
            .collect();
        // Writing to a string cannot fail.
        let _ = write!(note, "## {question}\n\n{}\n\n", lines.join("\n"));
    }
    note.truncate(note.trim_end().len());
    any.then(|| note + "\n")
}

/// Answers from standard input, separated by lines `---`.
fn split_answers(text: &str) -> Vec<String> {
    let mut answers = vec![String::new()];
    for line in text.lines() {
        match answers.last_mut() {
            Some(last) if line.trim() != "---" => {
                last.push_str(line);
                last.push('\n');
            }
            _ => answers.push(String::new()),
        }
    }
    answers
}

/// How many questions there are, and who will read the answers.
fn question_count_and_readers(open: usize, all: usize, share: Share) -> String {
    let questions = match open {
        open if open == all => count_with_noun(all, "question"),
        1 => format!("1 of {all} questions has no answer yet"),
        open => format!("{open} of {all} questions have no answer yet"),
    };
    let readers = match share {
        Share::None => "Nobody else reads your answers.",
        Share::Summary => "Your answers are not on the page, unless the note says `share: full`.",
        Share::Full => "Your answers are on the page, for everybody who reads it.",
    };
    format!("{questions}. {readers}")
}

/// What the client has answered for this week so far.
struct EarlierAnswers {
    /// The note that was made here; the newest if there are several.
    note: Option<String>,
    /// The notes that have any.
    notes: Vec<String>,
    /// The questions with their answers, as they are written.
    answers: Vec<(String, String)>,
}

impl EarlierAnswers {
    fn of_week(snapshot: &Snapshot, settings: &Settings, week: Week, today: NaiveDate) -> EarlierAnswers {
        let journal = snapshot.assemble_journal(settings, today, View::Client);
        let reflections = journal.reflections_between(week.start(), week.end());
        let made_here = reflections.iter().map(|of| &*of.note).filter(|note| note.starts_with("reflections/"));
        let answers = reflections.iter().flat_map(|of| &of.answers).filter(|(_, answer)| !answer.trim().is_empty());
        EarlierAnswers {
            // `2026-11-22-2.md` comes after `2026-11-22.md`.
            note: made_here.max_by_key(|note| note.trim_end_matches(".md")).map(str::to_owned),
            notes: reflections.iter().filter(|of| !of.answers.is_empty()).map(|of| of.note.to_string()).collect(),
            answers: answers.cloned().collect(),
        }
    }

    fn has_answer_to(&self, question: &str) -> bool {
        self.answers.iter().any(|(answered, _)| fold(answered) == fold(question))
    }

    /// Shows them, and says where another answer will go: no note is changed.
    fn print(&self, world: &mut World) -> Result<(), CommandError> {
        for (question, answer) in &self.answers {
            let lines: Vec<String> = answer.trim().lines().map(|line| format!("  {line}")).collect();
            let shown = format!("{question}\n{}\n", lines.join("\n"));
            writeln!(world.err, "{}", crate::problem::draw::escape_controls_in_lines(&shown))?;
        }
        let notes: Vec<_> = self.notes.iter().map(|note| crate::problem::draw::escape_controls(note)).collect();
        if !notes.is_empty() {
            world.warn(&format!(
                "This is in {}, and stays as it is. A new answer gets a note of its own.",
                notes.join(" and ")
            ))?;
        }
        Ok(())
    }
}

/// Opens the note again, so that a person can continue. Only the editor writes.
fn open_earlier_answers(editor: &str, root: &Path, note: &str, world: &mut World) -> CommandResult {
    run_editor_to_success(editor, &root.join(note))?;
    writeln!(world.out, "opened  {}", crate::problem::draw::escape_controls(note))?;
    Ok(Status::Fine)
}

/// Runs the editor on a file, and reports what is wrong if it failed.
fn run_editor_to_success(editor: &str, file: &Path) -> Result<(), CommandError> {
    let ended = run_editor(editor, file);
    let editor = crate::problem::draw::escape_controls(editor);
    let change = "VISUAL or EDITOR names it; without one, the questions are asked here.";
    match ended {
        Ok(status) if status.success() => Ok(()),
        // What a shell returns for a program that does not exist, or is not a program.
        Ok(status) if matches!(status.code(), Some(126 | 127)) => {
            Err(CommandError::not_written(&format!("the editor `{editor}` could not be started. {change}")))
        }
        Ok(_) => Err(CommandError::not_written(&format!("the editor `{editor}` ended early."))),
        Err(error) => {
            Err(CommandError::not_written(&format!("the editor `{editor}` could not be started ({error}). {change}")))
        }
    }
}

/// One line for each question, asked at the terminal. Somebody who stops early keeps what was typed.
fn ask_at_terminal(questions: &[&AskedQuestion], world: &mut World) -> Result<Vec<String>, CommandError> {
    world.warn(
        "Answer one, or all, or none: an empty line goes on to the next. Ctrl+C stops, and keeps your answers so far.",
    )?;
    let mut answers: Vec<String> = Vec::new();
    for question in questions {
        let from = match &question.rests_on {
            QuestionBasis::Notes(notes) if !notes.is_empty() => {
                format!("\n{}", world.language.phrases.sentence_of_source(&one_plain_line(notes)))
            }
            _ => String::new(),
        };
        let asked = crate::problem::draw::escape_controls(&question.text).into_owned() + &from;
        match world.ask_line_keeping_typed(&asked, "") {
            Ok(Answer::Whole(answer)) => answers.push(answer),
            Ok(Answer::CutOff(answer)) => {
                answers.push(answer);
                break;
            }
            Err(CommandError::Stopped) => break,
            Err(error) => return Err(error),
        }
    }
    if answers.len() < questions.len() && answers.iter().all(String::is_empty) {
        return Err(CommandError::Stopped);
    }
    Ok(answers)
}

/// The note as it was left in the person's editor; none if no answer was written.
fn note_from_editor(editor: &str, head: &str, questions: &[&str], end: &str) -> Result<Option<String>, CommandError> {
    let prepared = render::empty_answer_note(head, questions.iter().copied(), end);
    // Outside the journal, so that a sync client or a watch never sees a note half written. Only this user can read it.
    let mut file = tempfile::Builder::new().prefix("tinystep-").suffix(".md").tempfile()?;
    file.write_all(prepared.as_bytes())?;
    file.flush()?;
    run_editor_to_success(editor, file.path())?;
    // Read by its name: many editors put a new file in place of this one.
    let bytes = folder::read_start(file.path(), folder::MAX_FILE_SIZE)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let same = |a: &str, b: &str| a.split_whitespace().eq(b.split_whitespace());
    Ok((!same(&text, &prepared) && !text.trim().is_empty()).then_some(text))
}

/// As git does it, so that `code --wait` works.
#[cfg(unix)]
fn run_editor(editor: &str, path: &Path) -> io::Result<std::process::ExitStatus> {
    Command::new("sh").arg("-c").arg(format!("{editor} \"$@\"")).arg(editor).arg(path).status()
}

#[cfg(not(unix))]
fn run_editor(editor: &str, path: &Path) -> io::Result<std::process::ExitStatus> {
    let mut words = editor.split_whitespace();
    Command::new(words.next().unwrap_or(editor)).args(words).arg(path).status()
}
