//! A sound site, and what it answers to a path.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use crate::diagnostic::{Diagnostic, Finding, Severity, html};
use crate::model::identity::Origin;
use crate::model::site::SearchEngine;
use crate::pipeline::Prepared;
use crate::plan::{Content, Page, Planned, search_index};
use crate::render::SiteRenderer;
use crate::search::{self, IndexFile};
use crate::serve::rendered::{Rendered, RenderedPages};
use crate::serve::route::{Route, route};
use crate::source::{FileId, SourceMap};

/// Tells this process from the one before it: a page that was served by another is loaded again.
static PROCESS: LazyLock<u64> = LazyLock::new(|| {
    use std::hash::{BuildHasher as _, RandomState};
    RandomState::new().hash_one(0)
});

/// A site without errors.
pub struct LiveSite {
    folder: PathBuf,
    prepared: Arc<Prepared>,
    /// Of the site, or of a preview of it.
    renderer: Arc<SiteRenderer>,
    rendered: RenderedPages,
    texts: SourceMap,
    /// How often files were changed that pages refer to: style sheets, pictures.
    files_changed: u64,
    /// Shared by the site and its previews.
    index: Arc<Mutex<Index>>,
}

/// The search index: made when search is asked for, and not before.
#[derive(Default, Clone)]
struct Index {
    /// Of this site.
    own: Option<Arc<Vec<IndexFile>>>,
    /// Of the last site that had one: a search that has begun asks for its files.
    earlier: Option<Arc<Vec<IndexFile>>>,
}

/// What a path gets.
pub enum Answer {
    /// Bytes, and the name by whose ending browsers are told what they are.
    Found { name: String, bytes: Cow<'static, [u8]> },
    /// The site's own page for what is not there; `None` where it has none.
    Missing(Option<Vec<u8>>),
    /// Another path.
    Moved(String),
    /// What stands in a template, or keeps a file from being read.
    Failed(Diagnostic),
    /// A file that cannot be read, or an index that cannot be made; in one sentence.
    Broken(String),
}

impl LiveSite {
    /// A site, with what is to be known of the one that was served before it.
    pub fn new(
        folder: PathBuf,
        prepared: Prepared,
        texts: SourceMap,
        files_changed: u64,
        before: Option<&Self>,
    ) -> Self {
        let earlier = before.and_then(|before| {
            let index = before.lock();
            index.own.clone().or_else(|| index.earlier.clone())
        });
        Self {
            folder,
            renderer: prepared.renderer(),
            prepared: Arc::new(prepared),
            rendered: RenderedPages::default(),
            texts,
            files_changed,
            index: Arc::new(Mutex::new(Index { own: None, earlier })),
        }
    }

    /// The site with the document that changed, where it is one alone and only its text did.
    pub fn preview(&self, changed: &[PathBuf]) -> Option<Self> {
        let renderer = self.prepared.preview(&self.folder, changed, &self.texts)?;
        Some(Self {
            folder: self.folder.clone(),
            prepared: Arc::clone(&self.prepared),
            renderer,
            rendered: RenderedPages::default(),
            texts: self.texts.clone(),
            files_changed: self.files_changed,
            index: Arc::clone(&self.index),
        })
    }

    /// The path under which the site lives: `""` or `/folder`.
    pub fn base_path(&self) -> &str {
        &self.prepared.site.base_path
    }

    /// What is at a request's path.
    pub fn answer(&self, path: &str) -> Answer {
        let output = match route(path, self.base_path()) {
            Route::Output(output) => output,
            Route::Outside if path == "/" || path == self.base_path() => {
                return Answer::Moved(format!("{}/", self.base_path()));
            }
            Route::Outside | Route::Refused => return self.missing(),
        };
        match self.prepared.plan.at(&output) {
            Some(Planned::Page(page)) => match self.render(page) {
                Ok(bytes) => Answer::Found { name: output, bytes: bytes.into() },
                Err(problem) => Answer::Failed(problem),
            },
            Some(Planned::File(file)) => {
                match self.prepared.bytes(file.origin).read(&self.folder) {
                    Ok(bytes) => Answer::Found { name: output, bytes },
                    Err(error) => Answer::Broken(format!("{} cannot be read: {error}", file.shown)),
                }
            }
            None if self.prepared.plan.at(&format!("{output}/index.html")).is_some() => {
                Answer::Moved(format!("{path}/"))
            }
            None => self.index_file(&output).unwrap_or_else(|| self.missing()),
        }
    }

