//! When to try again, if trying at once would go wrong forever: pages that another program keeps writing into, and notes
//! that are being typed. Pure: moments come in, as durations since the watch began.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

/// How many times an edited page is renewed before it is left alone.
const RENEWALS: u32 = 3;
const FIRST_WAIT: Duration = Duration::from_secs(60);
const LONGEST_WAIT: Duration = Duration::from_secs(60 * 60);

/// Pages that are edited again as soon as they are renewed.
#[derive(Clone, Debug, Default)]
pub struct PageBackoff {
    pages: BTreeMap<PathBuf, RenewalsOfOnePage>,
}

#[derive(Clone, Copy, Debug)]
struct RenewalsOfOnePage {
    count: u32,
    last_renewal: Duration,
    /// How long to leave it alone the next time.
    next_wait: Duration,
    backed_off_until: Option<Duration>,
}

impl PageBackoff {
    /// Notes that these pages had been edited and were renewed.
    pub fn record_renewal(&mut self, now: Duration, pages: impl IntoIterator<Item = PathBuf>) {
        for page in pages {
            let renewals = self.pages.entry(page).or_insert(RenewalsOfOnePage {
                count: 0,
                last_renewal: now,
                next_wait: FIRST_WAIT,
                backed_off_until: None,
            });
            renewals.count += 1;
            renewals.last_renewal = now;
            if renewals.count >= RENEWALS {
                renewals.backed_off_until = Some(now + renewals.next_wait);
                renewals.next_wait = (2 * renewals.next_wait).min(LONGEST_WAIT);
            }
        }
    }

    /// A note changed: every page is tried again.
    pub fn retry_all_pages(&mut self) {
        self.pages.retain(|_, renewals| renewals.count >= RENEWALS);
        for renewals in self.pages.values_mut() {
            renewals.backed_off_until = None;
        }
    }

    /// The pages to leave alone now. A page that nobody has edited for a while is forgotten.
    pub fn backed_off_pages(&mut self, now: Duration) -> BTreeSet<PathBuf> {
        self.pages.retain(|_, renewals| now < renewals.last_renewal + 2 * renewals.next_wait);
        let waiting =
            self.pages.iter().filter(|(_, renewals)| renewals.backed_off_until.is_some_and(|until| now < until));
        waiting.map(|(page, _)| page.clone()).collect()
    }

    /// How long until one of these pages is to be tried again.
    #[must_use]
    pub fn time_until_next_try(&self, now: Duration, pages: &[PathBuf]) -> Option<Duration> {
        let until = pages.iter().filter_map(|page| self.pages.get(page)?.backed_off_until);
        until.min().map(|until| until.saturating_sub(now))
    }
}

/// How long a note that could be read and now cannot is waited for.
pub const UNREADABLE_AT_MOST: Duration = Duration::from_secs(30);

/// Notes that could be read and now cannot, because somebody is typing.
#[derive(Clone, Debug, Default)]
pub struct UnreadableNotes {
    since: BTreeMap<String, Duration>,
}

impl UnreadableNotes {
    /// Given which notes cannot be read now, returns those that are still waited for. They are used as they last could be read.
    pub fn update_waited_for(&mut self, now: Duration, unreadable: &[String]) -> BTreeSet<String> {
        self.since.retain(|path, _| unreadable.contains(path));
        for path in unreadable {
            self.since.entry(path.clone()).or_insert(now);
        }
        let waiting = self.since.iter().filter(|&(_, &since)| now.saturating_sub(since) < UNREADABLE_AT_MOST);
        waiting.map(|(path, _)| path.clone()).collect()
    }

    /// Whether any is kept as it was, or was kept until its time ended.
    #[must_use]
    pub fn is_any_unreadable(&self) -> bool {
        !self.since.is_empty()
    }

    /// How long until the first of them is no longer waited for.
    #[must_use]
    pub fn time_until_waiting_ends(&self, now: Duration) -> Option<Duration> {
        let ends = self.since.values().map(|&since| since + UNREADABLE_AT_MOST).filter(|&end| end > now);
        ends.min().map(|end| end - now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    #[test]
    fn a_page_that_a_program_keeps_editing_is_left_alone_for_ever_longer() {
        let (mut backoff, page) = (PageBackoff::default(), PathBuf::from("reports/index.md"));
        let mut now = seconds(0);
        for _ in 0..2 {
            backoff.record_renewal(now, [page.clone()]);
            assert!(backoff.backed_off_pages(now).is_empty());
            now += seconds(1);
        }
        for wait in [60, 120, 240, 480, 960, 1920, 3600, 3600] {
            backoff.record_renewal(now, [page.clone()]);
            assert_eq!(backoff.time_until_next_try(now, std::slice::from_ref(&page)), Some(seconds(wait)));
            assert_eq!(backoff.backed_off_pages(now + seconds(wait) - seconds(1)).len(), 1);
            now += seconds(wait);
            assert!(backoff.backed_off_pages(now).is_empty());
        }
        backoff.record_renewal(now, [page.clone()]);
        backoff.retry_all_pages();
        assert!(backoff.backed_off_pages(now).is_empty(), "a note changed, so it is tried again");
        backoff.record_renewal(now, [page]);
        assert_eq!(backoff.backed_off_pages(now).len(), 1, "once");
    }

    #[test]
    fn somebody_who_types_now_and_then_is_no_program() {
        let (mut backoff, page) = (PageBackoff::default(), PathBuf::from("reports/index.md"));
        for minute in [0, 5, 10, 15, 20] {
            let now = seconds(minute * 60);
            assert!(backoff.backed_off_pages(now).is_empty());
            backoff.record_renewal(now, [page.clone()]);
        }
        let mut backoff = PageBackoff::default();
        for second in 0..10 {
            backoff.record_renewal(seconds(second), [page.clone()]);
            backoff.retry_all_pages();
            assert!(backoff.backed_off_pages(seconds(second)).is_empty());
        }
    }

    #[test]
    fn a_note_that_is_being_typed_is_waited_for_half_a_minute() {
        let mut notes = UnreadableNotes::default();
        let (a, b) = ("a.md".to_owned(), "b.md".to_owned());
        let one = std::slice::from_ref(&a);
        assert_eq!(notes.update_waited_for(seconds(0), one).len(), 1);
        assert_eq!(notes.time_until_waiting_ends(seconds(0)), Some(seconds(30)));
        assert_eq!(notes.update_waited_for(seconds(20), &[a.clone(), b.clone()]).len(), 2);
        assert_eq!(notes.time_until_waiting_ends(seconds(20)), Some(seconds(10)));
        assert_eq!(notes.update_waited_for(seconds(30), &[a.clone(), b.clone()]), BTreeSet::from([b.clone()]));
        assert_eq!(notes.time_until_waiting_ends(seconds(30)), Some(seconds(20)));
        // It could be read again, and then not: a new wait.
        assert!(notes.update_waited_for(seconds(31), &[]).is_empty());
        assert_eq!(notes.update_waited_for(seconds(60), one).len(), 1);
        assert_eq!(notes.time_until_waiting_ends(seconds(61)), Some(seconds(29)));
    }
}
