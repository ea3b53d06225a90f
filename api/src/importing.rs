//! Screenplays from elsewhere: Fountain and Final Draft, told apart by their first bytes. Whatever is wrong
//! with a file is said with the line it is in.

use crate::limits;
use crate::problem::{Kind, Problem};
use crate::routes::versions::draft::{SceneDraft, scenes_of};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use screenplay::fdx::FdxError;
use screenplay::{Element, Kind as ElementKind, ParseError};
use serde::Serialize;
use utoipa::ToSchema;

/// What a file was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ImportFormat {
    /// Fountain, or plain text that reads as such.
    Fountain,
    /// Final Draft.
    Fdx,
}

/// A screenplay that was read.
#[derive(Debug)]
pub(crate) struct Imported {
    pub(crate) format: ImportFormat,
    /// Its Fountain: what came, or what the Final Draft document says in it.
    pub(crate) text: String,
    pub(crate) title: Option<String>,
    pub(crate) scenes: Vec<SceneDraft>,
    /// Printed pages, rounded up.
    pub(crate) pages: u32,
    /// Who speaks, in the order in which they first do.
    pub(crate) speakers: Vec<String>,
}

/// Types that a screenplay is declared as.
const DECLARED: &[&str] = &[
    "",
    "application/octet-stream",
    "application/vnd.finaldraft",
    "application/xml",
    "text/markdown",
    "text/plain",
    "text/vnd.fountain",
    "text/x-fountain",
    "text/xml",
];

/// Refuses what is declared to be something else.
pub(crate) fn declared(headers: &HeaderMap) -> Result<(), Problem> {
    let declared = headers.get(CONTENT_TYPE).map(|value| value.to_str().unwrap_or("?")).unwrap_or_default();
    let essence = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if DECLARED.contains(&essence.as_str()) {
        return Ok(());
    }
    Err(Problem::new(Kind::UnsupportedFile)
        .detail("send a screenplay in Fountain or Final Draft (FDX)")
        .at("/Content-Type", "names neither text nor XML"))
}

/// Reads a file. It takes a while for a large one: not on a thread that others wait for.
pub(crate) fn import(bytes: &[u8]) -> Result<Imported, Problem> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let (format, screenplay, text) = if is_xml(bytes) {
        let screenplay = screenplay::fdx::read(bytes).map_err(|error| fdx_problem(bytes, &error))?;
        let text = screenplay::format(&screenplay);
        // Spans and details of the text that is kept, not of the file that came.
        let screenplay = screenplay::parse(&text).map_err(|error| fountain_problem(bytes, &error))?;
        (ImportFormat::Fdx, screenplay, text)
    } else {
        let screenplay = screenplay::parse_bytes(bytes).map_err(|error| fountain_problem(bytes, &error))?;
        (ImportFormat::Fountain, screenplay, plain(bytes)?)
    };
    let characters = text.chars().count();
    if characters > limits::TEXT {
        let message = format!("has {characters} characters; at most {} fit", limits::TEXT);
        return Err(Problem::field("/body", message));
    }
    let scenes = scenes_of(&screenplay, "/body")?;
    if scenes.is_empty() {
        let message = "has no scene: a scene begins with a line such as INT. KITCHEN - NIGHT";
        return Err(Problem::field("/body", message));
    }
    let title = screenplay.title().map(|title| printed(&title)).filter(|title| !title.is_empty());
    let pages = screenplay::page_eighths(&screenplay.elements).div_ceil(8).max(1);
    let speakers = speakers(&scenes);
    Ok(Imported { format, text, title, scenes, pages, speakers })
}

fn is_xml(bytes: &[u8]) -> bool {
    let text = bytes.trim_ascii_start();
    text.starts_with(b"<?xml") || text.starts_with(b"<FinalDraft") || text.starts_with(b"<!DOCTYPE")
}

/// The text, if it is one: a program is UTF-8 now and then, too.
fn plain(bytes: &[u8]) -> Result<String, Problem> {
    let control = bytes.iter().position(|byte| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c));
    if let Some(at) = control {
        let message =
            format!("is no text: line {} holds the control sign {:#04x}", line(bytes, at), bytes[at]);
        return Err(Problem::new(Kind::UnsupportedFile).at("/body", message));
    }
    String::from_utf8(bytes.to_vec()).map_err(Problem::internal)
}

/// The number of the line in which a byte stands, from 1.
fn line(bytes: &[u8], at: usize) -> usize {
    bytes[..at.min(bytes.len())].split(|byte| *byte == b'\n').count()
}

