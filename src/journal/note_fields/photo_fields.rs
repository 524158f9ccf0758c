//! The photos that a note names: in its field `photos`, and as images in its text.

use std::collections::HashSet;

use crate::journal::catalog::outline::NamesAndSharing;
use crate::journal::draft::DayPhoto;
use crate::journal::note_fields::fields::FieldReader;
use crate::journal::note_text::excerpt_at;
use crate::journal::sharing::hidden::HiddenPlanNames;
use crate::journal::{View, sharing::shared_text};
use crate::note::{Body, CheckBox, Note, Value};

/// Which photos of a note are shown in a view: in the shared one those of its text as it is shared.
pub(crate) struct PhotoFilter<'o> {
    hidden: &'o HiddenPlanNames,
    /// The targets of the images that are shared. None in the client's own view.
    shared: Option<HashSet<String>>,
}

impl<'o> PhotoFilter<'o> {
    /// `has_images` says whether the text holds images at all.
    pub(crate) fn of_text(outline: &'o NamesAndSharing, text: &str, has_images: bool) -> PhotoFilter<'o> {
        let hidden = &outline.hidden;
        let targets = || match has_images {
            true => shared_text::targets_of_shareable_images(text, hidden),
            false => HashSet::new(),
        };
        PhotoFilter { hidden, shared: (outline.facts.view == View::Shared).then(targets) }
    }

    /// Whether a photo of the field `photos` is shown.
    pub(crate) fn shows_photo_of_field(&self, target: &str, alt: &str) -> bool {
        self.shared.is_none() || !shared_text::is_private_image(target, alt, self.hidden)
    }

    /// Whether an image of the text is shown.
    pub(crate) fn shows_image_of_text(&self, target: &str, alt: &str) -> bool {
        let is_shared = self.shared.as_ref().is_none_or(|targets| targets.contains(target));
        is_shared && self.shows_photo_of_field(target, alt)
    }
}

/// Paths in `photos`: a text, a list, or `before:` and `after:` below it.
pub(crate) fn photos_field(fields: &mut FieldReader) -> Vec<(String, String)> {
    if let Some(keys) = fields.nested_fields("photos") {
        let named = keys.iter().flat_map(|field| match &field.value {
            Value::Text(text) => vec![(text.text.clone(), field.written.clone())],
            Value::List(items) => items.iter().map(|t| (t.text.clone(), field.written.clone())).collect(),
            _ => Vec::new(),
        });
        return named.filter(|(target, _)| !target.trim().is_empty()).collect();
    }
    fields.comma_list("photos").into_iter().map(|t| (t.text, String::new())).collect()
}

/// Of so many headings `## To share` the photos below are known.
const MOST_SHARED: usize = 16;

/// The photos in `photos` and the images of the text.
pub(crate) fn photos_of_day(fields: &mut FieldReader, body: &Body) -> Vec<DayPhoto> {
    let note = fields.note;
    let field_at = note.filled_field("photos").map(|field| field.key_place);
    let before = fields.problems.len();
    let named = photos_field(fields);
    fields.problems.truncate(before);
    let of_field = named.into_iter().filter_map(|(target, alt)| {
        Some(DayPhoto { target, alt, excerpt: excerpt_at(note, field_at?), box_line: None, is_to_share: false })
    });
    let spans = if body.images.is_empty() { Vec::new() } else { lines_of_boxes(note, body) };
    let line_of = |byte: usize| {
        let above = note.text.get(..byte).unwrap_or_default().matches('\n').count();
        u32::try_from(above).unwrap_or(u32::MAX).saturating_add(1)
    };
    let to_share = if body.images.is_empty() { &[][..] } else { body.to_share.as_slice() };
    let shared: Vec<std::ops::Range<u32>> = to_share
        .iter()
        .take(MOST_SHARED)
        .map(|range| line_of(range.start)..line_of(range.end.saturating_sub(1)) + 1)
        .collect();
    let of_text = body.images.iter().map(|image| {
        let line = image.target.place.line;
        // A box that a photo stands under is one of the last before it.
        let before = spans.partition_point(|(first, _)| *first <= line);
        let around = spans.iter().take(before).rev().take(64).find(|(_, last)| line <= *last);
        DayPhoto {
            target: image.target.text.clone(),
            alt: image.alt.clone(),
            excerpt: excerpt_at(note, image.target.place),
            box_line: around.map(|(first, _)| *first),
            is_to_share: shared.iter().any(|lines| lines.contains(&line)),
        }
    });
    of_field.chain(of_text).collect()
}

/// The first and the last line of each box with what is nested under it, in order.
fn lines_of_boxes(note: &Note, body: &Body) -> Vec<(u32, u32)> {
    let lines = |of: &CheckBox| {
        let whole = note.text.get(of.range.clone()).unwrap_or_default().trim_end();
        let below = u32::try_from(whole.matches('\n').count()).unwrap_or(u32::MAX);
        (of.text.place.line, of.text.place.line.saturating_add(below))
    };
    let mut found: Vec<(u32, u32)> = body.boxes.iter().map(lines).collect();
    found.sort_unstable();
    found
}
