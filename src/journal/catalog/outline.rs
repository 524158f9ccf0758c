//! What all notes together say of names and sharing: all of the catalog but when plans start, which only entries can tell
//! of plans without a `from`.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::journal::catalog::collect::CollectedFiles;
use crate::journal::catalog::name_table::{self, NameTable, NameTarget, TaskGroupIndex};
use crate::journal::catalog::notes::VisibleNote;
use crate::journal::catalog::versions::PlanVersions;
use crate::journal::draft::{CheckBoxDraft, DraftKind, Excerpt};
use crate::journal::lines::line::{self, LineDetails, LineMeaning};
use crate::journal::lines::line_names::NameFinder;
use crate::journal::lines::link_target::{folded_note_path, links_with_different_names, target_leads_to_folded_path};
use crate::journal::lines::said_days::{self, SaidDays};
use crate::journal::sharing::hidden::HiddenPlanNames;
use crate::journal::sharing::names_of_note::{
    NameAbove, NamesAboveLines, find_name_of_hidden_plan, is_about_hidden_plan_by_title, is_named_for_hidden_plan,
};
use crate::journal::{
    Settings, Share, TrackedItem, View, note_fields::helper, note_fields::helper_names, note_fields::nested,
    sharing::private_words,
};
use crate::note::wiki_link_at_start;
use crate::problem::{Code, Problem};
use crate::text::{fold, fold_key};

#[derive(Clone, Debug)]
pub(crate) struct NamesAndSharing {
    pub facts: NamesAndSharingFacts,
    // Made from the facts, to find names quickly.
    pub names: NameTable,
    pub hidden: HiddenPlanNames,
    /// The names of all plans; true are those of plans that are not `full`.
    pub names_marked_not_full: NameFinder<bool>,
    /// Of each group what its helpers are called.
    pub helpers: Vec<HashSet<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct NamesAndSharingFacts {
    pub view: View,
    pub settings: Settings,
    pub today: NaiveDate,
    pub groups: Vec<TaskGroup>,
    /// In the order in which they claim what they name.
    names: Vec<(String, NameTarget)>,
    /// Hidden names, and the notes of their plans.
    hidden: Vec<String>,
    may_any_plan_be_lost: bool,
    names_of_private_notes: Vec<Vec<String>>,
    names_of_empty_notes: Vec<String>,
    text_files: BTreeMap<String, String>,
    has_private_note_of_any_task: bool,
    names_marked_not_full: Vec<(String, bool)>,
    pub share_without_plan: ShareWithoutPlan,
}

/// A task with its versions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TaskGroup {
    /// As its first version has it.
    pub task: String,
    /// The notes of its versions, in order of start.
    pub notes: Vec<Arc<str>>,
    helpers: Vec<String>,
    /// The folders that it collects.
    folders: Vec<String>,
    /// Where it is to be, as its versions have it.
    places: Vec<String>,
    /// Names that look like its own and are not, folded.
    pub not_practice: Vec<String>,
}

/// How much is shared of an entry whose task no counted plan has: as much as a left-out plan of that task says, else as the
/// settings say.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ShareWithoutPlan {
    of_left_out_plans: BTreeMap<String, Share>,
    /// The tasks that notes name which cannot be read at all, folded.
    tasks_of_unread_notes: BTreeSet<String>,
    of_settings: Share,
}

impl PartialEq for NamesAndSharing {
    fn eq(&self, other: &NamesAndSharing) -> bool {
        self.facts == other.facts
    }
}

impl Eq for NamesAndSharing {}

impl Hash for NamesAndSharing {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.facts.hash(state);
    }
}

/// What an outline is made from.
#[derive(Clone, Copy)]
pub(crate) struct NamesAndSharingInputs<'p, 'a> {
    pub settings: &'p Settings,
    pub today: NaiveDate,
    pub view: View,
    /// The notes that shape the catalog and take part.
    pub visible: &'p [VisibleNote<'a>],
    pub groups: &'p [PlanVersions<'a>],
    pub files: &'p CollectedFiles,
}

