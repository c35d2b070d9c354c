//! Documents: each definition becomes a noun of the model, with its references resolved.

mod actor;
mod event;
mod ladder;
mod source;
mod threshold;

use crate::diagnostic::{Code, Diagnostic};
use crate::link::address::address_of;
use crate::link::body::BodyPlace;
use crate::link::definition::{Definition, PageDefinition};
use crate::link::nouns::Nouns;
use crate::link::parallel::each;
use crate::link::resolve::Context;
use crate::model::address::Address;
use crate::model::brief::{Brief, BriefStatus, Correction, KeyJudgement, Probability};
use crate::model::estimative::Estimate;
use crate::model::identity::{Header, Noun, fold_name};
use crate::model::page::Page;
use crate::model::source::SourceUse;
use crate::model::table::{Index, Table};
use crate::model::target::Target;
use crate::parse::fields::brief::{BriefFields, CorrectionFields, Definable, Entry};
use crate::parse::fields::source::SourceEntry;
use crate::parse::scalar::address::OldPath;
use crate::parse::scalar::code::Language;
use crate::parse::scalar::{ChosenId, Reference, Term};

/// Links every definition; kinds one after another, documents of a kind in parallel.
pub fn link_all(context: &Context<'_>, problems: &mut Vec<Diagnostic>) -> Nouns {
    let definitions = context.definitions;
    Nouns {
        ladders: all(&definitions.ladders, problems, |item, at, found| {
            context.ladder(item, at, found)
        }),
        sources: all(&definitions.sources, problems, |item, at, found| {
            context.source(item, at, found)
        }),
        actors: all(&definitions.actors, problems, |item, at, found| {
            context.actor(item, at, found)
        }),
        thresholds: all(&definitions.thresholds, problems, |item, at, found| {
            context.threshold(item, at, found)
        }),
        events: all(&definitions.events, problems, |item, at, found| {
            context.event(item, at, found)
        }),
        briefs: all(&definitions.briefs, problems, |item, at, found| {
            context.brief(item, at, found)
        }),
        pages: all(&definitions.pages, problems, |item, at, found| context.page(item, at, found)),
        tags: context.names.tags.clone(),
    }
}

fn all<F: Send + Sync, T: Send>(
    definitions: &[Definition<F>],
    problems: &mut Vec<Diagnostic>,
    link: impl Fn(&Definition<F>, Index<T>, &mut Vec<Diagnostic>) -> T + Sync,
) -> Table<T> {
    let numbered: Vec<(usize, &Definition<F>)> = definitions.iter().enumerate().collect();
    let linked = each(&numbered, problems, |(position, definition), found| {
        link(definition, Index::new(*position), found)
    });
    Table::from(linked)
}

