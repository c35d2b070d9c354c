//! The reference of front-matter fields, made from the tables that the parser uses.

use std::fmt::Write as _;

use crate::parse::fields::actor::{ActorFields, PositionFields, RelationFields, TitledLinkFields};
use crate::parse::fields::brief::{
    BriefFields, CorrectionFields, KeyJudgementFields, ReferenceFields,
};
use crate::parse::fields::common::{CommonFields, KindField, PageFields};
use crate::parse::fields::config::{
    CitationFields, ConfigFields, DataFields, EscalationFields, FeedsFields, MarkdownFields,
    NamedPlaceFields, NavigationFields, PagesFields, PaginationFields, SearchFields, ThemeFields,
};
use crate::parse::fields::event::{
    CasualtiesFields, DissentFields, EffectFields, EventFields, ParticipationFields, PlaceFields,
    PlacementFields,
};
use crate::parse::fields::ladder::{FirebreakFields, LadderFields, RungFields};
use crate::parse::fields::lints::LintScopeFields;
use crate::parse::fields::source::{LibraryFields, SourceFields, SourceUseFields};
use crate::parse::fields::threshold::{ThresholdFields, WordingFields};
use crate::parse::record::{Field, RecordTable, Shape};

/// A section of the reference: a heading's anchor-like name and the records that it shows.
pub struct Section {
    /// What `docs/content.md` calls the place where it stands.
    pub name: &'static str,
    pub records: &'static [&'static RecordTable],
}

/// Every section, in the order of the reference.
pub const SECTIONS: &[Section] = &[
    Section { name: "document", records: &[&CommonFields::TABLE, &KindField::TABLE] },
    Section {
        name: "brief",
        records: &[
            &BriefFields::TABLE,
            &ReferenceFields::TABLE,
            &CorrectionFields::TABLE,
            &KeyJudgementFields::TABLE,
        ],
    },
    Section {
        name: "actor",
        records: &[
            &ActorFields::TABLE,
            &PositionFields::TABLE,
            &RelationFields::TABLE,
            &TitledLinkFields::TABLE,
        ],
    },
    Section {
        name: "event",
        records: &[
            &EventFields::TABLE,
            &PlaceFields::TABLE,
            &ParticipationFields::TABLE,
            &PlacementFields::TABLE,
            &DissentFields::TABLE,
            &CasualtiesFields::TABLE,
            &EffectFields::TABLE,
        ],
    },
    Section { name: "threshold", records: &[&ThresholdFields::TABLE, &WordingFields::TABLE] },
    Section {
        name: "ladder",
        records: &[&LadderFields::TABLE, &RungFields::TABLE, &FirebreakFields::TABLE],
    },
    Section {
        name: "source",
        records: &[&SourceFields::TABLE, &SourceUseFields::TABLE, &LibraryFields::TABLE],
    },
    Section { name: "page", records: &[&PageFields::TABLE] },
    Section {
        name: "config",
        records: &[
            &ConfigFields::TABLE,
            &ThemeFields::TABLE,
            &NavigationFields::TABLE,
            &MarkdownFields::TABLE,
            &CitationFields::TABLE,
            &EscalationFields::TABLE,
            &PaginationFields::TABLE,
            &PagesFields::TABLE,
            &NamedPlaceFields::TABLE,
            &SearchFields::TABLE,
            &DataFields::TABLE,
            &FeedsFields::TABLE,
            &LintScopeFields::TABLE,
        ],
    },
];

/// A section as Markdown: a table of fields for each record.
pub fn markdown(section: &Section) -> String {
    let mut text = String::new();
    for (number, record) in section.records.iter().enumerate() {
        // The first record's name is the heading above it.
        if number > 0 {
            let _ = write!(text, "\nA **{}**:\n\n", record.name);
        }
        text.push_str("| key | value | meaning | example |\n|---|---|---|---|\n");
        for field in record.fields {
            text.push_str(&row(field));
        }
    }
    text
}

fn row(field: &Field) -> String {
    let words = field.doc.split_whitespace().collect::<Vec<_>>().join(" ");
    let required = if field.required { " **(required)**" } else { "" };
    let shape = describe(&(field.shape)());
    let example = field.example.replace('|', "\\|");
    format!("| `{}`{required} | {shape} | {words} | `{example}` |\n", field.name)
}

/// What a value may look like, in words.
fn describe(shape: &Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::Boolean => "`true` or `false`".to_owned(),
        Shape::Integer { least, most } => format!("whole number, {least} to {most}"),
        Shape::Number { least, most } => format!("number, {least} to {most}"),
        Shape::Date => "date (EDTF)".to_owned(),
        Shape::Term(terms) => {
            let terms: Vec<String> = terms.iter().map(|term| format!("`{term}`")).collect();
            terms.join(", ")
        }
        Shape::Reference(kind) => format!("{kind}: id, name or alias"),
        Shape::Form { words, .. } | Shape::Code { words, .. } => (*words).to_owned(),
        Shape::Numeral(form, ..) => describe(form),
        Shape::List(inner) => format!("list of: {}", describe(inner)),
        Shape::Record(record) => format!("table: {}", record.name),
        Shape::OneOf(shapes) => shapes.iter().map(describe).collect::<Vec<_>>().join("; or "),
        Shape::Records(record, _) => format!("table: {}", record.name),
        Shape::Map(inner) => format!("table of names, each with {}", describe(inner)),
        Shape::LintLevels => {
            "table of lints and levels; and in `for`, tables of `kind`, `folder`, lints and levels"
                .to_owned()
        }
        Shape::Silences => "table of lints and reasons".to_owned(),
        Shape::Anything => "table".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::SECTIONS;
    use crate::parse::toml;
    use crate::source::{SourceMap, Text};

    #[test]
    fn every_example_and_every_default_is_a_value_of_its_key() {
        let mut wrong = Vec::new();
        for record in SECTIONS.iter().flat_map(|section| section.records) {
            let examples = record.fields.iter().map(|field| (field, field.example));
            let defaults = record.fields.iter().filter_map(|field| Some((field, field.default?)));
            for (field, written) in examples.chain(defaults) {
                let mut texts = SourceMap::default();
                let content = format!("{} = {written}", field.name);
                let file = texts.add(Text { path: "example.toml".into(), content });
                let mut problems = Vec::new();
                let node = toml::parse(&texts.get(file).content, file, 0, &mut problems);
                let value = node.as_ref().and_then(|node| node.as_table()?.get(field.name));
                match value {
                    Some(value) => (field.check)(value, &mut problems),
                    None => wrong.push(format!("{}.{}: no value", record.name, field.name)),
                }
                let told = problems.iter().map(|problem| &problem.message);
                wrong.extend(told.map(|it| format!("{}.{}: {it}", record.name, field.name)));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
