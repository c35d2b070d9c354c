//! `redlines publish` against real servers on loopback: one binary, a module for each kind of test.
//!
//! `tests/publish/setup` installs the servers; where one is missing, the tests say so and fail.

#[path = "../suite/command.rs"]
mod command;
#[path = "../suite/site.rs"]
#[allow(dead_code)]
mod site;
#[path = "../suite/walk.rs"]
#[allow(dead_code)]
mod walk;

mod bad_input;
mod desk;
mod git;
mod killed;
mod lock;
mod programs;
mod proxy;
mod s3;
mod s3_server;
mod sample;
mod sftp;
mod webdav;
