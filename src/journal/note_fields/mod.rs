//! helper_names The fields of a note: raw values -> dates, numbers, barriers, helpers, ratings.

pub(crate) mod barrier;
pub(crate) mod daily_names;
pub(crate) mod fields;
pub(crate) mod follow_up;
pub(crate) mod helper;
pub(crate) mod helper_names;
pub(crate) mod known_fields;
pub(crate) mod nested;
pub(crate) mod note_date;
pub(crate) mod photo_fields;
pub(crate) mod rated_names;
pub(crate) mod rating_pairs;
pub(crate) mod scale;
pub(crate) mod unread_fields;
pub(crate) mod values;
