//! Clients of one name in one `export`: under pseudonyms their folders distinguish them (docs/data.md#pseudonyms).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::text::fold;

/// The names that more than one client has, and the folder that all of them are in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SameNamedClients {
    names: BTreeSet<String>,
    common_folder: PathBuf,
}

impl SameNamedClients {
    /// Of the names of all clients, and the folders that were named.
    pub fn new<'a>(names: impl IntoIterator<Item = String>, roots: impl IntoIterator<Item = &'a Path>) -> Self {
        let (mut seen, mut twice) = (BTreeSet::new(), BTreeSet::new());
        for name in names.into_iter().map(|name| fold(&name)) {
            if !seen.insert(name.clone()) {
                twice.insert(name);
            }
        }
        let common_folder = roots.into_iter().map(Path::to_owned).reduce(common_folder).unwrap_or_default();
        SameNamedClients { names: twice, common_folder }
    }

    /// What the pseudonym of a client is made of: the name, and the folder if another client has the same name. Each of them gets its
    /// folder, so that it does not matter which one comes first.
    pub fn name_with_folder(&self, name: &str, folder: &Path) -> Option<String> {
        if !self.names.contains(&fold(name)) {
            return None;
        }
        let below = folder.strip_prefix(&self.common_folder).unwrap_or(folder);
        let below: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        Some(format!("{name} {}", below.join("/")))
    }
}

fn common_folder(one: PathBuf, other: PathBuf) -> PathBuf {
    one.components().zip(other.components()).take_while(|(a, b)| a == b).map(|(part, _)| part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stands_behind_a_name_that_is_there_twice() {
        let names = || ["Sam", "sam", "Ana"].map(str::to_owned);
        let of = |roots: &[&str]| SameNamedClients::new(names(), roots.iter().map(Path::new));
        let (one, two) = (of(&["/c"]), of(&["/c/a/notes", "/c/b/notes"]));
        assert_eq!(one.name_with_folder("Sam", Path::new("/c/x/reports")).as_deref(), Some("Sam x/reports"));
        assert_eq!(two.name_with_folder("SAM", Path::new("/c/b/notes")).as_deref(), Some("SAM b/notes"));
        assert_eq!(one.name_with_folder("Ana", Path::new("/c/x")), None);
    }
}
