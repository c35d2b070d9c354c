//! Runs the user's git in a temporary bare repository, which is removed at the end of the run.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use crate::diagnostic::{Code, Diagnostic};
use crate::publish::failure::ErrorMapper;
use crate::sandbox::SandboxDir;

/// Variables that git sets for hooks. A publish started by a hook must not work on the hook's repository.
const HOOK_VARIABLES: [&str; 7] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
];

/// A temporary bare repository beside the output folder.
pub struct Git {
    pub errors: ErrorMapper,
    folder: PathBuf,
}

impl Git {
    /// Creates the repository, and removes the leftovers of an interrupted run.
    ///
    /// # Errors
    /// Git is not installed, or the folder cannot be written.
    pub fn begin(output: &Path, errors: ErrorMapper) -> Result<Self, Diagnostic> {
        let name = output.file_name().unwrap_or_default().to_string_lossy();
        let folder = output.with_file_name(format!(".{name}.redlines-git"));
        remove(&folder).map_err(|error| {
            let shown = folder.display().to_string();
            let message = format!("`{shown}` cannot be removed: {error}");
            Diagnostic::of_path(Code::WriteFailed, shown, message)
        })?;
        let git = Self { errors, folder };
        let output = git.command(&["init", "--quiet", "--bare"]).arg(&git.folder).output();
        let output = output.map_err(|error| git.not_started(&error))?;
        if output.status.success() {
            Ok(git)
        } else {
            Err(git.failed("no repository could be made", &said(&output)))
        }
    }

    /// A git command that never prompts, and prints English messages.
    fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new("git");
        command.args(arguments).stdin(Stdio::null());
        command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
        for name in HOOK_VARIABLES {
            command.env_remove(name);
        }
        command
    }

    /// A git command on the temporary repository.
    fn repository_command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = self.command(arguments);
        command.env("GIT_DIR", &self.folder);
        command
    }

    /// Runs a command on the repository, and returns its output and exit status.
    ///
    /// # Errors
    /// It could not be started.
    pub fn output<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Result<Output, Diagnostic> {
        self.repository_command(arguments).output().map_err(|error| self.not_started(&error))
    }

    /// Runs a command on the repository, and returns its standard output.
    ///
    /// # Errors
    /// It could not be started, or it failed.
    pub fn run<S: AsRef<OsStr>>(&self, doing: &str, arguments: &[S]) -> Result<String, Diagnostic> {
        let output = self.output(arguments)?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(self.failed(doing, &said(&output)))
        }
    }

    /// Starts a command on the repository that reads its standard input.
    ///
    /// # Errors
    /// It could not be started.
    pub fn fed(&self, arguments: &[&str]) -> Result<Child, Diagnostic> {
        let mut command = self.repository_command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        command.spawn().map_err(|error| self.not_started(&error))
    }

    /// The committer's identity and the time, as git reports them in the site's folder. CI machines often
    /// have no identity. The committer is `redlines` then.
    ///
    /// # Errors
    /// Git cannot be started, or reports no identity.
    pub fn committer(&self, site: &Path) -> Result<String, Diagnostic> {
        let fallback = ["-c", "user.name=redlines", "-c", "user.email=redlines@localhost"];
        let query = ["-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"];
        for arguments in [&query[..], &[&fallback[..], &query[2..]].concat()[..]] {
            let output = self.command(arguments).current_dir(site).output();
            let output = output.map_err(|error| self.not_started(&error))?;
            if output.status.success() {
                return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
            }
        }
        Err(self.failed("nothing could be committed", "git does not know who commits"))
    }

    /// Fetches the newest commit of a branch, without blobs if the server allows it. Returns its id, or `None`
    /// if there is no such branch.
    ///
    /// # Errors
    /// The repository does not exist, or cannot be reached.
    pub fn fetch(
        &self,
        remote: &str,
        branch: &str,
        name: &str,
    ) -> Result<Option<String>, Diagnostic> {
        let head = format!("refs/heads/{branch}");
        let doing = "the branch could not be read";
        let found = self.run(doing, &["ls-remote", remote, &head])?;
        if !found.lines().any(|line| line.ends_with(&format!("\t{head}"))) {
            return Ok(None);
        }
        self.run(doing, &["remote", "add", "target", remote])?;
        let spec = format!("+{head}:{name}");
        let arguments =
            ["fetch", "--quiet", "--depth=1", "--no-tags", "--filter=blob:none", "target", &spec];
        self.run(doing, &arguments)?;
        Ok(Some(self.run(doing, &["rev-parse", "--verify", name])?.trim().to_owned()))
    }

    /// Builds a diagnostic from git's message.
    pub fn failed(&self, doing: &str, message: &str) -> Diagnostic {
        let has = |phrases: &[&str]| phrases.iter().any(|phrase| message.contains(phrase));
        let refused = [
            "Permission denied",
            "Authentication failed",
            "could not read Username",
            "could not read Password",
            "insufficient permission",
            "unable to create temporary object directory",
            "The requested URL returned error: 403",
            "Host key verification failed",
            "protected branch",
        ];
        let missing = [
            "does not appear to be a git repository",
            "Repository not found",
            "repository not found",
            "does not exist",
            "No such file or directory",
        ];
        let code = if has(&["No space left", "quota"]) {
            Code::TargetFull
        } else if has(&refused) {
            Code::TargetRefused
        } else if has(&missing) {
            Code::TargetMissing
        } else {
            Code::TargetFailed
        };
        self.errors.problem(code, doing, message)
    }

    fn not_started(&self, error: &io::Error) -> Diagnostic {
        let message = format!("`git` could not be started: {error}");
        let problem = Diagnostic::of_run(Code::TargetFailed, message);
        problem.help("install git, and publish again")
    }
}

impl Drop for Git {
    fn drop(&mut self) {
        // The next run removes leftovers.
        let _ = remove(&self.folder);
    }
}

/// Removes a folder and its content, if it exists.
fn remove(folder: &Path) -> io::Result<()> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    SandboxDir::open(folder.parent().unwrap_or(Path::new("")))?.remove_tree(&name)
}

/// The error message of a command: its standard error, then its standard output.
pub fn said(output: &Output) -> String {
    let parts = [&output.stderr, &output.stdout].map(|it| String::from_utf8_lossy(it));
    parts.join("\n").trim().to_owned()
}
