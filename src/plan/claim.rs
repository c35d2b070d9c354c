//! Claims: which page or file has which address, and where two have the same.

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap as HashMap, FxHashSet as HashSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::link::Dossier;
use crate::model::address::Address;
use crate::model::identity::Kind;
use crate::model::site::{SearchEngine, Site};
use crate::model::target::Target;
use crate::plan::file::PlannedFile;
use crate::plan::page::{Content, Page};
use crate::plan::search::search_index;
use crate::source::Span;

/// What has a path in the output folder.
#[derive(Debug, Clone, Copy)]
pub enum Planned<'a> {
    Page(&'a Page),
    File(&'a PlannedFile),
}

/// Every address of a site.
pub struct Claims<'a> {
    by_address: HashSet<&'a str>,
    /// The position of each page, or of each file after the pages, by its path in the output folder in
    /// lower case.
    pub by_folded: HashMap<String, usize>,
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
#[derive(Clone, Copy)]
struct Claim<'a> {
    dossier: &'a Dossier,
    address: &'a Address,
    by: Planned<'a>,
}

impl Claim<'_> {
    /// The place, in lower case.
    fn folded(&self) -> String {
        self.address.output_path().to_lowercase()
    }

    /// What claims it, for messages.
    fn what(&self) -> String {
        let page = match self.by {
            Planned::File(file) => return format!("the file `{}`", file.shown),
            Planned::Page(page) => page,
        };
        match &page.content {
            Content::Data(_) => format!("the data file `{}`", page.address.as_str()),
            Content::Feed(_) => format!("the feed `{}`", page.address.as_str()),
            Content::Redirect(target) => {
                format!("an old path of “{}”", self.dossier.title(*target))
            }
            Content::Tag(index, _) => format!("the tag “{}”", self.dossier.tags[*index].name),
            content => match document(content) {
                Some(target) => format!("“{}”", self.dossier.title(target)),
                None => format!("the page `{}`", page.address.as_str()),
            },
        }
    }

    /// Where it is, for a file.
    fn shown(&self) -> Option<&str> {
        match self.by {
            Planned::File(file) => Some(&file.shown),
            Planned::Page(_) => None,
        }
    }

    /// The kind and id of a document: two with the same are reported as such.
    fn identity(&self) -> Option<(Kind, &str)> {
        let Planned::Page(page) = self.by else { return None };
        let target = document(&page.content)?;
        Some((target.kind(), &self.dossier.header(target)?.id))
    }

    /// Whether it is data of the whole site, or beside a page.
    fn is_data(&self) -> bool {
        matches!(self.by, Planned::Page(Page { content: Content::Data(_), .. }))
    }

    /// Whether it lies beside a document's page, so that two collide where their pages do.
    fn is_beside_page(&self) -> bool {
        match self.by {
            Planned::Page(page) => {
                matches!(
                    page.content,
                    Content::Data(_) | Content::Annotations(_) | Content::Feed(_)
                )
            }
            Planned::File(_) => false,
        }
    }

    fn span(&self) -> Option<Span> {
        let Planned::Page(page) = self.by else { return None };
        match page.content {
            Content::Redirect(target) => {
                let redirects = self.dossier.header(target).map_or(&[][..], |it| &it.redirect_from);
                redirects.iter().find(|(from, _)| *from == page.address).map(|(_, span)| *span)
            }
            _ => self.dossier.header(document(&page.content)?)?.span,
        }
    }
}

/// The document whose own page it is.
fn document(content: &Content) -> Option<Target> {
    match content {
        Content::Annotations(_) | Content::Redirect(_) | Content::Tag(..) => None,
        content => content.target(),
    }
}

