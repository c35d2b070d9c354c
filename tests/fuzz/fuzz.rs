//! A fuzzer: changes files of the sample and of the fixtures at random, and checks the sites that come of it.
//!
//! `cargo run --release --example fuzz -- --runs N --seed S`
//!
//! A run is told by its number and the seed, so that it can be made again (`--first N --runs 1`). Sites are checked in a
//! process of its own, which this one watches: one that panics, is killed or takes too long is kept in `target/fuzz/`.

mod corpus;
mod mutation;

use std::io::{BufRead as _, BufReader};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;
use std::{env, fs};

use redlines::{Date, Error, Options, Site};

use corpus::Corpus;

/// How long one check may take: large inputs are refused, and no other takes a second.
const LIMIT: Duration = Duration::from_secs(10);

/// Which runs are made.
#[derive(Clone, Copy)]
struct Runs {
    seed: u64,
    first: u64,
    count: u64,
    /// Whether this is the process that checks.
    checks: bool,
}

impl Runs {
    fn from_arguments() -> Result<Self, String> {
        let mut runs = Self { seed: 1, first: 0, count: 1_000, checks: false };
        let mut arguments = env::args().skip(1);
        while let Some(name) = arguments.next() {
            if name == "--check" {
                runs.checks = true;
                continue;
            }
            let value = arguments.next().and_then(|value| value.parse().ok());
            let value = value.ok_or_else(|| format!("`{name}` takes a whole number"))?;
            match name.as_str() {
                "--runs" => runs.count = value,
                "--seed" => runs.seed = value,
                "--first" => runs.first = value,
                _ => return Err(format!("there is no option `{name}`")),
            }
        }
        Ok(runs)
    }
}

fn main() -> ExitCode {
    let runs = match Runs::from_arguments() {
        Ok(runs) => runs,
        Err(problem) => {
            eprintln!("error: {problem}\nusage: fuzz [--runs N] [--seed S] [--first N]");
            return ExitCode::from(2);
        }
    };
    if runs.checks {
        check_all(runs);
        return ExitCode::SUCCESS;
    }
    watch(runs)
}

/// Checks the sites of these runs, and prints the number of each before and what came of it after.
fn check_all(runs: Runs) {
    let corpus = Corpus::read();
    let folder = tempfile::tempdir().expect("a temporary folder");
    for run in runs.first..runs.first + runs.count {
        println!("begin {run}");
        let site = folder.path().join("site");
        write_site(&site, &corpus, runs.seed, run);
        let checked = catch_unwind(AssertUnwindSafe(|| check(&site)));
        println!("{}", checked.unwrap_or("panicked"));
        fs::remove_dir_all(&site).expect("a folder to remove");
    }
}

fn write_site(folder: &Path, corpus: &Corpus, seed: u64, run: u64) {
    // Neighbouring runs get streams that have nothing in common.
    let mut random = fastrand::Rng::with_seed(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ run);
    for (path, bytes) in mutation::mutated(corpus, &mut random) {
        let place = folder.join(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("folders");
        fs::write(place, bytes).expect("a file");
    }
}

/// "sound", "errors" or "no site".
fn check(folder: &Path) -> &'static str {
    let today = Date::new(2026, 1, 1).expect("a day");
    let Ok(site) = Site::open(folder) else { return "no site" };
    match site.check(&Options::on(today)) {
        Ok(_) => "sound",
        Err(Error::Problems(problems)) => {
            assert!(!problems.is_empty(), "a check failed without a reason");
            "errors"
        }
        Err(error) => panic!("{error}"),
    }
}

/// How many runs came to what.
#[derive(Default)]
struct Tally {
    sound: u64,
    errors: u64,
    failed: Vec<(u64, String)>,
}

/// Lets another process check, and begins a new one after the run at which that ends.
fn watch(runs: Runs) -> ExitCode {
    let mut tally = Tally::default();
    let end = runs.first + runs.count;
    let mut next = runs.first;
    while next < end {
        let (mut child, lines) = start(Runs { first: next, count: end - next, ..runs });
        while let Some((run, outcome)) = outcome_of_next(&lines) {
            next = run + 1;
            match outcome.as_str() {
                "sound" => tally.sound += 1,
                "errors" | "no site" => tally.errors += 1,
                _ => {
                    eprintln!("run {run}: {outcome}");
                    keep(runs.seed, run);
                    tally.failed.push((run, outcome));
                }
            }
            if run % 1_000 == 999 {
                eprintln!("{} of {} runs", next - runs.first, runs.count);
            }
        }
        let _ = child.kill();
        let _ = child.wait();
    }
    let Tally { sound, errors, failed } = &tally;
    let failures = failed.len();
    println!(
        "seed {}: {sound} sites without errors, {errors} with, {failures} failures",
        runs.seed
    );
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn start(runs: Runs) -> (Child, Receiver<String>) {
    let arguments = [("--runs", runs.count), ("--seed", runs.seed), ("--first", runs.first)];
    let mut command = Command::new(env::current_exe().expect("this program"));
    command.arg("--check").stdout(Stdio::piped());
    for (name, value) in arguments {
        command.arg(name).arg(value.to_string());
    }
    let mut child = command.spawn().expect("a process");
    let output = BufReader::new(child.stdout.take().expect("its output"));
    let (send, lines) = mpsc::channel();
    thread::spawn(move || {
        output.lines().map_while(Result::ok).try_for_each(|line| send.send(line))
    });
    (child, lines)
}

/// The next run that is over, and what came of it; `None` where the other process has ended between two runs.
fn outcome_of_next(lines: &Receiver<String>) -> Option<(u64, String)> {
    // Reading the corpus takes a moment, too.
    let run = lines.recv_timeout(LIMIT).ok()?;
    let run = run.strip_prefix("begin ")?.parse().ok()?;
    let outcome = match lines.recv_timeout(LIMIT) {
        Ok(outcome) => outcome,
        Err(mpsc::RecvTimeoutError::Timeout) => format!("no end after {} s", LIMIT.as_secs()),
        Err(mpsc::RecvTimeoutError::Disconnected) => "killed".to_owned(),
    };
    Some((run, outcome))
}

/// Keeps the site of a run that failed.
fn keep(seed: u64, run: u64) {
    let folder =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("target/fuzz/{seed}-{run}"));
    let _ = fs::remove_dir_all(&folder);
    write_site(&folder, &Corpus::read(), seed, run);
    eprintln!("  kept in {}", folder.display());
}