impl NamesAndSharing {
    /// What a line names: a plan by its name, or by one tag alone.
    pub(crate) fn line_meaning(&self, line: &str) -> LineMeaning<NameTarget> {
        let links = links_with_different_names(line);
        // `[[Letter #2]]` is a plan of that name, and not the plan `Letter`.
        let by_whole_name =
            links.iter().find_map(|link| self.meaning_with_link_replaced_by(line, link.written, link.whole));
        if let Some(meaning) = by_whole_name {
            return meaning;
        }
        let parsed = line::parse_day_line(line, &self.names.line_names);
        if matches!(parsed, LineMeaning::NamesPlan { .. }) {
            return parsed;
        }
        let by_target =
            links.iter().find_map(|link| self.meaning_with_link_replaced_by(line, link.written, link.renamed?));
        if let Some(meaning) = by_target {
            return meaning;
        }
        if let Some(tag) = line::tag_if_alone(line) {
            return match self.names.target_of_folded_key_or_tag(&fold_key(tag)) {
                Some(plan) => LineMeaning::NamesPlan { plan, details: LineDetails::default(), words: None },
                None => parsed,
            };
        }
        self.meaning_with_tag_as_name(line).or_else(|| self.meaning_without_private_words(line)).unwrap_or(parsed)
    }

    /// The same of a line in the note of a day, in which that day may be named again: `Walk today`, `Wed: Walk 10 min`.
    pub(crate) fn line_meaning_on(&self, line: &str, of_note: NaiveDate) -> LineMeaning<NameTarget> {
        let meaning = self.line_meaning(line);
        let LineMeaning::NameAmongOtherWords { plan: NameTarget::Plan(group), .. } = &meaning else { return meaning };
        let without_day = || {
            let task = &self.facts.groups.get(group.0)?.task;
            let head = line::part_before_free_text(line);
            let said = SaidDays::find(head, task, Some(of_note))?;
            let is_own_day = said.dates == [of_note] && head.split_whitespace().count() < said_days::MOST_WORDS;
            let rest = is_own_day.then(|| format!("{} {}", said.rest, line.get(head.len()..).unwrap_or_default()))?;
            self.meaning_of_rewritten_line(&rest)
        };
        without_day().unwrap_or(meaning)
    }

    /// What a box says in the note of a day, and whether the line below goes on with that: a name can be broken over two lines, and a
    /// time, minutes or a place can stand alone on the second.
    pub(crate) fn box_meaning_on(&self, item: &CheckBoxDraft, of_note: NaiveDate) -> (LineMeaning<NameTarget>, bool) {
        let text = &*item.line.text;
        let alone = self.line_meaning_on(text, of_note);
        let Some(next) = item.next_line.as_deref() else { return (alone, false) };
        let joined = || self.line_meaning_on(&format!("{} {next}", text.trim_end()), of_note);
        // The first word of a name alone is close to it.
        let may_go_on = |alone: &LineMeaning<NameTarget>, said: &LineMeaning<NameTarget>| match (alone, said) {
            (LineMeaning::CloseToName { plan }, LineMeaning::NameAmongOtherWords { plan: of, .. }) => plan == of,
            _ => *alone == LineMeaning::Other,
        };
        let is_taken = match &alone {
            LineMeaning::NamesPlan { plan, details, words: None } if line::is_detail_alone(next) => match joined() {
                LineMeaning::NamesPlan { plan: of, details: both, words: None }
                    if of == *plan && both.unclear_time == details.unclear_time =>
                {
                    Some(LineMeaning::NamesPlan { plan: of, details: both, words: None })
                }
                _ => None,
            },
            LineMeaning::NamesPlan { .. } | LineMeaning::InvalidDetail(_) => None,
            _ => match joined() {
                LineMeaning::NamesPlan { plan: plan @ NameTarget::Plan(_), mut details, words } => {
                    // Its place is not that in the line of the box.
                    details.unclear_time = None;
                    Some(LineMeaning::NamesPlan { plan, details, words })
                }
                said @ (LineMeaning::NameAmongOtherWords { plan: NameTarget::Plan(_), .. }
                | LineMeaning::CloseToName { plan: NameTarget::Plan(_) })
                    if may_go_on(&alone, &said) && self.line_meaning(next) == LineMeaning::Other =>
                {
                    Some(said)
                }
                _ => None,
            },
        };
        match is_taken {
            Some(meaning) => (meaning, true),
            None => (alone, false),
        }
    }

