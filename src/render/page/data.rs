//! The page of what programs can read, and the files that belong to other pages.

use crate::model::brief::BriefStatus;
use crate::model::delivery;
use crate::model::licence::Licence;
use crate::model::site::Extent;
use crate::plan::data::{self, EventFormat, EventScope, RecordKind, Schema, TableFormat};
use crate::plan::{Content, DataFile};
use crate::render::data::VERSION;
use crate::render::renderer::Renderer;
use crate::render::view;
use crate::render::views::{
    DataExchangeView, DataFileView, DataTableView, DataView, LicenseView, NavigationView,
};

/// The page.
pub fn view(renderer: &Renderer<'_>) -> DataView {
    let site = renderer.site;
    let events = DataTableView {
        title: "Events",
        description: "What happened, who took part, where it stands and what it touched",
        count: Some(renderer.dossier.events.len()),
        files: [EventFormat::Json, EventFormat::Csv]
            .map(|format| file(renderer, DataFile::Events(EventScope::Site, format)))
            .into(),
        schema: Some(schema(renderer, Schema::Events)),
    };
    let levels = DataTableView {
        title: "Levels",
        description: "The rungs that each side reached, by ladder",
        count: None,
        files: vec![file(renderer, DataFile::Levels)],
        schema: None,
    };
    let records = RecordKind::ALL.into_iter().map(|kind| table(renderer, kind));
    DataView {
        tables: [events].into_iter().chain(records).chain([levels]).collect(),
        exchange: exchange(renderer),
        documents: site.data.files == Extent::All,
        license: site.data.licence.as_ref().map(license),
        generated: view::day(renderer.dossier.as_of),
        version: VERSION,
    }
}

fn license(licence: &Licence) -> LicenseView {
    LicenseView { name: licence.written().to_owned(), url: licence.url() }
}

fn table(renderer: &Renderer<'_>, kind: RecordKind) -> DataTableView {
    let dossier = renderer.dossier;
    let standing = || dossier.briefs.iter().filter(|it| it.status != BriefStatus::Withdrawn);
    let (title, description, count) = match kind {
        RecordKind::Actors => (
            "Actors",
            "States, people and bodies, with offices and relations",
            dossier.actors.len(),
        ),
        RecordKind::Briefs => (
            "Briefs",
            "What was published when by whom, what it judges and names",
            dossier.briefs.len(),
        ),
        RecordKind::Sources => {
            ("Sources", "What is cited, where, and how reliable it is", dossier.sources.len())
        }
        RecordKind::Thresholds => {
            ("Thresholds", "Red lines with their histories and records", dossier.thresholds.len())
        }
        RecordKind::Relations => (
            "Relations",
            "How actors stand to each other",
            dossier.actors.iter().map(|actor| actor.relations.len()).sum(),
        ),
        RecordKind::Annotations => (
            "Annotations",
            "The notes of all briefs with their passages",
            standing().map(|brief| brief.header.notes.len()).sum(),
        ),
        RecordKind::Corrections => (
            "Corrections",
            "What was corrected or withdrawn",
            dossier.briefs.iter().map(|brief| brief.corrections.len()).sum(),
        ),
    };
    DataTableView {
        title,
        description,
        count: Some(count),
        files: [TableFormat::Json, TableFormat::Csv]
            .map(|format| file(renderer, DataFile::Records(kind, format)))
            .into(),
        schema: Some(schema(renderer, Schema::Records(kind))),
    }
}

fn exchange(renderer: &Renderer<'_>) -> Vec<DataExchangeView> {
    let formats = [
        (EventFormat::Calendar, "The events for calendars"),
        (EventFormat::Timeline, "The events for TimelineJS"),
        (EventFormat::Graph, "Who and what stands in a relation, for Gephi, yEd and networkx"),
        (EventFormat::FollowTheMoney, "Entities for Aleph, OpenSanctions and their tools"),
    ];
    let entry = |(format, description)| DataExchangeView {
        file: file(renderer, DataFile::Events(EventScope::Site, format)),
        description,
    };
    formats.map(entry).into()
}

/// The files that belong to a page.
pub fn of_page(renderer: &Renderer<'_>, content: &Content) -> Vec<DataFileView> {
    let is_own = matches!(
        content,
        Content::Brief(_)
            | Content::Actor(_)
            | Content::Event(_)
            | Content::Threshold(_)
            | Content::Source(_)
    );
    let Some(target) = content.target().filter(|_| is_own) else { return Vec::new() };
    let files = data::of_document(renderer.dossier, renderer.site, target).into_iter();
    files.map(|it| file(renderer, it)).collect()
}

/// Links to the data of thresholds and levels, for the explainer.
pub fn of_explainer(renderer: &Renderer<'_>) -> Vec<NavigationView> {
    if !data::is_offered(renderer.dossier, renderer.site) {
        return Vec::new();
    }
    let thresholds = |format| DataFile::Records(RecordKind::Thresholds, format);
    let files = [
        ("Thresholds, their histories and records (JSON)", thresholds(TableFormat::Json)),
        ("Histories and records (CSV)", thresholds(TableFormat::Csv)),
        ("Levels by side (CSV)", DataFile::Levels),
    ];
    let link = |(title, it): (&str, DataFile)| NavigationView {
        title: title.to_owned(),
        url: it.address(renderer.dossier).href(&renderer.site.base_path),
    };
    files.map(link).into()
}

fn schema(renderer: &Renderer<'_>, schema: Schema) -> String {
    schema.address().href(&renderer.site.base_path)
}

fn file(renderer: &Renderer<'_>, file: DataFile) -> DataFileView {
    let address = file.address(renderer.dossier);
    DataFileView {
        format: file.format(),
        media_type: delivery::media_type(&address.output_path()),
        holds: match file {
            DataFile::Events(..) => "events",
            _ => "document",
        },
        url: address.href(&renderer.site.base_path),
    }
}
