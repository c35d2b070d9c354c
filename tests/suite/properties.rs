//! Properties: no bytes in a content file, a configuration or a source library make redlines panic,
//! and a site without errors renders.

use std::cell::Cell;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use proptest::test_runner::{FailurePersistence, FileFailurePersistence, TestRunner};
use redlines::diagnostic::{Severity, terminal};
use redlines::link::{self, LinkOptions};
use redlines::model::citation_style::CitationStyle;
use redlines::parse;
use redlines::plan::{self, Assets, StaticFiles};
use redlines::read;
use redlines::render::{SiteParts, SiteRenderer, Templates};
use redlines::source::{FileId, SourceMap, Text};

use crate::site::Site;

/// Runs a site of one file through every stage that takes and gives values.
fn run(path: &str, content: &str) {
    run_all(&[(path, content)]);
}

/// Whether the site has no error, so that every page of it was rendered.
fn run_all(files: &[(&str, &str)]) -> bool {
    let mut texts = SourceMap::default();
    let mut problems = Vec::new();
    let config = Text {
        path: "config.toml".into(),
        content: "title = \"T\"\nbase_url = \"https://example.org\"\n".into(),
    };
    let config_file = texts.add(config);
    let config = texts.get(config_file).clone();
    let site = parse::config::parse(&config, config_file, &mut problems);
    let (mut documents, mut libraries, mut ladders) = (Vec::new(), Vec::new(), Vec::new());
    for (path, content) in files {
        let text = Text { path: (*path).into(), content: (*content).into() };
        let list: &mut Vec<FileId> = match () {
            () if path.ends_with(".md") => &mut documents,
            () if path.contains("ladders") => &mut ladders,
            () => &mut libraries,
        };
        list.push(texts.add(text));
    }
    let files = parse::Files {
        documents: &documents,
        ladders: &ladders,
        libraries: &libraries,
        unreadable: &[],
    };
    let parsed = parse::site(&files, &texts, site.markdown, None, &mut problems);
    let as_of = jiff::civil::date(2026, 1, 1);
    let (dossier, _) = link::link(
        parsed,
        &site,
        &[],
        LinkOptions { drafts: true, as_of, today: as_of },
        None,
        &mut problems,
    );
    let assets = Assets::new(&[], &blake3::hash(b""), &site);
    let statics =
        StaticFiles { of_site: &[], of_theme: &[], of_assets: &[], assets, fallback: None };
    let plan = plan::plan(&dossier, &site, &statics, &mut problems);
    let findings = dossier.policy.judge(problems.clone(), false, &texts).findings;
    for finding in &findings {
        terminal::draw(finding, &texts, false);
    }
    let is_sound = findings.iter().all(|finding| finding.severity != Severity::Error);
    if is_sound {
        let plan = Arc::new(plan);
        let parts = SiteParts {
            site: Arc::new(site),
            style: Arc::clone(&STYLE),
            dossier: Arc::new(dossier),
            plan: Arc::clone(&plan),
            templates: Arc::clone(&TEMPLATES),
        };
        let renderer = SiteRenderer::new(parts);
        for page in &plan.pages {
            renderer
                .renderer()
                .render(page)
                .unwrap_or_else(|problem| panic!("{}", problem.message));
        }
    }
    is_sound
}

/// The default citation style, decoded once.
static STYLE: LazyLock<Arc<CitationStyle>> = LazyLock::new(|| {
    let mut texts = SourceMap::default();
    let content = "title = \"T\"\nbase_url = \"https://example.org\"\n".to_owned();
    let file = texts.add(Text { path: "config.toml".into(), content });
    let site = parse::config::parse(texts.get(file), file, &mut Vec::new());
    Arc::new(parse::style::citation_style(&site, None))
});

