//! Has rustysynth play a score, to the frame: events fall where the score has them, and the piece ends in silence
//! exactly at its length.

use rustysynth::{Synthesizer, SynthesizerSettings};

use super::{Score, SoundFont};
use crate::{Clip, SAMPLE_RATE, SoundError, Watch, audio::check_length, frames_in, watch::tell};

/// Most notes that sound at once.
const VOICES: usize = 160;

/// The level that a full score is brought near, so that music of every genre enters the mix alike.
const PEAK: f32 = 0.7;

/// What happens at a frame: MIDI channel, command and data.
type Event = (usize, i32, i32, i32, i32);

/// Plays a score: stereo, exactly `score.frames` long.
///
/// # Errors
/// [`SoundError::TooLong`], [`SoundError::Cancelled`].
pub fn play(score: &Score, font: &SoundFont, watch: &mut Watch<'_>) -> Result<Clip, SoundError> {
    check_length(score.frames)?;
    let mut settings = SynthesizerSettings::new(SAMPLE_RATE.cast_signed());
    settings.block_size = 64;
    settings.maximum_polyphony = VOICES;
    let mut synthesizer = Synthesizer::new(&font.0, &settings)
        .map_err(|error| SoundError::ProgramFailed { program: "rustysynth", reason: error.to_string() })?;
    let (mut left, mut right) = (vec![0f32; score.frames], vec![0f32; score.frames]);
    let stretch = frames_in(0.25);
    let mut done = 0;
    let mut play_until = |synthesizer: &mut Synthesizer, frame: usize| -> Result<(), SoundError> {
        while done < frame {
            let to = frame.min(done + stretch);
            synthesizer.render(&mut left[done..to], &mut right[done..to]);
            done = to;
            tell(watch, done as f64 / score.frames as f64)?;
        }
        Ok(())
    };
    for (frame, channel, command, first, second) in events(score) {
        play_until(&mut synthesizer, frame.min(score.frames))?;
        synthesizer.process_midi_message(channel, command, first, second);
    }
    play_until(&mut synthesizer, score.frames)?;
    let clip = Clip::stereo(left, right);
    let gain = PEAK / clip.peak().max(1e-3);
    Ok(clip.scaled(gain.min(8.0)).faded(0, frames_in(1.6).min(score.frames / 3)))
}

/// A score as MIDI, in order. Where one note ends as its key begins again, the end comes first.
fn events(score: &Score) -> Vec<Event> {
    const CONTROL: i32 = 0xB0;
    let mut events: Vec<Event> = vec![];
    for part in &score.parts {
        let channel = i32::from(part.channel);
        if part.channel != 9 {
            events.push((0, channel, 0xC0, i32::from(part.program), 0));
        }
        for (controller, value) in [(7, part.volume), (10, part.pan), (91, part.hall)] {
            events.push((0, channel, CONTROL, controller, i32::from(value)));
        }
        let expression = score.expression.iter().map(|(frame, value)| (*frame, i32::from(*value)));
        events.extend(expression.map(|(frame, value)| (frame, channel, CONTROL, 11, value)));
    }
    for note in &score.notes {
        let (channel, key) = (i32::from(note.channel), i32::from(note.key));
        events.push((note.end, channel, 0x80, key, 0));
        events.push((note.start, channel, 0x90, key, i32::from(note.velocity)));
    }
    let rank = |command: i32| [0xB0, 0xC0, 0x80, 0x90].iter().position(|known| *known == command);
    events.sort_by_key(|(frame, _, command, ..)| (*frame, rank(*command)));
    events
}
