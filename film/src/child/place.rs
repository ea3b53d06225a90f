//! How a file that a child wrote comes to where it is wanted: complete and on disk, or not at all.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::child::answer::FileInfo;
use crate::error::FilmError;

/// Moves a finished file to its place in one step, after its bytes are on disk. Across file systems it is
/// copied under a temporary name beside its place first.
pub(crate) fn put(from: &Path, to: &Path) -> Result<FileInfo, FilmError> {
    let bytes = sync(from).map_err(FilmError::io("writing", from))?;
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let folder = folder(to);
            let copy = || -> io::Result<()> {
                let mut part = tempfile::Builder::new().prefix(".film-").tempfile_in(&folder)?;
                io::copy(&mut File::open(from)?, &mut part)?;
                part.as_file().set_permissions(fs::metadata(from)?.permissions())?;
                part.as_file().sync_all()?;
                part.persist(to).map_err(|error| error.error)?;
                Ok(())
            };
            copy()
        }
        other => other,
    }
    .map_err(FilmError::io("writing", to))?;
    // The name is only safe when its folder is.
    sync(&folder(to)).map_err(FilmError::io("writing", to))?;
    Ok(FileInfo { path: to.to_owned(), bytes })
}

fn sync(path: &Path) -> io::Result<u64> {
    let file = File::open(path)?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_replaces_the_one_before_and_keeps_its_bytes() {
        let dir = tempfile::tempdir().unwrap();
        let (from, to) = (dir.path().join("out"), dir.path().join("film.mp4"));
        fs::write(&from, "new").unwrap();
        fs::write(&to, "the old one").unwrap();
        assert_eq!(put(&from, &to).unwrap(), FileInfo { path: to.clone(), bytes: 3 });
        assert_eq!(fs::read_to_string(&to).unwrap(), "new");
        assert!(!from.exists());
    }

    #[test]
    fn another_file_system_is_reached_too() {
        let (Ok(memory), here) = (tempfile::tempdir_in("/dev/shm"), tempfile::tempdir().unwrap()) else {
            return;
        };
        let (from, to) = (memory.path().join("out"), here.path().join("film.mp4"));
        fs::write(&from, "film").unwrap();
        put(&from, &to).unwrap();
        assert_eq!(fs::read_to_string(&to).unwrap(), "film");
        assert_eq!(fs::read_dir(here.path()).unwrap().count(), 1, "no temporary file stays");
    }

    #[test]
    fn a_missing_folder_is_an_error_that_names_the_place() {
        let dir = tempfile::tempdir().unwrap();
        let from = dir.path().join("out");
        fs::write(&from, "film").unwrap();
        let error = put(&from, &dir.path().join("no/film.mp4")).unwrap_err();
        assert!(error.to_string().contains("no/film.mp4"), "{error}");
    }
}
