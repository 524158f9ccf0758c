//! What the client says: to bring up first, in the client's words, as answers to the prompts, in photos.

use super::make::{self, Weeks};
use super::model::{PhotoLine, PhotoPicture, Question, Quote};
use super::{plain, plan_week, words};
use crate::journal::{Entry, Photo, Reflection, Share};
use crate::prompt::Prompt;

/// What the client marked `discuss`, by date.
pub(super) fn first(weeks: &Weeks<'_>) -> Vec<Quote> {
    let entries = weeks.own.iter().filter(|e| e.discuss).map(|e| {
        let (_, went) = words::went(e.status);
        let detail = plan_week::detail(e, plan_week::time(weeks.journal.view, e, None), "");
        let detail = if detail.is_empty() { went.to_owned() } else { format!("{went}, {detail}") };
        Quote { detail: Some(detail), ..quote(e) }
    });
    let answers = reflections(weeks).filter(|r| r.discuss).flat_map(|r| {
        let from = format!("{}, an answer", words::day(r.date));
        r.answers.iter().map(move |(question, answer)| {
            let mut lines = plain::lines(question);
            lines.extend(plain::lines(answer));
            Quote { lines, from: from.clone(), detail: None, felt: None }
        })
    });
    entries.chain(answers).collect()
}

/// What the client chose to share: of plans, then of entries by date.
pub(super) fn words(weeks: &Weeks<'_>) -> Vec<Quote> {
    let plans = weeks.this.plans.iter().filter_map(|of| weeks.journal.plans.get(of.plan)).filter_map(|plan| {
        let lines = plain::lines(plan.words.as_deref()?);
        let from = format!("About the plan {}", make::title(&plan.task));
        (!lines.is_empty()).then_some(Quote { lines, from, detail: None, felt: None })
    });
    let entries = weeks.own.iter().filter(|e| !e.discuss).map(|e| quote(e));
    plans.chain(entries.filter(|q| !q.lines.is_empty() || q.felt.is_some())).collect()
}

fn quote(entry: &Entry) -> Quote {
    Quote {
        lines: entry.words.as_deref().map(plain::lines).unwrap_or_default(),
        from: format!("{}, {}", words::day(entry.date), make::title(&entry.task)),
        detail: None,
        felt: entry.felt.as_deref().map(|felt| words::bare(&plain::plain(felt)).to_owned()).filter(|f| !f.is_empty()),
    }
}

/// The prompts with the answers given to them, and the answers to anything else.
pub(super) fn answered(weeks: &Weeks<'_>, prompts: &[Prompt]) -> (Vec<Question>, Vec<Question>) {
    let mut questions: Vec<Question> = prompts.iter().map(make::question).collect();
    let mut others = Vec::new();
    // What was answered about the week before is read in this week's session, each answer beside its question.
    if let Some(before) = weeks.all.iter().rev().nth(1).map(|counted| counted.week) {
        let its = weeks.journal.reflections_between(before.start(), before.end()).iter().filter(|r| !r.discuss);
        for (question, answer) in its.flat_map(|r| &r.answers) {
            let lines = plain::lines(answer);
            if !lines.is_empty() {
                let from = format!("the week of {}", words::short_date(before.start()));
                others.push(Question { text: plain::plain(question), from, answer: lines });
            }
        }
    }
    for reflection in reflections(weeks).filter(|r| !r.discuss) {
        for (question, answer) in &reflection.answers {
            let lines = plain::lines(answer);
            if lines.is_empty() {
                continue;
            }
            match questions.iter_mut().find(|q| make::same(&q.text, question)) {
                Some(asked) => asked.answer.extend(lines),
                None => others.push(Question {
                    text: plain::plain(question),
                    from: words::long_day(reflection.date),
                    answer: lines,
                }),
            }
        }
    }
    (questions, others)
}

fn reflections<'a>(weeks: &Weeks<'a>) -> impl Iterator<Item = &'a Reflection> + use<'a> {
    weeks.journal.reflections_between(weeks.this.week.start(), weeks.this.week.end()).iter()
}

/// The photos of this week's notes that are shared in full.
pub(super) fn photos(weeks: &Weeks<'_>) -> Vec<PhotoLine> {
    let shown = weeks.own.iter().filter(|e| e.share == Share::Full && !e.photos.is_empty());
    shown
        .map(|e| {
            let called: Vec<Option<Moment>> = e.photos.iter().map(moment).collect();
            // Two photos that are called nothing are the one before and the one after, as they were taken.
            let called = match called.as_slice() {
                [None, None] => vec![Some(Moment::Before), Some(Moment::After)],
                _ => called,
            };
            let many = |which: Option<Moment>| called.iter().filter(|c| **c == which).count();
            let (before, after, other) = (many(Some(Moment::Before)), many(Some(Moment::After)), many(None));
            let mut pictures: Vec<(Option<Moment>, PhotoPicture)> = called
                .iter()
                .zip(&e.photos)
                .map(|(&moment, photo)| {
                    let what = match moment {
                        Some(Moment::Before) => "before",
                        Some(Moment::After) => "after",
                        None => "photo",
                    };
                    (moment, PhotoPicture { what, path: photo.path.clone(), ..PhotoPicture::default() })
                })
                .collect();
            pictures.sort_by_key(|(moment, _)| moment.map_or(2, |m| m as u8));
            let pictures = pictures.into_iter().map(|(_, picture)| picture).collect();
            PhotoLine { day: words::day(e.date), title: make::title(&e.task), before, after, other, pictures }
        })
        .collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Moment {
    Before,
    After,
}

fn moment(photo: &Photo) -> Option<Moment> {
    let name = photo.path.rsplit('/').next().unwrap_or_default();
    let called = |what: &str| photo.alt.to_lowercase().contains(what) || name.to_lowercase().contains(what);
    match (called("before"), called("after")) {
        (true, false) => Some(Moment::Before),
        (false, true) => Some(Moment::After),
        _ => None,
    }
}
