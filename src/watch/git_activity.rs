//! Whether git is changing the folder just now. Then what is there is not worth reading.

use std::fs;
use std::path::{Path, PathBuf};

use crate::folder::read_start;

/// What git leaves in its own folder during a checkout, merge, rebase, cherry-pick or revert.
const AT_WORK: [&str; 6] =
    ["index.lock", "MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD"];

/// A `.git` that is a file has one short line.
const LONGEST: u64 = 4096;

/// The file that shows that git is at work in the repository that holds this folder, if it is.
#[must_use]
pub fn find_lock_of_running_git(root: &Path) -> Option<PathBuf> {
    let git = root.ancestors().find_map(find_git_folder)?;
    AT_WORK.iter().map(|name| git.join(name)).find(|file| fs::symlink_metadata(file).is_ok())
}

/// Git's own folder for the tree at `folder`: `.git`, or the one that a file of that name names (worktrees, submodules).
/// Whatever else is there, a pipe or a device, is never read.
fn find_git_folder(folder: &Path) -> Option<PathBuf> {
    let git = folder.join(".git");
    if fs::metadata(&git).ok()?.is_dir() {
        return Some(git);
    }
    let bytes = read_start(&git, LONGEST).ok()?;
    Some(folder.join(str::from_utf8(&bytes).ok()?.strip_prefix("gitdir:")?.trim()))
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
        assert_eq!(find_lock_of_running_git(&below), None);
        fs::write(git.join("index.lock"), "").expect("a file");
        assert_eq!(find_lock_of_running_git(&below), Some(git.join("index.lock")));
        fs::write(tree.join(".git"), format!("gitdir: {}\n", git.display())).expect("a file");
        assert_eq!(find_lock_of_running_git(&tree), Some(git.join("index.lock")));
        fs::remove_file(git.join("index.lock")).expect("a file");
        fs::create_dir(git.join("rebase-merge")).expect("a folder");
        assert_eq!(find_lock_of_running_git(&below), Some(git.join("rebase-merge")));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_pipe_a_device_and_a_huge_file_are_not_read() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().expect("a folder");
        let git = folder.path().join(".git");
        rustix::fs::mknodat(rustix::fs::CWD, &git, rustix::fs::FileType::Fifo, 0o600.into(), 0).expect("a pipe");
        assert_eq!(find_lock_of_running_git(folder.path()), None);
        fs::remove_file(&git).expect("a file");
        symlink("/dev/zero", &git).expect("a link");
        assert_eq!(find_lock_of_running_git(folder.path()), None);
        fs::remove_file(&git).expect("a file");
        let huge = fs::File::create(&git).expect("a file");
        huge.set_len(3_000_000_000).expect("a hole");
        assert_eq!(find_lock_of_running_git(folder.path()), None);
    }
}
