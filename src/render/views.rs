//! The views: what templates see. They are the contract with theme authors; the model behind them
//! can change. The view of an event's page stands in `render/page/event.rs`, beside the code that fills it.
//!
//! Every address is ready for an `href`. Values marked *card* are built once and shared by every
//! page that shows them. Absent values are `null`, never missing, so that `{% if %}` tells. What takes work to
//! build is a function instead (`render/functions.rs`).

mod actor;
mod brief;
mod card;
mod country;
mod data;
mod date;
mod document;
mod effect;
mod escalation;
mod event;
mod extends;
mod feed;
mod figure;
mod home;
mod ladder;
mod link;
mod list;
mod map;
mod network;
mod rung;
mod site;
mod sitemap;
mod source;
mod term;
mod text;
mod threshold;
mod timeline;

pub use actor::*;
pub use brief::*;
pub use card::*;
pub use country::*;
pub use data::*;
pub use date::*;
pub use document::*;
pub use effect::*;
pub use escalation::*;
pub use event::*;
pub use extends::{Extends, extended};
pub use feed::*;
pub use figure::*;
pub use home::*;
pub use ladder::*;
pub use link::*;
pub use list::*;
pub use map::*;
pub use network::*;
pub use rung::*;
pub use site::*;
pub use sitemap::*;
pub use source::*;
pub use term::*;
pub use text::*;
pub use threshold::*;
pub use timeline::*;
