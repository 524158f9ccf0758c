//! What is said about a note before and after it is written.

use crate::cli::error::CommandError;
use crate::cli::world::World;
use crate::journal::Journal;
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

/// Says what of these texts a page will show differently from how it was typed.
pub(crate) fn print_what_is_shown_differently<'a>(
    texts: impl Iterator<Item = &'a str> + Clone,
    world: &mut World,
) -> Result<(), CommandError> {
    for (signs, said) in SHOWN_DIFFERENTLY {
        if texts.clone().any(|text| signs.iter().any(|sign| text.contains(sign))) {
            world.print_sentence(said)?;
        }
    }
    Ok(())
}
