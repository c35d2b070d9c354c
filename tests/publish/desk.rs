//! A site that is published in the tests, and the command that does it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::command::{Ran, run};
use crate::site::Site;
use crate::walk::tree;

/// The day that counts as today: 1 January 2026, when all briefs of the sample are out.
const TODAY: &str = "1767225600";

/// Files of a site or target, by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A site with one target, and the variables of its environment.
pub struct Desk {
    pub site: Site,
    environment: Vec<(String, String)>,
}

/// What a target's server asks for.
pub struct Access {
    /// The keys of `[publish.live]`.
    pub keys: String,
    pub environment: Vec<(&'static str, String)>,
}

impl Desk {
    /// A small site: names with spaces, `%` and non-Latin letters among its files.
    pub fn small(access: &Access) -> Self {
        let config = "title = \"Test\"\nbase_url = \"https://example.org/\"\n[lints]\nunsourced-event = \"allow\"\n\
                      orphan-document = \"allow\"\nbase-url-path = \"allow\"\n[search]\nengine = \"off\"\n";
        let site = Site::new()
            .with("config.toml", format!("{config}[publish.live]\n{}\n", access.keys))
            .with("content/actors/oman.md", "+++\nname = \"Oman\"\nkind = \"state\"\n+++\n")
            .with("content/briefs/talks.md", BRIEF)
            .with("static/a b/100%25 sure.txt", "percent")
            .with("static/北京/карта.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
            .with("static/empty.bin", "");
        Self::of(site, access)
    }

    /// The repository's own site.
    pub fn sample(access: &Access) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut site = Site::new();
        for (path, bytes) in tree(&root.join("content")) {
            site = site.with(&format!("content/{path}"), bytes);
        }
        let config = fs::read_to_string(root.join("config.toml")).unwrap();
        let config = format!("{config}\n[publish.live]\n{}\n", access.keys);
        Self::of(site.with("config.toml", config), access)
    }

    fn of(site: Site, access: &Access) -> Self {
        let environment = access.environment.iter();
        let environment = environment.map(|(name, value)| ((*name).to_owned(), value.clone()));
        Self { site, environment: environment.collect() }
    }

    /// Adds or replaces a file of the site.
    pub fn with(mut self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.site = self.site.with(path, bytes);
        self
    }

    /// Sets a variable, or removes it.
    pub fn set(&mut self, name: &str, value: &str) {
        self.environment.retain(|(known, _)| known != name);
        self.environment.push((name.to_owned(), value.to_owned()));
    }

    /// `redlines publish` in the site, as a command.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_redlines"));
        command.arg("publish").args(arguments).current_dir(self.site.path(""));
        // Nothing of whoever runs the tests may help.
        for name in ["AWS_PROFILE", "AWS_REGION", "AWS_ENDPOINT_URL", "GIT_DIR", "GIT_WORK_TREE"] {
            command.env_remove(name);
        }
        let nowhere = self.site.path("no-such-file");
        command.env("AWS_SHARED_CREDENTIALS_FILE", &nowhere).env("AWS_CONFIG_FILE", &nowhere);
        command.env("AWS_EC2_METADATA_DISABLED", "true");
        command.env("SOURCE_DATE_EPOCH", TODAY).env_remove("RUST_BACKTRACE");
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs `redlines publish` in the site.
    pub fn publish(&self, arguments: &[&str]) -> Ran {
        let mut command = self.command(arguments);
        let ran = run(&mut command);
        // Whatever happens, no output holds a secret.
        for (name, value) in &self.environment {
            let is_secret =
                name.contains("SECRET") || name.contains("PASSWORD") || name.contains("TOKEN");
            let said = [&ran.out, &ran.err];
            assert!(
                !is_secret || value.is_empty() || !said.iter().any(|it| it.contains(value)),
                "{name} is shown"
            );
        }
        ran
    }

    /// Publishes, which must succeed.
    pub fn published(&self, arguments: &[&str]) -> Ran {
        let ran = self.publish(arguments);
        assert_eq!(ran.code, 0, "{}{}", ran.err, ran.out);
        ran
    }

    /// What was built, without the build's own files.
    pub fn built(&self) -> Files {
        let mut files: Files = tree(&self.site.path("public")).into_iter().collect();
        for own in [".redlines-manifest", ".redlines-origin"] {
            files.remove(own);
        }
        files
    }
}

/// What a target holds, without publishing's own record.
pub fn published_files(folder: &Path) -> Files {
    let mut files: Files = tree(folder).into_iter().collect();
    files.remove(".redlines-published");
    files
}

/// Compares what is there with what should be.
pub fn assert_equal(found: &Files, expected: &Files) {
    let missing: Vec<_> = expected.keys().filter(|path| !found.contains_key(*path)).collect();
    let extra: Vec<_> = found.keys().filter(|path| !expected.contains_key(*path)).collect();
    assert!(missing.is_empty() && extra.is_empty(), "missing {missing:?}, too many {extra:?}");
    let other: Vec<_> = expected.iter().filter(|(path, bytes)| found[*path] != **bytes).collect();
    let other: Vec<_> = other.into_iter().map(|(path, _)| path).collect();
    assert!(other.is_empty(), "with other bytes: {other:?}");
}

pub const BRIEF: &str =
    "+++\ntitle = \"Talks\"\ndate = 2025-06-20\nactors = [\"oman\"]\n+++\nThey began.\n";

/// A target that is a folder of this machine.
pub fn folder(place: &Path) -> Access {
    Access { keys: format!("to = {:?}", place.to_str().unwrap()), environment: Vec::new() }
}
