//! `with-postgres COMMAND…` runs a command with a throw-away Postgres, whose address it finds in
//! `SPOOL_TEST_DATABASE_URL`, and ends as the command ends: same exit code, signals passed on, nothing
//! left behind. With the variable set already it only runs the command. `with-postgres --durable COMMAND…`
//! keeps fsync on, for benchmarks that are to mean something.

use std::fs;
use std::io::IsTerminal as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use cluster::{Cluster, ClusterConfig, DATABASE};
use tokio::process::{Child, Command};
use tokio::signal::unix::{SignalKind, signal};

/// Folders of runs that were killed outright are swept up by a later run, once they are this old.
const ABANDONED_AFTER: Duration = Duration::from_hours(6);

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).peekable();
    let durable = arguments.next_if(|argument| argument == "--durable").is_some();
    let Some(program) = arguments.next() else {
        eprintln!("usage: with-postgres [--durable] COMMAND [ARGUMENT]...");
        return ExitCode::from(2);
    };
    let mut command = Command::new(program);
    command.args(arguments);
    match with_postgres(command, durable) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("with-postgres: {error:#}");
            ExitCode::from(125)
        }
    }
}

fn with_postgres(mut command: Command, durable: bool) -> anyhow::Result<u8> {
    if std::env::var_os(testkit::VARIABLE).is_some() {
        return run(&mut command);
    }
    sweep();
    let dir = tempfile::Builder::new().prefix("spool-test-").tempdir().context("no temporary directory")?;
    // Enterable for the database user, who is somebody else when this runs as root.
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o711))?;
    let settings = [
        // Many tests at once, each with pools of its own.
        ("max_connections", "400"),
        ("max_wal_size", "4GB"),
        ("autovacuum_naptime", "20s"),
    ];
    let config = ClusterConfig {
        durable,
        settings: settings.map(|(name, value)| (name.into(), value.into())).into(),
        pg_bin: std::env::var_os("SPOOL_PG_BIN").map(Into::into),
        ..ClusterConfig::new(dir.path())
    };
    let cluster = Cluster::start(&config)?;
    command.env(testkit::VARIABLE, cluster.socket_url(DATABASE));
    let code = run(&mut command);
    cluster.stop();
    if let Err(error) = dir.close() {
        // The command's own outcome matters more than the tidying up.
        eprintln!("with-postgres: the test server's folder could not be removed: {error}");
    }
    code
}

/// Runs the command to its end; 128 + the signal when one ended it, as shells have it.
fn run(command: &mut Command) -> anyhow::Result<u8> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut interrupted = signal(SignalKind::interrupt())?;
        let mut terminated = signal(SignalKind::terminate())?;
        let mut hung_up = signal(SignalKind::hangup())?;
        let program = command.as_std().get_program().to_owned();
        let mut child = command.spawn().with_context(|| format!("cannot run {}", program.display()))?;
        let ended = loop {
            let name = tokio::select! {
                ended = child.wait() => break ended?,
                // At a terminal Ctrl-C reaches the command by itself; a second one would mean "kill".
                _ = interrupted.recv() => if std::io::stdin().is_terminal() { continue } else { "INT" },
                _ = terminated.recv() => "TERM",
                _ = hung_up.recv() => "HUP",
            };
            pass_on(name, &child).await;
        };
        let code = ended.code().or_else(|| ended.signal().map(|number| 128 + number));
        Ok(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
    })
}

async fn pass_on(signal: &str, child: &Child) {
    if let Some(pid) = child.id() {
        // Not collected yet, so the number is still the command's.
        let _ = Command::new("kill").args(["-s", signal, &pid.to_string()]).status().await;
    }
}

/// Removes the folders of runs that could not do it themselves. Postgres ended with its owner.
fn sweep() {
    let entries = fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("spool-test-")) {
        let age = entry.metadata().and_then(|found| found.modified()).ok().and_then(|at| at.elapsed().ok());
        let running = matches!(cluster::find(&entry.path()), Ok(Some(_)));
        if age.is_some_and(|age| age > ABANDONED_AFTER) && !running {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
