//! Whether a rule's `if` compares each fact with what it can be, and whether it can be true at all. Says only what is
//! certain: an expression with filters, calls or items of lists is not looked into.

use std::collections::BTreeMap;

use minijinja::{Expression, Value};

use super::facts::Fact;

/// Something in an expression that makes no sense.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// The piece of the expression it is about.
    pub piece: String,
    pub message: String,
    pub help: String,
}

/// How many weeks are tried before it is given up to find one for which the rule is true.
const MOST_TRIED: usize = 3_000;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<'a> {
    Name(&'a str),
    Text(&'a str),
    Number(f64),
    Bool,
    None,
    /// `==`, `and`, `in`, a bracket.
    Sign(&'a str),
}

struct Word<'a> {
    token: Token<'a>,
    from: usize,
    to: usize,
}

/// The first comparison of a fact with something that is of another kind.
pub(super) fn wrong_kind(condition: &str, kind_of: impl Fn(&str) -> Option<&'static Fact>) -> Option<Slip> {
    let words = words(condition)?;
    for (at, around) in words.windows(3).enumerate() {
        let [left, sign, right] = around else { continue };
        let Token::Sign("==" | "!=" | "<" | "<=" | ">" | ">=") = sign.token else { continue };
        let (name, other, written) = match (left.token, right.token) {
            (Token::Name(name), other) => (name, other, condition.get(right.from..right.to)),
            (other, Token::Name(name)) => (name, other, condition.get(left.from..left.to)),
            _ => continue,
        };
        // Part of a sum: `open + 1 > done`.
        let sums = |n: Option<usize>| {
            let sign = n.and_then(|n| words.get(n)).map(|w| w.token);
            matches!(sign, Some(Token::Sign("+" | "-" | "*" | "/" | "//" | "%" | "~" | "|" | "[" | "." | "(")))
        };
        if sums(at.checked_sub(1)) || sums(Some(at + 3)) {
            continue;
        }
        let (Some(fact), Some(written)) = (kind_of(name), written) else { continue };
        let other = match other {
            Token::Text(_) => "a text",
            Token::Number(_) => "a number",
            Token::Bool => "yes or no",
            Token::None | Token::Name(_) | Token::Sign(_) => continue,
        };
        let (is, help) = match fact.kind {
            "number" | "number or none" => ("a number", format!("Compare it with a number: `{name} > 1`.")),
            "text" | "text or none" => ("a text", format!("Put a text in quotes: `{name} == \"word\"`.")),
            "yes or no" => ("yes or no", format!("Write `{name}` or `not {name}` alone.")),
            _ => ("a list or a group of facts", format!("Write `{name}` alone, to ask if there is any.")),
        };
        if is != other {
            let piece = condition.get(left.from..right.to).unwrap_or_default().to_owned();
            return Some(Slip { piece, message: format!("`{name}` is {is}, and `{written}` is {other}."), help });
        }
    }
    None
}

/// That no week could make the condition true; `part` gives the compiled parts that `and` joins.
pub(super) fn never_true(
    parts: &[(&str, &Expression<'_, '_>)],
    kind_of: impl Fn(&str) -> Option<&'static Fact> + Copy,
) -> Option<Slip> {
    // A part that is never true by itself says most.
    for (text, expression) in parts {
        if tried(&[(*text, *expression)], kind_of) == Tried::Never {
            return Some(Slip {
                piece: (*text).to_owned(),
                message: format!("`{text}` is never true, so this is never asked."),
                help: help(text, kind_of),
            });
        }
    }
    let more = parts.len() > 1 && tried(parts, kind_of) == Tried::Never;
    let first = parts.first().map_or("", |(text, _)| text);
    more.then(|| Slip {
        piece: first.to_owned(),
        message: "The parts of this `if` are never true together, so this is never asked.".to_owned(),
        help: "Take out the part that you do not need.".to_owned(),
    })
}

fn help(text: &str, kind_of: impl Fn(&str) -> Option<&'static Fact>) -> String {
    let words = words(text).unwrap_or_default();
    let known = words.iter().find_map(|w| match w.token {
        Token::Name(name) => kind_of(name).map(|fact| (name, fact)),
        _ => None,
    });
    match known {
        Some((name, fact)) => format!("`{name}`: {}", fact.meaning),
        None => "See `docs/prompts.md` for what the facts can be.".to_owned(),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tried {
    Never,
    /// True somewhere, or it cannot be told.
    Perhaps,
}

fn tried(parts: &[(&str, &Expression<'_, '_>)], kind_of: impl Fn(&str) -> Option<&'static Fact>) -> Tried {
    let mut names: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let (mut numbers, mut texts) = (Vec::new(), Vec::new());
    for (text, _) in parts {
        let Some(words) = words(text) else { return Tried::Perhaps };
        for (i, word) in words.iter().enumerate() {
            match word.token {
                Token::Name(name) => drop(names.entry(name).or_default()),
                Token::Number(n) => numbers.push(n),
                Token::Text(text) => texts.push(text),
                // A list of values behind `in` is fine; an item of a list, a filter or a call is not looked into.
                Token::Sign("[" | "(") => {
                    if i > 0 && words.get(i - 1).is_some_and(|w| matches!(w.token, Token::Name(_))) {
                        return Tried::Perhaps;
                    }
                }
                Token::Sign("|" | "~" | "." | "is" | "if" | "else" | "{" | "}" | ":") => {
                    let none = |n: usize| words.get(i + n).is_some_and(|w| w.token == Token::None);
                    let not = words.get(i + 1).is_some_and(|w| w.token == Token::Sign("not"));
                    if word.token != Token::Sign("is") || !(none(1) || not && none(2)) {
                        return Tried::Perhaps;
                    }
                }
                Token::Sign(_) | Token::Bool | Token::None => {}
            }
        }
    }
    let mut product: usize = 1;
    for (name, values) in &mut names {
        let Some(fact) = kind_of(name) else { return Tried::Perhaps };
        *values = candidates(fact, &numbers, &texts);
        product = product.saturating_mul(values.len());
    }
    if product > MOST_TRIED || product == 0 {
        return Tried::Perhaps;
    }
    for turn in 0..product {
        let mut rest = turn;
        let mut facts: BTreeMap<&str, Value> = BTreeMap::new();
        let mut groups: BTreeMap<&str, BTreeMap<&str, Value>> = BTreeMap::new();
        for (name, values) in &names {
            let value = values.get(rest % values.len()).cloned().unwrap_or_default();
            rest /= values.len();
            match name.split_once('.') {
                Some((group, field)) => drop(groups.entry(group).or_default().insert(field, value)),
                None => drop(facts.insert(name, value)),
            }
        }
        facts.extend(groups.into_iter().map(|(group, fields)| (group, Value::from_pairs(fields))));
        let facts = Value::from_pairs(facts);
        // What cannot be worked out is told elsewhere.
        if parts.iter().all(|(_, e)| e.eval(facts.clone()).map_or(true, |value| value.is_true())) {
            return Tried::Perhaps;
        }
    }
    Tried::Never
}

/// What a fact can be, as far as an expression with these numbers and texts can tell apart.
fn candidates(fact: &Fact, numbers: &[f64], texts: &[&str]) -> Vec<Value> {
    let mut values = Vec::new();
    match fact.kind {
        "yes or no" => values.extend([Value::from(false), Value::from(true)]),
        "number" | "number or none" => {
            let (most, parts) = match fact.name {
                "completion" => (1.0, vec![0.25, 0.5, 0.75]),
                "confidence" => (10.0, vec![]),
                _ => (f64::MAX, vec![]),
            };
            let near = numbers.iter().flat_map(|n| [n - 1.0, n - 0.01, *n, n + 0.01, n + 1.0]);
            let mut all: Vec<f64> = [0.0, 1.0, 2.0].into_iter().chain(parts).chain(near).collect();
            let whole = fact.name != "completion" && !fact.name.contains("minutes");
            all.retain(|n| (0.0..=most).contains(n) && (!whole || n.fract() == 0.0));
            all.sort_by(f64::total_cmp);
            all.dedup();
            values.extend(all.into_iter().map(Value::from));
        }
        "text" | "text or none" => match fixed(fact) {
            Some(fixed) => values.extend(fixed.iter().map(|text| Value::from(*text))),
            None => {
                values.extend(texts.iter().map(|text| Value::from(*text)));
                values.extend([Value::from(""), Value::from("x"), Value::from(texts.join(", "))]);
            }
        },
        _ => values.extend([Value::from(Vec::<u8>::new()), Value::from(vec!["x"])]),
    }
    if fact.kind.ends_with("or none") {
        values.push(Value::from(()));
    }
    values
}

/// The words that a fact is one of.
fn fixed(fact: &Fact) -> Option<&'static [&'static str]> {
    match fact.name {
        "stage" => Some(&["notice", "try", "do"]),
        "chosen_by" => Some(&["me", "together", "clinician"]),
        "group" => Some(&["practical", "task", "inner", "people", "life", "other"]),
        _ => None,
    }
}

/// The expression as words; `None` where it holds something unknown.
fn words(text: &str) -> Option<Vec<Word<'_>>> {
    const SIGNS: [&str; 9] = ["is", "in", "not", "and", "or", "if", "else", "elif", "recursive"];
    let mut out = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((from, c)) = rest.next() {
        let mut end = from + c.len_utf8();
        let mut take = |fits: &dyn Fn(char) -> bool| {
            while let Some(&(at, next)) = rest.peek() {
                if !fits(next) {
                    break;
                }
                end = at + next.len_utf8();
                rest.next();
            }
            end
        };
        let token = match c {
            c if c.is_whitespace() => continue,
            '"' | '\'' => {
                let inside = take(&|next| next != c && next != '\\');
                // An escape, or no end: not looked into.
                let (_, close) = rest.next()?;
                if close != c {
                    return None;
                }
                end = inside + 1;
                Token::Text(text.get(from + 1..inside)?)
            }
            c if c.is_ascii_digit() => {
                let to = take(&|next| next.is_ascii_digit() || next == '.' || next == '_');
                end = to;
                Token::Number(text.get(from..to)?.replace('_', "").parse().ok()?)
            }
            c if c.is_alphabetic() || c == '_' => {
                let to = take(&|next| next.is_alphanumeric() || next == '_' || next == '.');
                end = to;
                match text.get(from..to)? {
                    "true" | "True" | "false" | "False" => Token::Bool,
                    "none" | "None" => Token::None,
                    word if SIGNS.contains(&word) => Token::Sign(SIGNS.into_iter().find(|s| *s == word)?),
                    name => Token::Name(name),
                }
            }
            '=' | '!' | '<' | '>' | '/' | '*' => {
                let to = take(&|next| next == '=' || next == c);
                end = to;
                Token::Sign(text.get(from..to)?)
            }
            _ => Token::Sign(text.get(from..end)?),
        };
        out.push(Word { token, from, to: end });
    }
    Some(out)
}
