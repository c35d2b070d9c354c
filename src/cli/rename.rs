//! `redlines rename`: a document gets another id, and everything that refers to it does.

use crate::cli::arguments::RenameOptions;
use crate::cli::rewrite::{self, Access, Rewriting, Survey};
use crate::diagnostic::fix::Edit;
use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::link::{Dossier, Use, UsePlace};
use crate::model::identity::{Header, Kind, Origin, is_valid_id, slug};
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary as _;

/// Renames a document; whether it was renamed.
///
/// # Errors
/// Wrong usage.
pub fn run(options: &RenameOptions) -> Result<bool, String> {
    let Some(survey) = rewrite::survey(&options.site, Access::for_command(options.dry_run))? else {
        return Ok(false);
    };
    let Some(prepared) = &survey.run.prepared else { return Ok(false) };
    let dossier = &prepared.dossier;
    let target = find(dossier, &options.old)?;
    let new =
        options.new.strip_prefix(&format!("{}:", target.kind().term())).unwrap_or(&options.new);
    if !is_valid_id(new) {
        let better = slug(new);
        let help = if is_valid_id(&better) { format!("; write `{better}`") } else { String::new() };
        return Err(format!("`{new}` cannot be an id{help}"));
    }
    let header = dossier.header(target).ok_or("tags have no document; change the words")?;
    let rewriting = plan(&survey, target, header, new)?;
    Ok(survey.make(&options.site, rewriting, options.dry_run))
}

/// The document that is meant: an id, or a kind with an id. Who writes the path of a file is told of an id.
fn find(dossier: &Dossier, written: &str) -> Result<Target, String> {
    let (kind, id) = match written.split_once(':') {
        Some((term, id)) if Kind::from_term(term).is_some() => (Kind::from_term(term), id),
        _ => (None, written),
    };
    let path = written.strip_suffix(".md").unwrap_or(written);
    let is_meant = |target: &Target| {
        let Some(header) = dossier.header(*target) else { return false };
        header.id == id && kind.is_none_or(|kind| kind == target.kind())
    };
    let mut meant: Vec<Target> = dossier.targets().filter(is_meant).collect();
    // What comes with redlines cannot be renamed, and so is not meant where something else may be.
    let is_own = |target: &Target| {
        dossier.header(*target).is_some_and(|header| header.origin != Origin::BuiltIn)
    };
    if meant.iter().any(is_own) {
        meant.retain(is_own);
    }
    match meant[..] {
        [one] => Ok(one),
        [] => {
            let ids = dossier.targets().filter_map(|it| Some(dossier.header(it)?.id.as_str()));
            let hint = did_you_mean(nearest(path.rsplit('/').next().unwrap_or(path), ids));
            Err(format!("no document has the id `{written}`{hint}"))
        }
        _ => {
            let named = meant.iter().map(|it| format!("`{}:{id}`", it.kind().term()));
            let named: Vec<String> = named.collect();
            Err(format!("`{written}` is the id of several documents; write {}", named.join(" or ")))
        }
    }
}

fn plan(survey: &Survey, target: Target, header: &Header, new: &str) -> Result<Rewriting, String> {
    let (Some(file), Some(span)) = (header.file, header.span) else {
        return Err(format!("`{}` comes with redlines and keeps its id", header.id));
    };
    let stem = header.id.rsplit('/').next().unwrap_or(&header.id);
    let id = match header.id.rsplit_once('/') {
        // The id of an ordinary page is its path.
        Some((folder, _)) => format!("{folder}/{new}"),
        None => new.to_owned(),
    };
    // What is defined in a list is an entry of that list, too.
    let references = survey.uses.iter().filter(|it| it.target == target && it.span != span);
    let mut rewriting = Rewriting {
        words: references.filter_map(|used| rewritten(used, header, stem, new, &id)).collect(),
        ..Rewriting::default()
    };
    let text = survey.run.texts.get(file);
    match header.origin {
        Origin::Stub => {
            return Err(format!(
                "nobody described `{}` yet: `redlines actors describe` makes a document of it",
                header.title
            ));
        }
        Origin::BuiltIn => {
            return Err(format!("`{}` comes with redlines and keeps its id", header.id));
        }
        Origin::Inline => {
            // The key of a source is what stands for it in messages.
            let own = header.id_span.or((target.kind() == Kind::Source).then_some(span));
            let within = own.ok_or_else(|| {
                format!("`{}` has its id from its title; give it an `id` first", header.id)
            })?;
            rewriting.words.push(Edit { within, written: header.id.clone(), instead: id });
        }
        Origin::Document if text.path.ends_with("/_index.md") => {
            return Err(format!("`{}` is the text of its folder, whose name it has", text.path));
        }
        Origin::Document => {
            match (header.id_span, moves(&text.path, stem, new, survey)) {
                // The file keeps its name, which is not the id.
                (Some(within), _) => {
                    rewriting.words.push(Edit { within, written: header.id.clone(), instead: id });
                }
                (None, Some(moves)) => rewriting.moves = moves,
                (None, None) => return Err(format!("`{}` cannot be moved", text.path)),
            }
            if has_redirects(target) {
                let old = header.address.as_str().to_owned();
                rewriting.entries.push((file, "redirect_from", old));
            }
        }
    }
    Ok(rewriting)
}

/// Whether old paths of a document become pages that lead to it.
fn has_redirects(target: Target) -> bool {
    matches!(target.kind(), Kind::Brief | Kind::Actor | Kind::Event | Kind::Threshold | Kind::Page)
}

/// The moves that give a file, or its folder, another name, with the files beside it. `None` where the name is
/// not the id.
fn moves(path: &str, stem: &str, new: &str, survey: &Survey) -> Option<Vec<(String, String)>> {
    let (folder, name) = path.rsplit_once('/')?;
    if let Some((outer, own)) = folder.rsplit_once('/').filter(|_| name == "index.md") {
        return (slug(own) == stem).then(|| vec![(folder.to_owned(), format!("{outer}/{new}"))]);
    }
    let (own, ending) = name.rsplit_once('.')?;
    if slug(own) != stem {
        return None;
    }
    let mut moves = vec![(path.to_owned(), format!("{folder}/{new}.{ending}"))];
    let beside = format!("{folder}/{own}");
    let below = format!("{}/", beside.strip_prefix("content/").unwrap_or(&beside));
    let attachments = survey.run.prepared.iter().flat_map(|it| &it.dossier.attachments);
    if attachments.into_iter().any(|file| file.path.starts_with(&below)) {
        moves.push((beside, format!("{folder}/{new}")));
    }
    Some(moves)
}

/// A reference by id or path gets the new one; one by name or alias stays.
fn rewritten(used: &Use, header: &Header, stem: &str, new: &str, id: &str) -> Option<Edit> {
    let instead = match used.place {
        UsePlace::Path => {
            let (before, after) = used.written.rsplit_once(stem)?;
            format!("{before}{new}{after}")
        }
        UsePlace::FrontMatter | UsePlace::Body => {
            let written = used.written.strip_suffix(&header.id)?;
            let is_prefix = written.is_empty()
                || written.strip_suffix(':').is_some_and(|it| Kind::from_term(it).is_some());
            is_prefix.then(|| format!("{written}{id}"))?
        }
    };
    Some(Edit { within: used.span, written: used.written.clone(), instead })
}
