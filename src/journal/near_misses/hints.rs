//! Hints that only all notes together can tell.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use crate::journal::catalog::conflict::ConflictCopy;
use crate::journal::catalog::notes::VisibleNote;
use crate::journal::catalog::versions::{PlanNote, PlanVersions};
use crate::journal::draft::{DraftKind, Excerpt, PlanDraft};
use crate::journal::{Entry, Plan, Settings, Share, Stage, entries::tracked, note_fields::fields};
use crate::note::{Note, Text, is_nearly_share_heading, may_hold_share_heading};
use crate::problem::{Code, Problem};
use crate::text::fold;

/// A plan without `from`: what it is taken to start on. Where it ends before that, it never runs.
/// `has_versions`: other notes are versions of the plan, so this one may be meant as an entry.
pub(crate) fn start_found_hint(
    path: &str,
    plan: &PlanDraft,
    start: NaiveDate,
    end: Option<NaiveDate>,
    has_versions: bool,
) -> Problem {
    let if_entry = if has_versions { " If it is an entry, write `when:` with the date and time it was." } else { "" };
    if let Some(end) = end.filter(|&end| end < start) {
        let message = format!("This plan does not say when it starts, and it ends on {end}, so it has no days.");
        let help = format!("Write `from:` with its first day, {end} or earlier.{if_entry}");
        return plan.task_at.problem(path, Code::StartFound, message, help);
    }
    let message = format!("This plan does not say when it starts, so it is taken to start on {start}.");
    let help = format!("Write `from: {start}`, or the day you mean.{if_entry}");
    plan.task_at.problem(path, Code::StartFound, message, help)
}

/// A note that ends a plan on the day on which a version of it begins.
pub(crate) fn ends_without_effect_hint(ending: PlanNote, version: PlanNote) -> Problem {
    let task = fields::shortened_for_message(&ending.plan.task);
    let message = format!("{} begins on this day, so `{task}` goes on, and this note ends nothing.", version.path);
    let help = "If it is over, write `until:` with its last day in that note. If it goes on, delete this one.";
    ending.plan.task_at.problem(ending.path, Code::FieldIgnored, message, help.to_owned())
}

/// Hints for the lines of a note that are nearly the heading `## To share`.
pub(crate) fn nearly_share_heading_hints(note: &Note) -> Vec<Problem> {
    let body = note.text.get(note.body_range.clone()).unwrap_or_default();
    if !may_hold_share_heading(body) && !body.lines().any(is_nearly_share_heading) {
        return Vec::new();
    }
    let hint = |line: &Text| {
        let message =
            "This is nearly the heading `## To share`, but is not it, so nothing is shared under it.".to_owned();
        let help = "Write `## To share` on a line of its own to share what stands below it, up to the next heading.";
        note.problem_at(line.place, Code::ShareHeadingNearMiss, message, help.to_owned())
    };
    let over_nothing = |line: &Text| {
        let message = "The dashes below the text make a heading of it, so nothing stands under `To share`, and nothing is shared.";
        let help = "Leave an empty line above those dashes.";
        note.problem_at(line.place, Code::ShareHeadingNearMiss, message.to_owned(), help.to_owned())
    };
    let near = note.body().nearly_to_share.iter().map(hint);
    near.chain(note.body().to_share_over_nothing.iter().map(over_nothing)).collect()
}

/// The same, where such a heading would share something: in the client's notes that are `summary`.
pub(crate) fn nearly_share_heading_problems<'n>(
    note: VisibleNote<'n>,
    entries: &[Entry],
    settings: &Settings,
) -> impl Iterator<Item = (NaiveDate, Problem)> + use<'n> {
    let found = &note.content.nearly_share_headings;
    let of_note = |entry: &&Entry| entry.note == *note.path;
    let (share, is_helpers) = match &note.content.kind {
        _ if found.is_empty() => (Some(Share::None), false),
        DraftKind::Entry(_) => {
            let entry = entries.iter().find(of_note);
            (entry.map(|entry| entry.share), entry.is_some_and(|entry| entry.written_by.is_some()))
        }
        DraftKind::Day(day) => (note.content.share, tracked::is_written_by_helper(day, settings)),
        _ => (note.content.share, false),
    };
    let is_summary = !is_helpers && share.unwrap_or(settings.share) == Share::Summary;
    let date = note.content.kind.date().filter(|_| is_summary);
    date.into_iter().flat_map(move |date| found.iter().map(move |hint| (date, hint.clone())))
}

/// A photo under `## To share`: in a `summary` note only the text there is shared.
pub(crate) fn photo_under_share_heading_hint(path: &str, photo: &Excerpt) -> Problem {
    let message = "This photo is not shown: under `## To share` only text is shared.".to_owned();
    let help = "Write `share: full` at the top of the note to show it. All of its text is shared then.".to_owned();
    photo.problem(path, Code::PhotoNotShown, message, help)
}

/// A copy that a sync client left after a conflict.
pub(crate) fn conflict_copy_hint(path: &str, copy: &ConflictCopy) -> Problem {
    let (message, help) = match copy {
        ConflictCopy::Strong => (
            "This is a copy that your sync program made, since a note was changed in two places at once.".to_owned(),
            "Take from it what is missing in the note itself, then delete it. Until then it is not counted.",
        ),
        ConflictCopy::Weak(original) => (
            format!("This looks like a copy of {original} that your sync program made."),
            "Take from it what is missing there, then delete it; or give it another name. Until then it is not counted.",
        ),
    };
    Problem::for_file(path, Code::ConflictCopy, message, help.to_owned())
}

