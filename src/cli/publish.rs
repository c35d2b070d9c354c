//! `redlines publish`: builds, and brings what was built to a target.

use std::fs;
use std::io::IsTerminal as _;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;

use crate::cli::arguments::{BuildOptions, Format, PublishOptions, SiteOptions};
use crate::cli::build;
use crate::cli::out;
use crate::cli::report;
use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::diagnostic::{Diagnostic, Finding, Severity, terminal};
use crate::model::publication::PublishTarget;
use crate::pipeline;
use crate::publish::{
    self, Difference, Identity, Job, JobOptions, Notice, PublishOutcome, PublishPlan,
};
use crate::source::SourceMap;

/// How many files of each kind are listed, where not all are asked for.
const MOST_LISTED: usize = 20;

/// Publishes; whether all went well.
///
/// # Errors
/// Wrong usage.
pub fn run(options: &PublishOptions) -> Result<bool, String> {
    let started = Instant::now();
    // What is wrong with the configuration is told by the build, with everything else.
    let target = match pipeline::site(&options.site) {
        Some(site) => Some(choose(&site.publication.targets, options.target.as_deref())?.clone()),
        None => None,
    };
    let base = target.as_ref().and_then(|target| target.base.clone());
    let out = build::output_folder(&options.site, options.out.as_deref());
    let build = BuildOptions {
        site: SiteOptions {
            site: options.site.clone(),
            base_url: options.base_url.clone().or(base.map(|(url, _)| url)),
            drafts: false,
            as_of: options.as_of.clone(),
            format: Format::Text,
            quiet: options.quiet,
        },
        deny: options.deny,
        out: options.out.clone(),
        timings: false,
    };
    let is_built = build::build(&build)?;
    let Some(target) = target.filter(|_| is_built) else { return Ok(false) };
    let job = Job {
        site: &options.site,
        output: &out,
        target: &target,
        options: JobOptions {
            dry_run: options.dry_run,
            jobs: options.jobs.map(usize::from),
            adopt: options.adopt,
            allow_deletions: options.allow_deletions,
            break_lock: options.break_lock,
            verify: options.verify,
            timeout: Duration::from_secs(options.timeout),
        },
        identity: identity(),
        environment: &|name| std::env::var(name).ok(),
    };
    let printer = ProgressPrinter { options, bar: OnceLock::new() };
    let done = publish::publish(&job, &|notice| printer.tell(&notice));
    printer.clear();
    match done {
        Ok(outcome) => {
            if !options.dry_run && (!options.quiet || outcome.stopped) {
                let to = target.to.value.to_string();
                out::line(closing(&outcome, &to, started.elapsed()));
            }
            Ok(!outcome.stopped)
        }
        Err(problem) => {
            draw(problem);
            Ok(false)
        }
    }
}

/// The target that is named, or the one that is meant where none is.
fn choose<'a>(
    targets: &'a [PublishTarget],
    asked: Option<&str>,
) -> Result<&'a PublishTarget, String> {
    let names = || targets.iter().map(|target| target.name.value.as_str());
    let listed = || {
        let one = |it: &PublishTarget| format!("{} ({})", it.name.value, it.to.value);
        targets.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    if targets.is_empty() {
        return Err(
            "config.toml names no target: add `[publish.live]` with `to = \"…\"` (docs/publish.md)"
                .to_owned(),
        );
    }
    match asked {
        Some(asked) => targets.iter().find(|target| target.name.value == asked).ok_or_else(|| {
            let near = did_you_mean(nearest(asked, names()));
            format!("there is no target `{asked}`{near} (targets: {})", listed())
        }),
        None => match targets {
            [only] => Ok(only),
            _ => targets.iter().find(|target| target.is_default).ok_or_else(|| {
                format!("say which target, or give one `default = true`: {}", listed())
            }),
        },
    }
}

/// Who this run is to others.
fn identity() -> Identity {
    let of_environment = |names: [&str; 2]| names.iter().find_map(|name| std::env::var(name).ok());
    let user = of_environment(["USER", "USERNAME"]).unwrap_or_else(|| "somebody".to_owned());
    let host = fs::read_to_string("/etc/hostname").ok().filter(|it| !it.trim().is_empty());
    let host = host.or_else(|| of_environment(["HOSTNAME", "COMPUTERNAME"]));
    let host = host.unwrap_or_else(|| "a machine without a name".to_owned());
    let now = Timestamp::now();
    let who = format!("{user}@{}", host.trim());
    let unique = format!("{who} {} {}", std::process::id(), now.as_nanosecond());
    let token = blake3::hash(unique.as_bytes()).to_hex()[..32].to_owned();
    let since = now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    Identity { who, since, token }
}

