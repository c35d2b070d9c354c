//! A publishing run on any target but git: plan, lock, uploads by turn, deletions, record.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use tokio::task::JoinSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::publish::built::{Built, BuiltFile};
use crate::publish::job::Job;
use crate::publish::journal::Journal;
use crate::publish::local_lock::LocalLock;
use crate::publish::lock::{self, Lock};
use crate::publish::notice::{Notice, ProgressFn};
use crate::publish::outcome::PublishOutcome;
use crate::publish::plan::{PublishPlan, Sending};
use crate::publish::record::{Known, LOCK, NAME, NEXT, PARTS, PublishRecord};
use crate::publish::store::Store;

/// Limit of new paths that are looked up one by one. For more, the whole target is listed.
const MAX_LOOKUPS: usize = 200;

/// Interval of checks whether a heartbeat or a save is due.
const CHECK_INTERVAL: Duration = Duration::from_secs(1);

/// Time limit for closing connections. Each is an `ssh` process, which another process ends.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(20);

/// Time limit for saving the record and releasing the lock at the end of a run.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(20);

/// Publishes to any target but git.
pub fn publish(
    job: &Job<'_>,
    built: Built,
    notify: &ProgressFn<'_>,
) -> Result<PublishOutcome, Diagnostic> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| {
        let message = format!("no tasks can be started: {error}");
        Diagnostic::of_run(Code::TargetFailed, message)
    })?;
    let store = Arc::new({
        let _tasks_start_here = runtime.enter();
        Store::open(job)?
    });
    let result = runtime.block_on(run(job, Arc::clone(&store), Arc::new(built), notify));
    // An SSH connection is a process that ends when the runtime drops its task. Dropping the store first would
    // cancel that task, which may already have removed the control socket that `ssh` needs to exit.
    runtime.shutdown_timeout(CLOSE_TIMEOUT);
    drop(store);
    result
}

async fn run(
    job: &Job<'_>,
    store: Arc<Store>,
    built: Arc<Built>,
    notify: &ProgressFn<'_>,
) -> Result<PublishOutcome, Diagnostic> {
    if let Some(limits) = store.limits() {
        notify(Notice::Limited(&limits));
    }
    let (record, plan) = make_plan(job, &store, &built).await?;
    let options = &job.options;
    if options.dry_run || plan.is_empty() {
        notify(Notice::Planned(&plan));
        if options.dry_run {
            plan.judge(options.adopt, options.allow_deletions)?;
        } else {
            let name = &job.target.name.value;
            let local = LocalLock::take(job.output, name, &job.identity.token)?;
            lock::clear(&store, &local.dead).await?;
        }
        return Ok(PublishOutcome { unchanged: plan.unchanged, ..PublishOutcome::default() });
    }
    plan.judge(options.adopt, options.allow_deletions)?;
    store.prepare().await?;
    let target = &job.target.name.value;
    let local = LocalLock::take(job.output, target, &job.identity.token)?;
    let lock = Lock::take(&store, &job.identity, &local.dead, options.break_lock, notify).await?;
    let session = Session { store: Arc::clone(&store), built, lock, notify };
    // The previous holder of the lock may have changed the target since the plan was made.
    match store.record().await {
        Ok(current) if current == record => session.execute(record, plan).await,
        Ok(_) => match make_plan(job, &store, &session.built).await {
            Ok((record, plan)) => match plan.judge(options.adopt, options.allow_deletions) {
                Ok(()) => session.execute(record, plan).await,
                Err(problem) => session.give_up(problem).await,
            },
            Err(problem) => session.give_up(problem).await,
        },
        Err(problem) => session.give_up(problem).await,
    }
}

