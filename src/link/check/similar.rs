//! Actors that are likely one under two names: a slip, other punctuation, another order of words, or a
//! short form of a name.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hasher as _;
use std::iter::repeat;

use rustc_hash::FxHasher;
use unicode_normalization::UnicodeNormalization as _;

use crate::diagnostic::fix::Edit;
use crate::diagnostic::nearest::is_typo;
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::link::check::context::LintContext;
use crate::link::stub::actor_references;
use crate::model::actor::{Actor, ActorKind};
use crate::model::identity::{Origin, fold_name};
use crate::model::table::Index;
use crate::source::Span;

/// A letter too many is a slip in a name of this many letters or more.
const LEAST_LETTERS: usize = 6;

/// How two actors' names are alike, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// The same letters: "U.S." and "US", "the Quds Force" and "Quds Force".
    Letters,
    /// The same words: "Trump, Donald" and "Donald Trump".
    Words,
    /// A letter too many, too few, or two exchanged.
    Slip,
    /// "Trump" or "D. Trump" for "Donald Trump", "IRGC" for "Islamic Revolutionary Guard Corps".
    Short,
}

/// Checks every pair of actors whose names could be alike, found by what such names have in common.
///
/// The pairs come back: what is silenced or allowed is alike all the same.
pub fn check(
    whole: &LintContext<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<(Index<Actor>, Index<Actor>)> {
    let mut pairs: BTreeMap<(Index<Actor>, Index<Actor>), Likeness> = BTreeMap::new();
    let mut add = |a: Index<Actor>, b: Index<Actor>, likeness: Likeness| {
        if a != b && !are_known_apart(whole, a, b) {
            let known = pairs.entry((a.min(b), a.max(b))).or_insert(likeness);
            *known = likeness.min(*known);
        }
    };
    let names = names(whole);
    for (key, likeness) in
        [(letters as fn(&str) -> String, Likeness::Letters), (words, Likeness::Words)]
    {
        let keys = |name: &str| Some(key(name)).filter(|key| !key.is_empty()).into_iter().collect();
        each_pair(grouped(&names, keys), |a, b| add(a.0, b.0, likeness));
    }
    each_pair(grouped(&names, |name| near_forms(&fold_name(name))), |a, b| {
        if is_typo(&fold_name(a.1), &fold_name(b.1)) {
            add(a.0, b.0, Likeness::Slip);
        }
    });
    // A short form is one only of a name that nobody described: a described "Trump" may be another.
    let actors = whole.nouns.actors.entries();
    let stubs: Vec<_> = actors.filter(|(_, actor)| actor.header.origin == Origin::Stub).collect();
    let long = if stubs.is_empty() { Vec::new() } else { grouped(&names, short_forms) };
    for (index, actor) in stubs {
        let name = fold_name(&actor.header.title);
        let from = long.partition_point(|(short, _)| **short < *name);
        let bearers = long[from..].iter().take_while(|(short, _)| *short == *name);
        let bearers: BTreeSet<Index<Actor>> =
            bearers.map(|(_, (bearer, _))| *bearer).filter(|bearer| *bearer != index).collect();
        if let (1, Some(only)) = (bearers.len(), bearers.first()) {
            add(index, *only, Likeness::Short);
        }
    }
    let certain = certain(&pairs, whole);
    let uses = if certain.is_empty() { Uses::default() } else { Uses::count(whole) };
    for ((a, b), likeness) in &pairs {
        problems.extend(report(whole, *a, *b, *likeness, &uses, &certain));
    }
    pairs.into_keys().collect()
}

/// Every name of every actor, aliases among them.
fn names<'a>(whole: &LintContext<'a>) -> Vec<(Index<Actor>, &'a str)> {
    let actors = whole.nouns.actors.entries();
    let of = |(index, actor): (Index<Actor>, &'a Actor)| {
        let aliases = actor.header.aliases.iter();
        std::iter::once(&actor.header.title).chain(aliases).map(move |name| (index, name.as_str()))
    };
    actors.flat_map(of).collect()
}

type Bearer<'a> = (Index<Actor>, &'a str);

