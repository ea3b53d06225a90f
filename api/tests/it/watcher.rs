//! A reader of event streams over a real socket, which keeps frames as they came: what has an id and what
//! has none is part of the contract.

use crate::world::Person;
use futures_util::{Stream, StreamExt};
use reqwest::Method;
use serde_json::Value;
use std::collections::BTreeMap;
use std::pin::Pin;
use std::time::Duration;
use tokio::time::timeout;

type Bytes = Pin<Box<dyn Stream<Item = Vec<u8>> + Send>>;

/// One frame: a comment, or an event.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Heard {
    pub(crate) id: Option<u64>,
    pub(crate) event: String,
    pub(crate) data: Value,
    pub(crate) comment: Option<String>,
    pub(crate) retry: Option<u64>,
}

/// A stream that is open.
pub(crate) struct Watcher {
    bytes: Bytes,
    buffer: Vec<u8>,
    /// The last id that came.
    pub(crate) last: Option<u64>,
}

impl Watcher {
    pub(crate) async fn open(person: &Person, path: &str, last: Option<u64>) -> Self {
        Self::try_open(person, path, last).await.expect("the stream opens")
    }

    /// `None` while the server is away.
    pub(crate) async fn try_open(person: &Person, path: &str, last: Option<u64>) -> Option<Self> {
        let mut request = person.request(Method::GET, path).header("accept", "text/event-stream");
        if let Some(last) = last {
            request = request.header("last-event-id", last.to_string());
        }
        let answer = request.send().await.ok()?;
        if answer.status() == 503 {
            return None;
        }
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        assert_eq!(answer.headers()["cache-control"], "no-store");
        assert_eq!(answer.headers()["x-accel-buffering"], "no");
        let bytes = answer.bytes_stream().take_while(|chunk| std::future::ready(chunk.is_ok()));
        let bytes = bytes.map(|chunk| chunk.map(|chunk| chunk.to_vec()).unwrap_or_default());
        Some(Self { bytes: Box::pin(bytes), buffer: Vec::new(), last })
    }

    /// The status that a stream is answered with.
    pub(crate) async fn try_status(person: &Person, path: &str) -> u16 {
        person.request(Method::GET, path).send().await.unwrap().status().as_u16()
    }

    /// The next frame; `None` at the end. Waits a minute at most.
    pub(crate) async fn frame(&mut self) -> Option<Heard> {
        loop {
            if let Some(end) = self.buffer.windows(2).position(|pair| pair == b"\n\n") {
                let frame: Vec<u8> = self.buffer.drain(..end + 2).collect();
                let heard = parse(&String::from_utf8(frame).unwrap());
                self.last = heard.id.or(self.last);
                return Some(heard);
            }
            let chunk = timeout(Duration::from_mins(1), self.bytes.next())
                .await
                .expect("nothing came for a minute")?;
            self.buffer.extend(chunk);
        }
    }

    /// The next event, past comments and the first word about reconnecting.
    pub(crate) async fn next(&mut self) -> Option<Heard> {
        loop {
            let heard = self.frame().await?;
            if !heard.event.is_empty() {
                return Some(heard);
            }
        }
    }

    /// The next event that is in the log.
    pub(crate) async fn durable(&mut self) -> Option<Heard> {
        loop {
            let heard = self.next().await?;
            if heard.id.is_some() && heard.event != "snapshot" {
                return Some(heard);
            }
        }
    }

    /// Everything until the stream ends.
    pub(crate) async fn rest(mut self) -> Vec<Heard> {
        let mut all = Vec::new();
        while let Some(heard) = self.next().await {
            all.push(heard);
        }
        all
    }
}

pub(crate) fn parse(frame: &str) -> Heard {
    let mut heard = Heard::default();
    for line in frame.lines().filter(|line| !line.is_empty()) {
        match line.split_once(": ") {
            Some(("", comment)) => heard.comment = Some(comment.into()),
            Some(("id", id)) => heard.id = Some(id.parse().unwrap()),
            Some(("event", event)) => heard.event = event.into(),
            Some(("data", data)) => heard.data = serde_json::from_str(data).unwrap(),
            Some(("retry", retry)) => heard.retry = Some(retry.parse().unwrap()),
            _ => panic!("what is {line:?}?"),
        }
    }
    heard
}

/// Puts words together as a client does: by offset, in characters; what is known is dropped.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// By attempt.
    texts: BTreeMap<u64, String>,
    /// Whether a piece behind a gap is left for the next whole text instead of failing the test.
    tolerant: bool,
}

impl Words {
    /// For streams that may have lost some words on the way.
    pub(crate) fn tolerant() -> Self {
        Self { tolerant: true, ..Self::default() }
    }

    pub(crate) fn hear(&mut self, heard: &Heard) {
        let attempt = heard.data["attempt"].as_u64().unwrap_or_default();
        let text = self.texts.entry(attempt).or_default();
        match (heard.event.as_str(), heard.data["text"].as_str()) {
            ("progress", Some(all)) if all.chars().count() > text.chars().count() => *text = all.into(),
            ("token", Some(piece)) => {
                let (known, offset) = (text.chars().count() as u64, heard.data["offset"].as_u64().unwrap());
                assert!(offset <= known || self.tolerant, "a gap: {offset} after {known}");
                if offset > known {
                    return;
                }
                text.extend(piece.chars().skip(usize::try_from(known - offset).unwrap()));
            }
            _ => {}
        }
    }

    pub(crate) fn text(&self, attempt: u32) -> &str {
        self.texts.get(&attempt.into()).map_or("", String::as_str)
    }
}
