//! The names of plans for the completion of a shell: the tasks that run today, in the journal of the current folder. The shell is the
//! client's own, so private plans are among them.

use std::ffi::OsStr;

use chrono::NaiveDate;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

use super::world::{World, now};
use crate::build;
use crate::folder::{self, FolderIdentity};
use crate::text::{fold, with_single_spaces};

/// The word of bash that is completed, with its quotes: the script of `completions bash` says it.
pub(crate) const BASH_WORD: &str = "_TINYSTEP_WORD";

/// Completes the name of a plan. Whatever cannot be read gives no names: a shell that completes a word must print nothing else.
pub(crate) fn plan_name_completer() -> ArgValueCompleter {
    ArgValueCompleter::new(complete_plan_name)
}

fn complete_plan_name(current: &OsStr) -> Vec<CompletionCandidate> {
    let Some(typed) = current.to_str() else { return Vec::new() };
    let world = World::of_process();
    let names = tasks_that_run(&world, (world.today)()).unwrap_or_default();
    let names = names_that_begin_with(names, typed);
    // Other shells quote what they get by themselves.
    match std::env::var(BASH_WORD) {
        Ok(word) => names.filter_map(|name| quote_for_bash(&name, &word)).map(CompletionCandidate::new).collect(),
        Err(_) => names.map(CompletionCandidate::new).collect(),
    }
}

/// The tasks that run on a day, in the journal that the folder is in.
fn tasks_that_run(world: &World, day: NaiveDate) -> Option<Vec<String>> {
    let root = FolderIdentity::resolve(&folder::find_journal_upward(&world.folder)?).ok()?;
    let snapshot = build::load(None, &root, world.language, now(), &|_| ()).ok()?;
    let journal = snapshot.assemble_client_view_of_day(snapshot.settings.as_ref().ok()?, day);
    let running = journal.plans.iter().filter(|plan| plan.runs_on(day));
    let mut tasks: Vec<String> = running.map(|plan| with_single_spaces(&plan.task)).collect();
    tasks.retain(|task| !task.chars().any(char::is_control));
    tasks.dedup();
    Some(tasks)
}

/// The names that begin with what was typed, whatever the case of letters, quotes and backslashes aside.
fn names_that_begin_with(names: Vec<String>, typed: &str) -> impl Iterator<Item = String> {
    let bare = |text: &str| fold(text).replace(['\\', '"', '\''], "");
    let is_open = typed.ends_with(' ') && !typed.trim().is_empty();
    let start = bare(typed).trim_end().to_owned() + if is_open { " " } else { "" };
    names.into_iter().filter(move |name| bare(name).starts_with(&start))
}

/// A name as it can be written on a line of bash, if the word begins like this. None if it cannot.
fn quote_for_bash(name: &str, word: &str) -> Option<String> {
    let is_special = |c: char| match word.chars().next() {
        Some('"') => "\"\\$`".contains(c),
        Some('\'') => false,
        _ => c.is_ascii() && !c.is_ascii_alphanumeric() && !"-_./:,+@%=".contains(c),
    };
    if word.starts_with('\'') && name.contains('\'') {
        return None;
    }
    let mut quoted = String::with_capacity(name.len());
    for c in name.chars() {
        if is_special(c) {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    Some(quoted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_how_they_begin() {
        let found = |typed: &str| -> Vec<String> {
            let names = ["Voice memo", "Don’t phone", "Walk", "Wash up"].map(str::to_owned).to_vec();
            names_that_begin_with(names, typed).collect()
        };
        assert_eq!(found("").len(), 4);
        assert_eq!(found("w"), ["Walk", "Wash up"]);
        assert_eq!(found("voice\\ m"), ["Voice memo"]);
        assert_eq!(found("\"Voice m"), ["Voice memo"]);
        assert_eq!(found("voice "), ["Voice memo"]);
        assert_eq!(found("don't"), ["Don’t phone"]);
        assert_eq!(found("walk "), [] as [&str; 0]);
    }

    #[test]
    fn a_name_is_one_word_of_bash() {
        let name = "Call Mum (2) & don't wait";
        assert_eq!(quote_for_bash(name, "").as_deref(), Some(r"Call\ Mum\ \(2\)\ \&\ don\'t\ wait"));
        assert_eq!(quote_for_bash(name, "\"Ca").as_deref(), Some(name));
        assert_eq!(quote_for_bash(name, "'Ca"), None);
        assert_eq!(quote_for_bash("a $b", "\"a").as_deref(), Some(r"a \$b"));
        assert_eq!(quote_for_bash("über-Bord", "üb").as_deref(), Some("über-Bord"));
    }
}
