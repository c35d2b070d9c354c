//! A run on a target that files are put on one by one: plan, lock, files in their turns, deletions, record.

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

/// So many new paths are looked for one by one; for more, the whole target is listed.
const MOST_LOOKED_FOR: usize = 200;

/// How often the run looks whether something is to be noted.
const TICK: Duration = Duration::from_secs(1);

/// How long closing connections may take. Each is a process of `ssh` that another one ends.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(20);

/// How long noting what was done may take at the end of a run that is stopped.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(20);

/// Publishes to a store of files.
pub fn publish(
    job: &Job<'_>,
    built: Built,
    tell: &ProgressFn<'_>,
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
    let done = runtime.block_on(run(job, Arc::clone(&store), Arc::new(built), tell));
    // A connection by `ssh` is a process. It ends when the runtime drops the task that owns it. If the store were
    // dropped first, it would cancel that task, which may have removed the socket by which `ssh` is told to end.
    runtime.shutdown_timeout(CLOSE_TIMEOUT);
    drop(store);
    done
}

async fn run(
    job: &Job<'_>,
    store: Arc<Store>,
    built: Arc<Built>,
    tell: &ProgressFn<'_>,
) -> Result<PublishOutcome, Diagnostic> {
    if let Some(limits) = store.limits() {
        tell(Notice::Limited(&limits));
    }
    let (record, plan) = planned(job, &store, &built).await?;
    let options = &job.options;
    if options.dry_run || plan.is_empty() {
        tell(Notice::Planned(&plan));
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
    let lock = Lock::take(&store, &job.identity, &local.dead, options.break_lock, tell).await?;
    let session = Session { store: Arc::clone(&store), built, lock, tell };
    // Whoever held the lock until now may have changed what stands there.
    match store.record().await {
        Ok(now) if now == record => session.execute(record, plan).await,
        Ok(_) => match planned(job, &store, &session.built).await {
            Ok((record, plan)) => match plan.judge(options.adopt, options.allow_deletions) {
                Ok(()) => session.execute(record, plan).await,
                Err(problem) => session.give_up(problem).await,
            },
            Err(problem) => session.give_up(problem).await,
        },
        Err(problem) => session.give_up(problem).await,
    }
}

/// What stands on the target by its record, and what is to be done.
async fn planned(
    job: &Job<'_>,
    store: &Store,
    built: &Built,
) -> Result<(PublishRecord, PublishPlan), Diagnostic> {
    let own = [LOCK, NAME, NEXT, PARTS].map(str::to_owned);
    store.refuse_links(own.iter().chain(built.files.iter().map(|file| &file.entry.path)))?;
    let record = store.record().await?;
    store.refuse_links(record.files.keys())?;
    let unknown: Vec<&str> = built
        .files
        .iter()
        .map(|file| &*file.entry.path)
        .filter(|path| !record.files.contains_key(*path))
        .collect();
    let mut lost = HashSet::new();
    // That there is no such bucket is said by a list of it, and not by every store when a file is asked for.
    let is_first = record.files.is_empty();
    let is_listed = job.options.verify || is_first || unknown.len() > MOST_LOOKED_FOR;
    let others: HashSet<String> = if is_listed {
        let there = store.files().await?;
        if job.options.verify {
            lost = missing(&record, &there);
        }
        there.into_keys().filter(|path| !record.files.contains_key(path)).collect()
    } else {
        let looked = stream::iter(unknown).map(|path| async move {
            Ok::<_, Diagnostic>(store.has(path).await?.then(|| path.to_owned()))
        });
        let found: Vec<Option<String>> = looked.buffered(store.jobs).try_collect().await?;
        found.into_iter().flatten().collect()
    };
    let headers = |file: &BuiltFile| store.headers(&file.delivery);
    let plan = PublishPlan::new(built, &record, headers, &others, &lost);
    Ok((record, plan))
}

/// What the record lists, and the target has not, or with another length.
fn missing(record: &PublishRecord, there: &HashMap<String, u64>) -> HashSet<String> {
    let is_missing = |path: &String, known: &Known| match (there.get(path), known) {
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
    tell: &'a ProgressFn<'a>,
}

/// Why files are no longer sent.
enum Halt {
    /// Somebody asked for it.
    Stopped,
    Failed(Diagnostic),
}

impl From<Diagnostic> for Halt {
    fn from(problem: Diagnostic) -> Self {
        Self::Failed(problem)
    }
}

impl Session<'_> {
    /// Gives the lock back, and says why.
    async fn give_up(self, problem: Diagnostic) -> Result<PublishOutcome, Diagnostic> {
        self.lock.release(&self.store).await;
        Err(problem)
    }

    /// Does what is planned. However it ends, the target's record says what stands there.
    async fn execute(
        mut self,
        record: PublishRecord,
        plan: PublishPlan,
    ) -> Result<PublishOutcome, Diagnostic> {
        (self.tell)(Notice::Planned(&plan));
        let mut outcome = PublishOutcome { unchanged: plan.unchanged, ..PublishOutcome::default() };
        if plan.is_empty() {
            self.lock.release(&self.store).await;
            return Ok(outcome);
        }
        let mut journal = Journal::begin(record, &plan);
        let done = self.go(&plan, &mut journal, &mut outcome).await;
        let is_own =
            !matches!(&done, Err(Halt::Failed(problem)) if problem.code == Code::TargetBusy);
        if is_own {
            let farewell = async {
                // A failure here was told already, or leaves the record of before, which is true as well.
                if done.is_err() && !journal.is_noted() {
                    let _ = self.store.write_record(&journal.text()).await;
                }
                self.store.clear_parts().await;
                self.lock.release(&self.store).await;
            };
            let _ = tokio::time::timeout(SHUTDOWN_TIMEOUT, farewell).await;
        }
        match done {
            Ok(()) => Ok(outcome),
            Err(Halt::Stopped) => Ok(PublishOutcome { stopped: true, ..outcome }),
            Err(Halt::Failed(problem)) => Err(problem),
        }
    }

    async fn go(
        &mut self,
        plan: &PublishPlan,
        journal: &mut Journal,
        outcome: &mut PublishOutcome,
    ) -> Result<(), Halt> {
        self.note(journal).await?;
        for turn in plan.sendings.chunk_by(|a, b| a.turn == b.turn) {
            self.send(turn, journal, outcome).await?;
        }
        if !plan.deletions.is_empty() {
            self.lock.confirm(&self.store).await?;
            self.delete(&plan.deletions, journal, outcome).await?;
            self.store.tidy(&plan.deletions).await;
        }
        self.lock.confirm(&self.store).await?;
        self.note(journal).await?;
        Ok(())
    }

    /// Sends the files of a turn, many at a time.
    async fn send(
        &mut self,
        turn: &[Sending],
        journal: &mut Journal,
        outcome: &mut PublishOutcome,
    ) -> Result<(), Halt> {
        let (store, built, tell) = (Arc::clone(&self.store), Arc::clone(&self.built), self.tell);
        let tasks = turn.iter().map(|sending| {
            let (store, built, number) = (Arc::clone(&store), Arc::clone(&built), sending.file);
            async move {
                let file = &built.files[number];
                let disk = built.folder.join(&file.entry.path);
                store.send(&disk, &file.entry, &file.delivery, number).await
            }
        });
        let done = |place: usize, journal: &mut Journal| {
            let sending = &turn[place];
            let file = &built.files[sending.file];
            journal.sent(sending, file, store.headers(&file.delivery));
            (outcome.sent, outcome.bytes) = (outcome.sent + 1, outcome.bytes + sending.length);
            tell(Notice::Sent);
        };
        self.many(tasks, journal, done).await
    }

    /// Deletes files, many at a time.
    async fn delete(
        &mut self,
        paths: &[String],
        journal: &mut Journal,
        outcome: &mut PublishOutcome,
    ) -> Result<(), Halt> {
        let (store, tell) = (Arc::clone(&self.store), self.tell);
        let chunks: Vec<&[String]> = paths.chunks(store.deleted_at_once()).collect();
        let tasks = chunks.iter().map(|chunk| {
            let (store, chunk) = (Arc::clone(&store), chunk.to_vec());
            async move { store.delete(&chunk).await }
        });
        let done = |place: usize, journal: &mut Journal| {
            for path in chunks[place] {
                journal.deleted(path);
                outcome.deleted += 1;
                tell(Notice::Deleted);
            }
        };
        self.many(tasks, journal, done).await
    }

    /// Runs tasks, as many at a time as the target likes, and shows meanwhile that this run lives.
    async fn many<T>(
        &mut self,
        tasks: impl Iterator<Item = T>,
        journal: &mut Journal,
        mut done: impl FnMut(usize, &mut Journal),
    ) -> Result<(), Halt>
    where
        T: Future<Output = Result<(), Diagnostic>> + Send + 'static,
    {
        let mut waiting = tasks.enumerate();
        let mut running = JoinSet::new();
        let mut ticks = tokio::time::interval(TICK);
        let mut stop = std::pin::pin!(shutdown_signal());
        loop {
            while running.len() < self.store.jobs
                && let Some((place, task)) = waiting.next()
            {
                running.spawn(async move { task.await.map(|()| place) });
            }
            tokio::select! {
                joined = running.join_next() => match joined {
                    None => return Ok(()),
                    Some(Ok(Ok(place))) => done(place, journal),
                    Some(Ok(Err(problem))) => return Err(Halt::Failed(problem)),
                    Some(Err(_)) => {
                        let message = "a task of publishing stopped".to_owned();
                        return Err(Diagnostic::of_run(Code::TargetFailed, message).into());
                    }
                },
                _ = ticks.tick() => {
                    self.lock.beat(&self.store).await?;
                    if journal.is_due() {
                        self.note(journal).await?;
                    }
                }
                () = &mut stop => return Err(Halt::Stopped),
            }
        }
    }

    /// Notes on the target what was done.
    async fn note(&self, journal: &mut Journal) -> Result<(), Diagnostic> {
        let started = Instant::now();
        self.store.write_record(&journal.text()).await?;
        journal.noted(started.elapsed());
        Ok(())
    }
}

/// Ends when the process is asked to stop: Ctrl-C, or `kill` as workflows do.
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
