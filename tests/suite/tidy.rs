//! Every source file says what it is for, and of some libraries there is one.

use std::fs;
use std::path::Path;

use crate::walk::files;

fn sources() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let read = |path: String| {
        let text = fs::read_to_string(folder.join(&path)).expect("a source file");
        (path, text)
    };
    // Lessons of lints and what the server gives browsers lie beside the code.
    let files = files(&folder).into_iter();
    files.filter(|path| path.ends_with(".rs")).map(read).collect()
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| path)
        .collect();
    assert!(silent.is_empty(), "without a first doc line: {}", silent.join(", "));
}

/// The names of all packages that are compiled.
fn packages() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
    let lock: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
    let packages = lock["package"].as_array().unwrap();
    packages.iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect()
}

/// A second HTTP client or TLS library costs everyone compile time.
#[test]
fn there_is_one_http_client_and_one_tls_library() {
    let packages = packages();
    let count = |name: &str| packages.iter().filter(|it| *it == name).count();
    for name in ["reqwest", "hyper", "rustls", "ring"] {
        assert_eq!(count(name), 1, "{name}");
    }
    let others = [
        "ureq",
        "isahc",
        "attohttpc",
        "curl",
        "aws-lc-rs",
        "aws-lc-sys",
        "native-tls",
        "openssl",
        "openssl-sys",
    ];
    let found: Vec<&str> = others.into_iter().filter(|name| count(name) > 0).collect();
    assert!(found.is_empty(), "{found:?}");
}
