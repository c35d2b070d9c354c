//! Checks of a site's targets that need no network.

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::publication::{Destination, PublishTarget};
use crate::model::site::Site;
use crate::write::settled_place;

/// Reports targets that overlap the site's folder, and targets whose path differs from that of `base_url`.
pub fn check(site: &Site, folder: &Path) -> Vec<Diagnostic> {
    let targets = &site.publication.targets;
    let problems =
        targets.iter().flat_map(|target| [unsafe_folder(target, folder), wrong_path(target, site)]);
    problems.flatten().collect()
}

/// Reports a target folder that contains the site's folder or lies in it: publishing would mix the two.
fn unsafe_folder(target: &PublishTarget, folder: &Path) -> Option<Diagnostic> {
    let Destination::Folder(path) = &target.to.value else { return None };
    let (place, site) = (settled_place(&folder.join(path)), settled_place(folder));
    let relation = match (place.starts_with(&site), site.starts_with(&place)) {
        (true, true) => "is the site's own folder",
        (true, false) => "lies in the site's folder",
        (false, true) => "holds the site's folder",
        (false, false) => return None,
    };
    let message = format!("the folder `{path}` {relation}");
    let problem = Diagnostic::at(Code::UnsafeTarget, target.to.span, message);
    Some(problem.help(
        "publish to a folder elsewhere, such as `../public_html`; a build's own output is `public`",
    ))
}

/// Reports a target whose files would lie under another path than the site's links expect.
fn wrong_path(target: &PublishTarget, site: &Site) -> Option<Diagnostic> {
    let (url, base) = match &target.base {
        Some((url, path)) => (url, path.trim_matches('/')),
        None => (&site.base_url, site.base_path.trim_matches('/')),
    };
    let expected = mismatch(&target.to.value, url, base)?;
    let display = |path: &str| if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
    let message = format!(
        "links of the site begin with `{}`, and its files would lie under `{}`",
        display(base),
        display(&expected)
    );
    let problem = Diagnostic::at(Code::BaseUrlPath, target.to.span, message);
    Some(problem.help(
        "change `base_url`, here or for this target alone, or where the files go; where a host maps the one to \
         the other, allow `base-url-path` in `[lints]`",
    ))
}

/// The path under which the files would lie, if it differs from the base path. `None` if they agree.
fn mismatch(to: &Destination, url: &str, base: &str) -> Option<String> {
    match to {
        Destination::Bucket { bucket, prefix, .. } => {
            // Some stores put the bucket's name into the URL, others do not.
            let with_bucket = format!("{bucket}/{prefix}");
            let fits = base == prefix || base == with_bucket.trim_end_matches('/');
            (!fits).then(|| prefix.clone())
        }
        // The web server's document root is unknown, so only the end of the path is compared.
        Destination::Webdav { path, .. }
        | Destination::Sftp { path, .. }
        | Destination::Folder(path) => {
            let path = path.trim_matches('/');
            let fits = base.is_empty() || path == base || path.ends_with(&format!("/{base}"));
            (!fits).then(|| path.rsplit('/').next().unwrap_or_default().to_owned())
        }
        Destination::Git { remote, .. } => {
            let host = url.split_once("://")?.1.split('/').next()?;
            let owner = host.strip_suffix(".github.io")?;
            let name = remote.trim_end_matches('/').trim_end_matches(".git");
            let name = name.rsplit(['/', ':']).next()?;
            let is_own = name.eq_ignore_ascii_case(&format!("{owner}.github.io"));
            let expected = if is_own { "" } else { name };
            (!base.eq_ignore_ascii_case(expected)).then(|| expected.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mismatch;
    use crate::parse::publication::destination;

    #[test]
    fn compares_paths_by_kind_of_target() {
        let cases = [
            ("s3://site", "https://a.org", "", None),
            ("s3://site/x", "https://a.org/x", "x", None),
            ("s3://site/x", "https://s3.a.org/site/x", "site/x", None),
            ("s3://site", "https://s3.a.org/site", "site", None),
            ("s3://site/x", "https://a.org", "", Some("x")),
            ("s3://site", "https://a.org/x", "x", Some("")),
            ("gs://site/a/x", "https://a.org/x", "x", Some("a/x")),
            ("sftp://host/var/www", "https://a.org", "", None),
            ("sftp://host/var/www/x", "https://a.org/x", "x", None),
            ("sftp://host/var/www", "https://a.org/x", "x", Some("www")),
            ("../x", "https://a.org/x", "x", None),
            ("git+git@github.com:desk/site.git#p", "https://desk.github.io/site", "site", None),
            ("git+https://github.com/desk/site#p", "https://desk.github.io", "", Some("site")),
            ("git+https://github.com/desk/Desk.github.io#p", "https://desk.github.io", "", None),
            ("git+https://github.com/desk/site#p", "https://own.org", "", None),
        ];
        for (to, url, base, expected) in cases {
            let parsed = destination(to).unwrap();
            assert_eq!(mismatch(&parsed, url, base).as_deref(), expected, "{to} {url}");
        }
    }
}
