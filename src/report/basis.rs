//! What a week's pages are made from, as far as it can show on them, in a few bytes: weeks of one basis have the same pages, so
//! that pages which are up to date need not be made again.
//!
//! Everything is hashed but what is cleared here, since it is not shared: else a page would show, by its mark, that it changed.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::Serialize;

use crate::journal::{CalendarSetting, Entry, HelperWords, Journal, Plan, Reflection, Session, Settings, Share};
use crate::week::{self, CountedWeek, Week};

/// The basis of some weeks of a journal.
pub struct PageInputHashes {
    of_journal: [u8; 32],
    weeks: BTreeMap<Week, [u8; 32]>,
}

/// The basis of one page.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct PageInputHash {
    of_journal: [u8; 32],
    /// Of the week and of those it looks back on, oldest first.
    weeks: Vec<[u8; 32]>,
}

impl PageInputHashes {
    /// Of what is shared of a journal, these weeks of it, and the rules of the prompts, by their hash.
    #[must_use]
    pub fn new(journal: &Journal, weeks: &[CountedWeek], rules: &[u8; 32]) -> PageInputHashes {
        let plans: Vec<Plan> = journal.plans.iter().map(plan_without_unshown).collect();
        let whole = stable_hash(&(rules, settings_without_unshown(&journal.settings), journal.left_out_count, plans));
        let of_week = |counted: &CountedWeek| (counted.week, stable_hash(&hashable_week(journal, counted)));
        PageInputHashes { of_journal: whole, weeks: weeks.iter().map(of_week).collect() }
    }

    /// That of the page of the last of these weeks.
    #[must_use]
    pub fn hash_of_page(&self, weeks: &[CountedWeek]) -> PageInputHash {
        let weeks = weeks.iter().filter_map(|counted| self.weeks.get(&counted.week).copied()).collect();
        PageInputHash { of_journal: self.of_journal, weeks }
    }
}

/// How many weeks have a page, where they go and who writes them is on none of them; how much is shared is in each plan and
/// entry.
fn settings_without_unshown(settings: &Settings) -> Settings {
    Settings {
        weeks: None,
        share: Share::default(),
        report_to: None,
        writer: None,
        daily_notes: None,
        calendar: CalendarSetting::default(),
        ..settings.clone()
    }
}

/// The words of a plan are only on the page of the week in which it begins.
fn plan_without_unshown(plan: &Plan) -> Plan {
    Plan { note: Arc::from(""), field_places: Vec::new(), words: None, ..plan.clone() }
}

/// A time that is not shared counts by whether it was the planned one, which is counted.
fn entry_without_unshown(entry: &Entry) -> Entry {
    let time = entry.time.filter(|_| entry.share == Share::Full);
    Entry { note: Arc::from(""), line: 0, time, helped_on_card: None, ..entry.clone() }
}

fn reflection_without_unshown(reflection: &Reflection) -> Reflection {
    Reflection { note: Arc::from(""), line: 0, share: Share::default(), ..reflection.clone() }
}

fn session_without_unshown(session: &Session) -> Session {
    Session { note: Arc::from(""), share: Share::default(), ..session.clone() }
}

fn hashable_week<'a>(journal: &'a Journal, counted: &CountedWeek) -> impl Hash + use<'a> {
    let week = counted.week;
    let entries: Vec<Entry> =
        journal.entries_between(week.start(), week.end()).iter().map(entry_without_unshown).collect();
    // Of one without a word that is shared nothing is told but that it is to be brought up.
    let is_shown = |reflection: &&Reflection| reflection.discuss || !reflection.answers.is_empty();
    let reflections = journal.reflections_between(week.start(), week.end()).iter().filter(is_shown);
    let reflections: Vec<Reflection> = reflections.map(reflection_without_unshown).collect();
    let helper_words = journal.helper_words_between(week.start(), week.end()).iter();
    let helper_words: Vec<HelperWords> =
        helper_words.map(|words| HelperWords { note: Arc::from(""), ..words.clone() }).collect();
    let tracked = journal.tracked_between(week.start(), week.end());
    let on_plan = counted.plans.iter().flat_map(|plan| &plan.entries).map(|entry| (entry.on_time, entry.in_place));
    let on_plan: Vec<(Option<bool>, Option<bool>)> = on_plan.collect();
    let words = journal.plans.iter().filter(|plan| week.contains(plan.start)).map(|plan| plan.words.clone());
    let words: Vec<Option<String>> = words.collect();
    let sessions =
        journal.sessions_between(week.start(), week.end()).iter().filter(|s| !s.agreed.is_empty() || s.next.is_some());
    let sessions: Vec<Session> = sessions.map(session_without_unshown).collect();
    let of_week = (week.start(), counted.as_of, week::count_unread_lines(journal, counted));
    (of_week, entries, (reflections, helper_words), tracked, on_plan, words, sessions)
}

/// The hash of a value, the same on every machine.
fn stable_hash(value: &impl Hash) -> [u8; 32] {
    let mut hasher = StableHasher(blake3::Hasher::new());
    value.hash(&mut hasher);
    *hasher.0.finalize().as_bytes()
}

/// Takes numbers in one order of bytes and one size, whatever the machine's.
struct StableHasher(blake3::Hasher);

impl Hasher for StableHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn write_u16(&mut self, number: u16) {
        self.write(&number.to_le_bytes());
    }

    fn write_u32(&mut self, number: u32) {
        self.write(&number.to_le_bytes());
    }

    fn write_u64(&mut self, number: u64) {
        self.write(&number.to_le_bytes());
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_i16(&mut self, number: i16) {
        self.write(&number.to_le_bytes());
    }

    fn write_i32(&mut self, number: i32) {
        self.write(&number.to_le_bytes());
    }

    fn write_i64(&mut self, number: i64) {
        self.write(&number.to_le_bytes());
    }

    fn write_isize(&mut self, number: isize) {
        self.write_i64(number as i64);
    }

    /// The whole hash is taken from the hasher itself.
    fn finish(&self) -> u64 {
        0
    }
}
