//! The questions of planning, in the order of docs/practice.md: what matters, what to try, smaller, when and where exactly, who
//! helps, what could get in the way, how sure, and whether it is to notice, to try or to do. Every question but the step's name can be
//! skipped with Enter.

use crate::cli::error::CommandError;
use crate::cli::new_notes::how_sure::parse_how_sure;
use crate::cli::new_notes::plan_fields::PlanFields;
use crate::cli::world::{InputMode, World};
use crate::journal::Stage;
use crate::note;
use crate::problem::draw;
use crate::text::fold;
use crate::when::{self, Minutes, ParseError, Parsed, When};

/// From this number of ten on, somebody is sure enough (docs/practice.md).
const SURE_ENOUGH: u8 = 7;

/// What is said about an answer: something to show, or why the question is asked again.
type ParsedAnswer = Result<Option<String>, String>;

/// What to say about a name that a new plan cannot have; none if it is free.
pub(crate) type MessageIfNameInUse<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Asks for all fields. Those of `plan` are what each answer starts from. Without a name for the step nothing more is asked, and `plan`
/// has no `task`.
pub(crate) fn ask_plan(
    plan: &mut PlanFields,
    name_in_use: MessageIfNameInUse<'_>,
    world: &mut World,
) -> Result<(), CommandError> {
    ask(plan, "goal", "What matters to you here? What is it for?", world, |_| Ok(None))?;
    let is_new = plan.text("task").is_none();
    if is_new {
        ask_task(plan, name_in_use, world)?;
    }
    if plan.text("task").is_none() {
        return Ok(());
    }
    let smallest = if is_new { ask_smallest_version(plan, world)? } else { String::new() };
    ask_when(plan, world)?;
    ask(plan, "where", "Where?", world, |_| Ok(None))?;
    ask_minutes(plan, world)?;
    if says_no_frequency(plan) {
        ask(plan, "times", "How often, such as 3 a week?", world, |text| {
            when::parse_frequency(text).map(|_| None).map_err(in_words)
        })?;
    }
    ask_helper(plan, world)?;
    ask(plan, "obstacle", "What could get in the way?", world, |_| Ok(None))?;
    ask_then(plan, &smallest, world)?;
    ask_confidence_and_offer_changes(plan, is_new.then_some(name_in_use), world)?;
    ask_stage(plan, world)
}

/// Asks until the answer is accepted or empty, and keeps it.
fn ask(
    plan: &mut PlanFields,
    key: &str,
    question: &str,
    world: &mut World,
    hear: impl Fn(&str) -> ParsedAnswer,
) -> Result<(), CommandError> {
    let before = plan.text(key).unwrap_or_default();
    let mut typed = before.clone();
    let mut is_refused = false;
    loop {
        let on_enter = typed.clone();
        typed = world.ask_line_showing_meaning(question, &typed, &|text| hear(text).ok().flatten())?;
        let heard = match typed.as_str() {
            "" => Ok(None),
            // It would be read as its text, and come back without its brackets.
            link if link.contains("[[") => Err("That is a link. Write it without the brackets.".to_owned()),
            text => hear(text),
        };
        match heard {
            Ok(said) => {
                if let Some(said) = said {
                    world.warn(&said)?;
                }
                plan.set(key, &typed);
                return Ok(());
            }
            // Enter alone changes nothing, so it would be asked for ever.
            Err(_) if is_refused && typed == on_enter => {
                world.warn("Then this stays as it was before.")?;
                return Ok(());
            }
            Err(why) => world.warn(&why)?,
        }
        is_refused = true;
        // A moment takes long to type, so it stays to be edited where keys are read. Elsewhere Enter keeps what the plan has.
        if key != "when" || world.asking == InputMode::Lines {
            typed.clone_from(&before);
        }
    }
}

fn in_words(error: ParseError) -> String {
    format!("{} {}", error.message, error.help)
}

fn ask_task(plan: &mut PlanFields, name_in_use: MessageIfNameInUse<'_>, world: &mut World) -> Result<(), CommandError> {
    let hear = |text: &str| why_begins_like_list(text).or_else(|| name_in_use(text)).map_or(Ok(None), Err);
    ask(plan, "task", "What would you like to try? A few words are enough.", world, hear)
}

