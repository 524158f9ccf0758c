//! Which names must not appear in what is shared: those of plans that are `none` (docs/specification.md#6-sharing).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use crate::journal::catalog::conflict::ConflictCopy;
use crate::journal::catalog::notes::{LostNotes, VisibleNote};
use crate::journal::draft::{DraftContent, DraftKind};
use crate::journal::lines::line::{self, LineMeaning};
use crate::journal::lines::line_names::{NameFinder, clean_name};
use crate::journal::lines::link_target::{folded_note_path, target_leads_to_folded_path};
use crate::journal::lines::markup::text_after_list_mark;
use crate::journal::lines::name_trie::{NameMatch, tokenize};
use crate::journal::lines::near_names::SimilarNameMatcher;
use crate::journal::sharing::everyday_words::{is_everyday_word, is_in_script_without_spaces};
use crate::journal::sharing::hidden_words::{
    self, HiddenNamesBySameWords, hidden_names_without_details, hidden_names_without_signs,
};
use crate::journal::sharing::letter_screen::LetterScreen;
use crate::journal::sharing::names_of_several_words::{NamesOfSeveralWords, bare_stem, is_little_word, words_of_name};
use crate::journal::sharing::rare_names::{is_inflected, is_slip_or_joined, rare_words_of_name};
use crate::journal::sharing::rendered_text::{as_rendered, rendered_again, without_line_breaks};
use crate::journal::{Settings, Share, lines::practice_signs, sharing::practice_in_sentence};
use crate::text::{fold, fold_key, is_dash, stem_word};
use crate::when;

/// The names of plans that are `none`, readable or not.
#[derive(Clone, Debug)]
pub(crate) struct HiddenPlanNames {
    names: HashSet<String>,
    /// As written, for lines.
    pub written: Vec<String>,
    /// With those of other plans; true are those that are hidden.
    lines: NameFinder<bool>,
    /// Those of one word, for what is a slip of one.
    near: SimilarNameMatcher,
    /// All of them in one word, as tags are written: `#CalDad`.
    near_in_one_word: SimilarNameMatcher,
    /// The same names in different words, and the notes of these plans.
    words: HiddenNamesBySameWords,
    /// Those in one word, for what is close to one of them in another form (`Swimming`).
    forms: NameFinder<()>,
    /// What is left of names without lengths and times, which says the name only where nothing else is joined to it.
    plain: NameFinder<()>,
    /// The words of names of several words, the last of each aside, folded and without their endings: where a line ends with one, the name
    /// may go on below.
    words_inside_names: HashSet<String>,
    /// Neighbouring words of the names, folded and joined by hyphens. `Check-in` is such a name as a whole, and not a different word.
    words_with_hyphen: HashSet<String>,
    /// The hidden names (true) that are more than a single everyday word, and the names of other plans (false). Titles are compared with them
    /// as ticked lines are.
    title_names: NameFinder<bool>,
    /// The same names, compared by what they say.
    title_words: HiddenNamesBySameWords,
    /// The names in one word that is no everyday word, without their endings (`Yoga`, `Swim`): what holds one is about its plan.
    rare_words: BTreeSet<String>,
    /// The letters of all of them.
    letters: LetterScreen,
    /// The names of several words in any form of these: `AA meetings` and `walking the dog` are `AA meeting` and `Walk the dog`.
    names_of_several: NamesOfSeveralWords,
    /// The tasks of notes that cannot be read: each may be private.
    of_unread_notes: NameFinder<()>,
    has_private_plan: bool,
    /// What is something else by a word of its plan: `not practice: [call the bank]`.
    not_practice: NameFinder<()>,
    /// Names of other plans that hold all words of a hidden one and more: `Walk the dog` beside a private `Walk`.
    longer_open_names: NameFinder<()>,
    /// The distinctive names of plans that lie where no notes are read.
    unread: Option<Box<HiddenPlanNames>>,
    /// The names in one word alone, in each of its forms.
    words_of_one_word: HiddenNamesBySameWords,
    /// The same for those in one rare word, which may have a past tense that is a different word: `swam`.
    words_of_rare_word: HiddenNamesBySameWords,
    /// Names in scripts that put no spaces between words, folded.
    names_without_spaces: Vec<String>,
    /// The names of the plans that can be read, where a note is there that cannot be read at all: what names none of them may be
    /// about that note's plan.
    only_known: Option<NameFinder<()>>,
    /// What notes in private folders are named, each in its words: a plan may have been moved there.
    pub names_of_private_notes: Vec<Vec<String>>,
    /// What notes without a single byte are named, where no plan of such a name can be read: each may be half-synced.
    pub names_of_empty_notes: Vec<String>,
    empty: NameFinder<()>,
    /// Those of several words, each in its words: `my-evening-swim.md` may be the plan `Evening swim`.
    words_of_empty_notes: Vec<Vec<String>>,
    /// Files that hold text and are no notes, each with its name as keys are folded: a plan may have been written into one.
    pub text_files: BTreeMap<String, String>,
    /// A private folder holds a note whose name does not tell what it holds: it may be a plan of any task.
    pub has_private_note_of_any_task: bool,
}

/// So many words of a line are looked at.
const MOST_STARTS: usize = 12;
/// What a word has at the end of a line that goes on in the next.
pub(crate) const HYPHENS: [char; 2] = ['-', '\u{2010}'];
/// Names in one word of fewer letters than this are close to too much.
const SHORTEST_IN_ONE_WORD: usize = 6;
/// Names of no more letters than this are close to too much within a line.
const SHORTEST_IN_LINE: usize = 3;

/// A plan as far as its names and its sharing go.
struct PlanNamesAndShare<'a> {
    /// The plan's own task text; none where it cannot be read.
    task: Option<&'a str>,
    other_names: Vec<&'a str>,
    share: Share,
}

