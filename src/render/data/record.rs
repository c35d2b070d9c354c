//! What records of several kinds share: dates, ids, sources, the first paragraph.

use schemars::JsonSchema;
use serde::Serialize;

use crate::link::Dossier;
use crate::model::date::Date;
use crate::model::document::Document;
use crate::model::event::Count;
use crate::model::identity::{Header, Kind};
use crate::model::source::SourceUse;
use crate::model::table::{Index, Table};
use crate::model::target::Target;
use crate::render::data::csv_rows::Cell;
use crate::render::data::value::{Day, Edtf, Id, Term, Words};

/// A date with the days among which it lies.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "dated")]
pub struct Dated<'a> {
    /// The date, as EDTF level 1.
    pub date: Edtf<'a>,
    /// The first day among which it lies; `null` where it is not known at all.
    pub earliest: Option<Day>,
    /// The last of them.
    pub latest: Option<Day>,
}

impl Cell for Dated<'_> {
    fn cell(&self) -> impl Serialize {
        self.date
    }
}

/// A date as data.
pub fn dated(date: &Date) -> Dated<'_> {
    let days = date.days();
    Dated {
        date: Edtf(date.edtf()),
        earliest: days.map(|days| Day(days.first)),
        latest: days.map(|days| Day(days.last)),
    }
}

/// A use of a source.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "used")]
pub struct Used<'a> {
    /// The source.
    pub id: Id<'a>,
    /// The Admiralty credibility of this report, 1 to 6, 6 meaning unknown.
    #[schemars(range(min = 1, max = 6))]
    pub credibility: Option<u8>,
    /// Where in the source.
    pub pages: Option<&'a str>,
    /// The author's remark.
    pub note: Option<&'a str>,
}

impl Cell for Vec<Used<'_>> {
    fn cell(&self) -> impl Serialize {
        Words::join(self.iter().map(|used| used.id.0))
    }
}

/// Uses of sources.
pub fn used<'a>(dossier: &'a Dossier, uses: &'a [SourceUse]) -> Vec<Used<'a>> {
    let one = |used: &'a SourceUse| Used {
        id: Id(&dossier.sources[used.source].header.id),
        credibility: used.credibility.map(|it| it.grade()),
        pages: used.pages.as_deref(),
        note: used.note.as_deref(),
    };
    uses.iter().map(one).collect()
}

/// A document of any kind.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "reference")]
pub struct Reference<'a> {
    /// The kind of document.
    pub kind: Term<Kind>,
    /// Its id.
    pub id: Id<'a>,
}

/// A reference to a document.
pub fn reference(dossier: &Dossier, target: Target) -> Reference<'_> {
    Reference { kind: Term(target.kind()), id: Id(dossier.document(target).id()) }
}

/// A number, or the bounds between which it lies.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "bounds")]
pub struct Bounds {
    /// At least.
    pub least: u32,
    /// At most; `null` where that is open.
    pub most: Option<u32>,
}

/// The bounds of a count.
pub fn bounds(count: Count) -> Bounds {
    Bounds { least: count.least, most: count.most }
}

/// The ids of documents of one kind.
pub fn ids<'a, T: Document>(table: &'a Table<T>, indexes: &[Index<T>]) -> Vec<Id<'a>> {
    indexes.iter().map(|index| Id(table[*index].id())).collect()
}

/// The names of a document's tags.
pub fn tags<'a>(dossier: &'a Dossier, header: &Header) -> Vec<&'a str> {
    header.tags.iter().map(|tag| dossier.tags[*tag].name.as_str()).collect()
}

/// The ids of the briefs that name a document.
pub fn briefs_naming(dossier: &Dossier, target: impl Into<Target>) -> Vec<Id<'_>> {
    let namings = dossier.backlinks.namings.get(target.into()).iter();
    let briefs = namings.filter_map(|naming| match naming.by {
        Target::Brief(index) => Some(Id(&dossier.briefs[index].header.id)),
        _ => None,
    });
    briefs.collect()
}
