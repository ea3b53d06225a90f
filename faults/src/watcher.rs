//! Somebody who watches everything that happens to a person, from the beginning, and comes back with
//! `Last-Event-ID` whenever the stream ends, or when it pleases.

use crate::history::{Heard, History};
use crate::person::Person;
use crate::truth::ENDS;
use anyhow::{Context, Result, bail, ensure};
use eventsource_stream::{Event, Eventsource};
use futures_util::StreamExt;
use reqwest::StatusCode;
use serde_json::Value;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

/// Longer than the studio's own signs of life are apart.
const SILENCE: Duration = Duration::from_secs(20);
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(100);

/// A subscriber.
#[derive(Debug)]
pub struct Watcher {
    /// Whose events it hears.
    pub person: usize,
    watched: Arc<Mutex<Watched>>,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Watched {
    events: Vec<Heard>,
    opened: u32,
}

impl Watcher {
    /// Watches from now until it is dropped. One that is `fickle` leaves after so many events, again and again.
    pub fn start(person: Arc<Person>, history: Arc<History>, fickle: Option<usize>) -> Self {
        let watched = Arc::<Mutex<Watched>>::default();
        let (number, hearing) = (person.number, Arc::clone(&watched));
        let task = tokio::spawn(async move {
            loop {
                let token = person.token();
                match listen(&person, &history, &hearing, fickle).await {
                    Ok(StatusCode::UNAUTHORIZED) => person.sign_in_again(&token).await,
                    Ok(_) => {}
                    Err(error) if error.is::<reqwest::Error>() || error.is::<Ended>() => {}
                    Err(error) => history.breach(format!("a subscriber of person {number}: {error:#}")),
                }
                tokio::time::sleep(PAUSE).await;
            }
        });
        Self { person: number, watched, task }
    }

    /// The last position that was heard.
    pub fn position(&self) -> i64 {
        last(&self.lock())
    }

    /// How often the stream was opened.
    pub fn opened(&self) -> u32 {
        self.lock().opened
    }

    /// Everything that was heard so far, in the order in which it came.
    pub fn heard(&self) -> Vec<Heard> {
        self.lock().events.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Watched> {
        lock(&self.watched)
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A stream that ended without saying why, which is what faults do to streams.
#[derive(Debug)]
struct Ended;

impl std::fmt::Display for Ended {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the stream ended")
    }
}

impl std::error::Error for Ended {}

/// A panic elsewhere leaves it whole: every change of it is one insertion.
fn lock(watched: &Mutex<Watched>) -> MutexGuard<'_, Watched> {
    watched.lock().unwrap_or_else(PoisonError::into_inner)
}

fn last(watched: &Watched) -> i64 {
    watched.events.last().map_or(0, |heard| heard.position)
}

/// One connection, until it ends.
async fn listen(
    person: &Person,
    history: &History,
    watched: &Mutex<Watched>,
    fickle: Option<usize>,
) -> Result<StatusCode> {
    let after = last(&lock(watched));
    let response =
        tokio::time::timeout(SILENCE, person.subscribe(after).send()).await.map_err(|_| Ended)??;
    let status = response.status();
    if !status.is_success() {
        let put_off = status.is_server_error()
            || matches!(status, StatusCode::UNAUTHORIZED | StatusCode::TOO_MANY_REQUESTS);
        ensure!(put_off, "was refused: {status}: {}", response.text().await.unwrap_or_default());
        return Ok(status);
    }
    lock(watched).opened += 1;
    let mut events = response.bytes_stream().eventsource();
    let mut left = fickle.unwrap_or(usize::MAX);
    while left > 0 {
        let Ok(Some(event)) = tokio::time::timeout(SILENCE, events.next()).await else { bail!(Ended) };
        // Broken off, perhaps within a character: what follows is asked for again.
        let event = event.map_err(|_| Ended)?;
        let Some(heard) = durable(&event)? else { continue };
        if ENDS.contains(&heard.kind.as_str()) {
            history.job_over(heard.aggregate_id.clone(), Instant::now());
        }
        lock(watched).events.push(heard);
        left -= 1;
    }
    Ok(status)
}

/// A durable event; what passes by has no place in the log.
fn durable(event: &Event) -> Result<Option<Heard>> {
    if !event.event.contains('.') {
        ensure!(event.event != "snapshot", "a snapshot in place of what was missed");
        return Ok(None);
    }
    let read: Value = serde_json::from_str(&event.data).context("an event cannot be read")?;
    let heard = Heard {
        position: event.id.parse().with_context(|| format!("{:?} is no position", event.id))?,
        kind: event.event.clone(),
        aggregate_id: read["aggregate_id"].as_str().context("an event without aggregate")?.to_owned(),
        sequence: read["sequence"].as_i64().context("an event without sequence")?,
        data: read["data"].clone(),
    };
    ensure!(
        read["position"] == heard.position,
        "event {} says that it is {}",
        heard.position,
        read["position"]
    );
    Ok(Some(heard))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(name: &str, id: &str, data: &str) -> Event {
        Event { event: name.into(), id: id.into(), data: data.into(), retry: None }
    }

    #[test]
    fn what_is_durable_is_told_from_what_passes() {
        let data = r#"{"position": 7, "aggregate_id": "a", "sequence": 2, "data": {"shot": "s"}}"#;
        let heard = durable(&event("scene.shot_added", "7", data)).unwrap().unwrap();
        assert_eq!((heard.position, heard.sequence, &heard.data["shot"]), (7, 2, &"s".into()));
        // The id of the event before is still in force.
        assert_eq!(durable(&event("progress", "7", "{}")).unwrap(), None);
        assert!(durable(&event("scene.shot_added", "8", data)).is_err(), "two positions");
        assert!(durable(&event("snapshot", "9", "{}")).is_err(), "events were skipped");
        assert!(durable(&event("scene.added", "", "{}")).is_err());
    }
}