impl HiddenPlanNames {
    /// `notes` are all notes that shape the catalog, each with what it is a conflict copy of. A copy is no plan; but where it
    /// is `none` by its own words or the settings it can be the newer one, so its names are hidden.
    pub(crate) fn new(
        settings: &Settings,
        notes: &[(VisibleNote, Option<ConflictCopy>)],
        lost: LostNotes,
    ) -> HiddenPlanNames {
        let plans: Vec<PlanNamesAndShare> = notes
            .iter()
            .filter(|(note, copy)| copy.is_none() || note.content.share.unwrap_or(settings.share) == Share::None)
            .filter_map(|(note, _)| PlanNamesAndShare::of_note(note.content, settings))
            .collect();
        // Another version of a `none` plan names it too.
        let none_tasks: HashSet<String> =
            plans.iter().filter(|p| p.share == Share::None).filter_map(|p| p.task.map(fold)).collect();
        let is_none =
            |p: &PlanNamesAndShare| p.share == Share::None || p.task.is_some_and(|t| none_tasks.contains(&fold(t)));
        // A name that two plans claim goes to a task's own text (docs/specification.md#1-notes).
        let open_tasks: HashSet<String> =
            plans.iter().filter(|p| !is_none(p)).filter_map(|p| p.task.map(fold)).collect();
        let open_names: Vec<&str> =
            plans.iter().filter(|p| !is_none(p)).flat_map(|p| p.other_names.iter().copied()).collect();
        let readable: HashSet<String> = plans.iter().flat_map(|p| p.other_names.iter().map(|n| fold(n))).collect();
        let hidden = plans.iter().filter(|p| is_none(p)).flat_map(|p| p.other_names.iter().copied());
        let mut written: Vec<String> = hidden.filter(|n| !open_tasks.contains(&fold(n))).map(str::to_owned).collect();
        let bare = hidden_names_without_signs(&written, &open_names);
        let near = near_names_of_one_word(written.iter().chain(&bare), &open_names);
        let is_none_note = |note: &VisibleNote| {
            let names = PlanNamesAndShare::of_note(note.content, settings);
            names.is_some_and(|plan| is_none(&plan))
        };
        let none_notes =
            notes.iter().filter(|(note, _)| is_none_note(note)).map(|(note, _)| folded_note_path(note.path));
        let none_notes = none_notes.collect();
        let mut may_any_plan_be_lost = lost.is_any_unopened;
        let many_private = written.len();
        for (note, _) in notes {
            if let DraftKind::Unreadable { tasks, may_be_of_any_task } = &note.content.kind {
                written.extend(tasks.iter().filter(|t| !readable.contains(&fold(t))).cloned());
                may_any_plan_be_lost |= may_be_of_any_task;
            }
        }
        let of_unread_notes = written.get(many_private..).unwrap_or_default();
        let of_unread_notes = NameFinder::new(of_unread_notes.iter().map(|task| (task.as_str(), ())));
        let has_private_plan = many_private > 0 || !lost.tasks.is_empty();
        written.extend(lost.tasks.iter().filter(|t| !readable.contains(&fold(t))).map(|&t| t.to_owned()));
        let unopened = lost.names_of_unopened_notes.iter().filter(|name| may_be_task(name)).map(|name| fold_key(name));
        written.extend(unopened.filter(|name| !readable.contains(name)));
        let known = || NameFinder::new(open_names.iter().map(|name| (*name, ())));
        let only_known = may_any_plan_be_lost.then(known);
        let words = HiddenNamesBySameWords::new(&written, &open_names, none_notes);
        let not_practice =
            notes.iter().filter(|(note, _)| is_none_note(note)).flat_map(|(note, _)| match &note.content.kind {
                DraftKind::Plan(plan) => plan.not_practice.as_slice(),
                _ => &[],
            });
        // A name itself stays what it is.
        let is_name = |text: &str| written.iter().any(|name| fold(name) == text);
        let not_practice = not_practice.filter(|text| !is_name(text));
        let not_practice = NameFinder::new(not_practice.map(|text| (text.as_str(), ())));
        let names_of_empty_notes = names_of_empty_notes(notes, &readable);
        let empty = NameFinder::new(names_of_empty_notes.iter().map(|name| (name.as_str(), ())));
        HiddenPlanNames {
            near,
            only_known,
            of_unread_notes,
            has_private_plan,
            not_practice,
            unread: unread_distinctive_names(lost.names_of_private_notes, &readable, &open_names),
            names_of_private_notes: words_of_notes_names(lost.names_of_private_notes.iter().copied()),
            words_of_empty_notes: words_of_several_word_names(&names_of_empty_notes),
            names_of_empty_notes,
            empty,
            text_files: lost.text_files.iter().map(|path| (folded_name_of_file(path), (*path).to_owned())).collect(),
            has_private_note_of_any_task: lost.names_of_private_notes.iter().any(|name| note_name_tells_no_task(name)),
            ..HiddenPlanNames::of_written_names(written, &open_names, words)
        }
    }

    /// Without what is close to the names.
    fn of_written_names(written: Vec<String>, open_names: &[&str], words: HiddenNamesBySameWords) -> HiddenPlanNames {
        let bare = hidden_names_without_signs(&written, open_names);
        let plain = hidden_names_without_details(&written, open_names);
        let all = || written.iter().chain(&bare);
        let lines = all().map(|name| (name.as_str(), true)).chain(open_names.iter().map(|name| (*name, false)));
        let in_one_word = |name: &str| -> String { fold_key(name).split(' ').collect() };
        let is_long = |name: &String| name.chars().count() >= SHORTEST_IN_ONE_WORD;
        let joined: Vec<String> = all().chain(&plain).map(|name| in_one_word(name)).filter(is_long).collect();
        let open_joined: Vec<String> = open_names.iter().map(|name| in_one_word(name)).collect();
        let open_joined: Vec<&str> = open_joined.iter().map(String::as_str).collect();
        let distinctive: Vec<String> = all().filter(|name| is_distinctive_name(name)).cloned().collect();
        HiddenPlanNames {
            names: all().chain(&plain).flat_map(|name| forms_of_name(name)).filter(|name| !name.is_empty()).collect(),
            lines: NameFinder::new(lines),
            near: SimilarNameMatcher::default(),
            near_in_one_word: SimilarNameMatcher::new(joined.iter().map(String::as_str), &open_joined),
            forms: NameFinder::new(all().filter(|name| is_of_one_word(name)).map(|name| (name.as_str(), ()))),
            plain: NameFinder::new(plain.iter().map(|name| (name.as_str(), ()))),
            words_inside_names: all().flat_map(|name| words_before_last_of_name(name)).collect(),
            words_with_hyphen: all().flat_map(|name| parts_with_hyphen(name)).collect(),
            title_names: NameFinder::new(
                distinctive
                    .iter()
                    .map(|name| (name.as_str(), true))
                    .chain(open_names.iter().map(|name| (*name, false))),
            ),
            title_words: HiddenNamesBySameWords::new(&distinctive, open_names, Vec::new()),
            rare_words: all().flat_map(|name| rare_words_of_name(name)).collect(),
            letters: LetterScreen::new(all().chain(&plain).flat_map(|name| [name.clone(), clean_name(name)])),
            names_of_several: NamesOfSeveralWords::new(all().map(|name| words_of_name(name).collect())),
            of_unread_notes: NameFinder::new([]),
            has_private_plan: !written.is_empty(),
            not_practice: NameFinder::new([]),
            longer_open_names: open_names_around_hidden(all().chain(&plain), open_names),
            unread: None,
            words_of_one_word: HiddenNamesBySameWords::new(&names_of_one_word(all()), open_names, Vec::new()),
            words_of_rare_word: HiddenNamesBySameWords::new(&rare_names(all()), open_names, Vec::new()),
            names_without_spaces: all()
                .filter(|name| is_in_script_without_spaces(name))
                .map(|name| fold(name))
                .collect(),
            only_known: None,
            names_of_private_notes: Vec::new(),
            names_of_empty_notes: Vec::new(),
            words_of_empty_notes: Vec::new(),
            empty: NameFinder::new([]),
            text_files: BTreeMap::new(),
            has_private_note_of_any_task: false,
            words,
            written,
        }
    }

    #[cfg(test)]
    pub(crate) fn of_names(names: &[&str]) -> HiddenPlanNames {
        HiddenPlanNames::of_names_beside(names, &[])
    }

