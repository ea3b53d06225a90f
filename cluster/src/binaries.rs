//! Finds the installed Postgres server programs. Debian keeps them off the PATH, one folder for each
//! major version, and an existing data directory only works with the version that made it.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::ClusterError;

/// A folder with `initdb` and `postgres`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Binaries {
    dir: PathBuf,
    /// As it calls itself, "15.4".
    version: String,
    major: u32,
}

impl fmt::Display for Binaries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.version, self.dir.display())
    }
}

impl Binaries {
    /// The right programs for `data`: those of the version that made it, or, when there is no data yet,
    /// the named folder, `pg_config`'s, the newest of Debian's, or those on the PATH, in that order.
    pub(crate) fn find(named: Option<&Path>, data: &Path) -> Result<Self, ClusterError> {
        let found = match named {
            Some(dir) => {
                let only = Self::in_dir(dir.to_path_buf());
                vec![only.ok_or_else(|| ClusterError::NoBinariesIn { dir: dir.into() })?]
            }
            None => installed(),
        };
        let wanted = fs::read_to_string(data.join("PG_VERSION")).ok().and_then(|text| major(&text));
        match wanted {
            None => found.into_iter().next().ok_or(ClusterError::NoBinaries),
            Some(_) if found.is_empty() => Err(ClusterError::NoBinaries),
            Some(version) => found.iter().find(|it| it.major == version).cloned().ok_or_else(|| {
                let found: Vec<String> = found.iter().map(|it| it.major.to_string()).collect();
                ClusterError::WrongVersion { path: data.into(), data: version, found: found.join(", ") }
            }),
        }
    }

    fn in_dir(dir: PathBuf) -> Option<Self> {
        if !dir.join("initdb").is_file() {
            return None;
        }
        // "postgres (PostgreSQL) 15.16 (Debian 15.16-0+deb12u1)"
        let output = Command::new(dir.join("postgres")).arg("--version").output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let version = text.split_whitespace().find(|word| major(word).is_some())?.to_owned();
        let major = major(&version)?;
        Some(Self { dir, version, major })
    }

    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }
}

/// The number before the dot, as in "15.4" and in the file `PG_VERSION`.
fn major(text: &str) -> Option<u32> {
    text.trim().split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn installed() -> Vec<Binaries> {
    let mut dirs: Vec<PathBuf> = Vec::new();
    if let Ok(output) = Command::new("pg_config").arg("--bindir").output() {
        dirs.push(String::from_utf8_lossy(&output.stdout).trim().into());
    }
    let mut debian: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((major(entry.file_name().to_str()?)?, entry.path().join("bin"))))
        .collect();
    debian.sort();
    dirs.extend(debian.into_iter().rev().map(|(_, dir)| dir));
    dirs.extend(std::env::var_os("PATH").iter().flat_map(std::env::split_paths));
    let mut found: Vec<Binaries> = Vec::new();
    for dir in dirs {
        if !found.iter().any(|it| it.dir == dir) {
            found.extend(Binaries::in_dir(dir));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    /// A folder that looks like the programs of the given version.
    fn fake(dir: &Path, version: &str) -> PathBuf {
        fs::create_dir_all(dir).unwrap();
        fs::write(dir.join("initdb"), "").unwrap();
        let postgres = dir.join("postgres");
        fs::write(&postgres, format!("#!/bin/sh\necho 'postgres (PostgreSQL) {version} (Test)'\n")).unwrap();
        fs::set_permissions(&postgres, fs::Permissions::from_mode(0o755)).unwrap();
        dir.to_path_buf()
    }

    #[test]
    fn what_is_installed_here_is_found() {
        let found = Binaries::find(None, Path::new("/nonexistent")).unwrap();
        assert!(found.major >= 14, "{found:?}");
        assert!(found.program("postgres").is_file());
        let told = crate::installed_version(None, Path::new("/nonexistent")).unwrap();
        assert!(told.starts_with(&found.major.to_string()) && told.contains(" in /"), "{told}");
    }

    #[test]
    fn a_named_folder_without_programs_is_refused_by_name() {
        let refused = Binaries::find(Some(Path::new("/etc")), Path::new("/nonexistent")).unwrap_err();
        assert_eq!(refused.to_string(), "no initdb and postgres in /etc, which SPOOL_PG_BIN names");
    }

    #[test]
    fn data_of_another_version_says_which_package_to_install() {
        let top = tempfile::tempdir().unwrap();
        let bin = fake(&top.path().join("bin"), "17.2");
        fs::write(top.path().join("PG_VERSION"), "9\n").unwrap();
        let refused = Binaries::find(Some(&bin), top.path()).unwrap_err().to_string();
        assert!(refused.contains("made by PostgreSQL 9 and only 17 is installed"), "{refused}");
        assert!(refused.contains("postgresql-9"), "{refused}");
        fs::write(top.path().join("PG_VERSION"), "17\n").unwrap();
        assert_eq!(Binaries::find(Some(&bin), top.path()).unwrap().major, 17);
    }
}