    /// What a line says where a link in it stands for the plan of this name, if there is one.
    fn meaning_with_link_replaced_by(&self, line: &str, link: &str, name: &str) -> Option<LineMeaning<NameTarget>> {
        self.names.target_of_task(name)?;
        self.meaning_of_rewritten_line(&line.replacen(link, name, 1))
    }

    /// What a line says besides that it is private: `Walk (private)`.
    fn meaning_without_private_words(&self, line: &str) -> Option<LineMeaning<NameTarget>> {
        let rest = private_words::without_private_words(line)?;
        self.meaning_of_rewritten_line(&rest)
    }

    /// What a line says where a tag in it stands for the plan's name: `07:30 #walk 10 min`.
    fn meaning_with_tag_as_name(&self, line: &str) -> Option<LineMeaning<NameTarget>> {
        line.match_indices('#').find_map(|(at, _)| {
            let tag = line.get(at + 1..).and_then(|behind| behind.get(..crate::note::hashtag_name_len(behind)?))?;
            let NameTarget::Plan(group) = self.names.target_of_folded_key_or_tag(&fold_key(tag))? else { return None };
            let task = &self.facts.groups.get(group.0)?.task;
            let named = format!("{}{task}{}", line.get(..at)?, line.get(at + 1 + tag.len()..)?);
            self.meaning_of_rewritten_line(&named)
        })
    }

    /// A tag of a plan in a line that has other words too, and the plan: `#walk with Tom`, `#walk/morning 10 min`.
    pub(crate) fn tag_among_other_words(&self, line: &str) -> Option<(TaskGroupIndex, String)> {
        if line::tag_if_alone(line).is_some() {
            return None;
        }
        self.tags_of_plans(line).next()
    }

    /// Another plan whose tag stands in a line that counts for a plan, with the tag: `#walk #read`.
    pub(crate) fn tag_of_another_plan(&self, line: &str, counted: TaskGroupIndex) -> Option<(TaskGroupIndex, String)> {
        self.tags_of_plans(line).find(|(group, _)| *group != counted)
    }

    /// The tags of a line before its free text that are a plan's, or nearly: each with the plan.
    fn tags_of_plans<'a>(&'a self, line: &'a str) -> impl Iterator<Item = (TaskGroupIndex, String)> + 'a {
        let head = line::part_before_free_text(line);
        head.match_indices('#').filter_map(move |(at, _)| {
            let is_start = head.get(..at)?.chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
            let tag = head.get(at + 1..).and_then(|behind| behind.get(..crate::note::hashtag_name_len(behind)?))?;
            let key = fold_key(tag);
            let group = match self.names.target_of_folded_key_or_tag(&key) {
                Some(NameTarget::Plan(group)) => Some(group),
                Some(NameTarget::LeftOutPlan) => None,
                None => self.names.group_near_folded_tag(&key),
            };
            group.filter(|_| is_start).map(|group| (group, format!("#{tag}")))
        })
    }

    /// What a line says that was made from the client's, if it names a plan.
    fn meaning_of_rewritten_line(&self, line: &str) -> Option<LineMeaning<NameTarget>> {
        match line::parse_day_line(line, &self.names.line_names) {
            // Its places are not those of the client's line.
            LineMeaning::NamesPlan { plan, mut details, words } => {
                details.unclear_time = None;
                Some(LineMeaning::NamesPlan { plan, details, words })
            }
            _ => None,
        }
    }

    /// The plans that a text names one after the other, where nothing else stands there: `Walk and Voice memo, 3 min`. None
    /// unless there are several.
    pub(crate) fn groups_named_together(&self, text: &str) -> Option<Vec<TaskGroupIndex>> {
        let pieces = self.pieces_named_together(text)?;
        Some(pieces.into_iter().map(|(group, _)| group).collect())
    }