    /// The same beside plans that are not hidden.
    #[cfg(test)]
    pub(crate) fn of_names_beside(names: &[&str], open_names: &[&str]) -> HiddenPlanNames {
        let written: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let near = near_names_of_one_word(written.iter(), open_names);
        let words = HiddenNamesBySameWords::new(&written, open_names, Vec::new());
        HiddenPlanNames { near, ..HiddenPlanNames::of_written_names(written, open_names, words) }
    }

    /// The folded paths of the notes of plans that are `none`.
    pub(crate) fn folded_note_paths(&self) -> &[String] {
        self.words.folded_note_paths()
    }

    /// Whether a task, key or tag is a hidden name.
    pub(crate) fn is_hidden_name(&self, name: &str) -> bool {
        self.names.contains(&fold(name))
    }

    /// Whether a task is a hidden name, close to one and no other plan's, or holds one (`Walk with Mum`); or whether it may be
    /// the task of a note that cannot be read at all.
    pub(crate) fn may_be_hidden_task(&self, task: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let is_tag = || line::tag_if_alone(task).is_some_and(|tag| self.is_hidden_tag(tag));
        self.is_hidden_name(task)
            || is_tag()
            || self.is_near_hidden_name_or_holds_one(task)
            || self.is_task_that_check_calls_close(task)
            || self.may_name_lost_plan(task)
            || self.may_be_of_moved_plan(task)
    }

    /// Whether `check` would say of a task that no plan has that it is close to a hidden name: `Call Daddy`, `meeting`.
    fn is_task_that_check_calls_close(&self, task: &str) -> bool {
        let task = &*self.without_other_meanings(task);
        let names_open_plan =
            || matches!(line::parse_day_line(task, &self.lines), LineMeaning::NamesPlan { plan: false, .. });
        !task.trim().is_empty() && self.lines.near_misses_of_task(task).contains(&true) && !names_open_plan()
    }

    /// The same of a line of practice.
    pub(crate) fn is_line_that_check_calls_close(&self, line: &str) -> bool {
        let line = &*self.without_other_meanings(line);
        matches!(line::parse_day_line(line, &self.lines), LineMeaning::CloseToName { plan: true })
    }

    fn is_near_hidden_name_or_holds_one(&self, text: &str) -> bool {
        let is_near_or_inside = || {
            self.near.is_near(text)
                || self.is_near_in_other_form(text)
                || self.holds_near_name_of_several_words(text)
                || self.is_hidden_name_in_text(text)
                || self.says_hidden_name_in_other_words(text)
        };
        debug_assert!(self.may_name_hidden_plan(text) || !is_near_or_inside(), "{text}");
        self.may_name_hidden_plan(text) && is_near_or_inside()
    }

    /// Whether a text says a hidden name in different words, signs or order, and names no other plan with that.
    fn says_hidden_name_in_other_words(&self, text: &str) -> bool {
        let clean = self.lines.clean_line(text).text;
        let is_same = line::parts_that_may_be_name(&clean).iter().any(|part| self.words.is_name_in_other_words(part));
        let ranges = self.words.find_names_in_other_words(&clean);
        if !is_same && ranges.is_empty()
            || matches!(line::parse_day_line(text, &self.lines), LineMeaning::NamesPlan { plan: false, .. })
        {
            return false;
        }
        let found = self.lines.find_names(&tokenize(&clean));
        let is_open = |range: &Range<usize>| {
            let holds = |of: &Range<usize>| of.start <= range.start && range.end <= of.end;
            found.iter().any(|name| !name.value && holds(&name.range))
        };
        is_same || !ranges.iter().all(is_open)
    }

    /// Whether a text links to the note of a hidden plan, or with its name.
    pub(crate) fn links_to_hidden_plan(&self, text: &str) -> bool {
        self.words.links_to_hidden(text, |name| self.is_hidden_name(name))
    }

    /// Whether a line of front matter gives the path of the note of a hidden plan: `up: plans/dad.md`.
    pub(crate) fn gives_path_of_hidden_note(&self, line: &str) -> bool {
        let is_between = |c: char| matches!(c, ':' | ',' | '[' | ']' | '"' | '\'');
        let pieces = line.split(is_between).map(|piece| piece.trim_start_matches(['-', ' ']).trim_end());
        let mut paths = pieces.filter(|piece| piece.contains('/') || piece.ends_with(".md"));
        paths.any(|path| self.folded_note_paths().iter().any(|note| target_leads_to_folded_path(path, note)))
    }

    /// Whether a plan may be lost of which this is the task or a line: no plan that can be read is named in it.
    pub(crate) fn may_name_lost_plan(&self, text: &str) -> bool {
        self.only_known
            .as_ref()
            .is_some_and(|known| known.find_names(&tokenize(&known.clean_line(text).text)).is_empty())
    }

    /// Whether a plan may have been moved into a private folder of which this is the task or a ticked line: the name of a note there says
    /// the same, or a part of it.
    pub(crate) fn may_be_of_moved_plan(&self, text: &str) -> bool {
        self.says_words_of_note(text, &self.names_of_private_notes)
    }

    /// Whether a text that names no other plan has all words of one of these names of notes, or is a part of one.
    fn says_words_of_note(&self, text: &str, names_of_notes: &[Vec<String>]) -> bool {
        if names_of_notes.is_empty()
            || matches!(line::parse_day_line(text, &self.lines), LineMeaning::NamesPlan { plan: false, .. })
        {
            return false;
        }
        let clean = self.lines.clean_line(text).text;
        line::parts_that_may_be_name(&clean).iter().any(|part| {
            let said = hidden_words::words_that_name(part);
            let holds = |all: &[String], some: &[String]| some.iter().all(|word| all.contains(word));
            let is_same = |name: &Vec<String>| holds(&said, name) || holds(name, &said);
            !said.is_empty() && names_of_notes.iter().any(is_same)
        })
    }

    /// Where the plan of a task may be that no plan has, so that its entries are shown under a name that may be private: a file that is no
    /// note, or the folder `private`.
    pub(crate) fn place_of_unread_plan(&self, task: &str) -> Option<&str> {
        let file = self.text_files.get(&fold_key(task)).map(String::as_str);
        file.or_else(|| self.has_private_note_of_any_task.then_some("private/"))
    }

    /// Whether a line is kept back for the sake of a note that cannot be read, and for no private plan that is known.
    pub(crate) fn is_kept_back_for_unread_note(&self, line: &str) -> bool {
        let is_unread = || self.only_known.is_some() || !self.of_unread_notes.is_empty();
        let is_named = || !self.of_unread_notes.find_names(&tokenize(&self.lines.clean_line(line).text)).is_empty();
        if self.has_private_plan { is_named() } else { is_unread() }
    }

    /// Whether a note is there that cannot be read at all.
    pub(crate) fn may_any_plan_be_lost(&self) -> bool {
        self.only_known.is_some()
    }

    /// Whether a task, or the text behind a box, is what an empty note is named, and nothing more.
    pub(crate) fn is_name_of_empty_note(&self, text: &str) -> bool {
        !self.empty.is_empty()
            && (matches!(line::parse_day_line(text, &self.empty), LineMeaning::NamesPlan { .. })
                || hidden_words::words_that_name(text).len() > 1
                    && self.says_words_of_note(text, &self.words_of_empty_notes))
    }

