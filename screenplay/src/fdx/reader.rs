//! Reads the XML into paragraphs. Nothing is recursive, entities beyond XML's own five are refused, and
//! depth and size have limits, so that a hostile file costs no more than its length.

use super::error::FdxError;
use super::rebuild::rebuild;
use super::title_page;
use super::tree::{MAX_DEPTH, MAX_PARAGRAPHS, Paragraph, Piece, style_of};
use crate::fountain::{Run, Screenplay, Style};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// The longest document that is read, in bytes. XML is several times as long as the text in it.
pub const MAX_FDX_BYTES: usize = 40 * 1024 * 1024;

/// Reads a Final Draft document. The elements know no place in a source, since the XML is not Fountain:
/// format and parse the screenplay to give them one.
pub fn read(bytes: &[u8]) -> Result<Screenplay, FdxError> {
    if bytes.len() > MAX_FDX_BYTES {
        return Err(FdxError::TooLarge { bytes: bytes.len() });
    }
    let text =
        std::str::from_utf8(bytes).map_err(|error| FdxError::NotUtf8 { offset: error.valid_up_to() })?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut document = Document::default();
    loop {
        let event = reader.read_event();
        let offset = reader.buffer_position();
        let event = event.map_err(|error| FdxError::Syntax { offset, message: error.to_string() })?;
        match event {
            Event::Start(start) => document.open(&start, offset)?,
            Event::Empty(start) => {
                document.open(&start, offset)?;
                document.close()?;
            }
            Event::End(_) => document.close()?,
            Event::Text(text) => document.text(&text.xml10_content()),
            Event::CData(text) => document.text(&text.xml10_content()),
            Event::GeneralRef(entity) => document.text(&resolved(&entity, offset)?),
            Event::DocType(_) => return Err(FdxError::DocumentType { offset }),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    document.finish(reader.buffer_position())
}

/// Where in the document the reader is.
#[derive(Debug, Default)]
struct Document {
    open: Vec<Tag>,
    seen_root: bool,
    seen_content: bool,
    body: Vec<Paragraph>,
    title: Vec<Paragraph>,
    paragraph: Option<Paragraph>,
    style: Style,
    note: Option<(String, String)>,
    /// How many cues the dual dialogue has had that the reader is in.
    speeches: Option<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    FinalDraft,
    Content,
    TitlePage,
    /// A paragraph of its own, not one inside a note or a summary.
    Paragraph,
    Text,
    Note,
    NoteParagraph,
    Summary,
    Dual,
    Other,
}

impl Document {
    fn open(&mut self, start: &BytesStart<'_>, offset: u64) -> Result<(), FdxError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(FdxError::TooDeep { offset });
        }
        let attribute = |name: &str| attribute(start, name, offset);
        let tag = self.tag(start.name().as_ref());
        match tag {
            Tag::FinalDraft => self.seen_root = true,
            Tag::Content => self.seen_content |= self.seen_root,
            Tag::Paragraph => {
                self.paragraph = Some(Paragraph {
                    style: attribute("Type")?.unwrap_or_default(),
                    number: attribute("Number")?.filter(|number| !number.trim().is_empty()),
                    alignment: attribute("Alignment")?.unwrap_or_default(),
                    new_page: attribute("StartsNewPage")?.as_deref() == Some("Yes"),
                    ..Paragraph::default()
                });
            }
            Tag::Text => self.style = style_of(&attribute("Style")?.unwrap_or_default()),
            Tag::Note => self.note = Some((attribute("Name")?.unwrap_or_default(), String::new())),
            Tag::NoteParagraph => self.next_line(),
            Tag::Dual => {
                // The paragraph around it is only its frame.
                self.paragraph = None;
                self.speeches = Some(0);
            }
            Tag::TitlePage | Tag::Summary | Tag::Other => {}
        }
        self.open.push(tag);
        Ok(())
    }

    /// What a name means here.
    fn tag(&self, name: &str) -> Tag {
        let inside = |tag: Tag| self.open.contains(&tag);
        let hidden = inside(Tag::Note) || inside(Tag::Summary);
        match name {
            "FinalDraft" if self.open.is_empty() => Tag::FinalDraft,
            "Content" => Tag::Content,
            "TitlePage" => Tag::TitlePage,
            "Paragraph" if hidden => Tag::NoteParagraph,
            "Paragraph" if inside(Tag::Content) => Tag::Paragraph,
            "Text" => Tag::Text,
            "ScriptNote" if self.paragraph.is_some() && !hidden => Tag::Note,
            "Summary" if self.paragraph.is_some() && !hidden => Tag::Summary,
            "DualDialogue" if self.speeches.is_none() => Tag::Dual,
            _ => Tag::Other,
        }
    }

    fn close(&mut self) -> Result<(), FdxError> {
        match self.open.pop() {
            Some(Tag::Paragraph) => self.end_paragraph()?,
            Some(Tag::Dual) => self.speeches = None,
            Some(Tag::Note) => {
                if let (Some(paragraph), Some((name, text))) = (&mut self.paragraph, self.note.take()) {
                    paragraph.pieces.push(Piece::Note { name, text });
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), FdxError> {
        let Some(mut paragraph) = self.paragraph.take() else { return Ok(()) };
        if self.body.len() + self.title.len() >= MAX_PARAGRAPHS {
            return Err(FdxError::TooManyParagraphs);
        }
        if self.open.contains(&Tag::TitlePage) {
            self.title.push(paragraph);
            return Ok(());
        }
        // The second cue inside a dual dialogue begins the second speech.
        if let Some(cues) = &mut self.speeches
            && paragraph.style == "Character"
        {
            *cues = cues.saturating_add(1);
            paragraph.dual = Some(u8::from(*cues > 1));
        }
        self.body.push(paragraph);
        Ok(())
    }

    /// A further paragraph of a note or a summary is a further line of it.
    fn next_line(&mut self) {
        let text = match (&mut self.note, &mut self.paragraph) {
            (Some((_, text)), _) => text,
            (None, Some(paragraph)) => &mut paragraph.summary,
            (None, None) => return,
        };
        if !text.is_empty() {
            text.push('\n');
        }
    }

    fn text(&mut self, text: &str) {
        if self.open.last() != Some(&Tag::Text) {
            return;
        }
        let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
        if let Some((_, note)) = &mut self.note {
            note.push_str(&text);
        } else if let Some(paragraph) = &mut self.paragraph {
            if self.open.contains(&Tag::Summary) {
                paragraph.summary.push_str(&text);
            } else {
                paragraph.pieces.push(Piece::Text(Run { style: self.style, text }));
            }
        }
    }

    fn finish(self, offset: u64) -> Result<Screenplay, FdxError> {
        if !self.open.is_empty() {
            return Err(FdxError::Syntax {
                offset,
                message: "the document ends inside an element".to_owned(),
            });
        }
        if !self.seen_content {
            return Err(FdxError::NotFinalDraft);
        }
        Ok(Screenplay { title_page: title_page::read(&self.title), elements: rebuild(&self.body) })
    }
}

fn attribute(start: &BytesStart<'_>, name: &str, offset: u64) -> Result<Option<String>, FdxError> {
    let broken = |message: String| FdxError::Syntax { offset, message };
    let found = start.try_get_attribute(name).map_err(|error| broken(error.to_string()))?;
    let value = found.map(|found| found.normalized_value(quick_xml::XmlVersion::Implicit1_0));
    value
        .transpose()
        .map(|value| value.map(std::borrow::Cow::into_owned))
        .map_err(|error| broken(error.to_string()))
}

/// XML's own five entities, and characters by number.
fn resolved(entity: &BytesRef<'_>, offset: u64) -> Result<String, FdxError> {
    let name = entity.xml10_content();
    let unknown = || FdxError::Entity { name: name.chars().take(40).collect(), offset };
    let c = match name.as_ref() {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => entity.resolve_char_ref().ok().flatten().filter(|c| *c != '\0').ok_or_else(unknown)?,
    };
    Ok(c.to_string())
}
