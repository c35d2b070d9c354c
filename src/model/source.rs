//! Sources: what briefs and events cite, and how far each is trusted.

use hayagriva::Entry;

use crate::model::date::Date;
use crate::model::identity::{Header, Kind, Noun};
use crate::model::table::Index;
use crate::model::vocabulary::{Vocabulary, vocabulary};
use crate::source::Located;

vocabulary! {
    /// How far a source is trusted (Admiralty code, STANAG 2511). F means unknown, not worst.
    Reliability is "reliability" {
        A = "A" "completely reliable",
        B = "B" "usually reliable",
        C = "C" "fairly reliable",
        D = "D" "not usually reliable",
        E = "E" "unreliable",
        F = "F" "reliability cannot be judged",
    }
}

/// How far one report is believed (Admiralty code, STANAG 2511): 1 to 6, 6 meaning unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credibility(u8);

impl Credibility {
    /// The grade, where it is one of the six.
    pub fn new(grade: i64) -> Option<Self> {
        (1..=6).contains(&grade).then_some(Self(grade as u8))
    }

    /// 1 to 6.
    pub fn grade(self) -> u8 {
        self.0
    }

    /// The grade in words.
    pub fn label(self) -> &'static str {
        match self.0 {
            1 => "confirmed",
            2 => "probably true",
            3 => "possibly true",
            4 => "doubtful",
            5 => "improbable",
            _ => "credibility cannot be judged",
        }
    }
}

vocabulary! {
    /// What a source is; hayagriva's entry types.
    SourceKind is "source kind" {
        Article = "article" "Article",
        Book = "book" "Book",
        Report = "report" "Report",
        Web = "web" "Web page",
        Newspaper = "newspaper" "Newspaper",
        Periodical = "periodical" "Periodical",
        Chapter = "chapter" "Chapter",
        Entry = "entry" "Entry",
        Anthos = "anthos" "Anthology text",
        Anthology = "anthology" "Anthology",
        Thesis = "thesis" "Thesis",
        Proceedings = "proceedings" "Proceedings",
        Conference = "conference" "Conference",
        Case = "case" "Legal case",
        Legislation = "legislation" "Legislation",
        Manuscript = "manuscript" "Manuscript",
        Post = "post" "Post",
        Thread = "thread" "Thread",
        Blog = "blog" "Blog",
        Video = "video" "Video",
        Audio = "audio" "Audio",
        Scene = "scene" "Scene",
        Performance = "performance" "Performance",
        Exhibition = "exhibition" "Exhibition",
        Artwork = "artwork" "Artwork",
        Patent = "patent" "Patent",
        Reference = "reference" "Work of reference",
        Repository = "repository" "Repository",
        Original = "original" "Original",
        Misc = "misc" "Document",
    }
}

/// A source with its bibliographic record.
#[derive(Debug, Clone)]
pub struct Source {
    /// The key is the id; the title stands in plain text.
    pub header: Header,
    /// Everything that a citation style may want. A source without authors is cited by its
    /// publisher, which stands for them here.
    pub record: Entry,
    /// The authors' names in natural order.
    pub authors: Vec<String>,
    /// The publisher, or the organization that stands for it.
    pub publisher: Option<String>,
    /// The work it appeared in: a journal, a newspaper, a collection.
    pub container: Option<String>,
    pub kind: SourceKind,
    /// With its precision, where the record's own date has less.
    pub date: Option<Date>,
    /// With the place where the author names it.
    pub url: Option<Located<String>>,
    /// Where a copy is kept.
    pub archive_url: Option<Located<String>>,
    /// When the address was last read.
    pub accessed: Option<Date>,
    pub reliability: Option<Reliability>,
    pub note: Option<String>,
}

impl Noun for Source {
    const KIND: Kind = Kind::Source;
}

/// One use of a source: in a document's `sources`, with what holds for this report only.
#[derive(Debug, Clone)]
pub struct SourceUse {
    pub source: Index<Source>,
    pub credibility: Option<Credibility>,
    pub pages: Option<String>,
    pub note: Option<String>,
}

impl SourceKind {
    /// The kind of a record that was read from a library.
    pub fn from_record(record: &Entry) -> Self {
        Self::from_term(&format!("{:?}", record.entry_type()).to_lowercase()).unwrap_or(Self::Misc)
    }
}
