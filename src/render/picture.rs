//! Where the shapes of a week's pictures stand. Templates draw them (`templates/parts/six-weeks.html.j2`); the numbers
//! stand beside each shape as text, so a picture never says anything alone.
//!
//! Lengths are in tenths of a unit of the picture, whole numbers, so that the same notes give the same bytes.

use std::fmt::Write as _;

use super::view::{Picture, Row, Spot};
use crate::journal::{Number, Scale};
use crate::phrases::Phrases;
use crate::phrases::plain::capital;
use crate::report::model::{RatingFacts, Responses, WeekFacts};

/// The width of a picture and of one week in it, in tenths.
const WIDTH: i64 = 3000;
const WEEK: i64 = 500;

/// Where the first row begins, below the names of the weeks.
const TOP: i64 = 240;

/// A pebble's place, and its radius.
const PEBBLE: i64 = 110;
const RADIUS: i64 = 45;

/// So many pebbles stand on each other before a second pile begins, and so many piles fit into a week.
const PILE: usize = 4;
const PILES: usize = 4;

/// One line of numbers.
const LINE: i64 = 150;

/// Six weeks of a plan: what was done as pebbles, minutes as bars, ratings as lines. None where there are no weeks.
pub(super) fn six_weeks(weeks: &[WeekFacts], ratings: &[RatingFacts], phrases: &dyn Phrases) -> Option<Picture> {
    if weeks.is_empty() {
        return None;
    }
    let mut drawing = Drawing::new(weeks.iter().map(|w| phrases.short_date(w.start)), phrases);
    drawing.pebbles(weeks);
    drawing.minutes(weeks);
    for rating in ratings {
        drawing.rating(rating, weeks.len());
    }
    Some(drawing.done())
}

/// The helper's responses of each week as tally strokes. None where there are none.
pub(super) fn responses(weeks: &[Responses], phrases: &dyn Phrases) -> Option<Picture> {
    if weeks.is_empty() {
        return None;
    }
    let mut drawing = Drawing::new(weeks.iter().map(|w| phrases.short_date(w.start)), phrases);
    let many = |of: fn(&Responses) -> usize| weeks.iter().map(of).collect::<Vec<_>>();
    drawing.tally("warm", &many(|w| w.warm));
    drawing.tally("neutral", &many(|w| w.neutral));
    drawing.tally("hard", &many(|w| w.hard));
    Some(drawing.done())
}

/// Strokes for a number, as a path 14 units high, and how wide it is: at most 20, since the number stands beside them.
pub(super) fn strokes(many: usize) -> (String, usize) {
    let many = many.min(20);
    let mut path = String::new();
    for at in 0..many {
        let _ = write!(path, "M{},1v12", 2 + 5 * at);
    }
    (path, 5 * many)
}

struct Drawing<'a> {
    picture: Picture,
    y: i64,
    phrases: &'a dyn Phrases,
}

