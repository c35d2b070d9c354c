//! Sources as data.

use crate::model::source::{Reliability, Source, SourceKind};
use crate::model::table::Index;
use crate::render::data::declaration::data_record;
use crate::render::data::record::{Dated, Reference, dated, reference, tags};
use crate::render::data::value::{Id, Term, Url};
use crate::render::renderer::Renderer;

data_record! {
    /// A source.
    pub struct SourceRecord<'a> is "source" as it {
        /// Its key, unique among sources.
        id: Id<'a> => id;
        /// Its page on the site.
        url: Url;
        /// What it is, as an entry type of hayagriva.
        kind: Term<SourceKind> => kind;
        /// Its title.
        title: &'a str => title;
        /// Its authors.
        authors: &'a [String] => authors;
        /// Its publisher.
        publisher: Option<&'a str> => publisher;
        /// The work that it appeared in.
        container: Option<&'a str> => container;
        /// When it was published.
        published: Option<Dated<'a>> => published;
        /// Where it can be read.
        address: Option<&'a str> => address;
        /// Where a copy is kept.
        archive: Option<&'a str> => archive;
        /// When the address was last read.
        accessed: Option<Dated<'a>> => accessed;
        /// BCP 47.
        language: Option<&'a str> => language;
        /// Its Admiralty reliability; F means unknown, not worst.
        reliability: Option<Term<Reliability>> => reliability;
        /// The author's remark.
        note: Option<&'a str> => note;
        /// The documents that cite it.
        cited_by: Vec<Reference<'a>> => cited_by = it.cited_by.len();
        /// Its tags.
        tags: Vec<&'a str> => tags;
        /// Whether it is a draft, in a build with drafts.
        draft: bool;
        => url;
    }
}

/// A source as a record.
pub fn record<'a>(renderer: &Renderer<'a>, index: Index<Source>) -> SourceRecord<'a> {
    let dossier = renderer.dossier;
    let source = &dossier.sources[index];
    let header = &source.header;
    let citing = dossier.backlinks.citations.beside_index(index).iter();
    // What a withdrawn brief rested on is gone with its text.
    let citing = citing.filter(|citing| !dossier.is_withdrawn(citing.by));
    SourceRecord {
        id: Id(&header.id),
        url: Url(renderer.permalink(&header.address)),
        kind: Term(source.kind),
        title: &header.title,
        authors: &source.authors,
        publisher: source.publisher.as_deref(),
        container: source.container.as_deref(),
        published: source.date.as_ref().map(dated),
        address: source.url.as_ref().map(|url| url.value.as_str()),
        archive: source.archive_url.as_ref().map(|url| url.value.as_str()),
        accessed: source.accessed.as_ref().map(dated),
        language: header.language.as_deref(),
        reliability: source.reliability.map(Term),
        note: source.note.as_deref(),
        cited_by: citing.map(|citing| reference(dossier, citing.by)).collect(),
        tags: tags(dossier, header),
        draft: header.draft,
    }
}
