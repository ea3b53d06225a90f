//! Pictures as they come, looked at before they are opened: a small file may claim a huge picture.

use super::SheetError;
use crate::cut::Clip;
use krilla::image::Image;

/// The most pixels of a picture; 8K has 33 million.
pub const MAX_PICTURE_PIXELS: u64 = 50_000_000;

/// A picture and its size in pixels.
pub(super) struct Picture {
    pub(super) image: Image,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// The picture of a shot, by the first bytes of its file.
pub(super) fn open(clip: &Clip) -> Result<Option<Picture>, SheetError> {
    let refused = |message: String| SheetError::Picture { name: clip.name.clone(), message };
    let Some(bytes) = &clip.picture else { return Ok(None) };
    let image = match bytes.as_slice() {
        [0x89, b'P', b'N', b'G', ..] => Image::from_png(bytes.clone().into(), true),
        [0xff, 0xd8, 0xff, ..] => Image::from_jpeg(bytes.clone().into(), true),
        _ => return Err(refused("it is neither png nor jpeg".to_owned())),
    };
    let image = image.map_err(refused)?;
    let (width, height) = image.size();
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MAX_PICTURE_PIXELS {
        return Err(refused(format!(
            "it has {width} x {height} pixels, and at most {MAX_PICTURE_PIXELS} can be opened"
        )));
    }
    #[expect(clippy::cast_precision_loss, reason = "a proportion on paper needs no more than 24 bits")]
    let (width, height) = (width as f32, height as f32);
    Ok(Some(Picture { image, width, height }))
}
