//! The tokens of a rule's expression, and its condition as the parts that `and` joins.

use std::collections::HashSet;

use minijinja::{Environment, Expression, Value};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum TokenKind<'a> {
    Name(&'a str),
    Text(&'a str),
    /// A text with escapes, or one that does not end: nobody looks into it.
    OpaqueText,
    Number(f64),
    Bool,
    None,
    /// `==`, `and`, `in`, a bracket.
    Sign(&'a str),
}

/// A token and its byte range.
pub(super) struct Token<'a> {
    pub kind: TokenKind<'a>,
    pub start: usize,
    pub end: usize,
}

/// Words of an expression that are no names.
const WORDS: [&str; 9] = ["is", "in", "not", "and", "or", "if", "else", "elif", "recursive"];

/// The expression as tokens. Never fails: what the engine would refuse comes out as signs.
pub(super) fn tokenize(text: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut start = 0;
    while let Some(c) = text.get(start..).and_then(|rest| rest.chars().next()) {
        let after = start + c.len_utf8();
        let (kind, end) = match c {
            c if c.is_whitespace() => {
                start = after;
                continue;
            }
            '"' | '\'' => read_quoted(text, after, c),
            c if c.is_ascii_digit() => {
                let end = end_of_run(text, after, |next| next.is_ascii_digit() || next == '.' || next == '_');
                let written = text.get(start..end).unwrap_or_default();
                (written.replace('_', "").parse().map_or(TokenKind::Sign(written), TokenKind::Number), end)
            }
            c if c.is_alphabetic() || c == '_' => {
                let end = end_of_run(text, after, |next| next.is_alphanumeric() || next == '_' || next == '.');
                (kind_of_word(text.get(start..end).unwrap_or_default()), end)
            }
            '=' | '!' | '<' | '>' | '/' | '*' => {
                let end = end_of_run(text, after, |next| next == '=' || next == c);
                (TokenKind::Sign(text.get(start..end).unwrap_or_default()), end)
            }
            _ => (TokenKind::Sign(text.get(start..after).unwrap_or_default()), after),
        };
        out.push(Token { kind, start, end });
        start = end;
    }
    out
}

/// The end of the characters from `start` on that `fits`.
fn end_of_run(text: &str, start: usize, fits: impl Fn(char) -> bool) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    rest.find(|c| !fits(c)).map_or(text.len(), |length| start + length)
}

/// A text from behind its opening quote.
fn read_quoted(text: &str, start: usize, quote: char) -> (TokenKind<'_>, usize) {
    let mut has_escape = false;
    let mut is_escaped = false;
    for (at, c) in text.get(start..).unwrap_or_default().char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => (has_escape, is_escaped) = (true, true),
            c if c == quote => {
                let inside = text.get(start..start + at).filter(|_| !has_escape);
                return (inside.map_or(TokenKind::OpaqueText, TokenKind::Text), start + at + c.len_utf8());
            }
            _ => {}
        }
    }
    (TokenKind::OpaqueText, text.len())
}

fn kind_of_word(written: &str) -> TokenKind<'_> {
    match written {
        "true" | "True" | "false" | "False" => TokenKind::Bool,
        "none" | "None" => TokenKind::None,
        word if WORDS.contains(&word) => TokenKind::Sign(word),
        name => TokenKind::Name(name),
    }
}

/// One of the parts of a condition that `and` joins, or the whole where there is only one.
pub(super) struct Conjunct<'a> {
    /// As written.
    pub text: String,
    /// The facts it names, by name.
    pub fact_names: Vec<String>,
    pub compiled: Option<Expression<'a, 'static>>,
}

impl Conjunct<'_> {
    /// Whether it is true for these facts. One that cannot be evaluated counts as true.
    pub(super) fn may_be_true(&self, facts: &Value) -> bool {
        self.compiled.as_ref().is_none_or(|e| e.eval(facts.clone()).map_or(true, |value| value.is_true()))
    }
}

/// The parts of a condition; none where it is empty.
pub(super) fn condition_parts<'a>(env: &'a Environment<'static>, condition: &str) -> Vec<Conjunct<'a>> {
    let compile = |text: &str| {
        let compiled = env.compile_expression_owned(text.to_owned()).ok();
        let fact_names = compiled.as_ref().map(|e| sorted_names(e.undeclared_variables(true))).unwrap_or_default();
        Conjunct { text: text.to_owned(), fact_names, compiled }
    };
    let parts: Vec<Conjunct<'_>> = split_at_and(condition).into_iter().map(compile).collect();
    // If it was split in the wrong place, the whole is better.
    if parts.iter().all(|p| p.compiled.is_some()) { parts } else { vec![compile(condition)] }
}

/// Splits at each `and` outside brackets. Where an `or` or an `if` is there too, which bind less than `and`, nothing is
/// split.
fn split_at_and(condition: &str) -> Vec<&str> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0_usize);
    for token in tokenize(condition) {
        match token.kind {
            TokenKind::Sign("(" | "[" | "{") => depth += 1,
            TokenKind::Sign(")" | "]" | "}") => depth = depth.saturating_sub(1),
            TokenKind::Sign("or" | "if") if depth == 0 => {
                return Some(condition.trim()).filter(|c| !c.is_empty()).into_iter().collect();
            }
            TokenKind::Sign("and") if depth == 0 => {
                parts.extend(condition.get(from..token.start));
                from = token.end;
            }
            _ => {}
        }
    }
    parts.extend(condition.get(from..));
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect()
}

pub(super) fn sorted_names(names: HashSet<String>) -> Vec<String> {
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::{TokenKind, split_at_and, tokenize};

    #[test]
    fn parts_are_what_and_joins() {
        assert_eq!(split_at_and("a and b.c > 1 and not d"), ["a", "b.c > 1", "not d"]);
        assert_eq!(split_at_and("a and (b and c or d) and e in [1, 2]"), ["a", "(b and c or d)", "e in [1, 2]"]);
        assert_eq!(split_at_and("x == \"salt and pepper\" and y"), ["x == \"salt and pepper\"", "y"]);
        assert_eq!(split_at_and("x == \"salt \\\" and\" and y"), ["x == \"salt \\\" and\"", "y"]);
        assert_eq!(split_at_and("a and b or c"), ["a and b or c"]);
        assert_eq!(split_at_and("a if b and c else d"), ["a if b and c else d"]);
        assert_eq!(split_at_and("android and brand"), ["android", "brand"]);
        assert!(split_at_and("").is_empty());
    }

    #[test]
    fn tokens_have_their_kind_and_place() {
        let condition = "last.done >= 1_0.5 and \"Sat\" in days";
        let tokens: Vec<_> = tokenize(condition).into_iter().map(|t| (t.kind, t.start, t.end)).collect();
        let expected = [
            (TokenKind::Name("last.done"), 0, 9),
            (TokenKind::Sign(">="), 10, 12),
            (TokenKind::Number(10.5), 13, 18),
            (TokenKind::Sign("and"), 19, 22),
            (TokenKind::Text("Sat"), 23, 28),
            (TokenKind::Sign("in"), 29, 31),
            (TokenKind::Name("days"), 32, 36),
        ];
        assert_eq!(tokens, expected);
    }

    #[test]
    fn texts_with_escapes_and_without_an_end_are_one_token() {
        for text in ["'it\\'s'", "\"no end", "'", "\"a\\"] {
            let tokens = tokenize(text);
            assert_eq!((tokens.len(), tokens[0].kind, tokens[0].end), (1, TokenKind::OpaqueText, text.len()), "{text}");
        }
    }
}
