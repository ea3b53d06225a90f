//! The frame of a film: the shape that most of its pictures have, as large as the largest of them. A picture of
//! another shape is shown whole between bars, by a camera that rests; nothing of it is cut away.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use domain::scene::shot::Movement;
use film::FrameSize;
use storyboard::Still;

use super::cut::Scene;
use crate::error::JobError;

/// The longest edge of a film, in pixels: a moving picture of larger stills shows no more.
const EDGE: u32 = 1_920;
/// Shapes that differ by less than this are the same: sides are whole pixels.
const ALIKE: f64 = 0.02;

/// Width and height of a picture file.
pub(super) fn size_of(still: &Path) -> Result<(u32, u32), JobError> {
    let reader = decoder(still)?;
    Ok((reader.info().width, reader.info().height))
}

/// The size of a film of one picture.
pub(super) fn of(still: &Path) -> Result<FrameSize, JobError> {
    Ok(frame(&[size_of(still)?]))
}

/// A picture file.
pub(super) fn read(still: &Path) -> Result<Still, JobError> {
    let mut reader = decoder(still)?;
    let size = reader.output_buffer_size().ok_or_else(|| JobError::fail("a frame is too large"))?;
    let mut bytes = vec![0; size];
    let info = reader.next_frame(&mut bytes).map_err(JobError::fail)?;
    if info.color_type != png::ColorType::Rgb || info.bit_depth != png::BitDepth::Eight {
        return Err(JobError::fail("a frame is no picture of eight-bit red, green and blue"));
    }
    Ok(Still { size: (info.width, info.height), rgb: bytes })
}

fn decoder(still: &Path) -> Result<png::Reader<BufReader<File>>, JobError> {
    let file = File::open(still).map_err(JobError::retry)?;
    png::Decoder::new(BufReader::new(file)).read_info().map_err(JobError::fail)
}

/// Puts bars around every picture that has not the shape of the film, and says how large the film is.
pub(super) async fn framed(mut scenes: Vec<Scene>) -> Result<(Vec<Scene>, FrameSize), JobError> {
    let task = tokio::task::spawn_blocking(move || {
        let mut sizes = Vec::new();
        for still in scenes.iter().flat_map(|scene| &scene.stills) {
            sizes.push(size_of(still)?);
        }
        let film = frame(&sizes);
        let mut sizes = sizes.into_iter();
        for scene in &mut scenes {
            for ((still, frame), size) in scene.stills.iter().zip(&mut scene.frames.all).zip(&mut sizes) {
                if !alike(size, (film.width, film.height)) {
                    let barred = barred(&read(still)?, film);
                    let png = storyboard::encode::png(&barred).map_err(JobError::fail)?;
                    std::fs::write(still, png).map_err(JobError::retry)?;
                    frame.movement = Movement::Static;
                }
            }
        }
        Ok((scenes, film))
    });
    task.await.map_err(|error| JobError::retry(format!("the frames were not looked at: {error}")))?
}

/// The size of a film of pictures of these sizes.
#[expect(clippy::cast_possible_truncation, reason = "no side grows")]
fn frame(sizes: &[(u32, u32)]) -> FrameSize {
    let mut shapes: BTreeMap<usize, usize> = BTreeMap::new();
    for size in sizes {
        let first = sizes.iter().position(|it| alike(*it, *size)).unwrap_or(0);
        *shapes.entry(first).or_default() += 1;
    }
    // Of shapes that are as frequent, the one that comes first.
    let most = shapes.iter().max_by_key(|(first, count)| (**count, usize::MAX - **first));
    let shape = most.and_then(|(first, _)| sizes.get(*first)).copied().unwrap_or((1_280, 720));
    let largest = sizes.iter().filter(|it| alike(**it, shape)).max().copied().unwrap_or(shape);
    let longest = largest.0.max(largest.1);
    let most = longest.min(EDGE);
    let side = |side: u32| (u64::from(side) * u64::from(most) / u64::from(longest)).max(64) as u32 & !1;
    FrameSize { width: side(largest.0), height: side(largest.1) }
}

fn alike(one: (u32, u32), other: (u32, u32)) -> bool {
    let ratio = |size: (u32, u32)| f64::from(size.0) / f64::from(size.1.max(1));
    (ratio(one) / ratio(other) - 1.0).abs() < ALIKE
}

