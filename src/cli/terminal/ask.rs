//! Questions at a terminal: a line, a choice, one key. Nothing is written before all of them are answered, so Ctrl+C and the end of
//! the input lose nothing.

use std::fmt;
use std::io::{self, BufRead as _, Write as _};

use dialoguer::Select;
use dialoguer::console::{Key, Term};
use dialoguer::theme::Theme;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::cli::error::CommandError;
use crate::cli::terminal::line_editor::{KeyEffect, LineEditor, TypedKey};
use crate::cli::terminal::quiet_terminal::{NoEchoTerminal, another_key_follows, wait_for_input};
use crate::cli::terminal::stop_signals::{self, HeldSignals};
use crate::cli::world::{InputMode, World};
use crate::problem::draw;
use crate::text::with_single_spaces;

/// How many lines of a list are seen at once.
const MOST_SEEN: usize = 12;

/// What comes before an answer.
const PROMPT: &str = "> ";

/// What a line means while it is typed; none if it means nothing yet.
type MeaningOfLine<'a> = &'a dyn Fn(&str) -> Option<String>;

/// An answer to a question.
pub(crate) enum WholeOrCutOffAnswer {
    Whole(String),
    /// What was typed before Ctrl+C.
    CutOff(String),
}

impl World {
    /// A terminal that stays quiet between several questions too, if keys are read from one.
    pub(crate) fn quiet_terminal_if_keys_are_read(&self) -> Option<NoEchoTerminal> {
        (self.asking == InputMode::Keys).then(NoEchoTerminal::new)
    }

    /// Asks for one line, with `initial` to start from: the first letter replaces it, an arrow key or Backspace edits it. An empty
    /// one is an answer too.
    pub(crate) fn ask_line(&mut self, question: &str, initial: &str) -> Result<String, CommandError> {
        self.ask_line_showing_meaning(question, initial, &|_| None)
    }

    /// The same. Below the line, while it is typed, is what it means so far.
    pub(crate) fn ask_line_showing_meaning(
        &mut self,
        question: &str,
        initial: &str,
        meaning: MeaningOfLine<'_>,
    ) -> Result<String, CommandError> {
        match self.ask_whole_or_cut_off(question, initial, meaning)? {
            WholeOrCutOffAnswer::Whole(text) => Ok(text),
            WholeOrCutOffAnswer::CutOff(_) => Err(CommandError::Stopped),
        }
    }

    /// Asks for one line; if the answer is cut off by Ctrl+C, what was typed so far.
    pub(crate) fn ask_line_keeping_typed(&mut self, question: &str) -> Result<WholeOrCutOffAnswer, CommandError> {
        self.ask_whole_or_cut_off(question, "", &|_| None)
    }

    fn ask_whole_or_cut_off(
        &mut self,
        question: &str,
        initial: &str,
        meaning: MeaningOfLine<'_>,
    ) -> Result<WholeOrCutOffAnswer, CommandError> {
        self.print_question(question)?;
        match self.asking {
            InputMode::Keys => self.edit_line(initial, meaning),
            InputMode::Lines => {
                if !initial.is_empty() {
                    writeln!(self.err, "(Enter keeps: {})", draw::escape_controls(initial))?;
                }
                write!(self.err, "> ")?;
                let typed = self.read_typed_line()?;
                Ok(WholeOrCutOffAnswer::Whole(if typed.is_empty() { with_single_spaces(initial) } else { typed }))
            }
        }
    }

