//! The command line: arguments, the clock, printing and exit codes.
//!
//! Exit codes: 0 done, with warnings or without; 1 errors in the site, or warnings that are denied; 2 wrong
//! usage.

mod actors;
mod archive;
mod arguments;
mod ask;
mod build;
mod clock;
mod explain;
mod external;
mod fix;
mod init_ci;
mod known_actors;
mod new;
mod out;
mod patch;
mod place;
mod progress;
mod publish;
mod rename;
mod report;
mod rewrite;
mod schema;
mod serve;
mod starter;
mod state;
mod timings;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::arguments::{Arguments, Command, ThemeCommand};

/// Problems in the site.
const PROBLEMS: u8 = 1;

/// Wrong usage; clap uses the same.
const USAGE: u8 = 2;

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.command {
        Command::Build(options) => build::build(options),
        Command::Check(options) => build::check(options),
        Command::Explain { code } => explain::run(code.as_deref()),
        Command::Serve(options) => serve::serve(options),
        Command::Publish(options) => publish::run(options),
        Command::Actors(options) => actors::run(options),
        Command::Archive(options) => archive::run(options),
        Command::Rename(options) => rename::run(options),
        Command::Schema(command) => schema::run(command),
        Command::InitCi(options) => init_ci::run(options),
        Command::New(command) => new::run(command),
        Command::Theme(ThemeCommand::New { name, site }) => new::theme(name, site),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(PROBLEMS),
        Err(usage) => {
            eprintln!("error: {usage}");
            ExitCode::from(USAGE)
        }
    }
}