/// The default theme's templates, parsed once.
static TEMPLATES: LazyLock<Arc<Templates>> = LazyLock::new(|| {
    let mut texts = SourceMap::default();
    let mut problems = Vec::new();
    let name = redlines::model::site::ThemeName { name: "default".into(), span: None };
    let theme = read::theme(
        Path::new("nowhere"),
        &name,
        &redlines::model::ignore_patterns::IgnorePatterns::default(),
        &mut texts,
        &mut problems,
    );
    let templates = Templates::parse(theme.templates, &texts, &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    Arc::new(templates)
});

/// Pieces of Markdown and front matter that could go wrong together.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("[".to_owned()),
        Just("]".to_owned()),
        Just("[^a]".to_owned()),
        Just("[^a]: **Dispute:** text [@k]".to_owned()),
        Just("[^b]".to_owned()),
        Just("\n\n[^b]: > quote\n    - list\n".to_owned()),
        Just("[[".to_owned()),
        Just("]]".to_owned()),
        Just("[[x|y]]".to_owned()),
        Just("![[x]]".to_owned()),
        Just("\n\n![[brief:x]]\n\n".to_owned()),
        Just("[@k, p. 3; -@l]".to_owned()),
        Just("@k".to_owned()),
        Just("*".to_owned()),
        Just("**".to_owned()),
        Just("`".to_owned()),
        Just("```\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("\n".to_owned()),
        Just("| a | b |\n|---|---|\n| [c | d][^a] |\n".to_owned()),
        Just("> [!NOTE]\n> ".to_owned()),
        Just("# H {#x}\n".to_owned()),
        Just("term\n: definition\n".to_owned()),
        Just("<b onclick=x>".to_owned()),
        Just("\\".to_owned()),
        Just("[l](javascript:x)".to_owned()),
        Just("![i](x.png)".to_owned()),
        Just("- [ ] ".to_owned()),
        Just("\u{feff}\u{200f}שלום ".to_owned()),
        Just("e\u{301}".to_owned()),
        Just("Iran".to_owned()),
        Just("—".to_owned()),
        ".{0,8}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Paragraphs that are sound in a site with [`NEIGHBOURS`] and under [`NOTES`], in any order.
fn sound_body() -> impl Strategy<Value = String> {
    let paragraph = prop_oneof![
        Just("A *word* of **Iran** and `code`."),
        Just("[A passage][^a] and [another one][^b], which [nests [one][^c] in another][^a]."),
        Just("Said before.[^a] Said again.[^b]"),
        Just("See [[other]], [[other|that brief]], [[iran|they]] and [[tag:oil]]."),
        Just("![[actor:iran]]"),
        Just("![[figure:timeline]]"),
        Just("![[figure:network]]"),
        Just("As known [@k, p. 3; see -@l] and @k."),
        Just("# A heading {#x}"),
        Just("## Another *one*"),
        Just("> [!NOTE]\n> An [alert][^a]."),
        Just("> A quotation\n>\n> of two paragraphs."),
        Just("- one\n- [two][^b]\n    1. three"),
        Just("- [ ] open\n- [x] done"),
        Just("| a | b |\n|---|--:|\n| [c][^a] | d |"),
        Just("term\n: definition with [a passage][^c]"),
        Just("```toml\n[[no link]] @none [^none]\n```"),
        Just("<b onclick=x>raw</b>"),
        Just("[text](https://example.com/a?b=c&d) and <https://example.com>."),
        Just("\u{200f}שלום e\u{301} — …"),
        Just("A comment.<!-- hidden --> And %%another%% one."),
        Just("***"),
        Just("Line\\\nbreak  \nand another."),
    ];
    prop::collection::vec(paragraph, 0..16).prop_map(|it| it.join("\n\n"))
}

/// The definitions that sound bodies refer to.
const NOTES: &str = "\n\nAll of [it][^a] in [one][^b] [line][^c].\n\n[^a]: **Dispute:** Some see it otherwise. [@l]\n\n\
    [^b]: source: A record.[^c]\n\n[^c]: Of *notes* in notes.\n";

/// What else there is in a site of sound bodies.
const NEIGHBOURS: [(&str, &str); 5] = [
    ("content/actors/iran.md", "+++\nname = \"Iran\"\n+++\nA state. See [[x]].\n"),
    ("content/actors/oman.md", "+++\nname = \"Oman\"\n+++\n"),
    (
        "content/events/e.md",
        "+++\ntitle = \"E\"\ndate = \"2025-03\"\nactors = [\"iran\", \"oman\"]\n+++\n",
    ),
    (
        "content/briefs/other.md",
        "+++\ntitle = \"Other\"\ndate = 2025-05-01\ntags = [\"oil\"]\n+++\nText.\n",
    ),
    (
        "content/sources.bib",
        "@book{k, title={K}, date={1965}}\n@misc{l, title={L}, author={A and B}}\n",
    ),
];

/// Where the seeds of failures are kept, which are tried first from then on.
fn persisted() -> Option<Box<dyn FailurePersistence>> {
    Some(Box::new(FileFailurePersistence::Direct("tests/suite/properties.regressions")))
}

/// Sound bodies, mixed with others: at least half of all cases must come to be rendered.
#[test]
fn no_body_makes_it_panic() {
    let config = ProptestConfig {
        cases: 512,
        failure_persistence: persisted(),
        ..ProptestConfig::default()
    };
    let cases = config.cases;
    let rendered = Cell::new(0);
    let strategy = prop_oneof![3 => (sound_body(), Just(true)), 2 => (pieces(), Just(false))];
    let ran = TestRunner::new(config).run(&strategy, |(body, is_sound)| {
        let front = "+++\ntitle = \"T\"\ndate = 2025-06-15\nevents = [\"e\"]\n+++\n";
        let text = format!("{front}{body}{}", if is_sound { NOTES } else { "" });
        let files: Vec<_> =
            NEIGHBOURS.into_iter().chain([("content/briefs/x.md", &*text)]).collect();
        rendered.set(rendered.get() + u32::from(run_all(&files)));
        Ok(())
    });
    ran.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(rendered.get() >= cases / 2, "{} of {cases} cases were rendered", rendered.get());
}

/// Lines of front matter, sound and not.
fn keys() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("title = \"T\"\n".to_owned()),
        Just("date = 2025-06-15\n".to_owned()),
        Just("date = \"2025-06/..\"\n".to_owned()),
        Just("actors = [\"Iran\", { id = \"x\", name = \"X\" }, 3]\n".to_owned()),
        Just("events = [{ title = \"E\", date = \"2025\" }]\n".to_owned()),
        Just("sources = [{ key = \"k\", title = \"K\" }, \"l\"]\n".to_owned()),
        Just("rung = [1, { n = 2 }]\n".to_owned()),
        Just("tags = [\"a\", \"A\", \"?\"]\n".to_owned()),
        Just("redirect_from = [\"/\", \"/../x\"]\n".to_owned()),
        Just("status = \"withdrawn\"\n".to_owned()),
        Just("title: T\n".to_owned()),
        Just("date: 2025-06\n".to_owned()),
        Just("extra: &a [*a, {b: c}]\n".to_owned()),
        "[a-z_]{1,8} = .{0,12}\n",
        ".{0,16}\n",
    ];
    prop::collection::vec(line, 0..8).prop_map(|lines| lines.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: persisted(), ..ProptestConfig::default() })]

    #[test]
    fn no_front_matter_makes_it_panic(keys in keys(), fence in prop_oneof!["\\+\\+\\+", "---"]) {
        let text = format!("{fence}\n{keys}{fence}\nIran spoke.\n");
        for folder in ["briefs", "events", "actors", "thresholds", "notes"] {
            run(&format!("content/{folder}/x.md"), &text);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,200}") {
        for path in ["content/briefs/x.md", "content/sources.bib", "content/sources.yml",
            "content/sources.toml", "content/ladders/x.toml", "content/ladders/x.yml"] {
            run(path, &text);
        }
    }

    #[test]
    fn no_bibliography_makes_it_panic(parts in prop::collection::vec(prop_oneof![
        Just("@book{k, "), Just("title = {T}, "), Just("author = {A and B, C and }, "),
        Just("date = {2025-13-40}, "), Just("year = 20, "), Just("url = {javascript:x}, "),
        Just("reliability = {Z}, "), Just("}"), Just("{"), Just("\""), Just("@string{a = \"b\"}"),
        Just("pages = {1--}, "), Just("\\emph{"), Just("%"), Just("volume = a # b, "), Just("\n"),
    ], 0..20)) {
        run("content/sources.bib", &parts.concat());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: persisted(), ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_on_disk_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let paths = ["content/briefs/x.md", "content/sources.bib", "config.toml", "templates/base.html"];
        for path in paths {
            let ran = Site::new().with(path, &bytes).run(&["check"]);
            prop_assert!(ran.code == 0 || ran.code == 1, "{}", ran.err);
        }
    }
}
