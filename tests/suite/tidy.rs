//! The shape of the code: stages import backwards only, each outside thing is touched in one place,
//! and every file says what it is for.

use std::fs;
use std::path::Path;

use crate::walk::files;

/// The stages in the order in which data flows. Imports point backwards along this line.
const ORDER: [&str; 17] = [
    "http",
    "source",
    "diagnostic",
    "model",
    "sandbox",
    "read",
    "parse",
    "link",
    "plan",
    "render",
    "search",
    "write",
    "pipeline",
    "publish",
    "serve",
    "external",
    "cli",
];

/// Imports that the order would allow and the design does not.
const KEPT_APART: [(&str, &str); 25] = [
    // Stages take values from the one before, not from the disk.
    ("parse", "read"),
    ("link", "read"),
    ("plan", "read"),
    ("plan", "parse"),
    ("render", "read"),
    ("search", "read"),
    ("search", "parse"),
    // What writes does not know where bytes come from.
    ("write", "search"),
    ("pipeline", "search"),
    ("pipeline", "write"),
    // What publishes knows the output folder, and where it is to go.
    ("publish", "read"),
    ("publish", "parse"),
    ("publish", "link"),
    ("publish", "plan"),
    ("publish", "render"),
    ("publish", "search"),
    ("publish", "pipeline"),
    ("serve", "publish"),
    ("external", "publish"),
    // The server shows what the stages give it.
    ("serve", "parse"),
    ("serve", "write"),
    // What asks others' servers knows the site alone.
    ("external", "parse"),
    ("external", "render"),
    ("external", "write"),
    ("external", "serve"),
];

/// What may be named in which stages only.
const CONFINED: [(&str, &[&str]); 22] = [
    ("std::fs", &["sandbox", "read", "write", "publish", "cli"]),
    ("cap_std::", &["sandbox"]),
    ("cap_fs_ext::", &["sandbox"]),
    ("etcetera::", &["cli"]),
    ("walkdir::", &["read"]),
    ("ignore::", &["model"]),
    ("tera::", &["render"]),
    ("pulldown_cmark::", &["parse"]),
    ("pagefind::", &["search"]),
    ("tokio::", &["search", "publish", "serve"]),
    ("axum::", &["serve"]),
    ("notify::", &["serve"]),
    // Only `check --external` and `publish` use the network, and only the server is asked.
    ("reqwest::", &["http", "external", "publish"]),
    ("rustls::", &["http", "external"]),
    ("opendal::", &["publish"]),
    ("TcpStream", &[]),
    ("UdpSocket", &[]),
    ("inquire::", &["cli"]),
    ("println!", &["cli"]),
    ("Timestamp::now", &["cli"]),
    ("std::env::", &["cli"]),
    ("std::process", &["publish", "cli", "main"]),
];

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

/// The stage of a file: the folder or file at the top of `src/`.
fn stage(path: &str) -> &str {
    let top = path.split('/').next().unwrap_or(path);
    top.strip_suffix(".rs").unwrap_or(top)
}

/// The code of a file without its tests, which may look anywhere.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

/// Whether code names something, and not a longer word that ends so.
fn names(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

#[test]
fn imports_point_backwards() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let own = stage(&path);
        let Some(place) = ORDER.iter().position(|name| *name == own) else { continue };
        for (number, line) in code(&text).lines().enumerate() {
            for used in line.split("crate::").skip(1) {
                let name = used.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
                let Some(other) = ORDER.iter().position(|known| *known == name) else { continue };
                if other > place || KEPT_APART.contains(&(own, name)) {
                    wrong.push(format!("src/{path}:{}: {own} uses {name}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_outside_thing_is_touched_where_it_belongs() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        for (name, stages) in CONFINED {
            if !stages.contains(&stage(&path)) && names(code(&text), name) {
                wrong.push(format!("src/{path} uses {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
