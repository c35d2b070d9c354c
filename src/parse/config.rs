//! `config.toml` to [`Site`].

use crate::diagnostic::{Code, Diagnostic};
use crate::model::address::Address;
use crate::model::body::Destination;
use crate::model::delivery::Encoding;
use crate::model::ignore_patterns::IgnorePatterns;
use crate::model::position::Coordinates;
use crate::model::publication::{Publication, PublishTarget};
use crate::model::site::{
    Appearance, Autolink, DataSettings, Extent, FeedContent, FeedSettings, MarkdownSettings,
    NamedPlace, NavigationLink, SearchEngine, Site, StyleName, ThemeName,
};
use crate::parse::destination::{is_remote, refused_scheme};
use crate::parse::fields::config::{
    CitationFields, ConfigFields, DataFields, EscalationFields, FeedsFields, MarkdownFields,
    NamedPlaces, PaginationFields, SearchFields, ThemeFields,
};
use crate::parse::fields::publication::{PublishTargets, TargetFields};
use crate::parse::node::Node;
use crate::parse::publication::destination;
use crate::parse::record::Reader;
use crate::parse::scalar::address::PicturePath;
use crate::parse::scalar::{BoundedInt, Extra, Term};
use crate::parse::{style, toml};
use crate::source::{FileId, Located, Span, Text};

/// Where the theme is when a site does not say.
const DEFAULT_THEME: &str = "default";

/// Reads the configuration. Problems are reported; defaults stand in for what is broken, so that the
/// rest of the site can be checked in the same run.
pub fn parse(text: &Text, file: FileId, problems: &mut Vec<Diagnostic>) -> Site {
    let start = Span::new(file, 0..0);
    let node = toml::parse(&text.content, file, 0, problems);
    let fields = node.as_ref().and_then(Node::as_table).and_then(|table| {
        let mut reader = Reader::new(table, start, problems);
        reader.refuse_unknown("the configuration", &[&ConfigFields::TABLE]);
        ConfigFields::read(&mut reader)
    });
    let fields = fields.unwrap_or_else(|| ConfigFields::standing_in(start));
    let base = base_address(&fields.base_url, problems);
    let (base_url, base_path) = base.unwrap_or_default();
    let escalation =
        fields.escalation.unwrap_or(EscalationFields { ladder: None, window_days: None });
    let per_page = match fields.pagination {
        Some(PaginationFields { per_page: Some(BoundedInt(number)) }) => number as usize,
        _ => 50,
    };
    let left_out = fields.pages.into_iter().flat_map(|pages| pages.leave_out);
    let search = match fields.search {
        Some(SearchFields { engine: Some(Term(engine)) }) => engine,
        _ => SearchEngine::Pagefind,
    };
    let mut compress: Vec<Encoding> = fields
        .output
        .map_or_else(Vec::new, |it| it.compress.into_iter().map(|Term(it)| it).collect());
    compress.sort_unstable();
    compress.dedup();
    Site {
        title: fields.title,
        base_url,
        base_path,
        language: fields.language.map_or_else(|| "en".to_owned(), |language| language.0),
        description: fields.description,
        appearance: appearance(fields.theme.as_ref(), problems),
        theme: theme(fields.theme, problems),
        citation_style: citation_style(fields.citations),
        markdown: markdown(fields.markdown),
        ladder: escalation.ladder,
        window_days: escalation.window_days.map_or(90, |BoundedInt(days)| days as u32),
        per_page,
        left_out: left_out.map(|Term(part)| part).collect(),
        places: fields.places.map(places).unwrap_or_default(),
        search,
        compress,
        data: data(fields.data),
        feeds: feeds(fields.feeds.as_ref()),
        lints: fields.lints.map(|levels| levels.0).unwrap_or_default(),
        publication: publication(fields.publish.unwrap_or_default(), problems),
        ignore: IgnorePatterns::new(fields.ignore.into_iter().map(|it| it.0).collect()),
        extra: fields.extra.map(|Extra(table)| table).unwrap_or_default(),
    }
}

