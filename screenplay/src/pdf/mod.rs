//! The screenplay as the industry expects it on paper: a PDF with Courier Prime embedded, page numbers at
//! the top right from page 2 on, scene numbers in both margins, a title page, an outline of the scenes and
//! real text that can be searched and copied. The same screenplay always gives the same bytes.
//!
//! Courier Prime has Latin letters. A character that it lacks is drawn as its empty box, and stays
//! what it is for whoever searches or copies the text.

mod body;
mod fonts;
mod ink;
mod title_page;

use crate::fountain::Screenplay;
use crate::layout::{Layout, LayoutError, Options, layout};
use fonts::Fonts;
use krilla::Document;
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use title_page::TitlePage;

/// A screenplay that cannot be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// It cannot be laid out.
    #[error(transparent)]
    Layout(#[from] LayoutError),
    /// The document could not be written.
    #[error("the pdf could not be written: {0}")]
    Document(String),
}

/// The PDF of a screenplay.
pub fn pdf(screenplay: &Screenplay, options: &Options) -> Result<Vec<u8>, PdfError> {
    let layout = layout(screenplay, options)?;
    let fonts = Fonts::load();
    let mut document = Document::new();
    let title_page = TitlePage::of(screenplay);
    if let Some(page) = &title_page {
        title_page::draw(&mut document, &fonts, page);
    }
    body::draw(&mut document, &fonts, &layout);
    document.set_outline(outline(&layout, usize::from(title_page.is_some())));
    document.set_metadata(metadata(screenplay));
    document.finish().map_err(|error| PdfError::Document(format!("{error:?}")))
}

/// One entry a scene, behind `before` pages.
fn outline(layout: &Layout, before: usize) -> Outline {
    let mut outline = Outline::new();
    for scene in &layout.scenes {
        let name = match &scene.number {
            Some(number) => format!("{number}  {}", scene.heading),
            None => scene.heading.clone(),
        };
        let place = Point::from_xy(0.0, ink::baseline(scene.row) - ink::LEADING);
        let page = before + scene.page as usize - 1;
        outline.push_child(OutlineNode::new(name, XyzDestination::new(page, place)));
    }
    outline
}

fn metadata(screenplay: &Screenplay) -> Metadata {
    let title =
        screenplay.title().map_or_else(|| "Untitled".to_owned(), |title| crate::fountain::plain(&title));
    let metadata = Metadata::new().title(title).creator("Spool".to_owned()).producer("Spool".to_owned());
    let authors = title_page::values(screenplay, &["author", "authors"]);
    if authors.is_empty() { metadata } else { metadata.authors(authors) }
}
