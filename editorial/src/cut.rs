//! What is exported: checked once, when it is put together, so that every format can rely on it.

use serde::{Deserialize, Serialize};

/// The most shots of a cut; a long feature has three thousand.
pub const MAX_CLIPS: usize = 10_000;
/// The most frames a second.
pub const MAX_FPS: u32 = 120;
/// The longest cut, in hours: with the first hour that timecodes begin at it stays under a day.
pub const MAX_HOURS: u64 = 22;
/// The most characters of any one text.
pub const MAX_TEXT_CHARS: usize = 20_000;
/// The most bytes of a picture.
pub const MAX_PICTURE_BYTES: usize = 32 * 1024 * 1024;

/// How the camera stands, in words as they are to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Setup {
    /// `CU`, `wide shot`.
    pub size: String,
    /// `low angle`.
    pub angle: String,
    /// `35 mm`.
    pub lens: String,
    /// `push in`.
    pub movement: String,
    /// `thirds left`.
    pub composition: String,
    /// `night, practical lamp`.
    pub lighting: String,
}

impl Setup {
    /// What is said about size, angle, lens and movement, in this order.
    pub(crate) fn camera(&self) -> impl Iterator<Item = &str> {
        [&self.size, &self.angle, &self.lens, &self.movement]
            .into_iter()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
    }
}

/// Something that is said over a shot.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Caption {
    /// Its first frame, from the beginning of its shot.
    pub start_frame: u64,
    /// How long it stands. It may run on over the shots that follow.
    pub frames: u64,
    /// Who says it; empty for nobody in particular.
    pub speaker: String,
    /// What is said.
    pub text: String,
}

/// A shot in the cut.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Clip {
    /// The shot's name on the slate, as `3A`.
    pub name: String,
    /// Its scene's number.
    pub scene_number: String,
    /// Its scene's heading.
    pub heading: String,
    /// Its first frame, from the beginning of the cut.
    pub start_frame: u64,
    /// Its length.
    pub frames: u64,
    /// The media file, as the timeline is to find it; its first frame is the shot's. Empty when there is none.
    pub source: String,
    /// What is seen.
    pub description: String,
    /// How the camera stands.
    pub setup: Setup,
    /// Who is in it.
    pub characters: Vec<String>,
    /// What else is to be known.
    pub notes: String,
    /// What is said over it.
    pub captions: Vec<Caption>,
    /// A frame of it: PNG or JPEG.
    #[serde(skip)]
    pub picture: Option<Vec<u8>>,
}

impl Clip {
    /// One past its last frame.
    pub fn end_frame(&self) -> u64 {
        self.start_frame + self.frames
    }

    fn texts(&self) -> impl Iterator<Item = &String> {
        let setup = &self.setup;
        let own =
            [&self.name, &self.scene_number, &self.heading, &self.source, &self.description, &self.notes];
        let camera =
            [&setup.size, &setup.angle, &setup.lens, &setup.movement, &setup.composition, &setup.lighting];
        let said = self.captions.iter().flat_map(|caption| [&caption.speaker, &caption.text]);
        own.into_iter().chain(camera).chain(&self.characters).chain(said)
    }
}

/// Sound under the cut: one piece after another, with silence between them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudioTrack {
    /// `Dialogue`, `Music`.
    pub name: String,
    /// What is heard, in order.
    pub clips: Vec<AudioClip>,
}

/// A piece of sound.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudioClip {
    /// What it is called: `3 MARA`.
    pub name: String,
    /// The media file, as the timeline is to find it. Empty when there is none.
    pub media: String,
    /// The frame of the media file that it begins with.
    pub media_start_frame: u64,
    /// Its first frame, from the beginning of the cut.
    pub start_frame: u64,
    /// Its length.
    pub frames: u64,
}

impl AudioClip {
    /// One past its last frame.
    pub fn end_frame(&self) -> u64 {
        self.start_frame + self.frames
    }
}

/// A cut that no format could hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CutError {
    /// Not 1 to [`MAX_FPS`] frames a second.
    #[error("a rate of {fps} frames a second is not between 1 and {MAX_FPS}")]
    Rate {
        /// What was asked for.
        fps: u32,
    },
    /// More than [`MAX_CLIPS`].
    #[error("the cut has {clips} shots or sounds on a track, more than the {MAX_CLIPS} it may have")]
    TooManyClips {
        /// How many there are.
        clips: usize,
    },
    /// A shot or a sound without a frame.
    #[error("{name:?} has no frames")]
    Empty {
        /// The shot.
        name: String,
    },
    /// A shot or a sound that begins before the one in front of it ends.
    #[error("{name:?} begins at frame {start_frame}, before what is in front of it ends at {end_frame}")]
    Overlap {
        /// The shot.
        name: String,
        /// Where it begins.
        start_frame: u64,
        /// Where the one in front of it ends.
        end_frame: u64,
    },
    /// Longer than [`MAX_HOURS`].
    #[error("{name:?} ends after {MAX_HOURS} hours")]
    TooLong {
        /// The shot.
        name: String,
    },
    /// A text longer than [`MAX_TEXT_CHARS`].
    #[error("a text of {name:?} has more than {MAX_TEXT_CHARS} characters")]
    LongText {
        /// The shot.
        name: String,
    },
    /// A picture larger than [`MAX_PICTURE_BYTES`].
    #[error("the picture of shot {name:?} has {bytes} bytes, more than the {MAX_PICTURE_BYTES} it may have")]
    LargePicture {
        /// The shot.
        name: String,
        /// Its length.
        bytes: usize,
    },
}

