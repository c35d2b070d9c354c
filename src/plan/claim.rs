//! Claims: which page or file has which address, and where two have the same.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::link::Dossier;
use crate::model::address::Address;
use crate::model::identity::Kind;
use crate::model::site::{SearchEngine, Site};
use crate::model::target::Target;
use crate::plan::{Content, Page, PlannedFile, search_index};
use crate::source::Span;

/// Every address of a site.
pub struct Claims<'a> {
    by_address: HashSet<&'a str>,
}

impl Claims<'_> {
    /// Whether a page or file has this address.
    pub fn has(&self, address: &Address) -> bool {
        self.by_address.contains(address.as_str())
    }

    /// Every address.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.by_address.iter().copied()
    }
}

/// A claim to a place in the output folder.
struct Claim<'a> {
    address: &'a Address,
    /// What claims it, for messages.
    what: String,
    /// Where it is, for a file.
    shown: Option<&'a str>,
    /// The kind and id of a document: two with the same are reported as such.
    identity: Option<(Kind, String)>,
    span: Option<Span>,
}

/// Collects the claims, and reports those that collide.
pub fn all<'a>(
    dossier: &Dossier,
    site: &Site,
    pages: &'a [Page],
    files: &'a [PlannedFile],
    problems: &mut Vec<Diagnostic>,
) -> Claims<'a> {
    let of_pages = pages.iter().map(|page| of_page(dossier, page));
    let of_files = files.iter().map(|file| Claim {
        address: &file.address,
        what: format!("the file `{}`", file.shown),
        shown: Some(&file.shown),
        identity: None,
        span: None,
    });
    let claims: Vec<Claim<'_>> = of_pages.chain(of_files).collect();
    // One map finds both equal addresses and those that differ in case only.
    let mut by_folded: HashMap<String, usize> = HashMap::with_capacity(claims.len());
    for (number, claim) in claims.iter().enumerate() {
        let folded = claim.address.output_path().to_lowercase();
        match by_folded.get(&folded) {
            Some(&first) => {
                let first = &claims[first];
                let is_known = first.identity.is_some() && first.identity == claim.identity;
                if !is_known {
                    problems.push(collision(first, claim));
                }
            }
            None => {
                by_folded.insert(folded, number);
            }
        }
    }
    report_long_names(&claims, problems);
    report_files_as_folders(&claims, &by_folded, problems);
    if site.search != SearchEngine::Off {
        report_within_index(&claims, problems);
    }
    Claims { by_address: claims.iter().map(|claim| claim.address.as_str()).collect() }
}

fn of_page<'a>(dossier: &Dossier, page: &'a Page) -> Claim<'a> {
    let claim = |what: String, span: Option<Span>| Claim {
        address: &page.address,
        what,
        shown: None,
        identity: None,
        span,
    };
    let of = |target: Target| {
        let header = dossier.header(target);
        let span = header.and_then(|header| header.span);
        let identity = header.map(|header| (target.kind(), header.id.clone()));
        Claim { identity, ..claim(format!("“{}”", dossier.title(target)), span) }
    };
    match &page.content {
        Content::Brief(index) => of((*index).into()),
        Content::Actor(index) => of((*index).into()),
        Content::Event(index) => of((*index).into()),
        Content::Threshold(index) => of((*index).into()),
        Content::Ladder(index) => of((*index).into()),
        Content::Source(index) => of((*index).into()),
        Content::Page(index) => of((*index).into()),
        Content::Redirect(target) => {
            let redirects = dossier.header(*target).map_or(&[][..], |it| &it.redirect_from);
            let span = redirects.iter().find(|(from, _)| *from == page.address).map(|(_, s)| *s);
            claim(format!("an old path of “{}”", dossier.title(*target)), span)
        }
        Content::Tag(index, _) => claim(format!("the tag “{}”", dossier.tags[*index].name), None),
        _ => claim(format!("the page `{}`", page.address.as_str()), None),
    }
}

fn collision(first: &Claim<'_>, second: &Claim<'_>) -> Diagnostic {
    let (a, b) = (first.address.as_str(), second.address.as_str());
    let (code, message) = if first.address.output_path() != second.address.output_path() {
        let (first, second) = (&first.what, &second.what);
        let message =
            format!("the addresses of {first} and {second} differ only in case: `{a}` and `{b}`");
        (Code::AddressCase, message)
    } else if a == b && matches!(first.span, Some(span) if Some(span) == second.span) {
        (Code::AddressCollision, format!("{} is the address of its own page", first.what))
    } else {
        let message = format!("{} and {} have one address, `{b}`", first.what, second.what);
        (Code::AddressCollision, message)
    };
    let problem = place(code, message, first, second);
    match code {
        Code::AddressCase => problem.help("some file systems hold only one of them: rename one"),
        _ => problem.help("rename one of them, or give one another `id`"),
    }
}

/// A diagnostic at the second claim's place, with the first one's beside it where both have one.
fn place(code: Code, message: String, first: &Claim<'_>, second: &Claim<'_>) -> Diagnostic {
    match (second.span, first.span) {
        (Some(span), Some(other)) if span != other => {
            Diagnostic::at(code, span, message).caption("here").label(other, "and here")
        }
        (Some(span), _) | (None, Some(span)) => Diagnostic::at(code, span, message),
        (None, None) => {
            let path = second.shown.map_or_else(|| second.address.output_path(), str::to_owned);
            Diagnostic::of_path(code, path, message)
        }
    }
}

/// The files of the search index get their names when it is built: its folder is its own.
fn report_within_index(claims: &[Claim<'_>], problems: &mut Vec<Diagnostic>) {
    let folder = search_index();
    for claim in claims {
        // With a slash behind it, a file in the folder's place is one in the folder, too.
        let path = format!("/{}/", claim.address.output_path().to_lowercase());
        if path.starts_with(folder.as_str()) {
            let message = format!(
                "{} lies in `{}`, which holds the search index",
                claim.what,
                folder.as_str()
            );
            let help =
                "put it elsewhere, or leave the index out: `[search]` with `engine = \"off\"`";
            problems.push(place(Code::AddressCollision, message, claim, claim).help(help));
        }
    }
}

/// File systems allow 255 bytes for a name.
fn report_long_names(claims: &[Claim<'_>], problems: &mut Vec<Diagnostic>) {
    for claim in claims {
        if claim.address.as_str().split('/').any(|part| part.len() > 255) {
            let message =
                format!("the address of {} has a part of more than 255 bytes", claim.what);
            problems.push(place(Code::BadId, message, claim, claim).help("give it a shorter `id`"));
        }
    }
}

/// A file cannot lie where others need a folder.
fn report_files_as_folders(
    claims: &[Claim<'_>],
    by_folded: &HashMap<String, usize>,
    problems: &mut Vec<Diagnostic>,
) {
    for claim in claims {
        let path = claim.address.output_path().to_lowercase();
        let mut folder = path.as_str();
        while let Some((outer, _)) = folder.rsplit_once('/') {
            folder = outer;
            if let Some(&number) = by_folded.get(folder) {
                let file = &claims[number];
                let message = format!("{} lies where {} needs a folder", file.what, claim.what);
                problems.push(place(Code::AddressCollision, message, file, claim));
            }
        }
    }
}
