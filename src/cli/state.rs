//! The user's own folder for the state of redlines: what it must remember, and a site's folder may not hold.

use std::path::PathBuf;

use etcetera::BaseStrategy as _;

/// The folder, which may not exist yet: `$XDG_STATE_HOME/redlines`, or `~/.local/state/redlines`.
///
/// # Errors
/// The user has no home folder.
pub fn state_folder() -> Result<PathBuf, String> {
    let strategy = etcetera::choose_base_strategy().map_err(|_| {
        "there is no folder for the state of redlines: set `HOME` or `XDG_STATE_HOME`".to_owned()
    })?;
    // Windows tells no state from data.
    let folder = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
    Ok(folder.join("redlines"))
}
