//! One line of text: what it says of a plan, and the names in it.

pub(crate) mod clean_line;
pub(crate) mod contrast;
pub(crate) mod dates_in_marks;
pub(crate) mod day_titles;
pub(crate) mod denied_tags;
pub(crate) mod line;
pub(crate) mod line_names;
pub(crate) mod link_target;
pub(crate) mod markup;
pub(crate) mod name_trie;
pub(crate) mod near_dates;
pub(crate) mod near_names;
pub(crate) mod practice_signs;
pub(crate) mod said_days;
pub(crate) mod said_times;
pub(crate) mod same_words;
pub(crate) mod separator_dash;
pub(crate) mod tag_denial;
pub(crate) mod tag_of_somebody;
