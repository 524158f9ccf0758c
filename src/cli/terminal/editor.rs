//! A text that a person writes in their own editor. What the editor saved is never deleted before it is a note.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use tempfile::TempPath;

use crate::cli::error::CommandError;
use crate::cli::terminal::stop_signals::{self, HeldSignals};
use crate::cli::world::{World, printable_path};
use crate::folder;
use crate::problem::draw;

/// Nobody has read the questions and closed the editor after so short a time: it has a window of its own, and did not wait.
const AT_ONCE: Duration = Duration::from_secs(3);
/// How often it is looked whether the editor has ended.
const PAUSE: Duration = Duration::from_millis(50);
/// How long an editor may take to end after the terminal was closed.
const LONGEST_END: Duration = Duration::from_secs(1);

/// How an editor ended.
enum EditorEnd {
    Ended(ExitStatus),
    /// The terminal was closed or the program was told to end, and the editor is still there.
    StillOpen,
}

/// A text outside the journal that an editor opens, so that a sync client or a watch never sees a note half written. Only this user
/// can read it. It is deleted with this value.
pub(crate) struct Draft {
    path: TempPath,
    prepared: String,
}

/// What a person saved, and the draft that still has it.
pub(crate) struct SavedDraft {
    pub text: String,
    draft: Draft,
}

impl SavedDraft {
    /// Leaves the file where it is, and says where.
    pub(crate) fn keep(self) -> String {
        self.draft.keep()
    }
}

impl Draft {
    fn create(prepared: &str) -> io::Result<Draft> {
        let mut file = tempfile::Builder::new().prefix("tinystep-").suffix(".md").tempfile()?;
        file.write_all(prepared.as_bytes())?;
        file.flush()?;
        Ok(Draft { path: file.into_temp_path(), prepared: prepared.to_owned() })
    }

    /// The text as it was saved; none if it says nothing that was not prepared.
    fn saved_text(&self) -> io::Result<Option<String>> {
        // Read by its name: many editors put a new file in place of this one.
        let bytes = folder::read_start(&self.path, folder::MAX_FILE_SIZE)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let is_prepared = text.split_whitespace().eq(self.prepared.split_whitespace());
        Ok((!is_prepared && !text.trim().is_empty()).then_some(text))
    }

    fn keep(self) -> String {
        let place = printable_path(&self.path);
        let _ = self.path.keep();
        place
    }

    /// The error that no note was made, which says where the words are.
    fn keep_and_make_error(self, why: &str) -> CommandError {
        let place = self.keep();
        CommandError::Message(format!(
            "tinystep: {why} No note was made. What you saved is kept in {place}. To make it your note, move that file into \
             the folder reflections/ of your journal."
        ))
    }
}

/// The text as a person leaves it in their editor; none if nothing was written. Hold the signals as long as it is not a note.
pub(crate) fn edit_text(editor: &str, prepared: &str, world: &mut World) -> Result<Option<SavedDraft>, CommandError> {
    let draft = Draft::create(prepared)?;
    let since = Instant::now();
    let ended = run_editor(editor, &draft.path);
    let came_back_at_once = since.elapsed() < AT_ONCE;
    let saved = match draft.saved_text() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(CommandError::not_written("the editor has removed the file with the questions."));
        }
        read => read?,
    };
    if let Err(why) = editor_failure(editor, ended) {
        return Err(match saved {
            Some(_) => draft.keep_and_make_error(&why),
            None => CommandError::not_written(&why),
        });
    }
    let saved = match saved {
        None if came_back_at_once && !stop_signals::must_end() => return wait_for_window(draft, world),
        saved => saved,
    };
    Ok(saved.map(|text| SavedDraft { text, draft }))
}

