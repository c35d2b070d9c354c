//! The view of a term of a vocabulary.

use serde::Serialize;

/// A term of a vocabulary.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct TermView {
    /// As authors write it; also fit for a class.
    pub term: &'static str,
    /// As readers see it.
    pub label: &'static str,
}
