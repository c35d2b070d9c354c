//! What each page of the plan shows: its template and the views that the template gets.

pub mod actor;
pub mod brief;
mod data;
pub mod document;
pub mod event;
mod feed;
pub mod index;
mod ladder;
mod network;
mod search;
mod section;
mod site;
pub mod source;
pub mod threshold;

pub use section::sections;
pub use site::{properties, site};

use serde::Serialize;
use tera::{Context, Value};

use crate::diagnostic::Diagnostic;
use crate::model::address::Address;
use crate::model::figure::FigureKind;
use crate::model::page::Page as TextPage;
use crate::model::table::Index;
use crate::model::target::Target;
use crate::plan::{Content, Page, Section, sitemap_part};
use crate::render::linked_data;
use crate::render::page::section::section_title;
use crate::render::renderer::Renderer;
use crate::render::view;
use crate::render::views::{self, PageView};

/// What a page's template gets; the page's own view is added by the caller.
pub fn context(renderer: &Renderer<'_>, page: &Page) -> Result<Context, Diagnostic> {
    let mut context = Context::new();
    match &page.content {
        Content::Home => {
            show(&mut context, "home", &index::home(renderer));
            insert_text(&mut context, renderer, page, "")?;
        }
        Content::Briefs(portion) => {
            show(&mut context, "list", &index::briefs(renderer, portion));
            section_text(&mut context, renderer, page, Section::Briefs)?;
        }
        Content::Actors(portion) => {
            show(&mut context, "list", &index::actors(renderer, portion));
            section_text(&mut context, renderer, page, Section::Actors)?;
        }
        Content::Events(portion) => {
            show(&mut context, "list", &index::events(renderer, portion));
            show(&mut context, "browse", &index::browse(renderer, None));
            section_text(&mut context, renderer, page, Section::Events)?;
        }
        Content::EventGroup(group, portion) => {
            show(&mut context, "list", &index::events(renderer, portion));
            show(&mut context, "browse", &index::browse(renderer, Some(*group)));
        }
        Content::Network(portion) => {
            show(&mut context, "network", &network::view(renderer, portion));
            section_text(&mut context, renderer, page, Section::Network)?;
        }
        Content::Map => {
            show(
                &mut context,
                "figure",
                &index::figure_of(renderer, Section::Map, FigureKind::Map),
            );
            section_text(&mut context, renderer, page, Section::Map)?;
        }
        Content::Thresholds => {
            let cards = renderer.cards.all(renderer.dossier.thresholds.indexes());
            context.insert_value("thresholds", Value::from(cards));
            context.insert_value("figures", Value::from(index::figures(renderer)));
            show(&mut context, "data", &data::of_explainer(renderer));
            section_text(&mut context, renderer, page, Section::Thresholds)?;
        }
        Content::Ladders => {
            let used = renderer.dossier.ladders.indexes();
            let used = used.filter(|ladder| renderer.dossier.is_ladder_in_use(*ladder));
            context.insert_value("ladders", Value::from(renderer.cards.all(used)));
            section_text(&mut context, renderer, page, Section::Ladders)?;
        }
        Content::Sources(portion) => {
            show(&mut context, "list", &index::sources(renderer, portion));
            section_text(&mut context, renderer, page, Section::Sources)?;
        }
        Content::Tags => {
            let cards = renderer.cards.all(renderer.dossier.tags.indexes());
            context.insert_value("tags", Value::from(cards));
            section_text(&mut context, renderer, page, Section::Tags)?;
        }
        Content::Tag(tag, portion) => {
            context.insert_value("tag", renderer.cards.get(*tag));
            show(&mut context, "list", &index::tagged(renderer, portion));
        }
        Content::Corrections(portion) => {
            show(&mut context, "list", &index::corrections(renderer, portion));
            section_text(&mut context, renderer, page, Section::Corrections)?;
        }
        Content::Brief(it) => {
            context.insert_value("brief", views::extended(&brief::view(renderer, page, *it)?));
        }
        Content::Actor(it) => {
            context.insert_value("actor", views::extended(&actor::view(renderer, page, *it)?));
        }
        Content::Event(it) => {
            context.insert_value("event", views::extended(&event::view(renderer, page, *it)?));
        }
        Content::Threshold(it) => {
            context
                .insert_value("threshold", views::extended(&threshold::view(renderer, page, *it)?));
        }
        Content::Ladder(it) => {
            context.insert_value("ladder", views::extended(&ladder::view(renderer, page, *it)?));
        }
        Content::Source(it) => {
            context.insert_value("source", views::extended(&source::view(renderer, page, *it)?));
        }
        Content::Page(it) => {
            context.insert_value("text", views::extended(&document::text(renderer, page, *it)?));
        }
        Content::DataIndex => {
            show(&mut context, "data", &data::view(renderer));
            section_text(&mut context, renderer, page, Section::Data)?;
        }
        // Data has no template.
        Content::NotFound
        | Content::Search
        | Content::Robots
        | Content::Data(_)
        | Content::Finder(..)
        | Content::Annotations(_)
        | Content::Properties
        | Content::Host(_) => {}
        Content::Feed(it) => {
            show(&mut context, "feed", &feed::view(renderer, page, *it)?);
        }
        Content::Redirect(target) => {
            show(&mut context, "target", &renderer.link(*target));
        }
        Content::Sitemap(number) => {
            show(&mut context, "entries", &index::sitemap(renderer, *number));
        }
        Content::SitemapIndex(parts) => {
            let part = |number| renderer.permalink(&sitemap_part(number));
            show(&mut context, "parts", &(0..*parts).map(part).collect::<Vec<String>>());
        }
    }
    Ok(context)
}

