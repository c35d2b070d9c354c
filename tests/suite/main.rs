//! The test suite beside the unit tests: one binary, a module for each kind of test.

mod bad_sites;
mod code;
mod command;
mod comments;
mod compression;
mod escalation;
mod external;
mod feeds;
mod fixes;
mod formats;
mod good_sites;
mod hosting;
mod ignored;
mod init_ci;
mod library;
mod lints;
mod new;
mod output;
mod preview;
mod properties;
mod recipes;
mod reference;
mod rewriting;
mod sample;
mod scheduled;
mod schema;
mod schemas;
mod search;
mod server;
mod site;
mod snapshots;
mod structure;
mod tidy;
#[cfg(unix)]
mod untrusted;
mod walk;
