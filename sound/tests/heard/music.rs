//! Music, played with the real soundfont.

use std::ops::ControlFlow;

use sound::{
    Clip, SoundError, frames_in,
    music::{Brief, Genre, SoundFont, Tone, compose, play},
    unwatched,
};

fn brief(genre: Genre, tension: &[f32], seconds: f64) -> Brief {
    Brief { genre, tone: Tone::Neutral, tension: tension.to_vec(), frames: frames_in(seconds), seed: 11 }
}

fn played(brief: &Brief) -> Clip {
    let font = SoundFont::installed().unwrap();
    play(&compose(brief).unwrap(), &font, &mut unwatched).unwrap()
}

fn power(samples: &[f32]) -> f32 {
    samples.iter().map(|x| x * x).sum::<f32>() / samples.len() as f32
}

#[test]
fn every_genre_sounds_to_the_frame_and_ends_in_silence() {
    let font = SoundFont::installed().unwrap();
    for genre in Genre::ALL {
        let asked = Brief { frames: 777_777, ..brief(genre, &[0.6], 1.0) };
        let clip = play(&compose(&asked).unwrap(), &font, &mut unwatched).unwrap();
        assert_eq!(clip.frames(), 777_777, "{genre:?}");
        assert!(clip.is_finite() && clip.peak() < 1.0 && clip.rms() > 0.02, "{genre:?}: {}", clip.rms());
        let end = clip.left()[777_700..].iter().fold(0f32, |peak, x| peak.max(x.abs()));
        assert!(end < 0.01, "{genre:?} is cut off at {end}");
    }
}

#[test]
fn loudness_follows_the_tension() {
    for genre in [Genre::Drama, Genre::Thriller, Genre::Adventure, Genre::Comedy] {
        let clip = played(&brief(genre, &[0.1, 0.1, 1.0, 1.0], 40.0));
        let half = clip.frames() / 2;
        let (calm, tense) = (power(&clip.left()[..half / 2]), power(&clip.left()[half..half + half / 2]));
        assert!(tense > 4.0 * calm, "{genre:?}: {calm} and {tense}");
    }
}

/// How the energy is spread over eight octaves from 60 Hz, by repeated halving.
fn spectrum(clip: &Clip) -> [f32; 8] {
    let mut samples: Vec<f32> = clip.left().to_vec();
    let bands: [f32; 8] = std::array::from_fn(|_| {
        let low: Vec<f32> = samples.chunks_exact(2).map(|pair| (pair[0] + pair[1]) * 0.5).collect();
        let high: f32 = samples.chunks_exact(2).map(|pair| ((pair[0] - pair[1]) * 0.5).powi(2)).sum();
        samples = low;
        high / samples.len() as f32
    });
    let total: f32 = bands.iter().sum();
    bands.map(|band| band / total)
}

#[test]
fn genres_sound_different() {
    let spectra: Vec<_> =
        Genre::ALL.iter().map(|genre| (genre, spectrum(&played(&brief(*genre, &[0.7], 20.0))))).collect();
    for (i, (genre, a)) in spectra.iter().enumerate() {
        for (other, b) in &spectra[i + 1..] {
            let apart: f32 = a.iter().zip(b).map(|(x, y)| (x - y).abs()).sum();
            assert!(apart > 0.02, "{genre:?} and {other:?} are {apart} apart");
        }
    }
}

#[test]
fn the_same_brief_is_the_same_bytes() {
    let asked = brief(Genre::Noir, &[0.4, 0.8], 12.0);
    assert_eq!(played(&asked), played(&asked));
    assert_ne!(played(&asked), played(&Brief { seed: 12, ..asked.clone() }));
}

#[test]
fn the_shortest_music_is_a_chord() {
    for frames in [1, 100, 4_800, 60_000] {
        let clip = played(&Brief { frames, ..brief(Genre::Western, &[0.9], 1.0) });
        assert_eq!(clip.frames(), frames);
        assert!(clip.is_finite());
    }
}

#[test]
fn playing_can_be_cancelled() {
    let score = compose(&brief(Genre::Drama, &[0.5], 60.0)).unwrap();
    let mut calls = 0;
    let mut stop = |_| {
        calls += 1;
        if calls == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let font = SoundFont::installed().unwrap();
    assert!(matches!(play(&score, &font, &mut stop), Err(SoundError::Cancelled)));
    assert_eq!(calls, 3);
}
