//! Shots and takes as they were. The scene's own events say which there were, in which order and how they were
//! planned; a take never changes, so its row says the rest of it.

use super::Past;
use crate::changes::bigint;
use crate::row::{ReadError, json, position};
use crate::shots::{Rendering, Shot, scene_of};
use cqrs_es::Aggregate;
use domain::scene::SceneDetails;
use domain::scene::shot::Shot as Planned;
use domain::{Position, SceneId, ShotId, TakeId};
use event_store::{AsOf, Loaded};
use jiff::Timestamp;
use std::collections::HashMap;
use uuid::Uuid;

/// The last event of a scene that concerned a shot, by a sequence. Events name their shots in the clear.
const TOUCHED: &str = "select s.id, t.recorded_at, t.position
    from unnest($4::text[]) as s (id) cross join lateral (
        select e.recorded_at, l.position from events e join log l on l.event_id = e.id
        where e.aggregate_type = $1 and e.aggregate_id = $2 and e.sequence <= $3 and (
            e.payload ->> 'shot' = s.id or e.payload -> 'shot' ->> 'id' = s.id
            or e.payload -> 'take' ->> 'shot' = s.id or e.payload -> 'removed' ? s.id
            or e.payload -> 'shots' @> jsonb_build_array(jsonb_build_object('id', s.id)))
        order by e.sequence desc limit 1) t";

/// Takes of shots that there were.
const TAKES: &str = "select shot_id, take, created_at, position from takes
    where owner_id = $1 and shot_id = any($2)
        and ($3::bigint is null or position <= $3) and ($4::timestamptz is null or created_at <= $4)
    order by position desc";

/// When a shot was planned, and when it changed last.
struct Times {
    created_at: Timestamp,
    updated_at: Timestamp,
    position: Position,
}

impl Past {
    /// The shots that a scene had, in order, and the scene's sequence.
    pub async fn shots(&self, scene: SceneId) -> Result<Option<(u64, Vec<Shot>)>, ReadError> {
        let Some((loaded, it)) = self.covered(scene).await? else { return Ok(None) };
        let all: Vec<(u32, Planned)> = (0..).zip(it.shot_list.shots.iter().cloned()).collect();
        Ok(Some((loaded.sequence, self.shown(&it, loaded.sequence, all, false).await?)))
    }

    /// One shot as it was, whether it had given way or not.
    pub async fn shot(&self, id: ShotId) -> Result<Option<Shot>, ReadError> {
        let Some(scene) = scene_of(&self.pool.get().await?, self.owner, id).await? else { return Ok(None) };
        let Some((loaded, it)) = self.covered(scene).await? else { return Ok(None) };
        if let Some((index, shot)) = it.shot_list.find(id) {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            return Ok(self.shown(&it, loaded.sequence, vec![(index, shot.clone())], false).await?.pop());
        }
        let Some(last) = self.before_it_gave_way(scene, id, loaded.sequence).await? else { return Ok(None) };
        Ok(self.shown(&it, loaded.sequence, vec![last], true).await?.pop())
    }

    /// The takes that a shot had, the newest first, and its scene's sequence.
    pub async fn takes(&self, id: ShotId) -> Result<Option<(u64, Vec<Rendering>)>, ReadError> {
        let Some(shot) = self.shot(id).await? else { return Ok(None) };
        let Some((_, it)) = self.covered(shot.scene).await? else { return Ok(None) };
        let takes = self.renderings(&it, &[id]).await?.remove(&id).unwrap_or_default();
        Ok(Some((shot.sequence, takes)))
    }

    async fn covered(
        &self,
        scene: SceneId,
    ) -> Result<Option<(Loaded<domain::Scene>, SceneDetails)>, ReadError> {
        // An erased one is nobody's, whenever it was.
        if crate::scenes::get(&self.pool.get().await?, self.owner, scene).await?.is_none() {
            return Ok(None);
        }
        let Some(loaded) = self.load::<domain::Scene>(scene).await? else { return Ok(None) };
        let details = loaded.state.details().cloned();
        Ok(details.map(|it| (loaded, it)))
    }

