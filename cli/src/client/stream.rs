//! Following a job's event stream to its end, across cut connections and restarts.
//!
//! Every durable event carries an id; after a cut the stream is opened again behind the last id
//! seen, so nothing is missed and nothing comes twice.

use super::http::Client;
use super::resources::{Job, JobToken, Progress};
use anyhow::{Context, Result, bail};
use async_stream::try_stream;
use eventsource_stream::{Event, Eventsource};
use futures_util::Stream;
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;
use tokio_stream::StreamExt;
use uuid::Uuid;

/// How often a lost studio is tried again before giving up: about a minute in all.
const RECONNECTS: u32 = 30;
/// The studio speaks at least every 15 s; twice that is silence.
const SILENCE: Duration = Duration::from_secs(35);

/// What a job's stream brings.
#[derive(Debug)]
pub(crate) enum Incoming {
    /// The job as it stood when the stream was opened.
    Snapshot(Box<Job>),
    /// Something happened, and is kept.
    Event {
        /// Its place in the log.
        position: u64,
        /// The job that it is of: in a production's stream, also one of its nodes.
        job: Option<Uuid>,
        /// The event's type, such as `job.started`.
        kind: String,
        /// What the event says.
        data: Value,
    },
    /// A passing report.
    Progress(Progress),
    /// A piece of text.
    Token(JobToken),
    /// The connection was lost, and is tried again.
    Reconnecting,
}

/// A job's stream from its snapshot to its end.
pub(crate) fn follow_job(client: Client, job: Uuid) -> impl Stream<Item = Result<Incoming>> {
    try_stream! {
        let path = format!("jobs/{job}/events");
        let mut after: Option<String> = None;
        let mut failures = 0;
        loop {
            let response = match client.open_stream(&path, after.as_deref()).await {
                Ok(response) => response,
                Err(error) if after.is_none() || failures >= RECONNECTS => Err(error)?,
                Err(_) => {
                    failures += 1;
                    tokio::time::sleep(Duration::from_secs(2)).await;
                    continue;
                }
            };
            // Keep-alive comments are bytes but no events, so silence is measured in bytes.
            let bytes = response.bytes_stream().timeout(SILENCE).map_while(Result::ok);
            let mut events = std::pin::pin!(bytes.eventsource());
            while let Some(Ok(event)) = events.next().await {
                failures = 0;
                if !event.id.is_empty() {
                    after = Some(event.id.clone());
                    client.has_seen(event.id.parse().unwrap_or(0));
                }
                if event.event == "end" {
                    return;
                }
                if let Some(incoming) = read(&event)? {
                    yield incoming;
                }
            }
            yield Incoming::Reconnecting;
            failures += 1;
            if failures > RECONNECTS {
                let gone: Result<()> = Err(anyhow::anyhow!("the studio at {} is gone; the job goes on when it returns", client.server()));
                gone?;
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    }
}

#[derive(Deserialize)]
struct Snapshot {
    resource: Job,
}

#[derive(Deserialize)]
struct Durable {
    position: u64,
    #[serde(default)]
    job_id: Option<Uuid>,
    data: Value,
}

fn read(event: &Event) -> Result<Option<Incoming>> {
    let data = &event.data;
    let parse = |what: &str| format!("cannot read the {what} of the stream");
    Ok(match event.event.as_str() {
        "snapshot" => {
            let snapshot: Snapshot = serde_json::from_str(data).with_context(|| parse("snapshot"))?;
            Some(Incoming::Snapshot(Box::new(snapshot.resource)))
        }
        "progress" => {
            Some(Incoming::Progress(serde_json::from_str(data).with_context(|| parse("progress"))?))
        }
        "token" => Some(Incoming::Token(serde_json::from_str(data).with_context(|| parse("text"))?)),
        "lagged" => None,
        "error" => bail!("the studio ended the stream: {data}"),
        kind => {
            let durable: Durable = serde_json::from_str(data).with_context(|| parse("events"))?;
            let Durable { position, job_id: job, data } = durable;
            Some(Incoming::Event { position, job, kind: kind.to_owned(), data })
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(name: &str, data: &str) -> Event {
        Event { event: name.into(), data: data.into(), id: String::new(), retry: None }
    }

    #[test]
    fn tokens_progress_and_durable_events_are_told_apart() {
        let token = read(&event("token", r#"{"job_id":"x","attempt":1,"offset":4,"text":"INT."}"#)).unwrap();
        assert!(matches!(token, Some(Incoming::Token(JobToken { offset: 4, .. }))));
        let started = read(&event("job.started", r#"{"position":3,"data":{"attempt":2}}"#)).unwrap();
        assert!(matches!(started, Some(Incoming::Event { position: 3, kind, data, .. })
            if kind == "job.started" && data["attempt"] == 2));
        assert!(read(&event("lagged", "{}")).unwrap().is_none());
    }

    #[test]
    fn a_stream_that_cannot_be_read_is_an_error_and_not_silence() {
        assert!(read(&event("progress", "{")).is_err());
        assert!(read(&event("job.started", "[]")).is_err());
    }
}
