//! Opens the backend of a target, with its credentials.

use std::time::Duration;

use opendal::layers::{RetryLayer, TimeoutLayer};
use opendal::{Builder, ErrorKind, HttpTransporter, OperationContext, Operator, services};
use opendal_http_transport_reqwest::ReqwestTransport;

use crate::http;
use crate::model::publication::{Destination, ObjectStore, PublishTarget};
use crate::publish::backend::Backend;
use crate::publish::credentials::Credentials;
use crate::publish::folder::FolderTarget;
use crate::publish::job::Job;

/// Limit of retries of a request.
const MAX_RETRIES: usize = 6;

/// Delay before the first retry. It doubles with each retry.
const MIN_RETRY_DELAY: Duration = Duration::from_millis(200);

/// Upper bound of the delay before a retry.
const MAX_RETRY_DELAY: Duration = Duration::from_secs(10);

/// Opens the backend of a target. Also returns the prefix of every path there.
pub fn backend(job: &Job<'_>, credentials: &Credentials) -> opendal::Result<(Backend, String)> {
    if let Destination::Folder(path) = &job.target.to.value {
        let place = job.site.join(path);
        let place = std::path::absolute(&place).unwrap_or(place);
        return Ok((Backend::Folder(FolderTarget::new(place)), String::new()));
    }
    let (operator, prefix) = service(job, credentials)?;
    let timeout =
        TimeoutLayer::new().with_timeout(job.options.timeout).with_io_timeout(job.options.timeout);
    let retry = RetryLayer::new()
        .with_max_times(MAX_RETRIES)
        .with_min_delay(MIN_RETRY_DELAY)
        .with_max_delay(MAX_RETRY_DELAY)
        .with_jitter();
    Ok((Backend::Service(operator.layer(timeout).layer(retry)), prefix))
}

/// Builds the OpenDAL operator of a target. Also returns the prefix of every path there.
fn service(job: &Job<'_>, credentials: &Credentials) -> opendal::Result<(Operator, String)> {
    let PublishTarget { to, endpoint, region, account, virtual_host, .. } = job.target;
    let value = |name: &str| credentials.get(name);
    let endpoint = endpoint.clone();
    match &to.value {
        Destination::Bucket { store: ObjectStore::S3, bucket, prefix } => {
            let endpoint = endpoint.or_else(|| value("AWS_ENDPOINT_URL"));
            let region = region.clone().or_else(|| value("AWS_REGION"));
            let region = region.or_else(|| value("AWS_DEFAULT_REGION"));
            let mut builder = services::S3::default().bucket(bucket).root(prefix);
            builder = builder.region(region.as_deref().unwrap_or("us-east-1"));
            if let Some(endpoint) = &endpoint {
                builder = builder.endpoint(endpoint).disable_ec2_metadata();
            }
            if *virtual_host {
                builder = builder.enable_virtual_host_style();
            }
            Ok((over_http(builder)?, String::new()))
        }
        Destination::Bucket { store: ObjectStore::GoogleCloudStorage, bucket, prefix } => {
            let mut builder = services::Gcs::default().bucket(bucket).root(prefix);
            if let Some(endpoint) = &endpoint {
                builder = builder.endpoint(endpoint);
            }
            Ok((over_http(builder)?, String::new()))
        }
        Destination::Bucket { store: ObjectStore::AzureBlob, bucket, prefix } => {
            let account = account.clone().or_else(|| value("AZURE_STORAGE_ACCOUNT_NAME"));
            let account = account.unwrap_or_default();
            let default_endpoint = format!("https://{account}.blob.core.windows.net");
            let builder = services::Azblob::default()
                .container(bucket)
                .root(prefix)
                .endpoint(&endpoint.unwrap_or(default_endpoint))
                .account_name(&account)
                .account_key(&value("AZURE_STORAGE_ACCOUNT_KEY").unwrap_or_default())
                .sas_token(&value("AZURE_STORAGE_SAS_TOKEN").unwrap_or_default());
            Ok((over_http(builder)?, String::new()))
        }
        Destination::Webdav { server, user, path } => {
            let user = user.clone().or_else(|| value("WEBDAV_USERNAME"));
            let builder = services::Webdav::default()
                .endpoint(server)
                .root(path)
                .username(&user.unwrap_or_default())
                .password(&value("WEBDAV_PASSWORD").unwrap_or_default())
                .token(&value("WEBDAV_TOKEN").unwrap_or_default());
            Ok((over_http(builder)?, String::new()))
        }
        Destination::Sftp { user, host, port, path } => {
            let user = user.as_ref().map_or(String::new(), |user| format!("{user}@"));
            let port = port.map_or(String::new(), |port| format!(":{port}"));
            let endpoint = format!("ssh://{user}{host}{port}");
            // OpenDAL creates the root at once, even for a dry run. So the root is `/`, and paths get a prefix.
            let builder = services::Sftp::default().endpoint(&endpoint).root("/");
            let prefix = format!("{}/", path.trim_matches('/'));
            Ok((Operator::new(builder.known_hosts_strategy("strict"))?, prefix))
        }
        Destination::Folder(_) | Destination::Git { .. } => {
            Err(opendal::Error::new(ErrorKind::Unsupported, "it is reached without the library"))
        }
    }
}

/// Builds an operator that uses the shared HTTP client.
fn over_http(builder: impl Builder) -> opendal::Result<Operator> {
    let client = http::client().map_err(|error| {
        opendal::Error::new(ErrorKind::Unexpected, "there is no HTTP client").set_source(error)
    })?;
    let transport = HttpTransporter::new(ReqwestTransport::new(client));
    let context = OperationContext::new().with_http_transport(transport);
    Ok(Operator::new(builder)?.with_context(context))
}
