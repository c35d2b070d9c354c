//! Countries by their ISO 3166-1 alpha-2 codes.

/// A country that ISO 3166-1 lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// Two capital letters.
    pub code: &'static str,
    /// The English short name of the standard, without its parenthesis: "Iran".
    pub name: &'static str,
}

impl Country {
    /// The country with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        let country = rust_iso3166::from_alpha2(code)?;
        let name = country.name.split(" (").next().unwrap_or(country.name);
        Some(Self { code: country.alpha2, name })
    }

    /// Every code.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        rust_iso3166::ALL.iter().map(|country| country.alpha2)
    }
}
