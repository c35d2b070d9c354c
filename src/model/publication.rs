//! Where a site is published: the targets that `config.toml` names, checked.

use std::fmt;

use crate::source::{Located, Span};

/// A place that `redlines publish` brings the site to.
#[derive(Debug, Clone)]
pub struct PublishTarget {
    /// What the site calls it: `live` of `[publish.live]`.
    pub name: Located<String>,
    pub to: Located<Destination>,
    /// The server, where it is not the store's own: `https://fsn1.your-objectstorage.com`.
    pub endpoint: Option<String>,
    pub region: Option<String>,
    /// Azure's storage account.
    pub account: Option<String>,
    /// Whether a bucket is the first part of the host's name, and not of the path.
    pub virtual_host: bool,
    /// The site's address there, without its final slash, and its path; instead of the site's own.
    pub base: Option<(String, String)>,
    /// Whether it is meant where none is named.
    pub is_default: bool,
}

/// What kind of place it is, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A bucket of an object store, and the prefix in it, without slashes at its ends.
    Bucket {
        store: ObjectStore,
        bucket: String,
        prefix: String,
    },
    /// The server (`https://host:8443`), the user of the address, and the path with its first slash.
    Webdav {
        server: String,
        user: Option<String>,
        path: String,
    },
    Sftp {
        user: Option<String>,
        host: String,
        port: Option<u16>,
        path: String,
    },
    /// A folder of this machine; a relative path counts from the site's folder.
    Folder(String),
    /// A branch of a repository that git can push to.
    Git {
        remote: String,
        branch: String,
    },
}

/// The object stores that redlines knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectStore {
    /// Amazon S3 and everything compatible.
    S3,
    GoogleCloudStorage,
    AzureBlob,
}

impl ObjectStore {
    /// The scheme of its addresses.
    pub fn scheme(self) -> &'static str {
        match self {
            Self::S3 => "s3",
            Self::GoogleCloudStorage => "gs",
            Self::AzureBlob => "azblob",
        }
    }
}

impl fmt::Display for Destination {
    /// The address as authors write it, which never holds a secret.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at =
            |user: &Option<String>| user.as_ref().map_or(String::new(), |user| format!("{user}@"));
        match self {
            Self::Bucket { store, bucket, prefix } if prefix.is_empty() => {
                write!(formatter, "{}://{bucket}", store.scheme())
            }
            Self::Bucket { store, bucket, prefix } => {
                write!(formatter, "{}://{bucket}/{prefix}", store.scheme())
            }
            Self::Webdav { server, user, path } => {
                let (scheme, host) = match server.strip_prefix("https://") {
                    Some(host) => ("webdavs", host),
                    None => ("webdav", server.trim_start_matches("http://")),
                };
                write!(formatter, "{scheme}://{}{host}{path}", at(user))
            }
            Self::Sftp { user, host, port, path } => {
                let port = port.map_or(String::new(), |port| format!(":{port}"));
                write!(formatter, "sftp://{}{host}{port}{path}", at(user))
            }
            Self::Folder(path) => formatter.write_str(path),
            Self::Git { remote, branch } => write!(formatter, "git+{remote}#{branch}"),
        }
    }
}

/// What `config.toml` says of publishing.
#[derive(Debug, Clone, Default)]
pub struct Publication {
    /// In the order in which they are written.
    pub targets: Vec<PublishTarget>,
    /// What may be a secret, and is shown by no message.
    pub hidden: Vec<Span>,
}
