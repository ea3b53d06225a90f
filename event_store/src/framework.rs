//! The store as cqrs-es knows one: `EventStore<A>` for one aggregate type, so that its framework and its
//! contract run on our log. Spool itself uses [`Store`], which says more.

use crate::context::CommandContext;
use crate::edge;
use crate::error::StoreError;
use crate::load::Loaded;
use crate::metadata::Metadata;
use crate::store::{Appended, Store, key};
use crate::warm::Key;
use cqrs_es::{AggregateContext, AggregateError, EventEnvelope, EventStore};
use domain::{CommandId, Entity};
use std::collections::HashMap;
use std::marker::PhantomData;

/// One aggregate type's view of a [`Store`]. Aggregate ids are UUIDs in text form.
pub struct AggregateStore<A> {
    store: Store,
    aggregate: PhantomData<fn() -> A>,
}

/// An aggregate between being loaded and being committed.
pub struct LoadedContext<A> {
    key: Key,
    loaded: Loaded<A>,
}

impl<A: Entity> AggregateContext<A> for LoadedContext<A> {
    fn aggregate(&mut self) -> &mut A {
        &mut self.loaded.state
    }
}

impl<A: Entity> AggregateStore<A> {
    pub(crate) fn new(store: Store) -> Self {
        Self { store, aggregate: PhantomData }
    }
}

impl<A: Entity> EventStore<A> for AggregateStore<A> {
    type AC = LoadedContext<A>;

    async fn load_events(
        &self,
        aggregate_id: &str,
    ) -> Result<Vec<EventEnvelope<A>>, AggregateError<A::Error>> {
        Ok(self.store.loader().events(parse::<A>(aggregate_id)?).await?)
    }

    async fn load_aggregate(&self, aggregate_id: &str) -> Result<LoadedContext<A>, AggregateError<A::Error>> {
        let key = parse::<A>(aggregate_id)?;
        Ok(LoadedContext { key, loaded: self.store.loader().load(key).await? })
    }

    async fn commit(
        &self,
        events: Vec<A::Event>,
        context: LoadedContext<A>,
        metadata: HashMap<String, String>,
    ) -> Result<Vec<EventEnvelope<A>>, AggregateError<A::Error>> {
        let LoadedContext { key, loaded } = context;
        if events.is_empty() {
            return Ok(Vec::new());
        }
        // The framework has applied the events to the state, but the sequence is still the one before.
        let command = command(metadata);
        let rows = self.store.encode(key, loaded.sequence, &loaded.state, &events, &command).await?;
        match self.store.append(command.command_id, rows).await? {
            Appended::Written(_) => {}
            Appended::Known(_) => return Ok(Vec::new()),
            Appended::Taken => return Err(AggregateError::AggregateConflict),
        }
        let metadata = command.metadata(&loaded.state).to_map();
        let envelopes = (1..).zip(events).map(|(place, payload)| EventEnvelope {
            aggregate_id: key.1.to_string(),
            sequence: usize::try_from(loaded.sequence).unwrap_or(usize::MAX) + place,
            payload,
            metadata: metadata.clone(),
        });
        Ok(envelopes.collect())
    }
}

fn parse<A: Entity>(id: &str) -> Result<Key, AggregateError<A::Error>> {
    id.parse().map(key::<A>).map_err(|error| AggregateError::UnexpectedError(Box::new(error)))
}

/// The context that cqrs-es' metadata describe. A command that names no id of its own gets one.
fn command(metadata: HashMap<String, String>) -> CommandContext {
    let metadata = Metadata::from_map(metadata);
    let command_id = metadata.command_id.unwrap_or_else(|| CommandId(edge::fresh_id()));
    CommandContext {
        correlation_id: metadata.correlation_id.unwrap_or(command_id.0),
        causation_id: metadata.causation_id,
        traceparent: metadata.traceparent,
        job_id: metadata.job_id,
        ..CommandContext::new(metadata.actor, command_id)
    }
}

impl<E: std::error::Error> From<StoreError> for AggregateError<E> {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Pool(_) | StoreError::Unreachable(_) | StoreError::Unknown(_) => {
                Self::DatabaseConnectionError(Box::new(error))
            }
            StoreError::Corrupt { .. } => Self::DeserializationError(Box::new(error)),
            _ => Self::UnexpectedError(Box::new(error)),
        }
    }
}
