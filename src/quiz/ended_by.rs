//! The end that a signal asks for.

/// A signal asked the program to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("stopped by signal {0}")]
pub struct EndedBy(pub i32);
