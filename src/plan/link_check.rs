//! Links within the site: each must lead to a page or file of the plan, and to a heading of it.

use rayon::prelude::*;
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::link::Dossier;
use crate::model::address::Address;
use crate::model::body::{Destination, LinkedBody};
use crate::model::identity::Header;
use crate::model::note;
use crate::model::site::Site;
use crate::plan::assets::Assets;
use crate::plan::claim::Claims;
use crate::source::Span;

/// Reports every link and picture that leads nowhere.
pub fn all(
    dossier: &Dossier,
    site: &Site,
    assets: &Assets,
    claims: &Claims<'_>,
    problems: &mut Vec<Diagnostic>,
) {
    let headers: Vec<&Header> = dossier.headers().collect();
    let check = Check {
        claims,
        broken: dossier.broken.iter().collect(),
        scheduled: &dossier.scheduled,
        documents: headers.iter().map(|header| (header.address.as_str(), *header)).collect(),
    };
    let of_documents = headers.par_iter().flat_map_iter(|header| {
        let mut found = Vec::new();
        let of_notes = header.notes.iter().map(|note| &note.body);
        std::iter::once(&header.body).chain(of_notes).for_each(|body| check.body(body, &mut found));
        found
    });
    problems.par_extend(of_documents);
    let appearance = &site.appearance;
    let named = [&appearance.stylesheet, &appearance.logo, &appearance.icon];
    for (address, span) in named.into_iter().flatten() {
        let suffix = String::new();
        let file = Destination::Internal { address: assets.published(address), suffix };
        check.destination(&file, *span, problems);
    }
    for link in &appearance.navigation {
        check.destination(&link.destination, link.span, problems);
    }
    for (image, span) in dossier.actors.iter().filter_map(|actor| actor.image.as_ref()) {
        check.destination(image, *span, problems);
    }
}

struct Check<'a> {
    claims: &'a Claims<'a>,
    /// Addresses of documents with errors of their own.
    broken: HashSet<&'a Address>,
    /// Addresses of briefs that are left out until their day.
    scheduled: &'a HashSet<Address>,
    documents: HashMap<&'a str, &'a Header>,
}

impl Check<'_> {
    fn body(&self, linked: &LinkedBody, problems: &mut Vec<Diagnostic>) {
        let links = linked.links.iter().zip(linked.body.links.iter().map(|link| link.span));
        let images = linked.images.iter().zip(linked.body.images.iter().map(|image| image.span));
        for (destination, span) in links.chain(images) {
            self.destination(destination, span, problems);
        }
    }

    fn destination(&self, destination: &Destination, span: Span, problems: &mut Vec<Diagnostic>) {
        let Destination::Internal { address, suffix } = destination else { return };
        if self.broken.contains(address) || self.scheduled.contains(address) {
            return;
        }
        if !self.claims.has(address) {
            let message = format!("nothing has the address `{}`", address.as_str());
            let problem = Diagnostic::at(Code::BrokenLink, span, message);
            // The order of a set is not fixed, and the nearest of equals is the first by name.
            problems.push(problem.suggest(address.as_str(), self.claims.addresses()));
            return;
        }
        let anchor = suffix.split_once('#').map_or("", |(_, anchor)| anchor);
        if let Some(header) = self.documents.get(address.as_str())
            && !has_anchor(header, anchor)
        {
            let message = format!("the page `{}` has no heading `#{anchor}`", address.as_str());
            let problem = Diagnostic::at(Code::UnknownHeading, span, message);
            let known = header.body.body.headings.iter().map(|heading| heading.anchor.as_str());
            problems.push(problem.suggest(anchor, known));
        }
    }
}

/// Whether a document's page will have an anchor: a heading, a note, or a part that the theme names.
fn has_anchor(header: &Header, anchor: &str) -> bool {
    anchor.is_empty()
        || anchor.starts_with("part-")
        || anchor.starts_with("figure-")
        || header.body.body.headings.iter().any(|heading| heading.anchor == anchor)
        || header.notes.iter().any(|it| note::anchor(&it.label) == anchor)
}
