//! A branch of a repository: one commit for each publish, made by the user's own git in a folder of its own.
//!
//! The author's worktree, index and branches are never touched, and nothing is ever forced: a push that finds
//! the branch elsewhere than where it was read is refused by git itself, which is all the lock that is needed.

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

/// What was fetched, and what is pushed, in the folder of this run.
const PARENT: &str = "refs/redlines/parent";
const NEXT: &str = "refs/redlines/next";

/// Publishes to a branch.
pub fn publish(
    job: &Job<'_>,
    built: &Built,
    remote: &str,
    branch: &str,
    tell: &ProgressFn<'_>,
) -> Result<PublishOutcome, Diagnostic> {
    let to = &job.target.to.value;
    let credentials = credentials(to, job.environment);
    let errors = ErrorMapper {
        target: to.to_string(),
        credentials: credentials.help,
        secrets: credentials.secrets,
    };
    tell(Notice::Limited("a branch keeps no headers; the pages host sets its own"));
    let _local = LocalLock::take(job.output, &job.target.name.value, &job.identity.token)?;
    let git = Git::begin(job.output, errors)?;
    let remote = place(remote, job.site);
    let parent = git.fetch(&remote, branch, PARENT)?;
    let (record, others) = standing(&git, parent.as_deref())?;
    let headers = |_: &_| Headers::NONE;
    let plan = PublishPlan::new(built, &record, headers, &others, &HashSet::new());
    tell(Notice::Planned(&plan));
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
        record: &record_of(built),
        parent: parent.as_deref(),
        message: &message(&plan),
        name: NEXT,
    };
    let commit = import(&git, job.site, built, &commit, tell)?;
    push(&git, &remote, branch)?;
    outcome.sent = plan.sendings.len();
    outcome.bytes = plan.bytes();
    outcome.deleted = plan.deletions.len();
    outcome.commit = Some(commit);
    Ok(outcome)
}

/// The record that the branch holds, and the files there that it does not list.
fn standing(
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

/// The record of what the commit holds: a push is all or nothing, so that all of it is settled.
fn record_of(built: &Built) -> PublishRecord {
    let files = built.files.iter().map(|file| {
        let (hash, length) = (file.entry.hash, file.entry.length);
        let sent = Sent { hash, length, headers: Headers::NONE };
        (file.entry.path.clone(), Known::Settled(sent))
    });
    PublishRecord { files: files.collect() }
}

/// "Publish 3 files, delete 1".
fn message(plan: &PublishPlan) -> String {
    let files =
        |number: usize| if number == 1 { "1 file".to_owned() } else { format!("{number} files") };
    let (sent, deleted) = (plan.sendings.len(), plan.deletions.len());
    match deleted {
        0 => format!("Publish {}", files(sent)),
        _ => format!("Publish {}, delete {deleted}", files(sent)),
    }
}

/// Where a repository is; a relative path counts from the site's folder.
fn place(remote: &str, site: &Path) -> String {
    let is_address = remote.contains("://");
    // `host:path`, as git reads it: a colon before the first slash.
    let is_host = remote.split('/').next().is_some_and(|first| first.contains(':'));
    match is_address || is_host {
        true => remote.to_owned(),
        false => {
            let place = site.join(remote);
            std::path::absolute(&place).unwrap_or(place).to_string_lossy().into_owned()
        }
    }
}

fn push(git: &Git, remote: &str, branch: &str) -> Result<(), Diagnostic> {
    let what = format!("{NEXT}:refs/heads/{branch}");
    let pushed = git.output(&["push", "--porcelain", remote, &what])?;
    if pushed.status.success() {
        return Ok(());
    }
    let said = said(&pushed);
    if said.contains("[rejected]")
        || said.contains("fetch first")
        || said.contains("cannot lock ref")
    {
        let message = format!("somebody else pushed to `{}` meanwhile", git.errors.target);
        let problem = Diagnostic::of_run(Code::TargetBusy, message);
        return Err(problem.help("publish again, on top of that"));
    }
    Err(git.failed("the branch could not be pushed", &said))
}

#[cfg(test)]
mod tests {
    use super::place;
    use std::path::Path;

    #[test]
    fn repositories_are_found_from_the_site() {
        let site = Path::new("/desk/site");
        let cases = [
            ("https://host/a.git", "https://host/a.git"),
            ("git@host:desk/a.git", "git@host:desk/a.git"),
            ("/srv/a.git", "/srv/a.git"),
            ("a.git", "/desk/site/a.git"),
        ];
        for (remote, expected) in cases {
            assert_eq!(place(remote, site), expected);
        }
    }
}
