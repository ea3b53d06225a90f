//! A small cut that the tests share.

use editorial::{AudioClip, AudioTrack, Caption, Clip, Cut, Setup};

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
    let sound = |name: &str, media: &str, media_start_frame, start_frame, frames| AudioClip {
        name: name.into(),
        media: media.into(),
        media_start_frame,
        start_frame,
        frames,
    };
    let dialogue = vec![
        sound("3 BOY", "sound/3 dialogue.wav", 0, 24, 50),
        sound("3 MARGIT", "sound/3 dialogue.wav", 56, 108, 40),
    ];
    let music = vec![
        sound("3 Music", "sound/3 music.wav", 0, 0, 156),
        sound("4 Music", "sound/4 music.wav", 0, 192, 72),
    ];
    let audio = vec![
        AudioTrack { name: "Dialogue".into(), clips: dialogue },
        AudioTrack { name: "Music".into(), clips: music },
    ];
    Cut::new("The Bell – a café film", 24, clips, audio).unwrap()
}
