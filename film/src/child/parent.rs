//! The parent's side: what callers call. Everything a child writes lies in a folder of its own until it is
//! complete; then it is moved to its place. Whatever ends a child early, the folder goes with it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::answer::{FileInfo, Finished, Picture, Probe};
use super::place;
use super::protocol::{Answer, Limits, Progress, StripRequest, Task, ThumbnailRequest};
use super::run::run;
use crate::error::FilmError;
use crate::reel::check::{self, InvalidReel, Problem};
use crate::reel::{Reel, Source};

/// How children are started.
#[derive(Debug, Clone)]
pub struct Options {
    /// The program that becomes the child: usually `std::env::current_exe()`.
    pub program: PathBuf,
    /// The arguments that lead it to [`super::main`].
    pub args: Vec<String>,
    /// Where each child gets a folder of its own, named `film-…`. Best on the file system that results go to.
    /// What a killed parent leaves there may be deleted at any time.
    pub work_dir: PathBuf,
    /// What each child may use.
    pub limits: Limits,
}

/// A wish to stop, shared between the caller and a running call. It is noticed within a tenth of a second.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks every call that was given this (or a clone of it) to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether that was asked.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A folder of its own for one child; gone when dropped.
fn folder(options: &Options) -> Result<tempfile::TempDir, FilmError> {
    let made = tempfile::Builder::new().prefix("film-").tempdir_in(&options.work_dir);
    made.map_err(FilmError::io("making a folder in", &options.work_dir))
}

fn absolute(path: &Path) -> Result<PathBuf, FilmError> {
    std::path::absolute(path).map_err(FilmError::io("finding", path))
}

/// Where in the child's folder a picture is written before it is moved to `output`.
fn picture_path(folder: &Path, index: usize, output: &Path) -> PathBuf {
    let png = output.extension().is_some_and(|ending| ending == "png");
    folder.join(format!("picture-{index}.{}", if png { "png" } else { "jpg" }))
}

/// Makes the film of a reel at `output`, and the pictures that the reel asks for. Blocks until it is done,
/// and must run on a thread that lives as long as the call: the child dies with the thread that started it.
/// `progress` is told about every frame, on the calling thread. A film that was at `output` before stays
/// until the new one is complete.
pub fn render(
    reel: &Reel,
    output: &Path,
    options: &Options,
    mut progress: impl FnMut(Progress),
    cancel: &Cancel,
) -> Result<Finished, FilmError> {
    reel.check()?;
    check::path("output", output)?;
    let folder = folder(options)?;
    let mut inside = reel.clone();
    for shot in &mut inside.shots {
        if let Source::Still(path) = &mut shot.source {
            *path = absolute(path)?;
        }
    }
    for sound in &mut inside.sounds {
        sound.path = absolute(&sound.path)?;
    }
    let film = folder.path().join(format!("film.{}", reel.format.extension()));
    let pictures: Vec<PathBuf> = reel
        .pictures
        .iter()
        .enumerate()
        .map(|(index, request)| picture_path(folder.path(), index, &request.output))
        .collect();
    let task = Task::Render { reel: Box::new(inside), output: film.clone(), pictures: pictures.clone() };
    written(&run(task, folder.path(), options, &mut progress, cancel)?)?;
    let moved = pictures.iter().zip(&reel.pictures).map(|(from, request)| place::put(from, &request.output));
    let pictures = moved.collect::<Result<Vec<Picture>, _>>()?;
    let film = place::put(&film, output)?;
    Ok(Finished { film, frames: reel.timeline().total, fps: reel.fps, pictures })
}

/// What a film file holds. Refuses every file that is not MP4/MOV or Matroska/WebM.
pub fn probe(path: &Path, options: &Options) -> Result<Probe, FilmError> {
    check::path("path", path)?;
    let folder = folder(options)?;
    let task = Task::Probe { path: absolute(path)? };
    match run(task, folder.path(), options, &mut |_| (), &Cancel::default())? {
        Answer::Probed(probe) => Ok(probe),
        Answer::Written => Err(FilmError::Protocol("a probe that wrote files".to_owned())),
    }
}

/// Pictures of a film at given moments; at most [`check::MAX_PICTURES`].
pub fn thumbnails(
    path: &Path,
    wanted: &[ThumbnailRequest],
    options: &Options,
    cancel: &Cancel,
) -> Result<Vec<Picture>, FilmError> {
    check::path("path", path)?;
    bounded("wanted", wanted.len() as u64, check::MAX_PICTURES as u64)?;
    for (index, request) in wanted.iter().enumerate() {
        check::picture_file(&format!("wanted[{index}]"), request.width, &request.output)?;
    }
    let folder = folder(options)?;
    let inside = |(index, request): (usize, &ThumbnailRequest)| ThumbnailRequest {
        output: picture_path(folder.path(), index, &request.output),
        ..request.clone()
    };
    let inside: Vec<ThumbnailRequest> = wanted.iter().enumerate().map(inside).collect();
    let task = Task::Thumbnails { path: absolute(path)?, wanted: inside.clone() };
    written(&run(task, folder.path(), options, &mut |_| (), cancel)?)?;
    inside.iter().zip(wanted).map(|(from, to)| place::put(&from.output, &to.output)).collect()
}

/// One picture of many: a film at even distances, row by row.
pub fn contact_strip(
    path: &Path,
    wanted: &StripRequest,
    options: &Options,
    cancel: &Cancel,
) -> Result<FileInfo, FilmError> {
    check::path("path", path)?;
    bounded("count", u64::from(wanted.count), 400)?;
    bounded("columns", u64::from(wanted.columns), 40)?;
    bounded("width", u64::from(wanted.width), 640)?;
    check::picture_file("strip", wanted.width, &wanted.output)?;
    let folder = folder(options)?;
    let inside = picture_path(folder.path(), 0, &wanted.output);
    let request = StripRequest { output: inside.clone(), ..wanted.clone() };
    let task = Task::Strip { path: absolute(path)?, wanted: request };
    written(&run(task, folder.path(), options, &mut |_| (), cancel)?)?;
    place::put(&inside, &wanted.output)
}

fn bounded(field: &str, is: u64, most: u64) -> Result<(), FilmError> {
    let problem = match is {
        0 => Problem::Empty,
        is if is > most => Problem::TooMuch { is, most },
        _ => return Ok(()),
    };
    Err(InvalidReel { field: field.to_owned(), problem }.into())
}

fn written(answer: &Answer) -> Result<(), FilmError> {
    match answer {
        Answer::Written => Ok(()),
        Answer::Probed(_) => Err(FilmError::Protocol("a description in place of files".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_to_stop_is_shared_with_every_clone() {
        let cancel = Cancel::default();
        let other = cancel.clone();
        assert!(!other.is_cancelled());
        cancel.cancel();
        assert!(other.is_cancelled() && !Cancel::default().is_cancelled());
    }

    #[test]
    fn pictures_are_written_beside_each_other_under_names_of_ours() {
        let folder = Path::new("/films");
        let path = |index, output: &str| picture_path(folder, index, Path::new(output));
        assert_eq!(path(0, "../../etc/poster.png"), Path::new("/films/picture-0.png"));
        assert_eq!(path(7, "a b.jpeg"), Path::new("/films/picture-7.jpg"));
    }

    #[test]
    fn counts_are_bounded_by_name() {
        assert!(bounded("count", 1, 400).is_ok() && bounded("count", 400, 400).is_ok());
        let refused = |is| bounded("count", is, 400).unwrap_err().to_string();
        assert!(refused(0).ends_with("count: is empty"));
        assert!(refused(401).ends_with("count: is 401, most is 400"));
    }
}
