//! Phrases -> what they mean together: conditions, exceptions, choices, days with a time of their own.

pub(crate) mod alternatives;
pub(crate) mod bound_days;
pub(crate) mod conditions;
pub(crate) mod exceptions;
pub(crate) mod group;
pub(crate) mod meaning;
pub(crate) mod own_moments;
pub(crate) mod relative;
pub(crate) mod replaced_days;
pub(crate) mod two_counts;
