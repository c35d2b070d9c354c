//! Diagnostics for files that could not be written.

use crate::diagnostic::{Code, Diagnostic};
use crate::sandbox::LinkOnPath;

/// Builds the diagnostic for a file that could not be written.
pub fn failed(path: &str, error: &std::io::Error) -> Diagnostic {
    let message = format!("`{path}` could not be written: {error}");
    let problem = Diagnostic::of_path(Code::WriteFailed, path, message);
    match error.kind() {
        std::io::ErrorKind::StorageFull => problem.help("the disk is full; nothing was changed"),
        _ if LinkOnPath::caused(error) => {
            problem.help("a link could lead to files that are not redlines' own: remove it")
        }
        _ => problem,
    }
}
