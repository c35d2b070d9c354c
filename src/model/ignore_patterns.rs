//! Files that are no part of a site: what editors, systems and tools leave behind, and what the site's author names.

use std::fmt;
use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Files that programs leave beside the author's own, as patterns of gitignore. Case does not matter in them.
const LEFT_BEHIND: [&str; 56] = [
    // Emacs, gedit, Kate and many others: backups, autosaves and locks.
    "*~",
    r"\#*#",
    ".#*",
    ".*.kate-swp",
    "*.kate-swp",
    ".goutputstream-*",
    // Vim: swap files, and the file by which it tries whether it can write.
    "*.swp",
    "*.swo",
    "*.swn",
    "*.swm",
    "*.swx",
    "4913",
    "!4913/",
    // nano: what it saves when it is cut off.
    "*.save",
    "*.save.[0-9]*",
    // JetBrains.
    "*___jb_tmp___",
    "*___jb_old___",
    ".idea/",
    // Word and LibreOffice: owners' files, locks and backups.
    "~$*",
    ".~lock.*#",
    "*.wbk",
    // Temporary files and backups of any program.
    "*.tmp",
    "*.temp",
    "*.bak",
    "*.bak[0-9]",
    "*.backup",
    "*.old",
    // Patches and merges.
    "*.orig",
    "*.rej",
    // Windows.
    "Thumbs.db",
    "Thumbs.db:encryptable",
    "ehthumbs.db",
    "ehthumbs_vista.db",
    "desktop.ini",
    "$RECYCLE.BIN/",
    "*.lnk",
    // macOS.
    ".DS_Store",
    "._*",
    ".AppleDouble/",
    ".LSOverride",
    ".Spotlight-V100/",
    ".Trashes/",
    ".fseventsd/",
    ".TemporaryItems/",
    ".DocumentRevisions-V100/",
    "__MACOSX/",
    "Icon\r",
    // Linux desktops and network disks.
    ".directory",
    ".Trash-*/",
    ".fuse_hidden*",
    ".nfs*",
    // Repositories: all that was ever written, and taken back.
    ".git",
    ".hg",
    ".svn",
    ".jj",
    ".bzr",
];

/// Patterns of files that are neither read nor copied. The later decides over the earlier, so that a pattern with `!`
/// takes back what an earlier one left out.
#[derive(Clone)]
pub struct IgnorePatterns {
    matcher: Gitignore,
    /// The author's patterns.
    written: Vec<String>,
}

impl Default for IgnorePatterns {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl fmt::Debug for IgnorePatterns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.written.fmt(f)
    }
}

impl PartialEq for IgnorePatterns {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl IgnorePatterns {
    /// The patterns that always hold, and those of an author, of which [`check_pattern`] found each good. Others count
    /// as not written.
    pub fn new(written: Vec<String>) -> Self {
        let mut builder = GitignoreBuilder::new("");
        // Each of the two calls fails for a bad pattern alone.
        let _ = builder.case_insensitive(true);
        for pattern in LEFT_BEHIND {
            let _ = builder.add_line(None, pattern);
        }
        let _ = builder.case_insensitive(false);
        for pattern in &written {
            let _ = builder.add_line(None, &literal_number_sign(pattern));
        }
        let matcher = builder.build().unwrap_or_else(|_| Gitignore::empty());
        Self { matcher, written }
    }

    /// The author's patterns, as written.
    pub fn written(&self) -> &[String] {
        &self.written
    }

    /// Whether a file or folder is left out for its own path, which is relative to the site's folder and has forward
    /// slashes.
    pub fn matches(&self, path: &str, is_folder: bool) -> bool {
        self.matcher.matched(Path::new(path), is_folder).is_ignore()
    }

    /// Whether a file is left out for its path or for a folder that it lies in.
    pub fn leaves_out(&self, path: &str) -> bool {
        self.leaves_out_parent(path) || self.matches(path, false)
    }

