//! Documents for people, on US Letter across: the contact sheet (nine frames to a page with their slates)
//! and the shot list (a row for each shot under its scene). The letters are Roboto Condensed, shipped
//! with the program (Apache License 2.0, `fonts/LICENSE.txt`); a character that it lacks is an empty box.
//! Pictures go in as they are, so whoever wants a small document gives small ones; JPEG is the smaller.

mod contact;
mod letters;
mod list;
mod paper;
mod picture;

pub use picture::MAX_PICTURE_PIXELS;

use crate::cut::Cut;
use krilla::Document;
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};

/// A document that cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// A picture that is neither PNG nor JPEG, is broken, or is too large to be opened.
    #[error("the picture of shot {name:?} cannot be used: {message}")]
    Picture {
        /// The shot.
        name: String,
        /// What is wrong with it.
        message: String,
    },
    /// The document could not be written.
    #[error("the pdf could not be written: {0}")]
    Document(String),
}

/// The contact sheet as PDF. The same cut always gives the same bytes.
pub fn contact_sheet(cut: &Cut) -> Result<Vec<u8>, SheetError> {
    let mut document = Document::new();
    let scenes = contact::draw(&mut document, cut)?;
    finish(document, cut, "Contact sheet", scenes)
}

/// The printed shot list as PDF. The same cut always gives the same bytes.
pub fn shot_list(cut: &Cut) -> Result<Vec<u8>, SheetError> {
    let mut document = Document::new();
    let scenes = list::draw(&mut document, cut)?;
    finish(document, cut, "Shot list", scenes)
}

/// A scene's name and the page it begins on, from 0.
type SceneMark = (String, usize);

fn finish(
    mut document: Document,
    cut: &Cut,
    kind: &str,
    scenes: Vec<SceneMark>,
) -> Result<Vec<u8>, SheetError> {
    let mut outline = Outline::new();
    for (name, page) in scenes {
        outline.push_child(OutlineNode::new(name, XyzDestination::new(page, Point::from_xy(0.0, 0.0))));
    }
    document.set_outline(outline);
    let title = format!("{} – {kind}", cut.title());
    document
        .set_metadata(Metadata::new().title(title).creator("Spool".to_owned()).producer("Spool".to_owned()));
    document.finish().map_err(|error| match error {
        KrillaError::Image(_, Some(location), message) => {
            let clip = usize::try_from(location.get() - 1).ok().and_then(|index| cut.clips().get(index));
            SheetError::Picture { name: clip.map(|clip| clip.name.clone()).unwrap_or_default(), message }
        }
        error => SheetError::Document(format!("{error:?}")),
    })
}

/// What a scene is called where its shots begin.
fn scene_name(number: &str, heading: &str) -> String {
    match (number.trim(), heading.trim()) {
        ("", heading) => heading.to_owned(),
        (number, "") => format!("Scene {number}"),
        (number, heading) => format!("{number}  {heading}"),
    }
}
