//! How tight a week is set on paper. An ordinary week gets space; only the fullest is set as tight as can be read, so that it stays
//! on two sheets.
//!
//! Nothing here knows a font. What a page takes up is estimated in millimetres for the widest of the fonts that the pages are
//! tested with, on the shorter of two papers (Letter), so that the same week is set the same way on any machine and a page
//! that is estimated to fit does fit. `tests/tools/browser.rs` prints every example and looks.

use super::view::{CutOutCardStep, EntryPhotosView, HelperView, PlanView, QuestionView, QuoteView, WeekView};

/// One way to set a page. The numbers are those of `parts/week-style.html.j2`.
struct PageSpacing {
    /// The name that the page is given.
    name: Option<&'static str>,
    /// The height of a line, as a multiple of the font size.
    lead: f64,
    /// The gaps, as a multiple of the smallest.
    air: f64,
    /// The size of small print, in points.
    note: f64,
    /// The margins above and beside.
    margins: (f64, f64),
}

const ROOMY: PageSpacing = PageSpacing { name: Some("roomy"), lead: 1.34, air: 2.6, note: 9.0, margins: (12.0, 13.0) };
const SOME: PageSpacing = PageSpacing { name: Some("some"), lead: 1.25, air: 1.7, note: 8.75, margins: (9.0, 11.0) };
const LITTLE: PageSpacing = PageSpacing { name: Some("little"), lead: 1.2, air: 1.3, note: 8.5, margins: (8.0, 10.5) };
#[cfg(test)]
const CLOSE: PageSpacing = PageSpacing { name: None, lead: 1.16, air: 1.0, note: 8.5, margins: (7.0, 10.0) };

/// Letter, in millimetres.
const SHEET: (f64, f64) = (279.4, 215.9);
/// A point in millimetres.
const POINT: f64 = 0.3528;
/// How wide a letter is on average, as a part of the font size: DejaVu, the widest.
const LETTER: f64 = 0.53;
/// The gap between two columns.
const BETWEEN: f64 = 8.0;
/// The left column of the first sheet: the week and the session.
const LEFT: f64 = 92.0;
/// How full a sheet may be by the estimate.
const FULL: f64 = 0.94;
/// The estimate is on the large side: a page of one sheet and a few lines is one sheet.
const NEARLY_ONE: f64 = 1.15;

/// `roomy`, `some` or `little`; none for the tightest. On one sheet with space, if that is enough; else as roomy as two sheets allow.
pub(super) fn page_spacing_name(view: &WeekView) -> Option<&'static str> {
    let on_one = [(ROOMY, FULL), (SOME, NEARLY_ONE)];
    let on_two = [ROOMY, SOME, LITTLE].map(|setting| (setting, 1.0 + FULL));
    on_one
        .into_iter()
        .chain(on_two)
        .find(|(setting, most)| setting.sheet_count(view) <= *most)
        .and_then(|(setting, _)| setting.name)
}

impl PageSpacing {
    /// How many sheets the page takes: `1.8` is one and four fifths of the second.
    fn sheet_count(&self, view: &WeekView) -> f64 {
        let sheet = SHEET.0 - 2.0 * self.margins.0;
        let mut down = 0.0;
        // What must not be broken goes to the next sheet if it does not fit.
        let mut place = |height: f64, is_whole: bool| {
            let left = sheet - down % sheet;
            down += if is_whole && height > left { left + height } else { height };
        };
        place(self.opening_height(view) + self.left_column_height(view).max(self.right_column_height(view)), false);
        place(6.0 + 2.0 * self.air + self.line_height(8.0), true);
        let words: f64 = view.words.iter().map(|quote| self.quote_height(quote, self.column_width())).sum();
        if !view.words.is_empty() {
            place(self.heading_height() + words / 2.0 + self.line_height(10.0), false);
        }
        for (at, row) in view.plans.chunks(3).enumerate() {
            let tallest = row.iter().map(|plan| self.plan_height(plan)).fold(0.0, f64::max);
            place(tallest + if at == 0 { self.heading_height() } else { 1.0 + 2.0 * self.air }, true);
        }
        place(self.two_column_part_height(view) / 2.0 + self.line_height(10.0), false);
        place(self.foot_height(view), true);
        down / sheet
    }

    fn width(&self) -> f64 {
        SHEET.1 - 2.0 * self.margins.1
    }

    /// One of two columns.
    fn column_width(&self) -> f64 {
        (self.width() - BETWEEN) / 2.0
    }

    /// One line of this many points.
    fn line_height(&self, points: f64) -> f64 {
        points * POINT * self.lead
    }

