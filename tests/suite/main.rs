//! The test suite beside the unit tests: one binary, a module for each kind of test.

mod bad_sites;
mod command;
mod escalation;
mod good_sites;
mod output;
mod properties;
mod reference;
mod sample;
mod search;
mod site;
mod tidy;
mod walk;
