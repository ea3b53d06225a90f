//! A unit of work: commands to several aggregates whose events are appended together or not at all.
//!
//! It takes its first aggregate's turn and, where free, those of the others; it never waits for one
//! while it holds another, so two units cannot block each other. What order does not prevent, the
//! sequences decide at the commit. Dropping a unit leaves nothing behind.

use crate::append::NewEvent;
use crate::context::{CommandContext, Committed};
use crate::error::{CommitError, Conflict, ExecuteError, StoreError};
use crate::load::Loaded;
use crate::store::{Appended, Store, decide, key, moved, touched};
use crate::warm::{Held, Key};
use domain::Entity;
use std::any::Any;

/// Commands to several aggregates under one command id. See [`Store::unit`].
pub struct Unit {
    store: Store,
    context: CommandContext,
    members: Vec<Member>,
    events: Vec<NewEvent>,
    /// Whether warm states are believed without asking the log.
    by_memory: bool,
    /// The outcome of an earlier sending of this command id: nothing is done any more.
    first: Option<Committed>,
}

/// An aggregate of the unit.
struct Member {
    key: Key,
    /// Its sequence in the log.
    base: u64,
    /// Its sequence after the commands given so far.
    sequence: u64,
    /// A `Loaded<A>`: its state after the commands given so far.
    state: Box<dyn Any + Send + Sync>,
    held: Held,
}

impl Unit {
    pub(crate) fn new(store: Store, context: CommandContext) -> Self {
        Self { store, context, members: Vec::new(), events: Vec::new(), by_memory: false, first: None }
    }

    /// Believes what this process remembers of its aggregates, which saves asking the log. What is appended is
    /// right all the same, since nothing is if an aggregate has moved; but a refusal or a state that was read may be
    /// out of date, so this is for aggregates that nobody else can have touched yet.
    #[must_use]
    pub fn by_memory(mut self) -> Self {
        self.by_memory = true;
        self
    }

    /// Gives a command to an aggregate as the unit has left it so far. A refusal leaves the unit as it
    /// was. When this command id was committed before, nothing happens and [`commit`](Self::commit)
    /// gives the first outcome.
    pub async fn execute<A: Entity>(
        &mut self,
        id: A::Id,
        command: A::Command,
    ) -> Result<(), ExecuteError<A::Error>> {
        if self.first.is_some() {
            return Ok(());
        }
        let at = self.member::<A>(id).await?;
        match decide(self.state::<A>(at), command).await {
            Ok((next, events)) => {
                let member = &mut self.members[at];
                let rows = self
                    .store
                    .encode(member.key, member.sequence, &next.state, &events, &self.context)
                    .await?;
                self.events.extend(rows);
                member.sequence = next.sequence;
                member.state = Box::new(next);
                Ok(())
            }
            Err(refusal) if self.is_repeated().await? => {
                drop(refusal);
                Ok(())
            }
            Err(refusal) => Err(ExecuteError::Refused(refusal)),
        }
    }

    /// Demands that the aggregate be at this sequence (0: not yet begun), before the unit's own
    /// commands to it. The commit holds it to that if the unit writes to the aggregate.
    pub async fn expect<A: Entity>(&mut self, id: A::Id, sequence: u64) -> Result<(), CommitError> {
        if self.first.is_some() {
            return Ok(());
        }
        let at = self.member::<A>(id).await?;
        let Member { key, base, .. } = self.members[at];
        if base == sequence || self.is_repeated().await? {
            return Ok(());
        }
        Err(moved(key, sequence, base).into())
    }

    /// The aggregate as the unit has left it so far; `None` if it has no events.
    pub async fn load<A: Entity>(&mut self, id: A::Id) -> Result<Option<Loaded<A>>, StoreError> {
        let at = self.member::<A>(id).await?;
        let loaded = self.state::<A>(at);
        Ok((loaded.sequence > 0).then(|| loaded.clone()))
    }

    /// Writes everything, or nothing if one of the aggregates written to has moved.
    pub async fn commit(mut self) -> Result<Committed, CommitError> {
        if self.events.is_empty() {
            self.is_repeated().await?;
        }
        if let Some(first) = self.first {
            return Ok(first);
        }
        if self.events.is_empty() {
            return Ok(self.committed(None));
        }
        let events = std::mem::take(&mut self.events);
        match self.store.append(self.context.command_id, events).await? {
            Appended::Written(last_event_id) => {
                let committed = self.committed(Some(last_event_id));
                for member in &mut self.members {
                    let state = std::mem::replace(&mut member.state, Box::new(()));
                    member.held.put(state);
                }
                Ok(committed)
            }
            Appended::Known(outcome) => Ok(outcome),
            Appended::Taken => Err(self.conflict().await?.into()),
        }
    }

    /// The member's place, which is loaded when it is touched first.
    async fn member<A: Entity>(&mut self, id: A::Id) -> Result<usize, StoreError> {
        let key = key::<A>(id);
        if let Some(at) = self.members.iter().position(|member| member.key == key) {
            return Ok(at);
        }
        let warm = self.store.warm();
        let mut held = if self.members.is_empty() { warm.hold(key).await } else { warm.try_hold(key) };
        let loaded = match held.take() {
            Some(warm) if self.by_memory => warm,
            warm => self.store.loader().fresh::<A>(key, warm).await?,
        };
        let base = loaded.sequence;
        self.members.push(Member { key, base, sequence: base, state: Box::new(loaded), held });
        Ok(self.members.len() - 1)
    }

    fn state<A: Entity>(&self, at: usize) -> &Loaded<A> {
        self.members[at].state.downcast_ref().expect("one aggregate type is one Rust type")
    }

    /// Whether this command id was committed before; remembers the outcome.
    async fn is_repeated(&mut self) -> Result<bool, StoreError> {
        self.first = self.store.outcome(self.context.command_id).await?;
        Ok(self.first.is_some())
    }

    fn committed(&self, last_event_id: Option<i64>) -> Committed {
        let sequences = self.members.iter().map(|member| touched(member.key, member.sequence)).collect();
        Committed { last_event_id, sequences, duplicate: false }
    }

    /// The first aggregate that has moved.
    async fn conflict(&self) -> Result<Conflict, StoreError> {
        let mut conflict = None;
        for Member { key, base, .. } in &self.members {
            let actual = self.store.loader().sequence(*key).await?;
            conflict = Some(moved(*key, *base, actual));
            if actual != *base {
                break;
            }
        }
        Ok(conflict.expect("a unit with events has members"))
    }
}
