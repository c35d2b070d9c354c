//! The stamp of a site: a hash of the paths, sizes and times of its files, which need not be read for it.

use std::borrow::Cow;
use std::path::Path;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use crate::read::listing::Listing;
use crate::read::state::FileState;
use crate::read::theme::built_in_digests;
use crate::read::walk::{self, FoundFile};

/// A file that changed more recently may change again with the same time and size, because file systems round
/// times. FAT rounds to two seconds.
const MIN_AGE: Duration = Duration::from_secs(2);

/// Input folders of a site that are not in the listing.
const UNLISTED_FOLDERS: [&str; 3] = ["assets", "templates", "themes"];

/// The stamp of a site. It changes if the site is moved, or if a file is added, removed or changed. `None` if
/// it is not reliable: a folder cannot be walked, or a file changed less than [`MIN_AGE`] before `now` or after
/// it.
///
/// It is taken before the site is read. A file that changes meanwhile has another stamp afterwards, and so has the folder
/// of a file that came and went.
pub fn stamp(site: &Path, listing: &Listing, now: SystemTime) -> Option<blake3::Hash> {
    let mut problems = Vec::new();
    let others: Vec<_> = UNLISTED_FOLDERS
        .iter()
        .flat_map(|it| walk::files(site, it, &listing.ignore, &mut problems))
        .collect();
    if !(problems.is_empty() && listing.problems.is_empty()) {
        return None;
    }
    let listed: Vec<&FoundFile> =
        listing.content.iter().chain(&listing.statics).chain(&others).collect();
    let prints: Option<Vec<Print>> =
        listed.par_iter().map(|file| print(&FileState::read(&file.disk)?, now)).collect();
    let folders = folders_of(site, &listed);
    let config = ("config.toml", print(&FileState::read(&site.join("config.toml"))?, now)?);
    let listed = listed.iter().map(|file| file.shown.as_str()).zip(prints?);
    let folder = site.canonicalize().ok()?;
    // Hash one buffer: many small updates of the hasher are slower.
    let mut buffer = folder.as_os_str().as_encoded_bytes().to_vec();
    buffer.push(0);
    for (shown, print) in std::iter::once(config).chain(listed) {
        buffer.extend_from_slice(shown.as_bytes());
        // No path contains a zero byte, so the encoding is unambiguous.
        buffer.push(0);
        print.iter().for_each(|part| buffer.extend_from_slice(&part.to_le_bytes()));
    }
    for folder in folders {
        buffer.extend_from_slice(folder.as_os_str().as_encoded_bytes());
        buffer.push(0);
        let print = print(&FileState::read(&folder)?, now)?;
        print.iter().for_each(|part| buffer.extend_from_slice(&part.to_le_bytes()));
    }
    // The files that these leave out have no print.
    for pattern in listing.ignore.written() {
        buffer.extend_from_slice(pattern.as_bytes());
        buffer.push(0);
    }
    for (path, digest) in built_in_digests() {
        buffer.extend_from_slice(path.as_bytes());
        buffer.extend_from_slice(&digest);
    }
    Some(blake3::hash(&buffer))
}

/// The folders of files, and those that files may come into. A folder may be listed twice.
fn folders_of<'a>(site: &Path, files: &[&'a FoundFile]) -> Vec<Cow<'a, Path>> {
    let parts = ["content", "static"].iter().chain(&UNLISTED_FOLDERS).map(|part| site.join(part));
    let parts = parts.filter(|folder| folder.is_dir()).map(Cow::from);
    let mut parents: Vec<&Path> = files.iter().filter_map(|file| file.disk.parent()).collect();
    parents.dedup();
    parts.chain(parents.into_iter().map(Cow::from)).collect()
}

/// A file's size, its number, when it was modified and when it was changed, in nanoseconds.
type Print = [u128; 4];

/// The print of a file. `None` if it changed too recently.
fn print(file: &FileState, now: SystemTime) -> Option<Print> {
    let is_settled = |time: SystemTime| now.duration_since(time).is_ok_and(|age| age > MIN_AGE);
    let is_old = is_settled(file.modified) && file.changed.is_none_or(is_settled);
    let nanoseconds = |time: SystemTime| match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => since.as_nanos(),
        // Negation keeps times before 1970 apart from later ones.
        Err(before) => !before.duration().as_nanos(),
    };
    let print = || {
        let changed = file.changed.map_or(0, nanoseconds);
        [file.size.into(), file.number.into(), nanoseconds(file.modified), changed]
    };
    is_old.then(print)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::model::ignore_patterns::IgnorePatterns;

    #[test]
    fn stamp_changes_with_every_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path();
        let stamp = |now| stamp(site, &Listing::walk(site, IgnorePatterns::default()), now);
        let put = |path: &str, text: &str| {
            let place = site.join(path);
            fs::create_dir_all(place.parent().expect("a parent")).expect("folders");
            fs::write(place, text).expect("a file");
        };
        put("config.toml", "1");
        put("content/a.md", "1");
        // Old enough to be trusted.
        let now = SystemTime::now() + Duration::from_secs(60);
        let first = stamp(now).expect("a stamp");
        assert_eq!(stamp(now), Some(first));
        assert_eq!(stamp(SystemTime::now()), None, "just now");
        let mut seen = vec![first];
        let changes: [(&str, &str); 6] = [
            ("config.toml", "2"),
            ("content/a.md", "2"),
            ("content/b.md", "1"),
            ("static/.well-known/a", "1"),
            ("templates/a.html", "1"),
            ("themes/own/static/a.css", "1"),
        ];
        for (path, text) in changes {
            // Longer than the resolution of file times.
            std::thread::sleep(Duration::from_millis(20));
            put(path, text);
            let changed = stamp(now).expect("a stamp");
            assert!(!seen.contains(&changed), "{path}");
            seen.push(changed);
        }
        fs::remove_file(site.join("content/b.md")).expect("a file to remove");
        let last = stamp(now).expect("a stamp");
        assert!(!seen.contains(&last));
        std::thread::sleep(Duration::from_millis(20));
        put("templates/b.html", "1");
        fs::remove_file(site.join("templates/b.html")).expect("a file to remove");
        assert_ne!(stamp(now), Some(last), "a file that came and went");
    }
}
