//! Themes: what they take from the built-in one, and what they change of it.

use std::fs;

use crate::site::Site;
use crate::walk::files;

/// A brief with a note, an event and an actor: most kinds of page.
fn site(theme: &str) -> Site {
    let config = format!(
        "title = \"Test\"\nbase_url = \"https://example.org/\"\n[theme]\n{theme}\ncolors = {{ accent = \"#0a5\" }}\n"
    );
    Site::new()
        .with("config.toml", config)
        .with(
            "content/briefs/talks.md",
            "+++\ntitle = \"Talks\"\ndate = 2025-06-20\nevents = [\"talk\"]\n+++\nThey [talked][^a].\n\n[^a]: **Source.** Said so.\n",
        )
        .with("content/events/talk.md", "+++\ntitle = \"A talk\"\ndate = 2025-06-15\nactors = [\"oman\"]\n+++\n")
        .with("content/actors/oman.md", "+++\nname = \"Oman\"\n+++\n")
}

/// The HTML pages of the output.
fn pages(site: &Site) -> Vec<(String, String)> {
    let paths = files(&site.path("public")).into_iter().filter(|path| path.ends_with(".html"));
    let pages: Vec<_> = paths.map(|path| (path.clone(), site.page(&path))).collect();
    assert!(pages.len() > 8, "{} pages", pages.len());
    pages
}

/// The addresses of style sheets, scripts and fonts that a page loads.
fn loaded(page: &str) -> Vec<&str> {
    let parts = page.split("/assets/").skip(1);
    parts.filter_map(|rest| rest.split('"').next()).collect()
}

/// Every asset that a page loads is there.
fn assert_assets_exist(site: &Site) {
    for (path, page) in pages(site) {
        for asset in loaded(&page) {
            assert!(site.path("public/assets").join(asset).is_file(), "{path}: {asset}");
        }
    }
}

#[test]
fn a_copy_of_the_built_in_theme_needs_nothing_of_it_and_gives_the_same_bytes() {
    let built_in = site("name = \"default\"");
    built_in.build();
    let copied = site("name = \"desk-2\"");
    assert_eq!(copied.run(&["theme", "new", "desk-2"]).code, 0);
    copied.build();
    let tree = |site: &Site| {
        let paths = files(&site.path("public")).into_iter().filter(|it| it != ".redlines-origin");
        let read =
            |path: String| (fs::read(site.path("public").join(&path)).expect("a file"), path);
        paths.map(read).map(|(bytes, path)| (path, bytes)).collect::<Vec<_>>()
    };
    for (expected, found) in tree(&built_in).into_iter().zip(tree(&copied)) {
        assert_eq!(expected.0, found.0);
        assert!(expected.1 == found.1, "{}", found.0);
    }
    let templates = copied.path("themes/desk-2/templates");
    for path in files(&templates) {
        let text = fs::read_to_string(templates.join(&path)).expect("a template");
        assert!(!text.contains("default/") && !text.contains("default."), "{path}");
    }
}

#[test]
fn a_page_without_a_template_is_the_built_in_one_with_its_own_assets_and_the_sites_colors() {
    let site = site("name = \"plain\"")
        .with("themes/plain/templates/frame.html", "<title>{{ page.title }}</title>{% block main %}{% endblock main %}")
        .with(
            "themes/plain/templates/brief.html",
            "{% extends \"frame.html\" %}{% block main %}<h1>{{ brief.title }}</h1>{{ brief.body.html }}{% endblock main %}",
        )
        // It has the name of the built-in base, and none of its blocks.
        .with("themes/plain/templates/base.html", "<p>{{ page.title }}</p>")
        .with("themes/plain/assets/style.css", "h1 { color: red }");
    site.build();
    assert!(site.page("briefs/talks/index.html").starts_with("<title>Talks</title>"));
    let event = site.page("events/talk/index.html");
    assert!(event.contains("class=\"masthead\""), "{event}");
    assert!(event.contains("properties.css"), "{event}");
    assert_assets_exist(&site);
    let styles: Vec<&str> =
        loaded(&event).into_iter().filter(|it| it.ends_with("/style.css")).collect();
    let [style] = styles[..] else { panic!("{styles:?}") };
    let style = fs::read_to_string(site.path("public/assets").join(style)).expect("a style sheet");
    assert!(style.len() > 1000, "the style sheet is the theme's own");
    let headers = site.page("_headers");
    assert_eq!(headers.matches("/assets/").count(), 2, "{headers}");
}

