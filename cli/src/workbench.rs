//! Where a process cuts its films: a folder of its own below the data directory, which nobody else uses while
//! it lives. The kernel frees the folder's lock with the process, however that ends, so whoever takes the
//! folder next knows that what lies there was left behind.

use crate::worker_name::take_number;
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// What unfinished films leave: the scenes of a film, and the folder of the child that encodes them.
const LEFT: [&str; 2] = ["film-", "reel-"];

/// A folder to work in, held as long as this lives.
#[derive(Debug)]
pub(crate) struct Workbench {
    folder: PathBuf,
    /// Locked; nobody else has the folder meanwhile.
    _lock: File,
}

impl Workbench {
    /// Takes the first free folder of a data directory and clears it.
    pub(crate) fn take(data_dir: &Path) -> Result<Self> {
        let work = std::path::absolute(data_dir)?.join("workbench");
        let context = || format!("films cannot be cut in {}", work.display());
        let (number, lock) = take_number(&work).with_context(context)?;
        let folder = work.join(number.to_string());
        fs::create_dir_all(&folder).with_context(context)?;
        if let Err(error) = clear(&folder) {
            let folder = folder.display();
            tracing::warn!(%error, "what was left behind in {folder} cannot be removed: {error}");
        }
        Ok(Self { folder, _lock: lock })
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

fn clear(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if LEFT.iter().any(|prefix| name.starts_with(prefix)) {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_processes_have_two_folders_and_what_one_left_behind_is_cleared_by_the_next() {
        let data = tempfile::tempdir().unwrap();
        let first = Workbench::take(data.path()).unwrap();
        let second = Workbench::take(data.path()).unwrap();
        assert_ne!(first.folder(), second.folder());
        for name in ["reel-a", "film-b", "kept"] {
            fs::create_dir_all(first.folder().join(name).join("within")).unwrap();
            fs::create_dir_all(second.folder().join(name)).unwrap();
        }
        let left = first.folder().to_owned();
        drop(first);
        let next = Workbench::take(data.path()).unwrap();
        assert_eq!(next.folder(), left);
        let names = |folder: &Path| fs::read_dir(folder).unwrap().count();
        assert_eq!((names(next.folder()), names(second.folder())), (1, 3));
        assert!(next.folder().join("kept").exists());
    }

    #[test]
    fn a_place_that_cannot_be_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = format!("{:#}", Workbench::take(file.path()).unwrap_err());
        assert!(error.contains(file.path().to_str().unwrap()), "{error}");
    }
}