/// Collects the claims, and reports those that collide.
pub fn all<'a>(
    dossier: &'a Dossier,
    site: &Site,
    pages: &'a [Page],
    files: &'a [PlannedFile],
    problems: &mut Vec<Diagnostic>,
) -> Claims<'a> {
    let of_pages =
        pages.iter().map(|page| Claim { dossier, address: &page.address, by: Planned::Page(page) });
    let of_files =
        files.iter().map(|file| Claim { dossier, address: &file.address, by: Planned::File(file) });
    let claims: Vec<Claim<'_>> = of_pages.chain(of_files).collect();
    // One map finds both equal addresses and those that differ in case only.
    let mut by_folded: HashMap<String, usize> =
        HashMap::with_capacity_and_hasher(claims.len(), FxBuildHasher);
    let folded: Vec<String> = claims.par_iter().map(Claim::folded).collect();
    for (number, (claim, folded)) in claims.iter().zip(folded).enumerate() {
        match by_folded.get(&folded) {
            Some(&first) => {
                let first = &claims[first];
                let is_known = (first.identity().is_some() && first.identity() == claim.identity())
                    || (first.is_beside_page() && claim.is_beside_page());
                if !is_known {
                    problems.push(collision(first, claim));
                }
            }
            None => {
                by_folded.insert(folded, number);
            }
        }
    }
    problems.par_extend(claims.par_iter().filter_map(with_long_name));
    let in_place_of_folders = |claim| files_as_folders(claim, &claims, &by_folded);
    problems.par_extend(claims.par_iter().flat_map_iter(in_place_of_folders));
    if site.search != SearchEngine::Off {
        report_within_index(&claims, problems);
    }
    let by_address = claims.iter().map(|claim| claim.address.as_str()).collect();
    Claims { by_address, by_folded }
}

fn collision(first: &Claim<'_>, second: &Claim<'_>) -> Diagnostic {
    let (a, b) = (first.address.as_str(), second.address.as_str());
    let (code, message) = if first.address.output_path() != second.address.output_path() {
        let (first, second) = (first.what(), second.what());
        let message =
            format!("the addresses of {first} and {second} differ only in case: `{a}` and `{b}`");
        (Code::AddressCase, message)
    } else if a == b && matches!(first.span(), Some(span) if Some(span) == second.span()) {
        (Code::AddressCollision, format!("{} is the address of its own page", first.what()))
    } else {
        let message = format!("{} and {} have one address, `{b}`", first.what(), second.what());
        (Code::AddressCollision, message)
    };
    let problem = place(code, message, first, second);
    match code {
        Code::AddressCase => problem.help("some file systems hold only one of them: rename one"),
        _ if first.is_data() || second.is_data() => {
            problem.help("rename the other, or write less data: `files` in `[data]`")
        }
        _ => problem.help("rename one of them, or give one another `id`"),
    }
}

/// A diagnostic at the second claim's place, with the first one's beside it where both have one.
fn place(code: Code, message: String, first: &Claim<'_>, second: &Claim<'_>) -> Diagnostic {
    match (second.span(), first.span()) {
        (Some(span), Some(other)) if span != other => {
            Diagnostic::at(code, span, message).caption("here").label(other, "and here")
        }
        (Some(span), _) | (None, Some(span)) => Diagnostic::at(code, span, message),
        (None, None) => {
            let path = second.shown().map_or_else(|| second.address.output_path(), str::to_owned);
            Diagnostic::of_path(code, path, message)
        }
    }
}

/// The files of the search index get their names when it is built: its folder is its own.
fn report_within_index(claims: &[Claim<'_>], problems: &mut Vec<Diagnostic>) {
    let folder = search_index();
    for claim in claims {
        // With a slash behind it, a file in the folder's place is one in the folder, too.
        let path = format!("/{}/", claim.folded());
        if path.starts_with(folder.as_str()) {
            let message = format!(
                "{} lies in `{}`, which holds the search index",
                claim.what(),
                folder.as_str()
            );
            let help =
                "put it elsewhere, or leave the index out: `[search]` with `engine = \"off\"`";
            problems.push(place(Code::AddressCollision, message, claim, claim).help(help));
        }
    }
}

/// File systems allow 255 bytes for a name.
fn with_long_name(claim: &Claim<'_>) -> Option<Diagnostic> {
    claim.address.as_str().split('/').find(|part| part.len() > 255)?;
    let message = format!("the address of {} has a part of more than 255 bytes", claim.what());
    Some(place(Code::BadId, message, claim, claim).help("give it a shorter `id`"))
}

/// A file cannot lie where others need a folder.
fn files_as_folders(
    claim: &Claim<'_>,
    claims: &[Claim<'_>],
    by_folded: &HashMap<String, usize>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let path = claim.folded();
    let mut folder = path.as_str();
    while let Some((outer, _)) = folder.rsplit_once('/') {
        folder = outer;
        if let Some(&number) = by_folded.get(folder) {
            let file = &claims[number];
            let message = format!("{} lies where {} needs a folder", file.what(), claim.what());
            found.push(place(Code::AddressCollision, message, file, claim));
        }
    }
    found
}