/// A note that repeats lines of the one that its name says it was copied from; some may have been changed in one of the two.
pub(crate) fn repeated_lines_hint(path: &str, original: &str, lines: usize, changed: usize) -> Problem {
    let of = |lines: usize| match lines {
        1 => "One line of this note stands".to_owned(),
        lines => format!("{lines} lines of this note stand"),
    };
    let repeated = format!("{} in {original} too, and count{} once.", of(lines), if lines == 1 { "s" } else { "" });
    let other = format!("{} in {original} in a different form; only that form counts.", of(changed));
    let message = match (lines, changed) {
        (_, 0) => format!("{repeated} What is new here counts."),
        (0, _) => format!("{other} What is new here counts."),
        _ => format!("{repeated} {other}"),
    };
    let help = format!("Write what is new into {original}, then delete this note; or give it another name.");
    Problem::for_file(path, Code::ConflictCopy, message, help)
}

/// An entry later than the as-of date.
pub(crate) fn future_entry_hint(entry: &Entry, excerpt: &Excerpt, as_of: NaiveDate, today: NaiveDate) -> Problem {
    let date = entry.date;
    let (message, help) = if date <= today {
        (
            format!("{date} is after the course's last week, so it is not counted."),
            "If the course goes on, write a later `until` in journal.md, or take it out.".to_owned(),
        )
    } else {
        (
            format!("{date} is later than {as_of}, so it is not counted yet."),
            "If it was another day, write that date.".to_owned(),
        )
    };
    excerpt.problem(&entry.note, Code::InFuture, message, help)
}

/// Private notes of a plan that another note shares. What names a private plan is private too (docs/specification.md#6-sharing), so
/// they hide all weeks of the plan, which few people expect. `default_share` is that of the settings.
pub(crate) fn hides_plan_hints(notes: &[(VisibleNote, Option<ConflictCopy>)], default_share: Share) -> Vec<Problem> {
    let plans = || notes.iter().filter_map(|(note, copy)| Some((PlanNote::of_note(note)?, copy)));
    let is_private = |plan: &PlanNote| plan.share.unwrap_or(default_share) == Share::None;
    let mut shared: HashMap<String, &str> = HashMap::new();
    for (plan, _) in plans().filter(|(plan, copy)| copy.is_none() && !is_private(plan)) {
        shared.entry(fold(&plan.plan.task)).or_insert(plan.path);
    }
    let private = plans().map(|(plan, _)| plan).filter(is_private);
    private.filter_map(|plan| Some(private_note_hides_plan_hint(plan, shared.get(&fold(&plan.plan.task))?))).collect()
}

fn private_note_hides_plan_hint(plan: PlanNote, shared_note: &str) -> Problem {
    let task = fields::shortened_for_message(&plan.plan.task);
    let message = format!(
        "This note is private, so all of `{task}` is: no page shows any of its weeks, those of {shared_note} neither."
    );
    let help = format!(
        "If all of it should be private, write `share: none` into {shared_note} too. If only this should be, give it another `task`. \
         If none of it should be, take `share: none` out here."
    );
    plan.plan.task_at.problem(plan.path, Code::HidesPlan, message, help)
}

/// More than two plans of one stage that run at once, now or later: told once for each stage, at the plan that makes it
/// three.
pub(crate) fn many_plans_hints(plans: &[Plan], groups: &[PlanVersions], as_of: NaiveDate) -> Vec<Problem> {
    let drafts: BTreeMap<&str, &PlanDraft> =
        groups.iter().flat_map(|g| &g.versions).map(|v| (&**v.path, v.plan)).collect();
    let mut by_stage: BTreeMap<u8, Vec<&Plan>> = BTreeMap::new();
    for plan in plans.iter().filter(|p| !p.is_medicine() && p.end.is_none_or(|end| end >= as_of && end >= p.start)) {
        let stage = match plan.stage {
            Some(Stage::Notice) => 0,
            Some(Stage::Try) => 1,
            Some(Stage::Do) => 2,
            None => 3,
        };
        by_stage.entry(stage).or_default().push(plan);
    }
    let mut problems = Vec::new();
    let short = |plan: &Plan| fields::shortened_for_message(&plan.task);
    for mut of_stage in by_stage.into_values() {
        of_stage.sort_by_key(|p| p.start.max(as_of));
        // Ends of those that run; three at most are of interest.
        let mut running: Vec<&Plan> = Vec::new();
        for plan in of_stage.iter().copied() {
            let from = plan.start.max(as_of);
            running.retain(|p| p.end.is_none_or(|end| end >= from));
            running.push(plan);
            if let ([first, second, third], Some(draft)) = (running.as_slice(), drafts.get(&*plan.note)) {
                let runs = |p: &&&Plan| p.start.max(as_of) <= from && p.end.is_none_or(|end| end >= from);
                let (last, other) = match of_stage.iter().filter(runs).count() {
                    0..=3 => (format!("`{}`", short(third)), "other"),
                    many => (format!("{} more", many - 2), "others"),
                };
                let message = format!(
                    "`{}`, `{}` and {last} run at the same time. More than two plans of one kind at once are a lot.",
                    short(first),
                    short(second),
                );
                let help = format!(
                    "Which two matter most right now? The {other} can wait, with a later `from`, or end, with `until`."
                );
                problems.push(draft.task_at.problem(&plan.note, Code::ManyPlans, message, help));
                break;
            }
        }
    }
    problems
}
