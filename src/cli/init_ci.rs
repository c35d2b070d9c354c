//! `redlines init-ci`: the workflow by which a code host checks, builds and publishes a site.

use std::fs;
use std::io;
use std::path::{Component, Path};

use crate::cli::arguments::{CodeHost, InitCiOptions};
use crate::cli::out;
use crate::write::{AmendError, amend, create};

impl CodeHost {
    /// The workflow, as it stands in docs/hosting.md, too.
    fn workflow(self) -> &'static str {
        match self {
            Self::Github => include_str!("ci/github.yml"),
            Self::Gitlab => include_str!("ci/gitlab.yml"),
        }
    }

    /// Where the host looks for it, from the repository's root.
    fn path(self) -> &'static str {
        match self {
            Self::Github => ".github/workflows/site.yml",
            Self::Gitlab => ".gitlab-ci.yml",
        }
    }

    /// What is left to do on the host.
    fn settings(self) -> &'static str {
        match self {
            Self::Github => {
                "On GitHub, choose Settings > Pages > Build and deployment > Source: GitHub Actions.\n\
                 `base_url` in config.toml is https://OWNER.github.io/REPOSITORY/, or your own domain."
            }
            Self::Gitlab => {
                "On GitLab, look up the address in Deploy > Pages, and leave `Use unique domain` as you like it.\n\
                 `base_url` in config.toml is that address, or your own domain."
            }
        }
    }
}

/// Writes the workflow; whether it stands there now.
///
/// # Errors
/// The folder is no site, or its path cannot stand in a workflow.
pub fn run(options: &InitCiOptions) -> Result<bool, String> {
    let site = &options.site;
    let folder = site.canonicalize().map_err(|error| format!("`{}`: {error}", site.display()))?;
    if !folder.join("config.toml").is_file() {
        return Err(format!("`{}` holds no `config.toml`, so it is no site", site.display()));
    }
    let repository = folder.ancestors().find(|it| it.join(".git").exists());
    let root = repository.unwrap_or(&folder);
    let text = filled(options.host, &folder, root, options.from.as_deref())?;
    let place = root.join(options.host.path());
    let shown = options.host.path();
    let made = match fs::read_to_string(&place) {
        Ok(known) if known == text => {
            out::line(format_args!("{shown} is as it should be."));
            Ok(())
        }
        Ok(known) if options.force => amend(root, shown, &known, &text),
        Ok(_) => {
            eprintln!(
                "error: `{shown}` is there already and says something else; `--force` writes over it"
            );
            return Ok(false);
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create(root, shown, text.as_bytes())
        }
        Err(error) => Err(AmendError::Failed(error)),
    };
    match made {
        Ok(()) => {}
        Err(AmendError::Changed) => {
            eprintln!("error: somebody else is writing `{shown}`");
            return Ok(false);
        }
        Err(AmendError::Failed(error)) => {
            eprintln!("error: `{shown}` could not be written: {error}");
            return Ok(false);
        }
    }
    out::line(format_args!(
        "{shown} checks the site on each push, and publishes the default branch.\n{}",
        options.host.settings()
    ));
    if repository.is_none() {
        out::line("There is no git repository here yet: `git init` makes one.");
    }
    Ok(true)
}

/// The workflow for a site in a repository, which gets redlines from its registry or from a repository.
fn filled(host: CodeHost, site: &Path, root: &Path, from: Option<&str>) -> Result<String, String> {
    let below = site.strip_prefix(root).unwrap_or(Path::new(""));
    let path = slashes(below).filter(|it| is_plain(it)).ok_or_else(|| {
        format!(
            "the site's path in its repository, `{}`, cannot stand in a workflow",
            below.display()
        )
    })?;
    let source = match from {
        None => format!("redlines@{}", env!("CARGO_PKG_VERSION")),
        Some(from) if from.starts_with("https://") && is_plain(from) && !from.contains(' ') => {
            format!("--git {from}")
        }
        Some(from) => {
            return Err(format!("`--from {from}` is no address that begins with `https://`"));
        }
    };
    let path = if path.is_empty() { "." } else { &path };
    let text = host.workflow().replace("redlines@VERSION", &source);
    Ok(text.replace("SITE: \".\"", &format!("SITE: \"{path}\"")))
}

fn slashes(path: &Path) -> Option<String> {
    let part = |it: Component<'_>| it.as_os_str().to_str().map(str::to_owned);
    let parts: Option<Vec<String>> = path.components().map(part).collect();
    Some(parts?.join("/"))
}

/// Whether a text means itself between double quotes of YAML, and as a variable of a shell.
fn is_plain(text: &str) -> bool {
    !text.contains(|c: char| c.is_control() || "\"\\$`".contains(c))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn a_workflow_knows_its_site_and_where_redlines_is() {
        let root = PathBuf::from("/repo");
        for host in [CodeHost::Github, CodeHost::Gitlab] {
            let text = |site: &str, from| filled(host, &root.join(site), &root, from);
            let own = text("", None).unwrap();
            let version = env!("CARGO_PKG_VERSION");
            assert!(own.contains(&format!("REDLINES: redlines@{version}\n")), "{own}");
            assert!(own.contains("SITE: \".\"\n"), "{own}");
            let below = text("docs/the site", Some("https://host.example/redlines.git")).unwrap();
            assert!(below.contains("SITE: \"docs/the site\"\n"), "{below}");
            assert!(
                below.contains("REDLINES: --git https://host.example/redlines.git\n"),
                "{below}"
            );
            for bad in ["git@host:redlines.git", "https://a b", "https://a\"", "https://a;$(x)"] {
                assert!(text("", Some(bad)).is_err(), "{bad}");
            }
            assert!(text("a\"b", None).is_err());
        }
    }
}
