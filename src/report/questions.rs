//! The week's questions with the answers given to them.

use super::model::{AskedQuestion, RestsOn};
use super::own_words::reflections_of_week;
use super::six_weeks::{SixWeeks, is_same_when_folded};
use crate::journal::Reflection;
use crate::phrases::plain::{one_plain_line, plain_lines, without_closing_marks};
use crate::prompt::Prompt;

/// The prompts with the answers given to them, and the answers to anything else.
pub(super) struct QuestionsAndAnswers {
    pub questions: Vec<AskedQuestion>,
    pub answers: Vec<AskedQuestion>,
}

pub(super) fn match_answers_to_prompts(weeks: &SixWeeks<'_>, prompts: &[Prompt]) -> QuestionsAndAnswers {
    let mut questions: Vec<AskedQuestion> = prompts.iter().map(unanswered_question).collect();
    let mut answers = Vec::new();
    // What was answered about the week before is read in this week's session, each answer beside its question.
    if let Some(before) = weeks.all.iter().rev().nth(1).map(|counted| counted.week) {
        let its = weeks.journal.reflections_between(before.start(), before.end());
        for (question, answer) in its.iter().flat_map(answers_by_question) {
            let text = one_plain_line(question);
            answers.push(AskedQuestion { text, rests_on: RestsOn::Week(before.start()), answer });
        }
    }
    for reflection in reflections_of_week(weeks) {
        for (question, answer) in answers_by_question(reflection) {
            match questions.iter_mut().find(|asked| is_same_when_folded(&asked.text, question)) {
                Some(asked) => asked.answer.extend(answer),
                None => {
                    answers.push(AskedQuestion {
                        text: one_plain_line(question),
                        rests_on: RestsOn::Date(reflection.date),
                        answer,
                    });
                }
            }
        }
    }
    QuestionsAndAnswers { questions, answers }
}

/// The questions that a reflection answers, with the lines of each answer. One that is to be brought up stands elsewhere,
/// and so do words that answer no question.
fn answers_by_question(reflection: &Reflection) -> impl Iterator<Item = (&str, Vec<String>)> {
    let answers = reflection.answers.iter().filter(|_| !reflection.discuss);
    answers
        .map(|(question, answer)| (question.as_str(), plain_lines(answer)))
        .filter(|(question, answer)| !answer.is_empty() && !one_plain_line(question).is_empty())
}

/// A prompt as a question without an answer.
pub(super) fn unanswered_question(prompt: &Prompt) -> AskedQuestion {
    AskedQuestion {
        text: one_plain_line(&prompt.text),
        rests_on: RestsOn::Notes(without_closing_marks(&one_plain_line(&prompt.from)).to_owned()),
        answer: Vec::new(),
    }
}