    /// The card to cut out, and the closing lines.
    fn foot_height(&self, view: &WeekView) -> f64 {
        let wide = (self.width() - 40.0) / 3.0;
        let step = |step: &CutOutCardStep| {
            let where_and_how_long =
                [step.minutes.as_deref(), step.place.as_deref()].map(Option::unwrap_or_default).join(" ");
            let about = [step.when.as_str(), where_and_how_long.trim()];
            let lines = about.into_iter().filter(|text| !text.is_empty());
            let lines: f64 = lines.map(|text| self.text_height(text.chars().count() + 2, self.note, wide)).sum();
            self.text_height(step.title.chars().count().max(1), 11.0, wide) + lines
        };
        let rows = view.card.chunks(3).map(|row| row.iter().map(step).fold(0.0, f64::max) + 0.75 * self.air);
        let closing = 190 + view.in_need.as_ref().map_or(90, |text| text.chars().count());
        4.0 + 2.0 * self.air + rows.sum::<f64>() + self.text_height(closing, 10.0, self.width())
    }

    /// This many letters, in lines of this size and width.
    fn text_height(&self, letters: usize, points: f64, width: f64) -> f64 {
        let in_line = (width / (points * POINT * LETTER)).max(1.0);
        (letters as f64 / in_line).ceil() * self.line_height(points)
    }

    /// A gap and a heading of a section.
    fn heading_height(&self) -> f64 {
        2.25 * self.air + 0.5 + 9.0 * POINT * 1.4
    }

    fn opening_height(&self, view: &WeekView) -> f64 {
        let head = 9.0 * POINT * 1.4 + 14.0 * POINT * 1.3 + self.line_height(self.note) + 1.0 + self.air;
        let wide = (self.width() - BETWEEN) * 0.6;
        let first = view.first.iter().map(|quote| {
            self.text_height(count_letters(&quote.lines), 13.0, wide)
                + self.line_height(11.0)
                + self.text_height(quote.from.len() + quote.detail.as_ref().map_or(0, String::len), self.note, wide)
                + 2.0
        });
        let start =
            view.start_here.iter().map(|line| self.text_height(line.len(), 11.5, (self.width() - BETWEEN) * 0.4));
        let (first, start): (f64, f64) = (first.sum(), start.sum());
        let lead = if first + start > 0.0 { first.max(start) + 9.0 * POINT * 1.4 + 2.0 } else { 0.0 };
        head + lead + 1.0 + 2.0 * self.air
    }

    /// The week and the session.
    fn left_column_height(&self, view: &WeekView) -> f64 {
        let plans = view.plans.iter().map(|plan| {
            let title = plan.title.chars().count() + plan.count.chars().count() + 4;
            let occasions = plan.strip.iter().map(|piece| piece.occasions.len()).max().unwrap_or(0) as f64;
            let strip = if plan.strip.is_empty() { 0.0 } else { 6.5 + 8.0 * POINT * 1.2 };
            let remark = plan.remark.as_ref().map_or(0.0, |text| self.text_height(text.len(), self.note, LEFT));
            let title = (title as f64 / 34.0).ceil() * 12.0 * POINT * 1.3;
            0.5 + 1.5 * self.air + title + strip + occasions * 3.0 * 8.0 * POINT + remark
        });
        let tracked = view.tracked.len() as f64 * (12.0 * POINT * 1.3 + 9.0 * POINT * 1.3 + 1.0 + 1.5 * self.air);
        let points = view.agenda.first.iter().chain(&view.agenda.middle).chain(&view.agenda.last);
        let points = points.map(|point| {
            let answer = count_letters(&point.answer);
            let answer = if answer > 0 { self.text_height(answer + 2, 10.0, LEFT - 18.0) + 0.5 } else { 0.0 };
            self.text_height(point.text.len() + point.from.len() + 8, 9.7, LEFT - 18.0) + answer + 1.5 * self.air
        });
        let week: f64 = plans.sum();
        9.0 * POINT * 1.4 + 8.0 + week + tracked + self.heading_height() + points.sum::<f64>() + 2.0
    }

