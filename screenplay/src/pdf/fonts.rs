//! Courier Prime, shipped with the program so that a page is the same on every machine
//! (SIL Open Font License 1.1, `fonts/OFL.txt`).

use crate::fountain::Style;
use krilla::text::Font;

/// The four faces.
pub(super) struct Fonts {
    regular: Font,
    bold: Font,
    italic: Font,
    bold_italic: Font,
}

impl Fonts {
    pub(super) fn load() -> Self {
        Self {
            regular: face(include_bytes!("../../fonts/CourierPrime-Regular.otf")),
            bold: face(include_bytes!("../../fonts/CourierPrime-Bold.otf")),
            italic: face(include_bytes!("../../fonts/CourierPrime-Italic.otf")),
            bold_italic: face(include_bytes!("../../fonts/CourierPrime-BoldItalic.otf")),
        }
    }

    /// The face for a style.
    pub(super) fn of(&self, style: Style) -> Font {
        let face = match (style.bold, style.italic) {
            (false, false) => &self.regular,
            (true, false) => &self.bold,
            (false, true) => &self.italic,
            (true, true) => &self.bold_italic,
        };
        face.clone()
    }
}

fn face(bytes: &'static [u8]) -> Font {
    Font::new(bytes.into(), 0).expect("the shipped faces are whole")
}