/// A cut whose shots stand one after another, with gaps where nothing was shot yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    title: String,
    fps: u32,
    clips: Vec<Clip>,
    audio: Vec<AudioTrack>,
}

impl Cut {
    /// Puts a cut together from shots in the order in which they are seen, `fps` frames a second.
    pub fn new(title: &str, fps: u32, clips: Vec<Clip>, audio: Vec<AudioTrack>) -> Result<Self, CutError> {
        if !(1..=MAX_FPS).contains(&fps) {
            return Err(CutError::Rate { fps });
        }
        if clips.len() > MAX_CLIPS {
            return Err(CutError::TooManyClips { clips: clips.len() });
        }
        let most_frames = MAX_HOURS * 3_600 * u64::from(fps);
        let mut end_frame = 0;
        for clip in &clips {
            end_frame = check(clip, end_frame, most_frames)?;
        }
        audio.iter().try_for_each(|track| check_sound(track, most_frames))?;
        let title: String = title.chars().take(MAX_TEXT_CHARS).collect();
        Ok(Self { title, fps, clips, audio })
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Frames a second.
    pub fn fps(&self) -> u32 {
        self.fps
    }

    /// The shots in order.
    pub fn clips(&self) -> &[Clip] {
        &self.clips
    }

    /// The sound under it.
    pub fn audio(&self) -> &[AudioTrack] {
        &self.audio
    }

    /// Its length.
    pub fn frames(&self) -> u64 {
        self.clips.last().map_or(0, Clip::end_frame)
    }

    /// The length of it all: `4:09`, and below a minute `9.5 s`.
    pub(crate) fn length(&self) -> String {
        let seconds = self.frames() / u64::from(self.fps);
        if seconds < 60 {
            format!("{} s", self.seconds(self.frames()))
        } else {
            format!("{}:{:02}", seconds / 60, seconds % 60)
        }
    }

    /// Frames as seconds with one decimal.
    pub(crate) fn seconds(&self, frames: u64) -> String {
        let tenths = (frames * 10 + u64::from(self.fps) / 2) / u64::from(self.fps);
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

/// A name as errors tell it.
fn told(name: &str) -> String {
    name.chars().take(40).collect()
}

/// Checks a place in the cut against the end of what is in front of it, and answers its own end.
fn place(
    name: &str,
    (start_frame, frames): (u64, u64),
    end_frame: u64,
    most_frames: u64,
) -> Result<u64, CutError> {
    if frames == 0 {
        return Err(CutError::Empty { name: told(name) });
    }
    if start_frame < end_frame {
        return Err(CutError::Overlap { name: told(name), start_frame, end_frame });
    }
    let end = start_frame.checked_add(frames).filter(|end| *end <= most_frames);
    end.ok_or_else(|| CutError::TooLong { name: told(name) })
}

/// Checks a track of sound.
fn check_sound(track: &AudioTrack, most_frames: u64) -> Result<(), CutError> {
    if track.clips.len() > MAX_CLIPS {
        return Err(CutError::TooManyClips { clips: track.clips.len() });
    }
    let mut end_frame = 0;
    for clip in &track.clips {
        end_frame = place(&clip.name, (clip.start_frame, clip.frames), end_frame, most_frames)?;
        if clip.media_start_frame > most_frames {
            return Err(CutError::TooLong { name: told(&clip.name) });
        }
        if [&track.name, &clip.name, &clip.media].iter().any(|text| text.len() > MAX_TEXT_CHARS) {
            return Err(CutError::LongText { name: told(&clip.name) });
        }
    }
    Ok(())
}

/// Checks a shot against the end of the one before, and answers its own end.
fn check(clip: &Clip, end_frame: u64, most_frames: u64) -> Result<u64, CutError> {
    let name = || told(&clip.name);
    let end = place(&clip.name, (clip.start_frame, clip.frames), end_frame, most_frames)?;
    let fits = |caption: &Caption| caption.start_frame <= most_frames && caption.frames <= most_frames;
    if !clip.captions.iter().all(fits) {
        return Err(CutError::TooLong { name: name() });
    }
    if clip.texts().any(|text| text.chars().nth(MAX_TEXT_CHARS).is_some()) {
        return Err(CutError::LongText { name: name() });
    }
    match clip.picture.as_ref().map(Vec::len).filter(|&bytes| bytes > MAX_PICTURE_BYTES) {
        Some(bytes) => Err(CutError::LargePicture { name: name(), bytes }),
        None => Ok(end),
    }
}
