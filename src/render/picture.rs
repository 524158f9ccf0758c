//! The positions of the shapes in a week's pictures: what was done as a pile of pebbles, ratings as a line. Templates draw them; the
//! numbers are beside each shape as text, so a picture never says anything alone.

use std::fmt::Write as _;

use super::view::PebblePile;
use crate::phrases::Tally;

/// A pebble's place, in pixels; its radius is given in tenths.
const PEBBLE: usize = 11;

/// How many pebbles are on top of each other before a second row begins beside them, and how many are side by side.
pub(super) const HIGH: usize = 4;
const WIDE: usize = 4;

/// How many pebbles are side by side in each row, for a plan whose fullest week has `fullest_week` pebbles.
pub(super) fn pebbles_per_row(fullest_week: usize) -> usize {
    fullest_week.div_ceil(HIGH).clamp(1, WIDE)
}

/// How many pebbles a week has: whole ones for what was done, and halves for what was partly done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pebbles {
    pub whole: usize,
    pub halves: usize,
}

impl Pebbles {
    pub fn of(tally: &Tally) -> Pebbles {
        let (whole, halves) = tally.done_and_partly();
        let number = |many: u32| usize::try_from(many).unwrap_or(usize::MAX);
        Pebbles { whole: number(whole), halves: number(halves) }
    }

    pub fn number(self) -> usize {
        self.whole.saturating_add(self.halves)
    }
}

/// What was done in a week as a pile, `wide` pebbles wide and at most `high` high. None if nothing was. No more are drawn
/// than there is room for.
pub(super) fn draw_pile(pebbles: Pebbles, columns: usize, max_rows: usize) -> Option<PebblePile> {
    let all = pebbles.number().min(columns * max_rows);
    if all == 0 {
        return None;
    }
    let rows = all.div_ceil(columns);
    let mut pile = PebblePile { width: columns * PEBBLE, height: rows * PEBBLE, ..PebblePile::default() };
    for n in 0..all {
        // From the bottom up, from the left.
        let x = 55 + 110 * count_as_i64(n % columns);
        let y = 55 + 110 * count_as_i64(rows - 1 - n / columns);
        if n < pebbles.whole {
            let _ = write!(pile.dots, "M{},{}h0", tenths_as_svg(x), tenths_as_svg(y));
        } else {
            let _ = write!(pile.halves, "M{},{}a4.5,4.5 0 0 0 9,0z", tenths_as_svg(x - 45), tenths_as_svg(y));
            let _ = write!(pile.rings, "M{},{}a3.9,3.9 0 0 1 7.8,0", tenths_as_svg(x - 39), tenths_as_svg(y));
        }
    }
    Some(pile)
}

/// The values of weeks as the SVG paths of a line and of its points, with a gap where a week has none. Values go from 0 to
/// 1,000; a week is 10 units wide, and the whole range 8 high.
pub(super) fn draw_line_and_points(values: &[Option<i64>]) -> (String, String) {
    let (mut path, mut dots) = (String::new(), String::new());
    let mut going = false;
    for (at, value) in values.iter().enumerate() {
        let Some(value) = value else {
            going = false;
            continue;
        };
        let (x, y) = (10 * count_as_i64(at) + 5, tenths_as_svg(90 - value.clamp(&0, &1000) * 80 / 1000));
        let _ = write!(path, "{}{x},{y}", if going { 'L' } else { 'M' });
        let _ = write!(dots, "M{x},{y}h0");
        going = true;
    }
    (path, dots)
}

/// A count as a coordinate. Counts of weeks and pebbles are small.
fn count_as_i64(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(0)
}

/// Tenths as SVG writes them: `25`, `20.5`.
fn tenths_as_svg(tenths: i64) -> String {
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, (tenths % 10).abs()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pebbles_stand_on_each_other_from_the_left_and_never_overflow() {
        let of = |whole, halves| Pebbles { whole, halves };
        assert_eq!(draw_pile(of(0, 0), 1, HIGH), None);
        let two = draw_pile(of(1, 1), 1, HIGH).unwrap();
        assert_eq!((two.width, two.height, two.dots.as_str()), (11, 22, "M5.5,16.5h0"));
        assert_eq!(two.halves, "M1,5.5a4.5,4.5 0 0 0 9,0z");
        let many = draw_pile(of(900, 3), pebbles_per_row(900), HIGH).unwrap();
        assert_eq!((many.width, many.height, many.dots.matches('M').count()), (44, 44, 16));
        assert!(many.halves.is_empty());
    }

    #[test]
    fn a_line_stops_where_a_week_has_no_value() {
        let (path, dots) = draw_line_and_points(&[None, Some(0), Some(1000), None, Some(500)]);
        assert_eq!(path, "M15,9L25,1M45,5");
        assert_eq!(dots.matches('M').count(), 3);
    }
}
