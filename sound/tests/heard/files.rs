//! Clips as files: read back by this crate and by ffprobe.

use std::{io::Cursor, process::Command};

use proptest::prelude::*;
use sound::{Clip, Depth, SoundError, frames_in};

fn tone(frames: usize) -> Clip {
    let wave = |hz: f64| (0..frames).map(move |i| ((i as f64 / 48_000.0 * hz).sin() * 0.5) as f32).collect();
    Clip::stereo(wave(2_000.0), wave(3_000.0))
}

fn bytes(clip: &Clip, depth: Depth) -> Vec<u8> {
    let mut file = Cursor::new(vec![]);
    clip.write_wav(&mut file, depth).unwrap();
    file.into_inner()
}

#[test]
fn ffprobe_reads_what_is_written() {
    let folder = tempfile::tempdir().unwrap();
    for (depth, codec) in
        [(Depth::Pcm16, "pcm_s16le"), (Depth::Pcm24, "pcm_s24le"), (Depth::Float32, "pcm_f32le")]
    {
        let path = folder.path().join("clip.wav");
        std::fs::write(&path, bytes(&tone(12_345), depth)).unwrap();
        let run = Command::new("ffprobe")
            .args(["-v", "error", "-show_entries", "stream=codec_name,sample_rate,channels,duration_ts"])
            .args(["-of", "csv=p=0"])
            .arg(&path)
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&run.stdout).trim(), format!("{codec},48000,2,12345"));
    }
}

#[test]
fn a_float_file_is_exactly_what_was_in_memory() {
    let clip = tone(9_999);
    assert_eq!(Clip::read_wav(Cursor::new(bytes(&clip, Depth::Float32))).unwrap(), clip);
}

#[test]
fn files_that_are_cut_off_or_something_else_are_refused() {
    let whole = bytes(&tone(500), Depth::Pcm16);
    for length in [0, 3, 20, 43, 300] {
        assert!(Clip::read_wav(&whole[..length]).is_err(), "{length} bytes");
    }
    assert!(matches!(Clip::read_wav(&b"ID3 not a wav file at all"[..]), Err(SoundError::Wav(_))));
    let mut three_channels = whole;
    three_channels[22] = 3;
    assert!(Clip::read_wav(three_channels.as_slice()).is_err());
}

proptest! {
    #[test]
    fn integers_are_as_near_as_their_depth(samples in proptest::collection::vec(-1f32..=1.0, 0..400)) {
        let clip = Clip::mono(samples);
        for (depth, step) in [(Depth::Pcm16, 1.0 / 16_000.0), (Depth::Pcm24, 1.0 / 4_000_000.0)] {
            let read = Clip::read_wav(Cursor::new(bytes(&clip, depth))).unwrap();
            prop_assert_eq!(read.frames(), clip.frames());
            prop_assert!(read.left().iter().zip(clip.left()).all(|(a, b)| (a - b).abs() <= step));
        }
    }

    #[test]
    fn seconds_and_frames_go_back_and_forth(frames in 0usize..200_000_000) {
        prop_assert_eq!(frames_in(sound::seconds_of(frames)), frames);
    }
}
