//! The week's questions with the answers given to them.

use super::model::{AskedQuestion, QuestionBasis};
use super::own_words::reflections_of_week;
use super::six_weeks::{SixWeekWindow, is_same_when_folded};
use crate::journal::Reflection;
use crate::phrases::plain::{one_plain_line, plain_lines, without_closing_colon, without_closing_marks};
use crate::prompt::{AnsweredQuestion, Prompt};
use crate::week::Week;
use chrono::NaiveDate;

/// The prompts with the answers given to them, and the answers to anything else.
pub(super) struct QuestionsAndAnswers {
    pub questions: Vec<AskedQuestion>,
    pub answers: Vec<AskedQuestion>,
}

pub(super) fn match_answers_to_prompts(weeks: &SixWeekWindow<'_>, prompts: &[Prompt]) -> QuestionsAndAnswers {
    let mut questions: Vec<AskedQuestion> = prompts.iter().map(unanswered_question).collect();
    let mut answers = Vec::new();
    // What was answered about the week before is read in this week's session, each answer beside its question.
    if let Some(before) = weeks.all.iter().rev().nth(1).map(|counted| counted.week) {
        let its = weeks.journal.reflections_between(before.start(), before.end());
        for (question, answer) in its.iter().flat_map(answers_by_question) {
            let text = one_plain_line(question);
            answers.push(AskedQuestion { text, rests_on: QuestionBasis::Week(before.start()), answer });
        }
    }
    for reflection in reflections_of_week(weeks) {
        for (question, answer) in answers_by_question(reflection) {
            match questions.iter_mut().find(|asked| is_same_when_folded(&asked.text, question)) {
                Some(asked) => asked.answer.extend(answer),
                None => {
                    answers.push(AskedQuestion {
                        text: one_plain_line(question),
                        rests_on: date_or_week(reflection.date, weeks.this.week),
                        answer,
                    });
                }
            }
        }
    }
    QuestionsAndAnswers { questions, answers }
}

/// A note about a week has the week's first date, which says nothing of when it was written.
fn date_or_week(date: NaiveDate, week: Week) -> QuestionBasis {
    if date == week.start() { QuestionBasis::Week(date) } else { QuestionBasis::Date(date) }
}

/// The questions that a reflection answers, with the lines of each answer. One that is to be brought up stands elsewhere,
/// and so do words that answer no question.
fn answers_by_question(reflection: &Reflection) -> impl Iterator<Item = (&str, Vec<String>)> {
    let answers = reflection.answers.iter().filter(|_| !reflection.discuss);
    // `What helped?:` is the question `What helped?`.
    answers
        .map(|(question, answer)| (without_closing_colon(question), plain_lines(answer)))
        .filter(|(question, answer)| !answer.is_empty() && !one_plain_line(question).is_empty())
}

/// A question with the answer that was given to it. Among `answers` it says what both are from.
pub(super) fn own_answer(own: &AnsweredQuestion, answers: &[AskedQuestion]) -> AskedQuestion {
    let (text, answer) = (one_plain_line(without_closing_colon(&own.question)), plain_lines(&own.answer));
    let same = answers.iter().find(|of| of.text == text && of.answer == answer);
    let rests_on = same.map_or_else(|| QuestionBasis::Notes(String::new()), |of| of.rests_on.clone());
    AskedQuestion { text, rests_on, answer }
}

/// A prompt as a question without an answer.
pub(super) fn unanswered_question(prompt: &Prompt) -> AskedQuestion {
    AskedQuestion {
        text: one_plain_line(&prompt.text),
        rests_on: QuestionBasis::Notes(without_closing_marks(&one_plain_line(&prompt.from)).to_owned()),
        answer: Vec::new(),
    }
}
