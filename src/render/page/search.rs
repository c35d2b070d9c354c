//! The page on which readers search.

use crate::link::Dossier;
use crate::model::identity::Kind;
use crate::model::vocabulary::Vocabulary as _;
use crate::plan::{Content, Section};
use crate::render::Renderer;
use crate::render::page::section_title;
use crate::render::views::{SearchKindView, SearchView};

/// What the search page offers.
pub fn view(renderer: &Renderer<'_>) -> SearchView {
    let (dossier, pages) = (renderer.dossier, &renderer.plan.pages);
    let is_of = |content: &Content, kind: Kind| {
        // The home page and the authors' texts of indexes are found as pages.
        let kind_of = content.target().filter(|_| content.is_listed()).map(|it| it.kind());
        kind_of == Some(kind) || (kind == Kind::Page && matches!(content, Content::Home))
    };
    let there_are = |kind: &Kind| pages.iter().any(|page| is_of(&page.content, *kind));
    let kinds = Kind::ALL.iter().copied().filter(there_are);
    SearchView { kinds: kinds.map(|kind| of_kind(dossier, kind)).collect() }
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