/// The base address without its final slash, and its path; also of `--base-url`.
///
/// # Errors
/// What is wrong with it, in a few words.
pub fn split_base_address(written: &str) -> Result<(String, String), String> {
    let begin = "it must begin with `https://` or `http://` and name a host";
    let url = url::Url::parse(written).map_err(|_| begin.to_owned())?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(begin.to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("it must have no `?` and no `#`".to_owned());
    }
    let path = url.path().trim_end_matches('/').to_owned();
    if path.contains("//") {
        return Err("its path has an empty part (`//`)".to_owned());
    }
    Ok((url.as_str().trim_end_matches('/').to_owned(), path))
}

fn base_address(
    written: &Located<String>,
    problems: &mut Vec<Diagnostic>,
) -> Option<(String, String)> {
    match split_base_address(&written.value) {
        Ok(parts) => Some(parts),
        Err(reason) => {
            let message = format!("`base_url` cannot be used: {reason}");
            problems.push(Diagnostic::at(Code::BadValue, written.span, message));
            None
        }
    }
}

fn publication(
    PublishTargets { targets, hidden }: PublishTargets,
    problems: &mut Vec<Diagnostic>,
) -> Publication {
    let mut found: Vec<PublishTarget> = Vec::new();
    for (name, fields) in targets {
        let Some(target) = target(name, fields, problems) else { continue };
        if let Some(first) = found.iter().find(|it| it.is_default && target.is_default) {
            let message = "two targets cannot both be the default".to_owned();
            let problem = Diagnostic::at(Code::BadValue, target.name.span, message);
            problems.push(problem.label(first.name.span, "the other one"));
        }
        found.push(target);
    }
    Publication { targets: found, hidden }
}

fn target(
    name: Located<String>,
    fields: TargetFields,
    problems: &mut Vec<Diagnostic>,
) -> Option<PublishTarget> {
    let Located { value: written, span } = fields.to;
    let to = destination(&written).map_err(|reason| {
        let message = format!("`{written}` is no place to publish to: {reason}");
        problems.push(Diagnostic::at(Code::BadValue, span, message));
    });
    let endpoint =
        fields.endpoint.map(|it| (split_base_address(&it.value).map(|_| it.value), it.span));
    let endpoint = match endpoint {
        Some((Err(reason), span)) => {
            let message = format!("`endpoint` cannot be used: {reason}");
            problems.push(Diagnostic::at(Code::BadValue, span, message));
            return None;
        }
        Some((Ok(endpoint), _)) => Some(endpoint),
        None => None,
    };
    Some(PublishTarget {
        name,
        to: Located { value: to.ok()?, span },
        endpoint,
        region: fields.region,
        account: fields.account,
        virtual_host: fields.virtual_host.unwrap_or(false),
        base: fields.base_url.and_then(|written| base_address(&written, problems)),
        is_default: fields.default.unwrap_or(false),
    })
}

fn appearance(fields: Option<&ThemeFields>, problems: &mut Vec<Diagnostic>) -> Appearance {
    let Some(fields) = fields else { return Appearance::default() };
    let values = fields.colors.iter().chain(&fields.fonts);
    let picture =
        |path: &'_ Option<PicturePath>| path.as_ref().map(|PicturePath(path)| path.clone());
    let mut path = |written: Option<Located<String>>| {
        let written = written?;
        Some((within_site(&written.value, written.span, problems)?, written.span))
    };
    let stylesheet = path(fields.stylesheet.clone());
    let (logo, icon) = (path(picture(&fields.logo)), path(picture(&fields.icon)));
    let links = fields.navigation.iter().filter_map(|link| {
        let (written, span) = (&link.url.value, link.url.span);
        let destination = match written.starts_with('/') {
            true => {
                let address = within_site(written, span, problems)?;
                Destination::Internal { address, suffix: String::new() }
            }
            false if refused_scheme(written).is_none() && is_remote(written) => {
                Destination::Verbatim
            }
            false => {
                let message = format!("`{written}` is no address to navigate to");
                let help = "it begins with `/` on this site, and with `https://` elsewhere";
                problems.push(Diagnostic::at(Code::RefusedAddress, span, message).help(help));
                return None;
            }
        };
        Some(NavigationLink {
            title: link.title.clone(),
            written: written.clone(),
            destination,
            span,
        })
    });
    Appearance {
        navigation: links.collect(),
        properties: values.flat_map(|values| values.0.clone()).collect(),
        stylesheet,
        logo,
        icon,
        footer: fields.footer.clone(),
    }
}