#[test]
fn built_in_pages_take_the_themes_own_base_if_it_has_all_blocks() {
    let base = "<html lang=\"en\"><head><title>{% block title %}{{ page.title }}{% endblock title %}</title>\
                {% block canonical %}{% endblock canonical %}{% block open_graph_type %}{% endblock open_graph_type %}\
                {% block head %}{% endblock head %}{% block head_extra %}{% endblock head_extra %}</head>\
                <body class=\"own\">{% block brand %}{% endblock brand %}{% block banner %}{% endblock banner %}\
                {% block main %}{% endblock main %}</body></html>";
    let site = site("name = \"framed\"").with("themes/framed/templates/base.html", base);
    site.build();
    for (path, page) in pages(&site) {
        assert!(page.contains("<body class=\"own\">"), "{path}");
        assert!(!page.contains("class=\"masthead\""), "{path}");
    }
    assert_assets_exist(&site);
}

#[test]
fn a_template_extends_the_built_in_one_of_its_name() {
    let site = site("name = \"default\"")
        .with(
            "templates/brief.html",
            "{% extends \"default/brief.html\" %}{% block banner %}<p>Updated daily</p>{% endblock banner %}\
             {% block head_extra %}<meta name=\"desk\" content=\"{{ brief.id }}\">{% endblock head_extra %}",
        );
    site.build();
    let brief = site.page("briefs/talks/index.html");
    let places = [
        "<meta name=\"desk\" content=\"talks\">",
        "</head>",
        "class=\"masthead\"",
        "<p>Updated daily</p>",
        "<main id=\"main\">",
    ];
    let places =
        places.map(|part| brief.find(part).unwrap_or_else(|| panic!("no {part} in {brief}")));
    assert!(places.is_sorted(), "{places:?}");
    assert!(!site.page("events/talk/index.html").contains("Updated daily"));
}

#[test]
fn a_theme_extends_a_built_in_template_and_brings_its_assets() {
    let site = site("name = \"thin\"").with(
        "themes/thin/templates/brief.html",
        "{% extends \"default/brief.html\" %}{% block banner %}<p>Thin</p>{% endblock banner %}",
    );
    site.build();
    assert!(site.page("briefs/talks/index.html").contains("<p>Thin</p>"));
    assert_assets_exist(&site);
}

#[test]
fn every_kind_of_page_has_the_blocks_for_authors() {
    let site = site("name = \"default\"")
        .with(
            "templates/base.html",
            "{% extends \"default/base.html\" %}{% block banner %}<p>On every page</p>{% endblock banner %}\
             {% block head_extra %}<meta name=\"desk\" content=\"1\">{% endblock head_extra %}",
        )
        .with("content/about.md", "+++\ntitle = \"About\"\naliases = [\"/old/\"]\n+++\nText.\n");
    site.build();
    for (path, page) in pages(&site) {
        assert!(page.contains("<p>On every page</p>"), "{path}");
        assert!(page.contains("<meta name=\"desk\" content=\"1\">"), "{path}");
    }
}

#[test]
fn a_theme_with_all_templates_that_its_site_needs_brings_no_built_in_assets() {
    let mut site = Site::new()
        .with(
            "config.toml",
            "title = \"Test\"\nbase_url = \"https://example.org/\"\n[theme]\nname = \"small\"\n",
        )
        .with("content/about.md", "+++\ntitle = \"About\"\n+++\nText.\n");
    let names = ["home", "page", "404", "search", "note", "embed", "figure"];
    for name in names {
        let text = "<title>{{ site.title }}</title>";
        site = site.with(&format!("themes/small/templates/{name}.html"), text);
    }
    site.build();
    assert!(site.page("robots.txt").contains("sitemap.xml"), "robots.txt is the built-in one");
    assert!(!site.path("public/assets").exists());
}
