//! What a command did while the read models do not show it yet: the resource from its aggregate, so that
//! an answer is true even when it says `Spool-Lagging`.
//!
//! Only what no aggregate knows comes from the older row, if there is one: when it was made, and how much
//! there is of what belongs to it.

use crate::auth::User;
use crate::problem::Problem;
use crate::state::App;
use crate::write::own;
use domain::{AssetId, CharacterId, JobId, Position, SceneId, ScriptId, ShotId, VersionId};
use event_store::edge;
use projections::assets::Recorded;
use projections::{
    Asset, Character, CharacterRef, Job, JobResult, Scene, Script, assets, characters, jobs, scenes, scripts,
    shots, versions,
};

fn gone(what: &str) -> Problem {
    Problem::internal(format!("a {what} that took a command is gone"))
}

/// A script.
pub(crate) async fn script(app: &App, user: &User, id: ScriptId) -> Result<Script, Problem> {
    let loaded = own::<domain::Script>(app, user, id).await?;
    let it = loaded.state.details().ok_or_else(|| gone("script"))?;
    let row = scripts::get(&app.client().await?, user.account, id).await?;
    let mut cast = Vec::new();
    for character in &it.characters {
        let character = own::<domain::Character>(app, user, *character).await?;
        cast.extend(
            character.state.details().map(|it| CharacterRef { id: it.id, name: it.profile.name.clone() }),
        );
    }
    cast.sort();
    let (now, head) = (edge::now(), it.head.map(|head| head.number));
    Ok(Script {
        id,
        title: it.title.clone(),
        format: it.format,
        genre: it.genre,
        tone: it.tone,
        logline: it.logline.clone(),
        locked: it.locked(),
        archived: it.archived,
        characters: cast,
        head,
        version_count: head.unwrap_or(0),
        scene_count: row.as_ref().map_or(0, |row| row.scene_count),
        created_at: row.as_ref().map_or(now, |row| row.created_at),
        updated_at: now,
        position: seen(app, row.map(|row| row.position)).await?,
        sequence: loaded.sequence,
    })
}

/// A character.
pub(crate) async fn character(app: &App, user: &User, id: CharacterId) -> Result<Character, Problem> {
    let loaded = own::<domain::Character>(app, user, id).await?;
    let it = loaded.state.details().ok_or_else(|| gone("character"))?;
    let row = characters::get(&app.client().await?, user.account, id).await?;
    let (now, profile) = (edge::now(), it.profile.clone());
    Ok(Character {
        id,
        name: profile.name,
        personality: profile.personality,
        goals: profile.goals,
        voice: profile.voice,
        backstory: profile.backstory,
        look: profile.look,
        settled_look: it.look.clone(),
        archived: it.archived,
        created_at: row.as_ref().map_or(now, |row| row.created_at),
        updated_at: now,
        position: seen(app, row.map(|row| row.position)).await?,
        sequence: loaded.sequence,
    })
}

/// A version; `scene_count` is what it was made with.
pub(crate) async fn version(
    app: &App,
    user: &User,
    id: VersionId,
    scene_count: u32,
) -> Result<versions::Version, Problem> {
    let loaded = own::<domain::Version>(app, user, id).await?;
    let it = loaded.state.details().ok_or_else(|| gone("version"))?;
    let row = versions::get_by_id(&app.client().await?, user.account, id).await?.map(|row| row.summary);
    let words = it.text.split_whitespace().count();
    Ok(versions::Version {
        summary: versions::VersionSummary {
            id,
            script_id: it.script,
            number: it.number,
            parent: it.parent,
            script_type: it.script_type,
            source: it.source.clone(),
            label: it.label.clone(),
            notes: it.notes.clone(),
            scene_count: row.as_ref().map_or(scene_count, |row| row.scene_count),
            word_count: u32::try_from(words).unwrap_or(u32::MAX),
            provenance: it.provenance.as_deref().cloned(),
            created_at: row.as_ref().map_or_else(edge::now, |row| row.created_at),
            created_by: row.as_ref().map_or(user.account, |row| row.created_by),
            position: seen(app, row.map(|row| row.position)).await?,
            sequence: loaded.sequence,
        },
        text: it.text.clone(),
    })
}

