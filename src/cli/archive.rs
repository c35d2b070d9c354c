//! `redlines archive`: the copy of an address is named in every source that has the address.

use url::Url;

use crate::cli::arguments::ArchiveOptions;
use crate::cli::rewrite::{self, Access, Rewriting};
use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::external::plain;
use crate::link::Dossier;
use crate::model::source::Source;
use crate::source::{Located, Span};

/// Names the copy; whether that was done.
///
/// # Errors
/// Wrong usage.
pub fn run(options: &ArchiveOptions) -> Result<bool, String> {
    let Some(survey) = rewrite::survey(&options.site, Access::for_command(options.dry_run))? else {
        return Ok(false);
    };
    let Some(prepared) = &survey.run.prepared else { return Ok(false) };
    // Of an archive's address the fragment may be a part that tells the page.
    let copy = Url::parse(options.copy.trim()).ok().filter(|_| plain(&options.copy).is_some());
    let copy = copy.ok_or_else(|| no_address(&options.copy))?;
    let places = places(&prepared.dossier, &options.address)?;
    let fields = places.into_iter().map(|place| (place, "archive_url", copy.to_string()));
    let rewriting = Rewriting { fields: fields.collect(), ..Rewriting::default() };
    Ok(survey.make(&options.site, rewriting, options.dry_run))
}

fn no_address(written: &str) -> String {
    format!("`{written}` is no `http` or `https` address")
}

/// Where sources that name no copy yet have the address.
fn places(dossier: &Dossier, written: &str) -> Result<Vec<Span>, String> {
    let wanted = plain(written).ok_or_else(|| no_address(written))?;
    let address = |source: &Source| Some((source.url.clone()?, source.archive_url.clone()));
    let addresses: Vec<(Located<String>, Option<Located<String>>)> =
        dossier.sources.iter().filter_map(address).collect();
    let having: Vec<&(Located<String>, Option<Located<String>>)> =
        addresses.iter().filter(|(url, _)| plain(&url.value).as_ref() == Some(&wanted)).collect();
    let Some((_, first)) = having.first() else {
        let known = addresses.iter().map(|(url, _)| url.value.as_str());
        let hint = did_you_mean(nearest(written, known));
        return Err(format!("no source has the address `{written}`{hint}"));
    };
    let missing: Vec<Span> =
        having.iter().filter(|(_, copy)| copy.is_none()).map(|(url, _)| url.span).collect();
    match (missing.is_empty(), first) {
        (true, Some(copy)) => Err(format!("a copy of it is named already: {}", copy.value)),
        _ => Ok(missing),
    }
}
