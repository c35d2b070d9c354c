//! A commit from files of the output, written as a stream for `git fast-import`, so that no worktree and no
//! index is needed.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Write};
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::publish::built::Built;
use crate::publish::git_command::Git;
use crate::publish::notice::{Notice, ProgressFn};
use crate::publish::plan::PublishPlan;
use crate::publish::record::{NAME, PublishRecord};

/// A commit to be made.
pub struct Commit<'a> {
    pub plan: &'a PublishPlan,
    /// What the branch holds after it.
    pub record: &'a PublishRecord,
    pub parent: Option<&'a str>,
    pub message: &'a str,
    /// The reference that it gets.
    pub name: &'a str,
}

/// Makes a commit of what the plan changes; its short id.
///
/// # Errors
/// Git failed, or a file is no longer what was built.
pub fn import(
    git: &Git,
    site: &Path,
    built: &Built,
    commit: &Commit<'_>,
    tell: &ProgressFn<'_>,
) -> Result<String, Diagnostic> {
    let doing = "the commit could not be made";
    let committer = git.committer(site)?;
    let mut child = git.fed(&["fast-import", "--quiet", "--done"])?;
    let input = child.stdin.take();
    let written = input.map_or(Ok(()), |input| {
        let mut stream = BufWriter::new(input);
        write(&mut stream, &committer, built, commit, tell).and_then(|()| stream.flush())
    });
    // Its input has ended by now, so that it ends, too; without the last word, it changes nothing.
    let done = child.wait_with_output().map_err(|error| git.failed(doing, &error.to_string()))?;
    let is_gits = match &written {
        Ok(()) => !done.status.success(),
        Err(error) => error.kind() == io::ErrorKind::BrokenPipe,
    };
    if is_gits {
        return Err(git.failed(doing, &String::from_utf8_lossy(&done.stderr)));
    }
    written.map_err(|error| {
        let message = format!("the output folder cannot be committed: {error}");
        Diagnostic::of_run(Code::UnreadableFile, message)
    })?;
    let id = git.run(doing, &["rev-parse", "--short", "--verify", commit.name])?;
    Ok(id.trim().to_owned())
}

fn write(
    stream: &mut impl Write,
    committer: &str,
    built: &Built,
    commit: &Commit<'_>,
    tell: &ProgressFn<'_>,
) -> io::Result<()> {
    let Commit { plan, record, parent, message, name } = commit;
    writeln!(stream, "commit {name}\ncommitter {committer}\ndata {}\n{message}", message.len())?;
    if let Some(parent) = parent {
        writeln!(stream, "from {parent}")?;
    }
    // A file may take the place of a folder.
    for path in &plan.deletions {
        writeln!(stream, "D {}", quoted(path))?;
    }
    for sending in &plan.sendings {
        let entry = &built.files[sending.file].entry;
        writeln!(stream, "M 100644 inline {}\ndata {}", quoted(&entry.path), entry.length)?;
        let mut hasher = blake3::Hasher::new();
        // Never more than was promised: what follows would be read as commands.
        let mut file = File::open(built.folder.join(&entry.path))?.take(entry.length);
        let mut part = vec![0; 1 << 16];
        loop {
            let read = file.read(&mut part)?;
            if read == 0 {
                break;
            }
            hasher.update(&part[..read]);
            stream.write_all(&part[..read])?;
        }
        if hasher.finalize() != entry.hash {
            let message = format!("`{}` was changed while it was published", entry.path);
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        writeln!(stream)?;
        tell(Notice::Sent);
    }
    plan.deletions.iter().for_each(|_| tell(Notice::Deleted));
    let text = record.text();
    writeln!(stream, "M 100644 inline {NAME}\ndata {}\n{text}", text.len())?;
    writeln!(stream, "done")
}

/// A path as the stream takes it, whatever is in it.
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
    fn paths_end_where_they_end() {
        assert_eq!(quoted("a b/%20/北京.html"), "\"a b/%20/北京.html\"");
        assert_eq!(quoted("a\"\nD b\\"), "\"a\\\"\\nD b\\\\\"");
    }
}
