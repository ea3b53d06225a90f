//! The lines of an exported log, as they are written and as they are read.

use crate::chain::Head;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use uuid::Uuid;

/// What the first line calls the file's form.
pub(super) const FORM: u32 = 1;

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Opening {
    /// The form of the file.
    pub(super) spool_log: u32,
    /// The head that the file leads to, `POSITION:HASH`.
    pub(super) head: String,
}

/// An event. Payload and metadata are the stored text, untouched.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EventLine<'a> {
    pub(super) position: u64,
    /// 64 hexadecimal digits.
    #[serde(borrow)]
    pub(super) hash: Cow<'a, str>,
    /// Microseconds since 1970.
    pub(super) recorded_us: i64,
    #[serde(borrow)]
    pub(super) aggregate_type: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) aggregate_id: Cow<'a, str>,
    pub(super) sequence: i64,
    #[serde(borrow)]
    pub(super) event_type: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) event_version: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) metadata: &'a RawValue,
    #[serde(borrow)]
    pub(super) payload: &'a RawValue,
}

/// The key of a script, or that it was destroyed.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeyLine {
    /// The script whose text it opens.
    pub(super) key_of: Uuid,
    /// When it was made, in microseconds since 1970: words of events from before are in the clear.
    pub(super) made_us: i64,
    /// Base64; absent if it was destroyed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) key: Option<String>,
}

/// A line after the first.
pub(super) enum Line<'a> {
    Event(Box<EventLine<'a>>),
    Key(KeyLine),
}

impl Opening {
    pub(super) fn to(head: Head) -> Self {
        Self { spool_log: FORM, head: head.to_string() }
    }

    /// Reads the first line and the head it promises.
    pub(super) fn read(line: &[u8]) -> Result<Head, String> {
        let opening: Self =
            serde_json::from_slice(line).map_err(|error| format!("no exported log: {error}"))?;
        if opening.spool_log != FORM {
            return Err(format!("form {} of an exported log is not known here", opening.spool_log));
        }
        opening.head.parse().map_err(|error: crate::chain::UnknownHead| error.to_string())
    }
}

impl<'a> Line<'a> {
    /// Reads a line after the first.
    pub(super) fn read(line: &'a [u8]) -> Result<Self, serde_json::Error> {
        // Keys are short and few; an event says so in its first field.
        if line.starts_with(b"{\"key_of\"") {
            return serde_json::from_slice(line).map(Self::Key);
        }
        serde_json::from_slice(line).map(|event| Self::Event(Box::new(event)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_says_where_the_file_ends() {
        let head = Head { position: domain::Position(3), hash: [7; 32] };
        let line = serde_json::to_vec(&Opening::to(head)).unwrap();
        assert_eq!(Opening::read(&line), Ok(head));
        for wrong in ["", "[]", r#"{"spool_log":2,"head":"0:00"}"#, r#"{"spool_log":1,"head":"3"}"#] {
            assert!(Opening::read(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn payloads_are_read_as_they_were_written_to_the_last_space() {
        let text = br#"{"position":1,"hash":"00","recorded_us":5,"aggregate_type":"a","aggregate_id":"b","sequence":1,"event_type":"a.b","event_version":"1","metadata":{},"payload":{"n": 1.10,  "z": 1}}"#;
        let Ok(Line::Event(event)) = Line::read(text) else { panic!("no event") };
        assert_eq!(event.payload.get(), r#"{"n": 1.10,  "z": 1}"#);
        assert_eq!(serde_json::to_vec(&event).unwrap(), text);
        let key = br#"{"key_of":"00000000-0000-0000-0000-000000000001","made_us":1}"#;
        assert!(matches!(Line::read(key), Ok(Line::Key(KeyLine { key: None, .. }))));
        assert!(Line::read(br#"{"position":1}"#).is_err());
    }
}
