//! SFTP, as OpenSSH serves it: with a configuration, keys and a file of known hosts of the test's own.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::desk::{Access, Desk, assert_equal, published_files};
use crate::programs::{Server, free_port, program};

/// A server that knows one key.
pub struct Sftp {
    pub folder: TempDir,
    server: Server,
}

fn key(place: &Path) -> String {
    let made = Command::new(program("ssh-keygen"))
        .args(["-q", "-t", "ed25519", "-N", "", "-f"])
        .arg(place)
        .status();
    assert!(made.unwrap().success());
    fs::read_to_string(place.with_extension("pub")).unwrap()
}

impl Sftp {
    /// `options` are given to `internal-sftp`.
    pub fn start(options: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let port = free_port();
        let host = key(&path("host"));
        fs::write(path("authorized"), key(&path("user"))).unwrap();
        fs::write(path("known"), format!("[127.0.0.1]:{port} {host}")).unwrap();
        let shown = |name: &str| path(name).display().to_string();
        let config = format!(
            "ListenAddress 127.0.0.1\nPort {port}\nHostKey {}\nAuthorizedKeysFile {}\nStrictModes no\nUsePAM no\n\
             PidFile none\nPasswordAuthentication no\nSubsystem sftp internal-sftp {options}\n",
            shown("host"),
            shown("authorized")
        );
        fs::write(path("sshd_config"), config).unwrap();
        // The author's own `ssh` reads the author's own files; here, those of the test.
        let own = format!(
            "Host *\nIdentityFile {}\nIdentitiesOnly yes\nUserKnownHostsFile {}\nBatchMode yes\n",
            shown("user"),
            shown("known")
        );
        fs::write(path("ssh_config"), own).unwrap();
        fs::create_dir(path("bin")).unwrap();
        let real = program("ssh").display().to_string();
        let script = format!("#!/bin/sh\nexec {real} -F {} \"$@\"\n", shown("ssh_config"));
        fs::write(path("bin/ssh"), script).unwrap();
        fs::set_permissions(path("bin/ssh"), fs::Permissions::from_mode(0o755)).unwrap();
        // Where Debian's service would make it.
        let _ = fs::create_dir_all("/run/sshd");
        let mut command = Command::new(program("sshd"));
        command.args(["-D", "-e", "-f"]).arg(path("sshd_config")).stderr(Stdio::null());
        Self { server: Server::start(port, &mut command), folder }
    }

    pub fn access(&self) -> Access {
        let user = Command::new("id").arg("-un").output().unwrap().stdout;
        let user = String::from_utf8(user).unwrap();
        let site = self.folder.path().join("www/site").display().to_string();
        let own = std::env::var("PATH").unwrap_or_default();
        let bin = self.folder.path().join("bin").display().to_string();
        Access {
            keys: format!("to = \"sftp://{}@127.0.0.1:{}{site}\"", user.trim(), self.server.port),
            environment: vec![("PATH", format!("{bin}:{own}"))],
        }
    }

    pub fn fetched(&self) -> crate::desk::Files {
        published_files(&self.folder.path().join("www/site"))
    }
}

pub fn the_sample_arrives_whole_and_only_changes_follow() {
    let server = Sftp::start("");
    let desk = Desk::sample(&server.access());
    desk.published(&["--dry-run"]);
    assert!(!server.folder.path().join("www").exists(), "a dry run made a folder");
    desk.published(&[]);
    assert_equal(&server.fetched(), &desk.built());
    crate::sample::assert_later_publishes(&desk, || server.fetched());
    // No connection outlives its run, but for the moment that it takes to end.
    let own = server.folder.path().join("ssh_config").display().to_string();
    let is_left = || {
        let found = Command::new(program("pgrep")).args(["-f", &own]).output().unwrap();
        !found.stdout.is_empty()
    };
    let asked = Instant::now();
    while is_left() {
        assert!(asked.elapsed() < Duration::from_secs(30), "a connection stays");
        thread::sleep(Duration::from_millis(100));
    }
}

pub fn names_of_any_kind_arrive_and_go() {
    let server = Sftp::start("");
    let desk = Desk::small(&server.access());
    desk.published(&[]);
    assert_equal(&server.fetched(), &desk.built());
    fs::remove_dir_all(desk.site.path("static")).unwrap();
    desk.published(&["--allow-deletions"]);
    assert_equal(&server.fetched(), &desk.built());
    assert!(!server.folder.path().join("www/site/北京").exists(), "an empty folder stayed");
}

pub fn a_server_that_lets_nobody_write_or_nobody_in_is_named() {
    let server = Sftp::start("-R");
    let ran = Desk::small(&server.access()).publish(&[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error[E0803]"), "{}", ran.err);
    let server = Sftp::start("");
    fs::write(server.folder.path().join("authorized"), "").unwrap();
    let ran = Desk::small(&server.access()).publish(&[]);
    assert!(ran.err.contains("error[E0803]") && ran.err.contains("ssh-add"), "{}", ran.err);
    let server = Sftp::start("");
    fs::write(server.folder.path().join("known"), "").unwrap();
    let ran = Desk::small(&server.access()).publish(&[]);
    assert!(ran.err.contains("error[E0803]") && ran.err.contains("known_hosts"), "{}", ran.err);
}
