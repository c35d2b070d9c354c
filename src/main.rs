//! The `redlines` command.

use std::process::ExitCode;

/// Many threads allocate and free small values at once while pages are rendered.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    redlines::run()
}
