//! A small cut that the tests share.

use editorial::{AudioTrack, Caption, Clip, Cut, Setup};

/// A shot of one second at 24 frames.
pub(crate) fn clip(name: &str) -> Clip {
    Clip { name: name.into(), frames: 24, ..Clip::default() }
}

/// Three shots, the third after a gap.
pub(crate) fn cut() -> Cut {
    let said = |start_frame, frames, speaker: &str, text: &str| Caption {
        start_frame,
        frames,
        speaker: speaker.into(),
        text: text.into(),
    };
    let setup = Setup {
        size: "wide shot".into(),
        angle: "high angle".into(),
        lens: "35 mm".into(),
        movement: "push in".into(),
        ..Setup::default()
    };
    let clips = vec![
        Clip {
            scene_number: "3".into(),
            heading: "EXT. BREAKWATER - DAWN".into(),
            source: "takes/3A.mp4".into(),
            frames: 96,
            description: "Grey water; a tug noses through the ice.".into(),
            setup,
            characters: vec!["BOY".into(), "MARGIT".into()],
            notes: "=no formula, \"quoted\"\nsecond line".into(),
            captions: vec![said(
                24,
                48,
                "BOY",
                "Are you going down to the bell? Are you, really, going down to it?",
            )],
            ..clip("3A")
        },
        Clip {
            scene_number: "3".into(),
            heading: "EXT. BREAKWATER - DAWN".into(),
            start_frame: 96,
            frames: 60,
            captions: vec![said(12, 48, "", "Then it has had a --> busy year.")],
            ..clip("3B")
        },
        Clip {
            scene_number: "4".into(),
            heading: "INT. HUT - DAY".into(),
            source: "takes/4A.mp4".into(),
            start_frame: 192,
            frames: 72,
            ..clip("4A")
        },
    ];
    let audio = vec![
        AudioTrack { name: "Dialogue".into(), media: "dialogue.wav".into() },
        AudioTrack { name: "Music".into(), media: "music.wav".into() },
    ];
    Cut::new("The Bell – a café film", 24, clips, audio).unwrap()
}
