//! The user's own git, run in a repository of this run's own, which goes when the run is over.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use crate::diagnostic::{Code, Diagnostic};
use crate::publish::failure::ErrorMapper;
use crate::sandbox::SandboxDir;

/// What git sets for its hooks: a publish in one must not work on the repository of the hook.
const OF_HOOKS: [&str; 7] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
];

/// A bare repository beside the output folder.
pub struct Git {
    pub errors: ErrorMapper,
    folder: PathBuf,
}

impl Git {
    /// Makes it; what a run that was cut off left there goes.
    ///
    /// # Errors
    /// Git is not installed, or the disk refuses.
    pub fn begin(output: &Path, errors: ErrorMapper) -> Result<Self, Diagnostic> {
        let name = output.file_name().unwrap_or_default().to_string_lossy();
        let folder = output.with_file_name(format!(".{name}.redlines-git"));
        remove(&folder).map_err(|error| {
            let shown = folder.display().to_string();
            let message = format!("`{shown}` cannot be removed: {error}");
            Diagnostic::of_path(Code::WriteFailed, shown, message)
        })?;
        let git = Self { errors, folder };
        let made = git.command(&["init", "--quiet", "--bare"]).arg(&git.folder).output();
        let made = made.map_err(|error| git.not_started(&error))?;
        match made.status.success() {
            true => Ok(git),
            false => Err(git.failed("no repository could be made", &said(&made))),
        }
    }

    /// A command; it asks nobody anything, and speaks English.
    fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new("git");
        command.args(arguments).stdin(Stdio::null());
        command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
        for name in OF_HOOKS {
            command.env_remove(name);
        }
        command
    }

    /// A command in this repository.
    fn here<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = self.command(arguments);
        command.env("GIT_DIR", &self.folder);
        command
    }

    /// What a command in this repository gave, whether it succeeded or not.
    ///
    /// # Errors
    /// It could not be started.
    pub fn output<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Result<Output, Diagnostic> {
        self.here(arguments).output().map_err(|error| self.not_started(&error))
    }

    /// What a command in this repository printed.
    ///
    /// # Errors
    /// It failed.
    pub fn run<S: AsRef<OsStr>>(&self, doing: &str, arguments: &[S]) -> Result<String, Diagnostic> {
        let done = self.output(arguments)?;
        match done.status.success() {
            true => Ok(String::from_utf8_lossy(&done.stdout).into_owned()),
            false => Err(self.failed(doing, &said(&done))),
        }
    }

    /// A command in this repository that is told what to do on its standard input.
    ///
    /// # Errors
    /// It could not be started.
    pub fn fed(&self, arguments: &[&str]) -> Result<Child, Diagnostic> {
        let mut command = self.here(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        command.spawn().map_err(|error| self.not_started(&error))
    }

    /// Who commits, and when, as git itself would say in the site's folder. Machines that build sites
    /// often have nobody's name.
    ///
    /// # Errors
    /// Git has no answer at all.
    pub fn committer(&self, site: &Path) -> Result<String, Diagnostic> {
        let nobody = ["-c", "user.name=redlines", "-c", "user.email=redlines@localhost"];
        let ask = ["-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"];
        for arguments in [&ask[..], &[&nobody[..], &ask[2..]].concat()[..]] {
            let asked = self.command(arguments).current_dir(site).output();
            let asked = asked.map_err(|error| self.not_started(&error))?;
            if asked.status.success() {
                return Ok(String::from_utf8_lossy(&asked.stdout).trim().to_owned());
            }
        }
        Err(self.failed("nothing could be committed", "git does not know who commits"))
    }

    /// Fetches the newest commit of a branch, without its files where the server allows it, and gives its
    /// id; `None` where there is no such branch yet.
    ///
    /// # Errors
    /// There is no such repository, or it cannot be reached.
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
        let what = format!("+{head}:{name}");
        let quiet =
            ["fetch", "--quiet", "--depth=1", "--no-tags", "--filter=blob:none", "target", &what];
        self.run(doing, &quiet)?;
        Ok(Some(self.run(doing, &["rev-parse", "--verify", name])?.trim().to_owned()))
    }

    /// A failure, with git's own words.
    pub fn failed(&self, doing: &str, said: &str) -> Diagnostic {
        let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
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
        let code = match () {
            () if has(&["No space left", "quota"]) => Code::TargetFull,
            () if has(&refused) => Code::TargetRefused,
            () if has(&missing) => Code::TargetMissing,
            () => Code::TargetFailed,
        };
        self.errors.problem(code, doing, said)
    }

    fn not_started(&self, error: &io::Error) -> Diagnostic {
        let message = format!("`git` could not be started: {error}");
        let problem = Diagnostic::of_run(Code::TargetFailed, message);
        problem.help("install git, and publish again")
    }
}

impl Drop for Git {
    fn drop(&mut self) {
        // What cannot be removed now goes with the next run.
        let _ = remove(&self.folder);
    }
}

/// Removes a folder with all that is in it, where there is one.
fn remove(folder: &Path) -> io::Result<()> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    SandboxDir::open(folder.parent().unwrap_or(Path::new("")))?.remove_tree(&name)
}

/// What a command said of its failure.
pub fn said(output: &Output) -> String {
    let parts = [&output.stderr, &output.stdout].map(|it| String::from_utf8_lossy(it));
    parts.join("\n").trim().to_owned()
}
