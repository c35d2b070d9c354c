//! What was read of a site's folder.

use std::path::Path;

use crate::read::bytes::{Bytes, FileToCopy};
use crate::source::{FileId, SourceMap, Text, below};

/// What was read of a site's folder.
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
    /// Every other file under `content/`: copied beside the page it belongs to.
    pub attachments: Vec<FileToCopy>,
    /// Files under `static/`, copied as they are.
    pub static_files: Vec<FileToCopy>,
}

impl SourceTree {
    /// Every text that was read.
    pub fn texts(&self) -> impl Iterator<Item = FileId> {
        let of_content = self.documents.iter().chain(&self.ladders).chain(&self.libraries);
        self.config.into_iter().chain(of_content.copied())
    }

    /// Whether a file on disk is one that is copied.
    pub fn copies(&self, path: &Path) -> bool {
        let mut files = self.attachments.iter().chain(&self.static_files);
        files.any(|file| matches!(&file.bytes, Bytes::OnDisk(disk) if disk == path))
    }

    /// Gives a file, or all that is in a folder, another path, as if it had been read there.
    pub fn rename(&mut self, from: &str, to: &str, texts: &mut SourceMap) {
        let renamed = |path: &str| below(path, from).map(|rest| format!("{to}{rest}"));
        for file in self.documents.iter_mut().chain(&mut self.ladders).chain(&mut self.libraries) {
            let text = texts.get(*file);
            if let Some(path) = renamed(&text.path) {
                let content = text.content.clone();
                *file = texts.add(Text { path, content });
            }
        }
        for attachment in &mut self.attachments {
            if let Some(shown) = renamed(&attachment.shown) {
                attachment.path = shown.strip_prefix("content/").unwrap_or(&shown).to_owned();
                attachment.shown = shown;
            }
        }
    }

    /// Gives a text other words, or adds a document, as if it had been read so.
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
