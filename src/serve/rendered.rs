//! The pages that a site rendered last: what an open page is compared with is what its browser asks for next.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::diagnostic::Diagnostic;
use crate::model::address::Address;

/// How many pages are kept: more than an author has open.
const MAX_PAGES: usize = 32;

/// A page's bytes, or what kept it from being rendered.
pub type Rendered = Result<Vec<u8>, Diagnostic>;

/// The pages of one site that were rendered last.
#[derive(Default)]
pub struct RenderedPages {
    /// By address, in the order in which they were first asked for.
    pages: Mutex<VecDeque<(Address, Arc<OnceLock<Rendered>>)>>,
}

impl RenderedPages {
    /// The page at an address, rendered where it is not kept. Whoever asks meanwhile waits for it.
    pub fn get_or_render(&self, address: &Address, render: impl FnOnce() -> Rendered) -> Rendered {
        self.slot(address).get_or_init(render).clone()
    }

    fn slot(&self, address: &Address) -> Arc<OnceLock<Rendered>> {
        // What a panic left is sound: pages come and go whole.
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, page)) = pages.iter().find(|(known, _)| known == address) {
            return Arc::clone(page);
        }
        if pages.len() == MAX_PAGES {
            pages.pop_front();
        }
        let page = Arc::default();
        pages.push_back((address.clone(), Arc::clone(&page)));
        page
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_page_is_rendered_once_until_many_others_were() {
        let (pages, renders) = (RenderedPages::default(), Cell::new(0));
        let ask = |number: usize| {
            let page = pages.get_or_render(&Address::home().numbered(number), || {
                renders.set(renders.get() + 1);
                Ok(vec![number as u8])
            });
            assert_eq!(page.ok(), Some(vec![number as u8]));
        };
        ask(1);
        ask(1);
        assert_eq!(renders.get(), 1);
        (2..=MAX_PAGES).for_each(ask);
        ask(1);
        assert_eq!(renders.get(), MAX_PAGES);
        ask(MAX_PAGES + 1);
        ask(1);
        assert_eq!(renders.get(), MAX_PAGES + 2);
    }
}
