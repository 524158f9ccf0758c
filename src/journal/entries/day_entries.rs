//! The entries of a day note: its check boxes, and the keys and tags that name a plan (docs/specification.md#1-notes,
//! "Day notes and logs").

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::journal::catalog::name_table::{NameTarget, TaskGroupIndex};
use crate::journal::catalog::notes::VisibleNote;
use crate::journal::catalog::outline::NamesAndSharing;
use crate::journal::draft::{
    CheckBoxDraft, DayNoteDraft, DayPhoto, Excerpt, NearMissKey, SourceLine, UnreadTickedLine,
};
use crate::journal::entries::pending_entry::PendingEntry;
use crate::journal::lines::day_titles::{self, DayTitle};
use crate::journal::lines::line::{self, LineDetails, LineMeaning};
use crate::journal::near_misses::near_line::{NearMissLine, NearMissReason};
use crate::journal::note_fields::nested;
use crate::journal::note_fields::photo_fields::PhotoFilter;
use crate::journal::note_kinds::day::key_without_unit;
use crate::journal::note_text::{joined_words, without_line_that_goes_on};
use crate::journal::sharing::names_of_note::NamesAboveLines;
use crate::journal::{
    Entry, EntryForm, Share, Status, View, lines::practice_signs, near_misses::hints, near_misses::tick_hints,
    note_fields::fields, note_fields::helper, sharing::private_sections, sharing::private_words,
};
use crate::problem::{Code, Problem};
use crate::text::fold_key;

/// What a day note says of practice.
pub(crate) struct DayEntries<'a> {
    pub entries: Vec<PendingEntry<'a>>,
    /// Lines that look like practice and count nowhere.
    pub near_lines: Vec<NearMissLine<'a>>,
    pub problems: Vec<Problem>,
}

/// Whether the text of a box names no task of its own: a time, minutes, a place, or a word that says how it went.
fn may_stand_under_name(text: &str) -> bool {
    let text = text.trim();
    const WORDS: [&str; 6] = ["yes", "no", "y", "n", "ok", "not done"];
    let word = text.trim_end_matches(['.', '!']);
    text.is_empty()
        || line::is_detail_alone(text)
        || practice_signs::is_word_of_outcome_or_todo(text)
        || WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Of each plan one entry, unless there are several check boxes.
pub(crate) fn entries_of_day_note<'a>(
    note: VisibleNote<'a>,
    day: &'a DayNoteDraft,
    outline: &NamesAndSharing,
) -> DayEntries<'a> {
    let names = NamesAboveLines::of_note(note, day.words.as_ref(), &outline.hidden);
    let by = day.written_by.as_deref().filter(|who| !outline.facts.settings.is_name_of_client(who));
    let is_marked = day.discuss;
    let mut reader = DayNoteReader {
        note,
        outline,
        names: &names,
        written_by: by,
        is_marked,
        day_titles: Some(&day.day_titles),
        near_lines: Vec::new(),
        problems: Vec::new(),
    };
    let boxes = day.boxes.iter().map(|item| (day.date, item));
    let (mut entries, places) = reader.box_entries(boxes);
    let kept_back = reader.groups_of_private_boxes(day);
    // Box, key and tag of a plan are one entry: where the box is private, all of it is.
    for (group, pending) in reader.key_and_tag_entries(day).into_iter().filter(|(group, _)| !kept_back.contains(group))
    {
        match places.get(&group).map(Vec::as_slice) {
            None => entries.push(pending),
            Some([one]) => {
                if let Some(only) = entries.get_mut(*one) {
                    only.entry.minutes = only.entry.minutes.or(pending.entry.minutes);
                }
            }
            Some(_) => {}
        }
    }
    reader.add_photos(day, &mut entries);
    mark_entries_under_hidden_names(&mut entries, &names);
    let counted: HashSet<TaskGroupIndex> = entries.iter().filter_map(|pending| pending.group).collect();
    let is_told_by_tag = |near: &NearMissLine| matches!(near.reason, NearMissReason::TagOfAnotherPlan(_));
    reader.near_lines.retain(|near| !(is_told_by_tag(near) && counted.contains(&near.group)));
    reader.add_unread_boxes_and_near_tags(day, &counted);
    let counted_lines = entries.iter().filter_map(|of| Some((of.group?, of.entry.line))).collect();
    reader.add_near_miss_boxes(day, &counted, counted_lines);
    reader.add_denied_tags(day, &counted);
    reader.add_near_miss_keys(day, &counted);
    if !entries.is_empty() {
        reader.problems.extend(day.dates_differ.clone());
        reader.add_several_days_hint(day, &entries);
    }
    DayEntries { entries, near_lines: reader.near_lines, problems: reader.problems }
}

