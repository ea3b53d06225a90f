//! From the frames and the sound of scenes to a reel. Every scene is as long as its sound, to the frame, so
//! scenes are cut and shots within a scene, too; words go into a track that viewers can switch.

use std::path::{Path, PathBuf};

use film::{
    Caption, CaptionMode, Chapter, Format, FrameRate, FrameSize, Metadata, PictureRequest, Quality, Reel,
    Shot, Sound, Source, Transition,
};

use crate::kinds::made::{self, FPS, Frames, SceneMix};

/// The film's size in pixels.
pub(super) const SIZE: FrameSize = FrameSize { width: 1_280, height: 720 };
/// Across the poster.
const POSTER_WIDTH: u32 = 1_280;

/// One scene as it goes into the film.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub(super) frames: Frames,
    pub(super) mix: SceneMix,
    /// The frames' files, in their order.
    pub(super) stills: Vec<PathBuf>,
    /// The sound's file.
    pub(super) sound: PathBuf,
}

/// What a scene and its neighbours amount to.
pub(super) struct Cut {
    pub(super) reel: Reel,
    pub(super) chapters: Vec<made::Chapter>,
    /// Film frames of the whole.
    pub(super) frames: u32,
}

/// Cuts scenes into one film. `poster` is where the picture that stands for it goes.
pub(super) fn cut(title: &str, scenes: &[Scene], licence: &str, poster: &Path) -> Cut {
    let mut shots = Vec::new();
    let mut sounds = Vec::new();
    let mut chapters = Vec::new();
    let mut begun = 0;
    for scene in scenes {
        let name = chapter(&scene.frames);
        chapters.push(Chapter { title: name, start: begun });
        sounds.push(Sound { path: scene.sound.clone(), start: begun });
        shots.extend(of_scene(scene));
        begun += length(scene);
    }
    let told = |chapter: &Chapter| made::Chapter {
        title: chapter.title.clone(),
        start_ms: u64::from(chapter.start) * 1_000 / u64::from(FPS),
    };
    let poster = PictureRequest { frame: begun / 3, width: POSTER_WIDTH, output: poster.to_owned() };
    let metadata = Metadata { title: title.to_owned(), licence: licence.to_owned(), ..Metadata::default() };
    Cut {
        chapters: chapters.iter().map(told).collect(),
        frames: begun,
        reel: Reel {
            size: SIZE,
            fps: FrameRate::Fps24,
            format: Format::Mp4,
            quality: Quality::Standard,
            shots,
            captions: CaptionMode::Track,
            language: Some("eng".to_owned()),
            chapters,
            metadata,
            sounds,
            pictures: vec![poster],
        },
    }
}

/// How long a scene is. Shots without a frame of their own lengthen the one before them.
fn length(scene: &Scene) -> u32 {
    scene.mix.shots.iter().sum()
}

fn of_scene(scene: &Scene) -> Vec<Shot> {
    let lengths = &scene.mix.shots;
    let pictures = scene.frames.all.len().min(lengths.len());
    let mut begun = 0;
    let mut shots = Vec::with_capacity(pictures);
    for (at, (frame, still)) in scene.frames.all.iter().zip(&scene.stills).enumerate().take(pictures) {
        let last = at + 1 == pictures;
        let frames = if last { lengths[at..].iter().sum() } else { lengths[at] };
        let movement = frame.movement.as_str().parse().unwrap_or_default();
        let span = begun..begun + frames;
        let within = |caption: &made::Caption| {
            let (from, to) = (caption.from.max(span.start), caption.to.min(span.end));
            let text = caption.text.clone();
            (from < to).then(|| Caption { start: from - span.start, end: to - span.start, text })
        };
        shots.push(Shot {
            source: Source::Still(still.clone()),
            frames,
            movement,
            seed: u64::from(begun) + 1,
            transition: Transition::Cut,
            slate: None,
            captions: scene.mix.captions.iter().filter_map(within).collect(),
        });
        begun += frames;
    }
    shots
}

fn chapter(frames: &Frames) -> String {
    format!("{}. {}", frames.number, frames.heading)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::made::{Frame, Kept};
    use domain::scene::shot::Movement;
    use domain::{AssetId, SceneId, ShotId, TakeId};
    use uuid::Uuid;

    fn kept() -> Kept {
        Kept { asset: AssetId(Uuid::nil()), sha256: String::new() }
    }

    fn scene(number: u32, shots: &[u32], captions: &[(u32, u32)]) -> Scene {
        let frame = |at: usize| Frame {
            shot: ShotId(Uuid::nil()),
            name: format!("{number}{at}"),
            take: TakeId(Uuid::nil()),
            still: kept(),
            movement: Movement::PushIn,
        };
        let caption = |&(from, to): &(u32, u32)| made::Caption {
            from,
            to,
            speaker: "MARA".into(),
            text: "Who is there?".into(),
        };
        Scene {
            frames: Frames {
                scene: SceneId(Uuid::nil()),
                number,
                heading: "INT. ROOM - NIGHT".into(),
                all: (0..shots.len()).map(frame).collect(),
                drawn: 0,
            },
            mix: SceneMix {
                audio: kept(),
                shots: shots.to_vec(),
                captions: captions.iter().map(caption).collect(),
                loudness_lufs: -16.0,
                true_peak_dbtp: -1.0,
            },
            stills: shots.iter().map(|at| PathBuf::from(format!("{at}.png"))).collect(),
            sound: PathBuf::from("mix.wav"),
        }
    }

    #[test]
    fn scenes_follow_each_other_to_the_frame_each_with_its_sound_and_its_chapter() {
        let scenes = [scene(1, &[48, 24], &[(10, 30)]), scene(2, &[24], &[])];
        let cut = cut("The Lamp", &scenes, "", Path::new("poster.jpg"));
        assert_eq!(cut.frames, 96);
        assert_eq!(cut.reel.shots.iter().map(|shot| shot.frames).collect::<Vec<_>>(), [48, 24, 24]);
        assert_eq!(cut.reel.sounds.iter().map(|sound| sound.start).collect::<Vec<_>>(), [0, 72]);
        assert_eq!(cut.reel.chapters[1].title, "2. INT. ROOM - NIGHT");
        assert_eq!(cut.chapters[1].start_ms, 3_000);
        cut.reel.check().unwrap();
    }

    #[test]
    fn a_caption_that_runs_over_a_cut_is_shown_in_both_shots() {
        let scenes = [scene(1, &[24, 24], &[(12, 36)])];
        let cut = cut("x", &scenes, "", Path::new("poster.jpg"));
        let of =
            |at: usize| cut.reel.shots[at].captions.iter().map(|it| (it.start, it.end)).collect::<Vec<_>>();
        assert_eq!((of(0), of(1)), (vec![(12, 24)], vec![(0, 12)]));
    }

    #[test]
    fn shots_without_a_frame_lengthen_the_one_before() {
        let mut one = scene(1, &[24, 24, 24], &[]);
        one.frames.all.truncate(2);
        one.stills.truncate(2);
        let cut = cut("x", &[one], "", Path::new("poster.jpg"));
        assert_eq!(cut.reel.shots.iter().map(|shot| shot.frames).collect::<Vec<_>>(), [24, 48]);
    }
}
