//! Somebody who watches a stream with `curl` and comes back with `Last-Event-ID` whenever it is cut.

use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What has an id in the stream.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) position: i64,
    pub(crate) kind: String,
    pub(crate) data: Value,
}

/// Everything that was heard.
#[derive(Default)]
pub(crate) struct Watched {
    /// In the order in which it came.
    pub(crate) durable: Vec<Heard>,
    /// The kinds of passing frames.
    pub(crate) passing: BTreeSet<String>,
    /// How often the stream was opened.
    pub(crate) opened: u32,
    over: bool,
}

pub(crate) struct Watcher {
    watched: Arc<Mutex<Watched>>,
    thread: JoinHandle<()>,
}

impl Watcher {
    /// Watches from the beginning of the log until the stream says that it is over.
    pub(crate) fn start(url: String, token: String) -> Self {
        let watched = Arc::new(Mutex::new(Watched::default()));
        let hearing = Arc::clone(&watched);
        let thread = std::thread::spawn(move || {
            let start = Instant::now();
            while !hearing.lock().unwrap().over && start.elapsed() < Duration::from_mins(4) {
                listen(&url, &token, &hearing);
                std::thread::sleep(Duration::from_millis(100));
            }
        });
        Self { watched, thread }
    }

    /// Waits for the end of the stream.
    pub(crate) fn watched(self) -> Watched {
        self.thread.join().unwrap();
        let watched = std::mem::take(&mut *self.watched.lock().unwrap());
        assert!(watched.over, "the stream did not end");
        watched
    }
}

/// One connection, until it is cut.
fn listen(url: &str, token: &str, watched: &Mutex<Watched>) {
    let last = watched.lock().unwrap().durable.last().map_or(0, |heard| heard.position);
    let mut curl = Command::new("curl")
        .args(["-sN", url, "-H", &format!("last-event-id: {last}")])
        .args(["-H", &format!("authorization: Bearer {token}")])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut id, mut kind, mut data) = (None, String::new(), String::new());
    for line in BufReader::new(curl.stdout.take().unwrap()).lines().map_while(Result::ok) {
        match line.split_once(": ") {
            Some(("id", value)) => id = value.parse().ok(),
            Some(("event", value)) => value.clone_into(&mut kind),
            Some(("data", value)) => value.clone_into(&mut data),
            Some(("retry", _)) => watched.lock().unwrap().opened += 1,
            _ if line.is_empty() && !kind.is_empty() => {
                let (kind, data) = (std::mem::take(&mut kind), std::mem::take(&mut data));
                let data = serde_json::from_str(&data).unwrap_or(Value::Null);
                let mut watched = watched.lock().unwrap();
                watched.over |= kind == "end";
                match id.take() {
                    Some(position) => watched.durable.push(Heard { position, kind, data }),
                    None => _ = watched.passing.insert(kind),
                }
            }
            _ => {}
        }
    }
    curl.wait().unwrap();
}