/// Names behind what they have in common with others, which stand beside each other.
fn grouped<'a, K: Ord>(
    names: &[Bearer<'a>],
    keys: impl Fn(&str) -> Vec<K>,
) -> Vec<(K, Bearer<'a>)> {
    let of = |bearer: &Bearer<'a>| keys(bearer.1).into_iter().zip(repeat(*bearer));
    let mut grouped: Vec<(K, Bearer<'a>)> = names.iter().flat_map(of).collect();
    grouped.sort_unstable();
    grouped
}

/// Visits every pair of names that have something in common.
fn each_pair<'a, K: Eq>(
    grouped: Vec<(K, Bearer<'a>)>,
    mut visit: impl FnMut(Bearer<'a>, Bearer<'a>),
) {
    for group in grouped.chunk_by(|(one, _), (other, _)| one == other) {
        for (at, (_, one)) in group.iter().enumerate() {
            group[at + 1..].iter().for_each(|(_, other)| visit(*one, *other));
        }
    }
}

/// The letters and digits alone, without marks and without a leading article.
fn letters(name: &str) -> String {
    let folded = fold_name(name).into_owned();
    let bare = folded.strip_prefix("the ").unwrap_or(&folded);
    bare.nfd().filter(|c| c.is_alphanumeric()).collect()
}

/// The words in the order of the alphabet, without those that only join them: "Department of State" is
/// "State Department". A name of one word has no other order.
fn words(name: &str) -> String {
    let folded = fold_name(name).into_owned();
    let joins = |word: &str| matches!(word, "" | "of" | "the" | "for" | "and");
    let mut words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|it| !joins(it)).collect();
    words.sort_unstable();
    if words.len() > 1 { words.join(" ") } else { String::new() }
}

