//! The views of what readers can follow.

use serde::Serialize;
use tera::Value;

/// A feed, for links.
#[derive(Debug, Clone, Serialize)]
pub struct FeedLinkView {
    /// With the site's name in front, as feed readers list it.
    pub title: String,
    /// What it is of, where the site is understood.
    pub name: String,
    pub url: String,
}

/// `feed`: an Atom feed (RFC 4287). No text in it holds a character that XML cannot.
#[derive(Debug, Serialize)]
pub struct FeedView {
    pub title: String,
    /// The feed's own address, with the site's in front; its id, too.
    pub permalink: String,
    /// The page that it is the feed of.
    pub page: String,
    /// RFC 3339.
    pub updated: String,
    /// The licence of the site's data, where it is stated.
    pub rights: Option<String>,
    /// Each a [`FeedEntryView`], latest first.
    pub entries: Vec<Value>,
}

/// An entry of a feed.
#[derive(Debug, Serialize)]
pub struct FeedEntryView {
    /// Permanent and unique: the document's address, which stays the same when it is corrected.
    pub id: String,
    pub title: String,
    pub permalink: String,
    /// When it was published, or happened (RFC 3339).
    pub published: Option<String>,
    /// When it was last changed (RFC 3339).
    pub updated: String,
    /// Plain text: what is new of it, its summary.
    pub text: String,
    /// All of the text as HTML, with links that hold anywhere; `null` where summaries are enough.
    pub html: Option<String>,
    pub authors: Vec<String>,
    /// Tags, and the type of an event.
    pub categories: Vec<String>,
}
