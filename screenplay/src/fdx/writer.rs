//! Writes Final Draft's XML. What XML cannot hold (control characters) is left out.

use super::BONEYARD;
use super::title_page::{Side, lines};
use super::tree::style_names;
use crate::fountain::{Block, Element, Kind, Screenplay, Speech, blocks, runs};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io;

/// A screenplay as a Final Draft document.
pub fn write(screenplay: &Screenplay) -> String {
    let mut out = Xml(Writer::new_with_indent(Vec::new(), b' ', 2));
    // Writing to memory fails for nobody.
    out.document(screenplay).expect("memory takes every byte");
    String::from_utf8(out.0.into_inner()).expect("what was written is text")
}

/// The writer, with the elements that Final Draft knows.
struct Xml(Writer<Vec<u8>>);

impl Xml {
    fn document(&mut self, screenplay: &Screenplay) -> io::Result<()> {
        self.0.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("no"))))?;
        let root = [("DocumentType", "Script"), ("Template", "No"), ("Version", "5")];
        self.inside("FinalDraft", &root, |out| {
            out.inside("Content", &[], |out| out.body(&screenplay.elements))?;
            out.inside("TitlePage", &[], |out| {
                out.inside("Content", &[], |out| {
                    lines(screenplay).iter().try_for_each(|(side, line)| out.title_line(*side, line))
                })
            })
        })
    }

    fn inside(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut start = BytesStart::new(name);
        start.extend_attributes(attributes.iter().copied());
        self.0.write_event(Event::Start(start))?;
        content(self)?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    fn body(&mut self, elements: &[Element]) -> io::Result<()> {
        let mut new_page = false;
        for block in blocks(elements) {
            match block {
                Block::Single(Element { kind: Kind::PageBreak, .. }) => {
                    // A break that no paragraph follows, or another break, is a paragraph of its own.
                    if std::mem::replace(&mut new_page, true) {
                        self.paragraph("Action", &[("StartsNewPage", "Yes")], "")?;
                    }
                }
                Block::Single(element) => self.element(element, std::mem::take(&mut new_page))?,
                Block::Speech(speech) => self.speech(&speech, std::mem::take(&mut new_page))?,
                Block::Dual(left, right) => {
                    if std::mem::take(&mut new_page) {
                        self.paragraph("Action", &[("StartsNewPage", "Yes")], "")?;
                    }
                    self.inside("Paragraph", &[], |out| {
                        out.inside("DualDialogue", &[], |out| {
                            out.speech(&left, false)?;
                            out.speech(&right, false)
                        })
                    })?;
                }
            }
        }
        if new_page { self.paragraph("Action", &[("StartsNewPage", "Yes")], "") } else { Ok(()) }
    }

    fn speech(&mut self, speech: &Speech<'_>, new_page: bool) -> io::Result<()> {
        self.element(speech.cue, new_page)?;
        speech.lines.iter().try_for_each(|line| self.element(line, false))
    }

    fn element(&mut self, element: &Element, new_page: bool) -> io::Result<()> {
        let depth;
        let (style, more) = match &element.kind {
            Kind::SceneHeading { number: Some(number) } => {
                ("Scene Heading", Some(("Number", number.as_str())))
            }
            Kind::SceneHeading { number: None } => ("Scene Heading", None),
            Kind::Action | Kind::Note | Kind::Boneyard | Kind::PageBreak => ("Action", None),
            Kind::Character { .. } => ("Character", None),
            Kind::Parenthetical => ("Parenthetical", None),
            Kind::Dialogue => ("Dialogue", None),
            Kind::Lyrics { in_dialogue: true } => ("Singing", None),
            Kind::Lyrics { in_dialogue: false } => ("Lyrics", None),
            Kind::Transition => ("Transition", None),
            Kind::Centered => ("Action", Some(("Alignment", "Center"))),
            Kind::Synopsis => ("Outline Body", None),
            Kind::Section { depth: of } => {
                depth = format!("Outline {of}");
                (depth.as_str(), None)
            }
        };
        let mut attributes: Vec<(&str, &str)> = more.into_iter().collect();
        if new_page {
            attributes.push(("StartsNewPage", "Yes"));
        }
        match element.kind {
            Kind::Note => self.only_note(&attributes, "", &element.text),
            Kind::Boneyard => self.only_note(&attributes, BONEYARD, &element.text),
            Kind::Parenthetical => self.paragraph(style, &attributes, &format!("({})", element.text)),
            _ => self.paragraph(style, &attributes, &element.text),
        }
    }

    fn only_note(&mut self, attributes: &[(&str, &str)], name: &str, text: &str) -> io::Result<()> {
        self.inside("Paragraph", &with_type("Action", attributes), |out| out.note(name, text))
    }

    /// A paragraph of Fountain text: its emphasis as styles, its notes as script notes.
    fn paragraph(&mut self, style: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
        let element = Element::new(Kind::Action, text);
        self.inside("Paragraph", &with_type(style, attributes), |out| {
            let mut at = 0;
            for note in element.notes() {
                out.styled(&text[at..note.span.start])?;
                out.note("", &note.text)?;
                at = note.span.end;
            }
            out.styled(&text[at..])
        })
    }

    fn styled(&mut self, text: &str) -> io::Result<()> {
        for run in runs(text) {
            let style = style_names(run.style);
            let attribute = [("Style", style.as_str())];
            let attributes = if style.is_empty() { &attribute[1..] } else { &attribute[..] };
            self.inside("Text", attributes, |out| out.text(&run.text))?;
        }
        Ok(())
    }

    fn note(&mut self, name: &str, text: &str) -> io::Result<()> {
        let attribute = [("Name", name)];
        let attributes = if name.is_empty() { &attribute[1..] } else { &attribute[..] };
        self.inside("ScriptNote", attributes, |out| {
            out.inside("Paragraph", &[], |out| out.inside("Text", &[], |out| out.text(text)))
        })
    }

    fn title_line(&mut self, side: Side, line: &str) -> io::Result<()> {
        self.inside("Paragraph", &[("Alignment", side.name()), ("Type", "Title Page")], |out| {
            out.styled(line)
        })
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        let legal = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
        let text: String =
            text.chars().filter(legal).filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
        self.0.write_event(Event::Text(BytesText::new(&text)))
    }
}

fn with_type<'a>(style: &'a str, attributes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    attributes.iter().copied().chain([("Type", style)]).collect()
}
