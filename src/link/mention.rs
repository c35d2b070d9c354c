//! Mentions: actors' names in running text that become links by themselves.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rustc_hash::FxHashMap as HashMap;

use crate::link::definition::Definitions;
use crate::model::body::{Body, Edge, Element, LinkedReference, Mention};
use crate::model::site::Autolink;
use crate::model::table::Index;
use crate::model::target::Target;

/// The longest names altogether, in bytes, that are searched by an automaton with all of its transitions.
/// It is twice as fast as the compact one, and takes some 250 bytes for each byte of a name.
const SPELT_OUT: usize = 128 * 1024;

/// Finds actors' names and aliases, whole words only, the longest where several begin together.
pub struct Finder {
    /// `None` where nothing is to be found.
    searcher: Option<AhoCorasick>,
    /// The actor of each pattern.
    targets: Vec<Target>,
    scope: Autolink,
}

impl Finder {
    /// A finder of every name that exactly one actor bears. Names of one character are left alone.
    pub fn new(definitions: &Definitions, scope: Autolink) -> Self {
        let none = Self { searcher: None, targets: Vec::new(), scope };
        if scope == Autolink::Off {
            return none;
        }
        let mut bearers: HashMap<String, Option<Target>> = HashMap::default();
        for (position, actor) in definitions.actors.iter().enumerate() {
            let target = Target::Actor(Index::new(position));
            let aliases = actor.common.aliases.iter().map(|alias| &alias.value);
            for name in [&actor.title].into_iter().chain(aliases) {
                // Typographic text has curly apostrophes, as in "Ba’ath".
                for name in [name.clone(), name.replace('\'', "’")] {
                    if name.chars().nth(1).is_none() {
                        continue;
                    }
                    bearers
                        .entry(name)
                        .and_modify(|bearer| {
                            if *bearer != Some(target) {
                                *bearer = None;
                            }
                        })
                        .or_insert(Some(target));
                }
            }
        }
        let mut patterns: Vec<(String, Target)> =
            bearers.into_iter().filter_map(|(name, target)| Some((name, target?))).collect();
        patterns.sort();
        let bytes: usize = patterns.iter().map(|(name, _)| name.len()).sum();
        let searcher = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind((bytes <= SPELT_OUT).then_some(AhoCorasickKind::DFA))
            .build(patterns.iter().map(|(name, _)| name));
        match searcher {
            Ok(searcher) if !patterns.is_empty() => {
                let targets = patterns.into_iter().map(|(_, target)| target).collect();
                Self { searcher: Some(searcher), targets, scope }
            }
            _ => none,
        }
    }

    /// The mentions in a body that become links: not of the document itself, not inside links,
    /// code, headings or the attribution of a quotation, and in each section at most one of each
    /// actor where only first mentions count.
    pub fn find(
        &self,
        body: &Body,
        references: &[Option<LinkedReference>],
        own: Option<Target>,
    ) -> Vec<Mention> {
        let Some(searcher) = &self.searcher else { return Vec::new() };
        let closed = closed_stretches(body, references);
        let mut closed = closed.iter().peekable();
        let mut sections = body.headings.iter().map(|heading| heading.text.start).peekable();
        // The section in which each actor was linked last.
        let mut linked: HashMap<Target, usize> = HashMap::default();
        let mut section = 0;
        let mut mentions = Vec::new();
        for found in searcher.find_iter(&body.text) {
            let (start, end) = (found.start() as u32, found.end() as u32);
            while sections.next_if(|&begin| begin <= start).is_some() {
                section += 1;
            }
            // A document that was linked by hand before counts as linked.
            while let Some(stretch) = closed.next_if(|stretch| stretch.end <= start) {
                if let Some(target) = stretch.target {
                    linked.insert(target, section_of(body, stretch.start));
                }
            }
            let target = self.targets[found.pattern().as_usize()];
            let is_closed = closed.peek().is_some_and(|stretch| stretch.start < end);
            // A name with markup inside it would end outside of it.
            let next = body.marks.partition_point(|mark| mark.at <= start);
            let is_split = body.marks.get(next).is_some_and(|mark| mark.at < end);
            let is_name = is_word(&body.text, found.range());
            if is_closed || is_split || !is_name || Some(target) == own {
                continue;
            }
            let is_repeated = linked.get(&target) == Some(&section);
            if self.scope == Autolink::First && is_repeated {
                continue;
            }
            linked.insert(target, section);
            mentions.push(Mention { start, end, target });
        }
        mentions
    }
}

/// A stretch of text in which no mention becomes a link.
struct Stretch {
    start: u32,
    end: u32,
    /// What it is a link to, where it is a reference.
    target: Option<Target>,
}

/// The closed stretches of a body, in order and without overlap.
fn closed_stretches(body: &Body, references: &[Option<LinkedReference>]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut depth = 0;
    let mut quotes = 0;
    for mark in &body.marks {
        match (mark.edge, mark.element) {
            (Edge::Open, Element::BlockQuote) => quotes += 1,
            (Edge::Close, Element::BlockQuote) => quotes -= 1,
            _ => {}
        }
        let is_attribution = quotes > 0
            && mark.element == Element::Paragraph
            && mark.edge == Edge::Open
            && body.text[mark.at as usize..].starts_with(['—', '–']);
        if is_attribution {
            let rest = &body.text[mark.at as usize..];
            let length = rest.find('\n').unwrap_or(rest.len()) as u32;
            stretches.push(Stretch { start: mark.at, end: mark.at + length, target: None });
        }
        if mark.element.admits_mentions() {
            continue;
        }
        match mark.edge {
            Edge::Open => {
                if depth == 0 {
                    let target = match mark.element {
                        Element::Reference(number) => references
                            .get(number as usize)
                            .and_then(Option::as_ref)
                            .map(|reference| reference.target),
                        _ => None,
                    };
                    stretches.push(Stretch { start: mark.at, end: mark.at, target });
                }
                depth += 1;
            }
            Edge::Close => {
                depth -= 1;
                if depth == 0
                    && let Some(stretch) = stretches.last_mut()
                {
                    stretch.end = stretch.end.max(mark.at);
                }
            }
            Edge::Point => {}
        }
    }
    stretches
}

fn section_of(body: &Body, at: u32) -> usize {
    body.headings.partition_point(|heading| heading.text.start <= at)
}

/// Whether letters and digits end where the name does.
fn is_word(text: &str, range: std::ops::Range<usize>) -> bool {
    let joins = |inner: Option<char>, outer: Option<char>| {
        inner.is_some_and(char::is_alphanumeric) && outer.is_some_and(char::is_alphanumeric)
    };
    let name = &text[range.clone()];
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    !joins(name.chars().next(), before) && !joins(name.chars().next_back(), after)
}
