//! Whether git is changing the folder just now (WATCHING 28): what lies there meanwhile is of no moment.

use std::fs;
use std::path::{Path, PathBuf};

/// What git leaves in its own folder while a checkout, merge, rebase, cherry-pick or revert is under way.
const AT_WORK: [&str; 6] =
    ["index.lock", "MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD"];

/// The file that tells that git is at work in the repository that holds this folder, if it is.
#[must_use]
pub fn at_work(root: &Path) -> Option<PathBuf> {
    let git = root.ancestors().find_map(git_folder)?;
    AT_WORK.iter().map(|name| git.join(name)).find(|file| fs::symlink_metadata(file).is_ok())
}

/// Git's own folder for the tree at `folder`: `.git`, or where a file of that name says (worktrees, submodules).
fn git_folder(folder: &Path) -> Option<PathBuf> {
    let git = folder.join(".git");
    let meta = fs::metadata(&git).ok()?;
    if meta.is_dir() {
        return Some(git);
    }
    let text = fs::read_to_string(&git).ok()?;
    Some(folder.join(text.strip_prefix("gitdir:")?.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn git_is_seen_from_a_folder_below_and_through_a_worktree() {
        let folder = tempfile::tempdir().expect("a folder");
        let [tree, git, below] = ["other", "repo/.git", "repo/notes/journal"].map(|p| folder.path().join(p));
        for path in [&tree, &git, &below] {
            fs::create_dir_all(path).expect("a folder");
        }
        assert_eq!(at_work(&below), None);
        fs::write(git.join("index.lock"), "").expect("a file");
        assert_eq!(at_work(&below), Some(git.join("index.lock")));
        fs::write(tree.join(".git"), format!("gitdir: {}\n", git.display())).expect("a file");
        assert_eq!(at_work(&tree), Some(git.join("index.lock")));
        fs::remove_file(git.join("index.lock")).expect("a file");
        fs::create_dir(git.join("rebase-merge")).expect("a folder");
        assert_eq!(at_work(&below), Some(git.join("rebase-merge")));
    }
}
