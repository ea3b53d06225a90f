//! A projection whose events become statements without asking the database anything, which is all of
//! the read models. In exchange a batch of events is written in one go.

use crate::changes::Changes;
use crate::projection::{Projection, ProjectionError};
use deadpool_postgres::Transaction;
use event_store::RecordedEvent;
use std::marker::PhantomData;
use std::sync::Arc;

/// The event after which a script's words are nobody's any more. Every read model takes them out of its rows and
/// gives the rows to nobody, whatever they held: live, from the words; made again, from what stands for them.
/// So both end the same, and later events still find their rows.
pub(crate) const ERASED: &str = "script.erased";

/// One read model: its tables and how events change them.
pub(crate) trait ReadModel: Send + Sync + 'static {
    /// The projection's name.
    const NAME: &'static str;

    /// Every table it writes, for a rebuild.
    const TABLES: &'static [&'static str];

    /// Those of them in which its own statements look for rows by anything but a key, again and again.
    const SEARCHED: &'static [&'static str] = &[];

    /// Writes down what the event changes.
    fn apply<'e>(event: &'e RecordedEvent, changes: &mut Changes<'e>) -> Result<(), ProjectionError>;
}

/// Drives a [`ReadModel`] as a [`Projection`].
pub(crate) struct Model<M>(PhantomData<fn() -> M>);

impl<M> Model<M> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<M: ReadModel> Projection for Model<M> {
    /// A page of the log: the more events come together, the fewer statements they are.
    const BATCH: usize = 2_000;

    fn name(&self) -> &'static str {
        M::NAME
    }

    async fn apply(&self, tx: &Transaction<'_>, event: &RecordedEvent) -> Result<(), ProjectionError> {
        let mut changes = Changes::default();
        M::apply(event, &mut changes)?;
        changes.write(tx).await
    }

    async fn apply_batch(
        &self,
        tx: &Transaction<'_>,
        events: &[Arc<RecordedEvent>],
    ) -> Result<(), ProjectionError> {
        let mut changes = Changes::default();
        for event in events {
            M::apply(event, &mut changes)?;
        }
        changes.write(tx).await
    }
}
