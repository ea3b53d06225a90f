//! The aggregate that is measured: one event a command, of the size that a job's events have.

use cqrs_es::event_sink::EventSink;
use cqrs_es::{Aggregate, DomainEvent};
use domain::{AccountId, Entity, JobId, ScriptId};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;

/// What one event says.
pub(crate) const NOTE: &str =
    "block 0032 of 0128 finished on worker a, 41.7 frames/s, cache hit, no retries, final candidate";

/// Frames rendered so far.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Reel {
    frames: u64,
    note: String,
}

#[derive(Clone, Debug)]
pub(crate) enum ReelCommand {
    Render,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum ReelEvent {
    Rendered { frames: u64, note: String },
}

impl DomainEvent for ReelEvent {
    fn event_type(&self) -> String {
        "reel.rendered".into()
    }

    fn event_version(&self) -> String {
        "1".into()
    }
}

impl Aggregate for Reel {
    const TYPE: &'static str = "reel";
    type Command = ReelCommand;
    type Event = ReelEvent;
    type Error = Infallible;
    type Services = ();

    async fn handle(
        &mut self,
        ReelCommand::Render: ReelCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), Infallible> {
        sink.write(ReelEvent::Rendered { frames: 32, note: NOTE.into() }, self).await;
        Ok(())
    }

    fn apply(&mut self, event: ReelEvent) {
        let ReelEvent::Rendered { frames, note } = event;
        self.frames += frames;
        self.note = note;
    }
}

impl Entity for Reel {
    type Id = JobId;
    const STATE_VERSION: u32 = 1;

    fn owner(&self) -> Option<AccountId> {
        None
    }

    fn script(&self) -> Option<ScriptId> {
        None
    }
}
