//! Feeds: what is an entry, what is an update, and what a site can leave out.

use crate::site::Site;

const BRIEF: &str =
    "+++\ntitle = \"Veto\"\ndate = 2025-06-15\nactors = [\"northland\"]\ntags = [\"talks\"]\n";
const ACTOR: &str = "+++\nname = \"Northland\"\nkind = \"state\"\n+++\n";
const TEXT: &str = "+++\n\nA text.\n";

fn site(config: &str) -> Site {
    Site::new()
        .with(
            "config.toml",
            format!(
                "title = \"Test\"\nbase_url = \"https://example.org/\"\n{config}\n[lints]\n\
                 orphan-document = \"allow\"\nunsourced-event = \"allow\"\n"
            ),
        )
        .with("content/actors/northland.md", ACTOR)
        .with("content/briefs/veto.md", format!("{BRIEF}{TEXT}"))
}

/// The text of an element, wherever it stands.
fn all<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    xml.split(&open).skip(1).filter_map(|rest| rest.split(&close).next()).collect()
}

/// The feeds in which the brief is.
const FEEDS: [&str; 4] =
    ["feed.xml", "briefs/feed.xml", "actors/northland/feed.xml", "tags/talks/feed.xml"];

#[test]
fn a_corrected_brief_is_updated_and_no_new_entry() {
    let site = site("");
    site.build();
    let before = FEEDS.map(|feed| site.page(feed));
    let corrected = format!(
        "{BRIEF}status = \"corrected\"\ncorrections = [{{ date = 2025-06-20, text = \"A name.\" }}]\n{TEXT}"
    );
    let site = site.with("content/briefs/veto.md", corrected);
    site.build();
    for (feed, before) in FEEDS.into_iter().zip(before) {
        let after = site.page(feed);
        assert_eq!(all(&before, "entry").len(), 1, "{feed}");
        assert_eq!(all(&before, "id"), all(&after, "id"), "{feed}");
        assert_eq!(all(&before, "updated")[1], "2025-06-15T00:00:00Z", "{feed}");
        assert_eq!(all(&after, "updated"), ["2025-06-20T00:00:00Z"; 2], "{feed}");
        assert!(after.contains("Corrected on 20 June 2025: A name."), "{feed}: {after}");
    }
    assert_eq!(all(&site.page("corrections/feed.xml"), "entry").len(), 1);
}

#[test]
fn pages_name_the_feeds_that_there_are() {
    let link = |feed: &str| format!("type=\"application/atom+xml\" title=\"{feed}");
    let site = site("");
    site.build();
    let actor = site.page("actors/northland/index.html");
    for feed in ["Test: Northland", "Test\"", "Test: Briefs", "Test: Corrections"] {
        assert_eq!(actor.matches(&link(feed)).count(), 1, "{feed}");
    }
    assert!(actor.contains("<a href=\"/actors/northland/feed.xml\""), "a link that readers see");
}

#[test]
fn a_site_chooses_its_feeds() {
    let of_site = site("[feeds]\nfiles = \"site\"\ncontent = \"full\"");
    of_site.build();
    assert!(!of_site.path("public/actors/northland/feed.xml").exists());
    assert!(of_site.page("feed.xml").contains("<content type=\"html\">"));
    let none = site("[feeds]\nfiles = \"off\"");
    none.build();
    assert!(!none.path("public/feed.xml").exists());
    assert!(!none.page("index.html").contains("feed.xml"));
    let mut few = site("[feeds]\nentries = 2");
    for day in 10..15 {
        let brief = BRIEF.replace("2025-06-15", &format!("2025-06-{day}"));
        few = few.with(&format!("content/briefs/b{day}.md"), format!("{brief}{TEXT}"));
    }
    few.build();
    assert_eq!(
        all(&few.page("feed.xml"), "published"),
        ["2025-06-15T00:00:00Z", "2025-06-14T00:00:00Z"]
    );
}

#[test]
fn a_site_without_documents_has_no_feeds() {
    let site = Site::new();
    site.build();
    assert!(!site.path("public/feed.xml").exists() && !site.path("public/data").exists());
    assert!(!site.page("index.html").contains("feed.xml"));
}
