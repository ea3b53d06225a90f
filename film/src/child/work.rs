//! What a child does once it is confined.

use std::path::Path;

use super::protocol::{Answer, Progress, Request, StripRequest, Task};
use crate::compose::planes::Yuv;
use crate::decode::movie::{self, Movie};
use crate::encode::{Room, film, picture};
use crate::error::Fault;

/// Does one task. `report` is told about every frame.
pub(crate) fn run(request: Request, report: &mut dyn FnMut(Progress)) -> Result<Answer, Fault> {
    ffmpeg_next::init().map_err(Fault::media("starting the media libraries"))?;
    ffmpeg_next::log::set_level(ffmpeg_next::log::Level::Error);
    let limits = &request.limits;
    let room = Room { threads: limits.threads.clamp(1, 64), memory_bytes: limits.memory_bytes };
    match request.task {
        Task::Render { reel, output, pictures } => {
            let total = reel.timeline().total;
            film(&reel, &output, &pictures, room, &mut |frame| report(Progress { frame, total }))?;
        }
        Task::Probe { path } => return movie::probe(&path).map(Answer::Probed),
        Task::Thumbnails { path, wanted } => {
            let mut movie = Movie::open(&path)?;
            for wanted in wanted {
                let shown = movie.picture_at(wanted.at_ms, wanted.width)?;
                picture::write(&shown, wanted.width, &wanted.output)?;
            }
        }
        Task::Strip { path, wanted } => strip(&path, &wanted)?,
    }
    Ok(Answer::Written)
}

/// Pictures from the middle of equal parts of the film, row by row.
fn strip(path: &Path, wanted: &StripRequest) -> Result<(), Fault> {
    let mut movie = Movie::open(path)?;
    let length = movie.length_ms();
    let (count, columns) = (wanted.count, wanted.columns.min(wanted.count) as usize);
    let mut sheet: Option<Yuv> = None;
    for index in 0..count {
        let at = length * (2 * u64::from(index) + 1) / (2 * u64::from(count));
        let small = movie.picture_at(at, wanted.width)?;
        let rows = (count as usize).div_ceil(columns);
        let sheet = sheet.get_or_insert_with(|| Yuv::black(small.width * columns, small.height * rows));
        let (column, row) = (index as usize % columns, index as usize / columns);
        paste(sheet, &small, column * small.width, row * small.height);
    }
    let sheet = sheet.ok_or_else(|| Fault::input(path, "no pictures were asked for"))?;
    let width = u32::try_from(sheet.width).unwrap_or(u32::MAX);
    picture::write(&sheet, width, &wanted.output)
}

/// Copies a picture to an even place of a larger one; what does not fit is left out.
fn paste(sheet: &mut Yuv, small: &Yuv, x: usize, y: usize) {
    for plane in 0..3 {
        let half = usize::from(plane > 0);
        let ((stride, tall), (width, _)) = (sheet.plane_size(plane), small.plane_size(plane));
        let (x, y) = (x >> half, y >> half);
        for (row, from) in small.planes[plane].chunks_exact(width).enumerate() {
            if y + row < tall && x + width <= stride {
                sheet.planes[plane][(y + row) * stride + x..][..width].copy_from_slice(from);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_pasted_where_they_belong() {
        let mut sheet = Yuv::black(8, 4);
        let mut small = Yuv::black(4, 4);
        small.planes[0].fill(200);
        small.planes[1].fill(90);
        paste(&mut sheet, &small, 4, 0);
        assert_eq!(sheet.planes[0][..8], [16, 16, 16, 16, 200, 200, 200, 200]);
        assert_eq!(sheet.planes[1], [128, 128, 90, 90, 128, 128, 90, 90]);
    }
}
