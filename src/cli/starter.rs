//! Starters: documents to begin with, their comments taken from the tables of fields.

use jiff::civil;

use crate::cli::arguments::Starter;
use crate::model::identity::slug;
use crate::parse::fields::actor::ActorFields;
use crate::parse::fields::brief::BriefFields;
use crate::parse::fields::common::{CommonFields, PageFields};
use crate::parse::fields::event::EventFields;
use crate::parse::fields::threshold::ThresholdFields;
use crate::parse::record::{Field, RecordTable};

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
pub fn text(what: Starter, name: &str, today: civil::Date) -> String {
    let (table, body) = match what {
        Starter::Brief => (&BriefFields::TABLE, BRIEF),
        Starter::Actor => {
            (&ActorFields::TABLE, "Who this is, in one to three neutral sentences.\n")
        }
        Starter::Event => (&EventFields::TABLE, "What happened, and who says so.\n"),
        Starter::Threshold => {
            (&ThresholdFields::TABLE, "What is known of this line, and how it came to be drawn.\n")
        }
        Starter::Page | Starter::Site => (&PageFields::TABLE, "Your text.\n"),
    };
    format!("+++\n{}+++\n\n{body}", front_matter(table, name, today))
}

const BRIEF: &str = "\
## What happened

Write here. Square brackets mark [a passage][^basis] that a note annotates.

[^basis]: **Source:** Where the claim comes from. The other kinds of notes are Context, Dispute,
    Correction, Assessment, Definition and Question; a note without a bold word is a plain one.
";

/// The required fields with values, the optional ones as comments.
fn front_matter(table: &RecordTable, name: &str, today: civil::Date) -> String {
    let mut text =
        String::from("# Remove a \"#\" to use a key. docs/content.md describes every one.\n");
    for field in table.fields.iter().filter(|field| is_active(field)) {
        let value = match field.name {
            "date" => today.to_string(),
            _ => quoted(name),
        };
        text.push_str(&format!("{} = {value}\n", field.name));
    }
    text.push('\n');
    for field in table.fields.iter().filter(|field| !is_active(field)) {
        text.push_str(&commented(field));
    }
    for field in CommonFields::TABLE.fields {
        text.push_str(&commented(field));
    }
    text
}

fn is_active(field: &Field) -> bool {
    field.required || field.name == "title"
}

fn commented(field: &Field) -> String {
    let words = field.doc.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = words.split_inclusive(". ").next().unwrap_or_default().trim_end();
    format!("# {first}\n# {} = {}\n", field.name, field.example)
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// The files of a new site, by path.
pub fn site(name: &str, today: civil::Date) -> Vec<(String, String)> {
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
    let home =
        "Your text for the home page. The latest briefs and events follow it by themselves.\n";
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
        ("content/_index.md".to_owned(), home.to_owned()),
        ("content/sources.toml".to_owned(), sources.to_owned()),
        (".gitignore".to_owned(), "/public/\n".to_owned()),
    ];
    files
        .extend(path(Starter::Brief, brief).map(|path| (path, text(Starter::Brief, brief, today))));
    files
}
