//! Changes at random: of bytes, of words that mean something, of lines, and between files.

use fastrand::Rng;

use crate::corpus::{Corpus, Files};

/// Words that mean something to some parser, or that limits lie at.
const WORDS: [&str; 48] = [
    "+++\n",
    "---\n",
    "[[",
    "]]",
    "![[",
    "[^a]",
    "[^a]: ",
    "[@",
    "{#x}",
    "```\n",
    "> [!NOTE]\n",
    "%%",
    "<!--",
    "-->",
    "\n\n",
    "\t",
    "\\",
    "\"",
    "'''",
    "\"\"\"",
    "{",
    "}",
    "[",
    "]",
    "|",
    "&a ",
    "*a ",
    "<<: ",
    "!!binary ",
    "@string{a = a}",
    "crossref = {k}",
    "../",
    "javascript:",
    "%2e%2e/",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "e\u{301}",
    "🚀",
    "0",
    "-1",
    "1e999",
    "18446744073709551616",
    "2025-02-30",
    "2025-06~/..",
    "9999-12-31",
    "{{ ",
    "{% ",
];

/// How often one piece is repeated at most.
const MOST_REPEATS: usize = 2_000;

/// A site of the corpus with changes. Every other one has a single change, so that the later stages see many.
pub fn mutated(corpus: &Corpus, random: &mut Rng) -> Files {
    let mut files = site(corpus, random).clone();
    let (most_files, most_changes) = if random.bool() { (1, 1) } else { (3, 8) };
    for _ in 0..random.usize(1..=most_files) {
        let Some(file) = random.choice(&mut files) else { break };
        for _ in 0..random.usize(1..=most_changes) {
            let other = site(corpus, random);
            let other = random.choice(other).map_or(&[][..], |(_, bytes)| bytes);
            change(&mut file.1, other, random);
        }
    }
    files
}

/// Some site, more often one without errors.
fn site<'a>(corpus: &'a Corpus, random: &mut Rng) -> &'a Files {
    let sites = if random.u8(0..4) == 0 { &corpus.broken } else { &corpus.sound };
    random.choice(sites).expect("a site")
}

/// One change of a file. `other` is some other file, parts of which may go into it.
fn change(bytes: &mut Vec<u8>, other: &[u8], random: &mut Rng) {
    let at = random.usize(0..=bytes.len());
    match random.u8(0..8) {
        0 if at < bytes.len() => bytes[at] = random.u8(..),
        1 => insert(bytes, at, random.choice(WORDS).unwrap_or_default().as_bytes()),
        2 => {
            let piece = piece(bytes, random).to_vec();
            insert(bytes, at, &piece);
        }
        3 => {
            let end = (at + random.usize(0..64)).min(bytes.len());
            bytes.drain(at..end);
        }
        4 => insert(bytes, at, piece(other, random)),
        5 => {
            let word = random.choice(WORDS).unwrap_or_default();
            insert(bytes, at, word.repeat(random.usize(1..MOST_REPEATS)).as_bytes());
        }
        6 => swap_lines(bytes, random),
        _ => replace_number(bytes, random),
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}

/// Some bytes in a row.
fn piece<'a>(bytes: &'a [u8], random: &mut Rng) -> &'a [u8] {
    let start = random.usize(0..=bytes.len());
    let end = (start + random.usize(0..400)).min(bytes.len());
    &bytes[start..end]
}

fn swap_lines(bytes: &mut Vec<u8>, random: &mut Rng) {
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    if lines.is_empty() {
        return;
    }
    let (one, other) = (random.usize(0..lines.len()), random.usize(0..lines.len()));
    lines.swap(one, other);
    *bytes = lines.concat();
}

/// Puts another number in the place of one.
fn replace_number(bytes: &mut Vec<u8>, random: &mut Rng) {
    let digits: Vec<usize> = bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| byte.is_ascii_digit())
        .map(|(at, _)| at)
        .collect();
    let Some(start) = random.choice(digits) else { return };
    let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = match random.u8(0..4) {
        0 => "0".to_owned(),
        1 => random.u64(..).to_string(),
        2 => format!("-{}", random.u16(..)),
        _ => random.u16(..).to_string(),
    };
    bytes.splice(start..start + length, number.bytes());
}
