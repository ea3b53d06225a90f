//! The screenplay of a version as it is now.
//!
//! A version's text never changes, but its scenes do: where one was rewritten, added, moved or removed the
//! screenplay is put together from the title page and the scenes, and else it is the text, to the letter.

use super::Format;
use super::material::Material;
use crate::problem::{Kind, Problem};
use screenplay::layout::Options;
use screenplay::{Element, Kind as ElementKind, Screenplay};

impl Material {
    /// The screenplay in one of its three formats.
    pub(super) fn screenplay(&self, format: Format) -> Result<Vec<u8>, Problem> {
        let (text, screenplay) = self.text()?;
        match format {
            Format::Fdx => Ok(screenplay::fdx::write(&screenplay).into_bytes()),
            Format::Pdf => screenplay::pdf(&self.titled(screenplay), &Options::default())
                .map_err(|error| Problem::new(Kind::NotProducible).detail(error.to_string())),
            _ => Ok(text.into_bytes()),
        }
    }

    fn text(&self) -> Result<(String, Screenplay), Problem> {
        let written = &self.version.text;
        let screenplay = screenplay::parse(written).map_err(Problem::internal)?;
        let scenes = screenplay.scenes();
        let same = scenes.len() == self.scenes.len()
            && scenes.iter().zip(&self.scenes).all(|(text, it)| {
                text.heading == it.scene.setting && text.content.trim() == it.scene.content.trim()
            });
        if same || self.scenes.is_empty() {
            return Ok((written.clone(), screenplay));
        }
        let is_heading = |element: &Element| matches!(element.kind, ElementKind::SceneHeading { .. });
        let mut elements: Vec<Element> =
            screenplay.elements.into_iter().take_while(|it| !is_heading(it)).collect();
        for it in &self.scenes {
            let heading = ElementKind::SceneHeading { number: None };
            elements.push(Element::new(heading, it.scene.setting.trim()));
            elements.extend(screenplay::parse_fragment(&it.scene.content).map_err(Problem::internal)?);
        }
        let screenplay = Screenplay { title_page: screenplay.title_page, elements };
        Ok((screenplay::format(&screenplay), screenplay))
    }

    /// A printed screenplay has a title page; without one of its own it has the script's title.
    fn titled(&self, mut screenplay: Screenplay) -> Screenplay {
        if screenplay.title().is_none() {
            screenplay.title_page.insert(0, ("Title".to_owned(), vec![self.script.title.clone()]));
        }
        screenplay
    }
}