/// The entries of lines that bear a date of their own, in a note without one: the Tasks plugin's `✅ 2026-11-18`.
pub(crate) fn entries_of_dated_lines<'a>(
    note: VisibleNote<'a>,
    lines: impl Iterator<Item = (NaiveDate, &'a CheckBoxDraft)>,
    names: &NamesAboveLines<'a, '_>,
    outline: &NamesAndSharing,
) -> DayEntries<'a> {
    let mut reader = DayNoteReader {
        note,
        outline,
        names,
        written_by: None,
        is_marked: false,
        day_titles: None,
        near_lines: Vec::new(),
        problems: Vec::new(),
    };
    let (mut entries, _) = reader.box_entries(lines);
    mark_entries_under_hidden_names(&mut entries, names);
    DayEntries { entries, near_lines: reader.near_lines, problems: reader.problems }
}

/// Marks the entries with words that stand under the name of a hidden plan.
fn mark_entries_under_hidden_names(entries: &mut [PendingEntry], names: &NamesAboveLines) {
    for pending in entries.iter_mut().filter(|pending| pending.has_words()) {
        pending.name_above = names.above(pending.entry.line);
    }
}

/// What a box says of a plan besides its name.
struct SaidInBox<'l> {
    details: LineDetails,
    words: Option<String>,
    /// The line below the box of which a part of this is taken.
    line: Option<&'l str>,
}

struct DayNoteReader<'a, 'c> {
    note: VisibleNote<'a>,
    outline: &'c NamesAndSharing,
    /// The names of hidden plans that its lines stand under.
    names: &'c NamesAboveLines<'a, 'c>,
    written_by: Option<&'a str>,
    /// The note is marked to talk about.
    is_marked: bool,
    /// The days that its headings name; none where each line has a date of its own.
    day_titles: Option<&'a [DayTitle]>,
    near_lines: Vec<NearMissLine<'a>>,
    problems: Vec<Problem>,
}

