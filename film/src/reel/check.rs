//! What makes a reel possible to film: every number inside its bounds, every frame where a frame can be.
//! Checked once, before any process is started; the first problem found names the field in the reel's JSON.

use thiserror::Error;

use super::{Caption, FrameSize, Reel, Shot, Source};

/// Most pixels in a frame: 4K.
pub(crate) const MAX_PIXELS: u64 = 3840 * 2160;
/// Least and most pixels along a side.
pub(crate) const SIDES: std::ops::RangeInclusive<u32> = 64..=4096;
/// Most frames in a film: three hours at 30 a second.
pub(crate) const MAX_FRAMES: u32 = 3 * 3600 * 30;
/// Most shots in a film.
pub(crate) const MAX_SHOTS: usize = 5_000;
/// Most captions in a shot.
pub(crate) const MAX_CAPTIONS: usize = 200;
/// Most chapters in a film.
pub(crate) const MAX_CHAPTERS: usize = 1_000;
/// Most sounds on the timeline.
pub(crate) const MAX_SOUNDS: usize = 1_000;
/// Most pictures wanted besides the film.
pub(crate) const MAX_PICTURES: usize = 1_000;
/// Most bytes in one caption, slate, title or metadata entry.
pub(crate) const MAX_TEXT: usize = 2_000;
/// Most lines under a card's title.
pub(crate) const MAX_CARD_LINES: usize = 12;

/// A reel that cannot be filmed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{field}: {problem}")]
pub struct InvalidReel {
    /// The field, as a path in the reel's JSON: `shots[3].frames`.
    pub field: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// Nothing where something must be.
    #[error("is empty")]
    Empty,
    /// More than can be.
    #[error("is {is}, most is {most}")]
    TooMuch {
        /// What it is.
        is: u64,
        /// The most it may be.
        most: u64,
    },
    /// Less than can be.
    #[error("is {is}, least is {least}")]
    TooLittle {
        /// What it is.
        is: u64,
        /// The least it may be.
        least: u64,
    },
    /// A side that 4:2:0 video cannot have.
    #[error("is {0}, which is odd")]
    Odd(u32),
    /// The crossfades at both ends of a shot are longer than the shot or its neighbour.
    #[error("crossfades of {fades} frames do not fit {frames} frames")]
    FadesTooLong {
        /// Frames of crossfade.
        fades: u64,
        /// Frames there are.
        frames: u64,
    },
    /// The first shot has no shot before it.
    #[error("the first shot can only be cut to")]
    NothingToFadeFrom,
    /// Not after the one before.
    #[error("does not come after the one before it")]
    OutOfOrder,
    /// A character that text must not have.
    #[error("contains a control character")]
    ControlCharacter,
    /// Not a language code.
    #[error("is not a code of three small letters")]
    NotALanguage,
    /// A file name with another ending.
    #[error("ends neither in .jpg nor in .png")]
    NotAPicture,
    /// A path that libraries in C cannot be given.
    #[error("is not a path of plain UTF-8")]
    Path,
}

type Checked = Result<(), InvalidReel>;

fn fail(field: impl Into<String>, problem: Problem) -> Checked {
    Err(InvalidReel { field: field.into(), problem })
}

fn most(field: impl Into<String>, is: u64, most: u64) -> Checked {
    if is > most { fail(field, Problem::TooMuch { is, most }) } else { Ok(()) }
}

fn least(field: impl Into<String>, is: u64, least: u64) -> Checked {
    if is < least { fail(field, Problem::TooLittle { is, least }) } else { Ok(()) }
}

fn words(field: impl Into<String>, text: &str) -> Checked {
    let field = field.into();
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return fail(field, Problem::ControlCharacter);
    }
    most(field, text.len() as u64, MAX_TEXT as u64)
}

/// Whether a path can be handed to a library in C: not empty, UTF-8, no NUL.
pub(crate) fn path(field: impl Into<String>, path: &std::path::Path) -> Checked {
    match path.to_str() {
        Some("") => fail(field, Problem::Empty),
        Some(text) if !text.contains('\0') => Ok(()),
        _ => fail(field, Problem::Path),
    }
}

