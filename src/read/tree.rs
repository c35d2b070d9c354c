//! The source tree of a site.

use std::path::Path;

use crate::read::bytes::{Bytes, FileToCopy};
use crate::source::{FileId, SourceMap, Text, below};

/// The files of a site by role.
#[derive(Debug, Default, Clone)]
pub struct SourceTree {
    /// `config.toml`.
    pub config: Option<FileId>,
    /// Markdown under `content/`, by path.
    pub documents: Vec<FileId>,
    /// Data files under `content/ladders/`.
    pub ladders: Vec<FileId>,
    /// Source libraries: `content/sources.*` and `content/sources/*`.
    pub libraries: Vec<FileId>,
    /// Paths of documents that could not be read.
    pub unreadable: Vec<String>,
    /// Every other file under `content/`. It is copied beside its page.
    pub attachments: Vec<FileToCopy>,
    /// Files under `static/`, copied as they are.
    pub static_files: Vec<FileToCopy>,
}

impl SourceTree {
    /// Every text that was read.
    pub fn texts(&self) -> impl Iterator<Item = FileId> {
        let in_content = self.documents.iter().chain(&self.ladders).chain(&self.libraries);
        self.config.into_iter().chain(in_content.copied())
    }

    /// Whether a file on disk is copied.
    pub fn copies(&self, path: &Path) -> bool {
        let mut files = self.attachments.iter().chain(&self.static_files);
        files.any(|file| matches!(&file.bytes, Bytes::OnDisk(disk) if disk == path))
    }

    /// Renames a file or folder, as if it had been read at the new path.
    pub fn rename(&mut self, from: &str, to: &str, texts: &mut SourceMap) {
        let new_path = |path: &str| below(path, from).map(|rest| format!("{to}{rest}"));
        for file in self.documents.iter_mut().chain(&mut self.ladders).chain(&mut self.libraries) {
            let text = texts.get(*file);
            if let Some(path) = new_path(&text.path) {
                let content = text.content.clone();
                *file = texts.add(Text { path, content });
            }
        }
        for attachment in &mut self.attachments {
            if let Some(shown) = new_path(&attachment.shown) {
                attachment.path = shown.strip_prefix("content/").unwrap_or(&shown).to_owned();
                attachment.shown = shown;
            }
        }
    }

    /// Replaces the content of a text, or adds a document, as if it had been read so.
    pub fn rewrite(&mut self, text: Text, texts: &mut SourceMap) {
        let file = texts.add(text);
        if !self.has(file) {
            self.documents.push(file);
        }
    }

    pub fn has(&self, file: FileId) -> bool {
        self.texts().any(|it| it == file)
    }
}
