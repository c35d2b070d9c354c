//! Who and what stands in a relation, as GraphML 1.0: of the site everything, of an actor or threshold its
//! events with who took part in them and which thresholds they touched.

use std::collections::BTreeSet;

use crate::model::date::Date;
use crate::model::event::Event;
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;
use crate::plan::data::EventScope;
use crate::render::data::identifier;
use crate::render::renderer::Renderer;
use crate::render::xml;

/// What nodes and edges may say: of which of both, its name, its type.
const KEYS: [(&str, &str, &str); 11] = [
    ("node", "kind", "string"),
    ("node", "id", "string"),
    ("node", "label", "string"),
    ("node", "url", "string"),
    ("node", "type", "string"),
    ("node", "date", "string"),
    ("node", "status", "string"),
    ("edge", "relation", "string"),
    ("edge", "detail", "string"),
    ("edge", "since", "string"),
    ("edge", "until", "string"),
];

/// `graph.graphml`.
pub fn graph(renderer: &Renderer<'_>, scope: EventScope, events: &[Index<Event>]) -> Vec<u8> {
    let mut graph =
        Graph { renderer, xml: String::with_capacity(4096 + events.len() * 600), edges: 0 };
    graph.xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    graph.xml.push_str("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    for (of, name, kind) in KEYS {
        graph.xml.push_str(&format!(
            "<key id=\"{of}-{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n"
        ));
    }
    graph.xml.push_str("<graph edgedefault=\"directed\">\n");
    match scope {
        EventScope::Site => graph.whole(),
        EventScope::Actor(_) | EventScope::Threshold(_) => graph.around(events),
    }
    graph.xml.push_str("</graph>\n</graphml>\n");
    graph.xml.into_bytes()
}

struct Graph<'r, 'a> {
    renderer: &'r Renderer<'a>,
    xml: String,
    edges: usize,
}

/// How one document stands to another.
#[derive(Default)]
struct Bond<'a> {
    relation: &'static str,
    detail: &'a str,
    since: Option<&'a Date>,
    until: Option<&'a Date>,
}

