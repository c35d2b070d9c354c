//! How to cite a page of the site: in plain text, as BibTeX, and as CSL-JSON.
//!
//! The plain form is written here and not by a style: every brief has one, and formatting an entry by
//! CSL takes longer than rendering the page.

use serde::Serialize;

use crate::model::brief::Brief;
use crate::parse::library::person;
use crate::render::renderer::Renderer;
use crate::render::views::CiteView;

/// How to cite a brief.
pub fn cite(renderer: &Renderer<'_>, brief: &Brief) -> CiteView {
    let permalink = renderer.permalink(&brief.header.address);
    CiteView {
        text: plain(renderer, brief, &permalink),
        bibtex: bibtex(renderer, brief, &permalink),
        csl_json: csl_json(renderer, brief, &permalink),
    }
}

fn plain(renderer: &Renderer<'_>, brief: &Brief, permalink: &str) -> String {
    let mut text = brief.authors.join(", ");
    if !text.is_empty() {
        text.push_str(", ");
    }
    let (title, site) = (&brief.header.title, &renderer.site.title);
    text.push_str(&format!("“{title}”, {site}, {}, {permalink}", brief.date.words()));
    text
}

fn bibtex(renderer: &Renderer<'_>, brief: &Brief, permalink: &str) -> String {
    let authors = brief.authors.join(" and ");
    let day = brief.date.html().unwrap_or_else(|| brief.date.edtf().to_owned());
    let fields = [
        ("title", brief.header.title.as_str()),
        ("author", &authors),
        ("date", &day),
        ("organization", &renderer.site.title),
        ("url", permalink),
    ];
    let lines: Vec<String> = fields
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("  {name} = {{{}}},\n", escape_tex(value)))
        .collect();
    format!("@online{{{},\n{}}}\n", brief.header.id, lines.concat())
}

/// What TeX would read as its own.
fn escape_tex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' | '}' => {}
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', c]),
            '\\' => escaped.push_str("\\textbackslash{}"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// An item of CSL-JSON, the form of citation managers.
///
/// Source: <https://github.com/citation-style-language/schema>, `schemas/input/csl-data.json`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct CslItem<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<CslName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<CslDate>,
    container_title: &'a str,
    #[serde(rename = "URL")]
    url: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum CslName {
    Person { family: String, given: String },
    Literal { literal: String },
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct CslDate {
    /// Year, month and day.
    date_parts: [[i64; 3]; 1],
}

fn csl_json(renderer: &Renderer<'_>, brief: &Brief, permalink: &str) -> String {
    let author = |name: &String| {
        let person = person(name);
        match person.given_name {
            Some(given) => CslName::Person { family: person.name, given },
            None => CslName::Literal { literal: person.name },
        }
    };
    let day = brief.date.earliest();
    let parts = day.map(|it| [[it.year, i64::from(it.month), i64::from(it.day)]]);
    let issued = parts.map(|date_parts| CslDate { date_parts });
    let item = CslItem {
        id: &brief.header.id,
        kind: "webpage",
        title: &brief.header.title,
        author: brief.authors.iter().map(author).collect(),
        issued,
        container_title: &renderer.site.title,
        url: permalink,
    };
    serde_json::to_string_pretty(&[item]).unwrap_or_default()
}
