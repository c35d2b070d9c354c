//! The changes that bring a target up to date with a build.

use std::collections::{BTreeSet, HashSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::publish::built::{Built, BuiltFile};
use crate::publish::order::Turn;
use crate::publish::record::{Headers, Known, PublishRecord, Sent};

/// Deleting more than one in so many published files needs `--allow-deletions`.
const MAX_DELETED_SHARE: usize = 5;

/// Limit of paths in a message.
const MAX_SHOWN_PATHS: usize = 10;

/// The difference between a file to send and the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// The target has no such file.
    New,
    /// The target has, or may have, another version.
    Changed,
}

/// A file to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// Index of the file in the build.
    pub file: usize,
    pub path: String,
    /// In bytes.
    pub length: u64,
    pub difference: Difference,
    pub turn: Turn,
}

/// The changes to make.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublishPlan {
    /// In upload order.
    pub sendings: Vec<Sending>,
    /// Paths that are no longer part of the site.
    pub deletions: Vec<String>,
    pub unchanged: usize,
    /// Paths of the site at which the target has files that redlines did not publish.
    pub in_the_way: Vec<String>,
    /// The number of files that redlines published so far.
    published: usize,
}

impl PublishPlan {
    /// Compares a build with a target. `others` holds paths on the target that the record does not list, and
    /// `lost` holds paths that the record lists but the target lacks.
    pub fn new(
        built: &Built,
        record: &PublishRecord,
        headers: impl Fn(&BuiltFile) -> Headers,
        others: &HashSet<String>,
        lost: &HashSet<String>,
    ) -> Self {
        let mut plan = Self { published: record.files.len(), ..Self::default() };
        for (number, file) in built.files.iter().enumerate() {
            let (path, length) = (&file.entry.path, file.entry.length);
            let wanted = Sent { hash: file.entry.hash, length, headers: headers(file) };
            let difference = match record.files.get(path) {
                Some(_) if lost.contains(path) => Difference::New,
                Some(Known::Settled(sent)) if *sent == wanted => {
                    plan.unchanged += 1;
                    continue;
                }
                Some(_) => Difference::Changed,
                None if others.contains(path) => {
                    plan.in_the_way.push(path.clone());
                    Difference::Changed
                }
                None => Difference::New,
            };
            let turn = Turn::for_path(path, difference == Difference::New);
            let path = path.clone();
            plan.sendings.push(Sending { file: number, path, length, difference, turn });
        }
        plan.sendings.sort_by(|a, b| (a.turn, &a.path).cmp(&(b.turn, &b.path)));
        let wanted: BTreeSet<&str> = built.files.iter().map(|it| &*it.entry.path).collect();
        let gone = record.files.keys().filter(|path| !wanted.contains(path.as_str()));
        plan.deletions = gone.cloned().collect();
        plan
    }

    /// Whether there is nothing to send or delete.
    pub fn is_empty(&self) -> bool {
        self.sendings.is_empty() && self.deletions.is_empty()
    }

    /// The number of bytes to send.
    pub fn bytes(&self) -> u64 {
        self.sendings.iter().map(|sending| sending.length).sum()
    }

    /// Refuses changes that need an option of the author that is missing.
    ///
    /// # Errors
    /// The plan would replace files that redlines did not publish, or delete too many.
    pub fn judge(&self, adopt: bool, allow_deletions: bool) -> Result<(), Diagnostic> {
        if let [first, ..] = &*self.in_the_way
            && !adopt
        {
            let number = self.in_the_way.len();
            let message = match number {
                1 => format!("redlines did not put `{first}` there, and the site has such a file"),
                _ => format!(
                    "redlines did not put {number} files there of which the site has others"
                ),
            };
            let problem = Diagnostic::of_run(Code::ForeignObject, message);
            return Err(problem.help(format!(
                "nothing was changed. Publish elsewhere, or replace them with `--adopt`: {}",
                list_paths(&self.in_the_way)
            )));
        }
        let (gone, published) = (self.deletions.len(), self.published);
        if gone * MAX_DELETED_SHARE > published && !allow_deletions {
            let message = format!(
                "{gone} of {published} published files would be deleted, more than a fifth"
            );
            let problem = Diagnostic::of_run(Code::ManyDeletions, message);
            return Err(problem.help(format!(
                "nothing was changed. Let it with `--allow-deletions`: {}",
                list_paths(&self.deletions)
            )));
        }
        Ok(())
    }
}

