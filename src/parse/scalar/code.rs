//! Codes that standards and registries give out.

use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::model::country::Country;
use crate::model::licence::Licence;
use crate::model::source::Credibility;
use crate::parse::node::{Node, Value};
use crate::parse::record::{Decode, Shape, bad_value};
use crate::parse::scalar::BoundedInt;

/// A BCP 47 language tag: letters and digits in groups of up to eight, joined by hyphens.
#[derive(Debug, Clone)]
pub struct Language(pub String);

impl Decode for Language {
    fn shape() -> Shape {
        Shape::Form {
            words: "a BCP 47 language tag such as `en` or `fa-IR`",
            pattern: r"^\s*[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\s*$",
        }
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let tag = String::decode(node, problems)?;
        let mut groups = tag.split('-');
        let primary = groups.next().unwrap_or_default();
        let is_language = (2..=3).contains(&primary.len())
            && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_subtag = |group: &str| {
            (1..=8).contains(&group.len()) && group.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        if is_language && groups.all(is_subtag) {
            return Some(Self(tag));
        }
        bad_value(node, format!("`{tag}` is no language tag such as `en` or `fa-IR`"), problems)
    }
}

impl Decode for Licence {
    fn shape() -> Shape {
        Shape::Form {
            words: "an SPDX identifier such as `CC-BY-4.0`, or an address",
            pattern: r"^\s*([A-Za-z0-9.+-]+|https?://\S+)\s*$",
        }
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let written = String::decode(node, problems)?;
        Self::parse(&written).or_else(|| {
            let message = format!("`{written}` is no SPDX identifier such as `CC-BY-4.0`");
            bad_value(node, format!("{message} and no address of a licence"), problems)
        })
    }
}

impl Decode for Country {
    fn shape() -> Shape {
        Shape::Code {
            words: "an ISO 3166-1 alpha-2 code such as `IR`",
            codes: Self::codes().collect(),
        }
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let code = String::decode(node, problems)?;
        Self::from_code(&code).or_else(|| {
            let message = format!("`{code}` is no ISO 3166-1 alpha-2 code");
            let problem = Diagnostic::at(Code::BadValue, node.span, message);
            let capitals = code.to_uppercase();
            problems.push(match Self::from_code(&capitals) {
                Some(_) => {
                    let fix = Fix::of_word(node.span, &code, &capitals);
                    problem.help(format!("write `{capitals}`")).fix(fix)
                }
                None => problem.suggest(&code, Self::codes()),
            });
            None
        })
    }
}

/// A Wikidata item: `Q` and digits.
#[derive(Debug, Clone)]
pub struct WikidataItem(pub String);

impl Decode for WikidataItem {
    fn shape() -> Shape {
        Shape::Form { words: "a Wikidata item such as `Q794`", pattern: r"^\s*Q[0-9]+\s*$" }
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let item = String::decode(node, problems)?;
        let digits = item.strip_prefix('Q').unwrap_or_default();
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self(item));
        }
        bad_value(node, format!("`{item}` is no Wikidata item such as `Q794`"), problems)
    }
}

/// A CAMEO event code: two to four digits, the first two between 01 and 20.
#[derive(Debug, Clone)]
pub struct CameoCode(pub String);

impl Decode for CameoCode {
    fn shape() -> Shape {
        Shape::Form {
            words: "a CAMEO 1.1b3 code such as `\"190\"`",
            pattern: r"^\s*(0[1-9]|1[0-9]|20)[0-9]{0,2}\s*$",
        }
        .or_whole(10, 2099)
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let code = match &node.value {
            // A number without a leading zero is the same code.
            Value::Integer(number) => number.to_string(),
            _ => String::decode(node, problems)?,
        };
        let root = code.get(..2).and_then(|root| root.parse::<u8>().ok());
        let is_code = (2..=4).contains(&code.len())
            && code.bytes().all(|byte| byte.is_ascii_digit())
            && root.is_some_and(|root| (1..=20).contains(&root));
        if is_code {
            return Some(Self(code));
        }
        bad_value(node, format!("`{code}` is no CAMEO code such as `\"190\"`"), problems)
    }
}

impl Decode for Credibility {
    fn shape() -> Shape {
        Shape::Integer { least: 1, most: 6 }
    }

    fn decode(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let BoundedInt(grade) = BoundedInt::<1, 6>::decode(node, problems)?;
        Self::new(grade)
    }
}
