//! A process of the studio under a supervisor like any service manager: however it ends, it is started again.

use anyhow::{Context, Result};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// Between an end and the next start.
const PAUSE: Duration = Duration::from_millis(100);
/// How long a process may take to stop when it is asked to.
const GRACE: Duration = Duration::from_secs(40);
/// How long a process may take to be ready, with everything around it in order.
const READY: Duration = Duration::from_mins(1);

/// Variables of a process' environment.
pub type Environment = Vec<(&'static str, String)>;

/// How to start a process.
#[derive(Clone, Debug)]
pub struct Spec {
    /// What it is called here.
    pub name: &'static str,
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Its home, where it writes nothing of note.
    pub home: PathBuf,
    /// Where its log goes.
    pub log: PathBuf,
}

/// A supervised process. It is ready when it has written its first line.
#[derive(Debug)]
pub struct Process {
    spec: Spec,
    record: Arc<Mutex<Record>>,
    orders: mpsc::UnboundedSender<Signal>,
    ready: watch::Receiver<bool>,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Record {
    /// What it finds in its environment beside the usual.
    environment: Environment,
    /// Ends that nobody here had a hand in, after it had been ready.
    own_ends: Vec<String>,
    starts: u32,
}

impl Process {
    /// Starts it, and goes on starting it until [`Process::stop`].
    pub fn start(spec: Spec) -> Self {
        let (record, stop) = (Arc::<Mutex<Record>>::default(), CancellationToken::new());
        let (orders, heard) = mpsc::unbounded_channel();
        let (says, ready) = watch::channel(false);
        let supervisor = Supervisor {
            spec: spec.clone(),
            record: Arc::clone(&record),
            orders: heard,
            says,
            stop: stop.clone(),
        };
        let task = tokio::spawn(supervisor.run());
        Self { spec, record, orders, ready, stop, task }
    }

    /// Waits until it is ready.
    pub async fn ready(&self) -> Result<()> {
        let mut ready = self.ready.clone();
        let waited = timeout(READY, ready.wait_for(|ready| *ready)).await;
        let failed = || format!("the {} does not get ready; see {}", self.spec.name, self.spec.log.display());
        waited.with_context(failed)?.with_context(failed)?;
        Ok(())
    }

    /// Kills it without warning, whatever it is at.
    pub fn kill_9(&self) {
        let _ = self.orders.send(Signal::SIGKILL);
    }

    /// Has it stop in order and start again with this in its environment, and waits until it has stopped.
    pub async fn restart_with(&self, environment: Environment) -> Result<()> {
        self.ready().await?;
        lock(&self.record).environment = environment;
        let _ = self.orders.send(Signal::SIGTERM);
        let mut ready = self.ready.clone();
        let stopped = timeout(GRACE, ready.wait_for(|ready| !*ready)).await;
        stopped.with_context(|| format!("the {} does not stop", self.spec.name))??;
        Ok(())
    }

    /// How often it was started.
    pub fn starts(&self) -> u32 {
        lock(&self.record).starts
    }

    /// Takes the ends that nobody here had a hand in off the record.
    pub fn take_own_ends(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.record).own_ends)
    }

    /// Stops it for good.
    pub async fn stop(self) {
        self.stop.cancel();
        let _ = self.task.await;
    }
}

/// A holder that panicked leaves the record whole: every change of it is one assignment.
fn lock(record: &Mutex<Record>) -> MutexGuard<'_, Record> {
    record.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The task that owns the process.
struct Supervisor {
    spec: Spec,
    record: Arc<Mutex<Record>>,
    orders: mpsc::UnboundedReceiver<Signal>,
    says: watch::Sender<bool>,
    stop: CancellationToken,
}

impl Supervisor {
    async fn run(mut self) {
        while !self.stop.is_cancelled() {
            if let Err(error) = self.life().await {
                lock(&self.record).own_ends.push(format!("{error:#}"));
            }
            self.says.send_replace(false);
            let _ = timeout(PAUSE, self.stop.cancelled()).await;
        }
    }

    /// From one start to the next end.
    async fn life(&mut self) -> Result<()> {
        let mut child = self.spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("its output was piped")?).lines();
        let (mut was_ready, mut talks, mut struck) = (false, true, false);
        let status = loop {
            tokio::select! {
                line = lines.next_line(), if talks => {
                    talks = matches!(line, Ok(Some(_)));
                    was_ready |= talks;
                    self.says.send_replace(was_ready);
                }
                status = child.wait() => break status?,
                Some(signal) = self.orders.recv() => {
                    struck = true;
                    send(&child, signal);
                }
                () = self.stop.cancelled() => return end(child).await,
            }
        };
        // One that could not begin because something it needs is away tries again: that is no broken promise.
        if was_ready && !struck {
            let said = format!("the {} ended by itself: {status}", self.spec.name);
            lock(&self.record).own_ends.push(said);
        }
        Ok(())
    }

    fn spawn(&self) -> Result<Child> {
        let Spec { name, program, arguments, home, log } = &self.spec;
        let mut record = lock(&self.record);
        let log = File::options().create(true).append(true).open(log)?;
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log).kill_on_drop(true);
        clean(&mut command, home);
        command.envs(record.environment.iter().map(|(name, value)| (name, value)));
        let child = command.spawn().with_context(|| format!("the {name} cannot be started"))?;
        record.starts += 1;
        Ok(child)
    }
}

/// Asks a process to stop, and kills it if it does not.
async fn end(mut child: Child) -> Result<()> {
    send(&child, Signal::SIGTERM);
    match timeout(GRACE, child.wait()).await {
        Ok(ended) => ended.map(|_: ExitStatus| ()).map_err(Into::into),
        Err(_) => Ok(child.kill().await?),
    }
}

/// Sends a signal, unless the process was collected: then its number may be somebody else's.
fn send(child: &Child, signal: Signal) {
    if let Some(pid) = child.id().and_then(|pid| i32::try_from(pid).ok()) {
        let _ = kill(Pid::from_raw(pid), signal);
    }
}

/// Takes whatever would change a studio out of a program's environment.
pub fn clean(command: &mut Command, home: &Path) {
    let names = std::env::vars_os().map(|(name, _)| name);
    let ours = names.filter(|name| name.to_string_lossy().starts_with("SPOOL_") && name != "SPOOL_PG_BIN");
    for name in ours.chain(["DATABASE_URL".into(), "RUST_LOG".into()]) {
        command.env_remove(name);
    }
    command.env("HOME", home).env("CANDLE_NUM_THREADS", "1").env("RAYON_NUM_THREADS", "1");
}
