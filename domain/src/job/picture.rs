//! How pictures are asked for: their shape and size, the hand and the engine they are made by, and what all
//! shots of a scene have in common for once. The same options hold for a scene, a shot, a portrait and a whole
//! production, so that they are checked in one place.

use crate::scene::shot::{Angle, Composition, ParamsChange, ShotChange, Size, TimeOfDay, Weather};
use crate::vocabulary::vocabulary;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

vocabulary! {
    /// The shape of a picture, width to height.
    AspectRatio, "aspect ratio" {
        /// Television, and most screens.
        Wide = "16:9" | "16x9" | "wide",
        /// Cinema, after anamorphic lenses.
        Scope = "2.39:1" | "2.39" | "scope",
        /// A telephone held upright.
        Tall = "9:16" | "9x16" | "vertical",
        /// A square.
        Square = "1:1" | "1x1" | "square",
        /// Old television, and silent film nearly.
        Academy = "4:3" | "4x3" | "academy",
    }
}

impl AspectRatio {
    /// Width and height in the smallest whole numbers.
    pub const fn sides(self) -> (u32, u32) {
        match self {
            Self::Wide => (16, 9),
            Self::Scope => (239, 100),
            Self::Tall => (9, 16),
            Self::Square => (1, 1),
            Self::Academy => (4, 3),
        }
    }
}

vocabulary! {
    /// How fine a picture is: what fits the screen of that name.
    Quality, "quality" {
        /// Within 640 by 360.
        Preview = "preview" | "360p",
        /// Within 1280 by 720.
        Standard = "standard" | "720p" | "hd",
        /// Within 1920 by 1080.
        High = "high" | "1080p" | "full-hd",
        /// Within 3840 by 2160.
        Uhd = "4k" | "2160p" | "uhd",
    }
}

impl Quality {
    /// The longer and the shorter edge of the screen, in pixels.
    pub const fn screen(self) -> (u32, u32) {
        match self {
            Self::Preview => (640, 360),
            Self::Standard => (1_280, 720),
            Self::High => (1_920, 1_080),
            Self::Uhd => (3_840, 2_160),
        }
    }
}

vocabulary! {
    /// What makes a picture.
    ImageEngine, "image engine" {
        /// The renderer that draws boards on any machine.
        Storyboard = "storyboard",
        /// A diffusion model, where one is configured, over the renderer's board.
        Diffusion = "diffusion",
    }
}

vocabulary! {
    /// The hand a board is drawn in.
    DrawingStyle, "drawing style" {
        /// Ink and grey markers, muted colour.
        Marker = "marker",
        /// Ink and full colour.
        Colour = "colour" | "color",
        /// Pencil alone.
        Pencil = "pencil",
        /// No drawing: the light as it is.
        Render = "render",
    }
}

/// Pixels that a picture may have across.
pub const WIDTHS: RangeInclusive<u32> = 128..=3_840;
/// Pixels across a portrait of which nobody says more.
const PORTRAIT_WIDTH: u32 = 1_024;
/// Most pixels of an edge.
const EDGE: u32 = 3_840;
/// Most pixels in all.
const PIXELS: u32 = 3_840 * 2_160;

/// Width and height of a picture in pixels, both even.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameSize {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// How pictures are made: what is left out is 16:9, standard, and drawn by the storyboard engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PictureOptions {
    /// Their shape; a film takes that of its frames.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aspect_ratio: Option<AspectRatio>,
    /// How fine they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<Quality>,
    /// Pixels across, instead of a quality; the height follows from the shape. Odd numbers lose one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 128, maximum = 3840))]
    pub width: Option<u32>,
    /// Whether a 16-bit `OpenEXR` file comes with each: linear light, normals, depth and identifiers.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exr: bool,
    /// The hand they are drawn in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<DrawingStyle>,
    /// What makes them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engine: Option<ImageEngine>,
    /// Another number is another drawing of the same; the set's own number when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(maximum = 2_147_483_647))]
    pub seed: Option<u32>,
}

/// Options that cannot be had together, or at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureFault {
    /// A width and a quality.
    #[error("a width and a quality say the same thing; leave one out")]
    TwoSizes,
    /// Too narrow, too wide, or with its height too large.
    #[error("width is {width} pixels; at {aspect_ratio} it goes from {} to {most}", WIDTHS.start())]
    Width {
        /// What was given.
        width: u32,
        /// In which shape.
        aspect_ratio: AspectRatio,
        /// The largest that can be drawn in that shape.
        most: u32,
    },
    /// An EXR file of what no renderer has lit.
    #[error("an EXR file holds linear light, which only the storyboard engine knows")]
    NotLinear,
}

