//! A rule's `if` as its parts, so that it can be told which of them decides.

use minijinja::{Environment, Expression, Value};

use super::rule;

/// One of the parts that `and` joins, or the whole where there is only one.
pub(super) struct Piece<'a> {
    /// As written.
    pub text: String,
    /// The facts it names, in order of name.
    pub asks: Vec<String>,
    pub compiled: Option<Expression<'a, 'static>>,
}

impl Piece<'_> {
    /// Whether it holds for these facts; one that cannot be worked out is taken to hold.
    pub fn is_true(&self, facts: &Value) -> bool {
        self.compiled.as_ref().is_none_or(|e| e.eval(facts.clone()).map_or(true, |value| value.is_true()))
    }
}

/// The parts of a condition; none where it is empty.
pub(super) fn parts<'a>(env: &'a Environment<'static>, condition: &str) -> Vec<Piece<'a>> {
    let piece = |text: &str| {
        let compiled = env.compile_expression_owned(text.to_owned()).ok();
        let asks = compiled.as_ref().map(|e| rule::sorted(e.undeclared_variables(true))).unwrap_or_default();
        Piece { text: text.to_owned(), asks, compiled }
    };
    let pieces: Vec<Piece<'_>> = split(condition).into_iter().map(piece).collect();
    // What was cut in the wrong place is better told whole.
    if pieces.iter().all(|p| p.compiled.is_some()) { pieces } else { vec![piece(condition)] }
}

/// Cuts at each `and` that stands outside brackets and quotes. Where an `or` or an `if` stands there too, which bind less
/// than `and`, nothing is cut.
fn split(condition: &str) -> Vec<&str> {
    let (mut parts, mut from) = (Vec::new(), 0);
    for word in words(condition) {
        match word.text {
            "or" | "if" => return whole(condition),
            "and" => {
                parts.extend(condition.get(from..word.at));
                from = word.at + word.text.len();
            }
            _ => {}
        }
    }
    parts.extend(condition.get(from..));
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect()
}

fn whole(condition: &str) -> Vec<&str> {
    Some(condition.trim()).filter(|c| !c.is_empty()).into_iter().collect()
}

struct Word<'a> {
    at: usize,
    text: &'a str,
}

/// The words that stand outside brackets and quotes.
fn words(text: &str) -> Vec<Word<'_>> {
    let (mut out, mut depth, mut quote, mut from) = (Vec::new(), 0_usize, None, None);
    let mut escaped = false;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let in_word = quote.is_none() && (c.is_alphanumeric() || matches!(c, '_' | '.'));
        if let (Some(start), false) = (from, in_word) {
            if depth == 0 {
                out.extend(text.get(start..at).map(|text| Word { at: start, text }));
            }
            from = None;
        }
        match (quote, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, _) if in_word && from.is_none() => from = Some(at),
            (None, _) => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn parts_are_what_and_joins() {
        assert_eq!(split("a and b.c > 1 and not d"), ["a", "b.c > 1", "not d"]);
        assert_eq!(split("a and (b and c or d) and e in [1, 2]"), ["a", "(b and c or d)", "e in [1, 2]"]);
        assert_eq!(split("x == \"salt and pepper\" and y"), ["x == \"salt and pepper\"", "y"]);
        assert_eq!(split("a and b or c"), ["a and b or c"]);
        assert_eq!(split("a if b and c else d"), ["a if b and c else d"]);
        assert_eq!(split("android and brand"), ["android", "brand"]);
        assert!(split("").is_empty());
    }
}
