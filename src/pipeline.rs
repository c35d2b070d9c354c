//! The stages in their order, as every command runs them up to the plan.

mod preview;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil;
use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Judgement, Policy};
use crate::link::{self, Dossier, LinkOptions, Lookup, Notebook, Use};
use crate::model::citation_style::CitationStyle;
use crate::model::ignore_patterns::IgnorePatterns;
use crate::model::site::Site;
use crate::parse;
use crate::plan::{self, Assets, FileOrigin, Plan, StaticFiles};
use crate::read::{self, Bytes, FileToCopy, Listing, Reading, SourceTree, Theme};
use crate::render::{SiteParts, SiteRenderer, Templates};
use crate::source::{FileId, Text, Texts};

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
    pub site: Arc<Site>,
    pub style: Arc<CitationStyle>,
    pub dossier: Arc<Dossier>,
    pub plan: Arc<Plan>,
    pub templates: Arc<Templates>,
    tree: Arc<SourceTree>,
    theme: Theme,
    /// Kept where runs follow one another.
    lookup: Option<Lookup>,
}

/// What the command line says about a run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The day that counts as today.
    pub as_of: civil::Date,
    /// The day of the run.
    pub today: civil::Date,
    /// The address of the site, without its final slash, and its path; instead of the configuration's.
    pub base: Option<(String, String)>,
    /// Whether drafts, and briefs dated after `as_of`, are part of the site.
    pub drafts: bool,
    /// Whether warnings are errors.
    pub deny_warnings: bool,
}

/// A stage that a run goes through by itself, up to the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Read,
    Parse,
    Link,
    Plan,
}

impl Stage {
    /// "read".
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Parse => "parse",
            Self::Link => "link",
            Self::Plan => "plan",
        }
    }
}

/// What is kept from run to run, so that only what changed is read and parsed again. Everything else
/// is done anew each time.
#[derive(Default)]
pub struct Memory {
    texts: Texts,
    reading: Option<Reading>,
    parses: parse::Memory,
    templates: Option<Arc<Templates>>,
}

impl Memory {
    /// Forgets what was read, so that the next run reads the whole folder. What is parsed stays.
    pub fn forget_reading(&mut self) {
        self.reading = None;
    }
}

/// Reads, parses, links and plans a site.
pub fn run(folder: &Path, settings: &Settings) -> Run {
    run_listed(folder, Arc::new(list(folder)), settings, Contents::Kept, &mut |_| ())
}

/// Lists a site's folder, without the files that its configuration leaves out.
pub fn list(folder: &Path) -> Listing {
    Listing::of(folder, ignore_patterns(folder))
}

/// The files that the configuration leaves out. What is wrong with it is reported where it is read for the site.
fn ignore_patterns(folder: &Path) -> IgnorePatterns {
    let (mut texts, mut problems) = (Texts::default(), Vec::new());
    let file = read::named_text(folder, "config.toml", None, &mut texts, &mut problems);
    let site = file.map(|file| parse::config::parse(texts.get(file), file, &mut problems));
    site.map(|site| site.ignore).unwrap_or_default()
}

/// Does what [`run`] does with a folder that was listed, and tells when a stage is over.
pub fn run_listed(
    folder: &Path,
    listing: Arc<Listing>,
    settings: &Settings,
    contents: Contents,
    told: &mut dyn FnMut(Stage),
) -> Run {
    let mut texts = Texts::default();
    let reading = Reading::listed(folder, &listing, &mut texts);
    // Nobody wants it any more, unless it is told when the site is read what it was.
    drop(listing);
    told(Stage::Read);
    let mut problems = reading.problems;
    let templates = &mut None;
    let (parses, notebook) = (None, None);
    let stages = Stages { folder, settings, parses, templates, notebook, contents, told };
    let prepared = stages.prepare(reading.tree, &mut texts, &mut problems);
    Run { texts, problems, prepared, deny_warnings: settings.deny_warnings }
}

/// What the configuration alone says of a site; `None` where it is missing or has errors, which [`run`]
/// reports.
pub fn site(folder: &Path) -> Option<Site> {
    let (mut texts, mut problems) = (Texts::default(), Vec::new());
    let file = read::named_text(folder, "config.toml", None, &mut texts, &mut problems)?;
    let site = parse::config::parse(texts.get(file), file, &mut problems);
    problems.is_empty().then_some(site)
}

/// A change that is thought of.
#[derive(Debug, Default)]
pub struct Change {
    /// Files or folders that would get another path.
    pub moves: Vec<(String, String)>,
    /// Texts that would be other ones, or new, by the paths after the moves.
    pub texts: Vec<Text>,
}

