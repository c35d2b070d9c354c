//! Previews: a site with a text that was just saved is what the whole run makes of it afterwards, or it is not shown.

use std::fs;
use std::sync::Arc;

use redlines::pipeline::{self, Cache, Prepared, Settings};
use redlines::render::SiteRenderer;
use redlines::source::SourceMap;

use crate::site::Site;

const FRONT: &str = "+++\ntitle = \"The veto\"\ndate = 2025-06-15\nactors = [\"iran\"]\n+++\n";

const BODY: &str = "A word[^a] of Oman.\n\n## Why\n\nText.\n\n[^a]: source: One. [@kahn-1965]\n";

fn site() -> Site {
    Site::new()
        .with("content/briefs/veto.md", format!("{FRONT}{BODY}"))
        .with("content/actors/iran.md", "---\nname: Iran\n---\nA state.\n")
        .with("content/actors/oman.md", "+++\nname = \"Oman\"\n+++\nSee [[veto#why]].\n")
        .with("content/briefs/map.png", "map")
        .with("content/sources.bib", "@book{kahn-1965, title={On Escalation}, date={1965}}\n")
}

fn settings() -> Settings {
    let as_of = jiff::civil::date(2026, 1, 1);
    Settings { as_of, today: as_of, base: None, drafts: true, deny_warnings: false }
}

/// The pages that show something of the brief.
const PAGES: [&str; 4] = ["briefs/veto", "actors/oman", "actors/iran", "sources/kahn-1965"];

/// Those pages of a site, or of a preview of it.
fn pages(prepared: &Prepared, renderer: &SiteRenderer) -> Vec<String> {
    let page = |folder: &str| {
        let path = format!("{folder}/index.html");
        let page = prepared.plan.pages.iter().find(|page| page.address.output_path() == path);
        let page = page.unwrap_or_else(|| panic!("{path}"));
        let bytes = renderer.renderer().render(page);
        let bytes = bytes.unwrap_or_else(|problem| panic!("{problem:?}"));
        String::from_utf8(bytes).expect("a page of text")
    };
    PAGES.into_iter().map(page).collect()
}

/// The preview of a site whose brief was saved.
fn preview(prepared: &Prepared, site: &Site, texts: &SourceMap) -> Option<Arc<SiteRenderer>> {
    let paths = ["content/briefs/veto.md", "content/briefs/.veto.md.swp"].map(|it| site.path(it));
    prepared.preview(&site.path(""), &paths, texts)
}

/// What the pages are after an edit: in a preview, and in the run that follows.
fn both(after: &str) -> (Option<Vec<String>>, Option<Vec<String>>) {
    let site = site();
    let (folder, mut memory) = (site.path(""), Cache::default());
    let run = pipeline::run_again(&folder, &settings(), &mut memory, &[]);
    let before = run.prepared.expect("a site");
    let file = site.path("content/briefs/veto.md");
    fs::write(&file, after).expect("a brief");
    let preview = preview(&before, &site, &run.texts);
    let preview = preview.map(|renderer| pages(&before, &renderer));
    let run = pipeline::run_again(&folder, &settings(), &mut memory, &[file]);
    let whole = run.prepared.as_ref().filter(|_| run.problems.is_empty());
    (preview, whole.map(|prepared| pages(prepared, &prepared.renderer())))
}

#[test]
fn a_text_that_was_saved_is_shown_as_the_whole_run_shows_it() {
    let bodies = [
        BODY.to_owned(),
        BODY.replace("Text.", "Text of [[iran]] and Iran, [a map](map.png), [[#why]]."),
        // Another note, after the one that was there; and a source cited once more.
        format!("{BODY}\nMore[^b] [@kahn-1965, p. 3].\n\n[^b]: dispute: Two.\n"),
        BODY.replace("One.", "Another word of Oman."),
        BODY.replace("A word", "Another word, which describes the page"),
        // What is named and cited stands elsewhere.
        format!("Élan first. A sentence.\n\n{BODY}"),
        BODY.replace("source: One. [", "source: One. Two, and Oman. ["),
    ];
    for body in bodies {
        let (preview, whole) = both(&format!("{FRONT}{body}"));
        assert!(preview.is_some(), "{body}");
        assert_eq!(preview, whole, "{body}");
    }
}

#[test]
fn what_is_more_than_a_text_waits_for_the_whole_run() {
    let cases = [
        FRONT.replace("The veto", "The second veto") + BODY,
        FRONT.replace("title", "title ") + BODY,
        format!("{FRONT}{}", BODY.replace("## Why", "## Why not")),
        format!("{FRONT}{}", BODY.replace("Text.", "[[nobody]]")),
        format!("{FRONT}{}", BODY.replace("Text.", "[^nothing]")),
        // The note that was the first is the second.
        format!(
            "{FRONT}{}",
            BODY.replace("[^a]: ", "[^0]: source: Zero.\n\n[^a]: ").replace("A word", "A[^0] word")
        ),
        "+++\nno end".to_owned(),
        BODY.to_owned(),
    ];
    for text in cases {
        assert_eq!(both(&text).0, None, "{text}");
    }
    let site = site();
    let mut memory = Cache::default();
    let run = pipeline::run_again(&site.path(""), &settings(), &mut memory, &[]);
    let prepared = run.prepared.expect("a site");
    let (veto, oman) = (site.path("content/briefs/veto.md"), site.path("content/actors/oman.md"));
    let several = prepared.preview(&site.path(""), &[veto.clone(), oman], &run.texts);
    assert!(several.is_none());
    // A picture that went is no file that an editor left.
    let map = site.path("content/briefs/map.png");
    fs::remove_file(&map).expect("a removal");
    assert!(prepared.preview(&site.path(""), &[veto.clone(), map], &run.texts).is_none());
    fs::remove_file(&veto).expect("a removal");
    assert!(prepared.preview(&site.path(""), &[veto], &run.texts).is_none());
}
