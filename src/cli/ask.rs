//! Questions on a terminal: what `redlines new` needs and was not told.

use std::io::IsTerminal as _;

use inquire::validator::Validation;
use inquire::{Confirm, InquireError, Select, Text};

use crate::cli::arguments::Starter;
use crate::cli::known_actors::KnownActors;
use crate::cli::starter::Starting;
use crate::model::actor::ActorKind;
use crate::model::date::Date;
use crate::model::identity::slug;
use crate::model::vocabulary::Vocabulary;

/// Why nothing was asked to its end.
#[derive(Debug)]
pub enum PromptError {
    /// With Esc or Ctrl-C.
    Cancelled,
    Failed(String),
}

impl From<InquireError> for PromptError {
    fn from(error: InquireError) -> Self {
        match error {
            InquireError::OperationCanceled | InquireError::OperationInterrupted => Self::Cancelled,
            error => Self::Failed(format!("the terminal cannot be asked: {error}")),
        }
    }
}

/// Whether somebody is there to answer.
pub fn is_possible() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// What to make.
pub fn what() -> Result<Starter, PromptError> {
    let names = Starter::DOCUMENTS.map(|it| it.name());
    let chosen = Select::new("What do you want to make?", names.to_vec()).raw_prompt()?;
    Ok(Starter::DOCUMENTS[chosen.index])
}

/// The title of a document, or a site's folder.
pub fn name(what: Starter) -> Result<String, PromptError> {
    let question = match what {
        Starter::Site => "The site's folder:",
        Starter::Actor => "The actor's name:",
        Starter::Brief | Starter::Event | Starter::Threshold | Starter::Page => "Its title:",
    };
    let sound = |written: &str| match slug(written).is_empty() {
        true => Ok(Validation::Invalid("it needs a letter or a digit".into())),
        false => Ok(Validation::Valid),
    };
    Ok(Text::new(question).with_validator(sound).prompt()?)
}

/// Asks for everything of a document that is not said yet; the names of actors for whom a document is wanted,
/// too.
pub fn rest(starting: &mut Starting, known: &KnownActors) -> Result<Vec<String>, PromptError> {
    let what = starting.what;
    if what.takes_date() && starting.date.is_none() {
        starting.date = Some(date(what, &starting.today)?);
    }
    if what == Starter::Actor && starting.kind.is_none() {
        starting.kind = kind()?;
    }
    let mut wanted = Vec::new();
    if what.takes_actors() && starting.actors.is_empty() {
        (starting.actors, wanted) = actors(what, known)?;
    }
    if starting.tags.is_empty() {
        let written = Text::new("Tags, separated by commas (Enter for none):").prompt()?;
        let tags = written.split(',').map(str::trim).filter(|tag| !slug(tag).is_empty());
        starting.tags = tags.map(str::to_owned).collect();
    }
    Ok(wanted)
}

fn date(what: Starter, today: &str) -> Result<String, PromptError> {
    let question = match what {
        Starter::Event => "When did it happen? (2025-06-15, 2025-06, 2025-06-13/2025-06-24)",
        _ => "Its date:",
    };
    let sound = |written: &str| match Date::parse(written.trim()) {
        Ok(_) => Ok(Validation::Valid),
        Err(error) => Ok(Validation::Invalid(error.message.into())),
    };
    let written = Text::new(question).with_default(today).with_validator(sound).prompt()?;
    Ok(written.trim().to_owned())
}

fn kind() -> Result<Option<ActorKind>, PromptError> {
    let terms = ActorKind::ALL.iter().map(|kind| kind.label()).collect();
    let question = Select::new("What is it?", terms).with_help_message("Esc to say it later");
    Ok(question.raw_prompt_skippable()?.map(|chosen| ActorKind::ALL[chosen.index]))
}

/// The ids of the actors that were chosen, one after the other, and the names of those to be made.
fn actors(what: Starter, known: &KnownActors) -> Result<(Vec<String>, Vec<String>), PromptError> {
    let (mut chosen, mut wanted) = (Vec::<String>::new(), Vec::new());
    loop {
        let question = match (what, chosen.is_empty()) {
            (Starter::Threshold, true) => {
                "Who holds it? A name, or part of one (Enter for nobody):"
            }
            (_, true) => "Which actors? A name, or part of one (Enter for none):",
            (_, false) => "Another actor (Enter to go on):",
        };
        let names = known.clone();
        let propose = move |part: &str| match part.trim() {
            "" => Ok(Vec::new()),
            part => Ok(names.names_with(part)),
        };
        let written = Text::new(question).with_autocomplete(propose).prompt()?;
        if written.trim().is_empty() {
            return Ok((chosen, wanted));
        }
        let id = match known.find_by_part(&written) {
            Ok(id) => {
                eprintln!("  {}", known.name(id));
                id.to_owned()
            }
            Err(problem) => {
                eprintln!("  {problem}");
                let id = slug(&written);
                let question = format!("Make a document for `{}` as well?", written.trim());
                if id.is_empty() || !Confirm::new(&question).with_default(false).prompt()? {
                    continue;
                }
                wanted.push(written.trim().to_owned());
                id
            }
        };
        if !chosen.contains(&id) {
            chosen.push(id);
        }
    }
}
