//! `redlines actors`: the actors that nobody described, with what they may be, and what is done about them.

use std::collections::HashMap;

use serde_json::json;

use crate::cli::arguments::{ActorsCommand, ActorsOptions, Rewrite, Starter};
use crate::cli::known_actors::{KnownActors, several};
use crate::cli::rewrite::{self, Access, Rewriting, Survey};
use crate::cli::starter::{self, Starting};
use crate::cli::{clock, out};
use crate::diagnostic::fix::Edit;
use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::link::{Dossier, Use, UsePlace};
use crate::model::actor::Actor;
use crate::model::identity::Origin;
use crate::model::table::Index;
use crate::model::target::Target;

/// Lists, describes or merges; whether it was done.
///
/// # Errors
/// Wrong usage.
pub fn run(options: &ActorsOptions) -> Result<bool, String> {
    if options.json && options.command.is_some() {
        return Err("`--json` goes with the list alone".to_owned());
    }
    let access = Access::for_command(options.dry_run || options.command.is_none());
    let Some(survey) = rewrite::survey(&options.site, access)? else { return Ok(false) };
    let Some(prepared) = &survey.run.prepared else { return Ok(false) };
    let dossier = &prepared.dossier;
    let rewriting = match &options.command {
        None => {
            list(&survey, dossier, options.json);
            return Ok(true);
        }
        Some(ActorsCommand::Describe { name }) => describe(dossier, name, &[])?,
        Some(ActorsCommand::Merge { actor, name, rewrite }) => {
            merge(&survey, dossier, actor, name, *rewrite)?
        }
    };
    Ok(survey.make(&options.site, rewriting, options.dry_run))
}

/// A name that nobody described.
struct Named<'a> {
    name: &'a str,
    /// How often front matter and texts refer to it.
    references: usize,
    /// Where the first of them stands: "content/briefs/veto.md:4".
    first: Option<String>,
    /// Who it may be under another name.
    perhaps: Vec<&'a str>,
}

fn list(survey: &Survey, dossier: &Dossier, as_json: bool) {
    let mut uses: HashMap<Target, Vec<&Use>> = HashMap::new();
    survey.uses.iter().for_each(|used| uses.entry(used.target).or_default().push(used));
    let mut alike: HashMap<Index<Actor>, Vec<&str>> = HashMap::new();
    for (a, b) in dossier.alike.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]) {
        alike.entry(a).or_default().push(&dossier.actors[b].header.title);
    }
    let texts = &survey.run.texts;
    let place = |used: &&Use| {
        let line = texts.locate(used.span.file, used.span.range().start).line;
        format!("{}:{line}", texts.get(used.span.file).path)
    };
    let stubs = dossier.actors.entries().filter(|(_, it)| it.header.origin == Origin::Stub);
    let named = stubs.map(|(index, actor)| {
        let uses = uses.get(&index.into()).map_or(&[][..], Vec::as_slice);
        Named {
            name: &actor.header.title,
            references: uses.len(),
            first: uses.first().map(place),
            perhaps: alike.remove(&index).unwrap_or_default(),
        }
    });
    let mut named: Vec<Named<'_>> = named.collect();
    named.sort_by(|a, b| b.references.cmp(&a.references).then_with(|| a.name.cmp(b.name)));
    if as_json {
        let entries = named.iter().map(|it| {
            json!({ "name": it.name, "references": it.references, "first": it.first, "perhaps": it.perhaps })
        });
        out::line(serde_json::Value::from_iter(entries));
        return;
    }
    let described = dossier.actors.len() - named.len();
    let width = named.iter().map(|it| it.name.chars().count()).max().unwrap_or(0).min(40);
    for it in &named {
        let first = it.first.as_deref().unwrap_or("");
        out::line(format_args!("{:>5}  {:<width$}  {first}", it.references, it.name));
        for other in &it.perhaps {
            out::line(format_args!("       {:<width$}  perhaps {other}", ""));
        }
    }
    match named.len() {
        0 => out::line("Every actor is described."),
        1 => out::line(format_args!("One actor of {} is not described.", described + 1)),
        several => out::line(format_args!(
            "{several} actors of {} are not described.",
            described + several
        )),
    }
}

