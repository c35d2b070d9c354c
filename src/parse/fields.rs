//! The fields of every kind, one file a kind: the tables that the decoder, the reference pages and
//! the starters share.

pub mod actor;
pub mod brief;
pub mod common;
pub mod config;
pub mod event;
pub mod ladder;
pub mod lints;
pub mod publication;
pub mod source;
pub mod threshold;
