//! The addresses that sites are published to.

use percent_encoding::percent_decode_str;

use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::model::publication::{Destination, ObjectStore};

/// Every scheme, for messages.
const SCHEMES: [&str; 7] = ["s3", "gs", "azblob", "webdav", "webdavs", "sftp", "git+"];

/// Reads an address.
///
/// # Errors
/// What is wrong with it, in a few words.
pub fn destination(written: &str) -> Result<Destination, String> {
    if let Some(rest) = written.strip_prefix("git+") {
        return git(rest);
    }
    let Some((scheme, rest)) = written.split_once("://") else {
        return match written.contains('\0') {
            true => Err("it is not a path".to_owned()),
            false => Ok(Destination::Folder(written.to_owned())),
        };
    };
    match scheme {
        "s3" => bucket(ObjectStore::S3, rest),
        "gs" => bucket(ObjectStore::GoogleCloudStorage, rest),
        "azblob" => bucket(ObjectStore::AzureBlob, rest),
        "webdav" => webdav("http", rest),
        "webdavs" => webdav("https", rest),
        "sftp" => sftp(rest),
        "http" | "https" => {
            let secure = if scheme == "https" { "s" } else { "" };
            Err(format!(
                "a WebDAV server is written `webdav{secure}://…`, a repository `git+{scheme}://…#BRANCH`"
            ))
        }
        _ => {
            let near = did_you_mean(nearest(scheme, SCHEMES));
            let known = SCHEMES.join(", ");
            Err(format!(
                "the scheme `{scheme}` is not known{near} (known: {known}, or the path of a folder)"
            ))
        }
    }
}

/// Whether an address names a password: `sftp://user:password@host`. It is no secret that git logs in as
/// `git`.
pub fn holds_password(written: &str) -> bool {
    let Some((_, rest)) = written.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // A token stands in the place of the user's name at code hosts.
    let is_http = written.contains("http://") || written.contains("https://");
    host.rsplit_once('@').is_some_and(|(user, _)| user.contains(':') || is_http)
}

fn git(rest: &str) -> Result<Destination, String> {
    let (remote, branch) = rest.rsplit_once('#').unwrap_or((rest, ""));
    if branch.is_empty() {
        return Err("it does not say which branch: `git+https://host/repository#BRANCH`".to_owned());
    }
    // What `git check-ref-format` refuses, and a name that reads as an option.
    let bad = |c: char| c.is_whitespace() || c.is_control() || "~^:?*[\\".contains(c);
    let is_bad = branch.contains(bad) || branch.contains("..") || branch.contains("//");
    if is_bad
        || branch.starts_with(['-', '/'])
        || branch.ends_with(['/', '.'])
        || branch.ends_with(".lock")
    {
        return Err(format!("`{branch}` cannot be the name of a branch"));
    }
    if remote.is_empty() || remote.starts_with('-') {
        return Err("it does not say which repository".to_owned());
    }
    Ok(Destination::Git { remote: remote.to_owned(), branch: branch.to_owned() })
}

fn bucket(store: ObjectStore, rest: &str) -> Result<Destination, String> {
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    if bucket.is_empty() || bucket.contains(|c: char| c.is_whitespace() || "?#@:".contains(c)) {
        return Err(format!("`{bucket}` cannot be the name of a bucket"));
    }
    let prefix = prefix.trim_end_matches('/');
    sound(prefix)?;
    Ok(Destination::Bucket { store, bucket: bucket.to_owned(), prefix: prefix.to_owned() })
}

/// Refuses paths that climb, or have an empty part.
fn sound(path: &str) -> Result<(), String> {
    match path.is_empty() || path.split('/').all(|part| !matches!(part, "" | "." | "..")) {
        true => Ok(()),
        false => Err(format!("`{path}` is not a plain path")),
    }
}

/// The user, host with port, and decoded path of an address.
fn parts(scheme: &str, rest: &str) -> Result<(Option<String>, url::Url, String), String> {
    let url = url::Url::parse(&format!("{scheme}://{rest}")).ok().filter(url::Url::has_host);
    // A web address without a host takes the first part of its path for one.
    let url = url.filter(|_| !rest.starts_with('/')).ok_or("it names no host")?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err("it must have no `?` and no `#`".to_owned());
    }
    let decode = |text: &str| percent_decode_str(text).decode_utf8().map(|it| it.into_owned());
    let path = decode(url.path()).map_err(|_| "its path is not UTF-8")?;
    let path = path.trim_end_matches('/').to_owned();
    sound(path.trim_start_matches('/'))?;
    let user = decode(url.username()).map_err(|_| "its user is not UTF-8")?;
    Ok(((!user.is_empty()).then_some(user), url, path))
}

fn webdav(scheme: &str, rest: &str) -> Result<Destination, String> {
    let (user, url, path) = parts(scheme, rest)?;
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    let server = format!("{scheme}://{}{port}", url.host_str().unwrap_or_default());
    Ok(Destination::Webdav { server, user, path })
}

fn sftp(rest: &str) -> Result<Destination, String> {
    let (user, url, path) = parts("ssh", rest)?;
    let host = url.host_str().unwrap_or_default().to_owned();
    if host.starts_with('-') || user.as_ref().is_some_and(|user| user.starts_with('-')) {
        return Err("neither user nor host may begin with `-`".to_owned());
    }
    if path.is_empty() {
        return Err("it names no folder of the server, such as `sftp://host/var/www`".to_owned());
    }
    Ok(Destination::Sftp { user, host, port: url.port(), path })
}

#[cfg(test)]
mod tests {
    use super::{destination, holds_password};

    #[test]
    fn addresses_are_read_and_written_alike() {
        let sound = [
            "s3://bucket",
            "s3://bucket/a/b c",
            "gs://bucket/a",
            "azblob://container/a",
            "webdav://host:8080/dav",
            "webdavs://anna@host/dav/a",
            "sftp://anna@host:2222/var/www/site",
            "../public_html",
            "/var/www/a b",
            "git+https://github.com/desk/site#gh-pages",
            "git+../site.git#pages",
            "git+git@github.com:desk/site.git#gh-pages",
        ];
        for written in sound {
            let read = destination(written).unwrap_or_else(|it| panic!("{written}: {it}"));
            assert_eq!(read.to_string(), written);
        }
        let refused = [
            ("sftpp://host/a", "did you mean `sftp`?"),
            ("ftp://host/a", "the scheme `ftp` is not known"),
            ("https://host/a", "`webdavs://…`"),
            ("s3://", "name of a bucket"),
            ("s3://bucket/../other", "not a plain path"),
            ("s3://bucket/a//b", "not a plain path"),
            ("git+https://host/site", "which branch"),
            ("git+https://host/site#a b", "name of a branch"),
            ("git+--upload-pack=x#main", "which repository"),
            ("sftp://host", "no folder"),
            ("sftp://-oProxyCommand=x/a", "may begin with `-`"),
            ("webdav:///a", "no host"),
        ];
        for (written, reason) in refused {
            let error = destination(written).expect_err(written);
            assert!(error.contains(reason), "{written}: {error}");
        }
    }

    #[test]
    fn passwords_are_seen() {
        let cases = [
            ("sftp://anna:hunter2@host/a", true),
            ("webdavs://anna:hunter2@host/a", true),
            ("git+https://ghp_token@github.com/desk/site#pages", true),
            ("git+ssh://git@github.com/desk/site#pages", false),
            ("webdavs://anna@host/a", false),
            ("s3://bucket/a@b:c", false),
        ];
        for (written, expected) in cases {
            assert_eq!(holds_password(written), expected, "{written}");
        }
    }
}