/// Does what [`run`] does on a site as it would be after a change, and gives every use of a document as its
/// author wrote it.
pub fn survey(folder: &Path, settings: &Settings, change: Change) -> (Run, Vec<Use>) {
    let mut texts = Texts::default();
    let reading = Reading::whole(folder, ignore_patterns(folder), &mut texts);
    let mut problems = reading.problems;
    let mut tree = Arc::unwrap_or_clone(reading.tree);
    for (from, to) in &change.moves {
        tree.rename(from, to, &mut texts);
    }
    for text in change.texts {
        tree.rewrite(text, &mut texts);
    }
    let notebook = Notebook::default();
    let (templates, told) = (&mut None, &mut |_: Stage| ());
    let (parses, notes, contents) = (None, Some(&notebook), Contents::Kept);
    let stages = Stages { folder, settings, parses, templates, notebook: notes, contents, told };
    let prepared = stages.prepare(Arc::new(tree), &mut texts, &mut problems);
    let deny_warnings = settings.deny_warnings;
    (Run { texts, problems, prepared, deny_warnings }, notebook.uses())
}

/// Does what [`run`] does after changes at some paths, with what is remembered of the runs before.
pub fn run_again(
    folder: &Path,
    settings: &Settings,
    memory: &mut Memory,
    changed: &[PathBuf],
) -> Run {
    let Memory { texts, reading, parses, templates } = memory;
    let ignore = ignore_patterns(folder);
    let reading = match reading {
        Some(reading) => {
            reading.again(folder, ignore, changed, texts);
            reading
        }
        None => reading.insert(Reading::whole(folder, ignore, texts)),
    };
    let mut problems = reading.problems.clone();
    let tree = Arc::clone(&reading.tree);
    let (parses, notebook, contents) = (Some(parses), None, Contents::Kept);
    let told = &mut |_: Stage| ();
    let stages = Stages { folder, settings, parses, templates, notebook, contents, told };
    let prepared = stages.prepare(tree, texts, &mut problems);
    let deny_warnings = settings.deny_warnings;
    Run { texts: texts.clone(), problems, prepared, deny_warnings }
}

/// What becomes of the contents of documents when they are parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents {
    Kept,
    /// Let go of: who tells of places in them takes them back first ([`Run::take_back`]).
    LaidAside,
}

/// What the stages after the first one need beside what was read.
struct Stages<'a> {
    folder: &'a Path,
    settings: &'a Settings,
    parses: Option<&'a mut parse::Memory>,
    templates: &'a mut Option<Arc<Templates>>,
    notebook: Option<&'a Notebook>,
    contents: Contents,
    /// What is called when a stage is over.
    told: &'a mut dyn FnMut(Stage),
}

impl Stages<'_> {
    fn prepare(
        self,
        tree: Arc<SourceTree>,
        texts: &mut Texts,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Prepared> {
        let Self { folder, settings, parses, templates, notebook, contents, told } = self;
        let config = tree.config?;
        let mut site = parse::config::parse(texts.get(config), config, problems);
        site.publication.hidden.iter().for_each(|span| texts.hide(*span));
        if let Some((url, path)) = &settings.base {
            (site.base_url, site.base_path) = (url.clone(), path.clone());
        }
        let style_file = site
            .citation_style
            .file()
            .map(|path| read::named_text(folder, path, site.citation_style.span, texts, problems));
        let theme = read::theme(folder, &site.theme, &site.ignore, texts, problems);
        let files = parse::Files {
            documents: &tree.documents,
            ladders: &tree.ladders,
            libraries: &tree.libraries,
            unreadable: &tree.unreadable,
        };
        let is_remembered = parses.is_some();
        let known = &*texts;
        let (mut of_style, mut of_templates, mut of_files) = (Vec::new(), Vec::new(), Vec::new());
        // None of them knows another.
        let (parsed, (style, templates)) = rayon::join(
            || parse::site(&files, known, site.markdown, parses, &mut of_files),
            || {
                rayon::join(
                    || citation_style(&site, style_file, known, &mut of_style),
                    || parsed_templates(templates, &theme, known, &mut of_templates),
                )
            },
        );
        problems.extend(of_style.into_iter().chain(of_templates).chain(of_files));
        if contents == Contents::LaidAside {
            texts.lay_aside(|path| path.starts_with("content/"));
        }
        told(Stage::Parse);
        let options =
            LinkOptions { drafts: settings.drafts, as_of: settings.as_of, today: settings.today };
        let attachments = paths(&tree.attachments);
        let (dossier, lookup) =
            link::link(parsed, &site, &attachments, options, notebook, problems);
        let lookup = if is_remembered {
            Some(lookup)
        } else {
            lookup.free();
            None
        };
        told(Stage::Link);
        let of_assets = paths(&theme.assets);
        let statics = StaticFiles {
            of_site: &paths(&tree.static_files),
            of_theme: &paths(&theme.static_files),
            assets: Assets::new(&of_assets, &theme.assets_hash, &site),
            of_assets: &of_assets,
        };
        let plan = plan::plan(&dossier, &site, &statics, problems);
        told(Stage::Plan);
        Some(Prepared {
            site: Arc::new(site),
            style: Arc::new(style),
            dossier: Arc::new(dossier),
            plan: Arc::new(plan),
            templates,
            tree,
            theme,
            lookup,
        })
    }
}

