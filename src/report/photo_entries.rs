//! The photos of this week's notes that are shared in full.

use super::model::{PhotoEntry, PhotoPicture};
use super::six_weeks::SixWeekWindow;
use crate::journal::{Entry, Photo, Share};
use crate::phrases::PhotoBeforeOrAfter;
use crate::phrases::plain::one_plain_line;

pub(super) fn photo_entries(weeks: &SixWeekWindow<'_>) -> Vec<PhotoEntry> {
    let shown = weeks.client_entries_this_week.iter().filter(|e| e.share == Share::Full && !e.photos.is_empty());
    shown.map(|e| PhotoEntry { date: e.date, task: one_plain_line(&e.task), pictures: pictures_of_entry(e) }).collect()
}

fn pictures_of_entry(entry: &Entry) -> Vec<PhotoPicture> {
    let mut moments: Vec<Option<PhotoBeforeOrAfter>> = entry.photos.iter().map(before_or_after_of_photo).collect();
    // Two photos that are called nothing are the one before and the one after, as they were taken.
    if moments == [None, None] {
        moments = vec![Some(PhotoBeforeOrAfter::Before), Some(PhotoBeforeOrAfter::After)];
    }
    let picture = |(moment, photo): (Option<PhotoBeforeOrAfter>, &Photo)| PhotoPicture {
        moment,
        path: photo.path.clone(),
        ..PhotoPicture::default()
    };
    let mut pictures: Vec<PhotoPicture> = moments.into_iter().zip(&entry.photos).map(picture).collect();
    pictures.sort_by_key(|picture| (picture.moment.is_none(), picture.moment));
    pictures
}

fn before_or_after_of_photo(photo: &Photo) -> Option<PhotoBeforeOrAfter> {
    let name = photo.path.rsplit('/').next().unwrap_or_default();
    let called = |what: &str| photo.alt.to_lowercase().contains(what) || name.to_lowercase().contains(what);
    match (called("before"), called("after")) {
        (true, false) => Some(PhotoBeforeOrAfter::Before),
        (false, true) => Some(PhotoBeforeOrAfter::After),
        _ => None,
    }
}
