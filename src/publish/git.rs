//! Publishes to a git branch: one commit per run, made by the user's git in a temporary repository.
//!
//! The author's worktree, index and branches stay untouched. Pushes are never forced: git refuses one if the
//! branch moved since it was fetched, so no lock on the target is needed.

use std::collections::HashSet;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::publish::built::Built;
use crate::publish::credentials::credentials;
use crate::publish::failure::ErrorMapper;
use crate::publish::git_command::{Git, said};
use crate::publish::git_import::{Commit, import};
use crate::publish::job::Job;
use crate::publish::local_lock::LocalLock;
use crate::publish::notice::{Notice, ProgressFn};
use crate::publish::outcome::PublishOutcome;
use crate::publish::plan::PublishPlan;
use crate::publish::record::{Headers, Known, NAME, PublishRecord, Sent, is_ours};

/// Reference to the fetched commit in the temporary repository.
const PARENT_REF: &str = "refs/redlines/parent";

/// Reference to the commit to be pushed.
const NEXT_REF: &str = "refs/redlines/next";

/// Publishes to a branch.
pub fn publish(
    job: &Job<'_>,
    built: &Built,
    remote: &str,
    branch: &str,
    notify: &ProgressFn<'_>,
) -> Result<PublishOutcome, Diagnostic> {
    let to = &job.target.to.value;
    let credentials = credentials(to, job.environment);
    let errors = ErrorMapper {
        target: to.to_string(),
        credentials: credentials.help,
        secrets: credentials.secrets,
    };
    notify(Notice::Limited("a branch keeps no headers; the pages host sets its own"));
    let _local = LocalLock::take(job.output, &job.target.name.value, &job.identity.token)?;
    let git = Git::begin(job.output, errors)?;
    let remote = resolve_remote(remote, job.site);
    let parent = git.fetch(&remote, branch, PARENT_REF)?;
    let (record, others) = read_branch(&git, parent.as_deref())?;
    let headers = |_: &_| Headers::NONE;
    let plan = PublishPlan::new(built, &record, headers, &others, &HashSet::new());
    notify(Notice::Planned(&plan));
    let mut outcome = PublishOutcome { unchanged: plan.unchanged, ..PublishOutcome::default() };
    if plan.is_empty() && !job.options.dry_run {
        return Ok(outcome);
    }
    plan.judge(job.options.adopt, job.options.allow_deletions)?;
    if job.options.dry_run {
        return Ok(outcome);
    }
    let commit = Commit {
        plan: &plan,
        record: &settled_record(built),
        parent: parent.as_deref(),
        message: &commit_message(&plan),
        name: NEXT_REF,
    };
    let commit = import(&git, job.site, built, &commit, notify)?;
    push(&git, &remote, branch)?;
    outcome.sent = plan.sendings.len();
    outcome.bytes = plan.bytes();
    outcome.deleted = plan.deletions.len();
    outcome.commit = Some(commit);
    Ok(outcome)
}

/// Reads the record of a branch, and lists the files that the record does not name.
fn read_branch(
    git: &Git,
    parent: Option<&str>,
) -> Result<(PublishRecord, HashSet<String>), Diagnostic> {
    let Some(parent) = parent else { return Ok((PublishRecord::default(), HashSet::new())) };
    let listed =
        git.run("the branch could not be listed", &["ls-tree", "-r", "-z", "--name-only", parent])?;
    let paths: HashSet<String> =
        listed.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect();
    let record = if paths.contains(NAME) {
        let text =
            git.run("the record could not be read", &["show", &format!("{parent}:{NAME}")])?;
        PublishRecord::parse(&text).ok_or_else(|| {
            let message = format!("`{}`: `{NAME}` cannot be read", git.errors.target);
            let problem = Diagnostic::of_run(Code::DamagedRecord, message);
            problem.help("restore it from an older commit of the branch")
        })?
    } else {
        PublishRecord::default()
    };
    let others =
        paths.into_iter().filter(|path| !record.files.contains_key(path) && !is_ours(path));
    let others = others.collect();
    Ok((record, others))
}

/// The record of the commit. All files are settled, because a push is all or nothing.
fn settled_record(built: &Built) -> PublishRecord {
    let files = built.files.iter().map(|file| {
        let (hash, length) = (file.entry.hash, file.entry.length);
        let sent = Sent { hash, length, headers: Headers::NONE };
        (file.entry.path.clone(), Known::Settled(sent))
    });
    PublishRecord { files: files.collect() }
}

/// "Publish 3 files, delete 1".
fn commit_message(plan: &PublishPlan) -> String {
    let files =
        |number: usize| if number == 1 { "1 file".to_owned() } else { format!("{number} files") };
    let (sent, deleted) = (plan.sendings.len(), plan.deletions.len());
    match deleted {
        0 => format!("Publish {}", files(sent)),
        _ => format!("Publish {}, delete {deleted}", files(sent)),
    }
}

/// Resolves a relative path of a repository against the site's folder. URLs and `host:path` stay as they are.
fn resolve_remote(remote: &str, site: &Path) -> String {
    let is_url = remote.contains("://");
    // Like git, take a colon before the first slash for `host:path`.
    let is_host = remote.split('/').next().is_some_and(|first| first.contains(':'));
    if is_url || is_host {
        return remote.to_owned();
    }
    let path = site.join(remote);
    std::path::absolute(&path).unwrap_or(path).to_string_lossy().into_owned()
}

fn push(git: &Git, remote: &str, branch: &str) -> Result<(), Diagnostic> {
    let refspec = format!("{NEXT_REF}:refs/heads/{branch}");
    let pushed = git.output(&["push", "--porcelain", remote, &refspec])?;
    if pushed.status.success() {
        return Ok(());
    }
    let answer = said(&pushed);
    if answer.contains("[rejected]")
        || answer.contains("fetch first")
        || answer.contains("cannot lock ref")
    {
        let message = format!("somebody else pushed to `{}` meanwhile", git.errors.target);
        let problem = Diagnostic::of_run(Code::TargetBusy, message);
        return Err(problem.help("publish again, on top of that"));
    }
    Err(git.failed("the branch could not be pushed", &answer))
}

#[cfg(test)]
mod tests {
    use super::resolve_remote;
    use std::path::Path;

    #[test]
    fn resolves_relative_remotes_against_the_site() {
        let site = Path::new("/desk/site");
        let cases = [
            ("https://host/a.git", "https://host/a.git"),
            ("git@host:desk/a.git", "git@host:desk/a.git"),
            ("/srv/a.git", "/srv/a.git"),
            ("a.git", "/desk/site/a.git"),
        ];
        for (remote, expected) in cases {
            assert_eq!(resolve_remote(remote, site), expected);
        }
    }
}