impl Reel {
    /// Whether this can be filmed.
    pub fn check(&self) -> Result<(), InvalidReel> {
        self.size.check()?;
        least("shots", self.shots.len() as u64, 1)?;
        most("shots", self.shots.len() as u64, MAX_SHOTS as u64)?;
        for (index, shot) in self.shots.iter().enumerate() {
            shot.check(&format!("shots[{index}]"))?;
        }
        self.check_fades()?;
        let total = self.timeline().total;
        most("shots", u64::from(total), u64::from(MAX_FRAMES))?;
        self.check_chapters(total)?;
        self.check_sounds(total)?;
        self.check_pictures(total)?;
        let about = &self.metadata;
        for (name, text) in [
            ("title", &about.title),
            ("author", &about.author),
            ("comment", &about.comment),
            ("licence", &about.licence),
        ] {
            words(format!("metadata.{name}"), text)?;
        }
        match &self.language {
            Some(code) if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_lowercase()) => {
                fail("language", Problem::NotALanguage)
            }
            _ => Ok(()),
        }
    }

    fn check_fades(&self) -> Checked {
        for (index, shot) in self.shots.iter().enumerate() {
            let fade_in = shot.transition.frames();
            let field = format!("shots[{index}].transition");
            if index == 0 && fade_in > 0 {
                return fail(field, Problem::NothingToFadeFrom);
            }
            let fade_out = self.shots.get(index + 1).map_or(0, |next| next.transition.frames());
            let fades = u64::from(fade_in) + u64::from(fade_out);
            if fades > u64::from(shot.frames) {
                return fail(field, Problem::FadesTooLong { fades, frames: u64::from(shot.frames) });
            }
        }
        Ok(())
    }

    fn check_chapters(&self, total: u32) -> Checked {
        most("chapters", self.chapters.len() as u64, MAX_CHAPTERS as u64)?;
        let mut earliest = 0;
        for (index, chapter) in self.chapters.iter().enumerate() {
            words(format!("chapters[{index}].title"), &chapter.title)?;
            let field = format!("chapters[{index}].start");
            most(&field, u64::from(chapter.start), u64::from(total - 1))?;
            if chapter.start < earliest {
                return fail(field, Problem::OutOfOrder);
            }
            earliest = chapter.start + 1;
        }
        Ok(())
    }

    fn check_sounds(&self, total: u32) -> Checked {
        most("sounds", self.sounds.len() as u64, MAX_SOUNDS as u64)?;
        for (index, sound) in self.sounds.iter().enumerate() {
            path(format!("sounds[{index}].path"), &sound.path)?;
            most(format!("sounds[{index}].start"), u64::from(sound.start), u64::from(total - 1))?;
        }
        Ok(())
    }

    fn check_pictures(&self, total: u32) -> Checked {
        most("pictures", self.pictures.len() as u64, MAX_PICTURES as u64)?;
        for (index, wanted) in self.pictures.iter().enumerate() {
            most(format!("pictures[{index}].frame"), u64::from(wanted.frame), u64::from(total - 1))?;
            picture_file(&format!("pictures[{index}]"), wanted.width, &wanted.output)?;
        }
        Ok(())
    }
}

/// Whether a picture of this width can be written to this path.
pub(crate) fn picture_file(field: &str, width: u32, output: &std::path::Path) -> Checked {
    least(format!("{field}.width"), u64::from(width), 16)?;
    most(format!("{field}.width"), u64::from(width), u64::from(*SIDES.end()))?;
    path(format!("{field}.output"), output)?;
    match output.extension().and_then(|e| e.to_str()) {
        Some("jpg" | "jpeg" | "png") => Ok(()),
        _ => fail(format!("{field}.output"), Problem::NotAPicture),
    }
}

impl FrameSize {
    fn check(self) -> Checked {
        for (name, side) in [("width", self.width), ("height", self.height)] {
            let field = format!("size.{name}");
            least(&field, u64::from(side), u64::from(*SIDES.start()))?;
            most(&field, u64::from(side), u64::from(*SIDES.end()))?;
            if side % 2 == 1 {
                return fail(field, Problem::Odd(side));
            }
        }
        most("size", u64::from(self.width) * u64::from(self.height), MAX_PIXELS)
    }
}

impl Shot {
    fn check(&self, field: &str) -> Checked {
        least(format!("{field}.frames"), u64::from(self.frames), 1)?;
        most(format!("{field}.frames"), u64::from(self.frames), u64::from(MAX_FRAMES))?;
        match &self.source {
            Source::Still(still) => path(format!("{field}.source.still"), still)?,
            Source::Card { title, lines } => {
                words(format!("{field}.source.card.title"), title)?;
                most(format!("{field}.source.card.lines"), lines.len() as u64, MAX_CARD_LINES as u64)?;
                for (index, line) in lines.iter().enumerate() {
                    words(format!("{field}.source.card.lines[{index}]"), line)?;
                }
            }
        }
        if let Some(slate) = &self.slate {
            for (name, text) in [("scene", &slate.scene), ("shot", &slate.shot), ("note", &slate.note)] {
                words(format!("{field}.slate.{name}"), text)?;
            }
        }
        self.check_captions(field)
    }

