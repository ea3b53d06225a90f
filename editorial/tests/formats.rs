//! The text formats: what stands in them, and what must not.

mod common;

use common::{clip, cut};
use editorial::{
    AudioClip, AudioTrack, Caption, Clip, Cut, CutError, MAX_CLIPS, edl, shot_list_csv, srt, webvtt,
};
use proptest::prelude::*;

fn one(clip: Clip) -> Cut {
    Cut::new("T", 24, vec![clip], Vec::new()).unwrap()
}

#[test]
fn an_edit_decision_list_has_an_event_for_every_shot() {
    let edl = edl(&cut());
    let lines: Vec<&str> = edl.split("\r\n").collect();
    assert_eq!(lines[..3], ["TITLE: The Bell - a cafe film", "FCM: NON-DROP FRAME", ""]);
    assert_eq!(lines[3], "001  3A       V     C        00:00:00:00 00:00:04:00 01:00:00:00 01:00:04:00");
    assert_eq!(lines[4], "* FROM CLIP NAME: 3A");
    assert!(edl.contains("002  3B       V     C        00:00:00:00 00:00:02:12 01:00:04:00 01:00:06:12\r\n"));
    assert!(
        edl.contains("003  4A       V     C        00:00:00:00 00:00:03:00 01:00:08:00 01:00:11:00\r\n"),
        "a gap is kept"
    );
    assert!(edl.is_ascii() && lines.iter().all(|line| line.len() <= 80));
}

#[test]
fn two_media_never_share_a_reel() {
    let named = |name: &str, source: &str, start_frame| Clip {
        name: name.into(),
        source: source.into(),
        start_frame,
        frames: 10,
        ..Clip::default()
    };
    let clips = vec![
        named("3A-longer-name-one", "a.mp4", 0),
        named("3A-longer-name-two", "b.mp4", 10),
        named("3A-longer-name-one", "a.mp4", 20),
        named("場面", "c.mp4", 30),
    ];
    let edl = edl(&Cut::new("T", 24, clips, Vec::new()).unwrap());
    let reels: Vec<&str> = edl.lines().filter(|line| line.contains(" V ")).map(|line| &line[5..13]).collect();
    assert_eq!(reels, ["3ALONGER", "X00002  ", "3ALONGER", "R00004  "]);
}

#[test]
fn captions_stand_where_they_are_said() {
    assert_eq!(
        srt(&cut()),
        "1\n00:00:01,000 --> 00:00:03,000\nBOY: Are you going down to the bell? Are\nyou, really, going down to it?\n\n\
         2\n00:00:04,500 --> 00:00:06,500\nThen it has had a -> busy year.\n\n"
    );
    let vtt = webvtt(&cut());
    assert!(vtt.starts_with("WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v BOY>Are you going"), "{vtt}");
    assert!(vtt.contains("\nThen it has had a --&gt; busy year.\n"), "{vtt}");
}

#[test]
fn a_caption_ends_with_the_film_and_an_empty_one_is_none() {
    let said = |start_frame, frames, text: &str| Caption {
        start_frame,
        frames,
        text: text.into(),
        ..Caption::default()
    };
    let captions = vec![
        said(60, 100, "late"),
        said(12, 24, "early"),
        said(0, 5, " \n"),
        said(500, 9, "never"),
        said(3, 0, "nothing"),
    ];
    let srt = srt(&one(Clip { frames: 72, captions, ..clip("1") }));
    assert_eq!(srt, "1\n00:00:00,500 --> 00:00:01,500\nearly\n\n2\n00:00:02,500 --> 00:00:03,000\nlate\n\n");
}

#[test]
fn no_cell_of_the_shot_list_is_a_formula() {
    for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"] {
        let csv = shot_list_csv(&one(Clip {
            description: text.into(),
            notes: format!("{text},\"x\""),
            ..clip("1")
        }));
        assert!(csv.contains(&format!("'{text}")), "{csv}");
        for cell in csv.lines().nth(1).unwrap().split(',') {
            assert!(!cell.trim_matches(['"', ' ']).starts_with(['=', '+', '-', '@', '＝']), "{cell}");
        }
    }
}

