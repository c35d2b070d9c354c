//! The arguments of every command, which are also its help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Write static sites of annotated briefs: linked actors, events, sources and red lines.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    after_help = "Exit codes: 0 done, with warnings or without; 1 errors in the site, or warnings that are denied; 2 wrong usage."
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the site to its output folder
    Build(BuildOptions),
    /// Do everything that build does but the writing, and report every problem
    Check(CheckOptions),
    /// Say what an error or a lint means, with examples
    Explain {
        /// Its code, such as `E0402` or `stub-actor`; left out, all are listed
        code: Option<String>,
    },
    /// Show the site in a browser while it is written: pages change as their files do
    Serve(ServeOptions),
    /// Build the site, and bring what was built to where readers find it
    Publish(PublishOptions),
    /// Write JSON Schemas of what authors write, for editors
    Schema(SchemaCommand),
    /// Make a site, or a document of one, from a commented starter
    New(NewCommand),
    /// Give a document another id: its file, everything that refers to it, and a redirect
    Rename(RenameOptions),
    /// List the actors that nobody described, or describe or merge some
    Actors(ActorsOptions),
    /// Name the copy of an address in every source that has the address
    Archive(ArchiveOptions),
    /// Write the workflow by which GitHub or GitLab checks, builds and publishes the site
    InitCi(InitCiOptions),
    /// Themes
    #[command(subcommand)]
    Theme(ThemeCommand),
}

/// Where the workflow goes.
#[derive(Debug, Args)]
#[command(
    long_about = "Write the workflow by which GitHub or GitLab checks, builds and publishes the site.\n\nIt goes to \
where the host looks for it, at the root of the site's repository. A file that says something else is not \
written over unless asked. What is left to do in the host's settings is printed."
)]
pub struct InitCiOptions {
    /// The code host
    #[arg(value_enum)]
    pub host: CodeHost,
    /// Take redlines from this git repository instead of crates.io
    #[arg(long, value_name = "URL")]
    pub from: Option<String>,
    /// Write over a workflow that says something else
    #[arg(long)]
    pub force: bool,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
}

/// A code host that publishes sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CodeHost {
    /// GitHub Actions and GitHub Pages
    Github,
    /// GitLab CI/CD and GitLab Pages
    Gitlab,
}

#[derive(Debug, Subcommand)]
pub enum ThemeCommand {
    /// Copy the default theme to `themes/NAME`, to change it
    New {
        /// The theme's name, which is its folder's
        name: String,
        /// The site's folder
        #[arg(long, value_name = "DIR", default_value = ".")]
        site: PathBuf,
    },
}

/// What every command that reads a site takes.
#[derive(Debug, Args)]
pub struct SiteOptions {
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Where the site will live, instead of `base_url` in config.toml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Build drafts, and briefs that are dated after the day of the build, too
    #[arg(long)]
    pub drafts: bool,
    /// The day that counts as today [default: SOURCE_DATE_EPOCH, or today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<String>,
    /// How to report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Report problems only
    #[arg(long, short)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
pub struct BuildOptions {
    #[command(flatten)]
    pub site: SiteOptions,
    #[command(flatten)]
    pub deny: DenyOption,
    /// The output folder [default: `public` in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Print how long each stage took
    #[arg(long)]
    pub timings: bool,
}

#[derive(Debug, Args)]
pub struct CheckOptions {
    #[command(flatten)]
    pub site: SiteOptions,
    #[command(flatten)]
    pub deny: DenyOption,
    /// Mend what can be mended without doubt, and show it as a patch
    #[arg(long)]
    pub fix: bool,
    /// Show what --fix would do, and do nothing
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
    #[command(flatten)]
    pub external: ExternalOptions,
}

/// How addresses elsewhere are asked.
#[derive(Debug, Args)]
pub struct ExternalOptions {
    /// Ask every address that leads elsewhere whether it still does, and remember the answers in
    /// `external-links.json`
    #[arg(long)]
    pub external: bool,
    /// Ask addresses that were asked lately, too
    #[arg(long, requires = "external")]
    pub again: bool,
    /// How many seconds an answer may take
    #[arg(long, requires = "external", value_name = "SECONDS", default_value_t = 20,
          value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: u64,
}

/// What counts as an error beside errors.
#[derive(Debug, Clone, Copy, Args)]
pub struct DenyOption {
    /// Take warnings for errors
    #[arg(long, value_enum, value_name = "WHAT")]
    pub deny: Option<Deny>,
}

/// What can be taken for an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Every lint that is reported
    Warnings,
}

/// How a site is served. Nothing is written; drafts are shown, and marked.
#[derive(Debug, Args)]
#[command(
    long_about = "Show the site in a browser while it is written.\n\nPages are rendered when they are asked for, \
and an open page changes as soon as a file does: it keeps its place, and shows the passage that changed where \
that is out of sight. Problems appear over the page, as excerpts with file and line, and go when they are mended; \
lints of the page stand in a panel. Drafts are shown, and marked. Nothing is written.\n\nThe site is served \
under the path of its `base_url`, as it will be in the end."
)]
pub struct ServeOptions {
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Open the site in a browser
    #[arg(long)]
    pub open: bool,
    /// The port; where it is taken, the next free one [default: 1111]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// The address or name to listen at. Only this machine can reach the default; `0.0.0.0` shows the
    /// site, drafts included, to everyone on the network
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub host: String,
    /// The day that counts as today [default: SOURCE_DATE_EPOCH, or today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<String>,
}

