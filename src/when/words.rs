//! The words of the language, and what each of them is. The one table from which the lexer reads and the nearest word is
//! looked up.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Part;

/// What a word is in the language. The parser looks at this and, for whole phrases, at the word itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// No word of the language.
    Unknown,
    /// Monday is 0.
    Day(u8),
    /// An abbreviation that is also another English word or a single letter (`sun`, `sat`, `we`, `m`): at the end of a cue it
    /// is only taken for a day with care.
    MaybeDay(u8),
    /// Several days in one word (`mwf`): a bit for each, Monday the lowest.
    Days(u8),
    /// `weeknights`.
    Weeknights,
    DayUnit,
    WeekUnit,
    /// A unit in which nothing is planned (`month`, `hour`).
    OtherUnit,
    /// `monthly`, `hourly`.
    OtherRate,
    /// `biweekly`: twice a week or every two weeks.
    TwoMeanings,
    Part(Part),
    Noon,
    Midnight,
    Early,
    /// `late`, `mid`: the part of the day behind it is meant.
    Late,
    Number(u8),
    Ordinal(u8),
    Once,
    Twice,
    Couple,
    Half,
    Quarter,
    Past,
    Times,
    X,
    Per,
    PerWeek,
    PerDay,
    A,
    The,
    Every,
    Any,
    Other,
    Alternate,
    Daily,
    Weekly,
    Nightly,
    Fortnight,
    Fortnightly,
    On,
    At,
    In,
    Of,
    By,
    About,
    From,
    Between,
    To,
    And,
    Or,
    Except,
    Not,
    For,
    Least,
    Minimum,
    More,
    After,
    Before,
    When,
    While,
    As,
    Soon,
    During,
    If,
    It,
    Is,
    Its,
    /// `yesterday`, `today`, …
    Relative,
    Next,
    Last,
    This,
    That,
    Ago,
    First,
    Thing,
    Am,
    Pm,
    OClock,
    Month(u8),
    /// What people do every day, so that `with my coffee` is a cue.
    Habit,
    My,
    Right,
}

use Word as W;

