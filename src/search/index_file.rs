//! A file of the search index.

use crate::model::address::Address;

/// A file of the index.
pub struct IndexFile {
    pub address: Address,
    pub bytes: Vec<u8>,
}