    /// Whether a tag (without `#`) is a hidden name.
    pub(crate) fn is_hidden_tag(&self, tag: &str) -> bool {
        let is_hidden = |tag: &str| self.names.contains(tag) || self.names.contains(&without_spaces(tag));
        // Of `#quiet/prayer` either a part or the whole.
        let words = fold_key(&tag.replace('/', " "));
        // `#read-aloud` is the tag of a plan of that name.
        if self.is_name_of_open_plan(&words) && !is_hidden(&words) {
            return false;
        }
        tag.split('/').any(|part| is_hidden(&fold_key(part)))
            || tag.contains('/') && is_hidden(&words)
            || self.is_near_hidden_name_or_holds_one(&words)
            || self.near_in_one_word.is_near(&without_spaces(&words))
    }

    /// Whether a hidden name, or one close to it, is in the text behind a check box.
    pub(crate) fn box_text_may_name_hidden_plan(&self, line: &str) -> bool {
        let line = &*self.without_other_meanings(line);
        self.is_hidden_name_in_text(line)
            || self.near.is_near_in_line(line) && !self.names_open_plan_alone(line)
            || self.is_near_in_other_form(line)
            || self.holds_near_name_of_several_words(line)
            || self.says_hidden_name_in_other_words(line)
            || self.links_to_hidden_plan(line)
    }

    /// Whether a line of practice is of a plan that is not hidden.
    pub(crate) fn names_open_plan(&self, line: &str) -> bool {
        matches!(line::parse_day_line(line, &self.lines), LineMeaning::NamesPlan { plan: false, .. })
    }

    /// Whether a line names a plan that is not hidden and says no words of its own: `Walk, 10 min` is one letter away from `Walk 20 min`,
    /// and is about `Walk`.
    fn names_open_plan_alone(&self, line: &str) -> bool {
        matches!(line::parse_day_line(line, &self.lines), LineMeaning::NamesPlan { plan: false, words: None, .. })
    }

    /// Whether a text is what `check` calls close to a hidden name, at the start of one of its words, and no name of another
    /// plan is in it.
    fn is_near_in_other_form(&self, text: &str) -> bool {
        if self.forms.is_empty() {
            return false;
        }
        let clean = self.lines.clean_line(text).text;
        let tokens = tokenize(&clean);
        if self.lines.find_names(&tokens).iter().any(|found| !found.value) {
            return false;
        }
        let starts = tokens.iter().take(MOST_STARTS).filter_map(|token| clean.get(token.range.start..));
        self.forms.near_miss_of_folded_text(&fold(text)).is_some()
            || starts.into_iter().any(|rest| self.forms.near_miss_at_start(rest, SHORTEST_IN_LINE, |_| true).is_some())
    }

    /// Whether a hidden name of several words is in a text in a different form of these words or with a slip, or in one word: `CalDad`.
    fn holds_near_name_of_several_words(&self, text: &str) -> bool {
        let is_joined = |word: &str| {
            word.chars().skip(1).any(char::is_uppercase)
                && word.contains(char::is_lowercase)
                && self.near_in_one_word.is_near(word)
        };
        self.holds_forms_of_several_words(text) || text.split(|c: char| !c.is_alphanumeric()).any(is_joined)
    }

    /// Whether a text is a hidden name with a slip and nothing else.
    fn is_near_hidden_name(&self, text: &str) -> bool {
        let is_whole = |before: &str, behind: &str| {
            !before.contains(char::is_alphanumeric) && !behind.contains(char::is_alphanumeric)
        };
        self.near.is_near(text) || self.is_any_form_of_several_words(text, is_whole)
    }

    /// Whether a text is a hidden name or close to one, or begins with one.
    pub(crate) fn is_or_begins_with_hidden_name(&self, text: &str) -> bool {
        self.is_hidden_name(text)
            || self.is_near_hidden_name(text)
            || self.forms.near_miss_of_folded_text(&fold(text)).is_some() && self.is_near_in_other_form(text)
            || self.text_behind_hidden_name(text).is_some()
    }

    /// Whether a text is the name of a plan that is not hidden, and nothing else.
    pub(crate) fn is_name_of_open_plan(&self, text: &str) -> bool {
        let text = text.trim();
        let names = self.lines.find_names(&tokenize(text));
        names.iter().any(|name| !name.value && name.range == (0..text.len()))
    }

    /// The words right before and right behind the hidden names in a text.
    pub(crate) fn words_beside_hidden_names(&self, text: &str) -> Vec<String> {
        let clean = self.lines.clean_line(&self.without_longer_open_names(text)).text;
        let names = self.lines.find_names(&tokenize(&clean));
        let beside = names.iter().filter(|found| found.value).flat_map(|found| {
            let before = clean.get(..found.range.start).and_then(|before| before.split_whitespace().next_back());
            let behind = clean.get(found.range.end..).and_then(|behind| behind.split_whitespace().next());
            [before, behind]
        });
        beside.flatten().map(str::to_owned).collect()
    }

    /// What stands behind a hidden name at the start of a text; none where it begins otherwise.
    pub(crate) fn text_behind_hidden_name(&self, text: &str) -> Option<String> {
        let clean = self.lines.clean_line(&self.without_longer_open_names(text.trim_start())).text;
        let found = self.lines.find_names(&tokenize(&clean));
        let first = found.iter().find(|found| found.value && found.range.start == 0)?;
        clean.get(first.range.end..).map(str::to_owned)
    }

    /// Whether a text may name a hidden plan or link to one: a quick look, which is never false where it does.
    fn may_name_hidden_plan(&self, text: &str) -> bool {
        let has_link = || ["[[", "](", "][", "href="].iter().any(|sign| text.contains(sign));
        let may_hold_name = |text: &str| {
            self.letters.may_hold_name(text)
                || self.unread.as_ref().is_some_and(|unread| unread.letters.may_hold_name(text))
        };
        let shown = as_rendered(text);
        let is_other = matches!(shown, Cow::Owned(_));
        // Of entities in entities in entities nobody knows what they show.
        may_hold_name(&shown) || has_link() || is_other && (may_hold_name(text) || rendered_again(&shown).is_some())
    }

    /// The same of a line of text, which may be about a plan whose note cannot be read too.
    pub(crate) fn line_may_be_about_hidden_plan(&self, line: &str) -> bool {
        self.only_known.is_some()
            || !self.empty.is_empty()
            || !self.names_of_private_notes.is_empty() && text_after_list_mark(line).is_some()
            || self.may_name_hidden_plan(line)
    }

    /// Whether a hidden name is in a text, and not in a different meaning.
    pub(crate) fn is_hidden_name_in_text(&self, text: &str) -> bool {
        let text = &*self.without_other_meanings(text);
        !self.names.is_empty()
            && (line_holds_name_with_true(&self.lines, text) || self.is_name_without_details_in_text(text))
    }

    /// Whether a text holds a hidden name that says nothing else: two words or more side by side, or one rare word. What holds it is about
    /// its plan.
    pub(crate) fn holds_distinctive_name(&self, text: &str) -> bool {
        if self.names.is_empty() && self.unread.is_none() {
            return false;
        }
        let text = &*self.without_what_is_no_practice(self.as_compared(text));
        self.holds_words_of_name(text)
            || self.holds_rare_name(text)
            || self.unread.as_ref().is_some_and(|unread| unread.holds_distinctive_name(text))
    }