/// How a site is published.
#[derive(Debug, Args)]
#[command(
    long_about = "Build the site, and bring what was built to where readers find it: an object store (S3 and compatible \
ones, Google, Azure), a WebDAV or SFTP server, a folder, or a branch of a repository. `config.toml` names the targets.\n\n\
Only what changed is sent, in an order in which no page ever leads to what is not there yet. Stopped anywhere and run \
again, it completes. Drafts are never published. Credentials come from the environment or the store's usual files; \
docs/publish.md lists them."
)]
pub struct PublishOptions {
    /// Which target of config.toml [default: the only one, or the one with `default = true`]
    pub target: Option<String>,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Where the site will live, instead of `base_url` in config.toml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// The day that counts as today [default: SOURCE_DATE_EPOCH, or today in UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<String>,
    #[command(flatten)]
    pub deny: DenyOption,
    /// The output folder of the build [default: `public` in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Build and show what would be sent and deleted, and change nothing on the target
    #[arg(long)]
    pub dry_run: bool,
    /// List every file of the plan, however many there are
    #[arg(long)]
    pub all: bool,
    /// How many files go at once [default: 16 to object stores, 8 to WebDAV, 4 elsewhere]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=128))]
    pub jobs: Option<u8>,
    /// How many seconds one answer of a server may take
    #[arg(long, value_name = "SECONDS", default_value_t = 120,
          value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: u64,
    /// Look at the target itself for files that somebody removed or cut short there, and send them again
    #[arg(long)]
    pub verify: bool,
    /// Replace files that redlines did not put there and that stand where the site has some
    #[arg(long)]
    pub adopt: bool,
    /// Delete even where more than a fifth of what was published goes
    #[arg(long)]
    pub allow_deletions: bool,
    /// Take the target's lock from whoever holds it
    #[arg(long)]
    pub break_lock: bool,
    /// Report problems only
    #[arg(long, short)]
    pub quiet: bool,
}

/// How to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: excerpts with carets
    Text,
    /// For programs: one JSON object
    Json,
    /// For code hosts and editors: SARIF 2.1.0
    Sarif,
    /// For GitHub Actions: annotations of the lines
    Github,
}

#[derive(Debug, Args)]
pub struct SchemaCommand {
    /// What the schema is of
    #[arg(value_enum)]
    pub subject: Option<SchemaSubject>,
    /// Write to this folder, as `SUBJECT.schema.json`; without a subject, all of them
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// What has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaSubject {
    /// config.toml
    Config,
    /// Front matter of briefs
    Brief,
    /// Front matter of actors
    Actor,
    /// Front matter of events
    Event,
    /// Front matter of thresholds
    Threshold,
    /// Files in content/ladders/
    Ladder,
    /// Source libraries in TOML
    Source,
    /// Front matter of ordinary pages
    Page,
}

#[derive(Debug, Args)]
#[command(
    long_about = "Make a site, or a document of one, from a commented starter.\n\nWhere the name is left out, a terminal \
is asked for it and for whatever else the document can do with. With a name, nothing is asked. No file is ever overwritten."
)]
pub struct NewCommand {
    /// What to make
    #[arg(value_enum)]
    pub what: Option<Starter>,
    /// Its name: a title or a person's name; a folder for a site
    pub name: Option<String>,
    /// An actor that it turns on, by id, name or alias; of a threshold, who holds it. May be repeated
    #[arg(long = "actor", value_name = "ACTOR")]
    pub actors: Vec<String>,
    /// When it was published, or happened (EDTF) [default: today]
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// What an actor is, such as `state` or `person`
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// A tag. May be repeated
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
}

#[derive(Debug, Args)]
pub struct RenameOptions {
    /// The document: its id, or its kind and id (`event:veto`)
    pub old: String,
    /// Its new id
    pub new: String,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Show what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
#[command(
    long_about = "Name the copy of an address in every source that has the address.\n\nThe copy becomes the sources' \
`archive_url`. Nothing is asked of the network: that the copy holds what was read is for its author to see."
)]
pub struct ArchiveOptions {
    /// The address that was copied
    pub address: String,
    /// Where the copy is kept
    pub copy: String,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Show what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct ActorsOptions {
    #[command(subcommand)]
    pub command: Option<ActorsCommand>,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".", global = true)]
    pub site: PathBuf,
    /// Show what would be done, and do nothing
    #[arg(long, global = true)]
    pub dry_run: bool,
    /// List as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum ActorsCommand {
    /// Make a document for an actor that is only named so far
    Describe {
        /// Its name
        name: String,
    },
    /// Make a name that nobody described an alias of an actor
    Merge {
        /// The actor that stays: an id or a name
        actor: String,
        /// The name that it is known by, too
        name: String,
        /// Which references to the name get the actor's id instead; none unless asked
        #[arg(long, value_enum)]
        rewrite: Option<Rewrite>,
    },
}

/// Which references are rewritten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Rewrite {
    /// Those in front matter
    FrontMatter,
    /// Those in texts, too; readers see the same words
    All,
}

/// What can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Starter {
    Site,
    Brief,
    Actor,
    Event,
    Threshold,
    Page,
}

impl Starter {
    /// What can be made in a site.
    pub const DOCUMENTS: [Self; 5] =
        [Self::Brief, Self::Actor, Self::Event, Self::Threshold, Self::Page];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Brief => "brief",
            Self::Actor => "actor",
            Self::Event => "event",
            Self::Threshold => "threshold",
            Self::Page => "page",
        }
    }

    /// Whether it has a date.
    pub fn takes_date(self) -> bool {
        matches!(self, Self::Brief | Self::Event)
    }

    /// Whether it names actors.
    pub fn takes_actors(self) -> bool {
        matches!(self, Self::Brief | Self::Event | Self::Threshold)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_arguments_are_sound() {
        use clap::CommandFactory as _;
        super::Arguments::command().debug_assert();
    }
}
