//! Where search has its page and its index.

use crate::model::address::Address;

/// Where readers search.
pub fn search_page() -> Address {
    Address::of_folder("search")
}

/// The folder of the search index. Its files are named by their content, so that nothing else may
/// lie there.
pub fn search_index() -> Address {
    Address::of_folder("pagefind")
}
