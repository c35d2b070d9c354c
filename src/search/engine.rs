//! pagefind, called in the process: marked-up texts become the files of an index.

use pagefind::api::{PagefindIndex, SyntheticFile};
use pagefind::options::PagefindServiceConfig;

use crate::plan::search_index;
use crate::search::index_file::IndexFile;

/// Files that pagefind adds for its own interface, which the site does not use.
const UNUSED: [&str; 4] =
    ["pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight."];

/// The engine for languages whose words it cannot stem.
const WITHOUT_STEMS: &str = "wasm.unknown.pagefind";

/// Indexes texts by their addresses. All pages are in one index, stemmed as the site's language is:
/// a reader who searches in English finds the brief that quotes Arabic.
///
/// # Errors
/// What failed, in a few words.
pub fn build(language: &str, pages: Vec<(String, String)>) -> Result<Vec<IndexFile>, String> {
    // The library waits for its own blocking tasks, and needs a runtime for that alone.
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let files = runtime.map_err(|error| error.to_string())?.block_on(async {
        let config = PagefindServiceConfig::builder()
            .keep_index_url(true)
            .force_language(language.to_lowercase())
            .build();
        let mut index = PagefindIndex::new(Some(config))?;
        for (url, html) in pages {
            index.add_html_file(None, Some(url), html).await?;
        }
        index.get_files().await
    });
    files.map(wanted).map_err(|error| error.to_string())
}

/// The files that the site's own search asks for, by name.
fn wanted(files: Vec<SyntheticFile>) -> Vec<IndexFile> {
    let folder = search_index();
    let named = files.into_iter().map(|file| {
        // On any system, addresses are written with slashes.
        let parts = file.filename.iter().map(|part| part.to_string_lossy());
        (parts.collect::<Vec<_>>().join("/"), file.contents)
    });
    let mut files: Vec<(String, Vec<u8>)> =
        named.filter(|(name, _)| !UNUSED.iter().any(|it| name.starts_with(it))).collect();
    let of_engine = |name: &str| name.starts_with("wasm.");
    if files.iter().filter(|(name, _)| of_engine(name)).count() > 1 {
        files.retain(|(name, _)| name != WITHOUT_STEMS);
    }
    files.sort();
    let file = |(name, bytes): (String, Vec<u8>)| IndexFile { address: folder.file(&name), bytes };
    files.into_iter().map(file).collect()
}
