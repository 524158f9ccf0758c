//! Why a tag does not count, by the words around it.

/// Why the tag of a plan counts nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TagDenial {
    /// It was not done, or not yet.
    NotDone,
    /// It is for another day than that of its note.
    OtherDay,
    /// Somebody else did it, as it seems.
    SomebodyElse,
}
