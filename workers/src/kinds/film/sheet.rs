//! The frames of a film on one sheet, as PDF: what is pinned to a wall.

use std::path::Path;

use editorial::{Clip, Cut};
use storyboard::Still;

use super::cut::Scene;
use crate::error::JobError;

/// Quality of the sheet's pictures.
const QUALITY: u8 = 82;

/// The sheet of all scenes.
pub(super) async fn contact_sheet(title: &str, scenes: &[Scene]) -> Result<Vec<u8>, JobError> {
    let (title, scenes) = (title.to_owned(), scenes.to_vec());
    let task = tokio::task::spawn_blocking(move || sheet(&title, &scenes));
    task.await.map_err(|error| JobError::retry(format!("the contact sheet was not made: {error}")))?
}

fn sheet(title: &str, scenes: &[Scene]) -> Result<Vec<u8>, JobError> {
    let mut clips = Vec::new();
    let mut begun = 0;
    for scene in scenes {
        let parts = scene.frames.all.iter().zip(&scene.stills).zip(&scene.mix.shots);
        for ((frame, still), &frames) in parts {
            clips.push(Clip {
                name: frame.name.clone(),
                scene_number: scene.frames.number.to_string(),
                heading: scene.frames.heading.clone(),
                start_frame: begun,
                frames: frames.into(),
                picture: Some(small(still)?),
                ..Clip::default()
            });
            begun += u64::from(frames);
        }
    }
    let cut = Cut::new(title, crate::kinds::made::FPS, clips, Vec::new()).map_err(JobError::fail)?;
    editorial::contact_sheet(&cut).map_err(JobError::fail)
}

/// A frame at half its size, as JPEG.
fn small(png: &Path) -> Result<Vec<u8>, JobError> {
    let whole = super::frame::read(png)?;
    storyboard::encode::jpeg(&halved(&whole), QUALITY).map_err(JobError::fail)
}

/// Each pixel the mean of four.
fn halved(still: &Still) -> Still {
    let (width, height) = (still.size.0 as usize / 2, still.size.1 as usize / 2);
    let stride = still.size.0 as usize * 3;
    let mut rgb = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            for channel in 0..3 {
                let at = y * 2 * stride + x * 6 + channel;
                let four = [at, at + 3, at + stride, at + stride + 3].map(|at| u16::from(still.rgb[at]));
                rgb.push(u8::try_from((four.iter().sum::<u16>() + 2) / 4).unwrap_or(u8::MAX));
            }
        }
    }
    Still { size: (still.size.0 / 2, still.size.1 / 2), rgb }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_halved_picture_is_the_mean_of_its_fours() {
        let rgb = [[0, 0, 0], [100, 0, 0], [100, 40, 0], [200, 0, 8]].concat();
        let half = halved(&Still { size: (2, 2), rgb });
        assert_eq!((half.size, half.rgb), ((1, 1), vec![100, 10, 2]));
    }
}