#[test]
fn a_cut_that_no_format_could_hold_is_refused() {
    let new = |fps, clips| Cut::new("T", fps, clips, Vec::new()).unwrap_err();
    assert_eq!(new(0, vec![]), CutError::Rate { fps: 0 });
    assert_eq!(new(24, vec![Clip { frames: 0, ..clip("1") }]), CutError::Empty { name: "1".into() });
    let overlap = new(24, vec![clip("1"), Clip { start_frame: 5, ..clip("2") }]);
    assert_eq!(overlap, CutError::Overlap { name: "2".into(), start_frame: 5, end_frame: 24 });
    assert_eq!(new(24, vec![Clip { frames: u64::MAX, ..clip("1") }]), CutError::TooLong { name: "1".into() });
    let late = Caption { start_frame: u64::MAX, ..Caption::default() };
    assert_eq!(
        new(24, vec![Clip { captions: vec![late], ..clip("1") }]),
        CutError::TooLong { name: "1".into() }
    );
    assert_eq!(
        new(24, vec![Clip { notes: "x".repeat(20_001), ..clip("1") }]),
        CutError::LongText { name: "1".into() }
    );
    assert_eq!(
        new(24, vec![Clip::default(); MAX_CLIPS + 1]),
        CutError::TooManyClips { clips: MAX_CLIPS + 1 }
    );
    assert_eq!(overlap.to_string(), "\"2\" begins at frame 5, before what is in front of it ends at 24");
}

#[test]
fn sound_that_no_track_could_hold_is_refused_by_its_name() {
    let sound =
        |start_frame, frames| AudioClip { name: "3 Rain".into(), start_frame, frames, ..Default::default() };
    let new = |clips| {
        let audio = vec![AudioTrack { name: "Ambience".into(), clips }];
        Cut::new("T", 24, vec![clip("1")], audio).unwrap_err()
    };
    let name = || "3 Rain".to_owned();
    assert_eq!(new(vec![sound(0, 0)]), CutError::Empty { name: name() });
    assert_eq!(
        new(vec![sound(0, 24), sound(23, 24)]),
        CutError::Overlap { name: name(), start_frame: 23, end_frame: 24 }
    );
    assert_eq!(new(vec![sound(1, u64::MAX)]), CutError::TooLong { name: name() });
    let late = AudioClip { media_start_frame: u64::MAX, ..sound(0, 1) };
    assert_eq!(new(vec![late]), CutError::TooLong { name: name() });
    let long = AudioClip { media: "x".repeat(20_001), ..sound(0, 1) };
    assert_eq!(new(vec![long]), CutError::LongText { name: name() });
    assert_eq!(new(vec![sound(0, 1); MAX_CLIPS + 1]), CutError::TooManyClips { clips: MAX_CLIPS + 1 });
}

#[test]
fn a_list_has_four_channels_of_sound_each_piece_with_its_place_in_its_file() {
    let sound = AudioClip {
        media: "a.wav".into(),
        media_start_frame: 12,
        start_frame: 24,
        frames: 6,
        ..Default::default()
    };
    let track = |n: usize| AudioTrack {
        name: n.to_string(),
        clips: vec![AudioClip { name: format!("S{n}"), ..sound.clone() }],
    };
    let cut = Cut::new("T", 24, vec![clip("1")], (1..=5).map(track).collect()).unwrap();
    let list = edl(&cut);
    let channels: Vec<_> = list.lines().filter_map(|line| line.split_whitespace().nth(2)).collect();
    for channel in ["V", "A", "A2", "A3", "A4"] {
        assert!(channels.contains(&channel), "{list}");
    }
    assert!(!list.contains("S5"), "the format has no fifth");
    let silence = "00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00";
    assert!(list.contains(&format!("002  BL       A     C        {silence}\r\n")), "{list}");
    let times = "00:00:00:12 00:00:00:18 01:00:01:00 01:00:01:06";
    assert!(list.contains(&format!("003  S1       A     C        {times}\r\n")), "{list}");
}

#[test]
fn an_empty_cut_is_a_cut() {
    let cut = Cut::new("", 25, Vec::new(), Vec::new()).unwrap();
    assert_eq!((srt(&cut), webvtt(&cut)), (String::new(), "WEBVTT\n\n".to_owned()));
    assert_eq!(shot_list_csv(&cut).lines().count(), 1);
    assert!(edl(&cut).starts_with("TITLE: \r\n"));
}

proptest! {
    #[test]
    fn no_text_breaks_out_of_its_place(text in ".{0,60}", speaker in ".{0,12}") {
        let caption = Caption { start_frame: 0, frames: 12, speaker, text: text.clone() };
        let cut = one(Clip { description: text.clone(), notes: text, captions: vec![caption], ..clip("1") });
        let (srt, vtt, edl) = (srt(&cut), webvtt(&cut), edl(&cut));
        prop_assert!(srt.matches("-->").count() <= 1 && vtt.matches("-->").count() <= 1);
        prop_assert_eq!(srt.matches("\n\n").count(), srt.matches("-->").count());
        let events = edl.lines().filter(|line| line.starts_with(|sign: char| sign.is_ascii_digit()));
        prop_assert_eq!(events.count(), 1);
        prop_assert!(edl.is_ascii());
    }
}
