//! The one place where payloads become JSON and JSON becomes payloads.
//!
//! Everything stored of an event or a state passes through here with the [`Scope`] it belongs to, so
//! that encryption with a key per script has one place to come to. Old events are brought forward
//! here at read time: an [`Upcaster`] takes a payload of one version to a later one, and chains of them
//! run until none applies. What is stored is never rewritten.

use cqrs_es::DomainEvent;
use domain::{AccountId, ScriptId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashMap;

/// Whose text it is, and of which script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The account that owns the aggregate.
    pub owner: Option<AccountId>,
    /// The script the aggregate is part of.
    pub script: Option<ScriptId>,
}

/// An event as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// The stored type, `aggregate.event`.
    pub event_type: String,
    /// The version of the payload's shape.
    pub event_version: String,
    /// The payload, JSON text.
    pub payload: String,
}

/// An event as it was read.
#[derive(Clone, Copy, Debug)]
pub struct Stored<'a> {
    /// The stored type, `aggregate.event`.
    pub event_type: &'a str,
    /// The version of the payload's shape.
    pub event_version: &'a str,
    /// The payload, JSON text.
    pub payload: &'a [u8],
    /// Whose it is.
    pub scope: Scope,
}

/// Takes payloads of one event type from one version to the next.
#[derive(Clone, Debug)]
pub struct Upcaster {
    /// The stored type it is for.
    pub event_type: &'static str,
    /// The version it reads.
    pub from: &'static str,
    /// The version it makes; never one that leads back to `from`.
    pub to: &'static str,
    /// Makes the new payload.
    pub upcast: fn(Value) -> Value,
}

/// A payload that cannot be written or read.
#[derive(Debug, thiserror::Error)]
#[error("{event_type} version {event_version}: {source}")]
pub struct CodecError {
    event_type: String,
    event_version: String,
    source: serde_json::Error,
}

/// Encodes and decodes. The default knows every upcaster that was ever shipped, of which there is none yet.
#[derive(Clone, Debug, Default)]
pub struct Codec {
    /// By event type.
    upcasters: HashMap<&'static str, Vec<Upcaster>>,
}

impl Codec {
    /// A codec with these upcasters.
    pub fn with(upcasters: impl IntoIterator<Item = Upcaster>) -> Self {
        let mut by_type: HashMap<_, Vec<_>> = HashMap::new();
        for upcaster in upcasters {
            by_type.entry(upcaster.event_type).or_default().push(upcaster);
        }
        Self { upcasters: by_type }
    }

    /// Writes an event.
    pub fn encode<E: DomainEvent>(&self, event: &E, scope: &Scope) -> Result<Encoded, serde_json::Error> {
        let payload = self.seal(event, scope)?;
        Ok(Encoded { event_type: event.event_type(), event_version: event.event_version(), payload })
    }

    /// Reads an event, brought forward, and says the version it has then.
    pub fn decode<'a, T: DeserializeOwned>(
        &self,
        stored: Stored<'a>,
    ) -> Result<(T, Cow<'a, str>), CodecError> {
        let corrupt = |source| CodecError {
            event_type: stored.event_type.to_owned(),
            event_version: stored.event_version.to_owned(),
            source,
        };
        let Some(mut upcaster) = self.upcaster(stored.event_type, stored.event_version) else {
            let payload = self.open(stored.payload, &stored.scope).map_err(corrupt)?;
            return Ok((payload, Cow::Borrowed(stored.event_version)));
        };
        let mut payload: Value = self.open(stored.payload, &stored.scope).map_err(corrupt)?;
        loop {
            payload = (upcaster.upcast)(payload);
            match self.upcaster(stored.event_type, upcaster.to) {
                Some(next) => upcaster = next,
                None => break,
            }
        }
        Ok((serde_json::from_value(payload).map_err(corrupt)?, Cow::Borrowed(upcaster.to)))
    }

    /// Writes a state, for a snapshot.
    pub fn encode_state<A: Serialize>(&self, state: &A, scope: &Scope) -> Result<String, serde_json::Error> {
        self.seal(state, scope)
    }

    /// Reads a state from a snapshot.
    pub fn decode_state<A: DeserializeOwned>(
        &self,
        stored: &[u8],
        scope: &Scope,
    ) -> Result<A, serde_json::Error> {
        self.open(stored, scope)
    }

    fn upcaster(&self, event_type: &str, version: &str) -> Option<&Upcaster> {
        self.upcasters.get(event_type)?.iter().find(|upcaster| upcaster.from == version)
    }

    /// Plain JSON for every scope: there are no keys yet.
    #[expect(clippy::unused_self, reason = "the keys of the scope's script will be held here")]
    fn seal<T: Serialize>(&self, value: &T, _scope: &Scope) -> Result<String, serde_json::Error> {
        serde_json::to_string(value)
    }

    /// The reverse of `seal`.
    #[expect(clippy::unused_self, reason = "the keys of the scope's script will be held here")]
    fn open<T: DeserializeOwned>(&self, stored: &[u8], _scope: &Scope) -> Result<T, serde_json::Error> {
        serde_json::from_slice(stored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn stored<'a>(version: &'a str, payload: &'a [u8]) -> Stored<'a> {
        Stored { event_type: "tally.counted", event_version: version, payload, scope: Scope::default() }
    }

    /// Version 1 counted in dozens under another name; version 2 had no unit.
    fn codec() -> Codec {
        Codec::with([
            Upcaster {
                event_type: "tally.counted",
                from: "1",
                to: "2",
                upcast: |old| json!({"by": old["dozens"].as_u64().unwrap_or(0) * 12}),
            },
            Upcaster {
                event_type: "tally.counted",
                from: "2",
                to: "3",
                upcast: |mut old| {
                    old["unit"] = json!("pieces");
                    old
                },
            },
        ])
    }

    #[test]
    fn old_payloads_pass_every_later_version() {
        let (payload, version): (Value, _) = codec().decode(stored("1", br#"{"dozens":2}"#)).unwrap();
        assert_eq!((payload, &*version), (json!({"by": 24, "unit": "pieces"}), "3"));
        let (payload, version): (Value, _) = codec().decode(stored("2", br#"{"by":5}"#)).unwrap();
        assert_eq!((payload, &*version), (json!({"by": 5, "unit": "pieces"}), "3"));
    }

    #[test]
    fn current_payloads_are_left_alone() {
        for codec in [codec(), Codec::default()] {
            let (payload, version): (Value, _) = codec.decode(stored("3", br#"{"by":7}"#)).unwrap();
            assert_eq!((payload, &*version), (json!({"by": 7}), "3"));
        }
    }

    #[test]
    fn an_unreadable_payload_says_which_event_it_was_of() {
        let error = Codec::default().decode::<Value>(stored("1", b"{")).unwrap_err();
        assert!(error.to_string().starts_with("tally.counted version 1: "), "{error}");
    }
}