    /// A text as a page shows it. Where words that line breaks part make a name that says nothing else (`yo<br>ga`), they are joined.
    fn as_compared<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let joined = without_line_breaks(text).map(|text| as_rendered(&text).into_owned());
        // What asks for a name compares the text in turn, so that no break may be left in it.
        let is_whole = |text: &String| without_line_breaks(text).is_none();
        match joined.filter(|text| is_whole(text) && (self.holds_words_of_name(text) || self.holds_rare_name(text))) {
            Some(joined) => Cow::Owned(joined),
            None => as_rendered(text),
        }
    }

    fn holds_words_of_name(&self, text: &str) -> bool {
        self.holds_name_of_several_words(text) || self.holds_forms_of_several_words(text)
    }

    /// A text without what a private plan says is something else (`not practice: [call the bank]`), and without the names of other plans
    /// that a hidden name stands in.
    fn without_what_is_no_practice<'t>(&self, text: Cow<'t, str>) -> Cow<'t, str> {
        let text = match without_ranges(&text, self.ranges_of_longer_open_names(&text)) {
            Some(other) => Cow::Owned(other),
            None => text,
        };
        if self.not_practice.is_empty() {
            return text;
        }
        let found = self.not_practice.find_names(&tokenize(&text)).into_iter().map(|name| name.range).collect();
        match without_ranges(&text, found) {
            Some(other) => Cow::Owned(other),
            None => text,
        }
    }

    /// A text without the names of other plans that a hidden name stands in.
    pub(crate) fn without_longer_open_names<'t>(&self, text: &'t str) -> Cow<'t, str> {
        without_ranges(text, self.ranges_of_longer_open_names(text)).map_or(Cow::Borrowed(text), Cow::Owned)
    }

    /// Where names of other plans stand that hold a hidden one and more: such a line is that plan's. A link may lead to a note of any name.
    fn ranges_of_longer_open_names(&self, text: &str) -> Vec<Range<usize>> {
        if self.longer_open_names.is_empty() || text.contains("[[") || text.contains("](") {
            return Vec::new();
        }
        let tokens = tokenize(text);
        let mut ranges: Vec<Range<usize>> =
            self.longer_open_names.find_names(&tokens).into_iter().map(|name| name.range).collect();
        if !ranges.is_empty() {
            let hidden = self.lines.find_names(&tokens).into_iter().filter(|name| name.value).map(|name| name.range);
            let hidden: Vec<Range<usize>> = hidden.collect();
            let is_apart = |one: &Range<usize>, other: &Range<usize>| one.end <= other.start || other.end <= one.start;
            let is_within =
                |hidden: &Range<usize>, open: &Range<usize>| open.start <= hidden.start && hidden.end <= open.end;
            ranges.retain(|open| hidden.iter().all(|hidden| is_apart(open, hidden) || is_within(hidden, open)));
        }
        ranges
    }

    /// Whether a hidden name of several words is in a text in a different form of these words, with a slip in one of them, or turned round
    /// (`With Dan I swam`); and not within the name of a plan that is not hidden.
    fn holds_forms_of_several_words(&self, text: &str) -> bool {
        self.is_any_form_of_several_words(text, |_, _| true)
    }

    /// The same where `is_meant` holds for what stands before and behind it.
    fn is_any_form_of_several_words(&self, text: &str, is_meant: impl Fn(&str, &str) -> bool) -> bool {
        // Nearly no text has words with the first letters of all words of a name.
        if !self.names_of_several.may_be_in(text) {
            return false;
        }
        let text = self.without_other_meanings(text).replace(['~', '*', '=', '`', '_', '#', '-'], " ");
        let tokens = tokenize(&text);
        let words = tokens.iter().map(|token| token.range.clone());
        let mut ranges = self.names_of_several.find(&text, words.collect());
        let part = |range: Range<usize>| text.get(range).unwrap_or_default();
        ranges.retain(|range| is_meant(part(0..range.start), part(range.end..text.len())));
        if ranges.is_empty() {
            return false;
        }
        let open = self.lines.find_names(&tokens);
        let is_open = |range: &Range<usize>| {
            open.iter().any(|of| !of.value && of.range.start <= range.start && range.end <= of.range.end)
        };
        !ranges.iter().all(is_open)
    }

    /// Whether a hidden name in one rare word is in a text, in any form of that word, and not within the name of a plan that is not hidden.
    fn holds_rare_name(&self, text: &str) -> bool {
        if self.rare_words.is_empty() && self.names_without_spaces.is_empty() {
            return false;
        }
        let text = self.without_other_meanings(text).replace(['~', '*', '=', '`', '_', '#'], " ");
        let tokens = tokenize(&text);
        let mut rare = tokens.iter().map(|token| &token.range).filter(|range| {
            let word = text.get((*range).clone()).unwrap_or_default();
            let folded = fold(word);
            let stem = stem_word(&folded);
            let is_form = |rare: &String| is_slip_or_joined(&folded, &stem, rare) || is_inflected(&folded, rare);
            let begins_as_rare = || self.rare_words.iter().any(|rare| rare.chars().next() == folded.chars().next());
            self.rare_words.contains(&stem)
                || self.rare_words.iter().any(is_form)
                || begins_as_rare() && self.words_of_rare_word.is_name_in_other_words(word)
                || self.names_without_spaces.iter().any(|name| folded.contains(name.as_str()))
        });
        let Some(first) = rare.next() else { return false };
        // `#chair-yoga` is the tag of a plan of that name.
        let open = self.lines.find_names(&tokenize(&text.replace('-', " ")));
        let is_open = |range: &Range<usize>| {
            open.iter().any(|of| !of.value && of.range.start <= range.start && range.end <= of.range.end)
        };
        !is_open(first) || rare.any(|range| !is_open(range))
    }

    /// Whether a hidden name of two words or more is in a text, with these words side by side.
    fn holds_name_of_several_words(&self, text: &str) -> bool {
        if self.words_inside_names.is_empty() {
            return false;
        }
        let of_several = |name: &str| words_of_name(name).count() > 1;
        // What is crossed out can be read still.
        let without_marks = || text.replace(['~', '*', '=', '`'], "");
        line_holds_fitting_name_with_true(&self.lines, text, of_several)
            || text.contains(['~', '*', '=', '`'])
                && line_holds_fitting_name_with_true(&self.lines, &without_marks(), of_several)
    }

    /// How many of the lines below belong to a hidden name of several words that begins at the end of a line; 0 where none does.
    pub(crate) fn lines_of_broken_name<'l>(&self, line: &str, below: impl Iterator<Item = &'l str>) -> usize {
        const MOST_WORDS: usize = 8;
        const MOST_LINES: usize = 3;
        if self.words_inside_names.is_empty() {
            return 0;
        }
        let line = line.trim_end().trim_end_matches('\\').trim_end();
        let is_between = |c: char| c.is_whitespace() || is_dash(c) || matches!(c, '_' | ';' | '>');
        let mut pieces = line.rsplit(is_between).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        // Nearly no line ends with such a word.
        let is_inside = |word: &str| {
            self.words_inside_names.contains(&fold(word)) || self.words_inside_names.contains(&bare_stem(word))
        };
        if !pieces.find(|word| !word.is_empty()).is_some_and(is_inside) {
            return 0;
        }
        let words: Vec<&str> = line.split_whitespace().rev().take(MOST_WORDS).collect();
        let tails = (1..=words.len()).filter_map(|many| words.get(..many));
        let tails: Vec<String> = tails.map(|tail| tail.iter().rev().copied().collect::<Vec<_>>().join(" ")).collect();
        let mut start = String::new();
        for (at, next) in below.take(MOST_LINES).enumerate() {
            let many = start.split_whitespace().count();
            for word in next.split_whitespace().take(MOST_WORDS.saturating_sub(many)) {
                start.push_str(if start.is_empty() { "" } else { " " });
                start.push_str(word);
            }
            let is_whole = |part: &str| self.holds_words_of_name(&as_rendered(part));
            let is_broken = |tail: &String| is_whole(&joined_lines(tail, &start)) && !is_whole(tail);
            if !is_whole(&start) && tails.iter().any(is_broken) {
                return at + 1;
            }
        }
        0
    }

    /// Two lines as one where the first ends within a word of a hidden name: `Let-` and `ter to Dad`.
    pub(crate) fn with_broken_word_joined(&self, line: &str, next: &str) -> Option<String> {
        let start = line.trim_end().strip_suffix(HYPHENS)?;
        let is_sign = |c: char| !c.is_alphanumeric();
        let begins = start.rsplit(is_sign).next().filter(|word| !word.is_empty())?;
        let ends = next.split(is_sign).next().filter(|word| word.starts_with(char::is_lowercase))?;
        let word = format!("{begins}{ends}");
        let is_of_name = self.is_hidden_name(&word)
            || self.rare_words.contains(&stem_word(&fold(&word)))
            || self.names_of_several.has_word(&word);
        is_of_name.then(|| format!("{start}{next}"))
    }

    /// A text as it is compared: as a page shows it, without what is no practice, and without the everyday names in a different meaning:
    /// `run out of milk`.
    pub(crate) fn without_other_meanings<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.names.is_empty() {
            return Cow::Borrowed(text);
        }
        let is_name = |word: &str| self.words.is_name_in_other_words(word);
        let shown = self.without_what_is_no_practice(self.as_compared(text));
        let is_whole_name = |word: &str| self.words_with_hyphen.contains(word);
        match hidden_words::without_other_meanings(&shown, is_name, is_whole_name) {
            Some(other) => Cow::Owned(other),
            None => shown,
        }
    }

    /// Whether a text goes on in words behind the first hidden name in it: `Yoga was good`. `Yoga, 30 min` does not.
    pub(crate) fn goes_on_behind_hidden_name(&self, text: &str) -> bool {
        let text = &*self.without_other_meanings(text);
        let clean = self.lines.clean_line(text).text;
        let tokens = tokenize(&clean);
        let names = self.lines.find_names(&tokens).into_iter().filter(|found| found.value).map(|found| found.range);
        let is_form = |range: &Range<usize>| self.is_word_for_hidden_name(clean.get(range.clone()).unwrap_or_default());
        let forms = tokens.iter().map(|token| token.range.clone()).filter(is_form);
        let first = names.chain(forms).min_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let behind = first.and_then(|range| clean.get(range.end..)).unwrap_or_default();
        behind.starts_with(' ') && behind.trim_start().starts_with(char::is_lowercase)
    }

    /// Whether a text holds what is left of a name without its length: `Piano` of `30 min piano`, and not `Piano tuner`.
    fn is_name_without_details_in_text(&self, text: &str) -> bool {
        if self.plain.is_empty() {
            return false;
        }
        let clean = self.lines.clean_line(text).text;
        let tokens = tokenize(&clean);
        let mut of_open = vec![false; clean.len()];
        for known in self.lines.find_names(&tokens).iter().filter(|known| !known.value) {
            of_open.get_mut(known.range.clone()).unwrap_or_default().fill(true);
        }
        let is_open = |range: &Range<usize>| of_open.get(range.clone()).is_some_and(|within| !within.contains(&false));
        let found = self.plain.find_names(&tokens);
        found.iter().any(|found| {
            let behind = clean.get(found.range.end..).unwrap_or_default();
            !is_open(&found.range) && practice_signs::may_follow_practice(behind)
        })
    }

    /// Whether a text is a title of practice of a hidden plan: its name and nothing else, or nothing but details.
    pub(crate) fn is_hidden_title(&self, text: &str) -> bool {
        let text = &*self.without_other_meanings(text.trim_matches(is_mark_of_title));
        let is_detail = |rest: &str| rest.trim_start().starts_with([',', '(', ':']) || begins_with_dash(rest);
        !text.is_empty()
            && (self.is_hidden_name(text)
                || self.is_near_hidden_name(text)
                || self.words.is_name_in_other_words(text)
                || matches!(line::parse_day_line(text, &self.lines), LineMeaning::NamesPlan { plan: true, .. })
                || self.text_behind_hidden_name(text).is_some_and(|rest| is_detail(&rest)))
    }

    /// Whether the title of a note or of a section names a hidden plan: it says the name, begins or ends with it, or holds a name that says
    /// nothing else.
    pub(crate) fn is_named_in_title(&self, title: &str) -> bool {
        !self.is_empty()
            && !self.is_name_of_open_plan(title.trim_matches(is_mark_of_title))
            && (self.is_hidden_title(title)
                || self.begins_with_hidden_practice(&self.without_other_meanings(title))
                || self.is_short_and_ends_with_name(title)
                || self.holds_distinctive_name(title))
    }

    /// Whether a title or a label says a hidden name in another form, as a ticked line that is kept back does: `Call Daddy`, `Mama angerufen`
    /// of `Mama anrufen`. A name in one everyday word is left to the other rules, and so is a title of one.
    pub(crate) fn is_title_close_to_hidden_name(&self, title: &str) -> bool {
        if self.title_names.is_empty() {
            return false;
        }
        let text = &*self.without_other_meanings(title.trim_matches(is_mark_of_title));
        let mut words = words_of_name(text).filter(|word| !is_little_word(&fold(word)));
        match (words.next(), words.next()) {
            (None, _) => return false,
            (Some(word), None) if is_everyday_word(word) => return false,
            _ => {}
        }
        let clean = self.title_names.clean_line(text).text;
        let found = self.title_names.find_names(&tokenize(&clean));
        let is_open = |range: &Range<usize>| {
            found.iter().any(|of| !of.value && of.range.start <= range.start && range.end <= of.range.end)
        };
        let says_same = || {
            line::parts_that_may_be_name(&clean).iter().any(|part| self.title_words.is_name_in_other_words(part))
                || self.title_words.find_names_in_other_words(&clean).iter().any(|range| !is_open(range))
        };
        match line::parse_day_line(text, &self.title_names) {
            LineMeaning::NamesPlan { plan, .. } | LineMeaning::CloseToName { plan } => plan,
            _ => self.title_names.near_misses_of_task(text).contains(&true) || says_same(),
        }
    }

    /// `Long run`: in a short title the last word is what it is about.
    fn is_short_and_ends_with_name(&self, title: &str) -> bool {
        const MOST_WORDS: usize = 4;
        let bare = title.trim_matches(|c: char| !c.is_alphanumeric());
        let text = self.without_other_meanings(bare);
        let many = text.split_whitespace().count();
        let tokens = tokenize(&text);
        let Some(last) = tokens.last().filter(|_| many <= MOST_WORDS) else { return false };
        let is_open = |of: &NameMatch<bool>| !of.value && of.range.end == last.range.end;
        self.is_word_for_hidden_name(text.get(last.range.clone()).unwrap_or_default())
            && !self.lines.find_names(&tokens).iter().any(is_open)
    }

    /// Whether one word is a hidden name, in any of its forms: `Run`, `running`.
    fn is_word_for_hidden_name(&self, word: &str) -> bool {
        self.is_hidden_name(word) || self.words_of_one_word.is_name_in_other_words(word)
    }

    /// Whether a line of text begins with practice of a hidden plan in any form of its name: `went running`, `07:30 ran 5 km`, `Read
    /// one page, then slept`. `Run to the shop` says something else.
    pub(crate) fn begins_with_hidden_practice(&self, line: &str) -> bool {
        if self.names.is_empty() {
            return false;
        }
        let clean = self.lines.clean_line(line).text;
        let clean = clean.trim_start_matches(|c: char| !c.is_alphanumeric());
        let start = practice_signs::bytes_before_practice(clean);
        let Some(said) = clean.get(start..) else { return false };
        let tokens = tokenize(said);
        let open = self.lines.find_names(&tokens);
        let ends = tokens.iter().take(MOST_STARTS).map(|token| token.range.end);
        ends.into_iter().any(|end| {
            let (name, behind) = said.split_at_checked(end).unwrap_or_default();
            let is_open = || open.iter().any(|of| !of.value && of.range.start == 0 && of.range.end >= end);
            practice_signs::may_follow_practice(behind)
                && (self.is_hidden_name(name) || self.words.is_name_in_other_words(name))
                && !is_open()
        })
    }

    /// Whether a text speaks of doing a hidden plan. A name that says nothing else does so anywhere; an everyday word, in any of its forms,
    /// only where practice stands: `on my run`, `went running`. `Ask why people run` is about something else.
    pub(crate) fn speaks_of_doing_hidden_plan(&self, text: &str) -> bool {
        if self.holds_distinctive_name(text) {
            return true;
        }
        if self.names.is_empty() {
            return false;
        }
        let text = &*self.without_other_meanings(text);
        let clean = self.lines.clean_line(text).text;
        let tokens = tokenize(&clean);
        let found = self.lines.find_names(&tokens);
        // Where no name is found it is there as a tag, or without its length.
        if !found.iter().any(|name| name.value) && self.is_hidden_name_in_text(text) {
            return true;
        }
        let is_within = |range: &Range<usize>, name: &NameMatch<bool>| {
            name.range.start <= range.start && range.end <= name.range.end
        };
        let is_open = |range: &Range<usize>| found.iter().any(|name| !name.value && is_within(range, name));
        let stands_as_practice = |range: &Range<usize>| {
            let part = |range: Range<usize>| clean.get(range).unwrap_or_default();
            let (before, behind) = (part(0..range.start), part(range.end..clean.len()));
            practice_in_sentence::stands_as_practice(before, behind)
                && !practice_in_sentence::is_part_of_saying(before, part((*range).clone()))
        };
        let is_name = |range: &Range<usize>| self.is_word_for_hidden_name(clean.get(range.clone()).unwrap_or_default());
        // `Call Dad back` may be a plan that is not hidden.
        found.iter().any(|name| name.value && name.tokens > 1 && !is_open(&name.range))
            || tokens
                .iter()
                .map(|token| &token.range)
                .any(|range| is_name(range) && stands_as_practice(range) && !is_open(range))
    }

    /// Whether the words of a field name a hidden plan: they link to it, speak of doing it, or say its name of several words in any order.
    /// An everyday name in a different use (`goal: know why people run`) names nothing.
    pub(crate) fn is_named_in_field(&self, text: &str) -> bool {
        let named = |text: &str| {
            self.speaks_of_doing_hidden_plan(text)
                || self.is_hidden_name_or_close(text)
                || self.says_hidden_name_in_other_words(text)
        };
        let is_named = || named(&self.without_other_meanings(text)) || self.links_to_hidden_plan(text);
        if self.is_empty() {
            return false;
        }
        debug_assert!(self.may_name_hidden_plan(text) || !is_named(), "{text}");
        self.may_name_hidden_plan(text) && is_named()
    }

    /// Whether the words of a moment name a hidden plan: `after my run`, `before the letters to Dad`.
    pub(crate) fn is_named_in_moment(&self, text: &str) -> bool {
        !self.is_empty() && self.box_text_may_name_hidden_plan(text)
    }

    /// Whether the beginning of an agreed item is a hidden name, or close to one.
    pub(crate) fn is_hidden_name_or_close(&self, text: &str) -> bool {
        self.is_hidden_name(text) || self.is_near_hidden_name(text) || self.words.is_name_in_other_words(text)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
            && self.only_known.is_none()
            && self.empty.is_empty()
            && self.names_of_private_notes.is_empty()
    }
}