/// The templates of a theme: those of the last run where they are the same.
fn parsed_templates(
    known: &mut Option<Arc<Templates>>,
    theme: &Theme,
    texts: &Texts,
    problems: &mut Vec<Diagnostic>,
) -> Arc<Templates> {
    if let Some(known) = known.as_ref().filter(|it| it.are_of(&theme.templates, texts)) {
        return Arc::clone(known);
    }
    let before = problems.len();
    let parsed = Arc::new(Templates::parse(theme.templates.clone(), texts, problems));
    // Templates with problems are parsed again, so that each run reports them.
    *known = (problems.len() == before).then(|| Arc::clone(&parsed));
    parsed
}

/// The style that a site names: a file of its own, if it could be read, or one that is built in.
fn citation_style(
    site: &Site,
    file: Option<Option<FileId>>,
    texts: &Texts,
    problems: &mut Vec<Diagnostic>,
) -> CitationStyle {
    let style = match file {
        Some(file) => {
            file.and_then(|file| parse::style::from_file(file, texts.get(file), problems))
        }
        None => parse::style::by_name(&site.citation_style, problems),
    };
    parse::style::citation_style(site, style)
}

fn paths(files: &[FileToCopy]) -> Vec<String> {
    files.iter().map(|file| file.path.clone()).collect()
}

impl Prepared {
    /// The site, ready to be rendered.
    pub fn renderer(&self) -> Arc<SiteRenderer> {
        self.renderer_of(Arc::clone(&self.dossier))
    }

    /// The site as a dossier has it, with everything else as it is here.
    fn renderer_of(&self, dossier: Arc<Dossier>) -> Arc<SiteRenderer> {
        SiteRenderer::new(SiteParts {
            site: Arc::clone(&self.site),
            style: Arc::clone(&self.style),
            dossier,
            plan: Arc::clone(&self.plan),
            templates: Arc::clone(&self.templates),
        })
    }

    /// The bytes of a planned file.
    pub fn bytes(&self, origin: FileOrigin) -> &Bytes {
        match origin {
            FileOrigin::Attachment(number) => &self.tree.attachments[number].bytes,
            FileOrigin::Static(number) => &self.tree.static_files[number].bytes,
            FileOrigin::Theme(number) => &self.theme.static_files[number].bytes,
            FileOrigin::Asset(number) => &self.theme.assets[number].bytes,
        }
    }
}

impl Run {
    /// The problems so far with the severities that the site gives them, in order, and those that documents
    /// silence. They are handed over: a large site has many.
    pub fn judge(&mut self) -> Judgement {
        let problems = std::mem::take(&mut self.problems);
        let silent = Policy::default();
        let policy = self.prepared.as_ref().map_or(&silent, |prepared| &prepared.dossier.policy);
        policy.judge(problems, self.deny_warnings, &self.texts)
    }

    /// Reads the contents again that were laid aside and that these problems have places in. One that has changed
    /// meanwhile stays aside.
    pub fn take_back<'a>(
        &mut self,
        folder: &Path,
        problems: impl IntoIterator<Item = &'a Diagnostic>,
    ) {
        let texts = &mut self.texts;
        let files = problems.into_iter().flat_map(Diagnostic::files);
        let files: BTreeSet<FileId> = files.filter(|file| texts.is_aside(*file)).collect();
        let again = files.into_par_iter().filter_map(|file| {
            let path = &texts.get(file).path;
            Some((file, read::content_again(&folder.join(path), path)?))
        });
        for (file, content) in again.collect::<Vec<_>>() {
            texts.take_back(file, content);
        }
    }

    /// A judgement with what was found since.
    pub fn judge_again(&mut self, so_far: Judgement) -> Judgement {
        if self.problems.is_empty() {
            return so_far;
        }
        self.problems.extend(so_far.reopen());
        self.judge()
    }
}