    /// A line that is edited with keys. While it is typed, one row shows the part that fits; then all of it is shown.
    fn edit_line(&mut self, initial: &str, meaning: MeaningOfLine<'_>) -> Result<WholeOrCutOffAnswer, CommandError> {
        let (term, _quiet) = (Term::stderr(), NoEchoTerminal::new());
        let mut line = LineEditor::new(initial);
        let mut has_row_below = false;
        let effect = loop {
            if !line.is_pasting() {
                let said = meaning(&with_single_spaces(&line.text()));
                has_row_below |= said.is_some();
                let below = has_row_below.then(|| said.unwrap_or_default());
                if self.show_edited_line(&term, &mut line, below.as_deref()).is_err() {
                    break Err(CommandError::Stopped);
                }
            }
            let unread = &mut self.unread_key;
            let key = ask_holding_signals(|| TypedKey::read(|| unread.take().map_or_else(|| term.read_key(), Ok)));
            match key.map(|key| line.press(&key)) {
                Ok(KeyEffect::Edited) => {}
                other => break other,
            }
        };
        let text = with_single_spaces(&line.text());
        let whole = format!("{PROMPT}{}", draw::escape_controls(&text));
        let cleared = if has_row_below { term.write_str("\n\x1b[2K\x1b[1A\r") } else { Ok(()) };
        let shown = cleared
            .and_then(|()| term.clear_line())
            .and_then(|()| writeln!(self.err, "{}", draw::wrap(&whole, self.err_drawn_width).trim_end()));
        match effect {
            // A terminal that is gone shows nothing more, and what was typed is kept all the same.
            Ok(KeyEffect::EndOfInput) | Err(CommandError::Stopped) => Ok(WholeOrCutOffAnswer::CutOff(text)),
            Ok(_) => shown.map(|()| WholeOrCutOffAnswer::Whole(text)).map_err(CommandError::Io),
            Err(error) => Err(error),
        }
    }

    /// Shows the part of the line that fits, and the row below it if there is one. A text that the next letter replaces is shown
    /// as selected.
    fn show_edited_line(&self, term: &Term, line: &mut LineEditor, below: Option<&str>) -> io::Result<()> {
        let width = usize::from(term.size().1);
        let shown = line.shown(width.saturating_sub(PROMPT.len()));
        let text = draw::escape_controls(&shown.text);
        term.clear_line()?;
        term.write_str(&match line.next_letter_replaces_line() && self.err_has_colour {
            true => format!("{PROMPT}\x1b[7m{text}\x1b[27m"),
            false => format!("{PROMPT}{text}"),
        })?;
        match below {
            None => term.move_cursor_left(shown.columns_after_cursor)?,
            Some(below) => {
                let below = cut_to_width(&draw::escape_controls(below), width.saturating_sub(1));
                let below = if self.err_has_colour { format!("\x1b[2m{below}\x1b[22m") } else { below };
                term.write_str(&format!("\n\x1b[2K{below}\x1b[1A\r"))?;
                term.move_cursor_right(PROMPT.len() + text.width() - shown.columns_after_cursor)?;
            }
        }
        term.flush()
    }

    /// One key. An Enter that is typed right after it does not answer the next question.
    fn read_key_and_enter(&mut self) -> Result<Key, CommandError> {
        let (term, _quiet) = (Term::stderr(), NoEchoTerminal::new());
        if !term.is_term() {
            // A terminal that is gone gives no key, again and again.
            return Err(CommandError::Stopped);
        }
        let unread = self.unread_key.take();
        let key = ask_holding_signals(|| unread.map_or_else(|| term.read_key(), Ok))?;
        if matches!(key, Key::Char(_)) && another_key_follows() {
            self.unread_key = Some(ask_holding_signals(|| term.read_key())?).filter(|next| *next != Key::Enter);
        }
        Ok(key)
    }

