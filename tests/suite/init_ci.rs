//! `redlines init-ci`: where the workflow goes, and what is never written over.

use std::fs;

use crate::command::redlines;
use crate::site::Site;

const HOSTS: [(&str, &str, &str); 2] = [
    ("github", ".github/workflows/site.yml", "Source: GitHub Actions"),
    ("gitlab", ".gitlab-ci.yml", "Deploy > Pages"),
];

#[test]
fn a_workflow_is_written_once() {
    for (host, path, setting) in HOSTS {
        let site = Site::new();
        let ran = site.run(&["init-ci", host]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(ran.out.contains(path) && ran.out.contains(setting), "{}", ran.out);
        assert!(ran.out.contains("There is no git repository here yet"), "{}", ran.out);
        let text = fs::read_to_string(site.path(path)).unwrap();
        assert!(text.contains("redlines check --deny warnings"), "{text}");
        let again = site.run(&["init-ci", host]);
        assert_eq!(again.code, 0);
        assert!(again.out.starts_with(&format!("{path} is as it should be.")), "{}", again.out);
    }
}

#[test]
fn a_file_of_somebody_else_is_written_over_only_where_asked() {
    for (host, path, _) in HOSTS {
        let site = Site::new().with(path, "mine: true\n");
        let ran = site.run(&["init-ci", host]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("`--force` writes over it"), "{}", ran.err);
        assert_eq!(fs::read_to_string(site.path(path)).unwrap(), "mine: true\n");
        assert_eq!(site.run(&["init-ci", host, "--force"]).code, 0);
        assert!(fs::read_to_string(site.path(path)).unwrap().contains("redlines build"));
    }
}

#[test]
fn a_site_in_a_folder_of_a_repository_is_found_from_its_root() {
    let site = Site::new();
    let config = fs::read_to_string(site.path("config.toml")).unwrap();
    let site = site.with("docs/the site/config.toml", config).with(".git/HEAD", "");
    for (host, path, _) in HOSTS {
        let ran = redlines(&site.path("docs"), &["init-ci", host, "--site", "the site"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(!ran.out.contains("no git repository"), "{}", ran.out);
        let text = fs::read_to_string(site.path(path)).unwrap();
        assert!(text.contains("SITE: \"docs/the site\""), "{text}");
    }
}

#[test]
fn what_is_no_site_or_no_host_gets_no_workflow() {
    let site = Site::new();
    fs::create_dir(site.path("empty")).unwrap();
    for arguments in [
        &["init-ci", "github", "--site", "empty"][..],
        &["init-ci", "github", "--site", "nowhere"],
        &["init-ci", "github", "--from", "git@host:redlines.git"],
        &["init-ci", "sourcehut"],
        &["init-ci"],
    ] {
        assert_eq!(site.run(arguments).code, 2, "{arguments:?}");
    }
    assert!(!site.path(".github").exists() && !site.path("empty/.github").exists());
}
