//! `journal.md`: the settings of a journal. They are never guessed: any problem stops all writing
//! (docs/specification.md#1-notes).

use chrono::Weekday;

use crate::folder::names;
use crate::journal::draft::{DraftContent, DraftKind, NearMissKey};
use crate::journal::note_fields::fields::{self, FieldReader};
use crate::journal::note_text::excerpts_of_word_fields;
use crate::journal::{
    CalendarNames, CalendarSetting, Settings, TrackedItem, note_fields::known_fields, note_fields::rated_names,
    note_kinds::plan_note, sharing::privacy,
};
use crate::note::{self, FrontMatter};
use crate::problem::{Code, Place, Problem, ProblemClass};
use crate::text::{fold, fold_key};
use crate::when;

/// Folders at the top of a journal that are not for reports.
const TAKEN: [&str; 4] = [names::EDITED, names::HELPER_CARDS, names::TEMPLATES, names::PROMPTS];

/// Weeks that have a report of their own, where nothing else is said.
const WEEKS: u32 = 104;

/// The settings in the bytes of `journal.md`.
///
/// # Errors
/// Every problem in it: settings are never guessed (docs/specification.md#1-notes).
pub fn read_settings(path: &str, bytes: &[u8]) -> Result<Settings, Vec<Problem>> {
    if bytes.is_empty() {
        let problem = Problem {
            file: path.to_owned(),
            place: Place::START,
            code: Code::SettingsUnreadable,
            message: "This file is empty, as a file is that has not been synced yet.".to_owned(),
            help: "Wait until it is there, or write one line into it, such as `# My journal`.".to_owned(),
            line: String::new(),
            chars_cut_before: 0,
        };
        return Err(vec![problem]);
    }
    let note = note::read_note(path, bytes);
    let unreadable = !matches!(note.front_matter, FrontMatter::Absent | FrontMatter::Read);
    let mut fields = FieldReader::new(&note);
    if unreadable {
        fields.problems.extend(note.problems.iter().cloned());
        if !fields.problems.iter().any(|p| p.code.class() == ProblemClass::Error) {
            fields.add_problem(
                Place::START,
                Code::SettingsUnreadable,
                "The settings in this note cannot be read.".to_owned(),
                "Write them between two lines of `---`, each as `key: value`, without `{{` or `<%`.",
            );
        }
        return Err(fields.problems);
    }
    let twice = note.problems.iter().filter(|p| p.code.class() == ProblemClass::Error && is_about_known_key(&p.line));
    // None of them counts: settings are never guessed.
    fields.problems.extend(twice.cloned().map(|p| match p.code {
        Code::KeyTwice => Problem { help: "Keep one of them.".to_owned(), ..p },
        _ => p,
    }));
    let (week_starts, session) = week_start_and_session(&mut fields);
    let session_text = session.and_then(|_| fields.single_text("session", Code::BadValue).ok().flatten());
    let share = fields.share_word_field().unwrap_or_default();
    add_privacy_word_problems(&mut fields);
    let settings = Settings {
        name: fields.text_or_joined_list("name"),
        week_starts,
        session,
        has_weeks_without_session: session_text.is_some_and(|text| when::is_of_some_weeks(&text.text)),
        until: fields.date_field("until").ok().flatten(),
        pauses: plan_note::pause_field(&mut fields).unwrap_or_default(),
        weeks: weeks_field(&mut fields),
        share,
        where_to_turn: fields.text_or_joined_list("in need"),
        report_to: report_to_field(&mut fields),
        writer: fields.text_or_joined_list("writer"),
        daily_notes: daily_notes_field(&mut fields),
        track: rated_names::track_field(&mut fields),
        calendar: calendar_field(&mut fields),
    };
    fields.problems.retain(|p| p.code.class() == ProblemClass::Error);
    fields.problems.sort();
    if fields.problems.is_empty() { Ok(settings) } else { Err(fields.problems) }
}