/// The smallest version of the step is what to do when it gets hard (`then`). The plan keeps its name.
fn ask_smallest_version(plan: &mut PlanFields, world: &mut World) -> Result<String, CommandError> {
    let question = "What is the smallest version of it, one for a bad day? Smaller than you think is a good size.";
    let before = plan.text("then").unwrap_or_default();
    ask(plan, "then", question, world, |_| Ok(None))?;
    let smallest = plan.text("then").unwrap_or_default();
    if smallest == plan.text("task").unwrap_or_default() {
        plan.set("then", &before);
        return Ok(String::new());
    }
    Ok(smallest)
}

/// What to do if the obstacle comes. The smallest version stays beside it.
fn ask_then(plan: &mut PlanFields, smallest: &str, world: &mut World) -> Result<(), CommandError> {
    if plan.text("obstacle").is_none() {
        return Ok(());
    }
    if smallest.is_empty() {
        return ask(plan, "then", "And then, what will you do?", world, |_| Ok(None));
    }
    let question =
        format!("And then, what will you do? Enter keeps the smallest version: {}", draw::escape_controls(smallest));
    plan.set("then", "");
    ask(plan, "then", &question, world, |_| Ok(None))?;
    let with_smallest = match plan.text("then") {
        Some(then) if fold(&then).contains(&fold(smallest)) => then,
        Some(then) => format!("{}; on a bad day: {smallest}", then.trim_end_matches(['.', ';', ','])),
        None => smallest.to_owned(),
    };
    plan.set("then", &with_smallest);
    Ok(())
}

/// Asks for a name until no plan has it, or it is empty.
fn ask_free_name(
    question: &str,
    typed: &str,
    name_in_use: MessageIfNameInUse<'_>,
    world: &mut World,
) -> Result<String, CommandError> {
    loop {
        let name = world.ask_line(question, typed)?;
        match why_begins_like_list(&name).or_else(|| name_in_use(&name)) {
            Some(why) => world.warn(&why)?,
            None => return Ok(name),
        }
    }
}

/// Why a name is not taken that begins with the mark of a list or a box.
pub(crate) fn why_begins_like_list(task: &str) -> Option<String> {
    let item = task.strip_prefix(['-', '*', '+']).filter(|item| item.is_empty() || item.starts_with(' '));
    let name = item.unwrap_or(task).trim_start();
    let name = note::box_at_start(name).and_then(|(_, len)| name.get(len..)).unwrap_or(name).trim_start();
    if name.len() == task.len() {
        return None;
    }
    let instead = if name.is_empty() {
        "A name needs a word of its own.".to_owned()
    } else {
        format!("Write it without: `{}`.", draw::escape_controls(name))
    };
    Some(format!(
        "`{}` begins with the mark of a list, which would not be read as a part of the name. {instead}",
        draw::escape_controls(task)
    ))
}

/// The moment, with the sentence that it makes. A moment that could be any time is asked about once more.
fn ask_when(plan: &mut PlanFields, world: &mut World) -> Result<(), CommandError> {
    let task = plan.text("task").unwrap_or_default();
    let phrases = world.language.phrases;
    let hear = |text: &str| {
        let when = read_when(text)?;
        Ok(Some(phrases.if_then_sentence(&when, &task, None, None)))
    };
    ask(plan, "when", "When exactly? Such as: Thursday morning, while my coffee is brewing", world, hear)?;
    let is_open = plan.text("when").is_some_and(|text| read_when(&text).is_ok_and(|when| when.is_vague()));
    if !is_open {
        return Ok(());
    }
    let (instead, _) = when::suggest_specific_when(plan.text("when").as_deref());
    let question = format!(
        "That leaves the moment open. What will just have happened? Such as: {instead}. Enter keeps what you wrote."
    );
    // The line is empty, since a new moment seldom begins like the old one.
    let vague = plan.text("when").unwrap_or_default();
    plan.set("when", "");
    ask(plan, "when", &question, world, hear)?;
    if plan.text("when").is_none() {
        plan.set("when", &vague);
    }
    Ok(())
}

/// What a plan's `when` means, or what to write instead.
pub(crate) fn read_when(text: &str) -> Result<When, String> {
    match when::parse_when(text) {
        Ok(Parsed::When(when)) => Ok(when),
        Ok(Parsed::Moment(moment)) => {
            Err(format!("A plan says how often or on which days. For one day write: on {}", moment.date))
        }
        Err(error) => Err(in_words(error)),
    }
}