/// The names of other plans that have all words of a hidden name, in any form, and more.
fn open_names_around_hidden<'a>(hidden: impl Iterator<Item = &'a String>, open_names: &[&str]) -> NameFinder<()> {
    let stems = |name: &str| -> Vec<String> { words_of_name(name).map(bare_stem).collect() };
    let hidden: Vec<Vec<String>> = hidden.map(|name| stems(name)).filter(|words| !words.is_empty()).collect();
    let holds_hidden = |name: &&&str| {
        let words = stems(name);
        hidden.iter().any(|of| of.len() < words.len() && of.iter().all(|word| words.contains(word)))
    };
    NameFinder::new(open_names.iter().filter(holds_hidden).map(|name| (*name, ())))
}

/// A text with a sign in place of these parts of it; none where there are none.
fn without_ranges(text: &str, mut ranges: Vec<Range<usize>>) -> Option<String> {
    if ranges.is_empty() {
        return None;
    }
    ranges.sort_by_key(|range| range.start);
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for range in ranges {
        if let Some(before) = text.get(at..range.start) {
            out.push_str(before);
            out.push('\u{2026}');
        }
        at = at.max(range.end);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Some(out)
}

/// Whether a dash stands behind a name. `#read-aloud` is one word.
pub(crate) fn begins_with_dash(behind: &str) -> bool {
    let is_compound = behind.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    behind.trim_start().starts_with(is_dash) && !is_compound
}

/// What stands around a title and is none of its words.
fn is_mark_of_title(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '_' | '#' | ':' | '=' | '~' | '`')
}