impl PictureFault {
    /// The option to change.
    pub const fn field(self) -> &'static str {
        match self {
            Self::TwoSizes | Self::Width { .. } => "width",
            Self::NotLinear => "exr",
        }
    }
}

impl PictureOptions {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// These, and what they leave open as it was before.
    #[must_use]
    pub fn over(self, before: Self) -> Self {
        let sized = self.quality.is_some() || self.width.is_some();
        let engine = self.engine.or(before.engine);
        Self {
            aspect_ratio: self.aspect_ratio.or(before.aspect_ratio),
            quality: if sized { self.quality } else { before.quality },
            width: if sized { self.width } else { before.width },
            exr: self.exr || before.exr && engine.is_none_or(|engine| engine == ImageEngine::Storyboard),
            style: self.style.or(before.style),
            engine,
            seed: self.seed.or(before.seed),
        }
    }

    /// The same for a portrait: a square, unless said otherwise.
    #[must_use]
    pub fn of_portrait(mut self) -> Self {
        self.aspect_ratio = self.aspect_ratio.or(Some(AspectRatio::Square));
        if self.quality.is_none() {
            self.width = self.width.or(Some(PORTRAIT_WIDTH));
        }
        self
    }

    /// What makes the pictures.
    pub fn engine(&self) -> ImageEngine {
        self.engine.unwrap_or(ImageEngine::Storyboard)
    }

    /// Width and height, if the options can be had together.
    pub fn size(&self) -> Result<FrameSize, PictureFault> {
        if self.exr && self.engine() != ImageEngine::Storyboard {
            return Err(PictureFault::NotLinear);
        }
        let shape = self.aspect_ratio.unwrap_or(AspectRatio::Wide);
        match (self.width, self.quality) {
            (Some(_), Some(_)) => Err(PictureFault::TwoSizes),
            (Some(width), None) => wide(width, shape),
            (None, quality) => Ok(within(quality.unwrap_or(Quality::Standard).screen(), shape)),
        }
    }

    /// Everything that an output depends on, as inputs of a node: nothing if nothing is said.
    pub(crate) fn inputs(&self) -> Option<String> {
        let json = || serde_json::to_string(self).expect("options are plain words and numbers");
        (!self.is_empty()).then(json)
    }
}

/// The largest picture of a shape that fits a screen, which is turned for a tall one.
const fn within((long, short): (u32, u32), shape: AspectRatio) -> FrameSize {
    let (across, down) = shape.sides();
    if across < down {
        FrameSize { width: even(long, across, down), height: long }
    } else if across * short > down * long {
        FrameSize { width: long, height: even(long, down, across) }
    } else {
        FrameSize { width: even(short, across, down), height: short }
    }
}

fn wide(width: u32, shape: AspectRatio) -> Result<FrameSize, PictureFault> {
    let (across, down) = shape.sides();
    let of = |width: u32| FrameSize { width: width & !1, height: even(width & !1, down, across) };
    let fits = |size: FrameSize| size.height <= EDGE && size.width * size.height <= PIXELS;
    if WIDTHS.contains(&width) && fits(of(width)) {
        return Ok(of(width));
    }
    let most = WIDTHS.rev().step_by(2).find(|width| fits(of(*width))).unwrap_or(*WIDTHS.start());
    Err(PictureFault::Width { width, aspect_ratio: shape, most })
}

/// The even number nearest to `length * part / of`.
const fn even(length: u32, part: u32, of: u32) -> u32 {
    (length * part + of) / (of * 2) * 2
}

/// How all shots of a scene are drawn for once, in place of what each of them says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Direction {
    /// From where the camera looks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub camera_angle: Option<Angle>,
    /// How the frame is divided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub composition: Option<Composition>,
    /// How much the frame holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shot_size: Option<Size>,
    /// When it plays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_of_day: Option<TimeOfDay>,
    /// What the sky does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weather: Option<Weather>,
}