/// How much is shared is never guessed: words for privacy other than `share: none`, and an empty `share`, are problems.
fn add_privacy_word_problems(fields: &mut FieldReader) {
    let word = privacy::find_private_word(fields, privacy::may_hold_private_words(fields.note))
        .map(|word| (word.place, word.written));
    let slip = privacy::find_misspelt_share_key(fields).map(|field| (field.key_place, field.written.clone()));
    for (at, written) in word.into_iter().chain(slip) {
        let message =
            format!("`{}` is no setting, and seems to be about sharing.", fields::shortened_for_message(&written));
        fields.add_problem(
            at,
            Code::BadValue,
            message,
            "Write `share: none`, `share: summary` or `share: full` instead.",
        );
    }
    if let Some(at) = privacy::place_of_empty_share(fields) {
        let message = "`share` is empty.".to_owned();
        fields.add_problem(at, Code::BadValue, message, "Write `none`, `summary` or `full`, or take the line out.");
    }
}

/// The hints in `journal.md`, so that they are shown like those of any note. They stop nothing.
pub(crate) fn content_with_hints_of_settings(path: &str, bytes: &[u8]) -> Option<DraftContent> {
    let note = note::read_note(path, bytes);
    if note.front_matter != FrontMatter::Read {
        return None;
    }
    let mut fields = FieldReader::new(&note);
    let _ = fields.date_field("until");
    fields.add_missing_quotes_hints(known_fields::NoteKind::Settings);
    fields.problems.retain(|p| p.code.class() != ProblemClass::Error);
    let near = known_fields::near_miss_keys(&note, known_fields::NoteKind::Settings);
    let tracked = tracked_names_with_hints(&mut fields);
    let word_fields = excerpts_of_word_fields(&note, ["name", "in need"]);
    if near.is_empty() && tracked.is_empty() && word_fields.is_empty() && fields.problems.is_empty() {
        return None;
    }
    let kind = DraftKind::Settings { tracked, word_fields };
    Some(DraftContent { kind, problems: fields.problems, near_miss_keys: near, ..DraftContent::of_ordinary_note() })
}

/// What is tracked, each with a hint for where that is the name of a plan.
fn tracked_names_with_hints(fields: &mut FieldReader) -> Vec<NearMissKey> {
    let at = fields.note.filled_field("track").map_or(Place::START, |field| field.key_place);
    let mut scratch = FieldReader::new(fields.note);
    let hint = |TrackedItem { name, .. }: TrackedItem| {
        let message = format!(
            "`{}` is the name of a plan, so it is not tracked as a number of the day.",
            fields::shortened_for_message(&name)
        );
        let help = "Give the number another name, or take it out of `track`.".to_owned();
        NearMissKey {
            key: fold_key(&name).into(),
            hint: fields.note.problem_at(at, Code::TrackedIsPlan, message, help),
        }
    };
    rated_names::track_field(&mut scratch).into_iter().map(hint).collect()
}

/// The first day of the week: named, or the day after the session's.
fn week_start_and_session(fields: &mut FieldReader) -> (Weekday, Option<Weekday>) {
    let mut day = |key: &str| {
        let text = fields.single_text(key, Code::BadValue).ok().flatten()?;
        match when::parse_weekday(&text.text) {
            Ok(day) => Some((day, text.place)),
            Err(error) => {
                fields.add_parse_error(text, error);
                None
            }
        }
    };
    let (starts, session) = (day("week starts"), day("session"));
    if let (Some((starts, at)), Some((session, _))) = (starts, session)
        && starts != session.succ()
    {
        fields.add_problem(
            at,
            Code::BadValue,
            format!(
                "`week starts` is {}, but a week with its session on {} starts on {}.",
                weekday_name(starts),
                weekday_name(session),
                weekday_name(session.succ())
            ),
            "Write one of the two. A week ends with the day of the session.",
        );
    }
    let session = session.map(|(day, _)| day);
    (session.map(|day| day.succ()).or(starts.map(|(day, _)| day)).unwrap_or(Weekday::Mon), session)
}

fn weekday_name(day: Weekday) -> &'static str {
    fields::weekday_name(day)
}

