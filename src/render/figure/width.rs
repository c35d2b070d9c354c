//! Widths of text. Figures are set in the theme's own sans-serif, so widths of the characters that it has are exact;
//! other characters come from a font of the reader's, and count with an upper bound for DejaVu, Liberation and Noto.

mod table;

/// A weight that figures set text in, by its number in CSS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    Regular,
    /// 500.
    Medium,
    /// 600.
    Semibold,
}

/// A size in pixels and a weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Font {
    pub size: f64,
    pub weight: Weight,
}

/// Characters beyond the table: scripts that no common font has, in ems.
const UNKNOWN: f64 = 2.0;

impl Font {
    /// A font of a size in pixels.
    pub const fn new(size: f64, weight: Weight) -> Self {
        Self { size, weight }
    }

    /// How wide a text is in one line without kerning, in pixels. Exact where the theme's font has all characters,
    /// otherwise an upper bound.
    pub fn width(self, text: &str) -> f64 {
        text.chars().map(|character| self.character_width(character)).sum()
    }

    /// How wide a character is, in pixels. A mark that combines with the character before it has no width.
    pub fn character_width(self, character: char) -> f64 {
        ems(character, self.weight) * self.size
    }
}

fn ems(character: char, weight: Weight) -> f64 {
    let code = u32::from(character);
    if let Some((_, _, widths)) = row(table::SHIPPED, code, |(first, last, _)| (*first, *last)) {
        return f64::from(widths[weight as usize]) / 1000.0;
    }
    let bound = row(table::FALLBACK, code, |(first, last, _)| (*first, *last));
    bound.map_or(UNKNOWN, |(_, _, width)| f64::from(*width) / 100.0)
}

/// The row of a sorted table whose range has a code.
fn row<T>(rows: &[T], code: u32, range: impl Fn(&T) -> (u32, u32)) -> Option<&T> {
    let row = &rows[rows.partition_point(|row| range(row).0 <= code).checked_sub(1)?];
    (code <= range(row).1).then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGULAR: Font = Font::new(10.0, Weight::Regular);

    #[test]
    fn text_is_as_wide_as_its_characters_in_the_theme_s_font() {
        // Digits are 497 thousandths of an em, a space 200.
        assert!((REGULAR.width("20 25") - (4.0 * 4.97 + 2.0)).abs() < 1e-9);
        assert_eq!(REGULAR.width(""), 0.0);
        let weights = [Weight::Regular, Weight::Medium, Weight::Semibold];
        let widths = weights.map(|weight| Font::new(10.0, weight).width("Hormuz"));
        assert!(widths.is_sorted() && widths[0] < widths[2], "{widths:?}");
    }

    #[test]
    fn letters_of_many_languages_are_of_the_theme_s_font() {
        for letter in "ąęłżşğıİőűřěțșăđươếʿʾāḥṣṭẓіїєґЩ№€₴–—…→↔×−·●§".chars()
        {
            let code = u32::from(letter);
            let is_shipped = table::SHIPPED.iter().any(|it| it.0 <= code && code <= it.1);
            assert!(is_shipped, "{letter}");
        }
    }

    #[test]
    fn marks_that_combine_and_characters_that_are_not_shown_take_no_room() {
        assert_eq!(REGULAR.width("e\u{301}"), REGULAR.width("e"));
        assert_eq!(REGULAR.width("شدّ"), REGULAR.width("شد"));
        assert_eq!(REGULAR.width("a\u{ad}\u{200b}\u{200f}\u{2066}b"), REGULAR.width("ab"));
    }

    #[test]
    fn other_scripts_have_bounds() {
        let cases = [
            ('红', 1.0, 1.0),
            ('خ', 0.5, 1.0),
            ('א', 0.5, 0.8),
            ('क', 0.5, 1.2),
            ('Ω', 0.7, 1.0),
            ('😀', 1.3, 1.5),
        ];
        for (character, least, most) in cases {
            let width = ems(character, Weight::Semibold);
            assert!(least <= width && width <= most, "{character}: {width}");
        }
        assert_eq!(ems('\u{f0000}', Weight::Regular), UNKNOWN);
    }

    #[test]
    fn the_tables_are_sorted() {
        assert!(table::SHIPPED.windows(2).all(|rows| rows[0].1 < rows[1].0));
        assert!(table::FALLBACK.windows(2).all(|rows| rows[0].1 < rows[1].0));
    }
}