impl Direction {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What of it changes a shot's plan, beside its numbers.
    pub fn change(&self, params: ParamsChange) -> ShotChange {
        ShotChange {
            angle: self.camera_angle,
            composition: self.composition,
            size: self.shot_size,
            params,
            ..ShotChange::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(options: PictureOptions) -> Result<(u32, u32), PictureFault> {
        options.size().map(|size| (size.width, size.height))
    }

    #[test]
    fn a_quality_is_the_screen_that_a_shape_fits() {
        let of = |aspect_ratio, quality| {
            size(PictureOptions {
                aspect_ratio: Some(aspect_ratio),
                quality: Some(quality),
                ..PictureOptions::default()
            })
            .unwrap()
        };
        assert_eq!(size(PictureOptions::default()), Ok((1_280, 720)));
        assert_eq!(of(AspectRatio::Scope, Quality::Standard), (1_280, 536));
        assert_eq!(of(AspectRatio::Tall, Quality::High), (1_080, 1_920));
        assert_eq!(of(AspectRatio::Square, Quality::Uhd), (2_160, 2_160));
        assert_eq!(of(AspectRatio::Academy, Quality::Preview), (480, 360));
        for (aspect, quality) in
            AspectRatio::ALL.iter().flat_map(|it| Quality::ALL.iter().map(move |q| (it, q)))
        {
            let (width, height) = of(*aspect, *quality);
            let (across, down) = aspect.sides();
            assert!((width * down).abs_diff(height * across) <= 2 * across.max(down), "{aspect} {quality}");
            assert_eq!((width % 2, height % 2), (0, 0), "{aspect} {quality}");
        }
    }

    #[test]
    fn a_width_goes_as_far_as_its_shape_lets_it() {
        let of = |width, aspect_ratio| {
            size(PictureOptions { width: Some(width), aspect_ratio, ..PictureOptions::default() })
        };
        assert_eq!(of(3_840, None), Ok((3_840, 2_160)));
        assert_eq!(of(1_001, None), Ok((1_000, 562)));
        assert_eq!(of(2_880, Some(AspectRatio::Square)), Ok((2_880, 2_880)));
        let refused = of(3_840, Some(AspectRatio::Tall)).unwrap_err();
        assert_eq!(refused.to_string(), "width is 3840 pixels; at 9:16 it goes from 128 to 2160");
        assert_eq!(refused.field(), "width");
        for width in [0, 127, 3_841, u32::MAX] {
            assert!(of(width, None).is_err(), "{width}");
        }
    }

    #[test]
    fn what_cannot_be_had_together_is_refused() {
        let both =
            PictureOptions { width: Some(640), quality: Some(Quality::High), ..PictureOptions::default() };
        assert_eq!(size(both), Err(PictureFault::TwoSizes));
        let engine = Some(ImageEngine::Diffusion);
        let linear = PictureOptions { exr: true, engine, ..PictureOptions::default() };
        assert_eq!(size(linear).map_err(PictureFault::field), Err("exr"));
    }

    #[test]
    fn what_options_leave_open_is_as_it_was() {
        let read = |json: &str| serde_json::from_str::<PictureOptions>(json).unwrap();
        let before = read(r#"{"aspect_ratio": "1:1", "width": 640, "exr": true, "seed": 4}"#);
        assert_eq!(PictureOptions::default().over(before), before);
        let finer = read(r#"{"quality": "high"}"#).over(before);
        assert_eq!(finer, read(r#"{"aspect_ratio": "1:1", "quality": "high", "exr": true, "seed": 4}"#));
        let painted = read(r#"{"engine": "diffusion"}"#).over(before);
        assert!(!painted.exr && painted.size().is_ok(), "a painting has no linear light");
    }

    #[test]
    fn a_portrait_is_a_square_of_a_thousand_unless_said_otherwise() {
        assert_eq!(size(PictureOptions::default().of_portrait()), Ok((1_024, 1_024)));
        let fine = PictureOptions { quality: Some(Quality::Uhd), ..PictureOptions::default() };
        assert_eq!(size(fine.of_portrait()), Ok((2_160, 2_160)));
        let tall = PictureOptions { aspect_ratio: Some(AspectRatio::Tall), ..PictureOptions::default() };
        assert_eq!(size(tall.of_portrait()), Ok((1_024, 1_820)));
    }

    #[test]
    fn options_that_say_nothing_are_stored_as_nothing_and_change_no_hash() {
        assert_eq!(serde_json::to_string(&PictureOptions::default()).unwrap(), "{}");
        assert_eq!(PictureOptions::default().inputs(), None);
        let said = PictureOptions { aspect_ratio: Some(AspectRatio::Scope), exr: true, ..Default::default() };
        assert_eq!(said.inputs().as_deref(), Some(r#"{"aspect_ratio":"2.39:1","exr":true}"#));
    }
}
