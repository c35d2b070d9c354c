//! The source files as syntax: which module each is, and what it names of others.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::walk::files;

/// One source file.
pub struct Module {
    /// Below `src/`, as `link/dossier.rs`.
    pub file: String,
    /// Its path in the crate, as `["link", "dossier"]`; the crate's root is empty.
    pub path: Vec<String>,
    /// Every path that its code names, in full, and the line where it does. Tests are left out: they may look anywhere.
    pub names: Vec<(Vec<String>, usize)>,
    /// Every method that its code calls.
    pub methods: Vec<(String, usize)>,
    /// The names that it hands on from modules below it, and where they come from.
    pub handed_on: Vec<(String, Vec<String>)>,
}

impl Module {
    /// The stage or other part of the program that it belongs to: the folder or file at the top of `src/`.
    pub fn part(&self) -> &str {
        self.path.first().map_or("", String::as_str)
    }
}

/// Every module of the library and the program.
pub fn modules() -> Vec<Module> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let paths: Vec<String> =
        files(&folder).into_iter().filter(|path| path.ends_with(".rs")).collect();
    let all: BTreeSet<Vec<String>> = paths.iter().map(|path| module_path(path)).collect();
    let read = |file: String| {
        let text = fs::read_to_string(folder.join(&file)).expect("a source file");
        read_module(&file, &text, &all)
    };
    paths.into_iter().map(read).collect()
}

/// Reads one file; `all` are the paths of all modules.
fn read_module(file: &str, text: &str, all: &BTreeSet<Vec<String>>) -> Module {
    let syntax = syn::parse_file(text).expect("Rust");
    let path = module_path(file);
    let mut reader = Reader { path: &path, all, module: Module::new(file, &path) };
    reader.visit_file(&syntax);
    reader.module
}

/// `link/dossier.rs` is `["link", "dossier"]`.
fn module_path(file: &str) -> Vec<String> {
    match file.strip_suffix(".rs").unwrap_or(file) {
        "lib" => Vec::new(),
        path => path.split('/').map(str::to_owned).collect(),
    }
}

impl Module {
    fn new(file: &str, path: &[String]) -> Self {
        Self {
            file: file.to_owned(),
            path: path.to_vec(),
            names: Vec::new(),
            methods: Vec::new(),
            handed_on: Vec::new(),
        }
    }
}

/// Collects what a file names.
struct Reader<'a> {
    path: &'a [String],
    all: &'a BTreeSet<Vec<String>>,
    module: Module,
}

