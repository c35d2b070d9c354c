//! The record during a run: which files are settled, and when to save that on the target.

use std::time::{Duration, Instant};

use crate::publish::built::BuiltFile;
use crate::publish::plan::{PublishPlan, Sending};
use crate::publish::record::{Headers, Known, PublishRecord, Sent};

/// Shortest time between two saves. The run after a killed one repeats at most so much work.
const SAVE_INTERVAL: Duration = Duration::from_secs(5);

/// Saving the record may take one part in so many of the time.
const MAX_SAVE_SHARE: u32 = 10;

/// A record that is updated during the run.
pub struct Journal {
    record: PublishRecord,
    /// The end of the last save, and how long it took.
    last_save: (Instant, Duration),
    is_noted: bool,
}

impl Journal {
    /// Marks every file that the plan touches as unsettled.
    pub fn begin(mut record: PublishRecord, plan: &PublishPlan) -> Self {
        let touched = plan.sendings.iter().map(|it| &it.path).chain(&plan.deletions);
        record.files.extend(touched.map(|path| (path.clone(), Known::Unsettled)));
        Self { record, last_save: (Instant::now(), Duration::ZERO), is_noted: false }
    }

    /// Marks a file as sent.
    pub fn sent(&mut self, sending: &Sending, file: &BuiltFile, headers: Headers) {
        let sent = Sent { hash: file.entry.hash, length: sending.length, headers };
        self.record.files.insert(sending.path.clone(), Known::Settled(sent));
        self.is_noted = false;
    }

    /// Removes a deleted file.
    pub fn deleted(&mut self, path: &str) {
        self.record.files.remove(path);
        self.is_noted = false;
    }

    /// Whether it is time to save the record.
    pub fn is_due(&self) -> bool {
        let (saved_at, took) = self.last_save;
        !self.is_noted && saved_at.elapsed() >= SAVE_INTERVAL.max(took * MAX_SAVE_SHARE)
    }

    /// Whether the target has the current record.
    pub fn is_noted(&self) -> bool {
        self.is_noted
    }

    /// The text of the current record.
    pub fn text(&self) -> String {
        self.record.text()
    }

    /// Marks the record as saved. `took` is the duration of the save.
    pub fn noted(&mut self, took: Duration) {
        (self.last_save, self.is_noted) = ((Instant::now(), took), true);
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
    fn planned_files_are_unsettled_until_done() {
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
