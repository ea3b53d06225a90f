//! The mix, judged by ffmpeg's own loudness meter, and its algebra.

use crate::common::{ffmpeg_loudness, voices};
use proptest::prelude::*;
use sound::{
    Clip, SoundError,
    effects::{Setting, cues_from_text, perform},
    frames_in,
    mix::{Mix, MixSettings, Placed, Stems, lay, measure, mix},
    music::{Brief, Genre, SoundFont, Tone, compose, play},
    to_db, unwatched,
    voice::{Delivery, Speaker, Voice},
};

/// Half a minute with everything in it; the voice speaks from second 8 on.
fn film() -> Stems {
    let frames = frames_in(30.0);
    let brief = Brief { genre: Genre::Noir, tone: Tone::Dark, tension: vec![0.5, 0.6], frames, seed: 3 };
    let music = play(&compose(&brief).unwrap(), &SoundFont::installed().unwrap(), &mut unwatched).unwrap();
    let setting = Setting { place: "BAR", interior: true, frames, ..Setting::default() };
    let cues = cues_from_text("Rain. A knock. The door opens. A gun fires.", &setting);
    let heard = perform(&cues, frames, 1, &mut unwatched).unwrap();
    let text = "Something is out there. I have heard it every night for a week, and nobody believes me.";
    let speech =
        voices().speak(text, &Voice::of(Speaker::Hibari), &Delivery::default(), 1, &mut unwatched).unwrap();
    let placed = Placed { clip: &speech.clip, at: frames_in(8.0), gain_db: 0.0, pan: 0.0 };
    let voice = lay(frames, &[placed]).unwrap();
    Stems { voice, music, ambience: heard.ambience, effects: heard.effects }
}

fn mixed(stems: Stems) -> Mix {
    mix(stems, &MixSettings::default(), &mut unwatched).unwrap()
}

/// Noise of a level, from a seed.
fn noise(frames: usize, level: f32, mut seed: u32) -> Clip {
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (f32::from((seed >> 16) as u16) / 32_768.0 - 1.0) * level
    };
    let left = (0..frames).map(|_| next()).collect();
    Clip::stereo(left, (0..frames).map(|_| next()).collect())
}

#[test]
fn ffmpeg_measures_the_loudness_and_the_true_peak_that_were_asked_for() {
    let whole = film();
    let only = |clip: &Clip| Stems { effects: clip.clone(), ..Stems::default() };
    let cases = [
        ("effects alone", only(&whole.effects)),
        ("voice alone", Stems { voice: whole.voice.clone(), ..Stems::default() }),
        ("music alone", Stems { music: whole.music.clone(), ..Stems::default() }),
        ("loud noise", only(&noise(frames_in(6.0), 1.0, 9))),
        ("everything", whole),
    ];
    for (name, stems) in cases {
        let mix = mixed(stems);
        let (lufs, peak) = ffmpeg_loudness(&mix.master);
        assert!((lufs + 16.0).abs() <= 0.5, "{name}: {lufs} LUFS");
        assert!(peak <= -1.0, "{name}: {peak} dBTP");
        assert!((mix.loudness.integrated_lufs.unwrap() - lufs).abs() < 0.2, "{name}: meters disagree");
    }
}

#[test]
fn music_is_at_least_six_decibels_lower_under_the_voice() {
    let stems = film();
    let before = stems.music.clone();
    let mix = mixed(stems);
    let level = |clip: &Clip, from: f64, to: f64| {
        let piece = &clip.left()[frames_in(from)..frames_in(to)];
        piece.iter().map(|x| f64::from(*x) * f64::from(*x)).sum::<f64>().sqrt() as f32
    };
    let change = |from, to| to_db(level(&mix.stems.music, from, to) / level(&before, from, to));
    let (alone, under) = (change(2.0, 6.0), change(8.8, 9.4));
    assert!(alone - under >= 6.0, "{alone} dB alone and {under} dB under the voice");
    assert!((change(26.0, 28.0) - alone).abs() < 0.5, "it does not come back");
}

