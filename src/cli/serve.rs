//! `redlines serve`: the site in a browser while it is written.

use std::io::IsTerminal as _;
use std::net::TcpListener;
use std::path::PathBuf;
use std::time::Duration;

use crate::cli::arguments::ServeOptions;
use crate::cli::report::problems;
use crate::cli::rewrite::{self, Access};
use crate::cli::{clock, out};
use crate::diagnostic::{Finding, Severity, count, terminal};
use crate::pipeline::Settings;
use crate::read;
use crate::serve::{self, Notice, SiteServer};
use crate::source::SourceMap;

/// The port where none is asked for.
const PORT: u16 = 1111;

/// Serves until the process is told to stop; whether there was a site to serve.
///
/// # Errors
/// Wrong usage.
pub fn serve(options: &ServeOptions) -> Result<bool, String> {
    let unusable = |error| format!("`--site {}` cannot be used: {error}", options.site.display());
    let folder = std::path::absolute(&options.site).map_err(unusable)?;
    if !read::is_site(&folder) {
        eprintln!("error: `{}` holds no `config.toml`, so it is no site", options.site.display());
        return Ok(false);
    }
    rewrite::settle_unfinished(&folder, Access::Reads)?;
    // What is wrong with the day is wrong from the start.
    let asked = options.as_of.clone();
    clock::as_of(asked.as_deref())?;
    let port = options.port.unwrap_or(PORT);
    let listener = serve::listen(&options.host, port)?;
    let url = say_where(&listener, port)?;
    if options.open
        && let Err(error) = open::that_detached(&url)
    {
        eprintln!("No browser could be opened ({error}); open {url} in one.");
    }
    let site = SiteServer {
        folder,
        settings: Box::new(move || {
            let as_of = clock::as_of(asked.as_deref()).unwrap_or_default();
            Settings {
                as_of,
                today: clock::today(),
                base: None,
                drafts: true,
                deny_warnings: false,
            }
        }),
        tell: Box::new(say),
    };
    serve::serve(site, listener, &options.host)?;
    out::line(format_args!("Stopped."));
    Ok(true)
}

/// Says where the site is.
fn say_where(listener: &TcpListener, asked: u16) -> Result<String, String> {
    let address = listener.local_addr().map_err(|error| format!("no address: {error}"))?;
    let url = serve::url(address);
    if asked != 0 && address.port() != asked {
        out::line(format_args!("Port {asked} is taken; this is the next free one."));
    }
    out::line(format_args!("Serving at {url} with drafts. Press Ctrl-C to stop."));
    Ok(url)
}

fn say(notice: &Notice<'_>) {
    match notice {
        Notice::Ran { changed, findings, texts, took } => {
            // At first everything is said, as a build would; then only what stops the site.
            let is_said =
                |finding: &&Finding| changed.is_empty() || finding.severity == Severity::Error;
            draw(findings.iter().filter(is_said), texts);
            out::line(format_args!("{}", line(changed, findings, *took)));
        }
        Notice::Gone => {
            out::line(format_args!("The site's folder is gone; waiting for it to return."))
        }
        Notice::Returned => out::line(format_args!("The site's folder is there again.")),
        Notice::Looking(reason) => eprintln!(
            "The system does not tell of all changes ({reason}); they are looked for every second."
        ),
    }
}

fn draw<'a>(findings: impl Iterator<Item = &'a Finding>, texts: &SourceMap) {
    let styled = std::io::stderr().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    for finding in findings {
        eprintln!("{}\n", terminal::draw(finding, texts, styled));
    }
}

/// "content/briefs/veto.md and 2 more changed: ready in 12 ms; 1 warning".
fn line(changed: &[PathBuf], findings: &[Finding], took: Duration) -> String {
    let what = match changed {
        [] => String::new(),
        [one] => format!("{} changed: ", one.display()),
        [first, others @ ..] => format!("{} and {} more changed: ", first.display(), others.len()),
    };
    let (errors, warnings) = count(findings);
    let found = match errors + warnings {
        0 => String::new(),
        _ => format!("; {}", problems(errors, warnings)),
    };
    let outcome = if errors == 0 { "ready" } else { "not shown" };
    format!("{what}{outcome} in {} ms{found}", took.as_millis())
}

#[cfg(test)]
mod tests {
    use super::line;
    use std::time::Duration;

    #[test]
    fn changes_are_named() {
        let took = Duration::from_millis(12);
        assert_eq!(line(&[], &[], took), "ready in 12 ms");
        assert_eq!(line(&["a.md".into()], &[], took), "a.md changed: ready in 12 ms");
        let several = ["a.md".into(), "b.md".into(), "c.md".into()];
        assert_eq!(line(&several, &[], took), "a.md and 2 more changed: ready in 12 ms");
    }
}
