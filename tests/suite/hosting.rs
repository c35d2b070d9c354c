//! What hosts read of a site, and where its assets are.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::site::Site;

fn config(base_url: &str, rest: &str) -> String {
    format!(
        "title = \"Test\"\nbase_url = \"{base_url}\"\n{rest}\n[lints]\nstub-actor = \"allow\"\n"
    )
}

fn brief(redirects: &str) -> String {
    format!(
        "+++\ntitle = \"Talks\"\ndate = 2025-06-15\nredirect_from = [{redirects}]\n+++\n\nText.\n"
    )
}

#[test]
fn redirects_name_old_addresses_and_nothing_else() {
    let redirects = r#""/old name/", "/100%/", "/محادثات/", "/a*b/", "/:id/", "/old.html""#;
    let mut site = Site::new().with("content/briefs/talks.md", brief(redirects));
    for (base_url, path) in [
        ("https://example.org", ""),
        ("https://example.org:8443/desk/", "/desk"),
        ("https://example.org/a b", "/a%20b"),
    ] {
        site = site.with("config.toml", config(base_url, ""));
        site.build();
        let expected: String = [
            "/old%20name/",
            "/100%25/",
            "/%D9%85%D8%AD%D8%A7%D8%AF%D8%AB%D8%A7%D8%AA/",
            "/a%2Ab/",
            "/%3Aid/",
            "/old.html",
        ]
        .map(|from| format!("{path}{from} {path}/briefs/talks/ 301\n"))
        .concat();
        assert_eq!(site.page("_redirects"), expected, "{base_url}");
        assert!(site.page("old name/index.html").contains(&format!("url={path}/briefs/talks/")));
        let headers = site.page("_headers");
        assert!(
            headers.starts_with(&format!("{path}/*\n  Content-Security-Policy: ")),
            "{headers}"
        );
        let assets = format!("\n{path}/assets/{}/*\n  Cache-Control: ", site.fingerprint());
        assert!(headers.contains(&assets), "{headers}");
        let manifest: Value = serde_json::from_str(&site.page("manifest.webmanifest")).unwrap();
        assert_eq!(manifest["start_url"], format!("{path}/"));
    }
}

#[test]
fn a_site_without_redirects_has_no_list_of_them() {
    let site = Site::new();
    site.build();
    assert!(!site.path("public/_redirects").exists());
    assert_eq!(site.page(".nojekyll"), "");
}

#[test]
fn only_sites_with_search_allow_its_engine() {
    let policy = |rest: &str| {
        let site = Site::new().with("config.toml", config("https://example.org/", rest));
        site.build();
        let headers = site.page("_headers");
        let of_policy = headers.lines().find_map(|it| it.trim().strip_prefix("Content-Security-"));
        of_policy.expect("a policy").to_owned()
    };
    assert!(policy("").contains("script-src 'self' 'wasm-unsafe-eval';"));
    let without = policy("[search]\nengine = \"off\"");
    assert!(without.contains("script-src 'self';"), "{without}");
    assert!(!without.contains("unsafe"), "{without}");
}

#[test]
fn the_authors_own_files_take_the_place_of_made_ones() {
    let own = [
        "_headers",
        "_redirects",
        ".nojekyll",
        "robots.txt",
        "sitemap.xml",
        "404.html",
        "manifest.webmanifest",
    ];
    let site = Site::new().with("content/briefs/talks.md", brief("\"/old/\""));
    let site = own.iter().fold(site, |site, name| site.with(&format!("static/{name}"), "my own\n"));
    let ran = site.build();
    assert_eq!(ran.err, "");
    for name in own {
        assert_eq!(site.page(name), "my own\n", "{name}");
    }
}