/// An address from the site's root.
fn within_site(written: &str, span: Span, problems: &mut Vec<Diagnostic>) -> Option<Address> {
    match Address::parse(written) {
        Some(address) => Some(address),
        None => {
            let message = format!("`{written}` is not a path within the site");
            let help = "write it from the site's root, as in `/logo.svg`";
            problems.push(Diagnostic::at(Code::BadPath, span, message).help(help));
            None
        }
    }
}

fn theme(fields: Option<ThemeFields>, problems: &mut Vec<Diagnostic>) -> ThemeName {
    let default = ThemeName { name: DEFAULT_THEME.to_owned(), span: None };
    let Some(name) = fields.and_then(|fields| fields.name) else { return default };
    if !name.value.starts_with('.') && !name.value.contains(['/', '\\', '\0']) {
        return ThemeName { name: name.value, span: Some(name.span) };
    }
    let message = format!("`{}` cannot be a theme's name", name.value);
    let help = "a theme is a folder in `themes/`";
    problems.push(Diagnostic::at(Code::BadPath, name.span, message).help(help));
    default
}

fn places(NamedPlaces(places): NamedPlaces) -> Vec<NamedPlace> {
    let named = places.into_iter().map(|(name, Located { value, span })| NamedPlace {
        name,
        country: value.country,
        position: Coordinates { latitude: value.lat.0, longitude: value.lon.0 },
        span,
    });
    named.collect()
}

fn data(fields: Option<DataFields>) -> DataSettings {
    let files = fields.as_ref().and_then(|fields| fields.files);
    DataSettings {
        files: files.map_or(Extent::All, |Term(files)| files),
        licence: fields.and_then(|fields| fields.license),
    }
}

fn feeds(fields: Option<&FeedsFields>) -> FeedSettings {
    let files = fields.and_then(|fields| fields.files);
    let content = fields.and_then(|fields| fields.content);
    let entries = fields.and_then(|fields| fields.entries);
    FeedSettings {
        files: files.map_or(Extent::All, |Term(files)| files),
        content: content.map_or(FeedContent::Summary, |Term(content)| content),
        entries: entries.map_or(20, |BoundedInt(number)| number as usize),
    }
}

fn citation_style(fields: Option<CitationFields>) -> StyleName {
    match fields.and_then(|fields| fields.style) {
        Some(style) => StyleName { name: style.value, span: Some(style.span) },
        None => StyleName { name: style::DEFAULT.to_owned(), span: None },
    }
}

fn markdown(fields: Option<MarkdownFields>) -> MarkdownSettings {
    let raw_html = fields.as_ref().and_then(|fields| fields.raw_html).unwrap_or(false);
    let smart = fields.as_ref().and_then(|fields| fields.smart_punctuation).unwrap_or(true);
    let autolink = fields.and_then(|fields| fields.autolink).map_or(Autolink::First, |Term(t)| t);
    MarkdownSettings { raw_html, smart_punctuation: smart, autolink }
}

#[cfg(test)]
mod tests {
    use super::split_base_address;

    #[test]
    fn base_addresses_are_addresses() {
        let good = [
            ("https://example.org", "https://example.org", ""),
            ("https://example.org/", "https://example.org", ""),
            ("http://localhost:8000/a/b/", "http://localhost:8000/a/b", "/a/b"),
        ];
        for (written, base, path) in good {
            let expected = Ok((base.to_owned(), path.to_owned()));
            assert_eq!(split_base_address(written), expected, "{written}");
        }
        for bad in ["example.org", "/folder", "ftp://example.org", "https://e.org/?q", ""] {
            assert!(split_base_address(bad).is_err(), "{bad}");
        }
    }
}
