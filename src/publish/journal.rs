//! The record while files go: what is settled already, and when to say so on the target.

use std::time::{Duration, Instant};

use crate::publish::built::BuiltFile;
use crate::publish::plan::{PublishPlan, Sending};
use crate::publish::record::{Headers, Known, PublishRecord, Sent};

/// How often what was sent is noted on the target: a run that is killed sends no more than that again.
const PAUSE: Duration = Duration::from_secs(5);

/// Writing the record may take this part of the time at most.
const SHARE: u32 = 10;

/// A record that changes.
pub struct Journal {
    record: PublishRecord,
    /// When it was last noted, and how long that took.
    noted: (Instant, Duration),
    is_noted: bool,
}

impl Journal {
    /// Notes everything that the plan will touch as unsettled.
    pub fn begin(mut record: PublishRecord, plan: &PublishPlan) -> Self {
        let touched = plan.sendings.iter().map(|it| &it.path).chain(&plan.deletions);
        record.files.extend(touched.map(|path| (path.clone(), Known::Unsettled)));
        Self { record, noted: (Instant::now(), Duration::ZERO), is_noted: false }
    }

    /// A file is there.
    pub fn sent(&mut self, sending: &Sending, file: &BuiltFile, headers: Headers) {
        let sent = Sent { hash: file.entry.hash, length: sending.length, headers };
        self.record.files.insert(sending.path.clone(), Known::Settled(sent));
        self.is_noted = false;
    }

    /// A file is gone.
    pub fn deleted(&mut self, path: &str) {
        self.record.files.remove(path);
        self.is_noted = false;
    }

    /// Whether it is time to note what was done.
    pub fn is_due(&self) -> bool {
        let (at, took) = self.noted;
        !self.is_noted && at.elapsed() >= PAUSE.max(took * SHARE)
    }

    /// Whether the target knows all of it.
    pub fn is_noted(&self) -> bool {
        self.is_noted
    }

    /// The record as it is now.
    pub fn text(&self) -> String {
        self.record.text()
    }

    /// The text was noted on the target, which took so long.
    pub fn noted(&mut self, took: Duration) {
        (self.noted, self.is_noted) = ((Instant::now(), took), true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::delivery::Delivery;
    use crate::publish::built::Built;
    use crate::write::ManifestEntry;
    use std::collections::HashSet;

    #[test]
    fn what_may_change_is_unsettled_until_it_is_done() {
        let file = |path: &str| BuiltFile {
            entry: ManifestEntry::from_bytes(path, b"new"),
            delivery: Delivery::for_path(path),
        };
        let built = Built { folder: "public".into(), files: vec![file("a.css"), file("b.html")] };
        let old = PublishRecord { files: [("gone.html".to_owned(), Known::Unsettled)].into() };
        let nothing = HashSet::new();
        let plan = PublishPlan::new(&built, &old, |_| Headers::NONE, &nothing, &nothing);
        let mut journal = Journal::begin(old, &plan);
        let paths = ["a.css", "b.html", "gone.html"];
        for path in paths {
            assert_eq!(journal.record.files[path], Known::Unsettled, "{path}");
        }
        journal.sent(&plan.sendings[0], &built.files[0], Headers::NONE);
        journal.deleted("gone.html");
        assert!(matches!(journal.record.files["a.css"], Known::Settled(_)));
        assert_eq!(journal.record.files["b.html"], Known::Unsettled);
        assert_eq!(journal.record.files.len(), 2);
        let again =
            PublishPlan::new(&built, &journal.record, |_| Headers::NONE, &nothing, &nothing);
        assert_eq!(again.sendings.iter().map(|it| &*it.path).collect::<Vec<_>>(), ["b.html"]);
    }
}