/// The picture in the middle of black of the film's shape. It keeps its pixels; the film makes it fit.
#[expect(clippy::cast_possible_truncation, reason = "sides of pictures are far below 2^32")]
fn barred(still: &Still, film: FrameSize) -> Still {
    let (width, height) = (u64::from(still.size.0), u64::from(still.size.1));
    let (across, down) = (u64::from(film.width), u64::from(film.height));
    let (wide, tall) = if width * down > across * height {
        (width, width * down / across)
    } else {
        (height * across / down, height)
    };
    let (wide, tall) = (wide as usize & !1, tall as usize & !1);
    let (row, left) = (still.size.0 as usize * 3, (wide.saturating_sub(still.size.0 as usize)) / 2);
    let top = tall.saturating_sub(still.size.1 as usize) / 2;
    let mut rgb = vec![0; wide * tall * 3];
    for (line, source) in rgb.chunks_exact_mut(wide * 3).skip(top).zip(still.rgb.chunks_exact(row)) {
        let length = row.min(line.len() - left * 3);
        line[left * 3..][..length].copy_from_slice(&source[..length]);
    }
    Still { size: (wide as u32, tall as u32), rgb }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sizes: &[(u32, u32)]) -> (u32, u32) {
        let FrameSize { width, height } = frame(sizes);
        (width, height)
    }

    #[test]
    fn a_film_has_the_shape_that_most_of_its_frames_have_and_the_largest_of_them_gives_the_size() {
        assert_eq!(of(&[(1_280, 720)]), (1_280, 720));
        assert_eq!(of(&[(1_280, 536), (1_280, 720), (640, 268)]), (1_280, 536));
        assert_eq!(of(&[(720, 1_280), (1_280, 720)]), (720, 1_280), "the first of two");
        assert_eq!(of(&[(3_840, 2_160), (1_280, 720)]), (1_920, 1_080));
        assert_eq!(of(&[(2_160, 3_840)]), (1_080, 1_920));
        assert_eq!(of(&[]), (1_280, 720));
    }

    fn lit(still: &Still) -> usize {
        still.rgb.iter().map(|byte| usize::from(*byte == 200)).sum()
    }

    #[test]
    fn a_picture_of_another_shape_is_whole_between_bars() {
        let square = Still { size: (90, 90), rgb: vec![200; 90 * 90 * 3] };
        let shown = barred(&square, FrameSize { width: 1_280, height: 720 });
        assert_eq!(shown.size, (160, 90));
        assert_eq!(lit(&shown), 90 * 90 * 3);
        assert_eq!((shown.rgb[34 * 3], shown.rgb[35 * 3], shown.rgb[125 * 3]), (0, 200, 0));
        let wide = Still { size: (240, 100), rgb: vec![200; 240 * 100 * 3] };
        let shown = barred(&wide, FrameSize { width: 720, height: 1_280 });
        assert_eq!(shown.size, (240, 426));
        assert_eq!(lit(&shown), 240 * 100 * 3);
    }

    #[tokio::test]
    async fn frames_of_the_films_shape_are_left_alone_and_the_others_stand_still() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, other) =
            (super::super::cut::tests::scene(1, &[24], &[]), super::super::cut::tests::scene(2, &[24], &[]));
        one.frames.all.extend(other.frames.all.clone());
        let still = |name: &str, size: (u32, u32)| {
            let rgb = vec![90; (size.0 * size.1 * 3) as usize];
            let path = folder.path().join(name);
            std::fs::write(&path, storyboard::encode::png(&Still { size, rgb }).unwrap()).unwrap();
            path
        };
        one.stills = vec![still("wide.png", (160, 90)), still("square.png", (90, 90))];
        let kept = std::fs::read(&one.stills[0]).unwrap();
        let (scenes, size) = framed(vec![one]).await.unwrap();
        assert_eq!((size.width, size.height), (160, 90));
        assert_eq!(std::fs::read(&scenes[0].stills[0]).unwrap(), kept);
        assert_eq!(read(&scenes[0].stills[1]).unwrap().size, (160, 90));
        let moves: Vec<Movement> = scenes[0].frames.all.iter().map(|frame| frame.movement).collect();
        assert_eq!(moves, [Movement::PushIn, Movement::Static]);
    }
}
