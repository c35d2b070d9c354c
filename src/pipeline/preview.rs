//! A site with the text that was just saved, before the run that brings the whole site up to date.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::parse;
use crate::pipeline::Prepared;
use crate::read;
use crate::render::SiteRenderer;
use crate::source::{FileId, SourceMap};

impl Prepared {
    /// A renderer of this site with the document that changed, where it is one alone and only its text did; see
    /// [`crate::link::LinkContext::preview`]. `texts` are those of this site. Whatever else changed is left to
    /// [`super::run_again`].
    pub fn preview(
        &self,
        folder: &Path,
        changed: &[PathBuf],
        texts: &SourceMap,
    ) -> Option<Arc<SiteRenderer>> {
        let number = |path: &Path| texts.number(&read::slashes(path.strip_prefix(folder).ok()?)?);
        let is_document = |file: &FileId| self.tree.documents.contains(file);
        // Editors write other files beside the text, and take them away again.
        let is_over = |path: &&PathBuf| {
            number(path).is_none() && read::is_gone(path) && !self.tree.copies(path)
        };
        let mut left = changed.iter().filter(|path| !is_over(path));
        let path = left.next().filter(|_| left.next().is_none())?;
        let file = number(path).filter(is_document)?;
        let known = texts.get(file);
        let text = read::text(path, &known.path)?;
        let document = parse::document::parse_again(known, &text, file, self.site.markdown)?;
        let dossier = self.lookup.as_ref()?.preview(&self.dossier, &self.site, &document)?;
        Some(self.renderer_of(Arc::new(dossier)))
    }
}
