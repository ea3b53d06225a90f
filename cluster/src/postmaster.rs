//! One running Postgres: started from a thread of its own that lives exactly as long as it does, because
//! the kernel's "the parent is gone" signal is bound to the spawning thread, not to the process.

use std::collections::VecDeque;
use std::io::{self, BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::leftover::PidFile;
use crate::sys;

/// How many lines of its log are kept to explain a failed start.
const KEPT_LINES: usize = 20;
/// A fast shutdown writes a checkpoint, which a slow disk may take this long for.
const STOP_PATIENCE: Duration = Duration::from_mins(1);

#[derive(Debug)]
pub(crate) struct Postmaster {
    pid: i32,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Set when the process was collected; until then its number cannot belong to anybody else.
    ended: Option<io::Result<ExitStatus>>,
    stopping: bool,
    lines: VecDeque<String>,
}

impl Shared {
    /// A holder that panicked leaves the state whole: every change of it is one assignment.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Postmaster {
    /// Starts the command; it is running, not yet ready, when this answers.
    pub(crate) fn spawn(mut command: Command) -> io::Result<Self> {
        // A group of its own: Ctrl-C at the terminal reaches only us, and we stop it in order.
        command.process_group(0).stdout(Stdio::null()).stderr(Stdio::piped());
        sys::die_with_parent(&mut command);
        let shared = Arc::new(Shared::default());
        let (started, answer) = mpsc::channel();
        let theirs = Arc::clone(&shared);
        let thread = thread::Builder::new().name("postgres".into()).spawn(move || {
            match command.spawn() {
                Ok(child) => {
                    // The receiver waits below, so this cannot fail while anybody cares.
                    let _ = started.send(Ok(child.id()));
                    attend(child, &theirs);
                }
                Err(error) => {
                    let _ = started.send(Err(error));
                }
            }
        })?;
        let pid = answer.recv().map_err(io::Error::other)??;
        let pid = i32::try_from(pid).map_err(io::Error::other)?;
        Ok(Self { pid, shared, thread: Some(thread) })
    }

    /// Waits until Postgres accepts connections; after a crash that includes its recovery, however long.
    /// The error is what it said last.
    pub(crate) fn wait_ready(&self, data: &Path) -> Result<(), String> {
        let mut reported = Instant::now();
        loop {
            let state = self.shared.lock();
            let (state, _) = self
                .shared
                .changed
                .wait_timeout(state, Duration::from_millis(4))
                .unwrap_or_else(PoisonError::into_inner);
            if let Some(ended) = &state.ended {
                return Err(explain(ended, &state.lines));
            }
            drop(state);
            if let Ok(Some(file)) = PidFile::read(data)
                && file.pid() == Some(self.pid)
                && file.is_ready()
            {
                return Ok(());
            }
            if reported.elapsed() > Duration::from_secs(5) {
                tracing::info!("the database is still starting; after a crash it first replays its log");
                reported = Instant::now();
            }
        }
    }

    pub(crate) fn pid(&self) -> i32 {
        self.pid
    }

    pub(crate) fn is_running(&self) -> bool {
        self.shared.lock().ended.is_none()
    }

    /// Ends every session and the server, with a checkpoint, and waits for it.
    pub(crate) fn stop(&mut self) {
        for (signal, patience) in [
            (sys::SIGINT, STOP_PATIENCE),
            (sys::SIGQUIT, Duration::from_secs(10)),
            (sys::SIGKILL, STOP_PATIENCE),
        ] {
            let mut state = self.shared.lock();
            state.stopping = true;
            if state.ended.is_none() {
                // Under the lock and not collected, so the number is still ours.
                sys::signal(self.pid, signal);
            }
            let (state, _) = self
                .shared
                .changed
                .wait_timeout_while(state, patience, |state| state.ended.is_none())
                .unwrap_or_else(PoisonError::into_inner);
            if state.ended.is_some() {
                break;
            }
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Postmaster {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The thread's life: pass the log on until Postgres has closed it, then collect the process.
fn attend(mut child: Child, shared: &Shared) {
    let stderr = child.stderr.take().expect("standard error was piped");
    for line in BufReader::new(stderr).lines().map_while(Result::ok) {
        let mut state = shared.lock();
        log(&line, state.stopping);
        state.lines.push_back(line);
        if state.lines.len() > KEPT_LINES {
            state.lines.pop_front();
        }
    }
    let mut state = shared.lock();
    let ended = child.wait();
    if !state.stopping {
        tracing::debug!(?ended, "the database process ended");
    }
    state.ended = Some(ended);
    shared.changed.notify_all();
}

/// Failed statements go to the client that sent them, which decides how bad they are; the server's own
/// trouble is a warning here. While stopping, cut sessions are no news.
fn log(line: &str, stopping: bool) {
    let is = |level: &str| line.starts_with(level);
    if !stopping && (is("FATAL:") || is("PANIC:")) {
        tracing::error!(target: "postgres", "{line}");
    } else if !stopping && is("WARNING:") {
        tracing::warn!(target: "postgres", "{line}");
    } else {
        tracing::debug!(target: "postgres", "{line}");
    }
}

/// The most telling of the last lines: the fatal one, with its hint.
fn explain(ended: &io::Result<ExitStatus>, lines: &VecDeque<String>) -> String {
    let telling = |line: &&String| ["FATAL:", "PANIC:"].iter().any(|level| line.starts_with(level));
    let said = lines.iter().rev().find(telling).or(lines.back()).map(|line| line.trim().to_owned());
    let hint = lines.iter().rev().find(|line| line.starts_with("HINT:"));
    let status = ended.as_ref().map_or_else(ToString::to_string, ToString::to_string);
    let said = said.unwrap_or_else(|| "it said nothing".into());
    match hint {
        Some(hint) => format!("{said} {} ({status})", hint.trim()),
        None => format!("{said} ({status})"),
    }
}
