//! The tables of `export`: their rows, where they go, and names by pseudonyms.

pub(crate) mod export_reports;
pub(crate) mod export_target;
pub(crate) mod same_named_clients;
pub(crate) mod secret_key;
