//! Starters: documents to begin with, their comments taken from the tables of fields.

use crate::cli::arguments::Starter;
use crate::model::actor::ActorKind;
use crate::model::identity::slug;
use crate::model::vocabulary::Vocabulary as _;
use crate::parse::fields::actor::ActorFields;
use crate::parse::fields::brief::BriefFields;
use crate::parse::fields::common::{CommonFields, PageFields};
use crate::parse::fields::event::EventFields;
use crate::parse::fields::threshold::ThresholdFields;
use crate::parse::record::{Field, RecordTable};

/// What is known of a document that is being made.
#[derive(Debug, Clone)]
pub struct Starting {
    pub what: Starter,
    pub name: String,
    /// As EDTF writes it; `None` is today.
    pub date: Option<String>,
    /// The ids of the actors that it names.
    pub actors: Vec<String>,
    pub tags: Vec<String>,
    /// Other names for it.
    pub aliases: Vec<String>,
    pub kind: Option<ActorKind>,
    /// The day on which it is made.
    pub today: String,
}

impl Starting {
    /// A document of which only the name is known.
    pub fn new(what: Starter, name: &str, today: &str) -> Self {
        let (name, today) = (name.trim().to_owned(), today.to_owned());
        let (actors, tags, aliases) = (Vec::new(), Vec::new(), Vec::new());
        Self { what, name, date: None, actors, tags, aliases, kind: None, today }
    }

    /// The value of a field, as TOML writes it; `None` for one that is only shown as a comment.
    fn value(&self, field: &Field) -> Option<String> {
        match field.name {
            "date" => Some(date(self.date.as_ref().unwrap_or(&self.today))),
            "actors" | "holder" => list(&self.actors),
            "tags" => list(&self.tags),
            "aliases" => list(&self.aliases),
            "kind" => self.kind.map(|kind| quoted(kind.term())),
            "title" => Some(quoted(&self.name)),
            _ => field.required.then(|| quoted(&self.name)),
        }
    }
}

/// The path of a document below the site's folder; `None` for a name that makes none.
pub fn path(what: Starter, name: &str) -> Option<String> {
    let folder = match what {
        Starter::Brief => "content/briefs",
        Starter::Actor => "content/actors",
        Starter::Event => "content/events",
        Starter::Threshold => "content/thresholds",
        Starter::Page | Starter::Site => "content",
    };
    let id = slug(name);
    (!id.is_empty()).then(|| format!("{folder}/{id}.md"))
}

/// The text of a document.
pub fn text(starting: &Starting) -> String {
    let (table, hint) = match starting.what {
        Starter::Brief => (&BriefFields::TABLE, BRIEF),
        Starter::Actor => (&ActorFields::TABLE, "Who this is, in one to three neutral sentences."),
        Starter::Event => (&EventFields::TABLE, "What happened, and who says so."),
        Starter::Threshold => {
            (&ThresholdFields::TABLE, "What is known of this line, and how it came to be drawn.")
        }
        Starter::Page | Starter::Site => (&PageFields::TABLE, "Your text."),
    };
    format!("+++\n{}+++\n\n{}", front_matter(table, starting), comment(hint))
}

/// A hint that is never published.
fn comment(hint: &str) -> String {
    format!("<!-- {hint} -->\n")
}

const BRIEF: &str = "\
Write here. Nothing between these signs is published. Square brackets mark a passage that a note annotates:

He [called the talks off][^basis].

[^basis]: **Source:** Where the claim comes from. The other kinds of notes are Context, Dispute,
    Correction, Assessment, Definition and Question; a note without a bold word is a plain one.
";

/// The fields that are known with their values, the others as comments.
fn front_matter(table: &RecordTable, starting: &Starting) -> String {
    let mut text =
        String::from("# Remove a \"#\" to use a key. docs/content.md describes every one.\n");
    let mut comments = String::new();
    for field in table.fields.iter().chain(CommonFields::TABLE.fields) {
        match starting.value(field) {
            Some(value) => text.push_str(&format!("{} = {value}\n", field.name)),
            None => comments.push_str(&commented(field)),
        }
    }
    format!("{text}\n{comments}")
}

fn commented(field: &Field) -> String {
    let words = field.doc.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = words.split_inclusive(". ").next().unwrap_or_default().trim_end();
    format!("# {first}\n# {} = {}\n", field.name, field.example)
}

/// A date as TOML writes it: days have a form of their own there, everything else is quoted.
fn date(written: &str) -> String {
    match written.parse::<toml::value::Datetime>() {
        Ok(day) if day.time.is_none() => written.to_owned(),
        _ => quoted(written),
    }
}

/// A list of texts; none where it is empty.
fn list(texts: &[String]) -> Option<String> {
    let quoted: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    (!quoted.is_empty()).then(|| format!("[{}]", quoted.join(", ")))
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// The files of a new site, by path.
pub fn site(name: &str, today: &str) -> Vec<(String, String)> {
    let config = format!(
        "# The site. docs/content.md describes every key.\n\
         title = {}\n\
         # Where it will live. A path is part of every link.\n\
         base_url = \"https://example.org/\"\n\
         # One sentence, for the home page and for previews.\n\
         # description = \"What was declared, tested, crossed and enforced.\"\n\
         # language = \"en\"\n\n\
         # [escalation]\n\
         # A file in content/ladders/; Kahn's ladder of 1965 is built in.\n\
         # ladder = \"kahn-1965\"\n\n\
         # [lints]\n\
         # stub-actor = \"allow\"\n",
        quoted(name)
    );
    let home = comment(
        "Your text for the home page. The latest briefs and events follow it by themselves.",
    );
    let sources = "\
# Sources that documents cite by their keys, as in [@example-2025]. BibTeX and hayagriva YAML
# (sources.bib, sources.yml) are read as well, so that a Zotero library exports straight in.
#
# [[sources]]
# key = \"example-2025\"
# kind = \"article\"
# title = \"A report\"
# authors = [\"Jane Doe\"]
# publisher = \"A newspaper\"
# date = 2025-06-15
# url = \"https://www.example.org/report\"
# reliability = \"B\"
";
    let brief = "A first brief";
    let mut files = vec![
        ("config.toml".to_owned(), config),
        ("content/_index.md".to_owned(), home),
        ("content/sources.toml".to_owned(), sources.to_owned()),
        (".gitignore".to_owned(), "/public/\n".to_owned()),
    ];
    let starting = Starting::new(Starter::Brief, brief, today);
    files.extend(path(Starter::Brief, brief).map(|path| (path, text(&starting))));
    files
}
