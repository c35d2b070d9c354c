//! One text file: size, encoding and byte order mark.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::read::link::forbidden_link;
use crate::source::{FileId, SourceMap, Span, Text};

/// The largest text that is read: 32 MB. Spans have 32 bits, and nobody writes a text that long.
const LARGEST: u64 = 32 * 1024 * 1024;

/// What came of reading a text.
pub enum Read {
    Text(Text),
    /// Not UTF-8: its readable form, and the problem once the text has its number.
    Broken(Text, Box<dyn FnOnce(FileId) -> Diagnostic + Send>),
    Failed(Diagnostic),
}

/// Reads a text, without its byte order mark.
pub fn read_text(disk: &Path, shown: &str) -> Read {
    let read = File::open(disk).and_then(|file| {
        let size = file.metadata()?.len();
        bytes(file, size)
    });
    text(shown, read)
}

fn text(shown: &str, read: io::Result<Vec<u8>>) -> Read {
    let failed = |error: &std::io::Error| {
        let message = format!("`{shown}` cannot be read: {error}");
        Read::Failed(Diagnostic::of_path(Code::UnreadableFile, shown, message))
    };
    let mut bytes = match read {
        Ok(bytes) => bytes,
        Err(error) => return failed(&error),
    };
    if bytes.len() as u64 > LARGEST {
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
            // The replacement character keeps every offset up to the broken byte.
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

/// The bytes of a file; of one that is too large, one more than is allowed. `size` is how large it was just now, 0
/// where nobody said.
fn bytes(mut file: File, size: u64) -> io::Result<Vec<u8>> {
    let size = size.min(LARGEST) as usize;
    // With room for a byte more than there should be, a read that fills the rest has met the end.
    let mut bytes = vec![0; size + 1];
    let read = loop {
        match file.read(&mut bytes) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => break read?,
        }
    };
    bytes.truncate(read);
    if read != size {
        // It is not what it was. The limit holds even where it grows while it is read.
        file.take(LARGEST + 1 - read as u64).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Reads one text of the site by its path in it: the configuration, or what that names.
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
    let inside = disk.canonicalize().ok().zip(home).is_some_and(|(it, home)| it.starts_with(home));
    if !inside {
        let message = format!("there is no file `{path}` in the site");
        problems.push(match span {
            Some(span) => Diagnostic::at(Code::UnreadableFile, span, message),
            None => Diagnostic::of_run(Code::UnreadableFile, message),
        });
        return None;
    }
    keep(read_text(&disk, path), texts, problems)
}

/// Adds a text that was read to the texts, or its problem to the problems.
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
