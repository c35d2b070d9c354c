//! Sites in temporary folders, made file by file or from a fixture.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::command::{Ran, redlines};
use crate::walk::files;

/// A configuration for sites that do not care.
const CONFIG: &str = "title = \"Test\"\nbase_url = \"https://example.org/\"\n";

/// What an editor asks of a site and a test of something else does not: sources, roles, company.
const DESK: [&str; 9] = [
    "alias-reference",
    "date-precision",
    "image-without-text",
    "orphan-document",
    "role-missing",
    "similar-actors",
    "unsourced-dispute",
    "unsourced-event",
    "unsourced-wording",
];

/// A configuration without the desk's lints, but for those that it names itself. They stand at its end,
/// where they move no line.
fn without_desk(config: &str) -> String {
    let is_wanted = |lint: &&&str| config.contains(&format!("{lint} = \"warn\""));
    let allowed = DESK.iter().filter(|lint| !is_wanted(lint));
    let allowed: String = allowed.map(|lint| format!("{lint} = \"allow\"\n")).collect();
    let kinds = ["brief", "actor", "event", "threshold", "page"];
    let rules = kinds.map(|kind| format!("[[lints.for]]\nkind = \"{kind}\"\n{allowed}"));
    format!("{config}\n{}", rules.concat())
}

/// A site that is removed when it is dropped.
pub struct Site {
    folder: TempDir,
}

impl Site {
    /// A site with a configuration and nothing else.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
            .with("config.toml", without_desk(CONFIG))
    }

    /// A copy of a fixture; one without a configuration gets the common one.
    pub fn of_fixture(fixture: &Path) -> Self {
        let mut site = Self::new();
        for path in files(fixture) {
            if path != "expected.txt" {
                let bytes = fs::read(fixture.join(&path)).expect("a readable fixture");
                site = match String::from_utf8(bytes) {
                    Ok(config) if path == "config.toml" => site.with(&path, without_desk(&config)),
                    Ok(text) => site.with(&path, text),
                    Err(error) => site.with(&path, error.into_bytes()),
                };
            }
        }
        site
    }

    /// Adds or replaces a file.
    pub fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let place = self.path(path);
        fs::create_dir_all(place.parent().expect("a path in the site")).expect("a folder");
        fs::write(place, bytes).expect("a file");
        self
    }

    /// Where a path of the site is.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Runs redlines in the site.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        redlines(self.folder.path(), arguments)
    }

    /// Builds the site, which must succeed.
    pub fn build(&self) -> Ran {
        let ran = self.run(&["build"]);
        assert_eq!(ran.code, 0, "{}{}", ran.err, ran.out);
        ran
    }

    /// A file of the output.
    pub fn page(&self, path: &str) -> String {
        let place = self.path("public").join(path);
        fs::read_to_string(&place).unwrap_or_else(|error| panic!("{}: {error}", place.display()))
    }

    /// The name of the folder of assets in the output.
    pub fn fingerprint(&self) -> String {
        let mut folders = fs::read_dir(self.path("public/assets")).expect("assets");
        let folder = folders.next().expect("a folder of assets").expect("a readable folder");
        assert!(folders.next().is_none(), "one folder of assets");
        folder.file_name().into_string().expect("digits")
    }
}