/// A scene.
pub(crate) async fn scene(app: &App, user: &User, id: SceneId) -> Result<Scene, Problem> {
    let loaded = own::<domain::Scene>(app, user, id).await?;
    let it = loaded.state.details().ok_or_else(|| gone("scene"))?;
    let version = own::<domain::Version>(app, user, it.version).await?;
    let row = scenes::get(&app.client().await?, user.account, id).await?;
    let now = edge::now();
    Ok(Scene {
        id,
        script_id: it.script,
        version_id: it.version,
        version_number: version.state.details().ok_or_else(|| gone("version"))?.number,
        number: it.number,
        setting: it.setting.clone(),
        goal: it.goal.clone(),
        tension: it.tension.clone(),
        tone: it.tone,
        content: it.content.clone(),
        episode: it.episode,
        revision: it.revision,
        removed: it.removed,
        broken_down: it.shot_list.broken_down,
        changes: it.shot_list.changes.clone(),
        created_at: row.as_ref().map_or(now, |row| row.created_at),
        updated_at: now,
        position: seen(app, row.map(|row| row.position)).await?,
        sequence: loaded.sequence,
    })
}

/// A job, without its progress.
pub(crate) async fn job(app: &App, user: &User, id: JobId) -> Result<Job, Problem> {
    let loaded = own::<domain::Job>(app, user, id).await?;
    let it = loaded.state.details().ok_or_else(|| gone("job"))?;
    let row = jobs::get(&app.client().await?, user.account, id).await?;
    let work = serde_json::to_value(&it.work).map_err(Problem::internal)?;
    let now = edge::now();
    Ok(Job {
        id,
        kind: it.work.kind(),
        script_id: it.script,
        state: it.state,
        phase: it.phase,
        attempt: it.attempt,
        max_attempts: it.max_attempts,
        priority: it.priority,
        paused: it.paused,
        cancelling: it.cancelling.is_some() && !it.state.ended(),
        production_id: it.node.as_ref().map(|node| node.production),
        label: it.node.as_ref().map(|node| node.label.clone()),
        totals: row.as_ref().and_then(|row| row.totals),
        estimate: it.estimate,
        cost: it.cost,
        input: work["input"].clone(),
        progress: None,
        error: it.error.clone(),
        result: it.result.clone().map(JobResult::of),
        requested_at: row.as_ref().map_or(now, |row| row.requested_at),
        started_at: row.as_ref().and_then(|row| row.started_at),
        ended_at: it.state.ended().then_some(now),
        position: seen(app, row.map(|row| row.position)).await?,
        sequence: loaded.sequence,
    })
}

/// A shot; one that gave way is as the older row has it. So is a take, of which the scene keeps little.
pub(crate) async fn shot(app: &App, user: &User, scene: SceneId, id: ShotId) -> Result<shots::Shot, Problem> {
    let loaded = own::<domain::Scene>(app, user, scene).await?;
    let it = loaded.state.details().ok_or_else(|| gone("scene"))?;
    let client = app.client().await?;
    let row = shots::get(&client, user.account, id).await?;
    let sequence = loaded.sequence;
    let Some((index, shot)) = it.shot_list.find(id) else {
        let row = row.ok_or_else(|| gone("shot"))?;
        return Ok(shots::Shot { removed: true, sequence, ..row });
    };
    let chosen = it.shot_list.active(id);
    let takes = shots::takes(&client, user.account, id).await?;
    let active = takes.into_iter().find(|take| Some(take.take.id) == chosen);
    let (now, reel) = (edge::now(), it.shot_list.reels.get(&id));
    Ok(shots::Shot {
        id,
        scene,
        script: it.script,
        version: it.version,
        name: shot.name(it.number),
        index: u32::try_from(index).unwrap_or(u32::MAX),
        plan: shot.plan.clone(),
        locked: shot.locked,
        removed: false,
        takes: reel.map_or(0, |reel| u32::try_from(reel.takes.len()).unwrap_or(u32::MAX)),
        active: active.map(|take| shots::Rendering { active: true, ..take }),
        created_at: row.as_ref().map_or(now, |row| row.created_at),
        updated_at: now,
        position: seen(app, row.map(|row| row.position)).await?,
        sequence,
    })
}

/// An asset.
pub(crate) async fn asset(app: &App, user: &User, id: AssetId) -> Result<Asset, Problem> {
    let loaded = app.store.load::<domain::Asset>(id).await?.ok_or_else(|| gone("asset"))?;
    let details = loaded.state.details().ok_or_else(|| gone("asset"))?;
    let row = assets::get(&app.client().await?, user.account, id).await?;
    let now = edge::now();
    let recorded = Recorded {
        created_by: row.as_ref().map_or(user.account, |row| row.created_by),
        created_at: row.as_ref().map_or(now, |row| row.created_at),
        updated_at: now,
        position: seen(app, row.map(|row| row.position)).await?,
        sequence: loaded.sequence,
    };
    Ok(Asset::of(details, recorded))
}

/// The position of the older row, or of all that is shown.
async fn seen(app: &App, row: Option<Position>) -> Result<Position, Problem> {
    match row {
        Some(position) => Ok(position),
        None => app.position().await,
    }
}