impl<'a> DayNoteReader<'a, '_> {
    fn new_pending_entry(
        &self,
        group: TaskGroupIndex,
        date: NaiveDate,
        excerpt: &'a Excerpt,
        form: EntryForm,
    ) -> PendingEntry<'a> {
        let task = self.task(group);
        let entry = Entry {
            line: excerpt.place.line,
            written_by: self.written_by.map(str::to_owned),
            is_day_marked: self.is_marked,
            ..Entry::new(self.note.path, task, date, form)
        };
        PendingEntry {
            own_share: self.note.content.share,
            excerpt: Some(excerpt),
            ..PendingEntry::of_plan(group, entry)
        }
    }

    fn task(&self, group: TaskGroupIndex) -> &str {
        self.outline.facts.groups.get(group.0).map_or("", |group| &group.task)
    }

    /// The entries of check boxes, and of each plan which of them are its.
    fn box_entries(
        &mut self,
        boxes: impl Iterator<Item = (NaiveDate, &'a CheckBoxDraft)>,
    ) -> (Vec<PendingEntry<'a>>, BTreeMap<TaskGroupIndex, Vec<usize>>) {
        let mut found: Vec<PendingEntry> = Vec::new();
        let mut places: BTreeMap<TaskGroupIndex, Vec<usize>> = BTreeMap::new();
        for (date, item) in boxes.filter(|(_, item)| self.outline.facts.view == View::Client || !item.is_private) {
            let excerpt = &item.line.excerpt;
            let (meaning, takes_next_line) = self.outline.box_meaning_on(item, date);
            match meaning {
                LineMeaning::NamesPlan { plan: NameTarget::Plan(group), words, .. }
                    if item.status == Status::Done
                        && line::has_cross_outside_words_and_name(
                            &item.line.text,
                            words.as_deref(),
                            self.task(group),
                        ) =>
                {
                    self.add_near_box(group, date, &item.line, NearMissReason::CrossedOut);
                }
                LineMeaning::NamesPlan { plan: NameTarget::Plan(group), .. }
                    if item.status == Status::Done && has_unticked_second_box(item) =>
                {
                    self.add_near_box(group, date, &item.line, NearMissReason::SecondBox);
                }
                LineMeaning::NamesPlan { plan: NameTarget::Plan(group), details, words } => {
                    let pending = self.new_pending_entry(group, date, excerpt, EntryForm::CheckBox);
                    places.entry(group).or_default().push(found.len());
                    let line = item.next_line.as_deref().filter(|_| takes_next_line);
                    found.push(self.finish_box_entry(pending, item, SaidInBox { details, words, line }));
                    if let Some((other, tag)) = self.outline.tag_of_another_plan(&item.line.text, group) {
                        self.add_near_line(other, date, &item.line, NearMissReason::TagOfAnotherPlan(tag));
                    }
                }
                LineMeaning::InvalidDetail(wrong) => {
                    let error = wrong.error;
                    let mut problem = excerpt.problem(self.note.path, error.code, error.message, error.help);
                    problem.place = item.line.place_of_range(wrong.range);
                    self.problems.push(problem);
                }
                LineMeaning::NameAmongOtherWords { plan: NameTarget::Plan(group), name } => {
                    let several = self.outline.groups_named_together(&item.line.text);
                    if let Some(groups) = self.outline.groups_named_with_or(&item.line.text) {
                        self.add_near_box(group, date, &item.line, NearMissReason::OneOfSeveral(groups));
                        continue;
                    }
                    let reason = match several.or_else(|| self.outline.groups_told_in_line(&item.line.text)) {
                        Some(groups) => NearMissReason::SeveralPlans(groups),
                        None => NearMissReason::WordsLeft(name),
                    };
                    self.add_near_box(group, date, &item.line, reason);
                }
                LineMeaning::CloseToName { plan: NameTarget::Plan(group) } => {
                    let several = self.outline.groups_if_several_have_same_words(&item.line.text);
                    let reason = several.map_or(NearMissReason::CloseName, NearMissReason::OneOfSeveral);
                    self.add_near_box(group, date, &item.line, reason);
                }
                // What has words of its own (`9:10 dentist`) is something else.
                _ if item.title.is_some() && may_stand_under_name(&item.line.text) => {
                    let title = item.title.as_deref().unwrap_or_default();
                    if let Some(group) = self.outline.group_that_text_counts_for(title) {
                        self.add_near_box(group, date, &item.line, NearMissReason::UnderName);
                    }
                }
                _ => {
                    let tag = line::tag_if_alone(&item.line.text).map(fold_key);
                    let near_tag = tag.and_then(|tag| self.outline.names.group_near_folded_tag(&tag));
                    if let Some((group, tag)) = self.outline.tag_among_other_words(&item.line.text) {
                        self.add_near_box(group, date, &item.line, NearMissReason::WordsLeft(tag));
                    } else if let Some(group) =
                        near_tag.or_else(|| self.outline.group_of_lone_note_link(&item.line.text))
                    {
                        self.add_near_box(group, date, &item.line, NearMissReason::CloseName);
                    }
                }
            }
        }
        (found, places)
    }

    /// The entry of a check-box line with what is nested under it.
    fn finish_box_entry(
        &mut self,
        pending: PendingEntry<'a>,
        item: &'a CheckBoxDraft,
        said: SaidInBox,
    ) -> PendingEntry<'a> {
        let SaidInBox { details, words, line: taken } = said;
        let none = HashSet::new();
        let helpers = pending.group.and_then(|group| self.outline.helpers.get(group.0)).unwrap_or(&none);
        let (path, problems) = (self.note.path, &mut self.problems);
        let hidden = &self.outline.hidden;
        let is_hidden = hidden.is_hidden_name(&pending.entry.task);
        let has_share = self.note.content.share.is_some() || item.is_private || is_hidden;
        let stands_under_name = || self.names.stand_above(item.line.excerpt.place.line);
        let fields = nested::read_nested_fields(
            &item.nested_lines,
            &details.fields,
            helpers,
            &mut |line, code, message, help| {
                let is_unread = || {
                    has_share
                        || stands_under_name()
                        || private_words::barriers_say_private(&line.text)
                        || hidden.is_named_in_field(nested::words_of_barrier(&line.text))
                };
                if code == Code::BarrierUnknown && is_unread() {
                    return;
                }
                problems.push(nested::problem_at_line(path, line, code, message, help));
            },
        );
        if item.status == Status::Done {
            problems.extend(tick_hints::done_field_hint(path, item, &pending.entry.task));
        }
        if item.status == Status::Done && self.written_by.is_none() {
            let forgotten_time = tick_hints::forgotten_time_hint(path, item, &pending.entry.task);
            let is_forgotten = forgotten_time.is_none() && details.barriers.iter().any(|known| known.name == "forgot");
            problems.extend(forgotten_time);
            problems.extend(is_forgotten.then(|| tick_hints::forgotten_hint(path, item)));
        }
        if self.written_by.is_none() {
            let otherwise = self.day_titles.and_then(|titles| {
                let above = day_titles::day_above(titles, item.line.excerpt.place.line);
                tick_hints::other_day_hint(path, item, pending.entry.date, words.as_deref(), above)
            });
            let is_done = item.status == Status::Done;
            let denied = if is_done { tick_hints::words_deny_hint(path, &item.line, words.as_deref()) } else { None };
            let is_practice = matches!(item.status, Status::Done | Status::Partly)
                && details.minutes.is_none()
                && fields.minutes.is_none();
            let minutes = || tick_hints::minutes_in_words_hint(path, &item.line, words.as_deref());
            let minutes = is_practice.then(minutes).flatten();
            problems.extend(otherwise.into_iter().chain(denied).chain(minutes));
        }
        if self.written_by.is_none() && item.status != Status::Skip {
            problems.extend(tick_hints::helper_heading_hint(path, item, &pending.entry.task, helpers));
        }
        if let Some(range) = &details.unclear_time {
            problems.push(tick_hints::unclear_time_problem(path, &item.line, range));
        }
        let all_helpers = self.outline.helpers.iter();
        let below = match taken {
            Some(line) => without_line_that_goes_on(item.words_below.as_deref(), line),
            None => item.words_below.as_deref(),
        };
        let below = below.and_then(|text| helper::without_helper_lines(text, all_helpers));
        let entry = Entry {
            time: details.time,
            status: item.status,
            words: joined_words(words, below.as_deref()).map(Arc::from),
            ..pending.entry
        };
        let own_share = if item.is_private { Some(Share::None) } else { pending.own_share };
        let pending = PendingEntry { own_share, possible_fields: &item.possible_fields, entry, ..pending };
        pending.with_fields_of_line(fields.with_details_of_line(details))
    }

    fn is_shown_line(&self, day: &DayNoteDraft, line: u32) -> bool {
        self.outline.facts.view == View::Client || !private_sections::is_in_ranges(&day.private_lines, &line)
    }

    /// In the shared view the plans that private boxes of the note name.
    fn groups_of_private_boxes(&self, day: &DayNoteDraft) -> HashSet<TaskGroupIndex> {
        let is_kept_back = |item: &&CheckBoxDraft| self.outline.facts.view == View::Shared && item.is_private;
        let group = |item: &CheckBoxDraft| match self.outline.box_meaning_on(item, day.date).0 {
            LineMeaning::NamesPlan { plan: NameTarget::Plan(group), .. } => Some(group),
            _ => None,
        };
        day.boxes.iter().filter(is_kept_back).filter_map(group).collect()
    }

    /// What keys and tags say of each plan: the first word counts, the others fill in.
    fn key_and_tag_entries(&self, day: &'a DayNoteDraft) -> BTreeMap<TaskGroupIndex, PendingEntry<'a>> {
        let mut said: BTreeMap<TaskGroupIndex, PendingEntry> = BTreeMap::new();
        for key in &day.keys {
            if let Some(NameTarget::Plan(group)) = self.outline.names.target_of_folded_key_or_tag(&key.key) {
                let known = said.entry(group).or_insert_with(|| {
                    let mut pending = self.new_pending_entry(group, day.date, &key.excerpt, EntryForm::Key);
                    pending.entry.status = key.status;
                    pending
                });
                known.entry.minutes = known.entry.minutes.or(key.minutes);
            }
        }
        let is_shown = |tag: &&SourceLine| self.is_shown_line(day, tag.excerpt.place.line);
        for tag in day.tags.iter().filter(is_shown) {
            if let Some(NameTarget::Plan(group)) = self.outline.names.target_of_folded_key_or_tag(&tag.text) {
                said.entry(group)
                    .or_insert_with(|| self.new_pending_entry(group, day.date, &tag.excerpt, EntryForm::Tag));
            }
        }
        said
    }

    /// Gives each photo to the entry that it stands under, else to the only one of the note.
    fn add_photos(&mut self, day: &'a DayNoteDraft, entries: &mut [PendingEntry<'a>]) {
        let share = self.note.content.share.unwrap_or(self.outline.facts.settings.share);
        let is_in_text = |photo: &DayPhoto| photo.excerpt.place.line >= day.line;
        let text = day.words.as_ref().map_or("", |words| &words.text);
        let of_text = PhotoFilter::of_text(self.outline, text, day.photos.iter().any(is_in_text));
        let is_shown = |photo: &&DayPhoto| match is_in_text(photo) {
            true => of_text.shows_image_of_text(&photo.target, &photo.alt),
            false => of_text.shows_photo_of_field(&photo.target, &photo.alt),
        };
        let shown = day.photos.iter().filter(|photo| self.is_shown_line(day, photo.excerpt.place.line));
        let shown = shown.filter(is_shown);
        for photo in shown.collect::<Vec<_>>() {
            let at_box = entries.iter().position(|of| photo.box_line == Some(of.entry.line));
            let only = (entries.len() == 1).then_some(0);
            match at_box.or(only).and_then(|at| entries.get_mut(at)) {
                Some(of) => of.photos.push(photo),
                None if share == Share::Full && self.written_by.is_none() && is_picture_of_journal(&photo.target) => {
                    let message = match entries.is_empty() {
                        true => {
                            "This photo is not shown: photos are shown with what was done, and this note names no plan."
                        }
                        false => {
                            "This photo is not shown: the note tells of several plans, and nothing says which it is of."
                        }
                    };
                    let target = fields::shortened_for_message(&photo.target);
                    let help =
                        format!("Write `![]({target})` below the line that it belongs to, with two spaces before it.");
                    self.problems.push(photo.excerpt.problem(
                        self.note.path,
                        Code::PhotoNotShown,
                        message.to_owned(),
                        help,
                    ));
                }
                None if photo.is_to_share && share == Share::Summary && self.written_by.is_none() => {
                    self.problems.push(hints::photo_under_share_heading_hint(self.note.path, &photo.excerpt));
                }
                None => {}
            }
        }
    }

    /// Ticked lines where nothing is read, and tags that are close to a plan's. What the note says of the plan in another place
    /// is enough.
    fn add_unread_boxes_and_near_tags(&mut self, day: &'a DayNoteDraft, counted: &HashSet<TaskGroupIndex>) {
        let mut is_told = false;
        for UnreadTickedLine { line, place } in &day.unread_boxes {
            let group = self.outline.group_that_text_counts_for(&line.text);
            // A block of code or a comment that never ends is told once.
            let is_once = place.is_told_once();
            if let Some(group) = group.filter(|group| !(counted.contains(group) || is_once && is_told)) {
                is_told |= is_once;
                self.add_near_line(group, day.date, line, NearMissReason::Unread(*place));
            }
        }
        let names = &self.outline.names;
        let near = day.tags.iter().map(|tag| (tag, names.group_near_folded_tag(&tag.text)));
        let tight =
            day.tags_after_bracket_or_comma.iter().map(|tag| match names.target_of_folded_key_or_tag(&tag.text) {
                Some(NameTarget::Plan(group)) => (tag, Some(group)),
                _ => (tag, None),
            });
        for (tag, group) in near.chain(tight) {
            if let Some(group) = group.filter(|group| !counted.contains(group)) {
                let several = self.outline.groups_if_several_have_same_words(&tag.text);
                let reason = several.map_or(NearMissReason::NearTag, NearMissReason::OneOfSeveral);
                self.add_near_line(group, day.date, tag, reason);
            }
        }
    }

    /// Tags that their sentence denies, where nothing else is said of their line.
    fn add_denied_tags(&mut self, day: &'a DayNoteDraft, counted: &HashSet<TaskGroupIndex>) {
        for (tag, denial) in &day.denied_tags {
            let is_told = |of: &NearMissLine| of.line.excerpt.place.line == tag.excerpt.place.line;
            if let Some(NameTarget::Plan(group)) = self.outline.names.target_of_folded_key_or_tag(&tag.text)
                && !counted.contains(&group)
                && !self.near_lines.iter().any(is_told)
            {
                self.add_near_line(group, day.date, tag, NearMissReason::DeniedTag(*denial));
            }
        }
    }

    /// Lines that only look like a ticked box. `counted` are the plans that the note counts for, `told` each with its line (`#walk ✅`).
    fn add_near_miss_boxes(
        &mut self,
        day: &'a DayNoteDraft,
        counted: &HashSet<TaskGroupIndex>,
        mut told: HashSet<(TaskGroupIndex, u32)>,
    ) {
        for line in &day.near_misses {
            let group = match self.outline.line_meaning(&line.text) {
                LineMeaning::NamesPlan { plan: NameTarget::Plan(group), .. }
                | LineMeaning::NameAmongOtherWords { plan: NameTarget::Plan(group), .. }
                | LineMeaning::CloseToName { plan: NameTarget::Plan(group) } => group,
                _ => continue,
            };
            if let Some(groups) = self.outline.groups_told_in_line(&line.excerpt.line) {
                self.add_near_line(group, day.date, line, NearMissReason::SeveralPlans(groups));
                continue;
            }
            // `✓ rest of the shopping`
            if self.outline.is_about_part_of_something(&line.text) {
                continue;
            }
            // `✅ All good at work. Walk was Tom's idea.`
            if self.is_named_in_later_sentence(&line.text) {
                continue;
            }
            // `X marks the Walk` is a sentence.
            let marks = ['-', '*', '+', ' '];
            let is_letter = line.excerpt.line.trim_start().trim_start_matches(marks).starts_with(['x', 'X', '\u{D7}']);
            if is_letter && self.outline.group_that_text_counts_for(&line::text_of_todo_txt_line(&line.text)).is_none()
            {
                continue;
            }
            self.add_near_line(group, day.date, line, NearMissReason::NoBox);
        }
        for line in &day.told_by_empty_boxes {
            let meaning = self.outline.line_meaning(&line.text);
            if let LineMeaning::NamesPlan { plan: NameTarget::Plan(group), .. } = meaning
                && !counted.contains(&group)
            {
                self.add_near_line(group, day.date, line, NearMissReason::EmptyBox);
            }
        }
        for tick in &day.unboxed {
            let whole = &tick.line.excerpt.line;
            // `DONE walk -> 10 min`
            let plain = tick.line.text.replace("->", ",").replace('\u{2192}', ",");
            let group = self.outline.group_that_text_counts_for(&plain);
            let together = || self.outline.groups_named_together(&tick.line.text).filter(|_| group.is_none());
            let several = || self.outline.groups_told_in_line(whole).or_else(together);
            if let Some(groups) = (!tick.in_table).then(several).flatten() {
                if let Some(first) = groups.first().copied()
                    && told.insert((first, tick.line.excerpt.place.line))
                {
                    self.add_near_line(first, day.date, &tick.line, NearMissReason::SeveralPlans(groups));
                }
                continue;
            }
            let Some(group) =
                group.filter(|_| tick.in_table || !practice_signs::is_tick_spoken_of(whole, &tick.line.text))
            else {
                continue;
            };
            // `walk :yes` below a line of `---` is told as a field.
            let is_field = |key: &NearMissKey| {
                key.hint.code == Code::StrayFields && key.hint.place.line == tick.line.excerpt.place.line
            };
            if !day.unclear_keys.iter().any(is_field) && told.insert((group, tick.line.excerpt.place.line)) {
                let reason = match tick.in_table {
                    true if !tick.days.is_empty() => NearMissReason::InWeekTable(tick.days.clone()),
                    true => NearMissReason::InTable,
                    false => NearMissReason::Unboxed,
                };
                self.add_near_line(group, day.date, &tick.line, reason);
            }
        }
    }

    /// Whether a text of several sentences names no plan in the first, which is what its tick is for.
    fn is_named_in_later_sentence(&self, text: &str) -> bool {
        let end = [". ", "! ", "? "].iter().filter_map(|end| text.find(end)).min();
        // `1. Walk`, `St. John's walk`
        let first = end.and_then(|end| text.get(..end)).filter(|first| first.split_whitespace().count() > 1);
        let is_whole = matches!(self.outline.line_meaning(text), LineMeaning::NamesPlan { .. });
        // `✅ Report sent. No walk today.` says how the walk went.
        let is_told = |sentence: &str| {
            let beside = crate::note::text_beside_tick_or_verb(sentence.trim());
            beside.is_some_and(|name| self.outline.group_that_text_counts_for(name).is_some())
        };
        !is_whole
            && first.is_some_and(|first| matches!(self.outline.line_meaning(first), LineMeaning::Other))
            && !text
                .split_inclusive(['.', '!', '?'])
                .skip(1)
                .any(|sentence| is_told(sentence.trim_end_matches(['.', '!', '?'])))
    }

    /// Keys and values that say nothing known of a plan. `counted` are the plans of which the note tells otherwise.
    fn add_near_miss_keys(&mut self, day: &'a DayNoteDraft, counted: &HashSet<TaskGroupIndex>) {
        let names = &self.outline.names;
        let is_own = |key: &str| {
            names.target_of_folded_key_or_tag(key).is_some()
                || self.outline.facts.settings.track.iter().any(|number| fold_key(&number.name) == key)
        };
        for key in &day.near_keys {
            let silenced = |group: TaskGroupIndex| {
                let group = self.outline.facts.groups.get(group.0);
                group.is_some_and(|group| group.not_practice.iter().any(|name| fold_key(name) == *key.key))
            };
            let is_near = || match names.line_names.near_miss_of_key(&key.key) {
                Some(NameTarget::Plan(group)) => !silenced(group),
                // `walk_minutes: 10` beside nothing else of the plan.
                _ => match key_without_unit(&key.key).and_then(|bare| names.target_of_folded_key_or_tag(bare)) {
                    Some(NameTarget::Plan(group)) => !silenced(group) && !counted.contains(&group),
                    _ => false,
                },
            };
            if !is_own(&key.key) && self.written_by.is_none() && is_near() {
                self.problems.push(key.hint.clone());
            }
        }
        for field in day.fields_of_no_line.iter().filter(|_| self.written_by.is_none()) {
            if !is_own(&field.key) {
                self.problems.push(field.hint.clone());
            }
        }
        for value in &day.named_values {
            if matches!(names.target_of_task(&value.key), Some(NameTarget::Plan(_))) {
                self.problems.push(value.hint.clone());
            }
        }
        for key in &day.unclear_keys {
            if matches!(names.target_of_folded_key_or_tag(&key.key), Some(NameTarget::Plan(_))) {
                self.problems.push(key.hint.clone());
            }
        }
    }

    /// A note that is named for a week: told once, where its lines stand under no days.
    fn add_several_days_hint(&mut self, day: &DayNoteDraft, entries: &[PendingEntry<'a>]) {
        if self.written_by.is_some()
            || !day.day_titles.is_empty()
            || !day_titles::is_named_for_several_days(self.note.path)
        {
            return;
        }
        let first = entries.iter().find(|of| of.entry.form == EntryForm::CheckBox);
        let Some(excerpt) = first.and_then(|first| first.excerpt) else { return };
        let date = day.date;
        let message = format!(
            "This note is named for several days, and its lines count on {date}, the date that it begins with."
        );
        let help = "Write each line into the note of its own day.".to_owned();
        self.problems.push(excerpt.problem(self.note.path, Code::TickUnclear, message, help));
    }

    fn add_near_line(&mut self, group: TaskGroupIndex, date: NaiveDate, line: &'a SourceLine, reason: NearMissReason) {
        self.push_near_line(NearMissLine {
            note: self.note,
            group,
            date: Some(date),
            line,
            is_read_box: false,
            reason,
        });
    }

    fn add_near_box(&mut self, group: TaskGroupIndex, date: NaiveDate, line: &'a SourceLine, reason: NearMissReason) {
        self.push_near_line(NearMissLine { note: self.note, group, date: Some(date), line, is_read_box: true, reason });
    }

    fn push_near_line(&mut self, near: NearMissLine<'a>) {
        if self.written_by.is_none() {
            self.near_lines.push(near);
        }
    }
}

/// Whether a photo lies in the journal: one of the web is none of its photos.
fn is_picture_of_journal(target: &str) -> bool {
    let ending = target.split('|').next().and_then(|path| path.rsplit_once('.')).map_or("", |(_, ending)| ending);
    let is_known =
        ["jpg", "jpeg", "png", "heic", "webp", "gif"].iter().any(|known| ending.trim().eq_ignore_ascii_case(known));
    is_known && !target.contains("://")
}

/// Whether a second box that is not ticked stands behind a ticked one.
fn has_unticked_second_box(item: &CheckBoxDraft) -> bool {
    crate::note::box_at_start(&item.line.text).is_some_and(|(mark, _)| Status::of_mark(mark) != Some(Status::Done))
}
