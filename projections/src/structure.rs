//! A script as the planner of productions sees it, and what was made of it before.
//!
//! Read from the read models, whose newest version may be a moment older than the log's: a plan is of
//! what people see.

mod coverage;
mod known;
mod mentions;

pub use known::{KnownFacts, known};

use crate::characters;
use crate::row::{ReadError, count, word};
use crate::scenes::{self, FilmedScene};
use crate::shots;
use coverage::{Filmed, coverage};
use deadpool_postgres::GenericClient;
use domain::production::{About, CharacterFacts, Coverage, SceneFacts, Structure, digest};
use domain::{AccountId, CharacterId, ScriptId, VersionId};
use mentions::{Names, Words};
use serde_json::json;

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
    let filmed = scenes::of_version(client, owner, version).await?;
    let about = About {
        title: row.try_get("title")?,
        logline: row.try_get("logline")?,
        genre: word(&row, "genre")?,
        tone: word(&row, "tone")?,
    };
    let mut scenes: Vec<SceneFacts> = filmed.iter().map(|it| scene(it, &names)).collect();
    let filmed = Filmed {
        scenes: filmed,
        shots: shots::coverage(client, owner, version).await?,
        genre: about.genre,
        cast: cast.clone(),
    };
    for (scene, coverage) in scenes.iter_mut().zip(digested(filmed).await?) {
        scene.coverage = coverage;
    }
    Ok(Some(Structure {
        script,
        owner,
        about,
        version,
        number: count(&row, "head_number")?,
        scenes,
        characters: cast.iter().map(character).collect(),
    }))
}

/// Reading a whole version as a director does takes a while, which nobody else should have to wait for.
async fn digested(filmed: Filmed) -> Result<Vec<Coverage>, ReadError> {
    let digests = tokio::task::spawn_blocking(move || coverage(&filmed)).await;
    digests.map_err(|error| ReadError::Corrupt { column: "content", reason: error.to_string() })
}

fn scene(it: &FilmedScene, cast: &[(CharacterId, Names)]) -> SceneFacts {
    let words = Words::of(&it.content);
    SceneFacts {
        id: it.id,
        number: it.number,
        content: digest(&[&it.heading, &it.content]),
        heading: it.heading.clone(),
        episode: it.episode,
        revision: it.revision,
        characters: cast.iter().filter(|(_, names)| words.hold(names)).map(|(id, _)| *id).collect(),
        coverage: Coverage::default(),
    }
}

fn character(it: &characters::Character) -> CharacterFacts {
    let settled = json!(it.settled_look).to_string();
    let profile =
        digest(&[&it.name, &it.personality, &it.goals, &it.voice, &it.backstory, &it.look, &settled]);
    CharacterFacts { id: it.id, name: it.name.clone(), profile }
}
