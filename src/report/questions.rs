//! The week's questions with the answers given to them.

use super::model::{Asked, RestsOn};
use super::own_words::reflections;
use super::six_weeks::{SixWeeks, is_same};
use crate::journal::Reflection;
use crate::phrases::plain::{lines, plain, without_end};
use crate::prompt::Prompt;

/// The prompts with the answers given to them, and the answers to anything else.
pub(super) struct Answered {
    pub questions: Vec<Asked>,
    pub answers: Vec<Asked>,
}

pub(super) fn answered(weeks: &SixWeeks<'_>, prompts: &[Prompt]) -> Answered {
    let mut questions: Vec<Asked> = prompts.iter().map(asked).collect();
    let mut answers = Vec::new();
    // What was answered about the week before is read in this week's session, each answer beside its question.
    if let Some(before) = weeks.all.iter().rev().nth(1).map(|counted| counted.week) {
        let its = weeks.journal.reflections_between(before.start(), before.end());
        for (question, answer) in its.iter().flat_map(given) {
            let text = plain(question);
            answers.push(Asked { text, rests_on: RestsOn::Week(before.start()), answer });
        }
    }
    for reflection in reflections(weeks) {
        for (question, answer) in given(reflection) {
            match questions.iter_mut().find(|asked| is_same(&asked.text, question)) {
                Some(asked) => asked.answer.extend(answer),
                None => {
                    answers.push(Asked { text: plain(question), rests_on: RestsOn::Date(reflection.date), answer });
                }
            }
        }
    }
    Answered { questions, answers }
}

/// The questions that a reflection answers, with the lines of each answer. One that is to be brought up stands elsewhere,
/// and so do words that answer no question.
fn given(reflection: &Reflection) -> impl Iterator<Item = (&str, Vec<String>)> {
    let answers = reflection.answers.iter().filter(|_| !reflection.discuss);
    answers
        .map(|(question, answer)| (question.as_str(), lines(answer)))
        .filter(|(question, answer)| !answer.is_empty() && !plain(question).is_empty())
}

/// A prompt as a question without an answer.
pub(super) fn asked(prompt: &Prompt) -> Asked {
    Asked {
        text: plain(&prompt.text),
        rests_on: RestsOn::Notes(without_end(&plain(&prompt.from)).to_owned()),
        answer: Vec::new(),
    }
}
