//! A line of `log` in which a plan's name is only begun: `v 3 min` for `Voice memo, 3 min`.

use crate::build::Snapshot;
use crate::journal::Journal;
use crate::text::{fold, with_single_spaces};

/// A plan whose name the line begins, and the line with its whole name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CompletedLine {
    pub task: String,
    pub text: String,
}

/// The line with each plan's name in the place of its beginning, in the order of the plans. The beginning is the longest that any
/// plan has, and comes first or after a time.
pub(crate) fn lines_with_whole_names(snapshot: &Snapshot, journal: &Journal, text: &str) -> Vec<CompletedLine> {
    let names: Vec<(String, String)> = journal
        .plans
        .iter()
        .flat_map(|plan| {
            let draft = snapshot.drafts.iter().find(|draft| *draft.path() == *plan.note);
            let other: Vec<String> = draft.map_or_else(Vec::new, |draft| draft.other_names_of_plan().collect());
            std::iter::once(plan.task.clone()).chain(other).map(|name| (plan.task.clone(), name)).collect::<Vec<_>>()
        })
        .collect();
    complete_line(&names, text)
}

/// `names` are a task and one of its names each.
fn complete_line(names: &[(String, String)], text: &str) -> Vec<CompletedLine> {
    const DASHES: [&str; 3] = [" - ", " – ", " — "];
    let head_len = DASHES.iter().filter_map(|dash| text.find(dash)).min().unwrap_or(text.len());
    let (head, tail) = text.split_at(head_len);
    let words: Vec<&str> = head.split(' ').collect();
    let first = words.iter().take_while(|word| word.starts_with(|c: char| c.is_ascii_digit())).count();
    for end in (first + 1..=words.len()).rev() {
        let (before, behind) = (words.get(..first).unwrap_or_default(), words.get(end..).unwrap_or_default());
        let typed = words.get(first..end).unwrap_or_default().join(" ");
        let begun = typed.trim_end_matches([',', ':', ';']);
        let mark = typed.get(begun.len()..).unwrap_or_default();
        if begun.is_empty() {
            continue;
        }
        let mut found: Vec<CompletedLine> = Vec::new();
        for (task, _) in names.iter().filter(|(_, name)| fold(name).starts_with(&fold(begun))) {
            let name = with_single_spaces(task) + mark;
            let line: Vec<&str> = before.iter().chain([&name.as_str()]).chain(behind).copied().collect();
            if !found.iter().any(|other| fold(&other.task) == fold(task)) {
                found.push(CompletedLine { task: task.clone(), text: line.join(" ") + tail });
            }
        }
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_beginning_is_taken() {
        let names = [("Voice memo", "Voice memo"), ("Walk", "Walk"), ("Walk up", "Walk up"), ("Walk up", "stairs")]
            .map(|(task, name)| (task.to_owned(), name.to_owned()));
        let texts = |text: &str| -> Vec<String> {
            complete_line(&names, text).into_iter().map(|completed| completed.text).collect()
        };
        assert_eq!(texts("v"), ["Voice memo"]);
        assert_eq!(texts("7:35 voice, 3 min @kitchen - w"), ["7:35 Voice memo, 3 min @kitchen - w"]);
        assert_eq!(texts("walk u 3 min"), ["Walk up 3 min"]);
        assert_eq!(texts("st"), ["Walk up"]);
        assert_eq!(texts("w"), ["Walk", "Walk up"]);
        assert_eq!(texts("memo"), [] as [&str; 0]);
        assert_eq!(texts("7:35"), [] as [&str; 0]);
    }
}