#[test]
fn a_sitemap_tells_when_pages_changed_and_leaves_out_what_is_not_to_be_found() {
    let text =
        |rest: &str| format!("+++\ntitle = \"Talks\"\ndate = 2025-06-15\n{rest}+++\n\nText.\n");
    let correction = "status = \"corrected\"\nupdated = 2025-06-16\ncorrections = [{ date = 2025-07-01, text = \"A name.\" }]\n";
    let withdrawn = "status = \"withdrawn\"\ncorrections = [{ date = 2025-08-01, text = \"It was not so.\" }]\n";
    let site = Site::new()
        .with("content/briefs/a.md", text("redirect_from = [\"/old/\"]\n"))
        .with("content/briefs/b.md", text(correction))
        .with("content/briefs/c.md", text(withdrawn))
        .with("content/briefs/d.md", text("updated = \"2025-09\"\n"));
    site.build();
    let sitemap = site.page("sitemap.xml");
    let entry = |id: &str, day: &str| {
        format!("<url><loc>https://example.org/briefs/{id}/</loc>{day}</url>")
    };
    let day = |day: &str| format!("<lastmod>{day}</lastmod>");
    for expected in [
        entry("a", &day("2025-06-15")),
        entry("b", &day("2025-07-01")),
        // It has something to say: that it was withdrawn, and why.
        entry("c", &day("2025-08-01")),
        // Sitemaps take days.
        entry("d", ""),
    ] {
        assert!(sitemap.contains(&expected), "{expected} in {sitemap}");
    }
    for hidden in ["/old/", "/404", "/search/", ".json", "_headers"] {
        assert!(!sitemap.contains(hidden), "{hidden} in {sitemap}");
    }
}

#[test]
fn assets_lie_where_their_content_says() {
    let theme = "[theme]\nstylesheet = \"/assets/own.css\"\nlogo = \"/logo.svg\"\nicon = \"/assets/icons/i.png\"";
    let mut site = Site::new()
        .with("config.toml", config("https://example.org/desk", theme))
        .with("assets/own.css", "p { margin: 0 }\n")
        .with("assets/icons/i.png", "a picture\n")
        .with("assets/.hidden", "nobody's\n")
        .with("static/logo.svg", "<svg/>\n");
    site.build();
    let first = site.fingerprint();
    let home = site.page("index.html");
    for href in [
        format!("href=\"/desk/assets/{first}/own.css\""),
        format!("href=\"/desk/assets/{first}/style.css\""),
        format!("rel=\"icon\" href=\"/desk/assets/{first}/icons/i.png\""),
        "src=\"/desk/logo.svg\"".to_owned(),
    ] {
        assert!(home.contains(&href), "{href} in {home}");
    }
    assert_eq!(site.page(&format!("assets/{first}/own.css")), "p { margin: 0 }\n");
    assert!(!site.path(&format!("public/assets/{first}/.hidden")).exists());
    let manifest: Value = serde_json::from_str(&site.page("manifest.webmanifest")).unwrap();
    let icon = json!([{ "src": format!("/desk/assets/{first}/icons/i.png"), "type": "image/png" }]);
    assert_eq!(manifest["icons"], icon);

    // Whatever changes a byte of an asset, or a name, changes the address of all.
    let mut seen = BTreeMap::from([(first.clone(), "the first")]);
    for (path, text) in [
        ("assets/own.css", "p { margin: 1px }\n"),
        ("assets/style.css", "/* the theme's no more */\n"),
        ("assets/new.js", ""),
        (
            "config.toml",
            &config("https://example.org/desk", &format!("{theme}\ncolors = {{ ink = \"#123\" }}")),
        ),
    ] {
        site = site.with(path, text);
        site.build();
        assert_eq!(seen.insert(site.fingerprint(), path), None, "{path}");
    }
    let style = site.page(&format!("assets/{}/style.css", site.fingerprint()));
    assert_eq!(style, "/* the theme's no more */\n");
}

#[test]
fn an_asset_that_is_not_there_is_an_error_at_its_place() {
    let theme = "[theme]\nstylesheet = \"/assets/onw.css\"";
    let site = Site::new().with("config.toml", config("https://example.org", theme));
    let site = site.with("assets/own.css", "");
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("nothing has the address `/assets/onw.css`"), "{}", ran.err);
    assert!(ran.err.contains("config.toml:4"), "{}", ran.err);
}
