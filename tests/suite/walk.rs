//! Files of a folder, for comparing whole trees.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The paths of all files below a folder, sorted, with forward slashes.
pub fn files(folder: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.expect("a readable folder");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).expect("a path below the folder");
            paths.push(path.to_str().expect("a UTF-8 path").replace('\\', "/"));
        }
    }
    paths
}

/// Every file below a folder with its bytes, but for what an output folder remembers of its inputs' times.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let read = |path: String| {
        let bytes = fs::read(folder.join(&path)).expect("a readable file");
        (path, bytes)
    };
    let paths = files(folder).into_iter().filter(|path| path != ".redlines-origin");
    paths.map(read).collect()
}