fn fountain_problem(bytes: &[u8], error: &ParseError) -> Problem {
    match error {
        ParseError::TooLarge { .. } => {
            Problem::new(Kind::PayloadTooLarge).detail(error.to_string()).at("/body", "is too large")
        }
        ParseError::LongLine { .. } => Problem::field("/body", format!("cannot be read: {error}")),
        ParseError::Binary { offset } | ParseError::NotUtf8 { offset } => {
            let message = format!("is no text: {error}, in line {}", line(bytes, *offset));
            Problem::new(Kind::UnsupportedFile).at("/body", message)
        }
    }
}

fn fdx_problem(bytes: &[u8], error: &FdxError) -> Problem {
    let offset = match error {
        FdxError::NotUtf8 { offset } => Some(*offset),
        FdxError::Syntax { offset, .. }
        | FdxError::DocumentType { offset }
        | FdxError::Entity { offset, .. }
        | FdxError::TooDeep { offset } => usize::try_from(*offset).ok(),
        FdxError::TooLarge { .. } | FdxError::TooManyParagraphs | FdxError::NotFinalDraft => None,
    };
    let place = offset.map(|offset| format!(", in line {}", line(bytes, offset))).unwrap_or_default();
    Problem::field("/body", format!("cannot be read: {error}{place}"))
}

/// A text without emphasis and notes.
pub(crate) fn printed(text: &str) -> String {
    let element = Element::new(ElementKind::Action, text);
    let runs = element.runs().into_iter().map(|run| run.text);
    runs.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn speakers(scenes: &[SceneDraft]) -> Vec<String> {
    let texts: Vec<breakdown::SceneText<'_>> = scenes
        .iter()
        .map(|scene| breakdown::SceneText { heading: &scene.setting, content: &scene.content })
        .collect();
    let cast = breakdown::cast(&texts, &[]);
    cast.members.into_iter().map(|member| member.name).take(limits::CAST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAMP: &str = "Title: _The Lamp_\n\nINT. LAMP ROOM - NIGHT\n\nRain.\n\nMARA (V.O.)\nWho is there?\n\n\
        EXT. SEA - DAY\n\nTOM WEIR\nMe.\n";

    fn refused(bytes: &[u8]) -> String {
        format!("{:?}", import(bytes).unwrap_err())
    }

    #[test]
    fn a_fountain_text_is_kept_as_it_is() {
        let read = import(format!("\u{feff}{LAMP}").as_bytes()).unwrap();
        assert_eq!((read.format, read.text.as_str()), (ImportFormat::Fountain, LAMP));
        assert_eq!((read.title.as_deref(), read.pages), (Some("The Lamp"), 1));
        assert_eq!(read.speakers, ["Mara", "Tom Weir"]);
        assert_eq!(
            read.scenes.iter().map(|it| it.setting.as_str()).collect::<Vec<_>>(),
            ["INT. LAMP ROOM - NIGHT", "EXT. SEA - DAY"]
        );
    }

    #[test]
    fn a_final_draft_document_becomes_the_same_scenes() {
        let fdx = screenplay::fdx::write(&screenplay::parse(LAMP).unwrap());
        let (read, fountain) = (import(fdx.as_bytes()).unwrap(), import(LAMP.as_bytes()).unwrap());
        assert_eq!(read.format, ImportFormat::Fdx);
        assert_eq!(read.speakers, fountain.speakers);
        let words = |it: &Imported| {
            let scenes = it.scenes.iter().map(|scene| format!("{} {}", scene.setting, scene.content));
            scenes.collect::<String>().split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(words(&read), words(&fountain));
    }

    #[test]
    fn what_cannot_be_read_says_where() {
        assert!(refused(b"INT. A - DAY\n\nx\0y").contains("in line 3"));
        assert!(refused(b"INT. A - DAY\n\xff").contains("in line 2"));
        assert!(refused(b"\x7fELF\x02\x01").contains("line 1 holds the control sign 0x02"));
        assert!(refused(b"<?xml version=\"1.0\"?>\n<FinalDraft>\n<Content></Wrong>").contains("in line 3"));
        assert!(refused(b"<html><body/></html>").contains("has no scene"));
        assert!(refused(b"<?xml version=\"1.0\"?><html/>").contains("not a final draft document"));
        assert!(refused(b"").contains("has no scene"));
        let long = format!("INT. A - DAY\n\n{}", "x".repeat(2_000_000));
        assert!(refused(long.as_bytes()).contains("line 3 has"));
        let many = "INT. A - DAY\n\nx\n\n".repeat(1_001);
        assert!(refused(many.as_bytes()).contains("1001 scenes"));
    }
}