impl Drawing<'_> {
    fn new(labels: impl Iterator<Item = String>, phrases: &dyn Phrases) -> Drawing<'_> {
        let weeks = labels.enumerate().map(|(at, text)| spot(middle(at), 130, &text)).collect();
        let picture = Picture { width: units(WIDTH), weeks, ..Picture::default() };
        Drawing { picture, y: TOP, phrases }
    }

    fn done(mut self) -> Picture {
        self.picture.height = units(self.y);
        self.picture
    }

    /// A row with its caption; below it there is room for `high`, whose foot is given back.
    fn row(&mut self, kind: &'static str, name: &str, high: i64) -> (Row, i64) {
        let row = Row { kind, name: name.to_owned(), y: units(self.y + 110), ..Row::default() };
        let foot = self.y + 150 + high;
        (row, foot)
    }

    fn pebbles(&mut self, weeks: &[WeekFacts]) {
        let full = |w: &WeekFacts| w.tally.map_or(0, |tally| (tally.done + tally.extra) as usize);
        let partly = |w: &WeekFacts| w.tally.map_or(0, |tally| tally.partly as usize);
        let most = weeks.iter().map(|w| full(w) + partly(w)).max().unwrap_or(0);
        let piles = most.div_ceil(PILE).clamp(1, PILES);
        let high = most.div_ceil(piles).clamp(1, PILE);
        let (mut row, foot) = self.row("done", "", PEBBLE * whole(high));
        let mut lines = 0;
        for (at, week) in weeks.iter().enumerate() {
            let all = (full(week) + partly(week)).min(piles * high);
            for n in 0..all {
                let x = middle(at) + PEBBLE * (2 * whole(n % piles) + 1 - whole(piles)) / 2;
                let y = foot - PEBBLE * whole(n / piles) - PEBBLE / 2;
                if n < full(week) {
                    let _ = write!(row.dots, "M{},{}h0", units(x), units(y));
                } else {
                    half(&mut row, x, y);
                }
            }
            let short = week.tally.map(|tally| self.phrases.short_counts(&tally)).unwrap_or_default();
            for (line, text) in short.iter().enumerate() {
                row.numbers.push(spot(middle(at), foot + 140 + 130 * whole(line), text));
            }
            lines = lines.max(short.len());
        }
        self.y = foot + 40 + 130 * whole(lines) + 60;
        self.picture.rows.push(row);
    }

    fn minutes(&mut self, weeks: &[WeekFacts]) {
        let most = weeks.iter().filter_map(|w| w.minutes).map(|minutes| minutes.seconds).max().unwrap_or(0);
        if most == 0 {
            return;
        }
        let (mut row, foot) = self.row("minutes", "", 200);
        for (at, week) in weeks.iter().enumerate() {
            let Some(minutes) = week.minutes else { continue };
            let high = 40 + 160 * i64::from(minutes.seconds) / i64::from(most);
            let _ = write!(row.bars, "M{},{}v-{}", units(middle(at)), units(foot), units(high));
            row.numbers.push(spot(middle(at), foot + LINE, &self.phrases.amount(minutes)));
        }
        self.y = foot + LINE + 80;
        self.picture.rows.push(row);
    }

    /// A line from the least to the most that can be rated.
    fn rating(&mut self, rating: &RatingFacts, weeks: usize) {
        let from = rating.medians.len().saturating_sub(weeks);
        let values = rating.medians.get(from..).unwrap_or_default();
        if values.iter().all(Option::is_none) {
            return;
        }
        let (mut row, foot) = self.row("rating", &capital(&rating.name), 260);
        row.scale = self.phrases.scale(rating.scale);
        let mut going = false;
        for (at, value) in values.iter().enumerate() {
            let Some(number) = value else {
                going = false;
                continue;
            };
            let (x, y) = (units(middle(at)), units(foot - 30 - height(*number, rating.scale)));
            let _ = write!(row.line, "{}{x},{y}", if going { 'L' } else { 'M' });
            let _ = write!(row.dots, "M{x},{y}h0");
            going = true;
            row.numbers.push(spot(middle(at), foot + LINE, &self.phrases.rating(*number)));
        }
        self.y = foot + LINE + 80;
        self.picture.rows.push(row);
    }

    fn tally(&mut self, kind: &'static str, many: &[usize]) {
        let (mut row, foot) = self.row(kind, "", 125);
        for (at, &many) in many.iter().enumerate() {
            // The strokes and the number stand together in the middle of the week.
            let shown = whole(many.min(6));
            let left = middle(at) - (shown * 40 + 100) / 2;
            for n in 0..shown {
                let _ = write!(row.bars, "M{},{}v-12", units(left + 40 * n), units(foot));
            }
            row.numbers.push(spot(left + shown * 40 + 60, foot - 10, &many.to_string()));
        }
        self.y = foot + 35;
        self.picture.rows.push(row);
    }
}

/// How high a number lies on its scale, of 200 tenths.
fn height(number: Number, scale: Scale) -> i64 {
    let [number, least, most] = [number, scale.least, scale.most].map(|number| i64::from(number.hundredths));
    (200 * (number - least) / (most - least).max(1)).clamp(0, 200)
}

/// A ring whose lower half is filled.
fn half(row: &mut Row, x: i64, y: i64) {
    let (left, y, wide, r) = (units(x - RADIUS), units(y), units(2 * RADIUS), units(RADIUS));
    let _ = write!(row.halves, "M{left},{y}a{r},{r} 0 0 0 {wide},0z");
    let r = RADIUS - 6;
    let (left, wide, r) = (units(x - r), units(2 * r), units(r));
    let _ = write!(row.rings, "M{left},{y}a{r},{r} 0 0 1 {wide},0");
}

fn middle(at: usize) -> i64 {
    WEEK * whole(at) + WEEK / 2
}

fn spot(x: i64, y: i64, text: &str) -> Spot {
    Spot { x: units(x), y: units(y), text: text.to_owned() }
}

/// Six weeks and their numbers are small.
fn whole(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(0)
}

/// Tenths as SVG writes them: `25`, `20.5`.
fn units(tenths: i64) -> String {
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, (tenths % 10).abs()) }
}
