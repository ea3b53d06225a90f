//! Makes the cluster the first time. Everything happens in a folder beside the final one, which is
//! renamed at the end: a crash in the middle leaves nothing that looks like a database.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::ClusterError;
use crate::address::USER;
use crate::binaries::Binaries;
use crate::owner::{Owner, command, give};
use crate::place::{Place, random_hex};

/// The socket's folder is closed to everybody but the owner, so who gets there needs no password.
const PG_HBA: &str = "# Written by spool.\n\
    local all all trust\n\
    host all all 127.0.0.1/32 scram-sha-256\n";

/// Creates the data directory unless it exists.
pub(crate) fn ensure(
    place: &Place,
    binaries: &Binaries,
    owner: Option<Owner>,
    durable: bool,
) -> Result<(), ClusterError> {
    let (data, staging) = (place.data(), place.staging());
    if data.join("PG_VERSION").exists() {
        return Ok(());
    }
    match fs::remove_dir_all(&staging) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(ClusterError::file("remove", &staging)(error));
        }
        _ => {}
    }
    tracing::info!(path = %data.display(), "creating the database, once");
    fs::create_dir(&staging).map_err(ClusterError::file("create", &staging))?;
    give(&staging, owner, 0o700).map_err(ClusterError::file("hand over", &staging))?;
    write_password(&place.password(), owner)?;

    let mut initdb = command(&binaries.program("initdb"), owner);
    initdb
        .args(["--username", USER, "--auth-local=trust", "--auth-host=scram-sha-256"])
        .args(["--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"])
        .arg("--pwfile")
        .arg(place.password())
        .arg("--pgdata")
        .arg(&staging);
    if !durable {
        initdb.arg("--no-sync");
    }
    run(&mut initdb, None, &data)?;
    create_studio(&staging, binaries, owner, durable, &data)?;

    let hba = staging.join("pg_hba.conf");
    fs::write(&hba, PG_HBA).map_err(ClusterError::file("write", &hba))?;
    fs::rename(&staging, &data).map_err(ClusterError::file("create", &data))?;
    // The rename itself must survive a power cut.
    File::open(place.dir()).and_then(|dir| dir.sync_all()).map_err(ClusterError::file("write", place.dir()))
}

/// The studio's own database, made here so that a cluster without one never exists.
fn create_studio(
    staging: &Path,
    binaries: &Binaries,
    owner: Option<Owner>,
    durable: bool,
    data: &Path,
) -> Result<(), ClusterError> {
    let mut single = command(&binaries.program("postgres"), owner);
    single.arg("--single").arg("-D").arg(staging).args(["-c", "log_checkpoints=off"]);
    if !durable {
        single.args(["-c", "fsync=off"]);
    }
    single.arg("template1");
    let said = run(&mut single, Some(&format!("create database {};\n", crate::DATABASE)), data)?;
    // In this mode Postgres reports a failed statement and still exits with 0.
    match said.lines().find(|line| line.contains("ERROR:") || line.contains("FATAL:")) {
        None => Ok(()),
        Some(line) => Err(ClusterError::Init { path: data.into(), reason: line.trim().into() }),
    }
}

/// A random password, readable for the owner (and root) alone.
fn write_password(path: &Path, owner: Option<Owner>) -> Result<(), ClusterError> {
    let password = random_hex(24)?;
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut file| file.write_all(password.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| give(path, owner, 0o600))
        .map_err(ClusterError::file("write", path))
}

/// Runs a program to its end with `input` and answers what it said on standard error.
fn run(command: &mut Command, input: Option<&str>, data: &Path) -> Result<String, ClusterError> {
    let failed = |reason: String| ClusterError::Init { path: data.into(), reason };
    if input.is_some() {
        command.stdin(Stdio::piped());
    }
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(format!("{}: {error}", command.get_program().display())))?;
    if let (Some(input), Some(mut stdin)) = (input, child.stdin.take()) {
        // A program that ends early closes the pipe; its exit status tells more than that.
        let _ended_early = stdin.write_all(input.as_bytes());
    }
    let Output { status, stderr, .. } =
        child.wait_with_output().map_err(|error| failed(error.to_string()))?;
    let said = String::from_utf8_lossy(&stderr).into_owned();
    if status.success() {
        return Ok(said);
    }
    let last = said.lines().map(str::trim).rfind(|line| line.contains("error:") || line.contains("FATAL:"));
    let last = last.or_else(|| said.lines().last()).unwrap_or("no reason given");
    Err(failed(format!("{last} ({status})")))
}
