//! `redlines new`: a site or a document from a commented starter.

use std::fs;
use std::path::Path;

use crate::cli::arguments::{NewCommand, Starter};
use crate::cli::ask::{self, PromptError};
use crate::cli::known_actors::KnownActors;
use crate::cli::place::within;
use crate::cli::starter::Starting;
use crate::cli::{clock, out, starter};
use crate::model::actor::ActorKind;
use crate::model::date::Date;
use crate::model::identity::slug;
use crate::model::vocabulary::Vocabulary;
use crate::read::built_in_theme_as;
use crate::write::{AmendError, create};

/// Makes what is asked for; whether it was made. Where the name is left out, a terminal is asked for all that
/// is needed; a name on the command line is the last word, and nothing is asked.
///
/// # Errors
/// Wrong usage.
pub fn run(command: &NewCommand) -> Result<bool, String> {
    match (command.what, &command.name) {
        (Some(what), Some(name)) => told(command, what, name),
        _ if !ask::is_possible() => Err("there is no terminal to ask what to make; say it as in \
             `redlines new brief \"Talks in Muscat\"`"
            .to_owned()),
        (what, _) => match asked(command, what) {
            Ok(made) => Ok(made),
            Err(PromptError::Cancelled) => {
                eprintln!("Nothing was made.");
                Ok(false)
            }
            Err(PromptError::Failed(problem)) => Err(problem),
        },
    }
}

fn told(command: &NewCommand, what: Starter, name: &str) -> Result<bool, String> {
    let mut starting = starting(command, what, name)?;
    if what == Starter::Site {
        return Ok(new_site(command, &starting));
    }
    if starter::path(what, name).is_none() {
        return Err(format!("`{name}` has no letter or digit to name a file with"));
    }
    if !is_site(&command.site) {
        return Ok(false);
    }
    if !command.actors.is_empty() {
        let known = KnownActors::load(&command.site, clock::as_of(None)?);
        starting.actors = resolved(command, &known)?;
    }
    Ok(new_document(&command.site, &starting))
}

fn asked(command: &NewCommand, what: Option<Starter>) -> Result<bool, PromptError> {
    let what = match what {
        Some(what) => what,
        None if !is_site(&command.site) => {
            eprintln!("`redlines new site` makes one.");
            return Ok(false);
        }
        None => ask::what()?,
    };
    // What is wrong with the options is wrong from the start.
    starting(command, what, "").map_err(PromptError::Failed)?;
    if what != Starter::Site && !is_site(&command.site) {
        return Ok(false);
    }
    let name = ask::name(what)?;
    if let Some(path) = starter::path(what, &name).filter(|_| what != Starter::Site)
        && !is_free(&within(&command.site, &path))
    {
        return Ok(false);
    }
    let mut starting = starting(command, what, name.trim()).map_err(PromptError::Failed)?;
    if what == Starter::Site {
        return Ok(new_site(command, &starting));
    }
    let mut wanted = Vec::new();
    if what.takes_actors() {
        let today = clock::as_of(None).map_err(PromptError::Failed)?;
        let known = KnownActors::load(&command.site, today);
        starting.actors = resolved(command, &known).map_err(PromptError::Failed)?;
        wanted = ask::rest(&mut starting, &known)?;
    } else {
        ask::rest(&mut starting, &KnownActors::default())?;
    }
    let documents = wanted.iter().map(|it| Starting::new(Starter::Actor, it, &starting.today));
    let mut documents = std::iter::once(starting.clone()).chain(documents);
    Ok(documents.all(|document| new_document(&command.site, &document)))
}

/// What the options say of a document; its actors are not looked for yet.
fn starting(command: &NewCommand, what: Starter, name: &str) -> Result<Starting, String> {
    let refuse = |option: &str| Err(format!("`--{option}` does not go with `{}`", what.name()));
    match (&command.date, &command.kind) {
        (Some(_), _) if !what.takes_date() => return refuse("date"),
        (_, Some(_)) if what != Starter::Actor => return refuse("kind"),
        _ if !command.actors.is_empty() && !what.takes_actors() => return refuse("actor"),
        _ if !command.tags.is_empty() && what == Starter::Site => return refuse("tag"),
        _ => {}
    }
    if let Some(date) = &command.date {
        Date::parse(date).map_err(|error| format!("`--date {date}`: {}", error.message))?;
    }
    if let Some(tag) = command.tags.iter().find(|tag| slug(tag).is_empty()) {
        return Err(format!("the tag `{tag}` has no letter or digit to make an address of"));
    }
    let kind = command.kind.as_ref().map(|term| {
        let terms: Vec<&str> = ActorKind::ALL.iter().map(|kind| kind.term()).collect();
        let unknown = || format!("`--kind {term}` is none of {}", terms.join(", "));
        ActorKind::from_term(term).ok_or_else(unknown)
    });
    let today = clock::as_of(None)?.to_string();
    Ok(Starting {
        date: command.date.clone(),
        tags: command.tags.clone(),
        kind: kind.transpose()?,
        ..Starting::new(what, name, &today)
    })
}

