//! The files that hosts or browsers look for at the root of a site.

/// A file that hosts or browsers look for at the root of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostFile {
    /// The headers of every file, as Netlify and Cloudflare Pages read them.
    Headers,
    /// Old addresses and where they lead, for the same hosts.
    Redirects,
    /// Tells GitHub Pages to serve files as they are.
    NoJekyll,
    /// The site's name and icon, for browsers that keep it on a screen (W3C Web Application Manifest).
    Manifest,
}

impl HostFile {
    pub const ALL: [Self; 4] = [Self::Headers, Self::Redirects, Self::NoJekyll, Self::Manifest];

    /// Its name at the site's root.
    pub fn name(self) -> &'static str {
        match self {
            Self::Headers => "_headers",
            Self::Redirects => "_redirects",
            Self::NoJekyll => ".nojekyll",
            Self::Manifest => "manifest.webmanifest",
        }
    }
}
