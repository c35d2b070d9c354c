//! The recipes in `docs/hosting/` that need no server to be held against what redlines makes; nginx and the workflows
//! of code hosts run in the browser tests.

use std::fs;
use std::path::Path;
use std::process::Command;

use redlines::model::delivery::{Delivery, headers_of_all};
use redlines::model::site::SearchEngine;
use serde_json::Value;

use crate::site::Site;

fn recipe(path: &str) -> String {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(path);
    fs::read_to_string(&place).unwrap_or_else(|error| panic!("{}: {error}", place.display()))
}

#[test]
fn every_recipe_says_the_same_headers() {
    let headers = headers_of_all(SearchEngine::Pagefind);
    for path in ["hosting.md", "hosting/nginx.conf", "hosting/cloudfront-headers.json"] {
        let text = recipe(path);
        // That types are not guessed is a name of its own to CloudFront.
        let is_named = |name: &str| !path.ends_with(".json") || name != "X-Content-Type-Options";
        for (name, value) in headers.iter().filter(|(name, _)| is_named(name)) {
            assert!(text.contains(value.as_str()), "{path} has another {name} than {value}");
        }
    }
    let kept = Delivery::for_path("assets/0123456789abcdef/style.css").cache_control;
    let asked = Delivery::for_path("index.html").cache_control;
    for path in ["hosting.md", "hosting/nginx.conf"] {
        let text = recipe(path);
        assert!(text.contains(kept) && text.contains(asked), "{path} caches otherwise");
    }
}

#[test]
fn nginx_tells_the_types_that_redlines_does() {
    let text = recipe("hosting/nginx.conf");
    let types = text.split("types {").nth(1).and_then(|it| it.split('}').next()).unwrap();
    let charset = text.lines().find_map(|it| it.trim().strip_prefix("charset_types ")).unwrap();
    for line in types.lines().map(|it| it.trim().trim_end_matches(';')).filter(|it| !it.is_empty())
    {
        let mut words = line.split_whitespace();
        let essence = words.next().unwrap();
        let is_text = essence == "text/html" || charset.contains(essence);
        let whole = if is_text { format!("{essence}; charset=utf-8") } else { essence.to_owned() };
        for ending in words {
            // Feeds are XML to both, whatever they are called.
            assert_eq!(Delivery::for_path(&format!("a.{ending}")).content_type, whole, "{ending}");
        }
    }
}

#[test]
fn the_recipe_for_netlify_builds_and_forces_redirects() {
    let recipe: toml::Table = recipe("hosting/netlify.toml").parse().unwrap();
    let build = recipe["build"].as_table().unwrap();
    assert_eq!(build["publish"].as_str(), Some("public"));
    let command = build["command"].as_str().unwrap();
    let own = command.strip_prefix("cargo install --locked --profile dist redlines && ").unwrap();
    let text = |redirect: &str| {
        format!(
            "+++\ntitle = \"About\"\n{redirect}lints = {{ orphan-document = \"A test.\" }}\n+++\nText.\n"
        )
    };
    for (redirect, expected) in
        [("redirect_from = [\"/old 301/\"]\n", Some("/old%20301/ /about/ 301!\n")), ("", None)]
    {
        let site = Site::new().with("content/about.md", text(redirect));
        let binary = Path::new(env!("CARGO_BIN_EXE_redlines"));
        let path =
            format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
        let mut shell = Command::new("sh");
        let ran = shell
            .arg("-ec")
            .arg(own)
            .current_dir(site.path(""))
            .env("PATH", path)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        assert_eq!(fs::read_to_string(site.path("public/_redirects")).ok().as_deref(), expected);
    }
}

#[test]
fn the_recipes_for_a_bucket_are_json() {
    let policy: Value = serde_json::from_str(&recipe("hosting/bucket-policy.json")).unwrap();
    let statement = &policy["Statement"][0];
    assert_eq!(statement["Principal"]["Service"], "cloudfront.amazonaws.com");
    assert_eq!(statement["Action"], serde_json::json!(["s3:GetObject", "s3:ListBucket"]));
    let headers: Value = serde_json::from_str(&recipe("hosting/cloudfront-headers.json")).unwrap();
    let said = &headers["SecurityHeadersConfig"];
    for (name, value) in headers_of_all(SearchEngine::Pagefind) {
        match name {
            "Content-Security-Policy" => {
                assert_eq!(said["ContentSecurityPolicy"]["ContentSecurityPolicy"], value);
            }
            "Referrer-Policy" => assert_eq!(said["ReferrerPolicy"]["ReferrerPolicy"], value),
            _ => assert_eq!(said["ContentTypeOptions"]["Override"], true),
        }
    }
}

#[test]
fn every_recipe_is_in_the_document() {
    let text = recipe("hosting.md");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/hosting");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            text.contains(&format!("](hosting/{name})")),
            "docs/hosting.md does not name {name}"
        );
    }
}
