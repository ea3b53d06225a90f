//! Who the command line is: a token given, or the login remembered for a studio.
//!
//! Logins are kept in one file that only its owner can read; a refresh token is used up by its
//! use, so the new one is written down before anything else happens.

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// One remembered login.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SavedLogin {
    /// Exchanged for an access token, once.
    pub(crate) refresh_token: String,
}

/// The file of remembered logins, by the studio's address.
#[derive(Debug)]
pub(crate) struct Credentials {
    file: PathBuf,
}

impl Credentials {
    /// The file `spool/logins.json` in the user's configuration directory.
    pub(crate) fn open(config_home: &Path) -> Self {
        Self { file: config_home.join("spool/logins.json") }
    }

    /// The login remembered for a studio.
    pub(crate) fn find(&self, server: &str) -> Result<Option<SavedLogin>> {
        Ok(self.read()?.remove(server))
    }

    /// Remembers a login in place of an older one.
    pub(crate) fn save(&self, server: &str, login: SavedLogin) -> Result<()> {
        let mut all = self.read()?;
        all.insert(server.to_owned(), login);
        write_private(&self.file, &serde_json::to_vec_pretty(&all)?)
    }

    fn read(&self) -> Result<BTreeMap<String, SavedLogin>> {
        match fs::read(&self.file) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .with_context(|| format!("{} is damaged; delete it and sign in again", self.file.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(BTreeMap::new()),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", self.file.display())),
        }
    }
}

/// Replaces a file at once, readable by its owner only.
pub(crate) fn write_private(file: &Path, bytes: &[u8]) -> Result<()> {
    let context = || format!("cannot write {}", file.display());
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent).with_context(context)?;
    }
    let part = file.with_extension("part");
    let mut options = fs::OpenOptions::new();
    let mut open =
        options.write(true).create(true).truncate(true).mode(0o600).open(&part).with_context(context)?;
    open.write_all(bytes).and_then(|()| open.sync_all()).with_context(context)?;
    fs::rename(&part, file).with_context(context)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_login_is_remembered_for_its_studio_and_readable_by_its_owner_only() {
        let home = tempfile::tempdir().unwrap();
        let credentials = Credentials::open(home.path());
        assert_eq!(credentials.find("http://a").unwrap(), None);
        let login = SavedLogin { refresh_token: "r".into() };
        credentials.save("http://a", login.clone()).unwrap();
        assert_eq!(credentials.find("http://a").unwrap(), Some(login));
        assert_eq!(credentials.find("http://b").unwrap(), None);
        let mode = fs::metadata(home.path().join("spool/logins.json")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_damaged_file_is_named() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir_all(home.path().join("spool")).unwrap();
        fs::write(home.path().join("spool/logins.json"), "{").unwrap();
        let error = Credentials::open(home.path()).find("http://a").unwrap_err();
        assert!(error.to_string().contains("logins.json is damaged"), "{error}");
    }
}
