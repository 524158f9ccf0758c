//! What a week's pages are made from, as far as it can show on them, in a few bytes: weeks of one basis have the same pages, so
//! that pages which lie there already need not be worked out again.
//!
//! Nothing that is not shared goes in: else a page would tell, by its mark, that it changed.

use std::collections::BTreeMap;
use std::fmt::{self, Debug, Write as _};

use serde::Serialize;

use crate::journal::{Entry, Journal, Plan, Reflection, Settings, Share};
use crate::week::{CountedWeek, Week};

/// The basis of some weeks of a journal.
pub struct Basis {
    whole: [u8; 32],
    weeks: BTreeMap<Week, [u8; 32]>,
}

/// The basis of one page.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct PageBasis {
    whole: [u8; 32],
    /// Of the week and of those it looks back on, oldest first.
    weeks: Vec<[u8; 32]>,
}

impl Basis {
    /// Of what is shared of a journal, these weeks of it, and the rules of the prompts, by their print.
    #[must_use]
    pub fn of(journal: &Journal, weeks: &[CountedWeek], rules: &[u8; 32]) -> Basis {
        let mut whole = Print(blake3::Hasher::new());
        whole.0.update(rules);
        whole.settings(&journal.settings);
        whole.one(&journal.left_out);
        for plan in journal.plans.iter() {
            whole.plan(plan);
        }
        let of_week = |counted: &CountedWeek| {
            let mut print = Print(blake3::Hasher::new());
            print.week(journal, counted);
            (counted.week, print.done())
        };
        Basis { whole: whole.done(), weeks: weeks.iter().map(of_week).collect() }
    }

    /// That of the page of the last of these weeks.
    #[must_use]
    pub fn page(&self, weeks: &[CountedWeek]) -> PageBasis {
        let weeks = weeks.iter().filter_map(|counted| self.weeks.get(&counted.week).copied()).collect();
        PageBasis { whole: self.whole, weeks }
    }
}

/// Takes in one thing after the other. Each value is taken apart by name, so that a new field has to be thought of here.
struct Print(blake3::Hasher);

impl fmt::Write for Print {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

impl Print {
    fn done(&self) -> [u8; 32] {
        *self.0.finalize().as_bytes()
    }

    /// A value that is no person's text.
    fn one(&mut self, value: &dyn Debug) {
        // A hasher takes everything.
        let _ = write!(self, "{value:?};");
    }

    /// A text, with its length before it, so that no two lists of texts are one.
    fn text(&mut self, text: &str) {
        let _ = write!(self, "{}:{text}", text.len());
    }

    fn texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t String>) {
        let texts: Vec<&String> = texts.into_iter().collect();
        self.one(&texts.len());
        texts.into_iter().for_each(|text| self.text(text));
    }

    fn settings(&mut self, settings: &Settings) {
        // How many weeks have a page, where they go and who writes them stands on none of them; how much is shared is in each
        // plan and entry.
        let Settings { name, week_starts, session, until, weeks: _, share: _, in_need, report_to: _, writer: _ } =
            settings;
        self.one(&(week_starts, session, until));
        self.texts(name);
        self.texts(in_need);
    }

    fn plan(&mut self, plan: &Plan) {
        let Plan {
            task,
            note: _,
            places: _,
            // Read from its text.
            when: _,
            when_text,
            place,
            minutes,
            weekly_minutes,
            goal,
            stage,
            helper,
            start,
            start_written,
            end,
            pauses,
            follows_version,
            ends_for_version,
            rate,
            obstacle,
            then,
            confidence,
            chosen_by,
            photos,
            collects,
            helper_card: _,
            share,
            words,
        } = plan;
        self.text(task);
        for text in [when_text, place, goal, helper, obstacle, then, photos, collects, words] {
            self.texts(text);
        }
        self.texts(rate);
        self.one(&(minutes, weekly_minutes, stage, start, start_written, end, pauses));
        self.one(&(follows_version, ends_for_version, confidence, chosen_by, share));
    }

    fn week(&mut self, journal: &Journal, counted: &CountedWeek) {
        let week = counted.week;
        self.one(&(week.start(), counted.as_of));
        for entry in journal.entries_between(week.start(), week.end()) {
            self.entry(entry);
        }
        // Of a time or a place that is not shared it is shared whether it was the planned one.
        for counts in counted.plans.iter().flat_map(|plan| &plan.entries) {
            self.one(&(counts.on_time, counts.in_place));
        }
        // Of one without a word that is shared nothing is told but that it is to be brought up.
        let tells = |reflection: &&Reflection| reflection.discuss || !reflection.answers.is_empty();
        for reflection in journal.reflections_between(week.start(), week.end()).iter().filter(tells) {
            let Reflection { note: _, line: _, date, discuss, share: _, answers } = reflection;
            self.one(&(date, discuss, answers.len()));
            for (question, answer) in answers {
                self.text(question);
                self.text(answer);
            }
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let Entry {
            plan,
            task,
            note: _,
            line: _,
            form,
            date,
            time,
            status,
            status_written,
            minutes,
            place,
            felt,
            barriers,
            helper,
            ratings,
            photos,
            by,
            written,
            discuss,
            share,
            words,
        } = entry;
        self.text(task);
        self.one(&(plan, form, date, status, status_written, minutes, helper, written, discuss, share));
        self.one(&time.filter(|_| *share == Share::Full));
        for text in [place, felt, by] {
            self.texts(text);
        }
        self.one(&(barriers, ratings, photos, words));
    }
}
