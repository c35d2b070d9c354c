//! What the search page and the box on every page offer.

use crate::link::Dossier;
use crate::model::identity::Kind;
use crate::model::site::{SearchEngine, Site};
use crate::model::vocabulary::Vocabulary as _;
use crate::plan::{Content, Plan, Section, search_page};
use crate::render::page::section::section_title;
use crate::render::views::{SearchKindView, SearchView};

/// The view of a site's search, where it has one.
pub fn view(site: &Site, dossier: &Dossier, plan: &Plan) -> Option<SearchView> {
    let has = |kind: Kind| {
        let is_of = |content: &Content| match content {
            // The home page is found among ordinary pages.
            Content::Home => kind == Kind::Page,
            _ => content.is_listed() && content.target().is_some_and(|it| it.kind() == kind),
        };
        plan.pages.iter().any(|page| is_of(&page.content))
    };
    let kinds = Kind::ALL.iter().copied().filter(|kind| has(*kind));
    (site.search != SearchEngine::Off).then(|| SearchView {
        url: search_page().href(&site.base_path),
        kinds: kinds.map(|kind| of_kind(dossier, kind)).collect(),
    })
}

fn of_kind(dossier: &Dossier, kind: Kind) -> SearchKindView {
    let section = match kind {
        Kind::Brief => Some(Section::Briefs),
        Kind::Actor => Some(Section::Actors),
        Kind::Event => Some(Section::Events),
        Kind::Threshold => Some(Section::Thresholds),
        Kind::Ladder => Some(Section::Ladders),
        Kind::Source => Some(Section::Sources),
        Kind::Tag => Some(Section::Tags),
        Kind::Page => None,
    };
    let title = section.map_or("Pages", |section| section_title(dossier, section));
    SearchKindView { kind: kind.term(), title: title.to_owned() }
}
