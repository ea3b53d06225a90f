//! Who Postgres runs as. It refuses root, so a root process hands the data to an unprivileged user
//! and starts the programs as that one; anybody else runs it as themselves.

use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{ClusterError, sys};

/// The user that owns the data directory and runs Postgres, where it is not this process' own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) uid: u32,
    gid: u32,
}

impl Owner {
    /// `None` for an ordinary user. For root: whoever owns `data` already, else `postgres`, else `nobody`.
    pub(crate) fn choose(data: &Path) -> Result<Option<Self>, ClusterError> {
        let me = sys::effective_uid();
        match fs::metadata(data) {
            Ok(found) if me == 0 && found.uid() != 0 => {
                return Ok(Some(Self { uid: found.uid(), gid: found.gid() }));
            }
            Ok(found) if me != 0 && found.uid() != me => {
                return Err(ClusterError::Foreign { path: data.into(), uid: found.uid() });
            }
            _ if me != 0 => return Ok(None),
            _ => {}
        }
        let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
        // initdb looks its user up by number, so it must be one of the listed.
        ["postgres", "nobody"]
            .iter()
            .find_map(|name| Self::named(name, &passwd))
            .map(Some)
            .ok_or(ClusterError::NoUser)
    }

    fn named(name: &str, passwd: &str) -> Option<Self> {
        let line = passwd.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        let (uid, gid) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        (uid != 0).then_some(Self { uid, gid })
    }

    /// Whether this user may enter `dir`, going by the permission bits of it and of all above it.
    pub(crate) fn can_enter(self, dir: &Path) -> bool {
        dir.ancestors().filter(|part| !part.as_os_str().is_empty()).all(|part| {
            fs::metadata(part).is_ok_and(|found| {
                let bit = match (found.uid() == self.uid, found.gid() == self.gid) {
                    (true, _) => 0o100,
                    (false, true) => 0o010,
                    (false, false) => 0o001,
                };
                found.is_dir() && found.mode() & bit != 0
            })
        })
    }
}

/// Gives a file or folder to the owner and sets its permission bits.
pub(crate) fn give(path: &Path, owner: Option<Owner>, mode: u32) -> io::Result<()> {
    if let Some(owner) = owner {
        chown(path, Some(owner.uid), Some(owner.gid))?;
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// A Postgres program to be run as the owner, in a clean environment: nothing of ours (tokens, database
/// addresses) belongs there, and messages are in English so that they can be recognised.
pub(crate) fn command(program: &Path, owner: Option<Owner>) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .envs([("LC_ALL", "C.UTF-8"), ("LC_MESSAGES", "C"), ("TZ", "UTC"), ("PATH", "/usr/bin:/bin")])
        .current_dir("/")
        .stdin(Stdio::null());
    if let Some(owner) = owner {
        // The standard library drops the supplementary groups along with the user.
        command.uid(owner.uid).gid(owner.gid);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_its_whole_name_and_never_root() {
        let passwd = "toor:x:0:0::/:\nnobody2:x:7:7::/:\nnobody:x:65534:65533::/:\nodd:x:y:1::/:";
        assert_eq!(Owner::named("nobody", passwd), Some(Owner { uid: 65534, gid: 65533 }));
        assert_eq!(Owner::named("toor", passwd), None);
        assert_eq!(Owner::named("odd", passwd), None);
        assert_eq!(Owner::named("postgres", passwd), None);
    }

    #[test]
    fn a_closed_folder_anywhere_above_keeps_a_stranger_out() {
        let top = tempfile::tempdir().unwrap();
        let inner = top.path().join("a/b");
        fs::create_dir_all(&inner).unwrap();
        let found = fs::metadata(top.path()).unwrap();
        let stranger = Owner { uid: found.uid() + 4242, gid: found.gid() + 4242 };
        fs::set_permissions(top.path(), fs::Permissions::from_mode(0o700)).unwrap();
        assert!(!stranger.can_enter(&inner));
        fs::set_permissions(top.path(), fs::Permissions::from_mode(0o711)).unwrap();
        assert!(stranger.can_enter(&inner));
        assert!(!stranger.can_enter(&inner.join("missing")));
    }
}
