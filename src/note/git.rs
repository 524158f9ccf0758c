//! Git's conflict marks (docs/watching.md, end of "Conflict copies").

use std::ops::Range;

use super::lines;

const OURS: &str = "<<<<<<< ";
const BASE: &str = "||||||| ";
const MIDDLE: &str = "=======";
const THEIRS: &str = ">>>>>>> ";

/// The first conflict, from its first line to its last: marks at the start of a line and in order, the first of them outside code
/// fences. A lone `=======` underlines a heading. Code fences begin in the body.
pub(super) fn find_git_conflict(text: &str, body: usize) -> Option<Range<usize>> {
    if !text.contains(OURS) || !text.contains(THEIRS) {
        return None;
    }
    let mut fence: Option<(char, usize)> = None;
    let mut ours: Option<usize> = None;
    let (mut based, mut parted) = (false, false);
    for (at, line) in lines::lines_with_offsets(text) {
        if ours.is_none() && at >= body {
            fence = open_fence_after_line(fence, line);
            if fence.is_some() {
                continue;
            }
        }
        if line.starts_with(OURS) {
            (ours, based, parted) = (Some(at), false, false);
        } else if ours.is_none() {
        } else if line.starts_with(BASE) && !based && !parted {
            based = true;
        } else if line.trim_end() == MIDDLE && !parted {
            parted = true;
        } else if line.starts_with(THEIRS) && parted {
            return ours.map(|from| from..at + line.len());
        }
    }
    None
}

/// The fence that is open behind a line, given the one that was open before it: its sign and how many of them.
pub(super) fn open_fence_after_line(open: Option<(char, usize)>, line: &str) -> Option<(char, usize)> {
    let inner = line.trim_start_matches(' ');
    let sign = inner.chars().next().filter(|&c| c == '`' || c == '~');
    let many = sign.map_or(0, |s| inner.chars().take_while(|&c| c == s).count());
    if line.len() - inner.len() > 3 || many < 3 {
        return open;
    }
    let rest = inner.get(many..).unwrap_or("");
    match (open, sign) {
        (None, Some('`')) if rest.contains('`') => None,
        (None, Some(s)) => Some((s, many)),
        (Some((s, n)), now) if now == Some(s) && many >= n && rest.trim().is_empty() => None,
        _ => open,
    }
}