    /// Whether a file or folder is left out for a folder that it lies in.
    pub fn leaves_out_parent(&self, path: &str) -> bool {
        let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        folders.any(|folder| self.matches(folder, true))
    }
}

/// Checks a pattern of an author.
///
/// # Errors
/// What is wrong with it, in a few words.
pub fn check_pattern(pattern: &str) -> Result<(), String> {
    if pattern.trim_start_matches('!').trim_matches('/').is_empty() {
        return Err("it names no file".to_owned());
    }
    let path = pattern.trim_start_matches('!');
    if path.split('/').any(|part| part == "." || part == "..") {
        return Err("it is relative to the site's folder, and has no part `.` or `..`".to_owned());
    }
    let mut builder = GitignoreBuilder::new("");
    match builder.add_line(None, &literal_number_sign(pattern)) {
        Err(ignore::Error::Glob { err, .. }) => Err(err),
        Err(error) => Err(error.to_string()),
        Ok(builder) => builder.build().map(|_| ()).map_err(|error| error.to_string()),
    }
}

/// A list has no comments: a number sign at the start is a part of the name.
fn literal_number_sign(pattern: &str) -> String {
    if pattern.starts_with('#') { format!("\\{pattern}") } else { pattern.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_leave_behind_is_left_out() {
        let patterns = IgnorePatterns::default();
        let left_out = [
            "a.md~",
            "a.md.~1~",
            "#a.md#",
            ".#a.md",
            "a.md.bak",
            "a.BAK",
            "a.md.orig",
            "a.md.rej",
            ".a.md.swp",
            "a.md.swo",
            "4913",
            "~$x.docx",
            "Thumbs.db",
            "thumbs.db",
            ".DS_Store",
            "Desktop.ini",
            "._a.png",
            ".~lock.a.odt#",
            "a.tmp",
            "a.md.save",
            "a.md.save.1",
            "a.md___jb_tmp___",
            "$RECYCLE.BIN/a",
            "__MACOSX/a",
            ".git/config",
            ".git",
            "Icon\r",
        ];
        for name in left_out {
            for folder in ["content", "static", "content/briefs/deep", "themes/own/assets"] {
                let path = format!("{folder}/{name}");
                assert!(patterns.leaves_out(&path), "{path}");
            }
        }
        let kept = [
            ".well-known/security.txt",
            ".nojekyll",
            ".htaccess",
            "a.md",
            "~a.md",
            "a~b.md",
            "#a.md",
            "4913.md",
            "4913/a.png",
            "orig",
            "save.md",
            "tmp/a.png",
            "thumbs.png",
            "a.swf",
            "bak.txt",
            "original.md",
            "a.template",
            "Icon.png",
            ".gitattributes",
        ];
        for name in kept {
            let path = format!("static/{name}");
            assert!(!patterns.leaves_out(&path), "{path}");
        }
    }

    #[test]
    fn patterns_of_an_author_are_relative_to_the_site() {
        let patterns = IgnorePatterns::new(
            ["*.psd", "/static/raw/", "content/**/todo-*", "#x", "!keep.bak", "content/*.md"]
                .map(str::to_owned)
                .to_vec(),
        );
        let cases = [
            ("content/a/b.psd", true),
            ("content/a/b.PSD", false),
            ("static/raw/a.png", true),
            ("content/static/raw/a.png", false),
            ("content/briefs/todo-1.md", true),
            ("static/todo-1.md", false),
            ("static/#x", true),
            ("static/keep.bak", false),
            ("static/other.bak", true),
            ("content/about.md", true),
            ("content/briefs/about.md", false),
        ];
        for (path, expected) in cases {
            assert_eq!(patterns.leaves_out(path), expected, "{path}");
        }
    }

    #[test]
    fn bad_patterns_are_told_with_the_reason() {
        for good in ["*.psd", "!a", "#a", "content/x/", "**/y", "{a,b}", "[a-c]*", r"\!a"] {
            assert_eq!(check_pattern(good), Ok(()), "{good}");
        }
        for bad in ["", "!", "/", "[z-a]", "{a", "../x", "./a", "a\\"] {
            assert!(check_pattern(bad).is_err(), "{bad}");
        }
    }
}