    /// The plans of which a text names one or another: `Walk or Voice memo`.
    pub(crate) fn groups_named_with_or(&self, text: &str) -> Option<Vec<TaskGroupIndex>> {
        const MOST: usize = 8;
        let named = line::part_before_free_text(text);
        let rest = ["either ", "Either "].iter().find_map(|word| named.strip_prefix(word)).unwrap_or(named);
        let pieces: Vec<&str> = rest.split(" or ").map(|piece| piece.trim_matches([' ', ','])).collect();
        if pieces.len() < 2 || pieces.len() > MOST {
            return None;
        }
        let groups: Option<Vec<TaskGroupIndex>> =
            pieces.into_iter().map(|piece| self.group_that_text_counts_for(piece)).collect();
        groups.filter(|groups| groups.windows(2).all(|two| two.first() != two.get(1)))
    }

    /// The same, each with what is said of it. The words behind a dash are those of the last.
    pub(crate) fn pieces_named_together(&self, text: &str) -> Option<Vec<(TaskGroupIndex, String)>> {
        const SIGNS: [char; 5] = [',', ';', '&', '+', '/'];
        const JOINTS: [&str; 4] = [" and then ", " then ", " plus ", " followed by "];
        let folded = fold(text);
        if !text.contains(SIGNS) && !folded.contains(" and ") && !JOINTS.iter().any(|joint| folded.contains(joint)) {
            return None;
        }
        let joined = JOINTS.iter().fold(text.replace(", then ", ", "), |text, joint| text.replace(joint, ", "));
        let text = joined.as_str();
        let named = line::part_before_free_text(text);
        let pieces =
            named.split(SIGNS).flat_map(|piece| piece.split(" and ")).map(str::trim).filter(|piece| !piece.is_empty());
        let mut found: Vec<(TaskGroupIndex, String)> = Vec::new();
        let mut before_first = String::new();
        for piece in pieces {
            match self.group_that_text_counts_for(piece) {
                Some(group) if found.iter().all(|(of, _)| *of != group) => {
                    found.push((group, format!("{}{piece}", std::mem::take(&mut before_first))));
                }
                Some(_) => {}
                // A time or minutes may stand between commas.
                None if line::is_detail_alone(piece) => match found.last_mut() {
                    Some((_, said)) => said.push_str(&format!(", {piece}")),
                    None => before_first.push_str(&format!("{piece} ")),
                },
                None => return None,
            }
        }
        let words = text.get(named.len()..).unwrap_or_default().trim();
        if let Some((_, said)) = found.last_mut().filter(|_| !words.is_empty()) {
            said.push_str(&format!(" {words}"));
        }
        (found.len() > 1).then_some(found)
    }

    /// The plan that a text beside a tick names, where nothing else stands there.
    pub(crate) fn group_that_text_counts_for(&self, text: &str) -> Option<TaskGroupIndex> {
        match self.line_meaning(text) {
            LineMeaning::NamesPlan { plan: NameTarget::Plan(group), .. } => Some(group),
            _ => None,
        }
    }

    /// The plan whose note a line links to, where the line is that link alone: `[[plans/read]]`.
    pub(crate) fn group_of_lone_note_link(&self, line: &str) -> Option<TaskGroupIndex> {
        let line = line.trim();
        let link = wiki_link_at_start(line).filter(|link| link.range.end == line.len())?;
        self.group_of_link_target(link.target.trim())
    }

    /// The plan to whose note a link leads.
    pub(crate) fn group_of_link_target(&self, target: &str) -> Option<TaskGroupIndex> {
        let mut notes = self.version_notes();
        notes.find(|(_, note)| target_leads_to_folded_path(target, &folded_note_path(note))).map(|(group, _)| group)
    }

