//! The machine: directory, port, disk, memory, ffmpeg.

use super::Finding;
use crate::session::running;
use crate::settings::Studio;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A private database, assets and a few drafts of frames.
const DISK_GB: u64 = 2;
/// The default language model, resident, with room to think.
const MEMORY_GB: u64 = 4;
const GB: u64 = 1_000_000_000;

/// The data directory and whether it can be written.
pub(super) fn data_dir(options: &Studio) -> Finding {
    let dir = &options.place.data_dir;
    let subject = "data";
    let existing = existing_ancestor(dir);
    let shown = format!("{} (--data-dir, SPOOL_DATA_DIR)", dir.display());
    match tempfile_in(&existing) {
        Ok(()) if existing == *dir => Finding::well(subject, shown),
        Ok(()) => Finding::well(subject, format!("{shown}, made at the first start")),
        Err(error) => Finding::ill(
            subject,
            format!("{shown} cannot be written: {error}"),
            "choose another with --data-dir, or change its owner",
        ),
    }
}

/// Whether the studio could answer at its address, or does already.
pub(super) fn port(options: &Studio) -> Finding {
    let listen = options.listen;
    let ours = running(&options.place.data_dir).ok().flatten();
    match (TcpListener::bind(listen), ours) {
        (_, Some(studio)) => {
            Finding::well("studio", format!("runs at {} (process {})", studio.url, studio.pid))
        }
        (Ok(_), None) => Finding::well("studio", format!("not running; {listen} is free (--listen)")),
        (Err(error), None) => Finding::ill(
            "studio",
            format!("{listen} cannot be used: {error}"),
            "choose another with --listen",
        ),
    }
}

/// Free space where the data lies.
pub(super) fn disk(options: &Studio) -> Finding {
    match nix::sys::statvfs::statvfs(&existing_ancestor(&options.place.data_dir)) {
        Ok(stat) => {
            let free = stat.blocks_available() * stat.fragment_size() / GB;
            let found = format!("{free} GB free");
            if free >= DISK_GB {
                Finding::well("disk", found)
            } else {
                Finding::ill("disk", found, format!("make room: {DISK_GB} GB are wanted"))
            }
        }
        Err(error) => {
            Finding::ill("disk", format!("cannot be measured: {error}"), "check the data directory")
        }
    }
}

/// Memory that could be used now.
pub(super) fn memory() -> Finding {
    let text = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let Some(kilobytes) = meminfo(&text, "MemAvailable:") else {
        return Finding::well("memory", "not measured on this system");
    };
    let gigabytes = kilobytes * 1024 / GB;
    let found = format!("{gigabytes} GB available");
    if gigabytes >= MEMORY_GB {
        Finding::well("memory", found)
    } else {
        let mend = format!(
            "close something: the default language model wants {MEMORY_GB} GB, or take a smaller one with --text-model"
        );
        Finding::ill("memory", found, mend)
    }
}

/// The ffmpeg on the PATH.
pub(super) fn ffmpeg() -> Finding {
    let mend = "install the Debian package ffmpeg, or run scripts/bootstrap";
    match Command::new("ffmpeg").arg("-version").output() {
        Ok(output) if output.status.success() => {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            let version = text.split_whitespace().nth(2).unwrap_or("of unknown version").to_owned();
            Finding::well("ffmpeg", version)
        }
        Ok(output) => Finding::ill("ffmpeg", format!("fails with {}", output.status), mend),
        Err(error) => Finding::ill("ffmpeg", format!("cannot be run: {error}"), mend),
    }
}

fn meminfo(text: &str, name: &str) -> Option<u64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok())
}

/// The directory itself, or the nearest one above it that exists.
fn existing_ancestor(dir: &Path) -> PathBuf {
    let absolute = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    absolute.ancestors().find(|it| it.exists()).unwrap_or(Path::new("/")).to_owned()
}

/// Writes and removes a file there.
fn tempfile_in(dir: &Path) -> std::io::Result<()> {
    let probe = dir.join(format!(".spool-doctor-{}", std::process::id()));
    fs::write(&probe, b"")?;
    fs::remove_file(&probe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_in_kilobytes() {
        assert_eq!(
            meminfo("MemTotal: 9 kB\nMemAvailable:   24117248 kB\n", "MemAvailable:"),
            Some(24_117_248)
        );
        assert_eq!(meminfo("", "MemAvailable:"), None);
    }

    #[test]
    fn a_directory_that_is_not_there_yet_is_judged_by_the_one_above_it() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(existing_ancestor(&home.path().join("a/b")), home.path());
    }
}
