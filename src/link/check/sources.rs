//! Checks of what documents rest on: events without a source or with one voice alone, and sources
//! that may rot away.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::link::nouns::Nouns;
use crate::model::event::Event;
use crate::model::identity::{Header, fold_name};
use crate::model::source::Source;
use crate::model::table::Index;

/// Hosts whose addresses are meant to last.
const LASTING: [&str; 8] = [
    "doi.org",
    "dx.doi.org",
    "hdl.handle.net",
    "archive.org",
    "web.archive.org",
    "archive.today",
    "archive.ph",
    "perma.cc",
];

/// Checks every event and every source.
pub fn check(nouns: &Nouns, problems: &mut Vec<Diagnostic>) {
    for event in nouns.events.iter().filter(|event| event.counts()) {
        problems.extend(few_sources(nouns, event));
    }
    for source in &nouns.sources {
        problems.extend(without_copy(source));
    }
}

fn few_sources(nouns: &Nouns, event: &Event) -> Option<Diagnostic> {
    let cited = cited(&event.header);
    let voices: BTreeSet<String> = cited.iter().map(|it| voice(&nouns.sources[*it])).collect();
    let span = event.header.span?;
    let at = |code, message: String| Some(Diagnostic::at(code, span, message));
    match (cited.len(), voices.len()) {
        (0, _) => {
            let message = "nothing says where this event is known from";
            let problem = Diagnostic::at(Code::UnsourcedEvent, span, message);
            Some(problem.help("list its `sources`, or cite one in its text"))
        }
        (1, _) => {
            let key = cited.iter().next().map_or("", |it| nouns.sources[*it].header.id.as_str());
            at(Code::SingleSource, format!("this event rests on `{key}` alone"))
        }
        (sources, 1) => {
            let voice = cited.iter().next().map(|it| shown_voice(&nouns.sources[*it]));
            let voice = voice.unwrap_or_default();
            at(Code::SingleSource, format!("this event rests on {sources} sources, all of {voice}"))
        }
        _ => None,
    }
}

/// The sources that a document lists or cites.
fn cited(header: &Header) -> BTreeSet<Index<Source>> {
    let bodies = std::iter::once(&header.body).chain(header.notes.iter().map(|note| &note.body));
    let in_texts = bodies.flat_map(|body| body.cited.iter().flatten().copied());
    header.sources.iter().map(|used| used.source).chain(in_texts).collect()
}

/// Who speaks in a source: two reports of one agency are one voice.
fn voice(source: &Source) -> String {
    fold_name(shown_voice(source)).into_owned()
}

fn shown_voice(source: &Source) -> &str {
    let of_work = source.publisher.as_ref().or(source.container.as_ref());
    of_work.or(source.authors.first()).unwrap_or(&source.header.id)
}

fn without_copy(source: &Source) -> Option<Diagnostic> {
    let address = &source.url.as_ref().filter(|_| source.archive_url.is_none())?.value;
    let url = url::Url::parse(address).ok()?;
    let host = url.host_str()?.trim_start_matches("www.");
    if LASTING.contains(&host) {
        return None;
    }
    let message = format!("no copy of `{}` is named, should {host} lose it", source.header.id);
    let help = "save the page in an archive and give the copy's address as `archive_url`";
    Some(Diagnostic::at(Code::MissingArchive, source.header.span?, message).help(help))
}
