//! The nouns of redlines: what a site consists of once every reference is resolved.

pub mod actor;
pub mod address;
pub mod atlas;
pub mod body;
pub mod brief;
pub mod citation_style;
pub mod country;
pub mod date;
pub mod delivery;
pub mod estimative;
pub mod event;
pub mod figure;
pub mod identity;
pub mod ladder;
pub mod licence;
pub mod note;
pub mod page;
pub mod position;
pub mod publication;
pub mod site;
pub mod source;
pub mod table;
pub mod tag;
pub mod target;
pub mod threshold;
pub mod vocabulary;
