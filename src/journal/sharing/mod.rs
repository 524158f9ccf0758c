//! What is kept back from the shared view (docs/specification.md#6-sharing).

pub(crate) mod everyday_words;
pub(crate) mod hidden;
pub(crate) mod hidden_words;
pub(crate) mod kept_back;
pub(crate) mod letter_screen;
pub(crate) mod names_of_note;
pub(crate) mod names_of_several_words;
pub(crate) mod ongoing_removal;
pub(crate) mod practice_in_sentence;
pub(crate) mod privacy;
pub(crate) mod privacy_screen;
pub(crate) mod private_forms;
pub(crate) mod private_names;
pub(crate) mod private_sections;
pub(crate) mod private_titles;
pub(crate) mod private_words;
pub(crate) mod rare_names;
pub(crate) mod reader_names;
pub(crate) mod reference_links;
pub(crate) mod rendered_text;
pub(crate) mod settle_shares;
pub(crate) mod shared_fields;
pub(crate) mod shared_text;
pub(crate) mod words_of_languages;
