//! Commits output files through `git fast-import`, which needs no worktree and no index.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Write};
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::publish::built::Built;
use crate::publish::git_command::Git;
use crate::publish::notice::{Notice, ProgressFn};
use crate::publish::plan::PublishPlan;
use crate::publish::record::{NAME, PublishRecord};

/// Size of the read buffer, in bytes.
const CHUNK_BYTES: usize = 1 << 16;

/// A commit to create.
pub struct Commit<'a> {
    pub plan: &'a PublishPlan,
    /// The record of the branch after this commit.
    pub record: &'a PublishRecord,
    pub parent: Option<&'a str>,
    pub message: &'a str,
    /// The reference that will point to it.
    pub name: &'a str,
}

/// Commits the changes of the plan, and returns the short id of the commit.
///
/// # Errors
/// Git failed, or a file of the output changed since the build.
pub fn import(
    git: &Git,
    site: &Path,
    built: &Built,
    commit: &Commit<'_>,
    notify: &ProgressFn<'_>,
) -> Result<String, Diagnostic> {
    let doing = "the commit could not be made";
    let committer = git.committer(site)?;
    let mut child = git.fed(&["fast-import", "--quiet", "--done"])?;
    let input = child.stdin.take();
    let written = input.map_or(Ok(()), |input| {
        let mut stream = BufWriter::new(input);
        write_stream(&mut stream, &committer, built, commit, notify).and_then(|()| stream.flush())
    });
    // Its input is closed by now, so it exits. Without the final `done`, it changes nothing.
    let output = child.wait_with_output().map_err(|error| git.failed(doing, &error.to_string()))?;
    let is_git_failure = match &written {
        Ok(()) => !output.status.success(),
        Err(error) => error.kind() == io::ErrorKind::BrokenPipe,
    };
    if is_git_failure {
        return Err(git.failed(doing, &String::from_utf8_lossy(&output.stderr)));
    }
    written.map_err(|error| {
        let message = format!("the output folder cannot be committed: {error}");
        Diagnostic::of_run(Code::UnreadableFile, message)
    })?;
    let id = git.run(doing, &["rev-parse", "--short", "--verify", commit.name])?;
    Ok(id.trim().to_owned())
}

fn write_stream(
    stream: &mut impl Write,
    committer: &str,
    built: &Built,
    commit: &Commit<'_>,
    notify: &ProgressFn<'_>,
) -> io::Result<()> {
    let Commit { plan, record, parent, message, name } = commit;
    writeln!(stream, "commit {name}\ncommitter {committer}\ndata {}\n{message}", message.len())?;
    if let Some(parent) = parent {
        writeln!(stream, "from {parent}")?;
    }
    // Deletions come first: a file may replace a folder.
    for path in &plan.deletions {
        writeln!(stream, "D {}", quoted(path))?;
    }
    for sending in &plan.sendings {
        let entry = &built.files[sending.file].entry;
        writeln!(stream, "M 100644 inline {}\ndata {}", quoted(&entry.path), entry.length)?;
        let mut hasher = blake3::Hasher::new();
        // At most `entry.length` bytes: git would read any further ones as commands.
        let mut file = File::open(built.folder.join(&entry.path))?.take(entry.length);
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            let read = file.read(&mut chunk)?;
            if read == 0 {
                break;
            }
            hasher.update(&chunk[..read]);
            stream.write_all(&chunk[..read])?;
        }
        if hasher.finalize() != entry.hash {
            let message = format!("`{}` was changed while it was published", entry.path);
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        writeln!(stream)?;
        notify(Notice::Sent);
    }
    plan.deletions.iter().for_each(|_| notify(Notice::Deleted));
    let text = record.text();
    writeln!(stream, "M 100644 inline {NAME}\ndata {}\n{text}", text.len())?;
    writeln!(stream, "done")
}

/// Quotes a path for the stream, in the C style that `git fast-import` reads.
fn quoted(path: &str) -> String {
    let mut text = String::from("\"");
    for c in path.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            '\n' => text.push_str("\\n"),
            c => text.push(c),
        }
    }
    text + "\""
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn quotes_paths() {
        assert_eq!(quoted("a b/%20/北京.html"), "\"a b/%20/北京.html\"");
        assert_eq!(quoted("a\"\nD b\\"), "\"a\\\"\\nD b\\\\\"");
    }
}