impl Context<'_> {
    /// What every kind carries.
    fn header<F, T: Noun>(
        &self,
        definition: &Definition<F>,
        index: Index<T>,
        problems: &mut Vec<Diagnostic>,
    ) -> Header
    where
        Target: From<Index<T>>,
    {
        let common = &definition.common;
        let place = BodyPlace {
            path: definition.path.as_deref(),
            own: Some(index.into()),
            body: &definition.body,
            notes: &definition.notes,
        };
        let mut tags = Vec::new();
        for tag in common.tags.iter().filter_map(|tag| self.names.tag(&tag.0)) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        let redirects = common.redirect_from.iter();
        Header {
            id: definition.id.clone(),
            title: definition.title.clone(),
            aliases: common.aliases.iter().map(|alias| alias.value.clone()).collect(),
            address: address_of(T::KIND, &definition.id),
            redirect_from: redirects.map(|OldPath(path, span)| (path.clone(), *span)).collect(),
            tags,
            draft: common.draft.unwrap_or(false),
            updated: common.updated.clone(),
            sources: self.source_uses(&common.sources, problems),
            language: common.language.as_ref().map(|Language(tag)| tag.clone()),
            template: common.template.as_ref().map(|name| (name.value.clone(), name.span)),
            extra: common.extra.as_ref().map(|extra| extra.0.clone()).unwrap_or_default(),
            origin: definition.origin,
            file: Some(definition.file),
            span: Some(definition.span),
            id_span: common.id.as_ref().map(|ChosenId(id)| id.span),
            body: self.link_body(&definition.body, &place, problems),
            notes: self.link_notes(&definition.notes, &place, problems),
        }
    }

    pub(super) fn source_uses(
        &self,
        entries: &[SourceEntry],
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<SourceUse> {
        let link = |entry: &SourceEntry| {
            Some(SourceUse {
                source: self.resolve(&entry.key, problems)?,
                credibility: entry.credibility,
                pages: entry.pages.clone(),
                note: entry.note.clone(),
            })
        };
        entries.iter().filter_map(link).collect()
    }

    fn entries<F: Definable>(
        &self,
        entries: &[Entry<F>],
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Index<F::Noun>> {
        let references: Vec<Reference<F::Noun>> = entries
            .iter()
            .filter_map(|entry| match entry {
                Entry::Reference(reference) => Some(reference.clone()),
                // Definitions were taken out when they were collected.
                Entry::Inline(_) => None,
            })
            .collect();
        self.resolve_all(&references, problems)
    }

    fn brief(
        &self,
        definition: &Definition<BriefFields>,
        index: Index<Brief>,
        problems: &mut Vec<Diagnostic>,
    ) -> Brief {
        let fields = &definition.fields;
        let written = fields.corrections.iter();
        let mut corrections: Vec<Correction> =
            written.map(|it| correction(it, definition, problems)).collect();
        corrections.sort_by(|a, b| b.date.cmp(&a.date));
        // A brief with corrections is a corrected one, whether its author says so or not.
        let default = match corrections.is_empty() {
            true => BriefStatus::Published,
            false => BriefStatus::Corrected,
        };
        let judgements = fields.key_judgements.iter().map(|written| KeyJudgement {
            text: written.text.value.clone(),
            probability: written.probability.as_ref().map(|term| Probability {
                term: term.value.clone(),
                estimate: Estimate::parse(&term.value),
                span: term.span,
            }),
            confidence: written.confidence.map(|Term(confidence)| confidence),
            span: written.text.span,
        });
        Brief {
            header: self.header(definition, index, problems),
            date: fields.date.clone(),
            authors: fields.authors.clone(),
            summary: fields.summary.clone(),
            actors: self.entries(&fields.actors, problems),
            events: self.entries(&fields.events, problems),
            thresholds: self.entries(&fields.thresholds, problems),
            status: fields.status.map_or(default, |Term(status)| status),
            confidence: fields.confidence.map(|Term(confidence)| confidence),
            corrections,
            key_judgements: judgements.collect(),
        }
    }

    fn page(
        &self,
        definition: &Definition<PageDefinition>,
        index: Index<Page>,
        problems: &mut Vec<Diagnostic>,
    ) -> Page {
        let mut header = self.header(definition, index, problems);
        let index_of = definition.fields.index_of.clone();
        if let Some(folder) = &index_of {
            header.address = Address::of_folder(folder);
        }
        Page { header, index_of }
    }
}

fn correction(
    written: &CorrectionFields,
    definition: &Definition<BriefFields>,
    problems: &mut Vec<Diagnostic>,
) -> Correction {
    let note = written.note.as_ref().and_then(|label| {
        let wanted = fold_name(&label.value);
        let found = definition.notes.iter().position(|note| fold_name(&note.label) == wanted);
        if found.is_none() {
            let message = format!("the brief has no note `{}`", label.value);
            let labels = definition.notes.iter().map(|note| note.label.as_str());
            let problem = Diagnostic::at(Code::UndefinedNote, label.span, message);
            problems.push(problem.suggest(&label.value, labels));
        }
        found
    });
    Correction { date: written.date.clone(), text: written.text.clone(), note }
}