#[test]
fn the_stems_add_up_to_the_master_before_its_limiter() {
    let quiet = Stems {
        voice: noise(frames_in(3.0), 0.02, 1),
        music: noise(frames_in(4.0), 0.02, 2),
        ambience: noise(frames_in(1.0), 0.003, 3),
        effects: noise(frames_in(2.0), 0.004, 4),
    };
    let settings = MixSettings { loudness_lufs: -30.0, ..MixSettings::default() };
    let mix = mix(quiet, &settings, &mut unwatched).unwrap();
    assert!(mix.limited_db.abs() < 1e-6, "nothing was to be limited");
    let [voice, music, ambience, effects] = mix.stems.each().map(|(_, clip)| clip);
    assert_eq!(mix.master.frames(), frames_in(4.0));
    for i in 0..mix.master.frames() {
        let sum = voice.right()[i] + music.right()[i] + ambience.right()[i] + effects.right()[i];
        assert!((sum - mix.master.right()[i]).abs() < 1e-5, "frame {i}");
    }
}

#[test]
fn silence_stays_silence_and_nothing_is_no_error() {
    let silent = mixed(Stems { music: Clip::silence(48_000), ..Stems::default() });
    assert_eq!(silent.master.frames(), 48_000);
    assert!(silent.master.peak() == 0.0 && silent.loudness.integrated_lufs.is_none());
    assert_eq!(mixed(Stems::default()).master.frames(), 0);
}

#[test]
fn settings_and_samples_nobody_means_are_refused() {
    let noisy = || Stems { voice: noise(100, 0.1, 1), ..Stems::default() };
    for settings in [
        MixSettings { loudness_lufs: 3.0, ..MixSettings::default() },
        MixSettings { true_peak_dbtp: f32::NAN, ..MixSettings::default() },
        MixSettings { faders_db: [0.0, 0.0, 0.0, 99.0], ..MixSettings::default() },
    ] {
        assert!(matches!(mix(noisy(), &settings, &mut unwatched), Err(SoundError::OutOfRange { .. })));
    }
    let broken = Stems { voice: Clip::mono(vec![f32::NAN]), ..Stems::default() };
    assert!(mix(broken, &MixSettings::default(), &mut unwatched).is_err());
}

#[test]
fn cancelling_and_progress_work() {
    let mut seen = vec![];
    let mut watch = |fraction| {
        seen.push(fraction);
        std::ops::ControlFlow::Continue(())
    };
    let stems = || Stems { music: noise(frames_in(12.0), 0.1, 1), ..Stems::default() };
    mix(stems(), &MixSettings::default(), &mut watch).unwrap();
    assert!(seen.windows(2).all(|pair| pair[0] <= pair[1] + 1e-9), "it went back: {seen:?}");
    assert!((seen.last().unwrap() - 1.0).abs() < 1e-9);
    let mut stop = |_| std::ops::ControlFlow::Break(());
    assert!(matches!(mix(stems(), &MixSettings::default(), &mut stop), Err(SoundError::Cancelled)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_mix_has_its_length_and_passes_no_ceiling(
        lengths in proptest::array::uniform4(0usize..40_000),
        levels in proptest::array::uniform4(0f32..4.0),
        seed: u32,
    ) {
        let stems = Stems {
            voice: noise(lengths[0], levels[0], seed),
            music: noise(lengths[1], levels[1], seed ^ 1),
            ambience: noise(lengths[2], levels[2], seed ^ 2),
            effects: noise(lengths[3], levels[3], seed ^ 3),
        };
        let mix = mixed(stems);
        let longest = lengths.into_iter().max().unwrap();
        prop_assert_eq!(mix.master.frames(), longest);
        prop_assert!(mix.stems.each().iter().all(|(_, clip)| clip.frames() == longest));
        prop_assert!(mix.master.is_finite());
        let peak = measure(&mix.master, &mut unwatched).unwrap().true_peak_dbtp;
        prop_assert!(peak.is_none_or(|peak| peak <= -1.0), "{:?}", peak);
    }

    #[test]
    fn laying_clips_is_adding_them(at in 0usize..300, other in 0usize..300, length in 1usize..200) {
        let (a, b) = (noise(length, 0.3, 1), noise(length, 0.3, 2));
        let one = |clip, at| Placed { clip, at, gain_db: 0.0, pan: 0.0 };
        let both = lay(400, &[one(&a, at), one(&b, other)]).unwrap();
        let (first, second) = (lay(400, &[one(&a, at)]).unwrap(), lay(400, &[one(&b, other)]).unwrap());
        for i in 0..400 {
            prop_assert!((both.left()[i] - first.left()[i] - second.left()[i]).abs() < 1e-6);
        }
    }
}
