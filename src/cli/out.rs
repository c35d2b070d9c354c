//! Standard output, which whoever reads it may close: `redlines explain | head` is no fault.

use std::fmt::Display;
use std::io::{self, Write as _};

/// Prints a text and ends its line.
pub fn line(text: impl Display) {
    // There is nobody left to tell.
    let _ = writeln!(io::stdout(), "{text}");
}