fn section_text(
    context: &mut Context,
    renderer: &Renderer<'_>,
    page: &Page,
    section: Section,
) -> Result<(), Diagnostic> {
    insert_text(context, renderer, page, section.folder())
}

/// The document whose page this is: its own, or the author's text of an index.
pub fn document_of(renderer: &Renderer<'_>, page: &Page) -> Option<Target> {
    let folder = match (&page.content, page.content.section()) {
        (Content::Home, _) => "",
        (_, Some(section)) => section.folder(),
        (_, None) => return page.content.target(),
    };
    page.content.target().or_else(|| index_text(renderer, page, folder).map(Target::from))
}

/// The author's own text of an index; only its first page shows it.
fn index_text(renderer: &Renderer<'_>, page: &Page, folder: &str) -> Option<Index<TextPage>> {
    let text = renderer.dossier.index_text(folder);
    text.filter(|_| page.address == Address::of_folder(folder))
}

fn insert_text(
    context: &mut Context,
    renderer: &Renderer<'_>,
    page: &Page,
    folder: &str,
) -> Result<(), Diagnostic> {
    let text = index_text(renderer, page, folder);
    let view = text.map(|text| document::text(renderer, page, text)).transpose()?;
    context.insert_value("text", view.map_or_else(Value::none, |view| views::extended(&view)));
    Ok(())
}

/// Gives templates a view under a name.
pub fn show(context: &mut Context, name: &'static str, view: &impl Serialize) {
    context.insert_value(name, Value::from_serializable(view));
}

/// The view of the page itself.
pub fn page_view(renderer: &Renderer<'_>, page: &Page) -> PageView {
    let (site, dossier) = (renderer.site, renderer.dossier);
    let target = page.content.target();
    let language = target
        .and_then(|target| dossier.header(target)?.language.clone())
        .filter(|_| !matches!(page.content, Content::Source(_)))
        .unwrap_or_else(|| site.language.clone());
    // The page at an old path stands for the new one.
    let canonical = match page.content {
        Content::Redirect(target) => dossier.address(target),
        _ => &page.address,
    };
    PageView {
        title: title(renderer, page),
        address: page.address.as_str().to_owned(),
        url: page.address.href(&site.base_path),
        permalink: renderer.permalink(canonical),
        section: page.content.section().and_then(|section| {
            let known = renderer.sections.iter().find(|(known, _)| *known == section);
            known.map(|(_, view)| view.clone())
        }),
        direction: view::direction(&language),
        language,
        feed: feed::of_page(renderer, &page.content),
        data: data::of_page(renderer, &page.content),
    }
}

/// The page in schema.org's terms, as JSON-LD.
pub fn structured_data(renderer: &Renderer<'_>, page: &Page) -> String {
    let description = description(renderer, page);
    linked_data::json_ld(renderer, page, &title(renderer, page), description.as_deref())
}

fn title(renderer: &Renderer<'_>, page: &Page) -> String {
    let dossier = renderer.dossier;
    match (&page.content, page.content.target(), page.content.section()) {
        (Content::Home, ..) => renderer.site.title.clone(),
        (Content::NotFound, ..) => "Page not found".to_owned(),
        (Content::Search, ..) => "Search".to_owned(),
        (Content::EventGroup(group, _), ..) => index::group_title(*group),
        (_, Some(target), _) => dossier.title(target).to_owned(),
        (_, None, Some(section)) => section_title(dossier, section).to_owned(),
        _ => renderer.site.title.clone(),
    }
}

/// One or two sentences about a page.
pub fn description(renderer: &Renderer<'_>, page: &Page) -> Option<String> {
    let dossier = renderer.dossier;
    // The text of a withdrawn brief is gone, its summary with it.
    if page.content.target().is_some_and(|target| dossier.is_withdrawn(target)) {
        return None;
    }
    let own = match &page.content {
        Content::Home => renderer.site.description.clone(),
        Content::Brief(index) => dossier.briefs[*index].summary.clone(),
        Content::Threshold(index) => dossier.thresholds[*index].condition.clone(),
        Content::Ladder(index) => dossier.ladders[*index].description.clone(),
        _ => None,
    };
    own.or_else(|| {
        let header = dossier.header(page.content.target()?)?;
        let first = header.body.body.text.find('\n')?;
        let text = renderer.plain_text(&header.body, 0..first);
        (!text.is_empty()).then(|| shortened(&text))
    })
}

/// A text of at most 200 characters, cut between words.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 200;
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text.to_owned() };
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", text[..end].trim_end_matches([',', ';', ':', '–', '—']))
}
