//! What a line of a network says of itself: kinds, words, years, and where what stands behind it is found.

use std::collections::BTreeMap;

use jiff::civil;

use crate::model::actor::{Actor, Relation, RelationKind};
use crate::model::date::Days;
use crate::model::event::Event;
use crate::model::table::Index;
use crate::model::threshold::Threshold;
use crate::model::vocabulary::Vocabulary;
use crate::render::figure::drawing::Drawing;
use crate::render::figure::network::graph::{self, By};

/// What a tie says of itself.
pub struct EdgeDescription {
    /// `relation`, `threshold` or `events`.
    pub class: &'static str,
    /// The terms of its kinds: `part-of`, `threshold`, `events`.
    pub kinds: Vec<&'static str>,
    /// Whether it leads from one to the other.
    pub directed: bool,
    /// Where what stands behind it is found.
    pub url: String,
    /// In words, without the two names: "Part of, since 1979", "12 shared events".
    pub words: String,
    /// When: periods of years, each with how many events it stands for.
    pub periods: Vec<Period>,
}

/// A period of years.
pub struct Period {
    /// `None` where it has no known beginning or end.
    pub first: Option<i16>,
    pub last: Option<i16>,
    pub count: usize,
}

/// Describes what ties one actor to another.
pub fn describe_edge(
    drawing: &Drawing<'_>,
    (from, to): (Index<Actor>, Index<Actor>),
    by: &By,
) -> EdgeDescription {
    match by {
        By::Relations(relations) => by_relations(drawing, from, relations),
        By::Thresholds(thresholds) => by_thresholds(drawing, from, thresholds),
        By::Events(events) => by_events(drawing, from, to, events),
    }
}

/// Relations lead to where the first of them is stated; each stands on both actors' pages.
fn by_relations(
    drawing: &Drawing<'_>,
    from: Index<Actor>,
    relations: &[(Index<Actor>, usize)],
) -> EdgeDescription {
    let stated = |(by, number): &(Index<Actor>, usize)| -> &Relation {
        &drawing.dossier().actors[*by].relations[*number]
    };
    let words = |it: &(Index<Actor>, usize)| {
        let relation = stated(it);
        let label =
            if it.0 == from { relation.kind.label() } else { relation.kind.inverse_label() };
        let since = relation.since.as_ref().map(|date| format!("since {}", date.in_sentence()));
        let until = relation.until.as_ref().map(|date| format!("until {}", date.in_sentence()));
        let when = [since, until].into_iter().flatten().collect::<Vec<_>>().join(" ");
        if when.is_empty() { label.to_owned() } else { format!("{label} ({when})") }
    };
    let mut kinds: Vec<RelationKind> = relations.iter().map(|it| stated(it).kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let period = |it: &(Index<Actor>, usize)| {
        let relation = stated(it);
        period(graph::between(relation.since.as_ref(), relation.until.as_ref()))
    };
    let (by, number) = relations[0];
    let other = drawing.dossier().actors[by].relations[number].actor;
    let mutual =
        |kind: &RelationKind| matches!(kind, RelationKind::AlliedWith | RelationKind::Opposes);
    EdgeDescription {
        class: "relation",
        directed: !kinds.iter().all(mutual),
        url: anchor(drawing, by, "relation", other),
        words: relations.iter().map(words).collect::<Vec<_>>().join("; "),
        periods: relations.iter().map(period).collect(),
        kinds: kinds.into_iter().map(Vocabulary::term).collect(),
    }
}

/// A threshold leads to its page; several lead to their list on the holder's.
fn by_thresholds(
    drawing: &Drawing<'_>,
    from: Index<Actor>,
    thresholds: &[Index<Threshold>],
) -> EdgeDescription {
    let title = |it: &Index<Threshold>| &drawing.dossier().thresholds[*it].header.title;
    let url = match thresholds {
        [threshold] => drawing.link(*threshold).url,
        _ => format!("{}#part-holds", drawing.link(from).url),
    };
    let titles: Vec<String> = thresholds.iter().map(|it| format!("“{}”", title(it))).collect();
    let days = thresholds.iter().map(|it| graph::threshold_days(drawing, *it));
    EdgeDescription {
        class: "threshold",
        kinds: vec!["threshold"],
        directed: true,
        url,
        words: format!("Holds a threshold against: {}", titles.join("; ")),
        periods: days.map(period).collect(),
    }
}

/// Shared events lead to their list, on the page of an actor that has one with the other.
fn by_events(
    drawing: &Drawing<'_>,
    from: Index<Actor>,
    to: Index<Actor>,
    events: &[Index<Event>],
) -> EdgeDescription {
    let company = |of: Index<Actor>| &drawing.dossier().backlinks.actors.beside_index(of).company;
    let lists =
        |of: Index<Actor>, with: Index<Actor>| company(of).iter().any(|it| it.actor == with);
    let (on, with) = if lists(from, to) { (from, to) } else { (to, from) };
    let mut periods: BTreeMap<(Option<i16>, Option<i16>), usize> = BTreeMap::new();
    for event in events {
        let days = drawing.dossier().events[*event].date.days();
        let years = days.map(|days| (days.first.year(), days.last.year())).unzip();
        *periods.entry(years).or_default() += 1;
    }
    let periods = periods.into_iter();
    EdgeDescription {
        class: "events",
        kinds: vec!["events"],
        directed: false,
        url: anchor(drawing, on, "with", with),
        words: match events.len() {
            1 => "One shared event".to_owned(),
            several => format!("{several} shared events"),
        },
        periods: periods.map(|((first, last), count)| Period { first, last, count }).collect(),
    }
}

/// Where an actor's page tells of another.
fn anchor(drawing: &Drawing<'_>, on: Index<Actor>, part: &str, other: Index<Actor>) -> String {
    let id = &drawing.dossier().actors[other].header.id;
    format!("{}#{part}-{id}", drawing.link(on).url)
}

fn period(days: Days) -> Period {
    Period {
        first: (days.first > civil::Date::MIN).then(|| days.first.year()),
        last: (days.last < civil::Date::MAX).then(|| days.last.year()),
        count: 1,
    }
}
