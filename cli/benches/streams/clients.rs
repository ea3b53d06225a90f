//! The other process: holds streams open over bare sockets and notes when each shows each change.
//!
//! It does as little as can be for every stream, because it shares the processors with the server that is
//! measured: whoever serves, a change is known by the text `"after":"mark=N;"` on the wire.

use super::clock_ns;
use anyhow::{Context, Result, bail, ensure};
use std::io::{ErrorKind, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::{TcpSocket, TcpStream};
use tokio::process::{Child, ChildStdout, Command};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio::time::timeout;

/// What stands before a change's number on the wire, and after it.
const MARK: (&[u8], u8) = (b"\"after\":\"mark=", b';');
/// Streams that are being opened at a time.
const OPENING: usize = 64;
/// Streams from one address: each has some thirty thousand ports.
const PER_ADDRESS: usize = 4_000;
const SILENCE: Duration = Duration::from_mins(1);

/// The text by which a change is known.
pub(super) fn mark(change: usize) -> String {
    format!("mark={change};")
}

/// Where to stream from, and what to ask for.
#[derive(Clone)]
pub(super) struct Source {
    pub(super) address: SocketAddr,
    /// The head of the request, whole.
    pub(super) request: String,
}

/// What the parent asks of this process.
pub(super) struct Wish {
    source: Source,
    streams: usize,
    /// Changes after which each stream is done.
    changes: usize,
}

impl Wish {
    const VARIABLES: [&'static str; 4] =
        ["SPOOL_BENCH_ADDRESS", "SPOOL_BENCH_REQUEST", "SPOOL_BENCH_STREAMS", "SPOOL_BENCH_CHANGES"];

    /// Set when this process was started as the clients.
    pub(super) fn from_parent() -> Option<Self> {
        let [address, request, streams, changes] = Self::VARIABLES.map(|name| std::env::var(name).ok());
        let source = Source { address: address?.parse().ok()?, request: request? };
        Some(Self { source, streams: streams?.parse().ok()?, changes: changes?.parse().ok()? })
    }
}

/// The parent's side of the clients.
pub(super) struct Clients {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Clients {
    /// Opens so many streams; they end when each has shown so many changes.
    pub(super) async fn open(source: &Source, streams: usize, changes: usize) -> Result<Self> {
        let values =
            [source.address.to_string(), source.request.clone(), streams.to_string(), changes.to_string()];
        let mut command = Command::new(std::env::current_exe()?);
        command.envs(Wish::VARIABLES.into_iter().zip(values)).kill_on_drop(true);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let stdout = child.stdout.take().context("its output is piped")?;
        let mut lines = BufReader::new(stdout).lines();
        let first = lines.next_line().await?;
        ensure!(first.as_deref() == Some("open"), "the streams could not be opened");
        Ok(Self { child, lines })
    }

    /// Waits for the end: which change came when, by the monotonic clock, for every stream.
    pub(super) async fn arrivals(mut self) -> Result<Vec<(usize, u64)>> {
        let mut arrivals = Vec::new();
        while let Some(line) = self.lines.next_line().await? {
            let (change, at) = line.split_once(' ').context("a line of two numbers")?;
            arrivals.push((change.parse()?, at.parse()?));
        }
        ensure!(self.child.wait().await?.success(), "the clients failed");
        Ok(arrivals)
    }
}

/// Opens the streams, says so, and prints `change arrival` for every stream and change.
pub(super) async fn run(wish: Wish) -> Result<()> {
    let seen = Arc::new(Mutex::new(Vec::with_capacity(wish.streams * wish.changes)));
    let (opened, mut open) = mpsc::unbounded_channel();
    let (source, opening) = (Arc::new(wish.source), Arc::new(Semaphore::new(OPENING)));
    let mut streams = JoinSet::new();
    for number in 0..wish.streams {
        let (source, opening) = (Arc::clone(&source), Arc::clone(&opening));
        let (opened, seen) = (opened.clone(), Arc::clone(&seen));
        streams.spawn(async move {
            let turn = opening.acquire_owned().await?;
            let (stream, rest) = begin(&source, number).await.with_context(|| format!("stream {number}"))?;
            drop(turn);
            opened.send(())?;
            let mine = watch(stream, rest, wish.changes).await?;
            seen.lock().expect("no stream panicked").extend(mine);
            anyhow::Ok(())
        });
    }
    for _ in 0..wish.streams {
        tokio::select! {
            opened = open.recv() => opened.context("a stream could not be opened")?,
            Some(ended) = streams.join_next() => {
                ended??;
                bail!("a stream ended before all were open");
            }
        }
    }
    println!("open");
    std::io::stdout().flush()?;
    while let Some(stream) = streams.join_next().await {
        stream??;
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (change, arrival) in seen.lock().expect("no stream panicked").iter() {
        writeln!(out, "{change} {arrival}")?;
    }
    Ok(out.flush()?)
}

/// Asks for a stream and reads the head of the answer; what came behind it is given back.
async fn begin(source: &Source, number: usize) -> Result<(TcpStream, Vec<u8>)> {
    let host = u8::try_from(2 + number / PER_ADDRESS)?;
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from((Ipv4Addr::new(127, 0, 0, host), 0)))?;
    let mut stream = timeout(SILENCE, socket.connect(source.address)).await??;
    stream.set_nodelay(true)?;
    stream.write_all(source.request.as_bytes()).await?;
    let mut bytes = Vec::new();
    loop {
        if let Some(end) = find(&bytes, b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]);
            ensure!(head.starts_with("HTTP/1.1 200 "), "{}", String::from_utf8_lossy(&bytes));
            bytes.drain(..end + 4);
            return Ok((stream, bytes));
        }
        read(&stream, &mut bytes).await?;
    }
}

/// Reads until so many changes were shown; each with its arrival.
async fn watch(stream: TcpStream, mut bytes: Vec<u8>, changes: usize) -> Result<Vec<(usize, u64)>> {
    let mut seen = Vec::with_capacity(changes);
    while seen.len() < changes {
        let arrival = read(&stream, &mut bytes).await?;
        let mut from = 0;
        while let Some(at) = find(&bytes[from..], MARK.0).map(|at| from + at + MARK.0.len()) {
            let Some(length) = bytes[at..].iter().position(|byte| *byte == MARK.1) else { break };
            seen.push((std::str::from_utf8(&bytes[at..at + length])?.parse()?, arrival));
            from = at + length;
        }
        // Only the frame that is not whole yet is kept.
        let whole = bytes.windows(2).rposition(|two| two == b"\n\n").map_or(0, |at| at + 2);
        bytes.drain(..whole.max(from));
        bytes.shrink_to(1024);
    }
    Ok(seen)
}

/// Adds what has come, and says when.
async fn read(stream: &TcpStream, bytes: &mut Vec<u8>) -> Result<u64> {
    loop {
        timeout(SILENCE, stream.readable()).await.context("a stream fell silent")??;
        let mut chunk = [0; 8192];
        match stream.try_read(&mut chunk) {
            Ok(0) => bail!("a stream ended early"),
            Ok(read) => {
                bytes.extend_from_slice(&chunk[..read]);
                return Ok(clock_ns());
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => return Err(error.into()),
        }
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}