/// Says what happens.
struct ProgressPrinter<'a> {
    options: &'a PublishOptions,
    bar: OnceLock<ProgressBar>,
}

impl ProgressPrinter<'_> {
    fn tell(&self, notice: &Notice<'_>) {
        let is_quiet = self.options.quiet;
        match notice {
            Notice::Planned(plan) => {
                if !is_quiet || self.options.dry_run {
                    out::line(described(plan, self.options.all));
                }
                if !self.options.dry_run && !is_quiet && std::io::stderr().is_terminal() {
                    self.bar.get_or_init(|| bar(plan));
                }
            }
            Notice::Limited(what) if !is_quiet => eprintln!("Note: {what}."),
            Notice::Limited(_) => {}
            Notice::Watching { holder, seconds } => eprintln!(
                "The target is locked by {holder}: watching for {seconds} s whether that run still lives \
                 (`--break-lock` does not wait)."
            ),
            Notice::TookOver { holder } => eprintln!("Took over the lock of {holder}."),
            Notice::Sent | Notice::Deleted => self.step(),
        }
    }

    fn step(&self) {
        if let Some(bar) = self.bar.get() {
            bar.inc(1);
        }
    }

    fn clear(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

fn bar(plan: &PublishPlan) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} files, {eta} left");
    let bar = ProgressBar::new((plan.sendings.len() + plan.deletions.len()) as u64);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// The plan, with the names of its files.
fn described(plan: &PublishPlan, is_whole: bool) -> String {
    let of = |difference: Difference| -> Vec<&str> {
        let sendings = plan.sendings.iter().filter(|it| it.difference == difference);
        sendings.map(|it| &*it.path).collect()
    };
    let (new, changed) = (of(Difference::New), of(Difference::Changed));
    let deleted: Vec<&str> = plan.deletions.iter().map(String::as_str).collect();
    let mut text = format!(
        "Plan: {} new, {} changed, {} deleted, {} unchanged; {} to send",
        new.len(),
        changed.len(),
        deleted.len(),
        plan.unchanged,
        size(plan.bytes())
    );
    for (sign, paths) in [("+", &new), ("~", &changed), ("-", &deleted)] {
        let most = if is_whole { paths.len() } else { MOST_LISTED };
        paths.iter().take(most).for_each(|path| text.push_str(&format!("\n  {sign} {path}")));
        if paths.len() > most {
            text.push_str(&format!(
                "\n  {sign} and {} more (`--all` lists them)",
                paths.len() - most
            ));
        }
    }
    text
}

/// "Published to s3://desk-site: 3 files sent (12.5 kB), 60 unchanged, 1 deleted, 0.42 s".
fn closing(outcome: &PublishOutcome, to: &str, took: Duration) -> String {
    let PublishOutcome { sent, bytes, unchanged, deleted, stopped, commit } = outcome;
    let how = if *stopped { "Stopped publishing to" } else { "Published to" };
    let files = report::files(*sent);
    let commit = commit.as_ref().map_or(String::new(), |id| format!(" as commit {id}"));
    let again = if *stopped { "; publish again to send the rest" } else { "" };
    format!(
        "{how} {to}{commit}: {files} sent ({}), {unchanged} unchanged, {deleted} deleted, {:.2} s{again}",
        size(*bytes),
        took.as_secs_f64()
    )
}

/// "12.5 kB": decimal units, as stores bill them.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    let mut value = bytes as f64;
    if value < 1000.0 {
        return format!("{bytes} bytes");
    }
    let mut unit = 0;
    value /= 1000.0;
    while value >= 1000.0 && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    format!("{value:.1} {}", UNITS[unit])
}

fn draw(problem: Diagnostic) {
    let styled = std::io::stderr().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let finding = Finding { severity: Severity::Error, diagnostic: problem };
    eprintln!("{}", terminal::draw(&finding, &SourceMap::default(), styled));
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_readable() {
        let cases = [
            (0, "0 bytes"),
            (999, "999 bytes"),
            (12_500, "12.5 kB"),
            (450_000_000, "450.0 MB"),
            (3_000_000_000_000_000, "3000.0 TB"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(size(bytes), expected);
        }
    }
}
