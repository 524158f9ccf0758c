//! `tinystep reflect`: answers to a week's questions as a new note of the client. The questions are those of the page, so that
//! the answer is beside its question there, and nothing that is `none` gets into the note.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};

use chrono::{Datelike as _, NaiveDate};

use crate::build::Snapshot;
use crate::cli::error::{CommandError, CommandResult, Status};
use crate::cli::journal_folder::load;
use crate::cli::new_notes::new_note::{errors_of_note, print_what_is_shown_differently};
use crate::cli::new_notes::note_of_day::{refuse_folder_that_is_not_read, write_note_of_day};
use crate::cli::one_week::{SelectedWeek, WeekArguments};
use crate::cli::summary::path_from_journal;
use crate::cli::terminal::ask::WholeOrCutOffAnswer;
use crate::cli::terminal::editor::{SavedDraft, edit_note, edit_text};
use crate::cli::terminal::stop_signals::HeldSignals;
use crate::cli::word_argument::word_choice_parser;
use crate::cli::world::{World, count_with_noun};
use crate::journal::{Journal, Settings, Share, View, with_escaped_marks};
use crate::phrases::plain::one_plain_line;
use crate::problem::draw;
use crate::report::model::{AskedQuestion, QuestionBasis};
use crate::text::fold;
use crate::week::Week;
use crate::{build, render};

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
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    answer: Vec<String>,
    /// How much of the answers is shared [default: what journal.md says]
    #[arg(long, value_parser = word_choice_parser(Share::ALL))]
    share: Option<Share>,
}

pub(super) fn run(arguments: &Arguments, world: &mut World) -> CommandResult {
    let root = arguments.week.journal.journal_to_write(world)?;
    let (selected, is_guessed) = arguments.week.read_week_for_new_note(&root, world)?;
    let SelectedWeek { snapshot, settings, journal, week, as_of } = selected;
    // Settings that nobody can read may keep everything: then the note says so itself.
    let own_share = if is_guessed { Some(Share::None) } else { arguments.share };
    let (page, _) = build::build_week_report(&snapshot, &journal, week, as_of, &build::PhotoMaker::none());
    if page.questions.is_empty() {
        if !given_answers(arguments, world)?.iter().all(|answer| answer.trim().is_empty()) {
            return Err(CommandError::not_written("there are no questions in this week, so the answer has no place."));
        }
        writeln!(world.out, "There are no questions in this week, so there is nothing to answer.")?;
        return Ok(Status::Fine);
    }
    refuse_folder_that_is_not_read(root.path(), &settings, FOLDER)?;
    let today = arguments.week.journal.today(world)?;
    let earlier = EarlierAnswers::of_week(&snapshot, &settings, week, today);
    if let (Some(editor), Some(note)) = (world.editor.clone(), &earlier.note)
        && arguments.opens_editor(world)
        && arguments.share.is_none()
    {
        // So that a person can continue. Only the editor writes.
        edit_note(&editor, &root.path().join(note))?;
        writeln!(world.out, "opened  {}", draw::escape_controls(note))?;
        let after = load(&root, world)?.assemble_journal(&settings, today, View::Client);
        return refuse_unread_answers(&after, note).map(|()| Status::Fine);
    }
    let share_line = own_share.map(|share| format!("share: {}", share.word()));
    // Without the day on which weeks begin, a date in the middle still names the week.
    let within = week.end().min(as_of);
    let first = if is_guessed { Week::containing(within, within.weekday()) } else { week };
    let prepared = PreparedNote {
        head: render::answer_note_head(first, share_line.as_deref().unwrap_or(render::SHARE_AS_SET)),
        end: render::answer_note_end(page.where_to_turn.as_deref(), snapshot.language.phrases),
    };
    // Until the answers are a note, nothing that ends the program may lose them.
    let _held = arguments.asks(world).then(HeldSignals::new);
    let asked = page.questions.iter().filter(|question| !earlier.has_answer_to(&question.text)).collect();
    let questions = Questions { asked, all: page.questions.len(), share: own_share.unwrap_or(settings.share) };
    let Some(answered) = collect_answers(arguments, &prepared, &questions, &earlier, world)? else {
        return Ok(Status::Fine);
    };
    let note = answered.note;
    let path = match (write_note_of_day(root.path(), format!("{FOLDER}/{today}"), &note), answered.draft) {
        (Ok(path), _) => path,
        (Err(CommandError::Message(why)), Some(draft)) => {
            let place = draft.keep();
            return Err(CommandError::Message(format!("{}\n\nIt is kept in {place} too.", why.trim_end())));
        }
        (Err(error), _) => return Err(error),
    };
    let path = path_from_journal(root.path(), &path);
    world.print_path_of_made_note(&path)?;
    let after = snapshot.assemble_with_new_note(&settings, today, &path, &note);
    refuse_unread_answers(&after, &path)?;
    let shared = snapshot.assemble_shared_with_new_note(&settings, today, &path, &note);
    let kept_back = AnswersKeptBack::of(&after, &shared, &path);
    let of_note = after.reflections.iter().filter(|of| *of.note == *path).flat_map(|of| &of.answers);
    print_what_is_shown_differently(of_note.map(|(_, answer)| answer.as_str()), world)?;
    if is_guessed {
        world.print_sentence(
            "It says `share: none`, since journal.md cannot be read. Take that line out if you like.",
        )?;
    } else {
        print_who_reads_answers(arguments.share, settings.share, kept_back, world)?;
    }
    Ok(Status::Fine)
}

