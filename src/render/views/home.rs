//! The view of the home page.

use serde::Serialize;
use tera::Value;

/// `home`: the home page.
#[derive(Debug, Serialize)]
pub struct HomeView {
    /// Cards of the latest briefs.
    pub briefs: Vec<Value>,
    /// Cards of the latest events, newest first.
    pub events: Vec<Value>,
    /// Cards of all thresholds.
    pub thresholds: Vec<Value>,
}
