//! Small views from model values: dates, terms, countries, links, rungs.

use crate::link::Dossier;
use crate::model::country::Country;
use crate::model::date::Date;
use crate::model::event::ThresholdEffect;
use crate::model::ladder::Ladder;
use crate::model::site::Site;
use crate::model::source::Credibility;
use crate::model::table::Index;
use crate::model::target::Target;
use crate::model::vocabulary::Vocabulary;
use crate::render::views::{
    CountryView, CredibilityView, DateView, EffectView, LinkView, RungView, TermView,
};

/// A date.
pub fn date(date: &Date) -> DateView {
    DateView {
        edtf: date.edtf().to_owned(),
        words: date.words().to_owned(),
        html: date.html(),
        year: date.year(),
    }
}

/// A day without more, as `as_of` is.
pub fn day(day: jiff::civil::Date) -> DateView {
    date(&Date::on(day))
}

/// A date, where there is one.
pub fn optional_date(written: Option<&Date>) -> Option<DateView> {
    written.map(date)
}

/// A term of a vocabulary.
pub fn term<T: Vocabulary>(value: T) -> TermView {
    TermView { term: value.term(), label: value.label() }
}

/// A country.
pub fn country(country: Country) -> CountryView {
    CountryView { code: country.code, name: country.name }
}

/// An Admiralty credibility.
pub fn credibility(credibility: Credibility) -> CredibilityView {
    CredibilityView { grade: credibility.grade(), label: credibility.label() }
}

/// A link to a document.
pub fn link(site: &Site, dossier: &Dossier, target: Target) -> LinkView {
    let document = dossier.document(target);
    LinkView {
        kind: target.kind().term(),
        id: document.id().to_owned(),
        title: document.title().to_owned(),
        url: document.address().href(&site.base_path),
    }
}

/// Links to several documents.
pub fn links<T>(site: &Site, dossier: &Dossier, indexes: &[Index<T>]) -> Vec<LinkView>
where
    Target: From<Index<T>>,
{
    indexes.iter().map(|index| link(site, dossier, (*index).into())).collect()
}

/// A rung that its ladder has.
pub fn rung(site: &Site, dossier: &Dossier, ladder: Index<Ladder>, number: u32) -> RungView {
    let rung = dossier.ladders[ladder].rung(number);
    RungView {
        number,
        name: rung.map(|rung| rung.name.clone()).unwrap_or_default(),
        description: rung.and_then(|rung| rung.description.clone()),
        ladder: link(site, dossier, ladder.into()),
    }
}

/// What an event does to a threshold.
pub fn effect(site: &Site, dossier: &Dossier, effect: &ThresholdEffect) -> EffectView {
    EffectView {
        effect: term(effect.effect),
        participle: effect.effect.participle(),
        threshold: link(site, dossier, effect.threshold.into()),
        note: effect.note.clone(),
        confidence: effect.confidence.map(term),
    }
}

/// `ltr` or `rtl` for a BCP 47 tag: by its script where it names one, otherwise by its language.
pub fn direction(language: &str) -> &'static str {
    const SCRIPTS: [&str; 8] = ["arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg", "mand"];
    const LANGUAGES: [&str; 15] = [
        "ar", "arc", "ckb", "dv", "fa", "he", "khw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur",
        "yi",
    ];
    let tag = language.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    let script =
        parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let is_rtl = match script {
        Some(script) => SCRIPTS.contains(&script),
        None => LANGUAGES.contains(&primary),
    };
    if is_rtl { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::direction;

    #[test]
    fn directions_follow_script_and_language() {
        let cases = [
            ("en", "ltr"),
            ("fa", "rtl"),
            ("fa-IR", "rtl"),
            ("ar-Latn", "ltr"),
            ("az-Arab", "rtl"),
            ("he", "rtl"),
        ];
        for (tag, expected) in cases {
            assert_eq!(direction(tag), expected, "{tag}");
        }
    }
}
