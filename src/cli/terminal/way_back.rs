//! The way back to the question before. Nothing is written before the last answer, so going back runs the command again from its start:
//! the answers before that question are given again without asking, and later ones wait until their question comes.

use std::io;

use crate::cli::error::{CommandError, CommandResult};
use crate::cli::terminal::answers_so_far::MutedStreams;
use crate::cli::terminal::stop_signals::HeldSignals;
use crate::cli::world::{InputMode, World};

/// The word, and the sign, that go back if they are all of an answer.
const WAY_BACK: [&str; 2] = ["back", "<"];

/// Whether an answer goes back.
pub(super) fn is_way_back(answer: &str) -> bool {
    WAY_BACK.iter().any(|word| answer.trim().eq_ignore_ascii_case(word))
}

impl World {
    /// Runs a command that asks, again whenever a person goes back to a question.
    pub(in crate::cli) fn run_with_way_back(&mut self, run: impl Fn(&mut World) -> CommandResult) -> CommandResult {
        loop {
            let ended = run(self);
            self.unmute();
            if !matches!(ended, Err(CommandError::Back)) {
                return ended;
            }
            self.answers.go_back();
            self.answers.muted = Some(MutedStreams {
                out: std::mem::replace(&mut self.out, Box::new(io::sink())),
                err: std::mem::replace(&mut self.err, Box::new(io::sink())),
                held: HeldSignals::new(),
            });
        }
    }

    /// What is said of it before the first question.
    pub(crate) fn how_to_go_back(&self) -> &'static str {
        match self.asking {
            InputMode::Keys => "The up arrow, or the word `back`, goes to the question before.",
            InputMode::Lines => "The word `back` goes to the question before.",
        }
    }

    fn unmute(&mut self) {
        if let Some(MutedStreams { out, err, held: _held }) = self.answers.muted.take() {
            (self.out, self.err) = (out, err);
        }
    }

    /// From here on nobody goes back before this place, since something was done that cannot be done twice.
    pub(crate) fn close_way_back(&mut self) {
        self.answers.forget();
    }

    /// The answer of a question that is not asked again on the way back.
    pub(super) fn answer_given_again(&mut self, question: &str) -> Option<String> {
        self.answers.answer_given_again(question)
    }

    /// A question is asked now. Returns what was answered to it before, if a person went back.
    pub(super) fn begin_question(&mut self, question: &str) -> Option<String> {
        self.unmute();
        self.answers.begin(question)
    }

    pub(super) fn keep_answer(&mut self, question: &str, answer: &str) {
        self.answers.keep(question, answer);
    }

    /// Whether there is a question before this one.
    pub(super) fn can_go_back(&self) -> bool {
        self.answers.has_passed()
    }

    /// What to return to go back. What was typed so far waits until the question comes again.
    pub(super) fn back_from(&mut self, question: &str, typed: Option<&str>) -> CommandError {
        if let Some(typed) = typed {
            self.answers.keep_to_come(question, typed);
        }
        CommandError::Back
    }

    /// What a person answered to a question before they went back, and that was not asked again since.
    pub(crate) fn answer_to_come(&self, question: &str) -> Option<String> {
        self.answers.answer_to_come(question)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_word_alone_goes_back() {
        for (answer, goes_back) in [("back", true), (" Back ", true), ("<", true), ("my back", false), ("", false)] {
            assert_eq!(is_way_back(answer), goes_back, "{answer}");
        }
    }
}
