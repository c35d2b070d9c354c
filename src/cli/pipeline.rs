//! The stages in their order, as every command runs them up to the plan.

use std::path::Path;

use jiff::civil;

use crate::cli::arguments::SiteOptions;
use crate::cli::clock;
use crate::diagnostic::{Diagnostic, Finding, Judgement, Policy};
use crate::link::{self, Dossier, LinkOptions};
use crate::model::citation_style::CitationStyle;
use crate::model::site::Site;
use crate::parse;
use crate::plan::{self, FileOrigin, Plan, StaticFiles};
use crate::read::{self, Bytes, FileToCopy, SourceTree, Theme};
use crate::render::Templates;
use crate::source::Texts;

/// A site that is ready to be rendered, with the problems that were found on the way.
pub struct Run {
    pub texts: Texts,
    pub problems: Vec<Diagnostic>,
    /// `None` where the configuration is missing or unreadable: then there is no site.
    pub prepared: Option<Prepared>,
    deny_warnings: bool,
}

/// Everything that rendering and writing need.
pub struct Prepared {
    pub site: Site,
    pub style: CitationStyle,
    pub dossier: Dossier,
    pub plan: Plan,
    pub templates: Templates,
    tree: SourceTree,
    theme: Theme,
}

/// What the command line says about a run, checked.
pub struct Settings {
    pub as_of: civil::Date,
    /// Whether warnings are errors.
    pub deny_warnings: bool,
    base: Option<(String, String)>,
    drafts: bool,
}

impl Settings {
    /// Checks the options.
    ///
    /// # Errors
    /// Wrong usage, in one sentence.
    pub fn of(options: &SiteOptions) -> Result<Self, String> {
        let base = options.base_url.as_deref().map(|written| {
            parse::config::split_base_address(written)
                .map_err(|reason| format!("`--base-url {written}` cannot be used: {reason}"))
        });
        let as_of = clock::as_of(options.as_of.as_deref())?;
        let base = base.transpose()?;
        Ok(Self { as_of, deny_warnings: false, base, drafts: options.drafts })
    }
}

/// Reads, parses, links and plans a site.
pub fn run(folder: &Path, settings: &Settings) -> Run {
    let mut texts = Texts::default();
    let mut problems = Vec::new();
    let prepared = prepare(folder, settings, &mut texts, &mut problems);
    Run { texts, problems, prepared, deny_warnings: settings.deny_warnings }
}

fn prepare(
    folder: &Path,
    settings: &Settings,
    texts: &mut Texts,
    problems: &mut Vec<Diagnostic>,
) -> Option<Prepared> {
    let tree = read::site(folder, texts, problems);
    let config = tree.config?;
    let mut site = parse::config::parse(texts.get(config), config, problems);
    if let Some((url, path)) = &settings.base {
        (site.base_url, site.base_path) = (url.clone(), path.clone());
    }
    let style = citation_style(folder, &site, texts, problems);
    let theme = read::theme(folder, &site.theme, texts, problems);
    let templates = Templates::parse(theme.templates.clone(), texts, problems);
    let files = parse::Files {
        documents: &tree.documents,
        ladders: &tree.ladders,
        libraries: &tree.libraries,
        unreadable: &tree.unreadable,
    };
    let parsed = parse::site(&files, texts, site.markdown, problems);
    let options = LinkOptions { drafts: settings.drafts, as_of: settings.as_of };
    let dossier = link::link(parsed, &site, &paths(&tree.attachments), options, problems);
    let statics =
        StaticFiles { of_site: &paths(&tree.static_files), of_theme: &paths(&theme.static_files) };
    let plan = plan::plan(&dossier, &site, &statics, problems);
    Some(Prepared { site, style, dossier, plan, templates, tree, theme })
}

fn citation_style(
    folder: &Path,
    site: &Site,
    texts: &mut Texts,
    problems: &mut Vec<Diagnostic>,
) -> CitationStyle {
    let name = &site.citation_style;
    let style = match name.file() {
        Some(path) => read::named_text(folder, path, name.span, texts, problems)
            .and_then(|file| parse::style::from_file(file, texts.get(file), problems)),
        None => parse::style::by_name(name, problems),
    };
    parse::style::citation_style(site, style)
}

fn paths(files: &[FileToCopy]) -> Vec<String> {
    files.iter().map(|file| file.path.clone()).collect()
}

impl Prepared {
    /// The bytes of a planned file.
    pub fn bytes(&self, origin: FileOrigin) -> &Bytes {
        match origin {
            FileOrigin::Attachment(number) => &self.tree.attachments[number].bytes,
            FileOrigin::Static(number) => &self.tree.static_files[number].bytes,
            FileOrigin::Theme(number) => &self.theme.static_files[number].bytes,
        }
    }
}

impl Run {
    /// The problems with the severities that the site gives them, in order, and those that documents
    /// silence.
    pub fn judgement(&self) -> Judgement {
        let silent = Policy::default();
        let policy = self.prepared.as_ref().map_or(&silent, |prepared| &prepared.dossier.policy);
        policy.judge(self.problems.clone(), self.deny_warnings, &self.texts)
    }

    /// The problems with the severities that the site gives them, in order.
    pub fn findings(&self) -> Vec<Finding> {
        self.judgement().findings
    }

    /// Whether something stops the build.
    pub fn has_errors(&self) -> bool {
        self.judgement().has_errors()
    }
}
