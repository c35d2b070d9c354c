//! `redlines schema`: JSON Schemas for editors and validators.

use std::fs;
use std::io;
use std::path::Path;

use clap::ValueEnum as _;

use crate::cli::arguments::{SchemaCommand, SchemaSubject};
use crate::cli::out;
use crate::model::identity::Kind;
use crate::parse::schema::{self, Subject};
use crate::write::{AmendError, amend, create};

/// What the text of a schema of ours begins with, after its first line.
const OURS: &str = "\"$id\": \"urn:redlines:schema:";

/// Prints a schema, or writes schemas to a folder; whether all were written.
///
/// # Errors
/// Neither a subject nor a folder.
pub fn run(command: &SchemaCommand) -> Result<bool, String> {
    let Some(folder) = &command.out else {
        let Some(subject) = command.subject else {
            return Err("name what the schema is of, or a folder for all with `--out DIR`".into());
        };
        out::line(text(subject).trim_end());
        return Ok(true);
    };
    let subjects =
        command.subject.as_ref().map_or(SchemaSubject::value_variants(), std::slice::from_ref);
    for &subject in subjects {
        let name = subject.to_possible_value();
        let name = name.as_ref().map_or("", |name| name.get_name());
        let name = format!("{name}.schema.json");
        let place = folder.join(&name);
        let why = match write(folder, &name, &text(subject)) {
            Ok(()) => {
                out::line(format_args!("Made {}", place.display()));
                continue;
            }
            Err(AmendError::Changed) => "somebody else is writing it".to_owned(),
            Err(AmendError::Failed(error)) => error.to_string(),
        };
        eprintln!("error: `{}` could not be written: {why}", place.display());
        return Ok(false);
    }
    Ok(true)
}

fn text(subject: SchemaSubject) -> String {
    let schema = schema::schema_of(match subject {
        SchemaSubject::Config => Subject::Config,
        SchemaSubject::Brief => Subject::Document(Kind::Brief),
        SchemaSubject::Actor => Subject::Document(Kind::Actor),
        SchemaSubject::Event => Subject::Document(Kind::Event),
        SchemaSubject::Threshold => Subject::Document(Kind::Threshold),
        SchemaSubject::Ladder => Subject::Document(Kind::Ladder),
        SchemaSubject::Source => Subject::Document(Kind::Source),
        SchemaSubject::Page => Subject::Document(Kind::Page),
    });
    format!("{schema:#}\n")
}

/// Writes a schema where none is, or one of ours.
fn write(folder: &Path, name: &str, text: &str) -> Result<(), AmendError> {
    match fs::read_to_string(folder.join(name)) {
        Ok(known) if known == text => Ok(()),
        Ok(known) if known.contains(OURS) => amend(folder, name, &known, text),
        Ok(_) => Err(io::Error::other("a file that is no schema of redlines is there").into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            create(folder, name, text.as_bytes())
        }
        Err(error) => Err(error.into()),
    }
}
