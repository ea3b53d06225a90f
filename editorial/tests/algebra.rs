//! What must hold for every cut: times that count up, cells that come back, lines that fit the screen.

use editorial::{
    AudioClip, AudioTrack, Caption, Clip, Cut, RECORD_START_HOUR, edl, otio, shot_list_csv, srt, timecode,
    webvtt,
};
use proptest::prelude::*;
use serde_json::Value;

/// A mix of so many frames.
fn mix(frames: u64) -> Vec<AudioTrack> {
    let clip = AudioClip { name: "Mix".into(), media: "mix.wav".into(), frames, ..AudioClip::default() };
    vec![AudioTrack { name: "Mix".into(), clips: if frames == 0 { vec![] } else { vec![clip] } }]
}

/// A cut of a few shots with gaps, captions and texts of any kind.
fn any_cut() -> impl Strategy<Value = Cut> {
    let caption = (0_u64..200, 0_u64..200, "[A-Z ]{0,8}", ".{0,80}")
        .prop_map(|(start_frame, frames, speaker, text)| Caption { start_frame, frames, speaker, text });
    let clip = ("[0-9]{1,2}[A-Z]", 0_u64..50, 1_u64..300, ".{0,40}", prop::collection::vec(caption, 0..3));
    (1_u32..=120, prop::collection::vec(clip, 0..8)).prop_map(|(fps, shots)| {
        let mut at = 0;
        let clips: Vec<Clip> = shots
            .into_iter()
            .map(|(name, gap, frames, text, captions)| {
                let start_frame = at + gap;
                at = start_frame + frames;
                let (description, source) = (text.clone(), format!("{name}.mp4"));
                Clip { name, start_frame, frames, description, source, captions, ..Clip::default() }
            })
            .collect();
        Cut::new("Any", fps, clips, mix(at)).unwrap()
    })
}

/// The frame that a timecode names.
fn frame(timecode: &str, fps: u32) -> u64 {
    let parts: Vec<u64> = timecode.split(':').map(|part| part.parse().unwrap()).collect();
    ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * u64::from(fps) + parts[3]
}

/// RFC 4180 read by its own grammar: a quoted cell ends at a quote that no quote follows.
fn cells(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut rest = csv.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => cell.extend(rest.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted && rest.peek() == Some(&'\n') => {
                rest.next();
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    rows
}

/// The times of a caption file in milliseconds, with the text below them.
fn captions(text: &str) -> Vec<(u64, u64, String)> {
    let ms = |clock: &str| {
        let parts: Vec<u64> = clock.split([':', '.', ',']).map(|part| part.parse().unwrap()).collect();
        ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1_000 + parts[3]
    };
    let blocks = text.split("\n\n").filter(|block| block.contains(" --> "));
    let read = blocks.map(|block| {
        let (times, said) = block[block.rfind("\n00:").map_or(0, |at| at + 1)..].split_once('\n').unwrap();
        let (start, end) = times.split_once(" --> ").unwrap();
        (ms(start), ms(end), said.to_owned())
    });
    read.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_timecode_names_its_frame(frames in 0_u64..8_000_000, fps in 1_u32..=100) {
        prop_assert_eq!(frame(&timecode(frames, fps), fps), frames);
    }

    #[test]
    fn every_event_of_the_list_is_as_long_as_its_shot(cut in any_cut()) {
        let list = edl(&cut);
        let events = list.lines().filter(|line| line.contains(" V     C "));
        let times = events.map(|line| line.split_whitespace().skip(4).collect::<Vec<_>>());
        let mut count = 0;
        for (times, clip) in times.zip(cut.clips()) {
            let at = |i: usize| frame(times[i], cut.fps());
            let first = RECORD_START_HOUR * 3_600 * u64::from(cut.fps());
            prop_assert_eq!((at(0), at(1)), (0, clip.frames));
            prop_assert_eq!((at(2), at(3)), (first + clip.start_frame, first + clip.end_frame()));
            count += 1;
        }
        prop_assert_eq!(count, cut.clips().len());
    }

    #[test]
    fn tracks_of_a_timeline_are_as_long_as_the_cut(cut in any_cut()) {
        let timeline: Value = serde_json::from_str(&otio(&cut)).unwrap();
        for track in timeline["tracks"]["children"].as_array().unwrap() {
            let items = track["children"].as_array().unwrap().iter();
            let length: f64 = items.map(|item| item["source_range"]["duration"]["value"].as_f64().unwrap()).sum();
            let frames = f64::from(u32::try_from(cut.frames()).unwrap());
            prop_assert!((length - frames).abs() < 0.5, "{} is {} long and not {}", track["name"], length, frames);
        }
    }

    #[test]
    fn every_cell_comes_back_as_it_was(cut in any_cut()) {
        let rows = cells(&shot_list_csv(&cut));
        prop_assert_eq!(rows.len(), cut.clips().len() + 1);
        let column = rows[0].iter().position(|name| name == "Description").unwrap();
        for (row, clip) in rows[1..].iter().zip(cut.clips()) {
            prop_assert_eq!(row.len(), rows[0].len());
            let harmless = row[column].strip_prefix('\'').filter(|_| !clip.description.starts_with('\''));
            prop_assert_eq!(harmless.unwrap_or(&row[column]), &clip.description);
        }
    }

    #[test]
    fn captions_come_in_order_end_with_the_cut_and_fit_the_screen(cut in any_cut()) {
        let last = (cut.frames() * 1_000).div_ceil(u64::from(cut.fps()));
        for text in [srt(&cut), webvtt(&cut)] {
            let read = captions(&text);
            prop_assert!(read.windows(2).all(|two| two[0].0 <= two[1].0), "{}", text);
            prop_assert!(read.iter().all(|(start, end, _)| start < end && *end <= last), "{}", text);
        }
        for (_, _, said) in captions(&srt(&cut)) {
            prop_assert!(said.lines().all(|line| line.chars().count() <= 42 || !line.contains(' ')), "{}", said);
        }
    }
}

#[test]
fn a_cut_answers_what_it_was_made_of() {
    let clip =
        |name: &str, start_frame, frames| Clip { name: name.into(), start_frame, frames, ..Clip::default() };
    let audio = mix(65);
    let cut = Cut::new("T", 25, vec![clip("1A", 10, 40), clip("1B", 60, 5)], audio.clone()).unwrap();
    assert_eq!((cut.title(), cut.fps(), cut.frames()), ("T", 25, 65));
    assert_eq!(cut.clips().iter().map(Clip::end_frame).collect::<Vec<_>>(), [50, 65]);
    assert_eq!(cut.audio(), audio);
}

#[test]
fn a_clip_is_read_from_json_with_defaults_for_what_is_missing() {
    let clip: Clip =
        serde_json::from_str(r#"{"name": "3A", "frames": 24, "setup": {"size": "close-up"}}"#).unwrap();
    assert_eq!((clip.name.as_str(), clip.frames, clip.setup.size.as_str()), ("3A", 24, "close-up"));
    assert!(clip.captions.is_empty() && clip.picture.is_none());
    let again: Clip = serde_json::from_str(&serde_json::to_string(&clip).unwrap()).unwrap();
    assert_eq!(again, clip);
}
