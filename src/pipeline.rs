//! The stages in their order, as every command runs them up to the plan.

mod preview;

mod template_cache;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil;

use crate::diagnostic::{Diagnostic, LintReport, Policy};
use crate::link::{self, Dossier, LinkContext, LinkOptions, ReferenceRecorder, Use};
use crate::model::citation_style::CitationStyle;
use crate::model::ignore_patterns::IgnorePatterns;
use crate::model::site::Site;
use crate::parse;
use crate::pipeline::template_cache::TemplateCache;
use crate::plan::{self, Assets, Fallback, FileOrigin, Plan, StaticFiles};
use crate::read::{self, Bytes, FileToCopy, Listing, Reading, SourceTree, Theme};
use crate::render::{SiteParts, SiteRenderer, Templates};
use crate::source::{FileId, SourceMap, Text};

/// A site whose stages up to the plan are over, with the problems that were found on the way.
pub struct Run {
    pub texts: SourceMap,
    pub problems: Vec<Diagnostic>,
    /// `None` where the configuration is missing or unreadable: then there is no site.
    pub prepared: Option<Prepared>,
    pub times: StageTimes,
    deny_warnings: bool,
}

/// A run whose problems have the severities that the site gives them.
pub struct JudgedRun {
    pub texts: SourceMap,
    /// As in [`Run`].
    pub prepared: Option<Prepared>,
    pub times: StageTimes,
    pub judgement: LintReport,
    deny_warnings: bool,
}

/// How long each stage up to the plan took.
#[derive(Debug, Clone, Copy, Default)]
pub struct StageTimes {
    pub read: Duration,
    pub parse: Duration,
    pub link: Duration,
    pub plan: Duration,
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
    lookup: Option<LinkContext>,
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

/// What is kept from run to run, so that only what changed is read and parsed again. Everything else
/// is done anew each time.
#[derive(Default)]
pub struct Cache {
    texts: SourceMap,
    reading: Option<Reading>,
    parses: parse::Cache,
    templates: TemplateCache,
}

impl Cache {
    /// Forgets what was read, so that the next run reads the whole folder. What is parsed stays.
    pub fn forget_reading(&mut self) {
        self.reading = None;
    }
}

/// Reads, parses, links and plans a site.
pub fn run(folder: &Path, settings: &Settings) -> Run {
    run_listed(folder, &list(folder), settings)
}

/// A site's folder, listed.
pub struct ListedFolder {
    pub listing: Listing,
    /// How long listing took, a part of reading.
    took: Duration,
}

/// Lists a site's folder, without the files that its configuration leaves out.
pub fn list(folder: &Path) -> ListedFolder {
    let began = Instant::now();
    let listing = Listing::walk(folder, ignore_patterns(folder));
    ListedFolder { listing, took: began.elapsed() }
}

/// The files that the configuration leaves out. What is wrong with it is reported where it is read for the site.
fn ignore_patterns(folder: &Path) -> IgnorePatterns {
    let (mut texts, mut problems) = (SourceMap::default(), Vec::new());
    let file = read::named_text(folder, "config.toml", None, &mut texts, &mut problems);
    let site = file.map(|file| parse::config::parse(texts.get(file), file, &mut problems));
    site.map(|site| site.ignore).unwrap_or_default()
}

/// Does what [`run`] does with a folder that was listed.
pub fn run_listed(folder: &Path, listed: &ListedFolder, settings: &Settings) -> Run {
    let began = Instant::now();
    let mut texts = SourceMap::default();
    let reading = Reading::listed(folder, &listed.listing, &mut texts);
    let times = StageTimes { read: listed.took + began.elapsed(), ..StageTimes::default() };
    let stages = Stages {
        folder,
        settings,
        parses: None,
        templates: &mut TemplateCache::default(),
        recorder: None,
    };
    stages.run(reading.tree, texts, reading.problems, times)
}

/// What the configuration alone says of a site; `None` where it is missing or has errors, which [`run`]
/// reports.
pub fn site(folder: &Path) -> Option<Site> {
    let (mut texts, mut problems) = (SourceMap::default(), Vec::new());
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
    let mut texts = SourceMap::default();
    let reading = Reading::whole(folder, ignore_patterns(folder), &mut texts);
    let problems = reading.problems;
    let mut tree = Arc::unwrap_or_clone(reading.tree);
    for (from, to) in &change.moves {
        tree.rename(from, to, &mut texts);
    }
    for text in change.texts {
        tree.rewrite(text, &mut texts);
    }
    let recorder = ReferenceRecorder::default();
    let (templates, notes) = (&mut TemplateCache::default(), Some(&recorder));
    let stages = Stages { folder, settings, parses: None, templates, recorder: notes };
    let run = stages.run(Arc::new(tree), texts, problems, StageTimes::default());
    (run, recorder.uses())
}

/// Does what [`run`] does after changes at some paths, with what is remembered of the runs before.
pub fn run_again(
    folder: &Path,
    settings: &Settings,
    memory: &mut Cache,
    changed: &[PathBuf],
) -> Run {
    let began = Instant::now();
    let Cache { texts, reading, parses, templates } = memory;
    let ignore = ignore_patterns(folder);
    let reading = match reading {
        Some(reading) => {
            reading.again(folder, ignore, changed, texts);
            reading
        }
        None => reading.insert(Reading::whole(folder, ignore, texts)),
    };
    let (tree, problems) = (Arc::clone(&reading.tree), reading.problems.clone());
    let times = StageTimes { read: began.elapsed(), ..StageTimes::default() };
    let stages = Stages { folder, settings, parses: Some(parses), templates, recorder: None };
    // What the later stages read, such as a theme, is kept too.
    let run = stages.run(tree, std::mem::take(texts), problems, times);
    *texts = run.texts.clone();
    run
}

/// What the stages after the first one need beside what was read.
struct Stages<'a> {
    folder: &'a Path,
    settings: &'a Settings,
    parses: Option<&'a mut parse::Cache>,
    templates: &'a mut TemplateCache,
    recorder: Option<&'a ReferenceRecorder>,
}

