//! The view of a country.

use serde::Serialize;

/// A country.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct CountryView {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    pub name: &'static str,
}
