//! The structure of the code, read as syntax: parts import backwards only, each outside thing is touched in its
//! place, and the files of a part do not import each other in circles. docs/architecture.md has a table of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::code::{Module, modules};
use crate::reference::{read, same};
use crate::walk::files;

/// The parts of the program in the order in which data flows. Imports point backwards along this line.
const ORDER: [&str; 19] = [
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
    "build",
    "serve",
    "external",
    "cli",
    "site",
];

/// Imports that the order would allow and the design does not.
const KEPT_APART: [(&str, &str); 30] = [
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
    ("serve", "build"),
    ("external", "build"),
    // Programs build and check.
    ("site", "serve"),
    ("site", "external"),
    ("site", "cli"),
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

/// Outside things, and the parts that alone may name them.
const CONFINED: [(&str, &[&str]); 25] = [
    ("std::fs", &["sandbox", "read", "write", "publish", "cli"]),
    ("cap_std", &["sandbox"]),
    ("cap_fs_ext", &["sandbox"]),
    ("etcetera", &["cli"]),
    ("walkdir", &["read"]),
    ("ignore", &["model"]),
    ("tera", &["render"]),
    ("schemars", &["render"]),
    ("pulldown_cmark", &["parse"]),
    ("pulldown_cmark_escape", &["render"]),
    ("pagefind", &["search"]),
    ("tokio", &["search", "publish", "serve"]),
    ("axum", &["serve"]),
    ("notify", &["serve"]),
    // Only `check --external` and `publish` use the network, and only the server is asked.
    ("reqwest", &["http", "external", "publish"]),
    ("rustls", &["http", "external"]),
    ("opendal", &["publish"]),
    ("std::net::TcpStream", &[]),
    ("std::net::UdpSocket", &[]),
    ("inquire", &["cli"]),
    ("println!", &["cli"]),
    ("jiff::Timestamp::now", &["cli"]),
    ("std::env", &["cli"]),
    ("std::process", &["publish", "cli", "main"]),
    ("std::time::SystemTime::now", &["cli"]),
];

/// Methods that ask the disk, and the parts that alone may call methods of these names.
const ASKS_DISK: [&str; 11] = [
    "exists",
    "try_exists",
    "is_file",
    "is_dir",
    "is_symlink",
    "metadata",
    "symlink_metadata",
    "canonicalize",
    "read_dir",
    "read_link",
    "set_permissions",
];
const MAY_ASK_DISK: [&str; 6] = ["sandbox", "read", "write", "publish", "serve", "cli"];

/// The parts whose files may import each other: the nouns refer to each other. All others read from the bottom up.
const WITH_CIRCLES: [&str; 1] = ["model"];

fn place_of(part: &str) -> Option<usize> {
    ORDER.iter().position(|name| *name == part)
}

/// The part that a path of the crate leads into.
fn part_of(path: &[String]) -> Option<&str> {
    let (first, rest) = path.split_first()?;
    (first == "crate").then(|| rest.first().map(String::as_str))?
}

#[test]
fn imports_point_backwards() {
    let mut wrong = BTreeSet::new();
    for module in modules() {
        let Some(place) = place_of(module.part()) else { continue };
        for (path, line) in &module.names {
            let Some(other) = part_of(path) else { continue };
            let Some(other_place) = place_of(other) else { continue };
            if other_place > place || KEPT_APART.contains(&(module.part(), other)) {
                wrong.insert(format!("src/{}:{line}: {} uses {other}", module.file, module.part()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", Vec::from_iter(wrong).join("\n"));
}

#[test]
fn every_part_has_its_place() {
    let parts: BTreeSet<String> = modules().iter().map(|it| it.part().to_owned()).collect();
    let missing: Vec<&String> = parts
        .iter()
        .filter(|it| place_of(it).is_none() && !["", "main"].contains(&it.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn outside_things_are_touched_where_they_belong() {
    let mut wrong = BTreeSet::new();
    for module in modules() {
        for (path, line) in &module.names {
            let written = path.join("::");
            let is_of = |thing: &str| {
                written.strip_prefix(thing).is_some_and(|it| it.is_empty() || it.starts_with("::"))
            };
            for (thing, parts) in CONFINED {
                if is_of(thing) && !parts.contains(&module.part()) {
                    wrong.insert(format!(
                        "src/{}:{line}: {} names {thing}",
                        module.file,
                        module.part()
                    ));
                }
            }
        }
        if !MAY_ASK_DISK.contains(&module.part()) {
            for (method, line) in &module.methods {
                if ASKS_DISK.contains(&method.as_str()) {
                    wrong.insert(format!(
                        "src/{}:{line}: {} calls `{method}`",
                        module.file,
                        module.part()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", Vec::from_iter(wrong).join("\n"));
}

/// What the modules of a part import of each other.
struct Imports<'a> {
    modules: Vec<&'a Module>,
    /// By the positions of the modules.
    edges: Vec<BTreeSet<usize>>,
}

impl<'a> Imports<'a> {
    fn of(part: &str, all: &'a [Module]) -> Self {
        let modules: Vec<&Module> = all.iter().filter(|it| it.part() == part).collect();
        let by_path: BTreeMap<&[String], usize> =
            modules.iter().enumerate().map(|(at, it)| (it.path.as_slice(), at)).collect();
        let edges = modules.iter().enumerate().map(|(own, module)| {
            let named =
                module.names.iter().filter_map(|(path, _)| origin(path, &modules, &by_path));
            named.filter(|other| *other != own).collect()
        });
        Self { edges: edges.collect(), modules: modules.clone() }
    }

    /// The modules that import themselves by way of others: each with those of its circle that it imports.
    fn circles(&self) -> Vec<String> {
        let reaches: Vec<BTreeSet<usize>> =
            (0..self.edges.len()).map(|at| self.reached(at)).collect();
        let name = |at: &usize| self.modules[*at].file.as_str();
        let in_circle = |at: &usize| reaches[*at].contains(at);
        (0..self.edges.len())
            .filter(in_circle)
            .map(|at| {
                let others = self.edges[at].iter().filter(|other| reaches[**other].contains(&at));
                format!("{}: {}", name(&at), others.map(name).collect::<Vec<_>>().join(", "))
            })
            .collect()
    }

    fn reached(&self, from: usize) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut next: Vec<usize> = self.edges[from].iter().copied().collect();
        while let Some(at) = next.pop() {
            if reached.insert(at) {
                next.extend(&self.edges[at]);
            }
        }
        reached
    }
}

/// The module in which a path ends: the deepest on its way, or the one from which that hands its next name on.
fn origin(
    path: &[String],
    modules: &[&Module],
    by_path: &BTreeMap<&[String], usize>,
) -> Option<usize> {
    let path = path.strip_prefix(&["crate".to_owned()])?;
    let length = (1..=path.len()).rev().find(|length| by_path.contains_key(&path[..*length]))?;
    let at = by_path[&path[..length]];
    let Some(name) = path.get(length) else { return Some(at) };
    let handed_on = modules[at].handed_on.iter().find(|(shown, _)| shown == name);
    match handed_on {
        Some((_, from)) if from.len() > 1 && from[1..] != path[..] => {
            origin(from, modules, by_path).or(Some(at))
        }
        _ => Some(at),
    }
}

#[test]
fn parts_read_from_the_bottom_up() {
    let all = modules();
    let mut wrong = Vec::new();
    for part in ORDER.into_iter().filter(|part| !WITH_CIRCLES.contains(part)) {
        let imports = Imports::of(part, &all);
        wrong.extend(imports.circles());
    }
    assert!(wrong.is_empty(), "these files import each other in circles:\n{}", wrong.join("\n"));
}

/// The table of docs/architecture.md: what each part imports, and which outside things it alone touches.
#[test]
fn the_architecture_says_who_imports_whom() {
    let all = modules();
    let mut table =
        String::from("| part | imports | and touches, as only few may |\n|---|---|---|\n");
    for part in ORDER {
        let own: Vec<&Module> = all.iter().filter(|it| it.part() == part).collect();
        let named: BTreeSet<&str> = own
            .iter()
            .flat_map(|it| it.names.iter().filter_map(|(path, _)| part_of(path)))
            .filter(|other| *other != part && place_of(other).is_some())
            .collect();
        let imports = ORDER.iter().filter(|it| named.contains(**it)).map(|it| format!("`{it}`"));
        let touched = CONFINED.iter().filter(|(_, parts)| parts.contains(&part));
        let touched = touched.map(|(thing, _)| format!("`{thing}`"));
        let list = |items: Vec<String>| items.join(", ");
        table +=
            &format!("| `{part}` | {} | {} |\n", list(imports.collect()), list(touched.collect()));
    }
    let mut text = read("docs/architecture.md");
    let (start, end) = ("<!-- imports -->\n", "<!-- end -->");
    let from = text.find(start).expect("a place for the table") + start.len();
    let to = from + text[from..].find(end).expect("an end of the table");
    text.replace_range(from..to, &format!("\n{table}\n"));
    same("docs/architecture.md", &text);
}

/// The example of docs/architecture.md for a new field, and the files that it touches there.
const FIELD: &str = "mechanism";
const FIELD_FILES: [&str; 4] =
    ["model/event.rs", "parse/fields/event.rs", "render/data/events.rs", "render/page/event.rs"];

#[test]
fn a_field_of_an_event_touches_four_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let is_word =
        |byte: Option<u8>| byte.is_some_and(|it| it.is_ascii_alphanumeric() || it == b'_');
    let names_it = |file: &String| {
        let text = fs::read_to_string(folder.join(file)).expect("a source file");
        text.match_indices(FIELD).any(|(at, _)| {
            let before = at.checked_sub(1).map(|at| text.as_bytes()[at]);
            !is_word(before) && !is_word(text.as_bytes().get(at + FIELD.len()).copied())
        })
    };
    let source = files(&folder).into_iter().filter(|file| file.ends_with(".rs"));
    assert_eq!(source.filter(names_it).collect::<Vec<_>>(), FIELD_FILES);
    let text = read("docs/architecture.md");
    let (_, section) = text.split_once("## Adding a field").expect("a section on fields");
    for file in FIELD_FILES {
        assert!(section.contains(&format!("`src/{file}`")), "docs/architecture.md misses {file}");
    }
}
