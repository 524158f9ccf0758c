//! Questions at a terminal: a line, a choice, one key. Nothing is written before all of them are answered, so Ctrl+C and the end of
//! the input lose nothing.

use std::io::{self, BufRead as _, Write as _};
use std::time::Instant;

use console::{Key, Term};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::cli::error::CommandError;
use crate::cli::terminal::choice_list::{ChoiceList, choice_meant};
use crate::cli::terminal::line_editor::{KeyEffect, LineEditor, TypedKey};
use crate::cli::terminal::one_of_keys::{ENTER_TOO_SOON, LONGEST_GAP, RestOfWord, key_meant};
use crate::cli::terminal::quiet_terminal::{
    NoEchoTerminal, another_key_follows, another_key_follows_within, wait_for_input,
};
use crate::cli::terminal::stop_signals::{self, HeldSignals};
use crate::cli::terminal::way_back::is_way_back;
use crate::cli::world::{InputMode, World};
use crate::problem::draw;
use crate::text::with_single_spaces;

/// How many lines of a list are seen at once.
const MOST_SEEN: usize = 12;

/// What comes before an answer.
const PROMPT: &str = "> ";

/// What is said once if pasted lines became one.
pub(crate) const LINES_ARE_JOINED: &str = "Line breaks in what you wrote are spaces now.";
/// What is said once if something that came is no letter.
const SIGNS_ARE_LEFT_OUT: &str = "Something in what you wrote is no letter or sign of a text, and was left out.";

/// What a line means while it is typed; none if it means nothing yet.
type MeaningOfLine<'a> = &'a dyn Fn(&str) -> Option<String>;

/// An answer to a question.
pub(crate) enum WholeOrCutOffAnswer {
    Whole(String),
    /// What was typed before Ctrl+C.
    CutOff(String),
}

/// How a line at the terminal ended, with what was typed.
enum LineEnd {
    Whole(String),
    CutOff(String),
    Back(String),
}

/// What a line is edited with.
struct LineHelp<'a> {
    meaning: MeaningOfLine<'a>,
    /// The letters that are an answer by themselves.
    keys: &'a [(char, &'a str)],
}

/// The keys of a line as they come: whether the rest of the word before them comes first.
struct KeysInTime {
    rest_of_word: Option<RestOfWord>,
    begun: Instant,
    last: Instant,
    has_letter: bool,
}

impl KeysInTime {
    fn begin(rest_of_word: Option<RestOfWord>) -> KeysInTime {
        let now = Instant::now();
        KeysInTime { rest_of_word, begun: now, last: now, has_letter: false }
    }

    fn note(&mut self, key: &TypedKey) {
        if self.last.elapsed() > LONGEST_GAP {
            self.rest_of_word = None;
        }
        self.last = Instant::now();
        self.has_letter |= !matches!(key, TypedKey::Key(Key::Enter));
    }

    /// Whether the line that Enter ended is what was left of the answer before. Then it is no answer to this question.
    fn take_rest_of_word(&mut self, typed: &str) -> bool {
        let is_enter_alone = !self.has_letter && self.begun.elapsed() < ENTER_TOO_SOON;
        self.rest_of_word.take().is_some_and(|rest| is_enter_alone || self.has_letter && rest.is(typed))
    }

