//! Text on a sheet: Inter (SIL Open Font Licence 1.1), wrapped by words, cut with an ellipsis. Characters
//! the font lacks show as its empty box; nothing about a text can fail.

use ab_glyph::{Font, FontRef, GlyphId, PxScale, ScaleFont, point};
use tiny_skia::Pixmap;

const REGULAR: &[u8] = include_bytes!("../../fonts/Inter-Regular.otf");
const BOLD: &[u8] = include_bytes!("../../fonts/Inter-SemiBold.otf");

/// The longest text that is set, characters; what is beyond is cut.
const LONGEST: usize = 600;

/// The two weights.
pub(crate) struct Type {
    regular: FontRef<'static>,
    bold: FontRef<'static>,
}

/// How a text is set.
#[derive(Clone, Copy)]
pub(crate) struct Setting {
    pub x: f32,
    /// Top of the first line.
    pub y: f32,
    /// Pixels to an em.
    pub size: f32,
    pub width: f32,
    pub lines: usize,
    pub bold: bool,
    pub colour: [u8; 3],
}

impl Type {
    pub(crate) fn new() -> Self {
        let font = |bytes| FontRef::try_from_slice(bytes).expect("the embedded font is a font");
        Self { regular: font(REGULAR), bold: font(BOLD) }
    }

    fn scaled(&self, bold: bool, size: f32) -> ab_glyph::PxScaleFont<&FontRef<'static>> {
        // An em of ab_glyph is ascent plus descent; Inter's is 1.21 of its design em.
        let font = if bold { &self.bold } else { &self.regular };
        font.as_scaled(PxScale::from(size * 1.21))
    }

    /// Width of a text in pixels.
    pub(crate) fn width(&self, text: &str, bold: bool, size: f32) -> f32 {
        let font = self.scaled(bold, size);
        text.chars().map(|c| font.h_advance(font.glyph_id(c))).sum()
    }

    /// Lines of at most `width` pixels; the last of `most` ends in an ellipsis when more follows.
    pub(crate) fn wrap(&self, text: &str, s: &Setting) -> Vec<String> {
        let fits = |line: &str| self.width(line, s.bold, s.size) <= s.width;
        let text: String = text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mut lines: Vec<String> = vec![String::new()];
        for word in text.split_whitespace() {
            let room = lines.len() < s.lines;
            let line = lines.last_mut().expect("there is always a line");
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if fits(&longer) || line.is_empty() {
                *line = longer;
            } else if room {
                lines.push(word.to_owned());
            } else {
                line.push('…');
                break;
            }
        }
        for line in &mut lines {
            if !fits(line) {
                let open = line.ends_with('…');
                while !line.is_empty() && !fits(&format!("{line}…")) {
                    line.pop();
                }
                if !open || !line.ends_with('…') {
                    line.push('…');
                }
            }
        }
        lines
    }

    /// Sets a text; returns its width in pixels.
    pub(crate) fn set(&self, map: &mut Pixmap, text: &str, s: &Setting) -> f32 {
        let font = self.scaled(s.bold, s.size);
        let mut widest = 0.0_f32;
        for (index, line) in self.wrap(text, s).iter().enumerate() {
            let base = s.y + font.ascent() + index as f32 * s.size * 1.30;
            let mut x = s.x;
            let mut before: Option<GlyphId> = None;
            for c in line.chars() {
                let id = font.glyph_id(c);
                x += before.map_or(0.0, |before| font.kern(before, id));
                let glyph = id.with_scale_and_position(font.scale(), point(x, base));
                if let Some(outline) = font.outline_glyph(glyph) {
                    let bounds = outline.px_bounds();
                    let corner = (bounds.min.x as i32, bounds.min.y as i32);
                    outline.draw(|dx, dy, cover| {
                        blend(map, corner.0 + dx as i32, corner.1 + dy as i32, s.colour, cover);
                    });
                }
                x += font.h_advance(id);
                before = Some(id);
            }
            widest = widest.max(x - s.x);
        }
        widest
    }
}

fn blend(map: &mut Pixmap, x: i32, y: i32, colour: [u8; 3], cover: f32) {
    let (w, h) = (map.width() as i32, map.height() as i32);
    if x < 0 || y < 0 || x >= w || y >= h {
        return;
    }
    let at = ((y * w + x) * 4) as usize;
    let cover = cover.clamp(0.0, 1.0);
    for (byte, ink) in map.data_mut()[at..at + 3].iter_mut().zip(colour) {
        *byte = (f32::from(*byte) * (1.0 - cover) + f32::from(ink) * cover + 0.5) as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(width: f32, lines: usize) -> Setting {
        Setting { x: 0.0, y: 0.0, size: 14.0, width, lines, bold: false, colour: [255; 3] }
    }

    #[test]
    fn long_text_is_wrapped_and_ends_in_an_ellipsis() {
        let face = Type::new();
        let lines = face.wrap(&"the lamp goes out again ".repeat(20), &setting(160.0, 2));
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'), "{lines:?}");
        assert!(lines.iter().all(|line| face.width(line, false, 14.0) <= 160.0), "{lines:?}");
    }

    #[test]
    fn any_script_is_set_without_panic() {
        let face = Type::new();
        let mut map = Pixmap::new(200, 60).expect("a small pixmap");
        for text in ["Привет, Мара", "灯台守は嵐を待つ", "مرحبا", "\u{202e}\u{0}\u{7f}🏮", "", "Ünïcödé"]
        {
            assert!(face.set(&mut map, text, &setting(180.0, 2)).is_finite(), "{text}");
        }
    }
}
