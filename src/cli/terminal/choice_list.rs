//! A list in which an arrow key, a number or the beginning of a word chooses. It knows no terminal.

use crate::text::fold;

/// The choices, and the one that Enter takes.
#[derive(Clone, Debug)]
pub(super) struct ChoiceList<'a> {
    choices: &'a [String],
    at: usize,
}

impl<'a> ChoiceList<'a> {
    pub(super) fn new(choices: &'a [String], at: usize) -> ChoiceList<'a> {
        ChoiceList { choices, at: at.min(choices.len().saturating_sub(1)) }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn go_up(&mut self) {
        self.at = self.at.checked_sub(1).unwrap_or(self.choices.len().saturating_sub(1));
    }

    pub(super) fn go_down(&mut self) {
        self.at = if self.at + 1 < self.choices.len() { self.at + 1 } else { 0 };
    }

    /// Goes to what was typed so far; false if nothing in the list is meant by it.
    pub(super) fn go_to(&mut self, typed: &str) -> bool {
        let found = choice_meant(self.choices, typed);
        self.at = found.unwrap_or(self.at);
        found.is_some()
    }

    /// The choices that are seen if there is room for so many, with the one that Enter takes among them.
    pub(super) fn seen(&self, room: usize) -> std::ops::Range<usize> {
        let room = room.clamp(1, self.choices.len().max(1));
        let start = (self.at + 1).saturating_sub(room);
        start..(start + room).min(self.choices.len())
    }
}

/// A word of fewer letters chooses nothing by what is said of a choice.
const SHORTEST_SAID: usize = 4;

/// The choice of this number, of this name, or the first that begins so; else the one of which this is said.
pub(super) fn choice_meant(choices: &[String], typed: &str) -> Option<usize> {
    let typed = fold(typed);
    if typed.is_empty() {
        return None;
    }
    let by_name = |is_meant: &dyn Fn(&str) -> bool| choices.iter().position(|choice| is_meant(&fold(choice)));
    let by_number = || typed.parse::<usize>().ok()?.checked_sub(1).filter(|n| *n < choices.len());
    // `nothing` of `none: nothing leaves your notes`
    let is_said_of = |choice: &str| {
        let said = choice.split_once(": ").and_then(|(_, said)| said.strip_prefix(typed.as_str()));
        typed.chars().count() >= SHORTEST_SAID && said.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let by_said = || {
        let mut said = choices.iter().enumerate().filter(|(_, choice)| is_said_of(&fold(choice)));
        said.next().filter(|_| said.next().is_none()).map(|(at, _)| at)
    };
    let by_beginning = || by_name(&|choice| choice.starts_with(&typed));
    by_name(&|choice| choice == typed).or_else(by_number).or_else(by_beginning).or_else(by_said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_or_the_beginning_of_a_word_chooses() {
        let choices = ["summary: what you did", "full: your words", "none: nothing"].map(str::to_owned);
        for (typed, meant) in [
            ("none", Some(2)),
            ("nothing", Some(2)),
            ("what you", Some(0)),
            ("not", None),
            ("FULL", Some(1)),
            ("2", Some(1)),
            ("s", Some(0)),
            ("4", None),
            ("0", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(choice_meant(&choices, typed), meant, "{typed}");
        }
        let plans = ["Walk up", "Walk", "2 stretches", "Read"].map(str::to_owned);
        for (typed, meant) in [("walk", Some(1)), ("wal", Some(0)), ("2", Some(1)), ("2 s", Some(2))] {
            assert_eq!(choice_meant(&plans, typed), meant, "{typed}");
        }
    }

    #[test]
    fn arrow_keys_go_round_and_what_is_chosen_is_seen() {
        let choices: Vec<String> = (1..=5).map(|n| n.to_string()).collect();
        let mut list = ChoiceList::new(&choices, 0);
        list.go_up();
        assert_eq!((list.at(), list.seen(3)), (4, 2..5));
        list.go_down();
        assert_eq!((list.at(), list.seen(3), list.seen(9)), (0, 0..3, 0..5));
        assert!(list.go_to("4") && !list.go_to("six") && list.at() == 3);
    }
}
