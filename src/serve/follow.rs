//! Following a site: the stages run again after every change.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::watch::Sender;

use crate::diagnostic::Severity;
use crate::model::ignore_patterns::IgnorePatterns;
use crate::pipeline::{self, Cache, JudgedRun};
use crate::read::slashes;
use crate::serve::live_site::LiveSite;
use crate::serve::site::{Notice, SiteServer};
use crate::serve::snapshot::Snapshot;
use crate::serve::watch::Watch;

/// How often a folder that is gone, or cannot be watched, is looked for.
const POLL_INTERVAL: Duration = Duration::from_millis(200);

/// Runs the stages, publishes what came of them, and does so again after every change, until nobody
/// listens any more.
pub fn follow(site: &SiteServer, publish: &Sender<Arc<Snapshot>>) {
    let mut follower = Follower {
        site,
        publish,
        memory: Cache::default(),
        named: Vec::new(),
        sound: None,
        ignore: IgnorePatterns::default(),
        files_changed: 0,
        changed: Vec::new(),
    };
    while !publish.is_closed() {
        follower.follow_while_watched();
    }
}

struct Follower<'a> {
    site: &'a SiteServer,
    publish: &'a Sender<Arc<Snapshot>>,
    memory: Cache,
    /// Files that the configuration names, wherever in the site they lie.
    named: Vec<PathBuf>,
    files_changed: u64,
    /// The site of the last run without errors.
    sound: Option<Arc<LiveSite>>,
    /// The files that are no part of the site, by its last configuration that could be read.
    ignore: IgnorePatterns,
    /// What changed before what is watched had to be renewed.
    changed: Vec<PathBuf>,
}

impl Follower<'_> {
    /// Watches the folder and reads all of it, and follows it for as long as what is watched stays
    /// where it is.
    fn follow_while_watched(&mut self) {
        let folder = &self.site.folder;
        if !folder.is_dir() {
            self.wait_for_return();
            return;
        }
        // Watched first and read then: what changes in between is read twice, and not missed.
        let Ok((mut watch, reason)) = Watch::begin(folder, &self.named) else {
            thread::sleep(POLL_INTERVAL);
            return;
        };
        if let Some(reason) = reason {
            (self.site.tell)(&Notice::Looking(reason));
        }
        self.memory.forget_reading();
        self.files_changed += 1;
        let changed = std::mem::take(&mut self.changed);
        self.run(&changed);
        while watch.names(&self.named) {
            let Some(batch) = watch.next() else { return };
            if self.publish.is_closed() {
                return;
            }
            let paths = batch.paths.into_iter();
            let changed: Vec<PathBuf> = paths.filter(|path| !self.leaves_out(path)).collect();
            if batch.is_moved || !folder.is_dir() {
                self.changed = changed;
                return;
            }
            if changed.is_empty() && !batch.is_unknown {
                continue;
            }
            if batch.is_unknown {
                self.memory.forget_reading();
            }
            let is_file = |path: &PathBuf| is_file_of_pages(folder, path);
            self.files_changed += u64::from(batch.is_unknown || changed.iter().any(is_file));
            if !batch.is_unknown {
                self.show_preview(&changed);
            }
            self.run(&changed);
        }
    }

    /// Whether a path is of a file that is no part of the site, such as an editor's backup.
    fn leaves_out(&self, path: &Path) -> bool {
        let below = path.strip_prefix(&self.site.folder).ok().and_then(slashes);
        let is_ignored = |path: &str| path != "config.toml" && self.ignore.leaves_out(path);
        below.is_some_and(|path| is_ignored(&path)) && !self.named.contains(&path.to_owned())
    }

    /// Runs the stages, and publishes the snapshot that begins with it.
    fn run(&mut self, changed: &[PathBuf]) {
        let began = Instant::now();
        let folder = &self.site.folder;
        let settings = (self.site.settings)();
        let run = pipeline::run_again(folder, &settings, &mut self.memory, changed).judge();
        let JudgedRun { texts, prepared, judgement, .. } = run;
        let (is_sound, findings) = (!judgement.has_errors(), judgement.findings);
        if let Some(prepared) = &prepared {
            let style = prepared.site.citation_style.file();
            self.ignore = prepared.site.ignore.clone();
            self.named = style.map(|path| folder.join(path)).into_iter().collect();
        }
        if let Some(prepared) = prepared.filter(|_| is_sound) {
            let (folder, texts, before) = (folder.clone(), texts.clone(), self.sound.as_deref());
            let served = LiveSite::new(folder, prepared, texts, self.files_changed, before);
            self.sound = Some(Arc::new(served));
        }
        let (served, findings) = (self.sound.clone(), findings.into());
        let snapshot =
            Arc::new(Snapshot { is_ready: true, served, findings, texts, is_gone: false });
        // The earlier snapshot, which may be large, is freed when the new one can be seen.
        let earlier = self.publish.send_replace(Arc::clone(&snapshot));
        let took = began.elapsed();
        let below = |path: &PathBuf| path.strip_prefix(folder).unwrap_or(path).to_owned();
        let changed: Vec<PathBuf> = changed.iter().map(below).collect();
        let (findings, texts) = (&snapshot.findings, &snapshot.texts);
        (self.site.tell)(&Notice::Ran { changed: &changed, findings, texts, took });
        drop(earlier);
    }

    /// Shows the site with a text that was just saved before everything is run again, which takes a while for a large
    /// site. Only what the last run found sound can stand beside it. What the run finds takes the preview's place.
    fn show_preview(&self, changed: &[PathBuf]) {
        let snapshot = Arc::clone(&self.publish.borrow());
        let has_errors = snapshot.findings.iter().any(|it| it.severity == Severity::Error);
        let sound = self.sound.as_ref().filter(|_| !has_errors);
        if let Some(preview) = sound.and_then(|sound| sound.preview(changed)) {
            let served = Some(Arc::new(preview));
            self.publish.send_replace(Arc::new(Snapshot { served, ..Snapshot::clone(&snapshot) }));
        }
    }

    /// Says that the folder is gone, and waits until it is there again.
    fn wait_for_return(&self) {
        let served = self.sound.clone();
        let snapshot = Snapshot { is_ready: true, served, is_gone: true, ..Snapshot::default() };
        self.publish.send_replace(Arc::new(snapshot));
        (self.site.tell)(&Notice::Gone);
        while !self.site.folder.is_dir() {
            if self.publish.is_closed() {
                return;
            }
            thread::sleep(POLL_INTERVAL);
        }
        (self.site.tell)(&Notice::Returned);
    }
}

/// Whether a path may be of a file that pages show or load, and that is none of their own texts.
fn is_file_of_pages(folder: &Path, path: &Path) -> bool {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let is_text = below.extension().is_some_and(|ending| {
        ["md", "toml", "yml", "yaml", "bib", "html", "xml", "csl"].iter().any(|it| ending == *it)
    });
    // Editors' temporary files are gone by now.
    below.starts_with("static") || (!is_text && path.is_file())
}
