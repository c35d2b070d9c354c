//! A branch of a bare repository, pushed to by the user's own git.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::desk::{Access, Desk, Files, assert_equal, published_files};
use crate::programs::program;

/// A bare repository.
struct Repository {
    folder: TempDir,
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(program("git"));
    let own = ["-c", "user.name=Anna", "-c", "user.email=anna@example.org"];
    let output = command.args(own).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

impl Repository {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        git(folder.path(), &["init", "--quiet", "--bare", "site.git"]);
        Self { folder }
    }

    fn place(&self) -> PathBuf {
        self.folder.path().join("site.git")
    }

    fn access(&self) -> Access {
        let config = self.folder.path().join("gitconfig");
        fs::write(&config, "[user]\nname = Anna\nemail = anna@example.org\n").unwrap();
        Access {
            keys: format!("to = \"git+file://{}#pages\"", self.place().display()),
            environment: vec![("GIT_CONFIG_GLOBAL", config.display().to_string())],
        }
    }

    fn fetched(&self) -> Files {
        let folder = tempfile::tempdir().unwrap();
        let from = format!("file://{}", self.place().display());
        git(folder.path(), &["clone", "--quiet", "--branch", "pages", &from, "clone"]);
        fs::remove_dir_all(folder.path().join("clone/.git")).unwrap();
        published_files(&folder.path().join("clone"))
    }

    fn commits(&self) -> usize {
        git(&self.place(), &["rev-list", "--count", "pages"]).trim().parse().unwrap()
    }
}

pub fn the_sample_arrives_whole_and_each_publish_is_one_commit() {
    let repository = Repository::new();
    let desk = Desk::sample(&repository.access());
    let ran = desk.published(&[]);
    assert!(ran.out.contains("#pages as commit "), "{}", ran.out);
    assert_equal(&repository.fetched(), &desk.built());
    assert_eq!(repository.commits(), 1);
    crate::sample::assert_later_publishes(&desk, || repository.fetched());
    assert_eq!(repository.commits(), 2);
    assert_eq!(
        git(&repository.place(), &["log", "-1", "--format=%an <%ae>", "pages"]),
        "Anna <anna@example.org>\n"
    );
}

pub fn the_authors_worktree_is_not_touched_and_others_files_stay() {
    let repository = Repository::new();
    let desk = Desk::small(&repository.access());
    // The site is in the same repository, as sites of Pages hosts are.
    let site = desk.site.path("");
    git(&site, &["init", "--quiet", "--initial-branch", "main"]);
    fs::write(site.join(".gitignore"), "public\n").unwrap();
    git(&site, &["add", "--all"]);
    git(&site, &["commit", "--quiet", "--message", "Begin"]);
    let remote = repository.place().display().to_string();
    git(&site, &["push", "--quiet", &remote, "main", "main:pages"]);
    let before = (git(&site, &["status", "--porcelain=v2", "--branch"]), git(&site, &["show-ref"]));
    let refused = desk.publish(&["--dry-run"]);
    assert_eq!(refused.code, 0, "{}", refused.err);
    desk.published(&[]);
    let mut expected = desk.built();
    for path in ["config.toml", ".gitignore", "content/briefs/talks.md"] {
        expected.insert(path.to_owned(), fs::read(site.join(path)).unwrap());
    }
    let found = repository.fetched();
    assert!(expected.iter().all(|(path, bytes)| found.get(path) == Some(bytes)));
    assert_eq!(
        before,
        (git(&site, &["status", "--porcelain=v2", "--branch"]), git(&site, &["show-ref"]))
    );
    // In a hook of the author's repository, git's own variables point there.
    let mut hooked = desk.command(&[]);
    hooked.env("GIT_DIR", site.join(".git")).env("GIT_INDEX_FILE", site.join(".git/index"));
    assert!(hooked.output().unwrap().status.success());
    assert_eq!(before.1, git(&site, &["show-ref"]));
    fs::remove_dir_all(desk.site.path("static")).unwrap();
    desk.published(&["--allow-deletions"]);
    let found = repository.fetched();
    assert!(found.contains_key("config.toml") && !found.contains_key("empty.bin"));
}

/// Somebody pushes between our fetch and our push: a wrapper of git does so, with the real git.
pub fn what_somebody_pushed_meanwhile_is_not_lost() {
    let repository = Repository::new();
    let mut desk = Desk::small(&repository.access());
    desk.published(&[]);
    let clone = repository.folder.path().join("theirs");
    let from = format!("file://{}", repository.place().display());
    git(repository.folder.path(), &["clone", "--quiet", "--branch", "pages", &from, "theirs"]);
    fs::write(clone.join("CNAME"), "example.org").unwrap();
    git(&clone, &["add", "CNAME"]);
    git(&clone, &["commit", "--quiet", "--message", "Name the host"]);
    let bin = repository.folder.path().join("bin");
    fs::create_dir(&bin).unwrap();
    let real = program("git").display().to_string();
    let script = format!(
        "#!/bin/sh\nif [ \"$1\" = push ]; then env -u GIT_DIR {real} -C {} push --quiet origin pages; fi\nexec {real} \"$@\"\n",
        clone.display()
    );
    fs::write(bin.join("git"), script).unwrap();
    fs::set_permissions(bin.join("git"), fs::Permissions::from_mode(0o755)).unwrap();
    desk = desk.with("static/new.txt", "new");
    let own = std::env::var("PATH").unwrap_or_default();
    desk.set("PATH", &format!("{}:{own}", bin.display()));
    let refused = desk.publish(&[]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("error[E0807]: somebody else pushed"), "{}", refused.err);
    desk.set("PATH", &own);
    desk.published(&[]);
    let mut expected = desk.built();
    expected.insert("CNAME".to_owned(), b"example.org".to_vec());
    assert_equal(&repository.fetched(), &expected);
    assert!(!desk.site.path(".public.redlines-git").exists());
}

pub fn a_repository_that_is_missing_is_named() {
    let repository = Repository::new();
    fs::remove_dir_all(repository.place()).unwrap();
    let ran = Desk::small(&repository.access()).publish(&[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error[E0804]"), "{}", ran.err);
}
