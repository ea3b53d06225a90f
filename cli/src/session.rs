//! Which studio the command line talks to, and as whom.
//!
//! The studio: the one named, else the one that runs on the data directory. The right to talk to
//! it: a token given, else the remembered login.

use crate::client::{Client, Credentials, Login, SavedLogin, write_private};
use crate::settings::Remote;
use anyhow::{Context, Result, anyhow, bail};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// What a running studio leaves in its data directory for the command line to find it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RunningStudio {
    /// Where it answers.
    pub(crate) url: String,
    /// Its process.
    pub(crate) pid: u32,
}

/// A client for the studio that `server` means, signed in.
pub(crate) async fn connect(server: &Remote) -> Result<Client> {
    sign_in(Client::new(&find_server(server)?)?, server.token.as_deref()).await
}

/// The address of the studio that `server` means.
pub(crate) fn find_server(server: &Remote) -> Result<String> {
    if let Some(named) = &server.server {
        return Ok(named.trim_end_matches('/').to_owned());
    }
    let data_dir = &server.place.data_dir;
    running(data_dir)?.map(|studio| studio.url).ok_or_else(|| {
        anyhow!(
            "no studio runs on {}; start one with `spool up`, or name one with --server",
            data_dir.display()
        )
    })
}

/// The studio that runs on a data directory, if its process is alive.
pub(crate) fn running(data_dir: &Path) -> Result<Option<RunningStudio>> {
    let file = studio_file(data_dir);
    let bytes = match fs::read(&file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", file.display())),
    };
    let studio: RunningStudio = serde_json::from_slice(&bytes)
        .with_context(|| format!("{} is damaged; delete it", file.display()))?;
    let alive = i32::try_from(studio.pid)
        .is_ok_and(|pid| nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid), None).is_ok());
    Ok(alive.then_some(studio))
}

/// Tells the command line where this process answers.
pub(crate) fn announce(data_dir: &Path, url: &str) -> Result<()> {
    let studio = RunningStudio { url: url.to_owned(), pid: std::process::id() };
    write_private(&studio_file(data_dir), &serde_json::to_vec(&studio)?)
}

/// Takes the announcement back.
pub(crate) fn withdraw(data_dir: &Path) {
    if let Err(error) = fs::remove_file(studio_file(data_dir)) {
        tracing::debug!(%error, "the announcement was gone already");
    }
}

/// The file of remembered logins.
pub(crate) fn credentials() -> Result<Credentials> {
    let home = std::env::home_dir().context("there is no home directory to remember logins in")?;
    Ok(Credentials::open(&home.join(".config")))
}

fn studio_file(data_dir: &Path) -> PathBuf {
    data_dir.join("studio.json")
}

async fn sign_in(client: Client, token: Option<&str>) -> Result<Client> {
    if let Some(token) = token {
        return Ok(client.with_token(token.to_owned()));
    }
    let credentials = credentials()?;
    let Some(SavedLogin { refresh_token }) = credentials.find(client.server())? else {
        bail!("not signed in to {}; sign in with `spool login`, or set SPOOL_TOKEN", client.server());
    };
    client.with_login(Login { refresh_token, remembered_in: Some(credentials) }).await
}
