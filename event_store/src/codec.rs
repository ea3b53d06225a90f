//! The one place where payloads become JSON and JSON becomes payloads.
//!
//! Everything stored of an event or a state passes through here, and is sealed and opened on the way with the
//! key of the script it belongs to. Old events are brought forward here at read time: an [`Upcaster`] takes a
//! payload of one version to a later one, and chains of them run until none applies. What is stored is never rewritten.

use crate::edge;
use crate::seal::{self, Keys, Seal};
use cqrs_es::DomainEvent;
use domain::ScriptId;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashMap;

/// An event as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Encoded {
    /// The stored type, `aggregate.event`.
    pub(crate) event_type: String,
    /// The version of the payload's shape.
    pub(crate) event_version: String,
    /// The payload, JSON text.
    pub(crate) payload: String,
}

/// An event as it was read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stored<'a> {
    /// The stored type, `aggregate.event`.
    pub(crate) event_type: &'a str,
    /// The version of the payload's shape.
    pub(crate) event_version: &'a str,
    /// The payload, JSON text.
    pub(crate) payload: &'a [u8],
    /// The script it is part of, under whose key its words are.
    pub(crate) script: Option<ScriptId>,
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

    /// Writes an event, sealed as it is to be.
    pub(crate) fn encode<E: DomainEvent>(event: &E, seal: &Seal) -> Result<Encoded, serde_json::Error> {
        let event_type = event.event_type();
        let payload = seal::seal(event, &event_type, seal, edge::fresh_bytes)?;
        Ok(Encoded { event_type, event_version: event.event_version(), payload })
    }

    /// Reads an event, its words in their places, brought forward, and says the version it has then.
    pub(crate) fn decode<'a, T: DeserializeOwned>(
        &self,
        stored: Stored<'a>,
        keys: &Keys,
    ) -> Result<(T, Cow<'a, str>), CodecError> {
        let corrupt = |source| CodecError {
            event_type: stored.event_type.to_owned(),
            event_version: stored.event_version.to_owned(),
            source,
        };
        let mut upcaster = self.upcaster(stored.event_type, stored.event_version);
        if upcaster.is_none() && stored.script.is_none() {
            let payload = serde_json::from_slice(stored.payload).map_err(corrupt)?;
            return Ok((payload, Cow::Borrowed(stored.event_version)));
        }
        let mut payload: Value = serde_json::from_slice(stored.payload).map_err(corrupt)?;
        seal::open(&mut payload, stored.event_type, keys.of(stored.script).map(|key| &**key))
            .map_err(|reason| corrupt(serde::de::Error::custom(reason)))?;
        let mut version = Cow::Borrowed(stored.event_version);
        while let Some(next) = upcaster {
            payload = (next.upcast)(payload);
            version = Cow::Borrowed(next.to);
            upcaster = self.upcaster(stored.event_type, next.to);
        }
        Ok((T::deserialize(payload).map_err(corrupt)?, version))
    }

    /// Reads a state from a snapshot.
    pub(crate) fn decode_state<A: DeserializeOwned>(
        stored: &[u8],
        script: Option<ScriptId>,
        keys: &Keys,
    ) -> Result<A, serde_json::Error> {
        if script.is_none() {
            return serde_json::from_slice(stored);
        }
        let opened = keys.of(script).and_then(|key| seal::open_state(stored, key));
        let opened = opened.ok_or_else(|| serde::de::Error::custom("not sealed with its script's key"))?;
        serde_json::from_slice(&opened)
    }

    fn upcaster(&self, event_type: &str, version: &str) -> Option<&Upcaster> {
        self.upcasters.get(event_type)?.iter().find(|upcaster| upcaster.from == version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn stored<'a>(version: &'a str, payload: &'a [u8]) -> Stored<'a> {
        Stored { event_type: "tally.counted", event_version: version, payload, script: None }
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
        let (payload, version): (Value, _) =
            codec().decode(stored("1", br#"{"dozens":2}"#), &Keys::default()).unwrap();
        assert_eq!((payload, &*version), (json!({"by": 24, "unit": "pieces"}), "3"));
        let (payload, version): (Value, _) =
            codec().decode(stored("2", br#"{"by":5}"#), &Keys::default()).unwrap();
        assert_eq!((payload, &*version), (json!({"by": 5, "unit": "pieces"}), "3"));
    }

    #[test]
    fn current_payloads_are_left_alone() {
        for codec in [codec(), Codec::default()] {
            let (payload, version): (Value, _) =
                codec.decode(stored("3", br#"{"by":7}"#), &Keys::default()).unwrap();
            assert_eq!((payload, &*version), (json!({"by": 7}), "3"));
        }
    }

    #[test]
    fn an_unreadable_payload_says_which_event_it_was_of() {
        let error = Codec::default().decode::<Value>(stored("1", b"{"), &Keys::default()).unwrap_err();
        assert!(error.to_string().starts_with("tally.counted version 1: "), "{error}");
    }
}