    /// Whether a letter is taken at once, since nothing follows it.
    fn is_alone(&self, letter: char) -> bool {
        let may_be_rest = self.rest_of_word.as_ref().is_some_and(|rest| rest.may_begin_with(letter));
        !if may_be_rest { another_key_follows_within(LONGEST_GAP) } else { another_key_follows() }
    }
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
        if let Some(answer) = self.answer_given_again(question) {
            return Ok(WholeOrCutOffAnswer::Whole(answer));
        }
        let before = self.begin_question(question);
        let initial = before.as_deref().unwrap_or(initial);
        self.print_question(question)?;
        loop {
            let end = match self.asking {
                InputMode::Keys => {
                    let end = self.edit_line(initial, &LineHelp { meaning, keys: &[] })?;
                    self.show_finished_line(&end)?;
                    end
                }
                InputMode::Lines => {
                    if !initial.is_empty() {
                        writeln!(self.err, "(Enter keeps: {})", draw::escape_controls(initial))?;
                    }
                    write!(self.err, "{PROMPT}")?;
                    let typed = self.read_typed_line()?;
                    LineEnd::Whole(if typed.is_empty() { with_single_spaces(initial) } else { typed })
                }
            };
            match end {
                LineEnd::Back(typed) => return Err(self.back_from(question, Some(&typed))),
                LineEnd::Whole(typed) if is_way_back(&typed) && self.can_go_back() => {
                    return Err(self.back_from(question, before.as_deref()));
                }
                LineEnd::Whole(typed) if is_way_back(&typed) => self.say_that_it_is_the_first_question()?,
                LineEnd::Whole(typed) => {
                    self.keep_answer(question, &typed);
                    return Ok(WholeOrCutOffAnswer::Whole(typed));
                }
                LineEnd::CutOff(typed) => return Ok(WholeOrCutOffAnswer::CutOff(typed)),
            }
        }
    }

    fn say_that_it_is_the_first_question(&mut self) -> Result<(), CommandError> {
        Ok(self.warn("This is the first question, so there is none to go back to.")?)
    }

    /// Says something about the answers, once in a command.
    fn say_once(&mut self, said: &'static str) -> Result<(), CommandError> {
        if !self.said_of_answers.contains(&said) {
            self.said_of_answers.push(said);
            self.warn(said)?;
        }
        Ok(())
    }

    /// A line that is edited with keys. While it is typed, one row shows the part that fits.
    fn edit_line(&mut self, initial: &str, help: &LineHelp<'_>) -> Result<LineEnd, CommandError> {
        let (term, _quiet) = (Term::stderr(), NoEchoTerminal::new());
        let mut line = LineEditor::new(initial);
        let mut keys = KeysInTime::begin(self.rest_of_word.take());
        let mut has_row_below = false;
        let end = loop {
            // A terminal that is gone gives no key, again and again.
            if !term.is_term() {
                break Ok(KeyEffect::EndOfInput);
            }
            if !line.is_pasting() {
                let said = (help.meaning)(&with_single_spaces(&line.text()));
                has_row_below |= said.is_some();
                let below = has_row_below.then(|| said.unwrap_or_default());
                if self.show_edited_line(&term, &mut line, below.as_deref()).is_err() {
                    break Err(CommandError::Stopped);
                }
            }
            let key = match ask_holding_signals(|| TypedKey::read(|| term.read_key())) {
                Ok(key) => key,
                Err(error) => break Err(error),
            };
            keys.note(&key);
            match line.press(&key) {
                KeyEffect::Edited => {}
                KeyEffect::Back if !self.can_go_back() => {}
                KeyEffect::Finished if keys.take_rest_of_word(&line.text()) => line = LineEditor::new(initial),
                other => break Ok(other),
            }
            // A letter that is left after Backspace was not pressed as an answer.
            let is_typed = matches!(key, TypedKey::Key(Key::Char(_)));
            let letter = only_letter(&line, help.keys).filter(|letter| is_typed && keys.is_alone(*letter));
            if let Some(letter) = letter {
                let word = help.keys.iter().find(|(key, _)| *key == letter).map_or("", |(_, word)| *word);
                self.rest_of_word = Some(RestOfWord::after(letter, word));
                break Ok(KeyEffect::Finished);
            }
        };
        if has_row_below {
            // A terminal that is gone shows nothing more.
            let _ = term.write_str("\n\x1b[2K\x1b[1A\r");
        }
        let _ = term.clear_line();
        let text = with_single_spaces(&line.text());
        let end = match end {
            Ok(KeyEffect::EndOfInput) | Err(CommandError::Stopped) => LineEnd::CutOff(text),
            Ok(KeyEffect::Back) => LineEnd::Back(text),
            Ok(_) => LineEnd::Whole(text),
            Err(error) => return Err(error),
        };
        if line.has_joined_lines() {
            self.say_once(LINES_ARE_JOINED)?;
        }
        if line.has_left_out() {
            self.say_once(SIGNS_ARE_LEFT_OUT)?;
        }
        Ok(end)
    }

    /// All of a line that was edited. What was typed is kept, whatever the terminal shows.
    fn show_finished_line(&mut self, end: &LineEnd) -> Result<(), CommandError> {
        let (LineEnd::Whole(text) | LineEnd::CutOff(text) | LineEnd::Back(text)) = end;
        let whole = format!("{PROMPT}{}", draw::escape_controls(text));
        let shown = writeln!(self.err, "{}", draw::wrap(&whole, self.err_drawn_width).trim_end());
        if matches!(end, LineEnd::CutOff(_)) { Ok(()) } else { Ok(shown?) }
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

    /// Asks for one of several; none if nothing is chosen. The first is the one that Enter takes.
    pub(crate) fn ask_choice(&mut self, question: &str, choices: &[String]) -> Result<Option<usize>, CommandError> {
        let is_this = |choice: &String, answer: &str| choice.as_str() == answer;
        if let Some(answer) = self.answer_given_again(question) {
            return Ok(choices.iter().position(|choice| is_this(choice, &answer)));
        }
        let before = self.begin_question(question);
        let first = before.and_then(|before| choices.iter().position(|choice| is_this(choice, &before))).unwrap_or(0);
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
        let chosen = match self.asking {
            InputMode::Keys => self.choose_with_keys(question, &ChoiceList::new(choices, first), &shown)?,
            InputMode::Lines => self.choose_by_line(question, choices, &shown)?,
        };
        self.keep_answer(question, chosen.and_then(|at| choices.get(at)).map_or("", String::as_str));
        Ok(chosen)
    }

    fn choose_by_line(
        &mut self,
        question: &str,
        choices: &[String],
        shown: &[String],
    ) -> Result<Option<usize>, CommandError> {
        for (n, choice) in shown.iter().enumerate() {
            writeln!(self.err, "  {}  {choice}", n + 1)?;
        }
        loop {
            write!(self.err, "Its number: ")?;
            let typed = self.read_typed_line()?;
            match choice_meant(choices, &typed) {
                _ if typed.is_empty() => return Ok(None),
                Some(n) => return Ok(Some(n)),
                None if is_way_back(&typed) && self.can_go_back() => return Err(self.back_from(question, None)),
                None if is_way_back(&typed) => self.say_that_it_is_the_first_question()?,
                None => writeln!(self.err, "Type a number from 1 to {}.", choices.len())?,
            }
        }
    }

    /// A list with arrow keys. The beginning of a word goes to it, so that a word and Enter choose what they say.
    fn choose_with_keys(
        &mut self,
        question: &str,
        list: &ChoiceList<'_>,
        shown: &[String],
    ) -> Result<Option<usize>, CommandError> {
        self.warn("Arrow keys and Enter choose, or the first letters of a word.")?;
        let (term, _quiet) = (Term::stderr(), NoEchoTerminal::new());
        let (mut list, mut line) = (list.clone(), LineEditor::new(""));
        let mut keys = KeysInTime::begin(self.rest_of_word.take());
        let mut rows = 0;
        let end = loop {
            if !term.is_term() {
                break Err(CommandError::Stopped);
            }
            if !line.is_pasting() {
                rows = show_list(&term, &list, shown, (rows, &line.text()))?;
            }
            let key = match ask_holding_signals(|| TypedKey::read(|| term.read_key())) {
                Ok(key) => key,
                Err(error) => break Err(error),
            };
            keys.note(&key);
            match &key {
                TypedKey::Key(Key::ArrowUp) => list.go_up(),
                TypedKey::Key(Key::ArrowDown | Key::Tab) => list.go_down(),
                key => match line.press(key) {
                    KeyEffect::Finished if keys.take_rest_of_word(&line.text()) => line = LineEditor::new(""),
                    KeyEffect::Finished if line.text().trim().is_empty() => break Ok(Some(list.at())),
                    KeyEffect::Finished if is_way_back(&line.text()) && self.can_go_back() => {
                        break Err(self.back_from(question, None));
                    }
                    // What is not in the list chooses nothing.
                    KeyEffect::Finished if !list.go_to(&line.text()) => line = LineEditor::new(""),
                    KeyEffect::Finished => break Ok(Some(list.at())),
                    KeyEffect::EndOfInput => break Err(CommandError::Stopped),
                    KeyEffect::Back if self.can_go_back() => break Err(self.back_from(question, None)),
                    KeyEffect::Back => break Ok(None),
                    KeyEffect::Edited => {
                        list.go_to(&line.text());
                    }
                },
            }
        };
        let _ = term.clear_last_lines(rows);
        if let Ok(Some(choice)) = end.as_ref().map(|at| at.and_then(|at| shown.get(at))) {
            writeln!(self.err, "{PROMPT}{choice}")?;
        }
        end
    }

    /// Asks for one key, or its word; each has both. Enter is the first.
    pub(crate) fn ask_key(&mut self, question: &str, keys: &[(char, &str)]) -> Result<char, CommandError> {
        let Some(&(first, _)) = keys.first() else { return Ok('\0') };
        if let Some(answer) = self.answer_given_again(question) {
            return Ok(answer.chars().next().unwrap_or(first));
        }
        let before = self.begin_question(question).and_then(|before| before.chars().next());
        let on_enter = before.unwrap_or(first);
        let words: Vec<String> = keys.iter().map(|(key, word)| format!("{key} {word}")).collect();
        let words = words.join(" · ");
        self.print_question(&format!("{question}\nPress {words}. Enter is {on_enter}."))?;
        loop {
            let end = match self.asking {
                InputMode::Keys => self.edit_line("", &LineHelp { meaning: &|_| None, keys })?,
                InputMode::Lines => {
                    write!(self.err, "{PROMPT}")?;
                    LineEnd::Whole(self.read_typed_line()?)
                }
            };
            let typed = match end {
                LineEnd::CutOff(_) => return Err(CommandError::Stopped),
                LineEnd::Back(_) => return Err(self.go_back_from_key(question, before)),
                LineEnd::Whole(typed) => typed,
            };
            let key = if typed.is_empty() { Some(on_enter) } else { key_meant(keys, &typed) };
            if self.asking == InputMode::Keys {
                let word = keys.iter().find(|(of, _)| Some(*of) == key).map(|(_, word)| (*word).to_owned());
                let shown = word.unwrap_or_else(|| draw::escape_controls(&typed).into_owned());
                writeln!(self.err, "{PROMPT}{shown}")?;
            }
            match key {
                Some(key) => {
                    self.keep_answer(question, &key.to_string());
                    return Ok(key);
                }
                None if is_way_back(&typed) && self.can_go_back() => {
                    return Err(self.go_back_from_key(question, before));
                }
                None if is_way_back(&typed) => self.say_that_it_is_the_first_question()?,
                None => {
                    self.warn(&format!("That is none of these. Write one of these letters, or the word: {words}."))?
                }
            }
        }
    }

    fn go_back_from_key(&mut self, question: &str, before: Option<char>) -> CommandError {
        let before = before.map(|key| key.to_string());
        self.back_from(question, before.as_deref())
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
        let mut bytes = Vec::new();
        if ask_holding_signals(|| self.input.read_until(b'\n', &mut bytes))? == 0 {
            return Err(CommandError::Stopped);
        }
        let line = String::from_utf8_lossy(&bytes);
        let is_left_out = |c: &char| (c.is_control() && !c.is_whitespace()) || *c == char::REPLACEMENT_CHARACTER;
        if line.chars().any(|c| is_left_out(&c)) {
            self.say_once(SIGNS_ARE_LEFT_OUT)?;
        }
        Ok(with_single_spaces(&line.chars().filter(|c| !is_left_out(c)).collect::<String>()))
    }
}

