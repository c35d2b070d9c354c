//! A saved document ahead of the others: its text and notes are what the whole run makes of them afterwards, or it
//! is not shown.

use std::fs;

use redlines::pipeline::{self, Memory, Prepared, Settings};
use redlines::render::Renderer;
use redlines::source::Texts;

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

/// The page of the brief; with files that changed, ahead of a run.
fn page(prepared: &Prepared, changed: Option<(&Site, &Texts)>) -> Option<String> {
    let shared = prepared.shared();
    let planned = prepared.plan.pages.iter();
    let mut planned = planned.filter(|page| page.address.output_path() == "briefs/veto/index.html");
    let page = planned.next()?;
    let render = |renderer: Renderer<'_>| {
        let bytes = renderer.render(page).unwrap_or_else(|problem| panic!("{problem:?}"));
        Some(String::from_utf8(bytes).expect("a page of text"))
    };
    let renderer = prepared.renderer(&shared);
    let Some((site, texts)) = changed else { return render(renderer) };
    let paths = ["content/briefs/veto.md", "content/briefs/.veto.md.swp"].map(|it| site.path(it));
    let ahead = prepared.ahead(&site.path(""), &paths, texts)?;
    render(renderer.with(&ahead))
}

/// What the brief's page is after an edit: ahead of a run, and of that run.
fn both(after: &str) -> (Option<String>, Option<String>) {
    let site = site();
    let (folder, mut memory) = (site.path(""), Memory::default());
    let run = pipeline::run_again(&folder, &settings(), &mut memory, &[]);
    let before = run.prepared.expect("a site");
    let file = site.path("content/briefs/veto.md");
    fs::write(&file, after).expect("a brief");
    let ahead = page(&before, Some((&site, &run.texts)));
    let run = pipeline::run_again(&folder, &settings(), &mut memory, &[file]);
    (ahead, run.prepared.as_ref().and_then(|prepared| page(prepared, None)))
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
    ];
    for body in bodies {
        let (ahead, whole) = both(&format!("{FRONT}{body}"));
        assert!(ahead.is_some(), "{body}");
        assert_eq!(ahead, whole, "{body}");
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
    let mut memory = Memory::default();
    let run = pipeline::run_again(&site.path(""), &settings(), &mut memory, &[]);
    let prepared = run.prepared.expect("a site");
    let (veto, oman) = (site.path("content/briefs/veto.md"), site.path("content/actors/oman.md"));
    let several = prepared.ahead(&site.path(""), &[veto.clone(), oman], &run.texts);
    assert!(several.is_none());
    // A picture that went is no file that an editor left.
    let map = site.path("content/briefs/map.png");
    fs::remove_file(&map).expect("a removal");
    assert!(prepared.ahead(&site.path(""), &[veto.clone(), map], &run.texts).is_none());
    fs::remove_file(&veto).expect("a removal");
    assert!(prepared.ahead(&site.path(""), &[veto], &run.texts).is_none());
}
