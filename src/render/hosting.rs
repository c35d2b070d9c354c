//! What hosts read of a site: headers, redirects, and the manifest for browsers.

use serde_json::json;

use crate::model::address::Address;
use crate::model::delivery::{Delivery, headers_of_all};
use crate::plan::{Content, HostFile};
use crate::render::renderer::Renderer;
use crate::render::view;

/// The bytes of a file that hosts read.
pub fn file(renderer: &Renderer<'_>, file: HostFile) -> Vec<u8> {
    match file {
        HostFile::Headers => headers(renderer).into_bytes(),
        HostFile::Redirects => redirects(renderer).into_bytes(),
        HostFile::NoJekyll => Vec::new(),
        HostFile::Manifest => manifest(renderer),
    }
}

/// `_headers`: what goes with every file, and what with those that are named by their content. Both hosts ask for
/// all others anew by themselves; a second rule on caching would be joined with the first.
fn headers(renderer: &Renderer<'_>) -> String {
    let base_path = &renderer.site.base_path;
    let mut text = format!("{}\n", pattern(&Address::home().href(base_path), "*"));
    for (name, value) in headers_of_all(renderer.site.search) {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    let plan = renderer.plan;
    let of_fallback = plan.fallback.as_ref().and_then(|it| it.assets.as_ref());
    for assets in std::iter::once(&plan.assets.folder).chain(of_fallback) {
        let kept = Delivery::for_path(&assets.file("style.css").output_path()).cache_control;
        text.push_str(&pattern(&assets.href(base_path), "*"));
        text.push_str(&format!("\n  Cache-Control: {kept}\n"));
    }
    text
}

/// `_redirects`: an old address, the new one and the status.
fn redirects(renderer: &Renderer<'_>) -> String {
    let (site, dossier) = (renderer.site, renderer.dossier);
    let lines = renderer.plan.pages.iter().filter_map(|page| {
        let Content::Redirect(target) = page.content else { return None };
        let from = pattern(&page.address.href(&site.base_path), "");
        let to = pattern(&dossier.address(target).href(&site.base_path), "");
        Some(format!("{from} {to} 301\n"))
    });
    lines.collect()
}

/// An address as a pattern that matches it and nothing else, or what begins with it where `rest` is `*`. In both
/// files a `*` stands for anything, and a `:` begins a placeholder.
fn pattern(href: &str, rest: &str) -> String {
    format!("{}{rest}", href.replace('*', "%2A").replace(':', "%3A"))
}

/// The manifest. The site is pages in a browser, and no application.
fn manifest(renderer: &Renderer<'_>) -> Vec<u8> {
    let (site, plan) = (renderer.site, renderer.plan);
    let root = Address::home().href(&site.base_path);
    let mut manifest = json!({
        "name": site.title,
        "lang": site.language,
        "dir": view::direction(&site.language),
        "start_url": root,
        "scope": root,
        "display": "browser",
    });
    if let Some(description) = &site.description {
        manifest["description"] = json!(description);
    }
    if let Some(icon) = plan.icon(site) {
        let kind = Delivery::for_path(icon.as_str()).content_type;
        let mut entry = json!({ "src": icon.href(&site.base_path), "type": kind });
        if kind == "image/svg+xml" {
            entry["sizes"] = json!("any");
        }
        manifest["icons"] = json!([entry]);
    }
    let mut bytes = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_one_address() {
        let cases = [
            ("/old name/", "/old%20name/"),
            ("/100%/", "/100%25/"),
            ("/علی/", "/%D8%B9%D9%84%DB%8C/"),
            ("/a*b/", "/a%2Ab/"),
            ("/:id/", "/%3Aid/"),
            ("/#1/", "/%231/"),
        ];
        for (address, expected) in cases {
            let address = Address::parse(address).expect("an address");
            assert_eq!(pattern(&address.href(""), ""), expected);
        }
    }
}
