//! HTTP clients with the TLS settings that all of redlines shares.

use std::sync::Once;

use reqwest::Certificate;
use reqwest::blocking;
use rustls::crypto::ring;

/// A client for asynchronous code. It trusts the system's root certificates and Mozilla's: companies add their
/// own to the system, and small containers have none.
///
/// # Errors
/// The TLS settings are invalid.
pub fn client() -> reqwest::Result<reqwest::Client> {
    install_provider();
    reqwest::Client::builder().tls_certs_merge(mozilla_roots()).build()
}

/// A builder of a blocking client with the same root certificates.
pub fn blocking_client() -> blocking::ClientBuilder {
    install_provider();
    blocking::Client::builder().tls_certs_merge(mozilla_roots())
}

/// Installs ring as the crypto provider. reqwest panics without one: its default, aws-lc, is disabled because
/// it takes a minute to compile.
fn install_provider() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        // An error means that a provider is installed already.
        let _ = ring::default_provider().install_default();
    });
}

fn mozilla_roots() -> impl Iterator<Item = Certificate> {
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
    // Skip roots that reqwest cannot parse.
    roots.filter_map(|der| Certificate::from_der(der).ok())
}
