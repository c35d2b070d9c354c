//! TLS: whom `publish` and `check --external` trust. A proxy whose certificate comes from an authority of the tests
//! stands before plain servers. Both files of `tests/tls/` are for nothing else, and hold for a hundred years.

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use crate::command::run;
use crate::desk::{Access, Desk, assert_equal};
use crate::s3::S3;
use crate::server::{Server, status};
use crate::site::Site;

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/tls").join(name)
}

/// Starts a proxy before a port, which speaks TLS as `localhost`; its own port. It ends with the tests.
fn before(port: u16) -> u16 {
    let certificate = CertificateDer::from_pem_file(file("localhost.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(file("localhost.key")).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let own = listener.local_addr().unwrap().port();
    let serve = async move {
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        while let Ok((client, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                // Whoever does not trust the certificate goes.
                let mut client = acceptor.accept(client).await.ok()?;
                let mut server = tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok()?;
                tokio::io::copy_bidirectional(&mut client, &mut server).await.ok()
            });
        }
    };
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        runtime.unwrap().block_on(serve);
    });
    own
}

/// What makes a program trust an authority, in place of those of the system.
fn trust(authority: &str) -> (&'static str, String) {
    ("SSL_CERT_FILE", file(authority).display().to_string())
}

pub fn a_site_is_published_over_tls() {
    let server = S3::start();
    let Access { environment, .. } = server.access();
    let endpoint = format!("https://localhost:{}", before(server.port));
    let mut access =
        Access { keys: format!("to = \"s3://desk-site\"\nendpoint = \"{endpoint}\""), environment };
    access.environment.push(trust("authority.pem"));
    let desk = Desk::small(&access);
    desk.published(&[]);
    assert_equal(&server.stored(), &desk.built());
}

pub fn a_link_is_checked_over_tls_and_only_whom_the_system_trusts() {
    let server = Server::new(|_, _, _| status(200));
    let port = server.address("").rsplit_once(':').unwrap().1.parse().unwrap();
    let address = format!("https://localhost:{}/", before(port));
    let page = format!("+++\ntitle = \"A page\"\n+++\n<{address}>\n");
    // Without a file of authorities, those of Mozilla are left, and sign no certificate for a test.
    for (authority, told) in [("authority.pem", "200"), ("no-such-file", "no secure connection")] {
        let site = Site::new().with("content/page.md", &page);
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_redlines"));
        command.args(["check", "--external"]).current_dir(site.path("")).envs([trust(authority)]);
        let ran = run(command.env("NO_PROXY", "localhost").env("no_proxy", "localhost"));
        let answers = std::fs::read_to_string(site.path("external-links.json")).unwrap();
        assert!(answers.contains(told), "{authority}: {answers}\n{}{}", ran.out, ran.err);
    }
}