/// An editor with a window of its own may still be open: the person says when the answers are saved.
fn wait_for_window(draft: Draft, world: &mut World) -> Result<Option<SavedDraft>, CommandError> {
    let place = printable_path(&draft.path);
    let mut question =
        "The editor came back at once, and nothing is saved yet. If it is open in a window of its own, write and \
                        save there. Then go on here."
            .to_owned();
    loop {
        world.close_way_back();
        let answer = world.ask_key(&question, &[('s', "it is saved"), ('n', "no answers")]);
        // Gone means that the editor, or the person, has removed it.
        match (draft.saved_text().unwrap_or_default(), answer) {
            (Some(text), Ok('s')) => return Ok(Some(SavedDraft { text, draft })),
            (Some(_), Ok(_)) => {
                return Err(draft.keep_and_make_error("you said that there are no answers, and something is saved."));
            }
            (Some(text), Err(CommandError::Stopped)) if stop_signals::must_end() => {
                return Ok(Some(SavedDraft { text, draft }));
            }
            (Some(_), Err(_)) => return Err(draft.keep_and_make_error("stopped.")),
            (None, Ok('s')) => question = format!("Nothing is saved in {place} yet. Save there, then go on here."),
            (None, Ok(_)) => return Ok(None),
            (None, Err(CommandError::Stopped)) => {
                return Err(CommandError::Message(format!(
                    "tinystep: stopped, and no note was made. If the editor is still open, what you save stays in {}.",
                    draft.keep()
                )));
            }
            (None, Err(error)) => return Err(error),
        }
    }
}

/// Opens a note of the journal. Only the editor writes.
pub(crate) fn edit_note(editor: &str, file: &Path) -> Result<(), CommandError> {
    let _held = HeldSignals::new();
    let read = || folder::read_start(file, folder::MAX_FILE_SIZE).ok();
    let before = read();
    editor_failure(editor, run_editor(editor, file)).map_err(|why| match read() == before {
        true => CommandError::not_written(&why),
        false => CommandError::Message(format!("tinystep: {why} What it saved is in {}.", printable_path(file))),
    })
}

/// Why an editor did not do its work, in a sentence.
fn editor_failure(editor: &str, ended: io::Result<EditorEnd>) -> Result<(), String> {
    let editor = draw::escape_controls(editor);
    let change = "VISUAL or EDITOR names it; without one, the questions are asked here.";
    match ended {
        Ok(EditorEnd::StillOpen) => Ok(()),
        // It ended because the terminal was closed.
        Ok(EditorEnd::Ended(_)) if stop_signals::must_end() => Ok(()),
        Ok(EditorEnd::Ended(status)) if status.success() => Ok(()),
        // What a shell returns for a program that does not exist, or is not a program.
        Ok(EditorEnd::Ended(status)) if matches!(status.code(), Some(126 | 127)) => {
            Err(format!("the editor `{editor}` could not be started. {change}"))
        }
        Ok(EditorEnd::Ended(_)) => Err(format!("the editor `{editor}` ended with an error.")),
        Err(error) => Err(format!("the editor `{editor}` could not be started ({error}). {change}")),
    }
}

/// Runs the editor until it ends. Ctrl+C is for the editor alone.
fn run_editor(editor: &str, path: &Path) -> io::Result<EditorEnd> {
    let mut running = start_editor(editor, path)?;
    let mut told_to_end: Option<Instant> = None;
    loop {
        if let Some(status) = running.try_wait()? {
            return Ok(EditorEnd::Ended(status));
        }
        if stop_signals::must_end() && told_to_end.get_or_insert_with(Instant::now).elapsed() > LONGEST_END {
            return Ok(EditorEnd::StillOpen);
        }
        std::thread::sleep(PAUSE);
    }
}

/// As git does it, so that `code --wait` works. The shell outlives Ctrl+C, which is for the editor: else nobody would wait for it.
#[cfg(unix)]
fn start_editor(editor: &str, path: &Path) -> io::Result<Child> {
    Command::new("sh").arg("-c").arg(format!("trap : INT; {editor} \"$@\"")).arg(editor).arg(path).spawn()
}

#[cfg(not(unix))]
fn start_editor(editor: &str, path: &Path) -> io::Result<Child> {
    let mut words = editor.split_whitespace();
    Command::new(words.next().unwrap_or(editor)).args(words).arg(path).spawn()
}
