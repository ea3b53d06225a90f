//! Characters, jobs and assets as they were.

use super::Past;
use crate::assets::{Asset, Recorded};
use crate::changes::bigint;
use crate::characters::Character;
use crate::jobs::{Job, JobResult};
use crate::row::ReadError;
use crate::versions::author;
use cqrs_es::Aggregate;
use domain::job::{ErrorClass, JobState, Totals};
use domain::{AccountId, Actor, AssetId, CharacterId, JobId};
use event_store::Loaded;
use jiff::Timestamp;
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

/// Events after which a job is over.
const ENDS: [&str; 6] =
    ["job.completed", "job.reused", "job.produced", "job.partially_completed", "job.failed", "job.cancelled"];

/// What a job's state does not tell of its life.
#[derive(Clone, Copy, Debug, Default)]
struct Life {
    /// When the last attempt began.
    started_at: Option<Timestamp>,
    /// When it was over last.
    ended_at: Option<Timestamp>,
    /// Whether it took over a result that was there.
    reused: bool,
}

impl Past {
    /// The character as they were.
    pub async fn character(&self, id: CharacterId) -> Result<Option<Character>, ReadError> {
        let Some(loaded) = self.load::<domain::Character>(id).await? else { return Ok(None) };
        let Some(it) = loaded.state.details() else { return Ok(None) };
        let mark = self.mark::<domain::Character>(&[(id, loaded.sequence)]).await?.remove(0);
        let profile = it.profile.clone();
        Ok(Some(Character {
            id,
            name: profile.name,
            personality: profile.personality,
            goals: profile.goals,
            voice: profile.voice,
            backstory: profile.backstory,
            look: profile.look,
            settled_look: it.look.clone(),
            archived: it.archived,
            created_at: mark.created_at,
            updated_at: mark.updated_at,
            position: mark.position,
            sequence: loaded.sequence,
        }))
    }

    /// The job as it was, without the progress it reported, which is not kept.
    pub async fn job(&self, id: JobId) -> Result<Option<Job>, ReadError> {
        // One of an erased script is nobody's, whenever it was.
        if crate::jobs::get(&self.pool.get().await?, self.owner, id).await?.is_none() {
            return Ok(None);
        }
        let Some(loaded) = self.load::<domain::Job>(id).await? else { return Ok(None) };
        let Some(it) = loaded.state.details() else { return Ok(None) };
        let mark = self.mark::<domain::Job>(&[(id, loaded.sequence)]).await?.remove(0);
        let life = self.lives(&[(id, loaded.sequence)]).await?.remove(&id.0).unwrap_or_default();
        let input = serde_json::to_value(&it.work).ok().and_then(|work| work.get("input").cloned());
        Ok(Some(Job {
            id,
            kind: it.work.kind(),
            script_id: it.script,
            state: it.state,
            phase: it.phase,
            attempt: it.attempt,
            max_attempts: it.max_attempts,
            priority: it.priority,
            paused: it.paused,
            cancelling: it.cancelling.is_some(),
            production_id: it.node.as_ref().map(|node| node.production),
            label: it.node.as_ref().map(|node| node.label.clone()),
            totals: self.totals(&loaded).await?,
            estimate: it.estimate,
            cost: it.cost,
            input: input.unwrap_or(Value::Null),
            progress: None,
            error: it.error.clone(),
            result: it.result.clone().map(JobResult::of),
            requested_at: mark.created_at,
            started_at: life.started_at,
            ended_at: life.ended_at.filter(|_| it.state.ended()),
            position: mark.position,
            sequence: loaded.sequence,
        }))
    }

    /// The asset as it was, for its owner and for whoever may see its script's now.
    pub async fn asset(&self, id: AssetId) -> Result<Option<Asset>, ReadError> {
        // Whose it is to see is not a matter of time.
        if crate::assets::get(&self.pool.get().await?, self.owner, id).await?.is_none() {
            return Ok(None);
        }
        let loaded = self.store.load_as_of::<domain::Asset>(id, self.as_of).await?;
        let Some(loaded) = loaded else { return Ok(None) };
        let Some(details) = loaded.state.details() else { return Ok(None) };
        let mark = self.mark::<domain::Asset>(&[(id, loaded.sequence)]).await?.remove(0);
        let created_by = self.author::<domain::Asset>(id, details.asset.owner).await?;
        let recorded = Recorded {
            created_by,
            created_at: mark.created_at,
            updated_at: mark.updated_at,
            position: mark.position,
            sequence: loaded.sequence,
        };
        Ok(Some(Asset::of(details, recorded)))
    }

