//! A publish that is killed at any moment and run again ends as one that was not.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::desk::{Access, Desk, Files, assert_equal, folder, published_files};
use crate::proxy::{Manner, before};
use crate::s3::S3;

/// Numbers that look random, and are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

/// How many rounds to run: `few` on each submission, `all` with `scripts/test --all`.
fn rounds(few: u64, all: u64) -> u64 {
    if std::env::var_os("REDLINES_ALL_ROUNDS").is_some() { all } else { few }
}

/// So many files that sending them takes a while.
const FILES: u64 = 120;

/// Changes a third of the files, removes some, and adds some.
fn change(desk: Desk, round: u64, dice: &mut Dice) -> Desk {
    let mut desk = desk;
    for number in 0..FILES {
        let path = format!("static/files/{number}/page.html");
        match dice.below(10) {
            0 if round > 0 => drop(fs::remove_file(desk.site.path(&path))),
            1..4 => desk = desk.with(&path, format!("{number} in round {round}\n").repeat(200)),
            _ => {}
        }
    }
    desk.with("content/briefs/talks.md", format!("{}\nRound {round}.\n", crate::desk::BRIEF))
}

/// Kills a publish after a while; whether it was still alive then.
fn kill(desk: &Desk, is_after_plan: bool, delay: Duration) -> bool {
    let mut command = desk.command(&["--allow-deletions"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    if is_after_plan {
        lines.by_ref().map_while(Result::ok).find(|line| line.starts_with("Plan: "));
    }
    thread::sleep(delay);
    let was_alive = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    was_alive
}

/// How many publishes were killed before they were done: a fast disk may leave none of a folder's.
fn assert_completes(access: &Access, rounds: u64, fetched: impl Fn() -> Files) -> u64 {
    let mut dice = Dice(rounds);
    let mut desk = Desk::small(access);
    let (mut took, mut killed) = (Duration::from_secs(2), 0);
    for round in 0..rounds {
        desk = change(desk, round, &mut dice);
        let is_after_plan = round % 3 > 0;
        let longest = if is_after_plan { took / 4 } else { took * 2 / 3 };
        let delay = Duration::from_millis(dice.below(longest.as_millis() as u64));
        killed += u64::from(kill(&desk, is_after_plan, delay));
        let started = Instant::now();
        desk.published(&["--allow-deletions"]);
        took = started.elapsed();
        assert_equal(&fetched(), &desk.built());
        let again = desk.published(&[]);
        assert!(again.out.contains(" 0 files sent"), "round {round}: {}", again.out);
    }
    killed
}

pub fn a_publish_to_s3_is_killed_at_any_moment_and_completed() {
    let server = S3::start();
    let slow = before(server.port, Manner::Slow(Duration::from_millis(20)));
    let access = server.access_at("desk-site", slow);
    let killed = assert_completes(&access, rounds(4, 20), || server.stored());
    assert!(killed > 0, "no publish was killed in time");
}

pub fn a_publish_to_a_folder_is_killed_and_completed() {
    let place = tempfile::tempdir().unwrap();
    assert_completes(&folder(place.path()), rounds(3, 6), || published_files(place.path()));
}

pub fn a_publish_that_is_asked_to_stop_notes_what_it_sent() {
    let server = S3::start();
    let slow = before(server.port, Manner::Slow(Duration::from_millis(60)));
    let mut dice = Dice(1);
    let desk = change(Desk::small(&server.access_at("desk-site", slow)), 0, &mut dice);
    let mut command = desk.command(&["--jobs", "2"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    lines.by_ref().find(|line| line.starts_with("Plan: ")).expect("a plan");
    thread::sleep(Duration::from_secs(2));
    // A shell has this command built in, and every system has a shell.
    let interrupt = format!("kill -INT {}", child.id());
    assert!(Command::new("sh").args(["-c", &interrupt]).status().unwrap().success());
    let said: Vec<String> = lines.collect();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    let said = said.join("\n");
    assert!(said.contains("Stopped publishing to s3://desk-site: "), "{said}");
    assert!(!said.contains(": 0 files sent"), "nothing was sent: {said}");
    assert!(!server.object(".redlines-lock").exists());
    let rest = desk.published(&[]);
    assert!(!rest.out.contains("Plan: 0 new, 0 changed"), "{}", rest.out);
    let sent = |out: &str| -> usize {
        let (before, _) = out.split_once(" files sent").unwrap_or_else(|| panic!("{out}"));
        before.rsplit(' ').next().unwrap().parse().unwrap()
    };
    // Nothing that was noted goes twice; what was under way may.
    let whole = desk.built().len();
    let both = sent(&said) + sent(&rest.out);
    assert!(both >= whole && both <= whole + 4, "{both} of {whole}");
    assert_equal(&server.stored(), &desk.built());
}
