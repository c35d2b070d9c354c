//! Feeds: what is new or changed, for readers who come back.

mod absolute;
mod entry;

use tera::Value;

use crate::diagnostic::Diagnostic;
use crate::link::Dossier;
use crate::model::date::Date;
use crate::model::licence::Licence;
use crate::model::site::{FeedContent, Site};
use crate::model::target::Target;
use crate::plan::{Content, Feed, Page, Plan, Section, feed};
use crate::render::renderer::Renderer;
use crate::render::views::{FeedEntryView, FeedLinkView, FeedView};
use crate::render::xml::without_controls;

/// A feed.
pub fn view(renderer: &Renderer<'_>, page: &Page, feed: Feed) -> Result<FeedView, Diagnostic> {
    let site = renderer.site;
    let mut entries: Vec<FeedEntryView> = Vec::with_capacity(site.feeds.entries);
    if feed == Feed::Corrections {
        entries.extend(entry::corrections(renderer));
    } else {
        for target in latest(renderer, feed) {
            entries.push(entry::build_entry(renderer, page, target, is_full(site, feed))?);
        }
    }
    let updated = entries.iter().map(|entry| entry.updated.as_str()).max();
    Ok(FeedView {
        title: without_controls(&title(renderer.site, renderer.dossier, feed)).into_owned(),
        permalink: renderer.permalink(&page.address),
        page: renderer.permalink(&feed.page(renderer.dossier)),
        updated: updated.map_or_else(|| entry::without_date(renderer), str::to_owned),
        rights: site.data.licence.as_ref().map(Licence::written).map(str::to_owned),
        entries: entries.iter().map(Value::from_serializable).collect(),
    })
}

/// Only the feeds of the site and of briefs have full texts: with an actor's, each text would be written once
/// for every actor in it.
fn is_full(site: &Site, feed: Feed) -> bool {
    site.feeds.content == FeedContent::Full && matches!(feed, Feed::Site | Feed::Briefs)
}

/// The documents of a feed, last changed first.
fn latest(renderer: &Renderer<'_>, feed: Feed) -> Vec<Target> {
    let dossier = renderer.dossier;
    let briefs_naming = |target: Target| {
        let namings = dossier.backlinks.namings.get(target).iter().map(|naming| naming.by);
        namings.filter(|by| matches!(by, Target::Brief(_)))
    };
    let briefs = || dossier.briefs.indexes().map(Target::from);
    let events = || dossier.events.indexes().map(Target::from);
    let targets: Vec<Target> = match feed {
        Feed::Site => briefs().chain(events()).collect(),
        Feed::Briefs => briefs().collect(),
        Feed::Events => events().collect(),
        Feed::Thresholds => dossier.thresholds.indexes().map(Target::from).collect(),
        Feed::Actor(index) => {
            let timeline = dossier.backlinks.actors.beside_index(index).timeline.iter();
            timeline.map(|(event, _)| (*event).into()).chain(briefs_naming(index.into())).collect()
        }
        Feed::Threshold(index) => {
            let touches = dossier.backlinks.touches.beside_index(index).iter();
            let mut events: Vec<Target> = touches.map(|touch| touch.event.into()).collect();
            events.dedup();
            events.into_iter().chain(briefs_naming(index.into())).collect()
        }
        Feed::Tag(index) => dossier.backlinks.tags.beside_index(index).clone(),
        Feed::Corrections => Vec::new(),
    };
    let dated = targets.into_iter().filter_map(|it| Some((entry::changed(dossier, it)?, it)));
    let mut dated: Vec<(&Date, Target)> = dated.collect();
    dated.sort_by(|(one, a), (other, b)| other.cmp(one).then(b.cmp(a)));
    dated.into_iter().take(renderer.site.feeds.entries).map(|(_, target)| target).collect()
}

/// What a feed is of.
fn name(dossier: &Dossier, feed: Feed) -> &str {
    match feed {
        Feed::Site => "Briefs and events",
        Feed::Briefs => Section::Briefs.title(),
        Feed::Events => Section::Events.title(),
        Feed::Thresholds => Section::Thresholds.title(),
        Feed::Corrections => Section::Corrections.title(),
        Feed::Actor(index) => dossier.title(index.into()),
        Feed::Threshold(index) => dossier.title(index.into()),
        Feed::Tag(index) => dossier.title(index.into()),
    }
}

fn title(site: &Site, dossier: &Dossier, feed: Feed) -> String {
    match feed {
        Feed::Site => site.title.clone(),
        _ => format!("{}: {}", site.title, name(dossier, feed)),
    }
}

fn link(site: &Site, dossier: &Dossier, feed: Feed) -> FeedLinkView {
    FeedLinkView {
        title: title(site, dossier, feed),
        name: name(dossier, feed).to_owned(),
        url: feed.address(dossier).href(&site.base_path),
    }
}

/// Links to the feeds of the site.
pub fn of_site(site: &Site, dossier: &Dossier, plan: &Plan) -> Vec<FeedLinkView> {
    let feeds = feed::of_site(site, &plan.sections).into_iter();
    feeds.map(|feed| link(site, dossier, feed)).collect()
}

/// A link to the feed of what a page shows.
pub fn of_page(renderer: &Renderer<'_>, content: &Content) -> Option<FeedLinkView> {
    let (site, dossier) = (renderer.site, renderer.dossier);
    let feed = content.feed(dossier, site, &renderer.plan.sections)?;
    Some(link(site, dossier, feed))
}
