//! Where the shapes of a week's pictures stand: what was done as pebbles on each other, ratings as a line. Templates draw them; the
//! numbers stand beside each shape as text, so a picture never says anything alone.

use std::fmt::Write as _;

use super::view::Pile;
use crate::phrases::Tally;

/// A pebble's place, in pixels; its radius is given in tenths.
const PEBBLE: usize = 11;

/// So many pebbles stand on each other before a second row begins beside them, and so many stand beside each other.
const HIGH: usize = 4;
const WIDE: usize = 4;

/// How many pebbles stand beside each other in the piles of a plan whose fullest week has `most`.
pub(super) fn pile_width(most: usize) -> usize {
    most.div_ceil(HIGH).clamp(1, WIDE)
}

/// How many pebbles a week has: whole ones, and halves.
pub(super) fn pebbles(tally: &Tally) -> (usize, usize) {
    ((tally.done + tally.extra) as usize, tally.partly as usize)
}

/// What was done in a week as a pile, `wide` pebbles wide. None where nothing was. No more are drawn than there is room for.
pub(super) fn pile((whole, halves): (usize, usize), wide: usize) -> Option<Pile> {
    let all = (whole + halves).min(wide * HIGH);
    if all == 0 {
        return None;
    }
    let rows = all.div_ceil(wide);
    let mut pile = Pile { width: wide * PEBBLE, height: rows * PEBBLE, ..Pile::default() };
    for n in 0..all {
        // From the bottom up, from the left.
        let x = 55 + 110 * number(n % wide);
        let y = 55 + 110 * number(rows - 1 - n / wide);
        if n < whole {
            let _ = write!(pile.dots, "M{},{}h0", tenths_as_svg(x), tenths_as_svg(y));
        } else {
            let _ = write!(pile.halves, "M{},{}a4.5,4.5 0 0 0 9,0z", tenths_as_svg(x - 45), tenths_as_svg(y));
            let _ = write!(pile.rings, "M{},{}a3.9,3.9 0 0 1 7.8,0", tenths_as_svg(x - 39), tenths_as_svg(y));
        }
    }
    Some(pile)
}

/// Values of weeks, in parts of their range (0 to 1,000), as a line and as points; a gap where a week has none. One week is ten
/// wide, the range eight high.
pub(super) fn line(values: &[Option<i64>]) -> (String, String) {
    let (mut path, mut dots) = (String::new(), String::new());
    let mut going = false;
    for (at, value) in values.iter().enumerate() {
        let Some(value) = value else {
            going = false;
            continue;
        };
        let (x, y) = (10 * number(at) + 5, tenths_as_svg(90 - value.clamp(&0, &1000) * 80 / 1000));
        let _ = write!(path, "{}{x},{y}", if going { 'L' } else { 'M' });
        let _ = write!(dots, "M{x},{y}h0");
        going = true;
    }
    (path, dots)
}

/// Weeks and piles are small.
fn number(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(0)
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
        assert_eq!(pile((0, 0), 1), None);
        let two = pile((1, 1), 1).unwrap();
        assert_eq!((two.width, two.height, two.dots.as_str()), (11, 22, "M5.5,16.5h0"));
        assert_eq!(two.halves, "M1,5.5a4.5,4.5 0 0 0 9,0z");
        let many = pile((900, 3), pile_width(900)).unwrap();
        assert_eq!((many.width, many.height, many.dots.matches('M').count()), (44, 44, 16));
        assert!(many.halves.is_empty());
    }

    #[test]
    fn a_line_stops_where_a_week_has_no_value() {
        let (path, dots) = line(&[None, Some(0), Some(1000), None, Some(500)]);
        assert_eq!(path, "M15,9L25,1M45,5");
        assert_eq!(dots.matches('M').count(), 3);
    }
}