/// How many of the answers of a note say themselves that they are private.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AnswersKeptBack {
    None,
    Some,
    All,
}

impl AnswersKeptBack {
    fn of(as_client: &Journal, as_shared: &Journal, note: &str) -> AnswersKeptBack {
        let answers = |journal: &Journal| -> usize {
            journal.reflections.iter().filter(|of| *of.note == *note).map(|of| of.answers.len()).sum()
        };
        match (answers(as_client), answers(as_shared)) {
            (_, 0) => AnswersKeptBack::All,
            (all, shown) if shown < all => AnswersKeptBack::Some,
            _ => AnswersKeptBack::None,
        }
    }
}

impl Arguments {
    /// Whether a person answers now, in an editor or here.
    fn asks(&self, world: &World) -> bool {
        self.answer.is_empty() && world.can_ask
    }

    fn opens_editor(&self, world: &World) -> bool {
        self.asks(world) && world.editor.is_some()
    }
}

/// What stands around the answers in the note.
struct PreparedNote {
    head: String,
    end: String,
}

/// The questions that have no answer yet, of how many, and how much of the answers will be shared.
struct Questions<'a> {
    asked: Vec<&'a AskedQuestion>,
    all: usize,
    share: Share,
}

/// The text of the new note, and the file that an editor saved it in.
struct AnsweredNote {
    note: String,
    draft: Option<SavedDraft>,
}

/// The note with the answers: from the editor, by questions here, from flags or from standard input. None if there is nothing to
/// write, which is said.
fn collect_answers(
    arguments: &Arguments,
    prepared: &PreparedNote,
    questions: &Questions,
    earlier: &EarlierAnswers,
    world: &mut World,
) -> Result<Option<AnsweredNote>, CommandError> {
    let open: Vec<&str> = questions.asked.iter().map(|question| question.text.as_str()).collect();
    let PreparedNote { head, end } = prepared;
    let (note, draft) = if arguments.asks(world) {
        if open.is_empty() {
            earlier.print(world)?;
            writeln!(world.out, "Every question of this week has its answer. Nothing was written.")?;
            return Ok(None);
        }
        let readers = question_count_and_readers(open.len(), questions.all, questions.share);
        match world.editor.clone() {
            Some(editor) => {
                world.warn(&readers)?;
                let saved = edit_text(&editor, &render::empty_answer_note(head, open.iter().copied(), end), world)?;
                (saved.as_ref().map(|saved| saved.text.clone()), saved)
            }
            None => {
                earlier.print(world)?;
                world.warn(&readers)?;
                (note_with_answers(head, &open, &ask_at_terminal(&questions.asked, world)?), None)
            }
        }
    } else {
        let answers = given_answers(arguments, world)?;
        let is_answer = |answer: &&String| !answer.trim().is_empty();
        if arguments.answer.len() > open.len() || answers.iter().skip(open.len()).any(|answer| is_answer(&answer)) {
            return Err(too_many_answers(open.len(), questions.all, earlier.note.as_deref()));
        }
        (note_with_answers(head, &open, &answers), None)
    };
    let Some(note) = note else {
        writeln!(world.out, "Nothing was answered, and nothing was written.")?;
        return Ok(None);
    };
    let note = if note.contains(end) { note } else { format!("{}\n\n{end}", note.trim_end()) };
    Ok(Some(AnsweredNote { note, draft }))
}

