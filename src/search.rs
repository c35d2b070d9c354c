//! The search index: what readers search, as files of the site. It is built beside the pages from the
//! dossier, not from their HTML, so that a theme has no say in what is found; it knows nothing of
//! templates or disk.

mod engine;
mod index_file;
mod markup;
mod page_text;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::link::Dossier;
use crate::model::site::Site;
use crate::plan::Plan;
use crate::render::Renderer;
use crate::search::page_text::PageText;

pub use index_file::IndexFile;

/// The index of every page that has something to find, in a fixed order of files. The same site
/// gives the same bytes.
///
/// # Errors
/// The engine failed.
pub fn index(
    site: &Site,
    dossier: &Dossier,
    plan: &Plan,
    renderer: &Renderer<'_>,
) -> Result<Vec<IndexFile>, Diagnostic> {
    let pages = plan.pages.par_iter().filter_map(|page| {
        let text = PageText::for_page(site, dossier, page)?;
        Some((page.address.href(""), markup::mark_up(&text, dossier, renderer)))
    });
    engine::build(&site.language, pages.collect()).map_err(|reason| {
        let message = format!("the search index could not be built: {reason}");
        let help = "`[search]` with `engine = \"off\"` builds the site without one";
        Diagnostic::of_run(Code::IndexFailed, message).help(help)
    })
}
