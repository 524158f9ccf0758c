//! What a command sees of the world: where it writes, where it was called, and what day it is. Tests give it a different one.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Once;
use std::time::{Duration, Instant, SystemTime};

use chrono::NaiveDate;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::error::CommandError;
use super::terminal::answers_so_far::AnswersSoFar;
use super::terminal::colour::is_coloured_by_default;
use super::terminal::one_of_keys::RestOfWord;
use crate::output;
use crate::phrases::{DEFAULT_LANGUAGE, Language};
use crate::problem::draw;

/// How a person is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputMode {
    /// With keys, and lines that can be edited.
    Keys,
    /// Line by line, for a terminal that cannot move its cursor (`TERM=dumb`).
    Lines,
}

/// Everything outside the program that commands use, as one value: tests put their own in its place.
pub struct World {
    /// The language of everything that is made.
    pub language: &'static Language,
    pub out: Box<dyn Write + Send>,
    pub err: Box<dyn Write + Send>,
    pub input: Box<dyn BufRead>,
    /// The folder it was called in.
    pub folder: PathBuf,
    /// The person's home folder.
    pub home: Option<PathBuf>,
    pub today: Rc<dyn Fn() -> NaiveDate>,
    /// The time of day, for the watcher's lines.
    pub clock: Box<dyn Fn() -> String>,
    /// This machine's name, as `writer` in journal.md may have it.
    pub machine: String,
    /// Colour goes to standard output / standard error.
    pub has_colour: bool,
    pub err_has_colour: bool,
    /// Somebody sits before standard error, and can answer on standard input.
    pub err_is_terminal: bool,
    pub can_ask: bool,
    pub asking: InputMode,
    /// What was answered so far.
    pub(crate) answers: AnswersSoFar,
    /// What may still follow the key that answered the question before.
    pub(crate) rest_of_word: Option<RestOfWord>,
    /// What was said once of the answers, and is not said again.
    pub(crate) said_of_answers: Vec<&'static str>,
    /// The person's editor (`VISUAL`, else `EDITOR`).
    pub editor: Option<String>,
    /// The commands that may open a page in a browser, the first that there is.
    pub browsers: Vec<Vec<String>>,
    /// How many columns standard output has.
    pub width: usize,
    /// How wide a problem may be drawn on standard output / standard error: a terminal's columns, else as it is.
    pub out_drawn_width: usize,
    pub err_drawn_width: usize,
}

impl World {
    /// The world of this process: its streams, clock, folder and environment.
    #[expect(clippy::disallowed_methods, reason = "the clock comes in here")]
    pub fn of_process() -> World {
        let is_dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        let has_colour = |is_terminal| is_coloured_by_default(&|name| std::env::var_os(name), is_terminal);
        let (out, err) = (io::stdout(), io::stderr());
        World {
            language: DEFAULT_LANGUAGE,
            has_colour: has_colour(out.is_terminal()),
            err_has_colour: has_colour(err.is_terminal()),
            err_is_terminal: err.is_terminal(),
            asking: if is_dumb { InputMode::Lines } else { InputMode::Keys },
            answers: AnswersSoFar::default(),
            rest_of_word: None,
            said_of_answers: Vec::new(),
            can_ask: err.is_terminal() && io::stdin().is_terminal(),
            out_drawn_width: if out.is_terminal() { terminal_width() } else { usize::MAX },
            err_drawn_width: if err.is_terminal() { terminal_width() } else { usize::MAX },
            editor: ["VISUAL", "EDITOR"]
                .into_iter()
                .filter_map(|name| std::env::var(name).ok())
                .find(|editor| !editor.trim().is_empty()),
            browsers: browsers(),
            width: if out.is_terminal() { terminal_width() } else { 80 },
            out: Box::new(io::BufWriter::new(out)),
            err: Box::new(err),
            input: Box::new(io::BufReader::new(io::stdin())),
            // Where the current folder is gone, a person can still name another.
            home: folder_from_environment(if cfg!(windows) { "USERPROFILE" } else { "HOME" }),
            folder: std::env::current_dir().unwrap_or_default(),
            today: Rc::new(|| chrono::Local::now().date_naive()),
            clock: Box::new(|| chrono::Local::now().format("%H:%M:%S").to_string()),
            machine: output::read_machine_name(),
        }
    }