    /// The plans of which a line may say the name in different words, where there are several.
    pub(crate) fn groups_if_several_have_same_words(&self, line: &str) -> Option<Vec<TaskGroupIndex>> {
        let clean = self.names.line_names.clean_line(line).text;
        let parts = line::parts_that_may_be_name(&clean);
        let names = &self.names.line_names;
        let same = || parts.iter().map(|part| names.find_same_words(part)).find(|of| !of.is_empty());
        let shortened = || parts.iter().map(|part| names.find_shortened_names(part)).find(|of| !of.is_empty());
        let targets = same().or_else(shortened)?;
        let groups: Vec<TaskGroupIndex> = targets
            .into_iter()
            .filter_map(|target| match target {
                NameTarget::Plan(group) => Some(group),
                NameTarget::LeftOutPlan => None,
            })
            .collect();
        (groups.len() > 1).then_some(groups)
    }

    /// Whether the text behind a check box names a plan and says nothing that is not counted.
    pub(crate) fn is_plan_line_without_words(&self, text: &str) -> bool {
        matches!(self.line_meaning(text), LineMeaning::NamesPlan { plan: NameTarget::Plan(_), words: None, .. })
    }

    /// Whether a line nested under a check box is one of its fields, or says something of a helper.
    pub(crate) fn is_field_or_helper_item(&self, item: &str) -> bool {
        nested::is_line_field(item)
            || self.helpers.iter().any(|names| helper::text_after_helper_name(item, names).is_some())
    }

    /// Whether an item nested under a line says what a helper did, and nothing else: `Mom: noticed, hard`.
    pub(crate) fn nested_item_tells_only_of_helper(&self, item: &str) -> bool {
        let none = HashSet::new();
        let said = |names| helper::text_after_helper_name(item, names);
        let said = self.helpers.iter().chain([&none]).find_map(said);
        said.is_some_and(|text| helper::parse_helper_note([&*text]).is_ok_and(|note| note.is_noted))
    }

    pub(crate) fn new(parts: NamesAndSharingInputs, hidden: HiddenPlanNames) -> NamesAndSharing {
        let NamesAndSharingInputs { settings, today, view, visible, groups, files } = parts;
        let broken: Vec<&[String]> =
            visible.iter().filter_map(|note| name_table::names_of_broken_plan(&note.content.kind)).collect();
        let names = name_table::names_in_order_of_claim(groups, &hidden, &broken);
        let mut not_full = Vec::new();
        for version in groups.iter().flat_map(|group| &group.versions) {
            let is_not_full = version.share.unwrap_or(settings.share) != Share::Full;
            not_full.extend(version.names().map(|name| (name.to_owned(), is_not_full)));
        }
        // Of two versions that share a name the less is shared.
        not_full.sort_by_key(|(_, is_not_full)| !is_not_full);
        let groups: Vec<TaskGroup> = groups.iter().enumerate().map(|(n, of)| TaskGroup::new(of, n, files)).collect();
        let helpers = groups
            .iter()
            .map(|group| helper_names::names_for_helper_lines(group.helpers.iter().map(String::as_str)))
            .collect();
        let places = groups.iter().flat_map(|group| group.places.iter().map(String::as_str));
        let table = NameTable::new(&names, places);
        let mut track = tracked_items_without_plan(settings, &table, &hidden);
        track.retain(|item| view == View::Client || !hidden.is_named_in_field(&item.name));
        let mut settings = Settings { track, ..settings.clone() };
        // The pages then say in general words where to turn.
        settings.where_to_turn.take_if(|text| view == View::Shared && hidden.is_named_in_field(text));
        NamesAndSharing {
            names: table,
            names_marked_not_full: NameFinder::new(not_full.iter().map(|(name, is)| (name.as_str(), *is))),
            helpers,
            facts: NamesAndSharingFacts {
                view,
                share_without_plan: ShareWithoutPlan::new(&settings, visible),
                settings,
                today,
                groups,
                names,
                hidden: hidden.written.iter().chain(hidden.folded_note_paths()).cloned().collect(),
                may_any_plan_be_lost: hidden.may_any_plan_be_lost(),
                names_of_private_notes: hidden.names_of_private_notes.clone(),
                names_of_empty_notes: hidden.names_of_empty_notes.clone(),
                text_files: hidden.text_files.clone(),
                has_private_note_of_any_task: hidden.has_private_note_of_any_task,
                names_marked_not_full: not_full,
            },
            hidden,
        }
    }

