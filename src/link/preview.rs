//! A preview: one document's text changed and nothing else did, so it is linked by itself and takes its place in the
//! dossier. A server shows it while the whole site is linked anew.

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::link::attachment::Attachments;
use crate::link::body::BodyPlace;
use crate::link::definition::Definitions;
use crate::link::dossier::Dossier;
use crate::link::gazetteer::Gazetteer;
use crate::link::mention::Finder;
use crate::link::names::Names;
use crate::link::resolve::Context;
use crate::model::identity::{Header, Origin};
use crate::model::note::WrittenNote;
use crate::model::site::Site;
use crate::model::target::Target;
use crate::parse::document::Document;
use crate::source::FileId;

/// What linking a document looks up, kept after all of them were linked.
pub struct LinkContext {
    pub(super) definitions: Definitions,
    pub(super) mentions: Finder,
}

impl LinkContext {
    /// Frees it, by all threads together: it is large, and what comes next needs the room.
    pub fn free(self) {
        let Definitions { briefs, actors, events, .. } = self.definitions;
        rayon::join(
            || events.into_par_iter().for_each(drop),
            || rayon::join(|| briefs.into_par_iter().for_each(drop), || drop(actors)),
        );
    }

    /// The dossier with a document linked anew of which only the text changed. `None` where the text has a problem, or
    /// other headings, by which others refer to it.
    pub fn preview(&self, dossier: &Dossier, site: &Site, document: &Document) -> Option<Dossier> {
        let target = document_of(dossier, document.file)?;
        let known = dossier.header(target)?;
        let anchors = known.body.body.headings.iter().map(|it| &it.anchor);
        let is_same = anchors.eq(document.body.headings.iter().map(|it| &it.anchor))
            && keeps_numbers(known, &document.notes)
            && !dossier.is_withdrawn(target);
        if !is_same {
            return None;
        }
        let mut problems: Vec<Diagnostic> = Vec::new();
        let names = Names::collect(&self.definitions, site, &mut problems);
        let gazetteer = Gazetteer::new(&site.places, &mut problems);
        // What was wrong elsewhere still is, and was told.
        problems.clear();
        let context = Context {
            definitions: &self.definitions,
            names: &names,
            attachments: &Attachments::new(&dossier.attachments),
            mentions: &self.mentions,
            gazetteer: &gazetteer,
            recorder: None,
        };
        let place = BodyPlace {
            path: Some(&document.path),
            own: Some(target),
            body: &document.body,
            notes: &document.notes,
        };
        let body = context.link_body(&document.body, &place, &mut problems);
        let notes = context.link_notes(&document.notes, &place, &mut problems);
        let header = Header { body, notes, ..known.clone() };
        problems.is_empty().then(|| dossier.with_document(target, header))
    }
}

/// The document that a file is; what is defined within it has no text of its own.
fn document_of(dossier: &Dossier, file: FileId) -> Option<Target> {
    dossier.targets().find(|target| {
        let header = dossier.header(*target);
        header.is_some_and(|it| it.file == Some(file) && it.origin == Origin::Document)
    })
}

/// Whether the notes that were there keep their numbers, by which corrections know them.
fn keeps_numbers(known: &Header, notes: &[WrittenNote]) -> bool {
    let labels = notes.iter().map(|note| Some(&note.label)).chain(std::iter::repeat(None));
    known.notes.iter().zip(labels).all(|(note, label)| Some(&note.label) == label)
}
