//! Where front matter ends and the body begins.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::node::Node;
use crate::parse::{toml, yaml};
use crate::source::{FileId, Span};

/// A document's text, divided.
pub struct Divided {
    /// The front matter's tree; `None` where it is malformed or there is none.
    pub front: Option<Node>,
    /// Whether the text has front matter at all, malformed or not.
    pub has_front_matter: bool,
    /// The byte where the body begins.
    pub body_start: usize,
}

/// Divides a text: TOML between `+++` lines, YAML between `---` lines, or no front matter.
pub fn divide(text: &str, file: FileId, problems: &mut Vec<Diagnostic>) -> Divided {
    let fence = match first_line(text) {
        "+++" => "+++",
        "---" => "---",
        _ => return Divided { front: None, has_front_matter: false, body_start: 0 },
    };
    let Some((inner, body_start)) = between_fences(text, fence) else {
        let span = Span::new(file, 0..3);
        let message = format!("front matter opens with `{fence}` and is not closed");
        let help = format!("write a line with `{fence}` after the last key");
        problems.push(Diagnostic::at(Code::UnclosedFrontMatter, span, message).help(help));
        return Divided { front: None, has_front_matter: true, body_start: text.len() };
    };
    let parse = if fence == "+++" { toml::parse } else { yaml::parse };
    let front = parse(&text[inner.clone()], file, inner.start, problems);
    Divided { front, has_front_matter: true, body_start }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim_end()
}

/// The text between the fence on the first line and the next line that is the same fence, and
/// where the rest begins.
fn between_fences(text: &str, fence: &str) -> Option<(Range<usize>, usize)> {
    let start = text.find('\n')? + 1;
    let mut line_start = start;
    for line in text[start..].split_inclusive('\n') {
        let line_end = line_start + line.len();
        if line.trim_end() == fence {
            return Some((start..line_start, line_end));
        }
        line_start = line_end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::between_fences;

    #[test]
    fn fences_stand_alone_on_their_lines() {
        let cases = [
            ("+++\na = 1\n+++\nbody", "a = 1\n", "body"),
            ("+++\r\na = 1\r\n+++\r\nbody", "a = 1\r\n", "body"),
            ("+++\n+++", "", ""),
            ("+++\na = \"+++\"\n+++ \nbody", "a = \"+++\"\n", "body"),
        ];
        for (text, front, body) in cases {
            let (range, rest) = between_fences(text, "+++").expect(text);
            assert_eq!((&text[range], &text[rest..]), (front, body), "{text:?}");
        }
        assert!(between_fences("+++\na = 1\n", "+++").is_none());
    }
}
