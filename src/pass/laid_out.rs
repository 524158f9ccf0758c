//! Models -> files. What lies there already, laid out from the same model by the same templates, is not laid out again: its
//! mark bears the key of both.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::output::{Key, Made};
use crate::problem::Problem;
use crate::report::Templates;

/// The files of these names: pages of one model, which `render` gives in the same order; and what is wrong with the
/// templates of the journal's own.
pub(super) fn laid_out<const N: usize>(
    names: [&str; N],
    model: &impl Serialize,
    templates: &Templates,
    there: &BTreeMap<String, Key>,
    render: impl FnOnce() -> [(String, Option<Problem>); N],
) -> (Vec<Made>, Vec<Problem>) {
    let key = Key::of(model, templates.print());
    if key.is_some() && names.iter().all(|name| there.get(*name) == key.as_ref()) {
        let as_it_is = |name: &str| Made { name: name.to_owned(), body: None, key };
        return (names.map(as_it_is).into(), Vec::new());
    }
    let (mut files, mut broken) = (Vec::new(), Vec::new());
    for (name, (body, problem)) in names.into_iter().zip(render()) {
        // Without a key it is laid out again the next time, and what is wrong is told again.
        let key = key.filter(|_| problem.is_none());
        files.push(Made { name: name.to_owned(), body: Some(body), key });
        broken.extend(problem);
    }
    (files, broken)
}
