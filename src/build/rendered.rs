//! Models -> files. A file that is there already, laid out from the same by the same templates, is not laid out again: its mark
//! has the key of both.

use std::collections::BTreeMap;

use crate::output::{FileText, KeyedFile, OutputFile, PageContentKey};
use crate::problem::Problem;

/// Whether all files of these names have this key.
pub(super) fn all_have_key(names: &[&str], key: Option<PageContentKey>, on_disk: &BTreeMap<String, KeyedFile>) -> bool {
    key.is_some() && names.iter().all(|name| on_disk.get(*name).map(|lies| lies.key) == key)
}

/// The files of these names: pages of one key, which `render` gives in the same order; and what is wrong with the
/// templates of the journal's own.
pub(super) fn reuse_or_render<const N: usize>(
    names: [&str; N],
    key: Option<PageContentKey>,
    on_disk: &BTreeMap<String, KeyedFile>,
    render: impl FnOnce() -> [(String, Option<Problem>); N],
) -> (Vec<OutputFile>, Vec<Problem>) {
    if all_have_key(&names, key, on_disk) {
        let as_it_is = |name: &str| OutputFile { name: name.to_owned(), body: None, key, on_disk: None };
        return (names.map(as_it_is).into(), Vec::new());
    }
    let (mut files, mut broken) = (Vec::new(), Vec::new());
    for (name, (text, problem)) in names.into_iter().zip(render()) {
        // Without a key it is laid out again the next time, and what is wrong is reported again.
        let key = key.filter(|_| problem.is_none());
        let on_disk = on_disk.get(name).copied();
        files.push(OutputFile { name: name.to_owned(), body: Some(FileText::compressed_if_long(text)), key, on_disk });
        broken.extend(problem);
    }
    (files, broken)
}