/// The letter of a line that has no other, if it is one of the keys.
fn only_letter(line: &LineEditor, keys: &[(char, &str)]) -> Option<char> {
    let text = line.text().to_lowercase();
    let mut letters = text.chars();
    let letter = letters.next().filter(|_| letters.next().is_none() && !line.is_pasting())?;
    keys.iter().map(|(key, _)| *key).find(|key| *key == letter)
}

/// Shows a list in place of what it was, with what was typed below it. Returns how many rows it has.
fn show_list(
    term: &Term,
    list: &ChoiceList<'_>,
    shown: &[String],
    (rows_before, typed): (usize, &str),
) -> io::Result<usize> {
    let (height, width) = term.size();
    let room = usize::from(height).saturating_sub(3).min(MOST_SEEN);
    term.clear_last_lines(rows_before)?;
    let seen = list.seen(room);
    for (n, choice) in shown.iter().enumerate().skip(seen.start).take(seen.len()) {
        term.write_line(&format!("{} {choice}", if n == list.at() { '>' } else { ' ' }))?;
    }
    if typed.is_empty() {
        return Ok(seen.len());
    }
    term.write_line(&cut_to_width(&format!("  ({})", draw::escape_controls(typed)), usize::from(width).max(4) - 1))?;
    Ok(seen.len() + 1)
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
