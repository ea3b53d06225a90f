//! Ambience and effects, synthesised: beds that last (rain, a city, a room) and hits that happen (a door, steps,
//! a shot). [`cues_from_text`] finds in a scene's action what is to be heard and when, [`perform`] plays the cues
//! into an ambience stem and an effects stem. A seed determines every drop.

mod beds;
mod cues;
mod hits;
mod machines;
mod nature;
mod perform;
mod tape;
mod words;

use serde::{Deserialize, Serialize};

use crate::{Clip, SoundError, Watch, audio::check_length, frames_in, watch::tell};

pub use cues::{Cue, Setting, cues_from_text};
pub use perform::{Performed, perform};

/// Something that can be heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Effect {
    Rain,
    Wind,
    Sea,
    Forest,
    Night,
    Fire,
    City,
    Traffic,
    RoomTone,
    Crowd,
    Engine,
    Train,
    Clock,
    Heartbeat,
    Typing,
    Siren,
    PhoneRing,
    Thunder,
    Footsteps,
    Door,
    Knock,
    Gunshot,
    Glass,
    Impact,
}

impl Effect {
    /// Every effect.
    pub const ALL: [Self; 24] = [
        Self::Rain,
        Self::Wind,
        Self::Sea,
        Self::Forest,
        Self::Night,
        Self::Fire,
        Self::City,
        Self::Traffic,
        Self::RoomTone,
        Self::Crowd,
        Self::Engine,
        Self::Train,
        Self::Clock,
        Self::Heartbeat,
        Self::Typing,
        Self::Siren,
        Self::PhoneRing,
        Self::Thunder,
        Self::Footsteps,
        Self::Door,
        Self::Knock,
        Self::Gunshot,
        Self::Glass,
        Self::Impact,
    ];

    /// Whether it belongs to the place and lasts as long as the scene.
    pub fn is_ambience(self) -> bool {
        use Effect::{City, Crowd, Fire, Forest, Night, Rain, RoomTone, Sea, Traffic, Wind};
        matches!(self, Rain | Wind | Sea | Forest | Night | Fire | City | Traffic | RoomTone | Crowd)
    }

    /// How long it naturally lasts, in seconds, when the text says nothing else.
    pub fn usual_seconds(self) -> f64 {
        match self {
            Self::Thunder => 5.0,
            Self::Footsteps | Self::Typing | Self::PhoneRing | Self::Heartbeat => 4.0,
            Self::Door => 1.2,
            Self::Knock => 1.4,
            Self::Gunshot | Self::Glass => 1.8,
            Self::Impact => 2.5,
            Self::Engine | Self::Clock => 6.0,
            Self::Train | Self::Siren => 8.0,
            _ => 10.0,
        }
    }

    /// Its level in a scene against full scale, in decibels of its peak.
    pub fn usual_gain_db(self) -> f32 {
        match self {
            Self::RoomTone => -34.0,
            Self::Wind | Self::City | Self::Night | Self::Forest => -22.0,
            Self::Rain | Self::Sea | Self::Fire | Self::Traffic | Self::Crowd | Self::Clock => -19.0,
            Self::Footsteps | Self::Typing | Self::Heartbeat | Self::Engine | Self::Train => -16.0,
            Self::Siren | Self::PhoneRing | Self::Knock => -15.0,
            Self::Door | Self::Glass | Self::Thunder | Self::Impact => -11.0,
            Self::Gunshot => -7.0,
        }
    }
}

/// Synthesises an effect: stereo, exactly this long, its peak at 0.9; beds fade in and out in 50 ms.
///
/// # Errors
/// [`SoundError::TooLong`], [`SoundError::Cancelled`].
pub fn render(effect: Effect, frames: usize, seed: u64, watch: &mut Watch<'_>) -> Result<Clip, SoundError> {
    check_length(frames)?;
    tell(watch, 0.0)?;
    let clip = synthesise(effect, frames, seed);
    tell(watch, 0.9)?;
    let peak = clip.peak();
    let clip = if peak > 0.0 { clip.scaled(0.9 / peak) } else { clip };
    let rise = if effect.is_ambience() { frames_in(0.05) } else { 24 };
    let clip = clip.faded(rise, frames_in(0.05));
    tell(watch, 1.0)?;
    Ok(clip)
}

