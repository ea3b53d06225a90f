//! A finished film on its way out of the studio: the film, and beside it a sheet of its shots and its words.

use crate::client::{Chapter, Client, Film};
use crate::output::print_line;
use crate::words::{count, duration, timecode};
use anyhow::Result;
use std::path::Path;
use std::time::Duration;

/// Writes a film to its place and what goes with it beside it, and says what was written.
pub(super) async fn write(client: &Client, film: &Film, out: &Path) -> Result<()> {
    let content = |asset| format!("assets/{asset}/content");
    let bytes = client.download(&content(film.movie.asset), out).await?;
    for line in told(film, out, bytes) {
        print_line(&line)?;
    }
    for (part, ending) in [(film.contact_sheet, "contact-sheet.pdf"), (film.captions, "vtt")] {
        let Some(part) = part else { continue };
        let beside = out.with_extension(ending);
        client.download(&content(part.asset), &beside).await?;
        print_line(&beside.display().to_string())?;
    }
    Ok(())
}

/// The film in lines: how long and how large, then where its chapters begin.
fn told(film: &Film, out: &Path, bytes: u64) -> Vec<String> {
    let length = duration(Duration::from_millis(film.duration_ms).as_secs_f64());
    let chapters = count(u32::try_from(film.chapters.len()).unwrap_or(u32::MAX), "chapter", "chapters");
    let mut lines = vec![format!("{}: {length}, {chapters}, {}", out.display(), megabytes(bytes))];
    let chapter = |it: &Chapter| format!("  {:>7}  {}", timecode(it.start_ms), it.title);
    lines.extend(film.chapters.iter().map(chapter));
    lines
}

/// Millions of bytes, to the tenth below ten.
fn megabytes(bytes: u64) -> String {
    match bytes {
        ..10_000_000 => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_film_is_told_with_its_length_its_size_and_its_chapters() {
        let made = json!({
            "film": {"asset": "00000000-0000-0000-0000-000000000001", "sha256": "00"},
            "poster": {"asset": "00000000-0000-0000-0000-000000000002", "sha256": "00"},
            "duration_ms": 158_400,
            "chapters": [
                {"title": "1. EXT. HARBOUR - DUSK", "start_ms": 0},
                {"title": "2. INT. KITCHEN - DAY", "start_ms": 77_000},
            ],
        });
        let film = Film::of("film_script", &made).unwrap();
        assert_eq!(
            told(&film, Path::new("out/film.mp4"), 41_200_000),
            [
                "out/film.mp4: 2 min 38 s, 2 chapters, 41 MB",
                "     0:00  1. EXT. HARBOUR - DUSK",
                "     1:17  2. INT. KITCHEN - DAY",
            ]
        );
        assert_eq!((film.contact_sheet, megabytes(1_250_000)), (None, "1.2 MB".to_owned()));
        assert_eq!(Film::of("time_script", &made), None);
    }
}