/// Whether nothing in `when` says how often, so that no number could be counted.
fn says_no_frequency(plan: &PlanFields) -> bool {
    plan.text("times").is_some()
        || plan
            .text("when")
            .is_none_or(|text| read_when(&text).is_ok_and(|when| when.schedule() == when::Schedule::AsItComes))
}

fn ask_minutes(plan: &mut PlanFields, world: &mut World) -> Result<(), CommandError> {
    ask(plan, "minutes", "How many minutes? Ten or fewer is a good size.", world, |text| {
        when::parse_minutes(text).map(|_: Minutes| None).map_err(in_words)
    })
}

fn ask_helper(plan: &mut PlanFields, world: &mut World) -> Result<(), CommandError> {
    let question = "Who helps, and how? Such as: Mom, notices and says so. They may read the report too.";
    ask(plan, "helper", question, world, |_| Ok(None))?;
    if plan.text("helper").is_none() {
        plan.set("share response", "");
        return Ok(());
    }
    let question = "May the page say how their response felt to you (warm, neutral or hard)?";
    let may = world.ask_key(question, &[('n', "no"), ('y', "yes")])? == 'y';
    plan.set("share response", if may { "yes" } else { "" });
    Ok(())
}

fn ask_stage(plan: &mut PlanFields, world: &mut World) -> Result<(), CommandError> {
    let keys = [('o', "leave it open"), ('n', "notice it"), ('t', "try it"), ('d', "do it")];
    let stage = match world.ask_key("What is it for now: only to notice something, to try it out, or to do it as planned? Leave it open if you are not sure.", &keys)? {
        'n' => Stage::Notice,
        't' => Stage::Try,
        'd' => Stage::Do,
        _ => return Ok(()),
    };
    plan.set("stage", stage.word());
    Ok(())
}

/// How sure somebody is. If they are not sure, it is for them to say what to make smaller. `name_in_use` is there for a new plan: its name
/// may still change.
fn ask_confidence_and_offer_changes(
    plan: &mut PlanFields,
    name_in_use: Option<MessageIfNameInUse<'_>>,
    world: &mut World,
) -> Result<(), CommandError> {
    let sure = ask_how_sure(plan, world)?;
    if sure.is_none_or(|sure| sure >= SURE_ENOUGH) {
        return Ok(());
    }
    let keys = [('k', "keep it"), ('l', "less time"), ('m', "another moment"), ('s', "a smaller step")];
    match world.ask_key("What if we lowered the bar?", &keys)? {
        'l' => ask_minutes(plan, world)?,
        'm' => ask_when(plan, world)?,
        's' => ask_smaller_step(plan, name_in_use, world)?,
        _ => return Ok(()),
    }
    ask_how_sure(plan, world).map(|_| ())
}

fn ask_how_sure(plan: &mut PlanFields, world: &mut World) -> Result<Option<u8>, CommandError> {
    plan.set("confidence", "");
    ask(plan, "confidence", "How sure are you that you will do it, 0 to 10?", world, |text| {
        parse_how_sure(text).map(|_| None)
    })?;
    let sure = plan.text("confidence").and_then(|text| parse_how_sure(&text).ok());
    plan.set("confidence", &sure.map(|sure| sure.to_string()).unwrap_or_default());
    Ok(sure)
}

/// A smaller step in place of a new one; the name it had first still names it. A plan that is there keeps its name, and the smaller step
/// is what to do when it gets hard.
fn ask_smaller_step(
    plan: &mut PlanFields,
    name_in_use: Option<MessageIfNameInUse<'_>>,
    world: &mut World,
) -> Result<(), CommandError> {
    let Some(name_in_use) = name_in_use else {
        let question = "What is the smaller step? The plan keeps its name, and this is what you do when it gets hard.";
        return ask(plan, "then", question, world, |_| Ok(None));
    };
    let task = plan.text("task").unwrap_or_default();
    let smaller = ask_free_name("What is the smaller step?", &task, name_in_use, world)?;
    if !smaller.is_empty() && fold(&smaller) != fold(&task) {
        plan.set("task", &smaller);
        plan.set_list("aka", vec![task]);
    }
    Ok(())
}
