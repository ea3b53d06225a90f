//! Words as masks. The letters are Inter's, whose file is part of the program, so that a film reads the same
//! on a machine without any font; layout and shaping are cosmic-text's.

use cosmic_text::{
    Attrs, Buffer, Color, Family, FeatureTag, FontFeatures, FontSystem, Metrics, Shaping, SwashCache, Weight,
    Wrap, fontdb,
};

/// Inter Medium, under the SIL Open Font License (`assets/Inter-LICENSE.txt`).
const INTER: &[u8] = include_bytes!("../../assets/Inter-Medium.otf");

/// How much of each pixel is covered, 0 to 255.
#[derive(Clone)]
pub(crate) struct Mask {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) cover: Vec<u8>,
}

impl Mask {
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self { width, height, cover: vec![0; width * height] }
    }
}

/// The font and what was drawn with it before.
pub(crate) struct Letters {
    fonts: FontSystem,
    drawn: SwashCache,
}

fn attributes() -> Attrs<'static> {
    // Figures of one width, so that a clock does not tremble.
    let mut features = FontFeatures::new();
    features.enable(FeatureTag::new(b"tnum"));
    Attrs::new().family(Family::Name("Inter")).weight(Weight::MEDIUM).font_features(features)
}

impl Letters {
    pub(crate) fn new() -> Self {
        let mut db = fontdb::Database::new();
        db.load_font_data(INTER.to_vec());
        let fonts = FontSystem::new_with_locale_and_db("en-US".to_owned(), db);
        Self { fonts, drawn: SwashCache::new() }
    }

    /// The lines that a text takes at a size of `size` pixels in at most `width` pixels. The last break is
    /// moved so that lines are about as long as each other, which is how subtitles are set.
    pub(crate) fn lines(&mut self, text: &str, size: f32, width: f32) -> Vec<String> {
        let widest = self.broken(text, size, width);
        if widest.len() < 2 {
            return widest;
        }
        let (mut low, mut high) = (width * 0.4, width);
        for _ in 0..6 {
            let middle = f32::midpoint(low, high);
            if self.broken(text, size, middle).len() > widest.len() { low = middle } else { high = middle }
        }
        self.broken(text, size, high)
    }

    fn broken(&mut self, text: &str, size: f32, width: f32) -> Vec<String> {
        let buffer = self.laid_out(text, size, Some(width));
        let runs = buffer.layout_runs().map(|run| {
            let start = run.glyphs.iter().map(|g| g.start).min().unwrap_or(0);
            let end = run.glyphs.iter().map(|g| g.end).max().unwrap_or(0);
            run.text.get(start..end).unwrap_or("").trim().to_owned()
        });
        runs.filter(|line| !line.is_empty()).collect()
    }

    fn laid_out(&mut self, text: &str, size: f32, width: Option<f32>) -> Buffer {
        let mut buffer = Buffer::new(&mut self.fonts, Metrics::new(size, line_height(size)));
        buffer.set_wrap(if width.is_some() { Wrap::WordOrGlyph } else { Wrap::None });
        buffer.set_size(width, None);
        buffer.set_text(text, &attributes(), Shaping::Advanced, None);
        buffer.shape_until_scroll(&mut self.fonts, false);
        buffer
    }

    /// One line of text at a size of `size` pixels, as wide as its letters and one line high.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "lengths of a line in pixels"
    )]
    pub(crate) fn draw(&mut self, line: &str, size: f32) -> Mask {
        let mut buffer = self.laid_out(line, size, None);
        let long = buffer.layout_runs().map(|run| run.line_w).fold(0.0, f32::max);
        // A pixel or two more on both sides for letters that lean out of their box.
        let margin = 2_u16;
        let mut mask =
            Mask::new(long.ceil() as usize + 2 * usize::from(margin), line_height(size).ceil() as usize);
        let Mask { width, height, cover } = &mut mask;
        buffer.draw(&mut self.fonts, &mut self.drawn, Color::rgb(255, 255, 255), |x, y, _, _, colour| {
            let place = usize::try_from(x + i32::from(margin)).ok().zip(usize::try_from(y).ok());
            if let Some((x, y)) = place.filter(|(x, y)| x < width && y < height) {
                let under = &mut cover[y * *width + x];
                *under = (*under).max(colour.a());
            }
        });
        mask
    }

    /// Whether the font has every character of a text.
    pub(crate) fn cover(&mut self, text: &str) -> bool {
        let Some(id) = self.fonts.db().faces().next().map(|face| face.id) else { return false };
        let Some(font) = self.fonts.get_font(id, Weight::MEDIUM) else { return false };
        text.chars().all(|c| c.is_whitespace() || font.as_swash().charmap().map(c) != 0)
    }
}

/// From one line to the next.
pub(crate) fn line_height(size: f32) -> f32 {
    size * 1.28
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_drawn_as_wide_as_its_letters() {
        let mut letters = Letters::new();
        let (short, long) = (letters.draw("ill", 40.0), letters.draw("WWWWWW", 40.0));
        assert!(long.width > 3 * short.width);
        let inked = long.cover.iter().filter(|c| **c > 128).count();
        assert!(inked * 8 > long.cover.len(), "{inked} of {} pixels", long.cover.len());
        assert_eq!(letters.draw("00:00:11:11", 40.0).width, letters.draw("00:00:88:00", 40.0).width);
        assert!(letters.draw("", 40.0).cover.iter().all(|c| *c == 0));
    }

    #[test]
    fn lines_are_about_as_long_as_each_other_and_lose_no_word() {
        let mut letters = Letters::new();
        let text = "I have kept this lamp for thirty years and it never once asked me why";
        let lines = letters.lines(text, 30.0, 800.0);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert_eq!(lines.join(" "), text);
        let (a, b) = (lines[0].len(), lines[1].len());
        assert!(a.abs_diff(b) < 12, "{lines:?}");
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken_and_line_breaks_are_kept() {
        let mut letters = Letters::new();
        assert!(letters.lines(&"m".repeat(200), 30.0, 400.0).len() > 5);
        assert_eq!(letters.lines("- Who?\n- Me.", 30.0, 800.0), ["- Who?", "- Me."]);
    }

    #[test]
    fn what_the_font_lacks_is_known() {
        let mut letters = Letters::new();
        assert!(letters.cover("Größe, Ελλάδα, Привет: “yes” …"));
        assert!(!letters.cover("映画"));
    }
}
