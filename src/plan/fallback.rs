//! The built-in theme, where a site has another theme that lacks a template.

use std::collections::BTreeSet;

use crate::model::address::Address;
use crate::plan::assets::fingerprinted_folder;
use crate::plan::page::Page;

/// The templates that pages use for their parts: notes, embedded cards and figures.
const PART_TEMPLATES: [&str; 3] = ["note.html", "embed.html", "figure.html"];

/// What a theme can fall back to.
pub struct Fallback<'a> {
    /// The names of the theme's own templates.
    pub own_templates: BTreeSet<&'a str>,
    /// Whether one of them extends or includes a built-in template.
    pub is_extended: bool,
    /// The names of the built-in assets.
    pub assets: &'a [String],
    /// The hash of their names and contents.
    pub assets_hash: &'a blake3::Hash,
}

/// What a site takes from the built-in theme.
#[derive(Debug, Clone)]
pub struct FallbackPlan {
    /// Whether a page, or a part of one, may need a built-in template.
    pub is_needed: bool,
    /// Where the built-in assets are, if a page that readers see needs them.
    pub assets: Option<Address>,
}

impl Fallback<'_> {
    /// What these pages take.
    pub fn plan(&self, pages: &[Page]) -> FallbackPlan {
        let lacks = |name: &str| !self.own_templates.contains(name);
        let lacks_part = PART_TEMPLATES.into_iter().any(lacks);
        let missing: Vec<&str> =
            pages.iter().filter_map(Page::template_name).filter(|name| lacks(name)).collect();
        let is_shown =
            self.is_extended || lacks_part || missing.iter().any(|name| name.ends_with(".html"));
        FallbackPlan {
            is_needed: is_shown || !missing.is_empty(),
            assets: is_shown.then(|| fingerprinted_folder(&self.assets_hash.to_hex())),
        }
    }
}
