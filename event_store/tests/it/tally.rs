//! An aggregate that counts: small enough to see through, with every way a command can end.

use cqrs_es::event_sink::EventSink;
use cqrs_es::{Aggregate, DomainEvent};
use domain::{AccountId, Entity, JobId, ScriptId};
use serde::{Deserialize, Serialize};

/// A tally of one account, maybe of a script, maybe kept by a job.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    pub(crate) count: u64,
    pub(crate) closed: bool,
    pub(crate) owner: Option<AccountId>,
    pub(crate) script: Option<ScriptId>,
    pub(crate) job: Option<JobId>,
}

#[derive(Clone, Debug)]
pub(crate) enum TallyCommand {
    Open {
        owner: AccountId,
        script: Option<ScriptId>,
        job: Option<JobId>,
    },
    /// Adds `by`, one event each.
    Count {
        by: u64,
        times: usize,
    },
    /// Counts with this text beside it.
    Note(String),
    Close,
    Reopen,
    /// Is accepted and changes nothing.
    Look,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum TallyEvent {
    Opened { owner: AccountId, script: Option<ScriptId>, job: Option<JobId> },
    Counted { by: u64 },
    Noted { text: String },
    Closed {},
    Reopened {},
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the tally is closed")]
pub(crate) struct TallyClosed;

impl DomainEvent for TallyEvent {
    fn event_type(&self) -> String {
        let name = match self {
            Self::Opened { .. } => "opened",
            Self::Counted { .. } => "counted",
            Self::Noted { .. } => "noted",
            Self::Closed {} => "closed",
            Self::Reopened {} => "reopened",
        };
        format!("tally.{name}")
    }

    fn event_version(&self) -> String {
        match self {
            // Once it counted dozens; see `upcasting`.
            Self::Counted { .. } => "2",
            _ => "1",
        }
        .into()
    }
}

impl Aggregate for Tally {
    const TYPE: &'static str = "tally";
    type Command = TallyCommand;
    type Event = TallyEvent;
    type Error = TallyClosed;
    type Services = ();

    async fn handle(
        &mut self,
        command: TallyCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), TallyClosed> {
        let reopens = matches!(command, TallyCommand::Reopen | TallyCommand::Look);
        if self.closed && !reopens {
            return Err(TallyClosed);
        }
        let events = match command {
            TallyCommand::Open { owner, script, job } => vec![TallyEvent::Opened { owner, script, job }],
            TallyCommand::Count { by, times } => vec![TallyEvent::Counted { by }; times],
            TallyCommand::Note(text) => vec![TallyEvent::Noted { text }],
            TallyCommand::Close => vec![TallyEvent::Closed {}],
            TallyCommand::Reopen => vec![TallyEvent::Reopened {}],
            TallyCommand::Look => vec![],
        };
        for event in events {
            sink.write(event, self).await;
        }
        Ok(())
    }

    fn apply(&mut self, event: TallyEvent) {
        match event {
            TallyEvent::Opened { owner, script, job } => {
                (self.owner, self.script, self.job) = (Some(owner), script, job);
            }
            TallyEvent::Counted { by } => self.count += by,
            TallyEvent::Noted { .. } => self.count += 1,
            TallyEvent::Closed {} => self.closed = true,
            TallyEvent::Reopened {} => self.closed = false,
        }
    }
}

impl Entity for Tally {
    type Id = ScriptId;
    const STATE_VERSION: u32 = 1;

    fn owner(&self) -> Option<AccountId> {
        self.owner
    }

    fn script(&self) -> Option<ScriptId> {
        self.script
    }

    fn job(&self) -> Option<JobId> {
        self.job
    }
}