    /// Says that a note is written. If that cannot be printed, standard error says so: given again, the command would
    /// write it twice.
    pub(crate) fn print_path_of_made_note(&mut self, note: &str) -> Result<(), CommandError> {
        let said = writeln!(self.out, "made  {note}").and_then(|()| self.out.flush());
        said.map_err(|error| match error.kind() {
            io::ErrorKind::BrokenPipe => CommandError::Io(error),
            _ => CommandError::Message(format!(
                "tinystep: {note} is written, but the rest could not be printed ({error}). Do not give the command again."
            )),
        })
    }

    /// A sentence on standard output, broken between words if a terminal is narrow.
    pub(crate) fn print_sentence(&mut self, sentence: &str) -> io::Result<()> {
        writeln!(self.out, "{}", draw::wrap(sentence, self.out_drawn_width))
    }

    /// The same on standard error; what is drawn in several lines stays unchanged.
    pub(crate) fn warn(&mut self, sentence: &str) -> io::Result<()> {
        let is_drawn = sentence.contains('\n');
        let width = if is_drawn { usize::MAX } else { self.err_drawn_width };
        writeln!(self.err, "{}", draw::wrap(sentence, width))
    }

    /// Progress of a reading: shown only on a terminal, and only if it takes more than half a second.
    pub(crate) fn progress(&self) -> Progress {
        Progress {
            bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
            since: Instant::now(),
            shown: Once::new(),
            is_wanted: self.err_is_terminal,
        }
    }
}

/// The time now. A file changed just before it may change again without a new stamp.
#[expect(clippy::disallowed_methods, reason = "the clock comes in here")]
pub(crate) fn now() -> SystemTime {
    SystemTime::now()
}

/// The date of this process's clock, for examples of a date. What counts as today is [`World::today`].
#[expect(clippy::disallowed_methods, reason = "the clock comes in here")]
pub(crate) fn process_today() -> NaiveDate {
    chrono::Local::now().date_naive()
}

/// The folder where this program keeps what belongs only to this machine, and may be lost at any time; none if the system
/// names none.
pub(crate) fn program_state_folder() -> Option<PathBuf> {
    let home = |below: &str| folder_from_environment("HOME").map(|home| home.join(below));
    let folder = if cfg!(windows) {
        folder_from_environment("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home("Library/Caches")
    } else {
        folder_from_environment("XDG_RUNTIME_DIR")
            .or_else(|| folder_from_environment("XDG_CACHE_HOME"))
            .or_else(|| home(".cache"))
    };
    Some(folder?.join("tinystep"))
}

/// A folder that the environment names.
pub(crate) fn folder_from_environment(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute())
}

/// The person's own browsers (`BROWSER`, a list as in `PATH`), else what the system opens pages with.
fn browsers() -> Vec<Vec<String>> {
    let words = |command: &str| command.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
    let own = std::env::var("BROWSER").unwrap_or_default();
    let own: Vec<Vec<String>> = own.split(':').map(words).filter(|words| !words.is_empty()).collect();
    if !own.is_empty() {
        return own;
    }
    let of_system: &[&str] = if cfg!(windows) {
        &["explorer"]
    } else if cfg!(target_os = "macos") {
        &["open"]
    } else {
        &["xdg-open", "termux-open", "wslview"]
    };
    of_system.iter().map(|command| words(command)).collect()
}

/// `1 note`, `2 notes`.
pub(crate) fn count_with_noun(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// A path as it can be printed.
pub(crate) fn printable_path(path: &Path) -> String {
    draw::escape_controls(&path.to_string_lossy()).into_owned()
}

fn terminal_width() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0))
}

/// A line of progress on standard error.
pub(crate) struct Progress {
    bar: ProgressBar,
    since: Instant,
    shown: Once,
    is_wanted: bool,
}

impl Progress {
    /// Counts one more note of `total` as read.
    pub(crate) fn add_one_read(&self, total: usize) {
        if !self.is_wanted {
            return;
        }
        self.bar.inc(1);
        if self.since.elapsed() > Duration::from_millis(500) {
            self.shown.call_once(|| {
                self.bar.set_length(total as u64);
                if let Ok(style) = ProgressStyle::with_template("reading notes {bar:20} {pos} of {len}") {
                    self.bar.set_style(style);
                }
                self.bar.set_draw_target(ProgressDrawTarget::stderr());
            });
        }
    }

    /// Takes the line off the screen.
    pub(crate) fn clear(self) {
        self.bar.finish_and_clear();
    }
}