impl Stages<'_> {
    /// `times` are those of the stages that are over.
    fn run(
        self,
        tree: Arc<SourceTree>,
        mut texts: SourceMap,
        mut problems: Vec<Diagnostic>,
        mut times: StageTimes,
    ) -> Run {
        let deny_warnings = self.settings.deny_warnings;
        let prepared = self.prepare(tree, &mut texts, &mut problems, &mut times);
        Run { texts, problems, prepared, times, deny_warnings }
    }

    /// Parses, links and plans what was read.
    fn prepare(
        self,
        tree: Arc<SourceTree>,
        texts: &mut SourceMap,
        problems: &mut Vec<Diagnostic>,
        times: &mut StageTimes,
    ) -> Option<Prepared> {
        let Self { folder, settings, parses, templates, recorder } = self;
        let mut began = Instant::now();
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
        let (parsed, (style, mut parsed_templates)) = rayon::join(
            || parse::site(&files, known, site.markdown, parses, &mut of_files),
            || {
                rayon::join(
                    || citation_style(&site, style_file, known, &mut of_style),
                    || templates.parse(&theme, known, &mut of_templates),
                )
            },
        );
        of_templates.extend(parsed_templates.find_removed_fields(known));
        problems.extend(of_style.into_iter().chain(of_templates).chain(of_files));
        times.parse = lap(&mut began);
        let options =
            LinkOptions { drafts: settings.drafts, as_of: settings.as_of, today: settings.today };
        let attachments = paths(&tree.attachments);
        let (dossier, lookup) =
            link::link(parsed, &site, &attachments, options, recorder, problems);
        let lookup = if is_remembered {
            Some(lookup)
        } else {
            lookup.free();
            None
        };
        times.link = lap(&mut began);
        let of_assets = paths(&theme.assets.files);
        let of_fallback = theme.fallback.as_ref().map(|it| (it, paths(&it.assets.files)));
        let fallback = of_fallback.as_ref().map(|(fallback, names)| Fallback {
            own_templates: theme.templates.keys().map(String::as_str).collect(),
            is_extended: parsed_templates.has_built_in(),
            assets: names,
            assets_hash: &fallback.assets.hash,
        });
        let statics = StaticFiles {
            of_site: &paths(&tree.static_files),
            of_theme: &paths(&theme.static_files),
            assets: Assets::new(&of_assets, &theme.assets.hash, &site),
            of_assets: &of_assets,
            fallback,
        };
        let plan = plan::plan(&dossier, &site, &statics, problems);
        if plan.fallback.as_ref().is_some_and(|it| it.is_needed) {
            parsed_templates = templates.parse_with_fallback(&theme, texts, problems);
        }
        times.plan = lap(&mut began);
        Some(Prepared {
            site: Arc::new(site),
            style: Arc::new(style),
            dossier: Arc::new(dossier),
            plan: Arc::new(plan),
            templates: parsed_templates,
            tree,
            theme,
            lookup,
        })
    }
}

/// The time since `began`, which is now from here on.
fn lap(began: &mut Instant) -> Duration {
    let now = Instant::now();
    now - std::mem::replace(began, now)
}

/// The style that a site names: a file of its own, if it could be read, or one that is built in.
fn citation_style(
    site: &Site,
    file: Option<Option<FileId>>,
    texts: &SourceMap,
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
        let (files, number): (&[FileToCopy], usize) = match origin {
            FileOrigin::Attachment(number) => (&self.tree.attachments, number),
            FileOrigin::Static(number) => (&self.tree.static_files, number),
            FileOrigin::Theme(number) => (&self.theme.static_files, number),
            FileOrigin::Asset(number) => (&self.theme.assets.files, number),
            FileOrigin::FallbackAsset(number) => (self.theme.fallback_assets(), number),
        };
        &files[number].bytes
    }
}

impl Run {
    /// Gives every problem the severity that the site gives it.
    pub fn judge(self) -> JudgedRun {
        let Self { texts, problems, prepared, times, deny_warnings } = self;
        let judgement = judge(problems, prepared.as_ref(), deny_warnings, &texts);
        JudgedRun { texts, prepared, times, judgement, deny_warnings }
    }
}

impl JudgedRun {
    /// The same run with what was found since.
    pub fn judge_with(mut self, found: Vec<Diagnostic>) -> Self {
        if !found.is_empty() {
            let problems = found.into_iter().chain(self.judgement.into_diagnostics()).collect();
            self.judgement =
                judge(problems, self.prepared.as_ref(), self.deny_warnings, &self.texts);
        }
        self
    }
}

/// Without a site, nothing but defaults is known of severities.
fn judge(
    problems: Vec<Diagnostic>,
    prepared: Option<&Prepared>,
    deny_warnings: bool,
    texts: &SourceMap,
) -> LintReport {
    let defaults = Policy::default();
    let policy = prepared.map_or(&defaults, |prepared| &prepared.dossier.policy);
    policy.judge(problems, deny_warnings, texts)
}