    /// Week by week, what was agreed, and the key.
    fn right_column_height(&self, view: &WeekView) -> f64 {
        let wide = self.width() - BETWEEN - LEFT;
        let graph = 8.0 * POINT * 1.25 + 5.0 + 8.0 * POINT * 1.25 + 2.0;
        let small = 8.0 * POINT * 1.25;
        let plans = view.plans.iter().filter(|plan| !plan.cells.is_empty()).map(|plan| {
            let pile =
                plan.cells.iter().filter_map(|cell| cell.pile.as_ref()).map(|pile| pile.height).max().unwrap_or(0);
            let lines = plan.cells.iter().map(|cell| cell.short.len() + usize::from(cell.minutes.is_some())).max();
            let cells = if plan.silent.is_some() {
                small
            } else {
                // Six cells are narrow: a count in words takes two lines.
                pile as f64 * 0.2646 + 2.5 + (lines.unwrap_or(0) + 1) as f64 * small
            };
            let rated = plan.ratings.iter().filter(|rating| !rating.paired).count() as f64 * graph;
            let pairs = plan.rating_pairs.len() as f64 * 4.0 * small;
            let trend = plan
                .trend
                .as_ref()
                .map_or(0.0, |said| self.text_height(plan.title.len() + said.len(), self.note, wide) + 2.0);
            self.air + 9.0 * POINT * 1.3 + cells + rated + pairs + trend
        });
        let tracked = view.tracked.len() as f64 * graph;
        let agreed = view.last_time.as_ref().map_or(0.0, |last| {
            let lines = last.agreed.iter().map(|of| self.text_height(of.text.len() + 8, 10.0, wide));
            self.heading_height() + lines.sum::<f64>()
        });
        let legend = &view.legend;
        let words = [
            legend.of,
            legend.extra,
            legend.planned_day,
            legend.on_time,
            legend.in_place,
            legend.written_later,
            legend.middle,
        ];
        let words = words.into_iter().filter(|is_used| *is_used).count();
        let key = self.heading_height()
            + 4.5 * (legend.marks.len() as f64 / 3.0).ceil()
            + self.text_height(75 * words, 7.5, wide);
        let weeks: f64 = plans.sum();
        9.0 * POINT * 1.4 + small + 2.0 + weeks + tracked + agreed + key
    }

    fn quote_height(&self, quote: &QuoteView, width: f64) -> f64 {
        let felt = quote.felt.iter().chain(&quote.helped).map(|text| text.len() + 8).sum::<usize>();
        let from = felt + quote.from.len() + quote.detail.as_ref().map_or(0, |text| text.len() + 2);
        self.text_height(count_letters(&quote.lines), 10.0, width) + self.text_height(from, 9.2, width) + 0.9 * self.air
    }

    fn plan_height(&self, plan: &PlanView) -> f64 {
        let wide = (self.width() - 14.0) / 3.0;
        let soft = [plan.coping.as_ref(), plan.then_used.as_ref(), plan.coach.as_ref()];
        let soft =
            soft.into_iter().flatten().map(|text| self.text_height(text.len(), self.note, wide) + 0.5 * self.air);
        let about = plan.goal.as_ref().map_or(0, |goal| goal.len() + 20)
            + plan.chosen_by.map_or(0, |_| 20)
            + plan.helper.as_ref().map_or(0, |helper| helper.len() + 9);
        let of = &plan.figures;
        let figures =
            [&of.rest, &of.minutes, &of.planned_day, &of.at_times, &of.on_time, &of.in_place, &of.written_later];
        let figures = figures.into_iter().flatten().map(|text| text.len() + 14);
        let ratings = plan.ratings.iter().filter(|rating| !rating.in_pair).map(|rating| {
            let said = rating.this_week.as_ref().map_or(0, |text| text.len() + rating.name.len() + 24);
            said + rating.before.as_ref().map_or(0, |text| text.len() + 10)
        });
        let pairs = plan.rating_pairs.iter().map(|pair| pair.days.len() + pair.first.len() + pair.second.len() + 10);
        let figures: Vec<usize> = figures.chain(ratings).chain(pairs).collect();
        // With much space each has its own lines.
        let own_lines = if self.air > 2.0 { figures.len() as f64 * self.line_height(self.note) } else { 0.0 };
        let figures = figures.iter().sum::<usize>() + plan.count.len();
        let soft: f64 = soft.sum();
        (self.text_height(plan.title.len(), 11.5, wide)).max(11.5 * POINT * 1.3)
            + self.text_height(plan.sentence.len(), 10.0, wide)
            + self.text_height(about, self.note, wide)
            + soft
            + self.text_height(figures, self.note, wide)
            + own_lines
            + self.air
    }

