//! What is found of a page: its names, what it is filtered by, and its texts.

use std::iter;

use crate::link::Dossier;
use crate::model::actor::Actor;
use crate::model::brief::{Brief, BriefStatus};
use crate::model::date::{self, Date};
use crate::model::event::Event;
use crate::model::identity::{Header, Kind};
use crate::model::ladder::Ladder;
use crate::model::site::Site;
use crate::model::source::Source;
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::threshold::Threshold;
use crate::plan::{Content, Page};

/// The years of an interval that it is found by; one of centuries is found by its first ones.
const MOST_YEARS: usize = 100;

/// What the index holds of a page.
pub struct PageText<'a> {
    pub kind: Kind,
    pub title: &'a str,
    /// Other names for it.
    pub names: Vec<&'a str>,
    pub date: Option<&'a Date>,
    pub actors: Vec<Index<Actor>>,
    /// Short texts of the front matter, each a paragraph.
    pub lead: Vec<&'a str>,
    /// The document whose body and notes follow.
    pub header: Option<&'a Header>,
}

impl<'a> PageText<'a> {
    /// The text of a page; `None` for pages that only list others or serve the site.
    pub fn for_page(site: &'a Site, dossier: &'a Dossier, page: &Page) -> Option<Self> {
        Some(match &page.content {
            Content::Brief(index) => brief(&dossier.briefs[*index]),
            Content::Actor(index) => actor(*index, &dossier.actors[*index]),
            Content::Event(index) => event(&dossier.events[*index]),
            Content::Threshold(index) => threshold(&dossier.thresholds[*index]),
            Content::Ladder(index) => ladder(&dossier.ladders[*index]),
            Content::Source(index) => source(&dossier.sources[*index]),
            Content::Page(index) => of_header(Kind::Page, &dossier.pages[*index].header),
            Content::Tag(index, portion) if portion.number == 1 => Self {
                kind: Kind::Tag,
                title: dossier.title(Target::Tag(*index)),
                names: Vec::new(),
                date: None,
                actors: Vec::new(),
                lead: Vec::new(),
                header: None,
            },
            Content::Home => home(site, dossier),
            content => {
                // An index has a text of its own where its author wrote one, on its first page.
                let text = dossier.index_text(content.section()?.folder())?;
                let header = &dossier.pages[text].header;
                (header.address == page.address).then(|| of_header(Kind::Page, header))?
            }
        })
    }

    /// The years that it is about, from first to last.
    pub fn years(&self) -> Vec<String> {
        let Some(date) = self.date.filter(|date| date.year() != i64::MAX) else {
            return Vec::new();
        };
        let first = date.year();
        let last = date.latest().map_or(first, |day| day.year).max(first);
        (first..=last).take(MOST_YEARS).map(date::year_words).collect()
    }
}

fn of_header(kind: Kind, header: &Header) -> PageText<'_> {
    PageText {
        kind,
        title: &header.title,
        names: header.aliases.iter().map(String::as_str).collect(),
        date: None,
        actors: Vec::new(),
        lead: Vec::new(),
        header: Some(header),
    }
}

fn home<'a>(site: &'a Site, dossier: &'a Dossier) -> PageText<'a> {
    let text = dossier.index_text("");
    PageText {
        kind: Kind::Page,
        title: &site.title,
        names: Vec::new(),
        date: None,
        actors: Vec::new(),
        lead: texts([&site.description]).collect(),
        header: text.map(|text| &dossier.pages[text].header),
    }
}

fn brief(brief: &Brief) -> PageText<'_> {
    let corrections = brief.corrections.iter().map(|it| it.text.as_str());
    let mut text = of_header(Kind::Brief, &brief.header);
    text.date = Some(&brief.date);
    text.actors.clone_from(&brief.actors);
    if brief.status == BriefStatus::Withdrawn {
        // Its text is gone; why it is gone can be found.
        text.header = None;
        text.lead.extend(corrections);
        return text;
    }
    text.lead.extend(texts([&brief.summary]));
    text.lead.extend(brief.key_judgements.iter().map(|it| it.text.as_str()));
    text.lead.extend(corrections);
    text.lead.extend(brief.authors.iter().map(String::as_str));
    text
}

fn actor(index: Index<Actor>, actor: &Actor) -> PageText<'_> {
    let mut text = of_header(Kind::Actor, &actor.header);
    text.actors.push(index);
    text.lead.extend(actor.positions.iter().map(|it| it.title.as_str()));
    text.lead.extend(actor.relations.iter().flat_map(|it| texts([&it.note])));
    text
}

fn event(event: &Event) -> PageText<'_> {
    let mut text = of_header(Kind::Event, &event.header);
    text.date = Some(&event.date);
    for participation in &event.actors {
        if !text.actors.contains(&participation.actor) {
            text.actors.push(participation.actor);
        }
    }
    text.lead.extend(event.place.iter().map(|it| it.name.as_str()));
    text.lead.extend(event.facts.casualties.iter().flat_map(|it| texts([&it.note])));
    text.lead.extend(event.thresholds.iter().flat_map(|it| texts([&it.note])));
    for placement in &event.placements {
        text.lead.extend(texts([&placement.why]));
        text.lead.extend(placement.dissent.iter().flat_map(|it| texts([&it.by, &it.why])));
    }
    text
}

fn threshold(threshold: &Threshold) -> PageText<'_> {
    let mut text = of_header(Kind::Threshold, &threshold.header);
    text.date = threshold.since.as_ref();
    text.actors.clone_from(&threshold.holders);
    let others = threshold.addressed_to.iter().filter(|it| !threshold.holders.contains(it));
    text.actors.extend(others);
    text.lead.extend(texts([&threshold.condition, &threshold.consequence]));
    for wording in &threshold.wording {
        text.lead.extend(iter::once(wording.text.as_str()).chain(texts([&wording.translation])));
    }
    text
}

fn ladder(ladder: &Ladder) -> PageText<'_> {
    let mut text = of_header(Kind::Ladder, &ladder.header);
    text.lead.extend(texts([&ladder.description]));
    for rung in &ladder.rungs {
        text.lead.extend(iter::once(rung.name.as_str()).chain(texts([&rung.description])));
    }
    text.lead.extend(ladder.firebreaks.iter().map(|it| it.name.as_str()));
    text
}

fn source(source: &Source) -> PageText<'_> {
    let mut text = of_header(Kind::Source, &source.header);
    text.date = source.date.as_ref();
    text.lead.extend(source.authors.iter().map(String::as_str));
    text.lead.extend(texts([&source.container, &source.publisher, &source.note]));
    text.lead.push(&source.header.id);
    text
}

fn texts<const N: usize>(written: [&Option<String>; N]) -> impl Iterator<Item = &str> {
    written.into_iter().flatten().map(String::as_str)
}
