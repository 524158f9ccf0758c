//! JSON that people can read and that git can compare, in little more room than it needs.

/// How deep lines are broken: the fields of the whole, and the items of their lists.
const DEPTH: usize = 2;

/// Some JSON without white space between its values -> the same with a line for each field of the whole and for each item of a
/// list there, and with a line end.
pub(super) fn one_item_a_line(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 4);
    let (mut depth, mut in_text, mut is_escaped) = (0usize, false, false);
    let mut chars = json.chars().peekable();
    while let Some(c) = chars.next() {
        if in_text {
            out.push(c);
            in_text = is_escaped || c != '"';
            is_escaped = c == '\\' && !is_escaped;
            continue;
        }
        match c {
            '{' | '[' => {
                out.push(c);
                depth += 1;
                if depth <= DEPTH && !matches!(chars.peek(), Some('}' | ']')) {
                    begin_line(&mut out, depth);
                }
            }
            '}' | ']' => {
                let has_lines = depth <= DEPTH && !out.ends_with(['{', '[']);
                depth = depth.saturating_sub(1);
                if has_lines {
                    begin_line(&mut out, depth);
                }
                out.push(c);
            }
            ',' => {
                out.push(c);
                if depth <= DEPTH { begin_line(&mut out, depth) } else { out.push(' ') }
            }
            ':' => out.push_str(": "),
            c => {
                in_text = c == '"';
                out.push(c);
            }
        }
    }
    out.push('\n');
    out
}

fn begin_line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_items_have_a_line_each() {
        let json = r#"{"a":1,"b":[{"c":[1,2],"d":{}},{"c":[],"d":{"e":null}}],"f":[],"g":{"h":"x,y:{[\"\\"}}"#;
        let lines = r#"{
  "a": 1,
  "b": [
    {"c": [1, 2], "d": {}},
    {"c": [], "d": {"e": null}}
  ],
  "f": [],
  "g": {
    "h": "x,y:{[\"\\"
  }
}
"#;
        assert_eq!(one_item_a_line(json), lines);
    }

    proptest::proptest! {
        #[test]
        fn it_stays_the_same_json(text in "\\PC{0,12}|[\"\\\\,:{}\\[\\] \n]{0,12}", list in proptest::collection::vec(-3i64..3, 0..4)) {
            let value = serde_json::json!({"a": text, text.as_str(): list, "b": [{"c": text}, [], {}], "d": {}});
            let lines = one_item_a_line(&value.to_string());
            proptest::prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&lines).unwrap(), value);
        }
    }
}