impl<'a> Graph<'_, 'a> {
    fn whole(&mut self) {
        let dossier = self.renderer.dossier;
        let is_node = |target: &Target| !matches!(target, Target::Ladder(_) | Target::Page(_));
        for target in dossier.targets().filter(is_node) {
            self.node(target);
        }
        for index in dossier.events.indexes() {
            self.of_event(index, |_| true);
        }
        self.of_actors();
        self.of_thresholds();
        self.of_briefs();
        self.of_sources();
    }

    /// Some events, and whom and what they concern.
    fn around(&mut self, events: &[Index<Event>]) {
        let dossier = self.renderer.dossier;
        let mut nodes: BTreeSet<Target> = events.iter().map(|it| (*it).into()).collect();
        for event in events.iter().map(|index| &dossier.events[*index]) {
            nodes.extend(event.actors.iter().map(|part| Target::from(part.actor)));
            nodes.extend(event.thresholds.iter().map(|effect| Target::from(effect.threshold)));
        }
        for target in &nodes {
            self.node(*target);
        }
        for index in events {
            self.of_event(*index, |cause| nodes.contains(&cause.into()));
        }
    }

    fn of_event(&mut self, index: Index<Event>, has: impl Fn(Index<Event>) -> bool) {
        let event = &self.renderer.dossier.events[index];
        for part in &event.actors {
            let bond = Bond { relation: "takes-part", detail: part.role.term(), ..Bond::default() };
            self.edge(part.actor, index, &bond);
        }
        for effect in &event.thresholds {
            let bond =
                Bond { relation: "touches", detail: effect.effect.term(), ..Bond::default() };
            self.edge(index, effect.threshold, &bond);
        }
        for cause in event.responds_to.iter().filter(|cause| has(**cause)) {
            self.edge(index, *cause, &Bond { relation: "responds-to", ..Bond::default() });
        }
    }

    fn of_actors(&mut self) {
        for (index, actor) in self.renderer.dossier.actors.entries() {
            for relation in &actor.relations {
                let bond = Bond {
                    relation: relation.kind.term(),
                    detail: relation.note.as_deref().unwrap_or_default(),
                    since: relation.since.as_ref(),
                    until: relation.until.as_ref(),
                };
                self.edge(index, relation.actor, &bond);
            }
            for position in &actor.positions {
                let Some(of) = position.of else { continue };
                let bond = Bond {
                    relation: "holds-office",
                    detail: &position.title,
                    since: position.since.as_ref(),
                    until: position.until.as_ref(),
                };
                self.edge(index, of, &bond);
            }
        }
    }

    fn of_thresholds(&mut self) {
        for (index, threshold) in self.renderer.dossier.thresholds.entries() {
            for holder in &threshold.holders {
                self.edge(*holder, index, &Bond { relation: "holds", ..Bond::default() });
            }
            for addressee in &threshold.addressed_to {
                self.edge(index, *addressee, &Bond { relation: "warns", ..Bond::default() });
            }
        }
    }

    /// Whom and what briefs name. What a withdrawn one said is gone.
    fn of_briefs(&mut self) {
        let dossier = self.renderer.dossier;
        for (index, brief) in dossier.briefs.entries() {
            if dossier.is_withdrawn(index.into()) {
                continue;
            }
            let names = || Bond { relation: "names", ..Bond::default() };
            brief.actors.iter().for_each(|it| self.edge(index, *it, &names()));
            let events = &dossier.backlinks.briefs.beside_index(index).timeline;
            events.iter().for_each(|it| self.edge(index, *it, &names()));
            brief.thresholds.iter().for_each(|it| self.edge(index, *it, &names()));
        }
    }

    fn of_sources(&mut self) {
        let dossier = self.renderer.dossier;
        for index in dossier.sources.indexes() {
            for citing in dossier.backlinks.citations.beside_index(index) {
                let is_node = !matches!(citing.by, Target::Ladder(_) | Target::Page(_));
                if is_node && !dossier.is_withdrawn(citing.by) {
                    let bond = Bond { relation: "cites", ..Bond::default() };
                    self.edge(citing.by, index, &bond);
                }
            }
        }
    }

    fn node(&mut self, target: Target) {
        let dossier = self.renderer.dossier;
        let (kind, date, status) = match target {
            Target::Actor(index) => (dossier.actors[index].kind.map(Vocabulary::term), None, None),
            Target::Event(index) => {
                let event = &dossier.events[index];
                let kind = event.facts.kind.map(Vocabulary::term);
                (kind, Some(event.date.edtf()), Some(event.facts.status.term()))
            }
            Target::Brief(index) => {
                let brief = &dossier.briefs[index];
                (None, Some(brief.date.edtf()), Some(brief.status.term()))
            }
            Target::Source(index) => {
                let source = &dossier.sources[index];
                (Some(source.kind.term()), source.date.as_ref().map(Date::edtf), None)
            }
            _ => (None, None, None),
        };
        let url = self.renderer.permalink(dossier.address(target));
        let id = dossier.document(target).id();
        self.xml.push_str("<node id=\"");
        self.xml.push_str(&identifier::entity_identifier(dossier, target));
        self.xml.push_str("\">");
        self.datum("node-kind", Some(target.kind().term()));
        self.datum("node-id", Some(id));
        self.datum("node-label", Some(dossier.title(target)));
        self.datum("node-url", Some(&url));
        self.datum("node-type", kind);
        self.datum("node-date", date);
        self.datum("node-status", status);
        self.xml.push_str("</node>\n");
    }

    fn edge(&mut self, from: impl Into<Target>, to: impl Into<Target>, bond: &Bond<'a>) {
        let dossier = self.renderer.dossier;
        let (from, to) = (
            identifier::entity_identifier(dossier, from.into()),
            identifier::entity_identifier(dossier, to.into()),
        );
        // Two edges may have the same ends, and are told apart by their numbers.
        self.edges += 1;
        self.xml
            .push_str(&format!("<edge id=\"e{}\" source=\"{from}\" target=\"{to}\">", self.edges));
        self.datum("edge-relation", Some(bond.relation));
        self.datum("edge-detail", Some(bond.detail).filter(|detail| !detail.is_empty()));
        self.datum("edge-since", bond.since.map(Date::edtf));
        self.datum("edge-until", bond.until.map(Date::edtf));
        self.xml.push_str("</edge>\n");
    }

    fn datum(&mut self, key: &str, value: Option<&str>) {
        let Some(value) = value else { return };
        self.xml.push_str("<data key=\"");
        self.xml.push_str(key);
        self.xml.push_str("\">");
        xml::escape(&mut self.xml, value);
        self.xml.push_str("</data>");
    }
}