    fn check_captions(&self, field: &str) -> Checked {
        most(format!("{field}.captions"), self.captions.len() as u64, MAX_CAPTIONS as u64)?;
        let mut earliest = 0;
        for (index, Caption { start, end, text }) in self.captions.iter().enumerate() {
            let field = format!("{field}.captions[{index}]");
            words(format!("{field}.text"), text)?;
            if *start < earliest {
                return fail(format!("{field}.start"), Problem::OutOfOrder);
            }
            if end <= start {
                return fail(format!("{field}.end"), Problem::OutOfOrder);
            }
            most(format!("{field}.end"), u64::from(*end), u64::from(self.frames))?;
            earliest = *end;
        }
        Ok(())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::reel::{CaptionMode, Chapter, Format, FrameRate, Metadata, Quality, Transition};

    pub(crate) fn reel() -> Reel {
        let shot = Shot {
            source: Source::Card { title: "One".into(), lines: vec![] },
            frames: 24,
            movement: crate::Movement::Static,
            seed: 0,
            transition: Transition::Cut,
            slate: None,
            captions: vec![],
        };
        Reel {
            size: FrameSize { width: 320, height: 180 },
            fps: FrameRate::Fps24,
            format: Format::Mp4,
            quality: Quality::Draft,
            shots: vec![shot.clone(), shot],
            captions: CaptionMode::Burned,
            language: None,
            chapters: vec![],
            metadata: Metadata::default(),
            sounds: vec![],
            pictures: vec![],
        }
    }

    fn refused(change: impl FnOnce(&mut Reel)) -> (String, Problem) {
        let mut reel = reel();
        change(&mut reel);
        let InvalidReel { field, problem } = reel.check().unwrap_err();
        (field, problem)
    }

    #[test]
    fn a_plain_reel_passes() {
        assert_eq!(reel().check(), Ok(()));
    }

    #[test]
    fn sizes_are_even_and_bounded() {
        assert_eq!(refused(|r| r.size.width = 321), ("size.width".into(), Problem::Odd(321)));
        assert_eq!(
            refused(|r| r.size.height = 2),
            ("size.height".into(), Problem::TooLittle { is: 2, least: 64 })
        );
        let square = FrameSize { width: 4096, height: 4096 };
        assert_eq!(refused(|r| r.size = square).0, "size");
    }

    #[test]
    fn a_film_needs_shots_and_shots_need_frames() {
        assert_eq!(refused(|r| r.shots.clear()).0, "shots");
        assert_eq!(refused(|r| r.shots[1].frames = 0).0, "shots[1].frames");
        let (field, problem) = refused(|r| {
            r.shots[0].frames = MAX_FRAMES;
            r.shots[1].frames = 1;
        });
        assert_eq!(field, "shots");
        assert!(problem.to_string().contains("324001"));
    }

    #[test]
    fn fades_must_fit_their_shots() {
        let first = refused(|r| r.shots[0].transition = Transition::Crossfade(3));
        assert_eq!(first, ("shots[0].transition".into(), Problem::NothingToFadeFrom));
        let long = refused(|r| r.shots[1].transition = Transition::Crossfade(25));
        assert_eq!(long, ("shots[0].transition".into(), Problem::FadesTooLong { fades: 25, frames: 24 }));
    }

    #[test]
    fn captions_are_ordered_inside_their_shot() {
        let caption = |start, end| Caption { start, end, text: "x".into() };
        let late = refused(|r| r.shots[0].captions = vec![caption(3, 25)]);
        assert_eq!(late, ("shots[0].captions[0].end".into(), Problem::TooMuch { is: 25, most: 24 }));
        let over = refused(|r| r.shots[0].captions = vec![caption(0, 9), caption(8, 12)]);
        assert_eq!(over, ("shots[0].captions[1].start".into(), Problem::OutOfOrder));
        let bell =
            refused(|r| r.shots[0].captions = vec![Caption { start: 0, end: 2, text: "\u{7}".into() }]);
        assert_eq!(bell, ("shots[0].captions[0].text".into(), Problem::ControlCharacter));
    }

    #[test]
    fn chapters_sounds_and_pictures_lie_inside_the_film() {
        let chapter = |start| Chapter { title: "c".into(), start };
        assert_eq!(refused(|r| r.chapters = vec![chapter(48)]).0, "chapters[0].start");
        assert_eq!(refused(|r| r.chapters = vec![chapter(5), chapter(5)]).1, Problem::OutOfOrder);
        let sound = crate::Sound { path: "a\0b".into(), start: 0 };
        assert_eq!(refused(|r| r.sounds = vec![sound]), ("sounds[0].path".into(), Problem::Path));
        let picture = crate::PictureRequest { frame: 0, width: 320, output: "poster.gif".into() };
        assert_eq!(
            refused(|r| r.pictures = vec![picture]),
            ("pictures[0].output".into(), Problem::NotAPicture)
        );
        assert_eq!(refused(|r| r.language = Some("english".into())).1, Problem::NotALanguage);
    }

    #[test]
    fn a_reel_reads_back_from_its_json_and_unknown_fields_are_refused() {
        let json = serde_json::to_string(&reel()).unwrap();
        assert_eq!(serde_json::from_str::<Reel>(&json).unwrap(), reel());
        let odd = json.replacen("\"fps\":24", "\"fps\":23", 1);
        assert!(serde_json::from_str::<Reel>(&odd).unwrap_err().to_string().contains("frame rate 23"));
        let more = json.replacen("\"fps\":24", "\"fps\":24,\"speed\":1", 1);
        assert!(serde_json::from_str::<Reel>(&more).unwrap_err().to_string().contains("speed"));
    }
}
