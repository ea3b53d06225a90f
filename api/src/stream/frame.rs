//! Frames: events, ticks and words as bytes on the wire (WHATWG HTML, 9.2 server-sent events).

use axum::body::Bytes;
use domain::{JobId, Position, ScriptId};
use event_store::RecordedEvent;
use jiff::Timestamp;
use projections::{JobTick, JobToken};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// Something that happened.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Event {
    /// Its place in the log.
    pub position: Position,
    /// What happened, as `aggregate.event`.
    pub r#type: String,
    /// What it happened to: script, version, scene, character or job.
    pub aggregate: String,
    /// Its id.
    pub aggregate_id: Uuid,
    /// Its place in that thing's own events.
    pub sequence: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// Who did it: `account:UUID`, `worker:NAME` or `system`.
    pub actor: String,
    /// The script it is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub script_id: Option<ScriptId>,
    /// The job it is of, or that caused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub job_id: Option<JobId>,
    /// What it says, in its type's own shape.
    #[schema(value_type = Object)]
    pub data: Value,
}

impl From<RecordedEvent> for Event {
    fn from(event: RecordedEvent) -> Self {
        Self {
            position: event.position,
            r#type: event.event_type,
            aggregate: event.aggregate_type,
            aggregate_id: event.aggregate_id,
            sequence: event.sequence,
            at: event.recorded_at,
            actor: event.metadata.actor.to_string(),
            script_id: event.metadata.script_id,
            job_id: event.metadata.job_id,
            data: event.payload,
        }
    }
}

/// The same, borrowed: a text is not copied to be written down.
#[derive(Serialize)]
struct EventData<'a> {
    position: Position,
    r#type: &'a str,
    aggregate: &'a str,
    aggregate_id: Uuid,
    sequence: u64,
    at: Timestamp,
    actor: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    script_id: Option<ScriptId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_id: Option<JobId>,
    data: &'a Value,
}

/// A piece of text without whose it is.
#[derive(Serialize)]
struct TokenData<'a> {
    job_id: JobId,
    #[serde(skip_serializing_if = "Option::is_none")]
    script_id: Option<ScriptId>,
    attempt: u32,
    offset: u64,
    text: &'a str,
}

/// How long a client waits before it comes back.
pub(super) const RETRY: Bytes = Bytes::from_static(b"retry: 2000\n\n");
/// Nothing happens, but somebody is there.
pub(super) const KEEP_ALIVE: Bytes = Bytes::from_static(b": keep-alive\n\n");
/// The job is over.
pub(super) const END: Bytes = Bytes::from_static(b"event: end\ndata: {}\n\n");
/// The reader was too slow.
pub(super) const LAGGED: Bytes = Bytes::from_static(b"event: lagged\ndata: {}\n\n");

/// A durable event.
pub(super) fn event(event: &RecordedEvent) -> Bytes {
    let data = EventData {
        position: event.position,
        r#type: &event.event_type,
        aggregate: &event.aggregate_type,
        aggregate_id: event.aggregate_id,
        sequence: event.sequence,
        at: event.recorded_at,
        actor: event.metadata.actor.to_string(),
        script_id: event.metadata.script_id,
        job_id: event.metadata.job_id,
        data: &event.payload,
    };
    frame(Some(event.position), &event.event_type, &data)
}

/// Where a stream begins.
pub(super) fn snapshot(position: Position, resource: &Value) -> Bytes {
    frame(Some(position), "snapshot", &serde_json::json!({ "position": position, "resource": resource }))
}

/// How far a job is.
pub(super) fn progress(tick: &JobTick) -> Bytes {
    frame(None, "progress", tick)
}

/// Words as they are written.
pub(super) fn token(token: &JobToken) -> Bytes {
    let JobToken { job_id, script_id, attempt, offset, ref text, .. } = *token;
    frame(None, "token", &TokenData { job_id, script_id, attempt, offset, text })
}

/// JSON never holds a line break, so its data is one line.
fn frame(id: Option<Position>, name: &str, data: &impl Serialize) -> Bytes {
    let mut bytes = match id {
        Some(id) => format!("id: {id}\nevent: {name}\ndata: "),
        None => format!("event: {name}\ndata: "),
    }
    .into_bytes();
    if let Err(error) = serde_json::to_writer(&mut bytes, data) {
        // Our own types write themselves; a client that sees no data comes back for it.
        tracing::error!(%error, "a {name} frame cannot be written");
        return Bytes::new();
    }
    bytes.extend_from_slice(b"\n\n");
    bytes.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::AccountId;

    #[test]
    fn whatever_is_written_stays_on_its_line() {
        let token = token(&JobToken {
            job_id: JobId(Uuid::nil()),
            owner_id: AccountId(Uuid::from_u128(7)),
            script_id: None,
            attempt: 1,
            offset: 3,
            text: "INT. \u{2028}\r\nevent: end\n\ndata: x".into(),
        });
        let text = std::str::from_utf8(&token).unwrap();
        let lines: Vec<&str> = text.split('\n').collect();
        assert_eq!((lines[0], lines.len()), ("event: token", 4), "{text}");
        assert!(lines[1].starts_with("data: {\"job_id\":") && lines[2..] == ["", ""], "{text}");
        assert!(!text.contains('\r') && !text.contains("owner"), "{text}");
        let data: Value = serde_json::from_str(&lines[1][6..]).unwrap();
        assert_eq!(data["text"], "INT. \u{2028}\r\nevent: end\n\ndata: x");
    }
}
