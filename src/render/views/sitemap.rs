//! The view of the sitemap.

use serde::Serialize;

/// `sitemap`: an entry of the sitemap.
#[derive(Debug, Serialize)]
pub struct SitemapEntryView {
    pub permalink: String,
    /// The day of the last change, where the document says.
    pub changed: Option<String>,
}
