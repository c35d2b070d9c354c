//! redlines writes static sites of annotated briefs. This is its library; the program `redlines` is made of it.
//!
//! ```
//! use redlines::{Options, Site};
//!
//! let folder = tempfile::tempdir()?;
//! std::fs::write(folder.path().join("config.toml"), "title = \"Two notes\"\nbase_url = \"https://example.org\"\n")?;
//! std::fs::create_dir_all(folder.path().join("content/briefs"))?;
//! std::fs::write(
//!     folder.path().join("content/briefs/first.md"),
//!     "+++\ntitle = \"A first brief\"\ndate = \"2026-01-01\"\n+++\n\nIt says a thing or two.\n",
//! )?;
//!
//! let today = redlines::Date::new(2026, 1, 2)?;
//! let built = Site::open(folder.path())?.build(&Options::on(today))?;
//! assert!(built.output.join("briefs/first/index.html").is_file());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Data flows one way: a folder is read to texts, each text is parsed to a document, all documents
//! are linked to a dossier, the dossier is planned as pages, each page is rendered to bytes, their
//! texts are indexed for search, and the bytes are written. `docs/architecture.md` says what each stage must not know.
//!
//! The stages are private. The feature `internals` opens them to the tests and benchmarks of redlines; nothing there is
//! promised to stay as it is. A module is declared twice for it, because its visibility depends on the feature, and a
//! macro would hide the files from rustfmt.

#![cfg_attr(not(feature = "internals"), warn(missing_docs))]

#[cfg(not(feature = "internals"))]
mod build;
#[cfg(not(feature = "internals"))]
mod cli;
#[cfg(not(feature = "internals"))]
mod diagnostic;
#[cfg(not(feature = "internals"))]
mod external;
#[cfg(not(feature = "internals"))]
mod http;
#[cfg(not(feature = "internals"))]
mod link;
#[cfg(not(feature = "internals"))]
mod model;
#[cfg(not(feature = "internals"))]
mod parse;
#[cfg(not(feature = "internals"))]
mod pipeline;
#[cfg(not(feature = "internals"))]
mod plan;
#[cfg(not(feature = "internals"))]
mod publish;
#[cfg(not(feature = "internals"))]
mod read;
#[cfg(not(feature = "internals"))]
mod render;
#[cfg(not(feature = "internals"))]
mod sandbox;
#[cfg(not(feature = "internals"))]
mod search;
#[cfg(not(feature = "internals"))]
mod serve;
#[cfg(not(feature = "internals"))]
mod source;
#[cfg(not(feature = "internals"))]
mod write;

mod site;

#[cfg(feature = "internals")]
pub mod build;
#[cfg(feature = "internals")]
pub mod cli;
#[cfg(feature = "internals")]
pub mod diagnostic;
#[cfg(feature = "internals")]
pub mod external;
#[cfg(feature = "internals")]
pub mod http;
#[cfg(feature = "internals")]
pub mod link;
#[cfg(feature = "internals")]
pub mod model;
#[cfg(feature = "internals")]
pub mod parse;
#[cfg(feature = "internals")]
pub mod pipeline;
#[cfg(feature = "internals")]
pub mod plan;
#[cfg(feature = "internals")]
pub mod publish;
#[cfg(feature = "internals")]
pub mod read;
#[cfg(feature = "internals")]
pub mod render;
#[cfg(feature = "internals")]
pub mod sandbox;
#[cfg(feature = "internals")]
pub mod search;
#[cfg(feature = "internals")]
pub mod serve;
#[cfg(feature = "internals")]
pub mod source;
#[cfg(feature = "internals")]
pub mod write;

/// A day of the calendar, of jiff 0.2.
pub use jiff::civil::Date;
pub use site::{BuildSummary, Error, Options, Place, Problem, Severity, Site};

#[doc(hidden)]
pub use cli::run;
