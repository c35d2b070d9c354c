//! The actors of a site, to be named in a document that is being made.

use std::path::Path;

use jiff::civil;

use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::link::Dossier;
use crate::model::identity::fold_name;
use crate::pipeline::{self, Settings};

/// Every actor of a site, drafts included, by name.
#[derive(Debug, Default, Clone)]
pub struct KnownActors {
    actors: Vec<KnownActor>,
}

#[derive(Debug, Clone)]
struct KnownActor {
    id: String,
    /// The name, and then the aliases.
    names: Vec<String>,
    /// The same, as names are compared.
    folded: Vec<String>,
}

impl KnownActors {
    /// The actors of the site in a folder. Documents with errors are known by their ids.
    pub fn load(site: &Path, today: civil::Date) -> Self {
        let settings =
            Settings { as_of: today, today, base: None, drafts: true, deny_warnings: false };
        let Some(prepared) = pipeline::run(site, &settings).prepared else {
            return Self::default();
        };
        Self::of_dossier(&prepared.dossier)
    }

    /// The actors of a linked site.
    pub fn of_dossier(dossier: &Dossier) -> Self {
        let sound = dossier.actors.iter().map(|actor| {
            let header = &actor.header;
            let names = std::iter::once(&header.title).chain(&header.aliases).cloned();
            KnownActor::new(header.id.clone(), names.collect())
        });
        let broken = dossier.broken.iter().filter_map(|address| {
            let id = address.as_str().strip_prefix("/actors/")?.strip_suffix('/')?;
            Some(KnownActor::new(id.to_owned(), vec![id.to_owned()]))
        });
        Self { actors: sound.chain(broken).collect() }
    }

    /// The id of the actor that bears this id, name or alias.
    ///
    /// # Errors
    /// Nobody does, or several do; in one sentence.
    pub fn find(&self, written: &str) -> Result<&str, String> {
        match self.bearers(written)[..] {
            [one] => Ok(one),
            [] => Err(self.unknown(written.trim())),
            ref bearers => Err(several(written.trim(), bearers)),
        }
    }

    /// The ids of all actors that bear this id, name or alias; an id alone decides.
    pub fn bearers(&self, written: &str) -> Vec<&str> {
        let written = written.trim();
        if let Some(actor) = self.actors.iter().find(|actor| actor.id == written) {
            return vec![&actor.id];
        }
        let folded = fold_name(written);
        let bears = |actor: &&KnownActor| actor.folded.iter().any(|name| *name == folded);
        self.actors.iter().filter(bears).map(|actor| actor.id.as_str()).collect()
    }

    /// The id of the one actor of whose names this is a part, where it is the name of none.
    pub fn find_by_part(&self, written: &str) -> Result<&str, String> {
        self.find(written).or_else(|problem| {
            let mut meant = self.containing(written);
            match (meant.next(), meant.next()) {
                (Some(one), None) => Ok(one.id.as_str()),
                _ => Err(problem),
            }
        })
    }

    /// The names of the actors of which this is a part, in alphabetical order of the names.
    pub fn names_with(&self, part: &str) -> Vec<String> {
        let mut names: Vec<String> = self.containing(part).map(|it| it.names[0].clone()).collect();
        names.sort();
        names
    }

    /// What an actor is called.
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.actors.iter().find(|actor| actor.id == id).map_or(id, |actor| &actor.names[0])
    }

    fn containing(&self, part: &str) -> impl Iterator<Item = &KnownActor> {
        let part = fold_name(part).into_owned();
        let has = move |actor: &KnownActor| {
            actor.id.contains(&part) || actor.folded.iter().any(|name| name.contains(&part))
        };
        self.actors.iter().filter(move |actor| has(actor))
    }

    fn unknown(&self, written: &str) -> String {
        let ids = self.actors.iter().map(|actor| actor.id.as_str());
        let names = self.actors.iter().flat_map(|actor| &actor.names).map(String::as_str);
        let near = nearest(written, ids).or_else(|| nearest(written, names));
        format!("there is no actor `{written}`{}", did_you_mean(near))
    }
}

/// What is said of a name that several actors bear.
pub fn several(written: &str, bearers: &[&str]) -> String {
    format!("several actors are called `{written}`: {}", bearers.join(", "))
}

impl KnownActor {
    fn new(id: String, names: Vec<String>) -> Self {
        let folded = names.iter().map(|name| fold_name(name).into_owned()).collect();
        Self { id, names, folded }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actors_are_found_by_what_they_are_called() {
        let actor = |id: &str, names: &[&str]| {
            KnownActor::new(id.to_owned(), names.iter().map(|it| (*it).to_owned()).collect())
        };
        let known = KnownActors {
            actors: vec![
                actor("iran", &["Iran", "Islamic Republic"]),
                actor("iraq", &["Iraq"]),
                actor("united-states", &["United States", "US"]),
                actor("us-steel", &["US Steel", "Steel"]),
                actor("steel-union", &["Union", "Steel"]),
            ],
        };
        let unknown =
            |written: &str, near: &str| Err(format!("there is no actor `{written}`{near}"));
        let cases = [
            ("iran", Ok("iran")),
            (" Islamic  republic ", Ok("iran")),
            ("us", Ok("united-states")),
            ("Iram", unknown("Iram", "; did you mean `iran`?")),
            ("Islamic Repblic", unknown("Islamic Repblic", "; did you mean `Islamic Republic`?")),
            ("Oman", unknown("Oman", "")),
            ("steel", Err("several actors are called `steel`: us-steel, steel-union".to_owned())),
        ];
        for (written, expected) in cases {
            assert_eq!(known.find(written).map_err(|it| it.to_string()), expected, "{written}");
        }
        assert_eq!(known.find_by_part("lamic"), Ok("iran"));
        assert!(known.find("lamic").is_err() && known.find_by_part("ira").is_err());
        assert_eq!(known.names_with("ira"), ["Iran", "Iraq"]);
    }
}
