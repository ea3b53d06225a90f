//! A disk that is small enough to be filled: an ext4 file system in a file, mounted by a loop device, or where
//! there is none a tmpfs with a limit. Both need root; without one of them nothing can be filled here.

use nix::fcntl::{FallocateFlags, fallocate};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Room for Postgres and what a run writes, in bytes.
const SIZE: u64 = 320 << 20;
/// The first piece that is tried to be taken, in bytes; then half of it, and so on.
const LARGEST: u64 = 128 << 20;
/// A block of the file system: less than this cannot be taken.
const BLOCK: u64 = 4 << 10;

/// A mounted disk. Dropping it unmounts and removes it.
#[derive(Debug)]
pub struct SmallDisk {
    place: PathBuf,
    image: Option<PathBuf>,
}

impl SmallDisk {
    /// Mounts one at a new folder `name` of `parent`, or says why it cannot be.
    pub fn mount(parent: &Path, name: &str) -> Result<Self, String> {
        if cluster::effective_uid() != 0 {
            return Err("only root may mount a small disk".into());
        }
        let place = parent.join(name);
        fs::create_dir_all(&place).map_err(|error| format!("{}: {error}", place.display()))?;
        let image = parent.join(format!("{name}.img"));
        let looped = make_image(&image)
            .and_then(|()| run(Command::new("mount").args(["-o", "loop"]).arg(&image).arg(&place)));
        let no_loop = match looped {
            Ok(()) => return Ok(Self { place, image: Some(image) }),
            Err(why) => why,
        };
        let _ = fs::remove_file(&image);
        let limit = format!("size={SIZE},mode=0755");
        match run(Command::new("mount").args(["-t", "tmpfs", "-o", &limit, "tmpfs"]).arg(&place)) {
            Ok(()) => Ok(Self { place, image: None }),
            Err(why) => {
                let _ = fs::remove_dir(&place);
                Err(format!("no small disk can be mounted: {no_loop}; {why}"))
            }
        }
    }

    /// Where it is mounted.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// What it is, in words.
    pub fn kind(&self) -> &'static str {
        if self.image.is_some() { "ext4 on a loop device" } else { "tmpfs" }
    }

    /// Takes every block that is left; how many bytes.
    pub fn fill(&self) -> io::Result<u64> {
        let ballast = File::create(self.ballast())?;
        let (mut taken, mut piece) = (0, LARGEST);
        while piece >= BLOCK {
            let (offset, length) = (i64::try_from(taken), i64::try_from(piece));
            let (Ok(offset), Ok(length)) = (offset, length) else { break };
            match fallocate(&ballast, FallocateFlags::empty(), offset, length) {
                Ok(()) => taken += piece,
                Err(nix::Error::ENOSPC) => piece /= 2,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(taken)
    }

    /// Gives back what [`SmallDisk::fill`] took.
    pub fn free(&self) -> io::Result<()> {
        match fs::remove_file(self.ballast()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn ballast(&self) -> PathBuf {
        self.place.join("ballast")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily, should somebody still hold a file of it.
        if run(Command::new("umount").arg(&self.place)).is_err() {
            let _ = run(Command::new("umount").arg("-l").arg(&self.place));
        }
        if let Some(image) = &self.image {
            let _ = fs::remove_file(image);
        }
        let _ = fs::remove_dir(&self.place);
    }
}

fn make_image(image: &Path) -> Result<(), String> {
    let made = File::create(image).and_then(|file| file.set_len(SIZE));
    made.map_err(|error| format!("{}: {error}", image.display()))?;
    // No blocks kept back for root: what is full is full for everybody.
    run(Command::new("mkfs.ext4").args(["-q", "-F", "-m", "0"]).arg(image))
}

/// Runs a program to its end; what it said if it failed.
fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("{name}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{name}: {}", said.lines().next().unwrap_or("failed").trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_full_disk_takes_nothing_and_a_freed_one_takes_it_again() {
        let top = tempfile::tempdir().unwrap();
        let disk = match SmallDisk::mount(top.path(), "small") {
            Ok(disk) => disk,
            // Nothing can be mounted here; the reason says so.
            Err(why) => return assert!(why.contains("mount"), "{why}"),
        };
        let taken = disk.fill().unwrap();
        assert!(taken > SIZE / 2 && taken <= SIZE, "{taken}");
        let file = disk.place().join("file");
        let write =
            || File::create(&file).and_then(|mut file| file.write_all(&[7; 8_192]).and(file.sync_all()));
        let full = write().unwrap_err();
        assert_eq!(full.kind(), io::ErrorKind::StorageFull, "{full}");
        disk.free().unwrap();
        disk.free().unwrap();
        write().unwrap();
        let place = disk.place().to_owned();
        drop(disk);
        assert!(!place.exists() && fs::read_dir(top.path()).unwrap().count() == 0);
    }

    #[test]
    fn a_program_that_fails_is_named_with_its_first_words() {
        assert!(run(&mut Command::new("true")).is_ok());
        let why = run(Command::new("sh").args(["-c", "echo no such thing >&2; exit 1"])).unwrap_err();
        assert_eq!(why, "sh: no such thing");
        assert!(run(&mut Command::new("/nowhere/mkfs")).unwrap_err().starts_with("/nowhere/mkfs: "));
    }
}
