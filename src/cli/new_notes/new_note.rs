//! What is said about a note before and after it is written.

use crate::cli::error::CommandError;
use crate::cli::terminal::ask::LINES_ARE_JOINED;
use crate::cli::world::World;
use crate::journal::Journal;
use crate::phrases::plain::is_invisible_or_control;
use crate::problem::{Problem, ProblemClass};

fn in_words(problem: &Problem) -> String {
    format!("{} {}", problem.message, problem.help)
}

/// What cannot be read in a note, in words; none if all can be.
pub(crate) fn errors_of_note(journal: &Journal, path: &str) -> Option<String> {
    let of_note = journal.problems.iter().filter(|problem| problem.file == path);
    let errors: Vec<String> =
        of_note.filter(|problem| problem.code.class() == ProblemClass::Error).map(in_words).collect();
    (!errors.is_empty()).then(|| errors.join(" "))
}

/// What could be clearer in a note, one sentence each.
pub(crate) fn hints_of_note<'a>(journal: &'a Journal, path: &'a str) -> impl Iterator<Item = String> + 'a {
    journal.problems.iter().filter(move |problem| problem.file == path).map(in_words)
}

/// Says what could be clearer.
pub(crate) fn print_note_hints(journal: &Journal, path: &str, world: &mut World) -> Result<(), CommandError> {
    for hint in hints_of_note(journal, path) {
        world.print_sentence(&hint)?;
    }
    Ok(())
}

/// Signs in a person's words that a page does not show as they were typed, and what it does with them.
const SHOWN_DIFFERENTLY: [(&[&str], &str); 3] = [
    (&["!["], "A picture among your words is not shown there."),
    (&["[[", "]("], "A link among your words is shown as its text."),
    (&["%%", "<!--"], "What stands between `%%` signs, or in `<!-- -->`, is a comment, and is not shown."),
];

/// Says that signs of these texts will not be on a page, though the note keeps them: nobody sees them.
pub(crate) fn print_signs_that_are_not_shown<'a>(
    texts: impl Iterator<Item = &'a str>,
    world: &mut World,
) -> Result<(), CommandError> {
    let is_hidden = |c: char| is_invisible_or_control(c) && !c.is_whitespace();
    if texts.into_iter().any(|text| text.contains(is_hidden)) {
        world.print_sentence(
            "A sign that nobody sees (it steers a screen, or turns the direction of writing) is in what you wrote. The page leaves \
             it out.",
        )?;
    }
    Ok(())
}

/// Says that line breaks became spaces.
pub(crate) fn print_joined_lines<'a>(
    typed: impl IntoIterator<Item = &'a str>,
    world: &mut World,
) -> Result<(), CommandError> {
    const BREAKS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    if typed.into_iter().any(|text| text.trim().contains(BREAKS)) {
        world.print_sentence(LINES_ARE_JOINED)?;
    }
    Ok(())
}

/// Says what of these texts a page will show differently from how it was typed.
pub(crate) fn print_what_is_shown_differently<'a>(
    texts: impl Iterator<Item = &'a str> + Clone,
    world: &mut World,
) -> Result<(), CommandError> {
    print_signs_that_are_not_shown(texts.clone(), world)?;
    for (signs, said) in SHOWN_DIFFERENTLY {
        if texts.clone().any(|text| signs.iter().any(|sign| text.contains(sign))) {
            world.print_sentence(said)?;
        }
    }
    Ok(())
}
