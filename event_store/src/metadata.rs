//! What is written beside an event: who, why, because of what, and whose it is.
//!
//! Stored as a JSON object of strings, which cqrs-es and postgres-es read as a
//! `HashMap<String, String>`. Here it is typed; whatever has no type of ours, or does not parse as it,
//! is kept under its name, so that reading an event written by something else never fails or forgets.

use domain::{AccountId, Actor, CommandId, JobId, ScriptId};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use uuid::Uuid;

/// The metadata of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// Who gave the command; [`Actor::System`] when the event does not say.
    pub actor: Actor,
    /// The command the event comes from.
    pub command_id: Option<CommandId>,
    /// What the event belongs to from outside: one id for everything that follows from one cause.
    pub correlation_id: Option<Uuid>,
    /// The command or event that led to the command.
    pub causation_id: Option<Uuid>,
    /// The W3C trace the command belonged to.
    pub traceparent: Option<String>,
    /// The account that owns the aggregate.
    pub owner_id: Option<AccountId>,
    /// The script the aggregate is part of.
    pub script_id: Option<ScriptId>,
    /// The job the event is of, or that caused it.
    pub job_id: Option<JobId>,
    /// Entries without a field of their own.
    pub extra: BTreeMap<String, String>,
}

impl Default for Metadata {
    fn default() -> Self {
        Self {
            actor: Actor::System,
            command_id: None,
            correlation_id: None,
            causation_id: None,
            traceparent: None,
            owner_id: None,
            script_id: None,
            job_id: None,
            extra: BTreeMap::new(),
        }
    }
}

impl Metadata {
    /// Reads cqrs-es' form.
    pub fn from_map(map: HashMap<String, String>) -> Self {
        let mut metadata = Self::default();
        for (key, value) in map {
            metadata.put(&key, Cow::Owned(value));
        }
        metadata
    }

    /// Writes cqrs-es' form.
    pub fn to_map(&self) -> HashMap<String, String> {
        self.entries().map(|(key, value)| (key.to_owned(), value.into_owned())).collect()
    }

    fn put(&mut self, key: &str, value: Cow<'_, str>) {
        let known = match key {
            "actor" => value.parse().map(|actor| self.actor = actor).is_ok(),
            "command_id" => set(&mut self.command_id, &value),
            "correlation_id" => set(&mut self.correlation_id, &value),
            "causation_id" => set(&mut self.causation_id, &value),
            "traceparent" => set(&mut self.traceparent, &value),
            "owner_id" => set(&mut self.owner_id, &value),
            "script_id" => set(&mut self.script_id, &value),
            "job_id" => set(&mut self.job_id, &value),
            _ => false,
        };
        if !known {
            self.extra.insert(key.to_owned(), value.into_owned());
        }
    }

    fn entries(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        fn text<T: fmt::Display>(value: Option<&T>) -> Option<Cow<'_, str>> {
            value.map(|value| Cow::Owned(value.to_string()))
        }
        // An actor that did not parse stands in `extra`, and is written back from there.
        let actor = (!self.extra.contains_key("actor")).then(|| Cow::Owned(self.actor.to_string()));
        [
            ("actor", actor),
            ("command_id", text(self.command_id.as_ref())),
            ("correlation_id", text(self.correlation_id.as_ref())),
            ("causation_id", text(self.causation_id.as_ref())),
            ("traceparent", self.traceparent.as_deref().map(Cow::Borrowed)),
            ("owner_id", text(self.owner_id.as_ref())),
            ("script_id", text(self.script_id.as_ref())),
            ("job_id", text(self.job_id.as_ref())),
        ]
        .into_iter()
        .filter_map(|(key, value)| value.map(|value| (key, value)))
        .chain(self.extra.iter().map(|(key, value)| (key.as_str(), Cow::Borrowed(value.as_str()))))
    }
}

fn set<T: std::str::FromStr>(field: &mut Option<T>, value: &str) -> bool {
    *field = value.parse().ok();
    field.is_some()
}

impl Serialize for Metadata {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.entries())
    }
}

impl<'de> Deserialize<'de> for Metadata {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MetadataVisitor)
    }
}

struct MetadataVisitor;

/// A string of the input, borrowed where it holds no escapes.
struct Text<'de>(Cow<'de, str>);

impl<'de> Visitor<'de> for MetadataVisitor {
    type Value = Metadata;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of strings")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Metadata, A::Error> {
        let mut metadata = Metadata::default();
        while let Some((key, value)) = map.next_entry::<Text<'de>, Text<'de>>()? {
            metadata.put(&key.0, value.0);
        }
        Ok(metadata)
    }
}

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(TextVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Metadata {
        Metadata {
            actor: Actor::Worker("a:1".into()),
            command_id: Some(CommandId(Uuid::from_u128(1))),
            correlation_id: Some(Uuid::from_u128(2)),
            causation_id: Some(Uuid::from_u128(3)),
            traceparent: Some("00-ab-cd-01".into()),
            owner_id: Some(AccountId(Uuid::from_u128(4))),
            script_id: Some(ScriptId(Uuid::from_u128(5))),
            job_id: Some(JobId(Uuid::from_u128(6))),
            extra: BTreeMap::from([("colour".into(), "blue \"and\" green".into())]),
        }
    }

    #[test]
    fn it_is_an_object_of_strings_for_everybody_else() {
        let json = serde_json::to_string(&sample()).unwrap();
        let theirs: HashMap<String, String> = serde_json::from_str(&json).unwrap();
        assert_eq!(theirs, sample().to_map());
        assert_eq!(theirs["owner_id"], Uuid::from_u128(4).to_string());
        assert_eq!(serde_json::from_str::<Metadata>(&json).unwrap(), sample());
        assert_eq!(Metadata::from_map(theirs), sample());
    }

    #[test]
    fn what_does_not_parse_is_kept_as_it_was() {
        let json = r#"{"actor":"mallory","owner_id":"nobody"}"#;
        let metadata: Metadata = serde_json::from_str(json).unwrap();
        assert_eq!((&metadata.actor, metadata.owner_id), (&Actor::System, None));
        assert_eq!(metadata.to_map()["actor"], "mallory");
        assert_eq!(metadata.to_map()["owner_id"], "nobody");
    }

    #[test]
    fn what_is_no_object_of_strings_is_refused() {
        for json in ["[]", "{\"actor\":1}", "null"] {
            assert!(serde_json::from_str::<Metadata>(json).is_err(), "{json}");
        }
    }

    proptest! {
        #[test]
        fn whatever_someone_else_wrote_survives(map in proptest::collection::hash_map("[a-z_]{1,12}|actor|owner_id", ".{0,40}", 0..6)) {
            let mut back = Metadata::from_map(map.clone()).to_map();
            if !map.contains_key("actor") {
                prop_assert_eq!(back.remove("actor"), Some("system".to_owned()));
            }
            prop_assert_eq!(back, map);
        }
    }
}