    /// Whether a note takes part in this view.
    pub(crate) fn shows_note(&self, note: VisibleNote) -> bool {
        self.facts.view == View::Client || !is_private_note(note, &self.facts.settings, &self.hidden)
    }

    /// Whether nothing at all of a note is shared: by itself, by its plan, or by the settings.
    pub(crate) fn shares_nothing_of(&self, note: VisibleNote) -> bool {
        let content = note.content;
        let is_entry_of_no_plan = |task: &str| {
            content.share.is_none()
                && !matches!(self.names.target_of_task(task), Some(NameTarget::Plan(_)))
                && self.facts.share_without_plan.share_of_task(task) == Share::None
        };
        is_private_note(note, &self.facts.settings, &self.hidden)
            || matches!(&content.kind, DraftKind::Entry(entry) if is_entry_of_no_plan(&entry.task))
    }

    /// The problems of a note that are worth a word: of words that nobody else reads, it is not said that they are read.
    pub(crate) fn problems_worth_telling<'c>(&self, note: VisibleNote<'c>) -> impl Iterator<Item = &'c Problem> {
        let content = note.content;
        let is_of_reader = |problem: &&Problem| problem.code == Code::BarrierUnknown;
        let has_own_words = content.problems.iter().any(|problem| is_of_reader(&problem));
        let is_called_so = || is_named_for_hidden_plan(note, &self.hidden);
        let is_unread = has_own_words && (self.shares_nothing_of(note) || is_called_so());
        // A barrier that names a private plan is reported as kept back.
        let is_kept_back =
            |problem: &Problem| self.hidden.is_named_in_field(nested::words_of_barrier(&problem.marked_words()));
        // Of a line of a log that stands under such a name the words are kept back.
        let log = match &content.kind {
            DraftKind::Plan(plan) if has_own_words => plan.log.as_slice(),
            _ => &[],
        };
        let words = match &content.kind {
            DraftKind::Plan(plan) => plan.words.as_ref(),
            _ => None,
        };
        let names = NamesAboveLines::of_note(note, words, &self.hidden);
        let is_under_name = move |problem: &Problem| {
            let line = log.iter().rev().find(|line| line.excerpt.place.line <= problem.place.line);
            let above = |of: &Excerpt| names.above_log_line(of.place.line, &of.line);
            line.is_some_and(|line| above(&line.excerpt) != NameAbove::Nothing)
        };
        let is_untrue = move |problem: &Problem| is_unread || is_kept_back(problem) || is_under_name(problem);
        content.problems.iter().filter(move |problem| !(is_of_reader(problem) && is_untrue(problem)))
    }

    /// The note of every version of every plan, with its group.
    pub(crate) fn version_notes(&self) -> impl Iterator<Item = (TaskGroupIndex, &Arc<str>)> {
        let groups = self.facts.groups.iter().enumerate();
        groups.flat_map(|(n, group)| group.notes.iter().map(move |note| (TaskGroupIndex(n), note)))
    }

    pub(crate) fn as_of(&self) -> NaiveDate {
        self.facts.settings.cap_today_after_last_week_of_course(self.facts.today)
    }
}

/// What of the settings' `track` is the day's own: the name of a plan tells of that plan, and one that is `none` is nowhere.
fn tracked_items_without_plan(settings: &Settings, names: &NameTable, hidden: &HiddenPlanNames) -> Vec<TrackedItem> {
    let is_plan = |name: &str| {
        let key = fold_key(name);
        names.target_of_folded_key_or_tag(&key).is_some() || hidden.is_hidden_name(&key) || hidden.is_hidden_name(name)
    };
    settings.track.iter().filter(|tracked| !is_plan(&tracked.name)).cloned().collect()
}

