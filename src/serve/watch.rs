//! Watching a site's folder: what changed, once it has been quiet for a moment.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Config, ErrorKind, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

/// The parts of a site that hold its texts and files. What else lies in its folder (the output, a
/// repository) is not watched: a build or a commit would count as thousands of changes.
const PARTS: [&str; 5] = ["content", "static", "assets", "templates", "themes"];

/// One save is over after so long without another event.
const DEBOUNCE: Duration = Duration::from_millis(8);

/// More changes than an editor makes at once come from a tool that is still at work.
const MANY: usize = 8;
const BULK_DEBOUNCE: Duration = Duration::from_millis(100);

/// What never becomes quiet is answered all the same.
const MAX_BATCH: Duration = Duration::from_secs(2);

/// How often a system that does not tell of changes is looked at.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// Changes that belong together.
#[derive(Debug, Default)]
pub struct Batch {
    pub paths: BTreeSet<PathBuf>,
    /// Whether events were lost, so that anything may have changed.
    pub is_unknown: bool,
    /// Whether the folders that are watched are others than before.
    pub is_moved: bool,
}

/// A watched folder.
pub struct Watch {
    folder: PathBuf,
    /// Further files that the site names, such as a citation style.
    named: Vec<PathBuf>,
    /// Watches as long as it lives.
    _watcher: Box<dyn Watcher>,
    events: Receiver<notify::Result<Event>>,
}

impl Watch {
    /// Begins to watch a site's folder; and why changes are only looked for, where they are.
    ///
    /// # Errors
    /// The folder cannot be watched at all.
    pub fn begin(
        folder: &Path,
        named: &[PathBuf],
    ) -> Result<(Self, Option<String>), notify::Error> {
        let told = Self::with(folder, named, |sender| {
            RecommendedWatcher::new(sender, Config::default()).map(Box::from)
        });
        match told {
            Ok(watch) => Ok((watch, None)),
            // The system watches only so many folders for each user.
            Err(error) if is_limit(&error) => {
                let looked = Self::with(folder, named, |sender| {
                    let config = Config::default().with_poll_interval(POLL_INTERVAL);
                    PollWatcher::new(sender, config).map(Box::from)
                });
                Ok((looked?, Some(error.to_string())))
            }
            Err(error) => Err(error),
        }
    }

    fn with<W: Watcher + 'static>(
        folder: &Path,
        named: &[PathBuf],
        watcher: impl FnOnce(Sender<notify::Result<Event>>) -> notify::Result<Box<W>>,
    ) -> notify::Result<Self> {
        let (sender, events) = mpsc::channel();
        let mut watcher: Box<dyn Watcher> = watcher(sender)?;
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
        for part in PARTS.map(|part| folder.join(part)).iter().filter(|part| part.is_dir()) {
            watcher.watch(part, RecursiveMode::Recursive)?;
        }
        for folder in named.iter().filter_map(|file| file.parent()) {
            // It is read, and reported, whether it can be watched or not.
            let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
        }
        let (folder, named) = (folder.to_owned(), named.to_vec());
        Ok(Self { folder, named, _watcher: watcher, events })
    }

    /// Waits for changes, and until they are over; `None` when there will be none any more.
    pub fn next(&mut self) -> Option<Batch> {
        let mut batch = Batch::default();
        while batch.is_empty() {
            let event = self.events.recv().ok()?;
            self.add(event, &mut batch);
        }
        let began = Instant::now();
        loop {
            let quiet = if batch.paths.len() > MANY { BULK_DEBOUNCE } else { DEBOUNCE };
            match self.events.recv_timeout(quiet) {
                Ok(event) => self.add(event, &mut batch),
                Err(RecvTimeoutError::Timeout) => return Some(batch),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            if began.elapsed() > MAX_BATCH {
                return Some(batch);
            }
        }
    }

    fn add(&self, event: notify::Result<Event>, batch: &mut Batch) {
        let Ok(event) = event else {
            batch.is_unknown = true;
            return;
        };
        batch.is_unknown |= event.need_rescan();
        // That a file was opened or read changes nothing; redlines itself does it all the time.
        let is_change = !matches!(event.kind, EventKind::Access(kind)
            if kind != AccessKind::Close(AccessMode::Write));
        if !is_change {
            return;
        }
        // A folder that is made, moved or removed takes what is watched in it along.
        let moves = matches!(
            event.kind,
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
        );
        for path in event.paths {
            if path == self.folder {
                batch.is_moved |= moves;
            } else if self.is_part(&path) {
                let is_top = path.parent() == Some(&self.folder);
                batch.is_moved |= moves && is_top && !path.is_file();
                batch.paths.insert(path);
            } else if self.named.contains(&path) {
                batch.paths.insert(path);
            }
        }
    }

    /// Whether a path belongs to the site's texts and files.
    fn is_part(&self, path: &Path) -> bool {
        let Ok(below) = path.strip_prefix(&self.folder) else { return false };
        let top = below.iter().next().and_then(|top| top.to_str());
        top.is_some_and(|top| top == "config.toml" || PARTS.contains(&top))
    }

    /// Whether these are the further files that it watches.
    pub fn names(&self, named: &[PathBuf]) -> bool {
        self.named == named
    }
}

impl Batch {
    fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.is_unknown && !self.is_moved
    }
}

fn is_limit(error: &notify::Error) -> bool {
    matches!(error.kind, ErrorKind::MaxFilesWatch)
}