impl Reader<'_> {
    /// Notes a path. A single word is a name of this file, and has its path in a `use`, unless it is a macro.
    fn note(&mut self, written: &[String], span: Span) {
        if written.len() < 2 && !written.iter().any(|it| it.ends_with('!')) {
            return;
        }
        self.note_in_full(written, span);
    }

    fn note_in_full(&mut self, written: &[String], span: Span) {
        let path = self.in_full(written);
        self.module.names.push((path, span.start().line));
    }

    /// A path from the crate's root, with `crate` before it, or one of another crate.
    fn in_full(&self, written: &[String]) -> Vec<String> {
        let within =
            |path: &[String], rest: &[String]| [&["crate".to_owned()], path, rest].concat();
        let Some((first, rest)) = written.split_first() else { return Vec::new() };
        match first.as_str() {
            "crate" | "redlines" => within(&[], rest),
            "self" => within(self.path, rest),
            "super" => {
                let climbs = 1 + rest.iter().take_while(|it| *it == "super").count();
                let parent = &self.path[..self.path.len().saturating_sub(climbs)];
                within(parent, &rest[climbs - 1..])
            }
            _ => {
                let child = [self.path, std::slice::from_ref(first)].concat();
                if self.all.contains(&child) { within(&child, rest) } else { written.to_vec() }
            }
        }
    }

    fn note_use(&mut self, before: &[String], tree: &syn::UseTree, is_public: bool) {
        let add = |this: &mut Self, name: &syn::Ident, shown: &syn::Ident| {
            let path = [before, &[name.to_string()]].concat();
            // `use a::{self}` is `use a`.
            let path = if name == "self" && !before.is_empty() { before.to_vec() } else { path };
            this.note_in_full(&path, name.span());
            if is_public {
                let path = this.in_full(&path);
                this.module.handed_on.push((shown.to_string(), path));
            }
        };
        match tree {
            syn::UseTree::Path(it) => {
                self.note_use(&[before, &[it.ident.to_string()]].concat(), &it.tree, is_public);
            }
            syn::UseTree::Name(it) => add(self, &it.ident, &it.ident),
            syn::UseTree::Rename(it) => add(self, &it.ident, &it.rename),
            syn::UseTree::Glob(it) => self.note_in_full(before, it.span()),
            syn::UseTree::Group(it) => {
                it.items.iter().for_each(|tree| self.note_use(before, tree, is_public));
            }
        }
    }

    /// Notes the paths and calls in the words of a macro, which have no syntax of their own.
    fn note_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let (mut colons, mut after_dot) = (0, false);
        let mut begin = Span::call_site();
        for token in tokens {
            let span = token.span();
            match token {
                TokenTree::Ident(ident) if after_dot => {
                    self.module.methods.push((ident.to_string(), span.start().line));
                    after_dot = false;
                }
                TokenTree::Ident(ident) if colons == 2 => {
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Ident(ident) => {
                    self.note(&std::mem::take(&mut path), begin);
                    (path, begin) = (vec![ident.to_string()], span);
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                other => {
                    self.note(&std::mem::take(&mut path), begin);
                    after_dot = matches!(&other, TokenTree::Punct(mark) if mark.as_char() == '.');
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.note_tokens(group.stream());
                    }
                }
            }
        }
        self.note(&path, begin);
    }
}

/// Whether something is there for tests alone.
fn is_of_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let condition =
            attribute.path().is_ident("cfg").then(|| attribute.parse_args::<syn::Ident>());
        condition.is_some_and(|it| it.is_ok_and(|it| it == "test"))
    })
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_of_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_of_tests(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let is_public = !matches!(item.vis, syn::Visibility::Inherited);
        if !is_of_tests(&item.attrs) {
            self.note_use(&[], &item.tree, is_public);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let written: Vec<String> = path.segments.iter().map(|it| it.ident.to_string()).collect();
        self.note(&written, path.span());
        visit::visit_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.module.methods.push((call.method.to_string(), call.method.span().start().line));
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let mut written: Vec<String> =
            call.path.segments.iter().map(|it| it.ident.to_string()).collect();
        if let Some(name) = written.last_mut() {
            name.push('!');
        }
        self.note(&written, call.path.span());
        self.note_tokens(call.tokens.clone());
    }
}

#[test]
fn names_are_found_however_they_are_written() {
    let text = r#"
        use crate::{cli, link::{self, Dossier as D}};
        use std::{fs as disk, io};
        pub use self::inner::Thing;
        fn f(path: &std::path::Path) {
            path.exists();
            println!("{} {}", crate::serve::x(), path.is_dir());
            super::super::publish::y::<crate::search::Z>();
        }
        #[cfg(test)]
        mod tests {
            use crate::external;
        }
    "#;
    let all = [vec!["a".to_owned(), "b".to_owned(), "inner".to_owned()]].into_iter().collect();
    let module = read_module("a/b.rs", text, &all);
    let names: BTreeSet<String> = module.names.iter().map(|(path, _)| path.join("::")).collect();
    let wanted = [
        "crate::a::b::inner::Thing",
        "crate::cli",
        "crate::link",
        "crate::link::Dossier",
        "crate::publish::y",
        "crate::search::Z",
        "crate::serve::x",
        "println!",
        "std::fs",
        "std::io",
        "std::path::Path",
    ];
    assert_eq!(names, wanted.map(str::to_owned).into_iter().collect());
    let methods: Vec<&str> = module.methods.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(methods, ["exists", "is_dir"]);
}
