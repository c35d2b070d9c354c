//! The command as users run it.

use std::path::Path;
use std::process::{Command, Output};

/// What a run of the command gave.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The day that counts as today, as `SOURCE_DATE_EPOCH`: 1 July 2025, the day before the sample's first brief.
const TODAY: &str = "1751328000";

/// Where redlines keeps its own state in tests, instead of the home of whoever runs them.
pub const STATE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/state");

/// A run of redlines in `folder`, on a fixed day and without terminal colours.
pub fn redlines(folder: &Path, arguments: &[&str]) -> Ran {
    run(Command::new(env!("CARGO_BIN_EXE_redlines")).args(arguments).current_dir(folder))
}

/// The same, as a command whose environment can still be changed; it may have a day of its own.
pub fn run(command: &mut Command) -> Ran {
    let has_day = command.get_envs().any(|(name, _)| name == "SOURCE_DATE_EPOCH");
    if !has_day {
        command.env("SOURCE_DATE_EPOCH", TODAY);
    }
    command.env("XDG_STATE_HOME", STATE).env_remove("RUST_BACKTRACE");
    let Output { status, stdout, stderr } = command.output().expect("redlines starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("redlines prints UTF-8");
    let code = status.code().expect("redlines ends by itself");
    let (out, err) = (text(stdout), text(stderr));
    assert!(!err.contains("panicked"), "{err}");
    Ran { code, out, err }
}
