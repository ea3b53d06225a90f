//! From the frames and the sound of scenes to a reel, as the film was asked for. Every scene is as long as its
//! sound, to the frame.

use std::path::{Path, PathBuf};

use domain::job::{FilmCaptions, FilmFormat, FilmOptions, FilmTransitions};
use film::{
    Caption, CaptionMode, Chapter, Format, FrameRate, FrameSize, Metadata, PictureRequest, Quality, Reel,
    Shot, Slate, Sound, Source, Transition,
};

use super::fade::fade;
use crate::kinds::made::{self, FPS, Frame, Frames, SceneMix};

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

/// Scenes are counted in frames of their own; the film may have more of them in a second. What begins together
/// there begins together here, so nothing drifts.
#[derive(Clone, Copy)]
pub(super) struct Rate(FrameRate);

impl Rate {
    pub(super) fn of(options: FilmOptions) -> Self {
        let asked = options.fps.unwrap_or_default().get();
        Self(FrameRate::try_from(asked).unwrap_or(FrameRate::Fps24))
    }

    pub(super) fn fps(self) -> FrameRate {
        self.0
    }

    /// How many frames last about so long, at least one.
    pub(super) fn frames(self, ms: u32) -> u32 {
        let frames = (u64::from(ms) * u64::from(self.0.per_second()) + 500) / 1_000;
        u32::try_from(frames).unwrap_or(u32::MAX).max(1)
    }

    /// The film's frame that is nearest to where a frame of the scenes begins.
    fn at(self, frame: u32) -> u32 {
        let (film, scene) = (u64::from(self.0.per_second()), u64::from(FPS));
        u32::try_from((u64::from(frame) * film + scene / 2) / scene).unwrap_or(u32::MAX)
    }
}

/// What a film is encoded as.
pub(super) fn format(options: FilmOptions) -> Format {
    match options.format.unwrap_or(FilmFormat::Mp4) {
        FilmFormat::Mp4 => Format::Mp4,
        FilmFormat::Webm => Format::Webm,
    }
}

/// Where captions go. What the letters for pictures do not have is not burnt in, since boxes in its place tell
/// nobody anything: then all of them go into the track.
fn captions(options: FilmOptions, shots: &[Shot]) -> CaptionMode {
    let all_drawn =
        || shots.iter().flat_map(|shot| &shot.captions).all(|said| film::captions::can_burn(&said.text));
    match options.captions.unwrap_or(FilmCaptions::Track) {
        FilmCaptions::Burned if all_drawn() => CaptionMode::Burned,
        FilmCaptions::Burned | FilmCaptions::Track => CaptionMode::Track,
        FilmCaptions::None => CaptionMode::None,
    }
}

