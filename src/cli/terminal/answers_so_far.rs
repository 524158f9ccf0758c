//! What was answered so far in a command that asks, so that a person can go back.

use std::io::Write;

use crate::cli::terminal::stop_signals::HeldSignals;

#[derive(Clone, Debug, PartialEq, Eq)]
struct AnsweredQuestion {
    question: String,
    answer: String,
}

/// The two streams of a command while it is run again and says nothing.
pub(super) struct MutedStreams {
    pub out: Box<dyn Write + Send>,
    pub err: Box<dyn Write + Send>,
    /// What was answered must outlive a Ctrl+C between two questions.
    pub held: HeldSignals,
}

/// The answers of a command so far, in order.
#[derive(Default)]
pub(crate) struct AnswersSoFar {
    answered: Vec<AnsweredQuestion>,
    /// How many questions have their answer in this run.
    passed: usize,
    /// How many answers are given again without asking.
    given_again: usize,
    pub(super) muted: Option<MutedStreams>,
}

impl AnswersSoFar {
    pub(super) fn answer_given_again(&mut self, question: &str) -> Option<String> {
        let next = self.answered.get(self.passed).filter(|of| of.question == question)?;
        if self.passed >= self.given_again {
            return None;
        }
        self.passed += 1;
        Some(next.answer.clone())
    }

    /// A question is asked now. Returns what was answered to it before, if a person went back.
    pub(super) fn begin(&mut self, question: &str) -> Option<String> {
        self.given_again = 0;
        let before = self.passed.checked_sub(1);
        if let Some(before) = before.filter(|at| self.answered.get(*at).is_some_and(|of| of.question == question)) {
            // The same question once more: its answer was not taken.
            self.answered.remove(before);
            self.passed = before;
            return None;
        }
        self.answer_to_come(question)
    }

    pub(super) fn answer_to_come(&self, question: &str) -> Option<String> {
        let mut to_come = self.answered.iter().skip(self.passed);
        to_come.find(|of| of.question == question).map(|of| of.answer.clone())
    }

    pub(super) fn keep(&mut self, question: &str, answer: &str) {
        if let Some(at) = self.answered.iter().skip(self.passed).position(|of| of.question == question) {
            self.answered.remove(self.passed + at);
        }
        let answered = AnsweredQuestion { question: question.to_owned(), answer: answer.to_owned() };
        self.answered.insert(self.passed, answered);
        self.passed += 1;
    }

    /// Keeps what was typed so far as an answer to come.
    pub(super) fn keep_to_come(&mut self, question: &str, typed: &str) {
        self.keep(question, typed);
        self.passed -= 1;
    }

    /// Whether there is a question before this one.
    pub(super) fn has_passed(&self) -> bool {
        self.passed > 0
    }

    pub(super) fn forget(&mut self) {
        self.answered.clear();
        self.passed = 0;
    }

    pub(super) fn go_back(&mut self) {
        self.given_again = self.passed.saturating_sub(1);
        self.passed = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks in order, and returns what each question begins with; `again` are given without asking.
    fn asked(answers: &mut AnswersSoFar, questions: &[(&str, &str)]) -> Vec<Option<String>> {
        let ask = |(question, answer): &(&str, &str)| {
            if let Some(again) = answers.answer_given_again(question) {
                return Some(format!("={again}"));
            }
            let begun = answers.begin(question);
            answers.keep(question, answer);
            begun
        };
        questions.iter().map(ask).collect()
    }

    #[test]
    fn on_the_way_back_nothing_that_was_answered_is_lost() {
        let mut answers = AnswersSoFar::default();
        assert_eq!(asked(&mut answers, &[("a", "1"), ("b", "2"), ("c", "3")]), [None, None, None]);
        // At the fourth question, back to the third, and from there to the second.
        answers.go_back();
        assert_eq!(asked(&mut answers, &[("a", "")]), [Some("=1".to_owned())]);
        assert_eq!(asked(&mut answers, &[("b", "")]), [Some("=2".to_owned())]);
        assert_eq!(answers.begin("c").as_deref(), Some("3"));
        answers.go_back();
        assert_eq!(asked(&mut answers, &[("a", ""), ("b", "two")]), [Some("=1".to_owned()), Some("2".to_owned())]);
        // Another answer leads to a question that is new, and the later ones still have theirs.
        assert_eq!(asked(&mut answers, &[("new", "x"), ("c", "3"), ("d", "4")]), [None, Some("3".to_owned()), None]);
    }

    #[test]
    fn an_answer_that_was_not_taken_is_no_question_of_its_own() {
        let mut answers = AnswersSoFar::default();
        assert_eq!(asked(&mut answers, &[("a", "1"), ("b", "wrong"), ("b", "right")]), [None, None, None]);
        assert_eq!(answers.passed, 2);
        answers.go_back();
        assert_eq!(asked(&mut answers, &[("a", "")]), [Some("=1".to_owned())]);
        assert_eq!(answers.begin("b").as_deref(), Some("right"));
    }
}