/// Hashes of the name, and of the name without each of its letters: two names that are a slip apart share
/// one. Others may share one by chance, which whoever compares them finds out.
fn near_forms(folded: &str) -> Vec<u64> {
    let all: Vec<char> = folded.chars().collect();
    if all.len() < LEAST_LETTERS {
        return Vec::new();
    }
    let hash = |skipped: usize| {
        let mut hasher = FxHasher::default();
        let kept = all.iter().enumerate().filter(|(at, _)| *at != skipped);
        kept.for_each(|(_, letter)| hasher.write_u32(u32::from(*letter)));
        hasher.finish()
    };
    let mut forms: Vec<u64> = (0..=all.len()).map(hash).collect();
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// What a name of several words may be called for short: its last word, with the first one's initial
/// before it, and the initials of its capitalized words where there are three or more.
fn short_forms(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let ([_, .., last], Some(initial)) = (words.as_slice(), name.chars().next()) else {
        return Vec::new();
    };
    let mut forms = vec![
        fold_name(last).into_owned(),
        fold_name(&format!("{initial}. {last}")).into_owned(),
        fold_name(&format!("{initial} {last}")).into_owned(),
    ];
    let capitals: String =
        words.iter().filter_map(|word| word.chars().next().filter(|c| c.is_uppercase())).collect();
    if capitals.chars().count() > 2 {
        forms.push(fold_name(&capitals).into_owned());
    }
    forms
}

/// Whether two actors are two for certain: both have Wikidata items, or both have a kind and the kinds
/// differ.
fn are_known_apart(whole: &LintContext<'_>, a: Index<Actor>, b: Index<Actor>) -> bool {
    let (a, b) = (&whole.nouns.actors[a], &whole.nouns.actors[b]);
    let differ = |a: Option<ActorKind>, b: Option<ActorKind>| a.zip(b).is_some_and(|(a, b)| a != b);
    a.wikidata.as_ref().zip(b.wikidata.as_ref()).is_some_and(|(a, b)| a != b)
        || differ(a.kind, b.kind)
}

/// Where front matter names each stub.
#[derive(Default)]
struct Uses(HashMap<String, Vec<(Span, String)>>);

impl Uses {
    fn count(whole: &LintContext<'_>) -> Self {
        let mut uses: HashMap<String, Vec<(Span, String)>> = HashMap::new();
        for reference in actor_references(whole.definitions) {
            let place = (reference.span, reference.text.clone());
            uses.entry(fold_name(&reference.text).into_owned()).or_default().push(place);
        }
        Self(uses)
    }
}

/// Stubs that are one described actor in other letters, and no other.
fn certain(
    pairs: &BTreeMap<(Index<Actor>, Index<Actor>), Likeness>,
    whole: &LintContext<'_>,
) -> HashMap<Index<Actor>, Index<Actor>> {
    let mut meant: HashMap<Index<Actor>, Vec<Index<Actor>>> = HashMap::new();
    for (a, b) in pairs.iter().filter(|(_, it)| **it == Likeness::Letters).map(|(pair, _)| *pair) {
        for (stub, other) in [(a, b), (b, a)] {
            let origin = |index: Index<Actor>| whole.nouns.actors[index].header.origin;
            if origin(stub) == Origin::Stub && origin(other) != Origin::Stub {
                meant.entry(stub).or_default().push(other);
            }
        }
    }
    let only = |(stub, others): (Index<Actor>, Vec<Index<Actor>>)| match others.as_slice() {
        [one] => Some((stub, *one)),
        _ => None,
    };
    meant.into_iter().filter_map(only).collect()
}

fn report(
    whole: &LintContext<'_>,
    a: Index<Actor>,
    b: Index<Actor>,
    likeness: Likeness,
    uses: &Uses,
    certain: &HashMap<Index<Actor>, Index<Actor>>,
) -> Option<Diagnostic> {
    // What is told of is the stub, else the one that is defined later.
    let order = |index: Index<Actor>| {
        let header = &whole.nouns.actors[index].header;
        (header.origin == Origin::Stub, header.span.map(|span| (span.file, span.start)))
    };
    let (told, other) = if order(a) < order(b) { (b, a) } else { (a, b) };
    let (actor, known) = (&whole.nouns.actors[told].header, &whole.nouns.actors[other].header);
    let alike = match likeness {
        Likeness::Letters => "differ by punctuation only",
        Likeness::Words => "have the same words",
        Likeness::Slip => "differ by one slip",
        Likeness::Short => "may be a short form and the whole",
    };
    let message = format!("the names of `{}` and `{}` {alike}", actor.title, known.title);
    let mut problem = Diagnostic::at(Code::SimilarActors, actor.span?, message);
    if let Some(span) = known.span {
        problem = problem.label(span, format!("`{}`", known.id));
    }
    let problem = problem.help(match actor.origin {
        Origin::Stub => format!(
            "where they are one, write `{}` here, or give it the alias `{}`",
            known.id, actor.title
        ),
        _ => "where they are one, keep one document and give it the other name as an alias; where \
              they are two, silence this lint and say so"
            .to_owned(),
    });
    let edits = uses
        .0
        .get(&fold_name(&actor.title).into_owned())
        .filter(|_| certain.get(&told) == Some(&other));
    Some(problem.fix(edits.map(|places| {
        Fix {
            edits: places
                .iter()
                .map(|(span, written)| Edit {
                    within: *span,
                    written: written.clone(),
                    instead: known.id.clone(),
                })
                .collect(),
        }
    })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_the_same_letters_whatever_stands_between_them() {
        for (one, other) in [
            ("U.S.", "US"),
            ("the Quds Force", "Quds-Force"),
            ("Élysée", "Elysee"),
            ("Iran ", "iran"),
        ] {
            assert_eq!(letters(one), letters(other), "{one}");
        }
        assert_ne!(letters("Iran"), letters("Iraq"));
        assert_eq!(words("Trump, Donald"), words("Donald Trump"));
        assert_eq!(words("Iran"), "");
    }

    #[test]
    fn names_have_short_forms() {
        let cases = [
            ("Donald Trump", "trump", true),
            ("Donald Trump", "d. trump", true),
            ("Donald Trump", "donald", false),
            ("Islamic Revolutionary Guard Corps", "irgc", true),
            ("Department of Defense", "dod", false),
            ("Iran", "iran", false),
        ];
        for (name, short, expected) in cases {
            assert_eq!(short_forms(name).contains(&short.to_owned()), expected, "{name}: {short}");
        }
    }
}
