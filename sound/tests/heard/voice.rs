//! Voices, with the real model and the real speech programs.

use std::ops::ControlFlow;

use crate::common::{median_hz, speech_model, voices};
use sound::{
    SoundError, frames_in, seconds_of, unwatched,
    voice::{Character, Delivery, Speaker, Speech, Voice, Voices, cast},
};

const LINE: &str = "The keeper climbs the stairs. MARA says forty ships passed, and none of them came back!";

fn say(voices: &Voices, text: &str, voice: &Voice, delivery: &str) -> Speech {
    voices.speak(text, voice, &Delivery::of(delivery), 1, &mut unwatched).unwrap()
}

#[test]
fn every_installed_speaker_says_the_line_at_a_human_pace() {
    let voices = voices();
    assert_eq!(voices.speakers(), Speaker::ALL, "scripts/bootstrap installs them all");
    for speaker in voices.speakers() {
        let speech = say(&voices, LINE, &Voice::of(*speaker), "");
        let pace = speech.words.len() as f64 / speech.clip.seconds();
        assert!((1.5..4.5).contains(&pace), "{speaker:?}: {pace} words a second");
        assert!(speech.clip.is_finite() && speech.clip.is_mono());
        assert!((0.04..0.2).contains(&speech.clip.rms()), "{speaker:?}: {}", speech.clip.rms());
    }
}

#[test]
fn words_and_sentences_are_timed_in_order_within_the_clip() {
    let voices = voices();
    for speaker in [Speaker::Hibari, Speaker::FliteRms] {
        let speech = say(&voices, LINE, &Voice::of(speaker), "");
        let words: Vec<&str> = speech.words.iter().map(|word| word.text.as_str()).collect();
        let expected =
            "The keeper climbs the stairs. Mara says forty ships passed, and none of them came back!";
        assert_eq!(words, expected.split(' ').collect::<Vec<_>>());
        assert_eq!(speech.sentences.len(), 2);
        assert!(speech.words.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start + 1));
        assert!(speech.words.last().unwrap().span.end <= speech.clip.frames());
        let second = &speech.sentences[1].span;
        assert!(speech.words[5].span.start >= second.start && speech.words[4].span.end <= second.start);
    }
}

#[test]
fn sound_is_where_the_words_are() {
    let speech = say(&voices(), LINE, &Voice::of(Speaker::Hibari), "");
    let power = |from: usize, to: usize| {
        let piece = &speech.clip.left()[from..to];
        piece.iter().map(|x| x * x).sum::<f32>() / piece.len() as f32
    };
    let inside: f32 = speech.words.iter().map(|word| power(word.span.start, word.span.end)).sum::<f32>()
        / speech.words.len() as f32;
    let between = power(speech.words[4].span.end + 4_800, speech.sentences[1].span.start);
    assert!(between < inside / 100.0, "{between} between sentences, {inside} in words");
}

#[test]
fn a_man_made_of_a_womans_voice_is_lower_by_what_was_asked() {
    let voices = voices();
    let own = median_hz(say(&voices, LINE, &Voice::of(Speaker::Hibari), "").clip.left());
    for semitones in [-9.0f32, -4.0, 3.0] {
        let voice = Voice { pitch_semitones: semitones, formant: 1.0, ..Voice::of(Speaker::Hibari) };
        let moved = median_hz(say(&voices, LINE, &voice, "").clip.left());
        let found = 12.0 * (moved / own).log2();
        assert!((found - semitones).abs() < 1.2, "{semitones}: {own} Hz became {moved} Hz");
    }
}

#[test]
fn rate_changes_the_length_of_every_speaker() {
    let voices = voices();
    for speaker in [Speaker::Hibari, Speaker::FliteSlt, Speaker::FestivalSlt] {
        let seconds = |rate| {
            let voice = Voice { rate, ..Voice::of(speaker) };
            say(&voices, "Nobody has climbed these stairs for a year.", &voice, "").clip.seconds()
        };
        let ratio = seconds(0.8) / seconds(1.25);
        assert!((1.35..1.75).contains(&ratio), "{speaker:?}: {ratio}");
    }
}

#[test]
fn deliveries_are_heard() {
    let voices = voices();
    let own = Voice::of(Speaker::Hibari);
    let plain = say(&voices, LINE, &own, "");
    let whisper = say(&voices, LINE, &own, "whispering");
    assert!(whisper.clip.rms() < plain.clip.rms() * 0.5);
    let late = say(&voices, LINE, &own, "beat");
    assert!(late.words[0].span.start > plain.words[0].span.start + frames_in(0.6));
    let phone = say(&voices, LINE, &own, "into phone");
    let roughness = |speech: &Speech| {
        let samples = speech.clip.left();
        let steps: f32 = samples.windows(2).map(|pair| (pair[1] - pair[0]).powi(2)).sum();
        steps / samples.iter().map(|x| x * x).sum::<f32>()
    };
    let muffled = say(&voices, LINE, &own, "O.S.");
    assert!(roughness(&muffled) < roughness(&plain) && roughness(&phone) > roughness(&muffled));
}

