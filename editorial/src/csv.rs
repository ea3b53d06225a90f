//! The shot list for a spreadsheet: RFC 4180 in UTF-8 with a byte order mark, which Excel needs to believe
//! it. A cell that a spreadsheet would run as a formula begins with an apostrophe.

use crate::cut::{Clip, Cut};
use crate::timecode::record;

const COLUMNS: [&str; 18] = [
    "Shot",
    "Scene",
    "Heading",
    "In",
    "Out",
    "Frames",
    "Seconds",
    "Size",
    "Angle",
    "Lens",
    "Movement",
    "Composition",
    "Lighting",
    "Characters",
    "Description",
    "Dialogue",
    "Notes",
    "Source",
];

/// The shot list, a row for each shot.
pub fn shot_list_csv(cut: &Cut) -> String {
    let mut out = String::from("\u{feff}");
    row(&mut out, COLUMNS.iter().map(|name| (*name).to_owned()));
    for clip in cut.clips() {
        row(&mut out, cells(cut, clip).into_iter());
    }
    out
}

fn cells(cut: &Cut, clip: &Clip) -> [String; 18] {
    let setup = &clip.setup;
    let dialogue = clip.captions.iter().map(|caption| match caption.speaker.as_str() {
        "" => caption.text.clone(),
        speaker => format!("{speaker}: {}", caption.text),
    });
    [
        clip.name.clone(),
        clip.scene_number.clone(),
        clip.heading.clone(),
        record(clip.start_frame, cut.fps()),
        record(clip.end_frame(), cut.fps()),
        clip.frames.to_string(),
        cut.seconds(clip.frames),
        setup.size.clone(),
        setup.angle.clone(),
        setup.lens.clone(),
        setup.movement.clone(),
        setup.composition.clone(),
        setup.lighting.clone(),
        clip.characters.join(", "),
        clip.description.clone(),
        dialogue.collect::<Vec<_>>().join("\n"),
        clip.notes.clone(),
        clip.source.clone(),
    ]
}

fn row(out: &mut String, cells: impl Iterator<Item = String>) {
    for (i, cell) in cells.enumerate() {
        if i > 0 {
            out.push(',');
        }
        out.push_str(&quoted(&harmless(cell)));
    }
    out.push_str("\r\n");
}

/// What OWASP's "CSV Injection" asks for. Leading spaces do not hide a formula from every program.
fn harmless(cell: String) -> String {
    let first = cell.trim_start_matches(' ').chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            format!("'{cell}")
        }
        _ => cell,
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r', ';', '\t']) || cell != cell.trim() {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