    /// What distinguishes an answer from the one before it. Any change of a file that pages refer to
    /// counts: which page refers to which is not known.
    pub fn version(&self, answer: &Answer) -> String {
        let bytes: &[u8] = match answer {
            Answer::Found { bytes, .. } => bytes,
            Answer::Missing(page) => page.as_deref().unwrap_or_default(),
            Answer::Moved(path) => path.as_bytes(),
            Answer::Failed(_) | Answer::Broken(_) => &[],
        };
        let hash = blake3::hash(bytes).to_hex();
        format!("{:x}-{}-{}", *PROCESS, self.files_changed, &hash[..16])
    }

    /// Draws a problem that rendering found.
    pub fn draw(&self, problem: &Diagnostic) -> String {
        let finding = Finding { severity: Severity::Error, diagnostic: problem.clone() };
        html::draw(&finding, &self.texts)
    }

    /// The text that a page shows: its document's, or its author's own text of an index.
    pub fn text_of(&self, path: &str) -> Option<FileId> {
        let dossier = &self.prepared.dossier;
        let page = self.page(path)?;
        let header = match page.content.target() {
            Some(target) => dossier.header(target)?,
            None => {
                let folder = match page.content {
                    Content::Home => "",
                    _ => page.content.section()?.folder(),
                };
                &dossier.pages[dossier.index_text(folder)?].header
            }
        };
        // What is defined in another document has its lints there.
        header.file.filter(|_| header.origin == Origin::Document)
    }

    /// Why a build would leave a page out, in a word; `None` where it would not.
    pub fn unpublished(&self, path: &str) -> Option<&'static str> {
        let dossier = &self.prepared.dossier;
        let content = &self.page(path)?.content;
        let (is_draft, is_scheduled) = match content {
            Content::Brief(index) => {
                let brief = &dossier.briefs[*index];
                (brief.is_draft(), dossier.is_scheduled(brief))
            }
            _ => (dossier.header(content.target()?)?.draft, false),
        };
        let scheduled = is_scheduled.then_some("Scheduled");
        if is_draft { Some("Draft") } else { scheduled }
    }

    fn page(&self, path: &str) -> Option<&Page> {
        let Route::Output(output) = route(path, self.base_path()) else { return None };
        match self.prepared.plan.at(&output)? {
            Planned::Page(page) => Some(page),
            Planned::File(_) => None,
        }
    }

    fn render(&self, page: &Page) -> Rendered {
        self.rendered.get_or_render(&page.address, || self.renderer.renderer().render(page))
    }

    fn missing(&self) -> Answer {
        match self.prepared.plan.at("404.html") {
            Some(Planned::Page(page)) => Answer::Missing(self.render(page).ok()),
            Some(Planned::File(file)) => {
                let bytes = self.prepared.bytes(file.origin).read(&self.folder);
                Answer::Missing(bytes.ok().map(Cow::into_owned))
            }
            None => Answer::Missing(None),
        }
    }

    /// A file of the search index. The two that every search begins with are of this site; the others
    /// bear their content in their names.
    fn index_file(&self, output: &str) -> Option<Answer> {
        let folder = search_index();
        let name = output.strip_prefix(&folder.as_str()[1..])?;
        if self.prepared.site.search == SearchEngine::Off {
            return None;
        }
        let begins = matches!(name, "pagefind.js" | "pagefind-entry.json");
        let mut index = self.lock();
        if begins && index.own.is_none() {
            let Prepared { site, dossier, plan, .. } = &*self.prepared;
            match search::index(site, dossier, plan, &self.renderer.renderer()) {
                Ok(files) => *index = Index { own: Some(Arc::new(files)), earlier: None },
                Err(problem) => return Some(Answer::Broken(problem.message.to_string())),
            }
        }
        let address = folder.file(name);
        let files = index.own.as_ref().or(index.earlier.as_ref())?;
        let file = files.iter().find(|file| file.address == address)?;
        Some(Answer::Found { name: output.to_owned(), bytes: file.bytes.clone().into() })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Index> {
        // What a panic left is sound: it is set as a whole.
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
