//! Sources.

use crate::diagnostic::Diagnostic;
use crate::link::definition::Definition;
use crate::link::resolve::Context;
use crate::model::source::Source;
use crate::model::table::Index;
use crate::parse::library::LibrarySource;

impl Context<'_> {
    pub(super) fn source(
        &self,
        definition: &Definition<LibrarySource>,
        index: Index<Source>,
        problems: &mut Vec<Diagnostic>,
    ) -> Source {
        let fields = &definition.fields;
        let mut header = self.header(definition, index, problems);
        header.language = fields.language.clone();
        Source {
            header,
            record: fields.record.clone(),
            authors: fields.authors.clone(),
            publisher: fields.publisher.clone(),
            container: fields.container.clone(),
            kind: fields.kind,
            date: fields.date.clone(),
            url: fields.url.clone(),
            archive_url: fields.archive_url.clone(),
            accessed: fields.accessed.clone(),
            reliability: fields.reliability,
            note: fields.note.clone(),
        }
    }
}