    /// The plan and place that a shot had last. What was removed since is as it was just before.
    async fn before_it_gave_way(
        &self,
        scene: SceneId,
        id: ShotId,
        sequence: u64,
    ) -> Result<Option<(u32, Planned)>, ReadError> {
        let client = self.pool.get().await?;
        let statement = client
            .prepare_cached(
                "select l.position from events e join log l on l.event_id = e.id
                 where e.aggregate_type = $1 and e.aggregate_id = $2 and e.sequence <= $3
                    and (e.payload -> 'removed' ? $4
                        or (e.event_type = 'scene.shot_removed' and e.payload ->> 'shot' = $4))
                 order by e.sequence desc limit 1",
            )
            .await?;
        let (aggregate, shot) = (scene.to_string(), id.to_string());
        let row = client
            .query_opt(&statement, &[&domain::Scene::TYPE, &aggregate, &bigint(sequence), &shot])
            .await?;
        drop(client);
        let Some(row) = row else { return Ok(None) };
        let just_before = AsOf::Position(Position(position(&row, "position")?.0.saturating_sub(1)));
        let loaded = self.store.load_as_of::<domain::Scene>(scene, just_before).await?;
        let found = loaded.as_ref().and_then(|loaded| loaded.state.details()?.shot_list.find(id));
        Ok(found.map(|(index, shot)| (u32::try_from(index).unwrap_or(u32::MAX), shot.clone())))
    }

    async fn shown(
        &self,
        it: &SceneDetails,
        sequence: u64,
        shots: Vec<(u32, Planned)>,
        removed: bool,
    ) -> Result<Vec<Shot>, ReadError> {
        let ids: Vec<ShotId> = shots.iter().map(|(_, shot)| shot.id).collect();
        let mut times = self.times(it.id, sequence, &ids).await?;
        let mut takes = self.renderings(it, &ids).await?;
        let shown = shots.into_iter().filter_map(|(index, shot)| {
            let Times { created_at, updated_at, position } = times.remove(&shot.id.0)?;
            let takes = takes.remove(&shot.id).unwrap_or_default();
            Some(Shot {
                id: shot.id,
                scene: it.id,
                script: it.script,
                version: it.version,
                name: shot.name(it.number),
                index,
                plan: shot.plan,
                locked: shot.locked,
                removed,
                takes: u32::try_from(takes.len()).unwrap_or(u32::MAX),
                active: takes.into_iter().find(|take| take.active),
                created_at,
                updated_at,
                position,
                sequence,
            })
        });
        Ok(shown.collect())
    }

    async fn times(
        &self,
        scene: SceneId,
        sequence: u64,
        shots: &[ShotId],
    ) -> Result<HashMap<Uuid, Times>, ReadError> {
        let texts: Vec<String> = shots.iter().map(ToString::to_string).collect();
        let ids: Vec<Uuid> = shots.iter().map(|shot| shot.0).collect();
        let client = self.pool.get().await?;
        let touched = client.prepare_cached(TOUCHED).await?;
        let aggregate = scene.to_string();
        let touched =
            client.query(&touched, &[&domain::Scene::TYPE, &aggregate, &bigint(sequence), &texts]).await?;
        let created = client.prepare_cached("select id, created_at from shots where id = any($1)").await?;
        let created = client.query(&created, &[&ids]).await?;
        let created: HashMap<Uuid, Timestamp> = created
            .iter()
            .map(|row| Ok((row.try_get("id")?, row.try_get("created_at")?)))
            .collect::<Result<_, ReadError>>()?;
        let mut times = HashMap::new();
        for row in &touched {
            let Ok(id) = row.try_get::<_, &str>("id")?.parse::<Uuid>() else { continue };
            let Some(created_at) = created.get(&id).copied() else { continue };
            let updated_at = row.try_get("recorded_at")?;
            times.insert(id, Times { created_at, updated_at, position: position(row, "position")? });
        }
        Ok(times)
    }

    async fn renderings(
        &self,
        it: &SceneDetails,
        shots: &[ShotId],
    ) -> Result<HashMap<ShotId, Vec<Rendering>>, ReadError> {
        let ids: Vec<Uuid> = shots.iter().map(|shot| shot.0).collect();
        let (until, time) = self.bound();
        let client = self.pool.get().await?;
        let takes = client.prepare_cached(TAKES).await?;
        let mut found: HashMap<ShotId, Vec<Rendering>> = HashMap::new();
        for row in client.query(&takes, &[&self.owner.0, &ids, &until, &time]).await? {
            let shot = ShotId(row.try_get("shot_id")?);
            let take: domain::scene::shot::Take = json(&row, "take")?;
            let reel = it.shot_list.reels.get(&shot);
            let score = |id: TakeId| reel?.takes.iter().find(|kept| kept.id == id)?.score.clone();
            found.entry(shot).or_default().push(Rendering {
                active: reel.is_some_and(|reel| reel.active == take.id),
                score: score(take.id),
                created_at: row.try_get("created_at")?,
                position: position(&row, "position")?,
                take,
            });
        }
        Ok(found)
    }
}
