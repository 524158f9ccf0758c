//! Whether a rule's `if` compares each fact with what it can be, and whether it can be true at all. Reports only what is
//! certain: it gives up on expressions with filters, calls or items of lists.

use std::collections::BTreeMap;

use minijinja::{Expression, Value};

use super::expression::{Token, TokenKind, tokenize};
use super::facts::Fact;
use crate::journal::{BARRIER_GROUPS, ChosenBy, Stage};

/// Something in an expression that makes no sense.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ExpressionError {
    /// The part of the expression it is about.
    pub part: String,
    pub message: String,
    pub help: String,
}

/// How many combinations of facts are tried before the search for a true one is given up.
const MAX_TRIED: usize = 3_000;

/// The first comparison of a fact with a value of another kind.
pub(super) fn find_comparison_type_mismatch(
    condition: &str,
    find_fact: impl Fn(&str) -> Option<&'static Fact>,
) -> Option<ExpressionError> {
    let tokens = tokenize(condition);
    if tokens.iter().any(|t| t.kind == TokenKind::OpaqueText) {
        return None;
    }
    for (at, three) in tokens.windows(3).enumerate() {
        let [left, sign, right] = three else { continue };
        let TokenKind::Sign("==" | "!=" | "<" | "<=" | ">" | ">=") = sign.kind else { continue };
        let (name, other) = match (left.kind, right.kind) {
            (TokenKind::Name(name), _) => (name, right),
            (_, TokenKind::Name(name)) => (name, left),
            _ => continue,
        };
        let is_sum = is_sign_of_larger_term(at.checked_sub(1).and_then(|n| tokens.get(n)))
            || is_sign_of_larger_term(tokens.get(at + 3));
        let (Some(fact), Some(written)) = (find_fact(name), condition.get(other.start..other.end)) else { continue };
        let (Some(other), false) = (kind_of_literal(other.kind), is_sum) else { continue };
        let (kind, help) = fact_kind_and_help(fact, name);
        if kind != other {
            let part = condition.get(left.start..right.end).unwrap_or_default().to_owned();
            return Some(ExpressionError {
                part,
                message: format!("`{name}` is {kind}, and `{written}` is {other}."),
                help,
            });
        }
    }
    None
}

/// Whether a comparison is part of a larger term beside this token: `open + 1 > done`.
fn is_sign_of_larger_term(token: Option<&Token<'_>>) -> bool {
    matches!(
        token.map(|t| t.kind),
        Some(TokenKind::Sign("+" | "-" | "*" | "/" | "//" | "%" | "~" | "|" | "[" | "." | "("))
    )
}

