//! The watcher: a thin shell round the same pipeline. Events are hints, the disk is the truth.