/// The ids of the actors that the options name; every one that is unknown is told of.
fn resolved(command: &NewCommand, known: &KnownActors) -> Result<Vec<String>, String> {
    let (mut ids, mut problems) = (Vec::new(), Vec::new());
    for written in &command.actors {
        match known.find(written) {
            Ok(id) if ids.iter().any(|known| known == id) => {}
            Ok(id) => ids.push(id.to_owned()),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(ids) } else { Err(problems.join("\n       ")) }
}

fn new_site(command: &NewCommand, starting: &Starting) -> bool {
    let folder = within(&command.site, &starting.name);
    let title = Path::new(&starting.name).file_name().unwrap_or_default().to_string_lossy();
    if title.is_empty() {
        eprintln!("error: `{}` is no folder's name", starting.name);
        return false;
    }
    let holds_files = fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some());
    if holds_files {
        eprintln!("error: `{}` is not empty", folder.display());
        return false;
    }
    for (path, text) in starter::site(&title, &starting.today) {
        let created = fs::create_dir_all(&folder).map_err(AmendError::from);
        if let Err(error) = created.and_then(|()| create(&folder, &path, text.as_bytes())) {
            let error = why(error);
            eprintln!("error: `{path}` could not be written: {error}");
            return false;
        }
    }
    out::line(format_args!(
        "Made the site {0}. Build it with `redlines build --site {0}`.",
        folder.display()
    ));
    true
}

fn new_document(site: &Path, starting: &Starting) -> bool {
    let Some(path) = starter::path(starting.what, &starting.name) else {
        eprintln!("error: `{}` has no letter or digit to name a file with", starting.name);
        return false;
    };
    let place = within(site, &path);
    match create(site, &path, starter::text(starting).as_bytes()) {
        Ok(()) => {
            out::line(format_args!("Made {}", place.display()));
            true
        }
        Err(_) if !is_free(&place) => false,
        Err(error) => {
            eprintln!("error: `{}` could not be written: {}", place.display(), why(error));
            false
        }
    }
}

/// Why a file was not created, in words.
fn why(error: AmendError) -> String {
    match error {
        AmendError::Changed => "it is there already".to_owned(),
        AmendError::Failed(error) => error.to_string(),
    }
}

/// Whether nothing is there; says so where something is.
fn is_free(place: &Path) -> bool {
    let is_free = place.symlink_metadata().is_err();
    if !is_free {
        eprintln!("error: `{}` is there already", place.display());
    }
    is_free
}

/// Copies the default theme to a folder of the site; whether it was copied.
///
/// # Errors
/// Wrong usage.
pub fn theme(name: &str, site: &Path) -> Result<bool, String> {
    if slug(name) != name || name.is_empty() {
        return Err(format!("`{name}` cannot be a theme's name; write it as `{}`", slug(name)));
    }
    let folder = within(site, &format!("themes/{name}"));
    if !is_site(site) {
        return Ok(false);
    }
    if !is_free(&folder) {
        return Ok(false);
    }
    for (path, bytes) in built_in_theme_as(name) {
        let path = format!("themes/{name}/{path}");
        if let Err(error) = create(site, &path, &bytes) {
            eprintln!("error: `{path}` could not be written: {}", why(error));
            return Ok(false);
        }
    }
    out::line(format_args!(
        "Made {}. Use it with `[theme] name = \"{name}\"` in config.toml.",
        folder.display()
    ));
    Ok(true)
}

/// Whether a folder is a site; says so where it is not.
fn is_site(folder: &Path) -> bool {
    let is_site = folder.join("config.toml").is_file();
    if !is_site {
        eprintln!("error: `{}` holds no `config.toml`, so it is no site", folder.display());
    }
    is_site
}
