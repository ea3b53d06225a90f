//! From a version's shots to a cut: one after another, as long as their sound or, without any, as planned.

use super::material::{CutScene, CutShot, Material};
use super::pictures::{Pictures, media_names};
use super::speech::{in_shot, shares};
use super::{Format, nothing};
use crate::problem::Problem;
use domain::scene::shot::Fov;
use editorial::{Caption, Clip, Cut, Setup};

/// Film frames in a second.
const FPS: u32 = 24;
/// Millimetres across the frame that focal lengths are said for: 35 mm still film.
const FILM_WIDTH_MM: f64 = 36.0;

impl Material {
    /// The cut in one of the formats of words and times.
    pub(super) fn cut_list(&self, format: Format) -> Result<Vec<u8>, Problem> {
        let cut = self.cut(Pictures::default())?;
        let text = match format {
            Format::Csv => editorial::shot_list_csv(&cut),
            Format::Srt => editorial::srt(&cut),
            Format::Vtt => editorial::webvtt(&cut),
            Format::Edl => editorial::edl(&cut),
            _ => editorial::otio(&cut),
        };
        Ok(text.into_bytes())
    }

    /// The cut on paper.
    pub(super) fn sheet(&self, format: Format, pictures: Pictures) -> Result<Vec<u8>, Problem> {
        let cut = self.cut(pictures)?;
        let sheet = if format == Format::ShotList {
            editorial::shot_list(&cut)
        } else {
            editorial::contact_sheet(&cut)
        };
        sheet.map_err(|error| nothing(&error.to_string()))
    }

    fn cut(&self, mut pictures: Pictures) -> Result<Cut, Problem> {
        self.must_have_scenes()?;
        let names = media_names(self);
        let (mut clips, mut start_frame) = (Vec::new(), 0);
        for scene in &self.scenes {
            let lengths = lengths(scene);
            let mut within = 0;
            for (at, (shot, frames)) in scene.shots.iter().zip(lengths).enumerate() {
                let still = shot.take.as_ref().map(|take| take.still);
                let mut clip = clip(scene, shot, start_frame + within, frames);
                clip.captions = captions(scene, at, within, frames);
                clip.source = still.and_then(|still| names.get(&still).cloned()).unwrap_or_default();
                clip.picture = still.and_then(|still| pictures.take(still));
                clips.push(clip);
                within += frames;
            }
            start_frame += within;
        }
        let title = &self.script.title;
        Cut::new(title, FPS, clips, self.sound()).map_err(|error| nothing(&error.to_string()))
    }
}

/// How long the shots of a scene last, in film frames.
pub(super) fn lengths(scene: &CutScene) -> Vec<u64> {
    if let Some(timing) = scene.mixed() {
        return timing.shots.iter().map(|frames| (*frames).max(1)).collect();
    }
    let planned = |shot: &CutShot| {
        let ms = u64::from(shot.plan.duration_ms.get());
        ((ms * u64::from(FPS) + 500) / 1_000).max(1)
    };
    scene.shots.iter().map(planned).collect()
}

/// What is said over a shot: by the scene's sound, or by its text.
fn captions(scene: &CutScene, at: usize, start: u64, frames: u64) -> Vec<Caption> {
    if let Some(timing) = scene.mixed() {
        let begins_here = timing.captions.iter().filter(|it| (start..start + frames).contains(&it.from));
        return begins_here
            .map(|it| Caption {
                start_frame: it.from - start,
                frames: it.to.saturating_sub(it.from).max(1),
                speaker: it.speaker.clone(),
                text: it.text.clone(),
            })
            .collect();
    }
    let said = in_shot(scene, &scene.shots[at]);
    let shares = shares(&said, frames);
    let caption = |(said, (start_frame, frames)): (super::speech::Said, (u64, u64))| Caption {
        start_frame,
        frames,
        speaker: said.speaker,
        text: said.text,
    };
    said.into_iter().zip(shares).map(caption).collect()
}

fn clip(scene: &CutScene, shot: &CutShot, start_frame: u64, frames: u64) -> Clip {
    let plan = &shot.plan;
    let words = |word: &str| word.replace('_', " ");
    let light = format!("{:.0} K, {:.0} % light", plan.params.color_temp.get(), plan.params.lighting.get());
    Clip {
        name: shot.name.clone(),
        scene_number: scene.scene.number.to_string(),
        heading: scene.scene.setting.clone(),
        start_frame,
        frames,
        description: plan.description.clone(),
        setup: Setup {
            size: plan.size.as_str().to_uppercase(),
            angle: words(plan.angle.as_str()),
            lens: lens(plan.params.fov),
            movement: words(plan.movement.as_str()),
            composition: words(plan.composition.as_str()),
            lighting: light,
        },
        characters: plan.characters.clone(),
        notes: plan.notes.clone(),
        ..Clip::default()
    }
}

/// The focal length that sees so much on 35 mm still film: f = w / (2 tan(fov / 2)).
fn lens(fov: Fov) -> String {
    let millimetres = FILM_WIDTH_MM / (2.0 * (fov.get().to_radians() / 2.0).tan());
    format!("{millimetres:.0} mm")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lens_is_said_in_millimetres() {
        assert_eq!(lens(Fov::nearest(54.4)), "35 mm");
        assert_eq!(lens(Fov::nearest(39.6)), "50 mm");
    }
}
