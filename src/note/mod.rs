//! Reads the text of one file: its front matter as fields, each with its place, and the structure of its body.
//!
//! This room does not know what a plan or an entry is. Reading never fails: what cannot be read becomes a problem.

mod body;
mod check_box;
mod encoding;
mod front;
mod git;
mod line_fields;
mod lines;
mod parts;
mod plain_line;
mod quote;
mod reader;
mod several_ticks;
mod share_heading;
mod signs;
mod stray_fields;
mod syntax_error;
mod unboxed;
mod unquoted;
mod unread;
mod wiki_link;
mod yaml;

pub(crate) use body::{images_of_text, may_hold_boxes_or_tags};
pub(crate) use check_box::{
    CROSSES, MeantMark, box_at_start, is_blank, is_tick_char, looks_like_box_mark, mark_meant_by_line,
    text_after_box_of_any_look as behind_any_box, title_of_bare_callout_line,
};
pub(crate) use front::task_names_in_lines;
pub(crate) use line_fields::{LineField, LineFieldValue};
pub(crate) use lines::excerpt_around;
pub use parts::{Body, CheckBox, Field, FrontMatter, Image, Note, Text, UnboxedText, UnreadBox, UnreadPlace, Value};
pub(crate) use plain_line::hashtag_name_len;
pub use quote::{quote_for_yaml, quote_for_yaml_list};
pub use reader::read_note;
pub(crate) use several_ticks::mark_at_end;
pub(crate) use share_heading::{is_nearly_share_heading, is_share_heading_text, may_hold_share_heading};
pub use stray_fields::{StrayFields, StrayForm};
pub(crate) use unboxed::{are_heads_of_goals, text_beside_tick, text_beside_tick_or_verb};
pub(crate) use wiki_link::{WikiLink, wiki_link_at_start, wiki_links};
