//! Work on many items at once, with results and problems in the items' order.

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;

/// How many items a thread takes at once. Fewer than it would, since texts differ in length, and the last piece
/// keeps all other threads waiting.
const PIECE: usize = 16;

/// Applies `work` to every item in parallel, and keeps results and problems in the items' order.
pub fn each<T: Sync, R: Send>(
    items: &[T],
    problems: &mut Vec<Diagnostic>,
    work: impl Fn(&T, &mut Vec<Diagnostic>) -> R + Sync,
) -> Vec<R> {
    let (mut results, mut all_found): (Vec<R>, Vec<Vec<Diagnostic>>) = (Vec::new(), Vec::new());
    let worked = items.par_iter().with_max_len(PIECE).map(|item| {
        let mut found = Vec::new();
        (work(item, &mut found), found)
    });
    // Straight into their places: of large nouns a second copy would be felt.
    worked.unzip_into_vecs(&mut results, &mut all_found);
    problems.extend(all_found.into_iter().flatten());
    results
}