impl TaskGroup {
    fn new(group: &PlanVersions, n: usize, files: &CollectedFiles) -> TaskGroup {
        let versions = &group.versions;
        TaskGroup {
            task: versions.first().map_or_else(String::new, |version| version.plan.task.clone()),
            notes: versions.iter().map(|version| Arc::clone(version.path)).collect(),
            helpers: versions.iter().filter_map(|version| version.plan.helper.clone()).collect(),
            not_practice: versions.iter().flat_map(|version| version.plan.not_practice.iter().cloned()).collect(),
            folders: files.folders.get(&TaskGroupIndex(n)).cloned().unwrap_or_default(),
            places: versions.iter().filter_map(|version| version.plan.place.clone()).collect(),
        }
    }
}

impl ShareWithoutPlan {
    fn new(settings: &Settings, visible: &[VisibleNote]) -> ShareWithoutPlan {
        let mut plans: BTreeMap<String, Share> = BTreeMap::new();
        for note in visible {
            let share = note.content.share.unwrap_or(settings.share);
            for name in name_table::names_of_broken_plan(&note.content.kind).into_iter().flatten() {
                plans.entry(fold(name)).and_modify(|least| *least = (*least).min(share)).or_insert(share);
            }
        }
        let tasks = visible.iter().filter_map(|note| match &note.content.kind {
            DraftKind::Unreadable { tasks, .. } => Some(tasks.iter().map(|task| fold(task))),
            _ => None,
        });
        let tasks_of_unread_notes = tasks.flatten().collect();
        ShareWithoutPlan { of_left_out_plans: plans, tasks_of_unread_notes, of_settings: settings.share }
    }

    /// Whether a note of a plan of this task is left out, or cannot be read.
    pub(crate) fn has_left_out_or_unread_plan(&self, task: &str) -> bool {
        let task = fold(task);
        self.of_left_out_plans.contains_key(&task) || self.tasks_of_unread_notes.contains(&task)
    }

    pub(crate) fn share_of_task(&self, task: &str) -> Share {
        self.of_left_out_plans.get(&fold(task)).copied().unwrap_or(self.of_settings)
    }
}

/// Whether a note is `none` as a whole (docs/specification.md#6-sharing): by itself, by its plan, by the settings, or
/// since it cannot be read. A day note that says nothing itself is not: each of its lines is as its plan is.
pub(crate) fn is_private_note(note: VisibleNote, settings: &Settings, hidden: &HiddenPlanNames) -> bool {
    let content = note.content;
    let own = content.share;
    let inherited = own.unwrap_or(settings.share) == Share::None;
    // Fields that are not read may name a `none` plan too.
    if content.task_names_in_unread_fields.iter().any(|task| hidden.may_be_hidden_task(task)) {
        return true;
    }
    if is_about_hidden_plan_by_title(content, hidden) {
        return true;
    }
    match &content.kind {
        DraftKind::Unreadable { .. } => true,
        DraftKind::Settings { .. } => false,
        DraftKind::Ordinary | DraftKind::Undated(_) | DraftKind::Day(_) => own == Some(Share::None),
        DraftKind::Plan(plan) => inherited || hidden.is_hidden_name(&plan.task),
        DraftKind::Reflection(_) => inherited || find_name_of_hidden_plan(note, hidden).is_some(),
        DraftKind::Broken { names, is_plan } => {
            // Of a plan the first is its task, the others are its other names.
            let tasks = if *is_plan { 1 } else { names.len() };
            let is_hidden = |name: &String| hidden.may_be_hidden_task(name) || hidden.is_name_of_empty_note(name);
            let named = names.iter().take(tasks).any(is_hidden);
            // Whether an entry's plan says something else only the names tell.
            named || own == Some(Share::None) || (inherited && *is_plan)
        }
        // Without a `share` of its own an entry is as its plan is, which only the names tell.
        DraftKind::Entry(entry) => {
            let task = &entry.task;
            let links_to_hidden = || entry.task_link.as_deref().is_some_and(|link| hidden.links_to_hidden_plan(link));
            let is_hidden = hidden.may_be_hidden_task(task) || hidden.is_name_of_empty_note(task);
            own == Some(Share::None) || is_hidden || links_to_hidden()
        }
    }
}
