//! One child from start to end: what it is given, what it says, and how its end is read.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;

use super::parent::{Cancel, Options};
use super::protocol::{Answer, Message, Progress, Request, Task};
use crate::error::{FilmError, LimitKind};

/// How often wishes to stop and the clock are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// Most bytes in a line from the child. A description of a film with a thousand chapters is far shorter.
const MAX_LINE: u64 = 8 << 20;
/// How the C library hands out memory there: encoders come and go, each with a hundred megabytes, which are kept
/// for the next one instead of being given back and cleared again.
const MEMORY: [(&str, &str); 3] = [
    ("MALLOC_ARENA_MAX", "1"),
    ("MALLOC_TRIM_THRESHOLD_", "4294967296"),
    ("MALLOC_MMAP_THRESHOLD_", "33554432"),
];
/// How much of the end of its standard error is kept.
const KEPT_STDERR: usize = 4096;

/// A child that does not outlive this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail only when it is gone already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs one task in a child whose folder is `folder`.
pub(crate) fn run(
    task: Task,
    folder: &Path,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
    cancel: &Cancel,
) -> Result<Answer, FilmError> {
    let request = Request { limits: options.limits.clone(), parent: std::process::id(), task };
    let request = serde_json::to_vec(&request).expect("a request is plain data");
    let mut child = start(folder, options)?;
    let mut stdin = child.0.stdin.take().expect("it was asked for");
    // Fails when the child is gone, which its exit status tells better.
    thread::spawn(move || drop(stdin.write_all(&request)));
    let stderr = child.0.stderr.take().expect("it was asked for");
    let stderr = thread::spawn(move || tail(stderr));
    let stdout = child.0.stdout.take().expect("it was asked for");
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || read_lines(stdout, &sender));

    let wall = Duration::from_secs(options.limits.wall_s);
    let deadline = Instant::now() + wall;
    let stop = || {
        if cancel.is_cancelled() {
            Some(FilmError::Cancelled)
        } else {
            (Instant::now() >= deadline).then_some(FilmError::Timeout(wall))
        }
    };
    let result = listen(&lines, progress, &stop)?;
    let status = loop {
        match child.0.try_wait().map_err(FilmError::io("waiting for", &options.program))? {
            Some(status) => break status,
            None => thread::sleep(Duration::from_millis(2)),
        }
        if let Some(error) = stop() {
            return Err(error);
        }
    };
    let stderr = stderr.join().unwrap_or_default();
    match result {
        Some(Message::Done(answer)) if status.success() => Ok(answer),
        Some(Message::Failed(fault)) => Err(fault.into()),
        _ if status.success() => Err(FilmError::Protocol("it ended without a result".to_owned())),
        _ => Err(death(status, stderr)),
    }
}

fn start(folder: &Path, options: &Options) -> Result<Running, FilmError> {
    let program =
        std::path::absolute(&options.program).map_err(FilmError::io("finding", &options.program))?;
    Command::new(&program)
        .args(&options.args)
        .current_dir(folder)
        .env_clear()
        .envs(MEMORY)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map(Running)
        .map_err(FilmError::io("starting", program))
}

/// Passes progress on until the child closes its output; its result, if there was one.
fn listen(
    lines: &mpsc::Receiver<Result<Message, String>>,
    progress: &mut dyn FnMut(Progress),
    stop: &dyn Fn() -> Option<FilmError>,
) -> Result<Option<Message>, FilmError> {
    let mut result = None;
    loop {
        match lines.recv_timeout(LOOK_EVERY) {
            Ok(Ok(Message::Progress(done))) => progress(done),
            Ok(Ok(message)) => result = Some(message),
            Ok(Err(nonsense)) => return Err(FilmError::Protocol(nonsense)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(result),
        }
        if let Some(error) = stop() {
            return Err(error);
        }
    }
}

fn read_lines(stdout: impl Read, sender: &mpsc::Sender<Result<Message, String>>) {
    let mut stdout = BufReader::new(stdout);
    loop {
        let mut line = Vec::new();
        match stdout.by_ref().take(MAX_LINE).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return,
            // A line that was cut short belongs to a death, which is reported as such.
            Ok(_) if line.last() != Some(&b'\n') && (line.len() as u64) < MAX_LINE => return,
            Ok(_) => {}
        }
        let message = serde_json::from_slice(&line).map_err(|error| error.to_string());
        let nonsense = message.is_err();
        if sender.send(message).is_err() || nonsense {
            return;
        }
    }
}

/// Reads to the end and keeps the last of it.
fn tail(mut from: impl Read) -> String {
    let (mut kept, mut chunk) = (Vec::new(), [0; 4096]);
    while let Ok(count @ 1..) = from.read(&mut chunk) {
        kept.extend_from_slice(&chunk[..count]);
        let surplus = kept.len().saturating_sub(KEPT_STDERR);
        kept.drain(..surplus);
    }
    String::from_utf8_lossy(&kept).trim().to_owned()
}

/// What a child died of.
fn death(status: ExitStatus, stderr: String) -> FilmError {
    let signal = status.signal().and_then(|number| Signal::try_from(number).ok());
    match signal {
        Some(Signal::SIGXCPU) => FilmError::Limit(LimitKind::Cpu),
        Some(Signal::SIGXFSZ) => FilmError::Limit(LimitKind::FileSize),
        // Rust ends the process so when it gets no memory.
        Some(Signal::SIGABRT) if stderr.contains("memory allocation of") => {
            FilmError::Limit(LimitKind::Memory)
        }
        _ => FilmError::Crashed { how: status.to_string(), stderr },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_end_of_what_it_complained_about_is_kept() {
        let long = format!("{}the end\n", "x".repeat(100_000));
        let kept = tail(long.as_bytes());
        assert!(kept.len() <= KEPT_STDERR && kept.ends_with("the end"));
    }

    #[test]
    fn a_death_is_read_from_its_signal_and_its_last_words() {
        let killed = |signal: i32, stderr: &str| death(ExitStatus::from_raw(signal), stderr.to_owned());
        assert!(matches!(killed(24, ""), FilmError::Limit(LimitKind::Cpu)));
        assert!(matches!(killed(25, ""), FilmError::Limit(LimitKind::FileSize)));
        let starved = killed(6, "memory allocation of 99 bytes failed");
        assert!(matches!(starved, FilmError::Limit(LimitKind::Memory)));
        let FilmError::Crashed { how, stderr } = killed(11, "boo") else { panic!("not a crash") };
        assert!(how.contains("SIGSEGV") && stderr == "boo", "{how}");
    }

    #[test]
    fn lines_are_messages_and_a_torn_one_is_left_out() {
        let read = |text: &str| {
            let (sender, lines) = mpsc::channel();
            read_lines(text.as_bytes(), &sender);
            drop(sender);
            lines.into_iter().collect::<Vec<_>>()
        };
        let lines = read("{\"progress\":{\"frame\":1,\"total\":2}}\n{\"progress\":{\"fra");
        assert!(matches!(lines[..], [Ok(Message::Progress(Progress { frame: 1, total: 2 }))]));
        assert!(matches!(&read("hello\n\"more\"\n")[..], [Err(_)]));
    }
}
