//! Two publishers at once do not mix, whatever their clocks say.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::desk::{Desk, assert_equal};
use crate::programs::program;
use crate::proxy::{Manner, before};
use crate::s3::S3;
use crate::webdav::Webdav;

/// The lock of a run elsewhere, by a clock that is years off.
const FOREIGN: &str =
    "redlines lock 1\ntoken elsewhere\nwho anna@laptop\nsince 2040-01-01T00:00:00Z\nbeat 7\n";

pub fn the_second_of_two_says_so() {
    let server = S3::start();
    let slow = before(server.port, Manner::Slow(Duration::from_millis(700)));
    let mut first = Desk::small(&server.access_at("desk-site", slow));
    for number in 0..120 {
        first = first.with(&format!("static/files/{number}.txt"), number.to_string());
    }
    let mut command = first.command(&["--jobs", "4"]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    lines.by_ref().find(|line| line.starts_with("Plan: ")).expect("a plan");
    // From the same folder it is known at once, from elsewhere by the signs of life.
    let out = first.site.path("public");
    let same = first.publish(&["--out", out.to_str().unwrap()]);
    assert_eq!(same.code, 1);
    assert!(
        same.err.contains("E0807") && same.err.contains("another run from here"),
        "{}",
        same.err
    );
    let other = Desk::small(&server.access()).with("static/other.txt", "other");
    let second = other.publish(&["--adopt", "--allow-deletions"]);
    assert_eq!(second.code, 1);
    assert!(second.err.contains("error[E0807]: somebody else is publishing"), "{}", second.err);
    lines.for_each(drop);
    assert!(child.wait().unwrap().success());
    assert_equal(&server.stored(), &first.built());
}

pub fn a_dead_lock_is_taken_over_whatever_its_clock_says() {
    let server = S3::start();
    let desk = Desk::small(&server.access());
    fs::write(server.object(".redlines-lock"), FOREIGN).unwrap();
    let ran = desk.published(&[]);
    let watched = "locked by anna@laptop, since 2040-01-01T00:00:00Z by its clock: watching";
    assert!(ran.err.contains(watched) && ran.err.contains("Took over the lock"), "{}", ran.err);
    assert_equal(&server.stored(), &desk.built());
}

pub fn a_lock_is_broken_on_request() {
    let server = S3::start();
    let desk = Desk::small(&server.access());
    fs::write(server.object(".redlines-lock"), "half wri").unwrap();
    let ran = desk.published(&["--break-lock"]);
    assert!(ran.err.contains("Took over the lock of somebody"), "{}", ran.err);
    assert!(!server.object(".redlines-lock").exists());
}

/// The machine's clock is an hour off, either way, between publishes and while somebody else's lock is there.
pub fn a_clock_an_hour_off_breaks_nothing() {
    let server = Webdav::start(&[]);
    let mut desk = Desk::small(&server.access());
    for (number, offset) in ["+1h", "-1h", "+0"].into_iter().enumerate() {
        desk = desk.with("static/round.txt", number.to_string());
        let plain = desk.command(&[]);
        let mut command = Command::new(program("faketime"));
        command.args(["-f", offset]).arg(plain.get_program()).args(plain.get_args());
        command
            .current_dir(desk.site.path(""))
            .envs(plain.get_envs().filter_map(|(k, v)| Some((k, v?))));
        let output = command.env("FAKETIME_DONT_FAKE_MONOTONIC", "1").output().unwrap();
        assert!(output.status.success(), "{offset}: {}", String::from_utf8_lossy(&output.stderr));
        assert_equal(&server.fetched(), &desk.built());
    }
    let ran = desk.published(&[]);
    assert!(ran.out.contains(" 0 files sent"), "{}", ran.out);
}
