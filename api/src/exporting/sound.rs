//! The sound of a cut: the stems that each scene's mix was made of, where they are heard, and what their files
//! are called. A scene that has no mix of its present shots is silent here.

use super::cut::lengths;
use super::material::{CutScene, Kept, Material, Stems};
use domain::AssetId;
use editorial::{AudioClip, AudioTrack};

/// Film frames in a second.
const FPS: u64 = 24;

/// A kind of stem that is as long as its scene: its track, the end of its file's name, and where it is.
type Bed = (&'static str, &'static str, fn(&Stems) -> &Kept);
const BEDS: [Bed; 3] = [
    ("Music", "music", |stems| &stems.music),
    ("Ambience", "ambience", |stems| &stems.ambience),
    ("Effects", "effects", |stems| &stems.effects),
];

impl Material {
    /// A track for each kind of sound there is; dialogue line by line.
    pub(super) fn sound(&self) -> Vec<AudioTrack> {
        let (mut scenes, mut begins) = (Vec::new(), 0);
        for scene in &self.scenes {
            let frames: u64 = lengths(scene).iter().sum();
            scenes.extend(scene.stems().map(|stems| (scene, stems, begins, frames)));
            begins += frames;
        }
        let lines = scenes.iter().flat_map(|(scene, stems, begins, _)| lines(scene, stems, *begins));
        let mut tracks = vec![AudioTrack { name: "Dialogue".to_owned(), clips: lines.collect() }];
        for (name, ending, _) in BEDS {
            let clip = |(scene, _, start_frame, frames): &(&CutScene, &Stems, u64, u64)| AudioClip {
                name: format!("{} {name}", scene.scene.number),
                media: file(scene, ending),
                media_start_frame: 0,
                start_frame: *start_frame,
                frames: *frames,
            };
            tracks.push(AudioTrack { name: name.to_owned(), clips: scenes.iter().map(clip).collect() });
        }
        tracks.retain(|track| !track.clips.is_empty());
        tracks
    }

    /// The files of the sound, by the names that the cut calls them.
    pub(super) fn sound_files(&self) -> Vec<(String, AssetId)> {
        let heard = self.scenes.iter().filter_map(|scene| Some((scene, scene.stems()?)));
        let files = heard.flat_map(|(scene, stems)| {
            let voice = stems.voice.iter().map(|kept| (file(scene, "dialogue"), kept.asset));
            let beds = BEDS.iter().map(|(_, ending, of)| (file(scene, ending), of(stems).asset));
            voice.chain(beds).collect::<Vec<_>>()
        });
        files.collect()
    }
}

impl CutScene {
    /// What its mix was made of, if it is of the shots there are.
    fn stems(&self) -> Option<&Stems> {
        self.mixed()?.stems.as_ref()
    }
}

fn file(scene: &CutScene, ending: &str) -> String {
    format!("sound/scene {} {ending}.wav", scene.scene.number)
}

/// The spoken lines of a scene that begins at a frame, each a stretch of the scene's reel. Where rounding to
/// frames would have two overlap, the later one begins when the first ends.
fn lines(scene: &CutScene, stems: &Stems, begins: u64) -> Vec<AudioClip> {
    let mut free = begins;
    let clip = |line: &super::material::LaidLine| {
        let from = begins + frame(line.scene_ms);
        let end = begins + (line.scene_ms.saturating_add(line.ms) * FPS).div_ceil(1_000);
        let start_frame = from.max(free);
        free = end.max(start_frame + 1);
        AudioClip {
            name: format!("{} {}", scene.scene.number, line.speaker),
            media: file(scene, "dialogue"),
            media_start_frame: frame(line.reel_ms) + (start_frame - from),
            start_frame,
            frames: free - start_frame,
        }
    };
    if stems.voice.is_some() { stems.lines.iter().map(clip).collect() } else { Vec::new() }
}

/// The film frame that a moment lies in.
const fn frame(ms: u64) -> u64 {
    ms.saturating_mul(FPS) / 1_000
}