/// The actor with an id, a name or an alias.
fn actor(dossier: &Dossier, written: &str) -> Result<Index<Actor>, String> {
    let known = KnownActors::of_dossier(dossier);
    let bearers = known.bearers(written);
    let [id] = bearers[..] else {
        if !bearers.is_empty() {
            return Err(several(written, &bearers));
        }
        let names = dossier.actors.iter().flat_map(|it| [&it.header.id, &it.header.title]);
        let hint = did_you_mean(nearest(written, names.map(String::as_str)));
        return Err(format!("no actor is called `{written}`{hint}"));
    };
    let found = dossier.actors.entries().find(|(_, actor)| actor.header.id == id);
    found.map(|(index, _)| index).ok_or_else(|| format!("no actor is called `{written}`"))
}

/// A document for a name, with other names as its aliases.
fn describe(dossier: &Dossier, name: &str, aliases: &[&str]) -> Result<Rewriting, String> {
    let index = actor(dossier, name)?;
    let header = &dossier.actors[index].header;
    if header.origin != Origin::Stub {
        return Err(format!("`{}` is described already", header.title));
    }
    let today = clock::as_of(None)?;
    let path = starter::path(Starter::Actor, &header.title)
        .ok_or_else(|| format!("`{name}` has no letter or digit to name a file with"))?;
    let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
    let today = today.to_string();
    let text = starter::text(&Starting {
        aliases,
        ..Starting::new(Starter::Actor, &header.title, &today)
    });
    Ok(Rewriting { new: vec![(path, text)], ..Rewriting::default() })
}

/// A name becomes an alias of an actor; references follow it by themselves, or are rewritten where asked.
fn merge(
    survey: &Survey,
    dossier: &Dossier,
    stays: &str,
    name: &str,
    rewrite: Option<Rewrite>,
) -> Result<Rewriting, String> {
    let (stays, goes) = (actor(dossier, stays)?, actor(dossier, name)?);
    let (kept, gone) = (&dossier.actors[stays].header, &dossier.actors[goes].header);
    if stays == goes {
        return Err(format!("`{name}` is `{}` already", kept.title));
    }
    if gone.origin != Origin::Stub {
        return Err(format!(
            "`{}` has a document of its own: move what it says to `{}`, remove it, and give `{}` the \
             alias `{}`",
            gone.title, kept.id, kept.id, gone.title
        ));
    }
    let mut rewriting = match (kept.origin, kept.file) {
        (Origin::Stub, _) => describe(dossier, &kept.title, &[&gone.title])?,
        (Origin::Document, Some(file)) => Rewriting {
            entries: vec![(file, "aliases", gone.title.clone())],
            ..Rewriting::default()
        },
        _ => {
            return Err(format!(
                "`{}` is defined within another document: give it the alias `{}` there",
                kept.title, gone.title
            ));
        }
    };
    let is_asked = |used: &&Use| match rewrite {
        None => false,
        Some(Rewrite::FrontMatter) => used.place == UsePlace::FrontMatter,
        Some(Rewrite::All) => true,
    };
    let uses = survey.uses.iter().filter(|used| used.target == Target::from(goes));
    let asked = uses.filter(is_asked);
    rewriting.words = asked.filter_map(|it| instead(survey, it, &kept.id)).collect();
    Ok(rewriting)
}

/// A reference by another id. In a text readers see the words that they saw before; one to a heading stays,
/// since its words cannot be told apart.
fn instead(survey: &Survey, used: &Use, id: &str) -> Option<Edit> {
    let around = &survey.run.texts.get(used.span.file).content[used.span.range()];
    let instead = match used.place {
        UsePlace::Body if around.contains('#') => return None,
        UsePlace::Body if !around.contains('|') && !around.starts_with('!') => {
            format!("{id}|{}", used.written)
        }
        _ => id.to_owned(),
    };
    Some(Edit { within: used.span, written: used.written.clone(), instead })
}
