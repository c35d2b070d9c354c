//! redlines writes static sites of annotated briefs.
//!
//! Data flows one way: a folder is read to texts, each text is parsed to a document, all documents
//! are linked to a dossier, the dossier is planned as pages, each page is rendered to bytes, their
//! texts are indexed for search, and the bytes are written. `docs/architecture.md` says what each stage must not know.

pub mod build;
pub mod cli;
pub mod diagnostic;
pub mod external;
pub mod http;
pub mod link;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod plan;
pub mod publish;
pub mod read;
pub mod render;
pub mod sandbox;
pub mod search;
pub mod serve;
pub mod source;
pub mod write;
