//! Scores a scene: music as long as the scene is, to the sample. The theme is chosen by the film's title and
//! genre, so that all its scenes have one; tone, length and tension make each scene's own of it.

use std::path::Path;

use domain::asset::AssetTag;
use domain::job::{OfScene, Phase};
use domain::production::digest;
use domain::{Genre, Tone};
use serde_json::json;
use sound::music::{self, Brief, Score, USUAL_PLACES, compose, play};

use super::desk::{failed, work};
use super::stage::SoundStage;
use super::stems::{self, Maker, encode};
use super::{SAMPLES, inputs, read, tension::curve, timeline};
use crate::error::JobError;
use crate::kinds::Made;
use crate::kinds::covered::Covered;
use crate::kinds::film::timeline::Timeline;
use crate::kinds::made::{Stem, Voices};
use crate::kinds::record;
use crate::running::RunningJob;

pub(super) async fn score(stage: &SoundStage, job: &RunningJob, of: OfScene) -> Result<Made, JobError> {
    job.enter_phase(Phase::GeneratingAudio).await?;
    let (covered, [voices]) = inputs(job, of).await?;
    let voices: Voices = read(voices)?;
    let timeline = timeline(&covered, &voices.lines)?;
    let brief = brief(&covered, &timeline, &voices);
    let font = stage.font(job).await?;
    let asked = brief.clone();
    let (written, stem) = work(job, move |desk| {
        let written = compose(&asked).map_err(failed)?;
        let message = format!("Playing {} bars in {}", written.bars, written.key);
        let clip =
            play(&written, &font, &mut |within| desk.tell((1, 1), &message, within)).map_err(failed)?;
        Ok((written, encode(&clip)?))
    })
    .await?;
    let (audio, asset) = stems::keep(job, &covered, AssetTag::Music, stem, maker(&brief, &written)).await?;
    let made = Stem { audio, frames: timeline.frames() };
    record::complete(job, &[asset], &made, &record::nothing()).await
}

fn brief(of: &Covered, timeline: &Timeline, voices: &Voices) -> Brief {
    let own = of.scene.tone;
    Brief {
        genre: genre(of.genre),
        tone: if own == Tone::Neutral { tone(of.tone) } else { tone(own) },
        tension: curve(timeline, &voices.lines, own, &of.scene.tension),
        frames: timeline.frames() as usize * SAMPLES,
        seed: theme(&of.title, of.genre),
    }
}

/// Chooses the theme of a film.
fn theme(title: &str, genre: Genre) -> u64 {
    let digest = digest(&["theme", &title.trim().to_lowercase(), genre.as_str()]);
    u64::from_str_radix(&digest[..16], 16).unwrap_or(0)
}

const fn genre(of: Genre) -> music::Genre {
    match of {
        Genre::Action | Genre::War => music::Genre::Action,
        Genre::Adventure | Genre::Fantasy | Genre::Historical => music::Genre::Adventure,
        Genre::Animation | Genre::Comedy | Genre::Musical => music::Genre::Comedy,
        Genre::Crime | Genre::Mystery | Genre::Noir => music::Genre::Noir,
        Genre::Documentary | Genre::Drama => music::Genre::Drama,
        Genre::Horror => music::Genre::Horror,
        Genre::Romance => music::Genre::Romance,
        Genre::ScienceFiction => music::Genre::ScienceFiction,
        Genre::Thriller => music::Genre::Thriller,
        Genre::Western => music::Genre::Western,
    }
}

const fn tone(of: Tone) -> music::Tone {
    match of {
        Tone::Dark | Tone::Gritty => music::Tone::Dark,
        Tone::Light | Tone::Romantic => music::Tone::Light,
        Tone::Suspenseful => music::Tone::Tense,
        Tone::Comedic | Tone::Whimsical | Tone::Satirical => music::Tone::Playful,
        Tone::Melancholic => music::Tone::Melancholic,
        Tone::Dramatic | Tone::Epic | Tone::Neutral => music::Tone::Neutral,
    }
}

/// Who wrote and played it: the instruments are those of the soundfont that was found first.
fn maker(brief: &Brief, written: &Score) -> Maker {
    let font = USUAL_PLACES.iter().map(Path::new).find(|path| path.is_file());
    let font = font.and_then(Path::file_stem).map(|name| name.to_string_lossy().into_owned());
    Maker {
        engine: "rustysynth".to_owned(),
        licence: format!("Apache-2.0; instruments of {}: MIT", font.as_deref().unwrap_or("the soundfont")),
        model: font,
        seed: Some(brief.seed),
        parameters: json!({
            "genre": brief.genre,
            "tone": brief.tone,
            "key": written.key,
            "tempo_bpm": (written.tempo_bpm * 10.0).round() / 10.0,
            "bars": written.bars,
            "tension": brief.tension,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_film_has_one_theme_and_another_film_another() {
        assert_eq!(theme("The Lamp", Genre::Noir), theme(" the lamp", Genre::Noir));
        assert_ne!(theme("The Lamp", Genre::Noir), theme("The Keeper", Genre::Noir));
        assert_ne!(theme("The Lamp", Genre::Noir), theme("The Lamp", Genre::Comedy));
    }

    #[test]
    fn genres_and_tones_have_the_music_of_their_names() {
        for of in Genre::ALL {
            let named = music::Genre::of(&of.as_str().replace('_', "-"));
            let own = serde_json::to_value(genre(*of)).unwrap();
            if own == of.as_str() {
                assert_eq!(genre(*of), named, "{of}");
            }
        }
        assert_eq!((tone(Tone::Suspenseful), tone(Tone::Dark)), (music::Tone::Tense, music::Tone::Dark));
    }
}