/// Who reads the answers, and the line that changes it; nothing if the note itself says it.
fn print_who_reads_answers(
    of_note: Option<Share>,
    of_settings: Share,
    kept_back: AnswersKeptBack,
    world: &mut World,
) -> Result<(), CommandError> {
    match (of_note.unwrap_or(of_settings), of_note) {
        (Share::Full, _) if kept_back == AnswersKeptBack::All => {
            world.print_sentence("Nobody else reads your answers: something in them keeps them back.")?;
        }
        (Share::Full, _) if kept_back == AnswersKeptBack::Some => {
            world.print_sentence(
                "Some of your answers are kept back, since something in them says so. The others are on the page.",
            )?;
        }
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
    let place = earlier.map(draw::escape_controls);
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
    let mut bytes = Vec::new();
    world.input.read_to_end(&mut bytes)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(split_answers(&text)),
        Err(_) => Err(CommandError::not_written("the answers are not written in UTF-8. Save them so, and try again.")),
    }
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
        // Writing to a string cannot fail.
        let _ = write!(note, "## {question}\n\n{}\n\n", with_escaped_marks(answer));
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
            writeln!(world.err, "{}", draw::escape_controls_in_lines(&shown))?;
        }
        let notes: Vec<_> = self.notes.iter().map(|note| draw::escape_controls(note)).collect();
        if !notes.is_empty() {
            world.warn(&format!(
                "This is in {}, and stays as it is. A new answer gets a note of its own.",
                notes.join(" and ")
            ))?;
        }
        Ok(())
    }
}

/// The error that the answers in a note are not found, if its front matter was damaged in the editor. The words stay.
fn refuse_unread_answers(after: &Journal, note: &str) -> Result<(), CommandError> {
    let why = match errors_of_note(after, note) {
        Some(why) => why,
        None if after.reflections.iter().any(|of| *of.note == *note) => return Ok(()),
        None => {
            "Its first lines must be as they were: `---`, `kind: reflection`, `week:` with a date, `---`.".to_owned()
        }
    };
    Err(CommandError::Message(format!(
        "tinystep: {} has your words, but it is not read as answers yet. {why} Open it and mend it.",
        draw::escape_controls(note)
    )))
}

/// One line for each question, asked at the terminal. Somebody who stops early keeps what was typed.
fn ask_at_terminal(questions: &[&AskedQuestion], world: &mut World) -> Result<Vec<String>, CommandError> {
    let way_back = world.how_to_go_back();
    world.warn(&format!(
        "Answer one, or all, or none: an empty line goes on to the next. {way_back} Ctrl+C stops, and keeps your answers so \
         far.",
    ))?;
    // From the first question to the last, so that a key between two of them is neither shown twice nor taken by the terminal.
    let _quiet = world.quiet_terminal_if_keys_are_read();
    let phrases = world.language.phrases;
    let asked_text = |question: &AskedQuestion| {
        let from = match &question.rests_on {
            QuestionBasis::Notes(notes) if !notes.is_empty() => {
                format!("\n{}", phrases.sentence_of_source(&one_plain_line(notes)))
            }
            _ => String::new(),
        };
        draw::escape_controls(&question.text).into_owned() + &from
    };
    let mut answers: Vec<String> = Vec::new();
    for question in questions {
        match world.ask_line_keeping_typed(&asked_text(question)) {
            Ok(WholeOrCutOffAnswer::Whole(answer)) => answers.push(answer),
            Ok(WholeOrCutOffAnswer::CutOff(answer)) => {
                answers.push(answer);
                break;
            }
            Err(CommandError::Stopped) => break,
            Err(error) => return Err(error),
        }
    }
    let is_cut_off = answers.len() < questions.len();
    // Who had gone back has answered later questions too.
    for question in questions.iter().skip(answers.len()) {
        answers.push(world.answer_to_come(&asked_text(question)).unwrap_or_default());
    }
    if is_cut_off && answers.iter().all(String::is_empty) {
        return Err(CommandError::Stopped);
    }
    Ok(answers)
}
