//! The languages that there are. A new one is a module in `languages/`, a folder of templates, and two lines here.

mod en;

use super::language::Language;

/// Every language.
pub const LANGUAGES: &[&Language] = &[&en::ENGLISH];

/// The language of every journal, as long as nothing chooses another one.
pub const DEFAULT_LANGUAGE: &Language = LANGUAGES[0];
