//! Empty lines of a page of markdown. A line that a template or a person wrote stays one line, however long it is: viewers
//! break it at the edge of their screen, and editors that keep line breaks would show every one that is made here.

/// The page with no two empty lines in a row outside fenced blocks. Linear.
#[must_use]
pub fn collapse_empty_lines(page: &str) -> String {
    let mut out = String::with_capacity(page.len() + 1);
    let mut fence: Option<&str> = None;
    for line in page.lines() {
        let ticks = fence_run_of(line);
        if fence.is_none() && line.trim().is_empty() {
            if !out.ends_with("\n\n") {
                out.push('\n');
            }
            continue;
        }
        match (fence, ticks) {
            (Some(open), Some(close)) if close.starts_with(open) && line.trim() == close => fence = None,
            (None, Some(open)) => fence = Some(open),
            _ => {}
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// The run of backticks or tildes a line of a fence begins with.
fn fence_run_of(line: &str) -> Option<&str> {
    let line = line.trim_start_matches([' ', '>']);
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let run = line.len() - line.trim_start_matches(mark).len();
    line.get(..run).filter(|r| r.len() >= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_stand_alone_but_in_a_block_to_copy() {
        assert_eq!(collapse_empty_lines("a\n\n\n \nb"), "a\n\nb\n");
        assert_eq!(collapse_empty_lines("```\na\n\n\nb\n```\n\n\nc"), "```\na\n\n\nb\n```\n\nc\n");
        assert_eq!(collapse_empty_lines("````\n```\n\n\n````"), "````\n```\n\n\n````\n");
    }

    #[test]
    fn a_long_line_stays_one_line() {
        let line = "word ".repeat(40);
        assert_eq!(collapse_empty_lines(line.trim()), format!("{}\n", line.trim()));
    }
}
