//! What each stage costs, on the corpus S: `cargo bench`. `scripts/compare` times whole builds.

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use jiff::civil::Date;
use rayon::prelude::*;
use redlines::link::{self, Dossier, LinkOptions};
use redlines::model::citation_style::CitationStyle;
use redlines::model::ignore_patterns::IgnorePatterns;
use redlines::model::site::Site;
use redlines::parse::{self, Files, Parsed};
use redlines::plan::{self, Assets, Plan, StaticFiles};
use redlines::read::{self, Reading, SourceTree};
use redlines::render::{SiteParts, SiteRenderer, Templates};
use redlines::source::SourceMap;
use redlines::write::{Copies, OutputWriter};

const DAY: Date = jiff::civil::date(2026, 1, 1);
const OPTIONS: LinkOptions = LinkOptions { drafts: false, as_of: DAY, today: DAY };

/// A site in all the forms that the stages give it.
struct Bench {
    folder: tempfile::TempDir,
    texts: SourceMap,
    tree: Arc<SourceTree>,
    site: Arc<Site>,
    style: Arc<CitationStyle>,
    templates: Arc<Templates>,
}

impl Bench {
    /// The corpus S, written anew, under the default theme.
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/corpus.py");
        let sizes = ["--briefs", "300", "--actors", "75", "--events", "600"];
        let made = Command::new("python3")
            .arg(corpus)
            .arg(folder.path())
            .args(sizes)
            .args(["--formats", "redlines"])
            .status();
        assert!(made.is_ok_and(|status| status.success()), "python3 makes the corpus");
        let mut texts = SourceMap::default();
        let tree =
            Reading::whole(&folder.path().join("redlines"), IgnorePatterns::default(), &mut texts)
                .tree;
        let mut problems = Vec::new();
        let config = tree.config.expect("a configuration");
        let site = parse::config::parse(texts.get(config), config, &mut problems);
        let style = parse::style::by_name(&site.citation_style, &mut problems);
        let style = parse::style::citation_style(&site, style);
        let theme =
            read::theme(folder.path(), &site.theme, &site.ignore, &mut texts, &mut problems);
        let templates = Templates::parse(theme.templates, &texts, &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        let (site, style, templates) = (Arc::new(site), Arc::new(style), Arc::new(templates));
        Self { folder, texts, tree, site, style, templates }
    }

    fn read(&self) -> Reading {
        Reading::whole(
            &self.folder.path().join("redlines"),
            IgnorePatterns::default(),
            &mut SourceMap::default(),
        )
    }

    fn parse(&self) -> Parsed {
        let tree = &self.tree;
        let files = Files {
            documents: &tree.documents,
            ladders: &tree.ladders,
            libraries: &tree.libraries,
            unreadable: &tree.unreadable,
        };
        parse::site(&files, &self.texts, self.site.markdown, None, &mut Vec::new())
    }

    fn link(&self, parsed: Parsed) -> Dossier {
        link::link(parsed, &self.site, &[], OPTIONS, None, &mut Vec::new()).0
    }

    fn plan(&self, dossier: &Dossier) -> Plan {
        let assets = Assets::new(&[], &blake3::hash(b""), &self.site);
        let statics =
            StaticFiles { of_site: &[], of_theme: &[], of_assets: &[], assets, fallback: None };
        plan::plan(dossier, &self.site, &statics, &mut Vec::new())
    }

    /// Every page, in parallel.
    fn render(&self, dossier: &Arc<Dossier>, plan: &Arc<Plan>) -> Vec<(String, Vec<u8>)> {
        let parts = SiteParts {
            site: Arc::clone(&self.site),
            style: Arc::clone(&self.style),
            dossier: Arc::clone(dossier),
            plan: Arc::clone(plan),
            templates: Arc::clone(&self.templates),
        };
        let site = SiteRenderer::new(parts);
        let renderer = site.renderer();
        let render = |page: &plan::Page| {
            let bytes = renderer.render(page).expect("a page that renders");
            (page.address.output_path(), bytes)
        };
        plan.pages.par_iter().map(render).collect()
    }

    /// Every page to an output folder that is not there yet.
    fn write(&self, pages: &[(String, Vec<u8>)]) {
        let folder = tempfile::tempdir_in(self.folder.path()).expect("a folder");
        let writer = OutputWriter::begin(&folder.path().join("public"), Copies::default())
            .expect("a folder to write");
        let written = pages.par_iter().try_for_each(|(path, bytes)| writer.write(path, bytes));
        written.expect("a disk with room");
        writer.finish(&mut Vec::new()).expect("a finished build");
    }
}

fn stages(criterion: &mut Criterion) {
    let bench = Bench::new();
    criterion.bench_function("read", |it| it.iter(|| black_box(bench.read())));
    criterion.bench_function("parse", |it| it.iter(|| black_box(bench.parse())));
    criterion.bench_function("link", |it| {
        let link = |parsed| black_box(bench.link(parsed));
        it.iter_batched(|| bench.parse(), link, BatchSize::LargeInput);
    });
    let dossier = Arc::new(bench.link(bench.parse()));
    criterion.bench_function("plan", |it| it.iter(|| black_box(bench.plan(&dossier))));
    let plan = Arc::new(bench.plan(&dossier));
    criterion.bench_function("render", |it| it.iter(|| black_box(bench.render(&dossier, &plan))));
    let pages = bench.render(&dossier, &plan);
    criterion.bench_function("write", |it| it.iter(|| bench.write(&pages)));
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = stages
}
criterion_main!(benches);