/// Reads the record of the target, and compares it with the build.
async fn make_plan(
    job: &Job<'_>,
    store: &Store,
    built: &Built,
) -> Result<(PublishRecord, PublishPlan), Diagnostic> {
    let reserved = [LOCK, NAME, NEXT, PARTS].map(str::to_owned);
    store.refuse_links(reserved.iter().chain(built.files.iter().map(|file| &file.entry.path)))?;
    let record = store.record().await?;
    store.refuse_links(record.files.keys())?;
    let unknown: Vec<&str> = built
        .files
        .iter()
        .map(|file| &*file.entry.path)
        .filter(|path| !record.files.contains_key(*path))
        .collect();
    let mut lost = HashSet::new();
    // The first run always lists the target: some stores report a missing bucket only then.
    let is_first = record.files.is_empty();
    let is_listed = job.options.verify || is_first || unknown.len() > MAX_LOOKUPS;
    let others: HashSet<String> = if is_listed {
        let on_target = store.files().await?;
        if job.options.verify {
            lost = missing(&record, &on_target);
        }
        on_target.into_keys().filter(|path| !record.files.contains_key(path)).collect()
    } else {
        let lookups = stream::iter(unknown).map(|path| async move {
            Ok::<_, Diagnostic>(store.has(path).await?.then(|| path.to_owned()))
        });
        let found: Vec<Option<String>> = lookups.buffered(store.jobs).try_collect().await?;
        found.into_iter().flatten().collect()
    };
    let headers = |file: &BuiltFile| store.headers(&file.delivery);
    let plan = PublishPlan::new(built, &record, headers, &others, &lost);
    Ok((record, plan))
}

/// The files of the record that the target lacks, or has with another length.
fn missing(record: &PublishRecord, on_target: &HashMap<String, u64>) -> HashSet<String> {
    let is_missing = |path: &String, known: &Known| match (on_target.get(path), known) {
        (None, _) => true,
        (Some(length), Known::Settled(sent)) => *length != sent.length,
        (Some(_), Known::Unsettled) => false,
    };
    let files = record.files.iter().filter(|(path, known)| is_missing(path, known));
    files.map(|(path, _)| path.clone()).collect()
}

/// A run that holds the lock.
struct Session<'a> {
    store: Arc<Store>,
    built: Arc<Built>,
    lock: Lock,
    notify: &'a ProgressFn<'a>,
}

/// The reason why a run ends early.
enum Halt {
    /// A signal stopped it.
    Stopped,
    Failed(Diagnostic),
}

impl From<Diagnostic> for Halt {
    fn from(problem: Diagnostic) -> Self {
        Self::Failed(problem)
    }
}

