//! What a worker is called. Its name is its own while it lives, and the same when it comes back: what a
//! killed worker left behind is then taken up at once, instead of when its lease ends.
//!
//! The studio that runs a private database is alone on its data directory, so host and directory name it.
//! Other workers also hold a number there: the lowest whose lock file is free. The kernel frees a lock with
//! its process, however that ends, so a worker that is started again finds its number free.

use crate::settings::Studio;
use anyhow::{Context, Result, bail};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::Path;

/// Workers that one machine runs on one data directory.
const MOST: u32 = 1_000;

/// A worker's name, held as long as this lives.
#[derive(Debug)]
pub(crate) struct WorkerName {
    name: String,
    /// Locked; nobody else has the number meanwhile.
    _number: Option<File>,
}

impl WorkerName {
    /// For a process that is alone on its data directory, because it runs the database there, or has no
    /// worker.
    pub(crate) fn alone(options: &Studio) -> Self {
        let name = options.crew.worker_name.clone().unwrap_or_else(|| place(&options.place.data_dir));
        Self { name, _number: None }
    }

    /// For a process that shares its data directory, or has one only for this.
    pub(crate) fn numbered(options: &Studio) -> Result<Self> {
        if options.crew.worker_name.is_some() {
            return Ok(Self::alone(options));
        }
        let dir = &options.place.data_dir;
        let (number, lock) = take_number(&dir.join("workers")).with_context(|| {
            format!("cannot keep a worker's number in {}; name it with --worker-name", dir.display())
        })?;
        Ok(Self { name: format!("{}#{number}", place(dir)), _number: Some(lock) })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.name
    }
}

/// One name for each data directory of each machine.
fn place(data_dir: &Path) -> String {
    let host = nix::unistd::gethostname().unwrap_or_default();
    let dir = std::path::absolute(data_dir).unwrap_or_else(|_| data_dir.to_owned());
    format!("{}:{}", host.to_string_lossy(), dir.display())
}

/// The lowest number that nobody holds. The files stay: removing one that somebody is about to lock would
/// give its number away twice.
pub(crate) fn take_number(dir: &Path) -> Result<(u32, File)> {
    fs::create_dir_all(dir)?;
    for number in 1..=MOST {
        let path = dir.join(format!("{number}.lock"));
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => return Ok((number, file)),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
    bail!("{MOST} workers run there already")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Cli, Command};
    use clap::Parser;

    fn studio(dir: &Path, flags: &[&str]) -> Studio {
        let dir = dir.to_str().unwrap();
        let cli = Cli::parse_from(["spool", "work", "--data-dir", dir].iter().chain(flags));
        let Command::Work(studio) = cli.command else { panic!("not work") };
        studio
    }

    #[test]
    fn workers_of_two_directories_have_two_names() {
        let name = |dir: &str| WorkerName::alone(&studio(Path::new(dir), &[])).name;
        assert_ne!(name("/a"), name("/b"));
    }

    #[test]
    fn workers_of_one_directory_have_numbers_and_get_them_back() {
        let home = tempfile::tempdir().unwrap();
        let options = studio(home.path(), &[]);
        let take = || WorkerName::numbered(&options).unwrap();
        let (first, second) = (take(), take());
        let (one, two) = (first.name.clone(), second.name.clone());
        assert!(one.ends_with("#1") && two.ends_with("#2"), "{one} {two}");
        drop(first);
        assert_eq!(take().name, one);
        drop(second);
        let _first = take();
        assert_eq!(take().name, two);
    }

    #[test]
    fn a_name_that_is_given_needs_no_directory() {
        let options = studio(Path::new("/dev/null/none"), &["--worker-name", "anvil"]);
        assert_eq!(WorkerName::numbered(&options).unwrap().name, "anvil");
        let unnamed = studio(Path::new("/dev/null/none"), &[]);
        let refused = format!("{:#}", WorkerName::numbered(&unnamed).unwrap_err());
        assert!(refused.contains("/dev/null/none") && refused.contains("--worker-name"), "{refused}");
    }
}