    /// Who began the aggregate, on behalf of its owner if a worker did.
    async fn author<A: domain::Entity>(&self, id: A::Id, owner: AccountId) -> Result<AccountId, ReadError> {
        let client = self.pool.get().await?;
        let statement = client
            .prepare_cached(
                "select metadata ->> 'actor' from events
                 where aggregate_type = $1 and aggregate_id = $2 and sequence = 1",
            )
            .await?;
        let row = client.query_one(&statement, &[&A::TYPE, &id.to_string()]).await?;
        let actor = row.try_get::<_, Option<&str>>(0)?.and_then(|actor| actor.parse().ok());
        Ok(author(&actor.unwrap_or(Actor::System), owner))
    }

    /// How the nodes of a planned production stood.
    async fn totals(&self, production: &Loaded<domain::Job>) -> Result<Option<Totals>, ReadError> {
        let Some(plan) = production.state.details().and_then(|it| it.plan.as_ref()) else { return Ok(None) };
        let nodes = self.replay::<domain::Job>(plan.own().collect()).await?;
        let ids: Vec<_> = nodes.iter().map(|(id, node)| (*id, node.sequence)).collect();
        let lives = self.lives(&ids).await?;
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let total = count(plan.nodes.len());
        let mut totals = Totals { total, reused: total - count(nodes.len()), ..Totals::default() };
        for (id, node) in &nodes {
            let Some(it) = node.state.details() else { continue };
            let blocked = it.error.as_ref().is_some_and(|error| error.class == ErrorClass::Blocked);
            let place = match it.state {
                JobState::Completed if lives.get(&id.0).is_some_and(|life| life.reused) => &mut totals.reused,
                JobState::Completed | JobState::PartiallyCompleted => &mut totals.completed,
                JobState::Running => &mut totals.running,
                JobState::Pending | JobState::Validating | JobState::Queued => &mut totals.waiting,
                JobState::Failed if blocked => &mut totals.blocked,
                JobState::Failed => &mut totals.failed,
                JobState::Cancelled => &mut totals.cancelled,
            };
            *place += 1;
        }
        Ok(Some(totals))
    }

    /// What happened to jobs up to their given sequences.
    async fn lives(&self, jobs: &[(JobId, u64)]) -> Result<HashMap<Uuid, Life>, ReadError> {
        let ids: Vec<String> = jobs.iter().map(|(id, _)| id.to_string()).collect();
        let sequences: Vec<i64> = jobs.iter().map(|(_, sequence)| bigint(*sequence)).collect();
        let client = self.pool.get().await?;
        let statement = client
            .prepare_cached(
                "select e.aggregate_id::uuid as id,
                    (array_agg(e.recorded_at order by e.sequence desc)
                        filter (where e.event_type = 'job.started'))[1] as started_at,
                    (array_agg(e.recorded_at order by e.sequence desc)
                        filter (where e.event_type = any($4)))[1] as ended_at,
                    bool_or(e.event_type = 'job.reused') as reused
                 from unnest($2::text[], $3::bigint[]) as j (id, sequence)
                 join events e on e.aggregate_type = $1 and e.aggregate_id = j.id and e.sequence <= j.sequence
                 group by e.aggregate_id",
            )
            .await?;
        let ends: Vec<&str> = ENDS.to_vec();
        let rows = client.query(&statement, &[&domain::Job::TYPE, &ids, &sequences, &ends]).await?;
        let lives = rows.iter().map(|row| {
            let life = Life {
                started_at: row.try_get("started_at")?,
                ended_at: row.try_get("ended_at")?,
                reused: row.try_get("reused")?,
            };
            Ok((row.try_get("id")?, life))
        });
        lives.collect()
    }
}