/// The name of a file without its ending, as keys are folded.
fn folded_name_of_file(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    fold_key(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

/// Whether the name of a note in a private folder says nothing of what it holds: `x1`, `old plan`, `Untitled`. `letter-1` says it.
fn note_name_tells_no_task(name: &str) -> bool {
    const SAYS_NOTHING: [&str; 14] = [
        "plan", "step", "task", "habit", "practice", "practic", "homework", "exercise", "exercis", "untitled",
        "untitl", "old", "new", "copy",
    ];
    let says_nothing = |word: &String| SAYS_NOTHING.contains(&word.as_str()) || word.starts_with("cop");
    when::find_date_in_name(name).is_none() && hidden_words::words_that_name(name).iter().all(says_nothing)
}

/// Whether a note may be a plan of the task that it is named after. A date or a number makes it a note of something else.
fn may_be_task(name: &str) -> bool {
    !name.contains(|c: char| c.is_ascii_digit()) && !note_name_tells_no_task(name)
}

/// What notes are named, each in its words; a date is no name.
fn words_of_notes_names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Vec<String>> {
    let mut names: Vec<Vec<String>> = names.map(hidden_words::words_that_name).collect();
    names.retain(|words| !words.is_empty());
    names.sort_unstable();
    names.dedup();
    names
}

/// The same for names of several words: `Mum.md` may be about Mum, and not the plan `Visit Mum`.
fn words_of_several_word_names(names: &[String]) -> Vec<Vec<String>> {
    let mut names = words_of_notes_names(names.iter().map(String::as_str));
    names.retain(|words| words.len() > 1);
    names
}

/// What the empty notes are named, as it is written and with spaces, where no plan that can be read has that name.
fn names_of_empty_notes(notes: &[(VisibleNote, Option<ConflictCopy>)], readable: &HashSet<String>) -> Vec<String> {
    let names = notes.iter().filter_map(|(note, _)| note.content.name_of_empty_note.as_deref());
    let forms = names.flat_map(|name| [name.to_owned(), fold_key(name)]);
    let mut names: Vec<String> = forms.filter(|name| !readable.contains(&fold(name))).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// A name as it is compared: as a task, as a key or a tag, and as a tag in one word (`#EveningWalk`).
fn forms_of_name(name: &str) -> [String; 3] {
    [fold(name), fold_key(name), without_spaces(&fold_key(name))]
}

fn without_spaces(name: &str) -> String {
    name.split(' ').collect()
}

/// Two lines as one. A word with a hyphen may have been broken there.
pub(crate) fn joined_lines(line: &str, next: &str) -> String {
    let bare = line.trim_end();
    let bare = bare.strip_suffix('\\').map_or(bare, str::trim_end);
    let is_hyphen = bare.strip_suffix('-').is_some_and(|before| before.ends_with(char::is_alphanumeric));
    format!("{bare}{}{next}", if is_hyphen { "" } else { " " })
}

/// Those of one word. In one of several words a slip stands in one of them: [`NamesOfSeveralWords`].
fn near_names_of_one_word<'a>(names: impl Iterator<Item = &'a String>, open_names: &[&str]) -> SimilarNameMatcher {
    SimilarNameMatcher::new(names.filter(|name| is_of_one_word(name)).map(String::as_str), open_names)
}

/// The names of notes that are never read, where each says its plan wherever it stands. None where a plan that is read has that name.
fn unread_distinctive_names(
    names: &[&str],
    readable: &HashSet<String>,
    open_names: &[&str],
) -> Option<Box<HiddenPlanNames>> {
    let is_distinctive = |name: &String| {
        let has_words = hidden_words::words_that_name(name).len() > 1;
        (has_words || !rare_words_of_name(name).is_empty()) && may_be_task(name) && !readable.contains(name)
    };
    let mut written: Vec<String> = names.iter().map(|name| fold_key(name)).filter(is_distinctive).collect();
    written.sort_unstable();
    written.dedup();
    let words = HiddenNamesBySameWords::new(&written, open_names, Vec::new());
    (!written.is_empty()).then(|| Box::new(HiddenPlanNames::of_written_names(written, open_names, words)))
}

fn names_of_one_word<'a>(names: impl Iterator<Item = &'a String>) -> Vec<String> {
    names.filter(|name| is_of_one_word(name)).cloned().collect()
}

/// Whether a name is no single everyday word.
fn is_distinctive_name(name: &str) -> bool {
    !is_of_one_word(name) || !rare_words_of_name(name).is_empty()
}

/// Two or three words side by side in a name, joined by hyphens: a note may be written `Check-in`, and its plan `Check in`.
fn parts_with_hyphen(name: &str) -> Vec<String> {
    let words: Vec<String> = words_of_name(name).map(fold).collect();
    [2, 3].into_iter().flat_map(|many| words.windows(many).map(|part| part.join("-"))).collect()
}

fn is_of_one_word(name: &str) -> bool {
    words_of_name(name).count() == 1
}

fn rare_names<'a>(names: impl Iterator<Item = &'a String>) -> Vec<String> {
    names.filter(|name| !rare_words_of_name(name).is_empty()).cloned().collect()
}