    /// What is in the two columns before the card, as the length of one column.
    fn two_column_part_height(&self, view: &WeekView) -> f64 {
        let wide = self.column_width();
        let item = |letters: usize| self.text_height(letters, 10.0, wide);
        let barriers = view.barriers.iter().chain(&view.were_there).map(|barrier| {
            let plans = barrier.plans.iter().map(|of| of.title.len() + of.days.len() + 5).sum::<usize>();
            item(barrier.name.len() + barrier.times.len() + plans + 4)
        });
        let groups = view.barrier_groups.iter().map(|group| group.group.len() + group.names.len() + 8).sum::<usize>();
        let groups = if groups > 0 { self.text_height(groups + 16, self.note, wide) } else { 0.0 };
        let has_barriers = !view.barriers.is_empty() || !view.were_there.is_empty() || groups > 0.0;
        let heads = [
            has_barriers,
            !view.were_there.is_empty(),
            view.helper.is_some(),
            !view.photos.is_empty(),
            !view.also_done.is_empty(),
        ];
        let heads = heads.into_iter().filter(|is_there| *is_there).count() as f64 * self.heading_height();
        let helper = view.helper.as_ref().map_or(0.0, |helper| self.helper_height(helper));
        let photos: f64 = if self.air > 1.0 {
            view.photos.iter().map(|photo| self.photos_height(photo, wide)).sum()
        } else {
            let pairs: f64 = view.photos.iter().map(|photo| self.photos_height(photo, wide / 2.0)).sum();
            pairs / 2.0 + if view.photos.is_empty() { 0.0 } else { 10.0 }
        };
        let also = view.also_done.iter().map(|done| item(done.title.len() + 24)).sum::<f64>();
        let asked = view.questions.iter().chain(&view.answers);
        let asked: f64 = asked.map(|question| self.question_height(question, wide)).sum();
        let asked = if asked > 0.0 { asked + self.heading_height() } else { 0.0 };
        barriers.sum::<f64>() + groups + heads + helper + photos + also + asked
    }

    fn helper_height(&self, helper: &HelperView) -> f64 {
        let said = helper
            .days_noticed
            .iter()
            .filter(|_| helper.each.is_empty())
            .chain(helper.each.iter().map(|one| &one.days_noticed))
            .chain(&helper.no_notes)
            .map(|text| self.text_height(text.len() + 32, 10.0, self.column_width()));
        let notes: f64 =
            helper.notes.iter().map(|quote| self.quote_height(quote, self.column_width()) + self.air).sum();
        let table = if helper.responses.is_empty() { 0.0 } else { 4.0 * self.line_height(self.note) + self.air };
        let lately = helper
            .lately
            .as_ref()
            .map_or(0.0, |text| self.text_height(text.len(), self.note, self.column_width()) + self.air);
        said.sum::<f64>() + notes + table + lately
    }

    fn photos_height(&self, photos: &EntryPhotosView, width: f64) -> f64 {
        let rows = photos.pictures.len().div_ceil(2) as f64;
        rows * (width / 2.0 * 0.75 + 4.0) + self.text_height(photos.title.len() + 12, self.note, width) + 1.25
    }

    fn question_height(&self, question: &QuestionView, width: f64) -> f64 {
        let answer = self.text_height(count_letters(&question.answer), 10.0, width);
        self.text_height(question.text.len() + question.from.len() + 8, 9.6, width) + answer + 0.5 + 0.75 * self.air
    }
}

fn count_letters(lines: &[String]) -> usize {
    lines.iter().map(|line| line.chars().count() + 1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page with this many words of the client, in notes of forty each.
    fn page(words: usize) -> WeekView {
        let quote = QuoteView {
            lines: vec!["word ".repeat(40)],
            from: "Tue 17, Walk".to_owned(),
            detail: None,
            felt: None,
            words: 40,
            begins: None,
            helped: None,
        };
        WeekView { words: vec![quote; words / 40], ..WeekView::default() }
    }

    #[test]
    fn the_more_there_is_the_closer_it_is_set() {
        let settings = [0, 400, 3_000, 4_200, 9_000].map(|words| page_spacing_name(&page(words)));
        assert_eq!(settings[0], Some("roomy"));
        assert_eq!(settings[4], None);
        let air = |setting: Option<&str>| setting.map_or(0, |name| if name == "some" { 1 } else { 2 });
        assert!(
            (40..200)
                .all(|at| air(page_spacing_name(&page(at * 40 + 2_000)))
                    <= air(page_spacing_name(&page(at * 40 + 1_960))))
        );
    }

    #[test]
    fn what_does_not_fit_is_closest() {
        let whole = CLOSE.sheet_count(&page(4_000));
        assert!(
            whole < SOME.sheet_count(&page(4_000)) && SOME.sheet_count(&page(4_000)) < ROOMY.sheet_count(&page(4_000))
        );
        assert!(whole > 2.0 || page_spacing_name(&page(4_000)).is_some());
    }
}
