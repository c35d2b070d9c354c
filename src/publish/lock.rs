//! The lock: an object on the target that keeps a second publisher away.
//!
//! No clocks are compared. The holder rewrites the lock every few seconds. A lock that does not change for
//! [`STALE_AFTER`] may be taken over. One that changes belongs to a living run. Some stores silently ignore
//! conditional writes, so [`Lock::create`] tries one on the lock itself. If they do not work, the lock is read
//! back after [`SETTLE_DELAY`]. The lock is always read again before deletions.

use std::time::{Duration, Instant};

use crate::diagnostic::{Code, Diagnostic};
use crate::publish::job::Identity;
use crate::publish::notice::{Notice, ProgressFn};
use crate::publish::record::LOCK;
use crate::publish::store::Store;

/// Interval at which the holder rewrites the lock.
const HEARTBEAT_INTERVAL: Duration = Duration::from_secs(5);

/// A lock that does not change for so long is dead. Several heartbeats, to allow for slow connections.
const STALE_AFTER: Duration = Duration::from_secs(30);

/// Interval at which the lock of another run is read.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// Time to wait for concurrent writes of others before the lock is read back.
const SETTLE_DELAY: Duration = Duration::from_millis(700);

const HEADER: &str = "redlines lock 1";

/// A lock that this run holds.
pub struct Lock {
    identity: Identity,
    beat: u64,
    last_beat: Instant,
}

/// The content of a lock on the target.
struct LockText {
    text: String,
}

impl LockText {
    fn field(&self, name: &str) -> Option<&str> {
        let lines = self.text.lines();
        lines
            .filter_map(|line| line.split_once(' '))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// The holder for messages: "anna@laptop, since 2026-11-22T18:00:00Z by its clock". Control characters are
    /// removed, because others can write to the target and the text is printed to a terminal.
    fn holder(&self) -> String {
        let plain = |name| {
            let text = self.field(name).unwrap_or("somebody");
            text.chars().filter(|c| !c.is_control()).take(80).collect::<String>()
        };
        match self.field("since") {
            Some(_) => format!("{}, since {} by its clock", plain("who"), plain("since")),
            None => "somebody".to_owned(),
        }
    }
}

impl Lock {
    /// Takes the lock of a target. `dead` lists the tokens of dead runs on this machine.
    ///
    /// # Errors
    /// Another run holds the lock, or the target failed.
    pub async fn take(
        store: &Store,
        identity: &Identity,
        dead: &[String],
        is_forced: bool,
        notify: &ProgressFn<'_>,
    ) -> Result<Self, Diagnostic> {
        let mut lock = Self { identity: identity.clone(), beat: 0, last_beat: Instant::now() };
        loop {
            let Some(held) = read_lock(store).await? else {
                if lock.create(store).await? {
                    return Ok(lock);
                }
                continue;
            };
            let token = held.field("token");
            let is_own =
                token.is_some_and(|it| it == identity.token || dead.iter().any(|dead| dead == it));
            if !is_own && !is_forced && !wait_until_stale(store, &held, notify).await? {
                // The holder released it meanwhile.
                continue;
            }
            if !is_own {
                notify(Notice::TookOver { holder: &held.holder() });
            }
            store.write_text(LOCK, &lock.text()).await?;
            lock.settle(store).await?;
            return Ok(lock);
        }
    }

    /// Creates the lock. Returns `false` if another run was first.
    async fn create(&mut self, store: &Store) -> Result<bool, Diagnostic> {
        if !store.create_text(LOCK, &self.text()).await? {
            return Ok(false);
        }
        // A store that creates it a second time ignores the condition, and would grant the lock to two runs.
        if !store.has_conditions() || store.create_text(LOCK, &self.text()).await? {
            self.settle(store).await?;
        }
        Ok(true)
    }

    /// Waits for concurrent writes of others, then confirms the lock.
    async fn settle(&self, store: &Store) -> Result<(), Diagnostic> {
        tokio::time::sleep(SETTLE_DELAY).await;
        self.confirm(store).await
    }

    /// Reads the lock back, and checks that it still belongs to this run.
    ///
    /// # Errors
    /// The lock is gone or belongs to another run, or the target failed.
    pub async fn confirm(&self, store: &Store) -> Result<(), Diagnostic> {
        match read_lock(store).await? {
            Some(held) if held.field("token") == Some(&self.identity.token) => Ok(()),
            Some(held) => Err(busy(&held)),
            None => {
                let message = "somebody removed the lock of this run".to_owned();
                let problem = Diagnostic::of_run(Code::TargetBusy, message);
                Err(problem.help("publish again; what was sent is known"))
            }
        }
    }

    /// Rewrites the lock if a heartbeat is due.
    ///
    /// # Errors
    /// The lock is gone or belongs to another run, or the target failed.
    pub async fn beat(&mut self, store: &Store) -> Result<(), Diagnostic> {
        if self.last_beat.elapsed() < HEARTBEAT_INTERVAL {
            return Ok(());
        }
        self.confirm(store).await?;
        self.beat += 1;
        store.write_text(LOCK, &self.text()).await?;
        self.last_beat = Instant::now();
        Ok(())
    }

    /// Removes the lock if it still belongs to this run.
    pub async fn release(self, store: &Store) {
        if self.confirm(store).await.is_ok() {
            // On failure, the next run finds it stale.
            let _ = store.delete(&[LOCK.to_owned()]).await;
        }
    }

    fn text(&self) -> String {
        let Identity { who, since, token } = &self.identity;
        format!("{HEADER}\ntoken {token}\nwho {who}\nsince {since}\nbeat {}\n", self.beat)
    }
}

/// Removes the lock of a dead run of this machine. A run without changes would leave it otherwise.
///
/// # Errors
/// The target failed.
pub async fn clear(store: &Store, dead: &[String]) -> Result<(), Diagnostic> {
    let held = if dead.is_empty() { None } else { read_lock(store).await? };
    let token = held.as_ref().and_then(|held| held.field("token"));
    if token.is_some_and(|token| dead.iter().any(|dead| dead == token)) {
        store.delete(&[LOCK.to_owned()]).await
    } else {
        Ok(())
    }
}

async fn read_lock(store: &Store) -> Result<Option<LockText>, Diagnostic> {
    Ok(store.read_text(LOCK).await?.map(|text| LockText { text }))
}

/// Polls the lock of another run until it is stale. Returns `false` if it was removed meanwhile, and an error
/// if it changed.
async fn wait_until_stale(
    store: &Store,
    first: &LockText,
    notify: &ProgressFn<'_>,
) -> Result<bool, Diagnostic> {
    let holder = first.holder();
    notify(Notice::Watching { holder: &holder, seconds: STALE_AFTER.as_secs() });
    let started = Instant::now();
    while started.elapsed() < STALE_AFTER {
        tokio::time::sleep(POLL_INTERVAL).await;
        match read_lock(store).await? {
            None => return Ok(false),
            // This also catches a lock that was read half written.
            Some(now) if now.text != first.text => return Err(busy(&now)),
            Some(_) => {}
        }
    }
    Ok(true)
}

fn busy(held: &LockText) -> Diagnostic {
    let message = format!("somebody else is publishing to this target: {}", held.holder());
    let problem = Diagnostic::of_run(Code::TargetBusy, message);
    problem.help(
        "wait until that is done; `--break-lock` takes the lock from whoever holds it, which then stops",
    )
}
