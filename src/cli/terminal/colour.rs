//! Whether there is colour: what was typed, then what the environment says, then whether it is a terminal.

use std::ffi::{OsStr, OsString};

use clap::ValueEnum;

/// `--color`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColourChoice {
    Auto,
    Always,
    Never,
}

impl ColourChoice {
    /// What was typed, before the arguments are read: the message about wrong usage also needs to know.
    pub(crate) fn in_arguments(arguments: &[OsString]) -> ColourChoice {
        let mut found = ColourChoice::Auto;
        let mut words = arguments.iter().filter_map(|word| word.to_str()).take_while(|word| *word != "--");
        while let Some(word) = words.next() {
            let (name, joined) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
            if matches!(name, "--color" | "--colour")
                && let Some(value) = joined.or_else(|| words.next())
            {
                found = ColourChoice::from_str(value, false).unwrap_or(found);
            }
        }
        found
    }

    pub(crate) fn for_clap(self) -> clap::ColorChoice {
        match self {
            ColourChoice::Auto => clap::ColorChoice::Auto,
            ColourChoice::Always => clap::ColorChoice::Always,
            ColourChoice::Never => clap::ColorChoice::Never,
        }
    }

    /// Whether there is colour; none if the environment and the terminal decide.
    pub(crate) fn forced(self) -> Option<bool> {
        match self {
            ColourChoice::Auto => None,
            ColourChoice::Always => Some(true),
            ColourChoice::Never => Some(false),
        }
    }
}

/// Whether output has colour if nothing was typed. `variable` is the environment.
pub(crate) fn is_coloured_by_default(variable: &dyn Fn(&str) -> Option<OsString>, is_terminal: bool) -> bool {
    let value = |name: &str| variable(name).filter(|value| !value.is_empty());
    let is = |name: &str, text: &str| value(name).is_some_and(|value| value == OsStr::new(text));
    if value("NO_COLOR").is_some() {
        return false;
    }
    if value("CLICOLOR_FORCE").is_some() && !is("CLICOLOR_FORCE", "0") {
        return true;
    }
    is_terminal && !is("CLICOLOR", "0") && !is("TERM", "dumb")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_decides_where_nothing_was_typed() {
        for (set, on_a_terminal, elsewhere) in [
            (&[][..], true, false),
            (&[("NO_COLOR", "1")], false, false),
            (&[("NO_COLOR", "")], true, false),
            (&[("CLICOLOR_FORCE", "1")], true, true),
            (&[("CLICOLOR_FORCE", "0")], true, false),
            (&[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")], true, true),
            (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false, false),
            (&[("CLICOLOR", "0")], false, false),
            (&[("CLICOLOR", "1")], true, false),
            (&[("TERM", "dumb")], false, false),
        ] {
            let variable = |name: &str| set.iter().find(|(of, _)| *of == name).map(|(_, value)| OsString::from(value));
            let decided = [true, false].map(|is_terminal| is_coloured_by_default(&variable, is_terminal));
            assert_eq!(decided, [on_a_terminal, elsewhere], "{set:?}");
        }
    }

    #[test]
    fn what_was_typed_is_found_anywhere() {
        let typed = |line: &str| {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            ColourChoice::in_arguments(&words)
        };
        assert_eq!(typed("tinystep --color never show"), ColourChoice::Never);
        assert_eq!(typed("tinystep show --color=always"), ColourChoice::Always);
        assert_eq!(typed("tinystep show --colour never --colour always"), ColourChoice::Always);
        assert_eq!(typed("tinystep log -- --color never"), ColourChoice::Auto);
        assert_eq!(typed("tinystep show --color"), ColourChoice::Auto);
        assert_eq!(typed("tinystep show --color red"), ColourChoice::Auto);
    }
}
