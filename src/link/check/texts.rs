//! Checks of bodies and notes: disputes without a source, images without words.

use crate::diagnostic::{Code, Diagnostic};
use crate::link::nouns::Nouns;
use crate::link::parallel::each;
use crate::model::body::{Destination, LinkedBody};
use crate::model::identity::Header;
use crate::model::note::NoteKind;

/// Checks every text.
pub fn check(nouns: &Nouns, problems: &mut Vec<Diagnostic>) {
    each(&nouns.headers(), problems, |(_, header), problems| {
        disputes(header, problems);
        images(&header.body, problems);
        header.notes.iter().for_each(|note| images(&note.body, problems));
    });
}

fn disputes(header: &Header, problems: &mut Vec<Diagnostic>) {
    let disputes = header.notes.iter().filter(|note| note.kind == NoteKind::Dispute);
    for note in disputes.filter(|note| !names_a_source(&note.body)) {
        let message = "this note says that the passage is contested, and not where";
        let problem = Diagnostic::at(Code::UnsourcedDispute, note.span, message);
        problems.push(problem.help("cite who contests it: `[@key]`, or link to it"));
    }
}

/// Whether a text cites a source or links away from the site.
fn names_a_source(body: &LinkedBody) -> bool {
    let mut links = body.links.iter().zip(&body.body.links);
    body.cited.iter().any(|cited| !cited.is_empty())
        || links.any(|(destination, written)| {
            *destination == Destination::Verbatim && written.destination.starts_with("http")
        })
}

fn images(body: &LinkedBody, problems: &mut Vec<Diagnostic>) {
    for image in body.body.images.iter().filter(|image| image.alternative.trim().is_empty()) {
        let message = format!("`{}` is shown without alternative text", image.destination);
        let problem = Diagnostic::at(Code::ImageWithoutText, image.span, message);
        problems.push(problem.help("say what it shows: `![A map of the strikes](map.png)`"));
    }
}