#[test]
fn the_same_line_and_seed_are_the_same_bytes() {
    let voices = voices();
    let say = |seed| {
        let delivery = Delivery::default();
        voices.speak(LINE, &Voice::of(Speaker::Hibari), &delivery, seed, &mut unwatched).unwrap().clip
    };
    assert_eq!(say(5), say(5));
    assert_ne!(say(5), say(6));
}

#[test]
fn a_cast_sounds_like_different_people() {
    let voices = voices();
    let characters = [
        Character::of("MARA", "a woman in her 40s"),
        Character::of("ELIAS", "an old man"),
        Character::of("JUNE", "her daughter, 9"),
    ];
    let heard: Vec<f32> = cast(&characters, &[Speaker::Hibari])
        .iter()
        .map(|voice| median_hz(say(&voices, LINE, voice, "").clip.left()))
        .collect();
    assert!(heard[1] < heard[0] * 0.8 && heard[0] < heard[2], "{heard:?} Hz");
}

#[test]
fn names_no_dictionary_has_are_said_all_the_same() {
    let speech = say(&voices(), "Xylanthe Brzk greets Qorvath.", &Voice::of(Speaker::Hibari), "");
    assert_eq!(speech.words.len(), 4);
    assert!(seconds_of(speech.words[0].span.end - speech.words[0].span.start) > 0.25);
}

#[test]
fn hostile_text_is_said_or_refused_and_never_panics() {
    let voices = voices();
    let texts = [
        "[hello](/w\u{259}/) [x](-2) ](  ((( [",
        "$$$ 99999999999999999999999999.99.99 £ € 12:99:77pm 1/0 -5 3rd 0x9",
        "ﷺ 🎬🎬 漢字 \u{202e}abc\u{0}\u{7}def",
        "''''''''' - - -- ... ?!?!",
        "a",
        "\"",
        "(voice_kal_diphone) (system \"ls\") `id` $(id)",
        "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaargh",
    ];
    for speaker in [Speaker::Hibari, Speaker::FliteKal] {
        for text in texts {
            match voices.speak(text, &Voice::of(speaker), &Delivery::default(), 1, &mut unwatched) {
                Ok(speech) => assert!(speech.clip.is_finite() && speech.clip.seconds() < 60.0, "{text}"),
                Err(error) => assert!(matches!(error, SoundError::NothingToSay), "{text}: {error}"),
            }
        }
    }
}

#[test]
fn what_cannot_be_said_is_refused() {
    let voices = voices();
    let own = Voice::of(Speaker::Hibari);
    let say = |text: &str, voice: &Voice| voices.speak(text, voice, &Delivery::default(), 1, &mut unwatched);
    assert!(matches!(say("(beat) ***", &own), Err(SoundError::NothingToSay)));
    assert!(matches!(say(&"word ".repeat(9_000), &own), Err(SoundError::TextTooLong { .. })));
    assert!(matches!(say("Hi.", &Voice { rate: f32::NAN, ..own }), Err(SoundError::OutOfRange { .. })));
    assert!(matches!(say("Hi.", &Voice { formant: 9.0, ..own }), Err(SoundError::OutOfRange { .. })));
}

#[test]
fn cancelling_stops_before_the_next_sentence() {
    let mut asked = 0;
    let mut stop = |_| {
        asked += 1;
        if asked > 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let text = "One. Two. Three. Four. Five.";
    let spoken = voices().speak(text, &Voice::of(Speaker::Hibari), &Delivery::default(), 1, &mut stop);
    assert!(matches!(spoken, Err(SoundError::Cancelled)));
    assert_eq!(asked, 3);
}

#[test]
fn missing_and_damaged_weights_say_which_script_mends_them() {
    let empty = tempfile::tempdir().unwrap();
    let error = Voices::open(empty.path()).err().unwrap();
    assert!(matches!(error, SoundError::MissingWeights { .. }));
    assert!(error.to_string().contains("scripts/fetch-models hibari"), "{error}");
    for file in ["hibari.onnx", "vocab.json", "oov.onnx", "oov.json"] {
        let folder = tempfile::tempdir().unwrap();
        for other in ["hibari.onnx", "vocab.json", "oov.onnx", "oov.json"] {
            std::fs::copy(speech_model().join(other), folder.path().join(other)).unwrap();
        }
        std::fs::write(folder.path().join(file), b"nonsense").unwrap();
        let error = Voices::open(folder.path()).err().unwrap();
        assert!(matches!(error, SoundError::DamagedWeights { .. }), "{file}: {error}");
    }
}