/// "`a.html`, `b.html` and 3 more".
fn list_paths(paths: &[String]) -> String {
    let shown: Vec<String> =
        paths.iter().take(MAX_SHOWN_PATHS).map(|path| format!("`{path}`")).collect();
    let more = paths.len() - shown.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::delivery::Delivery;
    use crate::write::ManifestEntry;

    fn built(files: &[(&str, &str)]) -> Built {
        let file = |(path, text): &(&str, &str)| BuiltFile {
            entry: ManifestEntry::from_bytes(path, text.as_bytes()),
            delivery: Delivery::for_path(path),
        };
        Built { folder: "public".into(), files: files.iter().map(file).collect() }
    }

    fn record(files: &[(&str, Option<&str>)]) -> PublishRecord {
        let known = |text: &Option<&str>| match text {
            None => Known::Unsettled,
            Some(text) => Known::Settled(Sent {
                hash: blake3::hash(text.as_bytes()),
                length: text.len() as u64,
                headers: Headers::NONE,
            }),
        };
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), known(text)));
        PublishRecord { files: files.collect() }
    }

    fn plan(built: &Built, record: &PublishRecord, others: &[&str], lost: &[&str]) -> PublishPlan {
        let set = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect();
        PublishPlan::new(built, record, |_| Headers::NONE, &set(others), &set(lost))
    }

    #[test]
    fn sends_differences_in_order() {
        let built = built(&[
            ("a.css", "new"),
            ("b/index.html", "b"),
            ("c/index.html", "c"),
            ("d/index.html", "d"),
            ("e/index.html", "e"),
            ("index.html", "home"),
        ]);
        let record = record(&[
            ("a.css", Some("old")),
            ("b/index.html", Some("b")),
            ("c/index.html", None),
            ("e/index.html", Some("e")),
            ("gone.html", Some("gone")),
            ("half.html", None),
        ]);
        let plan = plan(&built, &record, &[], &["e/index.html"]);
        let sent: Vec<_> = plan.sendings.iter().map(|it| (&*it.path, it.difference)).collect();
        assert_eq!(
            sent,
            [
                ("a.css", Difference::Changed),
                ("d/index.html", Difference::New),
                ("e/index.html", Difference::New),
                ("c/index.html", Difference::Changed),
                ("index.html", Difference::New),
            ]
        );
        assert_eq!(plan.unchanged, 1);
        assert_eq!(plan.deletions, ["gone.html", "half.html"]);
    }

    #[test]
    fn foreign_files_and_many_deletions_need_an_option() {
        let site = built(&[("a.html", "a")]);
        let in_the_way = plan(&site, &PublishRecord::default(), &["a.html", "other.html"], &[]);
        assert_eq!(in_the_way.in_the_way, ["a.html"]);
        assert_eq!(in_the_way.judge(false, true).unwrap_err().code, Code::ForeignObject);
        assert!(in_the_way.judge(true, false).is_ok());
        let names = ["a.html", "b", "c", "d", "e"];
        for (known, is_allowed) in [(2, false), (4, false), (5, true)] {
            let files: Vec<_> = names[..known].iter().map(|name| (*name, Some("a"))).collect();
            let mut kept: Vec<_> = names[..known].iter().map(|name| (*name, "a")).collect();
            kept.pop();
            let plan = plan(&built(&kept), &record(&files), &[], &[]);
            assert_eq!(plan.deletions.len(), 1);
            assert_eq!(plan.judge(false, false).is_ok(), is_allowed, "1 of {known}");
            assert!(plan.judge(false, true).is_ok());
        }
    }
}