/// Cuts scenes into one film. `poster` is where the picture that stands for it goes.
pub(super) fn cut(
    title: &str,
    scenes: &[Scene],
    size: FrameSize,
    options: FilmOptions,
    licence: &str,
    poster: &Path,
) -> Cut {
    let rate = Rate::of(options);
    let mut shots = Vec::new();
    let mut sounds = Vec::new();
    let mut chapters = Vec::new();
    let mut ranges = Vec::new();
    let mut begun = 0;
    for scene in scenes {
        let name = chapter(&scene.frames);
        chapters.push(Chapter { title: name, start: rate.at(begun) });
        sounds.push(Sound { path: scene.sound.clone(), start: rate.at(begun) });
        let first = shots.len();
        shots.extend(of_scene(scene, begun, rate, options.slate));
        ranges.push(first..shots.len());
        begun += length(scene);
    }
    fade(&mut shots, &ranges, rate.0, options.transitions.unwrap_or(FilmTransitions::Cuts));
    let told = |chapter: &Chapter| made::Chapter {
        title: chapter.title.clone(),
        start_ms: u64::from(chapter.start) * 1_000 / u64::from(rate.0.per_second()),
    };
    let frames = rate.at(begun);
    let poster = PictureRequest { frame: frames / 3, width: size.width, output: poster.to_owned() };
    let metadata = Metadata { title: title.to_owned(), licence: licence.to_owned(), ..Metadata::default() };
    Cut {
        chapters: chapters.iter().map(told).collect(),
        frames,
        reel: Reel {
            size,
            fps: rate.0,
            format: format(options),
            quality: Quality::Standard,
            captions: captions(options, &shots),
            shots,
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

/// The shots of a scene that begins at a frame.
fn of_scene(scene: &Scene, begins: u32, rate: Rate, slate: bool) -> Vec<Shot> {
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
            let [first, from, to] = [span.start, from, to].map(|frame| rate.at(begins + frame));
            let text = caption.text.clone();
            (from < to).then(|| Caption { start: from - first, end: to - first, text })
        };
        shots.push(Shot {
            source: Source::Still(still.clone()),
            frames: rate.at(begins + span.end) - rate.at(begins + span.start),
            movement,
            seed: u64::from(begun) + 1,
            transition: Transition::Cut,
            slate: slate.then(|| named(frame, &scene.frames.heading)),
            captions: scene.mix.captions.iter().filter_map(within).collect(),
        });
        begun += frames;
    }
    shots
}

/// What the strip over a shot says.
fn named(frame: &Frame, heading: &str) -> Slate {
    Slate { scene: String::new(), shot: frame.name.clone(), note: heading.to_owned() }
}

fn chapter(frames: &Frames) -> String {
    format!("{}. {}", frames.number, frames.heading)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::kinds::made::{Frame, Kept};
    use domain::scene::shot::Movement;
    use domain::{AssetId, SceneId, ShotId, TakeId};
    use uuid::Uuid;

    fn kept() -> Kept {
        Kept { asset: AssetId(Uuid::nil()), sha256: String::new() }
    }

    /// A frame of a film.
    const SIZE: FrameSize = FrameSize { width: 1_280, height: 720 };

    pub(in super::super) fn scene(number: u32, shots: &[u32], captions: &[(u32, u32)]) -> Scene {
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
                stems: None,
            },
            stills: shots.iter().map(|at| PathBuf::from(format!("{at}.png"))).collect(),
            sound: PathBuf::from("mix.wav"),
        }
    }

    #[test]
    fn scenes_follow_each_other_to_the_frame_each_with_its_sound_and_its_chapter() {
        let scenes = [scene(1, &[48, 24], &[(10, 30)]), scene(2, &[24], &[])];
        let cut = cut("The Lamp", &scenes, SIZE, FilmOptions::default(), "", Path::new("poster.jpg"));
        assert_eq!(cut.frames, 96);
        assert_eq!(cut.reel.shots.iter().map(|shot| shot.frames).collect::<Vec<_>>(), [48, 24, 24]);
        assert_eq!(cut.reel.sounds.iter().map(|sound| sound.start).collect::<Vec<_>>(), [0, 72]);
        assert_eq!(cut.reel.chapters[1].title, "2. INT. ROOM - NIGHT");
        assert_eq!(cut.chapters[1].start_ms, 3_000);
        cut.reel.check().unwrap();
    }

    #[test]
    fn at_another_rate_everything_begins_at_the_same_moment() {
        let scenes = [scene(1, &[48, 25, 1], &[(10, 30)]), scene(2, &[24], &[])];
        for fps in [24_u32, 25, 30] {
            let options = FilmOptions { fps: Some(fps.try_into().unwrap()), ..FilmOptions::default() };
            let cut = cut("The Lamp", &scenes, SIZE, options, "", Path::new("poster.jpg"));
            cut.reel.check().unwrap();
            let near = |frame: u32, of_24: u32| {
                let off = f64::from(frame) / f64::from(fps) - f64::from(of_24) / 24.0;
                off.abs() <= 0.5 / f64::from(fps) + 1e-9
            };
            assert!(near(cut.frames, 98) && near(cut.reel.sounds[1].start, 74), "{fps}");
            assert_eq!(cut.reel.timeline().total, cut.frames);
            assert_eq!(cut.reel.chapters[1].start, cut.reel.sounds[1].start);
            let caption = &cut.reel.shots[0].captions[0];
            assert!(near(caption.start, 10) && near(caption.end, 30), "{fps}");
        }
    }

    #[test]
    fn a_film_is_the_file_that_was_asked_for() {
        let webm = FilmOptions { format: Some(FilmFormat::Webm), ..FilmOptions::default() };
        let made =
            |options| cut("x", &[scene(1, &[24], &[])], SIZE, options, "", Path::new("p.jpg")).reel.format;
        assert_eq!((made(webm), made(FilmOptions::default())), (Format::Webm, Format::Mp4));
    }

    #[test]
    fn words_go_where_they_were_asked_for_and_into_the_track_if_they_cannot_be_drawn() {
        let mode = |asked, words: &str| {
            let mut one = scene(1, &[24], &[(0, 12)]);
            one.mix.captions[0].text = words.into();
            let options = FilmOptions { captions: asked, ..FilmOptions::default() };
            cut("x", &[one], SIZE, options, "", Path::new("p.jpg")).reel.captions
        };
        assert_eq!(mode(None, "Who?"), CaptionMode::Track);
        assert_eq!(mode(Some(FilmCaptions::None), "Who?"), CaptionMode::None);
        assert_eq!(mode(Some(FilmCaptions::Burned), "Кто там?"), CaptionMode::Burned);
        assert_eq!(mode(Some(FilmCaptions::Burned), "誰だ"), CaptionMode::Track);
    }

    #[test]
    fn a_slate_names_every_shot_and_where_it_is() {
        let with = |slate| {
            let options = FilmOptions { slate, ..FilmOptions::default() };
            let cut = cut("x", &[scene(3, &[24, 24], &[])], SIZE, options, "", Path::new("p.jpg"));
            cut.reel.check().unwrap();
            cut.reel.shots.into_iter().filter_map(|shot| shot.slate).collect::<Vec<_>>()
        };
        assert!(with(false).is_empty());
        let slates = with(true);
        assert_eq!((slates.len(), slates[1].shot.as_str()), (2, "31"));
        assert_eq!(slates[1].note, "INT. ROOM - NIGHT");
    }

    #[test]
    fn a_film_with_crossfades_is_as_long_as_one_with_cuts_and_its_words_and_sounds_stay() {
        let scenes = [scene(1, &[48, 25, 1], &[(40, 60)]), scene(2, &[24], &[(0, 20)])];
        let made = |transitions| {
            let options = FilmOptions { transitions, ..FilmOptions::default() };
            let cut = cut("x", &scenes, SIZE, options, "", Path::new("p.jpg"));
            cut.reel.check().unwrap();
            assert_eq!(cut.frames, cut.reel.timeline().total);
            let said = cut.reel.timed_captions().into_iter().map(|it| (it.start, it.end)).collect::<Vec<_>>();
            (cut.frames, said, cut.reel.sounds[1].start, cut.reel.chapters[1].start)
        };
        assert_eq!(made(None), (98, vec![(40, 60), (74, 94)], 74, 74));
        assert_eq!(made(Some(FilmTransitions::Crossfades)), made(None));
        assert_eq!(made(Some(FilmTransitions::SceneCrossfades)), made(None));
    }

    #[test]
    fn a_caption_that_runs_over_a_cut_is_shown_in_both_shots() {
        let scenes = [scene(1, &[24, 24], &[(12, 36)])];
        let cut = cut("x", &scenes, SIZE, FilmOptions::default(), "", Path::new("poster.jpg"));
        let of =
            |at: usize| cut.reel.shots[at].captions.iter().map(|it| (it.start, it.end)).collect::<Vec<_>>();
        assert_eq!((of(0), of(1)), (vec![(12, 24)], vec![(0, 12)]));
    }

    #[test]
    fn shots_without_a_frame_lengthen_the_one_before() {
        let mut one = scene(1, &[24, 24, 24], &[]);
        one.frames.all.truncate(2);
        one.stills.truncate(2);
        let cut = cut("x", &[one], SIZE, FilmOptions::default(), "", Path::new("poster.jpg"));
        assert_eq!(cut.reel.shots.iter().map(|shot| shot.frames).collect::<Vec<_>>(), [24, 48]);
    }
}
