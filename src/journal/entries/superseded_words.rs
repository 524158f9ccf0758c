//! The client's words at a line that gives way to an entry note or a log line: it gives way in the count, and its words are shared
//! all the same (docs/specification.md#6-sharing).

use std::sync::Arc;

use crate::journal::entries::finish::EntryFinisher;
use crate::journal::entries::pending_entry::PendingEntry;
use crate::journal::{Entry, EntryForm, Reflection, Share};

/// Adds the words of these lines to what their day notes share. What a private entry or plan is behind stays out.
pub(crate) fn add_superseded_words_to_reflections(
    finish: &mut EntryFinisher,
    superseded: &[PendingEntry],
    reflections: &mut Vec<Reflection>,
) {
    let is_line =
        |pending: &&PendingEntry| pending.entry.form == EntryForm::CheckBox && has_words_felt_or_helped(&pending.entry);
    for pending in superseded.iter().filter(is_line) {
        let entry = finish.finish_entry(pending.clone());
        if entry.share == Share::Full && entry.written_by.is_none() && has_words_felt_or_helped(&entry) {
            add_words_of_entry(&entry, reflections);
        }
    }
}

fn has_words_felt_or_helped(entry: &Entry) -> bool {
    entry.words.is_some() || entry.felt.is_some() || entry.helped.is_some()
}

fn add_words_of_entry(entry: &Entry, reflections: &mut Vec<Reflection>) {
    let behind = |key: &str, words: &Option<String>| words.as_ref().map(|words| format!("{key}: {words}"));
    let below = [behind("felt", &entry.felt), behind("helped", &entry.helped)].into_iter().flatten();
    let said = match entry.words.as_deref() {
        Some(words) => format!("{} — {words}", entry.task),
        None => entry.task.clone(),
    };
    let text = std::iter::once(said).chain(below).collect::<Vec<_>>().join("\n");
    let of_note = reflections.iter_mut().find(|of| of.note == entry.note && of.date == entry.date);
    match of_note.map(|of| &mut of.answers) {
        Some(answers) => match answers.iter_mut().find(|(question, _)| question.is_empty()) {
            Some((_, words)) => *words = format!("{}\n\n{text}", words.trim_end()),
            None => answers.push((String::new(), text)),
        },
        None => reflections.push(Reflection {
            note: Arc::clone(&entry.note),
            line: entry.line,
            date: entry.date,
            is_about_week: false,
            discuss: false,
            share: entry.share,
            answers: vec![(String::new(), text)],
        }),
    }
}
