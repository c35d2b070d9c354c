//! Reads a text file, and checks its size and encoding.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::read::link::forbidden_link;
use crate::source::{FileId, SourceMap, Span, Text};

/// Size limit of a text in bytes. It keeps offsets well within the 32 bits of a span.
const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// The result of reading a text.
pub enum Read {
    Text(Text),
    /// The text is not UTF-8: a lossy version, and a function that builds the problem once the text has an id.
    Broken(Text, Box<dyn FnOnce(FileId) -> Diagnostic + Send>),
    Failed(Diagnostic),
}

/// Reads a text without its byte order mark.
pub fn read_text(disk: &Path, shown: &str) -> Read {
    let read = File::open(disk).and_then(|file| {
        let size = file.metadata()?.len();
        read_limited(file, size)
    });
    decode(shown, read)
}

fn decode(shown: &str, read: io::Result<Vec<u8>>) -> Read {
    let failed = |error: &std::io::Error| {
        let message = format!("`{shown}` cannot be read: {error}");
        Read::Failed(Diagnostic::of_path(Code::UnreadableFile, shown, message))
    };
    let mut bytes = match read {
        Ok(bytes) => bytes,
        Err(error) => return failed(&error),
    };
    if bytes.len() as u64 > MAX_BYTES {
        let message = format!("`{shown}` is larger than 32 MB");
        let problem = Diagnostic::of_path(Code::FileTooLarge, shown, message)
            .help("split it, or give it another ending so that it is only copied");
        return Read::Failed(problem);
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    let path = shown.to_owned();
    match String::from_utf8(bytes) {
        Ok(content) => Read::Text(Text { path, content }),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes()[at];
            // Lossy conversion keeps all offsets up to the invalid byte.
            let content = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let describe = move |file: FileId| {
                let span = Span::new(file, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
                let message = format!("the text is not UTF-8: byte 0x{byte:02X}");
                Diagnostic::at(Code::NotUtf8, span, message)
                    .help("convert it, for instance with `iconv -f latin1 -t utf-8`")
            };
            Read::Broken(Text { path, content }, Box::new(describe))
        }
    }
}

/// Reads at most [`MAX_BYTES`] + 1 bytes of a file. `size` is its size in the metadata, which may be wrong.
fn read_limited(mut file: File, size: u64) -> io::Result<Vec<u8>> {
    let size = size.min(MAX_BYTES) as usize;
    // The buffer has a spare byte: a read of exactly `size` bytes has reached the end of the file.
    let mut bytes = vec![0; size + 1];
    let read = loop {
        match file.read(&mut bytes) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => break read?,
        }
    };
    bytes.truncate(read);
    if read != size {
        // The size was wrong or the read was short. The limit holds even if the file grows meanwhile.
        file.take(MAX_BYTES + 1 - read as u64).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Reads a text by its path in the site: the configuration, or a file that it names.
pub fn named_text(
    folder: &Path,
    path: &str,
    span: Option<Span>,
    texts: &mut SourceMap,
    problems: &mut Vec<Diagnostic>,
) -> Option<FileId> {
    if let Some(problem) = forbidden_link(folder, path) {
        problems.push(problem);
        return None;
    }
    let disk = folder.join(path);
    let home = folder.canonicalize().ok();
    let real = disk.canonicalize().ok();
    let is_inside = real.zip(home).is_some_and(|(real, home)| real.starts_with(home));
    if !is_inside {
        let message = format!("there is no file `{path}` in the site");
        problems.push(match span {
            Some(span) => Diagnostic::at(Code::UnreadableFile, span, message),
            None => Diagnostic::of_run(Code::UnreadableFile, message),
        });
        return None;
    }
    keep(read_text(&disk, path), texts, problems)
}

/// Adds a result to the texts, or its problem to the problems.
pub fn keep(read: Read, texts: &mut SourceMap, problems: &mut Vec<Diagnostic>) -> Option<FileId> {
    match read {
        Read::Text(text) => Some(texts.add(text)),
        Read::Broken(text, describe) => {
            let id = texts.add(text);
            problems.push(describe(id));
            None
        }
        Read::Failed(problem) => {
            problems.push(problem);
            None
        }
    }
}