fn weeks_field(fields: &mut FieldReader) -> Option<u32> {
    let Ok(Some(text)) = fields.single_text("weeks", Code::BadNumber) else { return Some(WEEKS) };
    let word = text.text.trim();
    if word.eq_ignore_ascii_case("all") {
        return None;
    }
    match word.parse::<u32>() {
        Ok(weeks) if weeks > 0 && word.bytes().all(|b| b.is_ascii_digit()) => Some(weeks),
        _ => {
            let message = format!("`{}` is no number of weeks.", fields::shortened_for_message(word));
            fields.add_problem(text.place, Code::BadNumber, message, "Write a whole number such as `104`, or `all`.");
            None
        }
    }
}

/// Whether a calendar is kept: `yes`, `names` or `no`.
fn calendar_field(fields: &mut FieldReader) -> CalendarSetting {
    let Some(text) = fields.single_text("calendar", Code::BadValue).ok().flatten() else {
        return CalendarSetting::Unsaid;
    };
    match (fields::parse_yes_or_no(&text.text), fold(&text.text).as_str()) {
        (Some(true), _) => CalendarSetting::Kept(CalendarNames::Neutral),
        (Some(false), _) => CalendarSetting::No,
        (None, "names") => CalendarSetting::Kept(CalendarNames::Tasks),
        (None, _) => {
            let message = format!("`{}` does not say yes or no.", fields::shortened_for_message(&text.text));
            let help = "Write `yes` to have `calendar.ics` kept up to date, `names` to have it with the names of your \
                        plans, or `no`.";
            fields.add_problem(text.place, Code::BadValue, message, help);
            CalendarSetting::Unsaid
        }
    }
}

/// The form of the names of daily notes.
fn daily_notes_field(fields: &mut FieldReader) -> Option<when::DateNamePattern> {
    let text = fields.single_text("daily notes", Code::BadValue).ok().flatten()?;
    let pattern = when::DateNamePattern::parse(&text.text);
    if pattern.is_none() {
        let message =
            format!("`{}` does not say how a date is written in a name.", fields::shortened_for_message(&text.text));
        let help = "Write it with `YYYY`, `MM` and `DD`, as in `daily notes: DD-MM-YYYY`. Put other words in `[ ]`.";
        fields.add_problem(text.place, Code::BadValue, message, help);
    }
    pattern
}

/// The folder of the reports holds nothing else, since it is given away (docs/specification.md#4-what-is-made): it is
/// never the folder of the notes, one that holds it, or one that has another meaning at the top of a journal.
fn report_to_field(fields: &mut FieldReader) -> Option<String> {
    let text = fields.single_text("report to", Code::BadValue).ok().flatten()?;
    let folder = text.text.trim().to_owned();
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').filter(|part| !matches!(*part, "" | ".")) {
        match parts.last() {
            Some(&last) if part == ".." && last != ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    let message = if folder.starts_with('/') && !parts.is_empty() {
        return Some(folder);
    } else if parts.iter().all(|part| *part == "..") {
        format!(
            "`{}` contains the journal, and reports need a folder of their own.",
            fields::shortened_for_message(&folder)
        )
    } else if parts.first().is_some_and(|first| TAKEN.contains(&fold(first).as_str())) {
        format!("`{}` has a meaning of its own in a journal.", fields::shortened_for_message(&folder))
    } else if parts.first() == Some(&"~") {
        "`~` is not understood here.".to_owned()
    } else {
        return Some(folder);
    };
    fields.add_problem(
        text.place,
        Code::BadValue,
        message,
        "Write a folder with nothing else in it, such as `reports` or `../for my therapist`.",
    );
    None
}

/// Whether a problem's line has a known key. A problem at a key of the person's own does not concern the settings.
fn is_about_known_key(line: &str) -> bool {
    line.split_once(':').is_none_or(|(key, _)| {
        known_fields::SETTINGS.contains(&crate::text::fold_key(key.trim().trim_matches(['"', '\''])).as_str())
    })
}