    /// Asks for one of several; none if nothing is chosen. The first is the one that Enter takes.
    pub(crate) fn ask_choice(&mut self, question: &str, choices: &[String]) -> Result<Option<usize>, CommandError> {
        self.print_question(question)?;
        let width = self.err_drawn_width.saturating_sub(4).max(10);
        let shown: Vec<String> =
            choices.iter().map(|choice| cut_to_width(&draw::escape_controls(choice), width)).collect();
        if self.asking == InputMode::Keys && shown.iter().zip(choices).any(|(shown, choice)| shown != choice) {
            // A choice that is cut off is read here.
            for choice in choices {
                writeln!(
                    self.err,
                    "{}",
                    draw::wrap(&format!("- {}", draw::escape_controls(choice)), self.err_drawn_width)
                )?;
            }
        }
        match self.asking {
            InputMode::Keys => {
                writeln!(self.err, "Arrow keys and Enter choose.")?;
                let chosen = ask_holding_signals(|| {
                    let select = Select::with_theme(&PlainTheme).items(&shown).default(0).max_length(MOST_SEEN);
                    select.interact_on_opt(&Term::stderr()).map_err(io_error)
                });
                // The list hides the cursor, and leaves it hidden after Ctrl+C.
                Term::stderr().show_cursor()?;
                let chosen = chosen?;
                if let Some(choice) = chosen.and_then(|at| shown.get(at)) {
                    writeln!(self.err, "> {choice}")?;
                }
                Ok(chosen)
            }
            InputMode::Lines => {
                for (n, choice) in shown.iter().enumerate() {
                    writeln!(self.err, "  {}  {choice}", n + 1)?;
                }
                loop {
                    write!(self.err, "Its number: ")?;
                    let typed = self.read_typed_line()?;
                    if typed.is_empty() {
                        return Ok(None);
                    }
                    match typed.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|n| *n < choices.len()) {
                        Some(n) => return Ok(Some(n)),
                        None => writeln!(self.err, "Type a number from 1 to {}.", choices.len())?,
                    }
                }
            }
        }
    }

    /// Asks for one key; each has its letter and its word. Enter is the first.
    pub(crate) fn ask_key(&mut self, question: &str, keys: &[(char, &str)]) -> Result<char, CommandError> {
        let Some(&(first, _)) = keys.first() else { return Ok('\0') };
        let words: Vec<String> = keys.iter().map(|(key, word)| format!("{key} {word}")).collect();
        self.print_question(&format!("{question}\nPress {}. Enter is {first}.", words.join(" · ")))?;
        write!(self.err, "> ")?;
        self.err.flush()?;
        loop {
            let typed = match self.asking {
                InputMode::Keys => match self.read_key_and_enter()? {
                    Key::Enter => Some(first),
                    Key::Char(c) => Some(c),
                    _ => None,
                },
                InputMode::Lines => Some(self.read_typed_line()?.chars().next().unwrap_or(first)),
            };
            let typed = typed.and_then(|c| c.to_lowercase().next());
            if let Some((key, word)) = keys.iter().find(|(key, _)| Some(*key) == typed) {
                if self.asking == InputMode::Keys {
                    writeln!(self.err, "{word}")?;
                }
                return Ok(*key);
            }
            if self.asking == InputMode::Lines {
                write!(self.err, "Type one of these letters: {} ", words.join(" · "))?;
                self.err.flush()?;
            }
        }
    }

    /// Asks for a yes or a no; Enter is a yes.
    pub(crate) fn ask_yes(&mut self, question: &str) -> Result<bool, CommandError> {
        self.ask_key(question, &[('y', "yes"), ('n', "no")]).map(|key| key == 'y')
    }

    /// An empty line, and the question between the edges of the terminal.
    fn print_question(&mut self, question: &str) -> io::Result<()> {
        writeln!(self.err)?;
        for line in question.lines() {
            writeln!(self.err, "{}", draw::wrap(line, self.err_drawn_width))?;
        }
        self.err.flush()
    }

    fn read_typed_line(&mut self) -> Result<String, CommandError> {
        self.err.flush()?;
        if stop_signals::are_held() {
            // A read by itself would go on after Ctrl+C.
            ask_holding_signals(wait_for_input)?;
        }
        let mut line = String::new();
        if ask_holding_signals(|| self.input.read_line(&mut line))? == 0 {
            return Err(CommandError::Stopped);
        }
        Ok(with_single_spaces(&line))
    }
}

/// The text in one line of this many columns, with `…` if something is cut off.
fn cut_to_width(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut cut = String::new();
    for c in text.chars() {
        if cut.width() + c.width().unwrap_or(0) + 1 > width {
            break;
        }
        cut.push(c);
    }
    cut.push('…');
    cut
}

fn io_error(error: dialoguer::Error) -> io::Error {
    let dialoguer::Error::IO(error) = error;
    error
}

/// Runs a question. Ctrl+C, or a terminal that is closed, ends the question and not the program, so that the terminal is left as
/// it was and what was typed is not lost.
fn ask_holding_signals<T>(ask: impl FnOnce() -> io::Result<T>) -> Result<T, CommandError> {
    let _held = HeldSignals::new();
    if stop_signals::must_end() {
        return Err(CommandError::Stopped);
    }
    ask().map_err(|error| match stop_signals::means_person_left(&error) {
        true => CommandError::Stopped,
        false => CommandError::Io(error),
    })
}

/// Without colour, and without a colon after the question, which is above.
struct PlainTheme;

impl Theme for PlainTheme {
    fn format_select_prompt(&self, _: &mut dyn fmt::Write, _: &str) -> fmt::Result {
        Ok(())
    }
}
