//! What a value means, and what follows from it: occasions, the if-then sentence, hints.

pub(crate) mod find_hints;
pub(crate) mod hint;
pub(crate) mod if_then;
pub(crate) mod moment;
pub(crate) mod occasions;
pub(crate) mod schedule;
pub(crate) mod specific;
pub(crate) mod time;