const WORDS: &[(&str, Word)] = &[
    ("monday", W::Day(0)), ("mondays", W::Day(0)), ("mon", W::Day(0)), ("mons", W::Day(0)),
    ("tuesday", W::Day(1)), ("tuesdays", W::Day(1)), ("tue", W::Day(1)), ("tues", W::Day(1)),
    ("wednesday", W::Day(2)), ("wednesdays", W::Day(2)), ("weds", W::Day(2)), ("wed", W::MaybeDay(2)),
    ("thursday", W::Day(3)), ("thursdays", W::Day(3)), ("thu", W::Day(3)), ("thur", W::Day(3)), ("thurs", W::Day(3)),
    ("friday", W::Day(4)), ("fridays", W::Day(4)), ("fri", W::Day(4)), ("fris", W::Day(4)),
    ("saturday", W::Day(5)), ("saturdays", W::Day(5)), ("sats", W::Day(5)), ("sat", W::MaybeDay(5)),
    ("sunday", W::Day(6)), ("sundays", W::Day(6)), ("suns", W::MaybeDay(6)), ("sun", W::MaybeDay(6)),
    ("mo", W::MaybeDay(0)), ("tu", W::MaybeDay(1)), ("we", W::MaybeDay(2)), ("th", W::MaybeDay(3)),
    ("fr", W::MaybeDay(4)), ("sa", W::MaybeDay(5)), ("su", W::MaybeDay(6)),
    ("m", W::MaybeDay(0)), ("w", W::MaybeDay(2)), ("f", W::MaybeDay(4)),
    ("mwf", W::Days(0b001_0101)), ("tth", W::Days(0b000_1010)), ("tuth", W::Days(0b000_1010)),
    ("weekday", W::Days(0b001_1111)), ("weekdays", W::Days(0b001_1111)), ("workday", W::Days(0b001_1111)),
    ("workdays", W::Days(0b001_1111)), ("weekend", W::Days(0b110_0000)), ("weekends", W::Days(0b110_0000)),
    ("weeknight", W::Weeknights), ("weeknights", W::Weeknights),
    ("day", W::DayUnit), ("days", W::DayUnit), ("week", W::WeekUnit), ("weeks", W::WeekUnit), ("wk", W::WeekUnit),
    ("month", W::OtherUnit), ("months", W::OtherUnit), ("year", W::OtherUnit), ("years", W::OtherUnit),
    ("hour", W::OtherUnit), ("hours", W::OtherUnit), ("minute", W::OtherUnit), ("minutes", W::OtherUnit),
    ("min", W::OtherUnit), ("mins", W::OtherUnit), ("monthly", W::OtherRate), ("yearly", W::OtherRate), ("annually", W::OtherRate),
    ("hourly", W::OtherRate), ("biweekly", W::TwoMeanings), ("semiweekly", W::TwoMeanings),
    ("morning", W::Part(Part::Morning)), ("mornings", W::Part(Part::Morning)),
    ("midday", W::Part(Part::Midday)), ("lunchtime", W::Part(Part::Midday)), ("lunchtimes", W::Part(Part::Midday)),
    ("afternoon", W::Part(Part::Afternoon)), ("afternoons", W::Part(Part::Afternoon)),
    ("evening", W::Part(Part::Evening)), ("evenings", W::Part(Part::Evening)),
    ("bedtime", W::Part(Part::Bedtime)), ("bedtimes", W::Part(Part::Bedtime)),
    ("night", W::Part(Part::Night)), ("nights", W::Part(Part::Night)), ("nighttime", W::Part(Part::Night)),
    ("noon", W::Noon), ("midnight", W::Midnight), ("early", W::Early), ("late", W::Late), ("mid", W::Late),
    ("zero", W::Number(0)), ("one", W::Number(1)), ("two", W::Number(2)), ("three", W::Number(3)),
    ("four", W::Number(4)), ("five", W::Number(5)), ("six", W::Number(6)), ("seven", W::Number(7)),
    ("eight", W::Number(8)), ("nine", W::Number(9)), ("ten", W::Number(10)), ("eleven", W::Number(11)),
    ("twelve", W::Number(12)), ("thirteen", W::Number(13)), ("fourteen", W::Number(14)), ("fifteen", W::Number(15)),
    ("sixteen", W::Number(16)), ("seventeen", W::Number(17)), ("eighteen", W::Number(18)), ("nineteen", W::Number(19)),
    ("twenty", W::Number(20)),
    ("second", W::Ordinal(2)), ("third", W::Ordinal(3)), ("fourth", W::Ordinal(4)), ("fifth", W::Ordinal(5)),
    ("sixth", W::Ordinal(6)), ("seventh", W::Ordinal(7)), ("tenth", W::Ordinal(10)),
    ("once", W::Once), ("twice", W::Twice), ("thrice", W::Number(3)), ("couple", W::Couple),
    ("half", W::Half), ("quarter", W::Quarter), ("past", W::Past),
    ("times", W::Times), ("time", W::Times), ("x", W::X), ("per", W::Per), ("pw", W::PerWeek), ("pd", W::PerDay),
    ("a", W::A), ("an", W::A), ("the", W::The),
    ("every", W::Every), ("each", W::Every), ("any", W::Any), ("that", W::That), ("other", W::Other), ("alternate", W::Alternate),
    ("alternating", W::Alternate), ("daily", W::Daily), ("everyday", W::Daily), ("weekly", W::Weekly),
    ("nightly", W::Nightly), ("fortnight", W::Fortnight), ("fortnightly", W::Fortnightly),
    ("on", W::On), ("at", W::At), ("in", W::In), ("of", W::Of), ("by", W::By), ("about", W::About),
    ("around", W::About), ("approximately", W::About), ("roughly", W::About), ("usually", W::About),
    ("only", W::About), ("ca", W::About), ("always", W::About), ("approx", W::About),
    ("from", W::From), ("between", W::Between), ("to", W::To), ("until", W::To), ("till", W::To), ("through", W::To),
    ("thru", W::To), ("and", W::And), ("plus", W::And), ("also", W::And), ("then", W::And), ("or", W::Or),
    ("except", W::Except), ("excluding", W::Except), ("but", W::Except), ("not", W::Not), ("for", W::For),
    ("least", W::Least), ("minimum", W::Minimum), ("more", W::More),
    ("after", W::After), ("before", W::Before), ("when", W::When), ("whenever", W::When), ("while", W::While),
    ("whilst", W::While), ("as", W::As), ("soon", W::Soon), ("during", W::During), ("if", W::If), ("it", W::It),
    ("is", W::Is), ("it's", W::Its),
    ("yesterday", W::Relative), ("today", W::Relative), ("tonight", W::Relative), ("tomorrow", W::Relative),
    ("now", W::Relative), ("next", W::Next), ("last", W::Last), ("this", W::This), ("ago", W::Ago),
    ("first", W::First), ("thing", W::Thing),
    ("am", W::Am), ("pm", W::Pm), ("p", W::Pm), ("o'clock", W::OClock), ("oclock", W::OClock), ("uhr", W::OClock),
    ("january", W::Month(1)), ("jan", W::Month(1)), ("february", W::Month(2)), ("feb", W::Month(2)),
    ("march", W::Month(3)), ("mar", W::Month(3)), ("april", W::Month(4)), ("apr", W::Month(4)), ("may", W::Month(5)),
    ("june", W::Month(6)), ("jun", W::Month(6)), ("july", W::Month(7)), ("jul", W::Month(7)),
    ("august", W::Month(8)), ("aug", W::Month(8)), ("september", W::Month(9)), ("sep", W::Month(9)),
    ("sept", W::Month(9)), ("october", W::Month(10)), ("oct", W::Month(10)), ("november", W::Month(11)),
    ("nov", W::Month(11)), ("december", W::Month(12)), ("dec", W::Month(12)),
    ("breakfast", W::Habit), ("lunch", W::Habit), ("dinner", W::Habit), ("supper", W::Habit), ("tea", W::Habit),
    ("coffee", W::Habit), ("brunch", W::Habit), ("meals", W::Habit), ("mealtimes", W::Habit), ("dinnertime", W::Habit),
    ("teatime", W::Habit), ("work", W::Habit), ("school", W::Habit), ("bed", W::Habit), ("waking", W::Habit),
    ("way", W::Habit), ("commute", W::Habit), ("shower", W::Habit), ("bus", W::Habit), ("train", W::Habit),
    ("my", W::My), ("our", W::My), ("right", W::Right), ("just", W::Right), ("straight", W::Right),
    ("shortly", W::Right), ("immediately", W::Right),
];

static TABLE: LazyLock<HashMap<&'static str, Word>> = LazyLock::new(|| WORDS.iter().copied().collect());

/// What a word is; `written` in any case, with straight or curly apostrophes.
pub(super) fn word(written: &str) -> Word {
    // No word of the language is longer; a long one need not be folded.
    if written.len() > 20 {
        return Word::Unknown;
    }
    let folded = crate::text::fold(written);
    let known = |word: &str| TABLE.get(word).copied();
    known(&folded).or_else(|| known(folded.strip_suffix("'s")?)).unwrap_or(Word::Unknown)
}

/// Every word of four letters or more, in the table's order: shorter ones are near everything.
pub(super) fn long_words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|&(word, _)| word).filter(|word| word.len() > 3)
}
