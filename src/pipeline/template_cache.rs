//! Parsed templates, kept between runs.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::read::Theme;
use crate::render::Templates;
use crate::source::{FileId, SourceMap};

/// The templates of the last run, which are parsed again only if one of them changed.
#[derive(Default)]
pub struct TemplateCache {
    own: Option<Arc<Templates>>,
    with_fallback: Option<Arc<Templates>>,
}

impl TemplateCache {
    /// The templates of a theme. They include the built-in ones if the theme extends or includes one of these.
    pub fn parse(
        &mut self,
        theme: &Theme,
        texts: &SourceMap,
        problems: &mut Vec<Diagnostic>,
    ) -> Arc<Templates> {
        let mut of_own = Vec::new();
        let own = parse_if_changed(&mut self.own, &theme.templates, texts, &mut of_own);
        if of_own.is_empty() || theme.fallback.is_none() {
            problems.extend(of_own);
            return own;
        }
        self.parse_with_fallback(theme, texts, problems)
    }

    /// The templates of a theme and, under them, the built-in ones.
    pub fn parse_with_fallback(
        &mut self,
        theme: &Theme,
        texts: &SourceMap,
        problems: &mut Vec<Diagnostic>,
    ) -> Arc<Templates> {
        let files = theme.fallback.as_ref().map_or(&theme.templates, |it| &it.templates);
        parse_if_changed(&mut self.with_fallback, files, texts, problems)
    }
}

/// Templates with problems are parsed again, so that each run reports them.
fn parse_if_changed(
    last: &mut Option<Arc<Templates>>,
    files: &BTreeMap<String, FileId>,
    texts: &SourceMap,
    problems: &mut Vec<Diagnostic>,
) -> Arc<Templates> {
    if let Some(last) = last.as_ref().filter(|it| it.are_of(files, texts)) {
        return Arc::clone(last);
    }
    let before = problems.len();
    let parsed = Arc::new(Templates::parse(files.clone(), texts, problems));
    *last = (problems.len() == before).then(|| Arc::clone(&parsed));
    parsed
}