fn synthesise(effect: Effect, frames: usize, seed: u64) -> Clip {
    match effect {
        Effect::Rain => nature::rain(frames, seed),
        Effect::Wind => nature::wind(frames, seed),
        Effect::Sea => nature::sea(frames, seed),
        Effect::Forest => nature::forest(frames, seed),
        Effect::Night => nature::night(frames, seed),
        Effect::Fire => nature::fire(frames, seed),
        Effect::Thunder => nature::thunder(frames, seed),
        Effect::City => beds::city(frames, seed),
        Effect::Traffic => beds::traffic(frames, seed),
        Effect::RoomTone => beds::room_tone(frames, seed),
        Effect::Crowd => beds::crowd(frames, seed),
        Effect::Engine => machines::engine(frames, seed),
        Effect::Train => machines::train(frames, seed),
        Effect::Clock => machines::clock(frames),
        Effect::Typing => machines::typing(frames, seed),
        Effect::Siren => machines::siren(frames),
        Effect::PhoneRing => machines::phone_ring(frames),
        Effect::Heartbeat => hits::heartbeat(frames),
        Effect::Footsteps => hits::footsteps(frames, seed),
        Effect::Door => hits::door(frames, seed),
        Effect::Knock => hits::knock(frames, seed),
        Effect::Gunshot => hits::gunshot(frames, seed),
        Effect::Glass => hits::glass(frames, seed),
        Effect::Impact => hits::impact(frames, seed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unwatched;

    fn of(effect: Effect, seconds: f64, seed: u64) -> Clip {
        render(effect, frames_in(seconds), seed, &mut unwatched).unwrap()
    }

    #[test]
    fn every_effect_is_sound_of_the_asked_length_that_its_seed_repeats() {
        for effect in Effect::ALL {
            let clip = of(effect, 2.5, 7);
            assert_eq!(clip.frames(), 120_000, "{effect:?}");
            assert!(clip.is_finite() && clip.peak() <= 0.9001, "{effect:?}");
            assert!(clip.rms() > 0.003, "{effect:?} is all but silent: {}", clip.rms());
            assert_eq!(clip, of(effect, 2.5, 7), "{effect:?}");
        }
    }

    #[test]
    fn effects_begin_and_end_without_a_click() {
        for effect in Effect::ALL {
            let clip = of(effect, 1.0, 3);
            let ends = [clip.left()[0], clip.left()[47_999], clip.right()[0], clip.right()[47_999]];
            assert!(ends.iter().all(|x| x.abs() < 0.02), "{effect:?}: {ends:?}");
        }
    }

    #[test]
    fn effects_have_no_direct_current() {
        for effect in Effect::ALL {
            let clip = of(effect, 3.0, 5);
            let mean = clip.left().iter().sum::<f32>() / clip.frames() as f32;
            assert!(mean.abs() < 0.01, "{effect:?}: {mean}");
        }
    }

    #[test]
    fn no_length_is_too_short() {
        for effect in Effect::ALL {
            for frames in [0, 1, 2, 31, 700] {
                let clip = render(effect, frames, 1, &mut unwatched).unwrap();
                assert_eq!(clip.frames(), frames, "{effect:?}");
                assert!(clip.is_finite());
            }
        }
    }

    /// The share of the energy below and above a frequency, from first differences against the whole.
    fn brightness(clip: &Clip) -> f32 {
        let difference: f32 = clip.left().windows(2).map(|pair| (pair[1] - pair[0]).powi(2)).sum();
        difference / clip.left().iter().map(|x| x * x).sum::<f32>().max(1e-9)
    }

    #[test]
    fn what_is_bright_is_brighter_than_what_is_dull() {
        let bright = [Effect::Rain, Effect::Glass, Effect::Night, Effect::Typing, Effect::Clock];
        let dull = [Effect::Heartbeat, Effect::Thunder, Effect::Engine, Effect::RoomTone, Effect::Door];
        for high in bright {
            for low in dull {
                let (a, b) = (brightness(&of(high, 3.0, 2)), brightness(&of(low, 3.0, 2)));
                assert!(a > 2.0 * b, "{high:?} ({a}) and {low:?} ({b})");
            }
        }
    }
}