/// The words of a name but the last, folded and without their endings.
fn words_before_last_of_name(name: &str) -> Vec<String> {
    words_of_name(name).rev().skip(1).flat_map(|word| [fold(word), bare_stem(word)]).collect()
}

/// Whether a line holds a name that is marked `true`, as words or as a tag (`#evening-walk`). A name inside a longer name does
/// not count.
pub(crate) fn line_holds_name_with_true(names: &NameFinder<bool>, line: &str) -> bool {
    line_holds_fitting_name_with_true(names, line, |_| true)
}

/// The same for the names that are meant.
fn line_holds_fitting_name_with_true(names: &NameFinder<bool>, line: &str, is_meant: impl Fn(&str) -> bool) -> bool {
    if names.is_empty() {
        return false;
    }
    let holds = |line: &str| {
        let mut taken: Vec<Range<usize>> = Vec::new();
        // Longest first.
        let clean = names.clean_line(line).text;
        for found in names.find_names(&tokenize(&clean)) {
            if taken.iter().all(|other| found.range.end <= other.start || other.end <= found.range.start) {
                if found.value && is_meant(clean.get(found.range.clone()).unwrap_or_default()) {
                    return true;
                }
                taken.push(found.range);
            }
        }
        false
    };
    let as_tags = |c: char| matches!(c, '#' | '-' | '_' | '/');
    holds(line) || (line.contains(as_tags) && holds(&line.replace(as_tags, " ")))
}

impl<'a> PlanNamesAndShare<'a> {
    fn of_note(content: &'a DraftContent, settings: &Settings) -> Option<PlanNamesAndShare<'a>> {
        let share = content.share.unwrap_or(settings.share);
        match &content.kind {
            DraftKind::Plan(plan) => {
                let aka = plan.aka.iter().map(|(name, _)| name.as_str());
                let names = std::iter::once(plan.task.as_str()).chain(aka).collect();
                Some(PlanNamesAndShare { task: Some(&plan.task), other_names: names, share })
            }
            DraftKind::Broken { names, is_plan: true } => Some(PlanNamesAndShare {
                task: names.first().map(String::as_str),
                other_names: names.iter().map(String::as_str).collect(),
                share,
            }),
            _ => None,
        }
    }
}
