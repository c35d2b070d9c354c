//! The sections of a site, as navigation shows them.

use tera::Value;

use crate::link::Dossier;
use crate::model::address::Address;
use crate::model::site::Site;
use crate::plan::{Plan, Section};
use crate::render::views::SectionView;

/// The views of the sections that a site has.
pub fn sections(site: &Site, dossier: &Dossier, plan: &Plan) -> Vec<(Section, Value)> {
    let view = |it: &Section| (*it, Value::from_serializable(&section(site, dossier, *it)));
    plan.sections.iter().map(view).collect()
}

/// The view of a section.
pub fn section(site: &Site, dossier: &Dossier, section: Section) -> SectionView {
    SectionView {
        name: section.folder(),
        title: section_title(dossier, section).to_owned(),
        url: Address::of_folder(section.folder()).href(&site.base_path),
    }
}

/// The title of an index: its author's, or the section's own.
pub fn section_title(dossier: &Dossier, section: Section) -> &str {
    let text = dossier.index_text(section.folder());
    text.map_or(section.title(), |text| &dossier.pages[text].header.title)
}
