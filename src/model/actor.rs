//! Actors: states, people and bodies that act in events.

use crate::model::body::Destination;
use crate::model::country::Country;
use crate::model::date::Date;
use crate::model::identity::{Header, Kind, Noun};
use crate::model::source::SourceUse;
use crate::model::table::Index;
use crate::model::vocabulary::vocabulary;
use crate::source::{Located, Span};

vocabulary! {
    /// What an actor is.
    ActorKind is "kind of actor" {
        State = "state" "State",
        Person = "person" "Person",
        Organization = "organization" "Organization",
        PublicBody = "public-body" "Public body",
        ArmedGroup = "armed-group" "Armed group",
        Company = "company" "Company",
        Media = "media" "Media",
        Alliance = "alliance" "Alliance",
        Population = "population" "Population",
    }
}

impl ActorKind {
    /// What an index of this kind is headed with.
    pub fn plural(self) -> &'static str {
        match self {
            Self::State => "States",
            Self::Person => "People",
            Self::Organization => "Organizations",
            Self::PublicBody => "Public bodies",
            Self::ArmedGroup => "Armed groups",
            Self::Company => "Companies",
            Self::Media => "Media",
            Self::Alliance => "Alliances",
            Self::Population => "Populations and groups",
        }
    }

    /// The type of schema.org.
    pub fn schema_org(self) -> &'static str {
        match self {
            Self::State => "Country",
            Self::Person => "Person",
            Self::Company => "Corporation",
            Self::Media => "NewsMediaOrganization",
            Self::PublicBody => "GovernmentOrganization",
            Self::Population => "Thing",
            Self::Organization | Self::ArmedGroup | Self::Alliance => "Organization",
        }
    }

    /// The schema of FollowTheMoney.
    pub fn follow_the_money(self) -> &'static str {
        match self {
            Self::State | Self::PublicBody => "PublicBody",
            Self::Person => "Person",
            Self::Company => "Company",
            Self::Organization | Self::ArmedGroup | Self::Media | Self::Alliance => "Organization",
            Self::Population => "LegalEntity",
        }
    }
}

vocabulary! {
    /// How one actor stands to another, from the first to the second.
    RelationKind is "kind of relation" {
        MemberOf = "member-of" "Member of",
        PartOf = "part-of" "Part of",
        Leads = "leads" "Leads",
        AlliedWith = "allied-with" "Allied with",
        Opposes = "opposes" "Opposes",
        Sponsors = "sponsors" "Sponsors",
    }
}

impl RelationKind {
    /// The same relation, told from its other end.
    pub fn inverse_label(self) -> &'static str {
        match self {
            Self::MemberOf => "Has member",
            Self::PartOf => "Has part",
            Self::Leads => "Led by",
            Self::AlliedWith => "Allied with",
            Self::Opposes => "Opposed by",
            Self::Sponsors => "Sponsored by",
        }
    }
}

/// An actor.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The title is the name.
    pub header: Header,
    /// `None` for one that nobody described.
    pub kind: Option<ActorKind>,
    pub country: Option<Country>,
    /// `Q…`.
    pub wikidata: Option<String>,
    pub positions: Vec<Position>,
    pub relations: Vec<Relation>,
    /// The coalition that escalation figures draw it with.
    pub side: Option<String>,
    /// With the place where the author names it.
    pub image: Option<(Destination, Span)>,
    pub links: Vec<ExternalLink>,
}

impl Noun for Actor {
    const KIND: Kind = Kind::Actor;
}

/// An office that an actor holds or held.
#[derive(Debug, Clone)]
pub struct Position {
    pub title: String,
    /// What it is an office of.
    pub of: Option<Index<Actor>>,
    pub since: Option<Date>,
    pub until: Option<Date>,
}

/// A relation to another actor.
#[derive(Debug, Clone)]
pub struct Relation {
    pub actor: Index<Actor>,
    pub kind: RelationKind,
    pub since: Option<Date>,
    pub until: Option<Date>,
    pub note: Option<String>,
    /// What it rests on.
    pub sources: Vec<SourceUse>,
}

/// An address elsewhere, with what to call it.
#[derive(Debug, Clone)]
pub struct ExternalLink {
    pub title: String,
    /// With the place where the author names it.
    pub url: Located<String>,
}
