//! The view of the site, the same for all pages.

use crate::link::Dossier;
use crate::model::address::Address;
use crate::model::body::Destination;
use crate::model::site::{NavigationLink, OwnPart, Site};
use crate::plan::{Content, HostFile, Plan};
use crate::render::page::section::section;
use crate::render::page::{feed, search};
use crate::render::view;
use crate::render::views::{NavigationView, SectionView, SiteView};
use crate::source::Span;

/// The view of the site, the same for all pages.
pub fn site(site: &Site, dossier: &Dossier, plan: &Plan) -> SiteView {
    let sections = plan.sections.iter().map(|it| section(site, dossier, *it));
    let links = |in_menu: bool| {
        let shown = plan.sections.iter().filter(move |it| it.is_in_menu() == in_menu);
        shown.map(|it| {
            let SectionView { title, url, .. } = section(site, dossier, *it);
            NavigationView { title, url }
        })
    };
    let file = |named: Option<&(Address, Span)>| {
        named.map(|(address, _)| plan.assets.published(address).href(&site.base_path))
    };
    let is_top = |address: &Address| address.as_str().matches('/').count() == 2;
    let pages = plan.pages.iter().filter_map(|page| match page.content {
        Content::Page(index) if is_top(&page.address) => {
            Some(view::link(site, dossier, index.into()))
        }
        _ => None,
    });
    SiteView {
        title: site.title.clone(),
        description: site.description.clone(),
        language: site.language.clone(),
        url: format!("{}/", site.base_url),
        root: Address::home().href(&site.base_path),
        sections: sections.collect(),
        pages: pages.collect(),
        as_of: view::day(dossier.as_of),
        window_days: site.window_days,
        extra: site.extra.clone(),
        properties: (!site.appearance.properties.is_empty())
            .then(|| plan.assets.properties().href(&site.base_path)),
        assets: plan.assets.folder.href(&site.base_path),
        default_assets: plan.default_assets().href(&site.base_path),
        stylesheet: file(site.appearance.stylesheet.as_ref()),
        logo: file(site.appearance.logo.as_ref()),
        manifest: site
            .has(OwnPart::Hosting)
            .then(|| Address::home().file(HostFile::Manifest.name()).href(&site.base_path)),
        icon: plan.icon(site).map(|it| it.href(&site.base_path)),
        menu: match site.appearance.navigation.is_empty() {
            true => links(true).collect(),
            false => {
                let links = site.appearance.navigation.iter();
                links.filter_map(|it| navigation(site, dossier, it)).collect()
            }
        },
        more: links(false).collect(),
        footer: site.appearance.footer.clone(),
        feeds: feed::of_site(site, dossier, plan),
        search: search::view(site, dossier, plan),
    }
}

/// A link of the navigation; `None` to a brief that is left out until its day.
pub fn navigation(site: &Site, dossier: &Dossier, link: &NavigationLink) -> Option<NavigationView> {
    let url = match &link.destination {
        Destination::Internal { address, .. } if dossier.scheduled.contains(address) => {
            return None;
        }
        Destination::Internal { address, .. } => address.href(&site.base_path),
        Destination::Verbatim | Destination::Unpublished => link.written.clone(),
    };
    Some(NavigationView { title: link.title.clone(), url })
}

/// The site's own values for the theme's custom properties, as a style sheet.
pub fn properties(site: &Site) -> Vec<u8> {
    let properties = site.appearance.properties.iter();
    let lines: String = properties.map(|(name, value)| format!("  --{name}: {value};\n")).collect();
    format!(":root {{\n{lines}}}\n").into_bytes()
}
