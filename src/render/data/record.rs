//! What records of several kinds share: dates, ids, sources, the first paragraph.

use jiff::civil;
use serde::Serialize;

use crate::link::Dossier;
use crate::model::actor::Actor;
use crate::model::brief::Brief;
use crate::model::date::Date;
use crate::model::event::Event;
use crate::model::identity::{Header, Noun};
use crate::model::source::{Source, SourceUse};
use crate::model::table::{Index, Table};
use crate::model::target::Target;
use crate::model::threshold::Threshold;
use crate::model::vocabulary::Vocabulary;

/// A date with the days among which it lies.
#[derive(Serialize)]
pub struct Dated<'a> {
    /// EDTF level 1.
    pub date: &'a str,
    pub earliest: Option<civil::Date>,
    pub latest: Option<civil::Date>,
}

/// A date as data.
pub fn dated(date: &Date) -> Dated<'_> {
    let days = date.days();
    Dated {
        date: date.edtf(),
        earliest: days.map(|days| days.first),
        latest: days.map(|days| days.last),
    }
}

/// A use of a source.
#[derive(Serialize)]
pub struct Used<'a> {
    pub id: &'a str,
    pub credibility: Option<u8>,
    pub pages: Option<&'a str>,
    pub note: Option<&'a str>,
}

/// Uses of sources.
pub fn used<'a>(dossier: &'a Dossier, uses: &'a [SourceUse]) -> Vec<Used<'a>> {
    let one = |used: &'a SourceUse| Used {
        id: &dossier.sources[used.source].header.id,
        credibility: used.credibility.map(|it| it.grade()),
        pages: used.pages.as_deref(),
        note: used.note.as_deref(),
    };
    uses.iter().map(one).collect()
}

/// A document of any kind.
#[derive(Serialize)]
pub struct Reference<'a> {
    pub kind: &'static str,
    pub id: &'a str,
}

/// A reference to a document.
pub fn reference(dossier: &Dossier, target: Target) -> Reference<'_> {
    let id = dossier.header(target).map_or("", |header| &header.id);
    Reference { kind: target.kind().term(), id }
}

/// What has a header.
pub trait Headed: Noun {
    fn header(&self) -> &Header;
}

macro_rules! headed {
    ($($noun:ident),*) => { $(
        impl Headed for $noun {
            fn header(&self) -> &Header {
                &self.header
            }
        }
    )* };
}
headed!(Actor, Brief, Event, Source, Threshold);

/// The ids of documents of one kind.
pub fn ids<'a, T: Headed>(table: &'a Table<T>, indexes: &[Index<T>]) -> Vec<&'a str> {
    indexes.iter().map(|index| table[*index].header().id.as_str()).collect()
}

/// The names of a document's tags.
pub fn tags<'a>(dossier: &'a Dossier, header: &Header) -> Vec<&'a str> {
    header.tags.iter().map(|tag| dossier.tags[*tag].name.as_str()).collect()
}

/// The ids of the briefs that name a document.
pub fn briefs_naming(dossier: &Dossier, target: impl Into<Target>) -> Vec<&str> {
    let namings = dossier.backlinks.namings.of(target.into()).iter();
    let briefs = namings.filter_map(|naming| match naming.by {
        Target::Brief(index) => Some(dossier.briefs[index].header.id.as_str()),
        _ => None,
    });
    briefs.collect()
}
