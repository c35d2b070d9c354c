//! Locators: `p. 3`, `ch. 2`, `sec. 4.1`, as authors write them, to CSL's kinds.

use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::{LocatorPayload, SpecificLocator};

/// Words that begin a locator, and CSL's kind for each.
const WORDS: [(&str, Locator); 27] = [
    ("p", Locator::Page),
    ("pp", Locator::Page),
    ("page", Locator::Page),
    ("pages", Locator::Page),
    ("ch", Locator::Chapter),
    ("chap", Locator::Chapter),
    ("chs", Locator::Chapter),
    ("chapter", Locator::Chapter),
    ("sec", Locator::Section),
    ("sect", Locator::Section),
    ("section", Locator::Section),
    ("§", Locator::Section),
    ("§§", Locator::Section),
    ("para", Locator::Paragraph),
    ("paras", Locator::Paragraph),
    ("¶", Locator::Paragraph),
    ("vol", Locator::Volume),
    ("vols", Locator::Volume),
    ("pt", Locator::Part),
    ("part", Locator::Part),
    ("art", Locator::ArticleLocator),
    ("fig", Locator::Figure),
    ("tab", Locator::Table),
    ("n", Locator::Note),
    ("fn", Locator::Note),
    ("l", Locator::Line),
    ("v", Locator::Verse),
];

/// The locator that a text is; a bare number is a page, anything else stands as it is.
pub fn parse(written: &str) -> Option<SpecificLocator<'_>> {
    let written = written.trim();
    if written.is_empty() {
        return None;
    }
    let of = |kind, text| Some(SpecificLocator(kind, LocatorPayload::Str(text)));
    if written.starts_with(|first: char| first.is_ascii_digit()) {
        return of(Locator::Page, written);
    }
    let end = written.find(|c: char| c == '.' || c.is_whitespace()).unwrap_or(written.len());
    let (word, rest) = written.split_at(end);
    let word = word.to_lowercase();
    let rest = rest.trim_start_matches('.').trim_start();
    match WORDS.iter().find(|(known, _)| *known == word) {
        Some((_, kind)) if !rest.is_empty() => of(*kind, rest),
        _ => of(Locator::Custom, written),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locators_have_kinds() {
        let cases = [
            ("p. 3", Locator::Page, "3"),
            ("pp. 3–5", Locator::Page, "3–5"),
            ("12", Locator::Page, "12"),
            ("ch. 2", Locator::Chapter, "2"),
            ("§ 4", Locator::Section, "4"),
            ("Chapter 2", Locator::Chapter, "2"),
            ("the appendix", Locator::Custom, "the appendix"),
            ("p.", Locator::Custom, "p."),
        ];
        for (written, kind, text) in cases {
            let found = parse(written).expect(written);
            assert_eq!(found, SpecificLocator(kind, LocatorPayload::Str(text)), "{written}");
        }
        assert_eq!(parse("  "), None);
    }
}
