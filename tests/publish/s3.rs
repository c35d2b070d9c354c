//! An S3-compatible server in the test's own process, which checks signatures; and rclone as another client
//! of it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use opendal_http_transport_reqwest::ReqwestTransport;
use tempfile::TempDir;

use crate::desk::{Access, Desk, Files, assert_equal, published_files};
use crate::programs::program;
use crate::s3_server::serve;

pub const USER: &str = "AKIDTEST";
pub const SECRET: &str = "a-secret-that-no-output-shows";

/// A server with one bucket, `desk-site`. It ends with the tests.
pub struct S3 {
    pub folder: TempDir,
    pub port: u16,
}

impl S3 {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("desk-site")).unwrap();
        let (port, _) = serve(folder.path(), USER, SECRET);
        Self { folder, port }
    }

    /// A target at a path of the server, at one of its ports.
    pub fn access_at(&self, path: &str, port: u16) -> Access {
        Access {
            keys: format!("to = \"s3://{path}\"\nendpoint = \"http://127.0.0.1:{port}\""),
            environment: vec![
                ("AWS_ACCESS_KEY_ID", USER.to_owned()),
                ("AWS_SECRET_ACCESS_KEY", SECRET.to_owned()),
            ],
        }
    }

    pub fn access(&self) -> Access {
        self.access_at("desk-site", self.port)
    }

    /// Where the server keeps an object.
    pub fn object(&self, path: &str) -> PathBuf {
        self.folder.path().join("desk-site").join(path)
    }

    fn rclone(&self, arguments: &[&str]) {
        let mut command = Command::new(program("rclone"));
        command.args(arguments).env("RCLONE_CONFIG", self.folder.path().join("none"));
        command.env("RCLONE_S3_PROVIDER", "Other").env("RCLONE_S3_ACCESS_KEY_ID", USER);
        command.env("RCLONE_S3_SECRET_ACCESS_KEY", SECRET);
        command.env("RCLONE_S3_ENDPOINT", format!("http://127.0.0.1:{}", self.port));
        // This version cannot take authorities of one's own.
        command.env_remove("AWS_CA_BUNDLE");
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// What the bucket holds, as the server keeps it on disk.
    pub fn stored(&self) -> Files {
        published_files(&self.folder.path().join("desk-site"))
    }

    /// What the bucket holds, as rclone fetches it.
    fn fetched(&self) -> Files {
        let folder = tempfile::tempdir().unwrap();
        self.rclone(&["copy", ":s3:desk-site", folder.path().to_str().unwrap()]);
        published_files(folder.path())
    }

    /// The type and caching that the server tells of an object.
    fn headers(&self, path: &str) -> [Option<String>; 2] {
        let bucket = opendal::services::S3::default()
            .bucket("desk-site")
            .endpoint(&format!("http://127.0.0.1:{}", self.port))
            .region("us-east-1")
            .access_key_id(USER)
            .secret_access_key(SECRET)
            .disable_config_load();
        let client = redlines::http::client().unwrap();
        let transport = opendal::HttpTransporter::new(ReqwestTransport::new(client));
        let context = opendal::OperationContext::new().with_http_transport(transport);
        let bucket = opendal::Operator::new(bucket).unwrap().with_context(context);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let told = runtime.block_on(bucket.stat(path)).unwrap();
        [told.content_type(), told.cache_control()].map(|header| header.map(str::to_owned))
    }
}

pub fn the_sample_arrives_whole_with_its_headers_and_only_changes_follow() {
    let server = S3::start();
    let desk = Desk::sample(&server.access());
    let first = desk.published(&["live"]);
    assert!(first.out.contains("Published to s3://desk-site: "), "{}", first.out);
    assert_equal(&server.fetched(), &desk.built());
    let anew = "public, max-age=0, must-revalidate";
    let expected = [
        ("index.html", "text/html; charset=utf-8", anew),
        ("sitemap.xml", "text/xml; charset=utf-8", anew),
        ("pagefind/pagefind-entry.json", "application/json", anew),
    ];
    for (path, kind, cache) in expected {
        let told = server.headers(path);
        assert_eq!(told.each_ref().map(Option::as_deref), [Some(kind), Some(cache)], "{path}");
    }
    crate::sample::assert_later_publishes(&desk, || server.fetched());
}

pub fn names_of_any_kind_arrive_and_go() {
    let server = S3::start();
    let desk = Desk::small(&server.access());
    desk.published(&[]);
    assert_equal(&server.fetched(), &desk.built());
    assert!(desk.built().contains_key("北京/карта.svg"));
    fs::remove_dir_all(desk.site.path("static")).unwrap();
    let ran = desk.published(&["--allow-deletions"]);
    assert!(ran.out.contains("- a b/100%25 sure.txt"), "{}", ran.out);
    assert_equal(&server.fetched(), &desk.built());
}

pub fn a_prefix_keeps_two_sites_apart() {
    let server = S3::start();
    let one = Desk::small(&server.access_at("desk-site/one", server.port));
    let other = Desk::small(&server.access_at("desk-site/other", server.port));
    one.published(&[]);
    let before = server.fetched().len();
    other.published(&["--allow-deletions", "--adopt"]);
    // Each has its own record, of which `fetched` hides only one at the root.
    assert_eq!(server.fetched().len(), before * 2);
}

pub fn large_files_go_in_parts_and_little_of_them_is_in_memory() {
    let server = S3::start();
    let desk = Desk::small(&server.access());
    let large: Vec<u8> = (0..105_000_000u32).map(|it| (it ^ (it >> 11)) as u8).collect();
    let desk = desk.with("static/large.bin", &large);
    let ran = desk.published(&["--timeout", "600"]);
    assert!(ran.out.contains("large.bin"), "{}", ran.out);
    assert!(fs::read(server.object("large.bin")).unwrap() == large, "other bytes");
    assert!(desk.published(&[]).out.contains("0 files sent"));
}
