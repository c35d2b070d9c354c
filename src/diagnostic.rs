//! Problems as values: what is wrong, where, how bad, and what would mend it.

pub mod code;
pub mod fix;
pub mod github;
pub mod html;
pub mod json;
pub mod nearest;
pub mod policy;
mod problem;
pub mod sarif;
pub mod terminal;

pub use code::{Code, Level};
pub use fix::Fix;
pub use policy::{Finding, LintReport, Policy, count};
pub use problem::{Diagnostic, Place, Severity, Words};
