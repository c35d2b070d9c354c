//! Compressed copies: `a.html.gz` and `a.html.br` beside `a.html`, for servers that send them in its place.

use std::collections::HashSet;
use std::io::{self, Write as _};

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::model::delivery::{Encoding, is_compressible};

/// Smallest file to compress, in bytes. A smaller one fits into one packet as it is.
const MIN_BYTES: u64 = 1024;

/// Brotli quality, 0 to 11. 11 takes eleven times as long to save another tenth.
const BROTLI_QUALITY: i32 = 9;

/// Brotli window of 4 MB, as a power of two.
const BROTLI_WINDOW: i32 = 22;

/// The settings for compressed copies.
#[derive(Debug, Default)]
pub struct Copies {
    pub encodings: Vec<Encoding>,
    /// Paths of other files. An author's own `data.csv.gz` is not replaced.
    pub taken: HashSet<String>,
}

impl Copies {
    /// The encodings and paths of a file's copies.
    pub(super) fn for_file(&self, path: &str, length: u64) -> Vec<(Encoding, String)> {
        if self.encodings.is_empty() || length < MIN_BYTES || !is_compressible(path) {
            return Vec::new();
        }
        let copies = self.encodings.iter().map(|it| (*it, format!("{path}{}", it.ending())));
        copies.filter(|(_, path)| !self.taken.contains(path)).collect()
    }
}

/// Compresses bytes. The result is the same on every machine.
pub(super) fn compressed(bytes: &[u8], encoding: Encoding) -> io::Result<Vec<u8>> {
    match encoding {
        Encoding::Gzip => {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(bytes)?;
            encoder.finish()
        }
        Encoding::Brotli => {
            let mut copy = Vec::new();
            let params = BrotliEncoderParams {
                quality: BROTLI_QUALITY,
                lgwin: BROTLI_WINDOW,
                size_hint: bytes.len(),
                ..BrotliEncoderParams::default()
            };
            brotli::BrotliCompress(&mut &*bytes, &mut copy, &params)?;
            Ok(copy)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;
    use crate::model::vocabulary::Vocabulary as _;

    #[test]
    fn compression_is_reversible_and_deterministic() {
        let text = "A red line is a threshold. علی ".repeat(500);
        for encoding in Encoding::ALL {
            let copy = compressed(text.as_bytes(), *encoding).unwrap();
            assert!(copy.len() < text.len() / 20, "{encoding:?}: {}", copy.len());
            let mut back = String::new();
            match encoding {
                Encoding::Gzip => {
                    // The header names neither the time nor the system.
                    assert_eq!(copy[4..10], [0, 0, 0, 0, 2, 255]);
                    flate2::read::GzDecoder::new(&*copy).read_to_string(&mut back).unwrap();
                }
                Encoding::Brotli => {
                    brotli::Decompressor::new(&*copy, 4096).read_to_string(&mut back).unwrap();
                }
            }
            assert_eq!(back, text, "{encoding:?}");
        }
    }

    #[test]
    fn copies_only_large_compressible_files() {
        let encodings = Encoding::ALL.to_vec();
        let copies = Copies { encodings, taken: HashSet::from(["data.csv.gz".to_owned()]) };
        let paths = |path: &str, length: u64| -> Vec<String> {
            copies.for_file(path, length).into_iter().map(|(_, path)| path).collect()
        };
        assert_eq!(paths("a/index.html", 1024), ["a/index.html.gz", "a/index.html.br"]);
        assert_eq!(paths("data.csv", 4096), ["data.csv.br"]);
        assert!(paths("a/index.html", 1023).is_empty());
        assert!(paths("map.png", 4096).is_empty());
        assert!(Copies::default().for_file("a/index.html", 4096).is_empty());
    }
}
