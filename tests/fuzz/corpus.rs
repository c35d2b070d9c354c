//! The sites that are changed: the sample, and the good and bad sites of the tests.

use std::fs;
use std::path::{Path, PathBuf};

/// A site's files by their paths, in their order.
pub type Files = Vec<(PathBuf, Vec<u8>)>;

/// Every site of the corpus.
pub struct Corpus {
    /// Sites without errors.
    pub sound: Vec<Files>,
    /// Sites with errors.
    pub broken: Vec<Files>,
}

/// What the sample consists of, at the root of the repository.
const SAMPLE: [&str; 4] = ["config.toml", "content", "static", "templates"];

/// Files that are longer are left out: a hundred runs a second find more.
const LARGEST: u64 = 256 * 1024;

/// What a fixture without a configuration gets.
const CONFIG: &str = "title = \"Test\"\nbase_url = \"https://example.org/\"\n";

impl Corpus {
    /// Reads every site; where a folder is missing, there are fewer.
    pub fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut sample = Files::new();
        SAMPLE.iter().for_each(|part| read_into(root, &root.join(part), &mut sample));
        let mut sound = fixtures(&root.join("tests/good"));
        sound.push(sample);
        Self { sound, broken: fixtures(&root.join("tests/bad")) }
    }
}

/// A site of each folder.
fn fixtures(folder: &Path) -> Vec<Files> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    folders.sort();
    folders.iter().map(|folder| fixture(folder)).collect()
}

fn fixture(folder: &Path) -> Files {
    let mut files = Files::new();
    read_into(folder, folder, &mut files);
    files.retain(|(path, _)| path != Path::new("expected.txt"));
    if !files.iter().any(|(path, _)| path == Path::new("config.toml")) {
        files.push((PathBuf::from("config.toml"), CONFIG.into()));
    }
    files
}

/// Adds a file, or every file below a folder, with its path from `root`.
fn read_into(root: &Path, place: &Path, files: &mut Files) {
    if place.is_dir() {
        let entries = fs::read_dir(place).into_iter().flatten().flatten();
        let mut places: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        places.sort();
        places.iter().for_each(|place| read_into(root, place, files));
        return;
    }
    let is_small = place.metadata().is_ok_and(|it| it.len() <= LARGEST);
    let path = place.strip_prefix(root).ok().map(Path::to_owned);
    if let (true, Some(path), Ok(bytes)) = (is_small, path, fs::read(place)) {
        files.push((path, bytes));
    }
}
