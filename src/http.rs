//! The HTTP client of everything that uses the network: which certificates it trusts, and how it encrypts.

use std::sync::Once;

use reqwest::Certificate;
use reqwest::blocking;
use rustls::crypto::ring;

/// A client for asynchronous code. It trusts the authorities of the system and of Mozilla, so that it works
/// where a company adds its own and where a small container has none.
///
/// # Errors
/// The TLS library refuses its own settings.
pub fn client() -> reqwest::Result<reqwest::Client> {
    install_provider();
    reqwest::Client::builder().tls_certs_merge(mozilla_roots()).build()
}

/// Settings of a client for threads, with the same trust.
pub fn blocking_client() -> blocking::ClientBuilder {
    install_provider();
    blocking::Client::builder().tls_certs_merge(mozilla_roots())
}

/// Makes ring the implementation of cryptography. Without this, reqwest panics: its own choice, aws-lc, would
/// be a minute of compiling C.
fn install_provider() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        // An error means that the program chose another one before.
        let _ = ring::default_provider().install_default();
    });
}

fn mozilla_roots() -> impl Iterator<Item = Certificate> {
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
    // A root that reqwest cannot read is one that no server can be trusted by.
    roots.filter_map(|der| Certificate::from_der(der).ok())
}
