//! Links within the site: each must lead to a page or file of the plan.

use crate::diagnostic::{Code, Diagnostic};
use crate::link::Dossier;
use crate::model::body::{Destination, LinkedBody};
use crate::model::identity::Header;
use crate::plan::claim::Claims;
use crate::source::Span;

/// Reports every link and picture that leads nowhere.
pub fn all(dossier: &Dossier, claims: &Claims<'_>, problems: &mut Vec<Diagnostic>) {
    let mut check = |header: &Header| {
        check_body(&header.body, claims, problems);
        for note in &header.notes {
            check_body(&note.body, claims, problems);
        }
    };
    dossier.briefs.iter().for_each(|brief| check(&brief.header));
    dossier.actors.iter().for_each(|actor| check(&actor.header));
    dossier.events.iter().for_each(|event| check(&event.header));
    dossier.thresholds.iter().for_each(|threshold| check(&threshold.header));
    dossier.pages.iter().for_each(|page| check(&page.header));
    for actor in &dossier.actors {
        if let (Some(image), Some(span)) = (&actor.image, actor.header.span) {
            check_destination(image, span, claims, problems);
        }
    }
}

fn check_body(linked: &LinkedBody, claims: &Claims<'_>, problems: &mut Vec<Diagnostic>) {
    let links = linked.links.iter().zip(linked.body.links.iter().map(|link| link.span));
    let images = linked.images.iter().zip(linked.body.images.iter().map(|image| image.span));
    for (destination, span) in links.chain(images) {
        check_destination(destination, span, claims, problems);
    }
}

fn check_destination(
    destination: &Destination,
    span: Span,
    claims: &Claims<'_>,
    problems: &mut Vec<Diagnostic>,
) {
    let Destination::Internal { address, .. } = destination else { return };
    if claims.has(address) {
        return;
    }
    let message = format!("nothing has the address `{}`", address.as_str());
    let problem = Diagnostic::at(Code::BrokenLink, span, message);
    // The order of a map is not fixed, and the nearest of equals is the first by name.
    problems.push(problem.suggest(address.as_str(), claims.addresses()));
}
