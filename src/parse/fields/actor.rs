//! Fields of actors.

use crate::diagnostic::Diagnostic;
use crate::model::actor::{Actor, ActorKind, RelationKind};
use crate::model::country::Country;
use crate::model::date::Date;
use crate::parse::fields::source::SourceEntry;
use crate::parse::node::Node;
use crate::parse::record::{Decode, Shape, record};
use crate::parse::scalar::address::{PicturePath, WebAddress};
use crate::parse::scalar::code::WikidataItem;
use crate::parse::scalar::{Reference, Term};
use crate::source::Located;

record! {
    /// Fields of an actor.
    pub struct ActorFields is "actor" {
        /// The name that readers know.
        required name: String = "\"Donald Trump\"",
        /// What it is.
        optional kind: Term<ActorKind> = "\"person\"",
        /// The country it belongs to (ISO 3166-1 alpha-2).
        optional country: Country = "\"US\"",
        /// Its Wikidata item.
        optional wikidata: WikidataItem = "\"Q22686\"",
        /// Offices that it holds or held.
        list positions: PositionFields = "[{ title = \"President\", of = \"united-states\", since = 2025-01-20 }]",
        /// How it stands to other actors. Each relation shows on both actors' pages.
        list relations: RelationFields = "[{ actor = \"iran\", kind = \"part-of\" }]",
        /// The coalition that it is drawn with on escalation figures.
        optional side: String = "\"us\"",
        /// A picture beside the document, or under `static/` with a leading `/`.
        optional image: PicturePath = "\"portrait.jpg\"",
        /// Addresses elsewhere: plain, or with a title.
        list links: LinkEntry = "[\"https://www.example.org/\", { title = \"Official site\", url = \"https://www.example.org/\" }]",
    }
}

record! {
    /// An office.
    pub struct PositionFields is "position" {
        /// What the office is called.
        required title: String = "\"President\"",
        /// The actor that it is an office of.
        optional of: Reference<Actor> = "\"united-states\"",
        /// From when.
        optional since: Located<Date> = "2025-01-20",
        /// Until when; left out while it is held.
        optional until: Located<Date> = "2029-01-20",
    }
}

record! {
    /// A relation to another actor.
    pub struct RelationFields is "relation" {
        /// The other actor.
        required actor: Reference<Actor> = "\"iran\"",
        /// How this actor stands to the other.
        required kind: Term<RelationKind> = "\"part-of\"",
        /// From when.
        optional since: Located<Date> = "\"1979\"",
        /// Until when.
        optional until: Located<Date> = "\"2020-01-03\"",
        /// What should be said about it.
        optional note: String = "\"According to both governments.\"",
        /// What it rests on.
        list sources: SourceEntry = "[\"reuters-2025-06-15\"]",
    }
}

record! {
    /// An address elsewhere, with what to call it.
    pub struct TitledLinkFields is "link" {
        /// What readers see.
        required title: String = "\"Official site\"",
        /// Where it leads.
        required url: WebAddress = "\"https://www.example.org/\"",
    }
}

/// An address, or an address with a title.
#[derive(Debug, Clone)]
pub struct LinkEntry {
    pub title: Option<String>,
    pub url: Located<String>,
}

impl Decode for LinkEntry {
    fn shape() -> Shape {
        Shape::OneOf(vec![WebAddress::shape(), TitledLinkFields::shape()])
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        if node.as_table().is_some() {
            let link = TitledLinkFields::decode(node, problems)?;
            return Some(Self { title: Some(link.title), url: link.url.0 });
        }
        let WebAddress(url) = WebAddress::decode(node, problems)?;
        Some(Self { title: None, url })
    }
}

impl ActorFields {
    /// The fields of an actor of whom only the name is known.
    pub fn named(name: String) -> Self {
        Self {
            name,
            kind: None,
            country: None,
            wikidata: None,
            positions: Vec::new(),
            relations: Vec::new(),
            side: None,
            image: None,
            links: Vec::new(),
        }
    }
}