/// The kind of a written value.
fn kind_of_literal(value: TokenKind<'_>) -> Option<&'static str> {
    match value {
        TokenKind::Text(_) => Some("a text"),
        TokenKind::Number(_) => Some("a number"),
        TokenKind::Bool => Some("yes or no"),
        TokenKind::OpaqueText | TokenKind::None | TokenKind::Name(_) | TokenKind::Sign(_) => None,
    }
}

/// The kind of a fact, and how to compare it.
fn fact_kind_and_help(fact: &Fact, name: &str) -> (&'static str, String) {
    match fact.kind {
        "number" | "number or none" => ("a number", format!("Compare it with a number: `{name} > 1`.")),
        "text" | "text or none" => ("a text", format!("Put a text in quotes: `{name} == \"word\"`.")),
        "yes or no" => ("yes or no", format!("Write `{name}` or `not {name}` alone.")),
        _ => ("a list or a group of facts", format!("Write `{name}` alone, to ask if there is any.")),
    }
}

/// Reports a condition that no week could make true. `parts` are the compiled parts that `and` joins.
pub(super) fn find_never_true(
    parts: &[(&str, &Expression<'_, '_>)],
    find_fact: impl Fn(&str) -> Option<&'static Fact> + Copy,
) -> Option<ExpressionError> {
    // A part that is never true by itself explains most.
    for &(text, expression) in parts {
        if is_never_true(&[(text, expression)], find_fact) {
            return Some(ExpressionError {
                part: text.to_owned(),
                message: format!("`{text}` is never true, so this is never asked."),
                help: meaning_of_first_fact(text, find_fact),
            });
        }
    }
    let first = parts.first().map_or("", |(text, _)| text);
    (parts.len() > 1 && is_never_true(parts, find_fact)).then(|| ExpressionError {
        part: first.to_owned(),
        message: "The parts of this `if` are never true together, so this is never asked.".to_owned(),
        help: "Take out the part that you do not need.".to_owned(),
    })
}

/// The meaning of the first fact in an expression.
fn meaning_of_first_fact(text: &str, fact_of: impl Fn(&str) -> Option<&'static Fact>) -> String {
    let fact = tokenize(text).iter().find_map(|token| match token.kind {
        TokenKind::Name(name) => fact_of(name).map(|fact| (name, fact)),
        _ => None,
    });
    match fact {
        Some((name, fact)) => format!("`{name}`: {}", fact.meaning),
        None => "See `docs/prompts.md` for what the facts can be.".to_owned(),
    }
}

/// Tries the parts with every combination of values that they can tell apart. False where that cannot be decided.
fn is_never_true(parts: &[(&str, &Expression<'_, '_>)], fact_of: impl Fn(&str) -> Option<&'static Fact>) -> bool {
    let Some(names) = values_to_try_by_name(parts, fact_of) else { return false };
    let combinations = names.values().fold(1_usize, |product, values| product.saturating_mul(values.len()));
    if combinations > MAX_TRIED || combinations == 0 {
        return false;
    }
    (0..combinations).all(|combination| {
        let facts = nth_combination(&names, combination);
        // An expression that cannot be evaluated is reported elsewhere.
        !parts.iter().all(|(_, e)| e.eval(facts.clone()).map_or(true, |value| value.is_true()))
    })
}

/// The facts that the parts name, each with the values to try; `None` where the parts hold something that this check does
/// not understand.
fn values_to_try_by_name<'a>(
    parts: &[(&'a str, &Expression<'_, '_>)],
    fact_of: impl Fn(&str) -> Option<&'static Fact>,
) -> Option<BTreeMap<&'a str, Vec<Value>>> {
    let mut names: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let (mut numbers, mut texts) = (Vec::new(), Vec::new());
    for &(text, _) in parts {
        let tokens = tokenize(text);
        for (i, token) in tokens.iter().enumerate() {
            match token.kind {
                TokenKind::Name(name) => drop(names.entry(name).or_default()),
                TokenKind::Number(n) => numbers.push(n),
                TokenKind::Text(text) => texts.push(text),
                TokenKind::OpaqueText => return None,
                TokenKind::Sign(_) if !is_operator_understood(&tokens, i) => return None,
                TokenKind::Sign(_) | TokenKind::Bool | TokenKind::None => {}
            }
        }
    }
    for (name, values) in &mut names {
        *values = values_to_try(fact_of(name)?, &numbers, &texts);
    }
    Some(names)
}

/// A list of values behind `in`, and `is none`, are understood; an item of a list, a filter or a call is not.
fn is_operator_understood(tokens: &[Token<'_>], at: usize) -> bool {
    let kind = |n: usize| tokens.get(n).map(|t| t.kind);
    match kind(at) {
        Some(TokenKind::Sign("[" | "(")) => !matches!(at.checked_sub(1).and_then(kind), Some(TokenKind::Name(_))),
        Some(TokenKind::Sign("is")) => {
            let not = kind(at + 1) == Some(TokenKind::Sign("not"));
            kind(at + 1) == Some(TokenKind::None) || not && kind(at + 2) == Some(TokenKind::None)
        }
        Some(TokenKind::Sign("|" | "~" | "." | "if" | "else" | "{" | "}" | ":")) => false,
        _ => true,
    }
}

/// One combination of values, as facts.
fn nth_combination(names: &BTreeMap<&str, Vec<Value>>, combination: usize) -> Value {
    let mut rest = combination;
    let mut facts: BTreeMap<&str, Value> = BTreeMap::new();
    let mut groups: BTreeMap<&str, BTreeMap<&str, Value>> = BTreeMap::new();
    for (name, values) in names {
        let count = values.len().max(1);
        let value = values.get(rest % count).cloned().unwrap_or_default();
        rest /= count;
        match name.split_once('.') {
            Some((group, field)) => drop(groups.entry(group).or_default().insert(field, value)),
            None => drop(facts.insert(name, value)),
        }
    }
    facts.extend(groups.into_iter().map(|(group, fields)| (group, Value::from_pairs(fields))));
    Value::from_pairs(facts)
}

/// The values of a fact that an expression with these numbers and texts can tell apart.
fn values_to_try(fact: &Fact, numbers: &[f64], texts: &[&str]) -> Vec<Value> {
    let mut values = Vec::new();
    match fact.kind {
        "yes or no" => values.extend([Value::from(false), Value::from(true)]),
        "number" | "number or none" => {
            let (max, fractions) = match fact.name {
                "completion" => (1.0, vec![0.25, 0.5, 0.75]),
                "confidence" => (10.0, vec![]),
                _ => (f64::MAX, vec![]),
            };
            let near = numbers.iter().flat_map(|n| [n - 1.0, n - 0.01, *n, n + 0.01, n + 1.0]);
            let mut all: Vec<f64> = [0.0, 1.0, 2.0].into_iter().chain(fractions).chain(near).collect();
            let is_whole = fact.name != "completion" && !fact.name.contains("minutes");
            all.retain(|n| (0.0..=max).contains(n) && (!is_whole || n.fract() == 0.0));
            all.sort_by(f64::total_cmp);
            all.dedup();
            values.extend(all.into_iter().map(Value::from));
        }
        "text" | "text or none" => match fixed_values(fact) {
            Some(fixed) => values.extend(fixed.into_iter().map(Value::from)),
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
fn fixed_values(fact: &Fact) -> Option<Vec<&'static str>> {
    match fact.name {
        "stage" => Some(Stage::ALL.iter().map(|(word, _)| *word).collect()),
        "chosen_by" => Some(ChosenBy::ALL.iter().map(|(word, _)| *word).collect()),
        "group" => Some(BARRIER_GROUPS.to_vec()),
        _ => None,
    }
}
