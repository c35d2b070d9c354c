//! WebDAV, as rclone serves it.

use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::desk::{Access, Desk, assert_equal, published_files};
use crate::programs::{Server, free_port, program};

pub const PASSWORD: &str = "a-password-that-no-output-shows";

/// A server for one user.
pub struct Webdav {
    pub folder: TempDir,
    server: Server,
}

impl Webdav {
    pub fn start(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let mut command = Command::new(program("rclone"));
        command.args(["serve", "webdav"]).arg(folder.path());
        command.args([
            "--addr",
            &format!("127.0.0.1:{port}"),
            "--user",
            "anna",
            "--pass",
            PASSWORD,
        ]);
        command.args(["--dir-cache-time", "0s"]).args(options).stderr(Stdio::null());
        Self { server: Server::start(port, &mut command), folder }
    }

    pub fn port(&self) -> u16 {
        self.server.port
    }

    pub fn access_at(&self, port: u16) -> Access {
        Access {
            keys: format!("to = \"webdav://anna@127.0.0.1:{port}/sites/red lines\""),
            environment: vec![("WEBDAV_PASSWORD", PASSWORD.to_owned())],
        }
    }

    pub fn access(&self) -> Access {
        self.access_at(self.server.port)
    }

    pub fn fetched(&self) -> crate::desk::Files {
        published_files(&self.folder.path().join("sites/red lines"))
    }
}

pub fn the_sample_arrives_whole_and_only_changes_follow() {
    let server = Webdav::start(&[]);
    let desk = Desk::sample(&server.access());
    let first = desk.published(&[]);
    let note = "keeps no headers for types, caching, encodings; its web server sets them";
    assert_eq!(first.err.matches(note).count(), 1, "{}", first.err);
    assert_equal(&server.fetched(), &desk.built());
    crate::sample::assert_later_publishes(&desk, || server.fetched());
}

pub fn names_of_any_kind_arrive_and_go() {
    let server = Webdav::start(&[]);
    let desk = Desk::small(&server.access());
    desk.published(&[]);
    assert_equal(&server.fetched(), &desk.built());
    std::fs::remove_dir_all(desk.site.path("static")).unwrap();
    desk.published(&["--allow-deletions"]);
    assert_equal(&server.fetched(), &desk.built());
}