impl Session<'_> {
    /// Releases the lock, and returns the problem.
    async fn give_up(self, problem: Diagnostic) -> Result<PublishOutcome, Diagnostic> {
        self.lock.release(&self.store).await;
        Err(problem)
    }

    /// Carries out the plan. The record on the target is true however the run ends.
    async fn execute(
        mut self,
        record: PublishRecord,
        plan: PublishPlan,
    ) -> Result<PublishOutcome, Diagnostic> {
        (self.notify)(Notice::Planned(&plan));
        let mut outcome = PublishOutcome { unchanged: plan.unchanged, ..PublishOutcome::default() };
        if plan.is_empty() {
            self.lock.release(&self.store).await;
            return Ok(outcome);
        }
        let mut journal = Journal::begin(record, &plan);
        let result = self.apply(&plan, &mut journal, &mut outcome).await;
        let holds_lock =
            !matches!(&result, Err(Halt::Failed(problem)) if problem.code == Code::TargetBusy);
        if holds_lock {
            let cleanup = async {
                // A failure here can be ignored: the previous record is true as well.
                if result.is_err() && !journal.is_noted() {
                    let _ = self.store.write_record(&journal.text()).await;
                }
                self.store.clear_parts().await;
                self.lock.release(&self.store).await;
            };
            let _ = tokio::time::timeout(SHUTDOWN_TIMEOUT, cleanup).await;
        }
        match result {
            Ok(()) => Ok(outcome),
            Err(Halt::Stopped) => Ok(PublishOutcome { stopped: true, ..outcome }),
            Err(Halt::Failed(problem)) => Err(problem),
        }
    }

    async fn apply(
        &mut self,
        plan: &PublishPlan,
        journal: &mut Journal,
        outcome: &mut PublishOutcome,
    ) -> Result<(), Halt> {
        self.save_record(journal).await?;
        for turn in plan.sendings.chunk_by(|a, b| a.turn == b.turn) {
            self.send(turn, journal, outcome).await?;
        }
        if !plan.deletions.is_empty() {
            self.lock.confirm(&self.store).await?;
            self.delete(&plan.deletions, journal, outcome).await?;
            self.store.tidy(&plan.deletions).await;
        }
        self.lock.confirm(&self.store).await?;
        self.save_record(journal).await?;
        Ok(())
    }

    /// Sends the files of a turn in parallel.
    async fn send(
        &mut self,
        turn: &[Sending],
        journal: &mut Journal,
        outcome: &mut PublishOutcome,
    ) -> Result<(), Halt> {
        let (store, built, notify) =
            (Arc::clone(&self.store), Arc::clone(&self.built), self.notify);
        let tasks = turn.iter().map(|sending| {
            let (store, built, number) = (Arc::clone(&store), Arc::clone(&built), sending.file);
            async move {
                let file = &built.files[number];
                let disk = built.folder.join(&file.entry.path);
                store.send(&disk, &file.entry, &file.delivery, number).await
            }
        });
        let on_done = |index: usize, journal: &mut Journal| {
            let sending = &turn[index];
            let file = &built.files[sending.file];
            journal.sent(sending, file, store.headers(&file.delivery));
            (outcome.sent, outcome.bytes) = (outcome.sent + 1, outcome.bytes + sending.length);
            notify(Notice::Sent);
        };
        self.run_tasks(tasks, journal, on_done).await
    }

    /// Deletes files in parallel.
    async fn delete(
        &mut self,
        paths: &[String],
        journal: &mut Journal,
        outcome: &mut PublishOutcome,
    ) -> Result<(), Halt> {
        let (store, notify) = (Arc::clone(&self.store), self.notify);
        let chunks: Vec<&[String]> = paths.chunks(store.deleted_at_once()).collect();
        let tasks = chunks.iter().map(|chunk| {
            let (store, chunk) = (Arc::clone(&store), chunk.to_vec());
            async move { store.delete(&chunk).await }
        });
        let on_done = |index: usize, journal: &mut Journal| {
            for path in chunks[index] {
                journal.deleted(path);
                outcome.deleted += 1;
                notify(Notice::Deleted);
            }
        };
        self.run_tasks(tasks, journal, on_done).await
    }

    /// Runs tasks, at most `store.jobs` at once, with heartbeats of the lock and saves of the record. Calls
    /// `on_done` with the index of each finished task.
    async fn run_tasks<T>(
        &mut self,
        tasks: impl Iterator<Item = T>,
        journal: &mut Journal,
        mut on_done: impl FnMut(usize, &mut Journal),
    ) -> Result<(), Halt>
    where
        T: Future<Output = Result<(), Diagnostic>> + Send + 'static,
    {
        let mut pending = tasks.enumerate();
        let mut running = JoinSet::new();
        let mut ticks = tokio::time::interval(CHECK_INTERVAL);
        let mut stop = std::pin::pin!(shutdown_signal());
        loop {
            while running.len() < self.store.jobs
                && let Some((index, task)) = pending.next()
            {
                running.spawn(async move { task.await.map(|()| index) });
            }
            tokio::select! {
                joined = running.join_next() => match joined {
                    None => return Ok(()),
                    Some(Ok(Ok(index))) => on_done(index, journal),
                    Some(Ok(Err(problem))) => return Err(Halt::Failed(problem)),
                    Some(Err(_)) => {
                        let message = "a task of publishing stopped".to_owned();
                        return Err(Diagnostic::of_run(Code::TargetFailed, message).into());
                    }
                },
                _ = ticks.tick() => {
                    self.lock.beat(&self.store).await?;
                    if journal.is_due() {
                        self.save_record(journal).await?;
                    }
                }
                () = &mut stop => return Err(Halt::Stopped),
            }
        }
    }

    /// Saves the record on the target.
    async fn save_record(&self, journal: &mut Journal) -> Result<(), Diagnostic> {
        let started = Instant::now();
        self.store.write_record(&journal.text()).await?;
        journal.noted(started.elapsed());
        Ok(())
    }
}

/// Resolves on Ctrl-C or `SIGTERM`, which CI workflows send.
async fn shutdown_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
