//! Mixes a scene: its lines where the cut has them, its music and its place stepping back for them, mastered to
//! what broadcasters and platforms want, and exactly as long as its film frames.

use domain::asset::AssetTag;
use domain::job::{OfScene, Phase};
use serde_json::json;
use sound::mix::{MixSettings, Placed, Stems, lay};
use sound::{Clip, SoundError};

use super::desk::{Desk, failed, work};
use super::line::{cut_out, samples};
use super::stage::SoundStage;
use super::stems::{self, Encoded, Fetched, Maker, encode};
use super::{SAMPLES, inputs, read, timeline};
use crate::error::JobError;
use crate::kinds::Made;
use crate::kinds::film::timeline::Timeline;
use crate::kinds::made::{LaidLine, Line, MixStems, SceneMix, Sounds, Stem, Voices};
use crate::kinds::record;
use crate::running::RunningJob;

/// What a meter shows of silence: below its gate.
const SILENCE_DB: f64 = -70.0;
/// Whose terms hold for what is in a mix.
const LICENCE: &str = "music and sounds are the studio's own; voices and instruments as their stems say";

pub(super) async fn mix(_: &SoundStage, job: &RunningJob, of: OfScene) -> Result<Made, JobError> {
    job.enter_phase(Phase::GeneratingAudio).await?;
    let (covered, [voices, music, sounds]) = inputs(job, of).await?;
    let (voices, music, sounds): (Voices, Stem, Sounds) = (read(voices)?, read(music)?, read(sounds)?);
    let timeline = timeline(&covered, &voices.lines)?;
    let mut kept = vec![&music.audio, &sounds.ambience, &sounds.effects];
    kept.extend(&voices.stem);
    let fetched = Fetched::of(job, &kept).await?;
    let captions = timeline.captions(&voices.lines);
    let shots = timeline.shots.clone();
    let stems = made_of(&voices, &music, &sounds, &timeline);
    let tracks = Tracks { fetched, speaks: voices.stem.is_some(), lines: voices.lines, timeline };
    let (stem, levels) = work(job, move |desk| tracks.mixed(desk)).await?;
    let settings = MixSettings::default();
    let maker = Maker {
        engine: "sound".to_owned(),
        licence: LICENCE.to_owned(),
        parameters: json!({
            "target_lufs": settings.loudness_lufs,
            "ceiling_dbtp": settings.true_peak_dbtp,
            "limited_db": levels.limited_db,
        }),
        ..Maker::default()
    };
    let (audio, asset) = stems::keep(job, &covered, AssetTag::Mix, stem, maker).await?;
    let made = SceneMix {
        audio,
        shots,
        captions,
        loudness_lufs: levels.loudness_lufs,
        true_peak_dbtp: levels.true_peak_dbtp,
        stems: Some(stems),
    };
    record::complete(job, &[asset], &made, &record::nothing()).await
}

/// The stems, for those who mix by hand.
fn made_of(voices: &Voices, music: &Stem, sounds: &Sounds, timeline: &Timeline) -> MixStems {
    let laid = |(line, &scene_ms): (&Line, &u64)| LaidLine {
        speaker: line.speaker.clone(),
        reel_ms: line.at_ms,
        scene_ms,
        ms: line.ms,
    };
    MixStems {
        voice: voices.stem.clone(),
        lines: voices.lines.iter().zip(&timeline.lines_ms).map(laid).collect(),
        music: music.audio.clone(),
        ambience: sounds.ambience.clone(),
        effects: sounds.effects.clone(),
    }
}

/// What goes into a mix: music, ambience, effects and, if anybody speaks, the lines, in this order.
struct Tracks {
    fetched: Fetched,
    speaks: bool,
    lines: Vec<Line>,
    timeline: Timeline,
}

/// What the master measures, in decibels.
struct Levels {
    loudness_lufs: f64,
    true_peak_dbtp: f64,
    limited_db: f32,
}

impl Tracks {
    fn mixed(&self, desk: &Desk) -> Result<(Encoded, Levels), JobError> {
        let frames = self.timeline.frames() as usize * SAMPLES;
        // A scene that was cut anew after its music was made is still as long as its pictures.
        let track = |at: usize| self.fetched.read(at).map(|clip| clip.resized(frames));
        let (music, ambience, effects) = (track(0)?, track(1)?, track(2)?);
        let voice = if self.speaks {
            spoken(&self.fetched.read(3)?, &self.lines, &self.timeline, frames).map_err(failed)?
        } else {
            Clip::default()
        };
        let stems = Stems { voice, music, ambience, effects };
        let mut watch = |within: f64| desk.tell((1, 1), "Mixing", within);
        let mix = sound::mix::mix(stems, &MixSettings::default(), &mut watch).map_err(failed)?;
        let levels = Levels {
            loudness_lufs: mix.loudness.integrated_lufs.unwrap_or(SILENCE_DB),
            true_peak_dbtp: mix.loudness.true_peak_dbtp.unwrap_or(SILENCE_DB),
            limited_db: mix.limited_db,
        };
        Ok((encode(&mix.master)?, levels))
    }
}

/// The lines where the cut has them.
fn spoken(reel: &Clip, lines: &[Line], timeline: &Timeline, frames: usize) -> Result<Clip, SoundError> {
    let clips: Vec<Clip> = lines.iter().map(|line| cut_out(reel, line)).collect();
    let placed: Vec<Placed<'_>> = clips
        .iter()
        .zip(&timeline.lines_ms)
        .map(|(clip, at_ms)| Placed { clip, at: samples(*at_ms), gain_db: 0.0, pan: 0.0 })
        .collect();
    lay(frames, &placed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_laid_where_the_cut_has_them() {
        let line = |at_ms, ms| Line {
            speaker: "MARA".into(),
            text: "Who?".into(),
            at_ms,
            ms,
            phrases: Vec::new(),
            narrated: false,
        };
        let mut reel = vec![0.5; 48_000];
        reel.extend(vec![0.0; 12_000]);
        reel.extend(vec![0.25; 24_000]);
        let lines = [line(0, 1_000), line(1_250, 500)];
        let timeline = Timeline { shots: vec![96], lines_ms: vec![350, 2_000] };
        let laid = spoken(&Clip::mono(reel), &lines, &timeline, 96 * SAMPLES).unwrap();
        assert_eq!(laid.frames(), 4 * 48_000);
        let at = |ms: usize| format!("{:.2}", laid.left()[ms * 48]);
        assert_eq!([at(349), at(350), at(1_349), at(1_350)], ["0.00", "0.50", "0.50", "0.00"]);
        assert_eq!([at(1_999), at(2_000), at(2_499), at(2_500)], ["0.00", "0.25", "0.25", "0.00"]);
    }
}
