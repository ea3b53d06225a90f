//! Letters and their widths: what fits a line, and where a text breaks.

use krilla::text::Font;
use ttf_parser::Face;

/// A face that can be measured and drawn.
pub(super) struct Letters {
    pub(super) font: Font,
    face: Face<'static>,
}

/// Stands for what did not fit.
const ELLIPSIS: char = '…';

impl Letters {
    pub(super) fn regular() -> Self {
        Self::new(include_bytes!("../../fonts/RobotoCondensed-Regular.ttf"))
    }

    pub(super) fn bold() -> Self {
        Self::new(include_bytes!("../../fonts/RobotoCondensed-Bold.ttf"))
    }

    fn new(bytes: &'static [u8]) -> Self {
        let font = Font::new(bytes.into(), 0).expect("the shipped faces are whole");
        let face = Face::parse(bytes, 0).expect("the shipped faces are whole");
        Self { font, face }
    }

    /// The width of a text of a size, both in points.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.advance(c)).sum::<f32>() * size
    }

    /// In ems. What has no glyph takes the width of the box that stands for it.
    fn advance(&self, c: char) -> f32 {
        let glyph = self.face.glyph_index(c).unwrap_or_default();
        f32::from(self.face.glyph_hor_advance(glyph).unwrap_or_default())
            / f32::from(self.face.units_per_em())
    }

    /// As much of a text as fits, on one line.
    pub(super) fn fit(&self, text: &str, size: f32, width: f32) -> String {
        self.wrap(text, size, width, 1).pop().unwrap_or_default()
    }

    /// A text on at most `most` lines; the last one says so when something is missing.
    pub(super) fn wrap(&self, text: &str, size: f32, width: f32, most: usize) -> Vec<String> {
        let mut lines = Vec::<String>::new();
        let mut words = text.split_whitespace();
        let mut line = String::new();
        let mut missing = false;
        for word in words.by_ref() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if line.is_empty() || self.width(&longer, size) <= width {
                line = longer;
                continue;
            }
            if lines.len() + 1 == most {
                missing = true;
                break;
            }
            lines.push(self.cut(&std::mem::replace(&mut line, word.to_owned()), size, width, false));
        }
        if !line.is_empty() {
            lines.push(self.cut(&line, size, width, missing));
        }
        lines
    }

    /// The line itself, or its beginning with an ellipsis when it is too wide or not all.
    fn cut(&self, line: &str, size: f32, width: f32, missing: bool) -> String {
        if !missing && self.width(line, size) <= width {
            return line.to_owned();
        }
        let room = width - self.advance(ELLIPSIS) * size;
        let (mut out, mut used) = (String::new(), 0.0);
        for c in line.chars() {
            used += self.advance(c) * size;
            if used > room {
                break;
            }
            out.push(c);
        }
        let kept = out.trim_end_matches([' ', ',', '.', ';', ':', '-', '–']).len();
        out.truncate(kept);
        out.push(ELLIPSIS);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_say_when_something_is_missing() {
        let letters = Letters::regular();
        let text = "Margit lays her glove on the bell and the bell stops.";
        let all = letters.wrap(text, 8.0, 100.0, 9);
        assert_eq!(all.join(" "), text);
        assert!(all.len() > 1 && all.iter().all(|line| letters.width(line, 8.0) <= 100.0));
        let two = letters.wrap(text, 8.0, 60.0, 2);
        assert!(two.len() == 2 && two[1].ends_with('…') && letters.width(&two[1], 8.0) <= 60.0, "{two:?}");
        let word = letters.fit(&"x".repeat(500), 8.0, 60.0);
        assert!(word.ends_with('…') && letters.width(&word, 8.0) <= 60.0);
        assert_eq!(letters.fit("", 8.0, 60.0), "");
    }
}
