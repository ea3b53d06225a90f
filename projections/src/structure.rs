//! A script as the planner of productions sees it, and what was made of it before.
//!
//! Read from the read models, whose newest version may be a moment older than the log's: a plan is of
//! what people see.

mod known;
mod mentions;

pub use known::{KnownFacts, known};

use crate::characters;
use crate::row::{ReadError, count, maybe_count, word};
use deadpool_postgres::GenericClient;
use domain::production::{About, CharacterFacts, SceneFacts, Structure, digest};
use domain::{AccountId, CharacterId, SceneId, ScriptId, VersionId};
use mentions::{Names, Words};
use tokio_postgres::Row;

/// A script at its newest version; `None` if it has none, or there is no such script of this owner.
pub async fn read(
    client: &impl GenericClient,
    owner: AccountId,
    script: ScriptId,
) -> Result<Option<Structure>, ReadError> {
    let select = client
        .prepare_cached(
            "select title, logline, genre, tone, head_number, head_version from scripts
             where owner_id = $1 and id = $2 and head_version is not null",
        )
        .await?;
    let Some(row) = client.query_opt(&select, &[&owner.0, &script.0]).await? else { return Ok(None) };
    let version = VersionId(row.try_get("head_version")?);
    let cast = characters::of_script(client, owner, script).await?;
    let names: Vec<(CharacterId, Names)> = cast.iter().map(|it| (it.id, Names::of(&it.name))).collect();
    let select = client
        .prepare_cached(
            "select id, number, setting, content, episode, revision from scenes
             where owner_id = $1 and version_id = $2 and removed_at is null order by number, created_position",
        )
        .await?;
    let rows = client.query(&select, &[&owner.0, &version.0]).await?;
    Ok(Some(Structure {
        script,
        owner,
        about: About {
            title: row.try_get("title")?,
            logline: row.try_get("logline")?,
            genre: word(&row, "genre")?,
            tone: word(&row, "tone")?,
        },
        version,
        number: count(&row, "head_number")?,
        scenes: rows.iter().map(|row| scene(row, &names)).collect::<Result<_, _>>()?,
        characters: cast.iter().map(character).collect(),
    }))
}

fn scene(row: &Row, cast: &[(CharacterId, Names)]) -> Result<SceneFacts, ReadError> {
    let (heading, text): (String, &str) = (row.try_get("setting")?, row.try_get("content")?);
    let words = Words::of(text);
    Ok(SceneFacts {
        id: SceneId(row.try_get("id")?),
        number: count(row, "number")?,
        content: digest(&[&heading, text]),
        heading,
        episode: maybe_count(row, "episode")?,
        revision: count(row, "revision")?,
        characters: cast.iter().filter(|(_, names)| words.hold(names)).map(|(id, _)| *id).collect(),
    })
}

fn character(it: &characters::Character) -> CharacterFacts {
    let profile = digest(&[&it.name, &it.personality, &it.goals, &it.voice, &it.backstory, &it.look]);
    CharacterFacts { id: it.id, name: it.name.clone(), profile }
}
