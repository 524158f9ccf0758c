//! The languages that there are.

use super::en::ENGLISH;
use super::language::Language;

/// Every language. A new one is a module beside `en`, a folder of templates, and a line here.
pub const LANGUAGES: &[&Language] = &[&ENGLISH];

/// The language of every journal, as long as nothing chooses another one.
pub const DEFAULT_LANGUAGE: &Language = LANGUAGES[0];
