//! The lock: an object on the target that keeps a second publisher away.
//!
//! Clocks decide nothing. Its holder rewrites it every few seconds; whoever finds a lock that does not change
//! for longer than that takes it over, and one that does change belongs to a living run. Some stores ignore
//! conditional writes without a word: whether this one does is tried on the lock itself, and where it cannot be
//! relied on the lock is read back after a moment, and again before anything is deleted.

use std::time::{Duration, Instant};

use crate::diagnostic::{Code, Diagnostic};
use crate::publish::job::Identity;
use crate::publish::notice::{Notice, ProgressFn};
use crate::publish::record::LOCK;
use crate::publish::store::Store;

/// How often its holder shows that it lives.
const HEARTBEAT_INTERVAL: Duration = Duration::from_secs(5);

/// How long a lock must not change until its holder counts as dead: several beats, for slow connections.
const STALE_AFTER: Duration = Duration::from_secs(30);

/// How often a lock is looked at.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// How long another's write may be under way where conditional writes cannot be relied on.
const SETTLING: Duration = Duration::from_millis(700);

const HEADER: &str = "redlines lock 1";

/// A lock that this run holds.
pub struct Lock {
    identity: Identity,
    beat: u64,
    last: Instant,
}

/// What stands in a lock.
struct Held {
    text: String,
}

impl Held {
    fn field(&self, name: &str) -> Option<&str> {
        let lines = self.text.lines();
        lines
            .filter_map(|line| line.split_once(' '))
            .find(|(key, _)| *key == name)
            .map(|(_, it)| it)
    }

    /// "anna@laptop, since 2026-11-22T18:00:00Z by its clock". Others can write the target: what they wrote
    /// reaches a terminal without control characters.
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
    /// Takes the lock of a target. `dead` are the tokens of runs from here that are known to be dead.
    ///
    /// # Errors
    /// Somebody else holds it, or the target failed.
    pub async fn take(
        store: &Store,
        identity: &Identity,
        dead: &[String],
        is_forced: bool,
        tell: &ProgressFn<'_>,
    ) -> Result<Self, Diagnostic> {
        let mut lock = Self { identity: identity.clone(), beat: 0, last: Instant::now() };
        loop {
            let Some(held) = held(store).await? else {
                if lock.create(store).await? {
                    return Ok(lock);
                }
                continue;
            };
            let token = held.field("token");
            let is_own =
                token.is_some_and(|it| it == identity.token || dead.iter().any(|dead| dead == it));
            if !is_own && !is_forced && !watch(store, &held, tell).await? {
                // It went while it was watched.
                continue;
            }
            if !is_own {
                tell(Notice::TookOver { holder: &held.holder() });
            }
            store.write_text(LOCK, &lock.text()).await?;
            lock.settle(store).await?;
            return Ok(lock);
        }
    }

    /// Makes the lock where there is none; whether there still was none.
    async fn create(&mut self, store: &Store) -> Result<bool, Diagnostic> {
        if !store.create_text(LOCK, &self.text()).await? {
            return Ok(false);
        }
        // A store that makes it twice makes it for two.
        if !store.has_conditions() || store.create_text(LOCK, &self.text()).await? {
            self.settle(store).await?;
        }
        Ok(true)
    }

    /// Waits until whatever another wrote at the same time would be there.
    async fn settle(&self, store: &Store) -> Result<(), Diagnostic> {
        tokio::time::sleep(SETTLING).await;
        self.confirm(store).await
    }

    /// Makes sure that the lock is still this run's.
    ///
    /// # Errors
    /// It is not, or the target failed.
    pub async fn confirm(&self, store: &Store) -> Result<(), Diagnostic> {
        match held(store).await? {
            Some(held) if held.field("token") == Some(&self.identity.token) => Ok(()),
            Some(held) => Err(busy(&held)),
            None => {
                let message = "somebody removed the lock of this run".to_owned();
                let problem = Diagnostic::of_run(Code::TargetBusy, message);
                Err(problem.help("publish again; what was sent is known"))
            }
        }
    }

    /// Shows that this run lives, if that is due.
    ///
    /// # Errors
    /// The lock is somebody else's by now, or the target failed.
    pub async fn beat(&mut self, store: &Store) -> Result<(), Diagnostic> {
        if self.last.elapsed() < HEARTBEAT_INTERVAL {
            return Ok(());
        }
        self.confirm(store).await?;
        self.beat += 1;
        store.write_text(LOCK, &self.text()).await?;
        self.last = Instant::now();
        Ok(())
    }

    /// Gives the lock back, where it is still this run's.
    pub async fn release(self, store: &Store) {
        if self.confirm(store).await.is_ok() {
            // The next run finds it dead.
            let _ = store.delete(&[LOCK.to_owned()]).await;
        }
    }

    fn text(&self) -> String {
        let Identity { who, since, token } = &self.identity;
        format!("{HEADER}\ntoken {token}\nwho {who}\nsince {since}\nbeat {}\n", self.beat)
    }
}

/// Removes the lock of a run from here that died when all but that was done.
///
/// # Errors
/// The target failed.
pub async fn clear(store: &Store, dead: &[String]) -> Result<(), Diagnostic> {
    let held = if dead.is_empty() { None } else { held(store).await? };
    let token = held.as_ref().and_then(|held| held.field("token"));
    match token.is_some_and(|token| dead.iter().any(|dead| dead == token)) {
        true => store.delete(&[LOCK.to_owned()]).await,
        false => Ok(()),
    }
}

async fn held(store: &Store) -> Result<Option<Held>, Diagnostic> {
    Ok(store.read_text(LOCK).await?.map(|text| Held { text }))
}

/// Watches somebody's lock until it is dead; `false` where it went meanwhile.
async fn watch(store: &Store, first: &Held, tell: &ProgressFn<'_>) -> Result<bool, Diagnostic> {
    let holder = first.holder();
    tell(Notice::Watching { holder: &holder, seconds: STALE_AFTER.as_secs() });
    let started = Instant::now();
    while started.elapsed() < STALE_AFTER {
        tokio::time::sleep(POLL_INTERVAL).await;
        match held(store).await? {
            None => return Ok(false),
            // One that was only half written is written on.
            Some(now) if now.text != first.text => return Err(busy(&now)),
            Some(_) => {}
        }
    }
    Ok(true)
}

fn busy(held: &Held) -> Diagnostic {
    let message = format!("somebody else is publishing to this target: {}", held.holder());
    let problem = Diagnostic::of_run(Code::TargetBusy, message);
    problem.help(
        "wait until that is done; `--break-lock` takes the lock from whoever holds it, which then stops",
    )
}
